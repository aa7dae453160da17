/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pool is, from the services that stand on it: version, edition, back end, applications, and
 * at last its kind.  A Director cannot be told from a pool by services alone when only a legacy
 * export names it, so kinds are decided after users have found their homes.
 */
#include "analyzer/resolve.h"

#include <string.h>

#define BIT(role) (G_GUINT64_CONSTANT(1) << (role))

/* The first kind whose role the pool has. */
static const struct {
	CtRole role;
	CtObjectKind kind;
} kinds[] = {
	{ CT_ROLE_EDGE, CT_OBJECT_EDGE },
	{ CT_ROLE_DIRECTOR, CT_OBJECT_DIRECTOR },
	{ CT_ROLE_USER_SERVICES, CT_OBJECT_POOL },
	{ CT_ROLE_REGISTRAR, CT_OBJECT_POOL },
	{ CT_ROLE_PERSISTENT_CHAT, CT_OBJECT_PERSISTENT_CHAT },
	{ CT_ROLE_MEDIATION, CT_OBJECT_MEDIATION },
	{ CT_ROLE_GATEWAY, CT_OBJECT_GATEWAY },
	{ CT_ROLE_EXTERNAL, CT_OBJECT_TRUSTED_APP_POOL },
};

typedef enum {
	APPLICATION_RESPONSE_GROUP,
	APPLICATION_DIAL_IN,
} Application;

/* Part of an application's name, folded, as a topology or a WMI class has it. */
static const struct {
	const char *part;
	gboolean whole; /* nothing may stand around it */
	Application application;
} applications[] = {
	{ "rgs", TRUE, APPLICATION_RESPONSE_GROUP },
	{ "caa", TRUE, APPLICATION_DIAL_IN },
	{ "cas", TRUE, APPLICATION_DIAL_IN },
	{ "response group", FALSE, APPLICATION_RESPONSE_GROUP },
	{ "conferencing attendant", FALSE, APPLICATION_DIAL_IN },
};

static const char urn_prefix[] = "urn:application:";

static void
note_application(CtPool *pool, const char *text)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);
	const char *name = folded;

	if (g_str_has_prefix(name, urn_prefix))
		name += strlen(urn_prefix);
	for (guint i = 0; i < G_N_ELEMENTS(applications); i++) {
		if (applications[i].whole ? strcmp(name, applications[i].part) != 0
					  : strstr(name, applications[i].part) == NULL)
			continue;
		switch (applications[i].application) {
		case APPLICATION_RESPONSE_GROUP:
			pool->has_response_group = TRUE;
			break;
		case APPLICATION_DIAL_IN:
			pool->has_dial_in = TRUE;
			break;
		}
	}
}

static void
note_applications(const CtResolve *self, CtPropRange range, CtPool *pool)
{
	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(self->facts->props, CtProp, i);

		if (prop->key == CT_KEY_APPLICATION && prop->value != NULL)
			note_application(pool, prop->value);
	}
}

static void
add_service(CtResolve *self, const CtService *service)
{
	CtPool *pool = ct_resolve_pool_at(self, service->pool.index);
	CtPoolEvidence *evidence = ct_resolve_evidence_at(self, service->pool.index);
	const char *web = ct_facts_get(self->facts, service->props, CT_KEY_EXTERNAL_WEB_FQDN);

	if (service->role != CT_ROLE_UNKNOWN)
		pool->roles |= BIT(service->role);
	if (service->role == CT_ROLE_USER_SERVICES)
		evidence->has_user_services = TRUE;
	if (service->role == CT_ROLE_DIRECTOR ||
	    (service->role == CT_ROLE_REGISTRAR &&
	     ct_facts_get_bool(self->facts, service->props, CT_KEY_IS_DIRECTOR)))
		pool->roles |= BIT(CT_ROLE_REGISTRAR) | BIT(CT_ROLE_DIRECTOR);
	if (pool->external_web_fqdn == NULL && web != NULL && *web != '\0')
		pool->external_web_fqdn = web;
	note_applications(self, service->props, pool);
}

/* A topology's versions count before those of records, the newest of them before the others. */
static void
find_versions(CtResolve *self)
{
	const GArray *services = self->estate->services;
	g_autofree int *versions = g_new0(int, self->estate->pools->len + 1);

	for (guint i = 0; i < services->len; i++) {
		const CtService *service = &g_array_index(services, CtService, i);

		if (service->pool.index != CT_NONE)
			versions[service->pool.index] = MAX(versions[service->pool.index],
							    service->service_version);
	}
	for (guint i = 0; i < self->estate->pools->len; i++) {
		if (versions[i] > 0)
			ct_resolve_pool_at(self, i)->service_version = versions[i];
	}
}

