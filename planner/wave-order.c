/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting points of the search.  Components stand in the order of their first unit in each of these
 * orders, and units without edges are components of their own: what is not coupled keeps its place,
 * whatever happens elsewhere.
 *
 * The spectral order is a power iteration of the lazy random walk from the breadth-first order
 * (Fiedler 1973; Koren 2005), in integers, so that every machine rounds alike.
 */
#include "planner/wave-order.h"

#include <string.h>

#include "planner/wave-coarse.h"

#define SCALE_BITS	 24
#define SPECTRAL_ROUNDS	 100
#define SPECTRAL_WORK	 (G_GUINT64_CONSTANT(1) << 27) /* edges looked at */
#define DEGREE_SUM_BITS	 38
#define MOST_LEVELS	 24
#define SMALLEST_PROBLEM 64 /* units below which clusters are not joined further */
#define MANY_EDGES	 (1 << 20)

void
ct_wave_order_given(const CtWaveProblem *problem, guint32 *out_order)
{
	for (guint32 i = 0; i < problem->n; i++)
		out_order[i] = i;
}

void
ct_wave_order_breadth(const CtWaveProblem *problem, guint32 *out_order)
{
	g_autofree guint8 *seen = g_new0(guint8, (gsize)problem->n + 1);
	guint end = 0;
	guint next = 0;

	for (guint32 root = 0; root < problem->n; root++) {
		if (seen[root])
			continue;
		seen[root] = 1;
		out_order[end++] = root;
		for (; next < end; next++) {
			guint32 unit = out_order[next];

			for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
				guint32 other = problem->to[i];

				if (seen[other])
					continue;
				seen[other] = 1;
				out_order[end++] = other;
			}
		}
	}
}

/* ---- Spectral ---- */

typedef struct {
	const CtWaveProblem *problem;
	guint64 *degree; /* by unit: weight of its edges */
	gint64 *place;	 /* by unit */
	gint64 *next;	 /* by unit */
} Spectral;

/* Moves the middle to zero and the farthest unit to the end of the scale. */
static void
normalize(Spectral *self, const guint32 *units, guint count)
{
	guint64 total = 0;
	guint shift = 0;
	gint64 sum = 0;
	gint64 mass = 0;
	gint64 middle;
	gint64 farthest = 1;

	for (guint i = 0; i < count; i++)
		total += self->degree[units[i]];
	while (total >> shift >> DEGREE_SUM_BITS > 0)
		shift++;
	for (guint i = 0; i < count; i++) {
		gint64 degree = (gint64)(self->degree[units[i]] >> shift) + 1;

		sum += degree * self->place[units[i]];
		mass += degree;
	}
	middle = sum / mass;
	for (guint i = 0; i < count; i++) {
		self->place[units[i]] -= middle;
		farthest = MAX(farthest, ABS(self->place[units[i]]));
	}
	for (guint i = 0; i < count; i++)
		self->place[units[i]] = self->place[units[i]] * (1 << SCALE_BITS) / farthest;
}

static void
walk(Spectral *self, const guint32 *units, guint count)
{
	const CtWaveProblem *problem = self->problem;

	for (guint k = 0; k < count; k++) {
		guint32 unit = units[k];
		gint64 sum = 0;

		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
			sum += (gint64)problem->weight[i] * self->place[problem->to[i]];
		self->next[unit] = (self->place[unit] + sum / (gint64)self->degree[unit]) / 2;
	}
	for (guint k = 0; k < count; k++)
		self->place[units[k]] = self->next[units[k]];
}

static int
by_place(gconstpointer a, gconstpointer b, gpointer data)
{
	const gint64 *place = data;
	guint32 left = *(const guint32 *)a;
	guint32 right = *(const guint32 *)b;

	if (place[left] != place[right])
		return place[left] < place[right] ? -1 : 1;
	return left < right ? -1 : left > right;
}

/* @units: of one component, in breadth-first order */
static void
order_component(Spectral *self, guint32 *units, guint count, guint rounds)
{
	guint first = 0;

	for (guint i = 0; i < count; i++)
		self->place[units[i]] = (gint64)((guint64)i * (1 << SCALE_BITS) / count);
	for (guint round = 0; round < rounds; round++) {
		normalize(self, units, count);
		walk(self, units, count);
	}
	g_qsort_with_data(units, (gint)count, sizeof *units, by_place, self->place);
	/* a vibration has no direction of its own: the first unit stands in the first half */
	for (guint i = 1; i < count; i++)
		if (units[i] < units[first])
			first = i;
	for (guint i = 0; first > count - 1 - first && i < count / 2; i++) {
		guint32 swap = units[i];

		units[i] = units[count - 1 - i];
		units[count - 1 - i] = swap;
	}
}

