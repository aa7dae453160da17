/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps and checkpoints: the chapters that are held in the hand while the work is done.
 */
#include <string.h>

#include "render/book-chapters.h"
#include "render/dates.h"
#include "render/phase.h"

/* A way back of at most as many steps is printed step by step. */
#define MANY_ROWS 60

static const CtFlowColumn step_columns[] = {
	{ "Step", 0.08, CT_STYLE_STRONG }, { "What", 0.5, CT_STYLE_BODY },
	{ "Time", 0.13, CT_STYLE_NOTE },   { "Undo", 0.1, CT_STYLE_NOTE },
	{ "After", 0.19, CT_STYLE_NOTE },
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
ct_book_evidence(const GArray *evidence)
{
	const CtEvidence *first;

	if (evidence->len == 0)
		return g_strdup("");
	first = &g_array_index(evidence, CtEvidence, 0);
	if (first->line == 0)
		return g_strdup(first->file);
	return g_strdup_printf("%s:%u", first->file, first->line);
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

/* With a calendar the date stands above, and the slack below. */
static char *
tell_dates(const CtPlanStep *step)
{
	g_autofree char *time = tell_time(step);
	g_autofree char *start = step->start != NULL ? ct_dates_text(step->start) : NULL;
	g_autofree char *slack = ct_dates_slack(step);

	return start != NULL ? g_strdup_printf("%s\n%s\n%s", start, time, slack)
			     : g_steal_pointer(&time);
}

static void
add_step(const CtBook *self, const CtPlanStep *step)
{
	g_autofree char *time = tell_dates(step);
	g_autofree char *after = ct_book_after(step->after, 3);
	g_autofree char *tests = ct_book_join(step->tests, G_MAXUINT);
	g_autofree char *place = ct_book_evidence(step->evidence);
	g_autofree char *note = step->note != NULL ? g_strdup_printf(" Note: %s.", step->note)
						   : g_strdup("");
	g_autofree char *what = g_strdup_printf("%s\n%s, %s. Check: %s.%s%s%s", step->title,
						step->rule, step->tool,
						tests[0] != '\0' ? tests : "nothing of its own",
						note, place[0] != '\0' ? " Seen in " : "", place);
	g_autofree char *undo =
		step->reversible == CT_REVERSIBLE_NO
			? g_strdup("no")
			: g_strdup_printf("%s %s", ct_reversible_to_string(step->reversible),
					  step->rollback != NULL ? step->rollback : "");
	g_autofree char *name = ct_book_id(self, step->id);
	const char *const cells[] = { name, what, time, undo, after };

	ct_flow_row(self->flow, step_columns, G_N_ELEMENTS(step_columns), step->id, cells, NULL);
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
		ct_flow_heading(self->flow, 1, wave->id, title);
	} else {
		title = g_strdup_printf("From %s on: %s", step->id, ct_phase_title(ct_phase_of(step)));
		ct_flow_heading(self->flow, 1, id, title);
	}
	ct_flow_table(self->flow, step_columns, G_N_ELEMENTS(step_columns));
}

void
ct_book_steps(const CtBook *self)
{
	const CtPlanStep *last = NULL;

	ct_flow_heading(self->flow, 0, "steps", "Steps");
	ct_flow_paragraph(self->flow, CT_STYLE_BODY,
			  "In the order of execution. \"After\" names earlier steps and the "
			  "constraint that puts them first.");
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(self->plan->steps, CtPlanStep, i);

		if (last == NULL || ct_phase_of(last) != ct_phase_of(step) ||
		    g_strcmp0(last->wave, step->wave) != 0)
			open_run(self, step, i + 1);
		add_step(self, step);
		last = step;
	}
}

/* A path of hundreds of steps says a few things over and over: then neighbours that say the same
 * share a row.  Returns how many rows from @index on do. */
static guint
count_alike(const GArray *rollback, guint index)
{
	const CtRollbackStep *first = &g_array_index(rollback, CtRollbackStep, index);
	guint count = 1;

	if (rollback->len <= MANY_ROWS)
		return 1;
	while (index + count < rollback->len) {
		const CtRollbackStep *next = &g_array_index(rollback, CtRollbackStep,
							    index + count);

		if (strcmp(first->rule, next->rule) != 0 || strcmp(first->text, next->text) != 0)
			break;
		count++;
	}
	return count;
}

