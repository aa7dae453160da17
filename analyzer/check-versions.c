/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which products may meet: W-01 (source too old), W-02 (three versions), W-03 (two forests), and pairs
 * that have no way from the one to the other.  Which they are is said by version-pairs.def.
 *
 * The version of a pool is the estate's; a pool whose version no export gives is not judged.
 */
#include "analyzer/check.h"
#include "analyzer/version-pair.h"

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

		if ((record->kind != CT_RECORD_POOL && record->kind != CT_RECORD_TRUSTED_SERVICE) ||
		    fqdn == NULL || version == NULL)
			continue;
		number = g_ascii_strtoull(version, NULL, 10);
		pool = ct_estate_pool(estate, ct_estate_find_pool(estate, fqdn));
		if (number == 0 || number >= OLDEST_SOURCE_VERSION || pool == NULL ||
		    is_too_old(pool->product) || pool->kind > CT_OBJECT_MEDIATION)
			continue;
		ct_findings_add(findings, CT_RULE_LEGACY_VERSION_UNSUPPORTED, record->origin,
				ct_subject(pool->kind, pool->key),
				"%s has version %s here, but version %d in another export; the "
				"oldest source is version %d",
				pool->fqdn, version, pool->service_version, OLDEST_SOURCE_VERSION);
	}
}

/* A merge may say so too, of a pool that other exports show as newer.  Once for each pool. */
static void
check_source_services(const CtEstate *estate, CtFindings *findings)
{
	guint32 told = CT_NONE;

	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);
		const CtPool *pool = ct_estate_pool(estate, service->pool);

		if (pool == NULL || pool->deployment != CT_DEPLOYMENT_LEGACY ||
		    service->service_version <= 0 ||
		    service->service_version >= OLDEST_SOURCE_VERSION ||
		    service->pool.index == told || is_too_old(pool->product))
			continue;
		told = service->pool.index;
		ct_findings_add(findings, CT_RULE_LEGACY_VERSION_UNSUPPORTED, service->origin,
				ct_subject(pool->kind, pool->key),
				"%s has version %d here, but version %d in another export; the "
				"oldest source is version %d",
				pool->fqdn, service->service_version, pool->service_version,
				OLDEST_SOURCE_VERSION);
	}
}

/* A gateway has the version of the topology that lists it, and no product of its own. */
static gboolean
runs_product(const CtPool *pool, CtProduct product)
{
	return pool->product == product && pool->kind <= CT_OBJECT_MEDIATION;
}

/* Every server of the product in the middle is named, since each of them has to go first. */
static void
report_mix(const CtEstate *estate, const CtVersionPair *mix, CtFindings *findings)
{
	CtProducts legacy;
	const CtPool *oldest;
	g_autofree char *where = NULL;

	ct_version_pair_survey(estate, CT_DEPLOYMENT_LEGACY, &legacy);
	oldest = legacy.first[mix->legacy];
	where = ct_estate_where(estate, oldest->origin);
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (!runs_product(pool, mix->beside))
			continue;
		ct_findings_add(findings, CT_RULE_THREE_VERSION_MIX, pool->origin,
				ct_subject(pool->kind, pool->key),
				"%s runs %s while %s (%s) runs %s, and the target is %s (%s): %s",
				pool->fqdn, ct_product_name(pool->product), oldest->fqdn, where,
				ct_product_name(oldest->product), ct_product_name(mix->target),
				mix->id, mix->way_round);
	}
}

static void
report_pair(const CtEstate *estate, CtRuleId rule, const CtPool *legacy, const CtPool *target,
	    const char *verdict, const CtVersionPair *pair, CtFindings *findings)
{
	g_autofree char *where = ct_estate_where(estate, legacy->origin);

	ct_findings_add(findings, rule, target->origin, ct_subject(target->kind, target->key),
			"%s runs %s and %s (%s) runs %s: %s%s%s%s%s", target->fqdn,
			ct_product_name(target->product), legacy->fqdn, where,
			ct_product_name(legacy->product), verdict, pair != NULL ? " (" : "",
			pair != NULL ? pair->id : "", pair != NULL ? "); " : "",
			pair != NULL ? pair->way_round : "");
}

/* A source that is too old has a finding of its own already. */
static void
check_pair(const CtEstate *estate, CtFindings *findings)
{
	const CtVersionPair *mix = ct_version_pair_mix(estate);
	const CtVersionPair *pair = ct_version_pair_of(estate);
	CtProducts legacy;
	CtProducts target;

	if (mix != NULL) {
		report_mix(estate, mix, findings);
		return;
	}
	ct_version_pair_survey(estate, CT_DEPLOYMENT_LEGACY, &legacy);
	ct_version_pair_survey(estate, CT_DEPLOYMENT_TARGET, &target);
	if (legacy.oldest == CT_PRODUCT_UNKNOWN || target.newest == CT_PRODUCT_UNKNOWN ||
	    is_too_old(legacy.oldest))
		return;
	if (pair == NULL || pair->status == CT_PAIR_ALLOWED)
		report_pair(estate, CT_RULE_VERSION_PAIR_UNCOVERED, legacy.first[legacy.oldest],
			    target.first[target.newest], "there are no rows for this pair", pair,
			    findings);
	else if (pair->status == CT_PAIR_FORBIDDEN)
		report_pair(estate, CT_RULE_VERSION_PAIR_FORBIDDEN, legacy.first[legacy.oldest],
			    target.first[target.newest],
			    "there is no way from the one to the other", pair, findings);
}

static gboolean
are_sides_apart(const CtEstate *estate)
{
	return estate->legacy_forest != NULL && estate->target_forest != NULL &&
	       g_ascii_strcasecmp(estate->legacy_forest, estate->target_forest) != 0;
}

/* Is this said already, since the other side stands against it? */
static gboolean
is_between_sides(const CtEstate *estate, const CtForest *forest)
{
	return are_sides_apart(estate) &&
	       g_ascii_strcasecmp(forest->name, forest->deployment == CT_DEPLOYMENT_LEGACY
							? estate->legacy_forest
							: estate->target_forest) == 0;
}

/* One pool in another forest can no more be merged than a whole deployment. */
static void
check_one_forest(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->other_forests->len; i++) {
		const CtForest *forest = &g_array_index(estate->other_forests, CtForest, i);
		g_autofree char *where = ct_estate_where(estate, forest->most_origin);

		if (!is_between_sides(estate, forest))
			ct_findings_add(findings, CT_RULE_CROSS_FOREST, forest->origin,
					ct_subject(CT_OBJECT_FOREST, forest->name),
					"an entry of the %s deployment is in forest %s, most "
					"others are in %s (%s)",
					ct_deployment_to_string(forest->deployment), forest->name,
					forest->most, where);
	}
}

static void
check_forests(const CtEstate *estate, CtFindings *findings)
{
	g_autofree char *where = NULL;

	check_one_forest(estate, findings);
	if (!are_sides_apart(estate))
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
	check_source_services(estate, findings);
	check_pair(estate, findings);
	check_forests(estate, findings);
}
