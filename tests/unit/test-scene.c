/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenes, the style table, and placing: packing, the axis, tiles. */
#include "render/scene.h"

#include <math.h>

#include "render/layout.h"

static CtScene *
new_scene(CtText **out_text)
{
	g_autoptr(GError) error = NULL;

	*out_text = ct_text_new(&error);
	g_assert_no_error(error);
	return ct_scene_new(*out_text, "drawing", "A drawing", "For a test");
}

static void
test_items(void)
{
	g_autoptr(CtText) text = NULL;
	g_autoptr(CtScene) scene = new_scene(&text);
	g_autofree char *seen = NULL;
	const CtItem *cut;

	ct_scene_begin(scene, (CtMeaning){ .id = "s001", .title = "A step", .href = "#s001" });
	ct_scene_box(scene, CT_STYLE_BOX_LEGACY, (CtRect){ 0, 0, 50, 20 });
	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ 0, 0, 30, 20 }, CT_ALIGN_END,
		      "a long name that is cut");
	ct_scene_end(scene);
	cut = ct_scene_item(scene, 2);
	g_assert_cmpstr(cut->meaning.title, ==, "a long name that is cut");
	g_assert_cmpfloat(cut->rect.x + cut->rect.w, <=, 30.01);
	seen = ct_scene_to_string(scene);
	g_assert_true(g_str_has_prefix(seen, "scene drawing \"A drawing\"\n"
					     "  group id=\"s001\" title=\"A step\" href=\"#s001\"\n"
					     "    box box-legacy\n"));
}

static void
test_arrow(void)
{
	g_autoptr(CtText) text = NULL;
	g_autoptr(CtScene) scene = new_scene(&text);
	CtPoint corners[3];

	ct_scene_line(scene, CT_STYLE_TRAVEL_MOVES, 0, 10, 100, 10);
	ct_scene_arrow(scene, ct_scene_item(scene, 0), corners);
	g_assert_cmpfloat(corners[0].x, ==, 100);
	g_assert_cmpfloat(corners[1].x, <, 95);
	g_assert_cmpfloat_with_epsilon(corners[1].y - 10, 10 - corners[2].y, 1e-9);
}

/* Never colour alone: two rows of a legend differ in something else too. */
static void
test_legend_differs(void)
{
	for (guint i = 0; i < CT_N_STYLES; i++) {
		for (guint j = i + 1; j < CT_N_STYLES; j++) {
			const CtStyle *a = ct_style((CtStyleId)i);
			const CtStyle *b = ct_style((CtStyleId)j);
			gboolean letters = a->legend != NULL && b->legend != NULL &&
					   (a->looks & b->looks & CT_LOOK_LETTER) &&
					   a->legend[0] != b->legend[0];

			if (a->legend == NULL || b->legend == NULL || letters)
				continue;
			if (a->dash != b->dash || a->pattern != b->pattern ||
			    a->looks != b->looks || a->width_pt != b->width_pt ||
			    a->radius_pt != b->radius_pt || (a->fill == 0) != (b->fill == 0))
				continue;
			g_test_message("\"%s\" and \"%s\" differ by colour alone", a->legend,
				       b->legend);
			g_test_fail();
		}
	}
}

