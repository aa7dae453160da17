/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates on random estates and calendars: planner and checker agree, conflicts are minimal, whole weeks
 * shift everything, and slack and room before a window are exact to the minute: so much delay does no
 * harm, one minute more does.  CT_RANDOM_ESTATES sets how many, at most (60).
 */
#include "planner/checker.h"
#include "tests/unit/random-calendar.h"

typedef struct {
	CtFindings *findings;
	CtEstate *estate;
	CtIntent *intent;
	CtPlan *plan;	      /* nullable */
	GPtrArray *conflicts; /* of CtConflict */
} World;

static guint
how_many(guint usual)
{
	const char *text = g_getenv("CT_RANDOM_ESTATES");

	return text != NULL ? MIN(usual, (guint)g_ascii_strtoull(text, NULL, 10)) : usual;
}

static void
world_plan(World *self)
{
	g_autoptr(GError) error = NULL;

	g_clear_pointer(&self->plan, ct_plan_free);
	g_clear_pointer(&self->conflicts, g_ptr_array_unref);
	ct_planner_plan(self->estate, self->intent, self->findings, &self->plan, &self->conflicts,
			&error);
	g_assert_no_error(error);
}

static World
world_new(guint seed)
{
	World self = { .findings = ct_findings_new() };

	self.estate = random_estate(seed, 24, self.findings);
	self.intent = random_intent(seed);
	random_ready(self.estate, self.intent, self.findings);
	return self;
}

static void
world_clear(World *self)
{
	ct_plan_free(self->plan);
	g_clear_pointer(&self->conflicts, g_ptr_array_unref);
	ct_intent_free(self->intent);
	ct_estate_free(self->estate);
	ct_findings_free(self->findings);
}

static void
assert_holds(guint seed, const World *world)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(world->plan, world->estate);

	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		g_test_message("seed %u: %s %s at %s: %s", seed, violation->code, violation->rule,
			       violation->step != NULL ? violation->step : "-", violation->message);
	}
	g_assert_cmpuint(result->violations->len, ==, 0);
}

static const struct {
	CtIntentKey key; /* as conflicts name it */
	CtIntentKey set; /* to what it takes to ask for nothing */
	const char *value;
} lifts[] = {
	{ CT_INTENT_CALENDAR_WINDOWS, CT_INTENT_CALENDAR_WINDOWS, "daily 00:00-24:00" },
	{ CT_INTENT_CALENDAR_OUTAGE_WINDOWS, CT_INTENT_CALENDAR_OUTAGE_WINDOWS,
	  "daily 00:00-24:00" },
	{ CT_INTENT_CALENDAR_ADMIN_HOURS, CT_INTENT_CALENDAR_ADMIN_HOURS, "daily 00:00-24:00" },
	{ CT_INTENT_CALENDAR_BLACKOUT, CT_INTENT_CALENDAR_BLACKOUT, "" },
	{ CT_INTENT_CALENDAR_END, CT_INTENT_CALENDAR_END, "" },
	{ CT_INTENT_CALENDAR_ADMINS, CT_INTENT_CALENDAR_ADMINS, "500" },
	{ CT_INTENT_WAVE_SIZE, CT_INTENT_USER_MINUTES, "1" },
};

static gboolean
has_element(const CtConflict *conflict, const char *id)
{
	for (guint i = 0; i < conflict->elements->len; i++)
		if (strcmp(((CtConflictElement *)conflict->elements->pdata[i])->id, id) == 0)
			return TRUE;
	return FALSE;
}

