/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the checker says, and what it does not say: with and without exports, for broken advice and
 * noted advice, for a plan that is wrong all over, for an estate that allows no plan at all.
 */
#include "estate-text.h"
#include "planned-sample.h"

static void
assert_clean(const CtCheckResult *result)
{
	show_violations(result);
	g_assert_cmpuint(result->violations->len, ==, 0);
}

static void
move_step(Planned *planned, guint from, guint to)
{
	CtPlanStep *steps = planned_step(planned, 0);
	CtPlanStep step = steps[from];

	if (from < to)
		memmove(steps + from, steps + from + 1, (to - from) * sizeof(step));
	else
		memmove(steps + to + 1, steps + to, (from - to) * sizeof(step));
	steps[to] = step;
}

static void
test_samples_are_safe(void)
{
	static const char *const samples[] = { "contoso", "fabrikam" };

	for (guint i = 0; i < G_N_ELEMENTS(samples); i++) {
		Planned planned = planned_sample(samples[i], TRUE);
		g_autoptr(CtCheckResult) result = ct_checker_run(planned.plan, planned.estate);

		assert_clean(result);
		g_assert_cmpuint(result->notes->len, ==, 0);
		planned_clear(&planned);
	}
}

/* One external name for the whole Edge: the Edge goes in the middle of the cutover window. */
static void
test_shared_edge(void)
{
	Planned planned = planned_sample("northwind", FALSE);
	g_autoptr(CtCheckResult) result = ct_checker_run(planned.plan, planned.estate);
	g_autoptr(CtCheckResult) early = NULL;
	guint edge = planned_find(&planned, "OCS-P8-05") - 2;

	assert_clean(result);
	g_assert_cmpstr(planned_step(&planned, edge)->rule, ==, "OCS-P10-03");
	g_assert_cmpstr(planned_step(&planned, edge + 1)->rule, ==, "O-28");
	move_step(&planned, edge, edge + 2);
	early = ct_checker_run(planned.plan, planned.estate);
	g_assert_nonnull(find_violation(early, "constraint", "O-15", NULL));
	g_assert_nonnull(find_violation(early, "precondition", "O-15", NULL));
	planned_clear(&planned);
}

static void
test_without_exports(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	g_autoptr(CtCheckResult) result = ct_checker_run(planned.plan, NULL);
	g_autoptr(CtCheckResult) wrong = NULL;
	guint merge = planned_find(&planned, "OCS-P4-02");

	assert_clean(result);
	g_assert_cmpuint(result->notes->len, ==, 1);
	move_step(&planned, merge, merge + 1);
	wrong = ct_checker_run(planned.plan, NULL);
	g_assert_nonnull(find_violation(wrong, "constraint", "O-07", NULL));
	planned_clear(&planned);
}

static void
test_changed_exports(void)
{
	Planned planned = planned_sample("fabrikam", TRUE);
	g_autoptr(CtCheckResult) result = NULL;

	g_array_index(planned.plan->inputs, CtPlanInput, 0).sha256 = "0";
	result = ct_checker_run(planned.plan, planned.estate);
	assert_clean(result);
	g_assert_cmpuint(result->notes->len, ==, 1);
	g_assert_true(g_str_has_prefix(g_ptr_array_index(result->notes, 0), "stale: "));
	planned_clear(&planned);
}

/* Response groups before the last wave: advised against, and allowed with a note. */
static void
test_advice(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	guint groups = planned_find(&planned, "OCS-P9-01");
	guint wave = planned_find(&planned, "OCS-P8-07");
	const char *id = planned_step(&planned, groups)->id;
	g_autoptr(CtCheckResult) silent = NULL;
	g_autoptr(CtCheckResult) noted = NULL;

	g_array_set_size(planned_step(&planned, groups)->after, 0);
	move_step(&planned, groups, wave);
	silent = ct_checker_run(planned.plan, planned.estate);
	g_assert_nonnull(find_violation(silent, "constraint", "O-17", id));
	planned_step(&planned, wave)->note = "the agents know";
	noted = ct_checker_run(planned.plan, planned.estate);
	g_assert_null(find_violation(noted, "constraint", "O-17", id));
	planned_clear(&planned);
}

static void
test_window(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	guint number = planned_find(&planned, "OCS-P9-02");
	guint certificate = planned_find(&planned, "OCS-P8-03");
	const char *id = planned_step(&planned, number)->id;
	g_autoptr(CtCheckResult) result = NULL;

	move_step(&planned, number, certificate);
	result = ct_checker_run(planned.plan, planned.estate);
	g_assert_nonnull(find_violation(result, "invariant", "I-07", id));
	planned_clear(&planned);
}

static void
test_mediation(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	guint service = planned_find(&planned, "OCS-P9-07");
	guint wave = planned_find(&planned, "OCS-P8-07");
	const char *id = planned_step(&planned, service)->id;
	g_autoptr(CtCheckResult) result = NULL;

	move_step(&planned, service, wave);
	result = ct_checker_run(planned.plan, planned.estate);
	g_assert_nonnull(find_violation(result, "constraint", "O-21", id));
	g_assert_nonnull(find_violation(result, "precondition", "O-21", id));
	g_assert_nonnull(find_violation(result, "invariant", "I-05", id));
	planned_clear(&planned);
}

