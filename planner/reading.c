/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of contradictions.def, and what a choice among them changes: which constraints bind and
 * which steps there are.  Nothing here orders or replays anything, so that planner and checker may
 * both ask and still be two opinions.
 */
#include "planner/reading.h"

#include <string.h>

static const CtReadingRow readings[CT_N_READINGS] = {
#define CT_CONTRADICTION(id, issue, reading, rules, effect, key, other, risk, source) \
	{ #id, issue, reading, rules, effect, key, other, risk, source },
#include "planner/contradictions.def"
#undef CT_CONTRADICTION
};

const CtReadingRow *
ct_reading_row(CtReading reading)
{
	g_assert(reading < CT_N_READINGS);
	return &readings[reading];
}

CtReadings
ct_readings_of_plan(const CtPlan *plan)
{
	CtReadings chosen = 0;

	for (guint i = 0; i < plan->intent->len; i++) {
		const CtPlanIntent *row = &g_array_index(plan->intent, CtPlanIntent, i);

		if (row->key == NULL || *row->key == '\0' || g_strcmp0(row->value, "true") != 0)
			continue;
		for (guint k = 0; k < CT_N_READINGS; k++)
			if (strcmp(readings[k].key, row->key) == 0)
				chosen |= 1U << k;
	}
	return chosen;
}

gboolean
ct_readings_has(CtReadings self, CtReading reading)
{
	return (self >> reading & 1) != 0;
}

gboolean
ct_readings_bind(CtReadings self, CtCondition condition)
{
	switch (condition) {
	case CT_CONDITION_ALWAYS:
	case CT_CONDITION_SHARED_EDGE_FQDN:
	case CT_CONDITION_SEPARATE_EDGE_FQDN:
	case CT_CONDITION_NEVER:
		return TRUE;
	case CT_CONDITION_CALLS_OF_ALL:
		return !ct_readings_has(self, CT_READING_A3) &&
		       !ct_readings_has(self, CT_READING_A5);
	case CT_CONDITION_CALLS_OF_POOL:
		return !ct_readings_has(self, CT_READING_A3) &&
		       ct_readings_has(self, CT_READING_A5);
	case CT_CONDITION_XMPP_POLICY_LATE:
		return !ct_readings_has(self, CT_READING_A9);
	case CT_CONDITION_XMPP_POLICY_EARLY:
		return ct_readings_has(self, CT_READING_A9);
	case CT_CONDITION_WHOLE_EDGE_STOPS:
		return ct_readings_has(self, CT_READING_A7);
	}
	g_assert_not_reached();
}

CtReadings
ct_readings_lifting(CtCondition condition)
{
	CtReadings found = 0;

	for (guint i = 0; i < CT_N_READINGS; i++)
		if (ct_readings_bind(0, condition) && !ct_readings_bind(1U << i, condition))
			found |= 1U << i;
	return found;
}

gboolean
ct_readings_omit(CtReadings self, const char *rule)
{
	static const struct {
		CtReading reading;
		const char *rule;
	} omitted[] = {
		{ CT_READING_A2, "OCS-P4-05" },
		{ CT_READING_A19, "OCS-P2-03" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(omitted); i++)
		if (ct_readings_has(self, omitted[i].reading) && strcmp(omitted[i].rule, rule) == 0)
			return TRUE;
	return FALSE;
}
