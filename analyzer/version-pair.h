/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

/*
 * CtVersionPair: a legacy and a target product, and whether there is a way from the one to the other.
 * The rows are version-pairs.def; which of them the exports show is found here.
 */

typedef enum {
	CT_PAIR_COVERED,   /* the planner has rows for it */
	CT_PAIR_ALLOWED,   /* documented, but the planner has no rows */
	CT_PAIR_FORBIDDEN, /* the documentation says no */
} CtPairStatus;

typedef struct {
	const char *id;
	CtProduct legacy;
	CtProduct beside; /* a third product; CT_PRODUCT_UNKNOWN: none */
	CtProduct target;
	CtPairStatus status;
	const char *prefix;    /* of the ids of its rows; "" for the first pair */
	const char *way_round; /* "" for a pair that is covered */
	const char *source;
} CtVersionPair;

const CtVersionPair *ct_version_pair_rows(guint *out_count);

/* Which products the servers of a deployment run; gateways and hosts of other makers do not count. */
typedef struct {
	const CtPool *first[CT_N_PRODUCTS]; /* nullable: of each product, a pool before a server */
	CtProduct oldest;		    /* CT_PRODUCT_UNKNOWN: no version is known */
	CtProduct newest;
} CtProducts;

void ct_version_pair_survey(const CtEstate *estate, CtDeployment deployment,
			    CtProducts *out_products);

/**
 * ct_version_pair_of:
 *
 * Returns: (nullable): the row of the oldest legacy product and the newest target product, NULL when
 * one of them is unknown, both are the same, or no row speaks of them.
 */
const CtVersionPair *ct_version_pair_of(const CtEstate *estate);

/* The row of three products that stand side by side here; nullable result. */
const CtVersionPair *ct_version_pair_mix(const CtEstate *estate);
