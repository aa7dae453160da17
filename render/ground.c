/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What texts stand on.  A view places a text on a box of another style wherever it likes; on white paper
 * every ink is legible on every fill, and only the dark theme has to know.
 */
#include "render/ground.h"

#include "render/style.h"

/* Items are sought in strips of so many points. */
#define STRIP_PT 24.0
/* As for lint. */
#define LEAST_CONTRAST 4.5

static guint
strip_of(double y, guint n_strips)
{
	return (guint)CLAMP(y / STRIP_PT, 0, n_strips - 1);
}

gboolean
ct_ground_is_filled(const CtItem *item)
{
	return (item->kind == CT_ITEM_BOX || item->kind == CT_ITEM_DIAMOND ||
		item->kind == CT_ITEM_BAND) &&
	       ct_style(item->style)->fill != CT_COLOUR_NONE;
}

gboolean
ct_ground_contains(const CtRect *rect, CtPoint point)
{
	return point.x >= rect->x && point.x <= rect->x + rect->w && point.y >= rect->y &&
	       point.y <= rect->y + rect->h;
}

/* @strip: of guint: what was painted there until now */
static CtColour
find_ground(const CtScene *scene, const GArray *strip, CtPoint point)
{
	for (guint i = strip->len; i > 0; i--) {
		const CtItem *item = ct_scene_item(scene, g_array_index(strip, guint, i - 1));

		if (ct_ground_contains(&item->rect, point))
			return ct_style(item->style)->fill;
	}
	return CT_COLOUR_PAPER;
}

CtColour *
ct_grounds_new(const CtScene *scene)
{
	guint n_strips = (guint)CLAMP(scene->height / STRIP_PT + 1, 1, 100000);
	g_autoptr(GPtrArray) strips = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	CtColour *grounds = g_new(CtColour, scene->items->len + 1);

	for (guint s = 0; s < n_strips; s++)
		g_ptr_array_add(strips, g_array_new(FALSE, FALSE, sizeof(guint)));
	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);
		CtPoint middle = { item->rect.x + item->rect.w / 2,
				   item->rect.y + item->rect.h / 2 };
		guint last = strip_of(item->rect.y + item->rect.h, n_strips);

		grounds[i] = CT_COLOUR_PAPER;
		if (item->kind == CT_ITEM_TEXT)
			grounds[i] = find_ground(scene, strips->pdata[strip_of(middle.y, n_strips)],
						 middle);
		if (!ct_ground_is_filled(item))
			continue;
		for (guint s = strip_of(item->rect.y, n_strips); s <= last; s++)
			g_array_append_val(strips->pdata[s], i);
	}
	return grounds;
}

gboolean
ct_ground_wants_dark_ink(CtColour ground, CtColour ink)
{
	double found = ct_colour_contrast(ink, ground, CT_MEDIUM_DARK);

	return found < LEAST_CONTRAST &&
	       ct_colour_contrast(CT_COLOUR_DARK_INK, ground, CT_MEDIUM_DARK) > found;
}
