/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An input once more, as lines for people: decoded in the same way as for the importers, and only when it is
 * still the file that was read before, since a line of another version would be a wrong answer.
 */
#include "analyzer/input-text.h"

#include <string.h>

#include "analyzer/source.h"

static GString *
read_all(const char *path, const char *sha256)
{
	const CtLimits limits = ct_limits_default();
	g_autoptr(CtSource) source = ct_source_open(path, &limits, NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *found = NULL;
	const char *piece = NULL;
	gsize length = 0;

	if (source == NULL)
		return NULL;
	do {
		if (!ct_source_read(source, &piece, &length, NULL))
			return NULL;
		g_string_append_len(text, piece, (gssize)length);
	} while (length > 0);
	found = ct_source_sha256(source, NULL);
	return g_strcmp0(found, sha256) == 0 ? g_steal_pointer(&text) : NULL;
}

CtInputText *
ct_input_text_read(const char *path, const char *sha256)
{
	GString *text = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? read_all(path, sha256) : NULL;
	CtInputText *self;
	char *line;

	if (text == NULL)
		return NULL;
	self = g_new0(CtInputText, 1);
	self->lines = g_ptr_array_new();
	self->text = g_string_free(text, FALSE);
	line = self->text;
	while (*line != '\0') {
		char *end = strchr(line, '\n');

		g_ptr_array_add(self->lines, line);
		if (end == NULL)
			break;
		*end = '\0';
		if (end > line && end[-1] == '\r')
			end[-1] = '\0';
		line = end + 1;
	}
	return self;
}

void
ct_input_text_free(CtInputText *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->lines);
	g_free(self->text);
	g_free(self);
}
