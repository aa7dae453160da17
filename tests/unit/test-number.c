/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that people dial: spellings of one are one, and no two are; who shares one is found. */
#include "estate-text.h"
#include "facts-world.h"

#include "analyzer/number.h"

static void
test_spellings(void)
{
	static const struct {
		const char *uri;
		const char *expected; /* NULL: no number */
		gboolean fits;
	} rows[] = {
		{ "tel:+14255550712", "+14255550712", TRUE },
		{ "TEL:+1 (425) 555-0712", "+14255550712", TRUE },
		{ "+1.425.555.0712", "+14255550712", TRUE },
		{ "14255550712", "14255550712", TRUE },
		{ "tel:0042", "0042", TRUE },
		{ "tel:+14255550712;ext=712", "+14255550712;ext=712", TRUE },
		{ "tel:+14255550712;EXT=0712", "+14255550712;ext=0712", TRUE },
		{ "tel:+14255550712;ext=4711", "+14255550712;ext=4711", TRUE },
		{ "tel:+14255550712;ext=00000", "+14255550712;ext=00000", TRUE },
		{ "tel:+14255550712;e xt=12", "+14255550712;ext=12", TRUE },
		{ "tel:12;ext=012", "12;ext=012", TRUE },
		{ "tel:+123456789012345", "+123456789012345", TRUE },
		{ "tel:+123456789012345;ext=123456789012345",
		  "+123456789012345;ext=123456789012345", TRUE },
		{ "tel:+999999999999;ext=99998", "+999999999999;ext=99998", TRUE },
		{ "tel:+9999999999999;ext=9998", "+9999999999999;ext=9998", FALSE },
		{ "tel:+999999999999;ext=999998", "+999999999999;ext=999998", FALSE },
		{ "tel:+1234567890123456", "+1234567890123456", FALSE },
		{ "tel:+14255550712;ext=", "+14255550712;ext=", FALSE },
		{ "tel:4711;phone-context=hq.contoso.com", "4711;phonecontext=hqcontosocom",
		  FALSE },
		{ "tel:++1", "++1", FALSE },
		{ "tel:\xd9\xa1", NULL, FALSE },
		{ "tel:", NULL, FALSE },
		{ "", NULL, FALSE },
		{ NULL, NULL, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(CtFacts) facts = ct_facts_new();
		CtNumber number = ct_facts_number(facts, rows[i].uri);
		g_autofree char *text = NULL;

		g_assert_cmpint(number != CT_NUMBER_NONE, ==, rows[i].expected != NULL);
		if (number == CT_NUMBER_NONE)
			continue;
		text = ct_facts_number_to_string(facts, number);
		g_assert_cmpstr(text, ==, rows[i].expected);
		g_assert_cmpint(CT_NUMBER_IS_ODD(number), ==, !rows[i].fits);
	}
}

static char *
random_uri(GRand *random)
{
	static const char *const pieces[] = { "0", "1", "12", "007",  "9", ";ext=",
					      "+", " ", "-",  "tel:", "x" };
	GString *uri = g_string_new(NULL);
	int count = g_rand_int_range(random, 1, 9);

	for (int i = 0; i < count; i++)
		g_string_append(uri, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
	return g_string_free(uri, FALSE);
}

/* Two texts are one number exactly when they are one text once they are normalised. */
static void
test_exactness(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(25);
	g_autoptr(CtFacts) facts = ct_facts_new();
	g_autoptr(GHashTable) by_text = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      g_free);
	g_autoptr(GHashTable) by_number = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
								g_free);

	for (guint i = 0; i < 200000; i++) {
		g_autofree char *uri = random_uri(random);
		g_autofree char *text = ct_number_normalise(uri);
		CtNumber number = ct_facts_number(facts, uri);
		CtNumber *known;
		const char *other;

		g_assert_cmpint(text == NULL, ==, number == CT_NUMBER_NONE);
		if (text == NULL)
			continue;
		known = g_hash_table_lookup(by_text, text);
		other = g_hash_table_lookup(by_number, &number);
		g_assert_cmpint(known != NULL, ==, other != NULL);
		if (known != NULL) {
			g_assert_cmpuint(*known, ==, number);
			g_assert_cmpstr(other, ==, text);
			continue;
		}
		g_hash_table_insert(by_text, g_strdup(text), g_memdup2(&number, sizeof(number)));
		g_hash_table_insert(by_number, g_memdup2(&number, sizeof(number)), g_strdup(text));
	}
	g_assert_cmpuint(g_hash_table_size(by_text), >, 10000);
}

static void
add_lined_user(World *world, guint32 input, const char *sip, const char *line, const char *changed)
{
	add_record(world->facts, input, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, sip,
		   CT_KEY_POOL, "ocs01.contoso.com", CT_KEY_LINE_URI, line, CT_KEY_CHANGED, changed,
		   CT_N_KEYS);
}

