/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fate ledger: what becomes of every legacy object, exactly once.  Users who move stand in the wave
 * files; only those who do not move have an entry here.
 */
#include "planner/draft.h"

#include <string.h>

/* Where an object goes. */
typedef enum {
	TO_TARGET_POOL, /* the target of its home pool */
	TO_TARGET_EDGE,
	TO_PERSISTENT_CHAT,
	TO_NOWHERE,
} Destination;

typedef struct {
	CtObjectKind kind;
	const char *fate;
	Destination to;
	const char *rule;
} FateRow;

static const FateRow object_fates[] = {
	{ CT_OBJECT_SIP_DOMAIN, "stays", TO_NOWHERE, "OCS-P10-02" },
	{ CT_OBJECT_CONFERENCE_DIRECTORY, "moves", TO_TARGET_POOL, "OCS-P10-01" },
	{ CT_OBJECT_ACCESS_NUMBER, "moves", TO_TARGET_POOL, "OCS-P9-02" },
	{ CT_OBJECT_RESPONSE_GROUP, "moves", TO_TARGET_POOL, "OCS-P9-01" },
	{ CT_OBJECT_UM_CONTACT, "moves", TO_TARGET_POOL, "OCS-P9-03" },
	{ CT_OBJECT_TRUSTED_APP, "rebuilt", TO_TARGET_POOL, "OCS-P9-06" },
	{ CT_OBJECT_STATIC_ROUTE, "rebuilt", TO_TARGET_POOL, "OCS-P9-06" },
	{ CT_OBJECT_AUTHORIZED_HOST, "rebuilt", TO_TARGET_POOL, "OCS-P9-06" },
	{ CT_OBJECT_XMPP, "rebuilt", TO_TARGET_EDGE, "OCS-P8-08" },
	{ CT_OBJECT_GROUP_CHAT, "rebuilt", TO_PERSISTENT_CHAT, "OCS-GC-03" },
	{ CT_OBJECT_ARCHIVING, "retired", TO_NOWHERE, "OCS-P9-10" },
	{ CT_OBJECT_MONITORING, "retired", TO_NOWHERE, "OCS-P9-10" },
	{ CT_OBJECT_VOICE_ROUTE, "rebuilt", TO_NOWHERE, "OCS-P9-08" },
	{ CT_OBJECT_PSTN_USAGE, "rebuilt", TO_NOWHERE, "OCS-P4-04" },
	{ CT_OBJECT_POLICY, "rebuilt", TO_NOWHERE, "OCS-P4-04" },
	{ CT_OBJECT_DIAL_PLAN, "rebuilt", TO_NOWHERE, "OCS-P4-04" },
	{ CT_OBJECT_SIMPLE_URL, "stays", TO_NOWHERE, "OCS-P4-04" },
	{ CT_OBJECT_APP_CONTACT, "retired", TO_NOWHERE, "OCS-P10-03" },
};

static const FateRow server_fates[] = {
	{ CT_OBJECT_POOL, "rebuilt", TO_TARGET_POOL, "OCS-P10-03" },
	{ CT_OBJECT_DIRECTOR, "retired", TO_NOWHERE, "OCS-P10-03" },
	{ CT_OBJECT_EDGE, "rebuilt", TO_TARGET_EDGE, "OCS-P10-03" },
	{ CT_OBJECT_MEDIATION, "rebuilt", TO_NOWHERE, "OCS-P9-07" },
	{ CT_OBJECT_GATEWAY, "retired", TO_NOWHERE, "OCS-P9-07" },
	{ CT_OBJECT_PERSISTENT_CHAT, "stays", TO_NOWHERE, "OCS-GC-02" },
	{ CT_OBJECT_TRUSTED_APP_POOL, "stays", TO_NOWHERE, "OCS-P9-06" },
	{ CT_OBJECT_SERVER, "stays", TO_NOWHERE, "OCS-P10-03" },
};

static const FateRow *
find_row(const FateRow *rows, gsize count, CtObjectKind kind)
{
	for (gsize i = 0; i < count; i++)
		if (rows[i].kind == kind)
			return &rows[i];
	return NULL;
}

/* The first target server of a kind, or with a role. */
static const CtPool *
first_target(const CtEstate *estate, CtObjectKind kind, CtRole role)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_TARGET &&
		    (pool->kind == kind ||
		     (role != CT_ROLE_UNKNOWN && ct_pool_has_role(pool, role))))
			return pool;
	}
	return NULL;
}

static const char *
destination(CtDraft *self, Destination to, CtPoolId home)
{
	const CtPool *pool = NULL;
	CtPoolId target = { CT_NONE };

	switch (to) {
	case TO_TARGET_POOL:
		if (home.index != CT_NONE)
			target = ct_pairing_target(self->pairing, home);
		if (target.index != CT_NONE)
			pool = ct_estate_pool(self->estate, target);
		break;
	case TO_TARGET_EDGE:
		pool = first_target(self->estate, CT_OBJECT_EDGE, CT_ROLE_UNKNOWN);
		break;
	case TO_PERSISTENT_CHAT:
		pool = first_target(self->estate, CT_OBJECT_PERSISTENT_CHAT,
				    CT_ROLE_PERSISTENT_CHAT);
		break;
	case TO_NOWHERE:
		break;
	}
	return pool != NULL ? ct_draft_pool_subject(self, pool) : NULL;
}

