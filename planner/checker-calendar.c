/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do the dates of a plan hold: is every step long enough, in the hours that it has to keep to, behind
 * what the checkpoints close, with people to do it?  What constraints demand of times is looked at
 * where the constraints are (checker-constraints.c).
 */
#include "planner/checker-parts.h"

#include <string.h>

#include "planner/go-on.h"

/* The federation outage, as the rule book has it. */
#define OUTAGE_OPENS  "OCS-P8-01"
#define OUTAGE_CLOSES "OCS-P8-06"

static const char *
lookup(gpointer data, const char *key)
{
	return ct_checker_intent(data, key);
}

/* Where the intent says so, for people: " (contoso.intent:7)". */
static char *
origin_of(const CtChecker *self, const char *key)
{
	for (guint i = 0; i < self->plan->intent->len; i++) {
		const CtPlanIntent *intent = &g_array_index(self->plan->intent, CtPlanIntent, i);

		if (g_strcmp0(intent->key, key) == 0)
			return g_strdup_printf(" (%s, %s)", key, intent->origin);
	}
	return g_strdup("");
}

/* ---- Times ---- */

static gboolean
has_dates(const CtPlan *plan)
{
	for (guint i = 0; i < plan->steps->len; i++)
		if (ct_plan_step(plan, i)->start != NULL || ct_plan_step(plan, i)->end != NULL)
			return TRUE;
	return plan->starts != NULL;
}

static gboolean
read_step(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);

	if (step->start == NULL || step->end == NULL ||
	    !ct_clock_read_time(self->clock, step->start, &self->starts[position]) ||
	    !ct_clock_read_time(self->clock, step->end, &self->ends[position])) {
		ct_checker_report(self, "calendar", "calendar.start", position, CT_NONE,
				  "%s begins at \"%s\" and ends at \"%s\", which are no times of "
				  "the time zone %s",
				  step->id, step->start != NULL ? step->start : "",
				  step->end != NULL ? step->end : "",
				  ct_checker_intent(self, "calendar.time_zone"));
		return FALSE;
	}
	return TRUE;
}

static gboolean
read_steps(CtChecker *self)
{
	gboolean whole = TRUE;

	self->starts = g_new0(gint64, self->plan->steps->len + 1);
	self->ends = g_new0(gint64, self->plan->steps->len + 1);
	for (guint i = 0; i < self->plan->steps->len; i++)
		whole = read_step(self, i) && whole;
	return whole;
}

void
ct_checker_times(CtChecker *self)
{
	const char *start = ct_checker_intent(self, "calendar.start");
	const char *key = NULL;

	if (start == NULL || *start == '\0') {
		if (has_dates(self->plan))
			ct_checker_report(self, "calendar", "calendar.start", CT_NONE, CT_NONE,
					  "the plan has dates, but its intent no calendar");
		return;
	}
	self->clock = ct_clock_new(lookup, self, &key);
	if (self->clock == NULL)
		ct_checker_report(self, "calendar", key, CT_NONE, CT_NONE,
				  "%s cannot be read: \"%s\"", key, ct_checker_intent(self, key));
	else if (!read_steps(self))
		g_clear_pointer(&self->clock, ct_clock_free);
}

static void
check_span(CtChecker *self, guint position, gint64 begin)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	gint64 start = self->starts[position];

	if (self->ends[position] - start != step->minutes)
		ct_checker_report(self, "calendar", "calendar.start", position, CT_NONE,
				  "%s takes %u minutes, but %" G_GINT64_FORMAT
				  " lie between its start and its end",
				  step->id, step->minutes, self->ends[position] - start);
	if (start < begin || (start < self->clock->start && !ct_go_on_is_done(step)))
		ct_checker_report(self, "calendar", "calendar.start", position, CT_NONE,
				  "%s begins before the calendar does", step->id);
	else if ((guint64)(start - begin) != step->start_minute)
		ct_checker_report(self, "calendar", "calendar.start", position, CT_NONE,
				  "%s begins %" G_GINT64_FORMAT
				  " minutes after the plan, which says %" G_GUINT64_FORMAT,
				  step->id, start - begin, step->start_minute);
	if (position > 0 && start < self->starts[position - 1])
		ct_checker_report(self, "calendar", "calendar.start", position, position - 1,
				  "%s begins before %s, which stands before it", step->id,
				  ct_checker_step(self, position - 1)->id);
	if (ct_clock_is_past(self->clock, self->ends[position] + step->settle_minutes))
		ct_checker_report(self, "calendar", "calendar.end", position, CT_NONE,
				  "%s is done and has settled only after the last day of the plan",
				  step->id);
}

