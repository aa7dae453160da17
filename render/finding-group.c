/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings, gathered by rule: an export with one mistake usually has it a thousand times, and the
 * advice is the same each time.  Errors come first, then by rule; within a rule they keep the order
 * of the list, which is that of files and lines.
 */
#include "render/finding-group.h"

#include <string.h>

static void
group_clear(gpointer data)
{
	CtFindingGroup *group = data;

	g_array_unref(group->items);
}

static gint
compare_groups(gconstpointer a, gconstpointer b)
{
	const CtFindingGroup *left = a;
	const CtFindingGroup *right = b;

	if (left->severity != right->severity)
		return left->severity > right->severity ? -1 : 1;
	return left->rule < right->rule ? -1 : left->rule > right->rule;
}

GArray *
ct_finding_groups(const CtFindings *findings)
{
	GArray *groups = g_array_new(FALSE, TRUE, sizeof(CtFindingGroup));
	guint at[CT_N_RULES][CT_SEVERITY_ERROR + 1]; /* one more than the index; 0: none yet */

	memset(at, 0, sizeof(at));
	g_array_set_clear_func(groups, group_clear);
	for (guint i = 0; findings != NULL && i < findings->items->len; i++) {
		const CtFinding *finding = findings->items->pdata[i];
		guint *index = &at[finding->rule][finding->severity];

		if (*index == 0) {
			CtFindingGroup fresh = { finding->rule, finding->severity,
						 g_array_new(FALSE, FALSE, sizeof(guint)) };

			g_array_append_val(groups, fresh);
			*index = groups->len;
		}
		g_array_append_val(g_array_index(groups, CtFindingGroup, *index - 1).items, i);
	}
	g_array_sort(groups, compare_groups);
	return groups;
}
