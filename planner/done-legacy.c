/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is seen of things that leave the legacy side: applications, numbers, directories, voice routes, and in
 * the end the servers.
 */
#include "planner/done-parts.h"

#include <string.h>

#include "analyzer/field.h"

/* ---- Voice, XMPP, applications ---- */

void
ct_done_see_xmpp_policy(const CtLook *look)
{
	const CtEstate *estate = look->done->estate;
	const CtObject *any = NULL;

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		const char *value;

		if (object->kind != CT_OBJECT_POLICY || object->deployment != CT_DEPLOYMENT_TARGET)
			continue;
		value = ct_facts_get_named(estate->facts, object->props, "EnableXmppAccess");
		if (value == NULL)
			continue;
		any = any != NULL ? any : object;
		if (g_ascii_strcasecmp(value, "true") != 0)
			continue;
		ct_look_say(look, CT_SIGHT_DONE, &object->origin, "the policy \"%s\" allows XMPP",
			    object->name);
		return;
	}
	if (any != NULL)
		ct_look_say(look, CT_SIGHT_OPEN, &any->origin,
			    "no policy of the target allows XMPP");
}

void
ct_done_see_xmpp_partners(const CtLook *look)
{
	const CtFacts *facts = look->done->estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		if (record->kind != CT_RECORD_XMPP_PARTNER)
			continue;
		ct_look_say(look, CT_SIGHT_DONE, &record->origin, "the target has an XMPP partner");
		return;
	}
}

void
ct_done_see_moved(const CtLook *look)
{
	const CtPool *home;

	if (look->object == NULL) {
		if (ct_look_is_exported_again(look))
			ct_look_say(look, CT_SIGHT_LOST, NULL, "no export has %s any more",
				    ct_look_subject(look));
		return;
	}
	home = ct_estate_pool(look->done->estate, look->object->pool);
	if (home == NULL)
		return;
	ct_look_say(look, home->deployment == CT_DEPLOYMENT_TARGET ? CT_SIGHT_DONE : CT_SIGHT_OPEN,
		    &look->object->origin, "%s is homed on %s", look->object->name, home->fqdn);
}

void
ct_done_see_gone(const CtLook *look)
{
	if (look->object != NULL && look->object->deployment == CT_DEPLOYMENT_LEGACY)
		ct_look_say(look, CT_SIGHT_OPEN, &look->object->origin, "%s is still there",
			    look->object->name);
	else if (ct_look_is_exported_again(look))
		ct_look_say(look, CT_SIGHT_DONE, NULL, "no export has %s any more",
			    ct_look_subject(look));
}

/* A legacy entry may stay although what replaces it is there. */
void
ct_done_see_route_gone(const CtLook *look)
{
	ct_done_see_gone(look);
	if (look->seen->sight == CT_SIGHT_OPEN)
		look->seen->sight = CT_SIGHT_NONE;
}

void
ct_done_see_application(const CtLook *look)
{
	if (look->object != NULL && g_str_has_prefix(look->object->key, "sip:"))
		ct_done_see_moved(look);
	else
		ct_done_see_route_gone(look);
}

static gboolean
has_response_group(const CtEstate *estate, CtDeployment deployment, const GPtrArray *pools,
		   CtOrigin *out_origin)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);
		const CtPool *home = ct_estate_pool(estate, object->pool);

		for (guint k = 0; object->kind == CT_OBJECT_RESPONSE_GROUP && home != NULL &&
				  home->deployment == deployment && k < pools->len;
		     k++) {
			if (strcmp(home->key, g_ptr_array_index(pools, k)) != 0)
				continue;
			*out_origin = object->origin;
			return TRUE;
		}
	}
	return FALSE;
}

/* The step names the pools that it is about: the response groups get other names when they move. */
void
ct_done_see_response_groups(const CtLook *look)
{
	CtOrigin origin = { 0 };

	if (has_response_group(look->done->estate, CT_DEPLOYMENT_LEGACY, look->step->pools,
			       &origin))
		ct_look_say(look, CT_SIGHT_OPEN, &origin,
			    "the legacy pool still has response groups");
	else if (has_response_group(look->done->estate, CT_DEPLOYMENT_TARGET, look->step->pools,
				    &origin))
		ct_look_say(look, CT_SIGHT_DONE, &origin,
			    "the response groups are on the target pool");
	else if (ct_look_is_exported_again(look))
		ct_look_say(look, CT_SIGHT_LOST, NULL,
			    "no export has the response groups any more");
}

