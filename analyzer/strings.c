/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts are kept in one arena and found by a hash table over it, so that a text costs its bytes and
 * some twenty more, once.  The table is open addressing with the hashes beside the texts: a look-up
 * that finds nothing, as each address of a million users does, reads one place of it and no text.
 */
#include "analyzer/strings.h"

#include <string.h>

struct CtStrings {
	guint owners;
	GStringChunk *chunk;
	const char **texts; /* of @size, in @chunk; NULL: free */
	guint32 *hashes;    /* of @size */
	gsize size;	    /* a power of two */
	gsize count;
	GString *scratch;   /* reused by every folding */
	GPtrArray *adopted; /* of GStringChunk */
};

#define CHUNK_BYTES (64 * 1024)
#define FIRST_SIZE  1024

CtStrings *
ct_strings_new(void)
{
	CtStrings *self = g_new0(CtStrings, 1);

	self->owners = 1;
	self->chunk = g_string_chunk_new(CHUNK_BYTES);
	self->size = FIRST_SIZE;
	self->texts = g_new0(const char *, self->size);
	self->hashes = g_new0(guint32, self->size);
	self->scratch = g_string_new(NULL);
	self->adopted = g_ptr_array_new_with_free_func((GDestroyNotify)g_string_chunk_free);
	return self;
}

CtStrings *
ct_strings_share(CtStrings *self)
{
	self->owners++;
	return self;
}

void
ct_strings_free(CtStrings *self)
{
	if (self == NULL || --self->owners > 0)
		return;
	g_free(self->texts);
	g_free(self->hashes);
	if (self->chunk != NULL)
		g_string_chunk_free(self->chunk);
	g_ptr_array_unref(self->adopted);
	g_string_free(self->scratch, TRUE);
	g_free(self);
}

void
ct_strings_adopt(CtStrings *self, CtStrings *other)
{
	g_ptr_array_add(self->adopted, g_steal_pointer(&other->chunk));
	g_ptr_array_extend_and_steal(self->adopted, g_steal_pointer(&other->adopted));
	other->adopted = g_ptr_array_new();
	ct_strings_free(other);
}

guint32
ct_strings_hash(const char *text, gsize length)
{
	const guint64 factor = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
	guint64 hash = length * factor;
	guint64 word;

	/* eight bytes at a time; the multiplication mixes upwards, the shift back down */
	for (; length >= sizeof(word); length -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		hash = (hash ^ word) * factor;
		hash ^= hash >> 32;
	}
	word = 0;
	memcpy(&word, text, length);
	hash = (hash ^ word) * factor;
	return (guint32)(hash >> 32);
}

/* The place of a text, or the free one where it belongs. */
static gsize
place_of(const CtStrings *self, const char *text, gsize length, guint32 hash)
{
	gsize place = hash & (self->size - 1);

	while (self->texts[place] != NULL &&
	       (self->hashes[place] != hash || strncmp(self->texts[place], text, length) != 0 ||
		self->texts[place][length] != '\0'))
		place = (place + 1) & (self->size - 1);
	return place;
}

static void
grow(CtStrings *self)
{
	g_autofree const char **texts = self->texts;
	g_autofree guint32 *hashes = self->hashes;
	gsize size = self->size;

	self->size *= 2;
	self->texts = g_new0(const char *, self->size);
	self->hashes = g_new0(guint32, self->size);
	for (gsize i = 0; i < size; i++) {
		gsize place = hashes[i] & (self->size - 1);

		if (texts[i] == NULL)
			continue;
		while (self->texts[place] != NULL)
			place = (place + 1) & (self->size - 1);
		self->texts[place] = texts[i];
		self->hashes[place] = hashes[i];
	}
}

/* @text has no NUL within @length. */
static const char *
keep(CtStrings *self, const char *text, gsize length)
{
	guint32 hash = ct_strings_hash(text, length);
	gsize place = place_of(self, text, length, hash);

	if (self->texts[place] != NULL)
		return self->texts[place];
	/* at most three quarters full, or searches get long */
	if (self->count >= self->size / 4 * 3) {
		grow(self);
		place = place_of(self, text, length, hash);
	}
	self->texts[place] = g_string_chunk_insert_len(self->chunk, text, (gssize)length);
	self->hashes[place] = hash;
	self->count++;
	return self->texts[place];
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

/* Is @c printable ASCII, as the ends of nearly every text are? */
static inline gboolean
is_plain(char c)
{
	return c > ' ' && c < 0x7F;
}

/* As trim(), at once where there is nothing to do. */
static inline void
trim_fast(const char **start, const char **end)
{
	if (*start == *end || (is_plain(**start) && is_plain((*end)[-1])))
		return;
	trim(start, end);
}

const char *
ct_strings_intern_length(CtStrings *self, const char *text, gsize length)
{
	const char *start = text;
	const char *end = text + length;

	trim_fast(&start, &end);
	return keep(self, start, (gsize)(end - start));
}

const char *
ct_strings_intern(CtStrings *self, const char *text)
{
	return text != NULL ? ct_strings_intern_length(self, text, strlen(text)) : NULL;
}

const char *
ct_strings_intern_exact(CtStrings *self, const char *text)
{
	return text != NULL ? keep(self, text, strlen(text)) : NULL;
}

const char *
ct_strings_copy(CtStrings *self, const char *text)
{
	const char *start = text;
	const char *end;

	if (text == NULL)
		return NULL;
	end = text + strlen(text);
	trim_fast(&start, &end);
	return g_string_chunk_insert_len(self->chunk, start, end - start);
}

/* Does folding leave this text as it is?  Only said of ASCII. */
static gboolean
is_folded(const char *start, const char *end)
{
	for (; start < end; start++)
		if ((guchar)*start >= 0x80 || g_ascii_isupper(*start))
			return FALSE;
	return TRUE;
}

/* Folds into the scratch. */
static void
fold(CtStrings *self, const char *start, const char *end)
{
	gboolean is_ascii = TRUE;

	g_string_truncate(self->scratch, 0);
	for (const char *at = start; at < end && is_ascii; at++) {
		is_ascii = (guchar)*at < 0x80;
		g_string_append_c(self->scratch, g_ascii_tolower(*at));
	}
	if (!is_ascii) {
		g_autofree char *folded = g_utf8_casefold(start, end - start);

		g_string_assign(self->scratch, folded);
	}
}

const char *
ct_strings_fold(CtStrings *self, const char *text)
{
	const char *start = text;
	const char *end;

	if (text == NULL)
		return NULL;
	end = text + strlen(text);
	trim_fast(&start, &end);
	if (is_folded(start, end))
		return keep(self, start, (gsize)(end - start));
	fold(self, start, end);
	return keep(self, self->scratch->str, self->scratch->len);
}

const char *
ct_strings_fold_copy(CtStrings *self, const char *kept)
{
	const char *end = kept != NULL ? kept + strlen(kept) : NULL;

	if (kept == NULL || is_folded(kept, end))
		return kept;
	fold(self, kept, end);
	return g_string_chunk_insert_len(self->chunk, self->scratch->str,
					 (gssize)self->scratch->len);
}

const char *
ct_strings_fold_once(CtStrings *self, const char *text)
{
	const char *start = text;
	const char *end = text + strlen(text);

	trim_fast(&start, &end);
	if (*end == '\0' && is_folded(start, end))
		return start;
	fold(self, start, end);
	return self->scratch->str;
}

char *
ct_strings_printable(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *copy = g_string_sized_new(strlen(valid));

	for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		g_string_append_unichar(copy, g_unichar_iscntrl(c) ? 0xFFFD : c);
	}
	return g_string_free(copy, FALSE);
}
