/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a step is here: what asks for it, what it is for, what holds it back.  And an object: what is
 * done with it, and what becomes of it.
 */
#include <string.h>

#include "planner/catalogue-page.h"
#include "planner/step-words.h"
#include "planner/why-parts.h"

/* What decides when a step may be done, beside other steps. */
static const char *const calendar_keys[] = {
	"calendar.start",	"calendar.windows",  "calendar.outage_windows",
	"calendar.admin_hours", "calendar.blackout", "calendar.admins",
};

/* How many steps are named where many say the same. */
#define MAX_NAMED 6

static const char *
first_subject(const CtPlanStep *step)
{
	return step->subjects->len > 0 ? g_ptr_array_index(step->subjects, 0) : step->rule;
}

static void
tell_what_asks(CtWhyAnswer *answer, const CtPlanStep *step)
{
	const CtStepRow *row = ct_step_row_find(step->rule);
	const char *meaning = ct_catalogue_meaning(step->rule);
	g_autofree char *where = ct_why_where(step->evidence);
	CtWhyLine *line;

	ct_why_section(answer, "What asks for it");
	line = ct_why_line(answer, step->rule, "The row asks for a step for %s; this one is for %s",
			   row != NULL ? ct_step_words_each(row) : "what is not known",
			   first_subject(step));
	line->where = ct_why_text(answer, "%s", where != NULL ? where : "");
	if (*meaning != '\0')
		ct_why_line(answer, step->rule, "%s", meaning);
	if (step->note != NULL && *step->note != '\0')
		ct_why_line(answer, step->rule, "%s", step->note);
	ct_why_cite_step(answer, step);
}

/* Edges that say the same of step @at. */
static gboolean
is_same_law(const CtWhyEdge *a, const CtWhyEdge *b)
{
	return a->row == b->row && a->strength == b->strength && strcmp(a->id, b->id) == 0;
}

/* One line for all later steps that wait because of one row. */
static void
tell_waiting(CtWhyAnswer *answer, const CtWhy *self, const GArray *edges, guint first)
{
	const CtWhyEdge *law = ct_why_graph_edge(self->graph, g_array_index(edges, guint, first));
	const CtPlanStep *after = ct_plan_step(self->plan, law->after);
	g_autoptr(GString) text = g_string_new(NULL);
	CtWhyLine *line;
	guint count = 0;

	for (guint i = first; i < edges->len; i++) {
		const CtWhyEdge *edge = ct_why_graph_edge(self->graph,
							  g_array_index(edges, guint, i));

		if (!is_same_law(law, edge))
			continue;
		if (count++ < MAX_NAMED)
			g_string_append_printf(text, "%s%s", count > 1 ? ", " : "",
					       ct_plan_step(self->plan, edge->after)->id);
	}
	if (count > MAX_NAMED)
		g_string_append_printf(text, " and %u more", count - MAX_NAMED);
	g_string_append_printf(text, " (%s%s) %s for it", after->title, count > 1 ? ", ..." : "",
			       count > 1 ? "wait" : "waits");
	if (law->row != NULL)
		g_string_append_printf(text, ": %s", law->row->reason);
	line = ct_why_line(answer, law->id, "%s", text->str);
	line->strength = ct_why_strength_name(law->strength);
	line->to = ct_why_text(answer, "%s", after->id);
}

static guint
tell_what_for(CtWhyAnswer *answer, const CtWhy *self, guint step)
{
	const GArray *edges = self->graph->after[step];
	guint needed = 0;

	ct_why_section(answer, "What it is for");
	for (guint i = 0; i < edges->len; i++) {
		const CtWhyEdge *edge = ct_why_graph_edge(self->graph,
							  g_array_index(edges, guint, i));
		gboolean told = edge->strength == CT_WHY_WINDOW;

		needed += !told;
		for (guint k = 0; !told && k < i; k++)
			told = is_same_law(edge, ct_why_graph_edge(self->graph,
								   g_array_index(edges, guint, k)));
		if (!told)
			tell_waiting(answer, self, edges, i);
	}
	if (needed == 0)
		ct_why_line(answer, ct_plan_step(self->plan, step)->rule,
			    "No later step waits for it: it is here for its own sake");
	return needed;
}

/* The steps that stand between the last predecessor and @step are there by tie-breaks alone. */
static void
tell_in_between(CtWhyAnswer *answer, const CtWhy *self, guint begin, guint step)
{
	guint count[CT_WHY_TIE_NONE + 1] = { 0 };
	guint example[CT_WHY_TIE_NONE + 1] = { 0 };

	for (guint i = begin; i < step; i++) {
		CtWhyTie tie = ct_why_graph_tie(self->graph, i, step);

		count[tie]++;
		example[tie] = i;
	}
	for (guint tie = 0; tie <= CT_WHY_TIE_NONE; tie++) {
		g_autofree char *lead = NULL;

		if (count[tie] == 0)
			continue;
		lead = g_strdup_printf("From %s on it could have come, and %u step%s taken first. ",
				       ct_plan_step(self->plan, begin)->id, count[tie],
				       count[tie] == 1 ? " was" : "s were");
		ct_why_tell_tie(answer, self, example[tie], step, lead);
	}
}

