/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rollback map.
 *
 * Checkpoints stand on a road from top to bottom.  To the right of each lies its way back, a box for
 * each step that is undone, in the order from the right to the left, as wide as it takes long; one
 * that is much longer than the others is cut, with a sign, so that these can still be compared.  What
 * is lost stands in columns behind.  Where no step back exists the road is hatched; in a long plan
 * neighbours of that sort share a row, and have one each on further pages, up to a bound.
 */
#include "render/view-rollback.h"

#include <string.h>

#include "render/frame.h"
#include "render/sheet.h"
#include "render/way-back.h"

#define MAX_ROWS    46
#define MAX_PAGES   12 /* of checkpoints that share a row on the first pages */
#define MAX_LOSSES  6
#define ROW_H_MIN   15.5
#define ROW_H_MAX   22.0
#define FOOT_H	    150.0
#define HEAD_H	    36.0
#define ID_W	    62.0
#define NAME_W	    236.0
#define SPAN_W	    78.0
#define ROAD_W	    26.0
#define BARS_W	    412.0
#define TIME_W	    72.0
#define TOTAL_W	    122.0
#define LOSS_W	    54.0
#define DIAMOND	    5.5
#define SEGMENT_MIN 4.0
#define NO_WAY_W    56.0
#define OUTLIER	    2.5

#define ID_X	CT_FRAME_PAD_PT
#define NAME_X	(ID_X + ID_W)
#define SPAN_X	(NAME_X + NAME_W)
#define ROAD_X	(SPAN_X + SPAN_W)
#define BARS_X	(ROAD_X + ROAD_W)
#define TOTAL_X (BARS_X + BARS_W + TIME_W)
#define LOSS_X	(TOTAL_X + TOTAL_W)

typedef struct {
	const CtViewInput *input;
	CtScene *scene;
	const CtWays *ways;
	const GArray *rows; /* of CtWay: those of the page */
	double scale;	    /* points for each minute */
	double row_h;	    /* higher where there are few */
	double y;	    /* of the row */
} Page;

static double
road_middle(void)
{
	return ROAD_X + ROAD_W / 2;
}

/* ---- The scale ---- */

static gint
compare_minutes(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a;
	guint y = *(const guint *)b;

	return x < y ? -1 : x > y;
}

/* The minutes that fill the width: those of the longest way, unless it stands out too far. */
static guint
full_width(const CtWays *ways)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(guint));
	guint most;
	guint usual;

	for (guint i = 0; i < ways->rows->len; i++) {
		guint minutes = ct_ways_row(ways, i)->point->minutes;

		if (minutes > 0)
			g_array_append_val(all, minutes);
	}
	if (all->len == 0)
		return 60;
	g_array_sort(all, compare_minutes);
	most = g_array_index(all, guint, all->len - 1);
	usual = g_array_index(all, guint,
			      all->len * 9 / 10 < all->len - 1 ? all->len * 9 / 10 : all->len - 1);
	if (all->len > 2)
		usual = MIN(usual, g_array_index(all, guint, all->len - 2));
	return most > usual * OUTLIER ? (guint)(usual * OUTLIER) : most;
}

/* Distance of ticks: the least of a round series that leaves room for their labels. */
static guint
tick_minutes(const Page *self)
{
	static const guint series[] = { 15, 30, 60, 120, 240, 480, 960, 1440, 2880, 5760 };

	for (guint i = 0; i < G_N_ELEMENTS(series); i++)
		if (series[i] * self->scale >= 48)
			return series[i];
	return series[G_N_ELEMENTS(series) - 1] * 4;
}

static void
draw_ticks(Page *self, double top, double bottom)
{
	guint distance = tick_minutes(self);

	for (guint minutes = 0; minutes * self->scale <= BARS_W; minutes += distance) {
		double x = BARS_X + minutes * self->scale;
		g_autofree char *label = ct_text_minutes(minutes);

		ct_scene_line(self->scene, CT_STYLE_HAIR, x, top, x, bottom);
		ct_scene_text(self->scene, CT_STYLE_TICK, (CtRect){ x - 2, top - 16, 48, 14 },
			      CT_ALIGN_START, minutes == 0 ? "0" : label);
	}
}

/* ---- The way back ---- */

static const CtRollbackStep *
undo_at(const CtCheckpoint *point, guint index)
{
	return &g_array_index(point->rollback, CtRollbackStep, index);
}

static gboolean
loses(const CtCheckpoint *point, const CtRollbackStep *undo)
{
	for (guint i = 0; i < point->losses->len; i++)
		if (g_strcmp0(g_array_index(point->losses, CtLoss, i).step, undo->step) == 0)
			return TRUE;
	return FALSE;
}

