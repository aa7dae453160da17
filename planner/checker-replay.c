/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan as it would happen: forward step by step, and at the end of each checkpoint's span
 * back to the checkpoint and forward again.
 *
 * The state before each step is remembered by its digest.  A way back that shows the same digests
 * in reverse passes through no state that was not examined on the way forward, wherever in the
 * span it is begun, since the path from there is the rest of the same path.  Each step is done
 * three times at most and users are touched only by their own wave.
 */
#include "planner/checker-parts.h"

typedef struct {
	CtChecker *checker;
	guint64 *digests; /* before each step */
	gboolean *sound;  /* of each step: nothing was wrong with it */
	guint64 broken;	  /* bits of invariants that did not hold in the last state */
} Replay;

static gboolean
report_faults(CtChecker *self, guint position, const GArray *faults)
{
	gboolean sound = TRUE;

	for (guint i = 0; i < faults->len; i++) {
		const CtFault *fault = &g_array_index(faults, CtFault, i);

		const char *rule = ct_checker_fault_rule(self, fault);

		if (rule == NULL)
			continue;
		sound = FALSE;
		ct_checker_report(self, fault->code, rule, position, CT_NONE, "%s", fault->text);
	}
	return sound;
}

/* What is broken is told once, by the step that broke it.  @position: the step that led to the
 * state; CT_NONE: the start. */
static gboolean
check_invariants(Replay *self, guint position)
{
	CtChecker *checker = self->checker;
	const char *rule = NULL;
	char *text = NULL;
	guint64 broken = 0;

	checker->result->states++;
	for (guint i = 0; ct_state_invariant(checker->state, i, &rule, &text); i++) {
		if (text != NULL && ct_checker_is_off(checker, "invariant", rule))
			g_clear_pointer(&text, g_free);
		if (text == NULL)
			continue;
		broken |= G_GUINT64_CONSTANT(1) << i;
		if ((self->broken >> i & 1) == 0)
			ct_checker_report(checker, "invariant", rule, position, CT_NONE, "%s%s",
					  position == CT_NONE ? "before the first step, " : "",
					  text);
		g_free(text);
	}
	self->broken = broken;
	return broken == 0;
}

/* While no Edge federates, nothing else may be done: the outage is as long as this. */
static gboolean
check_window(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	gboolean edge = self->steps[position].subject.kind == CT_OBJECT_EDGE;

	if (!ct_state_in_window(self->state) || step->rule == NULL ||
	    ct_checker_is_off(self, "invariant", "I-07") ||
	    ct_rule_plays("OCS-P8-01|OCS-P8-02|OCS-P8-03|OCS-P8-04|O-28|OCS-P8-05|OCS-P8-06",
			  step->rule))
		return TRUE;
	if (self->state->shared_name && edge && ct_rule_plays("OCS-P10-03", step->rule))
		return TRUE;
	ct_checker_report(self, "invariant", "I-07", position, CT_NONE,
			  "the step stands in the cutover window, in which federation is down");
	return FALSE;
}

/* Can the step be replayed at all?  If not, this was reported when the plan was read. */
static gboolean
is_known(const CtChecker *self, guint position)
{
	const CtCheckedStep *step = &self->steps[position];

	return step->transition != NULL &&
	       (ct_transition_flag(step->transition) != CT_N_FLAGS || step->wave != CT_NONE);
}

static void
step_forward(Replay *self, guint position)
{
	CtChecker *checker = self->checker;
	const CtCheckedStep *step = &checker->steps[position];
	g_autoptr(GArray) faults = ct_checker_new_faults();
	gboolean sound;

	self->digests[position] = checker->state->digest;
	if (!is_known(checker, position))
		return;
	ct_transition_check(step->transition, checker->state, step->index,
			    ct_checker_moves(checker, position), faults);
	sound = report_faults(checker, position, faults);
	sound = check_window(checker, position) && sound;
	ct_transition_apply(step->transition, checker->state, step->index,
			    ct_checker_moves(checker, position));
	self->sound[position] = check_invariants(self, position) && sound;
}

