/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Single changes of a plan beside those of its order: a step acts on another thing, a user moves in another
 * wave or to another pool, an entry of a way back is left out.  On small random estates every such change is
 * made, all that follows from it is mended, and whether it is legal is decided here, from the exports and the
 * intent alone; the checker passes just what is.
 *   - Steps: every step is there because of one thing that the exports have, so that none may act on another;
 *     but which Edge of the target federates may be chosen.
 *   - Users: whoever has to move together does, no wave is larger than allowed, the order of the
 *     steps still keeps all edges, and whoever tries something by the plan is in the pilot.
 *   - Pools: a user goes to a pool that the pairs name.
 *   - Ways back: whatever there is to undo is undone.
 * CT_RANDOM_MUTANTS sets on how many estates (2), CT_RANDOM_FIRST the first seed (1).
 */
#include "mutant.h"

typedef struct {
	const char *what;
	guint tried;
	guint legal;
} Count;

static guint
number_of(const char *name, guint usual)
{
	const char *text = g_getenv(name);

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : usual;
}

static CtPlanWave *
wave_at(const Mutable *world, guint index)
{
	return &g_array_index(world->planned.plan->waves, CtPlanWave, index);
}

static void
compare_verdicts(const Mutable *world, gboolean legal, guint seed, Count *count, const char *what)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(world->planned.plan,
							 world->planned.estate);

	count->tried++;
	count->legal += legal;
	if (legal == (result->violations->len == 0))
		return;
	show_violations(result);
	g_test_message("seed %u: %s is %s, and the checker has %u violations", seed, what,
		       legal ? "legal" : "not legal", result->violations->len);
	g_test_fail();
}

static gboolean
is_of_kind(const Mutable *world, guint wave, const char *kind)
{
	return strcmp(wave_at(world, wave)->kind, kind) == 0;
}

/* ---- Steps ---- */

/* Everything that any step is about, each once. */
static GPtrArray *
list_subjects(const Mutable *world)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *subjects = g_ptr_array_new();

	for (guint i = 0; i < world->n; i++) {
		gpointer subject = g_ptr_array_index(world->kept[i].subjects, 0);

		if (g_hash_table_add(seen, subject))
			g_ptr_array_add(subjects, subject);
	}
	return subjects;
}

/* Only one Edge may federate, and where none is marked for it, it may be any of the target. */
static gboolean
may_act_on(const Mutable *world, guint step, const char *subject)
{
	const CtStepRow *row = ct_step_row_find(world->kept[step].rule);
	const GArray *pools = world->planned.estate->pools;

	for (guint i = 0; row->bind == CT_BIND_FEDERATING_EDGE && i < pools->len; i++) {
		const CtPool *pool = &g_array_index(pools, CtPool, i);

		if (pool->kind == CT_OBJECT_EDGE && pool->deployment == CT_DEPLOYMENT_TARGET &&
		    g_str_has_suffix(subject, pool->key))
			return TRUE;
	}
	return FALSE;
}

static void
retarget_steps(Mutable *world, guint seed, Count *count)
{
	g_autoptr(GPtrArray) subjects = list_subjects(world);

	for (guint i = 0; i < world->n; i++) {
		GPtrArray *own = world->kept[i].subjects;
		gpointer kept = g_ptr_array_index(own, 0);

		for (guint k = 0; k < subjects->len; k++) {
			g_autofree char *what = NULL;

			if (strcmp(kept, g_ptr_array_index(subjects, k)) == 0)
				continue;
			own->pdata[0] = g_ptr_array_index(subjects, k);
			what = g_strdup_printf("%s on %s instead of %s", world->kept[i].rule,
					       (char *)own->pdata[0], (char *)kept);
			compare_verdicts(world,
					 may_act_on(world, i, g_ptr_array_index(subjects, k)), seed,
					 count, what);
		}
		own->pdata[0] = kept;
	}
}

/* ---- Users ---- */

static void
name_pools(Mutable *world, CtPlanWave *wave)
{
	g_ptr_array_set_size(wave->from, 0);
	g_ptr_array_set_size(wave->to, 0);
	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);

		if (!g_ptr_array_find_with_equal_func(wave->from, member->source, g_str_equal,
						      NULL))
			g_ptr_array_add(wave->from, (gpointer)member->source);
		if (!g_ptr_array_find_with_equal_func(wave->to, member->target, g_str_equal, NULL))
			g_ptr_array_add(wave->to, (gpointer)member->target);
	}
	for (guint i = 0; i < world->n; i++) {
		GPtrArray *pools = world->kept[i].pools;
		const GPtrArray *sides[] = { wave->from, wave->to };

		if (g_strcmp0(world->kept[i].wave, wave->id) != 0)
			continue;
		g_ptr_array_set_size(pools, 0);
		for (guint k = 0; k < wave->from->len + wave->to->len; k++) {
			guint side = k < wave->from->len ? 0 : 1;
			const char *name = g_ptr_array_index((GPtrArray *)sides[side],
							     side == 0 ? k : k - wave->from->len);
			g_autofree char *folded = g_utf8_casefold(name, -1);

			g_ptr_array_add(pools, (gpointer)ct_plan_text(world->planned.plan, folded));
		}
	}
}

