/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the management shell calls things: the objects that Get-Cs* commands give, and the lists that
 * people make by hand with the same names.
 */
#include "analyzer/vocabulary-tables.h"

/* clang-format off */

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
	PLAIN("WhenChanged", CHANGED),
	END,
};

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
	PLAIN("PrivateLine", PRIVATE_LINE),
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
	PLAIN("WhenChanged", CHANGED),
	END,
};

static const CtVocabularyProp pool_props[] = {
	PLAIN("Services", SERVICE),
	END,
};

static const CtVocabularyProp site_props[] = {
	PLAIN("Services", SERVICE),
	PLAIN("Pools", POOL),
	PLAIN("FederationRoute", FEDERATION_ROUTE),
	PLAIN("XmppFederationRoute", XMPP_FEDERATION_ROUTE),
	END,
};

/* Call park orbits and the like belong to an application server. */
static const CtVocabularyProp number_range_props[] = {
	PLAIN("CallParkService", POOL),
	PLAIN("CallParkServiceId", SERVICE_ID),
	PLAIN("CallParkServerFqdn", POOL),
	PLAIN("AnnouncementService", POOL),
	PLAIN("AnnouncementServiceId", SERVICE_ID),
	END,
};

static const CtVocabularyProp device_props[] = {
	PLAIN("Gateway", GATEWAY),
	END,
};

static const CtVocabularyProp xmpp_partner_props[] = {
	PLAIN("Domain", NAME),
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
	PLAIN("DependentServiceList", DEPENDS_ON),
	END,
};

static const CtVocabularyProp domain_props[] = {
	PLAIN("IsDefault", DEFAULT),
	END,
};

static const CtVocabularyProp conference_directory_props[] = {
	PLAIN("ServiceId", POOL),
	PLAIN("Id", IDENTITY),
	PLAIN("DirectoryId", IDENTITY),
	PLAIN("ConferenceDirectoryId", IDENTITY),
	END,
};

