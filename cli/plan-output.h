/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/report.h"
#include "planner/conflict.h"
#include "planner/plan.h"

/* What a person wants to know right after planning; @dir: where the plan was written. */
void ct_plan_print(CtReport *report, const CtPlan *plan, const char *dir);

/* Why there is no plan: each element with its place, then the ways out. */
void ct_conflicts_print(CtReport *report, const GPtrArray *conflicts);
