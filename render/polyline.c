/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines and curves as points.
 */
#include "render/polyline.h"

#include <math.h>

#define CURVE_PARTS 8

static void
add_curve_part(GArray *out, const CtPoint *p)
{
	for (guint i = 1; i <= CURVE_PARTS; i++) {
		double t = (double)i / CURVE_PARTS;
		double u = 1 - t;
		double w[] = { u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t };
		CtPoint point = { w[0] * p[0].x + w[1] * p[1].x + w[2] * p[2].x + w[3] * p[3].x,
				  w[0] * p[0].y + w[1] * p[1].y + w[2] * p[2].y + w[3] * p[3].y };

		g_array_append_val(out, point);
	}
}

/* So many points that every sheet which a line passes has some of them. */
static GArray *
densify(const GArray *points, double longest)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(CtPoint));

	g_array_append_val(out, g_array_index(points, CtPoint, 0));
	for (guint i = 1; i < points->len; i++) {
		CtPoint a = g_array_index(points, CtPoint, i - 1);
		CtPoint b = g_array_index(points, CtPoint, i);
		guint parts = 1 + (guint)(hypot(b.x - a.x, b.y - a.y) / longest);

		for (guint k = 1; k <= parts; k++) {
			CtPoint point = { a.x + (b.x - a.x) * k / parts,
					  a.y + (b.y - a.y) * k / parts };

			g_array_append_val(out, point);
		}
	}
	return out;
}

GArray *
ct_polyline_new(const CtScene *scene, const CtItem *item, double longest)
{
	g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(CtPoint));
	const CtPoint *points = ct_scene_points(scene, item);

	if (item->kind == CT_ITEM_LINE) {
		g_array_append_vals(out, points, item->n_points);
		return densify(out, longest);
	}
	g_array_append_vals(out, points, 1);
	for (guint i = 0; i + 3 < item->n_points; i += 3)
		add_curve_part(out, points + i);
	return densify(out, longest);
}
