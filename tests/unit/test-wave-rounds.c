/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of columns, and the columns that rounds make: what they prove is looked at one by one. */
#include <math.h>
#include <string.h>

#include "planner/wave-bound.h"
#include "planner/wave-rounds.h"
#include "planner/wave-simplex.h"
#include "tests/bench/waves/instance.h"

#define BITS 20

/* Three rows; each of three columns loads two of them. */
static void
make_triangle(CtWaveColumns *columns)
{
	ct_wave_columns_init(columns, 3);
	for (guint i = 0; i < 3; i++)
		columns->capacity[i] = 10;
	for (guint i = 0; i < 3; i++) {
		guint32 load[] = { 1, 1, 1 };

		load[i] = 0;
		ct_wave_columns_add(columns, i, 1, load);
	}
}

static void
solve(CtWaveColumns *columns, gint64 work)
{
	CtWaveSimplex simplex;

	ct_wave_simplex_init(&simplex, columns);
	ct_wave_simplex_solve(&simplex, work);
	ct_wave_simplex_clear(&simplex);
}

/* Whoever takes as much as fits of one column after the other proves 10; together they prove 15. */
static void
test_shares_prove_more(void)
{
	guint64 used[3];
	CtWaveColumns columns;

	make_triangle(&columns);
	solve(&columns, 1000000);
	g_assert_cmpuint(ct_wave_columns_prove(&columns, BITS, used), >=,
			 ((guint64)15 << BITS) - ((guint64)1 << (BITS - 8)));
	g_assert_cmpuint(ct_wave_columns_prove(&columns, BITS, used), <=, (guint64)15 << BITS);
	for (guint i = 0; i < 3; i++)
		g_assert_cmpuint(used[i], <=, (guint64)10 << BITS);
	ct_wave_columns_clear(&columns);
}

/* Whatever shares are, they prove no more than there is. */
static void
test_shares_are_not_believed(void)
{
	const double wrong[] = { NAN, INFINITY, -INFINITY, -1, 0, 1e-300, 1, 1e9, 1e18, 1e300 };
	guint64 used[3];

	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		for (guint k = 0; k < G_N_ELEMENTS(wrong); k++) {
			CtWaveColumns columns;

			make_triangle(&columns);
			g_array_index(columns.columns, CtWaveColumn, 0).share = wrong[i];
			g_array_index(columns.columns, CtWaveColumn, 1).share = wrong[k];
			g_assert_cmpuint(ct_wave_columns_prove(&columns, BITS, used), <=,
					 (guint64)10 << BITS);
			for (guint row = 0; row < 3; row++)
				g_assert_cmpuint(used[row], <=, (guint64)10 << BITS);
			ct_wave_columns_clear(&columns);
		}
	}
}

static void
test_rows_without_capacity(void)
{
	guint64 used[3];
	CtWaveColumns columns;

	make_triangle(&columns);
	solve(&columns, 1000000);
	columns.capacity[1] = 0;
	g_assert_cmpuint(ct_wave_columns_prove(&columns, BITS, used), ==, 0);
	ct_wave_columns_clear(&columns);
}

/* Shares of random columns against the prices that prove them best: nothing more can be gained. */
static void
test_shares_are_best(void)
{
	for (guint32 seed = 1; seed <= 60; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		const guint n = 5 + seed % 40;
		CtWaveSimplex simplex;
		CtWaveColumns columns;
		double value = 0;
		double price = 0;

		ct_wave_columns_init(&columns, n);
		for (guint i = 0; i < n; i++)
			columns.capacity[i] = (guint64)g_rand_int_range(rand, 1, 9);
		for (guint i = 0; i < 3 * n; i++) {
			g_autofree guint32 *load = g_new0(guint32, n);

			for (guint k = 0; k < 4; k++)
				load[g_rand_int_range(rand, 0, (gint)n)] +=
					(guint32)g_rand_int_range(rand, 1, 9);
			ct_wave_columns_add(&columns, i, (guint64)g_rand_int_range(rand, 1, 30),
					    load);
		}
		ct_wave_simplex_init(&simplex, &columns);
		ct_wave_simplex_solve(&simplex, 100000000);
		for (guint i = 0; i < columns.columns->len; i++)
			value += g_array_index(columns.columns, CtWaveColumn, i).share;
		for (guint i = 0; i < n; i++)
			price += simplex.price[i];
		/* both are sums of the same program and of its dual, of which each bounds the other */
		g_assert_cmpfloat(value, >, 0);
		g_assert_cmpfloat(ABS(price - value), <, 0.001 * value);
		ct_wave_simplex_clear(&simplex);
		ct_wave_columns_clear(&columns);
	}
}

/* ---- Columns of rounds ---- */

/* Units in any order, as many in a wave as fit. */
static void
shuffle(const CtWaveProblem *problem, guint32 seed, guint32 *wave_of)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autofree guint32 *order = g_new(guint32, problem->n + 1);
	guint64 load = 0;
	guint32 wave = 0;

	for (guint32 i = 0; i < problem->n; i++) {
		guint32 k = (guint32)g_rand_int_range(rand, 0, (gint)i + 1);

		order[i] = order[k];
		order[k] = i;
	}
	/* some of them go by number, as sites do */
	for (guint32 i = 0; seed % 3 == 0 && i < problem->n; i++)
		order[i] = seed % 2 == 0 ? i : problem->n - 1 - i;
	for (guint32 i = 0; i < problem->n; i++) {
		load += problem->size[order[i]];
		if (load > problem->most) {
			load = problem->size[order[i]];
			wave++;
		}
		wave_of[order[i]] = wave;
	}
}

