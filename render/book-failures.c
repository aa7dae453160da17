/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The failure matrix as a table: what a person looks up when a step has just failed.  In a brief book steps
 * that follow each other and do the same are told together: what waits for all of them once, and a line
 * for each for which more waits.
 */
#include <string.h>

#include "render/book-chapters.h"
#include "render/failures.h"
#include "render/texts.h"

/* A row of so many runs of steps would be higher than a page. */
#define MAX_RUNS 40
/* Fewer steps of a kind are told one by one unless they have the same answer. */
#define LEAST_RUN 3

typedef struct {
	const CtBook *book;
	CtFailures *failures;
	GArray *usual; /* of const char *, by step: the last checkpoint before it; nullable */
} Failing;

static const CtPlanStep *
step_at(const Failing *self, guint index)
{
	return ct_plan_step(self->book->plan, index);
}

/* The last checkpoint before each step, where the way back of nearly all leads. */
static GArray *
find_usual(const CtPlan *plan)
{
	GArray *usual = g_array_new(FALSE, TRUE, sizeof(char *));
	const char *last = NULL;
	guint next = 0;

	for (guint i = 0; i < plan->steps->len; i++) {
		while (next < plan->checkpoints->len) {
			const CtCheckpoint *checkpoint = &g_array_index(plan->checkpoints,
									CtCheckpoint, next);
			const char *after = checkpoint->after_step;

			if (after != NULL &&
			    (i == 0 || strcmp(after, ct_plan_step(plan, i - 1)->id) != 0))
				break;
			last = checkpoint->id;
			next++;
		}
		g_array_append_val(usual, last);
	}
	return usual;
}

static gboolean
is_usual(const Failing *self, guint index)
{
	const char *back = step_at(self, index)->back_to;

	return back != NULL && g_strcmp0(back, g_array_index(self->usual, char *, index)) == 0;
}

/* How many steps from @first on do the same and have a way back of the same kind: in a brief book they are
 * told together. */
static guint
count_alike(const Failing *self, guint first)
{
	const CtPlanStep *step = step_at(self, first);
	guint end = first + 1;

	while (self->book->brief && is_usual(self, first) && end < self->book->plan->steps->len) {
		const CtPlanStep *next = step_at(self, end);

		if (strcmp(step->rule, next->rule) != 0 || step->reversible != next->reversible ||
		    !is_usual(self, end))
			break;
		end++;
	}
	return end - first;
}

/* ---- What waits ---- */

/* For each step how many of @count from @first on stop it; newly allocated. */
static guint *
count_hits(const Failing *self, guint first, guint count)
{
	guint *hits = g_new0(guint, self->book->plan->steps->len);

	for (guint i = first; i < first + count; i++) {
		const GArray *spans = g_ptr_array_index(self->failures->waits, i);

		for (guint k = 0; k < spans->len; k++) {
			const CtStepSpan *span = &g_array_index(spans, CtStepSpan, k);

			for (guint step = span->first; step < span->end; step++)
				hits[step]++;
		}
	}
	return hits;
}

static void
add_span(const Failing *self, GPtrArray *texts, guint first, guint end)
{
	const char *from = step_at(self, first)->id;

	if (end - first == 1)
		g_ptr_array_add(texts, g_strdup(from));
	else
		g_ptr_array_add(texts, g_strdup_printf("%s-%s", from, step_at(self, end - 1)->id));
}

/* Of the steps that wait for the one at @index those which wait for all @count of its run, or the others.
 * Returns: (transfer full): of char *: "s012" or "s012-s019". */
static GPtrArray *
list_waiting(const Failing *self, guint index, const guint *hits, guint count, gboolean common)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	const GArray *spans = g_ptr_array_index(self->failures->waits, index);

	for (guint k = 0; k < spans->len; k++) {
		const CtStepSpan *span = &g_array_index(spans, CtStepSpan, k);
		guint open = span->end;

		for (guint step = span->first; step < span->end; step++) {
			gboolean in = (hits[step] == count) == common;

			if (in && open == span->end)
				open = step;
			if (in || open == span->end)
				continue;
			add_span(self, texts, open, step);
			open = span->end;
		}
		if (open < span->end)
			add_span(self, texts, open, span->end);
	}
	return texts;
}

/* Do the steps stop the same? */
static gboolean
is_same(const Failing *self, guint first, guint count)
{
	for (guint i = first + 1; i < first + count; i++)
		if (!ct_texts_equal(step_at(self, first)->stops, step_at(self, i)->stops))
			return FALSE;
	return TRUE;
}

/* ---- Rows ---- */

/* How long the way back takes; @longest: of several, in minutes */
static char *
tell_time(const CtPlanStep *step, guint64 longest, gboolean one)
{
	g_autofree char *time = ct_text_minutes(longest);

	if (step->back_to == NULL)
		return NULL;
	if (step->reversible == CT_REVERSIBLE_NO)
		return g_strdup("none: go on");
	return g_strdup_printf("%s%s", one || longest == 0 ? "" : "at most ", time);
}

