/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sink.h"

/* A ZIP whose bytes depend on nothing but what is put into it. */
typedef struct GenArchive GenArchive;

/* Returns: (transfer full) (nullable): an archive, or %NULL with @error set. */
GenArchive *gen_archive_open(const char *path, GError **error);

/* The next member; only one is open at a time.  Close it with gen_sink_close(). */
GenSink *gen_archive_member(GenArchive *self, const char *name, GenEncoding encoding,
			    gboolean crlf);

/* Ends the archive and frees @self. */
gboolean gen_archive_close(GenArchive *self, GError **error);
