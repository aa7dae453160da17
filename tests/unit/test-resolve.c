/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How facts become an estate: merging, references, deployments, kinds of servers. */
#include "facts-world.h"

static void
test_merge(void)
{
	World world;
	const CtPool *pool;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.CONTOSO.com", "ocs01", "4");
	world_resolve(&world);

	g_assert_cmpuint(world.estate->pools->len, ==, 3);
	pool = pool_named(world.estate, "ocs01.contoso.COM");
	g_assert_cmpstr(pool->fqdn, ==, "OCS01.contoso.com");
	g_assert_cmpstr(pool->key, ==, "ocs01.contoso.com");
	g_assert_cmpint(pool->kind, ==, CT_OBJECT_POOL);
	g_assert_cmpint(pool->deployment, ==, CT_DEPLOYMENT_LEGACY);
	g_assert_cmpstr(pool->deployment_why, ==, "in BackCompatSite");
	g_assert_cmpint(pool->product, ==, CT_PRODUCT_OCS2007R2);
	g_assert_cmpint(pool->edition, ==, CT_EDITION_STANDARD);
	g_assert_cmpstr(pool->back_end, ==, "ocs01.contoso.com\\rtc");
	g_assert_true(pool->in_back_compat);
	g_assert_true(pool->in_legacy_export);
	g_assert_true(pool->has_dial_in);
	g_assert_false(pool->has_response_group);
	g_assert_cmpuint(pool->machines, ==, 1);
	g_assert_true(ct_pool_homes_users(pool));
	g_assert_true(ct_estate_site(world.estate, pool->site)->back_compat);
	g_assert_true(world.estate->has_back_compat_site);

	pool = pool_named(world.estate, "lync01.contoso.com");
	g_assert_cmpint(pool->deployment, ==, CT_DEPLOYMENT_TARGET);
	g_assert_cmpint(pool->product, ==, CT_PRODUCT_LYNC2013);
	g_assert_cmpint(pool->edition, ==, CT_EDITION_STANDARD);
	g_assert_cmpstr(pool->back_end, ==, "lync01.contoso.com\\rtc");
	g_assert_true(pool->has_response_group);
	g_assert_true(pool->has_dial_in);
	g_assert_false(pool->in_legacy_export);
	g_assert_cmpuint(world.findings->items->len, ==, 0);
	world_clear(&world);
}

static const struct {
	const char *version;
	CtProduct product;
	CtDeployment deployment;
} wmi_versions[] = {
	{ "2", CT_PRODUCT_LCS, CT_DEPLOYMENT_LEGACY },
	{ "3", CT_PRODUCT_OCS2007, CT_DEPLOYMENT_LEGACY },
	{ "4", CT_PRODUCT_OCS2007R2, CT_DEPLOYMENT_LEGACY },
	{ "", CT_PRODUCT_UNKNOWN, CT_DEPLOYMENT_LEGACY },
};

static void
test_versions(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(wmi_versions); i++) {
		World world;
		const CtPool *pool;

		world_init(&world);
		add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", wmi_versions[i].version);
		world_resolve(&world);
		pool = pool_named(world.estate, "ocs01.contoso.com");
		g_assert_cmpint(pool->product, ==, wmi_versions[i].product);
		g_assert_cmpint(pool->deployment, ==, wmi_versions[i].deployment);
		g_assert_true(pool->in_legacy_export);
		world_clear(&world);
	}
}

