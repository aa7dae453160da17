/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a calendar adds to the timeline: the windows in which something is done, as a band of their
 * own above the users, and the critical path as a line under its bars.
 */
#include "render/timeline-view.h"

#include "render/dates.h"

#define SUM_WINDOW_W 3.0
#define WINDOW_H     14.0

void
ct_timeline_need_windows(CtTimelineView *self)
{
	for (guint i = 0; i < self->timeline->windows->len; i++) {
		const CtWindow *window = &g_array_index(self->timeline->windows, CtWindow, i);

		ct_axis_need(self->axis, window->start, window->end,
			     self->sum ? SUM_WINDOW_W : CT_TIMELINE_BAR_MIN_W);
	}
}

double
ct_timeline_windows_height(const CtTimelineView *self)
{
	return self->timeline->windows->len > 0 ? WINDOW_H : 0;
}

void
ct_timeline_draw_windows(CtTimelineView *self)
{
	for (guint i = 0; i < self->timeline->windows->len; i++) {
		const CtWindow *window = &g_array_index(self->timeline->windows, CtWindow, i);
		double x1 = ct_axis_x(self->axis, window->start);
		double x2 = ct_axis_x(self->axis, window->end);
		g_autofree char *text = ct_dates_span_text(window->text);

		ct_scene_begin(self->scene,
			       (CtMeaning){
				       .title = ct_scene_printf(self->scene, "Window: %s", text) });
		ct_scene_box(self->scene, CT_STYLE_WINDOW,
			     (CtRect){ x1, self->y + 3, x2 - x1, WINDOW_H - 6 });
		ct_scene_end(self->scene);
	}
	if (self->timeline->windows->len > 0)
		ct_timeline_draw_label(self, WINDOW_H, "Windows");
}

void
ct_timeline_draw_critical(CtTimelineView *self, const CtPlanStep *step, double y)
{
	double from = ct_axis_x(self->axis, step->start_minute);
	double to = ct_axis_x(self->axis, step->start_minute + step->minutes);

	if (self->plan->starts != NULL && step->critical)
		ct_scene_line(self->scene, CT_STYLE_CRITICAL, from, y, to, y);
}

const char *
ct_timeline_describe_dates(const CtTimelineView *self, const CtPlanStep *step)
{
	g_autofree char *start = NULL;
	g_autofree char *slack = ct_dates_slack(step);
	g_autofree char *room = ct_dates_room(step);

	if (step->start == NULL)
		return "";
	start = ct_dates_text(step->start);
	return ct_scene_printf(self->scene, "; %s%s; %s%s%s", start,
			       step->person > 0
				       ? ct_scene_printf(self->scene, " by person %u", step->person)
				       : "",
			       slack, room != NULL ? "; may be " : "", room != NULL ? room : "");
}

char *
ct_timeline_tell_time(const CtTimelineView *self)
{
	const CtPlan *whole = ct_plan_whole(self->plan);
	g_autofree char *time = ct_text_minutes(self->timeline->end);

	if (whole->starts == NULL || whole->ends == NULL || whole->time_zone == NULL)
		return g_strconcat(time, " with settling", NULL);
	return g_strdup_printf("%.10s to %.10s, %s", whole->starts, whole->ends, whole->time_zone);
}
