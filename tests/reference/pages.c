/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rule book as Markdown.  What a page says is decided in planner/catalogue-page.c; here it only
 * gets its headings, its lists and its links.
 */
#include "tests/reference/pages.h"

#include <string.h>

#include "planner/guide.h"

CtReferencePage *
ct_reference_page_new(char *name, char *text)
{
	CtReferencePage *page = g_new(CtReferencePage, 1);

	page->name = name;
	page->text = text;
	return page;
}

static void
reference_page_free(gpointer data)
{
	CtReferencePage *page = data;

	g_free(page->name);
	g_free(page->text);
	g_free(page);
}

static gboolean
is_word(char c)
{
	return g_ascii_isalnum(c) || c == '-';
}

static void
append_plain(GString *out, const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		if (strchr("*<>[]_|`\\", text[i]) != NULL)
			g_string_append_c(out, '\\');
		g_string_append_c(out, text[i]);
	}
}

static void
append_word(GString *out, const char *word, const char *own)
{
	const CtCatalogueEntry *entry = ct_catalogue_find(word);

	if (entry != NULL && strcmp(entry->id, word) == 0 && g_strcmp0(own, word) != 0)
		g_string_append_printf(out, "[%s](%s.md)", word, word);
	else
		append_plain(out, word, strlen(word));
}

char *
ct_reference_link(const char *text, const char *own)
{
	g_autoptr(GString) out = g_string_new(NULL);

	while (*text != '\0') {
		gsize length = 0;

		while (is_word(text[length]))
			length++;
		if (length > 0) {
			g_autofree char *word = g_strndup(text, length);

			append_word(out, word, own);
			text += length;
		} else {
			append_plain(out, text, 1);
			text++;
		}
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
append_source(GString *out, const char *source)
{
	g_autofree char *uri = ct_guide_uri(source);

	if (uri != NULL)
		g_string_append_printf(out, "- [%s](%s)\n", source, uri);
	else
		g_string_append_printf(out, "- %s\n", source);
}

static void
append_section(GString *out, const CtPageSection *section, const char *own)
{
	g_auto(GStrv) paragraphs = g_strsplit(section->text, "\n", -1);

	if (section->heading[0] != '\0')
		g_string_append_printf(out, "\n## %s\n", section->heading);
	for (guint i = 0; section->text[0] != '\0' && paragraphs[i] != NULL; i++) {
		g_autofree char *linked = ct_reference_link(paragraphs[i], own);

		g_string_append_printf(out, "\n%s\n", linked);
	}
	if (section->items[0] != NULL)
		g_string_append_c(out, '\n');
	for (guint i = 0; section->items[i] != NULL; i++) {
		g_autofree char *linked = ct_reference_link(section->items[i], own);

		if (strcmp(section->heading, "Example") == 0 ||
		    strcmp(section->heading, "How") == 0)
			g_string_append_printf(out, "    %s\n", section->items[i]);
		else if (strcmp(section->heading, "Source") == 0)
			append_source(out, section->items[i]);
		else
			g_string_append_printf(out, "- %s\n", linked);
	}
}

static char *
entry_page(const CtCatalogueEntry *entry)
{
	g_autoptr(GPtrArray) sections = ct_catalogue_page(entry);
	g_autofree char *title = ct_reference_link(entry->title, entry->id);
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "# %s: %s\n", entry->id, title);
	for (guint i = 0; i < sections->len; i++)
		append_section(out, g_ptr_array_index(sections, i), entry->id);
	return g_string_free(out, FALSE);
}

static char *
index_page(void)
{
	guint count;
	guint n_kinds;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);
	const CtCatalogueKind *kinds = ct_catalogue_kinds(&n_kinds);
	GString *out = g_string_new(
		"# The rule book\n\nOne page for each row of the tables that the program works with: "
		"what it means, why it is so, what to do. `cutover explain ID` prints the same, and "
		"takes the code of a rule as well. [coverage.md](coverage.md) says where each row is "
		"shown to work. These pages are made by `./run reference`; edit the tables, not the "
		"pages.\n");

	for (guint i = 0; i < n_kinds; i++) {
		g_string_append_printf(out, "\n## %s\n\n", kinds[i].heading);
		for (guint k = 0; k < count; k++) {
			g_autofree char *title = NULL;

			if (strcmp(entries[k].kind, kinds[i].kind) != 0)
				continue;
			title = ct_reference_link(entries[k].title, entries[k].id);
			g_string_append_printf(out, "- [%s](%s.md): %s\n", entries[k].id,
					       entries[k].id, title);
		}
	}
	return g_string_free(out, FALSE);
}

GPtrArray *
ct_reference_pages(void)
{
	GPtrArray *pages = g_ptr_array_new_with_free_func(reference_page_free);
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	for (guint i = 0; i < count; i++)
		g_ptr_array_add(pages,
				ct_reference_page_new(g_strdup_printf("%s.md", entries[i].id),
						      entry_page(&entries[i])));
	g_ptr_array_add(pages, ct_reference_page_new(g_strdup("README.md"), index_page()));
	return pages;
}
