/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/calendar.h"
#include "planner/network.h"

/* CtSchedule: when each step of a plan is done, and by whom. */

typedef struct {
	gint64 start;  /* instants (planner/zone.h); without a calendar minutes from the start */
	gint64 end;    /* of the work */
	guint person;  /* from 1; 0 without a calendar */
	guint next;    /* the step that this person does after it; CT_NONE */
	CtHours hours; /* that it keeps to */
	gboolean in_window; /* they end */
	CtSpan window;	    /* that it has to be done in, when @in_window */
} CtTiming;

typedef struct {
	guint n_steps;
	CtTiming *timings;
	gint64 start;	/* of the first step */
	gint64 finish;	/* everything is done and has settled */
	guint failed;	/* first step of what finds no time; CT_NONE */
	CtHours hours;	/* that it keeps to */
	gint64 minutes; /* that it needs without a break */
	gint64 from;	/* from when on was searched */
} CtSchedule;

/* @calendar: (nullable): without it, work goes on day and night with as many people as can be used. */
CtSchedule *ct_schedule_new(const CtNetwork *network, const CtPlan *plan, CtCalendar *calendar);
void ct_schedule_free(CtSchedule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSchedule, ct_schedule_free)

/* Is every step placed, and the last one done by the end of the calendar? */
gboolean ct_schedule_holds(const CtSchedule *self, const CtCalendar *calendar);

/* In the calendar: the key of "moving a wave takes its time". */
#define CT_DROP_WAVE_MINUTES "waves.minutes"
/* @work: (inout): by step: minutes; a wave takes as long as one user then */
void ct_schedule_shorten_waves(const CtPlan *plan, guint *work);

/**
 * ct_schedule_explain (schedule-conflict.c):
 * @out_conflicts: of CtConflict; why there is no schedule: smallest sets of keys of the intent, and what
 *   each would have to be
 */
void ct_schedule_explain(const CtDraft *draft, const CtNetwork *network, GPtrArray *out_conflicts);

/**
 * ct_schedule_find_slack (slack.c):
 *
 * Fills in slack, critical path and the room before a window is missed.
 */
void ct_schedule_find_slack(const CtSchedule *self, const CtNetwork *network, CtCalendar *calendar,
			    CtPlan *plan);
