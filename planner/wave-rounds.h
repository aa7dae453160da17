/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-demand.h"

/* Units of a problem for which there are rounds. */
#define CT_WAVE_ROUNDS_UNITS 2048

/**
 * ct_wave_rounds_prove:
 * @flow: whose edges nothing has been taken of; loses what is used of them
 * @demands: what to begin with
 * @columns: how it has been routed; gets more, and shares.  Rows are the edges of @flow, and behind them groups
 * @has_start: flows may use pulls
 * @lengths: (nullable): by group: waves from its first to its last, at least; NULL: flows do not use groups
 * @work: that may be spent
 *
 * Routes demands, and sets that prove more, round by round, and looks for the best shares of all routings.
 *
 * Returns: what they prove together, scaled as the edges of @flow; of groups, too, where flows use them
 */
guint64 ct_wave_rounds_prove(CtWaveFlow *flow, const CtWaveDemands *demands, CtWaveColumns *columns,
			     gboolean has_start, const guint64 *lengths, gint64 work);