static const char *
title_undo(Page *self, const CtRollbackStep *from, const CtRollbackStep *to, guint minutes)
{
	g_autofree char *time = ct_text_minutes(minutes);

	if (from != to)
		return ct_scene_printf(self->scene, "%s back to %s: %s", from->step, to->step,
				       time);
	if (from->rule == NULL || from->rule[0] == '\0')
		return ct_scene_printf(self->scene, "%s: %s", from->step, time);
	return ct_scene_printf(self->scene, "%s: %s, %s", from->step, from->rule, time);
}

/* Steps undone one after the other, from @first to @last of the rollback path, as one box: the last of
 * them is nearest to the checkpoint. */
static void
draw_undo(Page *self, const CtCheckpoint *point, guint first, guint last, double x, double w)
{
	const CtRollbackStep *from = undo_at(point, first);
	CtStyleId style = loses(point, from) ? CT_STYLE_UNDO_LOSSY : CT_STYLE_UNDO;
	CtRect rect = { x, self->y + 2.5, MAX(w - 1, 0.8), self->row_h - 5 };
	const char *label = from->step;
	guint minutes = 0;

	for (guint i = first; i <= last; i++)
		minutes += undo_at(point, i)->minutes;
	if (last > first)
		label = ct_scene_printf(self->scene, "%u steps", last - first + 1);
	ct_scene_begin(self->scene,
		       (CtMeaning){ .title = title_undo(self, from, undo_at(point, last), minutes),
				    .desc = from->text,
				    .href = ct_scene_printf(self->scene, "#%s", from->step) });
	ct_scene_box(self->scene, style, rect);
	if (ct_text_width(self->scene->text, style, label) <= rect.w - 3)
		ct_scene_text(self->scene, style, rect, CT_ALIGN_MIDDLE, label);
	ct_scene_end(self->scene);
}

/* The zigzag over the end of a bar that is cut. */
static void
draw_cut(Page *self, double x)
{
	double top = self->y + 1.5;
	double bottom = self->y + self->row_h - 1.5;
	double middle = (top + bottom) / 2;
	CtPoint sign[] = {
		{ x, top }, { x - 4, middle - 1 }, { x + 4, middle + 1 }, { x, bottom }
	};

	ct_scene_path(self->scene, CT_STYLE_BAR_CUT, sign, G_N_ELEMENTS(sign));
}

static guint64
undo_minutes(const CtCheckpoint *point)
{
	guint64 sum = 0;

	for (guint i = 0; i < point->rollback->len; i++)
		sum += undo_at(point, i)->minutes;
	return sum;
}

static void
draw_way(Page *self, const CtCheckpoint *point)
{
	guint n = point->rollback->len;
	guint64 minutes = undo_minutes(point);
	gboolean cut = minutes * self->scale > BARS_W + 0.5;
	double scale = cut ? BARS_W / minutes : self->scale;
	double x = BARS_X;
	guint i = n;
	g_autofree char *time = ct_text_minutes(point->minutes);

	while (i > 0) { /* the last is undone last, and so stands beside the checkpoint */
		guint last = --i;
		double w = undo_at(point, last)->minutes * scale;

		while (i > 0 && w < SEGMENT_MIN * 8 &&
		       undo_at(point, i - 1)->minutes * scale < SEGMENT_MIN &&
		       loses(point, undo_at(point, i - 1)) == loses(point, undo_at(point, last)))
			w += undo_at(point, --i)->minutes * scale;
		draw_undo(self, point, i, last, x, w);
		x += w;
	}
	if (cut)
		draw_cut(self, BARS_X + BARS_W - 14);
	ct_scene_text(self->scene, CT_STYLE_STRONG,
		      (CtRect){ x + 5, self->y, TIME_W - 8, self->row_h }, CT_ALIGN_START,
		      n > 0 ? time : "nothing to undo");
}

/* ---- Rows ---- */

static const char *
first_id(const Page *self, guint checkpoint)
{
	const CtPlan *whole = ct_plan_whole(self->input->plan);

	return g_array_index(whole->checkpoints, CtCheckpoint, checkpoint).id;
}

static const char *
name_of(Page *self, const CtWay *row)
{
	if (row->folded)
		return ct_scene_printf(self->scene, "Before each of %u steps without a way back",
				       row->last - row->first + 1);
	return row->point->point_of_no_return ? "Before a step without a way back"
					      : row->point->title;
}