void
ct_wave_order_spectral(const CtWaveProblem *problem, guint32 *out_order)
{
	const guint64 edges = MAX(problem->first[problem->n], 1);
	const guint rounds = (guint)MIN(SPECTRAL_ROUNDS, SPECTRAL_WORK / edges);
	g_autofree guint64 *degree = g_new0(guint64, (gsize)problem->n + 1);
	g_autofree gint64 *place = g_new0(gint64, (gsize)problem->n + 1);
	g_autofree gint64 *next = g_new0(gint64, (gsize)problem->n + 1);
	g_autofree guint8 *met = g_new0(guint8, (gsize)problem->n + 1);
	Spectral self = { problem, degree, place, next };
	guint begin = 0;

	for (guint32 unit = 0; unit < problem->n; unit++)
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
			degree[unit] += problem->weight[i];
	ct_wave_order_breadth(problem, out_order);
	/* a component ends before the first unit that no unit of it knows */
	while (begin < problem->n) {
		guint end = begin + 1;

		met[out_order[begin]] = 1;
		for (guint i = begin; i < end; i++) {
			guint32 unit = out_order[i];

			for (guint32 k = problem->first[unit]; k < problem->first[unit + 1]; k++) {
				end += !met[problem->to[k]];
				met[problem->to[k]] = 1;
			}
		}
		if (end - begin > 2)
			order_component(&self, out_order + begin, end - begin, rounds);
		begin = end;
	}
}

/* ---- Clusters ---- */

/* The order of the units of @fine that follows @order of the clusters they are in. */
static void
expand(guint n_fine, const guint32 *cluster_of, guint n_coarse, const guint32 *order,
       guint32 *out_order)
{
	g_autofree guint32 *rank = g_new(guint32, (gsize)n_coarse + 1);
	g_autofree guint32 *next = g_new0(guint32, (gsize)n_coarse + 2);

	for (guint i = 0; i < n_coarse; i++)
		rank[order[i]] = i;
	for (guint i = 0; i < n_fine; i++)
		next[rank[cluster_of[i]] + 1]++;
	for (guint i = 0; i < n_coarse; i++)
		next[i + 1] += next[i];
	for (guint32 i = 0; i < n_fine; i++)
		out_order[next[rank[cluster_of[i]]]++] = i;
}

/* A level of clusters: only where its units went is kept, so that one problem or two are there at a time. */
typedef struct {
	guint n;
	guint32 *cluster_of;
} Level;

static void
clear_level(gpointer data)
{
	g_free(((Level *)data)->cluster_of);
}

/*
 * Where everybody knows somebody everywhere, clusters of many edges keep nearly all of them, and a level
 * costs as much as the one below.  Stopping there saved a tenth of the planning of a million users, and their
 * waves got cheaper.
 */
static gboolean
pays(const CtWaveProblem *coarse, const CtWaveProblem *fine)
{
	const guint32 before = fine->first[fine->n];

	return coarse->n + coarse->n / 16 < fine->n &&
	       (before <= MANY_EDGES || coarse->first[coarse->n] < before - before / 16);
}

/* The clusters of @fine, which go into @levels; NULL when they do not pay. */
static CtWaveProblem *
join_clusters(const CtWaveProblem *fine, GArray *levels)
{
	Level level = { fine->n, NULL };
	CtWaveProblem *coarse;

	if (levels->len == MOST_LEVELS || fine->n <= SMALLEST_PROBLEM)
		return NULL;
	level.cluster_of = g_new(guint32, (gsize)fine->n + 1);
	coarse = ct_wave_coarsen(fine, NULL, MAX(fine->most / 2, 1), 0, level.cluster_of);
	if (!pays(coarse, fine)) {
		clear_level(&level);
		ct_wave_problem_free(coarse);
		return NULL;
	}
	g_array_append_val(levels, level);
	return coarse;
}

