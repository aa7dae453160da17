/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A layered drawing, in the steps of Sugiyama, Tagawa and Toda (1981): no cycles, levels, few
 * crossings, coordinates, lines.  What is not connected is drawn by itself and wrapped to rows.
 *
 * Everything works on nodes in the order of their ids and on edges in the order of their ends, so
 * the order of the input cannot be seen in the result.
 */
#include "render/layered.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/layered-keep.h"
#include "render/layered-rank.h"
#include "render/layered-route.h"
#include "render/layered-search.h"
#include "render/layered-sweep.h"

/* Up to so many nodes levels are doubled at first, so that nodes can move in between. */
#define SMALL 800

typedef struct {
	CtLayeredNode *nodes;
	CtLayeredEdge *edges;
	guint n_nodes;
	guint n_edges;
	const CtLayeredOptions *options;
	guint *node_order; /* by id: indices into nodes */
	guint *edge_order; /* by ends: indices into edges, without loops */
	guint n_edge_order;
	guint *place; /* of each node in node_order */
	guint *part;  /* of each node, by its place */
	guint n_parts;
} Drawing;

/* A connected part: what is in it and how it stands. */
typedef struct {
	GArray *nodes;	 /* of guint: indices into nodes, by id */
	GArray *edges;	 /* of guint: indices into edges, by ends */
	guint *web_edge; /* of each of edges */
	CtWeb *web;
	CtPoint *size;
	CtPoint *previous;
	gboolean *known; /* is there a previous place? */
	guint n_known;
	CtRouting *routing;
	CtPoint at; /* at first: of the previous places the top left */
} Part;

CtLayeredOptions
ct_layered_options(void)
{
	return (CtLayeredOptions){
		.node_gap = 24, .edge_gap = 12, .level_gap = 36, .aspect = 1.414, .effort = 100
	};
}

static gint
compare_ids(gconstpointer a, gconstpointer b, gpointer data)
{
	const Drawing *drawing = data;

	return strcmp(drawing->nodes[*(const guint *)a].id, drawing->nodes[*(const guint *)b].id);
}

/* By upper end, then lower end; what is left of a tie is edges that are drawn alike. */
static gint
compare_edges(gconstpointer a, gconstpointer b, gpointer data)
{
	const Drawing *drawing = data;
	const CtLayeredEdge *x = &drawing->edges[*(const guint *)a];
	const CtLayeredEdge *y = &drawing->edges[*(const guint *)b];

	if (x->from != y->from)
		return drawing->place[x->from] < drawing->place[y->from] ? -1 : 1;
	if (x->to != y->to)
		return drawing->place[x->to] < drawing->place[y->to] ? -1 : 1;
	return 0;
}

static void
sort_input(Drawing *self)
{
	self->node_order = g_new0(guint, self->n_nodes + 1);
	self->place = g_new0(guint, self->n_nodes + 1);
	self->edge_order = g_new0(guint, self->n_edges + 1);
	for (guint v = 0; v < self->n_nodes; v++)
		self->node_order[v] = v;
	g_qsort_with_data(self->node_order, (gint)self->n_nodes, sizeof(guint), compare_ids, self);
	for (guint i = 0; i < self->n_nodes; i++)
		self->place[self->node_order[i]] = i;
	for (guint e = 0; e < self->n_edges; e++) {
		g_assert(self->edges[e].from < self->n_nodes && self->edges[e].to < self->n_nodes);
		if (self->edges[e].from != self->edges[e].to)
			self->edge_order[self->n_edge_order++] = e;
	}
	g_qsort_with_data(self->edge_order, (gint)self->n_edge_order, sizeof(guint), compare_edges,
			  self);
}

static guint
find_root(guint *parent, guint v)
{
	while (parent[v] != v) {
		parent[v] = parent[parent[v]];
		v = parent[v];
	}
	return v;
}

