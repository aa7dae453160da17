/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What coordinates are found from: widths, gaps, neighbours above and below, borders of containers. */
#include "render/layered-rows.h"

#include <stdlib.h>

#include "render/layered-nest.h"

void
ct_rows_clear(CtRows *self)
{
	g_free(self->base);
	g_free(self->level);
	g_free(self->half);
	g_free(self->piece);
	g_free(self->pad);
	g_free(self->partner);
	g_free(self->least);
	for (guint side = 0; side < 2; side++) {
		g_free(self->start[side]);
		g_free(self->near[side]);
		g_free(self->barred[side]);
	}
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a;
	guint y = *(const guint *)b;

	return x < y ? -1 : x > y;
}

static void
fill_side(CtRows *self, const CtLevels *levels, guint side)
{
	g_autoptr(CtStretches) list = ct_stretches_new();
	GArray *near = g_array_new(FALSE, FALSE, sizeof(guint));

	self->start[side] = g_new0(guint, self->n + 1);
	for (guint l = 0; l < self->n_levels; l++) {
		guint other = side == 0 ? l - 1 : l + 1;

		for (guint i = 0; i < levels->n_items[l]; i++)
			self->start[side][self->base[l] + i] = near->len;
		if ((side == 0 && l == 0) || (side == 1 && other == self->n_levels))
			continue;
		ct_stretches_fill(list, levels, l, other);
		for (guint i = 0; i < levels->n_items[l]; i++) {
			guint first = near->len;

			self->start[side][self->base[l] + i] = first;
			for (guint k = g_array_index(list->starts, guint, i);
			     k < g_array_index(list->starts, guint, i + 1); k++) {
				guint at = self->base[other] +
					   g_array_index(list->stretches, CtStretch, k).at;

				g_array_append_val(near, at);
			}
			if (near->len > first)
				qsort(&g_array_index(near, guint, first), near->len - first,
				      sizeof(guint), compare_numbers);
		}
	}
	self->start[side][self->n] = near->len;
	self->barred[side] = g_new0(guint8, near->len + 1);
	self->near[side] = (guint *)(gpointer)g_array_free(near, FALSE);
}

/* What of the items is a border of a container. */
static void
fill_borders(CtRows *self, const CtLevels *levels)
{
	const CtNest *nest = levels->nest;

	self->pad = g_new0(double, self->n + 1);
	self->partner = g_new0(guint, self->n + 1);
	self->least = g_new0(double, self->n + 1);
	for (guint i = 0; i < self->n; i++) {
		self->pad[i] = -1;
		self->partner[i] = G_MAXUINT;
	}
	for (guint g = 0; nest != NULL && g < nest->n_groups; g++) {
		for (guint l = nest->first[g]; l <= nest->last[g]; l++) {
			guint left = levels->position[ct_nest_border(nest, g, l, 0)];
			guint right = levels->position[ct_nest_border(nest, g, l, 1)];

			left += self->base[l];
			right += self->base[l];
			self->piece[left] = self->piece[right] = TRUE;
			self->pad[left] = self->pad[right] = nest->pad[g];
			self->partner[left] = right;
			self->partner[right] = left;
			self->least[left] = self->least[right] = nest->min_width[g];
		}
	}
}

void
ct_rows_fill(CtRows *self, const CtLevels *levels, const double *width)
{
	self->n_levels = levels->n_levels;
	self->base = g_new0(guint, self->n_levels + 1);
	for (guint l = 0; l < self->n_levels; l++)
		self->base[l + 1] = self->base[l] + levels->n_items[l];
	self->n = self->base[self->n_levels];
	self->level = g_new0(guint, self->n + 1);
	self->half = g_new0(double, self->n + 1);
	self->piece = g_new0(guint8, self->n + 1);
	for (guint l = 0; l < self->n_levels; l++) {
		for (guint i = 0; i < levels->n_items[l]; i++) {
			guint item = levels->items[l][i];
			guint at = self->base[l] + i;

			self->level[at] = l;
			self->piece[at] = !ct_levels_is_node(levels, item);
			self->half[at] = self->piece[at] ? 0 : width[item] / 2;
		}
	}
	fill_borders(self, levels);
	fill_side(self, levels, 0);
	fill_side(self, levels, 1);
}

double
ct_rows_distance(const CtRows *rows, guint left, guint right)
{
	gboolean boxes = !rows->piece[left] && !rows->piece[right];

	if (ct_rows_is_border(rows, left) || ct_rows_is_border(rows, right)) {
		double pad = MAX(rows->pad[left], rows->pad[right]);
		gboolean inside = rows->partner[left] == right;

		return rows->half[left] + rows->half[right] +
		       (inside ? rows->least[left] : MAX(pad, rows->edge_gap));
	}
	return rows->half[left] + rows->half[right] + (boxes ? rows->node_gap : rows->edge_gap);
}
