/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The estate map.
 *
 * Legacy on the left, target on the right, and between them what travels.  A target box is as tall
 * as all boxes that travel to it, and these stand beside it: so every arrow is level, arrows never
 * cross, and "who goes where" is read without following a line.  What has no successor stands below.
 */
#include "render/view-map.h"

#include <string.h>

#include "render/frame.h"
#include "render/map.h"

#define MAX_BOXES   150
#define INSET	    12.0
#define HEADER_H    24.0
#define ALSO_H	    16.0
#define EXTRA_H	    14.0
#define TILE_W	    24.0
#define NAME_W	    250.0 /* of the name in a box that has applications beside it */
#define FIGURES_W   82.0  /* least width of users and fate at the right end of it */
#define APPS_LINE   12.0
#define DETAIL_LINE 12.0

#define LEFT_X CT_FRAME_PAD_PT

/* Columns and boxes of a page. */
typedef struct {
	double legacy_w;
	double corridor_w;
	double target_w;
	double box_h;
	double gap;
	guint apps_lines;
	guint rest_cols;
} Shape;

static const Shape usual = { 630, 270, 490, 40, 7, 2, 5 };
/* Of an estate that would leave half of the sheet blank. */
static const Shape small = { 520, 196, 374, 52, 12, 3, 4 };

/* Width to height of a page that fills its sheet. */
#define SHEET_ASPECT 1.45

typedef struct {
	CtScene *scene;
	const CtMap *map;
	const Shape *shape;
	double figures_w; /* what users and fates take at the right end of a legacy box */
} View;

static double
content_width(const Shape *shape)
{
	return shape->legacy_w + shape->corridor_w + shape->target_w;
}

static double
right_x(const Shape *shape)
{
	return LEFT_X + shape->legacy_w + shape->corridor_w;
}

static const struct {
	CtStyleId style;
	const char *badge;
} fate_looks[CT_N_FATES] = {
	[CT_FATE_MOVES] = { CT_STYLE_TRAVEL_MOVES, "\xe2\x86\x92 moves" },
	[CT_FATE_MERGED] = { CT_STYLE_TRAVEL_MERGED, "+ merged" },
	[CT_FATE_REBUILT] = { CT_STYLE_TRAVEL_REBUILT, "\xe2\x86\xbb rebuilt" },
	[CT_FATE_RETIRED] = { CT_STYLE_TRAVEL_RETIRED, "\xc3\x97 retired" },
	[CT_FATE_STAYS] = { CT_STYLE_TRAVEL_STAYS, "= stays" },
	[CT_FATE_UNMATCHED] = { CT_STYLE_TRAVEL_UNMATCHED, "? unmatched" },
};

static double
sources_height(const View *self, const CtMapTarget *target)
{
	return target->sources->len * (self->shape->box_h + self->shape->gap) -
	       (target->sources->len > 0 ? self->shape->gap : 0);
}

static double
own_height(const View *self, const CtMapTarget *target)
{
	return self->shape->box_h + EXTRA_H * target->extras->len +
	       (target->extras->len > 0 ? 4 : 0);
}

static double
target_height(const View *self, const CtMapTarget *target)
{
	return MAX(own_height(self, target), sources_height(self, target));
}

/* The widest that stands at the right end of a box, with room around it. */
static double
figures_width(CtText *text, const CtMap *map)
{
	double width = FIGURES_W;

	for (guint i = 0; i < map->boxes->len; i++) {
		const CtMapBox *box = ct_map_box(map, i);
		g_autofree char *users = ct_text_counted(box->users, "user", "users");

		width = MAX(width, ct_text_width(text, CT_STYLE_FIGURE, users) + 20);
		width = MAX(width,
			    ct_text_width(text, CT_STYLE_BADGE, fate_looks[box->fate].badge) + 20);
	}
	return width;
}

