/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Servers of the target side as their topology has them: F-20 (no external web name of its own), F-35
 * (a gateway that no route uses), F-37 (a trusted pool without application), F-40 (federation over an
 * Edge that has it off), F-42 (an Edge computer without a full name), F-49 (two pools that must not
 * back each other up), F-54 (a file share in a bad place).
 */
#include <string.h>

#include "analyzer/field.h"

static const CtPool *
pool_at(const CtEstate *estate, guint32 index)
{
	return &g_array_index(estate->pools, CtPool, index);
}

static gboolean
same_name(const char *a, const char *b)
{
	g_autofree char *x = a != NULL ? g_utf8_casefold(a, -1) : NULL;
	g_autofree char *y = b != NULL ? g_utf8_casefold(b, -1) : NULL;

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

static gboolean
is_home(const CtPool *pool, CtDeployment deployment)
{
	return pool->deployment == deployment && ct_pool_homes_users(pool);
}

/* ---- F-20 ---- */

static const CtPool *
legacy_owner(const CtEstate *estate, const char *name)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = pool_at(estate, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY &&
		    same_name(pool->external_web_fqdn, name))
			return pool;
	}
	return NULL;
}

/* A pool without the name is only strange where another pool of its topology has one. */
static void
check_web_names(const CtEstate *estate, CtFindings *findings)
{
	gboolean any = FALSE;

	for (guint i = 0; i < estate->pools->len; i++)
		any = any || (is_home(pool_at(estate, i), CT_DEPLOYMENT_TARGET) &&
			      pool_at(estate, i)->external_web_fqdn != NULL);
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = pool_at(estate, i);
		const CtPool *owner;

		if (!is_home(pool, CT_DEPLOYMENT_TARGET))
			continue;
		owner = legacy_owner(estate, pool->external_web_fqdn);
		if (owner != NULL)
			ct_findings_add(findings, CT_RULE_EXTERNAL_WEB_FQDN_MISSING, pool->origin,
					ct_subject(pool->kind, pool->key),
					"%s has the external web services name %s of legacy %s",
					pool->fqdn, pool->external_web_fqdn, owner->fqdn);
		else if (any && pool->external_web_fqdn == NULL)
			ct_findings_add(findings, CT_RULE_EXTERNAL_WEB_FQDN_MISSING, pool->origin,
					ct_subject(pool->kind, pool->key),
					"%s has no external web services name, as other target "
					"pools do",
					pool->fqdn);
	}
}

/* ---- F-35 ---- */

/* Folded hosts of the gateways that routes of the target name. */
static GHashTable *
routed_gateways(const CtEstate *estate)
{
	GHashTable *hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *route = &g_array_index(estate->objects, CtObject, i);

		if (route->kind != CT_OBJECT_VOICE_ROUTE ||
		    route->deployment != CT_DEPLOYMENT_TARGET)
			continue;
		for (guint k = 0; k < route->props.count; k++) {
			const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
							    route->props.first + k);

			if (prop->key == CT_KEY_GATEWAY && prop->value != NULL)
				g_hash_table_add(hosts, ct_field_host(prop->value));
		}
	}
	return hosts;
}

static gboolean
is_target_gateway(const CtPool *pool)
{
	return pool->deployment == CT_DEPLOYMENT_TARGET && pool->kind == CT_OBJECT_GATEWAY;
}

/* Before the change-over no route names any of them, which is as it should be. */
static void
check_gateways(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) hosts = routed_gateways(estate);
	const CtPool *routed = NULL;

	for (guint i = 0; i < estate->pools->len && routed == NULL; i++)
		if (is_target_gateway(pool_at(estate, i)) &&
		    g_hash_table_contains(hosts, pool_at(estate, i)->key))
			routed = pool_at(estate, i);
	for (guint i = 0; i < estate->pools->len && routed != NULL; i++) {
		const CtPool *pool = pool_at(estate, i);

		if (is_target_gateway(pool) && !g_hash_table_contains(hosts, pool->key))
			ct_findings_add(findings, CT_RULE_GATEWAY_WITHOUT_ROUTE, pool->origin,
					ct_subject(pool->kind, pool->key),
					"voice routes lead to %s and the like, but none to %s",
					routed->fqdn, pool->fqdn);
	}
}

/* ---- F-37 ---- */

/* Marks the pools that a list shows with an application.  FALSE when nothing lists applications, and every
 * pool would be without one. */
