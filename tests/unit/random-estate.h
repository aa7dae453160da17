/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "analyzer/check.h"
#include "planner/intent.h"
#include "planner/pairing.h"
#include "planner/readiness.h"

/*
 * Random small estates, made as facts and resolved as real ones are: the same seed gives the same
 * estate.  Everything that the rule book speaks of may or may not be there, so that a few thousand of
 * them meet most combinations.
 */

/* How many pools there are at most; a measurement of larger estates sets them. */
static guint random_most_legacy = 4;
static guint random_most_target = 3;

typedef struct {
	GRand *rand;
	CtFacts *facts;
	guint line;
	guint n_legacy;
	guint n_target;
	guint n_users;
	gboolean edge;
	gboolean shared_edge; /* one external name for all services of the legacy Edge (O-15) */
	gboolean director;
	gboolean mediation;
} RandomWorld;

static inline guint
random_upto(RandomWorld *world, guint most)
{
	return (guint)g_rand_int_range(world->rand, 0, (gint32)most + 1);
}

static inline gboolean
random_chance(RandomWorld *world, guint percent)
{
	return random_upto(world, 99) < percent;
}

static inline const char *random_text(RandomWorld *world, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

static inline const char *
random_text(RandomWorld *world, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	return ct_strings_intern(world->facts->strings, text);
}

static inline CtOrigin
random_origin(RandomWorld *world, guint32 input)
{
	CtOrigin origin = { input, ++world->line, NULL };

	return origin;
}

/* @...: CtKey, const char * pairs, ended by CT_N_KEYS; a NULL value is left out. */
static inline void
random_record(RandomWorld *world, CtRecordKind kind, const char *type, ...)
{
	CtProp props[20];
	guint count = 0;
	va_list args;

	va_start(args, type);
	for (;;) {
		int key = va_arg(args, int);
		const char *value;

		if (key == CT_N_KEYS)
			break;
		value = va_arg(args, const char *);
		if (value != NULL)
			props[count++] = (CtProp){
				(CtKey)key, NULL, ct_strings_intern(world->facts->strings, value)
			};
		g_assert_cmpuint(count, <, G_N_ELEMENTS(props));
	}
	va_end(args);
	ct_facts_add_record(world->facts, kind, random_origin(world, 0),
			    ct_strings_intern(world->facts->strings, type), props, count);
}

#define DN_TAIL "CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=random,DC=test"

static inline const char *
random_legacy_fqdn(RandomWorld *world, guint index)
{
	return random_text(world, "ocs%02u.random.test", index);
}

static inline const char *
random_home_dn(RandomWorld *world, guint index)
{
	return random_text(world, "CN=LC Services,CN=Microsoft,CN=ocs%02u,%s", index, DN_TAIL);
}

static inline void
random_add_legacy_servers(RandomWorld *world)
{
	for (guint i = 0; i < world->n_legacy; i++)
		random_record(world, CT_RECORD_POOL, "MSFT_SIPPoolSetting", CT_KEY_FQDN,
			      random_legacy_fqdn(world, i), CT_KEY_POOL_DN,
			      random_text(world, "CN=ocs%02u,%s", i, DN_TAIL), CT_KEY_VERSION, "4",
			      CT_KEY_APPLICATION, "Conferencing Attendant", CT_N_KEYS);
	if (world->director)
		random_record(world, CT_RECORD_POOL, "MSFT_SIPPoolSetting", CT_KEY_FQDN,
			      "ocsdir.random.test", CT_KEY_POOL_DN, "CN=ocsdir," DN_TAIL,
			      CT_KEY_VERSION, "4", CT_KEY_ROLE, "Director", CT_N_KEYS);
	if (world->edge)
		random_record(world, CT_RECORD_EDGE, "EdgeCluster", CT_KEY_FQDN,
			      "ocsedge.random.test", CT_KEY_VERSION, "OCS2007R2",
			      CT_KEY_EDGE_ACCESS, "true", CT_KEY_EDGE_AV, "true",
			      CT_KEY_EDGE_WEB_CONFERENCING, "true", CT_KEY_FEDERATION_ENABLED,
			      random_chance(world, 70) ? "true" : "false", CT_KEY_NEXT_HOP,
			      world->director ? "ocsdir.random.test" : "ocs00.random.test",
			      CT_KEY_EXTERNAL_ACCESS_FQDN, "sip.random.test",
			      CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN,
			      world->shared_edge ? "sip.random.test" : "web.random.test",
			      CT_KEY_EXTERNAL_AV_FQDN,
			      world->shared_edge ? "sip.random.test" : "av.random.test", CT_N_KEYS);
	if (world->edge && random_chance(world, 15))
		random_record(world, CT_RECORD_EDGE, "EdgeCluster", CT_KEY_FQDN,
			      "ocsedge2.random.test", CT_KEY_VERSION, "OCS2007R2",
			      CT_KEY_EDGE_ACCESS, "true", CT_KEY_EDGE_AV, "true",
			      CT_KEY_EDGE_WEB_CONFERENCING, "true", CT_KEY_NEXT_HOP,
			      "ocs00.random.test", CT_N_KEYS);
	for (guint i = 0; world->mediation && i < 1 + random_upto(world, 1); i++)
		random_record(world, CT_RECORD_TRUSTED_SERVICE, "MSFT_SIPTrustedServiceSetting",
			      CT_KEY_FQDN, random_text(world, "ocsmed%02u.random.test", i),
			      CT_KEY_TYPE, "MediationServer", CT_KEY_VERSION, "4", CT_KEY_POOL_DN,
			      "CN=ocs00," DN_TAIL, CT_N_KEYS);
}

static inline void
random_add_service(RandomWorld *world, const char *role, guint number, const char *cluster,
		   gboolean applications)
{
	CtProp props[2] = { { CT_KEY_APPLICATION, NULL, random_text(world, "urn:application:RGS") },
			    { CT_KEY_APPLICATION, NULL,
			      random_text(world, "urn:application:Caa") } };
	CtServiceFact fact = { .origin = random_origin(world, 1),
			       .id = random_text(world, "1-%s-%u", role, number),
			       .role = random_text(world, "%s", role),
			       .role_version = 1,
			       .service_version = 6,
			       .site = random_text(world, "1"),
			       .installed_on = cluster };

	fact.props = ct_facts_add_props(world->facts, props, applications ? 2 : 0);
	g_array_append_val(world->facts->services, fact);
}

static inline const char *
random_add_cluster(RandomWorld *world, guint number, const char *fqdn)
{
	CtClusterFact cluster = { .origin = random_origin(world, 1),
				  .id = random_text(world, "1:%u", number),
				  .fqdn = random_text(world, "%s", fqdn),
				  .site = random_text(world, "1") };
	CtMachineFact machine = { random_origin(world, 1), cluster.id, cluster.fqdn };

	g_array_append_val(world->facts->clusters, cluster);
	g_array_append_val(world->facts->machines, machine);
	return cluster.id;
}

static inline void
random_add_target(RandomWorld *world)
{
	CtSiteFact site = { .origin = random_origin(world, 1),
			    .id = random_text(world, "1"),
			    .name = random_text(world, "Here"),
			    .kind = "CentralSite" };
	guint number = 0;

	g_array_append_val(world->facts->sites, site);
	for (guint i = 0; i < world->n_target; i++) {
		const char *cluster;

		number++;
		cluster = random_add_cluster(world, number,
					     random_text(world, "lync%02u.random.test", i));
		random_add_service(world, "UserServices", number, cluster, FALSE);
		random_add_service(world, "Registrar", number, cluster, FALSE);
		random_add_service(world, "ApplicationServer", number, cluster, TRUE);
		if (world->mediation)
			random_add_service(world, "MediationServer", number, cluster, FALSE);
	}
	for (guint i = 0; world->edge && i < (random_chance(world, 20) ? 2u : 1u); i++)
		random_add_service(world, "EdgeServer", i + 1,
				   random_add_cluster(world, number + 3 + i,
						      random_text(world, "lyncedge%u.random.test",
								  i)),
				   FALSE);
	random_add_service(world, "PersistentChatService", 1,
			   random_add_cluster(world, number + 2, "pchat.random.test"), FALSE);
}

static inline void
random_add_users(RandomWorld *world)
{
	for (guint i = 0; i < world->n_users; i++) {
		gboolean homed = random_chance(world, 97);
		guint pool = random_upto(world, world->n_legacy - 1);
		gboolean rcc = random_chance(world, 5);

		random_record(world, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
			      random_text(world, "sip:user%03u@random.test", i),
			      CT_KEY_DISPLAY_NAME, random_text(world, "User %u", i), CT_KEY_ENABLED,
			      random_chance(world, 95) ? "true" : "false", CT_KEY_ENTERPRISE_VOICE,
			      random_chance(world, 50) ? "true" : "false",
			      CT_KEY_REMOTE_CALL_CONTROL, rcc ? "true" : "false",
			      CT_KEY_LINE_SERVER_URI, rcc ? "sip:line@rcc.random.test" : NULL,
			      CT_KEY_HOME_SERVER, homed ? random_home_dn(world, pool) : NULL,
			      CT_KEY_POLICY_VOICE, random_chance(world, 30) ? "Voice A" : NULL,
			      CT_N_KEYS);
	}
	for (guint i = 0; world->n_users > 1 && i < random_upto(world, world->n_users / 3); i++)
		random_record(world, CT_RECORD_DELEGATION, "Delegation", CT_KEY_SIP_ADDRESS,
			      random_text(world, "sip:user%03u@random.test",
					  random_upto(world, world->n_users - 1)),
			      CT_KEY_DELEGATE,
			      random_text(world, "sip:user%03u@random.test",
					  random_upto(world, world->n_users - 1)),
			      CT_N_KEYS);
}

static inline void
random_add_trusted(RandomWorld *world, const char *type, const char *host, guint percent)
{
	if (random_chance(world, percent))
		random_record(world, CT_RECORD_TRUSTED_SERVICE, "MSFT_SIPTrustedServiceSetting",
			      CT_KEY_FQDN, host, CT_KEY_TYPE, type, CT_KEY_VERSION, "4",
			      CT_KEY_POOL_DN,
			      random_text(world, "CN=ocs%02u,%s",
					  random_upto(world, world->n_legacy - 1), DN_TAIL),
			      CT_N_KEYS);
}

static inline void
random_add_applications(RandomWorld *world)
{
	const guint last = world->n_legacy - 1;

	for (guint i = 0; i < random_upto(world, 3); i++)
		random_record(world, CT_RECORD_CONFERENCE_DIRECTORY, "ConferenceDirectories",
			      CT_KEY_IDENTITY, random_text(world, "%u", i + 1), CT_KEY_SERVICE_ID,
			      random_text(world, "UserServer:%s",
					  random_legacy_fqdn(world, random_upto(world, last))),
			      CT_N_KEYS);
	for (guint i = 0; i < random_upto(world, 2); i++)
		random_record(world, CT_RECORD_ACCESS_NUMBER, "AccessNumber", CT_KEY_PRIMARY_URI,
			      random_text(world, "sip:dial%u@random.test", i), CT_KEY_POOL,
			      random_legacy_fqdn(world, random_upto(world, last)), CT_N_KEYS);
	for (guint i = 0; i < random_upto(world, 2); i++)
		random_record(world, CT_RECORD_UM_CONTACT, "OCSADExUmContact", CT_KEY_SIP_ADDRESS,
			      random_text(world, "sip:um%u@random.test", i), CT_KEY_POOL,
			      random_legacy_fqdn(world, random_upto(world, last)), CT_N_KEYS);
	for (guint i = 0; i < random_upto(world, 2); i++)
		random_record(world, CT_RECORD_APPLICATION_ENDPOINT, "OCSADApplicationContact",
			      CT_KEY_SIP_ADDRESS, random_text(world, "sip:bot%u@random.test", i),
			      CT_KEY_OWNER_URN, "urn:application:bot", CT_KEY_POOL,
			      random_legacy_fqdn(world, random_upto(world, last)), CT_N_KEYS);
	if (random_chance(world, 40))
		random_record(world, CT_RECORD_RGS_WORKFLOW, "Workflow", CT_KEY_IDENTITY,
			      random_text(world, "service:ApplicationServer:%s/1f0c",
					  random_legacy_fqdn(world, random_upto(world, last))),
			      CT_KEY_NAME, "Sales", CT_N_KEYS);
	if (random_chance(world, 30)) {
		random_record(world, CT_RECORD_STATIC_ROUTE, "MSFT_SIPRoutingTableData",
			      CT_KEY_MATCH_URI, "*@rcc.random.test", CT_KEY_NEXT_HOP,
			      "csta.random.test", CT_N_KEYS);
		random_record(world, CT_RECORD_AUTHORIZED_HOST, "MSFT_SIPRemoteAddressData",
			      CT_KEY_SERVER, "csta.random.test", CT_N_KEYS);
	}
	for (guint i = 0; world->mediation && i < random_upto(world, 2); i++)
		random_record(world, CT_RECORD_VOICE_ROUTE, "MSFT_SIPPhoneRouteData", CT_KEY_NAME,
			      random_text(world, "Route %u", i), CT_N_KEYS);
	for (guint i = 0; i < 1 + random_upto(world, 1); i++)
		random_record(world, CT_RECORD_SIP_DOMAIN, "MSFT_SIPDomainData", CT_KEY_NAME,
			      i == 0 ? "random.test" : "emea.random.test", CT_N_KEYS);
	if (world->edge)
		random_add_trusted(world, "XMPPGateway", "ocsxmpp.random.test", 40);
	random_add_trusted(world, "GroupChat", "ocschat.random.test", 30);
	random_add_trusted(world, "ArchivingServer", "ocsarc.random.test", 40);
	random_add_trusted(world, "QoSM", "ocsmon.random.test", 40);
}

/* What an estate has more than the one of the same seed without it. */
typedef struct {
	guint users; /* on one of the pools that there are, in the middle of all names */
	guint pools; /* legacy ones with some users each */
} RandomGrowth;

/* @delegate: (nullable) */
static inline void
random_add_newcomer(RandomWorld *world, const char *sip, guint pool, const char *delegate)
{
	random_record(world, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS, sip, CT_KEY_DISPLAY_NAME,
		      "Newcomer", CT_KEY_ENABLED, "true", CT_KEY_ENTERPRISE_VOICE, "true",
		      CT_KEY_REMOTE_CALL_CONTROL, "false", CT_KEY_HOME_SERVER,
		      random_home_dn(world, pool), CT_N_KEYS);
	if (delegate != NULL)
		random_record(world, CT_RECORD_DELEGATION, "Delegation", CT_KEY_SIP_ADDRESS, sip,
			      CT_KEY_DELEGATE, delegate, CT_N_KEYS);
}

/* Behind everything else, so that the rest of the estate is what it was. */
static inline void
random_grow(RandomWorld *world, const RandomGrowth *growth)
{
	guint n_legacy = world->n_legacy;

	for (guint i = 0; i < growth->users; i++) {
		gboolean works = world->n_users > 0 && random_chance(world, 50);
		guint other = random_upto(world, MAX(world->n_users, 1) - 1);

		random_add_newcomer(
			world,
			random_text(world, "sip:user%03ub%u@random.test", world->n_users / 2, i),
			random_upto(world, n_legacy - 1),
			works ? random_text(world, "sip:user%03u@random.test", other) : NULL);
	}
	for (guint i = 0; i < growth->pools; i++) {
		guint users = 1 + random_upto(world, 8);

		random_record(world, CT_RECORD_POOL, "MSFT_SIPPoolSetting", CT_KEY_FQDN,
			      random_legacy_fqdn(world, n_legacy + i), CT_KEY_POOL_DN,
			      random_text(world, "CN=ocs%02u,%s", n_legacy + i, DN_TAIL),
			      CT_KEY_VERSION, "4", CT_KEY_APPLICATION, "Conferencing Attendant",
			      CT_N_KEYS);
		for (guint k = 0; k < users; k++)
			random_add_newcomer(world,
					    random_text(world, "sip:user%03up%u@random.test", k, i),
					    n_legacy + i,
					    k % 3 == 1 ? random_text(world,
								     "sip:user%03up%u@random.test",
								     k - 1, i)
						       : NULL);
	}
}

/* Everything derived from @seed; @size grows users and pools. */
static inline CtEstate *
random_grown_estate(guint32 seed, guint most_users, const RandomGrowth *growth,
		    CtFindings *findings)
{
	RandomWorld world = { .rand = g_rand_new_with_seed(seed), .facts = ct_facts_new() };
	static const CtInputKind kinds[] = { CT_INPUT_CLIXML, CT_INPUT_TOPOLOGY };
	CtEstate *estate;

	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		CtInput input = { .path = random_text(&world, i == 0 ? "legacy.xml" : "target.xml"),
				  .sha256 = g_strdup(""),
				  .encoding = "utf-8",
				  .kind = kinds[i] };

		g_array_append_val(world.facts->inputs, input);
	}
	world.n_legacy = 1 + random_upto(&world, random_most_legacy - 1);
	world.n_target = 1 + random_upto(&world, random_most_target - 1);
	world.n_users = random_upto(&world, most_users);
	world.edge = random_chance(&world, 60);
	world.shared_edge = random_chance(&world, 40);
	world.director = world.edge && random_chance(&world, 50);
	world.mediation = random_chance(&world, 70);
	random_add_legacy_servers(&world);
	random_add_target(&world);
	random_add_users(&world);
	random_add_applications(&world);
	if (growth != NULL)
		random_grow(&world, growth);
	g_rand_free(world.rand);
	estate = ct_estate_new(world.facts, findings);
	ct_check_run(estate, findings);
	return estate;
}

