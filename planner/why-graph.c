/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The constraints of a plan as a graph.  It is read from the plan and not made again from the exports:
 * the question is why the plan at hand is as it is, be it edited or its exports gone.  The tie-breaks
 * are those of order.c, told apart so that each can be named.
 */
#include "planner/why-graph.h"

#include <string.h>

#include "planner/order.h"

typedef struct {
	CtWhyGraph *graph;
	GHashTable *positions; /* id of a step -> position + 1 */
	int *stage;	       /* by step: of the wave that it moves, -1 */
} Reader;

const char *
ct_why_strength_name(CtWhyStrength strength)
{
	static const char *const names[CT_WHY_N_STRENGTHS] = { "hard", "wish", "recommended",
							       "window" };

	return names[strength];
}

static void
add_edge(CtWhyGraph *self, guint before, guint after, const char *id, const CtConstraintRow *row,
	 CtWhyStrength strength)
{
	CtWhyEdge edge = { before, after, id, row, strength };
	guint index = self->edges->len;

	g_array_append_val(self->edges, edge);
	g_array_append_val(self->before[after], index);
	g_array_append_val(self->after[before], index);
}

static gboolean
is_first_kind(const CtPlanStep *step, CtObjectKind kind)
{
	const char *subject;
	const char *colon;

	if (kind == CT_OBJECT_ANY)
		return TRUE;
	if (step->subjects->len == 0)
		return FALSE;
	subject = g_ptr_array_index(step->subjects, 0);
	colon = strchr(subject, ':');
	return colon != NULL &&
	       ct_object_kind_from_prefix(subject, (gsize)(colon - subject)) == kind;
}

static gboolean
shares(const GPtrArray *a, const GPtrArray *b)
{
	for (guint i = 0; i < a->len; i++)
		for (guint k = 0; k < b->len; k++)
			if (strcmp(g_ptr_array_index(a, i), g_ptr_array_index(b, k)) == 0)
				return TRUE;
	return FALSE;
}

/* Does the row put step @before before step @after, if it binds at all? */
static gboolean
row_fits(const Reader *self, const CtConstraintRow *row, guint before, guint after)
{
	const CtPlanStep *first = ct_plan_step(self->graph->plan, before);
	const CtPlanStep *second = ct_plan_step(self->graph->plan, after);

	if (before == after || !ct_rule_list_has(row->before, first->rule) ||
	    !ct_rule_list_has(row->after, second->rule) ||
	    !is_first_kind(first, row->before_kind) || !is_first_kind(second, row->after_kind))
		return FALSE;
	switch (row->scope) {
	case CT_SCOPE_ALL:
		return TRUE;
	case CT_SCOPE_POOL:
		return shares(first->pools, second->pools);
	case CT_SCOPE_SUBJECT:
		return shares(first->subjects, second->subjects);
	case CT_SCOPE_WAVE:
		return self->stage[before] < self->stage[after];
	}
	g_assert_not_reached();
}

/* The row behind an entry of "after"; rows of one id may have several reasons. */
static const CtConstraintRow *
find_row(const Reader *self, const char *id, guint before, guint after)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++)
		if (strcmp(rows[i].id, id) == 0 && row_fits(self, &rows[i], before, after))
			return &rows[i];
	return NULL;
}

/* Where the plan lists one step for more than it wants to list, the others follow. */
static void
add_unlisted(const Reader *self, const CtConstraintRow *row, guint listed, guint after,
	     CtWhyStrength strength)
{
	guint count = 0;

	for (guint i = 0; i < self->graph->n_steps; i++) {
		if (!row_fits(self, row, i, after))
			continue;
		/* the last of them is the one that is listed, else this is another row */
		if (i > listed)
			return;
		count++;
	}
	if (count <= CT_ORDER_MAX_LISTED)
		return;
	for (guint i = 0; i < listed; i++)
		if (row_fits(self, row, i, after))
			add_edge(self->graph, i, after, row->id, row, strength);
}