/* The square with the letter of the kind, at the left of a box. */
static void
draw_tile(View *self, CtStyleId style, CtObjectKind kind, CtRect box)
{
	CtRect tile = { box.x + 8, box.y + (self->shape->box_h - TILE_W) / 2, TILE_W, TILE_W };

	ct_scene_box(self->scene, style, tile);
	ct_scene_text(self->scene, style, tile, CT_ALIGN_MIDDLE, ct_map_letter(kind));
}

/* On two lines where that is enough, and boxes are high. */
static void
draw_detail(View *self, CtRect rect, const char *detail)
{
	g_autoptr(GPtrArray) lines = ct_text_wrap(self->scene->text, CT_STYLE_DETAIL, detail,
						  rect.w - 1);

	if (lines->len != 2 || self->shape == &usual) {
		ct_scene_text(self->scene, CT_STYLE_DETAIL, rect, CT_ALIGN_START, detail);
		return;
	}
	for (guint i = 0; i < lines->len; i++, rect.y += DETAIL_LINE)
		ct_scene_text(self->scene, CT_STYLE_DETAIL, rect, CT_ALIGN_START, lines->pdata[i]);
}

/* Name and detail at the left, in @room; a figure and a badge at the right end of the box. */
static void
draw_lines(View *self, CtStyleId style, CtRect box, double room, const char *name,
	   const char *detail, const char *figure, const char *badge)
{
	CtText *text = self->scene->text;
	double x = box.x + TILE_W + 16;
	double right = box.x + box.w - 10;
	double figure_w = figure != NULL ? ct_text_width(text, CT_STYLE_FIGURE, figure) + 1 : 0;
	double badge_w = badge != NULL ? ct_text_width(text, CT_STYLE_BADGE, badge) + 1 : 0;
	double top = box.y + 4;

	ct_scene_text(self->scene, style,
		      (CtRect){ x, top, MIN(room, right - x - figure_w - 8), 17 }, CT_ALIGN_START,
		      name);
	if (figure != NULL)
		ct_scene_text(self->scene, CT_STYLE_FIGURE,
			      (CtRect){ right - figure_w, top, figure_w, 17 }, CT_ALIGN_END,
			      figure);
	if (detail != NULL && detail[0] != '\0')
		draw_detail(self, (CtRect){ x, top + 16, MIN(room, right - x - badge_w - 8), 15 },
			    detail);
	if (badge != NULL)
		ct_scene_text(self->scene, CT_STYLE_BADGE,
			      (CtRect){ right - badge_w, top + 16, badge_w, 15 }, CT_ALIGN_END,
			      badge);
}

/* What is homed on a pool, between its name and its figures; the last line is cut if it must be. */
static void
draw_apps(View *self, const CtMapBox *box, CtRect rect)
{
	double x = rect.x + TILE_W + 16 + NAME_W + 8;
	CtRect apps = { x, rect.y + 5, rect.x + rect.w - self->figures_w - x,
			self->shape->box_h - 10 };
	g_autoptr(GPtrArray) lines = ct_text_wrap(self->scene->text, CT_STYLE_BOX_APPS, box->apps,
						  apps.w - 14);
	double top = apps.y + (apps.h - APPS_LINE * MIN(lines->len, self->shape->apps_lines)) / 2;

	ct_scene_box(self->scene, CT_STYLE_BOX_APPS, apps);
	for (guint i = 0; i < MIN(lines->len, self->shape->apps_lines); i++) {
		gboolean more = i + 1 == self->shape->apps_lines &&
				lines->len > self->shape->apps_lines;
		const char *line = lines->pdata[i];

		ct_scene_text(self->scene, CT_STYLE_BOX_APPS,
			      (CtRect){ apps.x + 7, top + i * APPS_LINE, apps.w - 13, APPS_LINE },
			      CT_ALIGN_START,
			      more ? ct_scene_printf(self->scene, "%s \xe2\x80\xa6", line) : line);
	}
}