void
ct_wave_order_clusters(const CtWaveProblem *problem, guint32 *out_order)
{
	g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(Level));
	g_autoptr(CtWaveProblem) held = NULL;
	g_autofree guint32 *order = NULL;
	guint n;

	g_array_set_clear_func(levels, clear_level);
	for (const CtWaveProblem *at = problem;;) {
		CtWaveProblem *coarse = join_clusters(at, levels);

		if (coarse == NULL)
			break;
		ct_wave_problem_free(held);
		at = held = coarse;
	}
	n = held != NULL ? held->n : problem->n;
	order = g_new(guint32, (gsize)problem->n + 1);
	ct_wave_order_spectral(held != NULL ? held : problem, order);
	for (guint i = levels->len; i-- > 0;) {
		const Level *level = &g_array_index(levels, Level, i);

		expand(level->n, level->cluster_of, n, order, out_order);
		n = level->n;
		memcpy(order, out_order, (gsize)n * sizeof *order);
	}
	if (levels->len == 0)
		memcpy(out_order, order, (gsize)n * sizeof *order);
}

/* ---- Cutting ---- */

/* What a boundary behind each prefix of the order costs. */
static guint64 *
boundary_costs(const CtWaveProblem *problem, const guint32 *order)
{
	guint64 *cost = g_new(guint64, (gsize)problem->n + 1);
	g_autofree guint8 *moved = g_new0(guint8, (gsize)problem->n + 1);
	g_autofree guint32 *left = g_new(guint32, (gsize)problem->n_groups + 1);
	guint64 cut = 0;

	for (guint i = 0; i < problem->n_groups; i++)
		left[i] = problem->member_first[i + 1] - problem->member_first[i];
	for (guint i = 0; i < problem->n; i++)
		cut += problem->pull[i];
	for (guint at = 0; at < problem->n; at++) {
		guint32 unit = order[at];

		cost[at] = cut;
		moved[unit] = 1;
		cut -= problem->pull[unit];
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
			cut = moved[problem->to[i]] ? cut - problem->weight[i]
						    : cut + problem->weight[i];
		for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1];
		     i++) {
			guint32 group = problem->memberships[i].group;
			guint32 members = problem->member_first[group + 1] -
					  problem->member_first[group];

			if (left[group] == members && members > 1)
				cut += problem->group_weight[group];
			if (--left[group] == 0 && members > 1)
				cut -= problem->group_weight[group];
		}
	}
	cost[problem->n] = 0;
	return cost;
}

typedef struct {
	guint64 cost;
	guint64 ties; /* keys of the units behind the boundaries */
} Worth;

static gboolean
is_better(const Worth *a, const Worth *b)
{
	return a->cost != b->cost ? a->cost < b->cost : a->ties < b->ties;
}

/* The places where the last wave may begin that ends before a place: a window that only moves on. */
typedef struct {
	guint32 *places; /* a queue in which the worth grows */
	guint begin;
	guint end;
	guint next;	/* the place that enters the window next */
	guint low;	/* the first place from which the wave is not too large */
	guint high;	/* the last place from which it is filled */
	guint64 in_low; /* users from @low on, and from @high on */
	guint64 in_high;
} Window;

static void
enter(Window *self, const Worth *worth)
{
	guint32 place = self->next++;

	while (self->end > self->begin &&
	       !is_better(&worth[self->places[self->end - 1]], &worth[place]))
		self->end--;
	self->places[self->end++] = place;
}

/* Moves the window on to waves that end behind the unit at @at. */
static void
advance(Window *self, const CtWaveProblem *problem, const guint32 *order, guint at,
	const Worth *worth)
{
	guint size = problem->size[order[at]];
	gboolean is_last = at + 1 == problem->n;

	self->in_low += size;
	self->in_high += size;
	while (self->in_low > problem->most && self->low < at)
		self->in_low -= problem->size[order[self->low++]];
	while (self->high < self->low || (is_last && self->high < at))
		self->in_high -= problem->size[order[self->high++]];
	while (self->high < at &&
	       self->in_high - problem->size[order[self->high]] >= problem->least)
		self->in_high -= problem->size[order[self->high++]];
	while (self->next <= self->high)
		enter(self, worth);
	while (self->begin < self->end && self->places[self->begin] < self->low)
		self->begin++;
}

