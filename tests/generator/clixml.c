/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLIXML as Export-Clixml of Windows PowerShell writes it: types once and referred to afterwards,
 * numbers of objects counted over the file, escapes for what XML cannot hold.
 */
#include "clixml.h"

#include <string.h>

struct GenClixml {
	GenSink *sink;
	GenClixmlForm form;
	guint next_object;
	GPtrArray *types; /* of borrowed names: the first of each list of types written so far */
};

static const char *const string_types[] = { "System.String[]", "System.Array", "System.Object",
					    NULL };
static const char *const policy_types[] = {
	"Microsoft.Rtc.Management.ADConnect.Schema.UserPolicyIdentity", "System.Object", NULL
};
static const char *const custom_types[] = { "System.Management.Automation.PSCustomObject",
					    "System.Object", NULL };

/* Where WMI puts the class: before these. */
static const char *const wmi_types[] = { "System.Management.ManagementObject",
					 "System.Management.ManagementBaseObject",
					 "System.ComponentModel.Component",
					 "System.MarshalByRefObject", "System.Object" };

GenClixml *
gen_clixml_new(GenSink *sink, GenClixmlForm form)
{
	GenClixml *self = g_new0(GenClixml, 1);

	self->sink = sink;
	self->form = form;
	self->types = g_ptr_array_new_with_free_func(g_free);
	gen_sink_put(sink, "<Objs Version=\"1.1.0.1\" "
			   "xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n");
	return self;
}

void
gen_clixml_end(GenClixml *self)
{
	gen_sink_put(self->sink, "</Objs>");
	g_ptr_array_unref(self->types);
	g_free(self);
}

/* Is "xHHHH_" at @text, so that the underscore before it needs an escape? */
static gboolean
looks_escaped(const char *text)
{
	if (*text != 'x')
		return FALSE;
	for (guint i = 1; i < 5; i++) {
		if (!g_ascii_isxdigit(text[i]))
			return FALSE;
	}
	return text[5] == '_';
}

static void
put_unit(GenSink *sink, guint unit)
{
	gen_sink_format(sink, "_x%04X_", unit);
}

