/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Narrow columns.
 *
 * Aligning everything that can be aligned makes drawings about twice as wide as their widest row:
 * straight lines push each other aside like the steps of a stair.  Paper is too dear for that.  So
 * items are joined to straight blocks one pair after the other, those first that nearly stand above
 * each other anyway, and a pair only when the longest way through the blocks, from the left to the
 * right, stays short enough.  The longest ways to every block from both sides are kept up while
 * joining, and taken back when they get too long; a ring of blocks would get longer for ever, so it
 * is found in the same way.
 *
 * Then every block moves to the middle of what it is linked with, within the room that its neighbours
 * leave.
 */
#include "render/layered-narrow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The width that is allowed, in parts of that of the widest row. */
#define SLACK 1.3
/* And of that of the containers side by side, which are wider than any row. */
#define NEST_SLACK 1.05
/* Above so many items only the aligned places are used: joining looks at many items again. */
#define MOST_ITEMS 6000
#define ROUNDS	   24

/* What pulls a block: edges with pieces are drawn straight before others are. */
static const double pulls[] = { 1, 2, 8 };

typedef struct {
	guint upper;
	guint lower;
	guint class; /* 0: borders, 1: both pieces, 2: one, 3: none */
	double apart;
} Pair;

typedef struct {
	guint block;
	gboolean right;
	double value;
} Change;

typedef struct {
	const CtRows *rows;
	guint *block;	 /* of each item: the first item of its block */
	guint *next;	 /* of each item: in the ring of its block */
	double *way[2];	 /* of each block: the longest way from the left, from the right */
	GArray *changes; /* of Change: what to take back */
	GArray *queue;	 /* of guint */
	double most;	 /* the width that is allowed */
} Narrow;

static gboolean
has_neighbour(const CtRows *rows, guint item, gboolean right)
{
	guint level = rows->level[item];

	return right ? item + 1 < rows->base[level + 1] : item > rows->base[level];
}

static double
gap_to(const CtRows *rows, guint item, gboolean right)
{
	return right ? ct_rows_distance(rows, item, item + 1)
		     : ct_rows_distance(rows, item - 1, item);
}

/* Lengthens the way to a block; FALSE if that is too long. */
static gboolean
lengthen(Narrow *self, guint side, guint block, double value)
{
	Change change = { block, side == 1, self->way[side][block] };

	if (value <= self->way[side][block] + 1e-9)
		return TRUE;
	g_array_append_val(self->changes, change);
	self->way[side][block] = value;
	g_array_append_val(self->queue, block);
	return value + self->way[1 - side][block] <= self->most + 1e-6;
}

/* Follows longer ways on, block after block. */
static gboolean
propagate(Narrow *self, guint side)
{
	const CtRows *rows = self->rows;
	gboolean right = side == 0; /* ways from the left go on to the right */

	for (guint done = 0; done < self->queue->len; done++) {
		guint block = g_array_index(self->queue, guint, done);
		guint item = block;

		do {
			guint partner = rows->partner[item];

			if (has_neighbour(rows, item, right) &&
			    !lengthen(self, side, self->block[right ? item + 1 : item - 1],
				      self->way[side][block] + gap_to(rows, item, right)))
				return FALSE;
			if (partner != G_MAXUINT && (partner > item) == right &&
			    !lengthen(self, side, self->block[partner],
				      self->way[side][block] + rows->least[item]))
				return FALSE;
			item = self->next[item];
		} while (item != block);
	}
	return TRUE;
}

static void
splice(Narrow *self, guint a, guint b)
{
	guint next = self->next[a];

	self->next[a] = self->next[b];
	self->next[b] = next;
}

static void
relabel(Narrow *self, guint first, guint block)
{
	guint item = first;

	do {
		self->block[item] = block;
		item = self->next[item];
	} while (item != first);
}

static void
take_back(Narrow *self)
{
	for (guint i = self->changes->len; i > 0; i--) {
		const Change *change = &g_array_index(self->changes, Change, i - 1);

		self->way[change->right ? 1 : 0][change->block] = change->value;
	}
}

/* Joins the blocks of two items, unless the drawing gets too wide. */
static gboolean
join(Narrow *self, guint upper, guint lower)
{
	guint a = self->block[upper];
	guint b = self->block[lower];
	gboolean fits = TRUE;

	if (a == b)
		return TRUE;
	g_array_set_size(self->changes, 0);
	relabel(self, b, a);
	splice(self, a, b);
	for (guint side = 0; side < 2 && fits; side++) {
		g_array_set_size(self->queue, 0);
		fits = lengthen(self, side, a, self->way[side][b]);
		if (fits && self->queue->len == 0)
			/* items of b hang on the longer way of a from now on */
			g_array_append_val(self->queue, a);
		fits = fits && propagate(self, side);
	}
	if (fits)
		return TRUE;
	take_back(self);
	splice(self, a, b);
	relabel(self, b, b);
	return FALSE;
}

