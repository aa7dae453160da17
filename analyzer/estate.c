/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The estate as data: its arrays, the lookups that everything after the resolver uses, and the
 * tables of names.  How an estate comes into being is told in resolve.c; here nothing decides
 * anything.
 */
#include "analyzer/estate.h"

#include <string.h>

typedef struct {
	const char *prefix;
	const char *name;
} ObjectRow;

static const ObjectRow objects[CT_N_OBJECT_KINDS] = {
#define CT_OBJECT(id, prefix, name) [CT_OBJECT_##id] = { prefix, name },
#include "analyzer/objects.def"
#undef CT_OBJECT
};

static const char *const roles[CT_N_ROLES] = {
#define CT_ROLE(id, topology, powershell) [CT_ROLE_##id] = topology,
#include "analyzer/roles.def"
#undef CT_ROLE
	[CT_ROLE_UNKNOWN] = "unknown",
};

static const char *const products[CT_N_PRODUCTS] = {
	[CT_PRODUCT_UNKNOWN] = "unknown product",
	[CT_PRODUCT_LCS] = "Live Communications Server",
	[CT_PRODUCT_OCS2007] = "Office Communications Server 2007",
	[CT_PRODUCT_OCS2007R2] = "Office Communications Server 2007 R2",
	[CT_PRODUCT_LYNC2010] = "Lync Server 2010",
	[CT_PRODUCT_LYNC2013] = "Lync Server 2013",
	[CT_PRODUCT_SFB2015] = "Skype for Business Server 2015",
	[CT_PRODUCT_SFB2019] = "Skype for Business Server 2019",
};

/* What the inspect contract counts as an application. */
static const CtObjectKind applications[] = {
	CT_OBJECT_ACCESS_NUMBER,	CT_OBJECT_RESPONSE_GROUP,
	CT_OBJECT_UM_CONTACT,		CT_OBJECT_TRUSTED_APP,
	CT_OBJECT_CONFERENCE_DIRECTORY, CT_OBJECT_XMPP,
	CT_OBJECT_GROUP_CHAT,		CT_OBJECT_ARCHIVING,
	CT_OBJECT_MONITORING,		CT_OBJECT_STATIC_ROUTE,
	CT_OBJECT_AUTHORIZED_HOST,
};

CtEstate *
ct_estate_new_empty(CtFacts *facts)
{
	CtEstate *estate = g_new0(CtEstate, 1);

	estate->facts = facts;
	estate->strings = facts->strings;
	estate->sites = g_array_new(FALSE, TRUE, sizeof(CtSite));
	estate->pools = g_array_new(FALSE, TRUE, sizeof(CtPool));
	estate->machines = g_array_new(FALSE, TRUE, sizeof(CtMachine));
	estate->sql_instances = g_array_new(FALSE, TRUE, sizeof(CtSqlInstance));
	estate->services = g_array_new(FALSE, TRUE, sizeof(CtService));
	estate->dependencies = g_array_new(FALSE, TRUE, sizeof(CtDependency));
	estate->objects = g_array_new(FALSE, TRUE, sizeof(CtObject));
	estate->couplings = g_array_new(FALSE, TRUE, sizeof(CtCoupling));
	estate->cohorts = g_array_new(FALSE, TRUE, sizeof(CtCohort));
	estate->ties = g_array_new(FALSE, FALSE, sizeof(CtUserTie));
	estate->edge_servers = g_array_new(FALSE, TRUE, sizeof(CtEdgeInternalServer));
	estate->number_owners = g_array_new(FALSE, TRUE, sizeof(CtNumberOwner));
	estate->other_forests = g_array_new(FALSE, TRUE, sizeof(CtForest));
	estate->ad_domains = g_ptr_array_new();
	estate->ad_domain_origins = g_array_new(FALSE, TRUE, sizeof(CtOrigin));
	estate->back_compat_site.index = CT_NONE;
	estate->pool_index = g_hash_table_new(NULL, NULL);
	return estate;
}

void
ct_estate_free(CtEstate *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->sites);
	g_array_unref(self->pools);
	g_array_unref(self->machines);
	g_array_unref(self->sql_instances);
	g_array_unref(self->services);
	g_array_unref(self->dependencies);
	g_array_unref(self->objects);
	g_array_unref(self->couplings);
	g_array_unref(self->cohorts);
	g_array_unref(self->edge_servers);
	g_array_unref(self->number_owners);
	g_free(self->users.sip);
	g_free(self->users.key);
	g_free(self->users.name);
	g_free(self->users.pool);
	g_free(self->users.profile);
	g_free(self->users.flags);
	g_free(self->users.input);
	g_free(self->users.line);
	g_free(self->users.contacts);
	g_free(self->users.groups);
	g_free(self->users.conferences);
	g_array_unref(self->ties);
	g_array_unref(self->other_forests);
	g_ptr_array_unref(self->ad_domains);
	g_array_unref(self->ad_domain_origins);
	g_hash_table_unref(self->pool_index);
	g_free(self->user_slots);
	ct_facts_free(self->facts);
	g_free(self);
}

