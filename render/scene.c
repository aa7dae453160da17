/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scene: an append-only list of items.  Groups are brackets in the list rather than a tree, so
 * that painting is one loop and nothing has to be kept alive but two arrays and a string chunk.
 */
#include "render/scene.h"

#include <math.h>

#include "render/characters.h"

static const char *const kind_names[CT_N_ITEM_KINDS] = {
	[CT_ITEM_GROUP_BEGIN] = "group", [CT_ITEM_GROUP_END] = "end", [CT_ITEM_BOX] = "box",
	[CT_ITEM_DIAMOND] = "diamond",	 [CT_ITEM_LINE] = "line",     [CT_ITEM_CURVE] = "curve",
	[CT_ITEM_BAND] = "band",	 [CT_ITEM_TEXT] = "text",
};

CtScene *
ct_scene_new(CtText *text, const char *id, const char *title, const char *desc)
{
	CtScene *self = g_new0(CtScene, 1);

	self->chunk = g_string_chunk_new(4096);
	self->text = text;
	self->id = ct_scene_keep(self, id);
	self->title = ct_scene_keep(self, title);
	self->desc = ct_scene_keep(self, desc);
	self->items = g_array_new(FALSE, TRUE, sizeof(CtItem));
	self->points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
	self->breaks = g_array_new(FALSE, FALSE, sizeof(double));
	return self;
}

void
ct_scene_free(CtScene *self)
{
	if (self == NULL)
		return;
	g_string_chunk_free(self->chunk);
	g_array_unref(self->items);
	g_array_unref(self->points);
	g_array_unref(self->breaks);
	g_free(self);
}

