/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/facts.h"
#include "analyzer/source.h"

#define CT_IMPORT_ERROR (ct_import_error_quark())
GQuark ct_import_error_quark(void);

typedef enum {
	CT_IMPORT_ERROR_MISSING,   /* no such file, not readable */
	CT_IMPORT_ERROR_MALFORMED, /* not well-formed, or not what it says it is */
	CT_IMPORT_ERROR_LIMIT,	   /* over a named limit */
	CT_IMPORT_ERROR_EMPTY,	   /* nothing to read in what was given */
} CtImportError;

/* Told after each part of an input was read; @done and @total in bytes over all inputs. */
typedef void (*CtProgressFunc)(guint64 done, guint64 total, gpointer data);

typedef struct {
	const char *const *paths;  /* NULL-terminated: files and folders */
	const char *const *legacy; /* nullable, NULL-terminated: forced to the legacy deployment */
	const char *const *target; /* nullable, NULL-terminated: forced to the target deployment */
	CtLimits limits;
	CtProgressFunc progress; /* nullable */
	gpointer progress_data;
} CtImportOptions;

/**
 * ct_import:
 *
 * Reads every file below the given paths, in the order of their names, recognises each by its
 * content and returns what they say.  What is no export (documents, pictures, other text) is an input
 * of kind CT_INPUT_UNKNOWN with a note; what sets out to be XML and cannot be decoded or parsed is an
 * error.  Files beginning with '.', README files and plan folders below a path are passed over.
 * The same file named twice is read once.
 *
 * Returns: (transfer full): the facts, or %NULL with @error set, naming file, line, column, reason.
 */
CtFacts *ct_import(const CtImportOptions *options, GError **error);

/* What one importer is given: one input as UTF-8 without BOM, and where to put the facts. */
typedef struct {
	CtFacts *facts;
	guint32 input; /* index into facts->inputs */
	CtSource *source;
	const CtLimits *limits;
} CtImportJob;

/* One function for each format; each returns FALSE with @error set when the file is malformed.
 * ct_import_settings() also takes XML of unknown kind and looks for what it knows at any depth; when
 * it finds something the input becomes a CT_INPUT_SETTINGS. */
gboolean ct_import_topology(const CtImportJob *job, GError **error);   /* import-topology.c */
gboolean ct_import_builder(const CtImportJob *job, GError **error);    /* import-builder.c */
gboolean ct_import_edge_input(const CtImportJob *job, GError **error); /* import-edge-input.c */
gboolean ct_import_settings(const CtImportJob *job, GError **error);   /* import-settings.c */
gboolean ct_import_clixml(const CtImportJob *job, GError **error);     /* import-clixml.c */
gboolean ct_import_report(const CtImportJob *job, GError **error);     /* import-report.c */