/* A hatched end of the road, and beside it the step that cannot be undone. */
static void
draw_no_way(Page *self, const CtWay *row)
{
	const CtPlan *whole = ct_plan_whole(self->input->plan);
	guint step = row->from[0] != '\0' ? ct_plan_find_step(whole, row->from) : CT_NONE;
	CtRect rect = { BARS_X, self->y + 2.5, NO_WAY_W, self->row_h - 5 };
	const char *label = "the last step";

	if (row->folded)
		label = ct_scene_printf(self->scene, "%s to %s", row->from, row->to);
	else if (step != CT_NONE)
		label = ct_plan_step(whole, step)->title;
	ct_scene_box(self->scene, CT_STYLE_FORWARD_ONLY, rect);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ BARS_X + NO_WAY_W + 6, self->y, LOSS_X - BARS_X - NO_WAY_W - 12,
				self->row_h },
		      CT_ALIGN_START, label);
}

static gboolean
same_loss(const CtLoss *a, const CtLoss *b)
{
	return g_strcmp0(a->text, b->text) == 0 && g_strcmp0(a->unit, b->unit) == 0;
}

/* What several steps lose in the same words is told once, added up. */
static void
append_losses(GString *out, const CtCheckpoint *point)
{
	for (guint i = 0; i < point->losses->len; i++) {
		CtLoss loss = g_array_index(point->losses, CtLoss, i);
		gboolean told = FALSE;
		g_autofree char *count = NULL;

		for (guint k = 0; k < i && !told; k++)
			told = same_loss(&g_array_index(point->losses, CtLoss, k), &loss);
		if (told)
			continue;
		for (guint k = i + 1; k < point->losses->len; k++) {
			const CtLoss *other = &g_array_index(point->losses, CtLoss, k);

			loss.count += same_loss(other, &loss) ? other->count : 0;
		}
		count = ct_text_loss(&loss);
		g_string_append_printf(out, "%s %s: %s", i == 0 ? " At stake:" : "", count,
				       loss.text);
	}
}

static const char *
describe(Page *self, const CtWay *row)
{
	const CtCheckpoint *point = row->point;
	g_autofree char *time = ct_text_minutes(point->minutes);
	g_autoptr(GString) out = g_string_new(NULL);

	if (point->point_of_no_return)
		g_string_append(out, "No way back from the step after it.");
	else
		g_string_append_printf(out, "Way back in %u steps, %s.", point->rollback->len,
				       time);
	append_losses(out, point);
	for (guint i = 0; i < point->tests->len; i++)
		g_string_append_printf(out, "%s%s", i == 0 ? " Good when these pass: " : ", ",
				       (const char *)point->tests->pdata[i]);
	return ct_scene_keep(self->scene, out->str);
}

static void
draw_losses(Page *self, const CtCheckpoint *point)
{
	guint columns = MIN(self->ways->units->len, MAX_LOSSES);

	for (guint i = 0; i <= columns; i++) {
		const char *unit = i < columns ? self->ways->units->pdata[i] : NULL;
		guint64 count = ct_ways_loss(point, unit);
		CtRect rect = { LOSS_X + LOSS_W * i + 3, self->y + 2.5, LOSS_W - 6,
				self->row_h - 5 };
		CtStyleId style = unit != NULL ? CT_STYLE_LOSS : CT_STYLE_LOSS_OPEN;
		g_autofree char *text = ct_text_count(count);

		if (count == 0)
			continue;
		ct_scene_box(self->scene, style, rect);
		ct_scene_text(self->scene, style, rect, CT_ALIGN_MIDDLE, text);
	}
}

static void
draw_names(Page *self, const CtWay *row)
{
	const char *id = row->folded ? ct_scene_printf(self->scene, "%s-%s", row->point->id,
						       first_id(self, row->last))
				     : row->point->id;
	gboolean one = strcmp(row->from, row->to) == 0;

	ct_scene_text(self->scene, CT_STYLE_STRONG,
		      (CtRect){ ID_X, self->y, ID_W - 6, self->row_h }, CT_ALIGN_START, id);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ NAME_X, self->y, NAME_W - 8, self->row_h }, CT_ALIGN_START,
		      name_of(self, row));
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ SPAN_X, self->y, SPAN_W - 6, self->row_h }, CT_ALIGN_START,
		      one ? row->from : ct_scene_printf(self->scene, "%s-%s", row->from, row->to));
}

