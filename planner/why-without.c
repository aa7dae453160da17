/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What if something were dropped: the estate is planned with and without it, and the two plans are
 * compared.  Both are made now, so that what differs is the doing of what was dropped and of nothing
 * else, whatever became of the plan in hand since.
 */
#include <string.h>

#include "planner/explore.h"
#include "planner/intent-change.h"
#include "planner/order.h"
#include "planner/step-match.h"
#include "planner/why-parts.h"

#define MAX_NAMED 8

typedef struct {
	const CtPlan *plan; /* in hand */
	const CtWhy *why;
	CtIntent *intent; /* without what is dropped of it */
	GHashTable *keys; /* of char *, owned: what else is dropped */
	CtWhyAnswer *answer;
	CtPlan *with; /* nullable */
	CtPlan *without;
	GPtrArray *conflicts;
} Trial;

static void
trial_clear(Trial *self)
{
	g_clear_pointer(&self->intent, ct_intent_free);
	g_clear_pointer(&self->keys, g_hash_table_unref);
	g_clear_pointer(&self->answer, ct_why_answer_free);
	g_clear_pointer(&self->with, ct_plan_free);
	g_clear_pointer(&self->without, ct_plan_free);
	g_clear_pointer(&self->conflicts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trial, trial_clear)

/* ---- What is dropped ---- */

static gboolean
drop_constraint(Trial *self, const char *text)
{
	g_autofree char *id = g_ascii_strup(text, -1);
	const CtWhyGraph *graph = self->why->graph;
	guint told = 0;

	if (ct_constraint_row_find(id) == NULL)
		return FALSE;
	g_hash_table_add(self->keys, g_strdup(id));
	g_hash_table_add(self->keys, g_strconcat(id, CT_DROP_SHARED_ROWS, NULL));
	for (guint i = 0; i < graph->edges->len; i++) {
		const CtWhyEdge *edge = ct_why_graph_edge(graph, i);

		if (strcmp(edge->id, id) != 0 || edge->strength == CT_WHY_WINDOW)
			continue;
		if (told++ < MAX_NAMED)
			ct_why_tell_edge(self->answer, self->why, i);
	}
	if (told > MAX_NAMED)
		ct_why_line(self->answer, id, "and %u other pairs of steps", told - MAX_NAMED);
	if (told == 0)
		ct_why_line(self->answer, id, "No two steps of this plan are ordered by it");
	return TRUE;
}

/* "s012<s041": whatever orders these two directly. */
static gboolean
drop_edge(Trial *self, const char *text)
{
	g_auto(GStrv) sides = g_strsplit(text, "<", 2);
	g_auto(CtWhyName) first = { 0 };
	g_auto(CtWhyName) second = { 0 };
	gboolean any = FALSE;

	if (g_strv_length(sides) != 2 || !ct_why_resolve(self->why, sides[0], &first) ||
	    !ct_why_resolve(self->why, sides[1], &second))
		return FALSE;
	for (guint i = 0; i < self->why->graph->edges->len; i++) {
		const CtWhyEdge *edge = ct_why_graph_edge(self->why->graph, i);
		gboolean from = FALSE;
		gboolean to = FALSE;

		for (guint k = 0; k < first.steps->len; k++)
			from = from || g_array_index(first.steps, guint, k) == edge->before;
		for (guint k = 0; k < second.steps->len; k++)
			to = to || g_array_index(second.steps, guint, k) == edge->after;
		if (!from || !to || edge->strength == CT_WHY_WINDOW)
			continue;
		any = TRUE;
		g_hash_table_add(self->keys,
				 ct_order_edge_key(ct_plan_step(self->plan, edge->before),
						   ct_plan_step(self->plan, edge->after)));
		ct_why_tell_edge(self->answer, self->why, i);
	}
	if (!any)
		ct_why_line(self->answer, "tie-break", "Nothing orders %s and %s directly",
			    sides[0], sides[1]);
	return TRUE;
}

static gboolean
drop_wish_or_key(Trial *self, const char *text)
{
	g_autofree char *key = g_strndup(text, strcspn(text, "="));

	if (!ct_intent_drop(self->intent, text))
		return FALSE;
	g_strstrip(key);
	ct_why_line(self->answer, key, "%s is dropped from the intent", text);
	ct_why_cite_intent(self->answer, self->plan, key);
	return TRUE;
}

static gboolean
drop_all(Trial *self, const char *const *drops, GError **error)
{
	ct_why_section(self->answer, "What is dropped");
	for (guint i = 0; drops[i] != NULL; i++) {
		g_autofree char *text = g_strstrip(g_strdup(drops[i]));

		if (drop_wish_or_key(self, text) || drop_constraint(self, text) ||
		    (strchr(text, '=') == NULL && strchr(text, '<') != NULL &&
		     drop_edge(self, text)))
			continue;
		g_set_error(
			error, CT_WHY_ERROR, CT_WHY_ERROR_DROP,
			"%s cannot be dropped: it is no constraint (O-14), no order of two steps "
			"(\"s001<s002\"), and no key that the intent sets (waves.size, "
			"\"pins.order=A < B\")",
			drops[i]);
		return FALSE;
	}
	return TRUE;
}

/* ---- What differs ---- */

/* A plan that was written by hand may have none. */
static const char *
first_subject(const CtPlanStep *step)
{
	return step->subjects->len > 0 ? g_ptr_array_index(step->subjects, 0) : "";
}

static guint
tell_steps(Trial *self)
{
	const CtPlan *from = self->with;
	const CtPlan *to = self->without;
	guint n = to->steps->len;
	g_autofree guint *old = ct_match_steps(from, to);
	g_autofree gboolean *steady = ct_longest_run(old, n);
	g_autofree gboolean *kept = g_new0(gboolean, from->steps->len + 1);
	guint changes = 0;

	for (guint i = 0; i < n; i++) {
		const CtPlanStep *step = ct_plan_step(to, i);

		if (old[i] != CT_NONE)
			kept[old[i]] = TRUE;
		if (steady[i] || changes++ >= MAX_NAMED)
			continue;
		if (old[i] == CT_NONE)
			ct_why_line(self->answer, step->rule, "new: %s \"%s\"", step->id,
				    step->title);
		else
			ct_why_line(self->answer, step->rule, "\"%s\" is %s instead of %s",
				    step->title, step->id, ct_plan_step(from, old[i])->id);
	}
	for (guint i = 0; i < from->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(from, i);

		if (kept[i] || changes++ >= MAX_NAMED)
			continue;
		ct_why_line(self->answer, step->rule, "no longer there: %s \"%s\"", step->id,
			    step->title);
	}
	if (changes > MAX_NAMED)
		ct_why_line(self->answer, NULL, "and %u other steps", changes - MAX_NAMED);
	return changes;
}

static guint
tell_users(Trial *self)
{
	g_autoptr(GHashTable) waves = g_hash_table_new(g_str_hash, g_str_equal);
	guint changes = 0;

	for (guint i = 0; i < self->with->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->with->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			g_hash_table_insert(
				waves, (gpointer)g_array_index(wave->members, CtWaveMember, k).sip,
				(gpointer)wave->id);
	}
	for (guint i = 0; i < self->without->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->without->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const char *sip = g_array_index(wave->members, CtWaveMember, k).sip;
			const char *before = g_hash_table_lookup(waves, sip);

			if (g_strcmp0(before, wave->id) == 0 || changes++ >= MAX_NAMED)
				continue;
			ct_why_line(self->answer, NULL, "%s moves in %s instead of %s", sip,
				    wave->id, before != NULL ? before : "not at all");
		}
	}
	if (changes > MAX_NAMED)
		ct_why_line(self->answer, NULL, "and %u other users", changes - MAX_NAMED);
	return changes;
}

