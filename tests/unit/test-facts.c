/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts: properties, notes, and how a user record becomes a row of columns. */
#include "analyzer/facts.h"

#define SIP(text)                              \
	{                                      \
		CT_KEY_SIP_ADDRESS, NULL, text \
	}
#define PROP(key, text)                  \
	{                                \
		CT_KEY_##key, NULL, text \
	}

static void
add_user(CtFacts *facts, const CtProp *props, guint count)
{
	CtProp kept[16];
	CtOrigin origin = { 0, 7, NULL };

	g_assert_cmpuint(count, <=, G_N_ELEMENTS(kept));
	for (guint i = 0; i < count; i++) {
		kept[i] = props[i];
		kept[i].value = ct_strings_intern_exact(facts->strings, props[i].value);
	}
	ct_facts_add_record(facts, CT_RECORD_USER, origin, "ADUser", kept, count);
}

/* The flags of a user with these two properties beside the address. */
static guint32
flags_of(const char *sip, CtKey key, const char *value)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	CtProp props[] = { SIP(sip), { key, NULL, value } };

	add_user(facts, props, G_N_ELEMENTS(props));
	g_assert_cmpuint(facts->users.flags->len, ==, 1);
	return g_array_index(facts->users.flags, guint32, 0);
}

static const char *
text_at(const GArray *column, guint row)
{
	return g_array_index(column, const char *, row);
}

static void
test_props(void)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	CtProp first[] = { PROP(NAME, "a"), PROP(MEMBER, "m1"), PROP(MEMBER, "m2") };
	CtProp second[] = { PROP(DEFAULT, "TRUE"), PROP(IS_ACTIVE, "0") };
	CtPropRange a = ct_facts_add_props(facts, first, G_N_ELEMENTS(first));
	CtPropRange b = ct_facts_add_props(facts, second, G_N_ELEMENTS(second));
	CtPropRange none = ct_facts_add_props(facts, NULL, 0);

	g_assert_cmpstr(ct_facts_get(facts, a, CT_KEY_MEMBER), ==, "m1");
	g_assert_null(ct_facts_get(facts, a, CT_KEY_DEFAULT));
	g_assert_null(ct_facts_get(facts, none, CT_KEY_NAME));
	g_assert_true(ct_facts_get_bool(facts, b, CT_KEY_DEFAULT));
	g_assert_false(ct_facts_get_bool(facts, b, CT_KEY_IS_ACTIVE));
	g_assert_false(ct_facts_get_bool(facts, b, CT_KEY_NAME));
}

static void
test_push_prop(void)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));

	ct_facts_push_prop(facts, props, CT_KEY_FQDN, "ignored", " fe01.contoso.com ");
	ct_facts_push_prop(facts, props, CT_KEY_OTHER, "Cluster.Requires", "true");
	ct_facts_push_prop(facts, props, CT_KEY_NAME, NULL, NULL);
	g_assert_cmpuint(props->len, ==, 2);
	g_assert_null(g_array_index(props, CtProp, 0).name);
	g_assert_cmpstr(g_array_index(props, CtProp, 0).value, ==, "fe01.contoso.com");
	g_assert_cmpstr(g_array_index(props, CtProp, 1).name, ==, "Cluster.Requires");
}

static void
test_user_columns(void)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	CtProp props[] = {
		SIP("sip:Amy@contoso.com"),
		PROP(DISPLAY_NAME, "Amy Strande"),
		PROP(HOME_SERVER, "CN=LC Services,CN=Microsoft,CN=ocs01"),
		PROP(POOL, "lync01.contoso.com"),
		PROP(LINE_SERVER_URI, "sip:amy@pbx.contoso.com:5060;user=phone"),
		PROP(POLICY_VOICE, "Managers"),
	};

	add_user(facts, props, G_N_ELEMENTS(props));
	g_assert_cmpuint(facts->records->len, ==, 0);
	g_assert_cmpuint(ct_facts_count(facts), ==, 1);
	g_assert_cmpstr(text_at(facts->users.sip, 0), ==, "sip:Amy@contoso.com");
	g_assert_cmpstr(text_at(facts->users.name, 0), ==, "Amy Strande");
	g_assert_cmpstr(text_at(facts->users.home, 0), ==, "lync01.contoso.com");
	g_assert_cmpuint(facts->users.line_hosts->len, ==, 1);
	g_assert_cmpstr(g_array_index(facts->users.line_hosts, CtLineHost, 0).host, ==,
			"pbx.contoso.com");
	g_assert_cmpuint(g_array_index(facts->users.line, guint32, 0), ==, 7);
	g_assert_cmpuint(g_array_index(facts->users.flags, guint32, 0), ==, CT_USER_ENABLED);
}