/* Undoes a step; is everything as it was before? */
static gboolean
step_back(Replay *self, guint position)
{
	CtChecker *checker = self->checker;
	const CtCheckedStep *step = &checker->steps[position];
	g_autoptr(GArray) faults = ct_checker_new_faults();

	ct_transition_check_undo(step->transition, checker->state, step->index,
				 ct_checker_moves(checker, position), faults);
	report_faults(checker, position, faults);
	ct_transition_undo(step->transition, checker->state, step->index,
			   ct_checker_moves(checker, position));
	checker->result->states++;
	if (checker->state->digest == self->digests[position])
		return faults->len == 0;
	ct_checker_report(checker, "rollback", step->row->rollback, position, CT_NONE,
			  "undoing %s does not lead back to the state before it",
			  ct_checker_step(checker, position)->id);
	return FALSE;
}

/* A span in which something is wrong already has no way back worth walking. */
static gboolean
is_sound(const Replay *self, guint start, guint end)
{
	for (guint i = start; i < end; i++)
		if (!self->sound[i])
			return FALSE;
	return TRUE;
}

/* From the end of a span back to its checkpoint, or to behind the step that cannot be undone, and
 * then forward again, so that the plan can go on. */
static void
walk_back(Replay *self, guint start, guint end)
{
	CtChecker *checker = self->checker;
	gboolean home = TRUE;
	guint back = end;

	while (home && back > start && checker->steps[back - 1].row->reversible != CT_REVERSIBLE_NO)
		home = step_back(self, --back);
	for (guint i = back; i < end; i++)
		ct_transition_apply(checker->steps[i].transition, checker->state,
				    checker->steps[i].index, ct_checker_moves(checker, i));
}

static void
end_span(Replay *self, guint checkpoint, guint start, guint end)
{
	if (ct_checker_path(self->checker, checkpoint, start, end) &&
	    self->checker->state != NULL && is_sound(self, start, end))
		walk_back(self, start, end);
}

static void
await_users(CtChecker *self)
{
	for (guint i = 0; i < self->moves->len; i++) {
		const GArray *moves = g_ptr_array_index(self->moves, i);

		for (guint k = 0; k < moves->len; k++)
			ct_state_await(self->state, g_array_index(moves, CtMove, k).target, 1);
	}
}

static void
check_estate(CtChecker *self)
{
	g_autoptr(GArray) faults = ct_state_estate_faults(self->estate);

	for (guint i = 0; i < faults->len; i++) {
		const CtEstateFault *fault = &g_array_index(faults, CtEstateFault, i);

		ct_checker_report_at(self, "invariant", fault->rule, fault->origin, "%s",
				     fault->text);
	}
}

/* The step before which the next checkpoint stands. */
static guint
end_of_span(const guint *spans, guint start, guint steps)
{
	guint end = start + 1;

	while (end < steps && spans[end] == 0)
		end++;
	return end;
}

void
ct_checker_replay(CtChecker *self)
{
	guint steps = self->plan->steps->len;
	g_autofree guint *spans = ct_checker_spans(self);
	g_autofree guint64 *digests = g_new0(guint64, steps + 1);
	g_autofree gboolean *sound = g_new0(gboolean, steps + 1);
	Replay replay = { self, digests, sound, 0 };
	guint checkpoint = 0;
	guint start = 0;

	if (self->state != NULL) {
		await_users(self);
		check_estate(self);
		check_invariants(&replay, CT_NONE);
	}
	for (guint i = 0; i < steps; i++) {
		if (spans[i] > 0) {
			if (checkpoint > 0)
				end_span(&replay, checkpoint - 1, start, i);
			checkpoint = spans[i];
			start = i;
			ct_checker_overlap(self, i, end_of_span(spans, i, steps));
		}
		if (self->state != NULL)
			step_forward(&replay, i);
	}
	if (checkpoint > 0)
		end_span(&replay, checkpoint - 1, start, steps);
}
