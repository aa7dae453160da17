/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XML as a stream: libxml2's SAX2 push parser without its tree.
 *
 * What is told of a document before it ends is never taken back, so nothing may be told of a tag that
 * is not complete: libxml2 reports such a tag when it is told that nothing more comes, which is why
 * all handlers are deaf from then on.  For the same reason everything wrong that shows only then is
 * that the rest is missing, and a caller who keeps what was complete can ask not to call it an error.
 */
#include "analyzer/xml-stream.h"

#include <libxml/parserInternals.h>

#include "analyzer/import.h"

/* Small, so that a tag that never ends is noticed soon after it passed its limit. */
#define PIECE_BYTES ((gsize)1 << 16)

typedef struct {
	const char *name; /* of the parser's dictionary */
	guint32 line;
} Open;

struct CtXmlStream {
	const char *path;
	CtLimits limits;
	const CtXmlStreamHandler *handler;
	gpointer data;
	xmlParserCtxt *parser;
	GArray *open;	  /* of Open, the root first */
	GArray *attrs;	  /* of CtXmlStreamAttr: those of the tag being told */
	gsize text_bytes; /* of the text being read */
	gboolean begun;	  /* the root was seen */
	gboolean at_end;  /* nothing more will come */
	gboolean is_cut;  /* the error is that the root is not closed */
	GError *error;
};

static void G_GNUC_PRINTF(5, 6) fail_at(CtXmlStream *self, CtImportError code, int line, int column,
					const char *format, ...)
{
	va_list args;

	if (self->error != NULL)
		return;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);

	g_set_error(&self->error, CT_IMPORT_ERROR, (int)code, "%s:%d:%d: %s", self->path, line,
		    MAX(column, 1), reason);
}

/* @format: what is over the limit, without the limit */
static void G_GNUC_PRINTF(3, 4)
	fail_over(CtXmlStream *self, CtLimitId limit, const char *format, ...)
{
	const xmlParserInput *input = self->parser->input;
	g_autofree char *phrase = ct_limit_phrase(&self->limits, limit);
	va_list args;

	va_start(args, format);
	g_autofree char *what = g_strdup_vprintf(format, args);
	va_end(args);

	fail_at(self, CT_IMPORT_ERROR_LIMIT, input->line, input->col, "%s %s", what, phrase);
	xmlStopParser(self->parser);
}

static gboolean
is_deaf(const CtXmlStream *self)
{
	return self->error != NULL || self->at_end;
}

/* The line where the tag begins that was just read; libxml2 knows where it ends.  A tag holds no
 * other '<'. */
static guint32
start_line(const CtXmlStream *self)
{
	const xmlParserInput *input = self->parser->input;
	const xmlChar *at = input->cur;
	int line = input->line;

	while (at > input->base && *at != '<')
		line -= *--at == '\n';
	return (guint32)MAX(line, 1);
}

