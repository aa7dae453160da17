/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads by a few general rules rather than by a list of every element, since parts of the format
 * (branch sites, trusted applications, what a merge of the legacy side adds) are documented
 * nowhere: what has a SiteId among sites is a site; an id inside a service that is not its own is a
 * reference, named after what it stands in; every attribute that means nothing to us is kept under
 * its name.
 */
#include "analyzer/import-topology-reader.h"

#include <string.h>

#include "analyzer/import-topology-details.h"
#include "analyzer/import-topology-record.h"

static const char *const role_names[] = {
#define CT_ROLE(id, topology, powershell) topology,
#include "analyzer/roles.def"
#undef CT_ROLE
};

static const char *const parts[] = {
	"Clusters", "CentralSites",	      "InternalDomains", "RemoteSites",	 "Services",
	"Sites",    "SimpleUrlConfiguration", "SqlInstances",	 "UpaSeparator",
};

static void read_sites(gpointer data, const xmlNode *node);
static void read_cluster(gpointer data, const xmlNode *node);
static void read_sql_instance(gpointer data, const xmlNode *node);
static void read_service(gpointer data, const xmlNode *node);
static void read_domains(gpointer data, const xmlNode *node);
static void read_simple_urls(gpointer data, const xmlNode *node);

static const CtXmlElement elements[] = {
	{ "Sites", read_sites },
	{ "CentralSites", read_sites },
	{ "RemoteSites", read_sites },
	{ "Cluster", read_cluster },
	{ "SqlInstance", read_sql_instance },
	{ "Service", read_service },
	{ "InternalDomains", read_domains },
	{ "SimpleUrlConfiguration", read_simple_urls },
};

static CtStrings *
strings_of(const CtTopologyReader *self)
{
	return self->job->facts->strings;
}

/* Has an earlier tree of the same file described this object already? */
static gboolean
is_known_from_earlier(const CtTopologyReader *self, const xmlNode *node)
{
	const CtTopologyId *id = ct_topology_find_id(self, ct_xml_attr(node, "UniqueId",
								       strings_of(self)));

	return id != NULL && id->tree != self->tree;
}

static void
note(const CtTopologyReader *self, const xmlNode *node, const char *what, const char *value)
{
	ct_facts_note(self->job->facts, ct_xml_origin(self->job, node), what, value);
}

gboolean
ct_topology_is_site(const xmlNode *node)
{
	return node->parent != NULL &&
	       (ct_xml_is(node->parent, "Sites") || ct_xml_is(node->parent, "CentralSites") ||
		ct_xml_is(node->parent, "RemoteSites")) &&
	       xmlHasProp((xmlNode *)node, (const xmlChar *)"SiteId") != NULL;
}

/* The site that @node says it belongs to, as in CentralSiteId="1", else the one it stands in. */
static const char *
parent_site(const CtTopologyReader *self, const xmlNode *node)
{
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
		const char *name = (const char *)attr->name;

		if (strcmp(name, "SiteId") != 0 && g_str_has_suffix(name, "SiteId"))
			return ct_xml_attr_value(attr, strings_of(self));
	}
	return self->site;
}

/* References of a site, such as its federation route, need a record: a site fact has no place for
 * them. */
static void
read_site_references(CtTopologyReader *self, const CtSiteFact *site, const xmlNode *node)
{
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		const xmlNode *reference = ct_xml_child(child, "ServiceId");
		const char *name = ct_xml_name(child);
		CtKey key = CT_KEY_OTHER;

		if (reference == NULL)
			continue;
		if (strcmp(name, "FederationRoute") == 0)
			key = CT_KEY_FEDERATION_ROUTE;
		else if (strcmp(name, "XmppFederationRoute") == 0)
			key = CT_KEY_XMPP_FEDERATION_ROUTE;
		ct_topology_push(self, CT_KEY_IDENTITY, NULL, site->id);
		ct_topology_push(self, CT_KEY_SITE, NULL, site->id);
		ct_topology_push(self, CT_KEY_NAME, NULL, site->name);
		ct_topology_push(self, key, name,
				 ct_topology_service_id(reference, strings_of(self)));
		ct_facts_add_record(self->job->facts, CT_RECORD_SITE,
				    ct_xml_origin(self->job, child), site->kind,
				    (CtProp *)(void *)self->props->data, self->props->len);
		g_array_set_size(self->props, 0);
	}
}

static gboolean
has_site(const CtTopologyReader *self, const char *id)
{
	for (guint i = self->job->facts->sites->len; i > 0; i--) {
		const CtSiteFact *site = &g_array_index(self->job->facts->sites, CtSiteFact, i - 1);

		if (site->origin.input != self->job->input)
			return FALSE;
		if (site->id == id)
			return TRUE;
	}
	return FALSE;
}

