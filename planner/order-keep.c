/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping the order of another plan, be it edited by hand or older.
 *
 * Two steps collide when the other plan has them the wrong way round: u before v, though v has to come
 * before u, directly or over other steps.  "Has to come before and does not" is itself an order: it is
 * transitive, because both of its halves are.  A set of steps can keep its order exactly when no
 * two of them collide, so that the largest such set is a largest antichain, and the least number of
 * steps that have to move is what is left.  Dilworth's theorem and König's make it a matching in a
 * bipartite graph (Fulkerson 1956), found here by augmenting paths (Kuhn 1955): exact, and quick
 * where few steps collide.
 */
#include "planner/order-keep.h"

#include <string.h>

#include "planner/order-reach.h"
#include "planner/step-match.h"

/* Rank of a step that the other plan does not have, before it gets one. */
#define NO_RANK G_MAXUINT64

typedef struct {
	CtOrder *order;
	const CtPlan *plan; /* whose steps are bound */
	const CtPlan *kept;
	guint n;
	guint64 *rank;		   /* by step: its place in the other plan; larger is later */
	const gboolean *in_window; /* by step: belongs into the outage of the cutover */
	const gboolean *outside;   /* by step: was seen to get into it and must not */
} Keep;

static void
rank_known(Keep *self)
{
	g_autofree guint *place = ct_match_steps(self->kept, self->plan);

	for (guint i = 0; i < self->n; i++)
		self->rank[i] = place[i] != CT_NONE ? (guint64)(place[i] + 1) << 32 : NO_RANK;
}

/* A step that the other plan does not have stands directly behind the one that it would stand behind
 * without the other plan. */
static void
rank_new(Keep *self, const GArray *usual)
{
	guint64 last = 0;

	for (guint i = 0; i < usual->len; i++) {
		guint step = g_array_index(usual, guint, i);

		if (self->rank[step] == NO_RANK)
			self->rank[step] = last + 1;
		last = self->rank[step];
	}
}

/* Steps that come after an opening of the window, directly or not. */
static gboolean *
find_after_opening(const Keep *self, const CtReach *reach)
{
	gboolean *after = g_new0(gboolean, self->n + 1);

	for (guint i = 0; i < self->n; i++) {
		if (!ct_rule_plays(CT_WINDOW_OPENS, ct_plan_step(self->plan, i)->rule))
			continue;
		for (guint k = 0; k < self->n; k++)
			after[k] = after[k] || ct_reach_has(reach, i, k);
	}
	return after;
}

/* Edges between @step and all steps of @rule, which go first when @step goes behind. */
static void
put_beside(Keep *self, guint step, const char *rule, gboolean behind)
{
	for (guint i = 0; i < self->n; i++)
		if (ct_rule_plays(rule, ct_plan_step(self->plan, i)->rule))
			ct_order_add_edge(self->order, behind ? i : step, behind ? step : i,
					  CT_LABEL_KEPT);
}

/* When the other plan has the window open, as ranks. */
static void
find_window(const Keep *self, guint64 *out_opened, guint64 *out_closed)
{
	*out_opened = NO_RANK;
	*out_closed = 0;
	for (guint i = 0; i < self->n; i++) {
		const char *rule = ct_plan_step(self->plan, i)->rule;

		if (ct_rule_plays(CT_WINDOW_OPENS, rule))
			*out_opened = MIN(*out_opened, self->rank[i]);
		if (ct_rule_plays(CT_WINDOW_CLOSES, rule))
			*out_closed = MAX(*out_closed, self->rank[i]);
	}
}

/* Nothing else may be done while no Edge federates: what the other plan has between the opening of the
 * window and its closing, and what does not belong there, goes before it (@front) or behind it.  What
 * needs the opening goes behind, and what needs something that goes behind. */