/* Puts the attributes of a tag into self->attrs; five pointers make one in libxml2. */
static gboolean
take_attributes(CtXmlStream *self, const xmlChar *name, int count, const xmlChar **raw)
{
	if ((guint64)count > self->limits.max_attributes) {
		fail_over(self, CT_LIMIT_ATTRIBUTES, "<%s> has more attributes than",
			  (const char *)name);
		return FALSE;
	}
	g_array_set_size(self->attrs, 0);
	for (int i = 0; i < count; i++) {
		const char *const *five = (const char *const *)raw + 5 * i;
		CtXmlStreamAttr attr = { five[0], strlen(five[0]), five[3],
					 (gsize)(five[4] - five[3]) };

		if (attr.value_length > self->limits.max_text_bytes) {
			fail_over(self, CT_LIMIT_TEXT_BYTES, "the attribute %s is over", attr.name);
			return FALSE;
		}
		g_array_append_val(self->attrs, attr);
	}
	return TRUE;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix G_GNUC_UNUSED, const xmlChar *uri,
	 int n_namespaces G_GNUC_UNUSED, const xmlChar **namespaces G_GNUC_UNUSED, int n_attributes,
	 int n_defaulted G_GNUC_UNUSED, const xmlChar **attributes)
{
	CtXmlStream *self = data;
	Open open = { (const char *)name, 0 };

	if (is_deaf(self))
		return;
	self->begun = TRUE;
	self->text_bytes = 0;
	if (self->open->len >= self->limits.max_depth) {
		fail_over(self, CT_LIMIT_DEPTH, "<%s> is nested deeper than", open.name);
		return;
	}
	if ((guint64)xmlDictSize(self->parser->dict) > self->limits.max_names) {
		/* the parser keeps them all, and is slow once there are many */
		fail_over(self, CT_LIMIT_NAMES, "the document has more different names than");
		return;
	}
	if (!take_attributes(self, name, n_attributes, attributes))
		return;
	open.line = start_line(self);

	const CtXmlTag tag = {
		.name = open.name,
		.name_length = strlen(open.name),
		.attrs = (const CtXmlStreamAttr *)(void *)self->attrs->data,
		.n_attrs = self->attrs->len,
		.uri = (const char *)uri,
		.line = open.line,
		.depth = self->open->len,
	};

	g_array_append_val(self->open, open);
	if (self->handler->start != NULL && !self->handler->start(self->data, &tag, &self->error))
		xmlStopParser(self->parser);
}

static void
on_end(void *data, const xmlChar *name G_GNUC_UNUSED, const xmlChar *prefix G_GNUC_UNUSED,
       const xmlChar *uri G_GNUC_UNUSED)
{
	CtXmlStream *self = data;

	if (is_deaf(self))
		return;
	self->text_bytes = 0;
	if (self->handler->end != NULL && !self->handler->end(self->data, &self->error))
		xmlStopParser(self->parser);
	g_array_set_size(self->open, self->open->len - 1);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	CtXmlStream *self = data;

	if (is_deaf(self) || self->open->len == 0)
		return;
	self->text_bytes += (gsize)length;
	if (self->text_bytes > self->limits.max_text_bytes) {
		fail_over(self, CT_LIMIT_TEXT_BYTES, "the text in %s is over",
			  g_array_index(self->open, Open, self->open->len - 1).name);
		return;
	}
	if (self->handler->text != NULL &&
	    !self->handler->text(self->data, (const char *)text, (gsize)length, &self->error))
		xmlStopParser(self->parser);
}

static void
on_document_type(void *data, const xmlChar *name, const xmlChar *external G_GNUC_UNUSED,
		 const xmlChar *system G_GNUC_UNUSED)
{
	CtXmlStream *self = data;
	const xmlParserInput *input = self->parser->input;

	fail_at(self, CT_IMPORT_ERROR_MALFORMED, input->line, input->col,
		"<!DOCTYPE %s> is refused: no export has a document type, and one can define "
		"entities that attack the reader",
		(const char *)name);
	xmlStopParser(self->parser);
}

/* The error that libxml2 raises at the end, in the words that are true of it. */
static void
fail_at_end(CtXmlStream *self, const xmlError *raised)
{
	if (self->open->len > 0) {
		const Open *open = &g_array_index(self->open, Open, self->open->len - 1);

		/* one end may raise several errors, of which the first counts */
		self->is_cut |= self->error == NULL;
		fail_at(self, CT_IMPORT_ERROR_MALFORMED, raised->line, raised->int2,
			"the file ends inside <%s>, which begins on line %u; it seems cut short",
			open->name, open->line);
	} else if (!self->begun) {
		fail_at(self, CT_IMPORT_ERROR_MALFORMED, raised->line, raised->int2,
			"the file ends before its first element does; it seems cut short");
	}
}

/* The parser holds back what has no finished tag behind it, so that at the end it may yet come upon
 * what is wrong in itself: then there is a finished tag behind that. */
static gboolean
is_for_want_of_more(const CtXmlStream *self, const xmlError *raised)
{
	const xmlParserInput *input = self->parser->input;

	return raised->code == XML_ERR_DOCUMENT_END ||
	       memchr(input->cur, '>', (gsize)(input->end - input->cur)) == NULL;
}

