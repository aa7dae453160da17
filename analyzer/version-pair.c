/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The version pair of an estate, found from the products of its servers.
 *
 * A pair is a row, and the rest of the program asks for the row: nothing outside of the tables knows
 * which products go together.
 */
#include "analyzer/version-pair.h"

static const CtVersionPair rows[] = {
#define CT_VERSION_PAIR(id, legacy, beside, target, status, prefix, way_round, source) \
	{ id,                                                                          \
	  CT_PRODUCT_##legacy,                                                         \
	  CT_PRODUCT_##beside,                                                         \
	  CT_PRODUCT_##target,                                                         \
	  CT_PAIR_##status,                                                            \
	  prefix,                                                                      \
	  way_round,                                                                   \
	  source },
#include "analyzer/version-pairs.def"
#undef CT_VERSION_PAIR
};

const CtVersionPair *
ct_version_pair_rows(guint *out_count)
{
	*out_count = G_N_ELEMENTS(rows);
	return rows;
}

void
ct_version_pair_survey(const CtEstate *estate, CtDeployment deployment, CtProducts *out_products)
{
	CtProducts products = { .oldest = CT_PRODUCT_UNKNOWN };

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		const CtPool *first = products.first[pool->product];

		if (pool->deployment != deployment || pool->product == CT_PRODUCT_UNKNOWN ||
		    pool->kind > CT_OBJECT_MEDIATION)
			continue;
		if (first == NULL ||
		    (pool->kind == CT_OBJECT_POOL && first->kind != CT_OBJECT_POOL))
			products.first[pool->product] = pool;
		if (products.oldest == CT_PRODUCT_UNKNOWN || pool->product < products.oldest)
			products.oldest = pool->product;
		products.newest = MAX(products.newest, pool->product);
	}
	*out_products = products;
}

const CtVersionPair *
ct_version_pair_of(const CtEstate *estate)
{
	CtProducts legacy;
	CtProducts target;

	ct_version_pair_survey(estate, CT_DEPLOYMENT_LEGACY, &legacy);
	ct_version_pair_survey(estate, CT_DEPLOYMENT_TARGET, &target);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].beside == CT_PRODUCT_UNKNOWN && rows[i].legacy == legacy.oldest &&
		    rows[i].target == target.newest)
			return &rows[i];
	return NULL;
}

const CtVersionPair *
ct_version_pair_mix(const CtEstate *estate)
{
	CtProducts legacy;
	CtProducts target;

	ct_version_pair_survey(estate, CT_DEPLOYMENT_LEGACY, &legacy);
	ct_version_pair_survey(estate, CT_DEPLOYMENT_TARGET, &target);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].beside != CT_PRODUCT_UNKNOWN && legacy.first[rows[i].legacy] != NULL &&
		    (legacy.first[rows[i].beside] != NULL ||
		     target.first[rows[i].beside] != NULL) &&
		    target.first[rows[i].target] != NULL)
			return &rows[i];
	return NULL;
}
