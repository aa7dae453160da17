/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <nettle/sha2.h>
#include <stdio.h>

#include "analyzer/source-ahead.h"
#include "analyzer/source.h"

/*
 * What source.c, which reads blocks, and source-decode.c, which makes UTF-8 of them, share; nobody
 * else includes it.
 */

/* An encoding is told by these; a first block has them if it can. */
#define CT_SOURCE_SNIFF_BYTES 512

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
	gboolean no_digest; /* nobody will ask for it */
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
	gboolean read_ahead;
	CtSourceAhead *ahead; /* %NULL, or it has all of the above until it is freed */
};

/* Decodes from raw[*used] on; stops before a character that is cut by the end of the block. */
struct CtDecoder {
	gboolean (*decode)(CtSource *self, gsize *used, GError **error);
	gboolean big_endian;
};

/* Finds out from the first block how to decode it; returns the length of the byte order mark. */
gsize ct_source_detect(CtSource *self);

/* Where the next character to decode would stand; both count from 1. */
void ct_source_find_position(const CtSource *self, guint64 *out_line, guint64 *out_column);

/* Blanks what may stand before the document: the mark of a captured PowerShell stream and the XML
 * declaration, which is not believed and which blank lines before it would make an error. */
void ct_source_blank_preamble(GString *text);
