/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legacy side as WMI lists it. */
#include "table.h"

const char *
gen_rtc_dn(const GenEstate *estate, GenObject *object)
{
	return gen_object_format(object, "CN=RTC Service,CN=Services,CN=Configuration,%s",
				 estate->root);
}

const char *
gen_pool_dn(const GenEstate *estate, GenObject *object, const char *pool)
{
	return gen_object_format(object,
				 "CN=%s,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,%s",
				 pool, estate->root);
}

const char *
gen_home_dn(const GenEstate *estate, GenObject *object, const char *pool)
{
	return gen_object_format(object,
				 "CN=LC Services,CN=Microsoft,CN=%s,CN=Pools,CN=RTC Service,"
				 "CN=Services,CN=Configuration,%s",
				 pool, estate->root);
}

const char *
gen_object_dn(const GenEstate *estate, GenObject *object, const char *container, const char *name)
{
	g_autofree char *key = g_strconcat(container, "/", name, NULL);
	char guid[37];

	gen_guid(estate, key, guid);
	for (guint i = 0; guid[i] != '\0'; i++)
		guid[i] = g_ascii_toupper(guid[i]);
	return gen_object_format(object,
				 "CN={%s},CN=%s,CN=RTC Service,CN=Services,CN=Configuration,%s",
				 guid, container, estate->root);
}

void
gen_wmi_begin(const GenEstate *estate, GenObject *object, const char *class_name, const char *key)
{
	g_autofree char *name = g_strconcat(class_name, "/", key, NULL);
	char guid[37];
	const char *instance;
	const char *relative;

	object->class_name = class_name;
	object->types = NULL;
	object->custom = FALSE;
	gen_guid(estate, name, guid);
	for (guint i = 0; guid[i] != '\0'; i++)
		guid[i] = g_ascii_toupper(guid[i]);
	gen_object_begin(object, NULL);
	instance = gen_object_format(object, "{%s}", guid);
	relative = gen_object_format(object, "%s.InstanceID=\"%s\"", class_name, instance);
	object->label = gen_object_format(object, "\\\\OCSFE01\\root\\cimv2:%s", relative);
	object->instance = instance;
	gen_object_int(object, "__GENUS", 2);
	gen_object_text(object, "__CLASS", class_name);
	gen_object_text(object, "__SUPERCLASS", NULL);
	gen_object_text(object, "__DYNASTY", class_name);
	gen_object_text(object, "__RELPATH", relative);
	gen_object_list(object, "__DERIVATION");
	gen_object_text(object, "__SERVER", "OCSFE01");
	gen_object_text(object, "__NAMESPACE", "root\\cimv2");
	gen_object_text(object, "__PATH", object->label);
	gen_object_text(object, "InstanceID", instance);
}

static void
add_applications(GenObject *object, const GenPool *pool)
{
	gen_object_list(object, "Applications");
	if (pool->attendant) {
		gen_object_item(object, "Conferencing Attendant");
		gen_object_item(object, "Conferencing Announcement");
	}
	if (pool->response_groups)
		gen_object_item(object, "Response Group");
	gen_object_item(object, "Outside Voice Control");
}

static const char *const factory_kinds[] = { "meeting", "audio-video", "chat", "phone-conf" };

static const char *
factory_dn(const GenEstate *estate, GenObject *object, const char *kind, const char *fqdn)
{
	g_autofree char *name = g_strconcat(kind, "@", fqdn, NULL);

	return gen_object_dn(estate, object, "MCU Factories", name);
}

static const char *
trusted_dn(const GenEstate *estate, GenObject *object, const char *type, const char *fqdn)
{
	g_autofree char *name = g_strconcat(type, "@", fqdn, NULL);

	return gen_object_dn(estate, object, "Trusted Services", name);
}

static void
add_members(const GenEstate *estate, GenObject *object, const char *name, const GenPool *pool)
{
	char fqdn[160];

	gen_object_list(object, name);
	for (guint i = 0; i < pool->machines; i++) {
		gen_pool_machine(estate, pool, i, fqdn, sizeof(fqdn));
		gen_object_item(object, fqdn);
	}
}

static const char *
server_fqdn(const GenEstate *estate, GenObject *object, const char *name)
{
	return gen_object_format(object, "%s.%s", name, estate->domain);
}