/* With a calendar: when it begins, and whether it could begin earlier for all that it waits for. */
static void
tell_calendar(CtWhyAnswer *answer, const CtWhy *self, guint step)
{
	const CtPlanStep *row = ct_plan_step(self->plan, step);
	const GArray *edges = self->graph->before[step];
	guint64 ready = 0;

	if (row->start == NULL)
		return;
	for (guint k = 0; k < edges->len; k++) {
		const CtWhyEdge *edge = ct_why_graph_edge(self->graph,
							  g_array_index(edges, guint, k));
		const CtPlanStep *before = ct_plan_step(self->plan, edge->before);

		ready = MAX(ready, before->start_minute + before->minutes + before->settle_minutes);
	}
	ct_why_line(answer, "calendar.start", "By the calendar it begins %s%s%s", row->start,
		    row->window != NULL ? " and keeps to the hours " : "",
		    row->window != NULL ? row->window : "");
	if (ready < row->start_minute)
		ct_why_line(answer, "calendar.windows",
			    "What it waits for is done and settled %" G_GUINT64_FORMAT
			    " minutes before: then it waits for its hours, for a day without a "
			    "blackout, or for somebody who is free",
			    row->start_minute - ready);
	for (gsize i = 0; i < G_N_ELEMENTS(calendar_keys); i++)
		ct_why_cite_intent(answer, self->plan, calendar_keys[i]);
}

void
ct_why_tell_not_earlier(CtWhyAnswer *answer, const CtWhy *self, guint step)
{
	guint last = ct_why_graph_last(self->graph, step);
	const CtPlanStep *before;

	ct_why_section(answer, "Why not earlier");
	if (last == CT_NONE) {
		if (step == 0)
			ct_why_line(answer, "tie-break", "It is the first step");
		else
			ct_why_line(answer, "tie-break", "Nothing has to be done before it");
		tell_in_between(answer, self, 0, step);
		tell_calendar(answer, self, step);
		return;
	}
	ct_why_tell_edge(answer, self, last);
	before = ct_plan_step(self->plan, ct_why_graph_edge(self->graph, last)->before);
	if (before->settle_minutes > 0)
		ct_why_line(answer, before->rule, "%s then needs %u minutes to settle", before->id,
			    before->settle_minutes);
	if (ct_why_graph_edge(self->graph, last)->before > step)
		ct_why_line(answer, ct_why_graph_edge(self->graph, last)->id,
			    "In this plan it stands the other way round: the plan does not hold");
	else
		tell_in_between(answer, self, ct_why_graph_edge(self->graph, last)->before + 1,
				step);
	tell_calendar(answer, self, step);
}

static void
tell_way_back(CtWhyAnswer *answer, const CtWhy *self, const CtPlanStep *step)
{
	const char *rule = *step->rollback != '\0' ? step->rollback : step->rule;

	ct_why_section(answer, "The way back");
	switch (step->reversible) {
	case CT_REVERSIBLE_YES:
		ct_why_line(answer, rule, "It can be undone");
		return;
	case CT_REVERSIBLE_LOSSY:
		ct_why_line(answer, rule, "It can be undone, and something is lost by that");
		return;
	case CT_REVERSIBLE_NO:
		ct_why_line(answer, rule,
			    "It cannot be undone, so it stands behind every step that may come "
			    "before it and can be undone%s",
			    g_strcmp0(self->plan->point_of_no_return, step->id) == 0
				    ? "; it is the point of no return of the whole plan"
				    : "");
		return;
	}
	g_assert_not_reached();
}

CtWhyAnswer *
ct_why_about_step(const CtWhy *self, const CtWhyName *name)
{
	CtWhyAnswer *answer = ct_why_answer_new("step");
	guint step = g_array_index(name->steps, guint, 0);
	const CtPlanStep *row = ct_plan_step(self->plan, step);
	guint needed;

	tell_what_asks(answer, row);
	needed = tell_what_for(answer, self, step);
	ct_why_tell_not_earlier(answer, self, step);
	tell_way_back(answer, self, row);
	answer->answer = ct_why_text(answer,
				     "%s \"%s\" (%s) is there for %s; %u later step%s for it",
				     row->id, row->title, row->rule, first_subject(row), needed,
				     needed == 1 ? " waits" : "s wait");
	if (name->steps->len > 1)
		ct_why_note(
			answer,
			ct_why_text(
				answer,
				"%u steps are called so, and this is about the first; \"%s@%s\" "
				"names one of them",
				name->steps->len, row->rule, first_subject(row)));
	return answer;
}

void
ct_why_tell_fate(CtWhyAnswer *answer, const CtPlan *plan, const char *subject)
{
	for (guint i = 0; i < plan->fates->len; i++) {
		const CtFate *fate = &g_array_index(plan->fates, CtFate, i);
		g_autofree char *where = ct_why_where(fate->evidence);
		CtWhyLine *line;

		if (strcmp(fate->subject, subject) != 0)
			continue;
		ct_why_section(answer, "What becomes of it");
		line = ct_why_line(answer, fate->rule, "%s%s%s", fate->fate,
				   fate->to != NULL ? ": " : "", fate->to != NULL ? fate->to : "");
		line->where = where != NULL ? ct_why_text(answer, "%s", where) : NULL;
		ct_why_cite(answer, fate->evidence, subject);
	}
}

CtWhyAnswer *
ct_why_about_object(const CtWhy *self, const CtWhyName *name)
{
	CtWhyAnswer *answer = ct_why_answer_new("object");

	answer->answer = ct_why_text(answer, "%u step%s of the plan %s about %s", name->steps->len,
				     name->steps->len == 1 ? "" : "s",
				     name->steps->len == 1 ? "is" : "are", name->subject);
	ct_why_tell_fate(answer, self->plan, name->subject);
	if (name->steps->len > 0)
		ct_why_section(answer, "What is done with it");
	for (guint i = 0; i < name->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(self->plan,
						      g_array_index(name->steps, guint, i));
		g_autofree char *where = ct_why_where(step->evidence);
		CtWhyLine *line = ct_why_line(answer, step->rule, "%s: %s", step->id, step->title);

		line->to = ct_why_text(answer, "%s", step->id);
		line->where = where != NULL ? ct_why_text(answer, "%s", where) : NULL;
		ct_why_cite_step(answer, step);
	}
	return answer;
}
