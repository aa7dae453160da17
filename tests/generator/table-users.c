/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Users as the management shell lists them (Get-CsUser) and as WMI of the legacy product does.  The
 * order of the properties is that of the real commands.
 */
#include <string.h>

#include "table.h"

static const char *const user_types[] = { "Microsoft.Rtc.Management.ADConnect.Schema.ADUser",
					  "System.Object", NULL };

static const char *
or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static const char *
home_of(const GenEstate *estate, GenObject *object, const GenUser *user)
{
	return user->pool == GEN_NO_POOL
		       ? NULL
		       : gen_home_dn(estate, object, estate->pools[user->pool].name);
}

/* What few look at: only in an export of everything. */
static void
shell_nil(GenObject *object, gboolean all, const char *name)
{
	if (all)
		gen_object_text(object, name, NULL);
}

static void
shell_account(GenObject *object, const GenUser *user, gboolean all)
{
	gen_object_text(object, "SamAccountName", user->account);
	if (all)
		gen_object_text(object, "UserPrincipalName", user->address);
	gen_object_text(object, "FirstName", user->first);
	gen_object_text(object, "LastName", user->last);
	if (all)
		gen_object_text(object, "WindowsEmailAddress", user->address);
	gen_object_text(object, "Sid",
			gen_object_format(object, "S-1-5-21-3842939050-3880317879-%u",
					  user->index));
}

static void
shell_telephony(GenObject *object, const GenUser *user, gboolean all)
{
	gen_object_text(object, "LineServerURI", or_null(user->line_server));
	shell_nil(object, all, "OriginatorSid");
	if (all) {
		gen_object_bool(object, "AudioVideoDisabled", FALSE);
		gen_object_bool(object, "IPPBXSoftPhoneRoutingEnabled", FALSE);
	}
	gen_object_bool(object, "RemoteCallControlTelephonyEnabled", user->line_server[0] != '\0');
	shell_nil(object, all, "PrivateLine");
	shell_nil(object, all, "AcpInfo");
	shell_nil(object, all, "HostedVoiceMail");
}

static void
shell_service(const GenEstate *estate, GenObject *object, const GenUser *user, gboolean all)
{
	gen_object_text(object, "DisplayName", user->display);
	if (all) {
		gen_object_list(object, "ProxyAddresses");
		gen_object_item(object, gen_object_format(object, "SMTP:%s", user->address));
		gen_object_item(object, gen_object_format(object, "sip:%s", user->address));
	}
	gen_object_text(object, "HomeServer", home_of(estate, object, user));
	gen_object_text(object, "TargetServerIfMoving", NULL);
	gen_object_bool(object, "EnabledForFederation", user->federation);
	gen_object_bool(object, "EnabledForInternetAccess", user->internet);
	gen_object_bool(object, "PublicNetworkEnabled", user->public_network);
	gen_object_bool(object, "EnterpriseVoiceEnabled", user->voice);
	gen_object_bool(object, "EnabledForRichPresence", TRUE);
	shell_nil(object, all, "ExchangeArchivingPolicy");
	gen_object_text(object, "LineURI", or_null(user->line));
	gen_object_text(object, "SipAddress", gen_object_format(object, "sip:%s", user->address));
	gen_object_bool(object, "Enabled", user->enabled);
	shell_nil(object, all, "TenantId");
	shell_nil(object, all, "UserRoutingGroupId");
	shell_nil(object, all, "TargetRegistrarPool");
}

static void
shell_policies(GenObject *object, const GenUser *user, gboolean all)
{
	gen_object_policy(object, "VoicePolicy", user->voice_policy);
	shell_nil(object, all, "VoiceRoutingPolicy");
	shell_nil(object, all, "MobilityPolicy");
	gen_object_policy(object, "ConferencingPolicy", user->conferencing);
	gen_object_policy(object, "PresencePolicy", user->presence);
	gen_object_text(object, "RegistrarPool", NULL);
	gen_object_policy(object, "DialPlan", user->dial_plan);
	gen_object_text(object, "LocationPolicy", NULL);
	gen_object_policy(object, "ClientPolicy", user->client);
	shell_nil(object, all, "ClientVersionPolicy");
	gen_object_policy(object, "ArchivingPolicy", user->archiving);
	shell_nil(object, all, "LegalInterceptPolicy");
	gen_object_text(object, "PinPolicy", NULL);
	shell_nil(object, all, "CallViaWorkPolicy");
	shell_nil(object, all, "PersistentChatPolicy");
	shell_nil(object, all, "UserServicesPolicy");
	shell_nil(object, all, "ThirdPartyVideoSystemPolicy");
	gen_object_policy(object, "ExternalAccessPolicy", user->external);
	gen_object_text(object, "HostedVoicemailPolicy", NULL);
	gen_object_text(object, "HostingProvider", "SRV:");
}

