/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps, the chapter that is held in the hand while the work is done; and phrases of all chapters.
 */
#include <string.h>

#include "render/book-chapters.h"
#include "render/dates.h"
#include "render/phase.h"

static const CtFlowColumn step_columns[] = {
	{ "Step", 0.07, CT_STYLE_STRONG }, { "What", 0.49, CT_STYLE_BODY },
	{ "Time", 0.155, CT_STYLE_NOTE },  { "Undo", 0.105, CT_STYLE_NOTE },
	{ "After", 0.18, CT_STYLE_NOTE },
};

char *
ct_book_after(const GArray *after, guint limit)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < MIN(after->len, limit); i++) {
		const CtAfter *row = &g_array_index(after, CtAfter, i);

		g_string_append_printf(out, "%s%s %s", i > 0 ? ", " : "", row->step,
				       row->constraint);
	}
	if (after->len > limit)
		g_string_append_printf(out, " and %u more", after->len - limit);
	return g_string_free(out, FALSE);
}

char *
ct_book_join(const GPtrArray *texts, guint limit)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < MIN(texts->len, limit); i++)
		g_string_append_printf(out, "%s%s", i > 0 ? ", " : "",
				       (const char *)texts->pdata[i]);
	if (texts->len > limit)
		g_string_append_printf(out, " and %u more", texts->len - limit);
	return g_string_free(out, FALSE);
}

char *
ct_book_short(const CtBook *self, const char *text)
{
	g_auto(GStrv) parts = NULL;

	if (*self->folder == '\0')
		return g_strdup(text);
	parts = g_strsplit(text, self->folder, -1);
	return g_strjoinv("", parts);
}

char *
ct_book_evidence(const CtBook *self, const GArray *evidence)
{
	const CtEvidence *first;
	g_autofree char *file = NULL;

	if (evidence->len == 0)
		return g_strdup("");
	first = &g_array_index(evidence, CtEvidence, 0);
	file = ct_book_short(self, first->file);
	if (first->line == 0)
		return g_steal_pointer(&file);
	return g_strdup_printf("%s:%u", file, first->line);
}

char *
ct_book_id(const CtBook *self, const char *id)
{
	const char *dash = self->plan->whole != NULL ? strrchr(id, '-') : NULL;

	if (dash == NULL || !g_ascii_isalnum(dash[1]) || g_str_has_prefix(id, "wave-"))
		return g_strdup(id);
	return g_strdup_printf("%.*s\nto %s", (int)(dash - id), id, dash + 1);
}

static char *
tell_time(const CtPlanStep *step)
{
	g_autofree char *work = ct_text_minutes(step->minutes);
	g_autofree char *settle = ct_text_minutes(step->settle_minutes);

	if (step->settle_minutes == 0)
		return g_strdup(work);
	return g_strdup_printf("%s, settles %s", work, settle);
}

char *
ct_book_dates(const CtPlanStep *step)
{
	g_autofree char *time = tell_time(step);
	g_autofree char *start = step->start != NULL ? ct_dates_text(step->start) : NULL;
	g_autofree char *slack = ct_dates_slack(step);

	return start != NULL ? g_strdup_printf("%s\n%s\n%s", start, time, slack)
			     : g_steal_pointer(&time);
}

static char *
tell_undo(const CtPlanStep *step)
{
	if (step->reversible == CT_REVERSIBLE_NO)
		return g_strdup_printf("no%s%s", step->back_to != NULL ? "\nsee " : "",
				       step->back_to != NULL ? step->back_to : "");
	return g_strdup_printf("%s %s%s%s", ct_reversible_to_string(step->reversible),
			       step->rollback != NULL ? step->rollback : "",
			       step->back_to != NULL ? "\nto " : "",
			       step->back_to != NULL ? step->back_to : "");
}

static void
add_step(const CtBook *self, const CtPlanStep *step)
{
	g_autofree char *time = ct_book_dates(step);
	g_autofree char *after = ct_book_after(step->after, 3);
	g_autofree char *tests = ct_book_join(step->tests, G_MAXUINT);
	g_autofree char *place = ct_book_evidence(self, step->evidence);
	g_autofree char *note = step->note != NULL ? g_strdup_printf(" Note: %s.", step->note)
						   : g_strdup("");
	g_autofree char *what = g_strdup_printf("%s\n%s, %s. Check: %s.%s%s%s", step->title,
						step->rule, step->tool,
						tests[0] != '\0' ? tests : "nothing of its own",
						note, place[0] != '\0' ? " Seen in " : "", place);
	g_autofree char *undo = tell_undo(step);
	g_autofree char *id = ct_book_id(self, step->id);
	g_autofree char *name = g_strconcat(id, "\n☐", NULL);
	const char *const cells[] = { name, what, time, undo, after };

	ct_flow_row(self->flow, step->id, cells, NULL);
}

/* A run of steps of one phase, or one wave, has a heading. */
static void
open_run(const CtBook *self, const CtPlanStep *step, guint number)
{
	const CtPlanWave *wave = step->wave != NULL ? ct_plan_find_wave(self->plan, step->wave)
						    : NULL;
	g_autofree char *id = g_strdup_printf("run-%u", number);
	g_autofree char *title = NULL;

	if (wave != NULL) {
		g_autofree char *users = ct_text_counted(wave->users, "user", "users");

		title = g_strdup_printf("%s, %s: %s, listed in %s%s%s", wave->id, wave->kind, users,
					wave->file, wave->last_file != NULL ? " to " : "",
					wave->last_file != NULL ? wave->last_file : "");
		/* in a brief book links to a wave lead to its row in the summary */
		ct_flow_heading(self->flow, 1, self->brief ? id : wave->id, title);
	} else {
		title = g_strdup_printf("From %s on: %s", step->id,
					ct_phase_title(ct_phase_of(step)));
		ct_flow_heading(self->flow, 1, id, title);
	}
	ct_flow_table(self->flow, step_columns, G_N_ELEMENTS(step_columns));
}

void
ct_book_steps(const CtBook *self)
{
	const CtPlanStep *last = NULL;

	ct_flow_heading(self->flow, 0, "steps", "Steps");
	ct_flow_paragraph(
		self->flow, CT_STYLE_BODY,
		"In the order of execution, with a box to tick. \"After\" names earlier "
		"steps and the constraint that puts them first; \"Undo\" names the rule of "
		"the way back and the checkpoint that it leads to.");
	if (self->brief)
		ct_flow_paragraph(self->flow, CT_STYLE_BODY,
				  "Steps that follow each other and do the same, each to another "
				  "object, have a line each. The report and plan.json say of every "
				  "step all that it comes after, and all lines of the exports "
				  "behind it.");
	ct_book_see(self, "timeline", "See also the drawing Plan timeline");
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(self->plan->steps, CtPlanStep, i);
		guint count = ct_book_step_run(self, i);

		if (count > 0) {
			i += count - 1;
			last = NULL;
			continue;
		}
		if (last == NULL || ct_phase_of(last) != ct_phase_of(step) ||
		    g_strcmp0(last->wave, step->wave) != 0)
			open_run(self, step, i + 1);
		add_step(self, step);
		last = step;
	}
}
