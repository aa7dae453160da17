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
#include "planner/guide.h"

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

/* @index: among the artifacts; CT_NONE: it is none of them */
static void
add_artifact_location(JsonBuilder *builder, const char *key, const char *path, guint32 index)
{
	g_autofree char *uri = path_to_uri(path);

	json_builder_set_member_name(builder, key);
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "uri", uri);
	if (index != CT_NONE)
		ct_json_add_number(builder, "index", index);
	json_builder_end_object(builder);
}

/* Where the page is that a rule names first, newly allocated; NULL when it rests on none. */
static char *
help_uri(const CtRule *rule)
{
	g_autofree char *page = g_strndup(rule->source, strcspn(rule->source, ";"));

	return ct_guide_uri(page);
}

static void
add_rule(JsonBuilder *builder, const CtRule *rule)
{
	g_autofree char *uri = help_uri(rule);
	g_autofree char *help = g_strdup_printf("%s\n\n\"cutover explain %s\" tells more.",
						rule->advice, rule->code);

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "id", rule->code);
	add_message(builder, "shortDescription", rule->summary);
	add_message(builder, "fullDescription", rule->advice);
	add_message(builder, "help", help);
	if (uri != NULL)
		ct_json_add_text(builder, "helpUri", uri);
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
		add_artifact_location(builder, "location", input->path, i);
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
add_subject(JsonBuilder *builder, const char *subject)
{
	const char *colon = strchr(subject, ':');

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "fullyQualifiedName", subject);
	if (colon != NULL) {
		g_autofree char *kind = g_strndup(subject, (gsize)(colon - subject));

		ct_json_add_text(builder, "name", colon + 1);
		ct_json_add_text(builder, "kind", kind);
	}
	json_builder_end_object(builder);
}

/* The path of an element, or in exports of objects the class of the object. */
static void
add_element(JsonBuilder *builder, const char *path)
{
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "fullyQualifiedName", path);
	ct_json_add_text(builder, "kind", strchr(path, '/') != NULL ? "element" : "type");
	json_builder_end_object(builder);
}

static void
add_physical_location(JsonBuilder *builder, const char *file, guint32 index, guint32 line)
{
	json_builder_set_member_name(builder, "physicalLocation");
	json_builder_begin_object(builder);
	add_artifact_location(builder, "artifactLocation", file, index);
	if (line > 0) {
		json_builder_set_member_name(builder, "region");
		json_builder_begin_object(builder);
		ct_json_add_number(builder, "startLine", line);
		json_builder_end_object(builder);
	}
	json_builder_end_object(builder);
}

/* Where it stands, what it is about, and in which element that stands. */
static void
add_locations(JsonBuilder *builder, const CtFinding *finding, const CtEstate *estate)
{
	const char *file = ct_finding_file(finding, estate);

	if (file == NULL && finding->subject == NULL)
		return;
	json_builder_set_member_name(builder, "locations");
	json_builder_begin_array(builder);
	json_builder_begin_object(builder);
	if (file != NULL)
		add_physical_location(builder, file,
				      finding->file != NULL ? CT_NONE : finding->origin.input,
				      finding->origin.line);
	if (finding->subject != NULL || finding->origin.path != NULL) {
		json_builder_set_member_name(builder, "logicalLocations");
		json_builder_begin_array(builder);
		if (finding->subject != NULL)
			add_subject(builder, finding->subject);
		if (finding->origin.path != NULL)
			add_element(builder, finding->origin.path);
		json_builder_end_array(builder);
	}
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
add_node(JsonBuilder *builder, const CtStop *stop, guint number, const CtFacts *facts)
{
	g_autofree char *id = g_strdup_printf("%u", number);

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "id", id);
	add_message(builder, "label", stop->name);
	if (stop->origin.input < facts->inputs->len) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, stop->origin.input);

		json_builder_set_member_name(builder, "location");
		json_builder_begin_object(builder);
		add_physical_location(builder, input->path, stop->origin.input, stop->origin.line);
		json_builder_end_object(builder);
	}
	json_builder_end_object(builder);
}

