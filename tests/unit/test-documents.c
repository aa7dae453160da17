/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several exports of one server or object: which of them counts, and what is said of the others. */
#include "estate-text.h"
#include "facts-world.h"

/* A document with a site, a pool of it and its services; returns its input. */
static guint32
add_document(World *world, const char *path, CtInputKind kind)
{
	guint32 input = add_input(world->facts, path, kind);

	add_site(world->facts, input, "1", "Redmond");
	add_cluster(world->facts, input, "1:1", "lync01.contoso.com", "1");
	add_service(world->facts, input, "1-Registrar-1", 6, "1:1", CT_N_KEYS);
	return input;
}

static const CtFinding *
only_finding(const World *world, CtRuleId rule)
{
	g_assert_cmpuint(count_findings(world->findings, rule), ==, 1);
	return find_finding(world->findings, rule);
}

static guint
services_of(const World *world)
{
	return world->estate->services->len;
}

static void
test_same_document_twice(void)
{
	World world;

	world_init(&world);
	add_document(&world, "d/one.xml", CT_INPUT_TOPOLOGY);
	add_document(&world, "d/two.xml", CT_INPUT_TOPOLOGY);
	world_resolve(&world);
	g_assert_cmpuint(world.findings->items->len, ==, 0);
	g_assert_cmpuint(services_of(&world), ==, 1);
	world_clear(&world);
}

/* The document with more services counts, also for what it has less of. */
static void
test_two_days(void)
{
	World world;
	guint32 one, two;

	world_init(&world);
	one = add_document(&world, "d/one.xml", CT_INPUT_TOPOLOGY);
	two = add_document(&world, "d/two.xml", CT_INPUT_TOPOLOGY);
	add_service(world.facts, one, "1-WacService-1", 6, "1:1", CT_N_KEYS);
	add_service(world.facts, two, "1-UserServices-1", 6, "1:1", CT_N_KEYS);
	add_service(world.facts, two, "1-ConfServices-1", 6, "1:1", CT_N_KEYS);
	add_dependency(world.facts, one, "1-Registrar-1", "1-WacService-1");
	add_dependency(world.facts, two, "1-Registrar-1", "1-UserServices-1");
	world_resolve(&world);
	g_assert_cmpstr(only_finding(&world, CT_RULE_EXPORTS_DISAGREE)->message, ==,
			"lync01.contoso.com is described otherwise than in d/two.xml: only here "
			"service WacService of version 6; only there service ConfServices of "
			"version 6, service UserServices of version 6; the plan rests on that one, "
			"which describes more services");
	g_assert_cmpuint(only_finding(&world, CT_RULE_EXPORTS_DISAGREE)->origin.input, ==, one);
	g_assert_cmpuint(world.findings->items->len, ==, 1);
	g_assert_cmpuint(services_of(&world), ==, 3);
	g_assert_cmpuint(world.estate->dependencies->len, ==, 1);
	world_clear(&world);
}

/* What is published counts before a draft, however large that is; what only the draft has is told. */
static void
test_draft(void)
{
	World world;
	guint32 draft;

	world_init(&world);
	draft = add_document(&world, "a/draft.tbxml", CT_INPUT_BUILDER);
	add_document(&world, "d/topology.xml", CT_INPUT_TOPOLOGY);
	add_service(world.facts, draft, "1-UserServices-1", 6, "1:1", CT_N_KEYS);
	add_cluster(world.facts, draft, "1:2", "lync02.contoso.com", "1");
	add_service(world.facts, draft, "1-Registrar-2", 6, "1:2", CT_N_KEYS);
	add_dependency(world.facts, draft, "1-Registrar-2", "1-UserServices-1");
	add_dependency(world.facts, draft, "1-Registrar-2", "1-Registrar-1");
	world_resolve(&world);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_TOPOLOGY_NOT_PUBLISHED), ==, 2);
	g_assert_cmpuint(world.findings->items->len, ==, 2);
	g_assert_cmpstr(find_finding(world.findings, CT_RULE_TOPOLOGY_NOT_PUBLISHED)->message, ==,
			"lync01.contoso.com is described otherwise than in d/topology.xml: only "
			"here service UserServices of version 6; the plan rests on that one, which "
			"is published");
	g_assert_cmpuint(services_of(&world), ==, 2);
	/* the draft's own pool keeps its way to what was kept of the other one */
	g_assert_cmpuint(world.estate->dependencies->len, ==, 2);
	world_clear(&world);
}

/* --legacy and --target: the same name on both sides is a collision, not a second description. */
static void
test_forced_apart(void)
{
	World world;
	guint32 one, two;

	world_init(&world);
	one = add_document(&world, "d/one.xml", CT_INPUT_TOPOLOGY);
	two = add_document(&world, "d/two.xml", CT_INPUT_TOPOLOGY);
	add_service(world.facts, two, "1-UserServices-1", 6, "1:1", CT_N_KEYS);
	force_input(world.facts, one, CT_DEPLOYMENT_LEGACY);
	force_input(world.facts, two, CT_DEPLOYMENT_TARGET);
	world_resolve(&world);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_EXPORTS_DISAGREE), ==, 0);
	world_clear(&world);
}

