/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover explain: any row of the rule book, or all of them.
 */
#include "cli/explain.h"

#include <string.h>

#include "cli/session.h"
#include "cli/suggest.h"
#include "planner/catalogue-page.h"

/* Facts are lines such as "Phase: 8"; this is the longest of what stands before the colon. */
static guint
label_width(char **lines)
{
	gsize width = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *end = strstr(lines[i], ": ");

		width = MAX(width, end != NULL ? (gsize)(end - lines[i]) : 0);
	}
	return (guint)width;
}

static void
print_facts(CtReport *report, char **lines)
{
	guint width = label_width(lines);

	ct_report_end(report);
	for (guint i = 0; lines[i] != NULL; i++) {
		const char *end = strstr(lines[i], ": ");
		g_autofree char *label = g_strndup(lines[i],
						   end != NULL ? (gsize)(end - lines[i]) : 0);

		ct_report_item(report, 2, width, label, end != NULL ? end + 2 : lines[i]);
	}
}

static void
print_section(CtReport *report, const CtPageSection *section)
{
	if (section->heading[0] == '\0') {
		print_facts(report, section->items);
		return;
	}
	ct_report_heading(report, "%s", section->heading);
	if (section->text[0] != '\0')
		ct_report_wrap(report, 2, section->text);
	for (guint i = 0; section->items[i] != NULL; i++)
		ct_report_item(report, 2, 1, "-", section->items[i]);
}

static void
print_entry(CtReport *report, const CtCatalogueEntry *entry)
{
	g_autoptr(GPtrArray) page = ct_catalogue_page(entry);

	ct_report_heading(report, "%s: %s", entry->id, entry->title);
	for (guint i = 0; i < page->len; i++)
		print_section(report, g_ptr_array_index(page, i));
}

static const char *
heading_of(const char *kind)
{
	guint count = 0;
	const CtCatalogueKind *kinds = ct_catalogue_kinds(&count);

	for (guint i = 0; i < count; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].heading;
	return kind;
}

/* Of the ids of one kind, from row @first on. */
static guint
id_width(const CtCatalogueEntry *entries, guint first, guint count)
{
	gsize width = 0;

	for (guint i = first; i < count && strcmp(entries[i].kind, entries[first].kind) == 0; i++)
		width = MAX(width, strlen(entries[i].id));
	return (guint)width;
}

static void
print_all(CtReport *report)
{
	guint count = 0;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);
	const char *kind = "";
	guint width = 0;

	for (guint i = 0; i < count; i++) {
		const CtCatalogueEntry *entry = &entries[i];

		if (strcmp(kind, entry->kind) != 0) {
			ct_report_heading(report, "%s", heading_of(entry->kind));
			width = id_width(entries, i, count);
			kind = entry->kind;
		}
		ct_report_item(report, 2, width, entry->id, entry->title);
	}
}

static CtExit
refuse(CtSession *session, const char *code)
{
	guint count = 0;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	const char *near;

	for (guint i = 0; i < count; i++) {
		g_ptr_array_add(names, (gpointer)entries[i].id);
		if (entries[i].code != NULL)
			g_ptr_array_add(names, (gpointer)entries[i].code);
	}
	g_ptr_array_add(names, NULL);
	near = ct_suggest(code, (const char *const *)names->pdata);
	g_set_error(&error, CT_USAGE_ERROR, 0, "explain: unknown code %s; %s%s%s", code,
		    near != NULL ? "did you mean " : "cutover explain lists all",
		    near != NULL ? near : "", near != NULL ? "?" : "");
	return ct_session_fail(session, error);
}

static CtExit
run(CtSession *session)
{
	const char *code = session->options->args[0];
	const CtCatalogueEntry *entry;

	if (code == NULL) {
		print_all(session->report);
		return CT_EXIT_OK;
	}
	entry = ct_catalogue_find(code);
	if (entry == NULL)
		return refuse(session, code);
	print_entry(session->report, entry);
	return CT_EXIT_OK;
}

const CtVerb ct_verb_explain = {
	.name = "explain",
	.usage = "[CODE]",
	.summary = "any rule, step, constraint, invariant or test; all of them without CODE",
	.max_args = 1,
	.run = run,
};