static void
draw_total(Page *self, const CtWay *row)
{
	g_autofree char *time = ct_text_minutes(row->total);

	if (row->point->point_of_no_return)
		return;
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ TOTAL_X, self->y, TOTAL_W - 8, self->row_h }, CT_ALIGN_START,
		      ct_scene_printf(self->scene, "%s to %s", time, first_id(self, row->reach)));
}

static void
draw_row(Page *self, const CtWay *row)
{
	const CtCheckpoint *point = row->point;
	gboolean no_way = point->point_of_no_return;
	double middle = self->y + self->row_h / 2;
	const char *id = row->folded ? ct_scene_printf(self->scene, "checkpoints:%s..%s", point->id,
						       first_id(self, row->last))
				     : point->id;

	ct_scene_begin(self->scene,
		       (CtMeaning){
			       .id = id,
			       .title = ct_scene_printf(self->scene, "%s: %s", id, point->title),
			       .desc = describe(self, row),
			       .href = ct_scene_printf(self->scene, "#%s", point->id) });
	ct_scene_line(self->scene, CT_STYLE_HAIR, ID_X, self->y + self->row_h,
		      self->scene->width - CT_FRAME_PAD_PT, self->y + self->row_h);
	draw_names(self, row);
	ct_scene_diamond(self->scene, no_way ? CT_STYLE_CHECKPOINT_LAST : CT_STYLE_CHECKPOINT,
			 (CtPoint){ road_middle(), middle }, DIAMOND);
	if (no_way)
		draw_no_way(self, row);
	else
		draw_way(self, point);
	draw_total(self, row);
	if (!row->folded)
		draw_losses(self, point);
	ct_scene_end(self->scene);
}

static void
draw_no_return(Page *self)
{
	const CtPlan *plan = ct_plan_whole(self->input->plan);
	const char *label = ct_scene_printf(self->scene, "Point of no return: %s",
					    plan->point_of_no_return);
	double width = ct_text_width(self->scene->text, CT_STYLE_NO_RETURN, label) + 14;
	double right = self->scene->width - CT_FRAME_PAD_PT;

	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = "point-of-no-return",
				    .title = label,
				    .href = ct_scene_printf(self->scene, "#%s",
							    plan->point_of_no_return) });
	ct_scene_line(self->scene, CT_STYLE_NO_RETURN, ID_X, self->y + self->row_h / 2, right,
		      self->y + self->row_h / 2);
	ct_scene_box(self->scene, CT_STYLE_NO_RETURN,
		     (CtRect){ NAME_X, self->y + 1, width, self->row_h - 2 });
	ct_scene_text(self->scene, CT_STYLE_NO_RETURN,
		      (CtRect){ NAME_X + 7, self->y + 1, width - 12, self->row_h - 2 },
		      CT_ALIGN_START, label);
	ct_scene_end(self->scene);
}

/* ---- Pages ---- */

static void
draw_heads(Page *self, double y)
{
	const struct {
		double x;
		double w;
		const char *text;
	} heads[] = {
		{ ID_X, ID_W + NAME_W - 8, "Checkpoint" },
		{ SPAN_X, SPAN_W - 4, "its steps" },
		{ ROAD_X, ROAD_W + BARS_W,
		  "The way back to it, undone from the right to the left" },
		{ TOTAL_X, TOTAL_W - 6, "as far as it goes" },
		{ LOSS_X, (MAX_LOSSES + 1) * LOSS_W, "Lost by that, at most" },
	};
	guint columns = MIN(self->ways->units->len, MAX_LOSSES);

	for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
		ct_scene_text(self->scene, CT_STYLE_STRONG,
			      (CtRect){ heads[i].x, y, heads[i].w, 16 }, CT_ALIGN_START,
			      heads[i].text);
	for (guint i = 0; i <= columns; i++)
		ct_sheet_head(self->scene,
			      (CtRect){ LOSS_X + LOSS_W * i, y + 15, LOSS_W, HEAD_H - 16 },
			      i < columns ? (const char *)self->ways->units->pdata[i]
					  : "not known");
}

static const CtWay *
row_at(const Page *self, guint index)
{
	return &g_array_index(self->rows, CtWay, index);
}

