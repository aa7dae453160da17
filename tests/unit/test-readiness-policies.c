/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W-14, W-17, W-37, and what a chosen reading takes back. */
#include "planner/readiness.h"
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

/* Two users of the legacy pool with @policy in @slot, and one who has moved with it. */
static void
add_users(World *world, CtPolicySlot slot, const char *policy, guint32 flags)
{
	CtProfile profile = { 0 };
	guint32 index;

	profile.policy[slot] = policy != NULL ? world_text(world, policy) : NULL;
	index = ct_facts_profile(world->estate->facts, &profile);
	world_add_user(world, "sip:amy@contoso.com", "ocs.contoso.com", flags);
	world_add_user(world, "sip:bob@contoso.com", "ocs.contoso.com", flags);
	world_add_user(world, "sip:cat@contoso.com", "lync.contoso.com", flags);
	for (guint32 i = 0; i < world->estate->users.count; i++)
		world->estate->users.profile[i] = index;
	ct_estate_index_users(world->estate);
}

static void
add_policy(World *world, CtDeployment deployment, const char *type, const char *name,
	   const char *anonymous)
{
	CtObject *object = world_add_object(world, CT_OBJECT_POLICY, name, NULL);

	object->deployment = deployment;
	object->type = type;
	if (anonymous != NULL) {
		const CtProp prop = { CT_KEY_OTHER,
				      world_text(world, "AllowAnonymousParticipantsInMeetings"),
				      world_text(world, anonymous) };

		object->props = ct_facts_add_props(world->estate->facts, &prop, 1);
	}
}

static void
check(World *world, const char *stay)
{
	g_autoptr(CtIntent) intent = ct_intent_new();

	if (stay != NULL)
		g_ptr_array_add(intent->values[CT_INTENT_STAY],
				g_string_chunk_insert(intent->chunk, stay));
	ct_readiness_check_policies(world->estate, intent, world->findings);
}

static void
test_missing(void)
{
	World world = world_with_pools();

	add_users(&world, CT_POLICY_VOICE, "HQ Voice", 0);
	add_policy(&world, LEGACY, "MSFT_SIPGlobalUCPolicyData", "HQ Voice", NULL);
	check(&world, NULL); /* nothing is known of target voice policies */
	world_expect_none(&world);
	add_policy(&world, TARGET, "Some.MeetingPolicy", "HQ Voice", NULL);
	check(&world, NULL); /* nor with a policy of another kind */
	world_expect_none(&world);
	add_policy(&world, TARGET, "Some.VoicePolicy", "Branch Voice", NULL);
	check(&world, NULL);
	world_expect(
		&world, CT_RULE_POLICY_NOT_IMPORTED, CT_SEVERITY_ERROR, "policy:hq voice",
		"2 users to move (first sip:amy@contoso.com) have the voice policy \"HQ Voice\"");
	world_clear(&world);
}

/* In other letters, as a site's policy, and as an entry of the directory that no export names. */
static void
test_present(void)
{
	static const char *const held[] = { "hq VOICE", "{6AA7EBAB-2712-526D-89E1-70BA73B79142}",
					    "Redmond" };

	for (guint i = 0; i < G_N_ELEMENTS(held); i++) {
		World world = world_with_pools();

		add_users(&world, CT_POLICY_VOICE, held[i], 0);
		add_policy(&world, TARGET, "Some.VoicePolicy", "HQ Voice", NULL);
		add_policy(&world, TARGET, "Some.VoicePolicy", "Site:Redmond", NULL);
		check(&world, NULL);
		world_expect_none(&world);
		world_clear(&world);
	}
}

static void
test_stay(void)
{
	World world = world_with_pools();

	add_users(&world, CT_POLICY_VOICE, "HQ Voice", 0);
	add_policy(&world, TARGET, "Some.VoicePolicy", "Branch Voice", NULL);
	check(&world, "sip:amy@contoso.com");
	world_expect(&world, CT_RULE_POLICY_NOT_IMPORTED, CT_SEVERITY_ERROR, "policy:hq voice",
		     "1 user to move (first sip:bob@contoso.com) has");
	world_clear(&world);
}

