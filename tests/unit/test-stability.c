/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a user or a pool more changes in a plan that goes on (`plan --from`), and, told but not judged, in one
 * that is made afresh.  CT_STABILITY_ESTATES sets how many random estates are looked at.
 */
#include <stdlib.h>

#include "planned-sample.h"
#include "tests/unit/random-estate.h"

#define ESTATES	  40
#define MOST_SEEN 64
#define STRIDE	  7

/* How many waves, or steps, are others, by estate. */
typedef struct {
	const char *what;
	guint counts[MOST_SEEN];
	guint n;
	guint worst;
	guint seed; /* of the first estate that is as bad as the worst */
} Tally;

static guint
how_many(void)
{
	const char *text = g_getenv("CT_STABILITY_ESTATES");

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : ESTATES;
}

static void
tally_add(Tally *self, guint count, guint seed)
{
	if (self->n == 0 || count > self->worst) {
		self->worst = count;
		self->seed = seed;
	}
	self->counts[MIN(count, MOST_SEEN - 1)]++;
	self->n++;
}

/* Returns the worst. */
static guint
tally_tell(const Tally *self)
{
	guint median = 0;
	guint seen = 0;

	while (2 * (seen + self->counts[median]) < self->n)
		seen += self->counts[median++];
	g_test_message("%s: median %u, worst %u (seed %u) in %u estates", self->what, median,
		       self->worst, self->seed, self->n);
	return self->worst;
}

static CtPlan *
plan_of(guint seed, const RandomGrowth *growth, const CtPlan *from, CtEstate **out_estate)
{
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtIntent) intent = random_intent(seed);
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(GError) error = NULL;
	CtPlan *plan = NULL;

	*out_estate = random_grown_estate(seed, 60, growth, findings);
	random_ready(*out_estate, intent, findings);
	intent->from = from;
	ct_planner_plan(*out_estate, intent, findings, &plan, &conflicts, &error);
	g_assert_no_error(error);
	return plan;
}

/* SIP address -> id of the wave. */
static GHashTable *
waves_by_user(const CtPlan *plan)
{
	GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			g_hash_table_insert(
				index, (gpointer)g_array_index(wave->members, CtWaveMember, k).sip,
				(gpointer)wave);
	}
	return index;
}

/* Is there a wave in @other with just those members of @wave whom @known has? */
static gboolean
is_same_wave(const CtPlanWave *wave, GHashTable *known)
{
	const CtPlanWave *other = NULL;
	guint count = 0;

	for (guint i = 0; i < wave->members->len; i++) {
		const CtPlanWave *was = g_hash_table_lookup(
			known, g_array_index(wave->members, CtWaveMember, i).sip);

		if (was == NULL)
			continue;
		if (other != NULL && was != other)
			return FALSE;
		other = was;
		count++;
	}
	return other == NULL || count == other->members->len;
}

/* Waves of @plan that are others than in @before: by who was there, and by who is new. */
static guint
changed_waves(const CtPlan *before, const CtPlan *plan, gboolean newcomers)
{
	g_autoptr(GHashTable) known = waves_by_user(before);
	guint changed = 0;

	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);
		gboolean is_other = !is_same_wave(wave, known);

		for (guint k = 0; newcomers && k < wave->members->len; k++)
			is_other |= !g_hash_table_contains(
				known, g_array_index(wave->members, CtWaveMember, k).sip);
		changed += is_other;
	}
	return changed;
}

static char *
key_of(const CtPlanStep *step)
{
	return g_strdup_printf("%s %s", step->rule,
			       step->subjects->len > 0 ? (const char *)step->subjects->pdata[0]
						       : "");
}

/* The fewest steps that both plans have and that have to move to get the one order from the other: those
 * outside of a longest row that is in order in both. */
static guint
moved_steps(const CtPlan *before, const CtPlan *plan)
{
	g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree guint *ends = g_new0(guint, plan->steps->len + 1);
	guint longest = 0;
	guint common = 0;

	for (guint i = 0; i < before->steps->len; i++)
		g_hash_table_insert(places, key_of(&g_array_index(before->steps, CtPlanStep, i)),
				    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < plan->steps->len; i++) {
		g_autofree char *key = key_of(&g_array_index(plan->steps, CtPlanStep, i));
		guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, key));
		guint at = 0;

		if (place == 0)
			continue;
		common++;
		while (at < longest && ends[at] < place)
			at++;
		ends[at] = place;
		longest = MAX(longest, at + 1);
	}
	return common - longest;
}

