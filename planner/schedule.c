/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When each step is done.
 *
 * Steps are placed in the order of the plan, each as early as it may begin: behind everything that it
 * waits for and that has settled, not before the step listed before it, when somebody is free, in the
 * hours that it keeps to (serial schedule generation, Kelley 1963).  Two rules keep what the checker
 * proves of the order true of the clock:
 *
 * 1. A checkpoint is a state to return to, so that all work before it has settled before any work
 *    behind it begins.  Side by side are only steps between two checkpoints.
 * 2. The federation outage is one piece, with all hands, within one window.
 *
 * Without a calendar the plan stays what it was, one step after the other; the same network with as
 * many people as can be used then gives the critical path.
 */
#include "planner/schedule.h"

#include <string.h>

#include "planner/go-on.h"

/* Of the year 8999: dates have ten characters, and who plans for longer has mistyped a duration. */
#define LAST_MINUTE (8999 * (gint64)525969 - 1970 * (gint64)525969)

typedef struct {
	const CtNetwork *network;
	const CtPlan *plan;
	CtCalendar *calendar; /* nullable */
	CtSchedule *schedule;
	guint n_people;
	gint64 *is_free; /* by person: from when on */
	guint *last;	 /* by person: the last step, CT_NONE */
	gint64 settled;	 /* everything so far */
	gint64 barrier;	 /* no step begins before */
	gint64 previous; /* start of the step listed before */
} Clock;

static gint64
settled_at(const Clock *clock, guint step)
{
	return clock->schedule->timings[step].end + clock->network->settle[step];
}

/* When the steps that @step waits for have settled, those from @from on only. */
static gint64
wait_for(const Clock *clock, guint step, guint from)
{
	const CtNetwork *network = clock->network;
	gint64 ready = clock->barrier;

	for (guint k = network->first[step]; k < network->first[step + 1]; k++)
		if (network->before[k] >= from)
			ready = MAX(ready, settled_at(clock, network->before[k]));
	return ready;
}

/* Who is free first; of several, the first. */
static guint
find_person(const Clock *clock)
{
	guint best = 0;

	for (guint i = 1; i < clock->n_people; i++)
		if (clock->is_free[i] < clock->is_free[best])
			best = i;
	return best;
}

static void
place(Clock *clock, guint step, gint64 start, guint person)
{
	CtTiming *timing = &clock->schedule->timings[step];

	timing->start = start;
	timing->end = start + clock->network->work[step];
	timing->next = CT_NONE;
	timing->person = person + 1;
	if (clock->last[person] != CT_NONE)
		clock->schedule->timings[clock->last[person]].next = step;
	clock->last[person] = step;
	clock->is_free[person] = timing->end;
	clock->previous = start;
	clock->settled = MAX(clock->settled, settled_at(clock, step));
}

static gboolean
fail(Clock *clock, guint step, CtHours hours, gint64 minutes, gint64 from)
{
	clock->schedule->failed = step;
	clock->schedule->hours = hours;
	clock->schedule->minutes = minutes;
	clock->schedule->from = from;
	return FALSE;
}

/* What is open is not done before the calendar of the intent begins. */
static gint64
not_before(const Clock *clock, guint step)
{
	return ct_go_on_is_done(ct_plan_step(clock->plan, step)) ? clock->calendar->start
								 : clock->calendar->resume;
}

static gboolean
place_step(Clock *clock, guint step)
{
	const CtPlanStep *row = ct_plan_step(clock->plan, step);
	CtHours hours = ct_calendar_hours(clock->calendar, row->rule, row->wave != NULL);
	guint person = find_person(clock);
	gint64 ready = MAX(wait_for(clock, step, 0), not_before(clock, step));
	gint64 from = MAX(MAX(ready, clock->previous), clock->is_free[person]);
	CtTiming *timing = &clock->schedule->timings[step];
	gint64 start = ct_calendar_earliest(clock->calendar, hours, from,
					    clock->network->work[step], &timing->window);

	if (start == CT_NEVER)
		return fail(clock, step, hours, clock->network->work[step], from);
	timing->hours = hours;
	timing->in_window = hours != CT_HOURS_ADMIN && timing->window.end < CT_NEVER;
	place(clock, step, start, person);
	return TRUE;
}

