/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a small plan whose names try everything: well-formed, complete, linked, stable. */
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "handmade.h"
#include "render/characters.h"
#include "render/html-page.h"
#include "render/html.h"

#define SCRIPT	"<script>alert(1)</script>"
#define CONTROL "bell\x07 and \x1b[31m"
#define DRAWING                                                                         \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"map-top\" viewBox=\"0 0 9 9\">" \
	"<a href=\"#s001\"><g id=\"map-s001\"><title>s001</title></g></a></svg>"

typedef struct {
	World world;
	CtPlan *plan;
	char *dir;
} Fixture;

static void
add_after(CtPlanStep *step, const char *id, const char *constraint, gboolean hard)
{
	CtAfter after = { id, constraint, hard };

	g_array_append_val(step->after, after);
}

static void
add_evidence(GArray *evidence, const char *file, guint line, const char *text)
{
	CtEvidence entry = { file, line, text };

	g_array_append_val(evidence, entry);
}

static CtPlanStep *
add_step(CtPlan *plan, const char *rule, const char *title, const char *subject)
{
	CtPlanStep *step = ct_plan_add_step(plan);
	const CtStepRow *row = ct_step_row_find(rule);

	step->id = ct_plan_printf(plan, "s%03u", plan->steps->len);
	step->rule = row->id;
	step->title = title;
	step->tool = row->tool;
	step->reversible = row->reversible;
	step->rollback = row->rollback;
	step->minutes = row->minutes;
	step->settle_minutes = row->settle_minutes;
	step->start_minute = 90 * (plan->steps->len - 1);
	g_ptr_array_add(step->subjects, (gpointer)subject);
	g_ptr_array_add(step->tests, (gpointer) "V1");
	return step;
}

static void
fill_steps(CtPlan *plan)
{
	CtPlanStep *step;

	add_step(plan, "OCS-P2-01", "Install the updates", "pool:ocs.contoso.com");
	add_step(plan, "OCS-P2-04", "Back up " SCRIPT " & \"all\"", "pool:ocs.contoso.com");
	add_step(plan, "OCS-P2-05", CONTROL, "pool:ocs.contoso.com");
	step = add_step(plan, "OCS-P3-01", "Prepare the schema", "adschema:");
	step->note = "Ask the " SCRIPT " owner";
	add_after(step, "s001", "O-01", TRUE);
	add_after(step, "s002", "O-01", TRUE);
	add_after(step, "s003", "O-01", TRUE);
	add_after(step, "s777", "X-99", FALSE);
	add_evidence(step->evidence, "made.xml", 12, "line " SCRIPT);
	step = add_step(plan, "OCS-P8-07", "Move wave-01", "wave:wave-01");
	step->wave = "wave-01";
	step = add_step(plan, "OCS-P10-01", "Move directory 1", "confdir:1");
	step->start = "2014-03-01T20:00:00+01:00";
	plan->point_of_no_return = step->id;
}

static void
fill_checkpoint(CtPlan *plan, const char *id, const char *after, gboolean last)
{
	CtCheckpoint *checkpoint = ct_plan_add_checkpoint(plan);
	CtRollbackStep undo = { "s005", "R-06", "Move them back " SCRIPT, 30 };
	CtLoss loss = { "R-06", "s005", "Meetings " SCRIPT, 1234, "objects" };

	checkpoint->id = id;
	checkpoint->kind = "start";
	checkpoint->title = "As it was " SCRIPT;
	checkpoint->after_step = after;
	checkpoint->minutes = 30;
	checkpoint->point_of_no_return = last;
	g_array_append_val(checkpoint->rollback, undo);
	g_array_append_val(checkpoint->losses, loss);
	loss.step = "s006";
	g_array_append_val(checkpoint->losses, loss);

	g_ptr_array_add(checkpoint->save, (gpointer) "The list of " SCRIPT);
	g_ptr_array_add(checkpoint->tests, (gpointer) "V4");
}

