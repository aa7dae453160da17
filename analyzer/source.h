/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtSource: the bytes of one input, handed out as UTF-8 whatever they were.
 *
 * Encoding is found from the byte order mark, else from where the NUL bytes stand; what an XML
 * declaration says is not believed.  Text is delivered in pieces, so that a file of any size can be
 * read in bounded memory.
 */

/* Every limit on hostile input, in one place; a limit that is met is named in the error. */
typedef struct {
	guint64 max_file_bytes;	    /* one input; default 8 GiB */
	guint64 max_document_bytes; /* one input that becomes a tree (topology); default 256 MiB */
	guint max_depth;	    /* nesting of elements; default 128 */
	guint max_text_bytes;	    /* one text or attribute value; default 8 MiB */
	guint max_files;	    /* inputs of one run; default 100000 */
} CtLimits;

CtLimits ct_limits_default(void);

typedef struct CtSource CtSource;

/**
 * ct_source_open:
 * @path: file name
 *
 * Errors: CT_IMPORT_ERROR_MISSING, CT_IMPORT_ERROR_LIMIT, and CT_IMPORT_ERROR_MALFORMED for a ZIP
 * archive; the message begins with @path.
 */
CtSource *ct_source_open(const char *path, const CtLimits *limits, GError **error);
void ct_source_free(CtSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSource, ct_source_free)

const char *ct_source_path(const CtSource *self);
const char *ct_source_encoding(const CtSource *self); /* static; see CtInput.encoding */
guint64 ct_source_size(const CtSource *self);	      /* bytes of the file */

/* The bytes that are not decoded yet, as they are in the file: after opening, and after a piece that
 * could not be decoded, those it begins with. */
const guchar *ct_source_raw(const CtSource *self, gsize *out_length);

/* Told how many more bytes of the file were read. */
typedef void (*CtSourceReadFunc)(guint64 bytes, gpointer data);
void ct_source_on_read(CtSource *self, CtSourceReadFunc func, gpointer data);

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

/* The digest of the whole file, lower-case hex.  Reads the rest, undecoded: call it last. */
char *ct_source_sha256(CtSource *self, GError **error);
