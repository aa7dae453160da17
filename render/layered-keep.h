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

/* Levels for a drawing that keeps what is @known where it stood; returns their number. */
guint ct_keep_levels(const CtWeb *web, const CtPoint *previous, const gboolean *known, guint *rank);

/* The rest of it: rows hold what is known; edges find their ways, and new nodes their places. */
void ct_keep_settle(CtLevels *levels, const gboolean *known, guint64 budget);
