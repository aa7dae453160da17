/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LDIF (RFC 2849), as ldifde and ldapsearch write it: entries of the directory, one line for each
 * value, long lines folded.
 *
 * An entry becomes a record when its classes, or what it has, belong to the product; everything else
 * that a directory holds is counted in a note and left alone.  Values that the file does not hold but
 * points to are never fetched.
 */
#include "analyzer/import.h"

#include <string.h>

#include "analyzer/import-lines.h"
#include "analyzer/import-object.h"

/* Most of a line that a message shows. */
#define SHOWN_BYTES 60

/* What begins a block that is no entry: the trailer of a search, a hint at another server. */
static const char *const trailers[] = { "search", "result", "ref" };

typedef struct {
	const CtImportJob *job;
	CtImportLines *lines;
	CtImportObject *object;
	GString *line;	/* the logical line at hand */
	guint32 number; /* where it begins */
	gboolean has_line;
	gboolean is_open;	 /* an entry has begun */
	gboolean is_passed_over; /* to its end */
	char *last_class;	 /* owned: of the entry; nullable */
	guint32 entry_line;
} Reader;

/* Says what is wrong with the line at hand, and shows it. */
static gboolean
fail(const Reader *self, GError **error, const char *what)
{
	g_autofree char *shown = g_utf8_substring(
		self->line->str, 0,
		MIN(g_utf8_strlen(self->line->str, (gssize)self->line->len), SHOWN_BYTES));

	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED, "%s:%u: %s: \"%s\"",
		    ct_source_path(self->job->source), self->number, what, shown);
	return FALSE;
}

static CtOrigin
origin_of(const Reader *self)
{
	return (CtOrigin){ self->job->input, self->number, NULL };
}

static void
end_entry(Reader *self)
{
	const CtOrigin origin = { self->job->input, self->entry_line, NULL };

	if (self->is_open && !self->is_passed_over) {
		if (ct_import_object_is_known(self->object))
			ct_import_object_end(self->object);
		else
			ct_facts_note(self->job->facts, origin, "class of the directory",
				      ct_import_object_last_type(self->object));
	}
	self->is_open = FALSE;
	self->is_passed_over = FALSE;
}

/* Text of a directory, as opposed to what only looks like it: pictures, keys, security descriptors. */
static gboolean
is_text(const guchar *bytes, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		if (bytes[i] < 0x20 && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r')
			return FALSE;
	}
	return g_utf8_validate((const char *)bytes, (gssize)length, NULL);
}

static gboolean
is_base64(const char *text, gsize length)
{
	gsize padding = 0;

	while (padding < 2 && padding < length && text[length - padding - 1] == '=')
		padding++;
	for (gsize i = 0; i < length - padding; i++) {
		if (!g_ascii_isalnum(text[i]) && text[i] != '+' && text[i] != '/')
			return FALSE;
	}
	return length % 4 == 0;
}

static gboolean
add_text(Reader *self, const char *name, gsize name_length, const char *value, gsize length,
	 GError **error)
{
	static const char object_class[] = "objectClass";

	if (name_length == strlen(object_class) &&
	    g_ascii_strncasecmp(name, object_class, name_length) == 0) {
		ct_import_object_add_type(self->object, value, length);
		return TRUE;
	}
	return ct_import_object_add(self->object, name, name_length, value, length, error);
}

static gboolean
add_base64(Reader *self, const char *name, gsize name_length, const char *value, gsize length,
	   GError **error)
{
	g_autofree guchar *bytes = NULL;
	g_autofree char *copy = NULL;
	gsize size = 0;

	while (length > 0 && g_ascii_isspace(value[length - 1]))
		length--;
	if (!is_base64(value, length))
		return fail(self, error,
			    "this value is not base64, which two colons say that it is; export the "
			    "entry again");
	copy = g_strndup(value, length);
	bytes = g_base64_decode(copy, &size);
	if (is_text(bytes, size))
		return add_text(self, name, name_length, (const char *)bytes, size, error);
	g_free(copy);
	copy = g_strndup(name, name_length);
	ct_facts_note(self->job->facts, origin_of(self), "value that is not text", copy);
	return TRUE;
}

/* "name: value", "name:: base64", "name:< url"; @colon is the first one. */
static gboolean
read_value(Reader *self, gsize colon, GError **error)
{
	const char *name = self->line->str;
	const char *value = name + colon + 1;
	const char *end = name + self->line->len;
	gsize name_length = MIN(strcspn(name, ";"), colon);
	char form = value < end ? *value : ' ';

	if (g_strstr_len(name, (gssize)colon, ";range=") != NULL)
		ct_facts_add_problem(self->job->facts, origin_of(self), CT_PROBLEM_CUT_SHORT,
				     "only a part of the values is here: %.*s", (int)colon, name);
	if (form == ':' || form == '<')
		value++;
	while (value < end && *value == ' ')
		value++;
	if (form == '<') {
		ct_facts_add_problem(self->job->facts, origin_of(self), CT_PROBLEM_LINK_REFUSED,
				     "the value of %.*s stands elsewhere and was not read: %s",
				     (int)name_length, name, value);
		return TRUE;
	}
	if (form == ':')
		return add_base64(self, name, name_length, value, (gsize)(end - value), error);
	return add_text(self, name, name_length, value, (gsize)(end - value), error);
}

