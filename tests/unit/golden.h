/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Structured text against a file under tests/golden/.  With CT_UPDATE_GOLDEN=1 the file is written
 * instead; look at the difference before it is committed.
 */
static inline void
assert_golden(const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(g_getenv("CT_SOURCE_ROOT"), "tests", "golden",
						 name, NULL);
	g_autofree char *expected = NULL;
	g_autoptr(GError) error = NULL;

	if (g_strcmp0(g_getenv("CT_UPDATE_GOLDEN"), "1") == 0) {
		g_file_set_contents(path, text, -1, &error);
		g_assert_no_error(error);
		return;
	}
	g_file_get_contents(path, &expected, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(text, ==, expected);
}
