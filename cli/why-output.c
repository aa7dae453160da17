/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An answer of `cutover why`: what it comes down to, the rules with their reasons, the lines of the
 * exports.
 */
#include "cli/why-output.h"

#include "cli/json-output.h"

#define FORMAT_VERSION "1.0"

static void
print_line(CtReport *report, const CtWhyLine *line)
{
	g_autofree char *where = line->where != NULL ? ct_text_neutral(line->where) : NULL;
	g_autofree char *neutral = ct_text_neutral(line->text);
	g_autofree char *text = g_strdup_printf(
		"%s%s%s%s%s%s%s%s%s", line->rule != NULL ? line->rule : "",
		line->strength != NULL ? " (" : "", line->strength != NULL ? line->strength : "",
		line->strength != NULL ? ")" : "", line->rule != NULL ? ": " : "", neutral,
		where != NULL ? " [" : "", where != NULL ? where : "", where != NULL ? "]" : "");

	ct_report_item(report, 2, 1, "-", text);
}

void
ct_why_print(CtReport *report, const CtWhyAnswer *answer)
{
	g_autofree char *sentence = g_strconcat(answer->answer, ".", NULL);

	ct_report_wrap(report, 0, sentence);
	for (guint i = 0; i < answer->sections->len; i++) {
		const CtWhySection *section = g_ptr_array_index(answer->sections, i);

		ct_report_heading(report, "%s", section->heading);
		for (guint k = 0; k < section->lines->len; k++)
			print_line(report, &g_array_index(section->lines, CtWhyLine, k));
	}
	for (guint i = 0; i < answer->notes->len; i++) {
		ct_report_end(report);
		ct_report_wrap(report, 0, g_ptr_array_index(answer->notes, i));
	}
	ct_report_heading(report, "Evidence");
	for (guint i = 0; i < answer->evidence->len; i++) {
		const CtEvidence *row = &g_array_index(answer->evidence, CtEvidence, i);

		if (row->line > 0)
			ct_report_line(report, "%s:%u: %s", row->file, row->line, row->text);
		else
			ct_report_line(report, "%s: %s", row->file, row->text);
	}
}

static void
add_sections(JsonBuilder *builder, const CtWhyAnswer *answer)
{
	json_builder_set_member_name(builder, "sections");
	json_builder_begin_array(builder);
	for (guint i = 0; i < answer->sections->len; i++) {
		const CtWhySection *section = g_ptr_array_index(answer->sections, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "heading", section->heading);
		json_builder_set_member_name(builder, "lines");
		json_builder_begin_array(builder);
		for (guint k = 0; k < section->lines->len; k++) {
			const CtWhyLine *line = &g_array_index(section->lines, CtWhyLine, k);

			json_builder_begin_object(builder);
			ct_json_add_text(builder, "rule", line->rule);
			ct_json_add_text(builder, "strength", line->strength);
			ct_json_add_text(builder, "from", line->from);
			ct_json_add_text(builder, "to", line->to);
			ct_json_add_text(builder, "text", line->text);
			ct_json_add_text(builder, "where", line->where);
			json_builder_end_object(builder);
		}
		json_builder_end_array(builder);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

JsonNode *
ct_why_to_json(const CtWhyAnswer *answer, const char *const *question)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "format_version", FORMAT_VERSION);
	json_builder_set_member_name(builder, "question");
	json_builder_begin_array(builder);
	for (guint i = 0; question[i] != NULL; i++)
		json_builder_add_string_value(builder, question[i]);
	json_builder_end_array(builder);
	ct_json_add_text(builder, "kind", answer->kind);
	ct_json_add_text(builder, "answer", answer->answer);
	add_sections(builder, answer);
	json_builder_set_member_name(builder, "notes");
	json_builder_begin_array(builder);
	for (guint i = 0; i < answer->notes->len; i++)
		json_builder_add_string_value(builder, g_ptr_array_index(answer->notes, i));
	json_builder_end_array(builder);
	json_builder_set_member_name(builder, "evidence");
	json_builder_begin_array(builder);
	for (guint i = 0; i < answer->evidence->len; i++) {
		const CtEvidence *row = &g_array_index(answer->evidence, CtEvidence, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "file", row->file);
		ct_json_add_number(builder, "line", row->line);
		ct_json_add_text(builder, "text", row->text);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}
