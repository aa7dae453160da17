/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a wave is as it is, and why users are in no earlier one: what each earlier wave is for, whether it
 * has room, and what the move would do to the cost.  All of it is computed again from the lists of the
 * plan, so that it holds whatever way the waves were found.
 */
#include <string.h>

#include "planner/why-parts.h"

#define MAX_REASONS 12

static const CtPlanWave *
wave_at(const CtPlan *plan, guint wave)
{
	return &g_array_index(plan->waves, CtPlanWave, wave);
}

/* The most users that the plan allows in waves of this kind; 0 when it does not say. */
static guint
limit_of(const CtPlan *plan, const CtPlanWave *wave, const char **out_key)
{
	const CtPlanIntent *row;
	guint64 limit = 0;

	*out_key = strcmp(wave->kind, "production") == 0 ? "waves.size" : "waves.pilot_size";
	row = strcmp(wave->kind, "test") != 0 ? ct_plan_find_intent(plan, *out_key) : NULL;
	if (row == NULL || !g_ascii_string_to_unsigned(row->value, 10, 1, G_MAXUINT, &limit, NULL))
		return 0;
	return (guint)limit;
}

static void
set_where(CtWhyAnswer *answer, CtWhyLine *line, const CtPlan *plan, const char *key)
{
	const CtPlanIntent *row = ct_plan_find_intent(plan, key);

	if (row == NULL || strchr(row->origin, ':') == NULL)
		return;
	line->where = ct_why_text(answer, "%s", row->origin);
	ct_why_cite_intent(answer, plan, key);
}

/* Which wave each unit is in: its name -> index + 1. */
static GHashTable *
waves_by_unit(const CtPlan *plan)
{
	GHashTable *waves = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->waves->len; i++) {
		const GArray *members = wave_at(plan, i)->members;

		for (guint k = 0; k < members->len; k++)
			g_hash_table_insert(waves,
					    (gpointer)g_array_index(members, CtWaveMember, k).unit,
					    GUINT_TO_POINTER(i + 1));
	}
	return waves;
}

/* What the couplings of @unit cost if it were in wave @at. */
static guint64
cost_at(const CtPlan *plan, GHashTable *waves, const char *unit, guint at)
{
	guint64 cost = 0;

	for (guint i = 0; i < ct_plan_couplings_count(plan->couplings); i++) {
		CtPlanCoupling texts;
		const CtPlanCoupling *row = ct_plan_couplings_get(plan->couplings, i, &texts);
		const char *other = strcmp(row->unit_a, unit) == 0   ? row->unit_b
				    : strcmp(row->unit_b, unit) == 0 ? row->unit_a
								     : NULL;
		guint wave = other != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(waves, other))
					   : 0;

		if (wave > 0)
			cost += (guint64)row->weight *
				(wave - 1 > at ? wave - 1 - at : at - wave + 1);
	}
	return cost;
}

/* Users who share a pool or a site are coupled as a group, from its first production wave to its last. */
typedef enum {
	SHARED_POOL,
	SHARED_SITE,
	N_SHARED,
} Shared;

static const struct {
	const char *weight; /* what each wave of a group costs */
	const char *limit;  /* how many of a group a wave may have */
	const char *noun;
} shared_keys[N_SHARED] = {
	[SHARED_POOL] = { "weights.pool", "waves.per_pool", "pool" },
	[SHARED_SITE] = { "weights.site", "waves.per_site", "site" },
};

static const char *
group_of(const CtPlan *plan, const CtWaveMember *member, Shared shared)
{
	return shared == SHARED_POOL ? member->source : ct_plan_site_of(plan, member->source);
}

static guint
number_of(const CtPlan *plan, const char *key)
{
	const CtPlanIntent *row = ct_plan_find_intent(plan, key);
	guint64 number = 0;

	if (row != NULL)
		g_ascii_string_to_unsigned(row->value, 10, 0, G_MAXUINT, &number, NULL);
	return (guint)number;
}

/* How many of @group are in the wave, those of @unit apart. */
static guint
count_group(const CtPlan *plan, const CtPlanWave *wave, Shared shared, const char *group,
	    const char *unit, guint *out_of_unit)
{
	guint count = 0;

	*out_of_unit = 0;
	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);

		if (g_strcmp0(group_of(plan, member, shared), group) != 0)
			continue;
		if (strcmp(member->unit, unit) == 0)
			++*out_of_unit;
		else
			count++;
	}
	return count;
}

