/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "analyzer/import.h"

/*
 * The few things that importers need of libxml2, private to the importers.  Elements and attributes
 * are known by their local names: the product kept its namespaces over versions, and people edit
 * the prefixes away.
 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

/**
 * ct_xml_parse:
 * @source: not yet read from
 *
 * Parses a whole document.  No document type, no entities but the five, no network; the limits on
 * bytes, depth and text hold.  Errors read "path:line:column: reason".
 */
xmlDoc *ct_xml_parse(CtSource *source, const CtLimits *limits, GError **error);

gboolean ct_xml_is(const xmlNode *node, const char *name);
const char *ct_xml_name(const xmlNode *node); /* local name */

/* The line on which the tag of an element begins, from 1, in a document of any length. */
guint ct_xml_line(const xmlNode *node);

/* The first child element, the next sibling element; with @name, the first of that name. */
const xmlNode *ct_xml_first(const xmlNode *node);
const xmlNode *ct_xml_next(const xmlNode *node);
const xmlNode *ct_xml_child(const xmlNode *node, const char *name);

/* The first element called @name below @node at any depth, in document order; nullable. */
const xmlNode *ct_xml_find(const xmlNode *node, const char *name);

/* Value of the attribute as written: the one place where libxml2's allocator meets GLib's. */
char *ct_xml_dup_attr(const xmlNode *node, const char *name);

/* The same, trimmed and kept in @strings; nullable. */
const char *ct_xml_attr(const xmlNode *node, const char *name, CtStrings *strings);
const char *ct_xml_attr_value(const xmlAttr *attr, CtStrings *strings);
gboolean ct_xml_attr_is_true(const xmlNode *node, const char *name);

/* The attribute as a number of at most @max, else 0. */
int ct_xml_attr_int(const xmlNode *node, const char *name, int max);

/* The text directly in @node, trimmed and kept in @strings; nullable when there is none. */
const char *ct_xml_text(const xmlNode *node, CtStrings *strings);

/* "Topology/Services/Service", newly allocated. */
char *ct_xml_path(const xmlNode *node);
CtOrigin ct_xml_origin(const CtImportJob *job, const xmlNode *node);

/* One row of a table of what to do at an element of this name. */
typedef struct {
	const char *name;
	void (*read)(gpointer reader, const xmlNode *node);
} CtXmlElement;

/* Calls the row for @node, if there is one. */
gboolean ct_xml_dispatch(const CtXmlElement *rows, gsize n_rows, gpointer reader,
			 const xmlNode *node);

/**
 * ct_xml_walk:
 *
 * Calls the row of each element below @node, in document order.  An element with a row is not
 * looked into any further: its reader does that.
 */
void ct_xml_walk(const CtXmlElement *rows, gsize n_rows, gpointer reader, const xmlNode *node);

/* What an attribute means.  With @key CT_N_KEYS it is passed over: somebody else reads it. */
typedef struct {
	const char *element; /* %NULL: any */
	const char *name;
	CtKey key;
} CtXmlAttr;

/* Appends one attribute to @props; one without a row is kept as "Element.Name". */
void ct_xml_push_attr(CtFacts *facts, GArray *props, const xmlAttr *attr, const CtXmlAttr *rows,
		      gsize n_rows);

/* The same for every attribute of @node. */
void ct_xml_push_attrs(CtFacts *facts, GArray *props, const xmlNode *node, const CtXmlAttr *rows,
		       gsize n_rows);
