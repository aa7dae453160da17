/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Set covers: the least cost by dynamic programming over all sets of rows, and the one of
 * the cheapest with the least ranks by trying all sets of columns, against what the solver says.
 */
#include "planner/cover.h"

#include <string.h>

#define SMALL	   3000
#define PREFERRED  1500
#define HARD	   12
#define LARGE	   4
#define MANY_ROWS  16
#define FEW_COLUMN 11

/* Rows of a column as the bits of a mask. */
static void
add_mask(CtCover *cover, guint mask, guint cost, guint rank)
{
	guint32 rows[32];
	guint count = 0;

	for (guint i = 0; i < 32; i++)
		if ((mask & (1u << i)) != 0)
			rows[count++] = i;
	ct_cover_add(cover, rows, count, cost, rank);
}

typedef struct {
	guint n_rows;
	guint n_columns;
	guint mask[CT_COVER_EXACT];
	guint cost[CT_COVER_EXACT];
	guint rank[CT_COVER_EXACT];
} Small;

/* Every row is in some column. */
static Small
random_small(GRand *rand, guint most_columns, guint most_rows)
{
	Small self = { 0 };
	guint density = (guint)g_rand_int_range(rand, 10, 70);
	guint dearest = (guint)g_rand_int_range(rand, 1, 7);

	self.n_rows = (guint)g_rand_int_range(rand, 1, (gint32)most_rows + 1);
	self.n_columns = (guint)g_rand_int_range(rand, 1, (gint32)most_columns + 1);
	for (guint j = 0; j < self.n_columns; j++) {
		for (guint i = 0; i < self.n_rows; i++)
			if ((guint)g_rand_int_range(rand, 0, 100) < density)
				self.mask[j] |= 1u << i;
		self.cost[j] = (guint)g_rand_int_range(rand, 1, (gint32)dearest + 1);
		/* no two sums of ranks are the same, as good as surely */
		self.rank[j] = (guint)g_rand_int_range(rand, 0, CT_COVER_RANKS);
	}
	for (guint i = 0; i < self.n_rows; i++)
		self.mask[g_rand_int_range(rand, 0, (gint32)self.n_columns)] |= 1u << i;
	return self;
}

static CtCover *
cover_of(const Small *small)
{
	CtCover *cover = ct_cover_new(small->n_rows);

	for (guint j = 0; j < small->n_columns; j++)
		add_mask(cover, small->mask[j], small->cost[j], small->rank[j]);
	return cover;
}

static void
assert_covers(const CtCover *cover, const CtCoverResult *result)
{
	g_autofree gboolean *covered = g_new0(gboolean, cover->n_rows + 1);
	guint64 cost = 0;

	for (guint j = 0; j < cover->n_columns; j++) {
		guint count;
		const guint32 *rows = ct_cover_rows(cover, j, &count);

		cost += result->chosen[j] ? ct_cover_cost(cover, j) : 0;
		for (guint k = 0; result->chosen[j] && k < count; k++)
			covered[rows[k]] = TRUE;
	}
	for (guint i = 0; i < cover->n_rows; i++)
		g_assert_true(covered[i]);
	g_assert_cmpuint(cost, ==, result->cost);
	g_assert_cmpuint(result->lower_bound, <=, result->cost);
}

/* The least cost of each set of rows, larger sets from smaller ones. */
static guint64
least_cost(const Small *small)
{
	const guint full = (1u << small->n_rows) - 1;
	g_autofree guint64 *least = g_new(guint64, full + 1);

	least[0] = 0;
	for (guint set = 1; set <= full; set++) {
		guint row = (guint)g_bit_nth_lsf(set, -1);

		least[set] = G_MAXUINT64;
		for (guint j = 0; j < small->n_columns; j++)
			if ((small->mask[j] & (1u << row)) != 0)
				least[set] = MIN(least[set],
						 small->cost[j] + least[set & ~small->mask[j]]);
	}
	return least[full];
}

static void
test_least(void)
{
	guint sharp = 0;

	for (guint seed = 0; seed < SMALL; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		Small small = random_small(rand, CT_COVER_EXACT, seed % 50 == 0 ? MANY_ROWS : 12);
		g_autoptr(CtCover) cover = cover_of(&small);
		g_autoptr(CtCoverResult) result = ct_cover_solve(cover);

		assert_covers(cover, result);
		g_assert_cmpuint(result->cost, ==, least_cost(&small));
		g_assert_cmpuint(result->lower_bound, ==, result->cost);
		g_assert_cmpuint(ct_cover_bound(cover), <=, result->cost);
		sharp += ct_cover_bound(cover) == result->cost;
	}
	/* a bound of nothing would be one too */
	g_assert_cmpuint(2 * sharp, >, SMALL);
}

