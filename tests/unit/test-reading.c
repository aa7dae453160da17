/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planner/reading.h"

#include <string.h>

#include "planner/intent.h"

static const struct {
	const char *group, *key, *value, *text;
} keys[] = {
#define CT_INTENT_KEY(id, group, key, kind, value, text) { group, key, value, text },
#include "planner/intent-keys.def"
#undef CT_INTENT_KEY
};

static CtReadings
readings_of(const char *key, const char *value)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	CtPlanIntent row = { key, value, "default" };

	g_array_append_val(plan->intent, row);
	return ct_readings_of_plan(plan);
}

/* Every key belongs to one contradiction, whose id its text begins with, and no reading is chosen by
 * default. */
static void
test_keys(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *name = g_strdup_printf("%s.%s", keys[i].group, keys[i].key);
		guint found = 0;

		if (strcmp(keys[i].group, "readings") != 0)
			continue;
		g_assert_cmpstr(keys[i].value, ==, "false");
		for (guint k = 0; k < CT_N_READINGS; k++) {
			const CtReadingRow *row = ct_reading_row((CtReading)k);
			g_autofree char *start = g_strdup_printf("%s: ", row->id);

			if (strcmp(row->key, name) != 0)
				continue;
			found++;
			g_assert_true(g_str_has_prefix(keys[i].text, start));
			g_assert_cmpuint(readings_of(name, "true"), ==, 1U << k);
			g_assert_cmpuint(readings_of(name, "false"), ==, 0);
		}
		g_assert_cmpuint(found, ==, 1);
	}
}

static void
test_rows(void)
{
	for (guint i = 0; i < CT_N_READINGS; i++) {
		const CtReadingRow *row = ct_reading_row((CtReading)i);
		gboolean is_key = FALSE;

		for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
			g_autofree char *name = g_strdup_printf("%s.%s", keys[k].group,
								keys[k].key);

			is_key = is_key || strcmp(name, row->key) == 0;
		}
		g_assert_true(is_key || *row->key == '\0');
		/* without a choice the row says why, with one what may happen */
		g_assert_true(g_str_has_suffix(row->other, "."));
		g_assert_cmpint(*row->risk != '\0', ==, is_key);
		g_assert_cmpstr(row->rules, !=, "");
		g_assert_cmpstr(row->effect, !=, "");
	}
}

/* What may be written is what is documented. */
static void
test_documented(void)
{
	g_autofree char *path = g_build_filename(g_getenv("CT_SOURCE_ROOT"), "docs", "intent.md",
						 NULL);
	g_autofree char *page = NULL;

	g_assert_true(g_file_get_contents(path, &page, NULL, NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *line = g_strdup_printf("\n| %s | %s | %s | %s |\n", keys[i].group,
							keys[i].key, keys[i].value, keys[i].text);

		if (strcmp(keys[i].group, "readings") == 0 && strstr(page, line) == NULL)
			g_test_fail_printf("docs/intent.md lacks the line%s", line);
	}
}

static void
test_conditions(void)
{
	const CtReadings a3 = 1U << CT_READING_A3;
	const CtReadings a5 = 1U << CT_READING_A5;

	g_assert_true(ct_readings_bind(0, CT_CONDITION_CALLS_OF_ALL));
	g_assert_false(ct_readings_bind(0, CT_CONDITION_CALLS_OF_POOL));
	g_assert_false(ct_readings_bind(a5, CT_CONDITION_CALLS_OF_ALL));
	g_assert_true(ct_readings_bind(a5, CT_CONDITION_CALLS_OF_POOL));
	g_assert_false(ct_readings_bind(a3 | a5, CT_CONDITION_CALLS_OF_POOL));
	g_assert_cmpuint(ct_readings_lifting(CT_CONDITION_CALLS_OF_ALL), ==, a3 | a5);
	g_assert_cmpuint(ct_readings_lifting(CT_CONDITION_XMPP_POLICY_LATE), ==,
			 1U << CT_READING_A9);
	g_assert_cmpuint(ct_readings_lifting(CT_CONDITION_ALWAYS), ==, 0);
	/* a row that only another reading binds is not lifted by choosing still another */
	g_assert_cmpuint(ct_readings_lifting(CT_CONDITION_WHOLE_EDGE_STOPS), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/reading/keys", test_keys);
	g_test_add_func("/reading/rows", test_rows);
	g_test_add_func("/reading/documented", test_documented);
	g_test_add_func("/reading/conditions", test_conditions);
	return g_test_run();
}
