/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How facts become an estate: merging, references, deployments, kinds, users. */
#include "facts-by-hand.h"

#define WMI_POOL    "MSFT_SIPPoolSetting"
#define WMI_SERVICE "MSFT_SIPTrustedServiceSetting"
#define POOLS_DN    "CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
#define HOME_OCS01  "CN=LC Services,CN=Microsoft,CN=ocs01," POOLS_DN
#define HOME_TARGET "CN=Lc Services,CN=Microsoft,CN=1:1," POOLS_DN

typedef struct {
	CtFacts *facts;
	CtFindings *findings;
	CtEstate *estate;
	guint32 topology;
	guint32 wmi;
	guint32 shell;
} World;

static void
world_init(World *world)
{
	*world = (World){ .facts = ct_facts_new(), .findings = ct_findings_new() };
	world->topology = add_input(world->facts, "a/topology.xml", CT_INPUT_TOPOLOGY);
	world->wmi = add_input(world->facts, "b/ocs.xml", CT_INPUT_CLIXML);
	world->shell = add_input(world->facts, "c/cs.xml", CT_INPUT_CLIXML);
}

/* The facts are the estate's from now on, but stay readable. */
static void
world_resolve(World *world)
{
	world->estate = ct_estate_new(world->facts, world->findings);
}

static void
world_clear(World *world)
{
	if (world->estate == NULL)
		ct_facts_free(world->facts);
	ct_estate_free(world->estate);
	ct_findings_free(world->findings);
}

/* A merged topology: a Standard Edition target, and a legacy pool and Edge in BackCompatSite. */
static void
add_topology(World *world)
{
	CtFacts *facts = world->facts;
	guint32 input = world->topology;

	add_site(facts, input, "1", "Redmond");
	add_site(facts, input, "99", "backcompatsite");
	add_cluster(facts, input, "1:1", "Lync01.contoso.com", "1");
	add_cluster(facts, input, "99:1", "OCS01.contoso.com", "99");
	add_cluster(facts, input, "99:2", "ocsedge.contoso.com", "99");
	add_sql(facts, input, "1:1/rtc", "rtc", "1:1");
	add_service(facts, input, "1-Registrar-1", 6, "1:1", CT_N_KEYS);
	add_service(facts, input, "1-UserServices-1", 6, "1:1", CT_N_KEYS);
	add_service(facts, input, "1-UserStore-1", 6, "1:1/rtc", CT_N_KEYS);
	add_service(facts, input, "1-ApplicationServer-1", 6, "1:1", CT_KEY_APPLICATION, "RGS",
		    CT_KEY_APPLICATION, "urn:application:Caa", CT_N_KEYS);
	add_service(facts, input, "99-Registrar-1", 4, "99:1", CT_N_KEYS);
	add_service(facts, input, "99-UserServices-1", 4, "99:1", CT_N_KEYS);
	add_service(facts, input, "99-EdgeServer-1", 4, "99:2", CT_N_KEYS);
	add_dependency(facts, input, "1-UserServices-1", "1-UserStore-1");
	add_dependency(facts, input, "1-Registrar-1", "1-UserServices-1");
	add_dependency(facts, input, "99-EdgeServer-1", "99-Registrar-1");
}

static void
add_wmi_pool(World *world, const char *fqdn, const char *name, const char *version)
{
	g_autofree char *dn = g_strdup_printf("CN=%s," POOLS_DN, name);

	add_record(world->facts, world->wmi, CT_RECORD_POOL, WMI_POOL, CT_KEY_FQDN, fqdn,
		   CT_KEY_POOL_DN, dn, CT_KEY_VERSION, version, CT_KEY_EDITION, "5",
		   CT_KEY_BACK_END, "(local)\\RTC", CT_KEY_MEMBER, fqdn, CT_KEY_APPLICATION,
		   "Conferencing Attendant", CT_N_KEYS);
}

static void
add_user(World *world, const char *sip, CtKey home_key, const char *home)
{
	add_record(world->facts, world->shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, sip,
		   CT_KEY_ENABLED, "true", CT_KEY_ENTERPRISE_VOICE, "True", home_key, home,
		   CT_N_KEYS);
}

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

