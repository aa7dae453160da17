/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/catalogue.h"
#include "planner/plan.h"
#include "render/flow.h"

/*
 * The chapters of the book, private to book*.c; each sets itself on the flow.
 */
typedef struct {
	CtFlow *flow;
	const CtPlan *plan;
	const CtEstate *estate;	    /* nullable */
	const CtFindings *findings; /* nullable */
	const char *date;	    /* nullable */
	const char *folder; /* that all inputs are in, with a final '/'; "" when there is none */
	const GPtrArray *absent; /* of const CtScene *: drawings that are only named */
	gboolean brief;		 /* neighbours that say the same are told together */
} CtBook;

/* book-drawing.c: nothing when all drawings are in the book */
void ct_book_absent(const CtBook *self);
/* book-front.c */
void ct_book_title(const CtBook *self);
void ct_book_summary(const CtBook *self);
/* book-steps.c */
void ct_book_calendar(const CtBook *self); /* nothing without dates */
void ct_book_steps(const CtBook *self);
/* book-step-runs.c: in a brief book, the steps from @first on that do the same; returns how many they
 * are, 0 when they are better printed each for itself. */
guint ct_book_step_run(const CtBook *self, guint first);
/* The title of a step with an ellipsis for its object; newly allocated. */
char *ct_book_title_of(const CtPlanStep *step);
/* Its object, for which the ellipsis stands; the whole title when that was made otherwise.  Newly allocated. */
char *ct_book_object_of(const CtPlanStep *step);
/* book-checkpoints.c */
void ct_book_checkpoints(const CtBook *self);
/* The tests of a checkpoint, or of @many that have the same: those are signed in other rows. */
void ct_book_ask_tests(const CtBook *self, const CtCheckpoint *checkpoint, gboolean many);
/* What to save at a checkpoint, as a table. */
void ct_book_save(const CtBook *self, const CtCheckpoint *checkpoint);
/* Of losses (of CtLoss) one for each that says the same, with how much all together lose; newly made. */
GArray *ct_book_sum_losses(const GArray *losses);
/* book-checkpoint-runs.c: as ct_book_step_run() */
guint ct_book_checkpoint_run(const CtBook *self, guint first);
/* book-failures.c */
void ct_book_failures(const CtBook *self);
/* book-ledgers.c */
void ct_book_losses(const CtBook *self);
void ct_book_tests(const CtBook *self);
void ct_book_findings(const CtBook *self);
void ct_book_fates(const CtBook *self);
void ct_book_inputs(const CtBook *self);
/* book-assumptions.c */
void ct_book_assumptions(const CtBook *self);
/* Is it told in full among the assumptions of a plan that makes it? */
gboolean ct_book_is_assumption(const CtCatalogueEntry *entry);
/* book-checkpoints.c: a table of losses (of CtLoss) under the head @head; those that say the same share
 * a row. */
void ct_book_loss_rows(const CtBook *self, const GArray *losses, const char *head);
/* book-rules.c */
void ct_book_rules(const CtBook *self);

/* The last row of a table of @count rows that shows @limit of them; none when it shows all. */
void ct_book_tell_rest(const CtBook *self, guint count, guint limit, const char *file);
/* A line that leads to a drawing. */
void ct_book_see(const CtBook *self, const char *id, const char *text);
/* What the chapter of this id is for, in a phrase; "" for what is no chapter. */
const char *ct_book_what(const char *id);
/* @text without the folder of the inputs, wherever it names a path; newly allocated. */
char *ct_book_short(const CtBook *self, const char *text);

/* An id for a cell: of several steps that share a row (digest.h) the first, and the last below it;
 * newly allocated. */
char *ct_book_id(const CtBook *self, const char *id);
/* "s001 O-14, s002 O-03 and 4 more": at most @limit of them, newly allocated. */
char *ct_book_after(const GArray *after, guint limit);
/* "V1, V6 and 2 more": at most @limit of them, newly allocated. */
char *ct_book_join(const GPtrArray *texts, guint limit);
/* How long a step takes; with a calendar the date stands above, and the slack below.  Newly allocated. */
char *ct_book_dates(const CtPlanStep *step);
/* "topology.xml:12" of the first evidence, newly allocated; "" without. */
char *ct_book_evidence(const CtBook *self, const GArray *evidence);
