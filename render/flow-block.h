/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/flow-breaks.h"
#include "render/flow-shape.h"

/*
 * CtFlowBlock: what stands on one page as a whole: a heading, a line, a row; private to flow*.c.
 */
typedef enum {
	CT_FLOW_BLOCK_SPACE,
	CT_FLOW_BLOCK_HEADING,
	CT_FLOW_BLOCK_LINE,
	CT_FLOW_BLOCK_NOTICE,
	CT_FLOW_BLOCK_HEAD, /* of a table */
	CT_FLOW_BLOCK_ROW,
	CT_FLOW_BLOCK_FORM,
} CtFlowBlockKind;

typedef struct {
	CtFlowBlockKind kind;
	guint level;	    /* of a heading */
	CtStyleId style;    /* of a heading, a notice and a line */
	const char *id;	    /* nullable; texts are borrowed */
	const char *text;   /* nullable: of a heading, a notice, a line and a form */
	const char *href;   /* nullable: of a row */
	const char **cells; /* nullable, owned: of a row */
	CtFlowShape *shape; /* nullable, borrowed: of what belongs to a table */
	CtFlowPiece piece;
	GPtrArray *lines; /* nullable, owned: of char *: of a heading and a notice, once measured */
	GPtrArray *broken; /* nullable, owned: private, of a row, once measured */
} CtFlowBlock;

void ct_flow_block_free(CtFlowBlock *self);

double ct_flow_line_height(CtText *text, CtStyleId style);
double ct_flow_head_height(CtText *text);

/* Breaks its texts and says how high it is; the shape must have its widths. */
void ct_flow_block_measure(CtFlowBlock *self, CtText *text);
void ct_flow_block_paint(const CtFlowBlock *self, CtScene *page, double y);
/* The heads of the table that the block belongs to; nothing when they have no texts. */
void ct_flow_head_paint(const CtFlowBlock *self, CtScene *page, double y);
