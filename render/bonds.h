/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtBonds: the couplings of a plan, each with the waves that its ends move in, and with what that
 * costs.  All of them together cost what the plan says that its waves cost.
 */

typedef struct {
	const char *name;  /* "u0008" */
	const char *first; /* nullable: display name of its first member */
	guint users;
	guint wave; /* index into the waves of the whole plan; CT_NONE: nobody moves it */
	guint part; /* the same number for units that hang together */
} CtBondUnit;

typedef struct {
	guint32 a; /* index into units, less than @b */
	guint32 b;
	guint32 weight;
	guint32 kinds : 31; /* for ct_bonds_kinds() */
	guint32 hard : 1;
} CtBond;

/* So many of those who share something move in a wave of the whole plan. */
typedef struct {
	guint wave;
	guint users;
} CtBondShare;

/* A pool, a site, a set of policies: costs for each wave from the first production wave with some of
 * its users to the last. */
typedef struct {
	const char *name; /* "pool:ocs01.contoso.com" */
	const char *kind; /* "pool" */
	guint weight;
	GArray *shares; /* of CtBondShare, production only, ascending */
} CtBondGroup;

typedef struct {
	const CtPlan *plan; /* the whole one */
	GArray *units;	    /* of CtBondUnit, in the order of the plan */
	GArray *bonds;	    /* of CtBond, in the order of the plan */
	GArray *groups;	    /* of CtBondGroup, in the order of the plan */
	GPtrArray *kinds;   /* of const char *: what one bond or another is made of */
	GStringChunk *chunk;
} CtBonds;

/* @plan: the whole plan, with the members of its waves */
CtBonds *ct_bonds_new(const CtPlan *plan);
void ct_bonds_free(CtBonds *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBonds, ct_bonds_free)

static inline const CtBondUnit *
ct_bonds_unit(const CtBonds *self, guint index)
{
	return &g_array_index(self->units, CtBondUnit, index);
}

static inline const CtBond *
ct_bonds_at(const CtBonds *self, guint index)
{
	return &g_array_index(self->bonds, CtBond, index);
}

static inline const CtBondGroup *
ct_bonds_group(const CtBonds *self, guint index)
{
	return &g_array_index(self->groups, CtBondGroup, index);
}

/* "delegate, contact" */
static inline const char *
ct_bonds_kinds(const CtBonds *self, const CtBond *bond)
{
	return g_ptr_array_index(self->kinds, bond->kinds);
}

/* How many waves lie between the ends; 0 when they move together or one does not move. */
guint ct_bonds_distance(const CtBonds *self, const CtBond *bond);
guint64 ct_bonds_cost(const CtBonds *self, const CtBond *bond);
guint64 ct_bonds_group_cost(const CtBondGroup *group);
