/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/**
 * ct_grounds_new:
 *
 * Which colour is behind the middle of each text of the scene: of the box, diamond or band that was painted
 * last before it, or of the paper.
 *
 * Returns: (transfer full): by item; of what is no text the paper.
 */
CtColour *ct_grounds_new(const CtScene *scene);

/* Has @item a colour of its own that covers what is behind it? */
gboolean ct_ground_is_filled(const CtItem *item);

/* Is @point in @rect, its border included? */
gboolean ct_ground_contains(const CtRect *rect, CtPoint point);

/* In the dark theme most texts are light, and what they stand on is dark; but the strong colours stay, and
 * then their ink has to be dark. */
gboolean ct_ground_wants_dark_ink(CtColour ground, CtColour ink);
