/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "render/book-sheets.h"
#include "render/flow.h"
#include "render/lint.h"
#include "render/surface.h"

/*
 * CtBinder: pages one after the other, numbered; private to book*.c.
 */

#define CT_BOOK_FOOTER_PT 16.0

typedef struct {
	CtText *text;
	CtSurface *surface;
	guint number; /* of the page that is next */
	const char *footer;
} CtBinder;

void ct_binder_begin(CtBinder *self, double width, double height);
/* Draws a line at the foot, with the number of the page, and ends the page. */
void ct_binder_end(CtBinder *self, double width, double height, const char *left);

/* Pages @first to @last (excluded) of the flow, with their entries in the outline. */
void ct_binder_flow(CtBinder *self, const CtFlow *flow, guint first, guint last);

/* book-drawing.c: how the drawings stand on paper (of CtSheets).  Those which the book of a large plan
 * only names are appended to @absent (of const CtScene *). */
GPtrArray *ct_book_lay_sheets(const CtPlan *plan, CtPaper paper, const CtScene *const *drawings,
			      guint n_drawings, GPtrArray *absent);
/* Where links to the drawings lead. */
void ct_book_add_sheets(const GPtrArray *sheets, GHashTable *destinations);
/* The drawing on lying paper, on as many sheets as its type needs. */
void ct_binder_drawing(CtBinder *self, const CtSheets *sheets);
