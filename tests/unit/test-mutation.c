/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans that somebody has damaged: whatever is left out, swapped, retargeted or edited in a way
 * that matters, the checker notices.  References are mended after each cut, so that it is the
 * damage that is noticed and not a loose end.
 */
#include "planned-sample.h"

/* How many damages were tried. */
static guint damages;

static void
assert_noticed(const Planned *planned, const char *code, const char *what)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(planned->plan, planned->estate);

	damages++;
	if (find_violation(result, code, NULL, NULL) != NULL)
		return;
	show_violations(result);
	g_test_fail_printf("not noticed: %s", what);
}

static void
assert_safe(const Planned *planned)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(planned->plan, planned->estate);

	show_violations(result);
	g_assert_cmpuint(result->violations->len, ==, 0);
	g_assert_cmpuint(result->notes->len, ==, 0);
	g_assert_cmpuint(result->states, >, planned->plan->steps->len);
	g_assert_cmpuint(result->constraints, >, 0);
}

static void
drop_rollback(CtCheckpoint *checkpoint, const char *step)
{
	for (guint i = checkpoint->rollback->len; i > 0; i--)
		if (strcmp(g_array_index(checkpoint->rollback, CtRollbackStep, i - 1).step, step) ==
		    0)
			g_array_remove_index(checkpoint->rollback, i - 1);
}

/* Takes the step out and mends what referred to it. */
static void
drop_step(Planned *planned, guint position)
{
	CtPlan *plan = planned->plan;
	const char *id = planned_step(planned, position)->id;
	const char *before = position > 0 ? planned_step(planned, position - 1)->id : NULL;

	for (guint i = 0; i < plan->checkpoints->len; i++) {
		CtCheckpoint *checkpoint = &g_array_index(plan->checkpoints, CtCheckpoint, i);

		drop_rollback(checkpoint, id);
		if (g_strcmp0(checkpoint->after_step, id) == 0)
			checkpoint->after_step = before;
	}
	for (guint i = 0; i < plan->steps->len; i++) {
		GArray *after = planned_step(planned, i)->after;

		for (guint k = after->len; k > 0; k--)
			if (strcmp(g_array_index(after, CtAfter, k - 1).step, id) == 0)
				g_array_remove_index(after, k - 1);
	}
	g_array_remove_index(plan->steps, position);
}

static void
test_dropped_steps(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	guint steps = planned.plan->steps->len;

	assert_safe(&planned);
	for (guint i = 0; i < steps; i++) {
		g_autofree char *what = NULL;

		planned_make(&planned);
		what = g_strdup_printf("%s without %s", planned_step(&planned, i)->id,
				       planned_step(&planned, i)->title);
		drop_step(&planned, i);
		assert_noticed(&planned, NULL, what);
	}
	planned_clear(&planned);
}

static void
swap_steps(Planned *planned, guint a, guint b)
{
	CtPlanStep step = *planned_step(planned, a);

	*planned_step(planned, a) = *planned_step(planned, b);
	*planned_step(planned, b) = step;
}

/* Forgets what the plan says of its own order, so that the rule book alone can tell. */
static void
forget_order(Planned *planned)
{
	for (guint i = 0; i < planned->plan->steps->len; i++)
		g_array_set_size(planned_step(planned, i)->after, 0);
}

typedef struct {
	const char *before;
	const char *after;
	const char *constraint;
} Ordered;

/* Every pair that the plan says a hard constraint orders. */
static GArray *
ordered_pairs(Planned *planned)
{
	GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Ordered));

	for (guint i = 0; i < planned->plan->steps->len; i++) {
		const CtPlanStep *step = planned_step(planned, i);

		for (guint k = 0; k < step->after->len; k++) {
			const CtAfter *after = &g_array_index(step->after, CtAfter, k);
			Ordered pair = { after->step, step->id, after->constraint };

			if (after->hard && ct_constraint_row_find(after->constraint) != NULL)
				g_array_append_val(pairs, pair);
		}
	}
	return pairs;
}

