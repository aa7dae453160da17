/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-cost.h"

/**
 * ct_wave_bound:
 * @wave_of: an assignment, a good one for a good bound
 *
 * What no assignment within problem.most and the limits of groups can cost less than, however many
 * waves it has.  Proved by flows; see wave-bound.c.  Work is bounded: what is too large for a proof by
 * flows counts with less, never with more.
 */
guint64 ct_wave_bound(const CtWaveProblem *problem, const guint32 *wave_of);

/* The least that the distances of all pairs of @users people can add up to, with @most in a wave. */
guint64 ct_wave_bound_pairs(guint64 users, guint64 most);

/* The part of the bound that no edge has to do with: pulls, and groups that need several waves. */
guint64 ct_wave_bound_packing(const CtWaveProblem *problem);
