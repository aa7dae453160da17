/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spread of what users share.  The most expensive stand first, as they are what a reviewer asks
 * about; beyond a page's worth of rows the rest is one row.
 */
#include "render/spread.h"

#include <string.h>

#include "render/map.h"
#include "render/sheet.h"

#define MAX_ROWS  44
#define ROW_H	  15.0
#define HEAD_H	  34.0
#define COST_W	  112.0
#define LABEL_MAX 230.0
#define TICK_ROOM 18.0
#define STEP_MAX  60.0
#define STEP_TEXT 26.0 /* from here on users are written into the columns */

typedef struct {
	CtScene *scene;
	const CtViewInput *input;
	const CtBonds *bonds;
	GPtrArray *sorted; /* of const CtBondGroup * */
	guint *rows;	   /* of the drawn plan, by wave of the whole plan */
	CtPoint at;
	double label_w;
	double x; /* of the first wave */
	double step;
	guint first; /* wave of the drawn plan: the first and the last with production users */
	guint last;
} Spread;

static const CtBondShare *
share_at(const CtBondGroup *group, guint index)
{
	return &g_array_index(group->shares, CtBondShare, index);
}

static gint
by_cost(gconstpointer a, gconstpointer b)
{
	const CtBondGroup *x = *(const CtBondGroup *const *)a;
	const CtBondGroup *y = *(const CtBondGroup *const *)b;
	guint64 cost_x = ct_bonds_group_cost(x);
	guint64 cost_y = ct_bonds_group_cost(y);
	int order;

	if (cost_x != cost_y)
		return cost_x > cost_y ? -1 : 1;
	order = strcmp(x->kind, y->kind);
	return order != 0 ? order : strcmp(x->name, y->name);
}

static GPtrArray *
sort_groups(const CtBonds *bonds)
{
	GPtrArray *sorted = g_ptr_array_new();

	for (guint i = 0; i < bonds->groups->len; i++)
		if (ct_bonds_group(bonds, i)->shares->len > 0)
			g_ptr_array_add(sorted, (gpointer)ct_bonds_group(bonds, i));
	g_ptr_array_sort(sorted, by_cost);
	return sorted;
}

guint
ct_spread_rows(const CtBonds *bonds)
{
	g_autoptr(GPtrArray) sorted = sort_groups(bonds);

	return MIN(sorted->len, MAX_ROWS + 1);
}

static double
wave_x(const Spread *self, guint row)
{
	return self->x + self->step * (row - self->first);
}

/* Users of the group in each wave that is drawn, which may be several of the plan. */
static void
draw_shares(Spread *self, const CtBondGroup *group, double y)
{
	guint n = group->shares->len;
	double x1 = wave_x(self, self->rows[share_at(group, 0)->wave]);
	double x2 = wave_x(self, self->rows[share_at(group, n - 1)->wave]) + self->step;
	guint i = 0;

	if (x2 - x1 > self->step * 1.5)
		ct_scene_box(self->scene, CT_STYLE_SPREAD,
			     (CtRect){ x1, y + 1.5, x2 - x1, ROW_H - 3 });
	while (i < n) {
		guint row = self->rows[share_at(group, i)->wave];
		guint users = 0;
		CtRect rect = { wave_x(self, row) + 1, y + 3, self->step - 2, ROW_H - 6 };
		g_autofree char *count = NULL;

		for (; i < n && self->rows[share_at(group, i)->wave] == row; i++)
			users += share_at(group, i)->users;
		count = ct_text_count(users);
		ct_scene_box(self->scene, CT_STYLE_SPREAD_ONE, rect);
		if (self->step >= STEP_TEXT)
			ct_scene_text(self->scene, CT_STYLE_SPREAD_ONE, rect, CT_ALIGN_MIDDLE,
				      count);
	}
}

static const char *
tell_cost(Spread *self, const CtBondGroup *group)
{
	g_autofree char *cost = ct_text_count(ct_bonds_group_cost(group));
	guint waves = share_at(group, group->shares->len - 1)->wave - share_at(group, 0)->wave;

	if (waves == 0)
		return "in one wave: 0";
	return ct_scene_printf(self->scene, "%u \xc3\x97 %u = %s", waves, group->weight, cost);
}

