/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Start tags, with everything that XML asks of them.  Values are slices of the text unless they hold
 * references or line ends, which have to be undone somewhere else.
 */
#include "analyzer/xml-tag.h"

#include <string.h>

#include "analyzer/import.h"

void
ct_xml_tag_reader_init(CtXmlTagReader *self, const CtLimits *limits)
{
	memset(self, 0, sizeof(*self));
	self->limits = limits;
	self->attrs = g_array_new(FALSE, FALSE, sizeof(CtXmlTagAttr));
	self->names = g_array_new(FALSE, FALSE, sizeof(CtXmlTagAttr));
	self->values = g_string_new(NULL);
}

void
ct_xml_tag_reader_clear(CtXmlTagReader *self)
{
	g_array_unref(self->attrs);
	g_array_unref(self->names);
	g_string_free(self->values, TRUE);
	g_free(self->reason);
}

G_GNUC_PRINTF(3, 4)
static CtXmlRead
wrong(CtXmlTagReader *self, const char *at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_free(self->reason);
	self->reason = g_strdup_vprintf(format, args);
	va_end(args);
	self->wrong_at = at;
	self->code = CT_IMPORT_ERROR_MALFORMED;
	return CT_XML_WRONG;
}

/* @what ends where the phrase of the limit goes on. */
static CtXmlRead
over_limit(CtXmlTagReader *self, const char *at, CtLimitId limit, const char *what,
	   const char *name, gsize length)
{
	g_autofree char *phrase = ct_limit_phrase(self->limits, limit);
	/* a name may be as long as the limit itself */
	CtXmlRead result = wrong(self, at, "<%.*s> %s %s", (int)MIN(length, 100), name, what,
				 phrase);

	self->code = CT_IMPORT_ERROR_LIMIT;
	return result;
}

/* Of what stands at @at and is no reference: as much as is worth quoting. */
static int
reference_length(const char *at, const char *stop)
{
	int length = 1;

	while (length < 30 && at + length < stop && at[length - 1] != ';' &&
	       !ct_xml_is_blank(at[length]))
		length++;
	while (at + length < stop && ((guchar)at[length] & 0xC0) == 0x80)
		length++;
	return length;
}

/* Undoes the references of the value of @attr, and makes blanks of its line ends. */
static CtXmlRead
decode(CtXmlTagReader *self, CtXmlTagAttr *attr, const char *end)
{
	const char *at = attr->value;
	const char *stop = at + attr->value_length;
	gsize start = self->values->len;

	/* nothing gets longer by this, so with room for the rest of the text slices of other values
	 * stay where they are */
	if (start == 0) {
		g_string_set_size(self->values, (gsize)(end - at));
		g_string_truncate(self->values, 0);
	}
	while (at < stop) {
		char text[CT_XML_CHAR_BYTES];
		gsize length = 0;

		if (*at != '&') {
			at += at[0] == '\r' && at[1] == '\n' ? 1 : 0;
			g_string_append_c(self->values, ct_xml_is_blank(*at) ? ' ' : *at);
			at++;
			continue;
		}
		if (ct_xml_reference(&at, stop, text, &length) != CT_XML_READ)
			return wrong(self, at, "%.*s is no character and none of the five entities",
				     reference_length(at, stop), at);
		g_string_append_len(self->values, text, (gssize)length);
	}
	attr->value = self->values->str + start;
	attr->value_length = self->values->len - start;
	return CT_XML_READ;
}

/* From behind the quote on. */
static CtXmlRead
read_value(CtXmlTagReader *self, CtXmlTagAttr *attr, const char **at, const char *end, char quote)
{
	const char *stop = memchr(*at, quote, (gsize)(end - *at));
	const char *limit = stop != NULL ? stop : end;
	const char *bracket = memchr(*at, '<', (gsize)(limit - *at));
	gboolean plain = TRUE;

	if (bracket != NULL)
		return wrong(self, bracket, "'<' in the value of the attribute %.*s",
			     (int)attr->name_length, attr->name);
	if (stop == NULL)
		return CT_XML_SHORT;
	attr->value = *at;
	attr->value_length = (gsize)(stop - *at);
	if (attr->value_length > self->limits->max_text_bytes)
		return over_limit(self, *at, CT_LIMIT_TEXT_BYTES,
				  "has an attribute whose value is over", self->start.full_name,
				  self->start.full_length);
	for (const char *p = *at; p < stop && plain; p++)
		plain = *p != '&' && *p != '\n' && *p != '\t' && *p != '\r';
	*at = stop + 1;
	return plain ? CT_XML_READ : decode(self, attr, end);
}

