/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml-memo.h"
#include "analyzer/xml-scanner.h"

/* The inside of a scanner, shared by xml-scanner.c and xml-content.c and nobody else. */

/* One open element. */
typedef struct {
	gsize name;	/* offset in the names */
	guint32 length; /* of it */
	guint32 line;
	gsize text_bytes; /* so far */
	gboolean wants_elements;
	gboolean wants_text;
} CtXmlFrame;

/* What the buffer begins within. */
typedef enum {
	CT_XML_IN_CONTENT,
	CT_XML_IN_COMMENT,
	CT_XML_IN_INSTRUCTION,
	CT_XML_IN_CDATA,
} CtXmlState;

struct CtXmlScanner {
	const char *path;
	const CtLimits *limits;
	const CtXmlScannerHandler *handler;
	gpointer data;
	GError *error;
	char *buffer;
	gsize allocated;
	const char *at;	   /* what is read next */
	const char *token; /* begin of the tag or text at hand */
	const char *end;   /* of the text in the buffer */
	CtXmlState state;
	gboolean begun;		 /* the root element has begun */
	gboolean many_documents; /* another may follow */
	gboolean moved;		 /* something was read and is gone from the buffer */
	const char *counted;	 /* up to here lines are counted */
	guint64 line;		 /* there */
	guint64 column;		 /* of the begin of the buffer, from 0 on */
	GArray *frames;		 /* of CtXmlFrame */
	GString *names;		 /* of the open elements */
	CtXmlTagReader reader;
	CtXmlMemo *memo;
};

/* Returns: (nullable): the innermost open element. */
static inline CtXmlFrame *
ct_xml_innermost(const CtXmlScanner *self)
{
	return self->frames->len > 0
		       ? &g_array_index(self->frames, CtXmlFrame, self->frames->len - 1)
		       : NULL;
}

/* Says what is wrong with the text at @at.  Returns: CT_XML_WRONG. */
CtXmlRead ct_xml_scanner_wrong(CtXmlScanner *self, const char *at, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* @what ends where the phrase of the limit goes on.  Returns: CT_XML_WRONG. */
CtXmlRead ct_xml_scanner_over_limit(CtXmlScanner *self, CtLimitId limit, const char *what);

/* Each reads on from self->at, and moves it. */
CtXmlRead ct_xml_content_text(CtXmlScanner *self);
CtXmlRead ct_xml_content_blanks(CtXmlScanner *self); /* outside the root element */
CtXmlRead ct_xml_content_comment(CtXmlScanner *self);
CtXmlRead ct_xml_content_instruction(CtXmlScanner *self);
CtXmlRead ct_xml_content_cdata(CtXmlScanner *self);
CtXmlRead ct_xml_content_begin_instruction(CtXmlScanner *self); /* at a "<?" */
CtXmlRead ct_xml_content_begin_declared(CtXmlScanner *self);	/* at a "<!" */
