/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawings in the book: A3 landscape, one sheet when the type allows it, else as many as it takes; each
 * repeats the names of the lanes and says where it belongs.
 */
#include "render/book-binder.h"

#define A3_W_PT	     1190.55
#define A3_H_PT	     841.89
#define A3_MARGIN_PT 20.0

/* A tile with the frozen part of the scene at its left, and what stands around it. */
static void
draw_tile(CtBinder *self, const CtSheets *sheets, guint index)
{
	const CtScene *scene = sheets->scene;
	CtRect tile = g_array_index(sheets->tiling.tiles, CtRect, index);
	double scale = sheets->tiling.scale;
	double frozen = scene->frozen.w;
	CtPoint at = { A3_MARGIN_PT + sheets->side, A3_MARGIN_PT + sheets->band };
	double top = MAX(tile.y, tile.x > frozen ? scene->frozen.y : 0);
	double bottom = MIN(tile.y + tile.h,
			    tile.x > frozen ? scene->frozen.y + scene->frozen.h : scene->height);
	g_autoptr(CtScene) marks = ct_sheets_marks(sheets, self->text, index);

	if (frozen > 0 && bottom > top)
		ct_surface_draw(self->surface, scene, (CtRect){ 0, top, frozen, bottom - top },
				(CtPoint){ at.x, at.y + (top - tile.y) * scale }, scale, FALSE);
	at.x += frozen * scale;
	ct_surface_draw(self->surface, scene, tile, at, scale, FALSE);
	ct_surface_draw(self->surface, marks, (CtRect){ 0, 0, marks->width, marks->height },
			(CtPoint){ A3_MARGIN_PT, A3_MARGIN_PT }, 1, FALSE);
}

void
ct_binder_drawing(CtBinder *self, const CtSheets *sheets)
{
	const CtScene *scene = sheets->scene;
	guint count = sheets->tiling.tiles->len;
	guint columns = sheets->tiling.columns;

	for (guint i = 0; i < count; i++) {
		g_autofree char *left =
			count == 1 ? g_strdup(scene->title)
				   : g_strdup_printf("%s, sheet %u of %u: row %u, column %u",
						     scene->title, i + 1, count, i / columns + 1,
						     i % columns + 1);

		if (ct_sheets_is_blank(sheets, i))
			continue;
		ct_binder_begin(self, A3_W_PT, A3_H_PT);
		ct_surface_mark(self->surface, sheets->names->pdata[i]);
		if (i == 0)
			ct_surface_outline(self->surface, 0, scene->title, sheets->names->pdata[i]);
		draw_tile(self, sheets, i);
		ct_binder_end(self, A3_W_PT, A3_H_PT, left);
	}
}

GPtrArray *
ct_book_lay_sheets(const CtScene *const *drawings, guint n_drawings, GHashTable *destinations)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)ct_sheets_free);

	for (guint i = 0; i < n_drawings; i++) {
		CtSheets *sheets = ct_sheets_new(drawings[i], A3_W_PT - 2 * A3_MARGIN_PT,
						 A3_H_PT - 2 * A3_MARGIN_PT - CT_BOOK_FOOTER_PT);

		g_ptr_array_add(all, sheets);
		for (guint k = 0; k < sheets->names->len; k++)
			if (!ct_sheets_is_blank(sheets, k))
				g_hash_table_add(destinations, sheets->names->pdata[k]);
	}
	return all;
}

guint
ct_book_count_sheets(const CtSheets *sheets)
{
	guint count = 0;

	for (guint i = 0; i < sheets->tiling.tiles->len; i++)
		count += !ct_sheets_is_blank(sheets, i);
	return count;
}
