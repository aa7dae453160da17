/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/*
 * Made-up people of a company, as the exports show who works with whom: sites, pools, departments,
 * teams.  The same family, seed and size give the same instance.
 */

typedef enum {
	INSTANCE_DIRECTORY, /* delegates and agent groups; no user data was exported */
	INSTANCE_CONTACTS,  /* contact lists and conferences too */
	INSTANCE_MATRIX,    /* the same, departments spread over sites and pools */
	N_INSTANCE_FAMILIES,
} InstanceFamily;

typedef struct {
	CtWaveProblem *problem;
	guint32 *pool; /* by unit */
	guint32 *site; /* by unit */
} Instance;

const char *instance_family_name(InstanceFamily family);
Instance instance_new(InstanceFamily family, guint64 seed, guint n, guint wave_size);
/* A few units with edges, groups, pulls and limits by chance, for exhaustive search. */
Instance instance_new_small(guint64 seed, guint most_units);
void instance_clear(Instance *self);
