/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LDIF: entries of the directory become records and users; what is no entry of ours is left alone. */
#include "tests/unit/exports.h"

#define ROOT	 "CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
#define POOL_DN	 "CN=ocspool01,CN=Pools," ROOT
#define HOME	 "CN=LC Services,CN=Microsoft," POOL_DN
#define USER(dn) "dn: " dn "\nobjectClass: top\nobjectClass: person\nobjectClass: user\n"

static void
test_recognised(void)
{
	static const struct {
		const char *text;
		gboolean is;
	} texts[] = {
		{ "version: 1\n", TRUE },
		{ "VERSION:1", TRUE },
		{ "# comment\n folded\n\ndn: CN=a\n", TRUE },
		{ "dn:: Q049YQ==\r\n", TRUE },
		{ "version: 2\n", FALSE },
		{ "version: 1.0.0\n", FALSE },
		{ "name: a\n", FALSE },
		{ "# only comments\n", FALSE },
		{ "", FALSE },
		{ "dn", FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_test_message("%s", texts[i].text);
		g_assert_cmpint(ct_import_is_ldif(texts[i].text, strlen(texts[i].text)), ==,
				texts[i].is);
	}
}

static void
test_pool(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"# made by ldifde\n\ndn: " POOL_DN "\nchangetype: add\nobjectClass: top\n"
		"objectClass: msRTCSIP-Pool\ncn: ocspool01\ndNSHostName: ocspool01.contoso.com\n"
		"msRTCSIP-PoolType: 10\nmsRTCSIP-PoolVersion: 4\n"
		"msRTCSIP-BackEndServer: sql.contoso.com\\rtc\nmsRTCSIP-ApplicationList: A\n"
		"msRTCSIP-ApplicationList: B\nmsRTCSIP-PoolData: kept\n");
	const CtRecord *record = export_record(facts, 0);
	g_autofree char *applications = export_values(facts, record->props, CT_KEY_APPLICATION);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_LDIF);
	g_assert_cmpint(record->kind, ==, CT_RECORD_POOL);
	g_assert_cmpstr(record->type, ==, "msRTCSIP-Pool");
	g_assert_cmpuint(record->origin.line, ==, 3);
	g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_POOL_DN), ==, POOL_DN);
	g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_FQDN), ==,
			"ocspool01.contoso.com");
	g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_VERSION), ==, "4");
	g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_BACK_END), ==,
			"sql.contoso.com\\rtc");
	g_assert_cmpstr(applications, ==, "A B");
	g_assert_cmpstr(export_other(facts, record->props, "msRTCSIP-PoolData"), ==, "kept");
}

static void
test_user(void)
{
	g_autoptr(CtFacts) facts = export_import("version: 1\r\n\r\n" USER(
		"CN=Amy,OU=Sales,DC=contoso,DC=com") "displayName:: QW15IEdvbsOnYWx2ZXM=\r\n"
						     "msRTCSIP-PrimaryUserAddress: sip:amy@contoso.com\r\n"
						     "msRTCSIP-OptionFlags: 145\r\nmsRTCSIP-UserEnabled: TRUE\r\n"
						     "msRTCSIP-FederationEnabled: FALSE\r\n"
						     "msRTCSIP-UserPolicy: B:8:00000001:CN=Full,CN=Policies," ROOT
						     "\r\n"
						     "msRTCSIP-UserPolicy: B:8:00000002:CN=HQ,CN=Policies," ROOT
						     "\r\n"
						     "msRTCSIP-UserPolicies: 1=x\r\n"
						     "msRTCSIP-Line: tel:+14255551000;ext=1\r\n"
						     "msRTCSIP-PrimaryHomeServer: CN=LC Services,CN=Microsoft,CN=ocspool01,CN=Po\r\n"
						     " ols," ROOT "\r\n");
	guint32 flags = g_array_index(facts->users.flags, guint32, 0);
	const CtProfile *profile = &g_array_index(facts->profiles, CtProfile, 0);

	g_assert_cmpuint(facts->users.sip->len, ==, 1);
	g_assert_cmpuint(facts->records->len, ==, 0);
	g_assert_cmpstr(g_array_index(facts->users.sip, const char *, 0), ==,
			"sip:amy@contoso.com");
	g_assert_cmpstr(g_array_index(facts->users.name, const char *, 0), ==, "Amy Gonçalves");
	g_assert_cmpstr(g_array_index(facts->users.home, const char *, 0), ==, HOME);
	g_assert_cmpuint(g_array_index(facts->users.line, guint32, 0), ==, 3);
	g_assert_true(flags & CT_USER_ENABLED);
	g_assert_true(flags & CT_USER_VOICE);
	g_assert_true(flags & CT_USER_REMOTE_CALL_CONTROL);
	g_assert_true(flags & CT_USER_PUBLIC_NETWORK);
	g_assert_true(flags & CT_USER_HAS_LINE);
	g_assert_false(flags & CT_USER_FEDERATION);
	g_assert_cmpstr(profile->policy[CT_POLICY_CONFERENCING], ==, "Full");
	g_assert_cmpstr(profile->policy[CT_POLICY_VOICE], ==, "HQ");
	g_assert_null(profile->policy[CT_POLICY_PRESENCE]);
}

