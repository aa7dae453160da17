/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar on paper: when the plan begins and ends, and the steps with little room before a window
 * is missed.  Without a calendar there is no such chapter.
 */
#include "render/book-chapters.h"
#include "render/dates.h"

static const CtFlowColumn columns[] = {
	{ "Step", 0.1, CT_STYLE_STRONG },
	{ "What", 0.42, CT_STYLE_BODY },
	{ "Start", 0.2, CT_STYLE_NOTE },
	{ "May be", 0.28, CT_STYLE_NOTE },
};

static void
add_fragile(const CtBook *self, const char *step_id)
{
	guint index = ct_plan_find_step(self->plan, step_id);
	const CtPlanStep *step = index != CT_NONE ? ct_plan_step(self->plan, index) : NULL;
	g_autofree char *start = NULL;
	g_autofree char *room = NULL;
	g_autofree char *id = NULL;
	g_autofree char *href = NULL;

	if (step == NULL || step->start == NULL || step->delay_minutes == G_MAXUINT)
		return;
	start = ct_dates_text(step->start);
	room = ct_dates_room(step);
	id = ct_book_id(self, step->id);
	href = g_strconcat("#", step->id, NULL);

	const char *const cells[] = { id, step->title, start, room };

	ct_flow_row(self->flow, NULL, cells, href);
}

void
ct_book_calendar(const CtBook *self)
{
	const CtPlan *plan = self->plan;
	g_autofree char *start = NULL;
	g_autofree char *end = NULL;
	g_autofree char *path = NULL;
	g_autofree char *range = NULL;

	if (plan->starts == NULL || plan->ends == NULL)
		return;
	start = ct_dates_text(plan->starts);
	end = ct_dates_text(plan->ends);
	path = ct_text_minutes(plan->critical_path);
	range = g_strdup_printf(
		"All times are those of %s. The plan begins on %s and has settled on "
		"%s; day and night, with as many people as can be used, it would "
		"take %s.",
		plan->time_zone != NULL ? plan->time_zone : "", start, end, path);
	ct_flow_heading(self->flow, 0, "calendar", "Calendar");
	ct_flow_paragraph(self->flow, CT_STYLE_BODY, range);
	if (plan->fragile->len == 0) {
		ct_flow_paragraph(self->flow, CT_STYLE_BODY,
				  "No short delay makes any step miss its window.");
		return;
	}
	ct_flow_paragraph(self->flow, CT_STYLE_BODY,
			  "Fragile steps: a short delay of one of them makes some step miss its "
			  "window.");
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < plan->fragile->len; i++)
		add_fragile(self, g_ptr_array_index(plan->fragile, i));
}
