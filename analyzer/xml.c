/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses by pushing pieces of a CtSource into libxml2's SAX2 tree builder with a few callbacks put
 * in front of it: they refuse a document type before libxml2 reads it and count depth and text, so
 * that a hostile file is stopped at its first excess and never held whole.  Everything that libxml2
 * could be lenient about (recovery, entities, the declared encoding) stays off.
 */
#include "analyzer/xml.h"

#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <string.h>

/* State of one parse, reached through xmlParserCtxt._private. */
typedef struct {
	const char *path;
	const CtLimits *limits;
	gsize text_bytes; /* of the text being read */
	gboolean at_end;  /* nothing more will come */
	GError *error;
} Parse;

static void
set_error(xmlParserCtxt *context, int code, int line, int column, const char *reason)
{
	Parse *parse = context->_private;

	if (parse->error != NULL)
		return;
	parse->error = g_error_new(CT_IMPORT_ERROR, code, "%s:%d:%d: %s", parse->path, line,
				   MAX(column, 1), reason);
}

/* An error of our own: recorded where the parser stands, and the parser stops. */
static void
stop(xmlParserCtxt *context, int code, const char *reason)
{
	set_error(context, code, xmlSAX2GetLineNumber(context), xmlSAX2GetColumnNumber(context),
		  reason);
	xmlStopParser(context);
}

/* The reason of an error that shows only because the input ended, which libxml2 words in many ways;
 * %NULL when it is another, or when everything that was begun is closed.  The parser holds back what
 * has no finished tag behind it, so that at the end it may yet come upon what is wrong in itself: then
 * there is a finished tag behind that. */
static char *
reason_at_end(const xmlParserCtxt *context, int code)
{
	const xmlNode *open = context->nodeNr > 0 ? context->node : NULL;
	const xmlParserInput *input = context->input;

	if (code != XML_ERR_DOCUMENT_END &&
	    memchr(input->cur, '>', (gsize)(input->end - input->cur)) != NULL)
		return NULL;
	if (open != NULL)
		return g_strdup_printf("the file ends inside <%s>, which begins on line %u; "
				       "it seems cut short",
				       (const char *)open->name, ct_xml_line(open));
	if (context->myDoc == NULL || xmlDocGetRootElement(context->myDoc) == NULL)
		return g_strdup("the file ends before its first element does; it seems cut short");
	return NULL;
}

static void
on_error(void *data, xmlError *raised)
{
	xmlParserCtxt *context = data;
	Parse *parse = context->_private;
	g_autofree char *reason = NULL;

	/* lesser ones, such as a prefix that nobody declared, do not stop us from reading on */
	if (raised->level != XML_ERR_FATAL || parse->error != NULL)
		return;
	if (parse->at_end)
		reason = reason_at_end(context, raised->code);
	if (reason == NULL)
		reason = g_strchomp(
			g_strdup(raised->message != NULL ? raised->message : "malformed"));
	set_error(context, CT_IMPORT_ERROR_MALFORMED, raised->line, raised->int2, reason);
}

static void
on_document_type(void *data, const xmlChar *name, const xmlChar *external G_GNUC_UNUSED,
		 const xmlChar *system G_GNUC_UNUSED)
{
	g_autofree char *reason =
		g_strdup_printf("<!DOCTYPE %s> is refused: no export has a document type, and one "
				"can define entities that attack the reader",
				(const char *)name);

	stop(data, CT_IMPORT_ERROR_MALFORMED, reason);
}

static void
count_text(xmlParserCtxt *context, gsize bytes, const char *what, const char *name)
{
	Parse *parse = context->_private;
	g_autofree char *phrase = NULL;
	g_autofree char *reason = NULL;

	parse->text_bytes += bytes;
	if (parse->text_bytes <= parse->limits->max_text_bytes)
		return;
	phrase = ct_limit_phrase(parse->limits, CT_LIMIT_TEXT_BYTES);
	reason = g_strdup_printf("%s %s is over %s", what, name, phrase);
	stop(context, CT_IMPORT_ERROR_LIMIT, reason);
}

/* The line where the tag begins that was just read.  libxml2 knows only where it ends, and forgets
 * lines beyond 65535 of elements that stand close together.  A tag holds no other '<'. */
