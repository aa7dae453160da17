/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A topology as (Get-CsTopology -AsXml).ToString() prints it, or as Topology Builder saves it.  The
 * two hold the same: what differs is how things are named (numbers or GUIDs) and where they nest.
 */
#include "topology.h"

#include <string.h>

#include "layout.h"

#define DEPLOY "urn:schema:Microsoft.Rtc.Management.Deploy."

static void
put_domains(const GenEstate *estate, GenSink *sink, const char *namespace)
{
	gen_sink_format(sink,
			"  <InternalDomains AllowAllDomains=\"false\" DefaultDomain=\"%s\"%s>\n",
			estate->domain, namespace);
	for (guint i = 0; i < estate->n_sip_domains; i++)
		gen_sink_format(sink,
				"    <InternalDomain Name=\"%s\" Authoritative=\"false\" "
				"AllowSubDomains=\"false\" />\n",
				estate->sip_domains[i]);
	gen_sink_put(sink, "  </InternalDomains>\n");
}

static void
put_site(GenSink *sink, guint number, const char *name, const char *country)
{
	gen_sink_format(sink, "    <CentralSite SiteId=\"%u\">\n      <Name>", number);
	gen_sink_xml(sink, name);
	gen_sink_put(sink, "</Name>\n");
	if (country != NULL)
		gen_sink_format(sink, "      <Location CountryCode=\"%s\" />\n", country);
	else
		gen_sink_put(sink, "      <Location />\n");
	gen_sink_put(sink, "    </CentralSite>\n");
}

/* The interfaces of one machine; of an Edge the external ones have an address. */
static void
put_interfaces(GenSink *sink, const GenCluster *cluster, guint machine)
{
	g_auto(GStrv) sides = g_strsplit(cluster->sides, " ", -1);
	gboolean edge = g_str_has_prefix(cluster->sides, "Internal");

	for (guint i = 0; sides[i] != NULL; i++) {
		if (sides[i][0] == '\0')
			continue;
		gen_sink_format(sink,
				"        <NetInterface InterfaceSide=\"%s\" InterfaceNumber=\"1\" "
				"IPAddress=\"0.0.0.0\"",
				sides[i]);
		if (edge && strcmp(sides[i], "External") == 0)
			gen_sink_format(sink, " ConfiguredIPAddress=\"192.0.2.%u\"", machine);
		gen_sink_put(sink, " />\n");
	}
}

static void
put_cluster(GenSink *sink, const GenCluster *cluster)
{
	const char *flag = cluster->managed ? "true" : "false";
	guint machines = MAX(cluster->machines->len, 1);

	gen_sink_format(
		sink,
		"    <Cluster RequiresReplication=\"%s\" RequiresSetup=\"%s\" Fqdn=\"%s\">\n"
		"      <ClusterId SiteId=\"%u\" Number=\"%u\" />\n",
		flag, flag, cluster->fqdn, cluster->site, cluster->number);
	for (guint i = 0; i < machines; i++) {
		gen_sink_format(sink, "      <Machine OrdinalInCluster=\"%u\" Fqdn=\"%s\">\n",
				i + 1,
				cluster->machines->len > 0
					? (const char *)cluster->machines->pdata[i]
					: cluster->fqdn);
		put_interfaces(sink, cluster, i + 1);
		gen_sink_put(sink, "      </Machine>\n");
	}
	gen_sink_put(sink, "    </Cluster>\n");
}

