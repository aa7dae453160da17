/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/done.h"

/*
 * CtStatus: newer exports against a plan: what is done, what is next, and does the rest still hold?
 */

typedef enum {
	CT_PROGRESS_DONE, /* the exports show it */
	CT_PROGRESS_IMPLIED, /* no export can show it, but a later step shows that it must have been done */
	CT_PROGRESS_NEXT,    /* all that it waits for is done */
	CT_PROGRESS_ASK,     /* the same, but no export can show whether it is done already */
	CT_PROGRESS_WAITING, /* something that it waits for is not done */
	CT_PROGRESS_DRIFTED, /* what it is about has changed otherwise than by the plan */
	CT_PROGRESS_UNSAFE, /* it cannot be done safely any more, or was done when it was not safe */
	CT_N_PROGRESS,
} CtProgress;

typedef struct {
	CtProgress progress;
	CtSight sight;
	const char *text;     /* nullable: what is seen, or what is wrong */
	const char *evidence; /* nullable: "file:line" */
	const char *rule;     /* nullable: what is violated */
	gboolean ahead;	      /* done before a step that comes before it */
} CtStepStatus;

typedef struct {
	guint users;
	guint moved;
	GPtrArray *behind;    /* of const char *: still at home although others have moved */
	GPtrArray *early;     /* of const char *: moved before their wave's turn */
	GPtrArray *elsewhere; /* of const char *: neither where they were nor where they go */
	GPtrArray *missing;   /* of const char *: in no export any more */
} CtWaveStatus;

/* Something that the plan did not do and does not reckon with. */
typedef struct {
	const char *rule; /* nullable */
	const char *text;
	const char *evidence; /* nullable: "file:line" */
} CtDrift;

typedef struct {
	GStringChunk *chunk;
	GArray *steps;	/* of CtStepStatus: parallel to CtPlan.steps */
	GArray *waves;	/* of CtWaveStatus: parallel to CtPlan.waves */
	GArray *drifts; /* of CtDrift */
	guint counts[CT_N_PROGRESS];
	gboolean holds; /* nothing has drifted and nothing is unsafe */
} CtStatus;

/**
 * ct_status_new:
 * @estate: newer exports, imported afresh
 *
 * Looks at every step, then goes on from where things are: what is left of the plan is replayed with
 * the checker's own states, so that a plan which no longer fits is found by the same rules.
 */
CtStatus *ct_status_new(const CtPlan *plan, const CtEstate *estate);
void ct_status_free(CtStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStatus, ct_status_free)

const char *ct_progress_name(CtProgress progress); /* "done", "implied", ... public */
