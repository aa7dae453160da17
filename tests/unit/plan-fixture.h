/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handmade.h"
#include "planner/plan.h"

/*
 * A plan and its estate made by hand, of any size: so many sites, each with a target pool and so many
 * legacy pools.  It is not a safe plan, but it has everything that can be drawn, and it stays the
 * same when the planner learns something new.
 */

typedef struct {
	World world;
	CtPlan *plan;
	guint sites;
	guint pools; /* legacy pools of a site */
	guint64 minute;
} PlanFixture;

static inline const char *
fixture_legacy(PlanFixture *self, guint site, guint pool)
{
	return ct_plan_printf(self->plan, "ocs%02u-%02u.contoso.com", site + 1, pool + 1);
}

static inline const char *
fixture_target(PlanFixture *self, guint site)
{
	return ct_plan_printf(self->plan, "tlync%02u.contoso.com", site + 1);
}

static inline void
fixture_estate(PlanFixture *self)
{
	CtPool *pool;

	pool = world_add_pool(&self->world, "edge-old.contoso.com", CT_OBJECT_EDGE,
			      CT_DEPLOYMENT_LEGACY);
	for (guint s = 0; s < self->sites; s++) {
		CtSite site = { .id = ct_plan_printf(self->plan, "%u", s + 1),
				.name = ct_plan_printf(self->plan, "Site %02u", s + 1),
				.kind = "CentralSite" };

		g_array_append_val(self->world.estate->sites, site);
		for (guint p = 0; p < self->pools; p++) {
			pool = world_add_pool(&self->world, fixture_legacy(self, s, p),
					      CT_OBJECT_POOL, CT_DEPLOYMENT_LEGACY);
			pool->users = 40 + 10 * p;
			pool->has_dial_in = p == 0;
			world_add_object(&self->world, CT_OBJECT_CONFERENCE_DIRECTORY,
					 ct_plan_printf(self->plan, "%u", s * self->pools + p + 1),
					 fixture_legacy(self, s, p));
		}
	}
	for (guint s = 0; s < self->sites; s++) {
		pool = world_add_pool(&self->world, fixture_target(self, s), CT_OBJECT_POOL,
				      CT_DEPLOYMENT_TARGET);
		pool->site.index = s;
	}
	pool = world_add_pool(&self->world, "uedge.contoso.com", CT_OBJECT_EDGE,
			      CT_DEPLOYMENT_TARGET);
	pool->site.index = 0;
}

static inline CtPlanStep *
fixture_step(PlanFixture *self, const char *rule, const char *title, const char *subject)
{
	CtPlanStep *step = ct_plan_add_step(self->plan);
	const CtStepRow *row = ct_step_row_find(rule);

	step->id = ct_plan_printf(self->plan, "s%03u", self->plan->steps->len);
	step->rule = row->id;
	step->title = title;
	step->tool = row->tool;
	step->reversible = row->reversible;
	step->rollback = row->rollback;
	step->minutes = row->minutes;
	step->settle_minutes = row->settle_minutes;
	step->start_minute = self->minute;
	self->minute += step->minutes + step->settle_minutes;
	g_ptr_array_add(step->subjects, (gpointer)subject);
	g_ptr_array_add(step->tests, (gpointer) "V1");
	return step;
}

/* One step for each legacy pool. */
static inline void
fixture_for_pools(PlanFixture *self, const char *rule, const char *verb)
{
	for (guint s = 0; s < self->sites; s++) {
		for (guint p = 0; p < self->pools; p++) {
			const char *fqdn = fixture_legacy(self, s, p);
			CtPlanStep *step = fixture_step(
				self, rule, ct_plan_printf(self->plan, "%s %s", verb, fqdn),
				ct_plan_printf(self->plan, "pool:%s", fqdn));

			g_ptr_array_add(step->pools, (gpointer)fqdn);
		}
	}
}

static inline void
fixture_for_targets(PlanFixture *self, const char *rule, const char *verb)
{
	for (guint s = 0; s < self->sites; s++) {
		const char *fqdn = fixture_target(self, s);
		CtPlanStep *step = fixture_step(self, rule,
						ct_plan_printf(self->plan, "%s %s", verb, fqdn),
						ct_plan_printf(self->plan, "pool:%s", fqdn));

		g_ptr_array_add(step->pools, (gpointer)fqdn);
	}
}

/* A checkpoint after the last step there is. */
static inline CtCheckpoint *
fixture_checkpoint(PlanFixture *self, const char *kind, const char *title)
{
	CtCheckpoint *point = ct_plan_add_checkpoint(self->plan);
	guint steps = self->plan->steps->len;
	CtRollbackStep undo = { "s001", "R-02", "Undo the step", 30 };
	CtLoss loss = { "R-06", "s001", "Meetings scheduled since then", 12, "meetings" };

	point->id = ct_plan_printf(self->plan, "c%02u", self->plan->checkpoints->len);
	point->kind = kind;
	point->title = title;
	if (steps > 0) {
		const char *after = g_array_index(self->plan->steps, CtPlanStep, steps - 1).id;

		point->after_step = after;
		undo.step = loss.step = after;
	}
	g_array_append_val(point->rollback, undo);
	g_array_append_val(point->losses, loss);
	point->minutes = 30;
	return point;
}

