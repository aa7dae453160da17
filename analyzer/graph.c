/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dependency graph.  Nodes and links are made here in an order that only the estate decides;
 * igraph is asked for one thing, the strongly connected components, and none of its types leave
 * this file.  Its numbering of components is not relied upon: components are numbered by the length
 * of the longest path that leads to them, then by the first of their members' names, which is a
 * topological order and the same on every machine.
 */
#include "analyzer/graph.h"

#include <igraph.h>
#include <string.h>

G_DEFINE_QUARK(ct - graph - error - quark, ct_graph_error)

/* Where each kind of node begins in CtGraph.nodes, and how to find what a name stands for. */
typedef struct {
	const CtEstate *estate;
	CtGraph *graph;
	guint32 pools;
	guint32 objects;
	guint32 cohorts;
	GHashTable *by_identity; /* folded text of a USES reference -> object node + 1 */
} Builder;

static void
clear_node(gpointer data)
{
	g_free(((CtNode *)data)->name);
}

static void
free_cycle(gpointer data)
{
	g_array_unref(data);
}

void
ct_graph_free(CtGraph *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->nodes);
	g_array_unref(self->links);
	g_array_unref(self->component);
	g_ptr_array_unref(self->cycles);
	g_free(self);
}

static const CtNode *
node_at(const CtGraph *graph, guint32 node)
{
	return &g_array_index(graph->nodes, CtNode, node);
}

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
	CtObjectKind to; /* CT_N_OBJECT_KINDS: a server */
	const char *usage;
} Use;

static const Use uses[] = {
	{ CT_OBJECT_VOICE_ROUTE, CT_KEY_GATEWAY, CT_N_OBJECT_KINDS, "gateway" },
	{ CT_OBJECT_VOICE_ROUTE, CT_KEY_USAGE, CT_OBJECT_PSTN_USAGE, "usage" },
	{ CT_OBJECT_POLICY, CT_KEY_USAGE, CT_OBJECT_PSTN_USAGE, "usage" },
	{ CT_OBJECT_RESPONSE_GROUP, CT_KEY_AGENT_GROUP, CT_OBJECT_RESPONSE_GROUP, "agent-group" },
	{ CT_OBJECT_STATIC_ROUTE, CT_KEY_NEXT_HOP, CT_OBJECT_AUTHORIZED_HOST, "next-hop" },
	{ CT_OBJECT_TRUSTED_APP, CT_KEY_OWNER_URN, CT_OBJECT_TRUSTED_APP, "owner" },
	{ CT_OBJECT_TRUSTED_APP, CT_KEY_FQDN, CT_OBJECT_AUTHORIZED_HOST, "host" },
	{ CT_N_OBJECT_KINDS, CT_KEY_NEXT_HOP, CT_N_OBJECT_KINDS, "next-hop" },
	{ CT_N_OBJECT_KINDS, CT_KEY_GATEWAY, CT_N_OBJECT_KINDS, "gateway" },
	{ CT_N_OBJECT_KINDS, CT_KEY_POOL, CT_N_OBJECT_KINDS, "pool" },
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

/* Objects of one kind by the names that references use; the first in canonical order counts. */
static void
index_objects(Builder *builder)
{
	const CtEstate *estate = builder->estate;

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		const char *texts[] = { object->key, object->name };

		for (guint t = 0; t < G_N_ELEMENTS(texts); t++) {
			g_autofree char *folded = g_utf8_casefold(texts[t], -1);
			char *key = g_strdup_printf("%d|%d|%s", (int)object->kind,
						    (int)object->deployment, folded);

			if (g_hash_table_contains(builder->by_identity, key))
				g_free(key);
			else
				g_hash_table_insert(builder->by_identity, key,
						    GUINT_TO_POINTER(builder->objects + i + 1));
		}
	}
}

