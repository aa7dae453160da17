/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pilot in words. */
#include "render/trial.h"

static void
add(CtPlan *plan, const char *with, const char *value, const char *first, const char *second)
{
	CtPlanCombination *row = ct_plan_add_combination(plan);

	row->kind = "feature";
	row->with = with;
	row->value = value;
	row->users = 7;
	if (first != NULL)
		g_ptr_array_add(row->pilot, (gpointer)first);
	if (second != NULL)
		g_ptr_array_add(row->pilot, (gpointer)second);
}

static void
test_words(void)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(GPtrArray) triers = NULL;
	g_autofree char *whole = NULL;
	g_autofree char *part = NULL;

	add(plan, NULL, "ocs01.test", "sip:b@test", NULL);
	add(plan, "ocs01.test", "federation", "sip:b@test", "sip:a@test");
	add(plan, "ocs01.test", "voice", "sip:b@test", NULL);
	triers = ct_trial_users(plan);
	g_assert_cmpuint(triers->len, ==, 2);
	g_assert_cmpstr(((CtTrier *)g_ptr_array_index(triers, 0))->sip, ==, "sip:a@test");
	whole = ct_trial_text(plan, g_ptr_array_index(triers, 1), 5);
	g_assert_cmpstr(whole, ==, "ocs01.test; federation, voice with ocs01.test");
	part = ct_trial_text(plan, g_ptr_array_index(triers, 1), 2);
	g_assert_cmpstr(part, ==, "ocs01.test; federation with ocs01.test; and 1 more");
}

static void
test_sentence(void)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autofree char *all = NULL;
	g_autofree char *some = NULL;

	plan->pilot_cover = "pools";
	plan->pilot_users = plan->pilot_needed = plan->pilot_lower_bound = 2;
	add(plan, NULL, "ocs01.test", "sip:b@test", NULL);
	all = ct_trial_sentence(plan);
	g_assert_cmpstr(all, ==,
			"2 users try all 1 combinations that some user has (waves.pilot_cover = "
			"pools). That no smaller pilot does is proved.");
	add(plan, "ocs01.test", "voice", NULL, NULL);
	plan->pilot_needed = 4;
	plan->pilot_lower_bound = 3;
	some = ct_trial_sentence(plan);
	g_assert_cmpstr(some, ==,
			"2 users try 1 of 2 combinations that some user has; 4 users would try "
			"them all (waves.pilot_cover = pools). It is proved that fewer than 3 do "
			"not.");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trial/words", test_words);
	g_test_add_func("/trial/sentence", test_sentence);
	return g_test_run();
}
