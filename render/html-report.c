/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrases of the page: how a step, a rule, an object, a place in an export, a duration is
 * written, wherever it is mentioned.
 *
 * A mention is a link, and to a place that exists: a plan may have been edited by hand, so an id
 * that leads nowhere is shown as plain text.  Rules are noted when they are mentioned; the glossary
 * comes last and explains exactly those.
 */
#include "render/html-report.h"

#include <string.h>

#include "planner/catalogue.h"
#include "render/dates.h"

/* With more steps the page is brief. */
#define MANY_STEPS 250
/* Of a longer ledger the rest is counted, not listed. */
#define MAX_LISTED	 1500
#define MAX_LISTED_BRIEF 200
/* More lines of exports are not shown, only named. */
#define MAX_EXCERPTS	   700
#define MAX_EXCERPTS_BRIEF 250

static void
index_steps(CtReport *self)
{
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_report_step(self, i);

		g_hash_table_insert(self->steps, (gpointer)step->id, GUINT_TO_POINTER(i + 1));
		for (guint j = 0; j < step->subjects->len; j++) {
			gpointer subject = g_ptr_array_index(step->subjects, j);
			GArray *steps = g_hash_table_lookup(self->subject_steps, subject);

			if (steps == NULL) {
				steps = g_array_new(FALSE, FALSE, sizeof(guint));
				g_hash_table_insert(self->subject_steps, subject, steps);
			}
			g_array_append_val(steps, i);
		}
	}
}

const char *
ct_report_short_path(const CtReport *self, const char *path)
{
	return g_str_has_prefix(path, self->folder) ? path + strlen(self->folder) : path;
}

char *
ct_report_short_text(const CtReport *self, const char *text)
{
	g_auto(GStrv) parts = NULL;

	if (*self->folder == '\0')
		return g_strdup(text);
	parts = g_strsplit(text, self->folder, -1);
	return g_strjoinv("", parts);
}

void
ct_report_init(CtReport *self, const CtPlan *plan, const CtEstate *estate,
	       const CtFindings *findings)
{
	*self = (CtReport){ .plan = plan, .estate = estate, .findings = findings };
	self->steps = g_hash_table_new(g_str_hash, g_str_equal);
	self->fates = g_hash_table_new(g_str_hash, g_str_equal);
	self->inputs = g_hash_table_new(g_str_hash, g_str_equal);
	self->subject_steps = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
						    (GDestroyNotify)g_array_unref);
	self->mentioned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->folder = ct_plan_input_folder(plan);
	self->told = g_hash_table_new(g_str_hash, g_str_equal);
	self->excerpts = ct_excerpts_new(2);
	self->brief = plan->steps->len > MANY_STEPS;
	index_steps(self);
	ct_report_find_filters(self);
	for (guint i = 0; i < plan->fates->len; i++) {
		const CtFate *fate = &g_array_index(plan->fates, CtFate, i);

		g_hash_table_insert(self->fates, (gpointer)fate->subject, GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < plan->inputs->len; i++) {
		const CtPlanInput *input = &g_array_index(plan->inputs, CtPlanInput, i);

		g_hash_table_insert(self->inputs, (gpointer)input->path, GUINT_TO_POINTER(i + 1));
	}
}

void
ct_report_clear(CtReport *self)
{
	g_hash_table_unref(self->steps);
	g_hash_table_unref(self->fates);
	g_hash_table_unref(self->inputs);
	g_hash_table_unref(self->subject_steps);
	g_hash_table_unref(self->mentioned);
	g_hash_table_unref(self->told);
	g_ptr_array_unref(self->pools);
	g_ptr_array_unref(self->sites);
	ct_excerpts_free(self->excerpts);
	g_free(self->folder);
}

guint
ct_report_max_listed(const CtReport *self)
{
	return self->brief ? MAX_LISTED_BRIEF : MAX_LISTED;
}

guint
ct_report_max_excerpts(const CtReport *self)
{
	return self->brief ? MAX_EXCERPTS_BRIEF : MAX_EXCERPTS;
}

const CtPlanStep *
ct_report_step(const CtReport *self, guint index)
{
	return &g_array_index(self->plan->steps, CtPlanStep, index);
}

void
ct_report_open_section(CtReport *self, const char *id, const char *title, guint count,
		       const char *lead)
{
	CtHtml *html = self->html;
	g_autofree char *heading = g_strconcat(id, "-title", NULL);

	ct_html_open(html, "section", "id", id, "aria-labelledby", heading, NULL);
	ct_html_open(html, "h2", "id", heading, NULL);
	ct_html_text(html, title);
	if (count != CT_NONE) {
		g_autofree char *number = ct_report_count(count);

		ct_html_text(html, " ");
		ct_html_element(html, "span", number, "class", "count", NULL);
	}
	ct_html_close(html);
	if (lead != NULL)
		ct_html_element(html, "p", lead, "class", "lead", NULL);
}

