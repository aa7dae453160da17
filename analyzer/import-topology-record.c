/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records of what stands in topology files and, with the same elements, in settings documents.
 */
#include "analyzer/import-topology-record.h"

static const CtXmlAttr attributes[] = {
	{ "InternalDomain", "Name", CT_KEY_NAME },
	{ "SimpleUrl", "Component", CT_KEY_COMPONENT },
	{ "SimpleUrl", "Domain", CT_KEY_NAME },
	{ "SimpleUrl", "ActiveUrl", CT_KEY_URL },
};

void
ct_topology_read_domains(const CtImportJob *job, const xmlNode *domains)
{
	g_autofree char *preferred = ct_xml_dup_attr(domains, "DefaultDomain");
	const char *folded = ct_strings_fold(job->facts->strings, preferred);
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));

	for (const xmlNode *node = ct_xml_first(domains); node; node = ct_xml_next(node)) {
		const char *name = ct_xml_attr(node, "Name", job->facts->strings);

		if (name == NULL)
			continue;
		g_array_set_size(props, 0);
		ct_facts_push_prop(job->facts, props, CT_KEY_IDENTITY, NULL, name);
		ct_xml_push_attrs(job->facts, props, node, attributes, G_N_ELEMENTS(attributes));
		if (ct_strings_fold(job->facts->strings, name) == folded)
			ct_facts_push_prop(job->facts, props, CT_KEY_DEFAULT, NULL, "true");
		ct_facts_add_record(job->facts, CT_RECORD_SIP_DOMAIN, ct_xml_origin(job, node),
				    ct_strings_intern(job->facts->strings, ct_xml_name(node)),
				    (CtProp *)(void *)props->data, props->len);
	}
}

void
ct_topology_read_simple_urls(const CtImportJob *job, const xmlNode *configuration)
{
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));

	for (const xmlNode *node = ct_xml_first(configuration); node; node = ct_xml_next(node)) {
		if (!ct_xml_is(node, "SimpleUrl"))
			continue;
		g_array_set_size(props, 0);
		ct_xml_push_attrs(job->facts, props, node, attributes, G_N_ELEMENTS(attributes));
		ct_facts_add_record(job->facts, CT_RECORD_SIMPLE_URL, ct_xml_origin(job, node),
				    ct_strings_intern(job->facts->strings, ct_xml_name(node)),
				    (CtProp *)(void *)props->data, props->len);
	}
}
