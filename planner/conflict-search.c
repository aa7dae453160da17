/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a cycle to a conflict.  A shortest cycle is found by breadth-first search from each step that
 * lies on one; what labels its edges is then thinned by deletion: an element is dropped as long as the
 * rest still makes a cycle.  What is left is minimal: without any one of its elements the others can
 * be kept (deletion-based MUS, Chinneck and Dravnieks 1991).
 */
#include "planner/order.h"

#include <string.h>

#include "planner/reading.h"

/* Elements are compared by id: two rows of one constraint are one element, each wish is its own. */
typedef struct {
	guint label; /* the first of its labels that was met */
	guint edge;  /* an edge of the cycle that shows it */
} Element;

static gboolean
same_element(const CtOrder *order, guint a, guint b)
{
	if (a >= order->n_rows || b >= order->n_rows)
		return a == b;
	return strcmp(ct_order_label_id(order, a), ct_order_label_id(order, b)) == 0;
}

static gboolean
has_element(const CtOrder *order, const GArray *elements, guint label, guint except)
{
	for (guint i = 0; i < elements->len; i++)
		if (i != except &&
		    same_element(order, g_array_index(elements, Element, i).label, label))
			return TRUE;
	return FALSE;
}

/* Is there a cycle among the edges of @elements (all edges when NULL), leaving one element out?
 * @out_left: (nullable): by step: lies on or behind a cycle. */
static gboolean
is_cyclic(const CtOrder *order, const GArray *elements, guint except, gboolean *out_left)
{
	g_autofree guint *waiting = g_new0(guint, order->n_steps + 1);
	g_autofree gboolean *active = g_new0(gboolean, order->edges->len + 1);
	g_autoptr(GArray) ready = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < order->edges->len; i++) {
		const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge, i);

		active[i] = elements == NULL || has_element(order, elements, edge->label, except);
		waiting[edge->after] += active[i];
	}
	for (guint i = 0; i < order->n_steps; i++)
		if (waiting[i] == 0)
			g_array_append_val(ready, i);
	for (guint at = 0; at < ready->len; at++) {
		const GArray *edges = order->after[g_array_index(ready, guint, at)];

		for (guint k = 0; k < edges->len; k++) {
			guint edge = g_array_index(edges, guint, k);
			guint next = g_array_index(order->edges, CtOrderEdge, edge).after;

			if (active[edge] && --waiting[next] == 0)
				g_array_append_val(ready, next);
		}
	}
	for (guint i = 0; out_left != NULL && i < order->n_steps; i++)
		out_left[i] = waiting[i] > 0;
	return ready->len < order->n_steps;
}

/* The edges of a shortest path from @start back to @start, NULL when there is none. */
static GArray *
cycle_through(const CtOrder *order, guint start, const gboolean *left)
{
	g_autofree guint *came_by = g_new(guint, order->n_steps + 1);
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	GArray *path;

	for (guint i = 0; i < order->n_steps; i++)
		came_by[i] = G_MAXUINT;
	g_array_append_val(queue, start);
	for (guint at = 0; at < queue->len && came_by[start] == G_MAXUINT; at++) {
		const GArray *edges = order->after[g_array_index(queue, guint, at)];

		for (guint k = 0; k < edges->len; k++) {
			guint edge = g_array_index(edges, guint, k);
			guint next = g_array_index(order->edges, CtOrderEdge, edge).after;

			if (!left[next] || came_by[next] != G_MAXUINT)
				continue;
			came_by[next] = edge;
			g_array_append_val(queue, next);
		}
	}
	if (came_by[start] == G_MAXUINT)
		return NULL;
	path = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint at = start;;) {
		guint edge = came_by[at];

		g_array_append_val(path, edge);
		at = g_array_index(order->edges, CtOrderEdge, edge).before;
		if (at == start)
			return path;
	}
}

static GArray *
shortest_cycle(const CtOrder *order, const gboolean *left)
{
	GArray *best = NULL;

	for (guint i = 0; i < order->n_steps; i++) {
		GArray *cycle = left[i] ? cycle_through(order, i, left) : NULL;

		if (cycle != NULL && (best == NULL || cycle->len < best->len)) {
			g_clear_pointer(&best, g_array_unref);
			best = g_steal_pointer(&cycle);
		}
		g_clear_pointer(&cycle, g_array_unref);
		if (best != NULL && best->len == 2)
			break;
	}
	return best;
}

