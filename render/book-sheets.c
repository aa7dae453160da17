/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawings that are larger than a sheet.
 *
 * An edge that is cut by the border of a sheet is lost for a reader who has only this sheet in hand.  So it
 * is named there: what it comes from or goes to, and the sheet where that stands.  What an edge joins
 * is read from the scene, by the boxes at its ends, so that every view has this without asking.
 */
#include "render/book-sheets.h"

#include <math.h>
#include <string.h>

#include "render/lint.h"
#include "render/polyline.h"

#define SIDE_PT	    124.0
#define BAND_PT	    24.0
#define LABEL_H	    9.5
#define BAND_ROW_W  120.0
#define REACH_PT    3.0	 /* from the end of an edge to its box */
#define DENSE_PT    20.0 /* between points of a line */
#define CUT_STEP_PT 6.0
#define CELL_W	    9.0
#define CELL_H	    4.5
#define MAP_RIGHT \
	120.0 /* from the right border of the paper area: the number of the page is there */

typedef struct {
	CtRect rect;
	const char *title;
	gboolean backdrop;
} Box;

typedef struct {
	GArray *points; /* of CtPoint, flattened */
	const char *from;
	const char *to;
} Edge;

typedef enum {
	SIDE_LEFT,
	SIDE_RIGHT,
	SIDE_TOP,
	SIDE_BOTTOM,
	N_SIDES,
} Side;

typedef struct {
	double at; /* along the border, on paper */
	const char *text;
	const char *href;
} Label;

static gboolean
inside(const CtRect *rect, CtPoint point)
{
	return point.x >= rect->x && point.x <= rect->x + rect->w && point.y >= rect->y &&
	       point.y <= rect->y + rect->h;
}

/* ---- What there is ---- */

static void
add_boxes(CtSheets *self)
{
	g_autoptr(GPtrArray) titles = g_ptr_array_new();

	for (guint i = 0; i < self->scene->items->len; i++) {
		const CtItem *item = ct_scene_item(self->scene, i);
		Box box = { item->rect, NULL,
			    (ct_style(item->style)->looks & CT_LOOK_BACKDROP) != 0 };

		if (item->kind == CT_ITEM_GROUP_BEGIN)
			g_ptr_array_add(titles, (gpointer)item->meaning.title);
		if (item->kind == CT_ITEM_GROUP_END)
			g_ptr_array_set_size(titles, (gint)titles->len - 1);
		if (titles->len == 0 ||
		    (item->kind != CT_ITEM_BOX && item->kind != CT_ITEM_DIAMOND))
			continue;
		box.title = titles->pdata[titles->len - 1];
		if (box.title != NULL)
			g_array_append_val(self->boxes, box);
	}
}

/* The title of the smallest box at a point. */
static const char *
name_at(const CtSheets *self, CtPoint point)
{
	const char *name = NULL;
	double least = G_MAXDOUBLE;

	for (guint i = 0; i < self->boxes->len; i++) {
		const Box *box = &g_array_index(self->boxes, Box, i);
		CtRect reach = { box->rect.x - REACH_PT, box->rect.y - REACH_PT,
				 box->rect.w + 2 * REACH_PT, box->rect.h + 2 * REACH_PT };

		if (inside(&reach, point) && box->rect.w * box->rect.h < least) {
			least = box->rect.w * box->rect.h;
			name = box->title;
		}
	}
	return name;
}

static void
add_edges(CtSheets *self)
{
	for (guint i = 0; i < self->scene->items->len; i++) {
		const CtItem *item = ct_scene_item(self->scene, i);
		guint looks;
		Edge edge;

		if (item->kind != CT_ITEM_LINE && item->kind != CT_ITEM_CURVE)
			continue;
		looks = ct_style(item->style)->looks;
		if ((looks & CT_LOOK_BACKDROP) || !(looks & CT_LOOK_ARROW) || item->n_points < 2)
			continue;
		edge.points = ct_polyline_new(self->scene, item, DENSE_PT);
		edge.from = name_at(self, g_array_index(edge.points, CtPoint, 0));
		edge.to = name_at(self, g_array_index(edge.points, CtPoint, edge.points->len - 1));
		if (edge.from != NULL && edge.to != NULL)
			g_array_append_val(self->edges, edge);
		else
			g_array_unref(edge.points);
	}
}

