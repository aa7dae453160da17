/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of cmdlets: which command ran, when, how it ended, and what it names. */
#include "tests/unit/exports.h"

#define INFO(text)   "<Info Time='2018-11-01 16:45:00Z'>" text "</Info>\n"
#define STATUS(text) "<Info Title='Command Status' Time='2018-11-01 16:45:03Z'>" text "</Info>\n"
#define DONE	     STATUS("Command run is complete.")

static const CtRecord *
find_report(const CtFacts *facts)
{
	for (guint i = 0; i < facts->records->len; i++)
		if (export_record(facts, i)->kind == CT_RECORD_REPORT)
			return export_record(facts, i);
	g_assert_not_reached();
}

static void
assert_value(const CtFacts *facts, CtKey key, const char *value)
{
	g_autofree char *values = export_values(facts, find_report(facts)->props, key);

	g_assert_cmpstr(values, ==, value);
}

/* The one problem, as "line: text"; "" without one. */
static char *
problem_of(const CtFacts *facts, CtProblemKind kind)
{
	const CtProblem *problem;

	if (facts->problems->len == 0)
		return g_strdup("");
	g_assert_cmpuint(facts->problems->len, ==, 1);
	problem = &g_array_index(facts->problems, CtProblem, 0);
	g_assert_cmpint(problem->kind, ==, kind);
	return g_strdup_printf("%u: %s", problem->origin.line, problem->text);
}

static void
test_success(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<CsMgmtLog Name='Enable-CSTopology'>\n"
		"<Action Name='Global Activation' Time='2018-11-01 16:44:57Z'>\n"
		"<Action Name='Site TVP'><Action Name='Cluster fe01.contoso.com'>"
		"<Action Name='Registrar:fe01.contoso.com'>"
		"<Info Title='Role'>Registrar:2</Info><Warning Time='x'>slow</Warning>"
		"<Complete/></Action></Action><Action Name='Cluster fe01.contoso.com'/>"
		"<Action Name='Cluster edge.contoso.com'/></Action>\n" INFO(
			"Creating Conference directory 1")
			INFO("Adding service assignment \"155\" for service "
			     "\"1-Registrar-1\":\"Registrar\".")
				INFO("Adding service assignment \"156\" for nothing")
					STATUS("Command processing is complete.") "</Action>\n" DONE
										  "</CsMgmtLog>");
	g_autofree char *problem = problem_of(facts, CT_N_PROBLEMS);
	const CtRecord *tag = export_record(facts, 0);

	g_assert_cmpstr(problem, ==, "");
	g_assert_cmpuint(facts->notes->len, ==, 0);
	g_assert_cmpuint(facts->records->len, ==, 2);
	assert_value(facts, CT_KEY_NAME, "Enable-CSTopology");
	assert_value(facts, CT_KEY_STARTED, "2018-11-01 16:44:57Z");
	assert_value(facts, CT_KEY_ENDED, "2018-11-01 16:45:03Z");
	assert_value(facts, CT_KEY_SUCCEEDED, "true");
	assert_value(facts, CT_KEY_WARNINGS, "1");
	assert_value(facts, CT_KEY_ERRORS, "0");
	assert_value(facts, CT_KEY_FIRST_ERROR, "");
	assert_value(facts, CT_KEY_SITE, "TVP");
	assert_value(facts, CT_KEY_FQDN, "fe01.contoso.com edge.contoso.com");
	assert_value(facts, CT_KEY_SERVICE, "Registrar:fe01.contoso.com");
	assert_value(facts, CT_KEY_ROLE, "Registrar:2");
	assert_value(facts, CT_KEY_OTHER, "1");
	g_assert_cmpint(tag->kind, ==, CT_RECORD_TAG);
	g_assert_cmpstr(ct_facts_get(facts, tag->props, CT_KEY_TAG_ID), ==, "155");
	g_assert_cmpstr(ct_facts_get(facts, tag->props, CT_KEY_SERVICE_ID), ==, "1-Registrar-1");
	g_assert_cmpstr(ct_facts_get(facts, tag->props, CT_KEY_COMPONENT), ==, "Registrar");
	g_assert_cmpuint(tag->origin.line, ==, 5);
}

