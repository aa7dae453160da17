/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for few crossings: take something out, put it back where it is cheapest.
 *
 * First every node by itself, until that gains nothing.  Then a few nodes that stand near each
 * other at once, in the manner of large neighbourhood search (Shaw, "Using constraint programming
 * and local search methods to solve vehicle routing problems", 1998): what one node cannot leave
 * because another is in its way is passed when both are gone.  A result a little worse than the one
 * at hand is taken too, less and less so, and the best is kept.
 */
#include "render/layered-search.h"

#include "render/layered-nest.h"
#include "render/layered-star.h"

#define MOST_TAKEN 8
/* Above this many items on a level only the surroundings of a place are searched. */
#define WIDE	    160
#define WIDE_WINDOW 48

typedef struct {
	CtLevels *levels;
	CtStar *star;
	CtPlacement old;
	CtPlacement new;
	guint window;
	guint64 random;
} Search;

static guint
widest(const CtLevels *levels)
{
	guint most = 0;

	for (guint l = 0; l < levels->n_levels; l++)
		most = MAX(most, levels->n_items[l]);
	return most;
}

/* Returns what was gained, never less than 0. */
static gint64
improve(Search *self, guint node)
{
	gint64 before;
	gint64 after;

	ct_star_take(self->star, self->levels, node, &self->old);
	before = ct_star_cost(self->star, self->levels, node, &self->old);
	after = ct_star_find(self->star, self->levels, node, &self->old, self->window,
			     &self->random, &self->new);
	ct_star_put(self->star, self->levels, node, after <= before ? &self->new : &self->old);
	return MAX(0, before - after);
}

static void
shuffle(guint *values, guint n, guint64 *random)
{
	for (guint i = n; i > 1; i--) {
		guint j = ct_random_below(random, i);
		guint value = values[i - 1];

		values[i - 1] = values[j];
		values[j] = value;
	}
}

/* Borders of containers come behind the nodes; they are moved with what they hold. */
static guint
count_movable(const CtLevels *levels)
{
	return levels->nest != NULL ? levels->nest->n_nodes : levels->web->n_nodes;
}

static void
improve_all(Search *self, guint64 end)
{
	guint n = count_movable(self->levels);
	g_autofree guint *nodes = g_new(guint, n + 1);
	gint64 gain = 1;

	for (guint v = 0; v < n; v++)
		nodes[v] = v;
	for (guint round = 0; gain > 0; round++) {
		gain = 0;
		shuffle(nodes, n, &self->random);
		for (guint i = 0; i < n && ct_star_work(self->star) < end; i++)
			gain += improve(self, nodes[i]);
	}
}

static gboolean
contains(const guint *values, guint n, guint value)
{
	for (guint i = 0; i < n; i++) {
		if (values[i] == value)
			return TRUE;
	}
	return FALSE;
}

/* A node of an item: itself, or an end of the edge. */
static guint
node_of(Search *self, guint item)
{
	const CtWeb *web = self->levels->web;
	guint e;

	if (ct_levels_is_node(self->levels, item))
		return item;
	e = ct_levels_edge(self->levels, item);
	return ct_random_below(&self->random, 2) == 0 ? web->tail[e] : web->head[e];
}

/* Nodes near each other: by edges, or side by side on a level. */
static guint
choose_nodes(Search *self, guint *nodes)
{
	const CtLevels *levels = self->levels;
	const CtWeb *web = levels->web;
	guint movable = count_movable(levels);
	guint wanted = MIN(2 + ct_random_below(&self->random, MOST_TAKEN - 1), movable);
	guint n = 1;

	nodes[0] = ct_random_below(&self->random, movable);
	for (guint tries = 0; n < wanted && tries < 4 * MOST_TAKEN; tries++) {
		guint from = nodes[ct_random_below(&self->random, n)];
		guint degree = web->start[from + 1] - web->start[from];
		guint level = levels->rank[from];
		guint next;

		if (degree > 0 && ct_random_below(&self->random, 2) == 0) {
			guint k = web->start[from] + ct_random_below(&self->random, degree);

			next = ct_web_other_end(web, web->incident[k], from);
		} else {
			guint at = levels->position[from] + ct_random_below(&self->random, 7);

			at = at < 3 ? 0 : MIN(at - 3, levels->n_items[level] - 1);
			next = node_of(self, levels->items[level][at]);
		}
		if (next < movable && !contains(nodes, n, next))
			nodes[n++] = next;
	}
	return n;
}

/* Takes a few nodes out and puts them back; returns what that gained, or lost if below 0. */
static gint64
rebuild(Search *self)
{
	guint nodes[MOST_TAKEN];
	guint n = choose_nodes(self, nodes);
	gint64 gain = 0;

	for (guint i = 0; i < n; i++) {
		ct_star_take(self->star, self->levels, nodes[i], &self->old);
		gain += ct_star_cost(self->star, self->levels, nodes[i], &self->old);
	}
	shuffle(nodes, n, &self->random);
	for (guint i = 0; i < n; i++) {
		gain -= ct_star_find(self->star, self->levels, nodes[i], NULL, 0, &self->random,
				     &self->new);
		ct_star_put(self->star, self->levels, nodes[i], &self->new);
	}
	return gain;
}

static void
rebuild_again(Search *self, guint64 begin, guint64 end)
{
	const CtLevels *levels = self->levels;
	g_autoptr(CtLevels) kept = ct_levels_new(levels->web, levels->rank, levels->n_levels);
	g_autoptr(CtLevels) best = ct_levels_new(levels->web, levels->rank, levels->n_levels);
	gint64 sum = 0; /* of gains since the beginning */
	gint64 most = 0;
	gboolean crossed = ct_levels_crossings(levels) > 0;

	ct_levels_copy(kept, levels);
	ct_levels_copy(best, levels);
	while (crossed && ct_star_work(self->star) < end) {
		double left = (double)(end - ct_star_work(self->star)) / (double)(end - begin);
		gint64 loss = (gint64)(left * 2 * CT_STAR_CROSSING);
		gint64 gain = rebuild(self);

		if (gain < 0 && -gain > (gint64)ct_random_below(&self->random, (guint)loss + 1)) {
			ct_levels_copy(self->levels, kept);
			continue;
		}
		sum += gain;
		ct_levels_copy(kept, levels);
		if (sum > most) {
			most = sum;
			ct_levels_copy(best, levels);
			crossed = ct_levels_crossings(best) > 0;
		}
	}
	ct_levels_copy(self->levels, best);
}

void
ct_search_run(CtLevels *levels, guint64 budget, guint64 seed)
{
	g_autoptr(CtStar) star = ct_star_new(levels);
	Search search = { .levels = levels, .star = star, .random = seed };

	if (levels->web->n_nodes < 2)
		return;
	if (levels->nest == NULL)
		search.window = widest(levels) > WIDE ? WIDE_WINDOW : 0;
	improve_all(&search, budget);
	if (search.window == 0)
		rebuild_again(&search, ct_star_work(star), budget);
	ct_placement_clear(&search.old);
	ct_placement_clear(&search.new);
}
