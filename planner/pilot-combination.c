/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pilot has to try.  Users differ in pool, policies, features, devices and applications; those
 * who do not are one class, of which any user will do.  Every combination that has to be tried is two
 * things that some user has ("voice" with "ocs01.contoso.com"), whatever the level asks for: how many
 * and which ones is all in which levels differ.
 */
#include "planner/pilot.h"

#include <string.h>

#include "planner/pairing.h"

/* What kind of thing an atom is stands in its upper bits. */
typedef enum {
	ATOM_NONE,
	ATOM_POOL,
	ATOM_SITE,
	ATOM_PROFILE,
	ATOM_POLICY,
	ATOM_TRAIT,
	ATOM_CLASS,
} AtomKind;

#define ATOM_SHIFT 28
#define ATOM_MASK  ((1u << ATOM_SHIFT) - 1)

typedef enum {
	TRAIT_FEATURE,
	TRAIT_DEVICE,
	TRAIT_APPLICATION,
} TraitKind;

static const char *const trait_kinds[] = {
	[TRAIT_FEATURE] = "feature",
	[TRAIT_DEVICE] = "device",
	[TRAIT_APPLICATION] = "application",
};

/* What is no flag of a user but follows from other records. */
#define TRAIT_RESPONSE_GROUP (1u << 24)
#define TRAIT_DELEGATION     (1u << 25)
#define TRAIT_MEETINGS	     (1u << 26)

typedef struct {
	guint32 bit;
	TraitKind kind;
	const char *name;
} TraitRow;

static const TraitRow traits[] = {
	{ CT_USER_VOICE, TRAIT_FEATURE, "voice" },
	{ CT_USER_REMOTE_CALL_CONTROL, TRAIT_FEATURE, "remote call control" },
	{ CT_USER_FEDERATION, TRAIT_FEATURE, "federation" },
	{ CT_USER_INTERNET, TRAIT_FEATURE, "remote access" },
	{ CT_USER_PUBLIC_NETWORK, TRAIT_FEATURE, "public IM" },
	{ CT_USER_HAS_LINE, TRAIT_DEVICE, "telephone line" },
	{ CT_USER_PRIVATE_LINE, TRAIT_DEVICE, "private line" },
	{ TRAIT_RESPONSE_GROUP, TRAIT_APPLICATION, "response group agent" },
	{ TRAIT_DELEGATION, TRAIT_APPLICATION, "delegation" },
	{ TRAIT_MEETINGS, TRAIT_APPLICATION, "scheduled meetings" },
};

/* Flags of a user that are tried. */
#define USER_TRAITS                                                                  \
	((guint32)CT_USER_VOICE | CT_USER_REMOTE_CALL_CONTROL | CT_USER_FEDERATION | \
	 CT_USER_INTERNET | CT_USER_PUBLIC_NETWORK | CT_USER_HAS_LINE | CT_USER_PRIVATE_LINE)

static const guint32 coupling_traits[CT_N_COUPLINGS] = {
	[CT_COUPLING_DELEGATE] = TRAIT_DELEGATION,
	[CT_COUPLING_RESPONSE_GROUP] = TRAIT_RESPONSE_GROUP,
};

static CtAtom
atom(AtomKind kind, guint32 value)
{
	g_assert(value <= ATOM_MASK);
	return (guint32)kind << ATOM_SHIFT | value;
}

static AtomKind
atom_kind(CtAtom self)
{
	return (AtomKind)(self >> ATOM_SHIFT);
}

/* ---- Classes ---- */

static const CtProfile *
profile_at(const CtEstate *estate, guint32 profile)
{
	return &g_array_index(estate->facts->profiles, CtProfile, profile);
}

/* The policies of a profile in words; NULL without any. */
static char *
profile_text(const CtProfile *profile)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (int slot = 0; slot < CT_N_POLICIES; slot++)
		if (profile->policy[slot] != NULL)
			g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "",
					       ct_policy_name(slot), profile->policy[slot]);
	return text->len > 0 ? g_strdup(text->str) : NULL;
}