static gboolean
find_applications(const CtEstate *estate, gboolean *used)
{
	const CtFacts *facts = estate->facts;
	gboolean listed = FALSE;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *fqdn = ct_facts_get(facts, record->props, CT_KEY_FQDN);
		CtPoolId pool;

		listed = listed || record->kind == CT_RECORD_TRUSTED_APPLICATION ||
			 record->kind == CT_RECORD_TRUSTED_APPLICATION_POOL;
		if (record->kind != CT_RECORD_TRUSTED_APPLICATION_POOL || fqdn == NULL ||
		    ct_facts_get(facts, record->props, CT_KEY_APPLICATION) == NULL)
			continue;
		pool = ct_estate_find_pool(estate, fqdn);
		if (pool.index != CT_NONE)
			used[pool.index] = TRUE;
	}
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == CT_OBJECT_TRUSTED_APP && object->pool.index != CT_NONE)
			used[object->pool.index] = TRUE;
	}
	return listed;
}

static void
check_application_pools(const CtEstate *estate, CtFindings *findings)
{
	g_autofree gboolean *used = g_new0(gboolean, (gsize)estate->pools->len + 1);

	if (!find_applications(estate, used))
		return;
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = pool_at(estate, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY &&
		    pool->kind == CT_OBJECT_TRUSTED_APP_POOL && !used[i])
			ct_findings_add(findings, CT_RULE_APPLICATION_POOL_UNUSED, pool->origin,
					ct_subject(pool->kind, pool->key),
					"%s is trusted as a pool of applications, but no "
					"application is defined on it",
					pool->fqdn);
	}
}

/* ---- F-40, F-42 ---- */

static const CtService *
service_of_id(const CtEstate *estate, const char *id)
{
	for (guint i = 0; id != NULL && i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);

		if (g_strcmp0(service->id, id) == 0)
			return service;
	}
	return NULL;
}

/* The Edge that a route of a site names: by the id of its service, or by its host. */
static CtPoolId
edge_of_route(const CtEstate *estate, const char *route)
{
	const CtService *service = service_of_id(estate, route);
	g_autofree char *host = service == NULL ? ct_field_host(route) : NULL;

	return service != NULL ? service->pool : ct_estate_find_pool(estate, host);
}

/* Off when something says so and nothing says that it is on.  A topology says so of a target Edge by
 * having no port for partners; of a legacy Edge it has what the merge was told. */
static gboolean
has_federation_off(const CtEstate *estate, CtPoolId edge)
{
	const CtFacts *facts = estate->facts;
	const CtPool *pool = ct_estate_pool(estate, edge);
	gboolean is_off = ct_facts_get(facts, pool->props, CT_KEY_FEDERATION_ENABLED) != NULL;

	if (ct_facts_get_bool(facts, pool->props, CT_KEY_FEDERATION_ENABLED))
		return FALSE;
	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);

		if (service->pool.index != edge.index || service->role != CT_ROLE_EDGE)
			continue;
		if (ct_facts_get_bool(facts, service->props, CT_KEY_FEDERATION_ENABLED))
			return FALSE;
		is_off = is_off || pool->deployment == CT_DEPLOYMENT_TARGET ||
			 ct_facts_get(facts, service->props, CT_KEY_FEDERATION_ENABLED) != NULL;
	}
	return is_off;
}

static void
check_federation_routes(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->sites->len; i++) {
		const CtSite *site = &g_array_index(estate->sites, CtSite, i);
		CtPoolId edge = { CT_NONE };

		if (site->federation_route != NULL)
			edge = edge_of_route(estate, site->federation_route);
		if (edge.index == CT_NONE || ct_estate_pool(estate, edge)->kind != CT_OBJECT_EDGE ||
		    !has_federation_off(estate, edge))
			continue;
		ct_findings_add(findings, CT_RULE_FEDERATION_ROUTE_IDLE, site->origin,
				ct_subject(CT_OBJECT_SITE, site->id),
				"site %s sends federation over %s, where federation is off",
				site->name, ct_estate_pool(estate, edge)->fqdn);
	}
}

static void
check_edge_names(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);
		const CtPool *pool = ct_estate_pool(estate, machine->pool);

		if (pool == NULL || pool->deployment != CT_DEPLOYMENT_TARGET ||
		    pool->kind != CT_OBJECT_EDGE || strchr(machine->fqdn, '.') != NULL)
			continue;
		ct_findings_add(findings, CT_RULE_EDGE_NAME_NOT_QUALIFIED, machine->origin,
				ct_subject(pool->kind, pool->key),
				"%s, a computer of %s, has a name without a domain", machine->fqdn,
				pool->fqdn);
	}
}

/* ---- F-49 ---- */

