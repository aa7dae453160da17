/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "object.h"

/* The objects that one command of an administrator lists, one after the other. */
typedef struct {
	const char *file; /* name of the export without its ending */
	void (*rows)(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
} GenTable;

/* Each ends with a row whose file is %NULL. */
extern const GenTable gen_legacy_tables[];	/* WMI classes, without users */
extern const GenTable gen_legacy_core_tables[]; /* what the directory has too */
extern const GenTable gen_target_tables[];	/* Get-Cs* objects, without users */
extern const GenTable gen_directory_tables[];	/* entries of Active Directory, without users */
extern const GenTable gen_person_tables[]; /* delegates: made by hand, as no command lists them */

/* DNs of the legacy deployment. */
const char *gen_rtc_dn(const GenEstate *estate, GenObject *object);
const char *gen_pool_dn(const GenEstate *estate, GenObject *object, const char *pool);
const char *gen_home_dn(const GenEstate *estate, GenObject *object, const char *pool);

/* DN of an object that is named by a GUID. */
const char *gen_object_dn(const GenEstate *estate, GenObject *object, const char *container,
			  const char *name);

/* Begins an instance of a class of WMI; @key tells it apart from others of the class. */
void gen_wmi_begin(const GenEstate *estate, GenObject *object, const char *class_name,
		   const char *key);

/* A server or application that legacy pools trust. */
typedef struct {
	const char *type;
	const char *fqdn;
	guint port;
	guint pool;	       /* the pool that it belongs to */
	const char *mediation; /* nullable: FQDN of the Mediation server of a gateway */
} GenTrusted;

typedef void (*GenTrustedFunc)(const GenTrusted *trusted, gpointer data);

void gen_trusted_services(const GenEstate *estate, GenTrustedFunc func, gpointer data);

/* A voice route, with the usage of its name. */
typedef struct {
	const char *name;
	const char *pattern;
	guint site; /* GEN_NO_POOL: of all sites */
	char own_pattern[32];
} GenRoute;

/* FALSE when there is no route @index. */
gboolean gen_voice_route(const GenEstate *estate, guint index, GenRoute *out_route);

/* Appends the Mediation servers of a route to the list at hand. */
void gen_route_gateways(const GenEstate *estate, const GenRoute *route, GenObject *object,
			const char *before, const char *behind);

/* SIP address of access number @index of a pool. */
const char *gen_number_uri(const GenEstate *estate, GenObject *object, const GenPool *pool,
			   guint index);
/* Its telephone number, without the prefix of the site. */
const char *gen_number_line(const GenEstate *estate, GenObject *object, const GenPool *pool,
			    guint index);

/* Rows of tables of telephony. */
void gen_wmi_routes(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_wmi_usages(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_wmi_policies(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_wmi_plain_policies(const GenEstate *estate, GenObject *object, GenEmit emit,
			    gpointer data);
void gen_wmi_profiles(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_wmi_contacts(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_wmi_mappings(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);

/* Begins an object of the management shell; @types is static. */
void gen_shell_begin(GenObject *object, const char *const *types, const char *label);
/* Begins an object that somebody made in the shell. */
void gen_custom_begin(GenObject *object);

void gen_shell_routes(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_shell_usages(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_shell_voice_policies(const GenEstate *estate, GenObject *object, GenEmit emit,
			      gpointer data);
void gen_shell_dial_plans(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_shell_policies(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_shell_workflows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_shell_queues(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_shell_agent_groups(const GenEstate *estate, GenObject *object, GenEmit emit,
			    gpointer data);

/* Users: Get-CsUser with what a plan needs and what is near it, Get-CsUser with everything,
 * MSFT_SIPESUserSetting, entries of the directory. */
void gen_list_shell_users(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_list_all_of_shell_users(const GenEstate *estate, GenObject *object, GenEmit emit,
				 gpointer data);
void gen_list_wmi_users(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
void gen_list_directory_users(const GenEstate *estate, GenObject *object, GenEmit emit,
			      gpointer data);
