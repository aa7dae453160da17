/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "render/scene.h"

/* Paints one item, not a group, in the present coordinates of @cr. */
void ct_surface_paint(cairo_t *cr, const CtScene *scene, const CtItem *item, CtMedium medium);
