/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a step needs and flags cannot say: who is still where, what the target is able to take over, and
 * what other readings of the guide ask for.
 */
#include "planner/state-parts.h"

#include <string.h>

/* An address book goes to the file share of the pool that replaces this one. */
void
ct_state_check_target_runs(const CtState *state, guint32 index, GArray *faults)
{
	guint32 target = state->target_of[index];

	if (target == CT_NONE || !ct_state_has(state, CT_FLAG_VERIFIED, target))
		ct_fault_add(faults, "precondition", "OCS-P9-04",
			     "the target pool of %s does not run yet",
			     ct_state_pool(state, index)->fqdn);
}

void
ct_state_check_contacts(const CtState *state, guint32 index, GArray *faults)
{
	for (guint32 i = 0; i < state->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(state->estate->objects, CtObject, i);
		guint32 home = object->pool.index;

		if (object->kind != CT_OBJECT_UM_CONTACT || home == CT_NONE ||
		    state->target_of[home] != index ||
		    !ct_state_applies(state, CT_FLAG_UM_MOVED, i) ||
		    ct_state_has(state, CT_FLAG_UM_MOVED, i))
			continue;
		ct_fault_add(faults, "precondition", "O-19",
			     "UM contact %s has not been moved, so that Exchange would not find it",
			     object->name);
		return;
	}
}

void
ct_state_check_clients(const CtState *state, guint32 index, GArray *faults)
{
	if (state->pool_awaited[index] > 0)
		ct_fault_add(
			faults, "precondition", "I-17",
			"%u users on their way to %s are still on the legacy side, where Lync 2013 "
			"clients cannot sign in",
			state->pool_awaited[index], ct_state_pool(state, index)->fqdn);
}

void
ct_state_check_federation(const CtState *state, guint32 index G_GNUC_UNUSED, GArray *faults)
{
	if (!state->shared_name)
		return;
	if (state->legacy_users > 0)
		ct_fault_add(
			faults, "precondition", "O-15",
			"the legacy Edge has one external name and %u users are still on the legacy side",
			state->legacy_users);
	if (!ct_state_complete(state, CT_FLAG_EDGE_RETIRED))
		ct_fault_add(faults, "precondition", "O-15",
			     "the legacy Edge has one external name and is not removed yet");
}

void
ct_state_check_target_edge(const CtState *state, guint32 index G_GNUC_UNUSED, GArray *faults)
{
	if (state->target_edges == 0)
		ct_fault_add(faults, "precondition", "O-16", "no target Edge could take XMPP over");
}

/* Servers that are registered with a pool, and neither homed on it nor counted as such. */
static void
check_registered(const CtState *state, guint32 index, GArray *faults)
{
	static const struct {
		CtObjectKind kind;
		CtFlag flag;
	} rows[] = {
		{ CT_OBJECT_XMPP, CT_FLAG_XMPP_MOVED },
		{ CT_OBJECT_ARCHIVING, CT_FLAG_RECORDER_RETIRED },
		{ CT_OBJECT_MONITORING, CT_FLAG_RECORDER_RETIRED },
	};

	for (guint32 i = 0; i < state->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(state->estate->objects, CtObject, i);

		for (gsize k = 0; k < G_N_ELEMENTS(rows) && object->pool.index == index; k++)
			if (object->kind == rows[k].kind &&
			    ct_state_applies(state, rows[k].flag, i) &&
			    !ct_state_has(state, rows[k].flag, i))
				ct_fault_add(faults, "precondition", "O-24",
					     "%s %s is registered with %s and still in use",
					     ct_object_kind_name(object->kind), object->name,
					     ct_state_pool(state, index)->fqdn);
	}
}

void
ct_state_check_pool_empty(const CtState *state, guint32 index, GArray *faults)
{
	if (state->pool_users[index] > 0)
		ct_fault_add(faults, "precondition", "O-24", "%u users are still homed on %s",
			     state->pool_users[index], ct_state_pool(state, index)->fqdn);
	if (state->pool_objects[index] > 0)
		ct_fault_add(faults, "precondition", "O-24",
			     "%u applications or conference directories are still homed on %s",
			     state->pool_objects[index], ct_state_pool(state, index)->fqdn);
	check_registered(state, index, faults);
}

