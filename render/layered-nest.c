/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Containers in a layered drawing, in the manner of Sander ("Layout of compound directed graphs",
 * 1996): borders are lines of the graph.  What stands between the two borders of a group on a level
 * is in the group, so rows stay legal as long as every item is put into a gap of its own group.
 *
 * A piece of an edge stands in a group of its upper end as long as that group goes down, then in one
 * of its lower end as soon as that group begins, and between the two in what holds both: so it
 * crosses borders at the bottom and the top, where nothing stands in its way.
 */
#include "render/layered-nest.h"

#include <string.h>

/* Crossings that passing through the side of a border counts as. */
#define BORDER_WEIGHT 3

gboolean
ct_nest_holds(const CtNest *self, guint outer, guint group)
{
	while (self->depth[group] > self->depth[outer])
		group = self->parent[group];
	return group == outer;
}

static void
measure_depths(CtNest *self)
{
	for (guint g = 0; g < self->n_groups; g++) {
		guint depth = 1;

		for (guint up = self->parent[g]; up != self->n_groups; up = self->parent[up]) {
			depth++;
			g_assert(depth <= self->n_groups);
		}
		self->depth[g] = depth;
	}
}

/* Returns the number of border items. */
static guint
measure_spans(CtNest *self, const guint *rank)
{
	guint count = 0;

	for (guint g = 0; g <= self->n_groups; g++) {
		self->first[g] = G_MAXUINT;
		self->last[g] = 0;
	}
	for (guint v = 0; v < self->n_nodes; v++) {
		guint g = self->group[v];

		for (;; g = self->parent[g]) {
			self->first[g] = MIN(self->first[g], rank[v]);
			self->last[g] = MAX(self->last[g], rank[v]);
			if (g == self->n_groups)
				break;
		}
	}
	for (guint g = 0; g < self->n_groups; g++) {
		g_assert(self->first[g] <= self->last[g]);
		self->border[g] = self->n_nodes + count;
		count += 2 * (self->last[g] - self->first[g] + 1);
	}
	return count;
}

static guint
find_owner(const CtNest *self, guint upper, guint lower, guint level)
{
	guint from = self->group[upper];
	guint to = self->group[lower];

	while (!ct_nest_holds(self, from, self->group[lower]) && self->last[from] < level)
		from = self->parent[from];
	if (!ct_nest_holds(self, from, self->group[lower]))
		return from;
	while (!ct_nest_holds(self, to, self->group[upper]) && self->first[to] > level)
		to = self->parent[to];
	return ct_nest_holds(self, from, to) ? to : from;
}

static void
find_owners(CtNest *self, const CtWeb *web, const guint *rank)
{
	self->owner = g_new0(guint, (gsize)web->n_edges * self->n_levels + 1);
	for (guint e = 0; e < web->n_edges; e++) {
		for (guint l = rank[web->tail[e]] + 1; l < rank[web->head[e]]; l++)
			self->owner[(gsize)e * self->n_levels + l] = find_owner(self, web->tail[e],
										web->head[e], l);
	}
}

static CtWeb *
add_borders(const CtNest *self, const CtWeb *web, guint n_borders)
{
	guint count = web->n_edges;
	guint *tail = g_new0(guint, web->n_edges + n_borders + 1);
	guint *head = g_new0(guint, web->n_edges + n_borders + 1);
	gint *weight = g_new0(gint, web->n_edges + n_borders + 1);

	memcpy(tail, web->tail, web->n_edges * sizeof(guint));
	memcpy(head, web->head, web->n_edges * sizeof(guint));
	memcpy(weight, web->weight, web->n_edges * sizeof(gint));
	for (guint g = 0; g < self->n_groups; g++) {
		for (guint l = self->first[g]; l < self->last[g]; l++) {
			for (guint side = 0; side < 2; side++) {
				tail[count] = ct_nest_border(self, g, l, side);
				head[count] = ct_nest_border(self, g, l + 1, side);
				weight[count++] = BORDER_WEIGHT;
			}
		}
	}
	return ct_web_new(web->n_nodes + n_borders, count, tail, head, weight);
}

CtNest *
ct_nest_new(const CtWeb *web, guint n_groups, const guint *parent, const guint *group,
	    const guint *rank, guint n_levels, CtWeb **out_web, guint **out_rank)
{
	CtNest *self = g_new0(CtNest, 1);
	guint n_borders;

	self->n_groups = n_groups;
	self->n_nodes = web->n_nodes;
	self->n_edges = web->n_edges;
	self->n_levels = n_levels;
	self->parent = g_new0(guint, n_groups + 1);
	memcpy(self->parent, parent, n_groups * sizeof(guint));
	self->parent[n_groups] = n_groups;
	self->depth = g_new0(guint, n_groups + 1);
	self->first = g_new0(guint, n_groups + 1);
	self->last = g_new0(guint, n_groups + 1);
	self->border = g_new0(guint, n_groups + 1);
	self->pad = g_new0(double, n_groups + 1);
	self->head = g_new0(double, n_groups + 1);
	self->min_width = g_new0(double, n_groups + 1);
	self->group = g_new0(guint, web->n_nodes + 1);
	memcpy(self->group, group, web->n_nodes * sizeof(guint));
	measure_depths(self);
	n_borders = measure_spans(self, rank);
	self->group = g_renew(guint, self->group, web->n_nodes + n_borders + 1);
	*out_rank = g_new0(guint, web->n_nodes + n_borders + 1);
	memcpy(*out_rank, rank, web->n_nodes * sizeof(guint));
	for (guint g = 0; g < n_groups; g++) {
		for (guint l = self->first[g]; l <= self->last[g]; l++) {
			for (guint side = 0; side < 2; side++) {
				guint item = ct_nest_border(self, g, l, side);

				self->group[item] = g;
				(*out_rank)[item] = l;
			}
		}
	}
	find_owners(self, web, rank);
	*out_web = add_borders(self, web, n_borders);
	return self;
}

void
ct_nest_free(CtNest *self)
{
	if (self == NULL)
		return;
	g_free(self->parent);
	g_free(self->depth);
	g_free(self->group);
	g_free(self->first);
	g_free(self->last);
	g_free(self->border);
	g_free(self->owner);
	g_free(self->pad);
	g_free(self->head);
	g_free(self->min_width);
	g_free(self);
}

guint
ct_nest_owner(const CtNest *self, const CtLevels *levels, guint item, guint level)
{
	if (!ct_levels_is_node(levels, item))
		return self->owner[(gsize)ct_levels_edge(levels, item) * self->n_levels + level];
	return item < self->n_nodes ? self->group[item] : self->parent[self->group[item]];
}

void
ct_nest_gaps(const CtNest *self, const CtLevels *levels, guint level, guint *out)
{
	guint open = self->n_groups;

	out[0] = open;
	for (guint i = 0; i < levels->n_items[level]; i++) {
		guint item = levels->items[level][i];

		if (ct_nest_is_border(self, item, levels->web->n_nodes))
			open = ct_nest_side(self, item) == 0 ? self->group[item]
							     : self->parent[open];
		out[i + 1] = open;
	}
}