/* What was drawn in one place must not fly apart when an edge goes: parts overlapped are one. */
static void
join_overlapping(const Drawing *self, guint *parent)
{
	g_autofree CtRect *bounds = g_new0(CtRect, self->n_nodes + 1);
	g_autoptr(GArray) roots = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->n_nodes; i++) {
		const CtLayeredNode *node = &self->nodes[self->node_order[i]];
		guint root = find_root(parent, i);
		CtPoint lo = { node->previous.x - node->width / 2,
			       node->previous.y - node->height / 2 };
		CtRect *rect = &bounds[root];

		if (!node->has_previous)
			continue;
		if (rect->w <= 0) {
			*rect = (CtRect){ lo.x, lo.y, node->width, node->height };
			g_array_append_val(roots, root);
			continue;
		}
		*rect = (CtRect){ MIN(rect->x, lo.x), MIN(rect->y, lo.y),
				  MAX(rect->x + rect->w, lo.x + node->width) - MIN(rect->x, lo.x),
				  MAX(rect->y + rect->h, lo.y + node->height) -
					  MIN(rect->y, lo.y) };
	}
	for (guint i = 0; i < roots->len; i++) {
		const CtRect *a = &bounds[g_array_index(roots, guint, i)];

		for (guint j = 0; j < i; j++) {
			const CtRect *b = &bounds[g_array_index(roots, guint, j)];
			guint x = find_root(parent, g_array_index(roots, guint, i));
			guint y = find_root(parent, g_array_index(roots, guint, j));

			if (a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h &&
			    b->y < a->y + a->h)
				parent[MAX(x, y)] = MIN(x, y);
		}
	}
}

/* Numbers the parts by the first id in each. */
static void
find_parts(Drawing *self)
{
	g_autofree guint *parent = g_new0(guint, self->n_nodes + 1);
	g_autofree guint *number = g_new0(guint, self->n_nodes + 1);

	self->part = g_new0(guint, self->n_nodes + 1);
	for (guint i = 0; i < self->n_nodes; i++)
		parent[i] = i;
	for (guint k = 0; k < self->n_edge_order; k++) {
		const CtLayeredEdge *edge = &self->edges[self->edge_order[k]];
		guint a = find_root(parent, self->place[edge->from]);
		guint b = find_root(parent, self->place[edge->to]);

		/* the smaller is the root, so that roots come in the order of ids */
		parent[MAX(a, b)] = MIN(a, b);
	}
	join_overlapping(self, parent);
	for (guint i = 0; i < self->n_nodes; i++) {
		guint root = find_root(parent, i);

		if (root == i)
			number[i] = self->n_parts++;
		self->part[i] = number[root];
	}
}

static void
part_free(gpointer data)
{
	Part *self = data;

	ct_routing_free(self->routing);
	ct_web_free(self->web);
	g_array_unref(self->nodes);
	g_array_unref(self->edges);
	g_free(self->web_edge);
	g_free(self->size);
	g_free(self->previous);
	g_free(self->known);
	g_free(self);
}

static GPtrArray *
split(const Drawing *drawing)
{
	GPtrArray *parts = g_ptr_array_new_with_free_func(part_free);

	for (guint p = 0; p < drawing->n_parts; p++) {
		Part *part = g_new0(Part, 1);

		part->nodes = g_array_new(FALSE, FALSE, sizeof(guint));
		part->edges = g_array_new(FALSE, FALSE, sizeof(guint));
		g_ptr_array_add(parts, part);
	}
	for (guint i = 0; i < drawing->n_nodes; i++) {
		Part *part = parts->pdata[drawing->part[i]];

		g_array_append_val(part->nodes, drawing->node_order[i]);
	}
	for (guint k = 0; k < drawing->n_edge_order; k++) {
		guint e = drawing->edge_order[k];
		Part *part = parts->pdata[drawing->part[drawing->place[drawing->edges[e].from]]];

		g_array_append_val(part->edges, e);
	}
	return parts;
}

typedef struct {
	guint tail;
	guint head;
	guint edge; /* index into Part.edges */
} Directed;

static gint
compare_directed(gconstpointer a, gconstpointer b)
{
	const Directed *x = a;
	const Directed *y = b;

	if (x->tail != y->tail)
		return x->tail < y->tail ? -1 : 1;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return x->edge < y->edge ? -1 : x->edge > y->edge;
}

