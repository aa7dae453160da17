/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"

/* Where a star stands in an arrangement that does not hold it. */
typedef struct {
	guint rank;
	guint gap;
	guint *gaps; /* of edge i of the node on level l: [i * n_levels + l] */
	gsize size;
} CtPlacement;

void ct_placement_clear(CtPlacement *self);
/* Makes room for @size gaps. */
void ct_placement_reserve(CtPlacement *self, gsize size);

/* Takes @node and its edges out of @levels; @out says where they were. */
void ct_placement_take(CtLevels *levels, guint node, CtPlacement *out);
void ct_placement_put(CtLevels *levels, guint node, const CtPlacement *at);
