/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W-24, W-25, W-27, W-29, W-44 and missing targets; capacity of pools. */
#include "planner/capacity.h"
#include "planner/readiness.h"
#include "tests/unit/handmade.h"

#define LEGACY CT_DEPLOYMENT_LEGACY
#define TARGET CT_DEPLOYMENT_TARGET

/* Two legacy pools and two target pools that can run everything. */
static World
world_with_pools(void)
{
	World world = world_new();
	const char *targets[] = { "lync1.contoso.com", "lync2.contoso.com" };

	for (guint i = 0; i < G_N_ELEMENTS(targets); i++) {
		CtPool *pool = world_add_pool(&world, targets[i], CT_OBJECT_POOL, TARGET);

		pool->has_response_group = TRUE;
		pool->has_dial_in = TRUE;
	}
	world_add_pool(&world, "ocs1.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_pool(&world, "ocs2.contoso.com", CT_OBJECT_POOL, LEGACY);
	return world;
}

static CtPool *
pool_of(World *world, const char *fqdn)
{
	return &g_array_index(world->estate->pools, CtPool, world_pool(world, fqdn).index);
}

/* Both legacy pools with their targets; NULL: none. */
static void
check(World *world, const char *target1, const char *target2, gboolean is_explicit)
{
	g_autoptr(GArray) pairs = g_array_new(FALSE, TRUE, sizeof(CtPair));
	CtPairing pairing = { pairs, NULL };
	CtPair pair = { .is_explicit = is_explicit };

	pair.legacy = world_pool(world, "ocs1.contoso.com");
	pair.target = ct_estate_find_pool(world->estate, target1);
	g_array_append_val(pairs, pair);
	pair.legacy = world_pool(world, "ocs2.contoso.com");
	pair.target = ct_estate_find_pool(world->estate, target2);
	g_array_append_val(pairs, pair);
	ct_pairing_count(&pairing, world->estate);
	ct_readiness_check(world->estate, &pairing, world->findings);
	g_free(pairing.coming);
}

static void
test_ready(void)
{
	World world = world_with_pools();

	world_add_object(&world, CT_OBJECT_ACCESS_NUMBER, "sip:dial@contoso.com",
			 "ocs1.contoso.com");
	world_add_object(&world, CT_OBJECT_RESPONSE_GROUP, "one", "ocs1.contoso.com");
	world_add_object(&world, CT_OBJECT_RESPONSE_GROUP, "two", "ocs2.contoso.com");
	pool_of(&world, "ocs1.contoso.com")->users = 5000;
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_no_target(void)
{
	World world = world_with_pools();

	pool_of(&world, "ocs2.contoso.com")->users = 1;
	check(&world, "lync1.contoso.com", NULL, FALSE);
	world_expect(&world, CT_RULE_POOL_WITHOUT_TARGET, CT_SEVERITY_ERROR,
		     "pool:ocs2.contoso.com", "homes 1 user");
	world_clear(&world);
}

static void
test_edge_without_target(void)
{
	World world = world_with_pools();

	world_add_pool(&world, "ocsedge.contoso.com", CT_OBJECT_EDGE, LEGACY);
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_EDGE_WITHOUT_TARGET, CT_SEVERITY_ERROR,
		     "edge:ocsedge.contoso.com", "ocsedge.contoso.com");
	world_clear(&world);

	world = world_with_pools();
	world_add_pool(&world, "lyncedge.contoso.com", CT_OBJECT_EDGE, TARGET);
	world_add_pool(&world, "ocsedge.contoso.com", CT_OBJECT_EDGE, LEGACY);
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_response_groups(void)
{
	World world = world_with_pools();

	world_add_object(&world, CT_OBJECT_RESPONSE_GROUP, "one", "ocs1.contoso.com");
	pool_of(&world, "lync1.contoso.com")->has_response_group = FALSE;
	/* nothing comes here that would need it */
	pool_of(&world, "lync2.contoso.com")->has_response_group = FALSE;
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_RGS_TARGET_MISSING_APPLICATION, CT_SEVERITY_ERROR,
		     "pool:lync1.contoso.com", "ocs1.contoso.com (made.xml:5)");
	world_clear(&world);
}

static void
test_response_group_map(void)
{
	World world = world_with_pools();

	world_add_object(&world, CT_OBJECT_RESPONSE_GROUP, "one", "ocs1.contoso.com");
	/* two pools may share a target as long as one of them has groups */
	check(&world, "lync1.contoso.com", "lync1.contoso.com", FALSE);
	world_expect_none(&world);

	world_add_object(&world, CT_OBJECT_RESPONSE_GROUP, "two", "ocs2.contoso.com");
	check(&world, "lync1.contoso.com", "lync1.contoso.com", FALSE);
	world_expect(&world, CT_RULE_RGS_POOL_MAP_NOT_1TO1, CT_SEVERITY_ERROR,
		     "pool:ocs2.contoso.com", "ocs1.contoso.com (made.xml:5)");
	g_ptr_array_set_size(world.findings->items, 0);

	/* decided by a person: worth a look, no more */
	check(&world, "lync1.contoso.com", "lync1.contoso.com", TRUE);
	world_expect(&world, CT_RULE_RGS_POOL_MAP_NOT_1TO1, CT_SEVERITY_WARNING,
		     "pool:ocs2.contoso.com", "both go to lync1.contoso.com");
	world_clear(&world);
}

static void
test_dial_in(void)
{
	World world = world_with_pools();

	pool_of(&world, "lync1.contoso.com")->has_dial_in = FALSE;
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);

	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "7", "ocs1.contoso.com");
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_DIALIN_TARGET_MISSING, CT_SEVERITY_ERROR,
		     "pool:lync1.contoso.com", "conference directory 7 of ocs1.contoso.com");
	world_clear(&world);
}

