/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that people dial: F-25 (one number, two things), F-32 (orbits and announcements that the
 * old pool would take along).
 *
 * Who shares a number is found out while the estate is made (resolve-numbers.c), since the numbers of
 * users are not kept.
 */
#include "analyzer/emptiness.h"
#include "analyzer/field.h"

/* One finding for each number, at the second of its owners, which are in canonical order. */
static void
check_twice(const CtEstate *estate, CtFindings *findings)
{
	const GArray *owners = estate->number_owners;
	guint count;

	for (guint i = 0; i < owners->len; i += count) {
		const CtNumberOwner *first = &g_array_index(owners, CtNumberOwner, i);
		const CtNumberOwner *second = first + 1;
		g_autofree char *where = ct_estate_where(estate, first->origin);
		g_autofree char *others = NULL;

		count = 2;
		while (i + count < owners->len && first[count].number == first->number)
			count++;
		if (count > 2)
			others = g_strdup_printf(" and %u more", count - 2);
		ct_findings_add(findings, CT_RULE_NUMBER_USED_TWICE, second->origin,
				second->key != NULL ? ct_subject(second->kind, second->key) : NULL,
				"%s belongs to %s %s and to %s %s (%s)%s", first->number,
				second->what, second->address, first->what, first->address, where,
				others != NULL ? others : "");
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
