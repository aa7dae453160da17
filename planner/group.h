/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/coupling.h"
#include "planner/pairing.h"

/*
 * Units: users who move in one wave because a hard coupling binds them (most units are one user),
 * and components: units that delegates, agents or hard couplings connect, which are better not split.
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
	guint32 *site_of; /* by pool: the first pool in its site, CT_NONE where none is known */
	guint n_components;
	guint staying; /* users whom the intent keeps on their legacy pool */
} CtGroups;

/* Cost: nearly linear in users and couplings. */
CtGroups *ct_groups_new(const CtEstate *estate, const CtIntent *intent, const CtPairing *pairing);
void ct_groups_free(CtGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGroups, ct_groups_free)
