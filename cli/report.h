/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>

/*
 * CtReport: text for people on a terminal or in a file.
 *
 * Names come from exports, and an export may hold anything: whatever is printed here loses its control
 * characters on the way (they become \xHH), so that no name can move a cursor or forge a line.
 */

typedef enum {
	CT_STYLE_PLAIN,
	CT_STYLE_HEADING,
	CT_STYLE_ERROR,
	CT_STYLE_WARNING,
	CT_STYLE_INFO,
	CT_STYLE_GOOD,
	CT_STYLE_FAINT,
	CT_N_STYLES,
} CtStyle;

typedef struct CtReport CtReport;

/* @stream: borrowed */
CtReport *ct_report_new(FILE *stream, gboolean color);
void ct_report_free(CtReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReport, ct_report_free)

/* A piece of a line. */
void ct_report_put(CtReport *self, CtStyle style, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Ends the line. */
void ct_report_end(CtReport *self);
/* A whole line; an empty @format is an empty line. */
void ct_report_line(CtReport *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Lines of 80 columns in the heading style, after an empty line unless they are the first. */
void ct_report_heading(CtReport *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* @text in lines of 80 columns, each @indent blanks in; a line feed ends a paragraph. */
void ct_report_wrap(CtReport *self, guint indent, const char *text);
/* The same with @label before its first line and the text @width + 2 columns further in. */
void ct_report_item(CtReport *self, guint indent, guint width, const char *label, const char *text);
/* Bytes for another program, as they are; @length -1 up to the NUL. */
void ct_report_raw(CtReport *self, const char *bytes, gssize length);

/* Was everything written? */
gboolean ct_report_finish(CtReport *self, GError **error);

/* Rows whose cells stand below each other. */
typedef struct CtTable CtTable;

/* @columns: one letter for each: 'l' or 'r', the side on which its cells are flush */
CtTable *ct_table_new(const char *columns);
void ct_table_free(CtTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTable, ct_table_free)
/* Appends a cell; rows fill up from the left.  The first row is the heading. */
void ct_table_add(CtTable *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ct_report_table(CtReport *self, const CtTable *table);

/* @text without anything that a terminal would obey, newly allocated. */
char *ct_text_neutral(const char *text);