static gint
compare_pairs(gconstpointer a, gconstpointer b)
{
	const Pair *x = a;
	const Pair *y = b;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	if (x->apart < y->apart || x->apart > y->apart)
		return x->apart < y->apart ? -1 : 1;
	if (x->lower != y->lower)
		return x->lower < y->lower ? -1 : 1;
	return x->upper < y->upper ? -1 : x->upper > y->upper;
}

static guint
class_of(const CtRows *rows, guint upper, guint lower)
{
	if (ct_rows_is_border(rows, upper))
		return 0;
	return 3 - rows->piece[upper] - rows->piece[lower];
}

static GArray *
list_pairs(const CtRows *rows, const double *x)
{
	GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));

	for (guint i = 0; i < rows->n; i++) {
		for (guint k = rows->start[0][i]; k < rows->start[0][i + 1]; k++) {
			guint above = rows->near[0][k];
			Pair pair = { above, i, class_of(rows, above, i), fabs(x[above] - x[i]) };

			/* a tenth of a point is rounding, and must not decide anything */
			pair.apart = floor(pair.apart * 10);
			g_array_append_val(pairs, pair);
		}
	}
	g_array_sort(pairs, compare_pairs);
	return pairs;
}

/* The longest ways while every item is a block by itself. */
static void
first_ways(Narrow *self)
{
	const CtRows *rows = self->rows;

	for (guint i = 0; i < rows->n; i++)
		self->way[0][i] = has_neighbour(rows, i, FALSE)
					  ? self->way[0][i - 1] + gap_to(rows, i, FALSE)
					  : rows->half[i];
	for (guint i = rows->n; i > 0; i--)
		self->way[1][i - 1] = has_neighbour(rows, i - 1, TRUE)
					      ? self->way[1][i] + gap_to(rows, i - 1, TRUE)
					      : rows->half[i - 1];
}

static double
widest(const Narrow *self)
{
	double result = 0;

	for (guint i = 0; i < self->rows->n; i++)
		result = MAX(result, self->way[0][self->block[i]] + self->way[1][self->block[i]]);
	return result;
}

/* The titles of containers, which are the same to begin with for all levels. */
static void
add_partners(Narrow *self)
{
	const CtRows *rows = self->rows;

	for (guint side = 0; side < 2; side++) {
		g_array_set_size(self->queue, 0);
		for (guint i = 0; i < rows->n; i++) {
			if (rows->partner[i] != G_MAXUINT)
				g_array_append_val(self->queue, i);
		}
		propagate(self, side);
	}
}

static void
join_pairs(Narrow *self, const GArray *pairs)
{
	guint i = 0;
	double least;

	/* borders have to be straight, and far enough apart, whatever that takes */
	self->most = G_MAXDOUBLE;
	add_partners(self);
	least = SLACK * widest(self);
	for (; i < pairs->len && g_array_index(pairs, Pair, i).class == 0; i++)
		join(self, g_array_index(pairs, Pair, i).upper,
		     g_array_index(pairs, Pair, i).lower);
	self->most = MAX(least, NEST_SLACK * widest(self));
	for (; i < pairs->len; i++)
		join(self, g_array_index(pairs, Pair, i).upper,
		     g_array_index(pairs, Pair, i).lower);
}

/* The room of a block between its neighbours. */
static void
find_room(const Narrow *self, guint block, const double *x, double *out_lo, double *out_hi)
{
	const CtRows *rows = self->rows;
	guint item = block;

	*out_lo = -G_MAXDOUBLE;
	*out_hi = G_MAXDOUBLE;
	do {
		guint partner = rows->partner[item];

		*out_lo = MAX(*out_lo, rows->half[item]);
		*out_hi = MIN(*out_hi, self->most - rows->half[item]);
		if (has_neighbour(rows, item, FALSE))
			*out_lo = MAX(*out_lo, x[item - 1] + gap_to(rows, item, FALSE));
		if (has_neighbour(rows, item, TRUE))
			*out_hi = MIN(*out_hi, x[item + 1] - gap_to(rows, item, TRUE));
		if (partner != G_MAXUINT && partner < item)
			*out_lo = MAX(*out_lo, x[partner] + rows->least[item]);
		else if (partner != G_MAXUINT)
			*out_hi = MIN(*out_hi, x[partner] - rows->least[item]);
		item = self->next[item];
	} while (item != block);
}

typedef struct {
	double x;
	double weight;
} Pull;

