/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"
#include "render/scene.h"

/**
 * ct_keep_arrange:
 * @previous: (array length=n_nodes): where the middle of each node was
 * @known: (array length=n_nodes): is there such a place?
 * @budget: see ct_search_run()
 *
 * Arranges @web as it was: known nodes stay on their levels and in their order, as far as edges
 * point down, and others are put where they cross least.
 *
 * Returns: (transfer full):
 */
CtLevels *ct_keep_arrange(const CtWeb *web, const CtPoint *previous, const gboolean *known,
			  guint64 budget);
