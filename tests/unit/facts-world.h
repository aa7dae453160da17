/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "facts-by-hand.h"

/* A small world as three exports: a topology, the legacy deployment's WMI classes, and lists of the
 * target's shell. */

#define WMI_POOL    "MSFT_SIPPoolSetting"
#define WMI_SERVICE "MSFT_SIPTrustedServiceSetting"
#define POOLS_DN    "CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
#define HOME_OCS01  "CN=LC Services,CN=Microsoft,CN=ocs01," POOLS_DN
#define HOME_TARGET "CN=Lc Services,CN=Microsoft,CN=1:1," POOLS_DN

typedef struct {
	CtFacts *facts;
	CtFindings *findings;
	CtEstate *estate;
	guint32 topology;
	guint32 wmi;
	guint32 shell;
} World;

static inline void
world_init(World *world)
{
	*world = (World){ .facts = ct_facts_new(), .findings = ct_findings_new() };
	world->topology = add_input(world->facts, "a/topology.xml", CT_INPUT_TOPOLOGY);
	world->wmi = add_input(world->facts, "b/ocs.xml", CT_INPUT_CLIXML);
	world->shell = add_input(world->facts, "c/cs.xml", CT_INPUT_CLIXML);
}

/* The facts are the estate's from now on, but stay readable. */
static inline void
world_resolve(World *world)
{
	world->estate = ct_estate_new(world->facts, world->findings);
}

static inline void
world_clear(World *world)
{
	if (world->estate == NULL)
		ct_facts_free(world->facts);
	ct_estate_free(world->estate);
	ct_findings_free(world->findings);
}

/* A merged topology: a Standard Edition target, and a legacy pool and Edge in BackCompatSite. */
static inline void
add_topology(World *world)
{
	CtFacts *facts = world->facts;
	guint32 input = world->topology;

	add_site(facts, input, "1", "Redmond");
	add_site(facts, input, "99", "backcompatsite");
	add_cluster(facts, input, "1:1", "Lync01.contoso.com", "1");
	add_cluster(facts, input, "99:1", "OCS01.contoso.com", "99");
	add_cluster(facts, input, "99:2", "ocsedge.contoso.com", "99");
	add_sql(facts, input, "1:1/rtc", "rtc", "1:1");
	add_service(facts, input, "1-Registrar-1", 6, "1:1", CT_N_KEYS);
	add_service(facts, input, "1-UserServices-1", 6, "1:1", CT_N_KEYS);
	add_service(facts, input, "1-UserStore-1", 6, "1:1/rtc", CT_N_KEYS);
	add_service(facts, input, "1-ApplicationServer-1", 6, "1:1", CT_KEY_APPLICATION, "RGS",
		    CT_KEY_APPLICATION, "urn:application:Caa", CT_N_KEYS);
	add_service(facts, input, "99-Registrar-1", 4, "99:1", CT_N_KEYS);
	add_service(facts, input, "99-UserServices-1", 4, "99:1", CT_N_KEYS);
	add_service(facts, input, "99-EdgeServer-1", 4, "99:2", CT_N_KEYS);
	add_dependency(facts, input, "1-UserServices-1", "1-UserStore-1");
	add_dependency(facts, input, "1-Registrar-1", "1-UserServices-1");
	add_dependency(facts, input, "99-EdgeServer-1", "99-Registrar-1");
}

static inline void
add_wmi_pool(World *world, const char *fqdn, const char *name, const char *version)
{
	g_autofree char *dn = g_strdup_printf("CN=%s," POOLS_DN, name);

	add_record(world->facts, world->wmi, CT_RECORD_POOL, WMI_POOL, CT_KEY_FQDN, fqdn,
		   CT_KEY_POOL_DN, dn, CT_KEY_VERSION, version, CT_KEY_EDITION, "5",
		   CT_KEY_BACK_END, "(local)\\RTC", CT_KEY_MEMBER, fqdn, CT_KEY_APPLICATION,
		   "Conferencing Attendant", CT_N_KEYS);
}

static inline void
add_user(World *world, const char *sip, CtKey home_key, const char *home)
{
	add_record(world->facts, world->shell, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, sip,
		   CT_KEY_ENABLED, "true", CT_KEY_ENTERPRISE_VOICE, "True", home_key, home,
		   CT_N_KEYS);
}
