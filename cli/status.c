/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover status: newer exports against a plan: what is done, what is next, and does the rest still hold.
 */
#include "cli/status.h"

#include "cli/json-output.h"
#include "cli/reading.h"
#include "cli/session.h"
#include "planner/plan-json.h"
#include "planner/status.h"

#define FORMAT_VERSION "1.0"

/* What fits on a screen; --format json has all. */
#define MAX_ROWS  12
#define MAX_NAMES 5

static const char *const headings[CT_N_PROGRESS] = {
	[CT_PROGRESS_DONE] = "Done, as the exports show",
	[CT_PROGRESS_IMPLIED] = "Done, as later steps show",
	[CT_PROGRESS_NEXT] = "Next",
	[CT_PROGRESS_ASK] =
		"Next, unless it is done: no export shows it, so somebody has to confirm",
	[CT_PROGRESS_WAITING] = "Not yet",
	[CT_PROGRESS_DRIFTED] = "Drifted",
	[CT_PROGRESS_UNSAFE] = "Unsafe",
};

static const CtStepStatus *
step_at(const CtStatus *status, guint index)
{
	return &g_array_index(status->steps, CtStepStatus, index);
}

/* ---- For people ---- */

static void
print_step(CtReport *report, const CtPlanStep *step, const CtStepStatus *status)
{
	ct_report_line(report, "  %s %s: %s", step->id, step->rule, step->title);
	if (status->text == NULL)
		return;
	ct_report_put(report, CT_STYLE_PLAIN, "       ");
	if (status->evidence != NULL)
		ct_report_put(report, CT_STYLE_FAINT, "%s: ", status->evidence);
	if (status->rule != NULL)
		ct_report_put(report, CT_STYLE_ERROR, "%s: ", status->rule);
	ct_report_line(report, "%s", status->text);
}

static void
print_steps(CtReport *report, const CtPlan *plan, const CtStatus *status, CtProgress progress)
{
	guint left = MAX_ROWS;

	if (status->counts[progress] == 0)
		return;
	ct_report_heading(report, "%s", headings[progress]);
	for (guint i = 0; i < plan->steps->len && left > 0; i++) {
		if (step_at(status, i)->progress != progress)
			continue;
		print_step(report, ct_plan_step(plan, i), step_at(status, i));
		left--;
	}
	if (status->counts[progress] > MAX_ROWS)
		ct_report_line(report, "  ... and %u more", status->counts[progress] - MAX_ROWS);
}

static void
print_ahead(CtReport *report, const CtPlan *plan, const CtStatus *status)
{
	gboolean begun = FALSE;

	for (guint i = 0; i < plan->steps->len; i++) {
		if (!step_at(status, i)->ahead ||
		    step_at(status, i)->progress == CT_PROGRESS_UNSAFE)
			continue;
		if (!begun)
			ct_report_heading(report, "Done ahead of their place, which does no harm");
		begun = TRUE;
		print_step(report, ct_plan_step(plan, i), step_at(status, i));
	}
}

static void
print_names(CtReport *report, const char *id, const char *what, const GPtrArray *names)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (names->len == 0)
		return;
	for (guint i = 0; i < MIN(names->len, MAX_NAMES); i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
				       (const char *)g_ptr_array_index(names, i));
	if (names->len > MAX_NAMES)
		g_string_append_printf(text, " and %u more", names->len - MAX_NAMES);
	ct_report_line(report, "  %s, %s: %s", id, what, text->str);
}

static void
print_waves(CtReport *report, const CtPlan *plan, const CtStatus *status)
{
	g_autoptr(CtTable) table = ct_table_new("llrr");

	if (plan->waves->len == 0)
		return;
	ct_table_add(table, "wave");
	ct_table_add(table, "kind");
	ct_table_add(table, "moved");
	ct_table_add(table, "of");
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);
		const CtWaveStatus *row = &g_array_index(status->waves, CtWaveStatus, i);

		ct_table_add(table, "%s", wave->id);
		ct_table_add(table, "%s", wave->kind);
		ct_table_add(table, "%u", row->moved);
		ct_table_add(table, "%u", row->users);
	}
	ct_report_heading(report, "Waves");
	ct_report_table(report, table);
	for (guint i = 0; i < plan->waves->len; i++) {
		const char *id = g_array_index(plan->waves, CtPlanWave, i).id;
		const CtWaveStatus *row = &g_array_index(status->waves, CtWaveStatus, i);

		print_names(report, id, "moved before its turn", row->early);
		if (row->early->len == 0)
			print_names(report, id, "left behind", row->behind);
		print_names(report, id, "on another pool", row->elsewhere);
		print_names(report, id, "in no export any more", row->missing);
	}
}

static void
print_drifts(CtReport *report, const CtStatus *status)
{
	if (status->drifts->len == 0)
		return;
	ct_report_heading(report, "What the plan does not reckon with");
	for (guint i = 0; i < MIN(status->drifts->len, MAX_ROWS); i++) {
		const CtDrift *drift = &g_array_index(status->drifts, CtDrift, i);

		ct_report_put(report, CT_STYLE_PLAIN, "  ");
		if (drift->evidence != NULL)
			ct_report_put(report, CT_STYLE_PLAIN, "%s: ", drift->evidence);
		if (drift->rule != NULL)
			ct_report_put(report, CT_STYLE_ERROR, "%s: ", drift->rule);
		ct_report_line(report, "%s", drift->text);
	}
	if (status->drifts->len > MAX_ROWS)
		ct_report_line(report, "  ... and %u more", status->drifts->len - MAX_ROWS);
}

