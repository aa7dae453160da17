/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What exports call things, as tables: types to kinds of record, properties to keys.  One vocabulary
 * serves the objects of the management shell, the WMI classes of the legacy product and the classes
 * of Active Directory; to know a further type is to add a row here.
 */
#include "analyzer/vocabulary.h"

#include <string.h>

#define PLAIN(name, key)                           \
	{                                          \
		name, CT_KEY_##key, CT_VALUE_PLAIN \
	}
#define POLICY(name, key)                           \
	{                                           \
		name, CT_KEY_##key, CT_VALUE_POLICY \
	}
#define OWNER(name, key)                           \
	{                                          \
		name, CT_KEY_##key, CT_VALUE_OWNER \
	}
#define END                                        \
	{                                          \
		NULL, CT_KEY_OTHER, CT_VALUE_PLAIN \
	}

/* clang-format off */

/* What the objects of the management shell mean alike, whatever their type. */
static const CtVocabularyProp shell_props[] = {
	PLAIN("Identity", IDENTITY),
	PLAIN("Name", NAME),
	PLAIN("DisplayName", DISPLAY_NAME),
	PLAIN("DistinguishedName", DN),
	PLAIN("Fqdn", FQDN),
	PLAIN("PoolFqdn", FQDN),
	PLAIN("RegistrarPool", POOL),
	PLAIN("Pool", POOL),
	PLAIN("OwnerPool", POOL),
	PLAIN("Site", SITE),
	PLAIN("SiteId", SITE),
	PLAIN("ServiceId", SERVICE_ID),
	PLAIN("Version", VERSION),
	PLAIN("Role", ROLE),
	PLAIN("Computers", MEMBER),
	PLAIN("Applications", APPLICATION),
	PLAIN("SipAddress", SIP_ADDRESS),
	PLAIN("PrimaryUri", PRIMARY_URI),
	PLAIN("HomeServer", HOME_SERVER),
	PLAIN("TargetServerIfMoving", TARGET_SERVER),
	PLAIN("TargetRegistrarPool", TARGET_SERVER),
	PLAIN("HostingProvider", HOSTING_PROVIDER),
	PLAIN("OwnerUrn", OWNER_URN),
	PLAIN("LineURI", LINE_URI),
	PLAIN("LineServerURI", LINE_SERVER_URI),
	PLAIN("Enabled", ENABLED),
	PLAIN("EnterpriseVoiceEnabled", ENTERPRISE_VOICE),
	PLAIN("EnabledForFederation", FEDERATION),
	PLAIN("EnabledForInternetAccess", INTERNET_ACCESS),
	PLAIN("PublicNetworkEnabled", PUBLIC_NETWORK),
	POLICY("VoicePolicy", POLICY_VOICE),
	POLICY("ConferencingPolicy", POLICY_CONFERENCING),
	POLICY("ExternalAccessPolicy", POLICY_EXTERNAL),
	POLICY("PresencePolicy", POLICY_PRESENCE),
	POLICY("ArchivingPolicy", POLICY_ARCHIVING),
	POLICY("ClientPolicy", POLICY_CLIENT),
	POLICY("ClientVersionPolicy", POLICY_CLIENT_VERSION),
	POLICY("LocationPolicy", POLICY_LOCATION),
	POLICY("PinPolicy", POLICY_PIN),
	POLICY("MobilityPolicy", POLICY_MOBILITY),
	POLICY("HostedVoicemailPolicy", POLICY_VOICEMAIL),
	POLICY("DialPlan", DIAL_PLAN),
	PLAIN("PstnUsages", USAGE),
	END,
};

/* The same for the classes of WMI. */
static const CtVocabularyProp wmi_props[] = {
	PLAIN("Name", NAME),
	PLAIN("DisplayName", DISPLAY_NAME),
	PLAIN("FQDN", FQDN),
	PLAIN("PoolDN", POOL_DN),
	PLAIN("HomeServerDN", HOME_SERVER),
	PLAIN("MajorVersion", VERSION),
	PLAIN("MinorVersion", MINOR_VERSION),
	PLAIN("Version", VERSION),
	PLAIN("Port", PORT),
	PLAIN("Type", TYPE),
	PLAIN("Role", ROLE),
	PLAIN("GRUU", GRUU),
	PLAIN("Enabled", ENABLED),
	PLAIN("LineURI", LINE_URI),
	PLAIN("Server", SERVER),
	PLAIN("PolicyDN", DN),
	PLAIN("MCUFactoryDN", DN),
	PLAIN("WebComponentsServerDN", DN),
	PLAIN("LocationProfile", DIAL_PLAN),
	END,
};

