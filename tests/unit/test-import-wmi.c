/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instances of MSFT_SIP classes, in CIM-XML and in XML of any layout. */
#include "tests/unit/exports.h"

#include "analyzer/import-wmi.h"

#define CIM(content) "<CIM CIMVERSION='2.0' DTDVERSION='2.0'>\n" content "</CIM>\n"

static void
test_cim(void)
{
	g_autoptr(CtFacts) facts = export_import(CIM(
		"<MESSAGE ID='1'><SIMPLERSP><VALUE.NAMEDINSTANCE>"
		"<INSTANCENAME CLASSNAME='MSFT_SIPPoolSetting'>"
		"<KEYBINDING NAME='InstanceID'><KEYVALUE>{1}</KEYVALUE></KEYBINDING></INSTANCENAME>\n"
		"<INSTANCE CLASSNAME='MSFT_SIPPoolSetting'>"
		"<QUALIFIER NAME='dynamic' TYPE='boolean'><VALUE>TRUE</VALUE></QUALIFIER>"
		"<PROPERTY NAME='PoolFQDN' CLASSORIGIN='x' TYPE='string'>"
		"<QUALIFIER NAME='CIMTYPE'><VALUE>string</VALUE></QUALIFIER>"
		"<VALUE>p.contoso.com</VALUE></PROPERTY>\n"
		"<PROPERTY.ARRAY NAME='PoolMemberList' TYPE='string'><VALUE.ARRAY>\n"
		"<VALUE>a.contoso.com</VALUE>\n<VALUE>b.contoso.com</VALUE></VALUE.ARRAY>"
		"</PROPERTY.ARRAY>"
		"<PROPERTY NAME='MajorVersion' TYPE='uint32'><VALUE>4</VALUE></PROPERTY>"
		"<PROPERTY NAME='BackEndDBPath' TYPE='string'></PROPERTY>"
		"<PROPERTY NAME='Odd' TYPE='string'><VALUE><![CDATA[a & b]]></VALUE></PROPERTY>"
		"</INSTANCE></VALUE.NAMEDINSTANCE></SIMPLERSP></MESSAGE>"));
	const CtRecord *record = export_record(facts, 0);
	g_autofree char *members = export_values(facts, record->props, CT_KEY_MEMBER);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_WMI);
	g_assert_cmpuint(facts->records->len, ==, 1);
	g_assert_cmpint(record->kind, ==, CT_RECORD_POOL);
	g_assert_cmpstr(record->type, ==, "MSFT_SIPPoolSetting");
	g_assert_cmpuint(record->origin.line, ==, 3);
	g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_FQDN), ==, "p.contoso.com");
	g_assert_cmpstr(members, ==, "a.contoso.com b.contoso.com");
	g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_VERSION), ==, "4");
	g_assert_null(ct_facts_get(facts, record->props, CT_KEY_BACK_END));
	g_assert_cmpstr(export_other(facts, record->props, "Odd"), ==, "a & b");
	g_assert_null(export_other(facts, record->props, "dynamic"));
	/* this layout is documented */
	g_assert_cmpuint(facts->notes->len, ==, 0);
}

static void
test_users(void)
{
	g_autoptr(CtFacts) facts = export_import(
		CIM("<INSTANCE CLASSNAME='MSFT_SIPESUserSetting'>"
		    "<PROPERTY NAME='PrimaryURI'><VALUE>sip:amy@contoso.com</VALUE></PROPERTY>"
		    "<PROPERTY NAME='DisplayName'><VALUE> Amy</VALUE></PROPERTY>"
		    "<PROPERTY NAME='UCEnabled'><VALUE>TRUE</VALUE></PROPERTY>"
		    "<PROPERTY NAME='Enabled'><VALUE>FALSE</VALUE></PROPERTY>"
		    "</INSTANCE>\n"
		    "<INSTANCE CLASSNAME='Win32_Service'>"
		    "<PROPERTY NAME='Name'><VALUE>x</VALUE></PROPERTY></INSTANCE>"));
	guint32 flags = g_array_index(facts->users.flags, guint32, 0);
	g_autofree char *note = export_note(facts);

	g_assert_cmpuint(facts->users.sip->len, ==, 1);
	g_assert_cmpuint(g_array_index(facts->users.line, guint32, 0), ==, 2);
	g_assert_true(flags & CT_USER_VOICE);
	g_assert_true(flags & CT_USER_NAME_BLANKS);
	g_assert_false(flags & CT_USER_ENABLED);
	g_assert_cmpstr(note, ==, "type: Win32_Service");
}

