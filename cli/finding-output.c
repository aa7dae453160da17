/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings as people and other programs read them.
 */
#include "cli/finding-output.h"

#include "cli/json-output.h"

#define FORMAT_VERSION "1.0"

static const CtStyle severity_styles[] = {
	[CT_SEVERITY_INFO] = CT_STYLE_INFO,
	[CT_SEVERITY_WARNING] = CT_STYLE_WARNING,
	[CT_SEVERITY_ERROR] = CT_STYLE_ERROR,
};

/* Where a circle leads, in its order. */
static void
add_stops(JsonBuilder *builder, const GArray *stops, const CtEstate *estate)
{
	json_builder_set_member_name(builder, "circle");
	json_builder_begin_array(builder);
	for (guint i = 0; i < stops->len; i++) {
		const CtStop *stop = &g_array_index(stops, CtStop, i);
		g_autofree char *where = ct_estate_where(estate, stop->origin);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "name", stop->name);
		ct_json_add_text(builder, "where", where);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
add_finding(JsonBuilder *builder, const CtFinding *finding, const CtFindingPolicy *policy,
	    const CtEstate *estate)
{
	const CtRule *rule = ct_rule(finding->rule);
	const char *file = ct_finding_file(finding, estate);

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "code", rule->code);
	ct_json_add_text(builder, "rule", rule->catalogue[0] != '-' ? rule->catalogue : NULL);
	ct_json_add_text(builder, "severity", ct_severity_to_string(finding->severity));
	ct_json_add_text(builder, "summary", rule->summary);
	ct_json_add_text(builder, "message", finding->message);
	ct_json_add_text(builder, "file", file);
	json_builder_set_member_name(builder, "line");
	if (file != NULL && finding->origin.line > 0)
		json_builder_add_int_value(builder, finding->origin.line);
	else
		json_builder_add_null_value(builder);
	ct_json_add_text(builder, "element", finding->origin.path);
	ct_json_add_text(builder, "subject", finding->subject);
	ct_json_add_text(builder, "fingerprint", finding->fingerprint);
	if (finding->stops != NULL)
		add_stops(builder, finding->stops, estate);
	if (finding->suppressed != NULL) {
		json_builder_set_member_name(builder, "suppressed");
		json_builder_begin_object(builder);
		ct_json_add_text(builder, "reason", finding->suppressed);
		ct_json_add_text(builder, "until", finding->suppressed_until);
		json_builder_end_object(builder);
	}
	if (policy != NULL && ct_finding_policy_has_baseline(policy))
		ct_json_add_text(builder, "state", finding->known ? "unchanged" : "new");
	json_builder_end_object(builder);
}

/* What the baseline has and these exports have not. */
static void
add_gone(JsonBuilder *builder, const CtFindingPolicy *policy)
{
	const GArray *gone = ct_finding_policy_gone(policy);

	json_builder_set_member_name(builder, "gone");
	json_builder_begin_array(builder);
	for (guint i = 0; i < gone->len; i++) {
		const CtGoneFinding *finding = &g_array_index(gone, CtGoneFinding, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "code", finding->code);
		ct_json_add_text(builder, "message", finding->message);
		ct_json_add_text(builder, "fingerprint", finding->fingerprint);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

/* How many are told in no other place. */
static void
count_hidden(const CtFindings *findings, guint *out_suppressed, guint *out_known)
{
	*out_suppressed = 0;
	*out_known = 0;
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		*out_suppressed += finding->suppressed != NULL;
		*out_known += finding->suppressed == NULL && finding->known;
	}
}

JsonNode *
ct_findings_to_json(const CtFindings *findings, const CtFindingPolicy *policy,
		    const CtEstate *estate)
{
	guint suppressed;
	guint known;
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "format_version", FORMAT_VERSION);
	json_builder_set_member_name(builder, "findings");
	json_builder_begin_array(builder);
	for (guint i = 0; i < findings->items->len; i++)
		add_finding(builder, g_ptr_array_index(findings->items, i), policy, estate);
	json_builder_end_array(builder);
	if (policy != NULL && ct_finding_policy_has_baseline(policy))
		add_gone(builder, policy);
	count_hidden(findings, &suppressed, &known);
	json_builder_set_member_name(builder, "summary");
	json_builder_begin_object(builder);
	ct_json_add_number(builder, "error", ct_findings_count(findings, CT_SEVERITY_ERROR));
	ct_json_add_number(builder, "warning", ct_findings_count(findings, CT_SEVERITY_WARNING));
	ct_json_add_number(builder, "info", ct_findings_count(findings, CT_SEVERITY_INFO));
	ct_json_add_number(builder, "suppressed", suppressed);
	ct_json_add_number(builder, "unchanged", known);
	json_builder_end_object(builder);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}

