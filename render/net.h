/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/depends.h"
#include "render/views.h"

/**
 * ct_net_draw:
 * @id: of the scene
 * @subtitle: how to read it
 * @focus: index of the box that it is about; CT_NONE: of none
 *
 * Returns: (transfer full): @depends as a layered drawing, with sites and pools as containers; an arrow
 * points down from what depends to what it needs.
 */
CtScene *ct_net_draw(const CtViewInput *input, const CtDepends *depends, const char *id,
		     const char *title, const char *subtitle, guint focus);
