/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans that are made to be compared: each problem is searched once, and answered as ct_wave_search() does. */
#include "planner/wave-search.h"
#include "planner/wave-trial.h"
#include "tests/bench/waves/instance.h"

#include <string.h>

static void
assert_answers(CtWaveTrials *trials, const CtWaveProblem *problem)
{
	g_autofree guint32 *searched = g_new0(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *answered = g_new0(guint32, (gsize)problem->n + 1);
	gboolean exact;
	gboolean told;
	const guint n_waves = ct_wave_search(problem, searched, &exact);

	g_assert_cmpuint(ct_wave_trials_search(trials, problem, answered, &told), ==, n_waves);
	g_assert_cmpint(told, ==, exact);
	g_assert_cmpmem(answered, problem->n * sizeof *answered, searched,
			problem->n * sizeof *searched);
}

static void
test_same_problem_once(void)
{
	g_autoptr(CtWaveTrials) trials = ct_wave_trials_new(0);

	for (guint round = 0; round < 3; round++) {
		Instance instance = instance_new(INSTANCE_CONTACTS, 3, 60, 20);

		assert_answers(trials, instance.problem);
		instance_clear(&instance);
	}
	g_assert_cmpuint(ct_wave_trials_count(trials), ==, 1);
}

/* Whatever a problem holds may change its answer. */
static void
test_every_field_counts(void)
{
	g_autoptr(CtWaveTrials) trials = ct_wave_trials_new(0);
	Instance instance = instance_new(INSTANCE_CONTACTS, 3, 60, 20);
	CtWaveProblem *problem = instance.problem;
	guint32 *const numbers[] = {
		&problem->size[7],
		&problem->key[7],
		&problem->pull[7],
		&problem->weight[5],
		&problem->group_weight[0],
		&problem->group_most[0],
		&problem->memberships[4].users,
	};
	guint expected = 1;

	assert_answers(trials, problem);
	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
		const guint32 before = *numbers[i];

		*numbers[i] = before + 40;
		if (numbers[i] == &problem->size[7])
			*numbers[i] = before + 1;
		assert_answers(trials, problem);
		g_assert_cmpuint(ct_wave_trials_count(trials), ==, ++expected);
		*numbers[i] = before;
	}
	problem->most++;
	assert_answers(trials, problem);
	problem->least--;
	assert_answers(trials, problem);
	problem->n_waves++;
	assert_answers(trials, problem);
	g_assert_cmpuint(ct_wave_trials_count(trials), ==, expected + 3);
	instance_clear(&instance);
}

/* What takes long is searched so often, and then given up; what is known is still told. */
static void
test_long_searches_are_counted(void)
{
	g_autoptr(CtWaveTrials) trials = ct_wave_trials_new(1);
	Instance instance = instance_new(INSTANCE_CONTACTS, 3, 200, 50);
	Instance small = instance_new(INSTANCE_CONTACTS, 3, 60, 20);
	CtWaveProblem *problem = instance.problem;
	g_autofree guint32 *wave_of = g_new0(guint32, (gsize)problem->n + 1);
	g_autofree guint32 *again = g_new0(guint32, (gsize)problem->n + 1);
	guint n_waves;
	gboolean exact;

	n_waves = ct_wave_trials_search(trials, problem, again, &exact);
	g_assert_false(ct_wave_trials_gave_up(trials));
	problem->pull[3] += 2;
	ct_wave_trials_search(trials, problem, wave_of, &exact);
	g_assert_true(ct_wave_trials_gave_up(trials));
	g_assert_false(ct_wave_trials_gave_up(trials));
	g_assert_cmpuint(ct_wave_problem_check(problem, wave_of), >, 0);
	problem->pull[3] -= 2;
	g_assert_cmpuint(ct_wave_trials_search(trials, problem, wave_of, &exact), ==, n_waves);
	g_assert_cmpmem(wave_of, problem->n * sizeof *wave_of, again, problem->n * sizeof *again);
	assert_answers(trials, small.problem);
	g_assert_false(ct_wave_trials_gave_up(trials));
	instance_clear(&instance);
	instance_clear(&small);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/wave-trial/same-problem-once", test_same_problem_once);
	g_test_add_func("/wave-trial/every-field-counts", test_every_field_counts);
	g_test_add_func("/wave-trial/long-searches-are-counted", test_long_searches_are_counted);
	return g_test_run();
}
