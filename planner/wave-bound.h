/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/wave-demand.h"

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

/* ---- Its parts ---- */

/* Parts of one in which pulls are told where less than one of them is left. */
#define CT_WAVE_BOUND_PARTS 256

/**
 * ct_wave_bound_packing:
 * @pulls: by unit, in parts
 *
 * The part of the bound that no edge has to do with: pulls, and groups that need several waves.
 *
 * Returns: in parts
 */
guint64 ct_wave_bound_packing(const CtWaveProblem *problem, const guint64 *pulls);
/**
 * ct_wave_bound_line:
 * @lengths: from ct_wave_bound_lengths()
 * @pulls: by unit, in parts; loses those that groups answer for
 *
 * What pulls, and groups made of others, add to what lengths of groups cost, when groups move one after the
 * other.  Exponential in the number of groups, of which there are few; see wave-bound-line.c.
 *
 * Returns: in parts, may be negative; G_MININT64 when there are too many groups
 */
gint64 ct_wave_bound_line(const CtWaveProblem *problem, const guint64 *lengths, guint64 *pulls);
/* By group: the waves from the first to the last of as many as it needs. */
guint64 *ct_wave_bound_lengths(const CtWaveProblem *problem);
/* Sum of the waves of the users at the places from 0 to @place. */
guint64 ct_wave_bound_waves(guint64 place, guint64 most);

/**
 * ct_wave_bound_pulls:
 *
 * The part that pulls and edges prove together: each user gets a share of the pulls through @flow, whose
 * edges it takes.
 * @demands: is told of what has been sent
 *
 * Returns: scaled as the edges of @flow
 */
guint64 ct_wave_bound_pulls(CtWaveFlow *flow, CtWaveDemands *demands);
