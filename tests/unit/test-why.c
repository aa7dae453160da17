/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions about plans: every step and every ordered pair of steps of every sample has an answer that
 * ends in a line of the exports, chains are made of constraints that the plan has, and the tie-breaks
 * that answers name are those by which the planner really chose: replayed, they give the plan's order.
 */
#include "planned-sample.h"
#include "planner/draft.h"
#include "planner/plan-json.h"
#include "planner/why-graph.h"
#include "planner/why.h"
#include "random-estate.h"

static const struct {
	const char *name;
	gboolean wishes; /* northwind has no plan with those of its intent file */
} samples[] = {
	{ "contoso", TRUE },
	{ "fabrikam", TRUE },
	{ "northwind", FALSE },
	{ "adatum", TRUE },
};

static void
assert_answers(const CtWhyAnswer *answer, const char *what)
{
	const CtEvidence *last;

	g_assert_nonnull(answer);
	if (answer->evidence->len == 0)
		g_error("%s: no evidence: %s", what, answer->answer);
	last = &g_array_index(answer->evidence, CtEvidence, answer->evidence->len - 1);
	g_assert_cmpstr(last->file, !=, "");
	g_assert_cmpuint(last->line, >, 0);
	g_assert_cmpuint(strlen(answer->answer), >, 10);
	g_assert_cmpuint(answer->sections->len, >, 0);
	for (guint i = 0; i < answer->sections->len; i++) {
		const CtWhySection *section = g_ptr_array_index(answer->sections, i);

		g_assert_cmpuint(section->lines->len, >, 0);
	}
}

