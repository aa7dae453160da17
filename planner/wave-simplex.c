/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The primal simplex method (Dantzig 1951) for many rows of which few are full: what is kept is the
 * inverse of the basic columns in the full rows, which grows and shrinks with them; all other rows have
 * slack.  It begins with no share at all.  Capacities differ by a trifle, so that no two rows are full at
 * the same time (after Charnes 1952).
 *
 * Floating point in a given order, the same on every machine; nothing is believed because of it, see
 * ct_wave_columns_prove().
 */
#include "planner/wave-simplex.h"

#include <string.h>

#define MOST_BASIC  1500
#define CANDIDATES  40	/* columns looked at until all are looked at again */
#define CHECKED	    400 /* steps after which the gain is looked at */
#define LEAST_GAIN  1e-5
#define UPDATES	    120	 /* until the inverse is made again */
#define TRIFLE	    1e-5 /* what a column must prove more than its rows are worth */
#define LEAST_PIVOT 1e-9
#define TOLD_APART  1e-5 /* of a capacity */

typedef struct {
	double score;
	guint32 column;
} Candidate;

void
ct_wave_simplex_init(CtWaveSimplex *self, CtWaveColumns *columns)
{
	*self = (CtWaveSimplex){ .columns = columns };
	self->slack = g_new(double, (gsize)columns->n_rows + 1);
	self->price = g_new0(double, (gsize)columns->n_rows + 1);
	self->place = g_new(guint32, (gsize)columns->n_rows + 1);
	self->change = g_new0(double, (gsize)columns->n_rows + 1);
	memset(self->place, 0xff, ((gsize)columns->n_rows + 1) * sizeof *self->place);
}

void
ct_wave_simplex_clear(CtWaveSimplex *self)
{
	g_free(self->basic);
	g_free(self->full);
	g_free(self->inverse);
	g_free(self->share);
	g_free(self->slack);
	g_free(self->price);
	g_free(self->place);
	g_free(self->places);
	g_free(self->change);
	g_free(self->turn);
	g_free(self->line);
}

/* ---- Columns ---- */

static CtWaveColumn *
column_at(const CtWaveSimplex *self, guint32 number)
{
	return &g_array_index(self->columns->columns, CtWaveColumn, number);
}

static const guint32 *
rows_of(const CtWaveSimplex *self, const CtWaveColumn *column)
{
	return (const guint32 *)(const void *)self->columns->rows->data + column->at;
}

static const float *
parts_of(const CtWaveSimplex *self, const CtWaveColumn *column)
{
	return (const float *)(const void *)self->columns->parts->data + column->at;
}

/* 1, but for a trifle. */
static double
capacity_of(guint32 row)
{
	guint32 x = row * 2654435761u + 12345;

	x ^= x >> 15;
	x *= 2246822519u;
	x ^= x >> 13;
	return 1 + TOLD_APART * ((double)(x >> 8) / 0x1p24);
}

/* What a column proves beyond the worth of what it loads. */
static double
gain_of(const CtWaveSimplex *self, const CtWaveColumn *column)
{
	const guint32 *rows = rows_of(self, column);
	const float *parts = parts_of(self, column);
	double gain = 1;

	for (guint32 i = 0; i < column->n; i++)
		gain -= parts[i] * self->price[rows[i]];
	return gain;
}

