/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader may rely on in a layered drawing, looked up in drawings of random graphs. */
#include "render/layered.h"

#include <math.h>
#include <string.h>

#include "line-through.h"
#include "render/layered-levels.h"

#define ROUNDS 40

typedef struct {
	guint n_nodes;
	guint n_edges;
	CtLayeredNode nodes[64];
	CtLayeredEdge edges[128];
	char ids[64][8];
} Graph;

static void
random_graph(Graph *graph, guint64 *random, gboolean cycles)
{
	memset(graph, 0, sizeof *graph);
	graph->n_nodes = 1 + ct_random_below(random, 40);
	for (guint v = 0; v < graph->n_nodes; v++) {
		g_snprintf(graph->ids[v], sizeof graph->ids[v], "n%02u", v);
		graph->nodes[v].id = graph->ids[v];
		graph->nodes[v].width = 20 + ct_random_below(random, 80);
		graph->nodes[v].height = 12 + ct_random_below(random, 30);
	}
	graph->n_edges = ct_random_below(random, 2 * graph->n_nodes);
	for (guint e = 0; e < graph->n_edges; e++) {
		guint a = ct_random_below(random, graph->n_nodes);
		guint b = ct_random_below(random, graph->n_nodes);

		graph->edges[e].from = cycles ? a : MIN(a, b);
		graph->edges[e].to = cycles ? b : MAX(a, b);
	}
}

static CtLayeredResult
draw(Graph *graph)
{
	CtLayeredOptions options = ct_layered_options();

	options.effort = 5;
	return ct_layered_draw(graph->nodes, graph->n_nodes, graph->edges, graph->n_edges,
			       &options);
}

static void
clear(Graph *graph)
{
	for (guint e = 0; e < graph->n_edges; e++)
		g_clear_pointer(&graph->edges[e].points, g_array_unref);
}

static void
check_boxes(const Graph *graph, const CtLayeredResult *result)
{
	for (guint v = 0; v < graph->n_nodes; v++) {
		const CtLayeredNode *a = &graph->nodes[v];

		g_assert_cmpfloat(a->at.x - a->width / 2, >=, -0.01);
		g_assert_cmpfloat(a->at.y - a->height / 2, >=, -0.01);
		g_assert_cmpfloat(a->at.x + a->width / 2, <=, result->width + 0.01);
		g_assert_cmpfloat(a->at.y + a->height / 2, <=, result->height + 0.01);
		for (guint w = 0; w < v; w++) {
			const CtLayeredNode *b = &graph->nodes[w];

			g_assert_true(ABS(a->at.x - b->at.x) >= (a->width + b->width) / 2 - 0.01 ||
				      ABS(a->at.y - b->at.y) >= (a->height + b->height) / 2 - 0.01);
		}
	}
}

static void
check_end(const CtLayeredNode *box, const CtPoint *point)
{
	g_assert_cmpfloat_with_epsilon(fabs(point->y - box->at.y), box->height / 2, 0.01);
	g_assert_cmpfloat(fabs(point->x - box->at.x), <=, box->width / 2);
}

static void
check_edges(const Graph *graph)
{
	for (guint e = 0; e < graph->n_edges; e++) {
		const CtLayeredEdge *edge = &graph->edges[e];
		const CtPoint *points;

		if (edge->from == edge->to)
			continue;
		points = (const CtPoint *)(gpointer)edge->points->data;
		g_assert_cmpuint(edge->points->len, >=, 2);
		check_end(&graph->nodes[edge->from], &points[0]);
		check_end(&graph->nodes[edge->to], &points[edge->points->len - 1]);
		for (guint i = 0; i + 1 < edge->points->len; i++)
			g_assert_true((points[i].y < points[i + 1].y) == !edge->against);
		assert_no_line_through(graph->nodes, graph->n_nodes, edge);
	}
}

static void
test_drawings(void)
{
	guint64 random = 21;

	for (guint round = 0; round < ROUNDS; round++) {
		Graph graph;
		CtLayeredResult result;

		random_graph(&graph, &random, round % 2 == 1);
		result = draw(&graph);
		check_boxes(&graph, &result);
		check_edges(&graph);
		for (guint e = 0; round % 2 == 0 && e < graph.n_edges; e++)
			g_assert_false(graph.edges[e].against);
		clear(&graph);
	}
}