static void
shell_directory(const GenEstate *estate, GenObject *object, const GenUser *user, gboolean all)
{
	char guid[37];

	gen_guid(estate, user->account, guid);
	if (all) {
		gen_object_bool(object, "ExUmEnabled", FALSE);
		gen_object_int(object, "ContactOptionFlags", 0);
		gen_object_guid(object, "ObjectId", guid);
	}
	gen_object_text(object, "Name", user->display);
	gen_object_text(object, "DistinguishedName", user->dn);
	gen_object_text(object, "Identity", user->dn);
	gen_object_guid(object, "Guid", guid);
	if (all) {
		gen_object_text(object, "ObjectCategory",
				gen_object_format(object, "CN=Person,CN=Schema,CN=Configuration,%s",
						  estate->root));
		gen_object_list(object, "ObjectClass");
		gen_object_item(object, "top");
		gen_object_item(object, "person");
		gen_object_item(object, "organizationalPerson");
		gen_object_item(object, "user");
	}
	gen_object_time(object, "WhenChanged", "2013-06-14T17:42:10.0000000Z");
	gen_object_time(object, "WhenCreated", "2009-11-03T08:15:00.0000000Z");
	if (!all)
		return;
	gen_object_text(object, "OriginatingServer",
			gen_object_format(object, "dc01.%s", estate->domain));
	gen_object_bool(object, "IsValid", TRUE);
	gen_object_text(object, "ObjectState", "Unchanged");
}

static void
list_users_of_shell(const GenEstate *estate, GenObject *object, gboolean all, GenEmit emit,
		    gpointer data)
{
	GenUser user;

	object->class_name = NULL;
	object->types = user_types;
	object->custom = FALSE;
	for (guint i = 0; i < estate->request.users; i++) {
		gen_user(estate, i, &user);
		gen_object_begin(object, user.dn);
		shell_account(object, &user, all);
		shell_telephony(object, &user, all);
		shell_service(estate, object, &user, all);
		shell_policies(object, &user, all);
		shell_directory(estate, object, &user, all);
		emit(object, data);
	}
}

void
gen_list_shell_users(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	list_users_of_shell(estate, object, FALSE, emit, data);
}

void
gen_list_all_of_shell_users(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	list_users_of_shell(estate, object, TRUE, emit, data);
}

static const char *
policy_dn(const GenEstate *estate, GenObject *object, const char *name)
{
	return name != NULL ? gen_object_dn(estate, object, "Policies", name) : NULL;
}

void
gen_list_wmi_users(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	GenUser user;

	for (guint i = 0; i < estate->request.users; i++) {
		gen_user(estate, i, &user);
		gen_wmi_begin(estate, object, "MSFT_SIPESUserSetting", user.account);
		gen_object_bool(object, "AllowOrganizeMeetingWithAnonymousParticipants", TRUE);
		gen_object_bool(object, "ArchiveFederatedCommunications", FALSE);
		gen_object_bool(object, "ArchiveInternalCommunications", FALSE);
		gen_object_text(object, "ContactType", NULL);
		gen_object_text(object, "DisplayName", user.display);
		gen_object_bool(object, "Enabled", user.enabled);
		gen_object_bool(object, "EnabledForEnhancedPresence", TRUE);
		gen_object_bool(object, "EnabledForFederation", user.federation);
		gen_object_bool(object, "EnabledForInternetAccess", user.internet);
		gen_object_text(object, "HomeServerDN", home_of(estate, object, &user));
		gen_object_bool(object, "IPPBXSoftPhoneRoutingEnabled", FALSE);
		gen_object_text(object, "LineServerURI", or_null(user.line_server));
		gen_object_text(object, "LineURI", or_null(user.line));
		gen_object_text(object, "MeetingPolicy",
				policy_dn(estate, object, user.conferencing));
		gen_object_text(object, "PrimaryURI",
				gen_object_format(object, "sip:%s", user.address));
		gen_object_bool(object, "PublicNetworkEnabled", user.public_network);
		gen_object_bool(object, "RemoteCallControlTelephonyEnabled",
				user.line_server[0] != '\0');
		gen_object_text(object, "TargetServerDNIfMoving", NULL);
		gen_object_bool(object, "UCEnabled", user.voice);
		gen_object_text(object, "UCPolicy", policy_dn(estate, object, user.voice_policy));
		gen_object_text(object, "UserCategory", NULL);
		gen_object_text(object, "UserDN", user.dn);
		emit(object, data);
	}
}