static gboolean
is_in_order(const CtOrder *order)
{
	for (guint i = 0; i < order->edges->len; i++) {
		const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge, i);

		if (edge->before >= edge->after && ct_order_label_is_hard(order, edge->label))
			return FALSE;
	}
	return TRUE;
}

/* Do all edges hold that bind the steps with the users as they move now?  What waits for whom is told anew. */
static gboolean
mend_order(Mutable *world)
{
	g_autoptr(CtOrder) order = ct_order_new(&world->draft);
	gboolean keeps = is_in_order(order);

	for (guint i = 0; i < world->n; i++)
		order->position[i] = i;
	for (guint i = 0; keeps && i < world->n; i++)
		g_ptr_array_set_size(world->kept[i].stops, 0);
	world->draft.order = order;
	if (keeps)
		ct_draft_tell_failures(&world->draft);
	world->draft.order = NULL;
	return keeps;
}

/* What follows from other members: counts, pools, checkpoints with their losses.  What the waves cost is the
 * word of the planner on waves that are edited now.  Returns FALSE when the order of the steps is wrong then. */
static gboolean
mend_waves(Mutable *world)
{
	CtPlan *plan = world->planned.plan;

	plan->pilot_users = 0;
	for (guint i = 0; i < plan->waves->len; i++) {
		CtPlanWave *wave = wave_at(world, i);

		wave->users = wave->members->len;
		wave->sha256 = "planned";
		wave->found_sha256 = "edited";
		if (is_of_kind(world, i, "pilot"))
			plan->pilot_users += wave->users;
		name_pools(world, wave);
	}
	mutable_clear_waves(world);
	mutable_init_waves(world);
	mutable_restore(world);
	return mend_order(world);
}

static gboolean
shift_member(Mutable *world, guint from, guint k, guint to, guint place)
{
	CtWaveMember member = g_array_index(wave_at(world, from)->members, CtWaveMember, k);

	g_array_remove_index(wave_at(world, from)->members, k);
	g_array_insert_val(wave_at(world, to)->members, place, member);
	return mend_waves(world);
}

/* By the plan as it is now; CT_NONE. */
static guint
wave_of(const Mutable *world, CtUserId user)
{
	for (guint i = 0; i < world->planned.plan->waves->len; i++)
		for (guint k = 0; k < wave_at(world, i)->members->len; k++)
			if (ct_estate_find_user(
				    world->planned.estate,
				    g_array_index(wave_at(world, i)->members, CtWaveMember, k).sip)
				    .index == user.index)
				return i;
	return CT_NONE;
}

