/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From paths to facts: reads each file once, in the order of names, and asks its first element what
 * it is.  Names of files mean nothing, since people rename exports; what a file says decides.
 */
#include "analyzer/import.h"

#include <string.h>

#include "analyzer/input-list.h"

G_DEFINE_QUARK(ct - import - error - quark, ct_import_error)

/* Kinds of XML by the local name of the first element. */
static const struct {
	const char *root;
	CtInputKind kind;
	gboolean (*import)(const CtImportJob *job, GError **error);
} formats[] = {
	{ "Topology", CT_INPUT_TOPOLOGY, ct_import_topology },
	{ "TopologyBuilder", CT_INPUT_BUILDER, ct_import_builder },
	{ "PartialTopology", CT_INPUT_BUILDER, ct_import_builder },
	{ "TopologyInput", CT_INPUT_EDGE_INPUT, ct_import_edge_input },
	{ "Objs", CT_INPUT_CLIXML, ct_import_clixml },
	{ "CsMgmtLog", CT_INPUT_REPORT, ct_import_report },
	{ "DocItemSet", CT_INPUT_USER_DATA, ct_import_user_data },
	{ "HomedResources", CT_INPUT_DATABASE_EXPORT, ct_import_database_export },
	{ "CIM", CT_INPUT_WMI, ct_import_wmi },
	{ "INSTANCE", CT_INPUT_WMI, ct_import_wmi },
};

/* Text that is no XML, by how it begins. */
static const struct {
	gboolean (*is)(const char *text, gsize length);
	CtInputKind kind;
	gboolean (*import)(const CtImportJob *job, GError **error); /* nullable */
} text_formats[] = {
	{ ct_import_is_intent, CT_INPUT_INTENT, NULL },
	{ ct_import_is_ldif, CT_INPUT_LDIF, ct_import_ldif },
	{ ct_import_is_csv, CT_INPUT_CSV, ct_import_csv },
	{ ct_import_is_script, CT_INPUT_UNKNOWN, ct_import_script },
};

/* What follows the next @mark; %NULL when it is not in the text. */
static const char *
after(const char *text, const char *end, const char *mark)
{
	const char *found = g_strstr_len(text, end - text, mark);

	return found != NULL ? found + strlen(mark) : NULL;
}

/* The local name of the first element, past comments and processing instructions; %NULL when it
 * does not show within the text. */
static char *
root_name(const char *text, gsize length)
{
	const char *end = text + length;
	gsize name_length = 0;

	while (text != NULL && (text = memchr(text, '<', (gsize)(end - text))) != NULL) {
		if (end - text >= 4 && memcmp(text, "<!--", 4) == 0)
			text = after(text, end, "-->");
		else if (end - text >= 2 && text[1] == '?')
			text = after(text, end, "?>");
		else
			break;
	}
	if (text == NULL)
		return NULL;
	text++;
	while (text + name_length < end && strchr(" \t\r\n/>:", text[name_length]) == NULL) {
		name_length++;
		/* a prefix is no part of the name */
		if (text + name_length < end && text[name_length] == ':') {
			text += name_length + 1;
			name_length = 0;
		}
	}
	return g_strndup(text, name_length);
}

static void
note_file(const CtImportJob *job, const char *what)
{
	CtOrigin origin = { .input = job->input };
	g_autofree char *name = g_path_get_basename(ct_source_path(job->source));

	ct_facts_note(job->facts, origin, what, name);
}

/* A page for a browser, such as the deployment logs of the target: no export, and often not XML. */
static gboolean
is_html(const char *text, gsize length)
{
	static const char *const beginnings[] = { "<!DOCTYPE html", "<html" };

	for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (length >= strlen(beginnings[i]) &&
		    g_ascii_strncasecmp(text, beginnings[i], strlen(beginnings[i])) == 0)
			return TRUE;
	return FALSE;
}

/* Export-CsConfiguration and Export-CsUserData share one wrapper; what the first item holds tells them
 * apart.  Without an answer in @text it is user data, whose reader hands on what it meets. */
static gboolean
is_configuration(const char *root, const char *text, gsize length)
{
	return strcmp(root, "DocItemSet") == 0 &&
	       g_strstr_len(text, (gssize)length, "AnchoredXml") != NULL;
}

static gboolean
import_xml(const CtImportJob *job, const char *text, gsize length, GError **error)
{
	CtInput *input = &g_array_index(job->facts->inputs, CtInput, job->input);
	g_autofree char *root = root_name(text, length);

	if (is_html(text, length)) {
		note_file(job, "page for a browser");
		return TRUE;
	}
	if (root != NULL && is_configuration(root, text, length))
		return ct_import_settings(job, error);
	for (gsize i = 0; root != NULL && i < G_N_ELEMENTS(formats); i++) {
		if (strcmp(root, formats[i].root) == 0) {
			input->kind = formats[i].kind;
			return formats[i].import(job, error);
		}
	}
	return ct_import_settings(job, error);
}

/* The ASCII in what cannot be decoded, past blanks and byte order marks.  Without NUL bytes UTF-16
 * shows its markup. */
