/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lanes of the timeline: rows for bars, and the bars.  A bar and its label are packed as one
 * thing into the rows of a lane, so labels cannot collide.
 */
#include "render/timeline-view.h"

#include <string.h>

#define ROW_H	  12.5
#define ROW_H_LOW 11.0
/* What the lowest sheet has room for below waves and checkpoints. */
#define SHEET_LANES_H 605.0
#define BAR_H	      10.0
/* Labels are short where there are many of them. */
#define TEXT_MAX_W  150.0
#define TEXT_WIDE_W 230.0
#define FEW_STEPS   60
/* The least that is seen of a step in a sum. */
#define PIECE_W 1.5

static const CtStyleId work_styles[CT_N_WORKS] = {
	[CT_WORK_PREPARE] = CT_STYLE_BAR_PREPARE, [CT_WORK_MERGE] = CT_STYLE_BAR_MERGE,
	[CT_WORK_USERS] = CT_STYLE_BAR_USERS,	  [CT_WORK_EDGE] = CT_STYLE_BAR_EDGE,
	[CT_WORK_APPS] = CT_STYLE_BAR_APPS,	  [CT_WORK_RETIRE] = CT_STYLE_BAR_RETIRE,
};

static const CtPlanStep *
step_at(const CtTimelineView *self, guint index)
{
	return &g_array_index(self->plan->steps, CtPlanStep, index);
}

static guint
first_step(const CtBar *bar)
{
	return g_array_index(bar->steps, guint, 0);
}

static const CtPlanStep *
last_step(const CtTimelineView *self, const CtBar *bar)
{
	return step_at(self, g_array_index(bar->steps, guint, bar->steps->len - 1));
}

static double
x_of(const CtTimelineView *self, guint64 minute)
{
	return ct_axis_x(self->axis, minute);
}

/* A title for a lane: "ocs01" is enough where the lane or the reader knows "ocs01.contoso.com". */
static char *
shorten(const char *title)
{
	g_auto(GStrv) words = g_strsplit(title, " ", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		char *dot = strchr(words[i], '.');
		gsize length = strlen(words[i]);
		char last;

		if (dot == NULL || dot == words[i] || !g_ascii_isalpha(dot[1]) ||
		    words[i][0] == '_' || strpbrk(words[i], "@*/") != NULL)
			continue;
		last = words[i][length - 1];
		if (g_ascii_isalnum(last)) {
			*dot = '\0';
		} else {
			dot[0] = last;
			dot[1] = '\0';
		}
	}
	return g_strjoinv(" ", words);
}

/* Steps of a digest stand for several waves. */
static const char *
count_waves(const CtTimelineView *self, const CtBar *bar)
{
	guint count = 0;
	g_autofree char *text = NULL;

	for (guint i = 0; i < bar->steps->len; i++) {
		const CtPlanStep *step = step_at(self, g_array_index(bar->steps, guint, i));
		const CtPlanWave *wave = step->wave != NULL
						 ? ct_plan_find_wave(self->plan, step->wave)
						 : NULL;

		count += wave != NULL && wave->n_waves > 0 ? wave->n_waves : 1;
	}
	text = ct_text_counted(count, "wave", "waves");
	return ct_scene_keep(self->scene, text);
}

static const char *
bar_label(const CtTimelineView *self, const CtBar *bar)
{
	const CtPlanStep *step = step_at(self, first_step(bar));
	g_autofree char *title = shorten(step->title);

	if (self->sum && bar->work == CT_WORK_USERS)
		return count_waves(self, bar);
	if (self->sum && bar->steps->len > 1)
		return ct_scene_printf(self->scene, "%u steps", bar->steps->len);
	if (bar->steps->len == 1)
		return ct_scene_printf(self->scene, "%s %s", step->id,
				       step->wave != NULL ? step->wave : title);
	return ct_scene_printf(self->scene, "%u steps, %s to %s", bar->steps->len, step->id,
			       last_step(self, bar)->id);
}

/* Labels to the right of a bar turn to its left where the drawing ends, and where they would run over the
 * point of no return. */
