/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * CtFlow: headings, paragraphs and tables set on as many pages as they take.  Each page is a scene
 * in A4, so that pages are measured by the same lint as drawings.
 *
 * Chapters are set when they are complete: only then is it known how wide the columns of their tables
 * have to be, and where their pages end best.  A chapter begins a page, but a short one may stand below the
 * end of the chapter before it.
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

typedef struct CtFlowChapter CtFlowChapter; /* private */

typedef struct {
	CtText *text;		/* borrowed */
	GPtrArray *pages;	/* of CtScene, owned */
	GArray *outline;	/* of CtFlowEntry */
	CtFlowChapter *chapter; /* owned: what is not on a page yet, of several chapters */
} CtFlow;

CtFlow *ct_flow_new(CtText *text);
void ct_flow_free(CtFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFlow, ct_flow_free)

/* Sets what is not on a page yet; needed before pages and outline are read, not between chapters. */
void ct_flow_finish(CtFlow *self);

/* Leaves so much free. */
void ct_flow_skip(CtFlow *self, double height_pt);
/* @level: 0 chapter, 1 section, never at the foot of a page; @id: where links to it
 * point. */
void ct_flow_heading(CtFlow *self, guint level, const char *id, const char *title);
/* Words that are ids of something on a page are links to it, here and in rows. */
void ct_flow_paragraph(CtFlow *self, CtStyleId style, const char *text);
/* A sentence in a frame, that nobody may overlook. */
void ct_flow_notice(CtFlow *self, const char *text);

typedef struct {
	const char *head; /* nullable: a table without heads has none at all */
	double width;	  /* in parts of the width of the page; all together 1 */
	CtStyleId style;
} CtFlowColumn;

/* Begins a table: rows follow.  Its heads are repeated on each page that it goes on to; a column is wider
 * than it says where it needs to be, and others have the room. */
void ct_flow_table(CtFlow *self, const CtFlowColumn *columns, guint n_columns);

/* The column of the table that was begun last has numbers, which stand at its right. */
void ct_flow_numbers(CtFlow *self, guint column);

/**
 * ct_flow_row:
 * @id: (nullable): where links to the row point
 * @cells: one for each column of the table: nullable texts; "" and %NULL leave the cell empty; what
 *   follows a line break is set smaller
 * @href: (nullable): link of the first cell
 */
void ct_flow_row(CtFlow *self, const char *id, const char *const *cells, const char *href);
/* A row of frames to be filled with a pen. @label: (nullable): what stands in the first */
void ct_flow_form(CtFlow *self, const char *label, double height_pt);
