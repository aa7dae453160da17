/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DocItemSet: the user data that Export-CsUserData puts into its archive, one document for each user
 * and kind of data.
 *
 * A document is called "urn:lcd:user@domain" (contacts) or "urn:hcd:user@domain" (conferences), and
 * others may exist; whatever stands behind the second colon names the owner when it is an address.  The
 * name is an attribute in what was seen and may be a child as well, which can even come last.
 * Export-CsConfiguration uses the same wrapper, so settings documents are handed on to their reader.
 */
#include "analyzer/homed-resource.h"
#include "analyzer/import-settings.h"

#define MAX_NAME_BYTES 4096

typedef struct {
	CtHomedResource *resource;
	CtSettings *settings;
	guint n_settings; /* before the document at hand */
	const char *path;
	guint depth;	  /* open elements */
	gboolean in_name; /* within the child that is the name */
	GString *name;	  /* of the document at hand */
} Reader;

static void
append_name(Reader *self, const char *text, gsize length)
{
	gsize room = MAX_NAME_BYTES - self->name->len;

	g_string_append_len(self->name, text, (gssize)MIN(length, room));
}

/* "urn:lcd:user@domain" -> "user@domain" */
static void
take_owner(Reader *self)
{
	const char *name = self->name->str;
	const char *kind;

	while (g_ascii_isspace(*name))
		name++;
	kind = g_ascii_strncasecmp(name, "urn:", 4) == 0 ? strchr(name + 4, ':') : NULL;
	if (kind != NULL)
		name = kind + 1;
	ct_homed_resource_set_owner(self->resource, name, strlen(name));
}

static void
start_item(Reader *self, const CtXmlTag *tag)
{
	const CtXmlStreamAttr *attr = ct_homed_resource_attr(tag, "Name");

	self->n_settings = ct_settings_count(self->settings);
	g_string_truncate(self->name, 0);
	ct_homed_resource_begin(self->resource, tag, self->path);
	if (attr != NULL)
		append_name(self, attr->value, attr->value_length);
	take_owner(self);
}

/* Below an item. */
static void
start_below(Reader *self, const CtXmlTag *tag)
{
	const CtXmlStreamAttr *attr;

	if (tag->depth == 2 && ct_xml_slice_is(tag->name, tag->name_length, "Name")) {
		self->in_name = TRUE;
		g_string_truncate(self->name, 0);
	}
	attr = ct_homed_resource_attr(tag, "UserAtHost");
	if (attr != NULL && ct_xml_slice_is(tag->name, tag->name_length, "HomedResource"))
		ct_homed_resource_set_owner(self->resource, attr->value, attr->value_length);
	ct_homed_resource_start(self->resource, tag);
}

static gboolean
on_start(gpointer data, const CtXmlTag *tag, GError **error)
{
	Reader *self = data;

	if (ct_settings_is_open(self->settings) ||
	    ct_xml_slice_is(tag->name, tag->name_length, "AnchoredXml"))
		return ct_settings_start(self->settings, tag, self->path, error);
	self->depth++;
	if (tag->depth == 1)
		start_item(self, tag);
	else if (tag->depth > 1)
		start_below(self, tag);
	return TRUE;
}

static gboolean
on_text(gpointer data, const char *text, gsize length, GError **error)
{
	Reader *self = data;

	if (ct_settings_is_open(self->settings))
		return ct_settings_text(self->settings, text, length, error);
	if (self->in_name)
		append_name(self, text, length);
	else if (self->depth > 2)
		ct_homed_resource_text(self->resource, text, length);
	return TRUE;
}

static void
end_item(Reader *self)
{
	if (ct_settings_count(self->settings) > self->n_settings)
		ct_homed_resource_drop(self->resource);
	else
		ct_homed_resource_finish(self->resource, self->name->str);
}

static gboolean
on_end(gpointer data, GError **error)
{
	Reader *self = data;

	if (ct_settings_is_open(self->settings))
		return ct_settings_end(self->settings, error);
	self->depth--;
	if (self->depth == 1)
		end_item(self);
	else if (self->depth > 1)
		ct_homed_resource_end(self->resource);
	if (self->depth == 2 && self->in_name) {
		take_owner(self);
		self->in_name = FALSE;
	}
	return TRUE;
}

gboolean
ct_import_user_data(const CtImportJob *job, GError **error)
{
	static const CtXmlStreamHandler handler = { on_start, on_end, on_text };
	g_autoptr(CtHomedResource) resource = ct_homed_resource_new(job);
	g_autoptr(CtSettings) settings = ct_settings_new(job);
	g_autoptr(GString) name = g_string_new(NULL);
	guint n_people = job->facts->person_data->len;
	Reader reader = {
		.resource = resource,
		.settings = settings,
		.path = ct_strings_intern(job->facts->strings, "DocItemSet/DocItem"),
		.name = name,
	};
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(ct_source_path(job->source), job->limits,
							  &handler, &reader);
	gboolean cut_short = FALSE;

	if (!ct_xml_stream_read(stream, job->source, &cut_short, error))
		return FALSE;
	if (cut_short)
		ct_homed_resource_cut_short(resource, ct_xml_stream_line(stream));
	if (ct_settings_count(settings) > 0 && job->facts->person_data->len == n_people)
		g_array_index(job->facts->inputs, CtInput, job->input).kind = CT_INPUT_SETTINGS;
	return TRUE;
}
