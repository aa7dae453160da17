/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that move users: one for each wave, which takes the longer the more users it has.
 */
#include "planner/binding.h"

static CtWaveKind
wave_kind(const CtBinder *binder, guint wave)
{
	return g_array_index(binder->draft->waves->kinds, CtWaveKind, wave);
}

static void
bind_wave(CtBinder *binder, guint wave)
{
	CtPlan *plan = binder->draft->plan;
	const CtPlanWave *table = &g_array_index(plan->waves, CtPlanWave, wave);
	const guint rate = ct_intent_number(binder->draft->intent, CT_INTENT_USER_MINUTES);
	g_autofree char *subject = ct_subject(CT_OBJECT_WAVE, table->id);
	g_autofree char *name = g_strdup_printf("%u %s user%s (%s)", table->users, table->kind,
						table->users == 1 ? "" : "s", table->id);
	CtPlanStep *step = ct_bind_step(binder, ct_plan_text(plan, subject), name);
	const CtGroups *groups = binder->draft->groups;
	const CtUnit *unit;
	CtOrigin origin = { 0 };
	guint32 user;

	step->wave = table->id;
	step->minutes = MAX(15, (guint)(((guint64)rate * table->users + 99) / 100));
	for (guint i = 0; i < table->from->len; i++) {
		CtPoolId id = ct_estate_find_pool(binder->draft->estate,
						  g_ptr_array_index(table->from, i));

		ct_bind_touch_pair(binder, step, id);
	}
	for (guint i = 0; i < table->to->len; i++)
		ct_bind_touch_pool(binder, step,
				   ct_estate_find_pool(binder->draft->estate,
						       g_ptr_array_index(table->to, i)));
	unit = &g_array_index(groups->units, CtUnit,
			      binder->draft->waves->units[binder->draft->waves->first[wave]]);
	user = g_array_index(groups->members, CtUserId, unit->first).index;
	origin.input = binder->draft->estate->users.input[user];
	origin.line = binder->draft->estate->users.line[user];
	ct_bind_cite(binder, step, origin, "the first user of the wave");
}

void
ct_bind_early_wave(CtBinder *binder)
{
	for (guint i = 0; i < binder->draft->waves->kinds->len; i++)
		if (wave_kind(binder, i) != CT_WAVE_PRODUCTION)
			bind_wave(binder, i);
}

void
ct_bind_production_wave(CtBinder *binder)
{
	for (guint i = 0; i < binder->draft->waves->kinds->len; i++)
		if (wave_kind(binder, i) == CT_WAVE_PRODUCTION)
			bind_wave(binder, i);
}
