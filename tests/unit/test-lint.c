/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lint finds what is planted, and nothing in the drawings of the samples. */
#include <math.h>

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
	g_assert_false(ct_lint_passed(lint));
	g_assert_cmpuint(lint->overlaps, ==, 2); /* one pair of boxes, one of texts */
	g_assert_cmpuint(lint->label_overlaps, ==, 1);
	g_assert_cmpuint(lint->clipped, ==, 1);
	g_assert_cmpuint(lint->cut_texts, ==, 1);
	g_assert_cmpuint(lint->repeated_ids, ==, 1);
	g_assert_cmpfloat(lint->smallest_pt, ==, ct_style(CT_STYLE_BODY)->size_pt);
}

static CtScene *
new_scene(CtText *text, double width, double height)
{
	CtScene *scene = ct_scene_new(text, "planted", "Planted", "Something is wrong here");

	scene->width = width;
	scene->height = height;
	ct_scene_box(scene, CT_STYLE_PAGE, (CtRect){ 0, 0, width, height });
	return scene;
}

static void
add_edge(CtScene *scene, double x1, double y1, double x2, double y2)
{
	ct_scene_line(scene, CT_STYLE_TRAVEL_MOVES, x1, y1, x2, y2);
}

/* Is the row @name the only one that fails? */
static void
assert_fails(const CtLint *lint, const char *name)
{
	g_autoptr(GArray) rows = ct_lint_rows(lint);
	gboolean found = FALSE;

	for (guint i = 0; i < rows->len; i++) {
		const CtLintRow *row = &g_array_index(rows, CtLintRow, i);

		if (row->passed)
			continue;
		g_assert_cmpstr(row->name, ==, name);
		found = TRUE;
	}
	g_assert_true(found);
	g_assert_false(ct_lint_passed(lint));
}

/* These scenes hold what is tested and no more, so most of them is empty. */
static CtLint *
lint_full(const CtScene *scene)
{
	CtLint *lint = ct_lint_new(scene);

	lint->dead_space = 0;
	return lint;
}

static void
test_crossings(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = new_scene(text, 200, 200);
	g_autoptr(CtLint) lint = NULL;
	const CtPoint curve[] = { { 10, 150 }, { 60, 190 }, { 110, 190 }, { 160, 150 } };

	add_edge(scene, 10, 10, 110, 110);
	add_edge(scene, 10, 110, 110, 10); /* crosses it at a right angle */
	add_edge(scene, 10, 10, 110, 60);  /* begins where the first does, crosses the second */
	ct_scene_curve(scene, CT_STYLE_TRAVEL_MOVES, curve, G_N_ELEMENTS(curve));
	add_edge(scene, 10, 170, 180, 171);		     /* crosses the curve twice */
	ct_scene_line(scene, CT_STYLE_HAIR, 60, 0, 60, 190); /* no edge */
	lint = lint_full(scene);
	g_assert_cmpuint(lint->edges, ==, 5);
	g_assert_cmpuint(lint->crossings, ==, 4);
	g_assert_cmpfloat(lint->smallest_angle, >, 20);
	g_assert_cmpfloat(lint->smallest_angle, <, 45);
	g_assert_cmpfloat_with_epsilon(lint->longest_edge, 170, 0.1);
	g_assert_true(ct_lint_passed(lint));
}

static void
test_angle(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = new_scene(text, 500, 100);
	g_autoptr(CtLint) lint = NULL;

	add_edge(scene, 10, 50, 490, 54);
	add_edge(scene, 10, 54, 490, 50);
	lint = lint_full(scene);
	g_assert_cmpuint(lint->crossings, ==, 1);
	g_assert_cmpfloat_with_epsilon(lint->smallest_angle, 2 * atan(4.0 / 480) * 180 / G_PI,
				       0.01);
	assert_fails(lint, "smallest crossing angle, degrees");
}

static void
test_tangle(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = new_scene(text, 400, 400);
	g_autoptr(CtLint) lint = NULL;

	for (guint i = 0; i < 20; i++) {
		add_edge(scene, 10, 10 + 19 * i, 390, 12 + 19 * i);
		add_edge(scene, 10 + 19 * i, 10, 12 + 19 * i, 390);
	}
	lint = lint_full(scene);
	g_assert_cmpuint(lint->crossings, >, 300);
	assert_fails(lint, "crossings for each edge");
}

