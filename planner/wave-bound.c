/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lower bound on the cost of waves: what pulls, groups and edges cost at least.
 *
 * Pulls and groups by themselves: see wave-bound-packing.c.  Pulls through edges: wave-bound-pulls.c.
 *
 * Edges: a set of m people needs at least m / size waves, and however they are put into them, the
 * distances of all pairs add up to K(m) or more, which is known (all waves full, the rest at one end: a
 * sum of concave functions of what has moved before each boundary is least at a corner).  If flows
 * between all pairs of the set, f each, can be routed at once without using any edge beyond its weight,
 * then the cost of the edges is at least f x K(m): each unit of flow pays for the distance between its
 * ends (the dual of the metric relaxation; Leighton and Rao 1999; Even, Naor, Rao and Schieber 2000 for
 * spreading metrics).  What is left of the weights proves more for the parts into which the used-up
 * edges divide the set, and so on.  At last all these flows are routed again together; see wave-demand.c.
 *
 * All figures are integers, rounded to the safe side; any route gives a valid bound, a good one a high
 * one.
 */
#include "planner/wave-bound.h"

#include "planner/wave-columns.h"
#include "planner/wave-rounds.h"

#define BATCHES	      128   /* new lengths while a set is routed */
#define MOST_WINDOWED 20000 /* units of which parts of the waves are looked at, not only all */
#define MOST_JOINT    20000 /* units of which sets are routed at the same time, too */
#define WORK	      G_GINT64_CONSTANT(1500000000)
#define JOINT_WORK    G_GINT64_CONSTANT(3000000000) /* where units are few enough for rounds */
#define ROUNDS_WORK   G_GINT64_CONSTANT(1000000000)
#define GROUPS_WORK   G_GINT64_CONSTANT(1500000000) /* where flows go through groups */
#define SMALL_WORK    G_GINT64_CONSTANT(10000)	    /* for each pair of units, if that is less */

typedef struct {
	const CtWaveProblem *problem;
	CtWaveFlow flow;
	CtWaveDemands demands;
	CtWaveColumns columns;
	guint64 scaled; /* what edges prove, so far */
	GArray *nodes;	/* of guint32, of the set at hand */
	guint32 *round; /* by unit: when it was looked at last */
	guint32 now;
} Bound;

guint64
ct_wave_bound_pairs(guint64 users, guint64 most)
{
	guint64 sum = 0;

	for (guint64 moved = most; moved < users; moved += most)
		sum += moved * (users - moved);
	return sum;
}

/* ---- Pairs ---- */

/* From every unit to every other as much as both have users, product by product; then as much of it as
 * fits, and what that proves. */
static void
route(Bound *self, CtWaveFlowSet *set)
{
	const guint32 *size = self->problem->size;
	const guint batch = set->n / BATCHES + 1;
	guint64 fullest;

	for (guint32 i = 0; i < set->n; i++) {
		/* sources from all over the set in turn */
		guint32 root = (guint32)((guint64)i * CT_WAVE_FLOW_STRIDE % set->n);

		if (i % batch == 0)
			ct_wave_flow_measure(&self->flow, set);
		ct_wave_flow_send(&self->flow, set, root, size[set->nodes[root]]);
	}
	fullest = ct_wave_flow_fullest(&self->flow, set);
	self->scaled += ct_wave_scale(2 * ct_wave_bound_pairs(set->users, self->problem->most),
				      CT_WAVE_FLOW_USE_BITS, fullest);
	ct_wave_flow_take(&self->flow, set, fullest);
	ct_wave_demands_add(&self->demands, &self->flow, set, 1, fullest);
}

/* Proves what can be proved of the units that are connected to @root, listed in self->nodes. */
static gboolean
bound_set(Bound *self, guint32 root)
{
	g_autoptr(CtWaveFlowSet) set = ct_wave_flow_set_new(&self->flow, root, self->nodes);

	if (set == NULL || set->users <= self->problem->most ||
	    set->n * ct_wave_flow_price(set) > self->flow.work)
		return FALSE;
	route(self, set);
	return TRUE;
}

