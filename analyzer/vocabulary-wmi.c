/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the management classes of Office Communications Server call things (root\cimv2, MSFT_SIP*):
 * the names of their documentation.
 */
#include "analyzer/vocabulary-tables.h"

/* clang-format off */

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

static const CtVocabularyProp user_props[] = {
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
	PLAIN("PoolFQDN", FQDN),
	PLAIN("PoolDisplayName", DISPLAY_NAME),
	PLAIN("PoolType", EDITION),
	PLAIN("PoolMemberList", MEMBER),
	PLAIN("BackEndDBPath", BACK_END),
	PLAIN("Applications", APPLICATION),
	PLAIN("DefaultLocationProfile", DIAL_PLAN),
	END,
};

static const CtVocabularyProp trusted_service_props[] = {
	PLAIN("TrustedServiceDN", DN),
	PLAIN("MediationServer", GATEWAY),
	END,
};

static const CtVocabularyProp domain_props[] = {
	PLAIN("Address", NAME),
	PLAIN("DefaultDomain", DEFAULT),
	END,
};

static const CtVocabularyProp conference_directory_props[] = {
	PLAIN("ConferenceDirectoryId", IDENTITY),
	PLAIN("ConferenceDirectoryHomePool", POOL),
	PLAIN("ConferenceDirectoryTargetPool", TARGET_SERVER),
	PLAIN("ConferenceDirectoryDN", DN),
	END,
};

static const CtVocabularyProp contact_props[] = {
	PLAIN("ApplicationContactDN", DN),
	PLAIN("PrimaryURI", SIP_ADDRESS),
	PLAIN("ApplicationType", TYPE),
	END,
};

/* Classes that name a server and the pool it serves. */
static const CtVocabularyProp server_props[] = {
	PLAIN("MCUFactoryDN", DN),
	PLAIN("WebComponentsServerDN", DN),
	PLAIN("TrustedMCUDN", DN),
	PLAIN("MCUType", TYPE),
	END,
};

static const CtVocabularyProp voice_route_props[] = {
	PLAIN("PhoneRouteDN", DN),
	PLAIN("TargetPhoneNumber", PATTERN),
	PLAIN("GatewayList", GATEWAY),
	PLAIN("PhoneRouteUsages", USAGE),
	END,
};

static const CtVocabularyProp usage_props[] = {
	PLAIN("UsageAttribute", NAME),
	PLAIN("PhoneRouteUsageDN", DN),
	PLAIN("DefaultUsage", DEFAULT),
	END,
};

static const CtVocabularyProp dial_plan_props[] = {
	PLAIN("LocationProfileDN", DN),
	END,
};

static const CtVocabularyProp policy_props[] = {
	PLAIN("PhoneRouteUsages", USAGE),
	END,
};

static const CtVocabularyProp static_route_props[] = {
	PLAIN("MatchURI", MATCH_URI),
	PLAIN("NextHop", NEXT_HOP),
	PLAIN("NextHopPort", PORT),
	END,
};

static const CtVocabularyProp mapping_props[] = {
	PLAIN("MappingDN", DN),
	END,
};

static const CtVocabularyProp application_props[] = {
	PLAIN("Identifier", IDENTITY),
	PLAIN("ServiceName", NAME),
	PLAIN("ApplicationType", TYPE),
	END,
};

#define WMI(kind, props) CT_RECORD_##kind, props, wmi_props

const CtVocabularyType ct_vocabulary_wmi_types[] = {
	{ "MSFT_SIPESUserSetting", CT_RECORD_USER, user_props, NULL },
	{ "MSFT_SIPPoolSetting", WMI(POOL, pool_props) },
	{ "MSFT_SIPDomainData", WMI(SIP_DOMAIN, domain_props) },
	{ "MSFT_SIPTrustedServiceSetting", WMI(TRUSTED_SERVICE, trusted_service_props) },
	{ "MSFT_SIPTrustedMRASServer", WMI(TRUSTED_SERVICE, trusted_service_props) },
	{ "MSFT_SIPRoutingTableData", WMI(STATIC_ROUTE, static_route_props) },
	{ "MSFT_SIPRemoteAddressData", WMI(AUTHORIZED_HOST, NULL) },
	{ "MSFT_SIPPhoneRouteData", WMI(VOICE_ROUTE, voice_route_props) },
	{ "MSFT_SIPPhoneRouteUsageData", WMI(PSTN_USAGE, usage_props) },
	{ "MSFT_SIPApplicationContactSetting", WMI(APPLICATION_ENDPOINT, contact_props) },
	{ "MSFT_SIPLocationProfileData", WMI(DIAL_PLAN, dial_plan_props) },
	{ "MSFT_SIPConferenceDirector*",
	  WMI(CONFERENCE_DIRECTORY, conference_directory_props) },
	{ "MSFT_SIPLocationContactsMapping", WMI(OTHER, mapping_props) },
	{ "MSFT_SIPApplicationConfigSetting", WMI(OTHER, application_props) },
	{ "MSFT_SIPWebComponentsServerSetting", WMI(OTHER, server_props) },
	{ "MSFT_SIPMCUFactorySetting", WMI(OTHER, server_props) },
	{ "MSFT_SIPTrustedMCUSetting", WMI(OTHER, server_props) },
	{ "MSFT_SIP*Policy*", WMI(POLICY, policy_props) },
	/* EsEm, PoolConfig, ACPMCU, PoolExtData, ServerExtData, Proxy, ForwardingProxy, ... */
	{ "MSFT_SIP*", WMI(OTHER, NULL) },
	END_OF_TYPES,
};

const CtVocabularyShape ct_vocabulary_wmi_shapes[] = {
	{ { "PrimaryUri", "HomeServerDN", "UserDN" },
	  { "MSFT_SIPESUserSetting", CT_RECORD_USER, user_props, NULL } },
	{ { "PoolFqdn", "PoolDN" }, { "MSFT_SIPPoolSetting", WMI(POOL, pool_props) } },
	{ { "TrustedServiceDN" }, { "MSFT_SIPTrustedServiceSetting", WMI(TRUSTED_SERVICE, trusted_service_props) } },
	{ { "ApplicationContactDN" }, { "MSFT_SIPApplicationContactSetting", WMI(APPLICATION_ENDPOINT, contact_props) } },
	{ { "ConferenceDirectoryId", "ConferenceDirectoryHomePool" },
	  { "MSFT_SIPConferenceDirectory", WMI(CONFERENCE_DIRECTORY, conference_directory_props) } },
	{ { "PhoneRouteDN" }, { "MSFT_SIPPhoneRouteData", WMI(VOICE_ROUTE, voice_route_props) } },
	{ { "PhoneRouteUsageDN" }, { "MSFT_SIPPhoneRouteUsageData", WMI(PSTN_USAGE, usage_props) } },
	{ { "LocationProfileDN" }, { "MSFT_SIPLocationProfileData", WMI(DIAL_PLAN, dial_plan_props) } },
	{ { "MatchURI", "NextHop" }, { "MSFT_SIPRoutingTableData", WMI(STATIC_ROUTE, static_route_props) } },
	{ { "Server", "TreatAsAuthenticated" }, { "MSFT_SIPRemoteAddressData", WMI(AUTHORIZED_HOST, NULL) } },
	{ { "Address", "DefaultDomain" }, { "MSFT_SIPDomainData", WMI(SIP_DOMAIN, domain_props) } },
	END_OF_SHAPES,
};

/* clang-format on */
