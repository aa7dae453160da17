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

typedef struct {
	CtRecordKind record;
	CtObjectKind kind;
	CtObjectScope scope;
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
	  CT_SCOPE_ESTATE,
	  { CT_KEY_NAME, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_CONFERENCE_DIRECTORY, CT_OBJECT_CONFERENCE_DIRECTORY, CT_SCOPE_POOL, NAMED,
	  HOME },
	{ CT_RECORD_ACCESS_NUMBER, CT_OBJECT_ACCESS_NUMBER, CT_SCOPE_ESTATE, CONTACT, HOME },
	{ CT_RECORD_UM_CONTACT, CT_OBJECT_UM_CONTACT, CT_SCOPE_ESTATE, CONTACT, HOME },
	{ CT_RECORD_TRUSTED_APPLICATION, CT_OBJECT_TRUSTED_APP, CT_SCOPE_ESTATE, NAMED, HOME },
	{ CT_RECORD_APPLICATION_ENDPOINT, CT_OBJECT_TRUSTED_APP, CT_SCOPE_ESTATE, CONTACT, HOME },
	{ CT_RECORD_RGS_WORKFLOW,
	  CT_OBJECT_RESPONSE_GROUP,
	  CT_SCOPE_ESTATE,
	  NAMED,
	  { CT_KEY_POOL, CT_KEY_IDENTITY, CT_N_KEYS } },
	{ CT_RECORD_RGS_QUEUE,
	  CT_OBJECT_RESPONSE_GROUP,
	  CT_SCOPE_ESTATE,
	  NAMED,
	  { CT_KEY_POOL, CT_KEY_IDENTITY, CT_N_KEYS } },
	{ CT_RECORD_RGS_AGENT_GROUP,
	  CT_OBJECT_RESPONSE_GROUP,
	  CT_SCOPE_ESTATE,
	  NAMED,
	  { CT_KEY_POOL, CT_KEY_IDENTITY, CT_N_KEYS } },
	{ CT_RECORD_POLICY, CT_OBJECT_POLICY, CT_SCOPE_DEPLOYMENT, NAMED, NO_POOL },
	{ CT_RECORD_DIAL_PLAN, CT_OBJECT_DIAL_PLAN, CT_SCOPE_DEPLOYMENT, NAMED, NO_POOL },
	{ CT_RECORD_VOICE_ROUTE, CT_OBJECT_VOICE_ROUTE, CT_SCOPE_DEPLOYMENT, NAMED, NO_POOL },
	{ CT_RECORD_PSTN_USAGE,
	  CT_OBJECT_PSTN_USAGE,
	  CT_SCOPE_DEPLOYMENT,
	  { CT_KEY_NAME, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_STATIC_ROUTE,
	  CT_OBJECT_STATIC_ROUTE,
	  CT_SCOPE_ESTATE,
	  { CT_KEY_MATCH_URI, CT_KEY_NAME, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_AUTHORIZED_HOST,
	  CT_OBJECT_AUTHORIZED_HOST,
	  CT_SCOPE_ESTATE,
	  { CT_KEY_SERVER, CT_KEY_FQDN, CT_KEY_IDENTITY, CT_N_KEYS },
	  NO_POOL },
	{ CT_RECORD_SIMPLE_URL,
	  CT_OBJECT_SIMPLE_URL,
	  CT_SCOPE_ESTATE,
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

/* Services of a topology that are such servers; the next product has none of them. */
static const struct {
	CtRole role;
	CtObjectKind kind;
} recorders[] = {
	{ CT_ROLE_ARCHIVING, CT_OBJECT_ARCHIVING },
	{ CT_ROLE_MONITORING, CT_OBJECT_MONITORING },
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
deployment_of_origin(const CtResolve *self, CtOrigin origin, gboolean wmi, int version,
		     CtObjectScope scope)
{
	const CtInput *input = ct_resolve_input_at(self, origin.input);

	if (input->forced)
		return input->deployment;
	if (wmi)
		return version > 4 ? CT_DEPLOYMENT_TARGET : CT_DEPLOYMENT_LEGACY;
	/* policies and the like exist in the shell of the target only */
	if (scope == CT_SCOPE_DEPLOYMENT || input->kind == CT_INPUT_TOPOLOGY ||
	    input->kind == CT_INPUT_BUILDER)
		return CT_DEPLOYMENT_TARGET;
	return CT_DEPLOYMENT_UNKNOWN;
}

/* The pool's deployment, else the form of a dangling DN, else the input's. */
static void
place(CtResolve *self, CtObject *object, const CtRecord *record, CtObjectScope scope)
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
			self, record->origin, ct_resolve_may_be_legacy(self, record),
			ct_resolve_number(ct_facts_get(self->facts, record->props, CT_KEY_VERSION)),
			scope);
}

static void
add_claim(CtResolve *self, GArray *claims, const CtRecord *record, CtObjectKind kind,
	  CtObjectScope scope, const char *identity, const char *name, const char *pool_text)
{
	CtObjectClaim claim = {
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

/* Settings documents name scopes by id, the shell by name: "Site:1" and "Site:Redmond",
 * "Service:1-Registrar-1" and "Service:Registrar:pool". */
static const char *
shell_identity(CtResolve *self, const char *identity)
{
	static const char site_prefix[] = "Site:";
	static const char service_prefix[] = "Service:";
	CtStrings *strings = self->facts->strings;
	g_autofree char *text = NULL;

	if (identity == NULL)
		return NULL;
	if (g_ascii_strncasecmp(identity, site_prefix, strlen(site_prefix)) == 0) {
		const CtSite *site = ct_estate_site(self->estate,
						    ct_resolve_site_of(self, CT_NONE, identity));

		if (site == NULL || site->name == NULL)
			return identity;
		text = g_strconcat(site_prefix, site->name, NULL);
	} else if (g_ascii_strncasecmp(identity, service_prefix, strlen(service_prefix)) == 0) {
		const char *id = ct_strings_intern(strings, identity + strlen(service_prefix));

		text = g_strconcat(service_prefix, ct_resolve_service_name(self, id), NULL);
	}
	return text != NULL ? ct_strings_intern(strings, text) : identity;
}

/* The gateways of a route by their names: a settings document has their ids. */
static void
name_gateways(CtResolve *self, const CtRecord *record)
{
	for (guint i = 0; i < record->props.count; i++) {
		CtProp *prop = &g_array_index(self->facts->props, CtProp, record->props.first + i);

		if (prop->key == CT_KEY_GATEWAY && prop->value != NULL)
			prop->value = ct_resolve_service_name(self, prop->value);
	}
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

/* "pool/urn:application:name" -> "name". */
static const char *
application_name(const char *identity)
{
	const char *colon = identity != NULL ? strrchr(identity, ':') : NULL;

	return colon != NULL ? colon + 1 : identity;
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

/* A trusted application that is a server of its own: CT_OBJECT_GROUP_CHAT, ...; else an application. */
static CtObjectKind
kind_of_application(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(service_types); i++)
		if (name != NULL && service_types[i].kind != CT_N_OBJECT_KINDS &&
		    matches(service_types[i].type, name))
			return service_types[i].kind;
	return CT_OBJECT_TRUSTED_APP;
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
	if (record->kind == CT_RECORD_VOICE_ROUTE)
		name_gateways(self, record);
	if (row->scope == CT_SCOPE_DEPLOYMENT)
		identity = shell_identity(self, identity);
	if (record->kind == CT_RECORD_TRUSTED_APPLICATION) {
		identity = application_identity(self, record, identity);
		pool = pool != NULL ? pool : application_pool(self, identity);
		kind = kind_of_application(application_name(identity));
		if (kind != CT_OBJECT_TRUSTED_APP && pool != NULL)
			identity = pool;
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
			add_claim(self, claims, record, service_types[i].kind, CT_SCOPE_ESTATE,
				  fqdn, NULL, pool);
		return;
	}
	identity = g_strconcat(fqdn, "/", type, NULL);
	add_claim(self, claims, record, CT_OBJECT_TRUSTED_APP, CT_SCOPE_ESTATE,
		  ct_strings_intern(self->facts->strings, identity), type, pool);
}

/* The pool whose Registrar a service sends everything to, or NULL. */
static const char *
next_hop_of(const CtResolve *self, guint32 service)
{
	const CtEstate *estate = self->estate;

	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *to = ct_estate_service(estate, link->to);

		if (link->from.index == service && to != NULL && to->role == CT_ROLE_REGISTRAR &&
		    to->pool.index != CT_NONE)
			return ct_estate_pool(estate, to->pool)->fqdn;
	}
	return NULL;
}

/* The first pool whose Registrar uses a service, or NULL. */
static const char *
registered_with(const CtResolve *self, guint32 service)
{
	const CtEstate *estate = self->estate;

	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from = ct_estate_service(estate, link->from);

		if (link->to.index == service && from != NULL && from->role == CT_ROLE_REGISTRAR &&
		    from->pool.index != CT_NONE)
			return ct_estate_pool(estate, from->pool)->fqdn;
	}
	return NULL;
}

/* Archiving and Monitoring as servers of their own, which a topology shows as services. */
static void
add_recorder(CtResolve *self, GArray *claims, guint32 index)
{
	const CtService *service = &g_array_index(self->estate->services, CtService, index);
	const CtPool *server = ct_estate_pool(self->estate, service->pool);
	CtRecord record = { service->origin, CT_RECORD_SERVICE, service->role_name,
			    service->props };

	for (guint i = 0; server != NULL && i < G_N_ELEMENTS(recorders); i++)
		if (service->role == recorders[i].role)
			add_claim(self, claims, &record, recorders[i].kind, CT_SCOPE_ESTATE,
				  server->fqdn, NULL, registered_with(self, index));
}

/* Is @fqdn a server of the same DNS domain as one of the pools? */
static gboolean
is_beside_pools(const CtResolve *self, const char *fqdn)
{
	const char *key = ct_strings_fold(self->facts->strings, fqdn);
	const char *domain = key != NULL ? strchr(key, '.') : NULL;

	for (guint i = 0; domain != NULL && i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);
		const char *other = strchr(pool->key, '.');

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && other != NULL &&
		    strcmp(other, domain) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A partner whose Access Edge is a server of our own can only be behind a gateway: that is how XMPP
 * reached OCS and Lync Server 2010. */
static void
add_gateway_partner(CtResolve *self, GArray *claims, const CtRecord *record)
{
	const char *proxy = ct_facts_get(self->facts, record->props, CT_KEY_FQDN);
	guint before = claims->len;

	if (proxy == NULL || *proxy == '\0' || !is_beside_pools(self, proxy) ||
	    ct_estate_find_pool(self->estate, proxy).index != CT_NONE)
		return;
	add_claim(self, claims, record, CT_OBJECT_XMPP, CT_SCOPE_ESTATE, proxy, NULL, NULL);
	if (claims->len > before)
		g_array_index(claims, CtObjectClaim, before).object.deployment =
			CT_DEPLOYMENT_LEGACY;
}

/* The applications of a trusted application pool, from the owners of its ports.  What a legacy one
 * sends goes to the pool that it is registered with, so that this is where the application is homed. */
static void
add_service_applications(CtResolve *self, GArray *claims, guint32 index)
{
	CtStrings *strings = self->facts->strings;
	const CtService *service = &g_array_index(self->estate->services, CtService, index);
	const CtPool *pool = ct_estate_pool(self->estate, service->pool);
	const char *home;
	CtRecord record = { service->origin, CT_RECORD_TRUSTED_APPLICATION, service->role_name,
			    service->props };

	if (service->role != CT_ROLE_EXTERNAL || pool == NULL)
		return;
	home = pool->deployment == CT_DEPLOYMENT_LEGACY ? next_hop_of(self, index) : NULL;
	for (guint i = 0; i < service->props.count; i++) {
		const CtProp *prop = &g_array_index(self->facts->props, CtProp,
						    service->props.first + i);
		g_autofree char *identity = NULL;
		CtObjectKind kind;
		const char *name;

		if (prop->key != CT_KEY_APPLICATION || prop->value == NULL ||
		    is_built_in(prop->value))
			continue;
		name = prop->value;
		if (g_ascii_strncasecmp(name, urn_prefix, strlen(urn_prefix)) == 0)
			name += strlen(urn_prefix);
		name = ct_strings_intern(strings, name);
		kind = kind_of_application(name);
		identity = kind == CT_OBJECT_TRUSTED_APP
				   ? g_strconcat(pool->fqdn, "/", urn_prefix, name, NULL)
				   : g_strdup(pool->fqdn);
		add_claim(self, claims, &record, kind, CT_SCOPE_ESTATE,
			  ct_strings_intern(strings, identity),
			  kind == CT_OBJECT_TRUSTED_APP ? name : NULL,
			  home != NULL ? home : pool->fqdn);
	}
}

void
ct_resolve_claim_objects(CtResolve *self, GArray *claims)
{
	for (guint i = 0; i < self->facts->records->len; i++) {
		/* a copy: interning does not move records, but properties may be added */
		CtRecord record = g_array_index(self->facts->records, CtRecord, i);

		if (record.kind == CT_RECORD_TRUSTED_SERVICE)
			add_trusted_service(self, claims, &record);
		if (record.kind == CT_RECORD_ALLOWED_DOMAIN)
			add_gateway_partner(self, claims, &record);
		for (guint r = 0; r < G_N_ELEMENTS(rows); r++) {
			if (rows[r].record == record.kind)
				add_row(self, claims, &record, &rows[r]);
		}
	}
	for (guint32 i = 0; i < self->estate->services->len; i++) {
		add_service_applications(self, claims, i);
		add_recorder(self, claims, i);
	}
}
