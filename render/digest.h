/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * What a person can read of a plan with hundreds of waves.  Waves that follow each other out of one
 * legacy pool (out of one site, where there are hundreds of pools) become one wave, their steps one
 * step, their checkpoints one checkpoint; everything else stays as it is, and nothing is left out:
 * every wave keeps its entry in plan.json and its file.
 */

/**
 * ct_digest_new:
 * @plan: whose waves, steps and checkpoints refer to each other by ids that exist; must outlive the
 *   digest, which borrows its texts
 *
 * Returns: (transfer full) (nullable): a plan to draw instead of @plan, which is its @whole; %NULL
 * when @plan is small enough to be drawn as it is.  Cost: linear in steps, waves and checkpoints.
 */
CtPlan *ct_digest_new(const CtPlan *plan);

/* What a reader must know: how many waves share a row, by what rule, and where each of them is; "" for
 * a plan that is no digest.  Newly allocated, a sentence or two. */
char *ct_digest_remark(const CtPlan *plan);

/* What a way back or a loss says, without what the digest puts before it for several waves; @text itself
 * when that is nothing. */
const char *ct_digest_said(const char *text);

/* "c15" of "c12-c15": the last of those that a checkpoint, wave or step of a digest stands for; @id itself
 * when that is one. */
const char *ct_digest_last_id(const char *id);
