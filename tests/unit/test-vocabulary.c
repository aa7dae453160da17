/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary: what types and properties are, and that its tables hold together. */
#include <string.h>

#include "analyzer/vocabulary-tables.h"

static const struct {
	const char *type;
	CtRecordKind kind;
} types[] = {
	{ "Microsoft.Rtc.Management.ADConnect.Schema.ADUser", CT_RECORD_USER },
	{ "Microsoft.Rtc.Management.ADConnect.Schema.OCSADCommonAreaPhoneContact",
	  CT_RECORD_COMMON_AREA_PHONE },
	{ "Microsoft.Rtc.Management.ADConnect.Schema.OCSADAnalogDeviceContact",
	  CT_RECORD_ANALOG_DEVICE },
	{ "Microsoft.Rtc.Management.Voice.Helpers.DisplayCallParkOrbits",
	  CT_RECORD_CALL_PARK_ORBIT },
	{ "Microsoft.Rtc.Management.Voice.Helpers.DisplayAnnouncementVacantNumberRange",
	  CT_RECORD_UNASSIGNED_NUMBER },
	{ "Microsoft.Rtc.Management.Hadr.BackupService.BackupRelation", CT_RECORD_BACKUP_RELATION },
	{ "Microsoft.Rtc.Management.WritableConfig.Settings.Edge.DisplayHostingProvider",
	  CT_RECORD_HOSTING_PROVIDER },
	{ "Microsoft.Rtc.Management.WritableConfig.Settings.XmppFederation.XmppAllowedPartner",
	  CT_RECORD_XMPP_PARTNER },
	{ "Microsoft.Rtc.Management.WritableConfig.Settings.TrunkConfiguration.TrunkConfiguration",
	  CT_RECORD_TRUNK_CONFIGURATION },
	{ "MSFT_SIPESUserSetting", CT_RECORD_USER },
	{ "msft_sippoolsetting", CT_RECORD_POOL },
	{ "MSFT_SIPGlobalUCPolicyData", CT_RECORD_POLICY },
	{ "MSFT_SIPEsEmSetting", CT_RECORD_OTHER },
	{ "msRTCSIP-Pool", CT_RECORD_POOL },
	{ "msRTCSIP-PoolService", CT_RECORD_POOL_MEMBERS },
	{ "msRTCSIP-TrustedService", CT_RECORD_TRUSTED_SERVICE },
	{ "msRTCSIP-TrustedMCU", CT_RECORD_OTHER },
	{ "msRTCSIP-Domain", CT_RECORD_SIP_DOMAIN },
	{ "msRTCSIP-ConferenceDirectory", CT_RECORD_CONFERENCE_DIRECTORY },
	{ "msRTCSIP-GlobalTopologySetting", CT_RECORD_OTHER },
};

static void
test_types(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
		const CtVocabularyType *row = ct_vocabulary_find(types[i].type);

		g_test_message("%s", types[i].type);
		g_assert_nonnull(row);
		g_assert_cmpint(row->kind, ==, types[i].kind);
	}
	g_assert_null(ct_vocabulary_find("user"));
	g_assert_null(ct_vocabulary_find("System.Object"));
	g_assert_null(ct_vocabulary_find(""));
}

