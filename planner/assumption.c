/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The assumption ledger: every default that the plan used, every reading it took where the public
 * guide contradicts itself; the questions that exports cannot answer are in question.c.
 */
#include "planner/draft.h"

#include "planner/reading.h"

typedef struct {
	CtIntentKey key;
	const char *text;
	const char *effect;
} DefaultRow;

static const DefaultRow defaults[] = {
	{ CT_INTENT_WAVE_SIZE,
	  "A production wave holds at most so many users (K-15: not documented)",
	  "Another size changes the number of waves and their members" },
	{ CT_INTENT_PILOT_SIZE, "The pilot holds at most so many users",
	  "Another size changes who is in the pilot" },
	{ CT_INTENT_PILOT_COVER, "The pilot tries so much of what differs between users",
	  "Another level needs more users, or tries less" },
	{ CT_INTENT_RETIRE, "The plan retires the legacy deployment at its end",
	  "Without it the plan ends in coexistence" },
	{ CT_INTENT_USER_MINUTES, "Moving 100 users takes so many minutes (K-15: not documented)",
	  "Durations change, the order does not" },
	{ CT_INTENT_CHECKPOINT_FAILING,
	  "So many in a thousand steps fail, each as often as any other",
	  "More checkpoints stand to save rework, or fewer; the order does not change" },
	{ CT_INTENT_CHECKPOINT_MINUTES,
	  "A checkpoint that stands to save rework takes so many minutes",
	  "More checkpoints stand to save rework, or fewer; the order does not change" },
	{ CT_INTENT_WEIGHT_DELEGATE, "Weight of a wave between a user and a delegate",
	  "The printed cost changes, and who moves with whom" },
	{ CT_INTENT_WEIGHT_RESPONSE_GROUP, "Weight of a wave between two agents of a group",
	  "The printed cost changes, and who moves with whom" },
	{ CT_INTENT_WEIGHT_CONFERENCE, "Weight of a wave between an organizer and somebody invited",
	  "Who moves with whom changes, where user data is exported" },
	{ CT_INTENT_WEIGHT_CONTACT, "Weight of a wave between a user and a contact",
	  "Who moves with whom changes, where user data is exported" },
	{ CT_INTENT_WEIGHT_POOL, "Weight of each wave from the first to the last of a legacy pool",
	  "Pools are moved more or less at one go" },
	{ CT_INTENT_WEIGHT_SITE, "Weight of each wave from the first to the last of a site",
	  "Sites are moved more or less at one go" },
	{ CT_INTENT_WEIGHT_POLICY, "Weight of sharing all policies; 0 binds nobody",
	  "Users with the same policies are kept closer" },
	{ CT_INTENT_WAVE_SPARE,
	  "So many in a hundred places may stay empty to keep people together",
	  "Less room needs fewer waves and separates more people" },
	{ CT_INTENT_HARD_COUPLINGS, "These kinds of coupling keep users in one wave",
	  "Other users would be allowed to move apart" },
};

static void
assume_wave_size(CtDraft *self, const DefaultRow *row)
{
	guint usual = ct_intent_number(self->intent, CT_INTENT_WAVE_SIZE);
	guint size = ct_wave_size(self->intent, self->groups);
	g_autofree char *value = g_strdup_printf("%u", size);
	g_autofree char *text = NULL;

	if (size > usual)
		text = g_strdup_printf("%s; that is more than the usual %u, with which %u users "
				       "would need over 500 waves",
				       row->text, usual, self->groups->members->len);
	else if (size < usual)
		text = g_strdup_printf("%s; that is less than the usual %u, for which no window "
				       "of the calendar is long enough",
				       row->text, usual);
	else
		text = g_strdup(row->text);
	if (self->intent->lines[CT_INTENT_WAVE_SIZE] == 0)
		ct_plan_assume(self->plan, ct_intent_key_name(CT_INTENT_WAVE_SIZE), "default",
			       value, text, row->effect);
}

static void
assume_defaults(CtDraft *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(defaults); i++) {
		const GPtrArray *values = self->intent->values[defaults[i].key];

		if (defaults[i].key == CT_INTENT_WAVE_SIZE)
			assume_wave_size(self, &defaults[i]);
		else if (self->intent->lines[defaults[i].key] == 0)
			ct_plan_assume(self->plan, ct_intent_key_name(defaults[i].key), "default",
				       values->len > 0 ? g_ptr_array_index(values, 0) : "",
				       defaults[i].text, defaults[i].effect);
	}
	ct_plan_assume(
		self->plan, "durations", "default", "",
		"Every step takes the minutes and settling time of the step table; a rollback step "
		"takes as long as the step it undoes",
		"Durations change, the order does not");
}