static guint
start_line(const xmlParserCtxt *context)
{
	const xmlChar *at = context->input->cur;
	int line = context->input->line;

	while (at > context->input->base && *at != '<')
		line -= *--at == '\n';
	return (guint)MAX(line, 1);
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	 int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	 const xmlChar **attributes)
{
	xmlParserCtxt *context = data;
	Parse *parse = context->_private;

	for (int i = 0; i < n_attributes && parse->error == NULL; i++) {
		const xmlChar **attribute = attributes + 5 * i;

		parse->text_bytes = 0;
		count_text(context, (gsize)(attribute[4] - attribute[3]), "the attribute",
			   (const char *)attribute[0]);
	}
	parse->text_bytes = 0;
	if ((guint)n_attributes > parse->limits->max_attributes) {
		g_autofree char *phrase = ct_limit_phrase(parse->limits, CT_LIMIT_ATTRIBUTES);
		g_autofree char *reason = g_strdup_printf("<%s> has more attributes than %s",
							  (const char *)name, phrase);

		stop(context, CT_IMPORT_ERROR_LIMIT, reason);
	}
	if ((guint)context->nodeNr >= parse->limits->max_depth) {
		g_autofree char *phrase = ct_limit_phrase(parse->limits, CT_LIMIT_DEPTH);
		g_autofree char *reason = g_strdup_printf("<%s> is nested deeper than %s",
							  (const char *)name, phrase);

		stop(context, CT_IMPORT_ERROR_LIMIT, reason);
	}
	if (parse->error != NULL)
		return;
	xmlSAX2StartElementNs(data, name, prefix, uri, n_namespaces, namespaces, n_attributes,
			      n_defaulted, attributes);
	if (context->node != NULL)
		context->node->_private = GUINT_TO_POINTER(start_line(context));
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	Parse *parse = ((xmlParserCtxt *)data)->_private;

	parse->text_bytes = 0;
	xmlSAX2EndElementNs(data, name, prefix, uri);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	xmlParserCtxt *context = data;
	const char *name = context->node != NULL ? (const char *)context->node->name : "?";
	Parse *parse = context->_private;

	count_text(context, (gsize)length, "the text in", name);
	if (parse->error == NULL)
		xmlSAX2Characters(data, text, length);
}

static void
on_cdata(void *data, const xmlChar *text, int length)
{
	xmlParserCtxt *context = data;
	const char *name = context->node != NULL ? (const char *)context->node->name : "?";
	Parse *parse = context->_private;

	count_text(context, (gsize)length, "the text in", name);
	if (parse->error == NULL)
		xmlSAX2CDataBlock(data, text, length);
}

static xmlParserCtxt *
context_new(Parse *parse)
{
	xmlParserCtxt *context = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);

	if (context == NULL)
		g_error("out of memory for an XML parser");
	xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR |
					   XML_PARSE_NOWARNING);
	context->_private = parse;
	context->sax->serror = (xmlStructuredErrorFunc)on_error;
	context->sax->internalSubset = on_document_type;
	context->sax->externalSubset = NULL;
	context->sax->startElementNs = on_start;
	context->sax->endElementNs = on_end;
	context->sax->characters = on_text;
	context->sax->ignorableWhitespace = on_text;
	context->sax->cdataBlock = on_cdata;
	return context;
}

/* Feeds everything; returns whether all of it was taken. */
static gboolean
feed(xmlParserCtxt *context, CtSource *source)
{
	Parse *parse = context->_private;
	const char *text = NULL;
	gsize length = 0;
	guint64 fed = 0;

	do {
		if (!ct_source_read(source, &text, &length, &parse->error))
			return FALSE;
		fed += length;
		if (fed > parse->limits->max_document_bytes) {
			g_autofree char *phrase = ct_limit_phrase(parse->limits,
								  CT_LIMIT_DOCUMENT_BYTES);
			g_autofree char *reason = g_strdup_printf("the document is over %s",
								  phrase);

			stop(context, CT_IMPORT_ERROR_LIMIT, reason);
		} else {
			parse->at_end = length == 0;
			xmlParseChunk(context, text, (int)length, length == 0);
		}
	} while (parse->error == NULL && length > 0);
	return parse->error == NULL;
}

xmlDoc *
ct_xml_parse(CtSource *source, const CtLimits *limits, GError **error)
{
	Parse parse = { .path = ct_source_path(source), .limits = limits };
	xmlParserCtxt *context = context_new(&parse);
	g_autoptr(xmlDoc) document = NULL;

	if (feed(context, source) && !context->wellFormed)
		stop(context, CT_IMPORT_ERROR_MALFORMED, "this is not well-formed XML");
	document = context->myDoc;
	context->myDoc = NULL;
	xmlFreeParserCtxt(context);

	if (parse.error != NULL) {
		g_propagate_error(error, parse.error);
		return NULL;
	}
	return g_steal_pointer(&document);
}

const char *
ct_xml_name(const xmlNode *node)
{
	const char *name = (const char *)node->name;
	const char *colon = strchr(name, ':');

	/* a prefix that nobody declared stays in the name */
	return colon != NULL ? colon + 1 : name;
}

guint
ct_xml_line(const xmlNode *node)
{
	return GPOINTER_TO_UINT(node->_private);
}

gboolean
ct_xml_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	       strcmp(ct_xml_name(node), name) == 0;
}

static const xmlNode *
element_from(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

const xmlNode *
ct_xml_first(const xmlNode *node)
{
	return element_from(node->children);
}

const xmlNode *
ct_xml_next(const xmlNode *node)
{
	return element_from(node->next);
}

const xmlNode *
ct_xml_child(const xmlNode *node, const char *name)
{
	const xmlNode *child = ct_xml_first(node);

	while (child != NULL && !ct_xml_is(child, name))
		child = ct_xml_next(child);
	return child;
}

const xmlNode *
ct_xml_find(const xmlNode *node, const char *name)
{
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		const xmlNode *found = ct_xml_is(child, name) ? child : ct_xml_find(child, name);

		if (found != NULL)
			return found;
	}
	return NULL;
}

