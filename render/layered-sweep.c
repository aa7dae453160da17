/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Barycenter sweeps (Sugiyama, Tagawa and Toda, 1981): fast, and a start for the search.  Ties are
 * turned round every other round, which lets items pass each other that a stable sort would hold.
 */
#include "render/layered-sweep.h"

#include <stdlib.h>

typedef struct {
	double key;
	guint tie;
	guint item;
} Keyed;

void
ct_sweep_shuffle(CtLevels *levels, guint64 *random)
{
	for (guint l = 0; l < levels->n_levels; l++) {
		guint *row = levels->items[l];

		for (guint i = levels->n_items[l]; i > 1; i--) {
			guint j = ct_random_below(random, i);
			guint item = row[i - 1];

			row[i - 1] = row[j];
			row[j] = item;
		}
		ct_levels_renumber(levels, l);
	}
}

static gint
compare_keyed(gconstpointer a, gconstpointer b)
{
	const Keyed *x = a;
	const Keyed *y = b;

	if (x->key < y->key || x->key > y->key)
		return x->key < y->key ? -1 : 1;
	return x->tie < y->tie ? -1 : x->tie > y->tie;
}

/* When a walk along edges, both ways, comes to each node. */
static guint *
walk(const CtWeb *web, guint first)
{
	guint *order = g_new0(guint, web->n_nodes + 1);
	g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(guint));
	guint count = 0;

	/* what cannot be reached from there is walked through afterwards */
	for (guint root = 0; root < web->n_nodes; root++) {
		guint from = (root + first) % web->n_nodes;

		g_array_append_val(stack, from);
		while (stack->len > 0) {
			guint v = g_array_index(stack, guint, stack->len - 1);

			g_array_set_size(stack, stack->len - 1);
			if (order[v] != 0)
				continue;
			order[v] = ++count;
			for (guint k = web->start[v]; k < web->start[v + 1]; k++) {
				guint other = ct_web_other_end(web, web->incident[k], v);

				if (order[other] == 0)
					g_array_append_val(stack, other);
			}
		}
	}
	return order;
}

void
ct_sweep_walk(CtLevels *levels, guint first)
{
	const CtWeb *web = levels->web;
	g_autofree guint *order = walk(web, first);
	g_autoptr(GArray) row = g_array_new(FALSE, FALSE, sizeof(Keyed));

	for (guint l = 0; l < levels->n_levels; l++) {
		g_array_set_size(row, 0);
		for (guint i = 0; i < levels->n_items[l]; i++) {
			guint item = levels->items[l][i];
			Keyed keyed = { 0, item, item };

			if (ct_levels_is_node(levels, item)) {
				keyed.key = order[item];
			} else {
				guint e = ct_levels_edge(levels, item);

				/* an edge belongs to the end that was found over it */
				keyed.key = MAX(order[web->tail[e]], order[web->head[e]]);
			}
			g_array_append_val(row, keyed);
		}
		g_array_sort(row, compare_keyed);
		for (guint i = 0; i < row->len; i++)
			levels->items[l][i] = g_array_index(row, Keyed, i).item;
		ct_levels_renumber(levels, l);
	}
}

static void
sort_level(CtLevels *levels, guint level, guint other, gboolean turn, CtStretches *scratch)
{
	guint n = levels->n_items[level];
	guint n_other = MAX(levels->n_items[other], 1);
	g_autofree Keyed *keyed = g_new(Keyed, n + 1);

	ct_stretches_fill(scratch, levels, level, other);
	for (guint i = 0; i < n; i++) {
		guint first = g_array_index(scratch->starts, guint, i);
		guint end = g_array_index(scratch->starts, guint, i + 1);
		double sum = 0;
		double weight = 0;

		for (guint k = first; k < end; k++) {
			const CtStretch *s = &g_array_index(scratch->stretches, CtStretch, k);

			sum += levels->web->weight[s->edge] * (s->at + 0.5);
			weight += levels->web->weight[s->edge];
		}
		keyed[i].key = weight > 0 ? sum / weight / n_other : (i + 0.5) / n;
		keyed[i].tie = turn ? n - i : i;
		keyed[i].item = levels->items[level][i];
	}
	qsort(keyed, n, sizeof(Keyed), compare_keyed);
	for (guint i = 0; i < n; i++)
		levels->items[level][i] = keyed[i].item;
	ct_levels_renumber(levels, level);
}

guint64
ct_sweep_run(CtLevels *levels, guint rounds, guint64 *random)
{
	g_autoptr(CtStretches) scratch = ct_stretches_new();
	g_autoptr(CtLevels) best = ct_levels_new(levels->web, levels->rank, levels->n_levels);
	guint64 least = ct_levels_crossings(levels);

	ct_levels_copy(best, levels);
	for (guint round = 0; round < rounds; round++) {
		gboolean turn = ct_random_below(random, 2) == 0;
		guint64 crossings;

		for (guint l = 1; l < levels->n_levels; l++)
			sort_level(levels, l, l - 1, turn, scratch);
		for (guint l = levels->n_levels - 1; l > 0; l--)
			sort_level(levels, l - 1, l, turn, scratch);
		crossings = ct_levels_crossings(levels);
		if (crossings < least) {
			least = crossings;
			ct_levels_copy(best, levels);
		}
	}
	ct_levels_copy(levels, best);
	return least;
}
