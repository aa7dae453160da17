/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conflicts of random impossible estates.  Of all that are told of one estate, let C be one, and let the
 * others be relaxed by one element each that C does not have.  Then
 *   - there is no plan, and C is told again (where there were more than are told, perhaps another one);
 *   - with any one element of C dropped as well, there is a plan; where there were more conflicts than are
 *     told, once the others that are met are relaxed, too;
 *   - with any way out of C that was tried, there is a plan.
 * CT_RANDOM_CONFLICTS sets how many estates (70; 2,000 take some minutes), CT_RANDOM_FIRST the first seed (1).
 */
#include "planned-sample.h"
#include "planner/explore.h"
#include "planner/order.h"
#include "random-calendar.h"
#include "random-estate.h"

/* Times that conflicts are relaxed that were not told. */
#define MOST_ROUNDS 60

typedef struct {
	CtFindings *findings;
	CtEstate *estate;
	CtIntent *intent;
	GPtrArray *conflicts;
	guint dropped; /* elements that were dropped one by one */
	guint ways;    /* ways out that were taken */
	guint others;  /* times that something new was met instead of a plan */
	guint beyond;  /* the same, where not all conflicts were told, until those are relaxed */
} Trial;

static guint
number_of(const char *name, guint usual)
{
	const char *text = g_getenv(name);

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : usual;
}

static const CtConflict *
conflict_at(const GPtrArray *conflicts, guint i)
{
	return g_ptr_array_index((GPtrArray *)conflicts, i);
}

static const CtConflictElement *
element_at(const CtConflict *conflict, guint i)
{
	return g_ptr_array_index(conflict->elements, i);
}

/* What is met first: no ways out are tried. */
static CtPlan *
plan_without(const Trial *trial, GHashTable *keys, guint most, GPtrArray **out_conflicts)
{
	g_autoptr(GError) error = NULL;
	CtPlan *plan = NULL;

	*out_conflicts = g_ptr_array_new_with_free_func((GDestroyNotify)ct_conflict_free);
	ct_planner_attempt(trial->estate, trial->intent, trial->findings, keys, NULL, NULL, most,
			   &plan, *out_conflicts, &error);
	g_assert_no_error(error);
	g_assert_true((plan != NULL) == ((*out_conflicts)->len == 0));
	return plan;
}

static CtPlan *
plan_and_explore(Trial *trial)
{
	g_autoptr(GError) error = NULL;
	CtPlan *plan = NULL;

	ct_planner_plan(trial->estate, trial->intent, trial->findings, &plan, &trial->conflicts,
			&error);
	g_assert_no_error(error);
	g_assert_true((plan != NULL) == (trial->conflicts->len == 0));
	return plan;
}

static gboolean
is_relaxed(const CtConflict *conflict, GHashTable *keys)
{
	for (guint i = 0; i < conflict->elements->len; i++)
		if (g_hash_table_contains(keys, element_at(conflict, i)->key))
			return TRUE;
	return FALSE;
}

/* The key of the first element of @conflict that @other does not have; NULL when it has them all. */
static char *
element_apart(const CtConflict *conflict, const CtConflict *other)
{
	for (guint i = 0; i < conflict->elements->len; i++)
		if (!ct_conflict_has(other, element_at(conflict, i)->key))
			return element_at(conflict, i)->key;
	return NULL;
}

/* What @kept stands behind, and one element of each other conflict that is not relaxed by that, none of
 * which is of @kept. */
static GHashTable *
relax_others(const Trial *trial, const CtConflict *kept)
{
	GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) behind = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < kept->behind->len; i++) {
		g_assert_false(ct_conflict_has(kept, g_ptr_array_index(kept->behind, i)));
		g_hash_table_add(behind, g_ptr_array_index(kept->behind, i));
		g_hash_table_add(keys, g_ptr_array_index(kept->behind, i));
	}
	for (guint i = 0; i < trial->conflicts->len; i++) {
		const CtConflict *other = conflict_at(trial->conflicts, i);
		char *apart;

		if (other == kept || is_relaxed(other, behind))
			continue;
		apart = element_apart(other, kept);
		/* no conflict is part of another */
		g_assert_nonnull(apart);
		g_hash_table_add(keys, apart);
	}
	return keys;
}

static gboolean
has_equal(const GPtrArray *conflicts, const CtConflict *conflict)
{
	for (guint i = 0; i < conflicts->len; i++)
		if (ct_conflict_equal(conflict_at(conflicts, i), conflict))
			return TRUE;
	return FALSE;
}

static gboolean
is_complete(const GPtrArray *conflicts)
{
	for (guint i = 0; i < conflicts->len; i++)
		if (conflict_at(conflicts, i)->more)
			return FALSE;
	return TRUE;
}

static void
show(const Trial *trial, const CtConflict *conflict, const char *what)
{
	for (guint i = 0; i < trial->conflicts->len; i++) {
		const CtConflict *told = conflict_at(trial->conflicts, i);

		for (guint k = 0; k < told->elements->len; k++)
			g_test_message("%s%u: %s %s", told == conflict ? "*" : " ", i,
				       element_at(told, k)->key, element_at(told, k)->text);
	}
	g_test_message("%s", what);
}