static const CtRect *
tile_at(const CtSheets *self, guint index)
{
	return &g_array_index(self->tiling.tiles, CtRect, index);
}

/* The first sheet that a point is on. */
static guint
sheet_of(const CtSheets *self, CtPoint point)
{
	for (guint i = 0; i < self->tiling.tiles->len; i++)
		if (inside(tile_at(self, i), point))
			return i;
	return 0;
}

static gboolean
is_cut(const CtSheets *self)
{
	for (guint i = 0; i < self->edges->len; i++) {
		const GArray *points = g_array_index(self->edges, Edge, i).points;

		if (sheet_of(self, g_array_index(points, CtPoint, 0)) !=
		    sheet_of(self, g_array_index(points, CtPoint, points->len - 1)))
			return TRUE;
	}
	return FALSE;
}

static void
clear_edge(gpointer data)
{
	g_array_unref(((Edge *)data)->points);
}

static void
tile(CtSheets *self)
{
	self->tiling = ct_layout_tile(self->scene, self->width - 2 * self->side,
				      self->height - 2 * self->band,
				      ct_lint_smallest_type(self->scene));
}

/* A stretch of the drawing, as wide (or high) as a sheet. */
typedef struct {
	double start;
	double end;
} Span;

static Span
extent(const Box *box, gboolean level)
{
	return level ? (Span){ box->rect.x, box->rect.x + box->rect.w }
		     : (Span){ box->rect.y, box->rect.y + box->rect.h };
}

/* Where a sheet that begins at @start had best end: where it cuts the fewest boxes, and of such places
 * the last.  @out_next: where the next one begins, so that what is cut here is whole there. */
static double
best_end(const CtSheets *self, gboolean level, double start, double room, double *out_next)
{
	double best = start + room;
	guint least = G_MAXUINT;

	for (double at = start + room; at > start + room * 0.6; at -= CUT_STEP_PT) {
		double next = at - CUT_STEP_PT;
		guint cut = 0;

		for (guint i = 0; i < self->boxes->len; i++) {
			const Box *box = &g_array_index(self->boxes, Box, i);
			Span span = extent(box, level);

			if (box->backdrop || span.end - span.start > room / 2 || span.start >= at ||
			    span.end <= at)
				continue;
			cut++;
			next = MIN(next, span.start - CUT_STEP_PT);
		}
		if (cut < least) {
			least = cut;
			best = at;
			*out_next = MAX(next, start + room / 4);
		}
	}
	return best;
}

static GArray *
spans_new(const CtSheets *self, gboolean level, double whole, double room)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
	double start = 0;
	Span last;

	while (start + room < whole) {
		double next = start + room;
		Span span = { start, best_end(self, level, start, room, &next) };

		g_array_append_val(spans, span);
		start = next;
	}
	last = (Span){ start, whole };
	g_array_append_val(spans, last);
	return spans;
}

/* A drawing without names of lanes is cut where it has gaps. */
static void
cut_between_boxes(CtSheets *self)
{
	double scale = self->tiling.scale;
	g_autoptr(GArray) across = spans_new(self, TRUE, self->scene->width,
					     (self->width - 2 * self->side) / scale);
	g_autoptr(GArray) down = spans_new(self, FALSE, self->scene->height,
					   (self->height - 2 * self->band) / scale);

	g_array_set_size(self->tiling.tiles, 0);
	self->tiling.columns = across->len;
	self->tiling.rows = down->len;
	for (guint r = 0; r < down->len; r++) {
		Span y = g_array_index(down, Span, r);

		for (guint c = 0; c < across->len; c++) {
			Span x = g_array_index(across, Span, c);
			CtRect rect = { x.start, y.start, x.end - x.start, y.end - y.start };

			g_array_append_val(self->tiling.tiles, rect);
		}
	}
}

