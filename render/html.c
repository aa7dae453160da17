/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page as a document, and the one place of it that writes markup.
 *
 * Everything goes through xmlTextWriter: names in exports are hostile, and a writer that escapes
 * whatever it is given leaves no place to forget it.  The result is HTML that is also well-formed
 * XML, so that tests and other tools can read it back with any parser of XML.  A content security
 * policy forbids every request and every script but ours, known by its digest; should a name ever
 * get through, it could still do nothing.
 *
 * The writer works on memory: its calls can only fail for lack of it, which GLib treats as fatal
 * everywhere else, hence the one check at the end.
 */
#include "render/html.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#include "render/characters.h"
#include "render/frame.h"
#include "render/html-report.h"
#include "render/svg.h"

#define X(text) ((const xmlChar *)(text))

/* A page that opens at once and goes through any mail: drawings that do not fit stand beside it. */
#define MAX_PAGE_BYTES 1990000
/* What a drawing takes besides, or the link to it. */
#define FRAME_BYTES 400

struct CtHtml {
	xmlBufferPtr buffer;
	xmlTextWriterPtr writer;
	gboolean failed;
};

/* The sections, what the reader finds them by, and their anchors: the same rows make the contents. */
static const struct {
	const char *id;
	const char *label;
	void (*write)(CtReport *self);
} sections[] = {
	{ "approval", "What you approve", ct_report_write_approval },
	{ "decisions", "Open questions", ct_report_write_decisions },
	{ "review", "Your review", ct_report_write_review },
	{ "drawings", "Drawings", ct_report_write_drawings },
	{ "waves", "Waves", ct_report_write_waves },
	{ "calendar", "Calendar", ct_report_write_calendar },
	{ "pilot", "Pilot", ct_report_write_pilot },
	{ "steps", "Steps", ct_report_write_steps },
	{ "checkpoints", "Checkpoints", ct_report_write_checkpoints },
	{ "checklists", "Test checklists", ct_report_write_checklists },
	{ "findings", "Findings", ct_report_write_findings },
	{ "emptiness", "What keeps servers", ct_report_write_emptiness },
	{ "fates", "Fates", ct_report_write_fates },
	{ "pairs", "Pairs of pools", ct_report_write_pairs },
	{ "assumptions", "Assumptions", ct_report_write_assumptions },
	{ "sources", "Evidence", ct_report_write_sources },
	{ "inputs", "Inputs", ct_report_write_inputs },
	{ "glossary", "Rules", ct_report_write_glossary },
};

static void
note(CtHtml *self, int status)
{
	if (status < 0)
		self->failed = TRUE;
}

static void
start_element(CtHtml *self, const char *name, va_list attributes)
{
	const char *attribute;

	note(self, xmlTextWriterStartElement(self->writer, X(name)));
	while ((attribute = va_arg(attributes, const char *)) != NULL) {
		const char *value = va_arg(attributes, const char *);
		g_autofree char *safe = value != NULL ? ct_characters_clean(value) : NULL;

		if (safe != NULL)
			note(self,
			     xmlTextWriterWriteAttribute(self->writer, X(attribute), X(safe)));
	}
}

void
ct_html_open(CtHtml *self, const char *name, ...)
{
	va_list attributes;

	va_start(attributes, name);
	start_element(self, name, attributes);
	va_end(attributes);
}

void
ct_html_close(CtHtml *self)
{
	note(self, xmlTextWriterFullEndElement(self->writer));
}

void
ct_html_element(CtHtml *self, const char *name, const char *text, ...)
{
	va_list attributes;

	va_start(attributes, text);
	start_element(self, name, attributes);
	va_end(attributes);
	if (text != NULL)
		ct_html_text(self, text);
	ct_html_close(self);
}

void
ct_html_void(CtHtml *self, const char *name, ...)
{
	va_list attributes;

	va_start(attributes, name);
	start_element(self, name, attributes);
	va_end(attributes);
	note(self, xmlTextWriterEndElement(self->writer));
}

void
ct_html_text(CtHtml *self, const char *text)
{
	g_autofree char *safe = ct_characters_clean(text);

	note(self, xmlTextWriterWriteString(self->writer, X(safe)));
}

void
ct_html_printf(CtHtml *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ct_html_text(self, text);
}

void
ct_html_raw(CtHtml *self, const char *markup)
{
	note(self, xmlTextWriterWriteRaw(self->writer, X(markup)));
}

/* No request of any kind, no script but this one.  Styles cannot be named by their digest: drawings
 * have attributes of style. */
static char *
policy(const char *script)
{
	guint8 digest[32];
	gsize length = sizeof(digest);
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *base64 = NULL;

	g_checksum_update(checksum, (const guchar *)script, -1);
	g_checksum_get_digest(checksum, digest, &length);
	base64 = g_base64_encode(digest, length);
	return g_strdup_printf(
		"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; "
		"img-src data:; base-uri 'none'; form-action 'none'",
		base64);
}

