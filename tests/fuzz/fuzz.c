/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all fuzz targets share.  A claim that does not hold ends the process by abort(), which the
 * fuzzer reports with the bytes that led there.
 */
/* for memfd_create() */
#define _GNU_SOURCE
#include "tests/fuzz/fuzz.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_PARTS 16

static const char *const part_names[MAX_PARTS] = {
	"fuzz/0", "fuzz/1", "fuzz/2",  "fuzz/3",  "fuzz/4",  "fuzz/5",	"fuzz/6",  "fuzz/7",
	"fuzz/8", "fuzz/9", "fuzz/10", "fuzz/11", "fuzz/12", "fuzz/13", "fuzz/14", "fuzz/15",
};

/* A complaint of a library or of our own code about wrong use is as bad as a crash. */
static void
on_log(const char *domain, GLogLevelFlags level, const char *message, gpointer data G_GNUC_UNUSED)
{
	if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0)
		return;
	fprintf(stderr, "%s: %s\n", domain != NULL ? domain : "log", message);
	abort();
}

int
LLVMFuzzerInitialize(int *argc G_GNUC_UNUSED, char ***argv G_GNUC_UNUSED)
{
	g_log_set_default_handler(on_log, NULL);
	xmlInitParser();
	return 0;
}

CtLimits
fuzz_limits(void)
{
	CtLimits limits = ct_limits_default();

	limits.max_file_bytes = 1 << 20;
	limits.max_document_bytes = 256 << 10;
	limits.max_depth = 24;
	limits.max_attributes = 24;
	limits.max_text_bytes = 2048;
	limits.max_archive_entries = 24;
	limits.max_archive_bytes = 1 << 20;
	limits.max_archive_depth = 2;
	return limits;
}

guint
fuzz_choice(const guint8 *bytes, gsize length, guint n_choices)
{
	guint32 hash = 2166136261U;

	for (gsize i = 0; i < length; i++)
		hash = (hash ^ bytes[i]) * 16777619U;
	return (hash >> 8) % n_choices;
}