static guint32
find_target(const Builder *builder, const Use *use, CtDeployment deployment, const char *value)
{
	guint node;

	if (use->to == CT_N_OBJECT_KINDS) {
		g_autofree char *host = bare_host(value);
		CtPoolId pool = ct_estate_find_pool(builder->estate, host);

		return pool.index == CT_NONE ? CT_NONE : builder->pools + pool.index;
	}
	{
		g_autofree char *folded = g_utf8_casefold(value, -1);
		g_autofree char *key = g_strdup_printf("%d|%d|%s", (int)use->to, (int)deployment,
						       folded);

		node = GPOINTER_TO_UINT(g_hash_table_lookup(builder->by_identity, key));
	}
	return node > 0 ? node - 1 : CT_NONE;
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

			if (uses[u].from != kind || uses[u].key != prop->key || prop->value == NULL)
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

/* Sorted by ends, kind and usage; what several exports say is one link, of the first origin. */
static void
sort_links(GArray *links)
{
	guint kept = 0;

	g_array_sort(links, compare_links);
	for (guint i = 0; i < links->len; i++) {
		CtLink *link = &g_array_index(links, CtLink, i);

		if (kept > 0 && compare_links(&g_array_index(links, CtLink, kept - 1), link) == 0)
			continue;
		g_array_index(links, CtLink, kept++) = *link;
	}
	g_array_set_size(links, kept);
}

static gboolean
check(igraph_error_t status, GError **error)
{
	if (status == IGRAPH_SUCCESS)
		return TRUE;
	g_set_error(error, ct_graph_error_quark(), (int)status,
		    "cannot compute the components of the graph: %s", igraph_strerror(status));
	return FALSE;
}

/* Fills @graph->component with igraph's numbers and @graph->n_components. */
static gboolean
components_of(const igraph_t *network, CtGraph *graph, GError **error)
{
	igraph_vector_int_t membership;
	igraph_integer_t count = 0;
	gboolean done;

	if (!check(igraph_vector_int_init(&membership, 0), error))
		return FALSE;
	done = check(igraph_connected_components(network, &membership, NULL, &count, IGRAPH_STRONG),
		     error);
	for (guint i = 0; done && i < graph->nodes->len; i++) {
		guint32 component = (guint32)VECTOR(membership)[i];

		g_array_append_val(graph->component, component);
	}
	graph->n_components = (guint)count;
	igraph_vector_int_destroy(&membership);
	return done;
}

static gboolean
find_components(CtGraph *graph, GError **error)
{
	igraph_vector_int_t ends;
	igraph_t network;
	gboolean done;

	if (!check(igraph_vector_int_init(&ends, 2 * (igraph_integer_t)graph->links->len), error))
		return FALSE;
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		VECTOR(ends)[2 * i] = link->from;
		VECTOR(ends)[2 * i + 1] = link->to;
	}
	done = check(igraph_create(&network, &ends, graph->nodes->len, IGRAPH_DIRECTED), error);
	igraph_vector_int_destroy(&ends);
	if (!done)
		return FALSE;
	done = components_of(&network, graph, error);
	igraph_destroy(&network);
	return done;
}

typedef struct {
	guint32 component;
	guint32 level; /* links on the longest path that ends here */
	guint32 first; /* node whose name sorts first */
	guint32 size;
	guint32 waiting; /* links from components that have no level yet */
	const CtGraph *graph;
} Component;

/* By name; nodes of one name (ids of two documents) by their place. */
static gint
compare_nodes(const CtGraph *graph, guint32 a, guint32 b)
{
	int by_name = strcmp(node_at(graph, a)->name, node_at(graph, b)->name);

	if (by_name != 0)
		return by_name;
	return a < b ? -1 : a > b;
}

static gint
compare_components(gconstpointer a, gconstpointer b)
{
	const Component *x = a;
	const Component *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return compare_nodes(x->graph, x->first, y->first);
}

static GArray *
describe_components(const CtGraph *graph)
{
	GArray *list = g_array_sized_new(FALSE, TRUE, sizeof(Component), graph->n_components);

	g_array_set_size(list, graph->n_components);
	for (guint i = 0; i < graph->n_components; i++) {
		Component *component = &g_array_index(list, Component, i);

		component->component = i;
		component->first = CT_NONE;
		component->graph = graph;
	}
	for (guint32 i = 0; i < graph->nodes->len; i++) {
		Component *component = &g_array_index(list, Component,
						      g_array_index(graph->component, guint32, i));

		component->size++;
		if (component->first == CT_NONE || compare_nodes(graph, i, component->first) < 0)
			component->first = i;
	}
	return list;
}

