/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows to points.  A level is a band as high as its highest box; edges cross each other only
 * between bands, and run straight down inside of them.  So what is drawn has exactly the crossings
 * that were counted, and no edge touches a box that is not its own.
 *
 * A band stands farther from the next where an edge between them goes far to the side: lines that
 * are nearly level are hard to follow and cross at small angles.
 */
#include "render/layered-route.h"

#include "render/layered-nest.h"
#include "render/layered-place.h"

/* What an edge that goes far to the side adds to the distance of two levels, and at most. */
#define SLOPE	    0.08
#define SLOPE_TIMES 3.0
/* Points nearer than this to the line between their neighbours are no bends. */
#define STRAIGHT_PT 0.01

static double
item_x(const CtRouting *self, guint level, guint item)
{
	guint before = 0;

	for (guint l = 0; l < level; l++)
		before += self->levels->n_items[l];
	return self->x[before + self->levels->position[item]];
}

/* The farthest that an edge goes to the side between @level and the next. */
static double
farthest(const CtRouting *self, guint level)
{
	const CtLevels *levels = self->levels;
	g_autoptr(CtStretches) list = ct_stretches_new();
	guint above = 0;
	double result = 0;

	for (guint l = 0; l < level; l++)
		above += levels->n_items[l];
	ct_stretches_fill(list, levels, level, level + 1);
	for (guint i = 0; i < levels->n_items[level]; i++) {
		for (guint k = g_array_index(list->starts, guint, i);
		     k < g_array_index(list->starts, guint, i + 1); k++) {
			guint at = g_array_index(list->stretches, CtStretch, k).at;
			double x = self->x[above + levels->n_items[level] + at];

			result = MAX(result, ABS(x - self->x[above + i]));
		}
	}
	return result;
}

/*
 * Room for borders and titles: a group that begins on the level where a group in it begins stands
 * above that one.
 */
static void
measure_groups(CtRouting *self, const CtNest *nest)
{
	self->above = g_new0(double, nest->n_groups + 1);
	self->below = g_new0(double, nest->n_groups + 1);
	for (guint depth = nest->n_groups; depth > 0; depth--) {
		for (guint g = 0; g < nest->n_groups; g++) {
			guint up = nest->parent[g];

			if (nest->depth[g] != depth)
				continue;
			self->above[g] += nest->pad[g] + nest->head[g];
			self->below[g] += nest->pad[g];
			if (nest->first[up] == nest->first[g])
				self->above[up] = MAX(self->above[up], self->above[g]);
			if (nest->last[up] == nest->last[g])
				self->below[up] = MAX(self->below[up], self->below[g]);
		}
	}
}

/* What the containers that begin (end) on a level add to its band. */
static double
extra(const CtRouting *self, guint level, gboolean at_top)
{
	const CtNest *nest = self->levels->nest;
	double result = 0;

	for (guint g = 0; nest != NULL && g < nest->n_groups; g++) {
		if (at_top && nest->first[g] == level)
			result = MAX(result, self->above[g]);
		if (!at_top && nest->last[g] == level)
			result = MAX(result, self->below[g]);
	}
	return result;
}

CtRouting *
ct_routing_new(CtLevels *levels, const CtPoint *size, const CtLayeredOptions *options)
{
	CtRouting *self = g_new0(CtRouting, 1);
	const CtWeb *web = levels->web;
	g_autofree double *width = g_new0(double, web->n_nodes + 1);
	double y = 0;
	guint at = 0;

	for (guint v = 0; v < web->n_nodes; v++)
		width[v] = size[v].x;
	self->levels = levels;
	self->x = ct_place_columns(levels, width, options->node_gap, options->edge_gap);
	self->top = g_new0(double, levels->n_levels + 1);
	self->bottom = g_new0(double, levels->n_levels + 1);
	self->middle = g_new0(double, levels->n_levels + 1);
	self->half = g_new0(double, levels->n_levels + 1);
	if (levels->nest != NULL)
		measure_groups(self, levels->nest);
	for (guint l = 0; l < levels->n_levels; l++) {
		double height = 0;

		for (guint i = 0; i < levels->n_items[l]; i++, at++) {
			guint item = levels->items[l][i];
			gboolean node = ct_levels_is_node(levels, item);

			height = MAX(height, node ? size[item].y : 0);
			self->width = MAX(self->width, self->x[at] + (node ? size[item].x / 2 : 0));
		}
		self->top[l] = y;
		self->half[l] = height / 2;
		self->middle[l] = y + extra(self, l, TRUE) + self->half[l];
		self->bottom[l] = self->middle[l] + self->half[l] + extra(self, l, FALSE);
		self->height = self->bottom[l];
		y = self->bottom[l] + options->level_gap;
		if (l + 1 < levels->n_levels)
			y += MIN(SLOPE * farthest(self, l), SLOPE_TIMES * options->level_gap);
	}
	return self;
}

void
ct_routing_free(CtRouting *self)
{
	if (self == NULL)
		return;
	ct_levels_free(self->levels);
	g_free(self->x);
	g_free(self->top);
	g_free(self->bottom);
	g_free(self->middle);
	g_free(self->half);
	g_free(self->above);
	g_free(self->below);
	g_free(self);
}

CtPoint
ct_routing_node(const CtRouting *self, guint node)
{
	guint level = self->levels->rank[node];

	return (CtPoint){ item_x(self, level, node), self->middle[level] };
}

/* Is @b on the line from @a to @c? */
static gboolean
straight(const CtPoint *a, const CtPoint *b, const CtPoint *c)
{
	double share = c->y > a->y ? (b->y - a->y) / (c->y - a->y) : 0;

	return ABS(a->x + share * (c->x - a->x) - b->x) < STRAIGHT_PT;
}

static void
add_point(GArray *points, double x, double y)
{
	CtPoint point = { x, y };
	guint n = points->len;

	if (n > 0 && g_array_index(points, CtPoint, n - 1).y >= y)
		return;
	if (n > 1 && straight(&g_array_index(points, CtPoint, n - 2),
			      &g_array_index(points, CtPoint, n - 1), &point))
		g_array_set_size(points, n - 1);
	g_array_append_val(points, point);
}

GArray *
ct_routing_edge(const CtRouting *self, guint edge, const CtPoint *size)
{
	const CtLevels *levels = self->levels;
	guint tail = levels->web->tail[edge];
	guint head = levels->web->head[edge];
	CtPoint from = ct_routing_node(self, tail);
	CtPoint to = ct_routing_node(self, head);
	GArray *points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

	add_point(points, from.x, from.y + size[tail].y / 2);
	add_point(points, from.x, self->bottom[levels->rank[tail]]);
	for (guint l = levels->rank[tail] + 1; l < levels->rank[head]; l++) {
		double x = item_x(self, l, ct_levels_piece(levels, edge, l));

		add_point(points, x, self->top[l]);
		add_point(points, x, self->bottom[l]);
	}
	add_point(points, to.x, self->top[levels->rank[head]]);
	add_point(points, to.x, to.y - size[head].y / 2);
	return points;
}

CtRect
ct_routing_group(const CtRouting *self, guint group)
{
	const CtNest *nest = self->levels->nest;
	guint first = nest->first[group];
	guint last = nest->last[group];
	double left = item_x(self, first, ct_nest_border(nest, group, first, 0));
	double right = item_x(self, first, ct_nest_border(nest, group, first, 1));
	double top = self->middle[first] - self->half[first] - self->above[group];
	double bottom = self->middle[last] + self->half[last] + self->below[group];

	return (CtRect){ left, top, right - left, bottom - top };
}
