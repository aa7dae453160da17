/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "planner/rulebook.h"

/*
 * How a plan reads the public guide where it contradicts itself (contradictions.def).  The safer
 * reading is taken unless the intent chooses the other one; planner and checker both learn the
 * choice from the plan, so that neither relies on the other's word for what it means.
 */

typedef enum {
#define CT_CONTRADICTION(id, issue, reading, rules, effect, key, other, risk, source) \
	CT_READING_##id,
#include "planner/contradictions.def"
#undef CT_CONTRADICTION
	CT_N_READINGS,
} CtReading;

typedef struct {
	const char *id; /* "A5" */
	const char *issue;
	const char *reading; /* the safer one */
	const char *rules;   /* steps that it is about, separated by '|' */
	const char *effect;  /* what would differ if it were wrong */
	const char *key;     /* "readings.mediation_per_pool"; "" where there is no choice */
	const char *other;   /* the other reading; without a key, why there is none */
	const char *risk;    /* what happens if the other one is wrong; "" without a key */
	const char *source;
} CtReadingRow;

/* Bits of CtReading: the other reading is chosen. */
typedef guint32 CtReadings;

const CtReadingRow *ct_reading_row(CtReading reading);

/* What the intent of the plan chooses. */
CtReadings ct_readings_of_plan(const CtPlan *plan);
gboolean ct_readings_has(CtReadings self, CtReading reading);

/* Does a row with this condition bind under these readings?  Conditions that are not about readings
 * always do, so that this is asked beside ct_condition_holds(). */
gboolean ct_readings_bind(CtReadings self, CtCondition condition);

/* The readings that, chosen, would lift a row with this condition: "A3" and "A5" for what waits for all
 * users.  Bits of CtReading. */
CtReadings ct_readings_lifting(CtCondition condition);

/* Do these readings leave all steps of @rule out of the plan? */
gboolean ct_readings_omit(CtReadings self, const char *rule);
