/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/conflict.h"
#include "planner/wave.h"

/*
 * CtDraft: a plan while it is made.  Each stage of planner.c reads the draft and adds to it: units,
 * waves, bound steps, their order, checkpoints, fates, assumptions.
 */
typedef struct {
	const CtEstate *estate;	    /* borrowed */
	const CtIntent *intent;	    /* borrowed */
	const CtPairing *pairing;   /* borrowed */
	const CtFindings *findings; /* borrowed */
	CtPlan *plan;		   /* borrowed; steps are in binding order until ct_order_steps() */
	CtGroups *groups;	   /* owned */
	CtWaves *waves;		   /* owned */
	struct CtOrder *order;	   /* owned: what comes before what; planner/order.h */
	struct CtNetwork *network; /* owned: of the ordered steps; planner/network.h */
	const CtKept *kept;	   /* nullable, borrowed: whose waves and order are kept */
	CtWaveTrials *trials;	   /* nullable, borrowed: of a plan that is only compared */
	GHashTable
		*disabled; /* nullable, borrowed: keys of what to leave out (planner/conflict.h) */
	guint most_conflicts; /* of the order: to look for */
	GHashTable *
		waived; /* owned: ids of recommended constraints that wishes break; NULL at first */
} CtDraft;

/* Is @key among what is left out? */
gboolean ct_draft_drops(const CtDraft *self, const char *key);
/* The key of "the legacy Edge has one external name for all its services". */
#define CT_DROP_EDGE_NAME "edge-name"
/* Behind the id of a constraint: its rows that bind because of that alone. */
#define CT_DROP_SHARED_ROWS "#shared"
/* As ct_condition_holds(), for what is left out too. */
gboolean ct_draft_condition(const CtDraft *self, CtCondition condition);

/* binding.c: appends the steps of every row of the step table, bound to the objects present. */
void ct_draft_bind(CtDraft *self);

/**
 * ct_draft_order (order.c):
 * @out_conflicts: of CtConflict; appended to when constraints and wishes cannot hold together
 *
 * Puts the steps in a safe order, numbers them and fills in what each comes after.
 * Returns: FALSE when there is a conflict.
 */
gboolean ct_draft_order(CtDraft *self, GPtrArray *out_conflicts);

/* wave-table.c: the waves of the plan with their members and couplings. */
void ct_draft_write_waves(CtDraft *self);
/* wave-table.c: "u0001", at least four digits; kept in the plan. */
const char *ct_draft_unit_name(CtDraft *self, guint unit);
/* coupling-table.c: what the cost of the waves is computed from. */
void ct_draft_write_couplings(CtDraft *self);

/* checkpoint.c: checkpoints, rollback paths, losses, points of no return. */
void ct_draft_place_checkpoints(CtDraft *self);

/**
 * ct_draft_schedule (schedule.c):
 * @out_conflicts: of CtConflict; appended to when the calendar leaves no time
 *
 * Dates of all steps, if the intent has a calendar; critical path and slack in any case.
 * Returns: FALSE when there is a conflict or an error.
 */
gboolean ct_draft_schedule(CtDraft *self, GPtrArray *out_conflicts, GError **error);
/* loss.c: what undoing @step loses, beginning with @text of its rollback row ("": nothing by itself). */
void ct_draft_add_losses(const CtDraft *self, CtCheckpoint *checkpoint, const CtPlanStep *step,
			 const char *text);

/* failure.c: what each step holds up when it fails, and the way back from there. */
void ct_draft_tell_failures(CtDraft *self);

/* fate.c: what becomes of every legacy object. */
void ct_draft_settle_fates(CtDraft *self);

/* assumption.c: every default and reading that the plan rests on. */
void ct_draft_list_assumptions(CtDraft *self);

/**
 * ct_draft_otherwise (planner.c):
 * @intent: instead of that of @self
 *
 * The plan as it would be, with waves, steps, their order, checkpoints and dates, and nothing that only
 * tells of it.
 * Returns: (transfer full): %NULL when there is none; @conflicts, of CtConflict, may then say why.
 */
CtPlan *ct_draft_otherwise(const CtDraft *self, const CtIntent *intent, GPtrArray *conflicts);

/* question.c: asks what no export shows, where it matters. */
void ct_draft_ask(CtDraft *self);
/* question.c: has the plan a step of one of @rules (separated by '|') whose first subject is of @kind? */
gboolean ct_draft_plans(const CtDraft *self, const char *rules, CtObjectKind kind);

/* blocker.c: findings and wishes that no order of steps can get around; appends CtConflict. */
void ct_draft_find_blockers(const CtDraft *self, GPtrArray *out_conflicts);

/* binding.c: the subject of a server, "edge:ocsedge.contoso.com"; kept in the plan. */
const char *ct_draft_pool_subject(CtDraft *self, const CtPool *pool);
/* binding.c: is this a legacy (or target) server of @kind? */
gboolean ct_draft_is(const CtPool *pool, CtDeployment deployment, CtObjectKind kind);
