/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all verbs share: how they fail, judge and print.
 *
 * Errors carry their exit status by domain and code, in one table, so that the same fault has the same
 * status whatever verb met it.
 */
#include "cli/session.h"

#include "analyzer/finding-policy.h"
#include "analyzer/import.h"
#include "planner/intent.h"
#include "planner/plan-json.h"
#include "planner/planner.h"
#include "planner/why.h"
#include "render/render.h"

#define ANY_CODE (-1)

/* The first row that fits decides. */
static const struct {
	GQuark (*domain)(void);
	int code;
	CtExit status;
} statuses[] = {
	{ ct_usage_error_quark, ANY_CODE, CT_EXIT_USAGE },
	{ ct_why_error_quark, ANY_CODE, CT_EXIT_USAGE },
	{ ct_import_error_quark, ANY_CODE, CT_EXIT_INPUT },
	{ ct_intent_error_quark, ANY_CODE, CT_EXIT_INPUT },
	{ ct_finding_policy_error_quark, CT_FINDING_POLICY_ERROR_USAGE, CT_EXIT_USAGE },
	{ ct_finding_policy_error_quark, ANY_CODE, CT_EXIT_INPUT },
	{ ct_plan_error_quark, CT_PLAN_ERROR_WRITE, CT_EXIT_OUTPUT },
	{ ct_plan_error_quark, ANY_CODE, CT_EXIT_INPUT },
	{ ct_planner_error_quark, CT_PLANNER_ERROR_NOTHING, CT_EXIT_INPUT },
	{ ct_planner_error_quark, CT_PLANNER_ERROR_PAIR, CT_EXIT_INPUT },
	{ ct_render_error_quark, CT_RENDER_ERROR_DRAW, CT_EXIT_INTERNAL },
	{ ct_render_error_quark, ANY_CODE, CT_EXIT_OUTPUT },
	{ g_file_error_quark, ANY_CODE, CT_EXIT_OUTPUT },
};

CtExit
ct_session_fail(CtSession *self, const GError *error)
{
	CtExit status = CT_EXIT_INTERNAL;

	for (guint i = G_N_ELEMENTS(statuses); i-- > 0;)
		if (statuses[i].domain() == error->domain &&
		    (statuses[i].code == ANY_CODE || statuses[i].code == error->code))
			status = statuses[i].status;
	ct_report_put(self->talk, CT_STYLE_ERROR, "cutover:");
	ct_report_line(self->talk, " %s", error->message);
	return status;
}

void
ct_session_talk(CtSession *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	if (self->options->quiet)
		return;
	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	ct_report_line(self->talk, "%s", text);
}

CtExit
ct_session_judge(const CtSession *self, const CtFindings *findings)
{
	if (self->options->fail_never)
		return CT_EXIT_OK;
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		if (ct_finding_counts(finding) && finding->severity >= self->options->fail_on)
			return CT_EXIT_FINDINGS;
	}
	return CT_EXIT_OK;
}

gboolean
ct_session_has_format(const CtSession *self, const char *format)
{
	return ct_options_has_format(self->options, format);
}

char *
ct_json_text(JsonNode *root)
{
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autofree char *text = NULL;

	json_generator_set_root(generator, root);
	json_generator_set_pretty(generator, TRUE);
	json_generator_set_indent(generator, 2);
	text = json_generator_to_data(generator, NULL);
	return g_strconcat(text, "\n", NULL);
}

void
ct_session_print_json(CtSession *self, JsonNode *root)
{
	g_autofree char *text = ct_json_text(root);

	ct_report_raw(self->report, text, -1);
}
