/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsing: what is refused, and in which words; the small helpers over the tree. */
#include "analyzer/xml.h"

#include "tests/unit/exports.h"

static void
refuse(const char *text, CtImportError code, const char *message)
{
	export_refused(text, strlen(text), NULL, code, message);
}

static void
test_malformed(void)
{
	static const struct {
		const char *text;
		const char *message;
	} rows[] = {
		{ "<Topology>\n <Services>\n  <Service RoleVersion='1'>\n",
		  "export.xml:3:28: the file ends inside <Service>, which begins on line 3; "
		  "it seems cut short" },
		{ "<Topology>\n <Services>\n  <Service RoleVers",
		  "export.xml:3:20: the file ends inside <Services>, which begins on line 2; "
		  "it seems cut short" },
		{ "<Topology",
		  "export.xml:1:10: the file ends inside <Topology>, which begins on line 1; "
		  "it seems cut short" },
		{ "<!-- a comment that nobody closes",
		  "export.xml:1:34: the file ends before its first element does; "
		  "it seems cut short" },
		{ "<Topology>\n <Clusters>\n </Clusterz>\n</Topology>",
		  "export.xml:3:13: Opening and ending tag mismatch: Clusters line 2 and "
		  "Clusterz" },
		{ "<Topology/><Topology/>",
		  "export.xml:1:12: Extra content at the end of the document" },
		{ "<Topology a='1' a='2'/>", "export.xml:1:22: Attribute a redefined" },
		{ "<Topology>&foo;</Topology>", "export.xml:1:16: Entity 'foo' not defined" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		refuse(rows[i].text, CT_IMPORT_ERROR_MALFORMED, rows[i].message);
}

static void
test_document_type(void)
{
	refuse("<!DOCTYPE Topology>\n<Topology/>", CT_IMPORT_ERROR_MALFORMED,
	       "export.xml:1:19: <!DOCTYPE Topology> is refused: no export has a document type, "
	       "and one can define entities that attack the reader");
	refuse("<!DOCTYPE Topology SYSTEM 'http://192.0.2.1/x.dtd'>\n<Topology/>",
	       CT_IMPORT_ERROR_MALFORMED,
	       "export.xml:1:51: <!DOCTYPE Topology> is refused: no export has a document type, "
	       "and one can define entities that attack the reader");
}

/* Refused before the first entity is read, so it makes no difference how large they would grow. */
static void
test_billion_laughs(void)
{
	g_autoptr(GString) text = g_string_new("<!DOCTYPE lolz [\n<!ENTITY lol0 'lol'>\n");

	for (guint i = 1; i < 20; i++) {
		g_string_append_printf(text, "<!ENTITY lol%u '", i);
		for (guint k = 0; k < 10; k++)
			g_string_append_printf(text, "&lol%u;", i - 1);
		g_string_append(text, "'>\n");
	}
	g_string_append(text, "]>\n<Topology>&lol19;</Topology>");
	refuse(text->str, CT_IMPORT_ERROR_MALFORMED,
	       "export.xml:1:16: <!DOCTYPE lolz> is refused: no export has a document type, and "
	       "one can define entities that attack the reader");
}

static char *
nested(guint depth)
{
	GString *text = g_string_new("<Topology>");

	for (guint i = 1; i < depth; i++)
		g_string_append(text, "<a>");
	for (guint i = 1; i < depth; i++)
		g_string_append(text, "</a>");
	g_string_append(text, "</Topology>");
	return g_string_free(text, FALSE);
}

static void
test_depth(void)
{
	g_autofree char *deepest = nested(128);
	g_autofree char *too_deep = nested(129);
	g_autofree char *hostile = nested(100000);
	g_autoptr(CtFacts) facts = export_import(deepest);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_TOPOLOGY);
	refuse(too_deep, CT_IMPORT_ERROR_LIMIT,
	       "export.xml:1:394: <a> is nested deeper than the limit of 128 elements (raise it with --limit max-depth=N)");
	refuse(hostile, CT_IMPORT_ERROR_LIMIT,
	       "export.xml:1:394: <a> is nested deeper than the limit of 128 elements (raise it with --limit max-depth=N)");
}

static void
test_text_limits(void)
{
	static const struct {
		const char *text;
		const char *message;
	} rows[] = {
		{ "<Topology><Name>12345678901</Name></Topology>",
		  "export.xml:1:28: the text in Name is over the limit of 10 bytes "
		  "(raise it with --limit max-text-bytes=N)" },
		{ "<Topology><Name><![CDATA[12345678901]]></Name></Topology>",
		  "export.xml:1:26: the text in Name is over the limit of 10 bytes "
		  "(raise it with --limit max-text-bytes=N)" },
		{ "<Topology Signature='12345678901'/>",
		  "export.xml:1:34: the attribute Signature is over the limit of 10 bytes "
		  "(raise it with --limit max-text-bytes=N)" },
	};
	CtLimits limits = ct_limits_default();

	limits.max_text_bytes = 10;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		export_refused(rows[i].text, strlen(rows[i].text), &limits, CT_IMPORT_ERROR_LIMIT,
			       rows[i].message);
}

/* The limit is on one text, not on all of them together. */
static void
test_text_limit_is_for_one_text(void)
{
	static const char text[] = "<Topology><a>1234567890</a><a>1234567890</a></Topology>";
	CtLimits limits = ct_limits_default();
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = NULL;

	limits.max_text_bytes = 10;
	facts = export_import_bytes(text, sizeof(text) - 1, &limits, &error);
	g_assert_no_error(error);
}

static void
test_document_limit(void)
{
	static const char text[] = "<Topology><a/></Topology>";
	CtLimits limits = ct_limits_default();

	limits.max_document_bytes = 20;
	export_refused(text, sizeof(text) - 1, &limits, CT_IMPORT_ERROR_LIMIT,
		       "export.xml:1:1: the document is over the limit of 20 bytes "
		       "(raise it with --limit max-document-bytes=N)");
}

static void
test_bad_bytes(void)
{
	export_refused("<Topology>\xE9</Topology>", 22, NULL, CT_IMPORT_ERROR_MALFORMED,
		       "export.xml:1:11: byte 0xE9, which is not valid in UTF-8, "
		       "at byte offset 10");
	export_refused("<Topology>\x1B[2J</Topology>", 25, NULL, CT_IMPORT_ERROR_MALFORMED,
		       "export.xml:1:11: character U+001B, which XML does not allow, "
		       "at byte offset 10");
	/* UTF-16 whose mark says the other byte order */
	export_refused("\xFE\xFF<\0\xFF\xFF", 6, NULL, CT_IMPORT_ERROR_MALFORMED,
		       "export.xml:1:2: character U+FFFF, which XML does not allow, "
		       "at byte offset 4");
}

/* An undeclared prefix is bad XML that people make by copying a part of an export. */
static void
test_undeclared_prefix_is_read(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<t:Topology><t:Sites><t:CentralSite SiteId='1'/></t:Sites>"
		"</t:Topology>");

	g_assert_cmpuint(facts->sites->len, ==, 1);
}

