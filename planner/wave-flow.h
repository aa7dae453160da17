/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/*
 * Flows through the couplings of a wave problem, from which lower bounds come; see wave-bound.c.
 *
 * Nodes are the units and, behind them, the beginning: what is in the first wave that is not given.  A
 * pull is an edge from its unit to the beginning.
 */

typedef struct {
	guint32 a;
	guint32 b;	/* > a; the number of units for the beginning */
	guint64 weight; /* scaled by 2^shift */
	guint64 left;	/* of it */
} CtWaveFlowEdge;

typedef struct {
	guint64 distance;
	guint32 unit;
} CtWaveFlowNear;

typedef struct {
	const CtWaveProblem *problem;
	GArray *edges;	     /* of CtWaveFlowEdge */
	guint32 *edge_first; /* by node: its edges */
	guint32 *edge_at;
	guint shift;
	guint kept; /* sixty-fourths of each edge that flows leave alone; pulls are used up */
	const guint32 *wave_of; /* borrowed: sets are made of units in these waves ... */
	guint32 low;		/* ... from this one */
	guint32 high;		/* ... to that one */
	guint32 *local;		/* by node: number in the set at hand, CT_NONE */
	guint32 *seen;		/* by edge: number in the set at hand, CT_NONE */
	guint64 *reached;	/* by node of the set: distance */
	guint32 *via;		/* by node of the set: the edge to its parent */
	guint32 *parent;
	guint64 *below;	  /* by node of the set: what goes to it and beyond */
	guint32 *settled; /* nodes of the set by distance */
	guint8 *done;
	CtWaveFlowNear *heap;
	guint n_heap;
	guint heap_room; /* one for each edge of a set, in each direction, and one more */
	gint64 work;	 /* that may still be spent */
} CtWaveFlow;

/* A connected set of nodes and the edges among them that are not used up, numbered for itself. */
typedef struct {
	guint n;
	guint32 *nodes;
	guint32 *first; /* by node, and one more: where its edges begin */
	guint32 *to;
	guint32 *edge; /* by place in @to */
	guint n_edges;
	guint32 *global; /* by edge: number in CtWaveFlow.edges */
	guint64 *length; /* by edge */
	guint64 *flow;	 /* by edge */
	guint64 users;
} CtWaveFlowSet;

/* Parts of a whole in which the use of edges is told. */
#define CT_WAVE_FLOW_USE_BITS 24
/* Nodes, and users, of a set through which anything flows. */
#define CT_WAVE_FLOW_NODES 4096
#define CT_WAVE_FLOW_USERS 32768
/* A prime beyond CT_WAVE_FLOW_NODES: with it, nodes come from all over a set in turn. */
#define CT_WAVE_FLOW_STRIDE 1000003

/**
 * ct_wave_flow_init:
 * @wave_of: (nullable): the waves that low and high are about
 *
 * Nothing flows yet.
 */
void ct_wave_flow_init(CtWaveFlow *self, const CtWaveProblem *problem, const guint32 *wave_of,
		       gint64 work);
void ct_wave_flow_clear(CtWaveFlow *self);

/**
 * ct_wave_flow_set_new:
 * @root: a node
 * @nodes: of guint32; filled with the nodes that open edges connect to @root, @root first.  Others than
 *         @root are units.
 *
 * Returns: (nullable): NULL when they are a single node, or too many
 */
CtWaveFlowSet *ct_wave_flow_set_new(CtWaveFlow *self, guint32 root, GArray *nodes);
void ct_wave_flow_set_free(CtWaveFlowSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWaveFlowSet, ct_wave_flow_set_free)

/* Makes edges the longer the more of them is used. */
void ct_wave_flow_measure(CtWaveFlow *self, CtWaveFlowSet *set);
/* Sends @amount for each of its users to every unit of @set, on shortest paths from @root. */
void ct_wave_flow_send(CtWaveFlow *self, CtWaveFlowSet *set, guint32 root, guint64 amount);
/* Sends to every node of @set what below says of it, which is lost, on shortest paths from @root. */
void ct_wave_flow_spread(CtWaveFlow *self, CtWaveFlowSet *set, guint32 root);
/* What one of them costs of the work that is left. */
gint64 ct_wave_flow_price(const CtWaveFlowSet *set);
/* The use of the fullest edge, rounded up, in parts of 2^CT_WAVE_FLOW_USE_BITS. */
guint64 ct_wave_flow_fullest(const CtWaveFlow *self, const CtWaveFlowSet *set);
/* Takes the flows, divided by @fullest, out of the edges; rounded up. */
void ct_wave_flow_take(CtWaveFlow *self, const CtWaveFlowSet *set, guint64 fullest);
