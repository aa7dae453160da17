/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User data in the estate: counts, edges between users, delegates as couplings, people nobody knows. */
#include "facts-by-hand.h"

typedef struct {
	CtFacts *facts;
	guint32 users; /* inputs */
	guint32 first;
	guint32 second;
	guint32 third;
} World;

static World
world_new(void)
{
	static const char *const users[] = { "sip:bob@contoso.com", "sip:amy@contoso.com",
					     "sip:Cy@contoso.com", "sip:dan@contoso.com" };
	World world = { .facts = ct_facts_new() };

	world.users = add_input(world.facts, "users.xml", CT_INPUT_CLIXML);
	world.first = add_input(world.facts, "pool2.xml", CT_INPUT_DATABASE_EXPORT);
	world.second = add_input(world.facts, "pool1.xml", CT_INPUT_USER_DATA);
	world.third = add_input(world.facts, "pool0.xml", CT_INPUT_USER_DATA);
	for (guint i = 0; i < G_N_ELEMENTS(users); i++) {
		const CtProp prop = { CT_KEY_SIP_ADDRESS, NULL, kept(world.facts, users[i]) };

		ct_facts_add_record(world.facts, CT_RECORD_USER,
				    next_origin(world.facts, world.users), "user", &prop, 1);
	}
	return world;
}

static void
add_data(World *world, guint32 input, const char *person, guint contacts, guint conferences)
{
	CtPersonData data = {
		.origin = next_origin(world->facts, input),
		.person = ct_facts_person(world->facts, person),
		.contacts = contacts,
		.groups = 1,
		.conferences = conferences,
	};

	g_array_append_val(world->facts->person_data, data);
}

static void
add_tie(World *world, guint32 input, CtTieKind kind, const char *from, const char *to)
{
	CtTie tie = {
		.from = ct_facts_person(world->facts, from),
		.to = ct_facts_person(world->facts, to),
		.input = input,
		.line = next_origin(world->facts, input).line,
		.kind = kind,
	};

	g_array_append_val(world->facts->ties, tie);
}

static char *
ties_text(const CtEstate *estate)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < estate->ties->len; i++) {
		const CtUserTie *tie = &g_array_index(estate->ties, CtUserTie, i);
		const CtInput *input = &g_array_index(estate->facts->inputs, CtInput, tie->input);

		g_string_append_printf(text, "%s %s %u %s:%u\n", estate->users.key[tie->from.index],
				       estate->users.key[tie->to.index], tie->kind, input->path,
				       tie->line);
	}
	return g_string_free(text, FALSE);
}

static const CtFinding *
find_unknown(const CtFindings *findings, guint nth)
{
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		if (finding->rule == CT_RULE_USER_DATA_UNKNOWN_PERSON && nth-- == 0)
			return finding;
	}
	return NULL;
}

static void
test_none(void)
{
	World world = world_new();
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtEstate) estate = ct_estate_new(world.facts, findings);

	g_assert_null(estate->users.contacts);
	g_assert_null(estate->users.groups);
	g_assert_null(estate->users.conferences);
	g_assert_cmpuint(estate->ties->len, ==, 0);
	g_assert_cmpuint(estate->user_data.people, ==, 0);
}

/* Parts of one export add up; of two exports the larger number counts. */
static void
test_counts(void)
{
	World world = world_new();
	g_autoptr(CtFindings) findings = ct_findings_new();

	add_data(&world, world.first, "amy@contoso.com", 3, 0);
	add_data(&world, world.first, "cy@contoso.com", 7, 0);
	add_data(&world, world.second, "AMY@contoso.com", 2, 0);
	add_data(&world, world.second, "amy@contoso.com", 0, 4);
	add_data(&world, world.second, "amy@contoso.com", 2, 1);
	add_data(&world, world.second, "zoe@partner.com", 9, 9);

	g_autoptr(CtEstate) estate = ct_estate_new(world.facts, findings);
	guint32 amy = ct_estate_find_user(estate, "amy@contoso.com").index;
	guint32 cy = ct_estate_find_user(estate, "cy@contoso.com").index;
	guint32 bob = ct_estate_find_user(estate, "bob@contoso.com").index;

	g_assert_cmpuint(estate->users.contacts[amy], ==, 4);
	g_assert_cmpuint(estate->users.conferences[amy], ==, 5);
	g_assert_cmpuint(estate->users.groups[amy], ==, 3);
	g_assert_cmpuint(estate->users.contacts[cy], ==, 7);
	g_assert_cmpuint(estate->users.contacts[bob], ==, 0);
	g_assert_cmpuint(estate->user_data.people, ==, 3);
	g_assert_cmpuint(estate->user_data.contacts, ==, 20);
	g_assert_cmpuint(estate->user_data.conferences, ==, 14);
	/* a domain that is not ours */
	g_assert_null(find_unknown(findings, 0));
}

