/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources: any encoding in, UTF-8 out; what cannot be text is an error with its place. */
#include "analyzer/source.h"

#include "tests/unit/exports.h"

/* A literal with its length, NUL bytes inside included. */
#define BYTES(text) text, sizeof(text) - 1

static CtSource *
open_bytes(const char *bytes, gsize length, GError **error)
{
	g_autofree char *path = export_write(bytes, length);
	CtLimits limits = ct_limits_default();
	CtSource *source = ct_source_open(path, &limits, error);

	export_remove(path);
	return source;
}

static char *
read_all(CtSource *source, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const char *piece = NULL;
	gsize length = 0;

	do {
		if (!ct_source_read(source, &piece, &length, error))
			return NULL;
		g_assert_true(g_utf8_validate_len(piece, length, NULL));
		g_string_append_len(text, piece, (gssize)length);
	} while (length > 0);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
assert_read(const char *bytes, gsize length, const char *encoding, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtSource) source = open_bytes(bytes, length, &error);
	g_autofree char *got = NULL;

	g_assert_no_error(error);
	g_assert_cmpstr(ct_source_encoding(source), ==, encoding);
	g_assert_cmpuint(ct_source_size(source), ==, length);
	got = read_all(source, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(got, ==, text);
}

static void
assert_refused(const char *bytes, gsize length, const char *message)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtSource) source = open_bytes(bytes, length, &error);
	const char *shown;

	if (source != NULL) {
		g_autofree char *text = read_all(source, &error);

		g_assert_null(text);
	}
	g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
	shown = strstr(error->message, EXPORT_NAME);
	g_assert_cmpstr(shown, ==, message);
}

static void
test_encodings(void)
{
	assert_read(BYTES("<a>é</a>"), "utf-8", "<a>é</a>");
	assert_read(BYTES("\xEF\xBB\xBF<a/>"), "utf-8-bom", "<a/>");
	assert_read(BYTES("\xFF\xFE<\0a\0>\0\xE9\0"), "utf-16le-bom", "<a>é");
	assert_read(BYTES("\xFE\xFF\0<\0a\0>\0\xE9"), "utf-16be-bom", "<a>é");
	assert_read(BYTES("<\0a\0/\0>\0"), "utf-16le", "<a/>");
	assert_read(BYTES("\0<\0a\0/\0>"), "utf-16be", "<a/>");
	assert_read(BYTES("<\0a\0>\0\x3D\xD8\x4B\xDC"), "utf-16le", "<a>👋");
	assert_read("", 0, "utf-8", "");
	assert_read(BYTES("\xEF\xBB\xBF"), "utf-8-bom", "");
	assert_read(BYTES("\xFF\xFE"), "utf-16le-bom", "");
}

static void
test_preamble_is_blanked(void)
{
	assert_read(BYTES("<?xml version='1.0'?><a/>"), "utf-8", "                     <a/>");
	assert_read(BYTES("\n\n<?xml encoding='x'\r\n ?>\n<a/>"), "utf-8",
		    "\n\n                  \r\n   \n<a/>");
	assert_read(BYTES("#< CLIXML\r\n<Objs/>"), "utf-8", "         \r\n<Objs/>");
	/* characters of several bytes are one blank each */
	assert_read(BYTES("#< CLIXMLé€x\n<Objs/>"), "utf-8", "            \n<Objs/>");
	/* not declarations */
	assert_read(BYTES("<?xml-stylesheet a?><a/>"), "utf-8", "<?xml-stylesheet a?><a/>");
	assert_read(BYTES("<a><?xml version='1.0'?></a>"), "utf-8", "<a><?xml version='1.0'?></a>");
	assert_read(BYTES("<?xml version='1.0'<a?>"), "utf-8", "<?xml version='1.0'<a?>");
}

/* A character that is cut by the end of a block comes out whole, in every encoding. */
static void
test_block_borders(void)
{
	const gsize block = 64 * 1024;

	for (gsize shift = 0; shift < 8; shift++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		g_autofree char *utf16 = NULL;
		gsize written = 0;

		while (text->len < 3 * block + shift)
			g_string_append(text, text->len < shift ? "a" : "é€👋x");
		assert_read(text->str, text->len, "utf-8", text->str);
		utf16 = g_convert(text->str, (gssize)text->len, "UTF-16LE", "UTF-8", NULL, &written,
				  &error);
		g_assert_no_error(error);
		g_string_prepend(text, "<>");
		{
			g_autoptr(GString) bytes = g_string_new_len("<\0>\0", 4);

			g_string_append_len(bytes, utf16, (gssize)written);
			g_string_prepend_len(bytes, "\xFF\xFE", 2);
			assert_read(bytes->str, bytes->len, "utf-16le-bom", text->str);
		}
	}
}

