/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W-08 to W-13: Edges, and what a merge has seen of the legacy deployment. */
#include "analyzer/check.h"
#include "tests/unit/handmade.h"

#define LEGACY CT_DEPLOYMENT_LEGACY
#define TARGET CT_DEPLOYMENT_TARGET

/* An Edge as the merge's input file describes it; NULL leaves a property out. */
static void
describe_edge(World *world, const char *fqdn, const char *roles, const char *const external[3],
	      const char *federation)
{
	CtFacts *facts = world->estate->facts;
	CtProp props[8];
	guint count = 0;

	props[count++] = (CtProp){ CT_KEY_FQDN, NULL, world_text(world, fqdn) };
	if (roles != NULL) {
		props[count++] = (CtProp){ CT_KEY_EDGE_ACCESS, NULL,
					   strchr(roles, 'A') ? "true" : "false" };
		props[count++] = (CtProp){ CT_KEY_EDGE_WEB_CONFERENCING, NULL,
					   strchr(roles, 'W') ? "true" : "false" };
		props[count++] = (CtProp){ CT_KEY_EDGE_AV, NULL,
					   strchr(roles, 'V') ? "true" : "false" };
	}
	if (external[0] != NULL)
		props[count++] = (CtProp){ CT_KEY_EXTERNAL_ACCESS_FQDN, NULL, external[0] };
	if (external[1] != NULL)
		props[count++] = (CtProp){ CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN, NULL,
					   external[1] };
	if (external[2] != NULL)
		props[count++] = (CtProp){ CT_KEY_EXTERNAL_AV_FQDN, NULL, external[2] };
	if (federation != NULL)
		props[count++] = (CtProp){ CT_KEY_FEDERATION_ENABLED, NULL, federation };
	ct_facts_add_record(facts, CT_RECORD_EDGE, world_origin(world), "EdgeCluster", props,
			    count);
}

static const char *const separate[3] = { "ap.contoso.com", "dp.contoso.com", "mr.contoso.com" };

static World
world_with_edge(const char *roles, const char *const external[3], const char *federation)
{
	World world = world_new();

	world_add_pool(&world, "edge.contoso.com", CT_OBJECT_EDGE, LEGACY);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	describe_edge(&world, "Edge.contoso.com", roles, external, federation);
	return world;
}

static void
test_sound(void)
{
	World world = world_with_edge("AWV", separate, "true");

	world_add_user(&world, "sip:amy@contoso.com", "ocs.contoso.com",
		       CT_USER_ENABLED | CT_USER_FEDERATION);
	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_expanded(void)
{
	World world = world_with_edge("AW", separate, "true");

	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_EXPANDED_EDGE, CT_SEVERITY_ERROR, "edge:edge.contoso.com",
		     "does not run A/V Edge");
	world_clear(&world);
}

/* A source that says nothing about roles is no evidence that one is missing. */
static void
test_roles_unknown(void)
{
	World world = world_with_edge(NULL, separate, "true");

	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

/* A topology lists what the merge was told, which need not be every port. */
static void
test_roles_of_topology(void)
{
	World world = world_new();
	const CtProp props[] = { { CT_KEY_EDGE_ACCESS, NULL, "true" } };
	CtServiceId edge;

	world_add_pool(&world, "edge.contoso.com", CT_OBJECT_EDGE, LEGACY);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	edge = world_add_service(&world, "edge.contoso.com", CT_ROLE_EDGE);
	g_array_index(world.estate->services, CtService, edge.index).props =
		ct_facts_add_props(world.estate->facts, props, G_N_ELEMENTS(props));
	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_no_data(void)
{
	World world = world_new();

	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_user(&world, "sip:amy@contoso.com", "ocs.contoso.com", CT_USER_ENABLED);
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_EDGE_DATA_MISSING, CT_SEVERITY_WARNING, "deployment:legacy",
		     "ocs.contoso.com");
	world_clear(&world);
}

static void
test_no_data_but_users(void)
{
	World world = world_new();

	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_user(&world, "sip:amy@contoso.com", "ocs.contoso.com", CT_USER_ENABLED);
	world_add_user(&world, "sip:bob@contoso.com", "ocs.contoso.com",
		       CT_USER_ENABLED | CT_USER_INTERNET);
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_EDGE_DATA_MISSING, CT_SEVERITY_ERROR, "deployment:legacy",
		     "sip:bob@contoso.com are enabled for access from outside");
	world_clear(&world);
}

/* Something names an Edge, but nobody has described it. */
static void
test_no_data_but_name(void)
{
	World world = world_new();

	world_add_pool(&world, "edge.contoso.com", CT_OBJECT_EDGE, LEGACY);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_EDGE_DATA_MISSING, CT_SEVERITY_ERROR, "edge:edge.contoso.com",
		     "no input describes it");
	world_clear(&world);
}

