/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The target half of a topology: pools with their stores, gateways, Edge, central management. */
#include "layout.h"

#include <string.h>

#define GRUU "Microsoft.Rtc.Applications."
#define NO_MORE                          \
	{                                \
		.owner = NULL, .port = 0 \
	}

/* clang-format off */
static const GenPort user_services_ports[] = {
	{ "component:McuFactory", "WebServer", "Primary", 444, "Mtls", "/LiveServer/McuFactory/", FALSE, NULL, 0, NULL },
	{ "component:McuFactory", "WcfServer", "Primary", 9001, "Tcp", "/LiveServer/ConfDirMgmt/", FALSE, NULL, 0, NULL },
	NO_MORE,
};
static const GenPort registrar_ports[] = {
	{ "component:Registrar", "SipServer", "Primary", 5061, "Mtls", "/", TRUE, "HomeServer", 0, NULL },
	{ "component:WinFab", "WinFabFederation", "Primary", 5090, "Tcp", "/", FALSE, NULL, 0, NULL },
	{ "component:QoE", "SipServer", "Primary", 5061, "Mtls", "/LiveServer/QoE/", TRUE, "QoS", 0, NULL },
	NO_MORE,
};
static const GenPort web_ports[] = {
	{ "component:OCSWebSite", "WebSite", "External", 4443, "Https", "/", FALSE, NULL, 0, NULL },
	{ "component:OCSWebSite", "WebSite", "Primary", 443, "Https", "/", FALSE, NULL, 0, NULL },
	NO_MORE,
};
static const GenPort conference_ports[] = {
	{ "component:IMConf", "SipServer", "Primary", 5062, "Mtls", "/", FALSE, "chat", 0, NULL },
	{ "component:AVConf", "SipServer", "Primary", 5063, "Mtls", "/", FALSE, "audio-video", 0, NULL },
	{ "component:MediaComp", "AudioCommunication", "Primary", 49152, "TcpOrUdp", "/", FALSE, NULL, 8348, NULL },
	NO_MORE,
};
static const GenPort mediation_ports[] = {
	{ "component:Mediation", "SipServer", "Primary", 5070, "Mtls", "/", TRUE, "MediationServer", 0, NULL },
	{ "component:Mediation", "SipClient", "Pstn", 5067, "Tls", "/", FALSE, NULL, 0, NULL },
	NO_MORE,
};
static const GenPort application_ports[] = {
	{ "application:Cps", "SipServer", "Primary", 5075, "Mtls", "/", TRUE, GRUU "Cps", 0, NULL },
	{ "application:RGS", "SipServer", "Primary", 5071, "Mtls", "/", TRUE, GRUU "Acd", 0, NULL },
	{ "application:Cas", "SipServer", "Primary", 5073, "Mtls", "/", TRUE, GRUU "Cas", 0, NULL },
	{ "application:Caa", "SipServer", "Primary", 5072, "Mtls", "/", TRUE, GRUU "Caa", 0, NULL },
	NO_MORE,
};
static const GenPort edge_ports[] = {
	{ "component:AccessEdge", "SipServer", "Internal", 5061, "Mtls", "/", FALSE, NULL, 0, NULL },
	{ "component:AccessEdge", "SipClient", "External", 443, "Tls", "/", FALSE, NULL, 0, "ap" },
	{ "component:DataEdge", "PsomServer", "Internal", 8057, "Mtls", "/", FALSE, NULL, 0, NULL },
	{ "component:DataEdge", "PsomClient", "External", 443, "Tls", "/", FALSE, NULL, 0, "dp" },
	{ "component:MediaRelayAuthenticationEdge", "SipServer", "Internal", 5062, "Mtls", "/", TRUE, "MRAS", 0, NULL },
	{ "component:MediaRelayEdge", "TURNServer", "External", 443, "Tcp", "/", FALSE, NULL, 0, "mr" },
	{ "component:MediaRelayEdge", "MediaCommunication", "External", 50000, "TcpOrUdp", "/", FALSE, NULL, 10000, "mr" },
	NO_MORE,
};
static const GenPort management_ports[] = {
	{ "component:ReplicationService", "Replication", "Internal", 4443, "Https", "/", FALSE, NULL, 0, NULL },
	NO_MORE,
};
static const GenPort chat_ports[] = {
	{ "component:PersistentChat", "SipServer", "Primary", 5041, "Mtls", "/", TRUE, "PersistentChatService", 0, NULL },
	NO_MORE,
};
static const GenPort gateway_ports[] = {
	{ "component:GatewayComp", "SipClient", "Pstn", 5067, "Tls", "/", FALSE, NULL, 0, NULL },
	NO_MORE,
};
/* clang-format on */

