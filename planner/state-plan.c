/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state in which a plan begins, as the plan tells it: for those who walk a plan that was checked. */
#include "planner/plan.h"
#include "planner/state.h"

static void
read_pairs(const CtPlan *plan, const CtEstate *estate, guint32 *pairs, gboolean *spread)
{
	for (guint i = 0; i < estate->pools->len; i++)
		pairs[i] = CT_NONE;
	for (guint i = 0; i < plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(plan->pairs, CtPlanPair, i);
		guint32 legacy = ct_estate_find_pool(estate, pair->legacy).index;

		if (legacy != CT_NONE && pair->target != NULL)
			pairs[legacy] = ct_estate_find_pool(estate, pair->target).index;
		for (guint k = 0; k < pair->also->len; k++) {
			CtPoolId id = ct_estate_find_pool(estate, g_ptr_array_index(pair->also, k));

			if (id.index != CT_NONE)
				spread[id.index] = TRUE;
		}
	}
}

static gboolean
some_stay(const CtPlan *plan)
{
	for (guint i = 0; i < plan->intent->len; i++) {
		const CtPlanIntent *intent = &g_array_index(plan->intent, CtPlanIntent, i);

		if (g_strcmp0(intent->key, "users.stay") == 0 && intent->value != NULL &&
		    *intent->value != '\0')
			return TRUE;
	}
	return FALSE;
}

CtState *
ct_state_of_plan(const CtPlan *plan, const CtEstate *estate)
{
	g_autofree guint32 *pairs = g_new(guint32, estate->pools->len + 1);
	g_autofree gboolean *spread = g_new0(gboolean, estate->pools->len + 1);
	CtState *state;

	read_pairs(plan, estate, pairs, spread);
	state = ct_state_new(estate, pairs, spread, some_stay(plan));
	ct_state_read(state, ct_readings_of_plan(plan));
	return state;
}
