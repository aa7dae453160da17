/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings for build servers, which all read the XML of JUnit and have no common idea of a finding:
 * a rule on an object is a test.  Rules that found nothing are tests that passed, so that a clean run
 * is not a run without tests, which build servers take for a failure.
 */
#include "cli/finding-junit.h"

#include <string.h>

typedef struct {
	GString *cases;
	guint tests;
	guint failures;
	guint skipped;
} Suite;

static void
suite_begin(Suite *suite)
{
	*suite = (Suite){ .cases = g_string_new(NULL) };
}

static void
append_attribute(GString *text, const char *name, const char *value)
{
	g_autofree char *neutral = ct_text_neutral(value);
	g_autofree char *escaped = g_markup_escape_text(neutral, -1);

	g_string_append_printf(text, " %s=\"%s\"", name, escaped);
}

static void
append_text(GString *text, const char *value)
{
	g_autofree char *neutral = ct_text_neutral(value);
	g_autofree char *escaped = g_markup_escape_text(neutral, -1);

	g_string_append(text, escaped);
}

static void
suite_end(Suite *suite, const char *name, GString *out)
{
	if (suite->tests > 0) {
		g_string_append(out, "  <testsuite");
		append_attribute(out, "name", name);
		g_string_append_printf(
			out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n%s",
			suite->tests, suite->failures, suite->skipped, suite->cases->str);
		g_string_append(out, "  </testsuite>\n");
	}
	g_string_free(suite->cases, TRUE);
	suite->cases = NULL;
}

static gboolean
fails(const CtSession *session, const CtFinding *finding)
{
	return ct_finding_counts(finding) && !session->options->fail_never &&
	       finding->severity >= session->options->fail_on;
}

static void
append_outcome(GString *text, const CtSession *session, const CtFinding *finding)
{
	const CtRule *rule = ct_rule(finding->rule);

	if (finding->suppressed != NULL) {
		g_string_append(text, "      <skipped");
		append_attribute(text, "message", finding->suppressed);
		g_string_append(text, "/>\n");
		return;
	}
	if (fails(session, finding)) {
		g_string_append(text, "      <failure");
		append_attribute(text, "message", finding->message);
		append_attribute(text, "type", ct_severity_to_string(finding->severity));
		g_string_append_c(text, '>');
		append_text(text, rule->advice);
		g_string_append(text, "</failure>\n");
		return;
	}
	g_string_append(text, "      <system-out>");
	append_text(text, ct_severity_to_string(finding->severity));
	g_string_append(text, ": ");
	append_text(text, finding->message);
	g_string_append(text, "</system-out>\n");
}

static void
suite_add(Suite *suite, const CtSession *session, const CtFinding *finding, const char *file)
{
	const CtRule *rule = ct_rule(finding->rule);
	g_autofree char *line = g_strdup_printf("%u", finding->origin.line);

	g_string_append(suite->cases, "    <testcase");
	append_attribute(suite->cases, "name",
			 finding->subject != NULL ? finding->subject : finding->message);
	append_attribute(suite->cases, "classname", rule->code);
	if (file != NULL)
		append_attribute(suite->cases, "file", file);
	if (file != NULL && finding->origin.line > 0)
		append_attribute(suite->cases, "line", line);
	g_string_append(suite->cases, ">\n");
	append_outcome(suite->cases, session, finding);
	g_string_append(suite->cases, "    </testcase>\n");
	suite->tests++;
	suite->failures += fails(session, finding);
	suite->skipped += finding->suppressed != NULL;
}

/* The findings are sorted by file: each run of one file is a suite. */
static void
append_files(GString *out, const CtSession *session, const CtFindings *findings,
	     const CtEstate *estate)
{
	const char *current = NULL;
	Suite suite;

	suite_begin(&suite);
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);
		const char *file = ct_finding_file(finding, estate);

		if (g_strcmp0(file, current) != 0) {
			suite_end(&suite, current != NULL ? current : "exports", out);
			suite_begin(&suite);
			current = file;
		}
		suite_add(&suite, session, finding, file);
	}
	suite_end(&suite, current != NULL ? current : "exports", out);
}

static void
append_silent_rules(GString *out, const CtFindings *findings)
{
	gboolean raised[CT_N_RULES] = { FALSE };
	Suite suite;

	for (guint i = 0; i < findings->items->len; i++)
		raised[((const CtFinding *)g_ptr_array_index(findings->items, i))->rule] = TRUE;
	suite_begin(&suite);
	for (guint i = 0; i < CT_N_RULES; i++) {
		if (raised[i])
			continue;
		g_string_append(suite.cases, "    <testcase");
		append_attribute(suite.cases, "name", ct_rule((CtRuleId)i)->summary);
		append_attribute(suite.cases, "classname", ct_rule((CtRuleId)i)->code);
		g_string_append(suite.cases, "/>\n");
		suite.tests++;
	}
	suite_end(&suite, "rules without a finding", out);
}

char *
ct_findings_to_junit(const CtSession *session, const CtFindings *findings, const CtEstate *estate)
{
	GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				    "<testsuites name=\"cutover validate\">\n");

	append_files(out, session, findings, estate);
	append_silent_rules(out, findings);
	g_string_append(out, "</testsuites>\n");
	return g_string_free(out, FALSE);
}
