/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Numbers that are written by the million, at which printf() is slow.  The room that any of them needs: */
#define CT_DIGITS_ROOM 24

/* Writes @number, with @least digits or more, so that it ends before @end; returns where it begins. */
static inline char *
ct_digits_before(char *end, guint64 number, guint least)
{
	char *at = end;

	for (; number > 0 || at > end - least; number /= 10)
		*--at = (char)('0' + number % 10);
	return at;
}

static inline void
ct_digits_append(GString *out, guint64 number, guint least)
{
	char text[CT_DIGITS_ROOM];
	char *end = text + sizeof text;
	const char *at = ct_digits_before(end, number, least);

	g_string_append_len(out, at, end - at);
}
