/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a plan says about time that is left: how long it takes, how much later each step may begin, and which
 * window is missed first when one is late.  People decide by these figures which delay they may shrug off.
 *
 * All of it is found again from what the checker has bound by itself: the pairs of the constraints and the
 * wishes, the checkpoints, the hours of its own clock.  Steps are gone through from the last to the first;
 * each hands down to those before it by when their work has to be done, together with the set of all windows
 * that ask for just that.  So a plan is free to name any of several windows that are missed at once.
 *
 * An hour that comes twice is read cautiously by the planner and either way by the clock of the checker:
 * where clocks change within a plan, it may promise less than is found here, but never more.
 */
#include "planner/checker-parts.h"

#include <string.h>

#define NEVER (G_MAXINT64 / 4)

typedef struct {
	CtChecker *checker;
	guint n;
	gboolean exact;	   /* clocks do not change */
	gboolean *barrier; /* by step: all before it has settled */
	gint64 *start;	   /* by step */
	gint64 *closes;	   /* by step: the end of the window that it has to be done in; NEVER */
	const CtClockHours **hours; /* by step; NULL without a calendar */
	guint *next;		    /* by step: what the same person does next; CT_NONE */
	gint64 *due;		    /* by step: its work has to be done by then */
	gint64 *latest;		    /* by step: when it may begin; NEVER: at any time */
	guint64 *causes; /* of each step a row of bits: the windows behind @due, its own among them;
			    the bit behind the steps is the end of the calendar */
	guint n_words;
	gint64 soonest; /* of @latest, of the steps gone through so far */
	guint64 *soonest_causes;
	gint64 closed; /* the same before the last barrier */
	guint64 *closed_causes;
} Slack;

static const CtPlanStep *
step_at(const Slack *self, guint position)
{
	return ct_checker_step(self->checker, position);
}

static guint64 *
causes_of(const Slack *self, guint position)
{
	return self->causes + (gsize)position * self->n_words;
}

/* @value: one more that @mark has to keep to, because of @why; the smallest counts. */
static void
lower(const Slack *self, gint64 value, const guint64 *why, gint64 *mark, guint64 *causes)
{
	if (value > *mark || value >= NEVER)
		return;
	if (value < *mark)
		memset(causes, 0, self->n_words * sizeof(*causes));
	*mark = value;
	for (guint i = 0; i < self->n_words; i++)
		causes[i] |= why[i];
}

static void
hold(const Slack *self, guint position, gint64 end, const guint64 *why)
{
	lower(self, end, why, &self->due[position], causes_of(self, position));
}

/* ---- What time has to respect ---- */

static void
find_barriers(Slack *self)
{
	g_autofree guint *spans = ct_checker_spans(self->checker);
	guint first = 0, end = 0;

	ct_checker_find_outage(self->checker, &first, &end);
	for (guint i = 0; i < self->n; i++)
		self->barrier[i] = spans[i] > 0 || (first < end && i == first);
}

/* As early as what is waited for lets them; returns when everything has settled. */
static gint64
run_freely(Slack *self, gboolean keep)
{
	g_autofree gint64 *settled = g_new0(gint64, self->n + 1);
	gint64 finish = 0;
	gint64 barrier = 0;

	for (guint i = 0; i < self->n; i++) {
		const guint64 *waits = ct_checker_waits(self->checker, i);
		gint64 start;

		if (self->barrier[i])
			barrier = finish;
		start = barrier;
		for (guint k = 0; k < i; k++)
			if (ct_bits_has(waits, k))
				start = MAX(start, settled[k]);
		settled[i] = start + step_at(self, i)->minutes + step_at(self, i)->settle_minutes;
		finish = MAX(finish, settled[i]);
		if (keep)
			self->start[i] = start;
	}
	return finish;
}

static void
find_persons(Slack *self)
{
	g_autoptr(GHashTable) later = g_hash_table_new(NULL, NULL);

	for (guint i = self->n; i > 0; i--) {
		gpointer person = GUINT_TO_POINTER(step_at(self, i - 1)->person);
		guint next = GPOINTER_TO_UINT(g_hash_table_lookup(later, person));

		self->next[i - 1] = next > 0 ? next - 1 : CT_NONE;
		g_hash_table_insert(later, person, GUINT_TO_POINTER(i));
	}
}

