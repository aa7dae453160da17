/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLIXML as a stream: libxml2's SAX2 push parser underneath, a stack of open elements on top.
 *
 * What may stand in what is a table (clixml-grammar.c); what it does not expect is passed over with a
 * note, since PowerShell has added to this format before.
 * No tree is built: an export of a million users is one small object at a time.  CtClixmlTag names are
 * compared by pointer, because the parser keeps each name once, and the text of properties that
 * nobody asked for is never copied.
 *
 * Grammar: [MS-PSRP] 2.2.5.  Two things that real files do and the grammar does not say: a list that
 * was exported as one object (-InputObject) has the objects that matter as its elements, and a
 * capture of a console begins with a line "#< CLIXML".
 */
#include "analyzer/clixml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "analyzer/clixml-buffer.h"
#include "analyzer/clixml-grammar.h"
#include "analyzer/clixml-tables.h"
#include "analyzer/import.h"

typedef struct {
	CtClixmlTag tag;
	guint32 line;
	const xmlChar *name;
	gboolean skip;	     /* nothing below is of interest, except type names */
	gboolean collect;    /* character data is wanted */
	gboolean pipeline;   /* an object that is handed over, or a list of such */
	gboolean handed_on;  /* a list whose elements were handed over one by one */
	guint32 item;	     /* the item that this element is, or stands in */
	guint32 place;	     /* see ct_clixml_tables_name() */
	guint32 start;	     /* where its text begins in the texts */
	guint32 ref;	     /* RefId, or CT_CLIXML_NO_NUMBER */
	CtClixmlLabel label; /* of an object */
} Frame;

typedef enum {
	PROLOG_BLANK,
	PROLOG_MARK, /* within the first line "#< CLIXML" */
	PROLOG_DONE,
} Prolog;

struct CtClixml {
	const char *path;
	CtLimits limits;
	const CtClixmlHandler *handler;
	gpointer data;
	xmlParserCtxt *parser;
	CtClixmlTables *tables;
	GError *error; /* first one; nothing is read after it */
	Prolog prolog;
	CtClixmlGrammar grammar;
	Frame *frames;
	guint depth;	 /* frames in use; [0] is the document */
	guint allocated; /* frames there is room for */
	CtClixmlBuffer *buffer;
	guint32 type; /* of the pipeline object being read */
	guint32 line;
	gboolean has_props;
	gboolean has_added;
};

static void fail(CtClixml *self, CtImportError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
fail(CtClixml *self, CtImportError code, const char *format, ...)
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

static void
note(CtClixml *self, const char *what, const char *value)
{
	if (self->handler->note != NULL)
		self->handler->note(self, (guint32)self->parser->input->line, what, value,
				    self->data);
}

static Frame *
push_frame(CtClixml *self)
{
	if (self->depth == self->allocated) {
		self->allocated *= 2;
		self->frames = g_renew(Frame, self->frames, self->allocated);
	}
	return &self->frames[self->depth++];
}

static void
begin_pipeline(CtClixml *self, Frame *frame)
{
	ct_clixml_buffer_clear(self->buffer);
	self->type = 0;
	self->line = frame->line;
	self->has_props = FALSE;
	self->has_added = FALSE;
	frame->pipeline = TRUE;
	frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_OBJECT, CT_CLIXML_ELEMENT, FALSE,
					   0);
}

/* A value among the objects of the pipeline. */
static void
start_in_pipeline(CtClixml *self, Frame *frame, Frame *parent G_GNUC_UNUSED,
		  const CtClixmlAttributes *attributes)
{
	if (attributes->stream) {
		frame->skip = TRUE;
	} else if (frame->tag == CT_TAG_OBJ) {
		begin_pipeline(self, frame);
	} else {
		frame->skip = TRUE;
		if (frame->tag != CT_TAG_NIL)
			note(self, "value outside an object", (const char *)frame->name);
	}
}