/* Places the outage from instant @from on, as if every hour were open; returns when its work ends. */
static gint64
place_block(Clock *clock, gint64 from)
{
	gint64 end = from;

	for (guint i = 0; i < clock->n_people; i++)
		clock->is_free[i] = from;
	clock->previous = clock->settled = clock->barrier = from;
	for (guint step = clock->network->outage; step < clock->network->outage_end; step++) {
		guint person = find_person(clock);

		if (clock->network->barrier[step])
			clock->barrier = clock->settled;
		place(clock, step,
		      MAX(MAX(wait_for(clock, step, clock->network->outage), clock->previous),
			  clock->is_free[person]),
		      person);
		end = MAX(end, clock->schedule->timings[step].end);
	}
	return end;
}

/* Everything before it has settled by then, and everybody is free: the network has a barrier there. */
static gboolean
place_outage(Clock *clock)
{
	const CtNetwork *network = clock->network;
	gint64 from = MAX(clock->previous, clock->barrier);
	CtSpan window = { 0, 0 };
	gint64 minutes, start;

	for (guint step = network->outage; step < network->outage_end; step++)
		from = MAX(from, not_before(clock, step));
	minutes = place_block(clock, from) - from;
	start = ct_calendar_earliest(clock->calendar, CT_HOURS_OUTAGE, from, minutes, &window);
	if (start == CT_NEVER)
		return fail(clock, network->outage, CT_HOURS_OUTAGE, minutes, from);
	for (guint i = 0; i < clock->n_people; i++)
		clock->last[i] = CT_NONE;
	place_block(clock, start);
	for (guint step = network->outage; step < network->outage_end; step++) {
		clock->schedule->timings[step].hours = CT_HOURS_OUTAGE;
		clock->schedule->timings[step].in_window = window.end < CT_NEVER;
		clock->schedule->timings[step].window = window;
	}
	return TRUE;
}

static void
run(Clock *clock)
{
	const CtNetwork *network = clock->network;

	for (guint step = 0; step < network->n_steps; step++) {
		if (network->barrier[step])
			clock->barrier = clock->settled;
		if (step == network->outage && network->outage_end > step &&
		    clock->calendar->windows_outage) {
			if (!place_outage(clock))
				return;
			step = network->outage_end - 1;
		} else if (!place_step(clock, step)) {
			return;
		}
	}
	clock->schedule->finish = clock->settled;
}

/* As early as the network lets them. */
static void
run_freely(Clock *clock)
{
	const CtNetwork *network = clock->network;

	for (guint step = 0; step < network->n_steps; step++) {
		CtTiming *timing = &clock->schedule->timings[step];

		if (network->barrier[step])
			clock->barrier = clock->settled;
		timing->start = wait_for(clock, step, 0);
		timing->end = timing->start + network->work[step];
		timing->next = CT_NONE;
		clock->settled = MAX(clock->settled, settled_at(clock, step));
	}
	clock->schedule->finish = clock->settled;
}

CtSchedule *
ct_schedule_new(const CtNetwork *network, const CtPlan *plan, CtCalendar *calendar)
{
	CtSchedule *self = g_new0(CtSchedule, 1);
	gint64 begin = calendar != NULL ? calendar->start : 0;
	guint n_people = calendar != NULL ? MIN(calendar->admins, network->n_steps + 1) : 1;
	g_autofree gint64 *is_free = g_new0(gint64, n_people + 1);
	g_autofree guint *last = g_new0(guint, n_people + 1);
	Clock clock = {
		network, plan, calendar, self, n_people, is_free, last, begin, begin, begin
	};

	self->n_steps = network->n_steps;
	self->timings = g_new0(CtTiming, network->n_steps + 1);
	self->failed = CT_NONE;
	for (guint i = 0; i < n_people; i++) {
		is_free[i] = begin;
		last[i] = CT_NONE;
	}
	if (calendar != NULL)
		run(&clock);
	else
		run_freely(&clock);
	self->start = network->n_steps > 0 ? self->timings[0].start : begin;
	return self;
}