/* The hours of every step, and when those close that it stands in. */
static void
find_hours(Slack *self)
{
	CtChecker *checker = self->checker;
	const CtClock *clock = checker->clock;
	guint first = 0, end = 0;

	if (ct_checker_wants_window(checker, "outage"))
		ct_checker_find_outage(checker, &first, &end);
	for (guint i = 0; i < self->n; i++) {
		const CtPlanStep *step = step_at(self, i);
		gint64 closes = G_MAXINT64;

		self->hours[i] = &clock->admin;
		if (i >= first && i < end)
			self->hours[i] = &clock->outage;
		else if (ct_checker_wants_window(checker, step->rule) ||
			 (step->wave != NULL && ct_checker_wants_window(checker, "users")))
			self->hours[i] = &clock->windows;
		if (self->hours[i] == &clock->admin)
			continue;
		/* most steps share the window of the one before */
		if (i > 0 && self->hours[i - 1] == self->hours[i] && self->closes[i - 1] < NEVER &&
		    self->start[i] < self->closes[i - 1])
			closes = self->closes[i - 1];
		else
			closes = ct_clock_closes(clock, self->hours[i], self->start[i]);
		self->closes[i] = MIN(closes, NEVER);
	}
}

/* ---- From the last step to the first ---- */

static gint64
latest_start(const Slack *self, guint position)
{
	gint64 due = self->due[position];
	gint64 minutes = step_at(self, position)->minutes;

	if (due >= NEVER)
		return NEVER;
	if (self->checker->clock == NULL || self->closes[position] < NEVER)
		return due - minutes;
	return ct_clock_latest(self->checker->clock, self->hours[position], self->start[position],
			       due, minutes);
}

/* Hands down what the step at @position asks of those that it waits for. */
static void
hand_down(Slack *self, guint position)
{
	const guint64 *waits = ct_checker_waits(self->checker, position);
	const guint64 *why = causes_of(self, position);
	gint64 latest = self->latest[position];

	for (guint before = 0; latest < NEVER && before < position; before++)
		if (ct_bits_has(waits, before))
			hold(self, before, latest - step_at(self, before)->settle_minutes, why);
}

static void
take_step(Slack *self, guint position)
{
	const guint64 *own;
	gint64 settle = step_at(self, position)->settle_minutes;

	if (self->closes[position] < NEVER) {
		g_autofree guint64 *window = g_new0(guint64, self->n_words);

		ct_bits_set(window, position);
		hold(self, position, self->closes[position], window);
	}
	if (self->closed < NEVER)
		hold(self, position, self->closed - settle, self->closed_causes);
	if (self->checker->clock != NULL) {
		guint next = self->next[position];

		if (next != CT_NONE)
			hold(self, position, self->latest[next], causes_of(self, next));
		/* no step begins before the one that is listed before it */
		if (self->soonest < NEVER)
			hold(self, position, self->soonest + step_at(self, position)->minutes,
			     self->soonest_causes);
	}
	self->latest[position] = latest_start(self, position);
	own = causes_of(self, position);
	lower(self, self->latest[position], own, &self->soonest, self->soonest_causes);
	hand_down(self, position);
	if (self->barrier[position])
		lower(self, self->soonest, self->soonest_causes, &self->closed,
		      self->closed_causes);
}

/* @finish: everything has settled by then; NEVER when that does not matter */
static void
go_back(Slack *self, gint64 finish)
{
	g_autofree guint64 *end = g_new0(guint64, self->n_words);

	ct_bits_set(end, self->n);
	memset(self->causes, 0, (gsize)self->n * self->n_words * sizeof(*self->causes));
	memset(self->soonest_causes, 0, self->n_words * sizeof(*self->causes));
	memset(self->closed_causes, 0, self->n_words * sizeof(*self->causes));
	self->soonest = self->closed = NEVER;
	for (guint i = 0; i < self->n; i++) {
		self->due[i] = NEVER;
		hold(self, i, finish < NEVER ? finish - step_at(self, i)->settle_minutes : NEVER,
		     end);
	}
	for (guint i = self->n; i > 0; i--)
		take_step(self, i - 1);
}

/* ---- What the plan says ---- */

/* Is what the plan says what was found, or less where that may be? */
static gboolean
agrees(const Slack *self, gint64 said, gint64 found)
{
	return said == found || (!self->exact && said < found);
}

static gint64
room(const Slack *self, guint position)
{
	return CLAMP(self->latest[position] - self->start[position], 0, G_MAXINT32);
}

static void
compare_slack(const Slack *self, guint position)
{
	const CtPlanStep *step = step_at(self, position);
	gint64 slack = room(self, position);

	if (!agrees(self, step->slack_minutes, slack))
		ct_checker_report(self->checker, "slack", "", position, CT_NONE,
				  "%s may begin %" G_GINT64_FORMAT
				  " minutes later and the plan not end later, and the plan says %u",
				  step->id, slack, step->slack_minutes);
	else if (step->critical != (step->slack_minutes == 0))
		ct_checker_report(self->checker, "slack", "", position, CT_NONE,
				  "%s has %u minutes of slack, and the plan says that it is %s",
				  step->id, step->slack_minutes,
				  step->critical ? "critical" : "not critical");
}