static void
list_rollback(const CtBook *self, const CtCheckpoint *checkpoint)
{
	static const CtFlowColumn columns[] = {
		{ "Undo", 0.1, CT_STYLE_STRONG },
		{ "Rule", 0.1, CT_STYLE_NOTE },
		{ "What to do", 0.65, CT_STYLE_BODY },
		{ "Time", 0.15, CT_STYLE_NOTE },
	};
	const GArray *rollback = checkpoint->rollback;

	if (rollback->len == 0)
		return;
	ct_flow_table(self->flow, columns, 4);
	for (guint i = 0; i < rollback->len;) {
		const CtRollbackStep *row = &g_array_index(rollback, CtRollbackStep, i);
		guint count = count_alike(rollback, i);
		guint64 minutes = 0;
		g_autofree char *id = ct_book_id(self, row->step);
		g_autofree char *last = g_strdup_printf(
			"%s\nto %s, %u steps", row->step,
			g_array_index(rollback, CtRollbackStep, i + count - 1).step, count);
		g_autofree char *href = g_strconcat("#", row->step, NULL);
		g_autofree char *time = NULL;
		const char *cells[] = { count > 1 ? last : id, row->rule, row->text, NULL };

		for (guint k = i; k < i + count; k++)
			minutes += g_array_index(rollback, CtRollbackStep, k).minutes;
		time = ct_text_minutes(minutes);
		cells[3] = time;
		ct_flow_row(self->flow, columns, 4, NULL, cells, href);
		i += count;
	}
}

static void
list_losses(const CtBook *self, const CtCheckpoint *checkpoint)
{
	static const CtFlowColumn columns[] = {
		{ "Lost with", 0.1, CT_STYLE_STRONG },
		{ "Rule", 0.1, CT_STYLE_NOTE },
		{ "What is lost by going back", 0.65, CT_STYLE_BODY },
		{ "How many", 0.15, CT_STYLE_NOTE },
	};

	if (checkpoint->losses->len == 0)
		return;
	ct_flow_table(self->flow, columns, 4);
	for (guint i = 0; i < checkpoint->losses->len; i++) {
		const CtLoss *row = &g_array_index(checkpoint->losses, CtLoss, i);
		g_autofree char *count = ct_text_loss(row);
		g_autofree char *href = g_strconcat("#", row->step, NULL);
		g_autofree char *id = ct_book_id(self, row->step);
		const char *const cells[] = { id, row->rule, row->text, count };

		ct_flow_row(self->flow, columns, 4, NULL, cells, href);
	}
}

static void
add_checkpoint(const CtBook *self, const CtCheckpoint *checkpoint)
{
	g_autofree char *title = g_strdup_printf("%s: %s", checkpoint->id, checkpoint->title);
	g_autofree char *minutes = ct_text_minutes(checkpoint->minutes);
	g_autofree char *tests = ct_book_join(checkpoint->tests, G_MAXUINT);
	g_autofree char *save = ct_book_join(checkpoint->save, G_MAXUINT);
	g_autofree char *good = tests[0] != '\0' ? g_strdup_printf("tests %s hold", tests)
						 : g_strdup("the services run");
	g_autofree char *way = checkpoint->rollback->len > 0
				       ? g_strdup_printf(" Going back takes %s.", minutes)
				       : g_strdup("");
	g_autofree char *where = g_strdup_printf(
		"%s%s. The state is good when %s.%s",
		checkpoint->after_step != NULL ? "After " : "Before the first step",
		checkpoint->after_step != NULL ? checkpoint->after_step : "", good, way);

	ct_flow_heading(self->flow, 1, checkpoint->id, title);
	ct_flow_paragraph(self->flow, CT_STYLE_BODY, where);
	if (save[0] != '\0') {
		g_autofree char *line = g_strdup_printf("Save first: %s.", save);

		ct_flow_paragraph(self->flow, CT_STYLE_STRONG, line);
	}
	if (checkpoint->point_of_no_return)
		ct_flow_paragraph(
			self->flow, CT_STYLE_STRONG,
			"The next step cannot be undone. Go on only when the tests hold.");
	list_rollback(self, checkpoint);
	list_losses(self, checkpoint);
}

void
ct_book_checkpoints(const CtBook *self)
{
	ct_flow_heading(self->flow, 0, "checkpoints", "Checkpoints");
	ct_flow_paragraph(self->flow, CT_STYLE_BODY,
			  "States to return to. The way back is walked in the order in which it is "
			  "printed, from the end of the span to the checkpoint.");
	for (guint i = 0; i < self->plan->checkpoints->len; i++)
		add_checkpoint(self, &g_array_index(self->plan->checkpoints, CtCheckpoint, i));
}