static gboolean
is_namespace(const CtXmlTagAttr *attr)
{
	return attr->name_length >= 5 && memcmp(attr->name, "xmlns", 5) == 0 &&
	       (attr->name_length == 5 || attr->name[5] == ':');
}

/* Takes an attribute in, unless its tag has it already. */
static CtXmlRead
add_attr(CtXmlTagReader *self, CtXmlTagAttr attr)
{
	for (guint i = 0; i < self->names->len; i++) {
		const CtXmlTagAttr *other = &g_array_index(self->names, CtXmlTagAttr, i);

		if (other->name_length == attr.name_length &&
		    memcmp(other->name, attr.name, attr.name_length) == 0)
			return wrong(self, attr.name, "<%.*s> has the attribute %.*s twice",
				     (int)self->start.full_length, self->start.full_name,
				     (int)attr.name_length, attr.name);
	}
	if (self->names->len >= self->limits->max_attributes)
		return over_limit(self, attr.name, CT_LIMIT_ATTRIBUTES, "has more attributes than",
				  self->start.full_name, self->start.full_length);
	g_array_append_val(self->names, attr);
	if (is_namespace(&attr))
		return CT_XML_READ;
	ct_xml_local_name(&attr.name, &attr.name_length);
	g_array_append_val(self->attrs, attr);
	return CT_XML_READ;
}

static CtXmlRead
read_attr(CtXmlTagReader *self, const char **at, const char *end)
{
	const char *name_end = ct_xml_name_end(*at, end);
	CtXmlTagAttr attr = { *at, (gsize)(name_end - *at), NULL, 0 };
	const char *p = ct_xml_skip_blanks(name_end, end);
	CtXmlRead result;

	if (name_end == *at)
		return wrong(self, *at, "neither an attribute nor the end of <%.*s>",
			     (int)self->start.full_length, self->start.full_name);
	if (p == end)
		return CT_XML_SHORT;
	if (*p != '=')
		return wrong(self, p, "the attribute %.*s has no value", (int)attr.name_length,
			     attr.name);
	p = ct_xml_skip_blanks(p + 1, end);
	if (p == end)
		return CT_XML_SHORT;
	if (*p != '"' && *p != '\'')
		return wrong(self, p, "the value of the attribute %.*s is not in quotes",
			     (int)attr.name_length, attr.name);
	*at = p + 1;
	result = read_value(self, &attr, at, end, *p);
	return result == CT_XML_READ ? add_attr(self, attr) : result;
}

static void
begin(CtXmlTagReader *self, const char *name, const char *end)
{
	g_array_set_size(self->attrs, 0);
	g_array_set_size(self->names, 0);
	g_string_truncate(self->values, 0);
	self->start = (CtXmlStart){ .full_name = name, .full_length = (gsize)(end - name) };
	self->start.name = name;
	self->start.name_length = self->start.full_length;
	ct_xml_local_name(&self->start.name, &self->start.name_length);
}

CtXmlRead
ct_xml_tag_read(CtXmlTagReader *self, const char **at, const char *end)
{
	const char *name = *at + 1;
	const char *p = ct_xml_name_end(name, end);

	if (p == end)
		return CT_XML_SHORT;
	if (p == name)
		return wrong(self, *at, "a '<' that begins no tag; in a text it is written &lt;");
	begin(self, name, p);
	for (;;) {
		const char *next = ct_xml_skip_blanks(p, end);
		CtXmlRead result;

		if (next == end || (*next == '/' && next + 1 == end))
			return CT_XML_SHORT;
		self->start.empty = next[0] == '/' && next[1] == '>';
		if (self->start.empty || *next == '>') {
			self->start.attrs = (const CtXmlTagAttr *)(gpointer)self->attrs->data;
			self->start.n_attrs = self->attrs->len;
			*at = next + (self->start.empty ? 2 : 1);
			return CT_XML_READ;
		}
		if (next == p)
			return wrong(self, p, "<%.*s> has no blank before an attribute",
				     (int)self->start.full_length, self->start.full_name);
		p = next;
		result = read_attr(self, &p, end);
		if (result != CT_XML_READ)
			return result;
	}
}

gboolean
ct_xml_tag_is_in_place(const CtXmlTagReader *self)
{
	return self->values->len == 0;
}
