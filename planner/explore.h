/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/draft.h"
#include "planner/planner.h"

/* What stands between an estate and a plan, beyond the first thing that was met. */

/* planner.c: one run through all stages, without what the keys in @dropped (nullable) stand for, and as
 * near as possible to @kept (nullable): a plan, or the conflicts of the first stage that has any are
 * appended, @most of those that are searched for.  @trials: (nullable): those that this is one of */
gboolean ct_planner_attempt(const CtEstate *estate, const CtIntent *intent,
			    const CtFindings *findings, GHashTable *dropped, const CtKept *kept,
			    CtWaveTrials *trials, guint most, CtPlan **out_plan,
			    GPtrArray *conflicts, GError **error);

/**
 * ct_planner_explore:
 * @dropped: (nullable): keys that are left out in any case
 * @conflicts: of CtConflict, at least one; conflicts of later stages are appended
 *
 * Tries every way out by planning again; those that lead nowhere are removed, unless a conflict would be
 * left without any.
 */
void ct_planner_explore(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
			GHashTable *dropped, GPtrArray *conflicts);