const char *
ct_scene_keep(CtScene *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

const char *
ct_scene_printf(CtScene *self, const char *format, ...)
{
	va_list args;
	g_autofree char *text = NULL;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	return ct_scene_keep(self, text);
}

void
ct_scene_break(CtScene *self, double y)
{
	g_assert(self->breaks->len == 0 ||
		 g_array_index(self->breaks, double, self->breaks->len - 1) <= y);
	g_array_append_val(self->breaks, y);
}

static CtItem *
append(CtScene *self, CtItemKind kind, CtStyleId style)
{
	CtItem item = { .kind = kind, .style = style };

	g_array_append_val(self->items, item);
	return &g_array_index(self->items, CtItem, self->items->len - 1);
}

void
ct_scene_begin(CtScene *self, CtMeaning meaning)
{
	CtItem *item = append(self, CT_ITEM_GROUP_BEGIN, CT_STYLE_PAGE);

	item->meaning.id = ct_scene_keep(self, meaning.id);
	item->meaning.title = ct_scene_keep(self, meaning.title);
	item->meaning.desc = ct_scene_keep(self, meaning.desc);
	item->meaning.href = ct_scene_keep(self, meaning.href);
	self->open_groups++;
}

void
ct_scene_end(CtScene *self)
{
	g_assert(self->open_groups > 0);
	append(self, CT_ITEM_GROUP_END, CT_STYLE_PAGE);
	self->open_groups--;
}

void
ct_scene_box(CtScene *self, CtStyleId style, CtRect rect)
{
	append(self, CT_ITEM_BOX, style)->rect = rect;
}

void
ct_scene_diamond(CtScene *self, CtStyleId style, CtPoint middle, double half)
{
	CtRect rect = { middle.x - half, middle.y - half, 2 * half, 2 * half };

	append(self, CT_ITEM_DIAMOND, style)->rect = rect;
}

/* The least rectangle around the points. */
static CtRect
bounds(const CtPoint *points, guint count)
{
	CtPoint low = points[0];
	CtPoint high = points[0];

	for (guint i = 1; i < count; i++) {
		low.x = MIN(low.x, points[i].x);
		low.y = MIN(low.y, points[i].y);
		high.x = MAX(high.x, points[i].x);
		high.y = MAX(high.y, points[i].y);
	}
	return (CtRect){ low.x, low.y, high.x - low.x, high.y - low.y };
}

static void
append_points(CtScene *self, CtItemKind kind, CtStyleId style, const CtPoint *points, guint count)
{
	CtItem *item = append(self, kind, style);

	item->first_point = self->points->len;
	item->n_points = count;
	item->rect = bounds(points, count);
	g_array_append_vals(self->points, points, count);
}

void
ct_scene_line(CtScene *self, CtStyleId style, double x1, double y1, double x2, double y2)
{
	const CtPoint points[] = { { x1, y1 }, { x2, y2 } };

	append_points(self, CT_ITEM_LINE, style, points, 2);
}

void
ct_scene_path(CtScene *self, CtStyleId style, const CtPoint *points, guint count)
{
	g_assert(count >= 2);
	append_points(self, CT_ITEM_LINE, style, points, count);
}

void
ct_scene_curve(CtScene *self, CtStyleId style, const CtPoint *points, guint count)
{
	g_assert(count >= 4 && count % 3 == 1);
	append_points(self, CT_ITEM_CURVE, style, points, count);
}

void
ct_scene_band(CtScene *self, CtStyleId style, CtPoint from, CtPoint to, double height)
{
	double middle = (from.x + to.x) / 2;
	const CtPoint points[] = {
		from,
		{ middle, from.y },
		{ middle, to.y },
		to,
		{ to.x, to.y + height },
		{ middle, to.y + height },
		{ middle, from.y + height },
		{ from.x, from.y + height },
	};

	append_points(self, CT_ITEM_BAND, style, points, G_N_ELEMENTS(points));
}

double
ct_scene_text(CtScene *self, CtStyleId style, CtRect room, CtAlign align, const char *text)
{
	g_autofree char *valid = ct_characters_clean(text);
	g_autofree char *fitted = ct_text_fit(self->text, style, valid, room.w);
	double width = ct_text_width(self->text, style, fitted);
	double height = ct_text_height(self->text, style);
	double slack = room.w - width;
	CtItem *item = append(self, CT_ITEM_TEXT, style);

	item->rect.x = room.x;
	if (align != CT_ALIGN_START)
		item->rect.x += align == CT_ALIGN_MIDDLE ? slack / 2 : slack;
	item->rect.y = room.y + (room.h - height) / 2;
	item->rect.w = width;
	item->rect.h = height;
	item->baseline = item->rect.y + ct_text_ascent(self->text, style);
	item->room = room.w;
	item->text = ct_scene_keep(self, fitted);
	if (!g_str_equal(fitted, valid))
		item->meaning.title = ct_scene_keep(self, valid);
	return width;
}

const CtItem *
ct_scene_item(const CtScene *self, guint index)
{
	g_assert(index < self->items->len);
	return &g_array_index(self->items, CtItem, index);
}

const CtPoint *
ct_scene_points(const CtScene *self, const CtItem *item)
{
	return item->n_points > 0 ? &g_array_index(self->points, CtPoint, item->first_point) : NULL;
}

void
ct_scene_arrow(const CtScene *self, const CtItem *item, CtPoint out_corners[3])
{
	const CtPoint *points = ct_scene_points(self, item);
	CtPoint tip = points[item->n_points - 1];
	CtPoint from = points[item->n_points - 2];
	double length = CT_HEAD_PT + ct_style(item->style)->width_pt;
	double angle = atan2(tip.y - from.y, tip.x - from.x);
	double back_x = tip.x - length * cos(angle);
	double back_y = tip.y - length * sin(angle);
	double half = length * 0.42;

	out_corners[0] = tip;
	out_corners[1] = (CtPoint){ back_x - half * sin(angle), back_y + half * cos(angle) };
	out_corners[2] = (CtPoint){ back_x + half * sin(angle), back_y - half * cos(angle) };
}

GArray *
ct_scene_legend(const CtScene *self)
{
	gboolean used[CT_N_STYLES] = { FALSE };
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(CtStyleId));

	for (guint i = 0; i < self->items->len; i++)
		used[ct_scene_item(self, i)->style] = TRUE;
	for (guint i = 0; i < CT_N_STYLES; i++) {
		CtStyleId id = (CtStyleId)i;

		if (used[i] && ct_style(id)->legend != NULL)
			g_array_append_val(rows, id);
	}
	return rows;
}

static void
append_field(GString *out, const char *name, const char *value)
{
	if (value != NULL)
		g_string_append_printf(out, " %s=\"%s\"", name, value);
}

char *
ct_scene_to_string(const CtScene *self)
{
	GString *out = g_string_new(NULL);
	guint depth = 0;

	g_string_append_printf(out, "scene %s \"%s\"\n", self->id, self->title);
	for (guint i = 0; i < self->items->len; i++) {
		const CtItem *item = ct_scene_item(self, i);

		if (item->kind == CT_ITEM_GROUP_END) {
			depth--;
			continue;
		}
		g_string_append_printf(out, "%*s%s", (int)(2 * (depth + 1)), "",
				       kind_names[item->kind]);
		if (item->kind != CT_ITEM_GROUP_BEGIN)
			g_string_append_printf(out, " %s", ct_style(item->style)->css);
		append_field(out, "text", item->text);
		append_field(out, "id", item->meaning.id);
		append_field(out, "title", item->meaning.title);
		append_field(out, "desc", item->meaning.desc);
		append_field(out, "href", item->meaning.href);
		g_string_append_c(out, '\n');
		depth += item->kind == CT_ITEM_GROUP_BEGIN;
	}
	return g_string_free(out, FALSE);
}
