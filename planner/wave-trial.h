/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/*
 * Plans that are made only to be compared: what if a default were false, which way out leads to a plan.
 * Most of them ask for the same waves, which are searched for once.  Nobody reads their lower bounds.
 */
typedef struct CtWaveTrials CtWaveTrials;

/* @most_long: searches that may take long; what else would take long is given up.  0: no limit */
CtWaveTrials *ct_wave_trials_new(guint most_long);
void ct_wave_trials_free(CtWaveTrials *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWaveTrials, ct_wave_trials_free)

/* As ct_wave_search(), from memory where the same problem has been searched before.  A search that is given
 * up leaves an assignment that keeps the limits, and nothing can be said of. */
guint ct_wave_trials_search(CtWaveTrials *self, const CtWaveProblem *problem, guint32 *out_wave_of,
			    gboolean *out_exact);
/* Has a search been given up since this was asked before? */
gboolean ct_wave_trials_gave_up(CtWaveTrials *self);
/* How many problems were no others' equals. */
guint ct_wave_trials_count(const CtWaveTrials *self);