static xmlDoc *
parse(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = export_write(text, strlen(text));
	CtLimits limits = ct_limits_default();
	g_autoptr(CtSource) source = ct_source_open(path, &limits, &error);
	xmlDoc *document = ct_xml_parse(source, &limits, &error);

	export_remove(path);
	g_assert_no_error(error);
	return document;
}

static void
test_helpers(void)
{
	g_autoptr(CtStrings) strings = ct_strings_new();
	g_autoptr(xmlDoc) document = parse(
		"<a xmlns:x='u'>\n<!-- c --><b n=' 7 ' t='TRUE ' e='&lt;&amp;'/>\n"
		"<x:c> some\n text </x:c><d><b/></d></a>");
	const xmlNode *root = xmlDocGetRootElement(document);
	const xmlNode *b = ct_xml_first(root);
	const xmlNode *c = ct_xml_next(b);
	g_autofree char *raw = ct_xml_dup_attr(b, "n");
	g_autofree char *path = ct_xml_path(ct_xml_first(ct_xml_child(root, "d")));

	g_assert_true(ct_xml_is(b, "b"));
	g_assert_true(ct_xml_is(c, "c"));
	g_assert_false(ct_xml_is(NULL, "c"));
	g_assert_cmpstr(raw, ==, " 7 ");
	g_assert_cmpstr(ct_xml_attr(b, "n", strings), ==, "7");
	g_assert_cmpstr(ct_xml_attr(b, "e", strings), ==, "<&");
	g_assert_null(ct_xml_attr(b, "missing", strings));
	g_assert_cmpint(ct_xml_attr_int(b, "n", 10), ==, 7);
	g_assert_cmpint(ct_xml_attr_int(b, "n", 5), ==, 0);
	g_assert_cmpint(ct_xml_attr_int(b, "t", 5), ==, 0);
	g_assert_true(ct_xml_attr_is_true(b, "t"));
	g_assert_false(ct_xml_attr_is_true(b, "n"));
	g_assert_cmpstr(ct_xml_text(c, strings), ==, "some\n text");
	g_assert_null(ct_xml_text(b, strings));
	g_assert_cmpstr(path, ==, "a/d/b");
	g_assert_true(ct_xml_find(root, "b") == b);
	g_assert_null(ct_xml_find(root, "z"));
}

/* libxml2 alone would keep 16 bits of a line number, and that of the end of a tag. */
static void
test_lines(void)
{
	g_autoptr(GString) text = g_string_new("\n<a\n b='1\n2'\n>");
	g_autoptr(xmlDoc) document = NULL;
	const xmlNode *root;

	for (guint i = 0; i < 99995; i++)
		g_string_append_c(text, '\n');
	g_string_append(text, "<b/><b\nc=''/></a>");
	document = parse(text->str);
	root = xmlDocGetRootElement(document);
	g_assert_cmpint(ct_xml_line(root), ==, 2);
	g_assert_cmpint(ct_xml_line(ct_xml_first(root)), ==, 100000);
	g_assert_cmpint(ct_xml_line(ct_xml_next(ct_xml_first(root))), ==, 100000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/xml/malformed", test_malformed);
	g_test_add_func("/xml/document-type", test_document_type);
	g_test_add_func("/xml/billion-laughs", test_billion_laughs);
	g_test_add_func("/xml/depth", test_depth);
	g_test_add_func("/xml/text-limits", test_text_limits);
	g_test_add_func("/xml/text-limit-is-for-one-text", test_text_limit_is_for_one_text);
	g_test_add_func("/xml/document-limit", test_document_limit);
	g_test_add_func("/xml/bad-bytes", test_bad_bytes);
	g_test_add_func("/xml/undeclared-prefix-is-read", test_undeclared_prefix_is_read);
	g_test_add_func("/xml/helpers", test_helpers);
	g_test_add_func("/xml/lines", test_lines);
	return g_test_run();
}
