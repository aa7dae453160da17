/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claims of records become objects: those of one identity are merged, names made unique, gateways
 * for remote call control recognised.  Also what legacy Edges know of the servers behind them.
 */
#include "analyzer/contradiction.h"

#include <string.h>

static CtEvidence
evidence_of(const CtResolve *self, const CtObject *object)
{
	return (CtEvidence){ object->origin,
			     ct_timestamp_parse(
				     ct_facts_get(self->facts, object->props, CT_KEY_CHANGED)),
			     object->props.count };
}

/* Of those that name a pool that is known the newest comes first; an object that each pool has one
 * of is ordered by pool. */
static gint
compare_places(const CtResolve *self, const CtObjectClaim *a, const CtObjectClaim *b)
{
	const CtObject *x = &a->object;
	const CtObject *y = &b->object;
	gint order = 0;

	if (a->scope != CT_SCOPE_POOL) {
		CtEvidence of_x = evidence_of(self, x);
		CtEvidence of_y = evidence_of(self, y);

		if ((x->pool.index == CT_NONE) != (y->pool.index == CT_NONE))
			return x->pool.index == CT_NONE ? 1 : -1;
		order = ct_evidence_compare_dates(self, &of_x, &of_y);
	}
	if (order == 0 && x->pool.index != y->pool.index)
		order = x->pool.index < y->pool.index ? -1 : 1;
	if (order == 0)
		order = -(x->pool_text != NULL) + (y->pool_text != NULL);
	return order;
}

/* A record that names the pool comes before one that does not, so that it gives the pool. */
static gint
compare_claims(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtObject *x = &((const CtObjectClaim *)a)->object;
	const CtObject *y = &((const CtObjectClaim *)b)->object;
	gboolean by_deployment = ((const CtObjectClaim *)a)->scope == CT_SCOPE_DEPLOYMENT;
	int order;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	order = x->key == y->key ? 0 : strcmp(x->key, y->key);
	if (order == 0 && by_deployment && x->deployment != y->deployment)
		order = x->deployment < y->deployment ? -1 : 1;
	if (order == 0 && by_deployment && x->kind == CT_OBJECT_POLICY)
		order = g_strcmp0(x->type, y->type);
	if (order == 0 && x->kind == CT_OBJECT_STATIC_ROUTE) {
		const CtResolve *self = data;

		order = g_strcmp0(ct_facts_get(self->facts, x->props, CT_KEY_NEXT_HOP),
				  ct_facts_get(self->facts, y->props, CT_KEY_NEXT_HOP));
	}
	if (order == 0)
		order = compare_places(data, a, b);
	if (order == 0)
		order = strcmp(x->identity, y->identity);
	if (order == 0)
		order = (int)(y->props.count > x->props.count) - (x->props.count > y->props.count);
	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

static gboolean
same_object(const CtResolve *self, const CtObjectClaim *last, const CtObjectClaim *claim)
{
	const CtObject *a = &last->object;
	const CtObject *b = &claim->object;

	if (a->kind != b->kind || a->key != b->key)
		return FALSE;
	if (a->kind == CT_OBJECT_STATIC_ROUTE)
		return g_strcmp0(ct_facts_get(self->facts, a->props, CT_KEY_NEXT_HOP),
				 ct_facts_get(self->facts, b->props, CT_KEY_NEXT_HOP)) == 0;
	switch (claim->scope) {
	case CT_SCOPE_ESTATE:
		return TRUE;
	case CT_SCOPE_POOL:
		return a->pool.index == b->pool.index || b->pool_text == NULL;
	case CT_SCOPE_DEPLOYMENT:
		return a->deployment == b->deployment &&
		       (a->kind != CT_OBJECT_POLICY || g_strcmp0(a->type, b->type) == 0);
	}
	return FALSE;
}

/* A second description of an object: silent when it says the same. */
static void
compare_descriptions(CtResolve *self, CtContradictions *found, const CtObject *object,
		     const CtObject *other)
{
	const CtPool *a = ct_estate_pool(self->estate, object->pool);
	const CtPool *b = ct_estate_pool(self->estate, other->pool);
	g_auto(CtDifference) difference = { 0 };
	CtEvidence there = evidence_of(self, object);
	CtEvidence here = evidence_of(self, other);

	if (a != NULL && b != NULL && a != b)
		difference = (CtDifference){ "the pool", g_strdup(a->fqdn), g_strdup(b->fqdn) };
	else if (g_strcmp0(object->type, other->type) != 0 ||
		 !ct_difference_find(self, object->props, other->props, &difference))
		return;
	if (ct_contradictions_add(found, there.origin, here.origin, object->kind))
		ct_difference_report(self, &difference, &there, &here, object->kind, object->key);
}

static void
report_rest(CtResolve *self, const CtContradictions *found)
{
	for (guint i = 0; i < found->order->len; i++) {
		const CtContradiction *one = g_ptr_array_index(found->order, i);
		CtOrigin here = { one->other, one->line, NULL };
		guint32 rest = ct_contradiction_rest(one);

		if (rest > 0)
			ct_findings_add(
				self->findings, CT_RULE_EXPORTS_DISAGREE, here, NULL,
				"%u more of the kind %s differ between this file and %s; the "
				"plan keeps what that one says",
				rest, ct_object_kind_name((CtObjectKind)one->what),
				ct_resolve_input_at(self, one->kept)->path);
	}
}

static void
merge_object(CtObject *object, const CtObject *other)
{
	if (object->name == object->identity)
		object->name = other->name;
	if (object->pool_text == NULL)
		object->pool_text = other->pool_text;
	/* what either export calls legacy has to be moved, whoever else knows it */
	if (object->deployment == CT_DEPLOYMENT_UNKNOWN ||
	    (object->pool.index == CT_NONE && other->deployment == CT_DEPLOYMENT_LEGACY))
		object->deployment = other->deployment;
}

/* Addresses that an access number, a UM contact or a response group has. */
static GHashTable *
owned_addresses(const GArray *claims)
{
	GHashTable *owned = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < claims->len; i++) {
		const CtObjectClaim *claim = &g_array_index(claims, CtObjectClaim, i);

		if (claim->sip != NULL && !claim->contact_only)
			g_hash_table_add(owned, (gpointer)claim->sip);
	}
	return owned;
}

