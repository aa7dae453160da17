/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of plan.json.
 *
 * Append-only within a major version: a new key goes into its place here, is marked optional, and
 * raises CT_PLAN_FORMAT_MINOR.  docs/plan.schema.json says the same in another language, and a test
 * holds the two together.
 */
#include "planner/plan-fields.h"

#include <stddef.h>

#define FIELD(struct_type, json_key, field_type, member)                                     \
	{                                                                                    \
		.key = json_key, .type = field_type, .offset = offsetof(struct_type, member) \
	}
#define OPTIONAL(struct_type, json_key, field_type, member)                                   \
	{                                                                                     \
		.key = json_key, .type = field_type, .offset = offsetof(struct_type, member), \
		.optional = TRUE                                                              \
	}
#define CHOICE(struct_type, json_key, texts, member)                        \
	{                                                                   \
		.key = json_key, .type = CT_FIELD_CHOICE, .choices = texts, \
		.offset = offsetof(struct_type, member)                     \
	}
#define RECORDS(struct_type, json_key, format, member)                        \
	{                                                                     \
		.key = json_key, .type = CT_FIELD_RECORDS, .record = &format, \
		.offset = offsetof(struct_type, member)                       \
	}
#define GROUP(json_key, format)                                            \
	{                                                                  \
		.key = json_key, .type = CT_FIELD_GROUP, .record = &format \
	}
#define OPTIONAL_GROUP(json_key, format)                                                     \
	{                                                                                    \
		.key = json_key, .type = CT_FIELD_GROUP, .record = &format, .optional = TRUE \
	}
#define FORMAT(table, struct_type, function)                                                   \
	{                                                                                      \
		.fields = table, .n_fields = G_N_ELEMENTS(table), .size = sizeof(struct_type), \
		.add = function                                                                \
	}

/* choices are stored as the number of their text */
G_STATIC_ASSERT(sizeof(CtReversible) == sizeof(guint) && sizeof(gboolean) == sizeof(guint));

static gpointer
add_pair(CtPlan *plan)
{
	return ct_plan_add_pair(plan);
}

static gpointer
add_step(CtPlan *plan)
{
	return ct_plan_add_step(plan);
}

static gpointer
add_wave(CtPlan *plan)
{
	return ct_plan_add_wave(plan);
}

static gpointer
add_checkpoint(CtPlan *plan)
{
	return ct_plan_add_checkpoint(plan);
}

static gpointer
add_combination(CtPlan *plan)
{
	return ct_plan_add_combination(plan);
}

static gpointer
add_fate(CtPlan *plan)
{
	return ct_plan_add_fate(plan);
}

static const char *const strengths[] = { "recommended", "hard", NULL };
static const char *const reversibles[] = {
	[CT_REVERSIBLE_YES] = "yes",
	[CT_REVERSIBLE_LOSSY] = "lossy",
	[CT_REVERSIBLE_NO] = "no",
	NULL,
};

static const CtField input_fields[] = {
	FIELD(CtPlanInput, "path", CT_FIELD_TEXT, path),
	FIELD(CtPlanInput, "sha256", CT_FIELD_TEXT, sha256),
	FIELD(CtPlanInput, "kind", CT_FIELD_TEXT, kind),
	FIELD(CtPlanInput, "deployment", CT_FIELD_TEXT, deployment),
};
static const CtRecordFormat input_format = FORMAT(input_fields, CtPlanInput, NULL);

static const CtField intent_fields[] = {
	FIELD(CtPlanIntent, "key", CT_FIELD_TEXT, key),
	FIELD(CtPlanIntent, "value", CT_FIELD_TEXT, value),
	FIELD(CtPlanIntent, "origin", CT_FIELD_TEXT, origin),
};
static const CtRecordFormat intent_format = FORMAT(intent_fields, CtPlanIntent, NULL);

static const CtField evidence_fields[] = {
	FIELD(CtEvidence, "file", CT_FIELD_TEXT, file),
	FIELD(CtEvidence, "line", CT_FIELD_COUNT, line),
	FIELD(CtEvidence, "text", CT_FIELD_TEXT, text),
};
static const CtRecordFormat evidence_format = FORMAT(evidence_fields, CtEvidence, NULL);

