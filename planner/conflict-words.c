/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Elements of a conflict about the order of steps in words, and the ways out of each.
 */
#include <string.h>

#include "planner/order.h"
#include "planner/reading.h"

static char *
step_where(const CtPlanStep *step)
{
	const CtEvidence *evidence;

	if (step->evidence->len == 0)
		return NULL;
	evidence = &g_array_index(step->evidence, CtEvidence, 0);
	return evidence->line > 0 ? g_strdup_printf("%s:%u", evidence->file, evidence->line)
				  : g_strdup(evidence->file);
}

void
ct_order_tell_wish(const CtOrder *self, const CtDraft *draft, guint label, CtConflict *conflict)
{
	const CtIntentOrder *wish = &g_array_index(self->wishes, CtIntentOrder,
						   label - self->n_rows);
	g_autofree char *where = ct_intent_where(draft->intent, wish->line);
	g_autofree char *key = ct_order_wish_key(label - self->n_rows);

	ct_conflict_add_keyed(conflict, CT_ORDER_WISH_ID, key, where,
			      "the intent wants %s before %s", wish->before, wish->after);
	ct_conflict_add_relaxation(conflict, CT_COST_WISH, key, "Give up the wish \"%s < %s\" (%s)",
				   wish->before, wish->after, where);
}

/* The guide has another word on some constraints, which the architect may take. */
static void
tell_readings(const CtConstraintRow *row, CtConflict *conflict)
{
	const CtReadings lifting = ct_readings_lifting(row->condition);

	for (guint i = 0; i < CT_N_READINGS; i++) {
		g_autofree char *key = NULL;

		if (!ct_readings_has(lifting, (CtReading)i))
			continue;
		key = g_strdup_printf("%s=true", ct_reading_row((CtReading)i)->key);
		ct_conflict_add_relaxation(conflict, CT_COST_READING, key,
					   "Read the guide otherwise in %s (%s = true): %s",
					   ct_reading_row((CtReading)i)->id,
					   ct_reading_row((CtReading)i)->key,
					   ct_reading_row((CtReading)i)->other);
	}
}

void
ct_order_tell_constraint(const CtOrder *self, const CtDraft *draft, guint index,
			 CtConflict *conflict)
{
	const CtOrderEdge *edge = &g_array_index(self->edges, CtOrderEdge, index);
	const CtPlanStep *before = ct_plan_step(draft->plan, edge->before);
	const CtPlanStep *after = ct_plan_step(draft->plan, edge->after);
	guint count = 0;
	const CtConstraintRow *row = &ct_constraint_rows(&count)[edge->label];
	const char *key = row->id;
	CtOrigin origin = { 0 };
	g_autofree char *where = NULL;

	if (row->condition == CT_CONDITION_SHARED_EDGE_FQDN) {
		ct_condition_holds(draft->estate, row->condition, &origin);
		where = ct_estate_where(draft->estate, origin);
		key = CT_DROP_EDGE_NAME;
		ct_conflict_add_relaxation(
			conflict, CT_COST_CHANGE, key,
			"Give the legacy Edge a separate external name for each service "
			"(%s), so that %s no longer binds",
			where, row->id);
	} else {
		where = step_where(after);
		if (where == NULL)
			where = step_where(before);
	}
	tell_readings(row, conflict);
	ct_conflict_add_keyed(conflict, row->id, key, where,
			      "\"%s\" (%s) must come before \"%s\" (%s): %s", before->title,
			      before->rule, after->title, after->rule, row->reason);
}

void
ct_order_tell_window(const CtDraft *draft, guint step, CtConflict *conflict)
{
	const CtPlanStep *row = ct_plan_step(draft->plan, step);
	g_autofree char *where = step_where(row);

	ct_conflict_add_keyed(
		conflict, ct_rule_named(ct_rule_pair(row->rule), "I-07"), CT_ORDER_WINDOW_KEY,
		where,
		"nothing but the cutover itself may be done while federation is down, and \"%s\" (%s) "
		"would be",
		row->title, row->rule);
}
