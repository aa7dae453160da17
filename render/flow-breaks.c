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
/* The last page of a chapter costs the more the less is on it: rows of the page before it keep it company. */
#define STUB_COST 70
/* So does the only page of one, which may share it with the next chapter. */
#define LONELY_COST 50
#define STUB	    0.3
/* So much of a page may stand above a chapter that goes on to the next one. */
#define ABOVE 0.4

static guint64
page_cost(double height, double room, gboolean is_first, gboolean is_last)
{
	double empty = MAX(0, room - height) / room;
	double lack = MAX(0, STUB * room - height) / (STUB * room);

	if (is_last)
		return PAGE_COST + (guint64)((is_first ? LONELY_COST : STUB_COST) * lack + 0.5);
	return PAGE_COST + (guint64)(EMPTY_COST * empty + 0.5) +
	       (height < SPARSE * room ? SPARSE_COST : 0);
}

/* Is there a chapter's beginning, or the end of all? */
static gboolean
is_border(const CtFlowPiece *pieces, guint n_pieces, guint index)
{
	return index == 0 || index == n_pieces || pieces[index].opens;
}

/* A chapter may begin below the end of another one when all of it has room there; or when only short ones
 * stand above it.  @torn: from the bottom of the page to the beginning of a chapter that goes on; 0: there
 * is none */
static gboolean
may_share(double height, double torn, double room, gboolean is_first)
{
	return torn <= 0 || (is_first && height - torn <= ABOVE * room);
}

/* The cheapest page that ends before piece @end: where it begins, and what all up to it costs. */
static guint
best_start(const CtFlowPiece *pieces, guint n_pieces, guint end, double room, const guint64 *costs,
	   guint64 *out_cost)
{
	gboolean is_last = is_border(pieces, n_pieces, end);
	gboolean is_whole = is_last; /* the chapter that was met last ends on this page */
	double torn = 0;
	double height = 0;
	guint best = end - 1;

	*out_cost = G_MAXUINT64;
	for (guint start = end; start-- > 0;) {
		const CtFlowPiece *piece = &pieces[start];
		gboolean is_first = is_border(pieces, n_pieces, start);
		guint64 cost;

		height += piece->height;
		if (height + piece->again > room && start < end - 1)
			break;
		cost = costs[start] + (start > 0 ? piece->cost : 0) +
		       page_cost(height + piece->again, room, is_first, is_last);
		if (cost < *out_cost && may_share(height, torn, room, is_first)) {
			*out_cost = cost;
			best = start;
		}
		height += piece->before;
		if (piece->opens && !is_whole)
			torn = height;
		is_whole |= piece->opens;
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