static const CtField pair_fields[] = {
	FIELD(CtPlanPair, "legacy", CT_FIELD_TEXT, legacy),
	FIELD(CtPlanPair, "target", CT_FIELD_TEXT_OR_NULL, target),
	OPTIONAL(CtPlanPair, "also", CT_FIELD_TEXTS, also),
	OPTIONAL(CtPlanPair, "reason", CT_FIELD_TEXT, reason),
	RECORDS(CtPlanPair, "evidence", evidence_format, evidence),
};
static const CtRecordFormat pair_format = FORMAT(pair_fields, CtPlanPair, add_pair);

static const CtField after_fields[] = {
	FIELD(CtAfter, "step", CT_FIELD_TEXT, step),
	FIELD(CtAfter, "constraint", CT_FIELD_TEXT, constraint),
	CHOICE(CtAfter, "strength", strengths, hard),
};
static const CtRecordFormat after_format = FORMAT(after_fields, CtAfter, NULL);

static const CtField failure_fields[] = {
	FIELD(CtPlanStep, "stops", CT_FIELD_TEXTS, stops),
	FIELD(CtPlanStep, "back_to", CT_FIELD_TEXT_OR_NULL, back_to),
	FIELD(CtPlanStep, "minutes", CT_FIELD_COUNT, back_minutes),
};
static const CtRecordFormat failure_format = FORMAT(failure_fields, CtPlanStep, NULL);

static const CtField step_fields[] = {
	FIELD(CtPlanStep, "id", CT_FIELD_TEXT, id),
	FIELD(CtPlanStep, "rule", CT_FIELD_TEXT, rule),
	OPTIONAL(CtPlanStep, "title", CT_FIELD_TEXT, title),
	OPTIONAL(CtPlanStep, "tool", CT_FIELD_TEXT, tool),
	FIELD(CtPlanStep, "subjects", CT_FIELD_TEXTS, subjects),
	OPTIONAL(CtPlanStep, "pools", CT_FIELD_TEXTS, pools),
	OPTIONAL(CtPlanStep, "site", CT_FIELD_TEXT_OR_NULL, site),
	FIELD(CtPlanStep, "wave", CT_FIELD_TEXT_OR_NULL, wave),
	RECORDS(CtPlanStep, "after", after_format, after),
	CHOICE(CtPlanStep, "reversible", reversibles, reversible),
	FIELD(CtPlanStep, "rollback", CT_FIELD_TEXT_OR_EMPTY, rollback),
	FIELD(CtPlanStep, "tests", CT_FIELD_TEXTS, tests),
	FIELD(CtPlanStep, "minutes", CT_FIELD_COUNT, minutes),
	FIELD(CtPlanStep, "settle_minutes", CT_FIELD_COUNT, settle_minutes),
	OPTIONAL(CtPlanStep, "start_minute", CT_FIELD_LARGE, start_minute),
	FIELD(CtPlanStep, "start", CT_FIELD_TEXT_OR_NULL, start),
	OPTIONAL(CtPlanStep, "end", CT_FIELD_TEXT_OR_NULL, end),
	OPTIONAL(CtPlanStep, "window", CT_FIELD_TEXT_OR_NULL, window),
	OPTIONAL(CtPlanStep, "person", CT_FIELD_COUNT, person),
	OPTIONAL(CtPlanStep, "slack_minutes", CT_FIELD_COUNT, slack_minutes),
	OPTIONAL(CtPlanStep, "critical", CT_FIELD_FLAG, critical),
	OPTIONAL(CtPlanStep, "delay_minutes", CT_FIELD_COUNT_OR_NULL, delay_minutes),
	OPTIONAL(CtPlanStep, "breaks", CT_FIELD_TEXT_OR_NULL, breaks),
	RECORDS(CtPlanStep, "evidence", evidence_format, evidence),
	OPTIONAL(CtPlanStep, "note", CT_FIELD_TEXT_OR_NULL, note),
	OPTIONAL_GROUP("if_it_fails", failure_format),
};
static const CtRecordFormat step_format = FORMAT(step_fields, CtPlanStep, add_step);

