/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far each wave has come: every member is where he was, where he goes, somewhere else, or gone.
 */
#include <string.h>

#include "planner/status-parts.h"

guint
ct_status_wave_of(const CtStatusWork *self, guint position)
{
	const CtPlanStep *step = ct_plan_step(self->plan, position);

	for (guint i = 0; step->wave != NULL && i < self->plan->waves->len; i++)
		if (g_strcmp0(g_array_index(self->plan->waves, CtPlanWave, i).id, step->wave) == 0)
			return i;
	return CT_NONE;
}

static gboolean
is_pool(const CtEstate *estate, guint32 pool, const char *fqdn)
{
	return pool != CT_NONE && ct_estate_find_pool(estate, fqdn).index == pool;
}

static void
look_at_member(CtStatusWork *self, guint wave, const CtWaveMember *member)
{
	CtWaveStatus *status = ct_status_wave(self, wave);
	CtUserId user = ct_estate_find_user(self->estate, member->sip);
	GArray *moves = g_ptr_array_index(self->moves, wave);
	guint32 home;

	if (user.index == CT_NONE) {
		g_ptr_array_add(status->missing, (gpointer)member->sip);
		return;
	}
	home = self->estate->users.pool[user.index];
	if (is_pool(self->estate, home, member->target)) {
		status->moved++;
	} else if (is_pool(self->estate, home, member->source)) {
		CtMove move = { user.index, home,
				ct_estate_find_pool(self->estate, member->target).index };

		g_ptr_array_add(status->behind, (gpointer)member->sip);
		if (move.target != CT_NONE)
			g_array_append_val(moves, move);
	} else {
		g_ptr_array_add(status->elsewhere, (gpointer)member->sip);
	}
}

/* The first member that an export shows where @sips says; for evidence. */
static void
place(const CtStatusWork *self, guint wave, gboolean moved, CtSeen *seen)
{
	const CtPlanWave *row = &g_array_index(self->plan->waves, CtPlanWave, wave);
	const CtUsers *users = &self->estate->users;

	for (guint i = 0; i < row->members->len && !seen->placed; i++) {
		const CtWaveMember *member = &g_array_index(row->members, CtWaveMember, i);
		guint32 user = ct_estate_find_user(self->estate, member->sip).index;

		if (user == CT_NONE ||
		    is_pool(self->estate, users->pool[user], member->target) != moved)
			continue;
		seen->placed = TRUE;
		seen->origin = (CtOrigin){ users->input[user], users->line[user], NULL };
	}
}

static void
see_wave(CtStatusWork *self, guint position, guint wave)
{
	const CtWaveStatus *status = ct_status_wave(self, wave);
	CtSeen *seen = &self->seen[position];

	ct_seen_clear(seen);
	*seen = (CtSeen){ 0 };
	/* no export of users says nothing of any of them */
	if (self->estate->users.count == 0)
		return;
	if (status->moved == 0)
		seen->sight = CT_SIGHT_OPEN;
	else
		seen->sight = status->behind->len > 0 ? CT_SIGHT_PARTLY : CT_SIGHT_DONE;
	place(self, wave, seen->sight == CT_SIGHT_DONE, seen);
	seen->text = g_strdup_printf("%u of %u users have moved", status->moved, status->users);
}

void
ct_status_look_at_waves(CtStatusWork *self)
{
	for (guint i = 0; i < self->plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->plan->waves, CtPlanWave, i);

		g_ptr_array_add(self->moves, g_array_new(FALSE, FALSE, sizeof(CtMove)));
		ct_status_wave(self, i)->users = wave->members->len;
		for (guint k = 0; k < wave->members->len; k++)
			look_at_member(self, i, &g_array_index(wave->members, CtWaveMember, k));
	}
	for (guint i = 0; i < self->plan->steps->len; i++) {
		guint wave = ct_status_wave_of(self, i);

		if (wave != CT_NONE)
			see_wave(self, i, wave);
	}
}

/* ---- Out of turn ---- */