/* Whoever has no policy of his own has the global one. */
static void
test_anonymous(void)
{
	World world = world_with_pools();
	World open = world_with_pools();
	World inward = world_with_pools();

	add_users(&world, CT_POLICY_CONFERENCING, NULL, CT_USER_FEDERATION);
	add_policy(&world, TARGET, "Some.MeetingPolicy", "Global", "False");
	check(&world, NULL);
	world_expect(&world, CT_RULE_ANONYMOUS_DISALLOWED, CT_SEVERITY_WARNING, "policy:global",
		     "2 federated users are to move with it, sip:amy@contoso.com");
	add_users(&open, CT_POLICY_CONFERENCING, NULL, CT_USER_FEDERATION);
	add_policy(&open, TARGET, "Some.MeetingPolicy", "Global", "True");
	check(&open, NULL);
	world_expect_none(&open);
	add_users(&inward, CT_POLICY_CONFERENCING, NULL, CT_USER_ENABLED);
	add_policy(&inward, TARGET, "Some.MeetingPolicy", "Global", "False");
	check(&inward, NULL);
	world_expect_none(&inward);
	world_clear(&world);
	world_clear(&open);
	world_clear(&inward);
}

static void
check_recording(World *world)
{
	g_autoptr(GArray) pairs = g_array_new(FALSE, TRUE, sizeof(CtPair));
	CtPairing pairing = { pairs, NULL };
	CtPair pair = { .legacy = world_pool(world, "ocs.contoso.com"),
			.target = world_pool(world, "lync.contoso.com") };

	g_array_append_val(pairs, pair);
	ct_readiness_check_recording(world->estate, &pairing, world->findings);
}

static void
test_recording(void)
{
	World world = world_with_pools();
	CtServiceId registrar;

	world_add_object(&world, CT_OBJECT_ARCHIVING, "ocsarc.contoso.com", "ocs.contoso.com");
	check_recording(&world); /* nothing is known of the services of the target */
	world_expect_none(&world);
	registrar = world_add_service(&world, "lync.contoso.com", CT_ROLE_REGISTRAR);
	check_recording(&world);
	world_expect(&world, CT_RULE_ARCHIVING_GAP, CT_SEVERITY_WARNING, "pool:lync.contoso.com",
		     "no Archiving database");
	g_ptr_array_set_size(world.findings->items, 0);
	add_users(&world, CT_POLICY_ARCHIVING, "Compliance", 0);
	check_recording(&world);
	world_expect(&world, CT_RULE_ARCHIVING_GAP, CT_SEVERITY_ERROR, "pool:lync.contoso.com",
		     "users such as sip:amy@contoso.com");
	g_ptr_array_set_size(world.findings->items, 0);
	world_add_dependency(&world, registrar,
			     world_add_service(&world, "lync.contoso.com", CT_ROLE_ARCHIVING_STORE),
			     "Default");
	check_recording(&world);
	world_expect_none(&world);
	world_clear(&world);
}

static void
test_readings(void)
{
	static const CtRuleId rules[] = { CT_RULE_LYNC_MEDIATION_WITH_LEGACY_USERS,
					  CT_RULE_USER_UNASSIGNED,
					  CT_RULE_LYNC_MEDIATION_WITH_LEGACY_USERS };
	g_autoptr(CtIntent) intent = ct_intent_new();
	World world = world_new();

	for (guint i = 0; i < G_N_ELEMENTS(rules); i++)
		ct_findings_add(world.findings, rules[i], world_origin(&world), NULL, "so");
	ct_readiness_apply_readings(intent, world.findings);
	g_assert_cmpuint(world.findings->items->len, ==, 3);
	intent->values[CT_INTENT_LEGACY_CALLS_REACH_TARGET]->pdata[0] = (gpointer) "true";
	ct_readiness_apply_readings(intent, world.findings);
	g_assert_cmpuint(world.findings->items->len, ==, 1);
	g_assert_cmpuint(world_count(&world, CT_RULE_USER_UNASSIGNED), ==, 1);
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/readiness/W-14", test_missing);
	g_test_add_func("/readiness/W-14-present", test_present);
	g_test_add_func("/readiness/W-14-stay", test_stay);
	g_test_add_func("/readiness/W-17", test_anonymous);
	g_test_add_func("/readiness/W-37", test_recording);
	g_test_add_func("/readiness/readings", test_readings);
	return g_test_run();
}