/* From node @number to the next, and from the last to the first; as part of the graph or of the way. */
static void
add_edges(JsonBuilder *builder, const char *key, guint n_stops, gboolean is_way)
{
	json_builder_set_member_name(builder, key);
	json_builder_begin_array(builder);
	for (guint i = 0; i < n_stops; i++) {
		g_autofree char *from = g_strdup_printf("%u", i);
		g_autofree char *to = g_strdup_printf("%u", (i + 1) % n_stops);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, is_way ? "edgeId" : "id", from);
		if (!is_way) {
			ct_json_add_text(builder, "sourceNodeId", from);
			ct_json_add_text(builder, "targetNodeId", to);
		}
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

/* A circle is a graph, and a way through it that ends where it began. */
static void
add_circle(JsonBuilder *builder, const GArray *stops, const CtFacts *facts)
{
	json_builder_set_member_name(builder, "graphs");
	json_builder_begin_array(builder);
	json_builder_begin_object(builder);
	json_builder_set_member_name(builder, "nodes");
	json_builder_begin_array(builder);
	for (guint i = 0; i < stops->len; i++)
		add_node(builder, &g_array_index(stops, CtStop, i), i, facts);
	json_builder_end_array(builder);
	add_edges(builder, "edges", stops->len, FALSE);
	json_builder_end_object(builder);
	json_builder_end_array(builder);
	json_builder_set_member_name(builder, "graphTraversals");
	json_builder_begin_array(builder);
	json_builder_begin_object(builder);
	ct_json_add_number(builder, "resultGraphIndex", 0);
	add_edges(builder, "edgeTraversals", stops->len, TRUE);
	json_builder_end_object(builder);
	json_builder_end_array(builder);
}

/* An empty list says that nobody suppressed it; either all results have one or none. */
static void
add_suppressions(JsonBuilder *builder, const CtFinding *finding)
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
	if (finding->stops != NULL)
		add_circle(builder, finding->stops, estate->facts);
	add_fingerprint(builder, finding->fingerprint);
	add_suppressions(builder, finding);
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
	if (rule != CT_N_RULES) {
		ct_json_add_number(builder, "ruleIndex", rule);
		ct_json_add_text(builder, "level", levels[ct_rule(rule)->severity]);
	}
	add_message(builder, "message", gone->message);
	add_fingerprint(builder, gone->fingerprint);
	json_builder_set_member_name(builder, "suppressions");
	json_builder_begin_array(builder);
	json_builder_end_array(builder);
	ct_json_add_text(builder, "baselineState", "absent");
	json_builder_end_object(builder);
}

/* How somebody wants the rules, where that differs from how they are declared. */
static void
add_overrides(JsonBuilder *builder, const CtFindingPolicy *policy)
{
	json_builder_set_member_name(builder, "ruleConfigurationOverrides");
	json_builder_begin_array(builder);
	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtRule *rule = ct_rule((CtRuleId)i);
		gboolean counts = ct_finding_policy_counts(policy, (CtRuleId)i);
		CtSeverity severity = ct_finding_policy_severity(policy, (CtRuleId)i);

		if (counts && severity == rule->severity)
			continue;
		json_builder_begin_object(builder);
		json_builder_set_member_name(builder, "descriptor");
		json_builder_begin_object(builder);
		ct_json_add_text(builder, "id", rule->code);
		ct_json_add_number(builder, "index", i);
		json_builder_end_object(builder);
		json_builder_set_member_name(builder, "configuration");
		json_builder_begin_object(builder);
		json_builder_set_member_name(builder, "enabled");
		json_builder_add_boolean_value(builder, counts);
		ct_json_add_text(builder, "level", levels[severity]);
		json_builder_end_object(builder);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

/* A run that fails writes no log at all: what is in a log was carried out. */
static void
add_invocation(JsonBuilder *builder, const CtFindingPolicy *policy)
{
	json_builder_set_member_name(builder, "invocations");
	json_builder_begin_array(builder);
	json_builder_begin_object(builder);
	json_builder_set_member_name(builder, "executionSuccessful");
	json_builder_add_boolean_value(builder, TRUE);
	add_overrides(builder, policy);
	json_builder_end_object(builder);
	json_builder_end_array(builder);
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
	add_invocation(builder, policy);
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
