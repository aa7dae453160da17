/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The XML stream.  Claimed: pieces cut anywhere give the same events; tags come
 * with depth and lines that fit; what libxml2 refuses is refused here too, whatever the limits.
 */
#include <string.h>

#include "analyzer/xml-stream.h"
#include "analyzer/xml.h"
#include "tests/fuzz/fuzz.h"

typedef struct {
	GString *events;
	gboolean in_text;
	guint depth;
	guint32 line;
	const CtLimits *limits;
} Log;

static gboolean
on_start(gpointer data, const CtXmlTag *tag, GError **error G_GNUC_UNUSED)
{
	Log *log = data;

	fuzz_claim(tag->depth == log->depth, "depth %u is said to be %u", log->depth, tag->depth);
	fuzz_claim(tag->depth < log->limits->max_depth, "deeper than the limit");
	fuzz_claim(tag->n_attrs <= log->limits->max_attributes, "more attributes than the limit");
	fuzz_claim(tag->line >= log->line, "line %u after line %u", tag->line, log->line);
	log->line = tag->line;
	log->depth++;
	log->in_text = FALSE;
	g_string_append_printf(log->events, "\n<%.*s %u %u", (int)tag->name_length, tag->name,
			       tag->line, tag->depth);
	for (guint i = 0; i < tag->n_attrs; i++) {
		const CtXmlStreamAttr *attr = &tag->attrs[i];

		fuzz_claim(attr->value_length <= log->limits->max_text_bytes,
			   "an attribute over the limit");
		g_string_append_printf(log->events, " %.*s=\"%.*s\"", (int)attr->name_length,
				       attr->name, (int)attr->value_length, attr->value);
	}
	return TRUE;
}

static gboolean
on_end(gpointer data, GError **error G_GNUC_UNUSED)
{
	Log *log = data;

	fuzz_claim(log->depth > 0, "an end without a beginning");
	log->depth--;
	log->in_text = FALSE;
	g_string_append(log->events, "\n>");
	return TRUE;
}

static gboolean
on_text(gpointer data, const char *text, gsize length, GError **error G_GNUC_UNUSED)
{
	Log *log = data;

	fuzz_claim(log->depth > 0, "text outside the root");
	if (!log->in_text && length > 0)
		g_string_append(log->events, "\n'");
	log->in_text |= length > 0;
	g_string_append_len(log->events, text, (gssize)length);
	return TRUE;
}

static const CtXmlStreamHandler handler = { on_start, on_end, on_text };

/* Returns: (transfer full) (nullable): the events; %NULL when it was refused. */
static char *
run(const guint8 *bytes, gsize length, gsize piece, const CtLimits *limits, gboolean may_be_cut,
    gboolean *out_accepted)
{
	Log log = { .events = g_string_new(NULL), .limits = limits };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new("fuzz/0", limits, &handler, &log);
	g_autoptr(GError) error = NULL;
	gboolean cut_short = FALSE;
	gboolean ok = TRUE;

	for (gsize at = 0; ok && at < length; at += piece)
		ok = ct_xml_stream_push(stream, (const char *)bytes + at, MIN(piece, length - at),
					&error);
	if (ok)
		ok = ct_xml_stream_finish(stream, may_be_cut ? &cut_short : NULL, &error);
	if (ok) {
		fuzz_claim(cut_short || log.depth == 0, "accepted, and not closed");
		fuzz_claim(g_utf8_validate_len(log.events->str, log.events->len, NULL),
			   "events are not UTF-8");
	} else {
		fuzz_claim_error(error, "fuzz/0");
		/* of several errors, which is told depends on the pieces, and so does what was told
		 * before it */
		g_string_free(log.events, TRUE);
		log.events = NULL;
	}
	if (cut_short)
		g_string_append(log.events, "\ncut short");
	*out_accepted = ok && !cut_short;
	return log.events != NULL ? g_string_free(log.events, FALSE) : NULL;
}

static gboolean
is_text(const guint8 *bytes, gsize length)
{
	const CtLimits limits = fuzz_limits();
	g_autoptr(CtSource) source = ct_source_new_memory("fuzz/0", bytes, length, &limits, NULL);
	const char *text = NULL;
	gsize got = 1;

	if (source == NULL || !g_str_has_prefix(ct_source_encoding(source), "utf-8"))
		return FALSE;
	while (got > 0)
		if (!ct_source_read(source, &text, &got, NULL))
			return FALSE;
	return TRUE;
}

/* Two parsers, one opinion: the tree's is the stricter and the older one. */
static void
claim_well_formed(const guint8 *bytes, gsize length)
{
	const CtLimits limits = ct_limits_default();
	g_autoptr(CtSource) source = ct_source_new_memory("fuzz/0", bytes, length, &limits, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(xmlDoc) document = ct_xml_parse(source, &limits, &error);

	fuzz_claim(document != NULL, "the stream accepts what the tree does not: %s",
		   error != NULL ? error->message : "?");
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length)
{
	const CtLimits limits = fuzz_limits();
	gboolean may_be_cut = length > 0 && (bytes[length - 1] & 1) != 0;
	gboolean accepted = FALSE;
	gboolean accepted_pieces = FALSE;
	g_autofree char *whole = NULL;
	g_autofree char *pieces = NULL;

	/* the stream is promised UTF-8 that was looked at */
	if (!is_text(bytes, length))
		return 0;
	whole = run(bytes, length, MAX(length, 1), &limits, may_be_cut, &accepted);
	pieces = run(bytes, length, 1 + fuzz_choice(bytes, length, 13), &limits, may_be_cut,
		     &accepted_pieces);
	fuzz_claim(accepted == accepted_pieces, "accepted whole or in pieces, not both");
	/* of a document that is cut short, the parser has looked at more or less of the last tag */
	if (!accepted)
		return 0;
	fuzz_claim_same("whole and pieces", whole, pieces);
	claim_well_formed(bytes, length);
	return 0;
}
