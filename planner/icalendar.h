/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/**
 * ct_icalendar_write:
 * @date: (nullable): "2026-11-07", when the file was made; without it, when the plan begins
 *
 * The dates of a plan as an iCalendar object (RFC 5545): waves, the federation outage, checkpoints and
 * the days on which there are steps.  The same plan gives the same bytes.
 *
 * Returns: (nullable) (transfer full): the text; NULL when the plan has no dates.
 */
char *ct_icalendar_write(const CtPlan *plan, const char *date);