static gint
compare_pulls(gconstpointer a, gconstpointer b)
{
	const Pull *p = a;
	const Pull *q = b;

	if (p->x < q->x || p->x > q->x)
		return p->x < q->x ? -1 : 1;
	return p->weight < q->weight ? -1 : p->weight > q->weight;
}

/* The middle of what a block is linked with; FALSE if that is nothing. */
static gboolean
find_wish(const Narrow *self, guint block, const double *x, GArray *scratch, double *out)
{
	const CtRows *rows = self->rows;
	guint item = block;
	double total = 0;
	double sum = 0;

	g_array_set_size(scratch, 0);
	do {
		for (guint side = 0; side < 2; side++) {
			for (guint k = rows->start[side][item]; k < rows->start[side][item + 1];
			     k++) {
				guint other = rows->near[side][k];
				Pull pull = { x[other],
					      pulls[rows->piece[item] + rows->piece[other]] };

				if (self->block[other] == block)
					continue;
				total += pull.weight;
				g_array_append_val(scratch, pull);
			}
		}
		item = self->next[item];
	} while (item != block);
	if (scratch->len == 0)
		return FALSE;
	g_array_sort(scratch, compare_pulls);
	for (guint i = 0; i < scratch->len; i++) {
		const Pull *pull = &g_array_index(scratch, Pull, i);

		sum += pull->weight;
		if (sum * 2 < total)
			continue;
		*out = pull->x;
		/* exactly half: anywhere up to the next is as good, so in the middle */
		if (sum * 2 <= total && i + 1 < scratch->len)
			*out = (pull->x + g_array_index(scratch, Pull, i + 1).x) / 2;
		break;
	}
	return TRUE;
}

static gint
compare_blocks(gconstpointer a, gconstpointer b, gpointer data)
{
	const Narrow *self = data;
	guint x = *(const guint *)a;
	guint y = *(const guint *)b;

	if (self->way[0][x] < self->way[0][y] || self->way[0][x] > self->way[0][y])
		return self->way[0][x] < self->way[0][y] ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
set_block(const Narrow *self, guint block, double value, double *x)
{
	guint item = block;

	do {
		x[item] = value;
		item = self->next[item];
	} while (item != block);
}

/* Moves blocks to where they are pulled, from the left and from the right in turn. */
static void
settle(Narrow *self, double *x)
{
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) scratch = g_array_new(FALSE, FALSE, sizeof(Pull));

	for (guint i = 0; i < self->rows->n; i++) {
		if (self->block[i] == i)
			g_array_append_val(order, i);
		x[i] = (self->way[0][self->block[i]] + self->most - self->way[1][self->block[i]]) /
		       2;
	}
	g_qsort_with_data(order->data, (gint)order->len, sizeof(guint), compare_blocks, self);
	for (guint round = 0; round < ROUNDS; round++) {
		for (guint i = 0; i < order->len; i++) {
			guint at = round % 2 == 0 ? i : order->len - 1 - i;
			guint block = g_array_index(order, guint, at);
			double lo;
			double hi;
			double wish = 0;

			if (!find_wish(self, block, x, scratch, &wish))
				continue;
			find_room(self, block, x, &lo, &hi);
			if (lo <= hi)
				set_block(self, block, CLAMP(wish, lo, hi), x);
		}
	}
}

static void
move_to_zero(const CtRows *rows, double *x)
{
	double least = G_MAXDOUBLE;

	for (guint i = 0; i < rows->n; i++)
		least = MIN(least, x[i] - rows->half[i]);
	for (guint i = 0; i < rows->n; i++)
		x[i] -= least;
}

void
ct_narrow_columns(const CtRows *rows, double *x)
{
	Narrow narrow = { .rows = rows };
	g_autoptr(GArray) pairs = NULL;

	if (rows->n == 0 || rows->n > MOST_ITEMS)
		return;
	narrow.block = g_new0(guint, rows->n);
	narrow.next = g_new0(guint, rows->n);
	narrow.way[0] = g_new0(double, rows->n);
	narrow.way[1] = g_new0(double, rows->n);
	narrow.changes = g_array_new(FALSE, FALSE, sizeof(Change));
	narrow.queue = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < rows->n; i++)
		narrow.block[i] = narrow.next[i] = i;
	pairs = list_pairs(rows, x);
	first_ways(&narrow);
	join_pairs(&narrow, pairs);
	narrow.most = widest(&narrow);
	settle(&narrow, x);
	move_to_zero(rows, x);
	g_free(narrow.block);
	g_free(narrow.next);
	g_free(narrow.way[0]);
	g_free(narrow.way[1]);
	g_array_unref(narrow.changes);
	g_array_unref(narrow.queue);
}
