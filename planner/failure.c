/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The failure matrix: for each step, if it fails, which later steps have to wait, and which way back
 * there is.
 *
 * A step has to wait when a hard constraint puts it behind the failed one, or behind one that has to
 * wait itself.  Whatever is not behind it goes on: the checker proves that by doing it
 * (checker-failures.c).  The way back is that of the checkpoint before the step, as far as it has been
 * come, and the failed step itself, which may be half done.
 */
#include "planner/order-reach.h"

typedef struct {
	CtPlan *plan;
	const CtReach *reach;
	const guint *step_at; /* by position: the step as the order numbers it */
	GHashTable *index;    /* id -> position */
} Failures;

static GHashTable *
index_ids(const CtPlan *plan)
{
	GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->steps->len; i++)
		g_hash_table_insert(index, (gpointer)ct_plan_step(plan, i)->id,
				    GUINT_TO_POINTER(i));
	return index;
}

/* The lists of the plan are cut short where they would be endless; the edges are all there. */
static gboolean
holds_up(const CtOrder *order, guint edge, gconstpointer data G_GNUC_UNUSED)
{
	guint label = g_array_index(order->edges, CtOrderEdge, edge).label;

	return label < CT_LABEL_KEPT && ct_order_label_is_hard(order, label);
}

static gboolean
waits(const Failures *self, guint early, guint late)
{
	return ct_reach_has(self->reach, self->step_at[early], self->step_at[late]);
}

/* "s012", or "s012-s019" for steps that follow each other. */
static void
list_waiting(const Failures *self, guint step)
{
	CtPlan *plan = self->plan;
	GPtrArray *list = g_array_index(plan->steps, CtPlanStep, step).stops;
	guint n = plan->steps->len;
	guint end;

	for (guint i = step + 1; i < n; i = end + 1) {
		const char *id = ct_plan_step(plan, i)->id;

		end = i;
		if (!waits(self, step, i))
			continue;
		while (end + 1 < n && waits(self, step, end + 1))
			end++;
		if (end > i)
			id = ct_plan_printf(plan, "%s-%s", id, ct_plan_step(plan, end)->id);
		g_ptr_array_add(list, (gpointer)id);
	}
}

static guint
position_of(const Failures *self, const char *id)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(self->index, id));
}

/* The way back of @checkpoint as far as it concerns the steps up to the one at @position. */
static void
tell_way_back(const Failures *self, guint position, const CtCheckpoint *checkpoint)
{
	CtPlanStep *step = &g_array_index(self->plan->steps, CtPlanStep, position);

	step->back_to = checkpoint->id;
	step->back_minutes = 0;
	for (guint i = 0; i < checkpoint->rollback->len; i++) {
		const CtRollbackStep *undo = &g_array_index(checkpoint->rollback, CtRollbackStep,
							    i);

		if (position_of(self, undo->step) <= position)
			step->back_minutes += undo->minutes;
	}
}

void
ct_draft_tell_failures(CtDraft *self)
{
	CtPlan *plan = self->plan;
	guint n = plan->steps->len;
	g_autoptr(CtReach) reach = ct_reach_new(self->order, holds_up, NULL);
	g_autoptr(GHashTable) index = index_ids(plan);
	g_autofree guint *step_at = g_new0(guint, n + 1);
	const Failures failures = { plan, reach, step_at, index };
	guint checkpoint = 0;

	for (guint i = 0; i < n; i++)
		step_at[self->order->position[i]] = i;
	for (guint i = 0; i < n; i++) {
		while (checkpoint + 1 < plan->checkpoints->len) {
			const CtCheckpoint *next = &g_array_index(plan->checkpoints, CtCheckpoint,
								  checkpoint + 1);

			if (position_of(&failures, next->after_step) >= i)
				break;
			checkpoint++;
		}
		list_waiting(&failures, i);
		tell_way_back(&failures, i,
			      &g_array_index(plan->checkpoints, CtCheckpoint, checkpoint));
	}
}
