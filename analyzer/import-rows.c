/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of a CSV file as Export-Csv, csvde and spreadsheets write them: RFC 4180 with any of three
 * separators.  Line ends within quotation marks belong to the cell and come out as LF.
 */
#include "analyzer/import-rows.h"

#include <string.h>

#include "analyzer/import-lines.h"

/* Far above the columns that any table of a directory has. */
#define MAX_CELLS 16384

struct CtImportRows {
	const CtImportJob *job;
	CtImportLines *lines;
	char separator; /* 0 until a row was seen */
	guint32 line;
	gboolean is_remark;
	gboolean beyond_ascii;
	GString *texts; /* of the row; each cell ends in NUL */
	GArray *cells;	/* of gsize: where each begins, and the last ends */
	guint32 quote;	/* line of the quotation mark that is open */
};

CtImportRows *
ct_import_rows_new(const CtImportJob *job)
{
	CtImportRows *self = g_new0(CtImportRows, 1);

	self->job = job;
	self->lines = ct_import_lines_new(job);
	self->texts = g_string_new(NULL);
	self->cells = g_array_new(FALSE, FALSE, sizeof(gsize));
	return self;
}

void
ct_import_rows_free(CtImportRows *self)
{
	if (self == NULL)
		return;
	ct_import_lines_free(self->lines);
	g_string_free(self->texts, TRUE);
	g_array_unref(self->cells);
	g_free(self);
}

char
ct_import_rows_separator(const char *line, gsize length)
{
	static const char separators[] = { ',', ';', '\t' };
	guint counts[G_N_ELEMENTS(separators)] = { 0 };
	gboolean quoted = FALSE;
	guint best = 0;

	for (gsize i = 0; i < length; i++) {
		quoted ^= line[i] == '"';
		for (guint s = 0; !quoted && s < G_N_ELEMENTS(separators); s++)
			counts[s] += line[i] == separators[s];
	}
	for (guint s = 1; s < G_N_ELEMENTS(separators); s++) {
		if (counts[s] > counts[best])
			best = s;
	}
	return separators[best];
}

static gboolean
fail(const CtImportRows *self, guint32 line, const char *what, GError **error)
{
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED, "%s:%u: %s",
		    ct_source_path(self->job->source), line, what);
	return FALSE;
}

/* A quotation mark that is never closed would make one cell of the rest of the file. */
static gboolean
check_row(const CtImportRows *self, GError **error)
{
	g_autofree char *phrase = NULL;

	if (self->texts->len <= self->job->limits->max_text_bytes)
		return TRUE;
	phrase = ct_limit_phrase(self->job->limits, CT_LIMIT_TEXT_BYTES);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT,
		    "%s:%u: the row that begins here is over %s; is a quotation mark missing?",
		    ct_source_path(self->job->source), self->line, phrase);
	return FALSE;
}

static gboolean
end_cell(CtImportRows *self, GError **error)
{
	gsize next;

	g_string_append_c(self->texts, '\0');
	next = self->texts->len;
	g_array_append_val(self->cells, next);
	if (self->cells->len <= MAX_CELLS)
		return TRUE;
	return fail(self, self->line, "the row has more than 16384 cells", error);
}

/* Reads quoted text from @at on; %NULL with *@quoted still set when the line ends within it. */
static const char *
read_quoted(CtImportRows *self, const char *at, const char *end, gboolean *quoted)
{
	while (at < end) {
		const char *mark = memchr(at, '"', (gsize)(end - at));

		g_string_append_len(self->texts, at, (mark != NULL ? mark : end) - at);
		if (mark == NULL)
			break;
		at = mark + 1;
		if (at == end || *at != '"') {
			*quoted = FALSE;
			return at;
		}
		g_string_append_c(self->texts, '"');
		at++;
	}
	return NULL;
}