static const CtNumberOwner *
owner(const World *world, guint index)
{
	g_assert_cmpuint(index, <, world->estate->number_owners->len);
	return &g_array_index(world->estate->number_owners, CtNumberOwner, index);
}

/* Far more numbers than bits that collide by chance; every tenth is odd. */
static void
test_many_users(void)
{
	World world;

	world_init(&world);
	for (guint i = 0; i < 40000; i++) {
		g_autofree char *sip = g_strdup_printf("sip:u%u@contoso.com", i);
		g_autofree char *line = g_strdup_printf("tel:+1425%07u%s", i == 39999 ? 17 : i,
							i % 10 == 0 ? ";phone-context=x" : "");

		add_lined_user(&world, world.shell, sip, line, NULL);
	}
	add_lined_user(&world, world.shell, "sip:odd@contoso.com",
		       "tel:+14250000020;PHONE-context=x", NULL);
	world_resolve(&world);
	g_assert_cmpuint(world.estate->number_owners->len, ==, 4);
	g_assert_cmpstr(owner(&world, 0)->number, ==, "+14250000017");
	g_assert_cmpstr(owner(&world, 0)->address, ==, "sip:u17@contoso.com");
	g_assert_cmpstr(owner(&world, 1)->address, ==, "sip:u39999@contoso.com");
	g_assert_cmpstr(owner(&world, 2)->number, ==, "+14250000020;phonecontext=x");
	g_assert_cmpstr(owner(&world, 2)->address, ==, "sip:odd@contoso.com");
	g_assert_cmpstr(owner(&world, 3)->address, ==, "sip:u20@contoso.com");
	g_assert_cmpuint(world.facts->users.number->len, ==, 0);
	world_clear(&world);
}

/* The number that an older export has of somebody is nobody's any more. */
static void
test_newest_row(void)
{
	World world;

	world_init(&world);
	add_lined_user(&world, world.wmi, "sip:amy@contoso.com", "tel:+1", "2012-05-01");
	add_lined_user(&world, world.shell, "sip:amy@contoso.com", "tel:+2", "2012-05-02");
	add_lined_user(&world, world.wmi, "sip:bob@contoso.com", "tel:+1", "2012-05-01");
	add_lined_user(&world, world.shell, "sip:bob@contoso.com", "tel:+1", "2012-05-02");
	world_resolve(&world);
	g_assert_cmpuint(world.estate->number_owners->len, ==, 0);
	world_clear(&world);

	world_init(&world);
	add_lined_user(&world, world.wmi, "sip:amy@contoso.com", "tel:+2", "2012-05-01");
	add_lined_user(&world, world.shell, "sip:amy@contoso.com", "tel:+1", "2012-05-02");
	add_lined_user(&world, world.wmi, "sip:bob@contoso.com", "tel:+1", "2012-05-01");
	world_resolve(&world);
	g_assert_cmpuint(world.estate->number_owners->len, ==, 2);
	g_assert_cmpuint(owner(&world, 0)->origin.input, ==, world.shell);
	world_clear(&world);
}

/* Odd numbers of two parts are rows of two tables; private lines are numbers too. */
static void
test_append(void)
{
	g_autoptr(CtFacts) first = ct_facts_new();
	g_autoptr(CtFacts) whole = ct_facts_new();
	CtInput input = { .path = "x.xml", .encoding = "utf-8" };

	g_array_append_val(whole->inputs, input);
	g_array_append_val(first->inputs, input);
	add_record(whole, 0, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, "sip:a@x.com",
		   CT_KEY_LINE_URI, "tel:1;a", CT_N_KEYS);
	add_record(first, 0, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, "sip:b@x.com",
		   CT_KEY_LINE_URI, "tel:1;b", CT_KEY_PRIVATE_LINE, "tel:1;a",
		   CT_KEY_LINE_SERVER_URI, "sip:gw.x.com", CT_N_KEYS);
	ct_facts_append(whole, g_steal_pointer(&first));
	g_assert_cmpuint(whole->users.odd_numbers->len, ==, 2);
	g_assert_cmpuint(g_array_index(whole->users.number, CtNumber, 1), ==,
			 CT_NUMBER_FROM_ROW(1));
	g_assert_cmpuint(whole->users.private_lines->len, ==, 1);
	g_assert_cmpuint(g_array_index(whole->users.private_lines, CtPrivateLine, 0).number, ==,
			 CT_NUMBER_FROM_ROW(0));
	g_assert_cmpuint(g_array_index(whole->users.private_lines, CtPrivateLine, 0).origin.input,
			 ==, 1);
	g_assert_cmpuint(whole->users.line_hosts->len, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/number/spellings", test_spellings);
	g_test_add_func("/number/exactness", test_exactness);
	g_test_add_func("/number/many-users", test_many_users);
	g_test_add_func("/number/newest-row", test_newest_row);
	g_test_add_func("/number/append", test_append);
	return g_test_run();
}
