/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/parser.h>

#include "analyzer/clixml-buffer.h"
#include "analyzer/clixml-grammar.h"
#include "analyzer/clixml-tables.h"
#include "analyzer/clixml.h"
#include "analyzer/import.h"

/* The inside of a CLIXML reader, shared by clixml.c and clixml-actions.c and nobody else. */

/* One open element; small, since one is made for every element there is. */
typedef struct {
	CtClixmlTag tag;
	guint32 line;
	const xmlChar *name;
	guint8 skip;	     /* nothing below is of interest, except type names */
	guint8 collect;	     /* character data is wanted */
	guint8 pipeline;     /* an object that is handed over, or a list of such */
	guint8 handed_on;    /* a list whose elements were handed over one by one */
	guint32 item;	     /* the item that this element is, or stands in */
	guint32 place;	     /* see ct_clixml_tables_name() */
	guint32 start;	     /* where its text begins in the texts */
	guint32 ref;	     /* RefId, or CT_CLIXML_NO_NUMBER */
	CtClixmlLabel label; /* of an object */
} CtClixmlFrame;

/* How far the beginning of the document was passed. */
typedef enum {
	CT_CLIXML_PROLOG_BLANK,
	CT_CLIXML_PROLOG_MARK, /* within the first line "#< CLIXML" */
	CT_CLIXML_PROLOG_DONE,
} CtClixmlProlog;

struct CtClixml {
	const char *path;
	CtLimits limits;
	const CtClixmlHandler *handler;
	gpointer data;
	xmlParserCtxt *parser;
	CtClixmlTables *tables;
	GError *error; /* first one; nothing is read after it */
	CtClixmlProlog prolog;
	gboolean begun; /* the root element was seen */
	CtClixmlGrammar grammar;
	CtClixmlFrame *frames;
	guint depth;	 /* frames in use; [0] is the document */
	guint allocated; /* frames there is room for */
	CtClixmlBuffer *buffer;
	guint32 type; /* of the pipeline object being read */
	guint32 line;
	GPtrArray *wanted; /* of GByteArray *, by type then name: what the handler answered */
	gboolean has_props;
	gboolean has_added;
};

/* What is done where an element begins and ends, by its tag; NULL: nothing.  The frame of the
 * parent stands directly before @frame. */
typedef void (*CtClixmlStart)(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
			      const CtClixmlAttributes *attributes);
typedef void (*CtClixmlEnd)(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent);

extern const CtClixmlStart ct_clixml_starts[CT_N_TAGS];
extern const CtClixmlEnd ct_clixml_ends[CT_N_TAGS];

/* Stops reading with an error at the place that the parser has reached. */
void ct_clixml_fail(CtClixml *self, CtImportError code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

void ct_clixml_note(CtClixml *self, const char *what, const char *value);
