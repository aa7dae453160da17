/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/* Clusters of a problem, clusters of those, and so on: where units are very many, waves are found for the few
 * clusters at the top, and improved on the way down. */
typedef struct CtWaveLevels CtWaveLevels;

/* @problem is borrowed, and is the top itself when nothing in it can be joined. */
CtWaveLevels *ct_wave_levels_new(const CtWaveProblem *problem);
void ct_wave_levels_free(CtWaveLevels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWaveLevels, ct_wave_levels_free)

const CtWaveProblem *ct_wave_levels_top(const CtWaveLevels *self);
/**
 * ct_wave_levels_descend:
 * @wave_of: for the top; in the end for the problem, which has more units
 * @work: what may be spent in all
 *
 * Jumps on each level, see ct_wave_jump(): it never gets dearer.
 */
void ct_wave_levels_descend(const CtWaveLevels *self, guint32 *wave_of, guint n_waves, gint64 work);
