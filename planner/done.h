/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "planner/subject.h"

/*
 * CtDone: which steps of a plan do exports show to be done?  Each step is looked at by itself; what that
 * means for the steps around it is not decided here (status.c).
 *
 * Exports show what is, not what was done.  A thing that a later step takes away again looks the same
 * before it was made and after it has gone, so that two of the answers are only halves of one.
 */

typedef enum {
	CT_SIGHT_NONE,	/* no export can show it, or none of those that do is here */
	CT_SIGHT_DONE,	/* seen to be done */
	CT_SIGHT_OPEN,	/* seen not to be done */
	CT_SIGHT_BLANK, /* what it makes is not there: not made yet, or taken away by a later step */
	CT_SIGHT_ABSENT, /* what it takes away is not there: done, unless it never was there */
	CT_SIGHT_PARTLY, /* some users of the wave have moved */
	CT_SIGHT_LOST,	 /* what it is about has vanished */
} CtSight;

typedef struct {
	CtSight sight;
	gboolean placed; /* @origin says where */
	CtOrigin origin;
	char *text; /* nullable, owned: what is seen, without full stop */
} CtSeen;

void ct_seen_clear(CtSeen *self);

typedef struct CtDone CtDone;

/* @plan, @estate and @subjects: borrowed; the subjects are those of the two. */
CtDone *ct_done_new(const CtPlan *plan, const CtEstate *estate, const CtSubjects *subjects);
void ct_done_free(CtDone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDone, ct_done_free)

/**
 * ct_done_look:
 * @step: position in the plan
 * @out_seen: cleared by the caller
 *
 * What do the exports show of this step?  Steps that move waves are judged by their members, which
 * is the caller's to do: their sight is CT_SIGHT_NONE here.
 */
void ct_done_look(const CtDone *self, guint step, CtSeen *out_seen);