static void
test_records_of_pools(void)
{
	World world;

	world_init(&world);
	add_record(world.facts, world.wmi, CT_RECORD_POOL, WMI_POOL, CT_KEY_FQDN,
		   "ocs01.contoso.com", CT_KEY_VERSION, "4", CT_KEY_BACK_END, "old\\rtc",
		   CT_KEY_CHANGED, "2012-05-01", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_POOL, WMI_POOL, CT_KEY_FQDN,
		   "OCS01.contoso.com", CT_KEY_VERSION, "4", CT_KEY_BACK_END, "new\\rtc",
		   CT_KEY_CHANGED, "2012-05-02", CT_N_KEYS);
	world_resolve(&world);
	g_assert_cmpstr(only_finding(&world, CT_RULE_EXPORTS_DISAGREE)->message, ==,
			"back-end of server ocs01.contoso.com is old\\rtc here, but new\\rtc in "
			"c/cs.xml:1; the plan keeps that, since it was changed 2012-05-02 00:00:00 "
			"there, 2012-05-01 00:00:00 here");
	world_clear(&world);
}

static void
test_records_of_objects(void)
{
	World world;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	for (guint i = 0; i < 2; i++) {
		guint32 input = i == 0 ? world.wmi : world.shell;

		add_record(world.facts, input, CT_RECORD_VOICE_ROUTE, "Route", CT_KEY_IDENTITY,
			   "Local", CT_KEY_PATTERN, "^\\+1", CT_N_KEYS);
		add_record(world.facts, input, CT_RECORD_ACCESS_NUMBER, "AccessNumber",
			   CT_KEY_SIP_ADDRESS, "sip:dial@contoso.com", CT_KEY_POOL,
			   i == 0 ? "ocs01.contoso.com" : "lync01.contoso.com", CT_KEY_CHANGED,
			   i == 0 ? "" : "2012-05-02", CT_N_KEYS);
	}
	world_resolve(&world);
	g_assert_cmpstr(only_finding(&world, CT_RULE_EXPORTS_DISAGREE)->message, ==,
			"the pool of dial-in access number sip:dial@contoso.com is "
			"OCS01.contoso.com here, but Lync01.contoso.com in c/cs.xml:2; the plan "
			"keeps that, since it was changed 2012-05-02 00:00:00 there, unknown here");
	g_assert_cmpuint(object_named(world.estate, CT_OBJECT_ACCESS_NUMBER, "sip:dial@contoso.com")
				 ->pool.index,
			 ==, ct_estate_find_pool(world.estate, "lync01.contoso.com").index);
	world_clear(&world);
}

static void
test_many_objects(void)
{
	World world;

	world_init(&world);
	for (guint i = 0; i < 60; i++) {
		g_autofree char *name = g_strdup_printf("Route %02u", i / 2);

		add_record(world.facts, i % 2 == 0 ? world.wmi : world.shell, CT_RECORD_VOICE_ROUTE,
			   "Route", CT_KEY_IDENTITY, name, CT_KEY_PATTERN, i % 2 == 0 ? "1" : "2",
			   CT_N_KEYS);
	}
	world_resolve(&world);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_EXPORTS_DISAGREE), ==, 21);
	world_clear(&world);
}

/* Everything at once, in any order. */
static char *
shuffled(guint32 seed)
{
	World world;
	guint32 one, two, draft;
	char *text;

	world_init(&world);
	add_topology(&world);
	one = add_document(&world, "d/one.xml", CT_INPUT_TOPOLOGY);
	two = add_document(&world, "d/two.xml", CT_INPUT_TOPOLOGY);
	draft = add_document(&world, "a/draft.tbxml", CT_INPUT_BUILDER);
	add_service(world.facts, one, "1-UserServices-1", 6, "1:1", CT_N_KEYS);
	add_service(world.facts, two, "1-ConfServices-1", 6, "1:1", CT_N_KEYS);
	add_service(world.facts, draft, "1-ConfServices-1", 5, "1:1", CT_N_KEYS);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "3");
	for (guint i = 0; i < 8; i++) {
		g_autofree char *name = g_strdup_printf("Route %u", i / 4);
		g_autofree char *pattern = g_strdup_printf("%u", i % 3);

		add_record(world.facts, i % 2 == 0 ? world.wmi : world.shell, CT_RECORD_VOICE_ROUTE,
			   "Route", CT_KEY_IDENTITY, name, CT_KEY_PATTERN, pattern, CT_KEY_CHANGED,
			   i % 3 == 0 ? "2012-05-02" : "", CT_N_KEYS);
	}
	if (seed != 0)
		shuffle_facts(world.facts, seed);
	world_resolve(&world);
	text = estate_text(world.estate, world.findings);
	world_clear(&world);
	return text;
}

static void
test_any_order(void)
{
	g_autofree char *expected = shuffled(0);

	g_assert_nonnull(strstr(expected, "the plan rests on that one"));
	for (guint32 seed = 1; seed < 30; seed++) {
		g_autofree char *text = shuffled(seed);

		g_assert_cmpstr(text, ==, expected);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/documents/same-twice", test_same_document_twice);
	g_test_add_func("/documents/two-days", test_two_days);
	g_test_add_func("/documents/draft", test_draft);
	g_test_add_func("/documents/forced-apart", test_forced_apart);
	g_test_add_func("/documents/records-of-pools", test_records_of_pools);
	g_test_add_func("/documents/records-of-objects", test_records_of_objects);
	g_test_add_func("/documents/many-objects", test_many_objects);
	g_test_add_func("/documents/any-order", test_any_order);
	return g_test_run();
}