/* A level arrow over the corridor, with its label above. */
static void
draw_arrow(View *self, CtStyleId style, double y, const char *label)
{
	double from = LEFT_X + self->shape->legacy_w - INSET;
	double to = right_x(self->shape) + INSET;

	ct_scene_line(self->scene, style, from, y, to - 2, y);
	ct_scene_text(self->scene, style, (CtRect){ from + INSET + 4, y - 14, to - from - 40, 12 },
		      CT_ALIGN_MIDDLE, label);
}

static void
draw_travel(View *self, const CtMapBox *box, CtRect rect)
{
	gboolean two = box->users > 0 && box->apps != NULL;
	double y = rect.y + (two ? 16 : 24);
	g_autofree char *all = ct_text_counted(box->users, "user", "users");
	g_autofree char *users = box->direct == box->users
					 ? g_strdup(all)
					 : g_strdup_printf("%u of %s", box->direct, all);
	g_autofree char *apps = ct_text_counted(box->n_apps, "application", "applications");

	if (box->users > 0)
		draw_arrow(self, CT_STYLE_TRAVEL_USERS, y,
			   box->waves == NULL
				   ? users
				   : ct_scene_printf(self->scene, "%s in %s", users, box->waves));
	else
		draw_arrow(self, fate_looks[box->fate].style, y, ct_fate_to_string(box->fate));
	if (two)
		draw_arrow(self, fate_looks[box->apps_fate].style, rect.y + 35, apps);
}

static const char *
describe_box(View *self, const CtMapBox *box)
{
	return ct_scene_printf(self->scene, "%s%s%s; %s",
			       box->detail != NULL ? box->detail : box->name,
			       box->apps != NULL ? "; " : "", box->apps != NULL ? box->apps : "",
			       ct_fate_to_string(box->fate));
}

static void
draw_box(View *self, const CtMapBox *box, CtRect rect)
{
	g_autofree char *users = ct_text_counted(box->users, "user", "users");

	ct_scene_begin(self->scene, (CtMeaning){ .id = box->id,
						 .title = box->name,
						 .desc = describe_box(self, box),
						 .href = box->href });
	ct_scene_box(self->scene, CT_STYLE_BOX_LEGACY, rect);
	draw_tile(self, CT_STYLE_KIND_LEGACY, box->kind, rect);
	draw_lines(self, CT_STYLE_BOX_LEGACY, rect, box->apps != NULL ? NAME_W : rect.w, box->name,
		   box->detail, box->users > 0 ? users : NULL, fate_looks[box->fate].badge);
	if (box->apps != NULL)
		draw_apps(self, box, rect);
	ct_scene_end(self->scene);
}

static void
draw_target(View *self, const CtMapTarget *target, CtRect rect)
{
	g_autofree char *users = ct_text_counted(target->users, "user", "users");
	CtScene *scene = self->scene;

	ct_scene_begin(scene, (CtMeaning){ .id = target->id,
					   .title = target->name,
					   .desc = target->detail });
	ct_scene_box(scene, CT_STYLE_BOX_TARGET, rect);
	rect.y += (rect.h - own_height(self, target)) / 2;
	draw_tile(self, CT_STYLE_KIND_TARGET, target->kind, rect);
	draw_lines(self, CT_STYLE_BOX_TARGET, rect, rect.w, target->name, target->detail,
		   target->users > 0 ? users : NULL, NULL);
	for (guint i = 0; i < target->extras->len; i++) {
		const char *line = target->extras->pdata[i];

		ct_scene_text(scene, CT_STYLE_DETAIL,
			      (CtRect){ rect.x + TILE_W + 16,
					rect.y + self->shape->box_h - 4 + EXTRA_H * i,
					rect.w - TILE_W - 26, EXTRA_H },
			      CT_ALIGN_START, line);
	}
	ct_scene_end(scene);
}