static void
start_property(CtClixml *self, Frame *frame, Frame *parent, const CtClixmlAttributes *attributes)
{
	const Frame *owner = parent - 1;
	guint32 name = CT_CLIXML_NO_NUMBER;

	if (attributes->name == NULL) {
		note(self, "property without a name", (const char *)frame->name);
		frame->skip = TRUE;
		return;
	}
	name = ct_clixml_tables_name(self->tables, attributes->name, attributes->name_length,
				     &parent->place);
	if (name == CT_CLIXML_NO_NUMBER) {
		fail(self, CT_IMPORT_ERROR_LIMIT, "more than %d different property names",
		     CT_CLIXML_MAX_NAMES);
		return;
	}
	if (owner->pipeline && self->handler->wanted != NULL &&
	    !self->handler->wanted(self, self->type, name, self->data)) {
		frame->skip = TRUE;
		return;
	}
	frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_NIL, CT_CLIXML_PROPERTY,
					   parent->tag == CT_TAG_MS, name);
}

static void
start_element_of_list(CtClixml *self, Frame *frame, Frame *parent,
		      const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	Frame *owner = parent - 1;

	if (owner->pipeline && frame->tag == CT_TAG_OBJ &&
	    (owner->handed_on || self->buffer->items->len == owner->item + 1)) {
		owner->handed_on = TRUE;
		begin_pipeline(self, frame);
		return;
	}
	if (owner->handed_on) {
		frame->skip = TRUE;
		return;
	}
	frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_NIL, CT_CLIXML_ELEMENT, FALSE,
					   0);
}

/* Gives a value the item that it stands for, or decides to pass it over; by what it stands in.  A
 * value directly in an Obj is that of an enumeration or of a wrapped primitive: only its text counts. */
static void (*const value_starts[CT_N_TAGS])(CtClixml *self, Frame *frame, Frame *parent,
					     const CtClixmlAttributes *attributes) = {
	[CT_TAG_OBJS] = start_in_pipeline,
	[CT_TAG_PROPS] = start_property,
	[CT_TAG_MS] = start_property,
	[CT_TAG_ENTRY] = start_property, /* Key and Value, joined at its end */
	[CT_TAG_LIST] = start_element_of_list,
};

static void
start_value(CtClixml *self, Frame *frame, Frame *parent, const CtClixmlAttributes *attributes)
{
	if (!frame->skip && value_starts[parent->tag] != NULL)
		value_starts[parent->tag](self, frame, parent, attributes);
	frame->ref = attributes->ref;
	frame->collect = frame->tag == CT_TAG_PRIMITIVE && !frame->skip;
}

static void
start_to_string(CtClixml *self G_GNUC_UNUSED, Frame *frame, Frame *parent G_GNUC_UNUSED,
		const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	frame->collect = !frame->skip;
}

static void
start_type_name(CtClixml *self G_GNUC_UNUSED, Frame *frame, Frame *parent G_GNUC_UNUSED,
		const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	/* also in what is passed over: later objects may refer to it */
	frame->collect = TRUE;
}

static void
start_types(CtClixml *self, Frame *frame, Frame *parent, const CtClixmlAttributes *attributes)
{
	frame->ref = attributes->ref;
	if (frame->tag == CT_TAG_TNREF && parent->pipeline)
		self->type = ct_clixml_tables_find_type(self->tables, attributes->ref);
}

static void
start_members(CtClixml *self, Frame *frame, Frame *parent,
	      const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	if (!parent->pipeline)
		return;
	if (frame->tag == CT_TAG_MS)
		self->has_added = TRUE;
	else
		self->has_props = TRUE;
}

static void
start_entry(CtClixml *self, Frame *frame, Frame *parent G_GNUC_UNUSED,
	    const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	if (!frame->skip)
		frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_NIL, CT_CLIXML_ELEMENT,
						   FALSE, 0);
}

static void (*const starts[CT_N_TAGS])(CtClixml *self, Frame *frame, Frame *parent,
				       const CtClixmlAttributes *attributes) = {
	[CT_TAG_OBJ] = start_value,
	[CT_TAG_REF] = start_value,
	[CT_TAG_PRIMITIVE] = start_value,
	[CT_TAG_NIL] = start_value,
	[CT_TAG_TO_STRING] = start_to_string,
	[CT_TAG_T] = start_type_name,
	[CT_TAG_TN] = start_types,
	[CT_TAG_TNREF] = start_types,
	[CT_TAG_PROPS] = start_members,
	[CT_TAG_MS] = start_members,
	[CT_TAG_ENTRY] = start_entry,
};

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
		fail(self, CT_IMPORT_ERROR_LIMIT, "elements are nested deeper than %u",
		     self->limits.max_depth);
		return;
	}

	Frame *frame = push_frame(self);
	Frame *parent = frame - 1;

	*frame = (Frame){
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

		if (starts[frame->tag] != NULL)
			starts[frame->tag](self, frame, parent, &attributes);
		return;
	}
	if (parent->tag == CT_TAG_DOCUMENT) {
		fail(self, CT_IMPORT_ERROR_MALFORMED, "the root element is <%s>, not <Objs>",
		     (const char *)name);
		return;
	}
	/* what is inside an element that is passed over was noted with it */
	if (parent->tag != CT_TAG_OTHER)
		note(self, "element", (const char *)name);
	frame->tag = CT_TAG_OTHER;
	frame->skip = TRUE;
}

