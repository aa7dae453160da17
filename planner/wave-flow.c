/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes are shortest paths under lengths that grow with use (after Garg and Koenemann 2007).  All
 * figures are integers, rounded so that never more flows than the weights allow.
 */
#include "planner/wave-flow.h"

#include <string.h>

#define STEEPNESS  5  /* powers of two between an unused and the fullest edge */
#define SCALE_BITS 20 /* of the weights */
#define SPENT	   64 /* an edge with less than this part of its weight left is used up */

/* ---- Edges ---- */

static void
add_edge(CtWaveFlow *self, guint32 a, guint32 b, guint32 weight)
{
	const guint64 scaled = (guint64)weight << self->shift;
	const CtWaveFlowEdge edge = { a, b, scaled, scaled };

	if (weight > 0)
		g_array_append_val(self->edges, edge);
}

static void
collect_edges(CtWaveFlow *self)
{
	const CtWaveProblem *problem = self->problem;
	guint32 heaviest = 1;

	for (guint32 i = 0; i < problem->first[problem->n]; i++)
		heaviest = MAX(heaviest, problem->weight[i]);
	for (guint32 unit = 0; unit < problem->n; unit++)
		heaviest = MAX(heaviest, problem->pull[unit]);
	self->shift = SCALE_BITS;
	while (((guint64)heaviest << self->shift) >> 32 > 0)
		self->shift--;
	for (guint32 unit = 0; unit < problem->n; unit++) {
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
			if (problem->to[i] > unit)
				add_edge(self, unit, problem->to[i], problem->weight[i]);
		add_edge(self, unit, problem->n, problem->pull[unit]);
	}
}

static void
list_edges(CtWaveFlow *self)
{
	const guint n = self->problem->n + 1;
	const CtWaveFlowEdge *edges = (const CtWaveFlowEdge *)(const void *)self->edges->data;
	g_autofree guint32 *next = NULL;

	self->edge_first = g_new0(guint32, (gsize)n + 1);
	self->edge_at = g_new(guint32, (gsize)self->edges->len * 2 + 1);
	for (guint i = 0; i < self->edges->len; i++) {
		self->edge_first[edges[i].a + 1]++;
		self->edge_first[edges[i].b + 1]++;
	}
	for (guint i = 0; i < n; i++)
		self->edge_first[i + 1] += self->edge_first[i];
	next = g_memdup2(self->edge_first, ((gsize)n + 1) * sizeof *next);
	for (guint32 i = 0; i < self->edges->len; i++) {
		self->edge_at[next[edges[i].a]++] = i;
		self->edge_at[next[edges[i].b]++] = i;
	}
}

void
ct_wave_flow_init(CtWaveFlow *self, const CtWaveProblem *problem, const guint32 *wave_of,
		  gint64 work)
{
	const guint n = MIN(problem->n + 1, CT_WAVE_FLOW_NODES);

	*self = (CtWaveFlow){
		.problem = problem, .wave_of = wave_of, .high = CT_NONE, .work = work
	};
	self->edges = g_array_new(FALSE, FALSE, sizeof(CtWaveFlowEdge));
	collect_edges(self);
	list_edges(self);
	self->local = g_new(guint32, (gsize)problem->n + 1);
	memset(self->local, 0xff, ((gsize)problem->n + 1) * sizeof *self->local);
	self->seen = g_new(guint32, (gsize)self->edges->len + 1);
	memset(self->seen, 0xff, ((gsize)self->edges->len + 1) * sizeof *self->seen);
	self->reached = g_new(guint64, (gsize)n + 1);
	self->via = g_new(guint32, (gsize)n + 1);
	self->parent = g_new(guint32, (gsize)n + 1);
	self->below = g_new(guint64, (gsize)n + 1);
	self->settled = g_new(guint32, (gsize)n + 1);
	self->done = g_new(guint8, (gsize)n + 1);
}

void
ct_wave_flow_clear(CtWaveFlow *self)
{
	g_array_unref(self->edges);
	g_free(self->heap);
	g_free(self->edge_first);
	g_free(self->edge_at);
	g_free(self->local);
	g_free(self->seen);
	g_free(self->reached);
	g_free(self->via);
	g_free(self->parent);
	g_free(self->below);
	g_free(self->settled);
	g_free(self->done);
}

/* What flows may take of an edge. */
static guint64
room_of(const CtWaveFlow *self, const CtWaveFlowEdge *edge)
{
	const guint64 kept = edge->b < self->problem->n ? edge->weight / 64 * self->kept : 0;

	return edge->left > kept ? edge->left - kept : 0;
}

static gboolean
is_open(const CtWaveFlow *self, const CtWaveFlowEdge *edge)
{
	return room_of(self, edge) > edge->weight / SPENT;
}

/* ---- Sets ---- */

