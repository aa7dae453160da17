/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader may rely on where boxes stand in containers, looked up in random estates. */
#include "render/layered.h"

#include <math.h>
#include <string.h>

#include "line-through.h"
#include "render/layered-levels.h"

#define ROUNDS	   30
#define MOST_NODES 64
#define MOST_EDGES 128
#define MOST_BOXES 24

typedef struct {
	guint n_nodes;
	guint n_edges;
	guint n_groups;
	CtLayeredNode nodes[MOST_NODES];
	CtLayeredEdge edges[MOST_EDGES];
	CtLayeredGroup groups[MOST_BOXES];
	char ids[MOST_NODES][8];
	char group_ids[MOST_BOXES][8];
} Graph;

static void
random_groups(Graph *graph, guint64 *random)
{
	graph->n_groups = ct_random_below(random, MOST_BOXES);
	for (guint g = 0; g < graph->n_groups; g++) {
		CtLayeredGroup *group = &graph->groups[g];

		g_snprintf(graph->group_ids[g], sizeof graph->group_ids[g], "g%02u", g);
		group->id = graph->group_ids[g];
		/* one that comes later may be around this one, so that order does not matter */
		group->parent = ct_random_below(random, 2) == 0
					? 0
					: 1 + g + ct_random_below(random, graph->n_groups - g);
		if (group->parent == g + 1)
			group->parent = 0;
		group->pad = 6;
		group->head = 12;
		group->min_width = 30 + ct_random_below(random, 150);
	}
}

static void
random_graph(Graph *graph, guint64 *random)
{
	memset(graph, 0, sizeof *graph);
	random_groups(graph, random);
	graph->n_nodes = 1 + ct_random_below(random, 50);
	for (guint v = 0; v < graph->n_nodes; v++) {
		g_snprintf(graph->ids[v], sizeof graph->ids[v], "n%02u", v);
		graph->nodes[v].id = graph->ids[v];
		graph->nodes[v].width = 20 + ct_random_below(random, 80);
		graph->nodes[v].height = 12 + ct_random_below(random, 30);
		graph->nodes[v].group = ct_random_below(random, graph->n_groups + 1);
	}
	graph->n_edges = ct_random_below(random, 2 * graph->n_nodes);
	for (guint e = 0; e < graph->n_edges; e++) {
		graph->edges[e].from = ct_random_below(random, graph->n_nodes);
		graph->edges[e].to = ct_random_below(random, graph->n_nodes);
	}
}

static CtLayeredResult
draw(Graph *graph)
{
	CtLayeredOptions options = ct_layered_options();

	options.effort = 2;
	return ct_layered_draw_groups(graph->nodes, graph->n_nodes, graph->groups, graph->n_groups,
				      graph->edges, graph->n_edges, &options);
}

static void
clear(Graph *graph)
{
	for (guint e = 0; e < graph->n_edges; e++)
		g_clear_pointer(&graph->edges[e].points, g_array_unref);
}

/* Is @group @outer, or anywhere in it?  Both 1 + index. */
static gboolean
is_in(const Graph *graph, guint group, guint outer)
{
	for (; group != 0; group = graph->groups[group - 1].parent) {
		if (group == outer)
			return TRUE;
	}
	return FALSE;
}

static gboolean
apart(CtRect a, CtRect b)
{
	return a.x + a.w <= b.x + 0.01 || b.x + b.w <= a.x + 0.01 || a.y + a.h <= b.y + 0.01 ||
	       b.y + b.h <= a.y + 0.01;
}

static void
assert_inside(CtRect inner, CtRect outer, double pad, double head)
{
	g_assert_cmpfloat(inner.x, >=, outer.x + pad - 0.01);
	g_assert_cmpfloat(inner.x + inner.w, <=, outer.x + outer.w - pad + 0.01);
	g_assert_cmpfloat(inner.y, >=, outer.y + pad + head - 0.01);
	g_assert_cmpfloat(inner.y + inner.h, <=, outer.y + outer.h - pad + 0.01);
}

static CtRect
box_of(const CtLayeredNode *node)
{
	return (CtRect){ node->at.x - node->width / 2, node->at.y - node->height / 2, node->width,
			 node->height };
}

static void
check_nodes(const Graph *graph)
{
	for (guint v = 0; v < graph->n_nodes; v++) {
		CtRect box = box_of(&graph->nodes[v]);

		for (guint w = 0; w < v; w++)
			g_assert_true(apart(box, box_of(&graph->nodes[w])));
		for (guint g = 0; g < graph->n_groups; g++) {
			const CtLayeredGroup *group = &graph->groups[g];

			if (is_in(graph, graph->nodes[v].group, g + 1))
				assert_inside(box, group->rect, group->pad, group->head);
			else if (group->rect.w > 0)
				g_assert_true(apart(box, group->rect));
		}
	}
}