/* How far apart the ends of a row are, the units of a group. */
static guint64
distance_of(const CtWaveFlow *flow, guint32 row, const guint32 *wave_of)
{
	const CtWaveProblem *problem = flow->problem;
	guint32 low = G_MAXUINT32;
	guint32 high = 0;

	if (row < flow->edges->len) {
		const CtWaveFlowEdge *edge = &g_array_index(flow->edges, CtWaveFlowEdge, row);
		guint32 other = edge->b < problem->n ? wave_of[edge->b] : 0;

		return wave_of[edge->a] > other ? wave_of[edge->a] - other
						: other - wave_of[edge->a];
	}
	row -= flow->edges->len;
	for (guint32 i = problem->member_first[row]; i < problem->member_first[row + 1]; i++) {
		low = MIN(low, wave_of[problem->members[i]]);
		high = MAX(high, wave_of[problem->members[i]]);
	}
	return high > low ? high - low : 0;
}

/* No assignment pays less for the loads of a column than its value. */
static void
check_columns(const CtWaveFlow *flow, const CtWaveColumns *columns)
{
	g_autofree guint32 *wave_of = g_new0(guint32, flow->problem->n + 1);

	for (guint32 seed = 1; seed <= 12; seed++) {
		shuffle(flow->problem, seed, wave_of);
		for (guint i = 0; i < columns->columns->len; i++) {
			const CtWaveColumn *column = &g_array_index(columns->columns, CtWaveColumn,
								    i);
			guint64 paid = 0;

			for (guint32 k = column->at; k < column->at + column->n; k++)
				paid += g_array_index(columns->loads, guint32, k) *
					distance_of(flow, g_array_index(columns->rows, guint32, k),
						    wave_of);
			g_assert_cmpuint(paid, >=, column->value);
		}
	}
}

static guint64
run_rounds(const CtWaveProblem *problem, const guint64 *lengths, guint *out_columns)
{
	g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
	CtWaveDemands demands;
	CtWaveColumns columns;
	CtWaveFlow flow;
	guint64 proved;

	ct_wave_flow_init(&flow, problem, NULL, 100000000);
	ct_wave_demands_init(&demands);
	ct_wave_columns_init(&columns, flow.edges->len + problem->n_groups);
	for (guint i = 0; i < flow.edges->len; i++)
		columns.capacity[i] = g_array_index(flow.edges, CtWaveFlowEdge, i).weight >>
				      flow.shift;
	for (guint i = 0; i < problem->n_groups; i++)
		columns.capacity[flow.edges->len + i] = problem->group_weight[i];
	demands.columns = &columns;
	for (guint32 root = 0; root <= problem->n; root++) {
		g_autoptr(CtWaveFlowSet) set = ct_wave_flow_set_new(&flow, root, nodes);

		/* what has not been sent is no column */
		demands.columns = NULL;
		if (set != NULL)
			ct_wave_demands_add(&demands, &flow, set, 1, 1 << 20);
		demands.columns = &columns;
	}
	proved = ct_wave_rounds_prove(&flow, &demands, &columns, TRUE, lengths, 40000000);
	check_columns(&flow, &columns);
	*out_columns = columns.columns->len;
	ct_wave_flow_clear(&flow);
	ct_wave_demands_clear(&demands);
	ct_wave_columns_clear(&columns);
	return proved >> BITS;
}

static void
test_columns_are_paid(void)
{
	for (guint seed = 1; seed <= 4; seed++) {
		InstanceFamily family = seed % 2 == 0 ? INSTANCE_CONTACTS : INSTANCE_MATRIX;
		Instance at = instance_new(family, seed, 60 + 10 * seed, 20);
		g_autofree guint64 *lengths = ct_wave_bound_lengths(at.problem);
		guint columns = 0;
		guint again = 0;
		const guint64 without = run_rounds(at.problem, NULL, &columns);

		g_assert_cmpuint(columns, >, 20);
		g_assert_cmpuint(without, >, 0);
		g_assert_cmpuint(run_rounds(at.problem, lengths, &columns), >, without);
		/* the same again */
		g_assert_cmpuint(run_rounds(at.problem, NULL, &again), ==, without);
		instance_clear(&at);
	}
}

/* Teams that are spread over pools: either they or the pools are torn apart. */
static void
test_groups_prove_more(void)
{
	Instance at = instance_new(INSTANCE_MATRIX, 12, 120, 30);
	g_autofree guint32 *wave_of = g_new0(guint32, at.problem->n + 1);
	g_autofree guint32 *none = g_new0(guint32, at.problem->n_groups + 1);
	guint64 groups = 0;
	guint64 bound;

	shuffle(at.problem, 1, wave_of);
	bound = ct_wave_bound(at.problem, wave_of);
	for (guint i = 0; i < at.problem->n_groups; i++) {
		g_autofree guint64 *lengths = ct_wave_bound_lengths(at.problem);

		groups += at.problem->group_weight[i] * lengths[i];
	}
	memcpy(at.problem->group_weight, none, at.problem->n_groups * sizeof *none);
	g_assert_cmpuint(bound, >, ct_wave_bound(at.problem, wave_of) + groups);
	instance_clear(&at);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/wave-rounds/shares-prove-more", test_shares_prove_more);
	g_test_add_func("/wave-rounds/shares-are-not-believed", test_shares_are_not_believed);
	g_test_add_func("/wave-rounds/rows-without-capacity", test_rows_without_capacity);
	g_test_add_func("/wave-rounds/shares-are-best", test_shares_are_best);
	g_test_add_func("/wave-rounds/columns-are-paid", test_columns_are_paid);
	g_test_add_func("/wave-rounds/groups-prove-more", test_groups_prove_more);
	return g_test_run();
}