/* ---- Hours ---- */

gboolean
ct_checker_wants_window(const CtChecker *self, const char *what)
{
	return what != NULL && g_strv_contains((const char *const *)self->clock->window_for, what);
}

void
ct_checker_find_outage(const CtChecker *self, guint *out_first, guint *out_end)
{
	*out_first = *out_end = 0;
	for (guint i = self->plan->steps->len; i > 0; i--) {
		const char *rule = ct_checker_step(self, i - 1)->rule;

		if (rule == NULL)
			continue;
		if (*out_end == 0 && ct_rule_plays(OUTAGE_CLOSES, rule))
			*out_end = i;
		if (ct_rule_plays(OUTAGE_OPENS, rule))
			*out_first = i - 1;
	}
	if (*out_first >= *out_end)
		*out_first = *out_end = 0;
}

static void
report_closed(CtChecker *self, guint position, const char *key, gint64 closed)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	g_autofree char *where = origin_of(self, key);

	ct_checker_report(self, "calendar", key, position, CT_NONE,
			  "%s is at work from %s to %s, and after %" G_GINT64_FORMAT
			  " minutes that is outside of the hours it has to keep to, or on a "
			  "blackout day%s",
			  step->id, step->start, step->end, closed - self->starts[position], where);
}

static void
check_hours(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	gboolean window = ct_checker_wants_window(self, step->rule) ||
			  (step->wave != NULL && ct_checker_wants_window(self, "users"));
	gint64 closed = ct_clock_find_closed(self->clock,
					     window ? &self->clock->windows : &self->clock->admin,
					     self->starts[position], self->ends[position]);

	if (closed != G_MAXINT64)
		report_closed(self, position, window ? "calendar.windows" : "calendar.admin_hours",
			      closed);
}

/* Work and waiting of the outage lie in one stretch of the hours for it. */
static void
check_outage(CtChecker *self, guint first, guint end)
{
	gint64 over = self->starts[first];
	gint64 closed;

	for (guint i = first; i < end; i++)
		over = MAX(over, self->ends[i]);
	closed = ct_clock_find_closed(self->clock, &self->clock->outage, self->starts[first], over);
	if (closed != G_MAXINT64)
		ct_checker_report(self, "calendar", "calendar.outage_windows", first, end - 1,
				  "the federation outage goes from %s to %s and does not lie in "
				  "one stretch of the hours for it",
				  ct_checker_step(self, first)->start,
				  ct_checker_step(self, end - 1)->end);
}

/* Does the plan say the window that the step is in?  Both begin and end of the step lie in it. */
static void
check_window(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	const CtPlanWave *wave = self->steps[position].wave != CT_NONE
					 ? &g_array_index(self->plan->waves, CtPlanWave,
							  self->steps[position].wave)
					 : NULL;
	g_auto(GStrv) sides = g_strsplit(step->window != NULL ? step->window : "", "/", -1);
	gint64 from, to;

	if (wave != NULL && g_strcmp0(wave->window, step->window) != 0)
		ct_checker_report(self, "calendar", "calendar.windows", position, CT_NONE,
				  "%s and %s name different windows", wave->id, step->id);
	if (step->window == NULL)
		return;
	if (g_strv_length(sides) != 2 || !ct_clock_read_time(self->clock, sides[0], &from) ||
	    !ct_clock_read_time(self->clock, sides[1], &to) || from > self->starts[position] ||
	    to < self->ends[position])
		ct_checker_report(self, "calendar", "calendar.windows", position, CT_NONE,
				  "%s is not done within the window %s that it names", step->id,
				  step->window);
}