static void
test_bends(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = new_scene(text, 300, 100);
	g_autoptr(CtLint) lint = NULL;
	CtPoint points[12];

	for (guint i = 0; i < G_N_ELEMENTS(points); i++)
		points[i] = (CtPoint){ 10 + 20 * i, i % 2 == 0 ? 20 : 80 };
	ct_scene_path(scene, CT_STYLE_TRAVEL_MOVES, points, G_N_ELEMENTS(points));
	lint = lint_full(scene);
	g_assert_cmpuint(lint->bends, ==, 10);
	g_assert_cmpfloat_with_epsilon(lint->edge_length, 11 * hypot(20, 60), 0.01);
	assert_fails(lint, "bends for each edge");
}

/* A label may stand on an edge only on a plate of its own. */
static void
test_struck(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = new_scene(text, 200, 100);
	g_autoptr(CtLint) bare = NULL;
	g_autoptr(CtLint) covered = NULL;
	g_autoptr(CtScene) other = new_scene(text, 200, 100);

	add_edge(scene, 10, 50, 190, 50);
	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ 80, 44, 60, 12 }, CT_ALIGN_START, "label");
	bare = lint_full(scene);
	g_assert_cmpuint(bare->struck_texts, ==, 1);
	assert_fails(bare, "labels with an edge through");
	add_edge(other, 10, 50, 190, 50);
	ct_scene_box(other, CT_STYLE_FRAME, (CtRect){ 78, 42, 64, 16 });
	ct_scene_text(other, CT_STYLE_BODY, (CtRect){ 80, 44, 60, 12 }, CT_ALIGN_START, "label");
	covered = lint_full(other);
	g_assert_cmpuint(covered->struck_texts, ==, 0);
	g_assert_cmpuint(covered->struck_boxes, ==, 1);
	assert_fails(covered, "boxes with an edge through");
}

static void
test_contrast(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = new_scene(text, 100, 60);
	g_autoptr(CtLint) lint = NULL;

	ct_scene_box(scene, CT_STYLE_BAR_RETIRE, (CtRect){ 10, 10, 80, 40 });
	ct_scene_text(scene, CT_STYLE_NOTE, (CtRect){ 15, 20, 70, 14 }, CT_ALIGN_START, "grey");
	lint = lint_full(scene);
	g_assert_cmpfloat(lint->contrast, <, CT_CONTRAST_MIN);
	g_assert_cmpfloat(lint->contrast, >, 1);
	assert_fails(lint, "least contrast");
}

static void
test_paper(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = new_scene(text, 2000, 1400);
	g_autoptr(CtLint) lint = NULL;

	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ 10, 10, 900, 14 }, CT_ALIGN_START, "text");
	lint = ct_lint_new(scene);
	/* what does not fit is cut into sheets, not shrunk */
	g_assert_cmpfloat(lint->paper_pt[CT_PAPER_A4], >=, CT_TYPE_MIN_PT - 0.01);
	g_assert_cmpuint(lint->sheets[CT_PAPER_A4], >, lint->sheets[CT_PAPER_A3]);
	g_assert_cmpuint(lint->sheets[CT_PAPER_A3], >, 1);
	assert_fails(lint, "dead space, %");
	lint->dead_space = 0;
	g_assert_true(ct_lint_passed(lint));
	lint->paper_pt[CT_PAPER_A3] = 6.9;
	assert_fails(lint, "smallest type on A3, pt");
}

static void
place(CtScene *scene, const char *id, double x, double y)
{
	ct_scene_begin(scene, (CtMeaning){ .id = id });
	ct_scene_box(scene, CT_STYLE_BOX_LEGACY, (CtRect){ x, y, 20, 20 });
	ct_scene_end(scene);
}

