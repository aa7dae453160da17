/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The cost of a break that only what is higher than a page may make. */
#define CT_FLOW_NEVER 1000000

/* Something that stands on one page as a whole. */
typedef struct {
	double before; /* left free above it, unless it is the first of its page */
	double height;
	double again; /* what is repeated above it when it is the first of its page */
	guint cost;   /* of a page that begins with it */
	gboolean
		opens; /* a chapter, which begins a page unless it is short or what stands above it is */
} CtFlowPiece;

/**
 * ct_flow_breaks:
 * @pieces: (array length=n_pieces): from the top to the bottom
 * @room: height of a page
 *
 * Divides the pieces into pages so that the costs of all breaks and of the paper left free are least
 * together.  Linear in the pieces for a given number of them on a page.
 *
 * Returns: (transfer full): of guint, ascending: the first piece of each page.
 */
GArray *ct_flow_breaks(const CtFlowPiece *pieces, guint n_pieces, double room);
