/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reachability.  The matrix is filled from the last step to the first: each takes over what comes after
 * its followers.
 */
#include "planner/order-reach.h"

static gboolean
counts(const CtOrder *order, guint edge, CtEdgeFilter passes, gconstpointer data)
{
	return passes == NULL || passes(order, edge, data);
}

static guint
end_of(const CtOrder *order, guint edge)
{
	return g_array_index(order->edges, CtOrderEdge, edge).after;
}

/* The steps in an order that keeps all edges that pass (Kahn 1962). */
static GArray *
sort_steps(const CtOrder *order, CtEdgeFilter passes, gconstpointer data)
{
	GArray *sorted = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *waiting = g_new0(guint, order->n_steps + 1);

	for (guint i = 0; i < order->n_steps; i++) {
		const GArray *before = order->before[i];

		for (guint k = 0; k < before->len; k++)
			waiting[i] += counts(order, g_array_index(before, guint, k), passes, data)
					      ? 1
					      : 0;
		if (waiting[i] == 0)
			g_array_append_val(sorted, i);
	}
	for (guint at = 0; at < sorted->len; at++) {
		const GArray *after = order->after[g_array_index(sorted, guint, at)];

		for (guint k = 0; k < after->len; k++) {
			guint edge = g_array_index(after, guint, k);
			guint next = end_of(order, edge);

			if (counts(order, edge, passes, data) && --waiting[next] == 0)
				g_array_append_val(sorted, next);
		}
	}
	g_assert(sorted->len == order->n_steps);
	return sorted;
}

CtReach *
ct_reach_new(const CtOrder *order, CtEdgeFilter passes, gconstpointer data)
{
	CtReach *self = g_new0(CtReach, 1);
	g_autoptr(GArray) sorted = sort_steps(order, passes, data);

	self->n_words = ct_bits_words(order->n_steps);
	self->bits = g_new0(guint64, (gsize)order->n_steps * self->n_words + 1);
	for (guint i = sorted->len; i > 0; i--) {
		guint step = g_array_index(sorted, guint, i - 1);
		guint64 *row = self->bits + (gsize)step * self->n_words;

		for (guint k = 0; k < order->after[step]->len; k++) {
			guint edge = g_array_index(order->after[step], guint, k);
			const guint64 *more = self->bits +
					      (gsize)end_of(order, edge) * self->n_words;

			if (!counts(order, edge, passes, data))
				continue;
			ct_bits_set(row, end_of(order, edge));
			for (guint word = 0; word < self->n_words; word++)
				row[word] |= more[word];
		}
	}
	return self;
}

void
ct_reach_free(CtReach *self)
{
	if (self == NULL)
		return;
	g_free(self->bits);
	g_free(self);
}

void
ct_order_spread(const CtOrder *order, gboolean *set, gboolean backward, CtEdgeFilter passes,
		gconstpointer data)
{
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < order->n_steps; i++)
		if (set[i])
			g_array_append_val(queue, i);
	for (guint at = 0; at < queue->len; at++) {
		guint step = g_array_index(queue, guint, at);
		const GArray *edges = backward ? order->before[step] : order->after[step];

		for (guint k = 0; k < edges->len; k++) {
			guint edge = g_array_index(edges, guint, k);
			const CtOrderEdge *row = &g_array_index(order->edges, CtOrderEdge, edge);
			guint other = backward ? row->before : row->after;

			if (set[other] || !counts(order, edge, passes, data))
				continue;
			set[other] = TRUE;
			g_array_append_val(queue, other);
		}
	}
}
