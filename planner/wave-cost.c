/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edges are kept by unit in both directions (compressed rows), since a search asks for the
 * neighbours of a unit most of all.  Of groups, the first and last wave are kept; when one of them
 * loses a unit, the next is found from the counts of a large group or by looking at the few members
 * of a small one, so that all counts together take no more room than the memberships.
 */
#include "planner/wave-cost.h"

#include <string.h>

CtWaveProblem *
ct_wave_problem_new(guint n)
{
	CtWaveProblem *self = g_new0(CtWaveProblem, 1);

	self->n = n;
	self->size = g_new(guint32, n + 1);
	self->key = g_new0(guint32, n + 1);
	self->pull = g_new0(guint32, n + 1);
	self->first = g_new0(guint32, (gsize)n + 2);
	self->group_first = g_new0(guint32, (gsize)n + 2);
	for (guint i = 0; i <= n; i++)
		self->size[i] = 1;
	self->most = 1;
	self->least = 1;
	self->n_waves = n;
	return self;
}

void
ct_wave_problem_free(CtWaveProblem *self)
{
	if (self == NULL)
		return;
	g_free(self->size);
	g_free(self->key);
	g_free(self->pull);
	g_free(self->first);
	g_free(self->to);
	g_free(self->weight);
	g_free(self->group_first);
	g_free(self->memberships);
	g_free(self->group_weight);
	g_free(self->group_most);
	g_free(self->member_first);
	g_free(self->members);
	g_free(self);
}

/* Edges of one unit to the same other unit become one; returns where the next free place is. */
static guint32
merge_row(CtWaveProblem *self, guint32 begin, guint32 end, guint32 out, guint32 *place)
{
	guint32 row = out;

	for (guint32 i = begin; i < end; i++) {
		guint32 other = self->to[i];

		if (place[other] >= row && place[other] < out && self->to[place[other]] == other) {
			self->weight[place[other]] += self->weight[i];
			continue;
		}
		place[other] = out;
		self->to[out] = other;
		self->weight[out++] = self->weight[i];
	}
	return out;
}

static void
merge_edges(CtWaveProblem *self)
{
	g_autofree guint32 *place = g_new0(guint32, (gsize)self->n + 1);
	guint32 out = 0;

	for (guint i = 0; i < self->n; i++) {
		guint32 begin = self->first[i];

		self->first[i] = out;
		out = merge_row(self, begin, self->first[i + 1], out, place);
	}
	self->first[self->n] = out;
	self->to = g_renew(guint32, self->to, (gsize)out + 1);
	self->weight = g_renew(guint32, self->weight, (gsize)out + 1);
}

void
ct_wave_problem_link(CtWaveProblem *self, const CtWaveEdge *edges, guint n_edges)
{
	g_autofree guint32 *next = g_new0(guint32, (gsize)self->n + 2);

	g_free(self->to);
	g_free(self->weight);
	self->to = g_new(guint32, (gsize)n_edges * 2 + 1);
	self->weight = g_new(guint32, (gsize)n_edges * 2 + 1);
	for (guint i = 0; i < n_edges; i++) {
		next[edges[i].a + 1]++;
		next[edges[i].b + 1]++;
	}
	for (guint i = 0; i < self->n; i++)
		next[i + 1] += next[i];
	memcpy(self->first, next, ((gsize)self->n + 1) * sizeof *next);
	for (guint i = 0; i < n_edges; i++) {
		const CtWaveEdge *edge = &edges[i];
		const CtWaveEdge *ahead = &edges[MIN(i + CT_WAVE_AHEAD, n_edges - 1)];

		__builtin_prefetch(&next[ahead->b]);
		self->to[next[edge->a]] = edge->b;
		self->weight[next[edge->a]++] = edge->weight;
		self->to[next[edge->b]] = edge->a;
		self->weight[next[edge->b]++] = edge->weight;
	}
	merge_edges(self);
}

void
ct_wave_problem_list_members(CtWaveProblem *self)
{
	guint32 total = self->group_first[self->n];
	g_autofree guint32 *next = g_new0(guint32, (gsize)self->n_groups + 2);

	g_free(self->member_first);
	g_free(self->members);
	self->member_first = g_new0(guint32, (gsize)self->n_groups + 2);
	self->members = g_new(guint32, (gsize)total + 1);
	for (guint32 i = 0; i < total; i++)
		self->member_first[self->memberships[i].group + 1]++;
	for (guint i = 0; i < self->n_groups; i++)
		self->member_first[i + 1] += self->member_first[i];
	memcpy(next, self->member_first, ((gsize)self->n_groups + 1) * sizeof *next);
	for (guint32 unit = 0; unit < self->n; unit++)
		for (guint32 i = self->group_first[unit]; i < self->group_first[unit + 1]; i++)
			self->members[next[self->memberships[i].group]++] = unit;
}