/* What a domain may look like; all of these say the same. */
static const char *const layouts[] = {
	"<MSFT_SIPDomainData><Address>x.com</Address><DefaultDomain>true</DefaultDomain>"
	"</MSFT_SIPDomainData>",
	"<MSFT_SIPDomainData Address='x.com' DefaultDomain='TRUE'/>",
	"<Instance Class='MSFT_SIPDomainData'><Property Name='Address'>x.com</Property>"
	"<Property Name='DefaultDomain'>True</Property></Instance>",
	"<class name='msft_sipdomaindata'><property name='Address' value='x.com'/>"
	"<property name='DefaultDomain' value='true'/></class>",
	"<Class Name='MSFT_SIPDomainData'><Instance><Properties><Address>x.com</Address>"
	"<DefaultDomain>true</DefaultDomain></Properties></Instance></Class>",
	"<Class ClassName='MSFT_SIPDomainData'><Item><Property><Name>Address</Name>"
	"<Value>x.com</Value></Property><Property><Name>DefaultDomain</Name><Value>true</Value>"
	"</Property></Item></Class>",
	"<o:MSFT_SIPDomainData xmlns:o='urn:o'><o:Address>\n  x.com\n</o:Address>"
	"<o:DefaultDomain><o:Value>true</o:Value></o:DefaultDomain></o:MSFT_SIPDomainData>",
};

static void
test_layouts(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(layouts); i++) {
		g_autofree char *text = g_strdup_printf(CIM("\n%s"), layouts[i]);
		g_autoptr(CtFacts) facts = export_import(text);
		const CtRecord *record;

		g_test_message("%s", layouts[i]);
		g_assert_cmpuint(facts->records->len, ==, 1);
		record = export_record(facts, 0);
		g_assert_cmpint(record->kind, ==, CT_RECORD_SIP_DOMAIN);
		g_assert_cmpuint(record->origin.line, ==, 3);
		g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_NAME), ==, "x.com");
		g_assert_true(ct_facts_get_bool(facts, record->props, CT_KEY_DEFAULT));
		g_assert_cmpuint(facts->notes->len, ==, 1);
		g_assert_cmpstr(g_array_index(facts->notes, CtNote, 0).what, ==,
				"layout inferred from names");
	}
}

/* An instance within another is one of its own, and what follows belongs to the outer one again. */
static void
test_nested(void)
{
	g_autoptr(CtFacts) facts = export_import(
		CIM("<MSFT_SIPPoolSetting><PoolFQDN>p.x</PoolFQDN>\n"
		    "<Settings><MSFT_SIPDomainData><Address>x.com</Address></MSFT_SIPDomainData>"
		    "<MSFT_SIPDomainData/></Settings>"
		    "<PoolMemberList><string>a.x</string><string>b.x</string></PoolMemberList>"
		    "</MSFT_SIPPoolSetting>"));
	g_autofree char *members = NULL;

	g_assert_cmpuint(facts->records->len, ==, 2);
	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_SIP_DOMAIN);
	g_assert_cmpuint(export_record(facts, 0)->origin.line, ==, 3);
	g_assert_cmpint(export_record(facts, 1)->kind, ==, CT_RECORD_POOL);
	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 1)->props, CT_KEY_FQDN), ==,
			"p.x");
	members = export_values(facts, export_record(facts, 1)->props, CT_KEY_MEMBER);
	g_assert_cmpstr(members, ==, "a.x b.x");
}

/* The layout of other tools' documents is unknown, their root too. */
static void
test_unknown_root(void)
{
	g_autoptr(CtFacts) facts = export_import("<COMMAND SEQUENCENUM='1'><RESULTS NODE='FE01'>" CIM(
		"<INSTANCE CLASSNAME='MSFT_SIPDomainData'>"
		"<PROPERTY NAME='Address'><VALUE>x.com</VALUE></PROPERTY></INSTANCE>") "</RESULTS></COMMAND>");

	g_assert_cmpuint(facts->records->len, ==, 1);
	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_SIP_DOMAIN);
	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_WMI);
}

static void
test_nothing(void)
{
	g_autoptr(CtFacts) facts = export_import(
		CIM("<CLASS NAME='MSFT_SIPDomainData'><PROPERTY NAME='Address'/></CLASS>"));
	g_autofree char *note = export_note(facts);

	g_assert_cmpuint(ct_facts_count(facts), ==, 0);
	g_assert_cmpstr(note, ==, "document without a class of: MSFT_SIP");
}

static void
test_refused(void)
{
	static const char cut[] = CIM("<INSTANCE CLASSNAME='MSFT_SIPDomainData'>");
	static const char large[] = CIM(
		"<INSTANCE CLASSNAME='MSFT_SIPDomainData'>"
		"<PROPERTY NAME='a'><VALUE>aaaaaaaaaaaaaaaa</VALUE></PROPERTY></INSTANCE>");
	CtLimits limits = ct_limits_default();
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = export_import_bytes(cut, strlen(cut), NULL, &error);

	g_assert_null(facts);
	g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, EXPORT_NAME ":2:"));
	limits.max_document_bytes = 30;
	export_refused(large, strlen(large), &limits, CT_IMPORT_ERROR_LIMIT,
		       EXPORT_NAME ":2: the object that begins here is over the limit of 30 bytes "
				   "(raise it with --limit max-document-bytes=N)");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-wmi/cim", test_cim);
	g_test_add_func("/import-wmi/users", test_users);
	g_test_add_func("/import-wmi/layouts", test_layouts);
	g_test_add_func("/import-wmi/nested", test_nested);
	g_test_add_func("/import-wmi/unknown-root", test_unknown_root);
	g_test_add_func("/import-wmi/nothing", test_nothing);
	g_test_add_func("/import-wmi/refused", test_refused);
	return g_test_run();
}