/* A target with everything that travels to it; returns the height. */
static double
draw_group(View *self, const CtMapTarget *target, double y)
{
	double height = target_height(self, target);
	double top = y;

	draw_target(self, target,
		    (CtRect){ right_x(self->shape) + INSET, y, self->shape->target_w - 2 * INSET,
			      height });
	for (guint i = 0; i < target->sources->len; i++) {
		const CtMapBox *box = ct_map_box(self->map,
						 g_array_index(target->sources, guint, i));
		CtRect rect = { LEFT_X + INSET, top, self->shape->legacy_w - 2 * INSET,
				self->shape->box_h };

		draw_box(self, box, rect);
		draw_travel(self, box, rect);
		top += rect.h + self->shape->gap;
	}
	return height;
}

/* Names of the legacy sites from which things travel to @site, for the container. */
static const char *
legacy_label(View *self, const CtMapSite *site)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint t = 0; t < site->targets->len; t++) {
		const CtMapTarget *target = ct_map_target(self->map,
							  g_array_index(site->targets, guint, t));

		for (guint i = 0; i < target->sources->len; i++) {
			const CtMapBox *box = ct_map_box(self->map,
							 g_array_index(target->sources, guint, i));

			if (box->site != NULL &&
			    !g_ptr_array_find_with_equal_func(names, box->site, g_str_equal, NULL))
				g_ptr_array_add(names, (gpointer)box->site);
		}
	}
	if (names->len == 0)
		return ct_scene_printf(self->scene, "Legacy, to %s", site->name);
	if (names->len == 1 && g_str_equal(g_ptr_array_index(names, 0), site->name))
		return site->name;
	g_ptr_array_add(names, NULL);
	g_autofree char *joined = g_strjoinv(", ", (char **)names->pdata);

	return ct_scene_printf(self->scene, "%s, to %s", joined, site->name);
}

static double
also_height(const CtMapSite *site)
{
	return site->also->len > 0 ? ALSO_H : 0;
}

static void
draw_container(View *self, CtStyleId style, CtRect rect, const char *label)
{
	ct_scene_box(self->scene, style, rect);
	ct_scene_text(self->scene, style,
		      (CtRect){ rect.x + INSET, rect.y + 3, rect.w - 2 * INSET, 18 },
		      CT_ALIGN_START, label);
}

/* Both containers of a site; returns the height. */
static double
draw_site(View *self, const CtMapSite *site, double y)
{
	double height = HEADER_H;
	double left = 0;
	double top = y + HEADER_H;

	for (guint i = 0; i < site->targets->len; i++) {
		const CtMapTarget *target = ct_map_target(self->map,
							  g_array_index(site->targets, guint, i));

		height += target_height(self, target) + self->shape->gap;
		if (target->sources->len > 0)
			left = height - target_height(self, target) - self->shape->gap +
			       sources_height(self, target) + self->shape->gap;
	}
	height += also_height(site) + 4;
	ct_scene_begin(self->scene, (CtMeaning){ .id = site->id, .title = site->name });
	draw_container(self, CT_STYLE_SITE_TARGET,
		       (CtRect){ right_x(self->shape), y, self->shape->target_w, height },
		       site->name);
	if (site->also->len > 0) {
		g_ptr_array_add(site->also, NULL);
		g_autofree char *names = g_strjoinv(", ", (char **)site->also->pdata);
		const char *line = ct_scene_printf(self->scene, "Also here: %s", names);

		ct_scene_text(self->scene, CT_STYLE_DETAIL,
			      (CtRect){ right_x(self->shape) + INSET, y + height - 21,
					self->shape->target_w - 2 * INSET, 16 },
			      CT_ALIGN_START, line);
	}
	ct_scene_end(self->scene);
	if (left > 0)
		draw_container(self, CT_STYLE_SITE_LEGACY,
			       (CtRect){ LEFT_X, y, self->shape->legacy_w, left + 4 },
			       legacy_label(self, site));
	for (guint i = 0; i < site->targets->len; i++)
		top += draw_group(self,
				  ct_map_target(self->map, g_array_index(site->targets, guint, i)),
				  top) +
		       self->shape->gap;
	return height;
}

