/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layout.h"

/*
 * CtSheets: a drawing on as many sheets of paper as its type needs.  Whatever leaves a sheet says at the
 * border where it goes, and every sheet shows where it belongs.
 */
typedef struct {
	const CtScene *scene; /* borrowed */
	CtTiling tiling;
	double width; /* of the paper that a drawing may take, in points */
	double height;
	double side;	  /* left free at both sides for names of what goes on elsewhere */
	double band;	  /* and above and below */
	GArray *edges;	  /* private */
	GArray *boxes;	  /* private */
	GPtrArray *names; /* of char *, owned: the destination that each sheet is */
	gboolean shrunk;  /* on one sheet, though its type is then smaller than paper allows */
} CtSheets;

CtSheets *ct_sheets_new(const CtScene *scene, double width_pt, double height_pt);
/* The whole drawing on one sheet, however small that makes its type. */
CtSheets *ct_sheets_new_shrunk(const CtScene *scene, double width_pt, double height_pt);
void ct_sheets_free(CtSheets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSheets, ct_sheets_free)

/* Has it nothing but background on it? */
gboolean ct_sheets_is_blank(const CtSheets *self, guint index);

/**
 * ct_sheets_marks:
 * @text: measures; must outlive the result
 *
 * Returns: (transfer full): what stands around sheet @index, in points of the paper: names of what goes
 * on elsewhere, as links, and the map of the sheets below the drawing; an empty scene when there is
 * only one sheet.
 */
CtScene *ct_sheets_marks(const CtSheets *self, CtText *text, guint index);
