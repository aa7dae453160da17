/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several rows of one user: which of them wins, field by field, and what is said of the others. */
#include "estate-text.h"
#include "facts-world.h"

#define DAY_1 "2012-05-01T08:00:00Z"
#define DAY_2 "2012-05-02T08:00:00Z"
#define AMY   "sip:amy@contoso.com"

static void
world_of_pools(World *world)
{
	world_init(world);
	add_topology(world);
	add_wmi_pool(world, "ocs01.contoso.com", "ocs01", "4");
}

/* The only finding of a conflict. */
static const CtFinding *
only_conflict(const World *world)
{
	g_assert_cmpuint(count_findings(world->findings, CT_RULE_USER_FACT_CONFLICT), ==, 1);
	return find_finding(world->findings, CT_RULE_USER_FACT_CONFLICT);
}

static const char *
policy_of(const World *world, CtPolicySlot slot)
{
	const CtEstate *estate = world->estate;
	const CtProfile *profile = &g_array_index(estate->facts->profiles, CtProfile,
						  estate->users.profile[0]);

	g_assert_cmpuint(profile->known, ==, 0);
	return profile->policy[slot];
}

/* The later change wins, although its export comes first by name. */
static void
test_newer_object(void)
{
	World world;

	world_of_pools(&world);
	add_record(world.facts, world.wmi, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, AMY,
		   CT_KEY_POOL, "ocs01.contoso.com", CT_KEY_CHANGED, DAY_1, CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
		   "sip:Amy@contoso.com", CT_KEY_POOL, "lync01.contoso.com", CT_KEY_CHANGED,
		   "20120502080000.0Z", CT_N_KEYS);
	world_resolve(&world);

	g_assert_cmpuint(world.estate->users.count, ==, 1);
	g_assert_cmpstr(world.estate->users.sip[0], ==, "sip:Amy@contoso.com");
	g_assert_cmpuint(world.estate->users.pool[0], ==,
			 ct_estate_find_pool(world.estate, "lync01.contoso.com").index);
	g_assert_cmpstr(
		only_conflict(&world)->message, ==,
		"the home pool of sip:Amy@contoso.com is OCS01.contoso.com here, but "
		"Lync01.contoso.com in c/cs.xml:1; the plan keeps Lync01.contoso.com, since "
		"it was changed 2012-05-02 08:00:00 there, 2012-05-01 08:00:00 here");
	g_assert_cmpuint(only_conflict(&world)->origin.input, ==, world.wmi);
	world_clear(&world);
}

/* Equal dates of the user: the export that has seen later changes is the newer one. */
static void
test_newer_export(void)
{
	World world;

	world_of_pools(&world);
	add_record(world.facts, world.wmi, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, AMY,
		   CT_KEY_ENTERPRISE_VOICE, "false", CT_KEY_CHANGED, DAY_1, CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, AMY,
		   CT_KEY_ENTERPRISE_VOICE, "true", CT_KEY_CHANGED, DAY_1, CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
		   "sip:bob@contoso.com", CT_KEY_CHANGED, DAY_2, CT_N_KEYS);
	world_resolve(&world);

	g_assert_cmpuint(world.estate->users.flags[0] & CT_USER_VOICE, !=, 0);
	g_assert_cmpstr(
		only_conflict(&world)->message, ==,
		"Enterprise Voice of sip:amy@contoso.com is off here, but on in c/cs.xml:1; "
		"the plan keeps on, since the last change in that file is 2012-05-02 "
		"08:00:00, in this one 2012-05-01 08:00:00");
	world_clear(&world);
}

/* Without any date the row that knows more; what it does not know comes from the other. */
static void
test_more_knowledge(void)
{
	World world;

	world_of_pools(&world);
	add_record(world.facts, world.wmi, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, AMY,
		   CT_KEY_DISPLAY_NAME, "Amy S", CT_KEY_LINE_URI, "tel:+1", CT_KEY_PUBLIC_NETWORK,
		   "true", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, AMY,
		   CT_KEY_DISPLAY_NAME, "Amy Strande", CT_KEY_POOL, "ocs01.contoso.com",
		   CT_KEY_ENABLED, "false", CT_KEY_FEDERATION, "true", CT_KEY_POLICY_VOICE, "Gold",
		   CT_N_KEYS);
	world_resolve(&world);

	g_assert_cmpstr(world.estate->users.name[0], ==, "Amy Strande");
	g_assert_cmpuint(world.estate->users.flags[0], ==,
			 CT_USER_FEDERATION | CT_USER_PUBLIC_NETWORK | CT_USER_HAS_LINE);
	g_assert_cmpstr(policy_of(&world, CT_POLICY_VOICE), ==, "Gold");
	g_assert_nonnull(strstr(only_conflict(&world)->message,
				"since no dates tell which is newer, and that one knows more"));
	world_clear(&world);
}

