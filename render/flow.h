/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * CtFlow: headings, paragraphs and tables set on as many pages as they take.  Each page is a scene
 * in A4, so that pages are measured by the same lint as drawings.
 */

#define CT_FLOW_PAGE_W_PT 595.28
#define CT_FLOW_PAGE_H_PT 841.89
#define CT_FLOW_MARGIN_PT 48.0
#define CT_FLOW_WIDTH_PT  (CT_FLOW_PAGE_W_PT - 2 * CT_FLOW_MARGIN_PT)

typedef struct {
	guint page; /* index into pages */
	guint level;
	const char *title;
	const char *id;
} CtFlowEntry;

typedef struct {
	CtText *text;	  /* borrowed */
	GPtrArray *pages; /* of CtScene, owned */
	GArray *outline;  /* of CtFlowEntry */
	CtScene *page;	  /* borrowed: the last of pages */
	double y;
} CtFlow;

CtFlow *ct_flow_new(CtText *text);
void ct_flow_free(CtFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFlow, ct_flow_free)

/* Starts a page, unless the present one is empty. */
void ct_flow_break(CtFlow *self);
/* Moves down; starts a page when less than @need_pt is left. */
void ct_flow_skip(CtFlow *self, double height_pt, double need_pt);

/* @level: 0 chapter (starts a page), 1 section; @id: where links to it point. */
void ct_flow_heading(CtFlow *self, guint level, const char *id, const char *title);
void ct_flow_paragraph(CtFlow *self, CtStyleId style, const char *text);
/* A sentence in a frame, that nobody may overlook. */
void ct_flow_notice(CtFlow *self, const char *text);

typedef struct {
	const char *head; /* nullable: a table without heads has none at all */
	double width;	  /* in parts of the width of the page; all together 1 */
	CtStyleId style;
} CtFlowColumn;

/**
 * ct_flow_row:
 * @columns: (array length=n_columns): the table that the row belongs to
 * @id: (nullable): where links to the row point
 * @cells: (array length=n_columns): nullable texts; "" and %NULL leave the cell empty; what
 *   follows a line break is set smaller
 * @href: (nullable): link of the first cell; ids in the other cells are links of themselves, as
 *   they are in paragraphs, when a page defines them
 *
 * Heads are set by ct_flow_table(), and again on each new page.
 */
void ct_flow_table(CtFlow *self, const CtFlowColumn *columns, guint n_columns);
void ct_flow_row(CtFlow *self, const CtFlowColumn *columns, guint n_columns, const char *id,
		 const char *const *cells, const char *href);