/* Lync 2010 alone is a target; beside Lync 2013 it is one more source. */
static void
test_three_versions(void)
{
	for (guint newer = 0; newer < 2; newer++) {
		World world;

		world_init(&world);
		add_cluster(world.facts, world.topology, "1:1", "lync10.contoso.com", NULL);
		add_cluster(world.facts, world.topology, "1:2", "lync13.contoso.com", NULL);
		add_service(world.facts, world.topology, "1-Registrar-1", 5, "1:1", CT_N_KEYS);
		add_service(world.facts, world.topology, "1-Registrar-2", newer ? 6 : 5, "1:2",
			    CT_N_KEYS);
		world_resolve(&world);
		g_assert_cmpint(pool_named(world.estate, "lync10.contoso.com")->product, ==,
				CT_PRODUCT_LYNC2010);
		g_assert_cmpint(pool_named(world.estate, "lync10.contoso.com")->deployment, ==,
				newer ? CT_DEPLOYMENT_LEGACY : CT_DEPLOYMENT_TARGET);
		g_assert_cmpint(pool_named(world.estate, "lync13.contoso.com")->deployment, ==,
				CT_DEPLOYMENT_TARGET);
		world_clear(&world);
	}
}

static void
test_forced(void)
{
	World world;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "other.contoso.com", "other", "4");
	force_input(world.facts, world.topology, CT_DEPLOYMENT_TARGET);
	force_input(world.facts, world.wmi, CT_DEPLOYMENT_TARGET);
	world_resolve(&world);
	/* a merged document does not stop being one */
	g_assert_cmpint(pool_named(world.estate, "ocs01.contoso.com")->deployment, ==,
			CT_DEPLOYMENT_LEGACY);
	g_assert_cmpint(pool_named(world.estate, "other.contoso.com")->deployment, ==,
			CT_DEPLOYMENT_TARGET);
	g_assert_false(pool_named(world.estate, "other.contoso.com")->in_legacy_export);
	world_clear(&world);

	world_init(&world);
	add_topology(&world);
	force_input(world.facts, world.topology, CT_DEPLOYMENT_LEGACY);
	world_resolve(&world);
	g_assert_cmpint(pool_named(world.estate, "lync01.contoso.com")->deployment, ==,
			CT_DEPLOYMENT_LEGACY);
	g_assert_cmpstr(pool_named(world.estate, "lync01.contoso.com")->deployment_why, ==,
			"forced by --legacy");
	world_clear(&world);
}

/* One name in BackCompatSite and in another site is a collision: the target's, and marked. */
static void
test_collision(void)
{
	World world;
	const CtPool *pool;

	world_init(&world);
	add_topology(&world);
	add_cluster(world.facts, world.topology, "99:3", "lync01.contoso.com", "99");
	world_resolve(&world);
	pool = pool_named(world.estate, "lync01.contoso.com");
	g_assert_cmpint(pool->deployment, ==, CT_DEPLOYMENT_TARGET);
	g_assert_true(pool->in_back_compat);
	g_assert_cmpstr(ct_estate_site(world.estate, pool->site)->name, ==, "Redmond");
	world_clear(&world);
}

static void
test_evidence_of_homes(void)
{
	World world;

	world_init(&world);
	add_record(world.facts, world.shell, CT_RECORD_POOL, "Cluster", CT_KEY_FQDN,
		   "ocs01.contoso.com", CT_N_KEYS);
	add_user(&world, "sip:amy@contoso.com", CT_KEY_HOME_SERVER, HOME_OCS01);
	world_resolve(&world);
	g_assert_cmpint(pool_named(world.estate, "ocs01.contoso.com")->deployment, ==,
			CT_DEPLOYMENT_LEGACY);
	g_assert_cmpstr(pool_named(world.estate, "ocs01.contoso.com")->deployment_why, ==,
			"home servers name it by pool name");
	g_assert_cmpuint(pool_named(world.estate, "ocs01.contoso.com")->users, ==, 1);
	world_clear(&world);
}

