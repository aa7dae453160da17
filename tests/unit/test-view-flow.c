/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user flow: that its order is a good one, and that it shows the members and nobody else. */
#include "drawn.h"
#include "render/bands.h"
#include "render/digest.h"

#define MANY_TRIALS 60

static CtBands *
random_bands(guint32 seed, guint groups)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g" };
	CtBands *bands = ct_bands_new();

	for (guint w = 0; w < 7; w++)
		ct_bands_node(bands, 1, names[w], 0);
	for (guint i = 0; i < 14; i++) {
		guint side = i % 2 == 0 ? 0 : 2;
		guint outer = ct_bands_node(bands, side, names[i / 2], i / 2 % groups);

		for (guint k = 0; k < 2; k++) {
			guint middle = ct_bands_node(bands, 1,
						     names[g_rand_int_range(random, 0, 7)], 0);

			ct_bands_add(bands, side == 0 ? outer : middle, side == 0 ? middle : outer,
				     (guint)g_rand_int_range(random, 1, 9));
		}
	}
	return bands;
}

static guint64
least_crossings(CtBands *bands, guint column, guint from)
{
	GArray *order = bands->order[column];
	guint64 least = ct_bands_crossings(bands);

	for (guint i = from; i < order->len; i++) {
		guint a = g_array_index(order, guint, from);
		guint b = g_array_index(order, guint, i);

		g_array_index(order, guint, from) = b;
		g_array_index(order, guint, i) = a;
		if (from + 1 < order->len)
			least = MIN(least, least_crossings(bands, column, from + 1));
		g_array_index(order, guint, from) = a;
		g_array_index(order, guint, i) = b;
	}
	return least;
}

/* Never worse than it was; and close to the best that trying all orders of a column finds. */
static void
test_order(void)
{
	guint64 found = 0;
	guint64 best = 0;

	for (guint32 seed = 0; seed < MANY_TRIALS; seed++) {
		g_autoptr(CtBands) bands = random_bands(seed, 1);
		guint64 before = ct_bands_crossings(bands);

		ct_bands_order(bands);
		g_assert_cmpuint(ct_bands_crossings(bands), <=, before);
		if (seed >= 4)
			continue;
		found += ct_bands_crossings(bands);
		best += least_crossings(bands, 0, 0);
	}
	g_assert_cmpuint(found, <=, best + best / 20);
}

static void
test_no_crossings(void)
{
	g_autoptr(CtBands) bands = ct_bands_new();
	static const char *const names[] = { "a", "b", "c", "d", "e" };

	for (guint w = 0; w < 5; w++)
		ct_bands_node(bands, 1, names[w], 0);
	for (guint i = 0; i < 5; i++)
		ct_bands_add(bands, ct_bands_node(bands, 0, names[i], 0),
			     ct_bands_node(bands, 1, names[(i * 3 + 2) % 5], 0), 5);
	g_assert_cmpuint(ct_bands_crossings(bands), >, 0);
	ct_bands_order(bands);
	g_assert_cmpuint(ct_bands_crossings(bands), ==, 0);
}

static void
test_groups(void)
{
	for (guint32 seed = 0; seed < MANY_TRIALS; seed++) {
		g_autoptr(CtBands) bands = random_bands(seed, 3);
		guint changes = 0;

		ct_bands_order(bands);
		for (guint i = 1; i < bands->order[0]->len; i++) {
			guint a = g_array_index(bands->order[0], guint, i - 1);
			guint b = g_array_index(bands->order[0], guint, i);

			changes += g_array_index(bands->nodes, CtBandNode, a).group !=
				   g_array_index(bands->nodes, CtBandNode, b).group;
		}
		g_assert_cmpuint(changes, ==, 2);
	}
}

/* Nodes of a column lie below each other, and bands leave and arrive within their nodes. */
static void
test_places(void)
{
	const CtBandsRoom room = { 10, 300, 12, 2, 10, 14 };

	for (guint32 seed = 0; seed < MANY_TRIALS; seed++) {
		g_autoptr(CtBands) bands = random_bands(seed, 2);
		double height;

		ct_bands_order(bands);
		height = ct_bands_place(bands, &room);
		for (guint c = 0; c < CT_BANDS_COLUMNS; c++) {
			double y = room.top - 0.001;

			for (guint i = 0; i < bands->order[c]->len; i++) {
				const CtBandNode *node =
					&g_array_index(bands->nodes, CtBandNode,
						       g_array_index(bands->order[c], guint, i));

				g_assert_cmpfloat(node->top, >=, y);
				y = node->top + node->height + room.gap_min - 0.001;
			}
			g_assert_cmpfloat(y, <=, room.top + height + room.gap_min + 0.001);
		}
		for (guint i = 0; i < bands->bands->len; i++) {
			const CtBand *band = &g_array_index(bands->bands, CtBand, i);
			const CtBandNode *from = &g_array_index(bands->nodes, CtBandNode,
								band->from);

			g_assert_cmpfloat(band->from_top, >=, from->top - 0.001);
			g_assert_cmpfloat(band->from_top + band->height, <=,
					  from->top + from->height + 0.001);
		}
	}
}

/* Wave w of the fixture takes 3 + w users from each of two pools of a site. */
static void
fill_waves(PlanFixture *fixture)
{
	for (guint w = 0; w < fixture->plan->waves->len; w++) {
		guint site = w < 2		      ? 0
			     : w < 2 + fixture->sites ? w - 2
						      : (w - 2 - fixture->sites) / 2;

		for (guint i = 0; i < 2 * (3 + w); i++)
			fixture_member(fixture, w,
				       fixture_legacy(fixture, site, (w + i) % fixture->pools),
				       fixture_target(fixture, site),
				       ct_plan_printf(fixture->plan, "u%u-%u", w, i));
	}
}

