/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coarsening by edges that are the strongest at both ends, relative to the sizes they would join, in a
 * few rounds (after Hendrickson and Leland 1995; Preis 1999 for locally heaviest edges).  Which two
 * are joined depends on their neighbourhood only, and never on a visiting order: what changes in one
 * place of an estate stays there.
 */
#include "planner/wave-coarse.h"

#include <string.h>

#define ROUNDS 4

/* What is asked of a neighbour, in one place and no more than that: neighbours are all over memory. */
typedef struct {
	guint32 size; /* TAKEN: somebody else has it */
	guint32 key;
} Node;

#define TAKEN G_MAXUINT32

typedef struct {
	const CtWaveProblem *problem;
	const guint32 *wave_of; /* nullable; only units of the same wave are joined */
	guint most;
	guint32 salt;
	Node *nodes;   /* by unit */
	guint32 *mate; /* by unit; itself while it is alone */
	guint32 *wish; /* by unit */
} Matching;

static guint32
mix(guint32 a, guint32 b)
{
	guint32 x = a * 0x9e3779b1u ^ b;

	x ^= x >> 16;
	x *= 0x85ebca6bu;
	x ^= x >> 13;
	x *= 0xc2b2ae35u;
	return x ^ x >> 16;
}

static guint32
tie(const Matching *self, guint32 a, guint32 b)
{
	guint32 x = self->nodes[a].key;
	guint32 y = self->nodes[b].key;

	return mix(mix(MIN(x, y), MAX(x, y)), self->salt);
}

static gboolean
may_join(const Matching *self, guint32 unit, guint32 other)
{
	return (guint64)self->nodes[unit].size + self->nodes[other].size <= self->most &&
	       (self->wave_of == NULL || self->wave_of[unit] == self->wave_of[other]);
}

/* The free neighbour with the largest weight for the sizes; itself when there is none.  Whoever is best stays
 * so while he is free, since nobody becomes free again. */
static guint32
choose(const Matching *self, guint32 unit)
{
	const CtWaveProblem *problem = self->problem;
	const guint32 last = problem->first[problem->n] - 1;
	guint32 best = unit;
	guint64 best_weight = 0;
	guint64 best_size = 1;
	guint32 best_tie = 0;

	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
		const guint32 other = problem->to[i];
		guint64 left;
		guint64 right;
		guint32 other_tie;

		__builtin_prefetch(&self->nodes[problem->to[MIN(i + CT_WAVE_AHEAD, last)]]);
		if (!may_join(self, unit, other))
			continue;
		left = problem->weight[i] * best_size;
		right = best_weight * self->nodes[other].size;
		if (best != unit && left < right)
			continue;
		other_tie = tie(self, unit, other);
		if (best == unit || left > right || other_tie < best_tie) {
			best = other;
			best_weight = problem->weight[i];
			best_size = self->nodes[other].size;
			best_tie = other_tie;
		}
	}
	return best;
}

static void
match(Matching *self)
{
	guint n = self->problem->n;

	for (guint round = 0; round < ROUNDS; round++) {
		for (guint32 i = 0; i < n; i++) {
			guint32 other = self->wish[i];

			if (self->mate[i] != i)
				self->wish[i] = i;
			else if (round == 0 || self->mate[other] != other)
				self->wish[i] = choose(self, i);
		}
		for (guint32 i = 0; i < n; i++) {
			guint32 other = self->wish[i];

			if (other > i && self->wish[other] == i) {
				self->mate[i] = other;
				self->mate[other] = i;
				self->nodes[i].size = TAKEN;
				self->nodes[other].size = TAKEN;
			}
		}
	}
}

/* Numbers the clusters and sums up what belongs to one unit alone. */
static CtWaveProblem *
join_units(const Matching *self, guint32 *out_cluster_of)
{
	const CtWaveProblem *fine = self->problem;
	CtWaveProblem *coarse;
	guint32 n = 0;

	for (guint32 i = 0; i < fine->n; i++)
		out_cluster_of[i] = self->mate[i] < i ? out_cluster_of[self->mate[i]] : n++;
	coarse = ct_wave_problem_new(n);
	memset(coarse->size, 0, (gsize)n * sizeof *coarse->size);
	for (guint32 i = 0; i < fine->n; i++) {
		guint32 cluster = out_cluster_of[i];

		coarse->size[cluster] += fine->size[i];
		coarse->pull[cluster] += fine->pull[i];
		coarse->key[cluster] = mix(coarse->key[cluster], fine->key[i]);
	}
	coarse->most = fine->most;
	coarse->least = fine->least;
	coarse->n_waves = fine->n_waves;
	return coarse;
}

/* The units of each cluster, in their order; @out_first: by cluster, and one more. */
static guint32 *
list_units(guint n_clusters, guint n, const guint32 *cluster_of, guint32 *out_first)
{
	guint32 *units = g_new(guint32, (gsize)n + 1);

	memset(out_first, 0, ((gsize)n_clusters + 2) * sizeof *out_first);
	for (guint32 i = 0; i < n; i++)
		out_first[cluster_of[i] + 2]++;
	for (guint i = 0; i < n_clusters; i++)
		out_first[i + 2] += out_first[i + 1];
	for (guint32 i = 0; i < n; i++)
		units[out_first[cluster_of[i] + 1]++] = i;
	return units;
}

