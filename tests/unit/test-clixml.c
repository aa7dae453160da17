/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CLIXML reader: every feature of the grammar in a small document, each compared as one line of
 * text, and read a second time cut into single bytes.
 */
#include <string.h>

#include "analyzer/clixml-tables.h"
#include "analyzer/clixml.h"
#include "analyzer/import.h"

#define NAMESPACE  "http://schemas.microsoft.com/powershell/2004/04"
#define OBJS	   "<Objs Version=\"1.1.0.1\" xmlns=\"" NAMESPACE "\">"
#define TN(name)   "<TN RefId=\"0\"><T>" name "</T><T>System.Object</T></TN>"
#define CLOSE	   "</Objs>"
#define DOC(inner) OBJS inner CLOSE

static void
describe(CtClixml *reader, const CtClixmlObject *object, guint32 from, guint32 end, GString *out)
{
	for (guint32 i = from; i < end; i = object->items[i].end) {
		const CtClixmlItem *item = &object->items[i];
		const char *text = ct_clixml_text(object, item);

		if (item->hidden)
			continue;
		g_string_append_c(out, ' ');
		if (item->place == CT_CLIXML_PROPERTY)
			g_string_append_printf(out, "%s%s=", item->added ? "+" : "",
					       ct_clixml_name(reader, item->name));
		switch (item->form) {
		case CT_CLIXML_NIL:
			g_string_append(out, "nil");
			break;
		case CT_CLIXML_TEXT:
			g_string_append_printf(out, "'%s'", text);
			break;
		case CT_CLIXML_REFERENCE:
			g_string_append(out, "lost");
			break;
		case CT_CLIXML_OBJECT:
			g_string_append_printf(out, "%s{", text != NULL ? text : "");
			describe(reader, object, i + 1, item->end, out);
			g_string_append(out, " }");
			break;
		}
	}
}

static void
on_object(CtClixml *reader, const CtClixmlObject *object, gpointer data)
{
	GString *out = data;
	const char *const *types = ct_clixml_type(reader, object->type);
	const char *label = ct_clixml_text(object, &object->items[0]);

	g_string_append_printf(out, "%u %s", object->line, types[0] != NULL ? types[0] : "-");
	if (label != NULL)
		g_string_append_printf(out, " (%s)", label);
	g_string_append_c(out, ':');
	describe(reader, object, 1, object->n_items, out);
	g_string_append_c(out, '\n');
}

static void
on_note(CtClixml *reader G_GNUC_UNUSED, guint32 line, const char *what, const char *value,
	gpointer data)
{
	g_string_append_printf(data, "%u note: %s %s\n", line, what, value);
}

static gboolean
not_hidden(CtClixml *reader, guint32 type G_GNUC_UNUSED, guint32 name, gpointer data G_GNUC_UNUSED)
{
	return !g_str_has_prefix(ct_clixml_name(reader, name), "Hidden");
}

static const CtClixmlHandler all = { NULL, on_object, on_note };
static const CtClixmlHandler some = { not_hidden, on_object, on_note };

static CtLimits
limits(void)
{
	return (CtLimits){
		.max_file_bytes = 1 << 24,
		.max_document_bytes = 1 << 16,
		.max_depth = 20,
		.max_attributes = 20,
		.max_text_bytes = 4096,
		.max_files = 1,
	};
}

/* What was read, then the error if there was one. */
static char *
read_pieces(const CtClixmlHandler *handler, const char *text, gsize piece)
{
	const CtLimits caps = limits();
	GString *out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(CtClixml) reader = ct_clixml_new("in.xml", &caps, handler, out);
	g_autoptr(CtSource) source = ct_source_new_memory("in.xml", text, strlen(text), &caps,
							  &error);
	const char *block = NULL;
	gsize length = 0;
	gboolean ok = source != NULL;

	do {
		ok = ok && ct_source_read(source, &block, &length, &error);
		for (gsize at = 0; ok && at < length; at += piece)
			ok = ct_clixml_push(reader, block + at, MIN(piece, length - at), &error);
	} while (ok && length > 0);
	if (ok)
		ok = ct_clixml_finish(reader, &error);
	g_assert_true(ok == (error == NULL));
	if (error != NULL)
		g_string_append_printf(out, "%s\n", error->message);
	return g_string_free(out, FALSE);
}

