/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/rulebook.h"

/*
 * Why there is no safe plan: smallest sets of things that cannot hold together.
 *
 * Each element and each way out has a key that says what the planner leaves out when it is dropped:
 * the id of a constraint, "pins.order#0" (the first wish), "waves.size" (any key of the intent, relaxed
 * as far as it goes), "readings.mediation_per_pool=true" (another value), or a text that only the
 * conflict itself knows.  With all conflicts but one relaxed, dropping any element of that one leaves
 * none, unless there are more than are told.  A conflict may show only once others are relaxed, and then by
 * the keys in its "behind": another name of the Edge brings other constraints, smaller units more waves.
 */

typedef struct {
	char *id;    /* "O-15", "I-01", "pins.order", "waves.size", ... */
	char *key;   /* what is dropped */
	char *text;  /* what it demands */
	char *where; /* nullable: "file:line" */
} CtConflictElement;

/* What is tried first, since it costs least. */
typedef enum {
	CT_COST_WISH,	 /* a wish is given up */
	CT_COST_LIMIT,	 /* a limit, a date, a list of the intent */
	CT_COST_READING, /* the guide is read otherwise */
	CT_COST_GOAL,	 /* the plan does less than it was to do */
	CT_COST_CHANGE,	 /* something is changed in a deployment */
} CtWayOutCost;

typedef struct {
	char *text;
	char *key; /* nullable: what is dropped; without it nobody has tried it */
	CtWayOutCost cost;
	gboolean tried; /* planned with it: there is a plan, but for the other conflicts */
} CtWayOut;

typedef struct {
	GPtrArray *
		elements; /* of CtConflictElement, owned; dropping any one dissolves the conflict */
	GPtrArray *ways_out; /* of CtWayOut, owned; cheapest first */
	GPtrArray *behind;   /* of char *, owned: what was dropped when it was met; may be empty */
	char *once;    /* nullable: id of the element of another that has to go for it to show */
	gboolean more; /* there may be more conflicts like this */
} CtConflict;

/* The most sets that are looked for where one could find any number. */
#define CT_CONFLICT_MAX 8

CtConflict *ct_conflict_new(void);
void ct_conflict_free(CtConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtConflict, ct_conflict_free)
void ct_conflict_add(CtConflict *self, const char *id, const char *where, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
/* As ct_conflict_add(), where the key is not the id. */
void ct_conflict_add_keyed(CtConflict *self, const char *id, const char *key, const char *where,
			   const char *format, ...) G_GNUC_PRINTF(5, 6);
void ct_conflict_add_way_out(CtConflict *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A way out that can be tried: with @key dropped there has to be a plan. */
void ct_conflict_add_relaxation(CtConflict *self, CtWayOutCost cost, const char *key,
				const char *format, ...) G_GNUC_PRINTF(4, 5);
gboolean ct_conflict_has(const CtConflict *self, const char *key);
/* Are these the same elements? */
gboolean ct_conflict_equal(const CtConflict *a, const CtConflict *b);
