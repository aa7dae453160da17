/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping the waves of another plan.  Users who have to move together go where most of them were; a
 * wave that is too full gives away the smallest unit that makes it fit, or its largest one when
 * none does, so that few people are told another date.  Who is new goes to his own people, one after
 * the other, and nobody makes room for him: one user more is one more in one wave.  What a better
 * assignment would save counts for less than that users were told when they move.
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
ct_wave_keep_rows(const CtEstate *estate, const CtGroups *groups, const CtPlan *kept)
{
	g_autoptr(GArray) votes = collect_votes(estate, groups, kept);
	guint32 *rows = g_new(guint32, groups->units->len + 1);
	guint best = 0;
	guint end;

	for (guint i = 0; i < groups->units->len; i++)
		rows[i] = CT_NONE;
	for (guint i = 0; i < votes->len; i = end) {
		const Vote *vote = &g_array_index(votes, Vote, i);

		for (end = i + 1; end < votes->len; end++)
			if (by_unit_and_wave(vote, &g_array_index(votes, Vote, end)) != 0)
				break;
		if (rows[vote->unit] == CT_NONE || end - i > best) {
			rows[vote->unit] = vote->wave;
			best = end - i;
		}
	}
	return rows;
}

gboolean
ct_wave_keep_is(const CtPlan *kept, guint32 row, CtWaveKind kind)
{
	return row != CT_NONE && g_strcmp0(g_array_index(kept->waves, CtPlanWave, row).kind,
					   ct_wave_kind_name(kind)) == 0;
}

/* ---- Limits ---- */

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

/* A unit of a group that has too many users in a wave, the smallest; CT_NONE: no group has. */
static guint32
find_crowded(const CtWaveState *state)
{
	const CtWaveProblem *problem = state->problem;
	guint32 smallest = CT_NONE;

	for (guint32 group = 0; group < problem->n_groups && smallest == CT_NONE; group++) {
		guint32 most = problem->group_most[group];

		for (guint32 i = problem->member_first[group];
		     most > 0 && i < problem->member_first[group + 1]; i++) {
			guint32 unit = problem->members[i];

			if (state->counts[state->row[group] + state->wave[unit]] > most &&
			    (smallest == CT_NONE || problem->size[unit] < problem->size[smallest]))
				smallest = unit;
		}
	}
	return smallest;
}

/* The nearest wave with room, the earlier of two; the last waves, which are empty, always have some. */
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

static void
thin_out(CtWaveState *state, guint n_waves)
{
	guint32 unit;

	for (guint wave = 0; wave < n_waves; wave++)
		while ((unit = find_leaving(state, wave)) != CT_NONE)
			ct_wave_state_move(state, unit, find_room(state, unit, wave));
	while (state->n_overfull > 0 && (unit = find_crowded(state)) != CT_NONE)
		ct_wave_state_move(state, unit, find_room(state, unit, state->wave[unit]));
}

/* ---- New units ---- */

/* Has @wave users of @group? */
static gboolean
has_group(const CtWaveState *state, guint32 group, guint32 wave)
{
	const CtWaveProblem *problem = state->problem;

	if (state->row[group] != CT_NONE)
		return state->counts[state->row[group] + wave] > 0;
	for (guint32 i = problem->member_first[group]; i < problem->member_first[group + 1]; i++)
		if (state->wave[problem->members[i]] == wave)
			return TRUE;
	return FALSE;
}

/* Whether somebody in @wave is in the heaviest group of @unit, or coupled to it. */
static gboolean
knows_wave(const CtWaveState *state, guint32 unit, guint32 wave)
{
	const CtWaveProblem *problem = state->problem;
	guint32 group = ct_wave_problem_group(problem, unit, 0);

	if (group != CT_NONE && has_group(state, group, wave))
		return TRUE;
	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
		if (state->wave[problem->to[i]] == wave)
			return TRUE;
	return FALSE;
}