static guint
cut_cheapest(const CtWaveProblem *problem, const guint32 *order, guint32 *out_wave_of)
{
	const guint n = problem->n;
	g_autofree guint64 *boundary = boundary_costs(problem, order);
	g_autofree Worth *worth = g_new0(Worth, (gsize)n + 1);
	g_autofree guint32 *begins = g_new0(guint32, (gsize)n + 1);
	g_autofree guint32 *queue = g_new(guint32, (gsize)n + 1);
	Window window = { .places = queue };
	guint n_waves = 0;

	for (guint at = 0; at < n; at++) {
		advance(&window, problem, order, at, worth);
		begins[at + 1] = window.places[window.begin];
		worth[at + 1] = worth[begins[at + 1]];
		worth[at + 1].cost += boundary[at + 1];
		if (at + 1 < n)
			worth[at + 1].ties += problem->key[order[at + 1]];
	}
	for (guint end = n; end > 0; end = begins[end])
		n_waves++;
	for (guint end = n, wave = n_waves; end > 0; end = begins[end]) {
		wave--;
		for (guint at = begins[end]; at < end; at++)
			out_wave_of[order[at]] = wave;
	}
	return n_waves;
}

/* ---- First fit ---- */

typedef struct {
	const CtWaveProblem *problem;
	GArray *load;	   /* of guint32, by wave */
	GHashTable *users; /* (group, wave) -> users */
} Fill;

static gpointer
fill_key(guint32 group, guint32 wave)
{
	return GSIZE_TO_POINTER((gsize)group << 24 | wave);
}

static gboolean
takes(const Fill *self, guint32 unit, guint32 wave)
{
	const CtWaveProblem *problem = self->problem;

	if (wave == self->load->len)
		return TRUE;
	if ((guint64)g_array_index(self->load, guint32, wave) + problem->size[unit] > problem->most)
		return FALSE;
	for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1]; i++) {
		const CtWaveMembership *row = &problem->memberships[i];
		gpointer held = g_hash_table_lookup(self->users, fill_key(row->group, wave));

		if (problem->group_most[row->group] > 0 &&
		    GPOINTER_TO_UINT(held) + row->users > problem->group_most[row->group])
			return FALSE;
	}
	return TRUE;
}

static void
put(Fill *self, guint32 unit, guint32 wave)
{
	const CtWaveProblem *problem = self->problem;
	guint32 none = 0;

	if (wave == self->load->len)
		g_array_append_val(self->load, none);
	g_array_index(self->load, guint32, wave) += problem->size[unit];
	for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1]; i++) {
		const CtWaveMembership *row = &problem->memberships[i];
		gpointer key = fill_key(row->group, wave);
		gpointer held = g_hash_table_lookup(self->users, key);

		if (problem->group_most[row->group] > 0)
			g_hash_table_insert(self->users, key,
					    GUINT_TO_POINTER(GPOINTER_TO_UINT(held) + row->users));
	}
}

static guint
fill_first_fit(const CtWaveProblem *problem, const guint32 *order, guint32 *out_wave_of)
{
	g_autoptr(GArray) load = g_array_new(FALSE, TRUE, sizeof(guint32));
	g_autoptr(GHashTable) users = g_hash_table_new(NULL, NULL);
	Fill fill = { problem, load, users };
	guint32 open = 0; /* waves before it are filled */

	for (guint at = 0; at < problem->n; at++) {
		guint32 wave;

		while (open < load->len && g_array_index(load, guint32, open) >= problem->most)
			open++;
		wave = open;
		while (!takes(&fill, order[at], wave))
			wave++;
		put(&fill, order[at], wave);
		out_wave_of[order[at]] = wave;
	}
	return load->len;
}

static gboolean
has_limits(const CtWaveProblem *problem)
{
	for (guint i = 0; i < problem->n_groups; i++)
		if (problem->group_most[i] > 0)
			return TRUE;
	return FALSE;
}

guint
ct_wave_cut_order(const CtWaveProblem *problem, const guint32 *order, guint32 *out_wave_of)
{
	guint n_waves = 0;

	if (problem->n == 0)
		return 0;
	if (!has_limits(problem))
		n_waves = cut_cheapest(problem, order, out_wave_of);
	/* large units may leave much room: then every wave is filled as far as it goes */
	if (n_waves == 0 || n_waves > problem->n_waves)
		n_waves = fill_first_fit(problem, order, out_wave_of);
	return n_waves;
}