void
fuzz_claim(gboolean holds, const char *format, ...)
{
	va_list args;

	if (holds)
		return;
	va_start(args, format);
	fputs("CLAIM: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	abort();
}

void
fuzz_claim_message(const char *message)
{
	const char *invalid = NULL;

	if (!g_utf8_validate(message, -1, &invalid))
		fuzz_claim(FALSE, "not UTF-8 from byte %zu: %s", (size_t)(invalid - message),
			   message);
	fuzz_claim(*message != '\0', "an empty message");
	for (const char *at = message; *at != '\0'; at = g_utf8_next_char(at))
		if (g_unichar_iscntrl(g_utf8_get_char(at)))
			fuzz_claim(FALSE, "a control character at byte %zu: %s",
				   (size_t)(at - message), message);
}

void
fuzz_claim_error(const GError *error, const char *path)
{
	fuzz_claim(error != NULL, "failed without an error");
	fuzz_claim(g_str_has_prefix(error->message, path), "does not name the file: %s",
		   error->message);
	fuzz_claim_message(error->message);
}

void
fuzz_claim_same(const char *what, const char *a, const char *b)
{
	gsize at = 0;
	gsize start;

	if (strcmp(a, b) == 0)
		return;
	while (a[at] == b[at])
		at++;
	start = at > 120 ? at - 120 : 0;
	fuzz_claim(FALSE, "%s differ from byte %zu:\n--- %.400s\n--- %.400s", what, at, a + start,
		   b + start);
}

typedef struct {
	const guint8 *at;
	const guint8 *end;
	gsize piece;
} Pieces;

static gssize
read_piece(gpointer data, guchar *buffer, gsize size, GError **error G_GNUC_UNUSED)
{
	Pieces *pieces = data;
	gsize got = MIN(MIN(size, pieces->piece), (gsize)(pieces->end - pieces->at));

	if (got > 0)
		memcpy(buffer, pieces->at, got);
	pieces->at += got;
	return (gssize)got;
}

static gboolean
read_with(CtFacts *facts, CtSource *source, const CtLimits *limits, FuzzImportFunc import,
	  GError **error)
{
	CtImportJob job = { facts, facts->inputs->len, source, limits, 0 };
	CtInput input = { .path = ct_strings_intern_exact(facts->strings, ct_source_path(source)),
			  .encoding = ct_source_encoding(source),
			  .bytes = ct_source_size(source) };
	char *digest;

	g_array_append_val(facts->inputs, input);
	if (!import(&job, error))
		return FALSE;
	digest = ct_source_sha256(source, error);
	g_array_index(facts->inputs, CtInput, job.input).sha256 = digest;
	return digest != NULL;
}

gboolean
fuzz_read(CtFacts *facts, const FuzzPart *part, const CtLimits *limits, FuzzImportFunc import,
	  gsize piece, GError **error)
{
	Pieces pieces = { part->bytes, part->bytes + part->length, piece };
	CtByteReader reader = { read_piece, &pieces, part->length };
	g_autoptr(CtSource) source = NULL;

	source = piece > 0 ? ct_source_new(part->path, &reader, limits, error)
			   : ct_source_new_memory(part->path, part->bytes, part->length, limits,
						  error);
	if (source == NULL)
		return FALSE;
	return import != NULL
		       ? read_with(facts, source, limits, import, error)
		       : ct_import_source(facts, source, limits, CT_DEPLOYMENT_UNKNOWN, 0, error);
}

guint32
fuzz_most_lines(const guint8 *bytes, gsize length)
{
	guint32 lines = 1;

	for (gsize i = 0; i < length; i++)
		lines += bytes[i] == '\n' || bytes[i] == '\r';
	return lines;
}

gboolean
fuzz_begins_long(const guint8 *bytes, gsize length)
{
	const gsize first = 512;
	g_autoptr(GString) text = g_string_new(NULL);
	const char *at;
	const char *mark;

	if (length <= first)
		return FALSE;
	/* UTF-16 shows its ASCII without NUL bytes */
	for (gsize i = 0; i < first; i++)
		if (bytes[i] != 0)
			g_string_append_c(text, (char)bytes[i]);
	at = text->str + strspn(text->str, " \t\r\n\xEF\xBB\xBF\xFF\xFE");
	mark = strstr(at, "#< CLIXML");
	return strlen(at) < 200 || (mark != NULL && strpbrk(mark, "\r\n") == NULL) ||
	       (strstr(at, "<?xml") != NULL && strstr(at, "?>") == NULL);
}

gsize
fuzz_split(const guint8 *bytes, gsize length, FuzzPart *out_parts, gsize max)
{
	const gsize mark = strlen(FUZZ_SEPARATOR);
	gsize count = 0;
	gsize start = 0;

	max = MIN(max, MAX_PARTS);
	for (gsize i = 0; i + mark <= length && count + 1 < max; i++) {
		if (memcmp(bytes + i, FUZZ_SEPARATOR, mark) != 0)
			continue;
		out_parts[count] = (FuzzPart){ part_names[count], bytes + start, i - start };
		count++;
		start = i + mark;
		i = start - 1;
	}
	out_parts[count] = (FuzzPart){ part_names[count], bytes + start, length - start };
	return count + 1;
}

const char *
fuzz_file(const guint8 *bytes, gsize length)
{
	static char path[64];
	static int descriptor = -1;

	if (descriptor < 0) {
		descriptor = memfd_create("fuzz", 0);
		fuzz_claim(descriptor >= 0, "no file in memory");
		snprintf(path, sizeof(path), "/proc/self/fd/%d", descriptor);
	}
	fuzz_claim(ftruncate(descriptor, 0) == 0 &&
			   pwrite(descriptor, bytes, length, 0) == (ssize_t)length,
		   "the file in memory cannot be written");
	return path;
}
