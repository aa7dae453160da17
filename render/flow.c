/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Setting text on pages, top to bottom.  Nothing is ever moved back: a heading asks for room for
 * what follows it, and a row that does not fit starts a page under fresh heads.
 */
#include "render/flow.h"

#include <string.h>

#define BOTTOM	  (CT_FLOW_PAGE_H_PT - CT_FLOW_MARGIN_PT - 14)
#define LEADING	  1.18
#define CELL_PAD  4.0
#define MAX_LINES 40
/* Room for a row of usual height below the heads of its table. */
#define LEAST_ROW_PT 52.0

static void
add_page(CtFlow *self)
{
	g_autofree char *id = g_strdup_printf("page-%u", self->pages->len + 1);

	self->page = ct_scene_new(self->text, id, id, "A page of the book");
	self->page->width = CT_FLOW_PAGE_W_PT;
	self->page->height = CT_FLOW_PAGE_H_PT;
	g_ptr_array_add(self->pages, self->page);
	self->y = CT_FLOW_MARGIN_PT;
}

CtFlow *
ct_flow_new(CtText *text)
{
	CtFlow *self = g_new0(CtFlow, 1);

	self->text = text;
	self->pages = g_ptr_array_new_with_free_func((GDestroyNotify)ct_scene_free);
	self->outline = g_array_new(FALSE, FALSE, sizeof(CtFlowEntry));
	add_page(self);
	return self;
}

void
ct_flow_free(CtFlow *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->pages);
	g_array_unref(self->outline);
	g_free(self);
}

void
ct_flow_break(CtFlow *self)
{
	if (self->page->items->len > 0)
		add_page(self);
}

void
ct_flow_skip(CtFlow *self, double height_pt, double need_pt)
{
	self->y += height_pt;
	if (self->y + need_pt > BOTTOM)
		ct_flow_break(self);
}

static double
line_height(CtFlow *self, CtStyleId style)
{
	return ct_text_height(self->text, style) * LEADING;
}

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
set_part(CtFlow *self, CtStyleId style, CtRect room, const char *text, gsize length)
{
	g_autofree char *part = g_strndup(text, length);

	if (length == 0)
		return room.x;
	ct_scene_text(self->page, style, room, CT_ALIGN_START, part);
	return room.x + ct_text_width(self->text, style, part);
}

/* A line in which every id is a link; what turns out not to be on any page stays text. */
static void
set_linked_line(CtFlow *self, CtStyleId style, CtRect room, const char *line)
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
		room.x = set_part(self, style, room, rest, (gsize)(at - rest));
		room.w = end - room.x;
		href = g_strdup_printf("#%.*s", (int)length, at);
		ct_scene_begin(self->page, (CtMeaning){ .href = href });
		room.x = set_part(self, style, room, at, length);
		room.w = end - room.x;
		ct_scene_end(self->page);
		at += length;
		rest = at;
	}
	set_part(self, style, room, rest, strlen(rest));
}

/* Lines from the present place on; starts pages as needed. */
static void
set_lines(CtFlow *self, CtStyleId style, GPtrArray *lines)
{
	double height = line_height(self, style);

	for (guint i = 0; i < lines->len; i++) {
		ct_flow_skip(self, 0, height);
		set_linked_line(self, style,
				(CtRect){ CT_FLOW_MARGIN_PT, self->y, CT_FLOW_WIDTH_PT + 1,
					  height },
				lines->pdata[i]);
		self->y += height;
	}
}

void
ct_flow_paragraph(CtFlow *self, CtStyleId style, const char *text)
{
	g_autoptr(GPtrArray) lines = ct_text_wrap(self->text, style, text, CT_FLOW_WIDTH_PT);

	set_lines(self, style, lines);
	self->y += 4;
}

void
ct_flow_notice(CtFlow *self, const char *text)
{
	const double pad = 6;
	double height = line_height(self, CT_STYLE_WARNING);
	g_autoptr(GPtrArray) lines = ct_text_wrap(self->text, CT_STYLE_WARNING, text,
						  CT_FLOW_WIDTH_PT - 2 * pad);

	ct_flow_skip(self, 2, lines->len * height + 2 * pad);
	ct_scene_box(self->page, CT_STYLE_WARNING,
		     (CtRect){ CT_FLOW_MARGIN_PT, self->y, CT_FLOW_WIDTH_PT,
			       lines->len * height + 2 * pad });
	self->y += pad;
	for (guint i = 0; i < lines->len; i++) {
		ct_scene_text(self->page, CT_STYLE_WARNING,
			      (CtRect){ CT_FLOW_MARGIN_PT + pad, self->y,
					CT_FLOW_WIDTH_PT - 2 * pad + 1, height },
			      CT_ALIGN_START, lines->pdata[i]);
		self->y += height;
	}
	self->y += pad + 4;
}

