/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/intent.h"
#include "planner/pairing.h"

/*
 * Units: users who move in one wave because a hard coupling binds them (most units are one user),
 * and components: units that any coupling connects, which are better not split.
 */

typedef struct {
	guint first; /* of the unit's users in CtGroups.members */
	guint count;
	guint component;
	CtPoolId pool; /* home of the first user */
	CtOrigin hard; /* a coupling that made the unit; line 0 for a single user */
} CtUnit;

typedef struct {
	GArray *units;	  /* of CtUnit, by their first user */
	GArray *members;  /* of CtUserId, unit by unit, in user order */
	guint32 *unit_of; /* by user: unit, CT_NONE for a user who does not move */
	guint n_components;
	guint staying; /* users whom the intent keeps on their legacy pool */
} CtGroups;

/* Cost: nearly linear in users and couplings. */
CtGroups *ct_groups_new(const CtEstate *estate, const CtIntent *intent, const CtPairing *pairing);
void ct_groups_free(CtGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGroups, ct_groups_free)

/* Is @kind among those that the intent makes hard? */
gboolean ct_coupling_is_hard(const CtIntent *intent, CtCouplingKind kind);
const char *ct_coupling_name(CtCouplingKind kind); /* "delegate", "response_group" */
guint ct_coupling_weight(const CtIntent *intent, CtCouplingKind kind);
