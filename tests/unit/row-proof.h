/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "planner/rulebook.h"
#include "planner/state.h"

/*
 * Does a row follow from the rows that it names, in every estate? This is answered from the tables alone. One
 * step must follow another one when the later one needs what the earlier one does (of everything of its
 * class, or of the same subject in a row about subjects), when another row says so for at least as
 * much, or when it must follow a step between the two that no plan is without. Nothing counts but what
 * stands under the ids that the row names.
 *
 * What a function says instead of a flag is repeated here as a row; the tests of states hold the
 * functions.
 */

typedef struct {
	const char *after; /* rules and parts, separated by '|' */
	CtObjectKind kind;
	const char *before;
	CtScope scope;	 /* at most this much */
	const char *ids; /* all of which it takes, separated by '|' */
} ProvenCheck;

#define PROVEN_MOVES "OCS-P6-02|OCS-P8-07"

static const ProvenCheck proven_checks[] = {
	/* check_moves() */
	{ PROVEN_MOVES, CT_OBJECT_ANY, "OCS-P3-05", CT_SCOPE_POOL, "O-04" },
	{ PROVEN_MOVES, CT_OBJECT_ANY, "OCS-P6-01", CT_SCOPE_POOL, "O-09" },
	/* check_pool_empty(), and the invariant of homes that are gone */
	{ "OCS-P10-03", CT_OBJECT_POOL,
	  PROVEN_MOVES "|OCS-P9-01|OCS-P9-02|OCS-P9-03|OCS-P9-06|OCS-P10-01|OCS-GC-03",
	  CT_SCOPE_POOL, "O-24" },
	{ "OCS-P10-03", CT_OBJECT_POOL, "OCS-P8-08|OCS-P9-10", CT_SCOPE_POOL, "O-24" },
	/* check_contacts() */
	{ "OCS-P9-03", CT_OBJECT_EXCHANGE_UM, "OCS-P9-03", CT_SCOPE_POOL, "O-19" },
	/* check_clients() */
	{ "OCS-P9-09", CT_OBJECT_ANY, PROVEN_MOVES, CT_SCOPE_POOL, "I-17" },
	/* check_target_runs() */
	{ "OCS-P9-04", CT_OBJECT_ANY, "OCS-P3-05", CT_SCOPE_POOL, "OCS-P9-04" },
	/* the invariants of legacy users who are without XMPP and of those whom nobody records */
	{ "OCS-P8-08", CT_OBJECT_ANY, PROVEN_MOVES, CT_SCOPE_ALL, "I-10" },
	{ "OCS-P9-10", CT_OBJECT_ANY, PROVEN_MOVES, CT_SCOPE_ALL, "I-14" },
	/* the invariant of Group Chat whose pool is gone */
	{ "OCS-P10-03", CT_OBJECT_POOL, "OCS-GC-03", CT_SCOPE_ALL, "I-18" },
	/* the invariant of routes that lead to different Edges */
	{ "OCS-P8-06", CT_OBJECT_ANY, "OCS-P8-05", CT_SCOPE_ALL, "I-08" },
	/* the last merge reads the merged topology (I-13), and then the window is open, in which nothing
	 * stands that could wait (I-07) */
	{ "OCS-P10-03", CT_OBJECT_POOL, "OCS-P8-06", CT_SCOPE_ALL, "I-07|I-13" },
	{ "OCS-P10-03", CT_OBJECT_DIRECTOR, "OCS-P8-06", CT_SCOPE_ALL, "I-07|I-13" },
	{ "OCS-P10-03", CT_OBJECT_EDGE, "OCS-P8-06", CT_SCOPE_ALL, "I-07|I-13" },
};

/* Steps of every plan, whatever the estate. */
static const char proven_certain[] =
	"OCS-P2-01|OCS-P2-02|OCS-P2-04|OCS-P2-05|OCS-P2-06|OCS-P3-01|OCS-P3-02|OCS-P3-03|OCS-P3-04|"
	"OCS-P3-05|OCS-P4-01|OCS-P4-02|OCS-P4-03|OCS-P4-04|OCS-P4-06|OCS-P5-03|OCS-P6-01|OCS-P9-09";

