/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Branch and bound for set cover: what reduction leaves is cut into parts that have nothing in common;
 * each is solved by branching on the row with the fewest columns, a column that was tried being
 * forbidden to its successors, with prices handed down from node to node.  A greedy cover, mended by
 * exchanges, is the first to be beaten.
 */
#include "planner/cover.h"

#include <string.h>

#define ROUNDS_ROOT 150
#define ROUNDS_NODE 6
#define SHARE	    4

typedef struct {
	const CtCover *cover;
	guint *covered;	       /* by row: by how many columns taken */
	gboolean *row_open;    /* by row: covered by none */
	gboolean *column_open; /* by column: neither taken nor forbidden */
	gboolean *taken;       /* by column */
	guint n_open;
	gboolean any;
	gboolean found;
	gboolean *best;	   /* by column */
	guint64 best_cost; /* what has to be beaten */
	guint64 *steps;
} Search;

static void
take(Search *self, guint column)
{
	guint count;
	const guint32 *rows = ct_cover_rows(self->cover, column, &count);

	self->taken[column] = TRUE;
	self->column_open[column] = FALSE;
	for (guint k = 0; k < count; k++) {
		if (self->covered[rows[k]]++ > 0)
			continue;
		self->row_open[rows[k]] = FALSE;
		self->n_open--;
	}
}

static void
give_back(Search *self, guint column)
{
	guint count;
	const guint32 *rows = ct_cover_rows(self->cover, column, &count);

	self->taken[column] = FALSE;
	self->column_open[column] = TRUE;
	for (guint k = 0; k < count; k++) {
		if (--self->covered[rows[k]] > 0)
			continue;
		self->row_open[rows[k]] = TRUE;
		self->n_open++;
	}
}

static void
keep_best(Search *self, guint64 cost)
{
	if (cost >= self->best_cost)
		return;
	self->best_cost = cost;
	self->found = TRUE;
	memcpy(self->best, self->taken, self->cover->n_columns * sizeof *self->best);
}

/* ---- The first cover ---- */

/* By column: how many open rows it has. */
static guint *
count_news(const Search *self)
{
	const CtCover *cover = self->cover;
	guint *news = g_new0(guint, cover->n_columns + 1);

	for (guint j = 0; j < cover->n_columns; j++) {
		guint count;
		const guint32 *rows = ct_cover_rows(cover, j, &count);

		for (guint k = 0; self->column_open[j] && k < count; k++)
			news[j] += self->row_open[rows[k]] != FALSE;
	}
	*self->steps -= MIN(*self->steps, cover->rows->len);
	return news;
}

/* Takes @column; what its rows were worth to others is gone. */
static void
take_greedily(Search *self, guint column, guint *news)
{
	guint n_rows, n_columns;
	const guint32 *rows = ct_cover_rows(self->cover, column, &n_rows);

	for (guint k = 0; k < n_rows; k++) {
		const guint32 *columns = ct_cover_columns(self->cover, rows[k], &n_columns);

		for (guint c = 0; self->row_open[rows[k]] && c < n_columns; c++)
			news[columns[c]]--;
		*self->steps -= MIN(*self->steps, n_columns);
	}
	take(self, column);
}

/* Most rows for the cost (Chvatal 1979), then the first column; never @except.  Returns the cost. */
static guint64
cover_greedily(Search *self, guint except)
{
	g_autofree guint *news = count_news(self);
	guint64 cost = 0;

	while (self->n_open > 0) {
		guint best = G_MAXUINT;

		for (guint j = 0; j < self->cover->n_columns; j++)
			if (self->column_open[j] && j != except &&
			    (best == G_MAXUINT ||
			     (guint64)news[j] * ct_cover_cost(self->cover, best) >
				     (guint64)news[best] * ct_cover_cost(self->cover, j)))
				best = j;
		*self->steps -= MIN(*self->steps, self->cover->n_columns);
		if (best == G_MAXUINT || news[best] == 0)
			return G_MAXUINT64;
		cost += ct_cover_cost(self->cover, best);
		take_greedily(self, best, news);
	}
	return cost;
}

/* Is every row of @column covered by another one as well? */
static gboolean
is_spare(const Search *self, guint column)
{
	guint count;
	const guint32 *rows = ct_cover_rows(self->cover, column, &count);

	for (guint k = 0; k < count; k++)
		if (self->covered[rows[k]] == 1)
			return FALSE;
	return TRUE;
}

static guint64
drop_spare(Search *self)
{
	guint64 saved = 0;

	for (guint j = self->cover->n_columns; j > 0; j--) {
		if (!self->taken[j - 1] || !is_spare(self, j - 1))
			continue;
		give_back(self, j - 1);
		saved += ct_cover_cost(self->cover, j - 1);
	}
	return saved;
}