/* Plans with the elements of @conflict alone, or with all of them but one. */
static gboolean
can_plan(guint seed, const CtConflict *conflict, const char *without)
{
	World world = world_new(seed);
	gboolean planned;

	random_calendar(seed, world.intent, TRUE);
	for (guint i = 0; i < G_N_ELEMENTS(lifts); i++) {
		const char *id = ct_intent_key_name(lifts[i].key);

		/* without hours of its own it has those of another key */
		if (world.intent->values[lifts[i].key]->len == 0)
			continue;
		if (!has_element(conflict, id) || g_strcmp0(id, without) == 0)
			calendar_set(world.intent, lifts[i].set, lifts[i].value);
	}
	world_plan(&world);
	planned = world.plan != NULL;
	if (planned)
		assert_holds(seed, &world);
	world_clear(&world);
	return planned;
}

static void
assert_minimal(guint seed, const CtConflict *conflict)
{
	g_assert_cmpuint(conflict->elements->len, >, 0);
	g_assert_cmpuint(conflict->ways_out->len, >=, conflict->elements->len);
	if (can_plan(seed, conflict, NULL))
		g_test_fail_printf("seed %u: the conflict about %s is none", seed,
				   ((CtConflictElement *)conflict->elements->pdata[0])->id);
	for (guint i = 0; i < conflict->elements->len; i++) {
		const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);

		g_assert_nonnull(element->where);
		if (can_plan(seed, conflict, element->id))
			continue;
		for (guint k = 0; k < conflict->elements->len; k++) {
			const CtConflictElement *other = conflict->elements->pdata[k];

			g_test_message("%s: %s", other->id, other->text);
		}
		g_test_fail_printf("seed %u: %s is not needed for the conflict", seed, element->id);
	}
}

static gboolean
is_of_calendar(const GPtrArray *conflicts)
{
	const CtConflict *conflict = g_ptr_array_index(conflicts, 0);

	for (guint i = 0; i < conflict->elements->len; i++)
		if (g_str_has_prefix(((CtConflictElement *)conflict->elements->pdata[i])->id,
				     "calendar."))
			return TRUE;
	return FALSE;
}

static void
test_planner_and_checker_agree(void)
{
	guint planned = 0, refused = 0;

	for (guint seed = 1; seed <= how_many(60); seed++) {
		World world = world_new(seed);

		random_calendar(seed, world.intent, TRUE);
		world_plan(&world);
		if (world.plan != NULL) {
			planned++;
			g_assert_nonnull(world.plan->starts);
			assert_holds(seed, &world);
		} else if (is_of_calendar(world.conflicts)) {
			refused += world.conflicts->len;
			for (guint i = 0; i < world.conflicts->len; i++)
				assert_minimal(seed, g_ptr_array_index(world.conflicts, i));
		}
		world_clear(&world);
	}
	g_test_message("%u dated plans, %u conflicts of calendars", planned, refused);
	g_assert_cmpuint(planned, >, 0);
	g_assert_cmpuint(refused, >, 0);
}

static void
test_weeks_shift_everything(void)
{
	for (guint seed = 1; seed <= how_many(200); seed++) {
		World first = world_new(seed);
		World later = world_new(seed);
		World *const worlds[] = { &first, &later };
		static const char *const starts[] = { "2026-06-01 06:00", "2027-03-08 06:00" };
		static const char *const dark[] = { "2026-06-13..2026-06-15",
						    "2027-03-20..2027-03-22" };

		for (guint i = 0; i < 2; i++) {
			random_calendar(seed, worlds[i]->intent, FALSE);
			calendar_unset(worlds[i]->intent, CT_INTENT_CALENDAR_END);
			calendar_set(worlds[i]->intent, CT_INTENT_CALENDAR_START, starts[i]);
			calendar_set(worlds[i]->intent, CT_INTENT_CALENDAR_BLACKOUT, dark[i]);
			calendar_set(worlds[i]->intent, CT_INTENT_CALENDAR_WINDOWS,
				     "Sat 20:00-Mon 06:00; Wed 18:00-22:00");
			world_plan(worlds[i]);
		}
		g_assert_true((first.plan == NULL) == (later.plan == NULL));
		for (guint i = 0; first.plan != NULL && i < first.plan->steps->len; i++) {
			const CtPlanStep *a = ct_plan_step(first.plan, i);
			const CtPlanStep *b = ct_plan_step(later.plan, i);

			g_assert_cmpint(calendar_instant(b->start) - calendar_instant(a->start), ==,
					40 * CT_MINUTES_A_WEEK);
			g_assert_cmpuint(a->slack_minutes, ==, b->slack_minutes);
			g_assert_cmpuint(a->delay_minutes, ==, b->delay_minutes);
			g_assert_cmpuint(a->person, ==, b->person);
		}
		world_clear(&first);
		world_clear(&later);
	}
}

