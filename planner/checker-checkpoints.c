/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where checkpoints stand, and whether the way back that each one prints is the inverse of what was
 * done since.  What the steps can undo is taken from the rule book, not from the plan.
 */
#include "planner/checker-parts.h"

#include <string.h>

static gboolean
is_irreversible(const CtChecker *self, guint position)
{
	const CtStepRow *row = self->steps[position].row;

	return row != NULL && row->reversible == CT_REVERSIBLE_NO;
}

/* Does the step take federation away from the legacy Edge?  Enabling it on a target Edge where there
 * was none is no cutover. */
static gboolean
is_cutover(const char *rule)
{
	return rule != NULL && ct_rule_plays("OCS-P8-01|OCS-P8-02|OCS-P8-03|OCS-P8-04", rule);
}

/* Position of the step after the checkpoint; CT_NONE when it hangs on a step that is not there. */
static guint
start_of(const CtChecker *self, const CtCheckpoint *checkpoint)
{
	guint position;

	if (checkpoint->after_step == NULL)
		return 0;
	position = ct_checker_find_step(self, checkpoint->after_step);
	return position != CT_NONE ? position + 1 : CT_NONE;
}

guint *
ct_checker_spans(const CtChecker *self)
{
	guint *spans = g_new0(guint, self->plan->steps->len + 1);

	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		guint start = start_of(self,
				       &g_array_index(self->plan->checkpoints, CtCheckpoint, i));

		if (start != CT_NONE && spans[start] == 0)
			spans[start] = i + 1;
	}
	return spans;
}

/* Nothing has to be done to undo a step whose row names no way back, so that a path may pass over
 * it. */
static gboolean
may_be_left_out(const CtChecker *self, guint position)
{
	const CtStepRow *row = self->steps[position].row;

	return row == NULL || *row->rollback == '\0';
}

static void
report_missing(CtChecker *self, const CtCheckpoint *checkpoint, guint position)
{
	ct_checker_report(self, "rollback", self->steps[position].row->rollback, position, CT_NONE,
			  "the way back to checkpoint %s does not undo %s in its turn",
			  checkpoint->id, ct_checker_step(self, position)->id);
}

gboolean
ct_checker_path(CtChecker *self, guint checkpoint, guint start, guint end)
{
	const CtCheckpoint *row = &g_array_index(self->plan->checkpoints, CtCheckpoint, checkpoint);
	guint at = 0;

	for (guint i = end; i > start; i--) {
		const CtStepRow *step = self->steps[i - 1].row;
		const CtRollbackStep *undo = NULL;

		if (step == NULL || is_irreversible(self, i - 1))
			continue;
		if (at < row->rollback->len)
			undo = &g_array_index(row->rollback, CtRollbackStep, at);
		if (undo == NULL || ct_checker_find_step(self, undo->step) != i - 1) {
			if (may_be_left_out(self, i - 1))
				continue;
			report_missing(self, row, i - 1);
			return FALSE;
		}
		if (g_strcmp0(undo->rule != NULL ? undo->rule : "", step->rollback) != 0)
			ct_checker_report(self, "rollback", step->rollback, i - 1, CT_NONE,
					  "checkpoint %s undoes %s by %s and not by %s", row->id,
					  undo->step, undo->rule != NULL ? undo->rule : "nothing",
					  step->rollback);
		at++;
	}
	if (at == row->rollback->len)
		return TRUE;
	ct_checker_report(
		self, "rollback", "", CT_NONE, CT_NONE,
		"the way back to checkpoint %s undoes %s, which is not a step to undo there",
		row->id, g_array_index(row->rollback, CtRollbackStep, at).step);
	return FALSE;
}

