/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An index of everything that a subject can name, made once for each check.  Identities are
 * compared folded.  The legacy and the target side may both have a thing of one name (a voice
 * route, before and after its import); steps act on legacy things, so that the legacy one wins.
 */
#include "planner/subject.h"

#include <string.h>

struct CtSubjects {
	const CtEstate *estate; /* nullable */
	GHashTable *rows;	/* folded subject, owned -> row + 1 of @refs */
	GArray *refs;		/* of CtSubjectRef */
};

/* Things of which there is one, so that the exports need not name them. */
static const CtObjectKind whole_kinds[] = {
	CT_OBJECT_SCHEMA,
	CT_OBJECT_FOREST,
	CT_OBJECT_BACK_COMPAT_SITE,
	CT_OBJECT_DEPLOYMENT,
	CT_OBJECT_REMOTE_CALL_CONTROL,
};

static void
add(CtSubjects *self, CtObjectKind kind, const char *identity, CtCarrier carrier, guint32 index)
{
	CtSubjectRef ref = { kind, carrier, index };
	char *key;

	if (identity == NULL)
		return;
	key = ct_subject(kind, identity);
	if (g_hash_table_contains(self->rows, key)) {
		g_free(key);
		return;
	}
	g_array_append_val(self->refs, ref);
	g_hash_table_insert(self->rows, key, GUINT_TO_POINTER(self->refs->len));
}

static void
add_servers(CtSubjects *self)
{
	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		add(self, pool->kind, pool->key, CT_CARRIER_SERVER, i);
		/* a collocated Mediation server has the name of its pool */
		if (ct_pool_has_role(pool, CT_ROLE_MEDIATION))
			add(self, CT_OBJECT_MEDIATION, pool->key, CT_CARRIER_SERVER, i);
		if (pool->deployment == CT_DEPLOYMENT_TARGET)
			add(self, CT_OBJECT_EXCHANGE_UM, pool->key, CT_CARRIER_SERVER, i);
	}
}

static void
add_objects(CtSubjects *self, CtDeployment first)
{
	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		if ((object->deployment == CT_DEPLOYMENT_LEGACY) == (first == CT_DEPLOYMENT_LEGACY))
			add(self, object->kind, object->key, CT_CARRIER_OBJECT, i);
	}
}

static void
add_places(CtSubjects *self)
{
	for (guint i = 0; i < self->estate->sites->len; i++) {
		const CtSite *site = &g_array_index(self->estate->sites, CtSite, i);

		add(self, CT_OBJECT_SITE, site->id, CT_CARRIER_SITE, i);
	}
	for (guint i = 0; i < self->estate->sites->len; i++) {
		const CtSite *site = &g_array_index(self->estate->sites, CtSite, i);

		add(self, CT_OBJECT_SITE, site->name, CT_CARRIER_SITE, i);
	}
	for (guint i = 0; i < self->estate->ad_domains->len; i++)
		add(self, CT_OBJECT_DOMAIN, g_ptr_array_index(self->estate->ad_domains, i),
		    CT_CARRIER_DOMAIN, i);
}

CtSubjects *
ct_subjects_new(const CtEstate *estate, const CtPlan *plan)
{
	CtSubjects *self = g_new0(CtSubjects, 1);

	self->estate = estate;
	self->refs = g_array_new(FALSE, FALSE, sizeof(CtSubjectRef));
	self->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < plan->waves->len; i++)
		add(self, CT_OBJECT_WAVE, g_array_index(plan->waves, CtPlanWave, i).id,
		    CT_CARRIER_WAVE, i);
	if (estate != NULL) {
		add_servers(self);
		add_objects(self, CT_DEPLOYMENT_LEGACY);
		add_objects(self, CT_DEPLOYMENT_TARGET);
		add_places(self);
	}
	return self;
}

void
ct_subjects_free(CtSubjects *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->rows);
	g_array_unref(self->refs);
	g_free(self);
}

