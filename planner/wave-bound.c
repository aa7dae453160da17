/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lower bound on the cost of waves: what pulls, groups and edges cost at least, each for itself.
 *
 * Pulls and groups: see wave-bound-packing.c.  Edges: a set of m people needs at least m / size waves, and however they are put
 * into them, the distances of all pairs add up to K(m) or more, which is known (all waves full, the
 * rest at one end: a sum of concave functions of what has moved before each boundary is least at a
 * corner).  If flows between all pairs of the set, f each, can be routed at once without using any
 * edge beyond its weight, then the cost of the edges is at least f x K(m): each unit of flow pays for
 * the distance between its ends (the dual of the metric relaxation; Leighton and Rao 1999; Even, Naor,
 * Rao and Schieber 2000 for spreading metrics).  What is left of the weights proves more for the parts
 * into which the used-up edges divide the set, and so on.
 *
 * Routes are shortest paths under lengths that grow with use (after Garg and Koenemann 2007).  All
 * figures are integers, rounded to the safe side; any route gives a valid bound, a good one a high one.
 */
#include "planner/wave-bound.h"

#include <string.h>

#define BATCHES	      128 /* new lengths while a set is routed */
#define STEEPNESS     5	  /* powers of two between an unused and the fullest edge */
#define SCALE_BITS    20  /* of the weights */
#define USE_BITS      24
#define SPENT	      64   /* an edge with less than this part of its weight left is used up */
#define MOST_UNITS    4096 /* of a set that is routed */
#define MOST_USERS    32768
#define MOST_WINDOWED 20000   /* units of which parts of the waves are looked at, not only all */
#define STRIDE	      1000003 /* a prime beyond MOST_UNITS */
#define WORK	      G_GINT64_CONSTANT(500000000)

typedef struct {
	guint32 a;
	guint32 b;
	guint64 weight; /* scaled */
	guint64 left;	/* of it */
} Edge;

/* A connected set of units and the edges among them that are not used up, numbered for itself. */
typedef struct {
	guint n;
	guint32 *units;
	guint32 *first;
	guint32 *to;
	guint32 *edge; /* by place in @to: number of the edge here */
	guint n_edges;
	guint32 *global; /* by edge: number in Bound.edges */
	guint64 *length; /* by edge */
	guint64 *flow;	 /* by edge */
	guint64 users;
} Set;

typedef struct {
	guint64 distance;
	guint32 unit;
} Near;

typedef struct {
	const CtWaveProblem *problem;
	GArray *edges;	     /* of Edge */
	guint32 *edge_first; /* by unit: its edges */
	guint32 *edge_at;
	guint32 *local;		/* by unit: number in the set at hand, CT_NONE */
	const guint32 *wave_of; /* an assignment to look for sets in */
	guint32 low;		/* sets are made of units between these waves */
	guint32 high;
	guint32 *seen;	  /* by edge: number in the set at hand, CT_NONE */
	guint64 *reached; /* by unit of the set: distance */
	guint32 *via;	  /* by unit of the set: place of the edge to its parent */
	guint32 *parent;
	guint64 *below;	  /* by unit of the set: users of its subtree */
	guint32 *settled; /* units of the set by distance */
	guint8 *done;
	GArray *heap;	/* of Near */
	guint64 scaled; /* the bound so far */
	guint shift;	/* its scale */
	gint64 work;
} Bound;

guint64
ct_wave_bound_pairs(guint64 users, guint64 most)
{
	guint64 sum = 0;

	for (guint64 moved = most; moved < users; moved += most)
		sum += moved * (users - moved);
	return sum;
}

static void
collect_edges(Bound *self)
{
	const CtWaveProblem *problem = self->problem;
	guint32 heaviest = 1;

	for (guint32 i = 0; i < problem->first[problem->n]; i++)
		heaviest = MAX(heaviest, problem->weight[i]);
	self->shift = SCALE_BITS;
	while (((guint64)heaviest << self->shift) >> 32 > 0)
		self->shift--;
	self->edge_first = g_new0(guint32, (gsize)problem->n + 2);
	self->edge_at = g_new(guint32, (gsize)problem->first[problem->n] + 1);
	memcpy(self->edge_first, problem->first, ((gsize)problem->n + 1) * sizeof(guint32));
	for (guint32 unit = 0; unit < problem->n; unit++) {
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
			guint64 weight = (guint64)problem->weight[i] << self->shift;
			Edge edge = { unit, problem->to[i], weight, weight };

			if (edge.a > edge.b)
				continue;
			self->edge_at[self->edge_first[edge.a]++] = self->edges->len;
			self->edge_at[self->edge_first[edge.b]++] = self->edges->len;
			g_array_append_val(self->edges, edge);
		}
	}
	memcpy(self->edge_first, problem->first, ((gsize)problem->n + 1) * sizeof(guint32));
}

