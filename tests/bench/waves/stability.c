/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waves are compared as sets of people: which number a wave has does not matter. */
#include "stability.h"

#include "planner/wave-search.h"

/* The same question without one unit; the numbers of those behind it go down by one. */
static CtWaveProblem *
leave_out(const CtWaveProblem *problem, guint32 without)
{
	CtWaveProblem *rest = ct_wave_problem_new(problem->n - 1);
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(CtWaveEdge));
	guint64 users;
	guint32 end = 0;

	rest->n_groups = problem->n_groups;
	rest->group_weight = g_memdup2(problem->group_weight, problem->n_groups * sizeof(guint32));
	rest->group_most = g_memdup2(problem->group_most, problem->n_groups * sizeof(guint32));
	rest->memberships = g_new(CtWaveMembership, problem->group_first[problem->n] + 1);
	for (guint32 i = 0; i < problem->n; i++) {
		guint32 place = i > without ? i - 1 : i;

		if (i == without)
			continue;
		rest->size[place] = problem->size[i];
		rest->key[place] = problem->key[i];
		rest->pull[place] = problem->pull[i];
		rest->group_first[place] = end;
		for (guint32 k = problem->group_first[i]; k < problem->group_first[i + 1]; k++)
			rest->memberships[end++] = problem->memberships[k];
		for (guint32 k = problem->first[i]; k < problem->first[i + 1]; k++) {
			guint32 other = problem->to[k];
			CtWaveEdge edge = { place, other > without ? other - 1 : other,
					    problem->weight[k] };

			if (other > i && other != without)
				g_array_append_val(edges, edge);
		}
	}
	rest->group_first[rest->n] = end;
	ct_wave_problem_link(rest, (const CtWaveEdge *)(const void *)edges->data, edges->len);
	ct_wave_problem_list_members(rest);
	rest->most = problem->most;
	rest->least = problem->least;
	users = ct_wave_problem_users(rest);
	rest->n_waves = (guint)((users + rest->least - 1) / rest->least);
	return rest;
}

/* One number for each wave that stands for who is in it. */
static guint64 *
digest(const CtWaveProblem *problem, const guint32 *wave_of, guint n_waves, guint32 without)
{
	guint64 *digests = g_new0(guint64, n_waves + 1);

	for (guint32 i = 0; i < problem->n; i++) {
		guint64 x = ((guint64)problem->key[i] + 1) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

		if (i != without)
			digests[wave_of[i]] += (x ^ x >> 29) *
					       G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	}
	return digests;
}

guint
stability_changed(const CtWaveProblem *problem, guint32 without)
{
	g_autoptr(CtWaveProblem) rest = leave_out(problem, without);
	g_autofree guint32 *with_waves = g_new0(guint32, problem->n + 1);
	g_autofree guint32 *rest_waves = g_new0(guint32, problem->n + 1);
	gboolean exact;
	guint n_with = ct_wave_search(problem, with_waves, &exact);
	guint n_rest = ct_wave_search(rest, rest_waves, &exact);
	g_autofree guint64 *with = digest(problem, with_waves, n_with, without);
	g_autofree guint64 *others = digest(rest, rest_waves, n_rest, CT_NONE);
	guint changed = 0;

	for (guint i = 0; i < n_with; i++) {
		gboolean found = with[i] == 0;

		for (guint k = 0; k < n_rest && !found; k++)
			found = with[i] == others[k];
		changed += !found;
	}
	return changed;
}
