/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The inside of the layered drawing: a connected graph without cycles (CtWeb), and an arrangement
 * of it (CtLevels): on every level a row of items, each a node or a piece of a long edge.
 */

typedef struct {
	guint n_nodes;
	guint n_edges;
	guint *tail; /* of each edge: the upper end */
	guint *head;
	gint *weight; /* how many edges this one stands for */
	guint *start; /* edges of node v: incident[start[v]] up to incident[start[v + 1]] */
	guint *incident;
} CtWeb;

/* Takes the arrays; both ends of an edge differ, and no two edges have the same ends. */
CtWeb *ct_web_new(guint n_nodes, guint n_edges, guint *tail, guint *head, gint *weight);
void ct_web_free(CtWeb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWeb, ct_web_free)

static inline guint
ct_web_other_end(const CtWeb *self, guint edge, guint node)
{
	return self->tail[edge] == node ? self->head[edge] : self->tail[edge];
}

/* Our own random numbers (splitmix64): the same on every machine. */
static inline guint
ct_random_below(guint64 *state, guint count)
{
	guint64 z = *state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	z ^= z >> 31;
	return (guint)(((z >> 32) * count) >> 32);
}

typedef struct CtNest CtNest;

typedef struct {
	const CtWeb *web;   /* borrowed */
	const CtNest *nest; /* containers; borrowed, nullable */
	guint n_levels;
	guint shift;	 /* items of an edge are numbered in steps of 1 << shift */
	guint *rank;	 /* level of each node */
	guint8 *present; /* of each node: does it stand in its level? */
	guint **items;	 /* rows of items */
	guint *n_items;
	guint *capacity;
	guint *position; /* of each item in its row */
} CtLevels;

/* @rank is copied; all rows are empty. */
CtLevels *ct_levels_new(const CtWeb *web, const guint *rank, guint n_levels);
void ct_levels_free(CtLevels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLevels, ct_levels_free)

static inline guint
ct_levels_piece(const CtLevels *self, guint edge, guint level)
{
	return self->web->n_nodes + (edge << self->shift) + level;
}

static inline gboolean
ct_levels_is_node(const CtLevels *self, guint item)
{
	return item < self->web->n_nodes;
}

/* Of a piece. */
static inline guint
ct_levels_edge(const CtLevels *self, guint item)
{
	return (item - self->web->n_nodes) >> self->shift;
}

/* What stands for @edge on @level: an end or a piece. */
static inline guint
ct_levels_item(const CtLevels *self, guint edge, guint level)
{
	guint tail = self->web->tail[edge];
	guint head = self->web->head[edge];

	if (self->rank[tail] == level)
		return tail;
	return self->rank[head] == level ? head : ct_levels_piece(self, edge, level);
}

static inline gboolean
ct_levels_has_edge(const CtLevels *self, guint edge)
{
	return self->present[self->web->tail[edge]] && self->present[self->web->head[edge]];
}

/* Puts @item at @gap: before what is at that position now. */
void ct_levels_insert(CtLevels *self, guint level, guint gap, guint item);
/* Appends every item in the order of numbers: a start for sweeps. */
void ct_levels_fill(CtLevels *self);
/* Numbers the positions of a row anew after its items were put in another order. */
void ct_levels_renumber(CtLevels *self, guint level);
void ct_levels_copy(CtLevels *self, const CtLevels *other);

/* A stretch of an edge between two levels, seen from one of them. */
typedef struct {
	guint at; /* position on the other level */
	guint edge;
} CtStretch;

typedef struct {
	GArray *stretches; /* of CtStretch, by position on this level, then as the edges come */
	GArray *starts;	   /* of guint: n_items + 1 */
} CtStretches;

CtStretches *ct_stretches_new(void);
void ct_stretches_free(CtStretches *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStretches, ct_stretches_free)

/* Lists the stretches between @level and @other, a neighbour, by the positions on @level. */
void ct_stretches_fill(CtStretches *self, const CtLevels *levels, guint level, guint other);

/**
 * ct_levels_crossings:
 *
 * Returns: crossings of edges, each as often as the weights of the two say; with those of edges
 * that share an end.  O(E log V) by an accumulator tree for each pair of levels.
 */
guint64 ct_levels_crossings(const CtLevels *self);
guint64 ct_levels_crossings_between(const CtLevels *self, guint upper, CtStretches *scratch);
