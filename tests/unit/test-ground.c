/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dark theme of drawings: every text is legible on what it stands on, and every line is seen. */
#include <string.h>

#include "planned-sample.h"
#include "render/ground.h"
#include "render/lint.h"
#include "render/svg.h"
#include "render/views.h"

/* WCAG 2: of what is drawn and not written. */
#define LEAST_OF_LINES 3.0

static const CtColour strong[] = {
	CT_COLOUR_INK,	     CT_COLOUR_MUTED,  CT_COLOUR_RULE,	 CT_COLOUR_ORANGE,
	CT_COLOUR_SKY,	     CT_COLOUR_GREEN,  CT_COLOUR_YELLOW, CT_COLOUR_BLUE,
	CT_COLOUR_VERMILION, CT_COLOUR_PURPLE, CT_COLOUR_GREY,
};

static double
dark_contrast(CtColour ink, CtColour ground)
{
	if (ct_ground_wants_dark_ink(ground, ink))
		ink = CT_COLOUR_DARK_INK;
	return ct_colour_contrast(ink, ground, CT_MEDIUM_DARK);
}

static void
test_palette(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(strong); i++) {
		g_assert_cmpfloat(ct_colour_contrast(strong[i], CT_COLOUR_PAPER, CT_MEDIUM_DARK),
				  >=, LEAST_OF_LINES);
		g_assert_cmpfloat(dark_contrast(CT_COLOUR_INK, strong[i]), >=, CT_CONTRAST_MIN);
	}
	for (guint i = 0; i < CT_N_STYLES; i++) {
		const CtStyle *style = ct_style((CtStyleId)i);
		CtColour ground = style->fill != CT_COLOUR_NONE ? style->fill : CT_COLOUR_PAPER;

		g_test_message("%s", style->css);
		g_assert_cmpfloat(dark_contrast(style->ink, ground), >=, CT_CONTRAST_MIN);
	}
}

/* Is something filled at the point that is painted before item @index? */
static CtColour
ground_at(const CtScene *scene, guint index, CtPoint point)
{
	for (guint i = index; i-- > 0;) {
		const CtItem *item = ct_scene_item(scene, i);
		const CtRect *rect = &item->rect;

		if (item->kind == CT_ITEM_BOX && ct_style(item->style)->fill != CT_COLOUR_NONE &&
		    point.x >= rect->x && point.x <= rect->x + rect->w && point.y >= rect->y &&
		    point.y <= rect->y + rect->h)
			return ct_style(item->style)->fill;
	}
	return CT_COLOUR_PAPER;
}

/* One ink for a whole text, although it may stand half on one box and half on another. */
static void
check_scene(const CtScene *scene)
{
	g_autofree CtColour *grounds = ct_grounds_new(scene);

	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);
		CtColour ink = ct_style(item->style)->ink;

		if (item->kind != CT_ITEM_TEXT)
			continue;
		g_test_message("%s: %s", scene->id, item->text);
		g_assert_cmpfloat(dark_contrast(ink, grounds[i]), >=, CT_CONTRAST_MIN);
		if (ct_ground_wants_dark_ink(grounds[i], ink))
			ink = CT_COLOUR_DARK_INK;
		for (guint k = 0; k < 3; k++) {
			CtPoint point = { item->rect.x + item->rect.w * (k + 0.5) / 3,
					  item->rect.y + item->rect.h / 2 };
			CtColour ground = ground_at(scene, i, point);

			g_assert_cmpfloat(ct_colour_contrast(ink, ground, CT_MEDIUM_DARK), >=,
					  CT_CONTRAST_MIN);
		}
	}
}

static void
test_drawings(void)
{
	Planned sample = planned_sample("contoso", TRUE);
	g_autoptr(GError) error = NULL;
	CtText *text = ct_text_new(&error);
	const CtViewInput input = { .text = text, .plan = sample.plan, .estate = sample.estate };
	GPtrArray *scenes;

	g_assert_no_error(error);
	scenes = ct_views_draw(&input, NULL);
	g_assert_cmpuint(scenes->len, >=, 5);
	for (guint i = 0; i < scenes->len; i++)
		check_scene(scenes->pdata[i]);
	g_ptr_array_unref(scenes);
	ct_text_free(text);
	planned_clear(&sample);
}

/* A themed drawing names colours and holds none; the page says of each what it is, in both themes. */
static void
test_themed(void)
{
	const CtSvgOptions options = { "x-", "", FALSE, TRUE };
	g_autoptr(GError) error = NULL;
	CtText *text = ct_text_new(&error);
	CtScene *scene = ct_scene_new(text, "x", "X", "made by hand");
	g_autofree char *theme = ct_svg_theme();
	g_autofree char *svg = NULL;

	g_assert_no_error(error);
	ct_scene_box(scene, CT_STYLE_BAR_MERGE, (CtRect){ 10, 10, 80, 20 });
	ct_scene_text(scene, CT_STYLE_STATE_HEAD, (CtRect){ 10, 10, 80, 20 }, CT_ALIGN_MIDDLE,
		      "on");
	ct_scene_text(scene, CT_STYLE_STATE_HEAD, (CtRect){ 10, 40, 80, 20 }, CT_ALIGN_MIDDLE,
		      "beside");
	svg = ct_svg_write(scene, &options);
	g_assert_nonnull(strstr(svg, "fill:var(--ct-yellow);"));
	g_assert_nonnull(strstr(svg, "class=\"ct-state-head-text on\""));
	g_assert_nonnull(strstr(svg, "class=\"ct-state-head-text\""));
	g_assert_null(strstr(svg, ":#"));
	g_assert_nonnull(strstr(theme, "--ct-paper:#ffffff;"));
	g_assert_nonnull(strstr(theme, "--ct-paper:#1b1e21;"));
	ct_scene_free(scene);
	ct_text_free(text);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ground/palette", test_palette);
	g_test_add_func("/ground/drawings", test_drawings);
	g_test_add_func("/ground/themed", test_themed);
	return g_test_run();
}
