/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legacy side and its users as entries of Active Directory. */
#include "table.h"

#define RTC "msRTCSIP-"

static void
begin(GenObject *object, const char *class_name)
{
	object->class_name = class_name;
	object->types = NULL;
	object->custom = FALSE;
	gen_object_begin(object, NULL);
}

static const char *
or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

/* OptionFlags: 1 public IM, 16 remote call control, 128 telephony, 256 enhanced presence. */
static guint
option_flags(const GenUser *user)
{
	return 256u | (user->public_network ? 1u : 0) | (user->line_server[0] != '\0' ? 16u : 0) |
	       (user->voice ? 128u : 0);
}

static void
add_user_policies(const GenEstate *estate, GenObject *object, const GenUser *user)
{
	const struct {
		guint number;
		const char *name;
	} policies[] = { { 1, user->conferencing },
			 { 2, user->voice_policy },
			 { 5, user->presence } };

	gen_object_list(object, RTC "UserPolicy");
	for (guint i = 0; i < G_N_ELEMENTS(policies); i++) {
		if (policies[i].name == NULL)
			continue;
		gen_object_item(object, gen_object_format(object, "B:8:%08X:%s", policies[i].number,
							  gen_object_dn(estate, object, "Policies",
									policies[i].name)));
	}
}

void
gen_list_directory_users(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	GenUser user;

	for (guint i = 0; i < estate->request.users; i++) {
		gen_user(estate, i, &user);
		begin(object, "user");
		object->label = gen_object_copy(object, user.dn);
		gen_object_text(object, "cn",
				gen_object_format(object, "%s %s %u", user.first, user.last, i));
		gen_object_text(object, "sn", user.last);
		gen_object_text(object, "givenName", user.first);
		gen_object_text(object, "displayName", user.display);
		gen_object_text(object, "sAMAccountName", user.account);
		gen_object_text(object, "userPrincipalName", user.address);
		gen_object_text(object, "mail", user.address);
		gen_object_text(object, RTC "PrimaryUserAddress",
				gen_object_format(object, "sip:%s", user.address));
		gen_object_text(object, RTC "PrimaryHomeServer",
				user.pool == GEN_NO_POOL
					? NULL
					: gen_home_dn(estate, object,
						      estate->pools[user.pool].name));
		gen_object_bool(object, RTC "UserEnabled", user.enabled);
		gen_object_text(object, RTC "Line", or_null(user.line));
		gen_object_text(object, RTC "LineServer", or_null(user.line_server));
		gen_object_uint(object, RTC "OptionFlags", option_flags(&user));
		gen_object_bool(object, RTC "FederationEnabled", user.federation);
		gen_object_bool(object, RTC "InternetAccessEnabled", user.internet);
		gen_object_uint(object, RTC "ArchivingEnabled", 0);
		gen_object_text(object, RTC "DeploymentLocator", "SRV:");
		add_user_policies(estate, object, &user);
		gen_object_text(object, RTC "UserLocationProfile",
				user.dial_plan != NULL
					? gen_object_dn(estate, object, "Location Profiles",
							user.dial_plan)
					: NULL);
		emit(object, data);
	}
}

static void
add_front_ends(const GenEstate *estate, GenObject *object, const GenPool *pool)
{
	char fqdn[160];

	gen_object_list(object, RTC "FrontEndServers");
	for (guint i = 0; i < pool->machines; i++) {
		gen_pool_machine(estate, pool, i, fqdn, sizeof(fqdn));
		gen_object_item(object, gen_object_format(object, "CN=%.*s,CN=Computers,%s",
							  (int)(g_strstr_len(fqdn, -1, ".") - fqdn),
							  fqdn, estate->root));
	}
}

static void
add_applications(GenObject *object, const GenPool *pool)
{
	gen_object_list(object, RTC "ApplicationList");
	if (pool->attendant) {
		gen_object_item(object, "Conferencing Attendant");
		gen_object_item(object, "Conferencing Announcement");
	}
	if (pool->response_groups)
		gen_object_item(object, "Response Group");
	gen_object_item(object, "Outside Voice Control");
}

