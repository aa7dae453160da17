/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/intent.h"
#include "planner/plan.h"

/*
 * Why a plan is as it is: a question about a step, a wave, a user or an object, or about two of them,
 * becomes an answer that names the rules, gives their reasons and ends in lines of the exports.
 */

#define CT_WHY_ERROR (ct_why_error_quark())
GQuark ct_why_error_quark(void);

typedef enum {
	CT_WHY_ERROR_UNKNOWN, /* a name that the plan does not have */
	CT_WHY_ERROR_DROP,    /* nothing that could be left out is called so */
} CtWhyError;

/* One thing that is said. */
typedef struct {
	const char *rule; /* catalogue id, intent key, "tie-break"; nullable */
	const char
		*strength; /* of a constraint: "hard", "recommended", "wish", "window"; nullable */
	const char *from;  /* nullable: id of the earlier step, or a user */
	const char *to;	   /* nullable: id of the later step, or a user */
	const char *text;  /* a sentence or two */
	const char *where; /* nullable: "file:line" */
} CtWhyLine;

typedef struct {
	const char *heading;
	GArray *lines; /* of CtWhyLine */
} CtWhySection;

typedef struct {
	GStringChunk *chunk;
	const char
		*kind; /* "step", "object", "wave", "user", "before", "free", "users", "without" */
	const char *answer;  /* the short answer, a sentence */
	GPtrArray *sections; /* of CtWhySection, owned */
	GArray *evidence;    /* of CtEvidence, each once; never empty in the end */
	GPtrArray *notes;    /* of const char *: what was not looked at, and why */
} CtWhyAnswer;

void ct_why_answer_free(CtWhyAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWhyAnswer, ct_why_answer_free)

typedef struct CtWhy CtWhy;

/**
 * ct_why_new:
 * @plan: borrowed
 * @estate: (nullable): borrowed; what the plan was made from, for couplings between users
 * @intent: (nullable): borrowed; goes with @estate
 */
CtWhy *ct_why_new(const CtPlan *plan, const CtEstate *estate, const CtIntent *intent);
void ct_why_free(CtWhy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWhy, ct_why_free)

/**
 * ct_why_ask:
 * @a: "s012", "OCS-P6-02", "OCS-P6-02@wave:wave-01", "pool:ocs01.contoso.com", "wave-02",
 *     "user:sip:amy@contoso.com"; kinds of subjects may be left out
 * @b: (nullable): the same; asks about the two
 *
 * Errors: CT_WHY_ERROR_UNKNOWN.
 */
CtWhyAnswer *ct_why_ask(const CtWhy *self, const char *a, const char *b, GError **error);

/* Is @name something that can be asked about? */
gboolean ct_why_knows(const CtWhy *self, const char *name);
/* Would the exports tell more of @name than the plan does? */
gboolean ct_why_needs_exports(const CtWhy *self, const char *name);
/* Every name that can be asked about, of const char *, NULL-terminated; the texts are the plan's. */
GPtrArray *ct_why_names(const CtWhy *self);

/**
 * ct_why_without:
 * @plan: the plan in question
 * @drops: NULL-terminated: "O-14" (a constraint), "s012<s041" (what orders these two), "pins.order"
 *     or another key of the intent, "pins.order=A < B" or another item of a list
 * @a, @b: (nullable): the steps that are asked about
 *
 * Plans again twice, with and without what @drops names, and says what differs.
 *
 * Errors: CT_WHY_ERROR, CT_PLANNER_ERROR, CT_INTENT_ERROR.
 */
CtWhyAnswer *ct_why_without(const CtPlan *plan, const CtEstate *estate, const CtIntent *intent,
			    const CtFindings *findings, const char *const *drops, const char *a,
			    const char *b, GError **error);
