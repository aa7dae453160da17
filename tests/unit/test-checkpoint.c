/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints that stand to save rework: their places are the best of all there are, tried out one by one for
 * small orders; in plans the checker finds the same, and a figure that is wrong.
 */
#include <string.h>

#include "planner/checker.h"
#include "planner/checkpoint-place.h"
#include "tests/unit/planned-sample.h"
#include "tests/unit/random-calendar.h"

#define MOST_STEPS 11

typedef struct {
	CtPlacing placing;
	guint again[MOST_STEPS + 1];
	gboolean due[MOST_STEPS + 1];
	gboolean shut[MOST_STEPS + 1];
} Case;

static void
case_init(Case *self, GRand *rand)
{
	static const guint failing[] = { 0, 1, 20, 50, 1000 };
	static const guint minutes[] = { 0, 1, 10, 30, 400 };

	memset(self, 0, sizeof *self);
	self->placing = (CtPlacing){
		.n_steps = (guint)g_rand_int_range(rand, 1, MOST_STEPS + 1),
		.again = self->again,
		.due = self->due,
		.shut = self->shut,
		.failing = failing[g_rand_int_range(rand, 0, G_N_ELEMENTS(failing))],
		.minutes = minutes[g_rand_int_range(rand, 0, G_N_ELEMENTS(minutes))],
		.most = g_rand_boolean(rand) ? G_MAXUINT : (guint)g_rand_int_range(rand, 0, 4),
	};
	for (guint i = 0; i < self->placing.n_steps; i++) {
		self->again[i] = (guint)g_rand_int_range(rand, 0, 8) * 60;
		self->due[i] = i == 0 || g_rand_int_range(rand, 0, 5) == 0;
		self->shut[i] = g_rand_int_range(rand, 0, 6) == 0;
	}
}

/* What the places cost, with @out_further checkpoints that are not due; one that stands where none may, or
 * is missing where one has to, costs all there is. */
static guint64
cost_of(const CtPlacing *placing, const gboolean *stands, guint *out_further)
{
	guint64 minutes = 0;

	*out_further = 0;
	for (guint i = 0; i < placing->n_steps; i++) {
		if (placing->due[i] ? !stands[i] : stands[i] && placing->shut[i])
			return G_MAXUINT64;
		*out_further += stands[i] && !placing->due[i];
		/* back to the checkpoint, one step after the other, and there again */
		for (guint k = i;; k--) {
			minutes += placing->again[k];
			if (stands[k] || k == 0)
				break;
		}
	}
	if (*out_further > placing->most)
		return G_MAXUINT64;
	return minutes * placing->failing + (guint64)1000 * placing->minutes * *out_further;
}

static guint64
try_all(const CtPlacing *placing)
{
	guint64 best = G_MAXUINT64;
	guint further;

	for (guint set = 0; set < 1u << placing->n_steps; set++) {
		gboolean stands[MOST_STEPS + 1] = { FALSE };

		for (guint i = 0; i < placing->n_steps; i++)
			stands[i] = (set >> i & 1) != 0;
		best = MIN(best, cost_of(placing, stands, &further));
	}
	return best;
}

static void
test_places_are_best(void)
{
	GRand *rand = g_rand_new_with_seed(20130);
	guint with = 0, limited = 0;

	for (guint trial = 0; trial < 1500; trial++) {
		Case one;
		gboolean stands[MOST_STEPS + 1] = { FALSE };
		guint further = 0;
		guint64 cost;

		case_init(&one, rand);
		ct_placing_solve(&one.placing, stands);
		cost = cost_of(&one.placing, stands, &further);
		g_assert_cmpuint(cost, ==, try_all(&one.placing));
		g_assert_cmpuint(cost, ==,
				 ct_placing_rework(&one.placing, stands) +
					 (guint64)1000 * one.placing.minutes * further);
		if (one.placing.failing == 0)
			g_assert_cmpuint(further, ==, 0);
		with += further > 0;
		limited += further > 0 && further == one.placing.most;
	}
	g_test_message(
		"1500 orders, %u of them with further checkpoints, %u with as many as may be", with,
		limited);
	g_assert_cmpuint(with, >, 300);
	g_assert_cmpuint(limited, >, 100);
	g_rand_free(rand);
}

static const char *const better = "with checkpoints that stand elsewhere to save rework";

static gboolean
has_note(const CtCheckResult *result, const char *words)
{
	for (guint i = 0; i < result->notes->len; i++)
		if (strstr(g_ptr_array_index(result->notes, i), words) != NULL)
			return TRUE;
	return FALSE;
}

static guint
count_kind(const CtPlan *plan, const char *kind)
{
	guint count = 0;

	for (guint i = 0; i < plan->checkpoints->len; i++)
		count += strcmp(g_array_index(plan->checkpoints, CtCheckpoint, i).kind, kind) == 0;
	return count;
}

