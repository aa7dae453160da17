/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scanner for exports of hundreds of megabytes, of which a reader wants a tenth.
 *
 * What is pushed is copied behind what the last push left over, so that every tag lies in one piece
 * and a '<' behind the end stops every search.  Texts and names are slices of that buffer.  A tag that
 * was met before is known by comparison (xml-memo.c).  An element that the handler passes over costs
 * the search for its end and the comparison of its name, yet everything in it is checked as anywhere
 * else.  Lines are counted in bulk, when somebody asks or the buffer moves on.
 */
#include "analyzer/xml-scanner.h"

#include <string.h>

#include "analyzer/xml-content.h"

CtXmlScanner *
ct_xml_scanner_new(const char *path, const CtLimits *limits, const CtXmlScannerHandler *handler,
		   gpointer data)
{
	CtXmlScanner *self = g_new0(CtXmlScanner, 1);

	self->path = path;
	self->limits = limits;
	self->handler = handler;
	self->data = data;
	self->line = 1;
	self->frames = g_array_new(FALSE, FALSE, sizeof(CtXmlFrame));
	self->names = g_string_new(NULL);
	self->memo = ct_xml_memo_new();
	ct_xml_tag_reader_init(&self->reader, limits);
	return self;
}

void
ct_xml_scanner_free(CtXmlScanner *self)
{
	if (self == NULL)
		return;
	ct_xml_tag_reader_clear(&self->reader);
	ct_xml_memo_free(self->memo);
	g_string_free(self->names, TRUE);
	g_array_unref(self->frames);
	g_free(self->buffer);
	g_clear_error(&self->error);
	g_free(self);
}

void
ct_xml_scanner_allow_many_documents(CtXmlScanner *self)
{
	self->many_documents = TRUE;
}

guint
ct_xml_scanner_depth(const CtXmlScanner *self)
{
	return self->frames->len;
}

static void
count_to(CtXmlScanner *self, const char *at)
{
	if (at <= self->counted)
		return;
	self->line += ct_xml_count_lines(self->counted, (gsize)(at - self->counted));
	self->counted = at;
}

guint32
ct_xml_scanner_line(CtXmlScanner *self)
{
	count_to(self, self->token);
	return (guint32)self->line;
}

/* Line and column of @at, which may lie before what is counted already. */
static void
find_place(const CtXmlScanner *self, const char *at, guint64 *line, guint64 *column)
{
	const char *start = at;

	*line = self->line;
	if (at >= self->counted)
		*line += ct_xml_count_lines(self->counted, (gsize)(at - self->counted));
	else
		*line -= ct_xml_count_lines(at, (gsize)(self->counted - at));
	while (start > self->buffer && start[-1] != '\n')
		start--;
	*column = 1 + ct_xml_count_characters(start, (gsize)(at - start));
	if (start == self->buffer)
		*column += self->column;
}

G_GNUC_PRINTF(4, 0)
static void
fail_at_va(CtXmlScanner *self, const char *at, int code, const char *format, va_list args)
{
	g_autofree char *reason = g_strdup_vprintf(format, args);
	guint64 line;
	guint64 column;

	if (self->error != NULL)
		return;
	find_place(self, at, &line, &column);
	self->error = g_error_new(CT_IMPORT_ERROR, code,
				  "%s:%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT ": %s", self->path,
				  line, column, reason);
}

CtXmlRead
ct_xml_scanner_wrong(CtXmlScanner *self, const char *at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail_at_va(self, at, CT_IMPORT_ERROR_MALFORMED, format, args);
	va_end(args);
	return CT_XML_WRONG;
}

void
ct_xml_scanner_fail(CtXmlScanner *self, CtImportError code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail_at_va(self, self->token, (int)code, format, args);
	va_end(args);
}

void
ct_xml_scanner_take_error(CtXmlScanner *self, GError *error)
{
	if (self->error == NULL)
		self->error = error;
	else
		g_error_free(error);
}

CtXmlRead
ct_xml_scanner_over_limit(CtXmlScanner *self, CtLimitId limit, const char *what)
{
	g_autofree char *phrase = ct_limit_phrase(self->limits, limit);

	ct_xml_scanner_fail(self, CT_IMPORT_ERROR_LIMIT, "%s %s", what, phrase);
	return CT_XML_WRONG;
}

/* Where the element that begins goes on if the text before @at is all there is in it: behind its end
 * tag, which stands there.  %NULL when it does not.  Most elements of a large export are of this kind,
 * and need no frame. */
static inline const char *
behind_end_tag(const CtXmlScanner *self, const CtXmlStart *start, const char *at)
{
	gsize length = start->full_length;

	if ((gsize)(self->end - at) < length + 3 || at[0] != '<' || at[1] != '/' ||
	    at[length + 2] != '>' || memcmp(at + 2, start->full_name, length) != 0)
		return NULL;
	return at + length + 3;
}