static void
keep_objects(CtResolve *self, const GArray *claims)
{
	g_autoptr(GHashTable) owned = owned_addresses(claims);
	g_autoptr(CtContradictions) found = ct_contradictions_new();
	GArray *kept = self->estate->objects;
	const CtObjectClaim *last = NULL;

	for (guint i = 0; i < claims->len; i++) {
		const CtObjectClaim *claim = &g_array_index(claims, CtObjectClaim, i);

		ct_resolve_tally(self, claim->object.origin.input, claim->object.deployment);
		if (claim->contact_only && claim->sip != NULL &&
		    g_hash_table_contains(owned, claim->sip))
			continue;
		if (last != NULL && same_object(self, last, claim)) {
			compare_descriptions(self, found, &last->object, &claim->object);
			merge_object(&g_array_index(kept, CtObject, kept->len - 1), &claim->object);
			continue;
		}
		g_array_append_val(kept, claim->object);
		last = claim;
	}
	report_rest(self, found);
}

static void
report_dangling(CtResolve *self)
{
	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		if (object->pool_text == NULL || object->pool.index != CT_NONE)
			continue;
		ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE, object->origin,
				ct_subject(object->kind, object->key),
				"%s %s belongs to %s, which no input describes",
				ct_object_kind_name(object->kind), object->identity,
				object->pool_text);
	}
}

/* Two routes of one pattern are told apart by where they lead. */
static void
name_routes(CtResolve *self)
{
	GArray *objects = self->estate->objects;
	CtStrings *strings = self->facts->strings;
	const char *last = NULL;

	for (guint i = 0; i < objects->len; i++) {
		CtObject *object = &g_array_index(objects, CtObject, i);
		const CtObject *next = i + 1 < objects->len
					       ? &g_array_index(objects, CtObject, i + 1)
					       : NULL;
		const char *key = object->key;
		g_autofree char *identity = NULL;
		const char *hop;

		if (object->kind != CT_OBJECT_STATIC_ROUTE)
			continue;
		hop = ct_facts_get(self->facts, object->props, CT_KEY_NEXT_HOP);
		if (hop != NULL && (key == last || (next != NULL && next->kind == object->kind &&
						    next->key == key))) {
			identity = g_strconcat(object->identity, " to ", hop, NULL);
			object->identity = ct_strings_intern(strings, identity);
			object->key = ct_strings_fold(strings, identity);
		}
		last = key;
	}
}

