/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a drawing is on paper: how small its type gets, how dark it stands out, and how much of the
 * sheet is empty.
 *
 * Contrast is that of WCAG 2, between the ink of a text and whatever was painted last behind three
 * points of it.  Curved bands do not say where exactly they are; each that may be behind a text is
 * taken as if it were.
 */
#include <math.h>

#include "render/ground.h"
#include "render/layout.h"
#include "render/lint-measure.h"

/* Sheets lie; a margin on each side, and a line at the foot. */
#define MARGIN_PT 20.0
#define FOOT_PT	  16.0

/* Boxes are looked up by strips of this height. */
#define STRIP_PT 24.0
/* The drawing is divided into squares of this size; one is dead when there is nothing in it. */
#define SQUARE_PT 24.0

static const CtSheet sheets[CT_N_PAPERS] = {
	[CT_PAPER_A4] = { "A4", 841.89 - 2 * MARGIN_PT, 595.28 - 2 * MARGIN_PT - FOOT_PT },
	[CT_PAPER_A3] = { "A3", 1190.55 - 2 * MARGIN_PT, 841.89 - 2 * MARGIN_PT - FOOT_PT },
};

const CtSheet *
ct_lint_sheet(CtPaper paper)
{
	g_assert(paper < CT_N_PAPERS);
	return &sheets[paper];
}

double
ct_lint_smallest_type(const CtScene *scene)
{
	double smallest = G_MAXDOUBLE;

	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->kind == CT_ITEM_TEXT)
			smallest = MIN(smallest, ct_style(item->style)->size_pt);
	}
	return smallest;
}

void
ct_lint_measure_paper(CtLint *self, const CtScene *scene)
{
	self->smallest_pt = ct_lint_smallest_type(scene);
	for (CtPaper paper = 0; paper < CT_N_PAPERS; paper++) {
		CtTiling tiling;

		self->paper_pt[paper] = self->smallest_pt;
		if (self->smallest_pt >= G_MAXDOUBLE || scene->width <= 0 || scene->height <= 0)
			continue;
		tiling = ct_layout_tile(scene, sheets[paper].width, sheets[paper].height,
					self->smallest_pt);
		self->paper_pt[paper] = self->smallest_pt * tiling.scale;
		self->sheets[paper] = tiling.tiles->len;
		ct_tiling_clear(&tiling);
	}
}

static double
contrast(CtColour ink, CtColour behind)
{
	double least = G_MAXDOUBLE;

	for (CtMedium medium = CT_MEDIUM_SCREEN; medium <= CT_MEDIUM_PRINT; medium++)
		least = MIN(least, ct_colour_contrast(ink, behind, medium));
	return least;
}

/* The least contrast at one point of a text; @strip: what may be behind it, in the order of paint. */
static double
contrast_at(const CtScene *scene, const GArray *strip, guint text, CtPoint point)
{
	CtColour ink = ct_style(ct_scene_item(scene, text)->style)->ink;
	double least = G_MAXDOUBLE;

	for (guint i = strip->len; i > 0; i--) {
		guint index = g_array_index(strip, guint, i - 1);
		const CtItem *item = ct_scene_item(scene, index);

		if (index > text || !ct_ground_contains(&item->rect, point))
			continue;
		least = MIN(least, contrast(ink, ct_style(item->style)->fill));
		if (item->kind == CT_ITEM_BOX)
			return least;
	}
	return MIN(least, contrast(ink, CT_COLOUR_PAPER));
}

static guint
strip_of(double y, guint n_strips)
{
	return (guint)CLAMP(y / STRIP_PT, 0, n_strips - 1);
}

