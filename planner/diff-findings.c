/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The findings that a plan folder holds, as things to compare.  A finding is known again by its
 * fingerprint; its sentence has numbers and places in it that change for other reasons.
 *
 * The file may have been edited, or made to hurt: what does not read as findings is none, and text that
 * nests deeper than findings do never reaches the parser, which recurses.
 */
#include <json-glib/json-glib.h>

#include "planner/diff-parts.h"

#define MAX_DEPTH 32

static gboolean
nests_too_deep(const char *text)
{
	gboolean quoted = FALSE;
	int depth = 0;

	for (const char *c = text; *c != '\0'; c++) {
		if (quoted && *c == '\\' && c[1] != '\0')
			c++;
		else if (*c == '"')
			quoted = !quoted;
		else if (!quoted && (*c == '[' || *c == '{') && ++depth > MAX_DEPTH)
			return TRUE;
		else if (!quoted && (*c == ']' || *c == '}'))
			depth--;
	}
	return FALSE;
}

/* NULL when there is none. */
static const char *
text_of(JsonObject *object, const char *key)
{
	return json_object_get_string_member_with_default(object, key, NULL);
}

static guint
line_of(JsonObject *object)
{
	JsonNode *node = json_object_get_member(object, "line");

	if (node == NULL || !JSON_NODE_HOLDS_VALUE(node) ||
	    json_node_get_value_type(node) != G_TYPE_INT64)
		return 0;
	return (guint)CLAMP(json_node_get_int(node), 0, G_MAXINT32);
}

static void
add_finding(GPtrArray *items, JsonObject *object)
{
	static const char *const labels[] = { "severity", "code" };
	const char *print = text_of(object, "fingerprint");
	const char *subject = text_of(object, "subject");
	const char *rule = text_of(object, "rule");
	const char *file = text_of(object, "file");
	CtDiffItem *item;

	if (print == NULL)
		return;
	item = ct_diff_item_new();
	item->key = g_strdup(print);
	item->name = g_strdup_printf("%s %s", rule != NULL ? rule : "",
				     subject != NULL ? subject : "");
	for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
		const char *value = text_of(object, labels[i]);

		g_ptr_array_add(ct_diff_item_add(item, labels[i]),
				g_strdup(value != NULL ? value : ""));
	}
	if (file != NULL)
		ct_diff_item_place(item, file, line_of(object));
	g_ptr_array_add(items, item);
}

GPtrArray *
ct_diff_findings(const char *dir)
{
	GPtrArray *items = g_ptr_array_new();
	g_autofree char *path = g_build_filename(dir, "findings.json", NULL);
	g_autoptr(JsonParser) parser = json_parser_new_immutable();
	g_autofree char *text = NULL;
	JsonNode *list = NULL;
	JsonNode *root;

	if (!g_file_get_contents(path, &text, NULL, NULL) || nests_too_deep(text) ||
	    !json_parser_load_from_data(parser, text, -1, NULL))
		return items;
	root = json_parser_get_root(parser);
	if (root != NULL && JSON_NODE_HOLDS_OBJECT(root))
		list = json_object_get_member(json_node_get_object(root), "findings");
	if (list == NULL || !JSON_NODE_HOLDS_ARRAY(list))
		return items;
	for (guint i = 0; i < json_array_get_length(json_node_get_array(list)); i++) {
		JsonNode *node = json_array_get_element(json_node_get_array(list), i);

		if (JSON_NODE_HOLDS_OBJECT(node))
			add_finding(items, json_node_get_object(node));
	}
	return items;
}
