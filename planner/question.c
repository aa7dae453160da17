/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions of a plan: what no export shows, asked where it matters and nowhere else.
 *
 * A row of questions.def is asked when the plan has a step of its rules.  For some rows the exports say
 * more than that: there is nothing to ask about SQL Server where every pool brings its own, nor about
 * telephones where nobody has voice.  Those have a condition here; a row without one is asked whenever
 * its step is planned.
 */
#include "planner/question.h"

#include <string.h>

#include "planner/draft.h"
#include "planner/readiness.h"
#include "planner/reading.h"

typedef struct {
	const char *id;
	const char *rules;
	CtObjectKind kind;
	const char *text;
	const char *effect;
} QuestionRow;

static const QuestionRow questions[] = {
#define CT_QUESTION(id, rules, kind, text, effect) { id, rules, CT_OBJECT_##kind, text, effect },
#include "planner/questions.def"
#undef CT_QUESTION
};

static const CtProfile *
profile_of(const CtDraft *self, guint32 user)
{
	const GArray *profiles = self->estate->facts->profiles;
	guint32 index = self->estate->users.profile[user];

	return index < profiles->len ? &g_array_index(profiles, CtProfile, index) : NULL;
}

static gboolean
moves(const CtDraft *self, guint32 user)
{
	return self->groups->unit_of[user] != CT_NONE;
}

