/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLIXML exports as records: each type and class with the keys that its properties become, users as
 * columns, where it all stands in the file, and the sample and real exports as a whole.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "analyzer/import.h"

#define OBJS \
	"<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n"
#define TN(name)  "<TN RefId=\"0\"><T>" name "</T><T>System.Object</T></TN>"
#define OBJ(name) "<Obj RefId=\"0\">" TN(name) "<Props>"
#define END	  "</Props></Obj>\n</Objs>"
#define S(n, v)	  "<S N=\"" n "\">" v "</S>"
#define LST(n, v) "<Obj N=\"" n "\" RefId=\"9\"><LST>" v "</LST></Obj>"
#define NAMED(n, v)   \
	"<Obj N=\"" n \
	"\" RefId=\"8\"><ToString>text</ToString><Props>" S("FriendlyName", v) "</Props></Obj>"
#define SCHEMA "Microsoft.Rtc.Management.ADConnect.Schema."
#define CIM    "Microsoft.Management.Infrastructure.CimInstance#root/cimv2/"
#define WMI    "System.Management.ManagementObject#root\\cimv2\\"

static CtFacts *
import_file(const char *path, GError **error)
{
	const CtLimits limits = ct_limits_default();
	g_autoptr(CtFacts) facts = ct_facts_new();
	g_autoptr(CtSource) source = ct_source_open(path, &limits, error);
	const CtInput input = { .path = "in.xml" };
	const CtImportJob job = { facts, 0, source, &limits, 0 };

	if (source == NULL)
		return NULL;
	g_array_append_val(facts->inputs, input);
	return ct_import_clixml(&job, error) ? g_steal_pointer(&facts) : NULL;
}

static CtFacts *
import_text(const char *text, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("cutover-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "in.xml", NULL);
	CtFacts *facts;

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	facts = import_file(path, error);
	g_assert_cmpint(g_unlink(path), ==, 0);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
	return facts;
}

static void
print_records(const CtFacts *facts, GString *out)
{
	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		g_string_append_printf(out, "%u %s [%s]", record->origin.line,
				       ct_record_kind_to_string(record->kind), record->type);
		g_assert_true(record->origin.path == record->type);
		for (guint j = 0; j < record->props.count; j++) {
			const CtProp *prop = &g_array_index(facts->props, CtProp,
							    record->props.first + j);

			g_string_append_printf(out, " %s=%s",
					       prop->key == CT_KEY_OTHER
						       ? prop->name
						       : ct_key_to_string(prop->key),
					       prop->value);
		}
		g_string_append_c(out, '\n');
	}
}

static void
print_users(const CtFacts *facts, GString *out)
{
	for (guint i = 0; i < facts->users.sip->len; i++) {
		const CtProfile *profile = &g_array_index(facts->profiles, CtProfile,
							  g_array_index(facts->users.profile,
									guint32, i));
		CtNumber line = g_array_index(facts->users.number, CtNumber, i);
		g_autofree char *number = line != CT_NUMBER_NONE
						  ? ct_facts_number_to_string(facts, line)
						  : NULL;

		g_string_append_printf(out, "%u user %s|%s|%s|%s|%x",
				       g_array_index(facts->users.line, guint32, i),
				       g_array_index(facts->users.sip, const char *, i),
				       g_array_index(facts->users.name, const char *, i),
				       g_array_index(facts->users.home, const char *, i), number,
				       g_array_index(facts->users.flags, guint32, i));
		for (guint j = 0; j < CT_N_POLICIES; j++)
			if (profile->policy[j] != NULL)
				g_string_append_printf(out, " %u=%s", j, profile->policy[j]);
		g_string_append_c(out, '\n');
	}
}

static char *
print_facts(const CtFacts *facts)
{
	GString *out = g_string_new(NULL);

	print_records(facts, out);
	print_users(facts, out);
	for (guint i = 0; i < facts->notes->len; i++) {
		const CtNote *note = &g_array_index(facts->notes, CtNote, i);

		g_string_append_printf(out, "%u note: %s %s\n", note->origin.line, note->what,
				       note->value);
	}
	return g_string_free(out, FALSE);
}

