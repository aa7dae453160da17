/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where pulls and groups are what waves cost, groups one after the other are as good as can be, the one with
 * the strongest pull for each user first (Smith 1956): first the wider groups, sites, then what they are made
 * of, then units, those without a pull as clusters stand.
 */
#include "planner/wave-order.h"

typedef struct {
	const CtWaveProblem *problem;
	guint64 *users; /* by group */
	guint64 *pull;	/* by group */
	guint32 *place; /* by unit: in the order of clusters */
	guint32 *group; /* by unit and rank, the wider first */
} Pulls;

/* The stronger pull for each user first. */
static int
by_rate(guint64 pull_a, guint64 users_a, guint64 pull_b, guint64 users_b)
{
	guint64 left = pull_a * users_b;
	guint64 right = pull_b * users_a;

	return left > right ? -1 : left < right;
}

static int
by_pull(gconstpointer a, gconstpointer b, gpointer data)
{
	const Pulls *self = data;
	const CtWaveProblem *problem = self->problem;
	guint32 x = *(const guint32 *)a;
	guint32 y = *(const guint32 *)b;
	int order = 0;

	for (guint i = 0; i < 2; i++) {
		guint32 left = self->group[2 * x + i];
		guint32 right = self->group[2 * y + i];

		if (left == right)
			continue;
		if (left == CT_NONE || right == CT_NONE)
			return left == CT_NONE ? 1 : -1;
		order = by_rate(self->pull[left], self->users[left], self->pull[right],
				self->users[right]);
		return order != 0 ? order : left < right ? -1 : 1;
	}
	order = by_rate(problem->pull[x], problem->size[x], problem->pull[y], problem->size[y]);
	return order != 0 ? order : self->place[x] < self->place[y] ? -1 : 1;
}

void
ct_wave_order_pull(const CtWaveProblem *problem, guint32 *out_order)
{
	g_autofree guint64 *users = g_new0(guint64, (gsize)problem->n_groups + 1);
	g_autofree guint64 *pull = g_new0(guint64, (gsize)problem->n_groups + 1);
	g_autofree guint32 *place = g_new(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *group = g_new(guint32, (gsize)problem->n * 2 + 1);
	Pulls self = { problem, users, pull, place, group };

	ct_wave_order_clusters(problem, out_order);
	for (guint32 i = 0; i < problem->n; i++) {
		place[out_order[i]] = i;
		for (guint k = 0; k < 2; k++) {
			guint32 row = group[2 * (gsize)i + k] = ct_wave_problem_group(problem, i,
										      1 - k);

			if (row == CT_NONE)
				continue;
			users[row] += problem->size[i];
			pull[row] += problem->pull[i];
		}
	}
	g_qsort_with_data(out_order, (gint)problem->n, sizeof *out_order, by_pull, &self);
}
