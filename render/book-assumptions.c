/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Assumptions: what the plan took for granted, how it reads the guide, and what only people can
 * answer, with room for the answer.  Each kind has a table of its own, since each says other things.
 */
#include <string.h>

#include "planner/catalogue.h"
#include "render/book-chapters.h"

typedef struct {
	const char *source; /* of the assumptions; NULL: all that are of no other kind */
	const char *id;
	const char *title;
	const char *about;
	gboolean is_asked; /* has room for an answer, and no value */
	CtFlowColumn columns[4];
} Kind;

static const Kind kinds[] = {
	{ NULL,
	  "assumptions-defaults",
	  "Defaults",
	  "Values that nobody chose. A key in the intent file chooses another one.",
	  FALSE,
	  { { "Id", 0.21, CT_STYLE_STRONG },
	    { "What is assumed", 0.31, CT_STYLE_BODY },
	    { "Value", 0.1, CT_STYLE_BODY },
	    { "If it is false", 0.38, CT_STYLE_NOTE } } },
	{ "contradiction",
	  "assumptions-readings",
	  "Readings of the guide",
	  "Where pages of the guide contradict each other, the plan takes the safer reading.",
	  FALSE,
	  { { "Id", 0.08, CT_STYLE_STRONG },
	    { "What the pages say", 0.34, CT_STYLE_BODY },
	    { "How the plan reads it", 0.26, CT_STYLE_BODY },
	    { "If it is read otherwise", 0.32, CT_STYLE_NOTE } } },
	{ "question",
	  "assumptions-questions",
	  "Open questions",
	  "What no export shows: somebody has to confirm it, or to decide.",
	  TRUE,
	  { { "Id", 0.13, CT_STYLE_STRONG },
	    { "To confirm or decide", 0.37, CT_STYLE_BODY },
	    { "If nobody does", 0.3, CT_STYLE_NOTE },
	    { "By, on, answer", 0.2, CT_STYLE_NOTE } } },
};

static const Kind *
kind_of(const CtAssumption *assumption)
{
	for (gsize i = 1; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].source, assumption->source) == 0)
			return &kinds[i];
	return &kinds[0];
}

gboolean
ct_book_is_assumption(const CtCatalogueEntry *entry)
{
	return strcmp(entry->kind, "question") == 0 || strcmp(entry->kind, "contradiction") == 0;
}

/* @told: ids that have a row already */
static void
add_row(const CtBook *self, const Kind *kind, const CtAssumption *row, GHashTable *told)
{
	const CtCatalogueEntry *entry = ct_catalogue_find(row->id);
	gboolean own = entry != NULL && ct_book_is_assumption(entry) &&
		       g_hash_table_add(told, (gpointer)row->id);
	g_autofree char *box = g_strconcat(row->id, "\n☐", NULL);
	g_autofree char *href = entry != NULL && !own ? g_strconcat("#", row->id, NULL) : NULL;
	const char *const valued[] = { row->id, row->text, row->value, row->effect };
	const char *const asked[] = { box, row->text, row->effect, NULL };

	ct_flow_row(self->flow, own ? row->id : NULL, kind->is_asked ? asked : valued, href);
}

void
ct_book_assumptions(const CtBook *self)
{
	const GArray *rows = self->plan->assumptions;
	g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);

	ct_flow_heading(self->flow, 0, "assumptions", "Assumptions");
	for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
		gboolean opened = FALSE;

		for (guint i = 0; i < rows->len; i++) {
			const CtAssumption *row = &g_array_index(rows, CtAssumption, i);

			if (kind_of(row) != &kinds[k])
				continue;
			if (!opened) {
				ct_flow_heading(self->flow, 1, kinds[k].id, kinds[k].title);
				ct_flow_paragraph(self->flow, CT_STYLE_BODY, kinds[k].about);
				ct_flow_table(self->flow, kinds[k].columns,
					      G_N_ELEMENTS(kinds[k].columns));
			}
			opened = TRUE;
			add_row(self, &kinds[k], row, told);
		}
	}
}
