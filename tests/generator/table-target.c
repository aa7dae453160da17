/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The target side as the management shell lists it, and applications that both sides know. */
#include "table.h"

#define TYPES(id, name)                                                             \
	static const char *const id##_types[] = { "Microsoft.Rtc.Management." name, \
						  "System.Object", NULL }

TYPES(sip_domain, "Xds.SipDomain");
TYPES(conference_directory, "WritableConfig.Settings.PstnConf.ConferenceDirectories");
TYPES(access_number, "Xds.AccessNumber");
TYPES(um_contact, "ADConnect.Schema.OCSADExUmContact");
TYPES(application_pool, "Xds.DisplayExternalServer");
TYPES(application, "Xds.DisplayTrustedApplication");
TYPES(endpoint, "ADConnect.Schema.OCSADApplicationContact");

void
gen_shell_begin(GenObject *object, const char *const *types, const char *label)
{
	object->class_name = NULL;
	object->types = types;
	object->custom = FALSE;
	gen_object_begin(object, label);
}

void
gen_custom_begin(GenObject *object)
{
	object->class_name = NULL;
	object->types = NULL;
	object->custom = TRUE;
	gen_object_begin(object, NULL);
}

static void
domain_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_sip_domains; i++) {
		const char *name = estate->sip_domains[i];

		gen_shell_begin(object, sip_domain_types, name);
		gen_object_text(object, "Identity", name);
		gen_object_text(object, "Name", name);
		gen_object_bool(object, "IsDefault", i == 0);
		emit(object, data);
	}
}

static void
directory_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		gen_shell_begin(object, conference_directory_types, NULL);
		object->label = gen_object_format(object, "%u", i + 1);
		gen_object_int(object, "Identity", i + 1);
		gen_object_text(object, "ServiceId",
				gen_object_format(object, "UserServer:%s", estate->pools[i].fqdn));
		emit(object, data);
	}
}

static void
number_row(const GenEstate *estate, GenObject *object, const GenPool *pool, guint index)
{
	const GenSite *site = &estate->sites[pool->site];
	const char *uri;
	const char *line;
	const char *dn;

	gen_shell_begin(object, access_number_types, NULL);
	uri = gen_number_uri(estate, object, pool, index);
	line = gen_number_line(estate, object, pool, index);
	dn = gen_object_dn(estate, object, "Application Contacts", uri);
	object->label = dn;
	gen_object_text(object, "Identity", dn);
	gen_object_text(object, "PrimaryUri", uri);
	gen_object_text(object, "DisplayName",
			gen_object_format(object, "%s: conférences", pool->name));
	gen_object_text(object, "DisplayNumber",
			gen_object_format(object, "%s %s", site->prefix, line));
	gen_object_text(object, "LineUri",
			gen_object_format(object, "tel:%s%s", site->prefix, line));
	gen_object_text(object, "PrimaryLanguage", "en-US");
	gen_object_list(object, "SecondaryLanguages");
	gen_object_text(object, "Pool", pool->fqdn);
	gen_object_text(object, "HostingProvider", "SRV:");
	gen_object_list(object, "Regions");
	gen_object_item(object, site->name);
}

static void
number_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		for (guint j = 0; j < estate->pools[i].numbers; j++) {
			number_row(estate, object, &estate->pools[i], j);
			emit(object, data);
		}
	}
}

