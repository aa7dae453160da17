/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLIXML as a stream: libxml2's SAX2 push parser underneath, a stack of open elements on top.
 *
 * What may stand in what is a table (clixml-grammar.c), what is done there is another one
 * (clixml-actions.c); what the first does not expect is passed over with a note, since PowerShell
 * has added to this format before.  No tree is built: an export of a million users is one small
 * object at a time.  Element names are compared by pointer, because the parser keeps each name
 * once, and the text of properties that nobody asked for is never copied.
 *
 * Grammar: [MS-PSRP] 2.2.5.  Two things that real files do and the grammar does not say: a list
 * that was exported as one object (-InputObject) has the objects that matter as its elements, and
 * a capture of a console begins with a line "#< CLIXML".
 */
#include "analyzer/clixml.h"

#include <libxml/parserInternals.h>

#include "analyzer/clixml-reader.h"

void
ct_clixml_fail(CtClixml *self, CtImportError code, const char *format, ...)
{
	if (self->error != NULL)
		return;

	va_list args;

	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);

	g_set_error(&self->error, CT_IMPORT_ERROR, (int)code, "%s:%d:%d: %s", self->path,
		    self->parser->input->line, self->parser->input->col, reason);
	xmlStopParser(self->parser);
}

void
ct_clixml_note(CtClixml *self, const char *what, const char *value)
{
	if (self->handler->note != NULL)
		self->handler->note(self, (guint32)self->parser->input->line, what, value,
				    self->data);
}

static CtClixmlFrame *
push_frame(CtClixml *self)
{
	if (self->depth == self->allocated) {
		self->allocated *= 2;
		self->frames = g_renew(CtClixmlFrame, self->frames, self->allocated);
	}
	return &self->frames[self->depth++];
}

static void
start_element(void *context, const xmlChar *name, const xmlChar *prefix G_GNUC_UNUSED,
	      const xmlChar *uri G_GNUC_UNUSED, int n_namespaces G_GNUC_UNUSED,
	      const xmlChar **namespaces G_GNUC_UNUSED, int n_attributes,
	      int n_defaulted G_GNUC_UNUSED, const xmlChar **raw_attributes)
{
	CtClixml *self = context;

	if (self->error != NULL)
		return;
	if (self->depth > self->limits.max_depth) {
		ct_clixml_fail(self, CT_IMPORT_ERROR_LIMIT, "elements are nested deeper than %u",
			       (guint)self->limits.max_depth);
		return;
	}

	self->begun = TRUE;

	CtClixmlFrame *frame = push_frame(self);
	CtClixmlFrame *parent = frame - 1;

	*frame = (CtClixmlFrame){
		.tag = ct_clixml_grammar_tag(&self->grammar, name),
		.line = (guint32)self->parser->input->line,
		.name = name,
		.skip = parent->skip,
		.item = parent->item,
		.start = (guint32)self->buffer->texts->len,
		.label = { CT_CLIXML_NO_TEXT, 0 },
	};
	if (ct_clixml_grammar_allows(parent->tag, frame->tag)) {
		const CtClixmlAttributes attributes =
			ct_clixml_grammar_attributes(&self->grammar, n_attributes, raw_attributes);

		if (ct_clixml_starts[frame->tag] != NULL)
			ct_clixml_starts[frame->tag](self, frame, parent, &attributes);
		return;
	}
	if (parent->tag == CT_TAG_DOCUMENT) {
		ct_clixml_fail(self, CT_IMPORT_ERROR_MALFORMED,
			       "the root element is <%s>, not <Objs>", (const char *)name);
		return;
	}
	/* what is inside an element that is passed over was noted with it */
	if (parent->tag != CT_TAG_OTHER)
		ct_clixml_note(self, "element", (const char *)name);
	frame->tag = CT_TAG_OTHER;
	frame->skip = TRUE;
}

static void
characters(void *context, const xmlChar *text, int length)
{
	CtClixml *self = context;
	const CtClixmlFrame *frame = &self->frames[self->depth - 1];

	if (!frame->collect || self->error != NULL)
		return;
	if (self->buffer->texts->len - frame->start + (gsize)length > self->limits.max_text_bytes) {
		ct_clixml_fail(self, CT_IMPORT_ERROR_LIMIT, "a text is longer than %u bytes",
			       (guint)self->limits.max_text_bytes);
		return;
	}
	if (ct_clixml_buffer_size(self->buffer) + (gsize)length > self->limits.max_document_bytes) {
		ct_clixml_fail(self, CT_IMPORT_ERROR_LIMIT,
			       "an object is larger than %" G_GUINT64_FORMAT " bytes",
			       self->limits.max_document_bytes);
		return;
	}
	g_string_append_len(self->buffer->texts, (const char *)text, length);
}

static void
end_element(void *context, const xmlChar *name G_GNUC_UNUSED, const xmlChar *prefix G_GNUC_UNUSED,
	    const xmlChar *uri G_GNUC_UNUSED)
{
	CtClixml *self = context;

	if (self->error != NULL)
		return;

	CtClixmlFrame *frame = &self->frames[self->depth - 1];

	if (ct_clixml_ends[frame->tag] != NULL)
		ct_clixml_ends[frame->tag](self, frame, frame - 1);
	self->depth--;
}

static void
refuse_doctype(void *context, const xmlChar *name G_GNUC_UNUSED,
	       const xmlChar *external G_GNUC_UNUSED, const xmlChar *system G_GNUC_UNUSED)
{
	ct_clixml_fail(context, CT_IMPORT_ERROR_MALFORMED,
		       "document type declarations are not accepted");
}

