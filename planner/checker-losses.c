/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a checkpoint says that going back loses, counted again from the exports: a plan that names too
 * few meetings is approved too easily.
 */
#include "planner/checker-parts.h"

#include <string.h>

#include "planner/loss.h"

/* Users of one profile have the same policies; folded names are interned, so that equal ones are one
 * pointer. */
static guint
count_policies(const CtEstate *estate, const GArray *moves)
{
	g_autoptr(GHashTable) profiles = g_hash_table_new(NULL, NULL);
	guint count = 0;

	for (guint i = 0; i < moves->len; i++)
		g_hash_table_add(
			profiles,
			GUINT_TO_POINTER(
				estate->users.profile[g_array_index(moves, CtMove, i).user]));
	for (guint slot = 0; slot < CT_N_POLICIES; slot++) {
		g_autoptr(GHashTable) names = g_hash_table_new(NULL, NULL);
		GHashTableIter iter;
		gpointer key;

		/* a number of names does not depend on their order */
		g_hash_table_iter_init(&iter, profiles);
		while (g_hash_table_iter_next(&iter, &key, NULL)) {
			const char *name = g_array_index(estate->facts->profiles, CtProfile,
							 GPOINTER_TO_UINT(key))
						   .policy[slot];

			if (name != NULL && *name != '\0')
				g_hash_table_add(names,
						 (gpointer)ct_strings_fold(estate->strings, name));
		}
		count += g_hash_table_size(names);
	}
	return count;
}

static guint
count_loss(const CtEstate *estate, const GArray *moves, CtLossKind kind)
{
	const CtUsers *users = &estate->users;
	guint count = 0;

	if (kind == CT_LOSS_POLICIES)
		return count_policies(estate, moves);
	for (guint i = 0; i < moves->len; i++) {
		guint32 user = g_array_index(moves, CtMove, i).user;

		if (kind == CT_LOSS_MEETINGS)
			count += users->conferences[user];
		else if (kind == CT_LOSS_ORGANIZERS)
			count += users->conferences[user] > 0 ? 1 : 0;
		else if (kind == CT_LOSS_CONTACT_LISTS)
			count += users->contacts[user] > 0 ? 1 : 0;
		else if (kind == CT_LOSS_LINES)
			count += ((users->flags[user] & CT_USER_HAS_LINE) != 0 ? 1 : 0) +
				 ((users->flags[user] & CT_USER_PRIVATE_LINE) != 0 ? 1 : 0);
		else
			count++;
	}
	return count;
}

/* The loss of the step that counts @unit; NULL: the checkpoint names none. */
static const CtLoss *
find_loss(const CtCheckpoint *checkpoint, const char *step, const char *unit)
{
	for (guint i = 0; i < checkpoint->losses->len; i++) {
		const CtLoss *loss = &g_array_index(checkpoint->losses, CtLoss, i);

		if (g_strcmp0(loss->step, step) == 0 && g_strcmp0(loss->unit, unit) == 0)
			return loss;
	}
	return NULL;
}

static void
check_wave(CtChecker *self, const CtCheckpoint *checkpoint, guint position)
{
	const GArray *moves = g_ptr_array_index(self->moves, self->steps[position].wave);
	const char *step = ct_checker_step(self, position)->id;

	for (guint i = 0; i < CT_N_LOSSES; i++) {
		const char *unit = ct_loss_row((CtLossKind)i)->many;
		const CtLoss *loss = find_loss(checkpoint, step, unit);
		guint count;

		if (!ct_loss_is_known((CtLossKind)i, self->estate))
			continue;
		count = count_loss(self->estate, moves, (CtLossKind)i);
		if (loss == NULL ? count > 0 : loss->count != count)
			ct_checker_report(self, "loss", self->steps[position].row->rollback,
					  position, CT_NONE,
					  "going back to checkpoint %s concerns %u %s and not %u",
					  checkpoint->id, count,
					  count == 1 ? ct_loss_singular(unit) : unit,
					  loss != NULL ? loss->count : 0);
	}
}

/* Plans of version 1.0 do not say what they count. */
static gboolean
tells_units(const CtChecker *self)
{
	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const GArray *losses =
			g_array_index(self->plan->checkpoints, CtCheckpoint, i).losses;

		for (guint k = 0; k < losses->len; k++)
			if (g_array_index(losses, CtLoss, k).unit != NULL)
				return TRUE;
	}
	return FALSE;
}

void
ct_checker_losses(CtChecker *self)
{
	g_autofree guint *spans = ct_checker_spans(self);
	guint checkpoint = 0;

	if (self->estate == NULL || !tells_units(self))
		return;
	for (guint i = 0; i < self->plan->steps->len; i++) {
		checkpoint = spans[i] > 0 ? spans[i] : checkpoint;
		if (checkpoint == 0 || self->steps[i].row == NULL || self->steps[i].wave == CT_NONE)
			continue;
		check_wave(self,
			   &g_array_index(self->plan->checkpoints, CtCheckpoint, checkpoint - 1),
			   i);
	}
}