static void
fill_plan(CtPlan *plan)
{
	CtPlanInput input = { "made.xml", "0123456789abcdef0123", "topology", "legacy" };
	CtPlanWave *wave = ct_plan_add_wave(plan);
	CtPlanPair *pair = ct_plan_add_pair(plan);
	CtFate *fate = ct_plan_add_fate(plan);

	plan->tool = "cutover 0.0.0";
	g_array_append_val(plan->inputs, input);
	wave->id = "wave-01";
	wave->kind = "production";
	wave->users = 1234567;
	wave->file = "waves/wave-01.csv";
	g_ptr_array_add(wave->from, (gpointer) "ocs.contoso.com" SCRIPT);
	pair->legacy = "ocs.contoso.com";
	pair->reason = SCRIPT;
	fate->subject = "pool:ocs.contoso.com";
	fate->fate = "retired";
	fate->rule = "OCS-P10-04";
	add_evidence(fate->evidence, "gone.xml", 3, CONTROL);
	ct_plan_assume(plan, "A5", "question", "yes", "Is " SCRIPT " so?", "More steps");
	ct_plan_assume(plan, "waves.size", "default", "50", "Users in a wave", "Other waves");
	fill_steps(plan);
	fill_checkpoint(plan, "c01", NULL, FALSE);
	fill_checkpoint(plan, "c02", "s005", TRUE);
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->world = world_new();
	fixture->plan = ct_plan_new();
	fixture->dir = g_dir_make_tmp("ct-html-XXXXXX", NULL);
	world_add_pool(&fixture->world, "ocs.contoso.com", CT_OBJECT_POOL, CT_DEPLOYMENT_LEGACY);
	world_add_pool(&fixture->world, "lync.contoso.com", CT_OBJECT_POOL, CT_DEPLOYMENT_TARGET);
	fill_plan(fixture->plan);
	ct_findings_add(fixture->world.findings, CT_RULE_CROSS_FOREST, (CtOrigin){ 0, 7, NULL },
			g_strdup("pool:ocs.contoso.com"), "forest " SCRIPT);
	ct_findings_add(fixture->world.findings, CT_RULE_CROSS_FOREST, (CtOrigin){ 99, 0, NULL },
			NULL, "%s", CONTROL);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	g_autofree char *path = g_build_filename(fixture->dir, "report.html", NULL);

	(void)data;
	g_remove(path);
	g_rmdir(fixture->dir);
	g_free(fixture->dir);
	ct_plan_free(fixture->plan);
	world_clear(&fixture->world);
}

static char *
write_page(Fixture *fixture, const CtFindings *findings)
{
	static const CtHtmlDrawing drawing = { "map", "Map " SCRIPT, DRAWING };
	g_autofree char *path = g_build_filename(fixture->dir, "report.html", NULL);
	g_autoptr(GError) error = NULL;
	char *page = NULL;

	ct_html_write(fixture->plan, fixture->world.estate, findings, &drawing, 1, path,
		      "2014-01-31", &error);
	g_assert_no_error(error);
	g_file_get_contents(path, &page, NULL, &error);
	g_assert_no_error(error);
	return page;
}

/* A parser of XML reads it without a word. */
static xmlDocPtr
parse(const char *page)
{
	xmlDocPtr document = xmlReadMemory(page, (int)strlen(page), "report.html", NULL,
					   XML_PARSE_NONET | XML_PARSE_NOERROR);

	g_assert_nonnull(document);
	return document;
}

static guint
count_nodes(xmlDocPtr document, const char *path)
{
	xmlXPathContextPtr context = xmlXPathNewContext(document);
	xmlXPathObjectPtr result;
	guint count;

	xmlXPathRegisterNs(context, BAD_CAST "h", BAD_CAST "http://www.w3.org/1999/xhtml");
	result = xmlXPathEvalExpression(BAD_CAST path, context);
	g_assert_nonnull(result);
	count = xmlXPathNodeSetIsEmpty(result->nodesetval) ? 0 : (guint)result->nodesetval->nodeNr;
	xmlXPathFreeObject(result);
	xmlXPathFreeContext(context);
	return count;
}

