/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a user moves when he does, and why two users move together or do not.  The plan says who is in
 * which unit; what binds them stands in the exports.
 */
#include <string.h>

#include "planner/coupling.h"
#include "planner/why-parts.h"

#define MAX_TIES 12

static const CtPlanWave *
wave_of(const CtWhy *self, const CtWhyName *name)
{
	return &g_array_index(self->plan->waves, CtPlanWave, name->wave);
}

static const CtWaveMember *
member_of(const CtWhy *self, const CtWhyName *name)
{
	return &g_array_index(wave_of(self, name)->members, CtWaveMember, name->member);
}

static CtUserId
user_of(const CtWhy *self, const CtWhyName *name)
{
	CtUserId none = { CT_NONE };

	return self->estate != NULL ? ct_estate_find_user(self->estate, member_of(self, name)->sip)
				    : none;
}

static void
cite_user(CtWhyAnswer *answer, const CtWhy *self, CtUserId user)
{
	const CtUsers *users;

	if (user.index == CT_NONE)
		return;
	users = &self->estate->users;
	ct_why_cite_origin(answer, self->estate,
			   (CtOrigin){ users->input[user.index], users->line[user.index], NULL },
			   users->sip[user.index]);
}

static void
tell_coupling(CtWhyAnswer *answer, const CtWhy *self, const CtCoupling *coupling)
{
	const CtUsers *users = &self->estate->users;
	const char *a = users->sip[coupling->a.index];
	const char *b = users->sip[coupling->b.index];
	const char *kind = ct_coupling_name(coupling->kind);
	gboolean hard = ct_coupling_is_hard(self->intent, coupling->kind);
	g_autofree char *where = ct_estate_where(self->estate, coupling->origin);
	CtWhyLine *line = ct_why_line(answer, "couplings.hard", "%s and %s are bound as %s%s", a, b,
				      kind, hard ? ", and such users move together" : "");

	line->strength = hard ? "hard" : NULL;
	line->from = ct_why_text(answer, "%s", a);
	line->to = ct_why_text(answer, "%s", b);
	line->where = ct_why_text(answer, "%s", where);
	ct_why_cite_origin(answer, self->estate, coupling->origin, kind);
}

/* The hard ones of all couplings, of CtCoupling. */
static GArray *
hard_couplings(const CtWhy *self)
{
	GArray *hard = g_array_new(FALSE, FALSE, sizeof(CtCoupling));
	CtCouplingWalk walk;
	CtCoupling coupling;

	ct_coupling_walk_init(&walk, self->estate, self->intent);
	while (ct_coupling_walk_next(&walk, &coupling))
		if (ct_coupling_is_hard(self->intent, coupling.kind))
			g_array_append_val(hard, coupling);
	return hard;
}

/* The couplings inside the unit of a user, from the exports. */
static void
tell_ties(CtWhyAnswer *answer, const CtWhy *self, const CtWhyName *name)
{
	const CtPlanWave *wave = wave_of(self, name);
	const char *unit = member_of(self, name)->unit;
	g_autoptr(GHashTable) in_unit = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) couplings = hard_couplings(self);
	guint told = 0;

	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);
		CtUserId user;

		if (strcmp(member->unit, unit) != 0)
			continue;
		user = ct_estate_find_user(self->estate, member->sip);
		if (user.index != CT_NONE)
			g_hash_table_add(in_unit, GUINT_TO_POINTER(user.index + 1));
	}
	for (guint i = 0; i < couplings->len && told < MAX_TIES; i++) {
		const CtCoupling *coupling = &g_array_index(couplings, CtCoupling, i);

		if (!g_hash_table_contains(in_unit, GUINT_TO_POINTER(coupling->a.index + 1)) ||
		    !g_hash_table_contains(in_unit, GUINT_TO_POINTER(coupling->b.index + 1)))
			continue;
		tell_coupling(answer, self, coupling);
		told++;
	}
	if (told == MAX_TIES)
		ct_why_line(answer, "couplings.hard", "and so on, in the same exports");
}

