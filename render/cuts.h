/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/bonds.h"
#include "render/scene.h"

/*
 * The couplings that the waves cut, by name, beside the matrix that shows where they are.
 */

/**
 * ct_cuts_draw:
 * @units: (nullable) (element-type guint): only cuts between these; all without
 *
 * Draws a list with its top left corner at @at; returns its height, 0 when nothing is cut.
 */
double ct_cuts_draw(CtScene *scene, const CtBonds *bonds, const GArray *units, CtPoint at,
		    double width);