static void
test_ties(void)
{
	World world = world_new();
	g_autoptr(CtFindings) findings = ct_findings_new();

	add_data(&world, world.first, "cy@contoso.com", 2, 0);
	add_data(&world, world.third, "amy@contoso.com", 1, 0);
	add_tie(&world, world.first, CT_TIE_CONTACT, "cy@contoso.com", "bob@contoso.com");
	add_tie(&world, world.first, CT_TIE_CONTACT, "cy@contoso.com", "amy@contoso.com");
	add_tie(&world, world.first, CT_TIE_CONTACT, "cy@contoso.com", "amy@contoso.com");
	add_tie(&world, world.first, CT_TIE_CONFERENCE, "cy@contoso.com", "amy@contoso.com");
	add_tie(&world, world.first, CT_TIE_CONTACT, "cy@contoso.com", "x@partner.com");
	add_tie(&world, world.second, CT_TIE_CONTACT, "cy@contoso.com", "bob@contoso.com");
	add_tie(&world, world.third, CT_TIE_CONTACT, "amy@contoso.com", "cy@contoso.com");
	add_tie(&world, world.third, CT_TIE_DELEGATE, "dan@contoso.com", "bob@contoso.com");

	g_autoptr(CtEstate) estate = ct_estate_new(world.facts, findings);
	g_autofree char *text = ties_text(estate);

	g_assert_cmpstr(text, ==,
			"sip:amy@contoso.com sip:cy@contoso.com 0 pool0.xml:2\n"
			"sip:cy@contoso.com sip:amy@contoso.com 0 pool2.xml:3\n"
			"sip:cy@contoso.com sip:amy@contoso.com 1 pool2.xml:5\n"
			"sip:cy@contoso.com sip:bob@contoso.com 0 pool1.xml:1\n"
			"sip:dan@contoso.com sip:bob@contoso.com 2 pool0.xml:3\n");
	g_assert_cmpuint(estate->facts->ties->len, ==, 0);
}

/* Only who acts for somebody is coupled. */
static void
test_delegates(void)
{
	World world = world_new();
	g_autoptr(CtFindings) findings = ct_findings_new();

	add_data(&world, world.first, "dan@contoso.com", 2, 0);
	add_tie(&world, world.first, CT_TIE_CONTACT, "dan@contoso.com", "amy@contoso.com");
	add_tie(&world, world.first, CT_TIE_DELEGATE, "dan@contoso.com", "bob@contoso.com");
	add_tie(&world, world.first, CT_TIE_DELEGATE, "bob@contoso.com", "dan@contoso.com");
	add_tie(&world, world.first, CT_TIE_CONFERENCE, "dan@contoso.com", "cy@contoso.com");

	g_autoptr(CtEstate) estate = ct_estate_new(world.facts, findings);
	const CtCoupling *coupling = &g_array_index(estate->couplings, CtCoupling, 0);

	g_assert_cmpuint(estate->couplings->len, ==, 1);
	g_assert_cmpint(coupling->kind, ==, CT_COUPLING_DELEGATE);
	g_assert_cmpstr(estate->users.key[coupling->a.index], ==, "sip:bob@contoso.com");
	g_assert_cmpstr(estate->users.key[coupling->b.index], ==, "sip:dan@contoso.com");
	g_assert_cmpuint(coupling->origin.input, ==, world.first);
	g_assert_cmpuint(coupling->origin.line, ==, 3);
}

static void
test_unknown(void)
{
	static const char *const strangers[] = { "x5@contoso.com", "x2@contoso.com",
						 "x4@contoso.com", "x1@contoso.com",
						 "x3@contoso.com" };
	World world = world_new();
	g_autoptr(CtFindings) findings = ct_findings_new();
	const CtFinding *finding;

	/* the order of the facts is not always that of the inputs */
	add_data(&world, world.second, "x1@contoso.com", 0, 0);
	add_data(&world, world.first, "amy@contoso.com", 6, 0);
	for (guint i = 0; i < G_N_ELEMENTS(strangers); i++) {
		add_tie(&world, world.first, CT_TIE_CONTACT, "amy@contoso.com", strangers[i]);
		add_tie(&world, world.first, CT_TIE_CONTACT, "amy@contoso.com", strangers[i]);
	}
	add_tie(&world, world.first, CT_TIE_CONTACT, "amy@contoso.com", "y@partner.com");
	add_tie(&world, world.first, CT_TIE_CONTACT, "amy@contoso.com",
		"RtcApplication-7@contoso.com");

	g_autoptr(CtEstate) estate = ct_estate_new(world.facts, findings);

	ct_findings_sort(findings, estate);
	finding = find_unknown(findings, 0);
	g_assert_cmpstr(finding->message, ==,
			"1 person whom this user data names, 1 of them with data here, is in no "
			"export of users: sip:x1@contoso.com");
	g_assert_cmpint(finding->severity, ==, CT_SEVERITY_WARNING);
	g_assert_cmpuint(finding->origin.input, ==, world.second);
	finding = find_unknown(findings, 1);
	g_assert_cmpstr(finding->message, ==,
			"5 people whom this user data names, 0 of them with data here, are in no "
			"export of users: sip:x1@contoso.com, sip:x2@contoso.com, "
			"sip:x3@contoso.com, ...");
	g_assert_cmpint(finding->severity, ==, CT_SEVERITY_INFO);
	g_assert_cmpuint(finding->origin.line, ==, 2);
	g_assert_null(find_unknown(findings, 2));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/resolve-user-data/none", test_none);
	g_test_add_func("/resolve-user-data/counts", test_counts);
	g_test_add_func("/resolve-user-data/ties", test_ties);
	g_test_add_func("/resolve-user-data/delegates", test_delegates);
	g_test_add_func("/resolve-user-data/unknown", test_unknown);
	return g_test_run();
}
