/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of the exports that the page mentions, with the lines around them: whoever doubts a claim
 * sees what it rests on without looking for the file.
 */
#include "render/html-report.h"

static guint
count_wanted(const GArray *lines)
{
	guint count = 0;

	for (guint i = 0; i < lines->len; i++)
		count += g_array_index(lines, CtExcerptLine, i).wanted;
	return count;
}

static void
write_line(CtReport *self, guint input, const CtExcerptLine *line)
{
	CtHtml *html = self->html;
	g_autofree char *id = g_strdup_printf("e%u-%u", input + 1, line->line);
	g_autofree char *text = g_strdup_printf("%u  %s", line->line, line->text);

	if (line->wanted)
		ct_html_element(html, "mark", text, "id", id, NULL);
	else
		ct_html_text(html, text);
	ct_html_text(html, "\n");
}

static void
write_input(CtReport *self, guint index, const GArray *lines)
{
	CtHtml *html = self->html;
	const CtPlanInput *input = &g_array_index(self->plan->inputs, CtPlanInput, index);
	g_autofree char *count = ct_report_count(count_wanted(lines));
	guint previous = 0;

	ct_html_text(html, "\n");
	ct_html_open(html, "details", "class", "group", "data-group", "", NULL);
	ct_html_open(html, "summary", NULL);
	ct_html_element(html, "strong", ct_report_short_path(self, input->path), NULL);
	ct_html_text(html, " ");
	ct_html_element(html, "span", count, "class", "count", NULL);
	ct_html_close(html);
	ct_html_open(html, "p", "class", "remark", NULL);
	ct_report_link_place(self, input->path, 0);
	ct_html_printf(html, " is a file of kind %s.", input->kind);
	ct_html_close(html);
	for (guint i = 0; i < lines->len; i++) {
		const CtExcerptLine *line = &g_array_index(lines, CtExcerptLine, i);

		if (i > 0 && line->line != previous + 1)
			ct_html_close(html);
		if (i == 0 || line->line != previous + 1)
			ct_html_open(html, "pre", NULL);
		write_line(self, index, line);
		previous = line->line;
	}
	ct_html_close(html);
	ct_html_close(html);
}

void
ct_report_write_sources(CtReport *self)
{
	const GArray *inputs = self->plan->inputs;
	guint shown = 0;

	for (guint i = 0; i < inputs->len; i++) {
		const GArray *lines = ct_excerpts_lines(self->excerpts,
							g_array_index(inputs, CtPlanInput, i).path);

		shown += lines != NULL ? count_wanted(lines) : 0;
	}
	ct_report_open_section(
		self, "sources", "Evidence", shown,
		shown > 0 ? "The lines of the exports that the page refers to, with the "
			    "lines around them; long lines are cut. A link to a file and "
			    "a line opens them."
			  : "No line of the exports is shown: they are not text, are "
			    "packed in an archive, or are no longer there.");
	for (guint i = 0; i < inputs->len; i++) {
		const CtPlanInput *input = &g_array_index(inputs, CtPlanInput, i);
		const GArray *lines = ct_excerpts_lines(self->excerpts, input->path);

		if (lines != NULL)
			write_input(self, i, lines);
	}
	if (ct_excerpts_count(self->excerpts) >= ct_report_max_excerpts(self))
		ct_html_element(
			self->html, "p",
			"The first of them are shown; the others are named by file and line.",
			"class", "remark", NULL);
	ct_html_close(self->html);
}
