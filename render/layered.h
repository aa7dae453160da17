/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * CtLayered: a layered drawing of a directed graph.  Edges point down, boxes stand in levels, edges
 * run between the levels and bend only there.  Lengths are points.
 *
 * The result depends on ids, sizes, edges and options only: not on the order in which they are
 * given, and not on the machine.
 */

typedef struct {
	const char *id; /* distinct; borrowed */
	double width;
	double height;
	gboolean has_previous; /* @previous is where the box stood in an earlier drawing */
	CtPoint previous;      /* middle of the box */
	guint group;	       /* 1 + index of the innermost group around it; 0: none */
	CtPoint at;	       /* result: middle of the box */
	guint level;	       /* result: counted within its part of the drawing */
} CtLayeredNode;

/* A container: what is in it stands together, and nothing else stands inside of its border. */
typedef struct {
	const char *id;	  /* distinct among groups; borrowed */
	guint parent;	  /* 1 + index of the group around it, which may stand anywhere; 0: none */
	double pad;	  /* between the border and what is inside */
	double head;	  /* for a title at the top, besides */
	double min_width; /* what the title needs */
	CtRect rect;	  /* result: the border; empty if there is no node in it */
} CtLayeredGroup;

typedef struct {
	guint from; /* index of a node */
	guint to;
	GArray *points;	  /* result: of CtPoint, from the border of @from to that of @to; %NULL
			   * before, or an earlier result, which is freed */
	gboolean against; /* result: drawn upwards, as it closes a cycle */
} CtLayeredEdge;

typedef struct {
	double node_gap;  /* between boxes of one level */
	double edge_gap;  /* between an edge and what stands beside it */
	double level_gap; /* between levels, at least */
	double aspect;	  /* width to height that unconnected parts are wrapped to */
	guint effort;	  /* 100 is the usual; search steps grow with it */
} CtLayeredOptions;

typedef struct {
	double width;
	double height;
	guint crossings; /* those of edges that share an end included */
} CtLayeredResult;

CtLayeredOptions ct_layered_options(void);

/**
 * ct_layered_draw:
 * @nodes: (array length=n_nodes): their results are set
 * @edges: (array length=n_edges): their results are set; the points are the caller's
 *
 * Cost grows a little faster than the number of nodes and edges.  Nodes with a previous place keep
 * their levels and their order there, as far as that is possible and does not cost many crossings.
 */
CtLayeredResult ct_layered_draw(CtLayeredNode *nodes, guint n_nodes, CtLayeredEdge *edges,
				guint n_edges, const CtLayeredOptions *options);

/**
 * ct_layered_draw_groups:
 * @groups: (array length=n_groups): their results are set; a group that has only empty groups and
 *   no node is empty too
 *
 * As ct_layered_draw(), with containers.  Members of a group stand side by side on every level, and
 * groups in a group stand in one order on all levels, so that every border is a rectangle.  Edges
 * cross a border only where they have to or where going around costs more.
 */
CtLayeredResult ct_layered_draw_groups(CtLayeredNode *nodes, guint n_nodes, CtLayeredGroup *groups,
				       guint n_groups, CtLayeredEdge *edges, guint n_edges,
				       const CtLayeredOptions *options);
