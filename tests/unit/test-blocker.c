/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What no order of steps can get around: every finding that blocks, users who stay, calls that nobody
 * takes, groups larger than a wave.  Taking any one element away has to make a plan possible.
 */
#include "exports.h"
#include "planned-sample.h"

/* A sample with this intent; the plan is not made. */
static Planned
sample_with(const char *name, const char *intent)
{
	Planned self = planned_sample(name, FALSE);
	g_autofree char *text = g_strdup_printf("[cutover]\nintent = 1\n%s", intent);
	g_autofree char *path = export_write(text, strlen(text));
	g_autoptr(GError) error = NULL;

	ct_intent_free(self.intent);
	self.intent = ct_intent_load(path, &error);
	g_assert_no_error(error);
	export_remove(path);
	g_clear_pointer(&self.plan, ct_plan_free);
	return self;
}

/* The conflicts; NULL when there is a plan, which is then in @self and safe. */
static GPtrArray *
conflicts_of(Planned *self)
{
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtCheckResult) result = NULL;

	g_clear_pointer(&self->plan, ct_plan_free);
	ct_planner_plan(self->estate, self->intent, self->findings, &self->plan, &conflicts,
			&error);
	g_assert_no_error(error);
	g_assert_true((self->plan != NULL) == (conflicts->len == 0));
	if (self->plan == NULL)
		return g_steal_pointer(&conflicts);
	result = ct_checker_run(self->plan, self->estate);
	show_violations(result);
	g_assert_cmpuint(result->violations->len, ==, 0);
	return NULL;
}

/* The ids of the elements of the only conflict, "a b". */
static void
assert_elements(const GPtrArray *conflicts, const char *ids)
{
	const CtConflict *conflict;
	GString *text = g_string_new(NULL);

	g_assert_nonnull(conflicts);
	g_assert_cmpuint(conflicts->len, ==, 1);
	conflict = g_ptr_array_index(conflicts, 0);
	for (guint i = 0; i < conflict->elements->len; i++) {
		const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);

		g_string_append_printf(text, "%s%s", i > 0 ? " " : "", element->id);
		g_assert_nonnull(element->where);
		g_assert_cmpuint(strlen(element->text), >, 10);
	}
	g_assert_cmpstr(text->str, ==, ids);
	g_assert_cmpuint(conflict->ways_out->len, >, 0);
	g_string_free(text, TRUE);
}

typedef struct {
	CtRuleId rule;
	const char *law;
} BlockingRow;

static const BlockingRow blocking[] = {
	{ CT_RULE_LEGACY_VERSION_UNSUPPORTED, "I-01" },
	{ CT_RULE_THREE_VERSION_MIX, "I-01" },
	{ CT_RULE_CROSS_FOREST, "I-02" },
	{ CT_RULE_SQL_INSTANCE_SHARED, "I-03" },
	{ CT_RULE_POOL_FQDN_COLLISION, "I-04" },
	{ CT_RULE_EXTERNAL_WEB_FQDN_DUPLICATE, "I-04" },
	{ CT_RULE_POOL_WITHOUT_TARGET, "OCS-P1-03" },
	{ CT_RULE_EDGE_WITHOUT_TARGET, "I-07" },
	{ CT_RULE_RGS_TARGET_MISSING_APPLICATION, "O-17" },
	{ CT_RULE_DIALIN_TARGET_MISSING, "O-18" },
	{ CT_RULE_CONFERENCE_DIRECTORY_ID_CONFLICT, "O-25" },
	{ CT_RULE_TARGET_POOL_OVER_CAPACITY, "K-01" },
};

static void
test_findings(void)
{
	Planned planned = sample_with("fabrikam", "");
	const CtPool *pool = &g_array_index(planned.estate->pools, CtPool, 0);

	for (gsize i = 0; i < G_N_ELEMENTS(blocking); i++) {
		CtSeverity severities[] = { CT_SEVERITY_WARNING, CT_SEVERITY_ERROR };

		for (gsize s = 0; s < G_N_ELEMENTS(severities); s++) {
			g_autoptr(GPtrArray) conflicts = NULL;
			guint before = planned.findings->items->len;

			ct_findings_add_as(planned.findings, blocking[i].rule, severities[s],
					   pool->origin, ct_subject(pool->kind, pool->key),
					   "this does not work out");
			conflicts = conflicts_of(&planned);
			if (severities[s] == CT_SEVERITY_WARNING)
				g_assert_null(conflicts);
			else
				assert_elements(conflicts, blocking[i].law);
			g_ptr_array_set_size(planned.findings->items, (gint)before);
		}
	}
	planned_clear(&planned);
}

/* An error that a person mends before the step that meets it is an assumption of the plan. */
static void
test_other_errors_are_assumed_mended(void)
{
	Planned planned = sample_with("fabrikam", "");
	const CtPool *pool = &g_array_index(planned.estate->pools, CtPool, 0);
	gboolean found = FALSE;

	ct_findings_add_as(planned.findings, CT_RULE_DANGLING_REFERENCE, CT_SEVERITY_ERROR,
			   pool->origin, NULL, "it leads nowhere");
	g_assert_null(conflicts_of(&planned));
	for (guint i = 0; i < planned.plan->assumptions->len; i++) {
		const CtAssumption *row = &g_array_index(planned.plan->assumptions, CtAssumption,
							 i);

		found |= strcmp(row->source, "finding") == 0 &&
			 strcmp(row->text, "it leads nowhere") == 0;
	}
	g_assert_true(found);
	planned_clear(&planned);
}

