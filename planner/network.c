/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of the steps as time sees it.  Every edge of the order is here, also those that a plan
 * does not list because they follow from others in the written order: steps side by side have no
 * written order to follow from.
 */
#include "planner/network.h"

#include <string.h>

CtNetwork *
ct_network_new(const CtOrder *order, guint n_edges)
{
	CtNetwork *self = g_new0(CtNetwork, 1);
	guint n = order->n_steps;
	g_autofree guint *next = g_new0(guint, n + 1);

	self->n_steps = n;
	self->first = g_new0(guint, n + 2);
	self->before = g_new0(guint, n_edges + 1);
	self->work = g_new0(guint, n + 1);
	self->settle = g_new0(guint, n + 1);
	self->barrier = g_new0(gboolean, n + 1);
	for (guint i = 0; i < n_edges; i++) {
		const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge, i);

		self->first[order->position[edge->after] + 1]++;
	}
	for (guint i = 0; i < n; i++) {
		self->first[i + 1] += self->first[i];
		next[i] = self->first[i];
	}
	for (guint i = 0; i < n_edges; i++) {
		const CtOrderEdge *edge = &g_array_index(order->edges, CtOrderEdge, i);

		self->before[next[order->position[edge->after]]++] = order->position[edge->before];
	}
	return self;
}

void
ct_network_free(CtNetwork *self)
{
	if (self == NULL)
		return;
	g_free(self->first);
	g_free(self->before);
	g_free(self->work);
	g_free(self->settle);
	g_free(self->barrier);
	g_free(self);
}

static void
find_outage(CtNetwork *self, const CtPlan *plan)
{
	guint first = CT_NONE;

	self->outage = self->outage_end = 0;
	for (guint i = 0; i < self->n_steps; i++) {
		const char *rule = ct_plan_step(plan, i)->rule;

		if (first == CT_NONE && ct_rule_plays(CT_WINDOW_OPENS, rule))
			first = i;
		if (first == CT_NONE || !ct_rule_plays(CT_WINDOW_CLOSES, rule))
			continue;
		self->outage = first;
		self->outage_end = i + 1;
		/* with all hands */
		self->barrier[first] = TRUE;
	}
}

void
ct_network_read_plan(CtNetwork *self, const CtPlan *plan)
{
	for (guint i = 0; i < self->n_steps; i++) {
		self->work[i] = ct_plan_step(plan, i)->minutes;
		self->settle[i] = ct_plan_step(plan, i)->settle_minutes;
	}
	for (guint i = 0; i < plan->checkpoints->len; i++) {
		const CtCheckpoint *checkpoint = &g_array_index(plan->checkpoints, CtCheckpoint, i);
		guint after = checkpoint->after_step != NULL
				      ? ct_plan_find_step(plan, checkpoint->after_step) + 1
				      : 0;

		if (after < self->n_steps)
			self->barrier[after] = TRUE;
	}
	find_outage(self, plan);
}