static void
on_error(void *data, xmlErrorPtr raised)
{
	CtXmlStream *self = data;

	/* lesser ones, such as a prefix that nobody declared, do not stop us from reading on */
	if (raised->level != XML_ERR_FATAL)
		return;
	if (self->at_end && is_for_want_of_more(self, raised))
		fail_at_end(self, raised);

	/* some quote the document behind the line end */
	g_autofree char *reason = g_strdup(raised->message != NULL ? raised->message : "malformed");

	reason[strcspn(reason, "\n")] = '\0';
	g_strchomp(reason);
	fail_at(self, CT_IMPORT_ERROR_MALFORMED, raised->line, raised->int2, "%s", reason);
}

CtXmlStream *
ct_xml_stream_new(const char *path, const CtLimits *limits, const CtXmlStreamHandler *handler,
		  gpointer data)
{
	CtXmlStream *self = g_new0(CtXmlStream, 1);
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		/* the same function, or the parser looks ahead to tell blanks from text */
		.ignorableWhitespace = on_text,
		.internalSubset = on_document_type,
		.serror = on_error,
	};

	self->path = path;
	self->limits = *limits;
	self->handler = handler;
	self->data = data;
	self->open = g_array_new(FALSE, FALSE, sizeof(Open));
	self->attrs = g_array_new(FALSE, FALSE, sizeof(CtXmlStreamAttr));
	self->parser = xmlCreatePushParserCtxt(&sax, self, NULL, 0, NULL);
	if (self->parser == NULL)
		g_error("out of memory for an XML parser");
	/* HUGE, because the limits that count are ours; NOENT, or an ampersand in an attribute stays
	 * a reference: no other entity than the five can be there, as none can be declared */
	xmlCtxtUseOptions(self->parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOENT |
						XML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
	return self;
}

void
ct_xml_stream_free(CtXmlStream *self)
{
	if (self == NULL)
		return;
	xmlFreeParserCtxt(self->parser);
	g_clear_error(&self->error);
	g_array_unref(self->attrs);
	g_array_unref(self->open);
	g_free(self);
}

static gboolean
feed(CtXmlStream *self, const char *text, gsize length, GError **error)
{
	if (self->error == NULL)
		xmlParseChunk(self->parser, text, (int)length, self->at_end);
	if (self->error == NULL)
		return TRUE;
	g_propagate_error(error, g_error_copy(self->error));
	return FALSE;
}

gboolean
ct_xml_stream_push(CtXmlStream *self, const char *text, gsize length, GError **error)
{
	for (gsize at = 0; at < length;) {
		gsize piece = MIN(length - at, PIECE_BYTES);
		const xmlParserInput *input = self->parser->input;

		if (!feed(self, text + at, piece, error))
			return FALSE;
		at += piece;
		/* the parser keeps what does not end until it does */
		if ((gsize)(input->end - input->cur) > self->limits.max_text_bytes) {
			fail_over(self, CT_LIMIT_TEXT_BYTES, "a tag or comment is over");
			return feed(self, NULL, 0, error);
		}
	}
	return TRUE;
}

gboolean
ct_xml_stream_finish(CtXmlStream *self, gboolean *out_cut_short, GError **error)
{
	gboolean ok;

	self->at_end = TRUE;
	ok = feed(self, NULL, 0, error);
	if (out_cut_short == NULL)
		return ok;
	*out_cut_short = self->is_cut;
	if (self->is_cut)
		g_clear_error(error);
	return ok || self->is_cut;
}

gboolean
ct_xml_stream_read(CtXmlStream *self, CtSource *source, gboolean *out_cut_short, GError **error)
{
	const char *text = NULL;
	gsize length = 0;

	do {
		if (!ct_source_read(source, &text, &length, error) ||
		    !ct_xml_stream_push(self, text, length, error))
			return FALSE;
	} while (length > 0);
	return ct_xml_stream_finish(self, out_cut_short, error);
}

guint32
ct_xml_stream_line(const CtXmlStream *self)
{
	return (guint32)MAX(self->parser->input->line, 1);
}
