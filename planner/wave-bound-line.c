/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups stand in line: in which order pools move, when pulls want all of them to be first and sites want
 * theirs to stay together.
 *
 * Each unit counts with its heaviest group only, so that the groups divide the units into blocks.  As in
 * wave-bound-packing.c, a block of weight w whose units pull with P <= w costs, from wave F to wave L,
 *
 *     w (L - F) + P F  =  (w - P) (L - F) + P L,
 *
 * and L - F is known from its size.  P L is the sum of P over all boundaries between waves before which the
 * block has not moved whole.  Blocks that have moved whole before a boundary hold no more people than fit
 * into the waves before it, and they only become more: the cheapest such chain of sets of blocks is a dynamic
 * programme over all sets (Held and Karp 1962), and it bounds the sum.
 *
 * A larger group made of whole blocks, a site of pools, is cut at each boundary where some of its blocks
 * have moved whole and others have not, and before that while the first of them moves.  Before any of it has
 * moved, what P exceeds w by is paid, or the larger group is cut.  It also needs as many waves as its people
 * do; which of both proves more is not known beforehand, and any mixture is a bound.
 */
#include "planner/wave-bound.h"

#include <string.h>

#define MOST_BLOCKS 20
#define MOST_WORK   G_GUINT64_CONSTANT(200000000) /* sets looked at, with blocks and waves */
#define PARTS	    4				  /* of a site that are told by its blocks */

typedef struct {
	guint32 group;
	guint32 outer; /* the larger group that all its units are in, CT_NONE */
	guint64 users;
	guint64 pull;	/* in parts; at most the weight of the group */
	guint64 excess; /* in parts: pulls beyond that */
	guint64 length;
} Block;

typedef struct {
	const CtWaveProblem *problem;
	const guint64 *lengths;	       /* by group */
	Block blocks[MOST_BLOCKS + 1]; /* one more, to notice that there are too many */
	guint n;
	guint32 *users;	 /* by set of blocks */
	gint64 *waiting; /* by set of blocks that have moved: what a boundary costs */
	gint64 *least;	 /* by set: up to the boundary at hand */
} Line;

static guint
block_of(Line *self, guint32 group)
{
	guint i = 0;

	while (i < self->n && self->blocks[i].group != group)
		i++;
	if (i == self->n && self->n <= MOST_BLOCKS)
		self->blocks[self->n++] = (Block){ .group = group };
	return i;
}

/* FALSE when there are too many blocks, or less than two. */
static gboolean
make_blocks(Line *self, const guint64 *pulls)
{
	const CtWaveProblem *problem = self->problem;

	for (guint32 i = 0; i < problem->n; i++) {
		const guint32 group = ct_wave_problem_group(problem, i, 0);
		const guint32 outer = ct_wave_problem_group(problem, i, 1);
		Block *block;

		if (group == CT_NONE)
			continue;
		block = &self->blocks[block_of(self, group)];
		if (self->n > MOST_BLOCKS)
			return FALSE;
		if (block->users == 0)
			block->outer = outer;
		else if (block->outer != outer)
			block->outer = CT_NONE;
		block->users += problem->size[i];
		block->pull += pulls[i];
	}
	for (guint i = 0; i < self->n; i++) {
		Block *block = &self->blocks[i];

		const guint64 weight = (guint64)problem->group_weight[block->group] *
				       CT_WAVE_BOUND_PARTS;

		block->length = MAX(self->lengths[block->group],
				    (block->users - 1) / problem->most);
		block->excess = block->pull - MIN(block->pull, weight);
		block->pull -= block->excess;
	}
	/* what is a block itself is paid for */
	for (guint i = 0; i < self->n; i++)
		for (guint k = 0; k < self->n; k++)
			if (self->blocks[k].outer == self->blocks[i].group)
				self->blocks[k].outer = CT_NONE;
	return self->n > 1;
}

/* Takes out of @pulls what blocks, and groups made of them, answer for. */
static void
take_pulls(Line *self, guint64 *pulls)
{
	guint64 left[MOST_BLOCKS] = { 0 };

	for (guint i = 0; i < self->n; i++) {
		const Block *block = &self->blocks[i];

		left[i] = block->pull + (block->outer != CT_NONE ? block->excess : 0);
	}
	for (guint32 i = 0; i < self->problem->n; i++) {
		const guint32 group = ct_wave_problem_group(self->problem, i, 0);
		guint64 *answered;
		guint64 taken;

		if (group == CT_NONE)
			continue;
		/* which unit's pull it is does not matter, only whose is left */
		answered = &left[block_of(self, group)];
		taken = MIN(pulls[i], *answered);
		pulls[i] -= taken;
		*answered -= taken;
	}
}