static gboolean
is_listed(const CtPlanStep *step, const char *earlier, const char *constraint)
{
	for (guint i = 0; i < step->after->len; i++) {
		const CtAfter *after = &g_array_index(step->after, CtAfter, i);

		if (strcmp(after->step, earlier) == 0 && strcmp(after->constraint, constraint) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Each link begins where the one before ended, and is in the plan. */
static void
assert_chain(const CtPlan *plan, const CtWhyAnswer *answer, const char *from, const char *to)
{
	const CtWhySection *section = g_ptr_array_index(answer->sections, 0);
	const char *at = from;

	for (guint i = 0; i < section->lines->len; i++) {
		const CtWhyLine *line = &g_array_index(section->lines, CtWhyLine, i);
		guint later = ct_plan_find_step(plan, line->to);

		g_assert_cmpstr(line->from, ==, at);
		g_assert_cmpuint(later, !=, CT_NONE);
		g_assert_nonnull(line->where);
		if (strcmp(line->strength, "window") != 0)
			g_assert_true(is_listed(ct_plan_step(plan, later), line->from, line->rule));
		at = line->to;
	}
	g_assert_cmpstr(at, ==, to);
}

/* By steps[a] and steps[b]: does a have to come before b?  Told by "after" alone. */
static gboolean *
closure_of(const CtPlan *plan)
{
	guint n = plan->steps->len;
	gboolean *before = g_new0(gboolean, n * n);

	for (guint b = 0; b < n; b++) {
		const GArray *after = ct_plan_step(plan, b)->after;

		for (guint i = 0; i < after->len; i++) {
			guint a = ct_plan_find_step(plan, g_array_index(after, CtAfter, i).step);

			before[a * n + b] = TRUE;
			for (guint k = 0; k < n; k++)
				before[k * n + b] |= before[k * n + a];
		}
	}
	return before;
}

static void
ask_pairs(const CtPlan *plan, const CtWhy *why, guint *count)
{
	guint n = plan->steps->len;
	g_autofree gboolean *before = closure_of(plan);

	for (guint a = 0; a < n; a++) {
		for (guint b = 0; b < n; b++) {
			const char *first = ct_plan_step(plan, a)->id;
			const char *second = ct_plan_step(plan, b)->id;
			g_autofree char *what = g_strdup_printf("%s %s", first, second);
			g_autoptr(CtWhyAnswer) answer = NULL;
			gboolean ordered = before[MIN(a, b) * n + MAX(a, b)];

			if (a == b)
				continue;
			answer = ct_why_ask(why, first, second, NULL);
			assert_answers(answer, what);
			count[strcmp(answer->kind, "free") == 0]++;
			if (ordered)
				g_assert_cmpstr(answer->kind, ==, "before");
			if (strcmp(answer->kind, "before") == 0)
				assert_chain(plan, answer, a < b ? first : second,
					     a < b ? second : first);
			g_assert_null(strstr(answer->answer, "edited"));
		}
	}
}

static void
test_every_step_and_pair(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		Planned planned = planned_sample(samples[i].name, samples[i].wishes);
		g_autoptr(CtWhy) why = ct_why_new(planned.plan, NULL, NULL);
		guint count[2] = { 0, 0 };

		for (guint k = 0; k < planned.plan->steps->len; k++) {
			const char *id = ct_plan_step(planned.plan, k)->id;
			g_autoptr(CtWhyAnswer) answer = ct_why_ask(why, id, NULL, NULL);

			assert_answers(answer, id);
			g_assert_cmpstr(answer->kind, ==, "step");
		}
		ask_pairs(planned.plan, why, count);
		g_test_message("%s: %u steps, %u ordered pairs, %u free", samples[i].name,
			       planned.plan->steps->len, count[0], count[1]);
		planned_clear(&planned);
	}
}

/* Everything that has a name, with and without the exports. */
static void
test_every_name(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		Planned planned = planned_sample(samples[i].name, samples[i].wishes);
		g_autoptr(CtWhy) bare = ct_why_new(planned.plan, NULL, NULL);
		g_autoptr(CtWhy) full = ct_why_new(planned.plan, planned.estate, planned.intent);
		g_autoptr(GPtrArray) names = ct_why_names(bare);

		g_assert_cmpuint(names->len, >, planned.plan->steps->len);
		for (guint k = 0; k + 1 < names->len; k++) {
			const char *name = g_ptr_array_index(names, k);
			const char *next = g_ptr_array_index(names, k > 0 ? k - 1 : 0);
			g_autoptr(CtWhyAnswer) one = ct_why_ask(bare, name, NULL, NULL);
			g_autoptr(CtWhyAnswer) two = ct_why_ask(full, name, NULL, NULL);
			g_autoptr(CtWhyAnswer) both = ct_why_ask(full, name, next, NULL);

			g_assert_true(ct_why_knows(bare, name));
			assert_answers(one, name);
			assert_answers(two, name);
			assert_answers(both, name);
		}
		planned_clear(&planned);
	}
}

/* Takes step after step by constraints and named tie-breaks alone; gives the order of the plan. */
static void
assert_replays(const CtPlan *plan)
{
	g_autoptr(CtWhyGraph) graph = ct_why_graph_new(plan);
	guint n = plan->steps->len;

	for (guint at = 0; at < n; at++) {
		for (guint other = at + 1; other < n; other++) {
			gboolean ready = TRUE;

			for (guint k = 0; k < graph->before[other]->len; k++)
				ready = ready &&
					ct_why_graph_edge(graph, g_array_index(graph->before[other],
									       guint, k))
							->before < at;
			if (!ready)
				continue;
			if (ct_why_graph_tie(graph, at, other) == CT_WHY_TIE_NONE)
				g_error("%s %s came before %s %s, and no tie-break says why",
					ct_plan_step(plan, at)->id, ct_plan_step(plan, at)->rule,
					ct_plan_step(plan, other)->id,
					ct_plan_step(plan, other)->rule);
		}
	}
}

static void
test_tie_breaks_are_true(void)
{
	guint planned = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		Planned sample = planned_sample(samples[i].name, samples[i].wishes);

		assert_replays(sample.plan);
		planned_clear(&sample);
	}
	for (guint seed = 1; seed <= 300; seed++) {
		g_autoptr(CtFindings) findings = ct_findings_new();
		g_autoptr(CtEstate) estate = random_estate(seed, 24, findings);
		g_autoptr(CtIntent) intent = random_intent(seed);
		g_autoptr(CtPlan) plan = NULL;
		g_autoptr(GPtrArray) conflicts = NULL;

		random_ready(estate, intent, findings);
		ct_planner_plan(estate, intent, findings, &plan, &conflicts, NULL);
		if (plan == NULL)
			continue;
		planned++;
		assert_replays(plan);
	}
	g_assert_cmpuint(planned, >, 200);
}

/* Two swapped steps: the answer says that the plan does not hold. */
static void
test_edited_plan(void)
{
	Planned planned = planned_sample("fabrikam", TRUE);
	g_autoptr(CtWhy) why = NULL;
	g_autoptr(CtWhyAnswer) answer = NULL;
	CtPlanStep *steps = &g_array_index(planned.plan->steps, CtPlanStep, 0);
	guint later = planned.plan->steps->len - 1;
	guint earlier;
	CtPlanStep saved;
	g_autoptr(GString) text = g_string_new(NULL);

	g_assert_cmpuint(steps[later].after->len, >, 0);
	earlier = ct_plan_find_step(planned.plan,
				    g_array_index(steps[later].after, CtAfter, 0).step);
	saved = steps[earlier];
	steps[earlier] = steps[later];
	steps[later] = saved;
	why = ct_why_new(planned.plan, NULL, NULL);
	answer = ct_why_ask(why, steps[later].id, steps[earlier].id, NULL);
	assert_answers(answer, "swapped");
	for (guint i = 0; i < answer->sections->len; i++) {
		const CtWhySection *section = g_ptr_array_index(answer->sections, i);

		for (guint k = 0; k < section->lines->len; k++)
			g_string_append(text, g_array_index(section->lines, CtWhyLine, k).text);
	}
	g_assert_nonnull(strstr(text->str, "the plan does not hold"));
	planned_clear(&planned);
}

