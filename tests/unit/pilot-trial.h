/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planned-sample.h"
#include "planner/pilot.h"
#include "planner/wave.h"
#include "random-estate.h"

/* The choice of a pilot by itself, on random estates; as large as it has to be. */

static const char *const levels[] = { "each", "sites", "pools", "profiles", "pairs", "all" };

typedef struct {
	CtFindings *findings;
	CtEstate *estate;
	CtIntent *intent;
	CtPairing *pairing;
	CtGroups *groups;
	CtPlan *plan;
	guint32 *wave_of;
	const char **chosen;
} Trial;

/* Nothing is freed twice: what is NULL is somebody else's. */
static inline void
trial_clear(Trial *self)
{
	g_free(self->wave_of);
	g_free(self->chosen);
	ct_plan_free(self->plan);
	ct_groups_free(self->groups);
	ct_pairing_free(self->pairing);
	ct_intent_free(self->intent);
	ct_estate_free(self->estate);
	g_clear_pointer(&self->findings, ct_findings_free);
}

static inline void
trial_choose(Trial *self)
{
	self->pairing = ct_pairing_new(self->estate, self->intent);
	self->groups = ct_groups_new(self->estate, self->intent, self->pairing);
	self->plan = ct_plan_new();
	self->wave_of = g_new(guint32, self->groups->units->len + 1);
	self->chosen = g_new0(const char *, self->groups->units->len + 1);
	for (guint i = 0; i < self->groups->units->len; i++)
		self->wave_of[i] = CT_NONE;
	ct_pilot_choose(self->estate, self->intent, self->groups, self->wave_of, NULL, self->plan,
			self->chosen);
}

static inline Trial
trial_new(guint seed, guint most_users, const char *level)
{
	Trial self = { .findings = ct_findings_new() };

	self.estate = random_estate(seed, most_users, self.findings);
	self.intent = ct_intent_new();
	self.intent->values[CT_INTENT_PILOT_COVER]->pdata[0] = (gpointer)level;
	self.intent->values[CT_INTENT_PILOT_SIZE]->pdata[0] = (gpointer) "1000";
	trial_choose(&self);
	return self;
}
