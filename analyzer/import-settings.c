/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings documents of the central management store, and XML of a kind that nobody has told us of.
 * What wraps the documents differs from tool to tool (AnchoredXml alone, many in one file, the bare
 * settings element), and no configuration export was ever seen in public: so the wrapper does not
 * matter.  The file is a stream, and only an element that we know becomes a tree.  Instances of the
 * legacy product's classes are found on the way, since their wrapper is not known either.
 */
#include "analyzer/import-settings.h"

#include "analyzer/import-settings-document.h"
#include "analyzer/import-wmi.h"
#include "analyzer/xml-build.h"

struct CtSettings {
	const CtImportJob *job;
	CtXmlBuild *build;
	guint count;
};

CtSettings *
ct_settings_new(const CtImportJob *job)
{
	CtSettings *self = g_new0(CtSettings, 1);

	self->job = job;
	self->build = ct_xml_build_new(ct_source_path(job->source), job->limits);
	return self;
}

void
ct_settings_free(CtSettings *self)
{
	if (self == NULL)
		return;
	ct_xml_build_free(self->build);
	g_free(self);
}

gboolean
ct_settings_is_document(const CtXmlTag *tag)
{
	return ct_xml_slice_is(tag->name, tag->name_length, "AnchoredXml") ||
	       ct_settings_document_is_known(tag->name, tag->name_length, tag->uri,
					     tag->depth == 0);
}

gboolean
ct_settings_is_open(const CtSettings *self)
{
	return ct_xml_build_is_open(self->build);
}

gboolean
ct_settings_start(CtSettings *self, const CtXmlTag *tag, const char *above, GError **error)
{
	return ct_xml_build_start(self->build, tag, above, error);
}

gboolean
ct_settings_text(CtSettings *self, const char *text, gsize length, GError **error)
{
	return ct_xml_build_text(self->build, text, length, error);
}

gboolean
ct_settings_end(CtSettings *self, GError **error G_GNUC_UNUSED)
{
	const xmlNode *document = ct_xml_build_end(self->build);

	if (document == NULL)
		return TRUE;
	ct_settings_document_read(self->job, document);
	self->count++;
	return TRUE;
}

guint
ct_settings_count(const CtSettings *self)
{
	return self->count;
}

/* One file of unknown kind. */
typedef struct {
	const CtImportJob *job;
	CtSettings *settings;
	CtWmiReader *wmi;
	GString *path; /* of the element at hand, as far as none of them has it */
	char *root;
	guint32 root_line;
} Reader;

static gboolean
on_start(gpointer data, const CtXmlTag *tag, GError **error)
{
	Reader *self = data;

	if (ct_wmi_reader_is_open(self->wmi))
		return ct_wmi_reader_start(self->wmi, tag, error);
	if (ct_settings_is_open(self->settings) || ct_settings_is_document(tag))
		return ct_settings_start(self->settings, tag, self->path->str, error);
	if (ct_wmi_is_instance(tag))
		return ct_wmi_reader_start(self->wmi, tag, error);
	if (self->root == NULL) {
		self->root = g_strndup(tag->name, tag->name_length);
		self->root_line = tag->line;
	}
	if (self->path->len > 0)
		g_string_append_c(self->path, '/');
	g_string_append_len(self->path, tag->name, (gssize)tag->name_length);
	return TRUE;
}

static gboolean
on_text(gpointer data, const char *text, gsize length, GError **error)
{
	Reader *self = data;

	if (ct_wmi_reader_is_open(self->wmi))
		return ct_wmi_reader_text(self->wmi, text, length, error);
	return !ct_settings_is_open(self->settings) ||
	       ct_settings_text(self->settings, text, length, error);
}

static gboolean
on_end(gpointer data, GError **error)
{
	Reader *self = data;
	const char *slash;

	if (ct_wmi_reader_is_open(self->wmi))
		return ct_wmi_reader_end(self->wmi, error);
	if (ct_settings_is_open(self->settings))
		return ct_settings_end(self->settings, error);
	slash = strrchr(self->path->str, '/');
	g_string_truncate(self->path, slash != NULL ? (gsize)(slash - self->path->str) : 0);
	return TRUE;
}

static void
note_unknown(const Reader *self)
{
	CtStrings *strings = self->job->facts->strings;
	CtOrigin origin = { self->job->input, self->root_line,
			    ct_strings_intern(strings, self->root) };

	ct_facts_note(self->job->facts, origin, "document", self->root);
}

gboolean
ct_import_settings(const CtImportJob *job, GError **error)
{
	static const CtXmlStreamHandler handler = { on_start, on_end, on_text };
	CtInput *input = &g_array_index(job->facts->inputs, CtInput, job->input);
	g_autoptr(CtSettings) settings = ct_settings_new(job);
	g_autoptr(CtWmiReader) wmi = ct_wmi_reader_new(job);
	g_autoptr(GString) path = g_string_new(NULL);
	Reader reader = { .job = job, .settings = settings, .wmi = wmi, .path = path };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(ct_source_path(job->source), job->limits,
							  &handler, &reader);
	g_autofree char *root = NULL;
	gboolean ok = ct_xml_stream_read(stream, job->source, NULL, error);

	root = reader.root;
	if (!ok)
		return FALSE;
	if (ct_settings_count(settings) > 0)
		input->kind = CT_INPUT_SETTINGS;
	else if (ct_wmi_reader_count(wmi) == 0)
		note_unknown(&reader);
	return TRUE;
}
