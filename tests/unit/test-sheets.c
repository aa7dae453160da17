/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing on several sheets: no box is cut everywhere, and what leaves a sheet is named there. */
#include <string.h>

#include "plan-fixture.h"
#include "render/book-sheets.h"
#include "render/foot.h"
#include "render/frame.h"
#include "render/views.h"

#define PAPER_W 1150.0
#define PAPER_H 780.0

static CtText *
new_text(void)
{
	g_autoptr(GError) error = NULL;
	CtText *text = ct_text_new(&error);

	g_assert_no_error(error);
	return text;
}

static void
add_box(CtScene *scene, const char *name, double x, double y)
{
	ct_scene_begin(scene, (CtMeaning){ .id = name, .title = name });
	ct_scene_box(scene, CT_STYLE_BOX_LEGACY, (CtRect){ x, y, 120, 30 });
	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ x + 4, y + 4, 100, 12 }, CT_ALIGN_START,
		      name);
	ct_scene_end(scene);
}

static gboolean
says(const CtScene *scene, const char *text)
{
	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->kind == CT_ITEM_TEXT && strcmp(item->text, text) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
leads_to(const CtScene *scene, const char *href)
{
	for (guint i = 0; i < scene->items->len; i++)
		if (g_strcmp0(ct_scene_item(scene, i)->meaning.href, href) == 0)
			return TRUE;
	return FALSE;
}

static void
test_edge(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = ct_scene_new(text, "long", "Long", "An edge over three sheets");
	g_autoptr(CtSheets) sheets = NULL;
	g_autoptr(CtScene) first = NULL;
	g_autoptr(CtScene) middle = NULL;
	g_autoptr(CtScene) last = NULL;

	scene->width = 2600;
	scene->height = 600;
	add_box(scene, "near", 20, 200);
	add_box(scene, "far", 2400, 300);
	ct_scene_line(scene, CT_STYLE_LINK_NEEDS, 140, 215, 2400, 315);
	sheets = ct_sheets_new(scene, PAPER_W, PAPER_H);
	g_assert_cmpuint(sheets->tiling.rows, ==, 1);
	g_assert_cmpuint(sheets->tiling.columns, ==, 3);
	first = ct_sheets_marks(sheets, text, 0);
	middle = ct_sheets_marks(sheets, text, 1);
	last = ct_sheets_marks(sheets, text, 2);
	g_assert_true(says(first, "\xe2\x86\x92 3: far"));
	g_assert_true(leads_to(first, "#drawing-long-3"));
	g_assert_true(says(middle, "\xe2\x86\x90 1: near"));
	g_assert_true(says(middle, "\xe2\x86\x92 3: far"));
	g_assert_true(says(last, "\xe2\x86\x90 1: near"));
	g_assert_true(leads_to(last, "#drawing-long"));
	g_assert_false(says(last, "\xe2\x86\x92 3: far"));
}

static void
test_one_sheet(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = ct_scene_new(text, "short", "Short", "One sheet is enough");
	g_autoptr(CtSheets) sheets = NULL;
	g_autoptr(CtScene) marks = NULL;

	scene->width = 500;
	scene->height = 300;
	add_box(scene, "near", 20, 200);
	add_box(scene, "far", 300, 200);
	ct_scene_line(scene, CT_STYLE_LINK_NEEDS, 140, 215, 300, 215);
	sheets = ct_sheets_new(scene, PAPER_W, PAPER_H);
	marks = ct_sheets_marks(sheets, text, 0);
	g_assert_cmpuint(sheets->tiling.tiles->len, ==, 1);
	g_assert_cmpuint(marks->items->len, ==, 0);
}

/* Is the box whole on some sheet? */
static gboolean
is_whole(const CtSheets *sheets, const CtRect *rect)
{
	for (guint i = 0; i < sheets->tiling.tiles->len; i++) {
		const CtRect *tile = &g_array_index(sheets->tiling.tiles, CtRect, i);

		if (rect->x >= tile->x && rect->y >= tile->y &&
		    rect->x + rect->w <= tile->x + tile->w &&
		    rect->y + rect->h <= tile->y + tile->h)
			return TRUE;
	}
	return FALSE;
}

/* Legend and title block below a drawing that fills its sheets go beside it, whole, and once. */
static void
test_foot(void)
{
	PlanFixture fixture = plan_fixture(1, 1);
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = ct_scene_new(text, "tall", "Tall", "It fills its sheets");
	g_autoptr(CtSheets) sheets = NULL;
	guint blocks = 0;

	ct_frame_page(scene, 1500, 760);
	add_box(scene, "top", 20, 100);
	add_box(scene, "far", 1300, 100);
	add_box(scene, "low", 20, 720);
	ct_frame_legend(scene, 20, 770, 900);
	ct_frame_block(scene, fixture.plan, NULL, 1100, 770);
	ct_frame_page(scene, 1500, 870);
	sheets = ct_sheets_new(scene, PAPER_W, PAPER_H);
	g_assert_cmpuint(sheets->tiling.rows, ==, 1);
	g_assert_cmpuint(sheets->tiling.columns, ==, 2);
	g_assert_true(says(sheets->scene, "Legend"));
	for (guint i = 0; i < sheets->scene->items->len; i++) {
		const CtItem *item = ct_scene_item(sheets->scene, i);

		blocks += g_strcmp0(item->meaning.id, "tall-title-block") == 0;
		if (item->kind == CT_ITEM_TEXT || item->style == CT_STYLE_FRAME)
			g_assert_true(is_whole(sheets, &item->rect));
	}
	g_assert_cmpuint(blocks, ==, 1);
	plan_fixture_clear(&fixture);
}

/* A foot that the border between two sheets would cut goes onto one of them, where both have room. */
static void
test_foot_is_whole(void)
{
	PlanFixture fixture = plan_fixture(1, 1);
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = ct_scene_new(text, "wide", "Wide", "It has room below");
	g_autoptr(CtSheets) sheets = NULL;
	CtRect foot;

	ct_frame_page(scene, 1900, 500);
	add_box(scene, "near", 20, 100);
	add_box(scene, "far", 1750, 100);
	ct_frame_legend(scene, 20, 420, 1500);
	ct_frame_block(scene, fixture.plan, NULL, 1600, 420);
	ct_frame_page(scene, 1900, 540);
	sheets = ct_sheets_new(scene, PAPER_W, PAPER_H);
	g_assert_cmpuint(sheets->tiling.rows, ==, 1);
	g_assert_cmpuint(sheets->tiling.columns, ==, 2);
	foot = ct_foot_extent(scene, CT_FOOT_LEGEND | CT_FOOT_BLOCK);
	g_assert_false(is_whole(sheets, &foot));
	foot = ct_foot_extent(sheets->scene, CT_FOOT_LEGEND | CT_FOOT_BLOCK);
	g_assert_cmpfloat(foot.w, >, 0);
	g_assert_true(is_whole(sheets, &foot));
	plan_fixture_clear(&fixture);
}

static guint
count_texts(const CtScene *scene, const char *text)
{
	guint count = 0;

	for (guint i = 0; i < scene->items->len; i++)
		count += g_strcmp0(ct_scene_item(scene, i)->text, text) == 0;
	return count;
}

/* Legend and title block each at its place, once, and the drawing as high as the lower of them needs. */
static void
test_foot_apart(void)
{
	static const double legend_y[] = { 300, 700 };
	PlanFixture fixture = plan_fixture(1, 1);
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = ct_scene_new(text, "parts", "Parts", "It has a foot");

	ct_frame_page(scene, 1900, 200);
	add_box(scene, "near", 20, 100);
	add_box(scene, "far", 1700, 100);
	ct_frame_legend(scene, 20, 200, 1500);
	ct_frame_block(scene, fixture.plan, NULL, 1500, 202);
	ct_frame_page(scene, 1900, 300);
	for (guint i = 0; i < G_N_ELEMENTS(legend_y); i++) {
		g_autoptr(CtScene) body = ct_foot_strip(scene);
		CtRect legend;
		CtRect block;

		g_assert_nonnull(body);
		g_assert_cmpuint(count_texts(body, "Legend"), ==, 0);
		g_assert_cmpuint(count_texts(body, "Inputs"), ==, 0);
		ct_foot_place_apart(body, scene, (CtRect){ 1200, legend_y[i], 400, 0 },
				    (CtPoint){ 40, 500 });
		legend = ct_foot_extent(body, CT_FOOT_LEGEND);
		block = ct_foot_extent(body, CT_FOOT_BLOCK);
		g_assert_cmpfloat(legend.x, >=, 1200);
		g_assert_cmpfloat(legend.x + legend.w, <=, 1600);
		g_assert_cmpfloat(legend.y, >=, legend_y[i]);
		g_assert_cmpfloat(legend.h, >, 20);
		g_assert_cmpfloat_with_epsilon(block.x, 40, 0.01);
		g_assert_cmpfloat_with_epsilon(block.y, 500, 0.01);
		g_assert_cmpfloat_with_epsilon(block.w, CT_FRAME_BLOCK_W_PT, 0.01);
		g_assert_cmpuint(count_texts(body, "Legend"), ==, 1);
		g_assert_cmpuint(count_texts(body, "Inputs"), ==, 1);
		g_assert_cmpfloat(body->width, ==, 1900);
		g_assert_cmpfloat(body->height, >=, MAX(legend.y + legend.h, block.y + block.h));
		g_assert_cmpfloat(body->height, <,
				  MAX(legend.y + legend.h, block.y + block.h) + 30);
		/* the one it was taken from is as it was */
		g_assert_cmpfloat(ct_foot_extent(scene, CT_FOOT_BLOCK).x, ==, 1500);
	}
	plan_fixture_clear(&fixture);
}

/* What stands below no sheet by itself is taken apart: neither is cut, and no sheet more is taken for it. */
static void
test_foot_on_two_sheets(void)
{
	PlanFixture fixture = plan_fixture(1, 1);
	g_autoptr(CtText) text = new_text();
	g_autoptr(CtScene) scene = ct_scene_new(text, "lanes", "Lanes", "It fills its sheets");
	g_autoptr(CtSheets) sheets = NULL;
	CtRect legend;
	CtRect block;

	ct_frame_page(scene, 1500, 780);
	add_box(scene, "near", 20, 100);
	add_box(scene, "far", 1300, 100);
	add_box(scene, "low", 20, 760);
	ct_frame_legend(scene, 20, 800, 1100);
	ct_frame_block(scene, fixture.plan, NULL, 1100, 802);
	ct_frame_page(scene, 1500, 900);
	scene->frozen = (CtRect){ 0, 0, 100, 780 };
	sheets = ct_sheets_new(scene, PAPER_W, PAPER_H);
	legend = ct_foot_extent(sheets->scene, CT_FOOT_LEGEND);
	block = ct_foot_extent(sheets->scene, CT_FOOT_BLOCK);
	for (guint i = 0; i < sheets->tiling.tiles->len; i++) {
		CtRect *first = &g_array_index(sheets->tiling.tiles, CtRect, i);

		if (i % sheets->tiling.columns == 0) {
			first->w += first->x;
			first->x = 0;
		}
	}
	g_assert_true(is_whole(sheets, &legend));
	g_assert_true(is_whole(sheets, &block));
	g_assert_cmpuint(sheets->tiling.rows, ==, 1);
	g_assert_cmpuint(sheets->tiling.columns, ==, 2);
	plan_fixture_clear(&fixture);
}

static void
test_boxes_are_whole(void)
{
	PlanFixture fixture = plan_fixture(8, 6);
	g_autoptr(CtText) text = new_text();
	const CtViewInput input = { .text = text,
				    .plan = fixture.plan,
				    .estate = fixture.world.estate };
	g_autoptr(GPtrArray) scenes = g_ptr_array_new_with_free_func((GDestroyNotify)ct_scene_free);

	ct_views_find("dependencies")->draw(&input, scenes);
	g_assert_cmpuint(scenes->len, >, 0);
	for (guint s = 0; s < scenes->len; s++) {
		const CtScene *scene = scenes->pdata[s];
		/* small sheets, so that there are many borders */
		g_autoptr(CtSheets) sheets = ct_sheets_new(scene, 600, 420);

		for (guint i = 0; sheets->side > 0 && i < scene->items->len; i++) {
			const CtItem *item = ct_scene_item(scene, i);

			if (item->kind == CT_ITEM_BOX && item->style == CT_STYLE_BOX_LEGACY)
				g_assert_true(is_whole(sheets, &item->rect));
		}
	}
	plan_fixture_clear(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sheets/edge", test_edge);
	g_test_add_func("/sheets/one", test_one_sheet);
	g_test_add_func("/sheets/foot", test_foot);
	g_test_add_func("/sheets/foot-is-whole", test_foot_is_whole);
	g_test_add_func("/sheets/foot-apart", test_foot_apart);
	g_test_add_func("/sheets/foot-on-two-sheets", test_foot_on_two_sheets);
	g_test_add_func("/sheets/boxes-are-whole", test_boxes_are_whole);
	return g_test_run();
}