static void
test_trusted_services(void)
{
	static const struct {
		const char *type;
		const char *version;
	} services[] = {
		{ "MediationServer", "4" },
		{ "Gateway", "4" },
		{ "ArchivingServer", "4" },
		{ "QoSM", "4" },
		{ "XMPPGateway", "4" },
		{ "GroupChat", "4" },
		{ "MRAS", "4" },
		{ "HelpDesk", "4" },
		{ "MediationServer", "6" },
	};
	World world;

	world_init(&world);
	for (guint i = 0; i < G_N_ELEMENTS(services); i++) {
		g_autofree char *fqdn = g_strdup_printf("s%u.contoso.com", i);

		add_record(world.facts, world.wmi, CT_RECORD_TRUSTED_SERVICE, WMI_SERVICE,
			   CT_KEY_FQDN, fqdn, CT_KEY_TYPE, services[i].type, CT_KEY_VERSION,
			   services[i].version, CT_N_KEYS);
	}
	world_resolve(&world);
	g_assert_cmpuint(world.estate->pools->len, ==, 3);
	g_assert_cmpint(pool_named(world.estate, "s0.contoso.com")->kind, ==, CT_OBJECT_MEDIATION);
	g_assert_cmpuint(pool_named(world.estate, "s0.contoso.com")->machines, ==, 1);
	g_assert_cmpint(pool_named(world.estate, "s1.contoso.com")->kind, ==, CT_OBJECT_GATEWAY);
	g_assert_cmpint(pool_named(world.estate, "s8.contoso.com")->deployment, ==,
			CT_DEPLOYMENT_TARGET);
	g_assert_false(pool_named(world.estate, "s8.contoso.com")->in_legacy_export);
	g_assert_cmpuint(world.estate->objects->len, ==, 5);
	object_named(world.estate, CT_OBJECT_ARCHIVING, "s2.contoso.com");
	object_named(world.estate, CT_OBJECT_MONITORING, "s3.contoso.com");
	object_named(world.estate, CT_OBJECT_XMPP, "s4.contoso.com");
	object_named(world.estate, CT_OBJECT_GROUP_CHAT, "s5.contoso.com");
	g_assert_cmpint(object_named(world.estate, CT_OBJECT_TRUSTED_APP, "s7.contoso.com/helpdesk")
				->deployment,
			==, CT_DEPLOYMENT_LEGACY);
	g_assert_cmpuint(ct_estate_counts(world.estate).applications, ==, 5);
	g_assert_cmpuint(ct_estate_counts(world.estate).gateways, ==, 1);
	world_clear(&world);
}

static void
test_applications(void)
{
	World world;
	const CtObject *app;

	world_init(&world);
	add_topology(&world);
	add_cluster(world.facts, world.topology, "1:2", "app01.contoso.com", "1");
	add_service(world.facts, world.topology, "1-ExternalServer-1", 6, "1:2", CT_KEY_APPLICATION,
		    "helpdesk", CT_KEY_APPLICATION, "Caa", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_TRUSTED_APPLICATION, "Application",
		   CT_KEY_IDENTITY, "App01.contoso.com/urn:application:HelpDesk", CT_KEY_OWNER_URN,
		   "urn:application:helpdesk", CT_KEY_POOL, "app01.contoso.com", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_APPLICATION_ENDPOINT, "Contact",
		   CT_KEY_SIP_ADDRESS, "sip:bot@contoso.com", CT_KEY_OWNER_URN,
		   "urn:application:helpdesk", CT_KEY_POOL, "ocs01.contoso.com", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_APPLICATION_ENDPOINT, "Contact",
		   CT_KEY_SIP_ADDRESS, "sip:caa@contoso.com", CT_KEY_OWNER_URN,
		   "urn:application:Caa", CT_KEY_POOL, "ocs01.contoso.com", CT_N_KEYS);
	add_record(world.facts, world.wmi, CT_RECORD_APPLICATION_ENDPOINT, "MSFT_SIPContact",
		   CT_KEY_SIP_ADDRESS, "sip:Dialin@contoso.com", CT_KEY_TYPE,
		   "Conferencing Attendant", CT_KEY_HOME_SERVER, HOME_OCS01, CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_ACCESS_NUMBER, "AccessNumber",
		   CT_KEY_PRIMARY_URI, "sip:dialin@contoso.com", CT_KEY_POOL, "ocs01.contoso.com",
		   CT_N_KEYS);
	world_resolve(&world);

	g_assert_cmpint(pool_named(world.estate, "app01.contoso.com")->kind, ==,
			CT_OBJECT_TRUSTED_APP_POOL);
	app = object_named(world.estate, CT_OBJECT_TRUSTED_APP,
			   "app01.contoso.com/urn:application:helpdesk");
	g_assert_cmpint(app->deployment, ==, CT_DEPLOYMENT_TARGET);
	app = object_named(world.estate, CT_OBJECT_TRUSTED_APP, "sip:bot@contoso.com");
	g_assert_cmpint(app->deployment, ==, CT_DEPLOYMENT_LEGACY);
	object_named(world.estate, CT_OBJECT_APP_CONTACT, "sip:caa@contoso.com");
	object_named(world.estate, CT_OBJECT_ACCESS_NUMBER, "sip:dialin@contoso.com");
	/* the contact behind an access number is that number, not one thing more */
	g_assert_cmpuint(world.estate->objects->len, ==, 4);
	world_clear(&world);
}

