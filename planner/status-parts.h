/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/state.h"
#include "planner/status.h"

/* Private to status*.c: newer exports while they are held against a plan. */

typedef struct {
	const CtPlan *plan;
	const CtEstate *estate;
	CtSubjects *subjects;
	CtStatus *status;
	GHashTable *step_ids; /* id -> position + 1 */
	CtSeen *seen;	      /* parallel to CtPlan.steps */
	gboolean *done;	      /* parallel to CtPlan.steps: seen or implied */
	GPtrArray *moves; /* of GArray of CtMove: parallel to CtPlan.waves; who has still to move */
} CtStatusWork;

static inline CtStepStatus *
ct_status_step(const CtStatusWork *self, guint position)
{
	return &g_array_index(self->status->steps, CtStepStatus, position);
}

static inline CtWaveStatus *
ct_status_wave(const CtStatusWork *self, guint wave)
{
	return &g_array_index(self->status->waves, CtWaveStatus, wave);
}

/* Position of the step @id; CT_NONE. */
guint ct_status_find(const CtStatusWork *self, const char *id);
/* Row of the wave that the step moves; CT_NONE. */
guint ct_status_wave_of(const CtStatusWork *self, guint position);
/* Is the step seen not to be done, now that what is implied is known? */
gboolean ct_status_is_open(const CtStatusWork *self, guint position);
void ct_status_drift(CtStatusWork *self, const char *rule, const CtOrigin *origin,
		     const char *format, ...) G_GNUC_PRINTF(4, 5);
const char *ct_status_keep(CtStatus *self, const char *text);

/* status-waves.c: who has moved; fills in waves, @moves and the sight of steps that move waves. */
void ct_status_look_at_waves(CtStatusWork *self);
/* status-waves.c: who went early, who is behind, who has no wave; once it is known what is done. */
void ct_status_judge_waves(CtStatusWork *self);

/* status-replay.c: marks steps that were or would be unsafe, and what the plan leaves out. */
void ct_status_replay(CtStatusWork *self);
