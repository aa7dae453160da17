/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that stands inside a service or a cluster of a topology: ids, references, ports, and
 * the attributes of extensions.  What an attribute means is a row of a table; one without a row is
 * kept under its own name, so that a version of the product that we have not seen loses nothing.
 */
#include "analyzer/import-topology-details.h"

#include <string.h>

/* Attributes whose meaning is known; CT_N_KEYS marks those that become a field of the fact. */
static const CtXmlAttr attributes[] = {
	{ "Cluster", "Fqdn", CT_N_KEYS },
	{ "Cluster", "UniqueId", CT_N_KEYS },
	{ "Machine", "Fqdn", CT_N_KEYS },
	{ "Service", "UniqueId", CT_N_KEYS },
	{ "Service", "RoleName", CT_N_KEYS },
	{ "Service", "RoleVersion", CT_N_KEYS },
	{ "Service", "ServiceVersion", CT_N_KEYS },
	{ "Service", "InstalledOn", CT_N_KEYS },
	{ "Service", "Type", CT_KEY_TYPE },
	{ "Dependency", "Usage", CT_N_KEYS },
	{ "RegistrarService", "IsDirector", CT_KEY_IS_DIRECTOR },
	{ "CentralMgmtService", "IsActive", CT_KEY_IS_ACTIVE },
	{ "FileStoreService", "ShareName", CT_KEY_SHARE },
	{ "WacService", "DiscoveryUrl", CT_KEY_URL },
	{ "ExternalSettings", "Host", CT_KEY_EXTERNAL_WEB_FQDN },
	{ "PstnGatewayService", "AlternativeBypassId", CT_KEY_ALTERNATIVE_BYPASS },
	{ "PstnGatewayService", "Default", CT_KEY_DEFAULT },
};

/* What the owner of a port says about the service, and what its public name is the name of. */
static const struct {
	const char *owner;
	CtKey runs;
	CtKey public_name;
} port_owners[] = {
	{ "urn:component:AccessEdge", CT_KEY_EDGE_ACCESS, CT_KEY_EXTERNAL_ACCESS_FQDN },
	{ "urn:component:DataEdge", CT_KEY_EDGE_WEB_CONFERENCING,
	  CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN },
	{ "urn:component:MediaRelayEdge", CT_KEY_EDGE_AV, CT_KEY_EXTERNAL_AV_FQDN },
};

/* Federated partners reach an Edge on a port of their own, which is there only while federation is
 * enabled: no attribute of the service says so.  Seen in every topology with a federating Edge. */
static const struct {
	const char *owner;
	const char *usage;
	const char *side;
} federation_port = { "urn:component:AccessEdge", "SipServer", "External" };

#define APPLICATION_PREFIX "urn:application:"

static CtStrings *
strings_of(const CtTopologyReader *self)
{
	return self->job->facts->strings;
}

/* "1-Registrar-1" from the attributes SiteId, RoleName and Instance. */
static const char *
join_attrs(const xmlNode *node, CtStrings *strings, const char *separator, const char *const *names)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (; *names != NULL; names++) {
		const char *value = ct_xml_attr(node, *names, strings);

		if (text->len > 0)
			g_string_append(text, separator);
		g_string_append(text, value != NULL ? value : "");
	}
	return ct_strings_intern(strings, text->str);
}

const char *
ct_topology_service_id(const xmlNode *node, CtStrings *strings)
{
	static const char *const names[] = { "SiteId", "RoleName", "Instance", NULL };

	return join_attrs(node, strings, "-", names);
}

const char *
ct_topology_cluster_id(const xmlNode *node, CtStrings *strings)
{
	static const char *const names[] = { "SiteId", "Number", NULL };

	return join_attrs(node, strings, ":", names);
}

/* "1:1/rtc"; the default instance is "1:1/". */
const char *
ct_topology_sql_id(const xmlNode *node, CtStrings *strings)
{
	const xmlNode *cluster = ct_xml_child(node, "ClusterId");
	const char *name = ct_xml_attr(node, "Name", strings);
	g_autofree char *id = NULL;

	id = g_strdup_printf("%s/%s",
			     cluster != NULL ? ct_topology_cluster_id(cluster, strings) : "",
			     name != NULL ? name : "");
	return ct_strings_intern(strings, id);
}

const CtTopologyId *
ct_topology_find_id(const CtTopologyReader *self, const char *unique_id)
{
	if (self->ids == NULL || unique_id == NULL)
		return NULL;
	return g_hash_table_lookup(self->ids, ct_strings_fold(strings_of(self), unique_id));
}

void
ct_topology_push(CtTopologyReader *self, CtKey key, const char *name, const char *value)
{
	ct_facts_push_prop(self->job->facts, self->props, key, name, value);
}

/* For what several ports of a service repeat. */
static void
push_once(CtTopologyReader *self, CtKey key, const char *value)
{
	const char *kept = ct_strings_intern(strings_of(self), value);

	for (guint i = 0; i < self->props->len; i++) {
		const CtProp *prop = &g_array_index(self->props, CtProp, i);

		if (prop->key == key && prop->value == kept)
			return;
	}
	ct_topology_push(self, key, NULL, kept);
}

CtPropRange
ct_topology_take_props(CtTopologyReader *self)
{
	CtPropRange range = ct_facts_add_props(self->job->facts,
					       (CtProp *)(void *)self->props->data,
					       self->props->len);

	g_array_set_size(self->props, 0);
	return range;
}

