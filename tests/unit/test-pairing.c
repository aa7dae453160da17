/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which target takes over from which legacy pool, and what the pairing says about why. */
#include "planner/intent.h"
#include "planner/pairing.h"
#include "tests/unit/exports.h"
#include "tests/unit/handmade.h"

#define LEGACY CT_DEPLOYMENT_LEGACY
#define TARGET CT_DEPLOYMENT_TARGET

static CtIntent *
intent_of(const char *text)
{
	g_autofree char *whole = g_strdup_printf("[cutover]\nintent = 1\n%s", text);
	g_autofree char *path = export_write(whole, strlen(whole));
	g_autoptr(GError) error = NULL;
	CtIntent *intent = ct_intent_load(path, &error);

	g_assert_no_error(error);
	export_remove(path);
	return intent;
}

static CtPool *
add_pool(World *world, const char *fqdn, CtDeployment deployment, guint users)
{
	CtPool *pool = world_add_pool(world, fqdn, CT_OBJECT_POOL, deployment);

	pool->users = users;
	pool->has_response_group = pool->has_dial_in = deployment == TARGET;
	return pool;
}

/* @target: NULL for none; @why: a part of the evidence. */
static void
assert_pair(const World *world, const CtPairing *pairing, const char *legacy, const char *target,
	    const char *why)
{
	CtPoolId id = ct_estate_find_pool(world->estate, legacy);

	for (guint i = 0; i < pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(pairing->pairs, CtPair, i);
		const CtPool *found = ct_estate_pool(world->estate, pair->target);

		if (pair->legacy.index != id.index)
			continue;
		g_assert_cmpstr(found != NULL ? found->fqdn : NULL, ==, target);
		g_assert_cmpuint(ct_pairing_target(pairing, id).index, ==, pair->target.index);
		if (strstr(pair->evidence, why) == NULL)
			g_test_fail_printf("\"%s\" does not say \"%s\"", pair->evidence, why);
		return;
	}
	g_test_fail_printf("%s has no pair", legacy);
}

static const CtPool *
pool_of(World *world, const char *fqdn)
{
	return ct_estate_pool(world->estate, world_pool(world, fqdn));
}

static void
test_only_pool(void)
{
	World world = world_new();
	g_autoptr(CtPairing) pairing = NULL;

	add_pool(&world, "lync1.a.test", TARGET, 0);
	add_pool(&world, "ocs1.a.test", LEGACY, 3);
	add_pool(&world, "ocs2.a.test", LEGACY, 4);
	world_add_pool(&world, "ocsdir.a.test", CT_OBJECT_DIRECTOR, LEGACY);
	world_add_pool(&world, "lyncedge.a.test", CT_OBJECT_EDGE, TARGET);
	pairing = ct_pairing_new(world.estate, NULL);
	g_assert_cmpuint(pairing->pairs->len, ==, 2);
	assert_pair(&world, pairing, "ocs1.a.test", "lync1.a.test", "the only target pool");
	assert_pair(&world, pairing, "ocs2.a.test", "lync1.a.test", "the only target pool");
	g_assert_cmpuint(ct_pairing_target(pairing, world_pool(&world, "ocsdir.a.test")).index, ==,
			 CT_NONE);
	world_clear(&world);
}

static void
test_no_target(void)
{
	World world = world_new();
	g_autoptr(CtPairing) pairing = NULL;

	add_pool(&world, "ocs1.a.test", LEGACY, 3);
	world_add_pool(&world, "lyncedge.a.test", CT_OBJECT_EDGE, TARGET);
	pairing = ct_pairing_new(world.estate, NULL);
	assert_pair(&world, pairing, "ocs1.a.test", NULL, "no target pool that homes users");
	world_clear(&world);
}

static void
test_intent(void)
{
	World world = world_new();
	g_autoptr(CtIntent) intent = intent_of("[pairing]\nOCS1.a.test = Lync2.a.test\n"
					       "ocs2.a.test = lyncedge.a.test\n"
					       "ocs3.a.test = nowhere.a.test\n"
					       "ocs4.a.test = ocs1.a.test\n");
	g_autoptr(CtPairing) pairing = NULL;

	add_pool(&world, "lync1.a.test", TARGET, 0);
	add_pool(&world, "lync2.a.test", TARGET, 900);
	world_add_pool(&world, "lyncedge.a.test", CT_OBJECT_EDGE, TARGET);
	for (guint i = 1; i <= 4; i++) {
		g_autofree char *fqdn = g_strdup_printf("ocs%u.a.test", i);

		add_pool(&world, fqdn, LEGACY, 10);
	}
	pairing = ct_pairing_new(world.estate, intent);
	assert_pair(&world, pairing, "ocs1.a.test", "lync2.a.test", EXPORT_NAME ":4)");
	assert_pair(&world, pairing, "ocs2.a.test", NULL,
		    "lyncedge.a.test, which is no target pool");
	assert_pair(&world, pairing, "ocs3.a.test", NULL,
		    "nowhere.a.test, which is no target pool");
	assert_pair(&world, pairing, "ocs4.a.test", NULL, EXPORT_NAME ":7) names ocs1.a.test");
	world_clear(&world);
}

