/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking empty stretches out of a layered drawing with groups.
 *
 * Everything that needs its place is an interval: a box, the two borders of a group with what they need
 * inside, a line that runs up or down.  What no interval covers is empty, and is made as narrow as
 * neighbours have to be apart.  Sloping parts of lines only run between the levels, where no box stands, so
 * that they can be leant more or less.
 */
#include "render/net-compact.h"

#include <math.h>

#define LINE_PT	   8.0 /* that a line up or down needs */
#define UPRIGHT_PT 0.5 /* a line is upright when its ends are so near to each other */

typedef struct {
	double start;
	double end;
	double shift; /* by how much what is here moves to the left */
} Stretch;

typedef struct {
	GArray *used; /* of Stretch: intervals, then joined ones, ascending */
} Ruler;

static void
use(Ruler *self, double start, double end)
{
	Stretch stretch = { start, end, 0 };

	g_array_append_val(self->used, stretch);
}

static gint
compare_starts(gconstpointer a, gconstpointer b)
{
	const Stretch *x = a;
	const Stretch *y = b;

	if (x->start < y->start || x->start > y->start)
		return x->start < y->start ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* Joins what touches, and says by how much each stretch moves. */
static void
close_up(Ruler *self, double gap)
{
	GArray *joined = g_array_new(FALSE, FALSE, sizeof(Stretch));
	double shift = 0;

	g_array_sort(self->used, compare_starts);
	for (guint i = 0; i < self->used->len; i++) {
		Stretch next = g_array_index(self->used, Stretch, i);
		Stretch *last = joined->len > 0 ? &g_array_index(joined, Stretch, joined->len - 1)
						: NULL;

		if (last != NULL && next.start <= last->end + gap) {
			last->end = MAX(last->end, next.end);
			continue;
		}
		shift += last != NULL ? next.start - last->end - gap : next.start;
		next.shift = shift;
		g_array_append_val(joined, next);
	}
	g_array_unref(self->used);
	self->used = joined;
}

/* Where a place has gone: with the last stretch that begins before it. */
static double
moved(const Ruler *self, double x)
{
	guint low = 0;
	guint high = self->used->len;
	const Stretch *at;
	const Stretch *next;
	double place;

	while (high - low > 1) {
		guint middle = (low + high) / 2;

		if (g_array_index(self->used, Stretch, middle).start <= x)
			low = middle;
		else
			high = middle;
	}
	at = &g_array_index(self->used, Stretch, low);
	place = x - at->shift;
	if (x <= at->end || low + 1 >= self->used->len)
		return place;
	/* in an empty stretch, which has become narrower */
	next = at + 1;
	return MIN(place, next->start - next->shift);
}

static void
grow(CtRect *rect, gboolean *any, double start, double end)
{
	double right = rect->x + rect->w;

	rect->x = *any ? MIN(rect->x, start) : start;
	rect->w = (*any ? MAX(right, end) : end) - rect->x;
	*any = TRUE;
}

/* Innermost first: a group stands behind the one that it is in, or before it, so this is repeated as
 * often as groups are nested. */
static void
tighten(CtLayeredNode *nodes, guint n_nodes, CtLayeredGroup *groups, guint n_groups,
	const CtNetMargins *margins)
{
	g_autofree guint *depth = g_new0(guint, n_groups + 1);
	guint deepest = 0;

	for (guint g = 0; g < n_groups; g++) {
		for (guint p = groups[g].parent; p > 0; p = groups[p - 1].parent)
			depth[g]++;
		deepest = MAX(deepest, depth[g]);
	}
	for (guint level = deepest + 1; level-- > 0;) {
		for (guint g = 0; g < n_groups; g++) {
			gboolean any = FALSE;
			CtRect *rect = &groups[g].rect;

			if (depth[g] != level || rect->w <= 0)
				continue;
			for (guint i = 0; i < n_nodes; i++)
				if (nodes[i].group == g + 1)
					grow(rect, &any, nodes[i].at.x - nodes[i].width / 2,
					     nodes[i].at.x + nodes[i].width / 2);
			for (guint k = 0; k < n_groups; k++)
				if (groups[k].parent == g + 1 && groups[k].rect.w > 0)
					grow(rect, &any, groups[k].rect.x,
					     groups[k].rect.x + groups[k].rect.w);
			rect->x -= margins->before;
			rect->w += margins->before + margins->after;
		}
	}
}

static void
use_edges(Ruler *ruler, const CtLayeredEdge *edges, guint n_edges)
{
	for (guint i = 0; i < n_edges; i++) {
		const GArray *points = edges[i].points;

		for (guint k = 0; k + 1 < points->len; k++) {
			double x = g_array_index(points, CtPoint, k).x;

			if (fabs(g_array_index(points, CtPoint, k + 1).x - x) < UPRIGHT_PT)
				use(ruler, x - LINE_PT / 2, x + LINE_PT / 2);
		}
	}
}

double
ct_net_compact(CtLayeredNode *nodes, guint n_nodes, CtLayeredGroup *groups, guint n_groups,
	       CtLayeredEdge *edges, guint n_edges, const CtNetMargins *margins)
{
	Ruler ruler = { g_array_new(FALSE, FALSE, sizeof(Stretch)) };
	double width;

	tighten(nodes, n_nodes, groups, n_groups, margins);
	for (guint i = 0; i < n_nodes; i++)
		use(&ruler, nodes[i].at.x - nodes[i].width / 2, nodes[i].at.x + nodes[i].width / 2);
	for (guint g = 0; g < n_groups; g++) {
		const CtRect *rect = &groups[g].rect;

		if (rect->w <= 0)
			continue;
		use(&ruler, rect->x, rect->x + margins->before);
		use(&ruler, rect->x + rect->w - margins->after, rect->x + rect->w);
	}
	use_edges(&ruler, edges, n_edges);
	close_up(&ruler, margins->gap);
	for (guint i = 0; i < n_nodes; i++)
		nodes[i].at.x = moved(&ruler, nodes[i].at.x);
	for (guint i = 0; i < n_edges; i++)
		for (guint k = 0; k < edges[i].points->len; k++) {
			CtPoint *point = &g_array_index(edges[i].points, CtPoint, k);

			point->x = moved(&ruler, point->x);
		}
	for (guint g = 0; g < n_groups; g++) {
		double end = moved(&ruler, groups[g].rect.x + groups[g].rect.w);

		if (groups[g].rect.w <= 0)
			continue;
		groups[g].rect.x = moved(&ruler, groups[g].rect.x);
		groups[g].rect.w = end - groups[g].rect.x;
	}
	width = ruler.used->len > 0
			? moved(&ruler, g_array_index(ruler.used, Stretch, ruler.used->len - 1).end)
			: 0;
	g_array_unref(ruler.used);
	return width;
}
