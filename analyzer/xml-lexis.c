/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and references as XML 1.0, fifth edition, spells them.
 *
 * The two searches are where a streaming reader spends its time.  With SSE2, which every x86-64 has,
 * they look at sixteen bytes at once; elsewhere at one.  Counting does the same with the vectors of the
 * compiler, since it needs no more than adding up what compares equal.
 */
#include "analyzer/xml-lexis.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Above ASCII; each row is what may begin a name, or what may only follow. */
static const struct {
	gunichar first;
	gunichar last;
	gboolean begins;
} name_ranges[] = {
	{ 0xB7, 0xB7, FALSE },	  { 0xC0, 0xD6, TRUE },	    { 0xD8, 0xF6, TRUE },
	{ 0xF8, 0x2FF, TRUE },	  { 0x300, 0x36F, FALSE },  { 0x370, 0x37D, TRUE },
	{ 0x37F, 0x1FFF, TRUE },  { 0x200C, 0x200D, TRUE }, { 0x203F, 0x2040, FALSE },
	{ 0x2070, 0x218F, TRUE }, { 0x2C00, 0x2FEF, TRUE }, { 0x3001, 0xD7FF, TRUE },
	{ 0xF900, 0xFDCF, TRUE }, { 0xFDF0, 0xFFFD, TRUE }, { 0x10000, 0xEFFFF, TRUE },
};

enum {
	BEGINS = 1 << 0,
	FOLLOWS = 1 << 1,
};

/* What an ASCII character may do in a name. */
static guint
ascii_class(guchar c)
{
	if (g_ascii_isalpha(c) || c == '_' || c == ':')
		return BEGINS | FOLLOWS;
	return g_ascii_isdigit(c) || c == '-' || c == '.' ? FOLLOWS : 0;
}

static guint
wide_class(gunichar c)
{
	for (gsize i = 0; i < G_N_ELEMENTS(name_ranges); i++)
		if (c >= name_ranges[i].first && c <= name_ranges[i].last)
			return name_ranges[i].begins ? BEGINS | FOLLOWS : FOLLOWS;
	return 0;
}

const char *
ct_xml_name_end(const char *at, const char *end)
{
	guint needed = BEGINS;

	while (at < end) {
		gunichar c = (guchar)*at;
		gsize length = 1;

		if (c >= 0x80) {
			c = g_utf8_get_char_validated(at, end - at);
			if (c == (gunichar)-2)
				return end;
			length = c == (gunichar)-1 ? 1 : (gsize)(g_utf8_next_char(at) - at);
		}
		if (((c < 0x80 ? ascii_class((guchar)c) : wide_class(c)) & needed) == 0)
			break;
		at += length;
		needed = FOLLOWS;
	}
	return at;
}

void
ct_xml_local_name(const char **name, gsize *length)
{
	const char *end = *name + *length;
	const char *colon = memchr(*name, ':', *length);

	if (colon == NULL || colon == *name || ct_xml_name_end(colon + 1, end) == colon + 1 ||
	    colon[1] == ':')
		return;
	*name = colon + 1;
	*length = (gsize)(end - *name);
}

static gboolean
is_character(guint32 c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c < 0xD800 || (c >= 0xE000 && c <= 0x10FFFF && c != 0xFFFE && c != 0xFFFF);
}

/* From behind the "&#"; leaves @at at the first character that is no digit. */
static guint32
read_number(const char **at, const char *end)
{
	guint base = 10;
	guint32 value = 0;
	const char *digits;

	if (*at < end && **at == 'x') {
		base = 16;
		*at += 1;
	}
	digits = *at;
	for (; *at < end; *at += 1) {
		int digit = base == 16 ? g_ascii_xdigit_value(**at) : g_ascii_digit_value(**at);

		if (digit < 0)
			break;
		/* one beyond the last character stays beyond it */
		value = MIN(value * base + (guint32)digit, 0x110000);
	}
	return *at > digits ? value : 0;
}

CtXmlRead
ct_xml_reference(const char **at, const char *end, char *out_text, gsize *out_length)
{
	static const struct {
		const char *name;
		char character;
	} entities[] = {
		{ "amp;", '&' },  { "lt;", '<' },    { "gt;", '>' },
		{ "quot;", '"' }, { "apos;", '\'' },
	};
	const char *start = *at + 1;
	gsize left = (gsize)(end - start);

	if (left > 0 && *start == '#') {
		const char *after = start + 1;
		guint32 c = read_number(&after, end);

		if (after == end)
			return CT_XML_SHORT;
		if (*after != ';' || !is_character(c))
			return CT_XML_WRONG;
		*out_length = (gsize)g_unichar_to_utf8(c, out_text);
		*at = after + 1;
		return CT_XML_READ;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(entities); i++) {
		gsize length = strlen(entities[i].name);

		if (memcmp(start, entities[i].name, MIN(length, left)) != 0)
			continue;
		if (left < length)
			return CT_XML_SHORT;
		*out_text = entities[i].character;
		*out_length = 1;
		*at = start + length;
		return CT_XML_READ;
	}
	return CT_XML_WRONG;
}

