/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of exports with the lines around them: the right ones, cut, decoded, and never an error. */
#include <glib/gstdio.h>
#include <string.h>

#include "analyzer/excerpt.h"

typedef struct {
	char *path;
	CtExcerpts *excerpts;
} Fixture;

/* A file with @length bytes, and no place wanted yet. */
static Fixture
fixture_new(const char *bytes, gssize length)
{
	Fixture self = { NULL, ct_excerpts_new(2) };
	g_autoptr(GError) error = NULL;
	int handle = g_file_open_tmp("ct-excerpt-XXXXXX", &self.path, &error);

	g_assert_no_error(error);
	g_close(handle, NULL);
	g_file_set_contents(self.path, bytes, length, &error);
	g_assert_no_error(error);
	return self;
}

static void
fixture_clear(Fixture *self)
{
	g_unlink(self->path);
	g_free(self->path);
	ct_excerpts_free(self->excerpts);
}

/* "3 4* 5": numbers of the lines, a star behind what was wanted. */
static char *
numbers(const GArray *lines)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; lines != NULL && i < lines->len; i++) {
		const CtExcerptLine *line = &g_array_index(lines, CtExcerptLine, i);

		g_string_append_printf(out, "%s%u%s", i > 0 ? " " : "", line->line,
				       line->wanted ? "*" : "");
	}
	return g_string_free(out, FALSE);
}

static const char *
text_at(const GArray *lines, guint index)
{
	g_assert_cmpuint(index, <, lines->len);
	return g_array_index(lines, CtExcerptLine, index).text;
}

static void
test_context(void)
{
	static const struct {
		guint wanted[4];
		const char *expected;
	} rows[] = {
		{ { 5 }, "3 4 5* 6 7" },
		{ { 1 }, "1* 2 3" },
		{ { 12 }, "10 11 12*" },
		{ { 2, 10 }, "1 2* 3 4 8 9 10* 11 12" },
		{ { 6, 5, 6 }, "3 4 5* 6* 7 8" },
		{ { 13 }, "11 12" }, /* the file has twelve */
		{ { 99 }, "" },
		{ { 0 }, "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		Fixture fixture = fixture_new("1\n2\n3\r\n4\n5\n6\n7\n8\n9\n10\n11\n12", -1);
		g_autofree char *got = NULL;

		for (guint k = 0; k < G_N_ELEMENTS(rows[i].wanted); k++)
			ct_excerpts_want(fixture.excerpts, "name", fixture.path, rows[i].wanted[k]);
		ct_excerpts_read(fixture.excerpts);
		got = numbers(ct_excerpts_lines(fixture.excerpts, "name"));
		g_assert_cmpstr(got, ==, rows[i].expected);
		fixture_clear(&fixture);
	}
}

static void
test_text(void)
{
	Fixture fixture = fixture_new("one\r\n\r\n\tthree  \n", -1);
	const GArray *lines;

	ct_excerpts_want(fixture.excerpts, "name", fixture.path, 1);
	g_assert_cmpuint(ct_excerpts_count(fixture.excerpts), ==, 1);
	g_assert_false(ct_excerpts_has(fixture.excerpts, "name", 1)); /* not read yet */
	ct_excerpts_read(fixture.excerpts);
	lines = ct_excerpts_lines(fixture.excerpts, "name");
	g_assert_cmpuint(lines->len, ==, 3);
	g_assert_cmpstr(text_at(lines, 0), ==, "one");
	g_assert_cmpstr(text_at(lines, 1), ==, "");
	g_assert_cmpstr(text_at(lines, 2), ==, "\tthree  ");
	g_assert_true(ct_excerpts_has(fixture.excerpts, "name", 1));
	g_assert_false(ct_excerpts_has(fixture.excerpts, "name", 2));
	g_assert_false(ct_excerpts_has(fixture.excerpts, "other", 1));
	fixture_clear(&fixture);
}

/* A document without a line break does not come along as a whole, and no character is cut in two. */
static void
test_long(void)
{
	g_autoptr(GString) text = g_string_new("a");
	Fixture fixture;
	const GArray *lines;

	for (guint i = 0; i < 100000; i++)
		g_string_append(text, "é");
	g_string_append(text, "\nafter");
	fixture = fixture_new(text->str, (gssize)text->len);
	ct_excerpts_want(fixture.excerpts, "name", fixture.path, 1);
	ct_excerpts_read(fixture.excerpts);
	lines = ct_excerpts_lines(fixture.excerpts, "name");
	g_assert_cmpuint(strlen(text_at(lines, 0)), <, 210);
	g_assert_true(g_str_has_suffix(text_at(lines, 0), "é…"));
	g_assert_true(g_utf8_validate(text_at(lines, 0), -1, NULL));
	g_assert_cmpstr(text_at(lines, 1), ==, "after");
	fixture_clear(&fixture);
}

static void
test_encodings(void)
{
	static const struct {
		const char *bytes;
		gssize length;
		const char *second;
	} rows[] = {
		{ "\xff\xfe"
		  "1\0\r\0\n\0"
		  "Z\0o\0\xeb\0\r\0\n\0",
		  18, "Zoë" },
		{ "\xef\xbb\xbf"
		  "1\nZo\xc3\xab\n",
		  -1, "Zoë" },
		{ "1\nZo\xeb\n", -1, "Zoë" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		Fixture fixture = fixture_new(rows[i].bytes, rows[i].length);
		const GArray *lines;

		ct_excerpts_want(fixture.excerpts, "name", fixture.path, 2);
		ct_excerpts_read(fixture.excerpts);
		lines = ct_excerpts_lines(fixture.excerpts, "name");
		g_assert_nonnull(lines);
		g_assert_cmpstr(text_at(lines, 1), ==, rows[i].second);
		fixture_clear(&fixture);
	}
}

static void
test_missing(void)
{
	g_autoptr(CtExcerpts) excerpts = ct_excerpts_new(2);

	ct_excerpts_want(excerpts, "a", "/no/such/file", 3);
	ct_excerpts_want(excerpts, "b", "/", 3);
	ct_excerpts_read(excerpts);
	g_assert_null(ct_excerpts_lines(excerpts, "a"));
	g_assert_null(ct_excerpts_lines(excerpts, "b"));
	g_assert_false(ct_excerpts_has(excerpts, "a", 3));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/excerpt/context", test_context);
	g_test_add_func("/excerpt/text", test_text);
	g_test_add_func("/excerpt/long", test_long);
	g_test_add_func("/excerpt/encodings", test_encodings);
	g_test_add_func("/excerpt/missing", test_missing);
	return g_test_run();
}
