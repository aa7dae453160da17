/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV: objects of the shell, of WMI and of the directory; what tables lose is told. */
#include "tests/unit/exports.h"

#define TYPE_USER "#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser\n"
#define HEADER	  "SipAddress,DisplayName,RegistrarPool"

static const char *
user_text(const GArray *column, guint row)
{
	g_assert_cmpuint(row, <, column->len);
	return g_array_index(column, const char *, row);
}

static const CtProblem *
problem(const CtFacts *facts, guint index)
{
	g_assert_cmpuint(index, <, facts->problems->len);
	return &g_array_index(facts->problems, CtProblem, index);
}

static void
test_recognised(void)
{
	static const struct {
		const char *text;
		gboolean is;
	} texts[] = {
		{ "#TYPE System.Object\n\"a\"\n", TRUE },
		{ "sep=;\n"
		  "SipAddress;RegistrarPool\n",
		  TRUE },
		{ "\r\n\"SipAddress\",\"RegistrarPool\"\r\n", TRUE },
		{ "sipaddress\tDISPLAYNAME\n", TRUE },
		{ "DN,objectClass,cn\n", TRUE },
		{ "Identity,ServiceId\n", TRUE },
		{ "__CLASS,Address\n", TRUE },
		{ "UnitA,UnitB,Kind\n", TRUE },
		{ "Node,PoolDN,PoolFQDN\n", TRUE },
		/* words that any table has */
		{ "Name,Address\nAmy,1 Main Street\n", FALSE },
		{ "Name,Version,Type\n", FALSE },
		{ "Remember, the milk\n", FALSE },
		{ "SipAddress\nsip:a@x\n", FALSE },
		{ "SipAddress, milk\n", FALSE },
		{ "", FALSE },
		{ "\n\n", FALSE },
		{ ",", FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_test_message("%s", texts[i].text);
		g_assert_cmpint(ct_import_is_csv(texts[i].text, strlen(texts[i].text)), ==,
				texts[i].is);
	}
}

static void
test_users(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"#TYPE Selected.Microsoft.Rtc.Management.ADConnect.Schema.ADUser\r\n"
		"\"SipAddress\",\"DisplayName\",\"registrarpool\",\"EnterpriseVoiceEnabled\","
		"\"Enabled\",\"VoicePolicy\",\"LineURI\"\r\n"
		"\"sip:amy@x\",\"Amy \"\"A\"\" B, C\",\"p.x\",\"True\",\"TRUE\",\"Tag:HQ\",\"\"\r\n"
		"\r\n"
		"\"sip:bob@x\",\"Bob\r\nB\",\"q.x\",\"False\",\"false\",\"\",\"tel:+1;ext=2\"\r\n");
	const CtUserFacts *users = &facts->users;

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_CSV);
	g_assert_cmpuint(users->sip->len, ==, 2);
	g_assert_cmpstr(user_text(users->name, 0), ==, "Amy \"A\" B, C");
	g_assert_cmpstr(user_text(users->name, 1), ==, "Bob\nB");
	g_assert_cmpstr(user_text(users->home, 1), ==, "q.x");
	g_assert_cmpuint(g_array_index(users->line, guint32, 0), ==, 3);
	g_assert_cmpuint(g_array_index(users->line, guint32, 1), ==, 5);
	g_assert_true(g_array_index(users->flags, guint32, 0) & CT_USER_VOICE);
	g_assert_true(g_array_index(users->flags, guint32, 0) & CT_USER_ENABLED);
	g_assert_false(g_array_index(users->flags, guint32, 0) & CT_USER_HAS_LINE);
	g_assert_false(g_array_index(users->flags, guint32, 1) & CT_USER_VOICE);
	g_assert_false(g_array_index(users->flags, guint32, 1) & CT_USER_ENABLED);
	g_assert_true(g_array_index(users->flags, guint32, 1) & CT_USER_HAS_LINE);
	g_assert_cmpuint(facts->problems->len, ==, 0);
}

