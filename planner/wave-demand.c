/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All demands at the same time.  Flows that are routed set after set find the edges on their short ways
 * used up by the sets before them.  Once it is known which sets prove something, and in which shares,
 * they are routed together, with lengths that grow with the use that all of them make of an edge; what
 * the fullest edge has too much of divides all of them (maximum concurrent flow by multiplicative
 * weights: Shahrokhi and Matula 1990, Garg and Koenemann 2007).  Edges keep more room that way, in which
 * further sets prove more.
 *
 * One tree of shortest paths from a unit carries what it sends for all sets.  Several passes are added
 * up, the later ones, which know more of the use, with more weight.  All figures are integers: whatever
 * the lengths are, the flows are flows, and what they prove is proved.
 */
#include "planner/wave-demand.h"

#include "planner/wave-bound.h"

#include <string.h>

#define STEEPNESS   20	/* powers of two between an unused and the fullest edge */
#define BATCHES	    128 /* new lengths in a pass */
#define TRIFLE	    400 /* what proves less than such a part of all is left for later */
#define LENGTH_BITS 20
#define JOINT_BITS  30 /* of the loads of a column */
#define FLOW_BITS   52 /* what is sent in a pass stays below 2^52, and in all of them below 2^62 */

/* Weights of the passes: at first each about half as much again as the last, then a fifth, since lengths
 * settle down. */
static const guint64 passes[] = { 4, 6, 9, 13, 19, 28, 33, 40, 48, 57, 68, 82, 99, 118, 142, 170 };

/* ---- Demands ---- */

void
ct_wave_demands_init(CtWaveDemands *self)
{
	self->demands = g_array_new(FALSE, FALSE, sizeof(CtWaveDemand));
	self->units = g_array_new(FALSE, FALSE, sizeof(guint32));
	self->columns = NULL;
}

void
ct_wave_demands_clear(CtWaveDemands *self)
{
	g_array_unref(self->demands);
	g_array_unref(self->units);
}

/* Flows of the demand, for a rate of one. */
static guint64
mass_of(const CtWaveDemand *demand)
{
	return demand->is_pull ? demand->users : demand->users * demand->users;
}

/* What a rate of one proves. */
static guint64
worth_of(const CtWaveDemand *demand, guint64 most)
{
	return demand->is_pull ? ct_wave_bound_waves(demand->users, most)
			       : 2 * ct_wave_bound_pairs(demand->users, most);
}

/* What has been routed; an edge is loaded by two for each unit of flow. */
static void
add_column(CtWaveDemands *self, const CtWaveFlowSet *set, guint64 value)
{
	g_autofree guint32 *load = g_new0(guint32, (gsize)self->columns->n_rows + 1);

	for (guint i = 0; i < set->n_edges; i++) {
		if (set->flow[i] > G_MAXUINT32 / 2)
			return;
		load[set->global[i]] = 2 * (guint32)set->flow[i];
	}
	ct_wave_columns_add(self->columns, self->demands->len, 2 * value, load);
}

void
ct_wave_demands_forget(CtWaveDemands *self)
{
	g_array_set_size(self->demands, 0);
	g_array_set_size(self->units, 0);
	if (self->columns != NULL)
		ct_wave_columns_forget(self->columns);
}

void
ct_wave_demands_add(CtWaveDemands *self, const CtWaveFlow *flow, const CtWaveFlowSet *set,
		    guint64 sent, guint64 fullest)
{
	const gboolean is_pull = set->nodes[0] == flow->problem->n;
	const CtWaveDemand demand = {
		.at = self->units->len,
		.n = set->n - is_pull,
		.users = set->users,
		.rate = (sent << (CT_WAVE_FLOW_USE_BITS + CT_WAVE_DEMAND_BITS)) / fullest,
		.is_pull = is_pull,
	};

	if (self->columns != NULL)
		add_column(self, set, sent * worth_of(&demand, flow->problem->most));
	g_array_append_vals(self->units, &set->nodes[is_pull], demand.n);
	g_array_append_val(self->demands, demand);
}

