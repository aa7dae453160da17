/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file that an architect writes for Merge-CsLegacyTopology: the legacy Edge servers, which no
 * directory knows.  It is typed by hand, so every value is trimmed and nothing is required.
 */
#include "analyzer/xml.h"

static const CtXmlAttr attributes[] = {
	{ "EdgeCluster", "AP", CT_KEY_EDGE_ACCESS },
	{ "EdgeCluster", "MR", CT_KEY_EDGE_AV },
	{ "EdgeCluster", "DP", CT_KEY_EDGE_WEB_CONFERENCING },
	{ "EdgeCluster", "Version", CT_KEY_VERSION },
	{ "EdgeCluster", "FederationEnabled", CT_KEY_FEDERATION_ENABLED },
	{ "DirectorOrEdgeNextHop", "Fqdn", CT_KEY_NEXT_HOP },
	{ "Machine", "InternalFqdn", CT_KEY_MEMBER },
	{ "LoadBalancer", "InternalFqdn", CT_N_KEYS },
	{ NULL, "ExternalAPFqdn", CT_KEY_EXTERNAL_ACCESS_FQDN },
	{ NULL, "ExternalDPFqdn", CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN },
	{ NULL, "ExternalMRFqdn", CT_KEY_EXTERNAL_AV_FQDN },
	{ "RegistrarClusterPort", "Port", CT_KEY_PORT },
};

typedef struct {
	const CtImportJob *job;
	GArray *props;
} Reader;

static void
push_all(Reader *self, const xmlNode *node)
{
	ct_xml_push_attrs(self->job->facts, self->props, node, attributes,
			  G_N_ELEMENTS(attributes));
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		push_all(self, child);
}

static void
add_record(Reader *self, CtRecordKind kind, const xmlNode *node)
{
	CtFacts *facts = self->job->facts;

	ct_facts_add_record(facts, kind, ct_xml_origin(self->job, node),
			    ct_strings_intern(facts->strings, ct_xml_name(node)),
			    (CtProp *)(void *)self->props->data, self->props->len);
	g_array_set_size(self->props, 0);
}

/* A cluster is called by its load balancer, a single server by its own name. */
static const char *
cluster_fqdn(const xmlNode *cluster, CtStrings *strings)
{
	static const char *const named[] = { "LoadBalancer", "Machine" };

	for (gsize i = 0; i < G_N_ELEMENTS(named); i++) {
		const xmlNode *node = ct_xml_find(cluster, named[i]);
		const char *fqdn = node != NULL ? ct_xml_attr(node, "InternalFqdn", strings) : NULL;

		if (fqdn != NULL && *fqdn != '\0')
			return fqdn;
	}
	return NULL;
}

static void
read_cluster(gpointer data, const xmlNode *node)
{
	Reader *self = data;
	const char *fqdn = cluster_fqdn(node, self->job->facts->strings);

	if (fqdn == NULL) {
		ct_facts_note(self->job->facts, ct_xml_origin(self->job, node),
			      "Edge cluster without name", ct_xml_name(node));
		return;
	}
	ct_facts_push_prop(self->job->facts, self->props, CT_KEY_FQDN, NULL, fqdn);
	push_all(self, node);
	add_record(self, CT_RECORD_EDGE, node);
}

static void
read_other(gpointer data, const xmlNode *node)
{
	Reader *self = data;

	push_all(self, node);
	add_record(self, CT_RECORD_OTHER, node);
}

static const CtXmlElement elements[] = {
	{ "EdgeCluster", read_cluster },
	{ "RegistrarClusterPort", read_other },
};

gboolean
ct_import_edge_input(const CtImportJob *job, GError **error)
{
	g_autoptr(xmlDoc) document = ct_xml_parse(job->source, job->limits, error);
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));
	Reader reader = { job, props };

	if (document == NULL)
		return FALSE;
	ct_xml_walk(elements, G_N_ELEMENTS(elements), &reader, xmlDocGetRootElement(document));
	return TRUE;
}
