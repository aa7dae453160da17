/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encodings and line ends of what the generator writes.
 *
 * The text is gathered in UTF-8 and converted a block at a time; a block ends only between two calls,
 * so never within a character.  The conversions are our own because exports of gigabytes go through
 * here, nearly all of it ASCII.
 */
#include "sink.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#define BLOCK (256 * 1024)

struct GenSink {
	GenSinkWrite write;
	gpointer target;
	gboolean owns_file; /* the target is a FILE */
	char *name;
	GString *text;	   /* not yet converted */
	GByteArray *bytes; /* the block at hand, converted */
	GenEncoding encoding;
	gboolean crlf;
	gboolean failed;
};

static const char *const encoding_names[GEN_N_ENCODINGS] = { "utf-8", "utf-8-bom", "utf-16le",
							     "utf-16be", "windows-1252" };

/* What Windows-1252 has at 0x80 to 0x9f; 0 where it has nothing. */
static const guint16 windows_1252[32] = {
	0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017d, 0,	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
};

gboolean
gen_encoding_from_string(const char *text, GenEncoding *out_encoding)
{
	for (guint i = 0; i < GEN_N_ENCODINGS; i++) {
		if (strcmp(text, encoding_names[i]) == 0) {
			*out_encoding = (GenEncoding)i;
			return TRUE;
		}
	}
	return FALSE;
}

/* The byte for @c in Windows-1252; 0 when there is none. */
static guint8
windows_1252_byte(gunichar c)
{
	if (c < 0x80 || (c >= 0xa0 && c <= 0xff))
		return (guint8)c;
	for (guint i = 0; i < G_N_ELEMENTS(windows_1252); i++) {
		if (windows_1252[i] == c)
			return (guint8)(0x80 + i);
	}
	return 0;
}

gboolean
gen_is_windows_1252(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		if (windows_1252_byte(g_utf8_get_char(text)) == 0)
			return FALSE;
	}
	return TRUE;
}

static guint8 *
put_unit(guint8 *out, guint16 unit, gboolean big)
{
	out[big ? 1 : 0] = (guint8)unit;
	out[big ? 0 : 1] = (guint8)(unit >> 8);
	return out + 2;
}

