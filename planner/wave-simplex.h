/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"
#include "planner/wave-columns.h"

/*
 * The best shares of columns, by the simplex method: those columns have a share that are basic, and as
 * many rows are full.
 */

typedef struct {
	CtWaveColumns *columns; /* borrowed */
	guint n;		/* basic columns, and full rows */
	guint room;
	guint32 *basic;	  /* columns */
	guint32 *full;	  /* rows */
	double *inverse;  /* of the parts of basic columns in full rows; by basic, then full */
	double *share;	  /* by basic */
	double *slack;	  /* by row */
	double *price;	  /* by row; what a unit more of it would add */
	guint32 *place;	  /* by row: in full, CT_NONE */
	double *change;	  /* by row: of its slack, down, while a column comes in; 0 otherwise */
	double *turn;	  /* by basic: of its share, down */
	double *line;	  /* by basic: parts in a row; then by full */
	guint32 *places;  /* full rows of the column that comes in */
	guint updates;	  /* since the inverse was made */
	gboolean is_lost; /* figures are no longer to be trusted */
	gint64 work;	  /* that may still be spent */
} CtWaveSimplex;

void ct_wave_simplex_init(CtWaveSimplex *self, CtWaveColumns *columns);
void ct_wave_simplex_clear(CtWaveSimplex *self);

/**
 * ct_wave_simplex_solve:
 *
 * Goes on from the last basis, with the columns that have come since then, until the shares are the best
 * there are, or hardly become better, or @work is spent.  Columns get their shares.
 *
 * Returns: the work that is left
 */
gint64 ct_wave_simplex_solve(CtWaveSimplex *self, gint64 work);
