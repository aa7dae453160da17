/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledgers at the end of the page: what becomes of each legacy object, which pool follows which,
 * what the plan rests on, what it was made from.
 */
#include "render/html-report.h"

#include <string.h>

#include "planner/catalogue.h"
#include "render/targets.h"

/* How much of a ledger of @count rows is not on the page. */
static void
write_rest(CtReport *self, guint count)
{
	CtHtml *html = self->html;
	g_autofree char *more = NULL;

	if (count <= ct_report_max_listed(self))
		return;
	more = ct_report_count(count - ct_report_max_listed(self));
	ct_html_open(html, "p", "class", "remark", NULL);
	ct_html_printf(html, "and %s more: ", more);
	ct_html_element(html, "a", "plan.json", "href", "plan.json", NULL);
	ct_html_close(html);
}

static void
write_fate_target(CtReport *self, const CtFate *fate)
{
	g_autoptr(GPtrArray) further = ct_targets_further(self->plan, fate->subject);

	if (fate->to == NULL)
		return;
	if (strchr(fate->to, ':') != NULL)
		ct_report_link_subject(self, fate->to);
	else
		ct_html_text(self->html, fate->to);
	for (guint i = 0; i < further->len; i++) {
		ct_html_text(self->html, " and ");
		ct_report_link_subject(self, g_ptr_array_index(further, i));
	}
}

static void
write_fate(CtReport *self, guint index)
{
	CtHtml *html = self->html;
	const CtFate *fate = &g_array_index(self->plan->fates, CtFate, index);
	const GArray *steps = g_hash_table_lookup(self->subject_steps, fate->subject);
	g_autofree char *id = g_strdup_printf("fate-%u", index + 1);

	ct_report_open_row(self, fate->fate, id);
	ct_html_element(html, "th", fate->subject, "scope", "row", "class", "name", NULL);
	ct_html_element(html, "td", fate->fate, "class", "fate", NULL);
	ct_html_open(html, "td", "class", "name", NULL);
	write_fate_target(self, fate);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	if (steps != NULL)
		ct_report_link_steps(self, steps);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	if (*fate->rule != '\0')
		ct_report_link_rule(self, fate->rule);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	ct_report_evidence(self, fate->evidence);
	ct_html_close(html);
	ct_html_close(html);
}

void
ct_report_write_fates(CtReport *self)
{
	static const char *const heads[] = { "Object", "Fate",	   "To", "Steps",
					     "Rule",   "Evidence", NULL };
	const GArray *fates = self->plan->fates;

	ct_report_open_section(self, "fates", "Fates", fates->len,
			       "What becomes of every legacy object; users are in the waves.");
	ct_report_open_table(self, "fates", heads);
	for (guint i = 0; i < MIN(fates->len, ct_report_max_listed(self)); i++)
		write_fate(self, i);
	ct_html_close(self->html);
	ct_html_close(self->html);
	write_rest(self, fates->len);
	ct_html_close(self->html);
}

