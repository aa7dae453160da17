/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the plan says about a failed step: which steps have to wait for it, and to which checkpoint the
 * way back leads.
 *
 * It is tried out: the plan is walked up to the step, the step and those that wait for it are left out,
 * all others are done, and each must find what it needs and leave a safe state.  A step that waits
 * must have a reason to: a hard constraint, or that it could not be done.
 */
#include "planner/checker-parts.h"

#include <string.h>

/* Trying out all failures is quadratic, and a wave costs as much as it has users. */
#define MAX_WORK 20000000

typedef struct {
	CtChecker *checker;
	guint failed;
	guint64 *waits; /* bits of steps, of the present failure */
	guint64 *stuck; /* the same, and the failed step */
	GArray *done;	/* of guint: steps that were tried out, in order */
} Failure;

static gboolean
may_be_tried(const CtChecker *self)
{
	guint64 work = 0;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const GArray *moves = ct_checker_moves(self, i);

		work += (guint64)i * (moves != NULL ? moves->len + 1 : 1);
	}
	return work <= MAX_WORK;
}

/* Marks what "s012" or "s012-s019" names; FALSE when that is not steps after the failed one. */
static gboolean
mark(Failure *self, const char *text)
{
	const char *dash = strchr(text, '-');
	g_autofree char *name = dash != NULL ? g_strndup(text, (gsize)(dash - text))
					     : g_strdup(text);
	guint from = ct_checker_find_step(self->checker, name);
	guint to = dash != NULL ? ct_checker_find_step(self->checker, dash + 1) : from;

	if (from == CT_NONE || to == CT_NONE || from <= self->failed || to < from)
		return FALSE;
	for (guint i = from; i <= to; i++)
		ct_bits_set(self->waits, i);
	return TRUE;
}

static void
mark_waiting(Failure *self)
{
	const GPtrArray *stops = ct_checker_step(self->checker, self->failed)->stops;

	memset(self->waits, 0, self->checker->n_words * sizeof(*self->waits));
	for (guint i = 0; i < stops->len; i++)
		if (!mark(self, stops->pdata[i]))
			ct_checker_report(self->checker, "failure", "", self->failed, CT_NONE,
					  "if it fails, %s shall wait, which is no step after it",
					  (const char *)stops->pdata[i]);
	memcpy(self->stuck, self->waits, self->checker->n_words * sizeof(*self->waits));
	ct_bits_set(self->stuck, self->failed);
}

/* Does a hard constraint put the step behind the failed one, or behind one that waits? */
static gboolean
is_held_up(const Failure *self, guint position)
{
	const guint64 *behind = ct_checker_behind(self->checker, position);

	for (guint i = 0; i < self->checker->n_words; i++)
		if ((behind[i] & self->stuck[i]) != 0)
			return TRUE;
	return FALSE;
}

/* What the step lacks in the present state, or would break; newly allocated, NULL: nothing.  Then, with
 * @keep, it is done. */
static char *
try_step(Failure *self, guint position, gboolean keep, const char **out_rule)
{
	CtChecker *checker = self->checker;
	const CtCheckedStep *step = &checker->steps[position];
	g_autoptr(GArray) faults = ct_checker_new_faults();
	char *text = NULL;

	ct_transition_check(step->transition, checker->state, step->index,
			    ct_checker_moves(checker, position), faults);
	for (guint i = 0; i < faults->len; i++) {
		const CtFault *fault = &g_array_index(faults, CtFault, i);

		*out_rule = ct_checker_fault_rule(checker, fault);
		if (*out_rule != NULL)
			return g_strdup(fault->text);
	}
	ct_transition_apply(step->transition, checker->state, step->index,
			    ct_checker_moves(checker, position));
	for (guint i = 0; text == NULL; i++) {
		if (!ct_state_invariant(checker->state, i, out_rule, &text))
			break;
		if (text != NULL && ct_checker_is_off(checker, "invariant", *out_rule))
			g_clear_pointer(&text, g_free);
	}
	checker->result->states++;
	if (text == NULL && keep)
		g_array_append_val(self->done, position);
	else
		ct_transition_undo(step->transition, checker->state, step->index,
				   ct_checker_moves(checker, position));
	return text;
}