/* A box without arrow: name and detail, and its end inside the box. */
static void
draw_rest_box(View *self, const CtMapBox *box, CtRect rect)
{
	const char *word = ct_fate_to_string(box->fate);
	CtStyleId style = fate_looks[box->fate].style;
	double x = rect.x + TILE_W + 16;
	double word_w = ct_text_width(self->scene->text, CT_STYLE_BADGE, word) + 1;
	double right = rect.x + rect.w - 8;
	double y = rect.y + 27;
	double room = rect.w - TILE_W - 24;

	ct_scene_begin(self->scene, (CtMeaning){ .id = box->id,
						 .title = box->name,
						 .desc = describe_box(self, box),
						 .href = box->href });
	ct_scene_box(self->scene, CT_STYLE_BOX_LEGACY, rect);
	draw_tile(self, CT_STYLE_KIND_LEGACY, box->kind, rect);
	ct_scene_text(self->scene, CT_STYLE_FIGURE, (CtRect){ x, rect.y + 4, room, 17 },
		      CT_ALIGN_START, box->name);
	ct_scene_text(self->scene, CT_STYLE_BADGE, (CtRect){ right - word_w, y - 7, word_w, 14 },
		      CT_ALIGN_END, word);
	ct_scene_line(self->scene, style, right - word_w - 26, y, right - word_w - 9, y);
	if (box->detail != NULL)
		ct_scene_text(self->scene, CT_STYLE_DETAIL,
			      (CtRect){ x, y - 7, room - word_w - 34, 14 }, CT_ALIGN_START,
			      box->detail);
	ct_scene_end(self->scene);
}

/* What does not travel; returns the height. */
static double
draw_rest(View *self, double y)
{
	const GArray *rest = self->map->rest;
	double width = content_width(self->shape);
	double column = (width - 2 * INSET - (self->shape->rest_cols - 1) * self->shape->gap) /
			self->shape->rest_cols;
	guint rows = (rest->len + self->shape->rest_cols - 1) / self->shape->rest_cols;
	double height = HEADER_H + rows * (self->shape->box_h + self->shape->gap) + 4;

	if (rest->len == 0)
		return 0;
	draw_container(self, CT_STYLE_SITE_LEGACY, (CtRect){ LEFT_X, y, width, height },
		       "Without a successor of its own");
	for (guint i = 0; i < rest->len; i++) {
		CtRect rect = { LEFT_X + INSET +
					(column + self->shape->gap) * (i % self->shape->rest_cols),
				y + HEADER_H +
					(self->shape->box_h + self->shape->gap) *
						(i / self->shape->rest_cols),
				column, self->shape->box_h };

		draw_rest_box(self, ct_map_box(self->map, g_array_index(rest, guint, i)), rect);
	}
	return height;
}

static const char *
product_of(const CtEstate *estate, CtDeployment deployment)
{
	guint count = estate != NULL ? estate->pools->len : 0;

	for (guint i = 0; i < count; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == deployment && pool->product != CT_PRODUCT_UNKNOWN)
			return ct_product_name(pool->product);
	}
	return NULL;
}

static void
draw_panel(View *self, double x, const char *name, const char *product)
{
	const char *label = product != NULL ? ct_scene_printf(self->scene, "%s: %s", name, product)
					    : name;

	ct_scene_text(self->scene, CT_STYLE_PANEL,
		      (CtRect){ x, CT_FRAME_TITLE_PT + 10, self->shape->target_w, 18 },
		      CT_ALIGN_START, label);
}

static const char *
subtitle(View *self, const CtPlan *plan)
{
	g_autofree char *users = ct_text_counted(self->map->users, "user", "users");
	g_autofree char *waves = ct_text_counted(plan->waves->len, "wave", "waves");
	g_autofree char *steps = ct_text_counted(plan->steps->len, "step", "steps");

	return ct_scene_printf(
		self->scene,
		"Where every legacy object goes: %s in %s, %s. Read from left to right.", users,
		waves, steps);
}

