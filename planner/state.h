/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/reading.h"
#include "planner/subject.h"

/*
 * CtState: where everything is between two steps of a plan.  It starts as the legacy deployment
 * is before the first step, whatever of the target is exported already, and changes by single
 * steps, forward and back; nothing is ever copied.
 *
 * What a step has done is a flag of a thing (flags.def); where users are is an array.  @digest is
 * the same for two states exactly when they are equal (but for a chance of 2^-64), so that a way
 * back is proved to lead home without looking at everything again.
 */

typedef enum {
#define CT_FLAG(id, carrier, class, rule, text) CT_FLAG_##id,
#include "planner/flags.def"
#undef CT_FLAG
	CT_N_FLAGS,
} CtFlag;

#define CT_BIT(flag) (G_GUINT64_CONSTANT(1) << CT_FLAG_##flag)

typedef struct {
	CtCarrier carrier;
	const char *rule;
	const char *text;
} CtFlagRow;

/* A user that a wave moves. */
typedef struct {
	guint32 user;	/* row of CtEstate.users */
	guint32 source; /* rows of CtEstate.pools */
	guint32 target;
} CtMove;

typedef struct {
	const CtEstate *estate;
	const CtVersionPair *pair;     /* whose steps count; NULL is the first */
	guint32 *target_of;	       /* of each pool: the target of a legacy one, CT_NONE */
	gboolean *spread_to;	       /* of each pool: a further target of users of a legacy one */
	guint64 *flags[CT_N_CARRIERS]; /* of each row: bits of CtFlag; NULL for users */
	guint64 *members[CT_N_CARRIERS]; /* of each row: bits of the flags whose class has it */
	guint count[CT_N_FLAGS];	 /* rows of the class that have the flag */
	guint total[CT_N_FLAGS];	 /* rows of the class; at most 1 where one is enough */
	guint32 *home;			 /* of each user: row of CtEstate.pools, CT_NONE */
	guint32 *pool_users;		 /* of each pool: who is homed here now */
	guint32 *pool_objects;		 /* of each legacy pool: applications still homed here */
	guint32 *pool_awaited; /* of each target pool: users that waves will still bring */
	guint legacy_users;    /* homed on any legacy pool */
	guint legacy_voice_users;
	guint voice_users;    /* of both deployments, at the start */
	guint early_clients;  /* awaited users of pools that have the new clients */
	guint stranded;	      /* users and applications on legacy pools that are gone */
	guint federated;      /* Edges active for federation */
	gboolean federation;  /* a legacy Edge was, at the start */
	gboolean shared_name; /* a legacy Edge has one external name (O-15) */
	gboolean partial;     /* some users stay on the legacy side for ever */
	guint target_mediations;
	guint target_edges;
	CtReadings readings; /* of the guide; at first the safer ones */
	guint64 digest;
} CtState;

/**
 * ct_state_new:
 * @pairs: (nullable): of each pool, the target of a legacy one or CT_NONE; copied
 * @spread: (nullable): of each pool, whether users of a legacy one are spread over it; copied
 * @stays: some users stay on the legacy side, as the intent wants it
 */
CtState *ct_state_new(const CtEstate *estate, const guint32 *pairs, const gboolean *spread,
		      gboolean stays);
/* (transfer full): where @plan begins, with its pairs, readings and who stays; as it was checked.
 * The checker does without it and reads the plan itself. */
CtState *ct_state_of_plan(const CtPlan *plan, const CtEstate *estate);
void ct_state_free(CtState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtState, ct_state_free)

/* Chooses other readings of the guide, before the first step: what they leave out belongs to no class
 * any more. */
void ct_state_read(CtState *self, CtReadings readings);

/* Private to state*.c: fills in @members. */
void ct_state_classify(CtState *self);

const CtFlagRow *ct_flag_row(CtFlag flag);
/* Does the thing belong to the class of @flag: is there a step that sets it? */
gboolean ct_state_applies(const CtState *self, CtFlag flag, guint32 index);
gboolean ct_state_has(const CtState *self, CtFlag flag, guint32 index);
/* Have all things of the class of @flag got it? */
gboolean ct_state_complete(const CtState *self, CtFlag flag);
/* The first row of the class that lacks @flag; CT_NONE when none does. */
guint32 ct_state_first_without(const CtState *self, CtFlag flag);
/* How many rows @carrier has. */
guint ct_state_rows(const CtState *self, CtCarrier carrier);

