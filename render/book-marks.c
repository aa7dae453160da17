/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around a drawing on one of its sheets: at the borders the names of what edges come from
 * or go to elsewhere, and below a map of the sheets.
 */
#include <math.h>
#include <string.h>

#include "render/book-sheets.h"

#define LABEL_H	   9.5
#define BAND_ROW_W 120.0
#define CELL_W	   9.0
#define CELL_H	   4.5
/* from the right border of the paper area: the number of the page is there */
#define MAP_RIGHT 120.0

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
	const CtRect *sheet = ct_sheets_tile(self->sheets, self->index);
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
add_labels(Marks *self, const CtSheetEdge *edge)
{
	const CtRect *sheet = ct_sheets_tile(self->sheets, self->index);
	const CtPoint *points = (const CtPoint *)(const void *)edge->points->data;
	guint n = edge->points->len;
	guint first = 0;
	guint last = n;

	while (first < n && !ct_sheets_holds(sheet, points[first]))
		first++;
	while (last > 0 && !ct_sheets_holds(sheet, points[last - 1]))
		last--;
	if (first >= last)
		return;
	if (last < n)
		add_label(self, points[last - 1], points[last], edge->to, TRUE,
			  ct_sheets_find(self->sheets, points[n - 1]));
	if (first > 0)
		add_label(self, points[first], points[first - 1], edge->from, FALSE,
			  ct_sheets_find(self->sheets, points[0]));
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
		       ct_sheets_tile(sheets, self->index)->w * sheets->tiling.scale;
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
	double top = side == SIDE_TOP ? 2
				      : sheets->band +
						ct_sheets_tile(sheets, self->index)->h *
							sheets->tiling.scale +
						2;
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

		if (ct_sheets_is_blank(sheets, i))
			continue;
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
		add_labels(&marks, &g_array_index(self->edges, CtSheetEdge, i));
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
