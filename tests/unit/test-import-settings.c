/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings documents of the central management store, however they are wrapped. */
#include "analyzer/estate.h"
#include "analyzer/finding.h"
#include "tests/unit/exports.h"

#define ANCHORED(element, content)                                                         \
	"<AnchoredXml SchemaWriteVersion='1'><Key ScopeClass='Global'>"                    \
	"<SchemaId Namespace='urn:x' ElementName='" element "'/></Key>\n"                  \
	"<Dictionary Count='1'><Item><Key/><Value>" content "</Value></Item></Dictionary>" \
	"</AnchoredXml>"

#define ASSIGNMENTS                                                                             \
	"<ServiceAssignments>\n<ServiceAssignment TagId='659550892'>\n"                         \
	"<Component Name='Registrar'><ServiceId SiteId='1' RoleName='Registrar' Instance='1'/>" \
	"</Component>\n<Component Name='PresenceFocus'>"                                        \
	"<ServiceId SiteId='1' RoleName='UserServices' Instance='1'/></Component>"              \
	"<Component Name='Nothing'/></ServiceAssignment></ServiceAssignments>"

#define TOPOLOGY                                                                   \
	"<Topology>\n<Sites><CentralSite SiteId='1'><Name>HQ</Name></CentralSite>" \
	"</Sites></Topology>"

static void
assert_tags(const CtFacts *facts)
{
	const CtRecord *first = export_record(facts, 0);
	const CtRecord *second = export_record(facts, 1);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_SETTINGS);
	g_assert_cmpuint(facts->records->len, ==, 2);
	g_assert_cmpint(first->kind, ==, CT_RECORD_TAG);
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_TAG_ID), ==, "659550892");
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_COMPONENT), ==, "Registrar");
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_SERVICE_ID), ==, "1-Registrar-1");
	g_assert_cmpstr(ct_facts_get(facts, second->props, CT_KEY_SERVICE_ID), ==,
			"1-UserServices-1");
}

static void
test_assignments(void)
{
	g_autoptr(CtFacts) anchored = export_import(ANCHORED("ServiceAssignments", ASSIGNMENTS));
	g_autoptr(CtFacts) bare = export_import(ASSIGNMENTS);

	assert_tags(anchored);
	assert_tags(bare);
	g_assert_cmpuint(export_record(anchored, 0)->origin.line, ==, 4);
	g_assert_cmpuint(anchored->notes->len, ==, 0);
}

static void
test_real_assignments(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = export_shared_sample("anchoredxml-serviceassignments.xml");
	g_autoptr(CtFacts) facts = NULL;

	if (path == NULL)
		return;
	facts = export_read(path, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(facts->records->len, ==, 4);
}

static void
test_topology_inside(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<Items><Item>" ANCHORED("Topology", TOPOLOGY) "</Item></Items>");
	const CtSiteFact *site = &g_array_index(facts->sites, CtSiteFact, 0);

	g_assert_cmpuint(facts->sites->len, ==, 1);
	g_assert_cmpstr(site->name, ==, "HQ");
	g_assert_cmpuint(site->origin.line, ==, 3);
	g_assert_cmpstr(site->origin.path, ==,
			"Items/Item/AnchoredXml/Dictionary/Item/Value/Topology/Sites/CentralSite");
}

static void
test_many_documents(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<DocItemSet>" ANCHORED("WatcherNode", "<WatcherNode/>")
			ANCHORED("WatcherNode", "<WatcherNode/>")
				ANCHORED("ServiceAssignments", ASSIGNMENTS) "</DocItemSet>");
	g_autofree char *note = export_note(facts);

	assert_tags(facts);
	g_assert_cmpstr(note, ==, "document: WatcherNode");
}

static void
test_directories(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<ConferenceDirectories><ConferenceDirectory Id='3'>"
		"<ServiceId SiteId='1' RoleName='UserServices' Instance='2'/>"
		"</ConferenceDirectory><ConferenceDirectory Id='4' Other='x'>"
		"<ServiceId>1-UserServices-1</ServiceId></ConferenceDirectory>"
		"</ConferenceDirectories>");
	const CtRecord *first = export_record(facts, 0);
	const CtRecord *second = export_record(facts, 1);

	g_assert_cmpint(first->kind, ==, CT_RECORD_CONFERENCE_DIRECTORY);
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_IDENTITY), ==, "3");
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_SERVICE_ID), ==,
			"1-UserServices-2");
	g_assert_cmpstr(ct_facts_get(facts, second->props, CT_KEY_SERVICE_ID), ==,
			"1-UserServices-1");
	g_assert_cmpstr(export_other(facts, second->props, "Other"), ==, "x");
}