static const struct {
	const char *text;
	const char *pool; /* NULL: dangling */
} references[] = {
	{ "ocs01.contoso.com", "ocs01.contoso.com" },
	{ "Ocs01.Contoso.com:5061", "ocs01.contoso.com" },
	{ "Registrar:ocs01.contoso.com", "ocs01.contoso.com" },
	{ "UserServer:OCS01.contoso.com", "ocs01.contoso.com" },
	{ "service:ApplicationServer:ocs01.contoso.com/8f2d", "ocs01.contoso.com" },
	{ HOME_OCS01, "ocs01.contoso.com" },
	{ "CN=ocs01," POOLS_DN, "ocs01.contoso.com" },
	{ HOME_TARGET, "lync01.contoso.com" },
	{ "1:1", "lync01.contoso.com" },
	{ "1-UserServices-1", "lync01.contoso.com" },
	{ "Service:1-UserServices-1", "lync01.contoso.com" },
	{ "487279971", "ocs01.contoso.com" },
	{ "1550152990", "lync01.contoso.com" },
	{ "CN=LC Services,CN=Microsoft,CN=gone," POOLS_DN, NULL },
	{ "CN=LC Services,CN=Microsoft,CN=7:7," POOLS_DN, NULL },
	{ "CN=nothing,DC=contoso,DC=com", NULL },
	{ "gone.contoso.com", NULL },
	{ "12345", NULL },
};

static void
test_references(void)
{
	World world;
	guint dangling = 0;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	add_record(world.facts, world.shell, CT_RECORD_TAG, "ServiceAssignment", CT_KEY_TAG_ID,
		   "487279971", CT_KEY_SERVICE_ID, "99-Registrar-1", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_TAG, "ServiceAssignment", CT_KEY_TAG_ID,
		   "1550152990", CT_KEY_SERVICE_ID, "1-registrar-1", CT_N_KEYS);
	for (guint i = 0; i < G_N_ELEMENTS(references); i++) {
		g_autofree char *sip = g_strdup_printf("sip:contact%u@contoso.com", i);

		add_record(world.facts, world.shell, CT_RECORD_ACCESS_NUMBER, "AccessNumber",
			   CT_KEY_PRIMARY_URI, sip, CT_KEY_POOL, references[i].text, CT_N_KEYS);
	}
	world_resolve(&world);
	for (guint i = 0; i < G_N_ELEMENTS(references); i++) {
		g_autofree char *sip = g_strdup_printf("sip:contact%u@contoso.com", i);
		const CtObject *object = object_named(world.estate, CT_OBJECT_ACCESS_NUMBER, sip);
		const CtPool *pool = ct_estate_pool(world.estate, object->pool);

		g_test_message("%s", references[i].text);
		g_assert_cmpstr(pool != NULL ? pool->key : NULL, ==, references[i].pool);
		g_assert_cmpstr(object->pool_text, ==, references[i].text);
		dangling += references[i].pool == NULL;
	}
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_DANGLING_REFERENCE), ==, dangling);
	world_clear(&world);
}

/* Users whose home nothing describes are told from those without a home. */
static void
test_homes(void)
{
	static const struct {
		const char *sip, *home;
		guint32 flag;
	} users[] = {
		{ "sip:amy@contoso.com", "ocs01.contoso.com", 0 },
		{ "sip:bob@contoso.com", "gone.contoso.com", CT_USER_HOME_UNKNOWN },
		{ "sip:cid@contoso.com", NULL, 0 },
	};
	World world;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	for (guint i = 0; i < G_N_ELEMENTS(users); i++)
		add_record(world.facts, world.shell, CT_RECORD_USER, "User", CT_KEY_SIP_ADDRESS,
			   users[i].sip, CT_KEY_POOL, users[i].home, CT_N_KEYS);
	world_resolve(&world);
	for (guint i = 0; i < G_N_ELEMENTS(users); i++)
		g_assert_cmphex(world.estate->users.flags[i] & CT_USER_HOME_UNKNOWN, ==,
				users[i].flag);
	world_clear(&world);
}