static gboolean
label_is_left(const CtTimelineView *self, const CtBar *bar, double width)
{
	double right = x_of(self, bar->settle);
	double left = x_of(self, bar->start) - width - 6;
	gboolean runs_over = right <= self->no_return_x && right + width + 6 > self->no_return_x;

	return right + width + 6 > self->end_x || (runs_over && left > self->first_x);
}

static double
label_width(const CtTimelineView *self, const CtBar *bar)
{
	double width = ct_text_width(self->scene->text, CT_STYLE_BAR_TEXT, bar_label(self, bar));

	return MIN(width + 0.5, self->plan->steps->len <= FEW_STEPS ? TEXT_WIDE_W : TEXT_MAX_W);
}

static gint
compare_starts(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtInterval *intervals = data;
	guint i = *(const guint *)a;
	guint j = *(const guint *)b;

	if (intervals[i].start < intervals[j].start)
		return -1;
	if (intervals[i].start > intervals[j].start)
		return 1;
	return i < j ? -1 : i > j;
}

/* Rows for the bars of a lane, with their labels. */
static void
pack_lane(CtTimelineView *self, guint index)
{
	const CtLane *lane = ct_timeline_lane(self->timeline, index);
	guint count = lane->bars->len;
	CtInterval *intervals = g_new0(CtInterval, count);
	g_autofree CtInterval *sorted = g_new0(CtInterval, count);
	g_autofree guint *order = g_new0(guint, count);

	for (guint i = 0; i < count; i++) {
		const CtBar *bar = ct_lane_bar(lane, i);
		double width = label_width(self, bar);
		gboolean left = label_is_left(self, bar, width);

		intervals[i].start = x_of(self, bar->start) - (left ? width + 4 : 0);
		intervals[i].end = x_of(self, bar->settle) + (left ? 0 : width + 4);
		order[i] = i;
	}
	g_qsort_with_data(order, (gint)count, sizeof(guint), compare_starts, intervals);
	for (guint i = 0; i < count; i++)
		sorted[i] = intervals[order[i]];
	self->rows[index] = ct_layout_pack(sorted, count, 8);
	for (guint i = 0; i < count; i++)
		intervals[order[i]].row = sorted[i].row;
	self->places[index] = intervals;
}

double
ct_timeline_lane_height(const CtTimelineView *self, guint index)
{
	return MAX(1, self->rows[index]) * self->row_h + 3;
}

static const char *
describe_bar(const CtTimelineView *self, const CtBar *bar)
{
	const CtPlanStep *step = step_at(self, first_step(bar));
	g_autofree char *work = ct_text_minutes(bar->end - bar->start);
	g_autofree char *settle = ct_text_minutes(bar->settle - bar->end);
	g_autofree char *start = ct_text_minutes(bar->start);

	return ct_scene_printf(self->scene,
			       "%s; starts after %s; takes %s; settles %s; reversible: %s%s",
			       step->rule, start, work, settle,
			       ct_reversible_to_string(step->reversible),
			       ct_timeline_describe_dates(self, step));
}

static const char *
title_bar(const CtTimelineView *self, const CtBar *bar)
{
	const CtPlanStep *step = step_at(self, first_step(bar));
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < bar->steps->len; i++) {
		step = step_at(self, g_array_index(bar->steps, guint, i));
		g_string_append_printf(text, "%s%s %s", i > 0 ? "; " : "", step->id, step->title);
	}
	return ct_scene_keep(self->scene, text->str);
}

/* A group shows its frame, and within it each step at its time. */
static void
draw_group(CtTimelineView *self, const CtBar *bar, double y)
{
	double x1 = x_of(self, bar->start);
	double x2 = x_of(self, bar->end);

	ct_scene_box(self->scene, CT_STYLE_SPAN, (CtRect){ x1, y, x2 - x1, BAR_H });
	for (guint i = 0; i < bar->steps->len; i++) {
		const CtPlanStep *step = step_at(self, g_array_index(bar->steps, guint, i));
		double from = x_of(self, step->start_minute);
		double to = x_of(self, step->start_minute + step->minutes);

		ct_scene_begin(self->scene, (CtMeaning){ .id = step->id,
							 .title = step->title,
							 .href = ct_scene_printf(self->scene, "#%s",
										 step->id) });
		ct_scene_box(self->scene, work_styles[bar->work],
			     (CtRect){ from, y + 1.5, to - from, BAR_H - 3 });
		ct_timeline_draw_critical(self, step, y + BAR_H - 0.5);
		ct_scene_end(self->scene);
	}
}