/* ---- Routing ---- */

typedef struct {
	CtWaveFlow *flow;
	CtWaveFlowSet *set;   /* in which all is routed */
	guint32 *local;	      /* by unit: its number in the set, CT_NONE */
	GArray *demands;      /* of CtWaveDemand, those in the set, with rates small enough */
	const guint32 *units; /* of the demands; borrowed */
	guint32 *first;	      /* by node of the set, and one more: where its demands begin */
	guint32 *of;	      /* numbers of demands, by node */
} Routing;

/* @a x @b / @c, digit by digit, since the product may not fit. */
static guint64
multiply_divide(guint64 a, guint64 b, guint64 c)
{
	guint64 result = 0;
	guint64 rest = 0;

	for (guint i = 64; i-- > 0;) {
		const gboolean digit = b >> i & 1;

		rest = 2 * rest + (digit ? a % c : 0);
		result = 2 * result + (digit ? a / c : 0) + rest / c;
		rest %= c;
	}
	return result;
}

/* Would what is sent in a pass be too much to add up, with rates divided by 2^@shift?  */
static gboolean
is_too_much(const GArray *demands, guint shift)
{
	guint64 room = (guint64)1 << FLOW_BITS;

	for (guint i = 0; i < demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(demands, CtWaveDemand, i);
		guint64 rate = demand->rate >> shift;

		if (rate > room / mass_of(demand))
			return TRUE;
		room -= rate * mass_of(demand);
	}
	return FALSE;
}

static gboolean
has_start(const Routing *self)
{
	return self->set->nodes[0] == self->flow->problem->n;
}

/* What is proved for all of @demands, one after the other. */
static guint64
total_worth(const GArray *demands, guint64 most)
{
	guint64 total = 0;

	for (guint i = 0; i < demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(demands, CtWaveDemand, i);

		total += multiply_divide(demand->rate, worth_of(demand, most), 1024);
	}
	return total;
}

/* Those of @all that lie in the set, and prove more than a trifle; what the beginning sends is divided among the batches. */
static void
take_demands(Routing *self, const CtWaveDemands *all)
{
	const guint64 most = self->flow->problem->most;
	const guint64 least = total_worth(all->demands, most) / TRIFLE;
	guint shift = 0;

	self->demands = g_array_new(FALSE, FALSE, sizeof(CtWaveDemand));
	self->units = (const guint32 *)(const void *)all->units->data;
	for (guint i = 0; i < all->demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(all->demands, CtWaveDemand, i);

		if (multiply_divide(demand->rate, worth_of(demand, most), 1024) < least)
			continue;
		if ((!demand->is_pull || has_start(self)) &&
		    self->local[self->units[demand->at]] != CT_NONE)
			g_array_append_val(self->demands, *demand);
	}
	while (is_too_much(self->demands, shift))
		shift++;
	for (guint i = 0; i < self->demands->len; i++) {
		CtWaveDemand *demand = &g_array_index(self->demands, CtWaveDemand, i);

		demand->rate >>= shift;
		if (demand->is_pull)
			demand->rate /= BATCHES;
	}
}

static void
list_demands(Routing *self)
{
	g_autofree guint32 *next = NULL;

	self->first = g_new0(guint32, (gsize)self->set->n + 1);
	for (guint i = 0; i < self->demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(self->demands, CtWaveDemand, i);

		for (guint32 k = 0; !demand->is_pull && k < demand->n; k++)
			self->first[self->local[self->units[demand->at + k]] + 1]++;
	}
	for (guint i = 0; i < self->set->n; i++)
		self->first[i + 1] += self->first[i];
	self->of = g_new(guint32, (gsize)self->first[self->set->n] + 1);
	next = g_memdup2(self->first, ((gsize)self->set->n + 1) * sizeof *next);
	for (guint i = 0; i < self->demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(self->demands, CtWaveDemand, i);

		for (guint32 k = 0; !demand->is_pull && k < demand->n; k++)
			self->of[next[self->local[self->units[demand->at + k]]]++] = i;
	}
}

