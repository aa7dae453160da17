/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A strip in fewer rows and columns, for estates and plans that fill more than a sheet.
 */
#include <string.h>

#include "render/strip.h"

/* The sum serves as long as any of its servers does, and is retired when all of them are. */
static void
add_cell(CtStripCell *sum, const CtStripCell *cell, gboolean first)
{
	static const int weight[CT_N_STANDS] = {
		[CT_STAND_SERVES] = 4, [CT_STAND_DRAINED] = 3, [CT_STAND_READY] = 2,
		[CT_STAND_ABSENT] = 1, [CT_STAND_RETIRED] = 0,
	};

	if (first || weight[cell->stand] > weight[sum->stand])
		sum->stand = cell->stand;
	sum->users += cell->users;
	sum->apps += cell->apps;
	sum->present += cell->present;
	sum->federates = sum->federates || cell->federates;
}

static gboolean
goes_together(const CtStripRow *a, const CtStripRow *b)
{
	return a->legacy == b->legacy && a->kind == b->kind && g_strcmp0(a->site, b->site) == 0;
}

static void
add_to(CtStripRow *sum, const CtStripRow *row, guint n_columns)
{
	sum->most = 0;
	for (guint c = 0; c < n_columns; c++) {
		add_cell(&sum->cells[c], &row->cells[c], sum->count == 0);
		sum->most = MAX(sum->most, sum->cells[c].users);
	}
	sum->count += row->count;
}

CtStrip *
ct_strip_summarize(const CtStrip *self)
{
	CtStrip *sum = ct_strip_empty();
	guint n = self->columns->len;

	for (guint c = 0; c < n; c++) {
		CtStripColumn column = *ct_strip_column(self, c);

		column.wave = ct_strip_keep(sum, column.wave);
		g_array_append_val(sum->columns, column);
	}
	for (guint i = 0; i < self->rows->len; i++) {
		const CtStripRow *row = ct_strip_row(self, i);
		CtStripRow *last = sum->rows->len > 0 ? &g_array_index(sum->rows, CtStripRow,
								       sum->rows->len - 1)
						      : NULL;

		if (last == NULL || !goes_together(last, row)) {
			g_autofree char *id = g_strdup_printf("%s:%s:%s",
							      row->legacy ? "legacy" : "target",
							      row->site != NULL ? row->site : "-",
							      ct_object_kind_prefix(row->kind));
			CtStripRow new_row = { .id = ct_strip_keep(sum, id),
					       .name = ct_strip_keep(sum, row->name),
					       .site = ct_strip_keep(sum, row->site),
					       .kind = row->kind,
					       .legacy = row->legacy,
					       .cells = g_new0(CtStripCell, n) };

			g_array_append_val(sum->rows, new_row);
			last = &g_array_index(sum->rows, CtStripRow, sum->rows->len - 1);
		}
		add_to(last, row, n);
	}
	return sum;
}

static gboolean
looks_the_same(const CtStrip *self, guint a, guint b)
{
	for (guint i = 0; i < self->rows->len; i++) {
		const CtStripCell *cells = ct_strip_row(self, i)->cells;

		if (cells[a].stand != cells[b].stand || cells[a].users != cells[b].users ||
		    cells[a].apps != cells[b].apps || cells[a].present != cells[b].present ||
		    cells[a].federates != cells[b].federates)
			return FALSE;
	}
	return TRUE;
}

/* Checkpoints at a point of no return keep their columns, and the end of the plan its own. */
static gboolean
may_follow(const CtStripColumn *kept, const CtStripColumn *column)
{
	return column->checkpoint != NULL && !column->checkpoint->point_of_no_return &&
	       !kept->last->point_of_no_return;
}

void
ct_strip_fold(CtStrip *self)
{
	guint kept = 0;

	for (guint c = 1; c < self->columns->len; c++) {
		CtStripColumn *before = &g_array_index(self->columns, CtStripColumn, kept);
		const CtStripColumn column = g_array_index(self->columns, CtStripColumn, c);

		if (may_follow(before, &column) && looks_the_same(self, kept, c)) {
			before->last = column.checkpoint;
			before->steps += column.steps;
			before->wave = column.wave != NULL ? column.wave : before->wave;
			continue;
		}
		kept++;
		g_array_index(self->columns, CtStripColumn, kept) = column;
		for (guint i = 0; i < self->rows->len; i++) {
			CtStripCell *cells = g_array_index(self->rows, CtStripRow, i).cells;

			cells[kept] = cells[c];
		}
	}
	if (self->columns->len > 0)
		g_array_set_size(self->columns, kept + 1);
}