static guint32
other_end(const CtWaveFlowEdge *edge, guint32 node)
{
	return edge->a == node ? edge->b : edge->a;
}

static gboolean
is_in_waves(const CtWaveFlow *self, guint32 unit)
{
	return self->wave_of == NULL ||
	       (self->wave_of[unit] >= self->low && self->wave_of[unit] <= self->high);
}

static guint64
collect_nodes(CtWaveFlow *self, guint32 root, GArray *out_nodes)
{
	guint64 users = 0;

	g_array_set_size(out_nodes, 0);
	g_array_append_val(out_nodes, root);
	self->local[root] = 0;
	for (guint at = 0; at < out_nodes->len; at++) {
		guint32 node = g_array_index(out_nodes, guint32, at);

		users += node < self->problem->n ? self->problem->size[node] : 0;
		for (guint32 i = self->edge_first[node]; i < self->edge_first[node + 1]; i++) {
			const CtWaveFlowEdge *edge = &g_array_index(self->edges, CtWaveFlowEdge,
								    self->edge_at[i]);
			guint32 other = other_end(edge, node);

			if (self->local[other] != CT_NONE || other == self->problem->n ||
			    !is_open(self, edge) || !is_in_waves(self, other))
				continue;
			self->local[other] = out_nodes->len;
			g_array_append_val(out_nodes, other);
		}
		self->work -= self->edge_first[node + 1] - self->edge_first[node];
	}
	return users;
}

/* Both directions of an edge share a number, so that flow there and back adds up. */
static void
number_edges(CtWaveFlow *self, CtWaveFlowSet *set)
{
	guint places = 0;

	for (guint32 i = 0; i < set->n; i++) {
		guint32 node = set->nodes[i];

		set->first[i] = places;
		for (guint32 k = self->edge_first[node]; k < self->edge_first[node + 1]; k++) {
			const guint32 at = self->edge_at[k];
			const CtWaveFlowEdge *edge = &g_array_index(self->edges, CtWaveFlowEdge,
								    at);
			guint32 other = other_end(edge, node);

			if (self->local[other] == CT_NONE || !is_open(self, edge))
				continue;
			if (self->seen[at] == CT_NONE) {
				self->seen[at] = set->n_edges;
				set->global[set->n_edges++] = at;
			}
			set->to[places] = self->local[other];
			set->edge[places++] = self->seen[at];
		}
	}
	set->first[set->n] = places;
	for (guint i = 0; i < set->n_edges; i++)
		self->seen[set->global[i]] = CT_NONE;
}

CtWaveFlowSet *
ct_wave_flow_set_new(CtWaveFlow *self, guint32 root, GArray *nodes)
{
	guint64 users = collect_nodes(self, root, nodes);
	CtWaveFlowSet *set = NULL;
	gsize places = 1;

	if (nodes->len > 1 && nodes->len <= CT_WAVE_FLOW_NODES && users <= CT_WAVE_FLOW_USERS) {
		for (guint i = 0; i < nodes->len; i++) {
			guint32 node = g_array_index(nodes, guint32, i);

			places += self->edge_first[node + 1] - self->edge_first[node];
		}
		set = g_new0(CtWaveFlowSet, 1);
		set->n = nodes->len;
		set->users = users;
		set->nodes = g_memdup2(nodes->data, (gsize)nodes->len * sizeof(guint32));
		set->first = g_new(guint32, (gsize)set->n + 1);
		set->to = g_new(guint32, places);
		set->edge = g_new(guint32, places);
		set->global = g_new(guint32, places);
		set->length = g_new0(guint64, places);
		set->flow = g_new0(guint64, places);
		number_edges(self, set);
	}
	for (guint i = 0; i < nodes->len; i++)
		self->local[g_array_index(nodes, guint32, i)] = CT_NONE;
	return set;
}

void
ct_wave_flow_set_free(CtWaveFlowSet *set)
{
	if (set == NULL)
		return;
	g_free(set->nodes);
	g_free(set->first);
	g_free(set->to);
	g_free(set->edge);
	g_free(set->global);
	g_free(set->length);
	g_free(set->flow);
	g_free(set);
}

/* ---- Use ---- */

static const CtWaveFlowEdge *
edge_of(const CtWaveFlow *self, const CtWaveFlowSet *set, guint32 edge)
{
	return &g_array_index(self->edges, CtWaveFlowEdge, set->global[edge]);
}

/* 2^(@part * STEEPNESS / @whole) in 1024ths, straight between the powers. */
static guint64
power(guint64 part, guint64 whole)
{
	guint64 exponent = part * STEEPNESS * 1024 / MAX(whole, 1);

	return (1024 + exponent % 1024) << exponent / 1024;
}

/* Flow of an edge for the room it has. */
static guint64
use_of(const CtWaveFlow *self, const CtWaveFlowSet *set, guint32 edge)
{
	return (set->flow[edge] << CT_WAVE_FLOW_USE_BITS) / room_of(self, edge_of(self, set, edge));
}

