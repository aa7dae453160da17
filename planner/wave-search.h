/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/**
 * ct_wave_search:
 * @out_wave_of: by unit
 * @out_exact: does nothing cost less in problem.n_waves waves, because everything was weighed?
 *
 * A cheap assignment within the limits: exact for up to CT_WAVE_EXACT_UNITS units, else the best that
 * several orders, cut into waves and improved on several levels, come to.  The same problem gives the
 * same answer; work is bounded by the size of the problem.
 *
 * Returns: the number of waves, all of them in use; it exceeds problem.n_waves only where units are too
 * large, or limits too narrow, to fill waves as far as that number asks for.
 */
guint ct_wave_search(const CtWaveProblem *problem, guint32 *out_wave_of, gboolean *out_exact);
/* Does a search take long, seconds rather than a blink? */
gboolean ct_wave_search_is_long(const CtWaveProblem *problem);
