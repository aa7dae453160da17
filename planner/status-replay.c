/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does what is left of a plan still hold, from where things are now?
 *
 * The states are those of the checker: what is done is set, users are where the exports have them, and the
 * steps that are left follow in the order of the plan.  Steps that were done ahead of one that they need
 * are tried last, when all the others have counted, so that what was unsafe about them shows.
 */
#include "planner/rulebook.h"
#include "planner/status-parts.h"

typedef struct {
	CtStatusWork *work;
	CtState *state;
	guint64 broken; /* bits of invariants that did not hold in the last state */
} Replay;

/* What a step means for the state. */
typedef struct {
	const CtTransition *transition; /* nullable: nothing that can be replayed */
	guint32 index;
	const GArray *moves; /* nullable */
} Bound;

static Bound
bind(const CtStatusWork *self, guint position)
{
	const CtPlanStep *step = ct_plan_step(self->plan, position);
	guint wave = ct_status_wave_of(self, position);
	Bound bound = { NULL, CT_NONE, NULL };
	const CtTransition *transition;
	CtSubjectRef ref;
	CtCarrier carrier;

	if (step->rule == NULL || step->subjects->len == 0)
		return bound;
	ref = ct_subjects_find(self->subjects, g_ptr_array_index(step->subjects, 0));
	transition = ct_transition_find(step->rule, ref.kind);
	if (transition == NULL)
		return bound;
	if (ct_transition_flag(transition) == CT_N_FLAGS) {
		bound.moves = wave != CT_NONE ? g_ptr_array_index(self->moves, wave) : NULL;
		bound.index = wave;
		bound.transition = wave != CT_NONE ? transition : NULL;
		return bound;
	}
	carrier = ct_flag_row(ct_transition_flag(transition))->carrier;
	if (carrier == CT_CARRIER_WHOLE)
		bound.index = 0;
	else if (carrier == ref.carrier)
		bound.index = ref.index;
	else if (ref.carrier == CT_CARRIER_OBJECT && ref.index != CT_NONE)
		bound.index = g_array_index(self->estate->objects, CtObject, ref.index).pool.index;
	if (bound.index != CT_NONE)
		bound.transition = transition;
	return bound;
}

static void
mark_unsafe(CtStatusWork *self, guint position, const char *rule, const char *text)
{
	CtStepStatus *status = ct_status_step(self, position);

	if (status->progress == CT_PROGRESS_UNSAFE)
		return;
	status->progress = CT_PROGRESS_UNSAFE;
	status->rule = ct_status_keep(self->status, rule);
	status->text = ct_status_keep(self->status, text);
}

/* The first thing that is not as the step needs it.  That its subject is none that such a step acts on is no
 * fault here: what has moved belongs to the legacy side no more, and done.c has looked at that. */
static void
check(Replay *self, guint position, const Bound *bound)
{
	g_autoptr(GArray) faults = g_array_new(FALSE, FALSE, sizeof(CtFault));

	g_array_set_clear_func(faults, (GDestroyNotify)ct_fault_clear);
	ct_transition_check(bound->transition, self->state, bound->index, bound->moves, faults);
	for (guint i = 0; i < faults->len; i++) {
		const CtFault *fault = &g_array_index(faults, CtFault, i);

		if (g_strcmp0(fault->code, "subject") == 0)
			continue;
		mark_unsafe(self->work, position, fault->rule, fault->text);
		return;
	}
}

/* What is broken is told once.  @position: the step that led here; CT_NONE: what is there now */
static void
check_invariants(Replay *self, guint position)
{
	const char *rule = NULL;
	char *text = NULL;
	guint64 broken = 0;

	for (guint i = 0; ct_state_invariant(self->state, i, &rule, &text); i++) {
		if (text == NULL)
			continue;
		broken |= G_GUINT64_CONSTANT(1) << i;
		if ((self->broken >> i & 1) == 0 && position != CT_NONE)
			mark_unsafe(self->work, position, rule, text);
		else if ((self->broken >> i & 1) == 0)
			ct_status_drift(self->work, rule, NULL, "%s", text);
		g_free(text);
	}
	self->broken = broken;
}

/* Was the step done although one that it must come after is not? */
static const CtAfter *
skipped(const CtStatusWork *self, guint position)
{
	const CtPlanStep *step = ct_plan_step(self->plan, position);

	for (guint i = 0; i < step->after->len; i++) {
		const CtAfter *after = &g_array_index(step->after, CtAfter, i);
		guint before = after->hard ? ct_status_find(self, after->step) : CT_NONE;

		if (before != CT_NONE && ct_status_is_open(self, before))
			return after;
	}
	return NULL;
}

