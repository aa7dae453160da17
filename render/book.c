/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The book: pages of text and drawings in one order, numbered and bound.
 *
 * All pages are set before the first is drawn, since links may point forward: the set of
 * destinations must be known when a link is written, and the table of contents wants the numbers of
 * all pages.  It stands behind the title page, drawings stand between summary and steps.
 */
#include "render/book.h"

#include <string.h>

#include "render/book-binder.h"
#include "render/book-chapters.h"
#include "render/render.h"

/* More steps than anybody reads one by one. */
#define MANY_STEPS 250

void
ct_binder_begin(CtBinder *self, double width, double height)
{
	g_autofree char *label = g_strdup_printf("%u", self->number);

	ct_surface_begin_page(self->surface, width, height, label);
}

void
ct_binder_end(CtBinder *self, double width, double height, const char *left)
{
	g_autoptr(CtScene) foot = ct_scene_new(self->text, "foot", "foot", "foot");
	g_autofree char *label = g_strdup_printf("%u", self->number);
	CtRect room = { 0, 0, width - 2 * CT_FLOW_MARGIN_PT, CT_BOOK_FOOTER_PT };
	CtPoint at = { CT_FLOW_MARGIN_PT, height - CT_BOOK_FOOTER_PT - 10 };

	ct_scene_text(foot, CT_STYLE_DETAIL, room, CT_ALIGN_START, left);
	ct_scene_text(foot, CT_STYLE_DETAIL, room, CT_ALIGN_END, label);
	ct_surface_draw(self->surface, foot, room, at, 1, FALSE);
	ct_surface_end_page(self->surface);
	self->number++;
}

void
ct_binder_flow(CtBinder *self, const CtFlow *flow, guint first, guint last)
{
	for (guint i = first; i < last; i++) {
		const CtScene *page = flow->pages->pdata[i];

		ct_binder_begin(self, page->width, page->height);
		for (guint j = 0; j < flow->outline->len; j++) {
			const CtFlowEntry *entry = &g_array_index(flow->outline, CtFlowEntry, j);

			if (entry->page == i)
				ct_surface_outline(self->surface, entry->level, entry->title,
						   entry->id);
		}
		ct_surface_draw(self->surface, page, (CtRect){ 0, 0, page->width, page->height },
				(CtPoint){ 0, 0 }, 1, TRUE);
		ct_binder_end(self, page->width, page->height, self->footer);
	}
}

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

/* A digest is, and so is what would repeat itself over hundreds of pages. */
static gboolean
is_brief(const CtPlan *plan)
{
	return plan->whole != NULL || plan->steps->len > MANY_STEPS;
}

/* Returns how many pages stand before the drawings. */
static guint
set_chapters(const CtBook *book)
{
	guint front;

	ct_book_title(book);
	ct_flow_finish(book->flow);
	ct_book_summary(book);
	ct_flow_finish(book->flow);
	front = book->flow->pages->len;
	ct_book_absent(book);
	ct_book_calendar(book);
	ct_book_steps(book);
	ct_book_checkpoints(book);
	ct_book_failures(book);
	ct_book_losses(book);
	ct_book_tests(book);
	ct_book_findings(book);
	ct_book_assumptions(book);
	ct_book_fates(book);
	ct_book_rules(book);
	ct_book_inputs(book);
	ct_flow_finish(book->flow);
	return front;
}

static const CtFlowColumn contents_columns[] = {
	{ NULL, 0.36, CT_STYLE_STRONG },
	{ NULL, 0.54, CT_STYLE_NOTE },
	{ NULL, 0.1, CT_STYLE_BODY },
};

static void
add_line(CtFlow *contents, const char *id, const char *title, const char *what, guint page)
{
	g_autofree char *href = g_strconcat("#", id, NULL);
	g_autofree char *number = g_strdup_printf("%u", page);
	const char *const cells[] = { title, what, number };

	ct_flow_row(contents, NULL, cells, href);
}