static void
on_error(void *context, xmlErrorPtr error)
{
	CtClixml *self = context;

	if (error->level != XML_ERR_FATAL || self->error != NULL)
		return;
	/* libxml2 calls every early end "extra content", and all that is no XML "empty" */
	if ((error->code == XML_ERR_DOCUMENT_END || error->code == XML_ERR_DOCUMENT_EMPTY) &&
	    !self->begun) {
		g_set_error(&self->error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
			    "%s:%d:%d: there is no element in the document", self->path,
			    error->line, error->int2);
		return;
	}
	if (error->code == XML_ERR_DOCUMENT_END && self->depth > 1) {
		const CtClixmlFrame *frame = &self->frames[self->depth - 1];

		g_set_error(&self->error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
			    "%s:%d:%d: the document ends within <%s> of line %u", self->path,
			    error->line, error->int2, (const char *)frame->name, frame->line);
		return;
	}

	g_autofree char *reason = g_strchomp(g_strdup(error->message));

	g_set_error(&self->error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED, "%s:%d:%d: %s",
		    self->path, error->line, error->int2, reason);
}

static void
free_answers(gpointer data)
{
	if (data != NULL)
		g_byte_array_unref(data);
}

CtClixml *
ct_clixml_new(const char *path, const CtLimits *limits, const CtClixmlHandler *handler,
	      gpointer data)
{
	CtClixml *self = g_new0(CtClixml, 1);
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.characters = characters,
		.cdataBlock = characters,
		/* the same function, or the parser looks ahead to tell blanks from text */
		.ignorableWhitespace = characters,
		.internalSubset = refuse_doctype,
		.serror = on_error,
	};

	self->path = path;
	self->limits = *limits;
	self->handler = handler;
	self->data = data;
	self->tables = ct_clixml_tables_new();
	self->buffer = ct_clixml_buffer_new();
	self->wanted = g_ptr_array_new_with_free_func(free_answers);
	self->allocated = 32;
	self->frames = g_new0(CtClixmlFrame, self->allocated);
	self->depth = 1;
	self->parser = xmlCreatePushParserCtxt(&sax, self, NULL, 0, NULL);
	if (self->parser == NULL)
		g_error("no memory for an XML parser");
	/* HUGE, because the limits that count are ours */
	xmlCtxtUseOptions(self->parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES |
						XML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
	ct_clixml_grammar_init(&self->grammar, self->parser->dict);
	return self;
}

void
ct_clixml_free(CtClixml *self)
{
	if (self == NULL)
		return;
	xmlFreeParserCtxt(self->parser);
	g_clear_error(&self->error);
	g_free(self->frames);
	ct_clixml_buffer_free(self->buffer);
	g_ptr_array_unref(self->wanted);
	ct_clixml_tables_free(self->tables);
	g_free(self);
}

/* Passes over blanks and a "#< CLIXML" line; returns how many bytes of @text that takes. */
static gsize
skip_prolog(CtClixml *self, const char *text, gsize length)
{
	gsize i = 0;

	for (; i < length && self->prolog != CT_CLIXML_PROLOG_DONE; i++) {
		if (text[i] == '\n') {
			self->parser->input->line++;
			self->prolog = CT_CLIXML_PROLOG_BLANK;
		} else if (self->prolog == CT_CLIXML_PROLOG_BLANK && text[i] == '#') {
			self->prolog = CT_CLIXML_PROLOG_MARK;
		} else if (self->prolog == CT_CLIXML_PROLOG_BLANK && !g_ascii_isspace(text[i])) {
			self->prolog = CT_CLIXML_PROLOG_DONE;
			i--;
		}
	}
	return i;
}

static gboolean
feed(CtClixml *self, const char *text, gsize length, gboolean last, GError **error)
{
	if (self->error == NULL)
		xmlParseChunk(self->parser, text, (int)length, last);
	if (self->error == NULL)
		return TRUE;
	g_propagate_error(error, g_error_copy(self->error));
	return FALSE;
}

gboolean
ct_clixml_push(CtClixml *self, const char *text, gsize length, GError **error)
{
	gsize skipped = skip_prolog(self, text, length);

	/* libxml2 counts in int */
	for (gsize at = skipped; at < length;) {
		gsize piece = MIN(length - at, (gsize)1 << 20);

		if (!feed(self, text + at, piece, FALSE, error))
			return FALSE;
		at += piece;

		const xmlParserInput *input = self->parser->input;

		/* a tag or comment that does not end is buffered by the parser until it does */
		if ((gsize)(input->end - input->cur) > self->limits.max_text_bytes) {
			ct_clixml_fail(self, CT_IMPORT_ERROR_LIMIT,
				       "a tag or comment is longer than %u bytes",
				       (guint)self->limits.max_text_bytes);
			g_propagate_error(error, g_error_copy(self->error));
			return FALSE;
		}
	}
	return TRUE;
}

gboolean
ct_clixml_finish(CtClixml *self, GError **error)
{
	return feed(self, NULL, 0, TRUE, error);
}

const char *
ct_clixml_name(const CtClixml *self, guint32 name)
{
	return ct_clixml_tables_name_text(self->tables, name);
}

const char *const *
ct_clixml_type(const CtClixml *self, guint32 type)
{
	return ct_clixml_tables_type_names(self->tables, type);
}
