/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bench of waves: how near to the best, how much better than simple orders, how close the bound.
 *
 *     waves [--small N] [--large N] [--stability N] [--growth N] [--verbose]
 *
 * Exits with 1 when a target is missed.
 */
#include <stdio.h>
#include <time.h>

#include "exhaust.h"
#include "heuristics.h"
#include "planner/wave-bound.h"
#include "planner/wave-exact.h"
#include "planner/wave-search.h"
#include "stability.h"

static const guint wave_sizes[] = { 25, 50, 100, 200 };

typedef struct {
	double gap;   /* (cost - bound) / cost */
	double ratio; /* cost / best of the simple ones */
	InstanceFamily family;
} Outcome;

static int
by_number(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
quantile(const GArray *outcomes, gboolean gap, gint family, double at)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < outcomes->len; i++) {
		const Outcome *outcome = &g_array_index(outcomes, Outcome, i);
		double value = gap ? outcome->gap : outcome->ratio;

		if (family < 0 || outcome->family == (InstanceFamily)family)
			g_array_append_val(values, value);
	}
	g_array_sort(values, by_number);
	return values->len == 0
		       ? 0
		       : g_array_index(values, double, (guint)(at * (values->len - 1) + 0.5));
}

static double
seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static Outcome
measure(guint index, gboolean verbose)
{
	const InstanceFamily family = index % N_INSTANCE_FAMILIES;
	const guint n = 200 + index * 1800 / 99;
	guint size = wave_sizes[index / N_INSTANCE_FAMILIES % G_N_ELEMENTS(wave_sizes)];
	Instance instance;
	g_autofree guint32 *wave_of = g_new0(guint32, n + 1);
	double start = seconds();
	guint64 simple = G_MAXUINT64;
	double searched;
	guint64 cost;
	guint64 bound;
	guint waves;
	gboolean exact;
	Outcome outcome = { .family = family };

	while (size > n / 4)
		size /= 2;
	instance = instance_new(family, index + 1, n, size);
	waves = ct_wave_search(instance.problem, wave_of, &exact);
	searched = seconds();
	cost = ct_wave_problem_cost(instance.problem, wave_of);
	bound = ct_wave_bound(instance.problem, wave_of);
	g_assert_cmpuint(ct_wave_problem_check(instance.problem, wave_of), ==, waves);
	g_assert_cmpuint(bound, <=, cost);
	for (guint i = 0; i < N_HEURISTICS; i++)
		simple = MIN(simple, heuristic_cost(i, &instance));
	outcome.gap = cost > 0 ? (double)(cost - bound) / (double)cost : 0;
	outcome.ratio = simple > 0 ? (double)cost / (double)simple : 1;
	if (verbose)
		printf("%3u %-9s n=%4u size=%3u waves=%3u/%3u cost=%7" G_GUINT64_FORMAT
		       " bound=%7" G_GUINT64_FORMAT " gap=%5.1f%% simple=%7" G_GUINT64_FORMAT
		       " ratio=%.3f search=%.2fs bound=%.2fs\n",
		       index, instance_family_name(family), n, size, waves,
		       instance.problem->n_waves, cost, bound, 100 * outcome.gap, simple,
		       outcome.ratio, searched - start, seconds() - searched);
	instance_clear(&instance);
	return outcome;
}

static gboolean
run_large(guint count, gboolean verbose)
{
	g_autoptr(GArray) outcomes = g_array_new(FALSE, FALSE, sizeof(Outcome));
	double gap;
	double ratio;
	double worst;

	for (guint i = 0; i < count; i++) {
		Outcome outcome = measure(i, verbose);

		g_array_append_val(outcomes, outcome);
	}
	for (gint family = -1; family < N_INSTANCE_FAMILIES; family++)
		printf("%-10s gap: median %5.1f %%, worst %5.1f %%; cost to the best simple order: "
		       "median %.3f, worst %.3f\n",
		       family < 0 ? "all" : instance_family_name((InstanceFamily)family),
		       100 * quantile(outcomes, TRUE, family, 0.5),
		       100 * quantile(outcomes, TRUE, family, 1),
		       quantile(outcomes, FALSE, family, 0.5),
		       quantile(outcomes, FALSE, family, 1));
	gap = quantile(outcomes, TRUE, -1, 0.5);
	ratio = quantile(outcomes, FALSE, -1, 0.5);
	worst = quantile(outcomes, FALSE, -1, 1);
	return gap <= 0.15 && ratio <= 0.9 && worst <= 1;
}

