/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of items.  A piece of an edge needs no record: its number is worked out from the edge and
 * the level, so that a long edge can be taken out and put elsewhere without allocating anything.
 *
 * Crossings between two levels are inversions, counted with a tree of sums (Barth, Juenger and
 * Mutzel, "Simple and efficient bilayer cross counting", 2002).
 */
#include "render/layered-levels.h"

#include <string.h>

CtWeb *
ct_web_new(guint n_nodes, guint n_edges, guint *tail, guint *head, gint *weight)
{
	CtWeb *self = g_new0(CtWeb, 1);
	g_autofree guint *next = g_new0(guint, n_nodes + 1);

	self->n_nodes = n_nodes;
	self->n_edges = n_edges;
	self->tail = tail;
	self->head = head;
	self->weight = weight;
	self->start = g_new0(guint, n_nodes + 1);
	self->incident = g_new0(guint, 2 * n_edges + 1);
	for (guint e = 0; e < n_edges; e++) {
		self->start[tail[e] + 1]++;
		self->start[head[e] + 1]++;
	}
	for (guint v = 0; v < n_nodes; v++)
		self->start[v + 1] += self->start[v];
	memcpy(next, self->start, n_nodes * sizeof(guint));
	for (guint e = 0; e < n_edges; e++) {
		self->incident[next[tail[e]]++] = e;
		self->incident[next[head[e]]++] = e;
	}
	return self;
}

void
ct_web_free(CtWeb *self)
{
	if (self == NULL)
		return;
	g_free(self->tail);
	g_free(self->head);
	g_free(self->weight);
	g_free(self->start);
	g_free(self->incident);
	g_free(self);
}

CtLevels *
ct_levels_new(const CtWeb *web, const guint *rank, guint n_levels)
{
	CtLevels *self = g_new0(CtLevels, 1);

	self->web = web;
	self->n_levels = n_levels;
	while ((1u << self->shift) < n_levels)
		self->shift++;
	self->rank = g_memdup2(rank, web->n_nodes * sizeof(guint));
	self->present = g_new0(guint8, web->n_nodes + 1);
	self->items = g_new0(guint *, n_levels + 1);
	self->n_items = g_new0(guint, n_levels + 1);
	self->capacity = g_new0(guint, n_levels + 1);
	self->position = g_new0(guint, web->n_nodes + (web->n_edges << self->shift) + 1);
	return self;
}

void
ct_levels_free(CtLevels *self)
{
	if (self == NULL)
		return;
	for (guint level = 0; level < self->n_levels; level++)
		g_free(self->items[level]);
	g_free(self->rank);
	g_free(self->present);
	g_free(self->items);
	g_free(self->n_items);
	g_free(self->capacity);
	g_free(self->position);
	g_free(self);
}

static void
reserve(CtLevels *self, guint level, guint count)
{
	if (count <= self->capacity[level])
		return;
	self->capacity[level] = MAX(2 * count, 16);
	self->items[level] = g_renew(guint, self->items[level], self->capacity[level]);
}

void
ct_levels_insert(CtLevels *self, guint level, guint gap, guint item)
{
	guint *row;

	reserve(self, level, self->n_items[level] + 1);
	row = self->items[level];
	for (guint i = self->n_items[level]; i > gap; i--) {
		row[i] = row[i - 1];
		self->position[row[i]] = i;
	}
	row[gap] = item;
	self->position[item] = gap;
	self->n_items[level]++;
}

void
ct_levels_fill(CtLevels *self)
{
	const CtWeb *web = self->web;

	for (guint v = 0; v < web->n_nodes; v++) {
		ct_levels_insert(self, self->rank[v], self->n_items[self->rank[v]], v);
		self->present[v] = TRUE;
	}
	for (guint e = 0; e < web->n_edges; e++) {
		for (guint l = self->rank[web->tail[e]] + 1; l < self->rank[web->head[e]]; l++)
			ct_levels_insert(self, l, self->n_items[l], ct_levels_piece(self, e, l));
	}
}

void
ct_levels_renumber(CtLevels *self, guint level)
{
	for (guint i = 0; i < self->n_items[level]; i++)
		self->position[self->items[level][i]] = i;
}

