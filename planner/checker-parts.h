/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/bits.h"
#include "planner/checker-clock.h"
#include "planner/checker.h"
#include "planner/state.h"

/* Private to checker*.c: a plan under examination, and the parts of the examination. */

/* What a step of the plan means, found by the checker itself. */
typedef struct {
	const CtStepRow *row;		/* nullable: no such rule */
	const CtTransition *transition; /* nullable: no such step on such a thing */
	CtSubjectRef subject;		/* the first one */
	guint32 index;			/* row that @transition changes */
	guint32 wave;			/* row of CtPlan.waves; CT_NONE */
} CtCheckedStep;

/* What one examination leaves out: tests ask so what a row is good for, and whether another one would
 * stop the same plan.  ct_checker_run() leaves nothing out. */
typedef struct {
	const CtConstraintRow *row; /* nullable: this one row of constraints.def */
	const char *id;		    /* nullable: all that is reported under this catalogue id */
	const char *const *also; /* nullable, ended by NULL: "precondition O-04", which is what is
				       reported with this code under this id */
} CtCheckerOff;

CtCheckResult *ct_checker_run_without(const CtPlan *plan, const CtEstate *estate, CtCheckerOff off);

typedef struct {
	const CtPlan *plan;
	const CtEstate *estate;	   /* nullable */
	const CtVersionPair *pair; /* whose rules count; NULL is the first */
	CtCheckerOff off;
	CtCheckResult *result;
	CtSubjects *subjects;
	CtState *state;	      /* nullable: as estate */
	GHashTable *step_ids; /* id -> position + 1 */
	CtCheckedStep *steps; /* parallel to CtPlan.steps */
	guint32 *pairs;	      /* of each pool: its target, CT_NONE; NULL without an estate */
	GArray *spreads;      /* of CtMove without users: from which pool to which others, too */
	gboolean *spread_to;  /* of each pool: is it one of these others? */
	GPtrArray *moves;     /* of GArray of CtMove: parallel to CtPlan.waves */
	GHashTable *reported; /* code -> how many violations */
	guint64 *behind; /* of each step a row of bits: the steps that hard constraints put first */
	guint64 *
		waits; /* the same: the steps that have settled before it begins, by whatever the plan
			   keeps: hard constraints, recommended ones that it does not break, wishes */
	guint n_words;	     /* in such a row */
	gboolean stays;	     /* the intent keeps users on the legacy side */
	gboolean retires;    /* the intent retires the legacy side */
	CtReadings readings; /* of the guide, that the intent chooses */
	CtClock *clock;	     /* nullable: the plan has no dates */
	gint64 *starts;	     /* of each step: when it begins, in minutes; NULL without a clock */
	gint64 *ends;	     /* and when its work ends */
} CtChecker;

#define CT_CHECKER_CAP 200

static inline const CtPlanStep *
ct_checker_step(const CtChecker *self, guint position)
{
	return &g_array_index(self->plan->steps, CtPlanStep, position);
}

/* With dates: when the work of the step is done and has settled. */
static inline gint64
ct_checker_settled(const CtChecker *self, guint position)
{
	return self->ends[position] + ct_checker_step(self, position)->settle_minutes;
}

/* Is what would be reported with @code under the catalogue id @rule left out? */
gboolean ct_checker_is_off(const CtChecker *self, const char *code, const char *rule);
/* Is the row left out, or the one that it follows from? */
gboolean ct_checker_row_is_off(const CtChecker *self, const CtConstraintRow *row);
/* The catalogue id under which @fault is told; NULL when it is left out.  What several rows demand is told
 * as long as one of them counts. */
const char *ct_checker_fault_rule(const CtChecker *self, const CtFault *fault);

/* Who moves in the step at @position: of CtMove; NULL when it moves no wave. */
static inline const GArray *
ct_checker_moves(const CtChecker *self, guint position)
{
	guint32 wave = self->steps[position].wave;

	return wave != CT_NONE ? g_ptr_array_index(self->moves, wave) : NULL;
}

/* An empty array of CtFault, newly allocated. */
static inline GArray *
ct_checker_new_faults(void)
{
	GArray *faults = g_array_new(FALSE, FALSE, sizeof(CtFault));

	g_array_set_clear_func(faults, (GDestroyNotify)ct_fault_clear);
	return faults;
}