/* Is @identity the forest of the exports, as far as they name one? */
static gboolean
names_the_forest(const CtEstate *estate, const char *identity)
{
	g_autofree char *folded = g_utf8_casefold(identity, -1);

	if (estate->legacy_forest == NULL && estate->target_forest == NULL)
		return TRUE;
	return g_strcmp0(folded, estate->legacy_forest) == 0 ||
	       g_strcmp0(folded, estate->target_forest) == 0;
}

static guint32
find_whole(const CtSubjects *self, CtObjectKind kind, const char *identity)
{
	if ((kind == CT_OBJECT_FOREST || kind == CT_OBJECT_SCHEMA) && *identity != '\0' &&
	    !names_the_forest(self->estate, identity))
		return CT_NONE;
	if (kind == CT_OBJECT_DEPLOYMENT && g_ascii_strcasecmp(identity, "legacy") != 0 &&
	    g_ascii_strcasecmp(identity, "target") != 0)
		return CT_NONE;
	return 0;
}

CtSubjectRef
ct_subjects_find(const CtSubjects *self, const char *subject)
{
	const char *colon = strchr(subject, ':');
	CtSubjectRef ref = { CT_N_OBJECT_KINDS, CT_CARRIER_WHOLE, CT_NONE };
	g_autofree char *key = NULL;
	guint row;

	if (colon == NULL)
		return ref;
	ref.kind = ct_object_kind_from_prefix(subject, (gsize)(colon - subject));
	if (ref.kind == CT_N_OBJECT_KINDS)
		return ref;
	key = ct_subject(ref.kind, colon + 1);
	row = GPOINTER_TO_UINT(g_hash_table_lookup(self->rows, key));
	if (row > 0)
		return g_array_index(self->refs, CtSubjectRef, row - 1);
	if (self->estate == NULL) {
		ref.index = ref.kind == CT_OBJECT_WAVE ? CT_NONE : 0;
		return ref;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(whole_kinds); i++) {
		if (ref.kind == whole_kinds[i])
			ref.index = find_whole(self, ref.kind, colon + 1);
	}
	if (ref.kind == CT_OBJECT_USER) {
		ref.carrier = CT_CARRIER_USER;
		ref.index = ct_estate_find_user(self->estate, colon + 1).index;
	}
	return ref;
}

char *
ct_subjects_name(const CtEstate *estate, CtCarrier carrier, guint32 index)
{
	const CtObject *object;
	const CtPool *pool;

	switch (carrier) {
	case CT_CARRIER_SERVER:
		pool = &g_array_index(estate->pools, CtPool, index);
		return ct_subject(pool->kind, pool->key);
	case CT_CARRIER_OBJECT:
		object = &g_array_index(estate->objects, CtObject, index);
		return ct_subject(object->kind, object->key);
	case CT_CARRIER_SITE:
		return ct_subject(CT_OBJECT_SITE, g_array_index(estate->sites, CtSite, index).id);
	case CT_CARRIER_DOMAIN:
		return ct_subject(CT_OBJECT_DOMAIN, g_ptr_array_index(estate->ad_domains, index));
	case CT_CARRIER_USER:
		return ct_subject(CT_OBJECT_USER, estate->users.key[index]);
	case CT_CARRIER_WAVE:
	case CT_CARRIER_WHOLE:
	case CT_N_CARRIERS:
		break;
	}
	return g_strdup("");
}

gboolean
ct_subjects_origin(const CtEstate *estate, CtSubjectRef ref, CtOrigin *out_origin)
{
	if (ref.index == CT_NONE)
		return FALSE;
	if (ref.carrier == CT_CARRIER_SERVER)
		*out_origin = g_array_index(estate->pools, CtPool, ref.index).origin;
	else if (ref.carrier == CT_CARRIER_OBJECT)
		*out_origin = g_array_index(estate->objects, CtObject, ref.index).origin;
	else if (ref.carrier == CT_CARRIER_SITE)
		*out_origin = g_array_index(estate->sites, CtSite, ref.index).origin;
	else if (ref.carrier == CT_CARRIER_USER)
		*out_origin = (CtOrigin){ estate->users.input[ref.index],
					  estate->users.line[ref.index], NULL };
	else
		return FALSE;
	return TRUE;
}
