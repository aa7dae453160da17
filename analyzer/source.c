/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One block of the file at a time: its raw bytes go into the digest, then through a decoder into a
 * buffer of UTF-8 that is handed out and reused.  Windows PowerShell writes UTF-16 with '>' and
 * Export-Clixml, editors save it again as something else and leave the XML declaration as it was;
 * therefore the bytes decide and the declaration is blanked out, character by character, so that
 * line and column of everything after it stay true.
 */
#include "analyzer/source.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "analyzer/import.h"

#define BLOCK_BYTES (64 * 1024)
#define PEEK_BYTES  (64 * 1024)
#define SNIFF_BYTES 512 /* what a first block is at least, too */
#define MAX_CARRY   4

/* The same byte in all eight places of a word. */
#define EIGHT(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

typedef struct CtDecoder CtDecoder;

struct CtSource {
	char *path;
	FILE *file;	    /* of ct_source_open(), else NULL */
	const char *memory; /* of ct_source_new_memory(), else NULL: what is not read yet */
	const char *memory_end;
	CtByteReader reader;
	guint64 size;
	CtLimits limits;
	struct sha256_ctx digest;
	const CtDecoder *decoder;
	const char *encoding;
	guchar *raw; /* BLOCK_BYTES plus what the last block left over */
	gsize raw_length;
	guint64 raw_offset; /* of raw[0] in the file */
	gsize mark_length;  /* of the byte order mark, in the first block */
	gboolean loaded;    /* @raw holds the first block, of which nothing is decoded yet */
	GString *text;	    /* the piece that is handed out */
	guint64 line;	    /* of the end of @text, counted from 1 */
	guint64 column;
	gboolean pending; /* @text was peeked at, not read */
	gboolean at_end;
	gboolean beyond_ascii;	     /* a character of several bytes was decoded */
	gboolean allow_windows_1252; /* what is not UTF-8 is this */
	CtSourceReadFunc on_read;
	gpointer on_read_data;
	guint64 told; /* bytes that were told to it */
};

/* Decodes from raw[*used] on; stops before a character that is cut by the end of the block. */
struct CtDecoder {
	gboolean (*decode)(CtSource *self, gsize *used, GError **error);
	gboolean big_endian;
};

static gboolean decode_windows_1252(CtSource *self, gsize *used, GError **error);

static const CtDecoder windows_1252_decoder = { decode_windows_1252, FALSE };

/* Where the next character to decode would stand. */
static void
find_position(const CtSource *self, guint64 *line, guint64 *column)
{
	const char *start = self->text->str;
	const char *end = start + self->text->len;
	const char *newline;

	*line = self->line;
	*column = self->column;
	while ((newline = memchr(start, '\n', (gsize)(end - start))) != NULL) {
		*line += 1;
		*column = 1;
		start = newline + 1;
	}
	*column += (guint64)g_utf8_strlen(start, end - start);
}

static void
set_error_at(const CtSource *self, gsize index, GError **error, const char *what)
{
	guint64 line;
	guint64 column;

	find_position(self, &line, &column);
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
	gsize length = MIN(self->raw_length, SNIFF_BYTES) & ~(gsize)1;
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

/* Returns the length of the byte order mark. */
static gsize
detect(CtSource *self)
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

	for (const char *at = start; at < end; at = g_utf8_next_char(at))
		*to++ = *at == '\n' || *at == '\r' ? *at : ' ';
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

/* Blanks what may stand before the document: the mark of a captured PowerShell stream and the XML
 * declaration, which is not believed and which blank lines before it would make an error. */
static void
blank_preamble(GString *text)
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

static gssize
read_file(gpointer data, guchar *buffer, gsize size, GError **error)
{
	CtSource *self = data;
	gsize got = fread(buffer, 1, size, self->file);

	if (!ferror(self->file))
		return (gssize)got;
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING, "%s: cannot read: %s",
		    self->path, g_strerror(errno));
	return -1;
}

static gboolean
check_size(const CtSource *self, guint64 bytes, GError **error)
{
	g_autofree char *phrase = NULL;

	if (bytes <= self->limits.max_file_bytes)
		return TRUE;
	phrase = ct_limit_phrase(&self->limits, CT_LIMIT_FILE_BYTES);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT, "%s: the input is over %s",
		    self->path, phrase);
	return FALSE;
}

