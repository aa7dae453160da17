/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* Where the users of a legacy pool go: to one target pool, or spread over several. */

/* The names of the target pools, the first one first, with @between between them; "none" without one.
 * Newly allocated. */
char *ct_targets_text(const CtPlanPair *pair, const char *between);

/* Behind the fate of the legacy pool @subject ("pool:..."): the further target pools, as subjects.  Of char *,
 * owned; newly allocated, empty for whatever is not spread. */
GPtrArray *ct_targets_further(const CtPlan *plan, const char *subject);
