/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything: several inputs in one, told apart by separators, go all the way to a checked plan.
 * Claimed: every finding can be shown and lies within its input; users add up; reading the parts side
 * by side changes neither findings nor plan; the checker holds every plan that is made to be safe.
 */
#include <string.h>

#include "analyzer/check.h"
#include "planner/checker.h"
#include "planner/plan-json.h"
#include "planner/planner.h"
#include "planner/readiness.h"
#include "tests/fuzz/fuzz.h"

#define MAX_PARTS 8

/* A run from facts to plan. */
typedef struct {
	CtFindings *findings;
	CtEstate *estate;
	CtPlan *plan; /* nullable: there is none */
	char *text;   /* findings and plan */
} Run;

static void
run_clear(Run *self)
{
	ct_plan_free(self->plan);
	ct_estate_free(self->estate);
	ct_findings_free(self->findings);
	g_free(self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static CtIntent *
read_intent(const CtFacts *facts, const FuzzPart *parts, gsize n_parts)
{
	for (gsize i = 0; i < n_parts; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);
		CtIntent *intent;

		if (input->kind != CT_INPUT_INTENT)
			continue;
		intent = ct_intent_load(fuzz_file(parts[i].bytes, parts[i].length), NULL);
		if (intent != NULL)
			return intent;
	}
	return ct_intent_new();
}

static void
put_findings(GString *text, const Run *run)
{
	for (guint i = 0; i < run->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(run->findings->items, i);

		g_string_append_printf(text, "%u:%u:%u %s %s\n", finding->rule,
				       finding->origin.input, finding->origin.line,
				       finding->subject != NULL ? finding->subject : "-",
				       finding->message);
	}
}

static Run
run_all(CtFacts *facts, const CtIntent *intent)
{
	Run run = { .findings = ct_findings_new() };
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(CtPairing) pairing = NULL;
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(GError) error = NULL;

	run.estate = ct_estate_new(facts, run.findings);
	ct_check_run(run.estate, run.findings);
	pairing = ct_pairing_new(run.estate, intent);
	ct_readiness_check(run.estate, pairing, run.findings);
	ct_findings_sort(run.findings, run.estate);
	put_findings(text, &run);
	if (ct_planner_plan(run.estate, intent, run.findings, &run.plan, &conflicts, &error)) {
		fuzz_claim((run.plan != NULL) != (conflicts->len > 0),
			   "neither plan nor conflict, or both");
		if (run.plan != NULL) {
			g_autofree char *json = ct_plan_to_json(run.plan);

			g_string_append(text, json);
		}
	} else {
		fuzz_claim(error != NULL, "no plan, and no reason");
		fuzz_claim_message(error->message);
		g_string_append(text, error->message);
	}
	run.text = g_string_free(g_steal_pointer(&text), FALSE);
	return run;
}

static void
claim_findings(const Run *run, const FuzzPart *parts, gsize n_parts)
{
	const GArray *inputs = run->estate->facts->inputs;

	for (guint i = 0; i < run->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(run->findings->items, i);
		const char *path;

		fuzz_claim_message(finding->message);
		if (finding->subject != NULL)
			fuzz_claim_message(finding->subject);
		fuzz_claim(finding->origin.input < inputs->len, "a finding about no input: %s",
			   finding->message);
		path = g_array_index(inputs, CtInput, finding->origin.input).path;
		for (gsize part = 0; part < n_parts; part++)
			fuzz_claim(strcmp(parts[part].path, path) != 0 ||
					   finding->origin.line <=
						   fuzz_most_lines(parts[part].bytes,
								   parts[part].length),
				   "a finding beyond the end of %s: %s", path, finding->message);
	}
}

static void
claim_users_add_up(const CtEstate *estate)
{
	const CtUsers *users = &estate->users;
	guint32 homed = 0;
	guint32 nowhere = 0;
	guint32 in_cohorts = 0;

	for (guint i = 0; i < estate->pools->len; i++)
		homed += g_array_index(estate->pools, CtPool, i).users;
	for (guint i = 0; i < estate->cohorts->len; i++)
		in_cohorts += g_array_index(estate->cohorts, CtCohort, i).count;
	for (guint32 i = 0; i < users->count; i++) {
		fuzz_claim(users->pool[i] == CT_NONE || users->pool[i] < estate->pools->len,
			   "a user on no pool there is");
		fuzz_claim(i == 0 || strcmp(users->key[i - 1], users->key[i]) < 0,
			   "users out of order: %s", users->key[i]);
		nowhere += users->pool[i] == CT_NONE;
	}
	fuzz_claim(homed + nowhere == users->count, "%u homed and %u not are not %u users", homed,
		   nowhere, users->count);
	fuzz_claim(in_cohorts == users->count, "%u users in cohorts of %u", in_cohorts,
		   users->count);
	fuzz_claim(ct_estate_counts(estate).users == users->count, "counts differ from columns");
}

static void
claim_safe(const Run *run)
{
	g_autoptr(CtCheckResult) result = NULL;

	if (run->plan == NULL)
		return;
	result = ct_checker_run(run->plan, run->estate);
	if (result->violations->len > 0) {
		const CtViolation *violation = g_ptr_array_index(result->violations, 0);

		fuzz_claim(FALSE, "planned and not safe: %s %s at %s: %s", violation->code,
			   violation->rule, violation->step != NULL ? violation->step : "-",
			   violation->message);
	}
}

static CtFacts *
read_parts(const FuzzPart *parts, gsize n_parts, gboolean side_by_side)
{
	const CtLimits limits = fuzz_limits();
	g_autoptr(CtFacts) facts = ct_facts_new();

	for (gsize i = 0; i < n_parts; i++) {
		g_autoptr(CtFacts) own = side_by_side ? ct_facts_new() : NULL;
		g_autoptr(GError) error = NULL;

		if (!fuzz_read(own != NULL ? own : facts, &parts[i], &limits, NULL, 0, &error)) {
			fuzz_claim_error(error, parts[i].path);
			return NULL;
		}
		if (own != NULL)
			ct_facts_append(facts, g_steal_pointer(&own));
	}
	return g_steal_pointer(&facts);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length)
{
	FuzzPart parts[MAX_PARTS];
	gsize n_parts = fuzz_split(bytes, length, parts, MAX_PARTS);
	CtFacts *facts = read_parts(parts, n_parts, FALSE);
	g_autoptr(CtIntent) intent = NULL;
	g_auto(Run) run = { 0 };

	if (facts == NULL)
		return 0;
	fuzz_claim_origins(facts, parts, n_parts);
	intent = read_intent(facts, parts, n_parts);
	run = run_all(facts, intent);
	claim_findings(&run, parts, n_parts);
	claim_users_add_up(run.estate);
	claim_safe(&run);
	if (fuzz_choice(bytes, length, 4) == 0) {
		g_auto(Run) other = { 0 };

		other = run_all(read_parts(parts, n_parts, TRUE), intent);
		fuzz_claim_same("one after the other and side by side", run.text, other.text);
	}
	return 0;
}