guint64
ct_wave_problem_cost(const CtWaveProblem *self, const guint32 *wave_of)
{
	const guint32 last = MAX(self->first[self->n], 1) - 1;
	guint64 cost = 0;

	for (guint32 unit = 0; unit < self->n; unit++) {
		cost += (guint64)self->pull[unit] * wave_of[unit];
		for (guint32 i = self->first[unit]; i < self->first[unit + 1]; i++) {
			__builtin_prefetch(&wave_of[self->to[MIN(i + CT_WAVE_AHEAD, last)]]);
			if (wave_of[self->to[i]] < wave_of[unit])
				cost += (guint64)self->weight[i] *
					(wave_of[unit] - wave_of[self->to[i]]);
		}
	}
	for (guint32 group = 0; group < self->n_groups; group++) {
		guint32 low = CT_NONE;
		guint32 high = 0;

		for (guint32 i = self->member_first[group]; i < self->member_first[group + 1];
		     i++) {
			low = MIN(low, wave_of[self->members[i]]);
			high = MAX(high, wave_of[self->members[i]]);
		}
		if (low != CT_NONE)
			cost += (guint64)self->group_weight[group] * (high - low);
	}
	return cost;
}

guint
ct_wave_problem_check(const CtWaveProblem *self, const guint32 *wave_of)
{
	g_autofree guint32 *copy = g_memdup2(wave_of, (gsize)self->n * sizeof *copy);
	CtWaveState state;
	guint n_waves = 0;
	guint used = 0;

	for (guint32 i = 0; i < self->n; i++)
		n_waves = MAX(n_waves, wave_of[i] + 1);
	ct_wave_state_init(&state, self, copy, n_waves);
	for (guint i = 0; i < n_waves; i++)
		used += state.load[i] > 0;
	if (state.n_overfull > 0)
		used = 0;
	ct_wave_state_clear(&state);
	return used;
}

guint32
ct_wave_problem_group(const CtWaveProblem *self, guint32 unit, guint rank)
{
	const guint32 end = self->group_first[unit + 1];

	for (guint32 i = self->group_first[unit]; i < end; i++) {
		guint32 group = self->memberships[i].group;
		guint before = 0;

		for (guint32 k = self->group_first[unit]; k < end; k++) {
			guint32 other = self->memberships[k].group;

			before += self->group_weight[other] > self->group_weight[group] ||
				  (self->group_weight[other] == self->group_weight[group] && k < i);
		}
		if (before == rank)
			return group;
	}
	return CT_NONE;
}

guint64
ct_wave_problem_users(const CtWaveProblem *self)
{
	guint64 users = 0;

	for (guint i = 0; i < self->n; i++)
		users += self->size[i];
	return users;
}

guint
ct_wave_problem_pack(const CtWaveProblem *self, guint32 *wave_of)
{
	g_autofree guint32 *number = NULL;
	guint32 last = 0;
	guint used = 0;

	for (guint i = 0; i < self->n; i++)
		last = MAX(last, wave_of[i]);
	number = g_new0(guint32, (gsize)last + 2);
	for (guint i = 0; i < self->n; i++)
		number[wave_of[i]] = 1;
	for (guint32 i = 0; i <= last; i++) {
		gboolean is_used = number[i] != 0;

		number[i] = used;
		used += is_used;
	}
	for (guint i = 0; i < self->n; i++)
		wave_of[i] = number[wave_of[i]];
	return used;
}

/* ---- An assignment while it is changed ---- */

static void
count_member(CtWaveState *self, const CtWaveMembership *row, guint32 wave)
{
	self->low[row->group] = MIN(self->low[row->group], wave);
	self->high[row->group] = MAX(self->high[row->group], wave);
	if (self->row[row->group] != CT_NONE)
		self->counts[self->row[row->group] + wave] += row->users;
}

/* Counts pay for groups that have more units than a quarter of the waves, and for limits. */
static gsize
place_counts(CtWaveState *self)
{
	const CtWaveProblem *problem = self->problem;
	gsize room = 0;

	for (guint i = 0; i < problem->n_groups; i++) {
		guint32 members = problem->member_first[i + 1] - problem->member_first[i];

		self->low[i] = CT_NONE;
		self->high[i] = 0;
		self->row[i] = CT_NONE;
		if (members <= self->n_waves / 4 && problem->group_most[i] == 0)
			continue;
		self->row[i] = (guint32)room;
		room += self->n_waves;
	}
	return room;
}

void
ct_wave_state_init(CtWaveState *self, const CtWaveProblem *problem, guint32 *wave_of, guint n_waves)
{
	*self = (CtWaveState){ .problem = problem, .n_waves = n_waves, .wave = wave_of };
	self->load = g_new0(guint32, (gsize)n_waves + 1);
	self->low = g_new(guint32, (gsize)problem->n_groups + 1);
	self->high = g_new(guint32, (gsize)problem->n_groups + 1);
	self->row = g_new(guint32, (gsize)problem->n_groups + 1);
	self->counts = g_new0(guint32, place_counts(self) + 1);
	for (guint32 unit = 0; unit < problem->n; unit++) {
		self->load[wave_of[unit]] += problem->size[unit];
		for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1];
		     i++)
			count_member(self, &problem->memberships[i], wave_of[unit]);
	}
	for (guint i = 0; i < n_waves; i++)
		self->n_overfull += self->load[i] > problem->most;
	for (guint i = 0; i < problem->n_groups; i++)
		for (guint wave = 0; problem->group_most[i] > 0 && wave < n_waves; wave++)
			self->n_overfull += self->counts[self->row[i] + wave] >
					    problem->group_most[i];
}

