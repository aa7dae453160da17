/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The planner against brute force.  Of a plan for a random estate up to ten steps that follow each
 * other are taken, with random wishes about their order.  All orders of them are tried, each judged by
 * the checker; the planner must find a plan exactly when one of these orders is legal.  (No constraint
 * leads from one of them to another by way of a step outside, since that would stand between them.)
 *
 * And conflicts: each is minimal, and gone without any one of its elements.
 */
#include <string.h>

#include "planner/checker.h"
#include "planner/planner.h"
#include "tests/unit/random-estate.h"

#define MAX_WINDOW 10
#define MAX_NODES  20000 /* of one search; the few larger ones are counted and left out */

typedef struct {
	guint before; /* index in the window */
	guint after;
} Wish;

typedef struct {
	const CtEstate *estate;
	CtPlan *plan;
	guint start;
	guint size;
	const Wish *wishes;
	guint n_wishes;
	CtPlanStep window[MAX_WINDOW];
	gboolean used[MAX_WINDOW];
	guint nodes;
} Search;

static CtPlan *
make_plan(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
	  GHashTable *disabled, GPtrArray **out_conflicts)
{
	CtPlan *plan = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(ct_planner_plan_without(estate, intent, findings, disabled, &plan,
					      out_conflicts, &error));
	g_assert_no_error(error);
	g_assert_true((plan != NULL) == ((*out_conflicts)->len == 0));
	return plan;
}

/* A random estate with an intent and, unless something forbids it, its plan. */
typedef struct {
	CtFindings *findings;
	CtEstate *estate;
	CtIntent *intent;
	CtPlan *plan;
} Trial;

static Trial
trial_new(guint seed)
{
	Trial self = { .findings = ct_findings_new() };
	g_autoptr(GPtrArray) conflicts = NULL;

	self.estate = random_estate(seed, 12, self.findings);
	self.intent = random_intent(seed);
	random_ready(self.estate, self.intent, self.findings);
	self.plan = make_plan(self.estate, self.intent, self.findings, NULL, &conflicts);
	return self;
}

