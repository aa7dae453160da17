/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered.h"

/**
 * ct_parts_find:
 * @order: (array length=n_nodes): the nodes by id; everything below counts nodes in this order
 * @ends: (array length=2*n_edges): both ends of each edge
 * @out_part: (array length=n_nodes): the part of each node; parts are numbered by their first node
 *
 * Returns: the number of parts.
 */
guint ct_parts_find(const CtLayeredNode *nodes, guint n_nodes, const guint *order,
		    const CtLayeredGroup *groups, guint n_groups, const guint *ends, guint n_edges,
		    guint *out_part);

typedef struct {
	gboolean known;	  /* did it stand in an earlier drawing? */
	CtPoint previous; /* its top left there */
	double width;
	double height;
	CtPoint at; /* result */
} CtShelved;

/* Puts parts on shelves, in the order they had, the highest of new ones first; sets the size. */
void ct_parts_shelve(CtShelved *parts, guint n_parts, const CtLayeredOptions *options,
		     CtLayeredResult *result);