static void
test_simple_urls(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<SimpleUrlConfiguration><SimpleUrl Component='Meet' Domain='contoso.com' "
		"ActiveUrl='https://meet.contoso.com'><SimpleUrlEntry/></SimpleUrl><Other/>"
		"</SimpleUrlConfiguration>");
	const CtRecord *url = export_record(facts, 0);

	g_assert_cmpuint(facts->records->len, ==, 1);
	g_assert_cmpint(url->kind, ==, CT_RECORD_SIMPLE_URL);
	g_assert_cmpstr(ct_facts_get(facts, url->props, CT_KEY_COMPONENT), ==, "Meet");
	g_assert_cmpstr(ct_facts_get(facts, url->props, CT_KEY_NAME), ==, "contoso.com");
	g_assert_cmpstr(ct_facts_get(facts, url->props, CT_KEY_URL), ==,
			"https://meet.contoso.com");
}

#define VOICE	 "urn:schema:Microsoft.Rtc.Management.Policy.Voice.2008"
#define SETTINGS "urn:schema:Microsoft.Rtc.Management.Settings."

/* A document with one item for each scope, as many as are given. */
static char *
scoped(const char *scope, const char *uri, const char *element, const char *items)
{
	return g_strdup_printf("<AnchoredXml SchemaWriteVersion='1'><Key ScopeClass='%s'>"
			       "<SchemaId Namespace='%s' ElementName='%s'/>"
			       "<AuthorityId Class='Host' InstanceId='0'/></Key>"
			       "<Dictionary Count='1'>%s</Dictionary></AnchoredXml>",
			       scope, uri, element, items);
}

#define ITEM(key, content) "<Item><Key>" key "</Key><Value>" content "</Value></Item>"

/* Records as "kind [type] key=value ...", a line for each. */
static char *
print_records(const CtFacts *facts)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *dot = strrchr(record->type, '.');

		g_string_append_printf(out, "%s [%s]", ct_record_kind_to_string(record->kind),
				       dot != NULL ? dot + 1 : record->type);
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
	return g_string_free(out, FALSE);
}

