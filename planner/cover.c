/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Weighted set cover as a whole: what can be told at once is taken, what hangs together is solved on
 * its own, and among covers of the least cost the one with the least sum of ranks is looked for.  Ranks
 * are a property of a column alone, so that a column that is added, and covers nothing that nobody else
 * has, changes the answer only by being in it; and a sum, unlike an order by the first difference,
 * seldom moves far when one column goes.
 */
#include "planner/cover.h"

#include <string.h>

/* What ranking a part may take, in elementary steps. */
#define RANKING_STEPS (G_GUINT64_CONSTANT(20) * 1000 * 1000)

/* Costs with ranks are 32 bits wide. */
#define MOST_RANKED_COST 700

/* With more columns the steps above are gone before anything is found. */
#define MOST_RANKED_COLUMNS 5000

CtCover *
ct_cover_new(guint n_rows)
{
	CtCover *self = g_new0(CtCover, 1);
	guint none = 0;

	self->n_rows = n_rows;
	self->first = g_array_new(FALSE, FALSE, sizeof(guint));
	self->rows = g_array_new(FALSE, FALSE, sizeof(guint32));
	self->cost = g_array_new(FALSE, FALSE, sizeof(guint32));
	self->rank = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_array_append_val(self->first, none);
	return self;
}

void
ct_cover_free(CtCover *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->first);
	g_array_unref(self->rows);
	g_array_unref(self->cost);
	g_array_unref(self->rank);
	g_free(self->row_first);
	g_free(self->row_columns);
	g_free(self);
}

void
ct_cover_add(CtCover *self, const guint32 *rows, guint n_rows, guint cost, guint rank)
{
	guint32 price = cost;
	guint32 place = rank;
	guint end;

	g_assert(cost > 0 && self->row_first == NULL);
	g_array_append_vals(self->rows, rows, n_rows);
	g_array_append_val(self->cost, price);
	g_array_append_val(self->rank, place);
	end = self->rows->len;
	g_array_append_val(self->first, end);
	self->n_columns++;
}

void
ct_cover_index(CtCover *self)
{
	g_autofree guint *next = g_new0(guint, self->n_rows + 1);

	if (self->row_first != NULL)
		return;
	self->row_first = g_new0(guint, self->n_rows + 2);
	self->row_columns = g_new(guint32, self->rows->len + 1);
	for (guint i = 0; i < self->rows->len; i++)
		self->row_first[g_array_index(self->rows, guint32, i) + 1]++;
	for (guint i = 0; i < self->n_rows; i++) {
		self->row_first[i + 1] += self->row_first[i];
		next[i] = self->row_first[i];
	}
	for (guint32 j = 0; j < self->n_columns; j++) {
		guint count;
		const guint32 *rows = ct_cover_rows(self, j, &count);

		for (guint k = 0; k < count; k++)
			self->row_columns[next[rows[k]]++] = j;
	}
}

void
ct_cover_result_free(CtCoverResult *self)
{
	if (self == NULL)
		return;
	g_free(self->chosen);
	g_free(self);
}

void
ct_cover_left_init(CtCoverLeft *left, const CtCover *cover)
{
	left->row = g_new(gboolean, cover->n_rows + 1);
	left->column = g_new(gboolean, cover->n_columns + 1);
	left->taken = g_new0(gboolean, cover->n_columns + 1);
	for (guint i = 0; i < cover->n_rows; i++)
		left->row[i] = TRUE;
	for (guint j = 0; j < cover->n_columns; j++)
		left->column[j] = TRUE;
}

void
ct_cover_left_clear(CtCoverLeft *left)
{
	g_clear_pointer(&left->row, g_free);
	g_clear_pointer(&left->column, g_free);
	g_clear_pointer(&left->taken, g_free);
}

/* ---- Parts ---- */

static void
part_free(gpointer data)
{
	CtCoverPart *self = data;

	ct_cover_free(self->cover);
	g_free(self->column);
	g_free(self);
}

static guint32
find_root(guint32 *parent, guint32 item)
{
	while (parent[item] != item) {
		parent[item] = parent[parent[item]];
		item = parent[item];
	}
	return item;
}