static void
test_complete(Fixture *fixture, gconstpointer data)
{
	static const char *const ids[] = { "s001",
					   "s002",
					   "s003",
					   "s004",
					   "s005",
					   "s006",
					   "c01",
					   "c02",
					   "wave-01",
					   "fate-1",
					   "finding-1",
					   "pair-1",
					   "finding-2",
					   "input-1",
					   "V1",
					   "V4",
					   "R-06",
					   "O-01",
					   "X-99",
					   "OCS-P2-01",
					   "approve-scope",
					   "approve-return",
					   "approve-losses",
					   "question-1",
					   "assumption-2",
					   "check-c01",
					   "check-c02",
					   "review",
					   "tools",
					   "sources" };
	g_autofree char *page = write_page(fixture, fixture->world.findings);
	xmlDocPtr document = parse(page);

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
		g_autofree char *path = g_strdup_printf("//*[@id='%s']", ids[i]);

		g_test_message("%s", ids[i]);
		g_assert_cmpuint(count_nodes(document, path), ==, 1);
	}
	xmlFreeDoc(document);
	g_assert_nonnull(strstr(page, "1,234,567"));
	g_assert_nonnull(strstr(page, "href=\"waves/wave-01.csv\""));
	g_assert_nonnull(strstr(page, "2014-01-31"));
	g_assert_nonnull(strstr(page, "Sat 2014-03-01 20:00"));
	g_assert_nonnull(strstr(page, ">0123456789ab<"));
	g_assert_nonnull(strstr(page, "Office Communications Server 2007 R2"));
	/* one loss by two steps */
	g_assert_nonnull(strstr(page, "(2,468 objects)"));
	/* one reason for three steps */
	g_assert_nonnull(strstr(page, ">s001</a>–<a"));
}

/* What a reviewer decides, ticks and filters by. */
static void
test_reviewed(Fixture *fixture, gconstpointer data)
{
	g_autofree char *page = write_page(fixture, fixture->world.findings);
	xmlDocPtr document = parse(page);

	(void)data;
	/* a question is no assumption, and the other way round */
	g_assert_cmpuint(count_nodes(document, "//*[@id='assumption-1']"), ==, 0);
	g_assert_cmpuint(count_nodes(document, "//*[@id='question-2']"), ==, 0);
	/* one tick before going on, and one for each run of steps that are tested alike */
	g_assert_cmpuint(count_nodes(document, "//h:input[@data-tick='c01/V4']"), ==, 1);
	g_assert_cmpuint(count_nodes(document, "//h:input[@data-tick='s001/V1']"), ==, 1);
	g_assert_cmpuint(count_nodes(document, "//h:input[@data-tick='s002/V1']"), ==, 0);
	g_assert_cmpuint(count_nodes(document, "//h:input[@data-tick='s006/V1']"), ==, 1);
	g_assert_cmpuint(count_nodes(document, "//h:select[@id='status']"), ==, 1);
	/* one wave is no choice */
	g_assert_cmpuint(count_nodes(document, "//h:select[@id='wave']"), ==, 0);
	xmlFreeDoc(document);
}

/* The line that a claim rests on is on the page, and the claim leads there. */
static void
test_evidence(Fixture *fixture, gconstpointer data)
{
	g_autofree char *path = g_build_filename(fixture->dir, "export.xml", NULL);
	CtPlanInput *input = &g_array_index(fixture->plan->inputs, CtPlanInput, 0);
	CtPlanStep *step = &g_array_index(fixture->plan->steps, CtPlanStep, 0);
	g_autofree char *page = NULL;
	xmlDocPtr document;

	(void)data;
	g_file_set_contents(path, "<a>\n <b/>\n <c>" SCRIPT "</c>\n</a>\n", -1, NULL);
	input->path = path;
	add_evidence(step->evidence, path, 3, "where it is");
	add_evidence(step->evidence, path, 77, "where it is not");
	page = write_page(fixture, NULL);
	document = parse(page);
	g_assert_cmpuint(count_nodes(document, "//h:pre/h:mark[@id='e1-3']"), ==, 1);
	g_assert_cmpuint(count_nodes(document, "//h:a[@href='#e1-3']"), ==, 1);
	g_assert_cmpuint(count_nodes(document, "//h:mark[@id='e1-77']"), ==, 0);
	g_assert_nonnull(strstr(page, "3   &lt;c&gt;&lt;script&gt;alert(1)"));
	g_assert_nonnull(strstr(page, "href=\"#input-1\">export.xml:77</a>"));
	xmlFreeDoc(document);
	g_remove(path);
}

