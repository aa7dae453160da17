/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * docs/reference/ against the tables: no page is stale, missing or left over, none is thin, none
 * repeats another, `cutover explain` says the same, and every row has its tests.
 *
 *   reference [CUTOVER]      with CT_UPDATE_GOLDEN=1 the pages are written instead: ./run reference
 *
 * Without CUTOVER nothing is explained.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/reference/coverage.h"

#define LEAST_WORDS 40

static const char *cutover;

static void complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* All of what is wrong with a test is told, not the first thing only. */
static void
complain(const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	g_test_message("%s", text);
	g_test_fail();
}

static char *
root_folder(void)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");

	return g_strdup(root != NULL ? root : ".");
}

/* Files of the folder that no page stands for. */
static void
look_for_leftovers(const char *folder, GPtrArray *pages, gboolean is_update)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		gboolean is_page = FALSE;

		for (guint i = 0; i < pages->len && !is_page; i++)
			is_page = strcmp(((CtReferencePage *)pages->pdata[i])->name, name) == 0;
		if (is_page)
			continue;
		if (is_update)
			g_assert_cmpint(g_unlink(path), ==, 0);
		else
			complain("%s: no row has this page any more", name);
	}
}

static void
test_pages(void)
{
	gboolean is_update = g_strcmp0(g_getenv("CT_UPDATE_GOLDEN"), "1") == 0;
	g_autofree char *root = root_folder();
	g_autofree char *folder = g_build_filename(root, "docs", "reference", NULL);
	g_autoptr(GPtrArray) pages = ct_reference_pages();
	g_autofree char *gaps = NULL;

	g_ptr_array_add(pages, ct_coverage_page(root, &gaps));
	if (is_update)
		g_mkdir_with_parents(folder, 0755);
	for (guint i = 0; i < pages->len; i++) {
		const CtReferencePage *page = g_ptr_array_index(pages, i);
		g_autofree char *path = g_build_filename(folder, page->name, NULL);
		g_autofree char *found = NULL;

		g_file_get_contents(path, &found, NULL, NULL);
		if (g_strcmp0(found, page->text) == 0)
			continue;
		if (is_update)
			g_assert_true(g_file_set_contents(path, page->text, -1, NULL));
		else
			complain("docs/reference/%s is stale: ./run reference", page->name);
	}
	look_for_leftovers(folder, pages, is_update);
}

/* Sections that say something of the row itself; facts, lists of neighbours and sources do not. */
static gboolean
is_own(const CtPageSection *section)
{
	static const char *const others[] = { "",
					      "Order",
					      "Source",
					      "Steps that lead here",
					      "What comes before",
					      "What waits for it",
					      "What to check afterwards",
					      "Way back",
					      "Asked before",
					      "What is asked before it",
					      "Example",
					      "How",
					      NULL };

	return !g_strv_contains(others, section->heading);
}

static char *
own_text(const CtCatalogueEntry *entry)
{
	g_autoptr(GPtrArray) page = ct_catalogue_page(entry);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < page->len; i++) {
		const CtPageSection *section = g_ptr_array_index(page, i);
		g_autofree char *items = g_strjoinv(" ", section->items);

		if (is_own(section))
			g_string_append_printf(text, "%s %s ", section->text, items);
	}
	return g_string_free(text, FALSE);
}

static GPtrArray *
words_of(const char *text)
{
	g_auto(GStrv) parts = g_strsplit_set(text, " \n", -1);
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; parts[i] != NULL; i++)
		if (parts[i][0] != '\0')
			g_ptr_array_add(words, g_strdup(parts[i]));
	return words;
}

/* The items of one section of a page, newly allocated; NULL without such a section. */
static char *
items_of(const CtCatalogueEntry *entry, const char *heading)
{
	g_autoptr(GPtrArray) page = ct_catalogue_page(entry);

	for (guint i = 0; i < page->len; i++) {
		const CtPageSection *section = g_ptr_array_index(page, i);

		if (strcmp(section->heading, heading) == 0)
			return g_strjoinv("\n", section->items);
	}
	return NULL;
}