static gboolean
leads_to_target(const CtEstate *estate, const CtObject *route)
{
	for (guint i = route->props.first; i < route->props.first + route->props.count; i++) {
		const CtProp *prop = &g_array_index(estate->facts->props, CtProp, i);
		g_autofree char *host = NULL;
		const CtPool *server;

		if (prop->key != CT_KEY_GATEWAY || prop->value == NULL)
			continue;
		host = ct_field_host(prop->value);
		server = host != NULL ? ct_estate_pool(estate, ct_estate_find_pool(estate, host))
				      : NULL;
		if (server != NULL && server->deployment == CT_DEPLOYMENT_TARGET)
			return TRUE;
	}
	return FALSE;
}

/* The new route may have another name; it takes the same numbers. */
static gboolean
replaces(const CtEstate *estate, const CtObject *route, const CtObject *old_route)
{
	const char *pattern = ct_facts_get(estate->facts, route->props, CT_KEY_PATTERN);

	return strcmp(route->key, old_route->key) == 0 ||
	       (pattern != NULL && g_strcmp0(pattern, ct_facts_get(estate->facts, old_route->props,
								   CT_KEY_PATTERN)) == 0);
}

void
ct_done_see_voice_routes(const CtLook *look)
{
	const CtEstate *estate = look->done->estate;
	const CtObject *any = NULL;

	for (guint i = 0; look->object != NULL && i < estate->objects->len; i++) {
		const CtObject *route = &g_array_index(estate->objects, CtObject, i);

		if (route->kind != CT_OBJECT_VOICE_ROUTE ||
		    route->deployment != CT_DEPLOYMENT_TARGET ||
		    !replaces(estate, route, look->object))
			continue;
		any = route;
		if (!leads_to_target(estate, route))
			continue;
		ct_look_say(look, CT_SIGHT_DONE, &route->origin,
			    "the route \"%s\" leads to a new gateway", route->name);
		return;
	}
	if (any != NULL)
		ct_look_say(look, CT_SIGHT_OPEN, &any->origin,
			    "the route \"%s\" leads to no new gateway", any->name);
}

/* ---- The end of the legacy side ---- */

void
ct_done_see_management(const CtLook *look)
{
	if (look->pool == NULL)
		return;
	if (ct_pool_has_role(look->pool, CT_ROLE_CENTRAL_MGMT))
		ct_look_say(look, CT_SIGHT_OPEN, &look->pool->origin,
			    "%s has the Central Management store", look->pool->fqdn);
	else
		ct_look_say(look, CT_SIGHT_ABSENT, &look->pool->origin,
			    "%s has no Central Management store", look->pool->fqdn);
}

/* A merge shows a server until the next merge, whether or not it is still there. */
void
ct_done_see_retired(const CtLook *look)
{
	if (look->pool != NULL && (look->pool->in_legacy_export || !look->pool->in_back_compat))
		ct_look_say(look, CT_SIGHT_OPEN, &look->pool->origin, "%s is still there",
			    look->pool->fqdn);
	else if (look->pool != NULL && look->done->legacy)
		ct_look_say(look, CT_SIGHT_DONE, &look->pool->origin,
			    "no export of the legacy side has %s any more, only the merge",
			    look->pool->fqdn);
	else if (look->pool == NULL && look->done->topology)
		ct_look_say(look, CT_SIGHT_DONE, &look->done->document, "no export has %s any more",
			    ct_look_subject(look));
}

void
ct_done_see_remerged(const CtLook *look)
{
	const CtEstate *estate = look->done->estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->kind != CT_OBJECT_EDGE || !pool->in_back_compat)
			continue;
		ct_look_say(look, CT_SIGHT_OPEN, &pool->origin, "the merge shows %s", pool->fqdn);
		return;
	}
	if (look->done->topology)
		ct_look_say(look, CT_SIGHT_ABSENT, &look->done->document,
			    "the merge shows no legacy Edge");
}