typedef struct {
	Tally waves;
	Tally fresh;
	Tally steps;
} Measure;

static void
measure(guint seed, const RandomGrowth *growth, gboolean newcomers, Measure *out)
{
	g_autoptr(CtEstate) old = NULL;
	g_autoptr(CtEstate) new = NULL;
	g_autoptr(CtEstate) again = NULL;
	g_autoptr(CtPlan) before = plan_of(seed, NULL, NULL, &old);
	g_autoptr(CtPlan) after = NULL;
	g_autoptr(CtPlan) fresh = NULL;

	if (before == NULL || before->waves->len == 0)
		return;
	after = plan_of(seed, growth, before, &new);
	fresh = plan_of(seed, growth, NULL, &again);
	if (after == NULL || fresh == NULL)
		return;
	tally_add(&out->waves, changed_waves(before, after, newcomers), seed);
	tally_add(&out->fresh, changed_waves(before, fresh, newcomers), seed);
	tally_add(&out->steps, moved_steps(before, after), seed);
}

static void
test_one_user_more(void)
{
	const RandomGrowth growth = { .users = 1 };
	Measure all = { { "one user more, waves that are others", { 0 }, 0, 0, 0 },
			{ "the same in a plan made afresh", { 0 }, 0, 0, 0 },
			{ "steps that moved", { 0 }, 0, 0, 0 } };

	for (guint seed = 1; all.waves.n < how_many(); seed++)
		measure(seed, &growth, TRUE, &all);
	g_assert_cmpuint(tally_tell(&all.waves), <=, 2);
	tally_tell(&all.fresh);
	/* a step that has to wait for one more wave */
	g_assert_cmpuint(tally_tell(&all.steps), <=, 1);
}

static void
test_one_pool_more(void)
{
	const RandomGrowth growth = { .pools = 1 };
	Measure all = { { "one pool more, waves of others that are others", { 0 }, 0, 0, 0 },
			{ "the same in a plan made afresh", { 0 }, 0, 0, 0 },
			{ "steps that moved", { 0 }, 0, 0, 0 } };

	for (guint seed = 1; all.waves.n < how_many(); seed++)
		measure(seed, &growth, FALSE, &all);
	g_assert_cmpuint(tally_tell(&all.waves), ==, 0);
	tally_tell(&all.fresh);
	g_assert_cmpuint(tally_tell(&all.steps), ==, 0);
}

/* Users of samples, every STRIDEth one: the plan without him, and the one that goes on from it with him. */
static void
test_samples(void)
{
	static const char *const samples[] = { "contoso", "fabrikam", "northwind", "adatum" };
	Tally waves = { .what = "a user of a sample more, waves that are others" };
	Tally steps = { .what = "steps that moved" };

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		/* the wishes of Northwind cannot be kept */
		Planned planned = planned_read(samples[i], strcmp(samples[i], "northwind") != 0);
		CtUsers *users = &planned.estate->users;

		for (guint32 user = 0; user < users->count; user += STRIDE) {
			const guint32 home = users->pool[user];
			g_autoptr(CtPlan) before = NULL;

			if (home == CT_NONE)
				continue;
			users->pool[user] = CT_NONE;
			planned_make(&planned);
			before = g_steal_pointer(&planned.plan);
			users->pool[user] = home;
			planned.intent->from = before;
			planned_make(&planned);
			planned.intent->from = NULL;
			tally_add(&waves, changed_waves(before, planned.plan, TRUE), user);
			tally_add(&steps, moved_steps(before, planned.plan), user);
		}
		planned_clear(&planned);
	}
	g_assert_cmpuint(tally_tell(&waves), <=, 2);
	g_assert_cmpuint(tally_tell(&steps), <=, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/stability/one-user-more", test_one_user_more);
	g_test_add_func("/stability/one-pool-more", test_one_pool_more);
	g_test_add_func("/stability/samples", test_samples);
	return g_test_run();
}
