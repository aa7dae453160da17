/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The capacity curves: users added up by wave, and limits that are the planner's. */
#include "drawn.h"
#include "planned-sample.h"
#include "planner/capacity.h"
#include "render/load.h"

static CtPool *
target_pool(PlanFixture *fixture, guint site)
{
	CtPoolId id = ct_estate_find_pool(fixture->world.estate, fixture_target(fixture, site));

	return &g_array_index(fixture->world.estate->pools, CtPool, id.index);
}

static void
move(PlanFixture *fixture, guint wave, guint site, guint users)
{
	for (guint i = 0; i < users; i++)
		fixture_member(fixture, wave, fixture_legacy(fixture, site, 0),
			       fixture_target(fixture, site), "u");
}

/* Two sites that back each other up. */
static PlanFixture
paired_fixture(void)
{
	PlanFixture fixture = plan_fixture(2, 1); /* waves: test, pilot, two of production */
	CtServiceId one = world_add_service(&fixture.world, fixture_target(&fixture, 0),
					    CT_ROLE_REGISTRAR);
	CtServiceId two = world_add_service(&fixture.world, fixture_target(&fixture, 1),
					    CT_ROLE_REGISTRAR);

	world_add_dependency(&fixture.world, one, two, "Backup");
	for (guint s = 0; s < 2; s++) {
		target_pool(&fixture, s)->edition = CT_EDITION_STANDARD;
		target_pool(&fixture, s)->machines = 1;
	}
	target_pool(&fixture, 1)->users = 100;
	move(&fixture, 0, 0, 2);
	move(&fixture, 1, 0, 9);
	move(&fixture, 2, 0, 1300);
	move(&fixture, 3, 1, 900);
	return fixture;
}

static void
test_loads(void)
{
	PlanFixture fixture = paired_fixture();
	g_autoptr(CtLoads) loads = ct_loads_new(fixture.plan, fixture.world.estate);
	const CtLoad *first = ct_loads_row(loads, 0);
	const CtLoad *second = ct_loads_row(loads, 1);

	g_assert_cmpuint(loads->rows->len, ==, 2);
	g_assert_cmpuint(first->users[0], ==, 2);
	g_assert_cmpuint(first->users[1], ==, 11);
	g_assert_cmpuint(first->users[2], ==, 1311);
	g_assert_cmpuint(ct_load_end(loads, first), ==, 1311);
	g_assert_cmpuint(second->start, ==, 100);
	g_assert_cmpuint(second->users[2], ==, 100);
	g_assert_cmpuint(ct_load_end(loads, second), ==, 1000);
	g_assert_cmpuint(first->both[2], ==, 1411);
	g_assert_cmpuint(second->both[3], ==, 2311);
	g_assert_cmpstr(first->partner, ==, second->fqdn);
	g_assert_cmpuint(first->limit, ==, ct_capacity_users(target_pool(&fixture, 0)));
	g_assert_cmpuint(first->limit_paired, ==, 2500);
	g_assert_cmpuint(first->limit_both, ==, 5000);
	g_assert_cmpuint(ct_load_percent(loads, first), ==, 53);  /* of its own 2,500 */
	g_assert_cmpuint(ct_load_percent(loads, second), ==, 47); /* both, of 5,000 */
	plan_fixture_clear(&fixture);
}

