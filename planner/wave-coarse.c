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

/* What is asked of a neighbour, in one place: neighbours are all over memory. */
typedef struct {
	guint32 mate; /* itself while it is alone */
	guint32 size;
	guint32 wave; /* only units of the same one are joined */
	guint32 key;
} Node;

typedef struct {
	const CtWaveProblem *problem;
	guint most;
	guint32 salt;
	Node *nodes;   /* by unit */
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

/* The free neighbour with the largest weight for the sizes; itself when there is none. */
static guint32
choose(const Matching *self, guint32 unit)
{
	const CtWaveProblem *problem = self->problem;
	const Node *here = &self->nodes[unit];
	guint32 best = unit;
	guint64 best_weight = 0;
	guint64 best_size = 1;
	const guint32 last = problem->first[problem->n] - 1;

	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
		guint32 other = problem->to[i];
		const Node *there = &self->nodes[other];
		guint64 left;
		guint64 right;

		__builtin_prefetch(&self->nodes[problem->to[MIN(i + CT_WAVE_AHEAD, last)]]);
		if (there->mate != other || here->size + there->size > self->most ||
		    here->wave != there->wave)
			continue;
		left = problem->weight[i] * best_size;
		right = best_weight * there->size;
		if (best == unit || left > right ||
		    (left == right && tie(self, unit, other) < tie(self, unit, best))) {
			best = other;
			best_weight = problem->weight[i];
			best_size = there->size;
		}
	}
	return best;
}

static void
match(Matching *self)
{
	guint n = self->problem->n;

	for (guint round = 0; round < ROUNDS; round++) {
		for (guint32 i = 0; i < n; i++)
			self->wish[i] = self->nodes[i].mate == i ? choose(self, i) : i;
		for (guint32 i = 0; i < n; i++) {
			guint32 other = self->wish[i];

			if (other > i && self->wish[other] == i) {
				self->nodes[i].mate = other;
				self->nodes[other].mate = i;
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
		out_cluster_of[i] = self->nodes[i].mate < i ? out_cluster_of[self->nodes[i].mate]
							    : n++;
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

/* Each edge of @fine between two clusters at both of them, where @next says; without @put they are counted. */
static void
place_edges(CtWaveProblem *coarse, const CtWaveProblem *fine, const guint32 *cluster_of,
	    guint32 *next, gboolean put)
{
	const guint32 last = MAX(fine->first[fine->n], 1) - 1;

	for (guint32 i = 0; i < fine->n; i++) {
		const guint32 a = cluster_of[i];

		for (guint32 k = fine->first[i]; k < fine->first[i + 1]; k++) {
			const guint32 b = cluster_of[fine->to[k]];

			__builtin_prefetch(&cluster_of[fine->to[MIN(k + CT_WAVE_AHEAD, last)]]);
			if (fine->to[k] < i || a == b)
				continue;
			if (put) {
				coarse->to[next[a]] = b;
				coarse->weight[next[a]] = fine->weight[k];
				coarse->to[next[b]] = a;
				coarse->weight[next[b]] = fine->weight[k];
			}
			next[a]++;
			next[b]++;
		}
	}
}

void
ct_wave_coarse_link(CtWaveProblem *coarse, const CtWaveProblem *fine, const guint32 *cluster_of)
{
	g_autofree guint32 *next = g_new0(guint32, (gsize)coarse->n + 2);

	ct_wave_coarse_unlink(coarse);
	place_edges(coarse, fine, cluster_of, next + 1, FALSE);
	for (guint i = 0; i < coarse->n; i++)
		next[i + 1] += next[i];
	memcpy(coarse->first, next, ((gsize)coarse->n + 1) * sizeof *next);
	coarse->to = g_new(guint32, (gsize)next[coarse->n] + 1);
	coarse->weight = g_new(guint32, (gsize)next[coarse->n] + 1);
	place_edges(coarse, fine, cluster_of, next, TRUE);
	ct_wave_problem_merge_edges(coarse);
}

void
ct_wave_coarse_unlink(CtWaveProblem *coarse)
{
	g_clear_pointer(&coarse->to, g_free);
	g_clear_pointer(&coarse->weight, g_free);
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
		const guint32 units[2] = { i, self->nodes[i].mate };
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
	g_autofree guint32 *wish = g_new(guint32, (gsize)problem->n + 1);
	Matching self = { problem, most, salt, nodes, wish };
	CtWaveProblem *coarse;

	for (guint32 i = 0; i < problem->n; i++)
		nodes[i] = (Node){ i, problem->size[i], wave_of != NULL ? wave_of[i] : 0,
				   problem->key[i] };
	match(&self);
	coarse = join_units(&self, out_cluster_of);
	ct_wave_coarse_link(coarse, problem, out_cluster_of);
	join_groups(&self, coarse);
	return coarse;
}
