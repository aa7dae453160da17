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

CtStrip *
ct_strip_of_site(const CtStrip *self, const char *site)
{
	CtStrip *part = ct_strip_empty();

	for (guint c = 0; c < self->columns->len; c++) {
		CtStripColumn column = *ct_strip_column(self, c);

		column.wave = ct_strip_keep(part, column.wave);
		g_array_append_val(part->columns, column);
	}
	for (guint i = 0; i < self->rows->len; i++) {
		CtStripRow row = *ct_strip_row(self, i);

		if (g_strcmp0(row.site, site) != 0)
			continue;
		row.id = ct_strip_keep(part, row.id);
		row.name = ct_strip_keep(part, row.name);
		row.site = ct_strip_keep(part, row.site);
		row.cells = g_memdup2(row.cells, self->columns->len * sizeof(CtStripCell));
		g_array_append_val(part->rows, row);
	}
	return part;
}

gboolean
ct_strip_same(const CtStripCell *a, const CtStripCell *b)
{
	return a->stand == b->stand && a->users == b->users && a->apps == b->apps &&
	       a->present == b->present && a->federates == b->federates;
}

static gboolean
looks_the_same(const CtStrip *self, guint a, guint b)
{
	for (guint i = 0; i < self->rows->len; i++) {
		const CtStripCell *cells = ct_strip_row(self, i)->cells;

		if (!ct_strip_same(&cells[a], &cells[b]))
			return FALSE;
	}
	return TRUE;
}

/* The first checkpoint before a point of no return keeps its column, and so does the end of the plan. */
static gboolean
may_follow(const CtStrip *self, guint kept, guint column)
{
	const CtCheckpoint *checkpoint = ct_strip_column(self, column)->checkpoint;
	const CtCheckpoint *last = ct_strip_column(self, kept)->last;

	return checkpoint != NULL && checkpoint->point_of_no_return == last->point_of_no_return;
}

/* @column goes into @kept, or becomes the column behind it. */
static guint
merge(CtStrip *self, guint kept, guint index, gboolean together)
{
	CtStripColumn *before = &g_array_index(self->columns, CtStripColumn, kept);
	const CtStripColumn column = *ct_strip_column(self, index);

	if (together) {
		before->last = column.last;
		before->steps += column.steps;
		before->waves += column.waves;
		before->wave = column.wave != NULL ? column.wave : before->wave;
		return kept;
	}
	kept++;
	g_array_index(self->columns, CtStripColumn, kept) = column;
	for (guint i = 0; i < self->rows->len; i++) {
		CtStripCell *cells = g_array_index(self->rows, CtStripRow, i).cells;

		cells[kept] = cells[index];
	}
	return kept;
}

void
ct_strip_fold(CtStrip *self)
{
	guint kept = 0;

	for (guint c = 1; c < self->columns->len; c++)
		kept = merge(self, kept, c,
			     may_follow(self, kept, c) && looks_the_same(self, kept, c));
	if (self->columns->len > 0)
		g_array_set_size(self->columns, kept + 1);
}

/* How many columns there are when up to @group neighbours become one. */
static guint
thinned(const CtStrip *self, guint group)
{
	guint count = 0;
	guint first = 0;

	for (guint c = 0; c < self->columns->len; c++) {
		if (c > 0 && c - first < group && may_follow(self, c - 1, c))
			continue;
		first = c;
		count++;
	}
	return count;
}

void
ct_strip_thin(CtStrip *self, guint most)
{
	guint n = self->columns->len;
	guint group = 1;
	guint kept = 0;
	guint held = 1;

	while (group < n && thinned(self, group) > most)
		group++;
	for (guint c = 1; group > 1 && c < n; c++) {
		gboolean together = held < group && may_follow(self, kept, c);

		kept = merge(self, kept, c, together);
		held = together ? held + 1 : 1;
	}
	if (group > 1)
		g_array_set_size(self->columns, kept + 1);
}
