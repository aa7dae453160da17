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
	GArray *parts;	    /* of guint32, by unit: one that hangs together with it, or itself */
	guint32 *by_number; /* unit "u0012" by its number: index + 1 */
	guint n_numbers;
	GHashTable *by_name; /* other units: name -> index + 1 */
	gboolean is_sorted;  /* rows of the same two units stand one after the other */
	guint32 *pairs; /* by place that hash_pair() gives, or a later one: index + 1; 0: free */
	guint n_pairs;	/* places, a power of two */
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

/* What a row says of two units. */
typedef struct {
	const char *kind;
	guint weight;
	gboolean hard;
} Tie;

/* ---- Units and pairs ---- */

/* Where the index of a unit is kept; NULL: nowhere yet. */
static guint32 *
find_number(const Reader *self, guint32 number)
{
	return number < self->n_numbers ? &self->by_number[number] : NULL;
}

/* 0, or the index of the unit and one more. */
static guint
find_unit(const Reader *self, const char *name)
{
	const guint32 *place = find_number(self, ct_plan_couplings_number(name));

	return place != NULL ? *place : GPOINTER_TO_UINT(g_hash_table_lookup(self->by_name, name));
}

static guint
add_unit(Reader *self, const char *name)
{
	const guint index = self->bonds->units->len;
	CtBondUnit unit = { .name = name, .wave = CT_NONE };

	g_array_append_val(self->bonds->units, unit);
	g_array_append_val(self->parts, index);
	return index;
}

static guint
read_number(Reader *self, guint32 *place)
{
	if (*place == 0)
		*place = add_unit(self, NULL) + 1;
	return *place - 1;
}

static guint
read_unit(Reader *self, const char *name)
{
	guint32 *place = find_number(self, ct_plan_couplings_number(name));
	guint found;
	char *kept;

	if (place != NULL)
		return read_number(self, place);
	found = GPOINTER_TO_UINT(g_hash_table_lookup(self->by_name, name));
	if (found > 0)
		return found - 1;
	kept = g_string_chunk_insert(self->bonds->chunk, name);
	found = add_unit(self, kept);
	g_hash_table_insert(self->by_name, kept, GUINT_TO_POINTER(found + 1));
	return found;
}

/* The unit that stands for all that hang together with @unit. */
static guint32
find_part(const Reader *self, guint32 unit)
{
	guint32 *parts = (guint32 *)(void *)self->parts->data;

	while (parts[unit] != unit) {
		parts[unit] = parts[parts[unit]];
		unit = parts[unit];
	}
	return unit;
}

static guint
kinds_of(CtBonds *self, const char *kinds)
{
	for (guint i = 0; i < self->kinds->len; i++)
		if (strcmp(g_ptr_array_index(self->kinds, i), kinds) == 0)
			return i;
	g_ptr_array_add(self->kinds, g_string_chunk_insert(self->chunk, kinds));
	return self->kinds->len - 1;
}

