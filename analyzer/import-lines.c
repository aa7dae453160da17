/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of a source.  A line that stands within one piece of the source is handed out where it is;
 * only one that is cut between pieces is copied.
 */
#include "analyzer/import-lines.h"

#include <string.h>

struct CtImportLines {
	const CtImportJob *job;
	const char *at; /* what is left of the piece */
	const char *end;
	GString *cut;	   /* a line of which a part was in an earlier piece */
	gboolean after_cr; /* the last line ended in CR, so a LF belongs to it */
	gboolean at_end;
	guint32 number;
};

CtImportLines *
ct_import_lines_new(const CtImportJob *job)
{
	CtImportLines *self = g_new0(CtImportLines, 1);

	self->job = job;
	self->cut = g_string_new(NULL);
	ct_source_allow_windows_1252(job->source);
	return self;
}

void
ct_import_lines_free(CtImportLines *self)
{
	if (self == NULL)
		return;
	g_string_free(self->cut, TRUE);
	g_free(self);
}

static gboolean
check_length(const CtImportLines *self, gsize length, GError **error)
{
	g_autofree char *phrase = NULL;

	if (length <= self->job->limits->max_text_bytes)
		return TRUE;
	phrase = ct_limit_phrase(self->job->limits, CT_LIMIT_TEXT_BYTES);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT, "%s:%u: the line is over %s",
		    ct_source_path(self->job->source), self->number + 1, phrase);
	return FALSE;
}

/* The next piece, unless there is something left of the last one. */
static gboolean
fill(CtImportLines *self, GError **error)
{
	while (!self->at_end) {
		gsize length = 0;

		if (self->after_cr && self->at < self->end) {
			self->at += *self->at == '\n';
			self->after_cr = FALSE;
		}
		if (self->at < self->end)
			return TRUE;
		if (!ct_source_read(self->job->source, &self->at, &length, error))
			return FALSE;
		self->end = self->at + length;
		self->at_end = length == 0;
	}
	return TRUE;
}

/* The end of the line that begins at @start; %NULL when it is not in the piece. */
static const char *
find_end(const char *start, const char *end)
{
	const char *newline = memchr(start, '\n', (gsize)(end - start));
	const char *limit = newline != NULL ? newline : end;
	const char *cr = memchr(start, '\r', (gsize)(limit - start));

	return cr != NULL ? cr : newline;
}

gboolean
ct_import_lines_next(CtImportLines *self, const char **out_line, gsize *out_length, GError **error)
{
	const char *start, *stop = NULL;

	g_string_truncate(self->cut, 0);
	while (stop == NULL) {
		if (!fill(self, error))
			return FALSE;
		if (self->at_end)
			break;
		start = self->at;
		stop = find_end(start, self->end);
		if (!check_length(self,
				  self->cut->len +
					  (gsize)((stop != NULL ? stop : self->end) - start),
				  error))
			return FALSE;
		self->at = stop != NULL ? stop + 1 : self->end;
		self->after_cr = stop != NULL && *stop == '\r';
		if (stop != NULL && self->cut->len == 0) {
			*out_line = start;
			*out_length = (gsize)(stop - start);
			self->number++;
			return TRUE;
		}
		g_string_append_len(self->cut, start, (stop != NULL ? stop : self->end) - start);
	}
	if (stop == NULL && self->cut->len == 0) {
		*out_line = NULL;
		*out_length = 0;
		return TRUE;
	}
	*out_line = self->cut->str;
	*out_length = self->cut->len;
	self->number++;
	return TRUE;
}

guint32
ct_import_lines_number(const CtImportLines *self)
{
	return self->number;
}

void
ct_import_lines_report_encoding(const CtImportLines *self)
{
	const CtOrigin origin = { self->job->input, 0, NULL };

	if (strcmp(ct_source_encoding(self->job->source), "windows-1252") != 0)
		return;
	ct_facts_add_problem(self->job->facts, origin, CT_PROBLEM_ENCODING_GUESSED,
			     "the file is not UTF-8, so it was read as Windows-1252");
}
