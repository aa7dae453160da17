/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of drawings, of which there are some hundred thousand: a fifth of the time in which an SVG is
 * written was that of printf.  What is written is what printf writes, to the byte: it rounds the exact
 * value, so that what lies too near to a tie for the product to tell is left to it.
 */
#include "render/decimal.h"

#include <math.h>

/* Below, the product with 100 is wrong by less than a tenth of NEAR. */
#define LIMIT 1e9
#define NEAR  1e-6

void
ct_decimal_append(GString *out, double value)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	char *at = buffer + sizeof(buffer);
	double hundredths = fabs(value) * 100;
	double whole = floor(hundredths);
	guint64 digits;

	/* no number is not below the limit either */
	if (!(hundredths < LIMIT) || fabs(hundredths - whole - 0.5) < NEAR) {
		g_string_append(out, g_ascii_formatd(buffer, sizeof(buffer), "%.2f", value));
		return;
	}
	digits = (guint64)whole + (hundredths - whole > 0.5);
	for (guint i = 0; i < 3 || digits > 0; i++) {
		if (i == 2)
			*--at = '.';
		*--at = (char)('0' + digits % 10);
		digits /= 10;
	}
	if (signbit(value))
		*--at = '-';
	g_string_append_len(out, at, buffer + sizeof(buffer) - at);
}
