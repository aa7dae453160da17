/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the size of waves alone makes dear.  Pulls: units in the order of pull for each user fill waves
 * from the first.  Groups: as many waves as their users need.
 */
#include "planner/wave-bound.h"

static int
by_pull(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtWaveProblem *problem = data;
	guint32 x = *(const guint32 *)a;
	guint32 y = *(const guint32 *)b;
	guint64 left = (guint64)problem->pull[x] * problem->size[y];
	guint64 right = (guint64)problem->pull[y] * problem->size[x];

	if (left != right)
		return left > right ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Sum of the waves of the users at the places from 0 to @place. */
static guint64
waves_before(guint64 place, guint64 most)
{
	guint64 full = place / most;

	return most * (full * (full - MIN(full, 1)) / 2) + place % most * full;
}

static guint64
bound_pulls(const CtWaveProblem *problem)
{
	g_autofree guint32 *order = g_new(guint32, (gsize)problem->n + 1);
	guint64 place = 0;
	guint64 bound = 0;
	guint count = 0;

	for (guint32 i = 0; i < problem->n; i++)
		if (problem->pull[i] > 0)
			order[count++] = i;
	g_qsort_with_data(order, (gint)count, sizeof *order, by_pull, (gpointer)problem);
	for (guint i = 0; i < count; i++) {
		guint64 size = problem->size[order[i]];
		guint64 waves = waves_before(place + size, problem->most) -
				waves_before(place, problem->most);

		bound += problem->pull[order[i]] * waves / size;
		place += size;
	}
	return bound;
}

static guint64
bound_groups(const CtWaveProblem *problem)
{
	g_autofree guint64 *users = g_new0(guint64, (gsize)problem->n_groups + 1);
	guint64 bound = 0;

	for (guint32 i = 0; i < problem->group_first[problem->n]; i++)
		users[problem->memberships[i].group] += problem->memberships[i].users;
	for (guint i = 0; i < problem->n_groups; i++) {
		guint64 most = problem->group_most[i] > 0
				       ? MIN(problem->group_most[i], problem->most)
				       : problem->most;

		if (users[i] > 0)
			bound += problem->group_weight[i] * ((users[i] - 1) / most);
	}
	return bound;
}

guint64
ct_wave_bound_packing(const CtWaveProblem *problem)
{
	return bound_pulls(problem) + bound_groups(problem);
}