void ct_state_set(CtState *self, CtFlag flag, guint32 index, gboolean on);
void ct_state_move(CtState *self, guint32 user, guint32 pool);
/* So many users more will come to the target pool. */
void ct_state_await(CtState *self, guint32 pool, guint32 users);
/* Will waves still bring users to any target pool? */
gboolean ct_state_is_awaiting(const CtState *self);

/* Has the thing been retired? */
gboolean ct_state_pool_gone(const CtState *self, guint32 pool);
/* Has any legacy server been retired, so that the merge no longer shows what is there (I-13)? */
gboolean ct_state_merge_is_stale(const CtState *self);
/* Is the outage window of the federation cutover open? */
gboolean ct_state_in_window(const CtState *self);

/**
 * ct_state_invariant:
 * @index: from 0
 * @out_rule: catalogue id of the invariant
 * @out_text: (transfer full): what is broken; NULL when the invariant holds
 *
 * Returns: FALSE when there is no invariant @index.  Each costs the same however large the estate.
 */
gboolean ct_state_invariant(const CtState *self, guint index, const char **out_rule,
			    char **out_text);

/* An invariant that the estate breaks, whatever the plan does. */
typedef struct {
	const char *rule;
	char *text;
	CtOrigin origin;
} CtEstateFault;

/* I-01 to I-04, I-06 and I-11; of CtEstateFault, owned.  Linear in the estate. */
GArray *ct_state_estate_faults(const CtEstate *estate);

/* ---- Steps ---- */

typedef struct CtTransition CtTransition;

/* That others are done before a step. */
typedef struct {
	const char *code;	  /* nullable: "precondition"; see CtViolation */
	const CtTransition *step; /* nullable: nothing of the kind */
	CtFlag flag;		  /* those that set it; CT_N_FLAGS: those that move users */
	gboolean own;		  /* of the step's first subject; else of everything of its class */
} CtNeed;

/* What a step wants to be true and is not. */
typedef struct {
	const char *code; /* see CtViolation */
	const char *rule;
	char *text; /* owned */
	CtNeed need;
} CtFault;

void ct_fault_clear(CtFault *self);

/* NULL when no step of @rule acts on a thing of @kind. */
const CtTransition *ct_transition_find(const char *rule, CtObjectKind kind);
/* The flag that the step sets; CT_N_FLAGS for a wave. */
CtFlag ct_transition_flag(const CtTransition *self);
/* The row that sets @flag; NULL when the pair has no such step. */
const CtTransition *ct_transition_of(const CtState *state, CtFlag flag);
const char *ct_transition_rule(const CtTransition *self);
CtObjectKind ct_transition_kind(const CtTransition *self);
/* Does the step need @flag: of everything of its class, or (@own) of its first subject? */
gboolean ct_transition_needs(const CtTransition *self, CtFlag flag, gboolean own);
/* Does it read what the merge shows of the legacy side? */
gboolean ct_transition_reads_merge(const CtTransition *self);
/* What it violates while users are left on the legacy side; NULL when it need not wait for them. */
const char *ct_transition_empty_legacy(const CtTransition *self, const CtState *state);

/**
 * ct_transition_demand:
 * @last: (nullable): the one returned before
 *
 * Most that a step needs is what a row of constraints.def demands, seen in a state instead of an order.
 *
 * Returns: (nullable): the next row that demands it of this step
 */
const CtConstraintRow *ct_transition_demand(const CtNeed *need, const CtState *state,
					    const CtConstraintRow *last);

/**
 * ct_transition_check:
 * @index: row of the step's first subject
 * @moves: (nullable): of CtMove, for a wave
 * @faults: of CtFault; gets what is not as the step needs it
 */
void ct_transition_check(const CtTransition *self, const CtState *state, guint32 index,
			 const GArray *moves, GArray *faults);
void ct_transition_apply(const CtTransition *self, CtState *state, guint32 index,
			 const GArray *moves);
/* May the step be undone now? */
void ct_transition_check_undo(const CtTransition *self, const CtState *state, guint32 index,
			      const GArray *moves, GArray *faults);
void ct_transition_undo(const CtTransition *self, CtState *state, guint32 index,
			const GArray *moves);
