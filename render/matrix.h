/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * CtMatrix: a square table of things against themselves, in an order that its maker chose.  Both
 * halves say something of the same pair.  Columns have no names of their own: rows are numbered, and
 * so are columns.
 */

typedef struct {
	const char *id;	   /* nullable */
	const char *href;  /* nullable */
	const char *label; /* short */
	const char *title;
	guint block; /* rows with equal numbers stand together and get a frame; CT_NONE: without */
} CtMatrixRow;

typedef struct {
	guint a; /* rows, @a <= @b */
	guint b;
	CtStyleId style;
	const char *upper; /* nullable: above the diagonal, or on it */
	const char *lower; /* nullable: below it */
	const char *title;
	const char *desc;
} CtMatrixCell;

typedef struct {
	const CtMatrixRow *rows;
	guint n_rows;
	const CtMatrixCell *cells;
	guint n_cells;
	const char *const *blocks; /* names, by number */
	double block_w;		   /* width for these names; 0: they are not drawn */
	double label_w;
	double cell; /* width and height of a cell */
} CtMatrix;

/* Draws it with its top left corner at @at; returns its size. */
CtPoint ct_matrix_draw(CtScene *scene, const CtMatrix *matrix, CtPoint at);