static guint64
taken_cost(const Search *self)
{
	guint64 cost = 0;

	for (guint j = 0; j < self->cover->n_columns; j++)
		cost += self->taken[j] ? ct_cover_cost(self->cover, j) : 0;
	return cost;
}

static void
load(Search *self, const gboolean *taken)
{
	for (guint j = 0; j < self->cover->n_columns; j++) {
		if (self->taken[j] && !taken[j])
			give_back(self, j);
		else if (!self->taken[j] && taken[j])
			take(self, j);
	}
}

/* Takes one column out, covers what it leaves without it, and drops what is spare; keeps what is
 * cheaper, until no exchange is. */
static void
exchange(Search *self)
{
	gboolean better = TRUE;

	while (better && *self->steps > 0) {
		better = FALSE;
		for (guint j = 0; *self->steps > 0 && j < self->cover->n_columns; j++) {
			guint64 before = self->best_cost;

			load(self, self->best);
			if (!self->taken[j])
				continue;
			give_back(self, j);
			if (cover_greedily(self, j) == G_MAXUINT64)
				continue;
			drop_spare(self);
			keep_best(self, taken_cost(self));
			better = better || self->best_cost < before;
		}
	}
}

/* Exchanges may take a part of the budget only: a bound and a search find more. */
static void
exchange_for(Search *self)
{
	guint64 *steps = self->steps;
	guint64 share = *steps / SHARE;
	guint64 before = share;

	self->steps = &share;
	exchange(self);
	self->steps = steps;
	*steps -= MIN(*steps, before - share);
}

static void
find_first(Search *self)
{
	g_autofree gboolean *none = g_new0(gboolean, self->cover->n_columns + 1);

	if (cover_greedily(self, G_MAXUINT) != G_MAXUINT64) {
		drop_spare(self);
		keep_best(self, taken_cost(self));
	}
	if (self->found && !self->any)
		exchange_for(self);
	load(self, none);
}

/* ---- Branching ---- */

/* The open row with the fewest open columns; the first of several. */
static guint
choose_row(Search *self, guint *out_count)
{
	guint best = G_MAXUINT;
	guint best_count = G_MAXUINT;

	for (guint i = 0; i < self->cover->n_rows && best_count > 1; i++) {
		guint count, open = 0;
		const guint32 *columns = ct_cover_columns(self->cover, i, &count);

		if (!self->row_open[i])
			continue;
		for (guint k = 0; k < count; k++)
			open += self->column_open[columns[k]] != FALSE;
		*self->steps -= MIN(*self->steps, count);
		if (open < best_count) {
			best = i;
			best_count = open;
		}
	}
	*out_count = best_count;
	return best;
}

static int
by_reduced(gconstpointer a, gconstpointer b, gpointer data)
{
	const gint64 *reduced = data;
	guint32 left = *(const guint32 *)a;
	guint32 right = *(const guint32 *)b;

	if (reduced[left] != reduced[right])
		return reduced[left] < reduced[right] ? -1 : 1;
	return left < right ? -1 : left > right;
}

/* Whole cost that a fixed-point bound proves. */
static guint64
whole(gint64 bound)
{
	return bound <= 0 ? 0 : (guint64)((bound + CT_COVER_ONE - 1) / CT_COVER_ONE);
}

static gboolean
is_over(const Search *self)
{
	return *self->steps == 0 || (self->any && self->found);
}

static void branch(Search *self, const gint64 *reduced, const gint64 *price, gint64 bound,
		   guint64 cost);

static void
visit(Search *self, const gint64 *inherited, guint64 cost)
{
	const CtCover *cover = self->cover;
	g_autofree gint64 *price = NULL;
	g_autofree gint64 *reduced = NULL;
	gint64 bound;

	if (cost >= self->best_cost)
		return;
	if (self->n_open == 0) {
		keep_best(self, cost);
		return;
	}
	price = g_memdup2(inherited, (cover->n_rows + 1) * sizeof *price);
	reduced = g_new(gint64, cover->n_columns + 1);
	bound = ct_cover_improve(cover, self->row_open, self->column_open, price, reduced,
				 self->best_cost - cost, ROUNDS_NODE, self->steps);
	if (cost + whole(bound) < self->best_cost)
		branch(self, reduced, price, bound, cost);
}

static void
branch(Search *self, const gint64 *reduced, const gint64 *price, gint64 bound, guint64 cost)
{
	g_autofree guint32 *tries = NULL;
	guint n_tries = 0, n_columns, count;
	guint row = choose_row(self, &count);
	const guint32 *columns = ct_cover_columns(self->cover, row, &n_columns);

	tries = g_new(guint32, count + 1);
	for (guint k = 0; k < n_columns; k++)
		if (self->column_open[columns[k]])
			tries[n_tries++] = columns[k];
	g_qsort_with_data(tries, (gint)n_tries, sizeof *tries, by_reduced, (gpointer)reduced);
	for (guint k = 0; k < n_tries && !is_over(self); k++) {
		guint column = tries[k];

		/* what a dear column adds to the bound may be too much already */
		if (cost + whole(bound + MAX(0, reduced[column])) < self->best_cost) {
			take(self, column);
			visit(self, price, cost + ct_cover_cost(self->cover, column));
			give_back(self, column);
		}
		self->column_open[column] = FALSE;
	}
	for (guint k = 0; k < n_tries; k++)
		self->column_open[tries[k]] = TRUE;
}

