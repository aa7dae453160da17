/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/**
 * ct_wave_pack_groups:
 * @order: in which the units of one group are taken
 * @out_wave_of: by unit
 *
 * Fills waves group by group, each unit in the heaviest group that it belongs to; what is left over of
 * each group shares waves with what is left of others.  Limits of groups are not looked at.
 *
 * Returns: the number of waves.
 */
guint ct_wave_pack_groups(const CtWaveProblem *problem, const guint32 *order, guint32 *out_wave_of);
