/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans made like another one: safe whatever was done to the other one, the same when nothing was, and
 * with no more moves than whoever edited it made.  CT_REPAIRS sets how many are tried for each sample.
 */
#include "planned-sample.h"

static guint
how_many(void)
{
	const char *text = g_getenv("CT_REPAIRS");

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : 120;
}

static void
move_step(CtPlan *plan, guint from, guint to)
{
	/* not by the functions of GArray, which would free it */
	CtPlanStep *steps = &g_array_index(plan->steps, CtPlanStep, 0);
	CtPlanStep step = steps[from];

	if (from < to)
		memmove(steps + from, steps + from + 1, (to - from) * sizeof(step));
	else
		memmove(steps + to + 1, steps + to, (from - to) * sizeof(step));
	steps[to] = step;
}

/* The plan made like @edited; @out_moves gets what did not stay. */
static CtPlan *
plan_like(const Planned *planned, const CtPlan *edited, GPtrArray *out_moves)
{
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(GError) error = NULL;
	CtPlan *plan = NULL;

	ct_planner_plan_like(planned->estate, planned->intent, planned->findings, edited, out_moves,
			     &plan, &conflicts, &error);
	g_assert_no_error(error);
	g_assert_nonnull(plan);
	return plan;
}

static void
assert_safe(const CtPlan *plan, const CtEstate *estate, guint seed)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(plan, estate);

	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = result->violations->pdata[i];

		g_test_message("seed %u: %s %s at %s: %s", seed, violation->code, violation->rule,
			       violation->step != NULL ? violation->step : "-", violation->message);
	}
	g_assert_cmpuint(result->violations->len, ==, 0);
}

/* Moves @count steps anywhere, or shuffles all of them with @count 0. */
static void
edit(Planned *planned, GRand *random, guint count)
{
	guint n = planned->plan->steps->len;

	for (guint i = 0; count == 0 && i + 1 < n; i++)
		move_step(planned->plan, (guint)g_rand_int_range(random, (gint)i, (gint)n), i);
	for (guint i = 0; i < count; i++)
		move_step(planned->plan, (guint)g_rand_int_range(random, 0, (gint)n),
			  (guint)g_rand_int_range(random, 0, (gint)n));
}

/* To put back what was moved is one way to repair a plan, so that none needs more moves. */
static void
test_moved_steps(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);

	for (guint seed = 0; seed < how_many(); seed++) {
		g_autoptr(GRand) random = g_rand_new_with_seed(seed);
		g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(CtPlan) safe = NULL;
		guint count = seed % 8 == 7 ? 0 : 1 + seed % 4;

		planned_make(&planned);
		edit(&planned, random, count);
		safe = plan_like(&planned, planned.plan, moves);
		assert_safe(safe, planned.estate, seed);
		if (count > 0)
			g_assert_cmpuint(moves->len, <=, count);
	}
	planned_clear(&planned);
}

static void
test_nothing_edited(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(CtPlan) again = plan_like(&planned, planned.plan, moves);

	g_assert_cmpuint(moves->len, ==, 0);
	g_assert_cmpuint(again->steps->len, ==, planned.plan->steps->len);
	for (guint i = 0; i < again->steps->len; i++)
		g_assert_cmpstr(ct_plan_step(again, i)->title, ==,
				ct_plan_step(planned.plan, i)->title);
	for (guint i = 0; i < again->waves->len; i++) {
		const CtPlanWave *old = &g_array_index(planned.plan->waves, CtPlanWave, i);
		const CtPlanWave *wave = &g_array_index(again->waves, CtPlanWave, i);

		g_assert_cmpuint(wave->users, ==, old->users);
	}
	planned_clear(&planned);
}

/* A legal wish of a person, made by moving a step, survives. */
static void
test_legal_edit_stays(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	guint kept = 0;

	for (guint i = 0; i + 1 < planned.plan->steps->len; i++) {
		g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(CtPlan) again = NULL;
		const char *first = ct_plan_step(planned.plan, i + 1)->title;

		move_step(planned.plan, i, i + 1);
		again = plan_like(&planned, planned.plan, moves);
		if (moves->len == 0) {
			g_assert_cmpstr(ct_plan_step(again, i)->title, ==, first);
			kept++;
		}
		assert_safe(again, planned.estate, i);
		move_step(planned.plan, i, i + 1);
	}
	g_test_message("%u neighbours may change places", kept);
	g_assert_cmpuint(kept, >, 0);
	planned_clear(&planned);
}

/* Members put into other production waves stay there; a wave that has become too full gives some away. */
static void
test_moved_members(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	guint last = planned.plan->waves->len - 1;
	CtPlanWave *from = &g_array_index(planned.plan->waves, CtPlanWave, last - 1);
	CtPlanWave *to = &g_array_index(planned.plan->waves, CtPlanWave, last);
	g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(CtPlan) safe = NULL;

	g_assert_cmpuint(from->members->len, >, 2);
	while (from->members->len > 2) {
		CtWaveMember member = g_array_index(from->members, CtWaveMember, 2);

		g_array_remove_index(from->members, 2);
		g_array_append_val(to->members, member);
	}
	safe = plan_like(&planned, planned.plan, moves);
	assert_safe(safe, planned.estate, 0);
	g_assert_cmpuint(moves->len, <, 40);
	planned_clear(&planned);
}

static const struct {
	const char *name;
	GTestDataFunc run;
} of_samples[] = {
	{ "moved-steps", test_moved_steps },
	{ "nothing-edited", test_nothing_edited },
	{ "legal-edit-stays", test_legal_edit_stays },
};

int
main(int argc, char **argv)
{
	static const char *const samples[] = { "contoso", "fabrikam", "adatum" };

	g_test_init(&argc, &argv, NULL);
	for (gsize s = 0; s < G_N_ELEMENTS(samples); s++) {
		for (gsize i = 0; i < G_N_ELEMENTS(of_samples); i++) {
			g_autofree char *path = g_strdup_printf("/repair/%s/%s", samples[s],
								of_samples[i].name);

			g_test_add_data_func(path, samples[s], of_samples[i].run);
		}
	}
	g_test_add_func("/repair/moved-members", test_moved_members);
	return g_test_run();
}
