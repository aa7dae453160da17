/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the target side shows of steps that are done: its topology, the merge, what was imported, and the
 * routes and Edges of federation.
 */
#include "planner/done-parts.h"

#include <string.h>

#include "analyzer/field.h"

/* ---- The target side and the merge ---- */

void
ct_done_see_published(const CtLook *look)
{
	if (look->pool == NULL) {
		if (look->done->topology)
			ct_look_say(look, CT_SIGHT_OPEN, &look->done->document,
				    "the published topology has no %s", ct_look_subject(look));
		return;
	}
	for (guint i = 0; i < look->done->estate->services->len; i++) {
		const CtService *service = &g_array_index(look->done->estate->services, CtService,
							  i);

		if (service->pool.index != look->ref.index ||
		    !ct_done_is_published(look->done, service->origin))
			continue;
		ct_look_say(look, CT_SIGHT_DONE, &look->pool->origin,
			    "the published topology has %s", look->pool->fqdn);
		return;
	}
	if (look->done->topology)
		ct_look_say(look, CT_SIGHT_OPEN, &look->pool->origin, "%s is not published",
			    look->pool->fqdn);
}

/* The topology shows what is to be installed, not that it is. */
void
ct_done_see_defined(const CtLook *look)
{
	ct_done_see_published(look);
	if (look->seen->sight == CT_SIGHT_DONE)
		look->seen->sight = CT_SIGHT_NONE;
}

void
ct_done_see_consolidated(const CtLook *look)
{
	static const CtKey roles[] = { CT_KEY_EDGE_ACCESS, CT_KEY_EDGE_WEB_CONFERENCING,
				       CT_KEY_EDGE_AV };
	const CtFacts *facts = look->done->estate->facts;
	guint named = 0;
	guint here = 0;

	for (guint i = 0; look->pool != NULL && i < G_N_ELEMENTS(roles); i++) {
		named += ct_facts_get(facts, look->pool->props, roles[i]) != NULL;
		here += ct_facts_get_bool(facts, look->pool->props, roles[i]);
	}
	if (named > 0)
		ct_look_say(look, here == G_N_ELEMENTS(roles) ? CT_SIGHT_DONE : CT_SIGHT_OPEN,
			    &look->pool->origin, "%u of %u roles of the Edge run on %s", here,
			    (guint)G_N_ELEMENTS(roles), look->pool->fqdn);
}

/* @draft: does one count that is not published? */
static void
see_site(const CtLook *look, gboolean draft)
{
	const CtEstate *estate = look->done->estate;
	const CtSite *site = estate->has_back_compat_site
				     ? ct_estate_site(estate, estate->back_compat_site)
				     : NULL;

	if (site != NULL && (draft || ct_done_is_published(look->done, site->origin)))
		ct_look_say(look, CT_SIGHT_DONE, &site->origin, "the topology has the site %s",
			    site->name);
	else if (look->done->topology)
		ct_look_say(look, CT_SIGHT_BLANK, &look->done->document,
			    "the published topology has no merged site");
}

void
ct_done_see_merged(const CtLook *look)
{
	see_site(look, TRUE);
}

void
ct_done_see_merge_published(const CtLook *look)
{
	see_site(look, FALSE);
}

void
ct_done_see_merge_gone(const CtLook *look)
{
	see_site(look, FALSE);
	if (look->seen->sight == CT_SIGHT_DONE)
		look->seen->sight = CT_SIGHT_OPEN;
	else if (look->seen->sight == CT_SIGHT_BLANK)
		look->seen->sight = CT_SIGHT_ABSENT;
}

static gboolean
is_named_setting(const CtObject *object, CtDeployment deployment)
{
	return object->deployment == deployment &&
	       (object->kind == CT_OBJECT_POLICY || object->kind == CT_OBJECT_DIAL_PLAN ||
		object->kind == CT_OBJECT_VOICE_ROUTE) &&
	       strcmp(object->key, "global") != 0;
}

/* The first setting of the target that has the name of a legacy one. */
static const CtObject *
find_imported(const CtEstate *estate, gboolean *out_legacy)
{
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (is_named_setting(object, CT_DEPLOYMENT_LEGACY))
			g_hash_table_add(names, ct_subject(object->kind, object->key));
	}
	*out_legacy = g_hash_table_size(names) > 0;
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		g_autofree char *name = ct_subject(object->kind, object->key);

		if (is_named_setting(object, CT_DEPLOYMENT_TARGET) &&
		    g_hash_table_contains(names, name))
			return object;
	}
	return NULL;
}

static gboolean
knows_target_settings(const CtEstate *estate)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == CT_OBJECT_POLICY && object->deployment == CT_DEPLOYMENT_TARGET)
			return TRUE;
	}
	return FALSE;
}

void
ct_done_see_imported(const CtLook *look)
{
	gboolean legacy = FALSE;
	const CtObject *object = find_imported(look->done->estate, &legacy);

	if (object != NULL)
		ct_look_say(look, CT_SIGHT_DONE, &object->origin, "the target has the %s \"%s\"",
			    ct_object_kind_name(object->kind), object->name);
	else if (legacy && knows_target_settings(look->done->estate))
		ct_look_say(look, CT_SIGHT_OPEN, NULL,
			    "the target has none of the legacy policies");
}

/* What a command of the target lists has been imported, wherever it is homed. */
void
ct_done_see_directories(const CtLook *look)
{
	static const char shell[] = "Microsoft.Rtc.Management.";

	for (guint i = 0; i < look->done->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(look->done->estate->objects, CtObject, i);

		if (object->kind != CT_OBJECT_CONFERENCE_DIRECTORY || object->type == NULL ||
		    !g_str_has_prefix(object->type, shell))
			continue;
		ct_look_say(look, CT_SIGHT_DONE, &object->origin,
			    "the target lists conference directory %s", object->name);
		return;
	}
}