/* ---- Delays ---- */

typedef struct {
	const CtPlan *plan;
	CtCalendar *calendar;
	GHashTable *ids;   /* id -> position + 1 */
	gboolean *barrier; /* by step */
	gint64 *planned;   /* by step: its start */
	gint64 *closes;	   /* by step: its window */
	gint64 *starts;	   /* by step, with the delay */
	gint64 is_free[8]; /* by person */
} Replay;

static gint64
end_of(const Replay *replay, guint step)
{
	return replay->starts[step] + ct_plan_step(replay->plan, step)->minutes;
}

static gint64
settled(const Replay *replay, guint step)
{
	return end_of(replay, step) + ct_plan_step(replay->plan, step)->settle_minutes;
}

/* When everything but hours lets @step begin. */
static gint64
ready(const Replay *replay, guint step, gint64 barrier)
{
	const CtPlanStep *row = ct_plan_step(replay->plan, step);
	gint64 from = MAX(barrier, replay->planned[step]);

	for (guint k = 0; k < row->after->len; k++) {
		const char *id = g_array_index(row->after, CtAfter, k).step;

		from = MAX(from,
			   settled(replay,
				   GPOINTER_TO_UINT(g_hash_table_lookup(replay->ids, id)) - 1));
	}
	if (step > 0)
		from = MAX(from, replay->starts[step - 1]);
	return MAX(from, replay->is_free[row->person]);
}

/* Does everything find its place when @late begins @delay minutes later?  @out_finish: when all is done */
static gboolean
replay_delay(Replay *replay, guint late, gint64 delay, gint64 *out_finish)
{
	gint64 barrier = 0, finish = 0;

	memset(replay->is_free, 0, sizeof replay->is_free);
	for (guint i = 0; i < replay->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(replay->plan, i);
		gint64 start;

		if (replay->barrier[i])
			barrier = finish;
		start = ready(replay, i, barrier);
		if (i == late)
			start = MAX(start, replay->planned[i] + delay);
		if (step->window == NULL)
			start = ct_calendar_earliest(replay->calendar, CT_HOURS_ADMIN, start,
						     step->minutes, NULL);
		/* into a blackout longer than anybody waits */
		if (start == CT_NEVER)
			return FALSE;
		replay->starts[i] = start;
		replay->is_free[step->person] = end_of(replay, i);
		if (end_of(replay, i) > replay->closes[i])
			return FALSE;
		finish = MAX(finish, settled(replay, i));
	}
	*out_finish = finish;
	return finish <= replay->calendar->end;
}

static void
assert_exact(guint seed, Replay *replay, guint step, gint64 finish)
{
	const CtPlanStep *row = ct_plan_step(replay->plan, step);
	gint64 late = 0;
	gboolean fits;

	g_assert_true(replay_delay(replay, step, row->slack_minutes, &late));
	g_assert_cmpint(late, ==, finish);
	fits = replay_delay(replay, step, (gint64)row->slack_minutes + 1, &late);
	if (fits && late <= finish)
		g_test_fail_printf("seed %u: %s may be later than its slack of %u", seed, row->id,
				   row->slack_minutes);
	if (row->delay_minutes == G_MAXUINT) {
		g_assert_true(replay_delay(replay, step, 5000, &late));
		g_assert_null(row->breaks);
		return;
	}
	if (!replay_delay(replay, step, row->delay_minutes, &late))
		g_test_fail_printf("seed %u: %s has no room of %u minutes", seed, row->id,
				   row->delay_minutes);
	if (replay_delay(replay, step, (gint64)row->delay_minutes + 1, &late))
		g_test_fail_printf("seed %u: %s has more room than %u minutes", seed, row->id,
				   row->delay_minutes);
}

