/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Assignment of units to waves.  Test accounts and the pilot come first and are chosen for what they
 * show; production is searched for (wave-search.c), from the order site, pool, component, unit, and so
 * that couplings cost little.
 */
#include "planner/wave.h"

#include <string.h>

#include "planner/calendar.h"
#include "planner/wave-bound.h"
#include "planner/wave-exact.h"
#include "planner/wave-keep.h"
#include "planner/wave-model.h"
#include "planner/wave-search.h"

typedef struct {
	const CtEstate *estate;
	const CtIntent *intent;
	const CtGroups *groups;
	const char **site;	 /* by pool; "" unknown */
	guint32 *component_pool; /* by component: the pool of its first unit */
	const CtPlan *like;	 /* nullable: whose waves are kept */
	const guint32 *rows;	 /* by unit, of ct_wave_keep_rows(); NULL without @like */
	CtWaveTrials *trials;	 /* nullable */
	CtPlan *plan;
} Sweep;

static const char *const kind_names[] = {
	[CT_WAVE_TEST] = "test",
	[CT_WAVE_PILOT] = "pilot",
	[CT_WAVE_PRODUCTION] = "production",
};

/* What a wave may hold when the intent is silent: more of them than can be gone through in years of
 * weekends helps nobody, and the last is what a weekend holds at the usual pace. */
static const guint sizes[] = { 500, 1000, 2000 };

#define MANY_WAVES 500

guint
ct_wave_size(const CtIntent *intent, const CtGroups *groups)
{
	guint size = ct_intent_number(intent, CT_INTENT_WAVE_SIZE);

	if (intent->lines[CT_INTENT_WAVE_SIZE] > 0)
		return size;
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++)
		if (sizes[i] > size && groups->members->len > (guint64)size * MANY_WAVES)
			size = sizes[i];
	return MIN(size, ct_calendar_wave_users(intent));
}

const char *
ct_wave_kind_name(CtWaveKind kind)
{
	return kind_names[kind];
}

static const CtUnit *
unit_at(const CtGroups *groups, guint unit)
{
	return &g_array_index(groups->units, CtUnit, unit);
}

/* Without test accounts named by the intent: accounts that are called so, else one user for each
 * legacy pool, the one in the smallest unit with the fewest features. */
static gboolean
looks_like_test(const CtEstate *estate, guint32 user)
{
	const char *key = estate->users.key[user];
	const char *local = g_str_has_prefix(key, "sip:") ? key + 4 : key;

	return g_str_has_prefix(local, "test") && !g_ascii_isalpha(local[4]);
}

static gboolean
choose_named_tests(const Sweep *sweep, const char **chosen)
{
	g_autofree gboolean *named = ct_intent_find_users(sweep->intent, CT_INTENT_TEST_USERS,
							  sweep->estate);
	gboolean found = FALSE;

	for (guint32 i = 0; i < sweep->estate->users.count; i++) {
		guint32 unit = sweep->groups->unit_of[i];

		if (unit == CT_NONE)
			continue;
		if (named != NULL ? !named[i] : !looks_like_test(sweep->estate, i))
			continue;
		chosen[unit] = named != NULL ? "test account (intent)"
					     : "test account (by its name)";
		found = TRUE;
	}
	return found;
}

static void
choose_any_tests(const Sweep *sweep, const char **chosen)
{
	const CtGroups *groups = sweep->groups;
	g_autofree guint32 *best = g_new(guint32, sweep->estate->pools->len + 1);

	for (guint i = 0; i < sweep->estate->pools->len; i++)
		best[i] = CT_NONE;
	for (guint i = 0; i < groups->units->len; i++) {
		const CtUnit *unit = unit_at(groups, i);
		guint32 *held = &best[unit->pool.index];

		if (*held == CT_NONE || unit->count < unit_at(groups, *held)->count)
			*held = i;
	}
	for (guint i = 0; i < sweep->estate->pools->len; i++)
		if (best[i] != CT_NONE)
			chosen[best[i]] = "stands in for a test account";
}