static void
test_conference_directories(void)
{
	World world;
	guint count = 0;

	world_init(&world);
	add_topology(&world);
	for (guint i = 0; i < 2; i++)
		add_record(world.facts, i == 0 ? world.shell : world.wmi,
			   CT_RECORD_CONFERENCE_DIRECTORY, "ConferenceDirectories", CT_KEY_IDENTITY,
			   "1", CT_KEY_POOL, i == 0 ? "UserServer:ocs01.contoso.com" : HOME_OCS01,
			   CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_CONFERENCE_DIRECTORY,
		   "ConferenceDirectories", CT_KEY_IDENTITY, "1", CT_KEY_SERVICE_ID,
		   "1-UserServices-1", CT_N_KEYS);
	world_resolve(&world);
	for (guint i = 0; i < world.estate->objects->len; i++)
		count += g_array_index(world.estate->objects, CtObject, i).kind ==
			 CT_OBJECT_CONFERENCE_DIRECTORY;
	/* one on each pool; two exports of one are one */
	g_assert_cmpuint(count, ==, 2);
	world_clear(&world);
}

static void
test_policies(void)
{
	World world;
	guint legacy = 0, target = 0;

	world_init(&world);
	add_record(world.facts, world.wmi, CT_RECORD_POLICY, "MSFT_SIPGlobalUCPolicyData",
		   CT_KEY_NAME, "Branch", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_POLICY, "VoicePolicy", CT_KEY_IDENTITY,
		   "Tag:Branch", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_POLICY, "ArchivingPolicy", CT_KEY_IDENTITY,
		   "Tag:Branch", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_PSTN_USAGE, "PSTNUsages", CT_KEY_IDENTITY,
		   "Global", CT_KEY_USAGE, "Local", CT_KEY_USAGE, "Long", CT_N_KEYS);
	world_resolve(&world);
	for (guint i = 0; i < world.estate->objects->len; i++) {
		const CtObject *object = &g_array_index(world.estate->objects, CtObject, i);

		if (object->kind != CT_OBJECT_POLICY)
			continue;
		g_assert_cmpstr(object->key, ==, "branch");
		legacy += object->deployment == CT_DEPLOYMENT_LEGACY;
		target += object->deployment == CT_DEPLOYMENT_TARGET;
	}
	g_assert_cmpuint(legacy, ==, 1);
	g_assert_cmpuint(target, ==, 2);
	object_named(world.estate, CT_OBJECT_PSTN_USAGE, "local");
	object_named(world.estate, CT_OBJECT_PSTN_USAGE, "long");
	world_clear(&world);
}