static void
put_text(GenSink *sink, const char *text)
{
	const char *plain = text;

	for (; *text != '\0'; text++) {
		guchar c = (guchar)*text;
		guint more = 1;

		/* 0xc2 leads the second set of control characters, 0xf0 and up other planes */
		if (c >= 0x20 && c < 0xf0 && c != 0xc2 && c != '&' && c != '<' && c != '>' &&
		    c != '_')
			continue;
		if ((c == '_' && !looks_escaped(text + 1)) ||
		    (c == 0xc2 && (guchar)text[1] >= 0xa0))
			continue;
		gen_sink_put_length(sink, plain, (gsize)(text - plain));
		if (c == '&' || c == '<' || c == '>') {
			gen_sink_put(sink, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
		} else {
			gunichar wide = g_utf8_get_char(text);

			more = (guint)(g_utf8_next_char(text) - text);
			if (wide > 0xffff)
				put_unit(sink, 0xd800 + ((wide - 0x10000) >> 10));
			put_unit(sink, wide > 0xffff ? 0xdc00 + ((wide - 0x10000) & 0x3ff) : wide);
		}
		text += more - 1;
		plain = text + 1;
	}
	gen_sink_put_length(sink, plain, (gsize)(text - plain));
}

static void
put_indent(GenSink *sink, guint depth)
{
	static const char blanks[] = "                    ";

	gen_sink_put_length(sink, blanks, MIN(2 * depth, sizeof(blanks) - 1));
}

/* The number of a list of types that begins with @first; TRUE when it has to be written. */
static gboolean
type_number(GenClixml *self, const char *first, guint *out_number)
{
	for (guint i = 0; i < self->types->len; i++) {
		if (strcmp(g_ptr_array_index(self->types, i), first) == 0) {
			*out_number = i;
			return FALSE;
		}
	}
	*out_number = self->types->len;
	g_ptr_array_add(self->types, g_strdup(first));
	return TRUE;
}

/* @class_name, nullable: an object of WMI, otherwise @types are written. */
static void
put_types(GenClixml *self, guint depth, const char *class_name, const char *const *types)
{
	guint number;
	const char *const chosen[] = { types != NULL ? types[0] : NULL, custom_types[0],
				       "System.Object", NULL };
	gboolean selected = self->form == GEN_CLIXML_SELECTED && depth == 2;
	const char *prefix = selected			       ? "Selected."
			     : self->form == GEN_CLIXML_REMOTE ? "Deserialized."
							       : "";

	put_indent(self->sink, depth);
	if (!type_number(self, class_name != NULL ? class_name : types[0], &number)) {
		gen_sink_format(self->sink, "<TNRef RefId=\"%u\" />\n", number);
		return;
	}
	gen_sink_format(self->sink, "<TN RefId=\"%u\">\n", number);
	if (class_name != NULL) {
		put_indent(self->sink, depth + 1);
		gen_sink_format(self->sink, "<T>%s%s#root\\cimv2\\%s</T>\n", prefix, wmi_types[0],
				class_name);
	}
	if (selected && class_name == NULL)
		types = chosen;
	else if (selected)
		types = custom_types;
	for (guint i = 0; class_name != NULL && !selected && i < G_N_ELEMENTS(wmi_types); i++) {
		put_indent(self->sink, depth + 1);
		gen_sink_format(self->sink, "<T>%s%s</T>\n", prefix, wmi_types[i]);
	}
	for (guint i = 0; types != NULL && types[i] != NULL; i++) {
		put_indent(self->sink, depth + 1);
		gen_sink_format(self->sink, "<T>%s%s</T>\n", i == 0 || !selected ? prefix : "",
				types[i]);
	}
	put_indent(self->sink, depth);
	gen_sink_put(self->sink, "</TN>\n");
}

static void
put_simple(GenSink *sink, guint depth, const char *element, const char *name, const char *text)
{
	put_indent(sink, depth);
	gen_sink_put(sink, "<");
	gen_sink_put(sink, element);
	gen_sink_put(sink, " N=\"");
	gen_sink_put(sink, name);
	gen_sink_put(sink, "\">");
	put_text(sink, text);
	gen_sink_put(sink, "</");
	gen_sink_put(sink, element);
	gen_sink_put(sink, ">\n");
}

static void
put_list(GenClixml *self, guint depth, const GenObject *object, const GenValue *value)
{
	gen_sink_format(self->sink, "      <Obj N=\"%s\" RefId=\"%u\">\n", value->name,
			self->next_object++);
	put_types(self, depth + 1, NULL, string_types);
	put_indent(self->sink, depth + 1);
	gen_sink_put(self->sink, value->number > 0 ? "<LST>\n" : "<LST />\n");
	for (guint i = 0; i < value->number; i++) {
		put_indent(self->sink, depth + 2);
		gen_sink_put(self->sink, "<S>");
		put_text(self->sink, object->items[value->first + i]);
		gen_sink_put(self->sink, "</S>\n");
	}
	if (value->number > 0) {
		put_indent(self->sink, depth + 1);
		gen_sink_put(self->sink, "</LST>\n");
	}
	put_indent(self->sink, depth);
	gen_sink_put(self->sink, "</Obj>\n");
}

static void
put_policy(GenClixml *self, guint depth, const GenValue *value)
{
	GenSink *sink = self->sink;

	if (self->form == GEN_CLIXML_REMOTE) {
		put_simple(sink, depth, "S", value->name, value->text);
		return;
	}
	gen_sink_format(sink, "      <Obj N=\"%s\" RefId=\"%u\">\n", value->name,
			self->next_object++);
	put_types(self, depth + 1, NULL, policy_types);
	gen_sink_put(sink, "        <ToString>");
	put_text(sink, value->text);
	gen_sink_put(sink, "</ToString>\n        <Props>\n");
	put_simple(sink, depth + 2, "S", "FriendlyName", value->text);
	put_simple(sink, depth + 2, "S", "Name", value->text);
	gen_sink_put(sink, "        </Props>\n      </Obj>\n");
}

static void
put_number(GenSink *sink, guint depth, const char *element, const GenValue *value)
{
	char text[12];

	g_snprintf(text, sizeof(text), "%u", value->number);
	put_simple(sink, depth, element, value->name, text);
}

static void
put_value(GenClixml *self, const GenObject *object, const GenValue *value)
{
	GenSink *sink = self->sink;

	switch (value->kind) {
	case GEN_NIL:
		gen_sink_put(sink, "      <Nil N=\"");
		gen_sink_put(sink, value->name);
		gen_sink_put(sink, "\" />\n");
		break;
	case GEN_TEXT:
		put_simple(sink, 3, "S", value->name, value->text);
		break;
	case GEN_BOOL:
		put_simple(sink, 3, "B", value->name, value->number ? "true" : "false");
		break;
	case GEN_INT:
		put_number(sink, 3, "I32", value);
		break;
	case GEN_UINT:
		put_number(sink, 3, "U32", value);
		break;
	case GEN_GUID:
		put_simple(sink, 3, "G", value->name, value->text);
		break;
	case GEN_TIME:
		put_simple(sink, 3, "DT", value->name, value->text);
		break;
	case GEN_POLICY:
		put_policy(self, 3, value);
		break;
	case GEN_LIST:
		put_list(self, 3, object, value);
		break;
	}
}

void
gen_clixml_object(GenClixml *self, const GenObject *object)
{
	gboolean members = object->custom || self->form == GEN_CLIXML_SELECTED;
	const char *tag = members ? "MS" : "Props";

	gen_sink_format(self->sink, "  <Obj RefId=\"%u\">\n", self->next_object++);
	put_types(self, 2, object->class_name, object->custom ? custom_types : object->types);
	if (!members && object->label != NULL) {
		gen_sink_put(self->sink, "    <ToString>");
		put_text(self->sink, object->label);
		gen_sink_put(self->sink, "</ToString>\n");
	}
	gen_sink_format(self->sink, "    <%s>\n", tag);
	for (guint i = 0; i < object->n_values; i++)
		put_value(self, object, &object->values[i]);
	gen_sink_format(self->sink, "    </%s>\n  </Obj>\n", tag);
}
