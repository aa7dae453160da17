/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtTimeline: what the plan timeline shows, before anyone thinks of places: lanes, and in each lane
 * bars in the order of time.
 */

typedef enum {
	CT_WORK_PREPARE,
	CT_WORK_MERGE,
	CT_WORK_USERS,
	CT_WORK_EDGE,
	CT_WORK_APPS,
	CT_WORK_RETIRE,
	CT_N_WORKS,
} CtWork;

typedef struct {
	CtWork work;
	GArray *steps; /* of guint, indexes into the steps of the plan; more than one: a group */
	guint64 start;
	guint64 end;	 /* of the work */
	guint64 settle;	 /* end of settling, >= end */
	gboolean repeat; /* the step is drawn in another lane too, which has its id */
} CtBar;

typedef struct {
	const char *name;
	const char *key;
	CtObjectKind kind;
	guint site;   /* index into sites */
	GArray *bars; /* of CtBar */
} CtLane;

/* Hours of the calendar in which some step is done. */
typedef struct {
	guint64 start; /* minutes from the start of the plan */
	guint64 end;
	const char *text; /* of the plan: "start/end" */
} CtWindow;

typedef struct {
	GStringChunk *chunk;
	GPtrArray *sites; /* of const char *: "Deployment" first */
	GArray *lanes;	  /* of CtLane, by site, then kind, then key */
	GArray *windows;  /* of CtWindow, in the order of time, apart; none without a calendar */
	guint64 end;	  /* of the plan, settling included; in minutes */
	guint64 outage_start; /* of federation; both 0: there is none */
	guint64 outage_end;
} CtTimeline;

/**
 * ct_timeline_new:
 * @estate: (nullable): without it sites stand in the order in which the plan reaches them
 */
CtTimeline *ct_timeline_new(const CtPlan *plan, const CtEstate *estate);
/* The same with at most @most steps in one bar. */
CtTimeline *ct_timeline_fine(const CtPlan *plan, const CtEstate *estate, guint most);
/**
 * ct_timeline_sum:
 * @estate: (nullable): as above
 *
 * Returns: (transfer full): one lane for each site, and in it one bar for all steps of a kind, but for
 * those that cannot be undone; steps of a bar may overlap.
 */
CtTimeline *ct_timeline_sum(const CtPlan *plan, const CtEstate *estate);
void ct_timeline_free(CtTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTimeline, ct_timeline_free)

const CtLane *ct_timeline_lane(const CtTimeline *self, guint index);
const CtBar *ct_lane_bar(const CtLane *self, guint index);

/* When the step after the checkpoint begins, which is when one stands at it. */
guint64 ct_timeline_checkpoint(const CtPlan *plan, const CtCheckpoint *checkpoint);
