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
