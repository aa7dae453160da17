/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of the phases, one table for page and book.
 *
 * Catalogues number their phases each in its own way, and readers find the numbers in the ids of steps: so
 * the second catalogue has rows of its own, behind those of the first.
 */
#include "render/phase.h"

#include "planner/rulebook.h"

#define GROUP_CHAT 11

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
	[GROUP_CHAT] = "Group Chat to Persistent Chat",
	[CT_PHASE_OF_2010 + 2] = "Prepare the legacy side",
	[CT_PHASE_OF_2010 + 3] = "Deploy the target pools",
	[CT_PHASE_OF_2010 + 4] = "Move test and pilot users",
	[CT_PHASE_OF_2010 + 5] = "Deploy the target Edge",
	[CT_PHASE_OF_2010 + 6] = "Move into production",
	[CT_PHASE_OF_2010 + 7] = "Move applications and voice",
	[CT_PHASE_OF_2010 + 8] = "Retire the legacy deployment",
};

guint
ct_phase_of(const CtPlanStep *step)
{
	const CtStepRow *row = ct_step_row_find(step->rule);
	guint phase = row != NULL && row->phase > 0 ? (guint)row->phase : 0;

	if (g_str_has_prefix(step->rule, "L10-GC"))
		phase = GROUP_CHAT;
	else if (g_str_has_prefix(step->rule, "L10-") && phase > 0)
		phase += CT_PHASE_OF_2010;
	return phase < G_N_ELEMENTS(titles) && titles[phase] != NULL ? phase : 0;
}

guint
ct_phase_number(guint phase)
{
	return phase > CT_PHASE_OF_2010 ? phase - CT_PHASE_OF_2010 : phase;
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