static void
test_bare(void)
{
	static const char *const names[][2] = {
		{ "Selected.Deserialized.Some.Type", "Some.Type" },
		{ "System.Management.ManagementObject#root\\cimv2\\MSFT_SIPDomainData",
		  "MSFT_SIPDomainData" },
		{ "Microsoft.Management.Infrastructure.CimInstance#root/cimv2/MSFT_SIPDomainData",
		  "MSFT_SIPDomainData" },
		{ "Some.DisplayPstnGateway#Decorated", "Some.DisplayPstnGateway" },
		{ "", "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *bare = ct_vocabulary_bare(names[i][0]);

		g_assert_cmpstr(bare, ==, names[i][1]);
	}
}

/* Whatever a shape needs has a bit of its own, else no object could ever have it. */
static void
check_shapes(const CtVocabularyShape *shapes)
{
	for (; shapes->needs[0] != NULL; shapes++) {
		guint64 marks = 0;
		guint count = 0;

		for (; count < G_N_ELEMENTS(shapes->needs) && shapes->needs[count] != NULL;
		     count++) {
			g_test_message("%s", shapes->needs[count]);
			g_assert_cmpuint(ct_vocabulary_marks(shapes->needs[count]), !=, 0);
			marks |= ct_vocabulary_marks(shapes->needs[count]);
		}
		g_assert_cmpint(g_bit_nth_msf((gulong)marks, -1), <, 63);
		g_assert_nonnull(ct_vocabulary_by_marks(marks));
		g_assert_cmpint(ct_vocabulary_by_marks(marks)->kind, ==, shapes->row.kind);
	}
}

static void
test_shapes(void)
{
	check_shapes(ct_vocabulary_shell_shapes);
	check_shapes(ct_vocabulary_wmi_shapes);
	check_shapes(ct_vocabulary_directory_shapes);
	g_assert_null(ct_vocabulary_by_marks(0));
	g_assert_null(ct_vocabulary_by_marks(ct_vocabulary_marks("SipAddress")));
	g_assert_cmpuint(ct_vocabulary_marks("sipaddress"), ==, ct_vocabulary_marks("SipAddress"));
}

/* Rows of one name stand together, so that all of them are found. */
static void
check_props(const CtVocabularyProp *props)
{
	for (const CtVocabularyProp *a = props; a != NULL && a->name != NULL; a++) {
		for (const CtVocabularyProp *b = a + 1; b->name != NULL; b++) {
			if (g_ascii_strcasecmp(a->name, b->name) == 0)
				g_assert_true(b == a + 1 ||
					      g_ascii_strcasecmp(b[-1].name, b->name) == 0);
		}
	}
}

static void
test_props(void)
{
	const CtVocabularyType *const tables[] = {
		ct_vocabulary_shell_types,
		ct_vocabulary_wmi_types,
		ct_vocabulary_directory_types,
	};
	guint count = 0;

	for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
		for (const CtVocabularyType *row = tables[i]; row->pattern != NULL; row++) {
			check_props(row->props);
			check_props(row->common);
		}
	}
	g_assert_nonnull(
		ct_vocabulary_first_prop(ct_vocabulary_find("msRTCSIP-Pool"), "DN", &count));
	g_assert_cmpuint(count, ==, 2);
	g_assert_true(ct_vocabulary_has_name("msrtcsip-primaryhomeserver"));
	g_assert_false(ct_vocabulary_has_name("Milk"));
}

static const struct {
	CtVocabularyProp prop;
	const char *text;
	const char *value; /* nullable */
} values[] = {
	{ { "x", CT_KEY_NAME, CT_VALUE_PLAIN, 0 }, "a b", "a b" },
	{ { "x", CT_KEY_NAME, CT_VALUE_PLAIN, 0 }, "", NULL },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_POLICY, 0 }, "Tag:HQ", "HQ" },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_POLICY, 0 }, "global", NULL },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_POLICY, 0 }, "CN=HQ,CN=Policies,DC=x", "HQ" },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_POLICY, 0 }, "CN=", "CN=" },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_POLICY, 0 }, "CN=,", NULL },
	{ { "x", CT_KEY_POOL, CT_VALUE_OWNER, 0 },
	  "service:ApplicationServer:p.x/guid",
	  "ApplicationServer:p.x" },
	{ { "x", CT_KEY_POOL, CT_VALUE_OWNER, 0 }, "p.x", NULL },
	{ { "x", CT_KEY_ENABLED, CT_VALUE_FLAG, 128 }, "384", "true" },
	{ { "x", CT_KEY_ENABLED, CT_VALUE_FLAG, 128 }, "256", "false" },
	{ { "x", CT_KEY_ENABLED, CT_VALUE_FLAG, 128 }, "-2147483648", "false" },
	{ { "x", CT_KEY_ENABLED, CT_VALUE_FLAG, 1 }, "-1", "true" },
	{ { "x", CT_KEY_ENABLED, CT_VALUE_FLAG, 1 }, "99999999999999999999", NULL },
	{ { "x", CT_KEY_ENABLED, CT_VALUE_FLAG, 1 }, "one", NULL },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_NUMBERED, 2 },
	  "B:8:00000002:CN=HQ,CN=Policies,DC=x",
	  "HQ" },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_NUMBERED, 2 }, "B:8:00000001:CN=HQ,DC=x", NULL },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_NUMBERED, 2 }, "B:8", NULL },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_NUMBERED, 2 }, "B:8:2", NULL },
	{ { "x", CT_KEY_POLICY_VOICE, CT_VALUE_NUMBERED, 2 }, "B:8:2:", NULL },
};

static void
test_values(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
		gsize length = 0;
		const char *value = ct_vocabulary_value(&values[i].prop, values[i].text, &length);
		g_autofree char *copy = value != NULL ? g_strndup(value, length) : NULL;

		g_test_message("%s", values[i].text);
		g_assert_cmpstr(copy, ==, values[i].value);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/vocabulary/types", test_types);
	g_test_add_func("/vocabulary/bare", test_bare);
	g_test_add_func("/vocabulary/shapes", test_shapes);
	g_test_add_func("/vocabulary/props", test_props);
	g_test_add_func("/vocabulary/values", test_values);
	return g_test_run();
}
