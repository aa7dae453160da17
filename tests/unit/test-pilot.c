/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who tries the target first: whom the intent names, and then whoever covers something new. */
#include "exports.h"
#include "pilot-trial.h"
#include "planner/cover.h"

#define SEEDS 400
#define FEW   14 /* units that may be in a pilot: all sets of them are tried */

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
	const CtPlan *plan = planned.plan;
	const CtPlanWave *pilot = wave_of_kind(&planned, "pilot");

	g_assert_false(leaves_untried(&planned));
	g_assert_cmpstr(plan->pilot_covered, ==, "pools");
	g_assert_cmpuint(pilot->users, ==, plan->pilot_users);
	g_assert_cmpuint(plan->pilot_users, ==, plan->pilot_needed);
	g_assert_cmpuint(plan->pilot_lower_bound, ==, plan->pilot_needed);
	g_assert_cmpuint(ct_plan_count_untried(plan), ==, 0);
	for (guint i = 0; i < pilot->members->len; i++)
		g_assert_true(g_str_has_prefix(
			g_array_index(pilot->members, CtWaveMember, i).reason, "covers"));
	planned_clear(&planned);
}

/* Each level needs at least as many users as the one below; with too little room the strongest level
 * that fits is covered and the rest is told. */
static void
test_levels(void)
{
	guint needed = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(levels); i++) {
		g_autofree char *roomy = g_strdup_printf("pilot_size = 150\npilot_cover = %s\n",
							 levels[i]);
		g_autofree char *tight = g_strdup_printf("pilot_size = 12\npilot_cover = %s\n",
							 levels[i]);
		Planned all = contoso_with(roomy);
		Planned some = contoso_with(tight);
		gboolean fits = all.plan->pilot_needed <= 12;

		g_assert_cmpstr(all.plan->pilot_covered, ==, levels[i]);
		g_assert_cmpuint(all.plan->pilot_needed, >=, needed);
		g_assert_cmpuint(some.plan->pilot_needed, ==, all.plan->pilot_needed);
		g_assert_cmpuint(some.plan->pilot_users, <=, 12);
		g_assert_cmpint(ct_plan_count_untried(some.plan) == 0, ==, fits);
		g_assert_cmpint(leaves_untried(&some), !=, fits);
		needed = all.plan->pilot_needed;
		planned_clear(&all);
		planned_clear(&some);
	}
}

/* ---- Random estates: the least by trying all sets of units ---- */

/* What the units of @set have between them; their users. */
static guint
set_users(const Trial *self, const CtPilotClasses *classes, const CtPilotRows *rows, guint set,
	  guint *out_rows)
{
	g_autoptr(GHashTable) had = g_hash_table_new(NULL, NULL);
	guint users = 0;

	for (guint u = 0; u < self->groups->units->len; u++) {
		const CtUnit *unit = &g_array_index(self->groups->units, CtUnit, u);

		for (guint i = 0; (set & (1u << u)) != 0 && i < unit->count; i++) {
			guint32 user = g_array_index(self->groups->members, CtUserId,
						     unit->first + i)
					       .index;
			const guint32 *list;
			guint count;

			users++;
			if (classes->class_of[user] == CT_NONE)
				continue;
			list = ct_pilot_rows_of(rows, classes->class_of[user], &count);
			for (guint k = 0; k < count; k++)
				g_hash_table_add(had, GUINT_TO_POINTER(list[k] + 1));
		}
	}
	*out_rows = g_hash_table_size(had);
	return users;
}

static void
test_least(void)
{
	guint tried = 0;

	for (guint seed = 0; seed < SEEDS; seed++) {
		guint level = seed % G_N_ELEMENTS(levels);
		Trial trial = trial_new(seed, 2 + seed % 13, levels[level]);
		g_autoptr(CtPilotClasses) classes = ct_pilot_classes_new(trial.estate, trial.intent,
									 trial.groups,
									 trial.wave_of);
		g_autoptr(CtPilotRows) rows = ct_pilot_rows_new(classes, (CtPilotLevel)level);
		guint n = trial.groups->units->len;
		guint least = G_MAXUINT;

		for (guint set = 0; n <= FEW && set < 1u << n; set++) {
			guint had;
			guint users = set_users(&trial, classes, rows, set, &had);

			if (had == rows->rows->len)
				least = MIN(least, users);
		}
		if (n <= FEW) {
			tried++;
			g_assert_cmpuint(trial.plan->pilot_users, ==, least);
			g_assert_cmpuint(trial.plan->pilot_lower_bound, ==, least);
			g_assert_cmpuint(ct_plan_count_untried(trial.plan), ==, 0);
		}
		trial_clear(&trial);
	}
	g_assert_cmpuint(tried, >, SEEDS / 2);
}

/* ---- One user more ---- */

static gboolean
in_pilot(const Trial *trial, guint32 user)
{
	guint32 unit = trial->groups->unit_of[user];

	return unit != CT_NONE && trial->chosen[unit] != NULL;
}

/* How many users are in one of the pilots only, @user left out. */
static guint
count_changes(const Trial *with, const Trial *without, guint32 user)
{
	guint changes = 0;

	for (guint32 i = 0; i < with->estate->users.count; i++)
		changes += i != user && in_pilot(with, i) != in_pilot(without, i);
	return changes;
}

static gboolean
is_alone(const Trial *trial, guint32 user)
{
	return g_array_index(trial->groups->units, CtUnit, trial->groups->unit_of[user]).count == 1;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	return (int)*(const guint *)a - (int)*(const guint *)b;
}

