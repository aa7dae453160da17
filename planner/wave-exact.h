/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/* The most units for which every assignment is weighed. */
#define CT_WAVE_EXACT_UNITS 14

/**
 * ct_wave_exact:
 * @problem: of at most CT_WAVE_EXACT_UNITS units
 * @out_wave_of: by unit
 *
 * The cheapest assignment that keeps the limits; of several, one with the fewest waves, and of these
 * the one that moves units in their order.  Cost: 3^n for each wave.
 *
 * Returns: FALSE when there is none with problem.n_waves waves.
 */
gboolean ct_wave_exact(const CtWaveProblem *problem, guint32 *out_wave_of);
