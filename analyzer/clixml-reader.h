/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/clixml-buffer.h"
#include "analyzer/clixml-grammar.h"
#include "analyzer/clixml-tables.h"
#include "analyzer/clixml.h"
#include "analyzer/import.h"
#include "analyzer/xml-scanner.h"

/* The inside of a CLIXML reader, shared by clixml.c and clixml-actions.c and nobody else. */

/* What a start tag says, found out once for each spelling that the scanner remembers. */
typedef struct {
	gboolean known;
	CtClixmlTag tag;
	guint32 property; /* number of the name in its N, or CT_CLIXML_NO_NUMBER before it was asked */
	CtClixmlAttributes attributes;
} CtClixmlMeaning;

/* One open element; small, since one is made for nearly every element there is. */
typedef struct {
	CtClixmlTag tag;
	const CtXmlStart *start;  /* while it begins */
	CtClixmlMeaning *meaning; /* while it begins */
	guint8 skip;		  /* nothing below is of interest, except type names */
	guint8 collect;		  /* character data is wanted */
	guint8 pipeline;	  /* an object that is handed over, or a list of such */
	guint8 handed_on;	  /* a list whose elements were handed over one by one */
	guint32 item;		  /* the item that this element is, or stands in */
	guint32 place;		  /* see ct_clixml_tables_name() */
	guint32 text;		  /* where its text begins in the texts */
	guint32 ref;		  /* RefId, or CT_CLIXML_NO_NUMBER */
	CtClixmlLabel label;	  /* of an object */
} CtClixmlFrame;

struct CtClixml {
	CtLimits limits;
	const CtClixmlHandler *handler;
	gpointer data;
	CtXmlScanner *scanner;
	CtClixmlTables *tables;
	GArray *meanings; /* of CtClixmlMeaning, by number of the tag; [0] is for those without */
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
 * parent stands directly before @frame.  FALSE after an error, given to the scanner. */
typedef gboolean (*CtClixmlStart)(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
				  const CtClixmlAttributes *attributes);
typedef gboolean (*CtClixmlEnd)(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent);

extern const CtClixmlStart ct_clixml_starts[CT_N_TAGS];
extern const CtClixmlEnd ct_clixml_ends[CT_N_TAGS];

void ct_clixml_note(CtClixml *self, const char *what, const char *value);

/* As ct_clixml_note(), the value being the name of the element that begins. */
void ct_clixml_note_element(CtClixml *self, const char *what, const CtXmlStart *start);