void
ct_levels_copy(CtLevels *self, const CtLevels *other)
{
	g_assert(self->web == other->web && self->n_levels == other->n_levels);
	memcpy(self->rank, other->rank, self->web->n_nodes * sizeof(guint));
	memcpy(self->present, other->present, self->web->n_nodes);
	for (guint l = 0; l < self->n_levels; l++) {
		reserve(self, l, other->n_items[l]);
		if (other->n_items[l] > 0)
			memcpy(self->items[l], other->items[l], other->n_items[l] * sizeof(guint));
		self->n_items[l] = other->n_items[l];
		ct_levels_renumber(self, l);
	}
}

CtStretches *
ct_stretches_new(void)
{
	CtStretches *self = g_new0(CtStretches, 1);

	self->stretches = g_array_new(FALSE, FALSE, sizeof(CtStretch));
	self->starts = g_array_new(FALSE, FALSE, sizeof(guint));
	return self;
}

void
ct_stretches_free(CtStretches *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->stretches);
	g_array_unref(self->starts);
	g_free(self);
}

static void
add_stretch(CtStretches *self, const CtLevels *levels, guint edge, guint other)
{
	CtStretch stretch = { levels->position[ct_levels_item(levels, edge, other)], edge };

	g_array_append_val(self->stretches, stretch);
}

void
ct_stretches_fill(CtStretches *self, const CtLevels *levels, guint level, guint other)
{
	const CtWeb *web = levels->web;

	g_array_set_size(self->stretches, 0);
	g_array_set_size(self->starts, 0);
	for (guint i = 0; i < levels->n_items[level]; i++) {
		guint item = levels->items[level][i];

		g_array_append_val(self->starts, self->stretches->len);
		if (!ct_levels_is_node(levels, item)) {
			add_stretch(self, levels, ct_levels_edge(levels, item), other);
			continue;
		}
		for (guint k = web->start[item]; k < web->start[item + 1]; k++) {
			guint e = web->incident[k];

			/* of the edges of a node those that leave to the side of @other */
			if ((web->tail[e] == item) == (other > level) &&
			    ct_levels_has_edge(levels, e))
				add_stretch(self, levels, e, other);
		}
	}
	g_array_append_val(self->starts, self->stretches->len);
}

/* Sum of tree[0 .. index - 1] */
static gint64
tree_sum(const gint64 *tree, guint index)
{
	gint64 sum = 0;

	for (; index > 0; index &= index - 1)
		sum += tree[index];
	return sum;
}

static void
tree_add(gint64 *tree, guint size, guint index, gint64 value)
{
	for (index++; index <= size; index += index & -index)
		tree[index] += value;
}

guint64
ct_levels_crossings_between(const CtLevels *self, guint upper, CtStretches *scratch)
{
	guint size = self->n_items[upper + 1];
	g_autofree gint64 *tree = g_new0(gint64, size + 1);
	gint64 total = 0;
	gint64 crossings = 0;

	ct_stretches_fill(scratch, self, upper, upper + 1);
	for (guint i = 0; i < self->n_items[upper]; i++) {
		guint first = g_array_index(scratch->starts, guint, i);
		guint end = g_array_index(scratch->starts, guint, i + 1);

		for (guint k = first; k < end; k++) {
			const CtStretch *s = &g_array_index(scratch->stretches, CtStretch, k);

			crossings += self->web->weight[s->edge] *
				     (total - tree_sum(tree, s->at + 1));
		}
		/* only now: those of one item do not cross each other */
		for (guint k = first; k < end; k++) {
			const CtStretch *s = &g_array_index(scratch->stretches, CtStretch, k);

			tree_add(tree, size, s->at, self->web->weight[s->edge]);
			total += self->web->weight[s->edge];
		}
	}
	return (guint64)crossings;
}

guint64
ct_levels_crossings(const CtLevels *self)
{
	g_autoptr(CtStretches) scratch = ct_stretches_new();
	guint64 crossings = 0;

	for (guint l = 0; l + 1 < self->n_levels; l++)
		crossings += ct_levels_crossings_between(self, l, scratch);
	return crossings;
}