static gboolean
is_open(const Edge *edge)
{
	return edge->left > edge->weight / SPENT;
}

/* The units that open edges connect to @root, each met once; appends them to @out_units. */
static guint64
collect_units(Bound *self, guint32 root, GArray *out_units)
{
	guint64 users = 0;

	g_array_set_size(out_units, 0);
	g_array_append_val(out_units, root);
	self->local[root] = 0;
	for (guint at = 0; at < out_units->len; at++) {
		guint32 unit = g_array_index(out_units, guint32, at);

		users += self->problem->size[unit];
		for (guint32 i = self->edge_first[unit]; i < self->edge_first[unit + 1]; i++) {
			const Edge *edge = &g_array_index(self->edges, Edge, self->edge_at[i]);
			guint32 other = edge->a == unit ? edge->b : edge->a;

			if (!is_open(edge) || self->local[other] != CT_NONE ||
			    self->wave_of[other] < self->low || self->wave_of[other] > self->high)
				continue;
			self->local[other] = out_units->len;
			g_array_append_val(out_units, other);
		}
		self->work -= self->edge_first[unit + 1] - self->edge_first[unit];
	}
	return users;
}

static void
set_init(Bound *self, Set *set, const GArray *units, guint64 users)
{
	guint places = 0;

	*set = (Set){ .n = units->len, .users = users };
	set->units = g_memdup2(units->data, (gsize)units->len * sizeof(guint32));
	set->first = g_new0(guint32, (gsize)set->n + 2);
	for (guint i = 0; i < set->n; i++)
		places += self->edge_first[set->units[i] + 1] - self->edge_first[set->units[i]];
	set->to = g_new(guint32, (gsize)places + 1);
	set->edge = g_new(guint32, (gsize)places + 1);
	set->global = g_new(guint32, (gsize)places + 1);
	places = 0;
	for (guint32 i = 0; i < set->n; i++) {
		guint32 unit = set->units[i];

		set->first[i] = places;
		for (guint32 k = self->edge_first[unit]; k < self->edge_first[unit + 1]; k++) {
			const Edge *edge = &g_array_index(self->edges, Edge, self->edge_at[k]);
			guint32 other = edge->a == unit ? edge->b : edge->a;

			if (!is_open(edge) || self->local[other] == CT_NONE)
				continue;
			set->to[places] = self->local[other];
			set->global[places] = self->edge_at[k];
			set->edge[places] = places;
			places++;
		}
	}
	set->first[set->n] = places;
	set->n_edges = places;
	set->length = g_new0(guint64, (gsize)places + 1);
	set->flow = g_new0(guint64, (gsize)places + 1);
}

static void
set_clear(Set *set)
{
	g_free(set->units);
	g_free(set->first);
	g_free(set->to);
	g_free(set->edge);
	g_free(set->global);
	g_free(set->length);
	g_free(set->flow);
}

/* Both directions of an edge share a number, so that flow there and back adds up. */
static void
set_pair_edges(Set *set, guint32 *seen)
{
	guint n_edges = 0;

	for (guint32 i = 0; i < set->n; i++) {
		for (guint32 k = set->first[i]; k < set->first[i + 1]; k++) {
			guint32 global = set->global[k];

			if (seen[global] == CT_NONE)
				seen[global] = n_edges++;
			set->edge[k] = seen[global];
		}
	}
	for (guint32 k = 0; k < set->first[set->n]; k++)
		set->length[set->edge[k]] = set->global[k];
	for (guint32 k = 0; k < set->first[set->n]; k++)
		seen[set->global[k]] = CT_NONE;
	for (guint32 i = 0; i < n_edges; i++)
		set->global[i] = (guint32)set->length[i];
	set->n_edges = n_edges;
}

static const Edge *
edge_of(const Bound *self, const Set *set, guint32 edge)
{
	return &g_array_index(self->edges, Edge, set->global[edge]);
}

/* 2^(@part * STEEPNESS / @whole) in 1024ths, straight between the powers. */
static guint64
power(guint64 part, guint64 whole)
{
	guint64 exponent = part * STEEPNESS * 1024 / MAX(whole, 1);

	return (1024 + exponent % 1024) << exponent / 1024;
}

/* Flow of an edge for the room it has, in parts of 2^USE_BITS. */
static guint64
use_of(const Bound *self, const Set *set, guint32 edge)
{
	return (set->flow[edge] << USE_BITS) / edge_of(self, set, edge)->left;
}

static void
set_lengths(Bound *self, Set *set)
{
	guint64 fullest = 1;

	for (guint32 i = 0; i < set->n_edges; i++)
		fullest = MAX(fullest, use_of(self, set, i));
	for (guint32 i = 0; i < set->n_edges; i++)
		set->length[i] = 1 + (power(use_of(self, set, i), fullest) << 30) /
					     edge_of(self, set, i)->left;
	self->work -= 2 * set->n_edges;
}