/* And of every plan of an estate whose legacy Edge has one external name and is to go. */
static const char proven_certain_shared[] = "O-28|OCS-P10-03";

typedef struct {
	const CtStepRow *row;
	CtObjectKind kind;
	const CtTransition *transition;
} ProvenStep;

/* A proof uses what stands under the ids that the row names. */
typedef struct {
	CtState state; /* nothing but its pair is asked for */
	const CtConstraintRow *row;
	GArray *steps; /* of ProvenStep: of the pair */
} Proof;

/* Does the row name all of @parts, by the names that its pair has for them? */
static inline gboolean
proof_may_use(const Proof *self, const char *parts)
{
	g_auto(GStrv) list = g_strsplit(parts, "|", -1);

	for (guint i = 0; list[i] != NULL; i++) {
		const char *named = ct_rule_told(self->state.pair, list[i]);

		if (named == NULL || !ct_rule_list_has(self->row->follows, named))
			return FALSE;
	}
	return TRUE;
}

/* What rows demand is proved by these; here is what a state says by itself. */
static inline gboolean
proof_by_need(const Proof *self, const ProvenStep *before, const ProvenStep *after, CtScope scope)
{
	CtFlag flag = ct_transition_flag(before->transition);
	const CtNeed need = { .step = after->transition, .flag = flag };
	const char *empty;

	if (ct_transition_demand(&need, &self->state, NULL) != NULL)
		return FALSE;
	if (flag == CT_N_FLAGS) {
		empty = ct_transition_empty_legacy(after->transition, &self->state);
		return empty != NULL && proof_may_use(self, empty) &&
		       !ct_rule_plays("OCS-P9-07|OCS-P5-04", after->row->id);
	}
	/* one Edge of several is enough */
	if (flag == CT_FLAG_FEDERATED || !proof_may_use(self, ct_flag_row(flag)->rule))
		return FALSE;
	return ct_transition_needs(after->transition, flag, FALSE) ||
	       (scope == CT_SCOPE_SUBJECT && ct_transition_needs(after->transition, flag, TRUE));
}

static inline gboolean
proof_by_check(const Proof *self, const ProvenStep *before, const ProvenStep *after, CtScope scope)
{
	if (ct_transition_reads_merge(before->transition) &&
	    ct_rule_plays("OCS-P10-03", after->row->id) && proof_may_use(self, "I-13"))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(proven_checks); i++) {
		const ProvenCheck *row = &proven_checks[i];

		if (ct_rule_plays(row->after, after->row->id) &&
		    ct_rule_plays(row->before, before->row->id) &&
		    (row->kind == CT_OBJECT_ANY || row->kind == after->kind) &&
		    (row->scope == CT_SCOPE_ALL || row->scope == scope) &&
		    proof_may_use(self, row->ids))
			return TRUE;
	}
	return FALSE;
}

static inline gboolean
proof_is_side(const char *rules, CtObjectKind kind, const ProvenStep *step)
{
	return ct_rule_list_has(rules, step->row->id) &&
	       (kind == CT_OBJECT_ANY || kind == step->kind);
}

static inline gboolean
proof_by_row(const Proof *self, const ProvenStep *before, const ProvenStep *after, CtScope scope)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++)
		if (&rows[i] != self->row && rows[i].strength == CT_STRENGTH_HARD &&
		    ct_rule_list_has(self->row->follows, rows[i].id) &&
		    (rows[i].condition == CT_CONDITION_ALWAYS ||
		     rows[i].condition == self->row->condition) &&
		    (rows[i].scope == CT_SCOPE_ALL || rows[i].scope == scope) &&
		    proof_is_side(rows[i].before, rows[i].before_kind, before) &&
		    proof_is_side(rows[i].after, rows[i].after_kind, after))
			return TRUE;
	return FALSE;
}

static inline gboolean
proof_direct(const Proof *self, const ProvenStep *before, const ProvenStep *after, CtScope scope)
{
	return proof_by_need(self, before, after, scope) ||
	       proof_by_check(self, before, after, scope) ||
	       proof_by_row(self, before, after, scope);
}