static void
show_met(guint seed, const GPtrArray *met)
{
	for (guint i = 0; i < met->len; i++)
		for (guint k = 0; k < conflict_at(met, i)->elements->len; k++) {
			const CtConflictElement *element = element_at(conflict_at(met, i), k);

			g_test_message("seed %u met %u: %s %s", seed, i, element->key,
				       element->text);
		}
}

/* Relaxes what was not told, round after round, by elements that @conflict does not have: in the end there is a
 * plan that keeps all of @conflict but what is dropped of it in @keys.
 * @met: what is met with @keys dropped */
static void
assert_rest_holds(const Trial *trial, guint seed, const CtConflict *conflict, GHashTable *keys,
		  GPtrArray *met)
{
	g_autoptr(GHashTable) all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) now = g_ptr_array_ref(met);
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, keys);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_hash_table_add(all, g_strdup(key));
	for (guint round = 0; now->len > 0; round++) {
		g_autoptr(CtPlan) plan = NULL;

		if (has_equal(trial->conflicts, conflict_at(now, 0)) || round == MOST_ROUNDS)
			g_error("seed %u: a conflict is still there without one of its elements",
				seed);
		for (guint i = 0; i < now->len; i++) {
			const char *apart = element_apart(conflict_at(now, i), conflict);

			if (apart == NULL)
				g_error("seed %u: a part of a conflict is a conflict", seed);
			g_hash_table_add(all, g_strdup(apart));
		}
		g_clear_pointer(&now, g_ptr_array_unref);
		plan = plan_without(trial, all, CT_CONFLICT_MAX, &now);
	}
}

static void
assert_minimal(Trial *trial, guint seed, const CtConflict *conflict)
{
	g_autoptr(GHashTable) keys = relax_others(trial, conflict);
	g_autoptr(GPtrArray) still = NULL;
	g_autoptr(CtPlan) none = plan_without(trial, keys, CT_CONFLICT_MAX, &still);

	if (none != NULL || (!conflict->more && !has_equal(still, conflict))) {
		show(trial, conflict, "gone with the others");
		g_error("seed %u: a conflict goes when the others do", seed);
	}
	for (guint i = 0; i < conflict->elements->len; i++) {
		char *key = element_at(conflict, i)->key;
		g_autoptr(GPtrArray) met = NULL;
		g_autoptr(CtPlan) plan = NULL;

		g_hash_table_add(keys, key);
		plan = plan_without(trial, keys, CT_CONFLICT_MAX, &met);
		trial->dropped++;
		if (plan == NULL && is_complete(trial->conflicts)) {
			trial->others++;
			show(trial, conflict, key);
			show_met(seed, met);
		} else if (plan == NULL) {
			trial->beyond++;
			assert_rest_holds(trial, seed, conflict, keys, met);
		}
		g_hash_table_remove(keys, key);
	}
}

static void
assert_ways_lead_out(Trial *trial, guint seed, const CtConflict *conflict)
{
	g_autoptr(GHashTable) keys = relax_others(trial, conflict);
	CtWayOutCost cost = CT_COST_WISH;

	g_assert_cmpuint(conflict->ways_out->len, >, 0);
	for (guint i = 0; i < conflict->ways_out->len; i++) {
		const CtWayOut *way = g_ptr_array_index(conflict->ways_out, i);
		g_autoptr(GPtrArray) met = NULL;
		g_autoptr(CtPlan) plan = NULL;
		gboolean had;

		g_assert_cmpuint(way->cost, >=, cost);
		cost = way->cost;
		if (!way->tried)
			continue;
		had = !g_hash_table_add(keys, way->key);
		plan = plan_without(trial, keys, 1, &met);
		if (!had)
			g_hash_table_remove(keys, way->key);
		trial->ways++;
		if (plan == NULL)
			g_error("seed %u: %s leads nowhere", seed, way->text);
	}
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

/* Wishes against the order of the plan without them. */
static void
add_wishes(Trial *trial, GRand *rand)
{
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(CtPlan) plan = plan_without(trial, NULL, 1, &conflicts);
	guint count = (guint)g_rand_int_range(rand, 0, 5);

	for (guint i = 0; plan != NULL && i < count; i++) {
		guint later = (guint)g_rand_int_range(rand, 1, (gint32)plan->steps->len);
		guint earlier = (guint)g_rand_int_range(rand, 0, (gint32)later);

		add_wish(trial->intent, ct_plan_step(plan, later), ct_plan_step(plan, earlier));
	}
}

/* More Edges like the one there is, federation on for all. */
static void
add_edges(CtEstate *estate, guint count)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool edge = g_array_index(estate->pools, CtPool, i);
		guint n = estate->pools->len;

		if (edge.deployment != CT_DEPLOYMENT_LEGACY || edge.kind != CT_OBJECT_EDGE)
			continue;
		for (guint k = 0; k < count; k++) {
			g_autofree char *name = g_strdup_printf("ocsedge%02u.random.test", n + k);

			edge.fqdn = ct_strings_intern(estate->strings, name);
			edge.key = edge.fqdn;
			edge.origin.line = 1000 + k;
			g_array_append_val(estate->pools, edge);
		}
		return;
	}
}

