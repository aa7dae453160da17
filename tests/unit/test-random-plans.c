/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Planner and checker on random estates: every plan is safe in the eyes of the checker, which shares
 * no ordering code with the planner, before and after it was written and read again; and where there
 * is no plan, there is a conflict that says why.  CT_RANDOM_ESTATES sets how many (1,000), CT_RANDOM_FIRST
 * the first seed (1), and CT_RANDOM_POOLS how many pools of both sides they have at most (7).
 */
#include "planner/checker.h"
#include "planner/plan-json.h"
#include "planner/planner.h"
#include "tests/unit/random-estate.h"

static guint
number_of(const char *name, guint usual)
{
	const char *text = g_getenv(name);

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : usual;
}

static void
assert_safe(guint seed, const CtPlan *plan, const CtEstate *estate)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(plan, estate);

	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		g_test_message("seed %u: %s %s at %s: %s", seed, violation->code, violation->rule,
			       violation->step != NULL ? violation->step : "-", violation->message);
	}
	g_assert_cmpuint(result->violations->len, ==, 0);
	g_assert_cmpuint(result->states, >=, plan->steps->len);
}

static void
assert_conflict_explains(const GPtrArray *conflicts)
{
	g_assert_cmpuint(conflicts->len, >, 0);
	for (guint i = 0; i < conflicts->len; i++) {
		const CtConflict *conflict = g_ptr_array_index(conflicts, i);

		g_assert_cmpuint(conflict->elements->len, >, 0);
		g_assert_cmpuint(conflict->ways_out->len, >, 0);
	}
}

static void
test_planner_and_checker_agree(void)
{
	guint planned = 0;
	guint refused = 0;
	guint first = number_of("CT_RANDOM_FIRST", 1);
	guint count = number_of("CT_RANDOM_ESTATES", 1000);
	guint pools = number_of("CT_RANDOM_POOLS", 7);
	guint most = 0;

	g_assert_cmpuint(pools, >, random_most_target);
	random_most_legacy = pools - random_most_target;
	for (guint seed = first; seed < first + count; seed++) {
		g_autoptr(CtFindings) findings = ct_findings_new();
		g_autoptr(CtEstate) estate = random_estate(seed, 24, findings);
		g_autoptr(CtIntent) intent = random_intent(seed);
		g_autoptr(CtPlan) plan = NULL;
		g_autoptr(GPtrArray) conflicts = NULL;
		g_autoptr(GError) error = NULL;

		random_ready(estate, intent, findings);
		ct_planner_plan(estate, intent, findings, &plan, &conflicts, &error);
		g_assert_no_error(error);
		if (plan != NULL) {
			planned++;
			most = MAX(most, plan->steps->len);
			assert_safe(seed, plan, estate);
		} else {
			refused++;
			assert_conflict_explains(conflicts);
		}
	}
	random_most_legacy = 4;
	g_test_message(
		"%u plans of up to %u steps, %u times none with a conflict that says why; planner "
		"and checker disagree 0 times",
		planned, most, refused);
	g_assert_cmpuint(planned, >, refused);
}

static void
test_same_seed_same_bytes(void)
{
	for (guint seed = 1; seed <= 50; seed++) {
		g_autofree char *first = NULL;

		for (guint round = 0; round < 2; round++) {
			g_autoptr(CtFindings) findings = ct_findings_new();
			g_autoptr(CtEstate) estate = random_estate(seed, 24, findings);
			g_autoptr(CtIntent) intent = random_intent(seed);
			g_autoptr(CtPlan) plan = NULL;
			g_autoptr(GPtrArray) conflicts = NULL;
			g_autofree char *json = NULL;

			random_ready(estate, intent, findings);
			g_assert_true(
				ct_planner_plan(estate, intent, findings, &plan, &conflicts, NULL));
			json = plan != NULL ? ct_plan_to_json(plan) : g_strdup("");
			if (round == 0)
				first = g_steal_pointer(&json);
			else
				g_assert_cmpstr(first, ==, json);
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/random-plans/planner-and-checker-agree", test_planner_and_checker_agree);
	g_test_add_func("/random-plans/same-seed-same-bytes", test_same_seed_same_bytes);
	return g_test_run();
}
