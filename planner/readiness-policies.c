/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do those who are to move keep what they may do?  W-14 (a policy or dial plan that the target does not
 * have) and W-17 (meetings that partners with the legacy product could no longer join).
 *
 * Users share few combinations of policies, so each combination is judged once and the users are then
 * counted in one pass.  A kind of policy of which no export shows a target one is not judged: then it
 * is the export that is missing (the plan asks about it, see question.c).
 */
#include "planner/readiness.h"

#include <string.h>

static const struct {
	CtPolicySlot slot;
	CtObjectKind kind;
	const char *type; /* how the type of such an object ends */
	const char *name;
} slots[] = {
	{ CT_POLICY_VOICE, CT_OBJECT_POLICY, "VoicePolicy", "voice policy" },
	{ CT_POLICY_CONFERENCING, CT_OBJECT_POLICY, "MeetingPolicy", "conferencing policy" },
	{ CT_POLICY_CONFERENCING, CT_OBJECT_POLICY, "ConferencingPolicy", "conferencing policy" },
	{ CT_POLICY_EXTERNAL, CT_OBJECT_POLICY, "ExternalAccessPolicy", "external access policy" },
	{ CT_POLICY_PRESENCE, CT_OBJECT_POLICY, "PresencePolicy", "presence policy" },
	{ CT_POLICY_ARCHIVING, CT_OBJECT_POLICY, "ArchivingPolicy", "archiving policy" },
	{ CT_POLICY_DIAL_PLAN, CT_OBJECT_DIAL_PLAN, "", "dial plan" },
};

/* Users who share something that they would lose. */
typedef struct {
	guint row;	  /* of slots */
	const char *name; /* of the policy */
	guint32 first;	  /* user */
	guint users;
} Loss;

static gboolean
is_of_slot(const CtObject *object, guint row)
{
	return object->kind == slots[row].kind &&
	       (*slots[row].type == '\0' ||
		(object->type != NULL && g_str_has_suffix(object->type, slots[row].type)));
}

/* The policy of the target that users know as @folded, be it a site's; NULL when there is none. */
static const CtObject *
find_policy(const CtEstate *estate, CtPolicySlot slot, const char *folded)
{
	static const char site_prefix[] = "site:";

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		const char *key = object->key;

		if (object->deployment != CT_DEPLOYMENT_TARGET)
			continue;
		if (g_str_has_prefix(key, site_prefix) && !g_str_has_prefix(folded, site_prefix))
			key += strlen(site_prefix);
		if (strcmp(key, folded) != 0)
			continue;
		for (guint row = 0; row < G_N_ELEMENTS(slots); row++)
			if (slots[row].slot == slot && is_of_slot(object, row))
				return object;
	}
	return NULL;
}

gboolean
ct_readiness_knows_policies(const CtEstate *estate, CtPolicySlot slot)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		for (guint row = 0; row < G_N_ELEMENTS(slots); row++)
			if (slots[row].slot == slot && object->deployment == CT_DEPLOYMENT_TARGET &&
			    is_of_slot(object, row))
				return TRUE;
	}
	return FALSE;
}

/* A directory entry that no export gives a name to cannot be looked for. */
static gboolean
is_name(const char *policy)
{
	return policy != NULL && *policy != '\0' && *policy != '{';
}

/* Bit n: the policy in slot n of the combination has no counterpart in the target. */
static guint32
missing_slots(const CtEstate *estate, const CtProfile *profile, const gboolean *known)
{
	guint32 missing = 0;

	for (guint slot = 0; slot < CT_N_POLICIES; slot++) {
		g_autofree char *folded = NULL;

		if (!known[slot] || !is_name(profile->policy[slot]))
			continue;
		folded = g_strdup(ct_strings_fold_once(estate->strings, profile->policy[slot]));
		if (find_policy(estate, (CtPolicySlot)slot, folded) == NULL)
			missing |= 1u << slot;
	}
	return missing;
}

/* Who is to move: at home on a legacy pool, and not told to stay. */
static gboolean
moves(const CtEstate *estate, const gboolean *stays, guint32 user)
{
	CtPoolId home = { estate->users.pool[user] };

	return home.index != CT_NONE && (stays == NULL || !stays[user]) &&
	       (estate->users.flags[user] & CT_USER_ONLINE) == 0 &&
	       ct_estate_pool(estate, home)->deployment == CT_DEPLOYMENT_LEGACY;
}

static void
count_loss(GArray *losses, guint row, const char *name, guint32 user)
{
	Loss loss = { row, name, user, 1 };

	for (guint i = 0; i < losses->len; i++) {
		Loss *known = &g_array_index(losses, Loss, i);

		if (known->row == row && g_ascii_strcasecmp(known->name, name) == 0) {
			known->users++;
			return;
		}
	}
	g_array_append_val(losses, loss);
}

static guint
row_of_slot(guint slot)
{
	guint row = 0;

	while (slots[row].slot != (CtPolicySlot)slot)
		row++;
	return row;
}

static void
report_missing(const CtEstate *estate, const Loss *loss, CtFindings *findings)
{
	const CtUsers *users = &estate->users;
	CtOrigin origin = { users->input[loss->first], users->line[loss->first], NULL };
	g_autofree char *folded = g_strdup(ct_strings_fold_once(estate->strings, loss->name));

	ct_findings_add(findings, CT_RULE_POLICY_NOT_IMPORTED, origin,
			ct_subject(slots[loss->row].kind, folded),
			"%u user%s to move (first %s) ha%s the %s \"%s\", which no export shows in "
			"the target deployment",
			loss->users, loss->users == 1 ? "" : "s", users->sip[loss->first],
			loss->users == 1 ? "s" : "ve", slots[loss->row].name, loss->name);
}