static void
shuffle(Graph *graph, const Graph *from, guint *place, guint64 *random)
{
	*graph = *from;
	for (guint v = 0; v < graph->n_nodes; v++)
		place[v] = v;
	for (guint i = graph->n_nodes; i > 1; i--) {
		guint j = ct_random_below(random, i);
		guint p = place[i - 1];

		place[i - 1] = place[j];
		place[j] = p;
	}
	for (guint v = 0; v < graph->n_nodes; v++)
		graph->nodes[place[v]] = from->nodes[v];
	for (guint e = 0; e < graph->n_edges; e++) {
		/* the last comes first: equal edges change places too */
		const CtLayeredEdge *edge = &from->edges[graph->n_edges - 1 - e];

		graph->edges[e] = *edge;
		graph->edges[e].from = place[edge->from];
		graph->edges[e].to = place[edge->to];
		graph->edges[e].points = NULL;
	}
}

/* The same graph in another order is drawn with the same numbers, to the last bit. */
static void
test_shuffled(void)
{
	guint64 random = 22;

	for (guint round = 0; round < ROUNDS; round++) {
		Graph graph;
		Graph other;
		guint place[64];
		CtLayeredResult result;
		CtLayeredResult again;

		random_graph(&graph, &random, TRUE);
		shuffle(&other, &graph, place, &random);
		result = draw(&graph);
		again = draw(&other);
		g_assert_cmpuint(result.crossings, ==, again.crossings);
		for (guint v = 0; v < graph.n_nodes; v++) {
			const CtPoint *at = &other.nodes[place[v]].at;

			g_assert_cmpmem(&graph.nodes[v].at, sizeof *at, at, sizeof *at);
		}
		clear(&graph);
		clear(&other);
	}
}

/* The nodes of one level keep their order when an edge goes. */
static void
test_kept(void)
{
	guint64 random = 23;
	guint pairs = 0;
	guint flipped = 0;

	for (guint round = 0; round < ROUNDS; round++) {
		Graph graph;
		Graph other;
		CtLayeredResult again;

		random_graph(&graph, &random, TRUE);
		draw(&graph);
		other = graph;
		for (guint e = 0; e < other.n_edges; e++)
			other.edges[e].points = NULL;
		for (guint v = 0; v < other.n_nodes; v++) {
			other.nodes[v].has_previous = TRUE;
			other.nodes[v].previous = graph.nodes[v].at;
		}
		if (other.n_edges > 0)
			other.edges[0] = other.edges[--other.n_edges];
		again = draw(&other);
		check_boxes(&other, &again);
		check_edges(&other);
		for (guint v = 0; v < graph.n_nodes; v++) {
			for (guint w = 0; w < v; w++) {
				const CtPoint *a = &graph.nodes[v].at;
				const CtPoint *b = &graph.nodes[w].at;
				const CtPoint *c = &other.nodes[v].at;
				const CtPoint *d = &other.nodes[w].at;

				if (fabs(a->y - b->y) > 0.01 || fabs(c->y - d->y) > 0.01)
					continue;
				pairs++;
				flipped += (a->x < b->x) != (c->x < d->x) ? 1 : 0;
			}
		}
		clear(&graph);
		clear(&other);
	}
	g_assert_cmpuint(pairs, >, 100);
	g_assert_cmpuint(flipped * 20, <, pairs);
	g_test_message("%u of %u pairs changed sides", flipped, pairs);
}

/* A wide ladder is folded until it fits a page. */
static void
test_wrapped(void)
{
	Graph graph = { .n_nodes = 60, .n_edges = 59 };
	CtLayeredResult result;

	for (guint v = 0; v < graph.n_nodes; v++) {
		g_snprintf(graph.ids[v], sizeof graph.ids[v], "n%02u", v);
		graph.nodes[v].id = graph.ids[v];
		graph.nodes[v].width = 80;
		graph.nodes[v].height = 30;
	}
	/* a zigzag: the first half above, the second below */
	for (guint e = 0; e < graph.n_edges; e++) {
		graph.edges[e].from = (e + 1) / 2;
		graph.edges[e].to = 30 + e / 2;
	}
	result = draw(&graph);
	check_boxes(&graph, &result);
	check_edges(&graph);
	g_assert_cmpuint(result.crossings, ==, 0);
	g_assert_cmpfloat(result.width, <, 3 * result.height);
	clear(&graph);
}

static void
test_nothing(void)
{
	Graph graph = { 0 };
	CtLayeredResult result = draw(&graph);

	g_assert_cmpuint(result.crossings, ==, 0);
	g_assert_cmpfloat(result.width, ==, 0);
	clear(&graph);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layered/drawings", test_drawings);
	g_test_add_func("/layered/shuffled", test_shuffled);
	g_test_add_func("/layered/kept", test_kept);
	g_test_add_func("/layered/wrapped", test_wrapped);
	g_test_add_func("/layered/nothing", test_nothing);
	return g_test_run();
}
