/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The capacity curves.
 *
 * One small picture for each target pool, all of one size and with the same waves from left to right,
 * so that they can be compared at a glance.  Users only ever arrive, so each is a flight of stairs
 * below its limit.  Where the limit is far away the scale between is shortened, with a sign, as
 * otherwise a pool that has plenty of room would show nothing at all; the figure says how full it is.
 */
#include "render/view-capacity.h"

#include <string.h>

#include "render/frame.h"
#include "render/load.h"
#include "render/sheet.h"

#define MAX_PAGES 8
#define GAP_X	  20.0
#define GAP_Y	  16.0
#define HEAD_H	  32.0
#define TICKS_H	  15.0
#define LIMIT_TOP 16.0 /* room for the figure above the highest line */
/* Below this part of the limit the scale is shortened. */
#define FAR_PERCENT 30
#define NEAR_PART   0.66 /* of the height is the curve's then */

typedef struct {
	guint columns;
	guint rows;
	double height; /* of a panel */
	double width;  /* of the page */
} Grid;

typedef struct {
	const CtViewInput *input;
	const CtLoads *loads;
	CtScene *scene;
} Page;

/* How a panel maps users to heights. */
typedef struct {
	CtRect plot;
	double step;	  /* width of a wave; the users before the first one have one too */
	guint top;	  /* users at the upper edge of the curve's part */
	double near_h;	  /* height of that part */
	gboolean shorter; /* limits stand above it, out of scale */
} Scale;

static double
y_of(const Scale *scale, guint users)
{
	double bottom = scale->plot.y + scale->plot.h;

	return bottom - scale->near_h * users / MAX(1, scale->top);
}

static guint
highest(const CtLoads *loads, const CtLoad *row)
{
	guint users = ct_load_end(loads, row);

	return row->both != NULL && loads->n_waves > 0 ? MAX(users, row->both[loads->n_waves - 1])
						       : users;
}

static Scale
scale_of(const Page *self, const CtLoad *row, CtRect plot)
{
	Scale scale = { .plot = plot, .step = plot.w / (self->loads->n_waves + 1) };
	guint peak = highest(self->loads, row);
	guint limit = MAX(row->limit, row->limit_paired);

	scale.shorter = limit > 0 && ct_load_percent(self->loads, row) < FAR_PERCENT;
	scale.top = scale.shorter ? MAX(1, peak) : MAX(1, MAX(peak, limit));
	scale.near_h = scale.shorter ? plot.h * NEAR_PART : plot.h - LIMIT_TOP;
	return scale;
}

/* ---- A panel ---- */

/* A stair for each level that is held for some waves. */
static void
draw_stairs(Page *self, const Scale *scale, const CtLoad *row)
{
	guint n = self->loads->n_waves;
	guint first = 0; /* 0 is before the first wave */

	for (guint i = 1; i <= n + 1; i++) {
		guint users = first == 0 ? row->start : row->users[first - 1];
		double y = y_of(scale, users);

		if (i <= n && row->users[i - 1] == users)
			continue;
		if (users > 0)
			ct_scene_box(self->scene, CT_STYLE_LOAD,
				     (CtRect){ scale->plot.x + scale->step * first, y,
					       scale->step * (i - first),
					       scale->plot.y + scale->plot.h - y });
		first = i;
	}
}

static void
draw_both(Page *self, const Scale *scale, const CtLoad *row)
{
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

	for (guint i = 0; i < self->loads->n_waves; i++) {
		double y = y_of(scale, row->both[i]);
		CtPoint from = { scale->plot.x + scale->step * (i + 1), y };
		CtPoint to = { from.x + scale->step, y };

		g_array_append_val(points, from);
		g_array_append_val(points, to);
	}
	if (points->len > 0)
		ct_scene_path(self->scene, CT_STYLE_LOAD_BOTH,
			      (const CtPoint *)(const void *)points->data, points->len);
}

