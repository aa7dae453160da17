/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of text: Export-Csv of the management shell, csvde of the directory. */
#include "csv.h"

#include <string.h>

static void
put_quoted(GenSink *sink, const char *text)
{
	const char *quote;

	gen_sink_put(sink, "\"");
	while ((quote = strchr(text, '"')) != NULL) {
		gen_sink_put_length(sink, text, (gsize)(quote + 1 - text));
		gen_sink_put(sink, "\"");
		text = quote + 1;
	}
	gen_sink_put(sink, text);
	gen_sink_put(sink, "\"");
}

static void
put_number(GenSink *sink, guint number)
{
	char text[16];

	g_snprintf(text, sizeof(text), "\"%u\"", number);
	gen_sink_put(sink, text);
}

/* A list loses what is in it: that is what the real command does. */
static void
put_cell(GenSink *sink, const GenValue *value)
{
	switch (value->kind) {
	case GEN_NIL:
		break;
	case GEN_TEXT:
	case GEN_GUID:
	case GEN_TIME:
	case GEN_POLICY:
		put_quoted(sink, value->text);
		break;
	case GEN_BOOL:
		put_quoted(sink, value->number ? "True" : "False");
		break;
	case GEN_INT:
	case GEN_UINT:
		put_number(sink, value->number);
		break;
	case GEN_LIST:
		put_quoted(sink, "System.String[]");
		break;
	}
}

void
gen_csv_object(GenSink *sink, const GenObject *object, gboolean first, gboolean typed)
{
	if (first && typed && object->types != NULL)
		gen_sink_format(sink, "#TYPE %s\n", object->types[0]);
	for (guint i = 0; first && i < object->n_values; i++) {
		gen_sink_put(sink, i > 0 ? "," : "");
		put_quoted(sink, object->values[i].name);
	}
	if (first)
		gen_sink_put(sink, "\n");
	for (guint i = 0; i < object->n_values; i++) {
		gen_sink_put(sink, i > 0 ? "," : "");
		put_cell(sink, &object->values[i]);
	}
	gen_sink_put(sink, "\n");
}

/* csvde quotes only what has to be. */
static void
put_if_needed(GenSink *sink, const char *text)
{
	if (strpbrk(text, ",\"\r\n") != NULL)
		put_quoted(sink, text);
	else
		gen_sink_put(sink, text);
}

static void
put_joined(GenSink *sink, const GenObject *object, const GenValue *value)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < value->number; i++) {
		if (i > 0)
			g_string_append_c(text, ';');
		g_string_append(text, object->items[value->first + i]);
	}
	put_if_needed(sink, text->str);
}

static void
put_attribute(GenSink *sink, const GenObject *object, const GenValue *value)
{
	char number[12];

	switch (value->kind) {
	case GEN_NIL:
		break;
	case GEN_TEXT:
	case GEN_GUID:
	case GEN_TIME:
	case GEN_POLICY:
		put_if_needed(sink, value->text);
		break;
	case GEN_BOOL:
		gen_sink_put(sink, value->number ? "TRUE" : "FALSE");
		break;
	case GEN_INT:
	case GEN_UINT:
		g_snprintf(number, sizeof(number), "%u", value->number);
		gen_sink_put(sink, number);
		break;
	case GEN_LIST:
		put_joined(sink, object, value);
		break;
	}
}

void
gen_csvde_object(GenSink *sink, const GenObject *object, gboolean first)
{
	if (first) {
		gen_sink_put(sink, "DN,objectClass");
		for (guint i = 0; i < object->n_values; i++) {
			gen_sink_put(sink, ",");
			gen_sink_put(sink, object->values[i].name);
		}
		gen_sink_put(sink, "\n");
	}
	put_if_needed(sink, object->label);
	gen_sink_put(sink, ",");
	gen_sink_put(sink, object->class_name);
	for (guint i = 0; i < object->n_values; i++) {
		gen_sink_put(sink, ",");
		put_attribute(sink, object, &object->values[i]);
	}
	gen_sink_put(sink, "\n");
}