static void
um_contact_row(const GenEstate *estate, GenObject *object, guint index)
{
	const GenPool *pool = &estate->pools[index % estate->n_pools];
	const char *name;
	const char *dn;
	char guid[37];

	gen_shell_begin(object, um_contact_types, NULL);
	name = gen_object_format(object, "UM Contact %u", index + 1);
	dn = gen_object_format(object, "CN=%s,OU=UM Contacts,%s", name, estate->root);
	object->label = dn;
	gen_guid(estate, name, guid);
	gen_object_bool(object, "AutoAttendant", index % 2 == 0);
	gen_object_bool(object, "IsSubscriberAccess", index % 2 != 0);
	gen_object_text(object, "Description", "Main menu\r\nGreeting file um_x0041_.wav");
	gen_object_text(object, "DisplayNumber", gen_object_format(object, "+1 555 01%02u", index));
	gen_object_text(object, "LineURI", gen_object_format(object, "tel:+155501%02u", index));
	gen_object_text(object, "DisplayName", name);
	gen_object_list(object, "ProxyAddresses");
	gen_object_text(object, "HomeServer", gen_home_dn(estate, object, pool->name));
	gen_object_bool(object, "EnabledForFederation", FALSE);
	gen_object_bool(object, "EnabledForInternetAccess", FALSE);
	gen_object_bool(object, "EnterpriseVoiceEnabled", TRUE);
	gen_object_bool(object, "ExUmEnabled", TRUE);
	gen_object_bool(object, "Enabled", TRUE);
	gen_object_text(object, "SipAddress",
			gen_object_format(object, "sip:um%u@%s", index + 1, estate->domain));
	gen_object_text(object, "RegistrarPool", pool->fqdn);
	gen_object_text(object, "HostingProvider", "SRV:");
	gen_object_text(object, "Name", name);
	gen_object_text(object, "DistinguishedName", dn);
	gen_object_text(object, "Identity", dn);
	gen_object_guid(object, "Guid", guid);
}

static void
um_contact_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->um_contacts; i++) {
		um_contact_row(estate, object, i);
		emit(object, data);
	}
}

static const char *
application_server(const GenEstate *estate, GenObject *object, guint server)
{
	return gen_object_format(object, "lyncapp%02u.%s", server + 1, estate->domain);
}

static void
application_pool_row(const GenEstate *estate, GenObject *object, guint server)
{
	const GenTarget *target = &estate->targets[server % estate->n_targets];
	const guint first = server * GEN_SERVER_APPLICATIONS;
	guint instance = 1;
	const char *fqdn;

	for (guint i = 0; i < server; i++)
		instance += estate->targets[i % estate->n_targets].site == target->site;

	gen_shell_begin(object, application_pool_types, NULL);
	fqdn = application_server(estate, object, server);
	object->label = gen_object_format(object, "TrustedApplicationPool:%s", fqdn);
	gen_object_text(object, "Identity", object->label);
	gen_object_text(object, "Registrar",
			gen_object_format(object, "Registrar:%s", target->fqdn));
	gen_object_text(object, "FileStore", NULL);
	gen_object_bool(object, "ThrottleAsServer", TRUE);
	gen_object_bool(object, "TreatAsAuthenticated", TRUE);
	gen_object_bool(object, "OutboundOnly", FALSE);
	gen_object_list(object, "Applications");
	for (guint i = 0; i < gen_applications_of(estate, server); i++)
		gen_object_item(object,
				gen_object_format(object, "urn:application:app%u", first + i + 1));
	gen_object_text(object, "ServiceId",
			gen_object_format(object, "%u-ExternalServer-%u", target->site + 1,
					  instance));
	gen_object_text(object, "SiteId",
			gen_object_format(object, "Site:%s", estate->sites[target->site].name));
	gen_object_text(object, "PoolFqdn", fqdn);
	gen_object_int(object, "Version", 6);
	gen_object_text(object, "Role", "TrustedApplicationPool");
	gen_object_list(object, "Computers");
	gen_object_item(object, fqdn);
}

static void
application_pool_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < gen_application_servers(estate); i++) {
		application_pool_row(estate, object, i);
		emit(object, data);
	}
}

