/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wrapping a drawing to its page.
 *
 * A text that is too wide is broken into lines; a level that is too wide is broken into two.  Every
 * second node steps down, and the edges that come from above run straight past its neighbours, as
 * do the edges of those that stay on their way down.  Both rows have the order of the one that they
 * were, so nothing crosses that did not cross before, and the drawing gets about half as wide there,
 * since an edge takes less room than a box.
 */
#include "render/layered-stagger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A fold has to make a row narrower by this. */
#define WORTH 0.85
/* What coordinates make of the widest row and of the sum of the levels, about. */
#define WIDER  1.2
#define HIGHER 1.25
/* Not for the sake of a little. */
#define TOLERANCE 1.2

typedef struct {
	guint position;
	guint edge;
} End;

static gint
compare_ends(gconstpointer a, gconstpointer b)
{
	const End *x = a;
	const End *y = b;

	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return x->edge < y->edge ? -1 : x->edge > y->edge;
}

static void
append(CtLevels *levels, guint level, guint item)
{
	ct_levels_insert(levels, level, levels->n_items[level], item);
}

/* Puts the edges of @node that go up (down) into a row of @to, as their other ends stand. */
static void
append_edges(CtLevels *to, guint level, const CtLevels *from, guint node, gboolean up, GArray *ends)
{
	const CtWeb *web = from->web;
	guint rank = from->rank[node];

	g_array_set_size(ends, 0);
	for (guint k = web->start[node]; k < web->start[node + 1]; k++) {
		guint e = web->incident[k];
		End end = { 0, e };

		if ((web->head[e] == node) != up)
			continue;
		end.position = from->position[ct_levels_item(from, e, up ? rank - 1 : rank + 1)];
		g_array_append_val(ends, end);
	}
	g_array_sort(ends, compare_ends);
	for (guint i = 0; i < ends->len; i++)
		append(to, level, ct_levels_piece(to, g_array_index(ends, End, i).edge, level));
}

/* Row @level of @from becomes two of @to. */
static void
append_folded(CtLevels *to, const CtLevels *from, guint level)
{
	g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(End));

	for (guint i = 0; i < from->n_items[level]; i++) {
		guint item = from->items[level][i];

		if (!ct_levels_is_node(from, item)) {
			guint e = ct_levels_edge(from, item);

			append(to, level, ct_levels_piece(to, e, level));
			append(to, level + 1, ct_levels_piece(to, e, level + 1));
		} else if (to->rank[item] == level) {
			append(to, level, item);
			append_edges(to, level + 1, from, item, FALSE, ends);
		} else {
			append_edges(to, level, from, item, TRUE, ends);
			append(to, level + 1, item);
		}
	}
}

static CtLevels *
fold(const CtLevels *from, guint level)
{
	const CtWeb *web = from->web;
	g_autofree guint *rank = g_new0(guint, web->n_nodes + 1);
	CtLevels *to;
	guint nodes = 0;

	for (guint v = 0; v < web->n_nodes; v++)
		rank[v] = from->rank[v] + (from->rank[v] > level ? 1 : 0);
	for (guint i = 0; i < from->n_items[level]; i++) {
		guint item = from->items[level][i];

		if (ct_levels_is_node(from, item))
			rank[item] += nodes++ % 2;
	}
	to = ct_levels_new(web, rank, from->n_levels + 1);
	memset(to->present, 1, web->n_nodes);
	for (guint l = 0; l < from->n_levels; l++) {
		guint new_level = l > level ? l + 1 : l;

		if (l == level) {
			append_folded(to, from, level);
			continue;
		}
		for (guint i = 0; i < from->n_items[l]; i++) {
			guint item = from->items[l][i];

			if (!ct_levels_is_node(from, item))
				item = ct_levels_piece(to, ct_levels_edge(from, item), new_level);
			append(to, new_level, item);
		}
	}
	return to;
}

/* The least width of a row. */
static double
row_width(const CtLevels *levels, guint level, const CtPoint *size, const CtLayeredOptions *options)
{
	double width = 0;
	gboolean after_node = FALSE;

	for (guint i = 0; i < levels->n_items[level]; i++) {
		guint item = levels->items[level][i];
		gboolean node = ct_levels_is_node(levels, item);

		if (i > 0)
			width += node && after_node ? options->node_gap : options->edge_gap;
		width += node ? size[item].x : 0;
		after_node = node;
	}
	return width;
}

static double
all_height(const CtLevels *levels, const CtPoint *size, const CtLayeredOptions *options)
{
	double height = 0;

	for (guint l = 0; l < levels->n_levels; l++) {
		double most = 0;

		for (guint i = 0; i < levels->n_items[l]; i++) {
			guint item = levels->items[l][i];

			if (ct_levels_is_node(levels, item))
				most = MAX(most, size[item].y);
		}
		height += most + options->level_gap;
	}
	return height;
}

static guint
find_widest(const CtLevels *levels, const CtPoint *size, const CtLayeredOptions *options,
	    double *out_width)
{
	guint widest = 0;

	*out_width = 0;
	for (guint l = 0; l < levels->n_levels; l++) {
		double width = row_width(levels, l, size, options);

		if (width > *out_width) {
			*out_width = width;
			widest = l;
		}
	}
	return widest;
}

CtLevels *
ct_stagger(CtLevels *levels, const CtPoint *size, const CtLayeredOptions *options)
{
	/* every fold makes a level with a node on it, so there are never more than nodes */
	while (levels->n_levels < levels->web->n_nodes) {
		double width;
		guint level = find_widest(levels, size, options, &width);
		double height = all_height(levels, size, options);
		CtLevels *folded;

		if (WIDER * width <= TOLERANCE * options->aspect * HIGHER * height)
			break;
		folded = fold(levels, level);
		if (row_width(folded, level, size, options) > WORTH * width ||
		    row_width(folded, level + 1, size, options) > WORTH * width) {
			ct_levels_free(folded);
			break;
		}
		ct_levels_free(levels);
		levels = folded;
	}
	return levels;
}