void
ct_report_open_table(CtReport *self, const char *css_class, const char *const *heads)
{
	CtHtml *html = self->html;

	ct_html_open(html, "table", "class", css_class, NULL);
	ct_html_open(html, "thead", NULL);
	ct_html_open(html, "tr", NULL);
	for (guint i = 0; heads[i] != NULL; i++)
		ct_html_element(html, "th", heads[i], "scope", "col", NULL);
	ct_html_close(html);
	ct_html_close(html);
	ct_html_text(html, "\n");
	ct_html_open(html, "tbody", NULL);
}

void
ct_report_open_row(CtReport *self, const char *css_class, const char *id)
{
	ct_html_text(self->html, "\n");
	ct_html_open(self->html, "tr", "id", id, "class", css_class, NULL);
}

static void
link_to(CtReport *self, const char *css_class, const char *anchor, const char *text)
{
	g_autofree char *href = g_strconcat("#", anchor, NULL);

	ct_html_element(self->html, "a", text, "class", css_class, "href", href, NULL);
}

void
ct_report_link_step(CtReport *self, const char *id)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(self->steps, id));
	g_autofree char *anchor = ct_report_anchor(id);

	if (index == 0)
		ct_html_element(self->html, "span", id, "class", "id", NULL);
	else
		link_to(self, NULL, anchor, id);
}

void
ct_report_link_steps(CtReport *self, const GArray *indexes)
{
	for (guint i = 0; i < indexes->len;) {
		guint first = g_array_index(indexes, guint, i);
		guint last = first;

		if (i > 0)
			ct_html_text(self->html, ", ");
		for (i++; i < indexes->len && g_array_index(indexes, guint, i) <= last + 1; i++)
			last = g_array_index(indexes, guint, i);
		ct_report_link_step(self, ct_report_step(self, first)->id);
		if (last == first)
			continue;
		ct_html_text(self->html, last == first + 1 ? ", " : "–");
		ct_report_link_step(self, ct_report_step(self, last)->id);
	}
}

void
ct_report_link_checkpoint(CtReport *self, const char *id)
{
	g_autofree char *anchor = ct_report_anchor(id);

	link_to(self, NULL, anchor, id);
}

void
ct_report_link_wave(CtReport *self, const char *id)
{
	g_autofree char *anchor = ct_report_anchor(id);

	if (ct_plan_find_wave(self->plan, id) == NULL)
		ct_html_text(self->html, id);
	else
		link_to(self, NULL, anchor, id);
}

void
ct_report_link_rule(CtReport *self, const char *id)
{
	const CtCatalogueEntry *entry = ct_catalogue_find(id);
	/* a rule of findings may be named by its code */
	const char *name = entry != NULL ? entry->id : id;
	g_autofree char *anchor = ct_report_anchor(name);

	link_to(self, NULL, anchor, id);
	g_hash_table_add(self->mentioned, g_strdup(name));
}

void
ct_report_link_rules(CtReport *self, const GPtrArray *ids)
{
	for (guint i = 0; i < ids->len; i++) {
		if (i > 0)
			ct_html_text(self->html, " ");
		ct_report_link_rule(self, g_ptr_array_index(ids, i));
	}
}

void
ct_report_link_subject(CtReport *self, const char *subject)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(self->fates, subject));
	g_autofree char *anchor = g_strdup_printf("fate-%u", index);

	if (g_str_has_prefix(subject, "wave:"))
		ct_report_link_wave(self, subject + strlen("wave:"));
	else if (index == 0 || index > ct_report_max_listed(self))
		ct_html_element(self->html, "span", subject, "class", "subject", NULL);
	else
		link_to(self, "subject", anchor, subject);
}

void
ct_report_link_subjects(CtReport *self, const GPtrArray *subjects, guint limit)
{
	for (guint i = 0; i < MIN(subjects->len, limit); i++) {
		if (i > 0)
			ct_html_text(self->html, " ");
		ct_report_link_subject(self, g_ptr_array_index(subjects, i));
	}
	if (subjects->len > limit)
		ct_html_printf(self->html, " and %u more", subjects->len - limit);
}

/* Where the file is now: exports may have been carried elsewhere since they were planned. */
static const char *
path_now(const CtReport *self, guint index)
{
	const CtPlanInput *planned = &g_array_index(self->plan->inputs, CtPlanInput, index);
	const GArray *inputs = self->estate->facts->inputs;

	for (guint i = 0; i < inputs->len; i++) {
		const CtInput *input = &g_array_index(inputs, CtInput, i);

		if (g_strcmp0(input->sha256, planned->sha256) == 0)
			return input->path;
	}
	return planned->path;
}

