/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waves as wholes: each slides over the others to where it costs least.  What edges cost changes by
 * what lies between two neighbours that change places, from a matrix of weights between waves.  What
 * groups cost at each place is a sum of steps and slopes: a group without the wave has a first and a
 * last place; at a place between them the wave makes it longer by one, and if it is a wave of the
 * group, by as far as it is from them.  So a slide costs as much as there are waves, and groups in it.
 */
#include "planner/wave-refine.h"

#include <string.h>

#define MOST_WAVES  1024 /* the matrix is that number squared */
#define MOST_ROUNDS 6

/* The places of a group: the two first and the two last of its waves; CT_NONE for none. */
typedef struct {
	guint32 low;
	guint32 second_low;
	guint32 high;
	guint32 second_high;
} Ends;

typedef struct {
	const CtWaveProblem *problem;
	guint n;
	guint64 *matrix; /* weight of edges between waves */
	guint64 *degree; /* by wave: to all others */
	guint64 *pull;	 /* by wave */
	guint32 *groups; /* of each wave */
	guint *group_first;
	guint32 *order; /* waves in their new order */
	Ends *ends;	/* by group */
	gint64 *spans; /* by place: weight of groups that are on both sides of the boundary before it */
	gint64 *steps;	/* by place: what groups cost from there on more than before */
	gint64 *slopes; /* by place: how much what groups cost grows from there on */
	gint64 *lefts;	/* by place: weight of edges to all waves before it */
	gint64 *work;
} Reorder;

static void
sum_edges(Reorder *self, const guint32 *wave_of)
{
	const CtWaveProblem *problem = self->problem;

	for (guint32 unit = 0; unit < problem->n; unit++) {
		guint64 *row = &self->matrix[(gsize)wave_of[unit] * self->n];

		self->pull[wave_of[unit]] += problem->pull[unit];
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
			guint32 other = wave_of[problem->to[i]];

			if (other == wave_of[unit])
				continue;
			row[other] += problem->weight[i];
			self->degree[wave_of[unit]] += problem->weight[i];
		}
	}
}

/* The groups of each wave that have a say. */
static void
list_groups(Reorder *self, const guint32 *wave_of)
{
	const CtWaveProblem *problem = self->problem;
	g_autofree guint32 *last = g_new(guint32, (gsize)self->n + 1);

	self->group_first = g_new0(guint, (gsize)self->n + 2);
	self->groups = g_new(guint32, (gsize)problem->group_first[problem->n] + 1);
	for (guint fill = 0; fill < 2; fill++) {
		memset(last, 0xff, ((gsize)self->n + 1) * sizeof *last);
		for (guint32 group = 0; group < problem->n_groups; group++) {
			for (guint32 i = problem->member_first[group];
			     problem->group_weight[group] > 0 &&
			     i < problem->member_first[group + 1];
			     i++) {
				guint32 wave = wave_of[problem->members[i]];

				if (last[wave] == group)
					continue;
				last[wave] = group;
				if (fill)
					self->groups[self->group_first[wave]++] = group;
				else
					self->group_first[wave + 1]++;
			}
		}
		for (guint wave = 0; fill == 0 && wave < self->n; wave++)
			self->group_first[wave + 1] += self->group_first[wave];
	}
	/* filling has moved each begin to the next one */
	memmove(self->group_first + 1, self->group_first, self->n * sizeof *self->group_first);
	self->group_first[0] = 0;
}

/* The places of all groups, and what they span. */
static void
find_ends(Reorder *self)
{
	memset(self->ends, 0xff, ((gsize)self->problem->n_groups + 1) * sizeof *self->ends);
	memset(self->spans, 0, ((gsize)self->n + 2) * sizeof *self->spans);
	for (guint32 place = 0; place < self->n; place++) {
		guint32 wave = self->order[place];

		for (guint i = self->group_first[wave]; i < self->group_first[wave + 1]; i++) {
			Ends *ends = &self->ends[self->groups[i]];

			if (ends->low == CT_NONE)
				ends->low = place;
			else if (ends->second_low == CT_NONE)
				ends->second_low = place;
			ends->second_high = ends->high;
			ends->high = place;
		}
	}
	for (guint32 group = 0; group < self->problem->n_groups; group++) {
		const Ends *ends = &self->ends[group];
		gint64 weight = self->problem->group_weight[group];

		if (ends->low == CT_NONE || weight == 0)
			continue;
		self->spans[ends->low + 1] += weight;
		self->spans[ends->high + 1] -= weight;
	}
	for (guint i = 0; i < self->n; i++)
		self->spans[i + 1] += self->spans[i];
	*self->work -= self->group_first[self->n] + self->problem->n_groups;
}

/* What groups cost when the wave at @place moves to each place, less what is the same everywhere. */
static void
price_groups(Reorder *self, guint32 place, gint64 *out_costs)
{
	const guint32 wave = self->order[place];
	gint64 step = 0;
	gint64 slope = 0;

	memset(self->steps, 0, ((gsize)self->n + 1) * sizeof *self->steps);
	memset(self->slopes, 0, ((gsize)self->n + 1) * sizeof *self->slopes);
	for (guint i = self->group_first[wave]; i < self->group_first[wave + 1]; i++) {
		const Ends *ends = &self->ends[self->groups[i]];
		gint64 weight = self->problem->group_weight[self->groups[i]];
		guint32 low = ends->low;
		guint32 high = ends->high - 1;

		if (ends->second_low == CT_NONE)
			continue; /* nothing of it is elsewhere */
		/* spans count boundaries that only this wave makes the group cross */
		if (ends->low == place) {
			self->steps[place + 1] -= weight;
			self->steps[ends->second_low] += weight;
			low = ends->second_low - 1;
		} else if (ends->high == place) {
			self->steps[ends->second_high + 1] -= weight;
			self->steps[place + 1] += weight;
			high = ends->second_high;
		}
		self->steps[0] += weight * ((gint64)low + 1);
		self->slopes[0] -= weight;
		self->slopes[low + 1] += weight;
		self->slopes[high] += weight;
	}
	for (guint32 i = 0; i < self->n; i++) {
		step += self->steps[i] + slope;
		slope += self->slopes[i];
		out_costs[i] = step + self->spans[i > place ? i + 1 : i];
	}
	*self->work -= self->group_first[wave + 1] - self->group_first[wave];
}
/* What edges and pulls add when @b comes before @a, its neighbour, instead of behind it; @a_before,
 * @b_before: weight of their edges to the waves before both. */
