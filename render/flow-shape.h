/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/flow.h"

/*
 * CtFlowShape: the columns that tables of one kind share, as wide as what stands in them needs; private
 * to flow*.c.
 */
typedef struct {
	CtFlowColumn *columns; /* owned; their heads are borrowed */
	guint n_columns;
	double *widths; /* owned: in points */
	GArray **
		words; /* owned: of double: widths of long words of each column, with what is around */
	double *plain;	 /* owned: the widest part of a long word, between joints (text.h) */
	GPtrArray *rows; /* of const char *const *: borrowed; a row has as many cells as columns */
	double ascent;	 /* of the highest first line of a row */
	guint numbers;	 /* columns that are set at their right, a bit for each */
} CtFlowShape;

/* Around the text of a cell, left and right. */
#define CT_FLOW_PAD_PT 4.0

/* @columns: (array length=n_columns): copied, but not the heads: these must outlive the result */
CtFlowShape *ct_flow_shape_new(CtText *text, const CtFlowColumn *columns, guint n_columns);
void ct_flow_shape_free(CtFlowShape *self);
gboolean ct_flow_shape_has(const CtFlowShape *self, const CtFlowColumn *columns, guint n_columns);

/* Looks at a row, which must outlive @self: all rows have to be shown before the first is set. */
void ct_flow_shape_add(CtFlowShape *self, CtText *text, const char *const *cells);
/* Once all rows were shown: columns with names that would have to be broken get what others can spare. */
void ct_flow_shape_fit(CtFlowShape *self, CtText *text);
