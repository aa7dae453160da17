/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First rows for containers, and a better order of the containers themselves.
 *
 * A group has one key on all its levels, so groups in a group stand in one order everywhere, and no
 * three of them can stand in a ring.  Items have a key on each level, as usual: the barycenter of
 * their neighbours.
 *
 * Later groups are sifted (Matuszewski, Schoenfeld and Molitor, "Using sifting for k-layer
 * straightline crossing minimization", 1999, there for nodes): each is moved through all places
 * among its neighbours, and stays where it crosses least.
 */
#include "render/layered-nest.h"

#include <stdlib.h>
#include <string.h>

#define STARTS 16
#define ROUNDS 10

typedef struct {
	guint owner;
	double key;
	guint number; /* the group or the item */
	gboolean is_group;
} Entry;

typedef struct {
	CtLevels *levels;
	const CtNest *nest;
	GArray **loose;	   /* of each level: the items that are no borders; of guint */
	double *key;	   /* of each item */
	double *group_key; /* of each group */
	double *sum;	   /* of each group: of the keys in it */
	double *count;
	GArray *entries; /* of Entry */
	guint *start;	 /* of each group: the first of its entries */
	CtStretches *scratch;
} Arranger;

static gint
compare_entries(gconstpointer a, gconstpointer b)
{
	const Entry *x = a;
	const Entry *y = b;

	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	if (x->key < y->key || x->key > y->key)
		return x->key < y->key ? -1 : 1;
	if (x->is_group != y->is_group)
		return x->is_group ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void
append(CtLevels *levels, guint level, guint item)
{
	ct_levels_insert(levels, level, levels->n_items[level], item);
}

static void
emit(Arranger *self, guint level, guint group)
{
	for (guint i = self->start[group]; i < self->entries->len; i++) {
		Entry entry = g_array_index(self->entries, Entry, i);

		if (entry.owner != group)
			break;
		if (!entry.is_group) {
			append(self->levels, level, entry.number);
			continue;
		}
		append(self->levels, level, ct_nest_border(self->nest, entry.number, level, 0));
		emit(self, level, entry.number);
		append(self->levels, level, ct_nest_border(self->nest, entry.number, level, 1));
	}
}

/* Puts a row in the order of the keys. */
static void
sort_row(Arranger *self, guint level)
{
	const CtNest *nest = self->nest;

	g_array_set_size(self->entries, 0);
	for (guint i = 0; i < self->loose[level]->len; i++) {
		guint item = g_array_index(self->loose[level], guint, i);
		Entry entry = { ct_nest_owner(nest, self->levels, item, level), self->key[item],
				item, FALSE };

		g_array_append_val(self->entries, entry);
	}
	for (guint g = 0; g < nest->n_groups; g++) {
		Entry entry = { nest->parent[g], self->group_key[g], g, TRUE };

		if (nest->first[g] <= level && level <= nest->last[g])
			g_array_append_val(self->entries, entry);
	}
	g_array_sort(self->entries, compare_entries);
	for (guint g = 0; g <= nest->n_groups; g++)
		self->start[g] = self->entries->len;
	for (guint i = self->entries->len; i > 0; i--)
		self->start[g_array_index(self->entries, Entry, i - 1).owner] = i - 1;
	self->levels->n_items[level] = 0;
	emit(self, level, nest->n_groups);
}

static double
share(const CtLevels *levels, guint level, guint position)
{
	return (position + 0.5) / levels->n_items[level];
}

static void
add_to_groups(Arranger *self, guint group, double x)
{
	for (; group != self->nest->n_groups; group = self->nest->parent[group]) {
		self->sum[group] += x;
		self->count[group]++;
	}
}

/* New keys for a row from its neighbour; what has no edge there stays where it is. */
static void
find_keys(Arranger *self, guint level, guint other)
{
	const CtLevels *levels = self->levels;
	const CtNest *nest = self->nest;

	ct_stretches_fill(self->scratch, levels, level, other);
	for (guint i = 0; i < levels->n_items[level]; i++) {
		guint item = levels->items[level][i];
		guint begin = g_array_index(self->scratch->starts, guint, i);
		guint end = g_array_index(self->scratch->starts, guint, i + 1);
		double sum = 0;
		double weight = 0;

		if (ct_nest_is_border(nest, item, levels->web->n_nodes))
			continue;
		for (guint k = begin; k < end; k++) {
			CtStretch s = g_array_index(self->scratch->stretches, CtStretch, k);

			sum += levels->web->weight[s.edge] * share(levels, other, s.at);
			weight += levels->web->weight[s.edge];
		}
		self->key[item] = weight > 0 ? sum / weight : share(levels, level, i);
		add_to_groups(self, ct_nest_owner(nest, levels, item, level), self->key[item]);
	}
}

static void
forget_sums(Arranger *self)
{
	memset(self->sum, 0, (self->nest->n_groups + 1) * sizeof(double));
	memset(self->count, 0, (self->nest->n_groups + 1) * sizeof(double));
}

static void
find_group_keys(Arranger *self)
{
	for (guint g = 0; g < self->nest->n_groups; g++)
		self->group_key[g] = self->count[g] > 0 ? self->sum[g] / self->count[g]
							: self->group_key[g];
}

static void
sort_rows(Arranger *self)
{
	for (guint l = 0; l < self->levels->n_levels; l++)
		sort_row(self, l);
}

static void
shuffle_keys(Arranger *self, guint64 *random)
{
	for (guint l = 0; l < self->levels->n_levels; l++) {
		for (guint i = 0; i < self->loose[l]->len; i++)
			self->key[g_array_index(self->loose[l], guint, i)] =
				ct_random_below(random, 1 << 20) / (double)(1 << 20);
	}
	for (guint g = 0; g < self->nest->n_groups; g++)
		self->group_key[g] = ct_random_below(random, 1 << 20) / (double)(1 << 20);
	sort_rows(self);
}

static guint64
sweep(Arranger *self, CtLevels *best, guint64 least)
{
	guint n = self->levels->n_levels;

	for (guint round = 0; round < ROUNDS; round++) {
		guint64 crossings;

		forget_sums(self);
		for (guint l = 1; l < n; l++) {
			find_keys(self, l, l - 1);
			sort_row(self, l);
		}
		for (guint l = n - 1; l > 0; l--) {
			find_keys(self, l - 1, l);
			sort_row(self, l - 1);
		}
		if (round < ROUNDS / 2) {
			find_group_keys(self);
			sort_rows(self);
		}
		crossings = ct_levels_crossings(self->levels);
		if (crossings < least) {
			least = crossings;
			ct_levels_copy(best, self->levels);
		}
	}
	return least;
}

/* Groups stand where their nodes stood, or what these are connected with. */
static void
sum_known(Arranger *self, const CtPoint *previous, const gboolean *known)
{
	const CtNest *nest = self->nest;
	const CtWeb *web = self->levels->web;

	forget_sums(self);
	for (guint v = 0; v < nest->n_nodes; v++) {
		if (known[v])
			add_to_groups(self, nest->group[v], previous[v].x);
	}
	for (guint v = 0; v < nest->n_nodes; v++) {
		guint group = nest->group[v];

		if (known[v] || group == nest->n_groups || self->count[group] > 0)
			continue;
		for (guint k = web->start[v]; k < web->start[v + 1]; k++) {
			guint other = ct_web_other_end(web, web->incident[k], v);

			if (!known[other])
				continue;
			self->sum[group] += previous[other].x;
			self->count[group]++;
		}
	}
}

/* Where things stood: pieces on the straight line between the ends. */
static void
take_keys(Arranger *self, const CtPoint *previous, const gboolean *known)
{
	const CtLevels *levels = self->levels;
	const CtWeb *web = levels->web;
	const CtNest *nest = self->nest;

	for (guint v = 0; v < nest->n_nodes; v++)
		self->key[v] = previous[v].x;
	sum_known(self, previous, known);
	for (guint e = 0; e < nest->n_edges; e++) {
		guint tail = web->tail[e];
		guint head = web->head[e];
		guint first = levels->rank[tail];
		guint last = levels->rank[head];

		for (guint l = first + 1; l < last; l++)
			self->key[ct_levels_piece(levels, e, l)] =
				previous[tail].x + (previous[head].x - previous[tail].x) *
							   (l - first) / (last - first);
	}
	find_group_keys(self);
	sort_rows(self);
}

static void
collect_items(Arranger *self)
{
	const CtLevels *levels = self->levels;
	const CtWeb *web = levels->web;

	for (guint v = 0; v < self->nest->n_nodes; v++) {
		if (levels->present[v])
			g_array_append_val(self->loose[levels->rank[v]], v);
	}
	for (guint e = 0; e < self->nest->n_edges; e++) {
		guint last = levels->rank[web->head[e]];

		for (guint l = levels->rank[web->tail[e]] + 1;
		     ct_levels_has_edge(levels, e) && l < last; l++) {
			guint piece = ct_levels_piece(levels, e, l);

			g_array_append_val(self->loose[l], piece);
		}
	}
}

static void
arranger_init(Arranger *self, CtLevels *levels)
{
	guint n_groups = levels->nest->n_groups;
	const CtWeb *web = levels->web;

	self->levels = levels;
	self->nest = levels->nest;
	self->loose = g_new0(GArray *, levels->n_levels + 1);
	for (guint l = 0; l < levels->n_levels; l++)
		self->loose[l] = g_array_new(FALSE, FALSE, sizeof(guint));
	self->key = g_new0(double, web->n_nodes + ((gsize)web->n_edges << levels->shift) + 1);
	self->group_key = g_new0(double, n_groups + 1);
	self->sum = g_new0(double, n_groups + 1);
	self->count = g_new0(double, n_groups + 1);
	self->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	self->start = g_new0(guint, n_groups + 1);
	self->scratch = ct_stretches_new();
}

static void
arranger_clear(Arranger *self)
{
	for (guint l = 0; l < self->levels->n_levels; l++)
		g_array_unref(self->loose[l]);
	g_free(self->loose);
	g_free(self->key);
	g_free(self->group_key);
	g_free(self->sum);
	g_free(self->count);
	g_array_unref(self->entries);
	g_free(self->start);
	ct_stretches_free(self->scratch);
}

void
ct_nest_arrange(CtLevels *levels, const CtPoint *previous, const gboolean *known, guint64 *random)
{
	const CtWeb *web = levels->web;
	Arranger arranger = { 0 };
	g_autoptr(CtLevels) best = NULL;
	guint64 least = G_MAXUINT64;

	for (guint v = 0; v < web->n_nodes; v++)
		levels->present[v] = previous == NULL || v >= levels->nest->n_nodes || known[v];
	arranger_init(&arranger, levels);
	collect_items(&arranger);
	if (previous != NULL) {
		take_keys(&arranger, previous, known);
		arranger_clear(&arranger);
		return;
	}
	best = ct_levels_new(web, levels->rank, levels->n_levels);
	for (guint start = 0; start < STARTS; start++) {
		shuffle_keys(&arranger, random);
		least = sweep(&arranger, best, least);
	}
	ct_levels_copy(levels, best);
	arranger_clear(&arranger);
}

/* Does @a stand to the left of @b on a level that they share? */
static gboolean
is_left(const CtLevels *levels, guint a, guint b)
{
	const CtNest *nest = levels->nest;
	guint level = MAX(nest->first[a], nest->first[b]);

	return level <= MIN(nest->last[a], nest->last[b]) &&
	       levels->position[ct_nest_border(nest, a, level, 0)] <
		       levels->position[ct_nest_border(nest, b, level, 0)];
}

/* The groups in @parent in an order that all levels keep. */
static GArray *
list_groups(const CtLevels *levels, guint parent)
{
	const CtNest *nest = levels->nest;
	g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(guint));
	GArray *order = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint g = 0; g < nest->n_groups; g++) {
		if (nest->parent[g] == parent)
			g_array_append_val(left, g);
	}
	while (left->len > 0) {
		guint chosen = 0;
		guint i = 0;

		/* one that nothing stands to the left of */
		while (i < left->len) {
			guint other = g_array_index(left, guint, i);
			gboolean before = is_left(levels, other,
						  g_array_index(left, guint, chosen));

			chosen = before ? i : chosen;
			i = before ? 0 : i + 1;
		}
		g_array_append_val(order, g_array_index(left, guint, chosen));
		g_array_remove_index(left, chosen);
	}
	return order;
}

