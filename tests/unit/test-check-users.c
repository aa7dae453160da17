/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W-18, W-19, W-28, moves in progress, and that every topic is run. */
#include "analyzer/check.h"
#include "tests/unit/handmade.h"

#define LEGACY CT_DEPLOYMENT_LEGACY
#define TARGET CT_DEPLOYMENT_TARGET

static World
world_with_pools(void)
{
	World world = world_new();

	world_add_pool(&world, "lync.contoso.com", CT_OBJECT_POOL, TARGET);
	world_add_pool(&world, "ocs.contoso.com", CT_OBJECT_POOL, LEGACY);
	return world;
}

static void
test_sound(void)
{
	World world = world_with_pools();

	world_add_user(&world, "sip:amy@contoso.com", "ocs.contoso.com", CT_USER_ENABLED);
	/* whoever has moved already is no longer in the way of any command */
	world_add_user(&world, "sip:bob@contoso.com", "lync.contoso.com",
		       CT_USER_ENABLED | CT_USER_NAME_BLANKS);
	/* not enabled, or at home in the cloud: needs no pool */
	world_add_user(&world, "sip:cat@contoso.com", NULL, 0);
	world_add_user(&world, "sip:dan@contoso.com", NULL, CT_USER_ENABLED | CT_USER_ONLINE);
	ct_check_users(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_name_blanks(void)
{
	World world = world_with_pools();

	world_add_user(&world, "sip:Amy@contoso.com", "ocs.contoso.com",
		       CT_USER_ENABLED | CT_USER_NAME_BLANKS);
	ct_check_users(world.estate, world.findings);
	world_expect(&world, CT_RULE_USER_NAME_WHITESPACE, CT_SEVERITY_ERROR,
		     "user:sip:amy@contoso.com", "sip:Amy@contoso.com");
	world_clear(&world);
}

static void
test_unassigned(void)
{
	World world = world_with_pools();

	world_add_user(&world, "sip:amy@contoso.com", NULL, CT_USER_ENABLED);
	ct_check_users(world.estate, world.findings);
	world_expect(&world, CT_RULE_USER_UNASSIGNED, CT_SEVERITY_WARNING,
		     "user:sip:amy@contoso.com", "no home pool");
	world_clear(&world);
}

/* A home that no input describes is a dangling reference, not a missing home. */
static void
test_home_unknown(void)
{
	World world = world_with_pools();

	world_add_user(&world, "sip:amy@contoso.com", NULL, CT_USER_ENABLED | CT_USER_HOME_UNKNOWN);
	ct_estate_index_users(world.estate);
	ct_check_users(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_moving(void)
{
	World world = world_with_pools();

	world_add_user(&world, "sip:amy@contoso.com", "ocs.contoso.com",
		       CT_USER_ENABLED | CT_USER_MOVING);
	ct_check_users(world.estate, world.findings);
	world_expect(&world, CT_RULE_MOVE_IN_PROGRESS, CT_SEVERITY_WARNING,
		     "user:sip:amy@contoso.com", "in progress");
	world_clear(&world);
}

static void
test_directory_clash(void)
{
	World world = world_with_pools();

	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "3", "lync.contoso.com");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "3", "ocs.contoso.com");
	ct_check_conferencing(world.estate, world.findings);
	world_expect(&world, CT_RULE_CONFERENCE_DIRECTORY_ID_CONFLICT, CT_SEVERITY_ERROR,
		     "confdir:3", "lync.contoso.com (made.xml:3)");
	world_clear(&world);
}

/* The same directory in two exports, numbers at both ends of the range, another kind of object. */
static void
test_directories_sound(void)
{
	World world = world_with_pools();

	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "0", "ocs.contoso.com");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "0", "ocs.contoso.com");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "9999", "ocs.contoso.com");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "9999", NULL);
	world_add_object(&world, CT_OBJECT_POLICY, "10000", "ocs.contoso.com");
	ct_check_conferencing(world.estate, world.findings);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_directory_range(void)
{
	static const char *const wrong[] = { "10000", "-1", "one", "" };

	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		World world = world_with_pools();
		g_autofree char *subject = g_strconcat("confdir:", wrong[i], NULL);

		world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, wrong[i],
				 "ocs.contoso.com");
		ct_check_conferencing(world.estate, world.findings);
		world_expect(&world, CT_RULE_CONFERENCE_DIRECTORY_ID_CONFLICT, CT_SEVERITY_ERROR,
			     subject, "is not a number from 0 to 9999");
		world_clear(&world);
	}
}

/* One finding of each topic, to see that none is left out of the run. */
static void
test_run(void)
{
	World world = world_new();

	world_add_pool(&world, "a-old.contoso.com", CT_OBJECT_POOL, LEGACY)->product =
		CT_PRODUCT_LCS;
	world_add_pool(&world, "b-lync.contoso.com", CT_OBJECT_POOL, TARGET)->in_legacy_export =
		TRUE;
	world_merge(&world);
	world_add_pool(&world, "c-new.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_user(&world, "sip:amy@contoso.com", NULL, CT_USER_ENABLED);
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "none", "a-old.contoso.com");
	ct_check_run(world.estate, world.findings);
	g_assert_cmpuint(world_count(&world, CT_RULE_LEGACY_VERSION_UNSUPPORTED), ==, 1);
	g_assert_cmpuint(world_count(&world, CT_RULE_POOL_FQDN_COLLISION), ==, 1);
	g_assert_cmpuint(world_count(&world, CT_RULE_EDGE_DATA_MISSING), ==, 1);
	g_assert_cmpuint(world_count(&world, CT_RULE_STALE_MERGE), ==, 1);
	g_assert_cmpuint(world_count(&world, CT_RULE_USER_UNASSIGNED), ==, 1);
	g_assert_cmpuint(world_count(&world, CT_RULE_CONFERENCE_DIRECTORY_ID_CONFLICT), ==, 1);
	world_clear(&world);
}

static void
test_users_not_exported(void)
{
	World world = world_new();

	world_add_pool(&world, "a.contoso.com", CT_OBJECT_POOL, LEGACY);
	ct_check_users(world.estate, world.findings);
	world_expect(&world, CT_RULE_USERS_NOT_EXPORTED, CT_SEVERITY_ERROR, "pool:a.contoso.com",
		     "no export lists a user, and a.contoso.com homes users");
	world_clear(&world);

	world = world_new();
	world_add_pool(&world, "a.contoso.com", CT_OBJECT_POOL, LEGACY);
	world_add_user(&world, "sip:amy@contoso.com", "a.contoso.com", CT_USER_ENABLED);
	ct_check_users(world.estate, world.findings);
	g_assert_cmpuint(world_count(&world, CT_RULE_USERS_NOT_EXPORTED), ==, 0);
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/check/users-sound", test_sound);
	g_test_add_func("/check/W-18", test_name_blanks);
	g_test_add_func("/check/W-19", test_unassigned);
	g_test_add_func("/check/W-19-home-unknown", test_home_unknown);
	g_test_add_func("/check/move-in-progress", test_moving);
	g_test_add_func("/check/users-not-exported", test_users_not_exported);
	g_test_add_func("/check/W-28", test_directory_clash);
	g_test_add_func("/check/W-28-sound", test_directories_sound);
	g_test_add_func("/check/W-28-range", test_directory_range);
	g_test_add_func("/check/run", test_run);
	return g_test_run();
}
