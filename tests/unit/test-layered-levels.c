/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the layered drawing: counting, levels, and taking a node out and putting it back. */
#include "render/layered-levels.h"
#include "render/layered-place.h"
#include "render/layered-rank.h"
#include "render/layered-stagger.h"
#include "render/layered-star.h"
#include "render/layered-sweep.h"

#define ROUNDS 60

/* A graph whose edges go from a smaller to a larger number, no two alike. */
static CtWeb *
random_web(guint64 *random, guint n_nodes, guint wanted)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	guint *tail = g_new0(guint, wanted + 1);
	guint *head = g_new0(guint, wanted + 1);
	gint *weight = g_new0(gint, wanted + 1);
	guint n = 0;

	for (guint k = 0; k < wanted; k++) {
		guint a = ct_random_below(random, n_nodes);
		guint b = ct_random_below(random, n_nodes);

		if (a == b ||
		    !g_hash_table_add(seen, GUINT_TO_POINTER(MIN(a, b) * n_nodes + MAX(a, b) + 1)))
			continue;
		tail[n] = MIN(a, b);
		head[n] = MAX(a, b);
		weight[n++] = 1 + (gint)ct_random_below(random, 3);
	}
	return ct_web_new(n_nodes, n, tail, head, weight);
}

static CtLevels *
random_levels(const CtWeb *web, guint64 *random)
{
	g_autofree guint *rank = g_new0(guint, web->n_nodes + 1);
	guint n_levels = ct_rank_assign(web->n_nodes, web->n_edges, web->tail, web->head,
					web->weight, rank);
	CtLevels *levels;

	for (guint v = 0; v < web->n_nodes; v++)
		rank[v] = 2 * rank[v];
	levels = ct_levels_new(web, rank, 2 * n_levels - 1);
	ct_levels_fill(levels);
	ct_sweep_shuffle(levels, random);
	return levels;
}

/* By comparing all pairs; those that share an end by their @adjacent share of a crossing. */
static gint64
crossings_by_pairs(const CtLevels *levels, gint64 full, gint64 adjacent)
{
	const CtWeb *web = levels->web;
	gint64 sum = 0;

	for (guint e = 0; e < web->n_edges; e++) {
		for (guint f = 0; f < e; f++) {
			guint first = MAX(levels->rank[web->tail[e]], levels->rank[web->tail[f]]);
			guint last = MIN(levels->rank[web->head[e]], levels->rank[web->head[f]]);
			gboolean share = web->tail[e] == web->tail[f] ||
					 web->head[e] == web->head[f] ||
					 web->tail[e] == web->head[f] ||
					 web->head[e] == web->tail[f];

			for (guint l = first; l < last; l++) {
				guint a = levels->position[ct_levels_item(levels, e, l)];
				guint b = levels->position[ct_levels_item(levels, f, l)];
				guint c = levels->position[ct_levels_item(levels, e, l + 1)];
				guint d = levels->position[ct_levels_item(levels, f, l + 1)];

				if ((a < b && c > d) || (a > b && c < d))
					sum += (gint64)web->weight[e] * web->weight[f] *
					       (share ? adjacent : full);
			}
		}
	}
	return sum;
}

static gint64
length(const CtLevels *levels)
{
	const CtWeb *web = levels->web;
	gint64 sum = 0;

	for (guint e = 0; e < web->n_edges; e++)
		sum += (gint64)web->weight[e] *
		       (levels->rank[web->head[e]] - levels->rank[web->tail[e]]);
	return sum;
}

static void
check_rows(const CtLevels *levels)
{
	const CtWeb *web = levels->web;
	guint items = web->n_nodes;
	guint found = 0;

	for (guint e = 0; e < web->n_edges; e++) {
		g_assert_cmpuint(levels->rank[web->tail[e]], <, levels->rank[web->head[e]]);
		items += levels->rank[web->head[e]] - levels->rank[web->tail[e]] - 1;
	}
	for (guint l = 0; l < levels->n_levels; l++) {
		for (guint i = 0; i < levels->n_items[l]; i++, found++)
			g_assert_cmpuint(levels->position[levels->items[l][i]], ==, i);
	}
	g_assert_cmpuint(found, ==, items);
}

