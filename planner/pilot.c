/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pilot: users who between them have everything that must be tried before production: each legacy
 * pool, with and without voice, each policy, each feature, each kind of coupling.  Greedy set cover
 * (Chvatal 1979: within ln n of the smallest), over cohorts, since the users of one cohort cover the
 * same; ties go to the smaller unit, then to the first user.
 */
#include "planner/wave.h"

#include <string.h>

typedef struct {
	const CtEstate *estate;
	const CtGroups *groups;
	GHashTable *covered;  /* set of element texts */
	guint32 *candidate;   /* by cohort: unit, or CT_NONE */
	GPtrArray **elements; /* by cohort: of char *, what it covers */
} Cover;

typedef struct {
	guint32 flag;
	const char *name;
} FeatureRow;

static const FeatureRow features[] = {
	{ CT_USER_VOICE, "voice" },
	{ CT_USER_REMOTE_CALL_CONTROL, "remote call control" },
	{ CT_USER_FEDERATION, "federation" },
	{ CT_USER_INTERNET, "remote access" },
	{ CT_USER_PUBLIC_NETWORK, "public IM" },
};

static const char *const slot_names[CT_N_POLICIES] = {
	[CT_POLICY_VOICE] = "voice policy",
	[CT_POLICY_CONFERENCING] = "conferencing policy",
	[CT_POLICY_EXTERNAL] = "external access policy",
	[CT_POLICY_PRESENCE] = "presence policy",
	[CT_POLICY_ARCHIVING] = "archiving policy",
	[CT_POLICY_CLIENT] = "client policy",
	[CT_POLICY_CLIENT_VERSION] = "client version policy",
	[CT_POLICY_LOCATION] = "location policy",
	[CT_POLICY_PIN] = "PIN policy",
	[CT_POLICY_MOBILITY] = "mobility policy",
	[CT_POLICY_VOICEMAIL] = "voicemail policy",
	[CT_POLICY_DIAL_PLAN] = "dial plan",
};

static GPtrArray *
cohort_elements(const CtEstate *estate, const CtCohort *cohort)
{
	GPtrArray *elements = g_ptr_array_new_with_free_func(g_free);
	const CtPool *pool = &g_array_index(estate->pools, CtPool, cohort->pool.index);
	const CtProfile *profile = &g_array_index(estate->facts->profiles, CtProfile,
						  cohort->profile);

	g_ptr_array_add(elements, g_strdup_printf("pool %s", pool->fqdn));
	for (gsize i = 0; i < G_N_ELEMENTS(features); i++)
		if ((cohort->flags & features[i].flag) != 0)
			g_ptr_array_add(elements,
					g_strdup_printf("%s on %s", features[i].name, pool->fqdn));
	for (int slot = 0; slot < CT_N_POLICIES; slot++)
		if (profile->policy[slot] != NULL)
			g_ptr_array_add(elements, g_strdup_printf("%s %s", slot_names[slot],
								  profile->policy[slot]));
	return elements;
}

static guint
cohort_hash(gconstpointer data)
{
	const CtCohort *cohort = data;

	return cohort->pool.index * 31u + cohort->profile * 1009u + cohort->flags;
}

static gboolean
cohort_equal(gconstpointer a, gconstpointer b)
{
	const CtCohort *left = a;
	const CtCohort *right = b;

	return left->pool.index == right->pool.index && left->profile == right->profile &&
	       left->flags == right->flags;
}

/* The smallest free unit that has a user of the cohort; enabled users only. */
static void
find_candidates(Cover *cover, const guint32 *wave_of)
{
	const CtEstate *estate = cover->estate;
	g_autoptr(GHashTable) index = g_hash_table_new(cohort_hash, cohort_equal);

	for (guint i = 0; i < estate->cohorts->len; i++) {
		cover->candidate[i] = CT_NONE;
		g_hash_table_insert(index, &g_array_index(estate->cohorts, CtCohort, i),
				    GUINT_TO_POINTER(i + 1));
	}
	for (guint32 i = 0; i < estate->users.count; i++) {
		CtCohort key = { { estate->users.pool[i] },
				 estate->users.profile[i],
				 estate->users.flags[i],
				 0 };
		guint32 unit = cover->groups->unit_of[i];
		guint cohort = GPOINTER_TO_UINT(g_hash_table_lookup(index, &key));
		guint32 *held = cohort > 0 ? &cover->candidate[cohort - 1] : NULL;

		if (unit == CT_NONE || held == NULL || wave_of[unit] != CT_NONE ||
		    (estate->users.flags[i] & CT_USER_ENABLED) == 0)
			continue;
		if (*held == CT_NONE ||
		    g_array_index(cover->groups->units, CtUnit, unit).count <
			    g_array_index(cover->groups->units, CtUnit, *held).count)
			*held = unit;
	}
}