/* Reads cells of one line; *@quoted says whether a quotation mark is open before, and after. */
static gboolean
read_cells(CtImportRows *self, const char *at, const char *end, gboolean *quoted, GError **error)
{
	for (;;) {
		if (!*quoted && at < end && *at == '"') {
			*quoted = TRUE;
			self->quote = ct_import_lines_number(self->lines);
			at++;
		}
		if (*quoted) {
			at = read_quoted(self, at, end, quoted);
			if (at == NULL)
				return TRUE;
			if (at < end && *at != self->separator)
				return fail(self, ct_import_lines_number(self->lines),
					    "there is text behind a closing quotation mark; one "
					    "within a cell has to be doubled",
					    error);
		} else {
			const char *stop = memchr(at, self->separator, (gsize)(end - at));

			stop = stop != NULL ? stop : end;
			g_string_append_len(self->texts, at, stop - at);
			at = stop;
		}
		if (!end_cell(self, error))
			return FALSE;
		if (at == end)
			return TRUE;
		at++;
	}
}

static gboolean
read_remark(CtImportRows *self, const char *line, gsize length, GError **error)
{
	self->is_remark = TRUE;
	if (length > 4 && line[0] != '#')
		self->separator = line[4];
	/* another table may be separated in another way */
	else
		self->separator = 0;
	g_string_append_len(self->texts, line, (gssize)length);
	return end_cell(self, error);
}

static void
begin_row(CtImportRows *self)
{
	const gsize start = 0;

	g_string_truncate(self->texts, 0);
	g_array_set_size(self->cells, 0);
	g_array_append_val(self->cells, start);
	self->line = ct_import_lines_number(self->lines);
	self->is_remark = FALSE;
}

static gboolean
is_remark(const char *line, gsize length)
{
	return (length >= 5 && strncmp(line, "#TYPE", 5) == 0) ||
	       (length == 5 && g_ascii_strncasecmp(line, "sep=", 4) == 0);
}

static void
note_letters(CtImportRows *self, const char *text, gsize length)
{
	for (gsize i = 0; !self->beyond_ascii && i < length; i++)
		self->beyond_ascii = (guchar)text[i] >= 0x80;
}

gboolean
ct_import_rows_next(CtImportRows *self, guint *out_cells, GError **error)
{
	const char *line;
	gsize length;
	gboolean quoted = FALSE;

	do {
		if (!ct_import_lines_next(self->lines, &line, &length, error))
			return FALSE;
	} while (line != NULL && length == 0);
	begin_row(self);
	if (line != NULL && is_remark(line, length)) {
		if (!read_remark(self, line, length, error))
			return FALSE;
		*out_cells = 1;
		return TRUE;
	}
	if (line != NULL && self->separator == 0)
		self->separator = ct_import_rows_separator(line, length);
	while (line != NULL) {
		note_letters(self, line, length);
		if (!read_cells(self, line, line + length, &quoted, error) ||
		    !check_row(self, error))
			return FALSE;
		if (!quoted)
			break;
		g_string_append_c(self->texts, '\n');
		if (!ct_import_lines_next(self->lines, &line, &length, error))
			return FALSE;
	}
	if (quoted)
		return fail(self, self->quote,
			    "the quotation mark that opens here is never closed; the file may have "
			    "been cut off, so export it again",
			    error);
	*out_cells = self->cells->len - 1;
	return TRUE;
}

const char *
ct_import_rows_cell(const CtImportRows *self, guint index, gsize *out_length)
{
	gsize start = g_array_index(self->cells, gsize, index);

	*out_length = g_array_index(self->cells, gsize, index + 1) - start - 1;
	return self->texts->str + start;
}

guint32
ct_import_rows_line(const CtImportRows *self)
{
	return self->line;
}

gboolean
ct_import_rows_is_remark(const CtImportRows *self)
{
	return self->is_remark;
}

gboolean
ct_import_rows_beyond_ascii(const CtImportRows *self)
{
	return self->beyond_ascii;
}

void
ct_import_rows_report_encoding(const CtImportRows *self)
{
	ct_import_lines_report_encoding(self->lines);
}
