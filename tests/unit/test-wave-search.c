/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search, exact search and bound of waves against a search that weighs everything. */
#include "planner/wave-anneal.h"
#include "planner/wave-bound.h"
#include "planner/wave-coarse.h"
#include "planner/wave-exact.h"
#include "planner/wave-improve.h"
#include "planner/wave-levels.h"
#include "planner/wave-order.h"
#include "planner/wave-refine.h"
#include "planner/wave-search.h"
#include "tests/bench/waves/exhaust.h"
#include "tests/bench/waves/heuristics.h"

#define SMALL_SEEDS 400

static void
test_exact_is_optimal(void)
{
	guint feasible = 0;

	for (guint seed = 1; seed <= SMALL_SEEDS; seed++) {
		Instance at = instance_new_small(seed, 6);
		g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
		guint64 best = exhaust_cost(at.problem);
		gboolean found = ct_wave_exact(at.problem, wave_of);

		g_assert_cmpint(found, ==, best != G_MAXUINT64);
		if (found) {
			g_assert_cmpuint(ct_wave_problem_cost(at.problem, wave_of), ==, best);
			g_assert_cmpuint(ct_wave_problem_check(at.problem, wave_of), >, 0);
			g_assert_cmpuint(ct_wave_bound(at.problem, wave_of), <=, best);
			feasible++;
		}
		instance_clear(&at);
	}
	g_assert_cmpuint(feasible, >, SMALL_SEEDS * 9 / 10);
}

/* Of the heuristics alone: what they answer is within the limits and costs what it says. */
static void
test_local_search(void)
{
	guint optimal = 0;
	guint count = 0;

	for (guint seed = 1; seed <= SMALL_SEEDS; seed++) {
		Instance at = instance_new_small(seed, 10);
		g_autofree guint32 *order = g_new0(guint32, at.problem->n + 1);
		g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
		g_autofree guint32 *best = g_new0(guint32, at.problem->n + 1);
		gint64 work = 1000000;
		guint n_waves;
		guint64 cut;
		guint64 cost;

		ct_wave_order_clusters(at.problem, order);
		n_waves = ct_wave_cut_order(at.problem, order, wave_of);
		g_assert_cmpuint(ct_wave_problem_check(at.problem, wave_of), ==, n_waves);
		cut = ct_wave_problem_cost(at.problem, wave_of);
		ct_wave_reorder(at.problem, wave_of, n_waves, &work);
		cost = ct_wave_problem_cost(at.problem, wave_of);
		g_assert_cmpuint(cost, <=, cut);
		ct_wave_refine(at.problem, wave_of, MAX(n_waves, at.problem->n_waves), &work);
		g_assert_cmpuint(ct_wave_problem_cost(at.problem, wave_of), <=, cost);
		cost = ct_wave_problem_cost(at.problem, wave_of);
		g_assert_cmpuint(ct_wave_problem_check(at.problem, wave_of), >, 0);
		if (n_waves <= at.problem->n_waves && ct_wave_exact(at.problem, best)) {
			guint64 least = ct_wave_problem_cost(at.problem, best);

			count++;
			optimal += cost == least;
			g_assert_cmpuint(least, <=, cost);
		}
		instance_clear(&at);
	}
	g_test_message("local search alone: optimal in %u of %u", optimal, count);
	g_assert_cmpuint(optimal * 2, >, count);
}

/* An assignment of clusters costs what it costs when it is told unit by unit. */
static void
test_coarse_costs_the_same(void)
{
	for (guint seed = 1; seed <= 60; seed++) {
		Instance at = instance_new(seed % N_INSTANCE_FAMILIES, seed, 100 + seed, 20);
		g_autofree guint32 *cluster_of = g_new0(guint32, at.problem->n + 1);
		g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
		g_autoptr(CtWaveProblem) coarse = ct_wave_coarsen(at.problem, NULL, 8, seed,
								  cluster_of);
		g_autofree guint32 *coarse_wave = g_new0(guint32, coarse->n + 1);

		g_assert_cmpuint(coarse->n, <=, at.problem->n);
		for (guint i = 0; i < coarse->n; i++)
			coarse_wave[i] = (coarse->key[i] ^ seed) % 7;
		for (guint i = 0; i < at.problem->n; i++)
			wave_of[i] = coarse_wave[cluster_of[i]];
		g_assert_cmpuint(ct_wave_problem_cost(coarse, coarse_wave), ==,
				 ct_wave_problem_cost(at.problem, wave_of));
		g_assert_cmpuint(ct_wave_problem_users(coarse), ==,
				 ct_wave_problem_users(at.problem));
		instance_clear(&at);
	}
}