static void
add_site(World *world, const char *id, const char *name)
{
	CtSite site = { .origin = world_origin(world),
			.id = world_text(world, id),
			.name = world_text(world, name),
			.kind = "CentralSite" };

	g_array_append_val(world->estate->sites, site);
}

/* A site decides where exactly one target stands; two in one site leave it open. */
static void
test_site(void)
{
	World world = world_new();
	g_autoptr(CtIntent) intent = intent_of("[sites]\nocs1.a.test = LISBON\n"
					       "ocs2.a.test = Porto\nocs3.a.test = Faro\n");
	g_autoptr(CtPairing) pairing = NULL;

	add_site(&world, "1", "Lisbon");
	add_site(&world, "2", "Porto");
	add_pool(&world, "lync1.a.test", TARGET, 0)->site.index = 0;
	add_pool(&world, "lync2.a.test", TARGET, 50)->site.index = 1;
	add_pool(&world, "lync3.a.test", TARGET, 20)->site.index = 1;
	add_pool(&world, "ocs1.a.test", LEGACY, 100);
	add_pool(&world, "ocs2.a.test", LEGACY, 60);
	add_pool(&world, "ocs3.a.test", LEGACY, 10);
	pairing = ct_pairing_new(world.estate, intent);
	assert_pair(&world, pairing, "ocs1.a.test", "lync1.a.test", "in site LISBON");
	/* lync1 has 100 by now, lync3 has 20, then 80 */
	assert_pair(&world, pairing, "ocs2.a.test", "lync3.a.test", "the fewest users");
	assert_pair(&world, pairing, "ocs3.a.test", "lync2.a.test", "the fewest users");
	world_clear(&world);
}

/* Applications count more than users, and the largest pool chooses first. */
static void
test_balance(void)
{
	World world = world_new();
	g_autoptr(CtPairing) pairing = NULL;

	add_pool(&world, "lync1.a.test", TARGET, 0)->has_response_group = FALSE;
	add_pool(&world, "lync2.a.test", TARGET, 0)->has_dial_in = FALSE;
	add_pool(&world, "ocs1.a.test", LEGACY, 30);
	add_pool(&world, "ocs2.a.test", LEGACY, 20);
	add_pool(&world, "ocs3.a.test", LEGACY, 10);
	world_add_object(&world, CT_OBJECT_RESPONSE_GROUP, "one", "ocs1.a.test");
	world_add_object(&world, CT_OBJECT_RESPONSE_GROUP, "two", "ocs2.a.test");
	world_add_object(&world, CT_OBJECT_ACCESS_NUMBER, "sip:dial@a.test", "ocs3.a.test");
	pairing = ct_pairing_new(world.estate, NULL);
	assert_pair(&world, pairing, "ocs1.a.test", "lync2.a.test", "run its applications");
	assert_pair(&world, pairing, "ocs2.a.test", "lync2.a.test", "the fewest users");
	assert_pair(&world, pairing, "ocs3.a.test", "lync1.a.test", "the fewest users");
	world_clear(&world);
}

static void
test_site_name(void)
{
	World world = world_new();
	g_autoptr(CtIntent) intent = intent_of("[sites]\nocs1.a.test = Faro\n");

	add_site(&world, "1", "Lisbon");
	add_pool(&world, "ocs1.a.test", LEGACY, 0);
	add_pool(&world, "ocs2.a.test", LEGACY, 0)->site.index = 0;
	world_merge(&world);
	add_pool(&world, "ocs3.a.test", LEGACY, 0)->site = world.estate->back_compat_site;
	g_assert_cmpstr(ct_pairing_site_name(world.estate, intent, pool_of(&world, "ocs1.a.test")),
			==, "Faro");
	g_assert_cmpstr(ct_pairing_site_name(world.estate, intent, pool_of(&world, "ocs2.a.test")),
			==, "Lisbon");
	g_assert_null(ct_pairing_site_name(world.estate, intent, pool_of(&world, "ocs3.a.test")));
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pairing/only-pool", test_only_pool);
	g_test_add_func("/pairing/no-target", test_no_target);
	g_test_add_func("/pairing/intent", test_intent);
	g_test_add_func("/pairing/site", test_site);
	g_test_add_func("/pairing/balance", test_balance);
	g_test_add_func("/pairing/site-name", test_site_name);
	return g_test_run();
}
