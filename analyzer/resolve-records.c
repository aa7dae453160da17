/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that is neither server nor user: contacts, directories, response groups, applications,
 * routes, policies.  Which record becomes which object, by which of its properties it is known and
 * which of them names its pool, are rows of a table; trusted services and application contacts are
 * told apart by their type in two more.
 */
#include "analyzer/resolve.h"

#include <string.h>

#define MAX_KEYS 6

typedef enum {
	SCOPE_ESTATE,	  /* one identity is one object */
	SCOPE_POOL,	  /* the same identity on two pools is a clash to be reported */
	SCOPE_DEPLOYMENT, /* both deployments have one of that name */
} Scope;

typedef struct {
	CtRecordKind record;
	CtObjectKind kind;
	Scope scope;
	CtKey identity[MAX_KEYS]; /* the first that has a value; ended by CT_N_KEYS */
	CtKey pool[MAX_KEYS];
} Row;

#define NO_POOL           \
	{                 \
		CT_N_KEYS \
	}
#define HOME                                                                                       \
	{                                                                                          \
		CT_KEY_POOL, CT_KEY_HOME_SERVER, CT_KEY_POOL_DN, CT_KEY_SERVICE_ID, CT_KEY_TAG_ID, \
			CT_N_KEYS                                                                  \
	}
#define CONTACT                                                                                  \
	{                                                                                        \
		CT_KEY_SIP_ADDRESS, CT_KEY_PRIMARY_URI, CT_KEY_DN, CT_KEY_IDENTITY, CT_KEY_NAME, \
			CT_N_KEYS                                                                \
	}
#define NAMED                                                      \
	{                                                          \
		CT_KEY_IDENTITY, CT_KEY_NAME, CT_KEY_DN, CT_N_KEYS \
	}

