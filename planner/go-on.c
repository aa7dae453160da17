/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Planning again in the middle of a migration.
 *
 * A plan keeps the order of an earlier one as far as constraints let it (order-keep.c).  So it is enough to
 * bring forward in the earlier one what the exports show to be done: it then stands first in the new one too,
 * and only what must come before it can stand between.
 */
#include "planner/go-on.h"

#include "planner/status.h"
#include "planner/step-match.h"

gboolean
ct_go_on_is_done(const CtPlanStep *step)
{
	return step->note != NULL && g_str_has_prefix(step->note, CT_DONE_NOTE);
}

guint
ct_go_on_from(CtPlan *from, const CtEstate *estate)
{
	g_autoptr(CtStatus) status = ct_status_new(from, estate);
	g_autofree CtPlanStep *steps = g_memdup2(from->steps->data,
						 sizeof(CtPlanStep) * from->steps->len);
	guint n_done = 0;
	guint at = 0;

	for (guint pass = 0; pass < 2; pass++)
		for (guint i = 0; i < from->steps->len; i++) {
			CtProgress progress =
				g_array_index(status->steps, CtStepStatus, i).progress;
			gboolean done = progress == CT_PROGRESS_DONE ||
					progress == CT_PROGRESS_IMPLIED;

			if (done != (pass == 0))
				continue;
			g_array_index(from->steps, CtPlanStep, at++) = steps[i];
			n_done += done;
		}
	return n_done;
}

void
ct_go_on_note(const CtPlan *from, guint n_done, CtPlan *plan)
{
	g_autofree guint *place = ct_match_steps(from, plan);

	for (guint i = 0; i < plan->steps->len; i++) {
		CtPlanStep *step = &g_array_index(plan->steps, CtPlanStep, i);

		if (place[i] == CT_NONE || place[i] >= n_done)
			continue;
		step->note = ct_plan_printf(
			plan,
			CT_DONE_NOTE ", as the exports show or the steps behind it; it was %s%s%s",
			ct_plan_step(from, place[i])->id, step->note != NULL ? ". " : "",
			step->note != NULL ? step->note : "");
	}
}