static gboolean
names_pair(const CtCheckResult *result, const Ordered *pair)
{
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		if (strcmp(violation->code, "constraint") == 0 &&
		    strcmp(violation->rule, pair->constraint) == 0 &&
		    g_strcmp0(violation->step, pair->after) == 0 &&
		    g_strcmp0(violation->other_step, pair->before) == 0)
			return violation->evidence != NULL;
	}
	return FALSE;
}

static void
test_swapped_steps(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	g_autoptr(GArray) pairs = ordered_pairs(&planned);

	g_assert_cmpuint(pairs->len, >, 40);
	forget_order(&planned);
	for (guint i = 0; i < pairs->len; i++) {
		const Ordered *pair = &g_array_index(pairs, Ordered, i);
		guint a = ct_plan_find_step(planned.plan, pair->before);
		guint b = ct_plan_find_step(planned.plan, pair->after);
		g_autoptr(CtCheckResult) result = NULL;

		swap_steps(&planned, a, b);
		damages++;
		result = ct_checker_run(planned.plan, planned.estate);
		if (!names_pair(result, pair))
			g_test_fail_printf("swapped %s and %s: nobody names %s with evidence",
					   pair->before, pair->after, pair->constraint);
		swap_steps(&planned, a, b);
	}
	assert_safe(&planned);
	planned_clear(&planned);
}

/* Each step is told to act on what another one acts on. */
static void
test_retargeted_steps(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	guint steps = planned.plan->steps->len;

	for (guint i = 0; i < steps; i++) {
		GPtrArray *subjects = planned_step(&planned, i)->subjects;
		const char *kept = g_ptr_array_index(subjects, 0);

		for (guint k = 0; k < steps; k++) {
			const char *other = g_ptr_array_index(planned_step(&planned, k)->subjects,
							      0);
			g_autofree char *what = NULL;

			if (strcmp(kept, other) == 0 || (k % 7 != i % 7 && k != i + 1))
				continue;
			subjects->pdata[0] = (gpointer)other;
			what = g_strdup_printf("%s (%s) acts on %s instead of %s",
					       planned_step(&planned, i)->id,
					       planned_step(&planned, i)->rule, other, kept);
			assert_noticed(&planned, NULL, what);
		}
		subjects->pdata[0] = (gpointer)kept;
	}
	assert_safe(&planned);
	planned_clear(&planned);
}

static CtPlanWave *
wave_at(Planned *planned, guint index)
{
	return &g_array_index(planned->plan->waves, CtPlanWave, index);
}

static void
test_waves(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	GArray *first = wave_at(&planned, 0)->members;
	CtWaveMember *member = &g_array_index(first, CtWaveMember, 0);
	CtWaveMember kept = *member;

	g_array_append_val(wave_at(&planned, 2)->members, kept);
	wave_at(&planned, 2)->users++;
	assert_noticed(&planned, "user", "a user in two waves");
	g_array_set_size(wave_at(&planned, 2)->members, wave_at(&planned, 2)->members->len - 1);
	wave_at(&planned, 2)->users--;

	member->sip = "sip:nobody@contoso.com";
	assert_noticed(&planned, "user", "a user whom nobody knows");
	*member = kept;
	member->target = kept.source;
	assert_noticed(&planned, "user", "a user who stays");
	*member = kept;
	member->source = kept.target;
	assert_noticed(&planned, "user", "a user who is elsewhere");
	*member = kept;

	wave_at(&planned, 0)->users++;
	assert_noticed(&planned, "wave", "a wrong count");
	wave_at(&planned, 0)->users--;
	wave_at(&planned, 0)->kind = "production";
	assert_noticed(&planned, "wave", "a wave of another kind");
	wave_at(&planned, 0)->kind = "test";

	g_array_set_size(first, first->len - 1);
	wave_at(&planned, 0)->users--;
	assert_noticed(&planned, "user", "a user in no wave");
	planned_clear(&planned);
}

/* Takes member @k of wave @from out, or puts it back; counts and pool lists are mended. */
static void
shift_member(Planned *planned, guint from, guint to, guint k)
{
	CtPlanWave *source = wave_at(planned, from);
	CtPlanWave *target = wave_at(planned, to);
	CtWaveMember member = g_array_index(source->members, CtWaveMember, k);

	g_array_remove_index(source->members, k);
	source->users--;
	g_array_append_val(target->members, member);
	target->users++;
}

