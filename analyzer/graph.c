/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dependency graph and its components.  igraph is asked for one thing, the strongly connected
 * components, and none of its types leave this file.  Its numbering of components is not relied upon: components are numbered by the length
 * of the longest path that leads to them, then by the first of their members' names, which is a
 * topological order and the same on every machine.
 */
#include "analyzer/graph.h"

#include <igraph.h>
#include <string.h>

#include "analyzer/graph-links.h"

G_DEFINE_QUARK(ct - graph - error - quark, ct_graph_error)

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
	igraph_error_handler_t *previous;
	gboolean done;

	graph->nodes = g_array_new(FALSE, TRUE, sizeof(CtNode));
	g_array_set_clear_func(graph->nodes, clear_node);
	graph->links = g_array_new(FALSE, TRUE, sizeof(CtLink));
	graph->component = g_array_new(FALSE, TRUE, sizeof(guint32));
	graph->cycles = g_ptr_array_new_with_free_func(free_cycle);
	ct_graph_links_add(graph, estate);

	/* igraph's own handler ends the program; a library must not */
	previous = igraph_set_error_handler(igraph_error_handler_ignore);
	done = find_components(graph, error);
	igraph_set_error_handler(previous);
	if (!done)
		return NULL;
	number_components(graph);
	return g_steal_pointer(&graph);
}
