/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "analyzer/estate.h"

/*
 * What an assignment of units to waves costs, apart from estates and plans: units with sizes, edges
 * between them, groups of them, and limits.  Waves count from 0 here: the first that is not given.
 *
 *     cost = sum over edges of weight x distance in waves
 *          + sum over units of pull x wave
 *          + sum over groups of weight x (last wave - first wave of its units)
 *
 * A group term is the price of the cheapest chain through all units of a group.  Every term is a sum
 * over the boundaries between waves of what is cut there; the exact search and the bounds rest on
 * that.
 */

typedef struct {
	guint32 group;
	guint32 users; /* of the unit that belong to the group; at least 1 */
} CtWaveMembership;

typedef struct {
	guint n;	 /* units */
	guint32 *size;	 /* by unit: users, at least 1 */
	guint32 *key;	 /* by unit: breaks ties; does not depend on other units */
	guint32 *pull;	 /* by unit: cost of each wave by which it moves later than the first */
	guint32 *first;	 /* by unit, and one more: where its edges begin */
	guint32 *to;	 /* by edge, each in both directions */
	guint32 *weight; /* by edge */
	guint n_groups;
	guint32 *group_first; /* by unit, and one more: where its memberships begin */
	CtWaveMembership *memberships;
	guint32 *group_weight; /* by group: cost of each wave from its first to its last */
	guint32 *group_most;   /* by group: users in one wave; 0: no limit of its own */
	guint32 *member_first; /* by group, and one more */
	guint32 *members;      /* units, by group */
	guint most;	       /* users in one wave */
	guint least;	       /* users from which a wave counts as filled; at most @most */
	guint n_waves;	       /* waves at most */
} CtWaveProblem;

/**
 * ct_wave_problem_new:
 *
 * A problem of @n units without edges: size 1, no pull, key 0.  Edges, memberships and groups are
 * for ct_wave_problem_link().
 */
CtWaveProblem *ct_wave_problem_new(guint n);
void ct_wave_problem_free(CtWaveProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWaveProblem, ct_wave_problem_free)

/* An undirected edge, a != b. */
typedef struct {
	guint32 a;
	guint32 b;
	guint32 weight;
} CtWaveEdge;

/* Takes @edges; those between the same two units add up.  Linear. */
void ct_wave_problem_link(CtWaveProblem *self, const CtWaveEdge *edges, guint n_edges);
/* Lists the members of each group, once the memberships are there. */
void ct_wave_problem_list_members(CtWaveProblem *self);

/* Edges that are looked at so far ahead have their other ends fetched in time. */
#define CT_WAVE_AHEAD 32

guint64 ct_wave_problem_cost(const CtWaveProblem *self, const guint32 *wave_of);
/* How many waves @wave_of has, or 0 when it breaks a limit (the number of waves is not looked at). */
guint ct_wave_problem_check(const CtWaveProblem *self, const guint32 *wave_of);
/* The group of @unit that has @rank others that are heavier, or of the same weight and listed before; CT_NONE. */
guint32 ct_wave_problem_group(const CtWaveProblem *self, guint32 unit, guint rank);
guint64 ct_wave_problem_users(const CtWaveProblem *self);
/* Gives the waves in use new numbers without gaps, in the same order; returns how many there are. */
guint ct_wave_problem_pack(const CtWaveProblem *self, guint32 *wave_of);

/* An assignment while it is changed. */
typedef struct {
	const CtWaveProblem *problem;
	guint n_waves;
	guint32 *wave;	  /* by unit; borrowed */
	guint32 *load;	  /* by wave: users */
	guint32 *low;	  /* by group: its first wave, CT_NONE for none */
	guint32 *high;	  /* by group: its last wave */
	guint32 *row;	  /* by group: where its counts begin, CT_NONE when they are not kept */
	guint32 *counts;  /* users by group and wave, of groups that have many units */
	guint n_overfull; /* waves, and groups in waves, that are beyond their limit */
} CtWaveState;

void ct_wave_state_init(CtWaveState *self, const CtWaveProblem *problem, guint32 *wave_of,
			guint n_waves);
void ct_wave_state_clear(CtWaveState *self);
/* What moving @unit to @wave adds to the cost. */
gint64 ct_wave_state_delta(const CtWaveState *self, guint32 unit, guint32 wave);
/* The part of that which edges and its pull make. */
gint64 ct_wave_state_edge_delta(const CtWaveState *self, guint32 unit, guint32 wave);
/* The part of that which groups make. */
gint64 ct_wave_state_group_delta(const CtWaveState *self, guint32 unit, guint32 wave);
/* Would @wave hold @unit as well, with @over users beyond the limits?  */
gboolean ct_wave_state_fits(const CtWaveState *self, guint32 unit, guint32 wave, guint over);
void ct_wave_state_move(CtWaveState *self, guint32 unit, guint32 wave);
