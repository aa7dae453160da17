/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings for machines that collect the findings of many tools: SARIF 2.1.0 (OASIS).
 *
 * All rules are declared, not only those that were raised, so that a collector can tell a rule that
 * found nothing from one that does not exist.  Rule ids are the codes, which never change.
 */
#include "cli/finding-sarif.h"

#include <string.h>

#include "cli/json-output.h"

#define SCHEMA                                                        \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/" \
	"schemas/sarif-schema-2.1.0.json"
#define FINGERPRINT "cutover/v1"

static const char *const levels[] = {
	[CT_SEVERITY_INFO] = "note",
	[CT_SEVERITY_WARNING] = "warning",
	[CT_SEVERITY_ERROR] = "error",
};

/* {"text": ...} as the value of @key */
static void
add_message(JsonBuilder *builder, const char *key, const char *text)
{
	json_builder_set_member_name(builder, key);
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "text", text);
	json_builder_end_object(builder);
}

/* A path as a reference that is valid wherever the log is opened beside the exports. */
static char *
path_to_uri(const char *path)
{
	g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);

	return g_path_is_absolute(path) ? g_strconcat("file://", escaped, NULL)
					: g_steal_pointer(&escaped);
}

static void
add_artifact_location(JsonBuilder *builder, const char *key, const char *path)
{
	g_autofree char *uri = path_to_uri(path);

	json_builder_set_member_name(builder, key);
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "uri", uri);
	json_builder_end_object(builder);
}

static void
add_rule(JsonBuilder *builder, const CtRule *rule)
{
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "id", rule->code);
	add_message(builder, "shortDescription", rule->summary);
	add_message(builder, "fullDescription", rule->advice);
	add_message(builder, "help", rule->advice);
	json_builder_set_member_name(builder, "defaultConfiguration");
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "level", levels[rule->severity]);
	json_builder_end_object(builder);
	json_builder_set_member_name(builder, "properties");
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "catalogue", rule->catalogue[0] != '-' ? rule->catalogue : NULL);
	ct_json_add_text(builder, "source", rule->source[0] != '\0' ? rule->source : NULL);
	json_builder_end_object(builder);
	json_builder_end_object(builder);
}

static void
add_tool(JsonBuilder *builder)
{
	json_builder_set_member_name(builder, "tool");
	json_builder_begin_object(builder);
	json_builder_set_member_name(builder, "driver");
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "name", "Cutover");
	ct_json_add_text(builder, "version", CT_VERSION);
	ct_json_add_text(builder, "semanticVersion", CT_VERSION);
	json_builder_set_member_name(builder, "rules");
	json_builder_begin_array(builder);
	for (guint i = 0; i < CT_N_RULES; i++)
		add_rule(builder, ct_rule((CtRuleId)i));
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	json_builder_end_object(builder);
}

static void
add_artifacts(JsonBuilder *builder, const CtFacts *facts)
{
	json_builder_set_member_name(builder, "artifacts");
	json_builder_begin_array(builder);
	for (guint i = 0; i < facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);

		json_builder_begin_object(builder);
		add_artifact_location(builder, "location", input->path);
		ct_json_add_number(builder, "length", (gint64)input->bytes);
		json_builder_set_member_name(builder, "hashes");
		json_builder_begin_object(builder);
		ct_json_add_text(builder, "sha-256", input->sha256);
		json_builder_end_object(builder);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

/* "pool:pool01.contoso.com": kind and name of what the finding is about */
static void
add_logical_location(JsonBuilder *builder, const CtFinding *finding)
{
	const char *colon = strchr(finding->subject, ':');

	json_builder_set_member_name(builder, "logicalLocations");
	json_builder_begin_array(builder);
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "fullyQualifiedName", finding->subject);
	if (colon != NULL) {
		g_autofree char *kind = g_strndup(finding->subject,
						  (gsize)(colon - finding->subject));

		ct_json_add_text(builder, "name", colon + 1);
		ct_json_add_text(builder, "kind", kind);
	}
	json_builder_end_object(builder);
	json_builder_end_array(builder);
}