/* Where there are cycles, edges keep the direction that they had. */
static void
orient(const Part *part, guint n, const guint *tail, const guint *head, gboolean *against)
{
	g_autofree guint *upper = g_new0(guint, n + 1);
	g_autofree guint *lower = g_new0(guint, n + 1);
	g_autofree gboolean *again = g_new0(gboolean, n + 1);
	gboolean cycles = FALSE;

	ct_rank_orient(part->nodes->len, n, tail, head, against);
	for (guint k = 0; k < n; k++)
		cycles = cycles || against[k];
	if (!cycles || part->n_known == 0)
		return;
	for (guint k = 0; k < n; k++) {
		against[k] = part->known[tail[k]] && part->known[head[k]] &&
			     part->previous[tail[k]].y > part->previous[head[k]].y;
		upper[k] = against[k] ? head[k] : tail[k];
		lower[k] = against[k] ? tail[k] : head[k];
	}
	ct_rank_orient(part->nodes->len, n, upper, lower, again);
	for (guint k = 0; k < n; k++)
		against[k] = against[k] != again[k];
}

/* Turns edges that close cycles round and makes one of those between the same two nodes. */
static void
make_web(const Drawing *drawing, Part *part, const guint *tail, const guint *head)
{
	guint n = part->edges->len;
	g_autofree gboolean *against = g_new0(gboolean, n + 1);
	g_autofree Directed *directed = g_new0(Directed, n + 1);
	guint *tails = g_new0(guint, n + 1);
	guint *heads = g_new0(guint, n + 1);
	gint *weights = g_new0(gint, n + 1);
	guint count = 0;

	orient(part, n, tail, head, against);
	for (guint k = 0; k < n; k++) {
		directed[k] = (Directed){ against[k] ? head[k] : tail[k],
					  against[k] ? tail[k] : head[k], k };
		drawing->edges[g_array_index(part->edges, guint, k)].against = against[k];
	}
	qsort(directed, n, sizeof(Directed), compare_directed);
	part->web_edge = g_new0(guint, n + 1);
	for (guint k = 0; k < n; k++) {
		if (k == 0 || directed[k].tail != directed[k - 1].tail ||
		    directed[k].head != directed[k - 1].head) {
			tails[count] = directed[k].tail;
			heads[count] = directed[k].head;
			count++;
		}
		weights[count - 1]++;
		part->web_edge[directed[k].edge] = count - 1;
	}
	part->web = ct_web_new(part->nodes->len, count, tails, heads, weights);
}

static void
prepare(const Drawing *drawing, Part *part)
{
	g_autofree guint *index = g_new0(guint, drawing->n_nodes + 1);
	g_autofree guint *tail = g_new0(guint, part->edges->len + 1);
	g_autofree guint *head = g_new0(guint, part->edges->len + 1);

	part->size = g_new0(CtPoint, part->nodes->len + 1);
	part->previous = g_new0(CtPoint, part->nodes->len + 1);
	part->known = g_new0(gboolean, part->nodes->len + 1);
	for (guint i = 0; i < part->nodes->len; i++) {
		guint v = g_array_index(part->nodes, guint, i);

		index[v] = i;
		part->size[i] = (CtPoint){ drawing->nodes[v].width, drawing->nodes[v].height };
		part->previous[i] = drawing->nodes[v].previous;
		part->known[i] = drawing->nodes[v].has_previous;
		if (!part->known[i])
			continue;
		part->at.x = part->n_known == 0 ? part->previous[i].x
						: MIN(part->at.x, part->previous[i].x);
		part->at.y = part->n_known == 0 ? part->previous[i].y
						: MIN(part->at.y, part->previous[i].y);
		part->n_known++;
	}
	for (guint k = 0; k < part->edges->len; k++) {
		const CtLayeredEdge *edge = &drawing->edges[g_array_index(part->edges, guint, k)];

		tail[k] = index[edge->from];
		head[k] = index[edge->to];
	}
	make_web(drawing, part, tail, head);
}

