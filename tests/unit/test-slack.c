/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checker finds again what a plan says about time that is left, and keeps the wishes of the intent: each
 * figure is falsified in turn, in plans with and without dates, and the checker has to say which one it is.
 */
#include <string.h>

#include "planner/checker.h"
#include "tests/unit/planned-sample.h"
#include "tests/unit/random-calendar.h"

typedef struct {
	Planned planned;
	guint seed;
	guint tried;
} World;

/* FALSE when there is no plan for this seed and its calendar. */
static gboolean
world_init(World *self, guint seed)
{
	Planned *planned = &self->planned;
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(GError) error = NULL;

	self->seed = seed;
	planned->findings = ct_findings_new();
	planned->estate = random_estate(seed, 24, planned->findings);
	planned->intent = random_intent(seed);
	/* every third one without dates */
	if (seed % 3 != 0)
		random_calendar(seed, planned->intent, seed % 2 == 0);
	random_ready(planned->estate, planned->intent, planned->findings);
	ct_planner_plan(planned->estate, planned->intent, planned->findings, &planned->plan,
			&conflicts, &error);
	g_assert_no_error(error);
	return planned->plan != NULL;
}

/* The checker says @words of the step (nullable), and says it of nothing but slack. */
static void
assert_told(World *world, const char *step, const char *words, const char *what)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(world->planned.plan,
							 world->planned.estate);
	gboolean told = FALSE;

	world->tried++;
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		g_assert_cmpstr(violation->code, ==, "slack");
		told = told || (g_strcmp0(violation->step, step) == 0 &&
				strstr(violation->message, words) != NULL);
	}
	if (told)
		return;
	show_violations(result);
	g_test_fail_printf("seed %u: %s: %s and nobody says \"%s\"", world->seed,
			   step != NULL ? step : "the plan", what, words);
}

static void
falsify_slack(World *world, CtPlanStep *step)
{
	const CtPlanStep whole = *step;

	step->slack_minutes++;
	assert_told(world, step->id, "minutes later and the plan not end later", "more slack");
	*step = whole;
	step->critical = !step->critical;
	assert_told(world, step->id, step->critical ? "says that it is critical" : "not critical",
		    "critical is turned round");
	*step = whole;
	step->start_minute++;
	if (step->start == NULL && whole.minutes + whole.settle_minutes > 0)
		assert_told(world, step->id, "minutes after the plan, which says", "a later start");
	*step = whole;
}

static void
falsify_delay(World *world, CtPlanStep *step)
{
	CtPlan *plan = world->planned.plan;
	const CtPlanStep whole = *step;

	if (step->delay_minutes != G_MAXUINT) {
		step->delay_minutes++;
		assert_told(world, step->id, "before a step misses its window", "a longer delay");
		step->delay_minutes = G_MAXUINT;
		assert_told(world, step->id, "and the plan says by any time", "any delay");
	} else {
		step->breaks = ct_plan_step(plan, 0)->id;
		assert_told(world, step->id, "then misses its window", "a window of none");
	}
	*step = whole;
	/* a step without a window misses none */
	for (guint i = 0; step->delay_minutes != G_MAXUINT && i < plan->steps->len; i++) {
		if (ct_plan_step(plan, i)->window != NULL || world->seed % 2 == 0)
			continue;
		step->breaks = ct_plan_step(plan, i)->id;
		assert_told(world, step->id, "that is missed first", "another window");
		break;
	}
	*step = whole;
}

/* The end of the window a minute later. */
static void
falsify_window(World *world, CtPlanStep *step)
{
	CtPlan *plan = world->planned.plan;
	const char *window = step->window;
	g_auto(GStrv) sides = g_strsplit(window != NULL ? window : "", "/", 2);
	g_autoptr(GDateTime) end = NULL;
	g_autoptr(GDateTime) later = NULL;
	g_autofree char *text = NULL;

	/* the wave names it, too, which another part of the checker looks at */
	if (window == NULL || step->wave != NULL)
		return;
	end = g_date_time_new_from_iso8601(sides[1], NULL);
	later = g_date_time_add_minutes(end, 1);
	text = g_date_time_format(later, "%Y-%m-%dT%H:%M:00%:z");
	step->window = ct_plan_printf(plan, "%s/%s", sides[0], text);
	assert_told(world, step->id, "are not open just from", "a longer window");
	step->window = NULL;
	assert_told(world, step->id, "the plan names no window", "no window");
	step->window = window;
}