static gboolean
name_is(const Reader *self, gsize colon, const char *name)
{
	return strlen(name) == colon && g_ascii_strncasecmp(self->line->str, name, colon) == 0;
}

/* The first line of a block: an entry begins with its name. */
static gboolean
begin_entry(Reader *self, gsize colon, GError **error)
{
	if (name_is(self, colon, "version"))
		return TRUE;
	self->is_open = TRUE;
	self->entry_line = self->number;
	for (gsize i = 0; i < G_N_ELEMENTS(trailers); i++)
		self->is_passed_over |= name_is(self, colon, trailers[i]);
	if (self->is_passed_over)
		return TRUE;
	if (!name_is(self, colon, "dn"))
		return fail(self, error,
			    "an entry has to begin with \"dn:\", after an empty line; is a part of "
			    "the export missing?");
	ct_import_object_begin(self->object, self->number);
	return read_value(self, colon, error);
}

/* A change to an entry tells what is different, not what is there. */
static void
read_change(Reader *self, gsize colon)
{
	g_autofree char *kind = g_strstrip(g_strdup(self->line->str + colon + 1));

	if (g_ascii_strcasecmp(kind, "add") == 0)
		return;
	self->is_passed_over = TRUE;
	ct_facts_note(self->job->facts, origin_of(self), "change to an entry", kind);
}

static gboolean
end_line(Reader *self, GError **error)
{
	const char *found;
	gsize colon;

	if (!self->has_line)
		return TRUE;
	self->has_line = FALSE;
	if (self->line->str[0] == '#' || self->is_passed_over)
		return TRUE;
	found = memchr(self->line->str, ':', self->line->len);
	if (found == NULL || found == self->line->str)
		return fail(
			self, error,
			"expected \"name: value\"; lines of LDIF that go on begin with a blank");
	colon = (gsize)(found - self->line->str);
	if (!self->is_open)
		return begin_entry(self, colon, error);
	/* taken for a value, it would make one of two people */
	if (name_is(self, colon, "dn"))
		return fail(self, error,
			    "an entry begins within another; is an empty line before it missing?");
	if (name_is(self, colon, "changetype"))
		read_change(self, colon);
	else if (!name_is(self, colon, "control"))
		return read_value(self, colon, error);
	return TRUE;
}

/* Folding makes a line as long as somebody likes. */
static gboolean
check_line(const Reader *self, gsize more, GError **error)
{
	g_autofree char *phrase = NULL;

	if (self->line->len + more <= self->job->limits->max_text_bytes)
		return TRUE;
	phrase = ct_limit_phrase(self->job->limits, CT_LIMIT_TEXT_BYTES);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT,
		    "%s:%u: the line, put together again, is over %s",
		    ct_source_path(self->job->source), self->number, phrase);
	return FALSE;
}

/* One line of the file: goes on with the last one, ends it, or ends the entry. */
static gboolean
read_line(Reader *self, const char *line, gsize length, GError **error)
{
	if (length > 0 && line[0] == ' ' && self->has_line) {
		if (!check_line(self, length, error))
			return FALSE;
		g_string_append_len(self->line, line + 1, (gssize)length - 1);
		return TRUE;
	}
	if (!end_line(self, error))
		return FALSE;
	if (length == 0) {
		end_entry(self);
		return TRUE;
	}
	g_string_truncate(self->line, 0);
	g_string_append_len(self->line, line, (gssize)length);
	self->number = ct_import_lines_number(self->lines);
	self->has_line = TRUE;
	return TRUE;
}

static gboolean
read_all(Reader *self, GError **error)
{
	const char *line;
	gsize length;

	do {
		if (!ct_import_lines_next(self->lines, &line, &length, error))
			return FALSE;
		if (line != NULL && !read_line(self, line, length, error))
			return FALSE;
	} while (line != NULL);
	if (!end_line(self, error))
		return FALSE;
	end_entry(self);
	ct_import_lines_report_encoding(self->lines);
	return TRUE;
}

gboolean
ct_import_ldif(const CtImportJob *job, GError **error)
{
	g_autoptr(CtImportLines) lines = ct_import_lines_new(job);
	g_autoptr(CtImportObject) object = ct_import_object_new(job);
	Reader self = {
		.job = job,
		.lines = lines,
		.object = object,
		.line = g_string_new(NULL),
	};
	gboolean ok = read_all(&self, error);

	g_string_free(self.line, TRUE);
	return ok;
}

/* Does the text begin with @name and a colon? */
static gboolean
begins_with(const char *text, gsize length, const char *name)
{
	gsize count = strlen(name);

	return length > count && g_ascii_strncasecmp(text, name, count) == 0 && text[count] == ':';
}

gboolean
ct_import_is_ldif(const char *text, gsize length)
{
	const char *end = text + length;

	while (text < end) {
		const char *stop = memchr(text, '\n', (gsize)(end - text));
		gsize rest = (gsize)(end - text);

		if (begins_with(text, rest, "dn"))
			return TRUE;
		/* other formats have versions too, this one has only ever had 1 */
		if (begins_with(text, rest, "version")) {
			text += strlen("version:");
			while (text < end && *text == ' ')
				text++;
			return text < end && *text == '1' &&
			       (text + 1 == end || g_ascii_isspace(text[1]));
		}
		/* comments, lines that go on with them, empty lines */
		if (strchr("# \r\n", *text) == NULL || stop == NULL)
			return FALSE;
		text = stop + 1;
	}
	return FALSE;
}
