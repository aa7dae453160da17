/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pools in sites cost at least when pulls want all of them first: against every assignment there is. */
#include "planner/wave-bound.h"
#include "tests/bench/waves/exhaust.h"

#define SEEDS 100

/* Pools of one unit for each pull that is told; @site: by pool. */
static CtWaveProblem *
pools(const guint32 *pull, const guint *first, guint n_pools, const guint *site)
{
	CtWaveProblem *problem = ct_wave_problem_new(first[n_pools]);

	problem->n_groups = n_pools + 2;
	problem->group_weight = g_new(guint32, problem->n_groups);
	problem->group_most = g_new0(guint32, problem->n_groups);
	problem->memberships = g_new(CtWaveMembership, 2 * problem->n + 1);
	for (guint i = 0; i < problem->n_groups; i++)
		problem->group_weight[i] = i < n_pools ? 20 : 5;
	ct_wave_problem_link(problem, NULL, 0);
	for (guint pool = 0; pool < n_pools; pool++)
		for (guint i = first[pool]; i < first[pool + 1]; i++) {
			problem->pull[i] = pull[i];
			problem->group_first[i] = 2 * i;
			problem->memberships[2 * i] = (CtWaveMembership){ pool, 1 };
			problem->memberships[2 * i + 1] = (CtWaveMembership){ n_pools + site[pool],
									      1 };
		}
	problem->group_first[problem->n] = 2 * problem->n;
	ct_wave_problem_list_members(problem);
	problem->most = problem->least = 2;
	problem->n_waves = (problem->n + 1) / 2 + 1;
	return problem;
}

static guint64
packing(const CtWaveProblem *problem)
{
	g_autofree guint64 *parts = g_new(guint64, (gsize)problem->n + 1);

	for (guint i = 0; i < problem->n; i++)
		parts[i] = (guint64)problem->pull[i] * CT_WAVE_BOUND_PARTS;
	return ct_wave_bound_packing(problem, parts);
}

/* Never more than the cheapest assignment costs, and mostly as much. */
static void
test_no_assignment_is_cheaper(void)
{
	guint exact = 0;

	for (guint32 seed = 1; seed <= SEEDS; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		g_autoptr(CtWaveProblem) problem = NULL;
		guint32 pull[16];
		guint first[5] = { 0 };
		guint site[4];
		const guint n_pools = (guint)g_rand_int_range(rand, 2, 4);
		const gint strongest = seed % 4 == 0 ? 60 : 9;
		guint64 parts;
		guint64 best;

		for (guint i = 0; i < n_pools; i++) {
			first[i + 1] = first[i] + (guint)g_rand_int_range(rand, 1, 4);
			site[i] = (guint)g_rand_int_range(rand, 0, 2);
		}
		for (guint i = 0; i < first[n_pools]; i++)
			pull[i] = g_rand_int_range(rand, 0, 3) == 0
					  ? (guint32)g_rand_int_range(rand, 1, strongest)
					  : 0;
		problem = pools(pull, first, n_pools, site);
		best = exhaust_cost(problem);
		parts = packing(problem);
		g_assert_cmpuint(parts, <=, best * CT_WAVE_BOUND_PARTS);
		exact += (parts + CT_WAVE_BOUND_PARTS - 1) / CT_WAVE_BOUND_PARTS == best;
	}
	g_test_message("as much as the cheapest assignment costs: %u of %u", exact, SEEDS);
	g_assert_cmpuint(exact, >, SEEDS / 2);
}

/* A pool fills one wave and a half.  It is not done before its second wave is, whatever is shared. */
static void
test_waves_are_whole(void)
{
	const guint32 pull[] = { 0, 4, 0, 0, 4, 0 };
	const guint first[] = { 0, 3, 6 };
	const guint site[] = { 0, 1 };
	g_autoptr(CtWaveProblem) problem = pools(pull, first, 2, site);

	/* both pools and sites from one wave to the next, and the second pool a wave later */
	g_assert_cmpuint(exhaust_cost(problem), ==, 2 * (20 + 5) + 4);
	g_assert_cmpuint(packing(problem), ==, (2 * (20 + 5) + 4) * CT_WAVE_BOUND_PARTS);
}

/* The pool that everybody wants first stands in the way of a site that wants to stay together. */
static void
test_sites_stay_together(void)
{
	const guint32 pull[] = { 3, 0, 2, 0, 1, 0 };
	const guint first[] = { 0, 2, 4, 6 };
	const guint site[] = { 0, 1, 0 };
	g_autoptr(CtWaveProblem) problem = pools(pull, first, 3, site);
	const guint64 best = exhaust_cost(problem);

	g_assert_cmpuint(best, ==, 5 + 1 + 2 * 2);
	g_assert_cmpuint(packing(problem), ==, best * CT_WAVE_BOUND_PARTS);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/wave-line/no-assignment-is-cheaper", test_no_assignment_is_cheaper);
	g_test_add_func("/wave-line/waves-are-whole", test_waves_are_whole);
	g_test_add_func("/wave-line/sites-stay-together", test_sites_stay_together);
	return g_test_run();
}
