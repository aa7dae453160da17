/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered.h"

typedef struct {
	double before; /* between the left border of a group and what is in it */
	double after;  /* and its right border */
	double gap;    /* the widest empty stretch that is left */
} CtNetMargins;

/**
 * ct_net_compact:
 * @nodes, @groups, @edges: as ct_layered_draw_groups() has placed them
 *
 * Takes out, from left to right, what is empty over the whole height of the drawing, and draws the borders
 * of groups close around what is in them.  Nothing changes its order, and no line meets a box that it
 * did not meet before, as lines are straight up and down where boxes are.
 *
 * Returns: the width that is left.
 */
double ct_net_compact(CtLayeredNode *nodes, guint n_nodes, CtLayeredGroup *groups, guint n_groups,
		      CtLayeredEdge *edges, guint n_edges, const CtNetMargins *margins);
