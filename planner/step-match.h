/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * What is the same in two lists, and which of it need not be moved to get one order from the other.
 */

/**
 * ct_match_keys:
 * @old_keys, @new_keys: of const char *
 *
 * By new key: the place of the same key in the old list, CT_NONE where it is new.  Of equal keys the
 * first stands for the first, the second for the second.  Newly allocated.
 */
guint *ct_match_keys(const GPtrArray *old_keys, const GPtrArray *new_keys);

/* The same for the steps of two plans, which are the same when rule and first subject are. */
guint *ct_match_steps(const CtPlan *old_plan, const CtPlan *new_plan);

/**
 * ct_longest_run:
 * @row: @count numbers, or CT_NONE
 *
 * Marks a longest rising run of the numbers (patience sorting, Fredman 1975); of several, the one that
 * ends in the smallest numbers.  Newly allocated.  Cost: n log n.
 */
gboolean *ct_longest_run(const guint *row, guint count);
