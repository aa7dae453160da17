/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edges of a drawing: how often they cross, at which angles, how long and how crooked they are, and
 * which texts they run through.
 *
 * Curves are flattened first.  Crossings are proper intersections of pieces, found by a sweep over
 * their upper ends; two edges that begin or end at one point do not cross there.
 */
#include <math.h>

#include "render/lint-measure.h"

#define FLAT 16
/* Ends nearer than this are one. */
#define SAME_PT 1.5
/* A change of direction below this is none that anybody sees. */
#define BEND_DEGREES 8.0
/* What an edge may cover of a text without being in its way. */
#define GRAZE_PT 0.6
/* An edge that ends so near to a box ends at it. */
#define END_PT	2.0
#define DEGREES (180.0 / G_PI)

typedef struct {
	CtPoint a;
	CtPoint b;
	guint edge; /* index into Web.edges */
} Piece;

typedef struct {
	CtPoint from;
	CtPoint to;
	guint item; /* index into the scene's items */
} Edge;

typedef struct {
	const CtScene *scene;
	GArray *edges;	/* of Edge */
	GArray *pieces; /* of Piece */
} Web;

static gboolean
is_edge(const CtItem *item)
{
	return (item->kind == CT_ITEM_LINE || item->kind == CT_ITEM_CURVE) &&
	       (ct_style(item->style)->looks & (CT_LOOK_ARROW | CT_LOOK_CROSS | CT_LOOK_STOP));
}

static double
distance(CtPoint a, CtPoint b)
{
	return hypot(b.x - a.x, b.y - a.y);
}

static CtPoint
on_curve(const CtPoint *p, double t)
{
	double s = 1 - t;
	double c[4] = { s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t };

	return (CtPoint){ c[0] * p[0].x + c[1] * p[1].x + c[2] * p[2].x + c[3] * p[3].x,
			  c[0] * p[0].y + c[1] * p[1].y + c[2] * p[2].y + c[3] * p[3].y };
}

/* The angle between two directions, in degrees from 0 to 180. */
static double
turn(CtPoint a, CtPoint b, CtPoint c, CtPoint d)
{
	double ux = b.x - a.x;
	double uy = b.y - a.y;
	double vx = d.x - c.x;
	double vy = d.y - c.y;

	return fabs(atan2(ux * vy - uy * vx, ux * vx + uy * vy)) * DEGREES;
}

static void
add_piece(Web *self, CtLint *lint, CtPoint a, CtPoint b)
{
	Piece piece = { a, b, self->edges->len - 1 };

	if (a.x == b.x && a.y == b.y)
		return;
	g_array_append_val(self->pieces, piece);
	lint->edge_length += distance(a, b);
}

static void
add_edge(Web *self, CtLint *lint, guint index)
{
	const CtItem *item = ct_scene_item(self->scene, index);
	const CtPoint *points = ct_scene_points(self->scene, item);
	gboolean curve = item->kind == CT_ITEM_CURVE;
	guint step = curve ? 3 : 1;
	double before = lint->edge_length;
	Edge edge = { points[0], points[item->n_points - 1], index };

	g_array_append_val(self->edges, edge);
	for (guint i = 0; i + step < item->n_points; i += step) {
		const CtPoint *p = &points[i];

		/* the tangents of a curve are those of its controls */
		if (i > 0 && turn(p[-1], p[0], p[0], p[1]) > BEND_DEGREES)
			lint->bends++;
		for (guint k = 0; curve && k < FLAT; k++)
			add_piece(self, lint, on_curve(p, (double)k / FLAT),
				  on_curve(p, (k + 1.0) / FLAT));
		if (!curve)
			add_piece(self, lint, p[0], p[1]);
	}
	lint->edges++;
	lint->longest_edge = MAX(lint->longest_edge, lint->edge_length - before);
}

static gint
compare_pieces(gconstpointer a, gconstpointer b)
{
	const Piece *x = a;
	const Piece *y = b;
	double top_x = MIN(x->a.y, x->b.y);
	double top_y = MIN(y->a.y, y->b.y);

	if (top_x < top_y || top_x > top_y)
		return top_x < top_y ? -1 : 1;
	if (x->edge != y->edge)
		return x->edge < y->edge ? -1 : 1;
	return x->a.x < y->a.x ? -1 : x->a.x > y->a.x;
}

