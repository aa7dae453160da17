/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is the target deployment ready for what the pairing sends to it?
 *
 * Findings stand at the fact that has to change: the target pool that lacks an application, not the
 * legacy one that needs it; the message names the other end with its place.
 */
#include "planner/readiness.h"

#include <string.h>

#include "planner/capacity.h"
#include "planner/rulebook.h"

/* What keeps a pool from being retired as long as it is homed there (O-24, O-25). */
static const gboolean is_homed_kind[CT_N_OBJECT_KINDS] = {
	[CT_OBJECT_CONFERENCE_DIRECTORY] = TRUE, [CT_OBJECT_ACCESS_NUMBER] = TRUE,
	[CT_OBJECT_RESPONSE_GROUP] = TRUE,	 [CT_OBJECT_UM_CONTACT] = TRUE,
	[CT_OBJECT_TRUSTED_APP] = TRUE,		 [CT_OBJECT_APP_CONTACT] = TRUE,
};

/* The first object of @kind that is homed on @pool, NULL when there is none. */
static const CtObject *
find_object(const CtEstate *estate, CtPoolId pool, CtObjectKind kind)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == kind && object->pool.index == pool.index)
			return object;
	}
	return NULL;
}

/* What shows that response groups run on a legacy pool: one of them, or the application itself. */
static gboolean
runs_response_groups(const CtEstate *estate, CtPoolId id, CtOrigin *out_origin)
{
	const CtObject *group = find_object(estate, id, CT_OBJECT_RESPONSE_GROUP);
	const CtPool *pool = ct_estate_pool(estate, id);

	if (group == NULL && !pool->has_response_group)
		return FALSE;
	*out_origin = group != NULL ? group->origin : pool->origin;
	return TRUE;
}

static void
check_response_groups(const CtEstate *estate, const CtPair *pair, CtFindings *findings)
{
	const CtPool *legacy = ct_estate_pool(estate, pair->legacy);
	const CtPool *target = ct_estate_pool(estate, pair->target);
	g_autofree char *where = NULL;
	CtOrigin origin;

	if (target->has_response_group || !runs_response_groups(estate, pair->legacy, &origin))
		return;
	where = ct_estate_where(estate, origin);
	ct_findings_add(findings, CT_RULE_RGS_TARGET_MISSING_APPLICATION, target->origin,
			ct_subject(target->kind, target->key),
			"%s does not run the Response Group application, but takes over the "
			"response groups of %s (%s)",
			target->fqdn, legacy->fqdn, where);
}

static void
check_dial_in(const CtEstate *estate, const CtPair *pair, CtFindings *findings)
{
	const CtPool *legacy = ct_estate_pool(estate, pair->legacy);
	const CtPool *target = ct_estate_pool(estate, pair->target);
	const CtObject *object = find_object(estate, pair->legacy, CT_OBJECT_ACCESS_NUMBER);
	g_autofree char *where = NULL;

	if (object == NULL)
		object = find_object(estate, pair->legacy, CT_OBJECT_CONFERENCE_DIRECTORY);
	if (target->has_dial_in || object == NULL)
		return;
	where = ct_estate_where(estate, object->origin);
	ct_findings_add(findings, CT_RULE_DIALIN_TARGET_MISSING, target->origin,
			ct_subject(target->kind, target->key),
			"%s does not run dial-in conferencing, but takes over %s %s of %s (%s)",
			target->fqdn, ct_object_kind_name(object->kind), object->name, legacy->fqdn,
			where);
}

/* Compares with the earlier pairs only, so that each further pool is named once. */
static void
check_response_group_map(const CtEstate *estate, const CtPairing *pairing, guint index,
			 CtFindings *findings)
{
	const CtPair *pair = &g_array_index(pairing->pairs, CtPair, index);
	const CtPool *legacy = ct_estate_pool(estate, pair->legacy);
	const CtPool *target = ct_estate_pool(estate, pair->target);
	CtOrigin origin, other_origin;

	if (!runs_response_groups(estate, pair->legacy, &origin))
		return;
	for (guint i = 0; i < index; i++) {
		const CtPair *other = &g_array_index(pairing->pairs, CtPair, i);
		g_autofree char *where = NULL;

		if (other->target.index != pair->target.index ||
		    !runs_response_groups(estate, other->legacy, &other_origin))
			continue;
		where = ct_estate_where(estate, other_origin);
		ct_findings_add_as(findings, CT_RULE_RGS_POOL_MAP_NOT_1TO1,
				   pair->is_explicit && other->is_explicit ? CT_SEVERITY_WARNING
									   : CT_SEVERITY_ERROR,
				   origin, ct_subject(legacy->kind, legacy->key),
				   "the response groups of %s and of %s (%s) both go to %s",
				   legacy->fqdn, ct_estate_pool(estate, other->legacy)->fqdn, where,
				   target->fqdn);
		return;
	}
}

static guint64
users_to_come(const CtEstate *estate, const CtPairing *pairing, CtPoolId target)
{
	return ct_estate_pool(estate, target)->users + pairing->coming[target.index];
}

