/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shares come from floating point, see wave-simplex.c, and are not believed: they are rounded down to
 * integers, the loads of all columns are added up, and all is divided by what the fullest row has too
 * much of.  Bad shares prove little, never too much.
 */
#include "planner/wave-columns.h"

#include <string.h>

#define SHARE_BITS 40 /* in which shares are told, as long as all fits */

void
ct_wave_columns_init(CtWaveColumns *self, guint n_rows)
{
	*self = (CtWaveColumns){ .n_rows = n_rows };
	self->capacity = g_new0(guint64, (gsize)n_rows + 1);
	self->columns = g_array_new(FALSE, FALSE, sizeof(CtWaveColumn));
	self->rows = g_array_new(FALSE, FALSE, sizeof(guint32));
	self->loads = g_array_new(FALSE, FALSE, sizeof(guint32));
	self->parts = g_array_new(FALSE, FALSE, sizeof(float));
}

void
ct_wave_columns_clear(CtWaveColumns *self)
{
	g_free(self->capacity);
	g_array_unref(self->columns);
	g_array_unref(self->rows);
	g_array_unref(self->loads);
	g_array_unref(self->parts);
}

void
ct_wave_columns_forget(CtWaveColumns *self)
{
	g_array_set_size(self->columns, 0);
	g_array_set_size(self->rows, 0);
	g_array_set_size(self->loads, 0);
	g_array_set_size(self->parts, 0);
}

void
ct_wave_columns_add(CtWaveColumns *self, guint32 set, guint64 value, const guint32 *load)
{
	CtWaveColumn column = { .at = self->rows->len, .set = set, .value = value };

	for (guint32 i = 0; value > 0 && i < self->n_rows; i++) {
		float part;

		if (load[i] == 0)
			continue;
		part = (float)((double)load[i] / (double)self->capacity[i] / (double)value);
		g_array_append_val(self->rows, i);
		g_array_append_val(self->loads, load[i]);
		g_array_append_val(self->parts, part);
		column.squares += (double)part * (double)part;
		column.n++;
	}
	if (column.n > 0)
		g_array_append_val(self->columns, column);
}

guint64
ct_wave_scale(guint64 number, guint bits, guint64 divisor)
{
	guint64 result = number / divisor;
	guint64 rest = number % divisor;

	for (guint i = 0; i < bits; i++) {
		rest <<= 1;
		result <<= 1;
		if (rest < divisor)
			continue;
		rest -= divisor;
		result++;
	}
	return result;
}

/* Adds up what the best shares, in parts of 2^@bits, load and prove; FALSE when that does not fit. */
static gboolean
add_up(const CtWaveColumns *self, guint bits, guint64 *sums, guint64 *out_value)
{
	const CtWaveColumn *columns = (const CtWaveColumn *)(const void *)self->columns->data;
	guint64 value = 0;

	for (guint i = 0; i < self->columns->len; i++) {
		const CtWaveColumn *column = &columns[i];
		const guint32 *rows = &g_array_index(self->rows, guint32, column->at);
		const guint32 *loads = &g_array_index(self->loads, guint32, column->at);
		const double parts = column->share / (double)column->value *
				     (double)((guint64)1 << bits);
		const guint64 share = parts >= 1 && parts < 0x1p62 ? (guint64)parts : 0;
		guint64 product;

		if (!g_uint64_checked_mul(&product, share, column->value) ||
		    !g_uint64_checked_add(&value, value, product))
			return FALSE;
		for (guint32 k = 0; share > 0 && k < column->n; k++)
			if (!g_uint64_checked_mul(&product, share, loads[k]) ||
			    !g_uint64_checked_add(&sums[rows[k]], sums[rows[k]], product))
				return FALSE;
	}
	*out_value = value;
	for (guint i = 0; i < self->n_rows; i++)
		if (sums[i] >> 62 > 0)
			return FALSE;
	return value >> 62 == 0;
}

guint64
ct_wave_columns_prove(const CtWaveColumns *self, guint bits, guint64 *out_used)
{
	g_autofree guint64 *sums = g_new0(guint64, (gsize)self->n_rows + 1);
	guint64 value = 0;
	guint64 fullest = 1;
	guint room = SHARE_BITS;

	memset(out_used, 0, self->n_rows * sizeof *out_used);
	while (room > 0 && !add_up(self, room, sums, &value)) {
		memset(sums, 0, self->n_rows * sizeof *sums);
		room--;
	}
	if (room == 0)
		return 0;
	for (guint i = 0; i < self->n_rows; i++) {
		if (sums[i] == 0)
			continue;
		if (self->capacity[i] == 0)
			return 0;
		fullest = MAX(fullest, (sums[i] - 1) / self->capacity[i] + 1);
	}
	for (guint i = 0; i < self->n_rows; i++)
		if (sums[i] > 0)
			out_used[i] = MIN(self->capacity[i] << bits,
					  ct_wave_scale(sums[i], bits, fullest) + 1);
	return ct_wave_scale(value, bits, fullest);
}
