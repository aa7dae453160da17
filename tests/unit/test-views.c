/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the drawings say, as text; and that they say it of every object once. */
#include "drawn.h"
#include "golden.h"
#include "plan-fixture.h"
#include "planner/diff.h"
#include "render/map.h"
#include "render/timeline.h"
#include "render/view-changes.h"
#include "render/view-map.h"
#include "render/view-timeline.h"

#define DATE "2026-03-02"

typedef CtScene *(*Draw)(CtText *, const CtPlan *, const CtEstate *, const char *);

/* The first page of the estate map. */
static CtScene *
draw_map(CtText *text, const CtPlan *plan, const CtEstate *estate, const char *date)
{
	const CtViewInput input = { .text = text, .plan = plan, .estate = estate, .date = date };
	g_autoptr(GPtrArray) scenes = g_ptr_array_new();

	ct_view_map(&input, scenes);
	for (guint i = 1; i < scenes->len; i++)
		ct_scene_free(scenes->pdata[i]);
	return scenes->pdata[0];
}

static CtText *
new_text(void)
{
	g_autoptr(GError) error = NULL;
	CtText *text = ct_text_new(&error);

	g_assert_no_error(error);
	return text;
}

/* As ct_scene_to_string(), but with whole texts: where they are cut depends on the fonts. */
static char *
tell(CtScene *scene)
{
	for (guint i = 0; i < scene->items->len; i++) {
		CtItem *item = &g_array_index(scene->items, CtItem, i);

		if (item->kind == CT_ITEM_TEXT && item->meaning.title != NULL) {
			item->text = item->meaning.title;
			item->meaning.title = NULL;
		}
	}
	return ct_scene_to_string(scene);
}

static void
check_golden(Draw draw, const char *name)
{
	g_autoptr(CtText) text = new_text();
	PlanFixture fixture = plan_fixture(2, 2);
	g_autoptr(CtScene) scene = draw(text, fixture.plan, fixture.world.estate, DATE);
	g_autofree char *seen = tell(scene);

	assert_golden(name, seen);
	plan_fixture_clear(&fixture);
}

static void
test_map(void)
{
	check_golden(draw_map, "estate-map.txt");
}

static void
test_timeline(void)
{
	check_golden(ct_view_timeline, "timeline.txt");
}

static guint
count_id(const CtScene *scene, const char *id)
{
	guint count = 0;

	for (guint i = 0; i < scene->items->len; i++)
		count += g_strcmp0(ct_scene_item(scene, i)->meaning.id, id) == 0;
	return count;
}

/* Every step, wave and checkpoint of the plan is in the timeline under its own id, once. */
static void
test_timeline_complete(void)
{
	g_autoptr(CtText) text = new_text();
	PlanFixture fixture = plan_fixture(3, 4);
	const CtPlan *plan = fixture.plan;
	g_autoptr(CtScene) scene = ct_view_timeline(text, plan, fixture.world.estate, NULL);

	for (guint i = 0; i < plan->steps->len; i++)
		g_assert_cmpuint(count_id(scene, g_array_index(plan->steps, CtPlanStep, i).id), ==,
				 1);
	for (guint i = 0; i < plan->waves->len; i++)
		g_assert_cmpuint(count_id(scene, g_array_index(plan->waves, CtPlanWave, i).id), ==,
				 1);
	for (guint i = 0; i < plan->checkpoints->len; i++)
		g_assert_cmpuint(count_id(scene,
					  g_array_index(plan->checkpoints, CtCheckpoint, i).id),
				 ==, 1);
	g_assert_cmpuint(count_id(scene, "point-of-no-return"), ==, 1);
	g_assert_cmpuint(count_id(scene, "outage"), ==, 1);
	plan_fixture_clear(&fixture);
}

/* Every legacy pool and server of the ledger is a box; everything else is counted in one. */
static void
test_map_complete(void)
{
	PlanFixture fixture = plan_fixture(3, 4);
	g_autoptr(CtMap) map = ct_map_new(fixture.plan, fixture.world.estate);
	guint told = 0;
	guint users = 0;

	for (guint i = 0; i < map->boxes->len; i++) {
		const CtMapBox *box = ct_map_box(map, i);

		told += box->n_apps + (box->kind < CT_N_OBJECT_KINDS);
		users += box->users;
	}
	g_assert_cmpuint(told, ==, fixture.plan->fates->len);
	g_assert_cmpuint(users, ==, 3 * (40 + 50 + 60 + 70));
	g_assert_cmpuint(map->users, ==, users);
	plan_fixture_clear(&fixture);
}

static void
test_map_summary(void)
{
	g_autoptr(CtText) text = new_text();
	PlanFixture fixture = plan_fixture(12, 20);
	g_autoptr(CtMap) map = ct_map_new(fixture.plan, fixture.world.estate);
	g_autoptr(CtMap) sum = ct_map_summarize(map);
	g_autoptr(CtScene) scene = draw_map(text, fixture.plan, fixture.world.estate, NULL);
	guint users = 0;

	g_assert_cmpuint(ct_map_size(map), >, 240);
	g_assert_cmpuint(ct_map_size(sum), <, 60);
	for (guint i = 0; i < sum->boxes->len; i++)
		users += ct_map_box(sum, i)->users;
	g_assert_cmpuint(users, ==, map->users);
	g_assert_cmpfloat(scene->height, <, 2500);
	plan_fixture_clear(&fixture);
}

