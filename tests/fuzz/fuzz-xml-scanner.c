/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The XML scanner.  Claimed: pieces cut anywhere give the same events and the same error; depth and
 * lines fit; it accepts exactly what libxml2 accepts, but for the oddities of names with colons and
 * of instructions that unit/test-xml-scanner.c tells of.
 */
#include <string.h>

#include "analyzer/xml-scanner.h"
#include "analyzer/xml.h"
#include "tests/fuzz/fuzz.h"

typedef struct {
	GString *events;
	gboolean in_text;
	guint depth;
	guint32 line;
	const CtLimits *limits;
} Log;

static CtXmlWish
on_start(CtXmlScanner *scanner, const CtXmlStart *start, gpointer data)
{
	Log *log = data;
	guint32 line = ct_xml_scanner_line(scanner);

	fuzz_claim(ct_xml_scanner_depth(scanner) == log->depth, "depth %u is said to be %u",
		   log->depth, ct_xml_scanner_depth(scanner));
	fuzz_claim(line >= log->line, "line %u after line %u", line, log->line);
	fuzz_claim(start->n_attrs <= log->limits->max_attributes, "more attributes than the limit");
	log->line = line;
	log->in_text = FALSE;
	g_string_append_printf(log->events, "\n<%.*s %u", (int)start->name_length, start->name,
			       line);
	for (guint i = 0; i < start->n_attrs; i++) {
		const CtXmlTagAttr *attr = &start->attrs[i];

		g_string_append_printf(log->events, " %.*s=\"%.*s\"", (int)attr->name_length,
				       attr->name, (int)attr->value_length, attr->value);
	}
	/* by its name, so that pieces cannot change it */
	if (start->name_length > 0 && start->name[0] == 'n')
		return CT_XML_PASS_OVER;
	log->depth++;
	return start->name_length > 0 && start->name[0] == 'm' ? CT_XML_ELEMENTS : CT_XML_CONTENT;
}

static gboolean
on_end(CtXmlScanner *scanner G_GNUC_UNUSED, gpointer data)
{
	Log *log = data;

	fuzz_claim(log->depth > 0, "an end without a beginning");
	log->depth--;
	log->in_text = FALSE;
	g_string_append(log->events, "\n>");
	return TRUE;
}

static gboolean
on_text(CtXmlScanner *scanner G_GNUC_UNUSED, const char *text, gsize length, gpointer data)
{
	Log *log = data;

	fuzz_claim(log->depth > 0, "text outside the root");
	if (!log->in_text && length > 0)
		g_string_append(log->events, "\n'");
	log->in_text |= length > 0;
	g_string_append_len(log->events, text, (gssize)length);
	return TRUE;
}

static const CtXmlScannerHandler handler = { on_start, on_end, on_text };

/* Returns: (transfer full): the events, or the error behind "!". */
static char *
run(const char *text, gsize length, gsize piece, const CtLimits *limits)
{
	Log log = { .events = g_string_new(NULL), .limits = limits };
	g_autoptr(CtXmlScanner) scanner = ct_xml_scanner_new("fuzz/0", limits, &handler, &log);
	g_autoptr(GError) error = NULL;
	gboolean ok = TRUE;

	for (gsize at = 0; ok && at < length; at += piece) {
		/* of its own, so that reading beyond it is seen */
		gsize size = MIN(piece, length - at);
		g_autofree char *copy = g_memdup2(text + at, size);

		ok = ct_xml_scanner_push(scanner, copy, size, &error);
	}
	if (ok && ct_xml_scanner_finish(scanner, NULL, &error)) {
		fuzz_claim(log.depth == 0, "accepted, and not closed");
		fuzz_claim(g_utf8_validate_len(log.events->str, log.events->len, NULL),
			   "events are not UTF-8");
	} else {
		fuzz_claim(error != NULL && g_str_has_prefix(error->message, "fuzz/0:") &&
				   g_utf8_validate(error->message, -1, NULL),
			   "not a message: %s", error != NULL ? error->message : "no error");
		g_string_printf(log.events, "!%d %s", error->code, error->message);
	}
	return g_string_free(log.events, FALSE);
}

static gboolean
is_over_limit(const char *events)
{
	return strstr(events, "(raise it with --limit") != NULL && *events == '!';
}

/* The decoded text as the scanner is promised it; %NULL when there is none. */
static char *
decoded(const guint8 *bytes, gsize length)
{
	const CtLimits limits = fuzz_limits();
	g_autoptr(CtSource) source = ct_source_new_memory("fuzz/0", bytes, length, &limits, NULL);
	g_autoptr(GString) all = g_string_new(NULL);
	const char *text = NULL;
	gsize got = 1;

	while (source != NULL && got > 0) {
		if (!ct_source_read(source, &text, &got, NULL))
			return NULL;
		g_string_append_len(all, text, (gssize)got);
	}
	return source != NULL ? g_string_free(g_steal_pointer(&all), FALSE) : NULL;
}

static void
claim_as_libxml2(const char *text, const char *events)
{
	const CtLimits limits = ct_limits_default();
	g_autoptr(CtSource) source = NULL;
	g_autoptr(xmlDoc) document = NULL;
	g_autoptr(GError) error = NULL;

	if (strchr(text, ':') != NULL || strstr(text, "<?") != NULL)
		return;
	source = ct_source_new_memory("fuzz/0", text, strlen(text), &limits, NULL);
	document = ct_xml_parse(source, &limits, &error);
	fuzz_claim((document != NULL) == (*events != '!'), "scanner: %s\nlibxml2: %s", events,
		   error != NULL ? error->message : "accepted");
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length)
{
	CtLimits limits = fuzz_limits();
	g_autofree char *text = decoded(bytes, length);
	g_autofree char *whole = NULL;
	g_autofree char *pieces = NULL;

	if (text == NULL)
		return 0;
	if (fuzz_choice(bytes, length, 2) == 0)
		limits = ct_limits_default();
	whole = run(text, strlen(text), MAX(strlen(text), 1), &limits);
	pieces = run(text, strlen(text), 1 + fuzz_choice(bytes, length, 13), &limits);
	/* what is too long is found out sooner or later, before or behind what is wrong in it */
	if (is_over_limit(whole) || is_over_limit(pieces))
		fuzz_claim(*whole == '!' && *pieces == '!', "refused whole or in pieces, not both");
	else
		fuzz_claim_same("whole and pieces", whole, pieces);
	if (limits.max_depth == ct_limits_default().max_depth)
		claim_as_libxml2(text, whole);
	return 0;
}
