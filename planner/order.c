/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of the steps.
 *
 * 1. Every constraint row is bound to the steps at hand and every wish of the intent with it: edges
 *    "before, after", each labelled with what demands it (order-bind.c).
 * 2. A cycle of edges is a conflict, never a warning: conflict-search.c turns it into a smallest set.
 * 3. List scheduling (Kahn 1962) takes, of all steps that may come next, the one that can be undone
 *    before one that cannot, then the one that stands first in the step table, then the one bound
 *    first.  So irreversible steps come as late as the constraints allow, and every tie is broken by a
 *    written rule.
 * 4. The federation cutover is one window without federation: it opens only when everything that its
 *    closing needs is done, and while it is open only such steps are taken.
 */
#include "planner/order.h"

#include <string.h>

#include "planner/network.h"
#include "planner/order-keep.h"
#include "planner/order-reach.h"

typedef struct {
	const CtPlan *plan;
	const gboolean *in_window; /* by step: needed to close the window */
	guint open;		   /* how many window openers were taken */
	guint to_close;		   /* closing steps not yet taken */
	const guint64 *rank; /* nullable, by step: its place in the plan whose order is kept */
} Schedule;

/* Everything the closing needs comes before the opening, unless it follows from the opening.  Such an
 * edge cannot close a cycle, since its first step is not reached from any opening. */
static void
hold_window_shut(CtOrder *order, const CtPlan *plan, gboolean *in_window)
{
	g_autofree gboolean *after_open = g_new0(gboolean, order->n_steps + 1);
	guint n = order->n_steps;
	gboolean any = FALSE;

	for (guint i = 0; i < n; i++) {
		after_open[i] = ct_rule_plays(CT_WINDOW_OPENS, ct_plan_step(plan, i)->rule);
		in_window[i] = ct_rule_plays(CT_WINDOW_CLOSES, ct_plan_step(plan, i)->rule);
		any = any || after_open[i];
	}
	ct_order_spread(order, in_window, TRUE, NULL, NULL);
	ct_order_spread(order, after_open, FALSE, NULL, NULL);
	for (guint i = 0; any && i < n; i++) {
		if (!in_window[i] || after_open[i])
			continue;
		for (guint k = 0; k < n; k++)
			if (ct_rule_plays(CT_WINDOW_OPENS, ct_plan_step(plan, k)->rule))
				ct_order_add_edge(order, i, k, CT_LABEL_WINDOW);
	}
}

/* Does step @a come before step @b among those that could come next? */
static gboolean
is_preferred(const Schedule *schedule, guint a, guint b)
{
	const CtPlanStep *left = ct_plan_step(schedule->plan, a);
	const CtPlanStep *right = ct_plan_step(schedule->plan, b);
	gboolean window = schedule->open > 0 && schedule->to_close > 0;
	gboolean left_no = left->reversible == CT_REVERSIBLE_NO;
	gboolean right_no = right->reversible == CT_REVERSIBLE_NO;

	if (window && schedule->in_window[a] != schedule->in_window[b])
		return schedule->in_window[a];
	if (schedule->rank != NULL && schedule->rank[a] != schedule->rank[b])
		return schedule->rank[a] < schedule->rank[b];
	if (left_no != right_no)
		return right_no;
	/* Binding order is the order of the step table */
	return a < b;
}

/* A binary heap of ready steps would have to be rebuilt when the window opens and closes; two plain
 * scans a step are quick enough for the thousands of steps a plan has. */
static guint
take_next(Schedule *schedule, GArray *ready)
{
	guint best = 0;
	guint step;

	for (guint i = 1; i < ready->len; i++)
		if (is_preferred(schedule, g_array_index(ready, guint, i),
				 g_array_index(ready, guint, best)))
			best = i;
	step = g_array_index(ready, guint, best);
	g_array_remove_index_fast(ready, best);
	if (ct_rule_plays(CT_WINDOW_OPENS, ct_plan_step(schedule->plan, step)->rule))
		schedule->open++;
	if (ct_rule_plays(CT_WINDOW_CLOSES, ct_plan_step(schedule->plan, step)->rule))
		schedule->to_close--;
	return step;
}

static GArray *
run_schedule(const CtOrder *order, const CtPlan *plan, const gboolean *in_window,
	     const guint64 *rank)
{
	guint n = order->n_steps;
	GArray *sequence = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) ready = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *waiting = g_new0(guint, n + 1);
	Schedule schedule = { .plan = plan, .in_window = in_window, .rank = rank };

	for (guint i = 0; i < n; i++) {
		waiting[i] = order->before[i]->len;
		if (waiting[i] == 0)
			g_array_append_val(ready, i);
		if (ct_rule_plays(CT_WINDOW_CLOSES, ct_plan_step(plan, i)->rule))
			schedule.to_close++;
	}
	while (ready->len > 0) {
		guint step = take_next(&schedule, ready);

		g_array_append_val(sequence, step);
		for (guint k = 0; k < order->after[step]->len; k++) {
			guint edge = g_array_index(order->after[step], guint, k);
			guint next = g_array_index(order->edges, CtOrderEdge, edge).after;

			if (--waiting[next] == 0)
				g_array_append_val(ready, next);
		}
	}
	return sequence;
}

