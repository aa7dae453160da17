/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* A plan that goes on from one which is half carried out: what is done is fixed and stands first. */

/* How the note of a step begins that is done already. */
#define CT_DONE_NOTE "Done already"

gboolean ct_go_on_is_done(const CtPlanStep *step);

/**
 * ct_go_on_from:
 * @from: its steps are put into another order: those that are done first
 * @estate: newer exports
 *
 * Returns: how many steps are done, as far as exports show or imply it.
 */
guint ct_go_on_from(CtPlan *from, const CtEstate *estate);

/* Notes at each step of @plan that it is done, when it is one of the first @n_done of @from. */
void ct_go_on_note(const CtPlan *from, guint n_done, CtPlan *plan);