static void
test_no_data_no_legacy(void)
{
	World world = world_new();

	world_add_pool(&world, "lync.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_user(&world, "sip:amy@contoso.com", "lync.contoso.com", CT_USER_FEDERATION);
	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_shared_name(void)
{
	static const char *const shared[3] = { "sip.contoso.com", "SIP.contoso.com",
					       "sip.contoso.com" };
	World world = world_with_edge("AWV", shared, "true");

	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_LEGACY_EDGE_SHARED_FQDN, CT_SEVERITY_WARNING,
		     "edge:edge.contoso.com", "share the name sip.contoso.com");
	world_clear(&world);
}

static void
test_shared_name_partly(void)
{
	static const char *const two[3] = { "sip.contoso.com", "sip.contoso.com",
					    "av.contoso.com" };
	static const char *const unknown[3] = { "sip.contoso.com", NULL, "sip.contoso.com" };
	static const char *const one[3] = { "sip.contoso.com", NULL, NULL };
	World world = world_with_edge("AWV", two, "true");

	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);

	world = world_with_edge("AWV", unknown, "true");
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_LEGACY_EDGE_SHARED_FQDN, CT_SEVERITY_INFO,
		     "edge:edge.contoso.com", "Web Conferencing Edge");
	world_clear(&world);

	world = world_with_edge("AWV", one, "true");
	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_two_federate(void)
{
	World world = world_with_edge("AWV", separate, "true");

	world_add_pool(&world, "newedge.contoso.com", CT_OBJECT_EDGE, TARGET);
	describe_edge(&world, "newedge.contoso.com", NULL, separate, "true");
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_FEDERATION_EDGE_COUNT, CT_SEVERITY_ERROR,
		     "edge:newedge.contoso.com", "edge.contoso.com (made.xml:3)");
	world_clear(&world);
}

/* The same where the topology shows it, by a property of the Edge's service. */
static void
test_two_federate_by_topology(void)
{
	const CtProp enabled[] = { { CT_KEY_FEDERATION_ENABLED, NULL, "true" } };
	World world = world_with_edge("AWV", separate, "true");
	CtServiceId edge;

	world_add_pool(&world, "newedge.contoso.com", CT_OBJECT_EDGE, TARGET);
	edge = world_add_service(&world, "newedge.contoso.com", CT_ROLE_EDGE);
	/* an Edge that does not federate is all right */
	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	g_array_index(world.estate->services, CtService, edge.index).props =
		ct_facts_add_props(world.estate->facts, enabled, G_N_ELEMENTS(enabled));
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_FEDERATION_EDGE_COUNT, CT_SEVERITY_ERROR,
		     "edge:newedge.contoso.com", "edge.contoso.com (made.xml:3)");
	world_clear(&world);
}

static void
test_none_federates(void)
{
	World world = world_with_edge("AWV", separate, "false");

	world_add_user(&world, "sip:amy@contoso.com", "ocs.contoso.com", CT_USER_ENABLED);
	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);

	world_add_user(&world, "sip:bob@contoso.com", "ocs.contoso.com", CT_USER_PUBLIC_NETWORK);
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_FEDERATION_EDGE_COUNT, CT_SEVERITY_WARNING,
		     "edge:edge.contoso.com", "sip:bob@contoso.com (made.xml:5)");
	world_clear(&world);
}