static inline CtEstate *
random_estate(guint32 seed, guint most_users, CtFindings *findings)
{
	return random_grown_estate(seed, most_users, NULL, findings);
}

/* Wave limits to go with it. */
static inline CtIntent *
random_intent(guint32 seed)
{
	GRand *rand = g_rand_new_with_seed(seed ^ 0x5eed);
	CtIntent *intent = ct_intent_new();
	guint size = (guint)g_rand_int_range(rand, 2, 12);
	g_autofree char *wave = g_strdup_printf("%u", size);
	g_autofree char *pilot = g_strdup_printf("%d", g_rand_int_range(rand, 1, 6));

	intent->values[CT_INTENT_WAVE_SIZE]->pdata[0] = g_string_chunk_insert(intent->chunk, wave);
	intent->values[CT_INTENT_PILOT_SIZE]->pdata[0] = g_string_chunk_insert(intent->chunk,
									       pilot);
	if (g_rand_int_range(rand, 0, 4) == 0)
		g_ptr_array_set_size(intent->values[CT_INTENT_HARD_COUPLINGS], 0);
	g_rand_free(rand);
	return intent;
}

static inline void
random_ready(const CtEstate *estate, const CtIntent *intent, CtFindings *findings)
{
	g_autoptr(CtPairing) pairing = ct_pairing_new(estate, intent);

	ct_readiness_check(estate, pairing, findings);
	ct_findings_sort(findings, estate);
}

/* As if a file had said so: [pins] order = @before < @after. */
static inline void
random_wish(CtIntent *intent, const char *before, const char *after)
{
	CtIntentOrder order = { g_string_chunk_insert(intent->chunk, before),
				g_string_chunk_insert(intent->chunk, after), 1 };
	g_autofree char *text = g_strdup_printf("%s < %s", before, after);

	g_array_append_val(intent->orders, order);
	g_ptr_array_add(intent->values[CT_INTENT_ORDER],
			g_string_chunk_insert(intent->chunk, text));
}