/* Eight bytes are looked at together: whatever stops the look is found at every place among them. */
static void
test_places_in_a_word(void)
{
	static const char *const good[] = { "\n", "\t", "\r\n", "\x7F", "é", "€", "👋" };
	static const char *const bad[] = { "\x01", "\x1F", "\xFF", "\xC3(" };

	for (gsize place = 0; place < 24; place++) {
		g_autofree char *before = g_strnfill(place, ' ');

		for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
			g_autofree char *text = g_strconcat("<", before, good[i],
							    "0123456789abcdef~", NULL);

			assert_read(text, strlen(text), "utf-8", text);
		}
		for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
			g_autofree char *text = g_strconcat("<", before, bad[i], "0123456789abcdef",
							    NULL);
			g_autofree char *offset = g_strdup_printf("at byte offset %" G_GSIZE_FORMAT,
								  place + 1);
			g_autoptr(GError) error = NULL;
			g_autoptr(CtSource) source = open_bytes(text, strlen(text), &error);
			g_autofree char *got = read_all(source, &error);

			g_assert_null(got);
			g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
			g_assert_true(g_str_has_suffix(error->message, offset));
		}
	}
}

static void
test_exact_block(void)
{
	g_autofree char *text = g_strnfill(64 * 1024, 'x');

	assert_read(text, 64 * 1024, "utf-8", text);
}

static void
test_refused(void)
{
	assert_refused(BYTES("<a>\n \x01</a>"),
		       "export.xml:2:2: character U+0001, which XML does not allow, "
		       "at byte offset 5");
	assert_refused(BYTES("<a>one stray NUL\0 in the middle</a>"),
		       "export.xml:1:17: character U+0000, which XML does not allow, "
		       "at byte offset 16");
	assert_refused(BYTES("<a>\nJos\xE9</a>"),
		       "export.xml:2:4: byte 0xE9, which is not valid in UTF-8, "
		       "at byte offset 7");
	assert_refused(BYTES("<a>\xC3"), "export.xml:1:4: byte 0xC3, which is not valid in UTF-8, "
					 "at byte offset 3");
	assert_refused(BYTES("<a>\xED\xA0\x80"),
		       "export.xml:1:4: byte 0xED, which is not valid in UTF-8, "
		       "at byte offset 3");
	assert_refused(BYTES("<a>\xC0\x80"),
		       "export.xml:1:4: byte 0xC0, which is not valid in UTF-8, "
		       "at byte offset 3");
	assert_refused(BYTES("\xFF\xFE<\0\0\xD8\x41\0"),
		       "export.xml:1:2: half of a UTF-16 surrogate pair at byte offset 4");
	assert_refused(BYTES("\xFF\xFE<\0>"),
		       "export.xml:1:2: half of a UTF-16 character, the end of the file, "
		       "at byte offset 4");
	assert_refused(BYTES("\xFF\xFE<\0\xFF\xFF"),
		       "export.xml:1:2: character U+FFFF, which XML does not allow, "
		       "at byte offset 4");
}

static void
test_position_far_into_the_file(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < 20000; i++)
		g_string_append(text, "é23456789\n");
	g_string_append(text, "é\x02");
	assert_refused(text->str, text->len,
		       "export.xml:20001:2: character U+0002, which XML does not allow, "
		       "at byte offset 220002");
}

static void
test_peek_does_not_consume(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(CtSource) source = NULL;
	g_autofree char *all = NULL;
	gsize length = 0;

	while (text->len < 100000)
		g_string_append(text, "0123456789");
	source = open_bytes(text->str, text->len, &error);
	g_assert_no_error(error);
	g_assert_nonnull(ct_source_peek(source, &length, &error));
	g_assert_cmpuint(length, ==, 64 * 1024);
	all = read_all(source, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(all, ==, text->str);
}

/* The digest is that of the file, mark and declaration included, read to the end or not. */
static void
test_sha256(void)
{
	static const char bytes[] = "\xEF\xBB\xBF<?xml version='1.0'?><a/>";
	g_autofree char *expected = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
								(const guchar *)bytes,
								sizeof(bytes) - 1);
	g_autofree char *large = g_strnfill(200000, 'x');
	g_autofree char *expected_large = g_compute_checksum_for_string(G_CHECKSUM_SHA256, large,
									200000);

	for (guint read = 0; read < 2; read++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(CtSource) small = open_bytes(BYTES(bytes), &error);
		g_autoptr(CtSource) big = open_bytes(large, 200000, &error);
		g_autofree char *text = read == 1 ? read_all(big, &error) : g_strdup(large);
		g_autofree char *digest = ct_source_sha256(small, &error);
		g_autofree char *digest_big = ct_source_sha256(big, &error);

		g_assert_no_error(error);
		g_assert_cmpstr(text, ==, large);
		g_assert_cmpstr(digest, ==, expected);
		g_assert_cmpstr(digest_big, ==, expected_large);
	}
}

