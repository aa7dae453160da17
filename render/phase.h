/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* The phases of the migration as readers know them. */

/* Phases of the catalogue of Lync Server 2010 come behind those of the first, so many rows later. */
#define CT_PHASE_OF_2010 20

/* Which row of the table of phases a step belongs to; 0 for a step that belongs to none. */
guint ct_phase_of(const CtPlanStep *step);

/* Its number in the catalogue that the step is from. */
guint ct_phase_number(guint phase);

/* "Prepare the legacy side" */
const char *ct_phase_title(guint phase);

/* How many there are, 0 included. */
guint ct_phase_count(void);