static void
test_call_control(void)
{
	World world;

	world_init(&world);
	for (guint i = 0; i < 2; i++)
		add_record(world.facts, world.wmi, CT_RECORD_STATIC_ROUTE,
			   "MSFT_SIPRoutingTableData", CT_KEY_MATCH_URI,
			   i == 0 ? "*@RCC.contoso.com" : "*@fax.contoso.com", CT_KEY_NEXT_HOP,
			   i == 0 ? "rccgw.contoso.com" : "fax.contoso.com", CT_N_KEYS);
	for (guint i = 0; i < 2; i++)
		add_record(world.facts, world.wmi, CT_RECORD_AUTHORIZED_HOST,
			   "MSFT_SIPRemoteAddressData", CT_KEY_SERVER,
			   i == 0 ? "rccgw.contoso.com" : "fax.contoso.com", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
		   "sip:amy@contoso.com", CT_KEY_LINE_SERVER_URI, "sip:100@rcc.contoso.com",
		   CT_N_KEYS);
	world_resolve(&world);
	g_assert_true(object_named(world.estate, CT_OBJECT_AUTHORIZED_HOST, "rccgw.contoso.com")
			      ->remote_call_control);
	g_assert_true(object_named(world.estate, CT_OBJECT_STATIC_ROUTE, "*@rcc.contoso.com")
			      ->remote_call_control);
	g_assert_false(object_named(world.estate, CT_OBJECT_AUTHORIZED_HOST, "fax.contoso.com")
			       ->remote_call_control);
	g_assert_cmpint(object_named(world.estate, CT_OBJECT_AUTHORIZED_HOST, "fax.contoso.com")
				->deployment,
			==, CT_DEPLOYMENT_LEGACY);
	world_clear(&world);
}

/* Two routes of one pattern stay two, told apart by their next hops. */
static void
test_route_names(void)
{
	World world;

	world_init(&world);
	for (guint i = 0; i < 2; i++)
		add_record(world.facts, world.wmi, CT_RECORD_STATIC_ROUTE,
			   "MSFT_SIPRoutingTableData", CT_KEY_MATCH_URI, "*@x.com", CT_KEY_NEXT_HOP,
			   i == 0 ? "b.x.com" : "a.x.com", CT_N_KEYS);
	world_resolve(&world);
	object_named(world.estate, CT_OBJECT_STATIC_ROUTE, "*@x.com to a.x.com");
	object_named(world.estate, CT_OBJECT_STATIC_ROUTE, "*@x.com to b.x.com");
	world_clear(&world);
}

static void
test_users(void)
{
	World world;
	const CtUsers *users;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	add_user(&world, "sip:Bob@contoso.com", CT_KEY_HOME_SERVER, HOME_OCS01);
	add_user(&world, "sip:amy@contoso.com", CT_KEY_POOL, "ocs01.contoso.com");
	add_user(&world, "sip:carol@contoso.com", CT_KEY_HOME_SERVER, HOME_TARGET);
	add_user(&world, "sip:dan@contoso.com", CT_KEY_POOL, "");
	add_user(&world, "sip:eve@contoso.com", CT_KEY_POOL, "gone.contoso.com");
	add_user(&world, "sip:fay@contoso.com", CT_KEY_POOL, "gone.contoso.com");
	/* the same user again: no home this time, but a policy */
	add_record(world.facts, world.wmi, CT_RECORD_USER, "MSFT_SIPESUserSetting",
		   CT_KEY_SIP_ADDRESS, "SIP:BOB@contoso.com", CT_KEY_FEDERATION, "TRUE",
		   CT_KEY_DISPLAY_NAME, "Bob", CT_N_KEYS);
	world_resolve(&world);
	users = &world.estate->users;

	g_assert_cmpuint(users->count, ==, 6);
	g_assert_cmpstr(users->key[0], ==, "sip:amy@contoso.com");
	g_assert_cmpstr(users->sip[1], ==, "sip:Bob@contoso.com");
	g_assert_cmpstr(users->name[1], ==, "Bob");
	g_assert_cmpstr(users->name[0], ==, "sip:amy@contoso.com");
	g_assert_cmpuint(users->flags[1] & CT_USER_FEDERATION, !=, 0);
	g_assert_cmpuint(users->pool[0], ==, users->pool[1]);
	g_assert_cmpuint(users->pool[2], ==,
			 ct_estate_find_pool(world.estate, "lync01.contoso.com").index);
	g_assert_cmpuint(users->pool[3], ==, CT_NONE);
	g_assert_cmpuint(users->pool[4], ==, CT_NONE);
	g_assert_cmpuint(pool_named(world.estate, "ocs01.contoso.com")->users, ==, 2);
	g_assert_cmpuint(pool_named(world.estate, "ocs01.contoso.com")->voice_users, ==, 2);
	g_assert_cmpuint(ct_estate_find_user(world.estate, "BOB@contoso.com").index, ==, 1);
	/* one finding for a lost home, however many users have it */
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_DANGLING_REFERENCE), ==, 1);
	/* amy; bob, who has federation; carol; the three without a home */
	g_assert_cmpuint(world.estate->cohorts->len, ==, 4);
	g_assert_cmpuint(g_array_index(world.estate->cohorts, CtCohort, 3).count, ==, 3);
	world_clear(&world);
}

