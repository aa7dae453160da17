/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shares a row in a large plan: nothing is lost, every reference leads somewhere. */
#include "plan-fixture.h"
#include "planner/plan-json.h"
#include "render/digest.h"
#include "render/lint.h"
#include "render/view-timeline.h"

#include <string.h>

#define SITES 3
#define WAVES 40 /* of each site, beside the ones of the fixture */

static PlanFixture
large_plan(void)
{
	PlanFixture fixture = plan_fixture(SITES, 2);

	for (guint s = 0; s < SITES; s++)
		for (guint i = 0; i < WAVES; i++)
			fixture_wave(&fixture, "production", s, 100 + i);
	fixture_checkpoint(&fixture, "phase", "All waves moved");
	fixture_step(&fixture, "OCS-P10-04", "Delete BackCompatSite", "backcompatsite:");
	return fixture;
}

static guint
count_users(const CtPlan *plan)
{
	guint users = 0;

	for (guint i = 0; i < plan->waves->len; i++)
		users += g_array_index(plan->waves, CtPlanWave, i).users;
	return users;
}

static void
test_small(void)
{
	PlanFixture fixture = plan_fixture(SITES, 2);
	g_autofree char *remark = ct_digest_remark(fixture.plan);

	g_assert_null(ct_digest_new(fixture.plan));
	g_assert_cmpstr(remark, ==, "");
	plan_fixture_clear(&fixture);
}

static void
test_large(void)
{
	PlanFixture fixture = large_plan();
	const CtPlan *whole = fixture.plan;
	g_autoptr(CtPlan) digest = ct_digest_new(whole);
	g_autoptr(GError) error = NULL;
	g_autofree char *remark = NULL;
	guint saved = SITES * (WAVES - 1);

	g_assert_nonnull(digest);
	g_assert_true(digest->whole == whole);
	g_assert_cmpuint(count_users(digest), ==, count_users(whole));
	g_assert_cmpuint(digest->waves->len, ==, whole->waves->len - saved);
	g_assert_cmpuint(digest->steps->len, ==, whole->steps->len - saved);
	g_assert_cmpuint(digest->checkpoints->len, ==, whole->checkpoints->len - saved);
	g_assert_cmpstr(digest->point_of_no_return, ==, whole->point_of_no_return);
	ct_plan_check_references(digest, "digest", &error);
	g_assert_no_error(error);
	remark = ct_digest_remark(digest);
	g_assert_nonnull(strstr(remark, "Of the 125 waves 120 share 3 rows"));
	plan_fixture_clear(&fixture);
}

/* The first row of the waves that share one. */
static void
test_row(void)
{
	PlanFixture fixture = large_plan();
	g_autoptr(CtPlan) digest = ct_digest_new(fixture.plan);
	const CtPlanWave *wave = ct_plan_find_wave(digest, "wave-06-45");
	const CtPlanStep *step = NULL;
	const CtCheckpoint *point = NULL;

	g_assert_nonnull(wave);
	g_assert_cmpuint(wave->n_waves, ==, WAVES);
	g_assert_cmpuint(wave->users, ==, WAVES * 100 + WAVES * (WAVES - 1) / 2);
	g_assert_cmpstr(wave->file, ==, "waves/wave-06.csv");
	g_assert_cmpstr(wave->last_file, ==, "waves/wave-45.csv");
	g_assert_cmpuint(wave->from->len, ==, 2);
	for (guint i = 0; i < digest->steps->len; i++)
		if (g_strcmp0(ct_plan_step(digest, i)->wave, wave->id) == 0)
			step = ct_plan_step(digest, i);
	g_assert_nonnull(step);
	g_assert_nonnull(
		strstr(step->title, "4780 production users in 40 waves (wave-06 to wave-45)"));
	for (guint i = 0; i < digest->checkpoints->len; i++) {
		const CtCheckpoint *other = &g_array_index(digest->checkpoints, CtCheckpoint, i);

		if (strstr(other->title, "40 waves wave-06 to wave-45") != NULL)
			point = other;
	}
	g_assert_nonnull(point);
	g_assert_cmpuint(point->rollback->len, ==, 1);
	g_assert_cmpstr(g_array_index(point->rollback, CtRollbackStep, 0).step, ==, step->id);
	g_assert_cmpuint(point->losses->len, ==, 1);
	plan_fixture_clear(&fixture);
}

/* A step that says something of its own is not put together with others. */
static void
test_note(void)
{
	PlanFixture fixture = large_plan();
	guint last = fixture.plan->steps->len - 3;
	g_autoptr(CtPlan) digest = NULL;

	g_array_index(fixture.plan->steps, CtPlanStep, last).note = "Not before Monday";
	digest = ct_digest_new(fixture.plan);
	g_assert_nonnull(digest);
	g_assert_cmpuint(ct_plan_find_step(digest, ct_plan_step(fixture.plan, last)->id), !=,
			 CT_NONE);
	g_assert_cmpuint(count_users(digest), ==, count_users(fixture.plan));
	plan_fixture_clear(&fixture);
}

/* A plan changed by hand may have its checkpoints in any order; it is drawn as it is. */
static void
test_disorder(void)
{
	PlanFixture fixture = large_plan();
	GArray *points = fixture.plan->checkpoints;
	CtCheckpoint first = g_array_index(points, CtCheckpoint, 1);

	g_array_index(points, CtCheckpoint, 1) = g_array_index(points, CtCheckpoint, 9);
	g_array_index(points, CtCheckpoint, 9) = first;
	g_assert_null(ct_digest_new(fixture.plan));
	plan_fixture_clear(&fixture);
}

static void
test_drawing(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtText) text = ct_text_new(&error);
	PlanFixture fixture = large_plan();
	g_autoptr(CtPlan) digest = ct_digest_new(fixture.plan);
	g_autoptr(CtScene) scene = ct_view_timeline(text, digest, fixture.world.estate, NULL);
	g_autoptr(CtLint) lint = ct_lint_new(scene);

	for (guint i = 0; i < lint->messages->len; i++)
		g_test_message("%s", (const char *)lint->messages->pdata[i]);
	g_assert_cmpuint(lint->overlaps, ==, 0);
	g_assert_cmpuint(lint->clipped, ==, 0);
	g_assert_cmpuint(lint->repeated_ids, ==, 0);
	plan_fixture_clear(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/digest/small", test_small);
	g_test_add_func("/digest/large", test_large);
	g_test_add_func("/digest/row", test_row);
	g_test_add_func("/digest/note", test_note);
	g_test_add_func("/digest/disorder", test_disorder);
	g_test_add_func("/digest/drawing", test_drawing);
	return g_test_run();
}
