/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-flow.h"

/*
 * Shortest paths through the couplings of a wave problem, which flows of sets of units follow.
 *
 * Nodes are the units, the beginning, and groups, to which their units are joined.  Rows are the edges of
 * CtWaveFlow, and behind them groups: what goes from a unit through a group to another one uses one
 * of its weight, half on each leg.
 */

typedef struct {
	guint32 to;
	guint32 row;
	float length;
} CtWavePathsArc;

typedef struct {
	guint n;       /* nodes */
	guint n_edges; /* rows that are edges */
	guint n_rows;
	guint32 *first; /* by node, and one more: where its arcs begin */
	CtWavePathsArc *arcs;
	float *distance; /* by node, from the last root; CT_WAVE_PATHS_NONE where there is no way */
	guint32 *parent; /* by node */
	guint32 *via;	 /* by node: the row of the arc from its parent */
	guint32 *order;	 /* nodes by distance */
	guint32 *rank;	 /* by node: place in @order, CT_NONE where there is no way */
	guint n_settled;
	guint64 *
		heap; /* distance and node; of numbers above 0, bits are in the order of the numbers */
	guint n_heap;
} CtWavePaths;

#define CT_WAVE_PATHS_NONE 1e30f

/* What a flow of one loads of an edge, or of a group at one of two legs. */
#define CT_WAVE_PATHS_EDGE 2
#define CT_WAVE_PATHS_LEG  1

/**
 * ct_wave_paths_init:
 * @has_start: pulls are edges to the beginning; else nothing leads there
 * @has_groups: through groups, too
 */
void ct_wave_paths_init(CtWavePaths *self, const CtWaveFlow *flow, gboolean has_start,
			gboolean has_groups);
void ct_wave_paths_clear(CtWavePaths *self);
/* @lengths: by row, of a load of one; more than 0, and all of them less than CT_WAVE_PATHS_NONE */
void ct_wave_paths_measure(CtWavePaths *self, const float *lengths);
void ct_wave_paths_find(CtWavePaths *self, guint32 root);
/* What one search costs. */
gint64 ct_wave_paths_price(const CtWavePaths *self);