static void
test_paired(void)
{
	PlanFixture fixture = paired_fixture();
	Drawn picture = drawn("capacity", fixture.plan, fixture.world.estate);
	const CtScene *page = drawn_page(&picture, 0);
	const CtItem *panel = page_find(page, "pool:tlync01.contoso.com");

	g_assert_nonnull(strstr(panel->meaning.desc, "wave-02 11; wave-03 1311"));
	/* one of each in a panel, and in the legend */
	g_assert_cmpuint(page_count_style(page, CT_ITEM_LINE, CT_STYLE_LIMIT), ==, 2 + 1);
	g_assert_cmpuint(page_count_style(page, CT_ITEM_LINE, CT_STYLE_LIMIT_PAIRED), ==, 2 + 1);
	g_assert_cmpuint(page_count_style(page, CT_ITEM_LINE, CT_STYLE_LOAD_BOTH), ==, 2 + 1);
	/* nothing is far from its limit */
	g_assert_cmpuint(page_count_style(page, CT_ITEM_LINE, CT_STYLE_SCALE_CUT), ==, 0);
	g_assert_true(page_says(page, "5,000 for both pools"));
	g_assert_true(page_says(page, "2,500 of its own"));
	g_assert_true(page_says(page, "53 %"));
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* More than a limit is drawn above it, within the page. */
static void
test_too_many(void)
{
	PlanFixture fixture = paired_fixture();
	Drawn picture;

	move(&fixture, 3, 0, 7000);
	picture = drawn("capacity", fixture.plan, fixture.world.estate);
	g_assert_true(page_says(drawn_page(&picture, 0), "333 %"));
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* Limits are unknown without exports, and nothing is claimed. */
static void
test_without_estate(void)
{
	PlanFixture fixture = paired_fixture();
	Drawn picture = drawn("capacity", fixture.plan, NULL);

	g_assert_cmpuint(page_count_style(drawn_page(&picture, 0), CT_ITEM_LINE, CT_STYLE_LIMIT),
			 ==, 0);
	g_assert_true(page_says(drawn_page(&picture, 0), "900 users; its limit is not known"));
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* Every pool on one page once; of too many the fullest. */
static void
test_pages(void)
{
	PlanFixture fixture = plan_fixture(170, 1);
	Drawn picture;
	guint shown = 0;

	for (guint s = 0; s < 170; s++) {
		target_pool(&fixture, s)->edition = CT_EDITION_STANDARD;
		target_pool(&fixture, s)->machines = 1;
		move(&fixture, s % 4, s, s < 10 ? 2 : 400);
	}
	picture = drawn("capacity", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 8);
	for (guint s = 0; s < 170; s++) {
		g_autofree char *id = g_strconcat("pool:", fixture_target(&fixture, s), NULL);

		g_assert_cmpuint(drawn_count(&picture, 0, id), ==, s < 10 ? 0 : 1);
		shown += drawn_count(&picture, 0, id);
	}
	g_assert_cmpuint(shown, ==, 160);
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* In a sample everybody who moves is homed on some target pool in the end. */
static void
test_complete(gconstpointer name)
{
	Planned sample = planned_sample(name, FALSE);
	Drawn picture = drawn("capacity", sample.plan, sample.estate);
	g_autoptr(CtLoads) loads = ct_loads_new(sample.plan, sample.estate);
	guint arrived = 0;
	guint moved = 0;

	for (guint i = 0; i < loads->rows->len; i++) {
		const CtLoad *row = ct_loads_row(loads, i);

		arrived += ct_load_end(loads, row) - row->start;
	}
	for (guint i = 0; i < sample.plan->waves->len; i++)
		moved += g_array_index(sample.plan->waves, CtPlanWave, i).users;
	g_assert_cmpuint(arrived, ==, moved);
	g_assert_cmpuint(picture.pages->len, ==, 1);
	drawn_clear(&picture);
	planned_clear(&sample);
}

static void
test_nothing(void)
{
	PlanFixture fixture = plan_fixture(2, 2);
	Drawn picture = drawn("capacity", fixture.plan, fixture.world.estate);

	g_assert_cmpuint(picture.pages->len, ==, 0);
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/view-capacity/loads", test_loads);
	g_test_add_func("/view-capacity/paired", test_paired);
	g_test_add_func("/view-capacity/too-many", test_too_many);
	g_test_add_func("/view-capacity/without-estate", test_without_estate);
	g_test_add_func("/view-capacity/pages", test_pages);
	g_test_add_data_func("/view-capacity/complete/contoso", "contoso", test_complete);
	g_test_add_data_func("/view-capacity/complete/adatum", "adatum", test_complete);
	g_test_add_func("/view-capacity/nothing", test_nothing);
	return g_test_run();
}