/* Proves what can be proved of the units of @roots; sets are divided until nothing in them is too large
 * for a wave. */
static void
bound_window(Bound *self, GArray *roots)
{
	g_autoptr(GArray) again = g_array_new(FALSE, FALSE, sizeof(guint32));

	while (roots->len > 0 && self->flow.work > 0) {
		self->now++;
		g_array_set_size(again, 0);
		for (guint i = 0; i < roots->len; i++) {
			guint32 root = g_array_index(roots, guint32, i);

			if (self->round[root] == self->now)
				continue;
			if (bound_set(self, root))
				g_array_append_vals(again, self->nodes->data, self->nodes->len);
			for (guint k = 0; k < self->nodes->len; k++)
				self->round[g_array_index(self->nodes, guint32, k)] = self->now;
		}
		g_array_set_size(roots, 0);
		g_array_append_vals(roots, again->data, again->len);
	}
}

/* All units, wave by wave; @first, by wave and one more: where they begin. */
static guint32 *
sort_by_wave(const Bound *self, const guint32 *wave_of, guint n_waves, guint32 *first)
{
	guint32 *sorted = g_new(guint32, (gsize)self->problem->n + 1);
	g_autofree guint32 *next = NULL;

	for (guint32 i = 0; i < self->problem->n; i++)
		first[wave_of[i] + 1]++;
	for (guint wave = 0; wave < n_waves; wave++)
		first[wave + 1] += first[wave];
	next = g_memdup2(first, ((gsize)n_waves + 1) * sizeof *next);
	for (guint32 i = 0; i < self->problem->n; i++)
		sorted[next[wave_of[i]]++] = i;
	return sorted;
}

/* All waves first, then less and less of them: what is far apart is dear, and proves most. */
static void
bound_edges(Bound *self, const guint32 *wave_of, guint n_waves)
{
	g_autoptr(GArray) roots = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autofree guint32 *first = g_new0(guint32, (gsize)n_waves + 2);
	g_autofree guint32 *sorted = sort_by_wave(self, wave_of, n_waves, first);

	for (guint width = n_waves; width > 1; width = width < 5 ? width - 1 : width * 3 / 4) {
		for (guint low = 0; low == 0 || low + width <= n_waves; low += MAX(1, width / 4)) {
			self->flow.low = low;
			self->flow.high = low + width - 1;
			g_array_set_size(roots, 0);
			g_array_append_vals(roots, &sorted[first[low]],
					    first[low + width] - first[low]);
			bound_window(self, roots);
		}
		if (self->problem->n > MOST_WINDOWED)
			break;
	}
}

/* ---- Pulls ---- */

/* What edges cost in an assignment. */
static guint64
edge_cost(const CtWaveProblem *problem, const guint32 *wave_of)
{
	guint64 cost = 0;

	for (guint32 i = 0; i < problem->n; i++)
		for (guint32 k = problem->first[i]; k < problem->first[i + 1]; k++)
			if (wave_of[problem->to[k]] < wave_of[i])
				cost += (guint64)problem->weight[k] *
					(wave_of[i] - wave_of[problem->to[k]]);
	return cost;
}

/* What part of the weight of edges is used, of @whole. */
static guint64
used_part(const CtWaveFlow *flow, guint64 whole)
{
	guint64 weight = 0;
	guint64 used = 0;

	for (guint i = 0; i < flow->edges->len; i++) {
		const CtWaveFlowEdge *edge = &g_array_index(flow->edges, CtWaveFlowEdge, i);

		if (edge->b == flow->problem->n)
			continue;
		weight += edge->weight >> flow->shift;
		used += (edge->weight - edge->left) >> flow->shift;
	}
	return weight > 0 ? used * whole / weight : 0;
}

