/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/group.h"

/* Between pilot*.c: what a pilot has to try. */

/* How thorough a pilot is; each level tries all that the ones before it do. */
typedef enum {
	CT_PILOT_EACH,	   /* each pool, policy, feature, device and application once */
	CT_PILOT_SITES,	   /* each of them at each site */
	CT_PILOT_POOLS,	   /* each of them on each pool */
	CT_PILOT_PROFILES, /* and each policy profile, all policies of a user together, on each pool */
	CT_PILOT_PAIRS, /* and each two of profiles, features, devices and applications together */
	CT_PILOT_ALL,	/* each combination of all of them */
	CT_N_PILOT_LEVELS,
} CtPilotLevel;

/* Users who have the same in everything that is tried. */
typedef struct {
	guint32 pool;
	guint32 profile; /* the first one with these policies */
	guint32 traits;	 /* features, devices and applications, bit by bit */
	guint users;
} CtPilotClass;

/* What a user has: a pool, a policy, a trait, ...; what is one number and what another is known to
 * pilot-combination.c. */
typedef guint32 CtAtom;

/* Two things that one user has; the first may be nothing. */
typedef struct {
	CtAtom with;
	CtAtom what;
	guint users;
} CtPilotRow;

typedef struct {
	const CtEstate *estate;
	GArray *classes;   /* of CtPilotClass, by their first user */
	guint32 *class_of; /* by user; CT_NONE for whoever tries nothing */
	guint32 *
		profile; /* by profile: the first one with the same policies, spelt in whatever case */
	guint32 *site; /* by pool: the first pool of the same site; CT_NONE where it is unknown */
	const char **site_name;	  /* by pool; nullable */
	GPtrArray *policies;	  /* of char *: "voice policy Gold" */
	GHashTable *policy_index; /* folded -> index + 1 */
} CtPilotClasses;

/**
 * ct_pilot_classes_new:
 * @wave_of: by unit; users in a wave already are test accounts, who try nothing for others
 *
 * Enabled users who move, by what they have.  Linear in users and couplings; 5 bytes for each user.
 */
CtPilotClasses *ct_pilot_classes_new(const CtEstate *estate, const CtIntent *intent,
				     const CtGroups *groups, const guint32 *wave_of);
void ct_pilot_classes_free(CtPilotClasses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPilotClasses, ct_pilot_classes_free)

/* The combinations that have to be tried at one level. */
typedef struct {
	GArray *rows; /* of CtPilotRow, in the order in which classes bring them */
	GArray *first; /* of guint, by class: where its rows begin in @of_class; one more for the end */
	GArray *of_class; /* of guint32: rows, class by class */
} CtPilotRows;

CtPilotRows *ct_pilot_rows_new(CtPilotClasses *classes, CtPilotLevel level);
void ct_pilot_rows_free(CtPilotRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPilotRows, ct_pilot_rows_free)

static inline const guint32 *
ct_pilot_rows_of(const CtPilotRows *self, guint class_index, guint *out_count)
{
	guint first = g_array_index(self->first, guint, class_index);

	*out_count = g_array_index(self->first, guint, class_index + 1) - first;
	return &g_array_index(self->of_class, guint32, first);
}

/* The combination as the plan has it: kind, what it is tried with (nullable) and what it is, the texts
 * in @plan. */
CtPlanCombination ct_pilot_describe(const CtPilotClasses *self, const CtPilotRow *row,
				    CtPlan *plan);
