/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which deployment a pool belongs to, by a table of rules over what the exports showed of it, and
 * which product that is.
 */
#include "analyzer/resolve.h"

typedef gboolean (*Holds)(const CtPool *pool, const CtPoolEvidence *evidence);

static gboolean
forced_legacy(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->forced_legacy;
}

/* A name in BackCompatSite and in another site is a collision, not a merge. */
static gboolean
merged(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->back_compat && !evidence->elsewhere;
}

static gboolean
forced_target(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->forced_target;
}

static gboolean
version_of_ocs(const CtPool *pool, const CtPoolEvidence *evidence G_GNUC_UNUSED)
{
	return pool->service_version > 0 && pool->service_version <= CT_LAST_LEGACY_VERSION;
}

static gboolean
version_of_lync(const CtPool *pool, const CtPoolEvidence *evidence G_GNUC_UNUSED)
{
	return pool->service_version > CT_LAST_LEGACY_VERSION;
}

static gboolean
in_wmi(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->from_wmi;
}

static gboolean
in_edge_input(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->from_edge_input;
}

static gboolean
in_topology(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->in_topology;
}

static gboolean
home_by_name(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->dn_by_name;
}

static gboolean
home_by_number(const CtPool *pool G_GNUC_UNUSED, const CtPoolEvidence *evidence)
{
	return evidence->dn_by_number;
}

/* In the order in which evidence counts: the first rule that holds decides. */
static const struct {
	Holds holds;
	CtDeployment deployment;
	const char *why;
} rules[] = {
	{ forced_legacy, CT_DEPLOYMENT_LEGACY, "forced by --legacy" },
	{ merged, CT_DEPLOYMENT_LEGACY, "in BackCompatSite" },
	{ forced_target, CT_DEPLOYMENT_TARGET, "forced by --target" },
	{ version_of_ocs, CT_DEPLOYMENT_LEGACY, "service version 4 or older" },
	{ version_of_lync, CT_DEPLOYMENT_TARGET, "service version 5 or newer" },
	{ in_wmi, CT_DEPLOYMENT_LEGACY, "named by a class of the legacy product" },
	{ in_edge_input, CT_DEPLOYMENT_LEGACY, "named by the Edge input of a merge" },
	{ in_topology, CT_DEPLOYMENT_TARGET, "in a topology with version 6 or newer" },
	{ home_by_name, CT_DEPLOYMENT_LEGACY, "home servers name it by pool name" },
	{ home_by_number, CT_DEPLOYMENT_TARGET, "home servers name it by cluster number" },
};

static CtProduct
product_of(int version)
{
	if (version <= 0)
		return CT_PRODUCT_UNKNOWN;
	if (version <= 2)
		return CT_PRODUCT_LCS;
	return (CtProduct)(CT_PRODUCT_OCS2007 + MIN(version, 8) - 3);
}

/* One topology may hold two products, since from Lync Server 2010 on they share it. */
static CtProduct
newest_product(const CtEstate *estate)
{
	CtProduct newest = CT_PRODUCT_UNKNOWN;

	for (guint i = 0; i < estate->pools->len; i++)
		newest = MAX(newest, g_array_index(estate->pools, CtPool, i).product);
	return newest;
}

void
ct_resolve_deployments(CtResolve *self)
{
	const CtEstate *estate = self->estate;
	CtProduct newest;

	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = ct_resolve_pool_at(self, i);

		pool->product = product_of(pool->service_version);
		pool->deployment_why = "no evidence";
		for (guint rule = 0; rule < G_N_ELEMENTS(rules); rule++) {
			if (!rules[rule].holds(pool, ct_resolve_evidence_at(self, i)))
				continue;
			pool->deployment = rules[rule].deployment;
			pool->deployment_why = rules[rule].why;
			break;
		}
	}
	newest = newest_product(estate);
	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = ct_resolve_pool_at(self, i);

		if (pool->product < CT_PRODUCT_LYNC2010 || pool->product >= newest ||
		    ct_resolve_evidence_at(self, i)->forced_target)
			continue;
		pool->deployment = CT_DEPLOYMENT_LEGACY;
		pool->deployment_why = "older than the newest version here";
	}
}
