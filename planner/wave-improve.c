/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cycles of improvement.  A level joins units of one wave into clusters, so that a group of people moves in one
 * go (Walshaw's iterated multilevel scheme, 2004); each further cycle joins them in another way.  Crossing
 * joins what two assignments agree in (Sanders and Schulz 2012), from the one as it is, so that it never
 * gets dearer.
 *
 * Departments in a bad order are no matter of a few moves, and passes do not mend it.  So cycles are
 * annealed too, on each level: clusters walk about as long as it is hot, and what comes of it is kept
 * when it is cheaper.
 */
#include "planner/wave-improve.h"

#include <string.h>

#include "planner/wave-anneal.h"
#include "planner/wave-coarse.h"
#include "planner/wave-refine.h"

#define MOST_LEVELS 16
#define UNIT_MOVES  2000 /* for each cluster of a level: few have been everywhere by then */

/* What one cycle is made with. */
typedef struct {
	guint n_waves;
	guint32 salt;
	guint levels;
	guint64 heat; /* for single users; 0: nothing is annealed */
	guint moves;  /* of each level, at most */
	gint64 *work;
} Cycle;

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

/* A cluster has more edges than a unit; what moves it costs by chance grows with the root of how many. */
static void
anneal(const CtWaveProblem *problem, guint32 *wave_of, const Cycle *self)
{
	const guint64 part = ct_wave_problem_users(problem) * 256 / problem->n;
	guint64 root = 16;

	while (root * root < part)
		root++;
	ct_wave_anneal(problem, wave_of, self->n_waves, self->heat * root / 16, self->salt,
		       (guint)MIN(self->moves, (guint64)UNIT_MOVES * problem->n));
}

/* Improves clusters of clusters first, then what they are made of.  @part_of: only units of one part, which
 * are in one wave, are joined. */
static void
cycle(const CtWaveProblem *problem, guint32 *wave_of, const guint32 *part_of, Cycle self)
{
	g_autofree guint32 *cluster_of = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *coarse_wave = NULL;
	g_autofree guint32 *coarse_part = NULL;
	g_autoptr(CtWaveProblem) coarse = NULL;

	if (*self.work <= 0 || problem->first[problem->n] == 0)
		return;
	*self.work -= (gint64)problem->n + problem->first[problem->n];
	/* clusters would be made for nothing */
	if (*self.work <= 0)
		return;
	if (self.levels > 0)
		coarse = ct_wave_coarsen(problem, part_of, MAX(problem->most / 3, 1), self.salt,
					 cluster_of);
	if (coarse != NULL && pays(coarse->n, problem->n)) {
		Cycle above = self;

		above.salt++;
		above.levels--;
		coarse_wave = g_new(guint32, (gsize)coarse->n + 1);
		coarse_part = g_new(guint32, (gsize)coarse->n + 1);
		for (guint32 i = 0; i < problem->n; i++) {
			coarse_wave[cluster_of[i]] = wave_of[i];
			coarse_part[cluster_of[i]] = part_of[i];
		}
		cycle(coarse, coarse_wave, coarse_part, above);
		for (guint32 i = 0; i < problem->n; i++)
			wave_of[i] = coarse_wave[cluster_of[i]];
	}
	if (self.heat > 0)
		anneal(problem, wave_of, &self);
	ct_wave_refine(problem, wave_of, self.n_waves, self.work);
}

/* What @now is cheaper by goes into @wave_of; returns how many waves that has. */
static guint
keep_cheaper(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint32 *now)
{
	const guint n_now = ct_wave_problem_pack(problem, now);

	if (ct_wave_problem_cost(problem, now) >= ct_wave_problem_cost(problem, wave_of))
		return n_waves;
	memcpy(wave_of, now, (gsize)problem->n * sizeof *now);
	return n_now;
}

/* The mean weight of an edge, times what is asked for. */
static guint64
heat_of(const CtWaveProblem *problem, const CtWaveHeat *heat)
{
	guint64 sum = 0;

	for (guint32 i = 0; i < problem->first[problem->n]; i++)
		sum += problem->weight[i];
	return sum * heat->tenths * CT_WAVE_HEAT_UNIT /
	       (10 * (guint64)MAX(problem->first[problem->n], 1));
}

guint
ct_wave_cross(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, const guint32 *other,
	      const CtWaveHeat *heat, guint32 salt, gint64 *work)
{
	g_autofree guint32 *part_of = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *now = g_memdup2(wave_of, (gsize)problem->n * sizeof *now);
	guint32 most = 0;

	for (guint32 i = 0; i < problem->n; i++)
		most = MAX(most, other[i]);
	for (guint32 i = 0; i < problem->n; i++)
		part_of[i] = wave_of[i] * (most + 1) + other[i];
	cycle(problem, now, part_of,
	      (Cycle){ .n_waves = heat != NULL ? n_waves : MAX(n_waves, problem->n_waves),
		       .salt = salt,
		       .levels = MOST_LEVELS,
		       .heat = heat != NULL ? heat_of(problem, heat) : 0,
		       .moves = heat != NULL ? heat->moves : 0,
		       .work = work });
	return keep_cheaper(problem, wave_of, n_waves, now);
}

guint
ct_wave_shake(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, const CtWaveHeat *heat,
	      guint32 salt, gint64 *work)
{
	ct_wave_reorder(problem, wave_of, n_waves, work);
	cycle(problem, wave_of, wave_of,
	      (Cycle){ .n_waves = n_waves,
		       .salt = salt,
		       .levels = MOST_LEVELS,
		       .heat = heat_of(problem, heat),
		       .moves = heat->moves,
		       .work = work });
	return ct_wave_problem_pack(problem, wave_of);
}

guint
ct_wave_cool(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, const CtWaveHeat *heat,
	     guint cycles, guint32 salt, gint64 *work)
{
	g_autofree guint32 *now = g_memdup2(wave_of, (gsize)problem->n * sizeof *now);
	guint n_now = n_waves;

	for (guint i = 0; *work > 0 && i < cycles; i++) {
		n_now = ct_wave_shake(problem, now, n_now, heat, salt + 101 * i, work);
		n_waves = keep_cheaper(problem, wave_of, n_waves, now);
	}
	return n_waves;
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
		cycle(problem, wave_of, wave_of,
		      (Cycle){ .n_waves = MAX(n_waves, problem->n_waves),
			       .salt = round * 101 + 1,
			       .levels = levels,
			       .work = work });
		n_waves = ct_wave_problem_pack(problem, wave_of);
		better = ct_wave_problem_cost(problem, wave_of);
		idle = better < cost ? 0 : idle + 1;
		cost = better;
	}
	return n_waves;
}
