/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another start for the search: a group that fills some waves by itself and shares one more is torn as
 * little as can be.  Which leftovers share a wave is bin packing, by best fit from the largest down
 * (Johnson 1973); the order of the waves is left to ct_wave_reorder().
 */
#include "planner/wave-pack.h"

#include <string.h>

/* What is left of a group when its full waves are taken away. */
typedef struct {
	guint32 group;
	guint users;
	guint begin; /* in the units sorted by group */
	guint end;
} Rest;

/* The heaviest group of a unit, the first of equals; n_groups for none. */
static guint32
home_of(const CtWaveProblem *problem, guint32 unit)
{
	guint32 home = problem->n_groups;

	for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1]; i++) {
		guint32 group = problem->memberships[i].group;

		if (home == problem->n_groups ||
		    problem->group_weight[group] > problem->group_weight[home])
			home = group;
	}
	return home;
}

/* The units by home, and then as in @order. */
static guint32 *
sort_by_home(const CtWaveProblem *problem, const guint32 *order, const guint32 *home)
{
	guint32 *sorted = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *next = g_new0(guint32, (gsize)problem->n_groups + 3);

	for (guint32 i = 0; i < problem->n; i++)
		next[home[i] + 1]++;
	for (guint i = 0; i <= problem->n_groups; i++)
		next[i + 1] += next[i];
	for (guint i = 0; i < problem->n; i++)
		sorted[next[home[order[i]]]++] = order[i];
	return sorted;
}

static int
by_users(gconstpointer a, gconstpointer b)
{
	const Rest *x = a;
	const Rest *y = b;

	if (x->users != y->users)
		return x->users > y->users ? -1 : 1;
	return x->group < y->group ? -1 : x->group > y->group;
}

/* The open wave with the least room that takes @users; their number for a new one. */
static guint
best_fit(const GArray *loads, guint first_open, guint users, guint most)
{
	guint best = loads->len;

	for (guint wave = first_open; wave < loads->len; wave++) {
		guint load = g_array_index(loads, guint, wave);

		if (load + users <= most &&
		    (best == loads->len || load > g_array_index(loads, guint, best)))
			best = wave;
	}
	return best;
}

/* Full waves of each group; appends what is left to @rests. */
static void
fill_waves(const CtWaveProblem *problem, const guint32 *sorted, const guint32 *home, GArray *loads,
	   GArray *rests, guint32 *out_wave_of)
{
	Rest rest = { 0 };
	guint none = 0;

	for (guint i = 0; i < problem->n; i++) {
		guint32 unit = sorted[i];

		if (i == 0 || home[unit] != rest.group) {
			if (i > 0)
				g_array_append_val(rests, rest);
			rest = (Rest){ .group = home[unit], .begin = i, .end = i };
		}
		if (rest.users + problem->size[unit] > problem->most) {
			for (guint k = rest.begin; k < rest.end; k++)
				out_wave_of[sorted[k]] = loads->len;
			g_array_append_val(loads, none);
			g_array_index(loads, guint, loads->len - 1) = rest.users;
			rest.begin = i;
			rest.users = 0;
		}
		rest.users += problem->size[unit];
		rest.end = i + 1;
	}
	if (problem->n > 0)
		g_array_append_val(rests, rest);
}

guint
ct_wave_pack_groups(const CtWaveProblem *problem, const guint32 *order, guint32 *out_wave_of)
{
	g_autofree guint32 *home = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *sorted = NULL;
	g_autoptr(GArray) loads = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) rests = g_array_new(FALSE, FALSE, sizeof(Rest));
	guint none = 0;
	guint first_open;

	for (guint32 i = 0; i < problem->n; i++)
		home[i] = home_of(problem, i);
	sorted = sort_by_home(problem, order, home);
	fill_waves(problem, sorted, home, loads, rests, out_wave_of);
	first_open = loads->len;
	g_array_sort(rests, by_users);
	for (guint i = 0; i < rests->len; i++) {
		const Rest *rest = &g_array_index(rests, Rest, i);
		guint wave = best_fit(loads, first_open, rest->users, problem->most);

		if (wave == loads->len)
			g_array_append_val(loads, none);
		g_array_index(loads, guint, wave) += rest->users;
		for (guint k = rest->begin; k < rest->end; k++)
			out_wave_of[sorted[k]] = wave;
	}
	return loads->len;
}
