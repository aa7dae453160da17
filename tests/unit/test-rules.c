/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rules: what every row promises to those who read it. */
#include <string.h>

#include "analyzer/finding.h"

#define SUMMARY_COLUMNS 72
#define ADVICE_WORDS	40

static gboolean
is_kebab_case(const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		if (!g_ascii_islower(*at) && !g_ascii_isdigit(*at) && *at != '-')
			return FALSE;
	return text[0] != '\0' && text[0] != '-' && !g_str_has_suffix(text, "-");
}

static gboolean
is_catalogue_id(const char *text)
{
	return strcmp(text, "-") == 0 ||
	       (strlen(text) == 4 &&
		(g_str_has_prefix(text, "W-") || g_str_has_prefix(text, "F-")) &&
		g_ascii_isdigit(text[2]) && g_ascii_isdigit(text[3]));
}

static guint
count_words(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	return g_strv_length(words);
}

static void
test_rows(void)
{
	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtRule *rule = ct_rule((CtRuleId)i);

		g_test_message("%s", rule->code);
		g_assert_true(is_catalogue_id(rule->catalogue));
		g_assert_true(is_kebab_case(rule->code));
		g_assert_cmpuint(strlen(rule->summary), <=, SUMMARY_COLUMNS);
		g_assert_true(g_ascii_isupper(rule->summary[0]));
		g_assert_false(g_str_has_suffix(rule->summary, "."));
		g_assert_true(g_str_has_suffix(rule->advice, "."));
		g_assert_cmpuint(count_words(rule->advice), >=, ADVICE_WORDS);
		g_assert_null(strstr(rule->advice, "  "));
		/* what stands in the public guide names its page; our own rows may have none */
		if (strcmp(rule->catalogue, "-") != 0)
			g_assert_true(g_str_has_suffix(rule->source, ".md"));
	}
}

static void
test_names_are_unique(void)
{
	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtRule *rule = ct_rule((CtRuleId)i);

		g_assert_cmpuint(ct_rule_find(rule->code), ==, i);
		if (strcmp(rule->catalogue, "-") != 0)
			g_assert_cmpuint(ct_rule_find(rule->catalogue), ==, i);
	}
}

static void
test_find(void)
{
	g_assert_cmpuint(ct_rule_find("w-06"), ==, CT_RULE_SQL_INSTANCE_SHARED);
	g_assert_cmpuint(ct_rule_find("SQL-Instance-Shared"), ==, CT_RULE_SQL_INSTANCE_SHARED);
	g_assert_cmpuint(ct_rule_find("-"), ==, CT_N_RULES);
	g_assert_cmpuint(ct_rule_find(""), ==, CT_N_RULES);
	g_assert_cmpuint(ct_rule_find("W-99"), ==, CT_N_RULES);
	g_assert_cmpuint(ct_rule_find(NULL), ==, CT_N_RULES);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rules/rows", test_rows);
	g_test_add_func("/rules/names-are-unique", test_names_are_unique);
	g_test_add_func("/rules/find", test_find);
	return g_test_run();
}