typedef struct {
	const char *name;
	const char *text;
	const char *expected;
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "pool-wmi",
	  OBJS OBJ(WMI "MSFT_SIPPoolSetting") S("__CLASS", "MSFT_SIPPoolSetting")
	  S("PoolFQDN", " p.contoso.com ") S("PoolDN", "CN=p") S("PoolDisplayName", "p")
	  "<U32 N=\"PoolType\">10</U32><U32 N=\"MajorVersion\">4</U32>"
	  S("BackEndDBPath", "sql\\rtc")
	  LST("PoolMemberList", "<S>a.contoso.com</S><S>b.contoso.com</S>")
	  LST("Applications", "<S>Response Group</S>")
	  "<Nil N=\"TrustedMRASServer\"/><B N=\"SupportMeeting\">true</B>" END,
	  "2 pool [MSFT_SIPPoolSetting] __CLASS=MSFT_SIPPoolSetting fqdn=p.contoso.com"
	  " pool-dn=CN=p display-name=p edition=10 version=4 back-end=sql\\rtc"
	  " member=a.contoso.com member=b.contoso.com application=Response Group"
	  " SupportMeeting=true\n" },
	{ "class-without-type",
	  OBJS "<Obj><MS>" S("__CLASS", "MSFT_SIPDomainData") S("Address", "contoso.com")
	  S("DefaultDomain", "TRUE") "</MS></Obj></Objs>",
	  "2 sip-domain [MSFT_SIPDomainData] __CLASS=MSFT_SIPDomainData name=contoso.com"
	  " default=TRUE\n" },
	{ "cim-instance",
	  OBJS OBJ(CIM "MSFT_SIPRemoteAddressData") S("Server", "gw.contoso.com") END,
	  "2 authorized-host [MSFT_SIPRemoteAddressData] server=gw.contoso.com\n" },
	{ "trusted-service",
	  OBJS OBJ(WMI "MSFT_SIPTrustedServiceSetting") S("Type", "Gateway")
	  S("FQDN", "gw.contoso.com") S("MediationServer", "med.contoso.com")
	  S("TrustedServiceDN", "CN=t") "<U32 N=\"Version\">4</U32>" END,
	  "2 trusted-service [MSFT_SIPTrustedServiceSetting] type=Gateway"
	  " fqdn=gw.contoso.com gateway=med.contoso.com dn=CN=t version=4\n" },
	{ "static-route",
	  OBJS OBJ(WMI "MSFT_SIPRoutingTableData") S("MatchURI", "*@rcc.contoso.com")
	  S("NextHop", "rcc") "<U32 N=\"NextHopPort\">5061</U32>" S("NextHopTransport", "TLS") END,
	  "2 static-route [MSFT_SIPRoutingTableData] match-uri=*@rcc.contoso.com"
	  " next-hop=rcc port=5061 NextHopTransport=TLS\n" },
	{ "voice-wmi",
	  OBJS OBJ(WMI "MSFT_SIPPhoneRouteData") S("Name", "Local")
	  LST("GatewayList", "<S>med:5061</S>") LST("PhoneRouteUsages", "<S>CN=u</S>")
	  S("TargetPhoneNumber", "^1") "</Props></Obj>\n"
	  "<Obj>" TN(WMI "MSFT_SIPPhoneRouteUsageData") "<Props>" S("UsageAttribute", "Local")
	  "</Props></Obj>\n"
	  "<Obj>" TN(WMI "MSFT_SIPGlobalUCPolicyData") "<Props>" S("Name", "Staff")
	  S("PolicyDN", "CN=s") "</Props></Obj>\n"
	  "<Obj>" TN(WMI "MSFT_SIPApplicationContactSetting") "<Props>"
	  S("PrimaryURI", "sip:a@x") END,
	  "2 voice-route [MSFT_SIPPhoneRouteData] name=Local gateway=med:5061 usage=CN=u"
	  " pattern=^1\n"
	  "3 pstn-usage [MSFT_SIPPhoneRouteUsageData] name=Local\n"
	  "4 policy [MSFT_SIPGlobalUCPolicyData] name=Staff dn=CN=s\n"
	  "5 application-endpoint [MSFT_SIPApplicationContactSetting] sip-address=sip:a@x\n" },
	{ "user-local-shell",
	  OBJS "\n" OBJ(SCHEMA "ADUser") S("SipAddress", "sip:Amy@contoso.com")
	  S("DisplayName", "Amy") NAMED("RegistrarPool", "p.contoso.com")
	  NAMED("VoicePolicy", "Tag:Long Distance") NAMED("PinPolicy", "Global")
	  "<Nil N=\"ClientPolicy\"/><B N=\"Enabled\">true</B><B"
	  " N=\"EnterpriseVoiceEnabled\">true</B>" S("LineURI", "tel:+1")
	  S("LineServerURI", "sip:amy@rcc.contoso.com") S("SamAccountName", "amy") END,
	  "3 user sip:Amy@contoso.com|Amy|p.contoso.com|+1|43 0=Long Distance\n" },
	{ "user-remote-session",
	  OBJS OBJ("Deserialized." SCHEMA "ADUser") S("SipAddress", "sip:b@contoso.com")
	  S("RegistrarPool", "p") S("ConferencingPolicy", "Site:Redmond") S("DialPlan", "Main")
	  "<B N=\"Enabled\">false</B>" END,
	  "2 user sip:b@contoso.com|(null)|p|(null)|0 1=Redmond 11=Main\n" },
	{ "user-selected",
	  OBJS "<Obj>" TN("Selected." SCHEMA "ADUser") "<MS>" S("SipAddress", "sip:c@x")
	  "<Nil N=\"RegistrarPool\"/>" S("HomeServer", "CN=LC Services,CN=Microsoft,CN=p")
	  "</MS></Obj></Objs>",
	  "2 user sip:c@x|(null)|CN=LC Services,CN=Microsoft,CN=p|(null)|1\n" },
	{ "user-name-blanks",
	  OBJS OBJ(SCHEMA "OCSADUser") S("SipAddress", "sip:d@x") S("DisplayName", "D ") END,
	  "2 user sip:d@x|D|(null)|(null)|101\n" },
	{ "user-wmi",
	  OBJS OBJ(WMI "MSFT_SIPESUserSetting") S("PrimaryURI", "sip:e@x") S("DisplayName", "E")
	  S("HomeServerDN", "CN=h") "<B N=\"Enabled\">true</B><B N=\"UCEnabled\">true</B>"
	  S("UCPolicy", "Staff") S("TargetServerDNIfMoving", "CN=t") END,
	  "2 user sip:e@x|E|CN=h|(null)|83 0=Staff\n" },
	{ "user-policy-by-reference",
	  OBJS OBJ(SCHEMA "ADUser") S("SipAddress", "sip:f@x")
	  "<Obj N=\"VoicePolicy\" RefId=\"5\"><ToString>Staff</ToString></Obj></Props>"
	  "</Obj>\n"
	  "<Obj RefId=\"6\"><TNRef RefId=\"0\"/><Props>" S("SipAddress", "sip:g@x")
	  "<Ref N=\"VoicePolicy\" RefId=\"5\"/>" END,
	  "2 user sip:f@x|(null)|(null)|(null)|1 0=Staff\n3 user"
	  " sip:g@x|(null)|(null)|(null)|1 0=Staff\n" },
	{ "user-by-its-properties",
	  OBJS "<Obj>" TN("CSV:Anything") "<MS>" S("SipAddress", "sip:h@x")
	  S("RegistrarPool", "p") S("Extra", "1") "</MS></Obj></Objs>",
	  "2 user sip:h@x|(null)|p|(null)|1\n" },
	{ "lists-made-by-hand",
	  OBJS "<Obj>" TN("System.Management.Automation.PSCustomObject") "<MS>"
	  S("SipAddress", "sip:boss@x") LST("Delegates", "<S>sip:a@x</S><S>sip:b@x</S>")
	  "</MS></Obj>\n<Obj><TNRef RefId=\"0\"/><MS>" S("EdgeFqdn", "edge.x")
	  S("InternalServer", "p.x") "</MS></Obj></Objs>",
	  "2 delegation [System.Management.Automation.PSCustomObject] sip-address=sip:boss@x"
	  " delegate=sip:a@x delegate=sip:b@x\n"
	  "3 edge-internal-server [System.Management.Automation.PSCustomObject] edge=edge.x"
	  " server=p.x\n" },
	{ "response-group",
	  OBJS OBJ("Microsoft.Rtc.Rgs.Management.WritableSettings.Workflow")
	  S("Identity", "service:ApplicationServer:p.x/1-2") S("PrimaryUri", "sip:w@x")
	  "<Obj N=\"DefaultAction\"><ToString>go</ToString><Props><Nil N=\"Uri\"/>"
	  S("QueueID", "q") "</Props></Obj></Props></Obj>\n"
	  "<Obj>" TN("Microsoft.Rtc.Rgs.Management.WritableSettings.AgentGroup") "<Props>"
	  LST("AgentsByUri", "<URI>sip:a@x</URI>") END,
	  "2 response-group-workflow"
	  " [Microsoft.Rtc.Rgs.Management.WritableSettings.Workflow]"
	  " identity=service:ApplicationServer:p.x/1-2 pool=ApplicationServer:p.x"
	  " primary-uri=sip:w@x DefaultAction=go queue=q\n"
	  "3 response-group-agent-group"
	  " [Microsoft.Rtc.Rgs.Management.WritableSettings.AgentGroup] agent=sip:a@x\n" },
	{ "conference-directory",
	  OBJS
	  OBJ("Microsoft.Rtc.Management.WritableConfig.Settings.PstnConf.ConferenceDirectories")
	  "<I32 N=\"Identity\">3</I32>" S("ServiceId", "UserServer:p.x") END,
	  "2 conference-directory"
	  " [Microsoft.Rtc.Management.WritableConfig.Settings.PstnConf.ConferenceDirectories]"
	  " identity=3 pool=UserServer:p.x\n" },
	{ "trunk-decorated",
	  OBJS OBJ("Microsoft.Rtc.Management.Xds.DisplayPstnGateway#Decorated")
	  S("Identity", "PstnGateway:gw.x") S("MediationServer", "MediationServer:p.x")
	  S("PoolFqdn", "gw.x") END,
	  "2 service [Microsoft.Rtc.Management.Xds.DisplayPstnGateway]"
	  " identity=PstnGateway:gw.x gateway=MediationServer:p.x fqdn=gw.x\n" },
	{ "policy-and-dial-plan",
	  OBJS OBJ("Microsoft.Rtc.Management.WritableConfig.Policy.Voice.VoicePolicy")
	  S("Identity", "Tag:Staff") LST("PstnUsages", "<S>Local</S>") "</Props></Obj>\n<Obj>"
	  TN("Microsoft.Rtc.Management.WritableConfig.Policy.Voice.LocationProfile") "<Props>"
	  S("Identity", "Global") END,
	  "2 policy [Microsoft.Rtc.Management.WritableConfig.Policy.Voice.VoicePolicy]"
	  " identity=Tag:Staff usage=Local\n"
	  "3 dial-plan"
	  " [Microsoft.Rtc.Management.WritableConfig.Policy.Voice.LocationProfile]"
	  " identity=Global\n" },
	{ "unknown-type-is-kept",
	  OBJS OBJ("My.Type") S("Identity", "1") S("b", "") LST("c", "<S>2</S><S>3</S>")
	  "</Props></Obj>\n<Obj><TNRef RefId=\"0\"/></Obj></Objs>",
	  "2 other [My.Type] Identity=1 b= c=2 c=3\n3 other [My.Type]\n2 note: type My.Type\n" },
	{ "known-class-without-a-kind",
	  OBJS OBJ(WMI "MSFT_SIPMCUFactorySetting") S("MCUFactoryDN", "CN=m") END,
	  "2 other [MSFT_SIPMCUFactorySetting] dn=CN=m\n" },
	{ "reader-notes",
	  OBJS "<S>1</S>\n<Ref RefId=\"4\"/></Objs>",
	  "2 note: value outside an object S\n" },
};