static const xmlAttr *
find_attr(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = node->properties;

	while (attr != NULL && strcmp((const char *)attr->name, name) != 0)
		attr = attr->next;
	return attr;
}

static char *
dup_content(const xmlNode *list)
{
	xmlChar *raw = list != NULL ? xmlNodeListGetString(list->doc, list, 1) : NULL;
	char *copy = g_strdup(raw != NULL ? (const char *)raw : "");

	xmlFree(raw);
	return copy;
}

char *
ct_xml_dup_attr(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = find_attr(node, name);

	return attr != NULL ? dup_content(attr->children) : NULL;
}

const char *
ct_xml_attr_value(const xmlAttr *attr, CtStrings *strings)
{
	const xmlNode *value = attr->children;
	g_autofree char *copy = NULL;

	/* nearly always one text node, which needs no copy */
	if (value != NULL && value->next == NULL && value->type == XML_TEXT_NODE)
		return ct_strings_intern(strings, (const char *)value->content);
	copy = dup_content(value);
	return ct_strings_intern(strings, copy);
}

const char *
ct_xml_attr(const xmlNode *node, const char *name, CtStrings *strings)
{
	const xmlAttr *attr = find_attr(node, name);

	return attr != NULL ? ct_xml_attr_value(attr, strings) : NULL;
}

gboolean
ct_xml_attr_is_true(const xmlNode *node, const char *name)
{
	g_autofree char *value = ct_xml_dup_attr(node, name);

	return value != NULL &&
	       (g_ascii_strcasecmp(g_strstrip(value), "true") == 0 || strcmp(value, "1") == 0);
}

int
ct_xml_attr_int(const xmlNode *node, const char *name, int max)
{
	g_autofree char *value = ct_xml_dup_attr(node, name);
	gint64 number = 0;

	if (value == NULL ||
	    !g_ascii_string_to_signed(g_strstrip(value), 10, 0, max, &number, NULL))
		return 0;
	return (int)number;
}

const char *
ct_xml_text(const xmlNode *node, CtStrings *strings)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
			g_string_append(text, (const char *)child->content);
	g_strstrip(text->str);
	return *text->str != '\0' ? ct_strings_intern(strings, text->str) : NULL;
}

char *
ct_xml_path(const xmlNode *node)
{
	g_autoptr(GString) path = g_string_new(NULL);

	for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent) {
		if (path->len > 0)
			g_string_prepend_c(path, '/');
		g_string_prepend(path, ct_xml_name(node));
	}
	return g_string_free(g_steal_pointer(&path), FALSE);
}

CtOrigin
ct_xml_origin(const CtImportJob *job, const xmlNode *node)
{
	g_autofree char *path = ct_xml_path(node);

	return (CtOrigin){
		.input = job->input,
		.line = ct_xml_line(node),
		.path = ct_strings_intern(job->facts->strings, path),
	};
}

gboolean
ct_xml_dispatch(const CtXmlElement *rows, gsize n_rows, gpointer reader, const xmlNode *node)
{
	for (gsize i = 0; i < n_rows; i++) {
		if (ct_xml_is(node, rows[i].name)) {
			rows[i].read(reader, node);
			return TRUE;
		}
	}
	return FALSE;
}

void
ct_xml_walk(const CtXmlElement *rows, gsize n_rows, gpointer reader, const xmlNode *node)
{
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		if (!ct_xml_dispatch(rows, n_rows, reader, child))
			ct_xml_walk(rows, n_rows, reader, child);
}

static CtKey
attr_key(const char *element, const char *name, const CtXmlAttr *rows, gsize n_rows)
{
	for (gsize i = 0; i < n_rows; i++)
		if (strcmp(rows[i].name, name) == 0 &&
		    (rows[i].element == NULL || strcmp(rows[i].element, element) == 0))
			return rows[i].key;
	return CT_KEY_OTHER;
}

void
ct_xml_push_attr(CtFacts *facts, GArray *props, const xmlAttr *attr, const CtXmlAttr *rows,
		 gsize n_rows)
{
	const char *element = ct_xml_name(attr->parent);
	const char *name = (const char *)attr->name;
	CtKey key = attr_key(element, name, rows, n_rows);
	g_autofree char *full = g_strconcat(element, ".", name, NULL);

	if (key != CT_N_KEYS)
		ct_facts_push_prop(facts, props, key, full,
				   ct_xml_attr_value(attr, facts->strings));
}

void
ct_xml_push_attrs(CtFacts *facts, GArray *props, const xmlNode *node, const CtXmlAttr *rows,
		  gsize n_rows)
{
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		ct_xml_push_attr(facts, props, attr, rows, n_rows);
}
