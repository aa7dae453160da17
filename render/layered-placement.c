/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking a node with its edges out of the rows and putting it back.  Places are gaps of the rows
 * without the node, so that one place can be compared with another and taken again later.
 */
#include "render/layered-placement.h"

typedef struct {
	guint gap;
	guint key;
	guint item;
} Entry;

void
ct_placement_clear(CtPlacement *self)
{
	g_free(self->gaps);
	*self = (CtPlacement){ 0 };
}

void
ct_placement_reserve(CtPlacement *self, gsize size)
{
	if (self->size < size) {
		self->gaps = g_renew(guint, self->gaps, size);
		self->size = size;
	}
}

/* The levels on which pieces of the star may stand. */
static void
extent(const CtLevels *levels, guint node, guint *out_first, guint *out_last)
{
	const CtWeb *web = levels->web;

	*out_first = *out_last = levels->rank[node];
	for (guint k = web->start[node]; k < web->start[node + 1]; k++) {
		guint rank = levels->rank[ct_web_other_end(web, web->incident[k], node)];

		*out_first = MIN(*out_first, rank);
		*out_last = MAX(*out_last, rank);
	}
}

void
ct_placement_take(CtLevels *levels, guint node, CtPlacement *out)
{
	const CtWeb *web = levels->web;
	guint degree = web->start[node + 1] - web->start[node];
	guint first;
	guint last;

	g_assert(levels->present[node]);
	ct_placement_reserve(out, (gsize)degree * levels->n_levels);
	out->rank = levels->rank[node];
	extent(levels, node, &first, &last);
	for (guint l = first; l <= last; l++) {
		guint *row = levels->items[l];
		guint kept = 0;

		for (guint i = 0; i < levels->n_items[l]; i++) {
			guint item = row[i];
			guint e = ct_levels_is_node(levels, item) ? 0
								  : ct_levels_edge(levels, item);

			if (item == node) {
				out->gap = kept;
			} else if (!ct_levels_is_node(levels, item) &&
				   (web->tail[e] == node || web->head[e] == node)) {
				/* the place of the edge among those of the node is looked up below */
				levels->position[item] = kept;
			} else {
				row[kept] = item;
				levels->position[item] = kept++;
			}
		}
		levels->n_items[l] = kept;
	}
	for (guint i = 0; i < degree; i++) {
		guint e = web->incident[web->start[node] + i];
		guint upper = levels->rank[web->tail[e]];

		for (guint l = upper + 1; l < levels->rank[web->head[e]]; l++)
			out->gaps[i * levels->n_levels + l] =
				levels->position[ct_levels_piece(levels, e, l)];
	}
	levels->present[node] = FALSE;
}

static gint
compare_entries(gconstpointer a, gconstpointer b)
{
	const Entry *x = a;
	const Entry *y = b;

	if (x->gap != y->gap)
		return x->gap < y->gap ? -1 : 1;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

/*
 * Puts the pieces of one level in.  Those of one gap stand as the items they come from do on
 * @before, the level farther from the node, so that they do not cross each other.
 */
static void
put_level(GArray *order, CtLevels *levels, guint node, const CtPlacement *at, guint level,
	  guint before)
{
	const CtWeb *web = levels->web;

	g_array_set_size(order, 0);
	for (guint i = 0; i < web->start[node + 1] - web->start[node]; i++) {
		guint e = web->incident[web->start[node] + i];
		guint end = levels->rank[ct_web_other_end(web, e, node)];
		Entry entry;

		if (!levels->present[ct_web_other_end(web, e, node)] ||
		    (end < level) == (at->rank < level) || end == level)
			continue;
		entry.gap = at->gaps[(gsize)i * levels->n_levels + level];
		entry.key = levels->position[ct_levels_item(levels, e, before)];
		entry.item = ct_levels_piece(levels, e, level);
		g_array_append_val(order, entry);
	}
	g_array_sort(order, compare_entries);
	for (guint i = order->len; i > 0; i--) {
		const Entry *entry = &g_array_index(order, Entry, i - 1);

		ct_levels_insert(levels, level, entry->gap, entry->item);
	}
}

void
ct_placement_put(CtLevels *levels, guint node, const CtPlacement *at)
{
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(Entry));
	guint first;
	guint last;

	levels->rank[node] = at->rank;
	extent(levels, node, &first, &last);
	for (guint l = first + 1; l < at->rank; l++)
		put_level(order, levels, node, at, l, l - 1);
	for (guint l = last; l > at->rank + 1; l--)
		put_level(order, levels, node, at, l - 1, l);
	ct_levels_insert(levels, at->rank, at->gap, node);
	levels->present[node] = TRUE;
}
