/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* The phases of the migration as readers know them, by the number in the step table. */

/* 0 for a step that belongs to none. */
guint ct_phase_of(const CtPlanStep *step);

/* "Prepare the legacy side" */
const char *ct_phase_title(guint phase);

/* How many there are, 0 included. */
guint ct_phase_count(void);