/* Whoever is new waits in wave @n_waves, so that nobody is taken for being somewhere already. */
static void
add_new(CtWaveState *state, guint n_waves)
{
	const CtWaveProblem *problem = state->problem;

	for (guint32 unit = 0; unit < problem->n; unit++) {
		guint best = CT_NONE;
		gint64 best_delta = 0;

		if (state->wave[unit] != n_waves)
			continue;
		for (guint wave = 0; wave < n_waves; wave++) {
			gint64 delta;

			if (!ct_wave_state_fits(state, unit, wave, 0) ||
			    !knows_wave(state, unit, wave))
				continue;
			delta = ct_wave_state_delta(state, unit, wave);
			if (best == CT_NONE || delta < best_delta) {
				best = wave;
				best_delta = delta;
			}
		}
		for (guint wave = n_waves + 1; best == CT_NONE; wave++)
			if (ct_wave_state_fits(state, unit, wave, 0))
				best = wave;
		ct_wave_state_move(state, unit, best);
	}
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	guint32 left = *(const guint32 *)a;
	guint32 right = *(const guint32 *)b;

	return left < right ? -1 : left > right;
}

/* The numbers in @wanted, each once, in order. */
static GArray *
list_wanted(const CtWaveProblem *problem, const guint32 *wanted)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint count = 0;

	for (guint i = 0; i < problem->n; i++)
		if (wanted[i] != CT_NONE)
			g_array_append_val(list, wanted[i]);
	g_array_sort(list, by_number);
	for (guint i = 0; i < list->len; i++)
		if (i == 0 ||
		    g_array_index(list, guint32, i) != g_array_index(list, guint32, i - 1))
			g_array_index(list, guint32, count++) = g_array_index(list, guint32, i);
	g_array_set_size(list, count);
	return list;
}

/* Who is where he wants to be, and who is new in the wave behind; returns how many waves there may be. */
static guint
place_wanted(const CtWaveProblem *problem, const guint32 *wanted, const GArray *numbers,
	     guint32 *wave_of)
{
	g_autofree guint64 *load = g_new0(guint64, numbers->len + 2);
	gboolean has_limits = FALSE;
	guint room = numbers->len + 1;

	for (guint i = 0; i < problem->n_groups; i++)
		has_limits |= problem->group_most[i] > 0;
	for (guint32 i = 0; i < problem->n; i++) {
		guint place = numbers->len;

		if (wanted[i] != CT_NONE)
			g_array_binary_search((GArray *)numbers, &wanted[i], by_number, &place);
		wave_of[i] = place;
		load[place] += problem->size[i];
	}
	/* whoever may have to leave a wave could need one of his own */
	for (guint32 i = 0; i < problem->n; i++)
		room += wave_of[i] == numbers->len || load[wave_of[i]] > problem->most ||
			has_limits;
	return room;
}

guint
ct_wave_keep_fit(const CtWaveProblem *problem, const guint32 *wanted, guint32 *wave_of,
		 GArray **out_wanted)
{
	GArray *numbers = list_wanted(problem, wanted);
	const guint n_kept = numbers->len;
	guint room = place_wanted(problem, wanted, numbers, wave_of);
	const guint32 none = CT_NONE;
	CtWaveState state;
	guint n_waves;

	ct_wave_state_init(&state, problem, wave_of, room);
	thin_out(&state, n_kept);
	add_new(&state, n_kept);
	ct_wave_state_clear(&state);
	n_waves = ct_wave_problem_pack(problem, wave_of);
	while (numbers->len < n_waves)
		g_array_append_val(numbers, none);
	*out_wanted = numbers;
	return n_waves;
}

/* "wave-07" -> 7 */
static guint
number_of(const char *id)
{
	const char *dash = strrchr(id, '-');

	return dash != NULL ? (guint)g_ascii_strtoull(dash + 1, NULL, 10) : 0;
}

const char *
ct_wave_keep_id(const CtPlan *kept, guint32 row, guint nth, CtPlan *plan)
{
	guint most = 0;

	if (row != CT_NONE)
		return ct_plan_text(plan, g_array_index(kept->waves, CtPlanWave, row).id);
	for (guint i = 0; i < kept->waves->len; i++)
		most = MAX(most, number_of(g_array_index(kept->waves, CtPlanWave, i).id));
	return ct_plan_printf(plan, "wave-%02u", most + 1 + nth);
}

/* ---- Who moves at another time ---- */

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