static CtSheets *
sheets_new(const CtScene *scene, double width_pt, double height_pt)
{
	CtSheets *self = g_new0(CtSheets, 1);

	self->scene = scene;
	self->width = width_pt;
	self->height = height_pt;
	self->edges = g_array_new(FALSE, FALSE, sizeof(Edge));
	g_array_set_clear_func(self->edges, clear_edge);
	self->boxes = g_array_new(FALSE, FALSE, sizeof(Box));
	self->names = g_ptr_array_new_with_free_func(g_free);
	return self;
}

static void
name_sheets(CtSheets *self)
{
	for (guint i = 0; i < self->tiling.tiles->len; i++)
		g_ptr_array_add(self->names,
				i == 0 ? g_strconcat("drawing-", self->scene->id, NULL)
				       : g_strdup_printf("drawing-%s-%u", self->scene->id, i + 1));
}

CtSheets *
ct_sheets_new_shrunk(const CtScene *scene, double width_pt, double height_pt)
{
	CtSheets *self = sheets_new(scene, width_pt, height_pt);
	double smallest = CT_TYPE_MIN_PT * MAX(scene->width / width_pt, scene->height / height_pt);

	self->shrunk = TRUE;
	self->tiling = ct_layout_tile(scene, width_pt, height_pt, smallest * 1.01);
	name_sheets(self);
	return self;
}

CtSheets *
ct_sheets_new(const CtScene *scene, double width_pt, double height_pt)
{
	CtSheets *self = sheets_new(scene, width_pt, height_pt);

	tile(self);
	if (self->tiling.tiles->len > 1) {
		add_boxes(self);
		add_edges(self);
		if (is_cut(self)) {
			self->side = SIDE_PT;
			self->band = BAND_PT;
			ct_tiling_clear(&self->tiling);
			tile(self);
			if (scene->frozen.w <= 0)
				cut_between_boxes(self);
		}
	}
	name_sheets(self);
	return self;
}

void
ct_sheets_free(CtSheets *self)
{
	if (self == NULL)
		return;
	ct_tiling_clear(&self->tiling);
	g_array_unref(self->edges);
	g_array_unref(self->boxes);
	g_ptr_array_unref(self->names);
	g_free(self);
}

gboolean
ct_sheets_is_blank(const CtSheets *self, guint index)
{
	const CtRect *sheet = tile_at(self, index);

	for (guint i = 0; i < self->scene->items->len; i++) {
		const CtItem *item = ct_scene_item(self->scene, i);
		const CtRect *r = &item->rect;

		if (item->kind == CT_ITEM_GROUP_BEGIN || item->kind == CT_ITEM_GROUP_END ||
		    (ct_style(item->style)->looks & CT_LOOK_BACKDROP))
			continue;
		if (r->x + r->w > sheet->x && r->x < sheet->x + sheet->w &&
		    r->y + r->h > sheet->y && r->y < sheet->y + sheet->h)
			return FALSE;
	}
	return TRUE;
}

/* ---- Names at the borders ---- */

/* Which border the way from @in to @out crosses first. */
static Side
side_of(const CtRect *sheet, CtPoint in, CtPoint out)
{
	double dx = out.x - in.x;
	double dy = out.y - in.y;
	double tx = G_MAXDOUBLE;
	double ty = G_MAXDOUBLE;

	if (out.x > sheet->x + sheet->w)
		tx = (sheet->x + sheet->w - in.x) / dx;
	else if (out.x < sheet->x)
		tx = (sheet->x - in.x) / dx;
	if (out.y > sheet->y + sheet->h)
		ty = (sheet->y + sheet->h - in.y) / dy;
	else if (out.y < sheet->y)
		ty = (sheet->y - in.y) / dy;
	if (tx <= ty)
		return dx > 0 ? SIDE_RIGHT : SIDE_LEFT;
	return dy > 0 ? SIDE_BOTTOM : SIDE_TOP;
}

/* Where it crosses, along the border. */
static double
crossing_at(const CtRect *sheet, Side side, CtPoint in, CtPoint out)
{
	double border;

	if (side == SIDE_LEFT || side == SIDE_RIGHT) {
		border = side == SIDE_LEFT ? sheet->x : sheet->x + sheet->w;
		return in.y + (out.y - in.y) * (border - in.x) / (out.x - in.x);
	}
	border = side == SIDE_TOP ? sheet->y : sheet->y + sheet->h;
	return in.x + (out.x - in.x) * (border - in.y) / (out.y - in.y);
}

