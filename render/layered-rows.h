/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"

/* The items of an arrangement in one row of numbers, with what they keep off each other. */
typedef struct {
	guint n; /* items */
	guint n_levels;
	guint *base;	 /* first item of each level, and the end */
	guint *level;	 /* of each item */
	double *half;	 /* half the width of each item */
	guint8 *piece;	 /* of each item: is it a piece of an edge? */
	guint *start[2]; /* of each item into the next; 0: neighbours above, 1: below */
	guint *near[2];
	guint8 *barred[2]; /* crosses a straight edge: must not be aligned */
	double *pad;	   /* of each border of a container: what it keeps off; else below 0 */
	guint *partner;	   /* of each left border: the right one, and the other way round */
	double *least;	   /* of each border: its distance from its partner, at least */
	double node_gap;
	double edge_gap;
} CtRows;

static inline gboolean
ct_rows_is_border(const CtRows *self, guint item)
{
	return self->pad[item] >= 0;
}

/* Fills all but the gaps.  @width: (array length=n_nodes): of each node of the web */
void ct_rows_fill(CtRows *self, const CtLevels *levels, const double *width);
void ct_rows_clear(CtRows *self);

/* Between the middles of two neighbours, at least. */
double ct_rows_distance(const CtRows *self, guint left, guint right);