/* Reads the next block behind what is left of the last one: at least @least bytes unless the input
 * ends, and else what the reader has at once. */
static gboolean
read_block(CtSource *self, gsize left, gsize least, GError **error)
{
	gsize total = 0;
	gssize got = 1;

	while (total < least && got > 0) {
		got = self->reader.read(self->reader.data, self->raw + left + total,
					BLOCK_BYTES - total, error);
		if (got < 0)
			return FALSE;
		total += (gsize)got;
	}
	sha256_update(&self->digest, total, self->raw + left);
	self->raw_length = left + total;
	self->at_end = got == 0;
	if (!check_size(self, self->raw_offset + self->raw_length, error))
		return FALSE;
	ct_source_tell(self, self->raw_offset + self->raw_length);
	return TRUE;
}

/* Reads the first block and finds out how to decode it. */
static gboolean
load_first(CtSource *self, GError **error)
{
	if (!read_block(self, 0, SNIFF_BYTES, error))
		return FALSE;
	self->mark_length = detect(self);
	self->loaded = TRUE;
	return TRUE;
}

/* Fills @text with the next piece; leaves it empty at the end. */
static gboolean
fill(CtSource *self, GError **error)
{
	find_position(self, &self->line, &self->column);
	g_string_truncate(self->text, 0);
	while (self->text->len == 0 && (self->loaded || !self->at_end)) {
		gboolean first = self->loaded;
		gsize used = first ? self->mark_length : 0;

		self->loaded = FALSE;
		if (!first && !read_block(self, self->raw_length, 1, error))
			return FALSE;
		if (!self->decoder->decode(self, &used, error)) {
			/* what a first block is may be tried again; see ct_source_allow_windows_1252() */
			self->loaded = first;
			g_string_truncate(self->text, 0);
			return FALSE;
		}
		self->raw_offset += used;
		self->raw_length -= used;
		memmove(self->raw, self->raw + used, self->raw_length);
		if (first)
			blank_preamble(self->text);
	}
	return TRUE;
}

static gboolean
check_file(const char *path, const GStatBuf *status, GError **error)
{
	if (S_ISDIR(status->st_mode)) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING,
			    "%s: this is a folder, not a file", path);
		return FALSE;
	}
	if (!S_ISREG(status->st_mode)) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING,
			    "%s: not a regular file; save the export to disk first", path);
		return FALSE;
	}
	return TRUE;
}

static CtSource *
source_new(const char *path, guint64 size, const CtLimits *limits)
{
	CtSource *self = g_new0(CtSource, 1);

	self->path = g_strdup(path);
	self->size = size;
	self->limits = *limits;
	self->line = 1;
	self->column = 1;
	sha256_init(&self->digest);
	self->text = g_string_new(NULL);
	self->raw = g_malloc(BLOCK_BYTES + MAX_CARRY);
	return self;
}

CtSource *
ct_source_open(const char *path, const CtLimits *limits, GError **error)
{
	g_autoptr(CtSource) self = NULL;
	GStatBuf status;

	if (g_stat(path, &status) != 0) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING,
			    "%s: cannot be read: %s", path, g_strerror(errno));
		return NULL;
	}
	if (!check_file(path, &status, error))
		return NULL;

	self = source_new(path, (guint64)status.st_size, limits);
	if (!check_size(self, self->size, error))
		return NULL;
	self->reader = (CtByteReader){ read_file, self, self->size };
	self->file = g_fopen(path, "rb");
	if (self->file == NULL) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING,
			    "%s: cannot be opened: %s", path, g_strerror(errno));
		return NULL;
	}
	/* blocks are read whole; a buffer in between would copy them once more */
	setvbuf(self->file, NULL, _IONBF, 0);
	if (!load_first(self, error))
		return NULL;
	return g_steal_pointer(&self);
}

CtSource *
ct_source_new(const char *path, const CtByteReader *reader, const CtLimits *limits, GError **error)
{
	g_autoptr(CtSource) self = source_new(path, reader->size, limits);

	self->reader = *reader;
	if (!load_first(self, error))
		return NULL;
	return g_steal_pointer(&self);
}