static void
print_verdict(CtReport *report, const CtPlan *plan, const CtStatus *status)
{
	guint done = status->counts[CT_PROGRESS_DONE] + status->counts[CT_PROGRESS_IMPLIED];

	ct_report_end(report);
	if (!status->holds)
		ct_report_put(report, CT_STYLE_ERROR, "The plan does not hold any more");
	else
		ct_report_put(report, CT_STYLE_GOOD,
			      done == plan->steps->len ? "The plan is done"
						       : "The rest of the plan still holds");
	ct_report_line(report, ": %u of %u steps are done, %u of them seen.", done,
		       plan->steps->len, status->counts[CT_PROGRESS_DONE]);
}

static void
print_status(CtReport *report, const CtPlan *plan, const CtStatus *status)
{
	print_ahead(report, plan, status);
	print_waves(report, plan, status);
	print_steps(report, plan, status, CT_PROGRESS_NEXT);
	print_steps(report, plan, status, CT_PROGRESS_ASK);
	print_steps(report, plan, status, CT_PROGRESS_DRIFTED);
	print_steps(report, plan, status, CT_PROGRESS_UNSAFE);
	print_drifts(report, status);
	print_verdict(report, plan, status);
}

/* ---- For programs ---- */

static void
add_names(JsonBuilder *builder, const char *key, const GPtrArray *names)
{
	json_builder_set_member_name(builder, key);
	json_builder_begin_array(builder);
	for (guint i = 0; i < names->len; i++)
		json_builder_add_string_value(builder, g_ptr_array_index(names, i));
	json_builder_end_array(builder);
}

static void
add_steps(JsonBuilder *builder, const CtPlan *plan, const CtStatus *status)
{
	json_builder_set_member_name(builder, "steps");
	json_builder_begin_array(builder);
	for (guint i = 0; i < plan->steps->len; i++) {
		const CtStepStatus *row = step_at(status, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "id", ct_plan_step(plan, i)->id);
		ct_json_add_text(builder, "progress", ct_progress_name(row->progress));
		json_builder_set_member_name(builder, "ahead");
		json_builder_add_boolean_value(builder, row->ahead);
		ct_json_add_text(builder, "rule", row->rule);
		ct_json_add_text(builder, "text", row->text);
		ct_json_add_text(builder, "evidence", row->evidence);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
add_waves(JsonBuilder *builder, const CtPlan *plan, const CtStatus *status)
{
	json_builder_set_member_name(builder, "waves");
	json_builder_begin_array(builder);
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtWaveStatus *row = &g_array_index(status->waves, CtWaveStatus, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "id", g_array_index(plan->waves, CtPlanWave, i).id);
		ct_json_add_number(builder, "users", row->users);
		ct_json_add_number(builder, "moved", row->moved);
		add_names(builder, "left_behind", row->behind);
		add_names(builder, "early", row->early);
		add_names(builder, "elsewhere", row->elsewhere);
		add_names(builder, "missing", row->missing);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static JsonNode *
to_json(const CtPlan *plan, const CtStatus *status)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "format_version", FORMAT_VERSION);
	json_builder_set_member_name(builder, "holds");
	json_builder_add_boolean_value(builder, status->holds);
	json_builder_set_member_name(builder, "counts");
	json_builder_begin_object(builder);
	for (guint i = 0; i < CT_N_PROGRESS; i++)
		ct_json_add_number(builder, ct_progress_name((CtProgress)i), status->counts[i]);
	json_builder_end_object(builder);
	add_steps(builder, plan, status);
	add_waves(builder, plan, status);
	json_builder_set_member_name(builder, "drifts");
	json_builder_begin_array(builder);
	for (guint i = 0; i < status->drifts->len; i++) {
		const CtDrift *drift = &g_array_index(status->drifts, CtDrift, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "rule", drift->rule);
		ct_json_add_text(builder, "text", drift->text);
		ct_json_add_text(builder, "evidence", drift->evidence);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}

static CtExit
run(CtSession *session)
{
	const char *const *args = (const char *const *)session->options->args;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) plan = ct_plan_load(args[0], &error);
	g_autoptr(CtReading) reading = NULL;
	g_autoptr(CtStatus) status = NULL;

	if (plan == NULL)
		return ct_session_fail(session, error);
	reading = ct_reading_new(session->options, args + 1, &error);
	if (reading == NULL)
		return ct_session_fail(session, error);
	status = ct_status_new(plan, reading->estate);
	if (ct_session_has_format(session, "json")) {
		g_autoptr(JsonNode) root = to_json(plan, status);

		ct_session_print_json(session, root);
	} else {
		print_status(session->report, plan, status);
	}
	return status->holds ? CT_EXIT_OK : CT_EXIT_UNSAFE;
}

static const char *const formats[] = { "text", "json", NULL };

const CtVerb ct_verb_status = {
	.name = "status",
	.usage = "DIR PATH...",
	.summary = "newer exports against a plan: done, next, drifted, no longer safe",
	.description =
		"Holds newer exports PATH... against the plan folder DIR: which steps are done, which\n"
		"are next, how far each wave is, and whether the rest of the plan still holds.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT,
	.formats = formats,
	.min_args = 2,
	.run = run,
};
