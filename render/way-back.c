/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rollback map shows, before anyone thinks of places.
 *
 * A plan says how to get from the end of a span to its checkpoint.  As every checkpoint is a good
 * state, one can go on from there along the way before it, and so on, until a step that cannot be
 * undone lies between; the sum of these ways is what "all the way back" takes.
 */
#include "render/way-back.h"

#include <string.h>

static const CtCheckpoint *
point_at(const CtPlan *plan, guint index)
{
	return &g_array_index(plan->checkpoints, CtCheckpoint, index);
}

/* ---- Losses ---- */

/* The largest figure of @step, in the losses from @from on. */
static guint64
largest(const CtCheckpoint *point, guint from, const char *unit)
{
	const CtLoss *first = &g_array_index(point->losses, CtLoss, from);
	guint64 most = 0;

	for (guint i = from; i < point->losses->len; i++) {
		const CtLoss *loss = &g_array_index(point->losses, CtLoss, i);

		if (g_strcmp0(loss->step, first->step) == 0 && g_strcmp0(loss->unit, unit) == 0)
			most = MAX(most, loss->count);
	}
	return most;
}

static gboolean
seen_before(const CtCheckpoint *point, guint index)
{
	const CtLoss *loss = &g_array_index(point->losses, CtLoss, index);

	for (guint i = 0; i < index; i++) {
		const CtLoss *other = &g_array_index(point->losses, CtLoss, i);

		if (g_strcmp0(other->step, loss->step) == 0 &&
		    g_strcmp0(other->unit, loss->unit) == 0)
			return TRUE;
	}
	return FALSE;
}

guint64
ct_ways_loss(const CtCheckpoint *point, const char *unit)
{
	guint64 sum = 0;

	for (guint i = 0; i < point->losses->len; i++) {
		const CtLoss *loss = &g_array_index(point->losses, CtLoss, i);

		if (g_strcmp0(loss->unit, unit) != 0)
			continue;
		if (unit == NULL)
			sum++;
		else if (!seen_before(point, i))
			sum += largest(point, i, unit);
	}
	return sum;
}

typedef struct {
	const char *unit;
	guint rows;
} UnitUse;

static gint
by_use(gconstpointer a, gconstpointer b)
{
	const UnitUse *x = a;
	const UnitUse *y = b;

	if (x->rows != y->rows)
		return x->rows > y->rows ? -1 : 1;
	return strcmp(x->unit, y->unit);
}

static void
count_units(CtWays *self)
{
	g_autoptr(GArray) uses = g_array_new(FALSE, FALSE, sizeof(UnitUse));

	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const GArray *losses = point_at(self->plan, i)->losses;

		for (guint k = 0; k < losses->len; k++) {
			UnitUse use = { g_array_index(losses, CtLoss, k).unit, 1 };
			guint at = 0;

			if (use.unit == NULL)
				continue;
			while (at < uses->len &&
			       strcmp(g_array_index(uses, UnitUse, at).unit, use.unit) != 0)
				at++;
			if (at < uses->len)
				g_array_index(uses, UnitUse, at).rows++;
			else
				g_array_append_val(uses, use);
		}
	}
	g_array_sort(uses, by_use);
	for (guint i = 0; i < uses->len; i++)
		g_ptr_array_add(self->units, (gpointer)g_array_index(uses, UnitUse, i).unit);
}

/* ---- Rows ---- */

/* Does @id of a digest begin with @part, which is the id of a checkpoint of the whole plan? */
static gboolean
begins_with(const char *id, const char *part)
{
	gsize length = strlen(part);

	return strncmp(id, part, length) == 0 && (id[length] == '\0' || id[length] == '-');
}

/* Where the steps begin that come after the checkpoint. */
static guint
begin_of(const CtPlan *whole, guint checkpoint)
{
	const char *after;
	guint index;

	if (checkpoint >= whole->checkpoints->len)
		return whole->steps->len;
	after = point_at(whole, checkpoint)->after_step;
	index = after != NULL ? ct_plan_find_step(whole, after) : CT_NONE;
	return index != CT_NONE ? index + 1 : 0;
}

static void
name_span(CtWay *row, const CtPlan *whole)
{
	guint first = begin_of(whole, row->first);
	guint end = begin_of(whole, row->last + 1);

	row->from = row->to = "";
	if (end <= first)
		return;
	row->from = ct_plan_step(whole, first)->id;
	row->to = ct_plan_step(whole, end - 1)->id;
	for (guint i = first; i < end && !row->opens; i++)
		row->opens = g_strcmp0(ct_plan_step(whole, i)->id, whole->point_of_no_return) == 0;
}

/* The row of the point of no return stays alone. */
static gboolean
joins(const CtWays *self, const CtWay *row)
{
	const CtWay *last = self->rows->len > 0 ? ct_ways_row(self, self->rows->len - 1) : NULL;

	return last != NULL && row->point->point_of_no_return && !row->opens &&
	       last->point->point_of_no_return && !last->opens;
}

static void
find_rows(CtWays *self, gboolean fold)
{
	const CtPlan *whole = ct_plan_whole(self->plan);
	guint next = 0;

	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		CtWay row = { .point = point_at(self->plan, i), .first = next };
		const CtCheckpoint *after = i + 1 < self->plan->checkpoints->len
						    ? point_at(self->plan, i + 1)
						    : NULL;

		next++;
		while (next < whole->checkpoints->len &&
		       (after == NULL || !begins_with(after->id, point_at(whole, next)->id)))
			next++;
		row.last = next - 1;
		name_span(&row, whole);
		if (fold && joins(self, &row)) {
			CtWay *last = &g_array_index(self->rows, CtWay, self->rows->len - 1);

			last->last = row.last;
			last->to = row.to;
			last->folded = TRUE;
			continue;
		}
		g_array_append_val(self->rows, row);
	}
}

static void
sum_ways(CtWays *self)
{
	const CtPlan *whole = ct_plan_whole(self->plan);
	g_autofree guint64 *totals = g_new0(guint64, whole->checkpoints->len + 1);
	g_autofree guint *reach = g_new0(guint, whole->checkpoints->len + 1);

	for (guint i = 0; i < whole->checkpoints->len; i++) {
		gboolean goes_on = i > 0 && !point_at(whole, i - 1)->point_of_no_return;

		totals[i] = point_at(whole, i)->minutes + (goes_on ? totals[i - 1] : 0);
		reach[i] = goes_on ? reach[i - 1] : i;
	}
	for (guint i = 0; i < self->rows->len; i++) {
		CtWay *row = &g_array_index(self->rows, CtWay, i);

		row->total = totals[row->last];
		row->reach = reach[row->last];
	}
}

CtWays *
ct_ways_new(const CtPlan *plan, gboolean fold)
{
	CtWays *self = g_new0(CtWays, 1);

	self->plan = plan;
	self->rows = g_array_new(FALSE, TRUE, sizeof(CtWay));
	self->units = g_ptr_array_new();
	count_units(self);
	find_rows(self, fold);
	sum_ways(self);
	return self;
}

void
ct_ways_free(CtWays *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->rows);
	g_ptr_array_unref(self->units);
	g_free(self);
}
