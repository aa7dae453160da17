/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/*
 * CtMoves: how many users move from which pool to which pool in which wave, counted from the members
 * of the waves.
 */

typedef struct {
	const char *fqdn; /* as the waves spell it */
	const char *site; /* "" when it is not known */
	guint users;	  /* who move from or to it */
} CtMovePlace;

typedef struct {
	guint source; /* index into sources */
	guint wave;   /* index into the waves of the plan that is drawn */
	guint target; /* index into targets */
	guint users;
} CtMoveRow;

typedef struct {
	const CtPlan *plan;
	GArray *sources; /* of CtMovePlace, by site and name */
	GArray *targets; /* of CtMovePlace, by site and name */
	GArray *rows;	 /* of CtMoveRow, by source, wave and target */
	guint users;	 /* in all; 0: no members are known */
} CtMoves;

/* @estate: (nullable): names sites that no intent names.  Linear in the members of all waves. */
CtMoves *ct_moves_new(const CtPlan *plan, const CtEstate *estate);
void ct_moves_free(CtMoves *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtMoves, ct_moves_free)

static inline const CtMovePlace *
ct_moves_place(const GArray *places, guint index)
{
	return &g_array_index(places, CtMovePlace, index);
}

static inline const CtMoveRow *
ct_moves_row(const CtMoves *self, guint index)
{
	return &g_array_index(self->rows, CtMoveRow, index);
}

/**
 * ct_moves_sites:
 * @places: sources or targets
 * @most: at least 1
 *
 * Returns: (transfer full): a set of the names of all sites; of more than @most of them one less than
 * that, those with the most users.  The names belong to @places.
 */
GHashTable *ct_moves_sites(const GArray *places, guint most);

/* In how many sites those of @places stand for which @wanted is set. */
guint ct_moves_count_sites(const GArray *places, const gboolean *wanted);
