/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The coupling matrix.
 *
 * Units are sorted by wave, and within a wave so that those that hang together stand together: what a
 * wave keeps lies in its block on the diagonal, what the waves cut lies outside, the further the more
 * it costs.  Units without couplings are left out.  With more than MAX_ROWS of them the rows of the
 * first page are waves, and pages of units follow; units that hang together share a page, and pages on
 * which most is cut come first.
 */
#include "render/view-coupling.h"

#include <math.h>
#include <string.h>

#include "render/bonds.h"
#include "render/cuts.h"
#include "render/frame.h"
#include "render/matrix.h"
#include "render/sheet.h"
#include "render/spread.h"

#define MAX_ROWS   60
#define MAX_PAGES  12
#define MAX_SIDE   690.0
#define CELL_MIN   12.0
#define CELL_MAX   16.0
#define WAVE_CELL  26.0
#define FEW_ROWS   8 /* the page is narrower, and its cells are larger */
#define FEW_W	   1020.0
#define BLOCK_W	   64.0
#define LABEL_W	   160.0
#define BESIDE_MIN 520.0 /* width that the spread needs beside a matrix */
#define CUTS_MIN   320.0
#define CUTS_MAX   520.0
#define BESIDE_GAP 44.0
#define BELOW_GAP  22.0
#define NOTE_H	   18.0

/* What is between two rows of waves, or within one. */
typedef struct {
	guint64 cost;
	guint count;
} Sum;

typedef struct {
	const CtViewInput *input;
	const CtBonds *bonds;
	guint *rows; /* of the drawn plan, by wave of the whole plan */
	GPtrArray *scenes;
	guint chunk;	    /* so many waves of the drawn plan share a row */
	guint n;	    /* such rows */
	Sum *sums;	    /* by two rows, the lower one first */
	guint64 *part_cost; /* by the unit that a part is named by */
	guint64 cut_cost;
	guint cut; /* bonds between waves */
} View;

/* A page in the making. */
typedef struct {
	View *view;
	CtScene *scene;
	GArray *rows;	   /* of CtMatrixRow */
	GArray *cells;	   /* of CtMatrixCell */
	GPtrArray *blocks; /* of const char * */
	gboolean by_wave;
} Page;

static const CtPlanWave *
drawn_wave(const View *self, guint row)
{
	return &g_array_index(self->input->plan->waves, CtPlanWave, row);
}

static const char *
wave_id(const View *self, guint wave)
{
	return g_array_index(self->bonds->plan->waves, CtPlanWave, wave).id;
}

static gint
by_wave(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtBonds *bonds = data;
	guint i = *(const guint *)a;
	guint k = *(const guint *)b;
	const CtBondUnit *x = ct_bonds_unit(bonds, i);
	const CtBondUnit *y = ct_bonds_unit(bonds, k);

	if (x->wave != y->wave)
		return x->wave < y->wave ? -1 : 1;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return i < k ? -1 : i > k;
}

/* ---- Sums ---- */

/* The ends of bonds are all over memory: of each unit, only what is asked of it there. */
static guint32 *
list_waves(const CtBonds *bonds)
{
	guint32 *waves = g_new(guint32, (gsize)bonds->units->len + 1);

	for (guint i = 0; i < bonds->units->len; i++)
		waves[i] = ct_bonds_unit(bonds, i)->wave;
	return waves;
}

/* All that is asked of all bonds, since there may be millions of them. */
static void
sum_bonds(View *self)
{
	const CtBonds *bonds = self->bonds;
	g_autofree guint32 *waves = list_waves(bonds);

	self->chunk = MAX((self->input->plan->waves->len + MAX_ROWS - 1) / MAX_ROWS, 1);
	self->n = (self->input->plan->waves->len + self->chunk - 1) / self->chunk;
	self->sums = g_new0(Sum, (gsize)self->n * self->n + 1);
	self->part_cost = g_new0(guint64, (gsize)bonds->units->len + 1);
	for (guint i = 0; i < bonds->bonds->len; i++) {
		const CtBond *bond = ct_bonds_at(bonds, i);
		const guint32 low = MIN(waves[bond->a], waves[bond->b]);
		const guint32 high = MAX(waves[bond->a], waves[bond->b]);
		guint64 cost;
		guint a;
		guint b;
		Sum *sum;

		if (high == CT_NONE)
			continue;
		cost = (guint64)bond->weight * (high - low);
		self->cut += high > low;
		self->cut_cost += cost;
		self->part_cost[ct_bonds_unit(bonds, bond->a)->part] += cost;
		a = self->rows[low] / self->chunk;
		b = self->rows[high] / self->chunk;
		sum = &self->sums[(gsize)MIN(a, b) * self->n + MAX(a, b)];
		sum->cost += cost;
		sum->count++;
	}
}

