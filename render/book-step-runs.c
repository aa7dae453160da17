/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps of a brief book that follow each other and do the same, each to another object: what they have in
 * common is told once, and each takes a line with its box to tick.  Whatever a line leaves out is in the
 * report and in plan.json, and the chapter says so.
 */
#include <string.h>

#include "render/book-chapters.h"
#include "render/dates.h"
#include "render/phase.h"
#include "render/texts.h"

/* Fewer are printed each for itself. */
#define LEAST_RUN 3
/* Earlier steps that a line names when it names all; of more it names one. */
#define MAX_AFTER 2

static const CtFlowColumn columns[] = {
	{ "Step", 0.16, CT_STYLE_STRONG }, { "For", 0.32, CT_STYLE_BODY },
	{ "Time", 0.21, CT_STYLE_NOTE },   { "Way back", 0.11, CT_STYLE_NOTE },
	{ "After", 0.2, CT_STYLE_NOTE },
};

static gboolean
is_alike(const CtPlanStep *a, const CtPlanStep *b)
{
	return strcmp(a->rule, b->rule) == 0 && g_strcmp0(a->tool, b->tool) == 0 &&
	       a->reversible == b->reversible && g_strcmp0(a->rollback, b->rollback) == 0 &&
	       ct_texts_equal(a->tests, b->tests);
}

static guint
run_length(const CtPlan *plan, guint first)
{
	guint end = first + 1;

	while (end < plan->steps->len &&
	       is_alike(ct_plan_step(plan, first), ct_plan_step(plan, end)))
		end++;
	return end - first;
}

char *
ct_book_object_of(const CtPlanStep *step)
{
	const CtStepRow *row = ct_step_row_find(step->rule);
	g_auto(GStrv) parts = g_strsplit(row != NULL ? row->title : "", "{}", 2);
	gsize length = strlen(step->title);
	gsize before;
	gsize after;

	if (parts[0] == NULL || parts[1] == NULL)
		return g_strdup(step->title);
	before = strlen(parts[0]);
	after = strlen(parts[1]);
	if (length <= before + after || !g_str_has_prefix(step->title, parts[0]) ||
	    !g_str_has_suffix(step->title, parts[1]))
		return g_strdup(step->title);
	return g_strndup(step->title + before, length - before - after);
}

char *
ct_book_title_of(const CtPlanStep *step)
{
	const CtStepRow *row = ct_step_row_find(step->rule);
	GString *title = g_string_new(row != NULL ? row->title : step->title);

	g_string_replace(title, "{}", "\xe2\x80\xa6", 0);
	return g_string_free(title, FALSE);
}

static char *
title_of(const CtPlan *plan, guint first, guint count)
{
	const CtPlanStep *step = ct_plan_step(plan, first);
	g_autofree char *title = ct_book_title_of(step);

	return g_strdup_printf("From %s on, %u times: %s", step->id, count, title);
}

/* The note that all steps of the run have; NULL when they have none, or not the same. */
static const char *
common_note(const CtPlan *plan, guint first, guint count)
{
	const char *note = ct_plan_step(plan, first)->note;

	for (guint i = first + 1; note != NULL && i < first + count; i++)
		if (g_strcmp0(ct_plan_step(plan, i)->note, note) != 0)
			note = NULL;
	return note;
}

static void
tell_common(const CtBook *self, const CtPlanStep *step, const char *note)
{
	g_autofree char *tests = ct_book_join(step->tests, G_MAXUINT);
	gboolean named = step->rollback != NULL && *step->rollback != '\0';
	g_autofree char *text = g_strdup_printf(
		"%s: %s, %s. Check: %s. Undo: %s%s%s.%s%s%s", ct_phase_title(ct_phase_of(step)),
		step->rule, step->tool, tests[0] != '\0' ? tests : "nothing of its own",
		ct_reversible_to_string(step->reversible), named ? " " : "",
		named ? step->rollback : "", note != NULL ? " Note: " : "",
		note != NULL ? note : "", note != NULL ? "." : "");

	ct_flow_paragraph(self->flow, CT_STYLE_BODY, text);
}

/* The object; and below it what only this step says. */
static char *
tell_object(const CtBook *self, const CtPlanStep *step, const char *common)
{
	const CtPlanWave *wave = step->wave != NULL ? ct_plan_find_wave(self->plan, step->wave)
						    : NULL;
	g_autofree char *object = ct_book_object_of(step);
	GString *text = g_string_new(object);
	gsize length = text->len;

	if (wave != NULL)
		g_string_append_printf(text, " Listed in %s%s%s.", wave->file,
				       wave->last_file != NULL ? " to " : "",
				       wave->last_file != NULL ? wave->last_file : "");
	if (step->note != NULL && common == NULL)
		g_string_append_printf(text, " Note: %s.", step->note);
	/* rows of a digest stand for several, each seen elsewhere */
	if (self->plan->whole == NULL && step->evidence->len > 0) {
		g_autofree char *place = ct_book_evidence(self, step->evidence);

		g_string_append_printf(text, " Seen in %s", place);
	}
	if (text->len > length)
		text->str[length] = '\n';
	return g_string_free(text, FALSE);
}

static void
add_line(const CtBook *self, const CtPlanStep *step, const char *common)
{
	g_autofree char *name = g_strconcat("\xe2\x98\x90 ", step->id, NULL);
	g_autofree char *object = tell_object(self, step, common);
	g_autofree char *time = ct_book_dates(step);
	g_autofree char *after = ct_book_after(step->after,
					       step->after->len <= MAX_AFTER ? MAX_AFTER : 1);
	const char *const cells[] = { name, object, time, step->back_to, after };

	ct_flow_row(self->flow, step->id, cells, NULL);
}

guint
ct_book_step_run(const CtBook *self, guint first)
{
	guint count = self->brief ? run_length(self->plan, first) : 0;
	g_autofree char *id = g_strdup_printf("run-%u", first + 1);
	g_autofree char *title = NULL;
	const char *note;

	if (count < LEAST_RUN)
		return 0;
	title = title_of(self->plan, first, count);
	ct_flow_heading(self->flow, 1, id, title);
	note = common_note(self->plan, first, count);
	tell_common(self, ct_plan_step(self->plan, first), note);
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = first; i < first + count; i++)
		add_line(self, ct_plan_step(self->plan, i), note);
	return count;
}
