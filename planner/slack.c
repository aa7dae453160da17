/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How late a step may be.
 *
 * Two passes from the last step back to the first over the same schedule, with its order, its people
 * and its windows kept.  The first holds the end of the plan: what is left between a start and its
 * latest start is slack, and the steps without any are the critical path.  The second lets the end go and
 * holds only the windows: what is left is the room before some step misses its window, and the step
 * that would miss it is remembered.
 */
#include "planner/schedule.h"

typedef struct {
	const CtSchedule *schedule;
	const CtNetwork *network;
	CtCalendar *calendar; /* nullable */
	gint64 *bound;	      /* by step: what follows lets its work end by then */
	guint *cause;	      /* by step: the step whose window sets that bound, CT_NONE */
	gint64 *latest;	      /* by step: start; CT_NEVER when nothing holds it */
} Pass;

static void
hold(Pass *pass, guint step, gint64 end, guint cause)
{
	if (end >= pass->bound[step])
		return;
	pass->bound[step] = end;
	pass->cause[step] = cause;
}

static gint64
latest_start(Pass *pass, guint step)
{
	const CtTiming *timing = &pass->schedule->timings[step];
	gint64 work = pass->network->work[step];
	gint64 start;

	if (timing->in_window)
		hold(pass, step, timing->window.end, step);
	if (pass->bound[step] >= CT_NEVER)
		return CT_NEVER;
	if (pass->calendar == NULL || timing->in_window)
		return pass->bound[step] - work;
	start = ct_calendar_latest(pass->calendar, timing->hours, pass->bound[step], work);
	/* where it stands it may stay */
	return MAX(start, timing->start);
}

/* @finish: everything has settled by then; CT_NEVER when that does not matter */
static void
go_back(Pass *pass, gint64 finish)
{
	const CtNetwork *network = pass->network;
	gint64 behind = finish;
	guint behind_cause = CT_NONE;
	gint64 first = CT_NEVER;
	guint first_cause = CT_NONE;

	for (guint i = 0; i < network->n_steps; i++) {
		pass->bound[i] = CT_NEVER;
		pass->cause[i] = CT_NONE;
	}
	for (guint i = network->n_steps; i > 0; i--) {
		guint step = i - 1;
		const CtTiming *timing = &pass->schedule->timings[step];

		if (behind < CT_NEVER)
			hold(pass, step, behind - network->settle[step], behind_cause);
		if (timing->next != CT_NONE && pass->latest[timing->next] < CT_NEVER)
			hold(pass, step, pass->latest[timing->next], pass->cause[timing->next]);
		if (pass->calendar != NULL && first < CT_NEVER)
			hold(pass, step, first + network->work[step], first_cause);
		pass->latest[step] = latest_start(pass, step);
		if (pass->latest[step] < first) {
			first = pass->latest[step];
			first_cause = pass->cause[step];
		}
		for (guint k = network->first[step]; k < network->first[i]; k++)
			if (pass->latest[step] < CT_NEVER)
				hold(pass, network->before[k],
				     pass->latest[step] - network->settle[network->before[k]],
				     pass->cause[step]);
		if (network->barrier[step] && first < behind) {
			behind = first;
			behind_cause = first_cause;
		}
	}
}

static void
note_slack(const Pass *pass, CtPlan *plan)
{
	for (guint i = 0; i < plan->steps->len; i++) {
		CtPlanStep *step = &g_array_index(plan->steps, CtPlanStep, i);
		gint64 slack = pass->latest[i] - pass->schedule->timings[i].start;

		step->slack_minutes = (guint)CLAMP(slack, 0, G_MAXINT32);
		step->critical = slack <= 0;
	}
}

static void
note_room(const Pass *pass, CtPlan *plan)
{
	for (guint i = 0; i < plan->steps->len; i++) {
		CtPlanStep *step = &g_array_index(plan->steps, CtPlanStep, i);
		gint64 room = pass->latest[i] - pass->schedule->timings[i].start;

		if (pass->latest[i] >= CT_NEVER)
			continue;
		step->delay_minutes = (guint)CLAMP(room, 0, G_MAXINT32);
		if (pass->cause[i] != CT_NONE)
			step->breaks = ct_plan_step(plan, pass->cause[i])->id;
		if (step->delay_minutes < pass->calendar->fragile_minutes)
			g_ptr_array_add(plan->fragile, (gpointer)step->id);
	}
}

void
ct_schedule_find_slack(const CtSchedule *self, const CtNetwork *network, CtCalendar *calendar,
		       CtPlan *plan)
{
	g_autofree gint64 *bound = g_new0(gint64, network->n_steps + 1);
	g_autofree gint64 *latest = g_new0(gint64, network->n_steps + 1);
	g_autofree guint *cause = g_new0(guint, network->n_steps + 1);
	Pass pass = { self, network, calendar, bound, cause, latest };

	go_back(&pass, self->finish);
	note_slack(&pass, plan);
	if (calendar == NULL)
		return;
	go_back(&pass, calendar->end);
	note_room(&pass, plan);
}
