/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover check: replays a plan folder, be it ours or edited by hand, against the exports.
 */
#include "cli/check.h"

#include "cli/reading.h"
#include "cli/violation-output.h"
#include "planner/plan-json.h"

static void
print_text(CtReport *report, const CtCheckResult *result, const CtPlan *plan, gboolean replayed)
{
	guint violations = result->violations->len;

	ct_violations_print(report, result);
	if (violations > 0) {
		ct_report_put(report, CT_STYLE_ERROR, "The plan does not hold");
		ct_report_line(report, ": %u violation%s.", violations, violations == 1 ? "" : "s");
		return;
	}
	ct_report_put(report, CT_STYLE_GOOD, "%s",
		      replayed ? "The plan is safe" : "The plan agrees with itself");
	ct_report_line(report, ": %u steps, %u ordered pairs, %u states%s.", plan->steps->len,
		       result->constraints, result->states,
		       replayed ? ", rollback paths included" : "");
	if (!replayed)
		ct_report_line(report, "Name the exports too, to have it replayed against them.");
}

static CtExit
run(CtSession *session)
{
	const char *const *args = (const char *const *)session->options->args;
	gboolean replayed = session->options->n_args > 1;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) plan = ct_plan_load(args[0], &error);
	g_autoptr(CtReading) reading = NULL;
	g_autoptr(CtCheckResult) result = NULL;

	if (plan == NULL)
		return ct_session_fail(session, error);
	if (replayed) {
		reading = ct_reading_new(session->options, args + 1, &error);
		if (reading == NULL)
			return ct_session_fail(session, error);
	}
	result = ct_checker_run(plan, reading != NULL ? reading->estate : NULL);
	if (ct_session_has_format(session, "json")) {
		g_autoptr(JsonNode) root = ct_violations_to_json(result);

		ct_session_print_json(session, root);
	} else {
		print_text(session->report, result, plan, replayed);
	}
	return result->violations->len == 0 ? CT_EXIT_OK : CT_EXIT_UNSAFE;
}

static const char *const formats[] = { "text", "json", NULL };

const CtVerb ct_verb_check = {
	.name = "check",
	.usage = "DIR [PATH...]",
	.summary = "replay a plan folder against the exports: safe or not, and why",
	.description =
		"Reads the plan folder DIR, hand-edited ones too, and replays it step by step\n"
		"against the exports PATH...; without them it looks at the plan alone.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT,
	.formats = formats,
	.min_args = 1,
	.run = run,
};