static void
assert_read(const CtClixmlHandler *handler, const char *text, const char *expected)
{
	g_autofree char *whole = read_pieces(handler, text, strlen(text));
	g_autofree char *bytes = read_pieces(handler, text, 1);

	g_assert_cmpstr(whole, ==, expected);
	g_assert_cmpstr(bytes, ==, expected);
}

typedef struct {
	const char *name;
	const char *text;
	const char *expected;
} Case;

/* clang-format off */
static const Case grammar[] = {
	{ "empty",
	  OBJS "" CLOSE,
	  "" },
	{ "primitives",
	  OBJS "<Obj RefId=\"0\">" TN("A.B")
	  "<Props><S N=\"s\">x</S><B N=\"b\">true</B><I32 N=\"i\">-1</I32><Nil N=\"n\"/><S"
	  " N=\"e\"></S><DT N=\"d\">2013-01-01T00:00:00Z</DT></Props></Obj>" CLOSE,
	  "1 A.B: s='x' b='true' i='-1' n=nil e='' d='2013-01-01T00:00:00Z'\n" },
	{ "type-references",
	  OBJS "\n<Obj RefId=\"0\">" TN("A.B")
	  "</Obj>\n<Obj RefId=\"1\"><TNRef RefId=\"0\"/></Obj>\n<Obj RefId=\"2\"><TNRef"
	  " RefId=\"9\"/></Obj>" CLOSE,
	  "2 A.B:\n3 A.B:\n4 -:\n" },
	{ "added-wins",
	  OBJS "<Obj><Props><S N=\"a\">1</S><S N=\"b\">2</S></Props><MS><S N=\"b\">3</S></MS>"
	  "</Obj>" CLOSE,
	  "1 -: a='1' +b='3'\n" },
	{ "added-wins-in-front",
	  OBJS "<Obj><MS><S N=\"b\">3</S></MS><Props><S N=\"b\">2</S></Props></Obj>" CLOSE,
	  "1 -: +b='3'\n" },
	{ "containers",
	  OBJS "<Obj><MS><Obj N=\"l\"><LST><S>x</S><Nil/><I32>2</I32></LST></Obj><Obj N=\"i\">"
	  "<IE><S>y</S></IE></Obj><Obj N=\"q\"><QUE/></Obj><Obj N=\"k\"><STK><S>z</S></STK>"
	  "</Obj></MS></Obj>" CLOSE,
	  "1 -: +l={ 'x' nil '2' } +i={ 'y' } +q={ } +k={ 'z' }\n" },
	{ "dictionary",
	  OBJS "<Obj><MS><Obj N=\"d\"><DCT><En><S N=\"Key\">a</S><I32 N=\"Value\">1</I32></En>"
	  "<En><S N=\"Key\">b</S><Nil N=\"Value\"/></En></DCT></Obj></MS></Obj>" CLOSE,
	  "1 -: +d={ 'a=1' 'b=' }\n" },
	{ "enumeration",
	  OBJS "<Obj><Props><Obj N=\"e\"><ToString>Local</ToString><I32>1</I32></Obj></Props>"
	  "</Obj>" CLOSE,
	  "1 -: e=Local{ }\n" },
	{ "wrapped-primitive",
	  OBJS "<Obj><MS><Obj N=\"w\"><S>text</S><MS><S N=\"Path\">p</S></MS></Obj></MS></Obj>"
	  CLOSE,
	  "1 -: +w=text{ +Path='p' }\n" },
	{ "labels",
	  OBJS "<Obj><Props><Obj N=\"a\"><ToString>t</ToString><Props><S N=\"Name\">n</S></Props>"
	  "</Obj><Obj N=\"b\"><Props><S N=\"Identity\">i</S><S N=\"Name\">n</S></Props>"
	  "</Obj><Obj N=\"c\"><Props><S N=\"Identity\">i</S></Props><MS><S"
	  " N=\"FriendlyName\">f</S></MS></Obj><Obj N=\"d\"><ToString>t</ToString><Props><S"
	  " N=\"FriendlyName\"></S></Props></Obj></Props></Obj>" CLOSE,
	  "1 -: a=n{ Name='n' } b=i{ Identity='i' Name='n' } c=f{ Identity='i'"
	  " +FriendlyName='f' } d=t{ FriendlyName='' }\n" },
	{ "references",
	  OBJS "<Obj RefId=\"0\"><Props><Obj N=\"a\" RefId=\"1\"><ToString>one</ToString></Obj>"
	  "<Ref N=\"b\" RefId=\"1\"/></Props></Obj><Obj RefId=\"2\"><Props><Ref N=\"c\""
	  " RefId=\"1\"/><Ref N=\"self\" RefId=\"2\"/></Props></Obj>" CLOSE,
	  "1 -: a=one{ } b='one'\n1 note: reference self\n1 -: c='one' self=lost\n" },
	{ "escapes",
	  OBJS "<Obj><MS><S N=\"a_x0020_b\">1_x000D__x000A_2</S><S N=\"u\">_x005F_x0041_</S><S"
	  " N=\"p\">_xD83D__xDE00_</S><S N=\"h\">_xD83D_</S><S N=\"n\">_x_x00g0_ _x12</S><S"
	  " N=\"x\">a&amp;&lt;&#65;</S></MS></Obj>" CLOSE,
	  "1 -: +a b='1\r\n2' +u='_x0041_' +p='\xf0\x9f\x98\x80' +h='\xef\xbf\xbd'"
	  " +n='_x_x00g0_ _x12' +x='a&<A'\n" },
	{ "console-capture",
	  "\r\n \n#< CLIXML\r\n" OBJS
	  "\n<Obj S=\"progress\" RefId=\"0\"><TN RefId=\"0\"><T>P.Q</T></TN><MS><I64"
	  " N=\"SourceId\">1</I64></MS></Obj><S S=\"Error\">no_x000D__x000A_</S>\n"
	  "<Obj RefId=\"1\"><TNRef RefId=\"0\"/><MS><S N=\"a\">1</S></MS></Obj></Objs>\n",
	  "6 P.Q: +a='1'\n" },
	{ "outside-an-object",
	  OBJS "<S>x</S>\n<Ref RefId=\"0\"/><Nil/>" CLOSE,
	  "1 note: value outside an object S\n" },
	{ "list-as-one-object",
	  OBJS "<Obj RefId=\"0\">" TN("System.Object[]")
	  "<LST>\n<Obj RefId=\"1\"><TN RefId=\"1\"><T>A</T></TN><Props><S N=\"a\">1</S>"
	  "</Props></Obj>\n"
	  "<S>x</S><Obj RefId=\"2\"><TNRef RefId=\"1\"/></Obj></LST></Obj>" CLOSE,
	  "2 A: a='1'\n3 A:\n" },
	{ "bundle",
	  OBJS "<Obj RefId=\"0\">" TN("System.Collections.Hashtable")
	  "<DCT>\n<En><S N=\"Key\">Day</S><S N=\"Value\">1</S></En><En><S N=\"Key\">Users</S>"
	  "<Obj N=\"Value\" RefId=\"1\"><LST>\n<Obj RefId=\"2\"><TN RefId=\"1\"><T>A</T></TN>"
	  "<Props><S N=\"a\">1</S></Props></Obj>\n<Obj RefId=\"3\"><TNRef RefId=\"1\"/></Obj>"
	  "</LST></Obj></En><En><S N=\"Key\">Text</S><S N=\"Value\">1</S></En>\n<En>"
	  "<S N=\"Key\">Pool</S><Obj N=\"Value\" RefId=\"4\"><TNRef RefId=\"1\"/><Props>"
	  "<S N=\"a\">2</S></Props></Obj></En></DCT></Obj>\n<Obj><MS><S N=\"b\">3</S></MS></Obj>"
	  CLOSE,
	  "3 A: a='1'\n4 A:\n5 A: a='2'\n6 -: +b='3'\n" },
	{ "bundle-in-a-bundle",
	  OBJS "<Obj><DCT><En><S N=\"Key\">x</S><Obj N=\"Value\"><DCT><En><S N=\"Key\">y</S>"
	  "<Obj N=\"Value\"><Props><S N=\"a\">1</S></Props></Obj></En></DCT></Obj></En></DCT>"
	  "</Obj>" CLOSE,
	  "1 -: a='1'\n" },
	{ "documents-in-one-file",
	  OBJS "<Obj><MS><S N=\"a\">1</S></MS></Obj>" CLOSE
	  "\r\n\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-16\"?>" OBJS
	  "<Obj><MS><S N=\"a\">2</S></MS></Obj>" CLOSE "\n#< CLIXML\r\n" OBJS
	  "<Obj><MS><S N=\"a\">3</S></MS></Obj>" CLOSE "<!-- end -->\n",
	  "1 -: +a='1'\n2 -: +a='2'\n4 -: +a='3'\n" },
	{ "list-of-texts",
	  OBJS "<Obj><LST><S>x</S><S>y</S></LST></Obj>" CLOSE,
	  "1 -: 'x' 'y'\n" },
	{ "unknown-elements",
	  OBJS "<New><S N=\"a\">1</S></New><Obj><Props><Odd>1</Odd><S>2</S><S N=\"b\">3</S>"
	  "</Props></Obj>" CLOSE,
	  "1 note: element New\n1 note: element Odd\n1 note: property without a name S\n"
	  "1 -: b='3'\n" },
	{ "declaration-that-lies",
	  "<?xml version=\"1.0\" encoding=\"utf-16\"?>" OBJS
	  "<Obj><MS><S N=\"a\">\xc3\xa9</S></MS></Obj>" CLOSE,
	  "1 -: +a='\xc3\xa9'\n" },
	{ "comments-and-cdata",
	  OBJS "<!-- c --><Obj><MS><S N=\"a\">1<![CDATA[<2>]]><!-- c -->3</S></MS></Obj>" CLOSE,
	  "1 -: +a='1<2>3'\n" },
};

