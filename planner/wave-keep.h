/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/draft.h"
#include "planner/wave-cost.h"

/*
 * Keeping the waves of another plan, be it edited by hand or half carried out: who is in one of its waves
 * stays there, since people have been told when they move.
 */

/* By unit: row of the waves of @kept that has most of the unit's members, of equals the first; CT_NONE for
 * units that it does not move.  Newly allocated. */
guint32 *ct_wave_keep_rows(const CtEstate *estate, const CtGroups *groups, const CtPlan *kept);

/* Is the wave in that row of @kind?  FALSE for CT_NONE. */
gboolean ct_wave_keep_is(const CtPlan *kept, guint32 row, CtWaveKind kind);

/**
 * ct_wave_keep_fit:
 * @wanted: by unit of the problem: number of the wave that it shall be in, later waves have larger ones;
 *          CT_NONE: it is new
 * @wave_of: by unit: filled in
 * @out_wanted: (transfer full): of guint32, by wave: its number in @wanted; CT_NONE for a new one
 *
 * A new unit joins the wave of its own group, or of units that it is coupled to, where it costs least;
 * where none has room it goes into a new wave at the end.  Waves that are beyond their limits give away
 * units that are large enough and few to the nearest wave with room.  Every unit must fit into a wave.
 *
 * Returns: the number of waves, all of them in use
 */
guint ct_wave_keep_fit(const CtWaveProblem *problem, const guint32 *wanted, guint32 *wave_of,
		       GArray **out_wanted);

/* The id for the wave of @row, or for a new one, the @nth; kept in @plan. */
const char *ct_wave_keep_id(const CtPlan *kept, guint32 row, guint nth, CtPlan *plan);

/* Tells of every user who is in another wave than in the plan that is kept. */
void ct_draft_tell_moved_users(const CtDraft *self);