/* By row: the first row of its part. */
static guint32 *
connect_rows(const CtCover *self, const CtCoverLeft *left)
{
	guint32 *parent = g_new(guint32, self->n_rows + 1);

	for (guint32 i = 0; i < self->n_rows; i++)
		parent[i] = i;
	for (guint j = 0; j < self->n_columns; j++) {
		guint count;
		const guint32 *rows = ct_cover_rows(self, j, &count);
		guint32 root = G_MAXUINT32;

		for (guint k = 0; left->column[j] && k < count; k++) {
			guint32 other;

			if (!left->row[rows[k]])
				continue;
			other = find_root(parent, rows[k]);
			if (root != G_MAXUINT32 && root != other) {
				parent[MAX(root, other)] = MIN(root, other);
				other = MIN(root, other);
			}
			root = other;
		}
	}
	for (guint32 i = 0; i < self->n_rows; i++)
		parent[i] = find_root(parent, i);
	return parent;
}

/* Rows get their numbers within their part, parts theirs in @part_of; counts in @n_rows. */
static guint
number_rows(const CtCover *self, const CtCoverLeft *left, const guint32 *root, guint32 *part_of,
	    guint32 *number, GArray *n_rows)
{
	for (guint i = 0; i < self->n_rows; i++) {
		guint none = 0;

		if (!left->row[i])
			continue;
		if (root[i] == i) {
			part_of[i] = n_rows->len;
			g_array_append_val(n_rows, none);
		}
		part_of[i] = part_of[root[i]];
		number[i] = g_array_index(n_rows, guint, part_of[i])++;
	}
	return n_rows->len;
}

static void
add_column(const CtCover *self, const CtCoverLeft *left, guint column, const guint32 *part_of,
	   const guint32 *number, GPtrArray *parts, GArray *scratch)
{
	guint count;
	const guint32 *rows = ct_cover_rows(self, column, &count);
	CtCoverPart *part = NULL;

	g_array_set_size(scratch, 0);
	for (guint k = 0; k < count; k++) {
		if (!left->row[rows[k]])
			continue;
		part = g_ptr_array_index(parts, part_of[rows[k]]);
		g_array_append_val(scratch, number[rows[k]]);
	}
	if (part == NULL)
		return;
	part->column[part->cover->n_columns] = column;
	ct_cover_add(part->cover, (const guint32 *)(const void *)scratch->data, scratch->len,
		     ct_cover_cost(self, column), ct_cover_rank(self, column));
}

/* By part: how many columns it has. */
static guint *
count_columns(const CtCover *self, const CtCoverLeft *left, const guint32 *part_of, guint n_parts)
{
	guint *counts = g_new0(guint, n_parts + 1);

	for (guint j = 0; j < self->n_columns; j++) {
		guint count;
		const guint32 *rows = ct_cover_rows(self, j, &count);

		for (guint k = 0; left->column[j] && k < count; k++) {
			if (!left->row[rows[k]])
				continue;
			counts[part_of[rows[k]]]++;
			break;
		}
	}
	return counts;
}

GPtrArray *
ct_cover_divide(const CtCover *self, const CtCoverLeft *left)
{
	GPtrArray *parts = g_ptr_array_new_with_free_func(part_free);
	g_autofree guint32 *root = connect_rows(self, left);
	g_autofree guint32 *part_of = g_new0(guint32, self->n_rows + 1);
	g_autofree guint32 *number = g_new0(guint32, self->n_rows + 1);
	g_autoptr(GArray) n_rows = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) scratch = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint n_parts = number_rows(self, left, root, part_of, number, n_rows);
	g_autofree guint *n_columns = count_columns(self, left, part_of, n_parts);

	for (guint i = 0; i < n_parts; i++) {
		CtCoverPart *part = g_new0(CtCoverPart, 1);

		part->cover = ct_cover_new(g_array_index(n_rows, guint, i));
		part->column = g_new(guint32, n_columns[i] + 1);
		g_ptr_array_add(parts, part);
	}
	for (guint j = 0; j < self->n_columns; j++)
		if (left->column[j])
			add_column(self, left, j, part_of, number, parts, scratch);
	for (guint i = 0; i < n_parts; i++)
		ct_cover_index(((CtCoverPart *)g_ptr_array_index(parts, i))->cover);
	return parts;
}

/* ---- The preferred one of the cheapest ---- */

/*
 * The same part with the ranks in the last digits of the costs: a cover of the least cost has no more
 * columns than it costs, so that ranks never add up to one more in cost.
 */