/* A Director has no users, no applications, and an Edge sends everything to it. */
static void
test_director(void)
{
	for (guint users = 0; users < 2; users++) {
		World world;
		const CtPool *pool;

		world_init(&world);
		add_record(world.facts, world.wmi, CT_RECORD_POOL, WMI_POOL, CT_KEY_FQDN,
			   "dir01.contoso.com", CT_KEY_VERSION, "4", CT_N_KEYS);
		add_record(world.facts, world.wmi, CT_RECORD_EDGE, "EdgeCluster", CT_KEY_FQDN,
			   "edge.contoso.com", CT_KEY_VERSION, "OCS2007R2", CT_KEY_NEXT_HOP,
			   "DIR01.contoso.com", CT_KEY_MEMBER, "edge1.contoso.com", CT_N_KEYS);
		if (users > 0)
			add_user(&world, "sip:amy@contoso.com", CT_KEY_POOL, "dir01.contoso.com");
		world_resolve(&world);
		pool = pool_named(world.estate, "dir01.contoso.com");
		g_assert_cmpint(pool->kind, ==, users > 0 ? CT_OBJECT_POOL : CT_OBJECT_DIRECTOR);
		g_assert_cmpint(ct_pool_homes_users(pool), ==, users > 0);
		pool = pool_named(world.estate, "edge.contoso.com");
		g_assert_cmpint(pool->kind, ==, CT_OBJECT_EDGE);
		g_assert_cmpint(pool->deployment, ==, CT_DEPLOYMENT_LEGACY);
		g_assert_cmpint(pool->product, ==, CT_PRODUCT_OCS2007R2);
		g_assert_cmpuint(pool->machines, ==, 1);
		world_clear(&world);
	}
}

static void
test_director_of_topology(void)
{
	World world;
	const CtPool *pool;

	world_init(&world);
	add_site(world.facts, world.topology, "99", "BackCompatSite");
	add_cluster(world.facts, world.topology, "99:1", "dir01.contoso.com", "99");
	add_service(world.facts, world.topology, "99-Registrar-1", 4, "99:1", CT_KEY_IS_DIRECTOR,
		    "true", CT_N_KEYS);
	add_wmi_pool(&world, "dir01.contoso.com", "dir01", "4");
	world_resolve(&world);
	pool = pool_named(world.estate, "dir01.contoso.com");
	g_assert_cmpint(pool->kind, ==, CT_OBJECT_DIRECTOR);
	g_assert_false(ct_pool_has_role(pool, CT_ROLE_USER_SERVICES));
	world_clear(&world);
}

/* A registrar without user services behind a legacy Edge, though nothing calls it a Director. */
static void
test_director_by_dependency(void)
{
	World world;

	world_init(&world);
	add_site(world.facts, world.topology, "99", "BackCompatSite");
	add_cluster(world.facts, world.topology, "99:1", "dir01.contoso.com", "99");
	add_cluster(world.facts, world.topology, "99:2", "edge.contoso.com", "99");
	add_service(world.facts, world.topology, "99-Registrar-1", 4, "99:1", CT_N_KEYS);
	add_service(world.facts, world.topology, "99-EdgeServer-1", 4, "99:2", CT_N_KEYS);
	add_dependency(world.facts, world.topology, "99-EdgeServer-1", "99-Registrar-1");
	world_resolve(&world);
	g_assert_cmpint(pool_named(world.estate, "dir01.contoso.com")->kind, ==,
			CT_OBJECT_DIRECTOR);
	world_clear(&world);
}

