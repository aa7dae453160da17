/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/**
 * ct_wave_refine:
 * @wave_of: by unit; within the limits, and still so afterwards
 * @n_waves: waves that may be used
 * @work: what may still be spent; goes down by what was done, and nothing happens at zero
 *
 * Local search: passes between two waves that are near each other, in which each unit moves at most
 * once and the best moment is kept, and moves of single units to where their neighbours are.  Never
 * makes an assignment dearer.
 */
void ct_wave_refine(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 *work);

/* The last of these alone, from the first unit to the last, until none moves.  Far less work. */
void ct_wave_jump(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 *work);

/**
 * ct_wave_reorder:
 *
 * Puts whole waves into another order while that is cheaper.  @n_waves: every one of them in use.
 */
void ct_wave_reorder(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 *work);
