/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: for each the tests that say that its state is good, with room to sign them off, what to
 * save while there is time, the way back, and what is lost by it.
 */
#include <string.h>

#include "planner/catalogue.h"
#include "planner/loss.h"
#include "render/book-chapters.h"
#include "render/rework.h"

/* Losses that name more steps, or runs of them, than this count the rest. */
#define MAX_STEPS 12

/* A brief book names the tests, and the chapter of tests says what they are. */
static char *
tell_test(const CtBook *self, const CtCatalogueEntry *entry)
{
	if (entry == NULL)
		return g_strdup("");
	if (self->brief)
		return g_strdup(entry->title);
	return g_strdup_printf("%s\n%s", entry->text, entry->detail);
}

void
ct_book_ask_tests(const CtBook *self, const CtCheckpoint *checkpoint, gboolean many)
{
	static const CtFlowColumn columns[] = {
		{ "Test", 0.14, CT_STYLE_STRONG },
		{ "What has to hold before anybody goes on", 0.6, CT_STYLE_BODY },
		{ "By, on, result", 0.26, CT_STYLE_NOTE },
	};
	/* the last column is only there to be signed */
	guint n_columns = G_N_ELEMENTS(columns) - (many ? 1 : 0);

	if (checkpoint->tests->len == 0)
		return;
	ct_flow_table(self->flow, columns, n_columns);
	for (guint i = 0; i < checkpoint->tests->len; i++) {
		const char *id = g_ptr_array_index(checkpoint->tests, i);
		g_autofree char *box = g_strconcat(many ? "" : "☐ ", id, NULL);
		g_autofree char *href = g_strconcat("#", id, NULL);
		g_autofree char *text = tell_test(self, ct_catalogue_find(id));
		const char *const cells[] = { box, text, NULL };

		ct_flow_row(self->flow, NULL, cells, href);
	}
}

void
ct_book_save(const CtBook *self, const CtCheckpoint *checkpoint)
{
	static const CtFlowColumn columns[] = { { "Save first", 1, CT_STYLE_BODY } };

	if (checkpoint->save->len == 0)
		return;
	ct_flow_table(self->flow, columns, 1);
	for (guint i = 0; i < checkpoint->save->len; i++) {
		const char *what = g_ptr_array_index(checkpoint->save, i);
		g_autofree char *line = g_strconcat("☐ ", what, NULL);
		const char *const cells[] = { line };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
}

/* Neighbours on the way back that say the same share a row.  Returns how many rows from @index on do. */
static guint
count_alike(const GArray *rollback, guint index)
{
	const CtRollbackStep *first = &g_array_index(rollback, CtRollbackStep, index);
	guint count = 1;

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
		{ "Undo", 0.17, CT_STYLE_STRONG },
		{ "Rule", 0.08, CT_STYLE_NOTE },
		{ "The way back, in this order", 0.6, CT_STYLE_BODY },
		{ "Time", 0.15, CT_STYLE_NOTE },
	};
	const GArray *rollback = checkpoint->rollback;

	if (rollback->len == 0)
		return;
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < rollback->len;) {
		const CtRollbackStep *row = &g_array_index(rollback, CtRollbackStep, i);
		guint count = count_alike(rollback, i);
		const char *end = g_array_index(rollback, CtRollbackStep, i + count - 1).step;
		guint64 minutes = 0;
		g_autofree char *id = ct_book_id(self, row->step);
		g_autofree char *run = g_strdup_printf("%s\nto %s, %u steps", row->step, end,
						       count);
		g_autofree char *href = g_strconcat("#", row->step, NULL);
		g_autofree char *time = NULL;
		const char *cells[] = { count > 1 ? run : id, row->rule, row->text, NULL };

		for (guint k = i; k < i + count; k++)
			minutes += g_array_index(rollback, CtRollbackStep, k).minutes;
		time = ct_text_minutes(minutes);
		cells[3] = minutes > 0 ? time : NULL;
		ct_flow_row(self->flow, NULL, cells, href);
		i += count;
	}
}

static gboolean
is_same_loss(const CtLoss *a, const CtLoss *b)
{
	return strcmp(a->rule, b->rule) == 0 && strcmp(a->text, b->text) == 0 &&
	       g_strcmp0(a->unit, b->unit) == 0;
}

static gboolean
is_told(const GArray *losses, guint index)
{
	for (guint i = 0; i < index; i++)
		if (is_same_loss(&g_array_index(losses, CtLoss, i),
				 &g_array_index(losses, CtLoss, index)))
			return TRUE;
	return FALSE;
}

/* The number of a step that is named by nothing else; 0: it is not. */
static guint64
number_of(const char *step)
{
	guint64 number = 0;

	return *step == 's' && g_ascii_string_to_unsigned(step + 1, 10, 1, G_MAXUINT, &number, NULL)
		       ? number
		       : 0;
}