static gboolean
backs_up(const CtEstate *estate, guint32 pool, guint32 backup)
{
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from = ct_estate_service(estate, link->from);
		const CtService *to = ct_estate_service(estate, link->to);

		if (from != NULL && to != NULL && from->role == CT_ROLE_REGISTRAR &&
		    to->role == CT_ROLE_REGISTRAR && from->pool.index == pool &&
		    to->pool.index == backup)
			return TRUE;
	}
	return FALSE;
}

/* NULL: nothing speaks against it.  Only since Lync Server 2013 are pools paired. */
static const char *
pairing_fault(const CtEstate *estate, CtPoolId pool, CtPoolId backup)
{
	const CtPool *a = ct_estate_pool(estate, pool);
	const CtPool *b = ct_estate_pool(estate, backup);

	if (a->product != b->product)
		return "they run different versions";
	if (a->edition != b->edition && a->edition != CT_EDITION_UNKNOWN &&
	    b->edition != CT_EDITION_UNKNOWN)
		return "one is an Enterprise pool and the other a Standard Edition server";
	if (a->product >= CT_PRODUCT_LYNC2013 && !backs_up(estate, backup.index, pool.index))
		return "that one has no backup, or another one";
	return NULL;
}

/* A branch appliance has a Registrar only, and any pool may back it up. */
static void
check_backups(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from = ct_estate_service(estate, link->from);
		const CtService *to = ct_estate_service(estate, link->to);
		const CtPool *pool, *backup;
		const char *fault;

		if (from == NULL || to == NULL || from->role != CT_ROLE_REGISTRAR ||
		    to->role != CT_ROLE_REGISTRAR || from->pool.index == to->pool.index)
			continue;
		pool = ct_estate_pool(estate, from->pool);
		backup = ct_estate_pool(estate, to->pool);
		if (pool == NULL || backup == NULL || !ct_pool_homes_users(pool))
			continue;
		fault = pairing_fault(estate, from->pool, to->pool);
		if (fault != NULL)
			ct_findings_add(findings, CT_RULE_POOL_BACKUP_UNSUPPORTED, link->origin,
					ct_subject(pool->kind, pool->key),
					"%s has %s as its backup, but %s", pool->fqdn, backup->fqdn,
					fault);
	}
}

/* ---- F-54 ---- */

static gboolean
is_domain(const CtEstate *estate, const char *name)
{
	for (guint i = 0; i < estate->ad_domains->len; i++)
		if (strcmp(g_ptr_array_index(estate->ad_domains, i), name) == 0)
			return TRUE;
	return FALSE;
}

/* The pool that has the computer; NULL when none that homes users does. */
static const CtPool *
home_of_computer(const CtEstate *estate, const char *key)
{
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);
		const CtPool *pool = ct_estate_pool(estate, machine->pool);

		if (pool != NULL && strcmp(machine->key, key) == 0 && ct_pool_homes_users(pool))
			return pool;
	}
	return NULL;
}

/* A legacy server shares nothing with the target; with itself it may, whatever product it runs. */
static gboolean
is_foreign_share(const CtPool *store, const CtPool *owner)
{
	return owner->deployment == CT_DEPLOYMENT_LEGACY && store != owner;
}

/* A Standard Edition server has its share on itself, and nobody else's. */
static void
check_file_stores(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);
		const CtPool *store = ct_estate_pool(estate, service->pool);
		const CtPool *owner;

		if (service->role != CT_ROLE_FILE_STORE || store == NULL)
			continue;
		owner = home_of_computer(estate, store->key);
		if (is_domain(estate, store->key))
			ct_findings_add(findings, CT_RULE_FILE_SHARE_UNSUITABLE, service->origin,
					ct_subject(store->kind, store->key),
					"the file share is named after the domain %s, as a "
					"distributed file system is",
					store->fqdn);
		else if (owner != NULL && (is_foreign_share(store, owner) ||
					   owner->edition == CT_EDITION_ENTERPRISE))
			ct_findings_add(findings, CT_RULE_FILE_SHARE_UNSUITABLE, service->origin,
					ct_subject(store->kind, store->key),
					"the file share is on %s, a server of %s", store->fqdn,
					owner->fqdn);
	}
}

void
ct_check_field_servers(const CtEstate *estate, CtFindings *findings)
{
	check_web_names(estate, findings);
	check_gateways(estate, findings);
	check_application_pools(estate, findings);
	check_federation_routes(estate, findings);
	check_edge_names(estate, findings);
	check_backups(estate, findings);
	check_file_stores(estate, findings);
}
