/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtCover: weighted set cover.  Rows have to be covered, columns cover rows and cost something; a
 * cover is a set of columns that covers every row.  Knows nothing of users: pilot.c says what a row
 * and a column is.
 */

typedef struct {
	guint n_rows;
	guint n_columns;
	GArray *first; /* of guint: where the rows of each column begin in @rows; one more for the end */
	GArray *rows; /* of guint32: column by column, ascending */
	GArray *cost; /* of guint32, by column; from 1 */
	GArray *rank; /* of guint32, by column; below CT_COVER_RANKS */
	/* the same the other way round, made by ct_cover_index() */
	guint *row_first;     /* by row; one more for the end */
	guint32 *row_columns; /* row by row, ascending */
} CtCover;

typedef struct {
	gboolean *chosen; /* by column */
	guint64 cost;
	guint64 lower_bound; /* proved: no cover costs less; equal to @cost when that is the least */
} CtCoverResult;

/* Up to so many columns are solved to the end, whatever it takes. */
#define CT_COVER_EXACT 60

/* What all larger instances of one call may take, in elementary steps. */
#define CT_COVER_STEPS (G_GUINT64_CONSTANT(60) * 1000 * 1000)

/* Among covers that cost the same, the one with the least sum of ranks is taken. */
#define CT_COVER_RANKS 4096

CtCover *ct_cover_new(guint n_rows);
void ct_cover_free(CtCover *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCover, ct_cover_free)

/**
 * ct_cover_add:
 * @rows: ascending, each once
 * @cost: from 1
 * @rank: below CT_COVER_RANKS; columns that are preferred have smaller ones
 *
 * Appends a column.
 */
void ct_cover_add(CtCover *self, const guint32 *rows, guint n_rows, guint cost, guint rank);

/**
 * ct_cover_solve:
 *
 * A cover of the least cost for up to CT_COVER_EXACT columns in each part that hangs together, and for
 * most that are larger; else a good one, with a bound.  Of several with the least cost it is the one
 * with the least sum of ranks, as long as the budget of steps lasts.  Every row must be in a column.
 * No clock and no floating point: the same instance gives the same answer everywhere.
 *
 * Returns: (transfer full): a cover.
 */
CtCoverResult *ct_cover_solve(CtCover *self);
void ct_cover_result_free(CtCoverResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCoverResult, ct_cover_result_free)

/**
 * ct_cover_bound:
 *
 * Returns: what every cover costs at least: less sharp than that of ct_cover_solve(), for a small part
 * of its time.
 */
guint64 ct_cover_bound(CtCover *self);

/* ---- Between cover*.c ---- */

static inline const guint32 *
ct_cover_rows(const CtCover *self, guint column, guint *out_count)
{
	guint first = g_array_index(self->first, guint, column);

	*out_count = g_array_index(self->first, guint, column + 1) - first;
	return &g_array_index(self->rows, guint32, first);
}

static inline const guint32 *
ct_cover_columns(const CtCover *self, guint row, guint *out_count)
{
	*out_count = self->row_first[row + 1] - self->row_first[row];
	return self->row_columns + self->row_first[row];
}

static inline guint
ct_cover_rank(const CtCover *self, guint column)
{
	return g_array_index(self->rank, guint32, column);
}

static inline guint
ct_cover_cost(const CtCover *self, guint column)
{
	return g_array_index(self->cost, guint32, column);
}

void ct_cover_index(CtCover *self);

/* cover-reduce.c.  What is left of an instance. */
typedef struct {
	gboolean *row; /* still to be covered, and by nothing that another row does not ask for */
	gboolean *column; /* may still be taken */
	gboolean *taken;  /* must be taken */
} CtCoverLeft;

/* A part of an instance that has neither rows nor columns in common with the rest. */
typedef struct {
	CtCover *cover;	 /* owned, indexed; rows and columns in their order */
	guint32 *column; /* owned: by column of @cover, that of the whole */
} CtCoverPart;

/* Returns: (transfer full): of CtCoverPart, by the first row of each; columns without a row are in none. */
GPtrArray *ct_cover_divide(const CtCover *self, const CtCoverLeft *left);

/* Everything is left and nothing taken. */
void ct_cover_left_init(CtCoverLeft *left, const CtCover *cover);
void ct_cover_left_clear(CtCoverLeft *left);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtCoverLeft, ct_cover_left_clear)

/**
 * ct_cover_reduce:
 * @dominance: leave out columns that another one can stand for at no higher cost
 * @steps: (inout): what it may take; reduced by what it took
 *
 * Columns that alone cover a row are taken, rows that are covered whenever another one is are left
 * out.  With @dominance one cover of the least cost remains, without it all of them do.
 *
 * Returns: FALSE when a row has no column: there is no cover.
 */
gboolean ct_cover_reduce(const CtCover *self, CtCoverLeft *left, gboolean dominance,
			 guint64 *steps);

/* cover-bound.c.  Prices are fixed-point numbers with CT_COVER_ONE for a cost of 1. */
#define CT_COVER_ONE (G_GINT64_CONSTANT(1) << 16)

/**
 * ct_cover_ascend:
 * @row_open, @column_open: what counts
 * @price: (out): by row, a feasible dual solution
 *
 * Dual ascent: gives each row, those with few columns first, the highest price that its columns allow.
 */
void ct_cover_ascend(const CtCover *self, const gboolean *row_open, const gboolean *column_open,
		     gint64 *price, guint64 *steps);

/**
 * ct_cover_improve:
 * @price: (inout): by row; the best prices found
 * @reduced: (out): by column, its cost less the prices of its open rows
 * @upper: what a cover is known to cost; the search stops when the bound reaches it
 *
 * Subgradient steps on the prices (Held and Karp 1971; Beasley 1990 for set covers).
 *
 * Returns: the bound: no cover of the open rows by open columns costs less.  Fixed-point.
 */
gint64 ct_cover_improve(const CtCover *self, const gboolean *row_open, const gboolean *column_open,
			gint64 *price, gint64 *reduced, guint64 upper, guint rounds,
			guint64 *steps);

/* cover-search.c. */

/**
 * ct_cover_search:
 * @left: (inout): what counts of the instance; reduced further
 * @below: only covers that cost less than this are looked for
 * @any: the first of them is enough
 * @chosen: (out): by column, the best cover found, with what is taken in @left; all FALSE without one
 * @out_cost: what it costs; at least @below without one
 * @out_bound: (nullable): proved lower bound
 *
 * Branch and bound over a reduced and divided instance.
 *
 * Returns: was the search finished within @steps?
 */
gboolean ct_cover_search(const CtCover *self, CtCoverLeft *left, guint64 below, gboolean any,
			 gboolean *chosen, guint64 *out_cost, guint64 *out_bound, guint64 *steps);
