/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan-couplings.h"
#include "planner/rulebook.h"

/*
 * CtPlan: the plan as it is written and read again: ids and texts, nothing that needs the estate.
 * Every string lives in @chunk, @texts or @strings.  The planner makes one, plan-json.c writes and reads it, the checker
 * replays it, render draws it.
 */

typedef struct {
	const char *path; /* as imported, relative to what the user named */
	const char *sha256;
	const char *kind;
	const char *deployment;
} CtPlanInput;

typedef struct {
	const char *key;    /* "waves.size" */
	const char *value;  /* text */
	const char *origin; /* "default" or "file:line" */
} CtPlanIntent;

typedef struct {
	const char *file;
	guint line; /* 0 unknown */
	const char *text;
} CtEvidence;

typedef struct {
	const char *legacy; /* FQDN as exported */
	const char *target; /* nullable: none */
	GPtrArray *also;    /* of const char *: further pools that its users are spread over */
	const char *reason;
	GArray *evidence; /* of CtEvidence */
} CtPlanPair;

typedef struct {
	const char *step; /* id of the earlier step */
	const char *constraint;
	gboolean hard;
} CtAfter;

typedef struct {
	const char *id;	   /* "s001", in execution order */
	const char *rule;  /* catalogue id */
	const char *title; /* a sentence without full stop */
	const char *tool;
	GPtrArray *subjects; /* of const char * "kind:identity"; the first is the one it is about */
	GPtrArray *
		pools; /* of const char * folded FQDN: legacy and target pools it touches, sorted */
	const char *site; /* name of the site for the drawing; nullable */
	const char *wave; /* nullable: id of the wave it moves */
	GArray *after;	  /* of CtAfter */
	CtReversible reversible;
	const char *rollback; /* R id or "" */
	GPtrArray *tests;     /* of const char * V ids */
	guint minutes;
	guint settle_minutes;
	guint64 start_minute; /* from the start of the plan, settling of earlier steps included */
	const char *start;    /* ISO 8601 local time, nullable without a calendar */
	const char *end;      /* of the work; as start */
	const char *window;   /* nullable: "start/end" of the hours that it has to be done in */
	guint person;	      /* who does it, from 1; 0 without a calendar */
	guint slack_minutes;  /* how much later it may begin and the plan not end later */
	gboolean critical;    /* it has no slack */
	guint delay_minutes; /* the longest delay with which no step misses its window; G_MAXUINT: any */
	const char *breaks; /* nullable: id of the step that would miss it; of none: the end day */
	GArray *evidence;   /* of CtEvidence */
	const char *note;   /* nullable: what a person must know */
	/* if the step fails: */
	GPtrArray *stops;    /* of const char *: later steps that wait, "s012" or "s012-s019" */
	const char *back_to; /* nullable: the checkpoint that the way back leads to */
	guint back_minutes;  /* how long that takes, the failed step included */
} CtPlanStep;

typedef struct {
	const char *sip;
	const char *name;
	const char *source; /* FQDN of the legacy pool */
	const char *target; /* FQDN of the target pool */
	const char *unit;   /* "u0001": users who move together */
	const char *reason;
} CtWaveMember;

typedef struct {
	const char *id;	  /* "wave-01" */
	const char *kind; /* "test", "pilot", "production" */
	GPtrArray *from;  /* of const char *, FQDNs of legacy pools */
	GPtrArray *to;	  /* of const char *, FQDNs of target pools */
	guint users;
	const char *file;   /* "waves/wave-01.csv" */
	const char *sha256; /* of the file */
	const char *window; /* nullable: "start/end", ISO 8601: the hours that it moves in */
	GArray *members;    /* of CtWaveMember; empty when only plan.json was read */
	/* of a wave that stands for several in a drawing (render/digest.h); never written */
	guint n_waves;		  /* how many; 0: it stands for itself */
	const char *last_file;	  /* nullable: @file is that of the first of them */
	const char *found_sha256; /* nullable: of the file as it was read; never written */
} CtPlanWave;

