/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Active Directory calls things: classes and attributes of the schema that Office
 * Communications Server and Lync Server extend, as ldifde and csvde write them.
 *
 * The names of users, pools, services, domains, conference directories and the topology setting are
 * documented; those of voice routes, usages and location profiles are inferred from the management
 * classes that read the same objects.
 */
#include "analyzer/vocabulary-tables.h"

#define RTC "msRTCSIP-"

/* clang-format off */

/* What all entries share. */
static const CtVocabularyProp entry_props[] = {
	PLAIN("dn", DN),
	PLAIN("distinguishedName", DN),
	PLAIN("displayName", DISPLAY_NAME),
	PLAIN("cn", NAME),
	PLAIN("name", NAME),
	PLAIN("dNSHostName", FQDN),
	PLAIN("whenChanged", CHANGED),
	END,
};

/* Entries whose own name is a number that means nothing to people. */
static const CtVocabularyProp numbered_entry_props[] = {
	PLAIN("dn", DN),
	PLAIN("distinguishedName", DN),
	PLAIN("displayName", DISPLAY_NAME),
	PLAIN("whenChanged", CHANGED),
	END,
};

static const CtVocabularyProp user_props[] = {
	PLAIN(RTC "PrimaryUserAddress", SIP_ADDRESS),
	PLAIN("displayName", DISPLAY_NAME),
	PLAIN("cn", NAME),
	PLAIN("name", NAME),
	PLAIN("dn", DN),
	PLAIN("distinguishedName", DN),
	PLAIN(RTC "PrimaryHomeServer", HOME_SERVER),
	PLAIN(RTC "TargetHomeServer", TARGET_SERVER),
	PLAIN(RTC "DeploymentLocator", HOSTING_PROVIDER),
	PLAIN(RTC "UserEnabled", ENABLED),
	PLAIN(RTC "FederationEnabled", FEDERATION),
	PLAIN(RTC "InternetAccessEnabled", INTERNET_ACCESS),
	PLAIN(RTC "Line", LINE_URI),
	PLAIN(RTC "LineServer", LINE_SERVER_URI),
	FLAG(RTC "OptionFlags", PUBLIC_NETWORK, 1),
	FLAG(RTC "OptionFlags", REMOTE_CALL_CONTROL, 16),
	FLAG(RTC "OptionFlags", ENTERPRISE_VOICE, 128),
	FLAG(RTC "OptionFlags", RICH_PRESENCE, 256),
	FLAG(RTC "OptionFlags", REMOTE_CALL_CONTROL, 512),
	NUMBERED(RTC "UserPolicy", POLICY_CONFERENCING, 1),
	NUMBERED(RTC "UserPolicy", POLICY_VOICE, 2),
	NUMBERED(RTC "UserPolicy", POLICY_PRESENCE, 5),
	POLICY(RTC "UserLocationProfile", DIAL_PLAN),
	PLAIN("whenChanged", CHANGED),
	END,
};

/* Contacts that are no people: of applications, and of Exchange unified messaging. */
static const CtVocabularyProp contact_props[] = {
	PLAIN(RTC "PrimaryUserAddress", SIP_ADDRESS),
	PLAIN(RTC "PrimaryHomeServer", HOME_SERVER),
	PLAIN(RTC "TargetHomeServer", TARGET_SERVER),
	PLAIN(RTC "OwnerUrn", OWNER_URN),
	PLAIN(RTC "Line", LINE_URI),
	PLAIN(RTC "UserEnabled", ENABLED),
	PLAIN("whenChanged", CHANGED),
	END,
};

static const CtVocabularyProp pool_props[] = {
	PLAIN("dn", DN),
	PLAIN("dn", POOL_DN),
	PLAIN("distinguishedName", DN),
	PLAIN("distinguishedName", POOL_DN),
	PLAIN(RTC "PoolDisplayName", DISPLAY_NAME),
	PLAIN(RTC "PoolType", EDITION),
	PLAIN(RTC "PoolVersion", VERSION),
	PLAIN(RTC "BackEndServer", BACK_END),
	PLAIN(RTC "ApplicationList", APPLICATION),
	END,
};

/* The entry below a pool that users are homed on. */
static const CtVocabularyProp pool_service_props[] = {
	PLAIN("dn", DN),
	PLAIN("dn", POOL_DN),
	PLAIN("distinguishedName", DN),
	PLAIN("distinguishedName", POOL_DN),
	PLAIN(RTC "FrontEndServers", MEMBER),
	END,
};

