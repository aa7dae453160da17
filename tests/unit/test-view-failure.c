/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The failure matrix: it says of each step what the plan says, and of several what is true of all. */
#include "drawn.h"
#include "planned-sample.h"
#include "render/failures.h"

static void
stop(PlanFixture *fixture, guint step, const char *what)
{
	g_ptr_array_add(g_array_index(fixture->plan->steps, CtPlanStep, step).stops,
			(gpointer)what);
}

static CtWaits
ask(const CtFailures *failures, guint step, guint other)
{
	return ct_failures_ask(failures, (CtStepSpan){ step, step + 1 },
			       (CtStepSpan){ other, other + 1 });
}

static void
test_spans(void)
{
	PlanFixture fixture = plan_fixture(1, 4); /* s001 to s008 for pools, and more */
	g_autoptr(CtFailures) failures = NULL;
	guint n = fixture.plan->steps->len;

	stop(&fixture, 0, "s003");
	stop(&fixture, 0, "s005-s007");
	stop(&fixture, 0, "s004-s005");
	stop(&fixture, 1, "s999");
	stop(&fixture, 1, "s005-");
	stop(&fixture, 1, "s007-s003");
	failures = ct_failures_new(fixture.plan, 60);
	g_assert_cmpuint(failures->groups->len, ==, n);
	g_assert_cmpint(ask(failures, 0, 1), ==, CT_WAITS_NONE);
	for (guint i = 2; i < 7; i++)
		g_assert_cmpint(ask(failures, 0, i), ==, CT_WAITS_ALL);
	g_assert_cmpint(ask(failures, 0, 7), ==, CT_WAITS_NONE);
	g_assert_cmpint(ask(failures, 3, 3), ==, CT_WAITS_NOT_LATER);
	g_assert_cmpint(ask(failures, 3, 1), ==, CT_WAITS_NOT_LATER);
	g_assert_cmpuint(ct_failures_go_on(failures, 0), ==, n - 1 - 5);
	g_assert_cmpuint(ct_failures_go_on(failures, 1), ==, n - 2); /* what is no step waits not */
	g_assert_cmpuint(ct_failures_go_on(failures, n - 1), ==, 0);
	/* several: all of them, none, or some */
	g_assert_cmpint(ct_failures_ask(failures, (CtStepSpan){ 0, 1 }, (CtStepSpan){ 2, 7 }), ==,
			CT_WAITS_ALL);
	g_assert_cmpint(ct_failures_ask(failures, (CtStepSpan){ 0, 1 }, (CtStepSpan){ 1, 7 }), ==,
			CT_WAITS_SOME);
	g_assert_cmpint(ct_failures_ask(failures, (CtStepSpan){ 0, 2 }, (CtStepSpan){ 2, 7 }), ==,
			CT_WAITS_SOME);
	g_assert_cmpint(ct_failures_ask(failures, (CtStepSpan){ 1, 2 }, (CtStepSpan){ 2, 7 }), ==,
			CT_WAITS_NONE);
	plan_fixture_clear(&fixture);
}

/* Groups are all steps, in their order; more than a page has rows are never left. */
static void
test_groups(void)
{
	static const guint limits[] = { 60, 41, 22, 3 };
	PlanFixture fixture = plan_fixture(9, 2);

	for (guint k = 0; k < G_N_ELEMENTS(limits); k++) {
		guint most = limits[k];
		g_autoptr(CtFailures) failures = ct_failures_new(fixture.plan, most);
		guint next = 0;

		g_assert_cmpuint(failures->groups->len, <=, most);
		for (guint i = 0; i < failures->groups->len; i++) {
			CtStepSpan group = ct_failures_group(failures, i);

			g_assert_cmpuint(group.first, ==, next);
			g_assert_cmpuint(group.end, >, group.first);
			next = group.end;
		}
		g_assert_cmpuint(next, ==, fixture.plan->steps->len);
	}
	plan_fixture_clear(&fixture);
}

/* Every step has its row, and its checkpoint in it, or the word that there is none. */
static void
test_complete(gconstpointer name)
{
	Planned sample = planned_sample(name, FALSE);
	Drawn picture = drawn("failure-matrix", sample.plan, sample.estate);
	guint first = picture.pages->len > 1 ? 1 : 0;

	for (guint i = 0; i < sample.plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(sample.plan, i);
		const CtItem *row = NULL;

		g_assert_cmpuint(drawn_count(&picture, first, step->id), ==, 1);
		for (guint k = first; k < picture.pages->len && row == NULL; k++)
			row = page_find(drawn_page(&picture, k), step->id);
		if (step->reversible == CT_REVERSIBLE_NO || step->back_to == NULL)
			g_assert_nonnull(strstr(row->meaning.desc, "way back: none"));
		else
			g_assert_nonnull(strstr(row->meaning.desc, step->back_to));
	}
	drawn_clear(&picture);
	planned_clear(&sample);
}

static void
test_nothing(void)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	Drawn picture = drawn("failure-matrix", plan, NULL);

	g_assert_cmpuint(picture.pages->len, ==, 0);
	drawn_clear(&picture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/view-failure/spans", test_spans);
	g_test_add_func("/view-failure/groups", test_groups);
	g_test_add_data_func("/view-failure/complete/contoso", "contoso", test_complete);
	g_test_add_data_func("/view-failure/complete/fabrikam", "fabrikam", test_complete);
	g_test_add_func("/view-failure/nothing", test_nothing);
	return g_test_run();
}