/* ---- The answer ---- */

static const CtPlanStep *
find_same(const CtPlan *plan, const CtPlanStep *step)
{
	for (guint i = 0; i < plan->steps->len; i++)
		if (strcmp(ct_plan_step(plan, i)->rule, step->rule) == 0 &&
		    g_strcmp0(first_subject(ct_plan_step(plan, i)), first_subject(step)) == 0)
			return ct_plan_step(plan, i);
	return NULL;
}

/* Where the steps that were asked about stand then. */
static void
tell_asked(Trial *self, const char *const *names)
{
	for (guint i = 0; i < 2 && names[i] != NULL; i++) {
		g_auto(CtWhyName) name = { 0 };
		const CtPlanStep *step;
		const CtPlanStep *then;

		if (!ct_why_resolve(self->why, names[i], &name) || name.steps->len == 0)
			continue;
		if (i == 0)
			ct_why_section(self->answer, "What was asked about");
		step = ct_plan_step(self->plan, g_array_index(name.steps, guint, 0));
		then = find_same(self->without, step);
		ct_why_line(self->answer, step->rule, "%s \"%s\" is then %s", step->id, step->title,
			    then != NULL ? then->id : "not in the plan");
		ct_why_cite_step(self->answer, step);
	}
}

static void
tell_difference(Trial *self, const char *const *names)
{
	guint steps;
	guint users;

	ct_why_section(self->answer, "What changes");
	steps = tell_steps(self);
	users = tell_users(self);
	if (self->with->cost != self->without->cost)
		ct_why_line(self->answer, "couplings",
			    "The cost of the waves is %" G_GUINT64_FORMAT
			    " instead of %" G_GUINT64_FORMAT,
			    self->without->cost, self->with->cost);
	if (self->with->makespan != self->without->makespan)
		ct_why_line(self->answer, NULL,
			    "It takes %" G_GUINT64_FORMAT " minutes instead of %" G_GUINT64_FORMAT,
			    self->without->makespan, self->with->makespan);
	if (steps == 0 && users == 0)
		ct_why_line(self->answer, NULL, "No step and no user");
	self->answer->answer =
		steps == 0 && users == 0
			? "Nothing changes: the plan is the same without it"
			: ct_why_text(self->answer,
				      "Without it %u step%s elsewhere, and %u user%s in another "
				      "wave",
				      steps, steps == 1 ? " stands" : "s stand", users,
				      users == 1 ? " moves" : "s move");
	tell_asked(self, names);
}