static void
clear_window(Keep *self, gboolean front)
{
	g_autoptr(CtReach) reach = ct_reach_new(self->order, NULL, NULL);
	g_autofree gboolean *behind = find_after_opening(self, reach);
	g_autofree gboolean *concerned = g_new0(gboolean, self->n + 1);
	guint64 opened, closed;

	find_window(self, &opened, &closed);
	for (guint i = 0; i < self->n; i++) {
		gboolean between = self->rank[i] > opened && self->rank[i] < closed;

		concerned[i] = !self->in_window[i] && (between || self->outside[i]);
		if (concerned[i] && (between ? !front : self->rank[i] > opened))
			behind[i] = TRUE;
	}
	for (guint i = 0; i < self->n; i++)
		for (guint k = 0; concerned[i] && behind[i] && k < self->n; k++)
			behind[k] = behind[k] || ct_reach_has(reach, i, k);
	for (guint i = 0; i < self->n; i++)
		if (concerned[i])
			put_beside(self, i, behind[i] ? CT_WINDOW_CLOSES : CT_WINDOW_OPENS,
				   behind[i]);
}

typedef struct {
	guint n;
	const guint64 *rank;
	const CtReach *reach;
	guint *left_of;	   /* of each step as a late one: its early one; CT_NONE */
	guint *right_of;   /* the other way round */
	gboolean *visited; /* late steps of the present search */
} Matching;

/* Has @early to come before @late, and does the other plan have them the wrong way round? */
static gboolean
collide(const Matching *self, guint early, guint late)
{
	return ct_reach_has(self->reach, early, late) && self->rank[late] < self->rank[early];
}

/* Looks for an augmenting path from @early; the stack is as deep as a path can be long. */
static gboolean
augment(Matching *self, guint early)
{
	for (guint late = 0; late < self->n; late++) {
		if (self->visited[late] || !collide(self, early, late))
			continue;
		self->visited[late] = TRUE;
		if (self->left_of[late] != CT_NONE && !augment(self, self->left_of[late]))
			continue;
		self->left_of[late] = early;
		self->right_of[early] = late;
		return TRUE;
	}
	return FALSE;
}

/* Marks what an alternating path from an unmatched early step reaches: early steps and late ones. */
static void
mark_reached(const Matching *self, guint early, gboolean *early_reached, gboolean *late_reached)
{
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));

	early_reached[early] = TRUE;
	g_array_append_val(queue, early);
	for (guint at = 0; at < queue->len; at++) {
		guint step = g_array_index(queue, guint, at);

		for (guint late = 0; late < self->n; late++) {
			guint next = self->left_of[late];

			if (late_reached[late] || !collide(self, step, late))
				continue;
			late_reached[late] = TRUE;
			if (next == CT_NONE || early_reached[next])
				continue;
			early_reached[next] = TRUE;
			g_array_append_val(queue, next);
		}
	}
}

/* The steps outside of the cover: neither an early step that is not reached nor a late one that is. */
static gboolean *
find_staying(const Keep *self)
{
	guint n = self->n;
	g_autofree guint *left_of = g_new(guint, n + 1);
	g_autofree guint *right_of = g_new(guint, n + 1);
	g_autofree gboolean *visited = g_new0(gboolean, n + 1);
	g_autofree gboolean *early_reached = g_new0(gboolean, n + 1);
	g_autofree gboolean *late_reached = g_new0(gboolean, n + 1);
	g_autoptr(CtReach) reach = ct_reach_new(self->order, NULL, NULL);
	gboolean *staying = g_new0(gboolean, n + 1);
	Matching matching = { n, self->rank, reach, left_of, right_of, visited };

	for (guint i = 0; i < n; i++)
		left_of[i] = right_of[i] = CT_NONE;
	for (guint i = 0; i < n; i++) {
		memset(visited, 0, n * sizeof(*visited));
		augment(&matching, i);
	}
	for (guint i = 0; i < n; i++)
		if (right_of[i] == CT_NONE && !early_reached[i])
			mark_reached(&matching, i, early_reached, late_reached);
	for (guint i = 0; i < n; i++)
		staying[i] = early_reached[i] && !late_reached[i];
	return staying;
}

