/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/* Heat is in parts of a unit of cost. */
#define CT_WAVE_HEAT_UNIT 1024

/**
 * ct_wave_anneal:
 * @wave_of: by unit; changed, and dearer than before when what was found last is
 * @n_waves: more than any in @wave_of
 * @heat: how much dearer a move may be at first, in 1/CT_WAVE_HEAT_UNIT: e times as much is taken a third as often
 * @salt: other moves are looked at
 * @moves: to be looked at
 *
 * Moves units and lets them change places, at first when it costs something too, at last hardly.  Limits
 * that held still hold.
 */
void ct_wave_anneal(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint64 heat,
		    guint32 salt, guint moves);