static void
test_left_over(void)
{
	World world = world_with_pools();
	CtObject *object;

	world_merge(&world);
	world_add_pool(&world, "zgone.contoso.com", CT_OBJECT_POOL, LEGACY)->in_legacy_export =
		FALSE;
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);

	world_add_object(&world, CT_OBJECT_UM_CONTACT, "voicemail", "zgone.contoso.com");
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_LEGACY_POOL_NOT_EMPTY, CT_SEVERITY_ERROR,
		     "umcontact:voicemail", "zgone.contoso.com");
	world_clear(&world);

	/* a pool that nothing knows any more, but for the object that names it */
	world = world_with_pools();
	world_merge(&world);
	object = world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "4", NULL);
	object->pool_text = "removed.contoso.com";
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_LEGACY_POOL_NOT_EMPTY, CT_SEVERITY_ERROR, "confdir:4",
		     "removed.contoso.com");
	world_clear(&world);
}

static void
test_left_over_users(void)
{
	World world = world_with_pools();
	CtPool *gone = world_add_pool(&world, "zgone.contoso.com", CT_OBJECT_POOL, LEGACY);

	gone->in_legacy_export = FALSE;
	gone->users = 2;
	/* without a merge nobody can say that the pool is gone */
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);

	world_merge(&world);
	pool_of(&world, "zgone.contoso.com")->in_back_compat = FALSE;
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_LEGACY_POOL_NOT_EMPTY, CT_SEVERITY_ERROR,
		     "pool:zgone.contoso.com", "2 users are homed");
	world_clear(&world);
}

/* shows: W-44 K-01 K-04 not W-44 K-01 K-04 */
static void
test_over_capacity(void)
{
	World world = world_with_pools();

	pool_of(&world, "lync1.contoso.com")->users = 1000;
	pool_of(&world, "ocs1.contoso.com")->users = 3000;
	pool_of(&world, "ocs2.contoso.com")->users = 1000;
	check(&world, "lync1.contoso.com", "lync1.contoso.com", FALSE);
	world_expect_none(&world);

	pool_of(&world, "ocs2.contoso.com")->users = 1001;
	check(&world, "lync1.contoso.com", "lync1.contoso.com", FALSE);
	world_expect(&world, CT_RULE_TARGET_POOL_OVER_CAPACITY, CT_SEVERITY_ERROR,
		     "pool:lync1.contoso.com", "1000 users and gets 4001 more, but carries 5000");
	world_clear(&world);
}

/* What an export called the home of a user; the estate knows no such pool. */
static void
name_home(World *world, const char *sip, const char *home)
{
	const CtProp props[] = {
		{ CT_KEY_SIP_ADDRESS, NULL, world_text(world, sip) },
		{ CT_KEY_POOL, NULL, world_text(world, home) },
	};

	ct_facts_add_record(world->estate->facts, CT_RECORD_USER, world_origin(world), "made",
			    props, G_N_ELEMENTS(props));
	world_add_user(world, sip, NULL, CT_USER_ENABLED);
	ct_estate_index_users(world->estate);
}

