/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"

/*
 * CtImportLines: a text input line by line, whatever its line ends, in bounded memory; private to
 * the importers.
 */
typedef struct CtImportLines CtImportLines;

/* @job must outlive the lines. */
CtImportLines *ct_import_lines_new(const CtImportJob *job);
void ct_import_lines_free(CtImportLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtImportLines, ct_import_lines_free)

/**
 * ct_import_lines_next:
 * @out_line: (nullable): the line without its end, valid until the next call; %NULL at the end of
 *   the input
 *
 * A line ends in LF, CR LF or CR.
 *
 * Errors: those of ct_source_read(), and CT_IMPORT_ERROR_LIMIT for a line over max-text-bytes.
 */
gboolean ct_import_lines_next(CtImportLines *self, const char **out_line, gsize *out_length,
			      GError **error);

/* Where the last line stands, from 1. */
guint32 ct_import_lines_number(const CtImportLines *self);

/* Says that the input is in the code page of the machine, when it turned out to be: call it last. */
void ct_import_lines_report_encoding(const CtImportLines *self);