static void
add_locations(JsonBuilder *builder, const CtFinding *finding, const CtEstate *estate)
{
	const char *file = ct_finding_file(finding, estate);

	if (file == NULL && finding->subject == NULL)
		return;
	json_builder_set_member_name(builder, "locations");
	json_builder_begin_array(builder);
	json_builder_begin_object(builder);
	if (file != NULL) {
		json_builder_set_member_name(builder, "physicalLocation");
		json_builder_begin_object(builder);
		add_artifact_location(builder, "artifactLocation", file);
		if (finding->origin.line > 0) {
			json_builder_set_member_name(builder, "region");
			json_builder_begin_object(builder);
			ct_json_add_number(builder, "startLine", finding->origin.line);
			json_builder_end_object(builder);
		}
		json_builder_end_object(builder);
	}
	if (finding->subject != NULL)
		add_logical_location(builder, finding);
	json_builder_end_object(builder);
	json_builder_end_array(builder);
}

static void
add_fingerprint(JsonBuilder *builder, const char *fingerprint)
{
	json_builder_set_member_name(builder, "partialFingerprints");
	json_builder_begin_object(builder);
	ct_json_add_text(builder, FINGERPRINT, fingerprint);
	json_builder_end_object(builder);
}

static void
add_suppression(JsonBuilder *builder, const CtFinding *finding)
{
	json_builder_set_member_name(builder, "suppressions");
	json_builder_begin_array(builder);
	if (finding->suppressed != NULL) {
		json_builder_begin_object(builder);
		ct_json_add_text(builder, "kind", "external");
		ct_json_add_text(builder, "status", "accepted");
		ct_json_add_text(builder, "justification", finding->suppressed);
		json_builder_set_member_name(builder, "properties");
		json_builder_begin_object(builder);
		ct_json_add_text(builder, "until", finding->suppressed_until);
		json_builder_end_object(builder);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
add_result(JsonBuilder *builder, const CtFinding *finding, const CtFindingPolicy *policy,
	   const CtEstate *estate)
{
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "ruleId", ct_rule(finding->rule)->code);
	ct_json_add_number(builder, "ruleIndex", finding->rule);
	ct_json_add_text(builder, "level", levels[finding->severity]);
	add_message(builder, "message", finding->message);
	add_locations(builder, finding, estate);
	add_fingerprint(builder, finding->fingerprint);
	add_suppression(builder, finding);
	if (ct_finding_policy_has_baseline(policy))
		ct_json_add_text(builder, "baselineState", finding->known ? "unchanged" : "new");
	json_builder_end_object(builder);
}

static void
add_gone(JsonBuilder *builder, const CtGoneFinding *gone)
{
	CtRuleId rule = ct_rule_find(gone->code);

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "ruleId", gone->code);
	if (rule != CT_N_RULES)
		ct_json_add_number(builder, "ruleIndex", rule);
	ct_json_add_text(builder, "level", "none");
	ct_json_add_text(builder, "kind", "notApplicable");
	add_message(builder, "message", gone->message);
	add_fingerprint(builder, gone->fingerprint);
	ct_json_add_text(builder, "baselineState", "absent");
	json_builder_end_object(builder);
}

JsonNode *
ct_findings_to_sarif(const CtFindings *findings, const CtFindingPolicy *policy,
		     const CtEstate *estate)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();
	const GArray *gone = ct_finding_policy_gone(policy);

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "$schema", SCHEMA);
	ct_json_add_text(builder, "version", "2.1.0");
	json_builder_set_member_name(builder, "runs");
	json_builder_begin_array(builder);
	json_builder_begin_object(builder);
	add_tool(builder);
	add_artifacts(builder, estate->facts);
	ct_json_add_text(builder, "columnKind", "unicodeCodePoints");
	json_builder_set_member_name(builder, "results");
	json_builder_begin_array(builder);
	for (guint i = 0; i < findings->items->len; i++)
		add_result(builder, g_ptr_array_index(findings->items, i), policy, estate);
	for (guint i = 0; i < gone->len; i++)
		add_gone(builder, &g_array_index(gone, CtGoneFinding, i));
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}
