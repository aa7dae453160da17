/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml-tag.h"

/* The elements and attributes of CLIXML. */
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

/* The attributes that mean something; slices of the start tag. */
typedef struct {
	const char *name; /* (nullable), not NUL-terminated */
	gsize name_length;
	guint32 ref;	 /* RefId, or CT_CLIXML_NO_NUMBER */
	gboolean stream; /* belongs to another stream than the output: progress, error, ... */
} CtClixmlAttributes;

/* The tag of an element name; CT_TAG_OTHER when it is not known. */
CtClixmlTag ct_clixml_grammar_tag(const char *name, gsize length);

/* May @child stand directly in @parent? */
gboolean ct_clixml_grammar_allows(CtClixmlTag parent, CtClixmlTag child);

/* Has an element nothing but text in it? */
gboolean ct_clixml_grammar_is_leaf(CtClixmlTag tag);

CtClixmlAttributes ct_clixml_grammar_attributes(const CtXmlStart *start);