static const Row rows[] = {
	{ CT_RECORD_SIP_DOMAIN,
	  CT_OBJECT_SIP_DOMAIN,
	  SCOPE_ESTATE,
	  { CT_KEY_NAME, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_CONFERENCE_DIRECTORY, CT_OBJECT_CONFERENCE_DIRECTORY, SCOPE_POOL, NAMED, HOME },
	{ CT_RECORD_ACCESS_NUMBER, CT_OBJECT_ACCESS_NUMBER, SCOPE_ESTATE, CONTACT, HOME },
	{ CT_RECORD_UM_CONTACT, CT_OBJECT_UM_CONTACT, SCOPE_ESTATE, CONTACT, HOME },
	{ CT_RECORD_TRUSTED_APPLICATION, CT_OBJECT_TRUSTED_APP, SCOPE_ESTATE, NAMED, HOME },
	{ CT_RECORD_APPLICATION_ENDPOINT, CT_OBJECT_TRUSTED_APP, SCOPE_ESTATE, CONTACT, HOME },
	{ CT_RECORD_RGS_WORKFLOW,
	  CT_OBJECT_RESPONSE_GROUP,
	  SCOPE_ESTATE,
	  NAMED,
	  { CT_KEY_POOL, CT_KEY_IDENTITY, CT_N_KEYS } },
	{ CT_RECORD_RGS_QUEUE,
	  CT_OBJECT_RESPONSE_GROUP,
	  SCOPE_ESTATE,
	  NAMED,
	  { CT_KEY_POOL, CT_KEY_IDENTITY, CT_N_KEYS } },
	{ CT_RECORD_RGS_AGENT_GROUP,
	  CT_OBJECT_RESPONSE_GROUP,
	  SCOPE_ESTATE,
	  NAMED,
	  { CT_KEY_POOL, CT_KEY_IDENTITY, CT_N_KEYS } },
	{ CT_RECORD_POLICY, CT_OBJECT_POLICY, SCOPE_DEPLOYMENT, NAMED, NO_POOL },
	{ CT_RECORD_DIAL_PLAN, CT_OBJECT_DIAL_PLAN, SCOPE_DEPLOYMENT, NAMED, NO_POOL },
	{ CT_RECORD_VOICE_ROUTE, CT_OBJECT_VOICE_ROUTE, SCOPE_DEPLOYMENT, NAMED, NO_POOL },
	{ CT_RECORD_PSTN_USAGE,
	  CT_OBJECT_PSTN_USAGE,
	  SCOPE_DEPLOYMENT,
	  { CT_KEY_NAME, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_STATIC_ROUTE,
	  CT_OBJECT_STATIC_ROUTE,
	  SCOPE_ESTATE,
	  { CT_KEY_MATCH_URI, CT_KEY_NAME, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_AUTHORIZED_HOST,
	  CT_OBJECT_AUTHORIZED_HOST,
	  SCOPE_ESTATE,
	  { CT_KEY_SERVER, CT_KEY_FQDN, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_SIMPLE_URL,
	  CT_OBJECT_SIMPLE_URL,
	  SCOPE_ESTATE,
	  { CT_KEY_URL, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
};

/* Trusted services that are applications or servers of their own; CT_N_OBJECT_KINDS: the product
 * registers it for itself, or it is a server (see resolve-pools.c).  Any other type is what the
 * maker of a trusted application chose to call it. */
static const struct {
	const char *type; /* a final '*' stands for any text */
	CtObjectKind kind;
} service_types[] = {
	{ "ArchivingServer", CT_OBJECT_ARCHIVING },
	{ "Archiving", CT_OBJECT_ARCHIVING },
	{ "QoSM", CT_OBJECT_MONITORING },
	{ "MonitoringServer", CT_OBJECT_MONITORING },
	{ "Monitoring", CT_OBJECT_MONITORING },
	{ "XMPPGateway", CT_OBJECT_XMPP },
	{ "XMPP", CT_OBJECT_XMPP },
	{ "GroupChat", CT_OBJECT_GROUP_CHAT },
	{ "GroupChatServer", CT_OBJECT_GROUP_CHAT },
	{ "MediationServer", CT_N_OBJECT_KINDS },
	{ "Gateway", CT_N_OBJECT_KINDS },
	{ "PstnGateway", CT_N_OBJECT_KINDS },
	{ "MRAS", CT_N_OBJECT_KINDS },
	{ "CWA", CT_N_OBJECT_KINDS },
	{ "QoS", CT_N_OBJECT_KINDS },
	{ "HomeServer", CT_N_OBJECT_KINDS },
	{ "XmppFederation", CT_N_OBJECT_KINDS },
	{ "PersistentChat*", CT_N_OBJECT_KINDS },
	{ "Mcx*", CT_N_OBJECT_KINDS },
	{ "Ucwa*", CT_N_OBJECT_KINDS },
	{ "PlatformService*", CT_N_OBJECT_KINDS },
	{ "Microsoft.Rtc.Applications.*", CT_N_OBJECT_KINDS },
	{ "chat", CT_N_OBJECT_KINDS },
	{ "audio-video", CT_N_OBJECT_KINDS },
	{ "applicationsharing", CT_N_OBJECT_KINDS },
	{ "meeting", CT_N_OBJECT_KINDS },
	{ "phone-conf", CT_N_OBJECT_KINDS },
	{ "Caa", CT_N_OBJECT_KINDS },
	{ "Cas", CT_N_OBJECT_KINDS },
	{ "Cps", CT_N_OBJECT_KINDS },
	{ "PDP", CT_N_OBJECT_KINDS },
	{ "RGS", CT_N_OBJECT_KINDS },
	{ "testbot", CT_N_OBJECT_KINDS },
};

/* Applications that come with the product; their contacts are not moved by themselves. */
static const char *const built_in[] = {
	"Caa",
	"Cas",
	"Cps",
	"PDP",
	"RGS",
	"testbot",
	"Announcement",
	"CallPark",
	"Conferencing*",
	"Response Group*",
	"RGS*",
	"Outside Voice*",
	"Microsoft.Rtc.Applications.*",
};

static const char urn_prefix[] = "urn:application:";

static gboolean
matches(const char *pattern, const char *text)
{
	gsize length = strlen(pattern);

	if (length > 0 && pattern[length - 1] == '*')
		return g_ascii_strncasecmp(pattern, text, length - 1) == 0;
	return g_ascii_strcasecmp(pattern, text) == 0;
}

static gboolean
is_built_in(const char *application)
{
	if (g_ascii_strncasecmp(application, urn_prefix, strlen(urn_prefix)) == 0)
		application += strlen(urn_prefix);
	for (guint i = 0; i < G_N_ELEMENTS(built_in); i++) {
		if (matches(built_in[i], application))
			return TRUE;
	}
	return FALSE;
}

/* One record's word on one object. */
typedef struct {
	CtObject object;
	Scope scope;
	gboolean contact_only; /* gives way to an access number or UM contact of its address */
	const char *sip;       /* folded address of a contact; nullable */
} Claim;

/* "Tag:Executives" -> "Executives": a scope that the shell prints on some objects only. */
static const char *
without_tag(CtResolve *self, const char *identity)
{
	if (identity != NULL && g_ascii_strncasecmp(identity, "tag:", 4) == 0)
		return ct_strings_intern(self->facts->strings, identity + 4);
	return identity;
}

/* What the input tells of an object that no pool places. */
static CtDeployment
deployment_of_origin(const CtResolve *self, CtOrigin origin, gboolean wmi, int version, Scope scope)
{
	const CtInput *input = ct_resolve_input_at(self, origin.input);

	if (input->forced)
		return input->deployment;
	if (wmi)
		return version > 4 ? CT_DEPLOYMENT_TARGET : CT_DEPLOYMENT_LEGACY;
	/* policies and the like exist in the shell of the target only */
	if (scope == SCOPE_DEPLOYMENT || input->kind == CT_INPUT_TOPOLOGY ||
	    input->kind == CT_INPUT_BUILDER)
		return CT_DEPLOYMENT_TARGET;
	return CT_DEPLOYMENT_UNKNOWN;
}

/* The pool's deployment, else the form of a dangling DN, else the input's. */
static void
place(CtResolve *self, CtObject *object, const CtRecord *record, Scope scope)
{
	const CtPool *pool;
	const char *name;

	object->pool = ct_resolve_pool(self, object->pool_text);
	pool = ct_estate_pool(self->estate, object->pool);
	name = ct_resolve_dn_pool_name(self, object->pool_text);
	if (pool != NULL)
		object->deployment = pool->deployment;
	else if (name != NULL)
		object->deployment = strchr(name, ':') != NULL ? CT_DEPLOYMENT_TARGET
							       : CT_DEPLOYMENT_LEGACY;
	if (object->deployment == CT_DEPLOYMENT_UNKNOWN)
		object->deployment = deployment_of_origin(
			self, record->origin, ct_resolve_is_wmi(record),
			ct_resolve_number(ct_facts_get(self->facts, record->props, CT_KEY_VERSION)),
			scope);
}

static void
add_claim(CtResolve *self, GArray *claims, const CtRecord *record, CtObjectKind kind, Scope scope,
	  const char *identity, const char *name, const char *pool_text)
{
	Claim claim = {
		.object = {
			.origin = record->origin,
			.kind = kind,
			.identity = identity,
			.name = name != NULL ? name : identity,
			.pool_text = pool_text,
			.type = record->type,
			.props = record->props,
		},
		.scope = scope,
	};

	if (identity == NULL || *identity == '\0')
		return;
	claim.object.key = ct_strings_fold(self->facts->strings, identity);
	claim.sip = ct_strings_fold(self->facts->strings,
				    ct_resolve_first(self, record->props,
						     (CtKey[]){ CT_KEY_SIP_ADDRESS,
								CT_KEY_PRIMARY_URI, CT_N_KEYS }));
	claim.contact_only = kind == CT_OBJECT_APP_CONTACT;
	place(self, &claim.object, record, scope);
	g_array_append_val(claims, claim);
}

/* A contact of an application that somebody wrote, or of one that came with the product. */
static CtObjectKind
kind_of_endpoint(const CtResolve *self, const CtRecord *record)
{
	const char *application = ct_resolve_first(
		self, record->props, (CtKey[]){ CT_KEY_OWNER_URN, CT_KEY_TYPE, CT_N_KEYS });

	return application == NULL || is_built_in(application) ? CT_OBJECT_APP_CONTACT
							       : CT_OBJECT_TRUSTED_APP;
}

static const char *
name_of(const CtResolve *self, const CtRecord *record)
{
	return ct_resolve_first(self, record->props,
				(CtKey[]){ CT_KEY_DISPLAY_NAME, CT_KEY_NAME, CT_KEY_IDENTITY,
					   CT_N_KEYS });
}

/* "TrustedApplicationPool:pool/urn:..." -> "pool/urn:...", also from the parts of it. */
static const char *
application_identity(CtResolve *self, const CtRecord *record, const char *identity)
{
	const char *urn = ct_facts_get(self->facts, record->props, CT_KEY_OWNER_URN);
	const char *pool = ct_facts_get(self->facts, record->props, CT_KEY_POOL);
	g_autofree char *text = NULL;

	if (identity != NULL && strchr(identity, '/') != NULL) {
		const char *colon = strchr(identity, ':');

		if (colon != NULL && colon < strchr(identity, '/'))
			return ct_strings_intern(self->facts->strings, colon + 1);
		return identity;
	}
	if (urn == NULL)
		urn = identity;
	if (urn == NULL || pool == NULL)
		return urn;
	text = g_strconcat(pool, "/", urn, NULL);
	return ct_strings_intern(self->facts->strings, text);
}

/* Where an application stands: the first half of its identity, when no property says it. */
static const char *
application_pool(CtResolve *self, const char *identity)
{
	const char *slash = identity != NULL ? strchr(identity, '/') : NULL;

	if (slash == NULL)
		return NULL;
	return ct_strings_intern_length(self->facts->strings, identity, (gsize)(slash - identity));
}

/* Get-CsPstnUsage lists all usages in one record, WMI has a record for each. */
static gboolean
add_usages(CtResolve *self, GArray *claims, const CtRecord *record, const Row *row)
{
	gboolean any = FALSE;

	for (guint i = 0; i < record->props.count; i++) {
		const CtProp *prop = &g_array_index(self->facts->props, CtProp,
						    record->props.first + i);

		if (prop->key != CT_KEY_USAGE)
			continue;
		add_claim(self, claims, record, row->kind, row->scope, prop->value, NULL, NULL);
		any = TRUE;
	}
	return any;
}

static void
add_row(CtResolve *self, GArray *claims, const CtRecord *record, const Row *row)
{
	const char *identity = ct_resolve_first(self, record->props, row->identity);
	const char *pool = ct_resolve_first(self, record->props, row->pool);
	CtObjectKind kind = row->kind;

	if (record->kind == CT_RECORD_PSTN_USAGE && add_usages(self, claims, record, row))
		return;
	if (record->kind == CT_RECORD_APPLICATION_ENDPOINT)
		kind = kind_of_endpoint(self, record);
	if (record->kind == CT_RECORD_TRUSTED_APPLICATION) {
		identity = application_identity(self, record, identity);
		pool = pool != NULL ? pool : application_pool(self, identity);
	}
	add_claim(self, claims, record, kind, row->scope, without_tag(self, identity),
		  without_tag(self, name_of(self, record)), pool);
}

/* An application by its server: "ocsapp01.contoso.com/HelpDesk". */
static void
add_trusted_service(CtResolve *self, GArray *claims, const CtRecord *record)
{
	const char *type = ct_facts_get(self->facts, record->props, CT_KEY_TYPE);
	const char *fqdn = ct_facts_get(self->facts, record->props, CT_KEY_FQDN);
	const char *pool = ct_resolve_first(self, record->props,
					    (CtKey[]){ CT_KEY_POOL_DN, CT_KEY_POOL, CT_N_KEYS });
	g_autofree char *identity = NULL;

	if (type == NULL || fqdn == NULL)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(service_types); i++) {
		if (!matches(service_types[i].type, type))
			continue;
		if (service_types[i].kind != CT_N_OBJECT_KINDS)
			add_claim(self, claims, record, service_types[i].kind, SCOPE_ESTATE, fqdn,
				  NULL, pool);
		return;
	}
	identity = g_strconcat(fqdn, "/", type, NULL);
	add_claim(self, claims, record, CT_OBJECT_TRUSTED_APP, SCOPE_ESTATE,
		  ct_strings_intern(self->facts->strings, identity), type, pool);
}

/* The applications of a trusted application pool, from the owners of its ports. */
static void
add_service_applications(CtResolve *self, GArray *claims, const CtService *service)
{
	CtStrings *strings = self->facts->strings;
	const CtPool *pool = ct_estate_pool(self->estate, service->pool);
	CtRecord record = { service->origin, CT_RECORD_TRUSTED_APPLICATION, service->role_name,
			    service->props };

	if (service->role != CT_ROLE_EXTERNAL || pool == NULL)
		return;
	for (guint i = 0; i < service->props.count; i++) {
		const CtProp *prop = &g_array_index(self->facts->props, CtProp,
						    service->props.first + i);
		g_autofree char *identity = NULL;
		const char *name;

		if (prop->key != CT_KEY_APPLICATION || prop->value == NULL ||
		    is_built_in(prop->value))
			continue;
		name = prop->value;
		if (g_ascii_strncasecmp(name, urn_prefix, strlen(urn_prefix)) == 0)
			name += strlen(urn_prefix);
		name = ct_strings_intern(strings, name);
		identity = g_strconcat(pool->fqdn, "/", urn_prefix, name, NULL);
		add_claim(self, claims, &record, CT_OBJECT_TRUSTED_APP, SCOPE_ESTATE,
			  ct_strings_intern(strings, identity), name, pool->fqdn);
	}
}

static void
collect_claims(CtResolve *self, GArray *claims)
{
	for (guint i = 0; i < self->facts->records->len; i++) {
		/* a copy: interning does not move records, but properties may be added */
		CtRecord record = g_array_index(self->facts->records, CtRecord, i);

		if (record.kind == CT_RECORD_TRUSTED_SERVICE)
			add_trusted_service(self, claims, &record);
		for (guint r = 0; r < G_N_ELEMENTS(rows); r++) {
			if (rows[r].record == record.kind)
				add_row(self, claims, &record, &rows[r]);
		}
	}
	for (guint i = 0; i < self->estate->services->len; i++)
		add_service_applications(self, claims,
					 &g_array_index(self->estate->services, CtService, i));
}

/* A record that names the pool comes before one that does not, so that it gives the pool. */
static gint
compare_claims(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtObject *x = &((const Claim *)a)->object;
	const CtObject *y = &((const Claim *)b)->object;
	gboolean by_deployment = ((const Claim *)a)->scope == SCOPE_DEPLOYMENT;
	int order;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	order = x->key == y->key ? 0 : strcmp(x->key, y->key);
	if (order == 0 && by_deployment && x->deployment != y->deployment)
		order = x->deployment < y->deployment ? -1 : 1;
	if (order == 0 && by_deployment && x->kind == CT_OBJECT_POLICY)
		order = g_strcmp0(x->type, y->type);
	if (order == 0 && x->pool.index != y->pool.index)
		order = x->pool.index < y->pool.index ? -1 : 1;
	if (order == 0)
		order = -(x->pool_text != NULL) + (y->pool_text != NULL);
	if (order == 0 && x->kind == CT_OBJECT_STATIC_ROUTE) {
		const CtResolve *self = data;

		order = g_strcmp0(ct_facts_get(self->facts, x->props, CT_KEY_NEXT_HOP),
				  ct_facts_get(self->facts, y->props, CT_KEY_NEXT_HOP));
	}
	if (order == 0)
		order = strcmp(x->identity, y->identity);
	if (order == 0)
		order = (int)(y->props.count > x->props.count) - (x->props.count > y->props.count);
	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

static gboolean
same_object(const CtResolve *self, const Claim *last, const Claim *claim)
{
	const CtObject *a = &last->object;
	const CtObject *b = &claim->object;

	if (a->kind != b->kind || a->key != b->key)
		return FALSE;
	if (a->kind == CT_OBJECT_STATIC_ROUTE)
		return g_strcmp0(ct_facts_get(self->facts, a->props, CT_KEY_NEXT_HOP),
				 ct_facts_get(self->facts, b->props, CT_KEY_NEXT_HOP)) == 0;
	switch (claim->scope) {
	case SCOPE_ESTATE:
		return TRUE;
	case SCOPE_POOL:
		return a->pool.index == b->pool.index || b->pool_text == NULL;
	case SCOPE_DEPLOYMENT:
		return a->deployment == b->deployment &&
		       (a->kind != CT_OBJECT_POLICY || g_strcmp0(a->type, b->type) == 0);
	}
	return FALSE;
}

static void
merge_object(CtObject *object, const CtObject *other)
{
	if (object->name == object->identity)
		object->name = other->name;
	if (object->pool_text == NULL)
		object->pool_text = other->pool_text;
	if (object->deployment == CT_DEPLOYMENT_UNKNOWN)
		object->deployment = other->deployment;
}

/* Addresses that an access number, a UM contact or a response group has. */
static GHashTable *
owned_addresses(const GArray *claims)
{
	GHashTable *owned = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < claims->len; i++) {
		const Claim *claim = &g_array_index(claims, Claim, i);

		if (claim->sip != NULL && !claim->contact_only)
			g_hash_table_add(owned, (gpointer)claim->sip);
	}
	return owned;
}

static void
keep_objects(CtResolve *self, const GArray *claims)
{
	g_autoptr(GHashTable) owned = owned_addresses(claims);
	GArray *kept = self->estate->objects;
	const Claim *last = NULL;

	for (guint i = 0; i < claims->len; i++) {
		const Claim *claim = &g_array_index(claims, Claim, i);

		ct_resolve_tally(self, claim->object.origin.input, claim->object.deployment);
		if (claim->contact_only && claim->sip != NULL &&
		    g_hash_table_contains(owned, claim->sip))
			continue;
		if (last != NULL && same_object(self, last, claim)) {
			merge_object(&g_array_index(kept, CtObject, kept->len - 1), &claim->object);
			continue;
		}
		g_array_append_val(kept, claim->object);
		last = claim;
	}
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
	const GArray *hosts = self->facts->users.line_host;
	const char *at = match != NULL ? strrchr(match, '@') : NULL;
	const char *domain = at != NULL ? at + 1 : match;
	const char *checked = NULL;

	if (domain == NULL || *domain == '\0')
		return FALSE;
	domain = ct_strings_fold(self->facts->strings, domain);
	for (guint i = 0; i < hosts->len; i++) {
		const char *host = g_array_index(hosts, const char *, i);

		if (host == NULL || host == checked)
			continue;
		if (ct_strings_fold(self->facts->strings, host) == domain)
			return TRUE;
		checked = host;
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
	g_autoptr(GArray) claims = g_array_new(FALSE, TRUE, sizeof(Claim));

	collect_claims(self, claims);
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