/* The same rows without the levels that hold no node. */
static CtLevels *
without_empty_levels(const CtLevels *levels)
{
	const CtWeb *web = levels->web;
	g_autofree guint *to = g_new0(guint, levels->n_levels + 1);
	g_autofree gboolean *used = g_new0(gboolean, levels->n_levels + 1);
	g_autofree guint *rank = g_new0(guint, web->n_nodes + 1);
	guint count = 0;
	CtLevels *result;

	for (guint v = 0; v < web->n_nodes; v++)
		used[levels->rank[v]] = TRUE;
	for (guint l = 0; l < levels->n_levels; l++) {
		to[l] = count;
		count += used[l] ? 1 : 0;
	}
	for (guint v = 0; v < web->n_nodes; v++)
		rank[v] = to[levels->rank[v]];
	result = ct_levels_new(web, rank, count);
	memset(result->present, 1, web->n_nodes);
	for (guint l = 0; l < levels->n_levels; l++) {
		for (guint i = 0; used[l] && i < levels->n_items[l]; i++) {
			guint item = levels->items[l][i];

			if (!ct_levels_is_node(levels, item))
				item = ct_levels_piece(result, ct_levels_edge(levels, item), to[l]);
			ct_levels_insert(result, to[l], i, item);
		}
	}
	return result;
}

/* The search takes as long as so many steps; more nodes get more, but fewer for each. */
static guint64
budget(const Drawing *drawing, const CtWeb *web)
{
	guint64 size = web->n_nodes + web->n_edges;

	return (guint64)drawing->options->effort * (4000000 + 50000 * size) / 100;
}

static CtLevels *
arrange_anew(const Drawing *drawing, const CtWeb *web)
{
	g_autofree guint *rank = g_new0(guint, web->n_nodes + 1);
	guint n_levels = ct_rank_assign(web->n_nodes, web->n_edges, web->tail, web->head,
					web->weight, rank);
	g_autoptr(CtLevels) levels = NULL;
	g_autoptr(CtLevels) trial = NULL;
	guint64 random = 1;
	guint64 least = G_MAXUINT64;

	if (web->n_nodes <= SMALL) {
		for (guint v = 0; v < web->n_nodes; v++)
			rank[v] = 2 * rank[v];
		n_levels = 2 * n_levels - 1;
	}
	levels = ct_levels_new(web, rank, n_levels);
	trial = ct_levels_new(web, rank, n_levels);
	ct_levels_fill(trial);
	for (guint start = 0; start < (web->n_nodes <= SMALL ? 12u : 2u); start++) {
		guint64 crossings;

		ct_sweep_shuffle(trial, &random);
		crossings = ct_sweep_run(trial, 12, &random);
		if (crossings < least)
			ct_levels_copy(levels, trial);
		least = MIN(least, crossings);
	}
	ct_search_run(levels, budget(drawing, web), 1);
	return g_steal_pointer(&levels);
}

static CtLevels *
arrange(const Drawing *drawing, const Part *part)
{
	const CtWeb *web = part->web;
	g_autoptr(CtLevels) levels = NULL;

	if (part->n_known > 0)
		levels = ct_keep_arrange(web, part->previous, part->known, budget(drawing, web));
	else
		levels = arrange_anew(drawing, web);
	return without_empty_levels(levels);
}

typedef struct {
	guint part;
	gboolean known;
	CtPoint previous;
	double width;
	double height;
} Shelved;

static gint
compare_shelved(gconstpointer a, gconstpointer b)
{
	const Shelved *x = a;
	const Shelved *y = b;

	if (x->known != y->known)
		return x->known ? -1 : 1;
	if (x->previous.y < y->previous.y || x->previous.y > y->previous.y)
		return x->previous.y < y->previous.y ? -1 : 1;
	if (x->previous.x < y->previous.x || x->previous.x > y->previous.x)
		return x->previous.x < y->previous.x ? -1 : 1;
	if (x->height < y->height || x->height > y->height)
		return x->height > y->height ? -1 : 1;
	return x->part < y->part ? -1 : x->part > y->part;
}