/* Users have no @common table: a million of them keep only what the columns hold. */
static const CtVocabularyProp user_props[] = {
	PLAIN("SipAddress", SIP_ADDRESS),
	PLAIN("DisplayName", DISPLAY_NAME),
	PLAIN("Name", NAME),
	PLAIN("DistinguishedName", DN),
	PLAIN("RegistrarPool", POOL),
	PLAIN("HomeServer", HOME_SERVER),
	PLAIN("TargetServerIfMoving", TARGET_SERVER),
	PLAIN("TargetRegistrarPool", TARGET_SERVER),
	PLAIN("HostingProvider", HOSTING_PROVIDER),
	PLAIN("Enabled", ENABLED),
	PLAIN("EnterpriseVoiceEnabled", ENTERPRISE_VOICE),
	PLAIN("RemoteCallControlTelephonyEnabled", REMOTE_CALL_CONTROL),
	PLAIN("EnabledForFederation", FEDERATION),
	PLAIN("EnabledForInternetAccess", INTERNET_ACCESS),
	PLAIN("PublicNetworkEnabled", PUBLIC_NETWORK),
	PLAIN("LineURI", LINE_URI),
	PLAIN("LineServerURI", LINE_SERVER_URI),
	POLICY("VoicePolicy", POLICY_VOICE),
	POLICY("ConferencingPolicy", POLICY_CONFERENCING),
	POLICY("ExternalAccessPolicy", POLICY_EXTERNAL),
	POLICY("PresencePolicy", POLICY_PRESENCE),
	POLICY("ArchivingPolicy", POLICY_ARCHIVING),
	POLICY("ClientPolicy", POLICY_CLIENT),
	POLICY("ClientVersionPolicy", POLICY_CLIENT_VERSION),
	POLICY("LocationPolicy", POLICY_LOCATION),
	POLICY("PinPolicy", POLICY_PIN),
	POLICY("MobilityPolicy", POLICY_MOBILITY),
	POLICY("HostedVoicemailPolicy", POLICY_VOICEMAIL),
	POLICY("DialPlan", DIAL_PLAN),
	END,
};

static const CtVocabularyProp wmi_user_props[] = {
	PLAIN("PrimaryURI", SIP_ADDRESS),
	PLAIN("DisplayName", DISPLAY_NAME),
	PLAIN("UserDN", DN),
	PLAIN("HomeServerDN", HOME_SERVER),
	PLAIN("TargetServerDNIfMoving", TARGET_SERVER),
	PLAIN("Enabled", ENABLED),
	PLAIN("UCEnabled", ENTERPRISE_VOICE),
	PLAIN("RemoteCallControlTelephonyEnabled", REMOTE_CALL_CONTROL),
	PLAIN("EnabledForFederation", FEDERATION),
	PLAIN("EnabledForInternetAccess", INTERNET_ACCESS),
	PLAIN("PublicNetworkEnabled", PUBLIC_NETWORK),
	PLAIN("LineURI", LINE_URI),
	PLAIN("LineServerURI", LINE_SERVER_URI),
	POLICY("UCPolicy", POLICY_VOICE),
	POLICY("MeetingPolicy", POLICY_CONFERENCING),
	END,
};

static const CtVocabularyProp pool_props[] = {
	PLAIN("Services", SERVICE),
	END,
};

static const CtVocabularyProp wmi_pool_props[] = {
	PLAIN("PoolFQDN", FQDN),
	PLAIN("PoolDisplayName", DISPLAY_NAME),
	PLAIN("PoolType", EDITION),
	PLAIN("PoolMemberList", MEMBER),
	PLAIN("BackEndDBPath", BACK_END),
	PLAIN("Applications", APPLICATION),
	PLAIN("DefaultLocationProfile", DIAL_PLAN),
	END,
};

static const CtVocabularyProp site_props[] = {
	PLAIN("Services", SERVICE),
	PLAIN("Pools", POOL),
	PLAIN("FederationRoute", FEDERATION_ROUTE),
	END,
};

