/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cycles of improvement.  A level joins units of one wave into clusters, so that a group of people moves in one
 * go (Walshaw's iterated multilevel scheme, 2004); each further cycle joins them in another way.  Crossing
 * joins what two assignments agree in (Sanders and Schulz 2012), from the one as it is, so that it never
 * gets dearer.
 */
#include "planner/wave-improve.h"

#include "planner/wave-coarse.h"
#include "planner/wave-refine.h"

#define MOST_LEVELS 16

/* So many clusters of @n units make a level of their own. */
static gboolean
pays(guint clusters, guint n)
{
	return clusters + clusters / 32 < n;
}

/* Where few units have edges, most clusters would be single units. */
static gboolean
can_join(const CtWaveProblem *problem)
{
	guint coupled = 0;

	for (guint32 i = 0; i < problem->n; i++)
		coupled += problem->first[i] < problem->first[i + 1];
	return pays(problem->n - coupled / 2, problem->n);
}

/* Improves clusters of clusters first, then what they are made of.  @part_of: only units of one part, which
 * are in one wave, are joined. */
static void
cycle(const CtWaveProblem *problem, guint32 *wave_of, const guint32 *part_of, guint n_waves,
      guint32 salt, guint levels, gint64 *work)
{
	g_autofree guint32 *cluster_of = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *coarse_wave = NULL;
	g_autofree guint32 *coarse_part = NULL;
	g_autoptr(CtWaveProblem) coarse = NULL;

	if (*work <= 0 || problem->first[problem->n] == 0)
		return;
	*work -= (gint64)problem->n + problem->first[problem->n];
	/* clusters would be made for nothing */
	if (*work <= 0)
		return;
	if (levels > 0)
		coarse = ct_wave_coarsen(problem, part_of, MAX(problem->most / 3, 1), salt,
					 cluster_of);
	if (coarse != NULL && pays(coarse->n, problem->n)) {
		coarse_wave = g_new(guint32, (gsize)coarse->n + 1);
		coarse_part = g_new(guint32, (gsize)coarse->n + 1);
		for (guint32 i = 0; i < problem->n; i++) {
			coarse_wave[cluster_of[i]] = wave_of[i];
			coarse_part[cluster_of[i]] = part_of[i];
		}
		cycle(coarse, coarse_wave, coarse_part, n_waves, salt + 1, levels - 1, work);
		for (guint32 i = 0; i < problem->n; i++)
			wave_of[i] = coarse_wave[cluster_of[i]];
	}
	ct_wave_refine(problem, wave_of, n_waves, work);
}

guint
ct_wave_cross(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, const guint32 *other,
	      guint32 salt, gint64 *work)
{
	g_autofree guint32 *part_of = g_new(guint32, (gsize)problem->n + 1);
	guint32 most = 0;

	for (guint32 i = 0; i < problem->n; i++)
		most = MAX(most, other[i]);
	for (guint32 i = 0; i < problem->n; i++)
		part_of[i] = wave_of[i] * (most + 1) + other[i];
	cycle(problem, wave_of, part_of, MAX(n_waves, problem->n_waves), salt, MOST_LEVELS, work);
	return ct_wave_problem_pack(problem, wave_of);
}

guint
ct_wave_improve(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint cycles,
		gint64 *work)
{
	const guint levels = can_join(problem) ? MOST_LEVELS : 0;
	/* without clusters all cycles are alike */
	const guint most_idle = levels > 0 ? cycles : 1;
	guint64 cost = ct_wave_problem_cost(problem, wave_of);
	guint idle = 0;

	for (guint round = 0; idle < most_idle && cost > 0 && *work > 0; round++) {
		guint64 better;

		ct_wave_reorder(problem, wave_of, n_waves, work);
		cycle(problem, wave_of, wave_of, MAX(n_waves, problem->n_waves), round * 101 + 1,
		      levels, work);
		n_waves = ct_wave_problem_pack(problem, wave_of);
		better = ct_wave_problem_cost(problem, wave_of);
		idle = better < cost ? 0 : idle + 1;
		cost = better;
	}
	return n_waves;
}
