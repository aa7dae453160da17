/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Where an export is written to: text in UTF-8 with '\n' goes in, bytes in the encoding and with the
 * line ends that were asked for come out, a block at a time.
 */

typedef enum {
	GEN_ENCODING_UTF8,
	GEN_ENCODING_UTF8_BOM,
	GEN_ENCODING_UTF16LE, /* with BOM, as Windows PowerShell writes it */
	GEN_ENCODING_UTF16BE, /* with BOM */
	GEN_ENCODING_WINDOWS_1252,
	GEN_N_ENCODINGS,
} GenEncoding;

typedef struct GenSink GenSink;

/* Takes bytes; FALSE when they cannot be written. */
typedef gboolean (*GenSinkWrite)(gpointer target, const void *bytes, gsize length);

/* Returns: (transfer full) (nullable): a sink for file @path, or %NULL with @error set. */
GenSink *gen_sink_open(const char *path, GenEncoding encoding, gboolean crlf, GError **error);

/* Returns: (transfer full): a sink for something else, which @name says in messages. */
GenSink *gen_sink_new(GenSinkWrite write, gpointer target, const char *name, GenEncoding encoding,
		      gboolean crlf);

/* Ends the text and frees @self; FALSE with @error set when not all of it could be written. */
gboolean gen_sink_close(GenSink *self, GError **error);

GenEncoding gen_sink_encoding(const GenSink *self);
void gen_sink_put(GenSink *self, const char *text);
void gen_sink_put_length(GenSink *self, const char *text, gsize length);
void gen_sink_format(GenSink *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Text for the content of an element or for an attribute value. */
void gen_sink_xml(GenSink *self, const char *text);

/* Can every character of @text be written in Windows-1252? */
gboolean gen_is_windows_1252(const char *text);

/* "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252"; FALSE when @text is none. */
gboolean gen_encoding_from_string(const char *text, GenEncoding *out_encoding);
