/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/**
 * ct_wave_improve:
 * @wave_of: by unit; within the limits, and still so afterwards
 * @n_waves: of it
 * @cycles: so many in a row that change nothing are the end
 * @work: what may still be spent; goes down by what was done
 *
 * Improves on several levels of clusters.  Never makes an assignment dearer; returns how many waves it has.
 */
guint ct_wave_improve(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint cycles,
		      gint64 *work);

/* How much is annealed. */
typedef struct {
	guint tenths; /* of the mean weight of an edge: how much dearer a user's move may be at first */
	guint moves; /* that are looked at on each level */
} CtWaveHeat;

/**
 * ct_wave_cross:
 * @other: another assignment
 * @heat: to anneal what they do not agree in; or NULL
 * @salt: clusters of another number are others
 *
 * One cycle, in which only those who are in one wave in both assignments are joined: what both agree in moves
 * as a whole.  Never makes @wave_of dearer; returns how many waves it has.
 */
guint ct_wave_cross(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves,
		    const guint32 *other, const CtWaveHeat *heat, guint32 salt, gint64 *work);

/**
 * ct_wave_shake:
 *
 * One annealed cycle, whatever comes of it; returns how many waves that has.  Moves while it is hot are not part
 * of @work.
 */
guint ct_wave_shake(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves,
		    const CtWaveHeat *heat, guint32 salt, gint64 *work);

/**
 * ct_wave_cool:
 *
 * Shaken in so many @cycles, each from where the one before it has ended; the cheapest is kept.  Never makes
 * @wave_of dearer; returns how many waves it has.
 */
guint ct_wave_cool(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves,
		   const CtWaveHeat *heat, guint cycles, guint32 salt, gint64 *work);
