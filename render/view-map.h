/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "render/scene.h"

/**
 * ct_view_map:
 * @estate: (nullable): without it names and fates are drawn, but no details
 * @date: (nullable): for the title block
 *
 * The estate map: both deployments side by side, what travels between them, and what ends.  Larger
 * estates are drawn in summary, one box for everything alike of a site.
 */
CtScene *ct_view_map(CtText *text, const CtPlan *plan, const CtEstate *estate, const char *date);