static void
test_missing(void)
{
	g_autoptr(GError) missing = NULL;
	g_autoptr(GError) folder = NULL;
	CtLimits limits = ct_limits_default();

	g_assert_null(ct_source_open("no/such/export.xml", &limits, &missing));
	g_assert_error(missing, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING);
	g_assert_true(g_str_has_prefix(missing->message, "no/such/export.xml: "));
	g_assert_null(ct_source_open(g_get_tmp_dir(), &limits, &folder));
	g_assert_error(folder, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING);
	g_assert_true(g_str_has_suffix(folder->message, ": this is a folder, not a file"));
}

static void
test_file_limit(void)
{
	CtLimits limits = ct_limits_default();

	limits.max_file_bytes = 10;
	export_refused(BYTES("<a>123456</a>"), &limits, CT_IMPORT_ERROR_LIMIT,
		       "export.xml: the input is over the limit of 10 bytes "
		       "(raise it with --limit max-file-bytes=N)");
}

static void
count_bytes(guint64 bytes, gpointer data)
{
	*(guint64 *)data += bytes;
}

static void
test_on_read(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *large = g_strnfill(200000, 'x');
	g_autoptr(CtSource) source = open_bytes(large, 200000, &error);
	g_autofree char *text = NULL;
	guint64 bytes = 0;

	g_assert_no_error(error);
	ct_source_on_read(source, count_bytes, &bytes);
	text = read_all(source, &error);
	g_assert_cmpstr(text, ==, large);
	g_assert_cmpuint(bytes, ==, 200000);
}

/* Everything that reading ahead gives, and the same without: text or error, then the digest. */
static char *
read_to_tell(const char *bytes, gsize length, gboolean ahead)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtSource) source = open_bytes(bytes, length, &error);
	g_autofree char *text = NULL;
	g_autofree char *digest = NULL;
	const char *place;

	g_assert_no_error(error);
	if (ahead)
		ct_source_read_ahead(source);
	text = read_all(source, &error);
	digest = ct_source_sha256(source, NULL);
	place = error != NULL ? strstr(error->message, EXPORT_NAME) : "";
	g_assert_nonnull(place);
	return g_strdup_printf("%s %s %s %s", text, place, ct_source_encoding(source), digest);
}

static void
test_read_ahead(void)
{
	g_autoptr(GString) text = g_string_new("<a>");

	while (text->len < 2 * 1024 * 1024)
		g_string_append(text, "é€👋 a line\n");
	/* as it is, with an error far into it, with one at its end, and empty */
	for (guint round = 0; round < 4; round++) {
		g_autofree char *alone = NULL;
		g_autofree char *ahead = NULL;

		if (round == 1)
			text->str[text->len - 1] = '\x01';
		if (round == 2)
			text->str[1024 * 1024] = '\xFF';
		if (round == 3)
			g_string_truncate(text, 0);
		alone = read_to_tell(text->str, text->len, FALSE);
		ahead = read_to_tell(text->str, text->len, TRUE);
		g_assert_true(strcmp(alone, ahead) == 0);
	}
}

/* Who does not want the rest lets go of it, whatever the thread is about. */
static void
test_read_ahead_is_left(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	while (text->len < 2 * 1024 * 1024)
		g_string_append(text, "a line\n");
	for (guint n_pieces = 0; n_pieces < 20; n_pieces++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(CtSource) source = open_bytes(text->str, text->len, &error);
		const char *piece = NULL;
		gsize length = 1;

		g_assert_no_error(error);
		ct_source_read_ahead(source);
		for (guint i = 0; i < n_pieces; i++)
			g_assert_true(ct_source_read(source, &piece, &length, &error));
		g_assert_cmpuint(length, >, 0);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/source/encodings", test_encodings);
	g_test_add_func("/source/preamble-is-blanked", test_preamble_is_blanked);
	g_test_add_func("/source/block-borders", test_block_borders);
	g_test_add_func("/source/places-in-a-word", test_places_in_a_word);
	g_test_add_func("/source/exact-block", test_exact_block);
	g_test_add_func("/source/refused", test_refused);
	g_test_add_func("/source/position-far-into-the-file", test_position_far_into_the_file);
	g_test_add_func("/source/peek-does-not-consume", test_peek_does_not_consume);
	g_test_add_func("/source/sha256", test_sha256);
	g_test_add_func("/source/missing", test_missing);
	g_test_add_func("/source/file-limit", test_file_limit);
	g_test_add_func("/source/on-read", test_on_read);
	g_test_add_func("/source/read-ahead", test_read_ahead);
	g_test_add_func("/source/read-ahead-is-left", test_read_ahead_is_left);
	return g_test_run();
}
