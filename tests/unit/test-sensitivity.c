/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the ledger says of other assumptions, against whole plans that are made with them: the same where
 * it says so, and nowhere else, with the figures that it tells.
 */
#include "planned-sample.h"
#include "planner/intent-change.h"
#include "planner/plan-json.h"
#include "planner/reading.h"

typedef struct {
	CtIntentKey key;
	const char *value;
	const char *told; /* what the ledger calls the value */
} Row;

static const Row rows[] = {
	{ CT_INTENT_WAVE_SIZE, "100", "100" },
	{ CT_INTENT_WAVE_SIZE, "400", "400" },
	{ CT_INTENT_PILOT_SIZE, "12", "12" },
	{ CT_INTENT_PILOT_SIZE, "50", "50" },
	{ CT_INTENT_PILOT_COVER, "each", "each" },
	{ CT_INTENT_PILOT_COVER, "all", "all" },
	{ CT_INTENT_RETIRE, "false", "false" },
	{ CT_INTENT_USER_MINUTES, "30", "30" },
	{ CT_INTENT_WEIGHT_DELEGATE, "20", "20" },
	{ CT_INTENT_WEIGHT_RESPONSE_GROUP, "6", "6" },
	{ CT_INTENT_HARD_COUPLINGS, "", "none" },
	{ CT_INTENT_PUBLISH_BRINGS_DIRECTORIES, "true", "true" },
	{ CT_INTENT_MEDIATION_PER_POOL, "true", "true" },
	{ CT_INTENT_WHOLE_EDGE_STOPS, "true", "true" },
	{ CT_INTENT_ANALYZER_OPTIONAL, "true", "true" },
};

static Planned
weighed(const char *sample)
{
	Planned self = planned_sample(sample, FALSE);

	ct_planner_weigh(self.estate, self.intent, self.findings, self.plan);
	return self;
}

/* The trials of the last assumption called @id; NULL when nothing was tried. */
static const char *
tried(const CtPlan *plan, const char *id)
{
	const char *found = NULL;

	for (guint i = 0; i < plan->assumptions->len; i++) {
		const CtAssumption *row = &g_array_index(plan->assumptions, CtAssumption, i);

		if (strcmp(row->id, id) == 0)
			found = strstr(row->effect, "; tried: ");
	}
	return found;
}

static const char *
id_of(CtIntentKey key)
{
	for (guint i = 0; i < CT_N_READINGS; i++)
		if (strcmp(ct_reading_row((CtReading)i)->key, ct_intent_key_name(key)) == 0)
			return ct_reading_row((CtReading)i)->id;
	return ct_intent_key_name(key);
}

/* What the ledger says of one value; newly allocated. */
static char *
result_of(const CtPlan *plan, const Row *row)
{
	const char *trials = tried(plan, id_of(row->key));
	g_autofree char *start = g_strdup_printf(" %s: ", row->told);
	const char *found = trials != NULL ? strstr(trials, start) : NULL;
	const char *end;

	g_assert_nonnull(found);
	found += strlen(start);
	end = strstr(found, "; ");
	return end != NULL ? g_strndup(found, (gsize)(end - found)) : g_strdup(found);
}

static void
make_otherwise(Planned *self, const Row *row)
{
	CtIntent *intent = ct_intent_copy(self->intent);
	CtPlan *base = g_steal_pointer(&self->plan);
	CtIntent *kept = self->intent;

	ct_intent_set(intent, row->key, row->value, 1);
	self->intent = intent;
	planned_make(self);
	ct_intent_free(intent);
	self->intent = kept;
	ct_plan_free(base);
}

/* Steps, waves and what they cost, without what the plan tells of itself. */
static char *
essence(const CtPlan *plan)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		g_string_append_printf(text, "%s %s\n", step->rule,
				       (char *)g_ptr_array_index(step->subjects, 0));
	}
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		g_string_append_printf(text, "%s %s\n", wave->id, wave->kind);
		for (guint k = 0; k < wave->members->len; k++)
			g_string_append_printf(text, "%s\n",
					       g_array_index(wave->members, CtWaveMember, k).sip);
	}
	g_string_append_printf(text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %u\n", plan->cost,
			       plan->makespan, plan->pilot_needed);
	return g_strdup(text->str);
}