static char *
raw_text(const CtSource *source)
{
	gsize length = 0;
	const guchar *raw = ct_source_raw(source, &length);
	g_autoptr(GString) text = g_string_sized_new(length);
	gsize start = 0;

	for (gsize i = 0; i < length; i++)
		if (raw[i] != 0)
			g_string_append_c(text, (char)raw[i]);
	while (start < text->len && (g_ascii_isspace(text->str[start]) ||
				     memchr("\xEF\xBB\xBF\xFE\xFF", text->str[start], 5) != NULL))
		start++;
	return g_strdup(text->str + start);
}

/* Of a file that cannot be decoded: does it set out to be XML or an intent file? */
static gboolean
sets_out_as_markup(const char *text)
{
	return *text == '<' || g_str_has_prefix(text, "#< CLIXML") ||
	       ct_import_is_intent(text, strlen(text));
}

/* Of a file that cannot be decoded: leaving it out would leave out what somebody wants to be read, if
 * it sets out to be an export; everything else is documents, pictures, text in an encoding of its
 * own. */
static gboolean
pass_over_undecodable(const CtImportJob *job, GError *reason, GError **error)
{
	g_autofree char *text = raw_text(job->source);

	if (!g_error_matches(reason, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED) ||
	    sets_out_as_markup(text) || ct_import_is_ldif(text, strlen(text)) ||
	    ct_import_is_csv(text, strlen(text))) {
		g_propagate_error(error, reason);
		return FALSE;
	}
	g_error_free(reason);
	g_array_index(job->facts->inputs, CtInput, job->input).encoding = "unknown";
	note_file(job, "file that is not text");
	return TRUE;
}

/* As ct_source_peek(); text that is not meant to be XML may be in the code page of the machine. */
static const char *
peek(const CtImportJob *job, gsize *out_length, GError **error)
{
	g_autoptr(GError) reason = NULL;
	const char *text = ct_source_peek(job->source, out_length, &reason);
	g_autofree char *raw = NULL;

	if (text != NULL)
		return text;
	raw = raw_text(job->source);
	if (!g_error_matches(reason, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED) ||
	    sets_out_as_markup(raw)) {
		g_propagate_error(error, g_steal_pointer(&reason));
		return NULL;
	}
	ct_source_allow_windows_1252(job->source);
	return ct_source_peek(job->source, out_length, error);
}

static gboolean
import_text(const CtImportJob *job, const char *text, gsize length, GError **error)
{
	CtInput *input = &g_array_index(job->facts->inputs, CtInput, job->input);

	for (gsize i = 0; i < G_N_ELEMENTS(text_formats); i++) {
		if (!text_formats[i].is(text, length))
			continue;
		input->kind = text_formats[i].kind;
		return text_formats[i].import == NULL || text_formats[i].import(job, error);
	}
	note_file(job, "file that is not XML");
	return TRUE;
}

/* Where a text begins behind blanks, and behind the byte order marks that editors pile up: XML that
 * has one too many is to be refused, not passed over. */
static gsize
begins_at(const char *text, gsize length)
{
	gsize start = 0;

	for (;;) {
		if (start < length && g_ascii_isspace(text[start]))
			start++;
		else if (length - start >= 3 && memcmp(text + start, "\xEF\xBB\xBF", 3) == 0)
			start += 3;
		else
			return start;
	}
}

gboolean
ct_import_recognise(const CtImportJob *job, GError **error)
{
	GError *reason = NULL;
	gsize length = 0;
	gsize start;
	const char *text;

	if (ct_archive_is(job->source)) {
		g_array_index(job->facts->inputs, CtInput, job->input).kind = CT_INPUT_ARCHIVE;
		return ct_import_archive(job, error);
	}
	text = peek(job, &length, &reason);
	if (text == NULL)
		return pass_over_undecodable(job, reason, error);
	start = begins_at(text, length);
	if (start < length && text[start] == '<')
		return import_xml(job, text + start, length - start, error);
	if (start < length)
		return import_text(job, text, length, error);
	note_file(job, "empty file");
	return TRUE;
}

/* Messages quote the file, which may hold anything. */
static void
make_printable(GError **error)
{
	char *message;

	if (error == NULL || *error == NULL)
		return;
	message = ct_strings_printable((*error)->message);
	g_free((*error)->message);
	(*error)->message = message;
}

gboolean
ct_import_source(CtFacts *facts, CtSource *source, const CtLimits *limits, CtDeployment forced,
		 guint depth, GError **error)
{
	guint count = ct_facts_count(facts);
	CtImportJob job = { facts, facts->inputs->len, source, limits, depth };
	CtInput input = { 0 };
	CtInput *kept;

	input.path = ct_strings_intern_exact(facts->strings, ct_source_path(source));
	input.encoding = ct_source_encoding(source);
	input.bytes = ct_source_size(source);
	input.deployment = forced;
	input.forced = forced != CT_DEPLOYMENT_UNKNOWN;
	g_array_append_val(facts->inputs, input);
	if (!ct_import_recognise(&job, error)) {
		make_printable(error);
		return FALSE;
	}
	kept = &g_array_index(facts->inputs, CtInput, job.input);
	/* reading may have found out more about it */
	if (strcmp(kept->encoding, input.encoding) == 0)
		kept->encoding = ct_source_encoding(source);
	kept->sha256 = ct_source_sha256(source, error);
	kept->n_facts = ct_facts_count(facts) - count;
	return kept->sha256 != NULL;
}