static GArray *
distinct_elements(const CtOrder *order, const GArray *edges)
{
	GArray *elements = g_array_new(FALSE, FALSE, sizeof(Element));

	for (guint i = 0; i < edges->len; i++) {
		guint edge = g_array_index(edges, guint, i);
		Element element = { g_array_index(order->edges, CtOrderEdge, edge).label, edge };

		if (!has_element(order, elements, element.label, G_MAXUINT))
			g_array_append_val(elements, element);
	}
	return elements;
}

static GArray *
minimal_elements(const CtOrder *order, const GArray *cycle)
{
	GArray *elements = distinct_elements(order, cycle);

	for (guint i = elements->len; i > 0; i--)
		if (is_cyclic(order, elements, i - 1, NULL))
			g_array_remove_index(elements, i - 1);
	return elements;
}

static const CtPlanStep *
step_at(const CtDraft *draft, guint index)
{
	return &g_array_index(draft->plan->steps, CtPlanStep, index);
}

static char *
step_where(const CtPlanStep *step)
{
	const CtEvidence *evidence;

	if (step->evidence->len == 0)
		return NULL;
	evidence = &g_array_index(step->evidence, CtEvidence, 0);
	return evidence->line > 0 ? g_strdup_printf("%s:%u", evidence->file, evidence->line)
				  : g_strdup(evidence->file);
}

static void
tell_wish(const CtOrder *order, const CtDraft *draft, guint label, CtConflict *conflict)
{
	const CtIntentOrder *wish = &g_array_index(order->wishes, CtIntentOrder,
						   label - order->n_rows);
	g_autofree char *where = ct_intent_where(draft->intent, wish->line);

	ct_conflict_add(conflict, ct_order_label_id(order, label), where,
			"the intent wants %s before %s", wish->before, wish->after);
	ct_conflict_add_way_out(conflict, "Give up the wish \"%s < %s\" (%s)", wish->before,
				wish->after, where);
}

/* The guide has another word on some constraints, which the architect may take. */
static void
tell_readings(const CtConstraintRow *row, CtConflict *conflict)
{
	const CtReadings lifting = ct_readings_lifting(row->condition);

	for (guint i = 0; i < CT_N_READINGS; i++)
		if (ct_readings_has(lifting, (CtReading)i))
			ct_conflict_add_way_out(conflict,
						"Read the guide otherwise in %s (%s = true): %s",
						ct_reading_row((CtReading)i)->id,
						ct_reading_row((CtReading)i)->key,
						ct_reading_row((CtReading)i)->other);
}

static void
tell_constraint(const CtOrder *order, const CtDraft *draft, const Element *element,
		CtConflict *conflict)
{
	const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge, element->edge);
	const CtPlanStep *before = step_at(draft, edge->before);
	const CtPlanStep *after = step_at(draft, edge->after);
	guint count = 0;
	const CtConstraintRow *row = &ct_constraint_rows(&count)[element->label];
	CtOrigin origin = { 0 };
	g_autofree char *where = NULL;

	ct_condition_holds(draft->estate, row->condition, &origin);
	if (row->condition == CT_CONDITION_SHARED_EDGE_FQDN && origin.line > 0) {
		where = ct_estate_where(draft->estate, origin);
		ct_conflict_add_way_out(
			conflict,
			"Give the legacy Edge a separate external name for each service "
			"(%s), so that %s no longer binds",
			where, row->id);
	} else {
		where = step_where(after);
		if (where == NULL)
			where = step_where(before);
	}
	tell_readings(row, conflict);
	ct_conflict_add(conflict, row->id, where, "\"%s\" (%s) must come before \"%s\" (%s): %s",
			before->title, before->rule, after->title, after->rule, row->reason);
}

/* Steps that may stand between the opening and the closing of the federation cutover. */
static gboolean
belongs_in_window(const CtDraft *draft, const CtPlanStep *step)
{
	const char *subject = g_ptr_array_index(step->subjects, 0);

	if (ct_rule_plays(CT_WINDOW_STEPS, step->rule))
		return TRUE;
	return ct_rule_plays("OCS-P10-03", step->rule) && g_str_has_prefix(subject, "edge:") &&
	       ct_condition_holds(draft->estate, CT_CONDITION_SHARED_EDGE_FQDN, NULL);
}