static void
prepare(Replay *replay)
{
	const CtPlan *plan = replay->plan;
	gboolean out = FALSE;

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		g_assert_cmpuint(step->person, <, G_N_ELEMENTS(replay->is_free));
		replay->planned[i] = calendar_instant(step->start);
		replay->closes[i] = step->window != NULL
					    ? calendar_instant(strchr(step->window, '/') + 1)
					    : G_MAXINT64;
		g_hash_table_insert(replay->ids, (gpointer)step->id, GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < plan->checkpoints->len; i++) {
		const CtCheckpoint *point = &g_array_index(plan->checkpoints, CtCheckpoint, i);

		if (point->after_step != NULL)
			replay->barrier[GPOINTER_TO_UINT(
				g_hash_table_lookup(replay->ids, point->after_step))] = TRUE;
	}
	for (guint i = 0; i < plan->steps->len; i++) {
		gboolean opens = ct_rule_plays("OCS-P8-01", ct_plan_step(plan, i)->rule);

		replay->barrier[i] = replay->barrier[i] || (opens && !out);
		out = out || opens;
	}
}

static void
test_delays_are_exact(void)
{
	guint steps = 0, held = 0;

	for (guint seed = 1; seed <= how_many(150); seed++) {
		World world = world_new(seed);
		g_autoptr(CtCalendar) calendar = NULL;
		Replay replay = { .ids = g_hash_table_new(g_str_hash, g_str_equal) };
		guint n;

		random_calendar(seed, world.intent, TRUE);
		world_plan(&world);
		n = world.plan != NULL ? world.plan->steps->len : 0;
		ct_calendar_read(world.intent, 0, &calendar, NULL);
		replay.plan = world.plan;
		replay.calendar = calendar;
		replay.barrier = g_new0(gboolean, n + 1);
		replay.starts = g_new0(gint64, n + 1);
		replay.planned = g_new0(gint64, n + 1);
		replay.closes = g_new0(gint64, n + 1);
		if (n > 0)
			prepare(&replay);
		for (guint i = seed % 7; i < n; i += 7) {
			assert_exact(seed, &replay, i, calendar_instant(world.plan->ends));
			held += ct_plan_step(world.plan, i)->delay_minutes != G_MAXUINT;
			steps++;
		}
		g_free(replay.barrier);
		g_free(replay.starts);
		g_free(replay.planned);
		g_free(replay.closes);
		g_hash_table_unref(replay.ids);
		world_clear(&world);
	}
	g_test_message("%u steps, %u before a window", steps, held);
	g_assert_cmpuint(held, >, 0);
}

/* ---- Damage ---- */

typedef struct {
	guint seed;
	const World *world;
	const CtCalendar *calendar;
	guint tried;
} Damage;

static void
assert_noticed(Damage *damage, const CtPlanStep *step, const char *what)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(damage->world->plan,
							 damage->world->estate);
	gboolean noticed = FALSE;

	for (guint i = 0; i < result->violations->len; i++)
		noticed = noticed || strcmp(((CtViolation *)result->violations->pdata[i])->code,
					    "calendar") == 0;
	damage->tried++;
	if (!noticed)
		g_test_fail_printf("seed %u: %s %s and nobody notices", damage->seed, step->id,
				   what);
}

