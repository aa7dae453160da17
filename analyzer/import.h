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
	guint jobs;		 /* inputs read at the same time; 0 counts as 1 */
	CtProgressFunc progress; /* nullable; called by one thread at a time */
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
	guint archive_depth; /* how many archives the source is in */
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
gboolean ct_import_user_data(const CtImportJob *job, GError **error);  /* import-userdata.c */
gboolean ct_import_database_export(const CtImportJob *job, GError **error); /* import-dbimpexp.c */
gboolean ct_import_wmi(const CtImportJob *job, GError **error);		    /* import-wmi.c */
gboolean ct_import_ldif(const CtImportJob *job, GError **error);	    /* import-ldif.c */
gboolean ct_import_csv(const CtImportJob *job, GError **error);		    /* import-csv.c */
gboolean ct_import_archive(const CtImportJob *job, GError **error);	    /* import-archive.c */

/* Does a text that is no XML begin as this format does?  @text is at most the first 64 KiB. */
gboolean ct_import_is_intent(const char *text, gsize length); /* import-intent.c */
gboolean ct_import_is_ldif(const char *text, gsize length);   /* import-ldif.c */
gboolean ct_import_is_csv(const char *text, gsize length);    /* import-csv.c */
gboolean ct_import_is_script(const char *text, gsize length); /* import-script.c */
gboolean ct_import_script(const CtImportJob *job, GError **error);

/* The command for moving users that @command (one line) runs with -Force; static, %NULL when none. */
const char *ct_import_forced_move(const char *command);

/* Is this a ZIP archive, other than the document of an office program?  (import-archive.c) */
gboolean ct_archive_is(const CtSource *source);

/* Recognises job->source and reads it; the input is there already, without digest and count. */
gboolean ct_import_recognise(const CtImportJob *job, GError **error);

/**
 * ct_import_source:
 * @source: not yet read from
 * @depth: how many archives it is in
 *
 * Appends @source to the inputs of @facts, reads it, and completes the input with digest and count.
 */
gboolean ct_import_source(CtFacts *facts, CtSource *source, const CtLimits *limits,
			  CtDeployment forced, guint depth, GError **error);
