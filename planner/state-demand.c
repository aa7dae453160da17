/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which row of the rule book wants what a step needs.
 *
 * That the schema is extended before the forest is prepared is one fact, and it is looked at twice: as
 * the order of two steps (checker-constraints.c), and as what the later one needs in the state before
 * it (state-transitions.c, where it is written down by itself).  A person is told of one row, the one that
 * gives the reason; whether the two ways of looking agree, tests ask (row-proof.h).
 */
#include "planner/state.h"

#define MOVES "OCS-P6-02|OCS-P8-07"

static gboolean
binds(const CtState *state, const CtConstraintRow *row)
{
	return row->strength == CT_STRENGTH_HARD &&
	       ct_readings_bind(state->readings, row->condition) &&
	       ct_condition_binds(row->condition, state->shared_name);
}

/* Does @transition stand on a side of a row, in the pair that the row belongs to? */
static gboolean
is_side(const char *rules, CtObjectKind kind, const CtState *state, const CtTransition *transition)
{
	const char *rule = ct_rule_named(state->pair, ct_transition_rule(transition));

	return rule != NULL && ct_rule_list_has(rules, rule) &&
	       (kind == CT_OBJECT_ANY || kind == ct_transition_kind(transition));
}

static gboolean
moves_users(const char *rules, const CtState *state)
{
	g_auto(GStrv) parts = g_strsplit(MOVES, "|", -1);

	for (guint i = 0; parts[i] != NULL; i++) {
		const char *rule = ct_rule_named(state->pair, parts[i]);

		if (rule != NULL && ct_rule_list_has(rules, rule))
			return TRUE;
	}
	return FALSE;
}

const CtConstraintRow *
ct_transition_demand(const CtNeed *need, const CtState *state, const CtConstraintRow *last)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);
	gboolean moves = need->flag == CT_N_FLAGS;
	const CtTransition *setter = moves ? NULL : ct_transition_of(state, need->flag);

	if (need->step == NULL || (!moves && setter == NULL))
		return NULL;
	for (const CtConstraintRow *row = last != NULL ? last + 1 : rows; row < rows + count; row++)
		if (binds(state, row) && (need->own || row->scope == CT_SCOPE_ALL) &&
		    is_side(row->after, row->after_kind, state, need->step) &&
		    (moves ? moves_users(row->before, state)
			   : is_side(row->before, row->before_kind, state, setter)))
			return row;
	return NULL;
}