static void
check_imported(const CtEstate *estate, const gboolean *stays, CtFindings *findings)
{
	const GArray *profiles = estate->facts->profiles;
	g_autofree guint32 *missing = g_new0(guint32, profiles->len + 1);
	g_autoptr(GArray) losses = g_array_new(FALSE, FALSE, sizeof(Loss));
	gboolean known[CT_N_POLICIES] = { FALSE };

	for (guint row = 0; row < G_N_ELEMENTS(slots); row++)
		known[slots[row].slot] = ct_readiness_knows_policies(estate, slots[row].slot);
	for (guint i = 0; i < profiles->len; i++)
		missing[i] = missing_slots(estate, &g_array_index(profiles, CtProfile, i), known);
	for (guint32 user = 0; user < estate->users.count; user++) {
		guint32 profile = estate->users.profile[user];

		if (profile >= profiles->len || missing[profile] == 0 ||
		    !moves(estate, stays, user))
			continue;
		for (guint slot = 0; slot < CT_N_POLICIES; slot++)
			if ((missing[profile] & (1u << slot)) != 0)
				count_loss(losses, row_of_slot(slot),
					   g_array_index(profiles, CtProfile, profile).policy[slot],
					   user);
	}
	for (guint i = 0; i < losses->len; i++)
		report_missing(estate, &g_array_index(losses, Loss, i), findings);
}

/* The target's conferencing policy of the combination, when it turns anonymous participants away. */
static const CtObject *
closed_policy(const CtEstate *estate, const CtProfile *profile)
{
	const char *name = profile->policy[CT_POLICY_CONFERENCING];
	g_autofree char *folded = NULL;
	const CtObject *policy;
	const char *value;

	if (name != NULL && !is_name(name))
		return NULL;
	folded = g_strdup(ct_strings_fold_once(estate->strings, name != NULL ? name : "Global"));
	policy = find_policy(estate, CT_POLICY_CONFERENCING, folded);
	if (policy == NULL)
		return NULL;
	value = ct_facts_get_named(estate->facts, policy->props,
				   "AllowAnonymousParticipantsInMeetings");
	return value != NULL && g_ascii_strcasecmp(value, "false") == 0 ? policy : NULL;
}

static void
report_closed(const CtEstate *estate, const CtObject *policy, guint32 first, guint count,
	      CtFindings *findings)
{
	CtOrigin user = { estate->users.input[first], estate->users.line[first], NULL };
	g_autofree char *where = ct_estate_where(estate, user);

	ct_findings_add(findings, CT_RULE_ANONYMOUS_DISALLOWED, policy->origin,
			ct_subject(policy->kind, policy->key),
			"the conferencing policy \"%s\" admits no anonymous participants, and %u "
			"federated user%s to move with it, %s (%s) first",
			policy->name, count, count == 1 ? " is" : "s are", estate->users.sip[first],
			where);
}

/* To a legacy partner the meetings of a moved organiser are anonymous ones. */
static void
check_anonymous(const CtEstate *estate, const gboolean *stays, CtFindings *findings)
{
	const GArray *profiles = estate->facts->profiles;
	const GArray *objects = estate->objects;
	g_autofree const CtObject **closed = g_new0(const CtObject *, profiles->len + 1);
	g_autofree guint32 *first = g_new0(guint32, objects->len + 1);
	g_autofree guint *count = g_new0(guint, objects->len + 1);

	for (guint i = 0; i < profiles->len; i++)
		closed[i] = closed_policy(estate, &g_array_index(profiles, CtProfile, i));
	for (guint32 user = 0; user < estate->users.count; user++) {
		guint32 profile = estate->users.profile[user];
		gsize index;

		if (profile >= profiles->len || closed[profile] == NULL ||
		    (estate->users.flags[user] & CT_USER_FEDERATION) == 0 ||
		    !moves(estate, stays, user))
			continue;
		index = (gsize)(closed[profile] - (const CtObject *)(gpointer)objects->data);
		if (count[index]++ == 0)
			first[index] = user;
	}
	for (guint i = 0; i < objects->len; i++)
		if (count[i] > 0)
			report_closed(estate, &g_array_index(objects, CtObject, i), first[i],
				      count[i], findings);
}

void
ct_readiness_apply_readings(const CtIntent *intent, CtFindings *findings)
{
	static const struct {
		CtIntentKey key;
		CtRuleId rule;
	} moot[] = {
		{ CT_INTENT_MEETINGS_CARRY_OVER, CT_RULE_LEGACY_MEETING_AT_RISK },
		{ CT_INTENT_LEGACY_CALLS_REACH_TARGET, CT_RULE_LYNC_MEDIATION_WITH_LEGACY_USERS },
	};

	for (guint i = findings->items->len; i-- > 0;) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);
		gboolean is_moot = FALSE;

		for (guint row = 0; row < G_N_ELEMENTS(moot); row++)
			is_moot = is_moot || (finding->rule == moot[row].rule &&
					      ct_intent_bool(intent, moot[row].key));
		if (is_moot)
			g_ptr_array_remove_index(findings->items, i);
	}
}

void
ct_readiness_check_policies(const CtEstate *estate, const CtIntent *intent, CtFindings *findings)
{
	g_autofree gboolean *stays = ct_intent_find_users(intent, CT_INTENT_STAY, estate);

	check_imported(estate, stays, findings);
	check_anonymous(estate, stays, findings);
}