/* Is something left that comes before this wave: what its step waits for, or a wave before it? */
static gboolean
is_out_of_turn(const CtStatusWork *self, guint position)
{
	const CtPlanStep *step = ct_plan_step(self->plan, position);

	for (guint k = 0; k < step->after->len; k++) {
		guint before = ct_status_find(self, g_array_index(step->after, CtAfter, k).step);

		if (before != CT_NONE && ct_status_is_open(self, before))
			return TRUE;
	}
	for (guint i = 0; i < position; i++)
		if (ct_plan_step(self->plan, i)->wave != NULL && ct_status_is_open(self, i))
			return TRUE;
	return FALSE;
}

static void
list_early(CtStatusWork *self, guint wave)
{
	const CtPlanWave *row = &g_array_index(self->plan->waves, CtPlanWave, wave);

	for (guint i = 0; i < row->members->len; i++) {
		const CtWaveMember *member = &g_array_index(row->members, CtWaveMember, i);
		guint32 user = ct_estate_find_user(self->estate, member->sip).index;

		if (user != CT_NONE &&
		    is_pool(self->estate, self->estate->users.pool[user], member->target))
			g_ptr_array_add(ct_status_wave(self, wave)->early, (gpointer)member->sip);
	}
}

static void
judge_wave(CtStatusWork *self, guint position, guint wave)
{
	CtWaveStatus *status = ct_status_wave(self, wave);
	const char *id = g_array_index(self->plan->waves, CtPlanWave, wave).id;

	if (status->moved > 0 && is_out_of_turn(self, position))
		list_early(self, wave);
	/* a wave that has not begun leaves nobody behind */
	if (status->moved == 0)
		g_ptr_array_set_size(status->behind, 0);
	if (self->estate->users.count == 0)
		return;
	for (guint i = 0; i < status->elsewhere->len; i++)
		ct_status_drift(
			self, NULL, NULL,
			"%s (%s) is neither on the pool he was on nor on the one he goes to",
			(const char *)g_ptr_array_index(status->elsewhere, i), id);
	/* who left after his wave was done is nobody's concern */
	for (guint i = 0; !self->done[position] && i < status->missing->len; i++)
		ct_status_drift(self, NULL, NULL, "%s (%s) is in no export any more",
				(const char *)g_ptr_array_index(status->missing, i), id);
}

/* Users who are known to move or to stay, as rows of a bitmap. */
static gboolean *
known_users(const CtStatusWork *self)
{
	gboolean *known = g_new0(gboolean, self->estate->users.count + 1);

	for (guint i = 0; i < self->plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const char *sip = g_array_index(wave->members, CtWaveMember, k).sip;
			guint32 user = ct_estate_find_user(self->estate, sip).index;

			if (user != CT_NONE)
				known[user] = TRUE;
		}
	}
	for (guint i = 0; i < self->plan->intent->len; i++) {
		const CtPlanIntent *intent = &g_array_index(self->plan->intent, CtPlanIntent, i);
		g_auto(GStrv) names = NULL;

		if (strcmp(intent->key, "users.stay") != 0)
			continue;
		names = g_strsplit_set(intent->value, ";, \t", -1);
		for (guint k = 0; names[k] != NULL; k++) {
			guint32 user = *names[k] != '\0'
					       ? ct_estate_find_user(self->estate, names[k]).index
					       : CT_NONE;

			if (user != CT_NONE)
				known[user] = TRUE;
		}
	}
	return known;
}

static void
find_strangers(CtStatusWork *self)
{
	g_autofree gboolean *known = known_users(self);
	const CtUsers *users = &self->estate->users;

	for (guint32 i = 0; i < users->count; i++) {
		const CtPool *home = ct_estate_pool(self->estate, (CtPoolId){ users->pool[i] });
		CtOrigin origin = { users->input[i], users->line[i], NULL };

		if (known[i] || home == NULL || home->deployment != CT_DEPLOYMENT_LEGACY)
			continue;
		ct_status_drift(self, NULL, &origin, "%s is on %s and in no wave", users->sip[i],
				home->fqdn);
	}
}

void
ct_status_judge_waves(CtStatusWork *self)
{
	for (guint i = 0; i < self->plan->steps->len; i++) {
		guint wave = ct_status_wave_of(self, i);

		if (wave != CT_NONE)
			judge_wave(self, i, wave);
	}
	find_strangers(self);
}
