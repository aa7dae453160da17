/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * The second opinion: replays a written plan against freshly imported exports.  It shares the rows
 * of the rule book with the planner and none of its code: it binds constraints, follows states and
 * walks rollback paths by itself (checker.c, state.c).
 */

typedef struct {
	char *code;	  /* "constraint", "precondition", "invariant", "rollback", "coverage",
			     "user", "fate", "wave", "pilot", "subject", "checkpoint", "row",
			     "format", "calendar", "slack", "done" */
	char *rule;	  /* catalogue id of what is violated: "O-14", "I-07", "OCS-P9-02", ... */
	char *step;	  /* nullable: id of the step at fault */
	char *other_step; /* nullable: the step it collides with */
	char *message;	  /* one sentence without full stop: what, why it is unsafe */
	char *evidence;	  /* nullable: "file:line" of the fact behind it */
} CtViolation;

typedef struct {
	GPtrArray *violations; /* of CtViolation, owned; of the whole plan first, then by step */
	GPtrArray *notes;  /* of char *, owned: what a person should know and what breaks nothing:
				  exports or wave files that have changed, violations left out */
	guint states;	   /* states that were examined, rollback paths included */
	guint constraints; /* bound pairs that were examined */
} CtCheckResult;

void ct_check_result_free(CtCheckResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCheckResult, ct_check_result_free)

/**
 * ct_checker_run:
 * @estate: (nullable): the exports, imported afresh; without them only the plan itself is examined
 *
 * Never fails: a plan that cannot be replayed is a list of violations.
 */
CtCheckResult *ct_checker_run(const CtPlan *plan, const CtEstate *estate);
