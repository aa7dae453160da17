/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who tries the target first: whom the intent names, and then whoever covers something new. */
#include "exports.h"
#include "planned-sample.h"

static Planned
contoso_with(const char *intent)
{
	Planned self = planned_sample("contoso", FALSE);
	g_autofree char *text = g_strdup_printf("[cutover]\nintent = 1\n[waves]\n%s", intent);
	g_autofree char *path = export_write(text, strlen(text));
	g_autoptr(GError) error = NULL;

	ct_intent_free(self.intent);
	self.intent = ct_intent_load(path, &error);
	g_assert_no_error(error);
	export_remove(path);
	planned_make(&self);
	return self;
}

static const CtPlanWave *
wave_of_kind(const Planned *planned, const char *kind)
{
	for (guint i = 0; i < planned->plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(planned->plan->waves, CtPlanWave, i);

		if (strcmp(wave->kind, kind) == 0)
			return wave;
	}
	return NULL;
}

static const CtWaveMember *
member_of(const CtPlanWave *wave, const char *sip)
{
	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);

		if (strcmp(member->sip, sip) == 0)
			return member;
	}
	return NULL;
}

static gboolean
leaves_untried(const Planned *planned)
{
	for (guint i = 0; i < planned->plan->assumptions->len; i++) {
		const CtAssumption *row = &g_array_index(planned->plan->assumptions, CtAssumption,
							 i);

		if (strstr(row->text, "untried") != NULL)
			return TRUE;
	}
	return FALSE;
}

/* A manager is named; the delegate comes along, since they move together. */
static void
test_named(void)
{
	Planned planned = contoso_with("pilot_size = 2\npilot = jgoncalves@contoso.com\n");
	const CtPlanWave *pilot = wave_of_kind(&planned, "pilot");
	const CtWaveMember *manager = member_of(pilot, "sip:jgoncalves@contoso.com");
	const CtWaveMember *delegate = member_of(pilot, "sip:dvarga@contoso.com");

	g_assert_nonnull(manager);
	g_assert_nonnull(delegate);
	g_assert_cmpstr(manager->reason, ==, "pilot user (intent)");
	g_assert_cmpstr(manager->unit, ==, delegate->unit);
	g_assert_cmpuint(pilot->users, ==, 2);
	g_assert_true(leaves_untried(&planned));
	planned_clear(&planned);
}

/* With room enough nothing that users have stays untried, and nobody is there for nothing. */
static void
test_covering(void)
{
	Planned planned = contoso_with("pilot_size = 60\n");
	const CtPlanWave *pilot = wave_of_kind(&planned, "pilot");

	g_assert_false(leaves_untried(&planned));
	g_assert_cmpuint(pilot->users, >, 2);
	g_assert_cmpuint(pilot->users, <, 30);
	for (guint i = 0; i < pilot->members->len; i++)
		g_assert_true(g_str_has_prefix(
			g_array_index(pilot->members, CtWaveMember, i).reason, "covers"));
	planned_clear(&planned);
}

/* Test accounts go first, even when the pilot names them too. */
static void
test_test_accounts(void)
{
	Planned planned = contoso_with("test = sip:test1@contoso.com\n"
				       "pilot = sip:test1@contoso.com;sip:test2@contoso.com\n");
	const CtPlanWave *first = &g_array_index(planned.plan->waves, CtPlanWave, 0);

	g_assert_cmpstr(first->kind, ==, "test");
	g_assert_nonnull(member_of(first, "sip:test1@contoso.com"));
	g_assert_null(member_of(wave_of_kind(&planned, "pilot"), "sip:test1@contoso.com"));
	g_assert_nonnull(member_of(wave_of_kind(&planned, "pilot"), "sip:test2@contoso.com"));
	planned_clear(&planned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pilot/named", test_named);
	g_test_add_func("/pilot/covering", test_covering);
	g_test_add_func("/pilot/test-accounts", test_test_accounts);
	return g_test_run();
}
