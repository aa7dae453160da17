/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What dbimpexp.exe writes of a pool's database: one element for each user who is homed there, often
 * hundreds of megabytes on one line.
 *
 * The exporter breaks off at names that it cannot write, so a file without its end is usual: what was
 * complete is kept, and a finding says so.  The element says who is homed in the database and not which
 * pool it belongs to, hence nothing is learnt of homes.
 */
#include "analyzer/homed-resource.h"

typedef struct {
	CtHomedResource *resource;
	const char *path;
	guint depth; /* open elements */
} Reader;

static gboolean
on_start(gpointer data, const CtXmlTag *tag, GError **error G_GNUC_UNUSED)
{
	Reader *self = data;

	self->depth++;
	if (tag->depth == 1)
		ct_homed_resource_begin(self->resource, tag, self->path);
	else if (tag->depth > 1)
		ct_homed_resource_start(self->resource, tag);
	return TRUE;
}

static gboolean
on_text(gpointer data, const char *text, gsize length, GError **error G_GNUC_UNUSED)
{
	Reader *self = data;

	if (self->depth > 2)
		ct_homed_resource_text(self->resource, text, length);
	return TRUE;
}

static gboolean
on_end(gpointer data, GError **error G_GNUC_UNUSED)
{
	Reader *self = data;

	self->depth--;
	if (self->depth == 1)
		ct_homed_resource_finish(self->resource, NULL);
	else if (self->depth > 1)
		ct_homed_resource_end(self->resource);
	return TRUE;
}

gboolean
ct_import_database_export(const CtImportJob *job, GError **error)
{
	static const CtXmlStreamHandler handler = { on_start, on_end, on_text };
	g_autoptr(CtHomedResource) resource = ct_homed_resource_new(job);
	Reader reader = {
		.resource = resource,
		.path = ct_strings_intern(job->facts->strings, "HomedResources/HomedResource"),
	};
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(ct_source_path(job->source), job->limits,
							  &handler, &reader);
	gboolean cut_short = FALSE;

	if (!ct_xml_stream_read(stream, job->source, &cut_short, error))
		return FALSE;
	if (cut_short)
		ct_homed_resource_cut_short(resource, ct_xml_stream_line(stream));
	return TRUE;
}
