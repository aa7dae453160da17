/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawings in the book: lying A3 or A4, one sheet when the type allows it, else as many as it takes; each
 * repeats the names of the lanes and says where it belongs.
 *
 * The book of a large plan has all pages of a view when they are few sheets.  Of others it has the first
 * page, which sums up the rest, unless that is too many sheets by itself.  A list names the files of what
 * is not in it: nothing is printed too small to be read.
 */
#include "render/book-binder.h"
#include "render/book-chapters.h"
#include "render/views.h"

/* around what a drawing may take of a sheet */
#define MARGIN_PT 20.0

/* As many sheets of one view are in the book of a large plan. */
#define MAX_SHEETS 8

/* A tile with the frozen part of the scene at its left, and what stands around it. */
static void
draw_tile(CtBinder *self, const CtSheets *sheets, guint index)
{
	const CtScene *scene = sheets->scene;
	CtRect tile = g_array_index(sheets->tiling.tiles, CtRect, index);
	double scale = sheets->tiling.scale;
	double frozen = scene->frozen.w;
	CtPoint at = { MARGIN_PT + sheets->side, MARGIN_PT + sheets->band };
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
			(CtPoint){ MARGIN_PT, MARGIN_PT }, 1, FALSE);
}

/* What the foot of a sheet says. */
static char *
tell_sheet(const CtSheets *sheets, guint index)
{
	const char *title = sheets->scene->title;
	guint count = sheets->tiling.tiles->len;
	guint columns = sheets->tiling.columns;

	/* the last number that there is: blank sheets are not printed */
	while (count > 1 && ct_sheets_is_blank(sheets, count - 1))
		count--;
	if (count == 1)
		return g_strdup(title);
	return g_strdup_printf("%s, sheet %u of %u: row %u, column %u", title, index + 1, count,
			       index / columns + 1, index % columns + 1);
}

void
ct_binder_drawing(CtBinder *self, const CtSheets *sheets)
{
	const CtScene *scene = sheets->scene;
	double width = sheets->width + 2 * MARGIN_PT;
	double height = sheets->height + 2 * MARGIN_PT + CT_BOOK_FOOTER_PT;

	for (guint i = 0; i < sheets->tiling.tiles->len; i++) {
		g_autofree char *left = tell_sheet(sheets, i);

		if (ct_sheets_is_blank(sheets, i))
			continue;
		ct_binder_begin(self, width, height);
		ct_surface_mark(self->surface, sheets->names->pdata[i]);
		if (i == 0)
			ct_surface_outline(self->surface, 0, scene->title, sheets->names->pdata[i]);
		draw_tile(self, sheets, i);
		ct_binder_end(self, width, height, left);
	}
}

/* How many of @drawings from @first on are pages of one view. */
static guint
count_pages(const CtScene *const *drawings, guint n_drawings, guint first)
{
	const char *view = ct_views_of(drawings[first]->id);
	guint end = first + 1;

	while (end < n_drawings && view != NULL &&
	       g_strcmp0(view, ct_views_of(drawings[end]->id)) == 0)
		end++;
	return end - first;
}

/* The pages of one view, as many as @limit allows; the rest is appended to @absent. */
static void
lay_view(const CtScene *const *pages, guint count, CtPaper paper, guint limit, GPtrArray *sheets,
	 GPtrArray *absent)
{
	const CtSheet *sheet = ct_lint_sheet(paper);
	guint first = sheets->len;
	guint kept = count;
	guint total = 0;

	for (guint i = 0; i < count && total <= limit; i++) {
		CtSheets *page = ct_sheets_new(pages[i], sheet->width, sheet->height);

		total += page->tiling.tiles->len;
		g_ptr_array_add(sheets, page);
	}
	if (total > limit) {
		const CtSheets *page = sheets->pdata[first];

		kept = page->tiling.tiles->len <= limit;
		g_ptr_array_set_size(sheets, (gint)(first + kept));
	}
	for (guint i = kept; i < count; i++)
		g_ptr_array_add(absent, (gpointer)pages[i]);
}

GPtrArray *
ct_book_lay_sheets(const CtPlan *plan, CtPaper paper, const CtScene *const *drawings,
		   guint n_drawings, GPtrArray *absent)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)ct_sheets_free);
	guint limit = plan->whole != NULL ? MAX_SHEETS : G_MAXUINT;

	for (guint i = 0; i < n_drawings;) {
		guint count = count_pages(drawings, n_drawings, i);

		lay_view(drawings + i, count, paper, limit, all, absent);
		i += count;
	}
	return all;
}

void
ct_book_add_sheets(const GPtrArray *sheets, GHashTable *destinations)
{
	for (guint i = 0; i < sheets->len; i++) {
		const CtSheets *page = sheets->pdata[i];

		for (guint k = 0; k < page->names->len; k++)
			if (!ct_sheets_is_blank(page, k))
				g_hash_table_add(destinations, page->names->pdata[k]);
	}
}

void
ct_book_absent(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Drawing", 0.5, CT_STYLE_STRONG },
		{ "File", 0.5, CT_STYLE_NOTE },
	};

	if (self->absent->len == 0)
		return;
	ct_flow_heading(self->flow, 0, "absent", "Further drawings");
	ct_flow_paragraph(
		self->flow, CT_STYLE_BODY,
		"What takes more sheets than this book has room for: parts of the drawings "
		"before, which sum them up, and drawings that are too wide for any sheet. "
		"They are in the plan folder and in the report.");
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < self->absent->len; i++) {
		const CtScene *scene = self->absent->pdata[i];
		g_autofree char *id = g_strconcat("drawing-", scene->id, NULL);
		g_autofree char *file = g_strconcat("diagrams/", scene->id, ".svg", NULL);
		const char *const cells[] = { scene->title, file };

		ct_flow_row(self->flow, id, cells, NULL);
	}
}
