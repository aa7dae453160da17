/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/* Linear orders of units, from which waves are cut, and the cutting. */

/* As the units are numbered. */
void ct_wave_order_given(const CtWaveProblem *problem, guint32 *out_order);
/* Neighbours behind neighbours, from the first unit of each component.  Linear. */
void ct_wave_order_breadth(const CtWaveProblem *problem, guint32 *out_order);
/* Each component along its slowest vibration (the Fiedler vector, by power iteration in integers). */
void ct_wave_order_spectral(const CtWaveProblem *problem, guint32 *out_order);
/* Units that belong together by repeated matching stand together; clusters in spectral order. */
void ct_wave_order_clusters(const CtWaveProblem *problem, guint32 *out_order);

/* Group by group, the strongest pull for each user first; see wave-order-pull.c. */
void ct_wave_order_pull(const CtWaveProblem *problem, guint32 *out_order);

/**
 * ct_wave_cut_order:
 * @out_wave_of: by unit
 *
 * Cuts @order into waves where the cheapest boundaries are, each wave filled to problem.least at least
 * where that can be; equally cheap boundaries are chosen by the keys of units, so that a unit more
 * or less moves few of them.  Where groups have limits, units go to the first wave that takes them.
 *
 * Returns: the number of waves.
 */
guint ct_wave_cut_order(const CtWaveProblem *problem, const guint32 *order, guint32 *out_wave_of);