/* A limit with its figure above it, at the left, where the stairs are low. */
static void
draw_limit(Page *self, const Scale *scale, CtStyleId style, double y, const char *label)
{
	ct_scene_line(self->scene, style, scale->plot.x, y, scale->plot.x + scale->plot.w, y);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ scale->plot.x + 4, y - 13, scale->plot.w - 8, 12 }, CT_ALIGN_START,
		      label);
}

static void
draw_limits(Page *self, const Scale *scale, const CtLoad *row)
{
	g_autofree char *alone = ct_text_count(row->limit);
	g_autofree char *paired = ct_text_count(row->limit_paired);
	const char *label = ct_scene_printf(self->scene, "%s%s%s", alone,
					    row->limit_both > 0 ? " for both pools" : "",
					    row->guessed ? " at most: its servers are not known"
							 : "");
	double top = scale->plot.y + LIMIT_TOP;

	if (row->limit == 0)
		return;
	draw_limit(self, scale, CT_STYLE_LIMIT, scale->shorter ? top : y_of(scale, row->limit),
		   label);
	if (row->limit_paired > 0)
		draw_limit(self, scale, CT_STYLE_LIMIT_PAIRED,
			   scale->shorter ? top + 16 : y_of(scale, row->limit_paired),
			   ct_scene_printf(self->scene, "%s of its own", paired));
}

/* Between the curve and limits that are far away. */
static void
draw_break(Page *self, const Scale *scale)
{
	double y = scale->plot.y + scale->plot.h - scale->near_h - 5;

	for (guint side = 0; side < 2; side++) {
		double x = scale->plot.x + side * scale->plot.w;
		CtPoint zigzag[] = {
			{ x, y - 5 }, { x - 4, y - 2 }, { x + 4, y + 2 }, { x, y + 5 }
		};

		ct_scene_path(self->scene, CT_STYLE_SCALE_CUT, zigzag, G_N_ELEMENTS(zigzag));
	}
}

/* Numbers of waves below, as many as have room. */
static void
draw_ticks(Page *self, const Scale *scale)
{
	double y = scale->plot.y + scale->plot.h;
	double next = scale->plot.x;

	for (guint i = 0; i < self->loads->n_waves; i++) {
		const char *id = g_array_index(self->input->plan->waves, CtPlanWave, i).id;
		const char *label = g_str_has_prefix(id, "wave-") ? id + strlen("wave-") : id;
		double x = scale->plot.x + scale->step * (i + 1);
		double width = ct_text_width(self->scene->text, CT_STYLE_TICK, label);
		double left = x + scale->step / 2 - width / 2;

		if (left < next || left + width > scale->plot.x + scale->plot.w + 6)
			continue;
		ct_scene_line(self->scene, CT_STYLE_TICK, x, y, x, y + 3);
		ct_scene_text(self->scene, CT_STYLE_TICK,
			      (CtRect){ left, y + 2, width, TICKS_H - 3 }, CT_ALIGN_START, label);
		next = left + width + 8;
	}
}

static const char *
tell_fullness(Page *self, const CtLoad *row)
{
	g_autofree char *users = ct_text_counted(ct_load_end(self->loads, row), "user", "users");
	g_autofree char *start = ct_text_count(row->start);
	GString *out = g_string_new(users);
	const char *kept;

	if (row->start > 0)
		g_string_append_printf(out, ", %s of them before", start);
	if (row->partner != NULL)
		g_string_append_printf(out, "; backs up %s", row->partner);
	if (row->limit == 0)
		g_string_append(out, "; its limit is not known");
	kept = ct_scene_keep(self->scene, out->str);
	g_string_free(out, TRUE);
	return kept;
}

static const char *
describe(Page *self, const CtLoad *row)
{
	g_autoptr(GString) out = g_string_new("after each wave:");
	guint before = row->start;

	for (guint i = 0; i < self->loads->n_waves; i++) {
		const char *id = g_array_index(self->input->plan->waves, CtPlanWave, i).id;

		if (row->users[i] != before)
			g_string_append_printf(out, " %s %u;", id, row->users[i]);
		before = row->users[i];
	}
	g_string_truncate(out, out->len - 1);
	return ct_scene_keep(self->scene, out->str);
}