/* As a spreadsheet of another country saves it. */
static void
test_spreadsheet(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"\xEF\xBB\xBFsep=;\r\nSipAddress;DisplayName;RegistrarPool;EnterpriseVoiceEnabled;"
		"LineURI;;\r\n"
		"sip:amy@x;Am\xC3\xA9lie?;p.x;WAHR;4,42071E+11;;\r\n"
		"sip:bob@x;Bob;p.x;FALSCH;1E+12;;;;\r\n"
		";;;;;;\r\n");

	g_assert_cmpuint(facts->users.sip->len, ==, 2);
	g_assert_true(g_array_index(facts->users.flags, guint32, 0) & CT_USER_VOICE);
	g_assert_true(g_array_index(facts->users.flags, guint32, 0) & CT_USER_HAS_LINE);
	g_assert_false(g_array_index(facts->users.flags, guint32, 1) & CT_USER_VOICE);
	g_assert_cmpuint(facts->problems->len, ==, 1);
	g_assert_cmpint(problem(facts, 0)->kind, ==, CT_PROBLEM_VALUE_LOST);
	g_assert_cmpuint(problem(facts, 0)->origin.line, ==, 3);
	g_assert_cmpstr(problem(facts, 0)->text, ==,
			"column LineURI, 2 rows: a spreadsheet made a rounded number of the value");
}

static void
test_values_lost(void)
{
	g_autoptr(CtFacts) facts = export_import(
		TYPE_USER HEADER
		",VoicePolicy,ProxyAddresses\n"
		"sip:a@x,A,p.x,HQ,Microsoft.Rtc.X.MultiValuedProperty`1[System.String]\n"
		"sip:b@x,B,p.x,System.Object[],System.String[]\n"
		"#TYPE Microsoft.Rtc.Rgs.Management.WritableSettings.AgentGroup\n"
		"Name;AgentsByUri\n"
		"Sales;System.Collections.Generic.List`1[[System.String, mscorlib]]\n"
		"Support;\"sip:a@x; sip:b@x\"\n");
	g_autofree char *agents = export_values(facts, export_record(facts, 1)->props,
						CT_KEY_AGENT);

	/* what nobody reads of users is no loss */
	g_assert_cmpuint(facts->problems->len, ==, 2);
	g_assert_cmpstr(problem(facts, 0)->text, ==,
			"column VoicePolicy, 1 row: the name of a type stands where the value was");
	g_assert_cmpuint(problem(facts, 0)->origin.line, ==, 4);
	g_assert_cmpstr(problem(facts, 1)->text, ==,
			"column AgentsByUri, 1 row: the name of a type stands where the value was");
	g_assert_cmpuint(problem(facts, 1)->origin.line, ==, 7);
	g_assert_cmpint(export_record(facts, 1)->kind, ==, CT_RECORD_RGS_AGENT_GROUP);
	g_assert_cmpstr(agents, ==, "sip:a@x sip:b@x");
}

static void
test_letters_lost(void)
{
	g_autoptr(CtFacts) facts = export_import(HEADER "\nsip:a@x,Gon?alves,p.x\n"
							"sip:b@x,Why?,p.x\nsip:c@x,?lvaro,p.x\n");
	g_autoptr(CtFacts) meant = export_import(HEADER "\nsip:a@x,Gon?alves,p.x\n"
							"sip:b@x,Gon\xC3\xA7"
							"alves,p.x\n");

	g_assert_cmpuint(facts->problems->len, ==, 1);
	g_assert_cmpint(problem(facts, 0)->kind, ==, CT_PROBLEM_LETTERS_LOST);
	g_assert_cmpstr(
		problem(facts, 0)->text, ==,
		"column DisplayName, 2 rows: a question mark stands where a letter seems to "
		"have been");
	g_assert_cmpuint(meant->problems->len, ==, 0);
}

