/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover validate: what is wrong with the exports, by rule, with file and line.
 */
#include "cli/validate.h"

#include "cli/finding-output.h"
#include "cli/reading.h"

static CtExit
run(CtSession *session)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtReading) reading = ct_reading_new(session->options,
						      (const char *const *)session->options->args,
						      &error);

	if (reading == NULL)
		return ct_session_fail(session, error);
	if (ct_session_has_format(session, "json")) {
		g_autoptr(JsonNode) root = ct_findings_to_json(reading->findings, reading->estate);

		ct_session_print_json(session, root);
	} else if (ct_session_has_format(session, "gnu")) {
		ct_findings_print_gnu(session->report, reading->findings, reading->estate);
	} else {
		ct_findings_print(session->report, reading->findings, reading->estate,
				  session->options->explain);
	}
	return ct_session_judge(session, reading->findings);
}

static const char *const formats[] = { "text", "gnu", "json", NULL };

const CtVerb ct_verb_validate = {
	.name = "validate",
	.usage = "PATH...",
	.summary = "findings by rule: what is wrong, where, and what to do",
	.description =
		"Reads exports (files and folders) and runs every rule of the rule book on them.\n"
		"Each finding names file, line and rule; cutover explain CODE tells more.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT | CT_TAKES_FAIL_ON |
		 CT_TAKES_EXPLAIN,
	.formats = formats,
	.min_args = 1,
	.run = run,
};
