/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/bonds.h"
#include "render/views.h"

/*
 * The second half of the coupling matrix: pools, sites and sets of policies, over which production
 * waves each is spread, and what that costs.
 */

/* How many rows it takes; groups without users in production waves have none. */
guint ct_spread_rows(const CtBonds *bonds);

/* Draws it into a width, with its top left corner at @at; returns its height. */
double ct_spread_draw(CtScene *scene, const CtViewInput *input, const CtBonds *bonds, CtPoint at,
		      double width);