static int
by_rank(gconstpointer a, gconstpointer b, gpointer data)
{
	const guint64 *rank = data;
	guint left = *(const guint *)a;
	guint right = *(const guint *)b;

	if (rank[left] != rank[right])
		return rank[left] < rank[right] ? -1 : 1;
	return left < right ? -1 : left > right;
}

/* An edge from each staying step to the next one. */
static void
chain(Keep *self, const gboolean *staying)
{
	g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->n; i++)
		if (staying[i])
			g_array_append_val(steps, i);
	g_array_sort_with_data(steps, by_rank, self->rank);
	for (guint i = 0; i + 1 < steps->len; i++)
		ct_order_add_edge(self->order, g_array_index(steps, guint, i),
				  g_array_index(steps, guint, i + 1), CT_LABEL_KEPT);
}

static guint
count_staying(const Keep *self, const gboolean *staying)
{
	guint count = 0;

	for (guint i = 0; i < self->n; i++)
		count += staying[i] ? 1 : 0;
	return count;
}

guint64 *
ct_order_keep(CtOrder *order, const CtPlan *plan, const CtPlan *kept, const gboolean *in_window,
	      const gboolean *outside, const GArray *usual, gboolean **out_staying)
{
	guint n = order->n_steps;
	guint n_edges = order->edges->len;
	Keep keep = { order, plan, kept, n, g_new0(guint64, n + 1), in_window, outside };
	g_autofree gboolean *in_front = NULL;
	gboolean *staying;

	rank_known(&keep);
	rank_new(&keep, usual);
	clear_window(&keep, TRUE);
	in_front = find_staying(&keep);
	ct_order_cut(order, n_edges);
	clear_window(&keep, FALSE);
	staying = find_staying(&keep);
	if (count_staying(&keep, in_front) > count_staying(&keep, staying)) {
		ct_order_cut(order, n_edges);
		clear_window(&keep, TRUE);
		g_free(staying);
		staying = g_steal_pointer(&in_front);
	}
	chain(&keep, staying);
	*out_staying = staying;
	return keep.rank;
}

/* The step of the other plan that is the same; NULL: it has none. */
static const CtPlanStep *
same_step(const CtPlan *kept, guint64 rank)
{
	return (rank & G_MAXUINT32) == 0 && rank > 0 ? ct_plan_step(kept, (guint)(rank >> 32) - 1)
						     : NULL;
}

/* The constraint that @kept breaks at the step; NULL: it does so by way of other steps only. */
static const char *
reason_of(const CtOrder *order, const guint64 *rank, guint step)
{
	const GArray *const lists[] = { order->before[step], order->after[step] };

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint k = 0; k < lists[i]->len; k++) {
			const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge,
								 g_array_index(lists[i], guint, k));

			if (edge->label < CT_LABEL_KEPT && rank[edge->before] > rank[edge->after])
				return ct_order_label_id(order, edge->label);
		}
	}
	return NULL;
}

void
ct_order_tell_moves(const CtOrder *order, const CtPlan *kept, const gboolean *staying,
		    const guint64 *rank, const GArray *sequence, GPtrArray *out_moves)
{
	const CtPlanStep *before = NULL;

	for (guint i = 0; i < sequence->len; i++) {
		guint index = g_array_index(sequence, guint, i);
		const CtPlanStep *step = same_step(kept, rank[index]);
		const char *reason;

		if (step == NULL)
			continue;
		if (!staying[index]) {
			reason = reason_of(order, rank, index);
			g_ptr_array_add(out_moves,
					g_strdup_printf("%s (%s) goes %s %s%s%s%s", step->id,
							step->title,
							before != NULL ? "behind" : "to the",
							before != NULL ? before->id : "front",
							reason != NULL ? " [" : "",
							reason != NULL ? reason : "",
							reason != NULL ? "]" : ""));
		}
		before = step;
	}
}
