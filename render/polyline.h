/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/**
 * ct_polyline_new:
 * @item: a line or a curve
 * @longest: neighbours are at most so far from each other
 *
 * Returns: (transfer full): of CtPoint, from its beginning to its end.
 */
GArray *ct_polyline_new(const CtScene *scene, const CtItem *item, double longest);