/* What a move is said to change is what it changes. */
static void
test_deltas(void)
{
	for (guint seed = 1; seed <= 200; seed++) {
		Instance at = instance_new_small(seed, 12);
		g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		CtWaveState state;

		for (guint i = 0; i < at.problem->n; i++)
			wave_of[i] = (guint32)g_rand_int_range(rand, 0, 5);
		ct_wave_state_init(&state, at.problem, wave_of, 5);
		for (guint i = 0; i < 50; i++) {
			guint32 unit = (guint32)g_rand_int_range(rand, 0, (gint)at.problem->n);
			guint32 wave = (guint32)g_rand_int_range(rand, 0, 5);
			gint64 before = (gint64)ct_wave_problem_cost(at.problem, wave_of);
			gint64 delta = ct_wave_state_delta(&state, unit, wave);

			ct_wave_state_move(&state, unit, wave);
			g_assert_cmpint((gint64)ct_wave_problem_cost(at.problem, wave_of), ==,
					before + delta);
			g_assert_cmpint(state.n_overfull == 0, ==,
					ct_wave_problem_check(at.problem, wave_of) > 0);
		}
		ct_wave_state_clear(&state);
		instance_clear(&at);
	}
}

/* Annealing holds limits, and the same salt has the same end; what is kept of it is never dearer. */
static void
test_annealing(void)
{
	const CtWaveHeat heat = { 30, 20000 };

	for (guint seed = 1; seed <= 60; seed++) {
		Instance at = seed % 2 == 0
				      ? instance_new_small(seed, 14)
				      : instance_new(seed % N_INSTANCE_FAMILIES, seed, 90, 20);
		g_autofree guint32 *order = g_new0(guint32, at.problem->n + 1);
		g_autofree guint32 *kept = g_new0(guint32, at.problem->n + 1);
		g_autofree guint32 *wave_of = NULL;
		g_autofree guint32 *again = NULL;
		gint64 work = 1000000;
		guint64 cost;
		guint n_waves;

		ct_wave_order_clusters(at.problem, order);
		n_waves = ct_wave_cut_order(at.problem, order, kept);
		wave_of = g_memdup2(kept, (at.problem->n + 1) * sizeof *kept);
		again = g_memdup2(kept, (at.problem->n + 1) * sizeof *kept);
		cost = ct_wave_problem_cost(at.problem, kept);
		ct_wave_anneal(at.problem, wave_of, n_waves, 3 * CT_WAVE_HEAT_UNIT, seed, 5000);
		ct_wave_anneal(at.problem, again, n_waves, 3 * CT_WAVE_HEAT_UNIT, seed, 5000);
		g_assert_cmpuint(ct_wave_problem_check(at.problem, wave_of), >, 0);
		g_assert_cmpmem(wave_of, at.problem->n * sizeof *wave_of, again,
				at.problem->n * sizeof *again);
		g_assert_cmpuint(ct_wave_shake(at.problem, again, n_waves, &heat, seed, &work), ==,
				 ct_wave_problem_check(at.problem, again));
		n_waves = ct_wave_cool(at.problem, kept, n_waves, &heat, 2, seed, &work);
		g_assert_cmpuint(ct_wave_problem_check(at.problem, kept), ==, n_waves);
		g_assert_cmpuint(ct_wave_problem_cost(at.problem, kept), <=, cost);
		cost = ct_wave_problem_cost(at.problem, kept);
		n_waves = ct_wave_cross(at.problem, kept, n_waves, wave_of, &heat, seed, &work);
		g_assert_cmpuint(ct_wave_problem_check(at.problem, kept), ==, n_waves);
		g_assert_cmpuint(ct_wave_problem_cost(at.problem, kept), <=, cost);
		instance_clear(&at);
	}
}

/* Without heat, who goes on for longer has gone the same way until then, and no step of it is dearer: what
 * annealing believes that edges cost is true. */
static void
test_annealing_without_heat(void)
{
	for (guint seed = 1; seed <= 12; seed++) {
		Instance at = instance_new(seed % N_INSTANCE_FAMILIES, seed, 90, 20);
		g_autofree guint32 *order = g_new0(guint32, at.problem->n + 1);
		g_autofree guint32 *begin = g_new0(guint32, at.problem->n + 1);
		guint64 cost;
		guint n_waves;

		ct_wave_order_given(at.problem, order);
		n_waves = ct_wave_cut_order(at.problem, order, begin);
		cost = ct_wave_problem_cost(at.problem, begin);
		/* waves so many that costs are kept, or not */
		n_waves = seed % 4 == 0 ? 300 : n_waves;
		for (guint moves = 256; moves <= 40 * 256; moves += 256) {
			g_autofree guint32 *wave_of = g_memdup2(begin, (at.problem->n + 1) *
									       sizeof *begin);
			guint64 now;

			ct_wave_anneal(at.problem, wave_of, n_waves, 0, seed, moves);
			now = ct_wave_problem_cost(at.problem, wave_of);
			g_assert_cmpuint(now, <=, cost);
			cost = now;
		}
		instance_clear(&at);
	}
}

