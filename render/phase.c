/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the phases, one table for page and book. */
#include "render/phase.h"

static const char *const titles[] = {
	[0] = "Other work",
	[1] = "Plan",
	[2] = "Prepare the legacy side",
	[3] = "Deploy the target pools",
	[4] = "Merge the topologies",
	[5] = "Connect and configure the target pools",
	[6] = "Move test and pilot users",
	[7] = "Deploy the target Edge",
	[8] = "Move into production",
	[9] = "Move applications and voice",
	[10] = "Retire the legacy deployment",
	[11] = "Group Chat to Persistent Chat",
};

guint
ct_phase_of(const CtPlanStep *step)
{
	const CtStepRow *row = ct_step_row_find(step->rule);

	return row != NULL && row->phase > 0 && row->phase < (int)G_N_ELEMENTS(titles)
		       ? (guint)row->phase
		       : 0;
}

const char *
ct_phase_title(guint phase)
{
	return titles[phase < G_N_ELEMENTS(titles) ? phase : 0];
}

guint
ct_phase_count(void)
{
	return G_N_ELEMENTS(titles);
}
