/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nodes and links of the dependency graph, in an order that only the estate decides.  What services
 * depend on and where things are homed the estate says itself; further links come from properties
 * that name something, by the rows of a table.
 */
#include "analyzer/graph-links.h"

#include <string.h>

/* Where each kind of node begins in CtGraph.nodes, and how to find what a name stands for. */
typedef struct {
	const CtEstate *estate;
	CtGraph *graph;
	guint32 pools;
	guint32 objects;
	guint32 cohorts;
	GHashTable *by_identity; /* folded text of a USES reference -> object node + 1 */
} Builder;

/* Takes over @name. */
static void
add_node(Builder *builder, CtNodeKind kind, guint32 index, char *name)
{
	CtNode node = { .kind = kind, .index = index, .name = name };

	g_array_append_val(builder->graph->nodes, node);
}

static void
add_link(Builder *builder, guint32 from, guint32 to, CtLinkKind kind, const char *usage,
	 CtOrigin origin)
{
	CtLink link = { .from = from, .to = to, .kind = kind, .usage = usage, .origin = origin };

	g_array_append_val(builder->graph->links, link);
}

/* "cohort:ocs01.contoso.com/2": the second cohort of that pool. */
static void
add_cohorts(Builder *builder)
{
	const CtEstate *estate = builder->estate;
	guint32 pool = CT_NONE;
	guint ordinal = 0;

	for (guint i = 0; i < estate->cohorts->len; i++) {
		const CtCohort *cohort = &g_array_index(estate->cohorts, CtCohort, i);
		const CtPool *home = ct_estate_pool(estate, cohort->pool);

		ordinal = i > 0 && cohort->pool.index == pool ? ordinal + 1 : 1;
		pool = cohort->pool.index;
		add_node(builder, CT_NODE_COHORT, i,
			 g_strdup_printf("cohort:%s/%u", home != NULL ? home->key : "-", ordinal));
	}
}

static void
add_nodes(Builder *builder)
{
	const CtEstate *estate = builder->estate;

	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);

		add_node(builder, CT_NODE_SERVICE, i, g_strdup(service->id));
	}
	builder->pools = builder->graph->nodes->len;
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		add_node(builder, CT_NODE_POOL, i, g_strdup(pool->key));
	}
	builder->objects = builder->graph->nodes->len;
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		add_node(builder, CT_NODE_OBJECT, i, ct_subject(object->kind, object->identity));
	}
	builder->cohorts = builder->graph->nodes->len;
	add_cohorts(builder);
}

static void
link_services(Builder *builder)
{
	const CtEstate *estate = builder->estate;

	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);

		if (service->pool.index != CT_NONE)
			add_link(builder, i, builder->pools + service->pool.index, CT_LINK_RUNS_ON,
				 NULL, service->origin);
	}
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *dependency = &g_array_index(estate->dependencies, CtDependency,
								i);

		if (dependency->to.index != CT_NONE)
			add_link(builder, dependency->from.index, dependency->to.index,
				 CT_LINK_DEPENDS, dependency->usage, dependency->origin);
	}
}

static void
link_homes(Builder *builder)
{
	const CtEstate *estate = builder->estate;

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->pool.index != CT_NONE)
			add_link(builder, builder->objects + i, builder->pools + object->pool.index,
				 CT_LINK_HOMED_ON, NULL, object->origin);
	}
	for (guint i = 0; i < estate->cohorts->len; i++) {
		const CtCohort *cohort = &g_array_index(estate->cohorts, CtCohort, i);
		const CtPool *pool = ct_estate_pool(estate, cohort->pool);

		if (pool != NULL)
			add_link(builder, builder->cohorts + i, builder->pools + cohort->pool.index,
				 CT_LINK_HOMED_ON, NULL, pool->origin);
	}
}

/* A property of an object that names another object, or a server. */
typedef struct {
	CtObjectKind from; /* CT_N_OBJECT_KINDS: any server */
	CtKey key;
	const char *name; /* nullable: how the export's own name ends, for CT_KEY_OTHER */
	CtObjectKind to;  /* CT_N_OBJECT_KINDS: a server */
	const char *usage;
} Use;