static void
tell_conflicts(Trial *self)
{
	ct_why_section(self->answer, "What cannot hold together then");
	for (guint i = 0; i < self->conflicts->len; i++) {
		const CtConflict *conflict = g_ptr_array_index(self->conflicts, i);

		for (guint k = 0; k < conflict->elements->len; k++) {
			const CtConflictElement *element = g_ptr_array_index(conflict->elements, k);
			CtWhyLine *line = ct_why_line(self->answer, element->id, "%s",
						      element->text);

			if (element->where != NULL)
				line->where = ct_why_text(self->answer, "%s", element->where);
		}
	}
	self->answer->answer = "Without it there is no safe plan";
}

static gboolean
plan_twice(Trial *self, const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
	   GError **error)
{
	g_autoptr(GPtrArray) unused = g_ptr_array_new_with_free_func(
		(GDestroyNotify)ct_conflict_free);
	g_autoptr(CtWaveTrials) trials = ct_wave_trials_new(0);

	self->conflicts = g_ptr_array_new_with_free_func((GDestroyNotify)ct_conflict_free);
	return ct_planner_attempt(estate, intent, findings, NULL, NULL, trials, 1, &self->with,
				  unused, error) &&
	       ct_planner_attempt(estate, self->intent, findings, self->keys, NULL, trials, 1,
				  &self->without, self->conflicts, error);
}

CtWhyAnswer *
ct_why_without(const CtPlan *plan, const CtEstate *estate, const CtIntent *intent,
	       const CtFindings *findings, const char *const *drops, const char *a, const char *b,
	       GError **error)
{
	g_autoptr(CtWhy) why = ct_why_new(plan, estate, intent);
	const char *const names[] = { a, b, NULL };
	g_auto(Trial) trial = {
		.plan = plan,
		.why = why,
		.intent = ct_intent_copy(intent),
		.keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.answer = ct_why_answer_new("without"),
	};

	if (!drop_all(&trial, drops, error) || !plan_twice(&trial, estate, intent, findings, error))
		return NULL;
	if (trial.without == NULL) {
		tell_conflicts(&trial);
	} else if (trial.with == NULL) {
		ct_why_section(trial.answer, "What changes");
		ct_why_line(trial.answer, NULL, "There is a plan, of %u steps",
			    trial.without->steps->len);
		trial.answer->answer = "With it there is no plan today, without it there is one";
	} else {
		tell_difference(&trial, names);
	}
	ct_why_cite_something(trial.answer, plan);
	return g_steal_pointer(&trial.answer);
}