static void
falsify_fragile(World *world)
{
	CtPlan *plan = world->planned.plan;
	GPtrArray *fragile = plan->fragile;

	for (guint i = 0; i < fragile->len; i++) {
		const char *id = g_ptr_array_index(fragile, i);

		g_ptr_array_remove_index(fragile, i);
		assert_told(world, id, "is fragile and not listed so", "not fragile");
		g_ptr_array_insert(fragile, (gint)i, (gpointer)id);
	}
	g_ptr_array_add(fragile, (gpointer)ct_plan_step(plan, 0)->id);
	if (fragile->len == 1)
		assert_told(world, ct_plan_step(plan, 0)->id, "has room for a delay", "fragile");
	else
		assert_told(world, NULL, "listed as fragile out of turn", "fragile twice");
	g_ptr_array_set_size(fragile, (gint)fragile->len - 1);
}

static void
falsify_plan(World *world)
{
	CtPlan *plan = world->planned.plan;
	const char *ends = plan->ends;

	plan->critical_path++;
	assert_told(world, NULL, "the critical path takes", "a longer critical path");
	plan->critical_path--;
	plan->makespan--;
	assert_told(world, NULL, "the plan takes", "a shorter plan");
	plan->makespan++;
	if (ends == NULL)
		return;
	plan->ends = plan->starts;
	assert_told(world, NULL, "the plan does not end when", "another end");
	plan->ends = ends;
	falsify_fragile(world);
}

static void
test_figures(void)
{
	guint worlds = 0, tried = 0, dated = 0;

	for (guint seed = 1; seed <= 30; seed++) {
		World world = { 0 };

		if (world_init(&world, seed)) {
			CtPlan *plan = world.planned.plan;

			g_assert_cmpuint(plan->steps->len, >, 0);
			falsify_plan(&world);
			for (guint i = seed % 5; i < plan->steps->len; i += 5) {
				CtPlanStep *step = planned_step(&world.planned, i);

				falsify_slack(&world, step);
				if (plan->starts == NULL)
					continue;
				falsify_delay(&world, step);
				falsify_window(&world, step);
			}
			worlds++;
			dated += plan->starts != NULL;
			tried += world.tried;
		}
		planned_clear(&world.planned);
	}
	g_test_message("%u plans, %u of them with dates, %u figures falsified", worlds, dated,
		       tried);
	g_assert_cmpuint(dated, >, 5);
	g_assert_cmpuint(worlds, >, dated + 5);
}

/* Two steps that nothing but a wish orders change places, with all that hangs on them. */
static void
test_wishes(void)
{
	guint kept = 0;

	for (guint seed = 1; seed <= 12; seed++) {
		World world = { 0 };
		gboolean planned = world_init(&world, 3 * seed);

		for (guint i = 0; planned && i + 1 < world.planned.plan->steps->len; i++) {
			const CtPlanStep *before = planned_step(&world.planned, i);
			const CtPlanStep *after = planned_step(&world.planned, i + 1);
			const char *value;
			CtPlanIntent *row = NULL;
			g_autofree char *text = NULL;
			g_autoptr(CtCheckResult) result = NULL;
			const CtViolation *violation;

			if (strcmp(before->rule, after->rule) == 0)
				continue;
			/* what the plan has recorded counts */
			text = g_strdup_printf("%s@%s < %s", after->rule,
					       (char *)g_ptr_array_index(after->subjects, 0),
					       before->rule);
			for (guint k = 0; k < world.planned.plan->intent->len; k++) {
				CtPlanIntent *one = &g_array_index(world.planned.plan->intent,
								   CtPlanIntent, k);

				row = strcmp(one->key, "pins.order") == 0 ? one : row;
			}
			g_assert_nonnull(row);
			value = row->value;
			row->value = ct_plan_text(world.planned.plan, text);
			result = ct_checker_run(world.planned.plan, world.planned.estate);
			violation = find_violation(result, "constraint", "pins.order", before->id);
			g_assert_nonnull(violation);
			g_assert_cmpstr(violation->other_step, ==, after->id);
			g_assert_nonnull(strstr(violation->message, "the intent wishes for"));
			row->value = value;
			kept++;
		}
		planned_clear(&world.planned);
	}
	g_test_message("%u wishes against the order of a plan", kept);
	g_assert_cmpuint(kept, >, 100);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/slack/figures", test_figures);
	g_test_add_func("/slack/wishes", test_wishes);
	return g_test_run();
}