static const Use uses[] = {
	{ CT_OBJECT_VOICE_ROUTE, CT_KEY_GATEWAY, NULL, CT_N_OBJECT_KINDS, "gateway" },
	{ CT_OBJECT_VOICE_ROUTE, CT_KEY_USAGE, NULL, CT_OBJECT_PSTN_USAGE, "usage" },
	{ CT_OBJECT_POLICY, CT_KEY_USAGE, NULL, CT_OBJECT_PSTN_USAGE, "usage" },
	{ CT_OBJECT_RESPONSE_GROUP, CT_KEY_AGENT_GROUP, NULL, CT_OBJECT_RESPONSE_GROUP,
	  "agent-group" },
	{ CT_OBJECT_RESPONSE_GROUP, CT_KEY_QUEUE, NULL, CT_OBJECT_RESPONSE_GROUP, "queue" },
	{ CT_OBJECT_STATIC_ROUTE, CT_KEY_NEXT_HOP, NULL, CT_OBJECT_AUTHORIZED_HOST, "next-hop" },
	{ CT_OBJECT_TRUSTED_APP, CT_KEY_OWNER_URN, NULL, CT_OBJECT_TRUSTED_APP, "owner" },
	{ CT_OBJECT_TRUSTED_APP, CT_KEY_FQDN, NULL, CT_OBJECT_AUTHORIZED_HOST, "host" },
	{ CT_N_OBJECT_KINDS, CT_KEY_NEXT_HOP, NULL, CT_N_OBJECT_KINDS, "next-hop" },
	{ CT_N_OBJECT_KINDS, CT_KEY_GATEWAY, NULL, CT_N_OBJECT_KINDS, "gateway" },
	{ CT_N_OBJECT_KINDS, CT_KEY_POOL, NULL, CT_N_OBJECT_KINDS, "pool" },
};

/* Where to look for what an object of one deployment names: its own side, then either. */
static const CtDeployment sides[][3] = {
	[CT_DEPLOYMENT_UNKNOWN] = { CT_DEPLOYMENT_UNKNOWN, CT_DEPLOYMENT_TARGET,
				    CT_DEPLOYMENT_LEGACY },
	[CT_DEPLOYMENT_LEGACY] = { CT_DEPLOYMENT_LEGACY, CT_DEPLOYMENT_UNKNOWN,
				   CT_DEPLOYMENT_TARGET },
	[CT_DEPLOYMENT_TARGET] = { CT_DEPLOYMENT_TARGET, CT_DEPLOYMENT_UNKNOWN,
				   CT_DEPLOYMENT_LEGACY },
};

/* "PstnGateway:gw01.contoso.com:5061" -> "gw01.contoso.com", newly allocated. */
static char *
bare_host(const char *text)
{
	const char *colon = strchr(text, ':');
	gsize length;

	if (colon != NULL && strspn(colon + 1, "0123456789") != strlen(colon + 1))
		text = colon + 1;
	length = strcspn(text, ":/");
	return g_strndup(text, length);
}

static char *
object_key(CtObjectKind kind, CtDeployment deployment, const char *text)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);

	return g_strdup_printf("%d|%d|%s", (int)kind, (int)deployment, folded);
}

/* Objects by the names that references use; the first in canonical order counts.  A URN stands for
 * the application itself ("pool/urn"), not for a contact that has it as owner. */
static void
index_objects(Builder *builder)
{
	const CtEstate *estate = builder->estate;

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		gboolean application = object->kind == CT_OBJECT_TRUSTED_APP &&
				       strchr(object->key, '/') != NULL;
		const char *texts[] = {
			object->key,
			object->name,
			ct_facts_get(estate->facts, object->props, CT_KEY_DN),
			application ? strchr(object->key, '/') + 1 : NULL,
		};

		for (guint t = 0; t < G_N_ELEMENTS(texts); t++) {
			g_autofree char *key = NULL;

			if (texts[t] == NULL)
				continue;
			key = object_key(object->kind, object->deployment, texts[t]);
			if (!g_hash_table_contains(builder->by_identity, key))
				g_hash_table_insert(builder->by_identity, g_steal_pointer(&key),
						    GUINT_TO_POINTER(builder->objects + i + 1));
		}
	}
}