static const CtVocabularyProp service_props[] = {
	PLAIN("MediationServer", GATEWAY),
	PLAIN("AccessEdgeExternalFqdn", EXTERNAL_ACCESS_FQDN),
	PLAIN("DataEdgeExternalFqdn", EXTERNAL_WEB_CONFERENCING_FQDN),
	PLAIN("AVEdgeExternalFqdn", EXTERNAL_AV_FQDN),
	PLAIN("ExternalFqdn", EXTERNAL_WEB_FQDN),
	PLAIN("ShareName", SHARE),
	PLAIN("Active", IS_ACTIVE),
	END,
};

static const CtVocabularyProp wmi_trusted_service_props[] = {
	PLAIN("TrustedServiceDN", DN),
	PLAIN("MediationServer", GATEWAY),
	END,
};

static const CtVocabularyProp domain_props[] = {
	PLAIN("IsDefault", DEFAULT),
	END,
};

static const CtVocabularyProp wmi_domain_props[] = {
	PLAIN("Address", NAME),
	PLAIN("DefaultDomain", DEFAULT),
	END,
};

static const CtVocabularyProp conference_directory_props[] = {
	PLAIN("ServiceId", POOL),
	END,
};

static const CtVocabularyProp wmi_conference_directory_props[] = {
	PLAIN("ConferenceDirectoryId", IDENTITY),
	PLAIN("ConferenceDirectoryHomePool", POOL),
	PLAIN("ConferenceDirectoryTargetPool", TARGET_SERVER),
	PLAIN("ConferenceDirectoryDN", DN),
	END,
};

static const CtVocabularyProp access_number_props[] = {
	PLAIN("Regions", REGION),
	END,
};

static const CtVocabularyProp um_contact_props[] = {
	PLAIN("IsSubscriberAccess", IS_SUBSCRIBER_ACCESS),
	END,
};

static const CtVocabularyProp application_pool_props[] = {
	PLAIN("Registrar", POOL),
	END,
};

static const CtVocabularyProp application_props[] = {
	PLAIN("TrustedApplicationPoolFqdn", POOL),
	PLAIN("ApplicationId", OWNER_URN),
	PLAIN("LegacyApplicationName", NAME),
	PLAIN("ServiceGruu", GRUU),
	PLAIN("Port", PORT),
	END,
};

static const CtVocabularyProp wmi_contact_props[] = {
	PLAIN("ApplicationContactDN", DN),
	PLAIN("PrimaryURI", SIP_ADDRESS),
	PLAIN("ApplicationType", TYPE),
	END,
};

static const CtVocabularyProp response_group_props[] = {
	PLAIN("Identity", IDENTITY),
	OWNER("Identity", POOL),
	OWNER("Parent", POOL),
	PLAIN("AgentGroupIDList", AGENT_GROUP),
	PLAIN("AgentsByUri", AGENT),
	END,
};

static const CtVocabularyProp voice_route_props[] = {
	PLAIN("NumberPattern", PATTERN),
	PLAIN("PstnGatewayList", GATEWAY),
	END,
};

static const CtVocabularyProp wmi_voice_route_props[] = {
	PLAIN("PhoneRouteDN", DN),
	PLAIN("TargetPhoneNumber", PATTERN),
	PLAIN("GatewayList", GATEWAY),
	PLAIN("PhoneRouteUsages", USAGE),
	END,
};

static const CtVocabularyProp usage_props[] = {
	PLAIN("Usage", USAGE),
	END,
};

static const CtVocabularyProp wmi_usage_props[] = {
	PLAIN("UsageAttribute", NAME),
	PLAIN("PhoneRouteUsageDN", DN),
	PLAIN("DefaultUsage", DEFAULT),
	END,
};

static const CtVocabularyProp dial_plan_props[] = {
	PLAIN("DialinConferencingRegion", REGION),
	END,
};

static const CtVocabularyProp wmi_dial_plan_props[] = {
	PLAIN("LocationProfileDN", DN),
	END,
};

static const CtVocabularyProp wmi_policy_props[] = {
	PLAIN("PhoneRouteUsages", USAGE),
	END,
};

static const CtVocabularyProp wmi_static_route_props[] = {
	PLAIN("MatchURI", MATCH_URI),
	PLAIN("NextHop", NEXT_HOP),
	PLAIN("NextHopPort", PORT),
	END,
};

