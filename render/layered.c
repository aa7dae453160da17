/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A layered drawing, in the steps of Sugiyama, Tagawa and Toda (1981): no cycles, levels, few
 * crossings, coordinates, lines.  What is not connected is drawn by itself and wrapped to rows.
 *
 * Everything works on nodes in the order of their ids and on edges in the order of their ends, so
 * the order of the input cannot be seen in the result.
 */
#include "render/layered.h"

#include <stdlib.h>
#include <string.h>

#include "render/layered-arrange.h"
#include "render/layered-group.h"
#include "render/layered-keep.h"
#include "render/layered-parts.h"
#include "render/layered-rank.h"
#include "render/layered-route.h"
#include "render/layered-stagger.h"

typedef struct {
	CtLayeredNode *nodes;
	CtLayeredEdge *edges;
	CtLayeredGroup *groups;
	guint n_nodes;
	guint n_edges;
	guint n_groups;
	const CtLayeredOptions *options;
	guint *node_order;  /* by id: indices into nodes */
	guint *group_order; /* by id: indices into groups */
	guint *edge_order;  /* by ends: indices into edges, without loops */
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
	CtPartGroups *groups;
	CtNest *nest;  /* NULL if there are no groups */
	CtPoint *size; /* of each node of the web, borders of groups included */
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

static gint
compare_groups(gconstpointer a, gconstpointer b, gpointer data)
{
	const Drawing *drawing = data;

	return strcmp(drawing->groups[*(const guint *)a].id, drawing->groups[*(const guint *)b].id);
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
	self->group_order = g_new0(guint, self->n_groups + 1);
	for (guint g = 0; g < self->n_groups; g++)
		self->group_order[g] = g;
	g_qsort_with_data(self->group_order, (gint)self->n_groups, sizeof(guint), compare_groups,
			  self);
	for (guint e = 0; e < self->n_edges; e++) {
		g_assert(self->edges[e].from < self->n_nodes && self->edges[e].to < self->n_nodes);
		if (self->edges[e].from != self->edges[e].to)
			self->edge_order[self->n_edge_order++] = e;
	}
	g_qsort_with_data(self->edge_order, (gint)self->n_edge_order, sizeof(guint), compare_edges,
			  self);
}

static void
find_parts(Drawing *self)
{
	g_autofree guint *ends = g_new0(guint, 2 * self->n_edge_order + 1);

	for (guint k = 0; k < self->n_edge_order; k++) {
		const CtLayeredEdge *edge = &self->edges[self->edge_order[k]];

		ends[2 * k] = self->place[edge->from];
		ends[2 * k + 1] = self->place[edge->to];
	}
	self->part = g_new0(guint, self->n_nodes + 1);
	self->n_parts = ct_parts_find(self->nodes, self->n_nodes, self->node_order, self->groups,
				      self->n_groups, ends, self->n_edge_order, self->part);
}

static void
part_free(gpointer data)
{
	Part *self = data;

	ct_routing_free(self->routing);
	ct_web_free(self->web);
	ct_part_groups_free(self->groups);
	ct_nest_free(self->nest);
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

	part->groups = ct_part_groups_new(drawing->nodes, drawing->groups, drawing->n_groups,
					  drawing->group_order,
					  (guint *)(gpointer)part->nodes->data, part->nodes->len);
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

/* Containers become part of the web, for which the levels have to be known. */
static void
add_nest(const Drawing *drawing, Part *part, const guint *rank, guint n_levels, guint **out_rank)
{
	const CtPartGroups *groups = part->groups;
	CtWeb *web = NULL;

	part->nest = ct_nest_new(part->web, groups->n, groups->parent, groups->of, rank, n_levels,
				 &web, out_rank);
	for (guint g = 0; g < groups->n; g++) {
		const CtLayeredGroup *group = &drawing->groups[groups->index[g]];

		part->nest->pad[g] = group->pad;
		part->nest->head[g] = group->head;
		part->nest->min_width[g] = group->min_width;
	}
	ct_web_free(part->web);
	part->web = web;
	part->size = g_renew(CtPoint, part->size, web->n_nodes + 1);
	for (guint v = part->nest->n_nodes; v < web->n_nodes; v++)
		part->size[v] = (CtPoint){ 0, 0 };
}

/* Leaves no level without a node; returns their number. */
static guint
close_ranks(guint n_nodes, guint *rank)
{
	guint n_levels = 0;
	guint most = 0;
	g_autofree guint *to = NULL;

	for (guint v = 0; v < n_nodes; v++)
		most = MAX(most, rank[v]);
	to = g_new0(guint, most + 1);
	for (guint v = 0; v < n_nodes; v++)
		to[rank[v]] = 1;
	for (guint l = 0; l <= most; l++) {
		guint used = to[l];

		to[l] = n_levels;
		n_levels += used;
	}
	for (guint v = 0; v < n_nodes; v++)
		rank[v] = to[rank[v]];
	return n_levels;
}

static CtLevels *
arrange_nest(const Drawing *drawing, Part *part)
{
	g_autofree guint *rank = g_new0(guint, part->web->n_nodes + 1);
	g_autofree guint *rank_all = NULL;
	guint n_levels;
	guint64 random = 1;
	CtLevels *levels;

	if (part->n_known > 0) {
		ct_keep_levels(part->web, part->previous, part->known, rank);
		n_levels = close_ranks(part->web->n_nodes, rank);
	} else {
		ct_rank_assign(part->web->n_nodes, part->web->n_edges, part->web->tail,
			       part->web->head, part->web->weight, rank);
		n_levels = ct_part_groups_spread(part->groups, part->web, rank);
	}
	add_nest(drawing, part, rank, n_levels, &rank_all);
	if (part->n_known == 0)
		return ct_arrange_nest(part->web, part->nest, rank_all, n_levels,
				       drawing->options->effort);
	levels = ct_levels_new(part->web, rank_all, n_levels);
	levels->nest = part->nest;
	ct_nest_arrange(levels, part->previous, part->known, &random);
	ct_keep_settle(levels, part->known, ct_arrange_budget(part->web, drawing->options->effort));
	return levels;
}

static CtLevels *
arrange(const Drawing *drawing, Part *part)
{
	const CtWeb *web = part->web;
	g_autoptr(CtLevels) levels = NULL;

	if (part->groups->n > 0)
		return arrange_nest(drawing, part);
	if (part->n_known > 0)
		levels = ct_keep_arrange(web, part->previous, part->known,
					 ct_arrange_budget(web, drawing->options->effort));
	else
		levels = ct_arrange_web(web, drawing->options->effort);
	if (part->n_known > 0)
		return without_empty_levels(levels);
	return ct_stagger(without_empty_levels(levels), part->size, drawing->options);
}

static void
shelve(GPtrArray *parts, const CtLayeredOptions *options, CtLayeredResult *result)
{
	g_autofree CtShelved *shelved = g_new0(CtShelved, parts->len + 1);

	for (guint p = 0; p < parts->len; p++) {
		const Part *part = parts->pdata[p];

		shelved[p] = (CtShelved){ .known = part->n_known > 0,
					  .previous = part->at,
					  .width = part->routing->width,
					  .height = part->routing->height };
	}
	ct_parts_shelve(shelved, parts->len, options, result);
	for (guint p = 0; p < parts->len; p++)
		((Part *)parts->pdata[p])->at = shelved[p].at;
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
write_groups(const Drawing *drawing, const Part *part)
{
	for (guint g = 0; g < part->groups->n; g++) {
		CtRect rect = ct_routing_group(part->routing, g);

		rect.x += part->at.x;
		rect.y += part->at.y;
		drawing->groups[part->groups->index[g]].rect = rect;
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

		g_clear_pointer(&edge->points, g_array_unref);
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

/* Crossings of edges, not of edges and borders. */
static guint
count_crossings(const Part *part)
{
	for (guint e = part->nest != NULL ? part->nest->n_edges : part->web->n_edges;
	     e < part->web->n_edges; e++)
		part->web->weight[e] = 0;
	return (guint)ct_levels_crossings(part->routing->levels);
}

CtLayeredResult
ct_layered_draw(CtLayeredNode *nodes, guint n_nodes, CtLayeredEdge *edges, guint n_edges,
		const CtLayeredOptions *options)
{
	for (guint v = 0; v < n_nodes; v++)
		nodes[v].group = 0;
	return ct_layered_draw_groups(nodes, n_nodes, NULL, 0, edges, n_edges, options);
}

CtLayeredResult
ct_layered_draw_groups(CtLayeredNode *nodes, guint n_nodes, CtLayeredGroup *groups, guint n_groups,
		       CtLayeredEdge *edges, guint n_edges, const CtLayeredOptions *options)
{
	Drawing drawing = { .nodes = nodes,
			    .edges = edges,
			    .groups = groups,
			    .n_nodes = n_nodes,
			    .n_edges = n_edges,
			    .n_groups = n_groups,
			    .options = options };
	g_autoptr(GPtrArray) parts = NULL;
	CtLayeredResult result = { 0 };

	for (guint g = 0; g < n_groups; g++)
		groups[g].rect = (CtRect){ 0 };
	sort_input(&drawing);
	find_parts(&drawing);
	parts = split(&drawing);
	for (guint p = 0; p < parts->len; p++) {
		Part *part = parts->pdata[p];
		CtLevels *levels;

		prepare(&drawing, part);
		levels = arrange(&drawing, part);
		part->routing = ct_routing_new(levels, part->size, options);
		result.crossings += count_crossings(part);
	}
	shelve(parts, options, &result);
	for (guint p = 0; p < parts->len; p++) {
		write_nodes(&drawing, parts->pdata[p]);
		write_groups(&drawing, parts->pdata[p]);
		write_edges(&drawing, parts->pdata[p]);
	}
	g_free(drawing.node_order);
	g_free(drawing.group_order);
	g_free(drawing.edge_order);
	g_free(drawing.place);
	g_free(drawing.part);
	return result;
}