/* Everything backwards: the report stays readable, and the same each time. */
static void
test_reversed(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	guint steps = planned.plan->steps->len;
	g_autoptr(CtCheckResult) result = NULL;
	g_autoptr(CtCheckResult) again = NULL;
	guint constraints = 0;

	for (guint i = 0; i < steps / 2; i++) {
		CtPlanStep step = *planned_step(&planned, i);

		*planned_step(&planned, i) = *planned_step(&planned, steps - 1 - i);
		*planned_step(&planned, steps - 1 - i) = step;
	}
	result = ct_checker_run(planned.plan, planned.estate);
	again = ct_checker_run(planned.plan, planned.estate);
	g_assert_cmpuint(again->violations->len, ==, result->violations->len);
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *a = g_ptr_array_index(result->violations, i);
		const CtViolation *b = g_ptr_array_index(again->violations, i);

		constraints += strcmp(a->code, "constraint") == 0;
		g_assert_cmpstr(a->message, ==, b->message);
		g_assert_false(g_str_has_suffix(a->message, "."));
	}
	g_assert_cmpuint(constraints, ==, 200);
	g_assert_cmpuint(result->notes->len, >, 0);
	planned_clear(&planned);
}

/* Nonsense in every place a hand may reach: the checker answers and does not fall over. */
static void
test_nonsense(void)
{
	Planned planned = planned_sample("fabrikam", TRUE);
	CtPlanStep *step = planned_step(&planned, 0);
	g_autoptr(CtCheckResult) result = NULL;
	g_autoptr(CtCheckResult) alone = NULL;

	step->rule = "OCS-P99-01";
	step[1].id = step->id;
	step[2].subjects->pdata[0] = (gpointer) "no colon";
	step[3].subjects->pdata[0] = (gpointer) "planet:mars";
	g_ptr_array_set_size(step[4].subjects, 0);
	step[5].wave = "wave-99";
	step[6].start_minute = G_MAXUINT64;
	g_array_index(planned.plan->checkpoints, CtCheckpoint, 1).after_step = "s999";
	g_array_index(planned.plan->pairs, CtPlanPair, 0).target = "mars.example.com";
	result = ct_checker_run(planned.plan, planned.estate);
	g_assert_nonnull(find_violation(result, "format", "OCS-P99-01", NULL));
	g_assert_nonnull(find_violation(result, "format", "OCS-P1-03", NULL));
	g_assert_nonnull(find_violation(result, "subject", NULL, step[2].id));
	g_assert_nonnull(find_violation(result, "subject", NULL, step[3].id));
	g_assert_nonnull(find_violation(result, "subject", NULL, step[4].id));
	g_assert_nonnull(find_violation(result, "wave", NULL, step[5].id));
	g_assert_nonnull(find_violation(result, "format", "", step[7].id));
	g_assert_nonnull(find_violation(result, "checkpoint", "", NULL));
	alone = ct_checker_run(planned.plan, NULL);
	g_assert_cmpuint(alone->violations->len, >, 0);
	planned_clear(&planned);
}

static void
test_empty_plan(void)
{
	Planned planned = planned_sample("fabrikam", TRUE);
	g_autoptr(CtPlan) nothing = ct_plan_new();
	g_autoptr(CtCheckResult) result = ct_checker_run(nothing, planned.estate);
	g_autoptr(CtCheckResult) alone = ct_checker_run(nothing, NULL);

	g_assert_nonnull(find_violation(result, "coverage", "OCS-P2-04", NULL));
	g_assert_nonnull(find_violation(result, "coverage", "OCS-P10-04", NULL));
	g_assert_nonnull(find_violation(result, "wave", "OCS-P1-03", NULL));
	g_assert_nonnull(find_violation(result, "fate", NULL, NULL));
	g_assert_cmpuint(alone->violations->len, ==, 0);
	planned_clear(&planned);
}

/* A target pool of the wrong product or size is no matter of the order of steps. */
static void
test_estate(void)
{
	Planned planned = planned_sample("fabrikam", TRUE);
	CtUsers *users = &planned.estate->users;
	g_autoptr(CtCheckResult) result = NULL;

	for (guint i = 0; i < planned.estate->pools->len; i++) {
		CtPool *pool = &g_array_index(planned.estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY)
			pool->product = CT_PRODUCT_OCS2007;
		else if (pool->kind == CT_OBJECT_POOL)
			pool->users = 79999;
	}
	users->flags[0] |= CT_USER_MOVING;
	result = ct_checker_run(planned.plan, planned.estate);
	g_assert_nonnull(find_violation(result, "invariant", "I-01", NULL));
	g_assert_nonnull(find_violation(result, "wave", "W-44", NULL));
	g_assert_nonnull(find_violation(result, "invariant", "I-01", NULL)->evidence);
	planned_clear(&planned);
}

/* The plan is checked against the estate it was made from: whoever changes it there deceives the
 * checker. */
static void
test_estate_stays(void)
{
	Planned planned = planned_read("contoso", TRUE);
	g_autofree char *before = estate_text(planned.estate, planned.findings);
	g_autofree char *after = NULL;
	g_autoptr(CtCheckResult) result = NULL;

	planned_make(&planned);
	result = ct_checker_run(planned.plan, planned.estate);
	assert_clean(result);
	after = estate_text(planned.estate, planned.findings);
	g_assert_cmpstr(before, ==, after);
	planned_clear(&planned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/checker/samples-are-safe", test_samples_are_safe);
	g_test_add_func("/checker/shared-edge", test_shared_edge);
	g_test_add_func("/checker/without-exports", test_without_exports);
	g_test_add_func("/checker/changed-exports", test_changed_exports);
	g_test_add_func("/checker/advice", test_advice);
	g_test_add_func("/checker/window", test_window);
	g_test_add_func("/checker/mediation", test_mediation);
	g_test_add_func("/checker/reversed", test_reversed);
	g_test_add_func("/checker/nonsense", test_nonsense);
	g_test_add_func("/checker/empty-plan", test_empty_plan);
	g_test_add_func("/checker/estate", test_estate);
	g_test_add_func("/checker/estate-stays", test_estate_stays);
	return g_test_run();
}
