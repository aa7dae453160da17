/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands between tags.  Comments, instructions and CDATA are read as they come, however long they
 * are, so that none of them has to lie in the buffer as a whole; of a text at most three characters
 * wait for what follows, since they may be the begin of something.
 */
#include "analyzer/xml-content.h"

#include <string.h>

/* Hands a text on. */
static CtXmlRead
give_text(CtXmlScanner *self, CtXmlFrame *frame, const char *text, gsize length)
{
	if (length == 0 || !frame->wants_text)
		return CT_XML_READ;
	frame->text_bytes += length;
	if (frame->text_bytes > self->limits->max_text_bytes) {
		g_autofree char *what = g_strdup_printf("the text in <%.*s> is over",
							(int)frame->length,
							self->names->str + frame->name);

		return ct_xml_scanner_over_limit(self, CT_LIMIT_TEXT_BYTES, what);
	}
	return self->handler->text(self, text, length, self->data) ? CT_XML_READ : CT_XML_WRONG;
}

static CtXmlRead
read_reference(CtXmlScanner *self, CtXmlFrame *frame)
{
	char text[CT_XML_CHAR_BYTES];
	gsize length = 0;
	const char *name = self->at + 1;
	const char *name_end;

	switch (ct_xml_reference(&self->at, self->end, text, &length)) {
	case CT_XML_READ:
		return give_text(self, frame, text, length);
	case CT_XML_SHORT:
		return CT_XML_SHORT;
	case CT_XML_WRONG:
		break;
	}
	name_end = ct_xml_name_end(name, self->end);
	if (name_end == self->end)
		return CT_XML_SHORT;
	if (name_end > name && *name_end == ';')
		return ct_xml_scanner_wrong(self, self->at,
					    "the entity &%.*s; is not one of the five of XML",
					    (int)(name_end - name), name);
	if (*name == '#')
		return ct_xml_scanner_wrong(self, self->at, "a reference to what is no character");
	return ct_xml_scanner_wrong(
		self, self->at, "a '&' that begins no reference; in a text it is written &amp;");
}

/* At a ']': is it the begin of what must not be in a text?  At most two of them wait for what comes. */
static CtXmlRead
check_bracket(CtXmlScanner *self, const char *at)
{
	gsize left = (gsize)(self->end - at);

	if (left >= 3 && memcmp(at, "]]>", 3) == 0)
		return ct_xml_scanner_wrong(self, at,
					    "\"]]>\" in a text; there it is written ]]&gt;");
	if (left == 1 || (left == 2 && at[1] == ']'))
		return CT_XML_SHORT;
	return CT_XML_READ;
}

/* At a carriage return: gives the text before it, and goes on behind it. */
static CtXmlRead
read_line_end(CtXmlScanner *self, CtXmlFrame *frame, const char *at)
{
	CtXmlRead result = give_text(self, frame, self->at, (gsize)(at - self->at));

	self->at = at;
	if (result != CT_XML_READ)
		return result;
	if (at + 1 == self->end)
		return CT_XML_SHORT;
	self->at = at + 1;
	return at[1] == '\n' ? CT_XML_READ : give_text(self, frame, "\n", 1);
}

CtXmlRead
ct_xml_content_text(CtXmlScanner *self)
{
	CtXmlFrame *frame = ct_xml_innermost(self);
	const char *at = self->at;

	for (;;) {
		CtXmlRead result = CT_XML_READ;

		at = frame->wants_text ? ct_xml_find_in_text(at) : ct_xml_find_markup(at);
		if (at == self->end || *at == '<') {
			result = give_text(self, frame, self->at, (gsize)(at - self->at));
			self->at = at;
			return result;
		}
		if (*at == ']') {
			result = check_bracket(self, at);
			if (result == CT_XML_READ) {
				at++;
				continue;
			}
		}
		if (*at == '\r') {
			result = read_line_end(self, frame, at);
		} else if (result != CT_XML_WRONG) {
			gboolean is_short = result == CT_XML_SHORT;

			result = give_text(self, frame, self->at, (gsize)(at - self->at));
			self->at = at;
			if (result == CT_XML_READ)
				result = is_short ? CT_XML_SHORT : read_reference(self, frame);
		}
		if (result != CT_XML_READ)
			return result;
		at = self->at;
	}
}

/* Passes what may stand in front of a document behind another. */
static CtXmlRead
pass_mark(CtXmlScanner *self)
{
	static const char *const marks[] = { "\xEF\xBB\xBF", "#< CLIXML" };
	gsize left = (gsize)(self->end - self->at);

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		gsize length = strlen(marks[i]);

		if (memcmp(self->at, marks[i], MIN(left, length)) != 0)
			continue;
		if (left < length)
			return CT_XML_SHORT;
		self->at += length;
		return CT_XML_READ;
	}
	return ct_xml_scanner_wrong(self, self->at, "there is more behind the end of the document");
}

/* Outside the root element. */
CtXmlRead
ct_xml_content_blanks(CtXmlScanner *self)
{
	self->at = ct_xml_skip_blanks(self->at, self->end);
	if (self->at == self->end || *self->at == '<')
		return CT_XML_READ;
	if (!self->begun)
		return ct_xml_scanner_wrong(self, self->at, "there is no element in the document");
	if (self->many_documents)
		return pass_mark(self);
	return ct_xml_scanner_wrong(self, self->at, "there is more behind the end of the document");
}

