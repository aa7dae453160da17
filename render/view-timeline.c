/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan timeline.
 *
 * Three bands stand on one axis: users (waves, and how many have moved), checkpoints with the way
 * back from each, and the lanes.  The axis is elastic (layout.c): a plan is mostly short steps and
 * long waits, and a reviewer reads the order, the windows and the points to return to, not minutes
 * off a ruler; the minutes stand in the description of every bar.
 */
#include "render/view-timeline.h"

#include <string.h>

#include "render/sheet.h"
#include "render/timeline-view.h"

#define AXIS_W 980.0
/* A sum fills a sheet of A3, its least type being 8 points; it is drawn where the steps need several. */
#define SUM_AXIS_W  (SUM_SHEET_W - AXIS_X - SUM_LABEL_W - CT_FRAME_PAD_PT)
#define SUM_SHEET_W 1302.0
/* of the lanes; legend and title block stand below them */
#define FULL_SHEET_H  700.0
#define MANY_SHEETS_W (2.5 * CT_SHEET_W_PT)
#define CHECK_W	      24.0
#define TICK_H	      20.0
#define MARK_H	      18.0
#define WAVE_H	      34.0
#define WAVE_MIN_W    116.0
#define MANY_WAVES    10
#define SMALL_WAVE_W  60.0
#define SUM_WAVE_PAD  1.0
#define SUM_BAR_W     12.0
#define SUM_LABEL_W   46.0 /* for labels behind the last bars */
#define CURVE_H	      30.0
#define LEGEND_MAX_W  1110.0
#define PART_MIN_W    3.0
#define TICK_MIN_W    46.0
#define AXIS_X	      (CT_FRAME_PAD_PT + CT_TIMELINE_LABEL_W)

static const CtPlanStep *
step_at(const CtTimelineView *self, guint index)
{
	return &g_array_index(self->plan->steps, CtPlanStep, index);
}

static double
x_of(const CtTimelineView *self, guint64 minute)
{
	return ct_axis_x(self->axis, minute);
}

/* Within a group, each step must be seen, but in a sum. */
static void
need_parts(CtTimelineView *self, const CtBar *bar)
{
	for (guint i = 0; !self->sum && i < bar->steps->len; i++) {
		const CtPlanStep *step = step_at(self, g_array_index(bar->steps, guint, i));

		ct_axis_need(self->axis, step->start_minute, step->start_minute + step->minutes,
			     PART_MIN_W);
	}
}

static CtStyleId
wave_style(const CtPlanWave *wave)
{
	if (g_str_equal(wave->kind, "test"))
		return CT_STYLE_WAVE_TEST;
	return g_str_equal(wave->kind, "pilot") ? CT_STYLE_WAVE_PILOT : CT_STYLE_WAVE_PRODUCTION;
}

/* "03" for "wave-03", "03-05" for several in a digest. */
static const char *
wave_number(const CtPlanWave *wave)
{
	return g_str_has_prefix(wave->id, "wave-") ? wave->id + strlen("wave-") : wave->id;
}

/* So wide that the number of the wave and that of its users can be read. */
static double
sum_wave_width(const CtTimelineView *self, const CtPlanStep *step)
{
	const CtPlanWave *wave = ct_plan_find_wave(self->plan, step->wave);
	g_autofree char *users = NULL;
	double width;

	if (wave == NULL)
		return 0;
	users = ct_text_count(wave->users);
	width = MAX(ct_text_width(self->scene->text, CT_STYLE_WAVE_TEXT, wave_number(wave)),
		    ct_text_width(self->scene->text, CT_STYLE_WAVE_TEXT, users));
	return width + 2 * SUM_WAVE_PAD + 2.5;
}