static const CtVocabularyProp federated_domain_props[] = {
	PLAIN("Domain", NAME),
	PLAIN("Value", NAME),
	PLAIN("ProxyFqdn", FQDN),
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

static const CtVocabularyProp response_group_props[] = {
	PLAIN("Identity", IDENTITY),
	OWNER("Identity", POOL),
	OWNER("Parent", POOL),
	PLAIN("AgentGroupIDList", AGENT_GROUP),
	PLAIN("AgentsByUri", AGENT),
	PLAIN(".QueueID", QUEUE),
	END,
};

static const CtVocabularyProp voice_route_props[] = {
	PLAIN("NumberPattern", PATTERN),
	PLAIN("PstnGatewayList", GATEWAY),
	END,
};

static const CtVocabularyProp usage_props[] = {
	PLAIN("Usage", USAGE),
	END,
};

static const CtVocabularyProp dial_plan_props[] = {
	PLAIN("DialinConferencingRegion", REGION),
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

#define SHELL(kind, props) CT_RECORD_##kind, props, shell_props
#define RTC		   "Microsoft.Rtc.Management."
#define CONTACT		   RTC "ADConnect.Schema."
#define CONFIG		   RTC "WritableConfig."
#define RGS		   "Microsoft.Rtc.Rgs.Management.WritableSettings."

const CtVocabularyType ct_vocabulary_shell_types[] = {
	{ CONTACT "ADUser", CT_RECORD_USER, user_props, NULL },
	{ CONTACT "CSADUser", CT_RECORD_USER, user_props, NULL },
	{ CONTACT "OCSADUser", CT_RECORD_USER, user_props, NULL },
	{ CONTACT "OCSADExUmContact", SHELL(UM_CONTACT, um_contact_props) },
	{ CONTACT "OCSADApplicationContact", SHELL(APPLICATION_ENDPOINT, NULL) },
	{ CONTACT "OCSADCommonAreaPhoneContact", SHELL(COMMON_AREA_PHONE, device_props) },
	{ CONTACT "OCSADAnalogDeviceContact", SHELL(ANALOG_DEVICE, device_props) },
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
	{ CONFIG "Settings.Edge.*Provider", SHELL(HOSTING_PROVIDER, NULL) },
	{ CONFIG "Settings.Edge.*AllowedDomain", SHELL(ALLOWED_DOMAIN, federated_domain_props) },
	{ CONFIG "Settings.Edge.*BlockedDomain", SHELL(BLOCKED_DOMAIN, federated_domain_props) },
	{ CONFIG "Settings.Edge.*", SHELL(FEDERATION_SETTING, NULL) },
	{ CONFIG "Settings.Certificates.*", SHELL(CERTIFICATE, NULL) },
	{ CONFIG "Settings.KerberosAccount.*", SHELL(KERBEROS_ACCOUNT, NULL) },
	{ CONFIG "Settings.ServerApplication.*", SHELL(SERVER_APPLICATION, NULL) },
	{ CONFIG "Settings.XmppFederation.XmppAllowedPartner",
	  SHELL(XMPP_PARTNER, xmpp_partner_props) },
	{ CONFIG "Settings.TrunkConfiguration.*", SHELL(TRUNK_CONFIGURATION, NULL) },
	{ CONFIG "Settings.*", SHELL(OTHER, NULL) },
	{ RTC "Voice.Helpers.DisplayCallParkOrbits", SHELL(CALL_PARK_ORBIT, number_range_props) },
	{ RTC "Voice.Helpers.DisplayAnnouncementVacantNumberRange",
	  SHELL(UNASSIGNED_NUMBER, number_range_props) },
	{ RTC "Voice.Helpers.*", SHELL(OTHER, NULL) },
	{ RTC "Hadr.BackupService.BackupRelation", SHELL(BACKUP_RELATION, NULL) },
	{ RTC "Hadr.*", SHELL(OTHER, NULL) },
	{ RGS "Workflow", SHELL(RGS_WORKFLOW, response_group_props) },
	{ RGS "Queue", SHELL(RGS_QUEUE, response_group_props) },
	{ RGS "AgentGroup", SHELL(RGS_AGENT_GROUP, response_group_props) },
	{ RGS "*", SHELL(OTHER, response_group_props) },
	END_OF_TYPES,
};

const CtVocabularyShape ct_vocabulary_shell_shapes[] = {
	{ { "SipAddress", "Delegates" }, { "*", CT_RECORD_DELEGATION, delegation_props, NULL } },
	{ { "EdgeFqdn", "InternalServer" },
	  { "*", CT_RECORD_EDGE_INTERNAL_SERVER, internal_server_props, NULL } },
	{ { "SipAddress", "OwnerUrn" }, { CONTACT "OCSADApplicationContact", SHELL(APPLICATION_ENDPOINT, NULL) } },
	{ { "SipAddress", "AutoAttendant" }, { CONTACT "OCSADExUmContact", SHELL(UM_CONTACT, um_contact_props) } },
	{ { "SipAddress", "IsSubscriberAccess" }, { CONTACT "OCSADExUmContact", SHELL(UM_CONTACT, um_contact_props) } },
	{ { "PrimaryUri", "Regions" }, { RTC "Xds.AccessNumber", SHELL(ACCESS_NUMBER, access_number_props) } },
	{ { "SipAddress", "AnalogFax" }, { CONTACT "OCSADAnalogDeviceContact", SHELL(ANALOG_DEVICE, device_props) } },
	{ { "SipAddress", "RegistrarPool", "DisplayNumber" },
	  { CONTACT "OCSADCommonAreaPhoneContact", SHELL(COMMON_AREA_PHONE, device_props) } },
	{ { "SipAddress", "RegistrarPool" }, { CONTACT "ADUser", CT_RECORD_USER, user_props, NULL } },
	{ { "SipAddress", "HomeServer" }, { CONTACT "ADUser", CT_RECORD_USER, user_props, NULL } },
	{ { "SipAddress", "EnterpriseVoiceEnabled" }, { CONTACT "ADUser", CT_RECORD_USER, user_props, NULL } },
	{ { "NumberPattern", "PstnGatewayList" }, { CONFIG "Policy.Voice.Route", SHELL(VOICE_ROUTE, voice_route_props) } },
	{ { "NormalizationRules" }, { CONFIG "Policy.Voice.LocationProfile", SHELL(DIAL_PLAN, dial_plan_props) } },
	{ { "AgentGroupIDList" }, { RGS "Queue", SHELL(RGS_QUEUE, response_group_props) } },
	{ { "AgentsByUri" }, { RGS "AgentGroup", SHELL(RGS_AGENT_GROUP, response_group_props) } },
	{ { "PrimaryUri", "HolidaySetIDList" },
	  { RGS "Workflow", SHELL(RGS_WORKFLOW, response_group_props) } },
	{ { "Computers", "Services" }, { RTC "Deploy.Internal.Cluster", SHELL(POOL, pool_props) } },
	{ { "PoolFqdn", "ThrottleAsServer" },
	  { RTC "Xds.DisplayExternalServer", SHELL(TRUSTED_APPLICATION_POOL, application_pool_props) } },
	{ { "TrustedApplicationPoolFqdn" }, { RTC "Xds.DisplayTrustedApplication", SHELL(TRUSTED_APPLICATION, application_props) } },
	{ { "CallParkServerFqdn", "NumberRangeStart" },
	  { RTC "Voice.Helpers.DisplayCallParkOrbits", SHELL(CALL_PARK_ORBIT, number_range_props) } },
	{ { "CallParkService", "NumberRangeStart" },
	  { RTC "Voice.Helpers.DisplayCallParkOrbits", SHELL(CALL_PARK_ORBIT, number_range_props) } },
	{ { "AnnouncementName", "NumberRangeStart" },
	  { RTC "Voice.Helpers.DisplayAnnouncementVacantNumberRange", SHELL(UNASSIGNED_NUMBER, number_range_props) } },
	{ { "SiteId", "Pools" }, { RTC "Deploy.Internal.Site", SHELL(SITE, site_props) } },
	{ { "ServiceId", "PoolFqdn" }, { RTC "Xds.Display", SHELL(SERVICE, service_props) } },
	{ { "PstnUsages", "AllowSimulRing" }, { CONFIG "Policy.Voice.VoicePolicy", SHELL(POLICY, NULL) } },
	{ { "Identity", "Usage" }, { CONFIG "Policy.Voice.PSTNUsages", SHELL(PSTN_USAGE, usage_props) } },
	{ { "Identity", "ServiceId" },
	  { CONFIG "Settings.PstnConf.ConferenceDirectories",
	    SHELL(CONFERENCE_DIRECTORY, conference_directory_props) } },
	{ { "UpToDate", "ReplicaFqdn" }, { RTC "Xds.ReplicaState", SHELL(OTHER, NULL) } },
	{ { "Name", "IsDefault" }, { RTC "Xds.SipDomain", SHELL(SIP_DOMAIN, domain_props) } },
	END_OF_SHAPES,
};

/* clang-format on */