static void
trial_clear(Trial *self)
{
	ct_plan_free(self->plan);
	ct_intent_free(self->intent);
	ct_estate_free(self->estate);
	ct_findings_free(self->findings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trial, trial_clear)

/* Is the plan, cut off behind step @end, legal as far as it goes? */
static gboolean
is_legal(const Search *search, guint end)
{
	guint whole = search->plan->steps->len;
	gboolean legal = TRUE;

	search->plan->steps->len = end;
	{
		g_autoptr(CtCheckResult) result = ct_checker_run(search->plan, search->estate);

		for (guint i = 0; legal && i < result->violations->len; i++) {
			const CtViolation *violation = g_ptr_array_index(result->violations, i);
			/* rows of one id may differ in strength */
			gboolean recommended = strstr(violation->message,
						      "or carry a note why not") != NULL;

			legal = !(g_str_equal(violation->code, "precondition") ||
				  g_str_equal(violation->code, "invariant") ||
				  (g_str_equal(violation->code, "constraint") && !recommended));
		}
	}
	search->plan->steps->len = whole;
	return legal;
}

static gboolean
is_wanted(const Search *search, guint step)
{
	for (guint i = 0; i < search->n_wishes; i++)
		if (search->wishes[i].after == step && !search->used[search->wishes[i].before])
			return FALSE;
	return TRUE;
}

static gboolean
find_order(Search *search, guint depth)
{
	if (depth == search->size)
		return TRUE;
	for (guint i = 0; i < search->size; i++) {
		gboolean found = FALSE;

		if (search->used[i] || !is_wanted(search, i) || ++search->nodes > MAX_NODES)
			continue;
		g_array_index(search->plan->steps, CtPlanStep,
			      search->start + depth) = search->window[i];
		search->used[i] = TRUE;
		if (is_legal(search, search->start + depth + 1))
			found = find_order(search, depth + 1);
		search->used[i] = FALSE;
		if (found)
			return TRUE;
	}
	return FALSE;
}

/* What the plan says itself about its order would be in the way. */
static void
forget_after(CtPlan *plan)
{
	for (guint i = 0; i < plan->steps->len; i++)
		g_array_set_size(g_array_index(plan->steps, CtPlanStep, i).after, 0);
}

static gboolean
brute_force(Search *search)
{
	CtPlanStep *steps = &g_array_index(search->plan->steps, CtPlanStep, search->start);
	gboolean found;

	memcpy(search->window, steps, search->size * sizeof *steps);
	found = find_order(search, 0);
	memcpy(steps, search->window, search->size * sizeof *steps);
	return found;
}

static void
add_wish(CtIntent *intent, const CtPlanStep *before, const CtPlanStep *after)
{
	g_autofree char *left = g_strdup_printf("%s@%s", before->rule,
						(char *)g_ptr_array_index(before->subjects, 0));
	g_autofree char *right = g_strdup_printf("%s@%s", after->rule,
						 (char *)g_ptr_array_index(after->subjects, 0));

	random_wish(intent, left, right);
}

/* The cutover is one window in time: a wish may push a step out of it, and then beyond the few steps
 * that are tried here. */
static gboolean
meets_cutover(const Search *search)
{
	for (guint i = 0; i < search->size; i++)
		if (ct_rule_list_has(
			    "OCS-P8-01|OCS-P8-02|OCS-P8-03|OCS-P8-04|OCS-P8-05|OCS-P8-06",
			    g_array_index(search->plan->steps, CtPlanStep, search->start + i).rule))
			return TRUE;
	return FALSE;
}

/* One trial: 1 a plan, 0 a conflict, -1 nothing to try. */
static int
try_seed(guint seed)
{
	g_auto(Trial) trial = trial_new(seed);
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(CtPlan) wished = NULL;
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	CtPlan *plan = trial.plan;
	Wish wishes[3];
	Search search = { .estate = trial.estate, .wishes = wishes };
	gboolean exists;

	if (plan == NULL || plan->steps->len < MAX_WINDOW)
		return -1;
	forget_after(plan);
	search.plan = plan;
	search.size = (guint)g_rand_int_range(rand, 3, MAX_WINDOW + 1);
	search.start = (guint)g_rand_int_range(rand, 0,
					       (gint32)(plan->steps->len - search.size + 1));
	if (meets_cutover(&search))
		return -1;
	search.n_wishes = (guint)g_rand_int_range(rand, 1, G_N_ELEMENTS(wishes) + 1);
	for (guint i = 0; i < search.n_wishes; i++) {
		wishes[i].before = (guint)g_rand_int_range(rand, 0, (gint32)search.size);
		wishes[i].after = (wishes[i].before +
				   (guint)g_rand_int_range(rand, 1, (gint32)search.size)) %
				  search.size;
		add_wish(trial.intent,
			 &g_array_index(plan->steps, CtPlanStep, search.start + wishes[i].before),
			 &g_array_index(plan->steps, CtPlanStep, search.start + wishes[i].after));
	}
	exists = brute_force(&search);
	if (search.nodes > MAX_NODES)
		return -1;
	wished = make_plan(trial.estate, trial.intent, trial.findings, NULL, &conflicts);
	if ((wished != NULL) != exists)
		g_test_message("seed %u: planner %s, brute force %s", seed,
			       wished != NULL ? "has a plan" : "has none",
			       exists ? "has a plan" : "has none");
	g_assert_cmpint(wished != NULL, ==, exists);
	return exists;
}

static guint
number_of(const char *name, guint usual)
{
	const char *text = g_getenv(name);

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : usual;
}

static void
test_brute_force_agrees(void)
{
	guint count[2] = { 0, 0 };
	guint first = number_of("CT_RANDOM_FIRST", 1);
	guint tries = number_of("CT_RANDOM_ORDERS", 70);

	for (guint seed = first; seed < first + tries; seed++) {
		int result = try_seed(seed);

		if (result >= 0)
			count[result]++;
	}
	g_test_message("%u plans, %u conflicts", count[1], count[0]);
	g_assert_cmpuint(count[0], >, tries / 8);
	g_assert_cmpuint(count[1], >, tries / 8);
}

/* Is there a plan without the wish? */
static gboolean
dissolves_without_wish(const CtEstate *estate, CtIntent *intent, const CtFindings *findings)
{
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(CtPlan) plan = NULL;
	CtIntentOrder saved = g_array_index(intent->orders, CtIntentOrder, 0);

	g_array_set_size(intent->orders, 0);
	plan = make_plan(estate, intent, findings, NULL, &conflicts);
	g_array_append_val(intent->orders, saved);
	return plan != NULL;
}

/* A single wish against the rule book: whatever it collides with, it is one of the two sides, and the
 * conflict is gone without it. */
static void
test_conflicts_are_minimal(void)
{
	guint conflicts_seen = 0;

	for (guint seed = 1; seed <= 600; seed++) {
		g_auto(Trial) trial = trial_new(seed);
		g_autoptr(GPtrArray) conflicts = NULL;
		g_autoptr(CtPlan) wished = NULL;
		const CtPlan *plan = trial.plan;
		const CtConflict *conflict;
		gboolean has_wish = FALSE;

		if (plan == NULL)
			continue;
		add_wish(trial.intent,
			 &g_array_index(plan->steps, CtPlanStep, plan->steps->len - 1),
			 &g_array_index(plan->steps, CtPlanStep, seed % plan->steps->len));
		wished = make_plan(trial.estate, trial.intent, trial.findings, NULL, &conflicts);
		if (wished != NULL)
			continue;
		conflicts_seen++;
		conflict = g_ptr_array_index(conflicts, 0);
		g_assert_cmpuint(conflict->elements->len, >=, 1);
		for (guint i = 0; i < conflict->elements->len; i++) {
			const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);

			if (!g_str_equal(element->id, "pins.order"))
				continue;
			has_wish = TRUE;
			g_assert_true(
				dissolves_without_wish(trial.estate, trial.intent, trial.findings));
		}
		g_assert_true(has_wish);
	}
	g_assert_cmpuint(conflicts_seen, >, 100);
}