/* Rules and subjects in their order, and who moves in which wave. */
static char *
sketch(const CtPlan *plan)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < plan->steps->len; i++)
		g_string_append_printf(text, "%s %s\n", ct_plan_step(plan, i)->rule,
				       (char *)g_ptr_array_index(ct_plan_step(plan, i)->subjects,
								 0));
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			g_string_append_printf(text, "%s %s\n", wave->id,
					       g_array_index(wave->members, CtWaveMember, k).sip);
	}
	return g_string_free(text, FALSE);
}

/* Dropping a constraint: the answer says that something changes exactly when it does. */
static guint
assert_without(const Planned *planned, const char *id)
{
	const char *const drops[] = { id, NULL };
	const char *step = ct_plan_step(planned->plan, 0)->id;
	g_autofree char *shared = g_strconcat(id, CT_DROP_SHARED_ROWS, NULL);
	g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(CtPlan) plan = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtWhyAnswer) answer = ct_why_without(planned->plan, planned->estate,
						       planned->intent, planned->findings, drops,
						       step, NULL, &error);
	g_autofree char *before = sketch(planned->plan);
	g_autofree char *after = NULL;
	gboolean same;

	g_assert_no_error(error);
	assert_answers(answer, id);
	g_hash_table_add(keys, (gpointer)id);
	g_hash_table_add(keys, shared);
	ct_planner_plan_without(planned->estate, planned->intent, planned->findings, keys, &plan,
				&conflicts, NULL);
	g_assert_nonnull(plan);
	after = sketch(plan);
	same = g_str_has_prefix(answer->answer, "Nothing changes");
	g_assert_cmpint(same, ==, strcmp(before, after) == 0);
	return !same;
}

static void
test_without(void)
{
	guint all = 0;
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		Planned planned = planned_sample(samples[i].name, samples[i].wishes);
		guint changed = 0;

		for (guint k = 0; k < count; k++)
			if (k == 0 || strcmp(rows[k].id, rows[k - 1].id) != 0)
				changed += assert_without(&planned, rows[k].id);
		g_test_message("%s: %u constraints change the plan", samples[i].name, changed);
		all += changed;
		planned_clear(&planned);
	}
	g_assert_cmpuint(all, >, 0);
}

/* Keys, items of lists, the order of two steps; and what is none of these. */
static void
test_without_keys(void)
{
	static const char *const good[] = { "waves.size",
					    "waves.test",
					    "waves.test=sip:test2@contoso.com",
					    "pairing.ocsse03.contoso.com",
					    "s001<s024",
					    "o-14" };
	static const char *const bad[] = { "waves.pilot", "waves.test=nobody", "W-11", "s001",
					   "s001<s999",	  "pairing.none",      "" };
	Planned planned = planned_sample("contoso", TRUE);

	for (gsize i = 0; i < G_N_ELEMENTS(good) + G_N_ELEMENTS(bad); i++) {
		gboolean is_good = i < G_N_ELEMENTS(good);
		const char *const drops[] = { is_good ? good[i] : bad[i - G_N_ELEMENTS(good)],
					      NULL };
		g_autoptr(GError) error = NULL;
		g_autoptr(CtWhyAnswer) answer = ct_why_without(planned.plan, planned.estate,
							       planned.intent, planned.findings,
							       drops, NULL, NULL, &error);

		if (is_good) {
			g_assert_no_error(error);
			assert_answers(answer, drops[0]);
		} else {
			g_assert_null(answer);
			g_assert_error(error, CT_WHY_ERROR, CT_WHY_ERROR_DROP);
		}
	}
	planned_clear(&planned);
}

static void
test_unknown_names(void)
{
	static const char *const names[] = { "",      "s999",	   "OCS-P99-01", "wave-99",
					     "x@y.z", "pool:none", "O-14",	 "\xff" };
	Planned planned = planned_sample("fabrikam", TRUE);
	g_autoptr(CtWhy) why = ct_why_new(planned.plan, NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(ct_why_knows(why, names[i]));
		g_assert_null(ct_why_ask(why, "s001", names[i], &error));
		g_assert_error(error, CT_WHY_ERROR, CT_WHY_ERROR_UNKNOWN);
	}
	planned_clear(&planned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/why/every-step-and-pair", test_every_step_and_pair);
	g_test_add_func("/why/every-name", test_every_name);
	g_test_add_func("/why/tie-breaks-are-true", test_tie_breaks_are_true);
	g_test_add_func("/why/edited-plan", test_edited_plan);
	g_test_add_func("/why/without", test_without);
	g_test_add_func("/why/without-keys", test_without_keys);
	g_test_add_func("/why/unknown-names", test_unknown_names);
	return g_test_run();
}