static gboolean
is_version(const char *value, gsize length)
{
	if (length < 3 || memcmp(value, "1.", 2) != 0)
		return FALSE;
	for (gsize i = 2; i < length; i++)
		if (!g_ascii_isdigit(value[i]))
			return FALSE;
	return TRUE;
}

static gboolean
is_encoding(const char *value, gsize length)
{
	if (length == 0 || !g_ascii_isalpha(value[0]))
		return FALSE;
	for (gsize i = 1; i < length; i++)
		if (!g_ascii_isalnum(value[i]) && strchr("._-", value[i]) == NULL)
			return FALSE;
	return TRUE;
}

static gboolean
is_yes_or_no(const char *value, gsize length)
{
	return (length == 3 && memcmp(value, "yes", 3) == 0) ||
	       (length == 2 && memcmp(value, "no", 2) == 0);
}

/* Reads one part, @at moved behind it; FALSE, and nothing done, when it is not there as it should be. */
static gboolean
read_part(const char **at, const char *end, const char *name,
	  gboolean (*is_right)(const char *value, gsize length))
{
	gsize length = strlen(name);
	const char *p = ct_xml_skip_blanks(*at, end);
	const char *close;

	if (p == *at || (gsize)(end - p) <= length || memcmp(p, name, length) != 0)
		return FALSE;
	p = ct_xml_skip_blanks(p + length, end);
	if (p == end || *p != '=')
		return FALSE;
	p = ct_xml_skip_blanks(p + 1, end);
	if (p == end || (*p != '"' && *p != '\''))
		return FALSE;
	close = memchr(p + 1, *p, (gsize)(end - p - 1));
	if (close == NULL || !is_right(p + 1, (gsize)(close - p - 1)))
		return FALSE;
	*at = close + 1;
	return TRUE;
}

gboolean
ct_xml_is_declaration(const char *text, const char *end)
{
	const char *at = text + strlen("<?xml");

	if (memcmp(text, "<?xml", strlen("<?xml")) != 0)
		return FALSE;
	end -= strlen("?>");
	if (!read_part(&at, end, "version", is_version))
		return FALSE;
	read_part(&at, end, "encoding", is_encoding);
	read_part(&at, end, "standalone", is_yes_or_no);
	return ct_xml_skip_blanks(at, end) == end;
}

#ifdef __SSE2__

static inline __m128i
equal(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static inline const char *
find(const char *at, gboolean in_text)
{
	for (;; at += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(gconstpointer)at);
		__m128i hits = _mm_or_si128(_mm_or_si128(equal(bytes, '<'), equal(bytes, '&')),
					    equal(bytes, ']'));
		guint mask;

		if (in_text)
			hits = _mm_or_si128(hits, equal(bytes, '\r'));
		mask = (guint)_mm_movemask_epi8(hits);
		if (mask != 0)
			return at + __builtin_ctz(mask);
	}
}

#else

static inline const char *
find(const char *at, gboolean in_text)
{
	while (*at != '<' && *at != '&' && *at != ']' && !(in_text && *at == '\r'))
		at++;
	return at;
}

#endif

const char *
ct_xml_find_markup(const char *at)
{
	return find(at, FALSE);
}

const char *
ct_xml_find_in_text(const char *at)
{
	return find(at, TRUE);
}

typedef gint8 Bytes __attribute__((vector_size(16)));

/* Sums of so many comparisons fit into a byte. */
#define MAX_VECTORS 127

static gsize
sum(Bytes bytes)
{
	gsize total = 0;

	for (guint i = 0; i < sizeof(bytes); i++)
		total += (guint8)bytes[i];
	return total;
}

gsize
ct_xml_count_lines(const char *text, gsize length)
{
	gsize total = 0;
	gsize at = 0;

	while (at + sizeof(Bytes) <= length) {
		Bytes found = { 0 };

		for (guint i = 0; i < MAX_VECTORS && at + sizeof(Bytes) <= length; i++) {
			Bytes bytes;

			memcpy(&bytes, text + at, sizeof(bytes));
			/* what is equal is -1 */
			found -= bytes == '\n';
			at += sizeof(bytes);
		}
		total += sum(found);
	}
	for (; at < length; at++)
		total += text[at] == '\n';
	return total;
}

gsize
ct_xml_count_characters(const char *text, gsize length)
{
	gsize total = 0;
	gsize at = 0;

	while (at + sizeof(Bytes) <= length) {
		Bytes found = { 0 };

		for (guint i = 0; i < MAX_VECTORS && at + sizeof(Bytes) <= length; i++) {
			Bytes bytes;

			memcpy(&bytes, text + at, sizeof(bytes));
			/* as signed numbers, the bytes that continue a character are those up to -65 */
			found -= bytes > -65;
			at += sizeof(bytes);
		}
		total += sum(found);
	}
	for (; at < length; at++)
		total += (gint8)text[at] > -65;
	return total;
}
