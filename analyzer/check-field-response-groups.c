/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Response groups: F-28 (a copy on both sides that nobody may tidy up), F-29 (agents on both sides),
 * F-30 (an agent whom nobody knows), F-31 (the owner is another pool).
 */
#include <string.h>

#include "analyzer/field.h"

static const CtPool *
pool_of(const CtEstate *estate, const CtObject *object)
{
	return object->pool.index != CT_NONE ? ct_estate_pool(estate, object->pool) : NULL;
}

static char *
address_of(const CtEstate *estate, const CtObject *object)
{
	const char *address = ct_facts_get(estate->facts, object->props, CT_KEY_PRIMARY_URI);

	return address != NULL ? g_utf8_casefold(address, -1) : NULL;
}

/* A workflow answers under one address; after the move there are two of that address. */
static void
check_copies(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->objects->len; i++) {
		CtObject *group = &g_array_index(estate->objects, CtObject, i);
		char *address = group->kind == CT_OBJECT_RESPONSE_GROUP ? address_of(estate, group)
									: NULL;
		const CtObject *other = address != NULL ? g_hash_table_lookup(first, address)
							: NULL;
		const CtPool *here = pool_of(estate, group);
		const CtPool *there = other != NULL ? pool_of(estate, other) : NULL;
		g_autofree char *where = NULL;

		if (address != NULL && other == NULL) {
			g_hash_table_insert(first, address, group);
			continue;
		}
		g_free(address);
		if (here == NULL || there == NULL || here->deployment == there->deployment)
			continue;
		where = ct_estate_where(estate, other->origin);
		ct_findings_add(findings, CT_RULE_RESPONSE_GROUP_TWICE, group->origin,
				ct_subject(group->kind, group->key),
				"response group %s is on %s and on %s (%s)", group->name,
				here->fqdn, there->fqdn, where);
	}
}

/* Folded identity of each response group object -> object. */
static GHashTable *
index_groups(const CtEstate *estate)
{
	GHashTable *groups = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->objects->len; i++) {
		CtObject *group = &g_array_index(estate->objects, CtObject, i);

		if (group->kind == CT_OBJECT_RESPONSE_GROUP)
			g_hash_table_insert(groups, (gpointer)group->key, group);
	}
	return groups;
}

/* A workflow goes with its queues, and a queue with its agents: one that has left the others behind still
 * needs them. */
static void
check_parts(const CtEstate *estate, GHashTable *groups, const CtObject *group, CtFindings *findings)
{
	const CtPool *here = pool_of(estate, group);

	for (guint i = 0; i < group->props.count && here != NULL; i++) {
		const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
						    group->props.first + i);
		g_autofree char *key = NULL;
		const CtObject *part;
		const CtPool *there;

		if ((prop->key != CT_KEY_QUEUE && prop->key != CT_KEY_AGENT_GROUP) ||
		    prop->value == NULL)
			continue;
		key = g_utf8_casefold(prop->value, -1);
		part = g_hash_table_lookup(groups, key);
		there = part != NULL ? pool_of(estate, part) : NULL;
		if (there == NULL || there->deployment == here->deployment)
			continue;
		ct_findings_add(findings, CT_RULE_RESPONSE_GROUP_TWICE, group->origin,
				ct_subject(group->kind, group->key),
				"response group %s is on %s, and %s, which it needs, on %s",
				group->name, here->fqdn, part->name, there->fqdn);
		return;
	}
}

typedef struct {
	guint legacy;
	guint target;
	const char *first_legacy;
	const char *first_target;
} Agents;

static void
check_agent(const CtEstate *estate, const CtObject *group, const char *address, Agents *agents,
	    CtFindings *findings)
{
	CtUserId user = ct_estate_find_user(estate, address);
	CtPoolId home;

	if (user.index == CT_NONE) {
		ct_findings_add(findings, CT_RULE_AGENT_UNKNOWN, group->origin,
				ct_subject(group->kind, group->key),
				"%s is an agent of %s, but no export lists such a user", address,
				group->name);
		return;
	}
	home.index = estate->users.pool[user.index];
	if (home.index == CT_NONE)
		return;
	switch (ct_estate_pool(estate, home)->deployment) {
	case CT_DEPLOYMENT_LEGACY:
		agents->first_legacy = agents->legacy++ == 0 ? address : agents->first_legacy;
		break;
	case CT_DEPLOYMENT_TARGET:
		agents->first_target = agents->target++ == 0 ? address : agents->first_target;
		break;
	case CT_DEPLOYMENT_UNKNOWN:
		break;
	}
}

static void
check_agents(const CtEstate *estate, const CtObject *group, CtFindings *findings)
{
	Agents agents = { 0 };

	for (guint i = 0; i < group->props.count; i++) {
		const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
						    group->props.first + i);

		if (prop->key == CT_KEY_AGENT && prop->value != NULL && *prop->value != '\0')
			check_agent(estate, group, prop->value, &agents, findings);
	}
	if (agents.legacy > 0 && agents.target > 0)
		ct_findings_add(findings, CT_RULE_AGENTS_ON_BOTH_SIDES, group->origin,
				ct_subject(group->kind, group->key),
				"%s has %u agent%s on the legacy side (such as %s) and %u on the "
				"target side (such as %s)",
				group->name, agents.legacy, agents.legacy == 1 ? "" : "s",
				agents.first_legacy, agents.target, agents.first_target);
}

/* The identity names the pool that runs the group; a second pool is its owner. */
static void
check_owner(const CtEstate *estate, const CtObject *group, CtFindings *findings)
{
	const CtPool *runs = NULL;

	for (guint i = 0; i < group->props.count; i++) {
		const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
						    group->props.first + i);
		g_autofree char *host = NULL;
		const CtPool *pool;

		if (prop->key != CT_KEY_POOL || prop->value == NULL)
			continue;
		host = ct_field_host(prop->value);
		pool = ct_estate_pool(estate, ct_estate_find_pool(estate, host));
		if (runs != NULL && pool != NULL && pool != runs) {
			ct_findings_add(findings, CT_RULE_RESPONSE_GROUP_OWNER, group->origin,
					ct_subject(group->kind, group->key),
					"response group %s names %s and %s as its pools, so one of "
					"them runs what the other owns",
					group->name, runs->fqdn, pool->fqdn);
			return;
		}
		runs = runs != NULL ? runs : pool;
	}
}

void
ct_check_field_response_groups(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) groups = index_groups(estate);

	check_copies(estate, findings);
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *group = &g_array_index(estate->objects, CtObject, i);

		if (group->kind != CT_OBJECT_RESPONSE_GROUP)
			continue;
		if (estate->users.count > 0)
			check_agents(estate, group, findings);
		check_owner(estate, group, findings);
		check_parts(estate, groups, group, findings);
	}
}
