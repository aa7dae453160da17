/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What others built upon the deployment: W-34 (trusted application pools with a legacy next hop), W-35
 * (authorized hosts that should be gone), W-36 (names of applications), W-39 (XMPP partners too early).
 */
#include "analyzer/check.h"

#include <string.h>

/* Made by hand in the target: what the merge brought may well have a legacy next hop. */
static gboolean
is_own_pool(const CtPool *pool)
{
	return pool != NULL && pool->deployment == CT_DEPLOYMENT_TARGET && !pool->in_back_compat;
}

static void
report_next_hop(const CtEstate *estate, const CtPool *pool, CtOrigin origin, const CtPool *hop,
		GHashTable *seen, CtFindings *findings)
{
	g_autofree char *where = ct_estate_where(estate, hop->origin);

	if (g_hash_table_add(seen, (gpointer)pool->key))
		ct_findings_add(findings, CT_RULE_TRUSTED_APP_NEXT_HOP_LEGACY, origin,
				ct_subject(CT_OBJECT_TRUSTED_APP_POOL, pool->key),
				"trusted application pool %s has the legacy %s %s (%s) as next hop",
				pool->fqdn, ct_object_kind_name(hop->kind), hop->fqdn, where);
}

static void
check_topology_hops(const CtEstate *estate, GHashTable *seen, CtFindings *findings)
{
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from, *to;
		const CtPool *pool, *hop;

		if (link->from.index == CT_NONE || link->to.index == CT_NONE)
			continue;
		from = ct_estate_service(estate, link->from);
		to = ct_estate_service(estate, link->to);
		pool = ct_estate_pool(estate, from->pool);
		hop = ct_estate_pool(estate, to->pool);
		if (from->role == CT_ROLE_EXTERNAL &&
		    (to->role == CT_ROLE_REGISTRAR || to->role == CT_ROLE_DIRECTOR) &&
		    is_own_pool(pool) && hop != NULL && hop->deployment == CT_DEPLOYMENT_LEGACY)
			report_next_hop(estate, pool, link->origin, hop, seen, findings);
	}
}

/* The pool that "Registrar:ocs01.contoso.com" or a bare name means; NULL when none. */
static const CtPool *
find_named(const CtEstate *estate, const char *text)
{
	const char *colon = text != NULL ? strchr(text, ':') : NULL;

	if (text == NULL)
		return NULL;
	return ct_estate_pool(estate,
			      ct_estate_find_pool(estate, colon != NULL ? colon + 1 : text));
}

static void
check_listed_hops(const CtEstate *estate, GHashTable *seen, CtFindings *findings)
{
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *fqdn = ct_facts_get(facts, record->props, CT_KEY_FQDN);
		const CtPool *pool, *hop;

		if (record->kind != CT_RECORD_TRUSTED_APPLICATION_POOL)
			continue;
		pool = find_named(estate, fqdn != NULL ? fqdn
						       : ct_facts_get(facts, record->props,
								      CT_KEY_IDENTITY));
		hop = find_named(estate, ct_facts_get(facts, record->props, CT_KEY_POOL));
		if (is_own_pool(pool) && hop != NULL && hop->deployment == CT_DEPLOYMENT_LEGACY)
			report_next_hop(estate, pool, record->origin, hop, seen, findings);
	}
}

/* The step that rebuilds remote call control removes the host before the pool is made (O-20). */
static void
check_authorized_host(const CtEstate *estate, const CtObject *host, CtFindings *findings)
{
	const CtPool *pool = ct_estate_pool(estate, ct_estate_find_pool(estate, host->identity));
	g_autofree char *where = NULL;

	if (!host->remote_call_control || !is_own_pool(pool) ||
	    pool->kind != CT_OBJECT_TRUSTED_APP_POOL)
		return;
	where = ct_estate_where(estate, pool->origin);
	ct_findings_add(findings, CT_RULE_AUTHORIZED_HOST_LEFT, host->origin,
			ct_subject(host->kind, host->key),
			"%s is still an authorized host of the legacy deployment, and a trusted "
			"application pool of the target one (%s)",
			host->identity, where);
}

/* Letters, digits, dots, dashes and underscores: what stays as it is in the URN of an application. */
static gboolean
is_application_id(const char *name)
{
	for (const char *at = name; *at != '\0'; at++)
		if (!g_ascii_isalnum(*at) && strchr("._-", *at) == NULL)
			return FALSE;
	return *name != '\0';
}

/* Does an application of the target say that it stands for the legacy one called @type? */
static gboolean
has_successor(const CtEstate *estate, const char *type)
{
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *name = ct_facts_get(facts, record->props, CT_KEY_NAME);

		if (record->kind == CT_RECORD_TRUSTED_APPLICATION && name != NULL &&
		    g_ascii_strcasecmp(name, type) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A legacy application is known by server and type: "ocsapp01.contoso.com/Help Desk". */
static void
check_application_name(const CtEstate *estate, const CtObject *application, CtFindings *findings)
{
	const char *type = ct_facts_get(estate->facts, application->props, CT_KEY_TYPE);

	if (type == NULL || application->deployment != CT_DEPLOYMENT_LEGACY ||
	    strchr(application->identity, '/') == NULL || is_application_id(type) ||
	    has_successor(estate, type))
		return;
	ct_findings_add(findings, CT_RULE_APP_GRUU_NAME, application->origin,
			ct_subject(application->kind, application->key),
			"application \"%s\" cannot keep this name as its ApplicationId, and no "
			"trusted application of the target deployment gives it as "
			"LegacyApplicationName",
			type);
}

/* The first legacy pool that still has users, NULL when there is none. */
static const CtPool *
find_peopled_pool(const CtEstate *estate)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && pool->users > 0)
			return pool;
	}
	return NULL;
}

static void
check_xmpp_partners(const CtEstate *estate, CtFindings *findings)
{
	const CtPool *legacy = find_peopled_pool(estate);
	const CtFacts *facts = estate->facts;

	/* since Lync Server 2013 XMPP partners are those of all pools */
	if (legacy == NULL || legacy->product >= CT_PRODUCT_LYNC2013)
		return;
	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *domain = ct_facts_get(facts, record->props, CT_KEY_NAME);

		if (record->kind != CT_RECORD_XMPP_PARTNER)
			continue;
		if (domain == NULL)
			domain = ct_facts_get(facts, record->props, CT_KEY_IDENTITY);
		ct_findings_add(findings, CT_RULE_XMPP_PARTNER_EARLY, record->origin, NULL,
				"XMPP partner %s is defined in the target deployment, while %s "
				"still has %u user%s",
				domain != NULL ? domain : "without a name", legacy->fqdn,
				legacy->users, legacy->users == 1 ? "" : "s");
	}
}

void
ct_check_applications(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	check_topology_hops(estate, seen, findings);
	check_listed_hops(estate, seen, findings);
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == CT_OBJECT_AUTHORIZED_HOST)
			check_authorized_host(estate, object, findings);
		else if (object->kind == CT_OBJECT_TRUSTED_APP)
			check_application_name(estate, object, findings);
	}
	check_xmpp_partners(estate, findings);
}