static gboolean
is_hard(const CtIntent *intent, const char *kind)
{
	const GPtrArray *kinds = intent->values[CT_INTENT_HARD_COUPLINGS];

	for (guint i = 0; i < kinds->len; i++)
		if (strcmp(g_ptr_array_index((GPtrArray *)kinds, i), kind) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
keeps_together(const Mutable *world)
{
	const GArray *couplings = world->planned.estate->couplings;

	if (!is_hard(world->planned.intent, "delegate"))
		return TRUE;
	for (guint i = 0; i < couplings->len; i++) {
		const CtCoupling *row = &g_array_index(couplings, CtCoupling, i);
		guint a = wave_of(world, row->a);
		guint b = wave_of(world, row->b);

		if (row->kind == CT_COUPLING_DELEGATE && a != CT_NONE && b != CT_NONE && a != b)
			return FALSE;
	}
	return TRUE;
}

static gboolean
keeps_sizes(const Mutable *world)
{
	const CtIntent *intent = world->planned.intent;

	for (guint i = 0; i < world->planned.plan->waves->len; i++) {
		const CtPlanWave *wave = wave_at(world, i);
		guint most = strcmp(wave->kind, "test") == 0 ? G_MAXUINT
			     : strcmp(wave->kind, "pilot") == 0
				     ? ct_intent_number(intent, CT_INTENT_PILOT_SIZE)
				     : ct_intent_number(intent, CT_INTENT_WAVE_SIZE);

		if (wave->members->len > most)
			return FALSE;
	}
	return TRUE;
}

/* Everybody of whom the plan says that he tries something in the pilot is in it. */
static gboolean
keeps_pilot(const Mutable *world)
{
	const GArray *rows = world->planned.plan->combinations;

	for (guint i = 0; i < rows->len; i++) {
		const GPtrArray *pilot = g_array_index(rows, CtPlanCombination, i).pilot;

		for (guint k = 0; k < pilot->len; k++)
			if (!is_of_kind(world,
					wave_of(world,
						ct_estate_find_user(
							world->planned.estate,
							g_ptr_array_index((GPtrArray *)pilot, k))),
					"pilot"))
				return FALSE;
	}
	return TRUE;
}

/* Whoever is enabled has something that the plan counts, unless it is a test account. */
static gboolean
keeps_counts(const Mutable *world, guint from, guint to, guint place)
{
	const CtEstate *estate = world->planned.estate;
	CtUserId user = ct_estate_find_user(
		estate, g_array_index(wave_at(world, to)->members, CtWaveMember, place).sip);

	return (estate->users.flags[user.index] & CT_USER_ENABLED) == 0 ||
	       is_of_kind(world, from, "test") == is_of_kind(world, to, "test");
}

static void
move_users(Mutable *world, guint seed, Count *count)
{
	const GArray *waves = world->planned.plan->waves;

	for (guint from = 0; from < waves->len; from++) {
		for (guint k = 0; k < wave_at(world, from)->members->len; k++) {
			for (guint to = 0; to < waves->len; to++) {
				g_autofree char *what = NULL;
				guint place = wave_at(world, to)->members->len;
				gboolean legal;

				if (to == from)
					continue;
				what = g_strdup_printf("%s in %s instead of %s",
						       g_array_index(wave_at(world, from)->members,
								     CtWaveMember, k)
							       .sip,
						       wave_at(world, to)->id,
						       wave_at(world, from)->id);
				legal = shift_member(world, from, k, to, place) &&
					keeps_together(world) && keeps_sizes(world) &&
					keeps_pilot(world) && keeps_counts(world, from, to, place);
				compare_verdicts(world, legal, seed, count, what);
				shift_member(world, to, place, from, k);
			}
		}
	}
}

/* ---- Pools ---- */

static gboolean
is_paired(const Mutable *world, const char *legacy, const char *target)
{
	const GArray *pairs = world->planned.plan->pairs;

	for (guint i = 0; i < pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(pairs, CtPlanPair, i);

		if (strcmp(pair->legacy, legacy) != 0)
			continue;
		return g_strcmp0(pair->target, target) == 0 ||
		       g_ptr_array_find_with_equal_func(pair->also, target, g_str_equal, NULL);
	}
	return FALSE;
}

static void
move_elsewhere(Mutable *world, guint seed, Count *count)
{
	const GArray *pools = world->planned.estate->pools;

	for (guint i = 0; i < world->planned.plan->waves->len; i++) {
		for (guint k = 0; k < wave_at(world, i)->members->len; k++) {
			CtWaveMember *member = &g_array_index(wave_at(world, i)->members,
							      CtWaveMember, k);
			const char *kept = member->target;

			for (guint pool = 0; pool < pools->len; pool++) {
				const char *name = g_array_index(pools, CtPool, pool).fqdn;
				g_autofree char *what = g_strdup_printf("%s to %s instead of %s",
									member->sip, name, kept);

				if (strcmp(name, kept) == 0)
					continue;
				member->target = name;
				mend_waves(world);
				compare_verdicts(world, is_paired(world, member->source, name),
						 seed, count, what);
			}
			member->target = kept;
			mend_waves(world);
		}
	}
}

/* ---- Ways back ---- */

static void
shorten_ways_back(Mutable *world, guint seed, Count *count)
{
	const GArray *checkpoints = world->planned.plan->checkpoints;

	for (guint i = 0; i < checkpoints->len; i++) {
		CtCheckpoint *checkpoint = &g_array_index(checkpoints, CtCheckpoint, i);

		for (guint k = 0; k < checkpoint->rollback->len; k++) {
			CtRollbackStep step = g_array_index(checkpoint->rollback, CtRollbackStep,
							    k);
			g_autofree char *what =
				g_strdup_printf("the way back to %s without %s (%s)",
						checkpoint->id, step.step, step.rule);

			g_array_remove_index(checkpoint->rollback, k);
			checkpoint->minutes -= step.minutes;
			compare_verdicts(world, *step.rule == '\0', seed, count, what);
			g_array_insert_val(checkpoint->rollback, k, step);
			checkpoint->minutes += step.minutes;
		}
	}
}

static void
test_verdicts(void)
{
	typedef void (*Make)(Mutable * world, guint seed, Count * count);
	static const Make makes[] = { retarget_steps, move_users, move_elsewhere,
				      shorten_ways_back };
	Count counts[] = { { "steps on another thing", 0, 0 },
			   { "users in another wave", 0, 0 },
			   { "users to another pool", 0, 0 },
			   { "entries of ways back left out", 0, 0 } };
	guint first = number_of("CT_RANDOM_FIRST", 1);
	guint count = number_of("CT_RANDOM_MUTANTS", 2);

	for (guint seed = first; seed < first + count; seed++) {
		Mutable *world = mutable_random(seed);

		if (world == NULL)
			continue;
		mutable_assert_safe(world);
		for (gsize i = 0; i < G_N_ELEMENTS(makes); i++)
			makes[i](world, seed, &counts[i]);
		mutable_free(world);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_test_message("%s: %u, %u of them legal", counts[i].what, counts[i].tried,
			       counts[i].legal);
		g_assert_cmpuint(counts[i].tried, >, counts[i].legal);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/legal-moves/verdicts", test_verdicts);
	return g_test_run();
}