/* The edges that lead from the opening of the window to step @middle and on to its closing, NULL when
 * the step is free to stand elsewhere. */
static GArray *
path_through(const CtOrder *order, const CtDraft *draft, guint middle)
{
	GArray *path = g_array_new(FALSE, FALSE, sizeof(guint));

	for (int backward = 1; backward >= 0; backward--) {
		const char *goal = backward ? CT_WINDOW_OPENS : CT_WINDOW_CLOSES;
		g_autofree guint *came_by = g_new(guint, order->n_steps + 1);
		g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
		guint found = G_MAXUINT;

		for (guint i = 0; i < order->n_steps; i++)
			came_by[i] = G_MAXUINT;
		g_array_append_val(queue, middle);
		for (guint at = 0; at < queue->len && found == G_MAXUINT; at++) {
			guint step = g_array_index(queue, guint, at);
			const GArray *edges = backward ? order->before[step] : order->after[step];

			if (ct_rule_plays(goal, step_at(draft, step)->rule))
				found = step;
			for (guint k = 0; k < edges->len; k++) {
				guint edge = g_array_index(edges, guint, k);
				const CtOrderEdge *row = &g_array_index(order->edges, CtOrderEdge,
									edge);
				guint next = backward ? row->before : row->after;

				if (next == middle || came_by[next] != G_MAXUINT)
					continue;
				came_by[next] = edge;
				g_array_append_val(queue, next);
			}
		}
		if (found == G_MAXUINT)
			g_clear_pointer(&path, g_array_unref);
		if (path == NULL)
			return NULL;
		for (guint at = found; at != middle;) {
			const CtOrderEdge *row = &g_array_index(order->edges, CtOrderEdge,
								came_by[at]);

			g_array_append_val(path, came_by[at]);
			at = backward ? row->after : row->before;
		}
	}
	return path;
}

static void
tell_elements(const CtOrder *self, const CtDraft *draft, const GArray *elements,
	      CtConflict *conflict)
{
	/* Wishes first: giving one up costs a word, changing the deployment costs more */
	for (int pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < elements->len; i++) {
			const Element *element = &g_array_index(elements, Element, i);

			if (element->label >= self->n_rows && pass == 0)
				tell_wish(self, draft, element->label, conflict);
			if (element->label < self->n_rows && pass == 1)
				tell_constraint(self, draft, element, conflict);
		}
	}
}

/* A wish may force a step into the cutover window, where federation is down (I-07): no cycle, and
 * no safe order either. */
static gboolean
find_forced_into_window(const CtOrder *self, const CtDraft *draft, GPtrArray *conflicts)
{
	for (guint i = 0; i < self->n_steps; i++) {
		const CtPlanStep *step = step_at(draft, i);
		g_autoptr(GArray) elements = NULL;
		g_autoptr(GArray) path = NULL;
		CtConflict *conflict;

		if (belongs_in_window(draft, step))
			continue;
		path = path_through(self, draft, i);
		if (path == NULL)
			continue;
		elements = distinct_elements(self, path);
		conflict = ct_conflict_new();
		tell_elements(self, draft, elements, conflict);
		ct_conflict_add(
			conflict, "I-07", NULL,
			"nothing but the cutover itself may be done while federation is down, and "
			"\"%s\" (%s) would be",
			step->title, step->rule);
		g_ptr_array_add(conflicts, conflict);
		return TRUE;
	}
	return FALSE;
}

gboolean
ct_order_find_conflicts(const CtOrder *self, const CtDraft *draft, GPtrArray *conflicts)
{
	g_autofree gboolean *left = g_new0(gboolean, self->n_steps + 1);
	g_autoptr(GArray) cycle = NULL;
	g_autoptr(GArray) elements = NULL;
	CtConflict *conflict;

	if (!is_cyclic(self, NULL, G_MAXUINT, left))
		return self->wishes->len > 0 && find_forced_into_window(self, draft, conflicts);
	cycle = shortest_cycle(self, left);
	elements = minimal_elements(self, cycle);
	conflict = ct_conflict_new();
	tell_elements(self, draft, elements, conflict);
	g_ptr_array_add(conflicts, conflict);
	return TRUE;
}
