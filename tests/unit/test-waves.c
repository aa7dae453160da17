/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units, waves and pilot on random estates: what holds for every assignment. */
#include "planner/wave.h"
#include "tests/unit/random-estate.h"

#define SEEDS 1500

typedef struct {
	CtFindings *findings;
	CtEstate *estate;
	CtIntent *intent;
	CtPairing *pairing;
	CtGroups *groups;
	CtPlan *plan;
	CtWaves *waves; /* NULL when a unit is larger than a wave */
} Case;

static Case
case_new(guint seed)
{
	Case self = { 0 };
	guint size;

	self.findings = ct_findings_new();
	self.estate = random_estate(seed, 60, self.findings);
	self.intent = random_intent(seed);
	self.pairing = ct_pairing_new(self.estate, self.intent);
	self.groups = ct_groups_new(self.estate, self.intent, self.pairing);
	self.plan = ct_plan_new();
	size = ct_intent_number(self.intent, CT_INTENT_WAVE_SIZE);
	for (guint i = 0; i < self.groups->units->len; i++)
		if (g_array_index(self.groups->units, CtUnit, i).count > size)
			return self;
	self.waves = ct_waves_new(self.estate, self.intent, self.groups, NULL, NULL, self.plan);
	return self;
}

static void
case_clear(Case *self)
{
	ct_waves_free(self->waves);
	ct_groups_free(self->groups);
	ct_pairing_free(self->pairing);
	ct_plan_free(self->plan);
	ct_intent_free(self->intent);
	ct_estate_free(self->estate);
	ct_findings_free(self->findings);
}

static guint32
wave_of_user(const Case *self, CtUserId user)
{
	guint32 unit = self->groups->unit_of[user.index];

	return unit == CT_NONE ? CT_NONE : self->waves->wave_of[unit];
}

static void
test_every_legacy_user_once(void)
{
	for (guint seed = 1; seed <= SEEDS; seed++) {
		Case at = case_new(seed);
		g_autofree guint *seen = g_new0(guint, at.estate->users.count + 1);

		for (guint i = 0; i < at.groups->members->len; i++)
			seen[g_array_index(at.groups->members, CtUserId, i).index]++;
		for (guint32 i = 0; i < at.estate->users.count; i++)
			g_assert_cmpuint(seen[i], ==, at.estate->users.pool[i] != CT_NONE);
		case_clear(&at);
	}
}

static void
test_hard_couplings_hold(void)
{
	for (guint seed = 1; seed <= SEEDS; seed++) {
		Case at = case_new(seed);

		for (guint i = 0; at.waves != NULL && i < at.estate->couplings->len; i++) {
			const CtCoupling *coupling = &g_array_index(at.estate->couplings,
								    CtCoupling, i);
			guint32 a = wave_of_user(&at, coupling->a);
			guint32 b = wave_of_user(&at, coupling->b);

			if (a != CT_NONE && b != CT_NONE &&
			    ct_coupling_is_hard(at.intent, coupling->kind))
				g_assert_cmpuint(a, ==, b);
		}
		case_clear(&at);
	}
}

static void
test_limits_and_kinds(void)
{
	for (guint seed = 1; seed <= SEEDS; seed++) {
		Case at = case_new(seed);
		g_autofree guint *users = NULL;
		guint size = ct_intent_number(at.intent, CT_INTENT_WAVE_SIZE);
		guint pilot = ct_intent_number(at.intent, CT_INTENT_PILOT_SIZE);

		if (at.waves != NULL)
			users = g_new0(guint, at.waves->kinds->len + 1);
		for (guint i = 0; at.waves != NULL && i < at.groups->units->len; i++) {
			g_assert_cmpuint(at.waves->wave_of[i], <, at.waves->kinds->len);
			g_assert_nonnull(at.waves->reason[i]);
			users[at.waves->wave_of[i]] +=
				g_array_index(at.groups->units, CtUnit, i).count;
		}
		for (guint i = 0; at.waves != NULL && i < at.waves->kinds->len; i++) {
			CtWaveKind kind = g_array_index(at.waves->kinds, CtWaveKind, i);

			g_assert_cmpuint(users[i], >, 0);
			g_assert_cmpint(kind, ==,
					i == 0 ? CT_WAVE_TEST
					       : MAX(kind, g_array_index(at.waves->kinds,
									 CtWaveKind, i - 1)));
			if (kind == CT_WAVE_PILOT)
				g_assert_cmpuint(users[i], <=, pilot);
			if (kind == CT_WAVE_PRODUCTION)
				g_assert_cmpuint(users[i], <=, size);
		}
		case_clear(&at);
	}
}

