/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Ways to route the flows of sets of units, and what shares of them prove together.
 *
 * A column is what one routing of one set puts on each row, an edge, a pull or a group, and what it
 * proves: whatever the assignment, the distances along its flows add up to @value or more.  Shares of
 * columns whose loads fit into the capacities of all rows prove the sum of share times value.
 */

typedef struct {
	gsize at;      /* in CtWaveColumns.rows, .loads and .parts */
	guint32 n;     /* rows */
	guint32 set;   /* the caller's number of what is routed */
	guint64 value; /* what a share of one proves */
	double share; /* times the value: what the column contributes; only looked for, nothing depends on it */
	double squares; /* of its parts, added up */
} CtWaveColumn;

typedef struct {
	guint n_rows;
	guint64 *capacity; /* by row */
	GArray *columns;   /* of CtWaveColumn */
	GArray *rows;	   /* of guint32, ascending in a column */
	GArray *loads;	   /* of guint32 */
	GArray *parts;	   /* of float: load / capacity / value */
} CtWaveColumns;

/* Capacities are for the caller. */
void ct_wave_columns_init(CtWaveColumns *self, guint n_rows);
void ct_wave_columns_clear(CtWaveColumns *self);
/* Leaves the capacities only. */
void ct_wave_columns_forget(CtWaveColumns *self);

/**
 * ct_wave_columns_add:
 * @load: by row; of a row without capacity nothing
 *
 * A column without value or loads is left out.
 */
void ct_wave_columns_add(CtWaveColumns *self, guint32 set, guint64 value, const guint32 *load);

/**
 * ct_wave_columns_prove:
 * @bits: in which the result, and @out_used, are scaled
 * @out_used: by row: what the flows take of it, at most its capacity
 *
 * What the columns with their shares prove, made smaller until they fit; in integers, rounded to the safe side.
 */
guint64 ct_wave_columns_prove(const CtWaveColumns *self, guint bits, guint64 *out_used);

/* @number x 2^@bits / @divisor, rounded down, digit by digit, since the product may not fit; the caller knows
 * that the result does.  @divisor: below 2^63 */
guint64 ct_wave_scale(guint64 number, guint bits, guint64 divisor);