/* Every link leads somewhere, every id is there once. */
static void
test_links(Fixture *fixture, gconstpointer data)
{
	g_autofree char *page = write_page(fixture, fixture->world.findings);
	xmlDocPtr document = parse(page);
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GRegex) id = g_regex_new(" id=\"([^\"]*)\"", 0, 0, NULL);
	g_autoptr(GRegex) link = g_regex_new(" href=\"#([^\"]*)\"", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	(void)data;
	for (g_regex_match(id, page, 0, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL)) {
		char *name = g_match_info_fetch(match, 1);

		g_test_message("%s", name);
		g_assert_true(g_hash_table_add(ids, name));
	}
	g_clear_pointer(&match, g_match_info_unref);
	for (g_regex_match(link, page, 0, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 1);

		g_test_message("#%s", name);
		g_assert_true(g_hash_table_contains(ids, name));
	}
	xmlFreeDoc(document);
}

static void
test_hostile(Fixture *fixture, gconstpointer data)
{
	g_autofree char *page = write_page(fixture, fixture->world.findings);
	xmlDocPtr document = parse(page);

	(void)data;
	g_assert_cmpuint(count_nodes(document, "//h:script"), ==, 1);
	g_assert_null(strstr(page, SCRIPT));
	g_assert_nonnull(strstr(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
	g_assert_nonnull(strstr(page, "bell\xef\xbf\xbd and \xef\xbf\xbd[31m"));
	xmlFreeDoc(document);
}

/* No address but the names of namespaces, and nothing that a browser would fetch. */
static void
test_self_contained(Fixture *fixture, gconstpointer data)
{
	g_autofree char *page = write_page(fixture, fixture->world.findings);
	xmlDocPtr document = parse(page);

	(void)data;
	for (const char *at = page; (at = strstr(at, "://")) != NULL; at++)
		g_assert_true(g_str_has_prefix(at, "://www.w3.org/1999/xhtml\"") ||
			      g_str_has_prefix(at, "://www.w3.org/2000/svg\""));
	g_assert_cmpuint(count_nodes(document, "//*[@src]"), ==, 0);
	g_assert_cmpuint(count_nodes(document, "//h:link[@href!='data:,']"), ==, 0);
	g_assert_cmpuint(count_nodes(document, "//h:meta[@http-equiv='Content-Security-Policy']"),
			 ==, 1);
	xmlFreeDoc(document);
}

static void
test_deterministic(Fixture *fixture, gconstpointer data)
{
	g_autofree char *first = write_page(fixture, fixture->world.findings);
	g_autofree char *second = write_page(fixture, fixture->world.findings);

	(void)data;
	g_assert_cmpstr(first, ==, second);
}

/* What all inputs begin with is said once. */
static void
test_folder(Fixture *fixture, gconstpointer data)
{
	static const CtPlanInput inputs[] = { { "in/legacy/made.xml", "", "", "" },
					      { "in/lync/b.xml", "", "", "" } };
	CtPlanStep *step = &g_array_index(fixture->plan->steps, CtPlanStep, 0);
	g_autofree char *page = NULL;

	(void)data;
	g_array_set_size(fixture->plan->inputs, 0);
	g_array_append_vals(fixture->plan->inputs, inputs, G_N_ELEMENTS(inputs));
	add_evidence(step->evidence, "in/lync/b.xml", 5, "");
	add_evidence(step->evidence, "inside.xml", 6, "");
	page = write_page(fixture, NULL);
	g_assert_nonnull(strstr(page, "<code>in/</code>"));
	g_assert_nonnull(strstr(page, "href=\"#input-2\">lync/b.xml:5</a>"));
	g_assert_nonnull(strstr(page, ">inside.xml:6</span>"));
}

static void
test_without_findings(Fixture *fixture, gconstpointer data)
{
	g_autofree char *page = write_page(fixture, NULL);
	xmlDocPtr document = parse(page);

	(void)data;
	g_assert_cmpuint(count_nodes(document, "//*[@id='finding-1']"), ==, 0);
	g_assert_cmpuint(count_nodes(document, "//*[@id='findings']"), ==, 1);
	xmlFreeDoc(document);
}

/* A thousand times one mistake is told once, and a large plan stays light. */
static void
test_large(Fixture *fixture, gconstpointer data)
{
	g_autofree char *page = NULL;

	(void)data;
	for (guint i = 0; i < 5000; i++)
		ct_findings_add(fixture->world.findings, CT_RULE_CROSS_FOREST,
				(CtOrigin){ 0, i, NULL }, NULL, "again");
	for (guint i = 0; i < 700; i++) {
		CtPlanStep *step = add_step(fixture->plan, "OCS-P2-05", "Set the filter of a pool",
					    "pool:other.contoso.com");

		for (guint j = 0; j < 30; j++)
			add_after(step, "s001", "O-01", TRUE);
		add_evidence(step->evidence, "made.xml", i, "pool other.contoso.com");
	}
	for (guint i = 0; i < 5000; i++) {
		CtFate *fate = ct_plan_add_fate(fixture->plan);

		fate->subject = ct_plan_printf(fixture->plan, "umcontact:%u", i);
		fate->fate = "moves";
		fate->rule = "OCS-P9-03";
	}
	page = write_page(fixture, fixture->world.findings);
	g_test_message("%zu bytes", strlen(page));
	g_assert_cmpuint(strlen(page), <, 2000000);
	g_assert_nonnull(strstr(page, "and 4,902 more"));
}

static void
test_unwritable(Fixture *fixture, gconstpointer data)
{
	g_autofree char *path = g_build_filename(fixture->dir, "missing", "report.html", NULL);
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_false(ct_html_write(fixture->plan, fixture->world.estate, NULL, NULL, 0, path,
				     NULL, &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* Raw to one parser and a CDATA section to the other: neither may hold what would end it. */
static void
test_raw_parts(void)
{
	const char *const parts[] = { ct_html_style(), ct_html_script() };

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_assert_cmpuint(strlen(parts[i]), >, 1000);
		g_assert_null(strstr(parts[i], "</"));
		g_assert_null(strstr(parts[i], "<!--"));
		g_assert_null(strstr(parts[i], "]]>"));
		g_assert_null(strstr(parts[i], "url("));
		g_assert_true(g_utf8_validate(parts[i], -1, NULL));
	}
}

static void
test_characters(void)
{
	static const struct {
		const char *raw;
		const char *clean;
	} rows[] = {
		{ "", "" },
		{ "tab\t line\n", "tab\t line\n" },
		{ "\x01", "\xef\xbf\xbd" },
		{ "a\xffz", "a\xef\xbf\xbdz" },
		{ "\xef\xbf\xbe", "\xef\xbf\xbd" },
		{ "Zoë 𝄞", "Zoë 𝄞" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *clean = ct_characters_clean(rows[i].raw);

		g_assert_cmpstr(clean, ==, rows[i].clean);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/html/complete", Fixture, NULL, set_up, test_complete, tear_down);
	g_test_add("/html/reviewed", Fixture, NULL, set_up, test_reviewed, tear_down);
	g_test_add("/html/evidence", Fixture, NULL, set_up, test_evidence, tear_down);
	g_test_add("/html/links", Fixture, NULL, set_up, test_links, tear_down);
	g_test_add("/html/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
	g_test_add("/html/self-contained", Fixture, NULL, set_up, test_self_contained, tear_down);
	g_test_add("/html/deterministic", Fixture, NULL, set_up, test_deterministic, tear_down);
	g_test_add("/html/without-findings", Fixture, NULL, set_up, test_without_findings,
		   tear_down);
	g_test_add("/html/folder", Fixture, NULL, set_up, test_folder, tear_down);
	g_test_add("/html/large", Fixture, NULL, set_up, test_large, tear_down);
	g_test_add("/html/unwritable", Fixture, NULL, set_up, test_unwritable, tear_down);
	g_test_add_func("/html/raw-parts", test_raw_parts);
	g_test_add_func("/html/characters", test_characters);
	return g_test_run();
}
