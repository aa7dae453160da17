/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lower bounds for set cover.  Every row has a price; whatever the prices are, a cover costs at least
 * their sum less what columns could gain that are dearer in prices than in cost (Lagrangian
 * relaxation).  Prices come from dual ascent and get better by subgradient steps (Held and Karp 1971,
 * Beasley 1990).  Whole numbers only: a bound that two machines round differently would be two plans.
 */
#include "planner/cover.h"

#include <string.h>

/* Steps are in 1/1024 of the gap; the first one is twice the gap. */
#define STEP_ONE   1024
#define STEP_FIRST (2 * STEP_ONE)
#define STEP_LAST  8
#define PATIENCE   6 /* rounds without a better bound until steps get shorter */

typedef struct {
	const CtCover *cover;
	const gboolean *row_open;
	const gboolean *column_open;
	gint64 *price;	 /* by row */
	gint64 *reduced; /* by column */
	guint64 *steps;
} Pricing;

static void
spend(guint64 *steps, guint64 amount)
{
	*steps -= MIN(*steps, amount);
}

/* Reduced costs for the prices; the bound that they give. */
static gint64
evaluate(Pricing *self)
{
	const CtCover *cover = self->cover;
	gint64 bound = 0;

	for (guint j = 0; j < cover->n_columns; j++)
		self->reduced[j] = (gint64)ct_cover_cost(cover, j) * CT_COVER_ONE;
	for (guint i = 0; i < cover->n_rows; i++) {
		guint count;
		const guint32 *columns = ct_cover_columns(cover, i, &count);

		if (!self->row_open[i])
			continue;
		bound += self->price[i];
		for (guint k = 0; self->price[i] > 0 && k < count; k++)
			self->reduced[columns[k]] -= self->price[i];
		spend(self->steps, count);
	}
	for (guint j = 0; j < cover->n_columns; j++)
		if (self->column_open[j] && self->reduced[j] < 0)
			bound += self->reduced[j];
	spend(self->steps, cover->n_columns + cover->n_rows);
	return bound;
}

/* Raises the price of @row as far as no column of it gets dearer in prices than it costs. */
static gint64
charge(Pricing *self, guint row)
{
	guint count;
	const guint32 *columns = ct_cover_columns(self->cover, row, &count);
	gint64 room = G_MAXINT64;

	for (guint k = 0; k < count; k++)
		if (self->column_open[columns[k]])
			room = MIN(room, self->reduced[columns[k]]);
	spend(self->steps, count);
	if (room <= 0 || room == G_MAXINT64)
		return 0;
	for (guint k = 0; k < count; k++)
		self->reduced[columns[k]] -= room;
	self->price[row] += room;
	return room;
}

static gint64
charge_all(Pricing *self)
{
	gint64 gain = 0;

	for (guint i = 0; i < self->cover->n_rows; i++)
		if (self->row_open[i])
			gain += charge(self, i);
	return gain;
}

/* Rows by their number of columns, then as they stand: counting sort. */
static guint32 *
rows_by_count(const CtCover *cover)
{
	g_autofree guint *next = g_new0(guint, cover->n_columns + 2);
	guint32 *order = g_new(guint32, cover->n_rows + 1);
	guint count;

	for (guint i = 0; i < cover->n_rows; i++) {
		ct_cover_columns(cover, i, &count);
		next[count + 1]++;
	}
	for (guint key = 0; key <= cover->n_columns; key++)
		next[key + 1] += next[key];
	for (guint i = 0; i < cover->n_rows; i++) {
		ct_cover_columns(cover, i, &count);
		order[next[count]++] = i;
	}
	return order;
}

void
ct_cover_ascend(const CtCover *self, const gboolean *row_open, const gboolean *column_open,
		gint64 *price, guint64 *steps)
{
	g_autofree gint64 *reduced = g_new(gint64, self->n_columns + 1);
	g_autofree guint32 *order = rows_by_count(self);
	Pricing pricing = { self, row_open, column_open, price, reduced, steps };

	memset(price, 0, self->n_rows * sizeof *price);
	evaluate(&pricing);
	for (guint i = 0; i < self->n_rows; i++)
		if (row_open[order[i]])
			charge(&pricing, order[i]);
}

/* How often each open row would be covered beyond once by the columns that gain; the sum of squares. */
static gint64
find_direction(const Pricing *self, gint64 *direction)
{
	gint64 norm = 0;

	for (guint i = 0; i < self->cover->n_rows; i++) {
		guint count;
		const guint32 *columns = ct_cover_columns(self->cover, i, &count);

		if (!self->row_open[i])
			continue;
		direction[i] = 1;
		for (guint k = 0; k < count; k++)
			direction[i] -= self->column_open[columns[k]] &&
					self->reduced[columns[k]] < 0;
		if (direction[i] < 0 && self->price[i] == 0)
			direction[i] = 0;
		norm += direction[i] * direction[i];
		spend(self->steps, count);
	}
	return norm;
}

static void
walk(Pricing *self, const gint64 *direction, gint64 step)
{
	for (guint i = 0; i < self->cover->n_rows; i++)
		if (self->row_open[i])
			self->price[i] = MAX(0, self->price[i] + step * direction[i]);
}

gint64
ct_cover_improve(const CtCover *self, const gboolean *row_open, const gboolean *column_open,
		 gint64 *price, gint64 *reduced, guint64 upper, guint rounds, guint64 *steps)
{
	g_autofree gint64 *trial = g_new(gint64, self->n_rows + 1);
	g_autofree gint64 *direction = g_new0(gint64, self->n_rows + 1);
	Pricing pricing = { self, row_open, column_open, trial, reduced, steps };
	const gint64 goal = (gint64)upper * CT_COVER_ONE;
	gint64 best = G_MININT64;
	gint64 length = STEP_FIRST;
	guint stalled = 0;

	memcpy(trial, price, self->n_rows * sizeof *trial);
	for (guint round = 0; round <= rounds && length >= STEP_LAST; round++) {
		gint64 bound = evaluate(&pricing);
		gint64 norm;

		bound += charge_all(&pricing);
		stalled = bound > best ? 0 : stalled + 1;
		if (bound > best) {
			best = bound;
			memcpy(price, trial, self->n_rows * sizeof *trial);
		}
		/* above the last whole number below the goal no better cover is left */
		if (best > goal - CT_COVER_ONE || *steps == 0)
			break;
		if (stalled >= PATIENCE) {
			stalled = 0;
			length /= 2;
		}
		norm = find_direction(&pricing, direction);
		if (norm == 0)
			break;
		walk(&pricing, direction, MAX(1, length * (goal - bound) / (norm * STEP_ONE)));
	}
	pricing.price = price;
	evaluate(&pricing);
	return best;
}