static void
draw_single(CtTimelineView *self, const CtBar *bar, double y)
{
	const CtStyle *style = ct_style(work_styles[bar->work]);
	CtRect rect = { x_of(self, bar->start), y, 0, BAR_H };

	rect.w = MAX(CT_TIMELINE_BAR_MIN_W - 2, x_of(self, bar->end) - rect.x);
	ct_scene_box(self->scene, work_styles[bar->work], rect);
	ct_scene_text(self->scene, work_styles[bar->work], rect, CT_ALIGN_MIDDLE,
		      ct_scene_printf(self->scene, "%c", style->legend[0]));
	ct_timeline_draw_critical(self, step_at(self, first_step(bar)), y + BAR_H + 0.75);
}

static void
draw_piece(CtTimelineView *self, CtWork work, double from, double to, double y)
{
	ct_scene_box(self->scene, work_styles[work],
		     (CtRect){ from, y + 1.5, to - from, BAR_H - 3 });
}

/* In a sum, what is nearly touching is one piece: steps have no names of their own there. */
static void
draw_pieces(CtTimelineView *self, const CtBar *bar, double y)
{
	double x = x_of(self, bar->start);
	double end = MAX(x_of(self, bar->end), x + PIECE_W);
	double from = x;
	double to = x;

	ct_scene_box(self->scene, CT_STYLE_SPAN, (CtRect){ x, y, end - x, BAR_H });
	for (guint i = 0; i < bar->steps->len; i++) {
		const CtPlanStep *step = step_at(self, g_array_index(bar->steps, guint, i));
		double start = x_of(self, step->start_minute);

		if (i > 0 && start > MAX(to, from + PIECE_W) + PIECE_W) {
			draw_piece(self, bar->work, from, MIN(MAX(to, from + PIECE_W), end), y);
			from = start;
		}
		to = MAX(to, x_of(self, step->start_minute + step->minutes));
		ct_timeline_draw_critical(self, step, y + BAR_H - 0.5);
	}
	draw_piece(self, bar->work, MIN(from, end - PIECE_W), MAX(to, end), y);
}

static void
draw_sum(CtTimelineView *self, const CtBar *bar, double y, const char *lane)
{
	const CtPlanStep *first = step_at(self, first_step(bar));
	const CtPlanStep *last = last_step(self, bar);
	g_autofree char *start = ct_text_minutes(bar->start);
	g_autofree char *end = ct_text_minutes(bar->end);
	g_autoptr(GString) ids = g_string_new(NULL);

	for (guint i = 0; i < bar->steps->len; i++)
		g_string_append_printf(ids, "%s%s", i > 0 ? ", " : "",
				       step_at(self, g_array_index(bar->steps, guint, i))->id);
	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = ct_scene_printf(self->scene, "steps:%s-%s:%s", first->id,
							  last->id, lane),
				    .title = ct_scene_printf(self->scene, "%s: %s", lane,
							     bar_label(self, bar)),
				    .desc = ct_scene_printf(self->scene, "%s; from %s to %s",
							    ids->str, start, end),
				    .href = ct_scene_printf(self->scene, "#%s", first->id) });
	draw_pieces(self, bar, y);
}

static void
draw_bar(CtTimelineView *self, const CtLane *lane, guint index, const CtInterval *place,
	 double lane_y)
{
	const CtBar *bar = ct_lane_bar(lane, index);
	double y = lane_y + 1.5 + place->row * self->row_h + (self->row_h - BAR_H) / 2;
	double x2 = x_of(self, bar->end);
	double x3 = x_of(self, bar->settle);
	double width = label_width(self, bar);
	gboolean left = label_is_left(self, bar, width);
	double text_x = left ? x_of(self, bar->start) - width - 4 : MAX(x3, x2) + 4;
	const CtPlanStep *step = step_at(self, first_step(bar));
	gboolean single = bar->steps->len == 1;

	if (self->sum)
		draw_sum(self, bar, y, lane->name);
	else
		ct_scene_begin(self->scene,
			       (CtMeaning){
				       .id = single && !bar->repeat ? step->id : NULL,
				       .title = title_bar(self, bar),
				       .desc = describe_bar(self, bar),
				       .href = ct_scene_printf(self->scene, "#%s", step->id) });
	if (bar->settle > bar->end)
		ct_scene_box(self->scene, CT_STYLE_SETTLE,
			     (CtRect){ x2, y + 1, x3 - x2, BAR_H - 2 });
	if (single && !self->sum)
		draw_single(self, bar, y);
	else if (!self->sum)
		draw_group(self, bar, y);
	ct_scene_text(self->scene, CT_STYLE_BAR_TEXT, (CtRect){ text_x, y, width, BAR_H },
		      left ? CT_ALIGN_END : CT_ALIGN_START, bar_label(self, bar));
	ct_scene_end(self->scene);
}

