/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do the ids in a plan lead anywhere?
 */
#include "planner/plan-json.h"

typedef struct {
	const char *dir;
	GHashTable *steps; /* set of const char * */
	GHashTable *waves;
	GError **error;
} References;

static gboolean
exists(const References *self, GHashTable *ids, const char *id, const char *holder, const char *key)
{
	if (id == NULL || g_hash_table_contains(ids, id))
		return TRUE;
	g_set_error(self->error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED,
		    "%s/plan.json: %s: %s: there is no \"%s\"", self->dir, holder, key, id);
	return FALSE;
}

static gboolean
check_step(const References *self, const CtPlanStep *step)
{
	for (guint i = 0; i < step->after->len; i++)
		if (!exists(self, self->steps, g_array_index(step->after, CtAfter, i).step,
			    step->id, "after"))
			return FALSE;
	return exists(self, self->waves, step->wave, step->id, "wave");
}

static gboolean
check_checkpoint(const References *self, const CtCheckpoint *checkpoint)
{
	for (guint i = 0; i < checkpoint->rollback->len; i++)
		if (!exists(self, self->steps,
			    g_array_index(checkpoint->rollback, CtRollbackStep, i).step,
			    checkpoint->id, "rollback"))
			return FALSE;
	for (guint i = 0; i < checkpoint->losses->len; i++)
		if (!exists(self, self->steps, g_array_index(checkpoint->losses, CtLoss, i).step,
			    checkpoint->id, "loss"))
			return FALSE;
	return exists(self, self->steps, checkpoint->after_step, checkpoint->id, "after_step");
}

gboolean
ct_plan_check_references(const CtPlan *plan, const char *dir, GError **error)
{
	g_autoptr(GHashTable) steps = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) waves = g_hash_table_new(g_str_hash, g_str_equal);
	References self = { .dir = dir, .steps = steps, .waves = waves, .error = error };

	for (guint i = 0; i < plan->steps->len; i++)
		g_hash_table_add(steps, (gpointer)g_array_index(plan->steps, CtPlanStep, i).id);
	for (guint i = 0; i < plan->waves->len; i++)
		g_hash_table_add(waves, (gpointer)g_array_index(plan->waves, CtPlanWave, i).id);
	for (guint i = 0; i < plan->steps->len; i++)
		if (!check_step(&self, &g_array_index(plan->steps, CtPlanStep, i)))
			return FALSE;
	for (guint i = 0; i < plan->checkpoints->len; i++)
		if (!check_checkpoint(&self, &g_array_index(plan->checkpoints, CtCheckpoint, i)))
			return FALSE;
	return exists(&self, steps, plan->point_of_no_return, "the plan", "point_of_no_return");
}