static void
test_structures(void)
{
	static const struct {
		const char *scope;
		const char *uri;
		const char *element;
		const char *items;
		const char *expected;
	} rows[] = {
		{ "Global", VOICE, "VoicePolicy",
		  ITEM("", "<VoicePolicy xmlns='" VOICE "' AllowSimulRing='true'><PstnUsages>"
			   "<PstnUsage>Local</PstnUsage><PstnUsage>Long Distance</PstnUsage>"
			   "</PstnUsages></VoicePolicy>"),
		  "policy [VoicePolicy] identity=Global AllowSimulRing=true usage=Local"
		  " usage=Long Distance\n" },
		{ "Site", "urn:schema:Microsoft.Rtc.Management.Policy.Meeting.2008",
		  "MeetingPolicy",
		  ITEM("<SiteId>1</SiteId>", "<MeetingPolicy MaxMeetingSize='250'/>"),
		  "policy [MeetingPolicy] identity=Site:1 MaxMeetingSize=250\n" },
		{ "Tag", "urn:schema:Microsoft.Rtc.Management.Policy.Client.2010", "ClientPolicy",
		  ITEM("", "<ClientPolicy/>") ITEM("Tag:A", "<ClientPolicy/>")
			  ITEM("B", "<ClientPolicy>text</ClientPolicy>")
				  ITEM("<Anchor Name='C'/>", "<ClientPolicy/>"),
		  "policy [ClientPolicy] identity=Global\n"
		  "policy [ClientPolicy] identity=Tag:A\n"
		  "policy [ClientPolicy] identity=Tag:B Value=text\n"
		  "policy [ClientPolicy] identity=Tag:C\n" },
		{ "Service", VOICE, "LocationProfile",
		  ITEM("<ServiceId SiteId='1' RoleName='Registrar' Instance='1'/>",
		       "<LocationProfile DialinConferencingRegion='NA'><NormalizationRules>"
		       "<Rule Name='All' Pattern='^(.*)$'/></NormalizationRules>"
		       "</LocationProfile>"),
		  "dial-plan [LocationProfile] identity=Service:1-Registrar-1 region=NA"
		  " NormalizationRules=All NormalizationRules.Rule.Name=All"
		  " NormalizationRules.Rule.Pattern=^(.*)$\n" },
		{ "Global", VOICE, "PSTNRoutingSettings",
		  ITEM("", "<PSTNRoutingSettings><Routes><Route Name='R' NumberPattern='^1'>"
			   "<PstnGatewayList><Gateway><ServiceId SiteId='1' RoleName="
			   "'PstnGateway' Instance='2'/></Gateway></PstnGatewayList>"
			   "</Route></Routes></PSTNRoutingSettings>"),
		  "voice-route [Route] name=R pattern=^1 gateway=1-PstnGateway-2"
		  " PstnGatewayList.Gateway.ServiceId=1-PstnGateway-2\n" },
		{ "Global", VOICE, "PSTNUsages",
		  ITEM("", "<PSTNUsages><Usage>Local</Usage><Usage Name='Far'/></PSTNUsages>"),
		  "pstn-usage [PSTNUsages] identity=Global usage=Local usage=Far\n" },
		{ "Global", SETTINGS "TrunkConfiguration.2010", "TrunkConfiguration",
		  ITEM("", "<TrunkConfiguration MaxEarlyDialogs='20'/>"),
		  "trunk-configuration [TrunkConfiguration] identity=Global"
		  " MaxEarlyDialogs=20\n" },
		{ "Global", SETTINGS "Edge.2008", "AccessEdgeSettings",
		  ITEM("", "<AccessEdgeSettings AllowFederatedUsers='true'><AllowedDomains>"
			   "<AllowedDomain Domain='a.test'/></AllowedDomains><BlockedDomains>"
			   "<BlockedDomain>b.test</BlockedDomain></BlockedDomains>"
			   "</AccessEdgeSettings>"),
		  "allowed-domain [AllowedDomain] name=a.test\n"
		  "blocked-domain [BlockedDomain] name=b.test\n"
		  "federation-setting [AccessEdgeSettings] identity=Global"
		  " AllowFederatedUsers=true\n" },
		{ "Global", SETTINGS "Edge.2008", "AllowedDomains",
		  ITEM("", "<AllowedDomains><AllowAllKnownDomains/></AllowedDomains>"),
		  "federation-setting [AllowAllKnownDomains]\n"
		  "federation-setting [AllowedDomains] identity=Global\n" },
		{ "Global", SETTINGS "Edge.2008", "PublicProviders",
		  ITEM("", "<PublicProviders><PublicProvider Name='AOL' Enabled='false'/>"
			   "</PublicProviders>"),
		  "hosting-provider [PublicProvider] name=AOL enabled=false\n" },
		{ "Global", SETTINGS "XmppFederation.2011", "XmppAllowedPartners",
		  ITEM("", "<XmppAllowedPartners><XmppAllowedPartner Domain='x.test'/>"
			   "</XmppAllowedPartners>"),
		  "xmpp-partner [XmppAllowedPartner] name=x.test\n" },
		{ "Global", SETTINGS "Certificates.2008", "Certificates",
		  ITEM("", "<Certificates><Certificate Use='Default' Thumbprint='AB'/>"
			   "</Certificates>"),
		  "certificate [Certificate] Use=Default Thumbprint=AB\n" },
		{ "Service", SETTINGS "ServerApplication.2008", "ServerApplications",
		  ITEM("1-Registrar-1", "<ServerApplications><Application Name='IMFilter' "
					"Uri='http://u' Enabled='true'/></ServerApplications>"),
		  "server-application [Application] Scope=Service:1-Registrar-1 name=IMFilter"
		  " Uri=http://u enabled=true\n" },
		{ "Site", SETTINGS "KerberosAccount.2008", "KerberosAccountAssignment",
		  ITEM("1", "<KerberosAccountAssignment UserAccount='contoso\\kerb'/>"),
		  "kerberos-account [KerberosAccountAssignment] identity=Site:1"
		  " UserAccount=contoso\\kerb\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = scoped(rows[i].scope, rows[i].uri, rows[i].element,
					       rows[i].items);
		g_autoptr(CtFacts) facts = export_import(text);
		g_autofree char *records = print_records(facts);

		g_autofree char *note = export_note(facts);
		g_autofree char *noted =
			g_strconcat("layout inferred from names: ", rows[i].element, NULL);

		g_assert_cmpstr(records, ==, rows[i].expected);
		g_assert_cmpstr(note, ==, noted);
		g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_SETTINGS);
	}
}

/* What Backup tools write: the settings element alone, which does not say for whom it is. */
static void
test_bare_element(void)
{
	g_autoptr(CtFacts) facts = export_import("<VoicePolicy xmlns='" VOICE "' Name='Staff'/>");
	g_autoptr(CtFacts) unknown = export_import("<FarAway xmlns='" SETTINGS "FarAway.2042'/>");
	g_autofree char *records = print_records(facts);
	g_autofree char *note = export_note(unknown);

	g_assert_cmpstr(records, ==, "policy [VoicePolicy] name=Staff\n");
	g_assert_cmpstr(note, ==, "document: FarAway");
	g_assert_cmpint(export_input(unknown)->kind, ==, CT_INPUT_SETTINGS);
}