void
ct_timeline_draw_label(CtTimelineView *self, double height, const char *name)
{
	ct_scene_text(self->scene, CT_STYLE_LANE,
		      (CtRect){ CT_FRAME_PAD_PT + 8, self->y, CT_TIMELINE_LABEL_W - 16,
				MIN(height, 21) },
		      CT_ALIGN_START, name);
	ct_scene_line(self->scene, CT_STYLE_LANE, CT_FRAME_PAD_PT, self->y + height, self->end_x,
		      self->y + height);
	self->y += height;
}

static void
draw_site_label(CtTimelineView *self, const char *name)
{
	CtRect rect = { CT_FRAME_PAD_PT, self->y, self->end_x - CT_FRAME_PAD_PT,
			CT_TIMELINE_SITE_H };

	ct_scene_box(self->scene, CT_STYLE_LANE_SITE, rect);
	ct_scene_text(self->scene, CT_STYLE_LANE_SITE,
		      (CtRect){ rect.x + 8, rect.y, CT_TIMELINE_LABEL_W - 16, CT_TIMELINE_SITE_H },
		      CT_ALIGN_START, name);
	self->y += CT_TIMELINE_SITE_H;
}

void
ct_timeline_draw_lanes(CtTimelineView *self)
{
	for (guint i = 0; i < self->timeline->lanes->len; i++) {
		const CtLane *lane = ct_timeline_lane(self->timeline, i);

		if (ct_timeline_opens_site(self, i))
			draw_site_label(self, self->timeline->sites->pdata[lane->site]);
		ct_timeline_draw_label(self, ct_timeline_lane_height(self, i), lane->name);
		ct_scene_break(self->scene, self->y);
	}
}

void
ct_timeline_draw_bars(CtTimelineView *self, double y)
{
	for (guint i = 0; i < self->timeline->lanes->len; i++) {
		const CtLane *lane = ct_timeline_lane(self->timeline, i);

		if (ct_timeline_opens_site(self, i))
			y += CT_TIMELINE_SITE_H;
		for (guint j = 0; j < lane->bars->len; j++)
			draw_bar(self, lane, j, &self->places[i][j], y);
		y += ct_timeline_lane_height(self, i);
	}
}

static double
lanes_height(const CtTimelineView *self)
{
	double height = 0;

	for (guint i = 0; i < self->timeline->lanes->len; i++)
		height += ct_timeline_lane_height(self, i) +
			  (ct_timeline_opens_site(self, i) ? CT_TIMELINE_SITE_H : 0);
	return height;
}

/* Rows are lower where a second row of sheets is saved so. */
void
ct_timeline_pack(CtTimelineView *self)
{
	self->row_h = ROW_H;
	for (guint i = 0; i < self->timeline->lanes->len; i++)
		pack_lane(self, i);
	if (lanes_height(self) <= SHEET_LANES_H)
		return;
	self->row_h = ROW_H_LOW;
	if (lanes_height(self) > SHEET_LANES_H)
		self->row_h = ROW_H;
}

gboolean
ct_timeline_opens_site(const CtTimelineView *self, guint index)
{
	const CtLane *lane = ct_timeline_lane(self->timeline, index);

	if (lane->kind == CT_OBJECT_SITE || lane->kind == CT_OBJECT_DEPLOYMENT)
		return FALSE;
	return index == 0 || ct_timeline_lane(self->timeline, index - 1)->site != lane->site;
}
