/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The failure matrix as a table: what a person looks up when a step has just failed.
 */
#include "render/book-chapters.h"

/* A row of so many runs of steps would be higher than a page. */
#define MAX_RUNS 40

static char *
tell_way_back(const CtPlanStep *step)
{
	g_autofree char *time = ct_text_minutes(step->back_minutes);

	if (step->back_to == NULL)
		return g_strdup("none");
	if (step->reversible == CT_REVERSIBLE_NO)
		return g_strdup_printf("%s\nwhat is done half stays done: go on with it",
				       step->back_to);
	return g_strdup_printf("%s\n%s", step->back_to, time);
}

void
ct_book_failures(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "If it fails", 0.1, CT_STYLE_STRONG },
		{ "Step", 0.36, CT_STYLE_BODY },
		{ "These wait, all others may go on", 0.34, CT_STYLE_NOTE },
		{ "Way back to", 0.2, CT_STYLE_STRONG },
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
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(self->plan, i);
		g_autofree char *waits = ct_book_join(step->stops, MAX_RUNS);
		g_autofree char *back = tell_way_back(step);
		g_autofree char *href = g_strconcat("#", step->id, NULL);
		const char *const cells[] = { step->id, step->title,
					      waits[0] != '\0' ? waits : "none", back };

		ct_flow_row(self->flow, NULL, cells, href);
	}
}