/* clang-format on */

static const Case malformed[] = {
	{ "nothing", "", "in.xml:1:1: there is no element in the document\n" },
	{ "another-root", "<Topology/>",
	  "in.xml:1:1: the root element is <Topology>, not <Objs>\n" },
	{ "doctype", "<!DOCTYPE Objs [<!ENTITY a \"b\">]><Objs/>",
	  "in.xml:1:1: <!DOCTYPE> is refused: no export has a document type, and one can define"
	  " entities that attack the reader\n" },
	{ "entity", DOC("<Obj><MS>\n<S N=\"a\">&x;</S></MS></Obj>"),
	  "in.xml:2:10: the entity &x; is not one of the five of XML\n" },
	{ "mismatch", DOC("\n<Obj>\n<MS></Obj>"),
	  "in.xml:3:5: <MS> of line 3 is closed by </Obj>\n" },
	{ "cut-between", OBJS "\n<Obj>\n<MS><S N=\"a\">1</S>",
	  "in.xml:3:19: the document ends within <MS> of line 3\n" },
	{ "cut-in-text", OBJS "\n<Obj><MS><S N=\"a\">1",
	  "in.xml:2:20: the document ends within <S> of line 2\n" },
	{ "cut-after-console-line", "#< CLIXML\n" OBJS "\n<Obj>",
	  "in.xml:3:6: the document ends within <Obj> of line 3\n" },
	{ "two-roots", DOC("") "<Topology/>",
	  "in.xml:1:88: the root element is <Topology>, not <Objs>\n" },
	{ "text-behind", DOC("") " #< CLIXNO",
	  "in.xml:1:89: there is more behind the end of the document\n" },
	{ "text-only", "not XML", "in.xml:1:1: there is no element in the document\n" },
};

