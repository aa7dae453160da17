/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and databases that both deployments claim: W-04 (server names), W-05 (external web services
 * names), W-06 (SQL Server instances and computers); and computers that two pools claim.
 *
 * The estate merges what has one name, so a pool that both sides claim is one pool there, with a
 * mark from either side; what a pool shares with the members of another is looked up by name.
 */
#include "analyzer/check.h"

#include <string.h>

typedef struct {
	const CtPool *pool;
	CtOrigin origin;
} NameOwner;

/* Gateways and other foreign boxes may serve both sides in turn; their rules are not these. */
static const gboolean is_core[CT_N_OBJECT_KINDS] = {
	[CT_OBJECT_POOL] = TRUE,      [CT_OBJECT_DIRECTOR] = TRUE,	  [CT_OBJECT_EDGE] = TRUE,
	[CT_OBJECT_MEDIATION] = TRUE, [CT_OBJECT_PERSISTENT_CHAT] = TRUE,
};

static void
claim(GHashTable *names, const char *key, const CtPool *pool, CtOrigin origin)
{
	NameOwner *owner;

	if (g_hash_table_contains(names, key))
		return;
	owner = g_new(NameOwner, 1);
	owner->pool = pool;
	owner->origin = origin;
	g_hash_table_insert(names, (gpointer)key, owner);
}

/* Folded names of the legacy pools and of their members; the keys belong to the estate. */
static GHashTable *
legacy_names(const CtEstate *estate)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && is_core[pool->kind])
			claim(names, pool->key, pool, pool->origin);
	}
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);
		const CtPool *pool;

		if (machine->pool.index == CT_NONE)
			continue;
		pool = ct_estate_pool(estate, machine->pool);
		if (pool->deployment == CT_DEPLOYMENT_LEGACY && is_core[pool->kind])
			claim(names, machine->key, pool, machine->origin);
	}
	return names;
}

static void
report_collision(const CtEstate *estate, const CtPool *pool, const char *fqdn, CtOrigin origin,
		 const NameOwner *owner, CtFindings *findings)
{
	g_autofree char *where = ct_estate_where(estate, owner->origin);

	ct_findings_add(findings, CT_RULE_POOL_FQDN_COLLISION, origin,
			ct_subject(pool->kind, pool->key),
			"%s of the target deployment is also a name of legacy %s %s (%s)", fqdn,
			ct_object_kind_name(owner->pool->kind), owner->pool->fqdn, where);
}

static void
check_server_names(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) names = legacy_names(estate);

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		const NameOwner *owner = g_hash_table_lookup(names, pool->key);

		if (pool->deployment != CT_DEPLOYMENT_TARGET || !is_core[pool->kind])
			continue;
		if (owner != NULL)
			report_collision(estate, pool, pool->fqdn, pool->origin, owner, findings);
		else if (pool->in_back_compat || pool->in_legacy_export)
			ct_findings_add(findings, CT_RULE_POOL_FQDN_COLLISION, pool->origin,
					ct_subject(pool->kind, pool->key),
					"%s of the target deployment is also named by %s",
					pool->fqdn,
					pool->in_back_compat ? "BackCompatSite"
							     : "an export of the legacy one");
	}
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);
		const NameOwner *owner = g_hash_table_lookup(names, machine->key);
		const CtPool *pool;

		if (owner == NULL || machine->pool.index == CT_NONE)
			continue;
		pool = ct_estate_pool(estate, machine->pool);
		/* a Standard Edition server and its pool are one name: said already */
		if (pool->deployment == CT_DEPLOYMENT_TARGET && is_core[pool->kind] &&
		    strcmp(machine->key, pool->key) != 0)
			report_collision(estate, pool, machine->fqdn, machine->origin, owner,
					 findings);
	}
}

static void
check_external_web_names(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		g_autofree char *folded = NULL;
		g_autofree char *where = NULL;
		const CtPool *first;

		if (pool->deployment != CT_DEPLOYMENT_TARGET || pool->external_web_fqdn == NULL)
			continue;
		folded = g_utf8_casefold(pool->external_web_fqdn, -1);
		first = g_hash_table_lookup(seen, folded);
		if (first == NULL) {
			g_hash_table_insert(seen, g_steal_pointer(&folded), pool);
			continue;
		}
		where = ct_estate_where(estate, first->origin);
		ct_findings_add(findings, CT_RULE_EXTERNAL_WEB_FQDN_DUPLICATE, pool->origin,
				ct_subject(pool->kind, pool->key),
				"%s and %s (%s) both have the external web services name %s",
				pool->fqdn, first->fqdn, where, pool->external_web_fqdn);
	}
}

/* One database server that a pool uses, taken apart. */
typedef struct {
	const CtPool *pool;
	CtOrigin origin;
	char *host;	/* folded; owned */
	char *instance; /* folded, "" for the default instance; owned */
} Database;

static void
database_clear(gpointer data)
{
	Database *self = data;

	g_free(self->host);
	g_free(self->instance);
}

/* "(local)", "." and the like mean the computer that the pool itself is. */
static gboolean
is_local(const char *host)
{
	static const char *const names[] = { "", ".", "(local)", "localhost" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(host, names[i]) == 0)
			return TRUE;
	return FALSE;
}

