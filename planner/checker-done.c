/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps of which a plan says that they are done already: the exports must not show the contrary, and nothing
 * that is still to be done stands before them without need.
 */
#include "planner/checker-parts.h"
#include "planner/done.h"
#include "planner/go-on.h"

static gboolean
is_done(const CtChecker *self, guint position)
{
	return ct_go_on_is_done(ct_checker_step(self, position));
}

static void
look_at(CtChecker *self, const CtDone *done, guint position)
{
	CtSeen seen = { 0 };

	ct_done_look(done, position, &seen);
	if (seen.sight == CT_SIGHT_OPEN)
		ct_checker_report(self, "done", self->steps[position].row->id, position, CT_NONE,
				  "%s is said to be done, and the exports show that it is not: %s",
				  ct_checker_step(self, position)->id,
				  seen.text != NULL ? seen.text : "nothing of it is there");
	ct_seen_clear(&seen);
}

/* Marks what has to come before a step that is done, directly or not. */
static gboolean *
find_needed(const CtChecker *self)
{
	guint n = self->plan->steps->len;
	gboolean *needed = g_new0(gboolean, n + 1);

	for (guint i = n; i > 0; i--) {
		const guint64 *waits = ct_checker_waits(self, i - 1);

		if (!is_done(self, i - 1) && !needed[i - 1])
			continue;
		for (guint k = 0; k < i - 1; k++)
			needed[k] = needed[k] || ct_bits_has(waits, k);
	}
	return needed;
}

void
ct_checker_done(CtChecker *self)
{
	g_autofree gboolean *needed = NULL;
	g_autoptr(CtDone) done = NULL;
	guint open = CT_NONE;

	if (self->estate == NULL || self->result->violations->len > 0)
		return;
	needed = find_needed(self);
	done = ct_done_new(self->plan, self->estate, self->subjects);
	for (guint i = 0; i < self->plan->steps->len; i++) {
		if (!is_done(self, i)) {
			if (open == CT_NONE && !needed[i])
				open = i;
			continue;
		}
		look_at(self, done, i);
		if (open != CT_NONE)
			ct_checker_report(
				self, "done", self->steps[i].row->id, i, open,
				"%s is done and stands behind %s, which is not and may wait",
				ct_checker_step(self, i)->id, ct_checker_step(self, open)->id);
	}
}
