/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units and components by union-find with path halving (Tarjan and van Leeuwen 1984).  The smaller
 * index always becomes the root, so that a unit is known by its first user whatever the order of the
 * couplings.
 */
#include "planner/group.h"

typedef struct {
	const char *name;
	CtIntentKey weight;
} CouplingRow;

static const CouplingRow couplings[CT_N_COUPLINGS] = {
	[CT_COUPLING_DELEGATE] = { "delegate", CT_INTENT_WEIGHT_DELEGATE },
	[CT_COUPLING_RESPONSE_GROUP] = { "response_group", CT_INTENT_WEIGHT_RESPONSE_GROUP },
};

const char *
ct_coupling_name(CtCouplingKind kind)
{
	return couplings[kind].name;
}

guint
ct_coupling_weight(const CtIntent *intent, CtCouplingKind kind)
{
	return ct_intent_number(intent, couplings[kind].weight);
}

gboolean
ct_coupling_is_hard(const CtIntent *intent, CtCouplingKind kind)
{
	return ct_intent_list_has(intent, CT_INTENT_HARD_COUPLINGS, couplings[kind].name);
}

static guint32
find_root(guint32 *parent, guint32 item)
{
	while (parent[item] != item) {
		parent[item] = parent[parent[item]];
		item = parent[item];
	}
	return item;
}

static void
join(guint32 *parent, guint32 a, guint32 b)
{
	guint32 root_a = find_root(parent, a);
	guint32 root_b = find_root(parent, b);

	if (root_a < root_b)
		parent[root_b] = root_a;
	else
		parent[root_a] = root_b;
}

static guint32 *
singletons(guint count)
{
	guint32 *parent = g_new(guint32, count + 1);

	for (guint32 i = 0; i < count; i++)
		parent[i] = i;
	return parent;
}

/* CT_NONE in unit_of for whoever does not move; 0 for the others until units are numbered. */
static void
mark_movers(CtGroups *self, const CtEstate *estate, const CtIntent *intent,
	    const CtPairing *pairing)
{
	g_autofree gboolean *movable = g_new0(gboolean, estate->pools->len + 1);
	g_autofree gboolean *stays = ct_intent_find_users(intent, CT_INTENT_STAY, estate);

	for (guint i = 0; i < pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(pairing->pairs, CtPair, i);

		movable[pair->legacy.index] = pair->target.index != CT_NONE;
	}
	for (guint32 i = 0; i < estate->users.count; i++) {
		guint32 pool = estate->users.pool[i];

		self->unit_of[i] = CT_NONE;
		if (pool == CT_NONE || !movable[pool] ||
		    (estate->users.flags[i] & CT_USER_ONLINE) != 0)
			continue;
		if (stays != NULL && stays[i])
			self->staying++;
		else
			self->unit_of[i] = 0;
	}
}

static void
number_units(CtGroups *self, const CtEstate *estate, guint32 *unit_root, guint32 *component_root)
{
	guint count = estate->users.count;
	g_autofree guint32 *component = g_new(guint32, count + 1);
	guint total = 0;

	for (guint32 i = 0; i < count; i++) {
		CtUnit unit = { 0 };

		if (self->unit_of[i] == CT_NONE)
			continue;
		if (find_root(component_root, i) == i)
			component[i] = self->n_components++;
		if (find_root(unit_root, i) != i) {
			self->unit_of[i] = self->unit_of[unit_root[i]];
		} else {
			self->unit_of[i] = self->units->len;
			unit.pool.index = estate->users.pool[i];
			unit.component = component[find_root(component_root, i)];
			g_array_append_val(self->units, unit);
		}
		g_array_index(self->units, CtUnit, self->unit_of[i]).count++;
	}
	for (guint i = 0; i < self->units->len; i++) {
		CtUnit *unit = &g_array_index(self->units, CtUnit, i);

		unit->first = total;
		total += unit->count;
		unit->count = 0;
	}
	g_array_set_size(self->members, total);
	for (guint32 i = 0; i < count; i++) {
		CtUnit *unit;

		if (self->unit_of[i] == CT_NONE)
			continue;
		unit = &g_array_index(self->units, CtUnit, self->unit_of[i]);
		g_array_index(self->members, CtUserId, unit->first + unit->count++).index = i;
	}
}

CtGroups *
ct_groups_new(const CtEstate *estate, const CtIntent *intent, const CtPairing *pairing)
{
	CtGroups *self = g_new0(CtGroups, 1);
	g_autofree guint32 *unit_root = singletons(estate->users.count);
	g_autofree guint32 *component_root = singletons(estate->users.count);

	self->units = g_array_new(FALSE, TRUE, sizeof(CtUnit));
	self->members = g_array_new(FALSE, TRUE, sizeof(CtUserId));
	self->unit_of = g_new(guint32, estate->users.count + 1);
	mark_movers(self, estate, intent, pairing);
	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *coupling = &g_array_index(estate->couplings, CtCoupling, i);

		if (self->unit_of[coupling->a.index] == CT_NONE ||
		    self->unit_of[coupling->b.index] == CT_NONE)
			continue;
		join(component_root, coupling->a.index, coupling->b.index);
		if (ct_coupling_is_hard(intent, coupling->kind))
			join(unit_root, coupling->a.index, coupling->b.index);
	}
	number_units(self, estate, unit_root, component_root);
	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *coupling = &g_array_index(estate->couplings, CtCoupling, i);
		guint32 unit = self->unit_of[coupling->a.index];

		if (unit != CT_NONE && unit == self->unit_of[coupling->b.index] &&
		    g_array_index(self->units, CtUnit, unit).hard.line == 0)
			g_array_index(self->units, CtUnit, unit).hard = coupling->origin;
	}
	return self;
}

void
ct_groups_free(CtGroups *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->units);
	g_array_unref(self->members);
	g_free(self->unit_of);
	g_free(self);
}