/* An element of that name somewhere in a file of somebody else's is nothing of ours. */
static void
test_same_name(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<Phones><Phone><VoicePolicy>x</VoicePolicy></Phone></Phones>");
	g_autofree char *note = export_note(facts);

	g_assert_cmpuint(facts->records->len, ==, 0);
	g_assert_cmpstr(note, ==, "document: Phones");
	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_UNKNOWN);
}

static void
read_into(CtFacts *facts, const char *name, const char *text)
{
	const CtLimits limits = ct_limits_default();
	g_autoptr(GError) error = NULL;
	g_autoptr(CtSource) source = ct_source_new_memory(name, text, strlen(text), &limits,
							  &error);

	g_assert_no_error(error);
	ct_import_source(facts, source, &limits, CT_DEPLOYMENT_UNKNOWN, 0, &error);
	g_assert_no_error(error);
}

#define SERVICE(role, number, cluster)                                                             \
	"<Service RoleVersion='1' ServiceVersion='6'><ServiceId SiteId='1' RoleName='" role        \
	"' Instance='" number "'/><DependsOn/><InstalledOn><ClusterId SiteId='1' Number='" cluster \
	"'/></InstalledOn></Service>"
#define CLUSTER(fqdn, number)                                                                      \
	"<Cluster Fqdn='" fqdn "'><ClusterId SiteId='1' Number='" number "'/><Machine Fqdn='" fqdn \
	"'/></Cluster>"
#define WORLD                                                                                 \
	"<Topology><Sites><CentralSite SiteId='1'><Name>Redmond</Name></CentralSite></Sites>" \
	"<Clusters>" CLUSTER("lync01.test", "1")                                              \
		CLUSTER("gw01.test", "2") "</Clusters>"                                       \
					  "<Services>" SERVICE("Registrar", "1", "1")         \
						  SERVICE("UserServices", "1", "1")           \
							  SERVICE("PstnGateway", "1",         \
								  "2") "</Services></Topology>"
#define SHELL		 "Microsoft.Rtc.Management.WritableConfig."
#define OBJ(type, props) "<Obj><TN><T>" SHELL type "</T></TN><Props>" props "</Props></Obj>"
#define S(n, v)		 "<S N='" n "'>" v "</S>"
#define LST(n, v)	 "<Obj N='" n "'><LST>" v "</LST></Obj>"

static char *
print_objects(CtFacts *facts)
{
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtEstate) estate = ct_estate_new(facts, findings);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		const CtPool *pool = ct_estate_pool(estate, object->pool);
		g_autofree char *usages = export_values(facts, object->props, CT_KEY_USAGE);
		g_autofree char *gateways = export_values(facts, object->props, CT_KEY_GATEWAY);

		g_string_append_printf(out, "%s:%s %s %s %s|%s|%s\n",
				       ct_object_kind_prefix(object->kind), object->key,
				       object->deployment == CT_DEPLOYMENT_TARGET ? "target" : "-",
				       pool != NULL ? pool->fqdn : "-",
				       object->kind == CT_OBJECT_POLICY ? object->type : "", usages,
				       gateways);
	}
	return g_string_free(out, FALSE);
}

