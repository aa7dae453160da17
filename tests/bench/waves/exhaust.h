/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/**
 * exhaust_cost:
 *
 * Weighs every assignment within the limits, one after the other; for up to about 8 units.
 *
 * Returns: the least cost; G_MAXUINT64 when there is no assignment.
 */
guint64 exhaust_cost(const CtWaveProblem *problem);