/* A rule shows a finding as it is printed; a step says what is typed or opened, and nobody forces. */
static void
test_sections(void)
{
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	for (guint i = 0; i < count; i++) {
		const CtCatalogueEntry *entry = &entries[i];
		g_autofree char *example = items_of(entry, "Example");
		g_autofree char *how = items_of(entry, "How");

		if (strcmp(entry->kind, "rule") == 0 && example == NULL)
			complain("%s: no example: a scenario has to print it as text", entry->id);
		if (strcmp(entry->kind, "step") == 0 && how == NULL)
			complain("%s: nothing in commands.def", entry->id);
		if (how != NULL && strstr(how, "-Force") != NULL)
			complain("%s: a command that forces", entry->id);
	}
}

static void
test_words(void)
{
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	for (guint i = 0; i < count; i++) {
		g_autofree char *text = own_text(&entries[i]);
		g_autoptr(GPtrArray) words = words_of(text);

		if (words->len < LEAST_WORDS)
			complain("%s: %u words", entries[i].id, words->len);
	}
}

/* Runs of six words, each once. */
static GHashTable *
runs_of(const char *text)
{
	g_autoptr(GPtrArray) words = words_of(text);
	GHashTable *runs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i + 6 <= words->len; i++) {
		const char *const *w = (const char *const *)words->pdata + i;

		g_hash_table_add(runs, g_strdup_printf("%s %s %s %s %s %s", w[0], w[1], w[2], w[3],
						       w[4], w[5]));
	}
	return runs;
}

static guint
count_common(GHashTable *a, GHashTable *b)
{
	GHashTableIter iter;
	gpointer run;
	guint common = 0;

	g_hash_table_iter_init(&iter, a);
	while (g_hash_table_iter_next(&iter, &run, NULL))
		common += g_hash_table_contains(b, run);
	return common;
}

/* A third of what a page says may be on another, not more: two pages may share a question. */
static void
test_distinct(void)
{
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_hash_table_unref);

	for (guint i = 0; i < count; i++) {
		g_autofree char *text = own_text(&entries[i]);

		g_ptr_array_add(all, runs_of(text));
	}
	for (guint i = 0; i < count; i++)
		for (guint k = 0; k < count; k++) {
			guint common = k != i ? count_common(all->pdata[i], all->pdata[k]) : 0;

			if (common * 3 > g_hash_table_size(all->pdata[i]))
				complain("%s repeats %s", entries[i].id, entries[k].id);
		}
}

/* Letters and digits only: the two forms differ in everything else.  Targets of links are no text. */
static char *
letters_of(const char *text)
{
	GString *letters = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p++) {
		if (g_str_has_prefix(p, "]("))
			p = strchr(p, ')');
		else if (g_ascii_isalnum(*p))
			g_string_append_c(letters, *p);
	}
	return g_string_free(letters, FALSE);
}

static void
test_explained(void)
{
	g_autoptr(GPtrArray) pages = ct_reference_pages();
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	if (cutover == NULL) {
		g_test_skip("no program to ask");
		return;
	}
	for (guint i = 0; i < count; i++) {
		const CtReferencePage *page = g_ptr_array_index(pages, i);
		g_autofree char *name = i % 2 == 0 ? g_ascii_strdown(entries[i].id, -1)
						   : g_strdup(entries[i].id);
		const char *argv[] = { cutover, "explain", name, NULL };
		g_autofree char *out = NULL;
		g_autofree char *expected = letters_of(page->text);
		g_autofree char *found = NULL;
		g_autoptr(GError) error = NULL;

		g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL,
			     NULL, &error);
		g_assert_no_error(error);
		found = letters_of(out);
		if (strcmp(found, expected) != 0)
			complain("explain %s and its page differ", name);
	}
}

static void
test_coverage(void)
{
	g_autofree char *root = root_folder();
	g_autofree char *gaps = NULL;
	CtReferencePage *page = ct_coverage_page(root, &gaps);
	g_auto(GStrv) lines = g_strsplit(gaps, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (lines[i][0] != '\0')
			complain("coverage: %s", lines[i]);
	g_free(page->name);
	g_free(page->text);
	g_free(page);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cutover = argc > 1 ? argv[1] : NULL;
	g_test_add_func("/reference/pages", test_pages);
	g_test_add_func("/reference/words", test_words);
	g_test_add_func("/reference/sections", test_sections);
	g_test_add_func("/reference/distinct", test_distinct);
	g_test_add_func("/reference/explained", test_explained);
	g_test_add_func("/reference/coverage", test_coverage);
	return g_test_run();
}