static void
examine_step(Failure *self, guint position, gboolean try)
{
	CtChecker *checker = self->checker;
	gboolean waits = ct_bits_has(self->waits, position);
	gboolean held_up = is_held_up(self, position);
	const char *id = ct_checker_step(checker, position)->id;
	const char *rule = "";
	g_autofree char *text = NULL;

	if (held_up && !waits)
		ct_checker_report(checker, "failure", "", self->failed, position,
				  "if it fails, %s has to wait, but shall go on", id);
	if (held_up || !try)
		return;
	text = try_step(self, position, !waits, &rule);
	if (text != NULL && !waits)
		ct_checker_report(checker, "failure", rule, self->failed, position,
				  "if it fails, %s shall go on, but then %s", id, text);
	if (text == NULL && waits)
		ct_checker_report(checker, "failure", "", self->failed, position,
				  "if it fails, %s shall wait, but could go on", id);
}

static void
undo_done(Failure *self)
{
	CtChecker *checker = self->checker;

	for (guint i = self->done->len; i > 0; i--) {
		guint position = g_array_index(self->done, guint, i - 1);

		ct_transition_undo(checker->steps[position].transition, checker->state,
				   checker->steps[position].index,
				   ct_checker_moves(checker, position));
	}
	g_array_set_size(self->done, 0);
}

/* The way back leads to the last checkpoint before the step, over all of its span so far. */
static void
check_way_back(const Failure *self, guint checkpoint)
{
	CtChecker *checker = self->checker;
	const CtPlanStep *step = ct_checker_step(checker, self->failed);
	const CtCheckpoint *row = &g_array_index(checker->plan->checkpoints, CtCheckpoint,
						 checkpoint);
	guint minutes = 0;

	for (guint i = 0; i < row->rollback->len; i++) {
		const CtRollbackStep *undo = &g_array_index(row->rollback, CtRollbackStep, i);

		if (ct_checker_find_step(checker, undo->step) <= self->failed)
			minutes += undo->minutes;
	}
	if (g_strcmp0(step->back_to, row->id) != 0)
		ct_checker_report(checker, "failure", "", self->failed, CT_NONE,
				  "if it fails, the way back leads to checkpoint %s and not to %s",
				  row->id, step->back_to != NULL ? step->back_to : "none");
	else if (step->back_minutes != minutes)
		ct_checker_report(checker, "failure", "", self->failed, CT_NONE,
				  "if it fails, the way back takes %u minutes and not %u", minutes,
				  step->back_minutes);
}

/* Plans of version 1.0 tell nothing about failures. */
static gboolean
tells_failures(const CtChecker *self)
{
	for (guint i = 0; i < self->plan->steps->len; i++)
		if (ct_checker_step(self, i)->back_to != NULL ||
		    ct_checker_step(self, i)->stops->len > 0)
			return TRUE;
	return FALSE;
}

static void
rewind_state(CtChecker *self)
{
	for (guint i = self->plan->steps->len; i > 0; i--)
		ct_transition_undo(self->steps[i - 1].transition, self->state,
				   self->steps[i - 1].index, ct_checker_moves(self, i - 1));
}

void
ct_checker_failures(CtChecker *self)
{
	guint n = self->plan->steps->len;
	g_autofree guint *spans = NULL;
	g_autofree guint64 *waits = g_new0(guint64, self->n_words);
	g_autofree guint64 *stuck = g_new0(guint64, self->n_words);
	g_autoptr(GArray) done = g_array_new(FALSE, FALSE, sizeof(guint));
	Failure failure = { self, 0, waits, stuck, done };
	gboolean try = self->state != NULL && may_be_tried(self);
	guint checkpoint = 0;

	/* what is wrong already would only be told again, for each step */
	if (self->result->violations->len > 0 || !tells_failures(self))
		return;
	if (ct_checker_is_reordered(self)) {
		ct_checker_note(self,
				"the steps stand in another order than they were planned in: what "
				"the plan says about steps that fail speaks of the old one");
		return;
	}
	spans = ct_checker_spans(self);
	if (try)
		rewind_state(self);
	for (guint i = 0; i < n; i++) {
		failure.failed = i;
		checkpoint = spans[i] > 0 ? spans[i] - 1 : checkpoint;
		mark_waiting(&failure);
		check_way_back(&failure, checkpoint);
		for (guint late = i + 1; late < n; late++)
			examine_step(&failure, late, try);
		if (!try)
			continue;
		undo_done(&failure);
		ct_transition_apply(self->steps[i].transition, self->state, self->steps[i].index,
				    ct_checker_moves(self, i));
	}
}