static const CtVocabularyProp wmi_mapping_props[] = {
	PLAIN("MappingDN", DN),
	END,
};

static const CtVocabularyProp wmi_application_props[] = {
	PLAIN("Identifier", IDENTITY),
	PLAIN("ServiceName", NAME),
	PLAIN("ApplicationType", TYPE),
	END,
};

static const CtVocabularyProp simple_url_props[] = {
	PLAIN("SimpleUrl", URL),
	END,
};

static const CtVocabularyProp delegation_props[] = {
	PLAIN("SipAddress", SIP_ADDRESS),
	PLAIN("Delegates", DELEGATE),
	END,
};

static const CtVocabularyProp internal_server_props[] = {
	PLAIN("EdgeFqdn", EDGE),
	PLAIN("InternalServer", SERVER),
	END,
};

#define SHELL(kind, props)	 CT_RECORD_##kind, props, shell_props
#define WMI(kind, props)	 CT_RECORD_##kind, props, wmi_props
#define RTC			 "Microsoft.Rtc.Management."
#define CONTACT			 RTC "ADConnect.Schema."
#define CONFIG			 RTC "WritableConfig."

/* The first row that fits counts, so a general pattern comes after the special ones. */
static const CtVocabularyType types[] = {
	{ CONTACT "ADUser", CT_RECORD_USER, user_props, NULL },
	{ CONTACT "CSADUser", CT_RECORD_USER, user_props, NULL },
	{ CONTACT "OCSADUser", CT_RECORD_USER, user_props, NULL },
	{ CONTACT "OCSADExUmContact", SHELL(UM_CONTACT, um_contact_props) },
	{ CONTACT "OCSADApplicationContact", SHELL(APPLICATION_ENDPOINT, NULL) },
	{ CONTACT "*", SHELL(OTHER, NULL) },
	{ RTC "Xds.AccessNumber", SHELL(ACCESS_NUMBER, access_number_props) },
	{ RTC "Xds.SipDomain", SHELL(SIP_DOMAIN, domain_props) },
	{ RTC "Xds.DisplayTrustedApplication", SHELL(TRUSTED_APPLICATION, application_props) },
	{ RTC "Xds.DisplayExternalServer",
	  SHELL(TRUSTED_APPLICATION_POOL, application_pool_props) },
	{ RTC "Xds.Display*", SHELL(SERVICE, service_props) },
	{ RTC "Deploy.Internal.Cluster", SHELL(POOL, pool_props) },
	{ RTC "Deploy.Internal.Machine", SHELL(OTHER, NULL) },
	{ RTC "Deploy.Internal.Site*", SHELL(SITE, site_props) },
	{ CONFIG "Policy.Voice.LocationProfile", SHELL(DIAL_PLAN, dial_plan_props) },
	{ CONFIG "Policy.Voice.PSTNUsages", SHELL(PSTN_USAGE, usage_props) },
	{ CONFIG "Policy.Voice.Route", SHELL(VOICE_ROUTE, voice_route_props) },
	{ CONFIG "Policy.*", SHELL(POLICY, NULL) },
	{ CONFIG "Settings.PstnConf.ConferenceDirector*",
	  SHELL(CONFERENCE_DIRECTORY, conference_directory_props) },
	{ CONFIG "Settings.SimpleUrl.*", SHELL(SIMPLE_URL, simple_url_props) },
	{ CONFIG "Settings.*", SHELL(OTHER, NULL) },
	{ RTC "Voice.Helpers.*", SHELL(OTHER, NULL) },
	{ RTC "Hadr.*", SHELL(OTHER, NULL) },
	{ "Microsoft.Rtc.Rgs.Management.WritableSettings.Workflow",
	  SHELL(RGS_WORKFLOW, response_group_props) },
	{ "Microsoft.Rtc.Rgs.Management.WritableSettings.Queue",
	  SHELL(RGS_QUEUE, response_group_props) },
	{ "Microsoft.Rtc.Rgs.Management.WritableSettings.AgentGroup",
	  SHELL(RGS_AGENT_GROUP, response_group_props) },
	{ "MSFT_SIPESUserSetting", CT_RECORD_USER, wmi_user_props, NULL },
	{ "MSFT_SIPPoolSetting", WMI(POOL, wmi_pool_props) },
	{ "MSFT_SIPDomainData", WMI(SIP_DOMAIN, wmi_domain_props) },
	{ "MSFT_SIPTrustedServiceSetting", WMI(TRUSTED_SERVICE, wmi_trusted_service_props) },
	{ "MSFT_SIPTrustedMRASServer", WMI(TRUSTED_SERVICE, wmi_trusted_service_props) },
	{ "MSFT_SIPRoutingTableData", WMI(STATIC_ROUTE, wmi_static_route_props) },
	{ "MSFT_SIPRemoteAddressData", WMI(AUTHORIZED_HOST, NULL) },
	{ "MSFT_SIPPhoneRouteData", WMI(VOICE_ROUTE, wmi_voice_route_props) },
	{ "MSFT_SIPPhoneRouteUsageData", WMI(PSTN_USAGE, wmi_usage_props) },
	{ "MSFT_SIPApplicationContactSetting", WMI(APPLICATION_ENDPOINT, wmi_contact_props) },
	{ "MSFT_SIPLocationProfileData", WMI(DIAL_PLAN, wmi_dial_plan_props) },
	{ "MSFT_SIPConferenceDirector*",
	  WMI(CONFERENCE_DIRECTORY, wmi_conference_directory_props) },
	{ "MSFT_SIPLocationContactsMapping", WMI(OTHER, wmi_mapping_props) },
	{ "MSFT_SIPApplicationConfigSetting", WMI(OTHER, wmi_application_props) },
	{ "MSFT_SIP*Policy*", WMI(POLICY, wmi_policy_props) },
	{ "MSFT_SIP*", WMI(OTHER, NULL) },
};

