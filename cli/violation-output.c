/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the checker found, for people and for other programs.
 */
#include "cli/violation-output.h"

#include "cli/json-output.h"
#define FORMAT_VERSION "1.0"

void
ct_violations_print(CtReport *report, const CtCheckResult *result)
{
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		if (violation->evidence != NULL)
			ct_report_put(report, CT_STYLE_PLAIN, "%s: ", violation->evidence);
		ct_report_put(report, CT_STYLE_ERROR, "%s", violation->code);
		if (violation->rule != NULL && *violation->rule != '\0')
			ct_report_put(report, CT_STYLE_PLAIN, " %s", violation->rule);
		if (violation->step != NULL)
			ct_report_put(report, CT_STYLE_PLAIN, ": step %s", violation->step);
		if (violation->other_step != NULL)
			ct_report_put(report, CT_STYLE_PLAIN, " and step %s",
				      violation->other_step);
		ct_report_line(report, ": %s", violation->message);
	}
}

JsonNode *
ct_violations_to_json(const CtCheckResult *result)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "format_version", FORMAT_VERSION);
	json_builder_set_member_name(builder, "safe");
	json_builder_add_boolean_value(builder, result->violations->len == 0);
	ct_json_add_number(builder, "states", result->states);
	ct_json_add_number(builder, "constraints", result->constraints);
	json_builder_set_member_name(builder, "violations");
	json_builder_begin_array(builder);
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "code", violation->code);
		ct_json_add_text(builder, "rule", violation->rule);
		ct_json_add_text(builder, "step", violation->step);
		ct_json_add_text(builder, "other_step", violation->other_step);
		ct_json_add_text(builder, "message", violation->message);
		ct_json_add_text(builder, "evidence", violation->evidence);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}
