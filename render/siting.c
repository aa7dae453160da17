/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which site a server is drawn: one answer for all views.
 */
#include "render/siting.h"

static const CtSite *
site_of_successor(const CtPlan *plan, const CtEstate *estate, const CtPool *pool)
{
	for (guint i = 0; i < plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(plan->pairs, CtPlanPair, i);
		const CtPool *target;

		if (pair->target == NULL || g_ascii_strcasecmp(pair->legacy, pool->key) != 0)
			continue;
		target = ct_estate_pool(estate, ct_estate_find_pool(estate, pair->target));
		return target != NULL ? ct_estate_site(estate, target->site) : NULL;
	}
	return NULL;
}

const char *
ct_siting_of(const CtPlan *plan, const CtEstate *estate, const CtPool *pool)
{
	const CtSite *site = ct_estate_site(estate, pool->site);
	const char *named = ct_plan_site_of(plan, pool->fqdn);

	if (named != NULL)
		return named;
	if (pool->deployment == CT_DEPLOYMENT_LEGACY && (site == NULL || site->back_compat))
		site = site_of_successor(plan, estate, pool);
	return site != NULL ? site->name : NULL;
}