static gboolean
is_about_time(const CtConflict *conflict)
{
	for (guint i = 0; i < conflict->elements->len; i++)
		if (g_str_has_prefix(element_at(conflict, i)->key, "calendar."))
			return TRUE;
	return FALSE;
}

static Trial
trial_new(guint seed)
{
	Trial self = { .findings = ct_findings_new() };
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed ^ 0xc0f1);
	g_autoptr(CtPlan) plan = NULL;

	self.estate = random_estate(seed, 16, self.findings);
	self.intent = random_intent(seed);
	random_ready(self.estate, self.intent, self.findings);
	if (g_rand_int_range(rand, 0, 3) > 0)
		add_wishes(&self, rand);
	if (g_rand_int_range(rand, 0, 5) == 0)
		add_edges(self.estate, (guint)g_rand_int_range(rand, 1, 4));
	if (g_rand_int_range(rand, 0, 4) == 0 && self.estate->users.count > 0) {
		guint user = (guint)g_rand_int_range(rand, 0, (gint32)self.estate->users.count);

		ct_intent_set(self.intent, CT_INTENT_STAY, self.estate->users.sip[user], 2);
	}
	if (g_rand_int_range(rand, 0, 4) == 0)
		ct_intent_set(self.intent, CT_INTENT_WAVE_SIZE, "1", 3);
	if (g_rand_int_range(rand, 0, 3) == 0)
		random_calendar(seed, self.intent, TRUE);
	plan = plan_and_explore(&self);
	return self;
}

static void
trial_clear(Trial *self)
{
	g_ptr_array_unref(self->conflicts);
	ct_intent_free(self->intent);
	ct_estate_free(self->estate);
	ct_findings_free(self->findings);
}

static void
test_every_conflict_is_minimal(void)
{
	guint impossible = 0;
	guint several = 0;
	guint told = 0;
	guint hidden = 0;
	guint dated = 0;
	Trial sum = { 0 };

	guint estates = number_of("CT_RANDOM_CONFLICTS", 70);

	for (guint seed = number_of("CT_RANDOM_FIRST", 1); impossible < estates; seed++) {
		Trial trial = trial_new(seed);

		impossible += trial.conflicts->len > 0;
		several += trial.conflicts->len > 1;
		told += trial.conflicts->len;
		for (guint i = 0; i < trial.conflicts->len; i++) {
			hidden += conflict_at(trial.conflicts, i)->once != NULL;
			dated += is_about_time(conflict_at(trial.conflicts, i));
			assert_minimal(&trial, seed, conflict_at(trial.conflicts, i));
			assert_ways_lead_out(&trial, seed, conflict_at(trial.conflicts, i));
		}
		sum.dropped += trial.dropped;
		sum.ways += trial.ways;
		sum.others += trial.others;
		sum.beyond += trial.beyond;
		trial_clear(&trial);
	}
	g_test_message(
		"%u impossible estates, %u with several conflicts, %u conflicts, %u of them about time, "
		"%u that show once an element of another is given up",
		impossible, several, told, dated, hidden);
	g_test_message("%u elements dropped, %u ways out taken; each gives a plan but %u, and %u "
		       "only when conflicts beyond those told are relaxed, too",
		       sum.dropped, sum.ways, sum.others, sum.beyond);
	g_assert_cmpuint(several * 5, >, impossible);
	g_assert_cmpuint(sum.others, ==, 0);
}

/* Of three federating Edges any two are a conflict, and each is gone without either. */
static void
test_three_federating_edges(void)
{
	Planned planned = planned_sample("contoso", TRUE);
	Trial trial = { .findings = planned.findings,
			.estate = planned.estate,
			.intent = planned.intent };
	g_autoptr(CtPlan) plan = NULL;

	add_edges(trial.estate, 2);
	plan = plan_and_explore(&trial);
	g_assert_null(plan);
	g_assert_cmpuint(trial.conflicts->len, ==, 3);
	for (guint i = 0; i < trial.conflicts->len; i++) {
		g_assert_cmpuint(conflict_at(trial.conflicts, i)->elements->len, ==, 2);
		assert_minimal(&trial, 0, conflict_at(trial.conflicts, i));
		assert_ways_lead_out(&trial, 0, conflict_at(trial.conflicts, i));
	}
	g_assert_cmpuint(trial.others, ==, 0);
	g_ptr_array_unref(trial.conflicts);
	planned_clear(&planned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/conflict/every-conflict-is-minimal", test_every_conflict_is_minimal);
	g_test_add_func("/conflict/three-federating-edges", test_three_federating_edges);
	return g_test_run();
}
