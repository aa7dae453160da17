/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of a scenario's world.
 */
#include "tests/world.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct {
	const char *word; /* "utf-16le" */
	const char *charset;
	const char *bom;
	gsize bom_length;
} Encoding;

static const Encoding encodings[] = {
	{ "utf-8", "UTF-8", "\xEF\xBB\xBF", 3 },
	{ "utf-16le", "UTF-16LE", "\xFF\xFE", 2 },
	{ "utf-16be", "UTF-16BE", "\xFE\xFF", 2 },
	{ "windows-1252", "WINDOWS-1252", "", 0 },
};

static char *
take_error(GError *error)
{
	char *message = g_strdup(error->message);

	g_error_free(error);
	return message;
}

static char *
write_bytes(const char *path, const char *bytes, gsize length)
{
	g_autofree char *parent = g_path_get_dirname(path);
	GError *error = NULL;

	if (g_mkdir_with_parents(parent, 0777) != 0)
		return g_strdup_printf("%s: %s", parent, g_strerror(errno));
	return g_file_set_contents(path, bytes, (gssize)length, &error) ? NULL : take_error(error);
}

static char *
write_text(const char *path, const char *text, gsize length, const Encoding *encoding, gboolean bom)
{
	GError *error = NULL;
	gsize converted_length = 0;
	g_autofree char *converted = g_convert(text, (gssize)length, encoding->charset, "UTF-8",
					       NULL, &converted_length, &error);
	g_autoptr(GString) bytes = g_string_new(NULL);

	if (converted == NULL)
		return take_error(error);
	if (bom)
		g_string_append_len(bytes, encoding->bom, (gssize)encoding->bom_length);
	g_string_append_len(bytes, converted, (gssize)converted_length);
	return write_bytes(path, bytes->str, bytes->len);
}

char *
ct_world_write(const char *path, const char *text, char **encoding)
{
	const char *const *words = (const char *const *)encoding;
	const Encoding *chosen = &encodings[0];
	g_autoptr(GString) lines = g_string_new(text);
	gboolean bom = words != NULL && g_strv_contains(words, "bom");

	for (guint i = 0; words != NULL && i < G_N_ELEMENTS(encodings); i++)
		if (g_strv_contains(words, encodings[i].word))
			chosen = &encodings[i];
	if (words != NULL && g_strv_contains(words, "crlf")) {
		g_string_replace(lines, "\r\n", "\n", 0);
		g_string_replace(lines, "\n", "\r\n", 0);
	}
	return write_text(path, lines->str, lines->len, chosen, bom);
}

/* Reads a file that is UTF-8, or UTF-16 with byte order mark. */
static char *
read_text(const char *path, char **out_text, gsize *out_length, const Encoding **out_encoding,
	  gboolean *out_bom)
{
	g_autofree char *bytes = NULL;
	GError *error = NULL;
	gsize length = 0, skip = 0;

	*out_encoding = &encodings[0];
	*out_bom = FALSE;
	if (!g_file_get_contents(path, &bytes, &length, &error))
		return take_error(error);
	for (guint i = 0; i < G_N_ELEMENTS(encodings); i++) {
		const Encoding *encoding = &encodings[i];

		if (encoding->bom_length == 0 || length < encoding->bom_length ||
		    memcmp(bytes, encoding->bom, encoding->bom_length) != 0)
			continue;
		*out_encoding = encoding;
		*out_bom = TRUE;
		skip = encoding->bom_length;
	}
	*out_text = g_convert(bytes + skip, (gssize)(length - skip), "UTF-8",
			      (*out_encoding)->charset, NULL, out_length, &error);
	return *out_text != NULL ? NULL : take_error(error);
}

char *
ct_world_encode(const char *path, char **encoding)
{
	const Encoding *old = NULL;
	g_autofree char *text = NULL;
	gboolean bom = FALSE;
	gsize length = 0;
	char *fault = read_text(path, &text, &length, &old, &bom);

	return fault != NULL ? fault : ct_world_write(path, text, encoding);
}

static char *
pack_file(struct archive *archive, const char *path, const char *name)
{
	g_autofree char *bytes = NULL;
	gsize length;
	GError *error = NULL;
	struct archive_entry *entry;
	gboolean good;

	if (!g_file_get_contents(path, &bytes, &length, &error))
		return take_error(error);
	entry = archive_entry_new();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)length);
	good = archive_write_header(archive, entry) == ARCHIVE_OK &&
	       archive_write_data(archive, bytes, length) == (la_ssize_t)length;
	archive_entry_free(entry);
	return good ? NULL : g_strdup(archive_error_string(archive));
}

char *
ct_world_pack(const char *path, const char *root, char **names)
{
	struct archive *archive = archive_write_new();
	char *wrong = NULL;

	if (archive_write_set_format_zip(archive) != ARCHIVE_OK ||
	    archive_write_open_filename(archive, path) != ARCHIVE_OK)
		wrong = g_strdup(archive_error_string(archive));
	for (guint i = 0; names[i] != NULL && wrong == NULL; i++) {
		g_autofree char *from = g_build_filename(root, names[i], NULL);

		wrong = pack_file(archive, from, names[i]);
		ct_world_remove(from);
	}
	if (archive_write_free(archive) != ARCHIVE_OK && wrong == NULL)
		wrong = g_strdup("the archive could not be closed");
	return wrong;
}

