/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arrangements from nothing: random beginnings, sweeps, search.
 *
 * Everything is tried twice from different numbers, side by side on two cores, and the better of the
 * two is taken, the first when they are alike.  Neither sees the other, so the result does not depend
 * on which is faster, nor on whether there are two cores.  Only beginnings are tried twice where the
 * search alone takes long.
 */
#include "render/layered-arrange.h"

#include "render/layered-rank.h"
#include "render/layered-search.h"
#include "render/layered-sweep.h"

/* Up to so many nodes levels are doubled at first, so that nodes can move in between. */
#define SMALL	   800
#define STARTS	   12
#define FEW_STARTS 2
#define SWEEPS	   12
#define N_ATTEMPTS 2

typedef struct {
	const CtWeb *web;
	const CtNest *nest; /* NULL if there are no containers */
	const guint *rank;
	guint n_levels;
	guint64 budget;
	guint64 seed;
	CtLevels *levels; /* result */
	guint64 crossings;
} Attempt;

guint64
ct_arrange_budget(const CtWeb *web, guint effort)
{
	guint64 size = web->n_nodes + web->n_edges;

	/* more nodes get more, but fewer for each */
	return (guint64)effort * (8000000 + 50000 * size) / 100;
}

static void
try_web(Attempt *self)
{
	g_autoptr(CtLevels) trial = ct_levels_new(self->web, self->rank, self->n_levels);
	guint n_starts = self->web->n_nodes <= SMALL ? STARTS : FEW_STARTS;
	guint64 random = self->seed;
	guint64 least = G_MAXUINT64;

	ct_levels_fill(trial);
	for (guint start = 0; start < n_starts; start++) {
		guint64 crossings;

		/* the first is good where edges are few */
		if (start == 0)
			ct_sweep_walk(trial, (guint)(self->seed - 1) * self->web->n_nodes / 2);
		else
			ct_sweep_shuffle(trial, &random);
		crossings = ct_sweep_run(trial, SWEEPS, &random);
		if (crossings < least)
			ct_levels_copy(self->levels, trial);
		least = MIN(least, crossings);
	}
	if (self->web->n_nodes <= SMALL)
		ct_search_run(self->levels, self->budget, self->seed);
}

static void
try_nest(Attempt *self)
{
	guint64 random = self->seed;

	ct_nest_arrange(self->levels, NULL, NULL, &random);
	ct_nest_exchange(self->levels);
	ct_search_run(self->levels, self->budget / 8, self->seed);
	if (ct_nest_exchange(self->levels))
		ct_search_run(self->levels, self->budget / 8, self->seed + N_ATTEMPTS);
}

static gpointer
try_once(gpointer data)
{
	Attempt *self = data;

	self->levels = ct_levels_new(self->web, self->rank, self->n_levels);
	self->levels->nest = self->nest;
	if (self->nest != NULL)
		try_nest(self);
	else
		try_web(self);
	self->crossings = ct_levels_crossings(self->levels);
	return NULL;
}

static CtLevels *
try_all(const Attempt *plan)
{
	Attempt attempts[N_ATTEMPTS];
	GThread *threads[N_ATTEMPTS] = { NULL };
	guint best = 0;

	for (guint i = 0; i < N_ATTEMPTS; i++) {
		attempts[i] = *plan;
		attempts[i].seed = i + 1;
	}
	for (guint i = 1; i < N_ATTEMPTS; i++)
		threads[i] = g_thread_new("arrange", try_once, &attempts[i]);
	try_once(&attempts[0]);
	for (guint i = 1; i < N_ATTEMPTS; i++) {
		g_thread_join(threads[i]);
		best = attempts[i].crossings < attempts[best].crossings ? i : best;
	}
	for (guint i = 0; i < N_ATTEMPTS; i++) {
		if (i != best)
			ct_levels_free(attempts[i].levels);
	}
	return attempts[best].levels;
}

CtLevels *
ct_arrange_web(const CtWeb *web, guint effort)
{
	g_autofree guint *rank = g_new0(guint, web->n_nodes + 1);
	Attempt plan = { .web = web,
			 .rank = rank,
			 .n_levels = ct_rank_assign(web->n_nodes, web->n_edges, web->tail,
						    web->head, web->weight, rank),
			 .budget = ct_arrange_budget(web, effort) };
	CtLevels *levels;

	if (web->n_nodes <= SMALL) {
		for (guint v = 0; v < web->n_nodes; v++)
			rank[v] = 2 * rank[v];
		plan.n_levels = 2 * plan.n_levels - 1;
		return try_all(&plan);
	}
	levels = try_all(&plan);
	ct_search_run(levels, plan.budget, 1);
	return levels;
}

CtLevels *
ct_arrange_nest(const CtWeb *web, const CtNest *nest, const guint *rank, guint n_levels,
		guint effort)
{
	Attempt plan = { .web = web,
			 .nest = nest,
			 .rank = rank,
			 .n_levels = n_levels,
			 .budget = ct_arrange_budget(web, effort) };

	return try_all(&plan);
}