/* ---- Edges ---- */

static const CtEdgeInternalServer *
find_accepted(const CtEstate *estate, guint32 edge, const char *server)
{
	for (guint i = 0; i < estate->edge_servers->len; i++) {
		const CtEdgeInternalServer *row = &g_array_index(estate->edge_servers,
								 CtEdgeInternalServer, i);

		if (row->edge.index == edge && (server == NULL || strcmp(row->server, server) == 0))
			return row;
	}
	return NULL;
}

/* Says so and returns FALSE when the Edge does not accept @target; @row: a server that it does */
static gboolean
see_accepted(const CtLook *look, const CtEdgeInternalServer *row, const char *target)
{
	g_autofree char *key = target != NULL ? g_utf8_casefold(target, -1) : NULL;

	if (key == NULL || find_accepted(look->done->estate, look->ref.index, key) != NULL)
		return TRUE;
	ct_look_say(look, CT_SIGHT_OPEN, row != NULL ? &row->origin : &look->pool->origin,
		    "%s does not accept %s", look->pool->fqdn, target);
	return FALSE;
}

void
ct_done_see_authorized(const CtLook *look)
{
	const CtEstate *estate = look->done->estate;
	const CtEdgeInternalServer *row = find_accepted(estate, look->ref.index, NULL);

	if (!estate->edge_servers_known || look->pool == NULL)
		return;
	for (guint i = 0; i < look->done->plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(look->done->plan->pairs, CtPlanPair, i);
		gboolean accepted = see_accepted(look, row, pair->target);

		for (guint k = 0; k < pair->also->len && accepted; k++)
			accepted = see_accepted(look, row, pair->also->pdata[k]);
		if (!accepted)
			return;
	}
	if (row != NULL)
		ct_look_say(look, CT_SIGHT_DONE, &row->origin, "%s accepts the target pools",
			    look->pool->fqdn);
}

/* The server that the federation route of a site leads to; NULL without a route. */
static const CtPool *
route_of(const CtEstate *estate, const CtSite *site)
{
	g_autofree char *host = site->federation_route != NULL
					? ct_field_host(site->federation_route)
					: NULL;

	return host != NULL ? ct_estate_pool(estate, ct_estate_find_pool(estate, host)) : NULL;
}

/* The export that describes a site, which says that it has no route by having none. */
static const CtRecord *
description_of(const CtEstate *estate, const CtSite *site)
{
	static const CtKey keys[] = { CT_KEY_NAME, CT_KEY_IDENTITY, CT_KEY_SITE };
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		for (guint k = 0; record->kind == CT_RECORD_SITE && k < G_N_ELEMENTS(keys); k++) {
			const char *text = ct_facts_get(facts, record->props, keys[k]);

			if (text != NULL && g_ascii_strncasecmp(text, "Site:", 5) == 0)
				text += 5;
			if (text != NULL && (g_ascii_strcasecmp(text, site->name) == 0 ||
					     g_ascii_strcasecmp(text, site->id) == 0))
				return record;
		}
	}
	return NULL;
}

/* @legacy: what a route to a legacy server shows of the step; likewise the others */
static void
see_route(const CtLook *look, CtSight legacy, CtSight target, CtSight none)
{
	const CtEstate *estate = look->done->estate;
	const CtSite *site;
	const CtPool *server;
	const CtRecord *record;

	if (look->ref.carrier != CT_CARRIER_SITE || look->ref.index == CT_NONE)
		return;
	site = &g_array_index(estate->sites, CtSite, look->ref.index);
	server = route_of(estate, site);
	record = description_of(estate, site);
	if (server != NULL)
		ct_look_say(look, server->deployment == CT_DEPLOYMENT_TARGET ? target : legacy,
			    record != NULL ? &record->origin : &site->origin,
			    "federation of site %s goes over %s", site->name, server->fqdn);
	else if (record != NULL && site->federation_route == NULL)
		ct_look_say(look, none, &record->origin, "site %s has no federation route",
			    site->name);
}

void
ct_done_see_routed(const CtLook *look)
{
	see_route(look, CT_SIGHT_DONE, CT_SIGHT_BLANK, CT_SIGHT_BLANK);
}

void
ct_done_see_cleared(const CtLook *look)
{
	see_route(look, CT_SIGHT_OPEN, CT_SIGHT_DONE, CT_SIGHT_ABSENT);
}

void
ct_done_see_unfederated(const CtLook *look)
{
	const CtFacts *facts = look->done->estate->facts;
	gboolean on;

	if (look->pool == NULL ||
	    ct_facts_get(facts, look->pool->props, CT_KEY_FEDERATION_ENABLED) == NULL)
		return;
	on = ct_facts_get_bool(facts, look->pool->props, CT_KEY_FEDERATION_ENABLED);
	ct_look_say(look, on ? CT_SIGHT_OPEN : CT_SIGHT_DONE, &look->pool->origin,
		    "the merge is told that %s is %sused for federation", look->pool->fqdn,
		    on ? "" : "not ");
}

void
ct_done_see_federated(const CtLook *look)
{
	const CtFacts *facts = look->done->estate->facts;
	gboolean on;

	if (look->pool == NULL || !look->done->topology)
		return;
	on = ct_facts_get_bool(facts, look->pool->props, CT_KEY_FEDERATION_ENABLED);
	ct_look_say(look, on ? CT_SIGHT_DONE : CT_SIGHT_OPEN, &look->pool->origin,
		    on ? "%s listens for partners" : "%s has no port for partners",
		    look->pool->fqdn);
}
