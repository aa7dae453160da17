/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints of a brief book that follow each other and ask the same: their tests, what to save, the way
 * back and what it loses are told once, with a number for each loss whose amount differs; the
 * checkpoints follow as rows, with these amounts, and with room to sign each off.
 */
#include <string.h>

#include "render/book-chapters.h"
#include "render/digest.h"
#include "render/texts.h"

/* Fewer are printed each for itself. */
#define LEAST_RUN 3

/* What checkpoints are compared by; of ways back and losses one for each that says the same. */
typedef struct {
	const CtCheckpoint *checkpoint;
	GArray *ways;	/* of CtRollbackStep */
	GArray *losses; /* of CtLoss */
} Point;

static gboolean
is_same_way(const CtRollbackStep *a, const CtRollbackStep *b)
{
	return strcmp(a->rule, b->rule) == 0 &&
	       strcmp(ct_digest_said(a->text), ct_digest_said(b->text)) == 0;
}

static GArray *
find_ways(const CtCheckpoint *checkpoint)
{
	GArray *ways = g_array_new(FALSE, FALSE, sizeof(CtRollbackStep));

	for (guint i = 0; i < checkpoint->rollback->len; i++) {
		const CtRollbackStep *row = &g_array_index(checkpoint->rollback, CtRollbackStep, i);
		guint k = 0;

		while (k < ways->len && !is_same_way(&g_array_index(ways, CtRollbackStep, k), row))
			k++;
		if (k == ways->len)
			g_array_append_vals(ways, row, 1);
	}
	return ways;
}

static Point *
point_new(const CtPlan *plan, guint index)
{
	Point *self = g_new0(Point, 1);

	self->checkpoint = &g_array_index(plan->checkpoints, CtCheckpoint, index);
	self->ways = find_ways(self->checkpoint);
	self->losses = ct_book_sum_losses(self->checkpoint->losses);
	return self;
}

static void
point_free(gpointer data)
{
	Point *self = data;

	g_array_unref(self->ways);
	g_array_unref(self->losses);
	g_free(self);
}

static const CtLoss *
loss_at(const Point *self, guint index)
{
	return &g_array_index(self->losses, CtLoss, index);
}

static gboolean
asks_same(const Point *a, const Point *b)
{
	if (strcmp(a->checkpoint->kind, b->checkpoint->kind) != 0 ||
	    a->checkpoint->point_of_no_return != b->checkpoint->point_of_no_return ||
	    !ct_texts_equal(a->checkpoint->tests, b->checkpoint->tests) ||
	    !ct_texts_equal(a->checkpoint->save, b->checkpoint->save) ||
	    a->ways->len != b->ways->len || a->losses->len != b->losses->len)
		return FALSE;
	for (guint i = 0; i < a->ways->len; i++)
		if (!is_same_way(&g_array_index(a->ways, CtRollbackStep, i),
				 &g_array_index(b->ways, CtRollbackStep, i)))
			return FALSE;
	for (guint i = 0; i < a->losses->len; i++)
		if (strcmp(loss_at(a, i)->rule, loss_at(b, i)->rule) != 0 ||
		    strcmp(ct_digest_said(loss_at(a, i)->text),
			   ct_digest_said(loss_at(b, i)->text)) != 0 ||
		    g_strcmp0(loss_at(a, i)->unit, loss_at(b, i)->unit) != 0)
			return FALSE;
	return TRUE;
}

/* Returns: of Point, from @first on. */
static GPtrArray *
find_run(const CtPlan *plan, guint first)
{
	GPtrArray *run = g_ptr_array_new_with_free_func(point_free);

	for (guint i = first; i < plan->checkpoints->len; i++) {
		Point *point = point_new(plan, i);

		if (i > first && !asks_same(run->pdata[0], point)) {
			point_free(point);
			break;
		}
		g_ptr_array_add(run, point);
	}
	return run;
}

static gboolean
loses_alike(const GPtrArray *run, guint loss)
{
	const Point *first = run->pdata[0];

	for (guint i = 1; i < run->len; i++) {
		const Point *point = run->pdata[i];

		if (loss_at(first, loss)->count != loss_at(point, loss)->count)
			return FALSE;
	}
	return TRUE;
}

/* ---- What all ask ---- */

/* What the titles of all have in common, up to a colon: "Before a step that cannot be undone". */
static gsize
common_title(const GPtrArray *run)
{
	const Point *first = run->pdata[0];
	const char *colon = strstr(first->checkpoint->title, ": ");
	gsize length = colon != NULL ? (gsize)(colon - first->checkpoint->title) + 2 : 0;

	for (guint i = 1; i < run->len; i++) {
		const Point *point = run->pdata[i];

		if (strncmp(first->checkpoint->title, point->checkpoint->title, length) != 0)
			return 0;
	}
	return length;
}

static void
open_run(const CtBook *self, const GPtrArray *run)
{
	const Point *first = run->pdata[0];
	gsize length = common_title(run);
	g_autofree char *id = g_strdup_printf("%s-run", first->checkpoint->id);
	g_autofree char *what = length > 0 ? g_strndup(first->checkpoint->title, length - 2)
					   : g_strdup("Checkpoints that ask the same");
	g_autofree char *title = g_strdup_printf("From %s on, %u times: %s%s",
						 first->checkpoint->id, run->len, what,
						 length > 0 ? " \xe2\x80\xa6" : "");

	ct_flow_heading(self->flow, 1, id, title);
	if (first->checkpoint->point_of_no_return)
		ct_flow_notice(self->flow, "The step after each of them cannot be undone. Go on "
					   "only when the tests hold.");
}