/* The step, whole, @minutes later or earlier. */
static void
shift(const Damage *damage, CtPlanStep *step, gint64 minutes)
{
	CtPlan *plan = damage->world->plan;
	gint64 start = calendar_instant(step->start) + minutes;
	g_autofree char *begin = ct_zone_format(damage->calendar->zone, start);
	g_autofree char *end = ct_zone_format(damage->calendar->zone, start + step->minutes);

	step->start = ct_plan_text(plan, begin);
	step->end = ct_plan_text(plan, end);
	step->start_minute += (guint64)minutes;
}

static void
damage_step(Damage *damage, CtPlanStep *step)
{
	CtPlan *plan = damage->world->plan;
	const CtPlanStep whole = *step;

	shift(damage, step, -1);
	assert_noticed(damage, &whole, "begins a minute early");
	*step = whole;
	if (whole.window != NULL) {
		shift(damage, step, (gint64)whole.delay_minutes + CT_MINUTES_A_WEEK * 3 / 7);
		assert_noticed(damage, &whole, "is far too late");
		*step = whole;
		step->window = "2026-01-01T00:00:00+00:00/2026-01-02T00:00:00+00:00";
		assert_noticed(damage, &whole, "names another window");
		*step = whole;
	}
	step->end = step->start;
	assert_noticed(damage, &whole, "takes no time");
	*step = whole;
	step->start_minute++;
	assert_noticed(damage, &whole, "counts another minute");
	*step = whole;
	step->start = NULL;
	assert_noticed(damage, &whole, "has no start");
	*step = whole;
	step->end = ct_plan_printf(plan, "%.19s+09:45", whole.end);
	assert_noticed(damage, &whole, "ends in another zone");
	*step = whole;
	step->minutes++;
	assert_noticed(damage, &whole, "takes a minute longer");
	*step = whole;
}

static void
test_damage_is_noticed(void)
{
	Damage damage = { 0 };

	for (guint seed = 1; seed <= how_many(30); seed++) {
		World world = world_new(seed);
		g_autoptr(CtCalendar) calendar = NULL;

		random_calendar(seed, world.intent, TRUE);
		world_plan(&world);
		ct_calendar_read(world.intent, 0, &calendar, NULL);
		damage.seed = seed;
		damage.world = &world;
		damage.calendar = calendar;
		for (guint i = 0; world.plan != NULL && i < world.plan->steps->len; i++)
			damage_step(&damage, &g_array_index(world.plan->steps, CtPlanStep, i));
		world_clear(&world);
	}
	g_test_message("%u dates were damaged", damage.tried);
	g_assert_cmpuint(damage.tried, >, 0);
}

/* Without a calendar: the critical path is one chain of steps, without a gap, as long as it says. */
static void
test_critical_path_without_calendar(void)
{
	for (guint seed = 1; seed <= how_many(200); seed++) {
		World world = world_new(seed);
		gboolean critical = FALSE;

		world_plan(&world);
		for (guint i = 0; world.plan != NULL && i < world.plan->steps->len; i++) {
			const CtPlanStep *step = ct_plan_step(world.plan, i);

			g_assert_null(step->start);
			g_assert_cmpuint(step->critical, ==, step->slack_minutes == 0);
			g_assert_cmpuint(step->delay_minutes, ==, G_MAXUINT);
			g_assert_cmpuint(step->person, ==, 0);
			critical = critical || step->critical;
		}
		if (world.plan != NULL && world.plan->steps->len > 0) {
			g_assert_true(critical);
			g_assert_cmpuint(world.plan->critical_path, <=, world.plan->makespan);
		}
		world_clear(&world);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/schedule/planner-and-checker-agree", test_planner_and_checker_agree);
	g_test_add_func("/schedule/weeks-shift-everything", test_weeks_shift_everything);
	g_test_add_func("/schedule/delays-are-exact", test_delays_are_exact);
	g_test_add_func("/schedule/damage-is-noticed", test_damage_is_noticed);
	g_test_add_func("/schedule/critical-path-without-calendar",
			test_critical_path_without_calendar);
	return g_test_run();
}
