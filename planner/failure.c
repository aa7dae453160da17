/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The failure matrix: for each step, if it fails, which later steps have to wait, and which way back
 * there is.
 *
 * A step has to wait when a hard constraint puts it behind the failed one, or behind one that has to
 * wait itself; so the steps are gone through from the last to the first, and each adds up what hangs
 * on its followers.  Whatever is not behind it goes on: the checker proves that by doing it
 * (checker-failures.c).  The way back is that of the checkpoint before the step, as far as it has been
 * come, and the failed step itself, which may be half done.
 */
#include "planner/order.h"

/* Of each step: the steps that wait for it, one bit each. */
typedef struct {
	guint n_steps;
	guint n_words;
	guint64 *bits;
} Waiting;

static guint64 *
row_of(const Waiting *self, guint step)
{
	return self->bits + (gsize)step * self->n_words;
}

static gboolean
has_bit(const guint64 *row, guint step)
{
	return (row[step / 64] >> step % 64 & 1) != 0;
}

/* @late and all that wait for it wait for @early too. */
static void
add_waiting(const Waiting *self, guint early, guint late)
{
	guint64 *row = row_of(self, early);
	const guint64 *more = row_of(self, late);

	row[late / 64] |= G_GUINT64_CONSTANT(1) << late % 64;
	for (guint i = 0; i < self->n_words; i++)
		row[i] |= more[i];
}

static GHashTable *
index_ids(const CtPlan *plan)
{
	GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->steps->len; i++)
		g_hash_table_insert(index, (gpointer)ct_plan_step(plan, i)->id,
				    GUINT_TO_POINTER(i));
	return index;
}

static gboolean
holds_up(const CtOrder *order, const CtOrderEdge *edge)
{
	return edge->label < CT_LABEL_KEPT && ct_order_label_is_hard(order, edge->label);
}

/* The lists of the plan are cut short where they would be endless; the edges are all there. */
static void
fill_waiting(const CtOrder *order, Waiting *self)
{
	g_autofree guint *step_at = g_new0(guint, self->n_steps + 1);

	for (guint i = 0; i < self->n_steps; i++)
		step_at[order->position[i]] = i;
	for (guint late = self->n_steps; late-- > 0;) {
		const GArray *before = order->before[step_at[late]];

		for (guint i = 0; i < before->len; i++) {
			const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge,
								 g_array_index(before, guint, i));

			if (holds_up(order, edge))
				add_waiting(self, order->position[edge->before], late);
		}
	}
}

/* "s012", or "s012-s019" for steps that follow each other. */
static void
list_waiting(CtPlan *plan, const Waiting *self, guint step)
{
	const guint64 *row = row_of(self, step);
	GPtrArray *list = g_array_index(plan->steps, CtPlanStep, step).stops;
	guint end;

	for (guint i = step + 1; i < self->n_steps; i = end + 1) {
		end = i;
		if (!has_bit(row, i))
			continue;
		while (end + 1 < self->n_steps && has_bit(row, end + 1))
			end++;
		g_ptr_array_add(list,
				(gpointer)(i == end ? ct_plan_step(plan, i)->id
						    : ct_plan_printf(plan, "%s-%s",
								     ct_plan_step(plan, i)->id,
								     ct_plan_step(plan, end)->id)));
	}
}

/* The way back of @checkpoint as far as it concerns the steps up to @step, whose place in the plan is
 * given by their ids. */
static void
tell_way_back(CtPlanStep *step, const CtCheckpoint *checkpoint, GHashTable *index, guint at)
{
	step->back_to = checkpoint->id;
	step->back_minutes = 0;
	for (guint i = 0; i < checkpoint->rollback->len; i++) {
		const CtRollbackStep *undo = &g_array_index(checkpoint->rollback, CtRollbackStep,
							    i);

		if (GPOINTER_TO_UINT(g_hash_table_lookup(index, undo->step)) <= at)
			step->back_minutes += undo->minutes;
	}
}

void
ct_draft_tell_failures(CtDraft *self)
{
	CtPlan *plan = self->plan;
	g_autoptr(GHashTable) index = index_ids(plan);
	guint n = plan->steps->len;
	g_autofree guint64 *bits = g_new0(guint64, (gsize)n * (n / 64 + 1) + 1);
	Waiting waiting = { n, n / 64 + 1, bits };
	guint checkpoint = 0;

	fill_waiting(self->order, &waiting);
	for (guint i = 0; i < n; i++) {
		while (checkpoint + 1 < plan->checkpoints->len) {
			const CtCheckpoint *next = &g_array_index(plan->checkpoints, CtCheckpoint,
								  checkpoint + 1);

			if (GPOINTER_TO_UINT(g_hash_table_lookup(index, next->after_step)) >= i)
				break;
			checkpoint++;
		}
		list_waiting(plan, &waiting, i);
		tell_way_back(&g_array_index(plan->steps, CtPlanStep, i),
			      &g_array_index(plan->checkpoints, CtCheckpoint, checkpoint), index,
			      i);
	}
}