static void
list_ways(const CtBook *self, const Point *point)
{
	static const CtFlowColumn columns[] = {
		{ "Rule", 0.1, CT_STYLE_NOTE },
		{ "The way back", 0.9, CT_STYLE_BODY },
	};

	if (point->ways->len == 0)
		return;
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < point->ways->len; i++) {
		const CtRollbackStep *row = &g_array_index(point->ways, CtRollbackStep, i);
		const char *const cells[] = { row->rule, ct_digest_said(row->text) };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
}

static void
list_losses(const CtBook *self, const GPtrArray *run)
{
	const Point *first = run->pdata[0];
	const CtFlowColumn columns[] = {
		{ "Loss", 0.08, CT_STYLE_STRONG },
		{ first->checkpoint->point_of_no_return ? "At stake" : "Lost by going back", 0.58,
		  CT_STYLE_BODY },
		{ "Rule", 0.09, CT_STYLE_NOTE },
		{ "How many, each time", 0.25, CT_STYLE_NOTE },
	};

	if (first->losses->len == 0)
		return;
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < first->losses->len; i++) {
		const CtLoss *loss = loss_at(first, i);
		g_autofree char *number = g_strdup_printf("(%u)", i + 1);
		g_autofree char *count = loses_alike(run, i) ? ct_text_loss(loss)
							     : g_strdup("see the rows below");
		const char *const cells[] = { number, ct_digest_said(loss->text), loss->rule,
					      count };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
}

/* ---- Each of them ---- */

/* Does the row stand for several, of which it gives the largest amounts? */
static gboolean
is_sum(const Point *point)
{
	return point->losses->len > 0 &&
	       ct_digest_said(loss_at(point, 0)->text) != loss_at(point, 0)->text;
}

/* "50 h 56 min", and below it what is undone: "s424 to s427". */
static char *
tell_way(const CtCheckpoint *checkpoint)
{
	g_autofree char *minutes = ct_text_minutes(checkpoint->minutes);
	guint n = checkpoint->rollback->len;
	const char *first;
	const char *last;

	if (n == 0)
		return g_strdup("none");
	if (checkpoint->minutes == 0)
		return g_strdup("nothing to undo");
	first = g_array_index(checkpoint->rollback, CtRollbackStep, 0).step;
	last = g_array_index(checkpoint->rollback, CtRollbackStep, n - 1).step;
	if (strcmp(first, last) == 0)
		return g_strdup_printf("%s\nundo %s", minutes, first);
	return g_strdup_printf("%s\nundo %s to %s, %u steps", minutes, first, last, n);
}

/* Which state it is; and below it the losses that are not the same each time. */
static char *
tell_state(const GPtrArray *run, const Point *point, gsize skip)
{
	GString *text = g_string_new(point->checkpoint->title + skip);
	const char *before = is_sum(point) ? "\nLost, at most each: " : "\nLost: ";

	for (guint i = 0; i < point->losses->len; i++) {
		g_autofree char *count = ct_text_loss(loss_at(point, i));

		if (loses_alike(run, i))
			continue;
		g_string_append_printf(text, "%s(%u) %s", before, i + 1, count);
		before = ", ";
	}
	return g_string_free(text, FALSE);
}

static void
list_points(const CtBook *self, const GPtrArray *run)
{
	static const CtFlowColumn columns[] = {
		{ "Checkpoint", 0.15, CT_STYLE_STRONG },
		{ "State to return to", 0.42, CT_STYLE_BODY },
		{ "Way back", 0.25, CT_STYLE_NOTE },
		{ "By, on, result", 0.18, CT_STYLE_NOTE },
	};
	gsize skip = common_title(run);

	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < run->len; i++) {
		const Point *point = run->pdata[i];
		const CtCheckpoint *checkpoint = point->checkpoint;
		gboolean begins = checkpoint->after_step == NULL;
		g_autofree char *name = g_strdup_printf("\xe2\x98\x90 %s\n%s%s", checkpoint->id,
							begins ? "at the start" : "after ",
							begins ? "" : checkpoint->after_step);
		g_autofree char *state = tell_state(run, point, skip);
		g_autofree char *way = tell_way(checkpoint);
		const char *const cells[] = { name, state, way, NULL };

		ct_flow_row(self->flow, checkpoint->id, cells, NULL);
	}
}

guint
ct_book_checkpoint_run(const CtBook *self, guint first)
{
	g_autoptr(GPtrArray) run = NULL;
	const Point *point;

	if (!self->brief)
		return 0;
	run = find_run(self->plan, first);
	if (run->len < LEAST_RUN)
		return 0;
	point = run->pdata[0];
	open_run(self, run);
	ct_book_ask_tests(self, point->checkpoint, TRUE);
	ct_book_save(self, point->checkpoint);
	list_ways(self, point);
	list_losses(self, run);
	list_points(self, run);
	return run->len;
}
