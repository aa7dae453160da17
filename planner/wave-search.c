/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for cheap waves: orders cut into waves, then improved on several levels.  A level joins
 * units of one wave into clusters, so that a group of people moves in one go (Walshaw's iterated
 * multilevel scheme, 2004); each further cycle joins them in another way.  Of equal results the first
 * counts, and the order of the estate is tried first.
 */
#include "planner/wave-search.h"

#include <string.h>

#include "planner/wave-coarse.h"
#include "planner/wave-exact.h"
#include "planner/wave-levels.h"
#include "planner/wave-order.h"
#include "planner/wave-pack.h"
#include "planner/wave-refine.h"

#define CYCLES	    3
#define LAST_CYCLES 6
#define MOST_LEVELS 16
#define FEW_UNITS   20000 /* up to which all orders are tried to the end */
#define WORK	    G_GINT64_CONSTANT(60000000)
#define UNIT_WORK   80 /* for each unit and edge, of a million of them at most */
#define MOST_SIZE   G_GINT64_CONSTANT(1000000)

typedef void (*OrderFunc)(const CtWaveProblem *problem, guint32 *out_order);
typedef guint (*CutFunc)(const CtWaveProblem *problem, const guint32 *order, guint32 *out_wave_of);

typedef struct {
	OrderFunc order;
	CutFunc cut;
} Start;

/* What one of them begins with. */
typedef struct {
	guint32 *wave_of;
	guint n_waves; /* 0: nothing to go on with */
	guint64 cost;
} Begun;

/* Those that are tried without edges, and with very many units. */
#define PLAIN_STARTS 2
#define MANY_STARTS  4

static const Start starts[] = {
	{ ct_wave_order_given, ct_wave_cut_order },
	{ ct_wave_order_given, ct_wave_pack_groups },
	{ ct_wave_order_clusters, ct_wave_cut_order },
	{ ct_wave_order_clusters, ct_wave_pack_groups },
	{ ct_wave_order_spectral, ct_wave_cut_order },
	{ ct_wave_order_breadth, ct_wave_cut_order },
	{ ct_wave_order_pull, ct_wave_cut_order },
	{ ct_wave_order_pull, ct_wave_pack_groups },
};

static gint64
size_of(const CtWaveProblem *problem)
{
	return (gint64)problem->n + problem->first[problem->n];
}

/* What may be spent on a problem: it grows no further where each pass takes long. */
static gint64
work_for(const CtWaveProblem *problem)
{
	return WORK + UNIT_WORK * MIN(size_of(problem), MOST_SIZE);
}

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

/* Improves clusters of clusters first, then what they are made of. */
static void
cycle(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint32 salt, guint levels,
      gint64 *work)
{
	g_autofree guint32 *cluster_of = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *coarse_wave = NULL;
	g_autoptr(CtWaveProblem) coarse = NULL;

	if (*work <= 0 || problem->first[problem->n] == 0)
		return;
	*work -= size_of(problem);
	/* clusters would be made for nothing */
	if (*work <= 0)
		return;
	if (levels > 0)
		coarse = ct_wave_coarsen(problem, wave_of, MAX(problem->most / 3, 1), salt,
					 cluster_of);
	if (coarse != NULL && pays(coarse->n, problem->n)) {
		coarse_wave = g_new(guint32, (gsize)coarse->n + 1);
		for (guint32 i = problem->n; i-- > 0;)
			coarse_wave[cluster_of[i]] = wave_of[i];
		cycle(coarse, coarse_wave, n_waves, salt + 1, levels - 1, work);
		for (guint32 i = 0; i < problem->n; i++)
			wave_of[i] = coarse_wave[cluster_of[i]];
	}
	ct_wave_refine(problem, wave_of, n_waves, work);
}

/* Improves until @cycles in a row change nothing; without clusters all cycles are alike, and one is
 * enough.  Returns the number of waves. */
static guint
improve(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint cycles, gint64 *work)
{
	const guint levels = can_join(problem) ? MOST_LEVELS : 0;
	const guint most_idle = levels > 0 ? cycles : 1;
	guint64 cost = ct_wave_problem_cost(problem, wave_of);
	guint idle = 0;

	for (guint round = 0; idle < most_idle && cost > 0 && *work > 0; round++) {
		guint64 better;

		ct_wave_reorder(problem, wave_of, n_waves, work);
		cycle(problem, wave_of, MAX(n_waves, problem->n_waves), round * 101 + 1, levels,
		      work);
		n_waves = ct_wave_problem_pack(problem, wave_of);
		better = ct_wave_problem_cost(problem, wave_of);
		idle = better < cost ? 0 : idle + 1;
		cost = better;
	}
	return n_waves;
}

/* The assignment that @start begins with, from its order; 0 when it breaks a limit. */
static guint
begin(const CtWaveProblem *problem, const Start *start, const guint32 *order, guint32 *out_wave_of)
{
	const guint n_waves = start->cut(problem, order, out_wave_of);

	if (start->cut == ct_wave_cut_order)
		return n_waves;
	return n_waves <= problem->n_waves ? ct_wave_problem_check(problem, out_wave_of) : 0;
}