static int
by_position(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtOrder *order = data;
	const CtOrderEdge *left = &g_array_index(order->edges, CtOrderEdge, *(const guint *)a);
	const CtOrderEdge *right = &g_array_index(order->edges, CtOrderEdge, *(const guint *)b);

	if (left->label != right->label)
		return left->label < right->label ? -1 : 1;
	if (order->position[left->before] != order->position[right->before])
		return order->position[left->before] < order->position[right->before] ? -1 : 1;
	return 0;
}

/* Two rows of one constraint may bind the same two steps. */
static gboolean
is_last_listed(const CtPlanStep *step, const CtAfter *after)
{
	const CtAfter *last;

	if (step->after->len == 0)
		return FALSE;
	last = &g_array_index(step->after, CtAfter, step->after->len - 1);
	return strcmp(last->step, after->step) == 0 &&
	       strcmp(last->constraint, after->constraint) == 0;
}

static void
list_after(const CtOrder *order, CtPlan *plan, CtPlanStep *step, GArray *edges)
{
	g_array_sort_with_data(edges, by_position, (gpointer)order);
	for (guint i = 0; i < edges->len; i++) {
		const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge,
							 g_array_index(edges, guint, i));
		guint run = i;
		CtAfter after;

		if (edge->label >= CT_LABEL_KEPT)
			continue;
		while (run + 1 < edges->len && g_array_index(order->edges, CtOrderEdge,
							     g_array_index(edges, guint, run + 1))
							       .label == edge->label)
			run++;
		if (run - i + 1 > CT_ORDER_MAX_LISTED) {
			i = run;
			edge = &g_array_index(order->edges, CtOrderEdge,
					      g_array_index(edges, guint, i));
		}
		after.step = ct_plan_printf(plan, "s%03u", order->position[edge->before] + 1);
		after.constraint = ct_order_label_id(order, edge->label);
		after.hard = ct_order_label_is_hard(order, edge->label);
		if (!is_last_listed(step, &after))
			g_array_append_val(step->after, after);
	}
}

static void
rearrange(CtOrder *order, CtPlan *plan, const GArray *sequence)
{
	g_autofree CtPlanStep *bound = g_memdup2(plan->steps->data,
						 sizeof(CtPlanStep) * plan->steps->len);
	guint64 minute = 0;

	for (guint i = 0; i < sequence->len; i++)
		order->position[g_array_index(sequence, guint, i)] = i;
	for (guint i = 0; i < sequence->len; i++) {
		guint index = g_array_index(sequence, guint, i);
		CtPlanStep step = bound[index];

		step.id = ct_plan_printf(plan, "s%03u", i + 1);
		step.start_minute = minute;
		minute += step.minutes + step.settle_minutes;
		list_after(order, plan, &step, order->before[index]);
		g_array_index(plan->steps, CtPlanStep, i) = step;
	}
}

/* Is there a recommended row of this constraint?  Rows of one id may differ in strength. */
static gboolean
has_recommended_row(const char *id)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++)
		if (strcmp(rows[i].id, id) == 0 && rows[i].strength == CT_STRENGTH_RECOMMENDED)
			return TRUE;
	return FALSE;
}

/* The constraint in a conflict that has a recommended row which is still kept, NULL when all that
 * collides is hard. */
static const char *
find_recommended(const CtDraft *self, const CtConflict *conflict)
{
	for (guint i = 0; i < conflict->elements->len; i++) {
		const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);
		const CtConstraintRow *row = ct_constraint_row_find(element->id);

		if (row != NULL && has_recommended_row(row->id) &&
		    (self->waived == NULL || !g_hash_table_contains(self->waived, row->id)))
			return row->id;
	}
	return NULL;
}

static const char *
find_any_recommended(const CtDraft *self, const GPtrArray *conflicts)
{
	const char *found = NULL;

	for (guint i = 0; found == NULL && i < conflicts->len; i++)
		found = find_recommended(self, g_ptr_array_index((GPtrArray *)conflicts, i));
	return found;
}

/* Edges of all constraints and wishes.  A recommended constraint gives way to a wish: it is left out
 * and what breaks it is noted later.  NULL when hard ones collide. */
