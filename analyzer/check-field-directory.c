/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the directory knows of the target deployment: F-06 (a pool is not registered there), F-07 (an
 * entry of something that is gone), F-16 (users in a domain without target servers), F-17 (a domain
 * that is not replicated).
 *
 * Classes of the legacy product list target servers too, with a newer version, because publishing a
 * topology registers them for the legacy side.
 */
#include <string.h>

#include "analyzer/field.h"

#define LAST_LEGACY_VERSION 4

/* The FQDN of an entry that the directory has of a target server, folded; NULL for any other record. */
static char *
registered_name(const CtEstate *estate, const CtRecord *record)
{
	const char *version = ct_facts_get(estate->facts, record->props, CT_KEY_VERSION);
	const char *fqdn = ct_facts_get(estate->facts, record->props, CT_KEY_FQDN);

	if ((record->kind != CT_RECORD_TRUSTED_SERVICE && record->kind != CT_RECORD_POOL) ||
	    record->type == NULL || strstr(record->type, "MSFT_SIP") == NULL || fqdn == NULL ||
	    version == NULL || g_ascii_strtoull(version, NULL, 10) <= LAST_LEGACY_VERSION)
		return NULL;
	return g_utf8_casefold(fqdn, -1);
}

/* Folded name -> record. */
static GHashTable *
find_registered(const CtEstate *estate)
{
	GHashTable *registered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->facts->records->len; i++) {
		CtRecord *record = &g_array_index(estate->facts->records, CtRecord, i);
		char *name = registered_name(estate, record);

		if (name != NULL && !g_hash_table_contains(registered, name))
			g_hash_table_insert(registered, name, record);
		else
			g_free(name);
	}
	return registered;
}

static gboolean
is_registered(const CtEstate *estate, GHashTable *registered, guint32 index)
{
	if (g_hash_table_contains(registered, g_array_index(estate->pools, CtPool, index).key))
		return TRUE;
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);

		if (machine->pool.index == index && g_hash_table_contains(registered, machine->key))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_in_topology(const CtEstate *estate, CtOrigin origin)
{
	CtInputKind kind = g_array_index(estate->facts->inputs, CtInput, origin.input).kind;

	return kind == CT_INPUT_TOPOLOGY;
}

/* Silent without any entry of the target: an older export, from before the first publishing. */
static void
check_pools(const CtEstate *estate, GHashTable *registered, CtFindings *findings)
{
	if (g_hash_table_size(registered) == 0)
		return;
	for (guint32 i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_TARGET || !ct_pool_homes_users(pool) ||
		    !is_in_topology(estate, pool->origin) || is_registered(estate, registered, i))
			continue;
		ct_findings_add(findings, CT_RULE_TARGET_POOL_NOT_REGISTERED, pool->origin,
				ct_subject(pool->kind, pool->key),
				"the legacy exports list servers of the target deployment, but "
				"nothing of %s",
				pool->fqdn);
	}
}

/* Every name that a topology document has. */
static GHashTable *
topology_names(const CtEstate *estate)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->clusters->len; i++) {
		const char *fqdn = g_array_index(facts->clusters, CtClusterFact, i).fqdn;

		if (fqdn != NULL)
			g_hash_table_add(names, g_utf8_casefold(fqdn, -1));
	}
	for (guint i = 0; i < facts->machines->len; i++) {
		const char *fqdn = g_array_index(facts->machines, CtMachineFact, i).fqdn;

		if (fqdn != NULL)
			g_hash_table_add(names, g_utf8_casefold(fqdn, -1));
	}
	return names;
}

static void
check_entries(const CtEstate *estate, GHashTable *registered, CtFindings *findings)
{
	g_autoptr(GHashTable) names = topology_names(estate);

	if (g_hash_table_size(names) == 0)
		return;
	for (guint i = 0; i < estate->facts->records->len; i++) {
		const CtRecord *record = &g_array_index(estate->facts->records, CtRecord, i);
		g_autofree char *name = registered_name(estate, record);

		if (name == NULL || g_hash_table_contains(names, name) ||
		    g_hash_table_lookup(registered, name) != record)
			continue;
		ct_findings_add(findings, CT_RULE_DIRECTORY_ENTRY_LEFT, record->origin,
				ct_subject(CT_OBJECT_SERVER, name),
				"the directory has an entry of %s with a version of the target "
				"product, but no topology has that server",
				name);
	}
}

/* ---- Domains ---- */

/* "DC=emea,DC=contoso,DC=com" -> "emea.contoso.com", folded; NULL for any other DN. */
static char *
domain_name(const char *dn)
{
	g_auto(GStrv) parts = g_strsplit(dn, ",", -1);
	g_autoptr(GString) name = g_string_new(NULL);

	for (guint i = 0; parts[i] != NULL; i++) {
		const char *part = g_strstrip(parts[i]);

		if (g_ascii_strncasecmp(part, "DC=", 3) != 0)
			return NULL;
		g_string_append_printf(name, "%s%s", i > 0 ? "." : "", part + 3);
	}
	return name->len > 0 ? g_utf8_casefold(name->str, -1) : NULL;
}

static gboolean
has_target_server(const CtEstate *estate, const char *domain)
{
	gboolean any = FALSE;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		const char *dot = strchr(pool->key, '.');

		if (pool->deployment != CT_DEPLOYMENT_TARGET || !ct_pool_homes_users(pool) ||
		    dot == NULL)
			continue;
		any = TRUE;
		if (strcmp(dot + 1, domain) == 0)
			return TRUE;
	}
	return !any;
}

/* The domains that the user replicator is limited to, folded; empty: it is not limited. */
static GHashTable *
replicated_domains(const CtEstate *estate)
{
	GHashTable *domains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		if (record->type == NULL || strstr(record->type, "UserReplicator") == NULL)
			continue;
		for (guint k = 0; k < record->props.count; k++) {
			const CtProp *prop = &g_array_index(facts->props, CtProp,
							    record->props.first + k);
			char *domain = NULL;

			if (prop->name != NULL && prop->value != NULL &&
			    g_str_has_suffix(prop->name, "ADDomainNamingContextList"))
				domain = domain_name(prop->value);
			if (domain != NULL)
				g_hash_table_add(domains, domain);
		}
	}
	return domains;
}

static void
check_domains(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) replicated = replicated_domains(estate);

	for (guint i = 0; i < estate->facts->user_dns->len; i++) {
		const CtUserDn *dn = &g_array_index(estate->facts->user_dns, CtUserDn, i);
		g_autofree char *domain = domain_name(dn->dn);

		if (domain == NULL || !g_hash_table_add(seen, g_strdup(domain)))
			continue;
		if (!has_target_server(estate, domain))
			ct_findings_add(findings, CT_RULE_USERS_IN_OTHER_DOMAIN, dn->origin,
					ct_subject(CT_OBJECT_DOMAIN, domain),
					"users are in the domain %s, where no target pool is",
					domain);
		if (g_hash_table_size(replicated) > 0 && !g_hash_table_contains(replicated, domain))
			ct_findings_add(findings, CT_RULE_DOMAIN_NOT_REPLICATED, dn->origin,
					ct_subject(CT_OBJECT_DOMAIN, domain),
					"users are in the domain %s, which the user replicator "
					"does not read",
					domain);
	}
}

void
ct_check_field_directory(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) registered = find_registered(estate);

	check_pools(estate, registered, findings);
	check_entries(estate, registered, findings);
	check_domains(estate, findings);
}
