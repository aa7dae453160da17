/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The failure matrix as a table: what a person looks up when a step has just failed.
 */
#include <string.h>

#include "render/book-chapters.h"
#include "render/texts.h"

/* A row of so many runs of steps would be higher than a page. */
#define MAX_RUNS 40

/* How many steps from @first on do the same, stop the same and lead back to the same: in a brief book they
 * share a row. */
static guint
count_alike(const CtBook *self, guint first)
{
	const CtPlanStep *step = ct_plan_step(self->plan, first);
	guint end = first + 1;

	while (self->brief && end < self->plan->steps->len) {
		const CtPlanStep *next = ct_plan_step(self->plan, end);

		if (strcmp(step->rule, next->rule) != 0 || step->reversible != next->reversible ||
		    g_strcmp0(step->back_to, next->back_to) != 0 ||
		    !ct_texts_equal(step->stops, next->stops))
			break;
		end++;
	}
	return end - first;
}

/* @longest: of the ways back, in minutes; @one: there is no other */
static char *
tell_way_back(const CtPlanStep *step, guint64 longest, gboolean one)
{
	g_autofree char *time = ct_text_minutes(longest);

	if (step->back_to == NULL)
		return g_strdup("none");
	if (step->reversible == CT_REVERSIBLE_NO)
		return g_strdup_printf("%s\nwhat is done half stays done: go on with it",
				       step->back_to);
	return g_strdup_printf("%s\n%s%s", step->back_to, one ? "" : "at most ", time);
}

/* Of @count steps from @first on. */
static void
add_row(const CtBook *self, guint first, guint count)
{
	const CtPlanStep *step = ct_plan_step(self->plan, first);
	const CtPlanStep *last = ct_plan_step(self->plan, first + count - 1);
	g_autofree char *waits = ct_book_join(step->stops, MAX_RUNS);
	g_autofree char *run = g_strdup_printf("%s\nto %s", step->id, last->id);
	g_autofree char *title = count > 1 ? ct_book_title_of(step) : g_strdup(step->title);
	g_autofree char *href = g_strconcat("#", step->id, NULL);
	g_autofree char *back = NULL;
	guint64 longest = 0;

	for (guint i = first; i < first + count; i++)
		longest = MAX(longest, ct_plan_step(self->plan, i)->back_minutes);
	back = tell_way_back(step, longest, count == 1);

	const char *const cells[] = { count > 1 ? run : step->id, title,
				      waits[0] != '\0' ? waits : "none", back };

	ct_flow_row(self->flow, NULL, cells, href);
}

void
ct_book_failures(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "If it fails", 0.1, CT_STYLE_STRONG },
		{ "Step", 0.36, CT_STYLE_BODY },
		{ "These wait, all others may go on", 0.29, CT_STYLE_NOTE },
		{ "Way back to", 0.25, CT_STYLE_STRONG },
	};

	ct_flow_heading(self->flow, 0, "failures", "If a step fails");
	ct_flow_paragraph(
		self->flow, CT_STYLE_BODY,
		"A failed step is mended and repeated, or the plan is walked back to the "
		"checkpoint before it. Until then the steps that rest on it wait. What is "
		"not named may go on: the separate checker has tried that out.");
	if (self->plan->whole != NULL) {
		ct_flow_paragraph(
			self->flow, CT_STYLE_BODY,
			"This plan is too long to be printed step by step: plan.json says it "
			"for each step, under if_it_fails.");
		return;
	}
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < self->plan->steps->len;) {
		guint count = count_alike(self, i);

		add_row(self, i, count);
		i += count;
	}
}
