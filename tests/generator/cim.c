/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Instances of WMI in XML: as the standard describes them, as wmic prints them, and as the legacy
 * product's own command line might; its layout was never published, so the last form only has what any
 * such file must: names of classes and properties.
 */
#include "cim.h"

#include <string.h>

static const char *const heads[] = {
	"<?xml version=\"1.0\"?>\n<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\">\n"
	"<DECLARATION><DECLGROUP>\n",
	"<COMMAND SEQUENCENUM=\"1\" ISSUEDFROM=\"OCSFE01\" STARTTIME=\"06-14-2013T17:42:10\" "
	"EVERYCOUNT=\"0\">\n<RESULTS NODE=\"OCSFE01\">\n<CIM>\n",
	"<?xml version=\"1.0\"?>\n<LcsConfig Version=\"1\">\n<Global>\n",
};
static const char *const tails[] = {
	"</DECLGROUP></DECLARATION>\n</CIM>\n",
	"</CIM>\n</RESULTS>\n</COMMAND>\n",
	"</Global>\n</LcsConfig>\n",
};

void
gen_cim_begin(GenSink *sink, GenCimForm form)
{
	gen_sink_put(sink, heads[form]);
}

void
gen_cim_end(GenSink *sink, GenCimForm form)
{
	gen_sink_put(sink, tails[form]);
}

static const char *
type_of(const GenValue *value)
{
	return value->kind == GEN_BOOL	 ? "boolean"
	       : value->kind == GEN_INT	 ? "sint32"
	       : value->kind == GEN_UINT ? "uint32"
					 : "string";
}

/* The text of anything but a list; NULL for nothing. */
static const char *
text_of(const GenValue *value, char number[12])
{
	if (value->kind == GEN_BOOL)
		return value->number ? "TRUE" : "FALSE";
	if (value->kind == GEN_INT || value->kind == GEN_UINT) {
		g_snprintf(number, 12, "%u", value->number);
		return number;
	}
	return value->text;
}

static void
put_element(GenSink *sink, const char *name, const char *text)
{
	gen_sink_put(sink, "<");
	gen_sink_put(sink, name);
	gen_sink_put(sink, ">");
	gen_sink_xml(sink, text);
	gen_sink_put(sink, "</");
	gen_sink_put(sink, name);
	gen_sink_put(sink, ">");
}

static void
put_property(GenSink *sink, const GenObject *object, const GenValue *value)
{
	char number[12];
	const char *text = text_of(value, number);
	gboolean list = value->kind == GEN_LIST;

	gen_sink_put(sink, list ? "  <PROPERTY.ARRAY NAME=\"" : "  <PROPERTY NAME=\"");
	gen_sink_put(sink, value->name);
	gen_sink_put(sink, "\" TYPE=\"");
	gen_sink_put(sink, type_of(value));
	gen_sink_put(sink, "\">");
	if (list) {
		gen_sink_put(sink, "<VALUE.ARRAY>");
		for (guint i = 0; i < value->number; i++)
			put_element(sink, "VALUE", object->items[value->first + i]);
		gen_sink_put(sink, "</VALUE.ARRAY></PROPERTY.ARRAY>\n");
		return;
	}
	if (text != NULL)
		put_element(sink, "VALUE", text);
	gen_sink_put(sink, "</PROPERTY>\n");
}

static void
put_plain(GenSink *sink, const GenObject *object, const GenValue *value)
{
	char number[12];
	const char *text = text_of(value, number);

	for (guint i = 0; value->kind == GEN_LIST && i < value->number; i++) {
		gen_sink_put(sink, "    ");
		put_element(sink, value->name, object->items[value->first + i]);
		gen_sink_put(sink, "\n");
	}
	if (value->kind == GEN_LIST || text == NULL)
		return;
	gen_sink_put(sink, "    ");
	put_element(sink, value->name, text);
	gen_sink_put(sink, "\n");
}

void
gen_cim_object(GenSink *sink, const GenObject *object, GenCimForm form)
{
	gboolean plain = form == GEN_CIM_LCSCMD;

	gen_sink_put(sink, plain ? "  <" : "<INSTANCE CLASSNAME=\"");
	gen_sink_put(sink, object->class_name);
	gen_sink_put(sink, plain ? ">\n" : "\">\n");
	for (guint i = 0; i < object->n_values; i++) {
		/* system properties are those of the protocol, not of the instance */
		if (g_str_has_prefix(object->values[i].name, "__"))
			continue;
		if (plain)
			put_plain(sink, object, &object->values[i]);
		else
			put_property(sink, object, &object->values[i]);
	}
	gen_sink_put(sink, plain ? "  </" : "</");
	gen_sink_put(sink, plain ? object->class_name : "INSTANCE");
	gen_sink_put(sink, ">\n");
}
