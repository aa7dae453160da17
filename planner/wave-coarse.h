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
