/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be said of a set cover without any search (Beasley 1987): a column that alone covers a row
 * is taken, a row that every cover covers anyhow is left out, and so is a column that another one can
 * stand for.  Each of these may make room for the others, so that they take turns.
 */
#include "planner/cover.h"

typedef struct {
	const CtCover *cover;
	CtCoverLeft *left;
	guint *row_count;    /* by row: columns left */
	guint *column_count; /* by column: rows left */
	guint *seen;	     /* by row */
	guint64 *steps;
} Reduction;

static void
spend(Reduction *self, guint64 amount)
{
	*self->steps -= MIN(*self->steps, amount);
}

static void
drop_row(Reduction *self, guint row)
{
	guint count;
	const guint32 *columns = ct_cover_columns(self->cover, row, &count);

	self->left->row[row] = FALSE;
	for (guint k = 0; k < count; k++)
		self->column_count[columns[k]]--;
}

static void
drop_column(Reduction *self, guint column)
{
	guint count;
	const guint32 *rows = ct_cover_rows(self->cover, column, &count);

	self->left->column[column] = FALSE;
	for (guint k = 0; k < count; k++)
		self->row_count[rows[k]]--;
}

static void
take(Reduction *self, guint column)
{
	guint count;
	const guint32 *rows = ct_cover_rows(self->cover, column, &count);

	self->left->taken[column] = TRUE;
	drop_column(self, column);
	for (guint k = 0; k < count; k++)
		if (self->left->row[rows[k]])
			drop_row(self, rows[k]);
}

static gboolean
take_essential(Reduction *self, gboolean *changed)
{
	for (guint i = 0; i < self->cover->n_rows; i++) {
		guint count;
		const guint32 *columns = ct_cover_columns(self->cover, i, &count);

		if (!self->left->row[i] || self->row_count[i] > 1)
			continue;
		if (self->row_count[i] == 0)
			return FALSE;
		for (guint k = 0; k < count; k++) {
			if (!self->left->column[columns[k]])
				continue;
			take(self, columns[k]);
			*changed = TRUE;
			break;
		}
	}
	return TRUE;
}

/* The column of @row with the fewest rows left: whatever row contains all of @row's columns is in it. */
static guint
narrowest_column(const Reduction *self, guint row)
{
	guint count;
	const guint32 *columns = ct_cover_columns(self->cover, row, &count);
	guint best = G_MAXUINT;

	for (guint k = 0; k < count; k++)
		if (self->left->column[columns[k]] &&
		    (best == G_MAXUINT ||
		     self->column_count[columns[k]] < self->column_count[best]))
			best = columns[k];
	return best;
}

/* How many columns of @row each row has, as long as it may have them all. */
static void
count_shared(Reduction *self, guint row, guint narrowest)
{
	guint n_candidates;
	const guint32 *candidates = ct_cover_rows(self->cover, narrowest, &n_candidates);
	guint count;
	const guint32 *columns = ct_cover_columns(self->cover, row, &count);
	guint asked = 1;

	for (guint k = 0; k < n_candidates; k++)
		self->seen[candidates[k]] = 1;
	for (guint k = 0; k < count; k++) {
		guint n_rows;
		const guint32 *rows = ct_cover_rows(self->cover, columns[k], &n_rows);

		if (!self->left->column[columns[k]] || columns[k] == narrowest)
			continue;
		for (guint r = 0; r < n_rows; r++)
			self->seen[rows[r]] += self->seen[rows[r]] == asked;
		asked++;
		spend(self, n_rows);
	}
	spend(self, n_candidates + count);
}

/* A row that has all columns of another one is covered whenever that one is; of two with the same
 * columns the first stays. */
