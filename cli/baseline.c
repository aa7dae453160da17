/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The baseline is what validate itself wrote as JSON the last time: there is no second format to keep.
 */
#include "cli/baseline.h"

#include <json-glib/json-glib.h>

static gboolean
fail(const char *path, const char *reason, GError **error)
{
	g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_MALFORMED,
		    "%s: this is no baseline: %s; make one with cutover validate --format json",
		    path, reason);
	return FALSE;
}

static const char *
text_of(JsonObject *object, const char *key)
{
	return json_object_get_string_member_with_default(object, key, NULL);
}

gboolean
ct_baseline_load(CtFindingPolicy *policy, const char *path, GError **error)
{
	g_autoptr(JsonParser) parser = json_parser_new_immutable();
	g_autoptr(GError) reason = NULL;
	JsonNode *root;
	JsonNode *list;
	JsonArray *findings;

	if (!json_parser_load_from_file(parser, path, &reason))
		return fail(path, reason->message, error);
	root = json_parser_get_root(parser);
	if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root))
		return fail(path, "it is no object", error);
	list = json_object_get_member(json_node_get_object(root), "findings");
	if (list == NULL || !JSON_NODE_HOLDS_ARRAY(list))
		return fail(path, "it has no list of findings", error);
	findings = json_node_get_array(list);
	ct_finding_policy_begin_baseline(policy);
	for (guint i = 0; i < json_array_get_length(findings); i++) {
		JsonNode *node = json_array_get_element(findings, i);
		JsonObject *finding = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node)
								   : NULL;
		const char *print = finding != NULL ? text_of(finding, "fingerprint") : NULL;

		if (print == NULL || text_of(finding, "code") == NULL ||
		    text_of(finding, "message") == NULL)
			return fail(path, "a finding has no code, message or fingerprint", error);
		/* what was only suppressed is to be told when its suppression ends */
		if (json_object_has_member(finding, "suppressed"))
			continue;
		ct_finding_policy_know(policy, print, text_of(finding, "code"),
				       text_of(finding, "message"));
	}
	return TRUE;
}