/* Rows of @coarse while they are put together. */
typedef struct {
	CtWaveProblem *coarse;
	const CtWaveProblem *fine;
	const guint32 *cluster_of;
	guint32 *place; /* by cluster: 1 + where its edge is, or was in an earlier row */
} Joining;

/* Adds what @unit is coupled to; edges of its cluster begin at @row.  Whether there is such an edge yet is as
 * good as random: nothing is skipped for it. */
static guint32
add_edges(const Joining *self, guint32 unit, guint32 row, guint32 end)
{
	const CtWaveProblem *fine = self->fine;
	const guint32 last = MAX(fine->first[fine->n], 1) - 1;
	guint32 *to = self->coarse->to;
	guint32 *weight = self->coarse->weight;

	for (guint32 k = fine->first[unit]; k < fine->first[unit + 1]; k++) {
		const guint32 other = self->cluster_of[fine->to[k]];
		const guint32 known = self->place[other];
		const gboolean is_known = known > row;
		const guint32 at = is_known ? known - 1 : end;

		__builtin_prefetch(&self->cluster_of[fine->to[MIN(k + CT_WAVE_AHEAD, last)]]);
		self->place[other] = at + 1;
		to[at] = other;
		weight[at] = (is_known ? weight[at] : 0) + fine->weight[k];
		end += !is_known;
	}
	return end;
}

/* Edges of a cluster to itself are summed up where they are in nobody's way, and forgotten. */
static void
join_edges(CtWaveProblem *coarse, const CtWaveProblem *fine, const guint32 *cluster_of)
{
	g_autofree guint32 *unit_first = g_new(guint32, (gsize)coarse->n + 3);
	g_autofree guint32 *units = list_units(coarse->n, fine->n, cluster_of, unit_first);
	g_autofree guint32 *place = g_new0(guint32, (gsize)coarse->n + 1);
	const Joining joining = { coarse, fine, cluster_of, place };
	const guint32 own = fine->first[fine->n];
	guint32 end = 0;

	coarse->to = g_new(guint32, (gsize)own + 1);
	coarse->weight = g_new(guint32, (gsize)own + 1);
	coarse->weight[own] = 0;
	for (guint32 i = 0; i < coarse->n; i++) {
		coarse->first[i] = end;
		place[i] = own + 1;
		for (guint32 k = unit_first[i]; k < unit_first[i + 1]; k++)
			end = add_edges(&joining, units[k], coarse->first[i], end);
		place[i] = 0;
	}
	coarse->first[coarse->n] = end;
	coarse->to = g_renew(guint32, coarse->to, (gsize)end + 1);
	coarse->weight = g_renew(guint32, coarse->weight, (gsize)end + 1);
}

/* Memberships of both units, those in the same group as one. */
static void
join_groups(const Matching *self, CtWaveProblem *coarse)
{
	const CtWaveProblem *fine = self->problem;
	guint32 out = 0;
	guint32 cluster = 0;

	coarse->n_groups = fine->n_groups;
	coarse->group_weight = g_memdup2(fine->group_weight, (gsize)fine->n_groups * 4);
	coarse->group_most = g_memdup2(fine->group_most, (gsize)fine->n_groups * 4);
	coarse->memberships = g_new(CtWaveMembership, (gsize)fine->group_first[fine->n] + 1);
	for (guint32 i = 0; i < fine->n; i++) {
		const guint32 units[2] = { i, self->mate[i] };
		guint32 begin = out;

		if (units[1] < i)
			continue;
		for (guint k = 0; k < (units[1] == i ? 1u : 2u); k++) {
			for (guint32 at = fine->group_first[units[k]];
			     at < fine->group_first[units[k] + 1]; at++) {
				guint32 same = begin;

				while (same < out && coarse->memberships[same].group !=
							     fine->memberships[at].group)
					same++;
				if (same < out)
					coarse->memberships[same].users +=
						fine->memberships[at].users;
				else
					coarse->memberships[out++] = fine->memberships[at];
			}
		}
		coarse->group_first[cluster++] = begin;
	}
	coarse->group_first[cluster] = out;
	ct_wave_problem_list_members(coarse);
}

CtWaveProblem *
ct_wave_coarsen(const CtWaveProblem *problem, const guint32 *wave_of, guint most, guint32 salt,
		guint32 *out_cluster_of)
{
	g_autofree Node *nodes = g_new(Node, (gsize)problem->n + 1);
	g_autofree guint32 *mate = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *wish = g_new(guint32, (gsize)problem->n + 1);
	Matching self = { problem, wave_of, most, salt, nodes, mate, wish };
	CtWaveProblem *coarse;

	for (guint32 i = 0; i < problem->n; i++) {
		nodes[i] = (Node){ problem->size[i], problem->key[i] };
		mate[i] = i;
	}
	match(&self);
	coarse = join_units(&self, out_cluster_of);
	join_edges(coarse, problem, out_cluster_of);
	join_groups(&self, coarse);
	return coarse;
}