static guint64
pack_rest(const CtWaveFlow *flow)
{
	g_autofree guint64 *pulls = g_new0(guint64, (gsize)flow->problem->n + 1);

	for (guint i = 0; i < flow->edges->len; i++) {
		const CtWaveFlowEdge *edge = &g_array_index(flow->edges, CtWaveFlowEdge, i);

		if (edge->b == flow->problem->n)
			pulls[edge->a] = edge->left * CT_WAVE_BOUND_PARTS >> flow->shift;
	}
	return ct_wave_bound_packing(flow->problem, pulls);
}

/* Pulls through edges, if that proves more than pulls and groups by themselves, and than what the edges
 * would prove otherwise; returns what pulls and groups prove, in parts. */
static guint64
bound_pulls(Bound *self, const guint32 *wave_of)
{
	CtWaveFlow *flow = &self->flow;
	const guint64 alone = pack_rest(flow);
	g_autoptr(GArray) before = NULL;
	guint64 proved;
	guint64 rest;
	guint64 both;
	guint64 lost;

	if (self->problem->n >= CT_WAVE_FLOW_NODES)
		return alone;
	before = g_array_copy(flow->edges);
	proved = ct_wave_bound_pulls(flow, &self->demands);
	rest = pack_rest(flow);
	both = (proved >> flow->shift) * CT_WAVE_BOUND_PARTS + rest;
	lost = used_part(flow, edge_cost(self->problem, wave_of));
	if (both > alone + lost * CT_WAVE_BOUND_PARTS) {
		self->scaled += proved;
		return rest;
	}
	g_array_unref(flow->edges);
	flow->edges = g_steal_pointer(&before);
	ct_wave_demands_forget(&self->demands);
	return alone;
}

/* ---- All ---- */

/* What pulls and groups prove, in parts, and self->scaled. */
static guint64
add_up(const Bound *self, guint64 parts)
{
	const guint shift = self->flow.shift;
	const guint64 one = (guint64)1 << shift;
	guint64 rest = (self->scaled & (one - 1)) +
		       (parts % CT_WAVE_BOUND_PARTS << shift) / CT_WAVE_BOUND_PARTS;

	/* costs are whole: what is proved beyond a whole number proves the next one */
	return parts / CT_WAVE_BOUND_PARTS + (self->scaled >> shift) + ((rest + one - 1) >> shift);
}

/* One set after the other, which tells the sets and their shares. */
static guint64
prove_singly(Bound *self, const guint32 *wave_of, guint n_waves, guint64 *out_parts)
{
	const CtWaveProblem *problem = self->problem;

	*out_parts = bound_pulls(self, wave_of);
	if (problem->first[problem->n] > 0 &&
	    *out_parts / CT_WAVE_BOUND_PARTS < ct_wave_problem_cost(problem, wave_of))
		bound_edges(self, wave_of, n_waves);
	return add_up(self, *out_parts);
}

/* The same sets at the same time, and what more can be proved of what they leave. */
static guint64
prove_jointly(Bound *self, const guint32 *wave_of, guint n_waves, guint64 parts)
{
	const CtWaveProblem *problem = self->problem;
	gboolean pulled = FALSE;

	for (guint i = 0; i < self->demands.demands->len; i++)
		pulled |= g_array_index(self->demands.demands, CtWaveDemand, i).is_pull;
	ct_wave_flow_clear(&self->flow);
	ct_wave_flow_init(&self->flow, problem, wave_of,
			  problem->n <= CT_WAVE_ROUNDS_UNITS ? JOINT_WORK : WORK);
	self->scaled = ct_wave_demands_route(&self->demands, &self->flow);
	self->flow.work = WORK;
	if (pulled) {
		self->scaled += ct_wave_bound_pulls(&self->flow, &self->demands);
		parts = pack_rest(&self->flow);
	}
	bound_edges(self, wave_of, n_waves);
	return add_up(self, parts);
}

