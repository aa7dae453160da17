/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/**
 * ct_wave_coarsen:
 * @wave_of: (nullable): only units of one wave are joined
 * @most: users of a cluster
 * @salt: which of equally strong edges are preferred
 * @out_cluster_of: by unit
 *
 * Joins units that belong together, two and two, each cluster a unit of the new problem; clusters are
 * numbered by their first unit.  An assignment of clusters costs what it costs as one of units.
 */
CtWaveProblem *ct_wave_coarsen(const CtWaveProblem *problem, const guint32 *wave_of, guint most,
			       guint32 salt, guint32 *out_cluster_of);

/* Takes the edges away while nobody asks for them: they are most of what a problem of many units is. */
void ct_wave_coarse_unlink(CtWaveProblem *coarse);
/* Gives @coarse the edges that it has as clusters of @fine; those that it had are gone.  Linear. */
void ct_wave_coarse_link(CtWaveProblem *coarse, const CtWaveProblem *fine,
			 const guint32 *cluster_of);