static gboolean
run_small(guint count, gboolean verbose)
{
	guint optimal = 0;
	guint feasible = 0;
	double worst = 1;

	for (guint seed = 1; seed <= count; seed++) {
		/* up to 7 in an exhaustive search; up to 14 against the dynamic programme, which those check */
		gboolean tiny = seed % 2 == 0;
		Instance instance = instance_new_small(seed, tiny ? 7 : CT_WAVE_EXACT_UNITS);
		g_autofree guint32 *wave_of = g_new0(guint32, instance.problem->n + 1);
		g_autofree guint32 *other = g_new0(guint32, instance.problem->n + 1);
		guint64 best = G_MAXUINT64;
		gboolean exact;
		guint64 cost;

		if (tiny)
			best = exhaust_cost(instance.problem);
		else if (ct_wave_exact(instance.problem, other))
			best = ct_wave_problem_cost(instance.problem, other);
		/* that many waves do exactly where there is a way at all */
		g_assert_cmpint(ct_wave_search(instance.problem, wave_of, &exact) <=
					instance.problem->n_waves,
				==, best != G_MAXUINT64);
		cost = ct_wave_problem_cost(instance.problem, wave_of);
		if (best != G_MAXUINT64) {
			feasible++;
			optimal += cost == best;
			if (cost > best)
				worst = MAX(worst, (double)cost / (double)MAX(best, 1));
			g_assert_cmpuint(ct_wave_bound(instance.problem, wave_of), <=, best);
		}
		if (verbose && best != G_MAXUINT64 && cost != best)
			printf("small %u: %" G_GUINT64_FORMAT " instead of %" G_GUINT64_FORMAT "\n",
			       seed, cost, best);
		instance_clear(&instance);
	}
	printf("up to 14 units: %u instances, %u with a solution, optimal in %u, worst %.3f of the "
	       "optimum\n",
	       count, feasible, optimal, worst);
	return optimal * 100 >= feasible * 99 && worst <= 1.02;
}

/* One user more: which waves are others?  Told, not judged. */
static void
run_stability(guint count)
{
	for (guint family = 0; family < N_INSTANCE_FAMILIES; family++) {
		guint at_most_two = 0;
		guint worst = 0;
		guint waves = 0;
		g_autofree guint *changes = g_new0(guint, 1024);
		guint seen = 0;
		guint median = 0;

		for (guint seed = 1; seed <= count; seed++) {
			Instance instance = instance_new(family, seed, 60 + seed % 140, 25);
			guint changed = stability_changed(instance.problem,
							  seed * 7919 % instance.problem->n);

			at_most_two += changed <= 2;
			worst = MAX(worst, changed);
			changes[MIN(changed, 1023)]++;
			waves += instance.problem->n_waves;
			instance_clear(&instance);
		}
		while (median < 1023 && 2 * (seen + changes[median]) < count)
			seen += changes[median++];
		printf("%-10s one user more: median %u, worst %u waves are others, at most two in %u "
		       "of %u; about %u waves each\n",
		       instance_family_name(family), median, worst, at_most_two, count,
		       waves / count);
	}
}

/* The least CPU of @rounds searches for waves of @users; other things go on on the machine. */
static double
search_time(guint users, guint size, guint rounds)
{
	Instance instance = instance_new(INSTANCE_CONTACTS, 7, users, size);
	g_autofree guint32 *wave_of = g_new0(guint32, users + 1);
	double least = G_MAXDOUBLE;

	for (guint i = 0; i < rounds; i++) {
		double start = seconds();
		gboolean exact;

		ct_wave_search(instance.problem, wave_of, &exact);
		least = MIN(least, seconds() - start);
	}
	instance_clear(&instance);
	return least;
}

/* Ten times the users in waves of ten times the size. */
static gboolean
run_growth(guint rounds)
{
	double small = search_time(100000, 200, rounds);
	double large = search_time(1000000, 2000, rounds);

	printf("search: %.2f s for 100,000 units, %.2f s for 1,000,000, which is %.1f times as much\n",
	       small, large, large / small);
	return large <= 12 * small;
}

int
main(int argc, char **argv)
{
	gint small = 300;
	gint large = 100;
	gint stability = 60;
	gint growth = 3;
	gboolean verbose = FALSE;
	const GOptionEntry entries[] = {
		{ "small", 0, 0, G_OPTION_ARG_INT, &small, "Instances of up to 14 units", "N" },
		{ "large", 0, 0, G_OPTION_ARG_INT, &large, "Instances of 200 to 2000", "N" },
		{ "stability", 0, 0, G_OPTION_ARG_INT, &stability,
		  "Instances of each family to which a user is added", "N" },
		{ "growth", 0, 0, G_OPTION_ARG_INT, &growth, "Rounds with a million units", "N" },
		{ "verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "A line for each", NULL },
		{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	};
	g_autoptr(GOptionContext) context = g_option_context_new("- the bench of waves");
	g_autoptr(GError) error = NULL;
	gboolean held;

	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error)) {
		fprintf(stderr, "waves: %s\n", error->message);
		return 2;
	}
	held = run_small((guint)MAX(small, 0), verbose);
	if (stability > 0)
		run_stability((guint)stability);
	if (large > 0)
		held = run_large((guint)MIN(large, 100), verbose) && held;
	if (growth > 0)
		held = run_growth((guint)growth) && held;
	return held ? 0 : 1;
}
