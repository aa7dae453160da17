/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

/*
 * CtPairing: which target pool takes over from each legacy pool.  A decision, and so not part of the
 * estate: what the intent file says, else what the evidence suggests.
 */

typedef struct CtIntent CtIntent;

typedef struct {
	CtPoolId legacy;
	CtPoolId target;      /* CT_NONE: none found */
	char *evidence;	      /* why, for people; owned */
	gboolean is_explicit; /* the intent file names it */
	CtOrigin origin;      /* of the fact behind it */
} CtPair;

typedef struct {
	GArray *pairs; /* of CtPair, sorted by legacy pool */
} CtPairing;

CtPairing *ct_pairing_new(const CtEstate *estate, const CtIntent *intent);
void ct_pairing_free(CtPairing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPairing, ct_pairing_free)
