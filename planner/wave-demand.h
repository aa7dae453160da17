/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-columns.h"
#include "planner/wave-flow.h"

/*
 * What flows through couplings have been asked for: between all users of a set of units, or from the
 * beginning to each of them.
 */

typedef struct {
	guint32 at; /* in CtWaveDemands.units */
	guint32 n;
	guint64 users;
	guint64 rate; /* from each user to each other one, or to each user; see CT_WAVE_DEMAND_BITS */
	gboolean is_pull; /* from the beginning */
} CtWaveDemand;

typedef struct {
	GArray *demands; /* of CtWaveDemand */
	GArray *units;	 /* of guint32 */
	CtWaveColumns
		*columns; /* (nullable), borrowed: gets what has been routed; .set is the demand */
} CtWaveDemands;

/* Parts of one, scaled as edges are, in which rates are told. */
#define CT_WAVE_DEMAND_BITS 16

void ct_wave_demands_init(CtWaveDemands *self);
void ct_wave_demands_clear(CtWaveDemands *self);
/* As if nothing had been asked for. */
void ct_wave_demands_forget(CtWaveDemands *self);

/**
 * ct_wave_demands_add:
 * @set: from the beginning when that is its first node, else between all its units
 * @sent: what has been sent for each pair, or unit, of which the fullest edge had a @fullest too much
 * @fullest: from ct_wave_flow_fullest()
 */
void ct_wave_demands_add(CtWaveDemands *self, const CtWaveFlow *flow, const CtWaveFlowSet *set,
			 guint64 sent, guint64 fullest);

/**
 * ct_wave_demands_route:
 * @flow: whose edges nothing has been taken of; loses what is used of them
 *
 * Routes all demands again, all of them at the same time.  Sets that have too many nodes, or need more
 * than the work of @flow that is left, are passed over.
 *
 * Returns: what that proves, scaled as the edges of @flow
 */
guint64 ct_wave_demands_route(const CtWaveDemands *self, CtWaveFlow *flow);
