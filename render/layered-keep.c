/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same picture after a small change.
 *
 * A reader knows an earlier drawing by where things stand.  So levels and order are taken from
 * there, not found anew: first only the edges look for their ways between nodes that do not move,
 * then new nodes look for a place, and last a node may pass others if that spares PASSING crossings
 * or more for each of them.
 */
#include "render/layered-keep.h"

#include <stdlib.h>

#include "render/layered-nest.h"
#include "render/layered-star.h"

/* Crossings that one changed place among two nodes is worth. */
#define PASSING 3
/* Places nearer than this are the same level. */
#define SAME_LEVEL_PT 0.5
#define ROUNDS	      8

typedef struct {
	double key;
	guint item;
} Keyed;

static gint
compare_keyed(gconstpointer a, gconstpointer b)
{
	const Keyed *x = a;
	const Keyed *y = b;

	if (x->key < y->key || x->key > y->key)
		return x->key < y->key ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

/* Pushes heads down until every edge points down; returns the number of levels. */
static guint
push_down(const CtWeb *web, guint *rank)
{
	gboolean changed = TRUE;
	guint n_levels = 1;

	while (changed) {
		changed = FALSE;
		for (guint e = 0; e < web->n_edges; e++) {
			if (rank[web->head[e]] > rank[web->tail[e]])
				continue;
			rank[web->head[e]] = rank[web->tail[e]] + 1;
			changed = TRUE;
		}
	}
	for (guint v = 0; v < web->n_nodes; v++)
		n_levels = MAX(n_levels, rank[v] + 1);
	return n_levels;
}

/* A free level is left above and below each known one, for what is new. */
guint
ct_keep_levels(const CtWeb *web, const CtPoint *previous, const gboolean *known, guint *rank)
{
	g_autofree Keyed *sorted = g_new0(Keyed, web->n_nodes + 1);
	guint n = 0;
	guint row = 0;
	guint n_levels;

	for (guint v = 0; v < web->n_nodes; v++) {
		rank[v] = 0;
		if (known[v])
			sorted[n++] = (Keyed){ previous[v].y, v };
	}
	qsort(sorted, n, sizeof(Keyed), compare_keyed);
	for (guint i = 0; i < n; i++) {
		if (i > 0 && sorted[i].key - sorted[i - 1].key > SAME_LEVEL_PT)
			row++;
		rank[sorted[i].item] = 2 * row + 1;
	}
	n_levels = push_down(web, rank);
	/* a new node that nothing points to stands just above what it points to */
	for (guint v = 0; v < web->n_nodes; v++) {
		guint least = G_MAXUINT;

		for (guint k = web->start[v]; !known[v] && k < web->start[v + 1]; k++) {
			guint e = web->incident[k];

			if (web->head[e] == v)
				least = 0;
			else
				least = MIN(least, rank[web->head[e]]);
		}
		if (least != G_MAXUINT && least > 0)
			rank[v] = least - 1;
	}
	return n_levels + 1;
}

/* Known nodes in their order; pieces where a straight line would pass. */
static CtLevels *
fill(const CtWeb *web, const CtPoint *previous, const gboolean *known, const guint *rank,
     guint n_levels)
{
	CtLevels *levels = ct_levels_new(web, rank, n_levels);
	g_autofree GArray **rows = g_new0(GArray *, n_levels + 1);

	for (guint l = 0; l < n_levels; l++)
		rows[l] = g_array_new(FALSE, FALSE, sizeof(Keyed));
	for (guint v = 0; v < web->n_nodes; v++) {
		Keyed keyed = { previous[v].x, v };

		levels->present[v] = known[v];
		if (known[v])
			g_array_append_val(rows[rank[v]], keyed);
	}
	for (guint e = 0; e < web->n_edges; e++) {
		guint first = rank[web->tail[e]];
		guint last = rank[web->head[e]];
		double from = previous[web->tail[e]].x;
		double to = previous[web->head[e]].x;

		for (guint l = first + 1; ct_levels_has_edge(levels, e) && l < last; l++) {
			Keyed keyed = { from + (to - from) * (l - first) / (last - first),
					ct_levels_piece(levels, e, l) };

			g_array_append_val(rows[l], keyed);
		}
	}
	for (guint l = 0; l < n_levels; l++) {
		g_array_sort(rows[l], compare_keyed);
		for (guint i = 0; i < rows[l]->len; i++)
			ct_levels_insert(levels, l, i, g_array_index(rows[l], Keyed, i).item);
		g_array_unref(rows[l]);
	}
	return levels;
}

/* Nodes between two gaps of a level. */
static guint
passed(const CtLevels *levels, const CtPlacement *a, const CtPlacement *b)
{
	guint count = 0;

	for (guint i = MIN(a->gap, b->gap); i < MAX(a->gap, b->gap); i++)
		count += ct_levels_is_node(levels, levels->items[a->rank][i]) ? 1 : 0;
	return count;
}

/* Without the borders of containers, which stay. */
static guint
count_nodes(const CtLevels *levels)
{
	return levels->nest != NULL ? levels->nest->n_nodes : levels->web->n_nodes;
}

/* One round over the known nodes; returns what was gained. */
static gint64
settle(CtStar *star, CtLevels *levels, const gboolean *known, gboolean pass, guint64 end,
       guint64 *random)
{
	CtPlacement old = { 0 };
	CtPlacement new = { 0 };
	gint64 gain = 0;

	for (guint v = 0; v < count_nodes(levels) && ct_star_work(star) < end; v++) {
		gint64 gained;

		if (!known[v])
			continue;
		ct_star_take(star, levels, v, &old);
		gained = ct_star_cost(star, levels, v, &old);
		gained -= ct_star_find(star, levels, v, &old,
				       pass ? CT_STAR_SAME_LEVEL : CT_STAR_SAME_PLACE, random,
				       &new);
		if (pass)
			gained -= (gint64)PASSING * CT_STAR_CROSSING * passed(levels, &old, &new);
		ct_star_put(star, levels, v, gained > 0 ? &new : &old);
		gain += MAX(gained, 0);
	}
	ct_placement_clear(&old);
	ct_placement_clear(&new);
	return gain;
}

static void
add_new(CtStar *star, CtLevels *levels, guint64 *random)
{
	CtPlacement place = { 0 };

	for (guint v = 0; v < count_nodes(levels); v++) {
		if (levels->present[v])
			continue;
		ct_star_find(star, levels, v, NULL, 0, random, &place);
		ct_star_put(star, levels, v, &place);
	}
	ct_placement_clear(&place);
}

void
ct_keep_settle(CtLevels *levels, const gboolean *known, guint64 budget)
{
	g_autoptr(CtStar) star = ct_star_new(levels);
	guint64 random = 1;

	for (guint round = 0; round < ROUNDS; round++) {
		if (settle(star, levels, known, FALSE, budget / 2, &random) == 0)
			break;
	}
	add_new(star, levels, &random);
	for (guint round = 0; round < ROUNDS; round++) {
		if (settle(star, levels, known, round % 2 == 0, budget, &random) == 0)
			break;
	}
}

CtLevels *
ct_keep_arrange(const CtWeb *web, const CtPoint *previous, const gboolean *known, guint64 budget)
{
	g_autofree guint *rank = g_new0(guint, web->n_nodes + 1);
	guint n_levels = ct_keep_levels(web, previous, known, rank);
	CtLevels *levels = fill(web, previous, known, rank, n_levels);

	ct_keep_settle(levels, known, budget);
	return levels;
}
