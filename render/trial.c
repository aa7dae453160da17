/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pilot in words.  The plan says of each combination who tries it; people want to know of each
 * pilot user what for, and of the pilot whether it could be smaller.
 */
#include "render/trial.h"

#include <string.h>

static void
trier_free(gpointer data)
{
	CtTrier *self = data;

	g_array_unref(self->combinations);
	g_free(self);
}

static int
by_address(gconstpointer a, gconstpointer b)
{
	const CtTrier *left = *(const CtTrier *const *)a;
	const CtTrier *right = *(const CtTrier *const *)b;

	return strcmp(left->sip, right->sip);
}

GPtrArray *
ct_trial_users(const CtPlan *plan)
{
	GPtrArray *triers = g_ptr_array_new_with_free_func(trier_free);
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->combinations->len; i++) {
		const GPtrArray *pilot =
			g_array_index(plan->combinations, CtPlanCombination, i).pilot;

		for (guint k = 0; k < pilot->len; k++) {
			const char *sip = g_ptr_array_index(pilot, k);
			CtTrier *trier = g_hash_table_lookup(index, sip);

			if (trier == NULL) {
				trier = g_new0(CtTrier, 1);
				trier->sip = sip;
				trier->combinations = g_array_new(FALSE, FALSE, sizeof(guint));
				g_ptr_array_add(triers, trier);
				g_hash_table_insert(index, (gpointer)sip, trier);
			}
			g_array_append_val(trier->combinations, i);
		}
	}
	g_ptr_array_sort(triers, by_address);
	return triers;
}

char *
ct_trial_sentence(const CtPlan *plan)
{
	guint untried = ct_plan_count_untried(plan);
	guint all = plan->combinations->len;
	const char *try = plan->pilot_users == 1 ? "user tries" : "users try";
	g_autoptr(GString) text = g_string_new(NULL);

	if (untried == 0)
		g_string_append_printf(text, "%u %s all %u combinations that some user has",
				       plan->pilot_users, try, all);
	else
		g_string_append_printf(text,
				       "%u %s %u of %u combinations that some user has; "
				       "%u users would try them all",
				       plan->pilot_users, try, all - untried, all,
				       plan->pilot_needed);
	g_string_append_printf(text, " (waves.pilot_cover = %s). ", plan->pilot_cover);
	if (plan->pilot_lower_bound == plan->pilot_needed)
		g_string_append(text, "That no smaller pilot does is proved.");
	else
		g_string_append_printf(text, "It is proved that fewer than %u do not.",
				       plan->pilot_lower_bound);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static const CtPlanCombination *
tried_at(const CtPlan *plan, const CtTrier *trier, guint index)
{
	return &g_array_index(plan->combinations, CtPlanCombination,
			      g_array_index(trier->combinations, guint, index));
}

/* What is tried with the same thing stands together, and the thing is named once. */
char *
ct_trial_text(const CtPlan *plan, const CtTrier *trier, guint limit)
{
	g_autoptr(GString) text = g_string_new(NULL);
	guint count = trier->combinations->len;
	guint end = MIN(count, limit);

	for (guint i = 0; i < end; i++) {
		const CtPlanCombination *row = tried_at(plan, trier, i);
		gboolean last = i + 1 == end ||
				g_strcmp0(tried_at(plan, trier, i + 1)->with, row->with) != 0;

		g_string_append(text, row->value);
		if (last && row->with != NULL)
			g_string_append_printf(text, " with %s", row->with);
		if (i + 1 < end)
			g_string_append(text, last ? "; " : ", ");
	}
	if (count > limit)
		g_string_append_printf(text, "; and %u more", count - limit);
	return g_string_free(g_steal_pointer(&text), FALSE);
}
