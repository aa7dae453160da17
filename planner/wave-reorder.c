/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waves as wholes: each slides over the others to where it costs least.  Two neighbours that change
 * places change only the boundary between them, so a slide is a sum of such changes: edges by a
 * matrix of weights between waves, groups by how many of their waves lie before.
 */
#include "planner/wave-refine.h"

#include <string.h>

#define MOST_WAVES  1024 /* the matrix is that number squared */
#define MOST_ROUNDS 6

typedef struct {
	const CtWaveProblem *problem;
	guint n;
	guint64 *matrix; /* weight of edges between waves */
	guint64 *degree; /* by wave: to all others */
	guint64 *pull;	 /* by wave */
	guint32 *groups; /* of each wave, sorted */
	guint *group_first;
	guint32 *waves_of; /* by group: in how many waves it is */
	guint32 *order;	   /* waves in their new order */
	guint32 *before;   /* by group: in how many waves before a place it is */
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

/* The groups of each wave that have a say; going through them group by group sorts them. */
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
				if (fill) {
					self->groups[self->group_first[wave]++] = group;
					self->waves_of[group]++;
				} else {
					self->group_first[wave + 1]++;
				}
			}
		}
		for (guint wave = 0; fill == 0 && wave < self->n; wave++)
			self->group_first[wave + 1] += self->group_first[wave];
	}
	/* filling has moved each begin to the next one */
	memmove(self->group_first + 1, self->group_first, self->n * sizeof *self->group_first);
	self->group_first[0] = 0;
}

static gboolean
has_group(const Reorder *self, guint32 wave, guint32 group)
{
	guint low = self->group_first[wave];
	guint high = self->group_first[wave + 1];

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (self->groups[middle] == group)
			return TRUE;
		if (self->groups[middle] < group)
			low = middle + 1;
		else
			high = middle;
	}
	return FALSE;
}

/* What groups add when @b comes before @a instead of behind it; @sign: -1 for the groups of @b. */
static gint64
group_change(Reorder *self, guint32 a, guint32 b, gint64 sign)
{
	gint64 change = 0;

	for (guint i = self->group_first[a]; i < self->group_first[a + 1]; i++) {
		guint32 group = self->groups[i];
		gint64 weight = self->problem->group_weight[group];

		if (has_group(self, b, group))
			continue;
		change += weight * ((self->before[group] > 0) -
				    (self->before[group] + 1 < self->waves_of[group]));
	}
	*self->work -= self->group_first[a + 1] - self->group_first[a];
	return sign * change;
}

/* @a and @b are neighbours, @a first; @a_before, @b_before: weight of their edges to the waves before
 * both. */
static gint64
swap_change(Reorder *self, guint32 a, guint32 b, gint64 a_before, gint64 b_before)
{
	gint64 change = (gint64)self->degree[b] - 2 * b_before - (gint64)self->degree[a] +
			2 * a_before;

	change += (gint64)self->pull[a] - (gint64)self->pull[b];
	return change + group_change(self, a, b, 1) + group_change(self, b, a, -1);
}

static void
count_groups(Reorder *self, guint32 wave, gint32 step)
{
	for (guint i = self->group_first[wave]; i < self->group_first[wave + 1]; i++)
		self->before[self->groups[i]] += (guint32)step;
	*self->work -= self->group_first[wave + 1] - self->group_first[wave];
}

static gint64
weight_before(Reorder *self, guint32 wave, guint place)
{
	gint64 weight = 0;

	for (guint i = 0; i < place; i++)
		weight += (gint64)self->matrix[(gsize)wave * self->n + self->order[i]];
	*self->work -= place;
	return weight;
}

/* Slides the wave at @place to the best of all places; returns whether it moved.  @lefts: by place, the
 * weight of edges to all waves before it */
static gboolean
slide(Reorder *self, guint place, const gint64 *lefts)
{
	guint32 wave = self->order[place];
	const guint64 *row = &self->matrix[(gsize)wave * self->n];
	gint64 sum = 0;
	gint64 best = 0;
	guint best_place = place;
	gint64 mine = lefts[place];

	for (guint i = 0; i < place; i++)
		count_groups(self, self->order[i], 1);
	for (guint i = place + 1; i < self->n; i++) {
		guint32 other = self->order[i];

		sum += swap_change(self, wave, other, mine, lefts[i] - (gint64)row[other]);
		mine += (gint64)row[other];
		count_groups(self, other, 1);
		if (sum < best) {
			best = sum;
			best_place = i;
		}
	}
	for (guint i = place + 1; i < self->n; i++)
		count_groups(self, self->order[i], -1);
	sum = 0;
	mine = lefts[place];
	for (guint i = place; i-- > 0;) {
		guint32 other = self->order[i];

		count_groups(self, other, -1);
		mine -= (gint64)row[other];
		sum += swap_change(self, other, wave, lefts[i], mine);
		if (sum < best) {
			best = sum;
			best_place = i;
		}
	}
	*self->work -= self->n;
	if (best_place == place)
		return FALSE;
	if (best_place > place)
		memmove(&self->order[place], &self->order[place + 1],
			(best_place - place) * sizeof *self->order);
	else
		memmove(&self->order[best_place + 1], &self->order[best_place],
			(place - best_place) * sizeof *self->order);
	self->order[best_place] = wave;
	return TRUE;
}

static void
sum_lefts(Reorder *self, gint64 *lefts)
{
	for (guint i = 0; i < self->n; i++)
		lefts[i] = weight_before(self, self->order[i], i);
}

static void
slide_all(Reorder *self)
{
	g_autofree gint64 *lefts = g_new(gint64, (gsize)self->n + 1);
	gboolean is_better = TRUE;

	for (guint round = 0; round < MOST_ROUNDS && is_better; round++) {
		is_better = FALSE;
		sum_lefts(self, lefts);
		for (guint i = 0; i<self->n && * self->work> 0; i++) {
			if (!slide(self, i, lefts))
				continue;
			is_better = TRUE;
			sum_lefts(self, lefts);
		}
	}
}

void
ct_wave_reorder(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 *work)
{
	g_autofree guint64 *matrix = NULL;
	g_autofree guint64 *sums = NULL;
	g_autofree guint32 *places = NULL;
	g_autofree guint32 *counts = NULL;
	Reorder self = { .problem = problem, .n = n_waves, .work = work };

	if (n_waves < 3 || n_waves > MOST_WAVES)
		return;
	matrix = g_new0(guint64, (gsize)n_waves * n_waves);
	sums = g_new0(guint64, (gsize)n_waves * 2);
	places = g_new(guint32, (gsize)n_waves * 2);
	counts = g_new0(guint32, (gsize)problem->n_groups * 2 + 1);
	self.matrix = matrix;
	self.degree = sums;
	self.pull = sums + n_waves;
	self.order = places;
	self.waves_of = counts;
	self.before = counts + problem->n_groups;
	sum_edges(&self, wave_of);
	list_groups(&self, wave_of);
	for (guint32 i = 0; i < n_waves; i++)
		self.order[i] = i;
	slide_all(&self);
	for (guint32 i = 0; i < n_waves; i++)
		places[n_waves + self.order[i]] = i;
	for (guint32 unit = 0; unit < problem->n; unit++)
		wave_of[unit] = places[n_waves + wave_of[unit]];
	g_free(self.groups);
	g_free(self.group_first);
}