typedef struct {
	const char *step; /* id of the step that is undone */
	const char *rule; /* R id */
	const char *text; /* what to do */
	guint minutes;
} CtRollbackStep;

typedef struct {
	const char *rule; /* R id */
	const char *step; /* id of the step that causes the loss */
	const char *text;
	guint count;	  /* how many */
	const char *unit; /* nullable: of what, "meetings"; NULL: @count says nothing */
} CtLoss;

typedef struct {
	const char *id;	  /* "c01" */
	const char *kind; /* "start", "wave", "cutover", "irreversible", "phase" */
	const char *title;
	const char *after_step; /* nullable: before the first step */
	GArray *rollback; /* of CtRollbackStep: from the end of the span back to here, in order */
	GArray *losses;	  /* of CtLoss */
	GPtrArray *save;  /* of const char *: what to save beforehand */
	guint minutes;	  /* of the whole rollback path */
	GPtrArray *tests; /* of const char * V ids that say that the state is good */
	gboolean point_of_no_return; /* the step after it cannot be undone */
} CtCheckpoint;

typedef struct {
	const char *subject;
	const char *fate; /* "moves", "merged", "rebuilt", "retired", "stays", "unmatched" */
	const char *to;	  /* nullable: subject or text */
	const char *rule; /* catalogue id */
	GArray *evidence; /* of CtEvidence */
} CtFate;

typedef struct {
	const char *id;	    /* "A5", "K-15", "waves.size", ... */
	const char *text;   /* what was assumed, or what has to be confirmed */
	const char *value;  /* the value used */
	const char *source; /* "default", "contradiction", "question", "finding" */
	const char *effect; /* does the plan change if it is false, and how */
} CtAssumption;

/* Something that the pilot has to try: a thing that users have, on a pool or with another thing. */
typedef struct {
	const char
		*kind; /* "pool", "policies", "policy", "feature", "device", "application", "all" */
	const char *with;  /* nullable: FQDN of a pool, name of a site, or the other thing */
	const char *value; /* "voice", "voice policy Gold, dial plan Lisbon", ... */
	guint users;	   /* who have it: enabled, moving, no test accounts */
	GPtrArray *pilot; /* of const char *: SIP addresses of those in the pilot; empty: untried */
} CtPlanCombination;

typedef struct CtPlan {
	GStringChunk *chunk;
	GPtrArray *texts;    /* of char *, owned: files whose cells are in use */
	CtStrings *strings;  /* nullable, shared: of the estate whose users the waves name */
	const char *tool;    /* "cutover 0.1.0" */
	GArray *inputs;	     /* of CtPlanInput */
	GArray *intent;	     /* of CtPlanIntent */
	GArray *pairs;	     /* of CtPlanPair */
	GArray *steps;	     /* of CtPlanStep, in execution order */
	GArray *waves;	     /* of CtPlanWave */
	GArray *checkpoints; /* of CtCheckpoint */
	GArray *fates;	     /* of CtFate, but for users: counts of them stand in the waves */
	GArray *assumptions; /* of CtAssumption */
	CtPlanCouplings *couplings;
	guint64 cost;
	guint64 lower_bound;
	guint64 makespan;	 /* minutes from the first step to the end, settling included */
	guint64 expected_rework; /* minutes, see planner/checkpoint-place.h */
	guint64 critical_path;	 /* minutes that it takes with as many people as can be used */
	const char *starts; /* ISO 8601 local time; NULL without a calendar, as the next three */
	const char *ends;
	const char *time_zone;
	GPtrArray *fragile; /* of const char *: ids of steps with little room before a window */
	const char *pilot_cover;   /* what the pilot has to try: "each" ... "all", see pilot.h */
	const char *pilot_covered; /* the strongest of these that it tries all of; "none" */
	guint pilot_users;
	guint pilot_needed;	       /* users of the smallest pilot found that tries everything */
	guint pilot_lower_bound;       /* proved: with fewer users something is left out */
	GArray *combinations;	       /* of CtPlanCombination, by @with, @kind and @value */
	guint errors, warnings, infos; /* findings */
	const char *point_of_no_return; /* id of the first step that cannot be undone; nullable */
	GHashTable
		*step_rows; /* private: id -> 1 + index, as ct_plan_find_step() found them once */
	guint violations;   /* that the checker found before the plan is drawn; never written */
	/* nullable, borrowed: the plan that this one sums up for drawings (render/digest.h) */
	const struct CtPlan *whole;
} CtPlan;