static double
channel(guint32 rgb, guint shift)
{
	double c = (rgb >> shift & 0xff) / 255.0;

	return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Relative luminance as WCAG 2 defines it. */
static double
luminance(guint32 rgb)
{
	return 0.2126 * channel(rgb, 16) + 0.7152 * channel(rgb, 8) + 0.0722 * channel(rgb, 0);
}

/* Ink on its own fill, and type sizes, on both media. */
static void
test_legible(void)
{
	for (guint i = 0; i < CT_N_STYLES; i++) {
		const CtStyle *style = ct_style((CtStyleId)i);

		g_assert_cmpfloat(style->size_pt, >=, CT_TYPE_MIN_PT);
		for (guint m = 0; m < 2; m++) {
			CtColour under = style->fill != CT_COLOUR_NONE ? style->fill
								       : CT_COLOUR_PAPER;
			double a = luminance(ct_colour(style->ink, (CtMedium)m)) + 0.05;
			double b = luminance(ct_colour(under, (CtMedium)m)) + 0.05;

			g_assert_cmpfloat(MAX(a, b) / MIN(a, b), >=, 4.5);
		}
	}
}

static void
test_pack(void)
{
	CtInterval intervals[] = { { 0, 10, 9 }, { 5, 20, 9 }, { 11, 15, 9 }, { 16, 30, 9 } };

	g_assert_cmpuint(ct_layout_pack(intervals, 4, 1), ==, 2);
	g_assert_cmpuint(intervals[0].row, ==, 0);
	g_assert_cmpuint(intervals[1].row, ==, 1);
	g_assert_cmpuint(intervals[2].row, ==, 0);
	g_assert_cmpuint(intervals[3].row, ==, 0);
}

static void
test_axis(void)
{
	g_autoptr(CtAxis) axis = ct_axis_new();
	guint breaks = 0;

	ct_axis_need(axis, 0, 10, 30);
	ct_axis_busy(axis, 0, 60);
	ct_axis_need(axis, 30000, 30060, 10);
	ct_axis_busy(axis, 30000, 30060);
	g_assert_cmpfloat_with_epsilon(ct_axis_solve(axis, 100, 500), 500, 1e-6);
	g_assert_cmpfloat(ct_axis_x(axis, 0), ==, 100);
	g_assert_cmpfloat_with_epsilon(ct_axis_x(axis, 30060), 600, 1e-6);
	g_assert_cmpfloat(ct_axis_x(axis, 10), >=, 130);
	for (guint i = 0; i + 1 < ct_axis_n_marks(axis); i++) {
		g_assert_cmpfloat(ct_axis_x(axis, ct_axis_mark(axis, i)), <,
				  ct_axis_x(axis, ct_axis_mark(axis, i + 1)));
		breaks += ct_axis_is_break(axis, i);
	}
	/* three weeks of silence are shortened */
	g_assert_cmpuint(breaks, ==, 1);
	g_assert_cmpfloat(ct_axis_x(axis, 30000) - ct_axis_x(axis, 60), <, 20);
}

static void
test_axis_grows(void)
{
	g_autoptr(CtAxis) axis = ct_axis_new();

	for (guint i = 0; i < 100; i++)
		ct_axis_need(axis, i * 10, i * 10 + 10, 20);
	g_assert_cmpfloat(ct_axis_solve(axis, 0, 500), >=, 2000);
}

static void
test_tile(void)
{
	g_autoptr(CtText) text = NULL;
	g_autoptr(CtScene) scene = new_scene(&text);
	CtTiling tiling;

	scene->width = 1000;
	scene->height = 500;
	tiling = ct_layout_tile(scene, 1100, 800, 9);
	g_assert_cmpuint(tiling.tiles->len, ==, 1);
	ct_tiling_clear(&tiling);

	scene->width = 3000;
	scene->height = 1500;
	scene->frozen = (CtRect){ 0, 0, 100, 1500 };
	ct_scene_break(scene, 700);
	tiling = ct_layout_tile(scene, 1100, 800, 8);
	g_assert_cmpfloat(tiling.scale * 8, >=, CT_TYPE_MIN_PT - 1e-9);
	g_assert_cmpuint(tiling.rows, ==, 2);
	g_assert_cmpuint(tiling.tiles->len, ==, tiling.rows * tiling.columns);
	g_assert_cmpfloat(g_array_index(tiling.tiles, CtRect, 0).h, ==, 700);
	g_assert_cmpfloat_with_epsilon(
		g_array_index(tiling.tiles, CtRect, tiling.columns - 1).x +
			g_array_index(tiling.tiles, CtRect, tiling.columns - 1).w,
		3000, 1e-6);
	ct_tiling_clear(&tiling);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/scene/items", test_items);
	g_test_add_func("/scene/arrow", test_arrow);
	g_test_add_func("/style/legend-differs", test_legend_differs);
	g_test_add_func("/style/legible", test_legible);
	g_test_add_func("/layout/pack", test_pack);
	g_test_add_func("/layout/axis", test_axis);
	g_test_add_func("/layout/axis-grows", test_axis_grows);
	g_test_add_func("/layout/tile", test_tile);
	return g_test_run();
}
