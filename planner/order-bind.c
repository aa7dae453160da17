/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Binding of constraint rows and wishes to steps.  Rows whose scope is a common pool or subject go
 * through an index of those, so that a row costs what it binds and not the square of the steps.
 */
#include "planner/order.h"

#include <string.h>

#include "planner/reading.h"

#define EDGE_KEY "edge:"

/* A plan that was written by hand may have steps without subjects. */
static const char *
subject_or_none(const CtPlanStep *step)
{
	return step->subjects->len > 0 ? g_ptr_array_index(step->subjects, 0) : "";
}

char *
ct_order_edge_key(const CtPlanStep *before, const CtPlanStep *after)
{
	return g_strdup_printf(EDGE_KEY "%s@%s<%s@%s", before->rule, subject_or_none(before),
			       after->rule, subject_or_none(after));
}

static gboolean
is_edge_dropped(const CtDraft *draft, guint before, guint after)
{
	g_autofree char *key = ct_order_edge_key(ct_plan_step(draft->plan, before),
						 ct_plan_step(draft->plan, after));

	return ct_draft_drops(draft, key);
}

void
ct_order_add_edge(CtOrder *self, guint before, guint after, guint label)
{
	CtOrderEdge edge = { before, after, label };
	guint index = self->edges->len;

	if (self->draft != NULL && is_edge_dropped(self->draft, before, after))
		return;
	g_array_append_val(self->edges, edge);
	g_array_append_val(self->after[before], index);
	g_array_append_val(self->before[after], index);
}

void
ct_order_cut(CtOrder *self, guint n_edges)
{
	/* the last edge of all is the last one of its steps too */
	for (guint i = self->edges->len; i > n_edges; i--) {
		const CtOrderEdge *edge = &g_array_index(self->edges, CtOrderEdge, i - 1);

		g_array_set_size(self->before[edge->after], self->before[edge->after]->len - 1);
		g_array_set_size(self->after[edge->before], self->after[edge->before]->len - 1);
	}
	g_array_set_size(self->edges, n_edges);
}

/* The kind of what a step is chiefly about. */
static CtObjectKind
first_kind(const CtPlanStep *step)
{
	const char *subject = g_ptr_array_index(step->subjects, 0);

	return ct_object_kind_from_prefix(subject, (gsize)(strchr(subject, ':') - subject));
}

static GArray *
matching_steps(const CtPlan *plan, const char *rules, CtObjectKind kind)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < plan->steps->len; i++)
		if (ct_rule_list_has(rules, ct_plan_step(plan, i)->rule) &&
		    (kind == CT_OBJECT_ANY || first_kind(ct_plan_step(plan, i)) == kind))
			g_array_append_val(found, i);
	return found;
}

static void
bind_all(CtOrder *self, const GArray *before, const GArray *after, guint label)
{
	for (guint a = 0; a < after->len; a++)
		for (guint b = 0; b < before->len; b++)
			if (g_array_index(before, guint, b) != g_array_index(after, guint, a))
				ct_order_add_edge(self, g_array_index(before, guint, b),
						  g_array_index(after, guint, a), label);
}

static const GPtrArray *
scope_items(const CtPlanStep *step, CtScope scope)
{
	return scope == CT_SCOPE_POOL ? step->pools : step->subjects;
}

/* Steps that have an item (pool or subject) in common. */
static void
bind_common(CtOrder *self, const CtPlan *plan, const GArray *before, const GArray *after,
	    guint label, CtScope scope)
{
	g_autoptr(GHashTable) by_item = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							      (GDestroyNotify)g_array_unref);
	g_autofree guint *bound = g_new0(guint, self->n_steps + 1);

	for (guint b = 0; b < before->len; b++) {
		guint index = g_array_index(before, guint, b);
		const GPtrArray *items = scope_items(ct_plan_step(plan, index), scope);

		for (guint k = 0; k < items->len; k++) {
			gpointer item = g_ptr_array_index(items, k);
			GArray *list = g_hash_table_lookup(by_item, item);

			if (list == NULL) {
				list = g_array_new(FALSE, FALSE, sizeof(guint));
				g_hash_table_insert(by_item, item, list);
			}
			g_array_append_val(list, index);
		}
	}
	for (guint a = 0; a < after->len; a++) {
		guint index = g_array_index(after, guint, a);
		const GPtrArray *items = scope_items(ct_plan_step(plan, index), scope);

		for (guint k = 0; k < items->len; k++) {
			const GArray *list = g_hash_table_lookup(by_item,
								 g_ptr_array_index(items, k));

			for (guint i = 0; list != NULL && i < list->len; i++) {
				guint other = g_array_index(list, guint, i);

				/* Two steps may share several items; one edge is enough */
				if (other == index || bound[other] == a + 1)
					continue;
				bound[other] = a + 1;
				ct_order_add_edge(self, other, index, label);
			}
		}
	}
}

