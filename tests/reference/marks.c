/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/reference/marks.h"

#include <string.h>

#include "planner/catalogue.h"

static void
mark_free(gpointer data)
{
	CtMark *mark = data;

	g_free(mark->id);
	g_free(mark->file);
	g_free(mark->title);
	g_free(mark);
}

/* The word as an id of the rule book: "W-12", "duplicate-id"; NULL when it is none. */
static const char *
known_id(const char *word)
{
	const CtCatalogueEntry *entry = ct_catalogue_find(word);

	if (entry == NULL)
		return NULL;
	if (strcmp(entry->id, word) == 0 || g_strcmp0(entry->code, word) == 0)
		return entry->id;
	return NULL;
}

/* "W-12 not W-13 an Edge ..." up to the first word that is neither; returns what is left. */
static const char *
read_ids(GPtrArray *marks, const char *text, const char *file, const char *title)
{
	gboolean is_near = FALSE;
	const char *rest = text;

	while (*rest != '\0') {
		gsize length = strcspn(rest, " ,");
		g_autofree char *word = g_strndup(rest, length);
		const char *id = known_id(word);

		if (id == NULL && strcmp(word, "not") != 0 && length > 0)
			break;
		if (id != NULL) {
			CtMark *mark = g_new0(CtMark, 1);

			mark->id = g_strdup(id);
			mark->is_near = is_near;
			mark->file = g_strdup(file);
			mark->title = g_strdup(title);
			g_ptr_array_add(marks, mark);
		}
		is_near = is_near || strcmp(word, "not") == 0;
		rest += length;
		rest += strspn(rest, " ,");
	}
	return rest;
}

static void
read_scenarios(GPtrArray *marks, const char *file, char **lines)
{
	static const char begin[] = "--- scenario ";
	static const char shows[] = "--- shows ";
	const char *title = "";

	for (guint i = 0; lines[i] != NULL; i++) {
		if (g_str_has_prefix(lines[i], begin)) {
			g_autoptr(GPtrArray) none = g_ptr_array_new_with_free_func(mark_free);

			/* twice: the title of a mark is what follows the ids */
			title = read_ids(none, lines[i] + strlen(begin), file, "");
			read_ids(marks, lines[i] + strlen(begin), file, title);
		} else if (g_str_has_prefix(lines[i], shows)) {
			read_ids(marks, lines[i] + strlen(shows), file, title);
		}
	}
}

static void
read_comments(GPtrArray *marks, const char *file, char **lines)
{
	for (guint i = 0; lines[i] != NULL; i++) {
		const char *shows = strstr(lines[i], "shows: ");

		if (shows != NULL)
			read_ids(marks, shows + strlen("shows: "), file, "");
	}
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names below @folder, sorted. */
static GPtrArray *
names_in(const char *folder)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

GPtrArray *
ct_marks_read(const char *root)
{
	static const char *const folders[] = { "scenarios", "seeded", "unit", "." };
	GPtrArray *marks = g_ptr_array_new_with_free_func(mark_free);

	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = g_build_filename(root, "tests", folders[i], NULL);
		g_autoptr(GPtrArray) names = names_in(folder);

		for (guint k = 0; k < names->len; k++) {
			const char *name = g_ptr_array_index(names, k);
			g_autofree char *path = g_build_filename(folder, name, NULL);
			g_autofree char *shown = g_strdup_printf(
				"%s%s%s", i + 1 < G_N_ELEMENTS(folders) ? folders[i] : "",
				i + 1 < G_N_ELEMENTS(folders) ? "/" : "", name);
			g_autofree char *text = NULL;
			g_auto(GStrv) lines = NULL;

			if (!g_file_get_contents(path, &text, NULL, NULL))
				continue;
			lines = g_strsplit(text, "\n", -1);
			if (g_str_has_suffix(name, ".t"))
				read_scenarios(marks, shown, lines);
			else if (g_str_has_suffix(name, ".c") || g_str_has_suffix(name, ".py"))
				read_comments(marks, shown, lines);
		}
	}
	return marks;
}