static void
test_contacts(void)
{
#define CONTACT(name)                                                                 \
	"dn: CN=" name ",DC=contoso,DC=com\nobjectClass: top\nobjectClass: contact\n" \
	"msRTCSIP-PrimaryUserAddress: sip:" name "@contoso.com\n"
	g_autoptr(CtFacts) facts = export_import(CONTACT(
		"caa") "msRTCSIP-OwnerUrn: urn:application:Caa\n"
		       "msRTCSIP-PrimaryHomeServer: " HOME
		       "\n\n" CONTACT("um") "otherIpPhone: x\n\n" CONTACT("elsewhere") "\n" USER(
			       "CN=Bob,DC=contoso,DC=com") "msRTCSIP-PrimaryUserAddress: sip:bob@contoso.com\notherIpPhone: 7\n");
#undef CONTACT

	g_assert_cmpuint(facts->records->len, ==, 2);
	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_APPLICATION_ENDPOINT);
	g_assert_cmpint(export_record(facts, 1)->kind, ==, CT_RECORD_UM_CONTACT);
	g_assert_cmpuint(export_record(facts, 1)->origin.line, ==, 8);
	g_assert_cmpuint(facts->users.sip->len, ==, 2);
	g_assert_cmpstr(g_array_index(facts->users.sip, const char *, 1), ==,
			"sip:bob@contoso.com");
}

static void
test_classes(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"dn: CN={1},CN=Trusted Services," ROOT "\nobjectClass: msRTCSIP-TrustedService\n"
		"msRTCSIP-TrustedServerFQDN: med.contoso.com\nmsRTCSIP-TrustedServicePort: 5061\n"
		"msRTCSIP-TrustedServiceType: MediationServer\n"
		"msRTCSIP-RoutingPoolDN: " POOL_DN "\nmsRTCSIP-TrustedServerVersion: 4\n\n"
		"dn: CN={2},CN=Conference Directories," ROOT "\n"
		"objectClass: msRTCSIP-ConferenceDirectory\nmsRTCSIP-ConferenceDirectoryId: 7\n"
		"msRTCSIP-ConferenceDirectoryHomePool: " POOL_DN "\n\n"
		"dn: CN={3}," ROOT "\nobjectClass: msRTCSIP-Domain\ncn: {3}\n"
		"msRTCSIP-DomainName: contoso.com\nmsRTCSIP-Default: TRUE\n\n"
		"dn: " HOME "\nobjectClass: msRTCSIP-PoolService\n"
		"msRTCSIP-FrontEndServers: CN=FE01,CN=Computers,DC=contoso,DC=com\n");

	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 0)->props, CT_KEY_TYPE), ==,
			"MediationServer");
	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 0)->props, CT_KEY_POOL_DN), ==,
			POOL_DN);
	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 1)->props, CT_KEY_IDENTITY), ==,
			"7");
	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 2)->props, CT_KEY_NAME), ==,
			"contoso.com");
	g_assert_true(ct_facts_get_bool(facts, export_record(facts, 2)->props, CT_KEY_DEFAULT));
	g_assert_cmpint(export_record(facts, 3)->kind, ==, CT_RECORD_POOL_MEMBERS);
}