/* Tells the axis what has to be read where. */
static void
state_needs(CtTimelineView *self)
{
	double wave_w = self->plan->waves->len > MANY_WAVES ? SMALL_WAVE_W : WAVE_MIN_W;

	ct_axis_need(self->axis, 0, self->timeline->end, 0);
	ct_timeline_need_windows(self);
	for (guint i = 0; i < self->timeline->lanes->len; i++) {
		const CtLane *lane = ct_timeline_lane(self->timeline, i);

		for (guint j = 0; j < lane->bars->len; j++) {
			const CtBar *bar = ct_lane_bar(lane, j);

			ct_axis_need(self->axis, bar->start, bar->end,
				     self->sum && bar->steps->len > 1 ? SUM_BAR_W
								      : CT_TIMELINE_BAR_MIN_W);
			need_parts(self, bar);
			ct_axis_need(self->axis, bar->end, bar->settle, CT_TIMELINE_SETTLE_MIN_W);
			ct_axis_busy(self->axis, bar->start, bar->settle);
		}
	}
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = step_at(self, i);

		if (step->wave == NULL)
			continue;
		ct_axis_need(self->axis, step->start_minute,
			     step->start_minute + step->minutes + step->settle_minutes,
			     self->sum ? sum_wave_width(self, step) : wave_w);
	}
	ct_timeline_need_checkpoints(self);
}

static void
draw_wave(CtTimelineView *self, const CtPlanWave *wave, const CtPlanStep *step)
{
	guint64 end = step->start_minute + step->minutes;
	CtRect rect = { x_of(self, step->start_minute), self->y + 6, 0, WAVE_H - 8 };
	double settled = x_of(self, end + step->settle_minutes);
	g_autofree char *users = ct_text_counted(wave->users, "user", "users");
	g_autofree char *count = ct_text_count(wave->users);
	g_autofree char *takes = ct_text_minutes(step->minutes);
	const char *name = ct_scene_printf(self->scene, "%s %s", wave->id, wave->kind);
	double name_w = ct_text_width(self->scene->text,
				      self->sum ? CT_STYLE_WAVE_TEXT : wave_style(wave), name);
	double pad;

	rect.w = settled - rect.x - 2;
	pad = self->sum ? SUM_WAVE_PAD : 4;
	if (name_w > rect.w - 2 * pad)
		name = self->sum || wave->n_waves > 0 ? wave_number(wave) : wave->id;
	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = wave->id,
				    .title = ct_scene_printf(self->scene, "%s, %s: %s", wave->id,
							     wave->kind, users),
				    .desc = ct_scene_printf(self->scene, "%s moves it; takes %s",
							    step->id, takes),
				    .href = ct_scene_printf(self->scene, "#%s", wave->id) });
	ct_scene_box(self->scene, wave_style(wave), rect);
	ct_scene_text(self->scene, self->sum ? CT_STYLE_WAVE_TEXT : wave_style(wave),
		      (CtRect){ rect.x + pad, rect.y + 1, rect.w - 2 * pad, 13 }, CT_ALIGN_START,
		      name);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ rect.x + pad, rect.y + 12.5, rect.w - 2 * pad, 12 }, CT_ALIGN_START,
		      ct_text_width(self->scene->text, CT_STYLE_WAVE_TEXT, users) > rect.w - 2 * pad
			      ? count
			      : users);
	ct_scene_end(self->scene);
}