/* A target pool of two servers that uses the legacy Edge by two of its services. */
static World
world_with_media_edge(void)
{
	World world = world_with_edge("AWV", separate, "true");
	CtServiceId registrar, conferencing, edge;

	world_add_pool(&world, "lync.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_machine(&world, "lync.contoso.com", "fe01.contoso.com");
	world_add_machine(&world, "lync.contoso.com", "fe02.contoso.com");
	registrar = world_add_service(&world, "lync.contoso.com", CT_ROLE_REGISTRAR);
	conferencing = world_add_service(&world, "lync.contoso.com", CT_ROLE_CONF_SERVICES);
	edge = world_add_service(&world, "edge.contoso.com", CT_ROLE_EDGE);
	world_add_dependency(&world, registrar, edge, "Default");
	world_add_dependency(&world, conferencing, edge, "Default");
	return world;
}

static void
accept_server(World *world, const char *server)
{
	CtEdgeInternalServer row = { world_origin(world), world_pool(world, "edge.contoso.com"),
				     world_fold(world, server) };

	world->estate->edge_servers_known = TRUE;
	g_array_append_val(world->estate->edge_servers, row);
}

static void
test_internal_servers(void)
{
	World world = world_with_media_edge();

	accept_server(&world, "lync.contoso.com");
	accept_server(&world, "FE01.contoso.com");
	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_EDGE_INTERNAL_SERVER_MISSING, CT_SEVERITY_ERROR,
		     "pool:lync.contoso.com", "fe02.contoso.com");
	world_clear(&world);

	world = world_with_media_edge();
	accept_server(&world, "lync.contoso.com");
	accept_server(&world, "fe01.contoso.com");
	accept_server(&world, "fe02.contoso.com");
	ct_check_edges(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_internal_servers_unknown(void)
{
	World world = world_with_media_edge();

	ct_check_edges(world.estate, world.findings);
	world_expect(&world, CT_RULE_EDGE_INTERNAL_SERVER_MISSING, CT_SEVERITY_INFO,
		     "pool:lync.contoso.com", "by hand");
	world_clear(&world);
}

static void
test_merge(void)
{
	World world = world_new();

	world_add_pool(&world, "a-gone.contoso.com", CT_OBJECT_POOL, LEGACY)->in_legacy_export =
		FALSE;
	world_add_pool(&world, "b-ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_merge(&world);
	world_add_pool(&world, "c-new.contoso.com", CT_OBJECT_POOL, LEGACY);
	ct_check_merge(world.estate, world.findings);
	ct_findings_sort(world.findings, world.estate);

	g_assert_cmpuint(world_count(&world, CT_RULE_STALE_MERGE), ==, 2);
	g_assert_cmpstr(((CtFinding *)g_ptr_array_index(world.findings->items, 0))->subject, ==,
			"pool:a-gone.contoso.com");
	g_assert_cmpstr(((CtFinding *)g_ptr_array_index(world.findings->items, 1))->message, ==,
			"legacy pool c-new.contoso.com is not in BackCompatSite (made.xml:3)");
	world_clear(&world);
}

static void
test_merge_near_misses(void)
{
	World world = world_new();

	/* no legacy export speaks of Mediation servers at all */
	world_add_pool(&world, "med.contoso.com", CT_OBJECT_MEDIATION, LEGACY)->in_legacy_export =
		FALSE;
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_machine(&world, "ocs.contoso.com", "fe01.contoso.com");
	world_merge(&world);
	/* collocated: a member of a merged pool */
	world_add_pool(&world, "fe01.contoso.com", CT_OBJECT_DIRECTOR, LEGACY);
	/* a merge does not bring archiving servers along */
	world_add_pool(&world, "arc.contoso.com", CT_OBJECT_SERVER, LEGACY);
	ct_check_merge(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

/* Before the merge there is nothing that could be stale. */
static void
test_no_merge(void)
{
	World world = world_new();

	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	ct_check_merge(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
list_directory(World *world, guint32 input, const char *id)
{
	CtProp prop = { CT_KEY_IDENTITY, NULL, world_text(world, id) };
	CtOrigin origin = world_origin(world);

	origin.input = input;
	ct_facts_add_record(world->estate->facts, CT_RECORD_CONFERENCE_DIRECTORY, origin, "made",
			    &prop, 1);
}

static void
test_merge_directories(void)
{
	World world = world_new();

	world_add_input(&world, "legacy.xml", LEGACY);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_merge(&world);
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "1", "ocs.contoso.com");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "2", "ocs.contoso.com");
	list_directory(&world, 1, "1");
	list_directory(&world, 1, "2");
	/* with the listing of one side only there is nothing to compare */
	ct_check_merge(world.estate, world.findings);
	world_expect_none(&world);

	list_directory(&world, 0, "1");
	ct_check_merge(world.estate, world.findings);
	world_expect(&world, CT_RULE_STALE_MERGE, CT_SEVERITY_ERROR, "confdir:2",
		     "listed by the legacy deployment only");
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/check/edges-sound", test_sound);
	g_test_add_func("/check/W-08", test_expanded);
	g_test_add_func("/check/W-08-unknown", test_roles_unknown);
	g_test_add_func("/check/W-08-topology", test_roles_of_topology);
	g_test_add_func("/check/W-09", test_no_data);
	g_test_add_func("/check/W-09-users", test_no_data_but_users);
	g_test_add_func("/check/W-09-name", test_no_data_but_name);
	g_test_add_func("/check/W-09-no-legacy", test_no_data_no_legacy);
	g_test_add_func("/check/W-10", test_shared_name);
	g_test_add_func("/check/W-10-partly", test_shared_name_partly);
	g_test_add_func("/check/W-11-two", test_two_federate);
	g_test_add_func("/check/W-11-two-by-topology", test_two_federate_by_topology);
	g_test_add_func("/check/W-11-none", test_none_federates);
	g_test_add_func("/check/W-12", test_internal_servers);
	g_test_add_func("/check/W-12-unknown", test_internal_servers_unknown);
	g_test_add_func("/check/W-13", test_merge);
	g_test_add_func("/check/W-13-near", test_merge_near_misses);
	g_test_add_func("/check/W-13-no-merge", test_no_merge);
	g_test_add_func("/check/W-13-directories", test_merge_directories);
	return g_test_run();
}
