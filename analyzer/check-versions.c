/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which products may meet: W-01 (source too old), W-02 (three versions), W-03 (two forests).
 *
 * The version of a pool is the estate's; a pool whose version no export gives is not judged.
 */
#include "analyzer/check.h"

/* Office Communications Server 2007 R2, as services and WMI classes number it. */
#define OLDEST_SOURCE_VERSION 4

static gboolean
is_too_old(CtProduct product)
{
	switch (product) {
	case CT_PRODUCT_LCS:
	case CT_PRODUCT_OCS2007:
		return TRUE;
	case CT_PRODUCT_UNKNOWN:
	case CT_PRODUCT_OCS2007R2:
	case CT_PRODUCT_LYNC2010:
	case CT_PRODUCT_LYNC2013:
	case CT_PRODUCT_SFB2015:
	case CT_PRODUCT_SFB2019:
	case CT_N_PRODUCTS:
		return FALSE;
	}
	g_assert_not_reached();
}

static void
check_source_version(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (!is_too_old(pool->product))
			continue;
		ct_findings_add(findings, CT_RULE_LEGACY_VERSION_UNSUPPORTED, pool->origin,
				ct_subject(pool->kind, pool->key),
				"%s runs %s (version %d); the oldest source is %s (version %d)",
				pool->fqdn, ct_product_name(pool->product), pool->service_version,
				ct_product_name(CT_PRODUCT_OCS2007R2), OLDEST_SOURCE_VERSION);
	}
}

/* Exports may differ about one pool; then the estate believes the newer one, and a person has to be
 * told of the other. */
static void
check_source_records(const CtEstate *estate, CtFindings *findings)
{
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *fqdn = ct_facts_get(facts, record->props, CT_KEY_FQDN);
		const char *version = ct_facts_get(facts, record->props, CT_KEY_VERSION);
		const CtPool *pool;
		guint64 number;

		if (record->kind != CT_RECORD_POOL || fqdn == NULL || version == NULL)
			continue;
		number = g_ascii_strtoull(version, NULL, 10);
		pool = ct_estate_pool(estate, ct_estate_find_pool(estate, fqdn));
		if (number == 0 || number >= OLDEST_SOURCE_VERSION || pool == NULL ||
		    is_too_old(pool->product))
			continue;
		ct_findings_add(findings, CT_RULE_LEGACY_VERSION_UNSUPPORTED, record->origin,
				ct_subject(pool->kind, pool->key),
				"%s has version %s here, but version %d in another export; the "
				"oldest source is version %d",
				pool->fqdn, version, pool->service_version, OLDEST_SOURCE_VERSION);
	}
}

/* A gateway has the version of the topology that lists it, and no product of its own. */
static gboolean
runs_product(const CtPool *pool, CtProduct product)
{
	return pool->product == product && pool->kind != CT_OBJECT_GATEWAY;
}

/* The first pool of @product in the canonical order, else the first server; NULL when there is none. */
static const CtPool *
first_of_product(const CtEstate *estate, CtProduct product)
{
	const CtPool *server = NULL;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (!runs_product(pool, product))
			continue;
		if (pool->kind == CT_OBJECT_POOL)
			return pool;
		if (server == NULL)
			server = pool;
	}
	return server;
}

/* Every Lync Server 2010 pool is named, since each of them has to go first. */
static void
check_three_versions(const CtEstate *estate, CtFindings *findings)
{
	const CtPool *oldest = first_of_product(estate, CT_PRODUCT_OCS2007R2);
	g_autofree char *where = NULL;

	if (oldest == NULL)
		return;
	where = ct_estate_where(estate, oldest->origin);
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (!runs_product(pool, CT_PRODUCT_LYNC2010))
			continue;
		ct_findings_add(findings, CT_RULE_THREE_VERSION_MIX, pool->origin,
				ct_subject(pool->kind, pool->key),
				"%s runs %s while %s (%s) runs %s", pool->fqdn,
				ct_product_name(pool->product), oldest->fqdn, where,
				ct_product_name(oldest->product));
	}
}

static void
check_forests(const CtEstate *estate, CtFindings *findings)
{
	g_autofree char *where = NULL;

	if (estate->legacy_forest == NULL || estate->target_forest == NULL)
		return;
	if (g_ascii_strcasecmp(estate->legacy_forest, estate->target_forest) == 0)
		return;
	where = ct_estate_where(estate, estate->legacy_forest_origin);
	ct_findings_add(findings, CT_RULE_CROSS_FOREST, estate->target_forest_origin,
			ct_subject(CT_OBJECT_FOREST, estate->target_forest),
			"the target deployment is in forest %s, the legacy one in %s (%s)",
			estate->target_forest, estate->legacy_forest, where);
}

void
ct_check_versions(const CtEstate *estate, CtFindings *findings)
{
	check_source_version(estate, findings);
	check_source_records(estate, findings);
	check_three_versions(estate, findings);
	check_forests(estate, findings);
}
