/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which products may meet: W-01 (source too old), W-02 (three versions), W-03 (two forests).
 *
 * The version of a pool is the estate's; a pool whose version no export gives is not judged.
 */
#include "analyzer/check.h"

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
				"%s runs %s (version %d); the oldest source is %s (version 4)",
				pool->fqdn, ct_product_name(pool->product), pool->service_version,
				ct_product_name(CT_PRODUCT_OCS2007R2));
	}
}

/* The first pool of @product in the canonical order, NULL when there is none. */
static const CtPool *
first_of_product(const CtEstate *estate, CtProduct product)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->product == product)
			return pool;
	}
	return NULL;
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

		if (pool->product != CT_PRODUCT_LYNC2010)
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
	check_three_versions(estate, findings);
	check_forests(estate, findings);
}
