/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact reinsertion of one node with its edges.
 *
 * Sweeps and sifting move one item of one level and see two levels; a long edge that ought to run
 * somewhere else needs all its pieces moved at once, which they never find.  Here a node is taken
 * out with all its edges and put back at its best place on any level that its neighbours allow, each
 * edge on its cheapest way there: the star insertion known from drawings by planarisation (Clancy,
 * Haythorpe and Newcombe, "An effective crossing minimisation heuristic based on star insertion",
 * 2019), moved to levels.
 *
 * The cheapest way is a shortest path over the gaps of the levels.  Going from gap g of one level
 * to gap h of the next costs what is on different sides of the two: the stretches (a, b) with a < g
 * and b >= h, or a >= g and b < h.  For growing h the costs of all g are kept up by adding to a
 * beginning and subtracting from the rest, so that one step between levels with n and m items costs
 * n m additions of the kind that a processor does many of at once.
 */
#include "render/layered-star.h"

#include <string.h>

#include "render/layered-nest.h"

/* The cost of a gap in another container: more than any way through gaps that are free. */
#define CLOSED (G_MAXINT32 / 4)

typedef struct {
	guint lo;
	guint hi; /* the last gap, included */
} Window;

struct CtStar {
	guint n_levels;
	CtStretches **below; /* of each level: the stretches to the next, seen from the next */
	CtStretches **above; /* of each level: the stretches to the one before, seen from there */
	guint **open;	     /* of each level: the containers that its gaps are in */
	guint8 *known;	     /* bit 0: below, bit 1: above, bit 2: open is up to date */
	GArray *costs;	     /* of gint32: rows of the paths of all edges */
	GArray *offsets;     /* of gsize: where a row begins in it */
	GArray *windows;     /* of Window: of each row */
	GArray *values;	     /* of gint32 */
	guint64 work;
};

CtStar *
ct_star_new(const CtLevels *levels)
{
	CtStar *self = g_new0(CtStar, 1);

	self->n_levels = levels->n_levels;
	self->below = g_new0(CtStretches *, levels->n_levels + 1);
	self->above = g_new0(CtStretches *, levels->n_levels + 1);
	self->open = g_new0(guint *, levels->n_levels + 1);
	self->known = g_new0(guint8, levels->n_levels + 1);
	for (guint l = 0; l < levels->n_levels; l++) {
		self->below[l] = ct_stretches_new();
		self->above[l] = ct_stretches_new();
	}
	self->costs = g_array_new(FALSE, FALSE, sizeof(gint32));
	self->offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	self->windows = g_array_new(FALSE, FALSE, sizeof(Window));
	self->values = g_array_new(FALSE, FALSE, sizeof(gint32));
	return self;
}

void
ct_star_free(CtStar *self)
{
	if (self == NULL)
		return;
	for (guint l = 0; l < self->n_levels; l++) {
		ct_stretches_free(self->below[l]);
		ct_stretches_free(self->above[l]);
		g_free(self->open[l]);
	}
	g_free(self->open);
	g_free(self->below);
	g_free(self->above);
	g_free(self->known);
	g_array_unref(self->costs);
	g_array_unref(self->offsets);
	g_array_unref(self->windows);
	g_array_unref(self->values);
	g_free(self);
}

guint64
ct_star_work(const CtStar *self)
{
	return self->work;
}

static void
forget(CtStar *self)
{
	memset(self->known, 0, self->n_levels);
}

/* The stretches between @from and its neighbour @to, by the positions on @to. */
static const CtStretches *
stretches(CtStar *self, const CtLevels *levels, guint from, guint to)
{
	gboolean down = to > from;
	CtStretches *found = down ? self->below[from] : self->above[from];
	guint8 bit = down ? 1 : 2;

	if ((self->known[from] & bit) == 0) {
		ct_stretches_fill(found, levels, to, from);
		self->known[from] |= bit;
	}
	return found;
}