/* FALSE, with nothing done, when there is more than text in the element. */
static gboolean
pass_over_text(CtXmlScanner *self, const CtXmlStart *start)
{
	const char *behind = behind_end_tag(self, start, ct_xml_find_markup(self->at));

	if (behind != NULL)
		self->at = behind;
	return behind != NULL;
}

static CtXmlRead
tell_end(CtXmlScanner *self)
{
	return self->handler->end(self, self->data) ? CT_XML_READ : CT_XML_WRONG;
}

/* The same for an element whose text is wanted; so is its end. */
static gboolean
take_text(CtXmlScanner *self, const CtXmlStart *start, CtXmlRead *out_result)
{
	const char *text = self->at;
	const char *end = ct_xml_find_in_text(text);
	const char *behind = behind_end_tag(self, start, end);
	gsize length = (gsize)(end - text);

	if (behind == NULL || length > self->limits->max_text_bytes)
		return FALSE;
	self->at = behind;
	*out_result = length == 0 || self->handler->text(self, text, length, self->data)
			      ? tell_end(self)
			      : CT_XML_WRONG;
	return TRUE;
}

static void
open_element(CtXmlScanner *self, const CtXmlStart *start, CtXmlWish wish)
{
	const CtXmlFrame frame = {
		.name = self->names->len,
		.length = (guint32)start->full_length,
		.line = ct_xml_scanner_line(self),
		.wants_elements = wish >= CT_XML_ELEMENTS,
		.wants_text = wish == CT_XML_CONTENT && self->handler->text != NULL,
	};

	g_string_append_len(self->names, start->full_name, (gssize)start->full_length);
	g_array_append_val(self->frames, frame);
}

static CtXmlRead
close_element(CtXmlScanner *self)
{
	const CtXmlFrame frame = *ct_xml_innermost(self);

	g_string_truncate(self->names, frame.name);
	g_array_set_size(self->frames, self->frames->len - 1);
	return frame.wants_elements ? tell_end(self) : CT_XML_READ;
}

/* There is no room for one more element here. */
static CtXmlRead
fail_place(CtXmlScanner *self, const CtXmlStart *start)
{
	g_autofree char *what = NULL;

	if (self->frames->len == 0)
		return ct_xml_scanner_wrong(self, self->token,
					    "there is more behind the end of the document");
	what = g_strdup_printf("<%.*s> is nested deeper than", (int)MIN(start->full_length, 100),
			       start->full_name);
	return ct_xml_scanner_over_limit(self, CT_LIMIT_DEPTH, what);
}

static CtXmlRead
begin_element(CtXmlScanner *self, const CtXmlStart *start)
{
	const CtXmlFrame *around = ct_xml_innermost(self);
	CtXmlWish wish = CT_XML_PASS_OVER;
	CtXmlRead result = CT_XML_READ;

	if ((around == NULL && self->begun && !self->many_documents) ||
	    self->frames->len >= self->limits->max_depth)
		return fail_place(self, start);
	self->begun = TRUE;
	if (around == NULL || around->wants_elements)
		wish = self->handler->start(self, start, self->data);
	if (wish == CT_XML_STOP)
		return CT_XML_WRONG;
	if (start->empty)
		return wish >= CT_XML_ELEMENTS ? tell_end(self) : CT_XML_READ;
	if (wish == CT_XML_PASS_OVER && pass_over_text(self, start))
		return CT_XML_READ;
	if (wish == CT_XML_CONTENT && self->handler->text != NULL &&
	    take_text(self, start, &result))
		return result;
	open_element(self, start, wish);
	return CT_XML_READ;
}

static CtXmlRead
read_start(CtXmlScanner *self)
{
	const CtXmlStart *start = ct_xml_memo_find(self->memo, &self->at, self->end);

	if (start != NULL)
		return begin_element(self, start);
	switch (ct_xml_tag_read(&self->reader, &self->at, self->end)) {
	case CT_XML_READ:
		break;
	case CT_XML_SHORT:
		return CT_XML_SHORT;
	case CT_XML_WRONG:
		self->token = self->reader.wrong_at;
		ct_xml_scanner_fail(self, self->reader.code, "%s", self->reader.reason);
		return CT_XML_WRONG;
	}
	start = &self->reader.start;
	if (ct_xml_tag_is_in_place(&self->reader))
		ct_xml_memo_learn(self->memo, self->token, (gsize)(self->at - self->token), start);
	return begin_element(self, start);
}

