/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings for build servers, which all read the XML of JUnit and have no common idea of a finding:
 * a rule on an object is a test.  Rules that found nothing are tests that passed, so that a clean run
 * is not a run without tests, which build servers take for a failure.
 *
 * The schema that build servers go by (tests/schema) has no place for a file and a line in a test: the
 * file is that of the suite, and both stand at the beginning of the text, where a log viewer finds
 * them.
 */
#include "cli/finding-junit.h"

#include "cli/finding-output.h"

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
append_counts(GString *text, const Suite *suite)
{
	g_string_append_printf(text, " tests=\"%u\" failures=\"%u\" errors=\"0\"", suite->tests,
			       suite->failures);
}

/* @file: (nullable): the suite is that of this file
 * @total: gets the suite, unless it is empty, and its counts */
static void
suite_end(Suite *suite, const char *name, const char *file, Suite *total)
{
	GString *out = total->cases;

	if (suite->tests > 0) {
		g_string_append(out, "  <testsuite");
		append_attribute(out, "name", name);
		append_counts(out, suite);
		g_string_append_printf(out, " skipped=\"%u\"", suite->skipped);
		if (file != NULL)
			append_attribute(out, "file", file);
		g_string_append_printf(out, ">\n%s  </testsuite>\n", suite->cases->str);
		total->tests += suite->tests;
		total->failures += suite->failures;
		total->skipped += suite->skipped;
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

static void append_skipped(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
append_skipped(GString *text, const char *format, ...)
{
	g_autofree char *reason = NULL;
	va_list args;

	va_start(args, format);
	reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_string_append(text, "      <skipped");
	append_attribute(text, "message", reason);
	g_string_append(text, "/>\n");
}

static void
append_outcome(GString *text, const CtSession *session, const CtFinding *finding,
	       const CtEstate *estate)
{
	const CtRule *rule = ct_rule(finding->rule);
	const char *severity = ct_severity_to_string(finding->severity);
	g_autofree char *where = ct_finding_where(finding, estate);
	g_autofree char *line = g_strdup_printf("%s: %s: %s", where, severity, finding->message);

	if (finding->suppressed != NULL) {
		append_skipped(text, "until %s: %s", finding->suppressed_until,
			       finding->suppressed);
	} else if (finding->known) {
		append_skipped(text, "unchanged since the baseline");
	} else if (fails(session, finding)) {
		g_string_append(text, "      <failure");
		append_attribute(text, "message", finding->message);
		append_attribute(text, "type", severity);
		g_string_append_c(text, '>');
		append_text(text, line);
		g_string_append_c(text, '\n');
		append_text(text, rule->advice);
		g_string_append(text, "</failure>\n");
		return;
	}
	g_string_append(text, "      <system-out>");
	append_text(text, line);
	g_string_append(text, "</system-out>\n");
}

static void
suite_add(Suite *suite, const CtSession *session, const CtFinding *finding, const CtEstate *estate)
{
	const CtRule *rule = ct_rule(finding->rule);

	g_string_append(suite->cases, "    <testcase");
	append_attribute(suite->cases, "name",
			 finding->subject != NULL ? finding->subject : finding->message);
	append_attribute(suite->cases, "classname", rule->code);
	g_string_append(suite->cases, ">\n");
	append_outcome(suite->cases, session, finding, estate);
	g_string_append(suite->cases, "    </testcase>\n");
	suite->tests++;
	suite->failures += fails(session, finding);
	suite->skipped += !ct_finding_counts(finding);
}

/* The findings are sorted by file: each run of one file is a suite. */
static void
append_files(Suite *total, const CtSession *session, const CtFindings *findings,
	     const CtEstate *estate)
{
	const char *current = NULL;
	Suite suite;

	suite_begin(&suite);
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);
		const char *file = ct_finding_file(finding, estate);

		if (g_strcmp0(file, current) != 0) {
			suite_end(&suite, current != NULL ? current : "exports", current, total);
			suite_begin(&suite);
			current = file;
		}
		suite_add(&suite, session, finding, estate);
	}
	suite_end(&suite, current != NULL ? current : "exports", current, total);
}

/* What somebody chose not to look for is no test that passed. */
static void
append_silent_rules(Suite *total, const CtFindings *findings, const CtFindingPolicy *policy)
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
		suite.tests++;
		if (ct_finding_policy_counts(policy, (CtRuleId)i)) {
			g_string_append(suite.cases, "/>\n");
			continue;
		}
		g_string_append(suite.cases, ">\n");
		append_skipped(suite.cases, "this rule was left out");
		g_string_append(suite.cases, "    </testcase>\n");
		suite.skipped++;
	}
	suite_end(&suite, "rules without a finding", NULL, total);
}

char *
ct_findings_to_junit(const CtSession *session, const CtFindings *findings,
		     const CtFindingPolicy *policy, const CtEstate *estate)
{
	GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				    "<testsuites name=\"cutover validate\"");
	Suite total;

	suite_begin(&total);
	append_files(&total, session, findings, estate);
	append_silent_rules(&total, findings, policy);
	append_counts(out, &total);
	g_string_append_printf(out, ">\n%s</testsuites>\n", total.cases->str);
	g_string_free(total.cases, TRUE);
	return g_string_free(out, FALSE);
}