/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *row = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = import_text(row->text, &error);
	g_autofree char *printed = NULL;

	g_assert_no_error(error);
	printed = print_facts(facts);
	g_assert_cmpstr(printed, ==, row->expected);
}

static void
test_malformed(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(import_text(OBJS "<Obj>\n<MS>", &error));
	g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
	g_assert_true(g_str_has_suffix(error->message,
				       "in.xml:3:5: the document ends within <MS> of line 3"));
}

/* Line numbers beyond 16 bits. */
static void
test_far_line(void)
{
	g_autoptr(GString) text = g_string_new(OBJS);
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = NULL;

	for (guint i = 0; i < 70000; i++)
		g_string_append_c(text, '\n');
	g_string_append(text, OBJ(SCHEMA "ADUser") S("SipAddress", "sip:a@x") END);
	facts = import_text(text->str, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(g_array_index(facts->users.line, guint32, 0), ==, 70002);
}

static guint
count_kind(const CtFacts *facts, CtRecordKind kind)
{
	guint count = 0;

	for (guint i = 0; i < facts->records->len; i++)
		count += g_array_index(facts->records, CtRecord, i).kind == kind;
	return count;
}

/* Exports of the sample estate: file, how many users or records of a kind, and nothing unknown. */
static const struct {
	const char *file;
	CtRecordKind kind;
	guint count;
} samples[] = {
	{ "cs-users-redmond.xml", CT_RECORD_USER, 91 },
	{ "cs-users-branches.xml", CT_RECORD_USER, 60 },
	{ "ocs-pools.xml", CT_RECORD_POOL, 5 },
	{ "ocs-domains.xml", CT_RECORD_SIP_DOMAIN, 2 },
	{ "ocs-authorizedhosts.xml", CT_RECORD_AUTHORIZED_HOST, 2 },
	{ "ocs-staticroutes.xml", CT_RECORD_STATIC_ROUTE, 1 },
	{ "ocs-trustedservices.xml", CT_RECORD_TRUSTED_SERVICE, 11 },
	{ "ocs-phoneroutes.xml", CT_RECORD_VOICE_ROUTE, 4 },
	{ "ocs-phoneusages.xml", CT_RECORD_PSTN_USAGE, 4 },
	{ "ocs-voicepolicies.xml", CT_RECORD_POLICY, 3 },
	{ "ocs-locationprofiles.xml", CT_RECORD_DIAL_PLAN, 3 },
	{ "ocs-contacts.xml", CT_RECORD_APPLICATION_ENDPOINT, 5 },
	{ "cs-accessnumbers.xml", CT_RECORD_ACCESS_NUMBER, 3 },
	{ "cs-conferencedirectories.xml", CT_RECORD_CONFERENCE_DIRECTORY, 4 },
	{ "cs-conferencingpolicies.xml", CT_RECORD_POLICY, 4 },
	{ "cs-dialplans.xml", CT_RECORD_DIAL_PLAN, 3 },
	{ "cs-endpoints.xml", CT_RECORD_APPLICATION_ENDPOINT, 2 },
	{ "cs-pstnusages.xml", CT_RECORD_PSTN_USAGE, 1 },
	{ "cs-sipdomains.xml", CT_RECORD_SIP_DOMAIN, 2 },
	{ "cs-trustedapps.xml", CT_RECORD_TRUSTED_APPLICATION, 2 },
	{ "cs-trustedpools.xml", CT_RECORD_TRUSTED_APPLICATION_POOL, 1 },
	{ "cs-umcontacts.xml", CT_RECORD_UM_CONTACT, 3 },
	{ "cs-voicepolicies.xml", CT_RECORD_POLICY, 4 },
	{ "cs-voiceroutes.xml", CT_RECORD_VOICE_ROUTE, 4 },
	{ "delegates.xml", CT_RECORD_DELEGATION, 12 },
	{ "edge-internal-servers.xml", CT_RECORD_EDGE_INTERNAL_SERVER, 5 },
	{ "rgs-agentgroups.xml", CT_RECORD_RGS_AGENT_GROUP, 5 },
	{ "rgs-queues.xml", CT_RECORD_RGS_QUEUE, 6 },
	{ "rgs-workflows.xml", CT_RECORD_RGS_WORKFLOW, 6 },
};

static void
test_samples(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *path = g_build_filename(g_getenv("CT_SOURCE_ROOT"), "samples",
							 "contoso", samples[i].file, NULL);
		g_autoptr(GError) error = NULL;
		g_autoptr(CtFacts) facts = import_file(path, &error);

		g_assert_no_error(error);
		g_test_message("%s", samples[i].file);
		g_assert_cmpuint(facts->notes->len, ==, 0);
		g_assert_cmpuint(samples[i].kind == CT_RECORD_USER
					 ? facts->users.sip->len
					 : count_kind(facts, samples[i].kind),
				 ==, samples[i].count);
	}
}