/* By step: how early the kind of the wave comes that it moves; -1 for a step that moves none. */
static int *
wave_stages(const CtOrder *self, const CtDraft *draft)
{
	const CtPlan *plan = draft->plan;
	g_autoptr(GHashTable) rows = g_hash_table_new(g_str_hash, g_str_equal);
	int *stage = g_new0(int, self->n_steps + 1);

	for (guint i = 0; i < plan->waves->len; i++)
		g_hash_table_insert(rows, (gpointer)g_array_index(plan->waves, CtPlanWave, i).id,
				    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < self->n_steps; i++) {
		const char *wave = ct_plan_step(plan, i)->wave;
		guint row = wave != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(rows, wave)) : 0;

		stage[i] = row > 0 ? (int)g_array_index(draft->waves->kinds, CtWaveKind, row - 1)
				   : -1;
	}
	return stage;
}

static void
bind_waves(CtOrder *self, const CtDraft *draft, const GArray *before, const GArray *after,
	   guint label)
{
	g_autofree int *stage = wave_stages(self, draft);

	for (guint a = 0; a < after->len; a++) {
		guint later = g_array_index(after, guint, a);

		for (guint b = 0; b < before->len; b++) {
			guint earlier = g_array_index(before, guint, b);

			if (stage[earlier] < stage[later])
				ct_order_add_edge(self, earlier, later, label);
		}
	}
}

static void
bind_row(CtOrder *self, const CtDraft *draft, const CtConstraintRow *row, guint label)
{
	g_autoptr(GArray) before = matching_steps(draft->plan, row->before, row->before_kind);
	g_autoptr(GArray) after = matching_steps(draft->plan, row->after, row->after_kind);

	switch (row->scope) {
	case CT_SCOPE_ALL:
		bind_all(self, before, after, label);
		return;
	case CT_SCOPE_POOL:
	case CT_SCOPE_SUBJECT:
		bind_common(self, draft->plan, before, after, label, row->scope);
		return;
	case CT_SCOPE_WAVE:
		bind_waves(self, draft, before, after, label);
		return;
	}
	g_assert_not_reached();
}

GArray *
ct_order_wished_steps(const CtPlan *plan, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "@", 2);
	g_autofree char *rule = g_ascii_strup(g_strstrip(parts[0]), -1);
	GArray *found = matching_steps(plan, rule, CT_OBJECT_ANY);
	g_autofree char *subject = NULL;

	if (parts[1] == NULL)
		return found;
	subject = g_utf8_casefold(g_strstrip(parts[1]), -1);
	for (guint i = found->len; i > 0; i--) {
		const GPtrArray *subjects =
			ct_plan_step(plan, g_array_index(found, guint, i - 1))->subjects;
		gboolean has = FALSE;

		for (guint k = 0; k < subjects->len; k++)
			has = has || strcmp(g_ptr_array_index(subjects, k), subject) == 0;
		if (!has)
			g_array_remove_index(found, i - 1);
	}
	return found;
}

char *
ct_order_wish_key(guint wish)
{
	return g_strdup_printf(CT_ORDER_WISH_ID "#%u", wish);
}

gboolean
ct_draft_drops(const CtDraft *self, const char *key)
{
	return self->disabled != NULL && g_hash_table_contains(self->disabled, key);
}