/* Exchanges two groups, @left directly before @right in the order, on all levels they share. */
static void
exchange(CtLevels *levels, guint left, guint right)
{
	const CtNest *nest = levels->nest;
	guint last = MIN(nest->last[left], nest->last[right]);

	for (guint l = MAX(nest->first[left], nest->first[right]); l <= last; l++) {
		guint *row = levels->items[l];
		guint a = levels->position[ct_nest_border(nest, left, l, 0)];
		guint b = levels->position[ct_nest_border(nest, left, l, 1)] + 1;
		guint c = levels->position[ct_nest_border(nest, right, l, 0)];
		guint d = levels->position[ct_nest_border(nest, right, l, 1)] + 1;
		g_autofree guint *copy = g_memdup2(row, levels->n_items[l] * sizeof(guint));
		guint at = a;

		for (guint i = c; i < d; i++)
			row[at++] = copy[i];
		for (guint i = b; i < c; i++)
			row[at++] = copy[i];
		for (guint i = a; i < b; i++)
			row[at++] = copy[i];
		ct_levels_renumber(levels, l);
	}
}

static void
move(CtLevels *levels, GArray *order, guint from, guint to)
{
	while (from != to) {
		guint left = from < to ? from : from - 1;
		guint *pair = &g_array_index(order, guint, left);
		guint first = pair[0];

		exchange(levels, pair[0], pair[1]);
		pair[0] = pair[1];
		pair[1] = first;
		from = from < to ? from + 1 : from - 1;
	}
}