static void
put_ports(GenSink *sink, const GenService *service)
{
	static const char *const names[] = { "ap", "dp", "mr" };

	gen_sink_put(sink, "      <Ports xmlns=\"" DEPLOY "ServiceRoles.2008\">\n");
	for (const GenPort *port = service->ports; port != NULL && port->owner != NULL; port++) {
		gen_sink_format(sink,
				"        <Port Owner=\"urn:%s\" Usage=\"%s\" InterfaceSide=\"%s\" "
				"InterfaceNumber=\"1\" Port=\"%u\" Protocol=\"%s\" UrlPath=\"%s\" "
				"AuthorizesRequests=\"%s\"",
				port->owner, port->usage, port->side, port->port, port->protocol,
				port->path, port->authorizes ? "true" : "false");
		if (port->gruu != NULL)
			gen_sink_format(sink, " GruuType=\"%s\"", port->gruu);
		if (port->range > 0)
			gen_sink_format(sink, " Range=\"%u\"", port->range);
		for (guint i = 0; port->names != NULL && i < G_N_ELEMENTS(names); i++) {
			if (strcmp(port->names, names[i]) == 0 && service->names[i] != NULL)
				gen_sink_format(sink, " ConfiguredFqdn=\"%s\"", service->names[i]);
		}
		gen_sink_put(sink, " />\n");
	}
	for (guint i = 0; i < service->applications; i++) {
		const guint application = service->first_application + i;

		gen_sink_format(sink,
				"        <Port Owner=\"urn:application:app%u\" Usage=\"SipServer\" "
				"InterfaceSide=\"Primary\" InterfaceNumber=\"1\" Port=\"%u\" "
				"Protocol=\"Mtls\" UrlPath=\"/\" AuthorizesRequests=\"true\" "
				"GruuType=\"app%u\" />\n",
				application + 1, 6001 + application, application + 1);
	}
	gen_sink_put(sink, "      </Ports>\n");
}

static void
put_extension(GenSink *sink, const GenService *service)
{
	static const char *const components[] = { "ABHandler", "Dialin", "Meet", "Lwa", "Reach" };

	if (service->extension == NULL)
		return;
	gen_sink_format(sink, "      <%s xmlns=\"" DEPLOY "ServiceRoles.2008\"%s%s",
			service->extension, service->attributes != NULL ? " " : "",
			service->attributes != NULL ? service->attributes : "");
	if (service->web == NULL) {
		gen_sink_put(sink, " />\n");
		return;
	}
	gen_sink_format(sink,
			">\n        <ExternalSettings Host=\"%s\">\n          <OverrideUrls />\n"
			"        </ExternalSettings>\n        <WebComponents xmlns=\"" DEPLOY
			"WebServices.2011\">\n",
			service->web);
	for (guint i = 0; i < G_N_ELEMENTS(components); i++)
		gen_sink_format(sink, "          <Component ComponentName=\"%s\" />\n",
				components[i]);
	gen_sink_format(sink,
			"        </WebComponents>\n        <UpaSeparator "
			"xmlns=\"urn:schema:Microsoft.Rtc.Management.BaseTypes.2008\" />\n"
			"      </%s>\n",
			service->extension);
}

static void
put_service_type(GenSink *sink, const GenService *service)
{
	if (service->extension != NULL)
		gen_sink_format(
			sink, " Type=\"Microsoft.Rtc.Management.Deploy.Internal.ServiceRoles.%s\"",
			service->extension);
}

static void
put_service_id(GenSink *sink, const char *indent, const GenService *service)
{
	gen_sink_format(sink, "%s<ServiceId SiteId=\"%u\" RoleName=\"%s\" Instance=\"%u\" />\n",
			indent, service->site, service->role, service->instance);
}

static void
put_cluster_id(GenSink *sink, const char *indent, const GenCluster *cluster)
{
	gen_sink_format(sink, "%s<ClusterId SiteId=\"%u\" Number=\"%u\" />\n", indent,
			cluster->site, cluster->number);
}

