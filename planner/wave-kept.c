/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps the waves of an earlier plan.
 *
 * Waves that are through are not there any more, since their users are no longer on the legacy side; the
 * others keep their order and their ids.  Couplings are not looked at: that users were told when they
 * move counts for more than what a better assignment would save.
 */
#include "planner/wave-kept.h"

#include <string.h>

guint32 *
ct_waves_kept(const CtEstate *estate, const CtGroups *groups, const CtPlan *from)
{
	guint32 *kept = g_new(guint32, groups->units->len + 1);

	for (guint i = 0; i < groups->units->len; i++)
		kept[i] = CT_NONE;
	for (guint32 i = 0; i < from->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(from->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const char *sip = g_array_index(wave->members, CtWaveMember, k).sip;
			guint32 user = ct_estate_find_user(estate, sip).index;
			guint32 unit = user != CT_NONE ? groups->unit_of[user] : CT_NONE;

			/* of users who have become one unit since, the first wave counts */
			if (unit != CT_NONE && kept[unit] == CT_NONE)
				kept[unit] = i;
		}
	}
	return kept;
}

gboolean
ct_wave_was(const CtPlan *from, guint32 row, CtWaveKind kind)
{
	return row != CT_NONE && strcmp(g_array_index(from->waves, CtPlanWave, row).kind,
					ct_wave_kind_name(kind)) == 0;
}

/* New units behind everybody else, from wave @wave on with @used users in it; the number of waves. */
static guint
add_new(const CtWaveProblem *problem, const GArray *rest, const guint32 *kept, guint32 *wave_of,
	guint wave, guint used)
{
	guint last = wave;

	for (guint i = 0; i < rest->len; i++) {
		if (kept[g_array_index(rest, guint32, i)] != CT_NONE)
			continue;
		if (used + problem->size[i] > problem->most && used > 0) {
			last++;
			used = 0;
		}
		used += problem->size[i];
		wave_of[i] = last;
	}
	return used > 0 ? last + 1 : last;
}

guint
ct_waves_keep(const CtWaveProblem *problem, const GArray *rest, const guint32 *kept,
	      const CtPlan *from, guint32 *wave_of, GArray **out_rows)
{
	g_autofree guint32 *rank = g_new(guint32, from->waves->len + 1);
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(guint32));
	const guint32 none = CT_NONE;
	guint n_waves;
	guint used = 0;

	memset(rank, 0, (from->waves->len + 1) * sizeof *rank);
	for (guint i = 0; i < rest->len; i++)
		if (kept[g_array_index(rest, guint32, i)] != CT_NONE)
			rank[kept[g_array_index(rest, guint32, i)]] = 1;
	for (guint32 i = 0; i < from->waves->len; i++) {
		if (rank[i] == 0)
			continue;
		rank[i] = rows->len;
		g_array_append_val(rows, i);
	}
	for (guint i = 0; i < rest->len; i++) {
		guint32 row = kept[g_array_index(rest, guint32, i)];

		if (row == CT_NONE)
			continue;
		wave_of[i] = rank[row];
		if (rank[row] + 1 == rows->len)
			used += problem->size[i];
	}
	n_waves = rows->len > 0 ? rows->len - 1 : 0;
	n_waves = add_new(problem, rest, kept, wave_of, n_waves, used);
	while (rows->len < n_waves)
		g_array_append_val(rows, none);
	if (n_waves == 0 || ct_wave_problem_check(problem, wave_of) != n_waves)
		return 0;
	*out_rows = g_steal_pointer(&rows);
	return n_waves;
}

/* "wave-07" -> 7 */
static guint
number_of(const char *id)
{
	const char *dash = strrchr(id, '-');

	return dash != NULL ? (guint)g_ascii_strtoull(dash + 1, NULL, 10) : 0;
}

const char *
ct_wave_kept_id(const CtPlan *from, guint32 row, guint nth, CtPlan *plan)
{
	guint most = 0;

	if (row != CT_NONE)
		return ct_plan_text(plan, g_array_index(from->waves, CtPlanWave, row).id);
	for (guint i = 0; i < from->waves->len; i++)
		most = MAX(most, number_of(g_array_index(from->waves, CtPlanWave, i).id));
	return ct_plan_printf(plan, "wave-%02u", most + 1 + nth);
}
