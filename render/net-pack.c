/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts of a drawing on sheets.
 *
 * Shelves of the layered drawing know one width and no sheets: a wide part leaves its shelf half empty,
 * and the border of a sheet runs through what stands at it.  Here each part goes to the first sheet that
 * has room for it, as far up and then as far left as it can stand.  The order of parts is that of their
 * names where that takes no more sheets than the largest first, so that one that grows does not send others
 * elsewhere before it has to.
 */
#include "render/net-pack.h"

#include <math.h>
#include <string.h>

#include "render/layered-parts.h"

#define GAP_PT	10.0
#define STEP_PT 60.0 /* between widths that are tried */
#define CLEARLY 1.02

typedef struct {
	CtRect rect; /* where it stands, x downwards */
	CtPoint at;  /* result, x downwards */
	guint sheet; /* result */
	const char *name;
} Part;

typedef struct {
	CtLayeredNode *nodes;
	CtLayeredGroup *groups;
	CtLayeredEdge *edges;
	guint n_nodes;
	guint n_groups;
	guint n_edges;
	guint *part_of; /* of each node */
	guint *group_part;
	Part *parts;  /* behind them legend and title block, as one */
	guint *order; /* of parts */
	guint n_parts;
	const CtNetSheet *sheet;
} Pack;

/* A way to put parts on sheets, and what comes of it. */
typedef struct {
	guint order;	      /* index into orders */
	gboolean foot_in_gap; /* legend and title block stand between parts, not below all */
	double width;
	guint sheets;
	double scale;
} Try;

/* ---- Parts ---- */

static guint
outermost(const Pack *self, guint group)
{
	while (self->groups[group - 1].parent != 0)
		group = self->groups[group - 1].parent;
	return group;
}

static void
find_parts(Pack *self)
{
	g_autofree guint *order = g_new0(guint, self->n_nodes + 1);
	g_autofree guint *ends = g_new0(guint, 2 * self->n_edges + 1);

	for (guint i = 0; i < self->n_nodes; i++)
		order[i] = i;
	for (guint i = 0; i < self->n_edges; i++) {
		ends[2 * i] = self->edges[i].from;
		ends[2 * i + 1] = self->edges[i].to;
	}
	self->n_parts = ct_parts_find(self->nodes, self->n_nodes, order, self->groups,
				      self->n_groups, ends, self->n_edges, self->part_of);
	self->parts = g_new0(Part, self->n_parts + 1);
	for (guint i = 0; i < self->n_nodes; i++) {
		guint group = self->nodes[i].group;
		Part *part = &self->parts[self->part_of[i]];
		const char *name = self->nodes[i].id;

		if (group != 0)
			name = self->groups[outermost(self, group) - 1].id;
		if (part->name == NULL || strcmp(name, part->name) < 0)
			part->name = name;
		for (; group != 0; group = self->groups[group - 1].parent)
			self->group_part[group - 1] = self->part_of[i];
	}
}

static void
move_node(Pack *self, guint i, CtPoint by)
{
	self->nodes[i].at.x += by.x;
	self->nodes[i].at.y += by.y;
}

/* Moves each part by its own way. */
static void
move_parts(Pack *self, const CtPoint *by)
{
	for (guint i = 0; i < self->n_nodes; i++)
		move_node(self, i, by[self->part_of[i]]);
	for (guint g = 0; g < self->n_groups; g++) {
		CtPoint way = by[self->group_part[g]];

		if (self->groups[g].rect.w <= 0)
			continue;
		self->groups[g].rect.x += way.x;
		self->groups[g].rect.y += way.y;
	}
	for (guint e = 0; e < self->n_edges; e++) {
		CtPoint way = by[self->part_of[self->edges[e].from]];

		for (guint k = 0; k < self->edges[e].points->len; k++) {
			CtPoint *point = &g_array_index(self->edges[e].points, CtPoint, k);

			point->x += way.x;
			point->y += way.y;
		}
	}
}

static void
grow(Part *part, double x, double y, double w, double h)
{
	CtRect *rect = &part->rect;
	double right = MAX(rect->x + rect->w, x + w);
	double bottom = MAX(rect->y + rect->h, y + h);

	if (rect->w <= 0) {
		*rect = (CtRect){ x, y, w, h };
		return;
	}
	rect->x = MIN(rect->x, x);
	rect->y = MIN(rect->y, y);
	rect->w = right - rect->x;
	rect->h = bottom - rect->y;
}

static void
find_extents(Pack *self)
{
	for (guint p = 0; p < self->n_parts; p++)
		self->parts[p].rect = (CtRect){ 0, 0, 0, 0 };
	for (guint i = 0; i < self->n_nodes; i++) {
		const CtLayeredNode *node = &self->nodes[i];

		grow(&self->parts[self->part_of[i]], node->at.x - node->width / 2,
		     node->at.y - node->height / 2, node->width, node->height);
	}
	for (guint g = 0; g < self->n_groups; g++) {
		const CtRect *rect = &self->groups[g].rect;

		if (rect->w > 0)
			grow(&self->parts[self->group_part[g]], rect->x, rect->y, rect->w, rect->h);
	}
	for (guint e = 0; e < self->n_edges; e++)
		for (guint k = 0; k < self->edges[e].points->len; k++) {
			CtPoint point = g_array_index(self->edges[e].points, CtPoint, k);

			grow(&self->parts[self->part_of[self->edges[e].from]], point.x, point.y, 0,
			     0);
		}
}

