/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"

/*
 * CtImportRows: a text input as rows of cells, whichever separator it has; private to the importers.
 */
typedef struct CtImportRows CtImportRows;

/* @job must outlive the rows. */
CtImportRows *ct_import_rows_new(const CtImportJob *job);
void ct_import_rows_free(CtImportRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtImportRows, ct_import_rows_free)

/**
 * ct_import_rows_separator:
 * @line: (array length=length): a first row
 *
 * Returns: the comma, semicolon or tab that stands most often outside quotation marks; a comma when
 * none does.
 */
char ct_import_rows_separator(const char *line, gsize length);

/**
 * ct_import_rows_next:
 * @out_cells: how many cells the row has; 0 at the end of the input
 *
 * Empty lines are no rows.  A line that begins with "#TYPE" outside of a cell is one cell as it stands,
 * and begins another table; so is "sep=;", whose separator is then that of the rows below.  Else the
 * first row of a table decides it.
 *
 * Errors: those of ct_import_lines_next(), CT_IMPORT_ERROR_MALFORMED for quotation marks that do not
 * fit.
 */
gboolean ct_import_rows_next(CtImportRows *self, guint *out_cells, GError **error);

/* A cell of the last row, ended by NUL. */
const char *ct_import_rows_cell(const CtImportRows *self, guint index, gsize *out_length);

/* Where the last row begins, from 1. */
guint32 ct_import_rows_line(const CtImportRows *self);

/* Is the last row a line as it stands, see ct_import_rows_next()? */
gboolean ct_import_rows_is_remark(const CtImportRows *self);

/* Did any row so far have a letter beyond ASCII? */
gboolean ct_import_rows_beyond_ascii(const CtImportRows *self);

/* See ct_import_lines_report_encoding(). */
void ct_import_rows_report_encoding(const CtImportRows *self);