/* A plan folder without its exports can be drawn too. */
static void
test_without_estate(void)
{
	g_autoptr(CtText) text = new_text();
	PlanFixture fixture = plan_fixture(2, 2);
	g_autoptr(CtScene) map = draw_map(text, fixture.plan, NULL, NULL);
	g_autoptr(CtScene) timeline = ct_view_timeline(text, fixture.plan, NULL, NULL);

	g_assert_cmpuint(count_id(map, "pool:ocs01-01.contoso.com"), ==, 1);
	g_assert_cmpuint(count_id(timeline, "s001"), ==, 1);
	plan_fixture_clear(&fixture);
}

static void
test_empty(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(CtScene) map = draw_map(text, plan, NULL, NULL);
	g_autoptr(CtScene) timeline = ct_view_timeline(text, plan, NULL, NULL);

	g_assert_cmpfloat(map->height, >, 0);
	g_assert_cmpfloat(timeline->height, >, 0);
}

static void
test_grouping(void)
{
	PlanFixture fixture = plan_fixture(2, 2);
	g_autoptr(CtTimeline) timeline = ct_timeline_new(fixture.plan, fixture.world.estate);
	guint bars = 0;
	guint steps = 0;

	for (guint i = 0; i < timeline->lanes->len; i++) {
		const CtLane *lane = ct_timeline_lane(timeline, i);

		for (guint j = 0; j < lane->bars->len; j++) {
			const CtBar *bar = ct_lane_bar(lane, j);

			bars++;
			steps += bar->repeat ? 0 : bar->steps->len;
		}
	}
	g_assert_cmpuint(steps, ==, fixture.plan->steps->len);
	g_assert_cmpuint(bars, <, fixture.plan->steps->len);
	plan_fixture_clear(&fixture);
}

/* A long plan has a sum before its steps: one page, and every step in the bar of its site. */
static void
test_timeline_sum(void)
{
	PlanFixture fixture = plan_fixture(44, 1);
	const CtPlan *plan = fixture.plan;
	Drawn self = drawn("timeline", plan, fixture.world.estate);
	const CtScene *sum = drawn_page(&self, 0);
	g_autoptr(GString) told = g_string_new(" ");

	g_assert_cmpuint(self.pages->len, ==, 2);
	g_assert_cmpstr(drawn_page(&self, 1)->id, ==, "timeline-steps");
	g_assert_cmpfloat(sum->width, <, drawn_page(&self, 1)->width / 2);
	for (guint i = 0; i < sum->items->len; i++) {
		const CtMeaning *meaning = &ct_scene_item(sum, i)->meaning;

		if (meaning->id != NULL && g_str_has_prefix(meaning->id, "steps:"))
			g_string_append_printf(told, "%s, ", meaning->desc);
	}
	g_strdelimit(told->str, ";", ',');
	for (guint i = 0; i < plan->steps->len; i++) {
		g_autofree char *word = g_strdup_printf(" %s,", ct_plan_step(plan, i)->id);

		g_assert_nonnull(strstr(told->str, word));
		g_assert_cmpuint(count_id(drawn_page(&self, 1), ct_plan_step(plan, i)->id), ==, 1);
	}
	for (guint i = 0; i < plan->waves->len; i++)
		g_assert_cmpuint(count_id(sum, g_array_index(plan->waves, CtPlanWave, i).id), ==,
				 1);
	drawn_clear(&self);
	plan_fixture_clear(&fixture);
}

/* Every change but those of users has its row, on one page or another. */
static void
test_changes_complete(void)
{
	g_autoptr(CtText) text = new_text();
	PlanFixture before = plan_fixture(3, 4);
	PlanFixture after = plan_fixture(8, 6);
	const CtViewInput input = { .text = text, .plan = after.plan, .against = before.plan };
	g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)ct_scene_free);
	g_autoptr(CtDiff) diff = ct_diff_new(before.plan, after.plan, NULL, NULL);
	guint expected = 0;
	guint found = 0;

	ct_view_changes(&input, pages);
	for (guint i = 0; i < diff->changes->len; i++)
		expected += ((const CtDiffChange *)diff->changes->pdata[i])->section !=
			    CT_DIFF_MEMBER;
	for (guint i = 0; i < pages->len; i++) {
		found += page_count_style(pages->pdata[i], CT_ITEM_TEXT, CT_STYLE_BODY);
		assert_page_clean(pages->pdata[i]);
	}
	g_assert_cmpuint(pages->len, >, 2);
	g_assert_cmpuint(found, ==, expected);
	plan_fixture_clear(&before);
	plan_fixture_clear(&after);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/views/map", test_map);
	g_test_add_func("/views/timeline", test_timeline);
	g_test_add_func("/views/timeline-complete", test_timeline_complete);
	g_test_add_func("/views/timeline-sum", test_timeline_sum);
	g_test_add_func("/views/changes-complete", test_changes_complete);
	g_test_add_func("/views/map-complete", test_map_complete);
	g_test_add_func("/views/map-summary", test_map_summary);
	g_test_add_func("/views/without-estate", test_without_estate);
	g_test_add_func("/views/empty", test_empty);
	g_test_add_func("/views/grouping", test_grouping);
	return g_test_run();
}
