/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking a drawing and its foot apart.
 *
 * Views end with legend and title block side by side over the whole width, which is right on a screen
 * and on one sheet.  Cut into sheets, such a foot would take a row of its own with hardly anything on
 * it.  The two are groups that are known by their ids, so that no view has to do anything for this.
 */
#include "render/foot.h"

#include <string.h>

#include "render/frame.h"

#define GAP_PT	  30.0
#define ABOVE_PT  12.0
#define BELOW_PT  14.0
#define LEGEND_PT 220.0 /* least width beside the title block */

static gboolean
is_part(const CtScene *scene, const CtItem *item, const char *part)
{
	gsize length = strlen(scene->id);

	return item->kind == CT_ITEM_GROUP_BEGIN && item->meaning.id != NULL &&
	       strncmp(item->meaning.id, scene->id, length) == 0 &&
	       g_str_equal(item->meaning.id + length, part);
}

/* The item behind the end of the group that begins at @index. */
static guint
end_of(const CtScene *scene, guint index)
{
	guint depth = 0;

	do {
		CtItemKind kind = ct_scene_item(scene, index++)->kind;

		depth += kind == CT_ITEM_GROUP_BEGIN;
		depth -= kind == CT_ITEM_GROUP_END;
	} while (depth > 0);
	return index;
}

/* The group; its end is where it begins when there is none. */
static guint
find_part(const CtScene *scene, const char *part, guint *out_end)
{
	for (guint i = 0; i < scene->items->len; i++) {
		if (is_part(scene, ct_scene_item(scene, i), part)) {
			*out_end = end_of(scene, i);
			return i;
		}
	}
	*out_end = 0;
	return 0;
}

/* The lower border of what is not background. */
static double
bottom_of(const CtScene *scene)
{
	double bottom = 0;

	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->kind != CT_ITEM_GROUP_BEGIN && item->kind != CT_ITEM_GROUP_END &&
		    item->style != CT_STYLE_PAGE)
			bottom = MAX(bottom, item->rect.y + item->rect.h);
	}
	return bottom;
}

static CtScene *
copy_head(const CtScene *scene)
{
	CtScene *self = ct_scene_new(scene->text, scene->id, scene->title, scene->desc);

	self->frozen = scene->frozen;
	g_array_append_vals(self->points, scene->points->data, scene->points->len);
	return self;
}

CtScene *
ct_foot_strip(const CtScene *scene)
{
	guint legend_end;
	guint block_end;
	guint legend = find_part(scene, "-legend", &legend_end);
	guint block = find_part(scene, "-title-block", &block_end);
	CtScene *self;
	double bottom;

	if (block_end == 0)
		return NULL;
	self = copy_head(scene);
	for (guint i = 0; i < scene->items->len; i++)
		if ((i < legend || i >= legend_end) && (i < block || i >= block_end))
			g_array_append_val(self->items, *ct_scene_item(scene, i));
	bottom = bottom_of(self);
	ct_frame_page(self, scene->width, bottom + ABOVE_PT);
	for (guint i = 0; i < scene->breaks->len; i++)
		if (g_array_index(scene->breaks, double, i) <= self->height)
			ct_scene_break(self, g_array_index(scene->breaks, double, i));
	return self;
}

/* The rectangle around items; @rect is grown, or set when it has no width yet. */
static void
add_extent(CtRect *rect, const CtScene *scene, guint start, guint end)
{
	for (guint i = start; i < end; i++) {
		const CtItem *item = ct_scene_item(scene, i);
		double right = MAX(rect->x + rect->w, item->rect.x + item->rect.w);
		double bottom = MAX(rect->y + rect->h, item->rect.y + item->rect.h);

		if (item->kind == CT_ITEM_GROUP_BEGIN || item->kind == CT_ITEM_GROUP_END)
			continue;
		if (rect->w <= 0) {
			*rect = item->rect;
			continue;
		}
		rect->x = MIN(rect->x, item->rect.x);
		rect->y = MIN(rect->y, item->rect.y);
		rect->w = right - rect->x;
		rect->h = bottom - rect->y;
	}
}

CtRect
ct_foot_extent(const CtScene *scene, guint parts)
{
	CtRect extent = { 0, 0, 0, 0 };
	guint end;
	guint start = find_part(scene, "-legend", &end);

	if (parts & CT_FOOT_LEGEND)
		add_extent(&extent, scene, start, end);
	start = find_part(scene, "-title-block", &end);
	if (parts & CT_FOOT_BLOCK)
		add_extent(&extent, scene, start, end);
	return extent;
}

/* The width of the legend; beside the title block where there is room for both. */
static double
legend_width(double width, gboolean *out_beside)
{
	double left = width - CT_FRAME_BLOCK_W_PT - GAP_PT;

	*out_beside = left >= LEGEND_PT;
	return *out_beside ? left : width;
}

double
ct_foot_height(const CtScene *scene, double width)
{
	gboolean beside;
	double legend_w = legend_width(width, &beside);
	double legend = ct_frame_legend_height(scene, legend_w);

	return BELOW_PT + (beside ? MAX(legend, CT_FRAME_BLOCK_H_PT + 2)
				  : legend + ABOVE_PT + CT_FRAME_BLOCK_H_PT);
}

/* The title block of @scene, moved. */
static void
move_block(CtScene *self, const CtScene *scene, CtPoint at)
{
	guint end;
	guint start = find_part(scene, "-title-block", &end);
	CtRect frame = { 0 };

	for (guint i = start; i < end; i++) {
		CtItem item = *ct_scene_item(scene, i);

		if (frame.w <= 0 && item.kind == CT_ITEM_BOX)
			frame = item.rect;
		if (item.n_points > 0) {
			const CtPoint *old = ct_scene_points(scene, &item);

			item.first_point = self->points->len;
			for (guint k = 0; k < item.n_points; k++) {
				CtPoint point = { old[k].x + at.x - frame.x,
						  old[k].y + at.y - frame.y };

				g_array_append_val(self->points, point);
			}
		}
		item.rect.x += at.x - frame.x;
		item.rect.y += at.y - frame.y;
		item.baseline += at.y - frame.y;
		g_array_append_val(self->items, item);
	}
}

void
ct_foot_place(CtScene *self, const CtScene *scene, CtPoint at, double width)
{
	gboolean beside;
	double legend_w = legend_width(width, &beside);
	double legend = ct_frame_legend_height(self, legend_w);
	CtPoint block = { at.x, at.y + legend + (legend > 0 ? ABOVE_PT : 0) };
	double bottom = at.y + ct_foot_height(self, width);

	if (beside)
		block = (CtPoint){ at.x + legend_w + GAP_PT, at.y + 2 };
	ct_frame_legend(self, at.x, at.y, legend_w);
	move_block(self, scene, block);
	ct_frame_page(self, MAX(self->width, at.x + width + CT_FRAME_PAD_PT),
		      MAX(self->height, bottom));
}

void
ct_foot_place_apart(CtScene *self, const CtScene *scene, CtRect legend, CtPoint block)
{
	double bottom = MAX(legend.y + ct_frame_legend_height(self, legend.w),
			    block.y + CT_FRAME_BLOCK_H_PT + 2);

	ct_frame_legend(self, legend.x, legend.y, legend.w);
	move_block(self, scene, block);
	ct_frame_page(self, self->width, bottom + BELOW_PT);
}