static void
add_kind(CtBonds *self, CtBond *bond, const Tie *tie)
{
	g_autofree char *both = NULL;

	bond->weight += tie->weight;
	bond->hard |= tie->hard != FALSE;
	if (strstr(ct_bonds_kinds(self, bond), tie->kind) != NULL)
		return;
	both = g_strjoin(", ", ct_bonds_kinds(self, bond), tie->kind, NULL);
	bond->kinds = kinds_of(self, both) & G_MAXINT32;
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

/* The bond of these two units; NULL when there is none yet, and then the next one is theirs. */
static CtBond *
find_bond(Reader *self, guint a, guint b)
{
	GArray *bonds = self->bonds->bonds;
	guint32 *found;

	if (self->is_sorted) {
		CtBond *last = bonds->len > 0 ? &g_array_index(bonds, CtBond, bonds->len - 1)
					      : NULL;

		return last != NULL && last->a == a && last->b == b ? last : NULL;
	}
	if (bonds->len >= self->n_pairs / 2)
		grow_pairs(self);
	found = find_pair(self, a, b);
	if (*found > 0)
		return &g_array_index(bonds, CtBond, *found - 1);
	*found = bonds->len + 1;
	return NULL;
}

static void
read_pair(Reader *self, guint one, guint two, const Tie *tie)
{
	CtBond bond = { MIN(one, two), MAX(one, two), tie->weight,
			kinds_of(self->bonds, tie->kind) & G_MAXINT32, tie->hard != FALSE };
	guint32 part_a = find_part(self, bond.a);
	guint32 part_b = find_part(self, bond.b);
	CtBond *found = find_bond(self, bond.a, bond.b);

	if (found != NULL) {
		add_kind(self->bonds, found, tie);
		return;
	}
	g_array_index(self->parts, guint32, MAX(part_a, part_b)) = MIN(part_a, part_b);
	g_array_append_val(self->bonds->bonds, bond);
}

/* ---- What is shared ---- */

static void
belongs(GHashTable *table, const char *name, guint group)
{
	GArray *list = g_hash_table_lookup(table, name);

	if (list == NULL) {
		list = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(table, g_strdup(name), list);
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

/* As a plan has them: by their first unit, then by the second. */
static gboolean
are_sorted(const CtPlanCouplings *rows)
{
	guint64 last = 0;
	guint32 a;
	guint32 b;

	for (guint i = 0; i < ct_plan_couplings_count(rows); i++) {
		guint64 both;

		if (!ct_plan_couplings_numbers(rows, i, &a, &b)) {
			CtPlanCoupling row;

			if (!is_shared(ct_plan_couplings_get(rows, i, &row)))
				return FALSE;
			continue;
		}
		both = (guint64)a << 32 | b;
		if (a > b || both < last)
			return FALSE;
		last = both;
	}
	return TRUE;
}

/* A row with a name in it that is no number of a unit. */
static void
read_names(Reader *self, const CtPlanCoupling *row)
{
	const Tie tie = { row->kind, row->weight, row->hard };

	if (is_shared(row)) {
		read_shared(self, row);
	} else if (strcmp(row->unit_a, row->unit_b) != 0) {
		guint one = read_unit(self, row->unit_a);

		read_pair(self, one, read_unit(self, row->unit_b), &tie);
	}
}

static void
read_row(Reader *self, const CtPlanCouplings *rows, guint index)
{
	guint32 a;
	guint32 b;

	if (ct_plan_couplings_numbers(rows, index, &a, &b) && MAX(a, b) < self->n_numbers) {
		const Tie tie = { ct_plan_couplings_kind(rows, index),
				  ct_plan_couplings_weight(rows, index),
				  ct_plan_couplings_is_hard(rows, index) };

		if (a != b) {
			guint one = read_number(self, &self->by_number[a]);

			read_pair(self, one, read_number(self, &self->by_number[b]), &tie);
		}
	} else {
		CtPlanCoupling texts;

		read_names(self, ct_plan_couplings_get(rows, index, &texts));
	}
}

static void
read_rows(Reader *self, const CtPlan *plan)
{
	self->is_sorted = are_sorted(plan->couplings);
	for (guint i = 0; i < ct_plan_couplings_count(plan->couplings); i++)
		read_row(self, plan->couplings, i);
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
read_unit_member(Reader *self, const CtWaveMember *member, guint wave)
{
	guint found = find_unit(self, member->unit);
	CtBondUnit *unit;

	if (found == 0)
		return;
	unit = unit_at(self->bonds, found - 1);
	unit->name = member->unit;
	unit->wave = wave;
	unit->users++;
	if (unit->first == NULL)
		unit->first = member->name;
}

/* What the members of a production wave share. */
static void
share_wave(Reader *self, const CtPlanWave *wave, guint index)
{
	const gboolean has_units = g_hash_table_size(self->of_units) > 0;
	const GArray *groups = NULL; /* of @source */
	const char *source = NULL;   /* of the member before: most often the same text */

	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);

		if (source == NULL || member->source != source)
			groups = g_hash_table_lookup(self->of_pools, member->source);
		source = member->source;
		share_all(self, groups, index);
		if (has_units)
			share_all(self, g_hash_table_lookup(self->of_units, member->unit), index);
	}
}

static void
read_members(Reader *self, const CtPlan *plan)
{
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			read_unit_member(self, &g_array_index(wave->members, CtWaveMember, k), i);
		if (g_strcmp0(wave->kind, "production") == 0)
			share_wave(self, wave, i);
	}
}

/* Those of units that nobody moves, which no member could tell. */
static void
name_units(Reader *self)
{
	for (guint i = 0; i < self->n_numbers; i++) {
		CtBondUnit *unit = self->by_number[i] > 0
					   ? unit_at(self->bonds, self->by_number[i] - 1)
					   : NULL;
		g_autofree char *name = NULL;

		if (unit == NULL || unit->name != NULL)
			continue;
		name = g_strdup_printf("u%04u", i);
		unit->name = g_string_chunk_insert(self->bonds->chunk, name);
	}
}

CtBonds *
ct_bonds_new(const CtPlan *plan)
{
	CtBonds *self = g_new0(CtBonds, 1);
	GDestroyNotify unref = (GDestroyNotify)g_array_unref;
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) of_pools = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							       unref);
	g_autoptr(GHashTable) of_units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							       unref);
	Reader reader = { .bonds = self,
			  .n_numbers = ct_plan_count_members(plan) + 1,
			  .by_name = names,
			  .groups = groups,
			  .of_pools = of_pools,
			  .of_units = of_units };

	self->plan = plan;
	self->chunk = g_string_chunk_new(256);
	self->units = g_array_new(FALSE, TRUE, sizeof(CtBondUnit));
	self->bonds = g_array_new(FALSE, TRUE, sizeof(CtBond));
	self->groups = g_array_new(FALSE, TRUE, sizeof(CtBondGroup));
	self->kinds = g_ptr_array_new();
	reader.parts = g_array_new(FALSE, FALSE, sizeof(guint32));
	reader.by_number = g_new0(guint32, reader.n_numbers);
	read_rows(&reader, plan);
	g_free(reader.pairs);
	read_members(&reader, plan);
	name_units(&reader);
	g_free(reader.by_number);
	for (guint i = 0; i < self->units->len; i++)
		unit_at(self, i)->part = find_part(&reader, i);
	g_array_unref(reader.parts);
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
	g_ptr_array_unref(self->kinds);
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