static gboolean
is_nearer(const Near *a, const Near *b)
{
	return a->distance != b->distance ? a->distance < b->distance : a->unit < b->unit;
}

static void
push(GArray *heap, guint64 distance, guint32 unit)
{
	Near entry = { distance, unit };
	Near *items;
	guint at = heap->len;

	g_array_append_val(heap, entry);
	items = (Near *)(void *)heap->data;
	for (; at > 0 && is_nearer(&entry, &items[(at - 1) / 2]); at = (at - 1) / 2)
		items[at] = items[(at - 1) / 2];
	items[at] = entry;
}

static Near
pop(GArray *heap)
{
	Near *items = (Near *)(void *)heap->data;
	Near top = items[0];
	Near entry = items[heap->len - 1];
	guint at = 0;

	g_array_set_size(heap, heap->len - 1);
	for (guint child = 1; child < heap->len; child = 2 * at + 1) {
		if (child + 1 < heap->len && is_nearer(&items[child + 1], &items[child]))
			child++;
		if (!is_nearer(&items[child], &entry))
			break;
		items[at] = items[child];
		at = child;
	}
	items[at] = entry;
	return top;
}

/* Shortest paths from @root (Dijkstra 1959); settled units in the order of their distance. */
static void
find_paths(Bound *self, const Set *set, guint32 root)
{
	guint n_settled = 0;

	memset(self->done, 0, set->n);
	for (guint i = 0; i < set->n; i++)
		self->reached[i] = G_MAXUINT64;
	self->reached[root] = 0;
	push(self->heap, 0, root);
	while (self->heap->len > 0) {
		Near near = pop(self->heap);

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
			push(self->heap, distance, other);
		}
	}
	self->work -= 2 * (gint64)set->first[set->n] + 8 * (gint64)set->n;
}

/* Sends as much from @root to every unit as both have users, product by product. */
static void
route_from(Bound *self, Set *set, guint32 root)
{
	const guint32 *size = self->problem->size;

	find_paths(self, set, root);
	for (guint i = 0; i < set->n; i++)
		self->below[i] = size[set->units[i]];
	for (guint i = set->n; i-- > 1;) {
		guint32 unit = self->settled[i];

		set->flow[self->via[unit]] += size[set->units[root]] * self->below[unit];
		self->below[self->parent[unit]] += self->below[unit];
	}
}

/* @number x 2^USE_BITS / @divisor, digit by digit, since the product may not fit. */
static guint64
divide_scaled(guint64 number, guint64 divisor)
{
	guint64 result = number / divisor;
	guint64 rest = number % divisor;

	for (guint i = 0; i < USE_BITS; i++) {
		rest <<= 1;
		result <<= 1;
		if (rest < divisor)
			continue;
		rest -= divisor;
		result++;
	}
	return result;
}

/* As much of the flow as fits, and what that proves; takes it out of the edges. */
static void
settle(Bound *self, Set *set)
{
	const guint64 pairs = ct_wave_bound_pairs(set->users, self->problem->most);
	guint64 fullest = 0;

	for (guint32 i = 0; i < set->n_edges; i++)
		fullest = MAX(fullest, use_of(self, set, i));
	fullest++; /* what was rounded down */
	self->scaled += divide_scaled(2 * pairs, fullest);
	for (guint32 i = 0; i < set->n_edges; i++) {
		Edge *edge = &g_array_index(self->edges, Edge, set->global[i]);
		guint64 taken = ((set->flow[i] << USE_BITS) + fullest - 1) / fullest;

		edge->left -= MIN(edge->left, taken);
	}
	self->work -= 2 * (gint64)set->n_edges;
}

static void
route(Bound *self, Set *set)
{
	guint batch = set->n / BATCHES + 1;

	for (guint32 i = 0; i < set->n; i++) {
		/* sources from all over the set in turn */
		guint32 root = (guint32)((guint64)i * STRIDE % set->n);

		if (i % batch == 0)
			set_lengths(self, set);
		route_from(self, set, root);
	}
	settle(self, set);
}

/* What routing a set would take of the work that is left. */
static gint64
price(const Set *set)
{
	return set->n * (2 * (gint64)set->first[set->n] + 8 * (gint64)set->n);
}

/* Proves what can be proved of the units that are connected to @root; lists them in @units. */
static gboolean
bound_set(Bound *self, guint32 root, GArray *units)
{
	guint64 users = collect_units(self, root, units);
	gboolean is_routed = FALSE;
	Set set;

	if (users > self->problem->most && units->len <= MOST_UNITS && users <= MOST_USERS &&
	    units->len > 1) {
		set_init(self, &set, units, users);
		set_pair_edges(&set, self->seen);
		is_routed = price(&set) <= self->work;
		if (is_routed)
			route(self, &set);
		set_clear(&set);
	}
	for (guint i = 0; i < units->len; i++)
		self->local[g_array_index(units, guint32, i)] = CT_NONE;
	return is_routed;
}