static double
part_in(const CtWaveSimplex *self, guint32 number, guint32 row)
{
	const CtWaveColumn *column = column_at(self, number);
	const guint32 *rows = rows_of(self, column);
	guint32 low = 0;
	guint32 high = column->n;

	while (low < high) {
		guint32 middle = low + (high - low) / 2;

		if (rows[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low < column->n && rows[low] == row ? parts_of(self, column)[low] : 0;
}

static void
add_parts(const CtWaveSimplex *self, guint32 number, double times, double *sums)
{
	const CtWaveColumn *column = column_at(self, number);
	const guint32 *rows = rows_of(self, column);
	const float *parts = parts_of(self, column);

	for (guint32 i = 0; i < column->n; i++)
		sums[rows[i]] += times * parts[i];
}

/* ---- Basis ---- */

static double *
inverse_of(const CtWaveSimplex *self, guint basic)
{
	return &self->inverse[(gsize)basic * self->room];
}

static void
make_room(CtWaveSimplex *self)
{
	const guint room = MAX(64, self->room * 2);
	double *inverse;

	if (self->n + 1 < self->room)
		return;
	inverse = g_new0(double, (gsize)room *room);
	for (guint i = 0; i < self->n; i++)
		memcpy(&inverse[(gsize)i * room], inverse_of(self, i), self->n * sizeof *inverse);
	g_free(self->inverse);
	self->inverse = inverse;
	self->room = room;
	self->basic = g_renew(guint32, self->basic, room);
	self->full = g_renew(guint32, self->full, room);
	self->share = g_renew(double, self->share, room);
	self->turn = g_renew(double, self->turn, room);
	self->places = g_renew(guint32, self->places, room);
	self->line = g_renew(double, self->line, 2 * (gsize)room);
}

static void
find_prices(CtWaveSimplex *self)
{
	double *sums = self->line;

	memset(sums, 0, self->n * sizeof *sums);
	for (guint i = 0; i < self->n; i++)
		for (guint k = 0; k < self->n; k++)
			sums[k] += inverse_of(self, i)[k];
	for (guint k = 0; k < self->n; k++)
		self->price[self->full[k]] = sums[k];
	self->work -= (gint64)self->n * self->n;
}

static void
find_shares(CtWaveSimplex *self)
{
	for (guint i = 0; i < self->columns->n_rows; i++)
		self->slack[i] = capacity_of(i);
	for (guint i = 0; i < self->n; i++) {
		const double *line = inverse_of(self, i);

		self->share[i] = 0;
		for (guint k = 0; k < self->n; k++)
			self->share[i] += line[k] * capacity_of(self->full[k]);
		self->share[i] = MAX(0, self->share[i]);
		add_parts(self, self->basic[i], -self->share[i], self->slack);
	}
	for (guint k = 0; k < self->n; k++)
		self->slack[self->full[k]] = 0;
}

static void
swap_lines(double *a, double *b, guint n)
{
	for (guint i = 0; i < n; i++) {
		const double swap = a[i];

		a[i] = b[i];
		b[i] = swap;
	}
}

/* The inverse from the columns themselves (Gauss and Jordan, the largest pivot of a column first). */
static gboolean
invert(CtWaveSimplex *self)
{
	const guint n = self->n;
	g_autofree double *work = g_new0(double, (gsize)n *n + 1);
	double *sums = self->change;

	for (guint i = 0; i < n; i++) {
		add_parts(self, self->basic[i], 1, sums);
		for (guint k = 0; k < n; k++)
			work[(gsize)k * n + i] = sums[self->full[k]];
		memset(sums, 0, self->columns->n_rows * sizeof *sums);
		memset(inverse_of(self, i), 0, n * sizeof *sums);
		inverse_of(self, i)[i] = 1;
	}
	for (guint i = 0; i < n; i++) {
		guint pivot = i;
		double scale;

		for (guint k = i + 1; k < n; k++)
			if (ABS(work[(gsize)k * n + i]) > ABS(work[(gsize)pivot * n + i]))
				pivot = k;
		if (ABS(work[(gsize)pivot * n + i]) < LEAST_PIVOT * LEAST_PIVOT)
			return FALSE;
		if (pivot != i) {
			swap_lines(&work[(gsize)i * n], &work[(gsize)pivot * n], n);
			swap_lines(inverse_of(self, i), inverse_of(self, pivot), n);
		}
		scale = 1 / work[(gsize)i * n + i];
		for (guint l = 0; l < n; l++) {
			work[(gsize)i * n + l] *= scale;
			inverse_of(self, i)[l] *= scale;
		}
		for (guint k = 0; k < n; k++) {
			const double times = work[(gsize)k * n + i];

			if (k == i || (times <= 0 && times >= 0))
				continue;
			for (guint l = i; l < n; l++)
				work[(gsize)k * n + l] -= times * work[(gsize)i * n + l];
			for (guint l = 0; l < n; l++)
				inverse_of(self, k)[l] -= times * inverse_of(self, i)[l];
		}
	}
	self->work -= 2 * (gint64)n * n * n;
	self->updates = 0;
	return TRUE;
}

/* ---- Steps ---- */

/* By basic column: what its share loses for each share of @column. */
static void
find_turn(CtWaveSimplex *self, const CtWaveColumn *column)
{
	const guint32 *rows = rows_of(self, column);
	const float *parts = parts_of(self, column);
	double *line = self->line;
	guint used = 0;

	for (guint32 i = 0; i < column->n; i++) {
		self->change[rows[i]] = parts[i];
		if (self->place[rows[i]] == CT_NONE)
			continue;
		self->places[used] = self->place[rows[i]];
		line[used++] = parts[i];
	}
	for (guint i = 0; i < self->n; i++) {
		const double *inverse = inverse_of(self, i);
		double sum = 0;

		for (guint k = 0; k < used; k++)
			sum += inverse[self->places[k]] * line[k];
		self->turn[i] = sum;
	}
	self->work -= (gint64)used * self->n;
}

/* What happens to shares and slacks while @column gets a share, or (CT_NONE) the row at @place slack. */
static void
find_changes(CtWaveSimplex *self, guint32 column, guint32 place)
{
	if (column != CT_NONE)
		find_turn(self, column_at(self, column));
	else
		for (guint i = 0; i < self->n; i++)
			self->turn[i] = inverse_of(self, i)[place];
	for (guint i = 0; i < self->n; i++) {
		add_parts(self, self->basic[i], -self->turn[i], self->change);
		self->work -= column_at(self, self->basic[i])->n;
	}
	self->work -= self->columns->n_rows;
}

/* What comes to nothing first: a share (*out_basic), or the slack of a row (*out_row); how far it is. */
static double
find_first(const CtWaveSimplex *self, guint32 *out_basic, guint32 *out_row)
{
	double least = G_MAXDOUBLE;

	*out_basic = *out_row = CT_NONE;
	for (guint i = 0; i < self->n; i++) {
		if (self->turn[i] > LEAST_PIVOT && self->share[i] / self->turn[i] < least) {
			least = self->share[i] / self->turn[i];
			*out_basic = i;
		}
	}
	for (guint i = 0; i < self->columns->n_rows; i++) {
		if (self->change[i] > LEAST_PIVOT && self->place[i] == CT_NONE &&
		    self->slack[i] / self->change[i] < least) {
			least = self->slack[i] / self->change[i];
			*out_row = i;
			*out_basic = CT_NONE;
		}
	}
	return MAX(least, 0);
}

/* The parts of basic columns in @row, times the inverse. */
static double *
find_line(CtWaveSimplex *self, guint32 row)
{
	double *line = &self->line[self->room];

	memset(line, 0, self->n * sizeof *line);
	for (guint i = 0; i < self->n; i++) {
		const double part = part_in(self, self->basic[i], row);
		const double *inverse = inverse_of(self, i);

		for (guint k = 0; part > 0 && k < self->n; k++)
			line[k] += part * inverse[k];
	}
	return line;
}

/* @column comes in, and @row is full. */
static void
grow(CtWaveSimplex *self, guint32 column, guint32 row, double distance)
{
	const guint n = self->n;
	const double scale = 1 / self->change[row];
	const double *line = find_line(self, row);

	for (guint i = 0; i < n; i++) {
		const double times = self->turn[i] * scale;
		double *inverse = inverse_of(self, i);

		for (guint k = 0; k < n; k++)
			inverse[k] += times * line[k];
		inverse[n] = -times;
	}
	for (guint k = 0; k < n; k++)
		inverse_of(self, n)[k] = -line[k] * scale;
	inverse_of(self, n)[n] = scale;
	self->basic[n] = column;
	self->share[n] = distance;
	self->full[n] = row;
	self->place[row] = n;
	self->n++;
}

/* @column comes in instead of @basic. */
static void
replace_column(CtWaveSimplex *self, guint32 column, guint32 basic, double distance)
{
	const double scale = 1 / self->turn[basic];
	double *with = inverse_of(self, basic);

	for (guint k = 0; k < self->n; k++)
		with[k] *= scale;
	for (guint i = 0; i < self->n; i++) {
		double *inverse = inverse_of(self, i);

		for (guint k = 0; i != basic && k < self->n; k++)
			inverse[k] -= self->turn[i] * with[k];
	}
	self->basic[basic] = column;
	self->share[basic] = distance;
}

/* @row is full instead of that at @place. */
static void
replace_row(CtWaveSimplex *self, guint32 place, guint32 row)
{
	const double *line = find_line(self, row);
	const double scale = 1 / line[place];

	for (guint i = 0; i < self->n; i++) {
		double *inverse = inverse_of(self, i);
		const double with = inverse[place] * scale;

		for (guint k = 0; k < self->n; k++)
			inverse[k] -= line[k] * with;
		inverse[place] = with;
	}
	self->price[self->full[place]] = 0;
	self->place[self->full[place]] = CT_NONE;
	self->full[place] = row;
	self->place[row] = place;
}

/* The row at @place gets slack, and @basic nothing. */
static void
shrink(CtWaveSimplex *self, guint32 place, guint32 basic)
{
	const guint last = self->n - 1;
	const double *with = inverse_of(self, basic);
	const double scale = 1 / with[place];

	for (guint i = 0; i < self->n; i++) {
		double *inverse = inverse_of(self, i);
		const double times = inverse[place] * scale;

		for (guint k = 0; i != basic && k < self->n; k++)
			inverse[k] -= times * with[k];
	}
	self->price[self->full[place]] = 0;
	self->place[self->full[place]] = CT_NONE;
	if (basic != last) {
		memcpy(inverse_of(self, basic), inverse_of(self, last),
		       self->n * sizeof *self->inverse);
		self->basic[basic] = self->basic[last];
		self->share[basic] = self->share[last];
	}
	if (place != last) {
		for (guint i = 0; i < last; i++)
			inverse_of(self, i)[place] = inverse_of(self, i)[last];
		self->full[place] = self->full[last];
		self->place[self->full[place]] = place;
	}
	self->n--;
}

/* @column comes in, or the full row at @place gets slack; FALSE when nothing can be gained by that. */
static gboolean
step(CtWaveSimplex *self, guint32 column, guint32 place)
{
	guint32 basic;
	guint32 row;
	double distance;

	make_room(self);
	find_changes(self, column, place);
	distance = find_first(self, &basic, &row);
	if (basic != CT_NONE || row != CT_NONE) {
		for (guint i = 0; i < self->n; i++)
			self->share[i] = MAX(0, self->share[i] - distance * self->turn[i]);
		for (guint i = 0; i < self->columns->n_rows; i++)
			if (self->place[i] == CT_NONE)
				self->slack[i] = MAX(0,
						     self->slack[i] - distance * self->change[i]);
		if (column == CT_NONE)
			self->slack[self->full[place]] = distance;
		if (row != CT_NONE)
			self->slack[row] = 0;
		if (column != CT_NONE && row != CT_NONE)
			grow(self, column, row, distance);
		else if (column != CT_NONE)
			replace_column(self, column, basic, distance);
		else if (row != CT_NONE)
			replace_row(self, place, row);
		else
			shrink(self, place, basic);
	}
	memset(self->change, 0, self->columns->n_rows * sizeof *self->change);
	self->work -= 2 * (gint64)self->n * self->n + 4 * (gint64)self->columns->n_rows;
	find_prices(self);
	if (++self->updates < UPDATES)
		return basic != CT_NONE || row != CT_NONE;
	if (!invert(self)) {
		self->is_lost = TRUE;
		return FALSE;
	}
	find_shares(self);
	find_prices(self);
	return TRUE;
}

/* ---- Choice ---- */

static int
by_score(gconstpointer a, gconstpointer b)
{
	const Candidate *x = a;
	const Candidate *y = b;

	if (x->score < y->score || x->score > y->score)
		return x->score > y->score ? -1 : 1;
	return x->column < y->column ? -1 : x->column > y->column;
}

/* The columns that promise most. */
static void
find_candidates(CtWaveSimplex *self, GArray *candidates)
{
	g_array_set_size(candidates, 0);
	for (guint i = 0; i < self->columns->columns->len; i++) {
		const CtWaveColumn *column = column_at(self, i);
		const double gain = gain_of(self, column);
		const Candidate candidate = { gain * gain / column->squares, i };

		if (gain > TRIFLE)
			g_array_append_val(candidates, candidate);
	}
	g_array_sort(candidates, by_score);
	g_array_set_size(candidates, MIN(candidates->len, CANDIDATES));
	self->work -= self->columns->rows->len;
}

/* The full row whose price is lowest, below nothing; CT_NONE. */
static guint32
find_cheap_row(const CtWaveSimplex *self)
{
	guint32 cheapest = CT_NONE;
	double least = -TRIFLE;

	for (guint i = 0; i < self->n; i++) {
		if (self->price[self->full[i]] >= least)
			continue;
		least = self->price[self->full[i]];
		cheapest = i;
	}
	return cheapest;
}

/* Of the candidates the one that promises most now; CT_NONE. */
static guint32
choose(CtWaveSimplex *self, const GArray *candidates)
{
	guint32 best = CT_NONE;
	double most = 0;

	for (guint i = 0; i < candidates->len; i++) {
		const guint32 number = g_array_index(candidates, Candidate, i).column;
		const CtWaveColumn *column = column_at(self, number);
		const double gain = gain_of(self, column);

		self->work -= column->n;
		if (gain <= TRIFLE || gain * gain / column->squares <= most)
			continue;
		most = gain * gain / column->squares;
		best = number;
	}
	return best;
}

static void
tell_shares(CtWaveSimplex *self)
{
	for (guint i = 0; i < self->columns->columns->len; i++)
		column_at(self, i)->share = 0;
	for (guint i = 0; i < self->n; i++)
		column_at(self, self->basic[i])->share = self->share[i];
}

static double
value_of(const CtWaveSimplex *self)
{
	double value = 0;

	for (guint i = 0; i < self->n; i++)
		value += self->share[i];
	return value;
}

gint64
ct_wave_simplex_solve(CtWaveSimplex *self, gint64 work)
{
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
	double before = -1;

	self->work = work;
	if (self->n == 0)
		find_shares(self);
	find_candidates(self, candidates);
	for (guint steps = 0;
	     candidates->len > 0 && self->work > 0 && self->n < MOST_BASIC && !self->is_lost;
	     steps++) {
		const guint32 row = find_cheap_row(self);
		const guint32 column = row == CT_NONE ? choose(self, candidates) : CT_NONE;

		if (steps % CHECKED == 0) {
			if (value_of(self) - before <= LEAST_GAIN * before)
				break;
			before = value_of(self);
		}
		if (row == CT_NONE && column == CT_NONE)
			find_candidates(self, candidates);
		else if (!step(self, column, row) && column != CT_NONE)
			break;
	}
	if (!self->is_lost)
		tell_shares(self);
	return self->work;
}
