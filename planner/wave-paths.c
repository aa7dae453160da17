/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shortest paths (Dijkstra 1959) under lengths in floating point: they only tell ways, and whatever the
 * ways are, what flows along them is counted in integers.  Sums and comparisons, in a given order, are the
 * same on every machine.
 */
#include "planner/wave-paths.h"

#include <string.h>

static void
add_arc(CtWavePaths *self, guint32 to, guint32 row)
{
	self->arcs[self->first[self->n]++] = (CtWavePathsArc){ to, row, 1 };
}

static void
link_node(CtWavePaths *self, const CtWaveFlow *flow, guint32 node, gboolean has_start)
{
	for (guint32 i = flow->edge_first[node]; i < flow->edge_first[node + 1]; i++) {
		const guint32 row = flow->edge_at[i];
		const CtWaveFlowEdge *edge = &g_array_index(flow->edges, CtWaveFlowEdge, row);

		if (has_start || edge->b < flow->problem->n)
			add_arc(self, edge->a == node ? edge->b : edge->a, row);
	}
}

static void
link_groups(CtWavePaths *self, const CtWaveProblem *problem, guint32 unit)
{
	for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1]; i++) {
		const guint32 group = problem->memberships[i].group;

		if (problem->group_weight[group] > 0)
			add_arc(self, problem->n + 1 + group, self->n_edges + group);
	}
}

static void
link_members(CtWavePaths *self, const CtWaveProblem *problem, guint32 group)
{
	for (guint32 i = problem->member_first[group]; i < problem->member_first[group + 1]; i++)
		if (problem->group_weight[group] > 0)
			add_arc(self, problem->members[i], self->n_edges + group);
}

void
ct_wave_paths_init(CtWavePaths *self, const CtWaveFlow *flow, gboolean has_start,
		   gboolean has_groups)
{
	const CtWaveProblem *problem = flow->problem;
	const guint n_groups = has_groups ? problem->n_groups : 0;
	const guint n = problem->n + 1 + n_groups;
	gsize arcs = (gsize)flow->edges->len * 2 + 1;

	if (has_groups)
		arcs += 2 * (gsize)problem->group_first[problem->n];
	*self = (CtWavePaths){ .n = n };
	self->n_edges = flow->edges->len;
	self->n_rows = self->n_edges + n_groups;
	self->first = g_new0(guint32, (gsize)n + 1);
	self->arcs = g_new(CtWavePathsArc, arcs);
	for (guint32 node = 0; node < n; node++) {
		self->first[node] = self->first[n];
		if (node <= problem->n)
			link_node(self, flow, node, has_start);
		if (has_groups && node < problem->n)
			link_groups(self, problem, node);
		if (node > problem->n)
			link_members(self, problem, node - problem->n - 1);
	}
	self->distance = g_new(float, n);
	self->parent = g_new(guint32, n);
	self->via = g_new(guint32, n);
	self->order = g_new(guint32, n);
	self->rank = g_new(guint32, n);
	self->heap = g_new(guint64, arcs);
}

void
ct_wave_paths_clear(CtWavePaths *self)
{
	g_free(self->first);
	g_free(self->arcs);
	g_free(self->distance);
	g_free(self->parent);
	g_free(self->via);
	g_free(self->order);
	g_free(self->rank);
	g_free(self->heap);
}

void
ct_wave_paths_measure(CtWavePaths *self, const float *lengths)
{
	for (guint32 i = 0; i < self->first[self->n]; i++)
		self->arcs[i].length = lengths[self->arcs[i].row] *
				       (self->arcs[i].row < self->n_edges ? CT_WAVE_PATHS_EDGE
									  : CT_WAVE_PATHS_LEG);
}

static void
push(CtWavePaths *self, float distance, guint32 node)
{
	guint64 *items = self->heap;
	guint at = self->n_heap++;
	guint32 bits;
	guint64 entry;

	memcpy(&bits, &distance, sizeof bits);
	entry = (guint64)bits << 32 | node;
	for (; at > 0 && entry < items[(at - 1) / 2]; at = (at - 1) / 2)
		items[at] = items[(at - 1) / 2];
	items[at] = entry;
}

static guint32
pop(CtWavePaths *self)
{
	guint64 *items = self->heap;
	const guint64 top = items[0];
	const guint n = --self->n_heap;
	const guint64 entry = items[n];
	guint at = 0;

	for (guint child = 1; child < n; child = 2 * at + 1) {
		child += child + 1 < n && items[child + 1] < items[child];
		if (items[child] >= entry)
			break;
		items[at] = items[child];
		at = child;
	}
	items[at] = entry;
	return (guint32)top;
}

void
ct_wave_paths_find(CtWavePaths *self, guint32 root)
{
	self->n_settled = 0;
	for (guint i = 0; i < self->n; i++)
		self->distance[i] = CT_WAVE_PATHS_NONE;
	memset(self->rank, 0xff, self->n * sizeof *self->rank);
	self->distance[root] = 0;
	push(self, 0, root);
	while (self->n_heap > 0) {
		const guint32 node = pop(self);
		const float so_far = self->distance[node];

		if (self->rank[node] != CT_NONE)
			continue;
		self->rank[node] = self->n_settled;
		self->order[self->n_settled++] = node;
		for (guint32 k = self->first[node]; k < self->first[node + 1]; k++) {
			const CtWavePathsArc *arc = &self->arcs[k];
			const float distance = so_far + arc->length;

			if (distance >= self->distance[arc->to] || self->rank[arc->to] != CT_NONE)
				continue;
			self->distance[arc->to] = distance;
			self->via[arc->to] = arc->row;
			self->parent[arc->to] = node;
			push(self, distance, arc->to);
		}
	}
}

gint64
ct_wave_paths_price(const CtWavePaths *self)
{
	return 6 * (gint64)self->first[self->n] + 24 * (gint64)self->n;
}