/* What groups cost, and what they cost at least. */
static gboolean
are_groups_long(const CtWaveProblem *problem, const guint32 *wave_of, const guint64 *lengths)
{
	guint64 cost = 0;
	guint64 least = 0;

	for (guint i = 0; i < problem->n_groups; i++) {
		guint32 low = G_MAXUINT32;
		guint32 high = 0;

		for (guint32 k = problem->member_first[i]; k < problem->member_first[i + 1]; k++) {
			low = MIN(low, wave_of[problem->members[k]]);
			high = MAX(high, wave_of[problem->members[k]]);
		}
		if (high > low)
			cost += (guint64)problem->group_weight[i] * (high - low);
		least += problem->group_weight[i] * lengths[i];
	}
	return cost > least + least / 8;
}

/* Sets, routes and shares that are chosen together. */
static guint64
prove_by_rounds(Bound *self, const guint32 *wave_of, guint64 parts)
{
	const CtWaveProblem *problem = self->problem;
	g_autofree guint64 *lengths = ct_wave_bound_lengths(problem);
	const gboolean has_groups = are_groups_long(problem, wave_of, lengths);
	const gint64 most = has_groups ? GROUPS_WORK : ROUNDS_WORK;
	const gint64 work = MIN(most, SMALL_WORK * problem->n * problem->n);
	gboolean pulled = has_groups;

	for (guint i = 0; i < self->demands.demands->len; i++)
		pulled |= g_array_index(self->demands.demands, CtWaveDemand, i).is_pull;
	ct_wave_flow_clear(&self->flow);
	ct_wave_flow_init(&self->flow, problem, wave_of, WORK);
	self->scaled = ct_wave_rounds_prove(&self->flow, &self->demands, &self->columns, pulled,
					    has_groups ? lengths : NULL, work);
	if (has_groups)
		return add_up(self, 0);
	return add_up(self, pulled ? pack_rest(&self->flow) : parts);
}

static void
init_columns(Bound *self)
{
	const CtWaveProblem *problem = self->problem;
	const guint n_edges = self->flow.edges->len;

	if (problem->n > CT_WAVE_ROUNDS_UNITS) {
		ct_wave_columns_init(&self->columns, 0);
		return;
	}
	ct_wave_columns_init(&self->columns, n_edges + problem->n_groups);
	for (guint i = 0; i < n_edges; i++)
		self->columns.capacity[i] =
			g_array_index(self->flow.edges, CtWaveFlowEdge, i).weight >>
			self->flow.shift;
	for (guint i = 0; i < problem->n_groups; i++)
		self->columns.capacity[n_edges + i] = problem->group_weight[i];
	self->demands.columns = &self->columns;
}

guint64
ct_wave_bound(const CtWaveProblem *problem, const guint32 *wave_of)
{
	const guint64 cost = ct_wave_problem_cost(problem, wave_of);
	guint n_waves = 0;
	Bound self = { .problem = problem };
	guint64 parts;
	guint64 bound;

	for (guint32 i = 0; i < problem->n; i++)
		n_waves = MAX(n_waves, wave_of[i] + 1);
	ct_wave_flow_init(&self.flow, problem, wave_of, WORK);
	ct_wave_demands_init(&self.demands);
	init_columns(&self);
	self.nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
	self.round = g_new0(guint32, (gsize)problem->n + 1);
	bound = prove_singly(&self, wave_of, n_waves, &parts);
	if (bound < cost && self.demands.demands->len > 1 && problem->n <= MOST_JOINT) {
		const guint64 jointly = prove_jointly(&self, wave_of, n_waves, parts);

		bound = MAX(bound, jointly);
	}
	if (bound < cost && self.columns.columns->len > 0) {
		const guint64 together = prove_by_rounds(&self, wave_of, parts);

		bound = MAX(bound, together);
	}
	ct_wave_columns_clear(&self.columns);
	ct_wave_flow_clear(&self.flow);
	ct_wave_demands_clear(&self.demands);
	g_array_unref(self.nodes);
	g_free(self.round);
	return bound;
}
