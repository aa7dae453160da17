/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"

/* Puts every row in a random order. */
void ct_sweep_shuffle(CtLevels *levels, guint64 *random);

/**
 * ct_sweep_run:
 *
 * Sorts rows by the mean position of their neighbours, down and up, and keeps the best.
 *
 * Returns: the crossings of what is kept.
 */
guint64 ct_sweep_run(CtLevels *levels, guint rounds, guint64 *random);

/* Puts all rows in the order in which a walk from @first comes to their nodes, deepest first: what is a
 * tree does not cross then. */
void ct_sweep_walk(CtLevels *levels, guint first);
