/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What pulls cost because of edges.  A pull of p is an edge of weight p to the beginning, which is in the
 * first wave.  Let flows go from there to users, d(u) to user u, beyond the weight of no edge.  A flow
 * pays, in the cost of the edges on its way, for the distance between its ends at least; so pulls and what
 * is used of the edges cost at least the sum of d(u) times the wave of u.  With so many in a wave, and
 * whoever gets most going first, that is known (Smith 1956).
 *
 * Each user of a connected set gets as much; then what is left of the pulls goes to whom it still
 * reaches, and so on.  A part of each edge is left for what edges prove without pulls.
 */
#include "planner/wave-bound.h"

#include <stdlib.h>

#define BATCHES	    128 /* new lengths while a set gets its shares */
#define MOST_ROUNDS 64
#define KEPT	    16 /* sixty-fourths of an edge */

typedef struct {
	guint64 share; /* of each user */
	guint64 users;
} Share;

/* The largest share first; equal ones need no order. */
static int
by_share(gconstpointer a, gconstpointer b)
{
	const Share *x = a;
	const Share *y = b;

	return x->share != y->share ? (x->share > y->share ? -1 : 1) : 0;
}

static guint64
sum_shares(Share *shares, guint n, guint64 most)
{
	guint64 place = 0;
	guint64 sum = 0;

	qsort(shares, n, sizeof *shares, by_share);
	for (guint i = 0; i < n; i++) {
		guint64 end = place + shares[i].users;

		sum += shares[i].share *
		       (ct_wave_bound_waves(end, most) - ct_wave_bound_waves(place, most));
		place = end;
	}
	return sum;
}

static void
share_out(CtWaveFlow *flow, CtWaveFlowSet *set, Share *shares, CtWaveDemands *demands)
{
	guint64 fullest;

	for (guint batch = 0; batch < BATCHES; batch++) {
		ct_wave_flow_measure(flow, set);
		ct_wave_flow_send(flow, set, 0, 1);
	}
	fullest = ct_wave_flow_fullest(flow, set);
	for (guint i = 1; i < set->n; i++)
		shares[set->nodes[i]].share += ((guint64)BATCHES << CT_WAVE_FLOW_USE_BITS) /
					       fullest;
	ct_wave_flow_take(flow, set, fullest);
	ct_wave_demands_add(demands, flow, set, BATCHES, fullest);
}

guint64
ct_wave_bound_pulls(CtWaveFlow *flow, CtWaveDemands *demands)
{
	const CtWaveProblem *problem = flow->problem;
	g_autofree Share *shares = g_new(Share, (gsize)problem->n + 1);
	g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < problem->n; i++)
		shares[i] = (Share){ 0, problem->size[i] };
	flow->kept = KEPT;
	for (guint round = 0; round < MOST_ROUNDS; round++) {
		g_autoptr(CtWaveFlowSet) set = ct_wave_flow_set_new(flow, problem->n, nodes);

		if (set == NULL || BATCHES * ct_wave_flow_price(set) > flow->work)
			break;
		share_out(flow, set, shares, demands);
	}
	flow->kept = 0;
	return sum_shares(shares, problem->n, problem->most);
}
