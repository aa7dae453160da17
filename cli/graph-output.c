/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dependency graph as GraphML and as Graphviz input.  Nodes and links keep the order of the graph.
 */
#include "cli/graph-output.h"

#include <string.h>

static const char *const node_kinds[] = {
	[CT_NODE_SERVICE] = "service",
	[CT_NODE_POOL] = "pool",
	[CT_NODE_OBJECT] = "object",
	[CT_NODE_COHORT] = "cohort",
};

static const char *const link_kinds[] = {
	[CT_LINK_DEPENDS] = "depends",
	[CT_LINK_RUNS_ON] = "runs-on",
	[CT_LINK_HOMED_ON] = "homed-on",
	[CT_LINK_USES] = "uses",
};

static const char *const dot_shapes[] = {
	[CT_NODE_SERVICE] = "ellipse",
	[CT_NODE_POOL] = "box",
	[CT_NODE_OBJECT] = "note",
	[CT_NODE_COHORT] = "folder",
};

static const char *const dot_styles[] = {
	[CT_LINK_DEPENDS] = "solid",
	[CT_LINK_RUNS_ON] = "dotted",
	[CT_LINK_HOMED_ON] = "dashed",
	[CT_LINK_USES] = "bold",
};

/* XML has no way to write most control characters; CLIXML can bring them in. */
static char *
xml_text(const char *text)
{
	g_autofree char *copy = g_strdup(text);

	for (char *c = copy; *c != '\0'; c++)
		if ((guchar)*c < 0x20 && strchr("\t\r\n", *c) == NULL)
			*c = ' ';
	return g_markup_escape_text(copy, -1);
}

static void
append_data(GString *xml, const char *key, const char *text)
{
	g_autofree char *escaped = xml_text(text != NULL ? text : "");

	g_string_append_printf(xml, "      <data key=\"%s\">%s</data>\n", key, escaped);
}

static void
append_graphml_head(GString *xml)
{
	static const struct {
		const char *id;
		const char *domain;
	} keys[] = {
		{ "name", "node" }, { "kind", "node" },	 { "component", "node" },
		{ "link", "edge" }, { "usage", "edge" }, { "evidence", "edge" },
	};

	g_string_append(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		g_string_append_printf(xml,
				       "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" "
				       "attr.type=\"string\"/>\n",
				       keys[i].id, keys[i].domain, keys[i].id);
	g_string_append(xml, "  <graph id=\"estate\" edgedefault=\"directed\">\n");
}

char *
ct_graph_to_graphml(const CtGraph *graph, const CtEstate *estate)
{
	GString *xml = g_string_new(NULL);

	append_graphml_head(xml);
	for (guint i = 0; i < graph->nodes->len; i++) {
		const CtNode *node = &g_array_index(graph->nodes, CtNode, i);
		g_autofree char *component = g_strdup_printf("%u", g_array_index(graph->component,
										 guint32, i));

		g_string_append_printf(xml, "    <node id=\"n%u\">\n", i);
		append_data(xml, "name", node->name);
		append_data(xml, "kind", node_kinds[node->kind]);
		append_data(xml, "component", component);
		g_string_append(xml, "    </node>\n");
	}
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);
		g_autofree char *evidence = ct_estate_where(estate, link->origin);

		g_string_append_printf(xml, "    <edge source=\"n%u\" target=\"n%u\">\n",
				       link->from, link->to);
		append_data(xml, "link", link_kinds[link->kind]);
		append_data(xml, "usage", link->usage);
		append_data(xml, "evidence", evidence);
		g_string_append(xml, "    </edge>\n");
	}
	g_string_append(xml, "  </graph>\n</graphml>\n");
	return g_string_free(xml, FALSE);
}

/* A quoted string of the DOT language. */
static void
append_dot_text(GString *dot, const char *text)
{
	g_string_append_c(dot, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			g_string_append_c(dot, '\\');
		g_string_append_c(dot, (guchar)*text < 0x20 ? ' ' : *text);
	}
	g_string_append_c(dot, '"');
}

char *
ct_graph_to_dot(const CtGraph *graph)
{
	GString *dot = g_string_new("digraph estate {\n\trankdir=LR;\n");

	for (guint i = 0; i < graph->nodes->len; i++) {
		const CtNode *node = &g_array_index(graph->nodes, CtNode, i);

		g_string_append_printf(dot, "\tn%u [shape=%s, label=", i, dot_shapes[node->kind]);
		append_dot_text(dot, node->name);
		g_string_append(dot, "];\n");
	}
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		g_string_append_printf(dot, "\tn%u -> n%u [style=%s", link->from, link->to,
				       dot_styles[link->kind]);
		if (link->usage != NULL) {
			g_string_append(dot, ", label=");
			append_dot_text(dot, link->usage);
		}
		g_string_append(dot, "];\n");
	}
	g_string_append(dot, "}\n");
	return g_string_free(dot, FALSE);
}