/* The waves from the first to the last of @group, if @unit were in wave @at. */
static guint
span_at(const CtPlan *plan, Shared shared, const char *group, const char *unit, guint at)
{
	guint first = at;
	guint last = at;

	for (guint i = 0; i < plan->waves->len; i++) {
		guint unused = 0;

		if (strcmp(wave_at(plan, i)->kind, "production") != 0 ||
		    count_group(plan, wave_at(plan, i), shared, group, unit, &unused) == 0)
			continue;
		first = MIN(first, i);
		last = MAX(last, i);
	}
	return last - first;
}

static const CtWaveMember *
first_of(const CtPlanWave *wave, const char *unit)
{
	for (guint i = 0; i < wave->members->len; i++)
		if (strcmp(g_array_index(wave->members, CtWaveMember, i).unit, unit) == 0)
			return &g_array_index(wave->members, CtWaveMember, i);
	return NULL;
}

/* What the pool and the site of a unit cost if it were in wave @at. */
static guint64
group_cost_at(const CtPlan *plan, const CtWaveMember *member, guint at)
{
	guint64 cost = 0;

	for (int shared = 0; shared < N_SHARED; shared++) {
		guint weight = number_of(plan, shared_keys[shared].weight);
		const char *group = group_of(plan, member, (Shared)shared);

		if (weight > 0 && group != NULL)
			cost += (guint64)weight *
				span_at(plan, (Shared)shared, group, member->unit, at);
	}
	return cost;
}

static guint
count_unit(const CtPlanWave *wave, const char *unit)
{
	guint count = 0;

	for (guint i = 0; i < wave->members->len; i++)
		count += strcmp(g_array_index(wave->members, CtWaveMember, i).unit, unit) == 0;
	return count;
}

static void
tell_other_kind(CtWhyAnswer *answer, const CtPlan *plan, const CtPlanWave *earlier)
{
	gboolean test = strcmp(earlier->kind, "test") == 0;
	const char *key = test ? "waves.test" : "waves.pilot";
	CtWhyLine *line = ct_why_line(
		answer, key, "%s (%u users) %s", earlier->id, earlier->users,
		test ? "is for test accounts, whom nobody works with"
		     : "is the pilot: it holds whom the intent names and who is needed so that every "
		       "combination worth trying is tried");

	set_where(answer, line, plan, key);
}

/* Is the earlier wave full, as a whole or for the pool or the site of the unit? */
static gboolean
tell_limit(CtWhyAnswer *answer, const CtPlan *plan, const CtPlanWave *earlier,
	   const CtPlanWave *now, const CtWaveMember *member)
{
	const char *key = "";
	guint limit = limit_of(plan, earlier, &key);
	guint count = count_unit(now, member->unit);

	if (limit > 0 && earlier->users + count > limit) {
		set_where(answer,
			  ct_why_line(answer, key,
				      "%s has %u of %u users, and %u more would be too many",
				      earlier->id, earlier->users, limit, count),
			  plan, key);
		return TRUE;
	}
	for (int shared = 0; shared < N_SHARED; shared++) {
		const char *group = group_of(plan, member, (Shared)shared);
		guint most = number_of(plan, shared_keys[shared].limit);
		guint there;
		guint unused = 0;

		if (most == 0 || group == NULL)
			continue;
		there = count_group(plan, earlier, (Shared)shared, group, member->unit, &unused);
		if (there + count <= most)
			continue;
		set_where(answer,
			  ct_why_line(answer, shared_keys[shared].limit,
				      "%s has %u of the %u users that it may have of %s %s, and %u "
				      "more would be too many",
				      earlier->id, there, most, shared_keys[shared].noun, group,
				      count),
			  plan, shared_keys[shared].limit);
		return TRUE;
	}
	return FALSE;
}