void
ct_wave_state_clear(CtWaveState *self)
{
	g_free(self->load);
	g_free(self->low);
	g_free(self->high);
	g_free(self->row);
	g_free(self->counts);
}

/* The first and last wave of @group once @unit is taken out of it; FALSE when nobody is left. */
static gboolean
range_without(const CtWaveState *self, const CtWaveMembership *row, guint32 unit, guint32 *out_low,
	      guint32 *out_high)
{
	const CtWaveProblem *problem = self->problem;
	guint32 group = row->group;
	guint32 from = self->wave[unit];
	guint32 low = self->low[group];
	guint32 high = self->high[group];

	if (from != low && from != high) {
		*out_low = low;
		*out_high = high;
		return TRUE;
	}
	if (self->row[group] != CT_NONE) {
		const guint32 *counts = &self->counts[self->row[group]];

		if (counts[from] == row->users) {
			while (low <= high && (low == from || counts[low] == 0))
				low++;
			while (high > low && (high == from || counts[high] == 0))
				high--;
		}
		*out_low = low;
		*out_high = high;
		return low <= high;
	}
	low = CT_NONE;
	high = 0;
	for (guint32 i = problem->member_first[group]; i < problem->member_first[group + 1]; i++) {
		if (problem->members[i] == unit)
			continue;
		low = MIN(low, self->wave[problem->members[i]]);
		high = MAX(high, self->wave[problem->members[i]]);
	}
	*out_low = low;
	*out_high = high;
	return low != CT_NONE;
}

gint64
ct_wave_state_group_delta(const CtWaveState *self, guint32 unit, guint32 wave)
{
	const CtWaveProblem *problem = self->problem;
	gint64 delta = 0;

	for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1]; i++) {
		const CtWaveMembership *row = &problem->memberships[i];
		guint32 low;
		guint32 high;

		if (problem->group_weight[row->group] == 0 ||
		    !range_without(self, row, unit, &low, &high))
			continue;
		delta += (gint64)problem->group_weight[row->group] *
			 ((gint64)(MAX(high, wave) - MIN(low, wave)) -
			  (gint64)(self->high[row->group] - self->low[row->group]));
	}
	return delta;
}

gint64
ct_wave_state_edge_delta(const CtWaveState *self, guint32 unit, guint32 wave)
{
	const CtWaveProblem *problem = self->problem;
	gint64 from = self->wave[unit];
	gint64 delta = (gint64)problem->pull[unit] * ((gint64)wave - from);

	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
		gint64 other = self->wave[problem->to[i]];

		delta += (gint64)problem->weight[i] *
			 (ABS((gint64)wave - other) - ABS(from - other));
	}
	return delta;
}

gint64
ct_wave_state_delta(const CtWaveState *self, guint32 unit, guint32 wave)
{
	return ct_wave_state_edge_delta(self, unit, wave) +
	       ct_wave_state_group_delta(self, unit, wave);
}

gboolean
ct_wave_state_fits(const CtWaveState *self, guint32 unit, guint32 wave, guint over)
{
	const CtWaveProblem *problem = self->problem;

	if ((guint64)self->load[wave] + problem->size[unit] > (guint64)problem->most + over)
		return FALSE;
	for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1]; i++) {
		const CtWaveMembership *row = &problem->memberships[i];
		guint32 most = problem->group_most[row->group];

		if (most > 0 && (guint64)self->counts[self->row[row->group] + wave] + row->users >
					(guint64)most + over)
			return FALSE;
	}
	return TRUE;
}

static void
shift(CtWaveState *self, guint32 *place, guint32 most, guint32 users, gboolean leaves)
{
	self->n_overfull -= most > 0 && *place > most;
	*place = leaves ? *place - users : *place + users;
	self->n_overfull += most > 0 && *place > most;
}

void
ct_wave_state_move(CtWaveState *self, guint32 unit, guint32 wave)
{
	const CtWaveProblem *problem = self->problem;
	guint32 from = self->wave[unit];

	for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1]; i++) {
		const CtWaveMembership *row = &problem->memberships[i];
		guint32 low = wave;
		guint32 high = wave;

		if (range_without(self, row, unit, &low, &high)) {
			self->low[row->group] = MIN(low, wave);
			self->high[row->group] = MAX(high, wave);
		} else {
			self->low[row->group] = wave;
			self->high[row->group] = wave;
		}
		if (self->row[row->group] != CT_NONE) {
			guint32 *counts = &self->counts[self->row[row->group]];

			shift(self, &counts[from], problem->group_most[row->group], row->users,
			      TRUE);
			shift(self, &counts[wave], problem->group_most[row->group], row->users,
			      FALSE);
		}
	}
	shift(self, &self->load[from], problem->most, problem->size[unit], TRUE);
	shift(self, &self->load[wave], problem->most, problem->size[unit], FALSE);
	self->wave[unit] = wave;
}
