/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Size-first packing (first-fit decreasing over components; what groups by dependency and fills waves
 * does), site by site, breadth-first order (Cuthill and McKee 1969 without the degrees), spectral order
 * (Juvan and Mohar 1992).  Every order is cut wherever a wave is full and, as a second try, wherever the
 * planner's own cutting would; the cheaper counts, so that none is beaten by its cutting alone.
 */
#include "heuristics.h"

#include "planner/wave-order.h"

static const char *const names[N_HEURISTICS] = {
	[HEURISTIC_SIZE] = "size first",
	[HEURISTIC_SITE] = "site by site",
	[HEURISTIC_BREADTH] = "breadth first",
	[HEURISTIC_SPECTRAL] = "spectral",
};

const char *
heuristic_name(Heuristic heuristic)
{
	return names[heuristic];
}

static guint64
pack(const CtWaveProblem *problem, const guint32 *order)
{
	g_autofree guint32 *wave_of = g_new(guint32, problem->n);
	guint32 wave = 0;
	guint load = 0;

	for (guint i = 0; i < problem->n; i++) {
		if (load + problem->size[order[i]] > problem->most) {
			wave++;
			load = 0;
		}
		load += problem->size[order[i]];
		wave_of[order[i]] = wave;
	}
	return ct_wave_problem_cost(problem, wave_of);
}

typedef struct {
	guint begin; /* in breadth-first order */
	guint count;
	guint users;
} Component;

static int
by_size(gconstpointer a, gconstpointer b)
{
	const Component *x = a;
	const Component *y = b;

	if (x->users != y->users)
		return x->users > y->users ? -1 : 1;
	return x->begin < y->begin ? -1 : x->begin > y->begin;
}

static void
order_by_size(const CtWaveProblem *problem, guint32 *out_order)
{
	g_autofree guint32 *breadth = g_new(guint32, problem->n);
	g_autofree guint8 *met = g_new0(guint8, problem->n);
	g_autoptr(GArray) components = g_array_new(FALSE, FALSE, sizeof(Component));
	guint end = 0;
	guint out = 0;

	ct_wave_order_breadth(problem, breadth);
	for (guint i = 0; i < problem->n; i++) {
		Component fresh = { i, 0, 0 };
		Component *component;

		if (i == end) {
			g_array_append_val(components, fresh);
			end++;
			met[breadth[i]] = 1;
		}
		component = &g_array_index(components, Component, components->len - 1);
		component->count++;
		component->users += problem->size[breadth[i]];
		for (guint32 k = problem->first[breadth[i]]; k < problem->first[breadth[i] + 1];
		     k++) {
			end += !met[problem->to[k]];
			met[problem->to[k]] = 1;
		}
	}
	g_array_sort(components, by_size);
	for (guint i = 0; i < components->len; i++) {
		const Component *component = &g_array_index(components, Component, i);

		for (guint k = 0; k < component->count; k++)
			out_order[out++] = breadth[component->begin + k];
	}
}

guint64
heuristic_cost(Heuristic heuristic, const Instance *instance)
{
	const CtWaveProblem *problem = instance->problem;
	g_autofree guint32 *order = g_new(guint32, problem->n);
	g_autofree guint32 *wave_of = g_new(guint32, problem->n);
	guint64 packed;

	switch (heuristic) {
	case HEURISTIC_SIZE:
		order_by_size(problem, order);
		break;
	case HEURISTIC_SITE:
		ct_wave_order_given(problem, order);
		break;
	case HEURISTIC_BREADTH:
		ct_wave_order_breadth(problem, order);
		break;
	case HEURISTIC_SPECTRAL:
		ct_wave_order_spectral(problem, order);
		break;
	case N_HEURISTICS:
		g_assert_not_reached();
	}
	packed = pack(problem, order);
	ct_wave_cut_order(problem, order, wave_of);
	return MIN(packed, ct_wave_problem_cost(problem, wave_of));
}