/* Levels of the condensed graph, by taking away what nothing points to any more (Kahn 1962). */
static void
find_levels(const CtGraph *graph, GArray *list)
{
	const guint32 *of = (const guint32 *)(void *)graph->component->data;
	Component *at = (Component *)(void *)list->data;
	g_autofree guint32 *start = g_new0(guint32, list->len + 1);
	g_autofree guint32 *targets = g_new0(guint32, graph->links->len + 1);
	g_autofree guint32 *queue = g_new0(guint32, list->len + 1);
	g_autofree guint32 *fill = NULL;
	guint32 head = 0, tail = 0;

	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		if (of[link->from] == of[link->to])
			continue;
		start[of[link->from] + 1]++;
		at[of[link->to]].waiting++;
	}
	for (guint i = 0; i < list->len; i++)
		start[i + 1] += start[i];
	fill = g_memdup2(start, (list->len + 1) * sizeof(guint32));
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		if (of[link->from] != of[link->to])
			targets[fill[of[link->from]]++] = of[link->to];
	}
	for (guint32 i = 0; i < list->len; i++) {
		if (at[i].waiting == 0)
			queue[tail++] = i;
	}
	for (; head < tail; head++) {
		guint32 from = queue[head];

		for (guint32 i = start[from]; i < start[from + 1]; i++) {
			Component *to = &at[targets[i]];

			to->level = MAX(to->level, at[from].level + 1);
			if (--to->waiting == 0)
				queue[tail++] = targets[i];
		}
	}
}

static gint
compare_members(gconstpointer a, gconstpointer b, gpointer graph)
{
	return compare_nodes(graph, *(const guint32 *)a, *(const guint32 *)b);
}

/* Components of two nodes and more, in the order of their numbers. */
static void
collect_cycles(CtGraph *graph, const GArray *list)
{
	g_autofree GArray **cycle_of = g_new0(GArray *, list->len + 1);

	for (guint32 i = 0; i < graph->nodes->len; i++) {
		guint32 component = g_array_index(graph->component, guint32, i);

		if (g_array_index(list, Component, component).size < 2)
			continue;
		if (cycle_of[component] == NULL)
			cycle_of[component] = g_array_new(FALSE, FALSE, sizeof(guint32));
		g_array_append_val(cycle_of[component], i);
	}
	for (guint i = 0; i < list->len; i++) {
		if (cycle_of[i] == NULL)
			continue;
		g_array_sort_with_data(cycle_of[i], compare_members, graph);
		g_ptr_array_add(graph->cycles, cycle_of[i]);
	}
}

static void
number_components(CtGraph *graph)
{
	g_autoptr(GArray) list = describe_components(graph);
	g_autofree guint32 *number = g_new0(guint32, list->len + 1);

	find_levels(graph, list);
	g_array_sort(list, compare_components);
	for (guint i = 0; i < list->len; i++)
		number[g_array_index(list, Component, i).component] = i;
	for (guint i = 0; i < graph->nodes->len; i++) {
		guint32 *component = &g_array_index(graph->component, guint32, i);

		*component = number[*component];
	}
	collect_cycles(graph, list);
}

CtGraph *
ct_graph_new(const CtEstate *estate, GError **error)
{
	g_autoptr(CtGraph) graph = g_new0(CtGraph, 1);
	Builder builder = { .estate = estate, .graph = graph };
	igraph_error_handler_t *previous;
	gboolean done;

	graph->nodes = g_array_new(FALSE, TRUE, sizeof(CtNode));
	g_array_set_clear_func(graph->nodes, clear_node);
	graph->links = g_array_new(FALSE, TRUE, sizeof(CtLink));
	graph->component = g_array_new(FALSE, TRUE, sizeof(guint32));
	graph->cycles = g_ptr_array_new_with_free_func(free_cycle);
	add_nodes(&builder);
	link_services(&builder);
	link_homes(&builder);
	builder.by_identity = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	index_objects(&builder);
	link_uses(&builder);
	g_hash_table_unref(builder.by_identity);
	sort_links(graph->links);

	/* igraph's own handler ends the program; a library must not */
	previous = igraph_set_error_handler(igraph_error_handler_ignore);
	done = find_components(graph, error);
	igraph_set_error_handler(previous);
	if (!done)
		return NULL;
	number_components(graph);
	return g_steal_pointer(&graph);
}