static void
put_service(GenLayout *layout, GenSink *sink, const GenService *service)
{
	gen_sink_format(sink, "    <Service RoleVersion=\"%u\" ServiceVersion=\"%u\"",
			service->role_version, service->version);
	put_service_type(sink, service);
	gen_sink_put(sink, ">\n");
	put_service_id(sink, "      ", service);
	gen_sink_put(sink, "      <DependsOn>\n");
	for (guint i = 0; i < service->depends->len; i++) {
		gen_sink_put(sink, "        <Dependency Usage=\"Default\">\n");
		put_service_id(sink, "          ",
			       gen_layout_get(layout, g_array_index(service->depends, guint, i)));
		gen_sink_put(sink, "        </Dependency>\n");
	}
	gen_sink_put(sink, "      </DependsOn>\n      <InstalledOn>\n");
	if (service->sql != GEN_NOWHERE) {
		gen_sink_format(sink, "        <SqlInstanceId Name=\"%s\">\n",
				g_array_index(layout->sqls, GenSql, service->sql).name);
		put_cluster_id(sink, "          ",
			       gen_layout_get_cluster(layout, service->cluster));
		gen_sink_put(sink, "        </SqlInstanceId>\n");
	} else {
		put_cluster_id(sink, "        ", gen_layout_get_cluster(layout, service->cluster));
	}
	gen_sink_put(sink, "      </InstalledOn>\n");
	put_ports(sink, service);
	put_extension(sink, service);
	gen_sink_put(sink, "    </Service>\n");
}

void
gen_topology(const GenEstate *estate, gboolean merged, GenSink *sink)
{
	g_autoptr(GenLayout) layout = gen_layout_new(estate, merged);
	char signature[37];

	gen_guid(estate, "signature", signature);
	gen_sink_format(sink, "<Topology xmlns=\"" DEPLOY "Topology.2008\" Signature=\"%s\">\n",
			signature);
	put_domains(estate, sink, "");
	gen_sink_put(sink, "  <Sites>\n");
	for (guint i = 0; i < estate->n_sites; i++)
		put_site(sink, i + 1, estate->sites[i].name, estate->sites[i].country);
	if (merged)
		put_site(sink, layout->back_compat, "BackCompatSite", NULL);
	gen_sink_put(sink, "  </Sites>\n  <Clusters>\n");
	for (guint i = 0; i < layout->clusters->len; i++)
		put_cluster(sink, gen_layout_get_cluster(layout, i));
	gen_sink_put(sink, "  </Clusters>\n  <SqlInstances>\n");
	for (guint i = 0; i < layout->sqls->len; i++) {
		const GenSql *sql = &g_array_index(layout->sqls, GenSql, i);

		gen_sink_format(sink, "    <SqlInstance>\n      <SqlInstanceId Name=\"%s\">\n",
				sql->name);
		put_cluster_id(sink, "        ", gen_layout_get_cluster(layout, sql->cluster));
		gen_sink_put(sink, "      </SqlInstanceId>\n    </SqlInstance>\n");
	}
	gen_sink_put(sink, "  </SqlInstances>\n  <Services>\n");
	for (guint i = 0; i < layout->services->len; i++)
		put_service(layout, sink, gen_layout_get(layout, i));
	gen_sink_put(sink, "  </Services>\n</Topology>\n");
}

/* The GUID of a cluster, SQL instance or service of a builder file. */
static const char *
unique_id(const GenLayout *layout, const char *kind, guint index, char out_guid[37])
{
	g_autofree char *name = g_strdup_printf("%s/%u", kind, index);

	gen_guid(layout->estate, name, out_guid);
	return out_guid;
}

static void
put_builder_cluster(GenLayout *layout, GenSink *sink, guint index)
{
	const GenCluster *cluster = gen_layout_get_cluster(layout, index);
	const char *flag = cluster->managed ? "true" : "false";
	char guid[37];

	gen_sink_format(sink,
			"      <Cluster IsSingleMachineOnly=\"%s\" UniqueId=\"%s\" "
			"RequiresReplication=\"%s\" RequiresSetup=\"%s\" Fqdn=\"%s\">\n"
			"        <Machines>\n",
			cluster->machines->len > 0 ? "false" : "true",
			unique_id(layout, "cluster", index, guid), flag, flag, cluster->fqdn);
	for (guint i = 0; i < cluster->machines->len; i++)
		gen_sink_format(sink, "          <Machine Fqdn=\"%s\" />\n",
				(const char *)cluster->machines->pdata[i]);
	if (cluster->machines->len == 0)
		gen_sink_put(sink, "          <Machine />\n");
	gen_sink_put(sink, "        </Machines>\n        <SqlInstances>\n");
	for (guint i = 0; i < layout->sqls->len; i++) {
		const GenSql *sql = &g_array_index(layout->sqls, GenSql, i);

		if (sql->cluster == index)
			gen_sink_format(sink,
					"          <SqlInstance UniqueId=\"%s\" Name=\"%s\" />\n",
					unique_id(layout, "sql", i, guid), sql->name);
	}
	gen_sink_put(sink, "        </SqlInstances>\n      </Cluster>\n");
}

