/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tree from the tags of a stream.  What stands above the element is known by name only and becomes
 * a chain of empty elements, so that paths are right.  Blanks between tags are left out: nobody asks
 * for them, and they would be half of the nodes.
 */
#include "analyzer/xml-build.h"

/* What libxml2 takes for a node or an attribute beside its texts, roughly: a document of empty tags
 * is twenty times its size as a tree, and the limit is there to bound memory. */
#define NODE_BYTES 128

struct CtXmlBuild {
	const char *path;
	CtLimits limits;
	xmlDoc *document; /* nullable: nothing was begun yet */
	xmlNode *root;	  /* the element that was begun first */
	xmlNode *open;	  /* innermost open element; NULL when none is */
	GString *text;	  /* since the last tag */
	GString *scratch; /* a name, then a value */
	guint64 bytes;	  /* that the tree takes */
};

CtXmlBuild *
ct_xml_build_new(const char *path, const CtLimits *limits)
{
	CtXmlBuild *self = g_new0(CtXmlBuild, 1);

	self->path = path;
	self->limits = *limits;
	self->text = g_string_new(NULL);
	self->scratch = g_string_new(NULL);
	return self;
}

void
ct_xml_build_free(CtXmlBuild *self)
{
	if (self == NULL)
		return;
	xmlFreeDoc(self->document);
	g_string_free(self->text, TRUE);
	g_string_free(self->scratch, TRUE);
	g_free(self);
}

gboolean
ct_xml_build_is_open(const CtXmlBuild *self)
{
	return self->open != NULL;
}

static gboolean
count(CtXmlBuild *self, guint64 bytes, guint32 line, GError **error)
{
	g_autofree char *phrase = NULL;

	self->bytes += bytes;
	if (self->bytes <= self->limits.max_document_bytes)
		return TRUE;
	phrase = ct_limit_phrase(&self->limits, CT_LIMIT_DOCUMENT_BYTES);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT,
		    "%s:%u:1: <%s>, which begins on line %u, takes more memory than %s", self->path,
		    line, ct_xml_name(self->root), ct_xml_line(self->root), phrase);
	return FALSE;
}

/* Copies a slice to where the last one ended; returns where that is. */
static gsize
keep(CtXmlBuild *self, const char *slice, gsize length)
{
	gsize at = self->scratch->len;

	g_string_append_len(self->scratch, slice, (gssize)length);
	g_string_append_c(self->scratch, '\0');
	return at;
}

static xmlNode *
element_new(CtXmlBuild *self, const char *name, gsize length)
{
	g_string_truncate(self->scratch, 0);
	keep(self, name, length);

	xmlNode *node = xmlNewDocNode(self->document, NULL, (const xmlChar *)self->scratch->str,
				      NULL);

	if (node == NULL)
		g_error("out of memory for an XML element");
	return node;
}

/* One empty element for each name of "Items/Item". */
static xmlNode *
chain_of(CtXmlBuild *self, const char *above)
{
	xmlNode *last = (xmlNode *)self->document;

	while (above != NULL && *above != '\0') {
		gsize length = strcspn(above, "/");

		last = xmlAddChild(last, element_new(self, above, length));
		above += length + (above[length] == '/');
	}
	return last;
}

static void
close_text(CtXmlBuild *self)
{
	gsize i = 0;

	while (i < self->text->len && g_ascii_isspace(self->text->str[i]))
		i++;
	if (i < self->text->len)
		xmlAddChild(self->open,
			    xmlNewTextLen((const xmlChar *)self->text->str, (int)self->text->len));
	g_string_truncate(self->text, 0);
}

/* An element has the namespace of its parent unless it says otherwise. */
static void
set_namespace(xmlNode *node, const char *uri)
{
	const xmlNode *parent = node->parent;

	if (uri == NULL)
		return;
	if (parent->type == XML_ELEMENT_NODE && parent->ns != NULL &&
	    strcmp((const char *)parent->ns->href, uri) == 0)
		node->ns = parent->ns;
	else
		node->ns = xmlNewNs(node, (const xmlChar *)uri, NULL);
}

static gboolean
add_attributes(CtXmlBuild *self, xmlNode *node, const CtXmlTag *tag, GError **error)
{
	for (guint i = 0; i < tag->n_attrs; i++) {
		const CtXmlStreamAttr *attr = &tag->attrs[i];
		gsize name, value;

		if (!count(self, NODE_BYTES + NODE_BYTES + attr->name_length + attr->value_length,
			   tag->line, error))
			return FALSE;
		g_string_truncate(self->scratch, 0);
		name = keep(self, attr->name, attr->name_length);
		value = keep(self, attr->value, attr->value_length);
		xmlNewProp(node, (const xmlChar *)self->scratch->str + name,
			   (const xmlChar *)self->scratch->str + value);
	}
	return TRUE;
}

gboolean
ct_xml_build_start(CtXmlBuild *self, const CtXmlTag *tag, const char *above, GError **error)
{
	xmlNode *node;

	if (self->open == NULL) {
		xmlFreeDoc(self->document);
		self->document = xmlNewDoc((const xmlChar *)"1.0");
		self->bytes = 0;
		node = xmlAddChild(chain_of(self, above),
				   element_new(self, tag->name, tag->name_length));
		self->root = node;
	} else {
		close_text(self);
		node = xmlAddChild(self->open, element_new(self, tag->name, tag->name_length));
	}
	self->open = node;
	node->_private = GUINT_TO_POINTER(tag->line);
	set_namespace(node, tag->uri);
	return count(self, NODE_BYTES + tag->name_length, tag->line, error) &&
	       add_attributes(self, node, tag, error);
}

gboolean
ct_xml_build_text(CtXmlBuild *self, const char *text, gsize length, GError **error)
{
	/* blanks at the beginning may be all there is */
	if (self->text->len == 0)
		while (length > 0 && g_ascii_isspace(*text)) {
			text++;
			length--;
		}
	if (length == 0)
		return TRUE;
	if (!count(self, length + (self->text->len == 0 ? NODE_BYTES : 0), ct_xml_line(self->open),
		   error))
		return FALSE;
	g_string_append_len(self->text, text, (gssize)length);
	return TRUE;
}

const xmlNode *
ct_xml_build_end(CtXmlBuild *self)
{
	const xmlNode *ended = self->open;

	close_text(self);
	self->open = ended == self->root ? NULL : ended->parent;
	return ended == self->root ? ended : NULL;
}
