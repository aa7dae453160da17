/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover inspect: what was read, and what it was taken for.
 */
#include "cli/inspect.h"

#include "analyzer/graph.h"
#include "cli/graph-output.h"
#include "cli/inventory.h"
#include "cli/reading.h"
#include "cli/session.h"

static CtExit
run(CtSession *session)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtReading) reading = ct_reading_new(session->options,
						      (const char *const *)session->options->args,
						      &error);
	g_autoptr(CtGraph) graph = NULL;

	if (reading == NULL)
		return ct_session_fail(session, error);
	graph = ct_graph_new(reading->estate, &error);
	if (graph == NULL)
		return ct_session_fail(session, error);
	if (ct_session_has_format(session, "json")) {
		g_autoptr(JsonNode) root = ct_inventory_to_json(reading->estate, graph);

		ct_session_print_json(session, root);
	} else if (ct_session_has_format(session, "graphml")) {
		g_autofree char *text = ct_graph_to_graphml(graph, reading->estate);

		ct_report_raw(session->report, text, -1);
	} else if (ct_session_has_format(session, "dot")) {
		g_autofree char *text = ct_graph_to_dot(graph);

		ct_report_raw(session->report, text, -1);
	} else {
		ct_inventory_print(session->report, reading->estate, graph);
	}
	return CT_EXIT_OK;
}

static const char *const formats[] = { "text", "json", "graphml", "dot", NULL };

const CtVerb ct_verb_inspect = {
	.name = "inspect",
	.usage = "PATH...",
	.summary = "what was read: inventory, versions, graph, cycles",
	.description =
		"Reads exports (files and folders), says what each of them is, and lists both\n"
		"deployments with what they hold.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT,
	.formats = formats,
	.min_args = 1,
	.run = run,
};