/* The containers that the gaps of a level are in; %NULL if there are no containers. */
static const guint *
containers(CtStar *self, const CtLevels *levels, guint level)
{
	if (levels->nest == NULL)
		return NULL;
	if ((self->known[level] & 4) == 0) {
		self->open[level] = g_renew(guint, self->open[level], levels->n_items[level] + 1);
		ct_nest_gaps(levels->nest, levels, level, self->open[level]);
		self->known[level] |= 4;
	}
	return self->open[level];
}

static inline gint32
stretch_cost(const CtWeb *web, const CtStretch *stretch, guint node)
{
	guint e = stretch->edge;
	gboolean shares = web->tail[e] == node || web->head[e] == node;

	return web->weight[e] * (shares ? CT_STAR_ADJACENT : CT_STAR_CROSSING);
}

/*
 * What a step from @g to @h crosses.  @from_node: the step leaves @node itself, which stands at
 * position @g, so that its own stretches are on neither side.
 */
static gint64
step_cost(const CtWeb *web, const CtStretches *list, guint g, guint h, guint node,
	  gboolean from_node)
{
	const CtStretch *all = (const CtStretch *)(gpointer)list->stretches->data;
	guint split = g_array_index(list->starts, guint, h);
	gint64 cost = 0;

	for (guint k = 0; k < split; k++) {
		if (all[k].at >= g && !(from_node && all[k].at == g))
			cost += stretch_cost(web, &all[k], node);
	}
	for (guint k = split; k < list->stretches->len; k++) {
		if (all[k].at < g)
			cost += stretch_cost(web, &all[k], node);
	}
	return cost;
}

gint64
ct_star_cost(CtStar *self, const CtLevels *levels, guint node, const CtPlacement *at)
{
	const CtWeb *web = levels->web;
	gint64 total = 0;

	for (guint i = 0; i < web->start[node + 1] - web->start[node]; i++) {
		guint e = web->incident[web->start[node] + i];
		guint other = ct_web_other_end(web, e, node);
		guint from = levels->rank[other];
		guint g = levels->position[other];
		gint64 cost = 0;

		if (!levels->present[other])
			continue;
		while (from != at->rank) {
			guint to = at->rank > from ? from + 1 : from - 1;
			guint h = to == at->rank ? at->gap : at->gaps[i * levels->n_levels + to];

			cost += step_cost(web, stretches(self, levels, from, to), g, h, other,
					  from == levels->rank[other]);
			cost += CT_STAR_LENGTH;
			from = to;
			g = h;
		}
		total += cost * web->weight[e];
	}
	return total;
}

/* The costs of all gaps of the first level behind a neighbour. */
static void
first_row(const CtWeb *web, const CtStretches *list, guint g, guint node, Window window,
	  gint32 *out)
{
	const CtStretch *all = (const CtStretch *)(gpointer)list->stretches->data;
	const guint *starts = (const guint *)(gpointer)list->starts->data;
	gint32 cost = (gint32)step_cost(web, list, g, window.lo, node, TRUE);

	for (guint h = window.lo;; h++) {
		out[h - window.lo] = cost + CT_STAR_LENGTH;
		if (h == window.hi)
			break;
		for (guint k = starts[h]; k < starts[h + 1]; k++) {
			if (all[k].at != g)
				cost += all[k].at < g ? -stretch_cost(web, &all[k], node)
						      : stretch_cost(web, &all[k], node);
		}
	}
}

