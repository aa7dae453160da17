/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"
#include "render/layered.h"

/* A connected part with its places, before it is put beside the others. */
typedef struct {
	CtLevels *levels; /* owned */
	double *x;	  /* of every item, by level and position; owned */
	double *top;	  /* of each level; owned */
	double *bottom;	  /* owned */
	double *middle;	  /* of each level: of its boxes; owned */
	double *half;	  /* of each level: half of the highest of its boxes; owned */
	double *above;	  /* of each group: its border to the boxes of its first level; owned */
	double *below;	  /* of each group: likewise, at the bottom; owned */
	double width;
	double height;
} CtRouting;

/**
 * ct_routing_new:
 * @levels: (transfer full):
 * @size: (array length=n_nodes): width and height of each node of the web
 */
CtRouting *ct_routing_new(CtLevels *levels, const CtPoint *size, const CtLayeredOptions *options);
void ct_routing_free(CtRouting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRouting, ct_routing_free)

/* The border of a container. */
CtRect ct_routing_group(const CtRouting *self, guint group);

/* Middle of a node. */
CtPoint ct_routing_node(const CtRouting *self, guint node);

/* Returns: (transfer full): of CtPoint: from the lower border of the tail to the upper one of the
 * head, with the bends that are needed. */
GArray *ct_routing_edge(const CtRouting *self, guint edge, const CtPoint *size);
