/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover explain: any row of the rule book, or all of them.
 */
#include "cli/explain.h"

#include <string.h>

#include "cli/session.h"
#include "cli/suggest.h"
#include "planner/catalogue.h"

static void
print_entry(CtReport *report, const CtCatalogueEntry *entry)
{
	ct_report_heading(report, "%s%s%s: %s", entry->id, entry->code != NULL ? " " : "",
			  entry->code != NULL ? entry->code : "", entry->title);
	ct_report_wrap(report, 2, entry->text);
	ct_report_wrap(report, 2, entry->detail);
	if (*entry->source != '\0') {
		g_autofree char *source = g_strconcat("Source: ", entry->source, NULL);

		ct_report_wrap(report, 2, source);
	}
}

static void
print_all(CtReport *report)
{
	guint count = 0;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);
	const char *kind = "";

	for (guint i = 0; i < count; i++) {
		const CtCatalogueEntry *entry = &entries[i];

		if (strcmp(kind, entry->kind) != 0)
			ct_report_heading(report, "%s", entry->kind);
		kind = entry->kind;
		ct_report_line(report, "  %-10s %s", entry->id, entry->title);
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