static void
clear_cluster(gpointer data)
{
	GenCluster *cluster = data;

	g_free(cluster->fqdn);
	g_ptr_array_unref(cluster->machines);
}

static void
clear_service(gpointer data)
{
	GenService *service = data;

	g_free(service->attributes);
	g_free(service->web);
	for (guint i = 0; i < G_N_ELEMENTS(service->names); i++)
		g_free(service->names[i]);
	g_array_unref(service->depends);
}

guint
gen_layout_cluster(GenLayout *self, guint site, const char *fqdn, const char *sides,
		   gboolean managed)
{
	GenCluster cluster = { .site = site,
			       .number = 1,
			       .fqdn = g_strdup(fqdn),
			       .machines = g_ptr_array_new_with_free_func(g_free),
			       .sides = sides,
			       .managed = managed };

	for (guint i = 0; i < self->clusters->len; i++)
		cluster.number += g_array_index(self->clusters, GenCluster, i).site == site;
	g_array_append_val(self->clusters, cluster);
	return self->clusters->len - 1;
}

GenCluster *
gen_layout_get_cluster(GenLayout *self, guint cluster)
{
	return &g_array_index(self->clusters, GenCluster, cluster);
}

void
gen_layout_machine(GenLayout *self, guint cluster, const char *fqdn)
{
	g_ptr_array_add(gen_layout_get_cluster(self, cluster)->machines, g_strdup(fqdn));
}

guint
gen_layout_sql(GenLayout *self, guint cluster, const char *name)
{
	const GenSql sql = { cluster, name };

	g_array_append_val(self->sqls, sql);
	return self->sqls->len - 1;
}

guint
gen_layout_service(GenLayout *self, const char *role, guint version, guint cluster, guint sql)
{
	guint place = sql != GEN_NOWHERE ? g_array_index(self->sqls, GenSql, sql).cluster : cluster;
	GenService service = { .role = role,
			       .role_version = 1,
			       .version = version,
			       .site = gen_layout_get_cluster(self, place)->site,
			       .instance = 1,
			       .cluster = place,
			       .sql = sql,
			       .depends = g_array_new(FALSE, FALSE, sizeof(guint)) };

	for (guint i = 0; i < self->services->len; i++) {
		const GenService *other = gen_layout_get(self, i);

		service.instance += other->site == service.site && strcmp(other->role, role) == 0;
	}
	g_array_append_val(self->services, service);
	return self->services->len - 1;
}

GenService *
gen_layout_get(GenLayout *self, guint service)
{
	return &g_array_index(self->services, GenService, service);
}

void
gen_layout_depend(GenLayout *self, guint service, guint on)
{
	g_array_append_val(gen_layout_get(self, service)->depends, on);
}

/* The services of one pool. */
typedef struct {
	guint cluster;
	guint sql_server;
	guint users, registrar, users_store, files, web, conferences, mediation, applications,
		application_store;
} Pool;

static guint
add(GenLayout *self, const char *role, guint cluster, const GenPort *ports, const char *extension)
{
	guint service = gen_layout_service(self, role, 6, cluster, GEN_NOWHERE);

	gen_layout_get(self, service)->ports = ports;
	gen_layout_get(self, service)->extension = extension;
	return service;
}