static gint
compare_names(gconstpointer a, gconstpointer b, gpointer data)
{
	const Part *parts = data;
	guint i = *(const guint *)a;
	guint j = *(const guint *)b;
	int order = strcmp(parts[i].name, parts[j].name);

	return order != 0 ? order : i < j ? -1 : i > j;
}

/* The larger first, by tens of points. */
static gint
compare_extents(double x, double y, gconstpointer a, gconstpointer b, gpointer data)
{
	double tens_x = floor(x / 10);
	double tens_y = floor(y / 10);

	if (tens_x < tens_y || tens_x > tens_y)
		return tens_x > tens_y ? -1 : 1;
	return compare_names(a, b, data);
}

static gint
compare_heights(gconstpointer a, gconstpointer b, gpointer data)
{
	const Part *parts = data;

	return compare_extents(parts[*(const guint *)a].rect.w, parts[*(const guint *)b].rect.w, a,
			       b, data);
}

static gint
compare_widths(gconstpointer a, gconstpointer b, gpointer data)
{
	const Part *parts = data;

	return compare_extents(parts[*(const guint *)a].rect.h, parts[*(const guint *)b].rect.h, a,
			       b, data);
}

/* Where one takes no fewer sheets, the one before is as good. */
static const GCompareDataFunc orders[] = { compare_names, compare_heights, compare_widths };

/* One below the other, so that what is empty in one is closed up whatever the others have there. */
static void
stack(Pack *self)
{
	g_autofree CtPoint *by = g_new0(CtPoint, self->n_parts + 1);
	double x = 0;

	find_extents(self);
	for (guint p = 0; p < self->n_parts; p++) {
		by[p] = (CtPoint){ x - self->parts[p].rect.x, -self->parts[p].rect.y };
		x += self->parts[p].rect.w + GAP_PT;
	}
	move_parts(self, by);
}

/* ---- Sheets ---- */

static double
room_down(const Pack *self, guint sheet)
{
	return self->sheet->height - (sheet == 0 ? self->sheet->head : 0);
}

static gboolean
is_free(const Pack *self, guint n_placed, guint sheet, CtPoint at, const Part *part)
{
	for (guint k = 0; k < n_placed; k++) {
		const Part *other = &self->parts[self->order[k]];

		if (other->sheet == sheet && at.x < other->at.x + other->rect.w + GAP_PT &&
		    other->at.x < at.x + part->rect.w + GAP_PT &&
		    at.y < other->at.y + other->rect.h + GAP_PT &&
		    other->at.y < at.y + part->rect.h + GAP_PT)
			return FALSE;
	}
	return TRUE;
}

/* Takes @at when it is free and further up than the best so far, or as far up and further left. */
static void
try_at(const Pack *self, guint n_placed, guint sheet, CtPoint at, Part *part, gboolean *found)
{
	gboolean better = !*found || at.x < part->at.x || (at.x <= part->at.x && at.y < part->at.y);

	if (!better || !is_free(self, n_placed, sheet, at, part))
		return;
	part->at = at;
	*found = TRUE;
}

/* Below and beside what stands there already. */
static gboolean
place_on(const Pack *self, guint n_placed, guint sheet, double width, Part *part)
{
	gboolean found = FALSE;

	for (guint a = 0; a <= n_placed; a++) {
		const Part *above = a < n_placed ? &self->parts[self->order[a]] : NULL;
		double x = above != NULL ? above->at.x + above->rect.w + GAP_PT : 0;

		if ((above != NULL && above->sheet != sheet) ||
		    (x > 0 && x + part->rect.w > room_down(self, sheet) + 0.01))
			continue;
		for (guint b = 0; b <= n_placed; b++) {
			const Part *left = b < n_placed ? &self->parts[self->order[b]] : NULL;
			double y = left != NULL ? left->at.y + left->rect.h + GAP_PT : 0;

			if ((left != NULL && left->sheet != sheet) ||
			    (y > 0 && y + part->rect.h > width + 0.01))
				continue;
			try_at(self, n_placed, sheet, (CtPoint){ x, y }, part, &found);
		}
	}
	return found;
}

