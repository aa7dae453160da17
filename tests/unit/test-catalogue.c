/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule book as people read it: complete, unique, and without loose ends. */
#include <string.h>

#include "analyzer/finding.h"
#include "planner/catalogue.h"
#include "planner/rulebook.h"

static const struct {
	const char *kind;
	const char *pattern;
	guint least;
} kinds[] = {
	{ "rule", "*", 25 },	     { "step", "OCS-*", 50 },	    { "constraint", "O-*", 25 },
	{ "invariant", "I-??", 22 }, { "rollback", "R-??", 20 },    { "test", "V*", 13 },
	{ "capacity", "K-??", 15 },  { "contradiction", "A*", 20 }, { "decision", "OCS-P1-*", 3 },
	{ "question", "*", 5 },	     { "field", "F-??", 10 },
};

static void
test_complete(void)
{
	guint counts[G_N_ELEMENTS(kinds)] = { 0 };
	guint kind = 0;
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	for (guint i = 0; i < count; i++) {
		/* kind by kind, in the order above */
		while (kind < G_N_ELEMENTS(kinds) && strcmp(entries[i].kind, kinds[kind].kind) != 0)
			kind++;
		g_assert_cmpuint(kind, <, G_N_ELEMENTS(kinds));
		g_assert_true(g_pattern_match_simple(kinds[kind].pattern, entries[i].id) ||
			      g_str_has_prefix(entries[i].id, "L10-"));
		counts[kind]++;
	}
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_test_message("%s: %u", kinds[i].kind, counts[i]);
		g_assert_cmpuint(counts[i], >=, kinds[i].least);
	}
}

static void
test_entries(void)
{
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	for (guint i = 0; i < count; i++) {
		const CtCatalogueEntry *entry = &entries[i];

		g_test_message("%s", entry->id);
		g_assert_true(ct_catalogue_find(entry->id) == entry);
		g_assert_cmpstr(entry->title, !=, "");
		g_assert_false(g_str_has_suffix(entry->title, "."));
		g_assert_null(strstr(entry->title, "{}"));
		g_assert_true(g_str_has_suffix(entry->text, "."));
		g_assert_null(strstr(entry->text, ".."));
		g_assert_nonnull(entry->detail);
		g_assert_nonnull(entry->source);
	}
}

static void
test_find(void)
{
	const CtCatalogueEntry *by_id = ct_catalogue_find("w-12");

	g_assert_nonnull(by_id);
	g_assert_cmpstr(by_id->code, ==, "edge-internal-server-missing");
	g_assert_true(ct_catalogue_find("Edge-Internal-Server-Missing") == by_id);
	g_assert_cmpstr(ct_catalogue_find("dangling-reference")->kind, ==, "rule");
	g_assert_cmpstr(ct_catalogue_find("ocs-p6-02")->kind, ==, "step");
	g_assert_cmpstr(ct_catalogue_find("k-15")->kind, ==, "capacity");
	g_assert_null(ct_catalogue_find("-"));
	g_assert_null(ct_catalogue_find(""));
	g_assert_null(ct_catalogue_find("O-99"));
}

/* An id with rows in two tables is one entry that tells of both. */
static void
test_shared_ids(void)
{
	const CtCatalogueEntry *constraint = ct_catalogue_find("O-06");
	const CtCatalogueEntry *invariant = ct_catalogue_find("I-09");

	g_assert_cmpstr(constraint->kind, ==, "constraint");
	g_assert_nonnull(strstr(constraint->text, "As a step:"));
	g_assert_cmpstr(invariant->kind, ==, "invariant");
	g_assert_nonnull(strstr(invariant->detail, "before"));
}

static void
expect_ids(const char *list, const char *kind)
{
	g_auto(GStrv) ids = g_strsplit_set(list, " |", -1);

	for (guint i = 0; ids[i] != NULL; i++) {
		const CtCatalogueEntry *entry;

		if (ids[i][0] == '\0')
			continue;
		entry = ct_catalogue_find(ids[i]);
		if (entry == NULL)
			g_test_fail_printf("%s is not in the rule book", ids[i]);
		else if (kind != NULL)
			g_assert_cmpstr(entry->kind, ==, kind);
	}
}

/* Whatever a row refers to by id is there to be explained. */
static void
test_references(void)
{
	guint count;
	const CtStepRow *steps = ct_step_rows(&count);
	const CtConstraintRow *constraints;

	for (guint i = 0; i < count; i++) {
		expect_ids(steps[i].id, NULL);
		expect_ids(steps[i].rollback, "rollback");
		expect_ids(steps[i].tests, "test");
	}
	constraints = ct_constraint_rows(&count);
	for (guint i = 0; i < count; i++) {
		expect_ids(constraints[i].id, NULL);
		expect_ids(constraints[i].before, NULL);
		expect_ids(constraints[i].after, NULL);
	}
}

static void
test_rules(void)
{
	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtCatalogueEntry *entry = ct_catalogue_find(ct_rule((CtRuleId)i)->code);

		g_assert_nonnull(entry);
		g_assert_cmpstr(entry->text, ==, ct_rule((CtRuleId)i)->advice);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/catalogue/complete", test_complete);
	g_test_add_func("/catalogue/entries", test_entries);
	g_test_add_func("/catalogue/find", test_find);
	g_test_add_func("/catalogue/shared-ids", test_shared_ids);
	g_test_add_func("/catalogue/references", test_references);
	g_test_add_func("/catalogue/rules", test_rules);
	return g_test_run();
}
