/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the bytes of a block to UTF-8, refusing what XML does not allow and saying where it stood.
 * Windows PowerShell writes UTF-16 with '>' and Export-Clixml, editors save it again as something
 * else and leave the XML declaration as it was; therefore the bytes decide and the declaration is
 * blanked out, character by character, so that line and column of everything after it stay true.
 */
#include "analyzer/source-decode.h"

#include <string.h>

#include "analyzer/import.h"

/* The same byte in all eight places of a word. */
#define EIGHT(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

static gboolean decode_windows_1252(CtSource *self, gsize *used, GError **error);

static const CtDecoder windows_1252_decoder = { decode_windows_1252, FALSE };

void
ct_source_find_position(const CtSource *self, guint64 *out_line, guint64 *out_column)
{
	const char *start = self->text->str;
	const char *end = start + self->text->len;
	const char *newline;

	*out_line = self->line;
	*out_column = self->column;
	while ((newline = memchr(start, '\n', (gsize)(end - start))) != NULL) {
		*out_line += 1;
		*out_column = 1;
		start = newline + 1;
	}
	*out_column += (guint64)g_utf8_strlen(start, end - start);
}

static void
set_error_at(const CtSource *self, gsize index, GError **error, const char *what)
{
	guint64 line;
	guint64 column;

	ct_source_find_position(self, &line, &column);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
		    "%s:%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT
		    ": %s at byte offset %" G_GUINT64_FORMAT,
		    self->path, line, column, what, self->raw_offset + index);
}

static gboolean
is_forbidden(guint32 c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
}

static gboolean
check_character(const CtSource *self, guint32 c, gsize index, GError **error)
{
	g_autofree char *what = NULL;

	if (!is_forbidden(c))
		return TRUE;
	what = g_strdup_printf("character U+%04X, which XML does not allow,", c);
	set_error_at(self, index, error, what);
	return FALSE;
}

/* Bytes of the sequence that @lead begins; 0 when none begins with it. */
static gsize
sequence_length(guchar lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 4;
	return 0;
}

/* Past what needs no second look, eight bytes at a time: exports are ASCII but for a few names, and
 * looking at each byte is most of the time that validation takes.  Subtracting borrows from higher
 * bytes only, so the lowest mark is the first byte that is a control character or not ASCII. */
static gsize
skip_printable(const CtSource *self, gsize index)
{
	while (index + 8 <= self->raw_length) {
		guint64 word;
		guint64 stops;

		memcpy(&word, self->raw + index, sizeof(word));
		word = GUINT64_FROM_LE(word);
		stops = (word | (word - EIGHT(0x20))) & EIGHT(0x80);
		if (stops != 0)
			return index + (gsize)__builtin_ctzll(stops) / 8;
		index += 8;
	}
	return index;
}

/* Says that the bytes before @index are UTF-8 and that there it ends.  Text that had no character
 * beyond ASCII so far goes on as Windows-1252 if that is allowed. */
static gboolean
end_utf8(CtSource *self, gsize start, gsize index, gsize *used, GError **error)
{
	g_autofree char *what = NULL;

	g_string_append_len(self->text, (char *)self->raw + start, (gssize)(index - start));
	if (self->allow_windows_1252 && !self->beyond_ascii) {
		self->decoder = &windows_1252_decoder;
		self->encoding = "windows-1252";
		*used = index;
		return self->decoder->decode(self, used, error);
	}
	what = g_strdup_printf("byte 0x%02X, which is not valid in UTF-8,", self->raw[index]);
	set_error_at(self, index, error, what);
	return FALSE;
}

static gboolean
decode_utf8(CtSource *self, gsize *used, GError **error)
{
	gsize start = *used;
	gsize i = start;

	while ((i = skip_printable(self, i)) < self->raw_length) {
		gsize length = sequence_length(self->raw[i]);
		gunichar c = self->raw[i];

		if (length > 1 && i + length > self->raw_length && !self->at_end)
			break;
		if (length > 1)
			c = g_utf8_get_char_validated((const char *)self->raw + i,
						      (gssize)MIN(length, self->raw_length - i));
		if (length == 0 || c == (gunichar)-1 || c == (gunichar)-2)
			return end_utf8(self, start, i, used, error);
		if (is_forbidden(c)) {
			g_string_append_len(self->text, (char *)self->raw + start,
					    (gssize)(i - start));
			return check_character(self, c, i, error);
		}
		self->beyond_ascii |= length > 1;
		i += length;
	}
	g_string_append_len(self->text, (char *)self->raw + start, (gssize)(i - start));
	*used = i;
	return TRUE;
}

/* 0x80 to 0x9F, where Windows-1252 differs from Latin-1; 0: no such character. */
static const guint16 windows_1252[32] = {
	0x20AC, 0,	0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017D, 0,	0,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,	0x017E, 0x0178,
};

