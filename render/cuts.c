/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of cuts, the most expensive first: of those a reviewer asks whether they can be borne.
 */
#include "render/cuts.h"

#define MAX_ROWS 40
#define ROW_H	 14.0
#define HEAD_H	 22.0
#define COST_W	 92.0
#define KIND_W	 96.0

typedef struct {
	const CtBond *bond;
	guint64 cost;
} Cut;

static gint
by_cost(gconstpointer a, gconstpointer b)
{
	const Cut *x = a;
	const Cut *y = b;

	if (x->cost != y->cost)
		return x->cost > y->cost ? -1 : 1;
	if (x->bond->a != y->bond->a)
		return x->bond->a < y->bond->a ? -1 : 1;
	return x->bond->b < y->bond->b ? -1 : x->bond->b > y->bond->b;
}

/* Keeps the dearest so far, in their order. */
static void
insert_cut(GArray *cuts, const Cut *cut)
{
	guint at = cuts->len;

	if (at == MAX_ROWS && by_cost(cut, &g_array_index(cuts, Cut, at - 1)) >= 0)
		return;
	while (at > 0 && by_cost(cut, &g_array_index(cuts, Cut, at - 1)) < 0)
		at--;
	g_array_insert_vals(cuts, at, cut, 1);
	if (cuts->len > MAX_ROWS)
		g_array_set_size(cuts, MAX_ROWS);
}

/* The dearest of all; @out_count, @out_cost: how many there are, and what they cost together. */
static GArray *
find_cuts(const CtBonds *bonds, const GArray *units, guint *out_count, guint64 *out_cost)
{
	GArray *cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
	g_autofree guint8 *wanted = g_new0(guint8, bonds->units->len + 1);

	for (guint i = 0; i < bonds->units->len; i++)
		wanted[i] = units == NULL;
	for (guint i = 0; units != NULL && i < units->len; i++)
		wanted[g_array_index(units, guint, i)] = TRUE;
	for (guint i = 0; i < bonds->bonds->len; i++) {
		const CtBond *bond = ct_bonds_at(bonds, i);
		Cut cut = { bond, 0 };

		/* units are all over memory: there are millions of bonds, and few of them are wanted */
		if (!wanted[bond->a] || !wanted[bond->b] || ct_bonds_distance(bonds, bond) == 0)
			continue;
		cut.cost = ct_bonds_cost(bonds, bond);
		insert_cut(cuts, &cut);
		++*out_count;
		*out_cost += cut.cost;
	}
	return cuts;
}

/* With the names of the units where there is room, else only with those of people. */
static const char *
tell_units(CtScene *scene, const CtBonds *bonds, const CtBond *bond, double room)
{
	const CtBondUnit *a = ct_bonds_unit(bonds, bond->a);
	const CtBondUnit *b = ct_bonds_unit(bonds, bond->b);
	const char *first = a->first != NULL ? a->first : a->name;
	const char *second = b->first != NULL ? b->first : b->name;
	const char *both = ct_scene_printf(scene, "%s %s \xe2\x80\x93 %s %s", a->name, first,
					   b->name, second);

	if (ct_text_width(scene->text, CT_STYLE_WAVE_TEXT, both) <= room)
		return both;
	return ct_scene_printf(scene, "%s \xe2\x80\x93 %s", first, second);
}

static void
draw_cut(CtScene *scene, const CtBonds *bonds, const Cut *cut, CtPoint at, double width)
{
	g_autofree char *cost = ct_text_count(cut->cost);
	double names = width - KIND_W - COST_W;

	ct_scene_text(scene, CT_STYLE_WAVE_TEXT, (CtRect){ at.x, at.y, names - 6, ROW_H },
		      CT_ALIGN_START, tell_units(scene, bonds, cut->bond, names - 6));
	ct_scene_text(scene, CT_STYLE_WAVE_TEXT, (CtRect){ at.x + names, at.y, KIND_W - 6, ROW_H },
		      CT_ALIGN_START, ct_bonds_kinds(bonds, cut->bond));
	ct_scene_text(scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ at.x + width - COST_W, at.y, COST_W, ROW_H }, CT_ALIGN_START,
		      ct_scene_printf(scene, "%u \xc3\x97 %u = %s",
				      ct_bonds_distance(bonds, cut->bond), cut->bond->weight,
				      cost));
}

double
ct_cuts_draw(CtScene *scene, const CtBonds *bonds, const GArray *units, CtPoint at, double width)
{
	guint count = 0;
	guint64 cost = 0;
	g_autoptr(GArray) cuts = find_cuts(bonds, units, &count, &cost);
	const guint n = cuts->len;
	double y = at.y + HEAD_H;

	if (n == 0)
		return 0;
	ct_scene_text(scene, CT_STYLE_PANEL, (CtRect){ at.x, at.y, width - COST_W - 6, 16 },
		      CT_ALIGN_START, "What the waves cut");
	ct_scene_text(scene, CT_STYLE_DETAIL,
		      (CtRect){ at.x + width - COST_W, at.y + 2, COST_W, 14 }, CT_ALIGN_START,
		      "waves \xc3\x97 weight");
	for (guint i = 0; i < n; i++) {
		ct_scene_line(scene, CT_STYLE_HAIR, at.x, y, at.x + width, y);
		draw_cut(scene, bonds, &g_array_index(cuts, Cut, i), (CtPoint){ at.x, y }, width);
		y += ROW_H;
	}
	if (count > n) {
		g_autofree char *text = NULL;

		for (guint i = 0; i < n; i++)
			cost -= g_array_index(cuts, Cut, i).cost;
		text = ct_text_count(cost);
		ct_scene_text(scene, CT_STYLE_DETAIL, (CtRect){ at.x, y, width, ROW_H },
			      CT_ALIGN_START,
			      ct_scene_printf(scene, "and %u more that cost %s together", count - n,
					      text));
		y += ROW_H;
	}
	return y - at.y;
}
