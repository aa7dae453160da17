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
#include <locale.h>
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
	guint64 unpacked;  /* bytes of all members so far */
	GHashTable *names; /* owned: of the members so far, folded */
	GError *error;	   /* of reading an archive within an archive */
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
	const char *told = archive_error_string(self->archive);
	g_autofree char *copy = g_strchomp(g_strdup(told != NULL ? told : "it ends too early"));
	g_autofree char *reason = ct_strings_printable(copy);

	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
		    "%s: the archive is damaged: %s; pack it again, or extract it and give the "
		    "folder with its files",
		    path, reason);
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

/* Names that are not marked as UTF-8 are in the code page of the first IBM PC, the upper half of which
 * is this. */
static const guint16 code_page_437[128] = {
	0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8,
	0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2,
	0x00FB, 0x00F9, 0x00FF, 0x00D6, 0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1,
	0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD,
	0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562,
	0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B, 0x2510, 0x2514, 0x2534,
	0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560,
	0x2550, 0x256C, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B,
	0x256A, 0x2518, 0x250C, 0x2588, 0x2584, 0x258C, 0x2590, 0x2580, 0x03B1, 0x00DF, 0x0393,
	0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4, 0x03A6, 0x0398, 0x03A9, 0x03B4, 0x221E, 0x03C6,
	0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00F7, 0x2248, 0x00B0,
	0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0,
};

/* Returns: (transfer full): the name of a member as UTF-8, whatever it is packed as. */
static char *
entry_name(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);
	g_autoptr(GString) text = g_string_new(NULL);

	if (name == NULL)
		name = archive_entry_pathname_utf8(entry);
	if (name == NULL || g_utf8_validate(name, -1, NULL))
		return g_strdup(name != NULL ? name : "");
	for (; *name != '\0'; name++) {
		guchar byte = (guchar)*name;

		g_string_append_unichar(text, byte < 0x80 ? byte : code_page_437[byte - 0x80]);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
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
	return *start != '\0' ? ct_strings_printable(start) : NULL;
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

/* Why a member is not read; %NULL when it is. */
static const char *
reason_to_refuse(Reader *self, struct archive_entry *entry, const char *name)
{
	if (name == NULL)
		return "its name leads out of the archive";
	if (archive_entry_filetype(entry) != AE_IFREG)
		return "it is no regular file";
	if (archive_entry_is_data_encrypted(entry))
		return "it is encrypted; pack the archive without a password";
	/* Windows, where these archives come from, takes both for one file */
	if (!g_hash_table_add(self->names, g_utf8_casefold(name, -1)))
		return "another member has this name";
	return NULL;
}

static gboolean
read_member_as_input(Reader *self, struct archive_entry *entry, const char *name, GError **error)
{
	const CtInput *input = &g_array_index(self->job->facts->inputs, CtInput, self->job->input);
	CtByteReader reader = { read_member, self, 0 };
	g_autofree char *path = g_strconcat(ct_source_path(self->job->source), "/", name, NULL);
	g_autoptr(CtSource) source = NULL;

	if (archive_entry_size_is_set(entry))
		reader.size = (guint64)MAX(archive_entry_size(entry), 0);
	self->entry = path;
	source = ct_source_new(path, &reader, self->job->limits, error);
	return source != NULL &&
	       ct_import_source(self->job->facts, source, self->job->limits,
				input->forced ? input->deployment : CT_DEPLOYMENT_UNKNOWN,
				self->job->archive_depth + 1, error);
}

static gboolean
read_entry(Reader *self, struct archive_entry *entry, GError **error)
{
	g_autofree char *packed_name = entry_name(entry);
	g_autofree char *name = safe_name(packed_name);
	const char *reason;

	if (archive_entry_filetype(entry) == AE_IFDIR || (name != NULL && is_wrapping(name)))
		return TRUE;
	reason = reason_to_refuse(self, entry, name);
	if (reason != NULL) {
		refuse(self, name != NULL ? name : packed_name, reason);
		return TRUE;
	}
	return read_member_as_input(self, entry, name, error);
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

/* libarchive turns names from UTF-8 into the character set of the locale, and gives up on those that it
 * does not have; ours is never set, so it has next to none. */
static gboolean
read_in_utf8(Reader *self, GError **error)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = utf8 != (locale_t)0 ? uselocale(utf8) : (locale_t)0;
	gboolean ok = read_entries(self, error);

	if (utf8 != (locale_t)0) {
		uselocale(before);
		freelocale(utf8);
	}
	return ok;
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
	self->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	ok = read_in_utf8(self, error);
	g_hash_table_unref(self->names);
	g_clear_error(&self->error);
	ct_facts_sort_inputs(job->facts, job->input + 1);
	return ok;
}
