/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Setting text on pages.  Chapters are gathered as blocks, each of which stands on one page as a
 * whole; when they are complete the columns of their tables get their widths, the blocks their heights, the
 * pages their ends, and the blocks are set from the top to the bottom.
 *
 * What must not be torn apart is said by the cost of a page that begins with a block: a heading stays
 * with what follows it, and of a table neither the first nor the last row stands alone.
 */
#include "render/flow.h"

#include <string.h>

#include "render/flow-block.h"

#define ROOM (CT_FLOW_PAGE_H_PT - 2 * CT_FLOW_MARGIN_PT - 14)

/* Lines of a paragraph that stay together at its beginning and at its end. */
#define KEPT_LINES 2

/* What a page costs that begins with something which nothing before it leads to, */
#define COST_BLOCK 22
/* with a line of a paragraph or a row of a table, */
#define COST_INSIDE 25
/* with a row of a table that takes most of a page, and is divided by every reader's leave, */
#define COST_LONG     10
#define LONG_TABLE_PT 350.0
/* with a row of a small table, */
#define COST_SMALL     40
#define SMALL_TABLE_PT 180.0
/* with the last row or the second one, so that it or the first would stand alone: */
#define COST_ALONE 60
/* but a row so high may. */
#define HIGH_ROW_PT 80.0

struct CtFlowChapter {
	GStringChunk *chunk; /* all texts */
	GPtrArray *blocks;   /* of CtFlowBlock, owned */
	GPtrArray *shapes;   /* of CtFlowShape, owned */
	guint first_shape;   /* of the chapter that is open: those before it are of others */
	CtFlowShape *shape;  /* nullable: of the table that is open */
	double gap;	     /* that the last block leaves free below it */
};

static CtFlowChapter *
chapter_new(void)
{
	CtFlowChapter *self = g_new0(CtFlowChapter, 1);

	self->chunk = g_string_chunk_new(4096);
	self->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)ct_flow_block_free);
	self->shapes = g_ptr_array_new_with_free_func((GDestroyNotify)ct_flow_shape_free);
	return self;
}

