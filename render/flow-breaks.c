/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where pages end.  A greedy setter fills each page and leaves the bad place to the next; here all
 * ways of dividing a chapter are compared, as Knuth and Plass (Breaking paragraphs into lines, 1981)
 * do for lines and Plass (Optimal pagination techniques, 1981) for pages: the best way to the end of
 * each piece is the best way to the beginning of its page, and that page.
 *
 * Costs are whole numbers, so that no rounding decides between two ways; of two as good the one with
 * the fuller first pages is taken.
 */
#include "render/flow-breaks.h"

/* A page that is left free by half costs half of this: as much as a break inside a table. */
#define EMPTY_COST 56
/* Each page: two that are nearly full are better than three. */
#define PAGE_COST 6
/* A page before the last one that is mostly free, such as one with a title alone. */
#define SPARSE_COST 60
#define SPARSE	    0.4
/* A last page with next to nothing on it. */
#define STUB_COST 30
#define STUB	  0.2

static guint64
page_cost(double height, double room, gboolean is_first, gboolean is_last)
{
	double empty = MAX(0, room - height) / room;

	if (is_last)
		return PAGE_COST + (!is_first && height < STUB * room ? STUB_COST : 0);
	return PAGE_COST + (guint64)(EMPTY_COST * empty + 0.5) +
	       (height < SPARSE * room ? SPARSE_COST : 0);
}

/* The cheapest page that ends before piece @end: where it begins, and what all up to it costs. */
static guint
best_start(const CtFlowPiece *pieces, guint n_pieces, guint end, double room, const guint64 *costs,
	   guint64 *out_cost)
{
	double height = 0;
	guint best = end - 1;

	*out_cost = G_MAXUINT64;
	for (guint start = end; start-- > 0;) {
		const CtFlowPiece *piece = &pieces[start];
		guint64 cost;

		height += piece->height;
		if (height + piece->again > room && start < end - 1)
			break;
		cost = costs[start] + (start > 0 ? piece->cost : 0) +
		       page_cost(height + piece->again, room, start == 0, end == n_pieces);
		if (cost < *out_cost) {
			*out_cost = cost;
			best = start;
		}
		height += piece->before;
	}
	return best;
}

GArray *
ct_flow_breaks(const CtFlowPiece *pieces, guint n_pieces, double room)
{
	GArray *starts = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint64 *costs = g_new0(guint64, n_pieces + 1);
	g_autofree guint *from = g_new0(guint, n_pieces + 1);

	for (guint end = 1; end <= n_pieces; end++)
		from[end] = best_start(pieces, n_pieces, end, room, costs, &costs[end]);
	for (guint end = n_pieces; end > 0; end = from[end])
		g_array_prepend_val(starts, from[end]);
	return starts;
}