static void
assign_tests(CtWaves *self, const Sweep *sweep, CtPlan *plan, const char **chosen)
{
	if (!choose_named_tests(sweep, chosen)) {
		choose_any_tests(sweep, chosen);
		ct_plan_assume(plan, "waves.test", "default", "",
			       "No test account is named or found; one user of each legacy pool is "
			       "moved first in its place",
			       "Other users would be in the first wave");
	}
	for (guint i = 0; i < sweep->groups->units->len; i++) {
		if (chosen[i] == NULL)
			continue;
		self->wave_of[i] = 0;
		self->reason[i] = chosen[i];
	}
}

/* Pools by the name of their site, then as the estate has them. */
static int
by_site(gconstpointer a, gconstpointer b, gpointer data)
{
	const Sweep *sweep = data;
	guint32 left = *(const guint32 *)a;
	guint32 right = *(const guint32 *)b;
	int order = strcmp(sweep->site[left], sweep->site[right]);

	return order != 0 ? order : left < right ? -1 : left > right;
}

/* The place of each pool in the order in which production goes through them. */
static guint *
rank_pools(const Sweep *sweep)
{
	guint n = sweep->estate->pools->len;
	g_autofree guint32 *pools = g_new(guint32, n + 1);
	guint *rank = g_new(guint, n + 1);

	for (guint32 i = 0; i < n; i++)
		pools[i] = i;
	g_qsort_with_data(pools, (gint)n, sizeof *pools, by_site, (gpointer)sweep);
	for (guint i = 0; i < n; i++)
		rank[pools[i]] = i;
	return rank;
}

/* Counting sort that keeps the order of equals: @keys are below @n_keys. */
static void
sort_by(const guint32 *items, guint count, const guint *keys, guint n_keys, guint32 *out_items)
{
	g_autofree guint *next = g_new0(guint, n_keys + 1);

	for (guint i = 0; i < count; i++)
		next[keys[items[i]] + 1]++;
	for (guint key = 0; key < n_keys; key++)
		next[key + 1] += next[key];
	for (guint i = 0; i < count; i++)
		out_items[next[keys[items[i]]]++] = items[i];
}

/*
 * The units that are in no wave yet, by pool, then component, then unit.  A component stands where its
 * first unit does, so that its units sort together.
 */
static GArray *
sorted_rest(const CtWaves *self, const Sweep *sweep)
{
	guint n = sweep->groups->units->len;
	GArray *rest = g_array_sized_new(FALSE, FALSE, sizeof(guint32), n);
	g_autofree guint *rank = rank_pools(sweep);
	g_autofree guint *keys = g_new(guint, n + 1);
	g_autofree guint32 *half = g_new(guint32, n + 1);

	for (guint32 i = 0; i < n; i++) {
		keys[i] = unit_at(sweep->groups, i)->component;
		if (self->wave_of[i] == CT_NONE)
			g_array_append_val(rest, i);
	}
	sort_by((const guint32 *)(const void *)rest->data, rest->len, keys,
		sweep->groups->n_components, half);
	for (guint32 i = 0; i < n; i++)
		keys[i] = rank[sweep->component_pool[keys[i]]];
	sort_by(half, rest->len, keys, sweep->estate->pools->len, (guint32 *)(void *)rest->data);
	return rest;
}

/* The ids of the earlier plan, once it is known which of its waves there are. */
static void
name_waves(CtWaves *self, const Sweep *sweep, const GArray *rows)
{
	guint early = self->kinds->len;
	guint new_ones = 0;

	self->ids = g_new0(const char *, early + rows->len + 1);
	for (guint i = 0; i < sweep->groups->units->len; i++)
		if (self->wave_of[i] != CT_NONE)
			self->ids[self->wave_of[i]] = ct_wave_keep_id(sweep->like, sweep->rows[i],
								      0, sweep->plan);
	for (guint i = 0; i < rows->len; i++) {
		guint32 row = g_array_index(rows, guint32, i);

		self->ids[early + i] = ct_wave_keep_id(sweep->like, row, new_ones, sweep->plan);
		new_ones += row == CT_NONE;
	}
}

