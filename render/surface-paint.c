/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Painting of single items with cairo: the same shapes as svg.c makes, from the same table.
 */
#include "render/surface-paint.h"

static void
set_colour(cairo_t *cr, CtColour colour, CtMedium medium)
{
	guint32 rgb = ct_colour(colour, medium);

	cairo_set_source_rgb(cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0,
			     (rgb & 0xff) / 255.0);
}

static void
stroke(cairo_t *cr, const CtStyle *style, CtMedium medium, gboolean dashed)
{
	double lengths[2] = { 0, 0 };
	guint count = dashed ? ct_dash_lengths(style->dash, style->width_pt, lengths) : 0;

	if (style->stroke == CT_COLOUR_NONE) {
		cairo_new_path(cr);
		return;
	}
	set_colour(cr, style->stroke, medium);
	cairo_set_line_width(cr, style->width_pt);
	cairo_set_dash(cr, lengths, (int)count, 0);
	cairo_stroke(cr);
}

static void
rounded(cairo_t *cr, const CtRect *r, double radius)
{
	const double quarter = G_PI / 2;
	double c = MIN(radius, MIN(r->w, r->h) / 2);

	cairo_new_sub_path(cr);
	cairo_arc(cr, r->x + r->w - c, r->y + c, c, -quarter, 0);
	cairo_arc(cr, r->x + r->w - c, r->y + r->h - c, c, 0, quarter);
	cairo_arc(cr, r->x + c, r->y + r->h - c, c, quarter, 2 * quarter);
	cairo_arc(cr, r->x + c, r->y + c, c, 2 * quarter, 3 * quarter);
	cairo_close_path(cr);
}

static void
hatch(cairo_t *cr, const CtRect *r)
{
	for (double x = r->x - r->h; x < r->x + r->w; x += CT_HATCH_PT) {
		cairo_move_to(cr, x, r->y + r->h);
		cairo_line_to(cr, x + r->h, r->y);
	}
}

static void
dots(cairo_t *cr, const CtRect *r)
{
	for (double y = r->y + CT_HATCH_PT / 2; y < r->y + r->h; y += CT_HATCH_PT) {
		cairo_move_to(cr, r->x + CT_HATCH_PT / 2, y);
		cairo_line_to(cr, r->x + r->w, y);
	}
}

static void
paint_pattern(cairo_t *cr, const CtItem *item, const CtStyle *style, CtMedium medium)
{
	static const double spots[] = { 0.8, CT_HATCH_PT - 0.8 };

	cairo_save(cr);
	rounded(cr, &item->rect, style->radius_pt);
	cairo_clip(cr);
	set_colour(cr, CT_COLOUR_MUTED, medium);
	cairo_set_line_width(cr, 0.8);
	if (style->pattern == CT_PATTERN_DOTS) {
		cairo_set_dash(cr, spots, 2, 0);
		dots(cr, &item->rect);
	} else {
		hatch(cr, &item->rect);
	}
	cairo_stroke(cr);
	cairo_restore(cr);
}

static void
paint_box(cairo_t *cr, const CtItem *item, CtMedium medium)
{
	const CtStyle *style = ct_style(item->style);

	rounded(cr, &item->rect, style->radius_pt);
	if (style->fill != CT_COLOUR_NONE) {
		set_colour(cr, style->fill, medium);
		cairo_fill_preserve(cr);
	}
	if (style->pattern != CT_PATTERN_PLAIN) {
		cairo_new_path(cr);
		paint_pattern(cr, item, style, medium);
		rounded(cr, &item->rect, style->radius_pt);
	}
	stroke(cr, style, medium, TRUE);
}

static void
paint_diamond(cairo_t *cr, const CtItem *item, CtMedium medium)
{
	const CtStyle *style = ct_style(item->style);
	const CtRect *r = &item->rect;

	cairo_move_to(cr, r->x + r->w / 2, r->y);
	cairo_line_to(cr, r->x + r->w, r->y + r->h / 2);
	cairo_line_to(cr, r->x + r->w / 2, r->y + r->h);
	cairo_line_to(cr, r->x, r->y + r->h / 2);
	cairo_close_path(cr);
	set_colour(cr, style->fill, medium);
	cairo_fill_preserve(cr);
	stroke(cr, style, medium, TRUE);
}

