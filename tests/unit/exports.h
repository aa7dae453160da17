/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "analyzer/import.h"

/*
 * Exports made for one test: bytes become a file in a folder of their own, are imported, and are
 * gone again.
 */

/* Where the messages of an import say that the file was, so that tests can write them down. */
#define EXPORT_NAME "export.xml"

static inline char *
export_write(const char *bytes, gsize length)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("cutover-test-XXXXXX", &error);
	char *path;

	g_assert_no_error(error);
	path = g_build_filename(folder, EXPORT_NAME, NULL);
	g_file_set_contents(path, bytes, (gssize)length, &error);
	g_assert_no_error(error);
	return path;
}

static inline void
export_remove(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);

	g_unlink(path);
	g_rmdir(folder);
}

static inline CtFacts *
export_read(const char *path, const CtLimits *limits, GError **error)
{
	const char *const paths[] = { path, NULL };
	CtImportOptions options = {
		.paths = paths,
		.limits = limits != NULL ? *limits : ct_limits_default(),
	};

	return ct_import(&options, error);
}

static inline CtFacts *
export_import_bytes(const char *bytes, gsize length, const CtLimits *limits, GError **error)
{
	g_autofree char *path = export_write(bytes, length);
	CtFacts *facts = export_read(path, limits, error);

	export_remove(path);
	return facts;
}

/* Imports text that has to be all right. */
static inline CtFacts *
export_import(const char *text)
{
	g_autoptr(GError) error = NULL;
	CtFacts *facts = export_import_bytes(text, strlen(text), NULL, &error);

	g_assert_no_error(error);
	g_assert_nonnull(facts);
	return facts;
}

/* Imports bytes that cannot be read; the message after the folder has to be @message. */
static inline void
export_refused(const char *bytes, gsize length, const CtLimits *limits, CtImportError code,
	       const char *message)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = export_import_bytes(bytes, length, limits, &error);
	const char *shown;

	g_assert_null(facts);
	g_assert_error(error, CT_IMPORT_ERROR, (int)code);
	shown = strstr(error->message, EXPORT_NAME);
	g_assert_cmpstr(shown != NULL ? shown : error->message, ==, message);
}

static inline CtInput *
export_input(const CtFacts *facts)
{
	g_assert_cmpuint(facts->inputs->len, ==, 1);
	return &g_array_index(facts->inputs, CtInput, 0);
}

/* The one note of an import, as "what: value"; "" when there is none. */
static inline char *
export_note(const CtFacts *facts)
{
	const CtNote *note;

	if (facts->notes->len == 0)
		return g_strdup("");
	g_assert_cmpuint(facts->notes->len, ==, 1);
	note = &g_array_index(facts->notes, CtNote, 0);
	return g_strdup_printf("%s: %s", note->what, note->value);
}

static inline const CtRecord *
export_record(const CtFacts *facts, guint index)
{
	g_assert_cmpuint(index, <, facts->records->len);
	return &g_array_index(facts->records, CtRecord, index);
}

/* Every value of @key, joined by blanks. */
static inline char *
export_values(const CtFacts *facts, CtPropRange range, CtKey key)
{
	GString *text = g_string_new(NULL);

	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(facts->props, CtProp, i);

		if (prop->key == key)
			g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", prop->value);
	}
	return g_string_free(text, FALSE);
}

/* The value that an export gave under a name of its own; nullable. */
static inline const char *
export_other(const CtFacts *facts, CtPropRange range, const char *name)
{
	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(facts->props, CtProp, i);

		if (prop->key == CT_KEY_OTHER && strcmp(prop->name, name) == 0)
			return prop->value;
	}
	return NULL;
}

/* A real exported file that is no part of the project; %NULL, and the test skipped, without it. */
static inline char *
export_shared_sample(const char *name)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");
	char *path;

	if (root == NULL) {
		g_test_skip("CT_SOURCE_ROOT is not set");
		return NULL;
	}
	path = g_build_filename(root, "..", "shared", "samples", name, NULL);
	if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return path;
	g_test_skip("the shared samples are not here");
	g_free(path);
	return NULL;
}