static gboolean
decode_windows_1252(CtSource *self, gsize *used, GError **error)
{
	for (gsize i = *used; i < self->raw_length; i++) {
		guint32 c = self->raw[i];

		if (c >= 0x80 && c < 0xA0)
			c = windows_1252[c - 0x80];
		if (c == 0 && self->raw[i] != 0) {
			g_autofree char *what = g_strdup_printf(
				"byte 0x%02X, which is valid neither in UTF-8 nor in Windows-1252,",
				self->raw[i]);

			set_error_at(self, i, error, what);
			return FALSE;
		}
		if (!check_character(self, c, i, error))
			return FALSE;
		g_string_append_unichar(self->text, c);
	}
	*used = self->raw_length;
	return TRUE;
}

static guint32
unit_at(const CtSource *self, gsize index)
{
	const guchar *at = self->raw + index;

	return self->decoder->big_endian ? (guint32)at[0] << 8 | at[1]
					 : (guint32)at[1] << 8 | at[0];
}

static gboolean
decode_utf16(CtSource *self, gsize *used, GError **error)
{
	gsize i = *used;

	while (i + 2 <= self->raw_length) {
		guint32 c = unit_at(self, i);
		gsize length = 2;

		if (c >= 0xD800 && c <= 0xDBFF && i + 4 > self->raw_length && !self->at_end)
			break;
		if (c >= 0xD800 && c <= 0xDBFF && i + 4 <= self->raw_length) {
			guint32 low = unit_at(self, i + 2);

			if (low >= 0xDC00 && low <= 0xDFFF) {
				c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
				length = 4;
			}
		}
		if (c >= 0xD800 && c <= 0xDFFF) {
			set_error_at(self, i, error, "half of a UTF-16 surrogate pair");
			return FALSE;
		}
		if (!check_character(self, c, i, error))
			return FALSE;
		if (c < 0x80)
			g_string_append_c(self->text, (char)c);
		else
			g_string_append_unichar(self->text, c);
		i += length;
	}
	if (self->at_end && i < self->raw_length) {
		set_error_at(self, i, error, "half of a UTF-16 character, the end of the file,");
		return FALSE;
	}
	*used = i;
	return TRUE;
}

static const CtDecoder utf8_decoder = { decode_utf8, FALSE };
static const CtDecoder utf16le_decoder = { decode_utf16, FALSE };
static const CtDecoder utf16be_decoder = { decode_utf16, TRUE };

static const struct {
	const char *mark;
	gsize length;
	const char *encoding;
	const CtDecoder *decoder;
} marks[] = {
	{ "\xEF\xBB\xBF", 3, "utf-8-bom", &utf8_decoder },
	{ "\xFF\xFE", 2, "utf-16le-bom", &utf16le_decoder },
	{ "\xFE\xFF", 2, "utf-16be-bom", &utf16be_decoder },
};

/* Without a mark, text that is mostly ASCII shows its byte order by the place of the NUL bytes.  A
 * quarter of all pairs is far above a stray NUL and far below an export, whose markup is ASCII. */
static void
detect_by_nul(CtSource *self)
{
	gsize length = MIN(self->raw_length, CT_SOURCE_SNIFF_BYTES) & ~(gsize)1;
	gsize nul[2] = { 0, 0 };

	self->encoding = "utf-8";
	self->decoder = &utf8_decoder;
	for (gsize i = 0; i < length; i++)
		nul[i & 1] += self->raw[i] == 0;
	if (length == 0 || MAX(nul[0], nul[1]) * 8 < length || nul[0] == nul[1])
		return;
	self->encoding = nul[1] > nul[0] ? "utf-16le" : "utf-16be";
	self->decoder = nul[1] > nul[0] ? &utf16le_decoder : &utf16be_decoder;
}

gsize
ct_source_detect(CtSource *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (self->raw_length >= marks[i].length &&
		    memcmp(self->raw, marks[i].mark, marks[i].length) == 0) {
			self->encoding = marks[i].encoding;
			self->decoder = marks[i].decoder;
			return marks[i].length;
		}
	}
	detect_by_nul(self);
	return 0;
}

/* One blank for each character, of one byte or several: columns stay true.  Returns the new end. */
static char *
blank(GString *text, char *start, const char *end)
{
	char *to = start;

	for (const char *at = start, *next; at < end; at = next) {
		/* before @to, which may be @at, is written */
		next = g_utf8_next_char(at);
		*to++ = *at == '\n' || *at == '\r' ? *at : ' ';
	}
	g_string_erase(text, to - text->str, end - to);
	return to;
}

static char *
skip_space(char *text)
{
	while (g_ascii_isspace(*text))
		text++;
	return text;
}

void
ct_source_blank_preamble(GString *text)
{
	char *at = skip_space(text->str);

	if (g_str_has_prefix(at, "#< CLIXML")) {
		at = skip_space(blank(text, at, at + strcspn(at, "\r\n")));
	}
	if (g_str_has_prefix(at, "<?xml") && g_ascii_isspace(at[5])) {
		char *end = strstr(at, "?>");

		if (end != NULL && memchr(at + 1, '<', (gsize)(end - at - 1)) == NULL)
			blank(text, at, end + 2);
	}
}
