/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs share: suggestions, text for terminals, folders that appear whole; the rule book. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/explain.h"
#include "cli/folder.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/suggest.h"
#include "planner/catalogue.h"
#include "planner/plan-json.h"

static void
test_suggest(void)
{
	static const char *const words[] = { "inspect", "validate", "plan", "check", NULL };
	static const struct {
		const char *word;
		const char *meant; /* nullable */
	} cases[] = {
		{ "inspekt", "inspect" },
		{ "isnpect", "inspect" },
		{ "PLAN", "plan" },
		{ "pan", "plan" },
		{ "plann", "plan" },
		{ "valdiate", "validate" },
		{ "", NULL },
		{ "frobnicate", NULL },
		{ "xy", NULL },
	};
	g_autofree char *endless = g_strnfill(5000, 'x');

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(ct_suggest(cases[i].word, words), ==, cases[i].meant);
	g_assert_null(ct_suggest(endless, words));
}

static void
test_neutral(void)
{
	static const struct {
		const char *text;
		const char *neutral;
	} cases[] = {
		{ "plain", "plain" },
		{ "\033[2J\a", "\\x1b[2J\\x07" },
		{ "a\nb\tc", "a\\x0ab\\x09c" },
		{ "\xC2\x9B 31m", "\\x9b 31m" },
		{ "\x7f", "\\x7f" },
		{ "\xE2\x80\xAE gnp.exe", "\\u202e gnp.exe" },
		{ "broken \xff\xC3", "broken \\xff\\xc3" },
		{ "Jo\xC3\xA3o \xE5\xBC\xA0", "Jo\xC3\xA3o \xE5\xBC\xA0" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *neutral = ct_text_neutral(cases[i].text);

		g_assert_cmpstr(neutral, ==, cases[i].neutral);
	}
}

/* What @write prints. */
static char *
printed(gboolean color, void (*write)(CtReport *report))
{
	FILE *stream = tmpfile();
	g_autoptr(CtReport) report = ct_report_new(stream, color);
	g_autofree char *text = NULL;
	gsize length;

	write(report);
	g_assert_true(ct_report_finish(report, NULL));
	length = (gsize)ftell(stream);
	rewind(stream);
	text = g_malloc0(length + 1);
	g_assert_cmpuint(fread(text, 1, length, stream), ==, length);
	fclose(stream);
	return g_steal_pointer(&text);
}

static void
write_table(CtReport *report)
{
	g_autoptr(CtTable) table = ct_table_new("lrl");

	ct_report_heading(report, "Title");
	ct_table_add(table, "name");
	ct_table_add(table, "users");
	ct_table_add(table, "note");
	ct_table_add(table, "\xE5\xBC\xA0");
	ct_table_add(table, "%d", 7);
	ct_table_add(table, "x\ny");
	ct_report_table(report, table);
}

static void
test_table(void)
{
	g_autofree char *text = printed(FALSE, write_table);
	g_autofree char *colored = printed(TRUE, write_table);

	g_assert_cmpstr(text, ==,
			"Title\n"
			"  name  users  note\n"
			"  \xE5\xBC\xA0        7  x\\x0ay\n");
	g_assert_true(g_str_has_prefix(colored, "\033[1mTitle\033[0m\n"));
}

static void
write_paragraph(CtReport *report)
{
	ct_report_wrap(report, 4,
		       "One two three four five six seven eight nine ten eleven twelve thirteen "
		       "fourteen fifteen.");
}

static void
test_wrap(void)
{
	g_autofree char *text = printed(FALSE, write_paragraph);

	g_assert_cmpstr(text, ==,
			"    One two three four five six seven eight nine ten eleven twelve "
			"thirteen\n    fourteen fifteen.\n");
}

static void
write_items(CtReport *report)
{
	ct_report_heading(report,
			  "A heading that is too long for one line of a terminal goes on in the "
			  "second line");
	ct_report_item(report, 2, 4, "Tool",
		       "one two three four five six seven eight nine ten eleven twelve thirteen "
		       "fourteen");
	ct_report_item(report, 2, 4, "", "x\ny");
	ct_report_item(report, 2, 4, "Long label", "text");
}

static void
test_items(void)
{
	g_autofree char *text = printed(FALSE, write_items);

	g_assert_cmpstr(text, ==,
			"A heading that is too long for one line of a terminal goes on in the "
			"second line\n"
			"  Tool  one two three four five six seven eight nine ten eleven twelve "
			"thirteen\n        fourteen\n"
			"        x\\x0ay\n"
			"  Long label  text\n");
}

static const char *explained; /* nullable */

static void
write_explanation(CtReport *report)
{
	CtOptions options = { .args = (char *[]){ (char *)explained, NULL } };
	CtSession session = { &ct_verb_explain, &options, report, report };

	g_assert_cmpint(ct_verb_explain.run(&session), ==, CT_EXIT_OK);
}

/* Real lines, none of them wider than a terminal but for the name of a long page. */
static void
assert_laid_out(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	g_assert_true(g_str_has_suffix(text, "\n"));
	g_assert_null(strstr(text, "\\x"));
	for (guint i = 0; lines[i] != NULL; i++) {
		const char *blank = strrchr(lines[i], ' ');

		/* two blanks before the last word: it is the first one of its item */
		if (g_utf8_strlen(lines[i], -1) > 80 && blank != NULL && blank > lines[i] &&
		    blank[-1] != ' ')
			g_error("wider than 80 columns: %s", lines[i]);
		g_assert_false(g_str_has_suffix(lines[i], " "));
	}
}

static void
test_explain(void)
{
	guint count = 0;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);
	g_autofree char *all = NULL;

	explained = NULL;
	all = printed(FALSE, write_explanation);
	assert_laid_out(all);
	for (guint i = 0; i < count; i++) {
		g_autofree char *head = g_strdup_printf("%s: ", entries[i].id);
		g_autofree char *listed = g_strdup_printf("\n  %s ", entries[i].id);
		g_autofree char *text = NULL;

		explained = entries[i].id;
		text = printed(FALSE, write_explanation);
		assert_laid_out(text);
		g_assert_true(g_str_has_prefix(text, head));
		g_assert_nonnull(strstr(all, listed));
	}
	explained = "O-14";
	{
		g_autofree char *text = printed(FALSE, write_explanation);

		/* each reason leads its order, and a step has its name once */
		g_assert_nonnull(
			strstr(text, "\n  -  What the cutover clears must have been set ("));
		g_assert_nonnull(strstr(text, "\n  -  The site routes are cleared first ("));
		g_assert_nonnull(strstr(text, "First OCS-P5-01 ("));
		g_assert_null(strstr(text, "\n  The site routes are cleared first."));
		g_assert_null(strstr(strstr(text, "OCS-P8-06 (") + 1, "OCS-P8-06 ("));
	}
}

