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
#include "planner/wave-order.h"
#include "planner/wave-pack.h"
#include "planner/wave-refine.h"

#define CYCLES	    3
#define LAST_CYCLES 6
#define MOST_LEVELS 16
#define FEW_UNITS   20000 /* up to which all orders are tried to the end */
#define WORK	    G_GINT64_CONSTANT(60000000)
#define UNIT_WORK   80 /* for each unit and edge, of a million of them at most */
#define DEARER	    8  /* with many units, starts that are dearer by such a part are left */
#define MOST_SIZE   G_GINT64_CONSTANT(1000000)
#define MANY_EDGES  1000000 /* from which they are not kept while coarser ones are looked at */

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

/* Those that are tried without edges, with very many units, and with few. */
#define PLAIN_STARTS 2
#define MANY_STARTS  3

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

/* A problem and the finer one that it was made from. */
typedef struct Level {
	const CtWaveProblem *problem;
	CtWaveProblem *own;	   /* the same; NULL: it is the caller's */
	const struct Level *finer; /* nullable */
	const guint32 *cluster_of; /* by unit of @finer */
} Level;

/* The edges of @self again, from the nearest level that has some. */
static void
relink(const Level *self)
{
	const Level *from = self->finer;
	g_autofree guint32 *cluster_of =
		g_memdup2(self->cluster_of, (gsize)self->finer->problem->n * sizeof *cluster_of);

	while (from->problem->to == NULL) {
		const guint n = from->finer->problem->n;
		guint32 *finer_of = g_new(guint32, (gsize)n + 1);

		for (guint32 i = 0; i < n; i++)
			finer_of[i] = cluster_of[from->cluster_of[i]];
		g_free(cluster_of);
		cluster_of = finer_of;
		from = from->finer;
	}
	ct_wave_coarse_link(self->own, from->problem, cluster_of);
}

/* Improves clusters of clusters first, then what they are made of. */
static void
cycle(const Level *level, guint32 *wave_of, guint n_waves, guint32 salt, guint levels, gint64 *work)
{
	const CtWaveProblem *problem = level->problem;
	g_autofree guint32 *cluster_of = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *coarse_wave = NULL;
	g_autoptr(CtWaveProblem) coarse = NULL;

	if (*work <= 0 || problem->first[problem->n] == 0)
		return;
	*work -= problem->n + problem->first[problem->n];
	/* clusters would be made for nothing */
	if (*work <= 0)
		return;
	if (levels > 0)
		coarse = ct_wave_coarsen(problem, wave_of, MAX(problem->most / 3, 1), salt,
					 cluster_of);
	if (coarse != NULL && pays(coarse->n, problem->n)) {
		const Level below = { coarse, coarse, level, cluster_of };

		coarse_wave = g_new(guint32, (gsize)coarse->n + 1);
		for (guint32 i = problem->n; i-- > 0;)
			coarse_wave[cluster_of[i]] = wave_of[i];
		if (level->own != NULL && problem->first[problem->n] > MANY_EDGES)
			ct_wave_coarse_unlink(level->own);
		cycle(&below, coarse_wave, n_waves, salt + 1, levels - 1, work);
		for (guint32 i = 0; i < problem->n; i++)
			wave_of[i] = coarse_wave[cluster_of[i]];
	}
	g_clear_pointer(&coarse, ct_wave_problem_free);
	if (*work <= 0)
		return;
	if (problem->to == NULL)
		relink(level);
	ct_wave_refine(problem, wave_of, n_waves, work);
}

/* Improves until @cycles in a row change nothing; without clusters all cycles are alike, and one is
 * enough.  Returns the number of waves. */
static guint
improve(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint cycles, gint64 *work)
{
	const guint levels = can_join(problem) ? MOST_LEVELS : 0;
	const guint most_idle = levels > 0 ? cycles : 1;
	const Level whole = { .problem = problem };
	guint64 cost = ct_wave_problem_cost(problem, wave_of);
	guint idle = 0;

	for (guint round = 0; idle < most_idle && cost > 0 && *work > 0; round++) {
		guint64 better;

		ct_wave_reorder(problem, wave_of, n_waves, work);
		cycle(&whole, wave_of, MAX(n_waves, problem->n_waves), round * 101 + 1, levels,
		      work);
		n_waves = ct_wave_problem_pack(problem, wave_of);
		better = ct_wave_problem_cost(problem, wave_of);
		idle = better < cost ? 0 : idle + 1;
		cost = better;
	}
	return n_waves;
}

/* The assignment that @start begins with; 0 when it breaks a limit. */
static guint
begin(const CtWaveProblem *problem, const Start *start, guint32 *out_wave_of)
{
	g_autofree guint32 *order = g_new(guint32, (gsize)problem->n + 1);
	guint n_waves;

	start->order(problem, order);
	n_waves = start->cut(problem, order, out_wave_of);
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

/* What the starts begin with, each assignment once; the others have no waves.  Returns what the cheapest
 * costs. */
static guint64
begin_all(const CtWaveProblem *problem, guint n_starts, Begun *begun)
{
	g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(guint64));
	guint64 cheapest = G_MAXUINT64;

	for (guint i = 0; i < n_starts; i++) {
		begun[i].wave_of = g_new(guint32, (gsize)problem->n + 1);
		begun[i].n_waves = begin(problem, &starts[i], begun[i].wave_of);
		if (begun[i].n_waves > 0 && !is_new(problem, begun[i].wave_of, seen))
			begun[i].n_waves = 0;
		if (begun[i].n_waves == 0)
			continue;
		begun[i].cost = ct_wave_problem_cost(problem, begun[i].wave_of);
		cheapest = MIN(cheapest, begun[i].cost);
	}
	return cheapest;
}

static guint
search_large(const CtWaveProblem *problem, guint32 *out_wave_of)
{
	const gint64 size = (gint64)problem->n + problem->first[problem->n];
	const gint64 total = WORK + UNIT_WORK * MIN(size, MOST_SIZE);
	const guint n_starts = problem->first[problem->n] == 0 ? PLAIN_STARTS
			       : problem->n <= FEW_UNITS       ? G_N_ELEMENTS(starts)
							       : MANY_STARTS;
	Begun begun[G_N_ELEMENTS(starts)] = { 0 };
	const guint64 least = begin_all(problem, n_starts, begun);
	guint64 cheapest = G_MAXUINT64;
	guint best_waves = 0;
	gint64 work;

	for (guint i = 0; i < n_starts; i++) {
		guint32 *wave_of = begun[i].wave_of;
		guint64 cost;

		if (begun[i].n_waves == 0 || cheapest == 0 ||
		    (problem->n > FEW_UNITS && begun[i].cost / DEARER > least / (DEARER - 1)))
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
	for (guint i = 0; i < n_starts; i++)
		g_free(begun[i].wave_of);
	work = total / 2;
	if (n_starts > PLAIN_STARTS)
		best_waves = improve(problem, out_wave_of, best_waves, LAST_CYCLES, &work);
	return best_waves;
}

guint
ct_wave_search(const CtWaveProblem *problem, guint32 *out_wave_of, gboolean *out_exact)
{
	*out_exact = problem->n <= CT_WAVE_EXACT_UNITS && ct_wave_exact(problem, out_wave_of);
	if (problem->n == 0)
		return 0;
	return *out_exact ? ct_wave_problem_pack(problem, out_wave_of)
			  : search_large(problem, out_wave_of);
}