static void
characters(void *context, const xmlChar *text, int length)
{
	CtClixml *self = context;
	const Frame *frame = &self->frames[self->depth - 1];

	if (!frame->collect || self->error != NULL)
		return;
	if (self->buffer->texts->len - frame->start + (gsize)length > self->limits.max_text_bytes) {
		fail(self, CT_IMPORT_ERROR_LIMIT, "a text is longer than %u bytes",
		     self->limits.max_text_bytes);
		return;
	}
	if (ct_clixml_buffer_size(self->buffer) + (gsize)length > self->limits.max_document_bytes) {
		fail(self, CT_IMPORT_ERROR_LIMIT,
		     "an object is larger than %" G_GUINT64_FORMAT " bytes",
		     self->limits.max_document_bytes);
		return;
	}
	g_string_append_len(self->buffer->texts, (const char *)text, length);
}

static void
end_object(CtClixml *self, Frame *frame)
{
	if (frame->skip || frame->handed_on)
		return;

	CtClixmlItem *item = ct_clixml_buffer_item(self->buffer, frame->item);

	item->form = CT_CLIXML_OBJECT;
	item->text = frame->label.text;
	item->end = self->buffer->items->len;
	if (!frame->pipeline) {
		if (frame->ref != CT_CLIXML_NO_NUMBER && frame->label.text != CT_CLIXML_NO_TEXT)
			ct_clixml_tables_define_label(self->tables, frame->ref,
						      self->buffer->texts->str + frame->label.text);
		return;
	}
	if (self->has_props && self->has_added)
		ct_clixml_buffer_hide_replaced(self->buffer);

	const CtClixmlObject object = {
		.items = (const CtClixmlItem *)(gpointer)self->buffer->items->data,
		.n_items = self->buffer->items->len,
		.texts = self->buffer->texts->str,
		.type = self->type,
		.line = self->line,
	};

	self->handler->object(self, &object, self->data);
}

static void
end_reference(CtClixml *self, const Frame *frame)
{
	CtClixmlItem *item = ct_clixml_buffer_item(self->buffer, frame->item);
	const char *label = ct_clixml_tables_find_label(self->tables, frame->ref);

	if (label == NULL) {
		item->form = CT_CLIXML_REFERENCE;
		note(self, "reference", ct_clixml_tables_name_text(self->tables, item->name));
		return;
	}
	item->form = CT_CLIXML_TEXT;
	item->text = ct_clixml_buffer_add_text(self->buffer, label);
}

static void
end_types(CtClixml *self, Frame *frame, Frame *parent)
{
	guint32 type = ct_clixml_tables_type(self->tables, self->buffer->texts->str + frame->start);

	g_string_truncate(self->buffer->texts, frame->start);
	if (type == CT_CLIXML_NO_NUMBER) {
		fail(self, CT_IMPORT_ERROR_LIMIT, "more than %d different types",
		     CT_CLIXML_MAX_NAMES);
		return;
	}
	if (frame->ref != CT_CLIXML_NO_NUMBER)
		ct_clixml_tables_define_type(self->tables, frame->ref, type);
	if (parent->pipeline)
		self->type = type;
}

static void
end_value(CtClixml *self, Frame *frame, Frame *parent)
{
	if (frame->tag == CT_TAG_OBJ)
		end_object(self, frame);
	if (frame->skip || frame->pipeline)
		return;
	if (frame->tag == CT_TAG_REF)
		end_reference(self, frame);
	if (frame->tag == CT_TAG_PRIMITIVE) {
		ct_clixml_buffer_close_text(self->buffer, frame->start, '\0');
		if (parent->tag == CT_TAG_OBJ) {
			ct_clixml_buffer_offer(self->buffer, &parent->label, CT_CLIXML_RANK_VALUE,
					       FALSE, frame->start);
			return;
		}
		ct_clixml_buffer_item(self->buffer, frame->item)->form = CT_CLIXML_TEXT;
		ct_clixml_buffer_item(self->buffer, frame->item)->text = frame->start;
	}

	const CtClixmlItem *item = ct_clixml_buffer_item(self->buffer, frame->item);

	if (parent->tag == CT_TAG_PROPS || parent->tag == CT_TAG_MS)
		ct_clixml_buffer_offer(self->buffer, &parent[-1].label,
				       ct_clixml_rank_of_name(item->name), item->added, item->text);
}

