/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ZIP archives, as some commands of the target write them and as people pack a folder of exports.
 *
 * Members are read one after the other straight out of the archive and never touch a disk; their
 * names are labels and nothing else, so that no name can lead out of it.  libarchive unpacks; what
 * may be unpacked is limited here, because one byte of a hostile archive can stand for a thousand.
 */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "analyzer/import.h"

#define PIECE_BYTES (64 * 1024)
/* below this much output a ratio says nothing: small files of blanks pack very well */
#define RATIO_AFTER (G_GUINT64_CONSTANT(16) << 20)

typedef struct archive Archive;

static void
archive_done(Archive *self)
{
	archive_read_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_done)

typedef struct {
	const CtImportJob *job;
	Archive *archive;
	const char *entry; /* path of the member being read, as messages name it */
	guint64 entries;
	guint64 unpacked; /* bytes of all members so far */
	GError *error;	  /* of reading an archive within an archive */
	guchar piece[PIECE_BYTES];
} Reader;

/* Is one of the first files in this archive one that only an office program packs? */
static gboolean
is_office_document(const guchar *raw, gsize length)
{
	static const char *const names[] = { "word/",  "xl/",	    "ppt/",
					     "visio/", "docProps/", "mimetype" };
	const gsize name_at = 30; /* behind the signature of a file */

	for (gsize at = 0; at + name_at < length; at++) {
		gsize room = length - at - name_at;

		if (memcmp(raw + at, "PK\3\4", 4) != 0)
			continue;
		for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
			if (room >= strlen(names[i]) &&
			    memcmp(raw + at + name_at, names[i], strlen(names[i])) == 0)
				return TRUE;
	}
	return FALSE;
}

gboolean
ct_archive_is(const CtSource *source)
{
	gsize length = 0;
	const guchar *raw = ct_source_raw(source, &length);

	return length >= 4 && (memcmp(raw, "PK\3\4", 4) == 0 || memcmp(raw, "PK\5\6", 4) == 0) &&
	       !is_office_document(raw, length);
}

static gboolean
fail(const Reader *self, const char *path, GError **error)
{
	const char *reason = archive_error_string(self->archive);

	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
		    "%s: the archive is damaged: %s; pack it again, or extract it and give the "
		    "folder with its files",
		    path, reason != NULL ? reason : "it ends too early");
	return FALSE;
}

static gboolean
fail_limit(const Reader *self, CtLimitId limit, const char *what, GError **error)
{
	g_autofree char *phrase = ct_limit_phrase(self->job->limits, limit);

	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT, "%s: %s %s",
		    ct_source_path(self->job->source), what, phrase);
	return FALSE;
}

static gboolean
check_unpacked(const Reader *self, GError **error)
{
	const CtLimits *limits = self->job->limits;
	gint64 packed = archive_filter_bytes(self->archive, -1);

	if (self->unpacked > limits->max_archive_bytes)
		return fail_limit(self, CT_LIMIT_ARCHIVE_BYTES, "the archive unpacks to more than",
				  error);
	if (self->unpacked > RATIO_AFTER && packed > 0 &&
	    self->unpacked / (guint64)packed >= limits->max_archive_ratio)
		return fail_limit(self, CT_LIMIT_ARCHIVE_RATIO,
				  "the archive unpacks to more than its own size times", error);
	return TRUE;
}

/* A CtByteReader of the member that the archive stands at. */
static gssize
read_member(gpointer data, guchar *buffer, gsize size, GError **error)
{
	Reader *self = data;
	la_ssize_t got = archive_read_data(self->archive, buffer, size);

	if (got < 0) {
		if (self->error != NULL)
			g_propagate_error(error, g_error_copy(self->error));
		else
			fail(self, self->entry, error);
		return -1;
	}
	self->unpacked += (guint64)got;
	if (ct_source_is_file(self->job->source))
		ct_source_tell(self->job->source, (guint64)archive_filter_bytes(self->archive, -1));
	return check_unpacked(self, error) ? (gssize)got : -1;
}

/* The name with '/' between its parts; NULL when it would lead out of the archive. */
static char *
safe_name(const char *name)
{
	g_autofree char *copy = g_strdelimit(g_strdup(name), "\\", '/');
	const char *start = copy;

	/* parts of an OPC package may begin with one */
	while (*start == '/')
		start++;
	g_auto(GStrv) parts = g_strsplit(start, "/", -1);

	for (char **part = parts; *part != NULL; part++)
		if (strcmp(*part, "..") == 0 || strchr(*part, ':') != NULL)
			return NULL;
	return ct_strings_printable(start);
}

