/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The slow and certain way.  Cost and limits are computed here again from their definition, so that a
 * mistake in the planner's own figures shows.
 */
#include "exhaust.h"

typedef struct {
	const CtWaveProblem *problem;
	guint32 *wave_of;
	guint64 best;
} Search;

static guint64
cost_of(const CtWaveProblem *problem, const guint32 *wave_of)
{
	guint64 twice = 0;
	guint64 cost = 0;

	for (guint unit = 0; unit < problem->n; unit++) {
		cost += (guint64)problem->pull[unit] * wave_of[unit];
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
			twice += (guint64)problem->weight[i] *
				 (guint64)ABS((gint64)wave_of[unit] -
					      (gint64)wave_of[problem->to[i]]);
	}
	for (guint group = 0; group < problem->n_groups; group++) {
		gint64 low = G_MAXINT64;
		gint64 high = -1;

		for (guint unit = 0; unit < problem->n; unit++) {
			for (guint32 i = problem->group_first[unit];
			     i < problem->group_first[unit + 1]; i++) {
				if (problem->memberships[i].group != group)
					continue;
				low = MIN(low, wave_of[unit]);
				high = MAX(high, wave_of[unit]);
			}
		}
		if (high > low)
			cost += (guint64)problem->group_weight[group] * (guint64)(high - low);
	}
	return cost + twice / 2;
}

/* Users of @wave, all or those of one group. */
static guint
users_of(const Search *self, guint units, guint32 wave, guint32 group)
{
	const CtWaveProblem *problem = self->problem;
	guint users = 0;

	for (guint unit = 0; unit < units; unit++) {
		if (self->wave_of[unit] != wave)
			continue;
		if (group == CT_NONE)
			users += problem->size[unit];
		for (guint32 i = problem->group_first[unit]; i < problem->group_first[unit + 1];
		     i++)
			if (problem->memberships[i].group == group)
				users += problem->memberships[i].users;
	}
	return users;
}

static gboolean
is_allowed(const Search *self, guint units, guint32 wave)
{
	const CtWaveProblem *problem = self->problem;

	if (users_of(self, units, wave, CT_NONE) > problem->most)
		return FALSE;
	for (guint32 group = 0; group < problem->n_groups; group++)
		if (problem->group_most[group] > 0 &&
		    users_of(self, units, wave, group) > problem->group_most[group])
			return FALSE;
	return TRUE;
}

static gboolean
has_gap(const Search *self, guint used)
{
	for (guint32 wave = 0; wave < used; wave++)
		if (users_of(self, self->problem->n, wave, CT_NONE) == 0)
			return TRUE;
	return FALSE;
}

static void
place(Search *self, guint unit, guint used)
{
	const CtWaveProblem *problem = self->problem;

	if (unit == problem->n) {
		if (!has_gap(self, used))
			self->best = MIN(self->best, cost_of(problem, self->wave_of));
		return;
	}
	for (guint32 wave = 0; wave < problem->n_waves; wave++) {
		self->wave_of[unit] = wave;
		if (is_allowed(self, unit + 1, wave))
			place(self, unit + 1, MAX(used, wave + 1));
	}
}

guint64
exhaust_cost(const CtWaveProblem *problem)
{
	g_autofree guint32 *wave_of = g_new0(guint32, problem->n + 1);
	Search self = { problem, wave_of, G_MAXUINT64 };

	place(&self, 0, 0);
	return self.best;
}