/* Is there somebody who has to move together with @sip? */
static gboolean
is_bound(const CtEstate *estate, const char *sip)
{
	CtUserId user = ct_estate_find_user(estate, sip);

	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *row = &g_array_index(estate->couplings, CtCoupling, i);

		if (row->kind == CT_COUPLING_DELEGATE &&
		    (row->a.index == user.index || row->b.index == user.index))
			return TRUE;
	}
	return FALSE;
}

static void
assert_torn_apart(const Planned *planned, const char *sip)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(planned->plan, planned->estate);

	damages++;
	if (find_violation(result, "wave", "couplings.hard", NULL) == NULL)
		g_test_fail_printf("%s is torn away, and nobody says so", sip);
}

/* Whoever is bound to others is missed, even when the plan calls the unit by another name. */
static void
test_members_in_other_waves(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	guint bound = 0;

	for (guint i = 0; i < planned.plan->waves->len; i++) {
		for (guint k = 0; k < wave_at(&planned, i)->members->len; k++) {
			guint other = (i + 1) % planned.plan->waves->len;
			GArray *members;
			const char *sip =
				g_array_index(wave_at(&planned, i)->members, CtWaveMember, k).sip;

			if (!is_bound(planned.estate, sip))
				continue;
			bound++;
			shift_member(&planned, i, other, k);
			assert_torn_apart(&planned, sip);
			members = wave_at(&planned, other)->members;
			g_array_index(members, CtWaveMember, members->len - 1).unit = "u9999";
			assert_torn_apart(&planned, sip);
			planned_make(&planned);
		}
	}
	g_test_message("%u users are bound to others", bound);
	planned_clear(&planned);
}

/* Every member left out, and every member twice. */
static void
test_members(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);

	for (guint i = 0; i < planned.plan->waves->len; i++) {
		CtPlanWave *wave = wave_at(&planned, i);

		for (guint k = 0; k < wave->members->len; k++) {
			CtWaveMember member = g_array_index(wave->members, CtWaveMember, k);

			g_array_append_val(wave->members, member);
			wave->users++;
			assert_noticed(&planned, "user", "a member twice");
			g_array_set_size(wave->members, wave->members->len - 1);
			g_array_remove_index(wave->members, k);
			wave->users -= 2;
			assert_noticed(&planned, "user", "a member left out");
			g_array_insert_val(wave->members, k, member);
			wave->users++;
		}
	}
	assert_safe(&planned);
	planned_clear(&planned);
}

static void
test_wave_size(void)
{
	Planned planned = planned_sample("contoso", TRUE);

	for (guint i = 0; i < planned.plan->intent->len; i++) {
		CtPlanIntent *row = &g_array_index(planned.plan->intent, CtPlanIntent, i);

		if (strcmp(row->key, "waves.size") == 0)
			row->value = "39";
	}
	assert_noticed(&planned, "wave", "a wave that is too large");
	planned_clear(&planned);
}

static void
test_edited_wave_file(void)
{
	Planned planned = planned_sample("fabrikam", TRUE);
	g_autoptr(CtCheckResult) result = NULL;

	wave_at(&planned, 0)->sha256 = "00";
	wave_at(&planned, 0)->found_sha256 = "01";
	result = ct_checker_run(planned.plan, planned.estate);
	show_violations(result);
	g_assert_cmpuint(result->violations->len, ==, 0);
	g_assert_cmpuint(result->notes->len, ==, 1);
	planned_clear(&planned);
}

static CtCheckpoint *
checkpoint_at(Planned *planned, guint index)
{
	return &g_array_index(planned->plan->checkpoints, CtCheckpoint, index);
}