/* What has to come to the users of @demand, @amount for each. */
static void
ask(Routing *self, const CtWaveDemand *demand, guint64 amount)
{
	const guint32 *size = self->flow->problem->size;

	for (guint32 i = demand->at; i < demand->at + demand->n; i++)
		self->flow->below[self->local[self->units[i]]] += amount * size[self->units[i]];
	self->flow->work -= demand->n;
}

/* All that goes out from a unit, @weight times. */
static void
send_unit(Routing *self, guint32 root, guint64 weight)
{
	guint64 users;

	if (self->first[root] == self->first[root + 1])
		return;
	users = self->flow->problem->size[self->set->nodes[root]];
	memset(self->flow->below, 0, self->set->n * sizeof *self->flow->below);
	for (guint32 i = self->first[root]; i < self->first[root + 1]; i++) {
		const CtWaveDemand *demand = &g_array_index(self->demands, CtWaveDemand,
							    self->of[i]);

		ask(self, demand, demand->rate * users * weight);
	}
	ct_wave_flow_spread(self->flow, self->set, root);
}

/* What goes out from the beginning in one batch, @weight times. */
static void
send_pulls(Routing *self, guint64 weight)
{
	memset(self->flow->below, 0, self->set->n * sizeof *self->flow->below);
	for (guint i = 0; i < self->demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(self->demands, CtWaveDemand, i);

		if (demand->is_pull)
			ask(self, demand, demand->rate * weight);
	}
	ct_wave_flow_spread(self->flow, self->set, 0);
}

static guint64
weight_of(const Routing *self, guint32 edge)
{
	return g_array_index(self->flow->edges, CtWaveFlowEdge, self->set->global[edge]).weight;
}

/* Flow for the weight of an edge, of the fullest one, rounded up. */
static guint64
find_fullest(const Routing *self)
{
	guint64 fullest = 1;

	for (guint32 i = 0; i < self->set->n_edges; i++)
		fullest = MAX(fullest, self->set->flow[i] / weight_of(self, i) + 1);
	return fullest;
}

/* Makes edges the longer the more of them is used: 2^STEEPNESS times when full, straight between the
 * powers. */
static void
measure(Routing *self)
{
	const guint64 fullest = find_fullest(self);
	const guint shift = fullest >> 40 > 0 ? 20 : 0;

	for (guint32 i = 0; i < self->set->n_edges; i++) {
		guint64 weight = weight_of(self, i);
		guint64 exponent = (self->set->flow[i] / weight >> shift) * STEEPNESS * 1024 /
				   MAX(fullest >> shift, 1);
		guint64 power = (1024 + exponent % 1024) << exponent / 1024;

		self->set->length[i] = 1 + (power << LENGTH_BITS) / weight;
	}
	self->flow->work -= 2 * (gint64)self->set->n_edges;
}

/* Each unit once, from all over the set in turn, and the beginning in each batch. */
static void
run_pass(Routing *self, guint64 weight)
{
	const guint32 n = self->set->n;
	guint32 root = 0;

	for (guint batch = 0; batch < BATCHES; batch++) {
		const guint32 end = (guint32)((guint64)n * (batch + 1) / BATCHES);

		measure(self);
		if (has_start(self))
			send_pulls(self, weight);
		for (guint32 i = (guint32)((guint64)n * batch / BATCHES); i < end; i++) {
			send_unit(self, root, weight);
			root = (root + CT_WAVE_FLOW_STRIDE) % n;
		}
	}
}

/* Takes all flows, divided by what the fullest edge has too much of, out of the edges; returns what they
 * prove. */