static void
test_case(gconstpointer data)
{
	const Case *row = data;

	assert_read(&all, row->text, row->expected);
}

/* What nobody wants is not handed over, but the types it defines are known afterwards. */
static void
test_wanted(void)
{
	assert_read(
		&some,
		DOC("<Obj><Props><Obj N=\"Hidden1\" RefId=\"1\">"
		    "<TN RefId=\"7\"><T>In.Hidden</T></TN>"
		    "<ToString>x</ToString><Props><S N=\"y\">z</S></Props><LST><S>a</S></LST></Obj>"
		    "<S N=\"HiddenName\">b</S><S N=\"c\">d</S></Props></Obj>"
		    "<Obj><TNRef RefId=\"7\"/></Obj>"),
		"1 -: c='d'\n1 In.Hidden:\n");
}

static void
test_limits(void)
{
	g_autoptr(GString) deep = g_string_new(OBJS);
	g_autofree char *long_text = g_strnfill(5000, 'x');
	g_autofree char *text = g_strconcat(OBJS "<Obj><MS><S N=\"a\">", long_text, NULL);
	g_autofree char *tag = g_strconcat(OBJS "<Obj><MS><S N=\"", long_text, NULL);
	g_autoptr(GString) large = g_string_new(OBJS "<Obj><MS>");
	g_autofree char *read = NULL;

	for (guint i = 0; i < 30; i++)
		g_string_append(deep, "<Obj><MS>");
	read = read_pieces(&all, deep->str, 100);
	g_assert_true(g_str_has_suffix(
		read, ": <MS> is nested deeper than the limit of 20 elements (raise it "
		      "with --limit max-depth=N)\n"));

	g_free(read);
	read = read_pieces(&all, text, 100);
	g_assert_true(g_str_has_suffix(
		read, ": the text in <S> is over the limit of 4096 bytes (raise it "
		      "with --limit max-text-bytes=N)\n"));

	g_free(read);
	read = read_pieces(&all, tag, 100);
	g_assert_true(g_str_has_suffix(
		read, ": a tag is over the limit of 4096 bytes (raise it with --limit "
		      "max-text-bytes=N)\n"));

	for (guint i = 0; i < 100; i++)
		g_string_append_printf(large, "<S N=\"a\">%.2000s</S>", long_text);
	g_free(read);
	read = read_pieces(&all, large->str, 100);
	g_assert_true(g_str_has_suffix(
		read, ": an object is over the limit of 65536 bytes (raise it with "
		      "--limit max-document-bytes=N)\n"));
}