/* A signal while a folder is being filled: nothing more is written, and nothing stays behind. */
static void
test_interrupted_folder(void)
{
	g_autofree char *root = g_dir_make_tmp("cutover-test-XXXXXX", NULL);
	g_autofree char *place = g_build_filename(root, "plan", NULL);
	g_autoptr(GError) error = NULL;
	CtFolder *folder = ct_folder_new(place, &error);

	g_assert_no_error(error);
	g_assert_true(ct_folder_write(folder, "waves/w.csv", "a", 1, &error));
	raise(SIGTERM);
	g_assert_true(ct_interrupt_seen());
	g_assert_false(ct_folder_write(folder, "plan.json", "{}", 2, &error));
	g_assert_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_WRITE);
	g_assert_true(g_str_has_suffix(error->message, "plan: interrupted; nothing was written"));
	g_assert_false(ct_folder_place(folder, FALSE, NULL));
	g_assert_false(ct_folder_merge(folder, NULL));
	ct_folder_free(folder);
	g_assert_cmpint(g_rmdir(root), ==, 0);
}

static void
test_interrupted_program(void)
{
	if (g_test_subprocess()) {
		ct_interrupt_watch();
		raise(SIGTERM);
		ct_interrupt_pass_on();
		exit(0);
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_failed();
}

static void
test_report_that_fails(void)
{
	g_autoptr(GError) error = NULL;
	FILE *stream = fopen("/dev/full", "w");
	g_autoptr(CtReport) report = stream != NULL ? ct_report_new(stream, FALSE) : NULL;

	if (report == NULL) {
		g_test_skip("there is no /dev/full");
		return;
	}
	ct_report_line(report, "lost");
	g_assert_false(ct_report_finish(report, &error));
	g_assert_nonnull(error);
	fclose(stream);
}

static void
test_folder(void)
{
	g_autofree char *root = g_dir_make_tmp("cutover-test-XXXXXX", NULL);
	g_autofree char *place = g_build_filename(root, "plan", NULL);
	g_autofree char *file = g_build_filename(place, "plan.json", NULL);
	g_autofree char *deep = g_build_filename(place, "waves", "w.csv", NULL);
	g_autoptr(GError) error = NULL;
	CtFolder *folder = ct_folder_new(place, &error);
	g_autofree char *temporary = g_strdup(ct_folder_path(folder));

	g_assert_no_error(error);
	g_assert_true(ct_folder_write(folder, "waves/w.csv", "a", 1, &error));
	g_assert_false(g_file_test(place, G_FILE_TEST_EXISTS));
	ct_folder_free(folder);
	g_assert_false(g_file_test(temporary, G_FILE_TEST_EXISTS));

	folder = ct_folder_new(place, &error);
	g_assert_true(ct_folder_write(folder, "plan.json", "{}", 2, &error));
	g_assert_true(ct_folder_place(folder, FALSE, &error));
	ct_folder_free(folder);
	g_assert_true(g_file_test(file, G_FILE_TEST_EXISTS));

	folder = ct_folder_new(place, &error);
	g_assert_true(ct_folder_write(folder, "waves/w.csv", "a", 1, &error));
	g_assert_false(ct_folder_place(folder, FALSE, &error));
	g_assert_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_WRITE);
	g_clear_error(&error);
	g_assert_true(ct_folder_place(folder, TRUE, &error));
	ct_folder_free(folder);
	g_assert_false(g_file_test(file, G_FILE_TEST_EXISTS));
	g_assert_true(g_file_test(deep, G_FILE_TEST_EXISTS));

	/* it holds no plan.json any more and is not empty: nothing that may be replaced */
	g_assert_false(ct_folder_check(place, TRUE, NULL));
	g_assert_false(ct_folder_check("", TRUE, NULL));
	g_unlink(deep);
	g_free(deep);
	deep = g_build_filename(place, "waves", NULL);
	g_rmdir(deep);
	g_assert_true(ct_folder_check(place, TRUE, NULL));
	g_rmdir(place);
	g_assert_cmpint(g_rmdir(root), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cli/suggest", test_suggest);
	g_test_add_func("/cli/neutral", test_neutral);
	g_test_add_func("/cli/table", test_table);
	g_test_add_func("/cli/wrap", test_wrap);
	g_test_add_func("/cli/items", test_items);
	g_test_add_func("/cli/explain", test_explain);
	g_test_add_func("/cli/report-that-fails", test_report_that_fails);
	g_test_add_func("/cli/folder", test_folder);
	g_test_add_func("/cli/interrupted-program", test_interrupted_program);
	/* the last: the signal stays remembered */
	g_test_add_func("/cli/interrupted-folder", test_interrupted_folder);
	return g_test_run();
}