static guint64
settle(Routing *self, guint64 weight)
{
	const guint64 most = self->flow->problem->most;
	const guint64 fullest = find_fullest(self);
	guint64 proved = 0;

	for (guint32 i = 0; i < self->set->n_edges; i++) {
		CtWaveFlowEdge *edge = &g_array_index(self->flow->edges, CtWaveFlowEdge,
						      self->set->global[i]);

		edge->left -= MIN(edge->left, (self->set->flow[i] + fullest - 1) / fullest);
	}
	for (guint i = 0; i < self->demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(self->demands, CtWaveDemand, i);
		guint64 rate = demand->rate * weight * (demand->is_pull ? BATCHES : 1);

		proved += multiply_divide(rate, worth_of(demand, most), fullest);
	}
	return proved;
}

/* All that has been routed as one column, in parts that are small enough. */
static void
add_joint_column(const Routing *self, CtWaveColumns *columns, guint64 weight)
{
	const guint64 most = self->flow->problem->most;
	g_autofree guint32 *load = g_new0(guint32, (gsize)columns->n_rows + 1);
	guint64 fullest = 0;
	guint64 parts;
	guint64 value = 0;

	for (guint32 i = 0; i < self->set->n_edges; i++)
		fullest = MAX(fullest, self->set->flow[i]);
	parts = (fullest >> JOINT_BITS) + 1;
	for (guint32 i = 0; i < self->set->n_edges; i++)
		load[self->set->global[i]] = 2 *
					     (guint32)((self->set->flow[i] + parts - 1) / parts);
	for (guint i = 0; i < self->demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(self->demands, CtWaveDemand, i);
		const guint64 rate = demand->rate * weight * (demand->is_pull ? BATCHES : 1);

		value += multiply_divide(rate, worth_of(demand, most), parts);
	}
	ct_wave_columns_add(columns, CT_NONE, 2 * value, load);
}

static guint64
route_set(Routing *self, const CtWaveDemands *all)
{
	const gint64 price = ct_wave_flow_price(self->set) * self->set->n;
	guint64 weight = 0;

	take_demands(self, all);
	list_demands(self);
	for (guint i = 0; i < G_N_ELEMENTS(passes) && price < self->flow->work; i++) {
		run_pass(self, passes[i]);
		weight += passes[i];
	}
	if (weight == 0)
		return 0;
	if (all->columns != NULL)
		add_joint_column(self, all->columns, weight);
	return settle(self, weight);
}

/* Routes the demands of all that open edges connect to @root. */
static guint64
route_from(const CtWaveDemands *self, CtWaveFlow *flow, guint32 root, guint32 *local, guint8 *seen)
{
	g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(CtWaveFlowSet) set = ct_wave_flow_set_new(flow, root, nodes);
	Routing routing = { .flow = flow, .set = set, .local = local };
	guint64 proved;

	for (guint i = 0; i < nodes->len; i++)
		seen[g_array_index(nodes, guint32, i)] = 1;
	if (set == NULL)
		return 0;
	for (guint32 i = 0; i < set->n; i++)
		local[set->nodes[i]] = i;
	proved = route_set(&routing, self);
	for (guint32 i = 0; i < set->n; i++)
		local[set->nodes[i]] = CT_NONE;
	g_array_unref(routing.demands);
	g_free(routing.first);
	g_free(routing.of);
	return proved;
}

guint64
ct_wave_demands_route(const CtWaveDemands *self, CtWaveFlow *flow)
{
	const guint32 *units = (const guint32 *)(const void *)self->units->data;
	const guint32 n = flow->problem->n;
	g_autofree guint32 *local = g_new(guint32, (gsize)n + 1);
	g_autofree guint8 *seen = g_new0(guint8, (gsize)n + 1);
	guint64 proved = 0;

	memset(local, 0xff, ((gsize)n + 1) * sizeof *local);
	for (guint i = 0; i < self->demands->len && !seen[n]; i++)
		if (g_array_index(self->demands, CtWaveDemand, i).is_pull)
			proved = route_from(self, flow, n, local, seen);
	for (guint i = 0; i < self->demands->len; i++) {
		const guint32 root = units[g_array_index(self->demands, CtWaveDemand, i).at];

		if (!seen[root])
			proved += route_from(self, flow, root, local, seen);
	}
	return proved;
}