/* A row without a date never replaces one with a date, however much it knows. */
static void
test_dated_first(void)
{
	World world;

	world_of_pools(&world);
	add_record(world.facts, world.wmi, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, AMY,
		   CT_KEY_POOL, "ocs01.contoso.com", CT_KEY_DISPLAY_NAME, "Amy", CT_KEY_FEDERATION,
		   "true", CT_KEY_POLICY_VOICE, "Gold", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, AMY,
		   CT_KEY_POOL, "lync01.contoso.com", CT_KEY_CHANGED, DAY_1, CT_N_KEYS);
	world_resolve(&world);

	g_assert_cmpuint(world.estate->users.pool[0], ==,
			 ct_estate_find_pool(world.estate, "lync01.contoso.com").index);
	g_assert_true(g_str_has_suffix(only_conflict(&world)->message,
				       "changed 2012-05-01 08:00:00 there, unknown here"));
	world_clear(&world);
}

/* A policy that was taken away is gone only when dates say that this came later. */
static void
test_policy_taken_away(void)
{
	static const struct {
		const char *older;
		const char *newer;
		const char *date;
		const char *expected;
		guint findings;
	} rows[] = {
		{ "Gold", "", DAY_2, NULL, 1 },
		{ "Gold", "", NULL, "Gold", 0 },
		{ "Gold", NULL, DAY_2, "Gold", 0 },
		{ "Gold", "Silver", DAY_2, "Silver", 1 },
		{ "Gold", "gold", DAY_2, "gold", 0 },
		{ "CN=Gold,DC=contoso", "", DAY_2, "CN=Gold,DC=contoso", 0 },
		{ "CN=Gold,DC=contoso", "Silver", DAY_2, "Silver", 0 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		CtKey policy = rows[i].newer != NULL ? CT_KEY_POLICY_VOICE : CT_N_KEYS;
		World world;

		world_of_pools(&world);
		add_record(world.facts, world.wmi, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
			   AMY, CT_KEY_CHANGED, rows[i].date != NULL ? DAY_1 : "",
			   CT_KEY_POLICY_VOICE, rows[i].older, CT_N_KEYS);
		add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
			   AMY, CT_KEY_CHANGED, rows[i].date != NULL ? rows[i].date : "", policy,
			   rows[i].newer, CT_N_KEYS);
		world_resolve(&world);
		g_assert_cmpstr(policy_of(&world, CT_POLICY_VOICE), ==, rows[i].expected);
		g_assert_cmpuint(count_findings(world.findings, CT_RULE_USER_FACT_CONFLICT), ==,
				 rows[i].findings);
		world_clear(&world);
	}
}

/* The same row twice, and a move that has ended, are no contradictions. */
static void
test_silence(void)
{
	World world;

	world_of_pools(&world);
	for (guint i = 0; i < 2; i++)
		add_record(world.facts, i == 0 ? world.wmi : world.shell, CT_RECORD_USER, "ADUser",
			   CT_KEY_SIP_ADDRESS, AMY, CT_KEY_POOL, "ocs01.contoso.com",
			   CT_KEY_ENABLED, "true", CT_KEY_CHANGED, i == 0 ? DAY_1 : DAY_2,
			   CT_KEY_TARGET_SERVER, i == 0 ? HOME_TARGET : "", CT_N_KEYS);
	world_resolve(&world);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_USER_FACT_CONFLICT), ==, 0);
	g_assert_cmpuint(world.estate->users.flags[0], ==, CT_USER_ENABLED);
	world_clear(&world);
}