void
ct_schedule_free(CtSchedule *self)
{
	if (self == NULL)
		return;
	g_free(self->timings);
	g_free(self);
}

gboolean
ct_schedule_holds(const CtSchedule *self, const CtCalendar *calendar)
{
	return self->failed == CT_NONE && self->finish <= MIN(calendar->end, LAST_MINUTE);
}

/* ---- Into the plan ---- */

static const char *
time_text(CtPlan *plan, const CtCalendar *calendar, gint64 instant)
{
	g_autofree char *text = ct_zone_format(calendar->zone, instant);

	return ct_plan_copy(plan, text);
}

static void
date_step(CtPlan *plan, const CtCalendar *calendar, const CtTiming *timing, CtPlanStep *step)
{
	CtPlanWave *wave = NULL;

	step->start = time_text(plan, calendar, timing->start);
	step->end = time_text(plan, calendar, timing->end);
	step->start_minute = (guint64)(timing->start - calendar->start);
	step->person = timing->person;
	if (!timing->in_window)
		return;
	step->window = ct_plan_printf(plan, "%s/%s",
				      time_text(plan, calendar, timing->window.start),
				      time_text(plan, calendar, timing->window.end));
	for (guint i = 0; step->wave != NULL && i < plan->waves->len; i++) {
		wave = &g_array_index(plan->waves, CtPlanWave, i);
		if (strcmp(wave->id, step->wave) == 0)
			wave->window = step->window;
	}
}

static void
date_plan(const CtSchedule *self, const CtIntent *intent, const CtCalendar *calendar, CtPlan *plan)
{
	for (guint i = 0; i < plan->steps->len; i++)
		date_step(plan, calendar, &self->timings[i],
			  &g_array_index(plan->steps, CtPlanStep, i));
	plan->starts = time_text(plan, calendar, calendar->start);
	plan->ends = time_text(plan, calendar, self->finish);
	plan->time_zone = ct_plan_text(
		plan, g_ptr_array_index(intent->values[CT_INTENT_CALENDAR_TIME_ZONE], 0));
	plan->makespan = (guint64)(self->finish - self->start);
}

static guint64
serial_minutes(const CtPlan *plan)
{
	guint64 minutes = 0;

	for (guint i = 0; i < plan->steps->len; i++)
		minutes += ct_plan_step(plan, i)->minutes + ct_plan_step(plan, i)->settle_minutes;
	return minutes;
}

/* The least that moving users takes (binding-waves.c). */
#define WAVE_MINUTES 15

void
ct_schedule_shorten_waves(const CtPlan *plan, guint *work)
{
	for (guint i = 0; i < plan->steps->len; i++)
		if (ct_plan_step(plan, i)->wave != NULL)
			work[i] = MIN(work[i], WAVE_MINUTES);
}

gboolean
ct_draft_schedule(CtDraft *self, GPtrArray *out_conflicts, GError **error)
{
	CtPlan *plan = self->plan;
	g_autoptr(CtCalendar) calendar = NULL;
	g_autoptr(CtSchedule) freely = NULL;
	g_autoptr(CtSchedule) dated = NULL;

	if (!ct_calendar_read(self->intent, 0, &calendar, error))
		return FALSE;
	ct_network_read_plan(self->network, plan);
	if (ct_draft_drops(self, CT_DROP_WAVE_MINUTES))
		ct_schedule_shorten_waves(plan, self->network->work);
	freely = ct_schedule_new(self->network, plan, NULL);
	plan->critical_path = (guint64)freely->finish;
	plan->makespan = serial_minutes(plan);
	if (calendar == NULL) {
		ct_schedule_find_slack(freely, self->network, NULL, plan);
		return TRUE;
	}
	dated = ct_schedule_new(self->network, plan, calendar);
	if (!ct_schedule_holds(dated, calendar)) {
		ct_schedule_explain(self, self->network, out_conflicts);
		return FALSE;
	}
	date_plan(dated, self->intent, calendar, plan);
	ct_schedule_find_slack(dated, self->network, calendar, plan);
	return TRUE;
}