static guint8 *
put_utf16(guint8 *out, const char *text, gsize length, gboolean big, gboolean crlf)
{
	const char *end = text + length;

	while (text < end) {
		gunichar c = (guchar)*text;

		if (c < 0x80) {
			if (c == '\n' && crlf)
				out = put_unit(out, '\r', big);
			out = put_unit(out, (guint16)c, big);
			text++;
			continue;
		}
		c = g_utf8_get_char(text);
		text = g_utf8_next_char(text);
		if (c > 0xffff) {
			out = put_unit(out, (guint16)(0xd800 + ((c - 0x10000) >> 10)), big);
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		out = put_unit(out, (guint16)c, big);
	}
	return out;
}

/* One byte for each character, or bytes as they are; what Windows-1252 lacks becomes '?'. */
static guint8 *
put_bytes(guint8 *out, const char *text, gsize length, gboolean ansi, gboolean crlf)
{
	const char *end = text + length;

	while (text < end) {
		guint8 byte = (guint8)*text;

		if (byte == '\n' && crlf)
			*out++ = '\r';
		if (byte < 0x80 || !ansi) {
			*out++ = byte;
			text++;
			continue;
		}
		byte = windows_1252_byte(g_utf8_get_char(text));
		*out++ = byte != 0 ? byte : '?';
		text = g_utf8_next_char(text);
	}
	return out;
}

/* At most four bytes come from one: a line end in UTF-16. */
static void
convert(GenSink *self)
{
	guint before = self->bytes->len;
	guint8 *start;
	guint8 *end = NULL;

	g_byte_array_set_size(self->bytes, before + (guint)self->text->len * 4);
	start = self->bytes->data + before;
	switch (self->encoding) {
	case GEN_ENCODING_UTF8:
	case GEN_ENCODING_UTF8_BOM:
	case GEN_ENCODING_WINDOWS_1252:
	case GEN_N_ENCODINGS:
		end = put_bytes(start, self->text->str, self->text->len,
				self->encoding == GEN_ENCODING_WINDOWS_1252, self->crlf);
		break;
	case GEN_ENCODING_UTF16LE:
	case GEN_ENCODING_UTF16BE:
		end = put_utf16(start, self->text->str, self->text->len,
				self->encoding == GEN_ENCODING_UTF16BE, self->crlf);
		break;
	}
	g_byte_array_set_size(self->bytes, before + (guint)(end - start));
	g_string_truncate(self->text, 0);
}

static void
flush(GenSink *self)
{
	const void *bytes = self->text->str;
	gsize length = self->text->len;

	if (self->encoding > GEN_ENCODING_UTF8_BOM || self->crlf) {
		g_byte_array_set_size(self->bytes, 0);
		convert(self);
		bytes = self->bytes->data;
		length = self->bytes->len;
	}
	if (length > 0 && !self->failed)
		self->failed = !self->write(self->target, bytes, length);
	g_string_truncate(self->text, 0);
}

GenSink *
gen_sink_new(GenSinkWrite write, gpointer target, const char *name, GenEncoding encoding,
	     gboolean crlf)
{
	GenSink *self = g_new0(GenSink, 1);

	self->write = write;
	self->target = target;
	self->name = g_strdup(name);
	self->text = g_string_sized_new(BLOCK + BLOCK / 4);
	self->bytes = g_byte_array_new();
	self->encoding = encoding;
	self->crlf = crlf;
	if (encoding == GEN_ENCODING_UTF8_BOM || encoding == GEN_ENCODING_UTF16LE ||
	    encoding == GEN_ENCODING_UTF16BE)
		gen_sink_put(self, "\xef\xbb\xbf");
	return self;
}

static gboolean
write_file(gpointer target, const void *bytes, gsize length)
{
	return fwrite(bytes, 1, length, target) == length;
}

GenSink *
gen_sink_open(const char *path, GenEncoding encoding, gboolean crlf, GError **error)
{
	FILE *file = fopen(path, "wb");
	GenSink *self;

	if (file == NULL) {
		g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "%s: %s",
			    path, g_strerror(errno));
		return NULL;
	}
	/* what comes is large already */
	setvbuf(file, NULL, _IONBF, 0);
	self = gen_sink_new(write_file, file, path, encoding, crlf);
	self->owns_file = TRUE;
	return self;
}

gboolean
gen_sink_close(GenSink *self, GError **error)
{
	gboolean ok;

	flush(self);
	ok = !self->failed;
	if (self->owns_file)
		ok = fclose(self->target) == 0 && ok;
	if (!ok)
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot write all of it",
			    self->name);
	g_string_free(self->text, TRUE);
	g_byte_array_unref(self->bytes);
	g_free(self->name);
	g_free(self);
	return ok;
}

GenEncoding
gen_sink_encoding(const GenSink *self)
{
	return self->encoding;
}

void
gen_sink_put_length(GenSink *self, const char *text, gsize length)
{
	g_string_append_len(self->text, text, (gssize)length);
	if (self->text->len >= BLOCK)
		flush(self);
}

void
gen_sink_put(GenSink *self, const char *text)
{
	gen_sink_put_length(self, text, strlen(text));
}

void
gen_sink_format(GenSink *self, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_string_append_vprintf(self->text, format, args);
	va_end(args);
	if (self->text->len >= BLOCK)
		flush(self);
}

void
gen_sink_xml(GenSink *self, const char *text)
{
	for (;;) {
		gsize plain = strcspn(text, "&<>\"");

		gen_sink_put_length(self, text, plain);
		text += plain;
		if (*text == '\0')
			return;
		gen_sink_put(self, *text == '&'	  ? "&amp;"
				   : *text == '<' ? "&lt;"
				   : *text == '>' ? "&gt;"
						  : "&quot;");
		text++;
	}
}