/* Two exports of different days differ in hundreds of users, and nobody reads hundreds of lines. */
static void
test_flood(void)
{
	World world;
	const CtFinding *rest = NULL;

	world_of_pools(&world);
	for (guint i = 0; i < 300; i++) {
		g_autofree char *sip = g_strdup_printf("sip:u%03u@contoso.com", i);

		add_record(world.facts, world.wmi, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
			   sip, CT_KEY_FEDERATION, "true", CT_KEY_CHANGED, DAY_1, CT_N_KEYS);
		add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
			   sip, CT_KEY_FEDERATION, "false", CT_KEY_CHANGED, DAY_2, CT_N_KEYS);
	}
	world_resolve(&world);
	g_assert_cmpuint(count_findings(world.findings, CT_RULE_USER_FACT_CONFLICT), ==, 21);
	for (guint i = 0; i < world.findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(world.findings->items, i);

		if (finding->rule == CT_RULE_USER_FACT_CONFLICT && finding->subject == NULL)
			rest = finding;
	}
	g_assert_nonnull(rest);
	g_assert_cmpstr(rest->message, ==,
			"federation of 280 more users differs between this file and c/cs.xml; the "
			"plan keeps what that one says");
	/* one line of the pool, and the 21st user */
	g_assert_cmpuint(rest->origin.line, ==, 22);
	world_clear(&world);
}

/* Rows of every kind of knowledge: whatever their order, the same users and the same findings. */
static char *
shuffled(guint32 seed)
{
	static const char *const dates[] = { "", DAY_1, DAY_2, "yesterday" };
	static const char *const policies[] = { "", "Gold", "Silver", "CN=Gold,DC=contoso" };
	static const char *const pools[] = { "", "ocs01.contoso.com", "lync01.contoso.com" };
	GRand *random = g_rand_new_with_seed(11);
	World world;
	char *text;

	world_of_pools(&world);
	for (guint i = 0; i < 200; i++) {
		g_autofree char *sip = g_strdup_printf("sip:u%d@contoso.com",
						       g_rand_int_range(random, 0, 40));
		guint32 input = (guint32)g_rand_int_range(random, 0, 3);

		add_record(world.facts, input, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, sip,
			   CT_KEY_CHANGED, dates[g_rand_int_range(random, 0, 4)], CT_KEY_POOL,
			   pools[g_rand_int_range(random, 0, 3)], CT_KEY_POLICY_VOICE,
			   policies[g_rand_int_range(random, 0, 4)], CT_KEY_FEDERATION,
			   g_rand_boolean(random) ? "true" : "false", CT_N_KEYS);
	}
	g_rand_free(random);
	if (seed != 0)
		shuffle_facts(world.facts, seed);
	world_resolve(&world);
	text = estate_text(world.estate, world.findings);
	world_clear(&world);
	return text;
}

static void
test_any_order(void)
{
	g_autofree char *expected = shuffled(0);

	g_assert_nonnull(strstr(expected, "the plan keeps"));
	for (guint32 seed = 1; seed < 30; seed++) {
		g_autofree char *text = shuffled(seed);

		g_assert_cmpstr(text, ==, expected);
	}
}

/* Addresses that are the same for longer than anybody's: they are told apart, sorted and merged. */
static void
test_long_addresses(void)
{
	g_autofree char *stem = g_strnfill(100 * 1024, 'a');
	const char *const ends[] = { "c", "", "b", "C", "bb", "" };
	const char *const sorted[] = { "", "b", "bb", "c" };
	World world;

	world_of_pools(&world);
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *address = g_strconcat("sip:", stem, ends[i], NULL);

		add_record(world.facts, world.shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
			   address, CT_N_KEYS);
	}
	world_resolve(&world);

	g_assert_cmpuint(world.estate->users.count, ==, G_N_ELEMENTS(sorted));
	for (gsize i = 0; i < G_N_ELEMENTS(sorted); i++)
		g_assert_cmpstr(world.estate->users.key[i] + strlen("sip:") + strlen(stem), ==,
				sorted[i]);
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/user-merge/newer-object", test_newer_object);
	g_test_add_func("/user-merge/newer-export", test_newer_export);
	g_test_add_func("/user-merge/more-knowledge", test_more_knowledge);
	g_test_add_func("/user-merge/dated-first", test_dated_first);
	g_test_add_func("/user-merge/policy-taken-away", test_policy_taken_away);
	g_test_add_func("/user-merge/silence", test_silence);
	g_test_add_func("/user-merge/flood", test_flood);
	g_test_add_func("/user-merge/any-order", test_any_order);
	g_test_add_func("/user-merge/long-addresses", test_long_addresses);
	return g_test_run();
}
