/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/rulebook.h"

/* Why there is no safe plan: a smallest set of things that cannot hold together. */

typedef struct {
	char *id;    /* "O-15", "I-01", "pins.order", "waves.size", ... */
	char *text;  /* what it demands */
	char *where; /* nullable: "file:line" */
} CtConflictElement;

typedef struct {
	GPtrArray *
		elements; /* of CtConflictElement, owned; dropping any one dissolves the conflict */
	GPtrArray *ways_out; /* of char *, owned; cheapest first */
} CtConflict;

CtConflict *ct_conflict_new(void);
void ct_conflict_free(CtConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtConflict, ct_conflict_free)
void ct_conflict_add(CtConflict *self, const char *id, const char *where, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
void ct_conflict_add_way_out(CtConflict *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
