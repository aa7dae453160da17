/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Topology Builder files.  They name everything by GUID, in one id space, and number nothing; so
 * there are two passes: the first learns what each GUID stands for and gives services the numbers
 * that publishing would, the second reads.  A file may hold several trees: the edited one counts,
 * and another adds only what the edited one does not have.
 */
#include "analyzer/import-topology-reader.h"

#include <string.h>

#define TREE	  "PartialTopology"
#define PREFERRED "NewTopology"

/* The first pass over one tree. */
typedef struct {
	const CtImportJob *job;
	GHashTable *ids;       /* of folded UniqueId to CtTopologyId */
	GHashTable *instances; /* of "site-role" to how many there are */
	guint tree;
	const char *site;
} Index;

static void index_children(Index *self, const xmlNode *node);

static void
add_id(Index *self, const xmlNode *node, CtTopologyId id)
{
	CtStrings *strings = self->job->facts->strings;
	const char *unique_id = ct_xml_attr(node, "UniqueId", strings);
	const char *key = ct_strings_fold(strings, unique_id);

	if (key == NULL || g_hash_table_contains(self->ids, key))
		return;
	if (id.id == NULL)
		id.id = unique_id;
	id.tree = self->tree;
	g_hash_table_insert(self->ids, (gpointer)key, g_memdup2(&id, sizeof(id)));
}

static void
index_sites(gpointer data, const xmlNode *node)
{
	Index *self = data;

	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		const char *outer = self->site;

		if (ct_topology_is_site(child))
			self->site = ct_xml_attr(child, "SiteId", self->job->facts->strings);
		index_children(self, child);
		self->site = outer;
	}
}

static void
index_place(gpointer data, const xmlNode *node)
{
	Index *self = data;

	add_id(self, node, (CtTopologyId){ .site = self->site });
	index_children(self, node);
}

static const CtXmlElement place_elements[] = {
	{ "Sites", index_sites },   { "CentralSites", index_sites }, { "RemoteSites", index_sites },
	{ "Cluster", index_place }, { "SqlInstance", index_place },
};

static void
index_children(Index *self, const xmlNode *node)
{
	ct_xml_walk(place_elements, G_N_ELEMENTS(place_elements), self, node);
}

/* "1-Registrar-2": the second one in document order at the site of what it is installed on. */
static void
index_service(gpointer data, const xmlNode *node)
{
	Index *self = data;
	CtStrings *strings = self->job->facts->strings;
	const char *role = ct_xml_attr(node, "RoleName", strings);
	const char *place = ct_strings_fold(strings, ct_xml_attr(node, "InstalledOn", strings));
	const char *unique_id = ct_strings_fold(strings, ct_xml_attr(node, "UniqueId", strings));
	const CtTopologyId *on = place != NULL ? g_hash_table_lookup(self->ids, place) : NULL;
	const char *site = on != NULL ? on->site : NULL;
	g_autofree char *prefix = NULL;
	g_autofree char *id = NULL;
	guint instance;

	if (role == NULL || unique_id == NULL || g_hash_table_contains(self->ids, unique_id))
		return;
	prefix = g_strdup_printf("%s-%s", site != NULL ? site : "", role);
	instance = GPOINTER_TO_UINT(g_hash_table_lookup(self->instances, prefix)) + 1;
	id = g_strdup_printf("%s-%u", prefix, instance);
	g_hash_table_insert(self->instances, g_steal_pointer(&prefix), GUINT_TO_POINTER(instance));
	add_id(self, node,
	       (CtTopologyId){
		       .id = ct_strings_intern(strings, id), .site = site, .is_service = TRUE });
}

static const CtXmlElement service_elements[] = {
	{ "Service", index_service },
};

/* Appends the trees below @node, in document order. */
static void
find_trees(const xmlNode *node, GPtrArray *trees)
{
	if (ct_xml_is(node, TREE)) {
		g_ptr_array_add(trees, (gpointer)node);
		return;
	}
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		find_trees(child, trees);
}

static gboolean
is_preferred(const xmlNode *tree)
{
	return ct_xml_is(tree->parent, PREFERRED);
}

/* The trees, those of NewTopology first; among themselves in document order. */
static GPtrArray *
order_trees(const xmlNode *root)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	GPtrArray *ordered = g_ptr_array_new();

	find_trees(root, found);
	for (guint pass = 0; pass < 2; pass++)
		for (guint i = 0; i < found->len; i++)
			if (is_preferred(found->pdata[i]) == (pass == 0))
				g_ptr_array_add(ordered, found->pdata[i]);
	return ordered;
}

static GHashTable *
index_trees(const CtImportJob *job, const GPtrArray *trees)
{
	GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	g_autoptr(GHashTable) instances = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
								NULL);
	Index index = { .job = job, .ids = ids, .instances = instances };

	for (index.tree = 0; index.tree < trees->len; index.tree++) {
		index_children(&index, trees->pdata[index.tree]);
		ct_xml_walk(service_elements, G_N_ELEMENTS(service_elements), &index,
			    trees->pdata[index.tree]);
	}
	return ids;
}

gboolean
ct_import_builder(const CtImportJob *job, GError **error)
{
	g_autoptr(xmlDoc) document = ct_xml_parse(job->source, job->limits, error);
	g_autoptr(GPtrArray) trees = NULL;
	g_autoptr(GHashTable) ids = NULL;
	const xmlNode *root;
	CtTopologyReader reader;

	if (document == NULL)
		return FALSE;

	root = xmlDocGetRootElement(document);
	trees = order_trees(root);
	if (trees->len == 0)
		ct_facts_note(job->facts, ct_xml_origin(job, root), "topology without content",
			      ct_xml_name(root));
	ids = index_trees(job, trees);
	ct_topology_reader_init(&reader, job, ids);
	for (reader.tree = 0; reader.tree < trees->len; reader.tree++) {
		const xmlNode *tree = trees->pdata[reader.tree];

		if (reader.tree > 0)
			ct_facts_note(job->facts, ct_xml_origin(job, tree), "further topology",
				      ct_xml_name(tree->parent));
		ct_topology_reader_read(&reader, tree);
	}
	ct_topology_reader_clear(&reader);
	return TRUE;
}