/* What a page shows of the map. */
typedef struct {
	const char *id;
	const char *title;
	guint first; /* sites */
	guint end;
	gboolean rest; /* and what has no successor? */
} Page;

static CtScene *
draw_shape(const CtViewInput *input, const CtMap *map, const Page *page, const Shape *shape)
{
	CtScene *scene = ct_scene_new(input->text, page->id, page->title,
				      "Both deployments side by side, the fate of every legacy "
				      "object drawn as travel from the legacy to the target side");
	const CtEstate *estate = input->estate;
	View self = { scene, map, shape, figures_width(input->text, map) };
	double content = content_width(shape);
	double width = content + 2 * CT_FRAME_PAD_PT;
	double y = CT_FRAME_TITLE_PT + 32;
	double rest;
	double legend;

	ct_frame_page(scene, width, y);
	ct_frame_title(scene, width - 2 * CT_FRAME_PAD_PT, page->title,
		       subtitle(&self, input->plan));
	draw_panel(&self, LEFT_X, "Legacy", product_of(estate, CT_DEPLOYMENT_LEGACY));
	draw_panel(&self, right_x(shape), "Target", product_of(estate, CT_DEPLOYMENT_TARGET));
	for (guint i = page->first; i < page->end; i++) {
		const CtMapSite *site = ct_map_site(self.map, i);

		if (site->targets->len > 0)
			y += draw_site(&self, site, y) + 10;
		ct_scene_break(scene, y - 6);
	}
	rest = page->rest ? draw_rest(&self, y) : 0;
	y += rest + (rest > 0 ? 12 : 0);
	ct_scene_break(scene, y - 6);
	legend = ct_frame_legend_height(scene, content - CT_FRAME_BLOCK_W_PT - 30);
	ct_frame_legend(scene, LEFT_X, y, content - CT_FRAME_BLOCK_W_PT - 30);
	ct_frame_block(scene, input->plan, input->date, LEFT_X + content - CT_FRAME_BLOCK_W_PT,
		       y + 2);
	ct_frame_page(scene, width, y + MAX(legend, CT_FRAME_BLOCK_H_PT) + 14);
	return scene;
}

static CtScene *
draw_page(const CtViewInput *input, const CtMap *map, const Page *page)
{
	CtScene *scene = draw_shape(input, map, page, &small);

	if (scene->width >= scene->height * SHEET_ASPECT)
		return scene;
	ct_scene_free(scene);
	return draw_shape(input, map, page, &usual);
}

/* A page for each site with everything that travels to it, and one for what goes nowhere. */
static void
draw_details(const CtViewInput *input, const CtMap *map, GPtrArray *scenes)
{
	for (guint i = 0; i < map->sites->len; i++) {
		const CtMapSite *site = ct_map_site(map, i);
		g_autofree char *id = ct_views_page_id(scenes, "estate-map", site->name);
		g_autofree char *title = g_strdup_printf("Estate map: %s", site->name);
		const Page page = { id, title, i, i + 1, FALSE };

		if (site->targets->len > 0)
			g_ptr_array_add(scenes, draw_page(input, map, &page));
	}
	if (map->rest->len > 0) {
		g_autofree char *id = ct_views_page_id(scenes, "estate-map", "rest");
		const Page page = { id, "Estate map: without a successor", 0, 0, TRUE };

		g_ptr_array_add(scenes, draw_page(input, map, &page));
	}
}

void
ct_view_map(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtMap) whole = ct_map_new(input->plan, input->estate);
	g_autoptr(CtMap) sum = ct_map_size(whole) > MAX_BOXES ? ct_map_summarize(whole) : NULL;
	const CtMap *map = sum != NULL ? sum : whole;
	const Page page = { "estate-map", "Estate map", 0, map->sites->len, TRUE };

	g_ptr_array_add(scenes, draw_page(input, map, &page));
	if (sum != NULL)
		draw_details(input, whole, scenes);
}
