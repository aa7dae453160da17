/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measure by which checkpoints were placed (planner/checkpoint-place.h), in words. */
#include "render/rework.h"

#include "planner/intent.h"
#include "render/text.h"

static const char *
value_of(const CtPlan *plan, CtIntentKey key)
{
	const CtPlanIntent *row = ct_plan_find_intent(plan, ct_intent_key_name(key));

	return row != NULL ? row->value : NULL;
}

char *
ct_rework_sentence(const CtPlan *plan)
{
	const char *failing = value_of(plan, CT_INTENT_CHECKPOINT_FAILING);
	const char *minutes = value_of(plan, CT_INTENT_CHECKPOINT_MINUTES);
	g_autofree char *rework = ct_text_minutes(plan->expected_rework);

	if (failing == NULL || minutes == NULL || plan->steps->len == 0)
		return NULL;
	return g_strdup_printf(
		"If %s of 1,000 steps fail (%s), %s of undoing and doing again are to be expected "
		"with these checkpoints; one more would take %s minutes itself (%s).",
		failing, ct_intent_key_name(CT_INTENT_CHECKPOINT_FAILING), rework, minutes,
		ct_intent_key_name(CT_INTENT_CHECKPOINT_MINUTES));
}
