/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ct_rank_orient:
 * @tail: (array length=n_edges): of each edge; @head likewise
 * @out_against: (array length=n_edges): is set for the edges that have to be turned round
 *
 * Finds edges whose turning round leaves no cycle.  Edges from a node to itself are left alone.
 */
void ct_rank_orient(guint n_nodes, guint n_edges, const guint *tail, const guint *head,
		    gboolean *out_against);

/**
 * ct_rank_assign:
 * @weight: (array length=n_edges): how much the length of an edge counts
 * @out_rank: (array length=n_nodes): the level of each node, from 0
 *
 * Levels for a graph without cycles: every edge points down by one level or more, and the edges are
 * short.
 *
 * Returns: the number of levels.
 */
guint ct_rank_assign(guint n_nodes, guint n_edges, const guint *tail, const guint *head,
		     const gint *weight, guint *out_rank);