static void
put_builder_site(GenLayout *layout, GenSink *sink, guint site)
{
	gen_sink_format(sink,
			"    <CentralSite SiteId=\"%u\">\n      <Name xmlns=\"" DEPLOY
			"Topology.2008\">",
			site + 1);
	gen_sink_xml(sink, layout->estate->sites[site].name);
	gen_sink_format(sink,
			"</Name>\n      <Location CountryCode=\"%s\" xmlns=\"" DEPLOY
			"Topology.2008\" />\n      <Clusters>\n",
			layout->estate->sites[site].country);
	for (guint i = 0; i < layout->clusters->len; i++) {
		if (gen_layout_get_cluster(layout, i)->site == site + 1)
			put_builder_cluster(layout, sink, i);
	}
	gen_sink_put(sink, "      </Clusters>\n      <RemoteSites />\n    </CentralSite>\n");
}

static void
put_builder_service(GenLayout *layout, GenSink *sink, guint index)
{
	const GenService *service = gen_layout_get(layout, index);
	char guid[37];
	char place[37];

	if (service->sql != GEN_NOWHERE)
		unique_id(layout, "sql", service->sql, place);
	else
		unique_id(layout, "cluster", service->cluster, place);
	gen_sink_format(sink,
			"    <Service UniqueId=\"%s\" RoleName=\"%s\" RoleVersion=\"%u\" "
			"InstalledOn=\"%s\" ServiceVersion=\"%u\"",
			unique_id(layout, "service", index, guid), service->role,
			service->role_version, place, service->version);
	put_service_type(sink, service);
	gen_sink_put(sink, ">\n      <DependsOn>\n");
	for (guint i = 0; i < service->depends->len; i++)
		gen_sink_format(sink,
				"        <Dependency ServiceUniqueId=\"%s\" Usage=\"Default\" />\n",
				unique_id(layout, "service",
					  g_array_index(service->depends, guint, i), guid));
	gen_sink_put(sink, "      </DependsOn>\n");
	put_ports(sink, service);
	put_extension(sink, service);
	gen_sink_put(sink, "    </Service>\n");
}

void
gen_builder(const GenEstate *estate, GenSink *sink)
{
	g_autoptr(GenLayout) layout = gen_layout_new(estate, FALSE);

	gen_sink_put(sink, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			   "<TopologyBuilder IsFreeFromChanges=\"true\" FileName=\"estate.tbxml\" "
			   "xmlns=\"" DEPLOY "TopologyBuilder.2008\">\n<NewTopology>\n"
			   "<PartialTopology IsPublished=\"false\" "
			   "Signature=\"00000000-0000-0000-0000-000000000000\" xmlns=\"" DEPLOY
			   "WritableTopology.2008\">\n");
	put_domains(estate, sink, " xmlns=\"" DEPLOY "Topology.2008\"");
	gen_sink_put(sink, "  <CentralSites>\n");
	for (guint i = 0; i < estate->n_sites; i++)
		put_builder_site(layout, sink, i);
	gen_sink_put(sink, "  </CentralSites>\n  <Services>\n");
	for (guint i = 0; i < layout->services->len; i++)
		put_builder_service(layout, sink, i);
	gen_sink_put(sink,
		     "  </Services>\n</PartialTopology>\n</NewTopology>\n</TopologyBuilder>\n");
}