static double
side(CtPoint a, CtPoint b, CtPoint c)
{
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static gboolean
meet(const Edge *a, const Edge *b)
{
	return distance(a->from, b->from) < SAME_PT || distance(a->from, b->to) < SAME_PT ||
	       distance(a->to, b->from) < SAME_PT || distance(a->to, b->to) < SAME_PT;
}

static gboolean
cross(const Web *self, const Piece *p, const Piece *q)
{
	double a;
	double b;
	double c;
	double d;

	if (p->edge == q->edge || MAX(p->a.x, p->b.x) < MIN(q->a.x, q->b.x) ||
	    MAX(q->a.x, q->b.x) < MIN(p->a.x, p->b.x))
		return FALSE;
	a = side(p->a, p->b, q->a);
	b = side(p->a, p->b, q->b);
	c = side(q->a, q->b, p->a);
	d = side(q->a, q->b, p->b);
	/* a point on a line counts as left of it, so a crossing at a joint counts once */
	if ((a > 0) == (b > 0) || (c > 0) == (d > 0))
		return FALSE;
	return !meet(&g_array_index(self->edges, Edge, p->edge),
		     &g_array_index(self->edges, Edge, q->edge));
}

static void
find_crossings(const Web *self, CtLint *lint)
{
	const Piece *pieces = (const Piece *)(gpointer)self->pieces->data;

	for (guint i = 0; i < self->pieces->len; i++) {
		const Piece *p = &pieces[i];
		double bottom = MAX(p->a.y, p->b.y);

		for (guint j = i + 1; j < self->pieces->len; j++) {
			const Piece *q = &pieces[j];
			double angle;

			if (MIN(q->a.y, q->b.y) > bottom)
				break;
			if (!cross(self, p, q))
				continue;
			angle = turn(p->a, p->b, q->a, q->b);
			angle = MIN(angle, 180 - angle);
			lint->crossings++;
			lint->smallest_angle = MIN(lint->smallest_angle, angle);
		}
	}
}

/* Does the piece run through the inside of the rectangle?  (Liang and Barsky) */
static gboolean
runs_through(const Piece *piece, CtRect rect)
{
	double d[2] = { piece->b.x - piece->a.x, piece->b.y - piece->a.y };
	double lo[2] = { rect.x - piece->a.x, rect.y - piece->a.y };
	double hi[2] = { rect.x + rect.w - piece->a.x, rect.y + rect.h - piece->a.y };
	double enter = 0;
	double leave = 1;

	for (guint k = 0; k < 2; k++) {
		double first;
		double last;

		if (d[k] == 0) {
			if (lo[k] >= 0 || hi[k] <= 0)
				return FALSE;
			continue;
		}
		first = MIN(lo[k] / d[k], hi[k] / d[k]);
		last = MAX(lo[k] / d[k], hi[k] / d[k]);
		enter = MAX(enter, first);
		leave = MIN(leave, last);
	}
	return enter < leave;
}

/* Is there something between the two that hides the edge where the text stands? */
static gboolean
is_covered(const CtScene *scene, guint edge, guint text, CtRect ink)
{
	for (guint i = edge + 1; i < text; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->kind == CT_ITEM_BOX && ct_style(item->style)->fill != CT_COLOUR_NONE &&
		    item->rect.x <= ink.x && item->rect.y <= ink.y &&
		    item->rect.x + item->rect.w >= ink.x + ink.w &&
		    item->rect.y + item->rect.h >= ink.y + ink.h)
			return TRUE;
	}
	return FALSE;
}

static void
find_struck_texts(const Web *self, CtLint *lint)
{
	const Piece *pieces = (const Piece *)(gpointer)self->pieces->data;

	for (guint t = 0; t < self->scene->items->len; t++) {
		const CtItem *text = ct_scene_item(self->scene, t);
		CtRect ink;

		if (text->kind != CT_ITEM_TEXT)
			continue;
		ink = ct_lint_ink(text);
		ink = (CtRect){ ink.x + GRAZE_PT, ink.y + GRAZE_PT, ink.w - 2 * GRAZE_PT,
				ink.h - 2 * GRAZE_PT };
		for (guint i = 0; i < self->pieces->len; i++) {
			guint edge;

			if (MIN(pieces[i].a.y, pieces[i].b.y) > ink.y + ink.h)
				break;
			edge = g_array_index(self->edges, Edge, pieces[i].edge).item;
			if (!runs_through(&pieces[i], ink) || is_covered(self->scene, edge, t, ink))
				continue;
			lint->struck_texts++;
			ct_lint_note(lint, "an edge runs through", text->text,
				     (CtPoint){ ink.x, ink.y });
			break;
		}
	}
}

static gboolean
ends_at(const Edge *edge, CtRect box)
{
	CtRect near = { box.x - END_PT, box.y - END_PT, box.w + 2 * END_PT, box.h + 2 * END_PT };
	const CtPoint ends[] = { edge->from, edge->to };

	for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
		if (ends[i].x >= near.x && ends[i].x <= near.x + near.w && ends[i].y >= near.y &&
		    ends[i].y <= near.y + near.h)
			return TRUE;
	}
	return FALSE;
}

static void
find_struck_boxes(const Web *self, CtLint *lint)
{
	const Piece *pieces = (const Piece *)(gpointer)self->pieces->data;

	for (guint b = 0; b < self->scene->items->len; b++) {
		const CtItem *box = ct_scene_item(self->scene, b);
		CtRect inside = { box->rect.x + END_PT, box->rect.y + END_PT,
				  box->rect.w - 2 * END_PT, box->rect.h - 2 * END_PT };

		if (box->kind != CT_ITEM_BOX || inside.w <= 0 || inside.h <= 0 ||
		    (ct_style(box->style)->looks & CT_LOOK_BACKDROP))
			continue;
		for (guint i = 0; i < self->pieces->len; i++) {
			const Edge *edge;

			if (MIN(pieces[i].a.y, pieces[i].b.y) > inside.y + inside.h)
				break;
			edge = &g_array_index(self->edges, Edge, pieces[i].edge);
			if (!runs_through(&pieces[i], inside) || ends_at(edge, box->rect))
				continue;
			lint->struck_boxes++;
			ct_lint_note(lint, "an edge runs through a box", ct_style(box->style)->css,
				     (CtPoint){ inside.x, inside.y });
			break;
		}
	}
}

void
ct_lint_measure_edges(CtLint *self, const CtScene *scene)
{
	Web web = { scene, g_array_new(FALSE, FALSE, sizeof(Edge)),
		    g_array_new(FALSE, FALSE, sizeof(Piece)) };

	self->smallest_angle = 90;
	for (guint i = 0; i < scene->items->len; i++) {
		if (is_edge(ct_scene_item(scene, i)))
			add_edge(&web, self, i);
	}
	g_array_sort(web.pieces, compare_pieces);
	find_crossings(&web, self);
	find_struck_texts(&web, self);
	find_struck_boxes(&web, self);
	g_array_unref(web.edges);
	g_array_unref(web.pieces);
}
