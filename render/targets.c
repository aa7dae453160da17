/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tables say of the targets of a pool. */
#include "render/targets.h"

char *
ct_targets_text(const CtPlanPair *pair, const char *between)
{
	GString *text = g_string_new(pair->target != NULL ? pair->target : "none");

	for (guint i = 0; i < pair->also->len; i++)
		g_string_append_printf(text, "%s%s", between,
				       (const char *)g_ptr_array_index(pair->also, i));
	return g_string_free(text, FALSE);
}

/* "pool:lync01.contoso.com"; newly allocated. */
static char *
subject_of(const char *fqdn)
{
	g_autofree char *folded = g_utf8_casefold(fqdn, -1);

	return g_strconcat("pool:", folded, NULL);
}

GPtrArray *
ct_targets_further(const CtPlan *plan, const char *subject)
{
	GPtrArray *further = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(plan->pairs, CtPlanPair, i);
		g_autofree char *legacy = pair->also->len > 0 ? subject_of(pair->legacy) : NULL;

		if (g_strcmp0(legacy, subject) != 0)
			continue;
		for (guint k = 0; k < pair->also->len; k++)
			g_ptr_array_add(further, subject_of(g_ptr_array_index(pair->also, k)));
	}
	return further;
}
