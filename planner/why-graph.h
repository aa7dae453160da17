/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtWhyGraph: the constraints between the steps of a written plan, by position, as the plan itself
 * tells them ("after").  A plan lists only the last of very many earlier steps of one constraint, and
 * never what keeps the federation cutover short; both are added here.
 */

typedef enum {
	CT_WHY_HARD,
	CT_WHY_WISH,
	CT_WHY_RECOMMENDED,
	CT_WHY_WINDOW, /* keeps the hours without federation few; demands nothing else */
	CT_WHY_N_STRENGTHS,
} CtWhyStrength;

typedef struct {
	guint before; /* position of a step */
	guint after;
	const char *id;
	const CtConstraintRow *row; /* nullable: a wish, the window, or an unknown constraint */
	CtWhyStrength strength;
} CtWhyEdge;

/* Why one of two steps was taken first when both could come next; the first that fits. */
typedef enum {
	CT_WHY_TIE_WINDOW,     /* it brings federation back */
	CT_WHY_TIE_REVERSIBLE, /* it can be undone, the other cannot */
	CT_WHY_TIE_TABLE,      /* its row stands earlier in the step table */
	CT_WHY_TIE_OBJECT,     /* same row: its object stands earlier in the estate */
	CT_WHY_TIE_NONE,       /* none of these: somebody has edited the plan */
} CtWhyTie;

typedef struct {
	const CtPlan *plan; /* borrowed */
	guint n_steps;
	GArray *edges;	     /* of CtWhyEdge */
	GArray **before;     /* by step: of guint, edges that end here */
	GArray **after;	     /* by step: of guint, edges that begin here */
	gboolean *in_window; /* by step: needed to bring federation back */
	guint *row;	     /* by step: its row in the step table */
} CtWhyGraph;

CtWhyGraph *ct_why_graph_new(const CtPlan *plan);
void ct_why_graph_free(CtWhyGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWhyGraph, ct_why_graph_free)

/* The edges of a shortest chain from @a to @b that uses nothing weaker than it has to; of guint, NULL
 * when no chain leads there. */
GArray *ct_why_graph_chain(const CtWhyGraph *self, guint a, guint b);

/* The edge from the last step that @step waits for, the strongest of several; CT_NONE. */
guint ct_why_graph_last(const CtWhyGraph *self, guint step);

/* Of @b and all that must come before it, the first step behind @a; it could have come when @a did,
 * unless @a must come before it. */
guint ct_why_graph_rival(const CtWhyGraph *self, guint a, guint b);

/* The rule by which @a comes before @b, given that both could come next. */
CtWhyTie ct_why_graph_tie(const CtWhyGraph *self, guint a, guint b);

static inline const CtWhyEdge *
ct_why_graph_edge(const CtWhyGraph *self, guint edge)
{
	return &g_array_index(self->edges, CtWhyEdge, edge);
}

const char *ct_why_strength_name(CtWhyStrength strength); /* "hard" */