/* What is done, without those who went ahead. */
static void
set_done(Replay *self)
{
	for (guint i = 0; i < self->work->plan->steps->len; i++) {
		Bound bound = bind(self->work, i);

		if (self->work->done[i] && bound.transition != NULL && bound.moves == NULL &&
		    skipped(self->work, i) == NULL)
			ct_transition_apply(bound.transition, self->state, bound.index, NULL);
	}
}

/* Those who went ahead, and waves of which somebody has moved too early. */
static void
try_ahead(Replay *self)
{
	CtStatusWork *work = self->work;

	for (guint i = 0; i < work->plan->steps->len; i++) {
		gboolean begun = work->seen[i].sight == CT_SIGHT_PARTLY;
		const CtAfter *after = work->done[i] || begun ? skipped(work, i) : NULL;
		Bound bound;

		if (after == NULL)
			continue;
		bound = bind(work, i);
		if (bound.transition == NULL) {
			g_autofree char *text = g_strdup_printf("it is done, and %s is not",
								after->step);

			mark_unsafe(work, i, after->constraint, text);
			continue;
		}
		check(self, i, &bound);
		if (bound.moves == NULL)
			ct_transition_apply(bound.transition, self->state, bound.index, NULL);
	}
}

/* Is a server that the plan defines only later missing from the exports?  Classes and capacities would then
 * be those of another deployment, so that the rest cannot be replayed yet; the checker has done so with the
 * exports that the plan was made from. */
static gboolean
is_yet_undefined(const CtStatusWork *self)
{
	for (guint i = 0; i < self->plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(self->plan->pairs, CtPlanPair, i);

		if (pair->target != NULL &&
		    ct_estate_find_pool(self->estate, pair->target).index == CT_NONE)
			return TRUE;
		for (guint k = 0; k < pair->also->len; k++)
			if (ct_estate_find_pool(self->estate, g_ptr_array_index(pair->also, k))
				    .index == CT_NONE)
				return TRUE;
	}
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(self->plan, i);

		if (!self->done[i] && self->seen[i].sight == CT_SIGHT_OPEN &&
		    ct_subjects_find(self->subjects, g_ptr_array_index(step->subjects, 0)).index ==
			    CT_NONE)
			return TRUE;
	}
	return FALSE;
}

static void
go_on(Replay *self)
{
	for (guint i = 0; i < self->work->plan->steps->len; i++) {
		Bound bound;

		if (self->work->done[i])
			continue;
		bound = bind(self->work, i);
		if (bound.transition == NULL)
			continue;
		check(self, i, &bound);
		ct_transition_apply(bound.transition, self->state, bound.index, bound.moves);
		check_invariants(self, i);
	}
}

/* ---- What the plan leaves out ---- */

/* The plan asks for steps of this kind by having some: what it leaves out on purpose (users who stay, no
 * retirement) it leaves out altogether. */
static gboolean
plans_flag(const CtStatusWork *self, CtFlag flag)
{
	for (guint i = 0; i < self->plan->steps->len; i++) {
		Bound bound = bind(self, i);

		if (bound.transition != NULL && ct_transition_flag(bound.transition) == flag)
			return TRUE;
	}
	return FALSE;
}

static void
find_unplanned(Replay *self)
{
	const CtState *state = self->state;

	for (guint i = 0; i < CT_N_FLAGS; i++) {
		CtFlag flag = (CtFlag)i;
		CtCarrier carrier = ct_flag_row(flag)->carrier;
		guint32 row;
		CtOrigin origin;
		g_autofree char *name = NULL;
		CtSubjectRef ref;

		if (ct_state_complete(state, flag) || carrier == CT_CARRIER_WHOLE ||
		    !plans_flag(self->work, flag))
			continue;
		row = ct_state_first_without(state, flag);
		if (row == CT_NONE)
			continue;
		ref = (CtSubjectRef){ CT_N_OBJECT_KINDS, carrier, row };
		name = ct_subjects_name(self->work->estate, carrier, row);
		ct_status_drift(self->work, ct_transition_rule(ct_transition_of(state, flag)),
				ct_subjects_origin(self->work->estate, ref, &origin) ? &origin
										     : NULL,
				"the plan has no step for %s, which is not yet %s", name,
				ct_flag_row(flag)->text);
	}
}

static CtState *
start(const CtStatusWork *self)
{
	CtState *state = ct_state_of_plan(self->plan, self->estate);

	for (guint i = 0; i < self->moves->len; i++) {
		const GArray *moves = g_ptr_array_index(self->moves, i);

		for (guint k = 0; k < moves->len; k++)
			ct_state_await(state, g_array_index(moves, CtMove, k).target, 1);
	}
	return state;
}

void
ct_status_replay(CtStatusWork *self)
{
	g_autoptr(CtState) state = start(self);
	Replay replay = { self, state, 0 };

	set_done(&replay);
	try_ahead(&replay);
	check_invariants(&replay, CT_NONE);
	if (is_yet_undefined(self))
		return;
	go_on(&replay);
	find_unplanned(&replay);
}