static CtFate *
add_fate(CtDraft *self, const char *subject, const char *fate, const char *to, const char *rule,
	 CtOrigin origin, const char *text)
{
	CtFate *row = ct_plan_add_fate(self->plan);
	const char *named;

	row->subject = subject;
	row->fate = fate;
	row->to = to;
	named = ct_rule_named(ct_rulebook_pair(self->estate), rule);
	row->rule = named != NULL ? named : rule;
	ct_plan_add_evidence(self->plan, row->evidence, self->estate, origin, text);
	return row;
}

/* How many legacy pools end in @target? */
static guint
sources_of(const CtDraft *self, CtPoolId target)
{
	guint count = 0;

	for (guint i = 0; i < self->pairing->pairs->len; i++)
		count += g_array_index(self->pairing->pairs, CtPair, i).target.index ==
			 target.index;
	return count;
}

static void
settle_server(CtDraft *self, guint32 index, gboolean retire)
{
	const CtPool *pool = &g_array_index(self->estate->pools, CtPool, index);
	const FateRow *row = find_row(server_fates, G_N_ELEMENTS(server_fates), pool->kind);
	CtPoolId target = ct_pairing_target(self->pairing, (CtPoolId){ index });
	const char *rule;
	const char *fate;

	if (pool->deployment != CT_DEPLOYMENT_LEGACY || row == NULL)
		return;
	rule = row->rule;
	fate = row->fate;
	if (!retire) {
		fate = "stays";
	} else if (pool->kind == CT_OBJECT_MEDIATION &&
		   first_target(self->estate, CT_N_OBJECT_KINDS, CT_ROLE_MEDIATION) == NULL) {
		/* Nobody calls, so that nothing takes its place */
		fate = "retired";
		rule = "OCS-P10-03";
	} else if (pool->kind == CT_OBJECT_POOL && target.index != CT_NONE &&
		   sources_of(self, target) > 1)
		fate = "merged";
	add_fate(self, ct_draft_pool_subject(self, pool), fate,
		 destination(self, row->to, (CtPoolId){ index }), rule, pool->origin,
		 pool->deployment_why);
}

/* Rules that a plan without retirement leaves out. */
static gboolean
is_planned(const CtPlan *plan, const char *rule, const char *subject)
{
	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(plan->steps, CtPlanStep, i);

		if (!ct_rule_plays(rule, step->rule))
			continue;
		for (guint k = 0; k < step->subjects->len; k++)
			if (strcmp(g_ptr_array_index(step->subjects, k), subject) == 0)
				return TRUE;
	}
	return FALSE;
}

static void
settle_object(CtDraft *self, const CtObject *object, gboolean retire)
{
	const FateRow *row = find_row(object_fates, G_N_ELEMENTS(object_fates), object->kind);
	g_autofree char *text = ct_subject(object->kind, object->key);
	const char *subject = ct_plan_text(self->plan, text);
	const char *rule;
	const char *fate;

	if (object->deployment != CT_DEPLOYMENT_LEGACY || row == NULL)
		return;
	rule = row->rule;
	fate = row->fate;
	if (object->remote_call_control)
		rule = "OCS-P9-05";
	if (!retire && !is_planned(self->plan, rule, subject) && strcmp(rule, "OCS-P4-04") != 0)
		fate = "stays";
	add_fate(self, subject, fate, destination(self, row->to, object->pool), rule,
		 object->origin, object->type);
}

static void
settle_users(CtDraft *self)
{
	const CtEstate *estate = self->estate;

	for (guint32 i = 0; i < estate->users.count; i++) {
		guint32 pool = estate->users.pool[i];
		gboolean legacy = pool == CT_NONE ||
				  ct_estate_pool(estate, (CtPoolId){ pool })->deployment ==
					  CT_DEPLOYMENT_LEGACY;
		CtOrigin origin = { estate->users.input[i], estate->users.line[i], NULL };
		g_autofree char *text = NULL;

		if (!legacy || self->groups->unit_of[i] != CT_NONE)
			continue;
		text = ct_subject(CT_OBJECT_USER, estate->users.key[i]);
		if (ct_intent_list_has(self->intent, CT_INTENT_STAY, estate->users.sip[i]))
			add_fate(self, ct_plan_text(self->plan, text), "stays", NULL, "OCS-P8-07",
				 origin, "the intent keeps this user");
		else
			add_fate(self, ct_plan_text(self->plan, text), "unmatched", NULL, "W-19",
				 origin, "no legacy pool with a target homes this user");
	}
}

void
ct_draft_settle_fates(CtDraft *self)
{
	const gboolean retire = ct_intent_bool(self->intent, CT_INTENT_RETIRE);
	const char *last = NULL;

	for (guint32 i = 0; i < self->estate->pools->len; i++)
		settle_server(self, i, retire);
	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		/* One identity may stand twice, such as a directory number on two pools (W-28) */
		if (last == object->key && i > 0 &&
		    g_array_index(self->estate->objects, CtObject, i - 1).kind == object->kind)
			continue;
		settle_object(self, object, retire);
		last = object->key;
	}
	settle_users(self);
}
