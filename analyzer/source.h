/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "analyzer/limit.h"

/*
 * CtSource: the bytes of one input, handed out as UTF-8 whatever they were.
 *
 * Encoding is found from the byte order mark, else from where the NUL bytes stand; what an XML
 * declaration says is not believed.  Text is delivered in pieces, so that a file of any size can be
 * read in bounded memory.
 */

typedef struct CtSource CtSource;

/* Where bytes come from that are no file of their own: a member of an archive, memory. */
typedef struct {
	/* Returns how many bytes were put into @buffer, 0 at the end, -1 with @error set; may return
	 * fewer than @size before the end. */
	gssize (*read)(gpointer data, guchar *buffer, gsize size, GError **error);
	gpointer data;
	guint64 size; /* as far as it is known, else 0 */
} CtByteReader;

/**
 * ct_source_open:
 * @path: file name
 *
 * Errors: CT_IMPORT_ERROR_MISSING, CT_IMPORT_ERROR_LIMIT; the message begins with @path.
 */
CtSource *ct_source_open(const char *path, const CtLimits *limits, GError **error);

/**
 * ct_source_new:
 * @path: name for messages
 * @reader: copied; its data must outlive the source
 *
 * Errors: as ct_source_open(), and those of @reader.
 */
CtSource *ct_source_new(const char *path, const CtByteReader *reader, const CtLimits *limits,
			GError **error);

/**
 * ct_source_new_memory:
 * @bytes: (array length=length): must outlive the source
 */
CtSource *ct_source_new_memory(const char *path, const void *bytes, gsize length,
			       const CtLimits *limits, GError **error);
void ct_source_free(CtSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSource, ct_source_free)

const char *ct_source_path(const CtSource *self);
gboolean ct_source_is_file(const CtSource *self);     /* opened by ct_source_open() */
const char *ct_source_encoding(const CtSource *self); /* static; see CtInput.encoding */
guint64 ct_source_size(const CtSource *self);	      /* bytes of the file */

/* The bytes that are not decoded yet, as they are in the file: after opening, and after a piece that
 * could not be decoded, those it begins with. */
const guchar *ct_source_raw(const CtSource *self, gsize *out_length);

/* The next bytes as they are, to read an archive within an archive; see CtByteReader. */
gssize ct_source_read_raw(CtSource *self, guchar *buffer, gsize size, GError **error);

/**
 * ct_source_allow_windows_1252:
 *
 * From now on, text that was ASCII so far and then is not valid UTF-8 is taken for Windows-1252, and
 * ct_source_encoding() says so.  For formats whose tools write the code page of the machine (ldifde).
 * May be called after a piece could not be decoded, which is then decoded again.
 */
void ct_source_allow_windows_1252(CtSource *self);

/**
 * ct_source_read_ahead:
 *
 * From the first ct_source_read() on, reading, hashing and decoding have a thread of their own, which
 * also calls what ct_source_on_read() was given.  What is read stays the same.
 */
void ct_source_read_ahead(CtSource *self);

/* Told how many more bytes of the file were read. */
typedef void (*CtSourceReadFunc)(guint64 bytes, gpointer data);
void ct_source_on_read(CtSource *self, CtSourceReadFunc func, gpointer data);

/* Tells that the file was read up to @offset, by someone who opened it too; told once for each byte. */
void ct_source_tell(CtSource *self, guint64 offset);

/**
 * ct_source_peek:
 * @out_length: bytes available, at most 64 KiB
 *
 * Returns: the next piece of the text as UTF-8, without consuming it; at first, the beginning.  An
 * XML declaration and a "#< CLIXML" line are already blanked out (blanks for characters, line ends
 * kept), so that a parser neither believes the one nor stumbles over the other.
 */
const char *ct_source_peek(CtSource *self, gsize *out_length, GError **error);

/**
 * ct_source_read:
 * @out_text: UTF-8, valid until the next call
 *
 * Delivers the next piece; @out_length 0 at the end.  Bytes that are not valid in the encoding and
 * control characters that XML forbids are errors that name the offset in the file.
 */
gboolean ct_source_read(CtSource *self, const char **out_text, gsize *out_length, GError **error);

/* For who reads a file again and does not want its digest; before the first ct_source_read(). */
void ct_source_skip_digest(CtSource *self);
/* The digest of the whole file, lower-case hex.  Reads the rest, undecoded: call it last. */
char *ct_source_sha256(CtSource *self, GError **error);
