/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planner/intent.h"
#include "tests/unit/exports.h"

static CtIntent *
load(const char *text, GError **error)
{
	g_autofree char *path = export_write(text, strlen(text));
	CtIntent *intent = ct_intent_load(path, error);

	export_remove(path);
	return intent;
}

static void
test_defaults(void)
{
	g_autoptr(CtIntent) intent = ct_intent_new();
	g_autofree char *where = ct_intent_where(intent, 0);

	g_assert_cmpuint(ct_intent_number(intent, CT_INTENT_WAVE_SIZE), ==, 200);
	g_assert_true(ct_intent_bool(intent, CT_INTENT_RETIRE));
	g_assert_true(ct_intent_list_has(intent, CT_INTENT_HARD_COUPLINGS, "Delegate"));
	g_assert_false(ct_intent_list_has(intent, CT_INTENT_HARD_COUPLINGS, "response_group"));
	g_assert_cmpstr(where, ==, "default");
	g_assert_cmpstr(ct_intent_key_name(CT_INTENT_PILOT_SIZE), ==, "waves.pilot_size");
}

static void
test_values_and_lines(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtIntent) intent = load(
		"\xef\xbb\xbf# a comment\r\n[cutover]\r\nintent = 1\r\n\r\n[waves]\r\nsize = 40\r\n"
		"test = sip:t1@a.test; T2@a.test ;\r\n[pairing]\r\nOCS01.a.test = lync01.a.test\r\n"
		"[sites]\r\nocs01.a.test=Lisbon\r\n[pins]\r\norder = OCS-P8-05 < OCS-P8-07\r\n",
		&error);
	const CtIntentEntry *pair;
	const CtIntentOrder *order;

	g_assert_no_error(error);
	g_assert_cmpuint(ct_intent_number(intent, CT_INTENT_WAVE_SIZE), ==, 40);
	g_assert_cmpuint(intent->lines[CT_INTENT_WAVE_SIZE], ==, 6);
	g_assert_true(ct_intent_list_has(intent, CT_INTENT_TEST_USERS, "T1@A.TEST"));
	g_assert_true(ct_intent_list_has(intent, CT_INTENT_TEST_USERS, "sip:t2@a.test"));
	g_assert_cmpuint(intent->values[CT_INTENT_TEST_USERS]->len, ==, 2);
	pair = ct_intent_find_entry(intent->pairing, "ocs01.A.test");
	g_assert_nonnull(pair);
	g_assert_cmpstr(pair->value, ==, "lync01.a.test");
	g_assert_cmpuint(pair->line, ==, 9);
	g_assert_cmpstr(ct_intent_find_entry(intent->sites, "ocs01.a.test")->value, ==, "Lisbon");
	g_assert_cmpuint(intent->orders->len, ==, 1);
	order = &g_array_index(intent->orders, CtIntentOrder, 0);
	g_assert_cmpstr(order->before, ==, "OCS-P8-05");
	g_assert_cmpstr(order->after, ==, "OCS-P8-07");
	g_assert_cmpuint(order->line, ==, 13);
}

typedef struct {
	const char *text;
	const char *message; /* after the path */
} BadRow;

static const BadRow bad[] = {
	{ "[cutover]\nintent=1\n[waves]\nsise = 40\n",
	  ":4: unknown key \"sise\" in [waves]; did you mean waves.size? All keys: docs/intent.md" },
	{ "[cutover]\nintent=1\n[waves]\nsize = many\n",
	  ":4: [waves] size must be a whole number from 1, found \"many\"" },
	{ "[cutover]\nintent=1\n[waves]\nsize = 0\n",
	  ":4: [waves] size must be a whole number from 1, found \"0\"" },
	{ "[cutover]\nintent=1\n[pools]\nretire = yes\n",
	  ":4: [pools] retire must be true or false, found \"yes\"" },
	{ "[cutover]\nintent=1\n[pins]\norder = OCS-P8-05\n",
	  ":4: [pins] order needs RULE < RULE, found \"OCS-P8-05\"" },
	{ "[cutover]\nintent=1\n[pins]\norder = OCS-P8-05 < OCS-P99-01\n",
	  ":4: [pins] order names \"OCS-P99-01\", which is no step; \"cutover explain\" lists them" },
	{ "# first\n[cutover]\nintent=1\nsize\n[waves]\nsize = 40\n",
	  ":4: Key file contains line “size” which is not a key-value pair, group, or comment" },
	{ "[cutover]\nintent=1\n[waves",
	  ":3: Key file contains line “[waves” which is not a key-value pair, group, or comment" },
	{ "[cutover]\nintent=1\n[sites]\nocs01 = Lisb\xf3n\n", ":4: this is no UTF-8 text" },
	{ "[cutover]\nintent=1\n[wave]\nsize = 4\n",
	  ":4: unknown key \"size\" in [wave]; did you mean waves.size? All keys: docs/intent.md" },
};

static void
test_bad_intent_is_explained(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(CtIntent) intent = load(bad[i].text, &error);
		const char *shown;

		g_assert_null(intent);
		g_assert_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED);
		shown = strstr(error->message, EXPORT_NAME);
		g_assert_nonnull(shown);
		g_assert_cmpstr(shown + strlen(EXPORT_NAME), ==, bad[i].message);
	}
}

static void
test_missing_file(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(ct_intent_load("/nowhere/at.intent", &error));
	g_assert_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MISSING);
	g_assert_true(g_str_has_prefix(error->message, "/nowhere/at.intent: "));
}

static void
test_record_names_every_key_of_a_plan(void)
{
	g_autoptr(CtIntent) intent = ct_intent_new();
	g_autoptr(CtPlan) plan = ct_plan_new();

	ct_intent_record(intent, plan);
	/* what is told of findings is no part of a plan */
	g_assert_cmpuint(plan->intent->len, ==, CT_INTENT_VALIDATE_SEVERITY);
	for (guint i = 0; i < plan->intent->len; i++)
		g_assert_cmpstr(g_array_index(plan->intent, CtPlanIntent, i).origin, ==, "default");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/intent/defaults", test_defaults);
	g_test_add_func("/intent/values-and-lines", test_values_and_lines);
	g_test_add_func("/intent/bad-is-explained", test_bad_intent_is_explained);
	g_test_add_func("/intent/missing-file", test_missing_file);
	g_test_add_func("/intent/record", test_record_names_every_key_of_a_plan);
	return g_test_run();
}