static void
draw_group(Spread *self, const CtBondGroup *group, double y)
{
	const char *name = ct_map_subject_identity(group->name);
	const char *cost = tell_cost(self, group);
	guint n = group->shares->len;
	guint users = 0;

	for (guint i = 0; i < n; i++)
		users += share_at(group, i)->users;
	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = ct_scene_printf(self->scene, "%s %s", group->kind,
							  group->name),
				    .title = ct_scene_printf(self->scene, "%s %s: %u users",
							     group->kind, name, users),
				    .desc = ct_scene_printf(self->scene,
							    "waves between the first and the last, "
							    "times the weight: %s",
							    cost) });
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ self->at.x, y, self->label_w - 6, ROW_H }, CT_ALIGN_START,
		      g_str_equal(group->kind, "pool")
			      ? name
			      : ct_scene_printf(self->scene, "%s %s", group->kind, name));
	draw_shares(self, group, y);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ wave_x(self, self->last) + self->step + 6, y, COST_W - 6, ROW_H },
		      CT_ALIGN_START, cost);
	ct_scene_end(self->scene);
}

static void
draw_rest(Spread *self, double y)
{
	guint64 cost = 0;
	g_autofree char *text = NULL;

	for (guint i = MAX_ROWS; i < self->sorted->len; i++)
		cost += ct_bonds_group_cost(self->sorted->pdata[i]);
	text = ct_text_count(cost);
	ct_scene_text(self->scene, CT_STYLE_DETAIL,
		      (CtRect){ self->at.x, y,
				self->label_w + self->step * (self->last - self->first), ROW_H },
		      CT_ALIGN_START,
		      ct_scene_printf(self->scene, "and %u more that cost %s together",
				      self->sorted->len - MAX_ROWS, text));
}

/* The numbers of the waves above their columns, as many as have room. */
static void
draw_head(Spread *self, double bottom)
{
	double next = 0;
	double y = self->at.y + HEAD_H - 16;
	double end = wave_x(self, self->last) + self->step + 2; /* where the costs begin */

	ct_scene_text(self->scene, CT_STYLE_PANEL, (CtRect){ self->at.x, self->at.y, 420, 16 },
		      CT_ALIGN_START, "What users share, over the production waves");
	ct_scene_text(self->scene, CT_STYLE_DETAIL,
		      (CtRect){ wave_x(self, self->last) + self->step + 6, y, COST_W - 6, 14 },
		      CT_ALIGN_START, "waves \xc3\x97 weight");
	for (guint i = self->first; i <= self->last; i++) {
		const char *id = g_array_index(self->input->plan->waves, CtPlanWave, i).id;
		const char *label = g_str_has_prefix(id, "wave-") ? id + strlen("wave-") : id;
		double middle = wave_x(self, i) + self->step / 2;
		double half = ct_text_width(self->scene->text, CT_STYLE_TICK, label) / 2 + 1;
		double left = MIN(middle - half, end - 2 * half);

		if (left < next)
			continue;
		ct_scene_line(self->scene, CT_STYLE_HAIR, middle, y + 14, middle, bottom);
		ct_scene_text(self->scene, CT_STYLE_TICK, (CtRect){ left, y, 2 * half, 14 },
			      CT_ALIGN_MIDDLE, label);
		next = MAX(middle + half + 3, middle + TICK_ROOM - half);
	}
}

static double
widest_label(const Spread *self)
{
	double width = 0;

	for (guint i = 0; i < MIN(self->sorted->len, MAX_ROWS); i++) {
		const CtBondGroup *group = self->sorted->pdata[i];

		width = MAX(width,
			    ct_text_width(self->scene->text, CT_STYLE_WAVE_TEXT, group->name));
	}
	return MIN(width + 10, LABEL_MAX);
}

double
ct_spread_draw(CtScene *scene, const CtViewInput *input, const CtBonds *bonds, CtPoint at,
	       double width)
{
	g_autoptr(GPtrArray) sorted = sort_groups(bonds);
	g_autofree guint *rows = ct_sheet_waves(input->plan);
	guint n = MIN(sorted->len, MAX_ROWS);
	Spread self = { scene, input, bonds, sorted, rows, at, 0, 0, 0, CT_NONE, 0 };
	double y = at.y + HEAD_H;

	if (n == 0)
		return 0;
	for (guint i = 0; i < n; i++) {
		const CtBondGroup *group = sorted->pdata[i];

		self.first = MIN(self.first, rows[share_at(group, 0)->wave]);
		self.last = MAX(self.last, rows[share_at(group, group->shares->len - 1)->wave]);
	}
	self.label_w = widest_label(&self);
	self.x = at.x + self.label_w;
	self.step = MIN(STEP_MAX, (width - self.label_w - COST_W) / (self.last - self.first + 1));
	draw_head(&self, y + n * ROW_H);
	for (guint i = 0; i < n; i++)
		draw_group(&self, sorted->pdata[i], y + i * ROW_H);
	if (sorted->len > n)
		draw_rest(&self, y + n * ROW_H);
	return HEAD_H + (n + (sorted->len > n)) * ROW_H;
}