/* Memory that is handed out block by block. */
static gssize
read_memory(gpointer data, guchar *buffer, gsize size, GError **error G_GNUC_UNUSED)
{
	CtSource *self = data;
	gsize got = MIN(size, (gsize)(self->memory_end - self->memory));

	memcpy(buffer, self->memory, got);
	self->memory += got;
	return (gssize)got;
}

CtSource *
ct_source_new_memory(const char *path, const void *bytes, gsize length, const CtLimits *limits,
		     GError **error)
{
	g_autoptr(CtSource) self = source_new(path, length, limits);

	self->memory = length > 0 ? bytes : "";
	self->memory_end = self->memory + length;
	self->reader = (CtByteReader){ read_memory, self, length };
	if (!load_first(self, error))
		return NULL;
	return g_steal_pointer(&self);
}

void
ct_source_free(CtSource *self)
{
	if (self == NULL)
		return;
	g_clear_pointer(&self->file, fclose);
	if (self->text != NULL)
		g_string_free(self->text, TRUE);
	g_free(self->raw);
	g_free(self->path);
	g_free(self);
}

void
ct_source_on_read(CtSource *self, CtSourceReadFunc func, gpointer data)
{
	self->on_read = func;
	self->on_read_data = data;
	/* the first block was read when the file was opened */
	ct_source_tell(self, self->raw_offset + self->raw_length);
}

void
ct_source_tell(CtSource *self, guint64 offset)
{
	if (self->on_read == NULL || offset <= self->told)
		return;
	self->on_read(offset - self->told, self->on_read_data);
	self->told = offset;
}

const char *
ct_source_path(const CtSource *self)
{
	return self->path;
}

gboolean
ct_source_is_file(const CtSource *self)
{
	return self->file != NULL;
}

const char *
ct_source_encoding(const CtSource *self)
{
	return self->encoding;
}

guint64
ct_source_size(const CtSource *self)
{
	return self->size;
}

const guchar *
ct_source_raw(const CtSource *self, gsize *out_length)
{
	*out_length = self->raw_length;
	return self->raw;
}

const char *
ct_source_peek(CtSource *self, gsize *out_length, GError **error)
{
	gsize length;

	if (!self->pending) {
		if (!fill(self, error))
			return NULL;
		self->pending = TRUE;
	}
	length = self->text->len;
	if (length > PEEK_BYTES) {
		length = PEEK_BYTES;
		while (((guchar)self->text->str[length] & 0xC0) == 0x80)
			length--;
	}
	*out_length = length;
	return self->text->str;
}

gboolean
ct_source_read(CtSource *self, const char **out_text, gsize *out_length, GError **error)
{
	if (!self->pending && !fill(self, error))
		return FALSE;
	self->pending = FALSE;
	*out_text = self->text->str;
	*out_length = self->text->len;
	return TRUE;
}

gssize
ct_source_read_raw(CtSource *self, guchar *buffer, gsize size, GError **error)
{
	gsize got;

	/* what detection needed of the first block is given back */
	self->loaded = FALSE;
	if (self->raw_length == 0 && !self->at_end && !read_block(self, 0, 1, error))
		return -1;
	got = MIN(size, self->raw_length);
	memcpy(buffer, self->raw, got);
	self->raw_length -= got;
	self->raw_offset += got;
	memmove(self->raw, self->raw + got, self->raw_length);
	return (gssize)got;
}

void
ct_source_allow_windows_1252(CtSource *self)
{
	self->allow_windows_1252 = TRUE;
}

char *
ct_source_sha256(CtSource *self, GError **error)
{
	guint8 digest[SHA256_DIGEST_SIZE];
	GString *hex = NULL;

	while (!self->at_end) {
		self->raw_offset += self->raw_length;
		if (!read_block(self, 0, 1, error))
			return NULL;
	}
	sha256_digest(&self->digest, sizeof(digest), digest);
	hex = g_string_sized_new(2 * sizeof(digest) + 1);
	for (gsize i = 0; i < sizeof(digest); i++)
		g_string_append_printf(hex, "%02x", digest[i]);
	return g_string_free(hex, FALSE);
}