static void
pool_row(const GenEstate *estate, GenObject *object, const GenPool *pool)
{
	const GenSite *site = &estate->sites[pool->site];

	gen_wmi_begin(estate, object, "MSFT_SIPPoolSetting", pool->fqdn);
	add_applications(object, pool);
	add_members(estate, object, "ApplicationServerList", pool);
	gen_object_text(object, "AppPoolType", NULL);
	gen_object_text(object, "BackEndDBPath", pool->back_end);
	gen_object_text(object, "DefaultLocationProfile",
			site->mediation != NULL
				? gen_object_dn(estate, object, "Location Profiles", site->name)
				: NULL);
	gen_object_text(object, "DomainFQDN", estate->domain);
	gen_object_uint(object, "MajorVersion", 4);
	gen_object_list(object, "MCUFactoryList");
	for (guint i = 0; i < G_N_ELEMENTS(factory_kinds); i++)
		gen_object_item(object, factory_dn(estate, object, factory_kinds[i], pool->fqdn));
	gen_object_uint(object, "MinorVersion", 0);
	gen_object_text(object, "PoolDisplayName", pool->name);
	gen_object_text(object, "PoolDN", gen_pool_dn(estate, object, pool->name));
	gen_object_text(object, "PoolFQDN", pool->fqdn);
	add_members(estate, object, "PoolMemberList", pool);
	gen_object_uint(object, "PoolType", pool->enterprise ? 10 : 5);
	gen_object_bool(object, "SupportIMPresence", TRUE);
	gen_object_bool(object, "SupportMeeting", TRUE);
	gen_object_text(object, "TrustedMRASServer",
			estate->edge ? trusted_dn(estate, object, "MRAS",
						  server_fqdn(estate, object, "ocsedge"))
				     : NULL);
	add_members(estate, object, "WebComponentsServerList", pool);
}

static void
director_row(const GenEstate *estate, GenObject *object)
{
	const char *fqdn;

	gen_wmi_begin(estate, object, "MSFT_SIPPoolSetting", "director");
	fqdn = server_fqdn(estate, object, "ocsdir01");
	gen_object_list(object, "Applications");
	gen_object_text(object, "BackEndDBPath", "(local)\\rtc");
	gen_object_text(object, "DomainFQDN", estate->domain);
	gen_object_uint(object, "MajorVersion", 4);
	gen_object_uint(object, "MinorVersion", 0);
	gen_object_text(object, "PoolDisplayName", "ocsdir01");
	gen_object_text(object, "PoolDN", gen_pool_dn(estate, object, "ocsdir01"));
	gen_object_text(object, "PoolFQDN", fqdn);
	gen_object_list(object, "PoolMemberList");
	gen_object_item(object, fqdn);
	gen_object_uint(object, "PoolType", 5);
	gen_object_bool(object, "SupportIMPresence", TRUE);
	gen_object_bool(object, "SupportMeeting", FALSE);
	gen_object_text(object, "Role", "Director");
}

static void
pool_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		pool_row(estate, object, &estate->pools[i]);
		emit(object, data);
	}
	if (!estate->director)
		return;
	director_row(estate, object);
	emit(object, data);
}

static void
factory_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		const GenPool *pool = &estate->pools[i];

		for (guint j = 0; j < G_N_ELEMENTS(factory_kinds); j++) {
			g_autofree char *key = g_strconcat(factory_kinds[j], "@", pool->fqdn, NULL);

			gen_wmi_begin(estate, object, "MSFT_SIPMCUFactorySetting", key);
			gen_object_text(object, "MCUFactoryDN",
					factory_dn(estate, object, factory_kinds[j], pool->fqdn));
			gen_object_text(object, "MCUType", factory_kinds[j]);
			gen_object_text(object, "PoolDN", gen_pool_dn(estate, object, pool->name));
			emit(object, data);
		}
	}
}

void
gen_trusted_services(const GenEstate *estate, GenTrustedFunc func, gpointer data)
{
	static const struct {
		gsize there; /* offset of a gboolean in GenEstate */
		const char *type;
		const char *name;
		guint port;
	} servers[] = {
		{ G_STRUCT_OFFSET(GenEstate, edge), "MRAS", "ocsedge", 5062 },
		{ G_STRUCT_OFFSET(GenEstate, monitoring), "QoSM", "ocsmon01", 5069 },
		{ G_STRUCT_OFFSET(GenEstate, archiving), "ArchivingServer", "ocsarc01", 5061 },
		{ G_STRUCT_OFFSET(GenEstate, xmpp), "XMPPGateway", "ocsxmpp01", 5061 },
		{ G_STRUCT_OFFSET(GenEstate, group_chat), "GroupChat", "ocschat01", 5041 },
	};

	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];
		GenTrusted mediation = { "MediationServer", site->mediation, 5061, site->first_pool,
					 NULL };
		GenTrusted gateway = { "Gateway", site->gateway, 5060, site->first_pool,
				       site->mediation };

		if (site->mediation == NULL)
			continue;
		func(&mediation, data);
		func(&gateway, data);
	}
	for (guint i = 0; i < G_N_ELEMENTS(servers); i++) {
		g_autofree char *fqdn = g_strconcat(servers[i].name, ".", estate->domain, NULL);
		GenTrusted server = { servers[i].type, fqdn, servers[i].port, 0, NULL };

		if (G_STRUCT_MEMBER(gboolean, estate, servers[i].there))
			func(&server, data);
	}
	for (guint i = 0; i < estate->applications; i++) {
		const guint at = i / GEN_SERVER_APPLICATIONS;
		g_autofree char *fqdn = g_strdup_printf("ocsapp%02u.%s", at + 1, estate->domain);
		g_autofree char *type = g_strdup_printf("Application%u", i + 1);
		GenTrusted server = { type, fqdn, 6001 + i, at % estate->n_pools, NULL };

		func(&server, data);
	}
}

