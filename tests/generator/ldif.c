/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LDIF as ldifde writes it: lines folded, values that are not plain text in base64.  In a file of
 * Windows-1252 letters of that code page stand as they are, which older versions did.
 */
#include "ldif.h"

#include <string.h>

#define LINE 76

static gboolean
is_plain(const GenSink *sink, const char *text)
{
	gsize length = strlen(text);

	if (length == 0)
		return TRUE;
	if (strchr(" :<", text[0]) != NULL || text[length - 1] == ' ' ||
	    strpbrk(text, "\r\n") != NULL)
		return FALSE;
	for (const char *p = text; *p != '\0'; p++) {
		if ((guchar)*p >= 0x80)
			return gen_sink_encoding(sink) == GEN_ENCODING_WINDOWS_1252 &&
			       gen_is_windows_1252(text);
	}
	return TRUE;
}

/* Folds at characters, not within them. */
static void
put_folded(GenSink *sink, const char *line)
{
	gsize length = strlen(line);
	gsize room = LINE;

	while (length > room) {
		gsize cut = room;

		while (((guchar)line[cut] & 0xc0) == 0x80)
			cut--;
		gen_sink_put_length(sink, line, cut);
		gen_sink_put(sink, "\n ");
		line += cut;
		length -= cut;
		room = LINE - 1;
	}
	gen_sink_put(sink, line);
	gen_sink_put(sink, "\n");
}

static void
put_value(GenSink *sink, const char *name, const char *text)
{
	char line[2048];
	gsize name_length = strlen(name);

	if (is_plain(sink, text) && name_length + strlen(text) + 3 < sizeof(line)) {
		memcpy(line, name, name_length);
		memcpy(line + name_length, ": ", 2);
		strcpy(line + name_length + 2, text);
		put_folded(sink, line);
		return;
	}

	g_autofree char *encoded = g_base64_encode((const guchar *)text, strlen(text));
	g_autofree char *whole = g_strconcat(name, is_plain(sink, text) ? ": " : ":: ",
					     is_plain(sink, text) ? text : encoded, NULL);

	put_folded(sink, whole);
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
		put_value(sink, value->name, value->text);
		break;
	case GEN_BOOL:
		put_value(sink, value->name, value->number ? "TRUE" : "FALSE");
		break;
	case GEN_INT:
	case GEN_UINT:
		g_snprintf(number, sizeof(number), "%u", value->number);
		put_value(sink, value->name, number);
		break;
	case GEN_LIST:
		for (guint i = 0; i < value->number; i++)
			put_value(sink, value->name, object->items[value->first + i]);
		break;
	}
}

void
gen_ldif_object(GenSink *sink, const GenObject *object)
{
	put_value(sink, "dn", object->label);
	gen_sink_put(sink, "changetype: add\nobjectClass: top\n");
	if (strcmp(object->class_name, "user") == 0)
		gen_sink_put(sink, "objectClass: person\nobjectClass: organizationalPerson\n");
	put_value(sink, "objectClass", object->class_name);
	for (guint i = 0; i < object->n_values; i++)
		put_attribute(sink, object, &object->values[i]);
	gen_sink_put(sink, "\n");
}