static void
tell_room(CtWhyAnswer *answer, const CtPlan *plan, GHashTable *waves, guint at, guint now,
	  const CtWaveMember *member)
{
	const CtPlanWave *earlier = wave_at(plan, at);
	guint64 there = cost_at(plan, waves, member->unit, at) + group_cost_at(plan, member, at);
	guint64 here = cost_at(plan, waves, member->unit, now) + group_cost_at(plan, member, now);

	if (tell_limit(answer, plan, earlier, wave_at(plan, now), member))
		return;
	if (there > here)
		ct_why_line(answer, "couplings",
			    "In %s they would be further from people they work with, or from their "
			    "pool and site: the cost would rise by %" G_GUINT64_FORMAT,
			    earlier->id, there - here);
	else if (there == here)
		ct_why_line(
			answer, "tie-break",
			"%s has room and would cost the same: of equals the search keeps what it "
			"has found first",
			earlier->id);
	else
		ct_why_line(answer, "couplings",
			    "In %s they would cost %" G_GUINT64_FORMAT
			    " less by themselves; the search for good waves did not put them there",
			    earlier->id, here - there);
}

void
ct_why_tell_no_earlier_wave(CtWhyAnswer *answer, const CtWhy *self, guint wave, const char *unit)
{
	const CtPlan *plan = self->plan;
	g_autoptr(GHashTable) waves = waves_by_unit(plan);
	const CtWaveMember *member = first_of(wave_at(plan, wave), unit);
	guint told = 0;

	g_assert(member != NULL);
	ct_why_section(answer, "Why in no earlier wave");
	if (wave == 0)
		ct_why_line(answer, "waves.test", "%s is the first wave", wave_at(plan, 0)->id);
	for (guint i = wave; i > 0; i--) {
		const CtPlanWave *earlier = wave_at(plan, i - 1);

		if (strcmp(earlier->kind, wave_at(plan, wave)->kind) != 0)
			tell_other_kind(answer, plan, earlier);
		else if (told++ < MAX_REASONS)
			tell_room(answer, plan, waves, i - 1, wave, member);
	}
	if (told > MAX_REASONS)
		ct_why_line(answer, "waves.size", "%u earlier waves are not gone through here",
			    told - MAX_REASONS);
}

void
ct_why_cite_pools(CtWhyAnswer *answer, const CtPlan *plan, const CtPlanWave *wave)
{
	for (guint i = 0; i < wave->from->len; i++)
		for (guint k = 0; k < plan->pairs->len; k++) {
			const CtPlanPair *pair = &g_array_index(plan->pairs, CtPlanPair, k);

			if (g_ascii_strcasecmp(pair->legacy, g_ptr_array_index(wave->from, i)) == 0)
				ct_why_cite(answer, pair->evidence, pair->legacy);
		}
}

/* Each reason once, with how many users it put here. */
static void
tell_members(CtWhyAnswer *answer, const CtPlanWave *wave)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	guint told = 0;

	ct_why_section(answer, "Who is in it");
	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);
		guint count = 0;

		if (!g_hash_table_add(seen, (gpointer)member->reason) || told++ >= MAX_REASONS)
			continue;
		for (guint k = i; k < wave->members->len; k++)
			count += strcmp(g_array_index(wave->members, CtWaveMember, k).reason,
					member->reason) == 0;
		ct_why_line(answer, NULL, "%u user%s, %s first: %s", count, count == 1 ? "" : "s",
			    member->sip, member->reason);
	}
	if (told > MAX_REASONS)
		ct_why_line(answer, NULL, "%u other reasons stand in %s", told - MAX_REASONS,
			    wave->file);
}

CtWhyAnswer *
ct_why_about_wave(const CtWhy *self, const CtWhyName *name)
{
	CtWhyAnswer *answer = ct_why_answer_new("wave");
	const CtPlanWave *wave = wave_at(self->plan, name->wave);
	const char *key = "";
	guint limit = limit_of(self->plan, wave, &key);

	answer->answer = ct_why_text(
		answer, "%s is a %s wave of %u users, moved by %s", wave->id, wave->kind,
		wave->users,
		name->steps->len > 0
			? ct_plan_step(self->plan, g_array_index(name->steps, guint, 0))->id
			: "no step");
	tell_members(answer, wave);
	if (limit > 0) {
		ct_why_section(answer, "Why it is not larger");
		set_where(answer,
			  ct_why_line(answer, key, "A %s wave holds at most %u users", wave->kind,
				      limit),
			  self->plan, key);
	}
	for (guint i = 0; i < name->steps->len; i++)
		ct_why_tell_not_earlier(answer, self, g_array_index(name->steps, guint, i));
	ct_why_cite_pools(answer, self->plan, wave);
	return answer;
}