static char *
delay_text(gint64 minutes)
{
	return minutes < NEVER ? g_strdup_printf("by %" G_GINT64_FORMAT " minutes", minutes)
			       : g_strdup("by any time");
}

/* The window that the plan says is missed first. */
static void
compare_broken(const Slack *self, guint position)
{
	const CtPlanStep *step = step_at(self, position);
	guint broken = step->breaks != NULL ? ct_checker_find_step(self->checker, step->breaks)
					    : self->n;

	if (broken != CT_NONE && (!self->exact || ct_bits_has(causes_of(self, position), broken)))
		return;
	ct_checker_report(self->checker, "slack", "calendar.windows", position, CT_NONE,
			  "when %s is more than %u minutes late, it is not %s that is missed first",
			  step->id, step->delay_minutes,
			  step->breaks != NULL ? step->breaks : "the end of the calendar");
}

static void
compare_delay(const Slack *self, guint position)
{
	const CtPlanStep *step = step_at(self, position);
	gint64 found = self->latest[position] < NEVER ? room(self, position) : NEVER;
	gint64 said = step->delay_minutes != G_MAXUINT ? step->delay_minutes : NEVER;
	g_autofree char *found_text = delay_text(found);
	g_autofree char *said_text = delay_text(said);

	if (!agrees(self, said, found))
		ct_checker_report(self->checker, "slack", "calendar.windows", position, CT_NONE,
				  "%s may be late %s before a step misses its window, and the plan "
				  "says %s",
				  step->id, found_text, said_text);
	else if (said < NEVER)
		compare_broken(self, position);
	else if (step->breaks != NULL)
		ct_checker_report(
			self->checker, "slack", "calendar.windows", position, CT_NONE,
			"%s may be late by any time, and the plan says that %s then misses "
			"its window",
			step->id, step->breaks);
}

/* The window that a step names is open all the time and closes when the hours do. */
static void
compare_window(const Slack *self, guint position)
{
	const CtPlanStep *step = step_at(self, position);
	const CtClock *clock = self->checker->clock;
	g_auto(GStrv) sides = g_strsplit(step->window != NULL ? step->window : "", "/", -1);
	gint64 from = 0, to = 0;

	if (step->window == NULL) {
		if (self->closes[position] < NEVER)
			ct_checker_report(
				self->checker, "slack", "calendar.windows", position, CT_NONE,
				"%s keeps to hours that close, and the plan names no window",
				step->id);
		return;
	}
	if (g_strv_length(sides) != 2 || !ct_clock_read_time(clock, sides[0], &from) ||
	    !ct_clock_read_time(clock, sides[1], &to))
		return;
	if (agrees(self, to, self->closes[position]) &&
	    ct_clock_find_closed(clock, self->hours[position], from, self->start[position]) ==
		    G_MAXINT64)
		return;
	ct_checker_report(self->checker, "slack", "calendar.windows", position, CT_NONE,
			  "the hours around %s are not open just from %s on, until %s", step->id,
			  sides[0], sides[1]);
}

/* Those with less room than the intent wants, in their order. */
static void
compare_fragile(const Slack *self)
{
	CtChecker *checker = self->checker;
	const char *text = ct_checker_intent(checker, "calendar.fragile_minutes");
	guint64 limit = text != NULL ? g_ascii_strtoull(text, NULL, 10) : 0;
	const GPtrArray *said = checker->plan->fragile;
	guint at = 0;

	for (guint i = 0; i < self->n; i++) {
		const CtPlanStep *step = step_at(self, i);
		gboolean listed = at < said->len &&
				  g_strcmp0(g_ptr_array_index((GPtrArray *)said, at), step->id) ==
					  0;

		if (listed)
			at++;
		if (listed == (step->delay_minutes < limit))
			continue;
		ct_checker_report(checker, "slack", "calendar.fragile_minutes", i, CT_NONE,
				  listed ? "%s is listed as fragile and has room for a delay"
					 : "%s is fragile and not listed so",
				  step->id);
	}
	if (at < said->len)
		ct_checker_report(checker, "slack", "calendar.fragile_minutes", CT_NONE, CT_NONE,
				  "%s is listed as fragile out of turn",
				  (const char *)g_ptr_array_index((GPtrArray *)said, at));
}

static void
compare_length(const Slack *self, const char *what, guint64 said, gint64 found)
{
	if (said != (guint64)found)
		ct_checker_report(self->checker, "slack", "", CT_NONE, CT_NONE,
				  "the %s takes %" G_GINT64_FORMAT
				  " minutes, and the plan says %" G_GUINT64_FORMAT,
				  what, found, said);
}