static void
read_after(const Reader *self, guint step)
{
	const GArray *after = ct_plan_step(self->graph->plan, step)->after;

	for (guint i = 0; i < after->len; i++) {
		const CtAfter *entry = &g_array_index(after, CtAfter, i);
		guint position = GPOINTER_TO_UINT(
			g_hash_table_lookup(self->positions, entry->step));
		const CtConstraintRow *row;
		CtWhyStrength strength = entry->hard ? CT_WHY_HARD : CT_WHY_RECOMMENDED;

		if (position == 0 || position - 1 == step)
			continue;
		row = find_row(self, entry->constraint, position - 1, step);
		if (row == NULL && strcmp(entry->constraint, CT_ORDER_WISH_ID) == 0)
			strength = CT_WHY_WISH;
		add_edge(self->graph, position - 1, step, entry->constraint, row, strength);
		if (row != NULL && self->graph->n_steps > CT_ORDER_MAX_LISTED)
			add_unlisted(self, row, position - 1, step, strength);
	}
}

static void
spread(const CtWhyGraph *self, gboolean *set, gboolean backward)
{
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->n_steps; i++)
		if (set[i])
			g_array_append_val(queue, i);
	for (guint at = 0; at < queue->len; at++) {
		guint step = g_array_index(queue, guint, at);
		const GArray *edges = backward ? self->before[step] : self->after[step];

		for (guint k = 0; k < edges->len; k++) {
			const CtWhyEdge *edge = ct_why_graph_edge(self,
								  g_array_index(edges, guint, k));
			guint other = backward ? edge->before : edge->after;

			if (set[other])
				continue;
			set[other] = TRUE;
			g_array_append_val(queue, other);
		}
	}
}

/* What bringing federation back needs and does not follow from taking it down is done before. */
static void
add_window(CtWhyGraph *self)
{
	g_autofree gboolean *follows = g_new0(gboolean, self->n_steps + 1);
	g_autoptr(GArray) openers = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->n_steps; i++) {
		const char *rule = ct_plan_step(self->plan, i)->rule;

		follows[i] = ct_rule_plays(CT_WINDOW_OPENS, rule);
		self->in_window[i] = ct_rule_plays(CT_WINDOW_CLOSES, rule);
		if (follows[i])
			g_array_append_val(openers, i);
	}
	spread(self, self->in_window, TRUE);
	spread(self, follows, FALSE);
	for (guint i = 0; i < self->n_steps; i++)
		for (guint k = 0; self->in_window[i] && !follows[i] && k < openers->len; k++) {
			guint opener = g_array_index(openers, guint, k);
			const CtVersionPair *pair = ct_rule_pair(
				ct_plan_step(self->plan, opener)->rule);

			add_edge(self, i, opener, ct_rule_named(pair, "I-07"), NULL, CT_WHY_WINDOW);
		}
}

static guint
row_of(const char *rule)
{
	guint count = 0;
	const CtStepRow *rows = ct_step_rows(&count);

	for (guint i = 0; i < count; i++)
		if (strcmp(rows[i].id, rule) == 0)
			return i;
	return CT_NONE;
}

static int
stage_of(const CtPlan *plan, const CtPlanStep *step)
{
	static const char *const kinds[] = { "test", "pilot", "production" };
	const CtPlanWave *wave = step->wave != NULL ? ct_plan_find_wave(plan, step->wave) : NULL;

	for (gsize i = 0; wave != NULL && i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(wave->kind, kinds[i]) == 0)
			return (int)i;
	return -1;
}

CtWhyGraph *
ct_why_graph_new(const CtPlan *plan)
{
	CtWhyGraph *self = g_new0(CtWhyGraph, 1);
	g_autoptr(GHashTable) positions = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree int *stage = g_new0(int, plan->steps->len + 1);
	Reader reader = { self, positions, stage };

	self->plan = plan;
	self->n_steps = plan->steps->len;
	self->edges = g_array_new(FALSE, FALSE, sizeof(CtWhyEdge));
	self->before = g_new0(GArray *, self->n_steps + 1);
	self->after = g_new0(GArray *, self->n_steps + 1);
	self->in_window = g_new0(gboolean, self->n_steps + 1);
	self->row = g_new0(guint, self->n_steps + 1);
	for (guint i = 0; i < self->n_steps; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		self->before[i] = g_array_new(FALSE, FALSE, sizeof(guint));
		self->after[i] = g_array_new(FALSE, FALSE, sizeof(guint));
		self->row[i] = row_of(step->rule);
		stage[i] = stage_of(plan, step);
		g_hash_table_insert(positions, (gpointer)step->id, GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < self->n_steps; i++)
		read_after(&reader, i);
	add_window(self);
	return self;
}

void
ct_why_graph_free(CtWhyGraph *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < self->n_steps; i++) {
		g_array_unref(self->before[i]);
		g_array_unref(self->after[i]);
	}
	g_free(self->before);
	g_free(self->after);
	g_free(self->in_window);
	g_free(self->row);
	g_array_unref(self->edges);
	g_free(self);
}