/* Returns: how many sheets that took, and what the drawing measures when they stand below each other. */
static guint
place_all(Pack *self, const Try *way, CtPoint *out_size, GArray *tops)
{
	guint count = self->n_parts + (way->foot_in_gap ? 1 : 0);
	guint n_sheets = 1;
	double top = 0;

	for (guint k = 0; k < count; k++) {
		Part *part = &self->parts[self->order[k]];

		part->sheet = 0;
		while (!place_on(self, k, part->sheet, way->width, part))
			part->sheet++;
		n_sheets = MAX(n_sheets, part->sheet + 1);
	}
	*out_size = (CtPoint){ 0, 0 };
	g_array_set_size(tops, 0);
	for (guint s = 0; s < n_sheets; s++) {
		double bottom = 0;

		for (guint p = 0; p < count; p++) {
			const Part *part = &self->parts[p];

			if (part->sheet != s)
				continue;
			bottom = MAX(bottom, part->at.x + part->rect.w);
			out_size->y = MAX(out_size->y, part->at.y + part->rect.h);
		}
		g_array_append_val(tops, top);
		out_size->x = top + bottom;
		top += bottom + GAP_PT;
	}
	return n_sheets;
}

/* Sets what a way costs: sheets, what stands below the drawing included, and the size on the one sheet, 1
 * being full size. */
static void
measure(Pack *self, Try *way, GArray *tops)
{
	const CtNetSheet *sheet = self->sheet;
	double foot = way->foot_in_gap ? 0 : sheet->foot;
	CtPoint size;

	way->sheets = place_all(self, way, &size, tops);
	way->scale = MIN(sheet->width / size.y, sheet->height / (size.x + sheet->head + foot));
	if (size.x - g_array_index(tops, double, way->sheets - 1) + foot >
	    room_down(self, way->sheets - 1))
		way->sheets++;
}

static void
sort_parts(Pack *self, guint order)
{
	for (guint p = 0; p <= self->n_parts; p++)
		self->order[p] = p;
	g_qsort_with_data(self->order, (gint)self->n_parts, sizeof(guint), orders[order],
			  self->parts);
}

/* The width is that of a sheet, or less where one sheet is enough and its type gets larger so.  What comes
 * later has to be better by something that can be seen. */
static Try
find_best(Pack *self)
{
	g_autoptr(GArray) tops = g_array_new(FALSE, FALSE, sizeof(double));
	Try best = { .sheets = G_MAXUINT };
	double widest = 0;

	for (guint p = 0; p < self->n_parts; p++)
		widest = MAX(widest, self->parts[p].rect.h);
	for (guint i = 0; i < G_N_ELEMENTS(orders) * 2 && (i < 2 || best.sheets > 1); i++) {
		Try way = { .order = i / 2,
			    .foot_in_gap = i % 2 == 1,
			    .width = MAX(widest, self->sheet->width) };

		sort_parts(self, way.order);
		do {
			measure(self, &way, tops);
			if (way.sheets < best.sheets || (way.sheets == 1 && best.sheets == 1 &&
							 way.scale > best.scale * CLEARLY))
				best = way;
			way.width -= STEP_PT;
		} while (way.sheets == 1 && way.width >= widest);
	}
	return best;
}

static CtPoint
place_parts(Pack *self, GArray *breaks, CtPoint *out_foot)
{
	g_autoptr(GArray) tops = g_array_new(FALSE, FALSE, sizeof(double));
	g_autofree CtPoint *by = g_new0(CtPoint, self->n_parts + 1);
	const Try best = find_best(self);
	CtPoint size;

	sort_parts(self, best.order);
	place_all(self, &best, &size, tops);
	for (guint p = 0; p <= self->n_parts; p++) {
		const Part *part = &self->parts[p];
		double top = g_array_index(tops, double, part->sheet);

		by[p] = (CtPoint){ part->at.x + top - part->rect.x, part->at.y - part->rect.y };
	}
	*out_foot = best.foot_in_gap ? by[self->n_parts] : (CtPoint){ size.x + GAP_PT, 0 };
	move_parts(self, by);
	for (guint s = 1; s < tops->len; s++) {
		double end = g_array_index(tops, double, s) - GAP_PT / 2;

		g_array_append_val(breaks, end);
	}
	return size;
}

CtPoint
ct_net_pack(CtLayeredNode *nodes, guint n_nodes, CtLayeredGroup *groups, guint n_groups,
	    CtLayeredEdge *edges, guint n_edges, const CtNetMargins *margins,
	    const CtNetSheet *sheet, GArray *breaks, CtPoint *out_foot)
{
	Pack self = { .nodes = nodes,
		      .groups = groups,
		      .edges = edges,
		      .n_nodes = n_nodes,
		      .n_groups = n_groups,
		      .n_edges = n_edges,
		      .sheet = sheet };
	CtPoint size;

	self.part_of = g_new0(guint, n_nodes + 1);
	self.group_part = g_new0(guint, n_groups + 1);
	find_parts(&self);
	stack(&self);
	ct_net_compact(nodes, n_nodes, groups, n_groups, edges, n_edges, margins);
	find_extents(&self);
	self.order = g_new0(guint, self.n_parts + 1);
	self.parts[self.n_parts].rect = (CtRect){ 0, 0, sheet->block.x, sheet->block.y };
	size = place_parts(&self, breaks, out_foot);
	g_free(self.part_of);
	g_free(self.group_part);
	g_free(self.parts);
	g_free(self.order);
	return size;
}
