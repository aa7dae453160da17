/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text for people: styles, tables, wrapped paragraphs.
 *
 * Neutralising happens in the one function that every piece of text passes, and not where the names
 * come from: a caller cannot forget it.
 */
#include "cli/report.h"

#include <errno.h>
#include <string.h>

#define WRAP_COLUMNS 80

struct CtReport {
	FILE *stream; /* borrowed */
	gboolean color;
	gboolean begun;
};

/* Attributes of ECMA-48 that every terminal has a colour of its own for. */
static const char *const attributes[CT_N_STYLES] = {
	[CT_STYLE_PLAIN] = NULL,   [CT_STYLE_HEADING] = "1", [CT_STYLE_ERROR] = "1;31",
	[CT_STYLE_WARNING] = "33", [CT_STYLE_INFO] = "36",   [CT_STYLE_GOOD] = "32",
	[CT_STYLE_FAINT] = "2",
};

/* Characters that a terminal obeys: C0, DEL, C1, and those that turn the direction of writing. */
static gboolean
is_obeyed(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
	       c == 0x2029;
}

char *
ct_text_neutral(const char *text)
{
	GString *neutral = g_string_sized_new(strlen(text));

	while (*text != '\0') {
		gunichar c = g_utf8_get_char_validated(text, -1);

		if (c == (gunichar)-1 || c == (gunichar)-2) {
			g_string_append_printf(neutral, "\\x%02x", (guint)(guchar)*text);
			text++;
			continue;
		}
		if (is_obeyed(c))
			g_string_append_printf(neutral, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
		else
			g_string_append_unichar(neutral, c);
		text = g_utf8_next_char(text);
	}
	return g_string_free(neutral, FALSE);
}

CtReport *
ct_report_new(FILE *stream, gboolean color)
{
	CtReport *self = g_new0(CtReport, 1);

	self->stream = stream;
	self->color = color;
	return self;
}

void
ct_report_free(CtReport *self)
{
	g_free(self);
}

static void
put_text(CtReport *self, CtStyle style, const char *text)
{
	g_autofree char *neutral = ct_text_neutral(text);
	const char *attribute = self->color ? attributes[style] : NULL;

	self->begun = TRUE;
	if (attribute != NULL)
		fprintf(self->stream, "\033[%sm%s\033[0m", attribute, neutral);
	else
		fputs(neutral, self->stream);
}

void
ct_report_put(CtReport *self, CtStyle style, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	put_text(self, style, text);
}

void
ct_report_end(CtReport *self)
{
	self->begun = TRUE;
	fputc('\n', self->stream);
}

void
ct_report_line(CtReport *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	put_text(self, CT_STYLE_PLAIN, text);
	ct_report_end(self);
}

/* Columns on a terminal. */
static guint
width_of(const char *text)
{
	guint width = 0;

	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
	}
	return width;
}

/* @first: what stands before the first line of the text, @indent columns wide or more; nullable */
static void
wrap_paragraph(CtReport *self, CtStyle style, guint indent, const char *first, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	g_autoptr(GString) line = g_string_new(first);
	guint begin;

	if (first == NULL)
		g_string_append_printf(line, "%*s", (int)indent, "");
	begin = (guint)line->len;
	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *neutral = ct_text_neutral(words[i]);

		if (line->len > begin &&
		    width_of(line->str) + 1 + width_of(neutral) > WRAP_COLUMNS) {
			put_text(self, style, line->str);
			ct_report_end(self);
			g_string_printf(line, "%*s", (int)indent, "");
			begin = (guint)line->len;
		}
		g_string_append_printf(line, "%s%s", line->len > begin ? " " : "", neutral);
	}
	if (line->len > begin) {
		put_text(self, style, line->str);
		ct_report_end(self);
	}
}

void
ct_report_heading(CtReport *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	if (self->begun)
		ct_report_end(self);
	wrap_paragraph(self, CT_STYLE_HEADING, 0, NULL, text);
}

void
ct_report_wrap(CtReport *self, guint indent, const char *text)
{
	g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);

	for (guint i = 0; paragraphs[i] != NULL; i++)
		wrap_paragraph(self, CT_STYLE_PLAIN, indent, NULL, paragraphs[i]);
}

void
ct_report_item(CtReport *self, guint indent, guint width, const char *label, const char *text)
{
	g_autofree char *neutral = ct_text_neutral(label);
	guint room = width - MIN(width, width_of(neutral));
	g_autofree char *first = g_strdup_printf("%*s%s%*s  ", (int)indent, "", neutral, (int)room,
						 "");

	wrap_paragraph(self, CT_STYLE_PLAIN, indent + width + 2, first, text);
}

void
ct_report_raw(CtReport *self, const char *bytes, gssize length)
{
	self->begun = TRUE;
	fwrite(bytes, 1, length < 0 ? strlen(bytes) : (gsize)length, self->stream);
}

gboolean
ct_report_finish(CtReport *self, GError **error)
{
	if (fflush(self->stream) == 0 && !ferror(self->stream))
		return TRUE;
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "standard output: %s", g_strerror(errno));
	return FALSE;
}

struct CtTable {
	char *columns;
	GPtrArray *cells; /* of char *, neutral, row by row; owned */
};

CtTable *
ct_table_new(const char *columns)
{
	CtTable *self = g_new0(CtTable, 1);

	self->columns = g_strdup(columns);
	self->cells = g_ptr_array_new_with_free_func(g_free);
	return self;
}

void
ct_table_free(CtTable *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->cells);
	g_free(self->columns);
	g_free(self);
}

void
ct_table_add(CtTable *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(self->cells, ct_text_neutral(text));
}

static guint
column_width(const CtTable *self, guint column, guint n_columns)
{
	guint width = 0;

	for (guint i = column; i < self->cells->len; i += n_columns)
		width = MAX(width, width_of(g_ptr_array_index(self->cells, i)));
	return width;
}

void
ct_report_table(CtReport *self, const CtTable *table)
{
	guint n_columns = (guint)strlen(table->columns);
	g_autofree guint *widths = g_new(guint, n_columns);

	for (guint i = 0; i < n_columns; i++)
		widths[i] = column_width(table, i, n_columns);
	for (guint i = 0; i < table->cells->len; i++) {
		guint column = i % n_columns;
		const char *cell = g_ptr_array_index(table->cells, i);
		int room = (int)(widths[column] - width_of(cell));
		gboolean last = column + 1 == n_columns;
		gboolean right = table->columns[column] == 'r';
		CtStyle style = i < n_columns ? CT_STYLE_FAINT : CT_STYLE_PLAIN;

		/* blanks at the end of a line help no one */
		ct_report_put(self, style, "  %*s%s%*s", right ? room : 0, "", cell,
			      right || last ? 0 : room, "");
		if (last)
			ct_report_end(self);
	}
}