/* Proves what can be proved of the units of @roots; sets are divided until nothing in them is too large
 * for a wave. */
static void
bound_window(Bound *self, GArray *roots, GArray *units, guint32 *round, guint32 *now)
{
	g_autoptr(GArray) again = g_array_new(FALSE, FALSE, sizeof(guint32));

	while (roots->len > 0 && self->work > 0) {
		++*now;
		g_array_set_size(again, 0);
		for (guint i = 0; i < roots->len; i++) {
			guint32 root = g_array_index(roots, guint32, i);

			if (round[root] == *now)
				continue;
			if (bound_set(self, root, units))
				g_array_append_vals(again, units->data, units->len);
			for (guint k = 0; k < units->len; k++)
				round[g_array_index(units, guint32, k)] = *now;
		}
		g_array_set_size(roots, 0);
		g_array_append_vals(roots, again->data, again->len);
	}
}

/* All units, wave by wave; @first, by wave and one more: where they begin. */
static guint32 *
sort_by_wave(const Bound *self, guint n_waves, guint32 *first)
{
	guint32 *sorted = g_new(guint32, (gsize)self->problem->n + 1);
	g_autofree guint32 *next = g_new0(guint32, (gsize)n_waves + 2);

	for (guint32 i = 0; i < self->problem->n; i++)
		next[self->wave_of[i] + 1]++;
	for (guint wave = 0; wave < n_waves; wave++)
		next[wave + 1] += next[wave];
	memcpy(first, next, ((gsize)n_waves + 1) * sizeof *next);
	for (guint32 i = 0; i < self->problem->n; i++)
		sorted[next[self->wave_of[i]]++] = i;
	return sorted;
}

/* All waves first, then less and less of them: what is far apart is dear, and proves most. */
static void
bound_edges(Bound *self, guint n_waves)
{
	g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) roots = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autofree guint32 *round = g_new0(guint32, (gsize)self->problem->n + 1);
	g_autofree guint32 *first = g_new(guint32, (gsize)n_waves + 2);
	g_autofree guint32 *sorted = sort_by_wave(self, n_waves, first);
	guint32 now = 0;

	for (guint width = n_waves; width > 1; width = width < 5 ? width - 1 : width * 3 / 4) {
		for (guint low = 0; low == 0 || low + width <= n_waves; low += MAX(1, width / 4)) {
			self->low = low;
			self->high = low + width - 1;
			g_array_set_size(roots, 0);
			g_array_append_vals(roots, &sorted[first[low]],
					    first[low + width] - first[low]);
			bound_window(self, roots, units, round, &now);
		}
		if (self->problem->n > MOST_WINDOWED)
			break;
	}
}

static void
bound_init(Bound *self, const CtWaveProblem *problem)
{
	const guint n = MIN(problem->n, MOST_UNITS);

	*self = (Bound){ .problem = problem, .work = WORK };
	self->edges = g_array_new(FALSE, FALSE, sizeof(Edge));
	self->local = g_new(guint32, (gsize)problem->n + 1);
	for (guint i = 0; i < problem->n; i++)
		self->local[i] = CT_NONE;
	collect_edges(self);
	self->seen = g_new(guint32, (gsize)self->edges->len + 1);
	for (guint i = 0; i < self->edges->len; i++)
		self->seen[i] = CT_NONE;
	self->reached = g_new(guint64, (gsize)n + 1);
	self->via = g_new(guint32, (gsize)n + 1);
	self->parent = g_new(guint32, (gsize)n + 1);
	self->below = g_new(guint64, (gsize)n + 1);
	self->settled = g_new(guint32, (gsize)n + 1);
	self->done = g_new(guint8, (gsize)n + 1);
	self->heap = g_array_new(FALSE, FALSE, sizeof(Near));
}

static void
bound_clear(Bound *self)
{
	g_array_unref(self->edges);
	g_array_unref(self->heap);
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

guint64
ct_wave_bound(const CtWaveProblem *problem, const guint32 *wave_of)
{
	guint64 bound = ct_wave_bound_packing(problem);
	guint n_waves = 0;
	Bound self;

	for (guint32 i = 0; i < problem->n; i++)
		n_waves = MAX(n_waves, wave_of[i] + 1);
	if (problem->first[problem->n] == 0 || bound >= ct_wave_problem_cost(problem, wave_of))
		return bound;
	bound_init(&self, problem);
	self.wave_of = wave_of;
	bound_edges(&self, n_waves);
	bound += self.scaled >> self.shift;
	bound_clear(&self);
	return bound;
}
