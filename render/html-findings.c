/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings, gathered by rule, with the advice once for all of them.
 */
#include "render/finding-group.h"
#include "render/html-report.h"

/* More of one rule are counted, not listed: the page must stay light, findings.json has them all. */
#define MAX_LISTED 100
/* Longer lists start folded. */
#define MAX_OPEN 12

static const CtFinding *
finding_at(const CtReport *self, guint index)
{
	return g_ptr_array_index(self->findings->items, index);
}

static const char *
input_path(const CtReport *self, CtOrigin origin)
{
	const GArray *inputs = self->estate->facts->inputs;

	return origin.input < inputs->len ? g_array_index(inputs, CtInput, origin.input).path
					  : NULL;
}

static void
write_finding(CtReport *self, guint index)
{
	CtHtml *html = self->html;
	const CtFinding *finding = finding_at(self, index);
	const char *path = input_path(self, finding->origin);
	g_autofree char *id = g_strdup_printf("finding-%u", index + 1);
	g_autofree char *message = ct_report_short_text(self, finding->message);

	ct_report_open_row(self, NULL, id);
	ct_html_element(html, "td", message, NULL);
	ct_html_open(html, "td", NULL);
	if (finding->subject != NULL)
		ct_report_link_subject(self, finding->subject);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	if (path != NULL)
		ct_report_link_place(self, path, finding->origin.line);
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_group(CtReport *self, const CtFindingGroup *group)
{
	static const char *const heads[] = { "What", "About", "Where", NULL };
	CtHtml *html = self->html;
	const CtRule *rule = ct_rule(group->rule);
	guint listed = MIN(group->items->len, MAX_LISTED);
	g_autofree char *count = ct_report_count(group->items->len);
	gboolean open = group->severity == CT_SEVERITY_ERROR || group->items->len <= MAX_OPEN;

	ct_html_text(html, "\n");
	ct_html_open(html, "details", "class", "group", "open", open ? "open" : NULL, "data-group",
		     "", NULL);
	ct_html_open(html, "summary", NULL);
	ct_report_severity(self, group->severity);
	ct_html_text(html, " ");
	ct_html_element(html, "strong", rule->summary, NULL);
	ct_html_text(html, " ");
	ct_html_element(html, "code", rule->code, NULL);
	ct_html_text(html, " ");
	ct_html_element(html, "span", count, "class", "count", NULL);
	ct_html_close(html);
	ct_html_open(html, "details", "class", "advice", NULL);
	ct_html_element(html, "summary", "What it means and what to do", NULL);
	ct_html_open(html, "p", NULL);
	ct_html_printf(html, "%s ", rule->advice);
	ct_report_link_rule(self, rule->code);
	ct_html_close(html);
	ct_html_close(html);
	ct_report_open_table(self, "findings", heads);
	for (guint i = 0; i < listed; i++)
		write_finding(self, g_array_index(group->items, guint, i));
	ct_html_close(html);
	ct_html_close(html);
	if (listed < group->items->len) {
		g_autofree char *more = ct_report_count(group->items->len - listed);

		ct_html_open(html, "p", "class", "remark", NULL);
		ct_html_printf(html, "and %s more: ", more);
		ct_html_element(html, "a", "findings.json", "href", "findings.json", NULL);
		ct_html_close(html);
	}
	ct_html_close(html);
}

void
ct_report_write_findings(CtReport *self)
{
	g_autoptr(GArray) groups = ct_finding_groups(self->findings);
	guint count = self->findings != NULL
			      ? self->findings->items->len
			      : self->plan->errors + self->plan->warnings + self->plan->infos;

	ct_report_open_section(self, "findings", "Findings", count,
			       count > 0 ? "What is wrong or uncertain in the exports, by rule."
					 : "None: nothing in the exports is wrong or uncertain.");
	for (guint i = 0; i < groups->len; i++)
		write_group(self, &g_array_index(groups, CtFindingGroup, i));
	ct_html_close(self->html);
}