static gint
compare_labels(gconstpointer a, gconstpointer b)
{
	const Label *x = a;
	const Label *y = b;

	if (x->at < y->at || x->at > y->at)
		return x->at < y->at ? -1 : 1;
	return strcmp(x->text, y->text);
}

typedef struct {
	const CtSheets *sheets;
	CtScene *scene;
	guint index;
	GArray *labels[N_SIDES]; /* of Label */
} Marks;

static void
add_label(Marks *self, CtPoint in, CtPoint out, const char *name, gboolean leaves, guint other)
{
	const CtRect *sheet = tile_at(self->sheets, self->index);
	Side side = side_of(sheet, in, out);
	double at = crossing_at(sheet, side, in, out);
	gboolean upright = side == SIDE_LEFT || side == SIDE_RIGHT;
	Label label;

	at = (at - (upright ? sheet->y : sheet->x)) * self->sheets->tiling.scale;
	label.at = at + (upright ? self->sheets->band
				 : self->sheets->side + self->sheets->scene->frozen.w *
								self->sheets->tiling.scale);
	label.text = ct_scene_printf(self->scene, "%s %u: %s",
				     leaves ? "\xe2\x86\x92" : "\xe2\x86\x90", other + 1, name);
	label.href = ct_scene_printf(self->scene, "#%s",
				     (const char *)self->sheets->names->pdata[other]);
	for (guint i = 0; i < self->labels[side]->len; i++) {
		const Label *old = &g_array_index(self->labels[side], Label, i);

		if (fabs(old->at - label.at) < 2 * LABEL_H && strcmp(old->text, label.text) == 0)
			return;
	}
	g_array_append_val(self->labels[side], label);
}

/* Where the edge leaves the sheet for good, and where it comes upon it first. */
static void
add_labels(Marks *self, const Edge *edge)
{
	const CtRect *sheet = tile_at(self->sheets, self->index);
	const CtPoint *points = (const CtPoint *)(const void *)edge->points->data;
	guint n = edge->points->len;
	guint first = 0;
	guint last = n;

	while (first < n && !inside(sheet, points[first]))
		first++;
	while (last > 0 && !inside(sheet, points[last - 1]))
		last--;
	if (first >= last)
		return;
	if (last < n)
		add_label(self, points[last - 1], points[last], edge->to, TRUE,
			  sheet_of(self->sheets, points[n - 1]));
	if (first > 0)
		add_label(self, points[first], points[first - 1], edge->from, FALSE,
			  sheet_of(self->sheets, points[0]));
}

static void
draw_label(Marks *self, const Label *label, CtRect room, CtAlign align)
{
	ct_scene_begin(self->scene, (CtMeaning){ .title = label->text, .href = label->href });
	ct_scene_text(self->scene, CT_STYLE_STATE_TEXT, room, align, label->text);
	ct_scene_end(self->scene);
}

/* Beside each other at the left or right border; what has no room is counted. */
static void
draw_upright(Marks *self, Side side)
{
	const CtSheets *sheets = self->sheets;
	const GArray *labels = self->labels[side];
	double right = sheets->side + sheets->scene->frozen.w * sheets->tiling.scale +
		       tile_at(sheets, self->index)->w * sheets->tiling.scale;
	CtRect room = { side == SIDE_LEFT ? 0 : right + 3, 0, sheets->side - 4, LABEL_H };
	double y = sheets->band;
	double end = sheets->height - sheets->band - LABEL_H;

	for (guint i = 0; i < labels->len; i++) {
		Label label = g_array_index(labels, Label, i);

		room.y = MAX(y, label.at - LABEL_H / 2);
		if (room.y + LABEL_H > end && i + 1 < labels->len) {
			label.text = ct_scene_printf(self->scene, "and %u more", labels->len - i);
			i = labels->len;
		}
		draw_label(self, &label, room, side == SIDE_LEFT ? CT_ALIGN_END : CT_ALIGN_START);
		y = room.y + LABEL_H;
	}
}

