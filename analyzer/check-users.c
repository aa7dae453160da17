/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps a user from being moved: W-18 (blanks in the name), W-19 (no home pool) and a move that
 * was under way when the export was made.
 *
 * One pass over the columns, since there may be a million users.  An export may have named a home that
 * nothing describes; that is a dangling reference, told already, and not a user without one.
 */
#include "analyzer/check.h"

/* The cmdlets that refuse a user only ever meet those who are not on the target side already. */
static gboolean
is_on_target(const CtEstate *estate, guint32 row)
{
	CtPoolId home = { estate->users.pool[row] };

	return home.index != CT_NONE &&
	       ct_estate_pool(estate, home)->deployment == CT_DEPLOYMENT_TARGET;
}

static gboolean
lacks_home(const CtEstate *estate, guint32 row)
{
	guint32 flags = estate->users.flags[row];

	return estate->users.pool[row] == CT_NONE && (flags & CT_USER_ENABLED) != 0 &&
	       (flags & (CT_USER_ONLINE | CT_USER_HOME_UNKNOWN)) == 0;
}

static void
check_user(const CtEstate *estate, guint32 row, CtFindings *findings)
{
	const CtUsers *users = &estate->users;
	guint32 flags = users->flags[row];
	CtOrigin origin = { users->input[row], users->line[row], NULL };

	if ((flags & CT_USER_NAME_BLANKS) != 0 && !is_on_target(estate, row))
		ct_findings_add(findings, CT_RULE_USER_NAME_WHITESPACE, origin,
				ct_subject(CT_OBJECT_USER, users->key[row]),
				"a name of %s (\"%s\") begins or ends with a blank",
				users->sip[row], users->name[row]);
	if (lacks_home(estate, row))
		ct_findings_add(findings, CT_RULE_USER_UNASSIGNED, origin,
				ct_subject(CT_OBJECT_USER, users->key[row]),
				"%s is enabled but has no home pool", users->sip[row]);
	if ((flags & CT_USER_MOVING) != 0)
		ct_findings_add(findings, CT_RULE_MOVE_IN_PROGRESS, origin,
				ct_subject(CT_OBJECT_USER, users->key[row]),
				"a move of %s is in progress", users->sip[row]);
}

/* No user at all is an export that was forgotten, not a deployment without people. */
static void
check_exported(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; estate->users.count == 0 && i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY || !ct_pool_homes_users(pool))
			continue;
		ct_findings_add(findings, CT_RULE_USERS_NOT_EXPORTED, pool->origin,
				ct_subject(pool->kind, pool->key),
				"no export lists a user, and %s homes users", pool->fqdn);
		return;
	}
}

void
ct_check_users(const CtEstate *estate, CtFindings *findings)
{
	for (guint32 row = 0; row < estate->users.count; row++)
		check_user(estate, row, findings);
	check_exported(estate, findings);
}