guint64
ct_wave_flow_fullest(const CtWaveFlow *self, const CtWaveFlowSet *set)
{
	guint64 fullest = 0;

	for (guint32 i = 0; i < set->n_edges; i++)
		fullest = MAX(fullest, use_of(self, set, i));
	return fullest + 1;
}

void
ct_wave_flow_measure(CtWaveFlow *self, CtWaveFlowSet *set)
{
	const guint64 fullest = ct_wave_flow_fullest(self, set);

	for (guint32 i = 0; i < set->n_edges; i++)
		set->length[i] = 1 + (power(use_of(self, set, i), fullest) << 30) /
					     room_of(self, edge_of(self, set, i));
	self->work -= 2 * (gint64)set->n_edges;
}

void
ct_wave_flow_take(CtWaveFlow *self, const CtWaveFlowSet *set, guint64 fullest)
{
	for (guint32 i = 0; i < set->n_edges; i++) {
		CtWaveFlowEdge *edge = &g_array_index(self->edges, CtWaveFlowEdge, set->global[i]);
		guint64 taken = ((set->flow[i] << CT_WAVE_FLOW_USE_BITS) + fullest - 1) / fullest;

		edge->left -= MIN(edge->left, taken);
	}
	self->work -= 2 * (gint64)set->n_edges;
}

/* ---- Shortest paths ---- */

static gboolean
is_nearer(const CtWaveFlowNear *a, const CtWaveFlowNear *b)
{
	return a->distance != b->distance ? a->distance < b->distance : a->unit < b->unit;
}

static void
push(CtWaveFlow *self, guint64 distance, guint32 unit)
{
	const CtWaveFlowNear entry = { distance, unit };
	CtWaveFlowNear *items = self->heap;
	guint at = self->n_heap++;

	for (; at > 0 && is_nearer(&entry, &items[(at - 1) / 2]); at = (at - 1) / 2)
		items[at] = items[(at - 1) / 2];
	items[at] = entry;
}

static CtWaveFlowNear
pop(CtWaveFlow *self)
{
	CtWaveFlowNear *items = self->heap;
	const CtWaveFlowNear top = items[0];
	const guint n = --self->n_heap;
	const CtWaveFlowNear entry = items[n];
	guint at = 0;

	for (guint child = 1; child < n; child = 2 * at + 1) {
		if (child + 1 < n && is_nearer(&items[child + 1], &items[child]))
			child++;
		if (!is_nearer(&items[child], &entry))
			break;
		items[at] = items[child];
		at = child;
	}
	items[at] = entry;
	return top;
}

/* Shortest paths from @root (Dijkstra 1959). */
static void
find_paths(CtWaveFlow *self, const CtWaveFlowSet *set, guint32 root)
{
	guint n_settled = 0;

	memset(self->done, 0, set->n);
	for (guint i = 0; i < set->n; i++)
		self->reached[i] = G_MAXUINT64;
	self->reached[root] = 0;
	if (set->first[set->n] >= self->heap_room) {
		self->heap_room = set->first[set->n] + 1;
		g_free(self->heap);
		self->heap = g_new(CtWaveFlowNear, self->heap_room);
	}
	push(self, 0, root);
	while (self->n_heap > 0) {
		CtWaveFlowNear near = pop(self);

		if (self->done[near.unit])
			continue;
		self->done[near.unit] = 1;
		self->settled[n_settled++] = near.unit;
		for (guint32 k = set->first[near.unit]; k < set->first[near.unit + 1]; k++) {
			guint32 other = set->to[k];
			guint64 distance = near.distance + set->length[set->edge[k]];

			if (distance >= self->reached[other])
				continue;
			self->reached[other] = distance;
			self->via[other] = set->edge[k];
			self->parent[other] = near.unit;
			push(self, distance, other);
		}
	}
	self->work -= ct_wave_flow_price(set);
}

gint64
ct_wave_flow_price(const CtWaveFlowSet *set)
{
	return 2 * (gint64)set->first[set->n] + 8 * (gint64)set->n;
}

void
ct_wave_flow_spread(CtWaveFlow *self, CtWaveFlowSet *set, guint32 root)
{
	find_paths(self, set, root);
	for (guint i = set->n; i-- > 1;) {
		guint32 node = self->settled[i];

		set->flow[self->via[node]] += self->below[node];
		self->below[self->parent[node]] += self->below[node];
	}
}

void
ct_wave_flow_send(CtWaveFlow *self, CtWaveFlowSet *set, guint32 root, guint64 amount)
{
	const guint32 *size = self->problem->size;

	for (guint i = 0; i < set->n; i++)
		self->below[i] = size[set->nodes[i]] * amount;
	ct_wave_flow_spread(self, set, root);
}
