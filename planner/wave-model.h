/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/group.h"
#include "planner/wave-cost.h"

/**
 * ct_wave_model:
 * @order: units that production moves, in the order in which the problem numbers them
 * @wave_of: by unit: the wave of whoever is not in @order
 * @base: the wave that is wave 0 of the problem
 * @most: users in a wave
 * @out_given: what couplings cost whatever production does: those between units that are given, and
 *             those to them up to @base
 *
 * The question that the estate and the intent ask of the search for waves.  Linear.
 */
CtWaveProblem *ct_wave_model(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
			     const GArray *order, const guint32 *wave_of, guint base, guint most,
			     guint64 *out_given);