static void
test_failures(void)
{
	static const struct {
		const char *body;
		const char *first_error;
		const char *problem;
	} rows[] = {
		{ "<Error Title='Check' Time='t'>Cluster\n  is gone.</Error>\n" DONE,
		  "Check: Cluster is gone.", "2: X-Y ended with 1 error: Check: Cluster is gone." },
		{ "<Action><Exception Type='System.E' Message='no rights' Time='t'><StackTrace>at a"
		  "</StackTrace></Exception></Action><Error>later</Error>" DONE,
		  "System.E: no rights", "2: X-Y ended with 2 errors, first: System.E: no rights" },
		{ "<Error/>" DONE, "", "2: X-Y ended with 1 error: of which it says nothing" },
		{ INFO("begun"), "", "4: X-Y does not say that it came to its end" },
		{ "", "", "3: X-Y does not say that it came to its end" },
		{ STATUS("Command failed."), "", "4: X-Y does not say that it came to its end" },
		{ DONE "<Action Name='more'/>", "", "4: X-Y does not say that it came to its end" },
		{ STATUS("Der Befehl wurde ausgef\xc3\xbchrt."), "", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strconcat("<CsMgmtLog Name='X-Y'>\n", rows[i].body,
						    "\n</CsMgmtLog>", NULL);
		g_autoptr(CtFacts) facts = export_import(text);
		g_autofree char *problem = problem_of(facts, CT_PROBLEM_STEP_FAILED);

		g_assert_cmpstr(problem, ==, rows[i].problem);
		assert_value(facts, CT_KEY_SUCCEEDED, *problem == '\0' ? "true" : "false");
		assert_value(facts, CT_KEY_FIRST_ERROR, rows[i].first_error);
	}
}

/* A command that was broken off leaves a report without its end; the first error is still known. */
static void
test_cut_short(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<CsMgmtLog Name='X-Y'>\n<Error>first</Error>\n<Action Name='");
	const CtProblem *problems = (const CtProblem *)(void *)facts->problems->data;

	g_assert_cmpuint(facts->problems->len, ==, 2);
	g_assert_cmpstr(problems[0].text, ==,
			"the report of X-Y ends before its root element does");
	g_assert_cmpint(problems[0].kind, ==, CT_PROBLEM_CUT_SHORT);
	g_assert_cmpstr(problems[1].text, ==, "X-Y ended with 1 error: first");
	assert_value(facts, CT_KEY_SUCCEEDED, "false");
}

static void
test_malformed(void)
{
	static const char text[] = "<CsMgmtLog Name='X-Y'>\n<Info></Action></CsMgmtLog>";

	export_refused(text, strlen(text), NULL, CT_IMPORT_ERROR_MALFORMED,
		       EXPORT_NAME ":2:16: Opening and ending tag mismatch: Info line 2 and "
				   "Action");
}

/* A long message is cut, wherever in a letter that is, and names beyond a number are not kept. */
static void
test_bounds(void)
{
	g_autoptr(GString) text = g_string_new("<CsMgmtLog Name='X-Y'><Error>");

	for (guint i = 0; i < 3000; i++)
		g_string_append(text, "\xe2\x82\xac");
	g_string_append(text, "</Error>");
	for (guint i = 0; i < 10000; i++)
		g_string_append_printf(text, "<Action Name='Cluster fe%u.contoso.com'/>", i);
	g_string_append(text, "</CsMgmtLog>");

	g_autoptr(CtFacts) facts = export_import(text->str);

	g_assert_cmpuint(find_report(facts)->props.count, <, 5000);
	g_assert_true(g_utf8_validate(
		ct_facts_get(facts, find_report(facts)->props, CT_KEY_FIRST_ERROR), -1, NULL));
}

static void
test_samples(void)
{
	static const struct {
		const char *file;
		const char *cmdlet;
		const char *started;
		const char *ended;
		guint tags;
		const char *servers;
	} rows[] = {
		{ "csmgmtlog-05_Publish-CSTopology.xml", "Publish-CSTopology",
		  "2018-11-01 16:44:57Z", "2018-11-01 16:45:00Z", 2, "" },
		{ "csmgmtlog-06_Enable-CsTopology.xml", "Enable-CSTopology", "2018-11-01 16:45:00Z",
		  "2018-11-01 16:45:03Z", 0,
		  "VM-SFB-FE01.skypefb.com VM-SFB-EDGE01.skypefb.com sbc1.skypefb.com" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = export_shared_sample(rows[i].file);
		g_autoptr(GError) error = NULL;

		if (path == NULL)
			return;

		g_autoptr(CtFacts) facts = export_read(path, NULL, &error);

		g_assert_no_error(error);
		g_assert_cmpuint(facts->problems->len, ==, 0);
		g_assert_cmpuint(facts->records->len, ==, 1 + rows[i].tags);
		assert_value(facts, CT_KEY_NAME, rows[i].cmdlet);
		assert_value(facts, CT_KEY_STARTED, rows[i].started);
		assert_value(facts, CT_KEY_ENDED, rows[i].ended);
		assert_value(facts, CT_KEY_SUCCEEDED, "true");
		assert_value(facts, CT_KEY_FQDN, rows[i].servers);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-report/success", test_success);
	g_test_add_func("/import-report/failures", test_failures);
	g_test_add_func("/import-report/cut-short", test_cut_short);
	g_test_add_func("/import-report/malformed", test_malformed);
	g_test_add_func("/import-report/bounds", test_bounds);
	g_test_add_func("/import-report/samples", test_samples);
	return g_test_run();
}
