/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Topology documents, as Get-CsTopology -AsXml and Publish-CsTopology write them.  The tree itself
 * is read by CtTopologyReader, which the Topology Builder file shares.
 */
#include "analyzer/import-topology.h"

#include "analyzer/import-topology-reader.h"

#define NAMESPACE_PREFIX "urn:schema:Microsoft.Rtc.Management."

/* A foreign namespace does not keep us from reading: people edit these files.  It is worth a note,
 * since what looks like a topology may be something else. */
static void
note_namespace(const CtImportJob *job, const xmlNode *topology)
{
	const char *uri = topology->ns != NULL ? (const char *)topology->ns->href : NULL;

	if (uri != NULL && !g_str_has_prefix(uri, NAMESPACE_PREFIX))
		ct_facts_note(job->facts, ct_xml_origin(job, topology), "namespace", uri);
}

gboolean
ct_import_topology_node(const CtImportJob *job, const xmlNode *topology, GError **error)
{
	CtTopologyReader reader;

	if (!ct_xml_is(topology, "Topology")) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
			    "%s:%u:1: <Topology> expected, found <%s>", ct_source_path(job->source),
			    ct_xml_line(topology), ct_xml_name(topology));
		return FALSE;
	}
	note_namespace(job, topology);
	ct_topology_reader_init(&reader, job, NULL);
	ct_topology_reader_read(&reader, topology);
	ct_topology_reader_clear(&reader);
	return TRUE;
}

gboolean
ct_import_topology(const CtImportJob *job, GError **error)
{
	g_autoptr(xmlDoc) document = ct_xml_parse(job->source, job->limits, error);

	if (document == NULL)
		return FALSE;
	return ct_import_topology_node(job, xmlDocGetRootElement(document), error);
}