/* The minutes of the way back: each step takes as long to undo as to do, where there is something to undo. */
static void
check_minutes(CtChecker *self, const CtCheckpoint *checkpoint)
{
	guint64 all = 0;

	for (guint i = 0; i < checkpoint->rollback->len; i++) {
		const CtRollbackStep *undo = &g_array_index(checkpoint->rollback, CtRollbackStep,
							    i);
		guint position = ct_checker_find_step(self, undo->step);
		const CtPlanStep *step;
		guint minutes;

		all += undo->minutes;
		if (position == CT_NONE || self->steps[position].row == NULL)
			continue;
		step = ct_checker_step(self, position);
		minutes = *self->steps[position].row->rollback != '\0'
				  ? step->minutes + step->settle_minutes
				  : 0;
		if (undo->minutes != minutes)
			ct_checker_report(self, "rollback", self->steps[position].row->rollback,
					  position, CT_NONE,
					  "undoing %s takes %u minutes, and checkpoint %s says %u",
					  undo->step, minutes, checkpoint->id, undo->minutes);
	}
	if (all != checkpoint->minutes)
		ct_checker_report(self, "rollback", "", CT_NONE, CT_NONE,
				  "the way back to checkpoint %s takes %" G_GUINT64_FORMAT
				  " minutes, and the plan says %u",
				  checkpoint->id, all, checkpoint->minutes);
}

static void
check_places(CtChecker *self)
{
	g_autofree guint *taken = g_new0(guint, self->plan->steps->len + 1);

	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints,
								CtCheckpoint, i);
		guint start = start_of(self, checkpoint);
		gboolean final;

		if (start == CT_NONE) {
			ct_checker_report(self, "checkpoint", "", CT_NONE, CT_NONE,
					  "checkpoint %s stands after %s, which does not exist",
					  checkpoint->id, checkpoint->after_step);
			continue;
		}
		if (taken[start]++ > 0)
			ct_checker_report(self, "checkpoint", "", CT_NONE, CT_NONE,
					  "checkpoint %s stands where another one does",
					  checkpoint->id);
		final = start < self->plan->steps->len && is_irreversible(self, start);
		if (final != checkpoint->point_of_no_return)
			ct_checker_report(
				self, "checkpoint", "R-20",
				start < self->plan->steps->len ? start : CT_NONE, CT_NONE,
				final ? "checkpoint %s does not say that the step after it "
					"cannot be undone"
				      : "checkpoint %s claims a point of no return where the "
					"next step can be undone",
				checkpoint->id);
	}
}

/* Why a checkpoint has to stand directly before the step; NULL when it need not. */
static const char *
need_of(const CtChecker *self, guint position, gboolean *cut_over)
{
	const char *rule = ct_checker_step(self, position)->rule;

	if (position == 0)
		return "the first step";
	if (is_irreversible(self, position))
		return "a step that cannot be undone";
	if (rule != NULL && ct_rule_moves_users(rule))
		return "a wave";
	if (is_cutover(rule) && !*cut_over)
		return "the federation cutover";
	return NULL;
}

static void
check_needs(CtChecker *self)
{
	g_autofree guint *spans = ct_checker_spans(self);
	gboolean cut_over = FALSE;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const char *need = need_of(self, i, &cut_over);

		if (need != NULL && spans[i] == 0)
			ct_checker_report(self, "checkpoint", ct_checker_step(self, i)->rule, i,
					  CT_NONE, "there is no checkpoint directly before %s",
					  need);
		cut_over = cut_over || is_cutover(ct_checker_step(self, i)->rule);
	}
}

static void
check_final(CtChecker *self)
{
	const char *first = NULL;

	for (guint i = 0; i < self->plan->steps->len && first == NULL; i++)
		if (is_irreversible(self, i))
			first = ct_checker_step(self, i)->id;
	if (g_strcmp0(first, self->plan->point_of_no_return) != 0)
		ct_checker_report(self, "checkpoint", "R-20", CT_NONE, CT_NONE,
				  "the point of no return is %s and not %s",
				  first != NULL ? first : "never reached",
				  self->plan->point_of_no_return != NULL
					  ? self->plan->point_of_no_return
					  : "never reached");
}

void
ct_checker_checkpoints(CtChecker *self)
{
	for (guint i = 0; i < self->plan->checkpoints->len; i++)
		check_minutes(self, &g_array_index(self->plan->checkpoints, CtCheckpoint, i));
	check_places(self);
	check_needs(self);
	check_final(self);
}