static void
draw_heading(Page *self, const CtLoad *row, CtRect rect)
{
	guint percent = ct_load_percent(self->loads, row);
	const char *part = percent > 0 ? ct_scene_printf(self->scene, "%u %%", percent) : "";
	double part_w = ct_text_width(self->scene->text, CT_STYLE_FIGURE, part) + 2;

	ct_scene_text(self->scene, CT_STYLE_STRONG,
		      (CtRect){ rect.x, rect.y, rect.w - part_w - 8, 15 }, CT_ALIGN_START,
		      row->site[0] != '\0'
			      ? ct_scene_printf(self->scene, "%s \xc2\xb7 %s", row->fqdn, row->site)
			      : row->fqdn);
	if (percent > 0)
		ct_scene_text(self->scene, CT_STYLE_FIGURE,
			      (CtRect){ rect.x + rect.w - part_w, rect.y, part_w, 15 },
			      CT_ALIGN_END, part);
	ct_scene_text(self->scene, CT_STYLE_DETAIL, (CtRect){ rect.x, rect.y + 14, rect.w, 14 },
		      CT_ALIGN_START, tell_fullness(self, row));
}

/* Users in the end, above the last stair; within it where a limit may be close. */
static void
draw_end(Page *self, const Scale *scale, const CtLoad *row)
{
	guint users = ct_load_end(self->loads, row);
	g_autofree char *label = ct_text_count(users);
	double y = y_of(scale, users) + (scale->shorter ? -13 : 1);

	ct_scene_text(self->scene, CT_STYLE_STRONG,
		      (CtRect){ scale->plot.x + scale->plot.w - 70,
				MIN(y, scale->plot.y + scale->plot.h - 13), 62, 12 },
		      CT_ALIGN_END, label);
}

static void
draw_panel(Page *self, const CtLoad *row, CtRect rect)
{
	CtRect plot = { rect.x, rect.y + HEAD_H, rect.w, rect.h - HEAD_H - TICKS_H };
	Scale scale = scale_of(self, row, plot);

	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = ct_sheet_subject(self->scene, "pool", row->fqdn),
				    .title = ct_scene_printf(self->scene, "%s: %s", row->fqdn,
							     tell_fullness(self, row)),
				    .desc = describe(self, row) });
	draw_heading(self, row, rect);
	ct_scene_box(self->scene, CT_STYLE_PLOT, plot);
	draw_stairs(self, &scale, row);
	if (row->both != NULL)
		draw_both(self, &scale, row);
	draw_limits(self, &scale, row);
	if (scale.shorter)
		draw_break(self, &scale);
	draw_ticks(self, &scale);
	draw_end(self, &scale, row);
	ct_scene_end(self->scene);
}

/* ---- Pages ---- */

/* So that a sheet is filled. */
static Grid
grid_of(guint panels)
{
	static const struct {
		guint most;
		Grid grid;
	} grids[] = {
		{ 1, { 1, 1, 420, 960 } },
		{ 2, { 2, 1, 500, 1080 } },
		{ 3, { 3, 1, 520, CT_SHEET_W_PT } },
		{ 4, { 2, 2, 310, CT_SHEET_W_PT } },
		{ 6, { 3, 2, 310, CT_SHEET_W_PT } },
		{ 8, { 4, 2, 310, CT_SHEET_W_PT } },
		{ 15, { 5, 3, 235, CT_SHEET_W_PT } },
		{ G_MAXUINT, { 5, 4, 172, CT_SHEET_W_PT } },
	};
	guint row = 0;

	while (panels > grids[row].most)
		row++;
	return grids[row].grid;
}