static void
test_couplings(void)
{
	World world;
	const CtCoupling *coupling;

	world_init(&world);
	for (guint i = 0; i < 5; i++) {
		g_autofree char *sip = g_strdup_printf("sip:u%u@contoso.com", i);

		add_user(&world, sip, CT_KEY_POOL, "");
	}
	add_record(world.facts, world.shell, CT_RECORD_DELEGATION, "Delegates", CT_KEY_SIP_ADDRESS,
		   "sip:u3@contoso.com", CT_KEY_DELEGATE, "sip:U1@contoso.com", CT_KEY_DELEGATE,
		   "sip:u3@contoso.com", CT_KEY_DELEGATE, "sip:who@contoso.com", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_RGS_AGENT_GROUP, "AgentGroup",
		   CT_KEY_IDENTITY, "service:ApplicationServer:ocs01.contoso.com/1", CT_KEY_AGENT,
		   "sip:u4@contoso.com", CT_KEY_AGENT, "u0@contoso.com", CT_KEY_AGENT,
		   "sip:u2@contoso.com", CT_N_KEYS);
	world_resolve(&world);
	g_assert_cmpuint(world.estate->couplings->len, ==, 3);
	coupling = &g_array_index(world.estate->couplings, CtCoupling, 0);
	g_assert_cmpuint(coupling->a.index, ==, 0);
	g_assert_cmpuint(coupling->b.index, ==, 2);
	g_assert_cmpint(coupling->kind, ==, CT_COUPLING_RESPONSE_GROUP);
	coupling = &g_array_index(world.estate->couplings, CtCoupling, 1);
	g_assert_cmpuint(coupling->a.index, ==, 1);
	g_assert_cmpuint(coupling->b.index, ==, 3);
	g_assert_cmpint(coupling->kind, ==, CT_COUPLING_DELEGATE);
	/* the stranger, and the pool of the agent group */
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_DANGLING_REFERENCE), ==, 2);
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

static void
test_edge_servers(void)
{
	World world;
	const CtEdgeInternalServer *server;

	world_init(&world);
	add_topology(&world);
	for (guint i = 0; i < 3; i++)
		add_record(world.facts, world.shell, CT_RECORD_EDGE_INTERNAL_SERVER, "Row",
			   CT_KEY_EDGE, "OCSEdge.contoso.com", CT_KEY_SERVER,
			   i == 1 ? "Lync01.contoso.com" : "fe01.contoso.com", CT_N_KEYS);
	world_resolve(&world);
	g_assert_true(world.estate->edge_servers_known);
	g_assert_cmpuint(world.estate->edge_servers->len, ==, 2);
	server = &g_array_index(world.estate->edge_servers, CtEdgeInternalServer, 1);
	g_assert_cmpstr(server->server, ==, "lync01.contoso.com");
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
	g_test_add_func("/resolve/director", test_director);
	g_test_add_func("/resolve/director-of-topology", test_director_of_topology);
	g_test_add_func("/resolve/trusted-services", test_trusted_services);
	g_test_add_func("/resolve/applications", test_applications);
	g_test_add_func("/resolve/conference-directories", test_conference_directories);
	g_test_add_func("/resolve/policies", test_policies);
	g_test_add_func("/resolve/call-control", test_call_control);
	g_test_add_func("/resolve/route-names", test_route_names);
	g_test_add_func("/resolve/users", test_users);
	g_test_add_func("/resolve/couplings", test_couplings);
	g_test_add_func("/resolve/directory", test_directory);
	g_test_add_func("/resolve/broken-topology", test_broken_topology);
	g_test_add_func("/resolve/two-documents", test_two_documents);
	g_test_add_func("/resolve/inputs", test_inputs);
	g_test_add_func("/resolve/edge-servers", test_edge_servers);
	return g_test_run();
}