/* What a directory holds besides is noted once for each class. */
static void
test_passed_over(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"dn: OU=a,DC=x\nobjectClass: organizationalUnit\n\n"
		"dn: OU=b,DC=x\nobjectClass: organizationalUnit\n\n"
		"dn: OU=c,DC=x\n\n\n"
		"dn: CN=d,DC=x\nchangetype: modify\nreplace: msRTCSIP-UserEnabled\n"
		"msRTCSIP-UserEnabled: TRUE\n-\n\n"
		"# a search ends like this\nsearch: 2\nresult: 0 Success\n");
	const CtNote *notes = (const CtNote *)(const void *)facts->notes->data;

	g_assert_cmpuint(ct_facts_count(facts), ==, 0);
	g_assert_cmpuint(facts->notes->len, ==, 3);
	g_assert_cmpstr(notes[0].what, ==, "class of the directory");
	g_assert_cmpstr(notes[0].value, ==, "organizationalUnit");
	g_assert_cmpuint(notes[0].origin.line, ==, 1);
	g_assert_cmpstr(notes[1].value, ==, "");
	g_assert_cmpstr(notes[2].what, ==, "change to an entry");
	g_assert_cmpstr(notes[2].value, ==, "modify");
	g_assert_cmpuint(notes[2].origin.line, ==, 11);
}

static const CtProblem *
only_problem(const CtFacts *facts)
{
	g_assert_cmpuint(facts->problems->len, ==, 1);
	return &g_array_index(facts->problems, CtProblem, 0);
}

static void
test_url(void)
{
	g_autoptr(CtFacts) facts = export_import(
		USER("CN=a,DC=x") "msRTCSIP-PrimaryUserAddress:< file:///etc/passwd\n");
	const CtProblem *problem = only_problem(facts);

	g_assert_cmpint(problem->kind, ==, CT_PROBLEM_LINK_REFUSED);
	g_assert_cmpuint(problem->origin.line, ==, 5);
	g_assert_cmpstr(problem->text, ==,
			"the value of msRTCSIP-PrimaryUserAddress stands elsewhere and was not "
			"read: file:///etc/passwd");
	g_assert_cmpuint(facts->users.sip->len, ==, 0);
}

static void
test_options(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"dn: " POOL_DN "\nobjectClass: msRTCSIP-Pool\ndNSHostName;lang-en: p.x\n"
		"userCertificate;binary:: AAEC\nmember;range=0-1499: CN=a\n");

	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 0)->props, CT_KEY_FQDN), ==,
			"p.x");
	g_assert_cmpstr(export_other(facts, export_record(facts, 0)->props, "userCertificate"), ==,
			NULL);
	g_assert_cmpstr(g_array_index(facts->notes, CtNote, 0).what, ==, "value that is not text");
	g_assert_cmpint(only_problem(facts)->kind, ==, CT_PROBLEM_CUT_SHORT);
	g_assert_cmpstr(only_problem(facts)->text, ==,
			"only a part of the values is here: member;range=0-1499");
}

static void
test_windows_1252(void)
{
	g_autoptr(CtFacts) facts = export_import(
		USER("CN=a,DC=x") "displayName: Gon\xE7"
				  "alves\n"
				  "msRTCSIP-PrimaryUserAddress: sip:g@x\n");

	g_assert_cmpstr(g_array_index(facts->users.name, const char *, 0), ==, "Gonçalves");
	g_assert_cmpint(only_problem(facts)->kind, ==, CT_PROBLEM_ENCODING_GUESSED);
	g_assert_cmpstr(export_input(facts)->encoding, ==, "windows-1252");
}

