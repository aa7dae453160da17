/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Capacity of pools (K-01, K-03, K-04).
 *
 * Only upper limits that the guide states are here; what a pool really carries depends on its
 * hardware and on how it is used, which no export tells.
 */
#include "planner/capacity.h"

typedef struct {
	guint per_server; /* users on each Front End server */
	guint alone;	  /* users in one pool */
	guint paired;	  /* users in each of two pools that back each other up */
} Limits;

static const Limits limits[] = {
	[CT_EDITION_STANDARD] = { 5000, 5000, 2500 },
	[CT_EDITION_ENTERPRISE] = { 6660, 80000, 40000 },
};

static const Limits *
limits_of(const CtPool *pool)
{
	switch (pool->edition) {
	case CT_EDITION_STANDARD:
	case CT_EDITION_ENTERPRISE:
		return &limits[pool->edition];
	case CT_EDITION_UNKNOWN:
		return &limits[pool->machines == 1 ? CT_EDITION_STANDARD : CT_EDITION_ENTERPRISE];
	}
	g_assert_not_reached();
}

static guint
capacity(const CtPool *pool, const Limits *row, guint most)
{
	return pool->machines == 0 ? most
				   : (guint)MIN((guint64)pool->machines * row->per_server, most);
}

guint
ct_capacity_users(const CtPool *pool)
{
	const Limits *row = limits_of(pool);

	return capacity(pool, row, row->alone);
}

guint
ct_capacity_users_paired(const CtPool *pool)
{
	const Limits *row = limits_of(pool);

	return capacity(pool, row, row->paired);
}

/* A Registrar that depends on another Registrar in any but the default way names its backup. */
CtPoolId
ct_capacity_partner(const CtEstate *estate, CtPoolId pool)
{
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from = ct_estate_service(estate, link->from);
		const CtService *to = ct_estate_service(estate, link->to);

		if (from == NULL || to == NULL || from->role != CT_ROLE_REGISTRAR ||
		    to->role != CT_ROLE_REGISTRAR || from->pool.index == to->pool.index)
			continue;
		if (g_strcmp0(link->usage, "Default") == 0)
			continue;
		/* pairing is mutual, even where only one direction is exported */
		if (from->pool.index == pool.index)
			return to->pool;
		if (to->pool.index == pool.index)
			return from->pool;
	}
	return (CtPoolId){ CT_NONE };
}

gboolean
ct_capacity_is_paired(const CtEstate *estate, CtPoolId pool)
{
	return ct_capacity_partner(estate, pool).index != CT_NONE;
}