static const CtVocabularyProp trusted_service_props[] = {
	PLAIN(RTC "TrustedServerFQDN", FQDN),
	PLAIN(RTC "TrustedServicePort", PORT),
	PLAIN(RTC "TrustedServiceType", TYPE),
	PLAIN(RTC "RoutingPoolDN", POOL_DN),
	PLAIN(RTC "TrustedServerVersion", VERSION),
	END,
};

/* Servers that are only trusted: front ends, conferencing, proxies, web components, Edges. */
static const CtVocabularyProp trusted_server_props[] = {
	PLAIN(RTC "TrustedServerFQDN", FQDN),
	PLAIN(RTC "TrustedMCUFQDN", FQDN),
	PLAIN(RTC "TrustedProxyFQDN", FQDN),
	PLAIN(RTC "TrustedWebComponentsServerFQDN", FQDN),
	PLAIN(RTC "EdgeProxyFQDN", FQDN),
	PLAIN(RTC "TrustedServerVersion", VERSION),
	PLAIN(RTC "MCUType", TYPE),
	END,
};

static const CtVocabularyProp domain_props[] = {
	PLAIN(RTC "DomainName", NAME),
	PLAIN(RTC "Default", DEFAULT),
	END,
};

static const CtVocabularyProp conference_directory_props[] = {
	PLAIN(RTC "ConferenceDirectoryId", IDENTITY),
	PLAIN(RTC "ConferenceDirectoryHomePool", POOL),
	PLAIN(RTC "ConferenceDirectoryTargetPool", TARGET_SERVER),
	END,
};

static const CtVocabularyProp topology_setting_props[] = {
	PLAIN(RTC "BackEndServer", BACK_END),
	END,
};

static const CtVocabularyProp voice_route_props[] = {
	PLAIN(RTC "PhoneRouteName", NAME),
	PLAIN(RTC "TargetPhoneNumber", PATTERN),
	PLAIN(RTC "Gateways", GATEWAY),
	PLAIN(RTC "RouteUsageLinks", USAGE),
	END,
};

static const CtVocabularyProp usage_props[] = {
	PLAIN(RTC "RouteUsageAttribute", NAME),
	END,
};

static const CtVocabularyProp dial_plan_props[] = {
	PLAIN(RTC "LocationName", NAME),
	END,
};

const CtVocabularyType ct_vocabulary_directory_types[] = {
	{ RTC "Pool", CT_RECORD_POOL, pool_props, entry_props },
	{ RTC "PoolService", CT_RECORD_POOL_MEMBERS, pool_service_props, entry_props },
	{ RTC "TrustedService", CT_RECORD_TRUSTED_SERVICE, trusted_service_props,
	  numbered_entry_props },
	{ RTC "Domain", CT_RECORD_SIP_DOMAIN, domain_props, numbered_entry_props },
	{ RTC "ConferenceDirectory", CT_RECORD_CONFERENCE_DIRECTORY, conference_directory_props,
	  numbered_entry_props },
	{ RTC "PhoneRoute", CT_RECORD_VOICE_ROUTE, voice_route_props, numbered_entry_props },
	{ RTC "RouteUsage", CT_RECORD_PSTN_USAGE, usage_props, numbered_entry_props },
	{ RTC "LocationProfile", CT_RECORD_DIAL_PLAN, dial_plan_props, numbered_entry_props },
	{ RTC "Trusted*", CT_RECORD_OTHER, trusted_server_props, entry_props },
	{ RTC "EdgeProxy", CT_RECORD_OTHER, trusted_server_props, entry_props },
	{ RTC "MonitoringServer", CT_RECORD_OTHER, trusted_server_props, entry_props },
	{ RTC "GlobalTopologySetting", CT_RECORD_OTHER, topology_setting_props, entry_props },
	{ RTC "*", CT_RECORD_OTHER, NULL, entry_props },
	END_OF_TYPES,
};

/* A contact that an application owns is that application's; one with a telephone of another system
 * is Exchange's.  Everybody else with an address is a person to move, contacts too: where users are
 * in another forest, contacts stand for them. */
const CtVocabularyShape ct_vocabulary_directory_shapes[] = {
	{ { RTC "PrimaryUserAddress", RTC "OwnerUrn" },
	  { "contact", CT_RECORD_APPLICATION_ENDPOINT, contact_props, entry_props } },
	{ { RTC "PrimaryUserAddress", "otherIpPhone", "contact" },
	  { "contact", CT_RECORD_UM_CONTACT, contact_props, entry_props } },
	{ { RTC "PrimaryUserAddress" }, { "user", CT_RECORD_USER, user_props, NULL } },
	END_OF_SHAPES,
};

/* clang-format on */
