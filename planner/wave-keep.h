/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/draft.h"
#include "planner/wave-cost.h"

/* Keeping the waves of another plan, be it edited by hand or older. */

/* By unit: the wave of @kept (its row) that has most of the unit's members, of equals the first; CT_NONE for
 * units that it does not move.  Newly allocated. */
guint32 *ct_wave_keep_wanted(const CtEstate *estate, const CtGroups *groups, const CtPlan *kept);

/**
 * ct_wave_keep_fit:
 * @wanted: by unit of the problem: the wave that it shall be in; CT_NONE: any
 * @wave_of: (inout): by unit: an assignment without @wanted, which decides where it says nothing
 *
 * Where a wave would be too full, units that are large enough and few go to the nearest wave with room.
 *
 * Returns: the number of waves, all of them in use
 */
guint ct_wave_keep_fit(const CtWaveProblem *problem, const guint32 *wanted, guint32 *wave_of);

/* Tells of every user who is in another wave than in the plan that is kept. */
void ct_draft_tell_moved_users(const CtDraft *self);
