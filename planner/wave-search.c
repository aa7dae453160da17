/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for cheap waves: orders cut into waves and improved, each by itself; then the cheapest are
 * annealed, so that they differ in more than details, and crossed with each other; what is dearer by then gives
 * way to the cheapest one, shaken.  Of equal results the first counts, and the order of the estate is tried
 * first.
 */
#include "planner/wave-search.h"

#include <string.h>

#include "planner/wave-exact.h"
#include "planner/wave-improve.h"
#include "planner/wave-levels.h"
#include "planner/wave-order.h"
#include "planner/wave-pack.h"
#include "planner/wave-refine.h"

#define CYCLES	     3
#define LAST_CYCLES  6
#define MOST_CROSSED 6	   /* the cheapest assignments */
#define FEW_UNITS    20000 /* up to which all orders are tried to the end */
#define WORK	     G_GINT64_CONSTANT(60000000)
#define UNIT_WORK    80 /* for each unit and edge, of a million of them at most */
#define MOST_SIZE    G_GINT64_CONSTANT(1000000)

/* Annealing takes about as long as the bound does; where there are more units, no bound takes so long. */
#define HOT_LEAST   200 /* units; fewer are searched as well without */
#define HOT_UNITS   4000
#define HOT_MOVES   500000 /* on a level; fewer where there are few units, or very many */
#define HOT_TOTAL   G_GUINT64_CONSTANT(1000000000)
#define HOT	    30 /* tenths of the mean weight: departments change places */
#define WARM	    10 /* teams do */
#define MILD	    6  /* between two that are crossed */
#define MILD_PART   5  /* of the moves */
#define GENERATIONS 5
#define AFRESH	    4  /* the dearest ones of a generation begin again from the cheapest one */
#define AFRESH_HEAT 10 /* the first of them; each further one has so much more: */
#define AFRESH_STEP 8
#define PARTNERS    2 /* of each in a generation */
#define WARM_CYCLES 5
#define WARM_SALT   7
#define HOT_SALT    1000

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

static void
set_waves(const CtWaveProblem *problem, Begun *one, guint n_waves)
{
	one->n_waves = n_waves;
	one->cost = ct_wave_problem_cost(problem, one->wave_of);
}

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

/* The cheapest first, of equals as they stand; those without waves last. */
static void
sort_begun(Begun *begun, guint n)
{
	for (guint i = 1; i < n; i++) {
		const Begun one = begun[i];
		guint at = i;

		for (; at > 0 && one.n_waves > 0 &&
		       (begun[at - 1].n_waves == 0 || begun[at - 1].cost > one.cost);
		     at--)
			begun[at] = begun[at - 1];
		begun[at] = one;
	}
}

static guint
hot_moves(const CtWaveProblem *problem)
{
	const guint64 n = problem->n;

	if (n < HOT_LEAST || n > HOT_UNITS)
		return 0;
	return (guint)MIN(MIN(2 * n * n, HOT_MOVES), HOT_TOTAL / MAX(n, 1));
}

/* Crosses each of them with the next @partners; returns whether any has got better. */
static gboolean
cross_once(const CtWaveProblem *problem, Begun *begun, guint n, guint partners,
	   const CtWaveHeat *heat, guint32 salt, gint64 *work)
{
	const guint pairs = n * partners;
	gboolean is_better = FALSE;

	for (guint pair = 0; *work > 0 && pair < pairs; pair++) {
		Begun *one = &begun[pair % n];
		const Begun *other = &begun[(pair + 1 + pair / n) % n];
		const guint64 cost = one->cost;

		set_waves(problem, one,
			  ct_wave_cross(problem, one->wave_of, one->n_waves, other->wave_of, heat,
					salt + pair, work));
		is_better |= one->cost < cost;
	}
	return is_better;
}

/* The cheapest one in the place of the dearest ones, in a heat of its own each: it comes to be dearer, but
 * what is better in it is crossed with the rest. */
