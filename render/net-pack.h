/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered.h"
#include "render/net-compact.h"

/* What a sheet has room for, in points of the drawing. */
typedef struct {
	double width;
	double height;
	double head;   /* of the first sheet, which the title takes */
	double foot;   /* of the last one, for legend and title block side by side */
	CtPoint block; /* what they take above each other, x downwards */
} CtNetSheet;

/**
 * ct_net_pack:
 * @nodes, @groups, @edges: as ct_layered_draw_groups() has placed them, nodes by id; levels are side by
 *   side on the sheet, so that x is downwards
 * @breaks: (element-type double): where sheets end is appended, in points downwards
 *
 * Closes up each part of the drawing by itself, see ct_net_compact(), and puts the parts on as few sheets
 * as they take.  Parts are what edges, containers and places that overlap hold together.
 *
 * @out_foot: where legend and title block had best stand, x downwards: above each other between parts, or,
 * when y is 0 and x behind the size, side by side below all
 *
 * Returns: the size of the whole, x downwards.
 */
CtPoint ct_net_pack(CtLayeredNode *nodes, guint n_nodes, CtLayeredGroup *groups, guint n_groups,
		    CtLayeredEdge *edges, guint n_edges, const CtNetMargins *margins,
		    const CtNetSheet *sheet, GArray *breaks, CtPoint *out_foot);
