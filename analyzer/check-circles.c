/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes round in a circle and must not.
 *
 * Circles as such are no mistake: the services of every Front End pool depend on each other in one.  A
 * circle of queues that pass calls on is.  The graph knows which queues lie on circles; here the
 * shortest way round is looked for, so that a person sees the one to break and not a knot.
 */
#include <string.h>

#include "analyzer/check.h"

typedef struct {
	const CtGraph *graph;
	guint32 component;
	GArray *before; /* of guint32: for each node the one that leads to it; CT_NONE */
} Search;

static gboolean
is_within(const Search *self, guint32 node)
{
	return g_array_index(self->graph->component, guint32, node) == self->component;
}

/* Breadth first from @start, link by link in their order; the node whose link leads back to it. */
static guint32
walk(Search *self, guint32 start)
{
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint32));

	g_array_append_val(queue, start);
	for (guint head = 0; head < queue->len; head++) {
		guint32 node = g_array_index(queue, guint32, head);

		for (guint i = 0; i < self->graph->links->len; i++) {
			const CtLink *link = &g_array_index(self->graph->links, CtLink, i);
			guint32 *before = &g_array_index(self->before, guint32, link->to);

			if (link->from != node || !is_within(self, link->to))
				continue;
			if (link->to == start)
				return node;
			if (*before != CT_NONE)
				continue;
			*before = node;
			g_array_append_val(queue, link->to);
		}
	}
	return CT_NONE;
}

/* The nodes of the shortest circle through @start, which comes first; of guint32. */
static GArray *
circle_through(const CtGraph *graph, guint32 start)
{
	GArray *circle = g_array_new(FALSE, FALSE, sizeof(guint32));
	Search search = {
		.graph = graph,
		.component = g_array_index(graph->component, guint32, start),
		.before = g_array_sized_new(FALSE, FALSE, sizeof(guint32), graph->nodes->len),
	};
	const guint32 none = CT_NONE;

	for (guint i = 0; i < graph->nodes->len; i++)
		g_array_append_val(search.before, none);
	for (guint32 at = walk(&search, start); at != CT_NONE && at != start;
	     at = g_array_index(search.before, guint32, at))
		g_array_prepend_val(circle, at);
	g_array_prepend_val(circle, start);
	g_array_unref(search.before);
	return circle;
}

static const CtObject *
queue_at(const CtEstate *estate, const CtGraph *graph, guint32 node)
{
	const CtNode *found = &g_array_index(graph->nodes, CtNode, node);
	const CtObject *object;

	if (found->kind != CT_NODE_OBJECT)
		return NULL;
	object = &g_array_index(estate->objects, CtObject, found->index);
	return object->kind == CT_OBJECT_RESPONSE_GROUP ? object : NULL;
}

static void
report_circle(const CtEstate *estate, const CtGraph *graph, const GArray *circle,
	      CtFindings *findings)
{
	const CtObject *first = queue_at(estate, graph, g_array_index(circle, guint32, 0));
	g_autoptr(GString) way = g_string_new(NULL);

	for (guint i = 0; i < circle->len; i++)
		g_string_append_printf(
			way, "\"%s\" to ",
			queue_at(estate, graph, g_array_index(circle, guint32, i))->name);
	ct_findings_add(findings, CT_RULE_RGS_QUEUE_CIRCLE, first->origin,
			ct_subject(first->kind, first->identity), "calls go from %s\"%s\" again",
			way->str, first->name);
	for (guint i = 0; i < circle->len; i++) {
		const CtObject *queue = queue_at(estate, graph, g_array_index(circle, guint32, i));

		ct_findings_add_stop(findings, queue->name, queue->origin);
	}
}

static gboolean
has_queue_behind_queue(const CtEstate *estate)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == CT_OBJECT_RESPONSE_GROUP &&
		    ct_facts_get(estate->facts, object->props, CT_KEY_QUEUE) != NULL)
			return TRUE;
	}
	return FALSE;
}

void
ct_check_circles(const CtEstate *estate, CtFindings *findings)
{
	/* most deployments have no such queue, and need no graph here; without memory for one the
	 * planner ends the run */
	g_autoptr(CtGraph) graph = has_queue_behind_queue(estate) ? ct_graph_new(estate, NULL)
								  : NULL;

	for (guint i = 0; graph != NULL && i < graph->cycles->len; i++) {
		const GArray *cycle = g_ptr_array_index(graph->cycles, i);
		guint32 start = g_array_index(cycle, guint32, 0);
		g_autoptr(GArray) circle = NULL;

		if (queue_at(estate, graph, start) == NULL)
			continue;
		circle = circle_through(graph, start);
		report_circle(estate, graph, circle, findings);
	}
}
