/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The smallest pieces of XML 1.0: names, references, and the search for the next character that means
 * something.  Nothing here looks behind the end that it is given, unless it says so.
 */

/* How far the reading of one piece came. */
typedef enum {
	CT_XML_READ,  /* it is complete */
	CT_XML_SHORT, /* the text ends within it */
	CT_XML_WRONG, /* it is not well-formed */
} CtXmlRead;

static inline gboolean
ct_xml_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline const char *
ct_xml_skip_blanks(const char *at, const char *end)
{
	while (at < end && ct_xml_is_blank(*at))
		at++;
	return at;
}

/**
 * ct_xml_name_end:
 *
 * Returns: where the name that begins at @at ends, @at itself when none begins there.  A character
 * that is cut by @end counts as part of the name: look at @end before believing it.
 */
const char *ct_xml_name_end(const char *at, const char *end);

/**
 * ct_xml_local_name:
 * @name: (inout): a name
 * @length: (inout)
 *
 * Takes the prefix off.  What only looks like one (":a", "a:") stays.
 */
void ct_xml_local_name(const char **name, gsize *length);

/* The most bytes that one character needs. */
#define CT_XML_CHAR_BYTES 4

/**
 * ct_xml_reference:
 * @at: at the '&'; moved behind the ';' when the reference is complete
 * @out_text: room for CT_XML_CHAR_BYTES bytes
 * @out_length: of what it stands for
 *
 * Reads a character reference or one of the five entities.
 */
CtXmlRead ct_xml_reference(const char **at, const char *end, char *out_text, gsize *out_length);

/* Is @text, from "<?xml" to "?>", an XML declaration as it should be?  What it says is not believed. */
gboolean ct_xml_is_declaration(const char *text, const char *end);

/* Bytes that must be readable behind the sentinel of the two searches below. */
#define CT_XML_PADDING 16

/* The next '<' or '&' from @at on, or a ']', which may begin a "]]>".  There must be one: put a '<'
 * behind the end. */
const char *ct_xml_find_markup(const char *at);

/* As ct_xml_find_markup(), but stops at a carriage return too, which a text has to leave out. */
const char *ct_xml_find_in_text(const char *at);

/* How many line feeds, and how many characters of UTF-8, are in a text. */
gsize ct_xml_count_lines(const char *text, gsize length);
gsize ct_xml_count_characters(const char *text, gsize length);
