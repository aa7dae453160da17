/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/parser.h>

/*
 * CtClixmlGrammar: the elements and attributes of CLIXML as one parser sees them.  The parser keeps
 * every name once in its dictionary, so that names are told apart by address.
 */
typedef enum {
	CT_TAG_DOCUMENT, /* above the root */
	CT_TAG_OBJS,
	CT_TAG_OBJ,
	CT_TAG_REF,
	CT_TAG_TN,
	CT_TAG_T,
	CT_TAG_TNREF,
	CT_TAG_TO_STRING,
	CT_TAG_PROPS,
	CT_TAG_MS,
	CT_TAG_LIST,
	CT_TAG_DICTIONARY,
	CT_TAG_ENTRY,
	CT_TAG_PRIMITIVE,
	CT_TAG_NIL,
	CT_TAG_OTHER,
	CT_N_TAGS,
} CtClixmlTag;

#define CT_CLIXML_N_SLOTS 64

typedef struct {
	struct {
		const xmlChar *name;
		CtClixmlTag tag;
	} slots[CT_CLIXML_N_SLOTS];
	const xmlChar *attr_name;
	const xmlChar *attr_ref;
	const xmlChar *attr_stream;
} CtClixmlGrammar;

/* The attributes that mean something; slices of the parser's buffer. */
typedef struct {
	const char *name; /* (nullable), not NUL-terminated */
	gsize name_length;
	guint32 ref;	 /* RefId, or CT_CLIXML_NO_NUMBER */
	gboolean stream; /* belongs to another stream than the output: progress, error, ... */
} CtClixmlAttributes;

void ct_clixml_grammar_init(CtClixmlGrammar *self, xmlDict *dict);

/* The tag of an element name out of the parser's dictionary; CT_TAG_OTHER when it is not known. */
CtClixmlTag ct_clixml_grammar_tag(const CtClixmlGrammar *self, const xmlChar *name);

/* May @child stand directly in @parent? */
gboolean ct_clixml_grammar_allows(CtClixmlTag parent, CtClixmlTag child);

/* @attributes as a startElementNs handler gets them. */
CtClixmlAttributes ct_clixml_grammar_attributes(const CtClixmlGrammar *self, int count,
						const xmlChar **attributes);