/* Chapters on pages @first to @last (excluded) of the flow, the first of which is page @number. */
static void
list_chapters(const CtFlow *flow, CtFlow *contents, guint first, guint last, guint number)
{
	for (guint i = 0; i < flow->outline->len; i++) {
		const CtFlowEntry *entry = &g_array_index(flow->outline, CtFlowEntry, i);

		if (entry->level == 0 && entry->page >= first && entry->page < last)
			add_line(contents, entry->id, entry->title, ct_book_what(entry->id),
				 number + entry->page - first);
	}
}

/* Of "page 2 of 11" and those after it the contents say nothing: they follow the first. */
static gboolean
is_later_page(const char *title)
{
	const char *page = strstr(title, ", page ");

	return page != NULL && !g_str_has_prefix(page, ", page 1 of ");
}

/* @pages: that the contents themselves take */
static CtFlow *
set_contents(const CtFlow *flow, guint front, const GPtrArray *drawings, guint pages)
{
	CtFlow *contents = ct_flow_new(flow->text);
	guint number = 2 + pages;

	ct_flow_heading(contents, 0, "contents", "Contents");
	ct_flow_table(contents, contents_columns, G_N_ELEMENTS(contents_columns));
	ct_flow_numbers(contents, 2);
	list_chapters(flow, contents, 1, front, number);
	number += front - 1;
	for (guint i = 0; i < drawings->len; i++) {
		const CtSheets *sheets = drawings->pdata[i];
		const CtSheets *before = i > 0 ? drawings->pdata[i - 1] : NULL;
		if (is_later_page(sheets->scene->title)) {
			number += ct_sheets_count(sheets);
			continue;
		}
		/* drawings that say the same say it once */
		gboolean same = before != NULL &&
				g_strcmp0(sheets->scene->desc, before->scene->desc) == 0;

		add_line(contents, sheets->names->pdata[0], sheets->scene->title,
			 same ? NULL : sheets->scene->desc, number);
		number += ct_sheets_count(sheets);
	}
	list_chapters(flow, contents, front, flow->pages->len, number);
	ct_flow_finish(contents);
	return contents;
}

GBytes *
ct_book_write(CtText *text, const CtPlan *plan, const CtEstate *estate, const CtFindings *findings,
	      const CtScene *const *drawings, guint n_drawings, CtPaper paper, const char *date,
	      GError **error)
{
	g_autoptr(CtFlow) flow = ct_flow_new(text);
	g_autoptr(CtFlow) contents = NULL;
	g_autoptr(GHashTable) destinations = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *folder = ct_plan_input_folder(plan);
	g_autoptr(GPtrArray) absent = g_ptr_array_new();
	g_autoptr(GPtrArray) sheets = ct_book_lay_sheets(plan, paper, drawings, n_drawings, absent);
	const CtBook book = { flow, plan, estate, findings, date, folder, absent, is_brief(plan) };
	const CtDocument document = { "Cutover plan", "A safe move order with rollback checkpoints",
				      plan->tool, date };
	guint front = set_chapters(&book);
	g_autoptr(CtSurface) surface = NULL;

	/* how long the contents are does not depend on the numbers in them */
	contents = set_contents(flow, front, sheets, 1);
	if (contents->pages->len > 1) {
		guint pages = contents->pages->len;

		ct_flow_free(contents);
		contents = set_contents(flow, front, sheets, pages);
	}
	ct_book_add_sheets(sheets, destinations);
	collect_destinations(flow, destinations);
	collect_destinations(contents, destinations);
	surface = ct_surface_new(text, destinations, &document);

	CtBinder binder = { text, surface, 1, "Cutover plan" };

	ct_binder_flow(&binder, flow, 0, 1);
	ct_binder_flow(&binder, contents, 0, contents->pages->len);
	ct_binder_flow(&binder, flow, 1, front);
	for (guint i = 0; i < sheets->len; i++)
		ct_binder_drawing(&binder, sheets->pdata[i]);
	ct_binder_flow(&binder, flow, front, flow->pages->len);
	return ct_surface_finish(surface, error);
}
