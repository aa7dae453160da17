/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledgers: losses, tests, findings, assumptions, fates.  Each is complete; nothing that the plan
 * rests on is only in a file that nobody prints.
 */
#include <string.h>

#include "planner/catalogue.h"
#include "render/book-chapters.h"

/* A loss stands in the checkpoint of its span and in those before it; here it stands once. */
void
ct_book_losses(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Step", 0.1, CT_STYLE_STRONG },
		{ "Rule", 0.1, CT_STYLE_NOTE },
		{ "What going back behind this step loses", 0.65, CT_STYLE_BODY },
		{ "How many", 0.15, CT_STYLE_NOTE },
	};
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	ct_flow_heading(self->flow, 0, "losses", "Losses");
	ct_flow_table(self->flow, columns, 4);
	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints,
								CtCheckpoint, i);

		for (guint j = 0; j < checkpoint->losses->len; j++) {
			const CtLoss *loss = &g_array_index(checkpoint->losses, CtLoss, j);
			g_autofree char *count = loss->count > 0 ? ct_text_count(loss->count)
								 : g_strdup("");
			g_autofree char *href = g_strconcat("#", loss->step, NULL);
			g_autofree char *id = ct_book_id(self, loss->step);
			const char *const cells[] = { id, loss->rule, loss->text, count };

			if (g_hash_table_add(seen, g_strjoin("\n", loss->step, loss->rule,
							     loss->text, NULL)))
				ct_flow_row(self->flow, columns, 4, NULL, cells, href);
		}
	}
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	const char *x = *(const char *const *)a;
	const char *y = *(const char *const *)b;

	/* "V9" before "V10" */
	if (strlen(x) != strlen(y))
		return strlen(x) < strlen(y) ? -1 : 1;
	return strcmp(x, y);
}

void
ct_book_tests(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Test", 0.1, CT_STYLE_STRONG },
		{ "What is checked", 0.9, CT_STYLE_BODY },
	};
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(self->plan->steps, CtPlanStep, i);

		for (guint j = 0; j < step->tests->len; j++) {
			if (g_hash_table_add(seen, step->tests->pdata[j]))
				g_ptr_array_add(ids, step->tests->pdata[j]);
		}
	}
	g_ptr_array_sort(ids, compare_texts);
	ct_flow_heading(self->flow, 0, "tests", "Tests");
	ct_flow_table(self->flow, columns, 2);
	for (guint i = 0; i < ids->len; i++) {
		const CtCatalogueEntry *entry = ct_catalogue_find(ids->pdata[i]);
		g_autofree char *text = entry != NULL ? g_strdup_printf("%s. %s", entry->title,
									entry->text)
						      : g_strdup("");
		const char *const cells[] = { ids->pdata[i], text };

		ct_flow_row(self->flow, columns, 2, ids->pdata[i], cells, NULL);
	}
}

void
ct_book_findings(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Severity", 0.12, CT_STYLE_STRONG },
		{ "Finding", 0.58, CT_STYLE_BODY },
		{ "Where", 0.3, CT_STYLE_NOTE },
	};

	if (self->findings == NULL || self->estate == NULL)
		return;
	ct_flow_heading(self->flow, 0, "findings", "Findings");
	if (self->findings->items->len == 0)
		ct_flow_paragraph(self->flow, CT_STYLE_BODY, "None.");
	else
		ct_flow_table(self->flow, columns, 3);
	for (guint i = 0; i < self->findings->items->len; i++) {
		const CtFinding *finding = self->findings->items->pdata[i];
		const CtRule *rule = ct_rule(finding->rule);
		g_autofree char *where = ct_estate_where(self->estate, finding->origin);
		g_autofree char *text = g_strdup_printf("%s\n%s [%s]", finding->message,
							rule->advice, rule->code);
		const char *const cells[] = { ct_severity_to_string(finding->severity), text,
					      where };

		ct_flow_row(self->flow, columns, 3, NULL, cells, NULL);
	}
}

void
ct_book_assumptions(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Id", 0.14, CT_STYLE_STRONG },
		{ "What is assumed", 0.38, CT_STYLE_BODY },
		{ "Value", 0.16, CT_STYLE_NOTE },
		{ "If it is false", 0.32, CT_STYLE_NOTE },
	};

	ct_flow_heading(self->flow, 0, "assumptions", "Assumptions");
	ct_flow_table(self->flow, columns, 4);
	for (guint i = 0; i < self->plan->assumptions->len; i++) {
		const CtAssumption *row = &g_array_index(self->plan->assumptions, CtAssumption, i);
		const char *const cells[] = { row->id, row->text, row->value, row->effect };

		ct_flow_row(self->flow, columns, 4, NULL, cells, NULL);
	}
}

void
ct_book_fates(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Legacy object", 0.36, CT_STYLE_BODY },
		{ "Fate", 0.12, CT_STYLE_STRONG },
		{ "To", 0.28, CT_STYLE_NOTE },
		{ "Seen in", 0.24, CT_STYLE_NOTE },
	};

	ct_flow_heading(self->flow, 0, "fates", "Fates");
	ct_flow_paragraph(
		self->flow, CT_STYLE_BODY,
		"What becomes of every legacy object; users stand in the lists of the waves.");
	ct_flow_table(self->flow, columns, 4);
	for (guint i = 0; i < self->plan->fates->len; i++) {
		const CtFate *fate = &g_array_index(self->plan->fates, CtFate, i);
		g_autofree char *id = g_strdup_printf("fate-%u", i + 1);
		g_autofree char *place = ct_book_evidence(fate->evidence);
		const char *const cells[] = { fate->subject, fate->fate, fate->to, place };

		ct_flow_row(self->flow, columns, 4, id, cells, NULL);
	}
}
