/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/draft.h"

/*
 * CtOrder: what must come before what, as edges between the bound steps of a draft, each with a label
 * that says what demands it.
 */

/* The federation cutover: one window in time, in which no Edge federates. */
#define CT_WINDOW_OPENS	 "OCS-P8-01"
#define CT_WINDOW_CLOSES "OCS-P8-06"
#define CT_WINDOW_STEPS	 "OCS-P8-01|OCS-P8-02|OCS-P8-03|OCS-P8-04|O-28|OCS-P8-05|OCS-P8-06"

/* What stands for a constraint where an order is a wish of the intent. */
#define CT_ORDER_WISH_ID "pins.order"
/* The key of the rule that the hours without federation are for the cutover alone. */
#define CT_ORDER_WINDOW_KEY "window"

/* After this many earlier steps of one constraint a plan lists only the last: the others follow from
 * it in the written order, and a list of thousands tells nobody anything. */
#define CT_ORDER_MAX_LISTED 48

typedef struct {
	guint before; /* index of a bound step */
	guint after;
	guint label;
} CtOrderEdge;

/* The label of edges that only keep a window short; they demand nothing of the plan. */
#define CT_LABEL_WINDOW G_MAXUINT
/* The label of edges that only keep the order of another plan (order-keep.c). */
#define CT_LABEL_KEPT (G_MAXUINT - 1)

typedef struct CtOrder {
	guint n_steps;
	GArray *edges;	      /* of CtOrderEdge */
	GArray **before;      /* by step: of guint, edges that end here */
	GArray **after;	      /* by step: of guint, edges that begin here */
	guint *position;      /* by step, once ordered */
	guint n_rows;	      /* labels below this are rows of constraints.def, the others wishes */
	const GArray *wishes; /* of CtIntentOrder, borrowed */
	const CtDraft *draft; /* nullable, borrowed: leaves single edges out */
} CtOrder;

/* order-bind.c: binds every constraint row and every wish of the intent. */
CtOrder *ct_order_new(const CtDraft *draft);
void ct_order_free(CtOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtOrder, ct_order_free)
void ct_order_add_edge(CtOrder *self, guint before, guint after, guint label);
/* Takes back all edges but the first @n_edges. */
void ct_order_cut(CtOrder *self, guint n_edges);

/* One side of a wish, "OCS-P8-07" or "OCS-P10-03@pool:ocs01.contoso.com": the indexes (of guint) of the
 * bound steps that it names, newly allocated. */
GArray *ct_order_wished_steps(const CtPlan *plan, const char *text);

/* Binds one constraint row more, whether or not it is left out of the draft. */
void ct_order_bind_row(CtOrder *self, const CtDraft *draft, guint label);

/* The public id behind a label: a catalogue id, or "pins.order". */
const char *ct_order_label_id(const CtOrder *self, guint label);
gboolean ct_order_label_is_hard(const CtOrder *self, guint label);

/* The key of what orders two steps, "edge:RULE@SUBJECT<RULE@SUBJECT", whichever rows do; newly
 * allocated. */
char *ct_order_edge_key(const CtPlanStep *before, const CtPlanStep *after);
/* The key of a wish, counted from 0; newly allocated. */
char *ct_order_wish_key(guint wish);

/**
 * ct_order_find_conflicts (conflict-search.c):
 * @most: how many to look for, from 1
 * @conflicts: of CtConflict; appended to
 *
 * Smallest sets of constraints and wishes that cannot all be kept: they make a cycle, or force a step
 * into the hours without federation.
 *
 * Returns: FALSE when there are none.
 */
gboolean ct_order_find_conflicts(const CtOrder *self, const CtDraft *draft, guint most,
				 GPtrArray *conflicts);

/* conflict-words.c: what a wish, the constraint behind an edge, and a step forced into the window add to
 * a conflict. */
void ct_order_tell_wish(const CtOrder *self, const CtDraft *draft, guint label,
			CtConflict *conflict);
void ct_order_tell_constraint(const CtOrder *self, const CtDraft *draft, guint index,
			      CtConflict *conflict);
void ct_order_tell_window(const CtDraft *draft, guint step, CtConflict *conflict);