void
ct_flow_heading(CtFlow *self, guint level, const char *id, const char *title)
{
	static const CtStyleId styles[] = { CT_STYLE_TITLE, CT_STYLE_HEADING };
	CtFlowEntry entry = { .level = level };
	g_autoptr(GPtrArray) lines = NULL;

	g_assert(level < G_N_ELEMENTS(styles));
	if (level == 0)
		ct_flow_break(self);
	else
		ct_flow_skip(self, 12, 110);
	lines = ct_text_wrap(self->text, styles[level], title, CT_FLOW_WIDTH_PT);
	ct_scene_begin(self->page, (CtMeaning){ .id = id });
	entry.page = self->pages->len - 1;
	entry.title = ct_scene_keep(self->page, title);
	entry.id = ct_scene_keep(self->page, id);
	g_array_append_val(self->outline, entry);
	for (guint i = 0; i < MIN(lines->len, 4); i++) {
		double height = line_height(self, styles[level]);

		ct_scene_text(self->page, styles[level],
			      (CtRect){ CT_FLOW_MARGIN_PT, self->y, CT_FLOW_WIDTH_PT + 1, height },
			      CT_ALIGN_START, lines->pdata[i]);
		self->y += height;
	}
	ct_scene_end(self->page);
	self->y += level == 0 ? 12 : 4;
}

void
ct_flow_table(CtFlow *self, const CtFlowColumn *columns, guint n_columns)
{
	double height = line_height(self, CT_STYLE_TABLE_HEAD) + 6;
	double x = CT_FLOW_MARGIN_PT;

	if (columns[0].head == NULL)
		return;
	ct_flow_skip(self, 5, height + LEAST_ROW_PT);
	ct_scene_box(self->page, CT_STYLE_TABLE_HEAD,
		     (CtRect){ CT_FLOW_MARGIN_PT, self->y, CT_FLOW_WIDTH_PT, height });
	for (guint i = 0; i < n_columns; i++) {
		double width = columns[i].width * CT_FLOW_WIDTH_PT;

		ct_scene_text(self->page, CT_STYLE_TABLE_HEAD,
			      (CtRect){ x + CELL_PAD, self->y, width - CELL_PAD, height },
			      CT_ALIGN_START, columns[i].head);
		x += width;
	}
	self->y += height;
}

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

static GPtrArray *
break_text(CtFlow *self, CtStyleId style, const char *text, double room)
{
	GPtrArray *lines = ct_text_wrap(self->text, style, text, room);

	if (lines->len > MAX_LINES)
		g_ptr_array_set_size(lines, MAX_LINES);
	return lines;
}

/* Adds the lines of every cell; returns the height of the highest. */
static double
break_cells(CtFlow *self, const CtFlowColumn *columns, guint n_columns, const char *const *texts,
	    GPtrArray *out_cells)
{
	double highest = 0;

	for (guint i = 0; i < n_columns; i++) {
		double room = columns[i].width * CT_FLOW_WIDTH_PT - 2 * CELL_PAD;
		g_auto(GStrv) parts = g_strsplit(texts[i] != NULL ? texts[i] : "", "\n", 2);
		Cell *cell = g_new0(Cell, 1);
		double height;

		cell->text = break_text(self, columns[i].style, parts[0] != NULL ? parts[0] : "",
					room);
		height = cell->text->len * line_height(self, columns[i].style);
		if (parts[0] != NULL && parts[1] != NULL) {
			cell->small = break_text(self, CT_STYLE_NOTE, parts[1], room);
			height += cell->small->len * line_height(self, CT_STYLE_NOTE);
		}
		g_ptr_array_add(out_cells, cell);
		highest = MAX(highest, height);
	}
	return highest + 5;
}

/* Sets the lines below each other; returns where the next one would stand. */
static double
set_cell_lines(CtFlow *self, CtStyleId style, CtRect room, const GPtrArray *lines, gboolean links)
{
	for (guint i = 0; i < lines->len; i++) {
		const char *line = lines->pdata[i];

		room.h = line_height(self, style);
		if (links)
			set_linked_line(self, style, room, line);
		else if (line[0] != '\0')
			ct_scene_text(self->page, style, room, CT_ALIGN_START, line);
		room.y += room.h;
	}
	return room.y;
}

static void
set_cell(CtFlow *self, const CtFlowColumn *column, double x, const Cell *cell, gboolean links)
{
	CtRect room = { x + CELL_PAD, self->y + 2.5,
			column->width * CT_FLOW_WIDTH_PT - 2 * CELL_PAD + 1, 0 };

	room.y = set_cell_lines(self, column->style, room, cell->text, links);
	if (cell->small != NULL)
		set_cell_lines(self, CT_STYLE_NOTE, room, cell->small, links);
}

void
ct_flow_row(CtFlow *self, const CtFlowColumn *columns, guint n_columns, const char *id,
	    const char *const *cells, const char *href)
{
	g_autoptr(GPtrArray) broken = g_ptr_array_new_with_free_func(free_cell);
	double height = break_cells(self, columns, n_columns, cells, broken);
	double x = CT_FLOW_MARGIN_PT;

	if (self->y + height > BOTTOM) {
		ct_flow_break(self);
		ct_flow_table(self, columns, n_columns);
	}
	if (id != NULL)
		ct_scene_begin(self->page, (CtMeaning){ .id = id });
	for (guint i = 0; i < n_columns; i++) {
		gboolean link = i == 0 && href != NULL;

		if (link)
			ct_scene_begin(self->page, (CtMeaning){ .href = href });
		/* the first cell names the row, or is a link as a whole */
		set_cell(self, &columns[i], x, broken->pdata[i], i > 0);
		if (link)
			ct_scene_end(self->page);
		x += columns[i].width * CT_FLOW_WIDTH_PT;
	}
	if (id != NULL)
		ct_scene_end(self->page);
	self->y += height;
	ct_scene_line(self->page, CT_STYLE_HAIR, CT_FLOW_MARGIN_PT, self->y,
		      CT_FLOW_MARGIN_PT + CT_FLOW_WIDTH_PT, self->y);
}
