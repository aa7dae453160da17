/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/**
 * ct_siting_of:
 * @pool: one of @estate's
 *
 * The site that a server is drawn in: what the intent says, else what the export says, else, as
 * exports of the legacy side know no sites, the site of the pool that replaces it.
 *
 * Returns: (nullable): a name; %NULL when nothing tells.  Linear in the pairs of the plan.
 */
const char *ct_siting_of(const CtPlan *plan, const CtEstate *estate, const CtPool *pool);