/* Does the domain of "*@rcc.contoso.com" hold the line server of some user? */
static gboolean
serves_lines(const CtResolve *self, const char *match)
{
	const GArray *hosts = self->facts->users.line_hosts;
	const char *at = match != NULL ? strrchr(match, '@') : NULL;
	const char *domain = at != NULL ? at + 1 : match;

	if (domain == NULL || *domain == '\0')
		return FALSE;
	domain = ct_strings_fold(self->facts->strings, domain);
	for (guint i = 0; i < hosts->len; i++) {
		const char *host = g_array_index(hosts, CtLineHost, i).host;

		if (ct_strings_fold(self->facts->strings, host) == domain)
			return TRUE;
	}
	return FALSE;
}

/* A route that leads to an authorized host and whose domain users have as line server is the way to
 * a gateway for remote call control, and both objects are part of it. */
static void
find_call_control(CtResolve *self)
{
	GArray *objects = self->estate->objects;

	for (guint i = 0; i < objects->len; i++) {
		CtObject *route = &g_array_index(objects, CtObject, i);
		const char *hop;

		if (route->kind != CT_OBJECT_STATIC_ROUTE ||
		    !serves_lines(self, ct_facts_get(self->facts, route->props, CT_KEY_MATCH_URI)))
			continue;
		hop = ct_strings_fold(self->facts->strings,
				      ct_facts_get(self->facts, route->props, CT_KEY_NEXT_HOP));
		for (guint h = 0; hop != NULL && h < objects->len; h++) {
			CtObject *host = &g_array_index(objects, CtObject, h);

			if (host->kind != CT_OBJECT_AUTHORIZED_HOST || host->key != hop)
				continue;
			host->remote_call_control = TRUE;
			route->remote_call_control = TRUE;
		}
	}
}

void
ct_resolve_objects(CtResolve *self)
{
	g_autoptr(GArray) claims = g_array_new(FALSE, TRUE, sizeof(CtObjectClaim));

	ct_resolve_claim_objects(self, claims);
	g_array_sort_with_data(claims, compare_claims, self);
	keep_objects(self, claims);
	report_dangling(self);
	name_routes(self);
	find_call_control(self);
}

static gint
compare_edge_servers(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtEdgeInternalServer *x = a;
	const CtEdgeInternalServer *y = b;
	int order;

	if (x->edge.index != y->edge.index)
		return x->edge.index < y->edge.index ? -1 : 1;
	order = x->server == y->server ? 0 : strcmp(x->server, y->server);
	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

void
ct_resolve_edge_servers(CtResolve *self)
{
	g_autoptr(GArray) servers = g_array_new(FALSE, TRUE, sizeof(CtEdgeInternalServer));
	CtFacts *facts = self->facts;
	GArray *kept = self->estate->edge_servers;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *edge = ct_facts_get(facts, record->props, CT_KEY_EDGE);
		CtEdgeInternalServer server = { .origin = record->origin };

		if (record->kind != CT_RECORD_EDGE_INTERNAL_SERVER)
			continue;
		self->estate->edge_servers_known = TRUE;
		server.edge = ct_resolve_pool(self, edge);
		server.server = ct_strings_fold(facts->strings,
						ct_facts_get(facts, record->props, CT_KEY_SERVER));
		if (server.edge.index == CT_NONE && edge != NULL)
			ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE, record->origin,
					ct_subject(CT_OBJECT_EDGE, edge),
					"internal server of Edge %s, which no input describes",
					edge);
		if (server.edge.index != CT_NONE && server.server != NULL)
			g_array_append_val(servers, server);
	}
	g_array_sort_with_data(servers, compare_edge_servers, self);
	for (guint i = 0; i < servers->len; i++) {
		const CtEdgeInternalServer *server = &g_array_index(servers, CtEdgeInternalServer,
								    i);
		const CtEdgeInternalServer *last =
			kept->len > 0 ? &g_array_index(kept, CtEdgeInternalServer, kept->len - 1)
				      : NULL;

		ct_resolve_tally(self, server->origin.input, CT_DEPLOYMENT_LEGACY);
		if (last == NULL || last->edge.index != server->edge.index ||
		    last->server != server->server)
			g_array_append_val(kept, *server);
	}
}
