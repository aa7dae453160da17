/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/intent.h"

/*
 * Couplings as the planner weighs them.  Two users who are coupled cost their weight for each wave
 * that lies between them.  Users who share something (a pool, a site, all policies) are coupled as a
 * group: it costs its weight for each wave from the first to the last production wave that has some
 * of them, which is what a chain through them would cost.
 */

const char *ct_coupling_name(CtCouplingKind kind); /* "delegate", "response_group", ... */
guint ct_coupling_weight(const CtIntent *intent, CtCouplingKind kind);
/* Is @kind among those that the intent makes hard? */
gboolean ct_coupling_is_hard(const CtIntent *intent, CtCouplingKind kind);
/* Are users coupled by what they share? */
gboolean ct_coupling_is_shared(CtCouplingKind kind);

/* All couplings between two users, one after the other: those of the estate, then ties. */
typedef struct {
	const CtEstate *estate;
	gboolean wanted[CT_N_COUPLINGS]; /* kinds that are hard or have a weight */
	guint next;
	guint next_tie;
} CtCouplingWalk;

void ct_coupling_walk_init(CtCouplingWalk *self, const CtEstate *estate, const CtIntent *intent);
/* FALSE at the end.  Two users may be coupled several times, in either order. */
gboolean ct_coupling_walk_next(CtCouplingWalk *self, CtCoupling *out_coupling);