/* Moves one group to its best place; returns whether that is another one. */
static gboolean
sift(CtLevels *levels, GArray *order, guint at)
{
	guint64 least = ct_levels_crossings(levels);
	guint best = at;
	guint now = at;

	for (guint step = 0; step < order->len; step++) {
		/* first the places behind, then those before */
		guint to = step < order->len - at - 1 ? at + 1 + step : order->len - 1 - step;
		guint64 crossings;

		if (to == at)
			continue;
		move(levels, order, now, to);
		now = to;
		crossings = ct_levels_crossings(levels);
		if (crossings < least) {
			least = crossings;
			best = to;
		}
	}
	move(levels, order, now, best);
	return best != at;
}

gboolean
ct_nest_exchange(CtLevels *levels)
{
	const CtNest *nest = levels->nest;
	gboolean changed = FALSE;

	for (guint parent = 0; parent <= nest->n_groups; parent++) {
		g_autoptr(GArray) order = list_groups(levels, parent);
		g_autofree guint *groups = g_memdup2(order->data, order->len * sizeof(guint));
		guint n = order->len;

		for (guint i = 0; n > 1 && i < n; i++) {
			guint at = 0;

			while (g_array_index(order, guint, at) != groups[i])
				at++;
			changed = sift(levels, order, at) || changed;
		}
	}
	return changed;
}