/* How many users are on the target, as steps up at the end of each wave. */
static void
draw_curve(CtTimelineView *self)
{
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
	double base = self->y + CURVE_H - 5;
	guint total = 0;
	guint moved = 0;
	CtPoint point = { AXIS_X, base };
	g_autofree char *label = NULL;
	CtRect room;

	for (guint i = 0; i < self->plan->waves->len; i++)
		total += g_array_index(self->plan->waves, CtPlanWave, i).users;
	label = ct_text_counted(total, "user", "users");
	g_array_append_val(points, point);
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = step_at(self, i);
		const CtPlanWave *wave = step->wave != NULL
						 ? ct_plan_find_wave(self->plan, step->wave)
						 : NULL;

		if (wave == NULL || total == 0)
			continue;
		point.x = x_of(self, step->start_minute + step->minutes);
		g_array_append_val(points, point);
		moved += wave->users;
		point.y = base - (CURVE_H - 14) * moved / total;
		g_array_append_val(points, point);
	}
	/* in a sum, where there is more room, and neither shade nor line: below the name of the band */
	room = (CtRect){ point.x + 6, point.y + 1, self->end_x - point.x - 10, 12 };
	if (self->sum)
		room = (CtRect){ CT_FRAME_PAD_PT + 8, base - 8, CT_TIMELINE_LABEL_W - 16, 12 };
	ct_scene_text(self->scene, CT_STYLE_MOVED, room, CT_ALIGN_START,
		      ct_scene_printf(self->scene, "%s on the target", label));
	point.x = self->end_x;
	g_array_append_val(points, point);
	ct_scene_path(self->scene, CT_STYLE_MOVED, (const CtPoint *)(const void *)points->data,
		      points->len);
}

static void
draw_waves(CtTimelineView *self)
{
	double y = self->y;

	if (self->plan->waves->len == 0)
		return;
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = step_at(self, i);
		const CtPlanWave *wave = step->wave != NULL
						 ? ct_plan_find_wave(self->plan, step->wave)
						 : NULL;

		if (wave != NULL)
			draw_wave(self, wave, step);
	}
	self->y += WAVE_H;
	draw_curve(self);
	self->y = y;
	ct_timeline_draw_label(self, WAVE_H + CURVE_H, "Users");
}

/* The days of a calendar, or hours of work where there is none. */
static const char *
tick_label(CtTimelineView *self, const CtPlanStep *step, guint64 minute)
{
	if (step != NULL)
		return ct_scene_printf(self->scene, "%.10s", step->start);
	return ct_scene_printf(self->scene, "%" G_GUINT64_FORMAT " h", minute / 60);
}

static void
draw_tick(CtTimelineView *self, double x, const char *label)
{
	ct_scene_line(self->scene, CT_STYLE_TICK, x, self->y + TICK_H - 4, x, self->y + TICK_H);
	ct_scene_text(self->scene, CT_STYLE_TICK, (CtRect){ x - 40, self->y, 80, TICK_H - 4 },
		      CT_ALIGN_MIDDLE, label);
}

/* Distance of ticks in hours: the least of a round series that leaves a readable number of them. */
static guint64
tick_hours(const CtTimelineView *self)
{
	static const guint64 series[] = { 1, 2, 4, 8, 24, 48, 120, 240, 480, 1200 };

	for (guint i = 0; i < G_N_ELEMENTS(series); i++) {
		if (self->timeline->end / 60 / series[i] <= 40)
			return series[i];
	}
	return series[G_N_ELEMENTS(series) - 1] * 10;
}

static void
draw_hours(CtTimelineView *self)
{
	guint64 hours = tick_hours(self);
	double last = -TICK_MIN_W;

	for (guint64 h = 0; h * 60 <= self->timeline->end; h += hours) {
		double x = x_of(self, h * 60);

		if (x - last < TICK_MIN_W)
			continue;
		draw_tick(self, x, tick_label(self, NULL, h * 60));
		last = x;
	}
}

static void
draw_days(CtTimelineView *self)
{
	const char *day = "";
	double last = 0;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = step_at(self, i);
		double x = x_of(self, step->start_minute);

		if (step->start == NULL || strncmp(step->start, day, 10) == 0 ||
		    x - last < TICK_MIN_W * 1.4)
			continue;
		draw_tick(self, x, tick_label(self, step, 0));
		day = step->start;
		last = x;
	}
}

static gboolean
has_calendar(const CtTimelineView *self)
{
	return self->plan->steps->len > 0 && step_at(self, 0)->start != NULL;
}