/* A user who stays behind in one plan comes along in the other. */
static void
test_one_more(void)
{
	Planned planned = planned_read("contoso", FALSE);
	Trial with = { .estate = planned.estate, .intent = ct_intent_new() };
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(guint));
	guint worst = 0;

	with.intent->values[CT_INTENT_PILOT_SIZE]->pdata[0] = (gpointer) "1000";
	trial_choose(&with);
	for (guint32 i = 0; i < with.estate->users.count; i++) {
		Trial without = { .estate = with.estate, .intent = ct_intent_new() };
		guint count;

		if (with.groups->unit_of[i] == CT_NONE) {
			ct_intent_free(without.intent);
			continue;
		}
		without.intent->values[CT_INTENT_PILOT_SIZE]->pdata[0] = (gpointer) "1000";
		g_ptr_array_add(without.intent->values[CT_INTENT_STAY],
				(gpointer)with.estate->users.sip[i]);
		trial_choose(&without);
		count = count_changes(&with, &without, i);
		if (!in_pilot(&with, i) && is_alone(&with, i) &&
		    without.plan->combinations->len == with.plan->combinations->len)
			g_assert_cmpuint(count, ==, 0);
		g_array_append_val(changes, count);
		without.estate = NULL;
		trial_clear(&without);
	}
	g_array_sort(changes, by_number);
	worst = g_array_index(changes, guint, changes->len - 1);
	g_test_message("of %u users, added one by one: median %u, worst %u others changed",
		       changes->len, g_array_index(changes, guint, changes->len / 2), worst);
	/* nearly always nobody, or one who is replaced */
	g_assert_cmpuint(g_array_index(changes, guint, changes->len / 2), ==, 0);
	g_assert_cmpuint(g_array_index(changes, guint, changes->len * 9 / 10), <=, 2);
	with.estate = NULL;
	trial_clear(&with);
	planned_clear(&planned);
}

/* ---- The checker's own opinion ---- */

static gboolean
objects(const Planned *planned, const char *words)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(planned->plan, planned->estate);

	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		if (strcmp(violation->code, "pilot") == 0 &&
		    strstr(violation->message, words) != NULL)
			return TRUE;
	}
	return FALSE;
}

static CtPlanCombination *
combination_at(Planned *planned, guint index)
{
	return &g_array_index(planned->plan->combinations, CtPlanCombination, index);
}

/* Whoever leaves the pilot is missed, though the plan moves everybody still. */
static void
test_member_moved(void)
{
	Planned planned = contoso_with("pilot_size = 60\n");
	CtPlanWave *pilot = (CtPlanWave *)wave_of_kind(&planned, "pilot");
	CtPlanWave *production = (CtPlanWave *)wave_of_kind(&planned, "production");
	guint missed = 0, members = pilot->members->len;

	g_assert_false(objects(&planned, ""));
	for (guint i = 0; i < members; i++) {
		CtWaveMember member = g_array_index(pilot->members, CtWaveMember, 0);

		g_array_remove_index(pilot->members, 0);
		g_array_append_val(production->members, member);
		missed += objects(&planned, "is not in the pilot") != FALSE;
		g_array_set_size(production->members, production->members->len - 1);
		g_array_append_val(pilot->members, member);
	}
	g_assert_cmpuint(missed, ==, members);
	g_assert_false(objects(&planned, ""));
	planned_clear(&planned);
}

/* What the plan says of its pilot, said wrongly. */
static void
test_said_wrongly(void)
{
	Planned planned = contoso_with("pilot_size = 60\n");
	CtPlan *plan = planned.plan;
	CtPlanCombination *first = combination_at(&planned, 0);
	const char *value = first->value;
	gpointer trier = g_ptr_array_index(first->pilot, 0);

	first->value = "telepathy";
	g_assert_true(objects(&planned, "which no user has"));
	g_assert_true(objects(&planned, "does not say whether"));
	first->value = value;
	first->users++;
	g_assert_true(objects(&planned, "users have"));
	first->users--;
	first->pilot->pdata[0] = (gpointer) "sip:nobody@contoso.com";
	g_assert_true(objects(&planned, "is not in the pilot"));
	first->pilot->pdata[0] = trier;
	plan->pilot_lower_bound = plan->pilot_needed + 1;
	g_assert_true(objects(&planned, "are said to be needed"));
	plan->pilot_lower_bound = plan->pilot_needed;
	plan->pilot_covered = "pairs";
	g_assert_true(objects(&planned, "nobody in the pilot tries"));
	plan->pilot_covered = "pools";
	plan->pilot_cover = "each";
	g_assert_true(objects(&planned, "the intent asks for"));
	plan->pilot_cover = "pools";
	g_assert_false(objects(&planned, ""));
	planned_clear(&planned);
}

/* A combination that nobody tries is no fault once the plan says so. */
static void
test_told(void)
{
	Planned planned = contoso_with("pilot_size = 12\npilot_cover = profiles\n");
	guint untried = ct_plan_count_untried(planned.plan);

	g_assert_cmpuint(untried, >, 0);
	g_assert_false(objects(&planned, ""));
	for (guint i = planned.plan->combinations->len; i > 0; i--) {
		if (combination_at(&planned, i - 1)->pilot->len > 0)
			continue;
		g_array_remove_index(planned.plan->combinations, i - 1);
		break;
	}
	g_assert_true(objects(&planned, "does not say whether"));
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
	g_test_add_func("/pilot/levels", test_levels);
	g_test_add_func("/pilot/least", test_least);
	g_test_add_func("/pilot/one-more", test_one_more);
	g_test_add_func("/pilot/member-moved", test_member_moved);
	g_test_add_func("/pilot/said-wrongly", test_said_wrongly);
	g_test_add_func("/pilot/told", test_told);
	return g_test_run();
}
