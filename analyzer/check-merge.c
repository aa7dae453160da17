/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * W-13: does BackCompatSite still say what the legacy exports say?
 *
 * Both directions count: what the merge has not seen, and what it still shows.  A kind of server is
 * compared only if the legacy exports name any server of that kind; otherwise the export, and not
 * the server, is what is missing.  BackCompatSite does not list roles that share a computer with
 * another, so a server that is a member of a merged pool is not missed.
 */
#include "analyzer/check.h"

#include <string.h>

static const gboolean is_merged_kind[CT_N_OBJECT_KINDS] = {
	[CT_OBJECT_POOL] = TRUE,
	[CT_OBJECT_DIRECTOR] = TRUE,
	[CT_OBJECT_EDGE] = TRUE,
	[CT_OBJECT_MEDIATION] = TRUE,
};

/* The members of merged pools, whose collocated roles the merge does not list. */
static GHashTable *
merged_members(const CtEstate *estate)
{
	GHashTable *members = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);

		if (machine->pool.index != CT_NONE &&
		    ct_estate_pool(estate, machine->pool)->in_back_compat)
			g_hash_table_add(members, (gpointer)machine->key);
	}
	return members;
}

static void
check_servers(const CtEstate *estate, CtOrigin merge, CtFindings *findings)
{
	g_autoptr(GHashTable) members = merged_members(estate);
	g_autofree char *where = ct_estate_where(estate, merge);
	gboolean is_exported[CT_N_OBJECT_KINDS] = { FALSE };

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->in_legacy_export)
			is_exported[pool->kind] = TRUE;
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY || !is_merged_kind[pool->kind] ||
		    !is_exported[pool->kind] || pool->in_legacy_export == pool->in_back_compat)
			continue;
		if (pool->in_back_compat)
			ct_findings_add(findings, CT_RULE_STALE_MERGE, pool->origin,
					ct_subject(pool->kind, pool->key),
					"BackCompatSite shows %s %s, but no legacy export does",
					ct_object_kind_name(pool->kind), pool->fqdn);
		else if (!g_hash_table_contains(members, pool->key))
			ct_findings_add(findings, CT_RULE_STALE_MERGE, pool->origin,
					ct_subject(pool->kind, pool->key),
					"legacy %s %s is not in BackCompatSite (%s)",
					ct_object_kind_name(pool->kind), pool->fqdn, where);
	}
}

/* Which side listed a conference directory.  Its owner does not tell, since a merged directory is
 * listed by the target side with its legacy owner; the class of an OCS listing does, or the user. */
static CtDeployment
side_of(const CtEstate *estate, const CtRecord *record)
{
	const CtInput *input = &g_array_index(estate->facts->inputs, CtInput, record->origin.input);

	if (input->forced)
		return input->deployment;
	return record->type != NULL && strstr(record->type, "MSFT_SIP") != NULL
		       ? CT_DEPLOYMENT_LEGACY
		       : CT_DEPLOYMENT_TARGET;
}

static GHashTable *
directories_of(const CtEstate *estate, CtDeployment side)
{
	GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *id;

		if (record->kind != CT_RECORD_CONFERENCE_DIRECTORY ||
		    side_of(estate, record) != side)
			continue;
		id = ct_facts_get(facts, record->props, CT_KEY_IDENTITY);
		if (id != NULL && !g_hash_table_contains(found, id))
			g_hash_table_insert(found, g_strdup(id), record);
	}
	return found;
}

static void
check_directories(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) legacy = directories_of(estate, CT_DEPLOYMENT_LEGACY);
	g_autoptr(GHashTable) target = directories_of(estate, CT_DEPLOYMENT_TARGET);

	if (g_hash_table_size(legacy) == 0 || g_hash_table_size(target) == 0)
		return;
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *directory = &g_array_index(estate->objects, CtObject, i);
		gboolean on_legacy, on_target;

		if (directory->kind != CT_OBJECT_CONFERENCE_DIRECTORY ||
		    directory->pool.index == CT_NONE ||
		    ct_estate_pool(estate, directory->pool)->deployment != CT_DEPLOYMENT_LEGACY)
			continue;
		on_legacy = g_hash_table_contains(legacy, directory->identity);
		on_target = g_hash_table_contains(target, directory->identity);
		if (on_legacy == on_target)
			continue;
		ct_findings_add(findings, CT_RULE_STALE_MERGE, directory->origin,
				ct_subject(CT_OBJECT_CONFERENCE_DIRECTORY, directory->key),
				"conference directory %s of %s is listed by the %s deployment only",
				directory->identity, ct_estate_pool(estate, directory->pool)->fqdn,
				on_legacy ? "legacy" : "target");
	}
}

void
ct_check_merge(const CtEstate *estate, CtFindings *findings)
{
	const CtSite *site = ct_estate_site(estate, estate->back_compat_site);

	if (!estate->has_back_compat_site || site == NULL)
		return;
	check_servers(estate, site->origin, findings);
	check_directories(estate, findings);
}
