/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a migration has come.
 *
 * Every step is looked at by itself first (done.c).  Many leave no trace in any export, so that what is
 * seen is then carried along the hard constraints of the plan: what a seen step must come after has been
 * done too, unless it is seen not to be.  A step whose work a later step takes away again ("the site has a
 * federation route") is not there before and not there after; the same carrying tells the two apart.
 *
 * What is left of the plan is replayed from here (status-replay.c).  That a step was done ahead of its place
 * is told and is no fault: the order of a plan is one of many, and the replay finds whether this one is
 * safe as well.
 */
#include <string.h>

#include "planner/status-parts.h"

static const char *const progress_names[CT_N_PROGRESS] = {
	[CT_PROGRESS_DONE] = "done",	   [CT_PROGRESS_IMPLIED] = "implied",
	[CT_PROGRESS_NEXT] = "next",	   [CT_PROGRESS_ASK] = "ask",
	[CT_PROGRESS_WAITING] = "waiting", [CT_PROGRESS_DRIFTED] = "drifted",
	[CT_PROGRESS_UNSAFE] = "unsafe",
};

const char *
ct_progress_name(CtProgress progress)
{
	return progress_names[progress];
}

const char *
ct_status_keep(CtStatus *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

guint
ct_status_find(const CtStatusWork *self, const char *id)
{
	guint row = id != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(self->step_ids, id)) : 0;

	return row > 0 ? row - 1 : CT_NONE;
}

void
ct_status_drift(CtStatusWork *self, const char *rule, const CtOrigin *origin, const char *format,
		...)
{
	g_autofree char *where = origin != NULL ? ct_estate_where(self->estate, *origin) : NULL;
	g_autofree char *text = NULL;
	CtDrift row = { 0 };
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	row.rule = ct_status_keep(self->status, rule);
	row.text = ct_status_keep(self->status, text);
	row.evidence = ct_status_keep(self->status, where);
	g_array_append_val(self->status->drifts, row);
}

gboolean
ct_status_is_open(const CtStatusWork *self, guint position)
{
	return !self->done[position] && self->seen[position].sight != CT_SIGHT_NONE;
}

/* ---- What is done ---- */

static gboolean
can_be_implied(CtSight sight)
{
	return sight == CT_SIGHT_NONE || sight == CT_SIGHT_BLANK || sight == CT_SIGHT_ABSENT;
}

/* Carries what is seen to the steps before it; a step stands behind all that it waits for. */
static void
carry_back(CtStatusWork *self)
{
	for (guint i = self->plan->steps->len; i-- > 0;) {
		const CtPlanStep *step = ct_plan_step(self->plan, i);

		if (!self->done[i] && self->seen[i].sight != CT_SIGHT_PARTLY)
			continue;
		for (guint k = 0; k < step->after->len; k++) {
			const CtAfter *after = &g_array_index(step->after, CtAfter, k);
			guint before = after->hard ? ct_status_find(self, after->step) : CT_NONE;

			if (before != CT_NONE && can_be_implied(self->seen[before].sight))
				self->done[before] = TRUE;
		}
	}
}

/* Is some step that @position waits for seen not to be done? */
static gboolean
waits_for_open(const CtStatusWork *self, guint position, gboolean hard_only)
{
	const CtPlanStep *step = ct_plan_step(self->plan, position);

	for (guint k = 0; k < step->after->len; k++) {
		const CtAfter *after = &g_array_index(step->after, CtAfter, k);
		guint before = ct_status_find(self, after->step);

		if (before != CT_NONE && (after->hard || !hard_only) &&
		    ct_status_is_open(self, before))
			return TRUE;
	}
	return FALSE;
}

/* Something is absent because it was taken away, once nothing that comes before is still to be done. */
static gboolean
take_absence(CtStatusWork *self)
{
	gboolean changed = FALSE;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		if (self->done[i] || self->seen[i].sight != CT_SIGHT_ABSENT ||
		    waits_for_open(self, i, TRUE))
			continue;
		self->done[i] = TRUE;
		changed = TRUE;
	}
	return changed;
}

static void
find_done(CtStatusWork *self)
{
	for (guint i = 0; i < self->plan->steps->len; i++)
		self->done[i] = self->seen[i].sight == CT_SIGHT_DONE;
	do
		carry_back(self);
	while (take_absence(self));
}

/* ---- What that means for each step ---- */

/* Is all done that the step waits for? */
static gboolean
is_ready(const CtStatusWork *self, guint position)
{
	const CtPlanStep *step = ct_plan_step(self->plan, position);

	for (guint k = 0; k < step->after->len; k++) {
		guint before = ct_status_find(self, g_array_index(step->after, CtAfter, k).step);

		if (before != CT_NONE && !self->done[before])
			return FALSE;
	}
	return TRUE;
}

/* Where what may be done now ends: at the checkpoint behind the first step that is seen to be left.  What
 * stands behind a checkpoint waits for it, whatever the constraints say, since the way back from there
 * begins with it. */