/* Production as the other plan has it, as far as it fits.  A plan that goes on keeps its ids too. */
static guint
keep_waves(CtWaves *self, const Sweep *sweep, const CtWaveProblem *problem, const GArray *rest,
	   guint32 *wave_of)
{
	g_autofree guint32 *wanted = g_new(guint32, rest->len + 1);
	g_autoptr(GArray) rows = NULL;
	guint n_waves;

	for (guint i = 0; i < rest->len; i++) {
		guint32 row = sweep->rows[g_array_index(rest, guint32, i)];

		wanted[i] = ct_wave_keep_is(sweep->like, row, CT_WAVE_PRODUCTION) ? row : CT_NONE;
	}
	n_waves = ct_wave_keep_fit(problem, wanted, wave_of, &rows);
	if (sweep->intent->from != NULL)
		name_waves(self, sweep, rows);
	return n_waves;
}

/* What nothing costs less than; @is_best: @wave_of is the cheapest there is. */
static guint64
bound_waves(const CtWaveProblem *problem, const guint32 *wave_of, gboolean is_best)
{
	g_autofree guint32 *best = g_new0(guint32, problem->n + 1);
	guint64 cost = ct_wave_problem_cost(problem, wave_of);

	if (is_best)
		return cost;
	if (problem->n <= CT_WAVE_EXACT_UNITS && ct_wave_exact(problem, best))
		return MIN(ct_wave_problem_cost(problem, best), cost);
	return ct_wave_bound(problem, wave_of);
}

/* Production: the order of the estate is where the search begins. */
static void
assign_production(CtWaves *self, const Sweep *sweep)
{
	const guint base = self->kinds->len;
	const CtWaveKind kind = CT_WAVE_PRODUCTION;
	g_autoptr(GArray) rest = sorted_rest(self, sweep);
	g_autofree guint32 *wave_of = g_new0(guint32, rest->len + 1);
	guint64 given = 0;
	g_autoptr(CtWaveProblem) problem = ct_wave_model(sweep->estate, sweep->intent,
							 sweep->groups, rest, self->wave_of, base,
							 ct_wave_size(sweep->intent, sweep->groups),
							 &given);
	gboolean is_best = FALSE;
	guint n_waves;

	if (sweep->like != NULL)
		n_waves = keep_waves(self, sweep, problem, rest, wave_of);
	else if (sweep->trials != NULL)
		n_waves = ct_wave_trials_search(sweep->trials, problem, wave_of, &is_best);
	else
		n_waves = ct_wave_search(problem, wave_of, &is_best);
	for (guint i = 0; i < n_waves; i++)
		g_array_append_val(self->kinds, kind);
	for (guint32 i = 0; i < rest->len; i++) {
		guint32 unit = g_array_index(rest, guint32, i);

		self->wave_of[unit] = base + wave_of[i];
		self->reason[unit] = unit_at(sweep->groups, unit)->count > 1 ? "moves with its unit"
									     : "production";
	}
	self->cost = given + ct_wave_problem_cost(problem, wave_of);
	if (sweep->trials == NULL)
		self->lower_bound = given + bound_waves(problem, wave_of, is_best);
}

/* Counting sort of the units by wave. */
static void
list_units(CtWaves *self, const CtGroups *groups)
{
	guint n = self->kinds->len;
	g_autofree guint *next = g_new0(guint, n + 1);

	self->first = g_renew(guint, self->first, n + 2);
	memset(self->first, 0, (n + 2) * sizeof *self->first);
	for (guint i = 0; i < groups->units->len; i++)
		self->first[self->wave_of[i] + 1]++;
	for (guint wave = 0; wave < n; wave++)
		self->first[wave + 1] += self->first[wave];
	memcpy(next, self->first, n * sizeof *next);
	for (guint32 i = 0; i < groups->units->len; i++)
		self->units[next[self->wave_of[i]]++] = i;
}