/* The row of CtChecker.behind of the step at @position. */
static inline guint64 *
ct_checker_behind(const CtChecker *self, guint position)
{
	return self->behind + (gsize)position * self->n_words;
}

/* The row of CtChecker.waits of the step at @position. */
static inline guint64 *
ct_checker_waits(const CtChecker *self, guint position)
{
	return self->waits + (gsize)position * self->n_words;
}

/**
 * ct_checker_report:
 * @step: position of the step at fault; CT_NONE
 * @other: position of the step it collides with; CT_NONE
 *
 * At most CT_CHECKER_CAP violations of one code are kept; the rest is counted.
 */
void ct_checker_report(CtChecker *self, const char *code, const char *rule, guint step, guint other,
		       const char *format, ...) G_GNUC_PRINTF(6, 7);
/* The same with "file:line" of the fact behind it. */
void ct_checker_report_at(CtChecker *self, const char *code, const char *rule, CtOrigin origin,
			  const char *format, ...) G_GNUC_PRINTF(5, 6);
/* Is there still room for violations of @code? */
gboolean ct_checker_has_room(const CtChecker *self, const char *code);
void ct_checker_note(CtChecker *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Position of the step @id; CT_NONE. */
guint ct_checker_find_step(const CtChecker *self, const char *id);
/* Value of an intent key as the plan recorded it; nullable result. */
const char *ct_checker_intent(const CtChecker *self, const char *key);

/* The parts, in the order in which they run. */
void ct_checker_format(CtChecker *self);
void ct_checker_times(CtChecker *self); /* fills in @clock, @starts, @ends */
void ct_checker_pairs(CtChecker *self); /* checker-pairs.c; fills in @pairs */
/* May users of @source go to @target? */
gboolean ct_checker_is_target(const CtChecker *self, CtPoolId source, CtPoolId target);
void ct_checker_waves(CtChecker *self);
void ct_checker_couplings(CtChecker *self);
void ct_checker_pilot(CtChecker *self);
void ct_checker_constraints(CtChecker *self); /* fills in @behind and @waits */
void ct_checker_wishes(CtChecker *self);      /* adds to both */
void ct_checker_checkpoints(CtChecker *self);
void ct_checker_rework(CtChecker *self);
void ct_checker_calendar(CtChecker *self);
void ct_checker_done(CtChecker *self);
void ct_checker_slack(CtChecker *self);
void ct_checker_losses(CtChecker *self);
void ct_checker_replay(CtChecker *self);

/* Does the outage, or a step of a rule, keep to the windows of the calendar? */
gboolean ct_checker_wants_window(const CtChecker *self, const char *what);

/* Positions of the first and the behind-the-last step of the federation outage; the same without one. */
void ct_checker_find_outage(const CtChecker *self, guint *out_first, guint *out_end);

/* Do the steps stand in another order than they were planned in?  They are numbered as they are planned, and
 * a person who moves one keeps its number. */
gboolean ct_checker_is_reordered(const CtChecker *self);

/**
 * ct_checker_overlap:
 * @start: first step of the span of a checkpoint, before which the state stands
 * @end: the step after its last one
 *
 * Examines the states that come up when steps of the span that overlap in time take effect in another
 * order than that of the plan.  The state is left as it was.
 */
void ct_checker_overlap(CtChecker *self, guint start, guint end);

void ct_checker_failures(CtChecker *self);
void ct_checker_coverage(CtChecker *self);

/**
 * ct_checker_spans:
 *
 * Returns: (transfer full): for each position 0 ... number of steps, the checkpoint before the step
 * there: row of CtPlan.checkpoints + 1, or 0.
 */
guint *ct_checker_spans(const CtChecker *self);

/**
 * ct_checker_path:
 * @start: first step of the span of @checkpoint
 * @end: the step after its last one
 *
 * Compares the rollback path of a checkpoint with the inverse of its span and reports differences.
 *
 * Returns: is it the inverse?
 */
gboolean ct_checker_path(CtChecker *self, guint checkpoint, guint start, guint end);
