/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/state.h"

/* Private to state*.c: what the files about the needs of steps share. */

static inline const CtPool *
ct_state_pool(const CtState *self, guint32 index)
{
	return &g_array_index(self->estate->pools, CtPool, index);
}

void ct_fault_add(GArray *faults, const char *code, const char *rule, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/* What others have to do first is not done; told under the row that demands it, or else under @rule. */
void ct_fault_lack(GArray *faults, const char *rule, CtNeed need, const CtState *state,
		   const char *format, ...) G_GNUC_PRINTF(5, 6);

/* Each adds to @faults (of CtFault) what is missing for the step on the thing @index. */
void ct_state_check_target_runs(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_contacts(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_clients(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_federation(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_target_edge(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_pool_empty(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_edge_idle(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_callers(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_media_users(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_calls_elsewhere(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_response_groups(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_dial_in(const CtState *state, guint32 index, GArray *faults);
void ct_state_check_directory(const CtState *state, guint32 index, GArray *faults);
