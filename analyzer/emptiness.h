/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

/*
 * CtEmptiness: what still points at each legacy pool and server, by kind, with where the first of each
 * kind stands.  A pool may be retired when its row is all zero; users alone do not tell.
 */

typedef enum {
#define CT_HOLD(id, one, many, step) CT_HOLD_##id,
#include "analyzer/emptiness.def"
#undef CT_HOLD
	CT_N_HOLDS,
} CtHold;

typedef struct {
	const char *one;  /* "conference directory" */
	const char *many; /* "conference directories" */
	const char *step; /* catalogue id of the step that takes them away; "" when there is none */
} CtHoldRow;

typedef struct {
	guint count;
	CtOrigin first; /* by file and line; only when @count is not 0 */
} CtEmptinessCell;

/* One legacy pool or server. */
typedef struct {
	CtPoolId pool;
	CtEmptinessCell cells[CT_N_HOLDS];
} CtEmptinessRow;

typedef struct {
	GArray *rows; /* of CtEmptinessRow, in the order of CtEstate.pools; empty pools have one too */
	GArray *row_of; /* private: of each pool, guint32 row or CT_NONE */
} CtEmptiness;

/* Counts once; linear in the estate. */
CtEmptiness *ct_emptiness_new(const CtEstate *estate);
void ct_emptiness_free(CtEmptiness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtEmptiness, ct_emptiness_free)

const CtHoldRow *ct_hold_row(CtHold hold);

/* Everything that points at the pool, of all kinds. */
guint ct_emptiness_total(const CtEmptinessRow *row);

/**
 * ct_emptiness_describe:
 * @skip_users: without users
 *
 * Returns: (transfer full): "2 conference directories (a.xml:12), 1 gateway (b.xml:3)"; "" when nothing
 * points at the pool.
 */
char *ct_emptiness_describe(const CtEmptinessRow *row, const CtEstate *estate, gboolean skip_users);