static void
draw_axis(CtTimelineView *self)
{
	double y = self->y + TICK_H;

	ct_scene_text(self->scene, CT_STYLE_DETAIL,
		      (CtRect){ CT_FRAME_PAD_PT + 8, self->y, CT_TIMELINE_LABEL_W - 60, TICK_H },
		      CT_ALIGN_START, has_calendar(self) ? "Date" : "Working time");
	if (has_calendar(self))
		draw_days(self);
	else
		draw_hours(self);
	ct_scene_line(self->scene, CT_STYLE_RULE, AXIS_X, y, self->end_x, y);
	for (guint i = 0; i + 1 < ct_axis_n_marks(self->axis); i++) {
		double x1 = x_of(self, ct_axis_mark(self->axis, i)) + 4;
		CtPoint zigzag[] = {
			{ x1, y }, { x1 + 3, y - 4 }, { x1 + 6, y + 4 }, { x1 + 9, y }
		};

		if (ct_axis_is_break(self->axis, i))
			ct_scene_path(self->scene, CT_STYLE_BREAK, zigzag, 4);
	}
	self->y = y;
}

static guint
no_return_step(const CtTimelineView *self)
{
	return self->plan->point_of_no_return != NULL
		       ? ct_plan_find_step(self->plan, self->plan->point_of_no_return)
		       : CT_NONE;
}

static double
no_return_x(const CtTimelineView *self)
{
	guint step = no_return_step(self);

	return step != CT_NONE ? x_of(self, step_at(self, step)->start_minute) : -1;
}

static const char *
no_return_label(CtTimelineView *self, guint step)
{
	return ct_scene_printf(self->scene, "Point of no return: %s", step_at(self, step)->id);
}

/* The plate of the point of no return; empty when there is none. */
static CtRect
no_return_plate(CtTimelineView *self)
{
	guint step = no_return_step(self);
	double width;
	double x;

	if (step == CT_NONE)
		return (CtRect){ 0 };
	width = ct_text_width(self->scene->text, CT_STYLE_NO_RETURN, no_return_label(self, step)) +
		14;
	x = x_of(self, step_at(self, step)->start_minute);
	return (CtRect){ MIN(x - 1.5, self->end_x - width), self->top - MARK_H + 1, width,
			 MARK_H - 4 };
}

/* Where the label of the outage stands: above its middle, but beside the point of no return. */
static double
outage_label_x(CtTimelineView *self, double middle, double width)
{
	double x = MAX(AXIS_X, MIN(middle - width / 2, self->end_x - width));
	CtRect plate = no_return_plate(self);

	if (plate.w <= 0 || x + width < plate.x || x > plate.x + plate.w)
		return x;
	if (plate.x - width - 6 >= AXIS_X)
		return plate.x - width - 6;
	return plate.x + plate.w + 6;
}

static void
draw_outage(CtTimelineView *self, double bottom)
{
	double x1 = x_of(self, self->timeline->outage_start);
	double x2 = x_of(self, self->timeline->outage_end);
	g_autofree char *time = ct_text_minutes(self->timeline->outage_end -
						self->timeline->outage_start);
	const char *label = ct_scene_printf(self->scene, "Federation outage, %s", time);
	double width = ct_text_width(self->scene->text, CT_STYLE_OUTAGE, label) + 2;
	double text_x = outage_label_x(self, (x1 + x2) / 2, width);

	if (self->timeline->outage_end == 0)
		return;
	ct_scene_begin(self->scene, (CtMeaning){ .id = "outage", .title = label });
	ct_scene_box(self->scene, CT_STYLE_OUTAGE,
		     (CtRect){ x1, self->top, x2 - x1, bottom - self->top });
	ct_scene_text(self->scene, CT_STYLE_OUTAGE,
		      (CtRect){ text_x, self->top - MARK_H, width, MARK_H }, CT_ALIGN_MIDDLE,
		      label);
	ct_scene_end(self->scene);
}

