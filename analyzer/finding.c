/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings and the table of rules they refer to.
 *
 * Checks run topic by topic and importers file by file, so findings arrive in an order that says
 * something about this program and nothing about the exports.  Sorting by file name (not by number
 * of input, which depends on the command line) makes the list the same for the same exports.
 */
#include "analyzer/finding.h"

#include <string.h>

static const CtRule rules[CT_N_RULES] = {
#define CT_RULE(id, catalogue, code, severity, summary, advice, source) \
	[CT_RULE_##id] = { catalogue, code, CT_SEVERITY_##severity, summary, advice, source },
#include "analyzer/rules.def"
#undef CT_RULE
};

const CtRule *
ct_rule(CtRuleId id)
{
	g_assert((guint)id < CT_N_RULES);
	return &rules[id];
}

CtRuleId
ct_rule_find(const char *name)
{
	/* "-" marks our own rows: they have a code, but no id of the catalogue */
	if (name == NULL || strcmp(name, "-") == 0)
		return CT_N_RULES;
	for (guint i = 0; i < CT_N_RULES; i++)
		if (g_ascii_strcasecmp(rules[i].code, name) == 0 ||
		    g_ascii_strcasecmp(rules[i].catalogue, name) == 0)
			return (CtRuleId)i;
	return CT_N_RULES;
}

const char *
ct_severity_to_string(CtSeverity severity)
{
	switch (severity) {
	case CT_SEVERITY_INFO:
		return "info";
	case CT_SEVERITY_WARNING:
		return "warning";
	case CT_SEVERITY_ERROR:
		return "error";
	}
	g_assert_not_reached();
}

static void
finding_free(gpointer data)
{
	CtFinding *self = data;

	g_free(self->subject);
	g_free(self->message);
	g_free(self->file);
	g_free(self->fingerprint);
	g_free(self->suppressed);
	g_free(self->suppressed_until);
	g_clear_pointer(&self->stops, g_array_unref);
	g_free(self);
}

static void
clear_stop(gpointer data)
{
	g_free(((CtStop *)data)->name);
}

CtFindings *
ct_findings_new(void)
{
	CtFindings *self = g_new0(CtFindings, 1);

	self->items = g_ptr_array_new_with_free_func(finding_free);
	return self;
}

void
ct_findings_free(CtFindings *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->items);
	g_free(self);
}

static void add(CtFindings *self, CtRuleId rule, CtSeverity severity, CtOrigin origin,
		char *subject, const char *format, va_list args) G_GNUC_PRINTF(6, 0);

static void
add(CtFindings *self, CtRuleId rule, CtSeverity severity, CtOrigin origin, char *subject,
    const char *format, va_list args)
{
	CtFinding *finding = g_new0(CtFinding, 1);
	g_autofree char *message = g_strdup_vprintf(format, args);

	g_assert((guint)rule < CT_N_RULES);
	finding->rule = rule;
	finding->severity = severity;
	finding->origin = origin;
	finding->subject = subject;
	finding->message = ct_strings_printable(message);
	g_ptr_array_add(self->items, finding);
}

void
ct_findings_add(CtFindings *self, CtRuleId rule, CtOrigin origin, char *subject, const char *format,
		...)
{
	va_list args;

	va_start(args, format);
	add(self, rule, ct_rule(rule)->severity, origin, subject, format, args);
	va_end(args);
}

void
ct_findings_add_as(CtFindings *self, CtRuleId rule, CtSeverity severity, CtOrigin origin,
		   char *subject, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(self, rule, severity, origin, subject, format, args);
	va_end(args);
}

void
ct_findings_add_stop(CtFindings *self, const char *name, CtOrigin origin)
{
	CtFinding *finding = g_ptr_array_index(self->items, self->items->len - 1);
	CtStop stop = { ct_strings_printable(name), origin };

	if (finding->stops == NULL) {
		finding->stops = g_array_new(FALSE, FALSE, sizeof(CtStop));
		g_array_set_clear_func(finding->stops, clear_stop);
	}
	g_array_append_val(finding->stops, stop);
}

static const char *
file_of(const CtFinding *finding, const CtFacts *facts)
{
	if (finding->file != NULL)
		return finding->file;
	if (finding->origin.input >= facts->inputs->len)
		return NULL;
	return g_array_index(facts->inputs, CtInput, finding->origin.input).path;
}

const char *
ct_finding_file(const CtFinding *self, const CtEstate *estate)
{
	return file_of(self, estate->facts);
}

gboolean
ct_finding_counts(const CtFinding *self)
{
	return self->suppressed == NULL && !self->known;
}

static int
compare_numbers(guint a, guint b)
{
	return (a > b) - (a < b);
}

/* As people see them: two findings that compare equal here are one finding told twice. */
static int
compare_visible(const CtFinding *a, const CtFinding *b, const CtFacts *facts)
{
	int order = g_strcmp0(file_of(a, facts), file_of(b, facts));

	if (order == 0)
		order = compare_numbers(a->origin.line, b->origin.line);
	if (order == 0)
		order = compare_numbers(a->rule, b->rule);
	if (order == 0)
		order = g_strcmp0(a->subject, b->subject);
	if (order == 0)
		order = g_strcmp0(a->message, b->message);
	if (order == 0)
		order = compare_numbers(b->severity, a->severity);
	return order;
}

/* The element path is seen by no one, but which of two repetitions stays must not be chance. */
static int
compare_findings(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtFinding *left = *(const CtFinding *const *)a;
	const CtFinding *right = *(const CtFinding *const *)b;
	int order = compare_visible(left, right, data);

	return order != 0 ? order : g_strcmp0(left->origin.path, right->origin.path);
}

void
ct_findings_sort(CtFindings *self, const CtEstate *estate)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new_with_free_func(finding_free);

	g_ptr_array_sort_with_data(self->items, compare_findings, estate->facts);
	g_ptr_array_set_free_func(self->items, NULL);
	for (guint i = 0; i < self->items->len; i++) {
		CtFinding *finding = g_ptr_array_index(self->items, i);
		const CtFinding *last = sorted->len > 0 ? g_ptr_array_index(sorted, sorted->len - 1)
							: NULL;

		if (last != NULL && compare_visible(last, finding, estate->facts) == 0)
			finding_free(finding);
		else
			g_ptr_array_add(sorted, finding);
	}
	g_ptr_array_unref(self->items);
	self->items = g_steal_pointer(&sorted);
}

guint
ct_findings_count(const CtFindings *self, CtSeverity severity)
{
	guint count = 0;

	for (guint i = 0; i < self->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(self->items, i);

		count += finding->severity == severity && ct_finding_counts(finding);
	}
	return count;
}