static CtOrder *
bind_order(CtDraft *self, GPtrArray *out_conflicts)
{
	for (;;) {
		g_autoptr(CtOrder) order = ct_order_new(self);
		g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func(
			(GDestroyNotify)ct_conflict_free);
		const char *recommended;

		if (!ct_order_find_conflicts(order, self, 1, conflicts))
			return g_steal_pointer(&order);
		recommended = find_recommended(self, g_ptr_array_index(conflicts, 0));
		if (recommended == NULL) {
			g_ptr_array_set_size(conflicts, 0);
			ct_order_find_conflicts(order, self, self->most_conflicts, conflicts);
			recommended = find_any_recommended(self, conflicts);
		}
		if (recommended == NULL) {
			g_ptr_array_extend_and_steal(out_conflicts, g_steal_pointer(&conflicts));
			return NULL;
		}
		if (self->waived == NULL)
			self->waived = g_hash_table_new(g_str_hash, g_str_equal);
		g_hash_table_add(self->waived, (gpointer)recommended);
	}
}

/* A note on every step that stands before one it should come after.  The steps are in their final
 * order by now, so that the edges bound here go by position. */
static void
note_waived(CtDraft *self, CtOrder *order)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);
	guint begin = order->edges->len;

	for (guint i = 0; self->waived != NULL && i < count; i++)
		if (g_hash_table_contains(self->waived, rows[i].id) &&
		    rows[i].strength == CT_STRENGTH_RECOMMENDED)
			ct_order_bind_row(order, self, i);
	for (guint i = begin; i < order->edges->len; i++) {
		const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge, i);

		if (edge->before > edge->after)
			g_array_index(self->plan->steps, CtPlanStep, edge->after).note =
				ct_plan_printf(self->plan,
					       "The intent breaks recommended constraint %s: %s",
					       rows[edge->label].id, rows[edge->label].reason);
	}
}

/* Marks steps that stand in the outage of the cutover and do not belong there; TRUE: some are new. */
static gboolean
mark_intruders(const CtPlan *plan, const gboolean *in_window, const GArray *sequence,
	       gboolean *outside)
{
	gboolean any = FALSE;
	guint last = 0;
	gboolean open = FALSE;

	for (guint i = 0; i < sequence->len; i++)
		if (ct_rule_plays(CT_WINDOW_CLOSES,
				  ct_plan_step(plan, g_array_index(sequence, guint, i))->rule))
			last = i;
	for (guint i = 0; i < last; i++) {
		guint step = g_array_index(sequence, guint, i);

		open = open || ct_rule_plays(CT_WINDOW_OPENS, ct_plan_step(plan, step)->rule);
		if (!open || in_window[step] || outside[step])
			continue;
		outside[step] = TRUE;
		any = TRUE;
	}
	return any;
}

/* A sequence as near as possible to that of the plan that is kept; @usual: what it would be without. */
static GArray *
keep_order(CtDraft *self, const gboolean *in_window, const GArray *usual)
{
	const CtPlan *kept = self->kept->plan;
	g_autofree gboolean *outside = g_new0(gboolean, self->order->n_steps + 1);
	guint n_edges = self->order->edges->len;

	for (;;) {
		g_autofree gboolean *staying = NULL;
		g_autofree guint64 *rank = ct_order_keep(self->order, self->plan, kept, in_window,
							 outside, usual, &staying);
		g_autoptr(GArray) sequence = run_schedule(self->order, self->plan, in_window, rank);

		if (!mark_intruders(self->plan, in_window, sequence, outside)) {
			ct_order_tell_moves(self->order, kept, staying, rank, sequence,
					    self->kept->moves);
			return g_steal_pointer(&sequence);
		}
		ct_order_cut(self->order, n_edges);
	}
}

gboolean
ct_draft_order(CtDraft *self, GPtrArray *out_conflicts)
{
	CtOrder *order = bind_order(self, out_conflicts);
	g_autofree gboolean *in_window = NULL;
	g_autoptr(GArray) sequence = NULL;
	guint n_edges;

	if (order == NULL)
		return FALSE;
	self->order = order;
	in_window = g_new0(gboolean, order->n_steps + 1);
	hold_window_shut(order, self->plan, in_window);
	n_edges = order->edges->len;
	sequence = run_schedule(order, self->plan, in_window, NULL);
	if (self->kept != NULL) {
		g_autoptr(GArray) usual = g_steal_pointer(&sequence);

		sequence = keep_order(self, in_window, usual);
	}
	g_assert(sequence->len == order->n_steps);
	rearrange(order, self->plan, sequence);
	self->network = ct_network_new(order, n_edges);
	note_waived(self, order);
	return TRUE;
}
