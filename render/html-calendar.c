/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar on the page: the windows that are used, and the steps with little room before one is
 * missed.  Without a calendar there is no such section.
 */
#include "render/html-report.h"

#include <string.h>

#include "render/dates.h"

gboolean
ct_report_has_dates(const CtReport *self)
{
	return self->plan->starts != NULL && self->plan->ends != NULL;
}

static void
write_range(CtReport *self)
{
	g_autofree char *start = ct_dates_text(self->plan->starts);
	g_autofree char *end = ct_dates_text(self->plan->ends);
	g_autofree char *path = ct_report_duration(self->plan->critical_path);

	ct_html_open(self->html, "p", NULL);
	ct_html_printf(
		self->html,
		"All times are those of %s. The plan begins on %s and has settled on %s; day "
		"and night, with as many people as can be used, it would take %s. ",
		self->plan->time_zone != NULL ? self->plan->time_zone : "", start, end, path);
	ct_html_element(self->html, "a", "plan.ics", "href", "plan.ics", NULL);
	ct_html_text(self->html, " brings the dates to the calendars of people.");
	ct_html_close(self->html);
}

/* Indexes of the steps of a window, from @first on; returns the step behind the run. */
static guint
collect_window(const CtReport *self, guint first, GArray *out_indexes)
{
	const char *window = ct_report_step(self, first)->window;
	guint at = first;

	for (; at < self->plan->steps->len; at++) {
		const CtPlanStep *step = ct_report_step(self, at);

		if (g_strcmp0(step->window, window) == 0)
			g_array_append_val(out_indexes, at);
		else if (step->window != NULL)
			break;
	}
	return at;
}

static void
write_windows(CtReport *self)
{
	static const char *const heads[] = { "Window", "Steps", "Last work ends", NULL };
	CtHtml *html = self->html;

	ct_report_open_table(self, "windows", heads);
	for (guint i = 0; i < self->plan->steps->len;) {
		g_autoptr(GArray) indexes = NULL;
		g_autofree char *window = NULL;
		g_autofree char *end = NULL;
		const CtPlanStep *last;

		if (ct_report_step(self, i)->window == NULL) {
			i++;
			continue;
		}
		indexes = g_array_new(FALSE, FALSE, sizeof(guint));
		window = ct_dates_span_text(ct_report_step(self, i)->window);
		i = collect_window(self, i, indexes);
		last = ct_report_step(self, g_array_index(indexes, guint, indexes->len - 1));
		end = last->end != NULL ? ct_dates_text(last->end) : g_strdup("");
		ct_report_open_row(self, NULL, NULL);
		ct_html_element(html, "td", window, "class", "start", NULL);
		ct_html_open(html, "td", NULL);
		ct_report_link_steps(self, indexes);
		ct_html_close(html);
		ct_html_element(html, "td", end, "class", "start", NULL);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_fragile_step(CtReport *self, const CtPlanStep *step)
{
	CtHtml *html = self->html;
	g_autofree char *room = ct_report_duration(step->delay_minutes);
	g_autofree char *start = ct_report_start(step);

	ct_report_open_row(self, NULL, NULL);
	ct_html_open(html, "th", "scope", "row", NULL);
	ct_report_link_step(self, step->id);
	ct_html_close(html);
	ct_html_element(html, "td", step->title, NULL);
	ct_html_element(html, "td", start, "class", "start", NULL);
	ct_html_element(html, "td", room, "class", "number", NULL);
	ct_html_open(html, "td", NULL);
	if (step->breaks != NULL)
		ct_report_link_step(self, step->breaks);
	else
		ct_html_text(html, "the last day of the plan");
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_fragile(CtReport *self)
{
	static const char *const heads[] = { "Step",	   "What",	  "Start",
					     "Most delay", "Then misses", NULL };
	const GPtrArray *fragile = self->plan->fragile;

	ct_html_open(self->html, "h3", NULL);
	ct_html_printf(self->html, "Fragile steps: %u", fragile->len);
	ct_html_close(self->html);
	if (fragile->len == 0) {
		ct_html_element(self->html, "p", "No short delay makes any step miss its window.",
				NULL);
		return;
	}
	ct_report_open_table(self, "fragile", heads);
	for (guint i = 0; i < fragile->len; i++) {
		guint index = GPOINTER_TO_UINT(
			g_hash_table_lookup(self->steps, g_ptr_array_index(fragile, i)));

		if (index > 0 && ct_report_step(self, index - 1)->delay_minutes != G_MAXUINT)
			write_fragile_step(self, ct_report_step(self, index - 1));
	}
	ct_html_close(self->html);
	ct_html_close(self->html);
}

void
ct_report_write_calendar(CtReport *self)
{
	if (!ct_report_has_dates(self))
		return;
	ct_report_open_section(self, "calendar", "Calendar", CT_NONE,
			       "When things are done, and what must not be late.");
	write_range(self);
	write_windows(self);
	write_fragile(self);
	ct_html_close(self->html);
}
