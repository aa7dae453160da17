/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/plan.h"

/*
 * Everything that people look at: drawings, book and page, made from a plan and its estate.
 */

#define CT_RENDER_ERROR (ct_render_error_quark())
GQuark ct_render_error_quark(void);

typedef enum {
	CT_RENDER_ERROR_FONT, /* no usable font is installed */
	CT_RENDER_ERROR_DRAW, /* a backend could not draw */
	CT_RENDER_ERROR_FILE, /* a file could not be written */
} CtRenderError;

typedef struct {
	const char *date; /* ISO date for the title blocks; nullable: none is printed */
	gboolean html;
	gboolean pdf;
	gboolean svg;
	gboolean png;
	gboolean a4;		  /* drawings of the book on A4; else on A3 */
	const char *const *views; /* nullable: names of those drawn as svg and png; NULL: all */
	const char *of;		  /* nullable: an object whose dependencies are drawn, too */
	const CtPlan *against;	  /* nullable: an earlier plan, for the drawing of changes */
	const char *before;	  /* nullable: a plan folder, from whose drawings places are kept */
} CtRenderOptions;

/**
 * ct_render_folder:
 * @findings: (nullable): shown in book and page
 * @dir: an existing folder; "diagrams" is made inside it when needed
 *
 * Writes layout.json, diagrams/NAME.svg (and .png) for every page of every view, plan.pdf and report.html, as far
 * as @options asks for them.  The same arguments give the same bytes.
 */
gboolean ct_render_folder(const CtPlan *plan, const CtEstate *estate, const CtFindings *findings,
			  const char *dir, const CtRenderOptions *options, GError **error);

/**
 * ct_render_stale:
 * @before: a plan folder that is drawn again
 * @after: the folder that ct_render_folder() has just drawn into
 *
 * What was drawn of pages that the plan has no more.  Drawings that an option asks for by name are kept.
 *
 * Returns: (transfer full): of char *, names of files in "diagrams"; none when @after has only some
 * of the drawings.
 */
GPtrArray *ct_render_stale(const char *before, const char *after);

/* A measure of a drawing, in words. */
typedef struct {
	const char *name; /* with its unit: "smallest type on A4, pt" */
	char *value;
	char *limit; /* nullable: "at least 7.0"; without one it is only told */
	gboolean passed;
} CtRenderMeasure;

/* What is measured on one drawing. */
typedef struct {
	char *drawing;
	GArray *measures;    /* of CtRenderMeasure */
	GPtrArray *messages; /* of char *: what was found, with its place in points */
	gboolean passed;
} CtRenderLint;

/**
 * ct_render_lint:
 * @options: date, views, of, against and before count
 *
 * Measures the drawings that ct_render_folder() would make, and writes nothing.
 *
 * Returns: (transfer full): of CtRenderLint, one for each page of each view.
 */
GPtrArray *ct_render_lint(const CtPlan *plan, const CtEstate *estate,
			  const CtRenderOptions *options, GError **error);

/* Can CtRenderOptions.of be @name? */
gboolean ct_render_knows(const CtPlan *plan, const CtEstate *estate, const char *name);

/* The names that CtRenderOptions.views can have: NULL-terminated, in the order of drawing; free with
 * g_free(). */
const char **ct_render_view_names(void);