static void
end_to_string(CtClixml *self, Frame *frame, Frame *parent)
{
	if (frame->skip)
		return;
	ct_clixml_buffer_close_text(self->buffer, frame->start, '\0');
	ct_clixml_buffer_offer(self->buffer, &parent->label, CT_CLIXML_RANK_TO_STRING, FALSE,
			       frame->start);
}

static void
end_type_name(CtClixml *self, Frame *frame, Frame *parent G_GNUC_UNUSED)
{
	ct_clixml_buffer_close_text(self->buffer, frame->start, '\n');
}

static void
end_entry(CtClixml *self, Frame *frame, Frame *parent G_GNUC_UNUSED)
{
	if (!frame->skip)
		ct_clixml_buffer_join_entry(self->buffer, frame->item);
}

static void (*const ends[CT_N_TAGS])(CtClixml *self, Frame *frame, Frame *parent) = {
	[CT_TAG_OBJ] = end_value,
	[CT_TAG_REF] = end_value,
	[CT_TAG_PRIMITIVE] = end_value,
	[CT_TAG_NIL] = end_value,
	[CT_TAG_TO_STRING] = end_to_string,
	[CT_TAG_T] = end_type_name,
	[CT_TAG_TN] = end_types,
	[CT_TAG_ENTRY] = end_entry,
};

static void
end_element(void *context, const xmlChar *name G_GNUC_UNUSED, const xmlChar *prefix G_GNUC_UNUSED,
	    const xmlChar *uri G_GNUC_UNUSED)
{
	CtClixml *self = context;

	if (self->error != NULL)
		return;

	Frame *frame = &self->frames[self->depth - 1];

	if (ends[frame->tag] != NULL)
		ends[frame->tag](self, frame, frame - 1);
	self->depth--;
}

static void
refuse_doctype(void *context, const xmlChar *name G_GNUC_UNUSED,
	       const xmlChar *external G_GNUC_UNUSED, const xmlChar *system G_GNUC_UNUSED)
{
	fail(context, CT_IMPORT_ERROR_MALFORMED, "document type declarations are not accepted");
}

static void
on_error(void *context, xmlErrorPtr error)
{
	CtClixml *self = context;

	if (error->level != XML_ERR_FATAL || self->error != NULL)
		return;
	/* libxml2 calls the end of an open document "extra content" */
	if (error->code == XML_ERR_DOCUMENT_END && self->depth > 1) {
		const Frame *frame = &self->frames[self->depth - 1];

		g_set_error(&self->error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
			    "%s:%d:%d: the document ends within <%s> of line %u", self->path,
			    error->line, error->int2, (const char *)frame->name, frame->line);
		return;
	}

	g_autofree char *reason = g_strchomp(g_strdup(error->message));

	g_set_error(&self->error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED, "%s:%d:%d: %s",
		    self->path, error->line, error->int2, reason);
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
	self->allocated = 32;
	self->frames = g_new0(Frame, self->allocated);
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
	ct_clixml_tables_free(self->tables);
	g_free(self);
}

/* Passes over blanks and a "#< CLIXML" line; returns how many bytes of @text that takes. */
static gsize
skip_prolog(CtClixml *self, const char *text, gsize length)
{
	gsize i = 0;

	for (; i < length && self->prolog != PROLOG_DONE; i++) {
		if (text[i] == '\n') {
			self->parser->input->line++;
			self->prolog = PROLOG_BLANK;
		} else if (self->prolog == PROLOG_BLANK && text[i] == '#') {
			self->prolog = PROLOG_MARK;
		} else if (self->prolog == PROLOG_BLANK && !g_ascii_isspace(text[i])) {
			self->prolog = PROLOG_DONE;
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
			fail(self, CT_IMPORT_ERROR_LIMIT,
			     "a tag or comment is longer than %u bytes",
			     self->limits.max_text_bytes);
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