static void
test_too_many_names(void)
{
	g_autoptr(GString) text = g_string_new(OBJS);
	g_autofree char *read = NULL;

	for (guint i = 0; i <= CT_CLIXML_MAX_NAMES; i++)
		g_string_append_printf(text, "<Obj><MS><Nil N=\"n%u\"/></MS></Obj>", i);
	read = read_pieces(&all, text->str, 4096);
	g_assert_nonnull(strstr(read, ": more than 65536 different property names\n"));
}

/* Labels stay findable over many objects, and longest when they were asked for. */
static void
test_label_table(void)
{
	g_autoptr(CtClixmlTables) tables = ct_clixml_tables_new();

	g_assert_null(ct_clixml_tables_find_label(tables, 1));
	ct_clixml_tables_define_label(tables, 1, "one");
	ct_clixml_tables_define_label(tables, 2, "two");
	ct_clixml_tables_define_label(tables, 3, NULL);
	g_assert_cmpstr(ct_clixml_tables_find_label(tables, 1), ==, "one");
	g_assert_null(ct_clixml_tables_find_label(tables, 3));
	for (guint32 ref = 4; ref < 600000; ref++)
		ct_clixml_tables_define_label(tables, ref, "other");
	g_assert_cmpstr(ct_clixml_tables_find_label(tables, 1), ==, "one");
	g_assert_null(ct_clixml_tables_find_label(tables, 2));
	g_assert_cmpstr(ct_clixml_tables_find_label(tables, 599999), ==, "other");
	for (guint32 ref = 0; ref < 900000; ref++) {
		g_autofree char *label = g_strdup_printf("label %u", ref);

		ct_clixml_tables_define_label(tables, ref + 700000, label);
	}
	g_assert_cmpstr(ct_clixml_tables_find_label(tables, 1599999), ==, "label 899999");
	g_assert_cmpstr(ct_clixml_tables_find_label(tables, 1), ==, "one");
}

/* An error stays: nothing is read after it. */
static void
test_after_error(void)
{
	const CtLimits caps = limits();
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) first = NULL;
	g_autoptr(GError) second = NULL;
	g_autoptr(CtClixml) reader = ct_clixml_new("in.xml", &caps, &all, out);

	g_assert_false(ct_clixml_push(reader, "<x/>", 4, &first));
	g_assert_error(first, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
	g_assert_false(ct_clixml_finish(reader, &second));
	g_assert_cmpstr(first->message, ==, second->message);
}

static void
add_cases(const char *group, const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		g_autofree char *path = g_strdup_printf("/clixml/%s/%s", group, cases[i].name);

		g_test_add_data_func(path, &cases[i], test_case);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_cases("grammar", grammar, G_N_ELEMENTS(grammar));
	add_cases("malformed", malformed, G_N_ELEMENTS(malformed));
	g_test_add_func("/clixml/wanted", test_wanted);
	g_test_add_func("/clixml/limits", test_limits);
	g_test_add_func("/clixml/too-many-names", test_too_many_names);
	g_test_add_func("/clixml/label-table", test_label_table);
	g_test_add_func("/clixml/after-error", test_after_error);
	return g_test_run();
}