static void
check_groups(const Graph *graph, const CtLayeredResult *result)
{
	const CtRect all = { 0, 0, result->width, result->height };

	for (guint g = 0; g < graph->n_groups; g++) {
		const CtLayeredGroup *group = &graph->groups[g];
		gboolean used = FALSE;

		for (guint v = 0; v < graph->n_nodes; v++)
			used = used || is_in(graph, graph->nodes[v].group, g + 1);
		g_assert_cmpint(group->rect.w > 0, ==, used);
		if (!used)
			continue;
		g_assert_cmpfloat(group->rect.w, >=, group->min_width - 0.01);
		assert_inside(group->rect, all, 0, 0);
		for (guint h = 0; h < graph->n_groups; h++) {
			const CtLayeredGroup *other = &graph->groups[h];

			if (h == g || other->rect.w <= 0)
				continue;
			if (is_in(graph, g + 1, h + 1))
				assert_inside(group->rect, other->rect, other->pad, other->head);
			else if (!is_in(graph, h + 1, g + 1))
				g_assert_true(apart(group->rect, other->rect));
		}
	}
}

static void
check_edges(const Graph *graph)
{
	for (guint e = 0; e < graph->n_edges; e++) {
		if (graph->edges[e].from != graph->edges[e].to)
			assert_no_line_through(graph->nodes, graph->n_nodes, &graph->edges[e]);
	}
}

static void
test_rules(void)
{
	guint64 random = 11;

	for (guint round = 0; round < ROUNDS; round++) {
		Graph graph;
		CtLayeredResult result;

		g_test_message("round %u", round);
		random_graph(&graph, &random);
		result = draw(&graph);
		check_nodes(&graph);
		check_groups(&graph, &result);
		check_edges(&graph);
		clear(&graph);
	}
}

/* The same graph with nodes and groups told backwards. */
static void
turn_round(const Graph *from, Graph *to)
{
	memset(to, 0, sizeof *to);
	to->n_nodes = from->n_nodes;
	to->n_groups = from->n_groups;
	to->n_edges = from->n_edges;
	for (guint v = 0; v < from->n_nodes; v++) {
		CtLayeredNode *node = &to->nodes[from->n_nodes - 1 - v];

		*node = from->nodes[v];
		node->group = node->group == 0 ? 0 : from->n_groups + 1 - node->group;
	}
	for (guint g = 0; g < from->n_groups; g++) {
		CtLayeredGroup *group = &to->groups[from->n_groups - 1 - g];

		*group = from->groups[g];
		group->parent = group->parent == 0 ? 0 : from->n_groups + 1 - group->parent;
	}
	for (guint e = 0; e < from->n_edges; e++) {
		CtLayeredEdge *edge = &to->edges[from->n_edges - 1 - e];

		edge->from = from->n_nodes - 1 - from->edges[e].from;
		edge->to = from->n_nodes - 1 - from->edges[e].to;
	}
}

static void
test_order(void)
{
	guint64 random = 5;

	for (guint round = 0; round < ROUNDS / 3; round++) {
		Graph graph;
		Graph other;

		random_graph(&graph, &random);
		turn_round(&graph, &other);
		draw(&graph);
		draw(&other);
		for (guint v = 0; v < graph.n_nodes; v++) {
			CtPoint a = graph.nodes[v].at;
			CtPoint b = other.nodes[graph.n_nodes - 1 - v].at;

			g_assert_cmpmem(&a, sizeof a, &b, sizeof b);
		}
		for (guint g = 0; g < graph.n_groups; g++) {
			CtRect a = graph.groups[g].rect;
			CtRect b = other.groups[graph.n_groups - 1 - g].rect;

			g_assert_cmpmem(&a, sizeof a, &b, sizeof b);
		}
		clear(&graph);
		clear(&other);
	}
}

/* Of the pairs that stand on one level in both drawings: how many stand the other way round? */
static guint
flipped(const Graph *before, const Graph *after, guint *out_pairs)
{
	guint count = 0;

	*out_pairs = 0;
	for (guint v = 0; v < before->n_nodes; v++) {
		for (guint w = 0; w < v; w++) {
			CtPoint a = before->nodes[v].at;
			CtPoint b = before->nodes[w].at;
			CtPoint c = after->nodes[v].at;
			CtPoint d = after->nodes[w].at;

			if (fabs(a.y - b.y) > 0.1 || fabs(c.y - d.y) > 0.1)
				continue;
			(*out_pairs)++;
			count += (a.x < b.x) != (c.x < d.x) ? 1 : 0;
		}
	}
	return count;
}

/* One edge less, or one node more: the rules hold, and things stay where they were. */
static void
test_kept(void)
{
	guint64 random = 3;

	for (guint round = 0; round < ROUNDS; round++) {
		Graph before;
		Graph after;
		CtLayeredResult result;
		guint pairs = 0;
		guint count;

		random_graph(&before, &random);
		draw(&before);
		after = before;
		for (guint v = 0; v < after.n_nodes; v++) {
			after.nodes[v].has_previous = TRUE;
			after.nodes[v].previous = before.nodes[v].at;
		}
		for (guint e = 0; e < after.n_edges; e++)
			after.edges[e].points = NULL;
		if (after.n_edges > 0 && round % 2 == 0)
			after.n_edges--;
		else
			after.nodes[after.n_nodes / 2].has_previous = FALSE;
		result = draw(&after);
		check_nodes(&after);
		check_groups(&after, &result);
		check_edges(&after);
		count = flipped(&before, &after, &pairs);
		g_test_message("round %u: %u of %u", round, count, pairs);
		g_assert_cmpuint(100 * count, <=, MAX(15 * pairs, 200));
		clear(&before);
		clear(&after);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layered-groups/rules", test_rules);
	g_test_add_func("/layered-groups/order", test_order);
	g_test_add_func("/layered-groups/kept", test_kept);
	return g_test_run();
}