/* The next @mark; %NULL when the text ends first, and then the mark may begin at @out_rest. */
static const char *
find_mark(const CtXmlScanner *self, const char *mark, const char **out_rest)
{
	gsize length = strlen(mark);
	const char *at = self->at;

	while ((at = memchr(at, mark[0], (gsize)(self->end - at))) != NULL) {
		gsize left = (gsize)(self->end - at);

		if (memcmp(at, mark, MIN(left, length)) == 0) {
			*out_rest = at;
			return left >= length ? at : NULL;
		}
		at++;
	}
	*out_rest = self->end;
	return NULL;
}

CtXmlRead
ct_xml_content_comment(CtXmlScanner *self)
{
	const char *found = find_mark(self, "--", &self->at);

	if (found == NULL || found + 2 == self->end)
		return CT_XML_SHORT;
	if (found[2] != '>')
		return ct_xml_scanner_wrong(self, found, "\"--\" within a comment");
	self->at = found + 3;
	self->state = CT_XML_IN_CONTENT;
	return CT_XML_READ;
}

CtXmlRead
ct_xml_content_instruction(CtXmlScanner *self)
{
	if (find_mark(self, "?>", &self->at) == NULL)
		return CT_XML_SHORT;
	self->at += 2;
	self->state = CT_XML_IN_CONTENT;
	return CT_XML_READ;
}

CtXmlRead
ct_xml_content_cdata(CtXmlScanner *self)
{
	CtXmlFrame *frame = ct_xml_innermost(self);
	const char *rest;
	gboolean is_complete = find_mark(self, "]]>", &rest) != NULL;

	/* a line feed may follow, and then it goes */
	if (!is_complete && rest > self->at && rest[-1] == '\r')
		rest--;
	while (self->at < rest) {
		const char *end = memchr(self->at, '\r', (gsize)(rest - self->at));
		CtXmlRead result = CT_XML_READ;

		if (end != NULL) {
			result = read_line_end(self, frame, end);
		} else {
			result = give_text(self, frame, self->at, (gsize)(rest - self->at));
			self->at = rest;
		}
		if (result != CT_XML_READ)
			return result;
	}
	if (!is_complete)
		return CT_XML_SHORT;
	self->at += 3;
	self->state = CT_XML_IN_CONTENT;
	return CT_XML_READ;
}

/* At a "<?". */
CtXmlRead
ct_xml_content_begin_instruction(CtXmlScanner *self)
{
	const char *name = self->at + 2;
	const char *end = ct_xml_name_end(name, self->end);

	if (end == self->end || (*end == '?' && end + 1 == self->end))
		return CT_XML_SHORT;
	if (end == name)
		return ct_xml_scanner_wrong(self, self->at, "\"<?\" without a name");
	if (!ct_xml_is_blank(*end) && !(end[0] == '?' && end[1] == '>'))
		return ct_xml_scanner_wrong(self, end,
					    "the name of a processing instruction goes wrong here");
	if (end - name != 3 || g_ascii_strncasecmp(name, "xml", 3) != 0) {
		self->at = end;
		self->state = CT_XML_IN_INSTRUCTION;
		return CT_XML_READ;
	}
	if ((self->moved || self->at > self->buffer) &&
	    !(self->many_documents && self->begun && self->frames->len == 0))
		return ct_xml_scanner_wrong(self, self->at,
					    "an XML declaration that is not at the very beginning");
	end = find_mark(self, "?>", &name);
	if (end == NULL)
		return CT_XML_SHORT;
	if (!ct_xml_is_declaration(self->at, end + 2))
		return ct_xml_scanner_wrong(self, self->at, "the XML declaration is none");
	self->at = end + 2;
	return CT_XML_READ;
}

/* At a "<!". */
CtXmlRead
ct_xml_content_begin_declared(CtXmlScanner *self)
{
	static const struct {
		const char *mark;
		CtXmlState state;
	} marks[] = {
		{ "<!--", CT_XML_IN_COMMENT },
		{ "<![CDATA[", CT_XML_IN_CDATA },
		{ "<!DOCTYPE", CT_XML_IN_CONTENT },
	};
	gsize left = (gsize)(self->end - self->at);

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		gsize length = strlen(marks[i].mark);

		if (memcmp(self->at, marks[i].mark, MIN(left, length)) != 0)
			continue;
		if (left < length)
			return CT_XML_SHORT;
		if (marks[i].state == CT_XML_IN_CONTENT)
			return ct_xml_scanner_wrong(
				self, self->at,
				"<!DOCTYPE> is refused: no export has a document type, and "
				"one can define entities that attack the reader");
		if (marks[i].state == CT_XML_IN_CDATA && self->frames->len == 0)
			return ct_xml_scanner_wrong(self, self->at,
						    "CDATA outside the root element");
		self->at += length;
		self->state = marks[i].state;
		return CT_XML_READ;
	}
	return ct_xml_scanner_wrong(self, self->at,
				    "\"<!\" that begins neither a comment nor CDATA");
}
