/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lint finds what is planted, and nothing in the drawings of the samples. */
#include "plan-fixture.h"
#include "planned-sample.h"
#include "random-calendar.h"
#include "render/lint.h"
#include "render/views.h"

static CtText *
new_text(void)
{
	g_autoptr(GError) error = NULL;
	CtText *text = ct_text_new(&error);

	g_assert_no_error(error);
	return text;
}

static void
test_planted(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = ct_scene_new(text, "bad", "Bad", "Everything is wrong here");
	g_autoptr(CtLint) lint = NULL;

	scene->width = scene->height = 100;
	ct_scene_box(scene, CT_STYLE_PAGE, (CtRect){ 0, 0, 100, 100 });
	ct_scene_begin(scene, (CtMeaning){ .id = "twice" });
	ct_scene_box(scene, CT_STYLE_BOX_LEGACY, (CtRect){ 0, 0, 20, 20 });
	ct_scene_end(scene);
	ct_scene_begin(scene, (CtMeaning){ .id = "twice" });
	ct_scene_box(scene, CT_STYLE_BOX_LEGACY, (CtRect){ 15, 15, 20, 20 }); /* overlap */
	ct_scene_end(scene);
	ct_scene_box(scene, CT_STYLE_BOX_LEGACY, (CtRect){ 16, 16, 3, 3 });  /* inside: fine */
	ct_scene_box(scene, CT_STYLE_BOX_LEGACY, (CtRect){ 90, 50, 20, 5 }); /* clipped */
	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ 40, 70, 50, 10 }, CT_ALIGN_START, "one");
	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ 44, 72, 50, 10 }, CT_ALIGN_START, "two");
	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ 40, 85, 20, 10 }, CT_ALIGN_START,
		      "cut short");
	lint = ct_lint_new(scene);
	g_assert_cmpuint(lint->overlaps, ==, 2); /* one pair of boxes, one of texts */
	g_assert_cmpuint(lint->clipped, ==, 1);
	g_assert_cmpuint(lint->cut_texts, ==, 1);
	g_assert_cmpuint(lint->repeated_ids, ==, 1);
	g_assert_cmpfloat(lint->smallest_pt, ==, ct_style(CT_STYLE_BODY)->size_pt);
}

static void
assert_clean(const CtScene *scene)
{
	g_autoptr(CtLint) lint = ct_lint_new(scene);

	for (guint i = 0; i < lint->messages->len; i++)
		g_test_message("%s: %s", scene->id, (const char *)lint->messages->pdata[i]);
	g_assert_cmpuint(lint->overlaps, ==, 0);
	g_assert_cmpuint(lint->clipped, ==, 0);
	g_assert_cmpuint(lint->repeated_ids, ==, 0);
	g_assert_cmpfloat(lint->smallest_pt, >=, CT_TYPE_MIN_PT);
}

static void
check_plan(const CtPlan *plan, const CtEstate *estate)
{
	g_autoptr(CtText) text = new_text();

	const CtViewInput input = {
		.text = text, .plan = plan, .estate = estate, .date = "2026-03-02"
	};
	g_autoptr(GPtrArray) scenes = ct_views_draw(&input, NULL);

	for (guint i = 0; i < scenes->len; i++)
		assert_clean(scenes->pdata[i]);
}

static void
test_sample(gconstpointer name)
{
	Planned sample = planned_sample(name, TRUE);

	check_plan(sample.plan, sample.estate);
	planned_clear(&sample);
}

/* Dates put steps side by side, and windows and long waits on the axis. */
static void
test_dates(void)
{
	static const char *const windows[] = { "Sat 20:00-Mon 06:00; Wed 18:00-22:00",
					       "daily 00:00-24:00", "Sun 00:00-08:00" };

	for (guint i = 0; i < G_N_ELEMENTS(windows); i++) {
		Planned sample = planned_read("contoso", TRUE);
		g_autofree char *admins = g_strdup_printf("%u", i + 1);

		calendar_set(sample.intent, CT_INTENT_CALENDAR_START, "2026-10-19");
		calendar_set(sample.intent, CT_INTENT_CALENDAR_TIME_ZONE, "Europe/Berlin");
		calendar_set(sample.intent, CT_INTENT_CALENDAR_WINDOWS, windows[i]);
		calendar_set(sample.intent, CT_INTENT_CALENDAR_ADMIN_HOURS, "Mon-Fri 08:00-18:00");
		calendar_set(sample.intent, CT_INTENT_CALENDAR_ADMINS, admins);
		planned_make(&sample);
		g_assert_nonnull(sample.plan->starts);
		check_plan(sample.plan, sample.estate);
		planned_clear(&sample);
	}
}

static void
test_sizes(void)
{
	static const guint sizes[][2] = { { 1, 1 }, { 2, 2 }, { 3, 6 }, { 12, 4 }, { 20, 30 } };

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		PlanFixture fixture = plan_fixture(sizes[i][0], sizes[i][1]);

		g_test_message("%u sites, %u pools each", sizes[i][0], sizes[i][1]);
		check_plan(fixture.plan, fixture.world.estate);
		plan_fixture_clear(&fixture);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lint/planted", test_planted);
	g_test_add_data_func("/lint/contoso", "contoso", test_sample);
	g_test_add_data_func("/lint/fabrikam", "fabrikam", test_sample);
	g_test_add_func("/lint/dates", test_dates);
	g_test_add_func("/lint/sizes", test_sizes);
	return g_test_run();
}