static inline gboolean
proof_is_certain(const Proof *self, const ProvenStep *step)
{
	if (ct_rule_plays(proven_certain, step->row->id))
		return TRUE;
	return self->row->condition == CT_CONDITION_SHARED_EDGE_FQDN &&
	       ct_rule_plays(proven_certain_shared, step->row->id) &&
	       (step->kind == CT_OBJECT_EDGE || step->kind == CT_OBJECT_BACK_COMPAT_SITE);
}

/* A step about the same target pool meets what that pool meets. */
static inline gboolean
proof_by_pool(const Proof *self, const ProvenStep *before, const ProvenStep *after)
{
	for (guint i = 0; i < self->steps->len; i++) {
		const ProvenStep *step = &g_array_index(self->steps, ProvenStep, i);

		if (step->kind == CT_OBJECT_POOL && before->kind == CT_OBJECT_POOL &&
		    ct_rule_plays("OCS-P3-05|OCS-P6-01", step->row->id) &&
		    proof_direct(self, before, step, CT_SCOPE_SUBJECT) &&
		    proof_direct(self, step, after, CT_SCOPE_POOL))
			return TRUE;
	}
	return FALSE;
}

/* Directly, or over steps that no plan is without. */
static inline gboolean
proof_of_steps(const Proof *self, const ProvenStep *before, const ProvenStep *after, CtScope scope)
{
	g_autofree gboolean *seen = g_new0(gboolean, self->steps->len + 1);
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(const ProvenStep *));

	if (proof_direct(self, before, after, scope) ||
	    (scope == CT_SCOPE_POOL && proof_by_pool(self, before, after)))
		return TRUE;
	g_array_append_val(queue, before);
	for (guint at = 0; at < queue->len; at++) {
		const ProvenStep *from = g_array_index(queue, const ProvenStep *, at);

		if (proof_direct(self, from, after, CT_SCOPE_ALL))
			return TRUE;
		for (guint i = 0; i < self->steps->len; i++) {
			const ProvenStep *step = &g_array_index(self->steps, ProvenStep, i);

			if (seen[i] || !proof_is_certain(self, step) ||
			    !proof_direct(self, from, step, CT_SCOPE_ALL))
				continue;
			seen[i] = TRUE;
			g_array_append_val(queue, step);
		}
	}
	return FALSE;
}

static inline void
proof_init(Proof *self, const CtConstraintRow *row)
{
	guint count = 0;
	const CtStepRow *rows = ct_step_rows(&count);

	*self = (Proof){ .row = row, .steps = g_array_new(FALSE, FALSE, sizeof(ProvenStep)) };
	self->state.pair = ct_rule_pair(row->id);
	for (guint i = 0; i < count; i++) {
		for (guint kind = 0; kind < CT_N_OBJECT_KINDS; kind++) {
			ProvenStep step = { &rows[i], (CtObjectKind)kind,
					    ct_transition_find(rows[i].id, (CtObjectKind)kind) };

			if (step.transition != NULL && ct_rule_pair(rows[i].id) == self->state.pair)
				g_array_append_val(self->steps, step);
		}
	}
}

/* Is every order that breaks the row stopped by those that it names, in whatever estate? */
static inline gboolean
proof_follows(const CtConstraintRow *row)
{
	gboolean implied = TRUE;
	Proof proof;

	proof_init(&proof, row);
	for (guint b = 0; b < proof.steps->len; b++) {
		const ProvenStep *before = &g_array_index(proof.steps, ProvenStep, b);

		if (!proof_is_side(row->before, row->before_kind, before))
			continue;
		for (guint a = 0; a < proof.steps->len && implied; a++) {
			const ProvenStep *after = &g_array_index(proof.steps, ProvenStep, a);

			if (proof_is_side(row->after, row->after_kind, after))
				implied = proof_of_steps(&proof, before, after, row->scope);
		}
	}
	g_array_unref(proof.steps);
	return implied;
}
