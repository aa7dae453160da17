/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interned texts: equal means the same pointer, trimmed and folded without a locale. */
#include "analyzer/strings.h"

static void
test_same_text_same_pointer(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();
	g_autofree char *copy = g_strdup("pool01.contoso.com");
	const char *first = ct_strings_intern(strings, "pool01.contoso.com");

	g_assert_true(first == ct_strings_intern(strings, copy));
	g_assert_true(first != ct_strings_intern(strings, "pool02.contoso.com"));
	g_assert_true(first != copy);
}

static void
test_null(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();

	g_assert_null(ct_strings_intern(strings, NULL));
	g_assert_null(ct_strings_intern_exact(strings, NULL));
	g_assert_null(ct_strings_fold(strings, NULL));
}

static void
test_trims(void)
{
	static const struct {
		const char *text;
		const char *kept;
	} rows[] = {
		{ "", "" },
		{ " \t\r\n", "" },
		{ "director.contoso.com ", "director.contoso.com" },
		{ "\n  Redmond Office\t", "Redmond Office" },
		{ "\xC2\xA0José\xE2\x80\x83", "José" }, /* no-break space, em space */
		{ "a", "a" },
	};
	g_autoptr(CtStrings) strings = ct_strings_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(ct_strings_intern(strings, rows[i].text), ==, rows[i].kept);
}

static void
test_exact_keeps_blanks(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();

	g_assert_cmpstr(ct_strings_intern_exact(strings, " Amy "), ==, " Amy ");
	g_assert_true(ct_strings_intern_exact(strings, "Amy") ==
		      ct_strings_intern(strings, " Amy "));
}

static void
test_length(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();

	g_assert_cmpstr(ct_strings_intern_length(strings, "1:1/rtc", 3), ==, "1:1");
	g_assert_cmpstr(ct_strings_intern_length(strings, " a b ", 3), ==, "a");
	g_assert_cmpstr(ct_strings_intern_length(strings, "abc", 0), ==, "");
}

static void
test_fold(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();

	g_assert_true(ct_strings_fold(strings, " Edge.Contoso.COM") ==
		      ct_strings_fold(strings, "edge.contoso.com "));
	g_assert_cmpstr(ct_strings_fold(strings, "xSQL1"), ==, "xsql1");
	g_assert_true(ct_strings_fold(strings, "ZÜRICH") == ct_strings_fold(strings, "zürich"));
	g_assert_true(ct_strings_fold(strings, "STRASSE") == ct_strings_fold(strings, "Straße"));
}

/* Copies are not looked for, and folding makes one only where it changes something. */
static void
test_copies(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();
	const char *first = ct_strings_copy(strings, " sip:amy@contoso.com ");
	const char *second = ct_strings_copy(strings, "sip:amy@contoso.com");

	g_assert_cmpstr(first, ==, second);
	g_assert_true(first != second);
	g_assert_true(ct_strings_fold_copy(strings, first) == first);
	g_assert_cmpstr(ct_strings_fold_copy(strings, "SIP:Amy"), ==, "sip:amy");
	g_assert_cmpstr(ct_strings_fold_copy(strings, "É"), ==, "é");
	g_assert_null(ct_strings_copy(strings, NULL));
	g_assert_null(ct_strings_fold_copy(strings, NULL));
	g_assert_true(ct_strings_fold_once(strings, first) == first);
	g_assert_cmpstr(ct_strings_fold_once(strings, "  Amy "), ==, "amy");
	g_assert_cmpstr(ct_strings_fold_once(strings, "amy "), ==, "amy");
	g_assert_cmpstr(ct_strings_fold_once(strings, "\xC3\x89 "), ==, "é");
}

static void
test_adopt(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();
	CtStrings *second = ct_strings_new();
	CtStrings *third = ct_strings_new();
	const char *from_second = ct_strings_copy(second, "amy");
	const char *from_third = ct_strings_intern(third, "bob");

	ct_strings_adopt(second, third);
	ct_strings_adopt(strings, second);
	g_assert_cmpstr(from_second, ==, "amy");
	g_assert_cmpstr(from_third, ==, "bob");
	g_assert_true(ct_strings_intern(strings, "bob") != from_third);
}

static void
test_many(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();
	const char *first = ct_strings_intern(strings, "user0");

	for (guint i = 0; i < 20000; i++) {
		g_autofree char *text = g_strdup_printf("user%u", i);

		g_assert_cmpstr(ct_strings_intern(strings, text), ==, text);
	}
	g_assert_true(first == ct_strings_intern(strings, "user0"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/strings/same-text-same-pointer", test_same_text_same_pointer);
	g_test_add_func("/strings/null", test_null);
	g_test_add_func("/strings/trims", test_trims);
	g_test_add_func("/strings/exact-keeps-blanks", test_exact_keeps_blanks);
	g_test_add_func("/strings/length", test_length);
	g_test_add_func("/strings/fold", test_fold);
	g_test_add_func("/strings/copies", test_copies);
	g_test_add_func("/strings/adopt", test_adopt);
	g_test_add_func("/strings/many", test_many);
	return g_test_run();
}