static guint
title_users(const CtItem *item)
{
	const char *colon = strstr(item->meaning.title, ": ");

	g_assert_nonnull(colon);
	return (guint)g_ascii_strtoull(colon + 2, NULL, 10);
}

static void
test_complete(void)
{
	PlanFixture fixture = plan_fixture(3, 2);
	Drawn picture;
	guint left = 0;
	guint middle = 0;
	guint right = 0;

	fill_waves(&fixture);
	picture = drawn("user-flow", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, ==, 1);
	for (guint s = 0; s < 3; s++) {
		g_autofree char *target = g_strconcat("pool:", fixture_target(&fixture, s), NULL);

		right += title_users(page_find(drawn_page(&picture, 0), target));
		for (guint p = 0; p < 2; p++) {
			g_autofree char *id = g_strconcat("pool:", fixture_legacy(&fixture, s, p),
							  NULL);
			const CtItem *item = page_find(drawn_page(&picture, 0), id);

			left += title_users(item);
			g_assert_true(g_str_has_prefix(item->meaning.href, "#fate-"));
		}
	}
	for (guint w = 0; w < fixture.plan->waves->len; w++) {
		const CtPlanWave *wave = &g_array_index(fixture.plan->waves, CtPlanWave, w);
		guint users = title_users(page_find(drawn_page(&picture, 0), wave->id));

		g_assert_cmpuint(users, ==, wave->members->len);
		middle += users;
	}
	g_assert_cmpuint(left, ==, middle);
	g_assert_cmpuint(right, ==, middle);
	/* two from each pool to a wave, one to its target */
	g_assert_cmpuint(page_count_style(drawn_page(&picture, 0), CT_ITEM_BAND,
					  CT_STYLE_BAND_PRODUCTION),
			 ==, 3 * 3);
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* A plan for one page no more: sites first, and then every pool on one page. */
static void
test_pages(void)
{
	PlanFixture fixture = plan_fixture(30, 3);
	g_autoptr(CtPlan) digest = NULL;
	Drawn picture;

	for (guint extra = 0; extra < 60; extra++)
		fixture_wave(&fixture, "production", extra / 2, 10);
	fill_waves(&fixture);
	digest = ct_digest_new(fixture.plan);
	g_assert_nonnull(digest);
	picture = drawn("user-flow", digest, fixture.world.estate);
	g_assert_cmpuint(picture.pages->len, >, 2);
	for (guint s = 0; s < 30; s++) {
		for (guint p = 0; p < 3; p++) {
			g_autofree char *id = g_strconcat("pool:", fixture_legacy(&fixture, s, p),
							  NULL);

			g_assert_null(page_find(drawn_page(&picture, 0), id));
			g_assert_cmpuint(drawn_count(&picture, 1, id), ==, 1);
		}
	}
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* More sites than a column holds: the largest are named, the others stand together. */
static void
test_many_sites(void)
{
	PlanFixture fixture = plan_fixture(50, 1);
	guint moved = 0;
	Drawn picture;

	for (guint s = 0; s < 50; s++)
		for (guint i = 0; i < 1 + s; i++, moved++)
			fixture_member(&fixture, 2 + s, fixture_legacy(&fixture, s, 0),
				       fixture_target(&fixture, s), "u");
	picture = drawn("user-flow", fixture.plan, fixture.world.estate);
	g_assert_true(page_says(drawn_page(&picture, 0), "Site 50"));
	g_assert_true(page_says(drawn_page(&picture, 0), "Site 38"));
	g_assert_false(page_says(drawn_page(&picture, 0), "Site 37"));
	g_assert_true(page_says(drawn_page(&picture, 0), "Other sites"));
	g_assert_cmpuint(moved, ==, 50 * 51 / 2);
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

/* Names are compared without case, as everywhere. */
static void
test_spelling(void)
{
	PlanFixture fixture = plan_fixture(2, 1);
	Drawn picture;

	fixture_member(&fixture, 2, "ocs01-01.contoso.com", "tlync01.contoso.com", "a");
	fixture_member(&fixture, 2, "OCS01-01.contoso.com", "TLync01.Contoso.com", "b");
	picture = drawn("user-flow", fixture.plan, fixture.world.estate);
	g_assert_cmpuint(title_users(
				 page_find(drawn_page(&picture, 0), "pool:ocs01-01.contoso.com")),
			 ==, 2);
	g_assert_cmpuint(
		title_users(page_find(drawn_page(&picture, 0), "pool:tlync01.contoso.com")), ==, 2);
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

static void
test_nothing(void)
{
	PlanFixture fixture = plan_fixture(2, 2);
	Drawn picture = drawn("user-flow", fixture.plan, fixture.world.estate);

	g_assert_cmpuint(picture.pages->len, ==, 0); /* no members are known */
	drawn_clear(&picture);
	plan_fixture_clear(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/view-flow/order", test_order);
	g_test_add_func("/view-flow/no-crossings", test_no_crossings);
	g_test_add_func("/view-flow/groups", test_groups);
	g_test_add_func("/view-flow/places", test_places);
	g_test_add_func("/view-flow/complete", test_complete);
	g_test_add_func("/view-flow/pages", test_pages);
	g_test_add_func("/view-flow/many-sites", test_many_sites);
	g_test_add_func("/view-flow/spelling", test_spelling);
	g_test_add_func("/view-flow/nothing", test_nothing);
	return g_test_run();
}
