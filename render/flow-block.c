/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How high blocks are, and how they are painted.
 */
#include "render/flow-block.h"

#include <string.h>

#define LEADING	   1.18
#define MAX_LINES  28
#define NOTICE_PAD 6.0
#define ROW_PAD	   2.5
#define HEAD_PAD   6.0

/* The lines of a cell: its text, and what stands smaller below it. */
typedef struct {
	GPtrArray *text;  /* of char * */
	GPtrArray *small; /* of char *; nullable */
} Cell;

static void
free_cell(gpointer item)
{
	Cell *cell = item;

	g_ptr_array_unref(cell->text);
	g_clear_pointer(&cell->small, g_ptr_array_unref);
	g_free(cell);
}

void
ct_flow_block_free(CtFlowBlock *self)
{
	if (self == NULL)
		return;
	g_free(self->cells);
	g_clear_pointer(&self->lines, g_ptr_array_unref);
	g_clear_pointer(&self->broken, g_ptr_array_unref);
	g_free(self);
}

double
ct_flow_line_height(CtText *text, CtStyleId style)
{
	return ct_text_height(text, style) * LEADING;
}

double
ct_flow_head_height(CtText *text)
{
	return ct_flow_line_height(text, CT_STYLE_TABLE_HEAD) + HEAD_PAD;
}

/* ---- Lines with links ---- */

static gboolean
is_of_word(char c)
{
	return g_ascii_isalnum(c) || strchr("-_.:/@\\", c) != NULL || (guchar)c >= 0x80;
}

/* How long the id is that begins at @at: letters, digits and hyphens, a letter first, some digit, and
 * no part of a longer word such as the name of a server.  0: there is none. */
static gsize
id_length(const char *line, const char *at)
{
	gsize length = 0;
	gsize digits = 0;

	if (!g_ascii_isalpha(*at) || (at > line && is_of_word(at[-1])))
		return 0;
	for (; g_ascii_isalnum(at[length]) || at[length] == '-'; length++)
		digits += (gsize)g_ascii_isdigit(at[length]);
	if (digits == 0)
		return 0;
	/* a full stop or colon after it ends the sentence, not the word */
	if (at[length] != '\0' && is_of_word(at[length]) &&
	    !(strchr(".:", at[length]) != NULL && !is_of_word(at[length + 1])))
		return 0;
	return length;
}

/* A part of a line; returns where the next one begins. */
static double
set_part(CtScene *page, CtStyleId style, CtRect room, const char *text, gsize length)
{
	g_autofree char *part = g_strndup(text, length);

	if (length == 0)
		return room.x;
	ct_scene_text(page, style, room, CT_ALIGN_START, part);
	return room.x + ct_text_width(page->text, style, part);
}

/* A line in which every id is a link; what turns out not to be on any page stays text. */
static void
set_linked_line(CtScene *page, CtStyleId style, CtRect room, const char *line)
{
	double end = room.x + room.w;
	const char *rest = line;

	for (const char *at = line; *at != '\0';) {
		gsize length = id_length(line, at);
		g_autofree char *href = NULL;

		if (length == 0) {
			at++;
			continue;
		}
		room.x = set_part(page, style, room, rest, (gsize)(at - rest));
		room.w = end - room.x;
		href = g_strdup_printf("#%.*s", (int)length, at);
		ct_scene_begin(page, (CtMeaning){ .href = href });
		room.x = set_part(page, style, room, at, length);
		room.w = end - room.x;
		ct_scene_end(page);
		at += length;
		rest = at;
	}
	set_part(page, style, room, rest, strlen(rest));
}

/* ---- Measuring ---- */

static GPtrArray *
break_text(CtText *text, CtStyleId style, const char *string, double room, guint max_lines)
{
	GPtrArray *lines = ct_text_wrap(text, style, string, room);

	if (lines->len > max_lines)
		g_ptr_array_set_size(lines, (gint)max_lines);
	return lines;
}