static void
test_directory(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"DN,objectClass,cn,dNSHostName,msRTCSIP-PoolVersion,msRTCSIP-PrimaryUserAddress,"
		"msRTCSIP-Line,objectGUID,msRTCSIP-ApplicationList\n"
		"\"CN=p,CN=Pools,CN=RTC Service,DC=x\",top;msRTCSIP-Pool,p,p.x,4,,,X'0011',A;B\\;b\n"
		"\"CN=Amy,DC=x\",top;person;user,Amy,,,sip:amy@x,tel:+1;ext=2,X'0012',\n"
		"\"OU=Sales,DC=x\",top;organizationalUnit,,,,,,,\n");
	g_autofree char *applications = export_values(facts, export_record(facts, 0)->props,
						      CT_KEY_APPLICATION);

	g_assert_cmpuint(facts->records->len, ==, 1);
	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_POOL);
	g_assert_cmpuint(export_record(facts, 0)->origin.line, ==, 2);
	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 0)->props, CT_KEY_POOL_DN), ==,
			"CN=p,CN=Pools,CN=RTC Service,DC=x");
	g_assert_cmpstr(applications, ==, "A B\\;b");
	g_assert_cmpuint(facts->users.sip->len, ==, 1);
	g_assert_true(g_array_index(facts->users.flags, guint32, 0) & CT_USER_HAS_LINE);
	g_assert_cmpuint(facts->notes->len, ==, 2);
	g_assert_cmpstr(g_array_index(facts->notes, CtNote, 0).what, ==, "value that is not text");
	g_assert_cmpstr(g_array_index(facts->notes, CtNote, 1).value, ==, "organizationalUnit");
}

static void
test_wmi(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"#TYPE System.Management.ManagementObject#root\\cimv2\\MSFT_SIPDomainData\n"
		"__CLASS,Address,DefaultDomain\nMSFT_SIPDomainData,x.com,True\n");
	g_autoptr(CtFacts) wmic = export_import(
		"\r\r\nNode,PoolDN,PoolFQDN,PoolMemberList\r\r\n"
		"FE01,CN=p,p.x,{fe01.x;fe02.x}\r\r\nFE01,CN=q,q.x,{fe03.x}\r\r\n");
	const CtRecord *first = export_record(wmic, 0);
	g_autofree char *members = export_values(wmic, first->props, CT_KEY_MEMBER);
	g_autofree char *member = export_values(wmic, export_record(wmic, 1)->props, CT_KEY_MEMBER);

	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_SIP_DOMAIN);
	g_assert_cmpstr(export_record(facts, 0)->type, ==, "MSFT_SIPDomainData");
	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 0)->props, CT_KEY_NAME), ==,
			"x.com");
	g_assert_cmpint(first->kind, ==, CT_RECORD_POOL);
	g_assert_cmpstr(first->type, ==, "MSFT_SIPPoolSetting");
	g_assert_cmpstr(members, ==, "fe01.x fe02.x");
	g_assert_cmpstr(member, ==, "fe03.x");
}

/* A table that people made with the shell's names, and one whose type nobody knows. */
static void
test_by_properties(void)
{
	g_autoptr(CtFacts) facts = export_import("Identity,Services,Computers\n"
						 "p.x,Registrar:p.x;UserServer:p.x,a.x;b.x\n");
	g_autoptr(CtFacts) unknown = export_import("#TYPE Some.Type\nColour,Size\nred,7\n");
	g_autofree char *services = export_values(facts, export_record(facts, 0)->props,
						  CT_KEY_SERVICE);
	g_autofree char *note = export_note(unknown);

	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_POOL);
	g_assert_cmpstr(services, ==, "Registrar:p.x UserServer:p.x");
	g_assert_cmpint(export_record(unknown, 0)->kind, ==, CT_RECORD_OTHER);
	g_assert_cmpstr(export_other(unknown, export_record(unknown, 0)->props, "Colour"), ==,
			"red");
	g_assert_cmpstr(note, ==, "type: Some.Type");
}

/* Tables put one behind the other, with the columns again. */
static void
test_appended(void)
{
	g_autoptr(CtFacts) facts = export_import(HEADER "\nsip:a@x,A,p.x\n" HEADER
							"\nsip:b@x,B,p.x\n" TYPE_USER
							"SipAddress\tHomeServer\nsip:c@x\tCN=a\n");

	g_assert_cmpuint(facts->users.sip->len, ==, 3);
	g_assert_cmpstr(user_text(facts->users.home, 2), ==, "CN=a");
}

