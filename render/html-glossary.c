/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules that the page mentions, explained from the catalogue.  Whoever reads this page has no
 * other book at hand, and an id without its sentence is noise.
 */
#include "render/html-report.h"

#include <string.h>

#include "planner/catalogue.h"
#include "render/rule-order.h"

/* The kinds of the catalogue as headings, in the order of the page. */
static const struct {
	const char *kind;
	const char *title;
} kinds[] = {
	{ "constraint", "Constraints" }, { "invariant", "Invariants" },
	{ "step", "Step rows" },	 { "test", "Tests" },
	{ "rollback", "Rollbacks" },	 { "contradiction", "Readings of the guide" },
	{ "capacity", "Capacities" },	 { "rule", "Rules of findings" },
	{ "decision", "Decisions" },	 { "question", "Questions" },
	{ "field", "From the field" },
};

static GPtrArray *
sorted_ids(const CtReport *self)
{
	GPtrArray *ids = g_ptr_array_new();
	GHashTableIter iter;
	gpointer id;

	g_hash_table_iter_init(&iter, self->mentioned);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		g_ptr_array_add(ids, id);
	g_ptr_array_sort(ids, ct_rule_order);
	return ids;
}

static void
write_entry(CtReport *self, const char *id, const CtCatalogueEntry *entry)
{
	CtHtml *html = self->html;
	g_autofree char *anchor = ct_report_anchor(id);

	ct_html_text(html, "\n");
	ct_html_open(html, "div", "id", anchor, NULL);
	ct_html_element(html, "dt", id, NULL);
	ct_html_open(html, "dd", NULL);
	if (entry == NULL) {
		ct_html_text(html, "Not in the rule book of this version.");
	} else {
		/* the first sentence of some texts is their title */
		if (!g_str_has_prefix(entry->text, entry->title))
			ct_html_element(html, "strong", entry->title, NULL);
		ct_html_element(html, "p", entry->text, NULL);
		if (*entry->detail != '\0')
			ct_html_element(html, "p", entry->detail, "class", "remark", NULL);

		if (*entry->source != '\0') {
			ct_html_open(html, "p", "class", "remark", NULL);
			ct_html_printf(html, "Guide: %s", entry->source);
			ct_html_close(html);
		}
	}
	ct_html_close(html);
	ct_html_close(html);
}

/* @kind: nullable: ids that the catalogue does not know */
static void
write_kind(CtReport *self, const GPtrArray *ids, const char *kind, const char *title)
{
	CtHtml *html = self->html;
	gboolean open = FALSE;

	for (guint i = 0; i < ids->len; i++) {
		const char *id = g_ptr_array_index(ids, i);
		const CtCatalogueEntry *entry = ct_catalogue_find(id);

		if (g_strcmp0(entry != NULL ? entry->kind : NULL, kind) != 0)
			continue;
		if (!open) {
			ct_html_text(html, "\n");
			ct_html_open(html, "div", "data-group", "", NULL);
			ct_html_element(html, "h3", title, NULL);
			ct_html_open(html, "dl", "class", "glossary", NULL);
			open = TRUE;
		}
		write_entry(self, id, entry);
	}
	if (open) {
		ct_html_close(html);
		ct_html_close(html);
	}
}

void
ct_report_write_glossary(CtReport *self)
{
	g_autoptr(GPtrArray) ids = sorted_ids(self);

	ct_report_open_section(
		self, "glossary", "Rules this plan uses", ids->len,
		"Every id that the page mentions, in one sentence and with its reason.");
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		write_kind(self, ids, kinds[i].kind, kinds[i].title);
	write_kind(self, ids, NULL, "Unknown");
	ct_html_close(self->html);
}