/* What pools cost: each wave from the first to the last production wave that has some of it. */
static guint64
cost_of_pools(const Case *at)
{
	guint64 cost = 0;

	for (guint32 pool = 0; pool < at->estate->pools->len; pool++) {
		guint first = G_MAXUINT;
		guint last = 0;

		for (guint32 i = 0; i < at->estate->users.count; i++) {
			guint32 wave = wave_of_user(at, (CtUserId){ i });

			if (at->estate->users.pool[i] != pool || wave == CT_NONE ||
			    g_array_index(at->waves->kinds, CtWaveKind, wave) != CT_WAVE_PRODUCTION)
				continue;
			first = MIN(first, wave);
			last = MAX(last, wave);
		}
		if (first < last)
			cost += (guint64)ct_coupling_weight(at->intent, CT_COUPLING_POOL) *
				(last - first);
	}
	return cost;
}

static void
test_cost_and_bound(void)
{
	for (guint seed = 1; seed <= SEEDS; seed++) {
		Case at = case_new(seed);
		guint64 cost = at.waves != NULL ? cost_of_pools(&at) : 0;

		for (guint i = 0; at.waves != NULL && i < at.estate->couplings->len; i++) {
			const CtCoupling *coupling = &g_array_index(at.estate->couplings,
								    CtCoupling, i);
			guint32 a = wave_of_user(&at, coupling->a);
			guint32 b = wave_of_user(&at, coupling->b);

			if (a != CT_NONE && b != CT_NONE)
				cost += (guint64)ct_coupling_weight(at.intent, coupling->kind) *
					(a > b ? a - b : b - a);
		}
		if (at.waves != NULL) {
			g_assert_cmpuint(at.waves->cost, ==, cost);
			g_assert_cmpuint(at.waves->lower_bound, <=, cost);
		}
		case_clear(&at);
	}
}

/* The default follows the number of users in coarse steps; the word of the architect does not. */
static void
test_default_size(void)
{
	static const struct {
		guint users;
		guint size;
	} rows[] = {
		{ 0, 200 },	  { 100000, 200 },  { 100001, 500 },   { 250000, 500 },
		{ 250001, 1000 }, { 500000, 1000 }, { 1000000, 2000 }, { 3000000, 2000 },
	};
	g_autoptr(CtIntent) intent = ct_intent_new();
	g_autoptr(GArray) members = g_array_new(FALSE, TRUE, sizeof(CtUserId));
	const CtGroups groups = { .members = members };

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		intent->lines[CT_INTENT_WAVE_SIZE] = 0;
		g_array_set_size(members, rows[i].users);
		g_assert_cmpuint(ct_wave_size(intent, &groups), ==, rows[i].size);
		intent->lines[CT_INTENT_WAVE_SIZE] = 7;
		g_assert_cmpuint(ct_wave_size(intent, &groups), ==, 200);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/waves/every-legacy-user-once", test_every_legacy_user_once);
	g_test_add_func("/waves/hard-couplings-hold", test_hard_couplings_hold);
	g_test_add_func("/waves/limits-and-kinds", test_limits_and_kinds);
	g_test_add_func("/waves/cost-and-bound", test_cost_and_bound);
	g_test_add_func("/waves/default-size", test_default_size);
	return g_test_run();
}
