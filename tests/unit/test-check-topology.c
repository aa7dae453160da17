/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W-01 to W-06: each rule fires, and does not on what only looks like it. */
#include "analyzer/check.h"
#include "tests/unit/handmade.h"

#define LEGACY CT_DEPLOYMENT_LEGACY
#define TARGET CT_DEPLOYMENT_TARGET

static void
test_legacy_version(void)
{
	World world = world_new();
	CtPool *old = world_add_pool(&world, "old.contoso.com", CT_OBJECT_POOL, LEGACY);

	old->product = CT_PRODUCT_OCS2007;
	old->service_version = 3;
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	ct_check_versions(world.estate, world.findings);
	world_expect(&world, CT_RULE_LEGACY_VERSION_UNSUPPORTED, CT_SEVERITY_ERROR,
		     "pool:old.contoso.com", "version 3");
	world_clear(&world);
}

static void
test_legacy_version_unknown(void)
{
	World world = world_new();
	CtPool *pool = world_add_pool(&world, "some.contoso.com", CT_OBJECT_SERVER, LEGACY);

	pool->product = CT_PRODUCT_UNKNOWN;
	pool->service_version = 0;
	ct_check_versions(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

/* The estate believes the topology, but a person must hear what the server says of itself. */
static void
test_legacy_version_of_record(void)
{
	World world = world_new();
	CtProp props[] = { { CT_KEY_FQDN, NULL, "ocs.contoso.com" },
			   { CT_KEY_VERSION, NULL, "4" } };

	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	ct_facts_add_record(world.estate->facts, CT_RECORD_POOL, world_origin(&world), "made",
			    props, G_N_ELEMENTS(props));
	ct_check_versions(world.estate, world.findings);
	world_expect_none(&world);

	props[1].value = "3";
	ct_facts_add_record(world.estate->facts, CT_RECORD_POOL, world_origin(&world), "made",
			    props, G_N_ELEMENTS(props));
	ct_check_versions(world.estate, world.findings);
	world_expect(&world, CT_RULE_LEGACY_VERSION_UNSUPPORTED, CT_SEVERITY_ERROR,
		     "pool:ocs.contoso.com", "version 3 here, but version 4");
	world_clear(&world);
}

static void
test_three_versions(void)
{
	World world = world_new();
	CtPool *second;

	world_add_pool(&world, "a-ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	second = world_add_pool(&world, "b-2010.contoso.com", CT_OBJECT_POOL, LEGACY);
	second->product = CT_PRODUCT_LYNC2010;
	world_add_pool(&world, "c-2013.contoso.com", CT_OBJECT_POOL, TARGET);
	ct_check_versions(world.estate, world.findings);
	/* the other end of the conflict is named with its place */
	world_expect(&world, CT_RULE_THREE_VERSION_MIX, CT_SEVERITY_ERROR,
		     "pool:b-2010.contoso.com", "while a-ocs.contoso.com (made.xml:1) runs");
	world_clear(&world);
}

static void
test_two_versions(void)
{
	World world = world_new();
	CtPool *legacy = world_add_pool(&world, "b-2010.contoso.com", CT_OBJECT_POOL, LEGACY);

	legacy->product = CT_PRODUCT_LYNC2010;
	/* a gateway has no product of its own, whatever lists it */
	world_add_pool(&world, "a-gw.contoso.com", CT_OBJECT_GATEWAY, LEGACY);
	world_add_pool(&world, "c-2013.contoso.com", CT_OBJECT_POOL, TARGET);
	ct_check_versions(world.estate, world.findings);
	g_assert_cmpuint(world_count(&world, CT_RULE_THREE_VERSION_MIX), ==, 0);
	world_clear(&world);
}

/* shows: W-03 I-02 not W-03 I-02 */
static void
test_forests(void)
{
	World world = world_new();

	world.estate->legacy_forest = "contoso.com";
	world.estate->legacy_forest_origin = world_origin(&world);
	world.estate->target_forest = "Contoso.com";
	world.estate->target_forest_origin = world_origin(&world);
	ct_check_versions(world.estate, world.findings);
	world_expect_none(&world);

	world.estate->target_forest = NULL;
	ct_check_versions(world.estate, world.findings);
	world_expect_none(&world);

	world.estate->target_forest = "fabrikam.com";
	ct_check_versions(world.estate, world.findings);
	world_expect(&world, CT_RULE_CROSS_FOREST, CT_SEVERITY_ERROR, "forest:fabrikam.com",
		     "contoso.com (made.xml:1)");
	world_clear(&world);
}

/* A target pool takes the name of a member of a legacy pool. */
static void
test_name_of_member(void)
{
	World world = world_new();

	world_add_pool(&world, "fe01.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_pool(&world, "ocspool.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_machine(&world, "ocspool.contoso.com", "FE01.contoso.com");
	world_add_machine(&world, "fe01.contoso.com", "fe01.contoso.com");
	ct_check_topology(world.estate, world.findings);
	world_expect(&world, CT_RULE_POOL_FQDN_COLLISION, CT_SEVERITY_ERROR,
		     "pool:fe01.contoso.com", "ocspool.contoso.com (made.xml:3)");
	world_clear(&world);
}

/* A member of a target pool takes the name of a legacy pool. */
static void
test_name_of_pool(void)
{
	World world = world_new();

	world_add_pool(&world, "lyncpool.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_machine(&world, "lyncpool.contoso.com", "ocs.contoso.com");
	ct_check_topology(world.estate, world.findings);
	world_expect(&world, CT_RULE_POOL_FQDN_COLLISION, CT_SEVERITY_ERROR,
		     "pool:lyncpool.contoso.com", "ocs.contoso.com of the target deployment");
	world_clear(&world);
}

/* The same pool on both sides is one pool of the estate, with a mark from either. */
static void
test_name_on_both_sides(void)
{
	World world = world_new();
	CtPool *pool = world_add_pool(&world, "pool.contoso.com", CT_OBJECT_POOL, TARGET);

	pool->in_legacy_export = TRUE;
	ct_check_topology(world.estate, world.findings);
	world_expect(&world, CT_RULE_POOL_FQDN_COLLISION, CT_SEVERITY_ERROR,
		     "pool:pool.contoso.com", "an export of the legacy one");
	world_clear(&world);
}

static void
test_names_differ(void)
{
	World world = world_new();

	/* a gateway serves both sides in turn: another rule's matter */
	world_add_pool(&world, "gw.contoso.com", CT_OBJECT_GATEWAY, TARGET)->in_legacy_export =
		TRUE;
	world_add_pool(&world, "lync.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_pool(&world, "lync.fabrikam.com", CT_OBJECT_POOL, LEGACY);
	world_add_machine(&world, "lync.contoso.com", "lync.contoso.com");
	world_add_machine(&world, "lync.fabrikam.com", "lync.fabrikam.com");
	ct_check_topology(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_external_web(void)
{
	World world = world_new();

	world_add_pool(&world, "a.contoso.com", CT_OBJECT_POOL, TARGET)->external_web_fqdn =
		"web.contoso.com";
	world_add_pool(&world, "b.contoso.com", CT_OBJECT_POOL, TARGET)->external_web_fqdn =
		"web2.contoso.com";
	/* a legacy pool with the same name is to be expected: the name moves over */
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY)->external_web_fqdn =
		"web.contoso.com";
	ct_check_topology(world.estate, world.findings);
	world_expect_none(&world);

	g_array_index(world.estate->pools, CtPool, 1).external_web_fqdn = "WEB.contoso.com";
	ct_check_topology(world.estate, world.findings);
	world_expect(&world, CT_RULE_EXTERNAL_WEB_FQDN_DUPLICATE, CT_SEVERITY_ERROR,
		     "pool:b.contoso.com", "a.contoso.com (made.xml:1)");
	world_clear(&world);
}

static void
expect_shared_sql(const char *legacy, const char *target, const char *part)
{
	World world = world_new();

	world_add_pool(&world, "lync.contoso.com", CT_OBJECT_POOL, TARGET)->back_end = target;
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY)->back_end = legacy;
	ct_check_topology(world.estate, world.findings);
	if (part != NULL)
		world_expect(&world, CT_RULE_SQL_INSTANCE_SHARED, CT_SEVERITY_ERROR,
			     "pool:lync.contoso.com", part);
	else
		world_expect_none(&world);
	world_clear(&world);
}

static void
test_sql(void)
{
	expect_shared_sql("sql.contoso.com\\rtc", "sql.contoso.com\\rtc",
			  "instance sql.contoso.com\\rtc");
	/* a WMI export names the computer without its domain */
	expect_shared_sql("sql\\rtc", "sql.contoso.com\\rtc",
			  "as does legacy pool ocs.contoso.com");
	expect_shared_sql("sql.contoso.com", "sql.contoso.com\\mssqlserver", "as does legacy pool");
	expect_shared_sql("sql.contoso.com\\rtc", "sql.contoso.com\\lync",
			  "the instances differ, but the computers must differ too");
}

static void
test_sql_near_misses(void)
{
	expect_shared_sql("sql1.contoso.com\\rtc", "sql.contoso.com\\rtc", NULL);
	expect_shared_sql("sql.fabrikam.com\\rtc", "sql.contoso.com\\rtc", NULL);
	/* each Standard Edition server has a local instance of its own */
	expect_shared_sql("(local)\\rtc", "(local)\\rtc", NULL);
	expect_shared_sql("(local)\\rtc", "lync.contoso.com\\rtc", NULL);
	expect_shared_sql(NULL, "sql.contoso.com\\rtc", NULL);
}

/* Not only the user store counts: here it is some database on the legacy pool's computer. */
static void
test_sql_other_database(void)
{
	World world = world_new();
	CtSqlInstance sql = { .name = "mon" };

	world_add_pool(&world, "lync.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY)->back_end =
		"sql.contoso.com\\rtc";
	world_add_pool(&world, "sql.contoso.com", CT_OBJECT_SERVER, TARGET);
	sql.origin = world_origin(&world);
	sql.pool = world_pool(&world, "sql.contoso.com");
	g_array_append_val(world.estate->sql_instances, sql);
	/* a second database on the same computer is the same trouble */
	g_array_append_val(world.estate->sql_instances, sql);
	ct_check_topology(world.estate, world.findings);
	world_expect(&world, CT_RULE_SQL_INSTANCE_SHARED, CT_SEVERITY_ERROR,
		     "server:sql.contoso.com", "instance \"mon\"");
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/check/W-01", test_legacy_version);
	g_test_add_func("/check/W-01-unknown", test_legacy_version_unknown);
	g_test_add_func("/check/W-01-record", test_legacy_version_of_record);
	g_test_add_func("/check/W-02", test_three_versions);
	g_test_add_func("/check/W-02-two", test_two_versions);
	g_test_add_func("/check/W-03", test_forests);
	g_test_add_func("/check/W-04-member", test_name_of_member);
	g_test_add_func("/check/W-04-pool", test_name_of_pool);
	g_test_add_func("/check/W-04-both", test_name_on_both_sides);
	g_test_add_func("/check/W-04-none", test_names_differ);
	g_test_add_func("/check/W-05", test_external_web);
	g_test_add_func("/check/W-06", test_sql);
	g_test_add_func("/check/W-06-none", test_sql_near_misses);
	g_test_add_func("/check/W-06-other", test_sql_other_database);
	return g_test_run();
}
