/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* What of the work is to be expected to be done again, in a sentence: with which checkpoints, and how many
 * steps fail by the intent.  Newly allocated; NULL when the plan does not say. */
char *ct_rework_sentence(const CtPlan *plan);