gboolean
ct_draft_condition(const CtDraft *self, CtCondition condition)
{
	if (ct_draft_drops(self, CT_DROP_EDGE_NAME)) {
		if (condition == CT_CONDITION_SHARED_EDGE_FQDN)
			return FALSE;
		if (condition == CT_CONDITION_SEPARATE_EDGE_FQDN)
			return TRUE;
	}
	return ct_condition_holds(self->estate, condition, NULL);
}

static gboolean
is_left_out(const CtDraft *draft, const CtConstraintRow *row)
{
	g_autofree char *shared = g_strconcat(row->id, CT_DROP_SHARED_ROWS, NULL);

	/* Rows that bind because of the name of the Edge are an element of their own */
	if (ct_draft_drops(draft,
			   row->condition == CT_CONDITION_SHARED_EDGE_FQDN ? shared : row->id))
		return TRUE;
	return row->strength == CT_STRENGTH_RECOMMENDED && draft->waived != NULL &&
	       g_hash_table_contains(draft->waived, row->id);
}

static gboolean
drops_edges(const CtDraft *draft)
{
	GHashTableIter iter;
	gpointer key;

	if (draft->disabled == NULL)
		return FALSE;
	g_hash_table_iter_init(&iter, draft->disabled);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (g_str_has_prefix(key, EDGE_KEY))
			return TRUE;
	return FALSE;
}

CtOrder *
ct_order_new(const CtDraft *draft)
{
	CtOrder *self = g_new0(CtOrder, 1);
	const CtReadings readings = ct_readings_of_plan(draft->plan);
	const CtConstraintRow *rows;

	self->n_steps = draft->plan->steps->len;
	self->draft = drops_edges(draft) ? draft : NULL;
	self->edges = g_array_new(FALSE, FALSE, sizeof(CtOrderEdge));
	self->before = g_new0(GArray *, self->n_steps + 1);
	self->after = g_new0(GArray *, self->n_steps + 1);
	self->position = g_new0(guint, self->n_steps + 1);
	self->wishes = draft->intent->orders;
	for (guint i = 0; i < self->n_steps; i++) {
		self->before[i] = g_array_new(FALSE, FALSE, sizeof(guint));
		self->after[i] = g_array_new(FALSE, FALSE, sizeof(guint));
	}
	rows = ct_constraint_rows(&self->n_rows);
	for (guint i = 0; i < self->n_rows; i++)
		if (!is_left_out(draft, &rows[i]) &&
		    ct_readings_bind(readings, rows[i].condition) &&
		    ct_draft_condition(draft, rows[i].condition))
			bind_row(self, draft, &rows[i], i);
	for (guint i = 0; i < self->wishes->len; i++) {
		const CtIntentOrder *wish = &g_array_index(self->wishes, CtIntentOrder, i);
		g_autoptr(GArray) before = ct_order_wished_steps(draft->plan, wish->before);
		g_autoptr(GArray) after = ct_order_wished_steps(draft->plan, wish->after);
		g_autofree char *key = ct_order_wish_key(i);

		if (ct_draft_drops(draft, key))
			continue;
		bind_all(self, before, after, self->n_rows + i);
	}
	return self;
}

void
ct_order_free(CtOrder *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < self->n_steps; i++) {
		g_array_unref(self->before[i]);
		g_array_unref(self->after[i]);
	}
	g_free(self->before);
	g_free(self->after);
	g_free(self->position);
	g_array_unref(self->edges);
	g_free(self);
}

const char *
ct_order_label_id(const CtOrder *self, guint label)
{
	guint count = 0;

	return label < self->n_rows ? ct_constraint_rows(&count)[label].id : CT_ORDER_WISH_ID;
}

gboolean
ct_order_label_is_hard(const CtOrder *self, guint label)
{
	guint count = 0;

	/* A wish of the architect is kept like a hard constraint: it is given up by a person only */
	return label >= self->n_rows ||
	       ct_constraint_rows(&count)[label].strength == CT_STRENGTH_HARD;
}

void
ct_order_bind_row(CtOrder *self, const CtDraft *draft, guint label)
{
	guint count = 0;

	bind_row(self, draft, &ct_constraint_rows(&count)[label], label);
}