/* A reference to a service: of the service that is being read, or of a cluster or site, which keeps
 * it as a property. */
static void
add_reference(CtTopologyReader *self, const xmlNode *node, const char *to, const char *usage)
{
	CtDependencyFact fact = {
		.origin = ct_xml_origin(self->job, node),
		.from = self->service,
		.to = to,
		.usage = ct_strings_intern(strings_of(self), usage),
	};

	if (self->service == NULL)
		ct_topology_push(self, CT_KEY_OTHER, usage, to);
	else
		g_array_append_val(self->job->facts->dependencies, fact);
}

/* An id element inside a service that is not its own: what it stands in names the reference. */
static void
read_reference(gpointer data, const xmlNode *node)
{
	CtTopologyReader *self = data;
	const char *usage = ct_xml_attr(node->parent, "Usage", strings_of(self));
	const char *id;

	if (usage == NULL)
		usage = ct_xml_name(node->parent);
	if (ct_xml_is(node, "ServiceId")) {
		id = ct_topology_service_id(node, strings_of(self));
		add_reference(self, node, id, usage);
		return;
	}
	id = ct_xml_is(node, "ClusterId") ? ct_topology_cluster_id(node, strings_of(self))
					  : ct_topology_sql_id(node, strings_of(self));
	ct_topology_push(self, CT_KEY_OTHER, usage, id);
}

/* The same where a GUID in an attribute is the reference.  A dependency always is one, even on
 * something that the file does not have. */
static gboolean
read_attr_reference(CtTopologyReader *self, const xmlNode *node, const xmlAttr *attr)
{
	const char *name = (const char *)attr->name;
	const char *usage = ct_xml_attr(node, "Usage", strings_of(self));
	const char *value;
	const CtTopologyId *id;

	if (self->ids == NULL || strcmp(name, "UniqueId") == 0 || strcmp(name, "InstalledOn") == 0)
		return FALSE;
	value = ct_xml_attr_value(attr, strings_of(self));
	id = ct_topology_find_id(self, value);
	if (id == NULL && strcmp(name, "ServiceUniqueId") != 0)
		return FALSE;
	if (id == NULL || id->is_service)
		add_reference(self, node, id != NULL ? id->id : value,
			      usage != NULL ? usage : name);
	else
		ct_topology_push(self, CT_KEY_OTHER, name, id->id);
	return TRUE;
}

static gboolean
is_federation_port(const CtTopologyReader *self, const xmlNode *node)
{
	CtStrings *strings = strings_of(self);

	return g_strcmp0(ct_xml_attr(node, "Owner", strings), federation_port.owner) == 0 &&
	       g_strcmp0(ct_xml_attr(node, "Usage", strings), federation_port.usage) == 0 &&
	       g_strcmp0(ct_xml_attr(node, "InterfaceSide", strings), federation_port.side) == 0;
}

static void
read_port(gpointer data, const xmlNode *node)
{
	static const char *const names[] = { "Owner", "Usage",	  "InterfaceSide",
					     "Port",  "Protocol", "UrlPath",
					     NULL };
	CtTopologyReader *self = data;
	const char *owner = ct_xml_attr(node, "Owner", strings_of(self));
	const char *public_name = ct_xml_attr(node, "ConfiguredFqdn", strings_of(self));
	const char *gruu = ct_xml_attr(node, "GruuType", strings_of(self));

	ct_topology_push(self, CT_KEY_PORT, NULL, join_attrs(node, strings_of(self), " ", names));
	if (gruu != NULL)
		push_once(self, CT_KEY_GRUU, gruu);
	if (is_federation_port(self, node))
		push_once(self, CT_KEY_FEDERATION_ENABLED, "true");
	if (owner == NULL)
		return;
	if (g_str_has_prefix(owner, APPLICATION_PREFIX))
		push_once(self, CT_KEY_APPLICATION, owner + strlen(APPLICATION_PREFIX));
	for (gsize i = 0; i < G_N_ELEMENTS(port_owners); i++) {
		if (strcmp(owner, port_owners[i].owner) != 0)
			continue;
		push_once(self, port_owners[i].runs, "true");
		if (public_name != NULL)
			push_once(self, port_owners[i].public_name, public_name);
	}
}

static const CtXmlElement service_elements[] = {
	{ "ServiceId", read_reference },
	{ "ClusterId", read_reference },
	{ "SqlInstanceId", read_reference },
	{ "Port", read_port },
};

void
ct_topology_read_details(CtTopologyReader *self, const xmlNode *node, const xmlNode *identity)
{
	const char *text = ct_xml_text(node, strings_of(self));

	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		if (!read_attr_reference(self, node, attr))
			ct_xml_push_attr(self->job->facts, self->props, attr, attributes,
					 G_N_ELEMENTS(attributes));
	if (text != NULL)
		ct_topology_push(self, CT_KEY_OTHER, ct_xml_name(node), text);
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		if (child == identity || ct_xml_is(child, "InstalledOn") ||
		    ct_xml_is(child, "SqlInstances"))
			continue;
		if (!ct_xml_dispatch(service_elements, G_N_ELEMENTS(service_elements), self, child))
			ct_topology_read_details(self, child, NULL);
	}
}
