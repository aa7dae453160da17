/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * W-37: does the target record what the legacy deployment recorded?
 *
 * A legacy Archiving or Monitoring server sees the users of its own side only, so a moved user is
 * recorded by the database that the target pool is associated with, or not at all.  Whoever has an
 * archiving policy of his own is archived because somebody demands it, hence the error.
 */
#include "planner/readiness.h"

static const struct {
	CtObjectKind server;
	CtRole store;
	const char *what;
} recorders[] = {
	{ CT_OBJECT_ARCHIVING, CT_ROLE_ARCHIVING_STORE, "Archiving" },
	{ CT_OBJECT_MONITORING, CT_ROLE_MONITORING_STORE, "Monitoring" },
};

/* The server that records @legacy: its own, else one that no export places. */
static const CtObject *
find_recorder(const CtEstate *estate, CtPoolId legacy, CtObjectKind kind)
{
	const CtObject *unplaced = NULL;

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind != kind || object->deployment == CT_DEPLOYMENT_TARGET)
			continue;
		if (object->pool.index == legacy.index)
			return object;
		if (object->pool_text == NULL && unplaced == NULL)
			unplaced = object;
	}
	return unplaced;
}

/* Is some service of the pool associated with a store of @role, of the product's own or of 2010's kind? */
static gboolean
uses_store(const CtEstate *estate, CtPoolId pool, CtRole role)
{
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);

		if (link->from.index == CT_NONE || link->to.index == CT_NONE)
			continue;
		if (ct_estate_service(estate, link->from)->pool.index == pool.index &&
		    ct_estate_service(estate, link->to)->role == role)
			return TRUE;
	}
	return FALSE;
}

/* A pool that only a list of pools names has no services, so nothing is known of its databases. */
static gboolean
has_services(const CtEstate *estate, CtPoolId pool)
{
	for (guint i = 0; i < estate->services->len; i++)
		if (g_array_index(estate->services, CtService, i).pool.index == pool.index)
			return TRUE;
	return FALSE;
}

/* The first user of the pool who has an archiving policy of his own; count when there is none. */
static guint32
find_archived(const CtEstate *estate, CtPoolId pool)
{
	const CtUsers *users = &estate->users;

	for (guint32 i = 0; i < users->count; i++) {
		const CtProfile *profile;

		if (users->pool[i] != pool.index ||
		    users->profile[i] >= estate->facts->profiles->len)
			continue;
		profile = &g_array_index(estate->facts->profiles, CtProfile, users->profile[i]);
		if (profile->policy[CT_POLICY_ARCHIVING] != NULL)
			return i;
	}
	return users->count;
}

static void
check_recorder(const CtEstate *estate, const CtPair *pair, CtPoolId to, guint row,
	       CtFindings *findings)
{
	const CtObject *recorder = find_recorder(estate, pair->legacy, recorders[row].server);
	const CtPool *legacy = ct_estate_pool(estate, pair->legacy);
	const CtPool *target = ct_estate_pool(estate, to);
	g_autofree char *where = NULL;
	guint32 user = estate->users.count;

	if (recorder == NULL || !has_services(estate, to) ||
	    uses_store(estate, to, recorders[row].store))
		return;
	if (recorders[row].server == CT_OBJECT_ARCHIVING)
		user = find_archived(estate, pair->legacy);
	where = ct_estate_where(estate, recorder->origin);
	ct_findings_add_as(findings, CT_RULE_ARCHIVING_GAP,
			   user < estate->users.count ? CT_SEVERITY_ERROR : CT_SEVERITY_WARNING,
			   target->origin, ct_subject(target->kind, target->key),
			   "%s has no %s database, but takes over from %s, which %s (%s) "
			   "records%s%s",
			   target->fqdn, recorders[row].what, legacy->fqdn, recorder->name, where,
			   user < estate->users.count ? "; an archiving policy of their own have "
							"users such as "
						      : "",
			   user < estate->users.count ? estate->users.sip[user] : "");
}

/* On every pool that users of the pair go to. */
static void
check_recorders(const CtEstate *estate, const CtPair *pair, guint row, CtFindings *findings)
{
	check_recorder(estate, pair, pair->target, row, findings);
	for (guint i = 0; i < ct_pair_n_also(pair); i++)
		check_recorder(estate, pair, g_array_index(pair->also, CtPoolId, i), row, findings);
}

void
ct_readiness_check_recording(const CtEstate *estate, const CtPairing *pairing, CtFindings *findings)
{
	for (guint i = 0; i < pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(pairing->pairs, CtPair, i);

		if (pair->target.index == CT_NONE)
			continue;
		for (guint row = 0; row < G_N_ELEMENTS(recorders); row++)
			check_recorders(estate, pair, row, findings);
	}
}