static void
test_larger_instances(void)
{
	for (guint seed = 1; seed <= N_INSTANCE_FAMILIES; seed++) {
		Instance at = instance_new(seed % N_INSTANCE_FAMILIES, seed, 220, 40);
		g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
		g_autofree guint32 *again = g_new0(guint32, at.problem->n + 1);
		gboolean exact;
		guint n_waves = ct_wave_search(at.problem, wave_of, &exact);
		guint64 cost = ct_wave_problem_cost(at.problem, wave_of);

		g_assert_cmpuint(n_waves, <=, at.problem->n_waves);
		g_assert_cmpuint(ct_wave_problem_check(at.problem, wave_of), ==, n_waves);
		g_assert_cmpuint(ct_wave_bound(at.problem, wave_of), <=, cost);
		for (guint i = 0; i < N_HEURISTICS; i++)
			g_assert_cmpuint(cost, <=, heuristic_cost(i, &at));
		if (seed % N_INSTANCE_FAMILIES == INSTANCE_CONTACTS) {
			ct_wave_search(at.problem, again, &exact);
			g_assert_cmpmem(wave_of, at.problem->n * sizeof *wave_of, again,
					at.problem->n * sizeof *again);
		}
		instance_clear(&at);
	}
}

/* @n people who all know each other, so many in a wave; the first pulls. */
static CtWaveProblem *
make_clique(guint n, guint weight, guint most, guint pull)
{
	CtWaveProblem *problem = ct_wave_problem_new(n);
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(CtWaveEdge));

	for (guint32 a = 0; a < n; a++) {
		for (guint32 b = a + 1; b < n; b++) {
			CtWaveEdge edge = { a, b, weight };

			g_array_append_val(edges, edge);
		}
	}
	ct_wave_problem_link(problem, (const CtWaveEdge *)(const void *)edges->data, edges->len);
	problem->pull[0] = pull;
	problem->most = most;
	return problem;
}

/* The least sum of the distances of all pairs, for all ways to put a few people into waves. */
static void
test_pairs(void)
{
	for (guint most = 1; most <= 4; most++) {
		for (guint n = 1; n <= 8; n++) {
			g_autoptr(CtWaveProblem) problem = make_clique(n, 1, most, 0);
			g_autofree guint32 *wave_of = g_new0(guint32, n + 1);

			g_assert_true(ct_wave_exact(problem, wave_of));
			g_assert_cmpuint(ct_wave_problem_cost(problem, wave_of), ==,
					 ct_wave_bound_pairs(n, most));
			/* little is lost where everybody knows everybody */
			g_assert_cmpuint(ct_wave_bound(problem, wave_of) * 20 + 20, >=,
					 ct_wave_bound_pairs(n, most) * 19);
		}
	}
}

/* Whoever is pulled could go first alone; that its edges are cut then is proved too. */
static void
test_pulls_through_edges(void)
{
	for (guint most = 1; most <= 3; most++) {
		for (guint pull = 1; pull <= 6; pull++) {
			g_autoptr(CtWaveProblem) problem = make_clique(8, 1, most, pull);
			g_autofree guint32 *wave_of = g_new0(guint32, 9);
			guint64 bound;

			g_assert_true(ct_wave_exact(problem, wave_of));
			bound = ct_wave_bound(problem, wave_of);
			g_assert_cmpuint(bound, <=, ct_wave_problem_cost(problem, wave_of));
			g_assert_cmpuint(bound * 20 + 20, >=, ct_wave_bound_pairs(8, most) * 19);
		}
	}
}

/* Demands of all kinds and rates, routed together, prove no more than the best assignment costs, and use
 * no edge beyond its weight. */
static void
test_demands_are_safe(void)
{
	guint proving = 0;

	for (guint seed = 1; seed <= SMALL_SEEDS; seed++) {
		Instance at = instance_new_small(seed, 6);
		g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
		const guint64 best = exhaust_cost(at.problem);
		CtWaveDemands demands;
		CtWaveFlow flow;
		guint64 proved;

		ct_wave_demands_init(&demands);
		ct_wave_flow_init(&flow, at.problem, NULL, 10000000);
		for (guint32 root = 0; root <= at.problem->n; root++) {
			g_autoptr(CtWaveFlowSet) set = ct_wave_flow_set_new(&flow, root, nodes);
			const guint64 fullest = 1 + (guint64)(seed * root) % 50 * 1000000;

			if (set != NULL)
				ct_wave_demands_add(&demands, &flow, set, 1 + seed % 9, fullest);
		}
		proved = ct_wave_demands_route(&demands, &flow);
		g_assert_cmpuint(proved >> flow.shift, <=, best);
		proving += proved > 0;
		for (guint i = 0; i < flow.edges->len; i++) {
			const CtWaveFlowEdge *edge = &g_array_index(flow.edges, CtWaveFlowEdge, i);

			g_assert_cmpuint(edge->left, <=, edge->weight);
		}
		ct_wave_flow_clear(&flow);
		ct_wave_demands_clear(&demands);
		instance_clear(&at);
	}
	g_assert_cmpuint(proving, >, SMALL_SEEDS / 4);
}

