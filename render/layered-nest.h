/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"
#include "render/layered.h"

/*
 * CtNest: the containers of a connected part.  Every container has two borders, left and right, and
 * each border one item without width on every level that the container reaches over.  The items are
 * nodes of the web, joined by edges, so that whatever crosses a border is counted as any crossing.
 *
 * The outermost container, which has no border, has the number n_groups.
 */
struct CtNest {
	guint n_groups;
	guint n_nodes; /* those that are no borders; they come first */
	guint n_edges; /* those that are no borders; they come first */
	guint n_levels;
	guint *parent; /* of each group; n_groups for the outermost and what is in it */
	guint *depth;  /* of each group; 0 for the outermost */
	guint *group;  /* of each node: the innermost group; of a border: the group itself */
	guint *first;  /* of each group: the levels that it reaches over */
	guint *last;
	guint *border; /* of each group: the left one on its first level */
	guint *owner;  /* [edge * n_levels + level]: the group that a piece stands in */
	double *pad;   /* of each group */
	double *head;
	double *min_width;
};

/* Order of items: 0 for the left border, 1 for the right one. */
static inline guint
ct_nest_border(const CtNest *self, guint group, guint level, guint side)
{
	return self->border[group] + 2 * (level - self->first[group]) + side;
}

static inline gboolean
ct_nest_is_border(const CtNest *self, guint item, guint n_nodes)
{
	return item >= self->n_nodes && item < n_nodes;
}

static inline guint
ct_nest_side(const CtNest *self, guint border)
{
	return (border - self->border[self->group[border]]) % 2;
}

/**
 * ct_nest_new:
 * @parent: (array length=n_groups): of each group; @n_groups: none
 * @group: (array length=n_nodes): of each node: the innermost group; @n_groups: none
 * @rank: (array length=n_nodes): the levels, which stay
 * @out_web: (out): @web with the borders
 * @out_rank: (out): the levels of the nodes of @out_web
 *
 * Every group has a node in it or in a group in it.
 */
CtNest *ct_nest_new(const CtWeb *web, guint n_groups, const guint *parent, const guint *group,
		    const guint *rank, guint n_levels, CtWeb **out_web, guint **out_rank);
void ct_nest_free(CtNest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtNest, ct_nest_free)

/* Is @group @outer, or in it? */
gboolean ct_nest_holds(const CtNest *self, guint outer, guint group);

/* The group that @item of @levels stands in; of a border: the one around its group. */
guint ct_nest_owner(const CtNest *self, const CtLevels *levels, guint item, guint level);

/* Of each gap of a row the innermost group that is open there; @out has n_items + 1 numbers. */
void ct_nest_gaps(const CtNest *self, const CtLevels *levels, guint level, guint *out);

/**
 * ct_nest_arrange:
 * @previous: (array length=n_nodes) (nullable): places of the nodes that are @known, and only they
 *   stand in the result
 *
 * Rows in which groups stand together: by barycenters from some random beginnings, or as they stood.
 */
void ct_nest_arrange(CtLevels *levels, const CtPoint *previous, const gboolean *known,
		     guint64 *random);

/* Tries to exchange neighbours among the groups of each group; returns whether anything was won. */
gboolean ct_nest_exchange(CtLevels *levels);
