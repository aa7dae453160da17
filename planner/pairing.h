/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

typedef struct CtIntent CtIntent;

/* Which target pool takes over from a legacy pool. */
typedef struct {
	CtPoolId legacy;
	CtPoolId target;      /* CT_NONE: none found */
	GArray *also;	      /* nullable, of CtPoolId: further pools for its users; owned */
	char *evidence;	      /* one sentence without full stop; owned */
	gboolean is_explicit; /* the intent names it */
	CtOrigin origin;      /* of the legacy pool */
} CtPair;

typedef struct {
	GArray *pairs;	 /* of CtPair, sorted by legacy pool */
	guint64 *coming; /* by pool: users of legacy pools that are to be homed there */
} CtPairing;

static inline guint
ct_pair_n_also(const CtPair *pair)
{
	return pair->also != NULL ? pair->also->len : 0;
}

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

/* The target of @legacy; CT_NONE when it has none or is no legacy pool.  Of several, the one that takes over
 * what stands on the pool. */
CtPoolId ct_pairing_target(const CtPairing *self, CtPoolId legacy);

/**
 * ct_pairing_home:
 * @pair: of the pool that homes @user now
 *
 * Where @user goes.  A pool that is spread over several has its users shared out by their addresses, to each
 * target as many as it has Front End servers for: nobody's target depends on who else there is.
 */
CtPoolId ct_pairing_home(const CtEstate *estate, const CtPair *pair, guint32 user);

/* Fills in @coming, anew. */
void ct_pairing_count(CtPairing *self, const CtEstate *estate);

/* The pair of @legacy; nullable. */
const CtPair *ct_pairing_find(const CtPairing *self, CtPoolId legacy);

/* Do users of @pair go to @target, some or all of them? */
gboolean ct_pair_fills(const CtPair *pair, CtPoolId target);

/* The site of a legacy or target pool for people: what the intent says, else the topology; nullable. */
const char *ct_pairing_site_name(const CtEstate *estate, const CtIntent *intent,
				 const CtPool *pool);