const CtPool *
ct_estate_pool(const CtEstate *self, CtPoolId id)
{
	return id.index < self->pools->len ? &g_array_index(self->pools, CtPool, id.index) : NULL;
}

const CtSite *
ct_estate_site(const CtEstate *self, CtSiteId id)
{
	return id.index < self->sites->len ? &g_array_index(self->sites, CtSite, id.index) : NULL;
}

const CtObject *
ct_estate_object(const CtEstate *self, CtObjectId id)
{
	if (id.index >= self->objects->len)
		return NULL;
	return &g_array_index(self->objects, CtObject, id.index);
}

const CtService *
ct_estate_service(const CtEstate *self, CtServiceId id)
{
	if (id.index >= self->services->len)
		return NULL;
	return &g_array_index(self->services, CtService, id.index);
}

/* Row of @key in a table that holds index + 1. */
static guint32
look_up(GHashTable *index, const char *key)
{
	guint row = GPOINTER_TO_UINT(g_hash_table_lookup(index, key));

	return row > 0 ? row - 1 : CT_NONE;
}

CtPoolId
ct_estate_find_pool(const CtEstate *self, const char *fqdn)
{
	CtPoolId id = { CT_NONE };

	if (fqdn != NULL)
		id.index = look_up(self->pool_index, ct_strings_fold(self->strings, fqdn));
	return id;
}

/* Four bytes for each of at most half the slots: a million users are too many for a GHashTable.  The
 * bits of a slot that the index leaves over hold as many of the hash, so that hardly ever a user is
 * looked at who is not the one. */
void
ct_estate_index_users(CtEstate *self)
{
	self->n_user_slots = 16;
	while (self->n_user_slots < 2 * (gsize)self->users.count)
		self->n_user_slots *= 2;
	self->user_mask = (guint32)(self->n_user_slots - 1);
	g_free(self->user_slots);
	self->user_slots = g_new0(guint32, self->n_user_slots);
	for (guint32 i = 0; i < self->users.count; i++) {
		const char *key = self->users.key[i];
		guint32 hash = ct_strings_hash(key, strlen(key));
		gsize slot = hash & (self->n_user_slots - 1);

		while (self->user_slots[slot] != 0)
			slot = (slot + 1) & (self->n_user_slots - 1);
		self->user_slots[slot] = (hash & ~self->user_mask) | (i + 1);
	}
}

/* As ct_estate_find_user_key(); @hash: of @key */
static CtUserId
find_hashed(const CtEstate *self, const char *key, guint32 hash)
{
	guint32 found;
	gsize slot;

	if (self->n_user_slots == 0)
		return (CtUserId){ CT_NONE };
	slot = hash & (self->n_user_slots - 1);
	for (; (found = self->user_slots[slot]) != 0;
	     slot = (slot + 1) & (self->n_user_slots - 1)) {
		guint32 user = (found & self->user_mask) - 1;

		if (((found ^ hash) & ~self->user_mask) == 0 &&
		    strcmp(self->users.key[user], key) == 0)
			return (CtUserId){ user };
	}
	return (CtUserId){ CT_NONE };
}

CtUserId
ct_estate_find_user_key(const CtEstate *self, const char *key)
{
	return find_hashed(self, key, ct_strings_hash(key, strlen(key)));
}

/* Looks at the first slot only: who is behind another is found a little later. */
static void
expect_user(const CtEstate *self, guint32 hash, guint stage)
{
	guint32 found = self->user_slots[hash & (self->n_user_slots - 1)] & self->user_mask;

	if (found == 0)
		return;
	if (stage == 0) {
		__builtin_prefetch(&self->users.key[found - 1]);
		__builtin_prefetch(&self->users.pool[found - 1]);
	} else {
		__builtin_prefetch(self->users.key[found - 1]);
	}
}

void
ct_estate_find_users(const CtEstate *self, const char *const *sips, guint count,
		     CtUserId *out_users)
{
	guint32 hashes[CT_ESTATE_AHEAD];

	g_assert(count <= CT_ESTATE_AHEAD);
	/* an address that is not folded is hashed in vain here, and found all the same */
	for (guint i = 0; i < count; i++) {
		hashes[i] = sips[i] != NULL ? ct_strings_hash(sips[i], strlen(sips[i])) : 0;
		if (self->n_user_slots > 0)
			__builtin_prefetch(&self->user_slots[hashes[i] & (self->n_user_slots - 1)]);
	}
	for (guint stage = 0; stage < 2 && self->n_user_slots > 0; stage++)
		for (guint i = 0; i < count; i++)
			expect_user(self, hashes[i], stage);
	for (guint i = 0; i < count; i++) {
		out_users[i] = (CtUserId){ CT_NONE };
		if (sips[i] != NULL && ct_strings_fold_once(self->strings, sips[i]) == sips[i])
			out_users[i] = find_hashed(self, sips[i], hashes[i]);
		if (out_users[i].index == CT_NONE)
			out_users[i] = ct_estate_find_user(self, sips[i]);
	}
}