static void
tell_unit(CtWhyAnswer *answer, const CtWhy *self, const CtWhyName *name)
{
	const CtPlanWave *wave = wave_of(self, name);
	const CtWaveMember *self_member = member_of(self, name);
	g_autoptr(GString) others = g_string_new(NULL);
	guint count = 0;

	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);

		if (i == name->member || strcmp(member->unit, self_member->unit) != 0)
			continue;
		if (count++ < MAX_TIES)
			g_string_append_printf(others, "%s%s", count > 1 ? ", " : "", member->sip);
	}
	ct_why_section(answer, "Who has to move in the same wave");
	if (count == 0) {
		ct_why_line(answer, "couplings.hard", "Nobody: no hard coupling binds %s",
			    self_member->sip);
		return;
	}
	if (count > MAX_TIES)
		g_string_append_printf(others, " and %u more", count - MAX_TIES);
	ct_why_line(answer, "couplings.hard", "%s (unit %s)", others->str, self_member->unit);
	if (self->estate != NULL)
		tell_ties(answer, self, name);
}

static void
note_exports(CtWhyAnswer *answer, const CtWhy *self)
{
	if (self->estate == NULL)
		ct_why_note(answer,
			    "The exports were not read, so that couplings are told by unit and "
			    "without their lines");
}

CtWhyAnswer *
ct_why_about_user(const CtWhy *self, const CtWhyName *name)
{
	CtWhyAnswer *answer = ct_why_answer_new("user");
	const CtPlanWave *wave = wave_of(self, name);
	const CtWaveMember *member = member_of(self, name);
	const char *step =
		name->steps->len > 0
			? ct_plan_step(self->plan, g_array_index(name->steps, guint, 0))->id
			: "no step";

	answer->answer = ct_why_text(answer, "%s moves in %s (%s), from %s to %s by %s: %s",
				     member->sip, wave->id, wave->kind, member->source,
				     member->target, step, member->reason);
	cite_user(answer, self, user_of(self, name));
	ct_why_section(answer, "Why in this wave");
	ct_why_line(answer, wave->id, "%s", member->reason)->where = ct_why_text(answer, "%s",
										 wave->file);
	tell_unit(answer, self, name);
	ct_why_tell_no_earlier_wave(answer, self, name->wave, member->unit);
	if (self->estate == NULL)
		ct_why_cite_pools(answer, self->plan, wave);
	note_exports(answer, self);
	return answer;
}

/* The couplings along a shortest way from one user to another, hard ones only. */
static gboolean
tell_chain(CtWhyAnswer *answer, const CtWhy *self, CtUserId a, CtUserId b)
{
	g_autoptr(GArray) couplings = hard_couplings(self);
	g_autofree guint *came_by = g_new(guint, self->estate->users.count + 1);
	gboolean grows = TRUE;

	for (guint i = 0; i < self->estate->users.count; i++)
		came_by[i] = CT_NONE;
	/* Backwards from b, so that the chain reads from a; in rounds, so that it is a shortest one */
	g_autoptr(GArray) round = g_array_new(FALSE, FALSE, sizeof(guint));

	g_array_append_val(round, b.index);
	while (grows && came_by[a.index] == CT_NONE) {
		g_autoptr(GArray) next = g_array_new(FALSE, FALSE, sizeof(guint));
		g_autoptr(GHashTable) here = g_hash_table_new(NULL, NULL);

		for (guint i = 0; i < round->len; i++)
			g_hash_table_add(here,
					 GUINT_TO_POINTER(g_array_index(round, guint, i) + 1));
		for (guint i = 0; i < couplings->len; i++) {
			const CtCoupling *row = &g_array_index(couplings, CtCoupling, i);
			guint ends[] = { row->a.index, row->b.index };

			for (guint side = 0; side < 2; side++) {
				guint to = ends[1 - side];

				if (came_by[to] != CT_NONE || to == b.index ||
				    !g_hash_table_contains(here, GUINT_TO_POINTER(ends[side] + 1)))
					continue;
				came_by[to] = i;
				g_array_append_val(next, to);
			}
		}
		grows = next->len > 0;
		g_array_unref(round);
		round = g_array_ref(next);
	}
	if (came_by[a.index] == CT_NONE)
		return FALSE;
	for (guint at = a.index; at != b.index;) {
		const CtCoupling *row = &g_array_index(couplings, CtCoupling, came_by[at]);

		tell_coupling(answer, self, row);
		at = row->a.index == at ? row->b.index : row->a.index;
	}
	return TRUE;
}

