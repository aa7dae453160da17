/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W-23, W-31 to W-36, W-39 to W-42, W-47 on estates made by hand: the edges of their conditions. */
#include "analyzer/check.h"
#include "tests/unit/handmade.h"

#define LEGACY CT_DEPLOYMENT_LEGACY
#define TARGET CT_DEPLOYMENT_TARGET

static World
world_with_pools(void)
{
	World world = world_new();

	world_add_pool(&world, "gw.contoso.com", CT_OBJECT_GATEWAY, TARGET);
	world_add_pool(&world, "lync.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	return world;
}

static CtPool *
pool_of(World *world, const char *fqdn)
{
	return &g_array_index(world->estate->pools, CtPool, world_pool(world, fqdn).index);
}

static void
add_props(World *world, CtPropRange *range, CtKey first_key, const char *first, CtKey second_key,
	  const char *second)
{
	const CtProp props[] = { { first_key, NULL, world_text(world, first) },
				 { second_key, NULL, world_text(world, second) } };

	*range = ct_facts_add_props(world->estate->facts, props, 2);
}

static void
add_route(World *world, CtDeployment deployment, const char *gateway, CtKey second)
{
	CtObject *route = world_add_object(world, CT_OBJECT_VOICE_ROUTE, "Local", NULL);

	route->deployment = deployment;
	add_props(world, &route->props, CT_KEY_GATEWAY, gateway, second, "Local");
}

static void
test_gateway_in_service(void)
{
	World world = world_with_pools();

	pool_of(&world, "ocs.contoso.com")->voice_users = 1;
	add_route(&world, TARGET, "PstnGateway:gw.contoso.com", CT_KEY_USAGE);
	add_route(&world, TARGET, "PstnGateway:GW.contoso.com", CT_KEY_USAGE);
	ct_check_voice(world.estate, world.findings);
	world_expect(&world, CT_RULE_LYNC_MEDIATION_WITH_LEGACY_USERS, CT_SEVERITY_ERROR,
		     "gateway:gw.contoso.com", "still has 1 user with voice");
	world_clear(&world);
}

/* No usage, so no call; a route of the legacy side; no voice users; a gateway nobody knows. */
static void
test_gateway_not_in_service(void)
{
	World world = world_with_pools();

	add_route(&world, TARGET, "PstnGateway:gw.contoso.com", CT_KEY_USAGE);
	ct_check_voice(world.estate, world.findings);
	pool_of(&world, "ocs.contoso.com")->voice_users = 1;
	g_array_set_size(world.estate->objects, 0);
	add_route(&world, TARGET, "PstnGateway:gw.contoso.com", CT_KEY_OTHER);
	add_route(&world, LEGACY, "gw.contoso.com:5061", CT_KEY_USAGE);
	add_route(&world, TARGET, "PstnGateway:192.0.2.7", CT_KEY_USAGE);
	ct_check_voice(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

/* A Mediation Server that only the routes of yesterday know: the merge no longer shows it. */
static void
test_mediation_gone(void)
{
	World world = world_with_pools();

	world_add_pool(&world, "ocsmed.contoso.com", CT_OBJECT_MEDIATION, LEGACY);
	add_route(&world, TARGET, "MediationServer:ocsmed.contoso.com", CT_KEY_USAGE);
	world_merge(&world);
	ct_check_voice(world.estate, world.findings);
	world_expect_none(&world);
	pool_of(&world, "ocsmed.contoso.com")->in_back_compat = FALSE;
	pool_of(&world, "ocsmed.contoso.com")->in_legacy_export = FALSE;
	ct_check_voice(world.estate, world.findings);
	world_expect(&world, CT_RULE_VOICE_ROUTE_TARGET_INVALID, CT_SEVERITY_ERROR,
		     "voiceroute:local", "no input shows any longer");
	world_clear(&world);
}

static void
add_application_pool(World *world, gboolean merged, const char *next_hop)
{
	world_add_pool(world, "app.contoso.com", CT_OBJECT_TRUSTED_APP_POOL, TARGET)
		->in_back_compat = merged;
	world_add_dependency(world, world_add_service(world, "app.contoso.com", CT_ROLE_EXTERNAL),
			     world_add_service(world, next_hop, CT_ROLE_REGISTRAR), "Default");
}

static void
test_next_hop(void)
{
	World bad = world_with_pools();
	World merged = world_with_pools();
	World good = world_with_pools();

	add_application_pool(&bad, FALSE, "ocs.contoso.com");
	ct_check_applications(bad.estate, bad.findings);
	world_expect(&bad, CT_RULE_TRUSTED_APP_NEXT_HOP_LEGACY, CT_SEVERITY_ERROR,
		     "trustedapppool:app.contoso.com", "ocs.contoso.com (made.xml:");
	add_application_pool(&merged, TRUE, "ocs.contoso.com");
	ct_check_applications(merged.estate, merged.findings);
	world_expect_none(&merged);
	add_application_pool(&good, FALSE, "lync.contoso.com");
	ct_check_applications(good.estate, good.findings);
	world_expect_none(&good);
	world_clear(&bad);
	world_clear(&merged);
	world_clear(&good);
}

static void
test_authorized_host(void)
{
	World world = world_with_pools();
	CtObject *host;

	world_add_pool(&world, "rcc.contoso.com", CT_OBJECT_TRUSTED_APP_POOL, TARGET);
	host = world_add_object(&world, CT_OBJECT_AUTHORIZED_HOST, "RCC.contoso.com", NULL);
	ct_check_applications(world.estate, world.findings);
	world_expect_none(&world);
	host->remote_call_control = TRUE;
	ct_check_applications(world.estate, world.findings);
	world_expect(&world, CT_RULE_AUTHORIZED_HOST_LEFT, CT_SEVERITY_ERROR,
		     "authorizedhost:rcc.contoso.com", "still an authorized host");
	world_clear(&world);
}

static void
test_organisers(void)
{
	World world = world_with_pools();
	guint32 *conferences = g_new0(guint32, 3);

	world_add_user(&world, "sip:amy@contoso.com", "ocs.contoso.com", CT_USER_ENABLED);
	world_add_user(&world, "sip:bob@contoso.com", "lync.contoso.com", CT_USER_ENABLED);
	world_add_user(&world, "sip:cat@contoso.com", NULL, CT_USER_ENABLED);
	ct_check_conferencing(world.estate, world.findings);
	world.estate->users.conferences = conferences;
	conferences[1] = conferences[2] = 4;
	ct_check_conferencing(world.estate, world.findings);
	world_expect_none(&world);
	conferences[0] = 1;
	ct_check_conferencing(world.estate, world.findings);
	world_expect(&world, CT_RULE_LEGACY_MEETING_AT_RISK, CT_SEVERITY_WARNING,
		     "pool:ocs.contoso.com", "1 user of ocs.contoso.com organizes 1 conference,");
	world_clear(&world);
}

/* Without a legacy pool that homes users there is no mixed deployment. */
static void
test_private_lines(void)
{
	World alone = world_new();
	World mixed = world_with_pools();

	world_add_pool(&alone, "lync.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_user(&alone, "sip:amy@contoso.com", "lync.contoso.com", CT_USER_PRIVATE_LINE);
	ct_check_coexistence(alone.estate, alone.findings);
	world_expect_none(&alone);
	world_add_user(&mixed, "sip:amy@contoso.com", "lync.contoso.com", CT_USER_PRIVATE_LINE);
	ct_check_coexistence(mixed.estate, mixed.findings);
	world_expect(&mixed, CT_RULE_MIXED_MODE_FEATURE, CT_SEVERITY_WARNING,
		     "user:sip:amy@contoso.com", "1 user has a private line");
	world_clear(&alone);
	world_clear(&mixed);
}

static void
test_single_label(void)
{
	World world = world_with_pools();

	CtOrigin origin = world_origin(&world);

	g_ptr_array_add(world.estate->ad_domains, (gpointer)world_text(&world, "contoso.com"));
	g_array_append_val(world.estate->ad_domain_origins, origin);
	ct_check_coexistence(world.estate, world.findings);
	world_expect_none(&world);
	g_array_append_val(world.estate->ad_domain_origins, origin);
	g_ptr_array_add(world.estate->ad_domains, (gpointer)world_text(&world, "contoso"));
	ct_check_coexistence(world.estate, world.findings);
	world_expect(&world, CT_RULE_AD_NOT_READY, CT_SEVERITY_ERROR, "addomain:contoso",
		     "single label");
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/check/W-31", test_gateway_in_service);
	g_test_add_func("/check/W-31-not", test_gateway_not_in_service);
	g_test_add_func("/check/W-33", test_mediation_gone);
	g_test_add_func("/check/W-34", test_next_hop);
	g_test_add_func("/check/W-35", test_authorized_host);
	g_test_add_func("/check/W-23", test_organisers);
	g_test_add_func("/check/W-42", test_private_lines);
	g_test_add_func("/check/W-40", test_single_label);
	return g_test_run();
}
