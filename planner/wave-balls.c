/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ball is a unit with those that are nearest to it, as many as make its ratio lowest (spreading metrics:
 * Even, Naor, Rao and Schieber 2000).
 */
#include "planner/wave-balls.h"

#include "planner/wave-bound.h"
#include "planner/wave-paths.h"

#include <stdlib.h>

typedef struct {
	float distance;
	guint32 unit;
} Near;

static int
by_distance(gconstpointer a, gconstpointer b)
{
	const Near *x = a;
	const Near *y = b;

	if (x->distance < y->distance || x->distance > y->distance)
		return x->distance < y->distance ? -1 : 1;
	return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static int
by_ratio(gconstpointer a, gconstpointer b)
{
	const CtWaveBall *x = a;
	const CtWaveBall *y = b;

	if (x->ratio < y->ratio || x->ratio > y->ratio)
		return x->ratio < y->ratio ? -1 : 1;
	return x->centre < y->centre ? -1 : x->centre > y->centre;
}

guint64
ct_wave_balls_star_worth(guint64 users, guint64 most)
{
	guint64 sum = 0;

	for (guint64 near = most; near < users; near += 2 * most)
		sum += users - near;
	return sum;
}

guint
ct_wave_balls_list(const CtWaveProblem *problem, const float *near, guint32 centre,
		   guint32 *out_units)
{
	const float *from = &near[(gsize)centre * problem->n];
	g_autofree Near *list = g_new(Near, (gsize)problem->n + 1);
	guint n = 0;

	for (guint32 i = 0; i < problem->n; i++)
		if (from[i] < CT_WAVE_PATHS_NONE)
			list[n++] = (Near){ from[i], i };
	qsort(list, n, sizeof *list, by_distance);
	for (guint i = 0; i < n; i++)
		out_units[i] = list[i].unit;
	return n;
}

/* The distances of the unit at @place to those before it, for each of their users. */
static double
sum_before(const CtWaveProblem *problem, const float *near, const guint32 *units, guint place)
{
	const float *from = &near[(gsize)units[place] * problem->n];
	double sum = 0;

	for (guint i = 0; i < place; i++)
		sum += (double)from[units[i]] * problem->size[units[i]];
	return sum;
}

static CtWaveBall
find_ball(const CtWaveProblem *problem, const float *near, guint32 centre, gboolean is_star,
	  guint32 *units, gint64 *work)
{
	const float *from = &near[(gsize)centre * problem->n];
	const guint n = ct_wave_balls_list(problem, near, centre, units);
	CtWaveBall ball = { G_MAXDOUBLE, centre, 0 };
	guint64 users = 0;
	double sum = 0;

	for (guint i = 0; i < n; i++) {
		const guint32 size = problem->size[units[i]];
		guint64 worth;
		double ratio;

		sum += size *
		       (is_star ? (double)from[units[i]] : sum_before(problem, near, units, i));
		users += size;
		worth = is_star ? ct_wave_balls_star_worth(users, problem->most)
				: ct_wave_bound_pairs(users, problem->most);
		ratio = worth > 0 ? sum / (double)worth : G_MAXDOUBLE;
		if (ratio >= ball.ratio)
			continue;
		ball.ratio = ratio;
		ball.n = i + 1;
	}
	*work -= 60 * (gint64)n + (is_star ? 0 : (gint64)n * n);
	return ball;
}

GArray *
ct_wave_balls_find(const CtWaveProblem *problem, const float *near, guint32 centre, guint count,
		   gint64 *work)
{
	GArray *balls = g_array_new(FALSE, FALSE, sizeof(CtWaveBall));
	g_autofree guint32 *units = g_new(guint32, (gsize)problem->n + 1);

	for (guint i = 0; i < MIN(count, problem->n); i++) {
		const CtWaveBall ball = find_ball(problem, near, centre, FALSE, units, work);

		if (ball.n > 0)
			g_array_append_val(balls, ball);
		centre = (centre + CT_WAVE_FLOW_STRIDE) % problem->n;
	}
	g_array_sort(balls, by_ratio);
	return balls;
}

GArray *
ct_wave_balls_find_stars(const CtWaveProblem *problem, const float *near, gint64 *work)
{
	GArray *balls = g_array_new(FALSE, FALSE, sizeof(CtWaveBall));
	g_autofree guint32 *units = g_new(guint32, (gsize)problem->n + 1);

	for (guint32 centre = 0; centre < problem->n; centre++) {
		const CtWaveBall ball = find_ball(problem, near, centre, TRUE, units, work);

		if (ball.n > 0)
			g_array_append_val(balls, ball);
	}
	g_array_sort(balls, by_ratio);
	return balls;
}