/* Is every entry of the way back, and the order of each two neighbours, looked at? */
static void
test_rollback_paths(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);

	for (guint i = 0; i < planned.plan->checkpoints->len; i++) {
		GArray *path = checkpoint_at(&planned, i)->rollback;

		for (guint k = 0; k < path->len; k++) {
			CtRollbackStep step = g_array_index(path, CtRollbackStep, k);

			if (*step.rule != '\0') {
				g_array_remove_index(path, k);
				assert_noticed(&planned, "rollback", "a way back with a gap");
				g_array_insert_val(path, k, step);
			}
			g_array_insert_val(path, k, step);
			assert_noticed(&planned, "rollback", "a step undone twice");
			g_array_remove_index(path, k);
			if (k == 0)
				continue;
			g_array_index(path, CtRollbackStep, k) = g_array_index(path, CtRollbackStep,
									       k - 1);
			g_array_index(path, CtRollbackStep, k - 1) = step;
			assert_noticed(&planned, "rollback", "a way back out of order");
			g_array_index(path, CtRollbackStep,
				      k - 1) = g_array_index(path, CtRollbackStep, k);
			g_array_index(path, CtRollbackStep, k) = step;
		}
	}
	assert_safe(&planned);
	planned_clear(&planned);
}

static void
test_checkpoints(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	const char *final;

	for (guint i = 0; i < planned.plan->checkpoints->len; i++) {
		CtCheckpoint *checkpoint = checkpoint_at(&planned, i);
		CtCheckpoint kept = *checkpoint;

		checkpoint->point_of_no_return = !kept.point_of_no_return;
		assert_noticed(&planned, "checkpoint", "a wrong point of no return");
		*checkpoint = kept;
		/* two in one place, and none where this one was */
		checkpoint->after_step = checkpoint_at(&planned, i == 0 ? 1 : 0)->after_step;
		assert_noticed(&planned, "checkpoint", "a checkpoint elsewhere");
		*checkpoint = kept;
	}
	for (guint i = 0; i < planned.plan->checkpoints->len; i++) {
		planned_make(&planned);
		g_array_remove_index(planned.plan->checkpoints, i);
		assert_noticed(&planned, NULL, "a checkpoint that is missing");
	}
	planned_make(&planned);
	final = planned.plan->point_of_no_return;
	g_assert_nonnull(final);
	planned.plan->point_of_no_return = planned_step(&planned, 0)->id;
	assert_noticed(&planned, "checkpoint", "another point of no return");
	planned.plan->point_of_no_return = final;
	assert_safe(&planned);
	planned_clear(&planned);
}

static void
test_rows(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);

	for (guint i = 0; i < planned.plan->steps->len; i++) {
		CtPlanStep *step = planned_step(&planned, i);
		CtPlanStep kept = *step;

		step->reversible = kept.reversible == CT_REVERSIBLE_YES ? CT_REVERSIBLE_LOSSY
									: CT_REVERSIBLE_YES;
		assert_noticed(&planned, "row", "another kind of way back");
		*step = kept;
		step->rollback = "R-99";
		assert_noticed(&planned, "row", "another way back");
		*step = kept;
		g_ptr_array_add(step->tests, (gpointer) "V99");
		assert_noticed(&planned, "row", "other tests");
		g_ptr_array_set_size(step->tests, (gint)step->tests->len - 1);
	}
	planned_clear(&planned);
}

/* Each number of what going back behind a wave costs. */
static void
test_losses(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	guint tried = 0;

	for (guint i = 0; i < planned.plan->checkpoints->len; i++) {
		GArray *losses = checkpoint_at(&planned, i)->losses;

		for (guint k = 0; k < losses->len; k++) {
			CtLoss loss = g_array_index(losses, CtLoss, k);

			if (g_strcmp0(loss.unit, "clients") != 0 &&
			    g_strcmp0(loss.unit, "policies") != 0)
				continue;
			g_array_index(losses, CtLoss, k).count++;
			assert_noticed(&planned, "loss", "another number of things lost");
			g_array_index(losses, CtLoss, k) = loss;
			tried++;
			if (loss.count == 0)
				continue;
			g_array_remove_index(losses, k);
			assert_noticed(&planned, "loss", "a loss left out");
			g_array_insert_val(losses, k, loss);
		}
	}
	g_assert_cmpuint(tried, ==, 2 * planned.plan->waves->len);
	assert_safe(&planned);
	planned_clear(&planned);
}

