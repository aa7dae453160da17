/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legacy half of a merged topology: what a merge brings into BackCompatSite, and no more. */
#include "layout.h"

static const GenPort registrar_ports[] = {
	{ "component:Registrar", "SipServer", "Primary", 5061, "Mtls", "/", TRUE, "HomeServer", 0,
	  NULL },
	{ .owner = NULL, .port = 0 },
};
static const GenPort mediation_ports[] = {
	{ "component:Mediation", "SipServer", "Primary", 5061, "Mtls", "/", TRUE, "MediationServer",
	  0, NULL },
	{ .owner = NULL, .port = 0 },
};
static const GenPort attendant_ports[] = {
	{ "application:Caa", "SipServer", "Primary", 5072, "Mtls", "/", TRUE,
	  "Microsoft.Rtc.Applications.Caa", 0, NULL },
	{ .owner = NULL, .port = 0 },
};
static const GenPort edge_ports[] = {
	{ "component:AccessEdge", "SipServer", "Internal", 5061, "Mtls", "/", FALSE, NULL, 0,
	  NULL },
	{ "component:DataEdge", "PsomServer", "Internal", 8057, "Mtls", "/", FALSE, NULL, 0, NULL },
	{ "component:DataEdge", "PsomClient", "External", 443, "Tls", "/", FALSE, NULL, 0, "dp" },
	{ "component:MediaRelayAuthenticationEdge", "SipServer", "Internal", 5062, "Mtls", "/",
	  TRUE, "MRAS", 0, NULL },
	{ .owner = NULL, .port = 0 },
};

static guint
add(GenLayout *self, const char *role, guint cluster, const GenPort *ports)
{
	guint service = gen_layout_service(self, role, 4, cluster, GEN_NOWHERE);

	gen_layout_get(self, service)->ports = ports;
	return service;
}

static guint
add_registrar(GenLayout *self, guint cluster, gboolean director)
{
	guint registrar;
	guint users = director ? GEN_NOWHERE : add(self, "UserServices", cluster, NULL);

	registrar = add(self, "Registrar", cluster, registrar_ports);
	gen_layout_get(self, registrar)->extension = "RegistrarService";
	gen_layout_get(self, registrar)->attributes = g_strdup(director ? "IsDirector=\"true\""
									: "IsDirector=\"false\"");
	if (users != GEN_NOWHERE)
		gen_layout_depend(self, registrar, users);
	return registrar;
}

/* The Registrars of the legacy pools, in their order, and behind them that of the Director. */
static GArray *
add_pools(GenLayout *self)
{
	const GenEstate *estate = self->estate;
	GArray *registrars = g_array_new(FALSE, FALSE, sizeof(guint));
	char machine[160];
	guint registrar;

	for (guint i = 0; i < estate->n_pools; i++) {
		const GenPool *pool = &estate->pools[i];
		guint home = gen_layout_cluster(self, self->back_compat, pool->fqdn, "Primary",
						FALSE);

		for (guint j = 0; pool->machines > 1 && j < pool->machines; j++) {
			gen_pool_machine(estate, pool, j, machine, sizeof(machine));
			gen_layout_machine(self, home, machine);
		}
		registrar = add_registrar(self, home, FALSE);
		if (pool->attendant)
			gen_layout_depend(self, add(self, "ExternalServer", home, attendant_ports),
					  registrar);
		g_array_append_val(registrars, registrar);
	}
	if (estate->director) {
		g_autofree char *fqdn = g_strconcat("ocsdir01.", estate->domain, NULL);

		registrar = add_registrar(
			self, gen_layout_cluster(self, self->back_compat, fqdn, "Primary", FALSE),
			TRUE);
		g_array_append_val(registrars, registrar);
	}
	return registrars;
}

static guint
add_edge(GenLayout *self, guint next_hop)
{
	const char *domain = self->estate->domain;
	g_autofree char *fqdn = g_strconcat("ocsedge.", domain, NULL);
	g_autofree char *machine = g_strconcat("ocsedge01.", domain, NULL);
	guint place = gen_layout_cluster(self, self->back_compat, fqdn, "Internal External", FALSE);
	guint edge = add(self, "EdgeServer", place, edge_ports);

	gen_layout_machine(self, place, machine);
	gen_layout_get(self, edge)->names[1] =
		g_strconcat(self->estate->shared_edge ? "sip." : "webconf.", domain, NULL);
	gen_layout_depend(self, edge, next_hop);
	return edge;
}

guint
gen_layout_back_compat(GenLayout *self, guint *out_next_hop)
{
	const GenEstate *estate = self->estate;
	guint edge = GEN_NOWHERE;

	self->back_compat = MAX(99, estate->n_sites + 1);

	g_autoptr(GArray) registrars = add_pools(self);

	*out_next_hop = g_array_index(registrars, guint, estate->director ? estate->n_pools : 0);
	if (estate->edge)
		edge = add_edge(self, *out_next_hop);
	for (guint i = 0; edge != GEN_NOWHERE && i < registrars->len; i++)
		gen_layout_depend(self, g_array_index(registrars, guint, i), edge);
	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];
		guint mediation;

		if (site->mediation == NULL)
			continue;
		mediation = add(self, "MediationServer",
				gen_layout_cluster(self, self->back_compat, site->mediation,
						   "Primary Pstn", FALSE),
				mediation_ports);
		gen_layout_depend(self, mediation,
				  g_array_index(registrars, guint, site->first_pool));
		if (edge != GEN_NOWHERE)
			gen_layout_depend(self, mediation, edge);
	}
	return edge;
}
