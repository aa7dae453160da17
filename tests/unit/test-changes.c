/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two plans in one order: every step of both stands in it once, and in its order. */
#include "planned-sample.h"
#include "render/changes.h"

/* Steps of one side in the order of the columns, runs as often as they have steps. */
static void
check_side(const CtChanges *changes, const CtPlan *plan, gboolean old)
{
	guint place = 0;

	for (guint i = 0; i < changes->columns->len; i++) {
		const CtChangeColumn *column = ct_changes_column(changes, i);
		gboolean only_old = column->kind == CT_CHANGE_REMOVED ||
				    column->kind == CT_CHANGE_FROM;
		gboolean only_new = column->kind == CT_CHANGE_ADDED || column->kind == CT_CHANGE_TO;

		g_assert_cmpuint(column->lane, <, changes->lanes->len);
		if (old ? only_new : only_old)
			continue;
		if (!old || only_old)
			g_assert_true(column->step == ct_plan_step(plan, place));
		else
			g_assert_cmpstr(column->step->rule, ==, ct_plan_step(plan, place)->rule);
		place += column->count;
	}
	g_assert_cmpuint(place, ==, plan->steps->len);
}

static void
check(const CtChanges *changes)
{
	check_side(changes, changes->old_plan, TRUE);
	check_side(changes, changes->new_plan, FALSE);
	for (guint i = 0; i < changes->columns->len; i++) {
		const CtChangeColumn *column = ct_changes_column(changes, i);

		if (column->other != CT_NONE)
			g_assert_cmpuint(ct_changes_column(changes, column->other)->other, ==, i);
	}
}

static void
test_same(void)
{
	Planned sample = planned_sample("fabrikam", TRUE);
	g_autoptr(CtChanges) changes = ct_changes_new(sample.plan, sample.plan);

	check(changes);
	g_assert_cmpuint(changes->counts[CT_CHANGE_NONE], ==, sample.plan->steps->len);
	ct_changes_fold(changes, 3);
	check(changes);
	g_assert_cmpuint(changes->columns->len, ==, 1);
	planned_clear(&sample);
}

static void
test_smaller_waves(void)
{
	Planned before = planned_sample("contoso", TRUE);
	Planned after = planned_sample("contoso", FALSE);
	g_autoptr(CtChanges) changes = ct_changes_new(before.plan, after.plan);

	g_assert_cmpuint(changes->counts[CT_CHANGE_NONE], <, before.plan->steps->len);
	check(changes);
	ct_changes_fold(changes, 3);
	check(changes);
	planned_clear(&before);
	planned_clear(&after);
}

/* Two neighbours change places: one of them has moved. */
static void
test_moved(void)
{
	Planned before = planned_sample("fabrikam", TRUE);
	Planned after = planned_sample("fabrikam", TRUE);
	CtPlanStep step = *planned_step(&after, 1);
	g_autoptr(CtChanges) changes = NULL;

	*planned_step(&after, 1) = *planned_step(&after, 2);
	*planned_step(&after, 2) = step;
	changes = ct_changes_new(before.plan, after.plan);
	g_assert_cmpuint(changes->counts[CT_CHANGE_TO], ==, 1);
	g_assert_cmpuint(changes->counts[CT_CHANGE_FROM], ==, 1);
	check(changes);
	planned_clear(&before);
	planned_clear(&after);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/changes/same", test_same);
	g_test_add_func("/changes/smaller-waves", test_smaller_waves);
	g_test_add_func("/changes/moved", test_moved);
	return g_test_run();
}
