/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines out of exports, read a second time and only as far as they are wanted: keeping the text of
 * every fact while importing would double the memory of a run for the sake of a few hundred lines.
 * The source decodes as it did for the importer, so that lines have the same numbers.
 */
#include "analyzer/excerpt.h"

#include <string.h>

#include "analyzer/source.h"

/* A line is cut behind so many bytes: some exporters write a document without a line break. */
#define MAX_LINE_BYTES 200
/* What stands deeper in a file is not worth the time: it is some hundred thousand users in. */
#define MAX_FILE_BYTES (G_GUINT64_CONSTANT(64) << 20)

typedef struct {
	char *path;
	GArray *wanted; /* of guint, unsorted until read, then ascending; each once */
	GArray *lines;	/* of CtExcerptLine */
} File;

struct CtExcerpts {
	guint context;
	GHashTable *files; /* char * -> File */
	GHashTable *places;
};

static void
clear_line(gpointer item)
{
	g_free(((CtExcerptLine *)item)->text);
}

static void
free_file(gpointer item)
{
	File *file = item;

	g_free(file->path);
	g_array_unref(file->wanted);
	g_array_unref(file->lines);
	g_free(file);
}

CtExcerpts *
ct_excerpts_new(guint context)
{
	CtExcerpts *self = g_new0(CtExcerpts, 1);

	self->context = context;
	self->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_file);
	self->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return self;
}

void
ct_excerpts_free(CtExcerpts *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->files);
	g_hash_table_unref(self->places);
	g_free(self);
}

void
ct_excerpts_want(CtExcerpts *self, const char *name, const char *path, guint line)
{
	File *file = g_hash_table_lookup(self->files, name);

	if (line == 0 || !g_hash_table_add(self->places, g_strdup_printf("%u %s", line, name)))
		return;
	if (file == NULL) {
		file = g_new0(File, 1);
		file->path = g_strdup(path);
		file->wanted = g_array_new(FALSE, FALSE, sizeof(guint));
		file->lines = g_array_new(FALSE, FALSE, sizeof(CtExcerptLine));
		g_array_set_clear_func(file->lines, clear_line);
		g_hash_table_insert(self->files, g_strdup(name), file);
	}
	g_array_append_val(file->wanted, line);
}

guint
ct_excerpts_count(const CtExcerpts *self)
{
	return g_hash_table_size(self->places);
}

static gint
compare_lines(gconstpointer a, gconstpointer b)
{
	guint left = *(const guint *)a;
	guint right = *(const guint *)b;

	return left < right ? -1 : left > right;
}

/* Where a file is being read. */
typedef struct {
	File *file;
	guint context;
	guint line;    /* from 1 */
	guint next;    /* index into wanted: the first place that is not too far behind */
	GString *text; /* of this line so far, as far as it is kept */
} Cursor;

/* Skips the places that this line is too far behind for; FALSE when none is left. */
static gboolean
find_place(Cursor *self)
{
	const GArray *wanted = self->file->wanted;

	while (self->next < wanted->len &&
	       self->line > g_array_index(wanted, guint, self->next) + self->context)
		self->next++;
	return self->next < wanted->len;
}

static gboolean
is_near(const Cursor *self)
{
	return self->line + self->context >= g_array_index(self->file->wanted, guint, self->next);
}

static gboolean
is_wanted(const Cursor *self)
{
	const GArray *wanted = self->file->wanted;

	for (guint i = self->next; i < wanted->len; i++)
		if (g_array_index(wanted, guint, i) >= self->line)
			return g_array_index(wanted, guint, i) == self->line;
	return FALSE;
}

static void
end_line(Cursor *self)
{
	CtExcerptLine line = { .line = self->line, .wanted = is_wanted(self) };
	const char *end;

	if (is_near(self)) {
		if (self->text->len > 0 && self->text->str[self->text->len - 1] == '\r')
			g_string_truncate(self->text, self->text->len - 1);
		if (self->text->len > MAX_LINE_BYTES) {
			/* not in the middle of a character */
			end = g_utf8_find_prev_char(self->text->str,
						    self->text->str + MAX_LINE_BYTES + 1);
			g_string_truncate(self->text, (gsize)(end - self->text->str));
			g_string_append(self->text, "…");
		}
		line.text = g_strdup(self->text->str);
		g_array_append_val(self->file->lines, line);
	}
	g_string_truncate(self->text, 0);
	self->line++;
}

/* FALSE when nothing further is wanted. */
static gboolean
take(Cursor *self, const char *text, gsize length)
{
	for (const char *at = text; at < text + length;) {
		gsize rest = (gsize)(text + length - at);
		const char *end = memchr(at, '\n', rest);
		gsize part = end != NULL ? (gsize)(end - at) : rest;

		if (!find_place(self))
			return FALSE;
		/* some more than is kept, so that it shows that it was cut */
		if (is_near(self) && self->text->len < 2 * MAX_LINE_BYTES)
			g_string_append_len(self->text, at,
					    (gssize)MIN(part, (gsize)2 * MAX_LINE_BYTES));
		if (end == NULL)
			return TRUE;
		end_line(self);
		at = end + 1;
	}
	return TRUE;
}

static void
read_text(Cursor *self, CtSource *source)
{
	guint64 bytes = 0;
	gboolean again = TRUE;

	while (bytes < MAX_FILE_BYTES) {
		const char *text = NULL;
		gsize length = 0;

		if (!ct_source_read(source, &text, &length, NULL)) {
			/* the text files of the legacy tools are in the code page of the machine */
			if (!again)
				return;
			again = FALSE;
			ct_source_allow_windows_1252(source);
			continue;
		}
		bytes += length;
		if (length == 0) {
			if (self->text->len > 0 && find_place(self))
				end_line(self);
			return;
		}
		if (!take(self, text, length))
			return;
	}
}

static void
read_file(const CtExcerpts *self, File *file)
{
	CtLimits limits = ct_limits_default();
	g_autoptr(CtSource) source = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	Cursor cursor = { file, self->context, 1, 0, text };

	g_array_sort(file->wanted, compare_lines);
	if (!g_file_test(file->path, G_FILE_TEST_IS_REGULAR))
		return;
	source = ct_source_open(file->path, &limits, NULL);
	if (source == NULL)
		return;
	ct_source_skip_digest(source);
	read_text(&cursor, source);
}

void
ct_excerpts_read(CtExcerpts *self)
{
	GHashTableIter iter;
	gpointer file;

	/* no file depends on another, so that any order gives the same lines */
	g_hash_table_iter_init(&iter, self->files);
	while (g_hash_table_iter_next(&iter, NULL, &file))
		read_file(self, file);
}

const GArray *
ct_excerpts_lines(const CtExcerpts *self, const char *name)
{
	const File *file = g_hash_table_lookup(self->files, name);

	return file != NULL && file->lines->len > 0 ? file->lines : NULL;
}

gboolean
ct_excerpts_has(const CtExcerpts *self, const char *name, guint line)
{
	const GArray *lines = ct_excerpts_lines(self, name);
	guint low = 0;
	guint high = lines != NULL ? lines->len : 0;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		const CtExcerptLine *at = &g_array_index(lines, CtExcerptLine, middle);

		if (at->line == line)
			return at->wanted;
		if (at->line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return FALSE;
}
