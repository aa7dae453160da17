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

#include "render/foot.h"
#include "render/frame.h"
#include "render/lint.h"
#include "render/polyline.h"

#define SIDE_PT 124.0
#define SIDE_LANES_PT \
	92.0 /* where lines go from checkpoint to checkpoint, which have short names */
#define BAND_PT	    24.0
#define REACH_PT    3.0	 /* from the end of an edge to its box */
#define DENSE_PT    20.0 /* between points of a line */
#define CUT_STEP_PT 6.0
#define SCALES	    4	 /* that are tried below the largest */
#define ROUNDING_PT 0.01 /* a drawing that was scaled to fit does fit */
#define COST_OF_BOX 1000 /* to cut one; to cut a container is 1 */
/* of a whole sheet of lanes that is left blank */
#define COST_OF_SHEET (20.0 * COST_OF_BOX)

typedef struct {
	CtRect rect;
	const char *title;
	gboolean backdrop;
} Box;

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

/* What stands beside the names of lanes: a bar has its name behind it, and is of little use without. */
static void
add_texts(CtSheets *self)
{
	for (guint i = 0; i < self->scene->items->len; i++) {
		const CtItem *item = ct_scene_item(self->scene, i);
		Box box = { item->rect, NULL, FALSE };

		if (item->kind == CT_ITEM_TEXT && item->rect.x >= self->scene->frozen.w)
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

		if (box->title != NULL && ct_sheets_holds(&reach, point) &&
		    box->rect.w * box->rect.h < least) {
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
		CtSheetEdge edge;

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

guint
ct_sheets_find(const CtSheets *self, CtPoint point)
{
	for (guint i = 0; i < self->tiling.tiles->len; i++)
		if (ct_sheets_holds(ct_sheets_tile(self, i), point))
			return i;
	return 0;
}

static gboolean
is_cut(const CtSheets *self)
{
	for (guint i = 0; i < self->edges->len; i++) {
		const GArray *points = g_array_index(self->edges, CtSheetEdge, i).points;

		if (ct_sheets_find(self, g_array_index(points, CtPoint, 0)) !=
		    ct_sheets_find(self, g_array_index(points, CtPoint, points->len - 1)))
			return TRUE;
	}
	return FALSE;
}

static void
clear_edge(gpointer data)
{
	g_array_unref(((CtSheetEdge *)data)->points);
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

/* What it costs to cut @boxes at @at: first boxes, then containers.  @next becomes where what is cut
 * begins, if that is before it. */
static guint
cut_cost(const GPtrArray *boxes, gboolean level, double at, double room, double *next)
{
	guint cost = 0;

	for (guint i = 0; i < boxes->len; i++) {
		const Box *box = boxes->pdata[i];
		Span span = extent(box, level);

		if (span.start >= at || span.end <= at)
			continue;
		if (box->backdrop || span.end - span.start > room / 2) {
			cost++;
			continue;
		}
		cost += COST_OF_BOX;
		*next = MIN(*next, span.start - CUT_STEP_PT);
	}
	return cost;
}

/* Where a sheet that begins at @start had best end: where it cuts least, and of such places the last.  Names
 * in lanes are whole on the next sheet anyhow, so that paper counts as well.
 * @out_next: where the next one begins, so that what is cut here is whole there. */
static double
best_end(const CtSheets *self, gboolean level, double start, double room, double *out_next)
{
	double paper = self->scene->frozen.w > 0 ? COST_OF_SHEET / room : 0;
	double soonest = start + room * 0.6;
	g_autoptr(GPtrArray) boxes = g_ptr_array_new();
	double best = start + room;
	double least = G_MAXDOUBLE;

	for (guint i = 0; i < self->boxes->len; i++) {
		Box *box = &g_array_index(self->boxes, Box, i);
		Span span = extent(box, level);

		if (span.start < start + room && span.end > soonest)
			g_ptr_array_add(boxes, box);
	}
	for (double at = start + room; least > 0 && at > soonest; at -= CUT_STEP_PT) {
		double next = at - CUT_STEP_PT;
		double cost = cut_cost(boxes, level, at, room, &next);

		cost += paper * (start + room - next);
		if (cost < least) {
			least = cost;
			best = at;
			*out_next = MAX(next, start + room / 4);
		}
	}
	return best;
}

/* @spare: what the last one may have besides: nothing goes on behind it that had to be named there */
static GArray *
spans_new(const CtSheets *self, gboolean level, double start, double whole, double room,
	  double spare)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
	Span last;

	while (start + room + spare + ROUNDING_PT < whole) {
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
	g_autoptr(GArray) across = spans_new(self, TRUE, 0, self->scene->width,
					     (self->width - 2 * self->side) / scale,
					     self->side / scale);
	g_autoptr(GArray) down = spans_new(self, FALSE, 0, self->scene->height,
					   (self->height - 2 * self->band) / scale,
					   self->band / scale);

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

/* The same without room for names at the borders, if no edge goes from sheet to sheet then. */
static void
try_between_boxes(CtSheets *self)
{
	CtTiling old = self->tiling;

	self->tiling.tiles = g_array_new(FALSE, FALSE, sizeof(CtRect));
	cut_between_boxes(self);
	if (is_cut(self) || self->tiling.tiles->len > old.tiles->len) {
		ct_tiling_clear(&self->tiling);
		self->tiling = old;
	} else {
		ct_tiling_clear(&old);
	}
}

/* One with names of lanes: its columns end where they cut the fewest texts, and what is cut is whole on the
 * next sheet. */
static void
cut_between_texts(CtSheets *self)
{
	const CtTiling old = self->tiling;
	double frozen = self->scene->frozen.w;
	double room = (self->width - 2 * self->side) / old.scale - frozen;
	g_autoptr(GArray) across = spans_new(self, TRUE, frozen, self->scene->width, room,
					     self->side / old.scale);

	self->tiling.tiles = g_array_new(FALSE, FALSE, sizeof(CtRect));
	self->tiling.columns = across->len;
	for (guint r = 0; r < old.rows; r++) {
		const CtRect *row = &g_array_index(old.tiles, CtRect, r * old.columns);

		for (guint c = 0; c < across->len; c++) {
			Span x = g_array_index(across, Span, c);
			CtRect rect = { x.start, row->y, x.end - x.start, row->h };

			g_array_append_val(self->tiling.tiles, rect);
		}
	}
	g_array_unref(old.tiles);
}

/* The same with smaller type where that takes fewer sheets. */
static void
cut_smaller(CtSheets *self)
{
	double least = CT_TYPE_MIN_PT / ct_lint_smallest_type(self->scene);
	double largest = self->tiling.scale;

	cut_between_texts(self);
	for (guint i = 1; i <= SCALES; i++) {
		CtTiling old = self->tiling;

		self->tiling = ct_layout_tile_at(self->scene, self->width - 2 * self->side,
						 self->height - 2 * self->band,
						 largest + (least - largest) * i / SCALES);
		cut_between_texts(self);
		if (self->tiling.tiles->len >= old.tiles->len) {
			ct_tiling_clear(&self->tiling);
			self->tiling = old;
		} else {
			ct_tiling_clear(&old);
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
	self->edges = g_array_new(FALSE, FALSE, sizeof(CtSheetEdge));
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

/* As many sheets as the scene takes, with room around them when an edge goes from one to another. */
static void
lay(CtSheets *self)
{
	tile(self);
	if (self->tiling.tiles->len == 1)
		return;
	add_boxes(self);
	add_edges(self);
	if (self->scene->frozen.w <= 0 && self->tiling.columns > 1)
		try_between_boxes(self);
	if (is_cut(self)) {
		self->side = self->scene->frozen.w > 0 ? SIDE_LANES_PT : SIDE_PT;
		self->band = BAND_PT;
		ct_tiling_clear(&self->tiling);
		tile(self);
		if (self->scene->frozen.w <= 0)
			cut_between_boxes(self);
	}
	if (self->scene->frozen.w > 0 && self->tiling.columns > 1) {
		add_texts(self);
		cut_smaller(self);
	}
}

static void
lay_again(CtSheets *self, const CtScene *scene)
{
	self->scene = scene;
	self->side = self->band = 0;
	g_array_set_size(self->edges, 0);
	g_array_set_size(self->boxes, 0);
	ct_tiling_clear(&self->tiling);
	lay(self);
}

guint
ct_sheets_count(const CtSheets *self)
{
	guint count = 0;

	for (guint i = 0; i < self->tiling.tiles->len; i++)
		count += !ct_sheets_is_blank(self, i);
	return count;
}

/* Puts the foot below what the first column of @body, which is laid, ends with. */
static void
place_below(const CtSheets *self, CtScene *body, const CtScene *scene)
{
	const CtTiling *tiling = &self->tiling;
	const CtRect *low = ct_sheets_tile(self, (tiling->rows - 1) * tiling->columns);
	/* sheets overlap: what stands on the first alone */
	double alone_w = tiling->columns > 1 ? low[1].x - low->x : low->w;

	ct_foot_place(body, scene, (CtPoint){ low->x + CT_FRAME_PAD_PT, body->height },
		      MAX(alone_w - 2 * CT_FRAME_PAD_PT, CT_FRAME_BLOCK_W_PT));
}

/* Or beside what the last column holds, when there is room at the top of it. */
static void
place_beside(const CtSheets *self, CtScene *body, const CtScene *scene)
{
	const CtTiling *tiling = &self->tiling;
	const CtRect *last = ct_sheets_tile(self, tiling->columns - 1);
	double right = last->x - body->frozen.w + (self->width - self->side) / tiling->scale;
	double bottom = last->y + (self->height - 2 * self->band) / tiling->scale;
	CtPoint corner = { body->width, last->y + CT_FRAME_TITLE_PT };

	if (corner.x + CT_FRAME_BLOCK_W_PT + CT_FRAME_PAD_PT <= right &&
	    corner.y + ct_foot_height(body, CT_FRAME_BLOCK_W_PT) <= bottom)
		ct_foot_place(body, scene, corner, CT_FRAME_BLOCK_W_PT);
	else
		place_below(self, body, scene);
}

/* Or the legend below what the last column holds, and the title block below the first. */
static void
place_apart(const CtSheets *self, CtScene *body, const CtScene *scene)
{
	const CtTiling *tiling = &self->tiling;
	guint start = (tiling->rows - 1) * tiling->columns;
	const CtRect *first = ct_sheets_tile(self, start);
	const CtRect *last = ct_sheets_tile(self, start + tiling->columns - 1);
	CtRect legend = { last->x + CT_FRAME_PAD_PT, body->height, last->w - 2 * CT_FRAME_PAD_PT,
			  0 };
	CtPoint block = { first->x + CT_FRAME_PAD_PT, body->height };

	ct_foot_place_apart(body, scene, legend, block);
}

/* Or the other way round, which keeps a long legend beside the beginning. */
static void
place_ends(const CtSheets *self, CtScene *body, const CtScene *scene)
{
	const CtTiling *tiling = &self->tiling;
	const CtRect *first = ct_sheets_tile(self, (tiling->rows - 1) * tiling->columns);
	/* names of lanes end above it */
	double alone_w = tiling->columns > 1 ? first[1].x : 0;
	CtRect legend = { CT_FRAME_PAD_PT, body->height, alone_w - 2 * CT_FRAME_PAD_PT, 0 };
	CtPoint block = { body->width - CT_FRAME_PAD_PT - CT_FRAME_BLOCK_W_PT, body->height + 2 };

	if (tiling->columns > 1)
		ct_foot_place_apart(body, scene, legend, block);
	else
		place_below(self, body, scene);
}

/* A legend that begins on one sheet and ends on the next explains neither. */
static gboolean
foot_is_cut(const CtSheets *self, guint parts)
{
	CtRect foot = ct_foot_extent(self->scene, parts);
	CtPoint start = { foot.x, foot.y };
	CtPoint end = { foot.x + foot.w, foot.y + foot.h };

	for (guint i = 0; i < self->tiling.tiles->len; i++) {
		CtRect sheet = *ct_sheets_tile(self, i);

		/* the first has all that stands at the left, others the names of lanes only */
		if (i % self->tiling.columns == 0) {
			sheet.w += sheet.x;
			sheet.x = 0;
		}
		if (ct_sheets_holds(&sheet, start) && ct_sheets_holds(&sheet, end))
			return FALSE;
	}
	return TRUE;
}

/* What a place for the foot costs: sheets first, and of as many sheets its parts had best be whole, and
 * together.  @rows: of sheets that the drawing takes without; another for the foot is no better */
static guint
foot_cost(const CtSheets *self, guint rows)
{
	guint cost = 3 * ct_sheets_count(self);

	if (foot_is_cut(self, CT_FOOT_LEGEND) || foot_is_cut(self, CT_FOOT_BLOCK) ||
	    self->tiling.rows > rows)
		return cost + 2;
	return cost + (foot_is_cut(self, CT_FOOT_LEGEND | CT_FOOT_BLOCK) ? 1 : 0);
}

/* Of a drawing on several sheets the foot goes where that costs least. */
static void
move_foot(CtSheets *self)
{
	static void (*const places[])(const CtSheets *, CtScene *,
				      const CtScene *) = { place_below, place_beside, place_apart,
							   place_ends };
	const CtScene *scene = self->scene;
	guint least = foot_cost(self, self->tiling.rows);
	guint rows = 0;

	for (guint i = 0; i < 2 * G_N_ELEMENTS(places); i++) {
		CtScene *body = ct_foot_strip(scene);
		guint cost;

		if (body == NULL)
			return;
		/* the second time, sheets are as wide as they were with the foot there */
		if (i % 2 == 0) {
			lay_again(self, body);
			rows = self->tiling.rows;
		}
		places[i / 2](self, body, scene);
		lay_again(self, body);
		cost = foot_cost(self, rows);
		if (cost < least) {
			least = cost;
			ct_scene_free(self->own);
			self->own = body;
		} else {
			ct_scene_free(body);
		}
	}
	lay_again(self, self->own != NULL ? self->own : scene);
}

CtSheets *
ct_sheets_new(const CtScene *scene, double width_pt, double height_pt)
{
	CtSheets *self = sheets_new(scene, width_pt, height_pt);

	lay(self);
	if (self->tiling.tiles->len > 1)
		move_foot(self);
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
	ct_scene_free(self->own);
	g_free(self);
}

static gboolean
touches(const CtRect *sheet, const CtRect *rect)
{
	return rect->x + rect->w > sheet->x && rect->x < sheet->x + sheet->w &&
	       rect->y + rect->h > sheet->y && rect->y < sheet->y + sheet->h;
}

/* A curve goes round many a sheet that the rectangle around it touches. */
static gboolean
is_on(const CtSheets *self, const CtItem *item, const CtRect *sheet)
{
	g_autoptr(GArray) points = NULL;

	if (item->kind != CT_ITEM_LINE && item->kind != CT_ITEM_CURVE)
		return touches(sheet, &item->rect);
	points = ct_polyline_new(self->scene, item, DENSE_PT);
	for (guint i = 0; i < points->len; i++)
		if (ct_sheets_holds(sheet, g_array_index(points, CtPoint, i)))
			return TRUE;
	return FALSE;
}

gboolean
ct_sheets_is_blank(const CtSheets *self, guint index)
{
	const CtRect *sheet = ct_sheets_tile(self, index);

	for (guint i = 0; i < self->scene->items->len; i++) {
		const CtItem *item = ct_scene_item(self->scene, i);

		if (item->kind == CT_ITEM_GROUP_BEGIN || item->kind == CT_ITEM_GROUP_END ||
		    (ct_style(item->style)->looks & CT_LOOK_BACKDROP))
			continue;
		if (is_on(self, item, sheet))
			return FALSE;
	}
	return TRUE;
}
