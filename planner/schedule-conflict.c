/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why the calendar leaves no time.
 *
 * Keys of the intent are passed over one by one and the plan is scheduled again: a key without which
 * there is still no schedule is no part of the conflict and stays passed over.  What is left at the end
 * is minimal, and with any one of it passed over there is a schedule (deletion-based MUS, as in
 * conflict-search.c).  Durations can be passed over too: waves then take as long as one user, steps what the
 * step table says.
 */
#include "planner/schedule.h"

#include <string.h>

/* Beside the bits of CtCalendarOff. */
#define OFF_WAVES     (1u << 8)
#define OFF_DURATIONS (1u << 9)

typedef struct {
	guint off;
	CtIntentKey key;
	gboolean by_default; /* it counts when the intent is silent, too */
} Suspect;

/* In the order in which they are acquitted: what is left last is what people would name first. */
static const Suspect suspects[] = {
	{ OFF_DURATIONS, CT_INTENT_STEP_MINUTES, FALSE },
	{ CT_CALENDAR_OFF_ADMIN_HOURS, CT_INTENT_CALENDAR_ADMIN_HOURS, FALSE },
	{ CT_CALENDAR_OFF_ADMINS, CT_INTENT_CALENDAR_ADMINS, TRUE },
	{ CT_CALENDAR_OFF_BLACKOUT, CT_INTENT_CALENDAR_BLACKOUT, FALSE },
	{ OFF_WAVES, CT_INTENT_WAVE_SIZE, TRUE },
	{ CT_CALENDAR_OFF_OUTAGE_WINDOWS, CT_INTENT_CALENDAR_OUTAGE_WINDOWS, FALSE },
	{ CT_CALENDAR_OFF_WINDOWS, CT_INTENT_CALENDAR_WINDOWS, FALSE },
	{ CT_CALENDAR_OFF_END, CT_INTENT_CALENDAR_END, FALSE },
};

/* The least that moving users takes (binding-waves.c). */
#define WAVE_MINUTES 15

typedef struct {
	const CtDraft *draft;
	const CtNetwork *network;
	guint off;	      /* what earlier conflicts were about */
	CtCalendar *calendar; /* the rest */
	CtSchedule *failed;
	CtConflict *conflict;
} Trial;

static void
shorten(const Trial *trial, guint off, guint *work)
{
	for (guint i = 0; i < trial->network->n_steps; i++) {
		const CtPlanStep *step = ct_plan_step(trial->draft->plan, i);
		const CtStepRow *row = ct_step_row_find(step->rule);

		if ((off & OFF_WAVES) != 0 && step->wave != NULL)
			work[i] = MIN(work[i], WAVE_MINUTES);
		if ((off & OFF_DURATIONS) != 0 && step->wave == NULL && row != NULL)
			work[i] = row->minutes;
	}
}

/* The schedule without what @off passes over.  @admins: 0: as the intent has it.
 * @out_calendar: (optional) */
static CtSchedule *
schedule_without(const Trial *trial, guint off, guint admins, CtCalendar **out_calendar)
{
	g_autofree guint *work = g_memdup2(trial->network->work,
					   (trial->network->n_steps + 1) * sizeof(guint));
	CtNetwork network = *trial->network;
	g_autoptr(CtCalendar) calendar = NULL;
	CtSchedule *schedule;

	ct_calendar_read(trial->draft->intent, off, &calendar, NULL);
	if (admins > 0)
		calendar->admins = admins;
	shorten(trial, off, work);
	network.work = work;
	schedule = ct_schedule_new(&network, trial->draft->plan, calendar);
	if (out_calendar != NULL)
		*out_calendar = g_steal_pointer(&calendar);
	return schedule;
}

/* Beside what the trial passes over anyway. */
static gboolean
holds_without(const Trial *trial, guint off, guint admins, gint64 *out_finish)
{
	g_autoptr(CtCalendar) calendar = NULL;
	g_autoptr(CtSchedule) schedule = schedule_without(trial, trial->off | off, admins,
							  &calendar);

	if (out_finish != NULL)
		*out_finish = schedule->finish;
	return ct_schedule_holds(schedule, calendar);
}