static void
connect(GenLayout *self, const Pool *pool)
{
	const guint edges[][2] = {
		{ pool->users, pool->users_store },
		{ pool->users, pool->conferences },
		{ pool->users, pool->files },
		{ pool->registrar, pool->users },
		{ pool->registrar, pool->web },
		{ pool->web, pool->files },
		{ pool->web, pool->users },
		{ pool->conferences, pool->files },
		{ pool->conferences, pool->web },
		{ pool->conferences, pool->users },
		{ pool->mediation, pool->registrar },
		{ pool->applications, pool->registrar },
		{ pool->applications, pool->files },
		{ pool->applications, pool->application_store },
	};

	for (guint i = 0; i < G_N_ELEMENTS(edges); i++)
		gen_layout_depend(self, edges[i][0], edges[i][1]);
}

static Pool
add_pool(GenLayout *self, const GenTarget *target)
{
	Pool pool;
	guint site = target->site + 1;
	guint home = gen_layout_cluster(self, site, target->fqdn, "Primary External Pstn", TRUE);
	guint files = home;
	guint server = home;
	guint sql;
	char machine[160];

	for (guint i = 0; target->machines > 1 && i < target->machines; i++) {
		gen_target_machine(self->estate, target, i, machine, sizeof(machine));
		gen_layout_machine(self, home, machine);
	}
	if (target->files != NULL)
		files = gen_layout_cluster(self, site, target->files, "", FALSE);
	if (target->sql != NULL)
		server = gen_layout_cluster(self, site, target->sql, "", FALSE);
	sql = gen_layout_sql(self, server, "rtc");
	pool.cluster = home;
	pool.sql_server = server;
	pool.users = add(self, "UserServices", home, user_services_ports, NULL);
	gen_layout_get(self, pool.users)->role_version = 2;
	pool.registrar = add(self, "Registrar", home, registrar_ports, "RegistrarService");
	gen_layout_get(self, pool.registrar)->role_version = 2;
	gen_layout_get(self, pool.registrar)->attributes = g_strdup("IsDirector=\"false\"");
	pool.users_store = gen_layout_service(self, "UserStore", 6, home, sql);
	pool.files = add(self, "FileStore", files, NULL, "FileStoreService");
	gen_layout_get(self, pool.files)->attributes = g_strdup("ShareName=\"LyncShare\"");
	pool.web = add(self, "WebServices", home, web_ports, "WebService");
	gen_layout_get(self, pool.web)->web = g_strdup(target->web);
	pool.conferences = add(self, "ConfServices", home, conference_ports, "ConfService");
	pool.mediation = add(self, "MediationServer", home, mediation_ports, NULL);
	pool.applications = add(self, "ApplicationServer", home, application_ports,
				"ApplicationServerService");
	pool.application_store = gen_layout_service(self, "ApplicationStore", 6, home, sql);
	connect(self, &pool);
	return pool;
}

static void
add_gateway(GenLayout *self, const GenTarget *target, const Pool *pool)
{
	guint place = gen_layout_cluster(self, target->site + 1, target->gateway, "Pstn", FALSE);
	guint gateway = add(self, "PstnGateway", place, gateway_ports, "PstnGatewayService");
	char guid[37];

	gen_guid(self->estate, target->gateway, guid);
	gen_layout_get(self, gateway)->attributes = g_strdup_printf(
		"AlternativeBypassId=\"%s\" MediationServerPort=\"5067\" Default=\"true\"", guid);
	gen_layout_depend(self, gateway, pool->mediation);
}

static void
add_management(GenLayout *self, const Pool *first)
{
	guint store = gen_layout_service(self, "CentralMgmtStore", 6, first->cluster,
					 gen_layout_sql(self, first->sql_server, "cms"));
	guint management = add(self, "CentralMgmt", first->cluster, NULL, "CentralMgmtService");

	gen_layout_get(self, management)->attributes = g_strdup("IsActive=\"true\"");
	gen_layout_depend(self, management, store);
	gen_layout_depend(self, management, first->files);
}

