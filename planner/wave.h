/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/group.h"
#include "planner/wave-trial.h"

/* Waves: which unit moves when.  Wave numbers count from 0 in the order in which they run. */

typedef enum {
	CT_WAVE_TEST,
	CT_WAVE_PILOT,
	CT_WAVE_PRODUCTION,
} CtWaveKind;

typedef struct {
	GArray *kinds;	     /* of CtWaveKind, by wave; non-decreasing */
	guint32 *wave_of;    /* by unit */
	guint32 *units;	     /* all units, wave by wave, each in unit order */
	guint *first;	     /* by wave: where its units begin in @units; one more for the end */
	const char **reason; /* by unit; static text or text of the plan */
	guint64 cost;	     /* of couplings and groups; see coupling.h */
	const char **ids; /* by wave: nullable, texts of the plan; without it they are numbered */
	guint64 lower_bound; /* with this test wave and this pilot, no other waves cost less; 0 in trials */
} CtWaves;

/* A plan that another one shall be as near to as is safe. */
typedef struct {
	const CtPlan *plan;
	GPtrArray *
		moves; /* of char *; gets a sentence without full stop for all that could not stay */
} CtKept;

/**
 * ct_waves_new:
 * @kept: (nullable): whose production waves are kept
 * @trials: (nullable): those that this is one of
 * @plan: assumptions made are recorded here, and reasons kept
 *
 * Test accounts, then a pilot that covers what has to be tried, then everybody else, pool by pool,
 * connected users together.  Every unit must fit into a wave.  Cost: nearly linear in users and
 * couplings.
 */
CtWaves *ct_waves_new(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
		      const CtKept *kept, CtWaveTrials *trials, CtPlan *plan);
void ct_waves_free(CtWaves *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWaves, ct_waves_free)

/* The most users of a production wave: what the intent says; when it is silent, its default, or more when
 * so many users move that there would be over 500 waves. */
guint ct_wave_size(const CtIntent *intent, const CtGroups *groups);

const char *ct_wave_kind_name(CtWaveKind kind); /* "test", "pilot", "production" */

/* pilot.c: marks the units of the pilot in @chosen with what each is there for.  @earlier:
 * of ct_wave_keep_rows(), for a plan that goes on */
void ct_pilot_choose(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
		     const guint32 *wave_of, const guint32 *earlier, CtPlan *plan,
		     const char **chosen);
