/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cheapest assignment of few units, by dynamic programming over the sets of units that have moved
 * (after Held and Karp 1962).  What a boundary between two waves costs depends only on the set that
 * has moved before it: cut edges, pulls of whoever is left, groups that have begun and not ended.  So
 * the best way to move a set in k waves is the best way to move a part of it in k - 1, and the rest in
 * one wave.
 */
#include "planner/wave-exact.h"

#include <string.h>

typedef struct {
	const CtWaveProblem *problem;
	guint32 full;	 /* the set of all */
	guint64 *cut;	 /* by set: cost of the boundary behind it */
	guint8 *is_wave; /* by set: does it fit into one wave? */
	guint64 *best;	 /* by set: cost of moving it in the current number of waves */
	guint64 *before; /* the same with one wave less */
	guint16 *last;	 /* by wave and set: who moves in the last wave; 0 for none */
} Exact;

#define NEVER G_MAXUINT64

static guint64
cut_of(const CtWaveProblem *problem, guint32 set)
{
	guint64 cost = 0;

	for (guint32 unit = 0; unit < problem->n; unit++) {
		if ((set >> unit & 1) == 0) {
			cost += problem->pull[unit];
			continue;
		}
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
			if ((set >> problem->to[i] & 1) == 0)
				cost += problem->weight[i];
	}
	for (guint32 group = 0; group < problem->n_groups; group++) {
		guint32 begin = problem->member_first[group];
		guint32 moved = 0;

		for (guint32 i = begin; i < problem->member_first[group + 1]; i++)
			moved += set >> problem->members[i] & 1;
		if (moved > 0 && moved < problem->member_first[group + 1] - begin)
			cost += problem->group_weight[group];
	}
	return cost;
}

static gboolean
fits_wave(const CtWaveProblem *problem, guint32 set)
{
	g_autofree guint64 *users = g_new0(guint64, (gsize)problem->n_groups + 1);
	guint64 total = 0;

	for (guint32 unit = 0; unit < problem->n; unit++) {
		if ((set >> unit & 1) == 0)
			continue;
		total += problem->size[unit];
		for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1];
		     i++)
			users[problem->memberships[i].group] += problem->memberships[i].users;
	}
	for (guint i = 0; i < problem->n_groups; i++)
		if (problem->group_most[i] > 0 && users[i] > problem->group_most[i])
			return FALSE;
	return total <= problem->most;
}

/* Adds one wave to all ways.  Parts are tried from the largest down, so that of equals the one that
 * moves most, and the first units first, is kept. */
static void
add_wave(Exact *self, guint wave)
{
	guint16 *last = &self->last[(gsize)wave * (self->full + 1)];

	for (guint32 set = 0; set <= self->full; set++) {
		self->best[set] = NEVER;
		last[set] = 0;
		for (guint32 part = set; part > 0; part = (part - 1) & set) {
			guint32 rest = set & ~part;
			guint64 cost;

			if (!self->is_wave[part] || self->before[rest] == NEVER)
				continue;
			cost = self->before[rest] + (rest != 0 ? self->cut[rest] : 0);
			if (cost < self->best[set]) {
				self->best[set] = cost;
				last[set] = (guint16)part;
			}
		}
	}
}

static void
read_back(const Exact *self, guint n_waves, guint32 *out_wave_of)
{
	guint32 set = self->full;

	for (guint wave = n_waves; wave-- > 0;) {
		guint32 part = self->last[(gsize)wave * (self->full + 1) + set];

		for (guint32 unit = 0; unit < self->problem->n; unit++)
			if ((part >> unit & 1) != 0)
				out_wave_of[unit] = wave;
		set &= ~part;
	}
}

static gboolean
run(Exact *self, guint most_waves, guint32 *out_wave_of)
{
	guint64 cheapest = NEVER;

	for (guint32 set = 0; set <= self->full; set++) {
		self->cut[set] = cut_of(self->problem, set);
		self->is_wave[set] = set != 0 && fits_wave(self->problem, set);
		self->before[set] = NEVER;
	}
	self->before[0] = 0;
	for (guint wave = 0; wave < most_waves && cheapest > 0; wave++) {
		guint64 *swap = self->before;

		add_wave(self, wave);
		if (self->best[self->full] < cheapest) {
			cheapest = self->best[self->full];
			read_back(self, wave + 1, out_wave_of);
		}
		self->before = self->best;
		self->best = swap;
	}
	return cheapest != NEVER;
}

gboolean
ct_wave_exact(const CtWaveProblem *problem, guint32 *out_wave_of)
{
	const guint most_waves = MIN(problem->n_waves, problem->n);
	const gsize sets = (gsize)1 << problem->n;
	g_autofree guint64 *cut = g_new(guint64, sets);
	g_autofree guint64 *one = g_new(guint64, sets);
	g_autofree guint64 *other = g_new(guint64, sets);
	g_autofree guint8 *is_wave = g_new(guint8, sets);
	g_autofree guint16 *last = g_new(guint16, sets * (most_waves + 1));
	Exact self = { .problem = problem,
		       .full = (guint32)(sets - 1),
		       .cut = cut,
		       .is_wave = is_wave,
		       .best = one,
		       .before = other,
		       .last = last };

	g_assert(problem->n <= CT_WAVE_EXACT_UNITS);
	if (problem->n == 0)
		return TRUE;
	return run(&self, most_waves, out_wave_of);
}