/* values[g] = in[g] + the cost of the step from g to gap to.lo, for all g of the window @from */
static void
begin_values(const CtWeb *web, const CtStretches *list, guint node, Window from, Window to,
	     const gint32 *in, gint32 *values)
{
	const CtStretch *all = (const CtStretch *)(gpointer)list->stretches->data;
	guint n = from.hi - from.lo + 1;
	guint split = g_array_index(list->starts, guint, to.lo);
	gint32 cost = (gint32)step_cost(web, list, from.lo, to.lo, node, FALSE);

	memset(values, 0, n * sizeof(gint32));
	for (guint k = 0; k < list->stretches->len; k++) {
		gint32 weight = stretch_cost(web, &all[k], node);

		if (all[k].at >= from.lo && all[k].at < from.hi)
			values[all[k].at + 1 - from.lo] += k < split ? -weight : weight;
	}
	for (guint i = 0; i < n; i++) {
		cost += values[i];
		values[i] = in[i] + cost;
	}
}

static inline gint32
least(const gint32 *values, guint n)
{
	gint32 result = values[0];

	for (guint i = 1; i < n; i++)
		result = values[i] < result ? values[i] : result;
	return result;
}

static inline void
add(gint32 *values, guint n, gint32 what)
{
	for (guint i = 0; i < n; i++)
		values[i] += what;
}

static void
next_row(const CtWeb *web, const CtStretches *list, guint node, Window from, Window to,
	 const gint32 *in, gint32 *values, gint32 *out)
{
	const CtStretch *all = (const CtStretch *)(gpointer)list->stretches->data;
	const guint *starts = (const guint *)(gpointer)list->starts->data;
	guint n = from.hi - from.lo + 1;
	gint32 shift = CT_STAR_LENGTH;

	begin_values(web, list, node, from, to, in, values);
	for (guint h = to.lo;; h++) {
		out[h - to.lo] = least(values, n) + shift;
		if (h == to.hi)
			break;
		for (guint k = starts[h]; k < starts[h + 1]; k++) {
			gint32 weight = stretch_cost(web, &all[k], node);

			/* g <= at: one more is crossed; the others: one less */
			shift -= weight;
			if (all[k].at >= from.lo)
				add(values, MIN(all[k].at + 1 - from.lo, n), 2 * weight);
		}
	}
}

/* The levels that the neighbours of @node leave, those that are not there included. */
static void
bounds(const CtLevels *levels, guint node, guint *out_lo, guint *out_hi)
{
	const CtWeb *web = levels->web;

	*out_lo = 0;
	*out_hi = levels->n_levels - 1;
	for (guint k = web->start[node]; k < web->start[node + 1]; k++) {
		guint e = web->incident[k];

		if (web->head[e] == node)
			*out_lo = MAX(*out_lo, levels->rank[web->tail[e]] + 1);
		else
			*out_hi = MIN(*out_hi, levels->rank[web->head[e]] - 1);
	}
}

static Window
around(const CtLevels *levels, guint level, gdouble share, guint window)
{
	guint n = levels->n_items[level];
	guint middle = (guint)(share * n);

	if (window == 0 || n <= 2 * window)
		return (Window){ 0, n };
	return (Window){ middle > window ? middle - window : 0, MIN(middle + window, n) };
}

static gdouble
share_of(guint position, guint n)
{
	return n == 0 ? 0.5 : MIN(1.0, (gdouble)position / n);
}

typedef struct {
	guint lo; /* levels for the node */
	guint hi;
	guint window;
	gdouble share; /* where in its level the search is centred */
	gboolean kept; /* only the gaps of @keep, on one level */
	Window keep;
} Search;

/* The gaps that the node may take on @level. */
static Window
allowed(const CtLevels *levels, guint level, const Search *search)
{
	return search->kept ? search->keep : around(levels, level, search->share, search->window);
}

/* The gaps between the nodes on both sides of a place. */
static Window
between_nodes(const CtLevels *levels, const CtPlacement *like)
{
	const guint *row = levels->items[like->rank];
	Window window = { like->gap, like->gap };

	while (window.lo > 0 && !ct_levels_is_node(levels, row[window.lo - 1]))
		window.lo--;
	while (window.hi < levels->n_items[like->rank] &&
	       !ct_levels_is_node(levels, row[window.hi]))
		window.hi++;
	return window;
}