/* Along the upper or lower border, in two rows. */
static void
draw_level(Marks *self, Side side)
{
	const CtSheets *sheets = self->sheets;
	const GArray *labels = self->labels[side];
	double top = side == SIDE_TOP
			     ? 2
			     : sheets->band +
				       tile_at(sheets, self->index)->h * sheets->tiling.scale + 2;
	double ends[2] = { 0, 0 };
	guint left_out = 0;

	for (guint i = 0; i < labels->len; i++) {
		const Label *label = &g_array_index(labels, Label, i);
		guint row = ends[0] <= ends[1] ? 0 : 1;
		CtRect room = { MAX(ends[row], label->at - BAND_ROW_W / 2), top + row * LABEL_H,
				BAND_ROW_W, LABEL_H };

		if (room.x + BAND_ROW_W > sheets->width || room.x > label->at + BAND_ROW_W) {
			left_out++;
			continue;
		}
		draw_label(self, label, room, CT_ALIGN_MIDDLE);
		ends[row] = room.x + BAND_ROW_W + 4;
	}
	if (left_out > 0)
		ct_scene_text(self->scene, CT_STYLE_STATE_TEXT,
			      (CtRect){ 0, top, sheets->side - 4, LABEL_H }, CT_ALIGN_END,
			      ct_scene_printf(self->scene, "and %u more", left_out));
}

/* ---- The map of the sheets ---- */

static void
draw_map(Marks *self)
{
	const CtSheets *sheets = self->sheets;
	guint columns = sheets->tiling.columns;
	guint rows = sheets->tiling.rows;
	double cell_w = MIN(CELL_W, 240.0 / columns);
	double cell_h = MIN(CELL_H, 22.0 / rows);
	double x = sheets->width - MAP_RIGHT - cell_w * columns;
	double y = sheets->height + 3;

	ct_scene_text(self->scene, CT_STYLE_STATE_TEXT, (CtRect){ x - 206, y, 200, 10 },
		      CT_ALIGN_END,
		      sheets->side > 0 ? "\xe2\x86\x92 2: goes on on sheet 2. This sheet:"
				       : "This sheet:");
	for (guint i = 0; i < columns * rows; i++) {
		CtRect cell = { x + cell_w * (i % columns), y + cell_h * (i / columns), cell_w - 1,
				cell_h - 1 };

		ct_scene_begin(
			self->scene,
			(CtMeaning){
				.title = ct_scene_printf(self->scene, "Sheet %u", i + 1),
				.href = ct_scene_printf(self->scene, "#%s",
							(const char *)sheets->names->pdata[i]) });
		ct_scene_box(self->scene, i == self->index ? CT_STYLE_SHEET_HERE : CT_STYLE_SHEET,
			     cell);
		ct_scene_end(self->scene);
	}
}

CtScene *
ct_sheets_marks(const CtSheets *self, CtText *text, guint index)
{
	CtScene *scene = ct_scene_new(text, "marks", "marks", "marks");
	Marks marks = { .sheets = self, .scene = scene, .index = index };

	scene->width = self->width;
	scene->height = self->height + 30;
	if (self->tiling.tiles->len < 2)
		return scene;
	for (guint s = 0; s < N_SIDES; s++)
		marks.labels[s] = g_array_new(FALSE, FALSE, sizeof(Label));
	for (guint i = 0; self->side > 0 && i < self->edges->len; i++)
		add_labels(&marks, &g_array_index(self->edges, Edge, i));
	for (guint s = 0; s < N_SIDES; s++)
		g_array_sort(marks.labels[s], compare_labels);
	draw_upright(&marks, SIDE_LEFT);
	draw_upright(&marks, SIDE_RIGHT);
	draw_level(&marks, SIDE_TOP);
	draw_level(&marks, SIDE_BOTTOM);
	draw_map(&marks);
	for (guint s = 0; s < N_SIDES; s++)
		g_array_unref(marks.labels[s]);
	return scene;
}
