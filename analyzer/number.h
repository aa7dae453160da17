/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtNumber: a number that people dial, in eight bytes, so that a million users can have one each.
 * Two texts that mean one number ("tel:+1 (425) 555-0100", "TEL:+14255550100") give one value, and
 * two numbers never do.
 */
typedef guint64 CtNumber;

#define CT_NUMBER_NONE G_GUINT64_CONSTANT(0)

/* The lowest bit tells a number that does not fit: the rest is a row of a table of texts. */
#define CT_NUMBER_IS_ODD(number) (((number)&1) != 0)
#define CT_NUMBER_FROM_ROW(row)	 ((CtNumber)(row) << 1 | 1)
#define CT_NUMBER_ROW(number)	 ((guint)((number) >> 1))

/**
 * ct_number_pack:
 * @uri: with or without "tel:"
 *
 * Returns: TRUE when @uri is up to 15 digits, with or without '+' and an extension, and fits;
 * @out_number is then never an odd one.
 */
gboolean ct_number_pack(const char *uri, CtNumber *out_number);

/* "tel:+1 425 555-0712;EXT=123" -> "+14255550712;ext=123", newly allocated; %NULL without a digit. */
char *ct_number_normalise(const char *uri);

/* What ct_number_normalise() made of a number that ct_number_pack() took; newly allocated. */
char *ct_number_to_string(CtNumber number);
