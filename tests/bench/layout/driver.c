/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests/bench/layout/run measures with.
 *
 *   driver draw < GRAPH      draws:  lines "node ID W H [X Y]", "edge FROM TO"
 *   driver sugiyama < GRAPH  the same with igraph's layout
 *   driver count < DRAWING   counts crossings: lines "curve FROM TO X Y ..." (cubic) and
 *                            "line FROM TO X Y ..."
 *
 * "draw" writes "node ID X Y" and "line FROM TO X Y ...", which "count" reads.
 */
#include <igraph.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/layered.h"

typedef struct {
	GArray *nodes; /* of CtLayeredNode */
	GArray *edges; /* of CtLayeredEdge */
	GHashTable *index;
	GStringChunk *texts;
} Graph;

static Graph
read_graph(void)
{
	Graph graph = { g_array_new(FALSE, TRUE, sizeof(CtLayeredNode)),
			g_array_new(FALSE, TRUE, sizeof(CtLayeredEdge)),
			g_hash_table_new(g_str_hash, g_str_equal), g_string_chunk_new(65536) };
	char line[4096];

	while (fgets(line, sizeof line, stdin) != NULL) {
		g_auto(GStrv) words = g_strsplit(g_strchomp(line), " ", -1);
		guint n = g_strv_length(words);

		if (n >= 4 && g_str_equal(words[0], "node")) {
			CtLayeredNode node = { .id = g_string_chunk_insert(graph.texts, words[1]),
					       .width = g_ascii_strtod(words[2], NULL),
					       .height = g_ascii_strtod(words[3], NULL) };

			if (n >= 6) {
				node.has_previous = TRUE;
				node.previous.x = g_ascii_strtod(words[4], NULL);
				node.previous.y = g_ascii_strtod(words[5], NULL);
			}
			g_hash_table_insert(graph.index, (gpointer)node.id,
					    GUINT_TO_POINTER(graph.nodes->len));
			g_array_append_val(graph.nodes, node);
		} else if (n == 3 && g_str_equal(words[0], "edge")) {
			CtLayeredEdge edge = {
				.from = GPOINTER_TO_UINT(
					g_hash_table_lookup(graph.index, words[1])),
				.to = GPOINTER_TO_UINT(g_hash_table_lookup(graph.index, words[2]))
			};

			g_array_append_val(graph.edges, edge);
		}
	}
	return graph;
}

static void
clear_graph(Graph *graph)
{
	for (guint e = 0; e < graph->edges->len; e++) {
		GArray *points = g_array_index(graph->edges, CtLayeredEdge, e).points;

		if (points != NULL)
			g_array_unref(points);
	}
	g_array_unref(graph->nodes);
	g_array_unref(graph->edges);
	g_hash_table_unref(graph->index);
	g_string_chunk_free(graph->texts);
}

