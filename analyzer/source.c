/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One block of the file at a time: its raw bytes go into the digest, then through a decoder
 * (source-decode.c) into a buffer of UTF-8 that is handed out and reused.
 */
#include "analyzer/source.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "analyzer/import.h"
#include "analyzer/source-decode.h"

#define BLOCK_BYTES (64 * 1024)
#define PEEK_BYTES  (64 * 1024)
#define MAX_CARRY   4

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
	if (!self->no_digest)
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
	if (!read_block(self, 0, CT_SOURCE_SNIFF_BYTES, error))
		return FALSE;
	self->mark_length = ct_source_detect(self);
	self->loaded = TRUE;
	return TRUE;
}

/* Fills @text with the next piece; leaves it empty at the end. */
static gboolean
fill(CtSource *self, GError **error)
{
	ct_source_find_position(self, &self->line, &self->column);
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
			ct_source_blank_preamble(self->text);
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
	g_clear_pointer(&self->ahead, ct_source_ahead_free);
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
	const char *of_piece = self->ahead != NULL ? ct_source_ahead_encoding(self->ahead) : NULL;

	return of_piece != NULL ? of_piece : self->encoding;
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

/* In the thread that reads ahead. */
static gboolean
append_piece(gpointer data, GString *text, const char **out_encoding, GError **error)
{
	CtSource *self = data;

	if (!fill(self, error))
		return FALSE;
	g_string_append_len(text, self->text->str, (gssize)self->text->len);
	*out_encoding = self->encoding;
	return TRUE;
}

void
ct_source_read_ahead(CtSource *self)
{
	self->read_ahead = TRUE;
}

gboolean
ct_source_read(CtSource *self, const char **out_text, gsize *out_length, GError **error)
{
	if (self->read_ahead && self->ahead == NULL && !self->pending)
		self->ahead = ct_source_ahead_new(append_piece, self);
	if (self->ahead != NULL)
		return ct_source_ahead_next(self->ahead, out_text, out_length, error);
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

void
ct_source_skip_digest(CtSource *self)
{
	self->no_digest = TRUE;
}

char *
ct_source_sha256(CtSource *self, GError **error)
{
	guint8 digest[SHA256_DIGEST_SIZE];
	GString *hex = NULL;

	g_assert(!self->no_digest);
	self->read_ahead = FALSE;
	g_clear_pointer(&self->ahead, ct_source_ahead_free);
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
