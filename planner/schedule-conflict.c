/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why the calendar leaves no time.
 *
 * What can be passed over are eight keys of the intent at most, so that all sets of them are gone through,
 * small ones first: a set that leaves no schedule, all other keys passed over, and that holds no other such set,
 * is a conflict.  So every conflict is found, also those that share a key, and with any one of its keys passed
 * over there is a schedule, because that was tried.  Durations can be passed over too: waves then take as
 * long as one user, steps what the step table says.
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

/* Those that people would name first stand last. */
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

typedef struct {
	const CtDraft *draft;
	const CtNetwork *network;
	guint off;	      /* what the conflict is not about */
	CtCalendar *calendar; /* the rest */
	CtSchedule *failed;
	CtConflict *conflict;
} Trial;

static void
shorten(const Trial *trial, guint off, guint *work)
{
	if ((off & OFF_WAVES) != 0)
		ct_schedule_shorten_waves(trial->draft->plan, work);
	for (guint i = 0; i < trial->network->n_steps; i++) {
		const CtPlanStep *step = ct_plan_step(trial->draft->plan, i);
		const CtStepRow *row = ct_step_row_find(step->rule);

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

/* A set of the bits of all suspects that the intent knows. */
static guint
find_suspects(const CtIntent *intent)
{
	guint all = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(suspects); i++)
		if (suspects[i].by_default || says_something(intent, suspects[i].key))
			all |= 1u << i;
	return all;
}

/* What is passed over when of all suspects only those of @set count.  A key that says nothing is none: hours
 * that are not there are those of another key. */
static guint
off_without(guint all, guint set)
{
	guint off = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(suspects); i++)
		if (((all & ~set) >> i & 1) != 0)
			off |= suspects[i].off;
	return off;
}

static guint
count_bits(guint set)
{
	guint count = 0;

	for (; set != 0; set &= set - 1)
		count++;
	return count;
}

/* Small sets first, and of the same size those that people would name first. */
static gint
compare_sets(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a;
	guint y = *(const guint *)b;

	if (count_bits(x) != count_bits(y))
		return count_bits(x) < count_bits(y) ? -1 : 1;
	return x > y ? -1 : x < y;
}

/* All sets of suspects, in the order in which they are tried; newly allocated. */
static GArray *
list_sets(guint all)
{
	GArray *sets = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint set = all; set != 0; set = (set - 1) & all)
		g_array_append_val(sets, set);
	g_array_sort(sets, compare_sets);
	return sets;
}

static gboolean
holds_any(guint set, const GArray *found)
{
	for (guint i = 0; i < found->len; i++)
		if ((g_array_index(found, guint, i) & ~set) == 0)
			return TRUE;
	return FALSE;
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
		return g_strdup("no such hours come within two years");
	if (longest >= CT_NEVER)
		return g_strdup("these hours never end");
	return g_strdup_printf("the longest stretch of them within two years has %" G_GINT64_FORMAT
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
tell(const Trial *trial, guint set)
{
	const CtIntent *intent = trial->draft->intent;

	for (gsize i = G_N_ELEMENTS(suspects); i > 0; i--) {
		const Suspect *suspect = &suspects[i - 1];
		g_autofree char *where = NULL;
		g_autofree char *text = NULL;

		if ((set >> (i - 1) & 1) == 0)
			continue;
		where = ct_intent_where(intent, intent->lines[suspect->key]);
		text = element_text(trial, suspect);
		/* what stands in the way is how long waves take: larger ones take longer */
		ct_conflict_add_keyed(trial->conflict, ct_intent_key_name(suspect->key),
				      suspect->off == OFF_WAVES ? CT_DROP_WAVE_MINUTES
								: ct_intent_key_name(suspect->key),
				      where, "%s", text);
		add_way_out(trial, suspect);
	}
}

/* Appends what the suspects of @set collide in; FALSE when they leave a schedule. */
static gboolean
try_set(Trial *trial, guint all, guint set, GPtrArray *conflicts)
{
	g_autoptr(CtCalendar) calendar = NULL;
	g_autoptr(CtSchedule) schedule = schedule_without(trial, off_without(all, set), 0,
							  &calendar);

	if (ct_schedule_holds(schedule, calendar))
		return FALSE;
	trial->off = off_without(all, set);
	trial->calendar = calendar;
	trial->failed = schedule;
	trial->conflict = ct_conflict_new();
	g_ptr_array_add(conflicts, trial->conflict);
	tell(trial, set);
	return TRUE;
}

void
ct_schedule_explain(const CtDraft *draft, const CtNetwork *network, GPtrArray *out_conflicts)
{
	Trial trial = { draft, network, 0, NULL, NULL, NULL };
	const guint all = find_suspects(draft->intent);
	g_autoptr(GArray) sets = list_sets(all);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < sets->len; i++) {
		guint set = g_array_index(sets, guint, i);

		if (holds_any(set, found))
			continue;
		if (found->len == CT_CONFLICT_MAX) {
			trial.conflict->more = TRUE;
			return;
		}
		if (try_set(&trial, all, set, out_conflicts))
			g_array_append_val(found, set);
	}
	g_assert(found->len > 0);
}
