/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/*
 * Sets of units that lie close together, under the lengths that edges have where flows use them up: what
 * is forced apart there proves most.
 */

typedef struct {
	double ratio; /* distances to what they are forced to; the lowest proves most */
	guint32 centre;
	guint32 n; /* units, those nearest to the centre */
} CtWaveBall;

/* The least that the distances of @users people, of whom @most fit in a wave, to one of them can add up to. */
guint64 ct_wave_balls_star_worth(guint64 users, guint64 most);

/**
 * ct_wave_balls_list:
 * @near: by unit and unit: distances
 * @out_units: the units that there is a way to, by distance from @centre; has room for all
 *
 * Returns: how many there are
 */
guint ct_wave_balls_list(const CtWaveProblem *problem, const float *near, guint32 centre,
			 guint32 *out_units);

/**
 * ct_wave_balls_find:
 * @centre: the first; others come from all over the units in turn
 *
 * The best ball around each of @count centres, all of whose pairs are looked at.
 *
 * Returns: (transfer full): of CtWaveBall, the best one first
 */
GArray *ct_wave_balls_find(const CtWaveProblem *problem, const float *near, guint32 centre,
			   guint count, gint64 *work);
/* The same around every unit, of which only the distances to the centre are looked at. */
GArray *ct_wave_balls_find_stars(const CtWaveProblem *problem, const float *near, gint64 *work);
