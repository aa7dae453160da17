/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/moves.h"

/*
 * CtLoads: how target pools fill up over the waves, and what they carry.
 */

typedef struct {
	const char *fqdn;
	const char *site;    /* "" when it is not known */
	const char *partner; /* nullable: FQDN of the pool that it backs up, and that backs it up */
	gboolean guessed;    /* no export lists its servers: the limits are the largest there are */
	guint limit;	     /* users that it carries alone; 0: not known */
	guint limit_paired;  /* users of its own, with a partner; 0 without one */
	guint limit_both;    /* of both, when one of them fails; 0 without a partner */
	guint start;	     /* users before the first wave */
	guint *users;	     /* by wave of the plan that is drawn: after it */
	guint *both;	     /* with those of the partner; NULL without one */
} CtLoad;

typedef struct {
	guint n_waves;
	GArray *rows; /* of CtLoad, by site and name */
} CtLoads;

/* @estate: (nullable): without it no limit is known */
CtLoads *ct_loads_new(const CtPlan *plan, const CtEstate *estate);
void ct_loads_free(CtLoads *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLoads, ct_loads_free)

static inline const CtLoad *
ct_loads_row(const CtLoads *self, guint index)
{
	return &g_array_index(self->rows, CtLoad, index);
}

/* Users after the last wave. */
guint ct_load_end(const CtLoads *self, const CtLoad *row);

/* How full the pool is at its fullest, in per cent, rounded up: by the limit that is nearest.  0: no
 * limit is known. */
guint ct_load_percent(const CtLoads *self, const CtLoad *row);
