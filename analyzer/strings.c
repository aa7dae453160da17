/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts are kept in one arena and found by a hash set over it, so that a text costs its bytes plus
 * two words, once.  Trimming and folding go through a scratch buffer that is reused: a million
 * look-ups of known texts allocate nothing.
 */
#include "analyzer/strings.h"

#include <string.h>

struct CtStrings {
	GStringChunk *chunk;
	GHashTable *set;  /* of const char *, borrowed from @chunk */
	GString *scratch; /* reused by every look-up */
};

#define CHUNK_BYTES (64 * 1024)

CtStrings *
ct_strings_new(void)
{
	CtStrings *self = g_new0(CtStrings, 1);

	self->chunk = g_string_chunk_new(CHUNK_BYTES);
	self->set = g_hash_table_new(g_str_hash, g_str_equal);
	self->scratch = g_string_new(NULL);
	return self;
}

void
ct_strings_free(CtStrings *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->set);
	g_string_chunk_free(self->chunk);
	g_string_free(self->scratch, TRUE);
	g_free(self);
}

static const char *
keep(CtStrings *self, const char *text)
{
	const char *known = g_hash_table_lookup(self->set, text);

	if (known != NULL)
		return known;
	known = g_string_chunk_insert(self->chunk, text);
	g_hash_table_add(self->set, (gpointer)known);
	return known;
}

/* Moves *@start and *@end inwards over white space, that of Unicode too: a no-break space at the
 * end of a name looks like nothing and compares like something. */
static void
trim(const char **start, const char **end)
{
	while (*start < *end && g_unichar_isspace(g_utf8_get_char(*start)))
		*start = g_utf8_next_char(*start);
	while (*start < *end) {
		const char *last = g_utf8_find_prev_char(*start, *end);

		if (last == NULL || !g_unichar_isspace(g_utf8_get_char(last)))
			break;
		*end = last;
	}
}

const char *
ct_strings_intern_length(CtStrings *self, const char *text, gsize length)
{
	const char *start = text;
	const char *end = text + length;

	trim(&start, &end);
	g_string_truncate(self->scratch, 0);
	g_string_append_len(self->scratch, start, end - start);
	return keep(self, self->scratch->str);
}

const char *
ct_strings_intern(CtStrings *self, const char *text)
{
	return text != NULL ? ct_strings_intern_length(self, text, strlen(text)) : NULL;
}

const char *
ct_strings_intern_exact(CtStrings *self, const char *text)
{
	return text != NULL ? keep(self, text) : NULL;
}

/* Lowers the scratch in place when it is ASCII, as nearly every name is. */
static gboolean
fold_ascii(GString *text)
{
	for (gsize i = 0; i < text->len; i++) {
		if ((guchar)text->str[i] >= 0x80)
			return FALSE;
		text->str[i] = g_ascii_tolower(text->str[i]);
	}
	return TRUE;
}

const char *
ct_strings_fold(CtStrings *self, const char *text)
{
	const char *start = text;
	const char *end;
	g_autofree char *folded = NULL;

	if (text == NULL)
		return NULL;

	end = text + strlen(text);
	trim(&start, &end);
	g_string_truncate(self->scratch, 0);
	g_string_append_len(self->scratch, start, end - start);
	if (fold_ascii(self->scratch))
		return keep(self, self->scratch->str);

	folded = g_utf8_casefold(start, end - start);
	return keep(self, folded);
}

char *
ct_strings_printable(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *copy = g_string_sized_new(strlen(valid));

	for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		g_string_append_unichar(copy, g_unichar_iscntrl(c) ? 0xFFFD : c);
	}
	return g_string_free(copy, FALSE);
}