char *
ct_world_replace(const char *path, const char *old, const char *new)
{
	const Encoding *encoding = NULL;
	g_autofree char *text = NULL;
	g_autoptr(GString) changed = NULL;
	gboolean bom = FALSE;
	gsize length = 0;
	char *fault = read_text(path, &text, &length, &encoding, &bom);

	if (fault != NULL)
		return fault;
	changed = g_string_new_len(text, (gssize)length);
	if (g_string_replace(changed, old, new, 0) == 0)
		return g_strdup_printf("%s: does not contain \"%s\"", path, old);
	return write_text(path, changed->str, changed->len, encoding, bom);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder, sorted; empty for what is no folder. */
static GPtrArray *
names_in(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

char *
ct_world_copy(const char *from, const char *to)
{
	g_autoptr(GPtrArray) names = NULL;
	g_autofree char *bytes = NULL;
	GError *error = NULL;
	char *fault = NULL;
	gsize length = 0;

	if (!g_file_test(from, G_FILE_TEST_IS_DIR)) {
		if (!g_file_get_contents(from, &bytes, &length, &error))
			return take_error(error);
		return write_bytes(to, bytes, length);
	}
	names = names_in(from);
	for (guint i = 0; i < names->len && fault == NULL; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *source = g_build_filename(from, name, NULL);
		g_autofree char *target = g_build_filename(to, name, NULL);

		fault = ct_world_copy(source, target);
	}
	return fault;
}

static char *
same_files(const char *a, const char *b)
{
	g_autofree char *a_bytes = NULL;
	g_autofree char *b_bytes = NULL;
	gsize a_length = 0, b_length = 0;

	if (!g_file_get_contents(a, &a_bytes, &a_length, NULL) ||
	    !g_file_get_contents(b, &b_bytes, &b_length, NULL))
		return g_strdup_printf("%s, %s: one cannot be read", a, b);
	if (a_length == b_length && memcmp(a_bytes, b_bytes, a_length) == 0)
		return NULL;
	return g_strdup_printf("%s and %s differ", a, b);
}

char *
ct_world_same(const char *a, const char *b)
{
	g_autoptr(GPtrArray) a_names = NULL;
	g_autoptr(GPtrArray) b_names = NULL;
	char *fault = NULL;

	if (!g_file_test(a, G_FILE_TEST_IS_DIR))
		return same_files(a, b);
	a_names = names_in(a);
	b_names = names_in(b);
	if (a_names->len != b_names->len)
		return g_strdup_printf("%s and %s: %u and %u files", a, b, a_names->len,
				       b_names->len);
	for (guint i = 0; i < a_names->len && fault == NULL; i++) {
		g_autofree char *left = g_build_filename(a, g_ptr_array_index(a_names, i), NULL);
		g_autofree char *right = g_build_filename(b, g_ptr_array_index(a_names, i), NULL);

		fault = ct_world_same(left, right);
	}
	return fault;
}

/* @id: of a step, or "first" or "last" */
static guint
find_step(JsonArray *steps, const char *id)
{
	if (strcmp(id, "first") == 0)
		return 0;
	if (strcmp(id, "last") == 0)
		return json_array_get_length(steps) - 1;
	for (guint i = 0; i < json_array_get_length(steps); i++) {
		JsonObject *step = json_array_get_object_element(steps, i);

		if (strcmp(json_object_get_string_member(step, "id"), id) == 0)
			return i;
	}
	return json_array_get_length(steps);
}

char *
ct_world_edit_steps(const char *path, const char *step, const char *other)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autoptr(JsonArray) edited = json_array_new();
	GError *error = NULL;
	JsonObject *plan;
	JsonArray *steps;
	guint a, b;

	if (!json_parser_load_from_file(parser, path, &error))
		return take_error(error);
	plan = json_node_get_object(json_parser_get_root(parser));
	steps = json_object_get_array_member(plan, "steps");
	a = find_step(steps, step);
	b = other != NULL ? find_step(steps, other) : a;
	if (MAX(a, b) >= json_array_get_length(steps))
		return g_strdup_printf("%s: has no such step", path);
	for (guint i = 0; i < json_array_get_length(steps); i++) {
		guint place = i == a ? b : i == b ? a : i;

		if (other != NULL || i != a)
			json_array_add_element(edited, json_array_dup_element(steps, place));
	}
	json_object_set_array_member(plan, "steps", json_array_ref(edited));
	json_generator_set_root(generator, json_parser_get_root(parser));
	json_generator_set_pretty(generator, TRUE);
	return json_generator_to_file(generator, path, &error) ? NULL : take_error(error);
}

void
ct_world_remove(const char *path)
{
	g_autoptr(GPtrArray) names = NULL;

	if (g_file_test(path, G_FILE_TEST_IS_SYMLINK) || !g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_unlink(path);
		return;
	}
	names = names_in(path);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *child = g_build_filename(path, g_ptr_array_index(names, i), NULL);

		ct_world_remove(child);
	}
	g_rmdir(path);
}
