/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps side by side.
 *
 * The replay follows the plan step by step; with dates, steps overlap, and nobody knows which of them
 * changes the deployment first.  A step may take effect at any moment between its start and the end of
 * its settling, so the states that can come up are those sets of steps in which everything is done that
 * had settled before some step of the set began (the ideals of an interval order).  All of them are
 * visited, each once, and each step is tried in every state in which it may take effect.
 */
#include "planner/checker-parts.h"

/* States of one span: more than some people at work at a time can make of it. */
#define MOST_STATES 4096

typedef struct {
	CtChecker *checker;
	guint start; /* of the span */
	guint end;
	gboolean *done;	  /* by step, from @start on */
	GHashTable *seen; /* of sets of steps, as text */
	guint told;
	gboolean whole; /* every state was visited */
} Overlap;

/* Does the step begin only when @first, or a later step that is not done, has settled?  @first: the
 * first step that is not done */
static gboolean
has_to_wait(const Overlap *self, guint first, guint position)
{
	for (guint i = first; i < position; i++)
		if (!self->done[i - self->start] &&
		    ct_checker_settled(self->checker, i) <= self->checker->starts[position])
			return TRUE;
	return FALSE;
}

static guint
first_open(const Overlap *self, guint from)
{
	while (from < self->end && self->done[from - self->start])
		from++;
	return from;
}

/* Could a step at @position be done while @first is not? */
static gboolean
is_beside(const Overlap *self, guint first, guint position)
{
	return position < self->end &&
	       (position == first ||
		self->checker->starts[position] < ct_checker_settled(self->checker, first));
}

/* The first step that is not done, and what is done behind it. */
static char *
name_of(const Overlap *self, guint first)
{
	GString *name = g_string_new(NULL);

	g_string_printf(name, "%u", first);
	for (guint i = first; is_beside(self, first, i); i++)
		if (self->done[i - self->start])
			g_string_append_printf(name, ",%u", i);
	return g_string_free(name, FALSE);
}

static void
tell(Overlap *self, guint position, const char *rule, const char *text)
{
	if (rule == NULL || ct_checker_is_off(self->checker, "calendar", rule))
		return;
	self->told++;
	ct_checker_report(self->checker, "calendar", rule, position, CT_NONE,
			  "%s overlaps with other steps, and when it takes effect before one of "
			  "them: %s",
			  ct_checker_step(self->checker, position)->id, text);
}

static void
check_before(Overlap *self, guint position)
{
	const CtCheckedStep *step = &self->checker->steps[position];
	g_autoptr(GArray) faults = ct_checker_new_faults();
	ct_transition_check(step->transition, self->checker->state, step->index,
			    ct_checker_moves(self->checker, position), faults);
	for (guint i = 0; i < faults->len; i++) {
		const CtFault *fault = &g_array_index(faults, CtFault, i);

		tell(self, position, ct_checker_fault_rule(self->checker, fault), fault->text);
	}
}

static void
check_after(Overlap *self, guint position)
{
	const char *rule = NULL;
	char *text = NULL;

	self->checker->result->states++;
	for (guint i = 0; ct_state_invariant(self->checker->state, i, &rule, &text); i++) {
		if (text != NULL)
			tell(self, position, rule, text);
		g_clear_pointer(&text, g_free);
	}
}

static void visit(Overlap *self, guint first);

/* Lets @position take effect, goes on from there, and takes it back. */
static void
try_step(Overlap *self, guint first, guint position)
{
	CtChecker *checker = self->checker;
	const CtCheckedStep *step = &checker->steps[position];
	CtFlag flag = ct_transition_flag(step->transition);
	gboolean again = flag != CT_N_FLAGS && ct_state_has(checker->state, flag, step->index);
	g_autofree char *name = NULL;

	self->done[position - self->start] = TRUE;
	first = first_open(self, first);
	name = name_of(self, first);
	if (g_hash_table_size(self->seen) >= MOST_STATES)
		self->whole = FALSE;
	check_before(self, position);
	if (self->whole && g_hash_table_add(self->seen, g_steal_pointer(&name))) {
		ct_transition_apply(step->transition, checker->state, step->index,
				    ct_checker_moves(checker, position));
		check_after(self, position);
		visit(self, first);
		/* what was so before was no doing of this step */
		if (!again)
			ct_transition_undo(step->transition, checker->state, step->index,
					   ct_checker_moves(checker, position));
	}
	self->done[position - self->start] = FALSE;
}

/* @first: the first step that is not done */
static void
visit(Overlap *self, guint first)
{
	for (guint i = first; is_beside(self, first, i) && self->told == 0 && self->whole; i++)
		if (!self->done[i - self->start] && !has_to_wait(self, first, i))
			try_step(self, first, i);
}

/* Does any step of the span begin before an earlier one has settled, and can all be replayed? */
static gboolean
can_overlap(const CtChecker *self, guint start, guint end)
{
	gint64 settled = start < end ? self->starts[start] : 0;
	gboolean overlap = FALSE;

	for (guint i = start; i < end; i++) {
		const CtCheckedStep *step = &self->steps[i];

		if (step->transition == NULL ||
		    (ct_transition_flag(step->transition) == CT_N_FLAGS && step->wave == CT_NONE))
			return FALSE;
		overlap = overlap || self->starts[i] < settled;
		settled = MAX(settled, ct_checker_settled(self, i));
	}
	return overlap;
}

void
ct_checker_overlap(CtChecker *self, guint start, guint end)
{
	Overlap overlap = { .checker = self, .start = start, .end = end, .whole = TRUE };
	guint64 digest;

	/* a plan with faults is not told twice what is wrong with it */
	if (self->clock == NULL || self->state == NULL || self->result->violations->len > 0 ||
	    !can_overlap(self, start, end))
		return;
	digest = self->state->digest;
	overlap.done = g_new0(gboolean, end - start + 1);
	overlap.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	visit(&overlap, start);
	if (!overlap.whole)
		ct_checker_note(self,
				"so many steps overlap between %s and %s that not every state "
				"of them was examined",
				ct_checker_step(self, start)->id,
				ct_checker_step(self, end - 1)->id);
	g_assert(self->state->digest == digest);
	g_hash_table_unref(overlap.seen);
	g_free(overlap.done);
}