static void
test_own_tables(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"SipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason\nsip:a@x,A,p,q,1,r\n");
	g_autofree char *note = export_note(facts);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_UNKNOWN);
	g_assert_cmpuint(ct_facts_count(facts), ==, 0);
	g_assert_cmpstr(note, ==, "table of a plan: " EXPORT_NAME);
}

static void
test_windows_1252(void)
{
	g_autoptr(CtFacts) facts = export_import(HEADER "\nsip:a@x,Gon\xE7"
							"alves,p.x\n");

	g_assert_cmpstr(user_text(facts->users.name, 0), ==, "Gonçalves");
	g_assert_cmpint(problem(facts, 0)->kind, ==, CT_PROBLEM_ENCODING_GUESSED);
}

static void
test_large(void)
{
	g_autoptr(GString) text = g_string_new(HEADER "\n");
	g_autoptr(CtFacts) facts = NULL;

	for (guint i = 0; i < 20000; i++)
		g_string_append_printf(text, "\"sip:u%u@x\",\"User\n%u \"\"x\"\"\",p.x\r\n", i, i);
	facts = export_import(text->str);
	g_assert_cmpuint(facts->users.sip->len, ==, 20000);
	g_assert_cmpuint(g_array_index(facts->users.line, guint32, 19999), ==, 2 + 19999 * 2);
	g_assert_cmpstr(user_text(facts->users.name, 19999), ==, "User\n19999 \"x\"");
}

static const struct {
	const char *text;
	const char *message;
} malformed[] = {
	{ HEADER "\nsip:a@x,A\n",
	  EXPORT_NAME ":2: the row has 2 cells, but the table has 3 columns; export it again with "
		      "Export-Csv or csvde, which put what holds a separator in quotation marks" },
	{ HEADER "\n\nsip:a@x,B, A,p.x\n",
	  EXPORT_NAME ":3: the row has 4 cells, but the table has 3 columns; export it again with "
		      "Export-Csv or csvde, which put what holds a separator in quotation marks" },
	{ HEADER "\n\"sip:a@x\"b,A,p.x\n",
	  EXPORT_NAME ":2: there is text behind a closing quotation mark; one within a cell has to "
		      "be doubled" },
	{ HEADER "\nsip:a@x,\"A\n\np.x\n", EXPORT_NAME
	  ":2: the quotation mark that opens here is never closed; the file may have been "
	  "cut off, so export it again" },
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
	g_autoptr(GString) cells = g_string_new(TYPE_USER);
	static const char open[] = HEADER "\nsip:a@x,\"aaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbbb\ncccc\n";

	limits.max_text_bytes = 40;
	export_refused(open, strlen(open), &limits, CT_IMPORT_ERROR_LIMIT,
		       EXPORT_NAME
		       ":2: the row that begins here is over the limit of 40 bytes (raise "
		       "it with --limit max-text-bytes=N); is a quotation mark missing?");
	for (guint i = 0; i < 20000; i++)
		g_string_append_c(cells, ',');
	export_refused(cells->str, cells->len, NULL, CT_IMPORT_ERROR_MALFORMED,
		       EXPORT_NAME ":2: the row has more than 16384 cells");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-csv/recognised", test_recognised);
	g_test_add_func("/import-csv/users", test_users);
	g_test_add_func("/import-csv/spreadsheet", test_spreadsheet);
	g_test_add_func("/import-csv/values-lost", test_values_lost);
	g_test_add_func("/import-csv/letters-lost", test_letters_lost);
	g_test_add_func("/import-csv/directory", test_directory);
	g_test_add_func("/import-csv/wmi", test_wmi);
	g_test_add_func("/import-csv/by-properties", test_by_properties);
	g_test_add_func("/import-csv/appended", test_appended);
	g_test_add_func("/import-csv/own-tables", test_own_tables);
	g_test_add_func("/import-csv/windows-1252", test_windows_1252);
	g_test_add_func("/import-csv/large", test_large);
	g_test_add_func("/import-csv/malformed", test_malformed);
	g_test_add_func("/import-csv/limits", test_limits);
	return g_test_run();
}