static inline void
fixture_wave(PlanFixture *self, const char *kind, guint site, guint users)
{
	CtPlanWave *wave;
	CtPlanStep *step;
	const char *id = ct_plan_printf(self->plan, "wave-%02u", self->plan->waves->len + 1);

	fixture_checkpoint(self, "wave", ct_plan_printf(self->plan, "Before %s", id));
	wave = ct_plan_add_wave(self->plan);
	wave->id = id;
	wave->kind = kind;
	wave->users = users;
	wave->file = ct_plan_printf(self->plan, "waves/%s.csv", id);
	wave->sha256 = "";
	for (guint p = 0; p < self->pools; p++)
		g_ptr_array_add(wave->from, (gpointer)fixture_legacy(self, site, p));
	g_ptr_array_add(wave->to, (gpointer)fixture_target(self, site));
	step = fixture_step(self, "OCS-P8-07", ct_plan_printf(self->plan, "Move %s", id),
			    ct_plan_printf(self->plan, "wave:%s", id));
	step->wave = id;
}

static inline void
fixture_fate(PlanFixture *self, const char *subject, const char *fate, const char *to)
{
	CtFate *row = ct_plan_add_fate(self->plan);
	CtEvidence evidence = { "made.xml", 7, "made" };

	row->subject = subject;
	row->fate = fate;
	row->to = to;
	row->rule = "OCS-P10-03";
	g_array_append_val(row->evidence, evidence);
}

static inline void
fixture_ledger(PlanFixture *self)
{
	CtPlan *plan = self->plan;

	fixture_fate(self, "edge:edge-old.contoso.com", "rebuilt", "edge:uedge.contoso.com");
	fixture_fate(self, "director:dir.contoso.com", "retired", NULL);
	fixture_fate(self, "archiving:arc.contoso.com", "retired", NULL);
	fixture_fate(self, "sipdomain:contoso.com", "stays", NULL);
	fixture_fate(self, "policy:default", "rebuilt", NULL);
	fixture_fate(self, "user:sip:lost@contoso.com", "unmatched", NULL);
	for (guint s = 0; s < self->sites; s++) {
		for (guint p = 0; p < self->pools; p++) {
			CtPlanPair *pair = ct_plan_add_pair(plan);
			const char *to = ct_plan_printf(plan, "pool:%s", fixture_target(self, s));

			pair->legacy = fixture_legacy(self, s, p);
			pair->target = fixture_target(self, s);
			pair->reason = "made by hand";
			fixture_fate(self, ct_plan_printf(plan, "pool:%s", pair->legacy), "merged",
				     to);
			fixture_fate(self,
				     ct_plan_printf(plan, "confdir:%u", s * self->pools + p + 1),
				     "moves", to);
		}
	}
}

static inline void
fixture_steps(PlanFixture *self)
{
	fixture_checkpoint(self, "start", "Nothing is done yet");
	fixture_for_pools(self, "OCS-P2-01", "Update");
	fixture_for_pools(self, "OCS-P2-04", "Back up");
	fixture_step(self, "OCS-P3-01", "Prepare Active Directory", "adschema:");
	fixture_for_targets(self, "OCS-P3-03", "Define and publish");
	fixture_for_targets(self, "OCS-P3-04", "Install");
	fixture_checkpoint(self, "phase", "Nothing is merged");
	fixture_step(self, "OCS-P4-02", "Merge the legacy topology", "backcompatsite:");
	fixture_step(self, "OCS-P4-03", "Publish the merged topology", "backcompatsite:");
	fixture_wave(self, "test", 0, 2);
	fixture_wave(self, "pilot", 0, 9);
	fixture_checkpoint(self, "cutover", "Before the federation cutover");
	fixture_step(self, "OCS-P8-01", "Clear SIP federation", "edge:edge-old.contoso.com");
	fixture_step(self, "OCS-P8-05", "Enable federation", "edge:uedge.contoso.com");
	fixture_step(self, "OCS-P8-06", "Bring the Edge online", "edge:uedge.contoso.com");
	for (guint s = 0; s < self->sites; s++)
		fixture_wave(self, "production", s, 1000 + 10 * s);
	fixture_for_pools(self, "OCS-P9-01", "Move the response groups of");
	fixture_checkpoint(self, "irreversible", "Before the first retirement")
		->point_of_no_return = TRUE;
	fixture_for_pools(self, "OCS-P10-03", "Retire");
	self->plan->point_of_no_return = g_array_index(self->plan->steps, CtPlanStep,
						       self->plan->steps->len -
							       self->sites * self->pools)
						 .id;
	fixture_step(self, "OCS-P10-04", "Delete BackCompatSite", "backcompatsite:");
}

static inline PlanFixture
plan_fixture(guint sites, guint pools)
{
	PlanFixture self = { .world = world_new(), .plan = ct_plan_new(), sites, pools, 0 };
	CtPlanInput input = { "made.xml", "00ff", "topology", "target" };

	self.plan->tool = "cutover test";
	g_array_append_val(self.plan->inputs, input);
	fixture_estate(&self);
	fixture_ledger(&self);
	fixture_steps(&self);
	ct_plan_assume(self.plan, "waves.size", "default", "40", "Users in a wave", "more waves");
	return self;
}

static inline void
plan_fixture_clear(PlanFixture *self)
{
	ct_plan_free(self->plan);
	world_clear(&self->world);
}