static void
add_chat(GenLayout *self, const Pool *first)
{
	g_autofree char *fqdn = g_strconcat("pchat01.", self->estate->domain, NULL);
	guint place = gen_layout_cluster(self, 1, fqdn, "Primary", TRUE);
	guint store = gen_layout_service(self, "PersistentChatStore", 6, place,
					 gen_layout_sql(self, first->sql_server, "pchat"));
	guint chat = add(self, "PersistentChatService", place, chat_ports, NULL);

	gen_layout_depend(self, chat, first->registrar);
	gen_layout_depend(self, chat, first->files);
	gen_layout_depend(self, chat, store);
}

/* Servers of applications, one after the other on each target pool. */
static void
add_applications(GenLayout *self, const GArray *pools)
{
	for (guint i = 0; i < gen_application_servers(self->estate); i++) {
		const guint target = i % self->estate->n_targets;
		const guint site = self->estate->targets[target].site + 1;
		g_autofree char *fqdn = g_strdup_printf("lyncapp%02u.%s", i + 1,
							self->estate->domain);
		guint place = gen_layout_cluster(self, site, fqdn, "Primary", FALSE);
		guint server = add(self, "ExternalServer", place, NULL, NULL);

		gen_layout_get(self, server)->first_application = i * GEN_SERVER_APPLICATIONS;
		gen_layout_get(self, server)->applications = gen_applications_of(self->estate, i);
		gen_layout_depend(self, server, g_array_index(pools, Pool, target).registrar);
	}
}

/* The target Edge sends what comes in to @next_hop. */
static guint
add_edge(GenLayout *self, guint next_hop)
{
	const char *domain = self->estate->domain;
	g_autofree char *fqdn = g_strconcat("lyncedge.", domain, NULL);
	guint place = gen_layout_cluster(self, 1, fqdn, "Internal External", TRUE);
	guint edge = add(self, "EdgeServer", place, edge_ports, NULL);
	GenService *service = gen_layout_get(self, edge);

	service->role_version = 2;
	service->names[0] = g_strconcat("lyncaccess.", domain, NULL);
	service->names[1] = g_strconcat("lyncwebconf.", domain, NULL);
	service->names[2] = g_strconcat("lyncav.", domain, NULL);
	gen_layout_depend(self, edge, next_hop);
	add(self, "ManagementServices", place, management_ports, NULL);
	return edge;
}

GenLayout *
gen_layout_new(const GenEstate *estate, gboolean merged)
{
	GenLayout *self = g_new0(GenLayout, 1);
	g_autoptr(GArray) pools = g_array_new(FALSE, FALSE, sizeof(Pool));
	const Pool *first;
	guint media = GEN_NOWHERE;
	guint next_hop;

	self->estate = estate;
	self->clusters = g_array_new(FALSE, FALSE, sizeof(GenCluster));
	g_array_set_clear_func(self->clusters, clear_cluster);
	self->sqls = g_array_new(FALSE, FALSE, sizeof(GenSql));
	self->services = g_array_new(FALSE, FALSE, sizeof(GenService));
	g_array_set_clear_func(self->services, clear_service);
	for (guint i = 0; i < estate->n_targets; i++) {
		Pool pool = add_pool(self, &estate->targets[i]);

		add_gateway(self, &estate->targets[i], &pool);
		g_array_append_val(pools, pool);
	}
	first = &g_array_index(pools, Pool, 0);
	next_hop = first->registrar;
	add_management(self, first);
	if (estate->group_chat)
		add_chat(self, first);
	add_applications(self, pools);
	if (merged)
		media = gen_layout_back_compat(self, &next_hop);
	if (estate->edge) {
		guint edge = add_edge(self, next_hop);

		if (estate->target_edge_media || media == GEN_NOWHERE)
			media = edge;
	}
	for (guint i = 0; media != GEN_NOWHERE && i < pools->len; i++) {
		const Pool *pool = &g_array_index(pools, Pool, i);

		gen_layout_depend(self, pool->registrar, media);
		gen_layout_depend(self, pool->conferences, media);
		gen_layout_depend(self, pool->mediation, media);
	}
	return self;
}

void
gen_layout_free(GenLayout *self)
{
	g_array_unref(self->clusters);
	g_array_unref(self->sqls);
	g_array_unref(self->services);
	g_free(self);
}