/* ---- Rows and cells ---- */

static void
add_unit(Page *self, guint index)
{
	const CtBondUnit *unit = ct_bonds_unit(self->view->bonds, index);
	const char *first = unit->first != NULL ? unit->first : "";
	gboolean moves = unit->wave != CT_NONE;
	CtMatrixRow row = { .id = unit->name, .block = unit->wave };

	row.label = unit->users > 1 ? ct_scene_printf(self->scene, "%s %s +%u", unit->name, first,
						      unit->users - 1)
				    : ct_scene_printf(self->scene, "%s %s", unit->name, first);
	row.title = ct_scene_printf(self->scene, "%s, %u users: %s", unit->name, unit->users,
				    moves ? wave_id(self->view, unit->wave) : "not in a wave");
	if (moves)
		row.href =
			ct_scene_printf(self->scene, "#%s",
					drawn_wave(self->view, self->view->rows[unit->wave])->id);
	g_array_append_val(self->rows, row);
}

static void
add_bond(Page *self, const CtBond *bond, guint a, guint b)
{
	const CtBonds *bonds = self->view->bonds;
	guint distance = ct_bonds_distance(bonds, bond);
	CtMatrixCell cell = { MIN(a, b), MAX(a, b), CT_STYLE_PAIR_KEPT, NULL, NULL, NULL, NULL };

	if (distance > 0)
		cell.style = CT_STYLE_PAIR_CUT;
	else if (bond->hard)
		cell.style = CT_STYLE_PAIR_HARD;
	if (distance > 0)
		cell.upper = ct_scene_printf(self->scene, "%u", distance);
	else if (bond->hard)
		cell.upper = "H";
	cell.lower = ct_scene_printf(self->scene, "%u", bond->weight);
	cell.title = ct_scene_printf(self->scene, "%s and %s: %s, weight %u%s",
				     ct_bonds_unit(bonds, bond->a)->name,
				     ct_bonds_unit(bonds, bond->b)->name,
				     ct_bonds_kinds(bonds, bond), bond->weight,
				     bond->hard ? ", hard" : "");
	if (distance > 0)
		cell.desc =
			ct_scene_printf(self->scene, "cut: %s and %s, costs %" G_GUINT64_FORMAT,
					wave_id(self->view, ct_bonds_unit(bonds, bond->a)->wave),
					wave_id(self->view, ct_bonds_unit(bonds, bond->b)->wave),
					ct_bonds_cost(bonds, bond));
	else
		cell.desc = "kept: they move together";
	g_array_append_val(self->cells, cell);
}

/* @order: of guint, indexes of units */
static void
add_units(Page *self, GArray *order)
{
	const CtBonds *bonds = self->view->bonds;
	g_autofree guint *place = g_new0(guint, bonds->units->len + 1); /* + 1 */

	g_array_sort_with_data(order, by_wave, (gpointer)bonds);
	for (guint i = 0; i < order->len; i++) {
		guint unit = g_array_index(order, guint, i);

		place[unit] = i + 1;
		add_unit(self, unit);
	}
	for (guint i = 0; i < bonds->bonds->len; i++) {
		const CtBond *bond = ct_bonds_at(bonds, i);

		if (place[bond->a] > 0 && place[bond->b] > 0)
			add_bond(self, bond, place[bond->a] - 1, place[bond->b] - 1);
	}
	for (guint i = 0; i < self->view->bonds->plan->waves->len; i++)
		g_ptr_array_add(self->blocks, (gpointer)wave_id(self->view, i));
}