static void
begin_afresh(const CtWaveProblem *problem, Begun *begun, guint n, guint32 salt, gint64 total)
{
	const guint first = n > AFRESH ? n - AFRESH : 1;

	sort_begun(begun, n);
	for (guint i = first; i < n; i++) {
		const CtWaveHeat heat = { AFRESH_HEAT + AFRESH_STEP * (i - first),
					  hot_moves(problem) };
		gint64 work = total / 4;

		memcpy(begun[i].wave_of, begun[0].wave_of, (gsize)problem->n * sizeof(guint32));
		set_waves(problem, &begun[i],
			  ct_wave_shake(problem, begun[i].wave_of, begun[0].n_waves, &heat,
					salt + HOT_SALT * i, &work));
	}
}

/* Anneals each of them, and what they differ in; then what the cheapest one comes to when it is shaken. */
static void
anneal_all(const CtWaveProblem *problem, Begun *begun, guint n, gint64 total)
{
	const CtWaveHeat hot = { HOT, hot_moves(problem) };
	const CtWaveHeat mild = { MILD, hot.moves / MILD_PART };
	gint64 work;

	for (guint i = 0; i < n; i++) {
		work = total / 4;
		set_waves(problem, &begun[i],
			  ct_wave_cool(problem, begun[i].wave_of, begun[i].n_waves, &hot, 1,
				       HOT_SALT * (i + 1), &work));
	}
	for (guint32 generation = 0; generation < GENERATIONS; generation++) {
		if (generation > 0)
			begin_afresh(problem, begun, n, HOT_SALT * (1 + 10 * generation), total);
		work = total;
		cross_once(problem, begun, n, MIN(PARTNERS, n - 1), &mild, 101 * generation, &work);
	}
}

/* Crosses the first @n until none gets better, and sorts all. */
static void
cross_all(const CtWaveProblem *problem, Begun *begun, guint n, guint n_all, gint64 total)
{
	gint64 work = total / 2;
	gboolean is_better = TRUE;

	if (hot_moves(problem) > 0)
		anneal_all(problem, begun, n, total);
	for (guint32 salt = 0; is_better && work > 0; salt += 101)
		is_better = cross_once(problem, begun, n, n - 1, NULL, salt, &work);
	sort_begun(begun, n_all);
}

/* The last of the cheapest one: what is annealed no more is looked through once more. */
static guint
finish(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 total)
{
	const CtWaveHeat warm = { WARM, hot_moves(problem) };
	gint64 work = total;

	if (warm.moves > 0)
		n_waves = ct_wave_cool(problem, wave_of, n_waves, &warm, WARM_CYCLES, WARM_SALT,
				       &work);
	work = total / 8;
	return ct_wave_improve(problem, wave_of, n_waves, LAST_CYCLES, &work);
}

static guint
search_few(const CtWaveProblem *problem, guint32 *out_wave_of)
{
	const gint64 total = work_for(problem);
	const gboolean is_coupled = problem->first[problem->n] > 0;
	const guint n_starts = is_coupled ? G_N_ELEMENTS(starts) : PLAIN_STARTS;
	Begun begun[G_N_ELEMENTS(starts)] = { 0 };
	guint64 cheapest = G_MAXUINT64;
	guint crossed = 0;
	guint n_waves;
	gint64 work;

	begin_all(problem, n_starts, begun);
	for (guint i = 0; i < n_starts && cheapest > 0; i++) {
		if (begun[i].n_waves == 0)
			continue;
		work = total / (2 * n_starts);
		set_waves(problem, &begun[i],
			  ct_wave_improve(problem, begun[i].wave_of, begun[i].n_waves, CYCLES,
					  &work));
		cheapest = MIN(cheapest, begun[i].cost);
	}
	sort_begun(begun, n_starts);
	while (crossed < MIN(n_starts, MOST_CROSSED) && begun[crossed].n_waves > 0)
		crossed++;
	if (is_coupled && cheapest > 0)
		cross_all(problem, begun, crossed, n_starts, total);
	n_waves = begun[0].n_waves;
	memcpy(out_wave_of, begun[0].wave_of, (gsize)problem->n * sizeof *out_wave_of);
	clear_begun(begun, n_starts);
	return is_coupled && cheapest > 0 ? finish(problem, out_wave_of, n_waves, total) : n_waves;
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
	return ct_wave_improve(problem, out_wave_of, n_waves, LAST_CYCLES, &work);
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

gboolean
ct_wave_search_is_long(const CtWaveProblem *problem)
{
	return problem->n >= HOT_LEAST && problem->first[problem->n] > 0;
}
