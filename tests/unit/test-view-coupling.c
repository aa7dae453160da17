/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coupling matrix: what it adds up is what the plan says, and every coupling is on it. */
#include "drawn.h"
#include "planned-sample.h"
#include "render/bonds.h"

static void
couple(PlanFixture *fixture, const char *a, const char *b, const char *kind, guint weight,
       gboolean hard)
{
	ct_plan_couplings_add(fixture->plan->couplings, a, b, kind, weight, hard);
}

static const char *
unit(PlanFixture *fixture, guint wave, guint number)
{
	return ct_plan_printf(fixture->plan, "u%02u%02u", wave, number);
}

/* So many units of one user in every wave. */
static void
fill_waves(PlanFixture *fixture, guint units)
{
	for (guint w = 0; w < fixture->plan->waves->len; w++)
		for (guint i = 0; i < units; i++)
			fixture_member(fixture, w, fixture_legacy(fixture, 0, i % fixture->pools),
				       fixture_target(fixture, 0), unit(fixture, w, i));
}

/* All couplings together cost what the planner and the checker say of the plan. */
static void
test_cost(gconstpointer name)
{
	Planned sample = planned_sample(name, FALSE);
	g_autoptr(CtBonds) bonds = ct_bonds_new(sample.plan);
	guint64 cost = 0;

	for (guint i = 0; i < bonds->bonds->len; i++)
		cost += ct_bonds_cost(bonds, ct_bonds_at(bonds, i));
	for (guint i = 0; i < bonds->groups->len; i++)
		cost += ct_bonds_group_cost(ct_bonds_group(bonds, i));
	g_assert_cmpuint(cost, ==, sample.plan->cost);
	planned_clear(&sample);
}

static void
test_units(void)
{
	PlanFixture fixture = plan_fixture(2, 2); /* four waves */
	Drawn picture;
	const CtScene *page;

	fill_waves(&fixture, 3);
	couple(&fixture, unit(&fixture, 2, 0), unit(&fixture, 3, 0), "contact", 2, FALSE);
	couple(&fixture, unit(&fixture, 2, 0), unit(&fixture, 3, 0), "conference", 3, FALSE);
	couple(&fixture, unit(&fixture, 0, 1), unit(&fixture, 3, 1), "contact", 2, FALSE);
	couple(&fixture, unit(&fixture, 3, 1), unit(&fixture, 3, 2), "delegate", 10, TRUE);
	couple(&fixture, unit(&fixture, 2, 1), unit(&fixture, 2, 2), "contact", 2, FALSE);
	picture = drawn("coupling-matrix", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 1);
	page = drawn_page(&picture, 0);
	/* two cells for each of two cut, one kept and one hard pair, and a sample in the legend */
	g_assert_cmpuint(page_count_style(page, CT_ITEM_BOX, CT_STYLE_PAIR_CUT), ==, 2 * 2 + 1);
	g_assert_cmpuint(page_count_style(page, CT_ITEM_BOX, CT_STYLE_PAIR_KEPT), ==, 2 + 1);
	g_assert_cmpuint(page_count_style(page, CT_ITEM_BOX, CT_STYLE_PAIR_HARD), ==, 2 + 1);
	g_assert_cmpuint(page_count_style(page, CT_ITEM_BOX, CT_STYLE_BLOCK), ==, 3 + 1);
	g_assert_true(page_says(page, "1 \xc3\x97 5 = 5"));
	g_assert_true(page_says(page, "3 \xc3\x97 2 = 6"));
	g_assert_true(page_says(page, "contact, conference"));
	g_assert_nonnull(page_find(page, "u0001"));
	g_assert_null(page_find(page, "u0000")); /* not coupled */
	g_assert_cmpstr(page_find(page, "u0301")->meaning.href, ==, "#wave-04");
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

static void
test_shared(void)
{
	PlanFixture fixture = plan_fixture(3, 2); /* production waves 3, 4, 5 */
	Drawn picture;
	const char *pool = ct_plan_printf(fixture.plan, "pool:%s", fixture_legacy(&fixture, 0, 1));

	fixture_member(&fixture, 0, fixture_legacy(&fixture, 0, 1), fixture_target(&fixture, 0),
		       "a");
	fixture_member(&fixture, 2, fixture_legacy(&fixture, 0, 1), fixture_target(&fixture, 0),
		       "b");
	fixture_member(&fixture, 4, fixture_legacy(&fixture, 0, 1), fixture_target(&fixture, 0),
		       "c");
	couple(&fixture, pool, pool, "pool", 20, FALSE);
	couple(&fixture, "site:Site 01", pool, "site", 5, FALSE);
	couple(&fixture, "policy:7", "c", "policy", 4, FALSE);
	picture = drawn("coupling-matrix", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 1);
	/* the test wave does not count */
	g_assert_true(page_says(drawn_page(&picture, 0), "2 \xc3\x97 20 = 40"));
	g_assert_true(page_says(drawn_page(&picture, 0), "2 \xc3\x97 5 = 10"));
	g_assert_true(page_says(drawn_page(&picture, 0), "in one wave: 0"));
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* Over 60 units: waves first, and then every unit on one page, whole groups of them together. */
static void
test_pages(void)
{
	PlanFixture fixture = plan_fixture(4, 2); /* six waves */
	Drawn picture;

	fill_waves(&fixture, 24);
	for (guint i = 0; i < 24; i++)
		for (guint w = 1; w < 6; w++)
			couple(&fixture, unit(&fixture, w - 1, i), unit(&fixture, w, i), "contact",
			       1 + i % 3, FALSE);
	picture = drawn("coupling-matrix", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 4); /* ten of six units on each page */
	g_assert_cmpuint(page_count_style(drawn_page(&picture, 0), CT_ITEM_BOX, CT_STYLE_PAIR_CUT),
			 ==, 5 * 2 + 1);
	for (guint w = 0; w < 6; w++)
		for (guint i = 0; i < 24; i++) {
			g_assert_null(page_find(drawn_page(&picture, 0), unit(&fixture, w, i)));
			g_assert_cmpuint(drawn_count(&picture, 1, unit(&fixture, w, i)), ==, 1);
		}
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

static void
test_nothing(void)
{
	PlanFixture fixture = plan_fixture(2, 2);
	Drawn picture;
	const char *pool = ct_plan_printf(fixture.plan, "pool:%s", fixture_legacy(&fixture, 0, 0));

	fill_waves(&fixture, 1);
	picture = drawn("coupling-matrix", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 0);
	drawn_clear(&picture);
	/* what is not moved, or moved in one wave, costs nothing */
	couple(&fixture, "pool:elsewhere.contoso.com", "pool:elsewhere.contoso.com", "pool", 20,
	       FALSE);
	picture = drawn("coupling-matrix", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 0);
	drawn_clear(&picture);
	couple(&fixture, pool, pool, "pool", 20, FALSE);
	picture = drawn("coupling-matrix", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 1);
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/view-coupling/cost/contoso", "contoso", test_cost);
	g_test_add_data_func("/view-coupling/cost/fabrikam", "fabrikam", test_cost);
	g_test_add_data_func("/view-coupling/cost/adatum", "adatum", test_cost);
	g_test_add_func("/view-coupling/units", test_units);
	g_test_add_func("/view-coupling/shared", test_shared);
	g_test_add_func("/view-coupling/pages", test_pages);
	g_test_add_func("/view-coupling/nothing", test_nothing);
	return g_test_run();
}