static void
read_site(CtTopologyReader *self, const xmlNode *node)
{
	const xmlNode *name = ct_xml_child(node, "Name");
	const char *outer = self->site;
	CtSiteFact fact = {
		.origin = ct_xml_origin(self->job, node),
		.id = ct_xml_attr(node, "SiteId", strings_of(self)),
		.name = name != NULL ? ct_xml_text(name, strings_of(self))
				     : ct_xml_attr(node, "Name", strings_of(self)),
		.kind = ct_strings_intern(strings_of(self), ct_xml_name(node)),
		.parent = parent_site(self, node),
	};

	/* a later tree of the same file repeats the sites of the first */
	if (self->tree == 0 || !has_site(self, fact.id)) {
		g_array_append_val(self->job->facts->sites, fact);
		read_site_references(self, &fact, node);
	}
	self->site = fact.id;
	ct_xml_walk(elements, G_N_ELEMENTS(elements), self, node);
	self->site = outer;
}

static void
read_sites(gpointer data, const xmlNode *node)
{
	CtTopologyReader *self = data;

	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		if (ct_topology_is_site(child))
			read_site(self, child);
		else
			note(self, child, "element", ct_xml_name(child));
	}
}

static guint
count_machines(const xmlNode *node)
{
	guint count = 0;

	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		count += ct_xml_is(child, "Machine") ? 1 : count_machines(child);
	return count;
}

/* A machine without a name is the whole cluster, as SQL servers and file servers are; among several
 * it is nothing that anyone could find again. */
static void
read_machines(CtTopologyReader *self, const CtClusterFact *cluster, const xmlNode *node,
	      gboolean is_single)
{
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		CtMachineFact fact = { .cluster = cluster->id };

		if (!ct_xml_is(child, "Machine")) {
			read_machines(self, cluster, child, is_single);
			continue;
		}
		fact.origin = ct_xml_origin(self->job, child);
		fact.fqdn = ct_xml_attr(child, "Fqdn", strings_of(self));
		if ((fact.fqdn == NULL || *fact.fqdn == '\0') && is_single)
			fact.fqdn = cluster->fqdn;
		if (fact.fqdn == NULL || *fact.fqdn == '\0')
			note(self, child, "machine without name", cluster->fqdn);
		else
			g_array_append_val(self->job->facts->machines, fact);
	}
}

static void
read_cluster(gpointer data, const xmlNode *node)
{
	CtTopologyReader *self = data;
	const xmlNode *identity = ct_xml_child(node, "ClusterId");
	gboolean is_single = ct_xml_attr_is_true(node, "IsSingleMachineOnly") ||
			     count_machines(node) == 1;
	CtClusterFact fact = {
		.origin = ct_xml_origin(self->job, node),
		.fqdn = ct_xml_attr(node, "Fqdn", strings_of(self)),
		.site = self->site,
	};

	if (is_known_from_earlier(self, node))
		return;
	if (identity != NULL) {
		fact.id = ct_topology_cluster_id(identity, strings_of(self));
		fact.site = ct_xml_attr(identity, "SiteId", strings_of(self));
	} else {
		fact.id = ct_xml_attr(node, "UniqueId", strings_of(self));
	}
	if (fact.id == NULL)
		fact.id = fact.fqdn;
	if (fact.fqdn == NULL || *fact.fqdn == '\0') {
		note(self, node, "cluster without name", fact.id);
		return;
	}

	ct_topology_read_details(self, node, identity);
	fact.props = ct_topology_take_props(self);
	g_array_append_val(self->job->facts->clusters, fact);
	read_machines(self, &fact, node, is_single);
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		if (ct_xml_is(child, "SqlInstances"))
			ct_xml_walk(elements, G_N_ELEMENTS(elements), self, child);
}

static void
read_sql_instance(gpointer data, const xmlNode *node)
{
	CtTopologyReader *self = data;
	const xmlNode *identity = ct_xml_child(node, "SqlInstanceId");
	const xmlNode *named = identity != NULL ? identity : node;
	const xmlNode *cluster = ct_xml_child(named, "ClusterId");
	CtSqlFact fact = {
		.origin = ct_xml_origin(self->job, node),
		.name = ct_xml_attr(named, "Name", strings_of(self)),
	};

	if (is_known_from_earlier(self, node))
		return;
	if (fact.name == NULL)
		fact.name = ct_strings_intern(strings_of(self), "");
	if (cluster != NULL) {
		fact.id = ct_topology_sql_id(named, strings_of(self));
		fact.cluster = ct_topology_cluster_id(cluster, strings_of(self));
	} else {
		/* nested in its cluster: Cluster/SqlInstances/SqlInstance */
		const xmlNode *owner = node->parent != NULL ? node->parent->parent : NULL;

		fact.id = ct_xml_attr(node, "UniqueId", strings_of(self));
		if (ct_xml_is(owner, "Cluster"))
			fact.cluster = ct_xml_attr(owner, "UniqueId", strings_of(self));
	}
	if (fact.id == NULL || fact.cluster == NULL)
		note(self, node, "SQL instance without cluster", fact.name);
	else
		g_array_append_val(self->job->facts->sqls, fact);
}