/* Clusters of a document that has version 6 and newer services. */
static void
find_new_topologies(CtResolve *self)
{
	const CtFacts *facts = self->facts;
	g_autofree gboolean *is_new = g_new0(gboolean, facts->inputs->len + 1);

	for (guint i = 0; i < facts->services->len; i++) {
		const CtServiceFact *fact = &g_array_index(facts->services, CtServiceFact, i);

		if (fact->service_version >= 6)
			is_new[fact->origin.input] = TRUE;
	}
	for (guint i = 0; i < facts->clusters->len; i++) {
		const CtClusterFact *fact = &g_array_index(facts->clusters, CtClusterFact, i);
		CtPoolId pool = ct_estate_find_pool(self->estate, fact->fqdn);

		if (is_new[fact->origin.input] && pool.index != CT_NONE)
			ct_resolve_evidence_at(self, pool.index)->in_topology = TRUE;
	}
}

/* "host\instance", or "host" for the default instance. */
static const char *
back_end_text(const CtResolve *self, const char *host, const char *instance)
{
	g_autofree char *text = instance != NULL && *instance != '\0'
					? g_strconcat(host, "\\", instance, NULL)
					: g_strdup(host);

	return ct_strings_fold(self->facts->strings, text);
}

/* The instance that each store stands on; CtService has its cluster only. */
static GHashTable *
index_stores(CtResolve *self)
{
	const CtFacts *facts = self->facts;
	g_autoptr(GHashTable) instances = g_hash_table_new(NULL, NULL);
	GHashTable *stores = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < facts->sqls->len; i++) {
		const CtSqlFact *fact = &g_array_index(facts->sqls, CtSqlFact, i);

		if (fact->id != NULL && fact->name != NULL)
			g_hash_table_insert(instances,
					    (gpointer)ct_resolve_scoped(self, fact->origin.input,
									fact->id),
					    (gpointer)fact->name);
	}
	for (guint i = 0; i < facts->services->len; i++) {
		const CtServiceFact *fact = &g_array_index(facts->services, CtServiceFact, i);
		guint32 input = fact->origin.input;
		const char *name;
		guint32 row;

		if (fact->installed_on == NULL || fact->id == NULL)
			continue;
		name = g_hash_table_lookup(instances,
					   ct_resolve_scoped(self, input, fact->installed_on));
		row = ct_resolve_look_up(self->service_ids,
					 ct_resolve_scoped(self, input, fact->id));
		if (name != NULL && row != CT_NONE)
			g_hash_table_insert(stores, GUINT_TO_POINTER(row + 1), (gpointer)name);
	}
	return stores;
}

/* A pool whose user store stands on itself is a Standard Edition server. */
static void
find_back_ends(CtResolve *self)
{
	const CtEstate *estate = self->estate;
	g_autoptr(GHashTable) stores = index_stores(self);

	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *dependency = &g_array_index(estate->dependencies, CtDependency,
								i);
		const CtService *from = ct_estate_service(estate, dependency->from);
		const CtService *store = ct_estate_service(estate, dependency->to);
		CtPool *pool;

		if (store == NULL || from->role != CT_ROLE_USER_SERVICES ||
		    store->role != CT_ROLE_USER_STORE || from->pool.index == CT_NONE ||
		    store->pool.index == CT_NONE)
			continue;
		pool = ct_resolve_pool_at(self, from->pool.index);
		pool->edition = store->pool.index == from->pool.index ? CT_EDITION_STANDARD
								      : CT_EDITION_ENTERPRISE;
		pool->back_end = back_end_text(
			self, ct_resolve_pool_at(self, store->pool.index)->key,
			g_hash_table_lookup(stores, GUINT_TO_POINTER(dependency->to.index + 1)));
	}
}

/* "(local)\rtc" of a record is an instance on the pool itself. */
static void
fold_back_ends(CtResolve *self)
{
	static const char *const local[] = { "(local)", ".", "localhost" };

	for (guint i = 0; i < self->estate->pools->len; i++) {
		CtPool *pool = ct_resolve_pool_at(self, i);
		g_auto(GStrv) parts = NULL;
		const char *host;

		if (pool->back_end == NULL)
			continue;
		parts = g_strsplit(pool->back_end, "\\", 2);
		host = parts[0] != NULL ? parts[0] : "";
		for (guint l = 0; l < G_N_ELEMENTS(local); l++) {
			if (g_ascii_strcasecmp(host, local[l]) == 0)
				host = pool->key;
		}
		pool->back_end = back_end_text(self, host, parts[0] != NULL ? parts[1] : NULL);
	}
}