static void
write_head(CtReport *report, const char *script)
{
	CtHtml *html = report->html;
	g_autofree char *theme = ct_svg_theme();
	g_autofree char *style = g_strconcat("/*<![CDATA[*/\n", ct_html_style(), theme, "/*]]>*/",
					     NULL);
	g_autofree char *csp = policy(script);

	ct_html_open(html, "head", NULL);
	ct_html_void(html, "meta", "charset", "utf-8", NULL);
	ct_html_void(html, "meta", "http-equiv", "Content-Security-Policy", "content", csp, NULL);
	ct_html_void(html, "meta", "name", "viewport", "content",
		     "width=device-width, initial-scale=1", NULL);
	ct_html_void(html, "meta", "name", "color-scheme", "content", "light dark", NULL);
	ct_html_void(html, "meta", "name", "generator", "content", report->plan->tool, NULL);
	/* without it a browser asks for /favicon.ico of its own accord */
	ct_html_void(html, "link", "rel", "icon", "href", "data:,", NULL);
	ct_html_element(html, "title", "Cutover plan", NULL);
	ct_html_open(html, "style", NULL);
	ct_html_raw(html, style);
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_contents(CtReport *report)
{
	CtHtml *html = report->html;

	ct_html_open(html, "nav", "class", "contents", "aria-label", "Contents", NULL);
	ct_html_element(html, "a", "Cutover plan", "class", "home", "href", "#top", NULL);
	ct_html_open(html, "ol", NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(sections); i++) {
		g_autofree char *href = g_strconcat("#", sections[i].id, NULL);

		if (sections[i].write == ct_report_write_drawings && report->n_drawings == 0)
			continue;
		if (sections[i].write == ct_report_write_calendar && !ct_report_has_dates(report))
			continue;
		ct_html_open(html, "li", NULL);
		ct_html_element(html, "a", sections[i].label, "href", href, NULL);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_open(html, "p", "class", "progress", "id", "progress-line", "hidden", "hidden",
		     NULL);
	ct_html_element(html, "span", NULL, "id", "progress", NULL);
	ct_html_close(html);
	ct_html_close(html);
}

/* Bytes of what is complete: the tag of an element without anything in it yet is not. */
static gsize
written(CtHtml *self)
{
	note(self, xmlTextWriterFlush(self->writer));
	return (gsize)xmlBufferLength(self->buffer);
}

/* Drawings are written when the size of the rest is known. */
static void
write_body(CtReport *report, const char *script)
{
	CtHtml *html = report->html;

	ct_html_open(html, "body", "id", "top", NULL);
	ct_html_element(html, "a", "Skip to the plan", "class", "skip", "href", "#main", NULL);
	ct_report_write_bar(report);
	write_contents(report);
	ct_html_open(html, "main", "id", "main", NULL);
	ct_report_write_title(report);
	ct_report_write_cards(report);
	for (gsize i = 0; i < G_N_ELEMENTS(sections); i++) {
		if (sections[i].write == ct_report_write_drawings)
			report->drawings_at = written(html);
		else
			sections[i].write(report);
	}
	ct_html_close(html);
	ct_html_open(html, "script", NULL);
	ct_html_raw(html, script);
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_page(CtReport *report)
{
	CtHtml *html = report->html;
	/* to HTML what stands in these elements is raw, to XML it is text */
	g_autofree char *script = g_strconcat("//<![CDATA[\n", ct_html_script(), "//]]>", NULL);
	g_autofree char *digest = ct_frame_digest(report->plan);

	ct_html_raw(html, "<!DOCTYPE html>\n");
	ct_html_open(html, "html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en",
		     "data-plan", digest, NULL);
	write_head(report, script);
	write_body(report, script);
	ct_html_close(html);
	ct_html_raw(html, "\n");
}

/* Returns: (transfer full): what @write writes. */
static char *
write_piece(CtReport *report, void (*write)(CtReport *report))
{
	xmlBufferPtr buffer = xmlBufferCreate();
	CtHtml html = { buffer, xmlNewTextWriterMemory(buffer, 0), FALSE };
	char *piece;

	g_assert(html.writer != NULL);
	report->html = &html;
	write(report);
	note(&html, xmlTextWriterFlush(html.writer));
	g_assert(!html.failed);
	piece = g_strdup((const char *)xmlBufferContent(buffer));
	xmlFreeTextWriter(html.writer);
	xmlBufferFree(buffer);
	return piece;
}

gboolean
ct_html_write(const CtPlan *plan, const CtEstate *estate, const CtFindings *findings,
	      const CtHtmlDrawing *drawings, guint n_drawings, const char *path, const char *date,
	      GError **error)
{
	CtReport report;
	g_autoptr(GString) page = g_string_new(NULL);
	g_autofree char *rest = NULL, *pictures = NULL;
	gsize used;

	ct_report_init(&report, plan, estate, findings);
	report.drawings = drawings;
	report.n_drawings = n_drawings;
	report.date = date;
	/* to learn which lines of the exports it shows, */
	g_free(write_piece(&report, write_page));
	ct_excerpts_read(report.excerpts);
	report.excerpts_read = TRUE;
	/* and then for good; drawings have what room is left */
	rest = write_piece(&report, write_page);
	used = strlen(rest) + (gsize)n_drawings * FRAME_BYTES;
	report.room = MAX_PAGE_BYTES - MIN(used, MAX_PAGE_BYTES);
	pictures = write_piece(&report, ct_report_write_drawings);
	g_string_append_len(page, rest, (gssize)report.drawings_at);
	g_string_append(page, pictures);
	g_string_append(page, rest + report.drawings_at);
	ct_report_clear(&report);
	return g_file_set_contents(path, page->str, (gssize)page->len, error);
}