/* Profiles that differ in case only are one; of the spellings the first by its bytes stands for all. */
static void
match_profiles(CtPilotClasses *self)
{
	const GArray *profiles = self->estate->facts->profiles;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) keys = g_ptr_array_new(); /* borrowed from @seen, by profile */
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

	self->profile = g_new(guint32, profiles->len + 1);
	for (guint32 i = 0; i < profiles->len; i++) {
		char *text = profile_text(profile_at(self->estate, i));
		char *key = g_utf8_casefold(text != NULL ? text : "", -1);
		gpointer held = NULL, first = NULL;

		g_ptr_array_add(texts, text);
		if (!g_hash_table_lookup_extended(seen, key, &held, &first))
			g_hash_table_insert(seen, held = key, GUINT_TO_POINTER(i));
		else if (g_strcmp0(text, texts->pdata[GPOINTER_TO_UINT(first)]) < 0)
			g_hash_table_insert(seen, key, GUINT_TO_POINTER(i));
		else
			g_free(key);
		g_ptr_array_add(keys, held);
	}
	for (guint32 i = 0; i < profiles->len; i++)
		self->profile[i] = GPOINTER_TO_UINT(
			g_hash_table_lookup(seen, g_ptr_array_index(keys, i)));
}

static void
match_sites(CtPilotClasses *self, const CtIntent *intent)
{
	const GArray *pools = self->estate->pools;

	self->site = g_new(guint32, pools->len + 1);
	self->site_name = g_new0(const char *, pools->len + 1);
	for (guint32 i = 0; i < pools->len; i++) {
		const char *name = ct_pairing_site_name(self->estate, intent,
							&g_array_index(pools, CtPool, i));

		self->site_name[i] = name;
		self->site[i] = name != NULL ? i : CT_NONE;
		for (guint32 k = 0; name != NULL && k < i; k++) {
			if (self->site_name[k] == NULL ||
			    g_ascii_strcasecmp(self->site_name[k], name) != 0)
				continue;
			self->site[i] = self->site[k];
			break;
		}
	}
}

static guint
class_hash(gconstpointer data)
{
	const CtPilotClass *self = data;

	return (self->pool * 31u + self->profile) * 1009u + self->traits * 2654435761u;
}

static gboolean
class_equal(gconstpointer a, gconstpointer b)
{
	const CtPilotClass *left = a;
	const CtPilotClass *right = b;

	return left->pool == right->pool && left->profile == right->profile &&
	       left->traits == right->traits;
}

/* By user: traits that other records give. */
static guint8 *
find_applications(const CtEstate *estate)
{
	guint8 *found = g_new0(guint8, estate->users.count + 1);

	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *row = &g_array_index(estate->couplings, CtCoupling, i);
		guint8 bit = (guint8)(coupling_traits[row->kind] >> 24);

		found[row->a.index] |= bit;
		found[row->b.index] |= bit;
	}
	for (guint32 i = 0; estate->users.conferences != NULL && i < estate->users.count; i++)
		if (estate->users.conferences[i] > 0)
			found[i] |= (guint8)(TRAIT_MEETINGS >> 24);
	return found;
}

static void
find_classes(CtPilotClasses *self, const CtGroups *groups, const guint32 *wave_of)
{
	const CtUsers *users = &self->estate->users;
	g_autofree guint8 *applications = find_applications(self->estate);
	g_autoptr(GHashTable) index = g_hash_table_new_full(class_hash, class_equal, g_free, NULL);

	self->class_of = g_new(guint32, users->count + 1);
	for (guint32 i = 0; i < users->count; i++) {
		guint32 unit = groups->unit_of[i];
		CtPilotClass key = { .pool = users->pool[i] };
		guint found;

		self->class_of[i] = CT_NONE;
		if (unit == CT_NONE || wave_of[unit] != CT_NONE ||
		    (users->flags[i] & CT_USER_ENABLED) == 0)
			continue;
		key.profile = self->profile[users->profile[i]];
		key.traits = (users->flags[i] & USER_TRAITS) | (guint32)applications[i] << 24;
		found = GPOINTER_TO_UINT(g_hash_table_lookup(index, &key));
		if (found == 0) {
			g_array_append_val(self->classes, key);
			found = self->classes->len;
			g_hash_table_insert(index, g_memdup2(&key, sizeof key),
					    GUINT_TO_POINTER(found));
		}
		self->class_of[i] = found - 1;
		g_array_index(self->classes, CtPilotClass, found - 1).users++;
	}
}

