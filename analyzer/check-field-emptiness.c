/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F-51: a legacy pool without users that is not empty.
 *
 * Every legacy pool is in use until its users have moved, so that what points at it is no finding
 * then.  The trap is the pool whose users are gone: it looks as if it could be retired.
 */
#include "analyzer/emptiness.h"
#include "analyzer/field.h"

void
ct_check_field_emptiness(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(CtEmptiness) table = NULL;

	if (estate->users.count == 0)
		return;
	table = ct_emptiness_new(estate);
	for (guint i = 0; i < table->rows->len; i++) {
		const CtEmptinessRow *row = &g_array_index(table->rows, CtEmptinessRow, i);
		const CtPool *pool = ct_estate_pool(estate, row->pool);
		g_autofree char *what = NULL;

		if (!ct_pool_homes_users(pool) || row->cells[CT_HOLD_USERS].count > 0 ||
		    ct_emptiness_total(row) == 0)
			continue;
		what = ct_emptiness_describe(row, estate, TRUE);
		ct_findings_add(findings, CT_RULE_POOL_LOOKS_EMPTY, pool->origin,
				ct_subject(pool->kind, pool->key),
				"%s has no users left, but still has or serves: %s", pool->fqdn,
				what);
	}
}
