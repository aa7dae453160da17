/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that people dial: F-25 (one number, two things), F-32 (orbits and announcements that the
 * old pool would take along).
 *
 * Numbers of users are not kept, of whom there may be a million, so users are not compared.
 */
#include <string.h>

#include "analyzer/emptiness.h"
#include "analyzer/field.h"

typedef struct {
	const char *what; /* "dial-in access number" */
	const char *address;
	char *number; /* normalised, owned */
	CtOrigin origin;
	char *subject; /* owned; nullable */
} Line;

static void
line_clear(gpointer data)
{
	Line *line = data;

	g_free(line->number);
	g_free(line->subject);
}

/* "tel:+1 425 555-0712;ext=123" -> "+14255550712;ext=123"; NULL when there is no digit. */
static char *
normalise(const char *uri)
{
	GString *number = g_string_new(NULL);

	if (g_ascii_strncasecmp(uri, "tel:", 4) == 0)
		uri += 4;
	for (; *uri != '\0'; uri++)
		if (strchr(" -().", *uri) == NULL)
			g_string_append_c(number, g_ascii_tolower(*uri));
	if (strpbrk(number->str, "0123456789") != NULL)
		return g_string_free(number, FALSE);
	g_string_free(number, TRUE);
	return NULL;
}

static void
add_line(GArray *lines, const char *what, const char *address, const char *uri, CtOrigin origin,
	 char *subject)
{
	Line line = { what, address, uri != NULL ? normalise(uri) : NULL, origin, subject };

	if (line.number != NULL)
		g_array_append_val(lines, line);
	else
		line_clear(&line);
}

static const char *
address_of(const CtEstate *estate, CtPropRange props, const char *fallback)
{
	const char *address = ct_facts_get(estate->facts, props, CT_KEY_SIP_ADDRESS);

	if (address == NULL)
		address = ct_facts_get(estate->facts, props, CT_KEY_PRIMARY_URI);
	return address != NULL ? address : fallback;
}

static GArray *
find_lines(const CtEstate *estate)
{
	GArray *lines = g_array_new(FALSE, TRUE, sizeof(Line));
	const CtFacts *facts = estate->facts;

	g_array_set_clear_func(lines, line_clear);
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		add_line(lines, ct_object_kind_name(object->kind),
			 address_of(estate, object->props, object->identity),
			 ct_facts_get(facts, object->props, CT_KEY_LINE_URI), object->origin,
			 ct_subject(object->kind, object->key));
	}
	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		if (record->kind == CT_RECORD_COMMON_AREA_PHONE ||
		    record->kind == CT_RECORD_ANALOG_DEVICE)
			add_line(lines,
				 record->kind == CT_RECORD_ANALOG_DEVICE ? "analog device"
									 : "common area phone",
				 address_of(estate, record->props, "without an address"),
				 ct_facts_get(facts, record->props, CT_KEY_LINE_URI),
				 record->origin, NULL);
	}
	return lines;
}

/* Objects stand in canonical order, so that the second is always the same one. */
static void
check_twice(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) lines = find_lines(estate);

	for (guint i = 0; i < lines->len; i++) {
		Line *line = &g_array_index(lines, Line, i);
		const Line *other = g_hash_table_lookup(first, line->number);
		g_autofree char *where = NULL;

		if (other == NULL) {
			g_hash_table_insert(first, line->number, line);
			continue;
		}
		/* two exports of one contact */
		if (g_ascii_strcasecmp(other->address, line->address) == 0)
			continue;
		where = ct_estate_where(estate, other->origin);
		ct_findings_add(findings, CT_RULE_NUMBER_USED_TWICE, line->origin,
				g_strdup(line->subject), "%s belongs to %s %s and to %s %s (%s)",
				line->number, line->what, line->address, other->what,
				other->address, where);
	}
}

/* Office Communications Server had neither, so that there the exports are mixed up (W-47). */
static void
check_ranges(const CtEstate *estate, CtFindings *findings)
{
	static const CtHold holds[] = { CT_HOLD_ORBITS, CT_HOLD_NUMBER_RANGES };
	g_autoptr(CtEmptiness) table = ct_emptiness_new(estate);

	for (guint i = 0; i < table->rows->len; i++) {
		const CtEmptinessRow *row = &g_array_index(table->rows, CtEmptinessRow, i);
		const CtPool *pool = ct_estate_pool(estate, row->pool);

		for (gsize k = 0; k < G_N_ELEMENTS(holds); k++) {
			const CtEmptinessCell *cell = &row->cells[holds[k]];
			const CtHoldRow *hold = ct_hold_row(holds[k]);

			if (cell->count == 0 || pool->product < CT_PRODUCT_LYNC2010)
				continue;
			ct_findings_add(findings, CT_RULE_RANGE_ON_LEGACY_POOL, cell->first,
					ct_subject(pool->kind, pool->key),
					"%s has %u %s, with music or announcements in its file "
					"share",
					pool->fqdn, cell->count,
					cell->count == 1 ? hold->one : hold->many);
		}
	}
}

void
ct_check_field_numbers(const CtEstate *estate, CtFindings *findings)
{
	check_twice(estate, findings);
	check_ranges(estate, findings);
}