static void
application_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->applications; i++) {
		gen_shell_begin(object, application_types, NULL);

		const char *fqdn = application_server(estate, object, i / GEN_SERVER_APPLICATIONS);

		object->label = gen_object_format(object, "%s/urn:application:app%u", fqdn, i + 1);
		gen_object_text(object, "Identity", object->label);
		gen_object_list(object, "ComputerGruus");
		gen_object_text(object, "ServiceGruu",
				gen_object_format(object, "sip:%s@%s;gruu;opaque=srvr:app%u:x",
						  fqdn, estate->domain, i + 1));
		gen_object_text(object, "Protocol", "Mtls");
		gen_object_text(object, "ApplicationId",
				gen_object_format(object, "urn:application:app%u", i + 1));
		gen_object_text(object, "TrustedApplicationPoolFqdn", fqdn);
		gen_object_int(object, "Port", 6001 + i);
		gen_object_bool(object, "EnableTcp", FALSE);
		gen_object_text(object, "LegacyApplicationName",
				gen_object_format(object, "Application%u", i + 1));
		emit(object, data);
	}
}

static void
endpoint_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->applications; i++) {
		const GenPool *pool = &estate->pools[i % estate->n_pools];
		g_autofree char *uri = g_strdup_printf("sip:app%u@%s", i + 1, estate->domain);
		const char *dn;

		gen_shell_begin(object, endpoint_types, NULL);
		dn = gen_object_dn(estate, object, "Application Contacts", uri);
		object->label = dn;
		gen_object_text(object, "Identity", dn);
		gen_object_text(object, "RegistrarPool", pool->fqdn);
		gen_object_text(object, "HomeServer", gen_home_dn(estate, object, pool->name));
		gen_object_text(object, "OwnerUrn",
				gen_object_format(object, "urn:application:app%u", i + 1));
		gen_object_text(object, "SipAddress", uri);
		gen_object_text(object, "DisplayName",
				gen_object_format(object, "Bot “%u” & Söhne", i + 1));
		gen_object_text(object, "DisplayNumber", NULL);
		gen_object_text(object, "LineURI", NULL);
		gen_object_text(object, "PrimaryLanguage", "en-US");
		gen_object_bool(object, "EnterpriseVoiceEnabled", TRUE);
		gen_object_bool(object, "ExUmEnabled", FALSE);
		gen_object_bool(object, "Enabled", TRUE);
		emit(object, data);
	}
}

static void
internal_server_row(const GenEstate *estate, GenObject *object, const char *fqdn)
{
	gen_custom_begin(object);
	gen_object_text(object, "EdgeFqdn",
			gen_object_format(object, "ocsedge.%s", estate->domain));
	gen_object_text(object, "InternalServer", fqdn);
}

static void
internal_server_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	char machine[160];

	for (guint i = 0; estate->edge && i < estate->n_targets; i++) {
		const GenTarget *target = &estate->targets[i];

		internal_server_row(estate, object, target->fqdn);
		emit(object, data);
		for (guint j = 0; target->machines > 1 && j < target->machines; j++) {
			gen_target_machine(estate, target, j, machine, sizeof(machine));
			internal_server_row(estate, object, machine);
			emit(object, data);
		}
	}
}

const GenTable gen_target_tables[] = {
	{ "cs-sipdomains", domain_rows },
	{ "cs-conferencedirectories", directory_rows },
	{ "cs-accessnumbers", number_rows },
	{ "cs-voiceroutes", gen_shell_routes },
	{ "cs-pstnusages", gen_shell_usages },
	{ "cs-voicepolicies", gen_shell_voice_policies },
	{ "cs-dialplans", gen_shell_dial_plans },
	{ "cs-policies", gen_shell_policies },
	{ "cs-umcontacts", um_contact_rows },
	{ "cs-trustedpools", application_pool_rows },
	{ "cs-trustedapps", application_rows },
	{ "cs-endpoints", endpoint_rows },
	{ "rgs-workflows", gen_shell_workflows },
	{ "rgs-queues", gen_shell_queues },
	{ "rgs-agentgroups", gen_shell_agent_groups },
	{ "edge-internal-servers", internal_server_rows },
	{ NULL, NULL },
};