char *
ct_report_place_anchor(const CtReport *self, const char *file, guint line)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(self->inputs, file));

	if (index == 0 || line == 0)
		return NULL;
	if (!self->excerpts_read &&
	    ct_excerpts_count(self->excerpts) < ct_report_max_excerpts(self))
		ct_excerpts_want(self->excerpts, file, path_now(self, index - 1), line);
	if (!ct_excerpts_has(self->excerpts, file, line))
		return NULL;
	return g_strdup_printf("e%u-%u", index, line);
}

void
ct_report_link_place(CtReport *self, const char *file, guint line)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(self->inputs, file));
	g_autofree char *excerpt = ct_report_place_anchor(self, file, line);
	g_autofree char *anchor = excerpt != NULL ? g_steal_pointer(&excerpt)
						  : g_strdup_printf("input-%u", index);
	const char *name = ct_report_short_path(self, file);
	g_autofree char *place = line > 0 ? g_strdup_printf("%s:%u", name, line) : g_strdup(name);

	if (index == 0)
		ct_html_element(self->html, "span", place, "class", "place", NULL);
	else
		link_to(self, "place", anchor, place);
}

static void
write_evidence(CtReport *self, const CtEvidence *entry)
{
	ct_report_link_place(self, entry->file, entry->line);
	if (entry->text != NULL && *entry->text != '\0' && !self->brief)
		ct_html_printf(self->html, " %s", entry->text);
}

void
ct_report_evidence(CtReport *self, const GArray *evidence)
{
	if (evidence->len == 1) {
		write_evidence(self, &g_array_index(evidence, CtEvidence, 0));
		return;
	}
	if (evidence->len == 0)
		return;
	ct_html_open(self->html, "ul", "class", "evidence", NULL);
	for (guint i = 0; i < evidence->len; i++) {
		ct_html_open(self->html, "li", NULL);
		write_evidence(self, &g_array_index(evidence, CtEvidence, i));
		ct_html_close(self->html);
	}
	ct_html_close(self->html);
}

/* The style gives each a sign and a frame of its own, so that no one depends on the colour. */
static void
write_badge(CtReport *self, const char *css_class, const char *text)
{
	g_autofree char *classes = g_strconcat("badge ", css_class, NULL);

	ct_html_element(self->html, "span", text, "class", classes, NULL);
}

void
ct_report_reversible(CtReport *self, CtReversible reversible)
{
	switch (reversible) {
	case CT_REVERSIBLE_YES:
		write_badge(self, "yes", "yes");
		return;
	case CT_REVERSIBLE_LOSSY:
		write_badge(self, "lossy", "lossy");
		return;
	case CT_REVERSIBLE_NO:
		write_badge(self, "no", "no");
		return;
	}
	g_assert_not_reached();
}

void
ct_report_severity(CtReport *self, CtSeverity severity)
{
	switch (severity) {
	case CT_SEVERITY_ERROR:
		write_badge(self, "no error", "error");
		return;
	case CT_SEVERITY_WARNING:
		write_badge(self, "lossy warning", "warning");
		return;
	case CT_SEVERITY_INFO:
		write_badge(self, "yes info", "info");
		return;
	}
	g_assert_not_reached();
}

char *
ct_report_duration(guint64 minutes)
{
	g_autofree char *hours = ct_report_count(minutes / 60);

	if (minutes < 60)
		return g_strdup_printf("%u min", (guint)minutes);
	if (minutes % 60 == 0)
		return g_strdup_printf("%s h", hours);
	return g_strdup_printf("%s h %u min", hours, (guint)(minutes % 60));
}

char *
ct_report_count(guint64 count)
{
	g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, count);
	gsize length = strlen(digits);
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			g_string_append_c(out, ',');
		g_string_append_c(out, digits[i]);
	}
	return g_string_free(out, FALSE);
}

char *
ct_report_plural(guint64 count, const char *one, const char *many)
{
	g_autofree char *number = ct_report_count(count);

	return g_strdup_printf("%s %s", number, count == 1 ? one : many);
}

char *
ct_report_anchor(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p++) {
		if (g_ascii_isalnum(*p) || *p == '-' || *p == '.')
			g_string_append_c(out, *p);
		else
			g_string_append_printf(out, "_%02x", (guint)(guchar)*p);
	}
	return g_string_free(out, FALSE);
}

char *
ct_report_start(const CtPlanStep *step)
{
	g_autofree char *elapsed = NULL;

	if (step->start != NULL)
		return ct_dates_text(step->start);
	elapsed = ct_report_duration(step->start_minute);
	return g_strconcat("+", elapsed, NULL);
}
