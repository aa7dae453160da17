/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams of XML: what is told of them however they are cut, what is refused, in which words. */
#include "analyzer/xml-stream.h"

#include "analyzer/import.h"

#define PATH "export.xml"

typedef struct {
	GString *told;
	gboolean in_text;   /* pieces of one text are told as one */
	const char *refuse; /* nullable: name of a tag that the handler stops at */
} Teller;

static gboolean
on_start(gpointer data, const CtXmlTag *tag, GError **error)
{
	Teller *teller = data;

	teller->in_text = FALSE;
	g_string_append_printf(teller->told, "<%u:%u:%.*s", tag->depth, tag->line,
			       (int)tag->name_length, tag->name);
	for (guint i = 0; i < tag->n_attrs; i++)
		g_string_append_printf(teller->told, " %.*s=%.*s", (int)tag->attrs[i].name_length,
				       tag->attrs[i].name, (int)tag->attrs[i].value_length,
				       tag->attrs[i].value);
	g_string_append_c(teller->told, '>');
	if (teller->refuse == NULL || !ct_xml_slice_is(tag->name, tag->name_length, teller->refuse))
		return TRUE;
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED, "refused %s",
		    teller->refuse);
	return FALSE;
}

static gboolean
on_end(gpointer data, GError **error G_GNUC_UNUSED)
{
	Teller *teller = data;

	teller->in_text = FALSE;
	g_string_append(teller->told, "/");
	return TRUE;
}

static gboolean
on_text(gpointer data, const char *text, gsize length, GError **error G_GNUC_UNUSED)
{
	Teller *teller = data;

	if (!teller->in_text)
		g_string_append_c(teller->told, '|');
	teller->in_text = TRUE;
	g_string_append_len(teller->told, text, (gssize)length);
	return TRUE;
}

static const CtXmlStreamHandler handler = { on_start, on_end, on_text };

/* Tells @text in pieces of @piece bytes; nothing more is told after an error. */
static char *
tell(const char *text, gsize piece, const CtLimits *limits, gboolean *out_cut_short, GError **error)
{
	const CtLimits usual = ct_limits_default();
	Teller teller = { g_string_new(NULL), FALSE, "Refuse" };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(PATH, limits != NULL ? limits : &usual,
							  &handler, &teller);
	gsize length = strlen(text);
	gboolean good = TRUE;

	for (gsize at = 0; at < length && good; at += piece) {
		/* its own allocation, so that a look behind the piece is seen */
		gsize size = MIN(piece, length - at);
		g_autofree char *copy = g_memdup2(text + at, size);

		good = ct_xml_stream_push(stream, copy, size, error);
	}
	if (good)
		ct_xml_stream_finish(stream, out_cut_short, error);
	return g_string_free(teller.told, FALSE);
}

static const char *const document =
	"<?xml version='1.0' encoding='utf-16'?>\n"
	"<!-- a <comment> -->\n"
	"<a:Root xmlns:a='urn:a' xmlns='urn:b' a:one='1'\n two=\"&lt;&quot;2'&#65;&#xe4;&amp;&#38;\">\n"
	"text &amp; more<![CDATA[ <raw> ]]>end<?pi data?>\n"
	"<Empty/><b:Undeclared b:x=''  ></b:Undeclared\n>\n"
	"<Deep><Deeper>\xc3\xa4\xe2\x82\xac</Deeper></Deep>\n"
	"</a:Root>\n<!-- after -->\n";

static const char *const told =
	"<0:3:Root one=1 two=<\"2'A\xc3\xa4&&>|\ntext & more <raw> end\n"
	"<1:6:Empty>/<1:6:Undeclared x=>/|\n<1:8:Deep><2:8:Deeper>|\xc3\xa4\xe2\x82\xac//|\n/";

static void
test_told(void)
{
	static const gsize pieces[] = { 1, 2, 3, 5, 7, 16, 64, 4096 };

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GError) error = NULL;
		gboolean cut_short = TRUE;
		g_autofree char *got = tell(document, pieces[i], NULL, &cut_short, &error);

		g_assert_no_error(error);
		g_assert_false(cut_short);
		g_assert_cmpstr(got, ==, told);
	}
}

