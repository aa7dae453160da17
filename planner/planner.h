/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/conflict.h"
#include "planner/intent.h"

#define CT_PLANNER_ERROR (ct_planner_error_quark())
GQuark ct_planner_error_quark(void);

typedef enum {
	CT_PLANNER_ERROR_NOTHING, /* the exports hold no legacy pool: there is nothing to move */
	CT_PLANNER_ERROR_PAIR,	  /* there are no rows for this pair of products */
} CtPlannerError;

/**
 * ct_planner_plan:
 * @findings: of the validator and of ct_readiness_check(), complete
 * @out_plan: (transfer full): the plan, or %NULL when there is none
 * @out_conflicts: (transfer full): of CtConflict; why there is no plan, else empty
 *
 * Makes a plan: pairing, units, waves, bound steps, order, checkpoints, fates, ledger.  Sets exactly
 * one of plan and conflicts.  Nothing is checked here: that is ct_checker_run()'s office.
 *
 * Errors: CT_PLANNER_ERROR.
 */
gboolean ct_planner_plan(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
			 CtPlan **out_plan, GPtrArray **out_conflicts, GError **error);

/**
 * ct_planner_weigh (sensitivity.c):
 * @plan: (inout): what ct_planner_plan() made of the rest
 *
 * Adds to the effect of each assumption what comes of another one, tried out: the plan is made again with
 * the other value, and the two are compared.  Nothing else of the plan is touched.  What it may take is
 * limited: in large estates little or nothing is tried, and the effect says so.
 */
void ct_planner_weigh(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
		      CtPlan *plan);

/* As ct_planner_plan(), but leaves out what the keys in @disabled (nullable) stand for (planner/conflict.h):
 * to ask whether that is what stands in the way. */
gboolean ct_planner_plan_without(const CtEstate *estate, const CtIntent *intent,
				 const CtFindings *findings, GHashTable *disabled,
				 CtPlan **out_plan, GPtrArray **out_conflicts, GError **error);

/**
 * ct_planner_plan_like:
 * @like: a plan for the same deployments, be it older or edited by hand
 * @moves: of char *, owned by the array; gets a sentence for all that could not stay as it is in @like
 *
 * As ct_planner_plan(), but as many steps as possible keep the order that they have in @like, and users
 * their waves.
 */
gboolean ct_planner_plan_like(const CtEstate *estate, const CtIntent *intent,
			      const CtFindings *findings, const CtPlan *like, GPtrArray *moves,
			      CtPlan **out_plan, GPtrArray **out_conflicts, GError **error);