static void
drop_implied_rows(Reduction *self, gboolean *changed)
{
	for (guint i = 0; *self->steps > 0 && i < self->cover->n_rows; i++) {
		guint narrowest, count;
		const guint32 *rows;

		if (!self->left->row[i])
			continue;
		narrowest = narrowest_column(self, i);
		count_shared(self, i, narrowest);
		rows = ct_cover_rows(self->cover, narrowest, &count);
		for (guint k = 0; k < count; k++) {
			guint other = rows[k];
			gboolean implied = self->left->row[other] && other != i &&
					   self->seen[other] == self->row_count[i] &&
					   (self->row_count[other] > self->row_count[i] ||
					    other > i);

			self->seen[other] = 0;
			if (!implied)
				continue;
			drop_row(self, other);
			*changed = TRUE;
		}
	}
}

/* Has @column, among rows left, all that @smaller has?  Both lists ascend. */
static gboolean
has_all(Reduction *self, guint column, guint smaller)
{
	guint n_rows, n_wanted, at = 0;
	const guint32 *rows = ct_cover_rows(self->cover, column, &n_rows);
	const guint32 *wanted = ct_cover_rows(self->cover, smaller, &n_wanted);

	spend(self, n_rows + n_wanted);
	for (guint k = 0; k < n_wanted; k++) {
		if (!self->left->row[wanted[k]])
			continue;
		while (at < n_rows && rows[at] < wanted[k])
			at++;
		if (at == n_rows || rows[at] != wanted[k])
			return FALSE;
	}
	return TRUE;
}

/* Is there a column left that has all rows of @column, costs no more, and is better in something, or
 * else comes first? */
static gboolean
is_dominated(Reduction *self, guint column)
{
	guint n_rows, count, rarest = G_MAXUINT;
	const guint32 *rows = ct_cover_rows(self->cover, column, &n_rows);
	const guint32 *columns;

	for (guint k = 0; k < n_rows; k++)
		if (self->left->row[rows[k]] &&
		    (rarest == G_MAXUINT || self->row_count[rows[k]] < self->row_count[rarest]))
			rarest = rows[k];
	if (rarest == G_MAXUINT)
		return TRUE;
	columns = ct_cover_columns(self->cover, rarest, &count);
	for (guint k = 0; *self->steps > 0 && k < count; k++) {
		guint other = columns[k];
		guint cost = ct_cover_cost(self->cover, other);
		guint own = ct_cover_cost(self->cover, column);

		if (other == column || !self->left->column[other] || cost > own ||
		    self->column_count[other] < self->column_count[column])
			continue;
		if (cost == own && self->column_count[other] == self->column_count[column] &&
		    other > column)
			continue;
		if (has_all(self, other, column))
			return TRUE;
	}
	spend(self, n_rows + count);
	return FALSE;
}

static void
drop_dominated(Reduction *self, gboolean *changed)
{
	for (guint j = 0; *self->steps > 0 && j < self->cover->n_columns; j++) {
		if (!self->left->column[j] || !is_dominated(self, j))
			continue;
		drop_column(self, j);
		*changed = TRUE;
	}
}

gboolean
ct_cover_reduce(const CtCover *self, CtCoverLeft *left, gboolean dominance, guint64 *steps)
{
	g_autofree guint *row_count = g_new0(guint, self->n_rows + 1);
	g_autofree guint *column_count = g_new0(guint, self->n_columns + 1);
	g_autofree guint *seen = g_new0(guint, self->n_rows + 1);
	Reduction reduction = { self, left, row_count, column_count, seen, steps };
	gboolean changed = TRUE;

	for (guint j = 0; j < self->n_columns; j++) {
		guint count;
		const guint32 *rows = ct_cover_rows(self, j, &count);

		for (guint k = 0; k < count; k++) {
			column_count[j] += left->row[rows[k]] != FALSE;
			row_count[rows[k]] += left->column[j] != FALSE;
		}
	}
	while (changed) {
		changed = FALSE;
		if (!take_essential(&reduction, &changed))
			return FALSE;
		drop_implied_rows(&reduction, &changed);
		if (dominance)
			drop_dominated(&reduction, &changed);
	}
	return TRUE;
}