/* The same objects, whether the store says it or the shell. */
static void
test_same_objects(void)
{
	g_autofree char *settings = g_strconcat(
		"<Store>",
		ANCHORED("ServiceAssignments",
			 "<ServiceAssignments><ServiceAssignment TagId='7'><Component "
			 "Name='GatewayComp'><ServiceId SiteId='1' RoleName='PstnGateway' "
			 "Instance='1'/></Component></ServiceAssignment></ServiceAssignments>"),
		"<AnchoredXml><Key ScopeClass='Site'/><Dictionary>",
		ITEM("1", "<VoicePolicy xmlns='" VOICE "'><PstnUsages><Usage>Local</Usage>"
			  "</PstnUsages></VoicePolicy>"),
		"</Dictionary></AnchoredXml><AnchoredXml><Key ScopeClass='Tag'/><Dictionary>",
		ITEM("Staff", "<VoicePolicy xmlns='" VOICE "'/>"),
		"</Dictionary></AnchoredXml><AnchoredXml><Key ScopeClass='Service'/><Dictionary>",
		ITEM("<ServiceId SiteId='1' RoleName='Registrar' Instance='1'/>",
		     "<LocationProfile xmlns='" VOICE "'/>"),
		"</Dictionary></AnchoredXml><AnchoredXml><Key ScopeClass='Global'/><Dictionary>",
		ITEM("", "<PSTNUsages xmlns='" VOICE "'><Usage>Local</Usage></PSTNUsages>"),
		ITEM("", "<Routes xmlns='" VOICE "'><Route Name='All'><PstnUsages><Usage>Local"
			 "</Usage></PstnUsages><PstnGatewayList><Gateway>7</Gateway>"
			 "</PstnGatewayList></Route></Routes>"),
		ITEM("", "<ConferenceDirectories><ConferenceDirectory Id='3'><ServiceId SiteId='1'"
			 " RoleName='UserServices' Instance='1'/></ConferenceDirectory>"
			 "</ConferenceDirectories>"),
		"</Dictionary></AnchoredXml></Store>", NULL);
	static const char shell[] = "<Objs>" OBJ("Policy.Voice.VoicePolicy",
						 S("Identity", "Site:Redmond")
							 LST("PstnUsages", "<S>Local</S>"))
		OBJ("Policy.Voice.VoicePolicy",
		    S("Identity", "Tag:Staff")) OBJ("Policy.Voice.LocationProfile",
						    S("Identity", "Service:Registrar:lync01.test"))
			OBJ("Policy.Voice.PSTNUsages",
			    S("Identity", "Global") LST("Usage", "<S>Local</S>"))
				OBJ("Policy.Voice.Route",
				    S("Identity", "All") LST("PstnUsages", "<S>Local</S>")
					    LST("PstnGatewayList", "<S>PstnGateway:gw01.test</S>"))
					OBJ("Settings.PstnConf.ConferenceDirectories",
					    S("Identity", "3")
						    S("ServiceId",
						      "UserServer:lync01.test")) "</Objs>";
	CtFacts *stored = ct_facts_new();
	CtFacts *shown = ct_facts_new();
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;

	read_into(stored, "topology.xml", WORLD);
	read_into(stored, "store.xml", settings);
	read_into(shown, "topology.xml", WORLD);
	read_into(shown, "shell.xml", shell);
	first = print_objects(stored);
	second = print_objects(shown);
	g_assert_cmpstr(first, ==, second);
	g_assert_nonnull(strstr(first, "policy:site:redmond target - " SHELL
				       "Policy.Voice.VoicePolicy|Local|\n"));
	g_assert_nonnull(strstr(first, "dialplan:service:registrar:lync01.test target"));
	g_assert_nonnull(strstr(first, "voiceroute:all target - |Local|PstnGateway:gw01.test\n"));
	g_assert_nonnull(strstr(first, "confdir:3 target lync01.test"));
}

/* Many documents that nobody knows, of which none is kept. */
static void
test_limit(void)
{
	CtLimits limits = ct_limits_default();
	g_autoptr(GString) text = g_string_new("<Wrap>");
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = NULL;

	limits.max_document_bytes = 4000;
	for (guint i = 0; i < 1000; i++)
		g_string_append(text, "<Item Name='of no interest'/>\n" ANCHORED("A", "<A/>"));
	g_string_append(text, "</Wrap>");
	facts = export_import_bytes(text->str, text->len, &limits, &error);
	g_assert_no_error(error);
	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_SETTINGS);

	g_string_assign(text, "<Wrap>\n<AnchoredXml>\n");
	for (guint i = 0; i < 1000; i++)
		g_string_append(text, "<a/>");
	g_string_append(text, "</AnchoredXml></Wrap>");
	export_refused(text->str, text->len, &limits, CT_IMPORT_ERROR_LIMIT,
		       "export.xml:3:1: <AnchoredXml>, which begins on line 2, takes more memory "
		       "than the limit of 4000 bytes (raise it with --limit "
		       "max-document-bytes=N)");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-settings/assignments", test_assignments);
	g_test_add_func("/import-settings/real-assignments", test_real_assignments);
	g_test_add_func("/import-settings/topology-inside", test_topology_inside);
	g_test_add_func("/import-settings/many-documents", test_many_documents);
	g_test_add_func("/import-settings/directories", test_directories);
	g_test_add_func("/import-settings/simple-urls", test_simple_urls);
	g_test_add_func("/import-settings/structures", test_structures);
	g_test_add_func("/import-settings/bare-element", test_bare_element);
	g_test_add_func("/import-settings/same-name", test_same_name);
	g_test_add_func("/import-settings/same-objects", test_same_objects);
	g_test_add_func("/import-settings/limit", test_limit);
	return g_test_run();
}
