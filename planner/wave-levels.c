/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ladder of clusters (Walshaw 2004), for units so many that passes between pairs of waves would come no
 * further than the first.  Single clusters and units go where their neighbours are instead, which costs hardly
 * more than looking at each edge once.  A level that the next one makes much smaller is not kept: a
 * round of it takes longer than one of those above, and finds less.
 */
#include "planner/wave-levels.h"

#include <string.h>

#include "planner/wave-coarse.h"
#include "planner/wave-refine.h"

#define FEW_UNITS  4000 /* at the top */
#define MOST_PART  64	/* of what a wave may hold is what a cluster may have */
#define MOST_STEPS 24

typedef struct {
	const CtWaveProblem *problem;
	CtWaveProblem *own;  /* the same; NULL: it is the caller's */
	guint32 *cluster_of; /* by unit of the level below; NULL at the bottom */
} Level;

struct CtWaveLevels {
	GArray *levels; /* of Level, the problem first */
};

static void
clear_level(gpointer data)
{
	Level *level = data;

	ct_wave_problem_free(level->own);
	g_free(level->cluster_of);
}

static Level *
level_at(const CtWaveLevels *self, guint index)
{
	return &g_array_index(self->levels, Level, index);
}

static guint64
size_of(const CtWaveProblem *problem)
{
	return (guint64)problem->n + problem->first[problem->n];
}

/* Users of a cluster: waves can still be filled with such, and no limit of a group is in their way. */
static guint
cluster_limit(const CtWaveProblem *problem)
{
	guint most = problem->most;

	for (guint i = 0; i < problem->n_groups; i++)
		if (problem->group_most[i] > 0)
			most = MIN(most, problem->group_most[i]);
	return most / MOST_PART;
}

/* Puts @level above the last one, or in its place when that is much larger. */
static void
add_level(CtWaveLevels *self, Level level)
{
	Level *last = level_at(self, self->levels->len - 1);

	if (last->own != NULL && size_of(level.problem) < size_of(last->problem) / 10 * 9) {
		const guint n = level_at(self, self->levels->len - 2)->problem->n;

		for (guint32 i = 0; i < n; i++)
			last->cluster_of[i] = level.cluster_of[last->cluster_of[i]];
		g_free(level.cluster_of);
		ct_wave_problem_free(last->own);
		last->problem = last->own = level.own;
		return;
	}
	g_array_append_val(self->levels, level);
}

CtWaveLevels *
ct_wave_levels_new(const CtWaveProblem *problem)
{
	CtWaveLevels *self = g_new0(CtWaveLevels, 1);
	const guint most = cluster_limit(problem);
	const CtWaveProblem *top = problem;

	self->levels = g_array_new(FALSE, FALSE, sizeof(Level));
	g_array_set_clear_func(self->levels, clear_level);
	g_array_append_val(self->levels, ((Level){ .problem = problem }));
	for (guint step = 0; step < MOST_STEPS && most > 1 && top->n > FEW_UNITS; step++) {
		Level next = { .cluster_of = g_new(guint32, (gsize)top->n + 1) };

		next.own = ct_wave_coarsen(top, NULL, most, 0, next.cluster_of);
		next.problem = next.own;
		if (size_of(next.own) + size_of(next.own) / 32 >= size_of(top)) {
			clear_level(&next);
			break;
		}
		top = next.own;
		add_level(self, next);
	}
	return self;
}

void
ct_wave_levels_free(CtWaveLevels *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->levels);
	g_free(self);
}

const CtWaveProblem *
ct_wave_levels_top(const CtWaveLevels *self)
{
	return level_at(self, self->levels->len - 1)->problem;
}

void
ct_wave_levels_descend(const CtWaveLevels *self, guint32 *wave_of, guint n_waves, gint64 work)
{
	const guint n = level_at(self, 0)->problem->n;
	g_autofree guint32 *above = g_new(guint32, (gsize)n + 1);
	gint64 left = 0;

	for (guint i = self->levels->len; i-- > 0;) {
		const Level *level = level_at(self, i);
		const guint n_below = i > 0 ? level_at(self, i - 1)->problem->n : 0;

		left += work / (gint64)self->levels->len;
		ct_wave_jump(level->problem, wave_of, n_waves, &left);
		memcpy(above, wave_of, (gsize)level->problem->n * sizeof *above);
		for (guint32 k = 0; k < n_below; k++)
			wave_of[k] = above[level->cluster_of[k]];
	}
}
