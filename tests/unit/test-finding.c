/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings: order, repetitions, counts. */
#include "tests/unit/handmade.h"

static void
add_at(World *world, guint32 input, guint32 line, CtRuleId rule, const char *subject,
       const char *message)
{
	CtOrigin origin = { input, line, NULL };

	ct_findings_add(world->findings, rule, origin, g_strdup(subject), "%s", message);
}

static const char *
message_at(const World *world, guint index)
{
	return ((const CtFinding *)g_ptr_array_index(world->findings->items, index))->message;
}

static void
test_order(void)
{
	World world = world_new();

	/* the second input has the lesser name: names decide, not numbers */
	world_add_input(&world, "a.xml", CT_DEPLOYMENT_UNKNOWN);
	add_at(&world, 0, 1, CT_RULE_LEGACY_VERSION_UNSUPPORTED, "pool:a", "6 other file");
	add_at(&world, 1, 7, CT_RULE_CROSS_FOREST, "pool:a", "5 later line");
	add_at(&world, 1, 3, CT_RULE_CROSS_FOREST, NULL, "2 later rule, no subject");
	add_at(&world, 1, 3, CT_RULE_CROSS_FOREST, "pool:b", "4 later subject");
	add_at(&world, 1, 3, CT_RULE_CROSS_FOREST, "pool:a", "3 subject");
	add_at(&world, 1, 3, CT_RULE_LEGACY_VERSION_UNSUPPORTED, "pool:z", "1 first rule");
	ct_findings_sort(world.findings, world.estate);

	g_assert_cmpuint(world.findings->items->len, ==, 6);
	for (guint i = 0; i < 6; i++)
		g_assert_cmpint(message_at(&world, i)[0], ==, '1' + (int)i);
	world_clear(&world);
}

static void
test_message_breaks_ties(void)
{
	World world = world_new();

	add_at(&world, 0, 1, CT_RULE_CROSS_FOREST, "pool:a", "two");
	add_at(&world, 0, 1, CT_RULE_CROSS_FOREST, "pool:a", "one");
	ct_findings_sort(world.findings, world.estate);
	g_assert_cmpstr(message_at(&world, 0), ==, "one");
	g_assert_cmpstr(message_at(&world, 1), ==, "two");
	world_clear(&world);
}

static void
test_repetitions(void)
{
	World world = world_new();
	CtOrigin elsewhere = { 0, 1, "Topology/Sites" };

	add_at(&world, 0, 1, CT_RULE_CROSS_FOREST, "pool:a", "same");
	add_at(&world, 0, 1, CT_RULE_CROSS_FOREST, "pool:a", "same");
	ct_findings_add(world.findings, CT_RULE_CROSS_FOREST, elsewhere, g_strdup("pool:a"),
			"same");
	ct_findings_add_as(world.findings, CT_RULE_CROSS_FOREST, CT_SEVERITY_INFO, elsewhere,
			   g_strdup("pool:a"), "same");
	add_at(&world, 0, 2, CT_RULE_CROSS_FOREST, "pool:a", "same");
	ct_findings_sort(world.findings, world.estate);

	/* the same at another place or of another severity is another finding */
	g_assert_cmpuint(world.findings->items->len, ==, 3);
	g_assert_cmpuint(ct_findings_count(world.findings, CT_SEVERITY_ERROR), ==, 2);
	g_assert_cmpuint(ct_findings_count(world.findings, CT_SEVERITY_INFO), ==, 1);
	g_assert_cmpuint(ct_findings_count(world.findings, CT_SEVERITY_WARNING), ==, 0);
	world_clear(&world);
}

/* A finding about nothing that was read sorts before all files and breaks nothing. */
static void
test_no_input(void)
{
	World world = world_new();

	add_at(&world, 0, 1, CT_RULE_CROSS_FOREST, NULL, "second");
	add_at(&world, CT_NONE, 0, CT_RULE_CROSS_FOREST, NULL, "first");
	ct_findings_sort(world.findings, world.estate);
	g_assert_cmpstr(message_at(&world, 0), ==, "first");
	world_clear(&world);
}

static void
test_severities(void)
{
	g_assert_cmpstr(ct_severity_to_string(CT_SEVERITY_INFO), ==, "info");
	g_assert_cmpstr(ct_severity_to_string(CT_SEVERITY_WARNING), ==, "warning");
	g_assert_cmpstr(ct_severity_to_string(CT_SEVERITY_ERROR), ==, "error");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/finding/order", test_order);
	g_test_add_func("/finding/message-breaks-ties", test_message_breaks_ties);
	g_test_add_func("/finding/repetitions", test_repetitions);
	g_test_add_func("/finding/no-input", test_no_input);
	g_test_add_func("/finding/severities", test_severities);
	return g_test_run();
}