static void
test_user_fallbacks(void)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	CtProp wmi[] = {
		PROP(PRIMARY_URI, "bob@contoso.com"),
		PROP(NAME, "Bob"),
		PROP(HOME_SERVER, "CN=LC Services,CN=Microsoft,CN=ocs01"),
		PROP(POOL, ""),
	};

	add_user(facts, wmi, G_N_ELEMENTS(wmi));
	g_assert_cmpstr(text_at(facts->users.sip, 0), ==, "sip:bob@contoso.com");
	g_assert_cmpstr(text_at(facts->users.name, 0), ==, "Bob");
	g_assert_cmpstr(text_at(facts->users.home, 0), ==, "CN=LC Services,CN=Microsoft,CN=ocs01");
	g_assert_cmpuint(facts->users.line_hosts->len, ==, 0);
}

static void
test_user_without_address(void)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	CtProp props[] = { SIP("  "), PROP(DISPLAY_NAME, "Service Account") };

	add_user(facts, props, G_N_ELEMENTS(props));
	g_assert_cmpuint(facts->users.sip->len, ==, 0);
	g_assert_cmpuint(facts->notes->len, ==, 1);
	g_assert_cmpstr(g_array_index(facts->notes, CtNote, 0).value, ==, "Service Account");
}

static void
test_user_flags(void)
{
	static const struct {
		CtKey key;
		const char *value;
		guint32 flags;
	} rows[] = {
		{ CT_KEY_ENABLED, "true", CT_USER_ENABLED },
		{ CT_KEY_ENABLED, "FALSE", 0 },
		{ CT_KEY_ENTERPRISE_VOICE, "True", CT_USER_ENABLED | CT_USER_VOICE },
		{ CT_KEY_REMOTE_CALL_CONTROL, "1", CT_USER_ENABLED | CT_USER_REMOTE_CALL_CONTROL },
		{ CT_KEY_FEDERATION, "true", CT_USER_ENABLED | CT_USER_FEDERATION },
		{ CT_KEY_INTERNET_ACCESS, "true", CT_USER_ENABLED | CT_USER_INTERNET },
		{ CT_KEY_PUBLIC_NETWORK, "true", CT_USER_ENABLED | CT_USER_PUBLIC_NETWORK },
		{ CT_KEY_LINE_URI, "tel:+14255550100", CT_USER_ENABLED | CT_USER_HAS_LINE },
		{ CT_KEY_LINE_URI, "", CT_USER_ENABLED },
		{ CT_KEY_TARGET_SERVER, "CN=x", CT_USER_ENABLED | CT_USER_MOVING },
		{ CT_KEY_HOSTING_PROVIDER, "SRV:", CT_USER_ENABLED },
		{ CT_KEY_HOSTING_PROVIDER, "sipfed.online.lync.com",
		  CT_USER_ENABLED | CT_USER_ONLINE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpuint(flags_of("sip:a@b.com", rows[i].key, rows[i].value), ==,
				 rows[i].flags);
}

static void
test_name_blanks(void)
{
	static const struct {
		const char *sip;
		const char *name;
		gboolean blanks;
	} rows[] = {
		{ "sip:amy@contoso.com", "Amy Strande", FALSE },
		{ "sip:amy@contoso.com", "Amy ", TRUE },
		{ "sip:amy@contoso.com",
		  "\xC2\xA0"
		  "Amy",
		  TRUE },
		{ "sip:amy @contoso.com", "Amy", TRUE },
		{ "sip: amy@contoso.com", "Amy", TRUE },
		{ "sip:amy@contoso.com ", "Amy", TRUE },
		{ "amy @contoso.com", "Amy", TRUE },
		{ "sip:@contoso.com", "Amy", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		guint32 flags = flags_of(rows[i].sip, CT_KEY_DISPLAY_NAME, rows[i].name);

		g_assert_cmpint((flags & CT_USER_NAME_BLANKS) != 0, ==, rows[i].blanks);
	}
}

static void
test_line_hosts(void)
{
	static const struct {
		const char *uri;
		const char *host;
	} rows[] = {
		{ "sip:aaa@gw.contoso.com", "gw.contoso.com" },
		{ "gw.contoso.com", "gw.contoso.com" },
		{ "SIP:gw.contoso.com;transport=tcp", "gw.contoso.com" },
		{ "sips:x@10.0.0.1:5061", "10.0.0.1" },
		{ "sip:x@[2001:db8::1]:5061", "[2001:db8::1]" },
		{ "sip:", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(CtFacts) facts = ct_facts_new();
		CtProp props[] = { SIP("sip:a@b.com"), PROP(LINE_SERVER_URI, rows[i].uri) };

		add_user(facts, props, G_N_ELEMENTS(props));
		g_assert_cmpuint(facts->users.line_hosts->len, ==, rows[i].host != NULL);
		if (rows[i].host != NULL)
			g_assert_cmpstr(g_array_index(facts->users.line_hosts, CtLineHost, 0).host,
					==, rows[i].host);
	}
}

static void
test_profiles_are_shared(void)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	CtProp plain[] = { SIP("sip:a@b.com") };
	CtProp voice[] = { SIP("sip:c@b.com"), PROP(POLICY_VOICE, "Managers") };
	CtProp blank[] = { SIP("sip:d@b.com"), PROP(POLICY_VOICE, "Managers ") };

	add_user(facts, plain, 1);
	add_user(facts, voice, 2);
	add_user(facts, blank, 2);
	add_user(facts, plain, 1);
	g_assert_cmpuint(facts->profiles->len, ==, 2);
	g_assert_cmpuint(g_array_index(facts->users.profile, guint32, 0), ==, 0);
	g_assert_cmpuint(g_array_index(facts->users.profile, guint32, 1), ==, 1);
	g_assert_cmpuint(g_array_index(facts->users.profile, guint32, 2), ==, 1);
	g_assert_cmpuint(g_array_index(facts->users.profile, guint32, 3), ==, 0);
	g_assert_cmpstr(g_array_index(facts->profiles, CtProfile, 1).policy[CT_POLICY_VOICE], ==,
			"Managers");
}

static void
test_notes_once(void)
{
	g_autoptr(CtFacts) facts = ct_facts_new();
	CtOrigin here = { 0, 3, NULL };
	CtOrigin later = { 0, 9, NULL };
	CtOrigin other_input = { 1, 3, NULL };

	ct_facts_note(facts, here, "role", "Unheard");
	ct_facts_note(facts, later, "role", "Unheard");
	ct_facts_note(facts, later, "role", "Another");
	ct_facts_note(facts, other_input, "role", "Unheard");
	ct_facts_note(facts, here, "role", NULL);
	g_assert_cmpuint(facts->notes->len, ==, 4);
	g_assert_cmpuint(g_array_index(facts->notes, CtNote, 0).origin.line, ==, 3);
	g_assert_cmpstr(g_array_index(facts->notes, CtNote, 3).value, ==, "");
}

static void
test_names(void)
{
	g_assert_cmpstr(ct_key_to_string(CT_KEY_POOL_DN), ==, "pool-dn");
	g_assert_cmpstr(ct_record_kind_to_string(CT_RECORD_EDGE), ==, "edge");
	g_assert_cmpstr(ct_deployment_to_string(CT_DEPLOYMENT_TARGET), ==, "target");
	for (guint i = 0; i < CT_N_INPUT_KINDS; i++)
		g_assert_nonnull(ct_input_kind_to_string((CtInputKind)i));
	for (guint i = 0; i < CT_N_KEYS; i++)
		g_assert_nonnull(ct_key_to_string((CtKey)i));
	for (guint i = 0; i < CT_N_RECORD_KINDS; i++)
		g_assert_nonnull(ct_record_kind_to_string((CtRecordKind)i));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/facts/props", test_props);
	g_test_add_func("/facts/push-prop", test_push_prop);
	g_test_add_func("/facts/user-columns", test_user_columns);
	g_test_add_func("/facts/user-fallbacks", test_user_fallbacks);
	g_test_add_func("/facts/user-without-address", test_user_without_address);
	g_test_add_func("/facts/user-flags", test_user_flags);
	g_test_add_func("/facts/name-blanks", test_name_blanks);
	g_test_add_func("/facts/line-hosts", test_line_hosts);
	g_test_add_func("/facts/profiles-are-shared", test_profiles_are_shared);
	g_test_add_func("/facts/notes-once", test_notes_once);
	g_test_add_func("/facts/names", test_names);
	return g_test_run();
}