/* Breadth first over edges of at least this strength; of equally short chains the one whose edges the
 * plan lists first. */
static GArray *
search(const CtWhyGraph *self, guint a, guint b, CtWhyStrength weakest)
{
	g_autofree guint *came_by = g_new(guint, self->n_steps + 1);
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	GArray *chain;

	for (guint i = 0; i < self->n_steps; i++)
		came_by[i] = CT_NONE;
	g_array_append_val(queue, a);
	for (guint at = 0; at < queue->len && came_by[b] == CT_NONE; at++) {
		const GArray *edges = self->after[g_array_index(queue, guint, at)];

		for (guint k = 0; k < edges->len; k++) {
			guint index = g_array_index(edges, guint, k);
			const CtWhyEdge *edge = ct_why_graph_edge(self, index);

			if (edge->strength > weakest || edge->after == a ||
			    came_by[edge->after] != CT_NONE)
				continue;
			came_by[edge->after] = index;
			g_array_append_val(queue, edge->after);
		}
	}
	if (came_by[b] == CT_NONE)
		return NULL;
	chain = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint at = b; at != a; at = ct_why_graph_edge(self, came_by[at])->before)
		g_array_prepend_val(chain, came_by[at]);
	return chain;
}

GArray *
ct_why_graph_chain(const CtWhyGraph *self, guint a, guint b)
{
	GArray *chain = NULL;

	for (int weakest = 0; a != b && chain == NULL && weakest < CT_WHY_N_STRENGTHS; weakest++)
		chain = search(self, a, b, (CtWhyStrength)weakest);
	return chain;
}

guint
ct_why_graph_last(const CtWhyGraph *self, guint step)
{
	guint best = CT_NONE;

	for (guint k = 0; k < self->before[step]->len; k++) {
		guint index = g_array_index(self->before[step], guint, k);
		const CtWhyEdge *edge = ct_why_graph_edge(self, index);
		const CtWhyEdge *held = best != CT_NONE ? ct_why_graph_edge(self, best) : NULL;

		if (held == NULL || edge->before > held->before ||
		    (edge->before == held->before && edge->strength < held->strength))
			best = index;
	}
	return best;
}

guint
ct_why_graph_rival(const CtWhyGraph *self, guint a, guint b)
{
	g_autofree gboolean *needed = g_new0(gboolean, self->n_steps + 1);

	needed[b] = TRUE;
	spread(self, needed, TRUE);
	for (guint i = a + 1; i < self->n_steps; i++)
		if (needed[i])
			return i;
	return b;
}

/* Is federation down when the step at @position is taken? */
static gboolean
is_window_open(const CtWhyGraph *self, guint position)
{
	gboolean opened = FALSE;
	gboolean closes = FALSE;

	for (guint i = 0; i < self->n_steps; i++) {
		const char *rule = ct_plan_step(self->plan, i)->rule;

		opened = opened || (i < position && ct_rule_plays(CT_WINDOW_OPENS, rule));
		closes = closes || (i >= position && ct_rule_plays(CT_WINDOW_CLOSES, rule));
	}
	return opened && closes;
}

CtWhyTie
ct_why_graph_tie(const CtWhyGraph *self, guint a, guint b)
{
	gboolean a_stays = ct_plan_step(self->plan, a)->reversible == CT_REVERSIBLE_NO;
	gboolean b_stays = ct_plan_step(self->plan, b)->reversible == CT_REVERSIBLE_NO;

	if (self->in_window[a] != self->in_window[b] && is_window_open(self, a))
		return self->in_window[a] ? CT_WHY_TIE_WINDOW : CT_WHY_TIE_NONE;
	if (a_stays != b_stays)
		return b_stays ? CT_WHY_TIE_REVERSIBLE : CT_WHY_TIE_NONE;
	if (self->row[a] != self->row[b])
		return self->row[a] < self->row[b] ? CT_WHY_TIE_TABLE : CT_WHY_TIE_NONE;
	return CT_WHY_TIE_OBJECT;
}