static void
chapter_free(CtFlowChapter *self)
{
	g_ptr_array_unref(self->blocks);
	g_ptr_array_unref(self->shapes);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

CtFlow *
ct_flow_new(CtText *text)
{
	CtFlow *self = g_new0(CtFlow, 1);

	self->text = text;
	self->pages = g_ptr_array_new_with_free_func((GDestroyNotify)ct_scene_free);
	self->outline = g_array_new(FALSE, FALSE, sizeof(CtFlowEntry));
	self->chapter = chapter_new();
	return self;
}

void
ct_flow_free(CtFlow *self)
{
	if (self == NULL)
		return;
	chapter_free(self->chapter);
	g_ptr_array_unref(self->pages);
	g_array_unref(self->outline);
	g_free(self);
}

/* ---- Gathering ---- */

static const char *
keep(CtFlow *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert(self->chapter->chunk, text) : NULL;
}

/* Anything but a row ends the table that is open. */
static CtFlowBlock *
add(CtFlow *self, CtFlowBlockKind kind, double before, double after, guint cost)
{
	CtFlowChapter *chapter = self->chapter;
	CtFlowBlock *block = g_new0(CtFlowBlock, 1);

	block->kind = kind;
	block->piece.before = chapter->gap + before;
	block->piece.cost = cost;
	chapter->gap = after;
	g_ptr_array_add(chapter->blocks, block);
	return block;
}

/* What a page costs that begins after the last block with what is no heading. */
static guint
cost_after_last(const CtFlow *self)
{
	const GPtrArray *blocks = self->chapter->blocks;
	const CtFlowBlock *last = blocks->len > 0 ? blocks->pdata[blocks->len - 1] : NULL;

	return last != NULL && last->kind == CT_FLOW_BLOCK_ROW ? COST_BLOCK : CT_FLOW_NEVER;
}

static gboolean
follows_paragraph(const CtFlow *self)
{
	const GPtrArray *blocks = self->chapter->blocks;

	return blocks->len > 0 &&
	       ((const CtFlowBlock *)blocks->pdata[blocks->len - 1])->kind == CT_FLOW_BLOCK_LINE;
}

void
ct_flow_skip(CtFlow *self, double height_pt)
{
	self->chapter->shape = NULL;
	add(self, CT_FLOW_BLOCK_SPACE, 0, 0, COST_BLOCK)->piece.height = height_pt;
}

/* Is there nothing yet but space? */
static gboolean
is_blank(const CtFlowChapter *self)
{
	for (guint i = 0; i < self->blocks->len; i++)
		if (((const CtFlowBlock *)self->blocks->pdata[i])->kind != CT_FLOW_BLOCK_SPACE)
			return FALSE;
	return TRUE;
}

void
ct_flow_heading(CtFlow *self, guint level, const char *id, const char *title)
{
	static const CtStyleId styles[] = { CT_STYLE_TITLE, CT_STYLE_HEADING };
	static const double before[] = { 34, 12 };
	static const double after[] = { 12, 4 };
	CtFlowBlock *block;
	gboolean opens;

	g_assert(level < G_N_ELEMENTS(styles));
	opens = level == 0 && !is_blank(self->chapter);
	if (opens)
		self->chapter->first_shape = self->chapter->shapes->len;
	self->chapter->shape = NULL;
	block = add(self, CT_FLOW_BLOCK_HEADING, opens || level > 0 ? before[level] : 0,
		    after[level],
		    !opens && cost_after_last(self) == CT_FLOW_NEVER ? COST_BLOCK : 0);
	block->piece.opens = opens;
	block->level = level;
	block->style = styles[level];
	block->id = keep(self, id);
	block->text = keep(self, title);
}

void
ct_flow_paragraph(CtFlow *self, CtStyleId style, const char *text)
{
	g_autoptr(GPtrArray) lines = ct_text_wrap(self->text, style, text, CT_FLOW_WIDTH_PT);
	guint first = follows_paragraph(self) ? COST_INSIDE : cost_after_last(self);

	self->chapter->shape = NULL;
	for (guint i = 0; i < lines->len; i++) {
		gboolean last = i + 1 == lines->len;
		guint cost = i < KEPT_LINES || i + KEPT_LINES > lines->len ? CT_FLOW_NEVER
									   : COST_INSIDE;
		CtFlowBlock *block = add(self, CT_FLOW_BLOCK_LINE, 0, last ? 4 : 0,
					 i == 0 ? first : cost);

		block->style = style;
		block->text = keep(self, lines->pdata[i]);
	}
}

void
ct_flow_notice(CtFlow *self, const char *text)
{
	CtFlowBlock *block;

	self->chapter->shape = NULL;
	block = add(self, CT_FLOW_BLOCK_NOTICE, 2, 4, cost_after_last(self));
	block->style = CT_STYLE_WARNING;
	block->text = keep(self, text);
}

static CtFlowShape *
find_shape(CtFlow *self, const CtFlowColumn *columns, guint n_columns)
{
	CtFlowChapter *chapter = self->chapter;
	CtFlowShape *shape;

	for (guint i = chapter->first_shape; i < chapter->shapes->len; i++)
		if (ct_flow_shape_has(chapter->shapes->pdata[i], columns, n_columns))
			return chapter->shapes->pdata[i];
	shape = ct_flow_shape_new(self->text, columns, n_columns);
	for (guint i = 0; i < n_columns; i++)
		shape->columns[i].head = keep(self, columns[i].head);
	g_ptr_array_add(chapter->shapes, shape);
	return shape;
}

void
ct_flow_table(CtFlow *self, const CtFlowColumn *columns, guint n_columns)
{
	CtFlowShape *shape = find_shape(self, columns, n_columns);

	if (columns[0].head != NULL)
		add(self, CT_FLOW_BLOCK_HEAD, 5, 0, cost_after_last(self))->shape = shape;
	self->chapter->shape = shape;
}

void
ct_flow_numbers(CtFlow *self, guint column)
{
	g_assert(self->chapter->shape != NULL && column < self->chapter->shape->n_columns);
	self->chapter->shape->numbers |= 1u << column;
}

void
ct_flow_row(CtFlow *self, const char *id, const char *const *cells, const char *href)
{
	CtFlowShape *shape = self->chapter->shape;
	CtFlowBlock *block;

	g_assert(shape != NULL);
	block = add(self, CT_FLOW_BLOCK_ROW, 0, 0, cost_after_last(self));
	block->shape = shape;
	block->id = keep(self, id);
	block->href = keep(self, href);
	block->cells = g_new0(const char *, shape->n_columns);
	for (guint i = 0; i < shape->n_columns; i++)
		block->cells[i] = keep(self, cells[i]);
	ct_flow_shape_add(shape, self->text, block->cells);
}

void
ct_flow_form(CtFlow *self, const char *label, double height_pt)
{
	CtFlowBlock *block = add(self, CT_FLOW_BLOCK_FORM, 0, 0, CT_FLOW_NEVER);

	g_assert(self->chapter->shape != NULL);
	block->shape = self->chapter->shape;
	block->text = keep(self, label);
	block->piece.height = height_pt;
}

/* ---- Setting ---- */

static CtFlowBlock *
block_at(const CtFlowChapter *chapter, guint index)
{
	return chapter->blocks->pdata[index];
}

/* How many rows of one table begin with the block at @first. */
static guint
count_rows(const CtFlowChapter *chapter, guint first)
{
	const CtFlowShape *shape = block_at(chapter, first)->shape;
	guint end = first;

	while (end < chapter->blocks->len && block_at(chapter, end)->kind == CT_FLOW_BLOCK_ROW &&
	       block_at(chapter, end)->shape == shape)
		end++;
	return end - first;
}

static guint
row_cost(const CtFlowChapter *chapter, guint first, guint count, guint index, double height)
{
	const CtFlowBlock *above = block_at(chapter, first + index - 1);
	const CtFlowBlock *row = block_at(chapter, first + index);
	guint cost = height < SMALL_TABLE_PT  ? COST_SMALL
		     : height < LONG_TABLE_PT ? COST_INSIDE
					      : COST_LONG;

	if (index == 1 && above->piece.height < HIGH_ROW_PT)
		cost = MAX(cost, COST_ALONE);
	if (index + 1 == count && row->piece.height < HIGH_ROW_PT)
		cost = MAX(cost, COST_ALONE);
	return cost;
}

/* The rows of a table: where it may be divided, and that its heads are repeated. */
static void
price_rows(CtFlow *self, guint first, guint count)
{
	CtFlowChapter *chapter = self->chapter;
	gboolean has_head = block_at(chapter, first)->shape->columns[0].head != NULL;
	double height = 0;

	for (guint i = 0; i < count; i++)
		height += block_at(chapter, first + i)->piece.height;
	for (guint i = 0; i < count; i++) {
		CtFlowPiece *piece = &block_at(chapter, first + i)->piece;

		if (has_head)
			piece->again = ct_flow_head_height(self->text);
		if (i > 0)
			piece->cost = row_cost(chapter, first, count, i, height);
	}
}

static CtScene *
add_page(CtFlow *self)
{
	g_autofree char *id = g_strdup_printf("page-%u", self->pages->len + 1);
	CtScene *page = ct_scene_new(self->text, id, id, "A page of the book");

	page->width = CT_FLOW_PAGE_W_PT;
	page->height = CT_FLOW_PAGE_H_PT;
	g_ptr_array_add(self->pages, page);
	return page;
}

static void
add_entry(CtFlow *self, const CtFlowBlock *block, CtScene *page)
{
	const CtFlowEntry entry = { self->pages->len - 1, block->level,
				    ct_scene_keep(page, block->text),
				    ct_scene_keep(page, block->id) };

	g_array_append_val(self->outline, entry);
}

/* Blocks @first to @last (excluded). */
static void
set_page(CtFlow *self, guint first, guint last)
{
	CtScene *page = add_page(self);
	double y = CT_FLOW_MARGIN_PT;

	for (guint i = first; i < last; i++) {
		const CtFlowBlock *block = block_at(self->chapter, i);

		if (i > first)
			y += block->piece.before;
		if (i == first && block->piece.again > 0) {
			ct_flow_head_paint(block, page, y);
			y += block->piece.again;
		}
		if (block->kind == CT_FLOW_BLOCK_HEADING)
			add_entry(self, block, page);
		ct_flow_block_paint(block, page, y);
		y += block->piece.height;
	}
}

static void
measure(CtFlow *self)
{
	CtFlowChapter *chapter = self->chapter;

	for (guint i = 0; i < chapter->shapes->len; i++)
		ct_flow_shape_fit(chapter->shapes->pdata[i], self->text);
	for (guint i = 0; i < chapter->blocks->len; i++)
		ct_flow_block_measure(block_at(chapter, i), self->text);
	for (guint i = 0; i < chapter->blocks->len; i++) {
		guint count = count_rows(chapter, i);

		if (count > 0)
			price_rows(self, i, count);
		i += MAX(count, 1) - 1;
	}
}

void
ct_flow_finish(CtFlow *self)
{
	guint n = self->chapter->blocks->len;
	g_autofree CtFlowPiece *pieces = g_new0(CtFlowPiece, n);
	g_autoptr(GArray) starts = NULL;

	measure(self);
	for (guint i = 0; i < n; i++)
		pieces[i] = block_at(self->chapter, i)->piece;
	starts = ct_flow_breaks(pieces, n, ROOM);
	for (guint i = 0; i < starts->len; i++)
		set_page(self, g_array_index(starts, guint, i),
			 i + 1 < starts->len ? g_array_index(starts, guint, i + 1) : n);
	chapter_free(self->chapter);
	self->chapter = chapter_new();
}
