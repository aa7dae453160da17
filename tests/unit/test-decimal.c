/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two decimals, as printf writes them. */
#include "render/decimal.h"

#include <math.h>

static void
check(double value)
{
	g_autoptr(GString) out = g_string_new(NULL);
	char expected[512];

	g_ascii_formatd(expected, sizeof(expected), "%.2f", value);
	ct_decimal_append(out, value);
	g_assert_cmpstr(out->str, ==, expected);
}

static void
test_ties(void)
{
	static const double values[] = { 0,	0.125,	  0.375,       1.005,  1.115, 2.675,
					 0.285, 0.995,	  9.995,       99.995, 0.004, 0.005,
					 0.006, 1234.565, 4194304.125, 1e7 };

	for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
		check(values[i]);
		check(-values[i]);
		check(nextafter(values[i], 1e9));
		check(nextafter(values[i], -1e9));
	}
}

static void
test_far(void)
{
	static const double values[] = { 9999999.994, 9999999.996, 1e7 + 0.5, 123456789.125, 1e15 };

	for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
		check(values[i]);
		check(-values[i]);
	}
	check(NAN);
	check(INFINITY);
}

/* Coordinates, and multiples of a thousandth, of which each tenth is a tie or next to one. */
static void
test_many(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);

	for (guint i = 0; i < 20000; i++) {
		check(g_rand_double_range(rand, -3000, 9000));
		check(g_rand_int_range(rand, -3000000, 9000000) / 1000.0);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/decimal/ties", test_ties);
	g_test_add_func("/decimal/far", test_far);
	g_test_add_func("/decimal/many", test_many);
	return g_test_run();
}