/* A key without a value asks for nothing of its own. */
static gboolean
says_something(const CtIntent *intent, CtIntentKey key)
{
	const GPtrArray *values = intent->values[key];

	return values->len > 0 && *(const char *)g_ptr_array_index((GPtrArray *)values, 0) != '\0';
}

/* What of the suspects is needed to have no schedule: a set of their bits. */
static guint
find_guilty(const Trial *trial)
{
	const CtIntent *intent = trial->draft->intent;
	guint guilty = 0;
	guint off = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(suspects); i++)
		if ((trial->off & suspects[i].off) == 0 &&
		    (suspects[i].by_default || says_something(intent, suspects[i].key)))
			guilty |= suspects[i].off;
	for (gsize i = 0; i < G_N_ELEMENTS(suspects); i++) {
		if ((guilty & suspects[i].off) == 0 ||
		    holds_without(trial, off | suspects[i].off, 0, NULL))
			continue;
		off |= suspects[i].off;
		guilty &= ~suspects[i].off;
	}
	return guilty;
}

static const char *
joined(const CtIntent *intent, CtIntentKey key, char **out_text)
{
	const GPtrArray *values = intent->values[key];
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? "; " : "",
				       (const char *)g_ptr_array_index((GPtrArray *)values, i));
	*out_text = g_string_free(text, FALSE);
	return *out_text;
}

/* The wave that finds no time, else the longest one. */
static const CtPlanStep *
worst_wave(const Trial *trial)
{
	const CtPlan *plan = trial->draft->plan;
	const CtPlanStep *worst = NULL;

	if (trial->failed->failed != CT_NONE &&
	    ct_plan_step(plan, trial->failed->failed)->wave != NULL)
		return ct_plan_step(plan, trial->failed->failed);
	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		if (step->wave != NULL && (worst == NULL || step->minutes > worst->minutes))
			worst = step;
	}
	return worst;
}

static char *
need_text(const Trial *trial)
{
	const CtPlanStep *step;

	if (trial->failed->failed == CT_NONE)
		return g_strdup("the plan takes longer");
	step = ct_plan_step(trial->draft->plan, trial->failed->failed);
	if (trial->failed->hours == CT_HOURS_OUTAGE)
		return g_strdup_printf("the federation outage from %s on needs %" G_GINT64_FORMAT
				       " minutes without a break",
				       step->id, trial->failed->minutes);
	return g_strdup_printf("%s (%s) needs %" G_GINT64_FORMAT " minutes without a break",
			       step->wave != NULL ? step->wave : step->id, step->rule,
			       trial->failed->minutes);
}

static char *
longest_text(const Trial *trial, CtHours hours)
{
	gint64 longest = ct_calendar_longest(trial->calendar, hours);

	if (longest == 0)
		return g_strdup("no such hours come within a year");
	if (longest >= CT_NEVER)
		return g_strdup("these hours never end");
	return g_strdup_printf("the longest stretch of them within a year has %" G_GINT64_FORMAT
			       " minutes",
			       longest);
}

static CtHours
hours_of(CtIntentKey key)
{
	if (key == CT_INTENT_CALENDAR_WINDOWS)
		return CT_HOURS_WINDOW;
	return key == CT_INTENT_CALENDAR_OUTAGE_WINDOWS ? CT_HOURS_OUTAGE : CT_HOURS_ADMIN;
}

static char *
element_text(const Trial *trial, const Suspect *suspect)
{
	const CtIntent *intent = trial->draft->intent;
	const CtPlanStep *wave = worst_wave(trial);
	g_autofree char *value = NULL;
	g_autofree char *need = need_text(trial);
	g_autofree char *longest = NULL;

	joined(intent, suspect->key, &value);
	switch (suspect->off) {
	case OFF_WAVES:
		return g_strdup_printf("%s has %u users and takes %u minutes", wave->wave,
				       ct_plan_find_wave(trial->draft->plan, wave->wave)->users,
				       wave->minutes);
	case OFF_DURATIONS:
		return g_strdup_printf("steps take %s", value);
	case CT_CALENDAR_OFF_ADMINS:
		return g_strdup_printf("people who work side by side: %s", value);
	case CT_CALENDAR_OFF_BLACKOUT:
		return g_strdup_printf("nothing is done on %s", value);
	case CT_CALENDAR_OFF_END:
		return g_strdup_printf("the plan has to be done by the end of %s", value);
	default:
		longest = longest_text(trial, hours_of(suspect->key));
		return g_strdup_printf("%s; %s, and %s", value, longest, need);
	}
}