/* ---- Checkpoints and people ---- */

/* A checkpoint is a state: what stands before it has settled when what stands behind it begins. */
static void
check_checkpoints(CtChecker *self)
{
	g_autofree guint *spans = ct_checker_spans(self);
	guint n = self->plan->steps->len;
	guint slowest = 0;

	for (guint i = 1; i < n; i++) {
		const CtPlanStep *step = ct_checker_step(self, slowest);
		const CtPlanStep *last = ct_checker_step(self, i - 1);

		if (self->ends[i - 1] + last->settle_minutes >
		    self->ends[slowest] + step->settle_minutes)
			slowest = i - 1;
		step = ct_checker_step(self, slowest);
		if (spans[i] > 0 && self->starts[i] < self->ends[slowest] + step->settle_minutes)
			ct_checker_report(self, "calendar", "calendar.start", i, slowest,
					  "%s begins before %s has settled, and there is a "
					  "checkpoint between them",
					  ct_checker_step(self, i)->id, step->id);
	}
}

typedef struct {
	gint64 at;
	int change; /* of how many are at work */
	guint position;
} Event;

static gint
compare_events(gconstpointer a, gconstpointer b)
{
	const Event *x = a;
	const Event *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	/* who ends goes before who begins */
	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	return x->position < y->position ? -1 : x->position > y->position;
}

static void
check_people(CtChecker *self)
{
	g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(Event));
	guint at_work = 0;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		Event begin = { self->starts[i], 1, i };
		Event end = { self->ends[i], -1, i };

		if (self->ends[i] <= self->starts[i])
			continue;
		g_array_append_val(events, begin);
		g_array_append_val(events, end);
	}
	g_array_sort(events, compare_events);
	for (guint i = 0; i < events->len; i++) {
		const Event *event = &g_array_index(events, Event, i);

		at_work += (guint)event->change;
		if (event->change > 0 && at_work > self->clock->admins)
			ct_checker_report(self, "calendar", "calendar.admins", event->position,
					  CT_NONE,
					  "when %s begins %u steps are at work, and there are "
					  "people for %u",
					  ct_checker_step(self, event->position)->id, at_work,
					  self->clock->admins);
	}
}

/* Nobody does two things at a time. */
static void
check_persons(CtChecker *self)
{
	g_autoptr(GHashTable) last = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < self->plan->steps->len; i++) {
		gpointer person = GUINT_TO_POINTER(ct_checker_step(self, i)->person);
		guint before = GPOINTER_TO_UINT(g_hash_table_lookup(last, person));

		if (before > 0 && self->ends[before - 1] > self->starts[i])
			ct_checker_report(self, "calendar", "calendar.admins", i, before - 1,
					  "person %u does %s and %s at the same time",
					  GPOINTER_TO_UINT(person), ct_checker_step(self, i)->id,
					  ct_checker_step(self, before - 1)->id);
		if (before == 0 || self->ends[before - 1] < self->ends[i])
			g_hash_table_insert(last, person, GUINT_TO_POINTER(i + 1));
	}
}

void
ct_checker_calendar(CtChecker *self)
{
	guint first = 0, end = 0;
	gint64 begin = 0;

	if (self->clock == NULL)
		return;
	if (self->plan->starts == NULL ||
	    !ct_clock_read_time(self->clock, self->plan->starts, &begin)) {
		ct_checker_report(self, "calendar", "calendar.start", CT_NONE, CT_NONE,
				  "the plan does not say when it begins");
		return;
	}
	if (ct_checker_wants_window(self, "outage"))
		ct_checker_find_outage(self, &first, &end);
	for (guint i = 0; i < self->plan->steps->len; i++) {
		check_span(self, i, begin);
		check_window(self, i);
		if (i < first || i >= end)
			check_hours(self, i);
	}
	if (first < end)
		check_outage(self, first, end);
	check_checkpoints(self);
	check_people(self);
	check_persons(self);
}
