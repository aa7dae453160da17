/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Sets of small numbers as rows of bits. */

/* How many words a row for the numbers below @count takes; at least one. */
static inline guint
ct_bits_words(guint count)
{
	return count / 64 + 1;
}

static inline void
ct_bits_set(guint64 *row, guint number)
{
	row[number / 64] |= G_GUINT64_CONSTANT(1) << number % 64;
}

static inline gboolean
ct_bits_has(const guint64 *row, guint number)
{
	return (row[number / 64] >> number % 64 & 1) != 0;
}