static void
add_wave_way_out(const Trial *trial)
{
	guint fits = ct_calendar_wave_users(trial->draft->intent);
	const CtPlanStep *wave = worst_wave(trial);
	guint users = ct_plan_find_wave(trial->draft->plan, wave->wave)->users;

	if (fits < users)
		ct_conflict_add_way_out(trial->conflict,
					"waves.size = %u: a wave of so many users fits the "
					"longest window",
					fits);
	else
		ct_conflict_add_way_out(trial->conflict, "Smaller waves, or fewer users in all");
}

static void
add_admins_way_out(const Trial *trial)
{
	for (guint admins = trial->calendar->admins + 1; admins <= 8; admins++) {
		if (!holds_without(trial, 0, admins, NULL))
			continue;
		ct_conflict_add_way_out(trial->conflict,
					"calendar.admins = %u: with so many people there is a plan",
					admins);
		return;
	}
	ct_conflict_add_way_out(trial->conflict, "More people in calendar.admins");
}

static void
add_end_way_out(const Trial *trial)
{
	gint64 finish = 0;
	g_autofree char *text = NULL;

	if (!holds_without(trial, CT_CALENDAR_OFF_END, 0, &finish)) {
		ct_conflict_add_way_out(trial->conflict, "A later calendar.end");
		return;
	}
	text = ct_zone_format(trial->calendar->zone, finish - 1);
	ct_conflict_add_way_out(trial->conflict, "calendar.end = %.10s: the plan is done by then",
				text);
}

static void
add_way_out(const Trial *trial, const Suspect *suspect)
{
	const char *name = ct_intent_key_name(suspect->key);

	switch (suspect->off) {
	case OFF_WAVES:
		add_wave_way_out(trial);
		return;
	case CT_CALENDAR_OFF_ADMINS:
		add_admins_way_out(trial);
		return;
	case CT_CALENDAR_OFF_END:
		add_end_way_out(trial);
		return;
	case OFF_DURATIONS:
	case CT_CALENDAR_OFF_BLACKOUT:
		ct_conflict_add_way_out(trial->conflict, "Take something out of %s", name);
		return;
	default:
		if (trial->failed->failed == CT_NONE)
			ct_conflict_add_way_out(trial->conflict, "More hours in %s", name);
		else
			ct_conflict_add_way_out(trial->conflict,
						"A stretch of at least %" G_GINT64_FORMAT
						" minutes in %s, on a day without a blackout",
						trial->failed->minutes, name);
	}
}

static void
tell(const Trial *trial, guint guilty)
{
	const CtIntent *intent = trial->draft->intent;

	for (gsize i = G_N_ELEMENTS(suspects); i > 0; i--) {
		const Suspect *suspect = &suspects[i - 1];
		g_autofree char *where = NULL;
		g_autofree char *text = NULL;

		if ((guilty & suspect->off) == 0)
			continue;
		where = ct_intent_where(intent, intent->lines[suspect->key]);
		text = element_text(trial, suspect);
		ct_conflict_add(trial->conflict, ct_intent_key_name(suspect->key), where, "%s",
				text);
		add_way_out(trial, suspect);
	}
}

void
ct_schedule_explain(const CtDraft *draft, const CtNetwork *network, GPtrArray *out_conflicts)
{
	Trial trial = { draft, network, 0, NULL, NULL, NULL };

	for (;;) {
		g_autoptr(CtCalendar) calendar = NULL;
		g_autoptr(CtSchedule) failed = schedule_without(&trial, trial.off, 0, &calendar);
		guint guilty;

		if (ct_schedule_holds(failed, calendar))
			return;
		trial.calendar = calendar;
		trial.failed = failed;
		trial.conflict = ct_conflict_new();
		g_ptr_array_add(out_conflicts, trial.conflict);
		guilty = find_guilty(&trial);
		g_assert(guilty != 0);
		tell(&trial, guilty);
		trial.off |= guilty;
	}
}