static gint
compare_lines(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
write_lines(const Graph *graph)
{
	const CtLayeredNode *nodes = (const CtLayeredNode *)(gpointer)graph->nodes->data;
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (guint v = 0; v < graph->nodes->len; v++)
		g_ptr_array_add(lines, g_strdup_printf("node %s %.3f %.3f", nodes[v].id,
						       nodes[v].at.x, nodes[v].at.y));
	for (guint e = 0; e < graph->edges->len; e++) {
		const CtLayeredEdge *edge = &g_array_index(graph->edges, CtLayeredEdge, e);
		GString *line = g_string_new(NULL);

		g_string_printf(line, "line %s %s", nodes[edge->from].id, nodes[edge->to].id);
		for (guint i = 0; edge->points != NULL && i < edge->points->len; i++) {
			const CtPoint *point = &g_array_index(edge->points, CtPoint, i);

			g_string_append_printf(line, " %.3f %.3f", point->x, point->y);
		}
		g_ptr_array_add(lines, g_string_free(line, FALSE));
	}
	/* sorted, so that a shuffled input has to give the same bytes */
	g_ptr_array_sort(lines, compare_lines);
	for (guint i = 0; i < lines->len; i++)
		puts(lines->pdata[i]);
}

static int
draw(void)
{
	Graph graph = read_graph();
	CtLayeredOptions options = ct_layered_options();
	CtLayeredResult result;
	const char *effort = g_getenv("CT_EFFORT");

	if (effort != NULL)
		options.effort = (guint)atoi(effort);
	result = ct_layered_draw((CtLayeredNode *)(gpointer)graph.nodes->data, graph.nodes->len,
				 (CtLayeredEdge *)(gpointer)graph.edges->data, graph.edges->len,
				 &options);
	write_lines(&graph);
	printf("size %.1f %.1f\ncounted %u\n", result.width, result.height, result.crossings);
	clear_graph(&graph);
	return 0;
}

/* Edges of igraph's layout run straight from level to level, through nodes that it adds. */
static int
sugiyama(void)
{
	Graph graph = read_graph();
	igraph_t plain;
	igraph_t extended;
	igraph_matrix_t places;
	igraph_vector_int_t ends;
	igraph_vector_int_t origin;

	igraph_vector_int_init(&ends, 0);
	igraph_vector_int_init(&origin, 0);
	igraph_matrix_init(&places, 0, 0);
	for (guint e = 0; e < graph.edges->len; e++) {
		const CtLayeredEdge *edge = &g_array_index(graph.edges, CtLayeredEdge, e);

		igraph_vector_int_push_back(&ends, edge->from);
		igraph_vector_int_push_back(&ends, edge->to);
	}
	igraph_create(&plain, &ends, graph.nodes->len, IGRAPH_DIRECTED);
	igraph_layout_sugiyama(&plain, &places, &extended, &origin, NULL, 1, 1, 100, NULL);
	for (igraph_integer_t k = 0; k < igraph_ecount(&extended); k++) {
		igraph_integer_t from = IGRAPH_FROM(&extended, k);
		igraph_integer_t to = IGRAPH_TO(&extended, k);
		const CtLayeredEdge *edge = &g_array_index(graph.edges, CtLayeredEdge,
							   VECTOR(origin)[k]);

		printf("line %s %s %f %f %f %f\n",
		       g_array_index(graph.nodes, CtLayeredNode, edge->from).id,
		       g_array_index(graph.nodes, CtLayeredNode, edge->to).id,
		       MATRIX(places, from, 0), MATRIX(places, from, 1), MATRIX(places, to, 0),
		       MATRIX(places, to, 1));
	}
	igraph_destroy(&plain);
	igraph_destroy(&extended);
	igraph_matrix_destroy(&places);
	igraph_vector_int_destroy(&ends);
	igraph_vector_int_destroy(&origin);
	clear_graph(&graph);
	return 0;
}

typedef struct {
	CtPoint a;
	CtPoint b;
	GQuark from;
	GQuark to;
	double top;
	double bottom;
} Piece;

#define FLAT 12

static void
add_piece(GArray *pieces, CtPoint a, CtPoint b, GQuark from, GQuark to)
{
	Piece piece = { a, b, from, to, MIN(a.y, b.y), MAX(a.y, b.y) };

	g_array_append_val(pieces, piece);
}

static CtPoint
on_curve(const CtPoint *p, double t)
{
	double s = 1 - t;
	double c[4] = { s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t };

	return (CtPoint){ c[0] * p[0].x + c[1] * p[1].x + c[2] * p[2].x + c[3] * p[3].x,
			  c[0] * p[0].y + c[1] * p[1].y + c[2] * p[2].y + c[3] * p[3].y };
}

static void
add_line(GArray *pieces, char **words)
{
	gboolean curve = g_str_equal(words[0], "curve");
	GQuark from = g_quark_from_string(words[1]);
	GQuark to = g_quark_from_string(words[2]);
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

	for (guint i = 3; words[i] != NULL && words[i + 1] != NULL; i += 2) {
		CtPoint point = { g_ascii_strtod(words[i], NULL),
				  g_ascii_strtod(words[i + 1], NULL) };

		g_array_append_val(points, point);
	}
	for (guint i = 0; i + (curve ? 3 : 1) < points->len; i += curve ? 3 : 1) {
		const CtPoint *p = &g_array_index(points, CtPoint, i);

		for (guint k = 0; curve && k < FLAT; k++)
			add_piece(pieces, on_curve(p, (double)k / FLAT),
				  on_curve(p, (k + 1.0) / FLAT), from, to);
		if (!curve)
			add_piece(pieces, p[0], p[1], from, to);
	}
}

static gint
compare_pieces(gconstpointer a, gconstpointer b)
{
	const Piece *x = a;
	const Piece *y = b;

	return x->top < y->top ? -1 : x->top > y->top;
}

static gboolean
is_left(const CtPoint *a, const CtPoint *b, const CtPoint *c)
{
	return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x) > 0;
}

static gboolean
crosses(const Piece *p, const Piece *q)
{
	if (p->from == q->from || p->from == q->to || p->to == q->from || p->to == q->to)
		return FALSE;
	if (MAX(p->a.x, p->b.x) < MIN(q->a.x, q->b.x) || MAX(q->a.x, q->b.x) < MIN(p->a.x, p->b.x))
		return FALSE;
	return is_left(&p->a, &p->b, &q->a) != is_left(&p->a, &p->b, &q->b) &&
	       is_left(&q->a, &q->b, &p->a) != is_left(&q->a, &q->b, &p->b);
}

static int
count(void)
{
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
	static char line[1 << 20];
	guint64 found = 0;

	while (fgets(line, sizeof line, stdin) != NULL) {
		g_auto(GStrv) words = g_strsplit(g_strchomp(line), " ", -1);

		if (words[0] != NULL &&
		    (g_str_equal(words[0], "curve") || g_str_equal(words[0], "line")))
			add_line(pieces, words);
	}
	g_array_sort(pieces, compare_pieces);
	for (guint i = 0; i < pieces->len; i++) {
		const Piece *p = &g_array_index(pieces, Piece, i);

		for (guint j = i + 1; j < pieces->len; j++) {
			const Piece *q = &g_array_index(pieces, Piece, j);

			if (q->top > p->bottom)
				break;
			found += crosses(p, q) ? 1 : 0;
		}
	}
	printf("%" G_GUINT64_FORMAT "\n", found);
	return 0;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(void);
	} commands[] = { { "draw", draw }, { "sugiyama", sugiyama }, { "count", count } };

	for (gsize i = 0; argc == 2 && i < G_N_ELEMENTS(commands); i++) {
		if (g_str_equal(argv[1], commands[i].name))
			return commands[i].run();
	}
	fputs("usage: driver draw|sugiyama|count\n", stderr);
	return 2;
}