/* The blocks of @outer. */
static guint32
inside(const Line *self, guint32 outer)
{
	guint32 set = 0;

	for (guint i = 0; i < self->n; i++)
		if (self->blocks[i].outer == outer)
			set |= 1U << i;
	return set;
}

/* What boundaries cost, by the set of blocks that have moved whole, with @part of PARTS of outer groups;
 * returns what is proved of those apart from boundaries, compared to their lengths. */
static gint64
weigh(Line *self, gint64 part)
{
	const guint32 n_sets = 1U << self->n;
	gint64 apart = 0;

	memset(self->waiting, 0, n_sets * sizeof *self->waiting);
	for (guint i = 0; i < self->n; i++)
		for (guint32 set = 0; set < n_sets; set++)
			if (!(set >> i & 1))
				self->waiting[set] += (gint64)self->blocks[i].pull;
	for (guint i = 0; i < self->n; i++) {
		const guint32 outer = self->blocks[i].outer;
		const guint32 all = outer != CT_NONE ? inside(self, outer) : 0;
		guint64 first = G_MAXUINT64;
		guint64 excess = 0;
		gint64 before;
		gint64 weight;

		/* once for each of them, by its first block */
		if (part == 0 || all == 0 || (all & ((1U << i) - 1)) != 0)
			continue;
		weight = (gint64)self->problem->group_weight[outer] * CT_WAVE_BOUND_PARTS * part /
			 PARTS;
		for (guint k = 0; k < self->n; k++)
			if (all >> k & 1) {
				first = MIN(first, self->blocks[k].length);
				excess += self->blocks[k].excess;
			}
		before = MIN(weight, (gint64)excess);
		apart += (weight - before) * (gint64)first - weight * (gint64)self->lengths[outer];
		for (guint32 set = 0; set < n_sets; set++)
			if ((set & all) != all)
				self->waiting[set] += (set & all) == 0 ? before : weight;
	}
	return apart;
}

/* The cheapest chain of sets up to the one that holds all. */
static gint64
walk(Line *self)
{
	const guint32 n_sets = 1U << self->n;
	const guint64 most = self->problem->most;
	guint64 room = most;

	for (guint32 set = 0; set < n_sets; set++)
		self->least[set] = 0;
	for (; room < self->users[n_sets - 1]; room += most) {
		for (guint32 set = 0; set < n_sets; set++)
			self->least[set] = self->users[set] > room
						   ? G_MAXINT64
						   : self->least[set] + self->waiting[set];
		/* the next set may be any that holds more */
		for (guint i = 0; i < self->n; i++)
			for (guint32 set = 0; set < n_sets; set++)
				if (set >> i & 1)
					self->least[set] = MIN(self->least[set],
							       self->least[set ^ 1U << i]);
	}
	return self->least[n_sets - 1];
}

static gint64
best_of_mixtures(Line *self)
{
	gint64 proved = G_MININT64;
	gint64 apart = 0;

	for (guint i = 0; i < self->n; i++)
		apart += (gint64)(self->blocks[i].pull * self->blocks[i].length);
	for (gint64 part = 0; part <= PARTS; part++) {
		const gint64 outer = weigh(self, part);

		proved = MAX(proved, outer - apart + walk(self));
	}
	return proved;
}

gint64
ct_wave_bound_line(const CtWaveProblem *problem, const guint64 *lengths, guint64 *pulls)
{
	Line self = { .problem = problem, .lengths = lengths };
	guint64 users = 0;
	guint32 n_sets;
	gint64 proved = 0;

	if (!make_blocks(&self, pulls))
		return G_MININT64;
	n_sets = 1U << self.n;
	for (guint i = 0; i < self.n; i++)
		users += self.blocks[i].users;
	if (users > G_MAXUINT32 ||
	    (users / problem->most + 1) * self.n > MOST_WORK / (PARTS + 1) / n_sets)
		return G_MININT64;
	take_pulls(&self, pulls);
	self.users = g_new0(guint32, n_sets);
	self.waiting = g_new(gint64, n_sets);
	self.least = g_new(gint64, n_sets);
	for (guint i = 0; i < self.n; i++)
		for (guint32 set = 0; set < n_sets; set++)
			if (set >> i & 1)
				self.users[set] += (guint32)self.blocks[i].users;
	proved = best_of_mixtures(&self);
	g_free(self.users);
	g_free(self.waiting);
	g_free(self.least);
	return proved;
}