static void
tell_together(CtWhyAnswer *answer, const CtWhy *self, const CtWhyName *a, const CtWhyName *b)
{
	CtUserId first = user_of(self, a);
	CtUserId second = user_of(self, b);

	answer->answer = ct_why_text(answer,
				     "%s and %s have to move in one wave, %s: hard couplings "
				     "make them one unit (%s)",
				     member_of(self, a)->sip, member_of(self, b)->sip,
				     wave_of(self, a)->id, member_of(self, a)->unit);
	ct_why_section(answer, "What binds them");
	if (first.index == CT_NONE || second.index == CT_NONE ||
	    !tell_chain(answer, self, first, second))
		ct_why_line(answer, "couplings.hard", "Both are in unit %s of %s",
			    member_of(self, a)->unit, wave_of(self, a)->file);
}

/* What couples two units without forcing them into one wave. */
static guint
tell_soft(CtWhyAnswer *answer, const CtWhy *self, const CtWhyName *a, const CtWhyName *b)
{
	const char *unit_a = member_of(self, a)->unit;
	const char *unit_b = member_of(self, b)->unit;
	guint distance = MAX(a->wave, b->wave) - MIN(a->wave, b->wave);
	guint told = 0;

	for (guint i = 0; i < ct_plan_couplings_count(self->plan->couplings); i++) {
		CtPlanCoupling texts;
		const CtPlanCoupling *row = ct_plan_couplings_get(self->plan->couplings, i, &texts);

		if (!(strcmp(row->unit_a, unit_a) == 0 && strcmp(row->unit_b, unit_b) == 0) &&
		    !(strcmp(row->unit_a, unit_b) == 0 && strcmp(row->unit_b, unit_a) == 0))
			continue;
		told++;
		ct_why_line(
			answer, "couplings",
			"Their units %s and %s are coupled (%s, weight %u): %u wave%s apart, that "
			"costs %u",
			row->unit_a, row->unit_b, row->kind, row->weight, distance,
			distance == 1 ? "" : "s", row->weight * distance)
			->where = "couplings.csv";
	}
	return told;
}

static void
tell_apart(CtWhyAnswer *answer, const CtWhy *self, const CtWhyName *a, const CtWhyName *b)
{
	const CtWhyName *later = a->wave >= b->wave ? a : b;

	if (a->wave == b->wave)
		answer->answer = ct_why_text(answer,
					     "%s and %s move in the same wave, %s, but need not",
					     member_of(self, a)->sip, member_of(self, b)->sip,
					     wave_of(self, a)->id);
	else
		answer->answer = ct_why_text(answer, "%s moves in %s and %s in %s",
					     member_of(self, a)->sip, wave_of(self, a)->id,
					     member_of(self, b)->sip, wave_of(self, b)->id);
	ct_why_section(answer, "What binds them");
	if (tell_soft(answer, self, a, b) == 0)
		ct_why_line(answer, "couplings", "No coupling binds their units %s and %s directly",
			    member_of(self, a)->unit, member_of(self, b)->unit);
	if (a->wave != b->wave)
		ct_why_tell_no_earlier_wave(answer, self, later->wave,
					    member_of(self, later)->unit);
}

CtWhyAnswer *
ct_why_about_users(const CtWhy *self, const CtWhyName *a, const CtWhyName *b)
{
	CtWhyAnswer *answer = ct_why_answer_new("users");

	if (a->wave == b->wave && strcmp(member_of(self, a)->unit, member_of(self, b)->unit) == 0)
		tell_together(answer, self, a, b);
	else
		tell_apart(answer, self, a, b);
	cite_user(answer, self, user_of(self, a));
	cite_user(answer, self, user_of(self, b));
	if (self->estate == NULL) {
		ct_why_cite_pools(answer, self->plan, wave_of(self, a));
		ct_why_cite_pools(answer, self->plan, wave_of(self, b));
	}
	note_exports(answer, self);
	return answer;
}