static const CtField wave_fields[] = {
	FIELD(CtPlanWave, "id", CT_FIELD_TEXT, id),
	FIELD(CtPlanWave, "kind", CT_FIELD_TEXT, kind),
	FIELD(CtPlanWave, "from", CT_FIELD_TEXTS, from),
	FIELD(CtPlanWave, "to", CT_FIELD_TEXTS, to),
	FIELD(CtPlanWave, "users", CT_FIELD_COUNT, users),
	FIELD(CtPlanWave, "file", CT_FIELD_TEXT, file),
	FIELD(CtPlanWave, "sha256", CT_FIELD_TEXT, sha256),
	OPTIONAL(CtPlanWave, "window", CT_FIELD_TEXT_OR_NULL, window),
};
static const CtRecordFormat wave_format = FORMAT(wave_fields, CtPlanWave, add_wave);

static const CtField rollback_fields[] = {
	FIELD(CtRollbackStep, "step", CT_FIELD_TEXT, step),
	FIELD(CtRollbackStep, "rule", CT_FIELD_TEXT_OR_EMPTY, rule),
	FIELD(CtRollbackStep, "text", CT_FIELD_TEXT, text),
	FIELD(CtRollbackStep, "minutes", CT_FIELD_COUNT, minutes),
};
static const CtRecordFormat rollback_format = FORMAT(rollback_fields, CtRollbackStep, NULL);

static const CtField loss_fields[] = {
	FIELD(CtLoss, "rule", CT_FIELD_TEXT_OR_EMPTY, rule),
	FIELD(CtLoss, "step", CT_FIELD_TEXT, step),
	FIELD(CtLoss, "text", CT_FIELD_TEXT, text),
	FIELD(CtLoss, "count", CT_FIELD_COUNT, count),
	OPTIONAL(CtLoss, "unit", CT_FIELD_TEXT_OR_NULL, unit),
};
static const CtRecordFormat loss_format = FORMAT(loss_fields, CtLoss, NULL);

static const CtField checkpoint_fields[] = {
	FIELD(CtCheckpoint, "id", CT_FIELD_TEXT, id),
	OPTIONAL(CtCheckpoint, "kind", CT_FIELD_TEXT, kind),
	OPTIONAL(CtCheckpoint, "title", CT_FIELD_TEXT, title),
	FIELD(CtCheckpoint, "after_step", CT_FIELD_TEXT_OR_NULL, after_step),
	RECORDS(CtCheckpoint, "rollback", rollback_format, rollback),
	RECORDS(CtCheckpoint, "loss", loss_format, losses),
	OPTIONAL(CtCheckpoint, "save", CT_FIELD_TEXTS, save),
	FIELD(CtCheckpoint, "minutes", CT_FIELD_COUNT, minutes),
	FIELD(CtCheckpoint, "tests", CT_FIELD_TEXTS, tests),
	FIELD(CtCheckpoint, "point_of_no_return", CT_FIELD_FLAG, point_of_no_return),
};
static const CtRecordFormat checkpoint_format = FORMAT(checkpoint_fields, CtCheckpoint,
						       add_checkpoint);

static const CtField fate_fields[] = {
	FIELD(CtFate, "subject", CT_FIELD_TEXT, subject),
	FIELD(CtFate, "fate", CT_FIELD_TEXT, fate),
	FIELD(CtFate, "to", CT_FIELD_TEXT_OR_NULL, to),
	FIELD(CtFate, "rule", CT_FIELD_TEXT_OR_EMPTY, rule),
	RECORDS(CtFate, "evidence", evidence_format, evidence),
};
static const CtRecordFormat fate_format = FORMAT(fate_fields, CtFate, add_fate);

static const CtField objective_fields[] = {
	FIELD(CtPlan, "cost", CT_FIELD_LARGE, cost),
	FIELD(CtPlan, "lower_bound", CT_FIELD_LARGE, lower_bound),
	OPTIONAL(CtPlan, "makespan", CT_FIELD_LARGE, makespan),
	OPTIONAL(CtPlan, "critical_path", CT_FIELD_LARGE, critical_path),
	OPTIONAL(CtPlan, "expected_rework", CT_FIELD_LARGE, expected_rework),
};
static const CtRecordFormat objective_format = FORMAT(objective_fields, CtPlan, NULL);