static guint
gain(const Cover *cover, guint cohort)
{
	const GPtrArray *elements = cover->elements[cohort];
	guint news = 0;

	for (guint i = 0; i < elements->len; i++)
		news += !g_hash_table_contains(cover->covered, g_ptr_array_index(elements, i));
	return news;
}

static const char *
take(Cover *cover, guint cohort, CtPlan *plan)
{
	const GPtrArray *elements = cover->elements[cohort];
	g_autoptr(GString) text = g_string_new("covers");

	for (guint i = 0; i < elements->len; i++) {
		char *element = g_ptr_array_index(elements, i);

		if (!g_hash_table_add(cover->covered, g_strdup(element)))
			continue;
		g_string_append_printf(text, "%s %s", text->len > 6 ? "," : "", element);
	}
	return ct_plan_text(plan, text->str);
}

static guint
units_users(const CtGroups *groups, const char **chosen)
{
	guint users = 0;

	for (guint i = 0; i < groups->units->len; i++)
		if (chosen[i] != NULL)
			users += g_array_index(groups->units, CtUnit, i).count;
	return users;
}

static void
choose_named(Cover *cover, const CtIntent *intent, const guint32 *wave_of, const char **chosen)
{
	g_autofree gboolean *named = ct_intent_find_users(intent, CT_INTENT_PILOT_USERS,
							  cover->estate);

	for (guint32 i = 0; named != NULL && i < cover->estate->users.count; i++) {
		guint32 unit = cover->groups->unit_of[i];

		if (unit != CT_NONE && wave_of[unit] == CT_NONE && named[i])
			chosen[unit] = "pilot user (intent)";
	}
}

static void
choose_covering(Cover *cover, guint size, CtPlan *plan, const char **chosen)
{
	const GArray *units = cover->groups->units;
	guint users = units_users(cover->groups, chosen);

	for (;;) {
		guint best = CT_NONE;
		guint best_gain = 0;

		for (guint i = 0; i < cover->estate->cohorts->len; i++) {
			guint32 unit = cover->candidate[i];
			guint news;

			if (unit == CT_NONE || chosen[unit] != NULL ||
			    users + g_array_index(units, CtUnit, unit).count > size)
				continue;
			news = gain(cover, i);
			if (news > best_gain) {
				best = i;
				best_gain = news;
			}
		}
		if (best == CT_NONE)
			return;
		users += g_array_index(units, CtUnit, cover->candidate[best]).count;
		chosen[cover->candidate[best]] = take(cover, best, plan);
	}
}

static guint
count_uncovered(const Cover *cover)
{
	g_autoptr(GHashTable) all = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < cover->estate->cohorts->len; i++)
		for (guint k = 0; cover->candidate[i] != CT_NONE && k < cover->elements[i]->len;
		     k++)
			g_hash_table_add(all, g_ptr_array_index(cover->elements[i], k));
	return g_hash_table_size(all) -
	       MIN(g_hash_table_size(all), g_hash_table_size(cover->covered));
}

void
ct_pilot_choose(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
		const guint32 *wave_of, CtPlan *plan, const char **chosen)
{
	const guint size = ct_intent_number(intent, CT_INTENT_PILOT_SIZE);
	guint n = estate->cohorts->len;
	g_autofree guint32 *candidate = g_new(guint32, n + 1);
	g_autofree GPtrArray **elements = g_new0(GPtrArray *, n + 1);
	g_autoptr(GHashTable) covered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	Cover cover = { estate, groups, covered, candidate, elements };
	guint uncovered;

	find_candidates(&cover, wave_of);
	for (guint i = 0; i < n; i++)
		elements[i] = candidate[i] != CT_NONE
				      ? cohort_elements(estate, &g_array_index(estate->cohorts,
									       CtCohort, i))
				      : g_ptr_array_new_with_free_func(g_free);
	choose_named(&cover, intent, wave_of, chosen);
	choose_covering(&cover, size, plan, chosen);
	uncovered = count_uncovered(&cover);
	if (uncovered > 0) {
		g_autofree char *value = g_strdup_printf("%u", size);
		g_autofree char *text = g_strdup_printf(
			"A pilot of %u users leaves %u policies or features untried", size,
			uncovered);

		ct_plan_assume(plan, "waves.pilot_size", "default", value, text,
			       "A larger pilot would cover them before production");
	}
	for (guint i = 0; i < n; i++)
		g_ptr_array_unref(elements[i]);
}