/* Without a topology, the lists of the shell are all that tells of sites. */
static void
test_sites_of_lists(void)
{
	World world;

	world_init(&world);
	add_record(world.facts, world.shell, CT_RECORD_POOL, "Cluster", CT_KEY_FQDN,
		   "ocs01.contoso.com", CT_KEY_SITE, "Site:BackCompatSite", CT_KEY_SERVICE,
		   "Registrar:ocs01.contoso.com", CT_KEY_SERVICE, "UserServer:ocs01.contoso.com",
		   CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_SERVICE, "DisplayRegistrar", CT_KEY_IDENTITY,
		   "Registrar:lync01.contoso.com", CT_KEY_SERVICE_ID, "1-Registrar-1", CT_KEY_FQDN,
		   "lync01.contoso.com", CT_KEY_VERSION, "6", CT_KEY_ROLE, "Registrar", CT_KEY_SITE,
		   "Site:Redmond", CT_N_KEYS);
	world_resolve(&world);
	g_assert_true(world.estate->has_back_compat_site);
	g_assert_cmpuint(world.estate->sites->len, ==, 2);
	g_assert_cmpint(pool_named(world.estate, "ocs01.contoso.com")->deployment, ==,
			CT_DEPLOYMENT_LEGACY);
	g_assert_true(ct_pool_homes_users(pool_named(world.estate, "ocs01.contoso.com")));
	g_assert_false(pool_named(world.estate, "ocs01.contoso.com")->in_legacy_export);
	g_assert_cmpint(pool_named(world.estate, "lync01.contoso.com")->deployment, ==,
			CT_DEPLOYMENT_TARGET);
	g_assert_cmpuint(world.estate->services->len, ==, 1);
	world_clear(&world);
}

static void
test_directory(void)
{
	World world;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	add_user(&world, "sip:amy@contoso.com", CT_KEY_HOME_SERVER,
		 "CN=Lc Services,CN=Microsoft,CN=1:1,CN=Pools,CN=RTC Service,CN=Services,"
		 "CN=Configuration,DC=Fabrikam,DC=com");
	add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
		   "sip:bob@contoso.com", CT_KEY_DN,
		   "CN=Bob\\, B,OU=Sales,DC=Asia,DC=contoso,DC=com", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_UM_CONTACT, "Contact", CT_KEY_DN,
		   "CN=Smith\\, John,OU=UM,DC=emea,DC=contoso,DC=com", CT_N_KEYS);
	world_resolve(&world);
	g_assert_cmpstr(world.estate->legacy_forest, ==, "contoso.com");
	g_assert_cmpstr(world.estate->target_forest, ==, "fabrikam.com");
	g_assert_cmpuint(world.estate->legacy_forest_origin.input, ==, world.wmi);
	g_assert_cmpuint(world.estate->ad_domains->len, ==, 4);
	g_assert_cmpstr(g_ptr_array_index(world.estate->ad_domains, 0), ==, "asia.contoso.com");
	g_assert_cmpstr(g_ptr_array_index(world.estate->ad_domains, 2), ==, "emea.contoso.com");
	world_clear(&world);
}

/* What its service says of an Edge is said of the pool, unless the merge's input file says otherwise. */
static void
test_federation_of_edges(void)
{
	for (guint told = 0; told < 2; told++) {
		World world;

		world_init(&world);
		add_topology(&world);
		add_cluster(world.facts, world.topology, "1:5", "newedge.contoso.com", "1");
		add_service(world.facts, world.topology, "1-EdgeServer-1", 6, "1:5",
			    CT_KEY_FEDERATION_ENABLED, "true", CT_N_KEYS);
		if (told == 1)
			add_record(world.facts, world.wmi, CT_RECORD_EDGE, "EdgeCluster",
				   CT_KEY_FQDN, "newedge.contoso.com", CT_KEY_FEDERATION_ENABLED,
				   "false", CT_N_KEYS);
		world_resolve(&world);
		g_assert_cmpint(
			ct_facts_get_bool(world.facts,
					  pool_named(world.estate, "newedge.contoso.com")->props,
					  CT_KEY_FEDERATION_ENABLED),
			==, told == 0);
		g_assert_false(ct_facts_get_bool(
			world.facts, pool_named(world.estate, "ocsedge.contoso.com")->props,
			CT_KEY_FEDERATION_ENABLED));
		world_clear(&world);
	}
}

