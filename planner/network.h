/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/order.h"

/*
 * CtNetwork: what time has to respect, by position in the plan: the steps that each step waits for,
 * how long they take, and the checkpoints between them, at which everything stands still.
 */
typedef struct CtNetwork {
	guint n_steps;
	guint *first;	   /* by step, and one more: where its row in @before begins */
	guint *before;	   /* positions of the steps that have to settle before it begins */
	guint *work;	   /* by step: minutes */
	guint *settle;	   /* by step: minutes behind the work */
	gboolean *barrier; /* by step: all before it has settled: a checkpoint, the outage */
	guint outage;	   /* the first step of the federation outage */
	guint outage_end;  /* the step behind its last one; equal to @outage without one */
} CtNetwork;

/* @order: of steps that have been put into their order; the first @n_edges of its edges count. */
CtNetwork *ct_network_new(const CtOrder *order, guint n_edges);
void ct_network_free(CtNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtNetwork, ct_network_free)

/* Fills in what the finished plan says: minutes, checkpoints, the outage. */
void ct_network_read_plan(CtNetwork *self, const CtPlan *plan);
