/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/draft.h"

/* What binding*.c share: one row of the step table meeting one draft. */
typedef struct {
	CtDraft *draft;
	const CtStepRow *row;
} CtBinder;

/* A step of the row about @subject; @name stands for "{}" in its title. */
CtPlanStep *ct_bind_step(CtBinder *binder, const char *subject, const char *name);
/* The text of a subject, kept in the plan. */
const char *ct_bind_subject(CtDraft *draft, CtObjectKind kind, const char *identity);
void ct_bind_touch_pool(CtBinder *binder, CtPlanStep *step, CtPoolId id);
/* The legacy pool an object stands on, and the target pool that takes over from it. */
void ct_bind_touch_pair(CtBinder *binder, CtPlanStep *step, CtPoolId legacy);
void ct_bind_cite(CtBinder *binder, CtPlanStep *step, CtOrigin origin, const char *text);
/* A step for each server of a deployment and kind. */
void ct_bind_pools(CtBinder *binder, CtDeployment deployment, CtObjectKind kind);
gboolean ct_bind_any_pool(const CtEstate *estate, CtDeployment deployment, CtObjectKind kind);
gboolean ct_bind_any_role(const CtEstate *estate, CtDeployment deployment, CtRole role);

/* binding-objects.c, one for each way of binding */
void ct_bind_all_directories(CtBinder *binder);
void ct_bind_rgs_pool(CtBinder *binder);
void ct_bind_um_contact(CtBinder *binder);
void ct_bind_remote_call_control(CtBinder *binder);
void ct_bind_trusted_app(CtBinder *binder);
void ct_bind_voice_route(CtBinder *binder);
void ct_bind_xmpp(CtBinder *binder);
void ct_bind_group_chat(CtBinder *binder);
void ct_bind_persistent_chat(CtBinder *binder);
void ct_bind_access_number(CtBinder *binder);
void ct_bind_directory(CtBinder *binder);
void ct_bind_recording(CtBinder *binder);
void ct_bind_sip_domain(CtBinder *binder);
/* Says so of the steps of the row that take away what a target Edge has as its next hop. */
void ct_bind_note_next_hops(CtBinder *binder);

/* binding-waves.c */
void ct_bind_early_wave(CtBinder *binder);
void ct_bind_production_wave(CtBinder *binder);
