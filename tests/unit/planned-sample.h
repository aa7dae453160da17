/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "analyzer/check.h"
#include "analyzer/import.h"
#include "planner/checker.h"
#include "planner/planner.h"
#include "planner/readiness.h"

/*
 * A sample folder as the program sees it: imported, validated and planned.  Tests damage the plan
 * and ask the checker.
 */

typedef struct {
	CtFindings *findings;
	CtEstate *estate;
	CtIntent *intent;
	CtPlan *plan;
} Planned;

static inline CtIntent *
planned_intent(const CtFacts *facts)
{
	for (guint i = 0; i < facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);
		g_autoptr(GError) error = NULL;
		CtIntent *intent;

		if (input->kind != CT_INPUT_INTENT)
			continue;
		intent = ct_intent_load(input->path, &error);
		g_assert_no_error(error);
		return intent;
	}
	return ct_intent_new();
}

static inline void
planned_make(Planned *self)
{
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(GError) error = NULL;

	g_clear_pointer(&self->plan, ct_plan_free);
	ct_planner_plan(self->estate, self->intent, self->findings, &self->plan, &conflicts,
			&error);
	g_assert_no_error(error);
	g_assert_nonnull(self->plan);
}

/* Without a plan.  @wishes: read the intent file among the exports, if there is one? */
static inline Planned
planned_read_folder(const char *folder, gboolean wishes)
{
	const char *const paths[] = { folder, NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };
	Planned self = { .findings = ct_findings_new() };
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPairing) pairing = NULL;
	CtFacts *facts = ct_import(&options, &error);

	g_assert_no_error(error);
	self.intent = wishes ? planned_intent(facts) : ct_intent_new();
	self.estate = ct_estate_new(facts, self.findings);
	ct_check_run(self.estate, self.findings);
	pairing = ct_pairing_new(self.estate, self.intent);
	ct_readiness_check(self.estate, pairing, self.findings);
	return self;
}

static inline Planned
planned_read(const char *name, gboolean wishes)
{
	g_autofree char *folder = g_build_filename(g_getenv("CT_SOURCE_ROOT"), "samples", name,
						   NULL);

	return planned_read_folder(folder, wishes);
}

static inline Planned
planned_sample(const char *name, gboolean wishes)
{
	Planned self = planned_read(name, wishes);

	planned_make(&self);
	return self;
}

static inline void
planned_clear(Planned *self)
{
	ct_plan_free(self->plan);
	ct_intent_free(self->intent);
	ct_estate_free(self->estate);
	ct_findings_free(self->findings);
}

static inline CtPlanStep *
planned_step(Planned *self, guint position)
{
	return &g_array_index(self->plan->steps, CtPlanStep, position);
}

/* Position of the first step of @rule; there has to be one. */
static inline guint
planned_find(Planned *self, const char *rule)
{
	for (guint i = 0; i < self->plan->steps->len; i++)
		if (strcmp(planned_step(self, i)->rule, rule) == 0)
			return i;
	g_error("the plan has no step %s", rule);
}

static inline gboolean
has_code(const CtViolation *violation, const char *code)
{
	return code == NULL || strcmp(violation->code, code) == 0;
}

/* A violation of @code and @rule (nullable each) at the step @step (nullable). */
static inline const CtViolation *
find_violation(const CtCheckResult *result, const char *code, const char *rule, const char *step)
{
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		if (has_code(violation, code) &&
		    (rule == NULL || strcmp(violation->rule, rule) == 0) &&
		    (step == NULL || g_strcmp0(violation->step, step) == 0))
			return violation;
	}
	return NULL;
}

static inline void
show_violations(const CtCheckResult *result)
{
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		g_test_message("%s %s at %s: %s", violation->code, violation->rule,
			       violation->step != NULL ? violation->step : "-", violation->message);
	}
}