static guint32
find_target(const Builder *builder, const Use *use, CtDeployment deployment, const char *value)
{
	if (use->to == CT_N_OBJECT_KINDS) {
		g_autofree char *host = bare_host(value);
		CtPoolId pool = ct_estate_find_pool(builder->estate, host);

		return pool.index == CT_NONE ? CT_NONE : builder->pools + pool.index;
	}
	for (guint i = 0; i < G_N_ELEMENTS(sides[0]); i++) {
		g_autofree char *key = object_key(use->to, sides[deployment][i], value);
		guint node = GPOINTER_TO_UINT(g_hash_table_lookup(builder->by_identity, key));

		if (node > 0)
			return node - 1;
	}
	return CT_NONE;
}

static gboolean
use_fits(const Use *use, CtObjectKind kind, const CtProp *prop)
{
	if (use->from != kind || use->key != prop->key || prop->value == NULL)
		return FALSE;
	return use->name == NULL || (prop->name != NULL && g_str_has_suffix(prop->name, use->name));
}

static void
link_uses_of(Builder *builder, guint32 node, CtObjectKind kind, CtDeployment deployment,
	     CtPropRange range, CtOrigin origin)
{
	const GArray *props = builder->estate->facts->props;

	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(props, CtProp, i);

		for (guint u = 0; u < G_N_ELEMENTS(uses); u++) {
			guint32 to;

			if (!use_fits(&uses[u], kind, prop))
				continue;
			to = find_target(builder, &uses[u], deployment, prop->value);
			if (to != CT_NONE && to != node)
				add_link(builder, node, to, CT_LINK_USES, uses[u].usage, origin);
		}
	}
}

static void
link_uses(Builder *builder)
{
	const CtEstate *estate = builder->estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		link_uses_of(builder, builder->pools + i, CT_N_OBJECT_KINDS, pool->deployment,
			     pool->props, pool->origin);
	}
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		link_uses_of(builder, builder->objects + i, object->kind, object->deployment,
			     object->props, object->origin);
	}
}

static gint
compare_links(gconstpointer a, gconstpointer b)
{
	const CtLink *x = a;
	const CtLink *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return g_strcmp0(x->usage, y->usage);
}

/* The same, and of links that are equal the one that is said first. */
static gint
compare_places(gconstpointer a, gconstpointer b)
{
	const CtLink *x = a;
	const CtLink *y = b;
	int order = compare_links(a, b);

	if (order == 0 && x->origin.input != y->origin.input)
		order = x->origin.input < y->origin.input ? -1 : 1;
	if (order == 0 && x->origin.line != y->origin.line)
		order = x->origin.line < y->origin.line ? -1 : 1;
	return order;
}

/* Sorted by ends, kind and usage; what several exports say is one link, of the first origin. */
static void
sort_links(GArray *links)
{
	guint kept = 0;

	g_array_sort(links, compare_places);
	for (guint i = 0; i < links->len; i++) {
		CtLink *link = &g_array_index(links, CtLink, i);

		if (kept > 0 && compare_links(&g_array_index(links, CtLink, kept - 1), link) == 0)
			continue;
		g_array_index(links, CtLink, kept++) = *link;
	}
	g_array_set_size(links, kept);
}

void
ct_graph_links_add(CtGraph *graph, const CtEstate *estate)
{
	Builder builder = { .estate = estate, .graph = graph };

	add_nodes(&builder);
	link_services(&builder);
	link_homes(&builder);
	builder.by_identity = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	index_objects(&builder);
	link_uses(&builder);
	g_hash_table_unref(builder.by_identity);
	sort_links(graph->links);
}
