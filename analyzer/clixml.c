/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLIXML as a stream: the scanner underneath, a stack of open elements on top.
 *
 * What may stand in what is a table (clixml-grammar.c), what is done there is another one
 * (clixml-actions.c); what the first does not expect is passed over with a note, since PowerShell
 * has added to this format before.  No tree is built: an export of a million users is one small
 * object at a time.  What a tag means is found out once for each spelling, and properties that nobody
 * asked for stay with the scanner.
 *
 * Grammar: [MS-PSRP] 2.2.5.  Things that real files do and the grammar does not say: a list that was
 * exported as one object (-InputObject) has the objects that matter as its elements, a dictionary of
 * objects as its values; and several exports may have been copied into one file.
 */
#include "analyzer/clixml.h"

#include "analyzer/clixml-reader.h"

void
ct_clixml_note(CtClixml *self, const char *what, const char *value)
{
	if (self->handler->note != NULL)
		self->handler->note(self, ct_xml_scanner_line(self->scanner), what, value,
				    self->data);
}

void
ct_clixml_note_element(CtClixml *self, const char *what, const CtXmlStart *start)
{
	g_autofree char *name = g_strndup(start->name, start->name_length);

	ct_clixml_note(self, what, name);
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

/* What the tag says.  The pointer is good until the next tag begins. */
static CtClixmlMeaning *
meaning_of(CtClixml *self, const CtXmlStart *start)
{
	CtClixmlMeaning *meaning;

	if (start->number >= self->meanings->len)
		g_array_set_size(self->meanings, start->number + 1);
	meaning = &g_array_index(self->meanings, CtClixmlMeaning, start->number);
	if (!meaning->known) {
		meaning->known = start->number != 0;
		meaning->tag = ct_clixml_grammar_tag(start->name, start->name_length);
		meaning->property = CT_CLIXML_NO_NUMBER;
		meaning->attributes = ct_clixml_grammar_attributes(start);
	}
	return meaning;
}

/* An element that stands where the grammar has none of its kind. */
static CtXmlWish
pass_over_unknown(CtClixml *self, const CtClixmlFrame *parent, const CtXmlStart *start)
{
	if (parent->tag == CT_TAG_DOCUMENT) {
		ct_xml_scanner_fail(self->scanner, CT_IMPORT_ERROR_MALFORMED,
				    "the root element is <%.*s>, not <Objs>",
				    (int)start->name_length, start->name);
		return CT_XML_STOP;
	}
	ct_clixml_note_element(self, "element", start);
	return CT_XML_PASS_OVER;
}

static CtXmlWish
start_element(CtXmlScanner *scanner G_GNUC_UNUSED, const CtXmlStart *start, gpointer data)
{
	CtClixml *self = data;
	CtClixmlMeaning *meaning = meaning_of(self, start);
	CtClixmlFrame *frame = push_frame(self);
	CtClixmlFrame *parent = frame - 1;

	*frame = (CtClixmlFrame){
		.tag = meaning->tag,
		.start = start,
		.meaning = meaning,
		.skip = parent->skip,
		.item = parent->item,
		.text = (guint32)self->buffer->length,
		.label = { CT_CLIXML_NO_TEXT, 0 },
	};
	if (!ct_clixml_grammar_allows(parent->tag, frame->tag)) {
		self->depth--;
		return pass_over_unknown(self, parent, start);
	}
	if (ct_clixml_starts[frame->tag] != NULL &&
	    !ct_clixml_starts[frame->tag](self, frame, parent, &meaning->attributes))
		return CT_XML_STOP;
	if (frame->collect)
		return CT_XML_CONTENT;
	/* what is inside an object that is passed over may still define types */
	if (!ct_clixml_grammar_is_leaf(frame->tag) ||
	    (!frame->skip && ct_clixml_ends[frame->tag] != NULL))
		return CT_XML_ELEMENTS;
	self->depth--;
	return CT_XML_PASS_OVER;
}

static gboolean
characters(CtXmlScanner *scanner, const char *text, gsize length, gpointer data)
{
	CtClixml *self = data;

	if (ct_clixml_buffer_size(self->buffer) + length > self->limits.max_document_bytes) {
		g_autofree char *phrase = ct_limit_phrase(&self->limits, CT_LIMIT_DOCUMENT_BYTES);

		ct_xml_scanner_fail(scanner, CT_IMPORT_ERROR_LIMIT, "an object is over %s", phrase);
		return FALSE;
	}
	ct_clixml_buffer_append(self->buffer, text, length);
	return TRUE;
}

static gboolean
end_element(CtXmlScanner *scanner G_GNUC_UNUSED, gpointer data)
{
	CtClixml *self = data;
	CtClixmlFrame *frame = &self->frames[--self->depth];

	return ct_clixml_ends[frame->tag] == NULL ||
	       ct_clixml_ends[frame->tag](self, frame, frame - 1);
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
	static const CtXmlScannerHandler scanner_handler = { start_element, end_element,
							     characters };
	CtClixml *self = g_new0(CtClixml, 1);

	self->limits = *limits;
	self->handler = handler;
	self->data = data;
	self->scanner = ct_xml_scanner_new(path, &self->limits, &scanner_handler, self);
	ct_xml_scanner_allow_many_documents(self->scanner);
	self->tables = ct_clixml_tables_new();
	self->meanings = g_array_new(FALSE, TRUE, sizeof(CtClixmlMeaning));
	self->buffer = ct_clixml_buffer_new();
	self->wanted = g_ptr_array_new_with_free_func(free_answers);
	self->allocated = 32;
	self->frames = g_new0(CtClixmlFrame, self->allocated);
	self->depth = 1;
	return self;
}

void
ct_clixml_free(CtClixml *self)
{
	if (self == NULL)
		return;
	ct_xml_scanner_free(self->scanner);
	g_free(self->frames);
	ct_clixml_buffer_free(self->buffer);
	g_ptr_array_unref(self->wanted);
	g_array_unref(self->meanings);
	ct_clixml_tables_free(self->tables);
	g_free(self);
}

gboolean
ct_clixml_push(CtClixml *self, const char *text, gsize length, GError **error)
{
	return ct_xml_scanner_push(self->scanner, text, length, error);
}

gboolean
ct_clixml_finish(CtClixml *self, GError **error)
{
	return ct_xml_scanner_finish(self->scanner, NULL, error);
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
