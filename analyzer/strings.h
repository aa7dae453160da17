/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtStrings: every text of an estate, kept once.
 *
 * Two interned texts are equal exactly when their pointers are equal, so that identity keys
 * (folded) compare by pointer and cost eight bytes wherever they are used again.
 */
typedef struct CtStrings CtStrings;

CtStrings *ct_strings_new(void);
/* One more owner of the same texts: they are gone when each has called ct_strings_free().  Not for several
 * threads. */
CtStrings *ct_strings_share(CtStrings *self);
void ct_strings_free(CtStrings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStrings, ct_strings_free)

/**
 * ct_strings_intern:
 * @text: (nullable): UTF-8 text
 *
 * Returns: (nullable): the kept copy of @text with leading and trailing white space removed (the
 * product's own documentation has blanks inside attribute values); %NULL for %NULL.
 */
const char *ct_strings_intern(CtStrings *self, const char *text);

/* As ct_strings_intern(), but nothing is trimmed: for values whose blanks are themselves the point
 * (a user name that Move-CsLegacyUser refuses). */
const char *ct_strings_intern_exact(CtStrings *self, const char *text);

/* As ct_strings_intern() for the first @length bytes of @text, which need not end in NUL. */
const char *ct_strings_intern_length(CtStrings *self, const char *text, gsize length);

/**
 * ct_strings_copy:
 * @text: (nullable)
 *
 * As ct_strings_intern(), but nobody looks whether the text is there already: for texts of which there
 * is one anyhow, such as the addresses of users.  Equal copies differ in their pointers.
 */
const char *ct_strings_copy(CtStrings *self, const char *text);

/**
 * ct_strings_fold_copy:
 * @kept: (nullable): trimmed, and as long-lived as @self
 *
 * Returns: (nullable): @kept itself when folding leaves it as it is, else a copy that is not looked
 * for.
 */
const char *ct_strings_fold_copy(CtStrings *self, const char *kept);

/**
 * ct_strings_fold_once:
 * @text: (not nullable)
 *
 * As ct_strings_fold(), but nothing is kept: the result is good until the next call of any function
 * here, or as long as @text.  For looking things up that may not be there.
 */
const char *ct_strings_fold_once(CtStrings *self, const char *text);

/**
 * ct_strings_adopt:
 * @other: (transfer full)
 *
 * The texts of @other live as long as @self from now on.  They are not found in it.
 */
void ct_strings_adopt(CtStrings *self, CtStrings *other);

/* A hash of a text, for tables that hold such copies. */
guint32 ct_strings_hash(const char *text, gsize length);

/* As ct_strings_intern(), case-folded (Unicode, no locale): the form in which names are compared. */
const char *ct_strings_fold(CtStrings *self, const char *text);

/* A copy for a message, newly allocated: line ends and tabs become blanks, other control characters and
 * what is not UTF-8 U+FFFD, so that no name of an export can break a line or an XML document that shows
 * it. */
char *ct_strings_printable(const char *text);
