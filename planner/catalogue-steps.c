/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a page of the rule book says of steps and their order: what comes before and why, what waits,
 * what is checked, how to go back.  All of it is said by rows of other tables about a step, which is
 * why it is apart from what a row says of itself (catalogue-page.c).
 */
#include "planner/catalogue-parts.h"

#include <string.h>

#include "planner/rulebook.h"
#include "planner/step-words.h"

static const struct {
	const char *rule, *how;
} undos[] = {
#define CT_UNDO(rule, kind, how) { rule, how },
#include "planner/undos.def"
#undef CT_UNDO
};

static const char *const scopes[] = {
	[CT_SCOPE_ALL] = "in the whole deployment",
	[CT_SCOPE_POOL] = "on a common pool",
	[CT_SCOPE_SUBJECT] = "for the same object",
	[CT_SCOPE_WAVE] = "from wave to wave",
};

/* When a row of constraints.def binds at all: "" always. */
static const char *const conditions[] = {
	[CT_CONDITION_ALWAYS] = "",
	[CT_CONDITION_SHARED_EDGE_FQDN] =
		", if a legacy Edge has one external name for all its services",
	[CT_CONDITION_SEPARATE_EDGE_FQDN] = ", if every legacy Edge has a name for each service",
	[CT_CONDITION_NEVER] = ", if a person says so, since no export shows it",
	[CT_CONDITION_CALLS_OF_ALL] = ", unless the intent file chooses the other reading of A5",
	[CT_CONDITION_CALLS_OF_POOL] = ", if the intent file chooses the other reading of A5",
	[CT_CONDITION_XMPP_POLICY_LATE] =
		", unless the intent file chooses the other reading of A9",
	[CT_CONDITION_XMPP_POLICY_EARLY] = ", if the intent file chooses the other reading of A9",
	[CT_CONDITION_WHOLE_EDGE_STOPS] = ", if the intent file chooses the other reading of A7",
};

/* A constraint whose id is also that of a step has another title there; newly allocated. */
static char *
step_title(const char *id)
{
	const CtStepRow *row = ct_step_row_find(id);
	const CtCatalogueEntry *entry = ct_catalogue_find(id);

	if (row != NULL)
		return ct_step_words_title(row);
	return g_strdup(entry != NULL ? entry->title : "");
}

char *
ct_page_spell_steps(const char *list, GPtrArray *seen)
{
	g_auto(GStrv) ids = g_strsplit(list, "|", -1);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; ids[i] != NULL; i++) {
		g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", ids[i]);
		if (!g_ptr_array_find_with_equal_func(seen, ids[i], g_str_equal, NULL)) {
			g_autofree char *title = step_title(ids[i]);

			g_string_append_printf(text, " (%s)", title);
			g_ptr_array_add(seen, g_strdup(ids[i]));
		}
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* "OCS-P4-01, OCS-P3-02" */
static char *
join_ids(const char *list)
{
	g_auto(GStrv) ids = g_strsplit(list, "|", -1);

	return g_strjoinv(", ", ids);
}

/* What an administrator has to know of the order around step @id: from the rows of constraints.def. */
static void
add_neighbours(GPtrArray *page, const char *id, gboolean is_before)
{
	GPtrArray *items = ct_page_items();
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++) {
		const char *own = is_before ? rows[i].after : rows[i].before;
		const char *other = is_before ? rows[i].before : rows[i].after;
		g_autofree char *steps = NULL;

		if (*other == '\0' || !ct_rule_list_has(own, id))
			continue;
		steps = join_ids(other);
		ct_page_add_item(items, "%s: %s (%s%s%s)", steps, rows[i].reason, rows[i].id,
				 rows[i].strength == CT_STRENGTH_HARD ? "" : ", recommended",
				 conditions[rows[i].condition]);
	}
	ct_page_add_section(page, is_before ? "What comes before" : "What waits for it", "", items);
}

static void
add_way_back(GPtrArray *page, const CtStepRow *row)
{
	const CtCatalogueEntry *rollback = ct_catalogue_find(row->rollback);
	GPtrArray *items = ct_page_items();
	const char *text = row->reversible == CT_REVERSIBLE_NO
				   ? "There is no way back from here on."
				   : "";

	for (gsize i = 0; i < G_N_ELEMENTS(undos); i++)
		if (strcmp(undos[i].rule, row->id) == 0)
			ct_page_add_item(items, "%s", undos[i].how);
	if (rollback != NULL) {
		g_autofree char *lost = ct_page_detail_line(rollback, "Lost: ");

		ct_page_add_item(items, "%s: %s", rollback->id, rollback->text);
		ct_page_add_item(items, "%s", lost);
	} else if (items->len == 0 && row->reversible == CT_REVERSIBLE_YES) {
		text = "Nothing has to be undone: on the way back the result of this step may stay.";
	}
	ct_page_add_section(page, "Way back", text, items);
}

static void
add_tests(GPtrArray *page, const CtStepRow *row)
{
	g_auto(GStrv) ids = g_strsplit(row->tests, " ", -1);
	GPtrArray *items = ct_page_items();

	for (guint i = 0; ids[i] != NULL; i++) {
		const CtCatalogueEntry *test = ct_catalogue_find(ids[i]);

		if (test != NULL)
			ct_page_add_item(items, "%s: %s %s", test->id, test->text, test->detail);
	}
	ct_page_add_section(page, "What to check afterwards", "", items);
}

void
ct_page_add_step(GPtrArray *page, const CtCatalogueEntry *entry)
{
	const CtStepRow *row = ct_step_row_find(entry->id);

	if (row == NULL)
		return;
	add_neighbours(page, row->id, TRUE);
	add_neighbours(page, row->id, FALSE);
	add_tests(page, row);
	add_way_back(page, row);
}

void
ct_page_add_orders(GPtrArray *page, const CtCatalogueEntry *entry)
{
	g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func(g_free);
	GPtrArray *items = ct_page_items();
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++) {
		g_autofree char *before = NULL;
		g_autofree char *after = NULL;
		g_autofree char *follows = NULL;

		if (strcmp(rows[i].id, entry->id) != 0 || rows[i].before[0] == '\0')
			continue;
		before = ct_page_spell_steps(rows[i].before, seen);
		after = ct_page_spell_steps(rows[i].after, seen);
		follows = join_ids(rows[i].follows);
		ct_page_add_item(items, "%s (%s, %s%s). First %s; then %s.%s%s%s", rows[i].reason,
				 rows[i].strength == CT_STRENGTH_HARD ? "hard" : "recommended",
				 scopes[rows[i].scope], conditions[rows[i].condition], before,
				 after, *follows != '\0' ? " Follows from " : "", follows,
				 *follows != '\0' ? "." : "");
	}
	ct_page_add_section(page, "Order", "", items);
}

/* The steps that name this rollback or this test. */
void
ct_page_add_users(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = ct_page_items();
	guint count;
	const CtStepRow *rows = ct_step_rows(&count);

	for (guint i = 0; i < count; i++) {
		g_auto(GStrv) tests = g_strsplit(rows[i].tests, " ", -1);

		if (strcmp(rows[i].rollback, entry->id) == 0 ||
		    g_strv_contains((const char *const *)tests, entry->id)) {
			g_autofree char *title = step_title(rows[i].id);

			ct_page_add_item(items, "%s (%s)", rows[i].id, title);
		}
	}
	ct_page_add_section(page, "Steps that lead here", "", items);
}
