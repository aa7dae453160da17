/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The book: pages of text and drawings in one order, numbered and bound.
 *
 * All pages are set before the first is drawn, since links may point forward: the set of
 * destinations must be known when a link is written.  Drawings stand between front matter and steps,
 * in A3 landscape; one whose type would fall under the limit is cut into tiles, each of which repeats
 * the names of the lanes and says where it belongs.
 */
#include "render/book.h"

#include "render/book-chapters.h"
#include "render/book-sheets.h"
#include "render/render.h"
#include "render/surface.h"

#define A3_W_PT	     1190.55
#define A3_H_PT	     841.89
#define A3_MARGIN_PT 20.0
#define FOOTER_PT    16.0

typedef struct {
	CtText *text;
	CtSurface *surface;
	guint number; /* of the page that is next */
	const char *footer;
} Binder;

static void
collect_destinations(const CtFlow *flow, GHashTable *destinations)
{
	for (guint i = 0; i < flow->pages->len; i++) {
		const CtScene *page = flow->pages->pdata[i];

		for (guint j = 0; j < page->items->len; j++) {
			const char *id = ct_scene_item(page, j)->meaning.id;

			if (id != NULL)
				g_hash_table_add(destinations, (gpointer)id);
		}
	}
}

static void
begin_page(Binder *self, double width, double height)
{
	g_autofree char *label = g_strdup_printf("%u", self->number);

	ct_surface_begin_page(self->surface, width, height, label);
}

/* A line at the foot: what this is, and the number of the page. */
static void
end_page(Binder *self, double width, double height, const char *left)
{
	g_autoptr(CtScene) foot = ct_scene_new(self->text, "foot", "foot", "foot");
	g_autofree char *label = g_strdup_printf("%u", self->number);
	CtRect room = { 0, 0, width - 2 * CT_FLOW_MARGIN_PT, FOOTER_PT };

	ct_scene_text(foot, CT_STYLE_DETAIL, room, CT_ALIGN_START, left);
	ct_scene_text(foot, CT_STYLE_DETAIL, room, CT_ALIGN_END, label);
	ct_surface_draw(self->surface, foot, room,
			(CtPoint){ CT_FLOW_MARGIN_PT, height - FOOTER_PT - 10 }, 1, FALSE);
	ct_surface_end_page(self->surface);
	self->number++;
}

static void
bind_flow(Binder *self, const CtFlow *flow, guint first, guint last)
{
	for (guint i = first; i < last; i++) {
		const CtScene *page = flow->pages->pdata[i];

		begin_page(self, page->width, page->height);
		for (guint j = 0; j < flow->outline->len; j++) {
			const CtFlowEntry *entry = &g_array_index(flow->outline, CtFlowEntry, j);

			if (entry->page == i)
				ct_surface_outline(self->surface, entry->level, entry->title,
						   entry->id);
		}
		ct_surface_draw(self->surface, page, (CtRect){ 0, 0, page->width, page->height },
				(CtPoint){ 0, 0 }, 1, TRUE);
		end_page(self, page->width, page->height, self->footer);
	}
}

/* A tile with the frozen part of the scene at its left, and what stands around it. */
static void
draw_tile(Binder *self, const CtSheets *sheets, guint index)
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

static void
bind_drawing(Binder *self, const CtSheets *sheets)
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
		begin_page(self, A3_W_PT, A3_H_PT);
		ct_surface_mark(self->surface, sheets->names->pdata[i]);
		if (i == 0)
			ct_surface_outline(self->surface, 0, scene->title, sheets->names->pdata[i]);
		draw_tile(self, sheets, i);
		end_page(self, A3_W_PT, A3_H_PT, left);
	}
}

/* How the drawings stand on paper, and where links to their sheets lead. */
static GPtrArray *
lay_sheets(const CtScene *const *drawings, guint n_drawings, GHashTable *destinations)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)ct_sheets_free);

	for (guint i = 0; i < n_drawings; i++) {
		CtSheets *sheets = ct_sheets_new(drawings[i], A3_W_PT - 2 * A3_MARGIN_PT,
						 A3_H_PT - 2 * A3_MARGIN_PT - FOOTER_PT);

		g_ptr_array_add(all, sheets);
		for (guint k = 0; k < sheets->names->len; k++)
			if (!ct_sheets_is_blank(sheets, k))
				g_hash_table_add(destinations, sheets->names->pdata[k]);
	}
	return all;
}

static guint
set_chapters(const CtBook *book)
{
	guint front;

	ct_book_title(book);
	ct_book_summary(book);
	front = book->flow->pages->len;
	ct_book_calendar(book);
	ct_book_steps(book);
	ct_book_checkpoints(book);
	ct_book_failures(book);
	ct_book_losses(book);
	ct_book_tests(book);
	ct_book_findings(book);
	ct_book_assumptions(book);
	ct_book_fates(book);
	return front;
}

GBytes *
ct_book_write(CtText *text, const CtPlan *plan, const CtEstate *estate, const CtFindings *findings,
	      const CtScene *const *drawings, guint n_drawings, const char *date, GError **error)
{
	g_autoptr(CtFlow) flow = ct_flow_new(text);
	g_autoptr(GHashTable) destinations = g_hash_table_new(g_str_hash, g_str_equal);
	const CtBook book = { flow, plan, estate, findings, date };
	const CtDocument document = { "Cutover plan", "A safe move order with rollback checkpoints",
				      plan->tool, date };
	guint front = set_chapters(&book);
	g_autoptr(GPtrArray) sheets = NULL;
	g_autoptr(CtSurface) surface = NULL;

	collect_destinations(flow, destinations);
	sheets = lay_sheets(drawings, n_drawings, destinations);
	surface = ct_surface_new(text, destinations, &document);

	Binder binder = { text, surface, 1, "Cutover plan" };

	bind_flow(&binder, flow, 0, front);
	for (guint i = 0; i < n_drawings; i++)
		bind_drawing(&binder, sheets->pdata[i]);
	bind_flow(&binder, flow, front, flow->pages->len);
	return ct_surface_finish(surface, error);
}
