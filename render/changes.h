/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/diff.h"

/*
 * CtChanges: the steps of two plans in one order, before anyone thinks of places.  Steps that both plans
 * have in the same order share a column, so that what stands above and below each other is the same.
 */

typedef enum {
	CT_CHANGE_NONE,	 /* in both, as it was */
	CT_CHANGE_ADDED, /* only in the new plan */
	CT_CHANGE_REMOVED,
	CT_CHANGE_FROM, /* where it stood before it was moved */
	CT_CHANGE_TO,
	CT_CHANGE_ALTERED, /* in both, with other properties */
	CT_CHANGE_RUN,	   /* several that are as they were */
	CT_N_CHANGES,
} CtChangeKind;

typedef struct {
	CtChangeKind kind;
	const CtPlanStep
		*step; /* of the new plan where it has it, else of the old; of a run the first */
	guint count;   /* steps of a run; else 1 */
	guint lane;
	guint other; /* of what was moved: the column of its other place; else CT_NONE */
	const CtDiffChange *change; /* nullable */
} CtChangeColumn;

typedef struct {
	const CtPlan *old_plan; /* borrowed */
	const CtPlan *new_plan;
	CtDiff *diff;
	GArray *columns; /* of CtChangeColumn */
	GPtrArray
		*lanes; /* of const char *, borrowed from the plans: "" for the deployment, first */
	guint counts[CT_N_CHANGES]; /* columns of each kind; of runs, their steps */
} CtChanges;

/* Cost: as ct_diff_new(). */
CtChanges *ct_changes_new(const CtPlan *old_plan, const CtPlan *new_plan);
void ct_changes_free(CtChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtChanges, ct_changes_free)

/* More than @longest neighbours that are as they were become a run. */
void ct_changes_fold(CtChanges *self, guint longest);

const CtChangeColumn *ct_changes_column(const CtChanges *self, guint index);
