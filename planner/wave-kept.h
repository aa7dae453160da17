/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"
#include "planner/wave.h"

/*
 * Waves of an earlier plan that is half carried out: who has not moved stays in the wave in which
 * everybody expects him, and nobody is made a pilot a second time.
 */

/* By unit: row of the waves of @from that it was in; CT_NONE: in none.  Newly allocated. */
guint32 *ct_waves_kept(const CtEstate *estate, const CtGroups *groups, const CtPlan *from);

/* Is the wave in that row of @kind?  FALSE for CT_NONE. */
gboolean ct_wave_was(const CtPlan *from, guint32 row, CtWaveKind kind);

/**
 * ct_waves_keep:
 * @rest: of guint32: the units that @problem is about
 * @kept: of ct_waves_kept()
 * @wave_of: by row of @rest: filled in
 * @out_rows: (transfer full): of guint32, by wave: row of the waves of @from; CT_NONE for a new one
 *
 * Who was in a wave stays in it; who is new goes into the last one as long as there is room, and then into
 * new ones.
 *
 * Returns: how many waves that makes; 0 when a limit does not allow it.
 */
guint ct_waves_keep(const CtWaveProblem *problem, const GArray *rest, const guint32 *kept,
		    const CtPlan *from, guint32 *wave_of, GArray **out_rows);

/* The id for the wave of @row, or for a new one, the @nth; kept in @plan. */
const char *ct_wave_kept_id(const CtPlan *from, guint32 row, guint nth, CtPlan *plan);
