/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checklists of tests, to tick on the screen or on paper: one for each checkpoint, with what has to
 * hold before anybody goes on, and what is tested after each step up to the next checkpoint.
 */
#include <string.h>

#include "planner/catalogue.h"
#include "render/html-report.h"

static void
write_what(CtReport *self, const char *test)
{
	CtHtml *html = self->html;
	const CtCatalogueEntry *entry = ct_catalogue_find(test);

	ct_report_link_rule(self, test);
	ct_html_text(html, " ");
	if (entry != NULL && self->brief)
		ct_html_text(html, entry->title);
	else if (entry != NULL)
		ct_html_text(html, entry->text);
	if (entry != NULL && *entry->detail != '\0' && !self->brief)
		ct_html_element(html, "span", entry->detail, "class", "pass", NULL);
}

/* One line to tick.  @steps: of guint, what the tests come after; NULL: they stand before all of them */
static void
write_line(CtReport *self, const char *checkpoint, const GPtrArray *tests, const GArray *steps)
{
	CtHtml *html = self->html;
	const char *where = steps != NULL ? ct_report_step(self, g_array_index(steps, guint, 0))->id
					  : checkpoint;
	g_autofree char *key = g_strdup_printf("%s/%s", where,
					       (const char *)g_ptr_array_index(tests, 0));

	ct_report_open_row(self, NULL, NULL);
	ct_html_open(html, "td", NULL);
	ct_html_open(html, "label", NULL);
	ct_html_void(html, "input", "type", "checkbox", "data-tick", key, NULL);
	if (steps != NULL) {
		ct_html_text(html, " After ");
		ct_report_link_steps(self, steps);
		if (steps->len == 1 && !self->brief)
			ct_html_element(html, "span",
					ct_report_step(self, g_array_index(steps, guint, 0))->title,
					"class", "pass", NULL);
	} else {
		ct_html_text(html, " Before going on");
	}
	ct_html_close(html);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	for (guint i = 0; i < tests->len; i++) {
		if (i > 0)
			ct_html_text(html, "; ");
		write_what(self, g_ptr_array_index(tests, i));
	}
	ct_html_close(html);
	ct_html_element(html, "td", NULL, NULL);
	ct_html_close(html);
}

static void
write_test(CtReport *self, const char *checkpoint, const char *test, const GArray *steps)
{
	g_autoptr(GPtrArray) tests = g_ptr_array_new();

	g_ptr_array_add(tests, (gpointer)test);
	write_line(self, checkpoint, tests, steps);
}

static gboolean
has_test(const CtPlanStep *step, const char *test)
{
	for (guint i = 0; i < step->tests->len; i++)
		if (strcmp(g_ptr_array_index(step->tests, i), test) == 0)
			return TRUE;
	return FALSE;
}

/* Steps that follow each other and are tested alike share a line. */
static void
write_step_tests(CtReport *self, const char *checkpoint, guint first, guint last)
{
	for (guint i = first; i <= last; i++) {
		const CtPlanStep *step = ct_report_step(self, i);

		for (guint j = 0; j < step->tests->len; j++) {
			const char *test = g_ptr_array_index(step->tests, j);
			g_autoptr(GArray) steps = NULL;

			if (i > first && has_test(ct_report_step(self, i - 1), test))
				continue;
			steps = g_array_new(FALSE, FALSE, sizeof(guint));
			for (guint k = i; k <= last && has_test(ct_report_step(self, k), test); k++)
				g_array_append_val(steps, k);
			write_test(self, checkpoint, test, steps);
		}
	}
}

static void
write_checklist(CtReport *self, guint index)
{
	static const char *const heads[] = { "Passed", "What is tested", "By, on, result", NULL };
	CtHtml *html = self->html;
	const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints, CtCheckpoint,
							index);
	g_autofree char *id = g_strconcat("check-", checkpoint->id, NULL);
	guint first;
	guint last;

	ct_html_text(html, "\n");
	ct_html_open(html, "div", "id", id, "class", "checklist", "data-group", "", NULL);
	ct_html_open(html, "h3", NULL);
	ct_report_link_checkpoint(self, checkpoint->id);
	ct_html_printf(html, " %s ", checkpoint->title);
	ct_html_element(html, "span", NULL, "class", "count", NULL);
	ct_html_close(html);
	if (self->brief) {
		/* hundreds of lists do without heads, and what is tested at one time is one line */
		ct_html_open(html, "table", NULL);
		ct_html_open(html, "tbody", NULL);
	} else {
		ct_report_open_table(self, NULL, heads);
	}
	if (self->brief && checkpoint->tests->len > 0)
		write_line(self, checkpoint->id, checkpoint->tests, NULL);
	for (guint i = 0; i < checkpoint->tests->len && !self->brief; i++)
		write_test(self, checkpoint->id, g_ptr_array_index(checkpoint->tests, i), NULL);
	if (ct_report_span(self, index, &first, &last))
		write_step_tests(self, checkpoint->id, first, last);
	ct_html_close(html);
	ct_html_close(html);
	ct_html_close(html);
}

/* A list without a line is no list. */
static gboolean
is_tested(const CtReport *self, guint index)
{
	const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints, CtCheckpoint,
							index);
	guint first;
	guint last;

	if (checkpoint->tests->len > 0)
		return TRUE;
	if (ct_report_span(self, index, &first, &last))
		for (guint i = first; i <= last; i++)
			if (ct_report_step(self, i)->tests->len > 0)
				return TRUE;
	return FALSE;
}

void
ct_report_write_checklists(CtReport *self)
{
	guint count = 0;

	for (guint i = 0; i < self->plan->checkpoints->len; i++)
		count += is_tested(self, i);
	ct_report_open_section(self, "checklists", "Test checklists", count,
			       "For each checkpoint what has to hold before anybody goes on, and "
			       "what is tested after the steps behind it. Tick them here, or print "
			       "them: the button is on top of the page.");
	for (guint i = 0; i < self->plan->checkpoints->len; i++)
		if (is_tested(self, i))
			write_checklist(self, i);
	ct_html_close(self->html);
}
