/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * Legend and title block of a drawing apart from the rest: on several sheets they stand where there is
 * room, and not on sheets of their own.
 */

/* Returns: (transfer full): a copy of @scene without its foot, which borrows the texts of @scene; %NULL
 * when it has none. */
CtScene *ct_foot_strip(const CtScene *scene);

typedef enum {
	CT_FOOT_LEGEND = 1 << 0,
	CT_FOOT_BLOCK = 1 << 1,
} CtFootPart;

/* The rectangle around @parts (of CtFootPart); without width when the scene has none of them. */
CtRect ct_foot_extent(const CtScene *scene, guint parts);

/* How high the foot of @scene gets in @width. */
double ct_foot_height(const CtScene *scene, double width);

/* Adds the foot of @scene to @self, a copy without, with its top left corner at @at; @self grows as it
 * must. */
void ct_foot_place(CtScene *self, const CtScene *scene, CtPoint at, double width);

/* The same with the title block elsewhere: where no sheet has room for both.  @legend: its height is not
 * read; within the width of @self, as is the title block */
void ct_foot_place_apart(CtScene *self, const CtScene *scene, CtRect legend, CtPoint block);