static CtXmlRead
read_end(CtXmlScanner *self)
{
	const CtXmlFrame *frame = ct_xml_innermost(self);
	const char *name = self->at + 2;
	const char *open;
	const char *at;

	if (frame == NULL)
		return ct_xml_scanner_wrong(self, self->at, "an end tag where no element is open");
	open = self->names->str + frame->name;
	if ((gsize)(self->end - name) > frame->length && memcmp(name, open, frame->length) == 0) {
		at = name + frame->length;
		if (*at != '>')
			at = ct_xml_skip_blanks(at, self->end);
		if (at == self->end)
			return CT_XML_SHORT;
		if (*at == '>') {
			self->at = at + 1;
			return close_element(self);
		}
	}
	at = ct_xml_name_end(name, self->end);
	if (at == self->end)
		return CT_XML_SHORT;
	return ct_xml_scanner_wrong(self, self->at, "<%.*s> of line %u is closed by </%.*s>",
				    (int)frame->length, open, frame->line, (int)(at - name), name);
}

static CtXmlRead
read_next(CtXmlScanner *self)
{
	self->token = self->at;
	switch (self->state) {
	case CT_XML_IN_COMMENT:
		return ct_xml_content_comment(self);
	case CT_XML_IN_INSTRUCTION:
		return ct_xml_content_instruction(self);
	case CT_XML_IN_CDATA:
		return ct_xml_content_cdata(self);
	case CT_XML_IN_CONTENT:
		break;
	}
	if (*self->at != '<')
		return self->frames->len > 0 ? ct_xml_content_text(self)
					     : ct_xml_content_blanks(self);
	if (self->at + 1 == self->end)
		return CT_XML_SHORT;
	switch (self->at[1]) {
	case '/':
		return read_end(self);
	case '?':
		return ct_xml_content_begin_instruction(self);
	case '!':
		return ct_xml_content_begin_declared(self);
	default:
		return read_start(self);
	}
}

/* Moves what is not read yet to the begin of the buffer and puts @text behind it. */
static void
take_in(CtXmlScanner *self, const char *text, gsize length)
{
	gsize read = (gsize)(self->at - self->buffer);
	gsize left = (gsize)(self->end - self->at);
	guint64 line;
	guint64 column;

	if (self->buffer != NULL) {
		count_to(self, self->at);
		find_place(self, self->at, &line, &column);
		self->column = column - 1;
		memmove(self->buffer, self->at, left);
		self->moved |= read > 0;
	}
	if (left + length + CT_XML_PADDING > self->allocated) {
		self->allocated = (left + length + CT_XML_PADDING) * 2;
		self->buffer = g_realloc(self->buffer, self->allocated);
	}
	memcpy(self->buffer + left, text, length);
	/* stops every search, with room for those that look at several bytes at once */
	memset(self->buffer + left + length, '<', CT_XML_PADDING);
	self->at = self->buffer;
	self->counted = self->buffer;
	self->end = self->buffer + left + length;
}

gboolean
ct_xml_scanner_push(CtXmlScanner *self, const char *text, gsize length, GError **error)
{
	CtXmlRead result = CT_XML_READ;

	if (self->error == NULL) {
		take_in(self, text, length);
		while (result == CT_XML_READ && self->at < self->end)
			result = read_next(self);
		if (result == CT_XML_SHORT &&
		    (gsize)(self->end - self->at) > self->limits->max_text_bytes)
			ct_xml_scanner_over_limit(self, CT_LIMIT_TEXT_BYTES, "a tag is over");
	}
	if (self->error == NULL)
		return TRUE;
	g_propagate_error(error, g_error_copy(self->error));
	return FALSE;
}

/* What is missing at the end; nothing when the document is complete. */
static void
check_end(CtXmlScanner *self)
{
	const CtXmlFrame *frame = ct_xml_innermost(self);

	self->token = self->end;
	if (frame != NULL)
		ct_xml_scanner_wrong(self, self->end, "the document ends within <%.*s> of line %u",
				     (int)frame->length, self->names->str + frame->name,
				     frame->line);
	else if (self->at < self->end || self->state != CT_XML_IN_CONTENT)
		ct_xml_scanner_wrong(self, self->end, "the document ends within a tag or comment");
	else if (!self->begun)
		ct_xml_scanner_wrong(self, self->end, "there is no element in the document");
}

gboolean
ct_xml_scanner_finish(CtXmlScanner *self, gboolean *out_cut_short, GError **error)
{
	gboolean is_cut = self->frames->len > 0;

	if (self->buffer == NULL)
		take_in(self, "", 0);
	if (self->error == NULL && (out_cut_short == NULL || !is_cut))
		check_end(self);
	if (self->error == NULL) {
		if (out_cut_short != NULL)
			*out_cut_short = is_cut;
		return TRUE;
	}
	g_propagate_error(error, g_error_copy(self->error));
	return FALSE;
}