/* Test accounts that have not moved yet. */
static void
keep_tests(CtWaves *self, const Sweep *sweep)
{
	const CtWaveKind kind = CT_WAVE_TEST;

	for (guint i = 0; i < sweep->groups->units->len; i++) {
		if (!ct_wave_keep_is(sweep->like, sweep->rows[i], kind))
			continue;
		if (self->kinds->len == 0)
			g_array_append_val(self->kinds, kind);
		self->wave_of[i] = 0;
		self->reason[i] = "test account";
	}
	ct_plan_assume(sweep->plan, "waves.from", "default", "",
		       "Test accounts and pilot are those of the earlier plan; what they have "
		       "tried is not tried again",
		       "With a new pilot, other users would be in the first waves");
}

static void
assign_pilot(CtWaves *self, const Sweep *sweep, const char *const *chosen)
{
	const CtWaveKind kind = CT_WAVE_PILOT;
	const guint wave = self->kinds->len;

	for (guint i = 0; i < sweep->groups->units->len; i++) {
		if (chosen[i] == NULL)
			continue;
		if (self->kinds->len == wave)
			g_array_append_val(self->kinds, kind);
		self->wave_of[i] = wave;
		self->reason[i] = chosen[i];
	}
}

CtWaves *
ct_waves_new(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
	     const CtKept *kept, CtWaveTrials *trials, CtPlan *plan)
{
	CtWaves *self = g_new0(CtWaves, 1);
	g_autofree const char **site = g_new0(const char *, estate->pools->len + 1);
	g_autofree const char **chosen = g_new0(const char *, groups->units->len + 1);
	g_autofree guint32 *component_pool = g_new0(guint32, groups->n_components + 1);
	Sweep sweep = { .estate = estate,
			.intent = intent,
			.groups = groups,
			.site = site,
			.component_pool = component_pool,
			.trials = trials,
			.plan = plan };
	const CtWaveKind kind = CT_WAVE_TEST;
	g_autofree guint32 *rows = NULL;

	for (guint i = 0; i < estate->pools->len; i++) {
		site[i] = ct_pairing_site_name(estate, intent,
					       &g_array_index(estate->pools, CtPool, i));
		if (site[i] == NULL)
			site[i] = "";
	}
	for (guint i = groups->units->len; i > 0; i--)
		component_pool[unit_at(groups, i - 1)->component] =
			unit_at(groups, i - 1)->pool.index;
	self->kinds = g_array_new(FALSE, FALSE, sizeof(CtWaveKind));
	self->wave_of = g_new(guint32, groups->units->len + 1);
	self->reason = g_new0(const char *, groups->units->len + 1);
	self->units = g_new(guint32, groups->units->len + 1);
	self->first = g_new0(guint, 1);
	for (guint i = 0; i < groups->units->len; i++)
		self->wave_of[i] = CT_NONE;
	if (groups->units->len == 0)
		return self;

	sweep.like = intent->from != NULL ? intent->from : kept != NULL ? kept->plan : NULL;
	if (sweep.like != NULL)
		rows = ct_wave_keep_rows(estate, groups, sweep.like);
	sweep.rows = rows;
	if (intent->from != NULL) {
		keep_tests(self, &sweep);
	} else {
		g_array_append_val(self->kinds, kind);
		assign_tests(self, &sweep, plan, chosen);
	}
	memset(chosen, 0, groups->units->len * sizeof *chosen);
	ct_pilot_choose(estate, intent, groups, self->wave_of, rows, plan, chosen);
	assign_pilot(self, &sweep, chosen);
	assign_production(self, &sweep);
	list_units(self, groups);
	return self;
}

void
ct_waves_free(CtWaves *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->kinds);
	g_free(self->wave_of);
	g_free(self->reason);
	g_free(self->units);
	g_free(self->first);
	g_free(self->ids);
	g_free(self);
}
