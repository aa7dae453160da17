/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a 2019 target has no place for, or treats differently: F-33 (contacts of Exchange UM), F-52
 * (XMPP, Persistent Chat), F-57 (telephones of the older kind), F-58 (voice mail).
 *
 * No pair of this program leads to 2019 yet, but the exports of somebody who plans to go there show it
 * all, so the rules speak already.
 */
#include "analyzer/field.h"

/* What was found of one kind: how many, and the first in the order of the exports. */
typedef struct {
	guint count;
	CtOrigin origin;
	const char *first;
} Found;

static void
found_one(Found *found, CtOrigin origin, const char *name)
{
	if (found->count++ > 0)
		return;
	found->origin = origin;
	found->first = name;
}

static Found
find_objects(const CtEstate *estate, CtObjectKind kind)
{
	Found found = { 0 };

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == kind && object->deployment != CT_DEPLOYMENT_TARGET)
			found_one(&found, object->origin, object->name);
	}
	return found;
}

static Found
find_records(const CtEstate *estate, CtRecordKind kind)
{
	const CtFacts *facts = estate->facts;
	Found found = { 0 };

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *name = ct_facts_get(facts, record->props, CT_KEY_DISPLAY_NAME);

		if (name == NULL)
			name = ct_facts_get(facts, record->props, CT_KEY_NAME);
		if (name == NULL)
			name = ct_facts_get(facts, record->props, CT_KEY_IDENTITY);
		if (record->kind == kind)
			found_one(&found, record->origin, name != NULL ? name : "no name");
	}
	return found;
}

static Found
find_chat_pools(const CtEstate *estate)
{
	Found found = { 0 };

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY &&
		    (pool->kind == CT_OBJECT_PERSISTENT_CHAT ||
		     ct_pool_has_role(pool, CT_ROLE_PERSISTENT_CHAT)))
			found_one(&found, pool->origin, pool->fqdn);
	}
	return found;
}

static Found
find_voice_mail(const CtEstate *estate)
{
	const CtUsers *users = &estate->users;
	Found found = { 0 };

	for (guint32 i = 0; i < users->count; i++) {
		const CtProfile *profile = &g_array_index(estate->facts->profiles, CtProfile,
							  users->profile[i]);
		CtOrigin origin = { users->input[i], users->line[i], NULL };

		if (profile->policy[CT_POLICY_VOICEMAIL] != NULL)
			found_one(&found, origin, users->sip[i]);
	}
	return found;
}

static void
report(const CtEstate *estate, CtFindings *findings, CtRuleId rule, const Found *found,
       CtPoolId target, const char *one, const char *many)
{
	const CtPool *pool = ct_estate_pool(estate, target);

	if (found->count > 0)
		ct_findings_add(findings, rule, found->origin, ct_subject(pool->kind, pool->key),
				"%u %s (first: %s) would go to %s, which runs %s", found->count,
				found->count == 1 ? one : many, found->first, pool->fqdn,
				ct_product_name(pool->product));
}

void
ct_check_field_versions(const CtEstate *estate, CtFindings *findings)
{
	CtPoolId target = ct_field_target_of(estate, CT_PRODUCT_SFB2019);
	Found found;

	if (target.index == CT_NONE)
		return;
	found = find_objects(estate, CT_OBJECT_UM_CONTACT);
	report(estate, findings, CT_RULE_UM_CONTACT_ON_2019, &found, target, "Exchange UM contact",
	       "Exchange UM contacts");
	found = find_objects(estate, CT_OBJECT_XMPP);
	report(estate, findings, CT_RULE_FEATURE_WITHOUT_HOME, &found, target, "XMPP gateway",
	       "XMPP gateways");
	found = find_records(estate, CT_RECORD_XMPP_PARTNER);
	report(estate, findings, CT_RULE_FEATURE_WITHOUT_HOME, &found, target, "XMPP partner",
	       "XMPP partners");
	found = find_objects(estate, CT_OBJECT_GROUP_CHAT);
	report(estate, findings, CT_RULE_FEATURE_WITHOUT_HOME, &found, target, "Group Chat service",
	       "Group Chat services");
	found = find_chat_pools(estate);
	report(estate, findings, CT_RULE_FEATURE_WITHOUT_HOME, &found, target,
	       "Persistent Chat pool", "Persistent Chat pools");
	found = find_records(estate, CT_RECORD_COMMON_AREA_PHONE);
	report(estate, findings, CT_RULE_PHONE_ON_2019, &found, target, "common area phone",
	       "common area phones");
	found = find_voice_mail(estate);
	report(estate, findings, CT_RULE_VOICE_MAIL_CHANGES, &found, target,
	       "user with a hosted voice mail policy", "users with a hosted voice mail policy");
}
