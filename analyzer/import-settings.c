/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings documents of the central management store.  What wraps them differs from tool to tool
 * (AnchoredXml alone, many in one file, the bare settings element), so the wrapper does not matter:
 * the elements that we know are found at any depth, and every AnchoredXml without one is a note.
 */
#include "analyzer/import-topology-reader.h"
#include "analyzer/import-topology-record.h"
#include "analyzer/import-topology.h"

typedef struct {
	const CtImportJob *job;
	GArray *props;
	guint n_known;	  /* elements that were understood */
	guint n_anchored; /* documents of the store, understood or not */
	GError *error;
} Reader;

static const CtXmlAttr directory_attributes[] = {
	{ NULL, "Id", CT_KEY_IDENTITY },
	{ NULL, "Identity", CT_KEY_IDENTITY },
	{ NULL, "DirectoryId", CT_KEY_IDENTITY },
	{ NULL, "ConferenceDirectoryId", CT_KEY_IDENTITY },
	{ NULL, "Name", CT_KEY_NAME },
	{ "ServiceId", "SiteId", CT_N_KEYS },
	{ "ServiceId", "RoleName", CT_N_KEYS },
	{ "ServiceId", "Instance", CT_N_KEYS },
};

static void
push(Reader *self, CtKey key, const char *name, const char *value)
{
	ct_facts_push_prop(self->job->facts, self->props, key, name, value);
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

static void
read_topology(gpointer data, const xmlNode *node)
{
	Reader *self = data;

	self->n_known++;
	if (self->error == NULL)
		ct_import_topology_node(self->job, node, &self->error);
}

/* One record for each pair of a tag and a component. */
static void
read_assignment(Reader *self, const xmlNode *assignment)
{
	CtStrings *strings = self->job->facts->strings;
	const char *tag = ct_xml_attr(assignment, "TagId", strings);

	for (const xmlNode *node = ct_xml_first(assignment); node; node = ct_xml_next(node)) {
		const xmlNode *service = ct_xml_child(node, "ServiceId");

		if (!ct_xml_is(node, "Component") || service == NULL || tag == NULL)
			continue;
		push(self, CT_KEY_TAG_ID, NULL, tag);
		push(self, CT_KEY_COMPONENT, NULL, ct_xml_attr(node, "Name", strings));
		push(self, CT_KEY_SERVICE_ID, NULL, ct_topology_service_id(service, strings));
		add_record(self, CT_RECORD_TAG, node);
	}
}

static void
read_assignments(gpointer data, const xmlNode *node)
{
	Reader *self = data;

	self->n_known++;
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		if (ct_xml_is(child, "ServiceAssignment"))
			read_assignment(self, child);
}

static void
push_directory(Reader *self, const xmlNode *node)
{
	CtStrings *strings = self->job->facts->strings;
	const char *text = ct_xml_text(node, strings);

	ct_xml_push_attrs(self->job->facts, self->props, node, directory_attributes,
			  G_N_ELEMENTS(directory_attributes));
	if (ct_xml_is(node, "ServiceId"))
		push(self, CT_KEY_SERVICE_ID, NULL,
		     text != NULL ? text : ct_topology_service_id(node, strings));
	else
		push(self, CT_KEY_OTHER, ct_xml_name(node), text);
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		push_directory(self, child);
}

/* No such document was ever seen, only its name: each child is taken as one directory. */
static void
read_directories(gpointer data, const xmlNode *node)
{
	Reader *self = data;

	self->n_known++;
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		push_directory(self, child);
		add_record(self, CT_RECORD_CONFERENCE_DIRECTORY, child);
	}
}

static void
read_simple_urls(gpointer data, const xmlNode *node)
{
	Reader *self = data;

	self->n_known++;
	ct_topology_read_simple_urls(self->job, node);
}

static void read_anchored(gpointer data, const xmlNode *node);

static const CtXmlElement elements[] = {
	{ "AnchoredXml", read_anchored },
	{ "Topology", read_topology },
	{ "ServiceAssignments", read_assignments },
	{ "ConferenceDirectories", read_directories },
	{ "SimpleUrlConfiguration", read_simple_urls },
};

static void
read_anchored(gpointer data, const xmlNode *node)
{
	Reader *self = data;
	guint before = self->n_known;
	const xmlNode *schema;
	const char *name = NULL;

	self->n_anchored++;
	ct_xml_walk(elements, G_N_ELEMENTS(elements), self, node);
	if (self->n_known > before)
		return;
	schema = ct_xml_find(node, "SchemaId");
	if (schema != NULL)
		name = ct_xml_attr(schema, "ElementName", self->job->facts->strings);
	ct_facts_note(self->job->facts, ct_xml_origin(self->job, node), "document",
		      name != NULL ? name : ct_xml_name(node));
}

gboolean
ct_import_settings(const CtImportJob *job, GError **error)
{
	CtInput *input = &g_array_index(job->facts->inputs, CtInput, job->input);
	g_autoptr(xmlDoc) document = ct_xml_parse(job->source, job->limits, error);
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));
	Reader reader = { .job = job, .props = props };
	const xmlNode *root;

	if (document == NULL)
		return FALSE;

	root = xmlDocGetRootElement(document);
	if (!ct_xml_dispatch(elements, G_N_ELEMENTS(elements), &reader, root))
		ct_xml_walk(elements, G_N_ELEMENTS(elements), &reader, root);
	if (reader.error != NULL) {
		g_propagate_error(error, reader.error);
		return FALSE;
	}
	if (reader.n_known > 0 || reader.n_anchored > 0)
		input->kind = CT_INPUT_SETTINGS;
	else
		ct_facts_note(job->facts, ct_xml_origin(job, root), "document", ct_xml_name(root));
	return TRUE;
}