/* Lines are cut between pieces of a source, at whatever place. */
static void
test_large(void)
{
	g_autoptr(GString) text = g_string_new("version: 1\n\n");
	g_autoptr(CtFacts) facts = NULL;

	for (guint i = 0; i < 20000; i++)
		g_string_append_printf(
			text,
			USER("CN=User %u,OU=a,DC=x") "displayName: User\n  %u\n"
						     "msRTCSIP-PrimaryUserAddress: sip:u%u@x\n\n",
			i, i, i);
	facts = export_import(text->str);
	g_assert_cmpuint(facts->users.sip->len, ==, 20000);
	g_assert_cmpuint(g_array_index(facts->users.line, guint32, 19999), ==, 3 + 19999 * 8);
	g_assert_cmpstr(g_array_index(facts->users.name, const char *, 19999), ==, "User 19999");
	g_assert_cmpuint(facts->notes->len, ==, 0);
}

static const struct {
	const char *text;
	const char *message;
} malformed[] = {
	{ "version: 1\n\nobjectClass: top\n", EXPORT_NAME
	  ":3: an entry has to begin with \"dn:\", after an empty line; is a part of the "
	  "export missing?: \"objectClass: top\"" },
	{ "dn: CN=a\nobjectClass top\n",
	  EXPORT_NAME ":2: expected \"name: value\"; lines of LDIF that go on begin with a blank: "
		      "\"objectClass top\"" },
	{ "dn: CN=a\n: top\n",
	  EXPORT_NAME ":2: expected \"name: value\"; lines of LDIF that go on begin with a blank: "
		      "\": top\"" },
	{ "dn: CN=a\n\n folded\n",
	  EXPORT_NAME ":3: expected \"name: value\"; lines of LDIF that go on begin with a blank: "
		      "\" folded\"" },
	{ "dn: CN=a\ncn:: %%%%\n",
	  EXPORT_NAME ":2: this value is not base64, which two colons say that it is; export the "
		      "entry again: \"cn:: %%%%\"" },
	{ "dn: CN=a\ncn:: QQ=\n",
	  EXPORT_NAME ":2: this value is not base64, which two colons say that it is; export the "
		      "entry again: \"cn:: QQ=\"" },
};

static void
test_malformed(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(malformed); i++)
		export_refused(malformed[i].text, strlen(malformed[i].text), NULL,
			       CT_IMPORT_ERROR_MALFORMED, malformed[i].message);
}

static void
test_limits(void)
{
	CtLimits limits = ct_limits_default();
	static const char line[] = "dn: CN=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n";
	static const char folded[] = "dn: CN=aaaaaaaaaaaaa\n bbbbbbbbbbbb\n cccccccccc\n";
	static const char entry[] = "dn: CN=a\na: 1\na: 2\na: 3\na: 4\na: 5\na: 6\na: 7\na: 8\n";

	limits.max_text_bytes = 32;
	export_refused(line, strlen(line), &limits, CT_IMPORT_ERROR_LIMIT,
		       EXPORT_NAME
		       ":1: the line is over the limit of 32 bytes (raise it with --limit "
		       "max-text-bytes=N)");
	export_refused(folded, strlen(folded), &limits, CT_IMPORT_ERROR_LIMIT,
		       EXPORT_NAME
		       ":1: the line, put together again, is over the limit of 32 bytes "
		       "(raise it with --limit max-text-bytes=N)");
	limits.max_document_bytes = 30;
	export_refused(entry, strlen(entry), &limits, CT_IMPORT_ERROR_LIMIT,
		       EXPORT_NAME ":1: the object that begins here is over the limit of 30 bytes "
				   "(raise it with --limit max-document-bytes=N)");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-ldif/recognised", test_recognised);
	g_test_add_func("/import-ldif/pool", test_pool);
	g_test_add_func("/import-ldif/user", test_user);
	g_test_add_func("/import-ldif/contacts", test_contacts);
	g_test_add_func("/import-ldif/classes", test_classes);
	g_test_add_func("/import-ldif/passed-over", test_passed_over);
	g_test_add_func("/import-ldif/url", test_url);
	g_test_add_func("/import-ldif/options", test_options);
	g_test_add_func("/import-ldif/windows-1252", test_windows_1252);
	g_test_add_func("/import-ldif/large", test_large);
	g_test_add_func("/import-ldif/malformed", test_malformed);
	g_test_add_func("/import-ldif/limits", test_limits);
	return g_test_run();
}