/* Do the users of a pair before that at @index go to @target, too? */
static gboolean
is_met_before(const CtPairing *pairing, guint index, CtPoolId target)
{
	for (guint i = 0; i < index; i++)
		if (ct_pair_fills(&g_array_index(pairing->pairs, CtPair, i), target))
			return TRUE;
	return FALSE;
}

/* Of two pools that back each other up, each carries the users of both when the other fails. */
static void
check_partner(const CtEstate *estate, const CtPairing *pairing, CtPoolId id, CtFindings *findings)
{
	CtPoolId other = ct_capacity_partner(estate, id);
	const CtPool *target = ct_estate_pool(estate, id);
	const CtPool *partner = ct_estate_pool(estate, other);
	guint64 both;

	if (partner == NULL)
		return;
	/* told at the first of the two that gets users */
	if (other.index < id.index && is_met_before(pairing, pairing->pairs->len, other))
		return;
	both = users_to_come(estate, pairing, id) + users_to_come(estate, pairing, other);
	if (both > MIN(ct_capacity_users(target), ct_capacity_users(partner)))
		ct_findings_add(findings, CT_RULE_TARGET_POOL_OVER_CAPACITY, target->origin,
				ct_subject(target->kind, target->key),
				"%s and its backup pool %s get %" G_GUINT64_FORMAT
				" users together, and when one fails the other carries at most %u",
				target->fqdn, partner->fqdn, both,
				MIN(ct_capacity_users(target), ct_capacity_users(partner)));
}

static void
check_capacity(const CtEstate *estate, const CtPairing *pairing, CtPoolId id, CtFindings *findings)
{
	const CtPool *target = ct_estate_pool(estate, id);
	gboolean is_paired = ct_capacity_is_paired(estate, id);
	guint most = is_paired ? ct_capacity_users_paired(target) : ct_capacity_users(target);
	guint coming = (guint)pairing->coming[id.index];

	if ((guint64)target->users + coming <= most) {
		check_partner(estate, pairing, id, findings);
		return;
	}
	ct_findings_add(findings, CT_RULE_TARGET_POOL_OVER_CAPACITY, target->origin,
			ct_subject(target->kind, target->key),
			"%s has %u users and gets %u more, but carries %u with %u server%s%s",
			target->fqdn, target->users, coming, most, target->machines,
			target->machines == 1 ? "" : "s",
			is_paired ? " beside those of its backup pool" : "");
}

static void
check_pair(const CtEstate *estate, const CtPairing *pairing, guint index, CtFindings *findings)
{
	const CtPair *pair = &g_array_index(pairing->pairs, CtPair, index);
	const CtPool *legacy = ct_estate_pool(estate, pair->legacy);

	if (ct_estate_pool(estate, pair->target) == NULL) {
		ct_findings_add(findings, CT_RULE_POOL_WITHOUT_TARGET, legacy->origin,
				ct_subject(legacy->kind, legacy->key),
				"no target pool can take over from %s, which homes %u user%s%s%s",
				legacy->fqdn, legacy->users, legacy->users == 1 ? "" : "s",
				pair->is_explicit ? ": " : "",
				pair->is_explicit ? pair->evidence : "");
		return;
	}
	check_response_groups(estate, pair, findings);
	check_response_group_map(estate, pairing, index, findings);
	check_dial_in(estate, pair, findings);
	/* once for a target pool, at the first pair that leads to it */
	if (!is_met_before(pairing, index, pair->target))
		check_capacity(estate, pairing, pair->target, findings);
	for (guint i = 0; i < ct_pair_n_also(pair); i++) {
		CtPoolId id = g_array_index(pair->also, CtPoolId, i);

		if (!is_met_before(pairing, index, id))
			check_capacity(estate, pairing, id, findings);
	}
}

static void
check_edges(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->kind == CT_OBJECT_EDGE && pool->deployment == CT_DEPLOYMENT_TARGET)
			return;
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->kind == CT_OBJECT_EDGE && pool->deployment == CT_DEPLOYMENT_LEGACY)
			ct_findings_add(findings, CT_RULE_EDGE_WITHOUT_TARGET, pool->origin,
					ct_subject(pool->kind, pool->key),
					"no Edge of the target deployment can take over from %s",
					pool->fqdn);
	}
}

/* What shows every legacy pool: the merge, or the topology where both versions share one.  NULL: nothing
 * does, since nothing is merged yet. */
static const char *
picture_of(const CtEstate *estate)
{
	const CtVersionPair *pair = ct_rulebook_pair(estate);

	if (ct_estate_site(estate, estate->back_compat_site) != NULL)
		return "BackCompatSite";
	return pair != NULL && ct_rule_named(pair, "I-13") == NULL ? "the topology" : NULL;
}

/* A merge lists every legacy pool, so one that neither it nor a legacy export shows is gone. */
static gboolean
is_gone(const CtPool *pool)
{
	return pool->deployment == CT_DEPLOYMENT_LEGACY && !pool->in_back_compat &&
	       !pool->in_legacy_export;
}