CtPilotClasses *
ct_pilot_classes_new(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
		     const guint32 *wave_of)
{
	CtPilotClasses *self = g_new0(CtPilotClasses, 1);

	self->estate = estate;
	self->classes = g_array_new(FALSE, TRUE, sizeof(CtPilotClass));
	self->policies = g_ptr_array_new_with_free_func(g_free);
	self->policy_index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	match_profiles(self);
	match_sites(self, intent);
	find_classes(self, groups, wave_of);
	return self;
}

void
ct_pilot_classes_free(CtPilotClasses *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->classes);
	g_ptr_array_unref(self->policies);
	g_hash_table_unref(self->policy_index);
	g_free(self->class_of);
	g_free(self->profile);
	g_free(self->site);
	g_free(self->site_name);
	g_free(self);
}

/* ---- Combinations ---- */

typedef struct {
	CtPilotClasses *classes;
	CtPilotRows *rows;
	GHashTable *index; /* both atoms -> row + 1 */
	GArray *atoms;	   /* of CtAtom: what the class at hand has */
	guint users;	   /* in it */
} Collector;

static void
add_row(Collector *self, CtAtom with, CtAtom what)
{
	guint64 key = (guint64)with << 32 | what;
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->index, &key));
	guint32 row;

	if (found == 0) {
		CtPilotRow fresh = { with, what, 0 };

		g_array_append_val(self->rows->rows, fresh);
		found = self->rows->rows->len;
		g_hash_table_insert(self->index, g_memdup2(&key, sizeof key),
				    GUINT_TO_POINTER(found));
	}
	row = found - 1;
	g_array_index(self->rows->rows, CtPilotRow, row).users += self->users;
	g_array_append_val(self->rows->of_class, row);
}

static void
push(Collector *self, AtomKind kind, guint32 value)
{
	CtAtom fresh = atom(kind, value);

	g_array_append_val(self->atoms, fresh);
}

static void
push_traits(Collector *self, const CtPilotClass *row)
{
	for (guint32 i = 0; i < G_N_ELEMENTS(traits); i++)
		if ((row->traits & traits[i].bit) != 0)
			push(self, ATOM_TRAIT, i);
}

static void
push_policies(Collector *self, const CtPilotClass *row)
{
	CtPilotClasses *classes = self->classes;
	const CtProfile *profile = profile_at(classes->estate, row->profile);

	for (int slot = 0; slot < CT_N_POLICIES; slot++) {
		g_autofree char *text = NULL;
		g_autofree char *key = NULL;
		guint found;

		if (profile->policy[slot] == NULL)
			continue;
		text = g_strdup_printf("%s %s", ct_policy_name(slot), profile->policy[slot]);
		key = g_utf8_casefold(text, -1);
		found = GPOINTER_TO_UINT(g_hash_table_lookup(classes->policy_index, key));
		if (found == 0) {
			g_ptr_array_add(classes->policies, g_steal_pointer(&text));
			found = classes->policies->len;
			g_hash_table_insert(classes->policy_index, g_steal_pointer(&key),
					    GUINT_TO_POINTER(found));
		}
		push(self, ATOM_POLICY, found - 1);
	}
}

/* Each thing of the class together with @with. */
static void
add_each(Collector *self, CtAtom with)
{
	for (guint i = 0; i < self->atoms->len; i++)
		add_row(self, with, g_array_index(self->atoms, CtAtom, i));
}

static void
add_pairs(Collector *self)
{
	for (guint i = 0; i < self->atoms->len; i++)
		for (guint k = i + 1; k < self->atoms->len; k++)
			add_row(self, g_array_index(self->atoms, CtAtom, i),
				g_array_index(self->atoms, CtAtom, k));
}