static void
draw_no_return(CtTimelineView *self, double checks_end, double bottom)
{
	guint index = no_return_step(self);
	CtRect plate = no_return_plate(self);
	const char *label;
	double x;

	if (index == CT_NONE)
		return;
	label = no_return_label(self, index);
	x = x_of(self, step_at(self, index)->start_minute);
	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = "point-of-no-return",
				    .title = label,
				    .desc = step_at(self, index)->title,
				    .href = ct_scene_printf(self->scene, "#%s",
							    step_at(self, index)->id) });
	/* not through the name of the checkpoint that stands there */
	ct_scene_line(self->scene, CT_STYLE_NO_RETURN, x, self->top - 4, x,
		      checks_end - (self->sum ? 32 : 13));
	ct_scene_line(self->scene, CT_STYLE_NO_RETURN, x, checks_end - (self->sum ? 8 : 0), x,
		      bottom);
	ct_scene_box(self->scene, CT_STYLE_NO_RETURN, plate);
	ct_scene_text(self->scene, CT_STYLE_NO_RETURN,
		      (CtRect){ plate.x + 6, plate.y, plate.w - 10, plate.h }, CT_ALIGN_START,
		      label);
	ct_scene_end(self->scene);
}

static const char *
subtitle(CtTimelineView *self)
{
	const CtPlan *whole = ct_plan_whole(self->plan);
	g_autofree char *steps = ct_text_counted(whole->steps->len, "step", "steps");
	g_autofree char *waves = ct_text_counted(whole->waves->len, "wave", "waves");
	g_autofree char *points = ct_text_counted(whole->checkpoints->len, "checkpoint",
						  "checkpoints");
	g_autofree char *time = ct_timeline_tell_time(self);

	const char *how = "The axis is elastic.";

	if (self->plan->whole != NULL)
		how = "Waves that follow each other out of one pool are drawn as one. The axis is "
		      "elastic.";
	if (self->sum)
		how = "Steps of a kind are one bar in each site; the next drawing has every step. "
		      "The axis is elastic.";
	return ct_scene_printf(self->scene, "%s, %s, %s; %s. %s", steps, waves, points, time, how);
}

static void
draw_content(CtTimelineView *self, const char *date)
{
	double lanes_y;
	double bottom;
	double checks_y;
	double legend_w = MIN(LEGEND_MAX_W, self->end_x - AXIS_X - CT_FRAME_BLOCK_W_PT - 30);
	double legend;

	draw_axis(self);
	self->y += MARK_H;
	self->top = self->y;
	bottom = self->y + ct_timeline_windows_height(self) +
		 (self->plan->waves->len > 0 ? WAVE_H + CURVE_H : 0) +
		 (self->plan->checkpoints->len > 0 ? CT_TIMELINE_CHECK_H : 0);
	checks_y = bottom;
	for (guint i = 0; i < self->timeline->lanes->len; i++) {
		bottom += ct_timeline_lane_height(self, i);
		bottom += ct_timeline_opens_site(self, i) ? CT_TIMELINE_SITE_H : 0;
	}
	lanes_y = self->y;
	self->y = checks_y;
	ct_timeline_draw_lanes(self);
	self->y = lanes_y;
	draw_outage(self, bottom);
	if (!self->sum)
		ct_timeline_draw_guides(self, checks_y, bottom);
	draw_no_return(self, checks_y, bottom);
	ct_timeline_draw_windows(self);
	draw_waves(self);
	ct_timeline_draw_checkpoints(self);
	ct_timeline_draw_bars(self, checks_y);
	self->scene->frozen.h = bottom + 1 - self->scene->frozen.y;
	legend = ct_frame_legend_height(self->scene, legend_w);
	ct_frame_legend(self->scene, AXIS_X, bottom + 12, legend_w);
	ct_frame_block(self->scene, self->plan, date, self->end_x - CT_FRAME_BLOCK_W_PT,
		       bottom + 14);
	ct_frame_page(self->scene, self->end_x + CT_FRAME_PAD_PT,
		      bottom + 14 + MAX(legend, CT_FRAME_BLOCK_H_PT) + 12);
}