/* Of @count steps from @first on, and what waits for all of them. */
static void
add_row(const Failing *self, guint first, guint count, const GPtrArray *waiting)
{
	const CtPlanStep *step = step_at(self, first);
	const CtPlanStep *last = step_at(self, first + count - 1);
	g_autofree char *waits = ct_book_join(waiting, MAX_RUNS);
	g_autofree char *run = g_strdup_printf("%s\nto %s", step->id, last->id);
	g_autofree char *title = count > 1 ? ct_book_title_of(step) : g_strdup(step->title);
	g_autofree char *href = g_strconcat("#", step->id, NULL);
	g_autofree char *ways = g_strdup_printf("%s\nto %s", step->back_to, last->back_to);
	gboolean one_way = g_strcmp0(step->back_to, last->back_to) == 0;
	g_autofree char *time = NULL;
	guint64 longest = 0;

	for (guint i = first; i < first + count; i++)
		longest = MAX(longest, step_at(self, i)->back_minutes);
	time = tell_time(step, longest, count == 1);

	const char *const cells[] = { count > 1 ? run : step->id, title,
				      waits[0] != '\0' ? waits : "none",
				      step->back_to == NULL ? "none"
				      : one_way		    ? step->back_to
							    : ways,
				      time };

	ct_flow_row(self->book->flow, NULL, cells, href);
}

/* What waits besides for a step of a run that was told: nothing for many of them. */
static void
add_line(const Failing *self, guint index, const guint *hits, guint count)
{
	const CtPlanStep *step = step_at(self, index);
	g_autoptr(GPtrArray) waiting = list_waiting(self, index, hits, count, FALSE);
	g_autofree char *waits = ct_book_join(waiting, G_MAXUINT);
	g_autofree char *besides = g_strconcat("also ", waits, NULL);
	g_autofree char *object = ct_book_object_of(step);
	g_autofree char *href = g_strconcat("#", step->id, NULL);
	g_autofree char *time = tell_time(step, step->back_minutes, TRUE);
	const char *const cells[] = { step->id, object, besides, step->back_to, time };

	if (waiting->len > 0)
		ct_flow_row(self->book->flow, NULL, cells, href);
}

static void
add_run(const Failing *self, guint first, guint count)
{
	g_autofree guint *hits = count_hits(self, first, count);
	g_autoptr(GPtrArray) common = list_waiting(self, first, hits, count, TRUE);

	add_row(self, first, count, common);
	for (guint i = first; i < first + count; i++)
		add_line(self, i, hits, count);
}

/* Returns how many steps it told. */
static guint
tell_from(const Failing *self, guint first)
{
	guint count = count_alike(self, first);
	gboolean same = is_same(self, first, count);

	if (!same && count < LEAST_RUN)
		count = 1;
	if (!same && count > 1)
		add_run(self, first, count);
	else
		add_row(self, first, count, step_at(self, first)->stops);
	return count;
}

void
ct_book_failures(const CtBook *self)
{
	static const CtFlowColumn columns[2][5] = {
		{
			{ "If it fails", 0.1, CT_STYLE_STRONG },
			{ "Step", 0.4, CT_STYLE_BODY },
			{ "These wait, all others may go on", 0.27, CT_STYLE_NOTE },
			{ "Back to", 0.08, CT_STYLE_STRONG },
			{ "Which takes", 0.15, CT_STYLE_NOTE },
		},
		/* most rows of a brief book have a name only, and longer lists */
		{
			{ "If it fails", 0.1, CT_STYLE_STRONG },
			{ "Step", 0.31, CT_STYLE_BODY },
			{ "These wait, all others may go on", 0.33, CT_STYLE_NOTE },
			{ "Back to", 0.09, CT_STYLE_STRONG },
			{ "Which takes", 0.17, CT_STYLE_NOTE },
		},
	};
	Failing failing = { .book = self };

	ct_flow_heading(self->flow, 0, "failures", "If a step fails");
	ct_flow_paragraph(
		self->flow, CT_STYLE_BODY,
		"A failed step is mended and repeated, or the plan is walked back to the "
		"checkpoint before it. Until then the steps that rest on it wait. What is "
		"not named may go on: the separate checker has tried that out. Where there "
		"is no way back, what is done half stays done, and one goes on with it.");
	if (self->plan->whole != NULL) {
		ct_flow_paragraph(
			self->flow, CT_STYLE_BODY,
			"This plan is too long to be printed step by step: plan.json says it "
			"for each step, under if_it_fails.");
		return;
	}
	if (self->brief)
		ct_flow_paragraph(
			self->flow, CT_STYLE_BODY,
			"Steps that follow each other and do the same share a row: these wait "
			"whichever of them fails, and the way back leads to the last checkpoint "
			"before the step. Below it stand those for which more wait.");
	ct_flow_table(self->flow, columns[self->brief ? 1 : 0], G_N_ELEMENTS(columns[0]));
	failing.failures = ct_failures_new(self->plan, G_MAXUINT);
	failing.usual = find_usual(self->plan);
	for (guint i = 0; i < self->plan->steps->len;)
		i += tell_from(&failing, i);
	g_array_unref(failing.usual);
	ct_failures_free(failing.failures);
}