static void
add_database(GArray *databases, const CtPool *pool, CtOrigin origin, const char *host,
	     const char *instance)
{
	Database database = { .pool = pool, .origin = origin };

	database.host = g_utf8_casefold(is_local(host) ? pool->key : host, -1);
	/* the default instance goes by no name or by its service's */
	database.instance = g_ascii_strcasecmp(instance, "mssqlserver") == 0
				    ? g_strdup("")
				    : g_utf8_casefold(instance, -1);
	g_array_append_val(databases, database);
}

static void
add_back_end(GArray *databases, const CtPool *pool)
{
	g_auto(GStrv) parts = NULL;

	if (pool->back_end == NULL)
		return;
	parts = g_strsplit(pool->back_end, "\\", 2);
	if (parts[0] != NULL)
		add_database(databases, pool, pool->origin, parts[0],
			     parts[1] != NULL ? parts[1] : "");
}

static GArray *
databases_of(const CtEstate *estate, CtDeployment deployment)
{
	GArray *databases = g_array_new(FALSE, FALSE, sizeof(Database));

	g_array_set_clear_func(databases, database_clear);
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == deployment)
			add_back_end(databases, pool);
	}
	if (deployment != CT_DEPLOYMENT_TARGET)
		return databases;
	/* archiving, monitoring and chat databases of the target must stand apart as well */
	for (guint i = 0; i < estate->sql_instances->len; i++) {
		const CtSqlInstance *sql = &g_array_index(estate->sql_instances, CtSqlInstance, i);
		const CtPool *pool;

		if (sql->pool.index == CT_NONE)
			continue;
		pool = ct_estate_pool(estate, sql->pool);
		if (!pool->in_back_compat && pool->deployment != CT_DEPLOYMENT_LEGACY)
			add_database(databases, pool, sql->origin, pool->key,
				     sql->name != NULL ? sql->name : "");
	}
	return databases;
}

/* WMI writes "SQL01\rtc" where a topology says "sql01.contoso.com": a bare name stands for any
 * domain. */
static gboolean
is_same_host(const char *a, const char *b)
{
	gsize length_a = strcspn(a, ".");
	gsize length_b = strcspn(b, ".");

	if (a[length_a] != '\0' && b[length_b] != '\0')
		return strcmp(a, b) == 0;
	return length_a == length_b && strncmp(a, b, length_a) == 0;
}

static void
report_shared(const CtEstate *estate, const Database *target, const Database *legacy,
	      CtFindings *findings)
{
	gboolean same_instance = strcmp(target->instance, legacy->instance) == 0;
	g_autofree char *where = ct_estate_where(estate, legacy->origin);

	if (same_instance)
		ct_findings_add(findings, CT_RULE_SQL_INSTANCE_SHARED, target->origin,
				ct_subject(target->pool->kind, target->pool->key),
				"%s uses the SQL Server instance %s\\%s, as does legacy pool %s "
				"(%s)",
				target->pool->fqdn, target->host, target->instance,
				legacy->pool->fqdn, where);
	else
		ct_findings_add(findings, CT_RULE_SQL_INSTANCE_SHARED, target->origin,
				ct_subject(target->pool->kind, target->pool->key),
				"%s uses SQL Server computer %s (instance \"%s\"), as does legacy "
				"pool %s (instance \"%s\", %s): the instances differ, but the "
				"computers must differ too",
				target->pool->fqdn, target->host, target->instance,
				legacy->pool->fqdn, legacy->instance, where);
}

static void
check_databases(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GArray) targets = databases_of(estate, CT_DEPLOYMENT_TARGET);
	g_autoptr(GArray) legacies = databases_of(estate, CT_DEPLOYMENT_LEGACY);
	g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < targets->len; i++) {
		const Database *target = &g_array_index(targets, Database, i);

		for (guint j = 0; j < legacies->len; j++) {
			const Database *legacy = &g_array_index(legacies, Database, j);

			if (!is_same_host(target->host, legacy->host))
				continue;
			/* the other databases on a computer are no news once a pool is named */
			if (g_hash_table_add(told, g_strdup_printf("%s %s", target->host,
								   legacy->pool->key)) ||
			    target->pool->back_end != NULL)
				report_shared(estate, target, legacy, findings);
		}
	}
}

static gboolean
runs_servers(const CtPool *pool)
{
	return pool != NULL && pool->deployment == CT_DEPLOYMENT_TARGET && is_core[pool->kind];
}

/* A computer can be set up for one pool only; shares and databases may be on it besides. */
static void
check_computers(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->machines->len; i++) {
		CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);
		const CtPool *pool = ct_estate_pool(estate, machine->pool);
		const CtMachine *first = g_hash_table_lookup(seen, machine->key);
		g_autofree char *where = NULL;

		if (!runs_servers(pool))
			continue;
		if (first == NULL) {
			g_hash_table_insert(seen, (gpointer)machine->key, machine);
			continue;
		}
		where = ct_estate_where(estate, first->origin);
		ct_findings_add(findings, CT_RULE_DUPLICATE_ID, machine->origin,
				ct_subject(pool->kind, pool->key),
				"computer %s belongs to %s and to %s (%s)", machine->fqdn,
				pool->fqdn, ct_estate_pool(estate, first->pool)->fqdn, where);
	}
}

void
ct_check_topology(const CtEstate *estate, CtFindings *findings)
{
	check_computers(estate, findings);
	check_server_names(estate, findings);
	check_external_web_names(estate, findings);
	check_databases(estate, findings);
}
