/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How facts become an estate: objects of all kinds, users, cohorts and couplings. */
#include "facts-world.h"

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

/* Two exports of different days: which is the newer one, a person has to find out. */
static void
test_users_in_two_homes(void)
{
	World world;
	const CtFinding *finding;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	add_user(&world, "sip:amy@contoso.com", CT_KEY_HOME_SERVER, HOME_OCS01);
	add_user(&world, "sip:bob@contoso.com", CT_KEY_HOME_SERVER, HOME_OCS01);
	add_user(&world, "sip:amy@contoso.com", CT_KEY_HOME_SERVER, HOME_TARGET);
	/* says the same in another way */
	add_user(&world, "sip:bob@contoso.com", CT_KEY_POOL, "OCS01.contoso.com");
	world_resolve(&world);

	g_assert_cmpuint(count_findings(world.findings, CT_RULE_USER_FACT_CONFLICT), ==, 1);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_DUPLICATE_ID), ==, 0);
	finding = find_finding(world.findings, CT_RULE_USER_FACT_CONFLICT);
	g_assert_cmpstr(finding->subject, ==, "user:sip:amy@contoso.com");
	g_assert_cmpstr(
		finding->message, ==,
		"the home pool of sip:amy@contoso.com is Lync01.contoso.com here, but "
		"OCS01.contoso.com in c/cs.xml:1; the plan keeps OCS01.contoso.com, since no "
		"dates tell which is newer, and that one comes first");
	g_assert_cmpuint(finding->origin.input, ==, world.shell);
	g_assert_cmpuint(finding->origin.line, >, 0);
	g_assert_cmpuint(pool_named(world.estate, "ocs01.contoso.com")->users, ==, 2);
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
	g_test_add_func("/resolve-objects/trusted-services", test_trusted_services);
	g_test_add_func("/resolve-objects/applications", test_applications);
	g_test_add_func("/resolve-objects/conference-directories", test_conference_directories);
	g_test_add_func("/resolve-objects/policies", test_policies);
	g_test_add_func("/resolve-objects/call-control", test_call_control);
	g_test_add_func("/resolve-objects/route-names", test_route_names);
	g_test_add_func("/resolve-objects/users", test_users);
	g_test_add_func("/resolve-objects/users-in-two-homes", test_users_in_two_homes);
	g_test_add_func("/resolve-objects/couplings", test_couplings);
	g_test_add_func("/resolve-objects/edge-servers", test_edge_servers);
	return g_test_run();
}
