/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the couplings of a plan.
 *
 * A row of couplings.csv is of two sorts.  Two units that are coupled are a bond; several kinds between
 * the same two are put together.  A row whose first end is a pool, a site or a set of policies says
 * what belongs to that: itself, a pool of the site, a unit with these policies.
 */
#include "render/bonds.h"

#include <string.h>

typedef struct {
	CtBonds *bonds;
	GHashTable *units; /* name -> index + 1 */
	guint32 *pairs;	   /* by place that hash_pair() gives, or a later one: index + 1; 0: free */
	guint n_pairs;	   /* places, a power of two */
	guint last;	   /* the unit that was asked for last, or CT_NONE */
	GHashTable *groups;   /* "kind name" -> index + 1 */
	GHashTable *of_pools; /* FQDN -> GArray of guint: groups of those who move from there */
	GHashTable *of_units; /* name -> GArray of guint: groups of its members */
} Reader;

static CtBondUnit *
unit_at(CtBonds *self, guint index)
{
	return &g_array_index(self->units, CtBondUnit, index);
}

static gboolean
is_shared(const CtPlanCoupling *row)
{
	return strchr(row->unit_a, ':') != NULL;
}

/* ---- Units and pairs ---- */

static guint
read_unit(Reader *self, const char *name)
{
	CtBondUnit unit = { .name = name, .wave = CT_NONE };
	guint found;

	/* rows stand by their first unit */
	if (self->last != CT_NONE && strcmp(unit_at(self->bonds, self->last)->name, name) == 0)
		return self->last;
	found = GPOINTER_TO_UINT(g_hash_table_lookup(self->units, name));
	if (found > 0)
		return found - 1;
	unit.part = self->bonds->units->len;
	g_array_append_val(self->bonds->units, unit);
	g_hash_table_insert(self->units, (gpointer)name, GUINT_TO_POINTER(unit.part + 1));
	return unit.part;
}

/* The unit that stands for all that hang together with @unit. */
static guint
find_part(CtBonds *self, guint unit)
{
	while (unit_at(self, unit)->part != unit) {
		unit_at(self, unit)->part = unit_at(self, unit_at(self, unit)->part)->part;
		unit = unit_at(self, unit)->part;
	}
	return unit;
}

static void
add_kind(CtBonds *self, CtBond *bond, const CtPlanCoupling *row)
{
	g_autofree char *both = NULL;

	bond->weight += row->weight;
	bond->hard = bond->hard || row->hard;
	if (strstr(bond->kinds, row->kind) != NULL)
		return;
	both = g_strjoin(", ", bond->kinds, row->kind, NULL);
	bond->kinds = g_string_chunk_insert_const(self->chunk, both);
}

/* Both ends are near each other in most pairs: they are mixed well. */
static guint
hash_pair(guint a, guint b)
{
	guint64 x = (((guint64)a << 32) | b) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	return (guint)(x >> 32);
}

/* Where the pair is, or where it would be. */
static guint32 *
find_pair(const Reader *self, guint a, guint b)
{
	const guint mask = self->n_pairs - 1;
	guint at = hash_pair(a, b) & mask;

	for (; self->pairs[at] > 0; at = (at + 1) & mask) {
		const CtBond *bond = ct_bonds_at(self->bonds, self->pairs[at] - 1);

		if (bond->a == a && bond->b == b)
			break;
	}
	return &self->pairs[at];
}

/* Room for twice as many bonds as there are. */
static void
grow_pairs(Reader *self)
{
	self->n_pairs = MAX(self->n_pairs * 2, 64);
	g_free(self->pairs);
	self->pairs = g_new0(guint32, self->n_pairs);
	for (guint i = 0; i < self->bonds->bonds->len; i++) {
		const CtBond *bond = ct_bonds_at(self->bonds, i);

		*find_pair(self, bond->a, bond->b) = i + 1;
	}
}

static void
read_pair(Reader *self, const CtPlanCoupling *row)
{
	guint one = self->last = read_unit(self, row->unit_a);
	guint two = read_unit(self, row->unit_b);
	CtBond bond = { MIN(one, two), MAX(one, two), row->weight, row->hard, row->kind };
	guint part_a = find_part(self->bonds, bond.a);
	guint part_b = find_part(self->bonds, bond.b);
	guint32 *found;

	if (self->bonds->bonds->len >= self->n_pairs / 2)
		grow_pairs(self);
	found = find_pair(self, bond.a, bond.b);
	if (*found > 0) {
		add_kind(self->bonds, &g_array_index(self->bonds->bonds, CtBond, *found - 1), row);
		return;
	}
	unit_at(self->bonds, MAX(part_a, part_b))->part = MIN(part_a, part_b);
	g_array_append_val(self->bonds->bonds, bond);
	*found = self->bonds->bonds->len;
}

/* ---- What is shared ---- */

static void
belongs(GHashTable *table, const char *name, guint group)
{
	GArray *list = g_hash_table_lookup(table, name);

	if (list == NULL) {
		list = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(table, (gpointer)name, list);
	}
	g_array_append_val(list, group);
}