/* Findings about the exports as a whole name the program, as compilers do. */
char *
ct_finding_where(const CtFinding *finding, const CtEstate *estate)
{
	if (finding->file != NULL && finding->origin.line > 0)
		return g_strdup_printf("%s:%u", finding->file, finding->origin.line);
	if (finding->file != NULL)
		return g_strdup(finding->file);
	return ct_finding_file(finding, estate) != NULL ? ct_estate_where(estate, finding->origin)
							: g_strdup("cutover");
}

char *
ct_findings_summary(guint errors, guint warnings, guint infos)
{
	return g_strdup_printf("%u error%s, %u warning%s, %u info%s", errors,
			       errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s", infos,
			       infos == 1 ? "" : "s");
}

static void
print_finding(CtReport *report, const CtFinding *finding, const CtEstate *estate)
{
	const CtRule *rule = ct_rule(finding->rule);
	g_autofree char *place = ct_finding_where(finding, estate);

	ct_report_put(report, CT_STYLE_PLAIN, "%s: ", place);
	ct_report_put(report, severity_styles[finding->severity], "%s",
		      ct_severity_to_string(finding->severity));
	ct_report_put(report, CT_STYLE_PLAIN, ": %s: %s ", rule->summary, finding->message);
	ct_report_put(report, CT_STYLE_FAINT, "[%s]", rule->code);
	ct_report_end(report);
}

static void
print_gone(CtReport *report, const CtFindingPolicy *policy)
{
	const GArray *gone = ct_finding_policy_gone(policy);

	for (guint i = 0; i < gone->len; i++) {
		const CtGoneFinding *finding = &g_array_index(gone, CtGoneFinding, i);

		ct_report_put(report, CT_STYLE_GOOD, "gone");
		ct_report_put(report, CT_STYLE_PLAIN, ": %s ", finding->message);
		ct_report_put(report, CT_STYLE_FAINT, "[%s]", finding->code);
		ct_report_end(report);
	}
}

/* Nothing is hidden without being counted. */
static void
print_hidden(CtReport *report, const CtFindings *findings, const CtFindingPolicy *policy)
{
	guint suppressed;
	guint known;

	count_hidden(findings, &suppressed, &known);
	if (ct_finding_policy_has_baseline(policy))
		ct_report_put(report, CT_STYLE_PLAIN, " that are new; %u unchanged, %u gone", known,
			      ct_finding_policy_gone(policy)->len);
	if (suppressed > 0)
		ct_report_put(report, CT_STYLE_PLAIN, "; %u suppressed", suppressed);
}

void
ct_findings_print(CtReport *report, const CtFindings *findings, const CtFindingPolicy *policy,
		  const CtEstate *estate, gboolean explain)
{
	g_autofree char *summary =
		ct_findings_summary(ct_findings_count(findings, CT_SEVERITY_ERROR),
				    ct_findings_count(findings, CT_SEVERITY_WARNING),
				    ct_findings_count(findings, CT_SEVERITY_INFO));

	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		if (!ct_finding_counts(finding))
			continue;
		print_finding(report, finding, estate);
		if (explain)
			ct_report_wrap(report, 4, ct_rule(finding->rule)->advice);
	}
	print_gone(report, policy);
	ct_report_put(report, CT_STYLE_PLAIN, "%s", summary);
	print_hidden(report, findings, policy);
	ct_report_end(report);
}

void
ct_findings_print_gnu(CtReport *report, const CtFindings *findings, const CtEstate *estate)
{
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);
		g_autofree char *place = ct_finding_where(finding, estate);

		if (!ct_finding_counts(finding))
			continue;
		ct_report_line(report, "%s: %s: %s [%s]", place,
			       ct_severity_to_string(finding->severity), finding->message,
			       ct_rule(finding->rule)->code);
	}
}