/* Returns the height of the cell. */
static double
break_cell(CtText *text, CtStyleId style, const char *string, double room, Cell *cell)
{
	const char *below = strchr(string, '\n');
	g_autofree char *above = below != NULL ? g_strndup(string, (gsize)(below - string)) : NULL;
	double height;

	cell->text = break_text(text, style, above != NULL ? above : string, room, MAX_LINES);
	height = cell->text->len * ct_flow_line_height(text, style);
	if (below == NULL)
		return height;
	cell->small = break_text(text, CT_STYLE_NOTE, below + 1, room, MAX_LINES);
	return height + cell->small->len * ct_flow_line_height(text, CT_STYLE_NOTE);
}

/* Returns the height of the row: of its highest cell, and what is free above and below. */
static double
measure_row(CtFlowBlock *self, CtText *text)
{
	const CtFlowShape *shape = self->shape;
	double highest = 0;

	self->broken = g_ptr_array_new_with_free_func(free_cell);
	for (guint i = 0; i < shape->n_columns; i++) {
		CtStyleId style = shape->columns[i].style;
		const char *string = self->cells[i] != NULL ? self->cells[i] : "";
		Cell *cell = g_new0(Cell, 1);
		double height = break_cell(text, style, string,
					   shape->widths[i] - 2 * CT_FLOW_PAD_PT, cell);

		g_ptr_array_add(self->broken, cell);
		highest = MAX(highest, height + shape->ascent - ct_text_ascent(text, style));
	}
	return highest + 2 * ROW_PAD;
}

void
ct_flow_block_measure(CtFlowBlock *self, CtText *text)
{
	double *height = &self->piece.height;

	switch (self->kind) {
	case CT_FLOW_BLOCK_SPACE:
	case CT_FLOW_BLOCK_FORM:
		break;
	case CT_FLOW_BLOCK_HEADING:
		self->lines = break_text(text, self->style, self->text, CT_FLOW_WIDTH_PT,
					 MAX_LINES);
		*height = self->lines->len * ct_flow_line_height(text, self->style);
		break;
	case CT_FLOW_BLOCK_LINE:
		*height = ct_flow_line_height(text, self->style);
		break;
	case CT_FLOW_BLOCK_NOTICE:
		self->lines = break_text(text, self->style, self->text,
					 CT_FLOW_WIDTH_PT - 2 * NOTICE_PAD, MAX_LINES);
		*height = self->lines->len * ct_flow_line_height(text, self->style) +
			  2 * NOTICE_PAD;
		break;
	case CT_FLOW_BLOCK_HEAD:
		*height = ct_flow_head_height(text);
		break;
	case CT_FLOW_BLOCK_ROW:
		*height = measure_row(self, text);
		break;
	}
}

/* ---- Painting ---- */

static CtAlign
align_of(const CtFlowShape *shape, guint column)
{
	return shape->numbers & (1u << column) ? CT_ALIGN_END : CT_ALIGN_START;
}

/* Sets the lines below each other; returns where the next one would stand. */
static double
paint_lines(CtScene *page, CtStyleId style, CtRect room, const GPtrArray *lines, CtAlign align,
	    gboolean links)
{
	room.h = ct_flow_line_height(page->text, style);
	for (guint i = 0; i < lines->len; i++) {
		const char *line = lines->pdata[i];

		if (links)
			set_linked_line(page, style, room, line);
		else if (line[0] != '\0')
			ct_scene_text(page, style, room, align, line);
		room.y += room.h;
	}
	return room.y;
}

void
ct_flow_head_paint(const CtFlowBlock *self, CtScene *page, double y)
{
	const CtFlowShape *shape = self->shape;
	double height = ct_flow_head_height(page->text);
	double x = CT_FLOW_MARGIN_PT;

	if (shape->columns[0].head == NULL)
		return;
	ct_scene_box(page, CT_STYLE_TABLE_HEAD, (CtRect){ x, y, CT_FLOW_WIDTH_PT, height });
	for (guint i = 0; i < shape->n_columns; i++) {
		CtAlign align = align_of(shape, i);
		CtRect room = { x + CT_FLOW_PAD_PT, y, shape->widths[i] - CT_FLOW_PAD_PT, height };

		if (align == CT_ALIGN_END)
			room.w -= CT_FLOW_PAD_PT;
		ct_scene_text(page, CT_STYLE_TABLE_HEAD, room, align, shape->columns[i].head);
		x += shape->widths[i];
	}
}

