/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rollback map: every checkpoint once, sums that are the plan's, and losses that are not doubled. */
#include "drawn.h"
#include "planned-sample.h"
#include "render/way-back.h"

static CtCheckpoint *
point_at(PlanFixture *fixture, guint index)
{
	return &g_array_index(fixture->plan->checkpoints, CtCheckpoint, index);
}

static void
lose(CtCheckpoint *point, const char *step, guint count, const char *unit)
{
	CtLoss loss = { "R-06", step, "Something is lost", count, unit };

	g_array_append_val(point->losses, loss);
}

/* The same users in two losses of a step count once, users of two steps count both. */
static void
test_losses(void)
{
	PlanFixture fixture = plan_fixture(1, 1);
	CtCheckpoint *point = point_at(&fixture, 1);

	g_array_set_size(point->losses, 0);
	lose(point, "s001", 12, "users");
	lose(point, "s001", 9, "users");
	lose(point, "s002", 5, "users");
	lose(point, "s002", 7, "clients");
	lose(point, "s002", 0, NULL);
	lose(point, "s001", 0, NULL);
	g_assert_cmpuint(ct_ways_loss(point, "users"), ==, 17);
	g_assert_cmpuint(ct_ways_loss(point, "clients"), ==, 7);
	g_assert_cmpuint(ct_ways_loss(point, "policies"), ==, 0);
	g_assert_cmpuint(ct_ways_loss(point, NULL), ==, 2);
	plan_fixture_clear(&fixture);
}

/* One can go back through checkpoint after checkpoint, but never through a step without inverse. */
static void
test_totals(void)
{
	PlanFixture fixture = plan_fixture(2, 1);
	g_autoptr(CtWays) ways = NULL;
	guint no_return = CT_NONE;

	fixture_checkpoint(&fixture, "irreversible", "Before another retirement")
		->point_of_no_return = TRUE;
	fixture_for_pools(&fixture, "OCS-P10-03", "Retire again");
	fixture_checkpoint(&fixture, "phase", "After it");
	fixture_step(&fixture, "OCS-P9-01", "Move something", "pool:ocs01-01.contoso.com");
	ways = ct_ways_new(fixture.plan, FALSE);
	g_assert_cmpuint(ways->rows->len, ==, fixture.plan->checkpoints->len);
	for (guint i = 0; i < ways->rows->len && no_return == CT_NONE; i++) {
		const CtWay *row = ct_ways_row(ways, i);

		g_assert_cmpuint(row->first, ==, i);
		g_assert_cmpuint(row->reach, ==, 0);
		g_assert_cmpuint(row->total, ==, 30 * (i + 1)); /* each takes 30 minutes */
		if (row->point->point_of_no_return)
			no_return = i;
	}
	g_assert_true(ct_ways_row(ways, no_return)->opens);
	g_assert_cmpuint(ct_ways_row(ways, no_return + 1)->reach, ==, no_return + 1);
	g_assert_cmpuint(ct_ways_row(ways, ways->rows->len - 1)->total, ==, 30);
	plan_fixture_clear(&fixture);
}

static void
test_complete(gconstpointer name)
{
	Planned sample = planned_sample(name, FALSE);
	Drawn picture = drawn("rollback-map", sample.plan, sample.estate);
	const CtScene *page = drawn_page(&picture, 0);
	guint diamonds = 0;

	g_assert_cmpuint(picture.pages->len, ==, 1);
	for (guint i = 0; i < sample.plan->checkpoints->len; i++) {
		const CtCheckpoint *point = &g_array_index(sample.plan->checkpoints, CtCheckpoint,
							   i);
		const CtItem *item = page_find(page, point->id);
		g_autofree char *href = g_strconcat("#", point->id, NULL);

		g_assert_nonnull(item);
		g_assert_cmpstr(item->meaning.href, ==, href);
		for (guint k = 0; k < point->losses->len; k++)
			g_assert_nonnull(strstr(item->meaning.desc,
						g_array_index(point->losses, CtLoss, k).text));
		diamonds += !point->point_of_no_return;
	}
	g_assert_cmpuint(page_count_style(page, CT_ITEM_DIAMOND, CT_STYLE_CHECKPOINT), ==,
			 diamonds + 1);
	g_assert_nonnull(page_find(page, "point-of-no-return"));
	drawn_clear(&picture);
	planned_clear(&sample);
}

/* Too many for a page: neighbours without a way back share a row, and each has its own later. */
static void
test_pages(void)
{
	PlanFixture fixture = plan_fixture(2, 2);
	Drawn picture;

	for (guint i = 0; i < 70; i++) {
		fixture_checkpoint(&fixture, "irreversible", "Before a step that cannot be undone")
			->point_of_no_return = TRUE;
		fixture_step(&fixture, "OCS-P10-03", "Retire", "pool:ocs01-01.contoso.com");
	}
	picture = drawn("rollback-map", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 1 + 2);
	for (guint i = 0; i < fixture.plan->checkpoints->len; i++)
		g_assert_cmpuint(drawn_count(&picture, 0, point_at(&fixture, i)->id), ==, 1);
	g_assert_cmpuint(drawn_count(&picture, 0, "point-of-no-return"), ==, 1);
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

static void
test_nothing(void)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	Drawn picture = drawn("rollback-map", plan, NULL);

	g_assert_cmpuint(picture.pages->len, ==, 0);
	drawn_clear(&picture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/view-rollback/losses", test_losses);
	g_test_add_func("/view-rollback/totals", test_totals);
	g_test_add_data_func("/view-rollback/complete/contoso", "contoso", test_complete);
	g_test_add_data_func("/view-rollback/complete/adatum", "adatum", test_complete);
	g_test_add_func("/view-rollback/pages", test_pages);
	g_test_add_func("/view-rollback/nothing", test_nothing);
	return g_test_run();
}
