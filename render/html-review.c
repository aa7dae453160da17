/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame that the script fills with the marks of the reviewer.  Without the script nothing can be
 * marked, and the section stays hidden.
 */
#include "render/html-report.h"

static void
write_tools(CtHtml *html)
{
	ct_html_open(html, "div", "class", "review-tools", NULL);
	ct_html_open(html, "label", NULL);
	ct_html_text(html, "Your name ");
	ct_html_void(html, "input", "type", "text", "id", "reviewer", "autocomplete", "off", NULL);
	ct_html_close(html);
	ct_html_element(html, "button", "Next not reviewed", "type", "button", "id", "next", NULL);
	ct_html_element(html, "button", "Save marks to a file", "type", "button", "id", "export",
			NULL);
	ct_html_element(html, "button", "Take marks from a file", "type", "button", "id", "import",
			NULL);
	ct_html_void(html, "input", "type", "file", "id", "import-file", "accept", ".json",
		     "aria-label", "File of marks", "hidden", "hidden", NULL);
	ct_html_element(html, "button", "Remove all", "type", "button", "id", "forget", NULL);
	ct_html_close(html);
}

static void
open_table(CtHtml *html, const char *id, const char *const *heads, gboolean numbers)
{
	ct_html_open(html, "table", "class", id, NULL);
	ct_html_open(html, "thead", NULL);
	ct_html_open(html, "tr", NULL);
	for (guint i = 0; heads[i] != NULL; i++)
		ct_html_element(html, "th", heads[i], "scope", "col", "class",
				numbers && i > 0 ? "number" : NULL, NULL);
	ct_html_close(html);
	ct_html_close(html);
	ct_html_element(html, "tbody", NULL, "id", id, NULL);
	ct_html_close(html);
}

void
ct_report_write_review(CtReport *self)
{
	static const char *const sums[] = { "Section",	"Things", "Approved", "Questions",
					    "Comments", "Open",	  NULL };
	static const char *const lines[] = { "About", "Mark", "Comment", "By", NULL };
	CtHtml *html = self->html;

	ct_html_open(html, "section", "id", "review", "aria-labelledby", "review-title", "hidden",
		     "hidden", NULL);
	ct_html_element(html, "h2", "Your review", "id", "review-title", NULL);
	ct_html_element(html, "p",
			"The + beside a thing marks it: approved, a question, a comment. This "
			"browser keeps the marks on this computer; save them to a file to hand "
			"them in, or to join those of several reviewers.",
			"class", "lead", NULL);
	ct_html_element(html, "p",
			"This browser keeps nothing for this page: save the marks to a file before "
			"you close it.",
			"class", "alert", "id", "unkept", "hidden", "hidden", NULL);
	write_tools(html);
	open_table(html, "review-summary", sums, TRUE);
	ct_html_element(html, "h3", "Questions and comments", "class", "when", NULL);
	ct_html_element(html, "p", "None yet.", "id", "review-none", "class", "remark", NULL);
	open_table(html, "review-list", lines, FALSE);
	ct_html_close(html);
}
