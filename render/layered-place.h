/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"

/**
 * ct_place_columns:
 * @width: (array length=n_nodes): of each node of the web
 *
 * Finds an x for the middle of every item; the least left border is 0.
 *
 * Returns: (transfer full): by level and position: all of level 0, then level 1, ...
 */
double *ct_place_columns(const CtLevels *levels, const double *width, double node_gap,
			 double edge_gap);