static void
add_class(Collector *self, guint32 index, CtPilotLevel level)
{
	const CtPilotClasses *classes = self->classes;
	const CtPilotClass *row = &g_array_index(classes->classes, CtPilotClass, index);
	const CtAtom none = atom(ATOM_NONE, 0);
	const CtAtom pool = atom(ATOM_POOL, row->pool);
	guint32 site = classes->site[row->pool];

	g_array_set_size(self->atoms, 0);
	self->users = row->users;
	switch (level) {
	case CT_PILOT_EACH:
	case CT_PILOT_SITES:
	case CT_PILOT_POOLS:
		add_row(self, none, pool);
		push_policies(self, row);
		push_traits(self, row);
		if (level == CT_PILOT_EACH)
			add_each(self, none);
		else if (level == CT_PILOT_SITES && site != CT_NONE)
			add_each(self, atom(ATOM_SITE, site));
		else
			add_each(self, pool);
		return;
	case CT_PILOT_PROFILES:
		push(self, ATOM_PROFILE, row->profile);
		push_traits(self, row);
		add_each(self, pool);
		return;
	case CT_PILOT_PAIRS:
		push(self, ATOM_POOL, row->pool);
		push(self, ATOM_PROFILE, row->profile);
		push_traits(self, row);
		add_pairs(self);
		return;
	case CT_PILOT_ALL:
		add_row(self, pool, atom(ATOM_CLASS, index));
		return;
	case CT_N_PILOT_LEVELS:
		break;
	}
	g_assert_not_reached();
}

CtPilotRows *
ct_pilot_rows_new(CtPilotClasses *classes, CtPilotLevel level)
{
	CtPilotRows *self = g_new0(CtPilotRows, 1);
	g_autoptr(GHashTable) index = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
							    NULL);
	g_autoptr(GArray) atoms = g_array_new(FALSE, FALSE, sizeof(CtAtom));
	Collector collector = { classes, self, index, atoms, 0 };

	self->rows = g_array_new(FALSE, FALSE, sizeof(CtPilotRow));
	self->first = g_array_new(FALSE, FALSE, sizeof(guint));
	self->of_class = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint32 i = 0; i < classes->classes->len; i++) {
		g_array_append_val(self->first, self->of_class->len);
		add_class(&collector, i, level);
	}
	g_array_append_val(self->first, self->of_class->len);
	return self;
}

void
ct_pilot_rows_free(CtPilotRows *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->rows);
	g_array_unref(self->first);
	g_array_unref(self->of_class);
	g_free(self);
}

/* ---- Words ---- */

static const char *
policies_text(const CtPilotClasses *self, guint32 profile, CtPlan *plan)
{
	g_autofree char *text = profile_text(profile_at(self->estate, profile));

	return ct_plan_text(plan, text != NULL ? text : "no policy of their own");
}

static const char *
class_text(const CtPilotClasses *self, guint32 index, CtPlan *plan)
{
	const CtPilotClass *row = &g_array_index(self->classes, CtPilotClass, index);
	g_autoptr(GString) text = g_string_new(policies_text(self, row->profile, plan));

	for (gsize i = 0; i < G_N_ELEMENTS(traits); i++)
		if ((row->traits & traits[i].bit) != 0)
			g_string_append_printf(text, ", %s", traits[i].name);
	return ct_plan_text(plan, text->str);
}

static const char *
atom_text(const CtPilotClasses *self, CtAtom item, CtPlan *plan)
{
	guint32 value = item & ATOM_MASK;

	switch (atom_kind(item)) {
	case ATOM_NONE:
		return NULL;
	case ATOM_POOL:
		return ct_plan_text(plan, g_array_index(self->estate->pools, CtPool, value).fqdn);
	case ATOM_SITE:
		return ct_plan_text(plan, self->site_name[value]);
	case ATOM_PROFILE:
		return policies_text(self, value, plan);
	case ATOM_POLICY:
		return ct_plan_text(plan, g_ptr_array_index(self->policies, value));
	case ATOM_TRAIT:
		return traits[value].name;
	case ATOM_CLASS:
		return class_text(self, value, plan);
	}
	g_assert_not_reached();
}

static const char *
kind_text(CtAtom item)
{
	switch (atom_kind(item)) {
	case ATOM_NONE:
	case ATOM_SITE:
		break;
	case ATOM_POOL:
		return "pool";
	case ATOM_PROFILE:
		return "policies";
	case ATOM_POLICY:
		return "policy";
	case ATOM_TRAIT:
		return trait_kinds[traits[item & ATOM_MASK].kind];
	case ATOM_CLASS:
		return "all";
	}
	g_assert_not_reached();
}

CtPlanCombination
ct_pilot_describe(const CtPilotClasses *self, const CtPilotRow *row, CtPlan *plan)
{
	return (CtPlanCombination){
		.kind = kind_text(row->what),
		.with = atom_text(self, row->with, plan),
		.value = atom_text(self, row->what, plan),
		.users = row->users,
	};
}
