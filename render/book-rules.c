/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules that the book names by id, explained: whoever reads it on paper cannot ask the program.
 * Tests have a chapter of their own, and so have readings of the guide and questions.  And what chapters say of others.
 */
#include <string.h>

#include "render/book-chapters.h"
#include "render/rule-order.h"

static void
note(GHashTable *ids, const char *id)
{
	const CtCatalogueEntry *entry = id != NULL && *id != '\0' ? ct_catalogue_find(id) : NULL;

	if (entry != NULL && strcmp(entry->kind, "test") != 0 && !ct_book_is_assumption(entry))
		g_hash_table_add(ids, (gpointer)entry->id);
}

static void
note_steps(GHashTable *ids, const CtPlan *plan)
{
	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		note(ids, step->rule);
		note(ids, step->rollback);
		for (guint j = 0; j < step->after->len; j++)
			note(ids, g_array_index(step->after, CtAfter, j).constraint);
	}
}

static void
note_checkpoints(GHashTable *ids, const CtPlan *plan)
{
	for (guint i = 0; i < plan->checkpoints->len; i++) {
		const CtCheckpoint *checkpoint = &g_array_index(plan->checkpoints, CtCheckpoint, i);

		for (guint j = 0; j < checkpoint->rollback->len; j++)
			note(ids, g_array_index(checkpoint->rollback, CtRollbackStep, j).rule);
		for (guint j = 0; j < checkpoint->losses->len; j++)
			note(ids, g_array_index(checkpoint->losses, CtLoss, j).rule);
	}
}

static GPtrArray *
collect(const CtPlan *plan)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *sorted = g_ptr_array_new();
	GHashTableIter iter;
	gpointer id;

	note_steps(ids, plan);
	note_checkpoints(ids, plan);
	for (guint i = 0; i < plan->assumptions->len; i++)
		note(ids, g_array_index(plan->assumptions, CtAssumption, i).id);
	g_hash_table_iter_init(&iter, ids);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		g_ptr_array_add(sorted, id);
	g_ptr_array_sort(sorted, ct_rule_order);
	return sorted;
}

void
ct_book_rules(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Rule", 0.16, CT_STYLE_STRONG },
		{ "What it says", 0.84, CT_STYLE_BODY },
	};
	g_autoptr(GPtrArray) ids = collect(self->plan);

	ct_flow_heading(self->flow, 0, "rules", "Rules");
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < ids->len; i++) {
		const CtCatalogueEntry *entry = ct_catalogue_find(ids->pdata[i]);
		/* the first sentence of some texts is their title */
		g_autofree char *text = g_str_has_prefix(entry->text, entry->title)
						? g_strdup(entry->text)
						: g_strdup_printf("%s\n%s", entry->title,
								  entry->text);
		const char *const cells[] = { entry->id, text };

		ct_flow_row(self->flow, entry->id, cells, NULL);
	}
}

void
ct_book_see(const CtBook *self, const char *id, const char *text)
{
	static const CtFlowColumn columns[] = { { NULL, 1, CT_STYLE_NOTE } };
	g_autofree char *href = g_strconcat("#drawing-", id, NULL);
	const char *const cells[] = { text };

	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	ct_flow_row(self->flow, NULL, cells, href);
}

const char *
ct_book_what(const char *id)
{
	static const struct {
		const char *id;
		const char *what;
	} chapters[] = {
		{ "summary", "The plan in figures, pairs of pools, waves, pilot" },
		{ "absent", "Parts of the drawings, and the files that hold them" },
		{ "calendar", "Dates, and steps that must not be late" },
		{ "steps", "Every step in the order of execution, by phase and wave" },
		{ "checkpoints", "States to return to, with tests, way back and losses" },
		{ "failures", "What waits when a step fails, and where the way back leads" },
		{ "losses", "What going back would lose" },
		{ "tests", "What is checked, and when it is passed" },
		{ "findings", "What is wrong or uncertain in the exports" },
		{ "assumptions", "Defaults, readings of the guide and open questions" },
		{ "fates", "What becomes of every legacy object" },
		{ "rules", "Constraints and other rules that the book names by id" },
		{ "inputs", "The files that the plan was made from, with their digests" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(chapters); i++)
		if (strcmp(chapters[i].id, id) == 0)
			return chapters[i].what;
	return "";
}