/* The first cell names the row, or is a link as a whole. */
static void
paint_cell(const CtFlowBlock *self, CtScene *page, guint index, CtRect room)
{
	const Cell *cell = self->broken->pdata[index];
	CtStyleId style = self->shape->columns[index].style;
	CtAlign align = align_of(self->shape, index);
	gboolean links = index > 0 && align == CT_ALIGN_START;

	/* no rounding must break the text */
	if (align == CT_ALIGN_START)
		room.w++;
	room.y = paint_lines(page, style, room, cell->text, align, links);
	if (cell->small != NULL)
		paint_lines(page, CT_STYLE_NOTE, room, cell->small, align, links);
}

static void
paint_row(const CtFlowBlock *self, CtScene *page, double y)
{
	const CtFlowShape *shape = self->shape;
	double x = CT_FLOW_MARGIN_PT;

	if (self->id != NULL)
		ct_scene_begin(page, (CtMeaning){ .id = self->id });
	for (guint i = 0; i < shape->n_columns; i++) {
		CtStyleId style = shape->columns[i].style;
		gboolean link = i == 0 && self->href != NULL;
		/* the first lines stand on one base, whatever their size */
		CtRect room = { x + CT_FLOW_PAD_PT,
				y + ROW_PAD + shape->ascent - ct_text_ascent(page->text, style),
				shape->widths[i] - 2 * CT_FLOW_PAD_PT, 0 };

		if (link)
			ct_scene_begin(page, (CtMeaning){ .href = self->href });
		paint_cell(self, page, i, room);
		if (link)
			ct_scene_end(page);
		x += shape->widths[i];
	}
	if (self->id != NULL)
		ct_scene_end(page);
	y += self->piece.height;
	ct_scene_line(page, CT_STYLE_HAIR, CT_FLOW_MARGIN_PT, y,
		      CT_FLOW_MARGIN_PT + CT_FLOW_WIDTH_PT, y);
}

static void
paint_form(const CtFlowBlock *self, CtScene *page, double y)
{
	const CtFlowShape *shape = self->shape;
	double x = CT_FLOW_MARGIN_PT;

	for (guint i = 0; i < shape->n_columns; i++) {
		CtRect cell = { x, y, shape->widths[i], self->piece.height };

		ct_scene_box(page, CT_STYLE_FORM, cell);
		cell.x += CT_FLOW_PAD_PT;
		cell.w -= 2 * CT_FLOW_PAD_PT;
		if (i == 0 && self->text != NULL)
			ct_scene_text(page, shape->columns[0].style, cell, CT_ALIGN_START,
				      self->text);
		x += shape->widths[i];
	}
}

static void
paint_notice(const CtFlowBlock *self, CtScene *page, double y)
{
	CtRect room = { CT_FLOW_MARGIN_PT, y, CT_FLOW_WIDTH_PT, self->piece.height };

	ct_scene_box(page, self->style, room);
	room.x += NOTICE_PAD;
	room.y += NOTICE_PAD;
	room.w -= 2 * NOTICE_PAD - 1;
	paint_lines(page, self->style, room, self->lines, CT_ALIGN_START, FALSE);
}

void
ct_flow_block_paint(const CtFlowBlock *self, CtScene *page, double y)
{
	CtRect room = { CT_FLOW_MARGIN_PT, y, CT_FLOW_WIDTH_PT + 1, self->piece.height };

	switch (self->kind) {
	case CT_FLOW_BLOCK_SPACE:
		break;
	case CT_FLOW_BLOCK_HEADING:
		ct_scene_begin(page, (CtMeaning){ .id = self->id });
		paint_lines(page, self->style, room, self->lines, CT_ALIGN_START, FALSE);
		ct_scene_end(page);
		break;
	case CT_FLOW_BLOCK_LINE:
		set_linked_line(page, self->style, room, self->text);
		break;
	case CT_FLOW_BLOCK_NOTICE:
		paint_notice(self, page, y);
		break;
	case CT_FLOW_BLOCK_HEAD:
		ct_flow_head_paint(self, page, y);
		break;
	case CT_FLOW_BLOCK_ROW:
		paint_row(self, page, y);
		break;
	case CT_FLOW_BLOCK_FORM:
		paint_form(self, page, y);
		break;
	}
}
