/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

typedef struct CtIntent CtIntent;

/* Which target pool takes over from a legacy pool. */
typedef struct {
	CtPoolId legacy;
	CtPoolId target;      /* CT_NONE: none found */
	char *evidence;	      /* one sentence without full stop; owned */
	gboolean is_explicit; /* the intent names it */
	CtOrigin origin;      /* of the legacy pool */
} CtPair;

typedef struct {
	GArray *pairs; /* of CtPair, sorted by legacy pool */
} CtPairing;

/**
 * ct_pairing_new:
 *
 * Pairs every legacy pool that homes users with a target pool, by the first rule that gives one:
 * the intent names it; there is only one; the only one in the same site; the one with the fewest
 * users so far among those that run the applications of the legacy pool.
 */
CtPairing *ct_pairing_new(const CtEstate *estate, const CtIntent *intent);
void ct_pairing_free(CtPairing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPairing, ct_pairing_free)

/* The target of @legacy; CT_NONE when it has none or is no legacy pool. */
CtPoolId ct_pairing_target(const CtPairing *self, CtPoolId legacy);

/* The site of a legacy or target pool for people: what the intent says, else the topology; nullable. */
const char *ct_pairing_site_name(const CtEstate *estate, const CtIntent *intent,
				 const CtPool *pool);
