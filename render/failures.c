/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the failure matrix shows: the lists of waiting steps that the plan holds, as spans of indexes,
 * and steps put together by rule.  A plan changed by hand may name steps that do not exist; what is
 * no step waits for nothing.
 */
#include "render/failures.h"

#include <string.h>

static CtStepSpan
span_of(GHashTable *index, const char *text)
{
	guint whole = GPOINTER_TO_UINT(g_hash_table_lookup(index, text));
	const char *dash = strchr(text, '-');
	g_autofree char *from = dash != NULL ? g_strndup(text, (gsize)(dash - text)) : NULL;
	guint first;
	guint last;

	if (whole > 0)
		return (CtStepSpan){ whole - 1, whole };
	if (from == NULL)
		return (CtStepSpan){ 0, 0 };
	first = GPOINTER_TO_UINT(g_hash_table_lookup(index, from));
	last = GPOINTER_TO_UINT(g_hash_table_lookup(index, dash + 1));
	if (first == 0 || last < first)
		return (CtStepSpan){ 0, 0 };
	return (CtStepSpan){ first - 1, last };
}

static gint
compare_spans(gconstpointer a, gconstpointer b)
{
	const CtStepSpan *x = a;
	const CtStepSpan *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* Ascending, and touching ones as one. */
static GArray *
read_waits(GHashTable *index, const CtPlanStep *step)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(CtStepSpan));
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(CtStepSpan));

	for (guint i = 0; i < step->stops->len; i++) {
		CtStepSpan span = span_of(index, step->stops->pdata[i]);

		if (span.end > span.first)
			g_array_append_val(all, span);
	}
	g_array_sort(all, compare_spans);
	for (guint i = 0; i < all->len; i++) {
		CtStepSpan span = g_array_index(all, CtStepSpan, i);
		CtStepSpan *last = spans->len > 0
					   ? &g_array_index(spans, CtStepSpan, spans->len - 1)
					   : NULL;

		if (last != NULL && span.first <= last->end)
			last->end = MAX(last->end, span.end);
		else
			g_array_append_val(spans, span);
	}
	return spans;
}

/* Two neighbours that are smallest together become one. */
static void
join_smallest(GArray *groups)
{
	guint best = 0;
	guint least = G_MAXUINT;

	for (guint i = 0; i + 1 < groups->len; i++) {
		guint steps = g_array_index(groups, CtStepSpan, i + 1).end -
			      g_array_index(groups, CtStepSpan, i).first;

		if (steps < least) {
			least = steps;
			best = i;
		}
	}
	g_array_index(groups, CtStepSpan, best).end =
		g_array_index(groups, CtStepSpan, best + 1).end;
	g_array_remove_index(groups, best + 1);
}

static void
find_groups(CtFailures *self, guint most)
{
	const CtPlan *plan = self->plan;
	gboolean single = plan->steps->len <= most;

	for (guint i = 0; i < plan->steps->len; i++) {
		CtStepSpan span = { i, i + 1 };
		gboolean goes_on = !single && i > 0 &&
				   strcmp(ct_plan_step(plan, i)->rule,
					  ct_plan_step(plan, i - 1)->rule) == 0;

		if (goes_on)
			g_array_index(self->groups, CtStepSpan, self->groups->len - 1).end = i + 1;
		else
			g_array_append_val(self->groups, span);
	}
	while (self->groups->len > most)
		join_smallest(self->groups);
}

CtFailures *
ct_failures_new(const CtPlan *plan, guint most)
{
	CtFailures *self = g_new0(CtFailures, 1);
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);

	self->plan = plan;
	self->waits = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	self->groups = g_array_new(FALSE, FALSE, sizeof(CtStepSpan));
	for (guint i = 0; i < plan->steps->len; i++)
		g_hash_table_insert(index, (gpointer)ct_plan_step(plan, i)->id,
				    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < plan->steps->len; i++)
		g_ptr_array_add(self->waits, read_waits(index, ct_plan_step(plan, i)));
	find_groups(self, most);
	return self;
}

void
ct_failures_free(CtFailures *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->waits);
	g_array_unref(self->groups);
	g_free(self);
}

/* Steps from @first to @end that wait when @step fails. */
static guint
count_waiting(const CtFailures *self, guint step, guint first, guint end)
{
	const GArray *spans = g_ptr_array_index(self->waits, step);
	guint count = 0;

	for (guint i = 0; i < spans->len; i++) {
		const CtStepSpan *span = &g_array_index(spans, CtStepSpan, i);
		guint from = MAX(span->first, first);
		guint to = MIN(span->end, end);

		count += to > from ? to - from : 0;
	}
	return count;
}

CtWaits
ct_failures_ask(const CtFailures *self, CtStepSpan failed, CtStepSpan others)
{
	guint64 later = 0;
	guint64 waiting = 0;

	for (guint i = failed.first; i < failed.end; i++) {
		guint first = MAX(others.first, i + 1);

		if (first >= others.end)
			continue;
		later += others.end - first;
		waiting += count_waiting(self, i, first, others.end);
	}
	if (later == 0)
		return CT_WAITS_NOT_LATER;
	if (waiting == 0)
		return CT_WAITS_NONE;
	return waiting == later ? CT_WAITS_ALL : CT_WAITS_SOME;
}

guint
ct_failures_go_on(const CtFailures *self, guint step)
{
	guint later = self->plan->steps->len - step - 1;

	return later - MIN(later, count_waiting(self, step, step + 1, self->plan->steps->len));
}