static void
paint_tip(cairo_t *cr, const CtScene *scene, const CtItem *item, CtMedium medium)
{
	const CtStyle *style = ct_style(item->style);
	const CtPoint *points = ct_scene_points(scene, item);
	CtPoint tip = points[item->n_points - 1];
	double arm = CT_CROSS_PT;

	if (style->looks & CT_LOOK_ARROW) {
		CtPoint corners[3];

		ct_scene_arrow(scene, item, corners);
		for (guint i = 0; i < 3; i++)
			cairo_line_to(cr, corners[i].x, corners[i].y);
		cairo_close_path(cr);
		set_colour(cr, style->stroke, medium);
		cairo_fill(cr);
	} else if (style->looks & CT_LOOK_CROSS) {
		cairo_move_to(cr, tip.x - arm, tip.y - arm);
		cairo_line_to(cr, tip.x + arm, tip.y + arm);
		cairo_move_to(cr, tip.x - arm, tip.y + arm);
		cairo_line_to(cr, tip.x + arm, tip.y - arm);
		stroke(cr, style, medium, FALSE);
	} else if (style->looks & CT_LOOK_STOP) {
		cairo_move_to(cr, tip.x, tip.y - arm);
		cairo_line_to(cr, tip.x, tip.y + arm);
		stroke(cr, style, medium, FALSE);
	}
}

static void
paint_line(cairo_t *cr, const CtScene *scene, const CtItem *item, CtMedium medium)
{
	const CtPoint *p = ct_scene_points(scene, item);

	cairo_move_to(cr, p[0].x, p[0].y);
	if (item->kind == CT_ITEM_LINE) {
		for (guint i = 1; i < item->n_points; i++)
			cairo_line_to(cr, p[i].x, p[i].y);
	} else {
		for (guint i = 1; i + 2 < item->n_points; i += 3)
			cairo_curve_to(cr, p[i].x, p[i].y, p[i + 1].x, p[i + 1].y, p[i + 2].x,
				       p[i + 2].y);
	}
	stroke(cr, ct_style(item->style), medium, TRUE);
	paint_tip(cr, scene, item, medium);
}

static void
paint_band(cairo_t *cr, const CtScene *scene, const CtItem *item, CtMedium medium)
{
	const CtStyle *style = ct_style(item->style);
	const CtPoint *p = ct_scene_points(scene, item);

	cairo_move_to(cr, p[0].x, p[0].y);
	cairo_curve_to(cr, p[1].x, p[1].y, p[2].x, p[2].y, p[3].x, p[3].y);
	cairo_line_to(cr, p[4].x, p[4].y);
	cairo_curve_to(cr, p[5].x, p[5].y, p[6].x, p[6].y, p[7].x, p[7].y);
	cairo_close_path(cr);
	set_colour(cr, style->fill, medium);
	cairo_fill_preserve(cr);
	stroke(cr, style, medium, TRUE);
}

static void
paint_text(cairo_t *cr, const CtScene *scene, const CtItem *item, CtMedium medium)
{
	set_colour(cr, ct_style(item->style)->ink, medium);
	ct_text_show(scene->text, item->style, item->text, cr, item->rect.x, item->baseline);
	cairo_new_path(cr);
}

void
ct_surface_paint(cairo_t *cr, const CtScene *scene, const CtItem *item, CtMedium medium)
{
	switch (item->kind) {
	case CT_ITEM_GROUP_BEGIN:
	case CT_ITEM_GROUP_END:
		break;
	case CT_ITEM_BOX:
		paint_box(cr, item, medium);
		break;
	case CT_ITEM_DIAMOND:
		paint_diamond(cr, item, medium);
		break;
	case CT_ITEM_LINE:
	case CT_ITEM_CURVE:
		paint_line(cr, scene, item, medium);
		break;
	case CT_ITEM_BAND:
		paint_band(cr, scene, item, medium);
		break;
	case CT_ITEM_TEXT:
		paint_text(cr, scene, item, medium);
		break;
	case CT_N_ITEM_KINDS:
		g_assert_not_reached();
	}
}