static void
test_malformed(void)
{
	static const struct {
		const char *text;
		const char *message;
	} rows[] = {
		{ "",
		  PATH ":1:1: the file ends before its first element does; it seems cut short" },
		{ "<!-- never", PATH ":1:11: the file ends before its first element does; "
				     "it seems cut short" },
		{ "<a>\n<b c='1'>\n", PATH ":2:10: the file ends inside <b>, which begins on "
					   "line 2; it seems cut short" },
		{ "<a>\n<b c='1", PATH ":2:8: the file ends inside <a>, which begins on line 1; "
				       "it seems cut short" },
		{ "<a>\n<b></c>\n</a>", PATH ":2:8: Opening and ending tag mismatch: b line 2 "
					     "and c" },
		{ "<a/><b/>", PATH ":1:5: Extra content at the end of the document" },
		{ "<a b='1' b='2'/>", PATH ":1:15: Attribute b redefined" },
		{ "<a>&foo;</a>", PATH ":1:9: Entity 'foo' not defined" },
		{ "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
		  PATH ":1:13: <!DOCTYPE a> is refused: no export has a document type, and one can "
		       "define entities that attack the reader" },
		{ "<a>\n<Refuse/></a>", "refused Refuse" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_free(tell(rows[i].text, 4096, NULL, NULL, &error));
		g_assert_nonnull(error);
		g_assert_cmpint(error->domain, ==, CT_IMPORT_ERROR);
		g_assert_cmpint(error->code, ==, CT_IMPORT_ERROR_MALFORMED);
		g_assert_cmpstr(error->message, ==, rows[i].message);
	}
}

/* However long a document is that lacks its end: what was told is a beginning of what the whole would
 * have told, and that is no error when asked for. */
static void
test_cut_short(void)
{
	gsize root = (gsize)(strstr(document, "\">\n") - document) + 2;
	gsize length = (gsize)(strstr(document, "</a:Root>") - document) + strlen("</a:Root>");

	for (gsize keep = 0; keep < length; keep++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *part = g_strndup(document, keep);
		gboolean cut_short = FALSE;
		g_autofree char *got = tell(part, 7, NULL, &cut_short, &error);

		if (keep < root) {
			g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
			g_assert_false(cut_short);
			continue;
		}
		g_assert_no_error(error);
		g_assert_true(cut_short);
		g_assert_true(g_str_has_prefix(told, got));
	}
}

/* What is wrong before the end stays wrong. */
static void
test_not_cut_short(void)
{
	g_autoptr(GError) error = NULL;
	gboolean cut_short = TRUE;
	g_autofree char *got = tell("<a><b></c><d>", 1, NULL, &cut_short, &error);

	g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
	g_assert_cmpstr(got, ==, "<0:1:a><1:1:b>");
}

static void
test_limits(void)
{
	static const struct {
		const char *limit;
		const char *text;
		const char *message;
	} rows[] = {
		{ "max-depth=2", "<a><b><c/></b></a>",
		  PATH ":1:9: <c> is nested deeper than the limit of 2 elements (raise it with "
		       "--limit max-depth=N)" },
		{ "max-attributes=2", "<a b='' c='' d=''/>",
		  PATH ":1:18: <a> has more attributes than the limit of 2 attributes (raise it "
		       "with --limit max-attributes=N)" },
		{ "max-names=1", "<a/>",
		  PATH ":1:3: the document has more different names than the limit of 1 names "
		       "(raise it with --limit max-names=N)" },
		{ "max-text-bytes=4", "<a b='12345'/>",
		  PATH ":1:13: the attribute b is over the limit of 4 bytes (raise it with --limit "
		       "max-text-bytes=N)" },
		{ "max-text-bytes=4", "<a>12345</a>",
		  PATH ":1:9: the text in a is over the limit of 4 bytes (raise it with --limit "
		       "max-text-bytes=N)" },
		{ "max-text-bytes=4", "<a>123&lt;<![CDATA[5]]></a>",
		  PATH ":1:20: the text in a is over the limit of 4 bytes (raise it with --limit "
		       "max-text-bytes=N)" },
		{ "max-text-bytes=4", "<a><!-- never",
		  PATH ":1:4: a tag or comment is over the limit of 4 bytes (raise it with --limit "
		       "max-text-bytes=N)" },
		{ "max-text-bytes=4", "<a><b c='",
		  PATH ":1:4: a tag or comment is over the limit of 4 bytes (raise it with --limit "
		       "max-text-bytes=N)" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		CtLimits limits = ct_limits_default();

		g_assert_true(ct_limits_set(&limits, rows[i].limit, NULL));

		g_free(tell(rows[i].text, 4096, &limits, NULL, &error));
		g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT);
		g_assert_cmpstr(error->message, ==, rows[i].message);
	}
}

/* Never more than the limit and a piece of a tag that does not end. */
static void
test_endless_tag(void)
{
	const CtLimits limits = ct_limits_default();
	Teller teller = { g_string_new(NULL), FALSE, NULL };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(PATH, &limits, &handler, &teller);
	g_autoptr(GError) error = NULL;
	g_autofree char *blanks = g_strnfill(1 << 20, ' ');
	guint pushed = 0;

	g_assert_true(ct_xml_stream_push(stream, "<a>\n<b ", 7, NULL));
	while (ct_xml_stream_push(stream, blanks, 1 << 20, &error))
		g_assert_cmpuint(++pushed, <=, 8);
	g_assert_cmpstr(error->message, ==,
			PATH ":2:1: a tag or comment is over the limit of 8388608 bytes (raise it "
			     "with --limit max-text-bytes=N)");
	g_string_free(teller.told, TRUE);
}

static void
test_lines(void)
{
	const CtLimits limits = ct_limits_default();
	Teller teller = { g_string_new(NULL), FALSE, NULL };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(PATH, &limits, &handler, &teller);
	g_autofree char *ends = g_strnfill(100000, '\n');

	g_assert_cmpuint(ct_xml_stream_line(stream), ==, 1);
	g_assert_true(ct_xml_stream_push(stream, "<a>", 3, NULL));
	g_assert_true(ct_xml_stream_push(stream, ends, 100000, NULL));
	g_assert_true(ct_xml_stream_push(stream, "<b\nc=''/></a>", 13, NULL));
	g_assert_cmpuint(ct_xml_stream_line(stream), ==, 100002);
	g_assert_nonnull(strstr(teller.told->str, "<1:100001:b c=>"));
	g_assert_true(ct_xml_stream_finish(stream, NULL, NULL));
	g_string_free(teller.told, TRUE);
}

static void
test_source(void)
{
	const CtLimits limits = ct_limits_default();
	Teller teller = { g_string_new(NULL), FALSE, NULL };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(PATH, &limits, &handler, &teller);
	static const char text[] = "<\0a\0>\0\xe4\0<\0/\0a\0>";
	g_autoptr(CtSource) source = ct_source_new_memory(PATH, text, sizeof text, &limits, NULL);
	gboolean cut_short = TRUE;

	g_assert_true(ct_xml_stream_read(stream, source, &cut_short, NULL));
	g_assert_false(cut_short);
	g_assert_cmpstr(teller.told->str, ==, "<0:1:a>|\xc3\xa4/");
	g_string_free(teller.told, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/xml-stream/told", test_told);
	g_test_add_func("/xml-stream/malformed", test_malformed);
	g_test_add_func("/xml-stream/cut-short", test_cut_short);
	g_test_add_func("/xml-stream/not-cut-short", test_not_cut_short);
	g_test_add_func("/xml-stream/limits", test_limits);
	g_test_add_func("/xml-stream/endless-tag", test_endless_tag);
	g_test_add_func("/xml-stream/lines", test_lines);
	g_test_add_func("/xml-stream/source", test_source);
	return g_test_run();
}