/* One part; the bound that is proved, at most what has to be beaten. */
static guint64
solve_part(Search *self)
{
	const CtCover *cover = self->cover;
	g_autofree gint64 *price = g_new0(gint64, cover->n_rows + 1);
	g_autofree gint64 *reduced = g_new(gint64, cover->n_columns + 1);
	gint64 bound;

	find_first(self);
	if (self->any && self->found)
		return 0;
	ct_cover_ascend(cover, self->row_open, self->column_open, price, self->steps);
	bound = ct_cover_improve(cover, self->row_open, self->column_open, price, reduced,
				 self->best_cost, ROUNDS_ROOT, self->steps);
	if (whole(bound) < self->best_cost && !is_over(self))
		branch(self, reduced, price, bound, 0);
	return is_over(self) ? MIN(whole(bound), self->best_cost) : self->best_cost;
}

static gboolean *
all_true(guint count)
{
	gboolean *flags = g_new(gboolean, count + 1);

	for (guint i = 0; i < count; i++)
		flags[i] = TRUE;
	return flags;
}

/* @best: by column of @cover; set when @io_below comes down. */
static guint64
search_part(const CtCover *cover, guint64 *io_below, gboolean any, gboolean *best,
	    gboolean *out_found, guint64 *steps)
{
	g_autofree guint *covered = g_new0(guint, cover->n_rows + 1);
	g_autofree gboolean *row_open = all_true(cover->n_rows);
	g_autofree gboolean *column_open = all_true(cover->n_columns);
	g_autofree gboolean *taken = g_new0(gboolean, cover->n_columns + 1);
	Search search = { .cover = cover,
			  .covered = covered,
			  .row_open = row_open,
			  .column_open = column_open,
			  .taken = taken,
			  .n_open = cover->n_rows,
			  .any = any,
			  .best = best,
			  .best_cost = *io_below,
			  .steps = steps };
	guint64 bound = solve_part(&search);

	*io_below = search.best_cost;
	*out_found = search.found;
	return bound;
}

/* ---- The whole ---- */

static guint64
add_taken(const CtCover *self, const CtCoverLeft *left, gboolean *chosen)
{
	guint64 cost = 0;

	for (guint j = 0; j < self->n_columns; j++) {
		chosen[j] = left->taken[j];
		cost += left->taken[j] ? ct_cover_cost(self, j) : 0;
	}
	return cost;
}

/* Every part still to come costs 1 at least, so that this one may cost so much less. */
static gboolean
search_one(const CtCoverPart *part, guint64 below, gboolean any, gboolean *chosen, guint64 *io_cost,
	   guint64 *io_bound, guint64 *steps)
{
	g_autofree gboolean *best = g_new0(gboolean, part->cover->n_columns + 1);
	guint64 cost = below;
	gboolean found = FALSE;

	*io_bound += search_part(part->cover, &cost, any, best, &found, steps);
	*io_cost += cost;
	for (guint j = 0; found && j < part->cover->n_columns; j++)
		chosen[part->column[j]] = best[j];
	return found;
}

gboolean
ct_cover_search(const CtCover *self, CtCoverLeft *left, guint64 below, gboolean any,
		gboolean *chosen, guint64 *out_cost, guint64 *out_bound, guint64 *steps)
{
	g_autoptr(GPtrArray) parts = NULL;
	guint64 cost, bound;
	guint64 share = *steps / SHARE;
	guint64 before = share;
	gboolean found = ct_cover_reduce(self, left, TRUE, &share);

	*steps -= before - share;
	cost = bound = add_taken(self, left, chosen);
	parts = found ? ct_cover_divide(self, left) : NULL;
	found = found && cost + parts->len < below + (parts->len == 0 ? 0 : 1);
	for (guint i = 0; found && i < parts->len; i++)
		found = search_one(g_ptr_array_index(parts, i), below - cost - (parts->len - i - 1),
				   any, chosen, &cost, &bound, steps) &&
			cost + (parts->len - i - 1) < below;
	if (!found) {
		memset(chosen, 0, self->n_columns * sizeof *chosen);
		cost = below;
		bound = *steps > 0 ? below : 0;
	}
	*out_cost = cost;
	if (out_bound != NULL)
		*out_bound = bound;
	return *steps > 0;
}
