/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching two lists.  Ids count through a plan, so that they say nothing of what is the same.
 */
#include "planner/step-match.h"

guint *
ct_match_keys(const GPtrArray *old_keys, const GPtrArray *new_keys)
{
	g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							     (GDestroyNotify)g_queue_free);
	guint *old_of = g_new(guint, new_keys->len + 1);

	for (guint i = 0; i < old_keys->len; i++) {
		GQueue *queue = g_hash_table_lookup(places, old_keys->pdata[i]);

		if (queue == NULL) {
			queue = g_queue_new();
			g_hash_table_insert(places, old_keys->pdata[i], queue);
		}
		g_queue_push_tail(queue, GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < new_keys->len; i++) {
		GQueue *queue = g_hash_table_lookup(places, new_keys->pdata[i]);

		old_of[i] = queue != NULL && !g_queue_is_empty(queue)
				    ? GPOINTER_TO_UINT(g_queue_pop_head(queue)) - 1
				    : CT_NONE;
	}
	return old_of;
}

static GPtrArray *
keys_of(const CtPlan *plan)
{
	GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);
		/* a step of a plan that was written by hand may have no subject */
		const char *subject = step->subjects->len > 0 ? step->subjects->pdata[0] : "";

		g_ptr_array_add(keys, g_strdup_printf("%s %s", step->rule, subject));
	}
	return keys;
}

guint *
ct_match_steps(const CtPlan *old_plan, const CtPlan *new_plan)
{
	g_autoptr(GPtrArray) old_keys = keys_of(old_plan);
	g_autoptr(GPtrArray) new_keys = keys_of(new_plan);

	return ct_match_keys(old_keys, new_keys);
}

gboolean *
ct_longest_run(const guint *row, guint count)
{
	g_autofree guint *ends = g_new(guint, count + 1); /* by length: where the best one ends */
	g_autofree guint *before = g_new(guint, count + 1);
	gboolean *marked = g_new0(gboolean, count + 1);
	guint length = 0;

	for (guint i = 0; i < count; i++) {
		guint low = 0;
		guint high = length;

		if (row[i] == CT_NONE)
			continue;
		while (low < high) {
			guint middle = (low + high) / 2;

			if (row[ends[middle]] < row[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low > 0 ? ends[low - 1] : CT_NONE;
		ends[low] = i;
		length = MAX(length, low + 1);
	}
	for (guint i = length > 0 ? ends[length - 1] : CT_NONE; i != CT_NONE; i = before[i])
		marked[i] = TRUE;
	return marked;
}
