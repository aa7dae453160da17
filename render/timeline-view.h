/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/frame.h"
#include "render/layout.h"
#include "render/timeline.h"

/*
 * What view-timeline.c and timeline-lanes.c share while the timeline is drawn; private to them.
 */

#define CT_TIMELINE_LABEL_W	 158.0
#define CT_TIMELINE_SITE_H	 16.0
#define CT_TIMELINE_BAR_MIN_W	 12.0
#define CT_TIMELINE_SETTLE_MIN_W 4.0

typedef struct {
	CtScene *scene;
	const CtPlan *plan;
	const CtTimeline *timeline;
	CtAxis *axis;
	double first_x; /* where the axis begins, and where it ends */
	double end_x;
	double no_return_x;  /* the line that no label may cross; negative: there is none */
	double y;	     /* where the next band begins */
	double top;	     /* of the bands, below the marks */
	double row_h;	     /* of a row of a lane */
	guint *rows;	     /* rows of each lane */
	CtInterval **places; /* of each lane: one for each bar */
	gboolean sum;	     /* of a plan whose steps fill more than a few sheets */
} CtTimelineView;

/* Height of the band of checkpoints. */
#define CT_TIMELINE_CHECK_H 56.0

/* Finds rows for the bars of every lane; the axis must be solved. */
void ct_timeline_pack(CtTimelineView *self);
double ct_timeline_lane_height(const CtTimelineView *self, guint index);
/* Is @lane the first of its site, under a heading? */
gboolean ct_timeline_opens_site(const CtTimelineView *self, guint index);

/* One row of names at self->y, and the line under it; moves down. */
void ct_timeline_draw_label(CtTimelineView *self, double height, const char *name);
/* Names and separators of the lanes; the bars come later, above shades and guides. */
void ct_timeline_draw_lanes(CtTimelineView *self);
void ct_timeline_draw_bars(CtTimelineView *self, double y);

/* timeline-checkpoints.c: */
void ct_timeline_need_checkpoints(CtTimelineView *self);
double ct_timeline_checkpoint_x(const CtTimelineView *self, guint index);
/* The band at self->y; moves down. */
void ct_timeline_draw_checkpoints(CtTimelineView *self);
/* A thin line from @y down to @bottom for each checkpoint that opens a phase or a cutover. */
void ct_timeline_draw_guides(CtTimelineView *self, double y, double bottom);

/* timeline-dates.c: what there is with a calendar only. */
void ct_timeline_need_windows(CtTimelineView *self);
double ct_timeline_windows_height(const CtTimelineView *self);
/* The band at self->y; moves down. */
void ct_timeline_draw_windows(CtTimelineView *self);
/* How long the plan takes, or from when to when; newly allocated. */
char *ct_timeline_tell_time(const CtTimelineView *self);
/* The line under the bar of a critical step. */
void ct_timeline_draw_critical(CtTimelineView *self, const CtPlanStep *step, double y);
/* "; Sat 2026-10-24 20:00 by person 1; slack 2 h ...", "" without a calendar; kept by the scene. */
const char *ct_timeline_describe_dates(const CtTimelineView *self, const CtPlanStep *step);