static Search
plan_search(const CtLevels *levels, guint node, const CtPlacement *like, guint window)
{
	Search search = { .window = like != NULL ? window : 0, .share = 0.5 };

	bounds(levels, node, &search.lo, &search.hi);
	/* containers keep their borders, so what is in them keeps its level */
	if (levels->nest != NULL) {
		search.lo = search.hi = levels->rank[node];
		window = search.window = window == CT_STAR_SAME_PLACE ? search.window : 0;
	}
	if (search.window >= CT_STAR_SAME_LEVEL) {
		search.lo = search.hi = like->rank;
		search.kept = window == CT_STAR_SAME_PLACE;
		if (search.kept)
			search.keep = between_nodes(levels, like);
		search.window = 0;
	} else if (search.window > 0) {
		search.share = share_of(like->gap, levels->n_items[like->rank]);
		search.lo = MAX(search.lo, like->rank > 1 ? like->rank - 1 : 0);
		search.hi = MIN(search.hi, like->rank + 1);
	}
	return search;
}

/* Closes the gaps that are not in the container of a piece. */
static void
close_gaps(CtStar *self, const CtLevels *levels, guint edge, guint level, Window window,
	   gint32 *costs)
{
	const guint *open = containers(self, levels, level);
	guint owner;

	if (open == NULL)
		return;
	owner = ct_nest_owner(levels->nest, levels, ct_levels_piece(levels, edge, level), level);
	for (guint h = window.lo; h <= window.hi; h++) {
		if (open[h] != owner)
			costs[h - window.lo] = CLOSED;
	}
}

/* Rows of one edge: from the level behind the neighbour to the last one that the node may take. */
static void
fill_rows(CtStar *self, const CtLevels *levels, guint node, guint index, guint other,
	  const Search *search)
{
	guint edge = levels->web->incident[levels->web->start[node] + index];
	guint from = levels->rank[other];
	gboolean down = from < search->lo;
	guint last = down ? search->hi : search->lo;
	guint near = down ? search->lo : search->hi;
	gdouble start = share_of(levels->position[other], levels->n_items[from]);
	guint way = near > from ? near - from : from - near;

	for (guint done = 1; from != last; done++) {
		guint to = down ? from + 1 : from - 1;
		gsize row = (gsize)index * self->n_levels + to;
		double share = start + (search->share - start) * done / MAX(way, done);
		/* on the levels that the node may take all edges have to look at the same gaps */
		Window window = done >= way ? allowed(levels, to, search)
					    : around(levels, to, share, search->window);
		gsize offset = self->costs->len;
		const CtStretches *list = stretches(self, levels, from, to);
		gint32 *out;

		g_array_set_size(self->costs, (guint)(offset + window.hi - window.lo + 1));
		out = &g_array_index(self->costs, gint32, offset);
		g_array_index(self->offsets, gsize, row) = offset;
		g_array_index(self->windows, Window, row) = window;
		if (done == 1) {
			first_row(levels->web, list, levels->position[other], other, window, out);
		} else {
			gsize before = (gsize)index * self->n_levels + from;
			Window source = g_array_index(self->windows, Window, before);
			gsize in = g_array_index(self->offsets, gsize, before);

			g_array_set_size(self->values, source.hi - source.lo + 1);
			next_row(levels->web, list, other, source, window,
				 &g_array_index(self->costs, gint32, in),
				 (gint32 *)(gpointer)self->values->data, out);
		}
		if (to != last)
			close_gaps(self, levels, edge, to, window, out);
		self->work += list->stretches->len *
			      (8 + (done > 1 ? window.hi - window.lo : 0) / 4);
		from = to;
	}
}

