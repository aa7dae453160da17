/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units and components by union-find with path halving (Tarjan and van Leeuwen 1984).  The smaller
 * index always becomes the root, so that a unit is known by its first user whatever the order of the
 * couplings.
 */
#include "planner/group.h"

#include <string.h>

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

/* What users of one kind share, as a number below the length of @first; CT_NONE for nothing. */
static guint32
shared_by(const CtEstate *estate, const guint32 *site_of, CtCouplingKind kind, guint32 user)
{
	guint32 pool = estate->users.pool[user];

	switch (kind) {
	case CT_COUPLING_POOL:
		return pool;
	case CT_COUPLING_SITE:
		return pool != CT_NONE ? site_of[pool] : CT_NONE;
	case CT_COUPLING_POLICY:
		return estate->users.profile[user];
	case CT_COUPLING_DELEGATE:
	case CT_COUPLING_RESPONSE_GROUP:
	case CT_COUPLING_CONFERENCE:
	case CT_COUPLING_CONTACT:
	case CT_N_COUPLINGS:
		break;
	}
	return CT_NONE;
}

/* Users who share what must not be split are joined with the first of them. */
static void
join_shared(CtGroups *self, const CtEstate *estate, CtCouplingKind kind, guint32 *unit_root,
	    guint32 *component_root)
{
	guint n = MAX(estate->pools->len, estate->facts->profiles->len);
	g_autofree guint32 *first = g_new(guint32, n + 1);

	memset(first, 0xff, (n + 1) * sizeof *first);
	for (guint32 i = 0; i < estate->users.count; i++) {
		guint32 shared = CT_NONE;

		if (self->unit_of[i] != CT_NONE)
			shared = shared_by(estate, self->site_of, kind, i);
		if (shared == CT_NONE)
			continue;
		if (first[shared] == CT_NONE)
			first[shared] = i;
		join(unit_root, first[shared], i);
		join(component_root, first[shared], i);
	}
}

/* By pool: the first pool in the same site; CT_NONE where no site is known. */
static guint32 *
find_sites(const CtEstate *estate, const CtIntent *intent)
{
	guint n = estate->pools->len;
	guint32 *site_of = g_new(guint32, n + 1);
	g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint32 i = 0; i < n; i++) {
		const char *name = ct_pairing_site_name(estate, intent,
							&g_array_index(estate->pools, CtPool, i));
		gpointer found;

		site_of[i] = CT_NONE;
		if (name == NULL || *name == '\0')
			continue;
		found = g_hash_table_lookup(first, name);
		site_of[i] = found != NULL ? GPOINTER_TO_UINT(found) - 1 : i;
		if (found == NULL)
			g_hash_table_insert(first, (gpointer)name, GUINT_TO_POINTER(i + 1));
	}
	return site_of;
}

/* Explicit couplings make components; contact lists would make one of everybody. */
static void
join_coupled(CtGroups *self, const CtEstate *estate, const CtIntent *intent, guint32 *unit_root,
	     guint32 *component_root)
{
	gboolean hard[CT_N_COUPLINGS];
	CtCouplingWalk walk;
	CtCoupling coupling;

	for (int kind = 0; kind < CT_N_COUPLINGS; kind++)
		hard[kind] = ct_coupling_is_hard(intent, kind);
	ct_coupling_walk_init(&walk, estate, intent);
	while (ct_coupling_walk_next(&walk, &coupling)) {
		if (self->unit_of[coupling.a.index] == CT_NONE ||
		    self->unit_of[coupling.b.index] == CT_NONE)
			continue;
		if (hard[coupling.kind])
			join(unit_root, coupling.a.index, coupling.b.index);
		if (hard[coupling.kind] || coupling.kind <= CT_COUPLING_RESPONSE_GROUP)
			join(component_root, coupling.a.index, coupling.b.index);
	}
	for (int kind = 0; kind < CT_N_COUPLINGS; kind++)
		if (hard[kind] && ct_coupling_is_shared(kind))
			join_shared(self, estate, kind, unit_root, component_root);
}

/* A unit remembers the first coupling that made it, for people. */
static void
find_origins(CtGroups *self, const CtEstate *estate, const CtIntent *intent)
{
	CtCouplingWalk walk;
	CtCoupling coupling;

	ct_coupling_walk_init(&walk, estate, intent);
	while (ct_coupling_walk_next(&walk, &coupling)) {
		guint32 unit = self->unit_of[coupling.a.index];

		if (unit != CT_NONE && unit == self->unit_of[coupling.b.index] &&
		    g_array_index(self->units, CtUnit, unit).hard.line == 0)
			g_array_index(self->units, CtUnit, unit).hard = coupling.origin;
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
	self->site_of = find_sites(estate, intent);
	mark_movers(self, estate, intent, pairing);
	join_coupled(self, estate, intent, unit_root, component_root);
	number_units(self, estate, unit_root, component_root);
	find_origins(self, estate, intent);
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
	g_free(self->site_of);
	g_free(self);
}
