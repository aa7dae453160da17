/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover validate: what is wrong with the exports, by rule, with file and line.
 */
#include "cli/validate.h"

#include "cli/date.h"
#include "cli/finding-junit.h"
#include "cli/finding-output.h"
#include "cli/finding-sarif.h"
#include "cli/json-output.h"
#include "cli/reading.h"
#include "cli/validate-policy.h"

static void
print_findings(CtSession *session, const CtReading *reading, const CtFindingPolicy *policy)
{
	if (ct_session_has_format(session, "json")) {
		g_autoptr(JsonNode) root = ct_findings_to_json(reading->findings, policy,
							       reading->estate);

		ct_session_print_json(session, root);
	} else if (ct_session_has_format(session, "sarif")) {
		g_autoptr(JsonNode) root = ct_findings_to_sarif(reading->findings, policy,
								reading->estate);

		ct_session_print_json(session, root);
	} else if (ct_session_has_format(session, "junit")) {
		g_autofree char *text = ct_findings_to_junit(session, reading->findings, policy,
							     reading->estate);

		ct_report_raw(session->report, text, -1);
	} else if (ct_session_has_format(session, "gnu")) {
		ct_findings_print_gnu(session->report, reading->findings, reading->estate);
	} else {
		ct_findings_print(session->report, reading->findings, policy, reading->estate,
				  session->options->explain);
	}
}

static JsonNode *
rules_to_json(void)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	json_builder_set_member_name(builder, "rules");
	json_builder_begin_array(builder);
	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtRule *rule = ct_rule((CtRuleId)i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "code", rule->code);
		ct_json_add_text(builder, "rule",
				 rule->catalogue[0] != '-' ? rule->catalogue : NULL);
		ct_json_add_text(builder, "severity", ct_severity_to_string(rule->severity));
		ct_json_add_text(builder, "summary", rule->summary);
		ct_json_add_text(builder, "advice", rule->advice);
		ct_json_add_text(builder, "source", rule->source[0] != '\0' ? rule->source : NULL);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}

static void
print_rules(CtSession *session)
{
	g_autoptr(CtTable) table = ct_table_new("llll");

	ct_table_add(table, "id");
	ct_table_add(table, "severity");
	ct_table_add(table, "code");
	ct_table_add(table, "what it finds");
	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtRule *rule = ct_rule((CtRuleId)i);

		ct_table_add(table, "%s", rule->catalogue);
		ct_table_add(table, "%s", ct_severity_to_string(rule->severity));
		ct_table_add(table, "%s", rule->code);
		ct_table_add(table, "%s", rule->summary);
	}
	ct_report_table(session->report, table);
}

static CtExit
list_rules(CtSession *session)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(JsonNode) root = NULL;

	if (ct_session_has_format(session, "text")) {
		print_rules(session);
		return CT_EXIT_OK;
	}
	if (!ct_session_has_format(session, "json")) {
		g_set_error(&error, CT_USAGE_ERROR, 0,
			    "validate: --list-rules knows the formats text and json");
		return ct_session_fail(session, error);
	}
	root = rules_to_json();
	ct_session_print_json(session, root);
	return CT_EXIT_OK;
}

static CtExit
run(CtSession *session)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtReading) reading = NULL;
	g_autoptr(CtFindingPolicy) policy = NULL;
	g_autofree char *today = NULL;
	CtOptions options = *session->options; /* with what the intent file adds; owns nothing */
	CtSession judged = *session;

	judged.options = &options;
	if (options.list_rules)
		return list_rules(session);
	reading = ct_reading_new(session->options, (const char *const *)session->options->args,
				 &error);
	if (reading == NULL)
		return ct_session_fail(session, error);
	policy = ct_validate_policy(session->options, reading->intent, &error);
	if (policy == NULL || !ct_validate_threshold(&options, reading->intent, &error))
		return ct_session_fail(session, error);
	today = ct_date_of_today(&error);
	if (today == NULL)
		return ct_session_fail(session, error);
	ct_finding_policy_apply(policy, reading->findings, reading->estate, today);
	print_findings(&judged, reading, policy);
	return ct_session_judge(&judged, reading->findings);
}

static const char *const formats[] = { "text", "gnu", "json", "sarif", "junit", NULL };

const CtVerb ct_verb_validate = {
	.name = "validate",
	.usage = "PATH...",
	.summary = "findings by rule: what is wrong, where, and what to do",
	.description = "Reads exports (files, folders, ZIP archives) and runs every rule on them.\n"
		       "Each finding names file, line and rule; cutover explain CODE tells more.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT | CT_TAKES_FAIL_ON |
		 CT_TAKES_EXPLAIN | CT_TAKES_POLICY,
	.formats = formats,
	.min_args = 1,
	.run = run,
};
