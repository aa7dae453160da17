/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping the waves of another plan.  Users who have to move together go where most of them were; a
 * wave that is too full gives away the smallest unit that makes it fit, or its largest one when
 * none does, so that few people are told another date.  Test accounts and the pilot are not
 * looked at here: what they have to cover decides who is in them.
 */
#include "planner/wave-keep.h"

#include <string.h>

/* A list of thousands tells nobody anything. */
#define MAX_TOLD 50

/* One member of a unit and the wave that it was in. */
typedef struct {
	guint32 unit;
	guint32 wave;
} Vote;

static int
by_unit_and_wave(gconstpointer a, gconstpointer b)
{
	const Vote *left = a;
	const Vote *right = b;

	if (left->unit != right->unit)
		return left->unit < right->unit ? -1 : 1;
	return left->wave < right->wave ? -1 : left->wave > right->wave;
}

static GArray *
collect_votes(const CtEstate *estate, const CtGroups *groups, const CtPlan *kept)
{
	GArray *votes = g_array_new(FALSE, FALSE, sizeof(Vote));

	for (guint32 i = 0; i < kept->waves->len; i++) {
		const GArray *members = g_array_index(kept->waves, CtPlanWave, i).members;

		for (guint k = 0; k < members->len; k++) {
			CtUserId user = ct_estate_find_user(
				estate, g_array_index(members, CtWaveMember, k).sip);
			Vote vote = { user.index != CT_NONE ? groups->unit_of[user.index] : CT_NONE,
				      i };

			if (vote.unit != CT_NONE)
				g_array_append_val(votes, vote);
		}
	}
	g_array_sort(votes, by_unit_and_wave);
	return votes;
}

guint32 *
ct_wave_keep_wanted(const CtEstate *estate, const CtGroups *groups, const CtPlan *kept)
{
	g_autoptr(GArray) votes = collect_votes(estate, groups, kept);
	guint32 *wanted = g_new(guint32, groups->units->len + 1);
	guint best = 0;
	guint end;

	for (guint i = 0; i < groups->units->len; i++)
		wanted[i] = CT_NONE;
	for (guint i = 0; i < votes->len; i = end) {
		const Vote *vote = &g_array_index(votes, Vote, i);

		for (end = i + 1; end < votes->len; end++)
			if (by_unit_and_wave(vote, &g_array_index(votes, Vote, end)) != 0)
				break;
		if (wanted[vote->unit] == CT_NONE || end - i > best) {
			wanted[vote->unit] = vote->wave;
			best = end - i;
		}
	}
	return wanted;
}

/* The unit that @wave gives away: the smallest that makes it fit, else the largest; CT_NONE: it fits. */
static guint32
find_leaving(const CtWaveState *state, guint wave)
{
	const CtWaveProblem *problem = state->problem;
	guint32 smallest = CT_NONE;
	guint32 largest = CT_NONE;
	guint excess;

	if (state->load[wave] <= problem->most)
		return CT_NONE;
	excess = state->load[wave] - problem->most;
	for (guint32 i = 0; i < problem->n; i++) {
		if (state->wave[i] != wave)
			continue;
		if (largest == CT_NONE || problem->size[i] > problem->size[largest])
			largest = i;
		if (problem->size[i] >= excess &&
		    (smallest == CT_NONE || problem->size[i] < problem->size[smallest]))
			smallest = i;
	}
	return smallest != CT_NONE ? smallest : largest;
}

/* The nearest wave with room, the earlier of two; the last wave, which is empty, always has some. */
static guint
find_room(const CtWaveState *state, guint32 unit, guint from)
{
	for (guint distance = 1; distance < state->n_waves; distance++) {
		if (from >= distance && ct_wave_state_fits(state, unit, from - distance, 0))
			return from - distance;
		if (from + distance < state->n_waves &&
		    ct_wave_state_fits(state, unit, from + distance, 0))
			return from + distance;
	}
	return state->n_waves - 1;
}

guint
ct_wave_keep_fit(const CtWaveProblem *problem, const guint32 *wanted, guint32 *wave_of)
{
	CtWaveState state;
	guint n_waves = 0;
	guint32 unit;

	for (guint i = 0; i < problem->n; i++) {
		if (wanted[i] != CT_NONE)
			wave_of[i] = wanted[i];
		n_waves = MAX(n_waves, wave_of[i] + 1);
	}
	/* room for whoever fits nowhere: each wave could be split once for each of its units */
	ct_wave_state_init(&state, problem, wave_of, n_waves + problem->n);
	for (guint wave = 0; wave < n_waves; wave++)
		while ((unit = find_leaving(&state, wave)) != CT_NONE)
			ct_wave_state_move(&state, unit, find_room(&state, unit, wave));
	ct_wave_state_clear(&state);
	return ct_wave_problem_pack(problem, wave_of);
}

/* SIP address, folded -> id of the wave, both borrowed but for the key. */
static GHashTable *
index_members(const CtPlan *plan)
{
	GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			g_hash_table_insert(
				index,
				g_utf8_casefold(g_array_index(wave->members, CtWaveMember, k).sip,
						-1),
				(gpointer)wave->id);
	}
	return index;
}

void
ct_draft_tell_moved_users(const CtDraft *self)
{
	g_autoptr(GHashTable) before = index_members(self->kept->plan);
	guint count = 0;

	for (guint i = 0; i < self->plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, k);
			g_autofree char *key = g_utf8_casefold(member->sip, -1);
			const char *from = g_hash_table_lookup(before, key);

			if (g_strcmp0(from, wave->id) == 0 || ++count > MAX_TOLD)
				continue;
			g_ptr_array_add(self->kept->moves,
					g_strdup_printf("%s goes from %s to %s (%s)", member->sip,
							from != NULL ? from : "no wave", wave->id,
							member->reason));
		}
	}
	if (count > MAX_TOLD)
		g_ptr_array_add(self->kept->moves,
				g_strdup_printf("and %u users more go to another wave",
						count - MAX_TOLD));
}
