/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/order.h"

/**
 * ct_order_keep:
 * @plan: whose steps are bound
 * @kept: the plan whose order is to be kept
 * @in_window: (array): by step: belongs into the outage of the federation cutover
 * @outside: (array): by step: was seen to get into that outage, and must not
 * @usual: of guint: the steps in the order that they would have without @kept
 * @out_staying: (transfer full): by step: does it keep its place among the others that do?
 *
 * Adds edges to @order that hold as many steps as possible in the order that @kept has them in.  The cost
 * is that of a bipartite matching in the pairs of steps that @kept has the wrong way round.
 *
 * Returns: (transfer full): by step: its rank in @kept; where edges leave a choice, the lower comes first
 */
guint64 *ct_order_keep(CtOrder *order, const CtPlan *plan, const CtPlan *kept,
		       const gboolean *in_window, const gboolean *outside, const GArray *usual,
		       gboolean **out_staying);

/* Adds a sentence without full stop for each step that leaves its place, in the order of @sequence; the
 * ids are those of @kept. */
void ct_order_tell_moves(const CtOrder *order, const CtPlan *kept, const gboolean *staying,
			 const guint64 *rank, const GArray *sequence, GPtrArray *out_moves);