static void
prefer(const CtCover *cover, guint64 cost, gboolean *chosen)
{
	const guint64 unit = (cost + 1) * CT_COVER_RANKS;
	g_autoptr(CtCover) ranked = ct_cover_new(cover->n_rows);
	g_autofree gboolean *found = g_new0(gboolean, cover->n_columns + 1);
	g_autoptr(GArray) column_of = g_array_new(FALSE, FALSE, sizeof(guint));
	g_auto(CtCoverLeft) left = { 0 };
	guint64 steps = RANKING_STEPS, below = 1, sum;

	if (cost > MOST_RANKED_COST || cover->n_columns > MOST_RANKED_COLUMNS)
		return;
	for (guint j = 0; j < cover->n_columns; j++) {
		guint count;
		const guint32 *rows = ct_cover_rows(cover, j, &count);
		guint64 price = ct_cover_cost(cover, j) * unit + ct_cover_rank(cover, j);

		below += chosen[j] ? price : 0;
		if (ct_cover_cost(cover, j) > cost)
			continue;
		ct_cover_add(ranked, rows, count, (guint)price, 0);
		g_array_append_val(column_of, j);
	}
	ct_cover_index(ranked);
	ct_cover_left_init(&left, ranked);
	ct_cover_search(ranked, &left, below, FALSE, found, &sum, NULL, &steps);
	if (sum >= below)
		return;
	memset(chosen, 0, cover->n_columns * sizeof *chosen);
	for (guint j = 0; j < ranked->n_columns; j++)
		chosen[g_array_index(column_of, guint, j)] = found[j];
}

/* ---- The whole ---- */

static void
solve_part(const CtCoverPart *part, CtCoverResult *result, guint64 *budget)
{
	const CtCover *cover = part->cover;
	g_autofree gboolean *chosen = g_new0(gboolean, cover->n_columns + 1);
	g_auto(CtCoverLeft) left = { 0 };
	guint64 endless = G_MAXUINT64;
	guint64 *steps = cover->n_columns <= CT_COVER_EXACT ? &endless : budget;
	guint64 below = 1, cost, bound;

	for (guint j = 0; j < cover->n_columns; j++)
		below += ct_cover_cost(cover, j);
	ct_cover_left_init(&left, cover);
	ct_cover_search(cover, &left, below, FALSE, chosen, &cost, &bound, steps);
	if (bound == cost)
		prefer(cover, cost, chosen);
	for (guint j = 0; j < cover->n_columns; j++)
		result->chosen[part->column[j]] = chosen[j];
	result->cost += cost;
	result->lower_bound += bound;
}

CtCoverResult *
ct_cover_solve(CtCover *self)
{
	CtCoverResult *result = g_new0(CtCoverResult, 1);
	g_autoptr(GPtrArray) parts = NULL;
	g_auto(CtCoverLeft) left = { 0 };
	guint64 budget = CT_COVER_STEPS;
	gboolean possible;

	ct_cover_index(self);
	result->chosen = g_new0(gboolean, self->n_columns + 1);
	ct_cover_left_init(&left, self);
	possible = ct_cover_reduce(self, &left, FALSE, &budget);
	g_assert(possible);
	for (guint j = 0; j < self->n_columns; j++) {
		result->chosen[j] = left.taken[j];
		result->cost += left.taken[j] ? ct_cover_cost(self, j) : 0;
	}
	result->lower_bound = result->cost;
	parts = ct_cover_divide(self, &left);
	for (guint i = 0; i < parts->len; i++)
		solve_part(g_ptr_array_index(parts, i), result, &budget);
	return result;
}

guint64
ct_cover_bound(CtCover *self)
{
	g_autofree gint64 *price = g_new(gint64, self->n_rows + 1);
	g_auto(CtCoverLeft) left = { 0 };
	guint64 steps = CT_COVER_STEPS;
	gint64 sum = 0;

	ct_cover_index(self);
	ct_cover_left_init(&left, self);
	ct_cover_ascend(self, left.row, left.column, price, &steps);
	for (guint i = 0; i < self->n_rows; i++)
		sum += price[i];
	/* covers cost whole numbers */
	return ((guint64)sum + CT_COVER_ONE - 1) / CT_COVER_ONE;
}
