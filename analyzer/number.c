/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Telephone numbers as integers.  The digits stand behind a 1, so that zeros in front count.  Nearly
 * every extension is the end of its number and takes four bits then; one that is not has to be short,
 * as the number before it.  What is neither stays a text, so that nothing is ever cut off or hashed.
 *
 *	bit 0 odd   bit 1 own extension   bit 2 plus
 *	no own extension: bits 3 to 6 length of the extension, from bit 7 on the digits
 *	own extension: bits 3 to 20 its digits, from bit 21 on the digits
 */
#include "analyzer/number.h"

#include <string.h>

#define MOST_DIGITS	    15 /* of the public network: ITU-T E.164 */
#define MOST_DIGITS_BEFORE  12 /* an extension of its own */
#define MOST_OWN_EXTENSION  5
#define OWN_EXTENSION_SHIFT 21
#define SUFFIX_SHIFT	    7

/* Digits behind a 1. */
typedef struct {
	guint64 value;
	guint count;
} Digits;

static const char *
after_scheme(const char *uri)
{
	return g_ascii_strncasecmp(uri, "tel:", 4) == 0 ? uri + 4 : uri;
}

/* A '\0' ends a number, and is none. */
static gboolean
is_separator(char c)
{
	return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.';
}

/* Returns: what comes behind the digits; NULL when there are too many. */
static const char *
read_digits(const char *text, Digits *out_digits)
{
	Digits digits = { 1, 0 };

	for (; g_ascii_isdigit(*text) || is_separator(*text); text++) {
		if (is_separator(*text))
			continue;
		if (digits.count++ == MOST_DIGITS)
			return NULL;
		digits.value = digits.value * 10 + (guint64)(*text - '0');
	}
	*out_digits = digits;
	return text;
}

static guint64
power_of_ten(guint exponent)
{
	guint64 power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

static gboolean
is_end_of(const Digits *end, const Digits *digits)
{
	guint64 power = power_of_ten(end->count);

	return end->count <= digits->count && digits->value % power == end->value - power;
}

static gboolean
pack(const char *text, CtNumber *out_number)
{
	CtNumber number = 0;
	Digits digits, extension = { 1, 0 };

	while (is_separator(*text))
		text++;
	if (*text == '+') {
		number = 1 << 2;
		text++;
	}
	text = read_digits(text, &digits);
	if (text == NULL || digits.count == 0)
		return FALSE;
	if (g_ascii_strncasecmp(text, ";ext=", 5) == 0) {
		text = read_digits(text + 5, &extension);
		if (text == NULL || extension.count == 0)
			return FALSE;
	}
	if (*text != '\0')
		return FALSE;
	if (is_end_of(&extension, &digits))
		number |= digits.value << SUFFIX_SHIFT | (guint64)extension.count << 3;
	else if (digits.count <= MOST_DIGITS_BEFORE && extension.count <= MOST_OWN_EXTENSION)
		number |= digits.value << OWN_EXTENSION_SHIFT | extension.value << 3 | 1 << 1;
	else
		return FALSE;
	*out_number = number;
	return TRUE;
}

char *
ct_number_normalise(const char *uri)
{
	GString *number = g_string_new(NULL);

	for (uri = after_scheme(uri); *uri != '\0'; uri++)
		if (!is_separator(*uri))
			g_string_append_c(number, g_ascii_tolower(*uri));
	return g_string_free(number, strpbrk(number->str, "0123456789") == NULL);
}

gboolean
ct_number_pack(const char *uri, CtNumber *out_number)
{
	g_autofree char *text = NULL;

	if (pack(after_scheme(uri), out_number))
		return TRUE;
	/* a blank may stand anywhere, in the name of a parameter too */
	text = ct_number_normalise(uri);
	return text != NULL && pack(text, out_number);
}

char *
ct_number_to_string(CtNumber number)
{
	gboolean own = (number & 1 << 1) != 0;
	guint64 digits = number >> (own ? OWN_EXTENSION_SHIFT : SUFFIX_SHIFT);
	guint length = own ? 0 : (guint)(number >> 3 & 15);
	g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, digits);
	g_autofree char *extension = NULL;

	if (own)
		extension = g_strdup_printf("%" G_GUINT64_FORMAT,
					    number >> 3 & ((1 << (OWN_EXTENSION_SHIFT - 3)) - 1));
	else if (length > 0)
		extension = g_strdup(text + strlen(text) - length);
	return g_strconcat((number & 1 << 2) != 0 ? "+" : "", text + 1,
			   extension != NULL ? ";ext=" : "",
			   extension != NULL ? extension + (own ? 1 : 0) : "", NULL);
}