static void
test_lost_homes(void)
{
	World world = world_with_pools();

	world_merge(&world);
	/* names of the target side's kind: a cluster number, a TagId, a ServiceId */
	name_home(&world, "sip:a@contoso.com", "CN=Lc Services,CN=Microsoft,CN=1:7,CN=Pools");
	name_home(&world, "sip:b@contoso.com", "487279971");
	name_home(&world, "sip:c@contoso.com", "1-UserServices-7");
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);

	name_home(&world, "sip:d@contoso.com", "gone.contoso.com");
	name_home(&world, "sip:e@contoso.com", "gone.contoso.com");
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_LEGACY_POOL_NOT_EMPTY, CT_SEVERITY_ERROR, NULL,
		     "2 users are homed on gone.contoso.com");
	world_clear(&world);
}

/* With a backup pool half of the room belongs to the other pool's users.
 * shows: K-03 not K-03 */
static void
test_over_capacity_paired(void)
{
	World world = world_with_pools();
	CtServiceId one = world_add_service(&world, "lync1.contoso.com", CT_ROLE_REGISTRAR);
	CtServiceId two = world_add_service(&world, "lync2.contoso.com", CT_ROLE_REGISTRAR);

	pool_of(&world, "ocs1.contoso.com")->users = 2501;
	world_add_dependency(&world, one, two, "Default");
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);

	world_add_dependency(&world, two, one, "BackupRegistrar");
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_TARGET_POOL_OVER_CAPACITY, CT_SEVERITY_ERROR,
		     "pool:lync1.contoso.com", "carries 2500");
	world_clear(&world);
}

/* A large pool does not help when its small partner has to carry both.
 * shows: K-03 not K-03 */
static void
test_over_capacity_together(void)
{
	World world = world_with_pools();
	CtServiceId one = world_add_service(&world, "lync1.contoso.com", CT_ROLE_REGISTRAR);
	CtServiceId two = world_add_service(&world, "lync2.contoso.com", CT_ROLE_REGISTRAR);

	world_add_dependency(&world, two, one, "BackupRegistrar");
	pool_of(&world, "lync1.contoso.com")->edition = CT_EDITION_ENTERPRISE;
	pool_of(&world, "lync1.contoso.com")->machines = 8;
	pool_of(&world, "ocs1.contoso.com")->users = 3000;
	pool_of(&world, "ocs2.contoso.com")->users = 2000;
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect_none(&world);
	pool_of(&world, "ocs2.contoso.com")->users = 2001;
	check(&world, "lync1.contoso.com", "lync2.contoso.com", FALSE);
	world_expect(&world, CT_RULE_TARGET_POOL_OVER_CAPACITY, CT_SEVERITY_ERROR,
		     "pool:lync1.contoso.com", "5001 users together");
	world_clear(&world);
}

static void
test_capacity(void)
{
	static const struct {
		CtEdition edition;
		guint machines, alone, paired;
	} rows[] = {
		{ CT_EDITION_STANDARD, 1, 5000, 2500 },
		{ CT_EDITION_ENTERPRISE, 1, 6660, 6660 },
		{ CT_EDITION_ENTERPRISE, 3, 19980, 19980 },
		{ CT_EDITION_ENTERPRISE, 12, 79920, 40000 },
		{ CT_EDITION_ENTERPRISE, 13, 80000, 40000 },
		{ CT_EDITION_ENTERPRISE, 0, 80000, 40000 },
		{ CT_EDITION_UNKNOWN, 1, 5000, 2500 },
		{ CT_EDITION_UNKNOWN, 2, 13320, 13320 },
		{ CT_EDITION_UNKNOWN, 0, 80000, 40000 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		CtPool pool = { .edition = rows[i].edition, .machines = rows[i].machines };

		g_assert_cmpuint(ct_capacity_users(&pool), ==, rows[i].alone);
		g_assert_cmpuint(ct_capacity_users_paired(&pool), ==, rows[i].paired);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/readiness/ready", test_ready);
	g_test_add_func("/readiness/no-target", test_no_target);
	g_test_add_func("/readiness/edge-without-target", test_edge_without_target);
	g_test_add_func("/readiness/W-24", test_response_groups);
	g_test_add_func("/readiness/W-25", test_response_group_map);
	g_test_add_func("/readiness/W-27", test_dial_in);
	g_test_add_func("/readiness/W-29", test_left_over);
	g_test_add_func("/readiness/W-29-users", test_left_over_users);
	g_test_add_func("/readiness/W-29-lost-homes", test_lost_homes);
	g_test_add_func("/readiness/W-44", test_over_capacity);
	g_test_add_func("/readiness/W-44-paired", test_over_capacity_paired);
	g_test_add_func("/readiness/K-03-together", test_over_capacity_together);
	g_test_add_func("/capacity/users", test_capacity);
	return g_test_run();
}