/* O-12 is only recommended: a wish may turn it round, and the plan says so. */
static void
test_recommended_gives_way(void)
{
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtEstate) estate = NULL;
	g_autoptr(CtIntent) intent = ct_intent_new();
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(CtPlan) plan = NULL;
	guint noted = 0;

	for (guint seed = 1; estate == NULL; seed++) {
		g_autoptr(CtFindings) other = ct_findings_new();
		g_autoptr(CtEstate) found = random_estate(seed, 24, other);

		if (found->users.count > 15 && other->items->len == 0)
			estate = g_steal_pointer(&found);
	}
	/* A pilot of one leaves somebody for production */
	intent->values[CT_INTENT_PILOT_SIZE]->pdata[0] = (gpointer) "1";
	random_ready(estate, intent, findings);
	random_wish(intent, "OCS-P8-07", "OCS-P6-02");
	plan = make_plan(estate, intent, findings, NULL, &conflicts);
	g_assert_nonnull(plan);
	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(plan->steps, CtPlanStep, i);

		noted += step->note != NULL && strstr(step->note, "O-12") != NULL;
	}
	g_assert_cmpuint(noted, >, 0);
	{
		g_autoptr(CtCheckResult) result = ct_checker_run(plan, estate);

		for (guint i = 0; i < result->violations->len; i++)
			g_test_message("%s",
				       ((const CtViolation *)g_ptr_array_index(result->violations,
									       i))
					       ->message);
		g_assert_cmpuint(result->violations->len, ==, 0);
	}
}

/* Wishes that force a step into the hours without federation make no cycle, and no safe plan. */
static void
test_cutover_window_stays_free(void)
{
	guint tried = 0;

	for (guint seed = 1; tried < 40; seed++) {
		g_auto(Trial) trial = trial_new(seed);
		g_autoptr(GPtrArray) conflicts = NULL;
		g_autoptr(CtPlan) wished = NULL;
		const CtPlan *plan = trial.plan;
		CtIntentOrder orders[] = { { "OCS-GC-01", "OCS-P8-05", 1 },
					   { "OCS-P8-02", "OCS-GC-01", 2 } };
		gboolean edge = FALSE;
		gboolean chat = FALSE;
		gboolean window = FALSE;

		for (guint i = 0; plan != NULL && i < plan->steps->len; i++) {
			const char *rule = g_array_index(plan->steps, CtPlanStep, i).rule;

			edge = edge || g_str_equal(rule, "OCS-P8-02");
			chat = chat || g_str_equal(rule, "OCS-GC-01");
		}
		if (!edge || !chat)
			continue;
		tried++;
		g_array_append_vals(trial.intent->orders, orders, G_N_ELEMENTS(orders));
		wished = make_plan(trial.estate, trial.intent, trial.findings, NULL, &conflicts);
		g_assert_null(wished);
		for (guint i = 0; i < conflicts->len; i++) {
			const CtConflict *conflict = g_ptr_array_index(conflicts, i);

			for (guint k = 0; k < conflict->elements->len; k++) {
				const CtConflictElement *element =
					g_ptr_array_index(conflict->elements, k);

				window = window || g_str_equal(element->id, "I-07");
			}
		}
		g_assert_true(window);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/order/brute-force-agrees", test_brute_force_agrees);
	g_test_add_func("/order/conflicts-are-minimal", test_conflicts_are_minimal);
	g_test_add_func("/order/recommended-gives-way", test_recommended_gives_way);
	g_test_add_func("/order/cutover-window-stays-free", test_cutover_window_stays_free);
	return g_test_run();
}