static void
pool_row(const GenEstate *estate, GenObject *object, const GenPool *pool)
{
	begin(object, RTC "Pool");
	object->label = gen_pool_dn(estate, object, pool->name);
	gen_object_text(object, "cn", pool->name);
	gen_object_text(object, "dNSHostName", pool->fqdn);
	gen_object_text(object, RTC "PoolDisplayName", pool->name);
	gen_object_uint(object, RTC "PoolType", pool->enterprise ? 10 : 5);
	gen_object_uint(object, RTC "PoolVersion", 4);
	gen_object_uint(object, RTC "PoolFunctionality", 2);
	gen_object_text(object, RTC "BackEndServer", pool->back_end);
	add_applications(object, pool);
}

/* A Director is a pool without conferencing. */
static void
director_row(const GenEstate *estate, GenObject *object)
{
	begin(object, RTC "Pool");
	object->label = gen_pool_dn(estate, object, "ocsdir01");
	gen_object_text(object, "cn", "ocsdir01");
	gen_object_text(object, "dNSHostName",
			gen_object_format(object, "ocsdir01.%s", estate->domain));
	gen_object_text(object, RTC "PoolDisplayName", "ocsdir01");
	gen_object_uint(object, RTC "PoolType", 5);
	gen_object_uint(object, RTC "PoolVersion", 4);
	gen_object_uint(object, RTC "PoolFunctionality", 0);
	gen_object_text(object, RTC "BackEndServer", "(local)\\rtc");
}

static void
pool_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		const GenPool *pool = &estate->pools[i];

		pool_row(estate, object, pool);
		emit(object, data);
		begin(object, RTC "PoolService");
		object->label = gen_home_dn(estate, object, pool->name);
		gen_object_text(object, "cn", "LC Services");
		add_front_ends(estate, object, pool);
		emit(object, data);
	}
	if (!estate->director)
		return;
	director_row(estate, object);
	emit(object, data);
}

typedef struct {
	const GenEstate *estate;
	GenObject *object;
	GenEmit emit;
	gpointer data;
} Rows;

static void
trusted_row(const GenTrusted *trusted, gpointer data)
{
	const Rows *rows = data;
	GenObject *object = rows->object;
	g_autofree char *name = g_strconcat(trusted->type, "@", trusted->fqdn, NULL);

	begin(object, RTC "TrustedService");
	object->label = gen_object_dn(rows->estate, object, "Trusted Services", name);
	gen_object_text(object, RTC "TrustedServerFQDN", trusted->fqdn);
	gen_object_uint(object, RTC "TrustedServicePort", trusted->port);
	gen_object_text(object, RTC "TrustedServiceType", trusted->type);
	gen_object_bool(object, RTC "Routable", TRUE);
	gen_object_text(object, RTC "RoutingPoolDN",
			gen_pool_dn(rows->estate, object, rows->estate->pools[trusted->pool].name));
	gen_object_uint(object, RTC "TrustedServerVersion", 4);
	rows->emit(object, rows->data);
}

static void
trusted_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	Rows rows = { estate, object, emit, data };

	gen_trusted_services(estate, trusted_row, &rows);
}

static void
domain_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_sip_domains; i++) {
		begin(object, RTC "Domain");
		object->label = gen_object_dn(estate, object, "Domains", estate->sip_domains[i]);
		gen_object_text(object, RTC "DomainName", estate->sip_domains[i]);
		gen_object_bool(object, RTC "Default", i == 0);
		emit(object, data);
	}
}

static void
directory_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		begin(object, RTC "ConferenceDirectory");
		object->label = gen_object_dn(estate, object, "Conference Directories",
					      estate->pools[i].fqdn);
		gen_object_uint(object, RTC "ConferenceDirectoryId", i + 1);
		gen_object_text(object, RTC "ConferenceDirectoryHomePool",
				gen_pool_dn(estate, object, estate->pools[i].name));
		emit(object, data);
	}
}

const GenTable gen_directory_tables[] = {
	{ "ad-pools", pool_rows },
	{ "ad-trustedservices", trusted_rows },
	{ "ad-domains", domain_rows },
	{ "ad-conferencedirectories", directory_rows },
	{ NULL, NULL },
};