/* "s050 to s053, s055": at most MAX_STEPS of them. */
static char *
join_steps(const GPtrArray *steps)
{
	GString *text = g_string_new(NULL);
	guint parts = 0;
	guint i = 0;

	while (i < steps->len && parts++ < MAX_STEPS) {
		guint last = i;

		while (last + 1 < steps->len && number_of(steps->pdata[last]) > 0 &&
		       number_of(steps->pdata[last + 1]) == number_of(steps->pdata[last]) + 1)
			last++;
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
				       (const char *)steps->pdata[i]);
		/* two are not longer one by one */
		if (last > i + 1)
			g_string_append_printf(text, " to %s", (const char *)steps->pdata[last]);
		i = last > i + 1 ? last + 1 : i + 1;
	}
	if (i < steps->len)
		g_string_append_printf(text, " and %u more", steps->len - i);
	return g_string_free(text, FALSE);
}

/* The steps that lose the same as the one at @index, and all together how much. */
static char *
sum_up(const GArray *losses, guint index, CtLoss *out_sum)
{
	g_autoptr(GPtrArray) steps = g_ptr_array_new();

	*out_sum = g_array_index(losses, CtLoss, index);
	out_sum->count = 0;
	for (guint i = index; i < losses->len; i++) {
		const CtLoss *loss = &g_array_index(losses, CtLoss, i);

		if (!is_same_loss(loss, out_sum))
			continue;
		g_ptr_array_add(steps, (gpointer)loss->step);
		out_sum->count += loss->count;
	}
	return join_steps(steps);
}

GArray *
ct_book_sum_losses(const GArray *losses)
{
	GArray *sums = g_array_new(FALSE, FALSE, sizeof(CtLoss));

	for (guint i = 0; i < losses->len; i++) {
		g_autofree char *steps = NULL;
		CtLoss sum;

		if (is_told(losses, i))
			continue;
		steps = sum_up(losses, i, &sum);
		g_array_append_val(sums, sum);
	}
	return sums;
}

void
ct_book_loss_rows(const CtBook *self, const GArray *losses, const char *head)
{
	const CtFlowColumn columns[] = {
		{ head, 0.58, CT_STYLE_BODY },
		{ "Rule", 0.09, CT_STYLE_NOTE },
		{ "By", 0.18, CT_STYLE_NOTE },
		{ "How many", 0.15, CT_STYLE_NOTE },
	};

	if (losses->len == 0)
		return;
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < losses->len; i++) {
		CtLoss sum;
		g_autofree char *steps = NULL;
		g_autofree char *count = NULL;

		if (is_told(losses, i))
			continue;
		steps = sum_up(losses, i, &sum);
		count = ct_text_loss(&sum);

		const char *const cells[] = { sum.text, sum.rule, steps, count };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
}

static void
add_checkpoint(const CtBook *self, const CtCheckpoint *checkpoint)
{
	g_autofree char *title = g_strdup_printf("%s: %s", checkpoint->id, checkpoint->title);
	g_autofree char *minutes = ct_text_minutes(checkpoint->minutes);
	g_autofree char *takes = checkpoint->minutes > 0
					 ? g_strdup_printf(" Going back to it takes %s.", minutes)
					 : g_strdup(" To go back to it, nothing has to be undone.");
	const char *way = checkpoint->rollback->len > 0 ? takes : "";
	g_autofree char *where = g_strdup_printf(
		"%s%s.%s", checkpoint->after_step != NULL ? "After " : "Before the first step",
		checkpoint->after_step != NULL ? checkpoint->after_step : "", way);

	ct_flow_heading(self->flow, 1, checkpoint->id, title);
	ct_flow_paragraph(self->flow, CT_STYLE_BODY, where);
	if (checkpoint->point_of_no_return)
		ct_flow_notice(self->flow,
			       "The next step cannot be undone. Go on only when the tests hold.");
	ct_book_ask_tests(self, checkpoint, FALSE);
	ct_book_save(self, checkpoint);
	list_rollback(self, checkpoint);
	ct_book_loss_rows(self, checkpoint->losses,
			  checkpoint->point_of_no_return ? "At stake" : "Lost by going back");
}

void
ct_book_checkpoints(const CtBook *self)
{
	g_autofree char *rework = ct_rework_sentence(ct_plan_whole(self->plan));

	ct_flow_heading(self->flow, 0, "checkpoints", "Checkpoints");
	ct_flow_paragraph(self->flow, CT_STYLE_BODY,
			  "States to return to. The way back is walked in the order in which it is "
			  "printed, from the end of the span to the checkpoint.");
	if (rework != NULL)
		ct_flow_paragraph(self->flow, CT_STYLE_BODY, rework);
	if (self->brief)
		ct_flow_paragraph(self->flow, CT_STYLE_BODY,
				  "Checkpoints that follow each other and ask the same are told "
				  "together, each with a row to sign. The report and plan.json "
				  "have every way back step by step.");
	ct_book_see(self, "rollback-map", "See also the drawing Rollback map");
	for (guint i = 0; i < self->plan->checkpoints->len;) {
		guint count = ct_book_checkpoint_run(self, i);

		if (count == 0)
			add_checkpoint(self,
				       &g_array_index(self->plan->checkpoints, CtCheckpoint, i));
		i += MAX(count, 1);
	}
}