/* Does anybody who moves have a policy of his own in @slot? */
static gboolean
any_has_policy(const CtDraft *self, CtPolicySlot slot)
{
	for (guint32 i = 0; i < self->estate->users.count; i++) {
		const CtProfile *profile = moves(self, i) ? profile_of(self, i) : NULL;

		if (profile != NULL && profile->policy[slot] != NULL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
any_lacks_policy(const CtDraft *self, CtPolicySlot slot)
{
	for (guint32 i = 0; i < self->estate->users.count; i++) {
		const CtProfile *profile = moves(self, i) ? profile_of(self, i) : NULL;

		if (moves(self, i) && (profile == NULL || profile->policy[slot] == NULL))
			return TRUE;
	}
	return FALSE;
}

/* W-07: a Standard Edition server installs its own database; any other is somebody's choice. */
static gboolean
has_sql_server(const CtDraft *self)
{
	const CtEstate *estate = self->estate;

	for (guint i = 0; i < estate->sql_instances->len; i++) {
		const CtSqlInstance *sql = &g_array_index(estate->sql_instances, CtSqlInstance, i);
		const CtPool *pool = ct_estate_pool(estate, sql->pool);

		if (pool == NULL ||
		    (pool->deployment != CT_DEPLOYMENT_LEGACY && !ct_pool_homes_users(pool)))
			return TRUE;
	}
	/* a list of pools names no instances */
	return estate->sql_instances->len == 0;
}

/* W-14: what the validator could not judge, since no export shows policies of that kind. */
static gboolean
has_unknown_policies(const CtDraft *self)
{
	static const CtPolicySlot slots[] = { CT_POLICY_VOICE,	   CT_POLICY_CONFERENCING,
					      CT_POLICY_EXTERNAL,  CT_POLICY_PRESENCE,
					      CT_POLICY_ARCHIVING, CT_POLICY_DIAL_PLAN };

	for (guint i = 0; i < G_N_ELEMENTS(slots); i++)
		if (any_has_policy(self, slots[i]) &&
		    !ct_readiness_knows_policies(self->estate, slots[i]))
			return TRUE;
	return FALSE;
}

/* W-15: where users have policies of both kinds, the legacy deployment lets them. */
static gboolean
lacks_user_policies(const CtDraft *self)
{
	static const CtPolicySlot slots[] = { CT_POLICY_VOICE, CT_POLICY_CONFERENCING };

	for (guint i = 0; i < G_N_ELEMENTS(slots); i++)
		if (any_lacks_policy(self, slots[i]) && !any_has_policy(self, slots[i]))
			return TRUE;
	return FALSE;
}

/* W-16: with the global meeting policy alone there is nothing to split. */
static gboolean
has_meeting_policies(const CtDraft *self)
{
	return any_has_policy(self, CT_POLICY_CONFERENCING);
}

/* W-21: a version policy of one's own comes before that of the pool. */
static gboolean
relies_on_pool_filter(const CtDraft *self)
{
	return any_lacks_policy(self, CT_POLICY_CLIENT_VERSION);
}

/* W-23: with the other reading of A1 there are no meetings to warn anybody of. */
static gboolean
meetings_are_lost(const CtDraft *self)
{
	return !ct_readings_has(ct_readings_of_plan(self->plan), CT_READING_A1);
}

/* W-48: devices of the legacy product are telephones. */
static gboolean
moves_voice_users(const CtDraft *self)
{
	for (guint32 i = 0; i < self->estate->users.count; i++)
		if (moves(self, i) && (self->estate->users.flags[i] & CT_USER_VOICE) != 0)
			return TRUE;
	return FALSE;
}

static gboolean
lacks_forest(const CtDraft *self)
{
	return self->estate->legacy_forest == NULL || self->estate->target_forest == NULL;
}

/* I-03: a legacy pool whose databases no export shows may share a server with any target pool that
 * does not bring its own. */
static gboolean
lacks_legacy_sql(const CtDraft *self)
{
	const CtEstate *estate = self->estate;

	if (!has_sql_server(self))
		return FALSE;
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (ct_draft_is(pool, CT_DEPLOYMENT_LEGACY, CT_OBJECT_POOL) &&
		    pool->back_end == NULL)
			return TRUE;
	}
	return FALSE;
}

/* Does a legacy Edge lack one of @keys in the exports? */
static gboolean
any_edge_lacks(const CtDraft *self, const CtKey *keys, gsize count)
{
	const CtEstate *estate = self->estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (!ct_draft_is(pool, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE))
			continue;
		for (gsize k = 0; k < count; k++)
			if (ct_facts_get(estate->facts, pool->props, keys[k]) == NULL)
				return TRUE;
	}
	return FALSE;
}

static gboolean
lacks_federation_mark(const CtDraft *self)
{
	static const CtKey keys[] = { CT_KEY_FEDERATION_ENABLED };

	return any_edge_lacks(self, keys, G_N_ELEMENTS(keys));
}

static gboolean
lacks_edge_names(const CtDraft *self)
{
	static const CtKey keys[] = { CT_KEY_EXTERNAL_ACCESS_FQDN,
				      CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN,
				      CT_KEY_EXTERNAL_AV_FQDN };

	return any_edge_lacks(self, keys, G_N_ELEMENTS(keys));
}

/* O-16: a gateway that is exported has steps of its own. */
static gboolean
lacks_xmpp(const CtDraft *self)
{
	return !ct_draft_plans(self, "OCS-P8-08", CT_OBJECT_ANY);
}

static const struct {
	const char *id;
	gboolean (*matters)(const CtDraft *self);
} conditions[] = {
	{ "I-02", lacks_forest },
	{ "I-03", lacks_legacy_sql },
	{ "O-10", lacks_federation_mark },
	{ "O-15", lacks_edge_names },
	{ "O-16", lacks_xmpp },
	{ "W-07", has_sql_server },
	{ "W-14", has_unknown_policies },
	{ "W-15", lacks_user_policies },
	{ "W-16", has_meeting_policies },
	{ "W-21", relies_on_pool_filter },
	{ "W-23", meetings_are_lost },
	{ "W-48", moves_voice_users },
};

static gboolean
matters(const CtDraft *self, const QuestionRow *row)
{
	for (guint i = 0; i < G_N_ELEMENTS(conditions); i++)
		if (strcmp(conditions[i].id, row->id) == 0)
			return conditions[i].matters(self);
	return TRUE;
}

static gboolean
is_of_kind(const CtPlanStep *step, CtObjectKind kind)
{
	const char *subject = g_ptr_array_index(step->subjects, 0);

	return kind == CT_OBJECT_ANY ||
	       ct_object_kind_from_prefix(subject, (gsize)(strchr(subject, ':') - subject)) == kind;
}

gboolean
ct_draft_plans(const CtDraft *self, const char *rules, CtObjectKind kind)
{
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(self->plan->steps, CtPlanStep, i);

		if (ct_rule_list_has(rules, step->rule) && is_of_kind(step, kind))
			return TRUE;
	}
	return FALSE;
}

void
ct_draft_ask(CtDraft *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++)
		if (ct_draft_plans(self, questions[i].rules, questions[i].kind) &&
		    matters(self, &questions[i]))
			ct_plan_assume(self->plan, questions[i].id, "question", "",
				       questions[i].text, questions[i].effect);
}

const char *
ct_question_rules(const char *id, const char *text)
{
	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++)
		if (strcmp(questions[i].id, id) == 0 && strcmp(questions[i].text, text) == 0)
			return questions[i].rules;
	return NULL;
}
