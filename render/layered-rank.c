/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Directions and levels.
 *
 * Which edges go against the stream is found by the rule of Eades, Lin and Smyth ("A fast and
 * effective heuristic for the feedback arc set problem", 1993): sinks go to the end, sources to the
 * beginning, and among the rest the node that sends most and receives least comes next.
 *
 * Levels begin with the longest path to every node.  Then nodes move to where their edges are
 * shortest within the room that their neighbours leave, again and again while that gains something.
 * This is a little longer than the least total length, and the search for few crossings moves nodes
 * between levels anyway.
 */
#include "render/layered-rank.h"

#define ROUNDS 24

/* Where a node stands in the order that says which edges point forward. */
static guint *
stream_order(guint n_nodes, guint n_edges, const guint *tail, const guint *head)
{
	guint *place = g_new0(guint, n_nodes + 1);
	g_autofree gint *in = g_new0(gint, n_nodes + 1);
	g_autofree gint *out = g_new0(gint, n_nodes + 1);
	g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(guint));
	guint first = 0;
	guint last = n_nodes;
	g_autoptr(GPtrArray) near = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

	for (guint v = 0; v < n_nodes; v++) {
		g_array_append_val(left, v);
		g_ptr_array_add(near, g_array_new(FALSE, FALSE, sizeof(guint)));
	}
	for (guint e = 0; e < n_edges; e++) {
		if (tail[e] == head[e])
			continue;
		out[tail[e]]++;
		in[head[e]]++;
		g_array_append_val(near->pdata[tail[e]], e);
		g_array_append_val(near->pdata[head[e]], e);
	}
	while (left->len > 0) {
		guint chosen = 0;
		gint best = G_MININT;
		gboolean sink = FALSE;
		guint v;

		for (guint i = 0; i < left->len && !sink; i++) {
			v = g_array_index(left, guint, i);
			sink = out[v] == 0;
			if (!sink && (in[v] == 0 ? G_MAXINT : out[v] - in[v]) <= best)
				continue;
			best = in[v] == 0 ? G_MAXINT : out[v] - in[v];
			chosen = i;
		}
		v = g_array_index(left, guint, chosen);
		g_array_remove_index(left, chosen);
		place[v] = sink ? --last : first++;
		for (guint k = 0; k < ((GArray *)near->pdata[v])->len; k++) {
			guint e = g_array_index((GArray *)near->pdata[v], guint, k);

			out[tail[e]]--;
			in[head[e]]--;
		}
	}
	return place;
}

void
ct_rank_orient(guint n_nodes, guint n_edges, const guint *tail, const guint *head,
	       gboolean *out_against)
{
	g_autofree guint *place = stream_order(n_nodes, n_edges, tail, head);

	for (guint e = 0; e < n_edges; e++)
		out_against[e] = place[tail[e]] > place[head[e]];
}

/* Longest path from the sources; returns the number of levels. */
static guint
longest_paths(guint n_nodes, guint n_edges, const guint *tail, const guint *head, guint *rank)
{
	guint n_levels = 1;
	gboolean changed = TRUE;

	for (guint v = 0; v < n_nodes; v++)
		rank[v] = 0;
	/* as many rounds as there are levels at most, in practice a few */
	for (guint round = 0; changed && round <= n_nodes; round++) {
		changed = FALSE;
		for (guint e = 0; e < n_edges; e++) {
			if (rank[head[e]] > rank[tail[e]])
				continue;
			rank[head[e]] = rank[tail[e]] + 1;
			n_levels = MAX(n_levels, rank[head[e]] + 1);
			changed = TRUE;
		}
	}
	return n_levels;
}

typedef struct {
	gint pull; /* weight of the edges down, less that of the edges up */
	guint lo;
	guint hi;
} Room;

static gboolean
shorten(guint n_nodes, guint n_edges, const guint *tail, const guint *head, const gint *weight,
	guint n_levels, guint *rank)
{
	g_autofree Room *rooms = g_new0(Room, n_nodes + 1);
	gboolean changed = FALSE;

	for (guint v = 0; v < n_nodes; v++)
		rooms[v].hi = n_levels - 1;
	for (guint e = 0; e < n_edges; e++) {
		Room *upper = &rooms[tail[e]];
		Room *lower = &rooms[head[e]];

		upper->pull += weight[e];
		upper->hi = MIN(upper->hi, rank[head[e]] - 1);
		lower->pull -= weight[e];
		lower->lo = MAX(lower->lo, rank[tail[e]] + 1);
	}
	/* all move at once only in one direction, so that no two neighbours meet */
	for (guint down = 0; down < 2 && !changed; down++) {
		for (guint v = 0; v < n_nodes; v++) {
			const Room *room = &rooms[v];
			guint to = down ? room->hi : room->lo;

			if (to == rank[v] || (down ? room->pull <= 0 : room->pull >= 0))
				continue;
			rank[v] = to;
			changed = TRUE;
		}
	}
	return changed;
}

guint
ct_rank_assign(guint n_nodes, guint n_edges, const guint *tail, const guint *head,
	       const gint *weight, guint *out_rank)
{
	guint n_levels = longest_paths(n_nodes, n_edges, tail, head, out_rank);

	for (guint round = 0; round < ROUNDS; round++) {
		if (!shorten(n_nodes, n_edges, tail, head, weight, n_levels, out_rank))
			break;
	}
	return n_levels;
}
