/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Where checkpoints stand beside those that have to: so that little is done again for a step that fails.
 *
 * Any step may fail, and each as often as any other.  What then has been done since the checkpoint is undone
 * and done again, the failed step included: that is the rework of the step.  A checkpoint more costs the
 * time in which everything settles and is tested.  The sum of both is as small as can be.
 */
typedef struct {
	guint n_steps;
	const guint *again;   /* by step: minutes to undo it and to do it again */
	const gboolean *due;  /* by step: a checkpoint stands before it in any case; so it does
				 before the first */
	const gboolean *shut; /* by step: no other may stand before it */
	guint failing;	      /* of a thousand steps so many fail */
	guint minutes;	      /* that a checkpoint more takes */
	guint most;	      /* checkpoints beside those that are due; G_MAXUINT: any number */
} CtPlacing;

/* What is to be expected of rework, in thousandths of minutes, with checkpoints before the steps of
 * @stands. */
guint64 ct_placing_rework(const CtPlacing *self, const gboolean *stands);

/**
 * ct_placing_solve:
 * @stands: by step: set to whether a checkpoint stands before it; those that are due among them
 *
 * Of several best ones, the one in which each stretch, from the last backwards, is as long as can be.
 */
void ct_placing_solve(const CtPlacing *self, gboolean *stands);