static void
set_recorded(CtPlan *plan, const char *key, const char *value)
{
	for (guint i = 0; i < plan->intent->len; i++) {
		CtPlanIntent *row = &g_array_index(plan->intent, CtPlanIntent, i);

		if (strcmp(row->key, key) == 0)
			row->value = value;
	}
}

static void
assert_told(const Planned *planned, const char *rule, const char *words)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(planned->plan, planned->estate);
	const CtViolation *violation = find_violation(result, "checkpoint", rule, NULL);

	g_assert_nonnull(violation);
	g_assert_nonnull(strstr(violation->message, words));
}

/* Every plan has the best places in the eyes of the checker, and says what they are worth. */
static void
test_checker_agrees(void)
{
	static const char *const failing[] = { "20", "200", "0", "5" };
	static const char *const most[] = { "0", "0", "14", "20" };
	guint plans = 0, further = 0;

	for (guint seed = 1; seed <= 120; seed++) {
		Planned planned = { .findings = ct_findings_new() };
		g_autoptr(GPtrArray) conflicts = NULL;

		planned.estate = random_estate(seed, 24, planned.findings);
		planned.intent = random_intent(seed);
		calendar_set(planned.intent, CT_INTENT_CHECKPOINT_FAILING, failing[seed % 4]);
		calendar_set(planned.intent, CT_INTENT_CHECKPOINT_MOST, most[seed / 4 % 4]);
		random_ready(planned.estate, planned.intent, planned.findings);
		ct_planner_plan(planned.estate, planned.intent, planned.findings, &planned.plan,
				&conflicts, NULL);
		if (planned.plan != NULL) {
			g_autoptr(CtCheckResult) result = ct_checker_run(planned.plan,
									 planned.estate);

			show_violations(result);
			g_assert_cmpuint(result->violations->len, ==, 0);
			g_assert_false(has_note(result, better));
			planned.plan->expected_rework++;
			assert_told(&planned, "checkpoints.failing", "and it says");
			plans++;
			further += count_kind(planned.plan, "rework");
		}
		planned_clear(&planned);
	}
	g_test_message("%u plans with %u checkpoints to save rework", plans, further);
	g_assert_cmpuint(further, >, plans);
}

/* A plan made for steps that never fail is not the best one for steps that do. */
static void
test_checker_tells_better_places(void)
{
	Planned planned = planned_read("fabrikam", TRUE);
	guint due;

	calendar_set(planned.intent, CT_INTENT_CHECKPOINT_FAILING, "0");
	planned_make(&planned);
	g_assert_cmpuint(count_kind(planned.plan, "rework"), ==, 0);
	g_assert_cmpuint(planned.plan->expected_rework, ==, 0);
	due = planned.plan->checkpoints->len;
	set_recorded(planned.plan, "checkpoints.failing", "20");
	for (guint tries = 0; tries < 2; tries++) {
		g_autoptr(CtCheckResult) result = ct_checker_run(planned.plan, planned.estate);
		const CtViolation *violation = find_violation(result, "checkpoint", NULL, NULL);

		g_assert_true(has_note(result, better));
		g_assert_cmpuint(result->violations->len, ==, tries == 0);
		if (violation != NULL)
			planned.plan->expected_rework = g_ascii_strtoull(violation->message, NULL,
									 10);
	}
	calendar_set(planned.intent, CT_INTENT_CHECKPOINT_FAILING, "20");
	planned_make(&planned);
	g_assert_cmpuint(planned.plan->checkpoints->len, >, due);
	set_recorded(planned.plan, "checkpoints.most", "3");
	assert_told(&planned, "checkpoints.most", "and may have 3");
	planned_clear(&planned);
}

/* Each row of each way back says how long it takes, and so does the checkpoint. */
static void
test_minutes(void)
{
	Planned planned = planned_sample("fabrikam", TRUE);
	guint tried = 0;

	for (guint i = 0; i < planned.plan->checkpoints->len; i++) {
		CtCheckpoint *row = &g_array_index(planned.plan->checkpoints, CtCheckpoint, i);

		for (guint k = 0; k <= row->rollback->len; k++) {
			g_autoptr(CtCheckResult) result = NULL;
			guint *minutes =
				k < row->rollback->len
					? &g_array_index(row->rollback, CtRollbackStep, k).minutes
					: &row->minutes;

			(*minutes)++;
			result = ct_checker_run(planned.plan, planned.estate);
			g_assert_nonnull(find_violation(result, "rollback", NULL, NULL));
			(*minutes)--;
			tried++;
		}
	}
	g_assert_cmpuint(tried, >, 20);
	planned_clear(&planned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/checkpoint/places-are-best", test_places_are_best);
	g_test_add_func("/checkpoint/checker-agrees", test_checker_agrees);
	g_test_add_func("/checkpoint/checker-tells-better-places",
			test_checker_tells_better_places);
	g_test_add_func("/checkpoint/minutes", test_minutes);
	return g_test_run();
}