static gint64
swap_change(const Reorder *self, guint32 a, guint32 b, gint64 a_before, gint64 b_before)
{
	return (gint64)self->degree[b] - 2 * b_before - (gint64)self->degree[a] + 2 * a_before +
	       (gint64)self->pull[a] - (gint64)self->pull[b];
}

/* The place where the wave at @place costs least; of equal ones its own, then the first behind it. */
static guint
find_place(Reorder *self, guint place, gint64 *groups)
{
	const guint32 wave = self->order[place];
	const guint64 *row = &self->matrix[(gsize)wave * self->n];
	gint64 mine = self->lefts[place];
	guint best_place = place;
	gint64 best = 0;
	gint64 sum = 0;

	price_groups(self, place, groups);
	for (guint i = place + 1; i < self->n; i++) {
		guint32 other = self->order[i];

		sum += swap_change(self, wave, other, mine, self->lefts[i] - (gint64)row[other]);
		mine += (gint64)row[other];
		if (sum + groups[i] - groups[place] < best) {
			best = sum + groups[i] - groups[place];
			best_place = i;
		}
	}
	sum = 0;
	mine = self->lefts[place];
	for (guint i = place; i-- > 0;) {
		guint32 other = self->order[i];

		mine -= (gint64)row[other];
		sum += swap_change(self, other, wave, self->lefts[i], mine);
		if (sum + groups[i] - groups[place] < best) {
			best = sum + groups[i] - groups[place];
			best_place = i;
		}
	}
	*self->work -= self->n;
	return best_place;
}

/* Weight of the edges of the wave at @place to all waves before it. */
static void
sum_left(Reorder *self, guint place)
{
	const guint64 *row = &self->matrix[(gsize)self->order[place] * self->n];

	self->lefts[place] = 0;
	for (guint i = 0; i < place; i++)
		self->lefts[place] += (gint64)row[self->order[i]];
	*self->work -= place;
}

/* Puts the wave at @from to @to; those between make room. */
static void
put_wave(Reorder *self, guint from, guint to)
{
	const guint32 wave = self->order[from];
	const guint64 *row = &self->matrix[(gsize)wave * self->n];
	const gboolean is_later = to > from;

	for (guint i = from; i != to; i = is_later ? i + 1 : i - 1) {
		guint next = is_later ? i + 1 : i - 1;
		gint64 weight = (gint64)row[self->order[next]];

		self->order[i] = self->order[next];
		self->lefts[i] = self->lefts[next] + (is_later ? -weight : weight);
	}
	self->order[to] = wave;
	sum_left(self, to);
}

static void
slide_all(Reorder *self)
{
	g_autofree gint64 *groups = g_new(gint64, (gsize)self->n + 1);
	gboolean is_better = TRUE;

	for (guint i = 0; i < self->n; i++)
		sum_left(self, i);
	find_ends(self);
	for (guint round = 0; round < MOST_ROUNDS && is_better; round++) {
		is_better = FALSE;
		for (guint i = 0; *self->work > 0 && i < self->n; i++) {
			guint place = find_place(self, i, groups);

			if (place == i)
				continue;
			put_wave(self, i, place);
			find_ends(self);
			is_better = TRUE;
		}
	}
}

void
ct_wave_reorder(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 *work)
{
	const gsize n = n_waves;
	g_autofree guint64 *matrix = NULL;
	g_autofree guint64 *sums = NULL;
	g_autofree gint64 *places = NULL;
	g_autofree guint32 *numbers = NULL;
	g_autofree Ends *ends = NULL;
	Reorder self = { .problem = problem, .n = n_waves, .work = work };

	if (n_waves < 3 || n_waves > MOST_WAVES)
		return;
	matrix = g_new0(guint64, n * n);
	sums = g_new0(guint64, n * 2);
	places = g_new0(gint64, (n + 2) * 4);
	numbers = g_new(guint32, n * 2);
	ends = g_new(Ends, (gsize)problem->n_groups + 1);
	self.matrix = matrix;
	self.degree = sums;
	self.pull = sums + n;
	self.spans = places;
	self.steps = places + n + 2;
	self.slopes = places + 2 * (n + 2);
	self.lefts = places + 3 * (n + 2);
	self.order = numbers;
	self.ends = ends;
	sum_edges(&self, wave_of);
	list_groups(&self, wave_of);
	for (guint32 i = 0; i < n_waves; i++)
		self.order[i] = i;
	slide_all(&self);
	for (guint32 i = 0; i < n_waves; i++)
		numbers[n + self.order[i]] = i;
	for (guint32 unit = 0; unit < problem->n; unit++)
		wave_of[unit] = numbers[n + wave_of[unit]];
	g_free(self.groups);
	g_free(self.group_first);
}
