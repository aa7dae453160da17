/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtWays: the ways back of a plan as rows to draw: from each checkpoint's span to the checkpoint, how
 * far back one can go on from there, and what is lost.
 */

typedef struct {
	const CtCheckpoint *point; /* of the plan that is drawn; of several the first */
	guint first;		   /* indexes into the checkpoints of the whole plan */
	guint last;
	const char *from; /* id of the first step of its span; "" when it has none */
	const char *to;	  /* id of the last one */
	gboolean folded;  /* several checkpoints before steps that cannot be undone */
	gboolean opens;	  /* its span has the plan's point of no return */
	guint64 total;	  /* minutes back from the end of the span as far as one can go */
	guint reach;	  /* index into the checkpoints of the whole plan: how far that is */
} CtWay;

/* What is lost of one kind. */
typedef struct {
	const char *unit; /* "users" */
	guint64 count;
} CtWayLoss;

typedef struct {
	const CtPlan *plan; /* that is drawn */
	GArray *rows;	    /* of CtWay */
	GPtrArray *units;   /* of const char *: all units of losses, the most frequent first */
} CtWays;

/* @fold: put neighbouring checkpoints of steps that cannot be undone into one row */
CtWays *ct_ways_new(const CtPlan *plan, gboolean fold);
void ct_ways_free(CtWays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWays, ct_ways_free)

static inline const CtWay *
ct_ways_row(const CtWays *self, guint index)
{
	return &g_array_index(self->rows, CtWay, index);
}

/**
 * ct_ways_loss:
 * @unit: (nullable): %NULL counts losses that no export counts
 *
 * Returns: how many of @unit are lost at most on the way back to the checkpoint: of one step the
 * largest figure, since its losses are of the same users; of several steps the sum.
 */
guint64 ct_ways_loss(const CtCheckpoint *point, const char *unit);