static const CtField calendar_fields[] = {
	OPTIONAL(CtPlan, "start", CT_FIELD_TEXT_OR_NULL, starts),
	OPTIONAL(CtPlan, "end", CT_FIELD_TEXT_OR_NULL, ends),
	OPTIONAL(CtPlan, "time_zone", CT_FIELD_TEXT_OR_NULL, time_zone),
	OPTIONAL(CtPlan, "fragile", CT_FIELD_TEXTS, fragile),
};
static const CtRecordFormat calendar_format = FORMAT(calendar_fields, CtPlan, NULL);
static const CtField combination_fields[] = {
	FIELD(CtPlanCombination, "kind", CT_FIELD_TEXT, kind),
	FIELD(CtPlanCombination, "with", CT_FIELD_TEXT_OR_NULL, with),
	FIELD(CtPlanCombination, "value", CT_FIELD_TEXT, value),
	FIELD(CtPlanCombination, "users", CT_FIELD_COUNT, users),
	FIELD(CtPlanCombination, "pilot", CT_FIELD_TEXTS, pilot),
};
static const CtRecordFormat combination_format = FORMAT(combination_fields, CtPlanCombination,
							add_combination);

static const CtField pilot_fields[] = {
	FIELD(CtPlan, "cover", CT_FIELD_TEXT, pilot_cover),
	FIELD(CtPlan, "covered", CT_FIELD_TEXT, pilot_covered),
	FIELD(CtPlan, "users", CT_FIELD_COUNT, pilot_users),
	FIELD(CtPlan, "needed", CT_FIELD_COUNT, pilot_needed),
	FIELD(CtPlan, "lower_bound", CT_FIELD_COUNT, pilot_lower_bound),
	RECORDS(CtPlan, "combinations", combination_format, combinations),
};
static const CtRecordFormat pilot_format = FORMAT(pilot_fields, CtPlan, NULL);

static const CtField assumption_fields[] = {
	FIELD(CtAssumption, "id", CT_FIELD_TEXT, id),
	FIELD(CtAssumption, "source", CT_FIELD_TEXT, source),
	FIELD(CtAssumption, "value", CT_FIELD_TEXT_OR_NULL, value),
	FIELD(CtAssumption, "text", CT_FIELD_TEXT, text),
	FIELD(CtAssumption, "effect", CT_FIELD_TEXT_OR_NULL, effect),
};
static const CtRecordFormat assumption_format = FORMAT(assumption_fields, CtAssumption, NULL);

static const CtField finding_fields[] = {
	FIELD(CtPlan, "error", CT_FIELD_COUNT, errors),
	FIELD(CtPlan, "warning", CT_FIELD_COUNT, warnings),
	FIELD(CtPlan, "info", CT_FIELD_COUNT, infos),
};
static const CtRecordFormat finding_format = FORMAT(finding_fields, CtPlan, NULL);

static const CtField plan_fields[] = {
	FIELD(CtPlan, "tool", CT_FIELD_TEXT, tool),
	RECORDS(CtPlan, "inputs", input_format, inputs),
	RECORDS(CtPlan, "intent", intent_format, intent),
	RECORDS(CtPlan, "pairs", pair_format, pairs),
	RECORDS(CtPlan, "steps", step_format, steps),
	RECORDS(CtPlan, "waves", wave_format, waves),
	RECORDS(CtPlan, "checkpoints", checkpoint_format, checkpoints),
	OPTIONAL(CtPlan, "point_of_no_return", CT_FIELD_TEXT_OR_NULL, point_of_no_return),
	RECORDS(CtPlan, "fates", fate_format, fates),
	GROUP("objective", objective_format),
	OPTIONAL_GROUP("calendar", calendar_format),
	OPTIONAL_GROUP("pilot", pilot_format),
	RECORDS(CtPlan, "assumptions", assumption_format, assumptions),
	GROUP("findings", finding_format),
};
static const CtRecordFormat plan_format = FORMAT(plan_fields, CtPlan, NULL);

const CtRecordFormat *
ct_plan_format(void)
{
	return &plan_format;
}
