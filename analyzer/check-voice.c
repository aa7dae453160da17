/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of calls: W-31 (target gateways in service while legacy users have voice), W-32 (one gateway
 * for both sides), W-33 (target routes to Mediation Servers that are not legacy ones).
 *
 * A gateway is in service when a target voice route with a usage leads to it; one that a topology only
 * defines carries no call yet.  Routes name their gateways "Role:fqdn": the legacy Mediation Servers of
 * a merge are MediationServer, everything of the target's own is PstnGateway.
 */
#include "analyzer/check.h"

#include <string.h>

static const char mediation_prefix[] = "MediationServer:";

static gboolean
names_mediation(const char *gateway)
{
	return g_ascii_strncasecmp(gateway, mediation_prefix, strlen(mediation_prefix)) == 0;
}

/* "PstnGateway:gw01.contoso.com" -> "gw01.contoso.com", with a port or without. */
static char *
host_of(const char *gateway)
{
	const char *colon = strchr(gateway, ':');

	if (colon != NULL && !g_ascii_isdigit(colon[1]))
		gateway = colon + 1;
	return g_strndup(gateway, strcspn(gateway, ":"));
}

/* The first legacy pool with voice users, NULL when there is none. */
static const CtPool *
find_voice_pool(const CtEstate *estate)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && pool->voice_users > 0)
			return pool;
	}
	return NULL;
}

/* A merge lists every legacy server, so one that neither it nor a legacy export shows is gone. */
static gboolean
is_gone(const CtEstate *estate, const CtPool *pool)
{
	return pool->deployment == CT_DEPLOYMENT_LEGACY && estate->has_back_compat_site &&
	       !pool->in_back_compat && !pool->in_legacy_export;
}

static void
check_mediation(const CtEstate *estate, const CtObject *route, const char *host,
		CtFindings *findings)
{
	const CtPool *pool = ct_estate_pool(estate, ct_estate_find_pool(estate, host));

	if (pool == NULL || is_gone(estate, pool))
		ct_findings_add(findings, CT_RULE_VOICE_ROUTE_TARGET_INVALID, route->origin,
				ct_subject(route->kind, route->key),
				"voice route \"%s\" leads to Mediation Server %s, which no input "
				"shows any longer",
				route->name, host);
	else if (pool->deployment == CT_DEPLOYMENT_TARGET)
		ct_findings_add(findings, CT_RULE_VOICE_ROUTE_TARGET_INVALID, route->origin,
				ct_subject(route->kind, route->key),
				"voice route \"%s\" names the Mediation Server %s of the target "
				"deployment, where it has to name a gateway",
				route->name, host);
}

/* Once for each gateway, at the first route that leads to it. */
static void
check_gateway(const CtEstate *estate, const CtObject *route, const char *host, GHashTable *seen,
	      CtFindings *findings)
{
	const CtPool *gateway = ct_estate_pool(estate, ct_estate_find_pool(estate, host));
	const CtPool *legacy = find_voice_pool(estate);

	if (gateway == NULL || gateway->deployment != CT_DEPLOYMENT_TARGET || legacy == NULL ||
	    ct_facts_get(estate->facts, route->props, CT_KEY_USAGE) == NULL ||
	    !g_hash_table_add(seen, (gpointer)gateway->key))
		return;
	ct_findings_add(findings, CT_RULE_LYNC_MEDIATION_WITH_LEGACY_USERS, route->origin,
			ct_subject(gateway->kind, gateway->key),
			"voice route \"%s\" leads to %s of the target deployment, while %s still "
			"has %u user%s with voice",
			route->name, gateway->fqdn, legacy->fqdn, legacy->voice_users,
			legacy->voice_users == 1 ? "" : "s");
}

static void
check_route(const CtEstate *estate, const CtObject *route, GHashTable *seen, CtFindings *findings)
{
	for (guint i = 0; i < route->props.count; i++) {
		const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
						    route->props.first + i);
		g_autofree char *host = NULL;

		if (prop->key != CT_KEY_GATEWAY || prop->value == NULL)
			continue;
		host = host_of(prop->value);
		if (names_mediation(prop->value))
			check_mediation(estate, route, host, findings);
		else
			check_gateway(estate, route, host, seen, findings);
	}
}

/* What both sides call a gateway is one box, and it has one next hop. */
static void
check_shared_gateways(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);
		const CtPool *pool;

		if (service->role != CT_ROLE_GATEWAY || service->pool.index == CT_NONE ||
		    service->service_version <= 4)
			continue;
		pool = ct_estate_pool(estate, service->pool);
		if (pool->in_legacy_export || pool->in_back_compat)
			ct_findings_add(findings, CT_RULE_GATEWAY_NOT_CERTIFIED, service->origin,
					ct_subject(CT_OBJECT_GATEWAY, pool->key),
					"%s is the gateway of a target Mediation Server and of a "
					"legacy one",
					pool->fqdn);
	}
}

void
ct_check_voice(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == CT_OBJECT_VOICE_ROUTE &&
		    object->deployment == CT_DEPLOYMENT_TARGET)
			check_route(estate, object, seen, findings);
	}
	check_shared_gateways(estate, findings);
}
