/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ZIP archives, as the product packs its exports.  Members are streams of unknown length, and all of
 * them carry one date, so that the same estate gives the same bytes on every day.
 */
#include "zip.h"

#include <archive.h>
#include <archive_entry.h>

/* 2013-06-14 17:42:10 UTC */
#define WHEN 1371231730

struct GenArchive {
	struct archive *archive;
	char *path;
	gboolean failed;
};

static void
set_error(const GenArchive *self, GError **error)
{
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", self->path,
		    archive_error_string(self->archive));
}

static void
archive_clear(GenArchive *self)
{
	archive_write_free(self->archive);
	g_free(self->path);
	g_free(self);
}

GenArchive *
gen_archive_open(const char *path, GError **error)
{
	GenArchive *self = g_new0(GenArchive, 1);

	self->archive = archive_write_new();
	self->path = g_strdup(path);
	if (archive_write_set_format_zip(self->archive) == ARCHIVE_OK &&
	    archive_write_open_filename(self->archive, path) == ARCHIVE_OK)
		return self;
	set_error(self, error);
	archive_clear(self);
	return NULL;
}

static gboolean
write_member(gpointer target, const void *bytes, gsize length)
{
	GenArchive *self = target;

	return archive_write_data(self->archive, bytes, length) == (la_ssize_t)length;
}

GenSink *
gen_archive_member(GenArchive *self, const char *name, GenEncoding encoding, gboolean crlf)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, WHEN, 0);
	self->failed |= archive_write_header(self->archive, entry) != ARCHIVE_OK;
	archive_entry_free(entry);
	return gen_sink_new(write_member, self, self->path, encoding, crlf);
}

gboolean
gen_archive_close(GenArchive *self, GError **error)
{
	gboolean ok = archive_write_close(self->archive) == ARCHIVE_OK && !self->failed;

	if (!ok)
		set_error(self, error);
	archive_clear(self);
	return ok;
}