static void
read_shared(Reader *self, const CtPlanCoupling *row)
{
	g_autofree char *key = g_strjoin(" ", row->kind, row->unit_a, NULL);
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->groups, key));

	if (found == 0) {
		CtBondGroup group = { row->unit_a, row->kind, row->weight,
				      g_array_new(FALSE, FALSE, sizeof(CtBondShare)) };

		g_array_append_val(self->bonds->groups, group);
		found = self->bonds->groups->len;
		g_hash_table_insert(self->groups, g_steal_pointer(&key), GUINT_TO_POINTER(found));
	}
	if (g_str_has_prefix(row->unit_b, "pool:"))
		belongs(self->of_pools, row->unit_b + strlen("pool:"), found - 1);
	else
		belongs(self->of_units, row->unit_b, found - 1);
}

static void
read_rows(Reader *self, const CtPlan *plan)
{
	for (guint i = 0; i < plan->couplings->len; i++) {
		const CtPlanCoupling *row = &g_array_index(plan->couplings, CtPlanCoupling, i);

		if (row->unit_a == NULL || row->unit_b == NULL || row->kind == NULL)
			continue;
		if (is_shared(row))
			read_shared(self, row);
		else if (strcmp(row->unit_a, row->unit_b) != 0)
			read_pair(self, row);
	}
}

/* ---- Members ---- */

static void
share_all(Reader *self, const GArray *groups, guint wave)
{
	for (guint i = 0; groups != NULL && i < groups->len; i++) {
		guint index = g_array_index(groups, guint, i);
		GArray *shares = g_array_index(self->bonds->groups, CtBondGroup, index).shares;
		CtBondShare share = { wave, 1 };

		if (shares->len > 0 &&
		    g_array_index(shares, CtBondShare, shares->len - 1).wave == wave)
			g_array_index(shares, CtBondShare, shares->len - 1).users++;
		else
			g_array_append_val(shares, share);
	}
}

static void
read_member(Reader *self, const CtWaveMember *member, guint wave, gboolean production)
{
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->units, member->unit));

	if (found > 0) {
		CtBondUnit *unit = unit_at(self->bonds, found - 1);

		unit->wave = wave;
		unit->users++;
		if (unit->first == NULL)
			unit->first = member->name;
	}
	if (!production)
		return;
	share_all(self, g_hash_table_lookup(self->of_pools, member->source), wave);
	share_all(self, g_hash_table_lookup(self->of_units, member->unit), wave);
}

static void
read_members(Reader *self, const CtPlan *plan)
{
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);
		gboolean production = g_strcmp0(wave->kind, "production") == 0;

		for (guint k = 0; k < wave->members->len; k++)
			read_member(self, &g_array_index(wave->members, CtWaveMember, k), i,
				    production);
	}
}

CtBonds *
ct_bonds_new(const CtPlan *plan)
{
	CtBonds *self = g_new0(CtBonds, 1);
	GDestroyNotify unref = (GDestroyNotify)g_array_unref;
	g_autoptr(GHashTable) units = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) of_pools = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							       unref);
	g_autoptr(GHashTable) of_units = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							       unref);
	Reader reader = { .bonds = self,
			  .units = units,
			  .last = CT_NONE,
			  .groups = groups,
			  .of_pools = of_pools,
			  .of_units = of_units };

	self->plan = plan;
	self->chunk = g_string_chunk_new(256);
	self->units = g_array_new(FALSE, TRUE, sizeof(CtBondUnit));
	self->bonds = g_array_new(FALSE, TRUE, sizeof(CtBond));
	self->groups = g_array_new(FALSE, TRUE, sizeof(CtBondGroup));
	read_rows(&reader, plan);
	g_free(reader.pairs);
	read_members(&reader, plan);
	for (guint i = 0; i < self->units->len; i++)
		unit_at(self, i)->part = find_part(self, i);
	return self;
}

void
ct_bonds_free(CtBonds *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < self->groups->len; i++)
		g_array_unref(g_array_index(self->groups, CtBondGroup, i).shares);
	g_array_unref(self->units);
	g_array_unref(self->bonds);
	g_array_unref(self->groups);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

guint
ct_bonds_distance(const CtBonds *self, const CtBond *bond)
{
	guint a = ct_bonds_unit(self, bond->a)->wave;
	guint b = ct_bonds_unit(self, bond->b)->wave;

	return a == CT_NONE || b == CT_NONE ? 0 : MAX(a, b) - MIN(a, b);
}

guint64
ct_bonds_cost(const CtBonds *self, const CtBond *bond)
{
	return (guint64)bond->weight * ct_bonds_distance(self, bond);
}

guint64
ct_bonds_group_cost(const CtBondGroup *group)
{
	guint count = group->shares->len;

	if (count == 0)
		return 0;
	return (guint64)group->weight * (g_array_index(group->shares, CtBondShare, count - 1).wave -
					 g_array_index(group->shares, CtBondShare, 0).wave);
}