/* Where few are coupled, several orders are the same one. */
static gboolean
is_new(const CtWaveProblem *problem, const guint32 *wave_of, GArray *seen)
{
	guint64 hash = 0;

	for (guint32 i = 0; i < problem->n; i++)
		hash = (hash ^ wave_of[i]) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
	for (guint i = 0; i < seen->len; i++)
		if (g_array_index(seen, guint64, i) == hash)
			return FALSE;
	g_array_append_val(seen, hash);
	return TRUE;
}

/* What the starts begin with, each assignment once; the others have no waves. */
static void
begin_all(const CtWaveProblem *problem, guint n_starts, Begun *begun)
{
	g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(guint64));
	g_autofree guint32 *order = g_new(guint32, (gsize)problem->n + 1);

	for (guint i = 0; i < n_starts; i++) {
		begun[i].wave_of = g_new(guint32, (gsize)problem->n + 1);
		if (i == 0 || starts[i].order != starts[i - 1].order)
			starts[i].order(problem, order);
		begun[i].n_waves = begin(problem, &starts[i], order, begun[i].wave_of);
		if (begun[i].n_waves > 0 && !is_new(problem, begun[i].wave_of, seen))
			begun[i].n_waves = 0;
		if (begun[i].n_waves == 0)
			continue;
		begun[i].cost = ct_wave_problem_cost(problem, begun[i].wave_of);
	}
}

static void
clear_begun(Begun *begun, guint n_starts)
{
	for (guint i = 0; i < n_starts; i++)
		g_free(begun[i].wave_of);
}

static guint
search_few(const CtWaveProblem *problem, guint32 *out_wave_of)
{
	const gint64 total = work_for(problem);
	const guint n_starts = problem->first[problem->n] > 0 ? G_N_ELEMENTS(starts) : PLAIN_STARTS;
	Begun begun[G_N_ELEMENTS(starts)] = { 0 };
	guint64 cheapest = G_MAXUINT64;
	guint best_waves = 0;
	gint64 work;

	begin_all(problem, n_starts, begun);
	for (guint i = 0; i < n_starts; i++) {
		guint32 *wave_of = begun[i].wave_of;
		guint64 cost;

		if (begun[i].n_waves == 0 || cheapest == 0)
			continue;
		work = total / (2 * n_starts);
		begun[i].n_waves = improve(problem, wave_of, begun[i].n_waves, CYCLES, &work);
		cost = ct_wave_problem_cost(problem, wave_of);
		if (cost >= cheapest)
			continue;
		cheapest = cost;
		best_waves = begun[i].n_waves;
		memcpy(out_wave_of, wave_of, (gsize)problem->n * sizeof *wave_of);
	}
	clear_begun(begun, n_starts);
	work = total / 2;
	if (n_starts > PLAIN_STARTS)
		best_waves = improve(problem, out_wave_of, best_waves, LAST_CYCLES, &work);
	return best_waves;
}

/* Waves of the clusters at the top, improved on all levels; 0 when no start keeps the limits. */
static guint
descend(const CtWaveProblem *problem, guint32 *out_wave_of)
{
	g_autoptr(CtWaveLevels) levels = ct_wave_levels_new(problem);
	const CtWaveProblem *top = ct_wave_levels_top(levels);
	gint64 work = work_for(problem) / 2;
	Begun begun[MANY_STARTS] = { 0 };
	const Begun *best = NULL;
	guint n_waves = 0;

	begin_all(top, MANY_STARTS, begun);
	for (guint i = 0; i < MANY_STARTS; i++)
		if (begun[i].n_waves > 0 && begun[i].n_waves <= problem->n_waves &&
		    (best == NULL || begun[i].cost < best->cost))
			best = &begun[i];
	if (best != NULL) {
		n_waves = best->n_waves;
		memcpy(out_wave_of, best->wave_of, (gsize)top->n * sizeof *out_wave_of);
		ct_wave_reorder(top, out_wave_of, n_waves, &work);
		ct_wave_levels_descend(levels, out_wave_of, n_waves, work);
	}
	clear_begun(begun, MANY_STARTS);
	return n_waves;
}

static guint
search_many(const CtWaveProblem *problem, guint32 *out_wave_of)
{
	guint n_waves = descend(problem, out_wave_of);
	gint64 work = work_for(problem) / 2;

	if (n_waves == 0)
		return search_few(problem, out_wave_of);
	/* passes between two waves would not come to an end of the first round */
	if (size_of(problem) > MOST_SIZE)
		return ct_wave_problem_pack(problem, out_wave_of);
	return improve(problem, out_wave_of, n_waves, LAST_CYCLES, &work);
}

guint
ct_wave_search(const CtWaveProblem *problem, guint32 *out_wave_of, gboolean *out_exact)
{
	*out_exact = problem->n <= CT_WAVE_EXACT_UNITS && ct_wave_exact(problem, out_wave_of);
	if (problem->n == 0)
		return 0;
	if (*out_exact)
		return ct_wave_problem_pack(problem, out_wave_of);
	return problem->n > FEW_UNITS && problem->first[problem->n] > 0
		       ? search_many(problem, out_wave_of)
		       : search_few(problem, out_wave_of);
}