/* What an OPC package says of itself, and what Mac OS adds, is not anybody's export. */
static gboolean
is_wrapping(const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash != NULL ? slash + 1 : name;

	return g_ascii_strcasecmp(name, "[Content_Types].xml") == 0 ||
	       g_ascii_strncasecmp(name, "_rels/", 6) == 0 ||
	       g_ascii_strncasecmp(name, "__MACOSX/", 9) == 0 ||
	       g_ascii_strncasecmp(name, "package/services/metadata/", 26) == 0 ||
	       g_str_has_suffix(name, ".rels") || base[0] == '.' ||
	       g_ascii_strncasecmp(base, "README", 6) == 0;
}

static void
refuse(Reader *self, const char *name, const char *why)
{
	const CtOrigin origin = { .input = self->job->input };
	g_autofree char *valid = ct_strings_printable(name);

	ct_facts_add_problem(self->job->facts, origin, CT_PROBLEM_ENTRY_REFUSED,
			     "the member \"%s\" was not read: %s", valid, why);
}

static gboolean
read_entry(Reader *self, struct archive_entry *entry, GError **error)
{
	const CtInput *input = &g_array_index(self->job->facts->inputs, CtInput, self->job->input);
	const char *raw_name = archive_entry_pathname(entry);
	g_autofree char *name = raw_name != NULL ? safe_name(raw_name) : NULL;
	CtByteReader reader = { read_member, self, 0 };
	g_autofree char *path = NULL;
	g_autoptr(CtSource) source = NULL;

	if (archive_entry_filetype(entry) == AE_IFDIR)
		return TRUE;
	if (name == NULL || *name == '\0') {
		refuse(self, raw_name != NULL ? raw_name : "", "its name leads out of the archive");
		return TRUE;
	}
	if (is_wrapping(name))
		return TRUE;
	if (archive_entry_filetype(entry) != AE_IFREG) {
		refuse(self, name, "it is no regular file");
		return TRUE;
	}
	if (archive_entry_is_data_encrypted(entry)) {
		refuse(self, name, "it is encrypted; pack the archive without a password");
		return TRUE;
	}
	if (archive_entry_size_is_set(entry))
		reader.size = (guint64)MAX(archive_entry_size(entry), 0);
	path = g_strconcat(ct_source_path(self->job->source), "/", name, NULL);
	self->entry = path;
	source = ct_source_new(path, &reader, self->job->limits, error);
	return source != NULL &&
	       ct_import_source(self->job->facts, source, self->job->limits,
				input->forced ? input->deployment : CT_DEPLOYMENT_UNKNOWN,
				self->job->archive_depth + 1, error);
}

static gboolean
read_entries(Reader *self, GError **error)
{
	const char *path = ct_source_path(self->job->source);
	struct archive_entry *entry = NULL;
	int status;

	while ((status = archive_read_next_header(self->archive, &entry)) != ARCHIVE_EOF) {
		if (self->error != NULL) {
			g_propagate_error(error, g_steal_pointer(&self->error));
			return FALSE;
		}
		if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
			return fail(self, path, error);
		if (++self->entries > self->job->limits->max_archive_entries)
			return fail_limit(self, CT_LIMIT_ARCHIVE_ENTRIES,
					  "the archive has more members than", error);
		if (!read_entry(self, entry, error))
			return FALSE;
	}
	return TRUE;
}

/* Feeds libarchive from our own source: an archive within an archive is no file. */
static la_ssize_t
feed(Archive *archive G_GNUC_UNUSED, void *data, const void **out_bytes)
{
	Reader *self = data;

	*out_bytes = self->piece;
	return ct_source_read_raw(self->job->source, self->piece, PIECE_BYTES, &self->error);
}

/* A file is opened by its name, so that its directory at the end is used; the digest is taken of the
 * source afterwards. */
static int
open_archive(Reader *self)
{
	if (self->job->archive_depth == 0 && ct_source_is_file(self->job->source))
		return archive_read_open_filename(self->archive, ct_source_path(self->job->source),
						  PIECE_BYTES);
	return archive_read_open(self->archive, self, NULL, feed, NULL);
}

gboolean
ct_import_archive(const CtImportJob *job, GError **error)
{
	g_autoptr(Archive) archive = archive_read_new();
	g_autofree Reader *self = g_new0(Reader, 1);
	gboolean ok;

	if (archive == NULL)
		g_error("no memory for an archive reader");
	self->job = job;
	self->archive = archive;
	if (job->archive_depth >= job->limits->max_archive_depth)
		return fail_limit(self, CT_LIMIT_ARCHIVE_DEPTH, "archives are packed deeper than",
				  error);
	archive_read_support_format_zip(archive);
	if (open_archive(self) != ARCHIVE_OK)
		return fail(self, ct_source_path(job->source), error);
	ok = read_entries(self, error);
	g_clear_error(&self->error);
	return ok;
}