static void
assume_pairs(CtDraft *self)
{
	for (guint i = 0; i < self->pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(self->pairing->pairs, CtPair, i);
		const CtPool *legacy = ct_estate_pool(self->estate, pair->legacy);
		g_autofree char *id = g_strdup_printf("pairing.%s", legacy->fqdn);
		g_autofree char *text = NULL;

		if (pair->is_explicit || pair->target.index == CT_NONE)
			continue;
		text = g_strdup_printf("%s is taken over by %s: %s", legacy->fqdn,
				       ct_estate_pool(self->estate, pair->target)->fqdn,
				       pair->evidence);
		ct_plan_assume(self->plan, id, "default",
			       ct_estate_pool(self->estate, pair->target)->fqdn, text,
			       "Another target changes the waves and what moves where");
	}
}

/* The reading that the plan takes, and what it would mean to be wrong about it. */
static void
assume_reading(CtDraft *self, const CtReadingRow *row, gboolean is_other)
{
	g_autofree char *effect = NULL;

	if (is_other)
		effect = g_strdup_printf("%s (chosen by %s)", row->risk, row->key);
	else if (*row->key != '\0')
		effect = g_strdup_printf("%s; %s = true in the intent file reads it so",
					 row->effect, row->key);
	else
		effect = g_strdup_printf("%s; no key chooses that: %s", row->effect, row->other);
	ct_plan_assume(self->plan, row->id, "contradiction", is_other ? row->other : row->reading,
		       row->issue, effect);
}

/* A choice is told even where it leaves the steps out that it is about. */
static void
assume_readings(CtDraft *self)
{
	const CtReadings chosen = ct_readings_of_plan(self->plan);

	for (guint i = 0; i < CT_N_READINGS; i++) {
		const CtReadingRow *row = ct_reading_row((CtReading)i);
		gboolean is_other = ct_readings_has(chosen, (CtReading)i);

		if (is_other || ct_draft_plans(self, row->rules, CT_OBJECT_ANY))
			assume_reading(self, row, is_other);
	}
}

/* Errors in the data that a person must mend before the step that meets them. */
static void
assume_mended(CtDraft *self)
{
	for (guint i = 0; i < self->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(self->findings->items, i);
		const CtRule *rule = ct_rule(finding->rule);
		g_autofree char *where = NULL;

		if (finding->severity != CT_SEVERITY_ERROR)
			continue;
		where = ct_estate_where(self->estate, finding->origin);
		ct_plan_assume(self->plan, rule->code, "finding", where, finding->message,
			       "The step that meets it fails; mend it first and plan again");
	}
}

static gboolean
has_merged(const CtEstate *estate)
{
	for (guint i = 0; i < estate->sites->len; i++)
		if (g_array_index(estate->sites, CtSite, i).back_compat)
			return TRUE;
	return FALSE;
}

/* A plan begins before its first step, whatever of the target is there already. */
static void
assume_start(CtDraft *self)
{
	if (has_merged(self->estate))
		ct_plan_assume(
			self->plan, "OCS-P4-03", "question", "",
			"The exports show a BackCompatSite, so that the merge is published and what "
			"comes before it was done: confirm these steps by their tests, and neither "
			"repeat nor undo them",
			"Going back to the first checkpoint would take down a target deployment "
			"that is in use");
}

static void
assume_rooms(CtDraft *self)
{
	const CtEstate *estate = self->estate;

	if (!ct_draft_plans(self, "OCS-GC-02", CT_OBJECT_ANY))
		return;
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_TARGET &&
		    (pool->kind == CT_OBJECT_PERSISTENT_CHAT ||
		     ct_pool_has_role(pool, CT_ROLE_PERSISTENT_CHAT)))
			return;
	}
	ct_plan_assume(
		self->plan, "O-29", "question", "",
		"No export shows a Persistent Chat pool: define one, export the topology and "
		"plan again, or give the rooms of Group Chat up",
		"There is nowhere to import the rooms to, and Group Chat is removed");
}

void
ct_draft_list_assumptions(CtDraft *self)
{
	assume_defaults(self);
	assume_pairs(self);
	assume_readings(self);
	if (self->estate->ad_domains->len == 0)
		ct_plan_assume(
			self->plan, "O-02", "question", "",
			"No export names an Active Directory domain: prepare every domain that "
			"holds servers or users, after the forest",
			"Installation or sign-in fails in a domain that was forgotten");
	assume_start(self);
	assume_rooms(self);
	ct_draft_ask(self);
	assume_mended(self);
}
