/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The losses of a way back: what the rollback rows say, and for waves how much of it there is.
 * Meetings and contact lists are counted where an export of user data shows them; where none does,
 * the plan says so instead of printing a nought.
 */
#include "planner/loss.h"

#include <string.h>

#include "planner/draft.h"
#include "planner/reading.h"

static const CtLossRow rows[CT_N_LOSSES] = {
#define CT_LOSS(id, one, many, text) [CT_LOSS_##id] = { one, many, text },
#include "planner/losses.def"
#undef CT_LOSS
};

const CtLossRow *
ct_loss_row(CtLossKind kind)
{
	g_assert(kind < CT_N_LOSSES);
	return &rows[kind];
}

/* Exports without lines are exports in which nobody asked for them. */
static gboolean
shows_lines(const CtUsers *users)
{
	for (guint32 i = 0; i < users->count; i++)
		if ((users->flags[i] & (CT_USER_HAS_LINE | CT_USER_PRIVATE_LINE)) != 0)
			return TRUE;
	return FALSE;
}

gboolean
ct_loss_is_known(CtLossKind kind, const CtEstate *estate)
{
	switch (kind) {
	case CT_LOSS_MEETINGS:
	case CT_LOSS_ORGANIZERS:
		return estate->users.conferences != NULL;
	case CT_LOSS_CONTACT_LISTS:
		return estate->users.contacts != NULL;
	case CT_LOSS_LINES:
		return shows_lines(&estate->users);
	case CT_LOSS_CLIENTS:
	case CT_LOSS_POLICIES:
		return TRUE;
	case CT_N_LOSSES:
		break;
	}
	g_assert_not_reached();
}

const char *
ct_loss_singular(const char *unit)
{
	for (guint i = 0; i < CT_N_LOSSES; i++)
		if (strcmp(rows[i].many, unit) == 0)
			return rows[i].one;
	return strcmp(unit, "users") == 0 ? "user" : strcmp(unit, "objects") == 0 ? "object" : unit;
}

/* Policies by name. */
static void
add_policies(const CtEstate *estate, guint32 profile, GHashTable *policies)
{
	const CtProfile *row = &g_array_index(estate->facts->profiles, CtProfile, profile);

	for (guint slot = 0; slot < CT_N_POLICIES; slot++) {
		const char *name = row->policy[slot];

		if (name != NULL && *name != '\0')
			g_hash_table_add(policies,
					 g_strdup_printf("%u %s", slot,
							 ct_strings_fold_once(estate->strings,
									      name)));
	}
}

static void
count_user(const CtEstate *estate, guint32 user, guint *counts)
{
	const CtUsers *users = &estate->users;

	counts[CT_LOSS_CLIENTS]++;
	counts[CT_LOSS_LINES] += (users->flags[user] & CT_USER_HAS_LINE) != 0;
	counts[CT_LOSS_LINES] += (users->flags[user] & CT_USER_PRIVATE_LINE) != 0;
	if (users->conferences != NULL) {
		counts[CT_LOSS_MEETINGS] += users->conferences[user];
		counts[CT_LOSS_ORGANIZERS] += users->conferences[user] > 0;
	}
	if (users->contacts != NULL)
		counts[CT_LOSS_CONTACT_LISTS] += users->contacts[user] > 0;
}

static void
count_wave(const CtDraft *draft, guint wave, guint *counts)
{
	guint n_profiles = draft->estate->facts->profiles->len;
	g_autofree gboolean *seen = g_new0(gboolean, n_profiles + 1);
	g_autoptr(GHashTable) policies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							       NULL);

	for (guint i = draft->waves->first[wave]; i < draft->waves->first[wave + 1]; i++) {
		const CtUnit *unit = &g_array_index(draft->groups->units, CtUnit,
						    draft->waves->units[i]);

		for (guint k = 0; k < unit->count; k++) {
			guint32 user = g_array_index(draft->groups->members, CtUserId,
						     unit->first + k)
					       .index;

			count_user(draft->estate, user, counts);
			seen[draft->estate->users.profile[user]] = TRUE;
		}
	}
	for (guint i = 0; i < n_profiles; i++)
		if (seen[i])
			add_policies(draft->estate, i, policies);
	counts[CT_LOSS_POLICIES] = g_hash_table_size(policies);
}

static void
add_counted(const CtDraft *draft, CtCheckpoint *checkpoint, const CtPlanStep *step,
	    const CtPlanWave *wave)
{
	guint counts[CT_N_LOSSES] = { 0 };

	count_wave(draft, (guint)(wave - (const CtPlanWave *)(void *)draft->plan->waves->data),
		   counts);
	for (guint i = 0; i < CT_N_LOSSES; i++) {
		CtLoss loss = { step->rollback, step->id, rows[i].text, counts[i], rows[i].many };
		gboolean known = ct_loss_is_known((CtLossKind)i, draft->estate);

		if (!known)
			loss.text = ct_plan_printf(draft->plan,
						   "%s; how many, no export here shows (%s: "
						   "docs/exporting.md)",
						   rows[i].text,
						   i == CT_LOSS_LINES ? "lines of users"
								      : "user data");
		if (!known)
			loss.unit = NULL;
		loss.text = ct_plan_printf(draft->plan, "%s.", loss.text);
		g_array_append_val(checkpoint->losses, loss);
	}
}

/* Meetings that may not have come along with their organizer do not come back with him (A1). */
static void
add_older_meetings(const CtDraft *draft, CtCheckpoint *checkpoint, const CtPlanStep *step,
		   const CtPlanWave *wave)
{
	CtLoss loss = {
		"A1", step->id,
		"Meetings of the older kinds (links that begin with conf: or meet:, content of "
		"Live Meeting conferences) may not come along with their organizer, and do not "
		"come back whole.",
		wave->users, "users"
	};

	if (!ct_readings_has(ct_readings_of_plan(draft->plan), CT_READING_A1))
		g_array_append_val(checkpoint->losses, loss);
}

void
ct_draft_add_losses(const CtDraft *self, CtCheckpoint *checkpoint, const CtPlanStep *step,
		    const char *text)
{
	const CtPlanWave *wave = step->wave != NULL ? ct_plan_find_wave(self->plan, step->wave)
						    : NULL;
	CtLoss loss = { step->rollback, step->id, text,
			wave != NULL ? wave->users : step->subjects->len,
			wave != NULL ? "users" : "objects" };

	if (*text != '\0')
		g_array_append_val(checkpoint->losses, loss);
	if (wave == NULL)
		return;
	add_counted(self, checkpoint, step, wave);
	add_older_meetings(self, checkpoint, step, wave);
}
