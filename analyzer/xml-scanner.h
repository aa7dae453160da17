/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"
#include "analyzer/xml-tag.h"

/*
 * CtXmlScanner: XML 1.0 without document types, as a stream of tags and texts.
 *
 * It accepts what is well-formed and nothing else, within the limits, and says where the first fault
 * is.  Namespaces are not resolved: names come without their prefix, declarations are left out.
 * Text is pushed in pieces cut anywhere, and must be what CtSource hands out: UTF-8 of characters
 * that XML allows, without byte order mark.  Line ends become line feeds, as XML wants it.
 */
typedef struct CtXmlScanner CtXmlScanner;

/* What the handler wants of an element that begins. */
typedef enum {
	CT_XML_STOP,	  /* nothing: it has called ct_xml_scanner_fail() or _take_error() */
	CT_XML_PASS_OVER, /* nothing of what is inside, nor its end */
	CT_XML_ELEMENTS,  /* its elements and its end */
	CT_XML_CONTENT,	  /* its texts too */
} CtXmlWish;

typedef struct {
	/* An element begins; valid during the call. */
	CtXmlWish (*start)(CtXmlScanner *scanner, const CtXmlStart *start, gpointer data);
	/* An element ends that was not passed over; FALSE to stop, as with CT_XML_STOP. */
	gboolean (*end)(CtXmlScanner *scanner, gpointer data);
	/* (nullable): text directly in an element whose content is wanted; in several pieces, CDATA and
	 * references undone, not NUL-terminated.  FALSE to stop. */
	gboolean (*text)(CtXmlScanner *scanner, const char *text, gsize length, gpointer data);
} CtXmlScannerHandler;

/**
 * ct_xml_scanner_new:
 * @path: name for error messages; must outlive the scanner, as must @limits and @handler
 */
CtXmlScanner *ct_xml_scanner_new(const char *path, const CtLimits *limits,
				 const CtXmlScannerHandler *handler, gpointer data);
void ct_xml_scanner_free(CtXmlScanner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtXmlScanner, ct_xml_scanner_free)

/* Another document may stand behind the end of one, as when files were copied into one: with a byte
 * order mark, an XML declaration or a line "#< CLIXML" of its own. */
void ct_xml_scanner_allow_many_documents(CtXmlScanner *self);

/**
 * ct_xml_scanner_push:
 *
 * Errors: CT_IMPORT_ERROR_MALFORMED, CT_IMPORT_ERROR_LIMIT, "path:line:column: reason", and those
 * that the handler gave.  After an error the scanner says the same again.
 */
gboolean ct_xml_scanner_push(CtXmlScanner *self, const char *text, gsize length, GError **error);

/**
 * ct_xml_scanner_finish:
 * @out_cut_short: (nullable): with it, text that ends before the root element is closed is no error
 *   but sets this; what is incomplete at the end is dropped
 */
gboolean ct_xml_scanner_finish(CtXmlScanner *self, gboolean *out_cut_short, GError **error);

/* The line of the tag or text at hand.  Costs the counting of the lines since it was asked last. */
guint32 ct_xml_scanner_line(CtXmlScanner *self);

/* How many elements are open; within start() those around the one that begins. */
guint ct_xml_scanner_depth(const CtXmlScanner *self);

/* For handlers: stops the scanner with an error at the tag or text at hand. */
void ct_xml_scanner_fail(CtXmlScanner *self, CtImportError code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* As ct_xml_scanner_fail(), with an error as it is.  @error: (transfer full) */
void ct_xml_scanner_take_error(CtXmlScanner *self, GError *error);
