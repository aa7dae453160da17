/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Aligned coordinates for given rows (Brandes and Koepf, "Fast and simple horizontal coordinate
 * assignment", 2001): long edges run straight down, other items stand below or above the middle of
 * their neighbours.  Four drawings, leaning to each corner, are made and the mean of the inner two
 * is taken for each item, which keeps every distance that all four keep.
 *
 * The published compaction can miss distances when blocks end in different classes; here blocks are
 * placed by longest paths over the graph of blocks, and then pulled together from the other side.
 */
#include "render/layered-place.h"

#include "render/layered-narrow.h"
#include "render/layered-rows.h"

typedef struct {
	guint *root;
	guint *next; /* in the ring of a block */
} Blocks;

/* The item above a piece, if both are pieces of one edge; else G_MAXUINT. */
static guint
straight_above(const CtRows *rows, guint item)
{
	guint first = rows->start[0][item];

	if (!rows->piece[item] || rows->start[0][item + 1] == first)
		return G_MAXUINT;
	return rows->piece[rows->near[0][first]] ? rows->near[0][first] : G_MAXUINT;
}

static void
bar(CtRows *rows, guint upper, guint lower)
{
	for (guint k = rows->start[0][lower]; k < rows->start[0][lower + 1]; k++) {
		if (rows->near[0][k] == upper)
			rows->barred[0][k] = TRUE;
	}
	for (guint k = rows->start[1][upper]; k < rows->start[1][upper + 1]; k++) {
		if (rows->near[1][k] == lower)
			rows->barred[1][k] = TRUE;
	}
}

/* Bars the stretches that cross an inner stretch of a long edge. */
static void
bar_crossing(CtRows *rows, guint level)
{
	guint least = rows->base[level - 1];
	guint done = rows->base[level];

	for (guint i = rows->base[level]; i < rows->base[level + 1]; i++) {
		guint above = straight_above(rows, i);
		guint most = above != G_MAXUINT ? above : rows->base[level] - 1;

		if (above == G_MAXUINT && i + 1 < rows->base[level + 1])
			continue;
		for (; done <= i; done++) {
			gboolean inner = straight_above(rows, done) != G_MAXUINT;

			for (guint k = rows->start[0][done]; !inner && k < rows->start[0][done + 1];
			     k++) {
				guint at = rows->near[0][k];

				if (at < least || at > most)
					bar(rows, at, done);
			}
		}
		least = most;
	}
}

/* Bars whatever goes through the side of a container: borders must be straight before all else. */
static void
bar_at_borders(CtRows *rows, guint level)
{
	for (guint b = rows->base[level]; b < rows->base[level + 1]; b++) {
		guint first = rows->start[0][b];
		guint above;

		if (!ct_rows_is_border(rows, b) || rows->start[0][b + 1] == first)
			continue;
		above = rows->near[0][first];
		for (guint i = rows->base[level]; i < rows->base[level + 1]; i++) {
			for (guint k = rows->start[0][i]; k < rows->start[0][i + 1]; k++) {
				guint at = rows->near[0][k];

				if ((at < above) != (i < b) && at != above && i != b)
					bar(rows, at, i);
			}
		}
	}
}

/* Tries to stand @item below (above) one of its middle neighbours. */
static void
align_item(const CtRows *rows, guint side, gboolean left, guint item, gint64 *edge, Blocks *blocks)
{
	guint first = rows->start[side][item];
	guint count = rows->start[side][item + 1] - first;
	guint middle[2];

	if (count == 0)
		return;
	middle[left ? 0 : 1] = first + (count - 1) / 2;
	middle[left ? 1 : 0] = first + count / 2;
	for (guint m = 0; m < 2 && blocks->next[item] == item; m++) {
		guint to = rows->near[side][middle[m]];

		if (rows->barred[side][middle[m]] || (left ? to <= *edge : to >= *edge))
			continue;
		blocks->next[to] = item;
		blocks->root[item] = blocks->root[to];
		blocks->next[item] = blocks->root[item];
		*edge = to;
	}
}

static void
align(const CtRows *rows, guint side, gboolean left, Blocks *blocks)
{
	for (guint i = 0; i < rows->n; i++)
		blocks->root[i] = blocks->next[i] = i;
	for (guint step = 0; step < rows->n_levels; step++) {
		guint level = side == 0 ? step : rows->n_levels - 1 - step;
		guint n = rows->base[level + 1] - rows->base[level];
		gint64 edge = left ? -1 : G_MAXINT64;

		for (guint i = 0; i < n; i++)
			align_item(rows, side, left,
				   left ? rows->base[level] + i : rows->base[level + 1] - 1 - i,
				   &edge, blocks);
	}
}

/* Blocks in an order in which each comes behind all that stand to its left. */
static GArray *
blocks_in_order(const CtRows *rows, const Blocks *blocks)
{
	GArray *order = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *open = g_new0(guint, rows->n + 1);

	for (guint i = 0; i < rows->n; i++) {
		if (i > rows->base[rows->level[i]])
			open[blocks->root[i]]++;
	}
	for (guint i = 0; i < rows->n; i++) {
		if (blocks->root[i] == i && open[i] == 0)
			g_array_append_val(order, i);
	}
	for (guint done = 0; done < order->len; done++) {
		guint root = g_array_index(order, guint, done);
		guint item = root;

		do {
			guint right = item + 1;

			if (right < rows->base[rows->level[item] + 1] &&
			    --open[blocks->root[right]] == 0)
				g_array_append_val(order, blocks->root[right]);
			item = blocks->next[item];
		} while (item != root);
	}
	return order;
}

/* The farthest to the left (right) that the neighbours on that side of a block let it go. */
static double
limit(const CtRows *rows, const Blocks *blocks, guint root, gboolean left, const double *x)
{
	double result = left ? -G_MAXDOUBLE : G_MAXDOUBLE;
	guint item = root;

	do {
		guint level = rows->level[item];

		if (left && item > rows->base[level])
			result = MAX(result, x[blocks->root[item - 1]] +
						     ct_rows_distance(rows, item - 1, item));
		if (!left && item + 1 < rows->base[level + 1])
			result = MIN(result, x[blocks->root[item + 1]] -
						     ct_rows_distance(rows, item, item + 1));
		/* a container is as wide as its title wants */
		if (rows->partner[item] != G_MAXUINT && left == (rows->partner[item] < item)) {
			double x_partner = x[blocks->root[rows->partner[item]]];

			result = left ? MAX(result, x_partner + rows->least[item])
				      : MIN(result, x_partner - rows->least[item]);
		}
		item = blocks->next[item];
	} while (item != root);
	return result;
}

static void
compact(const CtRows *rows, const Blocks *blocks, gboolean left, double *x)
{
	g_autoptr(GArray) order = blocks_in_order(rows, blocks);
	guint n = order->len;

	for (guint pass = 0; pass < 2; pass++) {
		gboolean forward = left == (pass == 0);

		for (guint i = 0; i < n; i++) {
			guint root = g_array_index(order, guint, forward ? i : n - 1 - i);
			double most = limit(rows, blocks, root, forward, x);
			gboolean free = most <= -G_MAXDOUBLE || most >= G_MAXDOUBLE;

			if (pass == 0)
				x[root] = free ? 0 : most;
			else if (!free)
				x[root] = most;
		}
	}
	for (guint i = 0; i < rows->n; i++)
		x[i] = x[blocks->root[i]];
}

static void
span(const CtRows *rows, const double *x, double *out_left, double *out_right)
{
	*out_left = G_MAXDOUBLE;
	*out_right = -G_MAXDOUBLE;
	for (guint i = 0; i < rows->n; i++) {
		*out_left = MIN(*out_left, x[i] - rows->half[i]);
		*out_right = MAX(*out_right, x[i] + rows->half[i]);
	}
}

/* Moves the four drawings to where the narrowest is, and takes the mean of the inner two. */
static void
balance(const CtRows *rows, double *const *xs, double *out)
{
	double left[4];
	double right[4];
	guint narrow = 0;
	double least;
	double most;

	for (guint k = 0; k < 4; k++) {
		span(rows, xs[k], &left[k], &right[k]);
		if (right[k] - left[k] < right[narrow] - left[narrow])
			narrow = k;
	}
	for (guint i = 0; i < rows->n; i++) {
		double sum = 0;

		least = G_MAXDOUBLE;
		most = -G_MAXDOUBLE;
		for (guint k = 0; k < 4; k++) {
			double move = k % 2 == 0 ? left[narrow] - left[k]
						 : right[narrow] - right[k];
			double x = xs[k][i] + move;

			sum += x;
			least = MIN(least, x);
			most = MAX(most, x);
		}
		out[i] = (sum - least - most) / 2;
	}
	span(rows, out, &least, &most);
	for (guint i = 0; i < rows->n; i++)
		out[i] -= least;
}

double *
ct_place_columns(const CtLevels *levels, const double *width, double node_gap, double edge_gap)
{
	CtRows rows = { .node_gap = node_gap, .edge_gap = edge_gap };
	Blocks blocks;
	double *xs[4];
	double *result;

	ct_rows_fill(&rows, levels, width);
	for (guint l = 1; l < rows.n_levels; l++) {
		if (levels->n_items[l] > 0 && levels->n_items[l - 1] > 0)
			bar_crossing(&rows, l);
		bar_at_borders(&rows, l);
	}
	blocks.root = g_new0(guint, rows.n + 1);
	blocks.next = g_new0(guint, rows.n + 1);
	for (guint k = 0; k < 4; k++) {
		xs[k] = g_new0(double, rows.n + 1);
		align(&rows, k / 2, k % 2 == 0, &blocks);
		compact(&rows, &blocks, k % 2 == 0, xs[k]);
	}
	result = g_new0(double, rows.n + 1);
	if (rows.n > 0)
		balance(&rows, xs, result);
	ct_narrow_columns(&rows, result);
	for (guint k = 0; k < 4; k++)
		g_free(xs[k]);
	g_free(blocks.root);
	g_free(blocks.next);
	ct_rows_clear(&rows);
	return result;
}
