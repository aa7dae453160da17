/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vocabulary of CLIXML as tables ([MS-PSRP] 2.2.5): which elements there are and what may stand
 * in what.
 */
#include "analyzer/clixml-grammar.h"

#include <string.h>

#include "analyzer/clixml-tables.h"

#define BIT(tag) (1u << (tag))
#define VALUES	 (BIT(CT_TAG_OBJ) | BIT(CT_TAG_REF) | BIT(CT_TAG_PRIMITIVE) | BIT(CT_TAG_NIL))

/* What may stand in what. */
static const guint32 children[CT_N_TAGS] = {
	[CT_TAG_DOCUMENT] = BIT(CT_TAG_OBJS),
	[CT_TAG_OBJS] = VALUES,
	[CT_TAG_OBJ] = BIT(CT_TAG_TN) | BIT(CT_TAG_TNREF) | BIT(CT_TAG_TO_STRING) |
		       BIT(CT_TAG_PROPS) | BIT(CT_TAG_MS) | BIT(CT_TAG_LIST) |
		       BIT(CT_TAG_DICTIONARY) | BIT(CT_TAG_PRIMITIVE) | BIT(CT_TAG_NIL),
	[CT_TAG_TN] = BIT(CT_TAG_T),
	[CT_TAG_PROPS] = VALUES,
	[CT_TAG_MS] = VALUES,
	[CT_TAG_LIST] = VALUES,
	[CT_TAG_DICTIONARY] = BIT(CT_TAG_ENTRY),
	[CT_TAG_ENTRY] = VALUES,
};

static const struct {
	const char *name;
	CtClixmlTag tag;
} tags[] = {
	{ "Objs", CT_TAG_OBJS },     { "Obj", CT_TAG_OBJ },
	{ "Ref", CT_TAG_REF },	     { "TN", CT_TAG_TN },
	{ "T", CT_TAG_T },	     { "TNRef", CT_TAG_TNREF },
	{ "Props", CT_TAG_PROPS },   { "ToString", CT_TAG_TO_STRING },
	{ "MS", CT_TAG_MS },	     { "LST", CT_TAG_LIST },
	{ "IE", CT_TAG_LIST },	     { "QUE", CT_TAG_LIST },
	{ "STK", CT_TAG_LIST },	     { "DCT", CT_TAG_DICTIONARY },
	{ "En", CT_TAG_ENTRY },	     { "Nil", CT_TAG_NIL },
	{ "S", CT_TAG_PRIMITIVE },   { "B", CT_TAG_PRIMITIVE },
	{ "I32", CT_TAG_PRIMITIVE }, { "U32", CT_TAG_PRIMITIVE },
	{ "I64", CT_TAG_PRIMITIVE }, { "U64", CT_TAG_PRIMITIVE },
	{ "I16", CT_TAG_PRIMITIVE }, { "U16", CT_TAG_PRIMITIVE },
	{ "By", CT_TAG_PRIMITIVE },  { "SB", CT_TAG_PRIMITIVE },
	{ "Db", CT_TAG_PRIMITIVE },  { "Sg", CT_TAG_PRIMITIVE },
	{ "D", CT_TAG_PRIMITIVE },   { "C", CT_TAG_PRIMITIVE },
	{ "DT", CT_TAG_PRIMITIVE },  { "TS", CT_TAG_PRIMITIVE },
	{ "G", CT_TAG_PRIMITIVE },   { "URI", CT_TAG_PRIMITIVE },
	{ "BA", CT_TAG_PRIMITIVE },  { "Version", CT_TAG_PRIMITIVE },
	{ "SS", CT_TAG_PRIMITIVE },  { "XD", CT_TAG_PRIMITIVE },
	{ "SBK", CT_TAG_PRIMITIVE },
};

/* Is the slice @text this word? */
static gboolean
is(const char *text, gsize length, const char *word)
{
	return strncmp(text, word, length) == 0 && word[length] == '\0';
}

CtClixmlTag
ct_clixml_grammar_tag(const char *name, gsize length)
{
	for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
		if (is(name, length, tags[i].name))
			return tags[i].tag;
	return CT_TAG_OTHER;
}

gboolean
ct_clixml_grammar_allows(CtClixmlTag parent, CtClixmlTag child)
{
	return (children[parent] & BIT(child)) != 0;
}

gboolean
ct_clixml_grammar_is_leaf(CtClixmlTag tag)
{
	return children[tag] == 0;
}

static guint32
parse_ref(const char *text, const char *end)
{
	guint64 value = 0;

	if (text == end)
		return CT_CLIXML_NO_NUMBER;
	for (; text < end; text++) {
		if (!g_ascii_isdigit(*text))
			return CT_CLIXML_NO_NUMBER;
		value = value * 10 + (guint64)(*text - '0');
		if (value >= CT_CLIXML_NO_NUMBER)
			return CT_CLIXML_NO_NUMBER;
	}
	return (guint32)value;
}

CtClixmlAttributes
ct_clixml_grammar_attributes(const CtXmlStart *start)
{
	CtClixmlAttributes result = { .ref = CT_CLIXML_NO_NUMBER };

	for (guint i = 0; i < start->n_attrs; i++) {
		const CtXmlTagAttr *attr = &start->attrs[i];

		if (is(attr->name, attr->name_length, "N")) {
			result.name = attr->value;
			result.name_length = attr->value_length;
		} else if (is(attr->name, attr->name_length, "RefId")) {
			result.ref = parse_ref(attr->value, attr->value + attr->value_length);
		} else if (is(attr->name, attr->name_length, "S")) {
			result.stream = TRUE;
		}
	}
	return result;
}