CtUserId
ct_estate_find_user(const CtEstate *self, const char *sip)
{
	CtUserId id = { CT_NONE };
	const char *key;

	if (sip == NULL)
		return id;
	key = ct_strings_fold_once(self->strings, sip);
	id = ct_estate_find_user_key(self, key);
	if (id.index == CT_NONE && !g_str_has_prefix(key, "sip:")) {
		g_autofree char *full = g_strconcat("sip:", key, NULL);

		id = ct_estate_find_user_key(self, full);
	}
	return id;
}

gboolean
ct_pool_has_role(const CtPool *self, CtRole role)
{
	return (self->roles & (G_GUINT64_CONSTANT(1) << role)) != 0;
}

gboolean
ct_pool_homes_users(const CtPool *self)
{
	return ct_pool_has_role(self, CT_ROLE_REGISTRAR) &&
	       ct_pool_has_role(self, CT_ROLE_USER_SERVICES) &&
	       !ct_pool_has_role(self, CT_ROLE_DIRECTOR);
}

char *
ct_estate_where(const CtEstate *self, CtOrigin origin)
{
	const char *path = "?";

	if (origin.input < self->facts->inputs->len)
		path = g_array_index(self->facts->inputs, CtInput, origin.input).path;
	if (origin.line == 0)
		return g_strdup(path);
	return g_strdup_printf("%s:%u", path, origin.line);
}

char *
ct_subject(CtObjectKind kind, const char *identity)
{
	g_autofree char *folded = g_utf8_casefold(identity, -1);

	return g_strconcat(ct_object_kind_prefix(kind), ":", folded, NULL);
}

const char *
ct_object_kind_prefix(CtObjectKind kind)
{
	g_assert(kind < CT_N_OBJECT_KINDS);
	return objects[kind].prefix;
}

const char *
ct_object_kind_name(CtObjectKind kind)
{
	g_assert(kind < CT_N_OBJECT_KINDS);
	return objects[kind].name;
}

CtObjectKind
ct_object_kind_from_prefix(const char *prefix, gsize length)
{
	for (guint i = 0; i < CT_N_OBJECT_KINDS; i++) {
		if (strlen(objects[i].prefix) == length &&
		    g_ascii_strncasecmp(objects[i].prefix, prefix, length) == 0)
			return (CtObjectKind)i;
	}
	return CT_N_OBJECT_KINDS;
}

const char *
ct_product_name(CtProduct product)
{
	g_assert(product < CT_N_PRODUCTS);
	return products[product];
}

const char *
ct_role_name(CtRole role)
{
	g_assert(role < CT_N_ROLES);
	return roles[role];
}

/* Trunks of a topology, and the gateways that only a legacy export names: one server each. */
static guint
count_gateways(const CtEstate *self)
{
	guint count = 0;
	g_autofree gboolean *counted = g_new0(gboolean, self->pools->len + 1);

	for (guint i = 0; i < self->services->len; i++) {
		const CtService *service = &g_array_index(self->services, CtService, i);

		if (service->role != CT_ROLE_GATEWAY)
			continue;
		count++;
		if (service->pool.index != CT_NONE)
			counted[service->pool.index] = TRUE;
	}
	for (guint i = 0; i < self->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->pools, CtPool, i);

		if (ct_pool_has_role(pool, CT_ROLE_GATEWAY) && !counted[i])
			count++;
	}
	return count;
}

static guint
count_applications(const CtEstate *self)
{
	guint of_kind[CT_N_OBJECT_KINDS] = { 0 };
	guint count = 0;

	for (guint i = 0; i < self->objects->len; i++)
		of_kind[g_array_index(self->objects, CtObject, i).kind]++;
	for (guint i = 0; i < G_N_ELEMENTS(applications); i++)
		count += of_kind[applications[i]];
	return count;
}

CtCounts
ct_estate_counts(const CtEstate *self)
{
	CtCounts counts = {
		.sites = self->sites->len,
		.pools = self->pools->len,
		.machines = self->machines->len,
		.sql_instances = self->sql_instances->len,
		.services = self->services->len,
		.dependencies = self->dependencies->len,
		.gateways = count_gateways(self),
		.users = self->users.count,
		.applications = count_applications(self),
	};

	return counts;
}