static void
add_wave(Page *self, guint row)
{
	const View *view = self->view;
	guint last = MIN((row + 1) * view->chunk, view->input->plan->waves->len) - 1;
	const CtPlanWave *wave = drawn_wave(view, row * view->chunk);
	CtMatrixRow line = { .id = wave->id, .block = CT_NONE };

	if (last > row * view->chunk) {
		line.label = ct_scene_printf(self->scene, "%s to %s", wave->id,
					     drawn_wave(view, last)->id);
		line.id = ct_scene_printf(self->scene, "waves:%s..%s", wave->id,
					  drawn_wave(view, last)->id);
	} else {
		line.label = ct_scene_printf(self->scene, "%s %s", wave->id, wave->kind);
		line.href = ct_scene_printf(self->scene, "#%s", wave->id);
	}
	line.title = line.label;
	g_array_append_val(self->rows, line);
}

static void
add_sum(Page *self, const Sum *sum, guint a, guint b)
{
	g_autofree char *cost = ct_text_count(sum->cost);
	g_autofree char *pairs = ct_text_counted(sum->count, "coupling", "couplings");
	const CtMatrixRow *rows = (const CtMatrixRow *)(const void *)self->rows->data;
	CtMatrixCell cell = { .a = a, .b = b };

	cell.style = sum->cost > 0 ? CT_STYLE_PAIR_CUT : CT_STYLE_PAIR_KEPT;
	cell.upper = ct_scene_keep(self->scene, cost);
	cell.lower = ct_scene_printf(self->scene, "%u", sum->count);
	if (a == b && sum->cost == 0)
		cell.upper = cell.lower;
	cell.title = a == b ? ct_scene_printf(self->scene, "within %s: %s", rows[a].label, pairs)
			    : ct_scene_printf(self->scene, "%s and %s: %s", rows[a].label,
					      rows[b].label, pairs);
	cell.desc = sum->cost > 0 ? ct_scene_printf(self->scene, "cut, costs %s", cost)
				  : "kept: they move together";
	g_array_append_val(self->cells, cell);
}

/* Rows of waves that have a part in some coupling. */
static void
add_waves(Page *self)
{
	const guint n = self->view->n;
	const Sum *sums = self->view->sums;
	g_autofree guint *place = g_new0(guint, n + 1); /* + 1 */

	for (guint row = 0; row < n; row++) {
		gboolean used = FALSE;

		for (guint other = 0; other < n && !used; other++)
			used = sums[(gsize)MIN(row, other) * n + MAX(row, other)].count > 0;
		if (!used)
			continue;
		add_wave(self, row);
		place[row] = self->rows->len;
	}
	for (guint a = 0; a < n; a++)
		for (guint b = a; b < n; b++)
			if (sums[(gsize)a * n + b].count > 0)
				add_sum(self, &sums[(gsize)a * n + b], place[a] - 1, place[b] - 1);
}

/* ---- Pages ---- */

/* As large as leaves room for what stands beside it, if there is a size that can be read. */
static double
cell_size(const Page *self, double room)
{
	double most = self->by_wave || self->rows->len <= FEW_ROWS ? WAVE_CELL : CELL_MAX;
	double cell = CLAMP(MAX_SIDE / MAX(1, self->rows->len), CELL_MIN, most);
	double fitting = (room - LABEL_W - (self->by_wave ? 0 : BLOCK_W) - BESIDE_GAP) /
			 MAX(1, self->rows->len);

	return fitting >= CELL_MIN ? MIN(cell, floor(fitting * 4) / 4) : cell;
}

static CtPoint
draw_matrix(Page *self, CtPoint at, double room)
{
	double note; /* the width of the words, which may be wider than a small matrix */
	CtMatrix matrix = { .rows = (const CtMatrixRow *)(const void *)self->rows->data,
			    .n_rows = self->rows->len,
			    .cells = (const CtMatrixCell *)(const void *)self->cells->data,
			    .n_cells = self->cells->len,
			    .blocks = (const char *const *)self->blocks->pdata,
			    .block_w = self->by_wave ? 0 : BLOCK_W,
			    .label_w = LABEL_W };

	matrix.cell = cell_size(self, room);
	note = ct_scene_text(
		self->scene, CT_STYLE_DETAIL,
		(CtRect){ at.x, at.y, self->scene->width - 2 * CT_FRAME_PAD_PT, NOTE_H },
		CT_ALIGN_START,
		self->by_wave ? "Above the diagonal: what a cut costs. Below it: how many "
				"couplings are cut. On it: how many are kept."
			      : "Above the diagonal: how many waves lie between. Below it: the "
				"weight of the coupling.");
	at.y += NOTE_H + 4;

	CtPoint size = ct_matrix_draw(self->scene, &matrix, at);

	return (CtPoint){ MAX(size.x, note), size.y + NOTE_H + 4 };
}