static void
test_stay(void)
{
	Planned planned = sample_with("contoso", "[users]\nstay = sip:test1@contoso.com\n");
	g_autoptr(GPtrArray) conflicts = conflicts_of(&planned);

	assert_elements(conflicts, "users.stay pools.retire");
	planned_clear(&planned);
}

static const char *
fate_of(const CtPlan *plan, const char *subject)
{
	const char *fate = NULL;

	for (guint i = 0; i < plan->fates->len; i++) {
		const CtFate *row = &g_array_index(plan->fates, CtFate, i);

		if (strcmp(row->subject, subject) != 0)
			continue;
		g_assert_null(fate);
		fate = row->fate;
	}
	return fate;
}

static void
test_stay_and_keep(void)
{
	Planned planned = sample_with("contoso", "[users]\nstay = TEST1@contoso.com\n"
						 "[pools]\nretire = false\n");

	g_assert_null(conflicts_of(&planned));
	g_assert_cmpstr(fate_of(planned.plan, "user:sip:test1@contoso.com"), ==, "stays");
	g_assert_null(fate_of(planned.plan, "user:sip:test2@contoso.com"));
	g_assert_cmpstr(fate_of(planned.plan, "user:sip:inobre@contoso.com"), ==, "unmatched");
	g_assert_cmpstr(fate_of(planned.plan, "pool:ocspool01.contoso.com"), ==, "stays");
	g_assert_cmpstr(fate_of(planned.plan, "edge:ocsedge.contoso.com"), ==, "stays");
	for (guint i = 0; i < planned.plan->steps->len; i++)
		g_assert_false(g_str_has_prefix(planned_step(&planned, i)->rule, "OCS-P10-03"));
	planned_clear(&planned);
}

static void
test_fates(void)
{
	Planned planned = sample_with("contoso", "");

	g_assert_null(conflicts_of(&planned));
	g_assert_cmpstr(fate_of(planned.plan, "director:ocsdir01.contoso.com"), ==, "retired");
	g_assert_cmpstr(fate_of(planned.plan, "edge:ocsedge.contoso.com"), ==, "rebuilt");
	g_assert_cmpstr(fate_of(planned.plan, "confdir:3"), ==, "moves");
	g_assert_cmpstr(fate_of(planned.plan, "xmpp:ocsxmpp01.contoso.com"), ==, "rebuilt");
	g_assert_cmpstr(fate_of(planned.plan, "sipdomain:contoso.com"), ==, "stays");
	g_assert_cmpstr(fate_of(planned.plan, "pool:ocspool04.contoso.com"), ==, "merged");
	g_assert_null(fate_of(planned.plan, "pool:lyncpool01.contoso.com"));
	planned_clear(&planned);
}

/* A group of three, and waves of two. */
static void
test_unit_larger_than_a_wave(void)
{
	Planned planned = sample_with("contoso", "[waves]\nsize = 2\n");
	g_autoptr(GPtrArray) conflicts = conflicts_of(&planned);

	g_assert_nonnull(conflicts);
	for (guint i = 0; i < conflicts->len; i++) {
		const CtConflict *conflict = g_ptr_array_index(conflicts, i);
		const CtConflictElement *size = g_ptr_array_index(conflict->elements, 0);
		const CtConflictElement *hard = g_ptr_array_index(conflict->elements, 1);

		g_assert_cmpuint(conflict->elements->len, ==, 2);
		g_assert_cmpstr(size->id, ==, "waves.size");
		g_assert_true(g_str_has_suffix(size->where, EXPORT_NAME ":4"));
		g_assert_cmpstr(hard->id, ==, "couplings.hard");
		g_assert_nonnull(strstr(hard->where, "delegates.xml:"));
	}
	g_clear_pointer(&conflicts, g_ptr_array_unref);
	planned_clear(&planned);

	planned = sample_with("contoso", "[waves]\nsize = 2\n[couplings]\nhard = \n");
	g_assert_null(conflicts_of(&planned));
	planned_clear(&planned);
}

/* The target loses its Mediation Servers. */
static void
test_calls(void)
{
	Planned planned = sample_with("northwind", "");
	g_autoptr(GPtrArray) conflicts = NULL;

	for (guint i = 0; i < planned.estate->pools->len; i++) {
		CtPool *pool = &g_array_index(planned.estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_TARGET)
			pool->roles &= ~(G_GUINT64_CONSTANT(1) << CT_ROLE_MEDIATION);
	}
	conflicts = conflicts_of(&planned);
	assert_elements(conflicts, "O-21 I-05 pools.retire");

	/* nobody who calls */
	for (guint32 i = 0; i < planned.estate->users.count; i++)
		planned.estate->users.flags[i] &= ~(guint32)CT_USER_VOICE;
	g_assert_null(conflicts_of(&planned));
	planned_clear(&planned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/blocker/findings", test_findings);
	g_test_add_func("/blocker/assumed-mended", test_other_errors_are_assumed_mended);
	g_test_add_func("/blocker/stay", test_stay);
	g_test_add_func("/blocker/stay-and-keep", test_stay_and_keep);
	g_test_add_func("/blocker/fates", test_fates);
	g_test_add_func("/blocker/unit-larger-than-a-wave", test_unit_larger_than_a_wave);
	g_test_add_func("/blocker/calls", test_calls);
	return g_test_run();
}