static const CtVocabularyType unknown = { "*", CT_RECORD_OTHER, NULL, NULL };

/* Objects whose type says nothing, by the properties that only they have.  The first row that fits
 * counts. */
static const struct {
	const char *needs[3];
	CtVocabularyType row;
} shapes[] = {
	{ { "SipAddress", "Delegates" }, { "*", CT_RECORD_DELEGATION, delegation_props, NULL } },
	{ { "EdgeFqdn", "InternalServer" },
	  { "*", CT_RECORD_EDGE_INTERNAL_SERVER, internal_server_props, NULL } },
	{ { "SipAddress", "OwnerUrn" }, { "*", SHELL(APPLICATION_ENDPOINT, NULL) } },
	{ { "SipAddress", "AutoAttendant" }, { "*", SHELL(UM_CONTACT, um_contact_props) } },
	{ { "SipAddress", "IsSubscriberAccess" }, { "*", SHELL(UM_CONTACT, um_contact_props) } },
	{ { "PrimaryUri", "Regions" }, { "*", SHELL(ACCESS_NUMBER, access_number_props) } },
	{ { "SipAddress", "RegistrarPool" }, { "*", CT_RECORD_USER, user_props, NULL } },
	{ { "SipAddress", "HomeServer" }, { "*", CT_RECORD_USER, user_props, NULL } },
	{ { "PrimaryUri", "HomeServerDN", "UserDN" },
	  { "*", CT_RECORD_USER, wmi_user_props, NULL } },
	{ { "PoolFqdn", "PoolDN" }, { "*", WMI(POOL, wmi_pool_props) } },
	{ { "NumberPattern", "PstnGatewayList" }, { "*", SHELL(VOICE_ROUTE, voice_route_props) } },
	{ { "NormalizationRules" }, { "*", SHELL(DIAL_PLAN, dial_plan_props) } },
	{ { "AgentGroupIDList" }, { "*", SHELL(RGS_QUEUE, response_group_props) } },
	{ { "AgentsByUri" }, { "*", SHELL(RGS_AGENT_GROUP, response_group_props) } },
	{ { "Computers", "Services" }, { "*", SHELL(POOL, pool_props) } },
	{ { "CallParkServerFqdn", "NumberRangeStart" }, { "*", SHELL(OTHER, NULL) } },
	{ { "CallParkService", "NumberRangeStart" }, { "*", SHELL(OTHER, NULL) } },
};

/* The names of @shapes, one bit each. */
static const char *const marks[] = {
	"SipAddress", "Delegates", "EdgeFqdn", "InternalServer", "OwnerUrn", "AutoAttendant",
	"IsSubscriberAccess", "PrimaryUri", "Regions", "RegistrarPool", "HomeServer",
	"HomeServerDN", "UserDN", "PoolFqdn", "PoolDN", "NumberPattern", "PstnGatewayList",
	"NormalizationRules", "AgentGroupIDList", "AgentsByUri", "Computers", "Services",
	"CallParkServerFqdn", "CallParkService", "NumberRangeStart",
};

