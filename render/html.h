/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/plan.h"

/*
 * report.html: the plan as one page for reviewers.
 */

/* A drawing that the page shows inline. */
typedef struct {
	const char *id;	   /* "estate-map" */
	const char *title; /* for people */
	const char
		*svg; /* a whole SVG document without XML declaration, made by ct_svg_write() with
			    * @id and "-" before its ids and nothing before its links */
} CtHtmlDrawing;

/**
 * ct_html_write:
 * @findings: (nullable): none are shown without
 * @drawings: (array length=n_drawings) (nullable): shown in this order
 * @path: of the file to write; replaced if it exists
 * @date: (nullable): ISO date for the title block
 *
 * Writes the plan as one self-contained page: it asks for nothing from any other place, works
 * without scripts and is well-formed XML as well as HTML.  Users are not listed, the page links to
 * the files of the waves ("waves/wave-01.csv") beside it.  The same arguments give the same bytes.
 *
 * Errors: G_FILE_ERROR.
 */
gboolean ct_html_write(const CtPlan *plan, const CtEstate *estate, const CtFindings *findings,
		       const CtHtmlDrawing *drawings, guint n_drawings, const char *path,
		       const char *date, GError **error);
