/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/why-graph.h"
#include "planner/why.h"

/* What why*.c share. */

struct CtWhy {
	const CtPlan *plan;
	const CtEstate *estate; /* nullable */
	const CtIntent *intent; /* nullable */
	CtWhyGraph *graph;
};

/* What a name of a question stands for. */
typedef enum {
	CT_WHY_STEPS,  /* some steps, in their order */
	CT_WHY_OBJECT, /* a subject: its steps, perhaps none, and its fate */
	CT_WHY_WAVE,
	CT_WHY_USER,
} CtWhyKind;

typedef struct {
	CtWhyKind kind;
	GArray *steps;	     /* of guint, owned; of a wave and a user: the step that moves them */
	guint wave;	     /* index; CT_NONE */
	guint member;	     /* index in the wave; CT_NONE */
	const char *subject; /* nullable; as the plan writes it */
} CtWhyName;

/* FALSE when the plan knows no such thing. */
gboolean ct_why_resolve(const CtWhy *self, const char *text, CtWhyName *out_name);
void ct_why_name_clear(CtWhyName *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtWhyName, ct_why_name_clear)

/* why-answer.c */
CtWhyAnswer *ct_why_answer_new(const char *kind);
const char *ct_why_text(CtWhyAnswer *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ct_why_section(CtWhyAnswer *self, const char *heading);
/* Appends to the last section; valid until the next one. */
CtWhyLine *ct_why_line(CtWhyAnswer *self, const char *rule, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
void ct_why_note(CtWhyAnswer *self, const char *text);
/* Cites the exports that @evidence names, each line once. */
void ct_why_cite(CtWhyAnswer *self, const GArray *evidence, const char *about);
void ct_why_cite_step(CtWhyAnswer *self, const CtPlanStep *step);
void ct_why_cite_origin(CtWhyAnswer *self, const CtEstate *estate, CtOrigin origin,
			const char *text);
/* Cites what set a key of the intent, unless it is a default. */
void ct_why_cite_intent(CtWhyAnswer *self, const CtPlan *plan, const char *key);
/* Every answer ends in a line of the exports: where its own objects have none, those of the pairs say at
 * least which exports were read. */
void ct_why_cite_something(CtWhyAnswer *answer, const CtPlan *plan);
/* "file:line" of the first evidence, newly allocated; NULL when there is none. */
char *ct_why_where(const GArray *evidence);
/* A line for a constraint between two steps. */
void ct_why_tell_edge(CtWhyAnswer *self, const CtWhy *why, guint edge);
/* A line for the tie-break by which step @a came before @b, both ready when @a was taken; @lead is what
 * is said before it. */
void ct_why_tell_tie(CtWhyAnswer *self, const CtWhy *why, guint a, guint b, const char *lead);

/* why-step.c */
CtWhyAnswer *ct_why_about_step(const CtWhy *self, const CtWhyName *name);
CtWhyAnswer *ct_why_about_object(const CtWhy *self, const CtWhyName *name);
/* What becomes of an object, as a section; none when the ledger does not have it. */
void ct_why_tell_fate(CtWhyAnswer *answer, const CtPlan *plan, const char *subject);
void ct_why_tell_not_earlier(CtWhyAnswer *self, const CtWhy *why, guint step);
/* why-pair.c */
CtWhyAnswer *ct_why_about_pair(const CtWhy *self, const CtWhyName *a, const CtWhyName *b);
/* why-user.c */
CtWhyAnswer *ct_why_about_user(const CtWhy *self, const CtWhyName *name);
CtWhyAnswer *ct_why_about_users(const CtWhy *self, const CtWhyName *a, const CtWhyName *b);
/* why-wave.c */
CtWhyAnswer *ct_why_about_wave(const CtWhy *self, const CtWhyName *name);
/* Why the users of @unit, now in wave @wave, are in no earlier one. */
void ct_why_tell_no_earlier_wave(CtWhyAnswer *answer, const CtWhy *self, guint wave,
				 const char *unit);
/* Cites where the exports describe the pools that the users of a wave leave. */
void ct_why_cite_pools(CtWhyAnswer *answer, const CtPlan *plan, const CtPlanWave *wave);