/* clang-format on */

const CtVocabularyType *
ct_vocabulary_find(const char *bare)
{
	for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
		if (g_pattern_match_simple(types[i].pattern, bare))
			return &types[i];
	}
	return NULL;
}

const CtVocabularyType *
ct_vocabulary_unknown(void)
{
	return &unknown;
}

char *
ct_vocabulary_bare(const char *name)
{
	static const char *const prefixes[] = { "Deserialized.", "Selected." };
	guint i = 0;

	while (i < G_N_ELEMENTS(prefixes)) {
		if (g_str_has_prefix(name, prefixes[i])) {
			name += strlen(prefixes[i]);
			i = 0;
		} else {
			i++;
		}
	}

	const char *hash = strchr(name, '#');

	if (hash == NULL)
		return g_strdup(name);
	if (strcmp(hash, "#Decorated") == 0)
		return g_strndup(name, (gsize)(hash - name));

	/* "System.Management.ManagementObject#root\cimv2\Class", of CIM with slashes */
	const char *class_name = hash + 1;

	for (const char *p = class_name; *p != '\0'; p++) {
		if (*p == '\\' || *p == '/')
			class_name = p + 1;
	}
	return g_strdup(class_name);
}

static const CtVocabularyProp *
first_in(const CtVocabularyProp *props, const char *name, guint *out_count)
{
	guint count = 0;

	for (; props != NULL && props->name != NULL; props++) {
		if (g_ascii_strcasecmp(props->name, name) != 0)
			continue;
		while (props[count].name != NULL &&
		       g_ascii_strcasecmp(props[count].name, name) == 0)
			count++;
		*out_count = count;
		return props;
	}
	return NULL;
}

const CtVocabularyProp *
ct_vocabulary_first_prop(const CtVocabularyType *row, const char *name, guint *out_count)
{
	const CtVocabularyProp *found = first_in(row->props, name, out_count);

	return found != NULL ? found : first_in(row->common, name, out_count);
}

guint32
ct_vocabulary_marks(const char *name)
{
	G_STATIC_ASSERT(G_N_ELEMENTS(marks) <= 32);

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (g_ascii_strcasecmp(marks[i], name) == 0)
			return (guint32)1 << i;
	}
	return 0;
}

const CtVocabularyType *
ct_vocabulary_by_marks(guint32 found)
{
	for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
		guint32 needed = 0;

		for (guint j = 0; j < G_N_ELEMENTS(shapes[i].needs); j++) {
			if (shapes[i].needs[j] != NULL)
				needed |= ct_vocabulary_marks(shapes[i].needs[j]);
		}
		if ((found & needed) == needed)
			return &shapes[i].row;
	}
	return NULL;
}

/* Global is no policy of one's own, and the scope before a name is not part of it. */
static const char *
policy_value(const char *text)
{
	static const char *const scopes[] = { "Tag:", "Site:" };

	if (g_ascii_strcasecmp(text, "Global") == 0)
		return NULL;
	for (guint i = 0; i < G_N_ELEMENTS(scopes); i++) {
		if (g_ascii_strncasecmp(text, scopes[i], strlen(scopes[i])) == 0)
			return text + strlen(scopes[i]);
	}
	return text;
}

static const char *
owner_value(const char *text)
{
	return g_ascii_strncasecmp(text, "service:", 8) == 0 ? text + 8 : NULL;
}

const char *
ct_vocabulary_value(const CtVocabularyProp *prop, const char *text, gsize *out_length)
{
	const char *value = NULL;
	gsize length = 0;

	switch (prop->form) {
	case CT_VALUE_PLAIN:
	case CT_N_VALUES:
		value = text;
		length = strlen(text);
		break;
	case CT_VALUE_POLICY:
		value = policy_value(text);
		length = value != NULL ? strlen(value) : 0;
		break;
	case CT_VALUE_OWNER:
		value = owner_value(text);
		length = value != NULL ? strcspn(value, "/") : 0;
		break;
	}
	if (length == 0)
		return NULL;
	*out_length = length;
	return value;
}