void
ct_report_write_pairs(CtReport *self)
{
	static const char *const heads[] = { "Legacy pool", "Target pool", "Why", "Evidence",
					     NULL };
	CtHtml *html = self->html;
	const GArray *pairs = self->plan->pairs;

	ct_report_open_section(self, "pairs", "Pairs of pools", pairs->len,
			       "Where the users of each legacy pool go.");
	ct_report_open_table(self, "pairs", heads);
	for (guint i = 0; i < pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(pairs, CtPlanPair, i);
		g_autofree char *id = g_strdup_printf("pair-%u", i + 1);
		g_autofree char *targets = ct_targets_text(pair, ", ");
		g_autofree char *reason = NULL;

		ct_report_open_row(self, NULL, id);
		ct_html_element(html, "th", pair->legacy, "scope", "row", "class", "name", NULL);
		ct_html_element(html, "td", targets, "class", "name", NULL);
		reason = ct_report_short_text(self, pair->reason);
		ct_html_element(html, "td", reason, NULL);
		ct_html_open(html, "td", NULL);
		ct_report_evidence(self, pair->evidence);
		ct_html_close(html);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_close(html);
	ct_html_close(html);
}

static gboolean
is_question(const CtAssumption *assumption)
{
	return strcmp(assumption->source, "question") == 0;
}

void
ct_report_write_assumptions(CtReport *self)
{
	static const char *const heads[] = { "Id",     "What was assumed",   "Value",
					     "Source", "If it is otherwise", NULL };
	CtHtml *html = self->html;
	const GArray *assumptions = self->plan->assumptions;
	guint count = 0;

	for (guint i = 0; i < assumptions->len; i++)
		count += !is_question(&g_array_index(assumptions, CtAssumption, i));
	ct_report_open_section(
		self, "assumptions", "Assumptions", count,
		"Every default and every reading of the guide that the plan rests on. What "
		"nobody but a person can know is among the open questions.");
	ct_report_open_table(self, "assumptions", heads);
	for (guint i = 0; i < MIN(assumptions->len, ct_report_max_listed(self)); i++) {
		const CtAssumption *assumption = &g_array_index(assumptions, CtAssumption, i);
		g_autofree char *id = g_strdup_printf("assumption-%u", i + 1);

		if (is_question(assumption))
			continue;
		ct_report_open_row(self, NULL, id);
		ct_html_open(html, "th", "scope", "row", "class", "name", NULL);
		if (ct_catalogue_find(assumption->id) != NULL)
			ct_report_link_rule(self, assumption->id);
		else
			ct_html_text(html, assumption->id);
		ct_html_close(html);
		ct_html_element(html, "td", assumption->text, NULL);
		ct_html_element(html, "td", assumption->value, "class", "value", NULL);
		ct_html_element(html, "td", assumption->source, NULL);
		ct_html_element(html, "td", assumption->effect, NULL);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_close(html);
	write_rest(self, assumptions->len);
	ct_html_close(html);
}

static void
write_intent(CtReport *self)
{
	static const char *const heads[] = { "Key", "Value", "From", NULL };
	CtHtml *html = self->html;
	const GArray *intent = self->plan->intent;
	g_autofree char *keys = ct_report_plural(intent->len, "key", "keys");

	if (intent->len == 0)
		return;
	ct_html_open(html, "details", "class", "group", "data-group", "", NULL);
	ct_html_open(html, "summary", NULL);
	ct_html_element(html, "strong", "Intent", NULL);
	ct_html_printf(html, " %s", keys);
	ct_html_close(html);
	ct_report_open_table(self, "intent", heads);
	for (guint i = 0; i < intent->len; i++) {
		const CtPlanIntent *entry = &g_array_index(intent, CtPlanIntent, i);

		ct_report_open_row(self, NULL, NULL);
		ct_html_element(html, "th", entry->key, "scope", "row", "class", "name", NULL);
		ct_html_element(html, "td", entry->value, "class", "value", NULL);
		ct_html_element(html, "td", entry->origin, NULL);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_close(html);
	ct_html_close(html);
}

void
ct_report_write_inputs(CtReport *self)
{
	static const char *const heads[] = { "File", "Kind", "Deployment", "SHA-256", NULL };
	/* enough to tell files apart at a glance; pointing at it shows the rest */
	static const int digits = 12;
	CtHtml *html = self->html;
	const GArray *inputs = self->plan->inputs;

	ct_report_open_section(self, "inputs", "Inputs", inputs->len,
			       "What the plan was made from. Newer exports may need another plan.");
	if (*self->folder != '\0') {
		ct_html_open(html, "p", NULL);
		ct_html_text(html, "Below ");
		ct_html_element(html, "code", self->folder, NULL);
		ct_html_close(html);
	}
	ct_report_open_table(self, "inputs", heads);
	for (guint i = 0; i < inputs->len; i++) {
		const CtPlanInput *input = &g_array_index(inputs, CtPlanInput, i);
		g_autofree char *id = g_strdup_printf("input-%u", i + 1);
		g_autofree char *digest = g_strndup(input->sha256, digits);
		const char *name = ct_report_short_path(self, input->path);

		ct_report_open_row(self, NULL, id);
		ct_html_element(html, "th", name, "scope", "row", "class", "name", NULL);
		ct_html_element(html, "td", input->kind, NULL);
		ct_html_element(html, "td", ct_plan_input_side(input), NULL);
		ct_html_open(html, "td", NULL);
		ct_html_element(html, "code", digest, "title", input->sha256, NULL);
		ct_html_close(html);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_close(html);
	write_intent(self);
	ct_html_close(html);
}
