/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What makes the way back of a user dear, or splits people who work together: F-18 (contacts go to
 * Exchange with the move), F-19 (a delegate on the other side).
 */
#include <string.h>

#include "analyzer/field.h"

static void
check_contact_store(const CtEstate *estate, CtFindings *findings)
{
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *name = ct_facts_get(facts, record->props, CT_KEY_IDENTITY);
		const char *allowed = ct_field_prop(estate, record->props, "UcsAllowed");

		if (record->type == NULL || strstr(record->type, "UserServices") == NULL ||
		    allowed == NULL || g_ascii_strcasecmp(allowed, "true") != 0)
			continue;
		name = name != NULL ? name : "Global";
		ct_findings_add(findings, CT_RULE_CONTACT_STORE_ALLOWED, record->origin,
				ct_subject(CT_OBJECT_POLICY, name),
				"user services policy %s lets contact lists go to Exchange", name);
	}
}

static CtDeployment
side_of(const CtEstate *estate, CtUserId user)
{
	CtPoolId home = { estate->users.pool[user.index] };
	const CtPool *pool = home.index != CT_NONE ? ct_estate_pool(estate, home) : NULL;

	return pool != NULL ? pool->deployment : CT_DEPLOYMENT_UNKNOWN;
}

static void
check_delegates(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *pair = &g_array_index(estate->couplings, CtCoupling, i);
		CtDeployment a = side_of(estate, pair->a);
		CtDeployment b = side_of(estate, pair->b);
		guint32 left = a == CT_DEPLOYMENT_LEGACY ? pair->a.index : pair->b.index;
		guint32 moved = a == CT_DEPLOYMENT_LEGACY ? pair->b.index : pair->a.index;

		if (pair->kind != CT_COUPLING_DELEGATE || a == b || a == CT_DEPLOYMENT_UNKNOWN ||
		    b == CT_DEPLOYMENT_UNKNOWN)
			continue;
		ct_findings_add(
			findings, CT_RULE_DELEGATE_ON_OTHER_SIDE, pair->origin,
			ct_subject(CT_OBJECT_USER, estate->users.key[left]),
			"%s is still on the legacy side, %s has moved, and one acts for the "
			"other",
			estate->users.sip[left], estate->users.sip[moved]);
	}
}

void
ct_check_field_users(const CtEstate *estate, CtFindings *findings)
{
	check_contact_store(estate, findings);
	check_delegates(estate, findings);
}