static void
report_left_over(const CtEstate *estate, const CtObject *object, const char *pool,
		 CtFindings *findings)
{
	const CtSite *merged = ct_estate_site(estate, estate->back_compat_site);
	g_autofree char *where = merged != NULL ? ct_estate_where(estate, merged->origin) : NULL;

	ct_findings_add(findings, CT_RULE_LEGACY_POOL_NOT_EMPTY, object->origin,
			ct_subject(object->kind, object->key),
			"%s %s is homed on %s, which %s%s%s%s no longer shows",
			ct_object_kind_name(object->kind), object->name, pool, picture_of(estate),
			where != NULL ? " (" : "", where != NULL ? where : "",
			where != NULL ? ")" : "");
}

/* A home that users name and no input describes. */
typedef struct {
	const char *text;
	CtOrigin origin; /* of the first such user */
	guint users;
} LostHome;

/* Names of servers and directory entries with a pool's name can be legacy pools; TagIds, ServiceIds
 * and cluster numbers are how the target side calls its own. */
static gboolean
may_be_legacy(const char *home)
{
	if (home == NULL)
		return FALSE;
	if (strchr(home, '=') != NULL)
		return strchr(home, ':') == NULL;
	return strchr(home, '.') != NULL;
}

/* The folded addresses of all users whose pool is unknown: hardly ever any, of whom to look for the
 * records would be to look for all users a second time. */
static GHashTable *
lost_users(const CtEstate *estate)
{
	GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->users.count; i++)
		if (estate->users.pool[i] == CT_NONE)
			g_hash_table_add(keys, (gpointer)estate->users.key[i]);
	return keys;
}

static gboolean
is_lost(GHashTable *lost, const CtEstate *estate, const char *sip)
{
	const char *key = sip != NULL ? ct_strings_fold_once(estate->strings, sip) : NULL;
	CtUserId user;

	if (key == NULL)
		return FALSE;
	if (g_str_has_prefix(key, "sip:"))
		return g_hash_table_contains(lost, key);
	user = ct_estate_find_user(estate, sip);
	return user.index != CT_NONE && estate->users.pool[user.index] == CT_NONE;
}

static GArray *
lost_homes(const CtEstate *estate)
{
	const CtUserFacts *facts = &estate->facts->users;
	GArray *homes = g_array_new(FALSE, TRUE, sizeof(LostHome));
	g_autoptr(GHashTable) rows = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) lost = lost_users(estate);

	for (guint i = 0; i < facts->home->len && g_hash_table_size(lost) > 0; i++) {
		const char *text = g_array_index(facts->home, const char *, i);
		LostHome home = { text,
				  { g_array_index(facts->input, guint32, i),
				    g_array_index(facts->line, guint32, i), NULL },
				  0 };
		guint row;

		if (!may_be_legacy(text) ||
		    !is_lost(lost, estate, g_array_index(facts->sip, const char *, i)))
			continue;
		row = GPOINTER_TO_UINT(g_hash_table_lookup(rows, text));
		if (row == 0) {
			g_array_append_val(homes, home);
			row = homes->len;
			g_hash_table_insert(rows, (gpointer)text, GUINT_TO_POINTER(row));
		}
		g_array_index(homes, LostHome, row - 1).users++;
	}
	return homes;
}

static void
check_lost_homes(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GArray) homes = lost_homes(estate);

	for (guint i = 0; i < homes->len; i++) {
		const LostHome *home = &g_array_index(homes, LostHome, i);

		ct_findings_add(findings, CT_RULE_LEGACY_POOL_NOT_EMPTY, home->origin, NULL,
				"%u user%s homed on %s, which %s no longer shows", home->users,
				home->users == 1 ? " is" : "s are", home->text, picture_of(estate));
	}
}

static void
check_left_over(const CtEstate *estate, CtFindings *findings)
{
	gboolean merged = ct_estate_site(estate, estate->back_compat_site) != NULL;

	if (picture_of(estate) == NULL)
		return;
	for (guint i = 0; i < estate->pools->len && merged; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (is_gone(pool) && pool->users > 0)
			ct_findings_add(
				findings, CT_RULE_LEGACY_POOL_NOT_EMPTY, pool->origin,
				ct_subject(pool->kind, pool->key),
				"%u user%s homed on %s, which BackCompatSite no longer shows",
				pool->users, pool->users == 1 ? " is" : "s are", pool->fqdn);
	}
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		const CtPool *pool = ct_estate_pool(estate, object->pool);

		if (!is_homed_kind[object->kind] || object->deployment == CT_DEPLOYMENT_TARGET)
			continue;
		if (pool != NULL && merged && is_gone(pool))
			report_left_over(estate, object, pool->fqdn, findings);
		else if (pool == NULL && may_be_legacy(object->pool_text))
			report_left_over(estate, object, object->pool_text, findings);
	}
	check_lost_homes(estate, findings);
}

void
ct_readiness_check(const CtEstate *estate, const CtPairing *pairing, CtFindings *findings)
{
	for (guint i = 0; i < pairing->pairs->len; i++)
		check_pair(estate, pairing, i, findings);
	check_edges(estate, findings);
	check_left_over(estate, findings);
}
