/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What cairo cannot say in a PDF, and what version 1.16 does wrong.
 *
 * It has no way to state the language of a document.  And it numbers the annotation of every link
 * twice, lists both numbers on the page and writes one of the objects, so that the table of objects
 * points at bytes that are something else; viewers forgive that, checkers and archives do not.
 *
 * All is mended in place, for the table names objects by their offset: an entry of the table and a
 * reference become as many other bytes.  Only the catalogue grows; it is the last object before the
 * table, so that nothing but the place of the table itself moves.
 */
#include "render/pdf.h"

#include <string.h>

/* "0000001175 00000 n \n" */
#define ENTRY_BYTES 20

typedef struct {
	GByteArray *document;
	gsize table;   /* where "xref" stands */
	gsize entries; /* where the first entry stands */
	guint count;
} Pdf;

static const char *
at(const Pdf *self, gsize offset)
{
	return (const char *)self->document->data + offset;
}

static gboolean
starts_with(const Pdf *self, gsize offset, const char *text)
{
	gsize length = strlen(text);

	return offset + length <= self->document->len &&
	       memcmp(at(self, offset), text, length) == 0;
}

/* A number at @offset; @out_end: behind its digits. */
static guint64
read_number(const Pdf *self, gsize offset, gsize *out_end)
{
	guint64 value = 0;

	while (offset < self->document->len && g_ascii_isdigit(*at(self, offset)) &&
	       value < G_MAXUINT32)
		value = value * 10 + (guint64)(*at(self, offset++) - '0');
	*out_end = offset;
	return value;
}

/* Where the last "startxref" stands; 0 when there is none. */
static gsize
find_start(const Pdf *self)
{
	gsize offset = self->document->len;

	while (offset > 0 && !starts_with(self, offset, "startxref\n"))
		offset--;
	return offset;
}

static gboolean
find_table(Pdf *self)
{
	gsize start = find_start(self);
	gsize end;

	if (start == 0)
		return FALSE;
	self->table = read_number(self, start + strlen("startxref\n"), &end);
	if (!starts_with(self, self->table, "xref\n0 "))
		return FALSE;
	self->count = (guint)read_number(self, self->table + strlen("xref\n0 "), &end);
	self->entries = end + 1;
	return self->entries + (gsize)self->count * ENTRY_BYTES <= start;
}

static gboolean
exists(const Pdf *self, guint object)
{
	gsize entry = self->entries + (gsize)object * ENTRY_BYTES;
	g_autofree char *head = g_strdup_printf("%u 0 obj", object);
	gsize end;

	return object < self->count && *at(self, entry + 17) == 'n' &&
	       starts_with(self, read_number(self, entry, &end), head);
}

/* Blanks the references of a list that lead nowhere: "[\n  15 0 R\n  16 0 R\n". */
static void
mend_list(Pdf *self, gsize offset)
{
	while (starts_with(self, offset, "  ")) {
		gsize end;
		guint object = (guint)read_number(self, offset + 2, &end);

		if (end == offset + 2 || !starts_with(self, end, " 0 R\n"))
			return;
		if (!exists(self, object))
			memset(self->document->data + offset, ' ', end + 4 - offset);
		offset = end + strlen(" 0 R\n");
	}
}

static void
mend_lists(Pdf *self)
{
	for (guint i = 1; i < self->count; i++) {
		g_autofree char *head = g_strdup_printf("%u 0 obj\n[\n", i);
		gsize entry = self->entries + (gsize)i * ENTRY_BYTES;
		gsize end;
		gsize offset = read_number(self, entry, &end);

		if (starts_with(self, offset, head))
			mend_list(self, offset + strlen(head));
	}
}

static void
mend_entries(Pdf *self)
{
	for (guint i = 1; i < self->count; i++)
		if (!exists(self, i))
			memcpy(self->document->data + self->entries + (gsize)i * ENTRY_BYTES,
			       "0000000000 65535 f \n", ENTRY_BYTES);
}

/* Puts @text at @offset, before the table. */
static void
insert(Pdf *self, gsize offset, const char *text)
{
	gsize length = strlen(text);
	gsize rest = self->document->len - offset;

	g_byte_array_set_size(self->document, self->document->len + (guint)length);
	memmove(self->document->data + offset + length, self->document->data + offset, rest);
	memcpy(self->document->data + offset, text, length);
	self->table += length;
	self->entries += length;
}

static void
say_language(Pdf *self, const char *language)
{
	static const char head[] = "<< /Type /Catalog\n";
	g_autofree char *text =
		g_strdup_printf("   /Lang (%s)\n"
				"   /ViewerPreferences << /DisplayDocTitle true >>\n",
				language);
	g_autofree char *end = NULL;
	gsize offset = self->table;

	while (offset > 0 && !starts_with(self, offset, head))
		offset--;
	if (offset == 0)
		return;
	insert(self, offset + strlen(head), text);
	g_byte_array_set_size(self->document, (guint)find_start(self));
	end = g_strdup_printf("startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", self->table);
	g_byte_array_append(self->document, (const guint8 *)end, (guint)strlen(end));
}

GByteArray *
ct_pdf_mend(GByteArray *document, const char *language)
{
	Pdf self = { .document = document };

	if (!find_table(&self))
		return document;
	mend_lists(&self);
	mend_entries(&self);
	say_language(&self, language);
	return document;
}