/* Both deployments know where response groups and dial-in run; what is not there cannot be moved to. */
void
ct_state_check_response_groups(const CtState *state, guint32 index, GArray *faults)
{
	guint32 target = state->target_of[index];

	if (target != CT_NONE && !ct_state_pool(state, target)->has_response_group)
		ct_fault_add(faults, "precondition", "O-17",
			     "%s does not run the Response Group application",
			     ct_state_pool(state, target)->fqdn);
}

/* Of an access number or a conference directory. */
void
ct_state_check_dial_in(const CtState *state, guint32 index, GArray *faults)
{
	guint32 home = g_array_index(state->estate->objects, CtObject, index).pool.index;
	guint32 target = home != CT_NONE ? state->target_of[home] : CT_NONE;

	if (target != CT_NONE && !ct_state_pool(state, target)->has_dial_in)
		ct_fault_add(faults, "precondition", "O-18", "%s does not run dial-in conferencing",
			     ct_state_pool(state, target)->fqdn);
}

/* Its number is part of what people dial, and so can be given to one directory only. */
void
ct_state_check_directory(const CtState *state, guint32 index, GArray *faults)
{
	const GArray *objects = state->estate->objects;
	const CtObject *directory = &g_array_index(objects, CtObject, index);

	ct_state_check_dial_in(state, index, faults);
	for (guint32 i = 0; i < objects->len; i++) {
		const CtObject *other = &g_array_index(objects, CtObject, i);

		if (other->kind != CT_OBJECT_CONFERENCE_DIRECTORY || other->pool.index == CT_NONE ||
		    directory->pool.index == CT_NONE ||
		    other->pool.index == directory->pool.index ||
		    strcmp(other->key, directory->key) != 0)
			continue;
		ct_fault_add(faults, "precondition", "O-25",
			     "%s has a conference directory of the same number",
			     ct_state_pool(state, other->pool.index)->fqdn);
		return;
	}
}

/* The usual Edge serves until the target Edge is online; one with a single external name has to go
 * before that, and is given up with its routes already taken over. */
void
ct_state_check_edge_idle(const CtState *state, guint32 index, GArray *faults)
{
	const CtTransition *self = ct_transition_find("OCS-P10-03", CT_OBJECT_EDGE);
	CtFlag flag = state->shared_name ? CT_FLAG_GLOBAL_ROUTE : CT_FLAG_CUT_OVER;

	if (state->target_edges == 0)
		ct_fault_add(faults, "precondition", "OCS-P10-03",
			     "no target Edge could replace %s", ct_state_pool(state, index)->fqdn);
	else if (!ct_state_complete(state, flag))
		ct_fault_lack(
			faults, "OCS-P10-03", (CtNeed){ .step = self, .flag = flag }, state,
			state->shared_name
				? "certificate and routes of %s have not been taken over"
				: "%s carries external traffic until the target Edge is online",
			ct_state_pool(state, index)->fqdn);
}

/* With the other reading of A5, a Mediation server waits for the users of its own pools only. */
void
ct_state_check_callers(const CtState *state, guint32 index, GArray *faults)
{
	if (ct_readings_has(state->readings, CT_READING_A3) ||
	    !ct_readings_has(state->readings, CT_READING_A5) || state->pool_awaited[index] == 0)
		return;
	ct_fault_add(
		faults, "precondition", "O-21",
		"%u users on their way to %s are still on the legacy side, whose pools cannot talk to it",
		state->pool_awaited[index], ct_state_pool(state, index)->fqdn);
}

/* With the other reading of A7, nothing of the legacy Edge is left for those who still need it. */
void
ct_state_check_media_users(const CtState *state, guint32 index G_GNUC_UNUSED, GArray *faults)
{
	if (ct_readings_has(state->readings, CT_READING_A7) && state->legacy_users > 0)
		ct_fault_add(
			faults, "precondition", "OCS-P8-06",
			"%u users are still on the legacy side and need media and web conferencing of the "
			"legacy Edge",
			state->legacy_users);
}

void
ct_state_check_calls_elsewhere(const CtState *state, guint32 index, GArray *faults)
{
	if (state->voice_users > 0 && state->target_mediations == 0)
		ct_fault_add(faults, "precondition", "O-21",
			     "no target Mediation server could take the calls of %s",
			     ct_state_pool(state, index)->fqdn);
}
