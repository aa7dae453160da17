/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtClixmlTables: what a CLIXML reader remembers from one object to the next: the property names
 * and type names it has numbered, and one text for each object that a later one may refer to.
 */
typedef struct CtClixmlTables CtClixmlTables;

/* More different names or types than this are no export but an attack; see the errors. */
#define CT_CLIXML_MAX_NAMES 65536

#define CT_CLIXML_NO_NUMBER G_MAXUINT32

CtClixmlTables *ct_clixml_tables_new(void);
void ct_clixml_tables_free(CtClixmlTables *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtClixmlTables, ct_clixml_tables_free)

/**
 * ct_clixml_tables_name:
 * @raw: (array length=length): the name as it stands in the document, escapes included
 * @inout_place: where the search stood after the name before this one in the same parent, 0 for the
 *   first; moved on.  Objects of one type list their properties in one order, so this nearly always
 *   replaces the look-up by one comparison.
 *
 * Returns: the number, new when the name is; CT_CLIXML_NO_NUMBER when there are too many.
 */
guint32 ct_clixml_tables_name(CtClixmlTables *self, const char *raw, gsize length,
			      guint32 *inout_place);
const char *ct_clixml_tables_name_text(const CtClixmlTables *self, guint32 name);

/**
 * ct_clixml_tables_type:
 * @names: type names, each followed by a line feed
 *
 * Returns: the number of this list of type names; CT_CLIXML_NO_NUMBER when there are too many.
 */
guint32 ct_clixml_tables_type(CtClixmlTables *self, const char *names);
const char *const *ct_clixml_tables_type_names(const CtClixmlTables *self, guint32 type);

/* Remembers and finds the type behind the RefId of a TN; type 0 when it is not known. */
void ct_clixml_tables_define_type(CtClixmlTables *self, guint32 ref, guint32 type);
guint32 ct_clixml_tables_find_type(const CtClixmlTables *self, guint32 ref);

/**
 * ct_clixml_tables_define_label:
 * @label: (nullable): text of the object with this RefId; copied
 *
 * Labels are kept in bounded memory.  What was referred to once stays longest.
 */
void ct_clixml_tables_define_label(CtClixmlTables *self, guint32 ref, const char *label);

/* Returns: (nullable): the label of the object with this RefId, %NULL when it is not known. */
const char *ct_clixml_tables_find_label(CtClixmlTables *self, guint32 ref);

/**
 * ct_clixml_unescape:
 * @text: (array length=length): changed in place, not NUL-terminated here
 *
 * Undoes _xHHHH_, where HHHH is one UTF-16 unit.  What cannot be a character of a text (half of a
 * pair, NUL) becomes U+FFFD.
 *
 * Returns: the new length, never larger.
 */
gsize ct_clixml_unescape(char *text, gsize length);