/* Who waits for a failed step, and the way back from there: each entry is looked at. */
static void
test_failures(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	guint last = planned.plan->steps->len - 1;
	guint tried = 0;

	for (guint i = 0; i <= last; i++) {
		CtPlanStep *step = planned_step(&planned, i);
		CtPlanStep kept = *step;

		for (guint k = 0; k < step->stops->len; k++) {
			gpointer entry = step->stops->pdata[k];

			g_ptr_array_remove_index(step->stops, k);
			assert_noticed(&planned, "failure", "a step that goes on and cannot");
			g_ptr_array_insert(step->stops, (gint)k, entry);
			tried++;
		}
		g_ptr_array_add(step->stops, (gpointer)step->id);
		assert_noticed(&planned, "failure", "a step that waits for itself");
		g_ptr_array_set_size(step->stops, (gint)step->stops->len - 1);
		step->back_minutes++;
		assert_noticed(&planned, "failure", "a way back that takes longer");
		*step = kept;
		step->back_to = "c99";
		assert_noticed(&planned, "failure", "a way back to elsewhere");
		*step = kept;
	}
	g_assert_cmpuint(tried, >, last);
	assert_safe(&planned);
	planned_clear(&planned);
}

/* A step that waits without need is a day lost. */
static void
test_needless_wait(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	CtPlanStep *wave = planned_step(&planned, planned_find(&planned, "OCS-P8-07"));
	guint n_stops = wave->stops->len;

	for (guint i = 0; i < planned.plan->steps->len; i++) {
		const CtPlanStep *other = planned_step(&planned, i);

		if (other <= wave || strcmp(other->rule, "OCS-P8-07") != 0)
			continue;
		/* no wave waits for another one */
		g_ptr_array_add(wave->stops, (gpointer)other->id);
		assert_noticed(&planned, "failure", "a wave that waits for another");
		g_ptr_array_set_size(wave->stops, (gint)n_stops);
	}
	assert_safe(&planned);
	planned_clear(&planned);
}

static void
test_fates(gconstpointer sample)
{
	Planned planned = planned_sample(sample, TRUE);
	GArray *fates = planned.plan->fates;

	g_assert_cmpuint(fates->len, >, 0);
	for (guint i = 0; i < fates->len; i++) {
		CtFate fate = g_array_index(fates, CtFate, i);

		g_array_ref(fate.evidence); /* the plan releases the evidence of each fate */
		g_array_append_val(fates, fate);
		assert_noticed(&planned, "fate", "two fates");
		g_array_set_size(fates, fates->len - 1);
		g_array_index(fates, CtFate, i).subject = "pool:nowhere.contoso.com";
		assert_noticed(&planned, "fate", "the fate of something else");
		g_array_index(fates, CtFate, i) = fate;
	}
	assert_safe(&planned);
	planned_clear(&planned);
}

static const struct {
	const char *name;
	GTestDataFunc run;
} of_samples[] = {
	{ "dropped-steps", test_dropped_steps },
	{ "swapped-steps", test_swapped_steps },
	{ "retargeted-steps", test_retargeted_steps },
	{ "members", test_members },
	{ "members-in-other-waves", test_members_in_other_waves },
	{ "rollback-paths", test_rollback_paths },
	{ "checkpoints", test_checkpoints },
	{ "rows", test_rows },
	{ "failures", test_failures },
	{ "losses", test_losses },
	{ "fates", test_fates },
};

int
main(int argc, char **argv)
{
	static const char *const samples[] = { "contoso", "fabrikam" };
	int status;

	g_test_init(&argc, &argv, NULL);
	for (gsize s = 0; s < G_N_ELEMENTS(samples); s++) {
		for (gsize i = 0; i < G_N_ELEMENTS(of_samples); i++) {
			g_autofree char *path = g_strdup_printf("/mutation/%s/%s", samples[s],
								of_samples[i].name);

			g_test_add_data_func(path, samples[s], of_samples[i].run);
		}
	}
	g_test_add_func("/mutation/waves", test_waves);
	g_test_add_func("/mutation/wave-size", test_wave_size);
	g_test_add_func("/mutation/needless-wait", test_needless_wait);
	g_test_add_func("/mutation/edited-wave-file", test_edited_wave_file);
	status = g_test_run();
	g_test_message("%u damages tried", damages);
	return status;
}