static void
test_true(void)
{
	guint same = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Planned planned = weighed("contoso");
		g_autofree char *result = result_of(planned.plan, &rows[i]);
		g_autofree char *before = essence(planned.plan);
		g_autofree char *after = NULL;
		guint waves = planned.plan->waves->len;

		make_otherwise(&planned, &rows[i]);
		after = essence(planned.plan);
		g_test_message("%s = %s: %s", ct_intent_key_name(rows[i].key), rows[i].value,
			       result);
		g_assert_cmpint(strcmp(before, after) == 0, ==,
				strcmp(result, "the same plan") == 0);
		same += strcmp(before, after) == 0;
		if (planned.plan->waves->len != waves) {
			g_autofree char *words = g_strdup_printf("%u waves instead of %u",
								 planned.plan->waves->len, waves);

			g_assert_nonnull(strstr(result, words));
		}
		planned_clear(&planned);
	}
	g_assert_cmpuint(same, >, 0);
	g_assert_cmpuint(same, <, G_N_ELEMENTS(rows) / 2);
}

/* Only effects change, and twice the same. */
static void
test_nothing_else(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	Planned again = planned_sample("contoso", TRUE);
	g_autofree char *before = NULL;
	g_autofree char *weighed_once = NULL;
	g_autofree char *weighed_twice = NULL;
	g_autofree char *after = NULL;
	g_autofree const char **effects = g_new0(const char *, planned.plan->assumptions->len + 1);

	before = ct_plan_to_json(planned.plan);
	for (guint i = 0; i < planned.plan->assumptions->len; i++)
		effects[i] = g_array_index(planned.plan->assumptions, CtAssumption, i).effect;
	ct_planner_weigh(planned.estate, planned.intent, planned.findings, planned.plan);
	ct_planner_weigh(again.estate, again.intent, again.findings, again.plan);
	weighed_once = ct_plan_to_json(planned.plan);
	weighed_twice = ct_plan_to_json(again.plan);
	g_assert_cmpstr(weighed_once, ==, weighed_twice);
	g_assert_cmpstr(weighed_once, !=, before);
	for (guint i = 0; i < planned.plan->assumptions->len; i++)
		g_array_index(planned.plan->assumptions, CtAssumption, i).effect = effects[i];
	after = ct_plan_to_json(planned.plan);
	g_assert_cmpstr(before, ==, after);
	planned_clear(&planned);
	planned_clear(&again);
}

/* What the intent says itself is no assumption. */
static void
test_said(void)
{
	Planned planned = planned_sample("contoso", TRUE);

	g_assert_cmpuint(planned.intent->lines[CT_INTENT_PILOT_SIZE], >, 0);
	ct_planner_weigh(planned.estate, planned.intent, planned.findings, planned.plan);
	g_assert_null(tried(planned.plan, "waves.pilot_size"));
	g_assert_nonnull(tried(planned.plan, "couplings.hard"));
	planned_clear(&planned);
}

/* Of a large estate the ledger says that nothing was tried. */
static void
test_large(void)
{
	Planned planned = planned_sample("contoso", FALSE);
	CtPlanWave *wave = &g_array_index(planned.plan->waves, CtPlanWave, 0);
	guint told = 0;

	wave->users = 1000 * 1000;
	ct_planner_weigh(planned.estate, planned.intent, planned.findings, planned.plan);
	for (guint i = 0; i < planned.plan->assumptions->len; i++) {
		const CtAssumption *row = &g_array_index(planned.plan->assumptions, CtAssumption,
							 i);

		g_assert_null(strstr(row->effect, "; tried: "));
		told += strstr(row->effect, "; not tried: ") != NULL;
	}
	g_assert_cmpuint(told, >, 10);
	planned_clear(&planned);
}

/* Who else could take over. */
static void
test_pairs(void)
{
	Planned planned = weighed("contoso");
	const char *trials = tried(planned.plan, "pairing.ocspool01.contoso.com");

	g_assert_nonnull(trials);
	g_assert_nonnull(strstr(trials, "users on another pool"));
	planned_clear(&planned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sensitivity/true", test_true);
	g_test_add_func("/sensitivity/nothing-else", test_nothing_else);
	g_test_add_func("/sensitivity/said", test_said);
	g_test_add_func("/sensitivity/large", test_large);
	g_test_add_func("/sensitivity/pairs", test_pairs);
	return g_test_run();
}
