/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "render/scene.h"
#include "render/views.h"

/**
 * ct_view_timeline:
 * @estate: (nullable): tells sites and kinds of the lanes
 * @date: (nullable): for the title block
 *
 * The plan on an axis of time: waves, checkpoints with their rollback paths, the point of no return,
 * the outage of federation, and every step in the lane of its pool.
 */
CtScene *ct_view_timeline(CtText *text, const CtPlan *plan, const CtEstate *estate,
			  const char *date);

/* One page, or where that would be too many sheets, a sum with a lane for each site before it. */
void ct_view_timelines(const CtViewInput *input, GPtrArray *scenes);