void
ct_resolve_roles(CtResolve *self)
{
	const CtEstate *estate = self->estate;

	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);

		if (service->pool.index != CT_NONE)
			add_service(self, service);
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = ct_resolve_pool_at(self, i);

		note_applications(self, pool->props, pool);
	}
	find_versions(self);
	find_new_topologies(self);
	find_back_ends(self);
	fold_back_ends(self);
}

/* A pool that an Edge of the legacy deployment sends everything to, that is home to nobody and
 * shows no sign of user services, is a Director, whatever its export calls it. */
static gboolean
is_director(const CtPool *pool, const CtPoolEvidence *evidence)
{
	return pool->deployment == CT_DEPLOYMENT_LEGACY && pool->users == 0 &&
	       !evidence->has_user_services && !ct_pool_has_role(pool, CT_ROLE_EDGE) &&
	       (evidence->may_be_director || !ct_pool_has_role(pool, CT_ROLE_USER_SERVICES));
}

static void
try_director(CtResolve *self, guint32 pool)
{
	if (pool != CT_NONE &&
	    is_director(ct_resolve_pool_at(self, pool), ct_resolve_evidence_at(self, pool)))
		ct_resolve_pool_at(self, pool)->roles |= BIT(CT_ROLE_REGISTRAR) |
							 BIT(CT_ROLE_DIRECTOR);
}

static gboolean
is_legacy_edge(const CtPool *pool)
{
	return pool != NULL && pool->deployment == CT_DEPLOYMENT_LEGACY &&
	       ct_pool_has_role(pool, CT_ROLE_EDGE);
}

/* The input of a merge, where somebody would put the next hop right, else where the Edge stands. */
static CtOrigin
where_described(CtResolve *self, const CtPool *edge)
{
	for (guint i = 0; i < self->facts->records->len; i++) {
		const CtRecord *record = &g_array_index(self->facts->records, CtRecord, i);
		const char *fqdn = ct_facts_get(self->facts, record->props, CT_KEY_FQDN);

		if (record->kind == CT_RECORD_EDGE &&
		    ct_facts_get(self->facts, record->props, CT_KEY_NEXT_HOP) != NULL &&
		    ct_strings_fold(self->facts->strings, fqdn) == edge->key)
			return record->origin;
	}
	return edge->origin;
}

/* The input of a merge names the next hop, a topology has it as a dependency of the Edge. */
static void
find_next_hops(CtResolve *self)
{
	const CtEstate *estate = self->estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *edge = ct_resolve_pool_at(self, i);
		const char *text = ct_facts_get(self->facts, edge->props, CT_KEY_NEXT_HOP);
		CtPoolId hop = ct_resolve_pool(self, text);

		if (text == NULL || !is_legacy_edge(edge))
			continue;
		if (hop.index == CT_NONE)
			ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE,
					where_described(self, edge),
					ct_subject(CT_OBJECT_EDGE, edge->key),
					"next hop %s of Edge %s is in no input", text, edge->fqdn);
		try_director(self, hop.index);
	}
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *dependency = &g_array_index(estate->dependencies, CtDependency,
								i);
		const CtService *from = ct_estate_service(estate, dependency->from);
		const CtService *to = ct_estate_service(estate, dependency->to);

		if (to != NULL && from->role == CT_ROLE_EDGE && to->role == CT_ROLE_REGISTRAR &&
		    is_legacy_edge(ct_estate_pool(estate, from->pool)))
			try_director(self, to->pool.index);
	}
}

void
ct_resolve_kinds(CtResolve *self)
{
	find_next_hops(self);
	for (guint i = 0; i < self->estate->pools->len; i++) {
		CtPool *pool = ct_resolve_pool_at(self, i);

		/* what a legacy export lets every pool have is not meant for Directors */
		if (ct_pool_has_role(pool, CT_ROLE_DIRECTOR) &&
		    !ct_resolve_evidence_at(self, i)->has_user_services)
			pool->roles &= ~BIT(CT_ROLE_USER_SERVICES);
		for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
			if (!ct_pool_has_role(pool, kinds[k].role))
				continue;
			pool->kind = kinds[k].kind;
			break;
		}
	}
}
