/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/bits.h"
#include "planner/order.h"

/*
 * What can be reached over the edges of an order: all at once as a matrix (CtReach), or from one set of
 * steps.
 */

/* Does the edge at @edge count? */
typedef gboolean (*CtEdgeFilter)(const CtOrder *order, guint edge, gconstpointer data);

typedef struct {
	guint n_words;
	guint64 *bits; /* by step a row of bits: the steps that come after it */
} CtReach;

/**
 * ct_reach_new:
 * @passes: (nullable): %NULL lets all edges through; those that pass have no cycle
 *
 * Cost: edges times steps / 64.
 */
CtReach *ct_reach_new(const CtOrder *order, CtEdgeFilter passes, gconstpointer data);
void ct_reach_free(CtReach *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReach, ct_reach_free)

static inline gboolean
ct_reach_has(const CtReach *self, guint early, guint late)
{
	return ct_bits_has(self->bits + (gsize)early * self->n_words, late);
}

/* Marks in @set every step that it reaches over edges that pass, or with @backward from which it is
 * reached.  Linear. */
void ct_order_spread(const CtOrder *order, gboolean *set, gboolean backward, CtEdgeFilter passes,
		     gconstpointer data);
