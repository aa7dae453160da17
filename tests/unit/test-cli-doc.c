/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/cli.md is written by hand; what it says of verbs, options, formats and exit codes is compared
 * with the program here.  docs/exporting.md has the commands that the samples say they are made with. */
#include <string.h>

#include "cli/check.h"
#include "cli/diff.h"
#include "cli/exit.h"
#include "cli/explain.h"
#include "cli/inspect.h"
#include "cli/plan.h"
#include "cli/render.h"
#include "cli/status.h"
#include "cli/validate.h"
#include "cli/why.h"
#include "render/render.h"

static const CtVerb *const verbs[] = {
	&ct_verb_inspect, &ct_verb_validate, &ct_verb_plan, &ct_verb_check,   &ct_verb_render,
	&ct_verb_diff,	  &ct_verb_status,   &ct_verb_why,  &ct_verb_explain,
};

static char *
read_file(const char *name)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");
	g_autofree char *path = g_build_filename(root != NULL ? root : ".", name, NULL);
	g_autoptr(GError) error = NULL;
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	return text;
}

/* The text below "## @title" up to the next heading of that rank. */
static char *
section(const char *page, const char *title)
{
	g_autofree char *heading = g_strdup_printf("\n## %s\n", title);
	const char *start = strstr(page, heading);
	const char *end;

	if (start == NULL)
		g_error("docs/cli.md has no section \"%s\"", title);
	start += strlen(heading);
	end = strstr(start, "\n## ");
	return end != NULL ? g_strndup(start, (gsize)(end - start)) : g_strdup(start);
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *
join_sorted(GPtrArray *texts)
{
	g_ptr_array_sort(texts, compare_texts);
	g_ptr_array_add(texts, NULL);
	return g_strjoinv(" ", (char **)texts->pdata);
}

/* What the first cells of the table rows of @text say of options: "-o, --output=DIR". */
static void
add_documented(GPtrArray *options, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *end = strstr(lines[i], " | ");
		g_autofree char *cell = NULL;
		char *value;

		if (!g_str_has_prefix(lines[i], "| `-") || end == NULL)
			continue;
		cell = g_strndup(lines[i] + 2, (gsize)(end - lines[i] - 2));
		g_strdelimit(cell, "`", ' ');
		g_strstrip(cell);
		value = strstr(cell, "--");
		value = value != NULL ? strchr(value, ' ') : NULL;
		if (value != NULL)
			*value = '=';
		{
			g_auto(GStrv) words = g_strsplit(cell, " ", -1);
			g_autofree char *joined = g_strjoinv("", words);

			g_ptr_array_add(options, g_steal_pointer(&joined));
		}
	}
}

/* The same from the help of a verb. */
static void
add_real(GPtrArray *options, const char *help)
{
	g_auto(GStrv) lines = g_strsplit(help, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *start = lines[i] + strspn(lines[i], " ");
		const char *end = strstr(start, "  ");
		g_autofree char *option = NULL;

		if (start == lines[i] || *start != '-')
			continue;
		option = end != NULL ? g_strndup(start, (gsize)(end - start)) : g_strdup(start);
		{
			g_auto(GStrv) words = g_strsplit(option, " ", -1);

			g_ptr_array_add(options, g_strjoinv("", words));
		}
	}
}

static void
test_options(void)
{
	g_autofree char *page = read_file("docs/cli.md");
	g_autofree char *common = section(page, "Options of every verb");

	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		g_autofree char *title = g_strdup_printf("cutover %s", verbs[i]->name);
		g_autofree char *usage = g_strdup_printf("    cutover %s %s\n", verbs[i]->name,
							 verbs[i]->usage);
		g_autofree char *text = section(page, title);
		g_autofree char *help = ct_options_help(verbs[i]);
		g_autoptr(GPtrArray) documented = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(GPtrArray) real = g_ptr_array_new_with_free_func(g_free);
		g_autofree char *expected = NULL;
		g_autofree char *got = NULL;

		add_documented(documented, common);
		add_documented(documented, text);
		add_real(real, help);
		expected = join_sorted(real);
		got = join_sorted(documented);
		g_assert_cmpstr(got, ==, expected);
		g_assert_nonnull(strstr(text, usage));
		for (guint k = 0; verbs[i]->formats != NULL && verbs[i]->formats[k] != NULL; k++) {
			g_autofree char *word = g_strdup_printf("`%s`", verbs[i]->formats[k]);

			g_assert_nonnull(strstr(text, word));
		}
	}
}

static void
test_verbs(void)
{
	g_autofree char *page = read_file("docs/cli.md");

	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		g_autofree char *row = g_strdup_printf("| [`%s`](#cutover-%s) | `%s` | %s |\n",
						       verbs[i]->name, verbs[i]->name,
						       verbs[i]->usage, verbs[i]->summary);

		if (strstr(page, row) == NULL)
			g_error("docs/cli.md has no row %s", row);
	}
}

static void
test_exit_codes(void)
{
	static const CtExit codes[] = {
		CT_EXIT_OK,	  CT_EXIT_FINDINGS, CT_EXIT_USAGE,  CT_EXIT_INPUT,
		CT_EXIT_CONFLICT, CT_EXIT_UNSAFE,   CT_EXIT_OUTPUT, CT_EXIT_INTERNAL,
	};
	g_autofree char *page = read_file("docs/cli.md");
	g_autofree char *text = section(page, "Exit codes");
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint found = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		if (!g_str_has_prefix(lines[i], "| ") || !g_ascii_isdigit(lines[i][2]))
			continue;
		g_assert_cmpuint(found, <, G_N_ELEMENTS(codes));
		g_assert_cmpint(g_ascii_strtoll(lines[i] + 2, NULL, 10), ==, codes[found]);
		found++;
	}
	g_assert_cmpuint(found, ==, G_N_ELEMENTS(codes));
}

/* Rows of tables such as "| `ocs-pools.xml` | `Get-WmiObject ...` |". */
static void
test_exporting(void)
{
	static const char *const samples[] = { "samples/fabrikam/README.md",
					       "samples/northwind/README.md" };
	g_autofree char *page = read_file("docs/exporting.md");
	guint found = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *text = read_file(samples[i]);
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

		for (guint k = 0; lines[k] != NULL; k++) {
			if (!g_str_has_prefix(lines[k], "| `"))
				continue;
			found++;
			if (strstr(page, lines[k]) == NULL)
				g_error("docs/exporting.md does not have the row %s", lines[k]);
		}
	}
	g_assert_cmpuint(found, >, 20);
}

/* Every drawing has its row, and is in the gallery or can only be drawn against an earlier plan. */
static void
test_views(void)
{
	g_autofree char *page = read_file("docs/cli.md");
	g_autofree char *text = section(page, "cutover render");
	g_autofree char *gallery = read_file("docs/gallery.md");
	g_autofree const char **names = ct_render_view_names();

	for (guint i = 0; names[i] != NULL; i++) {
		g_autofree char *row = g_strdup_printf("\n| `%s` |", names[i]);
		g_autofree char *image = g_strdup_printf("images/contoso-%s.svg", names[i]);

		g_assert_nonnull(strstr(text, row));
		g_assert_true(strcmp(names[i], "changes") == 0 || strstr(gallery, image) != NULL);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cli-doc/verbs", test_verbs);
	g_test_add_func("/cli-doc/options", test_options);
	g_test_add_func("/cli-doc/exit-codes", test_exit_codes);
	g_test_add_func("/cli-doc/exporting", test_exporting);
	g_test_add_func("/cli-doc/views", test_views);
	return g_test_run();
}