/* Without dates, one step begins when the one before it has settled. */
static void
check_undated(Slack *self)
{
	gint64 minute = 0;
	gint64 finish = run_freely(self, TRUE);

	for (guint i = 0; i < self->n; i++) {
		const CtPlanStep *step = step_at(self, i);

		if (step->start_minute != (guint64)minute)
			ct_checker_report(self->checker, "slack", "", i, CT_NONE,
					  "%s begins %" G_GINT64_FORMAT
					  " minutes after the plan, which says %" G_GUINT64_FORMAT,
					  step->id, minute, step->start_minute);
		minute += step->minutes + step->settle_minutes;
	}
	compare_length(self, "critical path", self->checker->plan->critical_path, finish);
	compare_length(self, "plan", self->checker->plan->makespan, minute);
	go_back(self, finish);
	for (guint i = 0; i < self->n; i++)
		compare_slack(self, i);
}

static void
check_dated(Slack *self)
{
	CtChecker *checker = self->checker;
	const CtPlan *plan = checker->plan;
	gint64 end = MIN(ct_clock_end(checker->clock), NEVER);
	gint64 finish = 0, said = 0, last = 0;

	compare_length(self, "critical path", plan->critical_path, run_freely(self, FALSE));
	for (guint i = 0; i < self->n; i++) {
		self->start[i] = checker->starts[i];
		finish = MAX(finish, ct_checker_settled(checker, i));
	}
	compare_length(self, "plan", plan->makespan, finish - self->start[0]);
	if (plan->ends == NULL || !ct_clock_read_time(checker->clock, plan->ends, &said) ||
	    said != finish)
		ct_checker_report(checker, "slack", "", CT_NONE, CT_NONE,
				  "the plan does not end when its last step has settled, but at %s",
				  plan->ends != NULL ? plan->ends : "no time");
	find_persons(self);
	find_hours(self);
	last = end < NEVER ? end : finish;
	for (guint i = 0; i < self->n; i++)
		last = MAX(last, self->closes[i] < NEVER ? self->closes[i] : 0);
	self->exact = !ct_clock_changes(checker->clock, checker->clock->start, last + 1);
	go_back(self, finish);
	for (guint i = 0; i < self->n; i++)
		compare_slack(self, i);
	go_back(self, end);
	for (guint i = 0; i < self->n; i++) {
		compare_window(self, i);
		compare_delay(self, i);
	}
	compare_fragile(self);
}

/* Plans of version 1.0 tell nothing of this. */
static gboolean
tells_slack(const CtPlan *plan)
{
	for (guint i = 0; i < plan->steps->len; i++)
		if (ct_plan_step(plan, i)->critical || ct_plan_step(plan, i)->slack_minutes > 0)
			return TRUE;
	return plan->critical_path > 0;
}

void
ct_checker_slack(CtChecker *self)
{
	guint n = self->plan->steps->len;
	guint n_words = n / 64 + 1;
	g_autofree gboolean *barrier = g_new0(gboolean, n + 1);
	g_autofree gint64 *start = g_new0(gint64, n + 1);
	g_autofree gint64 *closes = g_new(gint64, n + 1);
	g_autofree const CtClockHours **hours = g_new0(const CtClockHours *, n + 1);
	g_autofree guint *next = g_new0(guint, n + 1);
	g_autofree gint64 *due = g_new0(gint64, n + 1);
	g_autofree gint64 *latest = g_new0(gint64, n + 1);
	g_autofree guint64 *causes = g_new0(guint64, (gsize)(n + 1) * n_words);
	g_autofree guint64 *soonest = g_new0(guint64, n_words);
	g_autofree guint64 *closed = g_new0(guint64, n_words);
	Slack slack = { self, n,      TRUE,   barrier, start, closes,  hours, next,
			due,  latest, causes, n_words, NEVER, soonest, NEVER, closed };

	/* what is wrong already would only be told again, in minutes; and without some rows all figures
	 * would be others */
	if (n == 0 || self->off.row != NULL || self->off.id != NULL || self->off.also != NULL ||
	    self->result->violations->len > 0 || !tells_slack(self->plan))
		return;
	if (ct_checker_is_reordered(self)) {
		ct_checker_note(self,
				"the steps stand in another order than they were planned in: what "
				"the plan says about slack and delays speaks of the old one");
		return;
	}
	for (guint i = 0; i < n; i++)
		closes[i] = NEVER;
	find_barriers(&slack);
	if (self->clock == NULL)
		check_undated(&slack);
	else
		check_dated(&slack);
}