static void
measure_text(CtLint *self, const CtScene *scene, GArray *const *strips, guint n_strips, guint text)
{
	CtRect ink = ct_lint_ink(ct_scene_item(scene, text));
	double y = ink.y + ink.h / 2;

	for (guint k = 0; k < 3; k++) {
		CtPoint point = { ink.x + ink.w * (k + 0.5) / 3, y };
		double found = contrast_at(scene, strips[strip_of(y, n_strips)], text, point);

		if (found < CT_CONTRAST_MIN)
			ct_lint_note(self, "faint", ct_scene_item(scene, text)->text, point);
		self->contrast = MIN(self->contrast, found);
	}
}

void
ct_lint_measure_contrast(CtLint *self, const CtScene *scene)
{
	guint n_strips = (guint)CLAMP(ceil(scene->height / STRIP_PT), 1, 100000);
	g_autofree GArray **strips = g_new0(GArray *, n_strips);

	self->contrast = 21;
	for (guint s = 0; s < n_strips; s++)
		strips[s] = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);
		guint last;

		if (!ct_ground_is_filled(item))
			continue;
		last = strip_of(item->rect.y + item->rect.h, n_strips);
		for (guint s = strip_of(item->rect.y, n_strips); s <= last; s++)
			g_array_append_val(strips[s], i);
	}
	for (guint i = 0; i < scene->items->len; i++) {
		if (ct_scene_item(scene, i)->kind == CT_ITEM_TEXT)
			measure_text(self, scene, strips, n_strips, i);
	}
	for (guint s = 0; s < n_strips; s++)
		g_array_unref(strips[s]);
}

typedef struct {
	guint columns;
	guint rows;
	guint8 *used;
} Squares;

static void
use(Squares *self, CtRect rect)
{
	guint left = (guint)CLAMP(rect.x / SQUARE_PT, 0, self->columns - 1);
	guint right = (guint)CLAMP((rect.x + rect.w) / SQUARE_PT, 0, self->columns - 1);
	guint top = (guint)CLAMP(rect.y / SQUARE_PT, 0, self->rows - 1);
	guint bottom = (guint)CLAMP((rect.y + rect.h) / SQUARE_PT, 0, self->rows - 1);

	for (guint y = top; y <= bottom; y++) {
		for (guint x = left; x <= right; x++)
			self->used[(gsize)y * self->columns + x] = TRUE;
	}
}

/* The squares along a line; a curve lies between its controls, which is near enough here. */
static void
use_line(Squares *self, const CtPoint *points, guint n)
{
	for (guint i = 0; i + 1 < n; i++) {
		double length = hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
		guint steps = 1 + (guint)MIN(2 * length / SQUARE_PT, 10000);

		for (guint k = 0; k <= steps; k++) {
			double t = (double)k / steps;

			use(self,
			    (CtRect){ points[i].x + t * (points[i + 1].x - points[i].x),
				      points[i].y + t * (points[i + 1].y - points[i].y), 0, 0 });
		}
	}
}

void
ct_lint_measure_space(CtLint *self, const CtScene *scene)
{
	Squares squares = { (guint)CLAMP(ceil(scene->width / SQUARE_PT), 1, 4000),
			    (guint)CLAMP(ceil(scene->height / SQUARE_PT), 1, 4000), NULL };
	gsize total = (gsize)squares.columns * squares.rows;
	gsize empty = 0;

	squares.used = g_new0(guint8, total);
	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->kind == CT_ITEM_GROUP_BEGIN || item->kind == CT_ITEM_GROUP_END)
			continue;
		if (item->kind == CT_ITEM_LINE || item->kind == CT_ITEM_CURVE)
			use_line(&squares, ct_scene_points(scene, item), item->n_points);
		else if (item->kind == CT_ITEM_TEXT || item->kind == CT_ITEM_BAND ||
			 !(ct_style(item->style)->looks & CT_LOOK_BACKDROP))
			use(&squares, item->rect);
	}
	for (gsize i = 0; i < total; i++)
		empty += squares.used[i] ? 0 : 1;
	self->dead_space = (double)empty / (double)total;
	g_free(squares.used);
}