/* Where everybody knows everybody, little is lost, whatever was asked for. */
static void
test_demands_prove(void)
{
	for (guint most = 1; most <= 4; most++) {
		for (guint n = most + 1; n <= 8; n++) {
			g_autoptr(CtWaveProblem) problem = make_clique(n, 1, most, 0);
			g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
			g_autoptr(CtWaveFlowSet) set = NULL;
			CtWaveDemands demands;
			CtWaveFlow flow;

			ct_wave_demands_init(&demands);
			ct_wave_flow_init(&flow, problem, NULL, 10000000);
			set = ct_wave_flow_set_new(&flow, 0, nodes);
			ct_wave_demands_add(&demands, &flow, set, 7, 3);
			g_assert_cmpuint(ct_wave_demands_route(&demands, &flow) >> flow.shift, >=,
					 ct_wave_bound_pairs(n, most) * 19 / 20);
			ct_wave_flow_clear(&flow);
			ct_wave_demands_clear(&demands);
		}
	}
}

/* In a larger estate all wait for nearly as long as the others whom they know. */
static void
test_pulls_prove_more(void)
{
	Instance at = instance_new(INSTANCE_CONTACTS, 14, 436, 25);
	g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
	guint64 pulls = 0;
	guint64 bound;
	gboolean exact;

	ct_wave_search(at.problem, wave_of, &exact);
	bound = ct_wave_bound(at.problem, wave_of);
	for (guint i = 0; i < at.problem->n; i++) {
		pulls += at.problem->pull[i];
		at.problem->pull[i] = 0;
	}
	g_assert_cmpuint(pulls, >, 0);
	g_assert_cmpuint(bound, >=, ct_wave_bound(at.problem, wave_of) + 3 * pulls);
	instance_clear(&at);
}

/* Waves of the clusters at the top are waves of the units, and get cheaper on the way down, within all limits. */
static void
test_levels(void)
{
	Instance at = instance_new(INSTANCE_CONTACTS, 3, 8000, 1600);
	g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
	g_autofree guint32 *order = g_new0(guint32, at.problem->n + 1);
	g_autoptr(CtWaveLevels) levels = NULL;
	const CtWaveProblem *top;
	guint n_waves;
	guint64 cost;

	at.problem->group_most[0] = 640;
	levels = ct_wave_levels_new(at.problem);
	top = ct_wave_levels_top(levels);
	g_assert_cmpuint(top->n, <, at.problem->n / 2);
	for (guint i = 0; i < top->n; i++)
		g_assert_cmpuint(top->size[i], <=, 10);
	ct_wave_order_given(top, order);
	n_waves = ct_wave_cut_order(top, order, wave_of);
	cost = ct_wave_problem_cost(top, wave_of);
	g_assert_cmpuint(ct_wave_problem_check(top, wave_of), ==, n_waves);
	ct_wave_levels_descend(levels, wave_of, n_waves, 2000000);
	g_assert_cmpuint(ct_wave_problem_check(at.problem, wave_of), >, 0);
	g_assert_cmpuint(ct_wave_problem_cost(at.problem, wave_of), <, cost);
	instance_clear(&at);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/wave-search/exact-is-optimal", test_exact_is_optimal);
	g_test_add_func("/wave-search/local-search", test_local_search);
	g_test_add_func("/wave-search/coarse-costs-the-same", test_coarse_costs_the_same);
	g_test_add_func("/wave-search/deltas", test_deltas);
	g_test_add_func("/wave-search/annealing", test_annealing);
	g_test_add_func("/wave-search/annealing-without-heat", test_annealing_without_heat);
	g_test_add_func("/wave-search/larger-instances", test_larger_instances);
	g_test_add_func("/wave-search/levels", test_levels);
	g_test_add_func("/wave-search/pairs", test_pairs);
	g_test_add_func("/wave-search/pulls-through-edges", test_pulls_through_edges);
	g_test_add_func("/wave-search/demands-are-safe", test_demands_are_safe);
	g_test_add_func("/wave-search/demands-prove", test_demands_prove);
	g_test_add_func("/wave-search/pulls-prove-more", test_pulls_prove_more);
	return g_test_run();
}