static void
test_count(void)
{
	guint64 random = 11;

	for (guint round = 0; round < ROUNDS; round++) {
		guint n = 2 + ct_random_below(&random, 30);
		g_autoptr(CtWeb) web = random_web(&random, n, 2 * n);
		g_autoptr(CtLevels) levels = random_levels(web, &random);

		check_rows(levels);
		g_assert_cmpuint(ct_levels_crossings(levels), ==,
				 (guint64)crossings_by_pairs(levels, 1, 1));
	}
}

static void
test_sweep(void)
{
	guint64 random = 12;

	for (guint round = 0; round < ROUNDS; round++) {
		guint n = 2 + ct_random_below(&random, 30);
		g_autoptr(CtWeb) web = random_web(&random, n, 2 * n);
		g_autoptr(CtLevels) levels = random_levels(web, &random);
		guint64 before = ct_levels_crossings(levels);
		guint64 after = ct_sweep_run(levels, 6, &random);

		check_rows(levels);
		g_assert_cmpuint(after, <=, before);
		g_assert_cmpuint(after, ==, ct_levels_crossings(levels));
	}
}

/* Takes @node out and puts it back; says what the search believed that to gain. */
static gint64
move(CtStar *star, CtLevels *levels, guint node, guint window, guint64 *random)
{
	CtPlacement old = { 0 };
	CtPlacement new = { 0 };
	gint64 before;
	gint64 after;

	ct_star_take(star, levels, node, &old);
	before = ct_star_cost(star, levels, node, &old);
	after = ct_star_find(star, levels, node, &old, window, random, &new);
	g_assert_cmpint(ct_star_cost(star, levels, node, &new), ==, after);
	if (window == 0)
		g_assert_cmpint(after, <=, before);
	ct_star_put(star, levels, node, &new);
	ct_placement_clear(&old);
	ct_placement_clear(&new);
	return before - after;
}

/*
 * The gain is the one that all pairs give.  Crossings of a node's own edges with each other are
 * nobody's cost: pairs count them, the search does not, so they are left out of the comparison by a
 * weight of nothing.
 */
static void
test_move(guint window)
{
	guint64 random = 13;

	for (guint round = 0; round < ROUNDS; round++) {
		guint n = 2 + ct_random_below(&random, 24);
		g_autoptr(CtWeb) web = random_web(&random, n, 2 * n);
		g_autoptr(CtLevels) levels = random_levels(web, &random);
		g_autoptr(CtStar) star = ct_star_new(levels);

		for (guint v = 0; v < n; v++) {
			gint64 pairs = crossings_by_pairs(levels, 1, 0);
			gint64 long_before = length(levels);
			gint64 gain = move(star, levels, v, window, &random);
			gint64 fewer = pairs - crossings_by_pairs(levels, 1, 0);
			gint64 rest = gain - fewer * CT_STAR_CROSSING -
				      (long_before - length(levels)) * CT_STAR_LENGTH;

			check_rows(levels);
			g_assert_cmpint(rest % CT_STAR_ADJACENT, ==, 0);
		}
	}
}

static void
test_find_everywhere(void)
{
	test_move(0);
}

static void
test_find_near(void)
{
	test_move(3);
}

/* The place is the best of all: no other gap of any level that is allowed costs less. */
static void
test_best(void)
{
	guint64 random = 14;

	for (guint round = 0; round < ROUNDS; round++) {
		guint n = 4 + ct_random_below(&random, 8);
		g_autoptr(CtWeb) web = random_web(&random, n, 2 * n);
		g_autoptr(CtLevels) levels = random_levels(web, &random);
		g_autoptr(CtStar) star = ct_star_new(levels);
		guint node = ct_random_below(&random, n);
		CtPlacement place = { 0 };
		gint64 best;

		ct_star_take(star, levels, node, &place);
		best = ct_star_find(star, levels, node, NULL, 0, &random, &place);
		for (guint gap = 0; gap <= levels->n_items[place.rank]; gap++) {
			place.gap = gap;
			g_assert_cmpint(ct_star_cost(star, levels, node, &place), >=, best);
		}
		ct_placement_clear(&place);
	}
}

static double
widest_row(const CtLevels *levels, const CtPoint *size)
{
	double most = 0;

	for (guint l = 0; l < levels->n_levels; l++) {
		gboolean after_node = FALSE;
		double width = 0;

		for (guint i = 0; i < levels->n_items[l]; i++) {
			guint item = levels->items[l][i];
			gboolean node = ct_levels_is_node(levels, item);

			width += i == 0 ? 0 : node && after_node ? 20 : 10;
			width += node ? size[item].x : 0;
			after_node = node;
		}
		most = MAX(most, width);
	}
	return most;
}