static gint
by_fullness(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtLoads *loads = data;
	const CtLoad *x = ct_loads_row(loads, *(const guint *)a);
	const CtLoad *y = ct_loads_row(loads, *(const guint *)b);
	guint full_x = ct_load_percent(loads, x);
	guint full_y = ct_load_percent(loads, y);

	if (full_x != full_y)
		return full_x > full_y ? -1 : 1;
	return *(const guint *)a < *(const guint *)b ? -1 : 1;
}

static gint
by_index(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a;
	guint y = *(const guint *)b;

	return x < y ? -1 : x > y;
}

/* The rows to draw, in their order: all, or the fullest if there are too many. */
static GArray *
choose_rows(const CtLoads *loads, guint most)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < loads->rows->len; i++)
		g_array_append_val(rows, i);
	if (rows->len <= most)
		return rows;
	g_array_sort_with_data(rows, by_fullness, (gpointer)loads);
	g_array_set_size(rows, most);
	g_array_sort(rows, by_index);
	return rows;
}

static const char *
subtitle(const Page *self, guint left_out)
{
	g_autofree char *pools = ct_text_counted(self->loads->rows->len, "target pool",
						 "target pools");
	const CtLoad *fullest = NULL;
	guint most = 0;

	for (guint i = 0; i < self->loads->rows->len; i++) {
		const CtLoad *row = ct_loads_row(self->loads, i);

		if (ct_load_percent(self->loads, row) > most) {
			most = ct_load_percent(self->loads, row);
			fullest = row;
		}
	}
	return ct_scene_printf(
		self->scene, "Users on %s after each wave, and the most that each carries%s%s%s.%s",
		pools, fullest != NULL ? "; the fullest is " : "",
		fullest != NULL ? fullest->fqdn : "",
		fullest != NULL ? ct_scene_printf(self->scene, ", at %u %% in the end", most) : "",
		left_out > 0 ? ct_scene_printf(self->scene, " %u that are less full are left out.",
					       left_out)
			     : "");
}

static void
add_page(const CtViewInput *input, const CtLoads *loads, const GArray *rows, guint number,
	 GPtrArray *scenes)
{
	Grid grid = grid_of(rows->len);
	guint per_page = grid.columns * grid.rows;
	guint count = (rows->len + per_page - 1) / per_page;
	guint first = (number - 1) * per_page;
	guint last = MIN(rows->len, first + per_page);
	double width = (grid.width - 2 * CT_FRAME_PAD_PT - (grid.columns - 1) * GAP_X) /
		       grid.columns;
	g_autofree char *id = number == 1 ? g_strdup("capacity")
					  : g_strdup_printf("capacity-%u", number);
	g_autofree char *title = count == 1 ? g_strdup("Capacity")
					    : g_strdup_printf("Capacity, page %u of %u", number,
							      count);
	Page self = { input, loads, NULL };
	double y = CT_SHEET_TOP_PT;

	self.scene = ct_scene_new(input->text, id, title,
				  "Users on each target pool after each wave, and its limits");
	ct_sheet_begin(self.scene, grid.width, subtitle(&self, loads->rows->len - rows->len));
	for (guint i = first; i < last; i++) {
		guint place = i - first;
		CtRect rect = { CT_FRAME_PAD_PT + (width + GAP_X) * (place % grid.columns),
				CT_SHEET_TOP_PT + (grid.height + GAP_Y) * (place / grid.columns),
				width, grid.height };

		draw_panel(&self, ct_loads_row(loads, g_array_index(rows, guint, i)), rect);
		y = rect.y + grid.height + GAP_Y;
	}
	ct_sheet_finish(self.scene, input, y);
	g_ptr_array_add(scenes, self.scene);
}

void
ct_view_capacity(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtLoads) loads = ct_loads_new(input->plan, input->estate);
	Grid grid = grid_of(loads->rows->len);
	guint per_page = grid.columns * grid.rows;
	g_autoptr(GArray) rows = choose_rows(loads, per_page * MAX_PAGES);

	for (guint first = 0; first < rows->len; first += per_page)
		add_page(input, loads, rows, first / per_page + 1, scenes);
}