static void
test_change(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) before = new_scene(text, 200, 100);
	g_autoptr(CtScene) moved = new_scene(text, 200, 100);
	g_autoptr(CtScene) turned = new_scene(text, 200, 100);
	g_autoptr(CtPlaces) places = ct_places_new();
	g_autoptr(CtLint) first = NULL;
	g_autoptr(CtLint) second = NULL;

	place(before, "a", 10, 10);
	place(before, "b", 60, 10);
	place(before, "c", 110, 10);
	ct_places_add_scene(places, before);
	/* everything a little farther, and one thing more */
	place(moved, "new", 0, 40);
	place(moved, "a", 25, 10);
	place(moved, "b", 75, 10);
	place(moved, "c", 125, 10);
	first = lint_full(moved);
	ct_lint_compare(first, moved, places);
	g_assert_cmpuint(first->compared, ==, 3);
	g_assert_cmpuint(first->pairs, ==, 3);
	g_assert_cmpuint(first->flipped, ==, 0);
	g_assert_cmpfloat_with_epsilon(first->displacement, 0, 0.01);
	g_assert_true(ct_lint_passed(first));
	place(turned, "a", 110, 10);
	place(turned, "b", 60, 10);
	place(turned, "c", 10, 10);
	second = lint_full(turned);
	ct_lint_compare(second, turned, places);
	g_assert_cmpuint(second->flipped, ==, 3);
	g_assert_cmpfloat_with_epsilon(second->displacement, 200.0 / 3, 0.01);
	assert_fails(second, "pairs that changed sides, %");
}

/* The rows, for whoever has to mend a drawing. */
static void
tell(const CtScene *scene, const CtLint *lint)
{
	g_autoptr(GArray) rows = ct_lint_rows(lint);

	for (guint i = 0; i < rows->len; i++) {
		const CtLintRow *row = &g_array_index(rows, CtLintRow, i);

		g_test_message("%s: %s %.*f%s", scene->id, row->name, (int)row->decimals,
			       row->value, row->passed ? "" : " FAILED");
	}
	for (guint i = 0; i < MIN(lint->messages->len, 20); i++)
		g_test_message("%s: %s", scene->id, (const char *)lint->messages->pdata[i]);
}

static void
assert_clean(const CtScene *scene)
{
	g_autoptr(CtLint) lint = ct_lint_new(scene);

	if (!ct_lint_passed(lint) || g_getenv("CT_LINT_TELL") != NULL)
		tell(scene, lint);
	g_assert_true(ct_lint_passed(lint));
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

/* The drawings that are only made on request: around one object, and of what changed. */
static void
check_requested(const CtPlan *plan, const CtEstate *estate, const char *object,
		const CtPlan *against)
{
	g_autoptr(CtText) text = new_text();
	const CtViewInput input = {
		.text = text, .plan = plan, .estate = estate, .of = object, .against = against
	};
	static const char *const views[] = { "dependencies", "changes", NULL };
	g_autoptr(GPtrArray) scenes = ct_views_draw(&input, views);

	g_assert_cmpuint(scenes->len, >=, 2);
	for (guint i = 0; i < scenes->len; i++)
		assert_clean(scenes->pdata[i]);
}

static void
test_requested(void)
{
	Planned sample = planned_sample("contoso", TRUE);
	Planned other = planned_sample("contoso", FALSE);

	check_requested(sample.plan, sample.estate, "ocspool01.contoso.com", other.plan);
	check_requested(sample.plan, sample.estate, "lyncedge.contoso.com", other.plan);
	planned_clear(&sample);
	planned_clear(&other);
}

static void
test_sample(gconstpointer name)
{
	/* what is wished for in northwind cannot be had */
	Planned sample = planned_sample(name, !g_str_equal(name, "northwind"));

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
	static const guint sizes[][2] = { { 1, 1 }, { 2, 2 }, { 3, 6 }, { 12, 5 }, { 20, 30 } };

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
	g_test_add_func("/lint/crossings", test_crossings);
	g_test_add_func("/lint/angle", test_angle);
	g_test_add_func("/lint/tangle", test_tangle);
	g_test_add_func("/lint/bends", test_bends);
	g_test_add_func("/lint/struck", test_struck);
	g_test_add_func("/lint/contrast", test_contrast);
	g_test_add_func("/lint/paper", test_paper);
	g_test_add_func("/lint/change", test_change);
	g_test_add_data_func("/lint/contoso", "contoso", test_sample);
	g_test_add_data_func("/lint/fabrikam", "fabrikam", test_sample);
	g_test_add_data_func("/lint/northwind", "northwind", test_sample);
	g_test_add_data_func("/lint/adatum", "adatum", test_sample);
	g_test_add_func("/lint/requested", test_requested);
	g_test_add_func("/lint/dates", test_dates);
	g_test_add_func("/lint/sizes", test_sizes);
	return g_test_run();
}