/* Chooses the level and gap with the least sum over all edges. */
static gint64
choose(CtStar *self, const CtLevels *levels, guint node, const Search *search, guint64 *random,
       CtPlacement *out)
{
	const CtWeb *web = levels->web;
	guint degree = web->start[node + 1] - web->start[node];
	gint64 best = G_MAXINT64;
	guint ties = 0;

	for (guint l = search->lo; l <= search->hi; l++) {
		Window window = allowed(levels, l, search);
		const guint *open = containers(self, levels, l);

		for (guint g = window.lo; g <= window.hi; g++) {
			gint64 sum = 0;

			if (open != NULL && open[g] != levels->nest->group[node])
				continue;
			for (guint i = 0; i < degree; i++) {
				gsize row = (gsize)i * self->n_levels + l;
				guint e = web->incident[web->start[node] + i];
				gsize at;

				if (!levels->present[ct_web_other_end(web, e, node)])
					continue;
				at = g_array_index(self->offsets, gsize, row) + g - window.lo;
				sum += (gint64)web->weight[e] *
				       g_array_index(self->costs, gint32, at);
			}
			ties = sum < best ? 0 : ties;
			if (sum > best || (sum == best && ct_random_below(random, ++ties + 1) != 0))
				continue;
			best = sum;
			out->rank = l;
			out->gap = g;
		}
	}
	return best;
}

/* Follows the cheapest way of one edge back from the node. */
static void
trace(CtStar *self, const CtLevels *levels, guint index, guint other, CtPlacement *out)
{
	guint to = out->rank;
	guint h = out->gap;
	guint end = levels->rank[other];
	gboolean down = end < out->rank;

	while ((down ? to - 1 : to + 1) != end) {
		guint from = down ? to - 1 : to + 1;
		gsize row = (gsize)index * self->n_levels + from;
		Window window = g_array_index(self->windows, Window, row);
		const gint32 *in = &g_array_index(self->costs, gint32,
						  g_array_index(self->offsets, gsize, row));
		guint n = window.hi - window.lo + 1;
		gint32 *values;
		guint found = 0;

		g_array_set_size(self->values, n);
		values = (gint32 *)(gpointer)self->values->data;
		begin_values(levels->web, stretches(self, levels, from, to), other, window,
			     (Window){ h, h }, in, values);
		for (guint i = 1; i < n; i++)
			found = values[i] < values[found] ? i : found;
		h = window.lo + found;
		out->gaps[(gsize)index * self->n_levels + from] = h;
		to = from;
	}
}

gint64
ct_star_find(CtStar *self, const CtLevels *levels, guint node, const CtPlacement *like,
	     guint window, guint64 *random, CtPlacement *out)
{
	const CtWeb *web = levels->web;
	guint degree = web->start[node + 1] - web->start[node];
	Search search = plan_search(levels, node, like, window);
	gint64 best;

	g_assert(!levels->present[node]);
	ct_placement_reserve(out, (gsize)degree * levels->n_levels);
	/* also what costs nothing has to come to an end */
	self->work += 64;
	g_array_set_size(self->costs, 0);
	g_array_set_size(self->offsets, degree * self->n_levels);
	g_array_set_size(self->windows, degree * self->n_levels);
	for (guint i = 0; i < degree; i++) {
		guint other = ct_web_other_end(web, web->incident[web->start[node] + i], node);

		if (levels->present[other])
			fill_rows(self, levels, node, i, other, &search);
	}
	best = choose(self, levels, node, &search, random, out);
	for (guint i = 0; i < degree; i++) {
		guint other = ct_web_other_end(web, web->incident[web->start[node] + i], node);

		if (levels->present[other])
			trace(self, levels, i, other, out);
	}
	return best;
}

void
ct_star_take(CtStar *self, CtLevels *levels, guint node, CtPlacement *out)
{
	ct_placement_take(levels, node, out);
	forget(self);
}

void
ct_star_put(CtStar *self, CtLevels *levels, guint node, const CtPlacement *at)
{
	ct_placement_put(levels, node, at);
	forget(self);
}