static void
note_role(const CtTopologyReader *self, const xmlNode *node, const char *role)
{
	for (gsize i = 0; i < G_N_ELEMENTS(role_names); i++)
		if (strcmp(role_names[i], role) == 0)
			return;
	note(self, node, "role", role);
}

static const char *
installed_on(const CtTopologyReader *self, const xmlNode *service)
{
	const xmlNode *place = ct_xml_child(service, "InstalledOn");
	const xmlNode *id = place != NULL ? ct_xml_first(place) : NULL;
	const char *unique_id = ct_xml_attr(service, "InstalledOn", strings_of(self));
	const CtTopologyId *known = ct_topology_find_id(self, unique_id);

	if (ct_xml_is(id, "ClusterId"))
		return ct_topology_cluster_id(id, strings_of(self));
	if (ct_xml_is(id, "SqlInstanceId"))
		return ct_topology_sql_id(id, strings_of(self));
	return known != NULL ? known->id : unique_id;
}

/* Fills in who the service is; FALSE when the file does not say. */
static gboolean
identify_service(const CtTopologyReader *self, const xmlNode *node, const xmlNode *identity,
		 CtServiceFact *fact)
{
	const CtTopologyId *known;

	if (identity != NULL) {
		fact->id = ct_topology_service_id(identity, strings_of(self));
		fact->role = ct_xml_attr(identity, "RoleName", strings_of(self));
		fact->site = ct_xml_attr(identity, "SiteId", strings_of(self));
	} else {
		fact->alias = ct_xml_attr(node, "UniqueId", strings_of(self));
		fact->role = ct_xml_attr(node, "RoleName", strings_of(self));
		known = ct_topology_find_id(self, fact->alias);
		fact->id = known != NULL ? known->id : fact->alias;
		fact->site = known != NULL ? known->site : self->site;
	}
	return fact->id != NULL && fact->role != NULL;
}

/* A version that is no number would read as none, and the version decides on which side a pool is. */
static int
version_of(const CtTopologyReader *self, const xmlNode *node)
{
	static const char name[] = "ServiceVersion";
	const char *text = ct_xml_attr(node, name, strings_of(self));
	int version = ct_xml_attr_int(node, name, G_MAXUINT16);

	if (version == 0 && text != NULL && strcmp(text, "0") != 0)
		ct_facts_add_problem(self->job->facts, ct_xml_origin(self->job, node),
				     CT_PROBLEM_VALUE_ODD, "%s \"%s\" of a service is no version",
				     name, text);
	return version;
}

static void
read_service(gpointer data, const xmlNode *node)
{
	CtTopologyReader *self = data;
	const xmlNode *identity = ct_xml_child(node, "ServiceId");
	CtServiceFact fact = {
		.origin = ct_xml_origin(self->job, node),
		.role_version = ct_xml_attr_int(node, "RoleVersion", G_MAXUINT16),
		.service_version = version_of(self, node),
		.installed_on = installed_on(self, node),
	};

	if (is_known_from_earlier(self, node))
		return;
	if (!identify_service(self, node, identity, &fact)) {
		note(self, node, "service without identity",
		     fact.role != NULL ? fact.role : ct_xml_name(node));
		return;
	}
	note_role(self, node, fact.role);
	self->service = fact.id;
	ct_topology_read_details(self, node, identity);
	fact.props = ct_topology_take_props(self);
	g_array_append_val(self->job->facts->services, fact);
	self->service = NULL;
}

static void
read_domains(gpointer data, const xmlNode *node)
{
	CtTopologyReader *self = data;

	if (self->tree == 0)
		ct_topology_read_domains(self->job, node);
}

static void
read_simple_urls(gpointer data, const xmlNode *node)
{
	CtTopologyReader *self = data;

	if (self->tree == 0)
		ct_topology_read_simple_urls(self->job, node);
}

void
ct_topology_reader_init(CtTopologyReader *self, const CtImportJob *job, GHashTable *ids)
{
	*self = (CtTopologyReader){
		.job = job,
		.ids = ids,
		.props = g_array_new(FALSE, FALSE, sizeof(CtProp)),
	};
}

void
ct_topology_reader_clear(CtTopologyReader *self)
{
	g_clear_pointer(&self->props, g_array_unref);
}

void
ct_topology_reader_read(CtTopologyReader *self, const xmlNode *topology)
{
	for (const xmlNode *child = ct_xml_first(topology); child; child = ct_xml_next(child)) {
		gboolean is_known = FALSE;

		for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
			is_known = is_known || ct_xml_is(child, parts[i]);
		if (!is_known)
			note(self, child, "element", ct_xml_name(child));
	}
	ct_xml_walk(elements, G_N_ELEMENTS(elements), self, topology);
}
