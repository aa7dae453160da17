/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtFailures: for every step of a plan, if it fails, which later steps wait; and the same for runs of
 * neighbouring steps of one rule.
 */

typedef struct {
	guint first; /* indexes of steps; end is the one after the last */
	guint end;
} CtStepSpan;

typedef struct {
	const CtPlan *plan; /* the whole one */
	GPtrArray *waits;   /* by step: GArray of CtStepSpan, ascending, apart */
	GArray *groups;	    /* of CtStepSpan: all steps, ascending */
} CtFailures;

/* How much of some later steps waits. */
typedef enum {
	CT_WAITS_NONE,
	CT_WAITS_SOME,
	CT_WAITS_ALL,
	CT_WAITS_NOT_LATER, /* there are no later steps among them */
} CtWaits;

/**
 * ct_failures_new:
 * @most: groups at most; with more rules than that in turn, neighbours are put together
 */
CtFailures *ct_failures_new(const CtPlan *plan, guint most);
void ct_failures_free(CtFailures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFailures, ct_failures_free)

static inline CtStepSpan
ct_failures_group(const CtFailures *self, guint index)
{
	return g_array_index(self->groups, CtStepSpan, index);
}

/* If any step of @failed fails: which of @others, that come after it, wait? */
CtWaits ct_failures_ask(const CtFailures *self, CtStepSpan failed, CtStepSpan others);

/* How many later steps can go on when the step fails. */
guint ct_failures_go_on(const CtFailures *self, guint step);