static void
draw_rows(Page *self)
{
	double top = CT_SHEET_TOP_PT + HEAD_H;
	guint lines = self->rows->len;

	for (guint i = 0; i < self->rows->len; i++)
		lines += row_at(self, i)->opens;
	self->row_h = CLAMP((CT_SHEET_H_PT - FOOT_H - top) / lines, ROW_H_MIN, ROW_H_MAX);
	draw_heads(self, CT_SHEET_TOP_PT);
	draw_ticks(self, top, top + self->row_h * lines);
	self->y = top;
	for (guint i = 0; i < self->rows->len; i++) {
		const CtWay *row = row_at(self, i);

		if (i > 0 && !row_at(self, i - 1)->point->point_of_no_return)
			ct_scene_line(self->scene, CT_STYLE_ROAD, road_middle(),
				      self->y + self->row_h / 2 - DIAMOND, road_middle(),
				      self->y - self->row_h / 2 + DIAMOND);
		draw_row(self, row);
		self->y += self->row_h;
		if (row->opens) {
			draw_no_return(self);
			self->y += self->row_h;
		}
	}
}

static const char *
subtitle(const Page *self)
{
	const CtPlan *whole = ct_plan_whole(self->input->plan);
	const CtCheckpoint *longest = NULL;
	g_autofree char *time = NULL;
	g_autofree char *points = ct_text_counted(whole->checkpoints->len, "checkpoint",
						  "checkpoints");
	guint none = 0;

	for (guint i = 0; i < whole->checkpoints->len; i++) {
		const CtCheckpoint *point = &g_array_index(whole->checkpoints, CtCheckpoint, i);

		none += point->point_of_no_return;
		if (!point->point_of_no_return &&
		    (longest == NULL || point->minutes > longest->minutes))
			longest = point;
	}
	time = ct_text_minutes(longest != NULL ? longest->minutes : 0);
	return ct_scene_printf(
		self->scene,
		"%s, %u of them before a step that cannot be undone; the longest way "
		"back to one takes %s%s%s.",
		points, none, time, longest != NULL ? ", that to " : "",
		longest != NULL ? longest->id : "");
}

/* What all pages have in common. */
typedef struct {
	const CtViewInput *input;
	const CtWays *ways;
	guint count; /* of pages */
	guint made;
	GPtrArray *scenes;
} Pages;

static void
add_page(Pages *pages, const GArray *rows)
{
	guint number = ++pages->made;
	g_autofree char *id = number == 1 ? g_strdup("rollback-map")
					  : g_strdup_printf("rollback-map-%u", number);
	g_autofree char *title = pages->count == 1 ? g_strdup("Rollback map")
						   : g_strdup_printf("Rollback map, page %u of %u",
								     number, pages->count);
	Page self = { .input = pages->input, .ways = pages->ways, .rows = rows };

	self.scene = ct_scene_new(pages->input->text, id, title,
				  "Every checkpoint, the way back to it, how long that takes, what "
				  "is lost by it, and from where on there is none");
	self.scale = BARS_W / full_width(pages->ways);
	ct_sheet_begin(self.scene, CT_SHEET_W_PT, subtitle(&self));
	draw_rows(&self);
	ct_sheet_finish(self.scene, pages->input, self.y + 14);
	g_ptr_array_add(pages->scenes, self.scene);
}

static void
add_pages(Pages *pages, const GArray *rows)
{
	for (guint first = 0; first < rows->len; first += MAX_ROWS) {
		g_autoptr(GArray) part = g_array_new(FALSE, FALSE, sizeof(CtWay));

		g_array_append_vals(part, &g_array_index(rows, CtWay, first),
				    MIN(MAX_ROWS, rows->len - first));
		add_page(pages, part);
	}
}

/* Of @all rows those that share one in @folded. */
static GArray *
find_folded(const CtWays *all, const CtWays *folded)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(CtWay));
	guint at = 0;

	for (guint i = 0; i < all->rows->len; i++) {
		const CtWay *row = ct_ways_row(all, i);

		while (ct_ways_row(folded, at)->last < row->first)
			at++;
		if (ct_ways_row(folded, at)->folded)
			g_array_append_vals(rows, row, 1);
	}
	return rows;
}

void
ct_view_rollback(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtWays) all = ct_ways_new(input->plan, FALSE);
	g_autoptr(CtWays) folded = ct_ways_new(input->plan, TRUE);
	g_autoptr(GArray) rest = find_folded(all, folded);
	Pages pages = { input, all, 1, 0, scenes };

	if (all->rows->len == 0)
		return;
	if (all->rows->len <= MAX_ROWS) {
		add_pages(&pages, all->rows);
		return;
	}
	if (rest->len > MAX_ROWS * MAX_PAGES)
		g_array_set_size(rest, MAX_ROWS * MAX_PAGES);
	pages.count = (folded->rows->len + MAX_ROWS - 1) / MAX_ROWS +
		      (rest->len + MAX_ROWS - 1) / MAX_ROWS;
	add_pages(&pages, folded->rows);
	add_pages(&pages, rest);
}
