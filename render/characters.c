/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be written into XML.
 *
 * Names come from exports and may hold anything.  A writer of XML escapes what has a meaning there,
 * but no escape exists for most control characters: a document with one of them is not well-formed,
 * whichever way it is written.
 */
#include "render/characters.h"

#include <string.h>

/* Most texts are, and need no more than a copy. */
static gboolean
is_printable_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((guchar)*text < 0x20 || (guchar)*text > 0x7e)
			return FALSE;
	return TRUE;
}

char *
ct_characters_clean(const char *text)
{
	g_autofree char *valid = NULL;
	GString *out;

	if (is_printable_ascii(text))
		return g_strdup(text);
	valid = g_utf8_make_valid(text, -1);
	out = g_string_sized_new(strlen(valid));
	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gboolean allowed = c == '\t' || c == '\n' || c == '\r' ||
				   (c >= 0x20 && c != 0xfffe && c != 0xffff);

		g_string_append_unichar(out, allowed ? c : 0xfffd);
	}
	return g_string_free(out, FALSE);
}