/* Puts the parts on shelves: in the order they had, the highest of new ones first. */
static void
shelve(GPtrArray *parts, const CtLayeredOptions *options, CtLayeredResult *result)
{
	g_autofree Shelved *order = g_new0(Shelved, parts->len + 1);
	double gap = options->node_gap;
	double area = 0;
	double widest = 0;
	CtPoint at = { 0, 0 };

	for (guint p = 0; p < parts->len; p++) {
		const Part *part = parts->pdata[p];

		order[p] = (Shelved){ p, part->n_known > 0, part->at, part->routing->width,
				      part->routing->height };
		area += (part->routing->width + gap) * (part->routing->height + gap);
		widest = MAX(widest, part->routing->width);
	}
	widest = MAX(widest, sqrt(area * options->aspect));
	qsort(order, parts->len, sizeof(Shelved), compare_shelved);
	for (guint i = 0; i < parts->len; i++) {
		Part *part = parts->pdata[order[i].part];

		if (at.x > 0 && at.x + order[i].width > widest)
			at = (CtPoint){ 0, result->height + options->level_gap };
		part->at = at;
		at.x += order[i].width + gap;
		result->width = MAX(result->width, at.x - gap);
		result->height = MAX(result->height, at.y + order[i].height);
	}
}

static void
write_nodes(const Drawing *drawing, const Part *part)
{
	for (guint i = 0; i < part->nodes->len; i++) {
		CtLayeredNode *node = &drawing->nodes[g_array_index(part->nodes, guint, i)];
		CtPoint at = ct_routing_node(part->routing, i);

		node->at = (CtPoint){ part->at.x + at.x, part->at.y + at.y };
		node->level = part->routing->levels->rank[i];
	}
}

static void
write_edges(const Drawing *drawing, const Part *part)
{
	g_autofree gint *count = g_new0(gint, part->web->n_edges + 1);

	for (guint k = 0; k < part->edges->len; k++) {
		CtLayeredEdge *edge = &drawing->edges[g_array_index(part->edges, guint, k)];
		guint e = part->web_edge[k];
		gint weight = part->web->weight[e];
		/* edges between the same nodes run side by side */
		double step = drawing->options->edge_gap / 2 / weight;
		double side = part->at.x + (count[e]++ - (weight - 1) / 2.0) * step;

		edge->points = ct_routing_edge(part->routing, e, part->size);
		for (guint i = 0; i < edge->points->len; i++) {
			g_array_index(edge->points, CtPoint, i).x += side;
			g_array_index(edge->points, CtPoint, i).y += part->at.y;
		}
		for (guint i = 0; edge->against && i < edge->points->len / 2; i++) {
			guint j = edge->points->len - 1 - i;
			CtPoint point = g_array_index(edge->points, CtPoint, i);

			g_array_index(edge->points, CtPoint, i) = g_array_index(edge->points,
										CtPoint, j);
			g_array_index(edge->points, CtPoint, j) = point;
		}
	}
}

CtLayeredResult
ct_layered_draw(CtLayeredNode *nodes, guint n_nodes, CtLayeredEdge *edges, guint n_edges,
		const CtLayeredOptions *options)
{
	Drawing drawing = { .nodes = nodes,
			    .edges = edges,
			    .n_nodes = n_nodes,
			    .n_edges = n_edges,
			    .options = options };
	g_autoptr(GPtrArray) parts = NULL;
	CtLayeredResult result = { 0 };

	sort_input(&drawing);
	find_parts(&drawing);
	parts = split(&drawing);
	for (guint p = 0; p < parts->len; p++) {
		Part *part = parts->pdata[p];

		prepare(&drawing, part);
		part->routing = ct_routing_new(arrange(&drawing, part), part->size, options);
		result.crossings += (guint)ct_levels_crossings(part->routing->levels);
	}
	shelve(parts, options, &result);
	for (guint p = 0; p < parts->len; p++) {
		write_nodes(&drawing, parts->pdata[p]);
		write_edges(&drawing, parts->pdata[p]);
	}
	g_free(drawing.node_order);
	g_free(drawing.edge_order);
	g_free(drawing.place);
	g_free(drawing.part);
	return result;
}