/* Columns keep their distances, and all of them together get little wider than the widest row. */
static void
test_columns(void)
{
	guint64 random = 8;

	for (guint round = 0; round < ROUNDS; round++) {
		g_autoptr(CtWeb) web = random_web(&random, 40, 60);
		g_autoptr(CtLevels) levels = random_levels(web, &random);
		CtPoint size[40];
		double width[40];
		g_autofree double *x = NULL;
		double right = 0;
		guint at = 0;

		for (guint v = 0; v < 40; v++) {
			width[v] = 10 + ct_random_below(&random, 60);
			size[v] = (CtPoint){ width[v], 20 };
		}
		x = ct_place_columns(levels, width, 20, 10);
		for (guint l = 0; l < levels->n_levels; l++) {
			double edge = 0; /* the right border of what stands to the left */
			gboolean after_node = FALSE;

			for (guint i = 0; i < levels->n_items[l]; i++, at++) {
				guint item = levels->items[l][i];
				gboolean node = ct_levels_is_node(levels, item);
				double half = node ? width[item] / 2 : 0;
				double gap = i == 0 ? 0 : node && after_node ? 20 : 10;

				g_assert_cmpfloat(x[at] - half, >=, edge + gap - 0.01);
				edge = x[at] + half;
				after_node = node;
			}
			right = MAX(right, edge);
		}
		g_assert_cmpfloat(right, <=, 1.3 * widest_row(levels, size) + 0.01);
	}
}

/* Folding makes rows narrower, keeps every edge whole, and crosses nothing anew. */
static void
test_stagger(void)
{
	const CtLayeredOptions options = {
		.node_gap = 20, .edge_gap = 10, .level_gap = 30, .aspect = 0.5
	};
	guint64 random = 9;
	guint folded = 0;

	for (guint round = 0; round < ROUNDS; round++) {
		g_autoptr(CtWeb) web = random_web(&random, 40, 50);
		CtLevels *levels = random_levels(web, &random);
		guint n_levels = levels->n_levels;
		gint64 crossings = crossings_by_pairs(levels, 1, 0);
		CtPoint size[40];
		double width;

		for (guint v = 0; v < 40; v++)
			size[v] = (CtPoint){ 60, 20 };
		width = widest_row(levels, size);
		levels = ct_stagger(levels, size, &options);
		g_assert_cmpint(crossings_by_pairs(levels, 1, 0), ==, crossings);
		g_assert_cmpfloat(widest_row(levels, size), <=, width);
		for (guint e = 0; e < web->n_edges; e++)
			g_assert_cmpuint(levels->rank[web->tail[e]], <, levels->rank[web->head[e]]);
		folded += levels->n_levels > n_levels ? 1 : 0;
		ct_levels_free(levels);
	}
	g_assert_cmpuint(folded, >, ROUNDS / 2);
}

static void
test_orient(void)
{
	guint64 random = 15;

	for (guint round = 0; round < ROUNDS; round++) {
		guint tail[40];
		guint head[40];
		gboolean against[40];
		gint weight[40];
		guint rank[12];
		guint n = 0;

		while (n < 40) {
			tail[n] = ct_random_below(&random, 12);
			head[n] = ct_random_below(&random, 12);
			weight[n] = 1;
			n += tail[n] != head[n] ? 1 : 0;
		}
		ct_rank_orient(12, n, tail, head, against);
		for (guint e = 0; e < n; e++) {
			guint a = tail[e];

			tail[e] = against[e] ? head[e] : a;
			head[e] = against[e] ? a : head[e];
		}
		g_assert_cmpuint(ct_rank_assign(12, n, tail, head, weight, rank), <=, 12);
		for (guint e = 0; e < n; e++)
			g_assert_cmpuint(rank[tail[e]], <, rank[head[e]]);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layered/levels/count", test_count);
	g_test_add_func("/layered/sweep", test_sweep);
	g_test_add_func("/layered/star/everywhere", test_find_everywhere);
	g_test_add_func("/layered/star/near", test_find_near);
	g_test_add_func("/layered/star/best", test_best);
	g_test_add_func("/layered/rank/orient", test_orient);
	g_test_add_func("/layered/columns", test_columns);
	g_test_add_func("/layered/stagger", test_stagger);
	return g_test_run();
}