static guint
find_limit(const CtStatusWork *self)
{
	guint steps = self->plan->steps->len;
	guint first = 0;
	guint limit = steps;

	while (first < steps && !ct_status_is_open(self, first))
		first++;
	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const CtCheckpoint *row = &g_array_index(self->plan->checkpoints, CtCheckpoint, i);
		guint after = ct_status_find(self, row->after_step);

		if (after != CT_NONE && after >= first)
			limit = MIN(limit, after + 1);
	}
	return limit;
}

static CtProgress
progress_of(const CtStatusWork *self, guint position, guint limit)
{
	CtSight sight = self->seen[position].sight;
	gboolean seen = sight == CT_SIGHT_DONE || sight == CT_SIGHT_ABSENT;

	if (self->done[position])
		return seen ? CT_PROGRESS_DONE : CT_PROGRESS_IMPLIED;
	if (sight == CT_SIGHT_LOST)
		return CT_PROGRESS_DRIFTED;
	if (position >= limit || !is_ready(self, position))
		return CT_PROGRESS_WAITING;
	return sight == CT_SIGHT_NONE ? CT_PROGRESS_ASK : CT_PROGRESS_NEXT;
}

static void
judge_step(CtStatusWork *self, guint position, guint limit)
{
	CtStepStatus *status = ct_status_step(self, position);
	const CtSeen *seen = &self->seen[position];
	g_autofree char *where = seen->placed ? ct_estate_where(self->estate, seen->origin) : NULL;

	status->progress = progress_of(self, position, limit);
	status->sight = seen->sight;
	status->text = ct_status_keep(self->status, seen->text);
	status->evidence = ct_status_keep(self->status, where);
	status->ahead = self->done[position] && waits_for_open(self, position, FALSE);
}

/* ---- The whole ---- */

static void
look_at_steps(CtStatusWork *self)
{
	g_autoptr(CtDone) done = ct_done_new(self->plan, self->estate, self->subjects);

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const char *id = ct_plan_step(self->plan, i)->id;

		if (!g_hash_table_contains(self->step_ids, id))
			g_hash_table_insert(self->step_ids, (gpointer)id, GUINT_TO_POINTER(i + 1));
		ct_done_look(done, i, &self->seen[i]);
	}
}

static void
wave_clear(gpointer data)
{
	CtWaveStatus *self = data;

	g_ptr_array_unref(self->behind);
	g_ptr_array_unref(self->early);
	g_ptr_array_unref(self->elsewhere);
	g_ptr_array_unref(self->missing);
}

static CtStatus *
status_new(const CtPlan *plan)
{
	CtStatus *self = g_new0(CtStatus, 1);

	self->chunk = g_string_chunk_new(4096);
	self->steps = g_array_new(FALSE, TRUE, sizeof(CtStepStatus));
	g_array_set_size(self->steps, plan->steps->len);
	self->waves = g_array_new(FALSE, TRUE, sizeof(CtWaveStatus));
	g_array_set_clear_func(self->waves, wave_clear);
	for (guint i = 0; i < plan->waves->len; i++) {
		CtWaveStatus wave = { 0 };

		wave.behind = g_ptr_array_new();
		wave.early = g_ptr_array_new();
		wave.elsewhere = g_ptr_array_new();
		wave.missing = g_ptr_array_new();
		g_array_append_val(self->waves, wave);
	}
	self->drifts = g_array_new(FALSE, TRUE, sizeof(CtDrift));
	return self;
}

static void
count(CtStatus *self)
{
	for (guint i = 0; i < self->steps->len; i++)
		self->counts[g_array_index(self->steps, CtStepStatus, i).progress]++;
	self->holds = self->drifts->len == 0 && self->counts[CT_PROGRESS_DRIFTED] == 0 &&
		      self->counts[CT_PROGRESS_UNSAFE] == 0;
}

CtStatus *
ct_status_new(const CtPlan *plan, const CtEstate *estate)
{
	g_autoptr(CtSubjects) subjects = ct_subjects_new(estate, plan);
	g_autoptr(GHashTable) step_ids = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_autofree CtSeen *seen = g_new0(CtSeen, plan->steps->len + 1);
	g_autofree gboolean *done = g_new0(gboolean, plan->steps->len + 1);
	CtStatusWork self = {
		plan, estate, subjects, status_new(plan), step_ids, seen, done, moves
	};
	guint limit;

	look_at_steps(&self);
	ct_status_look_at_waves(&self);
	find_done(&self);
	limit = find_limit(&self);
	for (guint i = 0; i < plan->steps->len; i++)
		judge_step(&self, i, limit);
	ct_status_judge_waves(&self);
	ct_status_replay(&self);
	count(self.status);
	for (guint i = 0; i < plan->steps->len; i++)
		ct_seen_clear(&seen[i]);
	return self.status;
}

void
ct_status_free(CtStatus *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->steps);
	g_array_unref(self->waves);
	g_array_unref(self->drifts);
	g_string_chunk_free(self->chunk);
	g_free(self);
}
