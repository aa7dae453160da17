/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover check: replays a plan folder, be it ours or edited by hand, against the exports.
 */
#include "cli/check.h"

#include "cli/plan-output.h"
#include "cli/plan.h"
#include "cli/violation-output.h"
#include "planner/plan-json.h"
#include "planner/planner.h"

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

static void
print_moves(CtReport *report, const GPtrArray *moves)
{
	ct_report_heading(report, "The smallest repair");
	if (moves->len == 0)
		ct_report_wrap(report, 2,
			       "No step and no user has to move; what belongs to the steps is "
			       "written anew.");
	for (guint i = 0; i < moves->len; i++)
		ct_report_wrap(report, 2, moves->pdata[i]);
}

/* Tells how the plan becomes safe again with the fewest moves, and does it when that was asked for.
 * What the exports forbid altogether is a conflict. */
static CtExit
repair(CtSession *session, const CtPlan *plan, const CtReading *reading)
{
	const CtOptions *options = session->options;
	g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(CtPlan) safe = NULL;
	g_autoptr(CtCheckResult) result = NULL;
	g_autoptr(GError) error = NULL;

	if (!ct_planner_plan_like(reading->estate, reading->intent, reading->findings, plan, moves,
				  &safe, &conflicts, &error))
		return ct_session_fail(session, error);
	if (safe == NULL) {
		ct_conflicts_print(session->report, conflicts);
		return options->repair ? CT_EXIT_CONFLICT : CT_EXIT_UNSAFE;
	}
	result = ct_checker_run(safe, reading->estate);
	if (result->violations->len > 0) {
		ct_report_heading(session->report, "No repair keeps these waves");
		ct_violations_print(session->report, result);
		ct_report_wrap(
			session->report, 0,
			"Make a new plan with cutover plan, or put the users named above into "
			"other waves.");
		return CT_EXIT_UNSAFE;
	}
	print_moves(session->report, moves);
	if (options->repair)
		return ct_plan_write(session, g_steal_pointer(&safe), reading, options->args[0],
				     TRUE);
	ct_report_line(session->report, "Add --repair to have it done.");
	return CT_EXIT_UNSAFE;
}

static CtExit
run(CtSession *session)
{
	const char *const *args = (const char *const *)session->options->args;
	gboolean replayed = session->options->n_args > 1;
	gboolean json = ct_session_has_format(session, "json");
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) plan = ct_plan_load(args[0], &error);
	g_autoptr(CtReading) reading = NULL;
	g_autoptr(CtCheckResult) result = NULL;

	if (plan == NULL)
		return ct_session_fail(session, error);
	if (session->options->repair && (!replayed || json)) {
		g_set_error_literal(
			&error, CT_USAGE_ERROR, 0,
			replayed ? "check: --repair writes a plan folder and prints text; "
				   "leave --format out"
				 : "check: --repair needs the exports too: cutover check DIR "
				   "PATH... --repair");
		return ct_session_fail(session, error);
	}
	if (replayed) {
		reading = ct_reading_new(session->options, args + 1, &error);
		if (reading == NULL)
			return ct_session_fail(session, error);
	}
	result = ct_checker_run(plan, reading != NULL ? reading->estate : NULL);
	if (json) {
		g_autoptr(JsonNode) root = ct_violations_to_json(result);

		ct_session_print_json(session, root);
	} else {
		print_text(session->report, result, plan, replayed);
	}
	if (result->violations->len == 0)
		return CT_EXIT_OK;
	return replayed && !json ? repair(session, plan, reading) : CT_EXIT_UNSAFE;
}

static const char *const formats[] = { "text", "json", NULL };

const CtVerb ct_verb_check = {
	.name = "check",
	.usage = "DIR [PATH...]",
	.summary = "replay a plan folder against the exports: safe or not, and why",
	.description =
		"Reads the plan folder DIR, hand-edited ones too, and replays it step by step\n"
		"against the exports PATH...; without them it looks at the plan alone.  A plan that\n"
		"does not hold is repaired with --repair, in its folder.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT | CT_TAKES_REPAIR,
	.formats = formats,
	.min_args = 1,
	.run = run,
};