static void
test_broken_topology(void)
{
	World world;

	world_init(&world);
	add_topology(&world);
	add_cluster(world.facts, world.topology, "1:1", "second.contoso.com", "1");
	add_service(world.facts, world.topology, "1-Registrar-1", 6, "99:1", CT_N_KEYS);
	add_service(world.facts, world.topology, "1-Marvel-1", 6, "7:7", CT_N_KEYS);
	add_dependency(world.facts, world.topology, "1-Registrar-1", "1-FileStore-9");
	world_resolve(&world);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_DUPLICATE_ID), ==, 2);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_DANGLING_REFERENCE), ==, 2);
	/* the first service of an id is the one that counts */
	g_assert_false(ct_pool_has_role(pool_named(world.estate, "second.contoso.com"),
					CT_ROLE_REGISTRAR));
	g_assert_cmpuint(world.estate->services->len, ==, 8);
	g_assert_cmpuint(world.facts->notes->len, ==, 1);
	g_assert_cmpstr(g_array_index(world.facts->notes, CtNote, 0).value, ==, "Marvel");
	g_assert_cmpuint(world.estate->dependencies->len, ==, 4);
	world_clear(&world);
}

/* The same ids in two documents are one deployment on one pool, two on two. */
static void
test_two_documents(void)
{
	World world;
	guint32 again;

	world_init(&world);
	again = add_input(world.facts, "d/topology.xml", CT_INPUT_TOPOLOGY);
	add_topology(&world);
	world.topology = again;
	add_topology(&world);
	add_cluster(world.facts, again, "5:1", "far.contoso.com", "1");
	add_service(world.facts, again, "1-Registrar-7", 6, "5:1", CT_N_KEYS);
	world_resolve(&world);
	g_assert_cmpuint(world.estate->sites->len, ==, 2);
	g_assert_cmpuint(world.estate->pools->len, ==, 4);
	g_assert_cmpuint(world.estate->services->len, ==, 8);
	g_assert_cmpuint(world.estate->dependencies->len, ==, 3);
	g_assert_cmpuint(world.estate->sql_instances->len, ==, 1);
	g_assert_cmpuint(world.estate->machines->len, ==, 4);
	g_assert_cmpuint(world.findings->items->len, ==, 0);
	world_clear(&world);
}

static void
test_inputs(void)
{
	World world;
	const CtInput *inputs;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	add_user(&world, "sip:amy@contoso.com", CT_KEY_POOL, "ocs01.contoso.com");
	add_user(&world, "sip:bob@contoso.com", CT_KEY_POOL, "lync01.contoso.com");
	world_resolve(&world);
	inputs = (const CtInput *)(const void *)world.facts->inputs->data;
	g_assert_cmpint(inputs[world.topology].deployment, ==, CT_DEPLOYMENT_TARGET);
	g_assert_cmpint(inputs[world.wmi].deployment, ==, CT_DEPLOYMENT_LEGACY);
	g_assert_cmpint(inputs[world.shell].deployment, ==, CT_DEPLOYMENT_UNKNOWN);
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/resolve/merge", test_merge);
	g_test_add_func("/resolve/versions", test_versions);
	g_test_add_func("/resolve/three-versions", test_three_versions);
	g_test_add_func("/resolve/forced", test_forced);
	g_test_add_func("/resolve/collision", test_collision);
	g_test_add_func("/resolve/evidence-of-homes", test_evidence_of_homes);
	g_test_add_func("/resolve/references", test_references);
	g_test_add_func("/resolve/homes", test_homes);
	g_test_add_func("/resolve/director", test_director);
	g_test_add_func("/resolve/director-of-topology", test_director_of_topology);
	g_test_add_func("/resolve/director-by-dependency", test_director_by_dependency);
	g_test_add_func("/resolve/sites-of-lists", test_sites_of_lists);
	g_test_add_func("/resolve/directory", test_directory);
	g_test_add_func("/resolve/federation-of-edges", test_federation_of_edges);
	g_test_add_func("/resolve/broken-topology", test_broken_topology);
	g_test_add_func("/resolve/two-documents", test_two_documents);
	g_test_add_func("/resolve/inputs", test_inputs);
	return g_test_run();
}
