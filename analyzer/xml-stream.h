/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

#include "analyzer/limit.h"
#include "analyzer/source.h"

/*
 * CtXmlStream: XML as a stream of tags and texts, for documents that never become a tree.
 *
 * Text is UTF-8 and pushed in pieces cut anywhere.  No document type, no entities but the five, no
 * network; depth, attributes and text are limited.  Names come without their prefix and namespace
 * declarations are left out, as everywhere in the importers.
 */
typedef struct {
	const char *name; /* not NUL-terminated */
	gsize name_length;
	const char *value; /* entities undone, not NUL-terminated */
	gsize value_length;
} CtXmlStreamAttr;

typedef struct {
	const char *name; /* not NUL-terminated */
	gsize name_length;
	const CtXmlStreamAttr *attrs;
	guint n_attrs;
	const char *uri; /* of the namespace, NUL-terminated; nullable */
	guint32 line;	 /* where the tag begins */
	guint depth;	 /* 0 for the root */
} CtXmlTag;

/* Each returns FALSE with @error set to stop; everything given is valid during the call only.  Texts
 * of one element may come in several pieces; CDATA comes as text. */
typedef struct {
	gboolean (*start)(gpointer data, const CtXmlTag *tag, GError **error);
	gboolean (*end)(gpointer data, GError **error); /* of the innermost open element */
	gboolean (*text)(gpointer data, const char *text, gsize length, GError **error);
} CtXmlStreamHandler;

typedef struct CtXmlStream CtXmlStream;

/**
 * ct_xml_stream_new:
 * @path: name for error messages, must outlive the stream, as must @handler
 */
CtXmlStream *ct_xml_stream_new(const char *path, const CtLimits *limits,
			       const CtXmlStreamHandler *handler, gpointer data);
void ct_xml_stream_free(CtXmlStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtXmlStream, ct_xml_stream_free)

/* Errors: CT_IMPORT_ERROR_MALFORMED, CT_IMPORT_ERROR_LIMIT ("path:line:column: reason"), and those of
 * the handler.  After an error the stream can only be freed. */
gboolean ct_xml_stream_push(CtXmlStream *self, const char *text, gsize length, GError **error);

/**
 * ct_xml_stream_finish:
 * @out_cut_short: (nullable): with it, a document that ends before its root is closed is no error but
 *   sets this
 */
gboolean ct_xml_stream_finish(CtXmlStream *self, gboolean *out_cut_short, GError **error);

/* Pushes all of @source, then finishes. */
gboolean ct_xml_stream_read(CtXmlStream *self, CtSource *source, gboolean *out_cut_short,
			    GError **error);

/* Where the stream is: for messages and origins. */
guint32 ct_xml_stream_line(const CtXmlStream *self);

/* Is a slice this name?  For comparing names and attributes. */
static inline gboolean
ct_xml_slice_is(const char *slice, gsize length, const char *name)
{
	return strlen(name) == length && memcmp(slice, name, length) == 0;
}
