/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pilot on the page: whether it could be smaller, what nobody in it tries, who tries what.
 */
#include "render/html-report.h"

#include "render/trial.h"

/* Combinations of one user or one pilot that the page lists; plan.json has all. */
#define MAX_TRIED      12
#define MAX_ROWS       300
#define MAX_ROWS_BRIEF 100

static guint
max_rows(const CtReport *self)
{
	return self->brief ? MAX_ROWS_BRIEF : MAX_ROWS;
}

static void
write_rest(CtReport *self, guint count)
{
	CtHtml *html = self->html;

	if (count <= max_rows(self))
		return;
	ct_html_open(html, "p", "class", "remark", NULL);
	ct_html_printf(html, "and %u more: ", count - max_rows(self));
	ct_html_element(html, "a", "plan.json", "href", "plan.json", NULL);
	ct_html_close(html);
}

static void
write_untried(CtReport *self, const CtPlan *plan)
{
	static const char *const heads[] = { "Tried by nobody", "With", "Kind", "Users", NULL };
	guint untried = ct_plan_count_untried(plan);
	guint listed = 0;

	if (untried == 0)
		return;
	ct_report_open_table(self, "pilot", heads);
	for (guint i = 0; i < plan->combinations->len && listed < max_rows(self); i++) {
		const CtPlanCombination *row = &g_array_index(plan->combinations, CtPlanCombination,
							      i);
		g_autofree char *users = ct_report_count(row->users);

		if (row->pilot->len > 0)
			continue;
		listed++;
		ct_report_open_row(self, "untried", NULL);
		ct_html_element(self->html, "th", row->value, "scope", "row", NULL);
		ct_html_element(self->html, "td", row->with, "class", "name", NULL);
		ct_html_element(self->html, "td", row->kind, NULL);
		ct_html_element(self->html, "td", users, "class", "number", NULL);
		ct_html_close(self->html);
	}
	ct_html_close(self->html);
	ct_html_close(self->html);
	write_rest(self, untried);
}

static void
write_triers(CtReport *self, const CtPlan *plan)
{
	static const char *const heads[] = { "Pilot user", "Tries", "Combinations", NULL };
	g_autoptr(GPtrArray) triers = ct_trial_users(plan);

	ct_report_open_table(self, "pilot", heads);
	for (guint i = 0; i < MIN(triers->len, max_rows(self)); i++) {
		const CtTrier *trier = g_ptr_array_index(triers, i);
		g_autofree char *count = ct_report_count(trier->combinations->len);
		g_autofree char *text = ct_trial_text(plan, trier, MAX_TRIED);

		ct_report_open_row(self, "pilot", NULL);
		ct_html_element(self->html, "th", trier->sip, "scope", "row", "class", "name",
				NULL);
		ct_html_element(self->html, "td", count, "class", "number", NULL);
		ct_html_element(self->html, "td", text, NULL);
		ct_html_close(self->html);
	}
	ct_html_close(self->html);
	ct_html_close(self->html);
	write_rest(self, triers->len);
}

void
ct_report_write_pilot(CtReport *self)
{
	const CtPlan *plan = ct_plan_whole(self->plan);
	g_autofree char *sentence = ct_trial_sentence(plan);

	ct_report_open_section(self, "pilot", "Pilot",
			       plan->combinations->len > 0 ? plan->pilot_users : 0,
			       "Pilot users try for everybody else what differs between users.");
	if (plan->combinations->len == 0) {
		ct_html_element(self->html, "p", "There is nothing to try.", "class", "remark",
				NULL);
	} else {
		ct_html_element(self->html, "p", sentence, NULL);
		write_untried(self, plan);
		write_triers(self, plan);
	}
	ct_html_close(self->html);
}