/* Spread and cuts stand beside the matrix where there is room, else below it. */
static void
finish_page(Page *self, const GArray *units, gboolean first)
{
	const View *view = self->view;
	CtPoint at = { CT_FRAME_PAD_PT, CT_SHEET_TOP_PT };
	CtPoint size = { 0, 0 };
	double room = self->scene->width - 2 * CT_FRAME_PAD_PT;
	double least = first ? BESIDE_MIN : CUTS_MIN;
	double bottom;
	double height;

	if (self->rows->len > 0)
		size = draw_matrix(self, at, room - least);
	bottom = at.y + size.y;
	if (size.x > 0 && size.x + BESIDE_GAP + least <= room) {
		at.x += size.x + BESIDE_GAP;
		room -= size.x + BESIDE_GAP;
	} else if (size.x > 0) {
		at.y = bottom + BELOW_GAP;
		ct_scene_break(self->scene, at.y - BELOW_GAP / 2);
	}
	if (first) {
		height = ct_spread_draw(self->scene, view->input, view->bonds, at, room);
		at.y += height + (height > 0 ? BELOW_GAP : 0);
	}
	if (!self->by_wave) {
		height = ct_cuts_draw(self->scene, view->bonds, units, at, MIN(room, CUTS_MAX));
		at.y += height + (height > 0 ? BELOW_GAP : 0);
	}
	ct_sheet_finish(self->scene, view->input, MAX(bottom + 16, at.y - BELOW_GAP + 16));
}

static const char *
tell_sums(Page *self)
{
	const View *view = self->view;
	const CtBonds *bonds = view->bonds;
	guint64 shared = 0;
	g_autofree char *count = ct_text_counted(bonds->bonds->len, "coupling", "couplings");
	g_autofree char *units = ct_text_counted(bonds->units->len, "unit", "units");
	g_autofree char *first = ct_text_count(view->cut_cost);
	g_autofree char *second = NULL;

	for (guint i = 0; i < bonds->groups->len; i++)
		shared += ct_bonds_group_cost(ct_bonds_group(bonds, i));
	second = ct_text_count(shared);
	if (bonds->bonds->len == 0)
		return ct_scene_printf(self->scene,
				       "No two units are coupled; what pools, sites and policies "
				       "share costs %s.",
				       second);
	return ct_scene_printf(self->scene,
			       "%s between %s, of which the waves cut %u, at a cost of %s; what "
			       "pools, sites and policies share costs %s.%s",
			       count, units, view->cut, first, second,
			       self->by_wave ? " Put together by wave." : "");
}

static Page
new_page(View *view, const char *id, const char *title)
{
	Page page = { .view = view };

	page.scene = ct_scene_new(view->input->text, id, title,
				  "Which units belong together, sorted by their waves, and which "
				  "of these couplings the waves cut");
	page.rows = g_array_new(FALSE, TRUE, sizeof(CtMatrixRow));
	page.cells = g_array_new(FALSE, TRUE, sizeof(CtMatrixCell));
	page.blocks = g_ptr_array_new();
	g_ptr_array_add(view->scenes, page.scene);
	return page;
}

static void
clear_page(Page *self)
{
	g_array_unref(self->rows);
	g_array_unref(self->cells);
	g_ptr_array_unref(self->blocks);
}

static void
draw_first(View *view)
{
	Page page = new_page(view, "coupling-matrix", "Coupling matrix");

	page.by_wave = view->bonds->units->len > MAX_ROWS;
	ct_sheet_begin(page.scene, view->bonds->units->len <= FEW_ROWS ? FEW_W : CT_SHEET_W_PT,
		       tell_sums(&page));
	if (page.by_wave) {
		add_waves(&page);
	} else {
		g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));

		for (guint i = 0; i < view->bonds->units->len; i++)
			g_array_append_val(order, i);
		add_units(&page, order);
	}
	finish_page(&page, NULL, TRUE);
	clear_page(&page);
}

