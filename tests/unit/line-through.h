/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "render/layered.h"

/* For tests: does the line from @p to @q go through the inside of the box around @middle? */
static inline gboolean
line_through(CtPoint middle, double width, double height, const CtPoint *p, const CtPoint *q)
{
	for (guint k = 0; k <= 64; k++) {
		double x = p->x + (q->x - p->x) * k / 64;
		double y = p->y + (q->y - p->y) * k / 64;

		if (fabs(x - middle.x) < width / 2 - 0.1 && fabs(y - middle.y) < height / 2 - 0.1)
			return TRUE;
	}
	return FALSE;
}

/* Does an edge of the drawing go through a box? */
static inline void
assert_no_line_through(const CtLayeredNode *nodes, guint n_nodes, const CtLayeredEdge *edge)
{
	const CtPoint *points = (const CtPoint *)(gpointer)edge->points->data;

	for (guint i = 0; i + 1 < edge->points->len; i++) {
		for (guint v = 0; v < n_nodes; v++)
			g_assert_false(line_through(nodes[v].at, nodes[v].width, nodes[v].height,
						    &points[i], &points[i + 1]));
	}
}