/* The least cost and, of several, the least sum of ranks; FALSE when there are two of those too. */
static gboolean
preferred(const Small *small, guint *out_set)
{
	const guint full = (1u << small->n_rows) - 1;
	guint64 best = G_MAXUINT64;
	gboolean unique = FALSE;

	for (guint set = 0; set < 1u << small->n_columns; set++) {
		guint rows = 0;
		guint64 sum = 0;

		for (guint j = 0; j < small->n_columns; j++) {
			if ((set & (1u << j)) == 0)
				continue;
			rows |= small->mask[j];
			sum += ((guint64)small->cost[j] << 32) + small->rank[j];
		}
		if (rows != full || sum > best)
			continue;
		unique = sum < best;
		best = sum;
		*out_set = set;
	}
	return unique;
}

static guint
set_of(const CtCoverResult *result, guint n_columns)
{
	guint set = 0;

	for (guint j = 0; j < n_columns; j++)
		set |= result->chosen[j] ? 1u << j : 0;
	return set;
}

static void
test_preferred(void)
{
	guint compared = 0;

	for (guint seed = 0; seed < PREFERRED; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		Small small = random_small(rand, FEW_COLUMN, 10);
		g_autoptr(CtCover) cover = cover_of(&small);
		g_autoptr(CtCoverResult) result = ct_cover_solve(cover);
		guint set = 0;

		if (!preferred(&small, &set))
			continue;
		compared++;
		g_assert_cmphex(set_of(result, small.n_columns), ==, set);
	}
	g_assert_cmpuint(compared, >, PREFERRED - PREFERRED / 20);
}

/* A column more changes the answer only when it is in it. */
static void
test_stable(void)
{
	guint changed = 0;

	for (guint seed = 0; seed < SMALL / 3; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		Small small = random_small(rand, 30, 12);
		g_autoptr(CtCover) before = NULL;
		g_autoptr(CtCover) after = NULL;
		g_autoptr(CtCoverResult) first = NULL;
		g_autoptr(CtCoverResult) second = NULL;
		guint last = small.n_columns - 1;
		guint rows = 0;

		for (guint j = 0; j < last; j++)
			rows |= small.mask[j];
		if (rows != (1u << small.n_rows) - 1)
			continue;
		after = cover_of(&small);
		small.n_columns--;
		before = cover_of(&small);
		first = ct_cover_solve(before);
		second = ct_cover_solve(after);
		changed += second->chosen[last] != FALSE;
		for (guint j = 0; !second->chosen[last] && j < last; j++)
			g_assert_cmpint(first->chosen[j], ==, second->chosen[j]);
	}
	g_assert_cmpuint(changed, >, 10);
}

static CtCover *
random_cover(guint seed, guint n_rows, guint n_columns, guint percent, guint dearest)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(guint32));
	CtCover *cover = ct_cover_new(n_rows);

	for (guint j = 0; j < n_columns; j++) {
		g_array_set_size(rows, 0);
		for (guint32 i = 0; i < n_rows; i++)
			if (i % n_columns == j || (guint)g_rand_int_range(rand, 0, 100) < percent)
				g_array_append_val(rows, i);
		ct_cover_add(cover, (const guint32 *)(const void *)rows->data, rows->len,
			     (guint)g_rand_int_range(rand, 1, (gint32)dearest + 1),
			     (guint)g_rand_int_range(rand, 0, CT_COVER_RANKS));
	}
	return cover;
}

/* As many columns as are promised, with rows enough to be hard: solved to the end. */
static void
test_hard(void)
{
	for (guint seed = 0; seed < HARD; seed++) {
		g_autoptr(CtCover) cover = random_cover(seed, 60 + 20 * seed, CT_COVER_EXACT,
							8 + 2 * (seed % 6), 1 + seed % 3);
		g_autoptr(CtCoverResult) result = ct_cover_solve(cover);

		assert_covers(cover, result);
		g_assert_cmpuint(result->lower_bound, ==, result->cost);
	}
}

/* Beyond that there is a bound, and it is worth something. */
static void
test_large(void)
{
	for (guint seed = 0; seed < LARGE; seed++) {
		g_autoptr(CtCover) cover = random_cover(seed, 200, 1000, 2 + seed, 1 + seed);
		g_autoptr(CtCoverResult) result = ct_cover_solve(cover);

		assert_covers(cover, result);
		g_test_message("%u: cost %" G_GUINT64_FORMAT ", bound %" G_GUINT64_FORMAT, seed,
			       result->cost, result->lower_bound);
		g_assert_cmpuint(result->lower_bound * 10, >=, result->cost * 7);
	}
}

static void
test_nothing(void)
{
	g_autoptr(CtCover) cover = ct_cover_new(0);
	g_autoptr(CtCoverResult) result = NULL;

	ct_cover_add(cover, NULL, 0, 3, 0);
	result = ct_cover_solve(cover);
	g_assert_cmpuint(result->cost, ==, 0);
	g_assert_cmpuint(result->lower_bound, ==, 0);
	g_assert_false(result->chosen[0]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cover/nothing", test_nothing);
	g_test_add_func("/cover/least", test_least);
	g_test_add_func("/cover/preferred", test_preferred);
	g_test_add_func("/cover/stable", test_stable);
	g_test_add_func("/cover/hard", test_hard);
	g_test_add_func("/cover/large", test_large);
	return g_test_run();
}