/* Units that hang together. */
typedef struct {
	guint64 cost;
	guint part;
	GArray *units; /* of guint; NULL: none has this number */
} Part;

static gint
by_part_cost(gconstpointer a, gconstpointer b)
{
	const Part *x = a;
	const Part *y = b;

	if (x->cost != y->cost)
		return x->cost > y->cost ? -1 : 1;
	return x->part < y->part ? -1 : x->part > y->part;
}

static GArray *
find_parts(const View *view)
{
	const CtBonds *bonds = view->bonds;
	GArray *parts = g_array_new(FALSE, TRUE, sizeof(Part));

	g_array_set_size(parts, bonds->units->len);
	for (guint i = 0; i < bonds->units->len; i++) {
		Part *part = &g_array_index(parts, Part, ct_bonds_unit(bonds, i)->part);

		if (part->units == NULL)
			part->units = g_array_new(FALSE, FALSE, sizeof(guint));
		part->part = ct_bonds_unit(bonds, i)->part;
		part->cost = view->part_cost[part->part];
		g_array_append_val(part->units, i);
	}
	for (guint i = parts->len; i-- > 0;)
		if (g_array_index(parts, Part, i).units == NULL)
			g_array_remove_index(parts, i);
	g_array_sort(parts, by_part_cost);
	return parts;
}

static void
draw_units(View *view, GArray *units, guint number, guint count, guint left_out)
{
	g_autofree char *id = g_strdup_printf("coupling-matrix-%u", number);
	g_autofree char *title = g_strdup_printf("Coupling matrix, page %u of %u", number, count);
	Page page = new_page(view, id, title);

	ct_sheet_begin(page.scene, CT_SHEET_W_PT,
		       left_out > 0 ? ct_scene_printf(page.scene,
						      "Units that hang together, those with the "
						      "most expensive cuts first. %u more units "
						      "are only in couplings.csv.",
						      left_out)
				    : "Units that hang together, those with the most expensive "
				      "cuts first.");
	add_units(&page, units);
	finish_page(&page, units, FALSE);
	clear_page(&page);
}

/* Fills pages with whole parts; of a part that no page holds, the beginning. */
static GPtrArray *
fill_pages(const GArray *parts, guint *out_left)
{
	GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	GArray *page = NULL;

	*out_left = 0;
	for (guint i = 0; i < parts->len; i++) {
		GArray *units = g_array_index(parts, Part, i).units;
		guint count = MIN(units->len, MAX_ROWS);

		if (page == NULL || page->len + count > MAX_ROWS) {
			page = g_array_new(FALSE, FALSE, sizeof(guint));
			g_ptr_array_add(pages, page);
		}
		g_array_append_vals(page, units->data, count);
		*out_left += units->len - count;
	}
	while (pages->len > MAX_PAGES) {
		*out_left += ((const GArray *)pages->pdata[pages->len - 1])->len;
		g_ptr_array_set_size(pages, (gint)pages->len - 1);
	}
	return pages;
}

static void
draw_details(View *view)
{
	g_autoptr(GArray) parts = find_parts(view);
	guint left_out = 0;
	g_autoptr(GPtrArray) pages = fill_pages(parts, &left_out);

	for (guint i = 0; i < pages->len; i++)
		draw_units(view, pages->pdata[i], i + 1, pages->len, left_out);
	for (guint i = 0; i < parts->len; i++)
		g_array_unref(g_array_index(parts, Part, i).units);
}

void
ct_view_coupling(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtBonds) bonds = ct_bonds_new(ct_plan_whole(input->plan));
	g_autofree guint *rows = ct_sheet_waves(input->plan);
	View view = { .input = input, .bonds = bonds, .rows = rows, .scenes = scenes };
	guint64 shared = 0;

	for (guint i = 0; i < bonds->groups->len; i++)
		shared += ct_bonds_group_cost(ct_bonds_group(bonds, i));
	if (bonds->bonds->len == 0 && shared == 0)
		return;
	sum_bonds(&view);
	draw_first(&view);
	if (bonds->units->len > MAX_ROWS)
		draw_details(&view);
	g_free(view.sums);
	g_free(view.part_cost);
}