typedef struct {
	const GenEstate *estate;
	GenObject *object;
	GenEmit emit;
	gpointer data;
} Rows;

static void
trusted_row(const GenTrusted *trusted, gpointer data)
{
	const Rows *rows = data;
	const GenEstate *estate = rows->estate;
	GenObject *object = rows->object;
	g_autofree char *key = g_strconcat(trusted->type, "@", trusted->fqdn, NULL);

	gen_wmi_begin(estate, object, "MSFT_SIPTrustedServiceSetting", key);
	gen_object_text(object, "FQDN", trusted->fqdn);
	gen_object_text(object, "GRUU",
			gen_object_format(object, "sip:%s@%s;gruu;opaque=srvr:%s:%s", trusted->fqdn,
					  estate->domain, trusted->type, object->instance));
	gen_object_text(object, "PoolDN",
			gen_pool_dn(estate, object, estate->pools[trusted->pool].name));
	gen_object_uint(object, "Port", trusted->port);
	gen_object_bool(object, "Routable", TRUE);
	gen_object_text(object, "TrustedServiceDN",
			trusted_dn(estate, object, trusted->type, trusted->fqdn));
	gen_object_text(object, "Type", trusted->type);
	gen_object_uint(object, "Version", 4);
	if (trusted->mediation != NULL)
		gen_object_text(object, "MediationServer", trusted->mediation);
	rows->emit(object, rows->data);
}

static void
trusted_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	Rows rows = { estate, object, emit, data };

	gen_trusted_services(estate, trusted_row, &rows);
}

static void
domain_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_sip_domains; i++) {
		gen_wmi_begin(estate, object, "MSFT_SIPDomainData", estate->sip_domains[i]);
		gen_object_text(object, "Address", estate->sip_domains[i]);
		gen_object_bool(object, "Authoritative", TRUE);
		gen_object_bool(object, "DefaultDomain", i == 0);
		emit(object, data);
	}
}

static void
static_route_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	if (!estate->remote_call_control)
		return;
	gen_wmi_begin(estate, object, "MSFT_SIPRoutingTableData", "rcc");
	gen_object_text(object, "Backend", estate->pools[0].back_end);
	gen_object_bool(object, "Enabled", TRUE);
	gen_object_text(object, "MatchURI", gen_object_format(object, "*@rcc.%s", estate->domain));
	gen_object_text(object, "NextHop", server_fqdn(estate, object, "rccgw01"));
	gen_object_uint(object, "NextHopPort", 5061);
	gen_object_text(object, "NextHopTransport", "TLS");
	gen_object_bool(object, "ReplaceHostInRequestURI", FALSE);
	gen_object_text(object, "TLSCertIssuer", NULL);
	gen_object_text(object, "TLSCertSN", NULL);
	emit(object, data);
}

static void
host_row(const Rows *rows, const char *name)
{
	GenObject *object = rows->object;

	gen_wmi_begin(rows->estate, object, "MSFT_SIPRemoteAddressData", name);
	gen_object_text(object, "Backend", rows->estate->pools[0].back_end);
	gen_object_bool(object, "OutboundOnly", FALSE);
	gen_object_text(object, "Server", server_fqdn(rows->estate, object, name));
	gen_object_bool(object, "ThrottleAsServer", TRUE);
	gen_object_bool(object, "TreatAsAuthenticated", TRUE);
	rows->emit(object, rows->data);
}

static void
host_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	const Rows rows = { estate, object, emit, data };

	if (estate->remote_call_control)
		host_row(&rows, "rccgw01");
	for (guint i = 0; i < gen_application_servers(estate); i++) {
		g_autofree char *name = g_strdup_printf("ocsapp%02u", i + 1);

		host_row(&rows, name);
	}
}

const GenTable gen_legacy_tables[] = {
	{ "ocs-pools", pool_rows },
	{ "ocs-mcufactories", factory_rows },
	{ "ocs-trustedservices", trusted_rows },
	{ "ocs-domains", domain_rows },
	{ "ocs-phoneroutes", gen_wmi_routes },
	{ "ocs-phoneusages", gen_wmi_usages },
	{ "ocs-voicepolicies", gen_wmi_policies },
	{ "ocs-policies", gen_wmi_plain_policies },
	{ "ocs-locationprofiles", gen_wmi_profiles },
	{ "ocs-contacts", gen_wmi_contacts },
	{ "ocs-contactmappings", gen_wmi_mappings },
	{ "ocs-staticroutes", static_route_rows },
	{ "ocs-authorizedhosts", host_rows },
	{ NULL, NULL },
};

const GenTable gen_legacy_core_tables[] = {
	{ "ocs-pools", pool_rows },
	{ "ocs-trustedservices", trusted_rows },
	{ "ocs-domains", domain_rows },
	{ NULL, NULL },
};
