/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two plans in one order.
 *
 * planner/diff.c has found a longest sequence of steps that keep their order; all others were added,
 * removed or moved.  So both plans are walked side by side: what is only in the old one comes first,
 * then what is only in the new one, then the step that they share.
 */
#include "render/changes.h"

#include "render/map.h"
#include "render/texts.h"

typedef struct {
	CtChanges *changes;
	const CtDiffChange **old_change; /* of each step of the old plan: nullable */
	const CtDiffChange **new_change;
	guint *old_column; /* of each step of the old plan that was moved */
} Builder;

const CtChangeColumn *
ct_changes_column(const CtChanges *self, guint index)
{
	return &g_array_index(self->columns, CtChangeColumn, index);
}

/* The server that a step is about, or touches first; "" for the deployment. */
static const char *
lane_of(const CtPlanStep *step)
{
	const char *subject = step->subjects->len > 0 ? step->subjects->pdata[0] : "";

	if (ct_map_subject_kind(subject) <= CT_OBJECT_SERVER)
		return ct_map_subject_identity(subject);
	return step->pools->len > 0 ? step->pools->pdata[0] : "";
}

static void
add_column(Builder *self, CtChangeKind kind, const CtPlanStep *step, const CtDiffChange *change)
{
	CtChangeColumn column = { kind, step, 1, 0, CT_NONE, change };
	const char *lane = lane_of(step);

	if (!ct_texts_has(self->changes->lanes, lane))
		g_ptr_array_add(self->changes->lanes, (gpointer)lane);
	self->changes->counts[kind]++;
	g_array_append_val(self->changes->columns, column);
}

static void
read_changes(Builder *self)
{
	const CtDiff *diff = self->changes->diff;

	for (guint i = 0; i < diff->changes->len; i++) {
		const CtDiffChange *change = diff->changes->pdata[i];

		if (change->section != CT_DIFF_STEP)
			continue;
		if (change->old_place < self->changes->old_plan->steps->len)
			self->old_change[change->old_place] = change;
		if (change->new_place < self->changes->new_plan->steps->len)
			self->new_change[change->new_place] = change;
	}
}

static gboolean
keeps_its_order(const CtDiffChange *change)
{
	return change == NULL || change->kind == CT_DIFF_CHANGED;
}

static void
add_old(Builder *self, guint *place)
{
	const CtPlan *plan = self->changes->old_plan;

	for (; *place < plan->steps->len && !keeps_its_order(self->old_change[*place]); ++*place) {
		const CtDiffChange *change = self->old_change[*place];

		self->old_column[*place] = self->changes->columns->len;
		add_column(self, change->kind == CT_DIFF_MOVED ? CT_CHANGE_FROM : CT_CHANGE_REMOVED,
			   ct_plan_step(plan, *place), change);
	}
}

static void
add_new(Builder *self, guint *place)
{
	const CtPlan *plan = self->changes->new_plan;

	for (; *place < plan->steps->len && !keeps_its_order(self->new_change[*place]); ++*place) {
		const CtDiffChange *change = self->new_change[*place];

		add_column(self, change->kind == CT_DIFF_MOVED ? CT_CHANGE_TO : CT_CHANGE_ADDED,
			   ct_plan_step(plan, *place), change);
	}
}

static void
walk(Builder *self)
{
	const CtPlan *new_plan = self->changes->new_plan;
	guint old_place = 0;
	guint new_place = 0;

	for (;;) {
		const CtDiffChange *change;

		add_old(self, &old_place);
		add_new(self, &new_place);
		if (new_place >= new_plan->steps->len)
			break;
		change = self->new_change[new_place];
		add_column(self, change != NULL ? CT_CHANGE_ALTERED : CT_CHANGE_NONE,
			   ct_plan_step(new_plan, new_place), change);
		old_place++;
		new_place++;
	}
	add_old(self, &old_place);
}

static void
link_moves(Builder *self)
{
	GArray *columns = self->changes->columns;

	for (guint i = 0; i < columns->len; i++) {
		CtChangeColumn *column = &g_array_index(columns, CtChangeColumn, i);

		if (column->kind != CT_CHANGE_TO)
			continue;
		column->other = self->old_column[column->change->old_place];
		g_array_index(columns, CtChangeColumn, column->other).other = i;
	}
}

static void
number_lanes(CtChanges *self)
{
	g_ptr_array_sort(self->lanes, ct_texts_compare);
	for (guint i = 0; i < self->columns->len; i++) {
		CtChangeColumn *column = &g_array_index(self->columns, CtChangeColumn, i);

		g_ptr_array_find_with_equal_func(self->lanes, lane_of(column->step), g_str_equal,
						 &column->lane);
	}
}

CtChanges *
ct_changes_new(const CtPlan *old_plan, const CtPlan *new_plan)
{
	CtChanges *self = g_new0(CtChanges, 1);
	g_autofree const CtDiffChange **old_change = NULL;
	g_autofree const CtDiffChange **new_change = NULL;
	g_autofree guint *old_column = g_new0(guint, old_plan->steps->len + 1);
	Builder builder;

	old_change = g_new0(const CtDiffChange *, old_plan->steps->len + 1);
	new_change = g_new0(const CtDiffChange *, new_plan->steps->len + 1);
	builder = (Builder){ self, old_change, new_change, old_column };
	self->old_plan = old_plan;
	self->new_plan = new_plan;
	self->diff = ct_diff_new(old_plan, new_plan, NULL, NULL);
	self->columns = g_array_new(FALSE, TRUE, sizeof(CtChangeColumn));
	self->lanes = g_ptr_array_new();
	read_changes(&builder);
	walk(&builder);
	link_moves(&builder);
	number_lanes(self);
	return self;
}

void
ct_changes_free(CtChanges *self)
{
	if (self == NULL)
		return;
	ct_diff_free(self->diff);
	g_array_unref(self->columns);
	g_ptr_array_unref(self->lanes);
	g_free(self);
}

void
ct_changes_fold(CtChanges *self, guint longest)
{
	GArray *columns = g_array_new(FALSE, TRUE, sizeof(CtChangeColumn));
	g_autofree guint *place = g_new0(guint, self->columns->len + 1);

	for (guint i = 0; i < self->columns->len;) {
		CtChangeColumn column = *ct_changes_column(self, i);
		guint end = i;

		while (end < self->columns->len &&
		       ct_changes_column(self, end)->kind == CT_CHANGE_NONE)
			end++;
		if (end - i > longest) {
			column.kind = CT_CHANGE_RUN;
			column.count = end - i;
			self->counts[CT_CHANGE_NONE] -= column.count;
			self->counts[CT_CHANGE_RUN] += column.count;
			i = end;
		} else {
			place[i] = columns->len;
			i++;
		}
		g_array_append_val(columns, column);
	}
	for (guint i = 0; i < columns->len; i++) {
		CtChangeColumn *column = &g_array_index(columns, CtChangeColumn, i);

		if (column->other != CT_NONE)
			column->other = place[column->other];
	}
	g_array_unref(self->columns);
	self->columns = columns;
}