/* @timeline: (transfer full) */
static CtScene *
draw(CtScene *scene, CtTimeline *timeline, const CtViewInput *input, gboolean sum)
{
	g_autoptr(CtTimeline) owned = timeline;
	g_autoptr(CtAxis) axis = ct_axis_new();
	g_autofree guint *rows = g_new0(guint, timeline->lanes->len + 1);
	g_autofree CtInterval **places = g_new0(CtInterval *, timeline->lanes->len + 1);
	CtTimelineView self = { .scene = scene,
				.plan = input->plan,
				.timeline = owned,
				.axis = axis,
				.y = CT_FRAME_TITLE_PT + 8,
				.rows = rows,
				.places = places,
				.sum = sum };

	state_needs(&self);
	self.first_x = AXIS_X;
	self.end_x = AXIS_X + ct_axis_solve(axis, AXIS_X, sum ? SUM_AXIS_W : AXIS_W) +
		     (sum ? SUM_LABEL_W : 0);
	self.no_return_x = no_return_x(&self);
	scene->frozen = (CtRect){ 0, self.y, AXIS_X - 6, 0 };
	ct_timeline_pack(&self);
	ct_frame_page(scene, self.end_x + CT_FRAME_PAD_PT, 100);
	ct_frame_title(scene, self.end_x - CT_FRAME_PAD_PT, scene->title, subtitle(&self));
	draw_content(&self, input->date);
	for (guint i = 0; i < owned->lanes->len; i++)
		g_free(places[i]);
	return scene;
}

/* @most: steps in one bar */
static CtScene *
draw_steps(const CtViewInput *input, const char *id, const char *title, guint most)
{
	CtScene *scene = ct_scene_new(input->text, id, title,
				      "Waves, checkpoints with their rollback paths, the point of "
				      "no return and every step, on one axis of time");

	return draw(scene, ct_timeline_fine(input->plan, input->estate, most), input, FALSE);
}

/* With as many bars as fill the height of its sheets, which steps of a kind in one bar leave blank.  The more
 * of them are one bar, the lower it is: the fewest that are low enough are found by halving. */
static CtScene *
draw_full(const CtViewInput *input, const char *id, const char *title)
{
	static const guint most[] = { 1, 2, 3, 4, 6, 9, 14, G_MAXUINT };
	guint low = 0, high = G_N_ELEMENTS(most) - 1;
	CtScene *best = NULL;

	while (low < high) {
		guint middle = (low + high) / 2;
		CtScene *scene = draw_steps(input, id, title, most[middle]);

		if (scene->frozen.y + scene->frozen.h > FULL_SHEET_H) {
			low = middle + 1;
			ct_scene_free(scene);
			continue;
		}
		high = middle;
		ct_scene_free(best);
		best = scene;
	}
	return best != NULL ? best : draw_steps(input, id, title, G_MAXUINT);
}

CtScene *
ct_view_timeline(CtText *text, const CtPlan *plan, const CtEstate *estate, const char *date)
{
	const CtViewInput input = { .text = text, .plan = plan, .estate = estate, .date = date };

	return draw_steps(&input, "timeline", "Plan timeline", G_MAXUINT);
}

void
ct_view_timelines(const CtViewInput *input, GPtrArray *scenes)
{
	const CtPlan *plan = input->plan;
	CtScene *scene;

	if (plan->checkpoints->len * CHECK_W + plan->waves->len * SMALL_WAVE_W <= MANY_SHEETS_W) {
		g_ptr_array_add(scenes, draw_steps(input, "timeline", "Plan timeline", G_MAXUINT));
		return;
	}
	scene = ct_scene_new(
		input->text, "timeline", "Plan timeline",
		"Waves, checkpoints, the point of no return and the work in each site, "
		"on one axis of time");
	g_ptr_array_add(scenes, draw(scene, ct_timeline_sum(plan, input->estate), input, TRUE));
	g_ptr_array_add(scenes, draw_full(input, "timeline-steps", "Plan timeline, every step"));
}