CtPlan *ct_plan_new(void);
void ct_plan_free(CtPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPlan, ct_plan_free)

/* Copies @text into the plan; NULL gives NULL. */
const char *ct_plan_text(CtPlan *self, const char *text);
/* As above, but equal texts are not found again: for texts of which every one is another. */
const char *ct_plan_copy(CtPlan *self, const char *text);
const char *ct_plan_printf(CtPlan *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Appends an empty element, its arrays made, and returns it; valid until the next append. */
CtPlanStep *ct_plan_add_step(CtPlan *self);
CtPlanWave *ct_plan_add_wave(CtPlan *self);
CtCheckpoint *ct_plan_add_checkpoint(CtPlan *self);
/* Room for so many members of a wave that has none yet. */
void ct_plan_reserve_members(CtPlanWave *wave, guint count);
CtPlanPair *ct_plan_add_pair(CtPlan *self);
CtFate *ct_plan_add_fate(CtPlan *self);
CtPlanCombination *ct_plan_add_combination(CtPlan *self);
void ct_plan_add_evidence(CtPlan *self, GArray *evidence, const CtEstate *estate, CtOrigin origin,
			  const char *text);
void ct_plan_assume(CtPlan *self, const char *id, const char *source, const char *value,
		    const char *text, const char *effect);

/* "voice with ocs01.contoso.com", newly allocated. */
char *ct_plan_combination_text(const CtPlanCombination *combination);
/* Members of all waves: users who move, once the waves were read or made. */
guint ct_plan_count_members(const CtPlan *self);
/* How many combinations no pilot user has. */
guint ct_plan_count_untried(const CtPlan *self);

/* What the paths of all inputs begin with, up to a slash, for lists that people read: paths are as the
 * user named them.  Newly allocated; "" when they have nothing in common. */
char *ct_plan_input_folder(const CtPlan *self);
/* The deployment of an input; "-" for an intent file, which speaks of both. */
const char *ct_plan_input_side(const CtPlanInput *input);

/* The step at @index, counted in execution order once the plan has one. */
static inline const CtPlanStep *
ct_plan_step(const CtPlan *self, guint index)
{
	return &g_array_index(self->steps, CtPlanStep, index);
}

/* How much of the cost is not proved to be needed, in per cent, rounded up. */
static inline guint
ct_plan_gap(const CtPlan *self)
{
	if (self->cost <= self->lower_bound)
		return 0;
	return (guint)(100 - self->lower_bound * 100 / self->cost);
}

/* The plan whose figures count: @self, unless it only sums another one up. */
static inline const CtPlan *
ct_plan_whole(const CtPlan *self)
{
	return self->whole != NULL ? self->whole : self;
}

/* Index of the step, CT_NONE when there is none, which takes longest. */
guint ct_plan_find_step(const CtPlan *self, const char *id);
const CtPlanWave *ct_plan_find_wave(const CtPlan *self, const char *id); /* nullable result */

/* (transfer none) (nullable): what the plan recorded of a key, the first row of it */
const CtPlanIntent *ct_plan_find_intent(const CtPlan *self, const char *key);
/* The name of the site that the intent gives a legacy pool (exports of the legacy side know none);
 * nullable result. */
const char *ct_plan_site_of(const CtPlan *self, const char *fqdn);