/* Real exports of other products, which are not part of the project: grammar and encodings. */
static const struct {
	const char *file;
	guint records;
	guint last_line;
	const char *type;
	const char *name;
	const char *value;
} exports[] = {
	{ "clixml-LocalGroupMember.xml", 4, 80, "Microsoft.PowerShell.Commands.LocalPrincipal",
	  "PrincipalSource", "Local" },
	{ "clixml-nobom-wmi-Win32_Processor.xml", 2, 106, "Win32_Processor", "DeviceID", "CPU1" },
	{ "clixml-utf16le-small.xml", 1, 2, "System.Management.Automation.PSCustomObject", "Name",
	  "1603190004" },
	{ "clixml-wmi-Win32_OperatingSystem.xml", 1, 2, "Win32_OperatingSystem", "MUILanguages",
	  "en-US" },
};

static void
check_export(guint i, const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = import_file(path, &error);
	const CtRecord *last;
	const char *value = NULL;

	g_assert_no_error(error);
	g_assert_cmpuint(facts->records->len, ==, exports[i].records);
	last = &g_array_index(facts->records, CtRecord, exports[i].records - 1);
	g_assert_cmpint(last->kind, ==, CT_RECORD_OTHER);
	g_assert_cmpstr(last->type, ==, exports[i].type);
	g_assert_cmpuint(last->origin.line, ==, exports[i].last_line);
	for (guint j = last->props.count; j > 0; j--) {
		const CtProp *prop = &g_array_index(facts->props, CtProp,
						    last->props.first + j - 1);

		if (g_strcmp0(prop->name, exports[i].name) == 0)
			value = prop->value;
	}
	g_assert_cmpstr(value, ==, exports[i].value);
	g_assert_cmpuint(facts->notes->len, >=, 1);
}

static void
test_exports(void)
{
	g_autofree char *folder = g_build_filename(g_getenv("CT_SOURCE_ROOT"), "..", "shared",
						   "samples", NULL);

	if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		g_test_skip("no real exports beside the project");
		return;
	}
	for (guint i = 0; i < G_N_ELEMENTS(exports); i++) {
		g_autofree char *path = g_build_filename(folder, exports[i].file, NULL);

		check_export(i, path);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/import-clixml/%s", cases[i].name);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/import-clixml/malformed", test_malformed);
	g_test_add_func("/import-clixml/far-line", test_far_line);
	g_test_add_func("/import-clixml/samples", test_samples);
	g_test_add_func("/import-clixml/exports", test_exports);
	return g_test_run();
}
